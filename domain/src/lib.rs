//! The rules of the pizzeria and the contract between its screens and its backend.
//!
//! Nothing here reads a clock, a file, a network or a random number: what a rule needs is
//! handed to it. The crate is compiled twice, for the backend and (wasm) for the screens, so
//! that a price, a promised time or a refusal is the same on both sides by construction.
//!
//! One module a capability; the same names stand in `src-tauri/src`, `ui/src` and
//! `tests/capability`.

pub mod contract;
pub mod customers;
pub mod delivery;
pub mod failure;
pub mod invoices;
pub mod journal;
pub mod kitchen;
pub mod language;
pub mod ledger;
pub mod menu;
pub mod messages;
pub mod money;
pub mod offline;
pub mod online;
pub mod orders;
pub mod payments;
pub mod printing;
pub mod runs;
pub mod screens;
pub mod server;
pub mod settings;
pub mod shops;
pub mod staff;
pub mod stock;
pub mod terminals;
pub mod text;

pub use contract::{Call, CommandId};
pub use failure::{Failure, FailureCode, Refusal};
pub use language::{Language, Spoken};
pub use money::Cents;
