//! Training: a cashier learns at a real counter, and nothing real comes of it, whatever happens to
//! server and program meanwhile.

mod apart;
mod kept;

use crate::invariants;
use crate::support::database::{Fresh, a_register_key, a_uuid};
use crate::support::people::{self, an_order, at_counter, line, manager, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use crate::support::proxy::Proxy;
use domain::customers::DeliveryAddress;
use domain::delivery::Position;
use domain::ledger::SwitchTraining;
use domain::orders::{OrderContent, OrderId, ServiceMode, Settled, TrainOrder, TrainSale, Trained};
use domain::payments::{CashCount, Denomination, Given, Payer};
use domain::shops::WindowKind;
use domain::staff::{ApprovalId, Approve, Pin, Role, StaffId};
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::{App, Clock, Identity};
use oc_pizza::demo::pin;
use oc_pizza::journal::Journal;
use oc_pizza::ledger::events;
use oc_pizza::ledger::verify::{Report, verify};
use oc_pizza::terminals::register::RegisterKey;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// A counter with a journal, a register, a printer and a server that it can lose.
struct School {
    fresh: Fresh,
    proxy: Proxy,
    home: tempfile::TempDir,
    identity: Identity,
    key: String,
    printer: TestPrinter,
    app: Arc<App>,
    writing: JoinHandle<()>,
}

impl School {
    async fn new() -> School {
        let (fresh, home) = (Fresh::new().await, tempfile::tempdir().expect("a home"));
        let proxy = Proxy::before(fresh.socket_folder());
        let shop_code = Some("MOZ1".to_owned());
        let identity = Identity { terminal: a_uuid(), name: "Caisse 1".to_owned(), shop_code };
        let (key, printer) = (a_register_key().text().to_string(), TestPrinter::on().await);
        let app = App::new(proxy.options(fresh.options()), identity.clone());
        let app = Arc::new(started(app, &key, home.path(), &printer).await);
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        // As a sign-in with a PIN opens it.
        app.register().await.expect("the register");
        let writing = writing(&app);
        School { fresh, proxy, home, identity, key, printer, app, writing }
    }

    /// The power goes, and the program is started again.
    async fn restart(self) -> School {
        self.restart_at(None).await
    }

    async fn restart_at(mut self, clock: Option<Clock>) -> School {
        self.writing.abort();
        let _ = self.writing.await;
        drop(self.app);
        let app = App::new(self.proxy.options(self.fresh.options()), self.identity.clone());
        let app = clock.into_iter().fold(app, App::with_clock);
        let app = started(app, &self.key, self.home.path(), &self.printer).await;
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        self.app = Arc::new(app);
        self.writing = writing(&self.app);
        self
    }

    /// The same while the server stays away: nobody can be asked who works here.
    async fn restart_away(mut self) -> School {
        let person = self.app.signed_in(WindowKind::Counter);
        self.writing.abort();
        let _ = self.writing.await;
        drop(self.app);
        let app = App::new(self.proxy.options(self.fresh.options()), self.identity.clone());
        let app = started(app, &self.key, self.home.path(), &self.printer).await;
        app.disconnected();
        app.sign(WindowKind::Counter, person);
        self.app = Arc::new(app);
        self.writing = writing(&self.app);
        self
    }

    /// A drawer counted to so many cents.
    fn counted(cents: u32) -> CashCount {
        let piece = Denomination::of(100).expect("a euro");
        CashCount { pieces: [(piece, cents / 100)].into() }
    }

    async fn away(&self) {
        self.proxy.cut();
        self.app.disconnected();
    }

    async fn back(&self) {
        self.proxy.mend();
        self.app.primary().forget_hearsay().await;
        self.app.ready().await.expect("the server is there");
        self.app.primary().open_connections().await.expect("connections");
        self.app.reconnected();
        self.app.replay().await.expect("it is done again");
    }

    /// A manager types a PIN at this counter.
    async fn consent(&self) -> Option<ApprovalId> {
        let staff = StaffId(manager(&self.app).await);
        let call = Approve { staff, pin: Pin(pin(Role::ShopManager).to_owned()) };
        Some(at_counter(&self.app, call).await.expect("a consent"))
    }

    async fn begin(&self) {
        let call = SwitchTraining { on: true, approval: self.consent().await };
        at_counter(&self.app, call).await.expect("training begins");
    }

    async fn end(&self) -> Result<(), Failure> {
        at_counter(&self.app, SwitchTraining { on: false, approval: None }).await
    }

    /// One pizza of the menu.
    async fn content(&self, slug: &str) -> OrderContent {
        let menu = self.app.menu().await.expect("the menu");
        an_order(&menu, vec![line(&menu, slug, 1)]).content
    }

    async fn validate(&self, content: &OrderContent) -> Result<Trained, Failure> {
        let menu = self.app.menu().await.expect("the menu");
        let promised_at = an_order(&menu, Vec::new()).promised_at;
        at_counter(&self.app, TrainOrder { content: content.clone(), promised_at }).await
    }

    /// Sells a pizza for cash, as a learner does.
    async fn lesson(&self) -> Settled {
        let content = self.content("reine").await;
        let trained = self.validate(&content).await.expect("validated");
        let sale = in_cash(&trained, content, trained.total + Cents(250));
        at_counter(&self.app, sale).await.expect("as if it were paid")
    }

    /// What the chain of events says of it: code, who, detail. One that may have been written when the
    /// power went is there twice.
    async fn told(&self) -> Vec<(String, Option<String>, Option<String>)> {
        let mut told: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT kind, canonical::jsonb #>> '{content,event,who}', canonical::jsonb #>> '{content,event,detail}'
             FROM ledger_entry WHERE kind LIKE 'training%' ORDER BY number",
        )
        .fetch_all(&self.fresh.pool())
        .await
        .expect("the events");
        told.dedup();
        told
    }

    /// Waits until so many switches are in the chain.
    async fn told_of(&self, switches: usize) -> Vec<(String, Option<String>, Option<String>)> {
        let told = async {
            while self.told().await.len() < switches {
                sleep(Duration::from_millis(20)).await;
            }
        };
        let _ = timeout(Duration::from_secs(20), told).await;
        let told = self.told().await;
        assert_eq!(told.len(), switches, "{told:?}");
        told
    }

    async fn sound(&self) -> Report {
        let pool = self.fresh.pool();
        invariants::check(&pool).await;
        let report = verify(&pool, None).await.expect("read");
        assert_eq!(report.defects, []);
        report
    }
}

