//! What is typed: `oc-pizza ledger verify`.

use super::office_events::store;
use super::verify::store::RegisterRow;
use super::verify::{self, Report};
use super::watching;
use crate::app::App;
use anyhow::{anyhow, ensure};
use clap::Subcommand;
use domain::{Language, Spoken, payments};

/// What can be done with the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum LedgerVerb {
    /// Replay every register's chains: texts, signatures, numbers, totals, closings, and the heads
    /// that this terminal has kept aside
    Verify {
        /// Only the registers of the shop of that code
        #[arg(long)]
        shop: Option<String>,
        /// The tax office looks at it: that is written in the ledger of the shop, or of every shop, with
        /// these words (who, which request), and what it can be handed is said below
        #[arg(long, value_name = "WORDS")]
        audit: Option<String>,
    },
    /// This PC's register was declared lost, and the PC is back: give it a new key, so that it goes on
    /// under a new code. With its windows closed; a PC with a login of its own is enrolled again instead
    NewKey,
}

impl LedgerVerb {
    /// Does it; the answer is what to print.
    ///
    /// # Errors
    /// Something is not as it was written, or the server does not answer.
    pub async fn perform(&self, app: &App, alone: bool) -> anyhow::Result<String> {
        let (shop, audit) = match self {
            LedgerVerb::Verify { shop, audit } => (shop, audit),
            LedgerVerb::NewKey => return new_key(app, alone).await,
        };
        // Before anything else: that it was looked at is true whatever is found.
        let handed = match audit {
            Some(words) => Some(audited(app, shop.as_deref(), words).await?),
            None => None,
        };
        let own = watching::kept_in_keyring(app).await;
        let aside = |register: &RegisterRow| watching::known(app, &own, register);
        let report = verify::verify_with(app.database(), shop.as_deref(), aside).await;
        app.close().await;
        let report = report.map_err(|error| error.in_words(Language::En))?;
        let told =
            [Some(told(&report)), handed].into_iter().flatten().collect::<Vec<_>>().join("\n");
        ensure!(report.defects.is_empty(), told);
        Ok(told)
    }
}

/// Replaces the key of a register that was declared lost.
async fn new_key(app: &App, alone: bool) -> anyhow::Result<String> {
    // A window would sign on with the key it knows.
    ensure!(alone, "close the windows of OC Pizza on this PC first");
    let renewed = app.renew_lost_key().await;
    app.close().await;
    let before = renewed.map_err(|error| error.in_words(Language::En))?;
    Ok(format!(
        "The register {before} is lost. This PC has a new key: it goes on under a new code."
    ))
}

/// Keeps that the tax office looks at the ledger; what is handed to it.
async fn audited(app: &App, shop: Option<&str>, words: &str) -> anyhow::Result<String> {
    let words = payments::reason(words).map_err(|refused| anyhow!(refused.say(Language::En)))?;
    let shops = store::keep_tax_audit(app.database(), shop, (None, Some(&words))).await?;
    ensure!(shops > 0, "no shop {} can be seen from here", shop.unwrap_or_default());
    let of = shop.map(|shop| format!(" --shop {shop}")).unwrap_or_default();
    Ok(format!(
        "Tax audit noted for {shops} shops: a counter of each writes it into its chain.\n\
         To hand over: oc-pizza archive make{of} FILE  (with its signature and its description)\n\
         To check them on any PC: oc-pizza archive verify FILE…"
    ))
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
