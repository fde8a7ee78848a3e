//! The screens of OC Pizza: Yew programs that run in the windows.
//!
//! One folder a capability, with the names of `domain`: a screen shows what the backend answers
//! and asks it for changes; every rule, price and time comes from `domain`. `frame` holds what all
//! windows share, `backend` is the only way out.
//!
//! There are six programs (`src/bin`), compiled to a module each, so that a window loads no pages
//! that it does not show: the counter's, where every kilobyte delays the first order, its till's, its deliveries',
//! the kitchen's, the office's, and one for a terminal that cannot work yet, whichever window it is.
//! `boot.js` chooses by the window's address; `frame::address` goes from one to another.

mod addresses;
mod backend;
mod catalogue;
mod customers;
mod deliveries;
mod delivery;
mod doubts;
mod frame;
mod journal;
mod kitchen;
mod ledger;
mod margins;
mod menu;
mod messages;
mod office;
mod online;
mod online_office;
mod orders;
mod outbox;
mod papers;
mod past_runs;
mod payments;
mod printing;
mod purchases;
mod recaps;
mod receipts;
mod runs;
mod server;
mod settings;
mod settle;
mod staff;
mod stockroom;
mod suppliers;
mod terminals;
mod till;
mod transfers;

use deliveries::DeliveriesWindow;
use kitchen::KitchenWindow;
use office::Office;
use orders::CounterWindow;
use server::SetUpWindow;
use till::TillWindow;

/// The counter, and the customers' board.
pub fn counter() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::COUNTER);
    frame::start::<CounterWindow>();
}

/// The pages of a counter's till.
pub fn till() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::TILL);
    frame::start::<TillWindow>();
}

/// The deliveries of a counter's shop.
pub fn deliveries() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::DELIVERIES);
    frame::start::<DeliveriesWindow>();
}

/// The kitchen.
pub fn kitchen() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::KITCHEN);
    frame::start::<KitchenWindow>();
}

/// The managers' pages.
pub fn office() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::OFFICE);
    frame::start::<Office>();
}

/// The steps of a terminal that cannot work yet.
pub fn set_up() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::SET_UP);
    frame::show::<SetUpWindow>();
}
