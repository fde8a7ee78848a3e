//! How long the program takes to start, and what memory it then has.

use anyhow::Context;
use domain::shops::WindowKind;
use serde_json::json;

use crate::ROUNDS;
use crate::processes::Processes;
use crate::report::{Bound, Report, Row};
use crate::showroom::Showroom;

/// Row 7; `servers` is how long each start of a stopped server took, to the first order.
pub async fn tell(
    showroom: &Showroom,
    servers: Vec<f64>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let (mut seconds, mut megabytes) = (vec![], vec![]);
    // The first start makes the home and warms the caches.
    for start in 0..=ROUNDS {
        let (second, megabyte) = once(showroom).await?;
        if start > 0 {
            seconds.push(second);
            megabytes.push(megabyte);
        }
    }
    let row = |what, unit, ours, bound| Row {
        number: "7",
        what,
        unit,
        ours,
        reference: vec![],
        bound: Bound::AtMost(bound),
    };
    report.add(row("stopped server → first order taken; no window", "s", servers, 1.0));
    report.add(row("start of the program → sign-in painted", "s", seconds, 1.0));
    report.add(row("memory (PSS) of the program and its browser then", "MB", megabytes, 300.0));
    Ok(())
}

/// Starts a counter; returns the seconds until somebody could sign in, and megabytes.
async fn once(showroom: &Showroom) -> anyhow::Result<(f64, f64)> {
    let counter = showroom.start(WindowKind::Counter).await?;
    let script = concat!(include_str!("painted.js"), include_str!("sign_in_shown.js"));
    counter.run_until_called(script, json!([])).await?;
    let processes = Processes::of_home(&showroom.home(WindowKind::Counter))?;
    let age = processes.age().context("the program's process is not found")?;
    Ok((age, processes.megabytes()?))
}
