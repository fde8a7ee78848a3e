//! What is typed of a paper, read: its lines, what they mean for the order, and the call that saves it.

use super::{Came, Kind, Paper};
use crate::kitchen::stock::parts::new_command;
use domain::menu::{IngredientId, Menu, Unit};
use domain::payments::ReasonRefused;
use domain::stock::{
    Arrived, Delivery, LineFault, LineRefused, PurchaseState, QuantityRefused, ReceiptId,
    ReceiptRefused, ReceiveGoods, ReceiveTransfer, SendTransfer, StockCall, StockLevel, TransferId,
    TransferRefused, Units,
};
use domain::{Cents, Failure, Language};
use uuid::Uuid;

/// Why a paper is not saved as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Unready {
    /// What is wrong, which stands at its step.
    Wrong(Failure),
    /// More of the nth line than expected, and nobody has said that this is meant.
    More(usize),
}

/// What stands in the way of a line.
fn fault(ingredient: IngredientId, fault: LineFault, language: Language) -> Failure {
    Failure::of(&LineRefused { ingredient, fault }, language)
}

/// What is typed of a line, in the ingredient's unit.
///
/// # Errors
/// The mistake, at its line.
pub fn arrived(
    paper: &Paper,
    came: &Came,
    unit: Unit,
    levels: &[StockLevel],
) -> Result<Arrived, LineRefused> {
    let ingredient = came.typed.ingredient;
    let refused = |fault| LineRefused { ingredient, fault };
    let read = came.typed.entry.read(unit).and_then(|quantity| match quantity {
        0 if !paper.takes_nothing() => Err(QuantityRefused::Nothing),
        some => Ok(some),
    });
    let quantity = read.map_err(|why| refused(LineFault::Quantity(why)))?;
    if let Kind::Leaving(_) = paper.kind {
        let on_hand =
            levels.iter().find(|it| it.ingredient == ingredient).map_or(0, |it| it.on_hand);
        if quantity > on_hand {
            return Err(refused(LineFault::MoreThanThere { on_hand, unit }));
        }
    }
    let price = match came.price.trim() {
        "" => None,
        typed => Some(Cents::typed(typed).ok_or_else(|| refused(LineFault::Price))?),
    };
    Ok(Arrived { ingredient, quantity, price })
}

/// How much more than expected a line of an order says, where nobody has said that this is meant; an
/// ingredient that nobody ordered was chosen by hand, which says it.
pub fn is_more(paper: &Paper, came: &Came, quantity: i64) -> bool {
    let Kind::Ordered(_) = paper.kind else { return false };
    let expected = paper.expected(came.typed.ingredient).unwrap_or(0);
    expected > 0 && quantity > expected && came.typed.meant != Some(quantity)
}

/// All lines.
///
/// # Errors
/// The first that is wrong, or asks to be confirmed.
pub fn lines(
    paper: &Paper,
    menu: &Menu,
    levels: &[StockLevel],
    language: Language,
) -> Result<Vec<Arrived>, Unready> {
    let each = paper.lines.iter().enumerate().map(|(nth, came)| {
        let ingredient = came.typed.ingredient;
        let gone = || Unready::Wrong(fault(ingredient, LineFault::Unknown, language));
        let unit = menu.ingredient(ingredient).ok_or_else(gone)?.unit;
        let line = arrived(paper, came, unit, levels)
            .map_err(|why| Unready::Wrong(Failure::of(&why, language)))?;
        if is_more(paper, came, line.quantity) { Err(Unready::More(nth)) } else { Ok(line) }
    });
    each.collect()
}

/// Whether less or more came of a transfer than was sent.
pub fn differs(paper: &Paper, lines: &[Arrived]) -> bool {
    matches!(paper.kind, Kind::Sent(_))
        && lines.iter().any(|it| paper.expected(it.ingredient) != Some(it.quantity))
}

fn delivery(paper: &Paper, lines: Vec<Arrived>) -> Delivery {
    let purchase = match &paper.kind {
        Kind::Ordered(order) => Some(order.purchase.id),
        _ => None,
    };
    let said = |text: &String| Some(text.clone()).filter(|it| !it.trim().is_empty());
    let (number, comment) = (said(&paper.number), said(&paper.comment));
    let more = |it: &Arrived| paper.expected(it.ingredient).is_some_and(|all| it.quantity > all);
    let more_is_meant = lines.iter().any(more);
    Delivery { purchase, number, comment, lines, more_is_meant }
}

/// Where the order stands once this is saved; none where there is no order, or it would be refused.
pub fn ends(paper: &Paper, lines: &[Arrived], menu: &Menu) -> Option<PurchaseState> {
    let Kind::Ordered(order) = &paper.kind else { return None };
    let units: Units = menu.ingredients.iter().map(|it| (it.id, it.unit)).collect();
    let receipt = delivery(paper, lines.to_vec()).receive(Some(&order.purchase), &units).ok()?;
    receipt.purchase.map(|(_, state)| state)
}

/// The call that saves it.
///
/// # Errors
/// What is missing, at its field.
pub fn call(
    paper: &Paper,
    key: Uuid,
    lines: Vec<Arrived>,
    language: Language,
) -> Result<StockCall, Failure> {
    let command = new_command();
    Ok(match &paper.kind {
        Kind::Unsaid | Kind::Loose | Kind::Ordered(_) => {
            if lines.iter().all(|it| it.quantity == 0) {
                return Err(Failure::of(&ReceiptRefused::Nothing, language));
            }
            let (receipt, delivery) = (ReceiptId(key), delivery(paper, lines));
            ReceiveGoods { command, receipt, delivery }.into()
        }
        Kind::Sent(sent) => {
            let reason = Some(paper.reason.clone()).filter(|it| !it.trim().is_empty());
            if reason.is_none() && differs(paper, &lines) {
                let refused = TransferRefused::Reason(ReasonRefused::None);
                return Err(Failure::of(&refused, language));
            }
            let came = lines.iter().map(|it| (it.ingredient, it.quantity)).collect();
            ReceiveTransfer { command, transfer: sent.id, shop: None, came, reason }.into()
        }
        Kind::Leaving(to) => {
            let to = to.as_ref().map(|it| it.code.clone()).unwrap_or_default();
            let lines = lines.iter().map(|it| (it.ingredient, it.quantity)).collect();
            SendTransfer { command, transfer: TransferId(key), shop: None, to, lines }.into()
        }
    })
}
