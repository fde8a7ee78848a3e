//! News from the server: one listening connection for all windows of the process.
//!
//! [`listen`] knows nothing of windows; the rest of the module carries what it tells to them.
//! News is never a payload to show: a window that hears of a change, or that the connection is
//! back, fetches what it shows. So nothing is lost for good while nobody listens.

mod presence;
mod store;

use crate::app::{App, CHANNEL};
use crate::error::Error;
use anyhow::{Context, anyhow, ensure};
use domain::Language::En;
use domain::contract::{Change, News};
use domain::shops::ShopId;
pub use presence::Presence;
use sqlx::ConnectOptions;
use sqlx::postgres::{PgListener, PgPoolOptions};
use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// The name of the Tauri event that carries [`News`].
pub const EVENT: &str = "news";

/// The wait before the first try to connect again; it doubles up to [`DELAY_MAX`].
const DELAY_MIN: Duration = Duration::from_millis(250);
const DELAY_MAX: Duration = Duration::from_secs(2);
/// The wait before what waits is tried again.
const APPLY_AGAIN: Duration = Duration::from_secs(3);
/// A server that takes longer to let us in is not there.
const CONNECT_MAX: Duration = Duration::from_secs(3);
/// A peer that vanished is found within the sum of these two, which is to stay under ten seconds:
/// after a silence of so long the server is asked for a sign of life,
const SILENCE_MAX: Duration = Duration::from_secs(4);
/// and has so long to give one.
const SIGN_OF_LIFE_MAX: Duration = Duration::from_secs(4);

/// Listens for as long as the program runs, connecting again whenever the connection is lost.
///
/// `tell` hears [`News::Online`] after each connecting, [`News::Offline`] after each loss and each
/// failed try (a window that has just been opened may have missed the one before), [`News::Revoked`]
/// when this terminal was put out, which ends the trying, and of every change in this terminal's shop. Changes anywhere reach [`App::heard`].
pub async fn listen(app: &App, tell: impl Fn(News)) -> Infallible {
    let mut delay = DELAY_MIN;
    app.presence().ask();
    loop {
        let mut way = app.primary().way();
        let lost = match connect_alone(app).await {
            Ok((mut listener, shop)) => {
                tracing::info!("listening to the server");
                delay = DELAY_MIN;
                app.reconnected();
                app.secrets().read_again();
                // What was taken before comes before anything new, and so does what a standby or a
                // backup did not get.
                match app.offer_again().await {
                    Err(Error::Unreachable(error)) => error.into(),
                    outcome => {
                        if let Err(error) = outcome {
                            let error = error.in_words(En);
                            tracing::error!("what waits could not be applied: {error:#}");
                        }
                        tell(News::Online);
                        tokio::select! {
                            lost = hear(app, &mut listener, shop, &tell) => lost,
                            () = way.lost() => anyhow!("a call has lost the server"),
                            never = apply_what_waits(app) => match never {},
                        }
                    }
                }
            }
            Err(error) => error,
        };
        app.primary().lost(&way);
        app.disconnected();
        if app.is_revoked() {
            tell(News::Revoked);
            app.let_in().await;
            continue;
        }
        tell(News::Offline);
        if delay == DELAY_MIN {
            tracing::warn!("not listening to the server: {lost:#}");
        }
        sleep(delay).await;
        delay = longer(delay);
    }
}

/// Tries what waits again and again while the line is whole: the server may have had no time for it,
/// and nobody may ask for anything more today.
async fn apply_what_waits(app: &App) -> Infallible {
    loop {
        sleep(APPLY_AGAIN).await;
        if let Err(error) = app.replay().await {
            let error = error.in_words(En);
            tracing::info!("what waits does so still: {error:#}");
        }
    }
}

fn longer(delay: Duration) -> Duration {
    (delay * 2).min(DELAY_MAX)
}

/// Opens the listening connection, once no other process has one in this terminal's name.
async fn connect_alone(app: &App) -> anyhow::Result<(PgListener, ShopId)> {
    let (mut listener, shop) = connect(app).await?;
    presence::claim(app, &mut listener).await?;
    Ok((listener, shop))
}

/// Opens the listening connection. It is none of the pool's: it lives as long as the program and
/// must not be missing to the calls.
async fn connect(app: &App) -> anyhow::Result<(PgListener, ShopId)> {
    app.ready().await.map_err(|error| error.in_words(En))?;
    let connecting = async {
        // A silence is told once, below; the driver would call it a slow statement.
        let options = app.database().connect_options().as_ref().clone().disable_statement_logging();
        let options = options.application_name(&app.presence().session_name());
        let own = PgPoolOptions::new().max_connections(1).acquire_timeout(CONNECT_MAX);
        let mut listener = PgListener::connect_with(&own.connect_lazy_with(options)).await?;
        // It would connect by itself and keep the loss from us.
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        app.primary().open_connections().await.context("the calls' own connections")?;
        let shop = app
            .shop_id()
            .await
            .map_err(|error| error.in_words(En))
            .context("which shop this is")?;
        Ok((listener, shop))
    };
    timeout(CONNECT_MAX, connecting).await.context("the server does not answer")?
}

