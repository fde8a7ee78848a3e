//! `oc-pizza service`: what is entered of the services on the Internet, read and set by a script. Their credentials
//! are secrets (`oc-pizza secret`).

use super::at_server;
use crate::command_line::language;
use crate::error::Error;
use crate::settings::outside::{enter, stands};
use anyhow::{Context, ensure};
use clap::{Args, Subcommand};
use domain::failure::Refusal;
use domain::language::either;
use domain::settings::{EnteredService, Service, TypedService};
use domain::{Language, Spoken};
use serde_json::{Deserializer, Value};
use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use std::io;

/// `oc-pizza service`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ServiceVerb {
    #[command(subcommand)]
    what: ServiceWhat,
}

#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
enum ServiceWhat {
    /// Print each as it is entered, else as it usually is: a line of JSON each
    List,
    /// Enter some: lines as the list has them are read on the standard input
    Set,
}

impl ServiceVerb {
    /// Does it; the answer is what to print.
    ///
    /// # Errors
    /// Why not, in the session's language.
    pub async fn perform(&self, options: &PgConnectOptions) -> anyhow::Result<String> {
        match self.what {
            ServiceWhat::List => at_server(options, async |server, _| list(server).await).await,
            ServiceWhat::Set => {
                let typed = tokio::task::spawn_blocking(typed).await??;
                let entered = checked(typed, language())?;
                at_server(options, async |server, language| set(server, &entered, language).await)
                    .await
            }
        }
    }
}

async fn list(server: &mut PgConnection) -> Result<String, Error> {
    let mut lines = Vec::new();
    for service in Service::ALL {
        let Some(usual) = EnteredService::usual(service) else { continue };
        let entered = stands(&mut *server, service).await?.map_or(usual, |it| it.entered);
        lines.push(serde_json::to_string(&entered.typed()).context("JSON")?);
    }
    Ok(lines.join("\n"))
}

fn typed() -> anyhow::Result<Vec<Value>> {
    let read: Result<Vec<_>, _> =
        Deserializer::from_reader(io::stdin().lock()).into_iter().collect();
    let typed = read.context("lines of JSON are read, as `oc-pizza service list` prints them")?;
    ensure!(!typed.is_empty(), "nothing was typed: `oc-pizza service list` prints what can be");
    Ok(typed)
}

fn checked(typed: Vec<Value>, language: Language) -> anyhow::Result<Vec<EnteredService>> {
    let each = typed.into_iter().map(|line| {
        let reading = format!("reading {line}");
        let typed: TypedService = serde_json::from_value(line).context(reading)?;
        typed.check().map_err(|refused| {
            let field = refused.field().unwrap_or_default();
            anyhow::anyhow!("{field}: {}", refused.say(language))
        })
    });
    each.collect()
}

/// All of them or, where the server refuses one, none.
async fn set(
    server: &mut PgConnection,
    entered: &[EnteredService],
    language: Language,
) -> Result<String, Error> {
    let mut change = server.begin().await?;
    for entered in entered {
        enter(&mut *change, entered, None).await?;
    }
    change.commit().await?;
    let names: Vec<_> = entered.iter().map(|it| it.service().say(language)).collect();
    let names = names.join(", ");
    Ok(either(language, format!("Enregistré : {names}."), format!("Kept: {names}.")))
}
