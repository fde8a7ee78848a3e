//! The table `[services]` of `config.toml`: how long services on the Internet are waited for at this PC.
//!
//! ```toml
//! [services]
//! connect_seconds = 5
//! call_seconds = 10
//! ```

use crate::outside::Limits;
use domain::messages::TRY_MAX;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The limits of time of services; a key that is not there is as it is without the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct ServicesConfig {
    connect_seconds: u64,
    call_seconds: u64,
}

/// The same as somebody wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    connect_seconds: Option<u64>,
    call_seconds: Option<u64>,
}

impl Default for ServicesConfig {
    fn default() -> ServicesConfig {
        let usual = Limits::default();
        ServicesConfig {
            connect_seconds: usual.connect.as_secs(),
            call_seconds: usual.call.as_secs(),
        }
    }
}

impl TryFrom<Written> for ServicesConfig {
    type Error = String;

    fn try_from(written: Written) -> Result<ServicesConfig, String> {
        let usual = ServicesConfig::default();
        let config = ServicesConfig {
            connect_seconds: written.connect_seconds.unwrap_or(usual.connect_seconds),
            call_seconds: written.call_seconds.unwrap_or(usual.call_seconds),
        };
        let most = TRY_MAX.num_seconds().unsigned_abs();
        // A message is tried within the time that its sender has it to itself.
        match config.connect_seconds.saturating_add(config.call_seconds) <= most
            && config.connect_seconds > 0
            && config.call_seconds > 0
        {
            true => Ok(config),
            false => Err(format!(
                "connect_seconds and call_seconds are 1 or more, and {most} together at most"
            )),
        }
    }
}

impl From<ServicesConfig> for Limits {
    fn from(config: ServicesConfig) -> Limits {
        Limits {
            connect: Duration::from_secs(config.connect_seconds),
            call: Duration::from_secs(config.call_seconds),
        }
    }
}
