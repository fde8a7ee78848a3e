//! One process a terminal, wherever its home was copied to: the listening connection holds a lock in
//! the terminal's name, and a second process that asks for it is told where the first one runs.
//!
//! The lock goes with its session. One that a lost line left behind is ended by the process whose it
//! was, and by the server within [`DEAD_PEER_MAX`] otherwise; after a promotion there is none, and
//! who was refused before asks last.

use super::store::{self, Holder};
use crate::app::App;
use crate::settings::seal::random;
use anyhow::anyhow;
use domain::server::ServerRefused;
use sqlx::postgres::PgListener;
use std::fs;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Between two looks at a lock that another session holds.
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(500);
/// So long a session of a PC that vanished is there: the server's keepalives end it after nine seconds.
const DEAD_PEER_MAX: Duration = Duration::from_secs(12);
/// So long a lock must be free before one who was refused takes it: longer than the other process
/// needs to come back to a server that was restarted or promoted.
const FREE_MIN: Duration = Duration::from_secs(10);
/// So long a call waits to know, once the server is there.
const VERDICT_MAX: Duration = Duration::from_secs(5);
/// Bytes of an application's name, as PostgreSQL keeps it.
const NAME_MAX: usize = 63;

/// What is known of other processes with this terminal's home.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// Nobody listens, so nobody asked: a verb, or a test of something else.
    NotAsked,
    /// The server is yet to say.
    Asking,
    /// There is none, as far as was last heard.
    Alone,
    /// There is one.
    Elsewhere(ServerRefused),
}

/// Whether this process is the terminal's only one.
pub struct Presence {
    standing: watch::Sender<Standing>,
    /// Tells this process from any other, to itself.
    instance: String,
}

impl Presence {
    /// Nothing is known yet.
    pub fn unknown() -> Presence {
        let instance = random::<4>().iter().map(|byte| format!("{byte:02x}")).collect();
        Presence { standing: watch::Sender::new(Standing::NotAsked), instance }
    }

    /// From now on calls wait for the server's word.
    pub fn ask(&self) {
        self.standing.send_if_modified(|standing| {
            let asks = *standing == Standing::NotAsked;
            if asks {
                *standing = Standing::Asking;
            }
            asks
        });
    }

    /// Whether this process may work, as far as is known.
    ///
    /// # Errors
    /// Another one works in this terminal's name.
    pub fn so_far(&self) -> Result<(), ServerRefused> {
        match &*self.standing.borrow() {
            Standing::Elsewhere(refused) => Err(refused.clone()),
            _ => Ok(()),
        }
    }

    /// The same once it is known; to be asked where the server is within reach.
    ///
    /// # Errors
    /// Another one works in this terminal's name, or the server does not say.
    pub async fn known(&self) -> Result<(), ServerRefused> {
        let mut standing = self.standing.subscribe();
        let known = standing.wait_for(|standing| *standing != Standing::Asking);
        match timeout(VERDICT_MAX, known).await {
            Ok(_) => self.so_far(),
            Err(_) => Err(ServerRefused::StillOpen),
        }
    }

    /// The name of the listening session: by it the process is known to itself and to others.
    pub fn session_name(&self) -> String {
        let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let mut name = format!("oc-pizza {} {}", self.instance, host.trim());
        name.truncate(name.floor_char_boundary(NAME_MAX));
        name
    }

    fn is_ours(&self, holder: &Holder) -> bool {
        let name = holder.session_name.as_deref().unwrap_or_default();
        name.split(' ').nth(1) == Some(self.instance.as_str())
    }
}

/// The PC where a session comes from, as it says itself.
fn pc(holder: Holder) -> Option<String> {
    let name = holder.session_name.unwrap_or_default();
    let host = name.splitn(3, ' ').nth(2).filter(|host| !host.is_empty()).map(str::to_owned);
    match (host, holder.address) {
        (Some(host), Some(address)) => Some(format!("{host} ({address})")),
        (host, address) => host.or(address),
    }
}

/// Takes the terminal's lock for as long as the listener lives.
///
/// # Errors
/// Another process has it; the connection is lost.
pub(super) async fn claim(app: &App, listener: &mut PgListener) -> anyhow::Result<()> {
    let (terminal, presence) = (app.identity().terminal, app.presence());
    if presence.so_far().is_err()
        && let Some(holder) = stays_free(listener, terminal).await?
    {
        return Err(refuse(presence, holder));
    }
    let since = Instant::now();
    while !store::take_lock(listener, terminal).await? {
        match store::holder(listener, terminal).await? {
            // It has gone in between.
            None => {}
            Some(holder) if presence.is_ours(&holder) => {
                tracing::info!("the session of a lost line is ended");
                store::end_session(listener, holder.pid).await?;
                sleep(LOOK_AGAIN_AFTER / 10).await;
            }
            Some(holder) if since.elapsed() > DEAD_PEER_MAX => {
                return Err(refuse(presence, holder));
            }
            Some(_) => sleep(LOOK_AGAIN_AFTER).await,
        }
    }
    presence.standing.send_replace(Standing::Alone);
    Ok(())
}

fn refuse(presence: &Presence, holder: Holder) -> anyhow::Error {
    let pc = pc(holder);
    let lost = anyhow!("this terminal runs elsewhere: {pc:?}");
    presence.standing.send_replace(Standing::Elsewhere(ServerRefused::Elsewhere { pc }));
    lost
}

/// Who holds the lock within the next seconds; nobody where it stays free.
async fn stays_free(
    listener: &mut PgListener,
    terminal: uuid::Uuid,
) -> Result<Option<Holder>, sqlx::Error> {
    let since = Instant::now();
    while since.elapsed() < FREE_MIN {
        if let Some(holder) = store::holder(listener, terminal).await? {
            return Ok(Some(holder));
        }
        sleep(LOOK_AGAIN_AFTER).await;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_says_which_process_and_which_pc_it_is_of() {
        let (ours, other) = (Presence::unknown(), Presence::unknown());
        let name = ours.session_name();
        assert!(name.len() <= NAME_MAX, "{name}");
        let holder = |name: Option<&str>, address: Option<&str>| Holder {
            pid: 1,
            session_name: name.map(str::to_owned),
            address: address.map(str::to_owned),
        };
        assert!(ours.is_ours(&holder(Some(&name), None)));
        assert!(!other.is_ours(&holder(Some(&name), None)));
        assert!(!ours.is_ours(&holder(None, None)));
        for (name, address, expected) in [
            (Some("oc-pizza 1a 2"), None, Some("2")),
            (Some("oc-pizza 1a MOZ1 counter"), Some("10.0.0.7"), Some("MOZ1 counter (10.0.0.7)")),
            (Some("oc-pizza 1a "), Some("10.0.0.7"), Some("10.0.0.7")),
            (Some("psql"), None, None),
            (None, None, None),
        ] {
            assert_eq!(pc(holder(name, address)).as_deref(), expected, "{name:?}");
        }
    }
}
