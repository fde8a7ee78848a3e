//! The group's first shop, and the person who signs in there first.

use crate::backend::call;
use crate::catalogue::say;
use crate::frame::{Field, Notice};
use domain::server::{OpenFirstShop, SetUp};
use domain::staff::Pin;
use domain::{Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The fields that stand on the form: any other failure is shown above it.
const FIELDS: [&str; 5] = ["code", "name", "manager", "pin", "pin_again"];

/// What [`FirstShopForm`] is given.
#[derive(Properties, PartialEq)]
pub struct FirstShopFormProps {
    /// The language.
    pub language: Language,
    /// It is open; what comes next.
    pub on_opened: Callback<SetUp>,
}

/// What is typed.
#[derive(Clone, Default, PartialEq)]
struct Typed {
    code: String,
    name: String,
    manager: String,
    pin: String,
    pin_again: String,
}

impl Typed {
    /// The call, unless the PIN was not typed twice alike.
    fn call(&self, language: Language) -> Result<OpenFirstShop, Failure> {
        if self.pin != self.pin_again {
            return Err(Failure {
                code: FailureCode::Refused,
                message: say(language, "first-shop-pins-differ"),
                field: Some("pin_again".to_owned()),
            });
        }
        Ok(OpenFirstShop {
            code: self.code.clone(),
            name: self.name.clone(),
            manager: self.manager.clone(),
            pin: Pin(self.pin.clone()),
        })
    }
}

/// The form.
#[component]
pub fn FirstShopForm(props: &FirstShopFormProps) -> Html {
    let language = props.language;
    let typed = use_state(Typed::default);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let change = |set: fn(&mut Typed, String)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            set(&mut next, text);
            typed.set(next);
        })
    };
    let open = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.clone());
        let on_opened = props.on_opened.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            let asked = match typed.call(language) {
                Ok(asked) => asked,
                Err(wrong) => return failure.set(Some(wrong)),
            };
            let (failure, busy) = (failure.clone(), busy.setter());
            let on_opened = on_opened.clone();
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(next) => on_opened.emit(next),
                    Err(refused) => {
                        failure.set(Some(refused));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let elsewhere = failure
        .as_ref()
        .filter(|failure| !failure.field.as_deref().is_some_and(|it| FIELDS.contains(&it)));
    let wrong = (*failure).clone();
    html! {
        <form class="set-up-card" onsubmit={open} novalidate=true>
            <h1>{ say(language, "first-shop-title") }</h1>
            <p class="set-up-lead">{ say(language, "first-shop-lead") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="first-shop-error" />
            }
            <div class="fields">
                <Field name="name" width="long" label={say(language, "first-shop-name")} value={typed.name.clone()}
                    example={say(language, "first-shop-name-example")} failure={wrong.clone()}
                    on_type={change(|typed, text| typed.name = text)} />
                <Field name="code" width="short" label={say(language, "first-shop-code")} value={typed.code.clone()}
                    example="MOZ1" failure={wrong.clone()}
                    on_type={change(|typed, text| typed.code = text.to_uppercase())} />
                <Field name="manager" label={say(language, "first-shop-manager")} width="wide"
                    value={typed.manager.clone()} failure={wrong.clone()}
                    on_type={change(|typed, text| typed.manager = text)} />
                <Field name="pin" kind="password" label={say(language, "first-shop-pin")}
                    value={typed.pin.clone()} failure={wrong.clone()}
                    on_type={change(|typed, text| typed.pin = text)} />
                <Field name="pin_again" kind="password" label={say(language, "first-shop-pin-again")}
                    value={typed.pin_again.clone()} failure={wrong}
                    on_type={change(|typed, text| typed.pin_again = text)} />
            </div>
            <div class="set-up-actions">
                <span class="space"></span>
                <button type="submit" class="button primary" data-testid="first-shop-open" disabled={*busy}>
                    { say(language, "first-shop-open") }
                </button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_typed_twice_alike() {
        let typed = |pin: &str, again: &str| Typed {
            pin: pin.to_owned(),
            pin_again: again.to_owned(),
            ..Typed::default()
        };
        assert!(typed("1234", "1234").call(Language::Fr).is_ok());
        let wrong = typed("1234", "1235").call(Language::Fr).expect_err("they differ");
        assert_eq!(wrong.field.as_deref(), Some("pin_again"));
    }
}
