//! The X: what the day has come to so far, what the register has, and what is not paid.

use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone};
use crate::ledger::period;
use domain::ledger::{Figures, OrderName, RateTotal, TillStands, Unpaid};
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// So many defects are shown; the rest is in the log.
const DEFECTS_SHOWN: usize = 5;

/// An order as people name it.
pub fn order(name: &OrderName) -> String {
    match &name.reference {
        Some(reference) => format!("{} · {reference}", name.number),
        None => name.number.clone(),
    }
}

/// Totals per rate, as they are shown: rate, VAT included, without, the tax; then their sums.
pub fn rate_rows(rates: &[RateTotal], language: Language) -> Vec<[String; 4]> {
    let row = |head: String, [gross, net, vat]: [Cents; 3]| {
        [head, gross.show(language), net.show(language), vat.show(language)]
    };
    let sum = |of: fn(&RateTotal) -> Cents| rates.iter().map(of).sum();
    let each = rates.iter().map(|it| row(it.rate.show(language), [it.gross, it.net, it.vat]));
    let whole = [sum(|it| it.gross), sum(|it| it.net), sum(|it| it.vat)];
    let whole = (rates.len() > 1).then(|| row(say(language, "till-sum"), whole));
    each.chain(whole).collect()
}

/// How many tickets there are, and which.
pub fn tickets(figures: &Figures, language: Language) -> String {
    let count = ("count", figures.tickets.into());
    match (figures.first, figures.last) {
        (Some(first), Some(last)) => {
            let values =
                [count, ("first", first.to_string().into()), ("last", last.to_string().into())];
            say_with(language, "till-tickets-from", &values)
        }
        _ => say_with(language, "till-tickets", &[count]),
    }
}

/// A name and its amount, a line.
pub fn pair(name: impl Into<AttrValue>, amount: String, testid: &'static str) -> Html {
    html! { <li><span>{ name.into() }</span><b data-testid={testid}>{ amount }</b></li> }
}

fn rates(figures: &Figures, language: Language) -> Html {
    let rows = rate_rows(&figures.rates, language);
    let heads = ["till-rate", "till-gross", "till-net", "till-vat"];
    html! {
        <table class="till-rates" data-testid="x-rates">
            <thead><tr>{ for heads.map(|head| html! { <th scope="col">{ say(language, head) }</th> }) }</tr></thead>
            <tbody>
                { for rows.into_iter().map(|row| html! {
                    <tr>{ for row.map(|cell| html! { <td>{ cell }</td> }) }</tr>
                }) }
            </tbody>
        </table>
    }
}

/// The orders that are carried over, or that there are none.
pub fn unpaid(orders: &[Unpaid], language: Language) -> Html {
    if orders.is_empty() {
        return html! { <p class="till-calm" data-testid="till-unpaid-none">{ "✓\u{a0}" }{ say(language, "till-unpaid-none") }</p> };
    }
    let sum: Cents = orders.iter().map(|it| it.amount).sum();
    let values = [("count", orders.len().into()), ("amount", sum.show(language).into())];
    html! {
        <div class="till-unpaid" data-testid="till-unpaid">
            <p>{ "⚠\u{a0}" }{ say_with(language, "till-unpaid", &values) }</p>
            <ul class="till-pairs">
                { for orders.iter().map(|it| pair(order(&it.order), it.amount.show(language), "unpaid-amount")) }
            </ul>
        </div>
    }
}

/// What the last verification of the ledger found wrong; nothing where it is as it was written.
pub fn defects(stands: &TillStands, language: Language) -> Html {
    if stands.defects.is_empty() {
        return Html::default();
    }
    let sentences = stands.defects.iter().take(DEFECTS_SHOWN);
    html! {
        <Notice text={say(language, "till-defects")} tone={Tone::Warning} testid="till-defects">
            <ul>{ for sentences.map(|it| html! { <li>{ it.say(language) }</li> }) }</ul>
        </Notice>
    }
}

