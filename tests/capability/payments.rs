//! A counter and its card terminal: money that was taken is booked once or seen by a person, whatever
//! happens to the terminal, the program and the server meanwhile.

mod without_server;

use crate::invariants;
use crate::offline::cut::Cut;
use crate::support::card_terminal::{Behaviour, TestTerminal};
use crate::support::database::a_uuid;
use crate::support::people::{self, at_counter, order, tap};
use domain::ledger::Back;
use domain::orders::{CancelOrder, ListOpenOrders, PlacedOrder, RefundOrder, SettleOrder, Settled};
use domain::payments::{
    AskCard, AskedCard, CardEnd, CardGivenBack, CardNo, CardPaymentId, CardState, Cards, Given,
    LeaveCard, Payer, ReadCards, SayCard, SetCardTerminal, TenderKind, TerminalFound,
    TestCardTerminal, Unheard,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::App;
use oc_pizza::home::Home;
use oc_pizza::ledger::verify::verify;
use oc_pizza::outside::card_terminal::Limits;
use oc_pizza::payments::AskedCards;
use std::path::Path;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// The terminal is left so long to answer.
const ANSWER: Duration = Duration::from_millis(1500);

/// The same program with the card payments of that home.
async fn with_cards(app: App, home: &Path) -> App {
    let limits = Limits { asking: Duration::from_secs(5), answer: ANSWER, rest: ANSWER };
    let home = Home::at(home).expect("a home");
    let cards = AskedCards::open(&home.cards(), home.config(), app.clock(), limits).await;
    app.with_cards(cards)
}

/// A counter whose terminal that is.
async fn counter(terminal: &TestTerminal) -> Cut {
    let mut cut = Cut::ready().await;
    cut.app = with_cards(cut.app, cut.home.path()).await;
    people::sign_in(&cut.app, WindowKind::Counter, Role::ShopManager).await;
    let set = SetCardTerminal { address: terminal.address() };
    at_counter(&cut.app, set).await.expect("set");
    people::sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    cut
}

/// The power goes, and the program is started again.
async fn restarted(cut: Cut) -> Cut {
    let mut cut = cut.restart().await;
    cut.app = with_cards(cut.app, cut.home.path()).await;
    people::sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    cut
}

fn ask(placed: &PlacedOrder, cents: i64) -> AskCard {
    AskCard {
        payment: CardPaymentId(a_uuid()),
        order: placed.order,
        number: placed.number.clone(),
        due: placed.total,
        amount: Cents(cents),
        goes_back: false,
    }
}

/// Asks for all of it.
fn all(placed: &PlacedOrder) -> AskCard {
    ask(placed, placed.total.0)
}

async fn cards(app: &App) -> Cards {
    at_counter(app, ReadCards {}).await.expect("the cards")
}

/// The payment, once the terminal is not waited for any more.
async fn heard(app: &App, asked: &AskCard) -> AskedCard {
    let heard = async {
        loop {
            let all = cards(app).await.payments;
            let it = all.into_iter().find(|it| it.payment == asked.payment).expect("it is known");
            if it.card.state != CardState::Asked {
                return it;
            }
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(20), heard).await.expect("something is heard")
}

async fn asked_and_heard(app: &App, call: &AskCard) -> AskedCard {
    at_counter(app, call.clone()).await.expect("asked");
    heard(app, call).await
}

fn by_card(call: &AskCard) -> Given {
    Given::AskedCard { payment: call.payment, amount: call.amount }
}

fn settling(placed: &PlacedOrder, given: &[Given], in_full: bool) -> SettleOrder {
    let payers = vec![Payer { given: given.to_vec(), ..Payer::default() }];
    SettleOrder { command: tap(), order: placed.order, due: placed.total, payers, in_full }
}

async fn settle(app: &App, placed: &PlacedOrder, given: &[Given]) -> Result<Settled, Failure> {
    at_counter(app, settling(placed, given, true)).await
}

fn cash(placed: &PlacedOrder) -> Given {
    Given::Cash { received: placed.total }
}

/// Refused, with these words.
fn says<T: std::fmt::Debug>(answer: Result<T, Failure>, words: &str) {
    let failure = answer.expect_err(words);
    assert!(failure.message.contains(words), "{words}: {failure:?}");
}

async fn sound(cut: &Cut) {
    let pool = cut.fresh.pool();
    invariants::check(&pool).await;
    assert_eq!(verify(&pool, None).await.expect("read").defects, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_terminal_took_is_booked_once() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    let asked = ask(&placed, 500);
    let it = asked_and_heard(&cut.app, &asked).await;
    assert_eq!((it.card.state, it.is_taken()), (CardState::Accepted, true));
    // The same tap asks for nothing more.
    assert_eq!(at_counter(&cut.app, asked.clone()).await.expect("known"), it);
    assert_eq!(terminal.asked().len(), 1);

    // Nothing settles the order that leaves out what was taken, or takes it twice.
    let rest = Given::Cash { received: placed.total };
    says(settle(&cut.app, &placed, &[rest]).await, "débitée de 5,00");
    says(settle(&cut.app, &placed, &[by_card(&asked), by_card(&asked)]).await, "plus, à encaisser");
    let gone = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    says(at_counter(&cut.app, gone).await, "débitée de 5,00");
    // More than is due beside it is not asked.
    says(at_counter(&cut.app, all(&placed)).await, "3,00");
    assert_eq!(terminal.asked().len(), 1);

    let settled = settle(&cut.app, &placed, &[by_card(&asked), rest]).await.expect("paid");
    let tenders: Vec<_> = settled.taken.iter().map(|it| (it.tender, it.amount.0)).collect();
    assert_eq!(tenders, [(TenderKind::Card, 500), (TenderKind::Cash, 300)]);
    assert_eq!(cards(&cut.app).await.payments, [], "it is booked");
    says(settle(&cut.app, &placed, &[by_card(&asked)]).await, "plus, à encaisser");
    says(at_counter(&cut.app, CardGivenBack { payment: asked.payment }).await, "terminé");
    let kept = at_counter(&cut.app, asked).await.expect("known for long");
    assert_eq!((kept.end, kept.asked.who.is_empty()), (Some(CardEnd::Booked), false));
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_says_why_and_leaves_the_order_free() {
    let terminal = TestTerminal::on(Behaviour::Refuses("04")).await;
    let cut = counter(&terminal).await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    for (behaviour, why) in [
        (Behaviour::Refuses("04"), CardNo::Declined),
        (Behaviour::Refuses("06"), CardNo::GivenUp),
        (Behaviour::Refuses("09"), CardNo::TerminalFault),
    ] {
        terminal.behave(behaviour);
        let it = asked_and_heard(&cut.app, &all(&placed)).await;
        assert_eq!((it.card.no, it.end), (Some(why), Some(CardEnd::NotTaken)), "{behaviour:?}");
    }
    // It is off: nothing was taken for sure.
    drop(terminal);
    let it = asked_and_heard(&cut.app, &all(&placed)).await;
    assert_eq!((it.card.no, it.is_held()), (Some(CardNo::TerminalFault), false));
    settle(&cut.app, &placed, &[cash(&placed)]).await.expect("in cash");
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_heard_a_person_says_and_until_then_nothing_settles_the_order() {
    let terminal = TestTerminal::on(Behaviour::Silent).await;
    let cut = counter(&terminal).await;
    for (behaviour, unheard) in [
        (Behaviour::Silent, Unheard::NoAnswer),
        (Behaviour::Leaves, Unheard::NoAnswer),
        (Behaviour::CutAfter(54), Unheard::NoAnswer),
        (Behaviour::Takes(700), Unheard::OtherAmount { taken: Cents(700) }),
    ] {
        terminal.behave(behaviour);
        let placed = order(&cut.app, &[("reine", 1)]).await;
        let asked = all(&placed);
        let it = asked_and_heard(&cut.app, &asked).await;
        assert_eq!((it.card.state, it.card.unheard), (CardState::Unknown, Some(unheard)));
        says(settle(&cut.app, &placed, &[cash(&placed)]).await, "à vérifier sur le terminal");
        says(settle(&cut.app, &placed, &[by_card(&asked)]).await, "à vérifier sur le terminal");
        says(at_counter(&cut.app, all(&placed)).await, "à vérifier sur le terminal");
        let say = |accepted| SayCard { payment: asked.payment, accepted };
        if matches!(unheard, Unheard::OtherAmount { .. }) {
            says(at_counter(&cut.app, say(true)).await, "annulez l’opération");
            let it = at_counter(&cut.app, say(false)).await.expect("cancelled on the terminal");
            assert_eq!((it.end, it.card.no), (Some(CardEnd::NotTaken), Some(CardNo::NotTaken)));
            settle(&cut.app, &placed, &[cash(&placed)]).await.expect("in cash");
        } else {
            let it = at_counter(&cut.app, say(true)).await.expect("seen");
            let who = it.seen.clone().map(|said| said.who);
            assert!(it.is_taken() && who.is_some_and(|who| !who.is_empty()), "{it:?}");
            says(at_counter(&cut.app, say(false)).await, "déjà noté");
            settle(&cut.app, &placed, &[by_card(&asked)]).await.expect("by card");
        }
        let over = match unheard {
            Unheard::OtherAmount { .. } => "annulez",
            _ => "terminé",
        };
        says(at_counter(&cut.app, say(true)).await, over);
    }
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_terminal_waits_for_one_customer_and_can_be_left() {
    let terminal = TestTerminal::on(Behaviour::Waits).await;
    let cut = counter(&terminal).await;
    let (first, second) =
        (order(&cut.app, &[("reine", 1)]).await, order(&cut.app, &[("cola", 1)]).await);
    let asked = all(&first);
    let it = at_counter(&cut.app, asked.clone()).await.expect("asked");
    assert_eq!(it.card.state, CardState::Asked);
    says(at_counter(&cut.app, all(&second)).await, &first.number);
    says(settle(&cut.app, &first, &[cash(&first)]).await, "en attente du terminal");
    let say = SayCard { payment: asked.payment, accepted: false };
    says(at_counter(&cut.app, say.clone()).await, "attendez sa réponse");
    let test = TestCardTerminal { address: terminal.address() };
    says(at_counter(&cut.app, test.clone()).await, &first.number);
    let it = at_counter(&cut.app, LeaveCard { payment: asked.payment }).await.expect("left");
    assert_eq!((it.card.state, it.card.unheard), (CardState::Unknown, Some(Unheard::NotAwaited)));
    at_counter(&cut.app, say).await.expect("the customer had gone");

    // Another order is asked meanwhile, and is answered when the customer has found the card.
    let asked = all(&second);
    at_counter(&cut.app, asked.clone()).await.expect("asked");
    terminal.behave(Behaviour::Slow);
    assert!(heard(&cut.app, &asked).await.is_taken());
    // Nothing is left of what was answered.
    let it = at_counter(&cut.app, LeaveCard { payment: asked.payment }).await.expect("known");
    assert!(it.is_taken());
    assert_eq!(at_counter(&cut.app, test).await.expect("looked"), TerminalFound::There);
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_killed_in_mid_payment_comes_back_with_what_is_to_be_checked() {
    let terminal = TestTerminal::on(Behaviour::Waits).await;
    let cut = counter(&terminal).await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    let asked = all(&placed);
    at_counter(&cut.app, asked.clone()).await.expect("asked");
    let until_asked = async {
        while terminal.asked().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(5), until_asked).await.expect("the terminal has it");
    let cut = restarted(cut).await;
    let known = cards(&cut.app).await;
    assert_eq!(known.terminal.map(|it| format!("tcp://{it}")), Some(terminal.address()));
    let [it] = known.payments.as_slice() else { panic!("{:?}", known.payments) };
    assert_eq!((it.number.as_str(), it.card.unheard), (&*placed.number, Some(Unheard::Stopped)));
    says(settle(&cut.app, &placed, &[cash(&placed)]).await, "à vérifier sur le terminal");
    // Sent again by a window that was loaded again, it is not asked again.
    let again = at_counter(&cut.app, asked.clone()).await.expect("known");
    assert_eq!((again.card.state, terminal.asked().len()), (CardState::Unknown, 1));

    let say = SayCard { payment: asked.payment, accepted: true };
    at_counter(&cut.app, say).await.expect("seen");
    let cut = restarted(cut).await;
    assert!(cards(&cut.app).await.payments[0].is_taken(), "what a person said is kept");
    settle(&cut.app, &placed, &[by_card(&asked)]).await.expect("by card");
    let cut = restarted(cut).await;
    assert_eq!(cards(&cut.app).await.payments, []);
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_that_was_debited_for_an_order_that_another_counter_settled_is_not_lost() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    let asked = all(&placed);
    assert!(asked_and_heard(&cut.app, &asked).await.is_taken());
    let other = cut.fresh.terminal("Caisse 2");
    people::sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    settle(&other, &placed, &[cash(&placed)]).await.expect("the other counter was first");

    let refused = settle(&cut.app, &placed, &[by_card(&asked)]).await.expect_err("paid already");
    assert_eq!(refused.code, FailureCode::Conflict);
    let cut = restarted(cut).await;
    let left = cards(&cut.app).await.payments;
    assert!(matches!(left.as_slice(), [it] if it.is_taken() && it.payment == asked.payment));
    let back = CardGivenBack { payment: asked.payment };
    let it = at_counter(&cut.app, back.clone()).await.expect("by hand");
    assert_eq!(it.end, Some(CardEnd::GivenBack));
    assert!(it.back_by.is_some_and(|who| !who.is_empty()));
    says(at_counter(&cut.app, back).await, "terminé");
    assert_eq!(cards(&cut.app).await.payments, []);
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_asked_that_could_not_be_booked() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    let (placed, gone) =
        (order(&cut.app, &[("reine", 1)]).await, order(&cut.app, &[("cola", 1)]).await);
    let cancel = CancelOrder { command: tap(), order: gone.order, reason: None, approval: None };
    at_counter(&cut.app, cancel).await.expect("given up");
    settle(&cut.app, &placed, &[cash(&placed)]).await.expect("paid");
    let third = order(&cut.app, &[("cola", 1)]).await;
    for (call, words) in [
        (all(&placed), "déjà réglée"),
        (all(&gone), "annulée"),
        (ask(&third, third.total.0 + 1), "2,50"),
        (AskCard { due: Cents(1), amount: Cents(1), ..all(&third) }, "a changé"),
        (ask(&third, 0), "pas possible"),
    ] {
        let words_of = format!("{:?}", at_counter(&cut.app, call.clone()).await);
        assert!(words_of.starts_with("Err"), "{words}: {call:?} {words_of}");
    }
    assert_eq!((terminal.asked().len(), cards(&cut.app).await.payments.len()), (0, 0));
    // Nor without a terminal, or with one that is not one.
    people::sign_in(&cut.app, WindowKind::Counter, Role::ShopManager).await;
    let set = |address: &str| SetCardTerminal { address: address.to_owned() };
    let failure = at_counter(&cut.app, set("tout près")).await.expect_err("no address");
    assert_eq!(failure.field.as_deref(), Some("card-address"));
    assert_eq!(at_counter(&cut.app, set(" ")).await.expect("none").terminal, None);
    says(at_counter(&cut.app, all(&third)).await, "Aucun terminal");
    let list = at_counter(&cut.app, ListOpenOrders {}).await.expect("the orders");
    assert_eq!(list.iter().filter(|it| it.order == third.order).count(), 1);
    let look = |address: &str| TestCardTerminal { address: address.to_owned() };
    let off = TestTerminal::nobody();
    assert_eq!(at_counter(&cut.app, look(&off)).await.expect("looked"), TerminalFound::Closed);
    let nowhere = look("nowhere.invalid");
    assert_eq!(at_counter(&cut.app, nowhere).await.expect("looked"), TerminalFound::Nobody);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_refunded_by_card_goes_back_over_the_terminal_and_no_more() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    let placed = order(&cut.app, &[("reine", 2)]).await;
    let asked = all(&placed);
    assert!(asked_and_heard(&cut.app, &asked).await.is_taken());
    settle(&cut.app, &placed, &[by_card(&asked)]).await.expect("paid");
    let back = |cents| AskCard { goes_back: true, ..ask(&placed, cents) };
    says(at_counter(&cut.app, back(1)).await, "Il reste 0,00");
    let refund = RefundOrder {
        command: tap(),
        order: placed.order,
        paid: placed.total,
        back: Back::Amount(Cents(500)),
        reason: "froide".to_owned(),
        approval: None,
    };
    at_counter(&cut.app, refund).await.expect("given back");
    says(at_counter(&cut.app, back(501)).await, "Il reste 5,00");
    terminal.behave(Behaviour::Refuses("06"));
    let refused = asked_and_heard(&cut.app, &back(500)).await;
    assert_eq!(refused.end, Some(CardEnd::NotTaken), "it is given back by hand, or asked again");
    // Money of one way is no answer to the other.
    terminal.behave(Behaviour::Says("CZ0040300AE00210CB003200CD0010"));
    let first = back(200);
    let it = asked_and_heard(&cut.app, &first).await;
    assert_eq!((it.card.state, it.is_held()), (CardState::Unknown, false));
    says(at_counter(&cut.app, back(301)).await, "Il reste 3,00");
    let seen = SayCard { payment: first.payment, accepted: true };
    let it = at_counter(&cut.app, seen).await.expect("seen");
    assert_eq!((it.end, it.back_by.is_some()), (Some(CardEnd::GivenBack), true));
    terminal.behave(Behaviour::Says("CZ0040300AE00210CB003300CD0011"));
    let it = asked_and_heard(&cut.app, &back(300)).await;
    assert_eq!(it.end, Some(CardEnd::GivenBack));
    assert!(terminal.asked().last().is_some_and(|asked| asked.contains("CD0011CB003300")));
    let cut = restarted(cut).await;
    says(at_counter(&cut.app, back(1)).await, "Il reste 0,00");
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_file_is_put_aside_and_one_of_a_newer_program_left_alone() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    let file = cut.home.path().join("cards.sqlite");
    // The process is gone with its connection.
    let mut cut = cut.restart().await;
    let gone = async {
        while cut.home.path().join("cards.sqlite-wal").exists() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(5), gone).await.expect("closed");
    std::fs::write(&file, "nothing of ours").expect("written");
    cut.app = with_cards(cut.app, cut.home.path()).await;
    people::sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(cards(&cut.app).await.payments, []);
    let names = std::fs::read_dir(cut.home.path()).expect("the home");
    let names: Vec<_> = names.map(|it| it.expect("a file").file_name()).collect();
    let aside = names.iter().filter(|it| it.to_string_lossy().starts_with("cards-damaged-"));
    assert_eq!(aside.count(), 1, "{names:?}");

    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file);
    let mut newer = sqlx::ConnectOptions::connect(&options).await.expect("opened");
    sqlx::query("PRAGMA user_version = 99").execute(&mut newer).await.expect("newer");
    cut = restarted(cut).await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    says(at_counter(&cut.app, all(&placed)).await, "sur son disque");
    // By hand everything works.
    settle(&cut.app, &placed, &[Given::Card { amount: placed.total }]).await.expect("by hand");
}
