//! The drawer: what came and went, what was put in and taken out by hand, and what must lie in it.

use super::drawer_forms::DrawerForms;
use super::figures::pair;
use crate::catalogue::{say, say_with};
use crate::frame::hour;
use crate::ledger::counting::signed;
use domain::ledger::{CashMoved, Drawer};
use domain::payments::{CashMovement, CashSession};
use domain::{Cents, Language};
use yew::prelude::*;

/// What came and went, and what must lie in the drawer; where it was counted, how it was found.
pub fn session_pairs(session: &CashSession) -> Vec<(&'static str, Cents)> {
    let out = |amount: Cents| Cents(-amount.0);
    let mut pairs = vec![
        ("drawer-float", session.float),
        ("drawer-sales", session.sales),
        ("drawer-refunds", out(session.refunds)),
        ("drawer-in", session.put_in),
        ("drawer-out", out(session.taken_out)),
        ("drawer-expected", session.expected()),
    ];
    if let Some(closed) = session.closed {
        pairs
            .extend([("drawer-counted", closed.counted), ("drawer-difference", closed.difference)]);
    }
    pairs
}

/// A movement by hand, with its sign.
fn moved(moved: &CashMoved, language: Language) -> Html {
    let (amount, reason) = match &moved.movement {
        CashMovement::In { amount, reason } => (*amount, reason.as_str()),
        CashMovement::Out { amount, reason } => (Cents(-amount.0), reason.as_str()),
        CashMovement::Sale { amount } => (*amount, ""),
        CashMovement::Refund { amount } => (Cents(-amount.0), ""),
    };
    html! {
        <li data-testid="cash-moved" data-cents={amount.0.to_string()}>
            <span class="row-words"><b>{ reason }</b><small>{ hour(moved.at) }{ " · " }{ &moved.who }</small></span>
            <b>{ signed(amount, language) }</b>
        </li>
    }
}

/// The drawer whose session is open.
fn open(drawer: &Drawer, language: Language) -> Html {
    let since =
        [("hour", hour(drawer.opened_at).into()), ("name", drawer.opened_by.as_str().into())];
    let expected = drawer.session.expected();
    let pairs = session_pairs(&drawer.session);
    html! {
        <section>
            <div class="amount-due">
                <span>{ say(language, "till-expected") }</span>
                <b data-testid="cash-expected" data-cents={expected.0.to_string()}>{ expected.show(language) }</b>
            </div>
            <p class="till-calm" data-testid="session-since">{ say_with(language, "till-since", &since) }</p>
            <ul class="till-pairs">
                { for pairs.into_iter().take(5).map(|(key, cents)| pair(say(language, key), cents.show(language), key)) }
            </ul>
            <h3>{ say(language, "till-moved") }</h3>
            if drawer.moved.is_empty() {
                <p class="empty" data-testid="cash-moved-none">{ say(language, "till-moved-none") }</p>
            }
            <ul class="till-pairs">{ for drawer.moved.iter().map(|it| moved(it, language)) }</ul>
        </section>
    }
}

/// The drawer's page: how it stands on the left, what is done with it on the right.
pub fn page(drawer: Option<&Drawer>, language: Language) -> Html {
    html! {
        <div class="till-two">
            if let Some(drawer) = drawer {
                { open(drawer, language) }
            } else {
                <p class="empty" data-testid="session-none">{ say(language, "till-session-none") }</p>
            }
            <DrawerForms open={drawer.is_some()} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::payments::CashClosed;

    #[test]
    fn what_is_listed_adds_up_to_what_is_expected() {
        let mut session = CashSession {
            float: Cents(15_000),
            put_in: Cents(5000),
            taken_out: Cents(2000),
            sales: Cents(1800),
            refunds: Cents(300),
            closed: None,
        };
        let pairs = session_pairs(&session);
        let listed: Cents = pairs.iter().take(5).map(|(_, cents)| *cents).sum();
        assert_eq!((listed, pairs.len()), (session.expected(), 6));
        assert_eq!(pairs.last(), Some(&("drawer-expected", Cents(19_500))));
        session.closed = Some(CashClosed { counted: Cents(19_200), difference: Cents(-300) });
        assert_eq!(session_pairs(&session).last(), Some(&("drawer-difference", Cents(-300))));
    }
}