/// What has to be closed before the next ticket, and that the day is closed.
pub fn days(stands: &TillStands, language: Language) -> Html {
    let due: Vec<String> = stands.due.iter().map(|it| period(*it, language)).collect();
    html! {
        <>
            if stands.closed {
                <p class="chip ok" data-testid="till-closed">{ "✓\u{a0}" }{ say(language, "till-closed") }</p>
            }
            if !due.is_empty() {
                <p class="chip warn" data-testid="till-due">
                    { "⚠\u{a0}" }{ say_with(language, "till-due", &[("what", due.join(", ").into())]) }
                </p>
            }
        </>
    }
}

/// How the register stands.
pub fn x(stands: &TillStands, language: Language) -> Html {
    let (figures, standing) = (&stands.figures, &stands.standing);
    let amount = |key, cents: Cents, testid| pair(say(language, key), cents.show(language), testid);
    html! {
        <div class="till-two">
            <section>
                <div class="amount-due">
                    <span>{ say(language, "till-total") }</span>
                    <b data-testid="x-total" data-cents={figures.total.0.to_string()}>{ figures.total.show(language) }</b>
                </div>
                <p class="till-calm" data-testid="x-tickets" data-count={figures.tickets.to_string()}>{ tickets(figures, language) }</p>
                if figures.tickets == 0 {
                    <p class="empty" data-testid="x-empty">{ say(language, "till-no-ticket") }</p>
                } else {
                    { rates(figures, language) }
                    <ul class="till-pairs" data-testid="x-tenders">
                        { for figures.tenders.iter().map(|it| {
                            pair(it.tender.say(language), it.amount.show(language), it.tender.word())
                        }) }
                    </ul>
                }
            </section>
            <section>
                <h3>{ say(language, "till-standing") }</h3>
                <ul class="till-pairs">
                    { amount("till-perpetual", standing.perpetual, "x-perpetual") }
                    { amount("till-absolute", standing.perpetual_absolute, "x-absolute") }
                    { amount("till-advances", standing.advances, "x-advances") }
                </ul>
                { unpaid(&stands.unpaid, language) }
            </section>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::VatRate;

    #[test]
    fn rates_and_their_sums() {
        let rate = |rate, gross, vat| RateTotal::new(VatRate(rate), Cents(gross), Cents(vat));
        let rows = |rates: &[RateTotal]| {
            rate_rows(rates, Language::Fr).iter().map(|row| row.join(" | ")).collect::<Vec<_>>()
        };
        assert!(rows(&[]).is_empty());
        let ten = "10\u{a0}% | 8,00\u{a0}€ | 7,27\u{a0}€ | 0,73\u{a0}€";
        assert_eq!(rows(&[rate(1000, 800, 73)]), [ten]);
        assert_eq!(
            rows(&[rate(550, 211, 11), rate(1000, 800, 73)]),
            [
                "5,5\u{a0}% | 2,11\u{a0}€ | 2,00\u{a0}€ | 0,11\u{a0}€",
                ten,
                "Ensemble | 10,11\u{a0}€ | 9,27\u{a0}€ | 0,84\u{a0}€",
            ]
        );
    }

    #[test]
    fn tickets_are_told_with_their_numbers() {
        for (count, first, last, fr) in [
            (0, None, None, "0\u{a0}ticket"),
            (1, Some(7), Some(7), "1\u{a0}ticket, n°\u{a0}7 à 7"),
            (1200, Some(1), Some(1200), "1200\u{a0}tickets, n°\u{a0}1 à 1200"),
        ] {
            let figures = Figures { tickets: count, first, last, ..Figures::default() };
            assert_eq!(tickets(&figures, Language::Fr).replace('\u{202f}', ""), fr);
        }
    }

    #[test]
    fn an_order_taken_without_the_server_has_its_number_alone() {
        let number = "A-042".to_owned();
        let named = |reference: Option<&str>| {
            order(&OrderName { reference: reference.map(str::to_owned), number: number.clone() })
        };
        assert_eq!(named(None), "A-042");
        assert_eq!(named(Some("MOZ1-2026-000123")), "A-042 · MOZ1-2026-000123");
    }
}
