//! An order on its way to the supplier: by a letter with the order in it, or by hand.

use super::{at_office, conflict, drafting, ended, read, sending, sent, shop};
use crate::support::database::{Fresh, a_uuid};
use crate::support::mail::{Post, TestPost};
use crate::support::people::sign_in;
use domain::messages::{MessageKind, MessageState};
use domain::settings::{MailSecurity, SetMail};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{KeepPurchasePdf, PurchaseState, SavePurchase, SendPurchase, SendingWay};
use domain::{Failure, FailureCode};
use oc_pizza::app::App;
use oc_pizza::messages::send_due;

/// Sends through that server of mail from here.
async fn by(app: &App, post: &TestPost) {
    sign_in(app, WindowKind::Office, Role::Administrator).await;
    at_office(app, SetMail { typed: post.typed() }).await.expect("set");
    sign_in(app, WindowKind::Office, Role::ShopManager).await;
}

async fn letters(app: &App) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM message WHERE kind = $1")
        .bind(MessageKind::PurchaseOrder.word())
        .fetch_one(app.database())
        .await
        .expect("a count")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_supplier_gets_one_letter_with_the_order_in_it() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, Post::Takes).await;
    let app = shop(&fresh).await;
    by(&app, &post).await;
    let draft = at_office(&app, drafting(&app).await).await.expect("drafted");
    let call = sending(&draft, SendingWay::Email);
    let order = at_office(&app, call.clone()).await.expect("sent");
    assert_eq!(order.purchase.state, PurchaseState::Sent);
    let letter = |sheet: &domain::stock::PurchaseSheet| sheet.sent.clone().expect("sent").letter;
    assert_eq!(letter(&order), Some((MessageState::ToSend, None)));
    // The same tap, then somebody else's, and one who has the draft open still.
    assert_eq!(at_office(&app, call.clone()).await.expect("as it is"), order);
    conflict(at_office(&app, SendPurchase { once: a_uuid(), ..call }).await, "attendue");
    conflict(at_office(&app, sending(&order, SendingWay::Hand)).await, "attendue");
    assert_eq!(letters(&app).await, 1);
    while send_due(&app).await.expect("sent") > 0 {}
    let got = post.got();
    assert_eq!(got.len(), 1);
    for said in [
        "commandes@laiterie-des-monts.example",
        "application/pdf",
        &format!("{}.pdf", order.number),
        // The first bytes of a PDF, as an attachment has them.
        "JVBERi0",
    ] {
        assert!(got[0].contains(said), "{said}: {}", got[0]);
    }
    let gone = read(&app, order.purchase.id).await;
    assert_eq!(letter(&gone), Some((MessageState::Sent, None)));
    let text: String = sqlx::query_scalar("SELECT text FROM message")
        .fetch_one(app.database())
        .await
        .expect("worded");
    assert!(
        text.contains("– fromage\u{a0}: 20\u{a0}kg\n– fromage de chèvre\u{a0}: 500\u{a0}g"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_whose_letter_is_refused_is_expected_and_says_that_it_did_not_go() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, Post::ToRecipient("550 nobody here")).await;
    let app = shop(&fresh).await;
    by(&app, &post).await;
    let draft = at_office(&app, drafting(&app).await).await.expect("drafted");
    let order = at_office(&app, sending(&draft, SendingWay::Email)).await.expect("sent");
    while send_due(&app).await.expect("tried") > 0 {}
    let order = read(&app, order.purchase.id).await;
    assert_eq!(order.purchase.state, PurchaseState::Sent, "a person decides");
    let (state, fault) = order.sent.clone().expect("sent").letter.expect("a letter");
    assert_eq!(state, MessageState::Failed);
    assert!(fault.is_some_and(|it| it.contains("nobody here")));
    // Given up, its letter is, too.
    let over = at_office(&app, ended(&order).0).await.expect("cancelled");
    let letter = over.sent.expect("it was sent").letter.expect("a letter");
    assert_eq!((over.purchase.state, letter.0), (PurchaseState::Cancelled, MessageState::GivenUp));
}

#[tokio::test]
async fn an_order_to_who_has_no_address_goes_by_hand_with_its_pdf() {
    let fresh = Fresh::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let app = fresh.terminal("Bureau").with_downloads(Some(folder.path().join("new")));
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    let call = drafting(&app).await;
    let market = super::supplier(&app, "Primeurs du Midi").await;
    let call = SavePurchase { supplier: Some(market.id), ..call };
    let draft = at_office(&app, call).await.expect("drafted");
    let refused: Failure =
        at_office(&app, sending(&draft, SendingWay::Email)).await.expect_err("where to?");
    assert_eq!(refused.field.as_deref(), Some("supplier"), "{refused:?}");
    let order = at_office(&app, sending(&draft, SendingWay::Hand)).await.expect("told");
    let sent = order.sent.clone().expect("sent");
    assert_eq!((sent.way, sent.letter, letters(&app).await), (SendingWay::Hand, None, 0));

    let keep = KeepPurchasePdf { purchase: order.purchase.id };
    let kept = at_office(&app, keep.clone()).await.expect("kept");
    assert!(kept.ends_with(&format!("{}.pdf", order.number)), "{kept}");
    let read = lopdf::Document::load(&kept).expect("a PDF");
    let words = read.extract_text(&[1]).expect("its text");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in
        ["BON DE COMMANDE", &order.number, "Primeurs du Midi", "fromage", "2 × 10 kg", "125,00 €"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    let again = at_office(&app, keep.clone()).await.expect("kept beside it");
    assert!(again.ends_with("(2).pdf"), "{again}");
    let nowhere = shop(&fresh).await;
    let refused = at_office(&nowhere, keep).await.expect_err("no folder");
    assert_eq!(refused.code, FailureCode::Refused);
}

#[tokio::test]
async fn two_at_one_order_are_told_of_each_other() {
    let fresh = Fresh::new().await;
    let (app, other) = (shop(&fresh).await, shop(&fresh).await);
    let call = drafting(&app).await;
    let draft = at_office(&app, call.clone()).await.expect("drafted");
    let change = SavePurchase { once: a_uuid(), version: 1, ..call.clone() };
    let (one, two) =
        tokio::join!(at_office(&app, change), at_office(&other, sending(&draft, SendingWay::Hand)));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let refused = one.err().or(two.err()).expect("the second");
    assert_eq!(refused.code, FailureCode::Conflict, "{refused:?}");
    // What was sent is given up by who saw it so, and not by who did not.
    let order = sent(&app).await;
    let (cancel, _) = ended(&order);
    let late = domain::stock::CancelPurchase { once: a_uuid(), version: 1, ..cancel.clone() };
    conflict(at_office(&other, late).await, "ailleurs");
    at_office(&app, cancel).await.expect("given up");
}
