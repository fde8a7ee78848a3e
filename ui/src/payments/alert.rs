//! The top bar's word while a card payment is under way, nobody knows of it, or its money is nowhere;
//! and the list of these.

use super::payment::CardPayment;
use super::sending::use_cards;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, hour, use_screen};
use domain::Language;
use domain::payments::AskedCard;
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What the top bar says, the gravest first. None: nothing is to be done.
fn alert(open: &[AskedCard], language: Language) -> Option<(&'static str, String)> {
    let numbers = |which: fn(&AskedCard) -> bool| {
        let found: Vec<&str> =
            open.iter().filter(|it| which(it)).map(|it| it.number.as_str()).collect();
        found.join(", ")
    };
    let said = |key: &str, numbers: String| {
        let values = [("numbers", numbers.as_str().into())];
        (!numbers.is_empty()).then(|| say_with(language, key, &values))
    };
    let look = said("cards-look", numbers(AskedCard::is_to_check));
    let debited = || said("cards-debited", numbers(AskedCard::is_taken));
    let waits = || said("cards-wait", numbers(AskedCard::is_open));
    let grave = look.or_else(debited).map(|text| ("warn", text));
    grave.or_else(|| Some(("", waits()?)))
}

/// Opens the list of the card payments that somebody has to do something about.
#[component]
pub fn CardsButton() -> Html {
    let language = use_screen().language;
    let cards = use_cards();
    let open = use_state(|| false);
    let set = |to: bool| {
        let open = open.setter();
        move || open.set(to)
    };
    let (show, close) = (set(true), set(false));
    let payments = cards.open();
    let button = alert(&payments, language).map(|(tone, text)| {
        html! {
            <button class={classes!("button", tone)} data-testid="cards-alert" onclick={move |_| show()}>{ text }</button>
        }
    });
    html! {
        <>
            { button }
            if *open {
                <CardsDialog {payments} on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}

/// What [`CardsDialog`] is given.
#[derive(Properties, PartialEq)]
struct CardsDialogProps {
    payments: Vec<AskedCard>,
    on_close: Callback<()>,
}

/// The card payments that are not over.
#[component]
fn CardsDialog(props: &CardsDialogProps) -> Html {
    let language = use_screen().language;
    let rows = props.payments.iter().map(|it| {
        let values = [
            ("number", it.number.as_str().into()),
            ("hour", hour(it.asked.at).into()),
            ("who", it.asked.who.as_str().into()),
        ];
        html! {
            <li key={it.payment.0.to_string()} data-testid={format!("card-of-{}", it.number)}>
                <h2>{ say_with(language, "card-of", &values) }</h2>
                <CardPayment asked={it.clone()} />
            </li>
        }
    });
    html! {
        <Dialog title={say(language, "cards-title")} testid="cards-dialog" variant={ModalVariant::Medium}
            on_close={props.on_close.clone()}>
            if props.payments.is_empty() {
                <p class="empty" data-testid="cards-none">{ say(language, "cards-none") }</p>
            } else {
                <ul class="cards">{ rows.collect::<Html>() }</ul>
            }
        </Dialog>
    }
}
