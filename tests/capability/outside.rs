//! The services on the Internet, each played by its simulator: what every behaviour of theirs means for the
//! program, and what they are asked.

mod addresses;
mod paypal;
mod texts;
mod tiles;
mod ways;

use oc_pizza::outside::{Limits, Outside};
use std::time::Duration;

/// The line, with less patience than there is in a shop.
fn impatient() -> Outside {
    let (connect, call) = (Duration::from_millis(500), Duration::from_millis(1500));
    Outside::within(Limits { connect, call })
}

/// An address at which nobody is.
async fn nobody() -> String {
    let port = {
        let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        taken.local_addr().expect("an address").port()
    };
    format!("http://127.0.0.1:{port}/")
}
