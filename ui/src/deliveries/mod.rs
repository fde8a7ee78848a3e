//! « Livraisons », a program of its own over the counter's: which orders are ready to be brought, the best round
//! through those that are picked, who drives, the runs under way, and what a driver brings back.
//!
//! Times, money and what may be done are the domain's and the backend's; the map shows what the lists say.

mod back;
mod cash;
mod desk;
mod desk_provider;
mod drivers;
mod fail;
mod map;
mod marks;
mod minute;
mod page;
mod past;
mod ready;
mod round;
mod said;
mod sending;
mod under_way;
mod window;

pub use window::DeliveriesWindow;
