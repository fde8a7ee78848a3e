//! All that is kept of a customer, as a file to be handed to him (RGPD, art. 20).

use super::store;
use crate::app::{App, Caller};
use crate::error::Error;
use anyhow::Context;
use domain::customers::{CustomerExported, CustomerFile, ExportCustomer, ReadCustomer};
use domain::text::phone_at_home;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How many files of one customer and day there can be.
const FILES_MAX: u32 = 100;

/// Writes it into the folder of downloads, under a name that is free.
pub async fn export(
    app: &App,
    caller: &Caller,
    call: ExportCustomer,
) -> Result<CustomerExported, Error> {
    let file = super::read(app, ReadCustomer { customer: call.customer }).await?;
    let messages = store::written_to(app.database(), call.customer).await?;
    let text = told(&file, &messages)?;
    let day = domain::ledger::local(caller.at).date_naive();
    let phone =
        file.customer.phone.as_deref().map(phone_at_home).unwrap_or_default().replace('+', "00");
    let folder = app.downloads().context("this program has no folder for downloads")?.to_owned();
    let written = write(&folder, &format!("client-{phone}-{day}"), &text)?;
    Ok(CustomerExported { file: written.display().to_string() })
}

/// In words that say what each part is: it is read by the person, or by another program.
fn told(file: &CustomerFile, messages: &serde_json::Value) -> Result<String, Error> {
    let value = serde_json::json!({
        "what": "OC Pizza — toutes les données conservées sur ce client (RGPD, art. 15 et 20)",
        "customer": file.customer,
        "orders": file.orders,
        "messages": messages,
    });
    Ok(serde_json::to_string_pretty(&value).context("a file as a text")?)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    for nth in 1..=FILES_MAX {
        let end = if nth == 1 { String::new() } else { format!("-{nth}") };
        let path = folder.join(format!("{name}{end}.json"));
        // The person's alone who is at this PC.
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
                written.with_context(|| format!("writing {}", path.display()))?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(anyhow::Error::from(error)
                    .context(format!("making {}", path.display()))
                    .into());
            }
        }
    }
    Err(anyhow::anyhow!("there are {FILES_MAX} files {name} already").into())
}