/// Passes on what is heard until the connection is lost; returns how.
async fn hear(
    app: &App,
    listener: &mut PgListener,
    shop: ShopId,
    tell: &impl Fn(News),
) -> anyhow::Error {
    loop {
        // What is cut off here has read whole messages only; nothing is lost by it.
        match timeout(SILENCE_MAX, listener.try_recv()).await {
            Ok(Ok(Some(notification))) => pass_on(app, notification.payload(), shop, tell),
            Ok(Ok(None)) => return anyhow!("the server closed the connection"),
            Ok(Err(error)) => return error.into(),
            Err(_silence) => {
                if let Err(error) = sign_of_life(listener).await {
                    return error;
                }
            }
        }
    }
}

async fn sign_of_life(listener: &mut PgListener) -> anyhow::Result<()> {
    let answered = timeout(SIGN_OF_LIFE_MAX, store::sign_of_life(listener)).await;
    ensure!(answered.context("the server is silent")??, "the server accepts no writes any more");
    Ok(())
}

fn pass_on(app: &App, payload: &str, shop: ShopId, tell: &impl Fn(News)) {
    match serde_json::from_str::<Change>(payload) {
        Ok(change) => {
            app.heard(&change);
            if change.shop == shop {
                tell(News::Changed(change));
            }
        }
        // A newer program on the same database may know more kinds of change.
        Err(error) => tracing::warn!("news that cannot be read: {error}"),
    }
}

/// Whether the server is within reach, as last told; nothing before the first try.
pub(crate) struct Reach(watch::Sender<Option<News>>);

impl Reach {
    pub(crate) fn unknown() -> Self {
        Self(watch::Sender::new(None))
    }
}

/// Starts listening for the windows of this process; the answer stops it.
pub(crate) fn carry_to_windows(handle: AppHandle, app: Arc<App>) -> JoinHandle<Infallible> {
    tauri::async_runtime::spawn(async move {
        let tell = |news: News| {
            let reach = matches!(news, News::Online | News::Offline | News::Revoked);
            if reach {
                handle.state::<Reach>().0.send_replace(Some(news.clone()));
            }
            logged(handle.emit(EVENT, news));
            // A window that has just been opened may have missed how the journal stands, too.
            if let (true, Ok(Some(journal))) = (reach, app.journal()) {
                logged(handle.emit(EVENT, News::Journal(journal.stands().borrow().clone())));
            }
        };
        tokio::join!(
            listen(&app, tell),
            watch_journal(&app, tell),
            watch_printers(&app, tell),
            watch_training(&app, tell),
            watch_cards(&app, tell)
        )
        .0
    })
}

/// Tells how the journal stands whenever that changes.
async fn watch_journal(app: &App, tell: impl Fn(News)) -> Infallible {
    if let Ok(Some(journal)) = app.journal() {
        let mut stands = journal.stands();
        while stands.changed().await.is_ok() {
            let now = stands.borrow_and_update().clone();
            tell(News::Journal(now));
        }
    }
    pending().await
}

/// Tells that the printers stand otherwise whenever they do.
async fn watch_printers(app: &App, tell: impl Fn(News)) -> Infallible {
    if let Some(mut stands) = app.printers_stand() {
        while stands.changed().await.is_ok() {
            tell(News::Printers);
        }
    }
    pending().await
}

/// Tells that training begins or ends.
async fn watch_training(app: &App, tell: impl Fn(News)) -> Infallible {
    app.training().watch(|on| tell(News::Training(on))).await;
    pending().await
}

/// Tells that the card payments stand otherwise whenever they do.
async fn watch_cards(app: &App, tell: impl Fn(News)) -> Infallible {
    if let Ok(Some(cards)) = app.cards() {
        let mut changes = cards.changes();
        while changes.changed().await.is_ok() {
            tell(News::Cards);
        }
    }
    pending().await
}

/// Tells a window that has just begun to listen what the others were told before.
pub(crate) fn tell_newcomer(handle: &AppHandle, label: &str) {
    let reach = handle.state::<Reach>().0.borrow().clone();
    if let Some(news) = reach {
        logged(handle.emit_to(label, EVENT, news));
    }
    let app = handle.state::<Arc<App>>();
    logged(handle.emit_to(label, EVENT, News::Training(app.training().is_on())));
    if let Ok(Some(journal)) = app.journal() {
        let news = News::Journal(journal.stands().borrow().clone());
        logged(handle.emit_to(label, EVENT, news));
    }
}

fn logged(told: tauri::Result<()>) {
    if let Err(error) = told {
        tracing::error!("a window could not be told the news: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_is_bounded() {
        let waits: Vec<u128> = std::iter::successors(Some(DELAY_MIN), |delay| Some(longer(*delay)))
            .take(7)
            .map(|delay| delay.as_millis())
            .collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 2000, 2000, 2000]);
    }

    #[test]
    fn a_vanished_peer_is_found_within_ten_seconds() {
        assert!(SILENCE_MAX + SIGN_OF_LIFE_MAX < Duration::from_secs(10));
    }
}
