//! Orders at the counter, from the first tap to the hand-over, and the customers' board.
//!
//! [`Desk`](desk::Desk) is what the cashier is doing: the basket, those put aside, the command in
//! the air. It stands above the sign-in, so that a lock or a reload loses nothing.

mod basket;
mod board;
mod caller;
mod cancel;
mod cart;
mod cart_line;
mod changing_banner;
mod composer;
mod consent;
mod counter;
mod counter_keys;
mod delivering;
mod delivery;
mod desk;
mod desk_provider;
mod discount;
mod draft;
mod earlier;
mod elsewhere;
mod ended_order;
mod filter;
mod filter_bar;
mod formula;
mod help;
mod keys;
mod known;
mod lacking;
mod lesson;
mod menu_pane;
mod note;
mod number;
mod open_order;
mod open_orders;
mod opening;
mod parked;
mod placing;
mod refund;
mod sheet;
mod sums;
mod told;
mod validation;
mod who;
mod window;
mod writing;

pub use window::CounterWindow;
