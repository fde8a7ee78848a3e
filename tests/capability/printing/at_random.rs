//! Printers that come and go, run out of paper and break, and a program that is started again and
//! again, by chance; a seed repeats it.

use super::{is_idle, marked, open, paper, printers, ticket, wait_until};
use crate::support::printer::{Behaviour, TestPrinter};
use domain::printing::PrinterUse;
use oc_pizza::printing::{Print, Printing};
use std::time::Duration;

/// Does something to the printers, the program or both, by chance.
async fn something(
    chance: &mut fastrand::Rng,
    printers: &[TestPrinter; 2],
    printing: &mut Option<Printing>,
    open: impl AsyncFn() -> Printing,
) {
    let printer = &printers[chance.usize(..2)];
    match chance.u8(..8) {
        0 => printer.unplug().await,
        1..=2 if !printer.is_plugged_in() => printer.plug_in().await,
        3 => {
            // Dropped first: two of them would print everything twice.
            drop(printing.take());
            *printing = Some(open().await);
        }
        _ => printer.behave(match chance.u8(..7) {
            0 => Behaviour::PaperOut,
            1 => Behaviour::CoverOpen,
            2 => Behaviour::Half,
            3 => Behaviour::EndsAfter(chance.usize(..3)),
            4 => Behaviour::CutAfter(chance.usize(..3)),
            _ => Behaviour::Well,
        }),
    }
    tokio::time::sleep(Duration::from_millis(chance.u64(..40))).await;
}

#[tokio::test]
async fn whatever_happens_each_print_comes_out_and_once_only_without_a_mark() -> anyhow::Result<()>
{
    for seed in 0..6 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let folder = tempfile::tempdir()?;
        let two = [TestPrinter::on().await, TestPrinter::on().await];
        let there = printers(&[
            ("Comptoir", &["ticket"], two[0].address(), Some("Cuisine")),
            ("Cuisine", &["kitchen"], two[1].address(), Some("Comptoir")),
        ])?;
        let open = async || open(folder.path(), &there).await;
        let mut printing = Some(open().await);
        for number in 1..=20 {
            let used = chance.choice(PrinterUse::ALL).expect("there are some");
            let print = Print { used, ..ticket(number) };
            printing.as_ref().expect("open").print(print).await.expect("taken");
            something(&mut chance, &two, &mut printing, &open).await;
        }
        for printer in &two {
            printer.behave(Behaviour::Well);
            if !printer.is_plugged_in() {
                printer.plug_in().await;
            }
        }
        wait_until(printing.as_ref().expect("open"), is_idle).await;
        let papers = [two[0].papers(), two[1].papers()].concat();
        for number in 1..=20 {
            let count = |text: String| papers.iter().filter(|paper| **paper == text).count();
            let (plain, again) = (count(paper(number)), count(marked(number)));
            assert!(plain <= 1 && plain + again >= 1, "{seed}: {number}: {plain} and {again}");
        }
    }
    Ok(())
}
