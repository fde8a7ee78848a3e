//! The journal of this terminal, as people see it: what waits for the server, and what has to be
//! decided because the server said no when nobody heard it.

mod decide;
mod entry;

pub use decide::ToDecideButton;
