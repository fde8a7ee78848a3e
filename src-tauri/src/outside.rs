//! What is outside the program and its database: one module a service or a device.
//!
//! None of them may hold anybody up: each call has its time limit, and says what is in the way.

pub mod addresses;
pub mod card_terminal;
pub mod digitaleo;
pub mod directions;
pub mod email;
mod http;
mod network;
pub mod paypal;
pub mod printer;
pub mod tiles;
mod token;

use std::time::Duration;
use zeroize::Zeroizing;

pub use http::Outside;

/// How long a service may take (outside.md); both together are no longer than [`domain::messages::TRY_MAX`].
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until it is there.
    pub connect: Duration,
    /// From then on.
    pub call: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { connect: Duration::from_secs(3), call: Duration::from_secs(10) }
    }
}

impl Limits {
    /// All of it.
    pub fn whole(self) -> Duration {
        self.connect + self.call
    }
}

/// Who signs in at a service.
pub struct Login {
    /// The user.
    pub user: Zeroizing<String>,
    /// The password.
    pub password: Zeroizing<String>,
}
