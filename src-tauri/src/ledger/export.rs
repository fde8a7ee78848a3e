//! What is exported of the ledger for accountants: sums per day and rate.

mod store;

use super::archive::hand::Hand;
use super::unasked;
use super::verify::store::begin_reading;
use crate::app::App;
use crate::command_line::language;
use crate::error::{Error, unreadable};
use anyhow::Context;
use chrono::NaiveDate;
use clap::Subcommand;
use domain::language::either;
use domain::ledger::{
    ArchiveRefused, Content, EntryRef, Event, EventCode, VatExport, from_canonical,
};
use futures_util::TryStreamExt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What can be exported.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ExportVerb {
    /// VAT per day and rate, goods and services apart, and the money: CSV for the accountant
    Vat {
        /// The first business day
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: NaiveDate,
        /// The last one
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: NaiveDate,
        /// Only the shop of that code
        #[arg(long, value_name = "CODE")]
        shop: Option<String>,
        /// The file to make; nothing is overwritten
        file: PathBuf,
    },
}

impl ExportVerb {
    /// Does it; the answer is what to print. `alone`: no window of this terminal is open.
    ///
    /// # Errors
    /// Why there is no file, in the session's language.
    pub async fn perform(&self, app: &App, alone: bool) -> anyhow::Result<String> {
        let ExportVerb::Vat { from, to, shop, file } = self;
        let language = language();
        let done = async {
            app.ready().await?;
            let register = app.register_if_any().await?;
            if register.is_some() && !alone {
                return Err(ArchiveRefused::Open.into());
            }
            let hand = register.map(Hand::Register);
            write(app, (*from, *to), shop.as_deref(), file, hand.as_ref()).await
        };
        let (sums, logged) = done.await.map_err(|error| error.in_words(language))?;
        let (tickets, file) = (sums.tickets(), file.display());
        Ok(match logged {
            Some(entry) => either(
                language,
                format!(
                    "{file} : {tickets} tickets ; inscrit au journal de la caisse {}.",
                    entry.register
                ),
                format!(
                    "{file}: {tickets} tickets; written in the journal of register {}.",
                    entry.register
                ),
            ),
            None => either(
                language,
                format!(
                    "{file} : {tickets} tickets. Ce poste n’est pas une caisse : aucun journal n’en parle."
                ),
                format!(
                    "{file}: {tickets} tickets. This PC is no register: no journal tells of it."
                ),
            ),
        })
    }
}

/// What days came to, from the tickets themselves.
///
/// # Errors
/// An entry cannot be read, or the server does not answer.
pub async fn vat(
    app: &App,
    days: (NaiveDate, NaiveDate),
    shop: Option<&str>,
) -> Result<VatExport, Error> {
    if days.0 > days.1 {
        return Err(ArchiveRefused::Backwards.into());
    }
    let mut reading = app.database().begin().await?;
    begin_reading(&mut reading).await?;
    let mut sums = VatExport::default();
    let mut sales = store::sales(&mut reading, days, shop);
    while let Some(sale) = sales.try_next().await? {
        let read = from_canonical(&sale.canonical)
            .map_err(|_| unreadable("ledger_entry", "canonical", &sale.canonical))?;
        if let Content::Ticket(ticket) = &read.content {
            sums.add(&sale.shop, sale.business_day, sale.closed, ticket);
        }
    }
    drop(sales);
    reading.rollback().await?;
    Ok(sums)
}

/// Writes the file, and tells of it in the chain of the register at which it is made.
///
/// # Errors
/// The file exists, an entry cannot be read, the disk or the server does not do it.
pub async fn write(
    app: &App,
    days: (NaiveDate, NaiveDate),
    shop: Option<&str>,
    file: &Path,
    hand: Option<&Hand>,
) -> Result<(VatExport, Option<EntryRef>), Error> {
    let sums = vat(app, days, shop).await?;
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let mut there = match opened {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(ArchiveRefused::Exists { file: file.display().to_string() }.into());
        }
        opened => opened.with_context(|| format!("making {}", file.display()))?,
    };
    there.write_all(sums.csv().as_bytes()).context("writing the export")?;
    there.sync_all().context("writing the export")?;
    let Some(Hand::Register(_)) = hand else { return Ok((sums, None)) };
    let event = Event {
        code: EventCode::Exported,
        what: Some(format!("{} – {}", days.0, days.1)),
        who: None,
        detail: Some("TVA par jour et par taux".to_owned()),
        office: None,
    };
    match unasked::event(app, event).await {
        Ok(logged) => Ok((sums, Some(logged))),
        Err(error) => {
            // What no chain tells of was not exported.
            fs::remove_file(file).context("taking the export away")?;
            Err(error)
        }
    }
}
