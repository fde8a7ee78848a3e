//! The screens of OC Pizza: a Yew program that runs in each window.
//!
//! One folder a capability, with the names of `domain`: a screen shows what the backend answers
//! and asks it for changes; every rule, price and time comes from `domain`. `frame` holds what all
//! windows share, `backend` is the only way out.

mod backend;
mod catalogue;
mod frame;
mod journal;
mod kitchen;
mod menu;
mod orders;
mod server;
mod staff;

fn main() {
    frame::restart_at_panic();
    frame::start();
}
