//! Payments on the telephone: their links, and how an office looks them over.

mod link;
mod listed;
