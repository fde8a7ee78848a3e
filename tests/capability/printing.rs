//! Prints come out: through a printer's port or its device, whatever happens to it and to this program
//! meanwhile, and each says so if it may have come out before.

mod at_random;
mod devices;

use crate::support::printer::{Behaviour, TestPrinter, patience, printers, read_printers};
use chrono::{DateTime, Utc};
use domain::Language;
use domain::printing::{
    Align, Block, Document, PrintLine, PrintRefused, PrinterStands, PrinterState, PrinterTrouble,
    PrinterUse, Style,
};
use oc_pizza::home::{Home, Printers};
use oc_pizza::outside::printer::pdf::pdf;
use oc_pizza::printing::{Print, Printing, on_paper};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use uuid::Uuid;

const MARK: &str = "*** PEUT-ÊTRE DÉJÀ IMPRIMÉ ***";

fn then() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn a_minute_later() -> DateTime<Utc> {
    then() + chrono::TimeDelta::minutes(1)
}

fn alone(printer: &TestPrinter) -> anyhow::Result<Printers> {
    printers(&[("Comptoir", &["ticket"], printer.address(), None)])
}

async fn open(folder: &Path, printers: &Printers) -> Printing {
    let file = folder.join("printing.sqlite");
    Printing::open(&file, printers, then, patience()).await.expect("the queue opens")
}

fn ticket(number: u128) -> Print {
    let mut document = Document::default();
    document.centred(format!("Ticket {number}"), Style::DOUBLE);
    document.pair("2 Crème brûlée à l’œuf", "16,00\u{a0}€", Style::PLAIN);
    document.cut();
    let key = Uuid::from_u128(number);
    Print { key, used: PrinterUse::Ticket, document, language: Language::Fr }
}

/// What a ticket looks like on paper of 42 columns.
fn paper(number: u128) -> String {
    format!("*#      Ticket {number}\n2 Crème brûlée à l’œuf             16,00 €\n")
}

fn marked(number: u128) -> String {
    format!("*      {MARK}\n{}", paper(number))
}

async fn wait_until(printing: &Printing, is_so: impl Fn(&[PrinterStands]) -> bool) {
    let mut stands = printing.stands();
    let waited = stands.wait_for(|stands| is_so(stands));
    let waited = tokio::time::timeout(Duration::from_secs(20), waited).await;
    assert!(waited.is_ok(), "they stand so: {:?}", *printing.stands().borrow());
}

fn is_idle(stands: &[PrinterStands]) -> bool {
    stands.iter().all(|it| it.state == PrinterState::Ready && it.waiting == 0)
}

#[tokio::test]
async fn prints_come_out_in_order_each_once_on_any_printer() -> anyhow::Result<()> {
    for behaviour in [Behaviour::Well, Behaviour::Half, Behaviour::Dumb] {
        let folder = tempfile::tempdir()?;
        let printer = TestPrinter::on().await;
        printer.behave(behaviour);
        let printing = open(folder.path(), &alone(&printer)?).await;
        for number in [1, 2, 1, 3] {
            printing.print(ticket(number)).await.expect("taken");
        }
        printer.wait_for(3).await;
        wait_until(&printing, is_idle).await;
        // Known by its key after it is over.
        printing.print(ticket(2)).await.expect("taken");
        wait_until(&printing, is_idle).await;
        assert_eq!(printer.papers(), [1, 2, 3].map(paper), "{behaviour:?}");
        assert!(printing.waiting().is_empty());
    }
    Ok(())
}

/// The paper's characters, as they follow one another.
fn seen(text: &str) -> String {
    text.split_whitespace().collect()
}

