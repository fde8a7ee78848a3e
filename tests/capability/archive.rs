//! Archives: made once, read without the program, verified from their files alone; whatever is changed
//! in one is found.

use crate::ledger::{Till, a_part, cash, entries, paid, print_twice, sound, today, with_paper};
use crate::support::database::a_register_key;
use crate::support::people::{at_counter, order, paid_by_card, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use domain::ledger::{ArchiveFlaw, Chain, CloseDay, Flaw, Line, OpenDrawer};
use domain::orders::CancelOrder;
use domain::payments::Given;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Cents, Language};
use fastrand::Rng;
use oc_pizza::app::App;
use oc_pizza::error::Error;
use oc_pizza::ledger::archive::hand::Hand;
use oc_pizza::ledger::archive::verify::{Verified, fingerprint, heads, verify};
use oc_pizza::ledger::archive::{Made, Wanted, make, verb};
use oc_pizza::ledger::export::vat;
use oc_pizza::ledger::watching::look;
use sqlx::AssertSqlSafe;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn last_year() -> DateTime<Utc> {
    today() - TimeDelta::days(366)
}

/// A till that took money last year and today, with an entry of each kind, and another beside it.
async fn a_busy_ledger() -> (Till, App) {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let [first, second, third, fourth] = [
        order(&app, &[("reine", 1), ("cola", 1)]).await,
        order(&app, &[("chorizo", 2)]).await,
        order(&app, &[("royale", 1)]).await,
        order(&app, &[("cola", 2)]).await,
    ];
    paid(&shop.at(last_year).await, cash(&first, 2000)).await;
    let card = vec![Given::Card { amount: Cents(500) }];
    let advance = paid(&app, a_part(&second, second.total, card)).await;
    let rest = vec![Given::Cash { received: advance.left }];
    paid(&app, a_part(&second, advance.left, rest)).await;
    paid(&app, paid_by_card(third.order, third.total)).await;
    let cancel = CancelOrder { command: tap(), order: third.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("cancelled");
    let reason = "monnaie".to_owned();
    at_counter(&app, OpenDrawer { command: tap(), reason }).await.expect("opened");
    let entry = entries(&app).await.into_iter().find(|it| it.kind == "sale").expect("a sale").entry;
    let (app, _paper) = with_paper(app).await;
    print_twice(&app, entry).await;
    let other = shop.fresh.terminal("Caisse 2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    paid(&other, cash(&fourth, 2000)).await;
    at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    (shop, app)
}

async fn made(app: &App, wanted: &Wanted, file: &Path) -> Result<Made, Error> {
    let hand = Hand::of(app).await.expect("a register");
    make(app, wanted, file, &hand).await
}

async fn a_whole(app: &App, file: &Path) -> Made {
    made(app, &Wanted::default(), file).await.expect("an archive")
}

fn read(file: &Path) -> Verified {
    verify(file, vec![], None).expect("a file")
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", file.display()))
}

/// A copy with other bytes, and the signature that the archive had.
fn altered(archive: &Path, to: &Path, bytes: &[u8]) -> Verified {
    fs::write(to, bytes).expect("a copy");
    fs::write(beside(to, ".sig"), fs::read(beside(archive, ".sig")).expect("signed"))
        .expect("a copy");
    read(to)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_is_made_once_and_verified_from_its_files() {
    let (shop, app) = a_busy_ledger().await;
    let before = sound(&shop.fresh.pool()).await;
    let folder = folder();
    let file = folder.path().join("archive.jsonl");
    let archive = a_whole(&app, &file).await;
    assert_eq!((archive.entries, archive.defects.as_slice()), (before.entries, &[][..]));
    let verified = read(&file);
    assert_eq!(verified.flaws, []);
    assert_eq!(
        (verified.sha256.as_str(), verified.read.entries),
        (archive.sha256.as_str(), before.entries)
    );
    assert_eq!(verified.read.registers, archive.registers);
    assert_eq!(verified.fingerprint, fingerprint(&archive.public_key));
    let key = verified.fingerprint.as_deref();
    assert_eq!(verify(&file, vec![], key).expect("read").flaws, []);
    assert_eq!(verify(&file, vec![], Some("0000")).expect("read").flaws, [ArchiveFlaw::OtherKey]);

    // Its making is in the register's chain, with its hash; the database has the key.
    let logged = archive.logged.clone().expect("logged");
    assert_eq!(logged.chain, Chain::Events);
    let after = sound(&shop.fresh.pool()).await;
    assert_eq!(after.entries, before.entries + 1);
    let (text, noted): (String, i64) = sqlx::query_as(
        "SELECT canonical, (SELECT count(*) FROM ledger_archive WHERE encode(sha256, 'hex') = $1)
         FROM ledger_entry WHERE register = $2 AND chain = 'events' ORDER BY number DESC LIMIT 1",
    )
    .bind(&archive.sha256)
    .bind(&logged.register.0)
    .fetch_one(&shop.fresh.pool())
    .await
    .expect("the event");
    assert!(text.contains(&archive.sha256) && text.contains("archive_made"), "{text}");
    assert_eq!(noted, 1);

    // Not beside a program that is open there: two would write in its chains.
    let open = verb::made(&app, &Wanted::default(), &folder.path().join("open"), false).await;
    let told = open.expect_err("windows are open").to_string();
    assert!(told.contains("close its windows") || told.contains("fermez ses fenêtres"), "{told}");
    assert!(!folder.path().join("open").exists());

    // Three files that nobody may write to, and that are never overwritten.
    for ending in ["", ".sig", ".txt"] {
        let there = beside(&file, ending);
        assert!(fs::metadata(&there).expect("there").permissions().readonly(), "{ending}");
        let other = folder.path().join(format!("other{ending}.jsonl"));
        fs::copy(&there, beside(&other, ending)).expect("a copy");
        let bytes = fs::read(beside(&other, ending)).expect("read");
        let again = made(&app, &Wanted::default(), &other).await.expect_err("it exists");
        let told = again.in_words(Language::Fr).to_string();
        assert!(told.contains("existe"), "{told}");
        assert_eq!(fs::read(beside(&other, ending)).expect("read"), bytes);
        let others = ["", ".sig", ".txt"].iter().filter(|it| beside(&other, it).exists());
        assert_eq!(others.count(), 1, "nothing half made stays");
    }
    assert_eq!(sound(&shop.fresh.pool()).await.entries, after.entries);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parts_go_on_from_each_other() {
    let (shop, app) = a_busy_ledger().await;
    let folder = folder();
    let [first, second, whole] = ["1", "2", "all"].map(|name| folder.path().join(name));
    let new_year = NaiveDate::from_ymd_opt(today().year(), 1, 1).expect("a day");
    let shop_code = Some("MOZ1".to_owned());
    let to = new_year.pred_opt();
    let before = Wanted { shop: shop_code.clone(), from: None, to };
    let since = Wanted { shop: shop_code, from: Some(new_year), to: None };
    let before = made(&app, &before, &first).await.expect("the first");
    let since = made(&app, &since, &second).await.expect("the second");
    assert_eq!(before.registers[0].came_to.figures.tickets, 1);
    let begins = since.registers[0].begins.as_ref().expect("after a year");
    assert_eq!(begins.heads, before.registers[0].ends);
    assert!(since.registers[1].begins.is_none(), "the other was opened today");
    a_whole(&app, &whole).await;
    for (file, others) in [(&first, &second), (&second, &first), (&whole, &first), (&first, &whole)]
    {
        let kept = heads(others).expect("read");
        assert!(!kept.is_empty());
        assert_eq!(verify(file, kept, None).expect("read").flaws, [], "{}", file.display());
    }
    // Another shop's archive is another ledger with the same codes.
    let (_other, app) = a_busy_ledger().await;
    let strange = folder.path().join("strange");
    a_whole(&app, &strange).await;
    let found = verify(&second, heads(&strange).expect("read"), None).expect("read").flaws;
    assert!(
        found.iter().any(|it| matches!(it, ArchiveFlaw::Entry(it) if it.flaw == Flaw::Replaced)),
        "{found:?}"
    );

    for (wanted, words) in [
        (Wanted { from: Some(new_year), to, shop: None }, "après le dernier"),
        (Wanted { shop: Some("NICE1".into()), ..Wanted::default() }, "pas de caisse"),
    ] {
        let file = folder.path().join("none");
        let error = made(&app, &wanted, &file).await.expect_err(words).in_words(Language::Fr);
        assert!(error.to_string().contains(words), "{error}");
        assert!(!file.exists());
    }
    drop(shop);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_changed_in_an_archive_is_found() {
    let (_shop, app) = a_busy_ledger().await;
    let folder = folder();
    let [file, copy, second] = ["archive", "copy", "second"].map(|name| folder.path().join(name));
    a_whole(&app, &file).await;
    let text = fs::read_to_string(&file).expect("text");
    assert_eq!(altered(&file, &copy, text.as_bytes()).flaws, []);
    let lines: Vec<&str> = text.lines().collect();

    // Bytes, in lines of every kind; in an entry's own signature shows it too.
    let mut random = Rng::with_seed(20_261_130);
    let mut start = 0;
    for line in &lines {
        for _ in 0..8 {
            let place = start + random.usize(..=line.len());
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1 << random.u8(..8);
            let flaws = altered(&file, &copy, &bytes).flaws;
            assert!(flaws.contains(&ArchiveFlaw::Altered), "byte {place} of {line}: {flaws:?}");
            let is_entry = matches!(Line::read(line), Some(Line::Entry(_)));
            assert!(!is_entry || flaws.len() > 1, "byte {place} of {line}: {flaws:?}");
        }
        start += line.len() + 1;
    }
    // Lines.
    let without = |gone: std::ops::Range<usize>| {
        let left = lines.iter().enumerate().filter(|(at, _)| !gone.contains(at));
        left.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    for at in 0..lines.len() {
        for gone in [at..at + 1, at..lines.len()] {
            let flaws = altered(&file, &copy, without(gone.clone()).as_bytes()).flaws;
            assert!(
                flaws.contains(&ArchiveFlaw::Altered) && flaws.len() > 1,
                "{gone:?}: {flaws:?}"
            );
        }
    }

    // The signature: each byte, another archive's, another key's, none.
    let signature = fs::read(beside(&file, ".sig")).expect("signed");
    let signed_by = |signature: &[u8]| {
        fs::write(&copy, &text).expect("a copy");
        fs::write(beside(&copy, ".sig"), signature).expect("a copy");
        read(&copy).flaws
    };
    assert_eq!(signed_by(&signature), []);
    for place in 0..signature.len() {
        let mut bytes = signature.clone();
        bytes[place] ^= 1 << random.u8(..8);
        assert_ne!(signed_by(&bytes), [], "byte {place} of the signature");
    }
    a_whole(&app, &second).await;
    let of_second = fs::read(beside(&second, ".sig")).expect("signed");
    assert_eq!(signed_by(&of_second), [ArchiveFlaw::Altered]);
    fs::remove_file(beside(&copy, ".sig")).expect("gone");
    assert_eq!(read(&copy).flaws, [ArchiveFlaw::Unsigned]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pc_that_is_no_register_signs_with_a_key_of_its_own() {
    let (shop, app) = a_busy_ledger().await;
    let folder = folder();
    let [file, forged] = ["archive", "forged"].map(|name| folder.path().join(name));
    let before = sound(&shop.fresh.pool()).await.entries;
    let office = App::new(shop.fresh.options(), app.identity().clone());
    let none = Hand::of(&office).await.err().expect("no keyring").in_words(Language::Fr);
    assert!(none.to_string().contains("trousseau"), "{none}");
    let own = Hand::Own(a_register_key());
    let archive = make(&office, &Wanted::default(), &file, &own).await.expect("an archive");
    assert_eq!(archive.logged, None);
    assert_eq!(read(&file).flaws, []);
    assert_eq!(sound(&shop.fresh.pool()).await.entries, before);
    // Who signs it anew with another key does not pass for the first, nor for a register.
    let text = fs::read_to_string(&file).expect("text");
    let register = &archive.registers[0].register;
    let other = Hand::Own(a_register_key());
    make(&office, &Wanted::default(), &forged, &other).await.expect("an archive");
    let as_other = fs::read(beside(&forged, ".sig")).expect("signed");
    let copy = folder.path().join("copy");
    fs::write(&copy, &text).expect("a copy");
    fs::write(beside(&copy, ".sig"), as_other).expect("a copy");
    assert_eq!(read(&copy).flaws, [ArchiveFlaw::Altered, ArchiveFlaw::Signer]);
    let claims = text.replacen("\"register\":null}", &format!("\"register\":\"{register}\"}}"), 1);
    assert_ne!(claims, text);
    assert!(altered(&file, &copy, claims.as_bytes()).flaws.contains(&ArchiveFlaw::Signer));
    let key = fingerprint(&archive.public_key);
    let found = verify(&forged, vec![], key.as_deref()).expect("read").flaws;
    assert_eq!(found, [ArchiveFlaw::OtherKey]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_ledger_is_archived_as_it_is() {
    let (shop, app) = a_busy_ledger().await;
    let pool = shop.fresh.pool();
    for statement in [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only",
        "UPDATE ledger_entry SET canonical = replace(canonical, '\"total\":', E'\"total\":\\n1') WHERE chain = 'sales' AND number = 2",
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(&pool).await.expect(statement);
    }
    let folder = folder();
    let file = folder.path().join("archive");
    let archive = a_whole(&app, &file).await;
    assert!(!archive.defects.is_empty());
    let verified = read(&file);
    assert_eq!(verified.read.entries, archive.entries);
    for defect in &archive.defects {
        assert!(verified.flaws.contains(&ArchiveFlaw::Entry(defect.clone())), "{defect:?}");
    }
    assert!(!verified.flaws.contains(&ArchiveFlaw::Altered), "{:?}", verified.flaws);
}

/// As it is typed on a PC that has nothing but the files.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_is_verified_on_any_pc() {
    let (_shop, app) = a_busy_ledger().await;
    let folder = folder();
    let file = folder.path().join("archive");
    a_whole(&app, &file).await;
    let verify = |files: &[&Path]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
        command.env_clear().env("OC_PIZZA_HOME", folder.path().join("home")).env("LC_ALL", "C");
        let done = command.args(["archive", "verify"]).args(files).output().expect("it runs");
        let told = [done.stdout, done.stderr].concat();
        (done.status.code(), String::from_utf8(told).expect("text"))
    };
    let (code, told) = verify(&[&file]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("The archive is as it was made."), "{told}");
    let bytes = fs::read(&file).expect("read");
    let copy = folder.path().join("copy");
    altered(&file, &copy, &bytes[..bytes.len() - 200]);
    let (code, told) = verify(&[&file, &copy]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("This is not the file that was signed."), "{told}");
    let (code, told) = verify(&[&folder.path().join("nothing")]);
    assert_eq!(code, Some(1), "{told}");

    // What is signed is what other programs take for it.
    let told = Command::new("sh")
        .arg("-c")
        .arg(r#"field() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/" archive.sig | base64 -d > "$1.der"; }
            field public_key && field signature &&
            openssl dgst -sha256 -verify public_key.der -keyform DER -signature signature.der archive"#)
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    if String::from_utf8_lossy(&told.stderr).contains("not found") {
        return;
    }
    assert!(String::from_utf8_lossy(&told.stdout).contains("Verified OK"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_archives_and_exports_what_it_may_read() {
    let fresh = Separated::new().await;
    let enrolled = async |shop: &str, kind| {
        let terminal = fresh.enrolled(shop, &[kind]).await;
        program(&terminal, fresh.options())
    };
    let counter = enrolled("MOZ1", TerminalKind::Counter).await;
    for app in [&counter, &enrolled("MOZ2", TerminalKind::Counter).await] {
        sign_in(app, WindowKind::Counter, Role::Cashier).await;
        let placed = order(app, &[("cola", 1)]).await;
        paid(app, cash(&placed, 2000)).await;
    }
    let group = program(&fresh.group_office().await, fresh.options());
    let folder = folder();
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
    let days = (new_year(2000), new_year(2200));
    for (at, (app, registers)) in [
        (&counter, &["MOZ1-C1"][..]),
        (&enrolled("MOZ1", TerminalKind::Office).await, &["MOZ1-C1"]),
        (&enrolled("MOZ2", TerminalKind::Office).await, &["MOZ2-C1"]),
        (&group, &["MOZ1-C1", "MOZ2-C1"]),
    ]
    .into_iter()
    .enumerate()
    {
        let hand = match at {
            0 => Hand::of(app).await.expect("a register"),
            _ => Hand::Own(a_register_key()),
        };
        let file = folder.path().join(at.to_string());
        let archive = make(app, &Wanted::default(), &file, &hand).await.expect("an archive");
        let codes: Vec<&str> = archive.registers.iter().map(|it| it.register.0.as_str()).collect();
        assert_eq!((codes.as_slice(), archive.defects), (registers, vec![]));
        assert_eq!(archive.logged.is_some(), at == 0);
        assert_eq!(read(&file).flaws, []);
        let sums = vat(app, days, None).await.expect("sums");
        assert_eq!(sums.tickets(), registers.len() as u64);
    }
    let kitchen = enrolled("MOZ1", TerminalKind::Kitchen).await;
    let hand = Hand::Own(a_register_key());
    let file = folder.path().join("kitchen");
    let refused = make(&kitchen, &Wanted::default(), &file, &hand).await.expect_err("not its work");
    assert!(refused.in_words(Language::Fr).to_string().contains("inscrit"));
    assert!(!file.exists());
    assert_eq!(look(&counter).await.expect("verified"), []);
}
