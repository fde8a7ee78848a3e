//! A customer's file: who it is, where orders are brought, what was ordered, and what may be done with it.

use super::erase::EraseDialog;
use super::form::Form;
use super::merge::MergeDialog;
use super::page::day;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_screen};
use crate::office::loading;
use domain::customers::{Customer, CustomerId, ExportCustomer, PastOrder, ReadCustomer};
use domain::text::phone_shown;
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`File`] is given.
#[derive(Properties, PartialEq)]
pub struct FileProps {
    /// Whose.
    pub customer: CustomerId,
    /// The list is shown again, with what there is to say.
    pub on_close: Callback<Option<String>>,
    /// Another file is opened.
    pub on_open: Callback<CustomerId>,
}

/// What is open over the file.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Erase,
    Merge,
}

fn orders(orders: &[PastOrder], language: Language) -> Html {
    if orders.is_empty() {
        return html! { <p class="empty" data-testid="customer-no-orders">{ say(language, "customer-no-orders") }</p> };
    }
    let each = orders.iter().map(|past| {
        html! {
            <li>
                <span>{ day(past.placed_at, language) }</span>
                <span>{ past.summary() }<br /><small>{ &past.shop }{ " · " }{ &past.reference }{ " · " }{ past.mode.say(language) }</small></span>
                <b>{ past.total.show(language) }</b>
            </li>
        }
    });
    html! { <ul class="customer-orders" data-testid="customer-orders">{ for each }</ul> }
}

/// The name of a file: its name, or its number.
pub fn named(customer: &Customer) -> String {
    let number = || phone_shown(customer.phone.as_deref().unwrap_or_default());
    customer.name.clone().unwrap_or_else(number)
}

/// The file.
#[component]
pub fn File(props: &FileProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let readings = use_state(|| 0_u32);
    let open = use_state(|| None::<Open>);
    let said = use_state(|| None::<Result<String, Failure>>);
    let asked = ReadCustomer { customer: props.customer };
    let read = use_fetched(asked, true, *readings, language);
    let back = props.on_close.reform(|_: MouseEvent| None);
    let again = {
        let (readings, said) = (readings.clone(), said.setter());
        Callback::from(move |saved: bool| {
            said.set(saved.then(|| Ok(say(language, "customer-saved"))));
            readings.set(*readings + 1);
        })
    };
    let export = {
        let (said, customer, screen) = (said.setter(), props.customer, screen.clone());
        Callback::from(move |_: MouseEvent| {
            let (said, screen) = (said.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(ExportCustomer { customer }, language).await;
                answer.as_ref().err().iter().for_each(|refused| screen.heed(refused));
                said.set(Some(answer.map(|written| {
                    say_with(language, "customer-exported", &[("file", written.file.into())])
                })));
            });
        })
    };
    let show = |what: Option<Open>| {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(what))
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let head = |title: String| {
        html! {
            <header class="page-head">
                <div><h1 data-testid="customer-name">{ title }</h1></div>
                <button class="button" data-testid="customers-back" onclick={back}>{ "←\u{a0}" }{ say(language, "customers-back") }</button>
            </header>
        }
    };
    let Some(file) = read.data.clone() else {
        return html! {
            <>
                { head(say(language, "customers-title")) }
                if let Some(failure) = &read.failure {
                    <Notice text={failure.message.clone()} testid="customer-error" />
                } else { { loading(language) } }
            </>
        };
    };
    let customer = file.customer.clone();
    let erased = {
        let (done, name) = (props.on_close.clone(), named(&customer));
        Callback::from(move |()| {
            done.emit(Some(say_with(
                language,
                "customer-erased",
                &[("name", name.as_str().into())],
            )));
        })
    };
    let joined = {
        let (close, again) = (close.clone(), again.clone());
        Callback::from(move |()| {
            close.emit(());
            again.emit(true);
        })
    };
    html! {
        <>
            { head(named(&customer)) }
            { match &*said {
                Some(Ok(words)) => html! { <p class="page-done" role="status" data-testid="customer-said">{ "✓\u{a0}" }{ words }</p> },
                Some(Err(failure)) => html! { <Notice text={failure.message.clone()} testid="customer-said-error" /> },
                None => Html::default(),
            } }
            <div class="papers-two">
                <Form key={format!("{}-{}", customer.version, *readings)} customer={customer.clone()} on_done={again} />
                <aside class="papers-aside customer-aside">
                    <h2>{ say(language, "customer-history") }</h2>
                    { orders(&file.orders, language) }
                    <button class="button" data-testid="customer-export" onclick={export}>{ say(language, "customer-export") }</button>
                    <button class="button" data-testid="customer-merge" onclick={show(Some(Open::Merge))}>{ say(language, "customer-merge") }</button>
                    <button class="button grave" data-testid="customer-erase" onclick={show(Some(Open::Erase))}>{ say(language, "customer-erase") }</button>
                </aside>
            </div>
            { match *open {
                Some(Open::Erase) => html! { <EraseDialog {customer} on_done={erased} on_keep={close} /> },
                Some(Open::Merge) => html! { <MergeDialog {customer} on_done={joined} on_keep={close} /> },
                None => Html::default(),
            } }
        </>
    }
}