#[tokio::test]
async fn preview_printer_and_pdf_say_the_same() -> anyhow::Result<()> {
    let mut document = Document::default();
    document.centred("Pizzéria « L’Œuf »", Style::TALL);
    document.text("Pour Łukasz \u{2212} 🍕", Style::BOLD);
    document.rule();
    document.pair(
        "2 Quatre fromages au lait cru de montagne",
        "1\u{202f}024,00\u{a0}€",
        Style::PLAIN,
    );
    let row = |rate: &str, net: &str, gross: &str| [rate, net, gross].map(str::to_owned).to_vec();
    let rows = vec![row("5,5\u{a0}%", "1,90\u{a0}€", "2,00\u{a0}€")];
    document.table(&[Align::Left, Align::Right, Align::Right], &["TVA", "HT", "TTC"], rows);
    document.cut();
    for columns in [32_u8, 42, 48] {
        let folder = tempfile::tempdir()?;
        let printer = TestPrinter::on().await;
        let there = format!(
            "[[printer]]\nname = \"A\"\nuse = [\"ticket\"]\naddress = {:?}\ncolumns = {columns}\n",
            printer.address()
        );
        let there = read_printers(&there)?;
        let printing = open(folder.path(), &there).await;
        printing.print(Print { document: document.clone(), ..ticket(1) }).await.expect("taken");
        let printed = printer.wait_for(1).await.remove(0);

        let preview = on_paper(document.clone(), columns.into());
        let shown = preview.iter().filter_map(|line| match line {
            PrintLine::Text { text, style } => {
                let bold = if style.bold { "*" } else { "" };
                let size = ["", "^", "#"][style.size as usize];
                Some(format!("{bold}{size}{text}\n"))
            }
            PrintLine::Cut | PrintLine::Drawer => None,
        });
        assert_eq!(printed, shown.collect::<String>());
        assert!(printed.contains("Pour Lukasz - pizza\n"), "{printed}");

        let made = pdf(&preview, columns.into(), "Ticket")?;
        let text = lopdf::Document::load_mem(&made)?.extract_text(&[1])?;
        assert_eq!(seen(&text), seen(&printed.replace(['*', '^', '#'], "")));
    }
    Ok(())
}