async fn started(app: App, key: &str, home: &std::path::Path, printer: &TestPrinter) -> App {
    let app = app.with_register_key(RegisterKey::parse(key).expect("a key"));
    let journal = Journal::open(&home.join("journal.sqlite"), app.now()).await;
    let app = app.with_journal(Ok(journal.expect("the journal")));
    let there = printers(&[("Comptoir", &["ticket"], printer.address(), None)]);
    printing_at(app, home, &there.expect("printers")).await
}

fn writing(app: &Arc<App>) -> JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move { match events::write(&app).await {} })
}

/// Pays an order of training in cash.
fn in_cash(trained: &Trained, content: OrderContent, received: Cents) -> TrainSale {
    let payer = Payer { given: vec![Given::Cash { received }], ..Payer::default() };
    TrainSale {
        command: tap(),
        order: OrderId(a_uuid()),
        nth: trained.nth,
        content,
        due: trained.total,
        payers: vec![payer],
        in_full: true,
    }
}

fn refused<T: std::fmt::Debug>(answer: Result<T, Failure>, words: &str) -> Failure {
    let failure = answer.expect_err(words);
    assert!(failure.message.contains(words), "{failure:?}");
    failure
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_would_not_be_brought_is_refused_to_who_learns_too() {
    let school = School::new().await;
    school.begin().await;
    let delivery = DeliveryAddress {
        street: "40 Route des Étangs".to_owned(),
        postcode: "99199".to_owned(),
        town: "Mozzaville-le-Vieux".to_owned(),
        position: Position::of_degrees(43.5, 3.85),
        ..DeliveryAddress::default()
    };
    let content = OrderContent {
        mode: ServiceMode::Delivery,
        customer_phone: Some("+33612345678".to_owned()),
        delivery: Some(delivery),
        ..school.content("reine").await
    };
    refused(school.validate(&content).await, "Hors zone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_begins_with_a_manager_alone_and_anybody_ends_it() {
    let school = School::new().await;
    let switch = |on, approval| at_counter(&school.app, SwitchTraining { on, approval });
    for approval in [None, Some(ApprovalId(a_uuid()))] {
        let failure = refused(switch(true, approval).await, "responsable");
        assert_eq!(failure.code, FailureCode::NeedsManager);
        assert!(!school.app.training().is_on());
    }
    let content = school.content("reine").await;
    refused(school.validate(&content).await, "Le mode école est terminé");
    let consent = school.consent().await;
    for _ in 0..2 {
        switch(true, consent).await.expect("on, and on already");
        assert!(school.app.training().is_on());
    }
    for _ in 0..2 {
        switch(false, None).await.expect("off, and off already");
        assert!(!school.app.training().is_on());
    }
    // A manager who is signed in needs nobody.
    sign_in(&school.app, WindowKind::Counter, Role::ShopManager).await;
    let boss = school.app.signed_in(WindowKind::Counter).expect("signed in").name;
    switch(true, None).await.expect("on");
    let told = school.told_of(3).await;
    let kinds: Vec<_> = told.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["training_on", "training_off", "training_on"]);
    let detail = format!("Accord : {boss}");
    assert_eq!(told[0].2.as_deref(), Some(detail.as_str()));
    assert!(told[0].1.is_some() && told[0].1.as_deref() != Some(&boss), "{told:?}");
    assert_eq!((told[1].2.as_deref(), told[2].2.as_deref()), (None, None));
    assert_eq!(told[2].1.as_deref(), Some(boss.as_str()));
    school.sound().await;
}

/// Everything that would refuse a real sale refuses a lesson, in the same words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lesson_is_refused_as_a_sale_is() {
    let school = School::new().await;
    let real = people::order(&school.app, &[("cola", 1)]).await;
    school.begin().await;
    let content = school.content("reine").await;
    let mut dearer = content.clone();
    dearer.lines[0].unit_price = Cents(1);
    refused(school.validate(&dearer).await, "Reine");
    let mut stale = content.clone();
    stale.menu_version += 1;
    assert_eq!(refused(school.validate(&stale).await, "").code, FailureCode::StaleMenu);
    let mut many = content.clone();
    many.lines[0].quantity = 99;
    let mut lines = many.clone();
    lines.lines = vec![many.lines[0].clone(); 9];
    let short = refused(school.validate(&lines).await, "plus assez");
    assert_eq!(short.code, FailureCode::StockShort);
    // A manager sells it all the same.
    lines.despite_stock = true;
    assert_eq!(refused(school.validate(&lines).await, "").code, FailureCode::NeedsManager);
    lines.approval = school.consent().await;
    assert_eq!(school.validate(&lines).await.expect("with a consent").nth, 1);

    let trained = school.validate(&content).await.expect("validated");
    assert_eq!(trained.nth, 2, "what is refused has no number");
    let pay = |received| in_cash(&trained, content.clone(), received);
    refused(at_counter(&school.app, pay(trained.total - Cents(1))).await, "manque");
    let other = TrainSale { due: Cents(1), ..pay(Cents(1)) };
    refused(at_counter(&school.app, other).await, "École 2 a changé");
    let mut priced = pay(trained.total);
    priced.content.lines[0].unit_price = Cents(1);
    refused(at_counter(&school.app, priced).await, "Reine");
    let settled = at_counter(&school.app, pay(trained.total)).await.expect("paid");
    assert_eq!((settled.entry.number, settled.number.as_str()), (1, "École 2"));
    school.end().await.expect("off");
    refused(at_counter(&school.app, pay(trained.total)).await, "Le mode école est terminé");
    assert!(real.number.starts_with("A-"), "{real:?}");
    school.sound().await;
}
