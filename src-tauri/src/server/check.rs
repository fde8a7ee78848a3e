//! `oc-pizza check`: what this PC and its server are like, a line each.

use super::{Place, connect, refused};
use crate::command_line::language;
use crate::terminals;
use anyhow::bail;
use domain::Spoken;
use domain::language::either;
use domain::server::Tables;
use domain::server::check::{Finding, Level};
use sqlx::ConnectOptions;

/// Looks at everything; prints each line.
///
/// # Errors
/// When there is a fault among them.
pub async fn check(place: &Place) -> anyhow::Result<()> {
    let language = language();
    let findings = findings(place).await;
    for finding in &findings {
        println!("{:<10} {}", finding.level().say(language), finding.say(language));
    }
    match findings.iter().filter(|finding| finding.level() == Level::Fault).count() {
        0 => Ok(()),
        faults => {
            bail!(either(language, format!("{faults} défaut(s)."), format!("{faults} fault(s).")))
        }
    }
}

async fn findings(place: &Place) -> Vec<Finding> {
    let needed = place.needs_keyring();
    let mut found = vec![match place.keyring_answers().await {
        Ok(()) => Finding::Keyring,
        Err(refused) => Finding::NoKeyring { refused, needed },
    }];
    let known = match place.known().await {
        Ok(known) => known,
        Err(refused) => {
            found.push(Finding::NoDatabase(refused));
            return found;
        }
    };
    let settings = &known.settings;
    found.push(Finding::Line { local: settings.host.far().is_none(), tls: settings.tls() });
    let looked = match connect::check_files(settings) {
        Ok(()) => connect::look(&known.ways(), |_| false).await,
        Err(refused) => Err(refused),
    };
    let connect::Found { options, server, .. } = match looked {
        Ok(found) => found,
        Err(refused) => {
            found.push(Finding::NoDatabase(refused));
            return found;
        }
    };
    found.push(Finding::Database {
        host: options.get_host().to_owned(),
        database: settings.database.clone(),
        version: server.version,
    });
    found.push(Finding::Schema(server.tables));
    if server.tables == Tables::Current {
        let separated = async { terminals::separation(&mut options.connect().await?).await };
        found.push(
            separated
                .await
                .unwrap_or_else(|error| Finding::NoDatabase(refused::refused(&error, &options))),
        );
    }
    found
}
