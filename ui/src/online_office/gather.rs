//! All the payments that a filter leaves, read page after page for a file.

use super::filter::Filter;
use super::list::asked;
use super::table::{file_heads, file_row};
use crate::backend::call;
use domain::screens::Table;
use domain::{Failure, Language};

/// More are not read at once: about what a busy group is paid so in two months.
const ROWS_MAX: usize = 10_000;

/// Reads them, the latest first, at most [`ROWS_MAX`].
///
/// # Errors
/// A page could not be read: no file is better than half of one.
pub async fn gather(
    shop: Option<String>,
    filter: Filter,
    language: Language,
) -> Result<Table, Failure> {
    let mut rows = Vec::new();
    let mut before = None;
    loop {
        let page = call(asked(shop.clone(), filter, before), language).await?;
        before = page.rows.last().map(|it| it.stands.intent);
        rows.extend(page.rows.iter().map(|it| file_row(it, language)));
        if !page.earlier || rows.len() >= ROWS_MAX {
            return Ok(Table { heads: file_heads(language), rows });
        }
    }
}
