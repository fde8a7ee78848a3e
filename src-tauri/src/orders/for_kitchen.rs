//! What the kitchen is told by paper while the server is away, since its screens cannot know of it.

use crate::app::App;
use crate::ledger::paper;
use chrono::{DateTime, Utc};
use domain::offline::SoldOffline;
use domain::orders::{ChangeOrder, OrderSummary, PlaceOrder};
use domain::printing::{KitchenEvent, KitchenTicket, PrinterUse, differences};
use domain::shops::WindowKind;
use domain::{CommandId, Language};

/// What its papers are in: the screens of the shop begin in French, too.
const FR: Language = Language::Fr;

/// An order was placed.
pub async fn placed(app: &App, call: &PlaceOrder, sold: &SoldOffline, at: DateTime<Utc>) {
    let (mode, promised_at) = (call.content.mode, call.promised_at);
    let ticket = KitchenTicket::taken(&sold.number, mode, &sold.priced, at, promised_at);
    if !ticket.lines.is_empty() {
        print(app, call.command, ticket).await;
    }
}

/// It was changed: what is cooked of it now, and what it holds more and less of.
pub async fn changed(
    app: &App,
    call: &ChangeOrder,
    before: &OrderSummary,
    sold: &SoldOffline,
    at: DateTime<Utc>,
) {
    let (mode, promised_at) = (call.content.mode, call.promised_at);
    let differences = differences(&before.content, &sold.priced, FR);
    let ticket = KitchenTicket::taken(&sold.number, mode, &sold.priced, at, promised_at);
    if !differences.is_empty() && (before.pizzas > 0 || !ticket.lines.is_empty()) {
        let event = KitchenEvent::Changed { differences };
        print(app, call.command, KitchenTicket { event, ..ticket }).await;
    }
}

/// It was given up.
pub async fn cancelled(app: &App, command: CommandId, before: &OrderSummary) {
    if before.pizzas > 0 {
        print(app, command, KitchenTicket::of(before, KitchenEvent::Cancelled)).await;
    }
}

/// Prints it, unless the kitchen's screen is a window of this very terminal, which shows what is
/// known here.
async fn print(app: &App, command: CommandId, ticket: KitchenTicket) {
    if app.signed_in(WindowKind::Kitchen).is_some() {
        return;
    }
    let document = KitchenTicket { instead_of_the_screen: true, ..ticket }.document(FR);
    paper::print_if_possible(app, command, PrinterUse::Kitchen, document).await;
}
