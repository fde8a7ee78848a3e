//! PayPal, by which customers pay on their telephones: whether money is real there, where a customer goes
//! afterwards, and how long a link is good.

use super::{ServiceRefused, address};
use crate::orders::words;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How long a link may be good, in minutes: PayPal keeps what a customer agreed to for three hours.
pub const LINK_MINUTES: RangeInclusive<u32> = 10..=180;

/// Which PayPal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaypalSite {
    /// The one for trials: nobody pays.
    Sandbox,
    /// The one with money.
    Live,
}

words!(PaypalSite { Sandbox = "sandbox", Live = "live" });

/// What is entered of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paypal {
    /// Which one is used.
    pub site: PaypalSite,
    /// Where the one for trials is.
    pub sandbox_address: String,
    /// Where the one with money is.
    pub live_address: String,
    /// The page that a customer comes to afterwards.
    pub return_address: String,
    /// How long a link is good, in minutes.
    pub link_minutes: u32,
}

impl Default for Paypal {
    fn default() -> Paypal {
        Paypal {
            site: PaypalSite::Sandbox,
            sandbox_address: "https://api-m.sandbox.paypal.com".to_owned(),
            live_address: "https://api-m.paypal.com".to_owned(),
            return_address: "https://www.paypal.com/fr/home".to_owned(),
            link_minutes: *LINK_MINUTES.end(),
        }
    }
}

impl Paypal {
    /// Where the one that is used is.
    pub fn address(&self) -> &str {
        match self.site {
            PaypalSite::Sandbox => &self.sandbox_address,
            PaypalSite::Live => &self.live_address,
        }
    }

    /// How long a link is good.
    pub fn link_lasts(&self) -> TimeDelta {
        TimeDelta::minutes(self.link_minutes.into())
    }

    /// As it stands in its form.
    pub fn typed(&self) -> TypedPaypal {
        TypedPaypal {
            site: self.site,
            sandbox_address: self.sandbox_address.clone(),
            live_address: self.live_address.clone(),
            return_address: self.return_address.clone(),
            link_minutes: self.link_minutes.to_string(),
        }
    }
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPaypal {
    /// Which one is used.
    pub site: PaypalSite,
    /// Where the one for trials is.
    pub sandbox_address: String,
    /// Where the one with money is.
    pub live_address: String,
    /// The page that a customer comes to afterwards.
    pub return_address: String,
    /// How long a link is good, in minutes.
    pub link_minutes: String,
}

impl TypedPaypal {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<Paypal, ServiceRefused> {
        let minutes = self.link_minutes.trim().parse().ok();
        Ok(Paypal {
            site: self.site,
            sandbox_address: address(&self.sandbox_address, "paypal-sandbox")?,
            live_address: address(&self.live_address, "paypal-live")?,
            return_address: address(&self.return_address, "paypal-return")?,
            link_minutes: minutes
                .filter(|it| LINK_MINUTES.contains(it))
                .ok_or(ServiceRefused::LinkTime)?,
        })
    }
}
