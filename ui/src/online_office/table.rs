//! A page of payments as a table, with what it comes to; and their rows in a file.

use super::deciding::Deciding;
use super::row::{by_hand, row, was_taken, words};
use crate::catalogue::say;
use crate::frame::hour;
use crate::office::plain_table;
use domain::online::OnlineRow;
use domain::screens::Cell;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// What a page comes to: of what PayPal took, how much, what it kept, what the group gets, what went back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    amount: Cents,
    fee: Cents,
    net: Cents,
    given_back: Cents,
}

impl Totals {
    /// Of these.
    pub fn of(rows: &[OnlineRow]) -> Totals {
        let taken = || rows.iter().filter(|it| was_taken(it));
        Totals {
            amount: taken().map(|it| it.stands.amount).sum(),
            fee: taken().filter_map(|it| it.stands.fee).sum(),
            net: taken().filter_map(|it| it.net).sum(),
            given_back: taken().map(|it| it.stands.given_back).sum(),
        }
    }

    fn show(self, columns_before: usize, language: Language) -> Html {
        let number = |cents: Cents| html! { <td class="pf-v6-c-table__td number">{ cents.show(language) }</td> };
        html! {
            <tr key="totals" class="pf-v6-c-table__tr online-totals" data-testid="online-totals">
                <th class="pf-v6-c-table__th" scope="row" colspan={columns_before.to_string()}>{ say(language, "online-totals") }</th>
                { number(self.amount) }{ number(self.fee) }{ number(self.net) }{ number(self.given_back) }
            </tr>
        }
    }
}

/// What the columns are, with their words for styles.
fn heads(language: Language) -> [(&'static str, String); 8] {
    [
        ("when", say(language, "online-when")),
        ("shop", say(language, "online-shop")),
        ("order", say(language, "online-order")),
        ("state", say(language, "online-state")),
        ("amount", say(language, "online-amount")),
        ("fee", say(language, "online-fee")),
        ("net", say(language, "online-net")),
        ("back", say(language, "online-back")),
    ]
}

/// A page of payments; its head stays in sight.
pub fn table(rows: &[OnlineRow], with_shop: bool, deciding: &Deciding, language: Language) -> Html {
    let heads = heads(language).into_iter().filter(|(word, _)| with_shop || *word != "shop");
    let each = rows.iter().map(|it| row(it, with_shop, deciding, language));
    let totals = Totals::of(rows).show(3 + usize::from(with_shop), language);
    let rows: Html = each.chain([totals]).collect();
    plain_table("online-payments", heads, &["amount", "fee", "net", "back"], rows)
}

/// The columns of a file of payments.
pub fn file_heads(language: Language) -> Vec<String> {
    [
        "online-when",
        "online-hour",
        "online-shop",
        "online-order",
        "online-invoice",
        "online-state",
        "online-amount",
        "online-fee",
        "online-net",
        "online-back",
        "online-by",
        "online-to-know",
    ]
    .map(|key| say(language, key))
    .to_vec()
}

/// A payment's row of a file.
pub fn file_row(row: &OnlineRow, language: Language) -> Vec<Cell> {
    let stands = &row.stands;
    let money = |cents: Option<Cents>| cents.map_or(Cell::Empty, Cell::Money);
    let ended = row.ended.as_ref().map(|it| by_hand(it, language));
    let known: Vec<_> = words(row, language).into_iter().chain(ended).collect();
    vec![
        Cell::Text(row.day.to_string()),
        Cell::Text(hour(stands.asked_at)),
        Cell::Text(row.shop.code.clone()),
        Cell::Text(stands.number.clone()),
        Cell::Text(row.invoice.clone()),
        Cell::Text(stands.state.say(language)),
        Cell::Money(stands.amount),
        money(stands.fee),
        money(row.net),
        Cell::Money(stands.given_back),
        Cell::Text(row.asked_by.clone()),
        Cell::Text(known.join(" ")),
    ]
}

#[cfg(test)]
mod tests;
