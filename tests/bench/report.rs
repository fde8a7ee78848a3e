//! The figures as one table for people and one JSON file for programs.

use serde::Serialize;
use serde_json::json;
use std::path::Path;

use crate::server::Server;
use crate::{ROUNDS, TURN};

/// What was measured, and on what.
pub struct Report {
    server: String,
    rows: Vec<Told>,
}

/// One thing measured: a figure a round, of ours and of what it is divided by (empty: of nothing).
pub struct Row {
    /// Its number in the list of measures.
    pub number: &'static str,
    /// What was done.
    pub what: &'static str,
    /// The unit of the figures.
    pub unit: &'static str,
    /// Ours.
    pub ours: Vec<f64>,
    /// The reference's, of the same rounds.
    pub reference: Vec<f64>,
    /// What is wanted of the ratio, or of ours where nothing is divided.
    pub bound: Bound,
}

/// What is wanted.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// No more.
    AtMost(f64),
    /// No less.
    AtLeast(f64),
    /// Shown to be looked at.
    None,
}

/// The median of the rounds, and the ends.
#[derive(Clone, Copy, Serialize)]
struct Spread {
    median: f64,
    min: f64,
    max: f64,
}

#[derive(Serialize)]
struct Told {
    row: &'static str,
    what: &'static str,
    unit: &'static str,
    ours: Option<Spread>,
    reference: Option<Spread>,
    ratio: Option<Spread>,
    to_beat: Bound,
    verdict: String,
}

impl Report {
    /// An empty one.
    pub async fn of(server: &Server) -> anyhow::Result<Report> {
        let version = "SELECT 'PostgreSQL ' || current_setting('server_version')
                           || ', fsync ' || current_setting('fsync')
                           || ', synchronous_commit ' || current_setting('synchronous_commit')";
        let server = sqlx::query_scalar(version).fetch_one(server.pool()).await?;
        Ok(Report { server, rows: vec![] })
    }

    /// Takes a row in.
    pub fn add(&mut self, row: Row) {
        let ratios: Vec<f64> =
            row.ours.iter().zip(&row.reference).map(|(ours, theirs)| ours / theirs).collect();
        let (ours, ratio) = (spread(&row.ours), spread(&ratios));
        self.rows.push(Told {
            row: row.number,
            what: row.what,
            unit: row.unit,
            ours,
            reference: spread(&row.reference),
            ratio,
            to_beat: row.bound,
            verdict: row.bound.verdict(ratio.or(ours)).to_owned(),
        });
    }

    /// Says what was not measured, and why.
    pub fn leave_out(&mut self, number: &'static str, what: &'static str, why: &str) {
        self.rows.push(Told {
            row: number,
            what,
            unit: "",
            ours: None,
            reference: None,
            ratio: None,
            to_beat: Bound::None,
            verdict: format!("not measured: {why}"),
        });
    }

    /// Prints the table and writes `bench.json` into the target folder.
    pub fn publish(&self) -> anyhow::Result<()> {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let seconds = TURN.as_secs();
        println!("\n{}; {cores} cores; {ROUNDS} rounds, turns of {seconds} s", self.server);
        println!("median (min–max) of the rounds\n");
        print_line(["row", "what", "ours", "reference", "ratio", "to beat", ""]);
        for row in &self.rows {
            print_line([
                row.row,
                row.what,
                &shown(row.ours, row.unit),
                &shown(row.reference, row.unit),
                &shown(row.ratio, ""),
                &row.to_beat.shown(),
                &row.verdict,
            ]);
        }
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench.json");
        let whole = json!({
            "server": self.server, "cores": cores, "rounds": ROUNDS, "turn_seconds": seconds,
            "rows": self.rows,
        });
        std::fs::write(&file, serde_json::to_vec_pretty(&whole)?)?;
        println!("\nThe same as JSON: {}", file.display());
        Ok(())
    }
}

impl Bound {
    fn verdict(self, found: Option<Spread>) -> &'static str {
        match (self, found) {
            (Bound::AtMost(most), Some(found)) if found.median <= most => "ok",
            (Bound::AtLeast(least), Some(found)) if found.median >= least => "ok",
            (Bound::None, _) | (_, None) => "",
            _ => "short",
        }
    }

    fn shown(self) -> String {
        match self {
            Bound::AtMost(most) => format!("≤ {most}"),
            Bound::AtLeast(least) => format!("≥ {least}"),
            Bound::None => String::new(),
        }
    }
}

/// A count as a figure: far below what a float can hold exactly.
pub fn count<N>(number: N) -> f64
where
    u32: TryFrom<N>,
{
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

/// The middle one.
pub fn median(figures: &[f64]) -> f64 {
    percentile(figures, 50)
}

/// The figure that so many of a hundred do not exceed; not a number where there are none.
pub fn percentile(figures: &[f64], percent: usize) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

fn spread(figures: &[f64]) -> Option<Spread> {
    let min = figures.iter().copied().min_by(f64::total_cmp)?;
    let max = figures.iter().copied().max_by(f64::total_cmp)?;
    Some(Spread { median: median(figures), min, max })
}

fn shown(spread: Option<Spread>, unit: &str) -> String {
    let Some(Spread { median, min, max }) = spread else { return "–".to_owned() };
    let figure = |figure: f64| {
        let digits = if figure >= 100.0 || figure == 0.0 { 0 } else { 2 };
        format!("{figure:.digits$}")
    };
    if min < max {
        format!("{} {unit} ({}–{})", figure(median), figure(min), figure(max))
    } else {
        format!("{} {unit}", figure(median))
    }
}

fn print_line([row, what, ours, reference, ratio, to_beat, verdict]: [&str; 7]) {
    println!(
        "{row:>3}  {what:<62}  {ours:<22}  {reference:<22}  {ratio:<18}  {to_beat:<7}  {verdict}"
    );
}
