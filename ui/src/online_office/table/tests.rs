//! What a page of payments comes to, and what its file says.

use super::*;
use crate::online_office::row;
use chrono::DateTime;
use domain::online::{EndedByHand, OnlineStands};
use domain::orders::OrderId;
use domain::payments::{PaypalDoubt, PaypalIntentId, PaypalState, PaypalWish};
use domain::server::ShopChoice;
use uuid::Uuid;

fn payment(state: PaypalState, amount: i64, kept: Option<i64>) -> OnlineRow {
    // 19:42 in the shops' zone.
    let at = DateTime::from_timestamp(1_783_618_920, 0).expect("an instant");
    OnlineRow {
        shop: ShopChoice { code: "MOZ1".to_owned(), name: "Mozzaville-Centre".to_owned() },
        day: at.date_naive(),
        stands: OnlineStands {
            intent: PaypalIntentId(Uuid::nil()),
            order: OrderId(Uuid::nil()),
            number: "A-012".to_owned(),
            amount: Cents(amount),
            state,
            wish: PaypalWish::Take,
            link: None,
            code: None,
            asked_at: at,
            link_until: at,
            declines: 0,
            given_back: Cents(if state == PaypalState::Refunded { amount } else { 0 }),
            fee: kept.map(Cents),
            booked: true,
            no: None,
            doubt: (state == PaypalState::ToCheck).then_some(PaypalDoubt::Twice),
            unheard: false,
        },
        invoice: "MOZ1-2026-000012-1".to_owned(),
        net: kept.map(|kept| Cents(amount - kept)),
        asked_by: "Zoé".to_owned(),
        ended: None,
    }
}

#[test]
fn a_page_comes_to_what_paypal_took() {
    use PaypalState::{Authorized, Cancelled, Captured, Refunded, ToCheck, Waiting};
    let rows = [
        payment(Waiting, 1000, None),
        payment(Authorized, 1000, None),
        payment(Captured, 2350, Some(85)),
        payment(Refunded, 800, Some(60)),
        payment(Cancelled, 1000, None),
        payment(ToCheck, 1000, None),
        // PayPal has not said what it keeps.
        payment(Captured, 500, None),
    ];
    let totals = Totals::of(&rows);
    let (amount, fee) = (Cents(3650), Cents(145));
    assert_eq!(totals, Totals { amount, fee, net: Cents(3005), given_back: Cents(800) });
    assert_eq!(Totals::of(&[]), Totals::default());
}

#[test]
fn what_is_to_be_known_is_said_once_and_in_the_file_too() {
    let mut known = payment(PaypalState::ToCheck, 2350, None);
    let words = "PayPal a deux paiements pour cette commande. Regardez sur le site de PayPal.";
    assert_eq!(row::words(&known, Language::Fr).as_deref(), Some(words));
    let cells = file_row(&known, Language::Fr);
    assert_eq!(cells.len(), file_heads(Language::Fr).len());
    assert_eq!((&cells[1], &cells[7]), (&Cell::Text("19:42".to_owned()), &Cell::Empty));
    assert_eq!(cells[11], Cell::Text(words.to_owned()));

    known = payment(PaypalState::Captured, 2350, Some(85));
    assert_eq!(row::words(&known, Language::Fr), None);
    known.stands.booked = false;
    let said = row::words(&known, Language::Fr).expect("it is on its way");
    assert!(said.starts_with("Pas encore inscrit"), "{said}");
    let (by, reason) = ("Hélène".to_owned(), "encaissé à la main".to_owned());
    known.ended = Some(EndedByHand { by, at: known.stands.asked_at, reason });
    assert_eq!(row::words(&known, Language::Fr), None);
    let said = "Réglé à la main\u{a0}: encaissé à la main (Hélène, jeu. 09/07/2026 19:42)";
    assert_eq!(file_row(&known, Language::Fr)[11], Cell::Text(said.to_owned()));
    known.stands.unheard = true;
    let said = row::words(&known, Language::En).expect("it waits");
    assert!(said.starts_with("PayPal did not answer"), "{said}");
}
