//! The program in real windows: what people see and tap, over the database of the tests.
//!
//! Each test opens the terminals of a shop ([`shop::Shop`]) and knows a window by its
//! `data-testid`s alone. How a window is opened, found and waited for is in [`windows`].

#[path = "../support/card_terminal.rs"]
#[expect(dead_code, reason = "the rest is for the tests of use cases")]
mod card_terminal;
#[path = "../support/database.rs"]
mod database;
#[path = "../support/group_server.rs"]
mod group_server;
#[path = "../support/mail.rs"]
#[expect(dead_code, reason = "the rest is for the tests of use cases")]
mod mail;
#[path = "../support/online_rows.rs"]
mod online_rows;
#[path = "../support/people.rs"]
mod people;
#[path = "../support/printer.rs"]
#[expect(dead_code, reason = "the rest is for the tests of use cases")]
mod printer;
#[path = "../support/proxy.rs"]
#[expect(dead_code, reason = "the rest is for the tests of use cases")]
mod proxy;
#[path = "../support/windows/mod.rs"]
mod windows;

mod basket;
mod calling;
mod changing;
mod customers;
mod deliveries;
mod delivery;
mod elsewhere;
mod ended;
mod enrolment;
mod faults;
mod first_start;
mod group;
mod held;
mod invoicing;
mod journal;
mod listening;
mod map;
mod messages;
mod money;
mod not_told;
mod office;
mod offline;
mod online_office;
mod outage;
mod paper;
mod papers;
mod past_runs;
mod paying_by_card;
mod paypal;
mod purchases;
mod recaps;
mod receiving;
mod refunding;
mod restart;
mod rush;
mod secrets;
mod selling;
mod services;
mod setting_up;
mod settling;
mod shop;
mod sign_in;
mod stock;
mod stockroom;
mod texts;
mod till;
mod to_the_door;
mod together;
mod told;
mod tour;
mod training;
mod transfers;

/// The whole life of an order, over three windows of three homes, with a picture of every screen.
///
/// At the root of this binary, since `cargo xtask demo --headless` calls it by this name.
#[tokio::test]
async fn tour() -> anyhow::Result<()> {
    tour::play().await
}
