//! What can happen in the storm, and how each of it is mended.

use super::terminal::Terminal;
use crate::support::pair::Pair;
use std::time::Duration;
use tokio::time::sleep;

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Restart,
    RestartStandby,
    Stop,
    Kill,
    Promotion,
    Cut,
    CutInAnswer,
    Slow,
    Silent,
    KillTerminal,
    FullDisk,
    Clock,
}

/// All of it.
pub const FAULTS: [Fault; 12] = [
    Fault::Restart,
    Fault::RestartStandby,
    Fault::Stop,
    Fault::Kill,
    Fault::Promotion,
    Fault::Cut,
    Fault::CutInAnswer,
    Fault::Slow,
    Fault::Silent,
    Fault::KillTerminal,
    Fault::FullDisk,
    Fault::Clock,
];

/// As far as a clock is set wrong, in seconds, either way: what ended is kept longer than that.
const AHEAD_MAX: i64 = 36 * 3600;

/// Does one thing to the servers, to a line or to a terminal, and mends it; whether it could.
pub async fn strike(
    fault: Fault,
    chance: &mut fastrand::Rng,
    pair: &mut Pair,
    terminals: &mut [Terminal],
) -> bool {
    let moment = Duration::from_millis(chance.u64(50..800));
    let primary = pair.primary();
    let struck = chance.usize(0..terminals.len());
    let terminal = &mut terminals[struck];
    match fault {
        Fault::Restart => pair.restart(primary),
        Fault::RestartStandby => pair.restart(1 - primary),
        Fault::Stop => {
            pair.stop(primary);
            sleep(moment).await;
            pair.start_again(primary);
        }
        Fault::Kill => {
            pair.kill(primary);
            pair.start_again(primary);
        }
        Fault::Promotion => {
            pair.kill(primary);
            sleep(moment).await;
            pair.promote().await;
            sleep(moment * 3).await;
            pair.copy().await;
        }
        Fault::KillTerminal => {
            terminal.kill();
            terminal.live();
        }
        Fault::FullDisk => return fill_disk(terminal, moment).await,
        Fault::Clock => terminal.set_ahead(chance.i64(-AHEAD_MAX..AHEAD_MAX)),
        Fault::Cut | Fault::CutInAnswer | Fault::Slow | Fault::Silent => {
            let bytes = chance.u32(0..2000);
            for way in &terminal.line {
                match fault {
                    Fault::Cut => way.cut(),
                    Fault::CutInAnswer => way.cut_after(bytes),
                    Fault::Slow => way.delay(moment / 4),
                    _ => way.silence(),
                }
            }
            // Sometimes for so long that it is found out.
            sleep(moment * if chance.u8(0..20) == 0 { 15 } else { 1 }).await;
            terminal.line.iter().for_each(crate::support::proxy::Proxy::mend);
        }
    }
    true
}

/// Until somebody at that terminal was told so; sometimes it is killed while its disk is full.
async fn fill_disk(terminal: &mut Terminal, moment: Duration) -> bool {
    // A program that has just been started may be opening its journal still.
    if !terminal.has_disk() || !terminal.says("at work", 0, Duration::from_secs(15)).await {
        return false;
    }
    let before = terminal.count("full");
    terminal.tell("fill");
    let told = terminal.says("full", before, Duration::from_secs(10)).await;
    sleep(moment).await;
    terminal.tell("free");
    told
}
