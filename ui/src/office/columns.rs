//! A table's columns as they are sorted: their heads, and which one is chosen.

use yew::prelude::*;

/// The order that was chosen: by which column, and the last first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorted<Column> {
    /// The column.
    pub by: Column,
    /// The other way round.
    pub turned: bool,
}

impl<Column: Copy + PartialEq> Sorted<Column> {
    /// By this column, as it begins.
    pub fn by(by: Column) -> Sorted<Column> {
        Sorted { by, turned: false }
    }

    /// Sorted by this column; the other way round if it was already.
    pub fn next(self, by: Column) -> Sorted<Column> {
        Sorted { by, turned: self.by == by && !self.turned }
    }

    /// What a column's head says of it, where columns begin with the first or smallest.
    pub fn falling(self, column: Column) -> Option<bool> {
        (self.by == column).then_some(self.turned)
    }
}

/// A column as its head shows it.
pub struct Head {
    /// Its name for tests and styles.
    pub word: &'static str,
    /// Its name.
    pub name: String,
    /// Whether it holds numbers, which stand at the right.
    pub is_number: bool,
    /// Whether the table is sorted by it with the last or largest first; none: not by it.
    pub falling: Option<bool>,
}

impl Head {
    /// The head; a tap on it sorts.
    pub fn show(self, on_sort: Callback<MouseEvent>) -> Html {
        let (sorted, sign) = match self.falling {
            None => (None, ""),
            Some(false) => (Some("ascending"), "▲"),
            Some(true) => (Some("descending"), "▼"),
        };
        let number = self.is_number.then_some("number");
        html! {
            <th class={classes!("pf-v6-c-table__th", format!("of-{}", self.word), number)} scope="col" aria-sort={sorted}>
                <button class="table-sort" data-testid={format!("sort-{}", self.word)} onclick={on_sort}>
                    { self.name }<span aria-hidden="true">{ sign }</span>
                </button>
            </th>
        }
    }
}

/// A table that nothing sorts, by its name for tests and styles; its head stays in sight. Columns are a word for
/// styles and their name; those of `numbers` stand at the right.
pub fn plain_table(
    name: &'static str,
    columns: impl IntoIterator<Item = (&'static str, String)>,
    numbers: &[&str],
    rows: Html,
) -> Html {
    let heads = columns.into_iter().map(|(word, name)| {
        let number = numbers.contains(&word).then_some("number");
        html! { <th class={classes!("pf-v6-c-table__th", "plain", format!("of-{word}"), number)} scope="col">{ name }</th> }
    });
    html! {
        <div class="table">
            <table class={classes!("pf-v6-c-table", name)} data-testid={name}>
                <thead class="pf-v6-c-table__thead"><tr class="pf-v6-c-table__tr">{ for heads }</tr></thead>
                <tbody class="pf-v6-c-table__tbody">{ rows }</tbody>
            </table>
        </div>
    }
}
