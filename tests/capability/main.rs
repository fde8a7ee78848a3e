//! Use cases on a real PostgreSQL: one module a capability, a database for each test.

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "the rest is for the tests in windows")]
mod support;

mod archive;
mod card_terminal;
mod changing;
mod clock;
mod command;
mod command_line;
mod customers;
mod delivery;
mod email;
mod enrolment;
mod events;
mod export;
mod failover;
mod found;
mod full_disk;
mod fuzz;
mod given_up;
mod history;
mod invariants;
mod invoices;
mod journal;
mod kitchen;
mod ledger;
mod menu;
mod messages;
mod office;
mod office_events;
mod offline;
mod orders;
mod outage;
mod outside;
mod paper;
mod papers;
mod payments;
mod presence;
mod printing;
mod races;
mod recaps;
mod refunds;
mod revoked;
mod server;
mod services;
mod settings;
mod shops;
mod staff;
mod stock;
mod storm;
mod terminals;
mod texts;
mod training;
mod vat;
mod watching;