#[tokio::test]
async fn what_is_in_the_way_is_told_and_what_was_not_begun_is_printed_once() -> anyhow::Result<()> {
    for (behaviour, trouble) in [
        (None, PrinterTrouble::Unreachable),
        (Some(Behaviour::PaperOut), PrinterTrouble::PaperOut),
        (Some(Behaviour::CoverOpen), PrinterTrouble::CoverOpen),
        (Some(Behaviour::Stuck), PrinterTrouble::Silent),
    ] {
        let folder = tempfile::tempdir()?;
        let printer = TestPrinter::on().await;
        let printing = open(folder.path(), &alone(&printer)?).await;
        printing.print(ticket(1)).await.expect("taken");
        printer.wait_for(1).await;
        wait_until(&printing, is_idle).await;
        match behaviour {
            Some(behaviour) => printer.behave(behaviour),
            None => printer.unplug().await,
        }
        printing.print(ticket(2)).await.expect("a caller waits for no printer");
        wait_until(&printing, |stands| {
            let it = &stands[0];
            (it.state, it.waiting, it.reason) == (PrinterState::Troubled, 1, Some(trouble))
        })
        .await;
        match behaviour {
            Some(_) => printer.behave(Behaviour::Well),
            None => printer.plug_in().await,
        }
        printer.wait_for(2).await;
        wait_until(&printing, is_idle).await;
        assert_eq!(printer.papers(), [paper(1), paper(2)], "{trouble:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_may_have_come_out_says_so_when_it_comes_out_again() -> anyhow::Result<()> {
    for (behaviour, trouble) in [
        (Behaviour::EndsAfter(1), PrinterTrouble::PaperOut),
        (Behaviour::CutAfter(1), PrinterTrouble::Broken),
        (Behaviour::DumbCutAfter(1), PrinterTrouble::Broken),
    ] {
        let folder = tempfile::tempdir()?;
        let printer = TestPrinter::on().await;
        printer.behave(behaviour);
        let printing = open(folder.path(), &alone(&printer)?).await;
        let mut print = ticket(1);
        print.document.blocks.insert(0, Block::Drawer);
        printing.print(print).await.expect("taken");
        wait_until(&printing, |stands| stands[0].reason == Some(trouble)).await;
        assert!(printing.waiting()[0].perhaps_printed, "{behaviour:?}");
        printer.behave(Behaviour::Well);
        printer.wait_for(1).await;
        wait_until(&printing, is_idle).await;
        assert_eq!(printer.papers(), [marked(1)], "{behaviour:?}");
        assert_eq!(printer.drawer(), 1, "{behaviour:?}: opened by the first try alone");
    }
    Ok(())
}

#[tokio::test]
async fn what_waits_is_printed_after_a_restart() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let printer = TestPrinter::off().await;
    let there = alone(&printer)?;
    let printing = open(folder.path(), &there).await;
    printing.print(ticket(1)).await.expect("taken");
    wait_until(&printing, |stands| stands[0].reason == Some(PrinterTrouble::Unreachable)).await;
    drop(printing);

    // It was tried, and never sent: whoever ends in the middle of it does not know.
    printer.plug_in().await;
    printer.behave(Behaviour::Dumb);
    let file = folder.path().join("printing.sqlite");
    let mut slow = patience();
    slow.limits.answer = Duration::from_secs(600);
    let printing = Printing::open(&file, &there, then, slow).await.expect("opened");
    wait_until(&printing, |stands| stands[0].state == PrinterState::Printing).await;
    assert!(!printing.waiting()[0].perhaps_printed);
    let given_up = printing.give_up(ticket(1).key).await;
    assert_eq!(given_up, Ok(false), "it may be coming out");
    drop(printing);

    let printing = open(folder.path(), &there).await;
    printer.wait_for(1).await;
    wait_until(&printing, is_idle).await;
    assert_eq!(printer.papers(), [marked(1)]);
    drop(printing);
    let printing = open(folder.path(), &there).await;
    assert!(printing.waiting().is_empty(), "it is over, and stays so");
    Ok(())
}

#[tokio::test]
async fn another_printer_stands_in_until_the_first_is_back() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (first, second) = (TestPrinter::off().await, TestPrinter::on().await);
    let both = printers(&[
        ("Comptoir", &["ticket"], first.address(), Some("Cuisine")),
        ("Cuisine", &["kitchen"], second.address(), Some("Comptoir")),
    ])?;
    let printing = open(folder.path(), &both).await;
    for number in [1, 2] {
        printing.print(ticket(number)).await.expect("taken");
    }
    assert_eq!(second.wait_for(2).await, [paper(1), paper(2)]);
    wait_until(&printing, |stands| {
        let it = &stands[0];
        it.state == PrinterState::StoodIn && it.instead.as_deref() == Some("Cuisine")
    })
    .await;
    first.plug_in().await;
    wait_until(&printing, is_idle).await;
    printing.print(ticket(3)).await.expect("taken");
    assert_eq!(first.wait_for(1).await, [paper(3)]);

    // Both are away: the first that is back prints.
    first.unplug().await;
    second.unplug().await;
    printing.print(ticket(4)).await.expect("taken");
    let kitchen = Print { used: PrinterUse::Kitchen, ..ticket(5) };
    printing.print(kitchen).await.expect("taken");
    wait_until(&printing, |stands| stands.iter().all(|it| it.state == PrinterState::Troubled))
        .await;
    second.plug_in().await;
    second.wait_for(4).await;
    let mut last = second.papers().split_off(2);
    last.sort();
    assert_eq!(last, [paper(4), paper(5)]);
    Ok(())
}

#[tokio::test]
async fn a_drawer_opens_for_who_stands_there_and_never_late() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let printer = TestPrinter::on().await;
    let there = alone(&printer)?;
    let kick = |number| Print { document: Document::drawer(), ..ticket(number) };
    let printing = open(folder.path(), &there).await;
    printing.print(kick(1)).await.expect("taken");
    wait_until(&printing, is_idle).await;
    assert_eq!(printer.drawer(), 1);

    printer.unplug().await;
    let with_ticket = |number| {
        let mut print = ticket(number);
        print.document.blocks.insert(0, Block::Drawer);
        print
    };
    printing.print(with_ticket(2)).await.expect("taken");
    wait_until(&printing, |stands| stands[0].reason.is_some()).await;
    printing.print(kick(3)).await.expect("taken");
    drop(printing);
    printer.plug_in().await;
    let file = folder.path().join("printing.sqlite");
    let printing = Printing::open(&file, &there, a_minute_later, patience()).await.expect("opened");
    wait_until(&printing, is_idle).await;
    assert!(printer.papers()[0].ends_with(&paper(2)), "{:?}", printer.papers());
    assert_eq!((printer.drawer(), printing.waiting().len()), (1, 0));
    Ok(())
}

