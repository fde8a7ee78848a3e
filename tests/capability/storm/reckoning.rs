//! What must hold when the storm is over: of each command its terminal's journal knows what became
//! of it, and the database has exactly those that were applied.

use super::terminal::Terminal;
use crate::invariants;
use oc_pizza::ledger::verify::verify;
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::types::Json;
use sqlx::{ConnectOptions, PgPool};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a no sounds like that the world can explain: somebody else was first, or an order that was
/// never placed.
const EXPLAINED: [&str; 13] = [
    "n’existe pas ici",
    "déjà en préparation",
    "ne change plus",
    "vient d’être modifiée",
    "déjà réglée",
    "déjà encaissés",
    "a changé",
    "est annulée",
    "ne peut pas être remise",
    "n’attend",
    "a déjà bougé",
    "Un autre poste",
    "Trop tard",
];

/// What the journals hold together.
#[derive(Default)]
pub struct Reckoning {
    /// Orders that were placed.
    pub orders: BTreeSet<String>,
    /// Taps of the kitchen that were applied.
    pub taps: usize,
    /// Entries in the ledger.
    pub entries: u64,
    /// Every command that was applied.
    applied: BTreeSet<String>,
    /// What became of each, by command and by order.
    told: BTreeMap<String, String>,
    /// What a person has to decide, by its words.
    pub to_decide: BTreeMap<String, usize>,
}

/// Reads the journals and holds them against the database.
pub async fn reckon(terminals: &[Terminal], database: &PgPool) -> Reckoning {
    let mut reckoning = Reckoning::default();
    for terminal in terminals {
        let copy = tempfile::tempdir().expect("a folder");
        terminal.copy_journal(copy.path());
        reckoning.read(copy.path()).await;
    }
    let said: Vec<_> = terminals.iter().map(Terminal::said).collect();
    let answered: BTreeSet<_> = said.iter().flat_map(|said| &said.orders).cloned().collect();
    let gone = &answered - &reckoning.orders;
    assert!(gone.is_empty(), "orders that were answered and are gone: {gone:?}");
    let faults: Vec<_> = said
        .iter()
        .flat_map(|said| said.lines.keys())
        .filter(|it| it.starts_with("fault"))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let there = ids(database, "SELECT order_id::text FROM orders").await;
    reckoning.agrees("orders", &there, &reckoning.orders);
    let applied = ids(database, "SELECT command_id::text FROM applied_command").await;
    reckoning.agrees("commands", &applied, &reckoning.applied);
    invariants::check(database).await;
    let ledger = verify(database, None).await.expect("the ledger");
    assert_eq!(ledger.defects, [], "{} entries", ledger.entries);
    reckoning.entries = ledger.entries;
    for words in reckoning.to_decide.keys() {
        assert!(EXPLAINED.iter().any(|known| words.contains(known)), "to decide: {words}");
    }
    reckoning
}

async fn ids(database: &PgPool, query: &'static str) -> BTreeSet<String> {
    let ids: Vec<String> = sqlx::query_scalar(query).fetch_all(database).await.expect(query);
    let count = ids.len();
    let once = BTreeSet::from_iter(ids);
    assert_eq!(once.len(), count, "each exists once");
    once
}

type Row = (String, Json<Value>, Option<String>, Option<String>);

impl Reckoning {
    fn agrees(&self, what: &str, there: &BTreeSet<String>, journaled: &BTreeSet<String>) {
        let told = |ids: BTreeSet<String>| -> Vec<_> {
            ids.into_iter().map(|id| (self.told.get(&id).cloned(), id)).collect()
        };
        let (lost, extra) = (told(journaled - there), told(there - journaled));
        assert!(lost.is_empty(), "{what} that are lost: {lost:#?}");
        assert!(extra.is_empty(), "{what} that no journal knows to be applied: {extra:#?}");
    }

    async fn read(&mut self, home: &Path) {
        let options = SqliteConnectOptions::new().filename(home.join("journal.sqlite"));
        let mut journal: SqliteConnection = options.connect().await.expect("the file");
        let rows: Vec<Row> =
            sqlx::query_as("SELECT command_id, taken -> '$.request', outcome, words FROM command")
                .fetch_all(&mut journal)
                .await
                .expect("what was taken");
        for (command, Json(request), outcome, words) in rows {
            let told = format!("{outcome:?} {words:?} {request}");
            if let Some(order) = request["PlaceOrder"]["order"].as_str() {
                self.told.insert(order.to_owned(), told.clone());
            }
            self.told.insert(command.clone(), told);
            match outcome.as_deref() {
                Some("applied") => {
                    self.applied.insert(command);
                    let (name, call) =
                        request.as_object().and_then(|it| it.iter().next()).expect("a call");
                    match name.as_str() {
                        "PlaceOrder" => {
                            let order = call["order"].as_str().expect("its order").to_owned();
                            assert!(self.orders.insert(order), "placed twice");
                        }
                        "NextPizza" | "ReadyForOven" | "PizzaCooked" | "UndoTap" => self.taps += 1,
                        _ => {}
                    }
                }
                Some("refused") => {}
                Some("to_decide") => {
                    let words = format!("{}: {}", name(&request), words.unwrap_or_default());
                    *self.to_decide.entry(words).or_default() += 1;
                }
                other => panic!("{other:?}: {request} still waits"),
            }
        }
        for entry in std::fs::read_dir(home).expect("the copy").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(!name.contains("damaged"), "{name}");
        }
    }
}

fn name(request: &Value) -> &str {
    request.as_object().and_then(|it| it.keys().next()).map_or("", String::as_str)
}
