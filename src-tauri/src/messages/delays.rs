//! Looks for orders that come later than promised and tells their customers: a delay grows with time alone, and
//! no statement causes it. Of a shop's counters one looks each time.

pub(super) mod store;

use crate::app::App;
use crate::error::Error;
use crate::orders::load_of;
use domain::Language;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::sleep;

/// How often a counter asks.
const PAUSE: Duration = Duration::from_secs(30);

/// Looks for as long as the program runs: this terminal is a counter.
pub async fn keep_told(app: &App) -> Infallible {
    loop {
        sleep(PAUSE).await;
        if app.is_away() || !app.works() {
            continue;
        }
        if let Err(error) = tell_delays(app).await {
            let error = error.in_words(Language::En);
            tracing::info!("delays are told later: {error:#}");
        }
    }
}

/// Tells of the orders of this shop that are late, unless another counter looked lately; of how many.
///
/// # Errors
/// The server does not answer.
pub async fn tell_delays(app: &App) -> Result<i64, Error> {
    app.carry(async {
        let shop = app.shop().await?;
        let awaited = store::look(app.database(), shop.id).await?;
        if awaited.is_empty() {
            return Ok(0);
        }
        let load = load_of(app.database(), &shop).await?;
        let late = awaited.into_iter().filter_map(|it| {
            Some((it.order.order, it.order.told_instead(&load, it.minutes, it.now)?))
        });
        let late: Vec<_> = late.collect();
        match late.is_empty() {
            true => Ok(0),
            false => Ok(store::tell(app.database(), shop.id, &late).await?),
        }
    })
    .await
}