#[tokio::test]
async fn what_is_given_up_is_not_printed_and_what_cannot_be_is_refused() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let printer = TestPrinter::off().await;
    let printing = open(folder.path(), &alone(&printer)?).await;
    let kitchen = Print { used: PrinterUse::Kitchen, ..ticket(1) };
    let refused = printing.print(kitchen).await;
    assert_eq!(refused, Err(PrintRefused::NoPrinter { used: PrinterUse::Kitchen }));
    for number in [1, 2] {
        printing.print(ticket(number)).await.expect("taken");
    }
    // The one that is being tried is not given up, the one behind it is.
    while !printing.give_up(ticket(2).key).await.expect("written") {
        tokio::task::yield_now().await;
    }
    assert_eq!(printing.give_up(ticket(2).key).await, Ok(false));
    printer.plug_in().await;
    printer.wait_for(1).await;
    wait_until(&printing, is_idle).await;
    assert_eq!(printer.papers(), [paper(1)]);
    Ok(())
}

#[tokio::test]
async fn a_damaged_queue_is_put_aside_and_a_newer_one_left_alone() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let printer = TestPrinter::on().await;
    let there = alone(&printer)?;
    let file = folder.path().join("printing.sqlite");
    std::fs::write(&file, "not a queue ".repeat(1_000))?;
    let printing = open(folder.path(), &there).await;
    printing.print(ticket(1)).await.expect("taken");
    printer.wait_for(1).await;
    drop(printing);
    let aside = folder.path().join("printing-damaged-1970-01-01T00-00-00.sqlite");
    assert!(std::fs::read_to_string(aside)?.starts_with("not a queue"));

    let newer = folder.path().join("newer.sqlite");
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&newer).create_if_missing(true);
    let mut connection = sqlx::ConnectOptions::connect(&options).await?;
    sqlx::query("PRAGMA user_version = 2").execute(&mut connection).await?;
    let refused = Printing::open(&newer, &there, then, patience()).await.err();
    assert_eq!(refused, Some(PrintRefused::Newer));
    Ok(())
}

#[tokio::test]
async fn check_has_a_line_for_each_printer() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (well, dumb, off) =
        (TestPrinter::on().await, TestPrinter::on().await, TestPrinter::off().await);
    dumb.behave(Behaviour::Dumb);
    let file = Home::at(folder.path())?.config();
    let mut config = file.read_or_introduce(None)?;
    config.printer = printers(&[
        ("Comptoir", &["ticket"], well.address(), None),
        ("Cuisine", &["kitchen"], dumb.address(), None),
        ("Réserve", &[], off.address(), None),
    ])?;
    file.write(&config)?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
    command.arg("check").env("OC_PIZZA_HOME", folder.path()).env("LC_ALL", "fr_FR.UTF-8");
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    for name in ["DATABASE_NAME", "DATABASE_USER", "DATABASE_HOST"] {
        command.env_remove(name);
    }
    let done = tokio::task::spawn_blocking(move || command.output()).await??;
    let told = String::from_utf8(done.stdout)?.replace('\u{a0}', " ");
    for (level, words) in [
        ("ok", format!("Imprimante : Comptoir ({}) est prête.", well.address())),
        ("ok", format!("Imprimante : Cuisine ({}) est là, et ne dit pas", dumb.address())),
        ("défaut", format!("Imprimante : Réserve ({}) : elle ne répond pas", off.address())),
    ] {
        let is_there = told.lines().any(|line| line.starts_with(level) && line.contains(&words));
        assert!(is_there, "{words}: {told}");
    }
    assert!(!done.status.success());
    Ok(())
}
