//! Looks ahead: a forecast falls with time alone, and no statement moves it past its line. What finds it
//! there warns as a movement does (UC10, within five minutes).

mod store;

use crate::app::App;
use crate::error::Error;
use domain::Language;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::sleep;

/// How often a terminal asks.
const PAUSE: Duration = Duration::from_secs(45);

/// Looks for as long as the program runs: this terminal is a counter or an office. Of all terminals one
/// does each time, for every shop.
pub async fn keep_ahead(app: &App) -> Infallible {
    loop {
        sleep(PAUSE).await;
        if app.is_away() || !app.works() {
            continue;
        }
        if let Err(error) = look_ahead(app).await {
            let error = error.in_words(Language::En);
            tracing::info!("forecasts of stock are looked at later: {error:#}");
        }
    }
}

/// Warns of what will run out, unless somebody looked lately; of how many ingredients.
///
/// # Errors
/// The server does not answer.
pub async fn look_ahead(app: &App) -> Result<i64, Error> {
    app.carry(async { Ok(store::look_ahead(app.database()).await?) }).await
}
