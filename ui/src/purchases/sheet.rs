//! One order: its lines with what came of them, its receipts, its paper, and what can be done about it.

use super::acts::Acts;
use super::list::{letter, state};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, hour, use_fetched, use_look, use_screen};
use crate::office::{date, loading, paper};
use crate::receipts::receipt;
use chrono::{DateTime, Utc};
use domain::Language;
use domain::shops::ZONE;
use domain::stock::{
    IngredientNamed, PurchaseId, PurchaseLine, PurchaseSheet, PurchaseState, ReadPurchase,
    SendingWay, show_quantity,
};
use domain::text::phone_shown;
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// Whether its letter went is seen so often.
const LOOK_EVERY_MS: u32 = 4_000;

/// What [`SheetDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct SheetDialogProps {
    /// The order.
    pub purchase: PurchaseId,
    /// The draft is to be changed.
    pub on_change: Callback<PurchaseSheet>,
    /// It was read.
    pub on_close: Callback<()>,
}

fn at(at: DateTime<Utc>, who: &str, key: &str, language: Language) -> String {
    let day = date(at.with_timezone(&ZONE).date_naive(), language);
    let values = [("day", day.into()), ("hour", hour(at).into()), ("who", who.into())];
    say_with(language, key, &values)
}

/// What happened to it, in words.
fn history(sheet: &PurchaseSheet, language: Language) -> Html {
    let who = sheet.written_by.as_deref().unwrap_or_default();
    let key = if sheet.by_inventory { "purchase-by-inventory" } else { "purchase-written" };
    let sent = sheet.sent.as_ref().map(|sent| {
        let key = match sent.way {
            SendingWay::Email => "purchase-sent-email",
            SendingWay::Hand => "purchase-sent-hand",
        };
        at(sent.at, &sent.by, key, language)
    });
    let ended = sheet.ended.as_ref().map(|(when, who)| {
        let key = match sheet.purchase.state {
            PurchaseState::Closed => "purchase-was-closed",
            _ => "purchase-was-cancelled",
        };
        at(*when, who, key, language)
    });
    let told = sheet.sent.as_ref().and_then(|sent| sent.letter.clone());
    let fault = told.as_ref().and_then(|(_, fault)| fault.clone());
    html! {
        <div class="purchase-history">
            <p>{ at(sheet.written_at, who, key, language) }</p>
            if let Some(sent) = sent {
                <p data-testid="purchase-sent">{ sent }{ " " }{ letter(told.map(|it| it.0), language) }</p>
            }
            if let Some(fault) = fault {
                <p class="purchase-fault" data-testid="purchase-fault">{ fault }</p>
            }
            if let Some(ended) = ended {
                <p data-testid="purchase-ended">{ ended }</p>
            }
        </div>
    }
}

fn line(line: &PurchaseLine, sheet: &PurchaseSheet, language: Language) -> Html {
    let named = sheet.names.iter().find(|it| it.ingredient == line.ingredient);
    let Some(IngredientNamed { name, unit, .. }) = named else { return Html::default() };
    let quantity = |it| show_quantity(it, *unit, language);
    let price = line.price_of(line.ordered).map_or_else(|| "—".to_owned(), |it| it.show(language));
    let drafted = sheet.purchase.state == PurchaseState::Draft;
    let left = line.outstanding();
    html! {
        <tr key={line.ingredient.0.to_string()} data-testid={format!("line-{}", line.ingredient.0)}>
            <th scope="row"><span class="table-name">{ name }</span></th>
            <td class="number">
                if line.ordered > 0 {
                    { quantity(line.ordered) }
                } else {
                    { say(language, "line-not-ordered") }
                }
            </td>
            if !drafted {
                <td class="number">{ quantity(line.received) }</td>
                <td class={classes!("number", (left > 0 && sheet.purchase.state.is_expected()).then_some("off"))}>
                    { if left > 0 { quantity(left) } else { "✓".to_owned() } }
                </td>
            }
            <td class="number">{ price }</td>
        </tr>
    }
}

fn lines(sheet: &PurchaseSheet, language: Language) -> Html {
    let drafted = sheet.purchase.state == PurchaseState::Draft;
    let total = sheet.purchase.total().map(|it| it.show(language));
    html! {
        <table class="purchase-lines" data-testid="purchase-lines">
            <thead><tr>
                <th scope="col">{ say(language, "offer-ingredient") }</th>
                <th scope="col" class="number">{ say(language, "line-ordered") }</th>
                if !drafted {
                    <th scope="col" class="number">{ say(language, "line-received") }</th>
                    <th scope="col" class="number">{ say(language, "line-left") }</th>
                }
                <th scope="col" class="number">{ say(language, "line-price") }</th>
            </tr></thead>
            <tbody>{ sheet.purchase.lines.iter().map(|it| line(it, sheet, language)).collect::<Html>() }</tbody>
            if let Some(total) = total {
                <tfoot><tr>
                    <th scope="row" colspan={if drafted { "2" } else { "4" }}>{ say(language, "total-net") }</th>
                    <td class="number" data-testid="purchase-total">{ total }</td>
                </tr></tfoot>
            }
        </table>
    }
}

fn who(sheet: &PurchaseSheet, language: Language) -> Html {
    let Some(supplier) = &sheet.supplier else {
        return html! { <p class="page-note">{ say(language, "purchase-no-supplier") }</p> };
    };
    let phone = supplier.phone.as_deref().map(phone_shown);
    html! {
        <div class="purchase-who">
            <b class="table-name">{ &supplier.name }</b>
            <small>{ supplier.email.clone().unwrap_or_else(|| say(language, "supplier-by-phone")) }</small>
            if let Some(phone) = phone {
                <small>{ phone }</small>
            }
        </div>
    }
}

/// One order.
#[component]
pub fn SheetDialog(props: &SheetDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (looks, look) = use_look(LOOK_EVERY_MS);
    let read = use_fetched(ReadPurchase { purchase: props.purchase }, true, looks, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let sheet: Option<Rc<PurchaseSheet>> = read.data.clone();
    let title = sheet.as_ref().map(|it| format!("{} · {}", it.number, it.shop.name));
    html! {
        <Dialog title={title.unwrap_or_else(|| say(language, "purchase-one"))} testid="purchase-dialog"
            variant={ModalVariant::Large} on_close={props.on_close.clone()}>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="purchase-read-error" />
            } else if sheet.is_none() {
                { loading(language) }
            }
            if let Some(sheet) = &sheet {
                <div class="purchase-two">
                    <section class="purchase-main">
                        <header class="purchase-head">
                            { who(sheet, language) }
                            <span data-testid="purchase-state">{ state(sheet.purchase.state, language) }</span>
                        </header>
                        { history(sheet, language) }
                        { lines(sheet, language) }
                        if !sheet.receipts.is_empty() {
                            <h3>{ say(language, "receipts-title") }</h3>
                            <ul class="receipts of-one">
                                { sheet.receipts.iter().map(|it| receipt(it, false, language)).collect::<Html>() }
                            </ul>
                        }
                        <Acts sheet={(**sheet).clone()} on_change={props.on_change.clone()} on_done={look} />
                    </section>
                    <aside class="purchase-aside">
                        <h3>{ say(language, "purchase-paper") }</h3>
                        { paper(&sheet.paper.document(), "purchase-paper") }
                    </aside>
                </div>
            }
        </Dialog>
    }
}
