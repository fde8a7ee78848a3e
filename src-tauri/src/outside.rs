//! What is outside the program and its database: one module a service or a device.
//!
//! None of them may hold anybody up: each call has its time limit, and says what is in the way.

pub mod card_terminal;
pub mod email;
mod network;
pub mod printer;
