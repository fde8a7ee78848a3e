//! Joining two files of one person: the other one is found by its number.

use super::file::named;
use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::customers::{
    Customer, CustomerRefused, MergeCustomers, ReadCustomer, SearchCustomers, Sides,
};
use domain::text::phone;
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`MergeDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct MergeDialogProps {
    /// The file that stays.
    pub customer: Customer,
    /// They are one.
    pub on_done: Callback<()>,
    /// They stay two.
    pub on_keep: Callback<()>,
}

/// The file of a number.
async fn other(typed: String, language: Language) -> Result<Customer, Failure> {
    let refused = |refused: CustomerRefused| Failure::of(&refused, language);
    let number = phone(Some(&typed), "phone").map_err(|it| refused(it.into()))?;
    let number = number.ok_or_else(|| refused(CustomerRefused::NoPhone))?;
    let rows = call(SearchCustomers { typed: number.clone() }, language).await?;
    let row = rows.into_iter().find(|row| row.phone == number);
    let row = row.ok_or_else(|| refused(CustomerRefused::Unknown))?;
    Ok(call(ReadCustomer { customer: row.id }, language).await?.customer)
}

/// Finds the other file, shows whose it is, and joins it.
#[component]
pub fn MergeDialog(props: &MergeDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(String::new);
    let found = use_state(|| None::<Customer>);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let on_type = {
        let (typed, found, failure) = (typed.setter(), found.setter(), failure.setter());
        Callback::from(move |text| {
            found.set(None);
            failure.set(None);
            typed.set(text);
        })
    };
    let go = {
        let (typed, found, failure) = ((*typed).clone(), found.clone(), failure.setter());
        let (busy, screen, kept) = (busy.clone(), screen.clone(), props.customer.clone());
        let done = props.on_done.clone();
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (typed, found, failure) = (typed.clone(), found.clone(), failure.clone());
            let (busy, screen, kept) = (busy.setter(), screen.clone(), kept.clone());
            let done = done.clone();
            spawn_local(async move {
                let outcome = match (*found).clone() {
                    None => other(typed, language).await.map(|it| found.set(Some(it))),
                    Some(gone) => {
                        let sides = Sides {
                            kept: kept.id,
                            kept_version: kept.version,
                            other: gone.id,
                            other_version: gone.version,
                        };
                        let asked = MergeCustomers { command: new_command(), sides };
                        call(asked, language).await.map(|_| done.emit(()))
                    }
                };
                busy.set(false);
                if let Err(refused) = outcome {
                    screen.heed(&refused);
                    failure.set(Some(refused));
                }
            });
        })
    };
    let word = say(language, if found.is_some() { "merge-confirm" } else { "merge-find" });
    let actions = html! {
        <button class="button primary" data-testid="merge-go" disabled={*busy || typed.trim().is_empty()}
            onclick={go}>{ word }</button>
    };
    let name = named(&props.customer);
    let elsewhere = failure.as_ref().filter(|it| it.field.as_deref() != Some("phone"));
    html! {
        <Dialog title={say_with(language, "merge-title", &[("name", name.as_str().into())])} testid="merge-dialog" {actions}
            on_close={props.on_keep.clone()}>
            <p class="page-note">{ say(language, "merge-lead") }</p>
            <Field name="phone" label={say(language, "merge-phone")} value={(*typed).clone()} width={classes!("wide")}
                failure={(*failure).clone()} {on_type} />
            if let Some(other) = &*found {
                <p data-testid="merge-found">{ say_with(language, "merge-found", &[("name", named(other).into())]) }</p>
            }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="merge-error" />
            }
        </Dialog>
    }
}
