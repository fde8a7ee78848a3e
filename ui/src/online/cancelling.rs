//! What becomes of an order's payments on the telephone when the order is given up (UC08).

use crate::catalogue::{say, say_with};
use domain::online::OnlineStands;
use domain::payments::{PaypalState, PaypalWish};
use domain::{Cents, Language};
use yew::prelude::*;

/// What of it is still with the group.
fn kept(stands: &OnlineStands) -> Cents {
    stands.amount - stands.given_back
}

/// What goes back by PayPal of what is in the ledger: nobody hands it over.
pub fn back_by_paypal(payments: &[OnlineStands]) -> Cents {
    let here = payments.iter().filter(|it| it.booked && it.state == PaypalState::Captured);
    here.map(kept).sum()
}

/// That so much goes back by PayPal.
pub fn taken_back(amount: Cents, language: Language) -> String {
    say_with(language, "paypal-goes-back", &[("amount", amount.show(language).into())])
}

/// What is said of one.
fn given_up(stands: &OnlineStands, language: Language) -> Option<String> {
    match stands.state {
        PaypalState::Captured if kept(stands) > Cents::ZERO => {
            Some(taken_back(kept(stands), language))
        }
        PaypalState::ToCheck => Some(say(language, "paypal-stays-to-check")),
        _ if stands.wish == PaypalWish::Leave => None,
        PaypalState::Waiting => Some(say(language, "paypal-link-goes")),
        PaypalState::Authorized => Some(say(language, "paypal-hold-goes")),
        PaypalState::Captured | PaypalState::Cancelled | PaypalState::Refunded => None,
    }
}

/// What [`OnlineGivenUp`] is given.
#[derive(Properties, PartialEq)]
pub struct OnlineGivenUpProps {
    /// The order's, as they stood before.
    pub payments: Vec<OnlineStands>,
    /// What went back is said elsewhere.
    #[prop_or_default]
    pub but_taken: bool,
    /// The language shown.
    pub language: Language,
}

/// Says what becomes of each.
#[component]
pub fn OnlineGivenUp(props: &OnlineGivenUpProps) -> Html {
    let all = props.payments.iter();
    let left =
        all.filter(|it| !(props.but_taken && it.booked && it.state == PaypalState::Captured));
    let lines = left.filter_map(|it| given_up(it, props.language));
    let each =
        lines.map(|text| html! { <p class="refund" data-testid="paypal-given-up">{ text }</p> });
    html! { <div>{ for each }</div> }
}

#[cfg(test)]
mod tests {
    use super::super::told::tests::stands;
    use super::*;

    #[test]
    fn each_payment_is_let_go_or_goes_back_and_is_said_so() {
        use PaypalState::{Authorized, Cancelled, Captured, Refunded, ToCheck, Waiting};
        use PaypalWish::{Hold, Leave, Take};
        for (state, wish, said) in [
            (Waiting, Hold, Some("lien PayPal est annulé")),
            (Waiting, Leave, None),
            (Authorized, Hold, Some("rien n’est encaissé")),
            (Captured, Take, Some("12,50")),
            (Captured, Leave, Some("12,50")),
            (ToCheck, Take, Some("à vérifier")),
            (Cancelled, Leave, None),
            (Refunded, Take, None),
        ] {
            let it = OnlineStands { given_back: Cents(350), ..stands(state, wish) };
            let words = given_up(&it, Language::Fr);
            assert_eq!(words.is_some(), said.is_some(), "{state:?} {wish:?}");
            assert!(words.unwrap_or_default().contains(said.unwrap_or_default()), "{state:?}");
        }
    }

    #[test]
    fn nobody_hands_over_what_goes_back_by_paypal() {
        let taken = stands(PaypalState::Captured, PaypalWish::Take);
        let booked = OnlineStands { booked: true, given_back: Cents(100), ..taken.clone() };
        assert_eq!(back_by_paypal(&[booked, taken]), Cents(1500));
    }
}
