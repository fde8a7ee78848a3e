//! Prints that come out of a device of this PC: a pipe, and a terminal that could answer.

use super::{is_idle, open, paper, printers, ticket, wait_until};
use crate::support::printer::Reader;
use domain::printing::PrinterTrouble;
use std::io::Read;

/// Reads what comes through until a paper is complete.
fn read_paper(mut device: std::fs::File) -> std::thread::JoinHandle<Vec<String>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut some = [0; 256];
        while Reader::papers(&bytes).is_empty() {
            match device.read(&mut some) {
                Ok(0) | Err(_) => break,
                Ok(count) => bytes.extend(&some[..count]),
            }
        }
        Reader::papers(&bytes)
    })
}

#[tokio::test]
async fn a_device_prints_as_a_port_does() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("lp0");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0)?;
    let there = printers(&[("Comptoir", &["ticket"], format!("file://{}", path.display()), None)])?;
    let printing = open(folder.path(), &there).await;
    printing.print(ticket(1)).await.expect("taken");
    // Nobody reads there: nothing is plugged in.
    wait_until(&printing, |stands| stands[0].reason == Some(PrinterTrouble::Unreachable)).await;
    let device = tokio::task::spawn_blocking(move || std::fs::File::open(path)).await??;
    let papers = tokio::task::spawn_blocking(move || read_paper(device).join());
    let papers = papers.await?.map_err(|_| anyhow::anyhow!("the reader panicked"))?;
    assert_eq!(papers, [paper(1)]);
    Ok(())
}

#[tokio::test]
async fn a_device_that_could_answer_and_does_not_is_believed() -> anyhow::Result<()> {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let folder = tempfile::tempdir()?;
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    let path = ptsname(&master, Vec::new())?.into_string()?;
    // Held open, so that it stays raw and does not hang up.
    let held = std::fs::OpenOptions::new().read(true).write(true).open(&path)?;
    let mut raw = rustix::termios::tcgetattr(&held)?;
    raw.make_raw();
    rustix::termios::tcsetattr(&held, rustix::termios::OptionalActions::Now, &raw)?;
    let there = printers(&[("Comptoir", &["ticket"], format!("file://{path}"), None)])?;
    let printing = open(folder.path(), &there).await;
    printing.print(ticket(1)).await.expect("taken");
    let reading = tokio::task::spawn_blocking(move || read_paper(master.into()).join());
    let papers = reading.await?.map_err(|_| anyhow::anyhow!("the reader panicked"))?;
    wait_until(&printing, is_idle).await;
    assert_eq!(papers, [paper(1)]);
    drop(held);
    Ok(())
}
