//! The till at the counter: how its day stands (X), its drawer, its closing (Z), its papers.
//!
//! What is typed and the commands in doubt stand above the sign-in ([`TillProvider`]); every figure is
//! the backend's, every sum of a count is the domain's.

mod closing;
mod counting;
mod day;
mod drawer;
mod drawer_forms;
mod entries;
mod entry;
mod figures;
mod invoice;
mod kept;
mod paper;
mod pieces;
mod print;
mod sending;
mod sheet;
mod till;
mod training;

pub use day::day;
pub use print::{PrintNoteButton, PrintTicket};
pub use sending::TillProvider;
pub use till::TillDialog;
pub use training::TrainingBanner;
