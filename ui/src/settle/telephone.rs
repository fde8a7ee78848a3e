//! The customer's telephone in the payment dialog: whose turn it is pays there what is owed, or something else is
//! chosen while it is waited for.

use super::Paying;
use super::hand::Terms;
use super::laid::{Act, Laid};
use super::pane::Pane;
use crate::online::{Online, Payer, actions, beside, follow};
use domain::Cents;
use domain::payments::TenderKind;
use yew::prelude::*;

/// Who pays on the telephone, and how much that is.
fn payer(laid: &Laid, terms: &Terms) -> Payer {
    let at = laid.is_split().then_some(laid.at);
    Payer { at, owes: laid.hand().rest(terms), due: terms.due.amount }
}

/// Chooses it where a payment is under way already, or is wanted: whoever comes back finds it. What is given beside a
/// part that is paid so is an advance.
#[hook]
pub fn use_chosen(online: &Online, paying: &Paying, laid: &UseReducerHandle<Laid>, due: Cents) {
    let wanted = paying.online && online.offered;
    let under_way = online.live().map(|it| (it.intent, it.amount < due));
    let is_free = laid.is_untouched() && laid.hand().typed.is_empty();
    let laid = laid.dispatcher();
    use_effect_with((under_way, wanted), move |(under_way, wanted)| {
        if is_free && (*wanted || under_way.is_some()) {
            laid.dispatch(Act::Kind(TenderKind::Paypal));
        }
        if under_way.is_some_and(|(_, is_part)| is_part) {
            laid.dispatch(Act::InFull(false));
        }
    });
}

impl Pane<'_> {
    /// It is what is chosen.
    pub fn is_by_telephone(&self) -> bool {
        self.laid.hand().kind == TenderKind::Paypal
    }

    /// What stands in place of field and pad.
    pub fn on_telephone(&self) -> Html {
        follow(self.online, payer(self.laid, self.terms), self.phone, self.language)
    }

    /// What is said beside another tender.
    pub fn beside_telephone(&self) -> Html {
        beside(self.online, self.terms.due.amount, self.language)
    }

    /// The dialog's buttons meanwhile.
    pub fn telephone_actions(&self) -> Html {
        actions(self.online, payer(self.laid, self.terms), self.language)
    }
}
