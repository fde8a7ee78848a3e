//! One supplier: name, addresses and what it sells; what was typed stays until it is saved.

use super::offers::{Offers, TypedOffer};
use crate::backend::{call, new_uuid};
use crate::catalogue::say;
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::Failure;
use domain::stock::{IngredientChoice, Offer, SaveSupplier, Supplier, TypedSupplier};
use domain::text::phone_shown;
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`SupplierForm`] is given.
#[derive(Properties, PartialEq)]
pub struct SupplierFormProps {
    /// The supplier, as it stands; none: a new one.
    pub supplier: Option<Supplier>,
    /// All ingredients.
    pub ingredients: Rc<Vec<IngredientChoice>>,
    /// Whether who looks may change it.
    pub may_change: bool,
    /// It was saved.
    pub on_done: Callback<Supplier>,
    /// It is left as it was.
    pub on_close: Callback<()>,
}

#[derive(Clone, PartialEq)]
struct Typed {
    name: String,
    email: String,
    phone: String,
    offers: Vec<TypedOffer>,
}

/// The form of one supplier.
#[component]
pub fn SupplierForm(props: &SupplierFormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| {
        let known = props.supplier.as_ref();
        let offers = known.map_or(&[][..], |it| &it.offers);
        let offers = offers.iter().map(|it| TypedOffer::of(it, &props.ingredients, language));
        Typed {
            name: known.map_or_else(String::new, |it| it.name.clone()),
            email: known.and_then(|it| it.email.clone()).unwrap_or_default(),
            phone: known.and_then(|it| it.phone.as_deref()).map_or_else(String::new, phone_shown),
            offers: offers.collect(),
        }
    });
    let once = use_state(new_uuid);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let set = |change: fn(&mut Typed, String)| {
        let (typed, failure) = (typed.clone(), failure.setter());
        Callback::from(move |text: String| {
            let mut changed = (*typed).clone();
            change(&mut changed, text);
            typed.set(changed);
            failure.set(None);
        })
    };
    let on_change = {
        let (typed, failure) = (typed.clone(), failure.setter());
        Callback::from(move |offers| {
            typed.set(Typed { offers, ..(*typed).clone() });
            failure.set(None);
        })
    };
    let save = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.setter());
        let (known, ingredients) = (props.supplier.clone(), props.ingredients.clone());
        let (once, done, screen) = (*once, props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            let offers = typed.offers.iter().map(|it| it.read(&ingredients));
            let offers: Vec<Offer> = match offers.collect() {
                Ok(offers) => offers,
                Err(refused) => return failure.set(Some(Failure::of(&refused, language))),
            };
            let Typed { name, email, phone, .. } = (*typed).clone();
            let asked = SaveSupplier {
                once,
                supplier: known.as_ref().map(|it| it.id),
                version: known.as_ref().map_or(0, |it| it.version),
                typed: TypedSupplier { name, email, phone, offers },
            };
            busy.set(true);
            let (failure, busy) = (failure.clone(), busy.clone());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(supplier) => done.emit(supplier),
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let field = |name: &'static str, label: String, value: &str, width: &'static str, change| {
        html! {
            <Field {name} {label} value={value.to_owned()} width={classes!(width)} disabled={!props.may_change}
                failure={(*failure).clone()} on_type={set(change)} />
        }
    };
    let shown_elsewhere = failure.as_ref().filter(|it| {
        it.field.as_deref().is_none_or(|field| {
            !["name", "email", "phone"].contains(&field) && !field.starts_with("line-")
        })
    });
    let word =
        if *busy { say(language, "supplier-saving") } else { say(language, "supplier-save") };
    let actions = props.may_change.then(|| {
        html! {
            <button class="button primary" data-testid="supplier-save" aria-busy={busy.to_string()}
                disabled={*busy} onclick={save}>{ word }</button>
        }
    });
    let title = props.supplier.as_ref().map(|it| it.name.clone());
    html! {
        <Dialog title={title.unwrap_or_else(|| say(language, "supplier-new"))} testid="supplier-dialog"
            variant={ModalVariant::Large} actions={actions.unwrap_or_default()} on_close={props.on_close.clone()}>
            if !props.may_change {
                <p class="page-note" data-testid="supplier-only-seen">{ say(language, "supplier-only-seen") }</p>
            }
            <div class="supplier-fields">
                { field("name", say(language, "supplier-name"), &typed.name, "wide", |it, text| it.name = text) }
                { field("email", say(language, "supplier-email-orders"), &typed.email, "", |it, text| it.email = text) }
                { field("phone", say(language, "supplier-phone"), &typed.phone, "", |it, text| it.phone = text) }
            </div>
            <Offers typed={typed.offers.clone()} ingredients={props.ingredients.clone()} may_change={props.may_change}
                failure={(*failure).clone()} {on_change} />
            if let Some(failure) = shown_elsewhere {
                <Notice text={failure.message.clone()} testid="supplier-error" />
            }
        </Dialog>
    }
}
