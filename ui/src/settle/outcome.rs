//! What was taken, what goes back to whom, and what stays due.

use crate::catalogue::{say, say_with};
use crate::ledger::PrintTicket;
use domain::orders::Settled;
use domain::payments::{Payer, Taken, TenderKind};
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// What goes back to each payer: each thing given was taken as one, all cash of a payer together.
/// None where what was taken is not what these gave.
fn changes(payers: &[Payer], taken: &[Taken]) -> Option<Vec<Cents>> {
    let mut rest = taken;
    let mut changes = Vec::with_capacity(payers.len());
    for payer in payers {
        let cash = payer.given.iter().filter(|it| it.kind() == TenderKind::Cash).count();
        let (his, others) = rest.split_at_checked(payer.given.len() - cash + cash.min(1))?;
        changes.push(his.iter().map(|it| it.change).sum());
        rest = others;
    }
    rest.is_empty().then_some(changes)
}

/// What goes back: in all, or by payer where several paid.
fn back(settled: &Settled, payers: &[Payer], language: Language) -> Html {
    let changes = changes(payers, &settled.taken).filter(|it| it.len() > 1).unwrap_or_default();
    if settled.change == Cents::ZERO {
        return html! { <span>{ say(language, "no-change") }</span> };
    }
    if changes.is_empty() {
        return html! {
            <>
                <span>{ say(language, "change-due") }</span>
                <b class="settled-change" data-testid="settled-change">{ settled.change.show(language) }</b>
            </>
        };
    }
    let lines = changes.into_iter().enumerate().filter(|(_, it)| *it > Cents::ZERO);
    let lines = lines.map(|(at, change)| {
        html! {
            <li>
                { say_with(language, "payer", &[("payer", (at + 1).into())]) }
                <b data-testid={format!("settled-change-{at}")}>{ change.show(language) }</b>
            </li>
        }
    });
    html! {
        <>
            <span>{ say(language, "change-due") }</span>
            <ul class="settled-changes">{ for lines }</ul>
        </>
    }
}

/// What the payment did.
pub fn outcome(settled: &Settled, payers: &[Payer], lesson: bool, language: Language) -> Html {
    let values = [
        ("number", settled.number.as_str().into()),
        ("amount", settled.amount.show(language).into()),
    ];
    let stays = settled.left > Cents::ZERO;
    let title = match stays {
        true => say_with(language, "settled-part", &values),
        false => say_with(language, "settled", &values),
    };
    html! {
        <div class="settled" role="status" data-testid="settled" data-change={settled.change.0.to_string()}>
            <span class="placed-title"><i aria-hidden="true">{ "✓" }</i>{ title }</span>
            { back(settled, payers, language) }
            if stays {
                <span class="settled-left">
                    { say(language, "settled-left") }{ " " }
                    <b data-testid="settled-left">{ settled.left.show(language) }</b>
                </span>
            }
            <small>{ if lesson { say(language, "training-nothing-sold") } else { settled.state.say(language) } }</small>
            <PrintTicket entry={settled.entry.clone()} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::payments::{Due, Given, TakingRules, take_apart};

    fn payer(part: i64, given: &[Given]) -> Payer {
        Payer { part: Some(Cents(part)), given: given.to_vec(), ..Payer::default() }
    }

    #[test]
    fn each_payer_gets_his_own_change() {
        let cash = |cents| Given::Cash { received: Cents(cents) };
        let voucher = Given::MealVoucher { amount: Cents(800) };
        let day = "2026-10-01".parse().expect("a date");
        for (payers, expected) in [
            (vec![payer(1250, &[cash(2000)]), payer(1250, &[cash(1500)])], &[750, 250][..]),
            // Two notes are taken as one.
            (
                vec![payer(1200, &[cash(1000), voucher, cash(500)]), payer(1300, &[cash(2000)])],
                &[1100, 700],
            ),
            (vec![payer(2500, &[Given::Card { amount: Cents(2500) }])], &[0]),
        ] {
            let (due, rules) = (Due::whole(Cents(2500)), TakingRules::default());
            let taken = take_apart(due, &payers, &rules, day, true).expect("taken").concat();
            let expected: Vec<_> = expected.iter().copied().map(Cents).collect();
            assert_eq!(changes(&payers, &taken), Some(expected));
            assert_eq!(changes(&payers, &taken[1..]), None);
            assert_eq!(changes(&payers[1..], &taken), None);
        }
    }
}
