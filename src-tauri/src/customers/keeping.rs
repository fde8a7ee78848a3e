//! Forgetting customers three years after their last order.

use super::store;
use crate::app::App;
use crate::error::Error;
use domain::Language;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::sleep;

/// How often it is looked. Of all terminals one does it, once a day: the server says which.
const PAUSE: Duration = Duration::from_secs(1800);
/// After the start nobody is kept waiting by it.
const AFTER_START: Duration = Duration::from_secs(120);
/// So many in one statement, which holds their rows.
const AT_ONCE: i32 = 50;

/// Forgets for as long as the program runs.
pub async fn keep_forgetting(app: &App) -> Infallible {
    sleep(AFTER_START).await;
    loop {
        if !app.is_away() && app.works() {
            match forget_old(app).await {
                Ok(0) => {}
                Ok(forgotten) => tracing::info!(forgotten, "customers of long ago are forgotten"),
                Err(error) => {
                    let error = error.in_words(Language::En);
                    tracing::info!("customers of long ago are forgotten later: {error:#}");
                }
            }
        }
        sleep(PAUSE).await;
    }
}

/// Forgets those of today, if it is this terminal's turn; how many.
///
/// # Errors
/// The server does not answer.
pub async fn forget_old(app: &App) -> Result<u64, Error> {
    let mut all = 0;
    while let Some(forgotten) = store::forget_old(app.database(), AT_ONCE).await? {
        all += forgotten.unsigned_abs();
    }
    Ok(all)
}
