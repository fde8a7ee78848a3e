//! The connection that commands use, one after the other. A pool asks the server for a sign of life
//! whenever it is given a connection back, and hands out another one meanwhile: two round trips behind
//! each command, and servers' processes that take turns. Who has just been answered knows that the
//! connection lives, and leaves it to the next command.

use super::primary::Held;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgConnection;
use sqlx::{PgPool, Postgres};
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// After so long it is the pool's turn to look at it, and to replace it.
const KEPT_MAX: Duration = Duration::from_secs(60);

/// A connection, and since when it is not the pool's.
struct Taken {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

/// Where the connection waits for the next command.
#[derive(Default)]
pub(super) struct Kept(Mutex<Option<Taken>>);

impl Kept {
    fn place(&self) -> MutexGuard<'_, Option<Taken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives it back to the pool, which sees what becomes of it.
    pub(super) fn give_back(&self) {
        drop(self.place().take());
    }

    /// A connection for a command.
    pub(super) async fn line(&self, pool: &PgPool, held: &Held) -> Result<Line<'_>, sqlx::Error> {
        let kept = self.place().take();
        let good = kept.filter(|taken| {
            let age = taken.since.elapsed();
            age < KEPT_MAX && !held.is_of_a_lost_way(age)
        });
        let taken = match good {
            Some(taken) => taken,
            None => Taken { connection: pool.acquire().await?, since: Instant::now() },
        };
        Ok(Line { taken, kept: self })
    }
}

/// A connection for a command. Where nobody says how it was left, the pool looks at it.
pub struct Line<'a> {
    taken: Taken,
    kept: &'a Kept,
}

impl Line<'_> {
    /// The statement was answered, be it with a no: the next command can use it at once.
    pub fn left_by<T>(self, outcome: &Result<T, sqlx::Error>) {
        if matches!(outcome, Ok(_) | Err(sqlx::Error::Database(_))) {
            // Of two that come back at once, the pool gets one.
            self.kept.place().get_or_insert(self.taken);
        }
    }
}

impl Deref for Line<'_> {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.taken.connection
    }
}

impl DerefMut for Line<'_> {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.taken.connection
    }
}
