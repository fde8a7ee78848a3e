//! Use cases on a real PostgreSQL: one module a capability, a database for each test.

#[path = "../support/mod.rs"]
mod support;

mod command;
mod events;
mod invariants;
mod kitchen;
mod menu;
mod orders;
mod staff;
