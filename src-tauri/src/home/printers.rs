//! The tables `[[printer]]` of `config.toml`: which printers a terminal prints on, and for what.
//!
//! ```toml
//! [[printer]]
//! name = "Comptoir"
//! use = ["ticket"]
//! address = "tcp://192.168.1.30:9100"
//! columns = 48
//! instead = "Cuisine"
//!
//! [[printer]]
//! name = "Cuisine"
//! use = ["kitchen"]
//! address = "file:///dev/usb/lp0"
//! ```

use crate::outside::printer::Address;
use domain::printing::{COLUMNS_MAX, COLUMNS_MIN, PrinterUse};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Of paper of 80 mm, where nothing else is said.
const COLUMNS: u8 = 42;

/// One printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrinterConfig {
    /// What people call it.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// What it prints; nothing: it only stands in for others.
    #[serde(rename = "use", default)]
    pub uses: Vec<PrinterUse>,
    /// Where it is.
    pub address: Address,
    /// Characters a line of its paper.
    #[serde(default = "usual_columns", deserialize_with = "columns")]
    pub columns: u8,
    /// The name of the printer that prints in its place when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
}

/// All of them; names are different, each use has one at most, and each stand-in is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<PrinterConfig>")]
pub struct Printers(Vec<PrinterConfig>);

/// Printers that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintersRefused {
    /// Two have one name.
    #[error("two printers are called “{0}”: that name is there twice")]
    Twice(String),
    /// Two have one use.
    #[error("“{0}” is the use of two printers: one prints, another stands in (instead)")]
    UsedTwice(&'static str),
    /// The stand-in is not there.
    #[error("“{0}” is to print instead of another, and there is no such printer")]
    NoStandIn(String),
}

impl Printers {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &PrinterConfig> {
        self.0.iter()
    }

    /// The one at that place.
    pub fn at(&self, place: usize) -> Option<&PrinterConfig> {
        self.0.get(place)
    }

    /// The place of the one with that use.
    pub fn for_use(&self, used: PrinterUse) -> Option<usize> {
        self.0.iter().position(|printer| printer.uses.contains(&used))
    }

    /// The places of a printer, of its stand-in, of that one's, and so on; each once.
    pub fn line_of(&self, first: usize) -> Vec<usize> {
        let mut line = Vec::new();
        let mut next = Some(first);
        while let Some(at) = next.filter(|at| !line.contains(at)) {
            line.push(at);
            let instead = self.0.get(at).and_then(|printer| printer.instead.as_ref());
            next = instead.and_then(|name| self.0.iter().position(|it| it.name == *name));
        }
        line
    }
}

impl TryFrom<Vec<PrinterConfig>> for Printers {
    type Error = PrintersRefused;

    fn try_from(printers: Vec<PrinterConfig>) -> Result<Printers, PrintersRefused> {
        let mut names = BTreeSet::new();
        let mut uses = BTreeSet::new();
        for printer in &printers {
            if !names.insert(printer.name.as_str()) {
                return Err(PrintersRefused::Twice(printer.name.clone()));
            }
            if let Some(used) = printer.uses.iter().find(|used| !uses.insert(**used)) {
                return Err(PrintersRefused::UsedTwice(used.word()));
            }
        }
        let mut stand_ins = printers.iter().filter_map(|printer| printer.instead.as_ref());
        if let Some(name) = stand_ins.find(|name| !names.contains(name.as_str())) {
            return Err(PrintersRefused::NoStandIn(name.clone()));
        }
        Ok(Printers(printers))
    }
}

fn name<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let name = String::deserialize(from)?;
    match name.trim() {
        "" => Err(serde::de::Error::custom("a printer’s name is not empty")),
        name => Ok(name.to_owned()),
    }
}

fn usual_columns() -> u8 {
    COLUMNS
}

fn columns<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let columns = u8::deserialize(from)?;
    match (COLUMNS_MIN..=COLUMNS_MAX).contains(&columns.into()) {
        true => Ok(columns),
        false => Err(serde::de::Error::custom(format!(
            "paper has {COLUMNS_MIN} to {COLUMNS_MAX} columns; 80 mm: 42 or 48, 58 mm: 32"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printers(list: &[(&str, Option<&str>)]) -> Result<Printers, PrintersRefused> {
        let config = |(name, instead): &(&str, Option<&str>)| PrinterConfig {
            name: (*name).to_owned(),
            uses: Vec::new(),
            address: Address::Tcp { host: "a".to_owned(), port: 9100 },
            columns: COLUMNS,
            instead: instead.map(str::to_owned),
        };
        list.iter().map(config).collect::<Vec<_>>().try_into()
    }

    #[test]
    fn a_line_of_stand_ins_ends_where_it_began() -> anyhow::Result<()> {
        let three = printers(&[("a", Some("c")), ("b", None), ("c", Some("a"))])?;
        for (first, line) in [(0, vec![0, 2]), (1, vec![1]), (2, vec![2, 0])] {
            assert_eq!(three.line_of(first), line);
        }
        assert_eq!(printers(&[("a", Some("a"))])?.line_of(0), [0]);
        assert_eq!(printers(&[("a", Some("b"))]), Err(PrintersRefused::NoStandIn("b".to_owned())));
        assert_eq!(
            printers(&[("a", None), ("a", None)]),
            Err(PrintersRefused::Twice("a".to_owned()))
        );
        Ok(())
    }
}
