//! What is typed: `oc-pizza ledger verify`.

use super::store::RegisterRow;
use super::verify::{self, Report};
use super::watching;
use crate::app::App;
use anyhow::ensure;
use clap::Subcommand;
use domain::{Language, Spoken};

/// What can be done with the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum LedgerVerb {
    /// Replay every register's chains: texts, signatures, numbers, totals, closings, and the heads
    /// that this terminal has kept aside
    Verify {
        /// Only the registers of the shop of that code
        #[arg(long)]
        shop: Option<String>,
    },
}

impl LedgerVerb {
    /// Does it; the answer is what to print.
    ///
    /// # Errors
    /// Something is not as it was written, or the server does not answer.
    pub async fn perform(&self, app: &App) -> anyhow::Result<String> {
        let LedgerVerb::Verify { shop } = self;
        let own = watching::kept_in_keyring(app).await;
        let aside = |register: &RegisterRow| watching::known(app, &own, register);
        let report = verify::verify_with(app.database(), shop.as_deref(), aside).await;
        app.database().close().await;
        let report = report.map_err(|error| error.in_words(Language::En))?;
        let told = told(&report);
        ensure!(report.defects.is_empty(), told);
        Ok(told)
    }
}

fn told(report: &Report) -> String {
    let Report { registers, entries, waiting, defects } = report;
    let mut lines = vec![format!("{registers} registers, {entries} entries")];
    if *waiting > 0 {
        lines.push(format!("{waiting} events of an office wait for a counter of their shop"));
    }
    lines.extend(defects.iter().map(|defect| defect.say(Language::En)));
    lines.push(match defects.len() {
        0 => "Everything is as it was written.".to_owned(),
        1 => "1 defect".to_owned(),
        many => format!("{many} defects"),
    });
    lines.join("\n")
}
