//! « Caisse », a program of its own over the counter's: how the day stands (X), its drawer, its closing (Z),
//! its papers, training, and where the card terminal is.
//!
//! Every figure is the backend's, every sum of a count is the domain's.

mod card;
mod closing;
mod drawer;
mod drawer_forms;
mod entries;
mod entry;
mod figures;
mod invoice;
mod page;
mod paper;
mod pieces;
mod sheet;
mod training;
mod window;

pub use window::TillWindow;
