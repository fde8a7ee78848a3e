//! `oc-pizza check`: what this PC and its server are like, a line each.

use super::{Place, connect, refused};
use crate::app::system_clock;
use crate::command_line::language;
use crate::error::Error;
use crate::home::{PrinterConfig, Printers};
use crate::outside::card_terminal::{Address, CardTerminal, Till};
use crate::outside::printer::{Limits, Printer};
use crate::settings::{self, Secrets};
use crate::{stock, terminals};
use anyhow::bail;
use domain::Spoken;
use domain::language::either;
use domain::server::check::{Finding, Level};
use domain::server::{ServerRefused, Tables};
use domain::stock::astray;
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};

/// Looks at everything; prints each line.
///
/// # Errors
/// When there is a fault among them.
pub async fn check(place: &Place) -> anyhow::Result<()> {
    let language = language();
    let mut findings = findings(place).await;
    findings.extend(printers(&place.printers()?).await);
    findings.extend(card_terminal(place.card_terminal()?).await);
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
    let mut found = vec![match place.keyring().survives().await {
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
        let looked = look_around(place, &options, &mut found).await;
        if let Err(error) = looked {
            found.push(Finding::NoDatabase(match error {
                Error::Unreachable(error) => refused::refused(&error, &options),
                error => {
                    ServerRefused::Other { words: format!("{:#}", error.in_words(language())) }
                }
            }));
        }
    }
    found
}

/// Whether each printer could print now. Those with something under way are asked all the same, since
/// most of them answer one after the other.
async fn printers(printers: &Printers) -> Vec<Finding> {
    let mut found = Vec::new();
    for PrinterConfig { name, address, .. } in printers.iter() {
        let looked = Printer::at(address.clone(), Limits::default()).look().await;
        let (name, address) = (name.clone(), address.to_string());
        found.push(match looked {
            Ok(answers) => Finding::Printer { name, address, answers },
            Err(trouble) => Finding::PrinterTroubled { name, address, trouble },
        });
    }
    found
}

/// Whether the card terminal is where it is said to be.
async fn card_terminal(address: Option<Address>) -> Option<Finding> {
    let (address, till) = (address?, Till::default());
    let shown = address.shown();
    let found = CardTerminal { address, till, limits: Default::default() }.look().await;
    Some(Finding::CardTerminal { address: shown, found })
}

/// Whether each shop's movements add up; nothing where this login may not read them, or is of no shop.
async fn stock(server: &mut PgConnection) -> Result<Vec<Finding>, Error> {
    let books = stock::books(server).await?.unwrap_or_default();
    let astray = books.iter().filter_map(|book| {
        let ingredients = astray(&book.levels, &book.sums).len();
        let shop = || book.shop.clone();
        (ingredients > 0).then(|| Finding::StockAstray { shop: shop(), ingredients })
    });
    let mut found: Vec<_> = astray.collect();
    if found.is_empty() && !books.is_empty() {
        found.push(Finding::StockAddsUp { shops: books.len() });
    }
    if !books.is_empty() {
        let astray = stock::purchases_astray(server).await?.into_iter();
        found.extend(astray.map(|(shop, orders)| Finding::PurchasesAstray {
            shop,
            orders: usize::try_from(orders).unwrap_or_default(),
        }));
    }
    Ok(found)
}

/// What this terminal is at the server, and has of the group.
async fn look_around(
    place: &Place,
    options: &PgConnectOptions,
    found: &mut Vec<Finding>,
) -> Result<(), Error> {
    let mut server = options.connect().await?;
    found.push(terminals::separation(&mut server).await?);
    let register = terminals::register(&mut server, place.keyring()).await?;
    let secrets = Secrets::of(place.keyring().clone());
    let limits = place.limits()?;
    let kept = settings::standing(&mut server, &secrets).await?;
    found.extend(register.into_iter().chain(kept));
    found.extend(stock(&mut server).await?);
    found.extend(settings::mail::look(&mut server, &secrets, limits).await?);
    let outside = settings::outside::look(&mut server, &secrets, limits, system_clock());
    found.extend(outside.await?);
    Ok(())
}
