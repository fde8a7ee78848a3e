//! The screens of OC Pizza: Yew programs that run in the windows.
//!
//! One folder a capability, with the names of `domain`: a screen shows what the backend answers
//! and asks it for changes; every rule, price and time comes from `domain`. `frame` holds what all
//! windows share, `backend` is the only way out.
//!
//! There are three programs (`src/bin`), compiled to a module each, so that a window loads no pages
//! that it does not show: one for the shop floor, where every kilobyte delays the first order, one for
//! the office, which may grow, and one for a terminal that cannot work yet, whichever window it is.
//! `boot.js` chooses by the window's address; `frame::address` goes from one to another.

mod backend;
mod catalogue;
mod frame;
mod journal;
mod kitchen;
mod ledger;
mod margins;
mod menu;
mod office;
mod orders;
mod papers;
mod payments;
mod printing;
mod purchases;
mod recaps;
mod receipts;
mod server;
mod settings;
mod shop_floor;
mod staff;
mod suppliers;
mod terminals;

use office::Office;
use server::SetUpWindow;
use shop_floor::ShopFloor;

/// The counter, the kitchen, the customers' board.
pub fn shop_floor() {
    frame::restart_at_panic();
    catalogue::speak(catalogue::SHOP_FLOOR);
    frame::start::<ShopFloor>();
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
