//! What a printer's task does: the next print, again and again, and a look now and then at a printer
//! that does not print.

use super::on_paper;
use super::queue::Queue;
use super::store::Job;
use crate::outside::printer::{NotDelivered, Printer, escpos};
use chrono::{DateTime, TimeDelta, Utc};
use domain::language::either;
use domain::printing::{Document, PrinterTrouble};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};

/// A drawer is opened for somebody who stands before it: not later than this.
const DRAWER_MAX: TimeDelta = TimeDelta::seconds(10);
/// After a failure of the queue's own file.
const FILE_PAUSE: Duration = Duration::from_secs(5);

/// Prints on that printer, for ever.
pub async fn work(queue: Arc<Queue>, at: usize, printer: Printer) {
    let mut changes = queue.changes();
    loop {
        changes.mark_unchanged();
        let Some(job) = queue.claim(at) else {
            rest(&queue, at, &printer, &mut changes).await;
            continue;
        };
        print(&queue, at, &printer, job).await;
        if let Some(pause) = queue.pause(at) {
            // What waits may go to another one meanwhile.
            sleep(pause).await;
        }
    }
}

/// Waits for something to print. A printer in trouble is looked at meanwhile: another one may print
/// what is its own.
async fn rest(queue: &Queue, at: usize, printer: &Printer, changes: &mut watch::Receiver<()>) {
    let Some(pause) = queue.pause(at) else {
        // The queue outlives its tasks.
        let _ = changes.changed().await;
        return;
    };
    let until = Instant::now() + pause;
    while timeout_at(until, changes.changed()).await.is_ok() {
        if queue.is_wanted(at) {
            return;
        }
    }
    match printer.look().await {
        Ok(_) => queue.well(at),
        Err(trouble) => queue.troubled(at, trouble),
    }
}

async fn print(queue: &Queue, at: usize, printer: &Printer, job: Job) {
    let place = job.place;
    let document = as_it_is_now(&job, queue.now());
    if document.blocks.is_empty() {
        tracing::warn!("a drawer was not opened: nobody may stand there any more");
        return queue.nothing_left(place).await;
    }
    let bytes = escpos::encode(&on_paper(document, queue.columns(at)));
    if queue.sending(at, place).await.is_err() {
        // It was not sent, and is not before that can be noted.
        queue.put_back(place);
        return sleep(FILE_PAUSE).await;
    }
    match printer.print(&bytes).await {
        Ok(_) => queue.printed(at, place).await,
        Err(failed) => {
            let perhaps = matches!(failed, NotDelivered::Perhaps(_));
            let trouble: PrinterTrouble = failed.trouble();
            tracing::warn!(printer = at, ?trouble, perhaps, "a print did not come through");
            queue.failed(at, place, trouble, perhaps).await;
        }
    }
}

/// The document, late or for the second time perhaps.
fn as_it_is_now(job: &Job, now: DateTime<Utc>) -> Document {
    let mut document = job.print.document.clone();
    if job.tries > 0 || now - job.taken_at > DRAWER_MAX {
        document = document.without_drawer();
    }
    if job.perhaps && !document.blocks.is_empty() {
        let language = job.print.language;
        document = document.marked(&either(
            language,
            "*** PEUT-ÊTRE DÉJÀ IMPRIMÉ ***",
            "*** PERHAPS PRINTED BEFORE ***",
        ));
    }
    document
}
