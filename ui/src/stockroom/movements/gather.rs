//! All the movements that a filter leaves, read page after page for a file.

use super::filter::{Filter, Names};
use super::table::{file_heads, file_row};
use crate::backend::call;
use domain::screens::Table;
use domain::stock::{Movements, ReadMovements};
use domain::{Failure, Language};

/// More are not read at once: about what a busy shop moves in a week.
pub const ROWS_MAX: usize = 10_000;

/// Reads them, newest first, at most [`ROWS_MAX`].
///
/// # Errors
/// A page could not be read: no file is better than half of one.
pub async fn gather(
    shop: String,
    filter: Filter,
    names: Names,
    language: Language,
) -> Result<Table, Failure> {
    let mut rows = Vec::new();
    let mut before = None;
    loop {
        let Filter { ingredient, cause } = filter;
        let asked = ReadMovements { shop: Some(shop.clone()), ingredient, cause, before };
        let Movements { movements, earlier } = call(asked, language).await?;
        before = movements.last().map(|moved| moved.id);
        rows.extend(movements.iter().map(|moved| file_row(moved, &names, language)));
        if !earlier || rows.len() >= ROWS_MAX {
            return Ok(Table { heads: file_heads(language), rows });
        }
    }
}
