//! A table of a page as a file that spreadsheets open (CSV, RFC 4180).
//!
//! What France's spreadsheets open by themselves has semicolons and decimal commas; elsewhere commas and
//! points. Both begin with a mark that they are UTF-8, and their lines end as RFC 4180 says. A text is never
//! taken for a formula.

use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use serde::{Deserialize, Serialize};

/// More rows than that are no table of a page.
const ROWS_MAX: usize = 20_000;
/// The longest name of a file, in characters, without its ending.
const NAME_CHARACTERS_MAX: usize = 80;

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, a day, a code.
    Text(String),
    /// A whole number, such as a quantity in its unit.
    Whole(i64),
    /// Money, in euros and cents.
    Money(Cents),
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Cell {
        number.map_or(Cell::Empty, Cell::Whole)
    }
}

impl Cell {
    fn csv(&self, language: Language) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => quoted(text),
            Cell::Whole(number) => number.to_string(),
            Cell::Money(Cents(cents)) => {
                let (sign, size) = (if *cents < 0 { "-" } else { "" }, cents.unsigned_abs());
                format!("{sign}{}{}{:02}", size / 100, language.decimal_sign(), size % 100)
            }
        }
    }
}

/// A text between quotes, so that nothing in it parts cells or lines. One that a spreadsheet would take for
/// a formula (CWE-1236) stands behind an apostrophe, which it shows as a text.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A table: its heads, and rows as wide as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the columns are.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The file.
    ///
    /// # Errors
    /// It has no columns or too many rows, or one that is not as wide as the heads.
    pub fn csv(&self, language: Language) -> Result<String, TableRefused> {
        let is_whole = self.rows.iter().all(|row| row.len() == self.heads.len());
        if self.heads.is_empty() || self.rows.len() > ROWS_MAX || !is_whole {
            return Err(TableRefused::NoTable);
        }
        let between = match language {
            Language::Fr => ";",
            Language::En => ",",
        };
        let line = |cells: Vec<String>| format!("{}\r\n", cells.join(between));
        let heads = line(self.heads.iter().map(|head| quoted(head)).collect());
        let row = |row: &Vec<Cell>| line(row.iter().map(|cell| cell.csv(language)).collect());
        let rows: String = self.rows.iter().map(row).collect();
        Ok(format!("\u{feff}{heads}{rows}"))
    }
}

/// The name that a file gets for one that was asked for: letters, figures, `-`, `_` and `.`, and never a way
/// into another folder.
pub fn file_name(asked: &str) -> String {
    let plain = |it: char| if it.is_alphanumeric() || "-_.".contains(it) { it } else { '-' };
    let name: String = asked.trim().chars().map(plain).take(NAME_CHARACTERS_MAX).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "oc-pizza".to_owned() } else { name.to_owned() }
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableRefused {
    /// It is no table.
    NoTable,
    /// This PC has no folder for what people save.
    NoFolder,
    /// The disk does not take it.
    Disk {
        /// The folder.
        folder: String,
        /// What the system says.
        why: String,
    },
}

impl Spoken for TableRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TableRefused::NoTable => either(
                language,
                "Ce tableau ne peut pas être enregistré.",
                "This table cannot be saved.",
            ),
            TableRefused::NoFolder => either(
                language,
                "Ce poste n’a pas de dossier de téléchargements.",
                "This PC has no folder of downloads.",
            ),
            TableRefused::Disk { folder, why } => either(
                language,
                format!("Le fichier n’a pas pu être écrit dans {folder} : {why}"),
                format!("The file could not be written in {folder}: {why}"),
            ),
        }
    }
}

impl Refusal for TableRefused {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reads_what_was_shown() {
        let table = Table {
            heads: vec!["Ingrédient".into(), "Stock".into(), "Valeur".into()],
            rows: vec![
                vec![
                    Cell::Text("fromage; \"râpé\"".into()),
                    Cell::Whole(-1500),
                    Cell::Money(Cents(-1205)),
                ],
                vec![Cell::Text("=1+1".into()), Cell::Empty, Cell::Money(Cents(7))],
            ],
        };
        assert_eq!(
            table.csv(Language::Fr).as_deref(),
            Ok("\u{feff}\"Ingrédient\";\"Stock\";\"Valeur\"\r\n\
                \"fromage; \"\"râpé\"\"\";-1500;-12,05\r\n\"'=1+1\";;0,07\r\n")
        );
        let english = table.csv(Language::En).expect("a file");
        assert!(english.contains(",-1500,-12.05\r\n"), "{english}");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let heads = || vec!["a".to_owned()];
        for table in [
            Table { heads: vec![], rows: vec![] },
            Table { heads: heads(), rows: vec![vec![]] },
            Table { heads: heads(), rows: vec![vec![Cell::Empty, Cell::Empty]] },
            Table { heads: heads(), rows: vec![vec![Cell::Empty]; ROWS_MAX + 1] },
        ] {
            assert_eq!(table.csv(Language::Fr), Err(TableRefused::NoTable));
        }
        let most = Table { heads: heads(), rows: vec![vec![Cell::Empty]; ROWS_MAX] };
        most.csv(Language::Fr).expect("as many as may be");
    }

    #[test]
    fn a_file_stays_in_its_folder() {
        for (asked, name) in [
            ("stock-MOZ1-2026-12-01", "stock-MOZ1-2026-12-01"),
            ("stock Mozzaville-Centre", "stock-Mozzaville-Centre"),
            ("../../.bashrc", "bashrc"),
            ("/etc/passwd", "etc-passwd"),
            ("..", "oc-pizza"),
            ("", "oc-pizza"),
            ("crème", "crème"),
        ] {
            assert_eq!(file_name(asked), name, "{asked}");
        }
        assert_eq!(file_name(&"a".repeat(500)).len(), NAME_CHARACTERS_MAX);
    }
}
