//! One day of a shop: its totals, and its registers with their Z, open, missing or lost.

use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, hour, use_fetched, use_screen};
use crate::office::{date, loading, signed};
use domain::ledger::{
    DayLine, PrintRecap, ReadRecap, Recap, RecapShown, RegisterCode, RegisterDay, RegisterState,
    ShopDay,
};
use domain::shops::ZONE;
use domain::{Failure, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`DayDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DayDialogProps {
    /// The day, as the list has it.
    pub line: DayLine,
    /// It was read.
    pub on_close: Callback<()>,
    /// A register is to be declared lost.
    pub on_lose: Callback<RegisterCode>,
}

fn pair(name: String, amount: String, testid: &'static str) -> Html {
    html! { <li><span>{ name }</span><b data-testid={testid}>{ amount }</b></li> }
}

fn rates(recap: &Recap, language: Language) -> Html {
    let heads = ["recap-rate", "recap-gross", "recap-net", "recap-vat"];
    html! {
        <table class="recap-rates" data-testid="recap-rates">
            <thead><tr>{ for heads.map(|key| html! { <th scope="col">{ say(language, key) }</th> }) }</tr></thead>
            <tbody>
                { for recap.figures.rates.iter().map(|it| html! {
                    <tr>
                        <td>{ it.rate.show(language) }</td><td>{ it.gross.show(language) }</td>
                        <td>{ it.net.show(language) }</td><td>{ it.vat.show(language) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

fn totals(recap: &Recap, is_partial: bool, language: Language) -> Html {
    let total = if is_partial { "recap-total-closed" } else { "recap-total-whole" };
    let tickets = [("count", recap.figures.tickets.into())];
    let unpaid: domain::Cents = recap.unpaid.iter().map(|it| it.amount).sum();
    let carried = [("count", recap.unpaid.len().into())];
    html! {
        <section class="recap-totals">
            <div class="amount-due">
                <span>{ say(language, total) }</span>
                <b data-testid="recap-total">{ recap.figures.total.show(language) }</b>
            </div>
            <p class="page-note" data-testid="recap-tickets">{ say_with(language, "recap-tickets-count", &tickets) }</p>
            if recap.figures.tickets > 0 {
                { rates(recap, language) }
                <ul class="recap-pairs" data-testid="recap-tenders">
                    { for recap.figures.tenders.iter().map(|it| {
                        pair(it.tender.say(language), it.amount.show(language), it.tender.word())
                    }) }
                </ul>
            }
            <ul class="recap-pairs">
                if let Some(off) = recap.cash_difference {
                    { pair(say(language, "recap-difference-drawers"), signed(off, language), "recap-difference") }
                }
                if !recap.unpaid.is_empty() {
                    { pair(say_with(language, "recap-carried", &carried), unpaid.show(language), "recap-unpaid") }
                }
                if !recap.registers.is_empty() {
                    { pair(say(language, "recap-perpetual"), recap.perpetual.show(language), "recap-perpetual") }
                }
            </ul>
        </section>
    }
}

fn state(day: &ShopDay, register: &RegisterDay, language: Language) -> Html {
    let state = day.state(register);
    let number = register.closed.as_ref().map_or(0, |z| z.entry.number);
    let (class, words) = match state {
        RegisterState::Closed => {
            ("ok", say_with(language, "register-closed", &[("number", number.to_string().into())]))
        }
        RegisterState::Open => ("", say(language, "register-open")),
        RegisterState::Missing => ("bad", say(language, "register-missing")),
        RegisterState::Lost => ("warn", say(language, "register-lost")),
    };
    html! {
        <span class={classes!("chip", class)} data-testid={format!("state-{}", register.register)}
            data-state={state.word()}>{ words }</span>
    }
}

/// What is known of a register that day, in words.
fn known(register: &RegisterDay, language: Language) -> Html {
    let Some(z) = &register.closed else {
        let values =
            [("count", register.tickets.into()), ("amount", register.total.show(language).into())];
        return html! { <p>{ say_with(language, "register-known", &values) }</p> };
    };
    let who = z.closing.closed_by.clone().unwrap_or_else(|| say(language, "register-by-program"));
    let by = [("who", who.into()), ("hour", hour(z.at).into())];
    let figures = &z.closing.figures;
    let sold = [("count", figures.tickets.into()), ("amount", figures.total.show(language).into())];
    html! {
        <>
            <p>{ say_with(language, "register-sold", &sold) }</p>
            <p>{ say_with(language, "register-by", &by) }</p>
            if let Some(off) = z.closing.cash_difference {
                <p>{ say(language, "register-difference") }{ " " }<b>{ signed(off, language) }</b></p>
            }
            if let Some(note) = &z.closing.note {
                <p class="register-note">{ note }</p>
            }
        </>
    }
}

fn lost_since(register: &RegisterDay, language: Language) -> Html {
    let Some(at) = register.lost_at else { return Html::default() };
    let day = date(at.with_timezone(&ZONE).date_naive(), language);
    let values = [("day", day.into()), ("hour", hour(at).into())];
    html! { <p class="register-note">{ say_with(language, "register-lost-at", &values) }</p> }
}

/// What can be done about a register that has no Z, and of which nobody said yet that it is lost.
fn lose(register: &RegisterDay, on_lose: &Callback<RegisterCode>, language: Language) -> Html {
    if register.closed.is_some() || register.lost_at.is_some() {
        return Html::default();
    }
    let code = register.register.clone();
    html! {
        <button class="button quiet" data-testid={format!("lose-{code}")}
            onclick={on_lose.reform(move |_| code.clone())}>{ say(language, "lost-open") }</button>
    }
}

fn registers(day: &ShopDay, on_lose: &Callback<RegisterCode>, language: Language) -> Html {
    let each = day.registers.iter().map(|register| {
        html! {
            <li key={register.register.0.clone()} class="recap-register" data-testid={format!("register-{}", register.register)}>
                <header><b>{ &register.register.0 }</b>{ state(day, register, language) }</header>
                { known(register, language) }
                { lost_since(register, language) }
                { lose(register, on_lose, language) }
            </li>
        }
    });
    html! {
        <section>
            <h3>{ say(language, "recap-registers") }</h3>
            <ul class="recap-register-list">{ each.collect::<Html>() }</ul>
        </section>
    }
}

/// Sends the day to this terminal's printer.
#[component]
fn PrintButton(props: &ReadProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (busy, sent) = (use_state(|| false), use_state(|| false));
    let failure = use_state(|| None::<Failure>);
    if !props.shown.prints {
        return html! { <p class="page-note" data-testid="recap-no-printer">{ say(language, "recap-no-printer") }</p> };
    }
    let print = {
        let (shop, day) = (props.shown.day.shop.code.clone(), props.shown.day.day);
        let (busy, sent, failure) = (busy.setter(), sent.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let asked = PrintRecap { print: new_command().0, shop: shop.clone(), day };
            let (busy, sent, failure, screen) =
                (busy.clone(), sent.clone(), failure.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                sent.set(answer.is_ok());
                answer.as_ref().err().iter().for_each(|refused| screen.heed(refused));
                failure.set(answer.err());
            });
        })
    };
    html! {
        <div class="print">
            <button class="button" data-testid="recap-print" disabled={*busy} onclick={print}>{ say(language, "recap-print") }</button>
            if *sent {
                <span class="chip ok" role="status" data-testid="recap-sent">{ "✓\u{a0}" }{ say(language, "recap-sent") }</span>
            }
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="recap-print-error" />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ReadProps {
    shown: RecapShown,
}

/// The day as it was read.
fn read(shown: &RecapShown, on_lose: &Callback<RegisterCode>, language: Language) -> Html {
    let recap = shown.day.recap();
    let is_partial = recap.registers.len() < shown.day.registers.len();
    html! {
        <>
            <div class="recap-two">
                { totals(&recap, is_partial, language) }
                { registers(&shown.day, on_lose, language) }
            </div>
            <PrintButton shown={shown.clone()} />
        </>
    }
}

/// One day.
#[component]
pub fn DayDialog(props: &DayDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let DayLine { shop, day, .. } = &props.line;
    let asked = ReadRecap { shop: shop.code.clone(), day: *day };
    let fetched = use_fetched(asked, true, 0, language);
    let title = format!("{} · {}", shop.name, date(*day, language));
    html! {
        <Dialog {title} testid="recap-dialog" variant={ModalVariant::Large} on_close={props.on_close.clone()}>
            if let Some(failure) = &fetched.failure {
                <Notice text={failure.message.clone()} testid="recap-error" />
            } else if fetched.data.is_none() {
                { loading(language) }
            }
            if let Some(shown) = &fetched.data {
                { read(shown, &props.on_lose, language) }
            }
        </Dialog>
    }
}
