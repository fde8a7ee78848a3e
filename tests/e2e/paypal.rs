//! Paying on the customer's telephone: the code at the counter, the money when the kitchen begins, its way back, a
//! change meanwhile, and what a person has to look at.

use crate::group::{Group, Pc};
use crate::office::in_both_themes;
use crate::shop::{CASHIER, PIZZAIOLO};
use crate::tour::picture;
use crate::windows::{self, Sign, Terminal};
use anyhow::{Context, bail, ensure};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo::pin;
use serde_json::json;
use simulators::{Account, Digitaleo, Paypal, Post, Purchase, Purse};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

/// The shop's manager.
const MANAGER: &str = "Nathalie";
const CUSTOMER: &str = "06 12 34 56 78";
/// A payment is followed every three seconds, and taken eleven seconds after the tap; beside other windows all of
/// it takes its time.
pub const SOON: Duration = Duration::from_secs(60);

/// A counter and a kitchen of a shop whose group takes payments by PayPal.
pub struct Windows {
    pub purse: Paypal,
    sms: Digitaleo,
    pub counter: Terminal,
    pub kitchen: Terminal,
    // Behind the windows: they go first.
    _pcs: [Pc; 2],
    _group: Group,
}

impl Windows {
    pub async fn open() -> anyhow::Result<Windows> {
        let purse = Paypal::on(Purse::Works).await;
        let sms = Digitaleo::on(Account::Json, Post::Takes).await;
        let group = Group::start().await?;
        let (desk, oven) = (group.pc("counter")?, group.pc("kitchen")?);
        let code = group.code(Some("MOZ1"), TerminalKind::Counter)?;
        group.set_secret("paypal-client-id", Paypal::CLIENT_ID)?;
        group.set_secret("paypal-secret", Paypal::SECRET)?;
        let entered = json!({
            "service": "paypal", "site": "sandbox", "sandbox_address": purse.address(),
            "live_address": purse.address(), "return_address": purse.address(), "link_minutes": "180",
        });
        group.enter_service(&entered.to_string())?;
        group.set_secret("digitaleo-login", Digitaleo::LOGIN)?;
        group.set_secret("digitaleo-password", Digitaleo::PASSWORD)?;
        let entered = json!({
            "service": "digitaleo", "token_address": sms.token_address(),
            "sms_address": sms.sms_address(), "sender": "OCPizza", "form": "json",
        });
        group.enter_service(&entered.to_string())?;
        desk.enrol(&group.enrol_words(&code), "MOZ1-1")?;
        let code = group.code(Some("MOZ1"), TerminalKind::Kitchen)?;
        oven.enrol(&group.enrol_words(&code), "MOZ1-2")?;
        let (counter, kitchen) =
            tokio::try_join!(desk.open(WindowKind::Counter), oven.open(WindowKind::Kitchen))?;
        counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
        kitchen.sign_in(PIZZAIOLO, pin(Role::Pizzaiolo)).await?;
        Ok(Windows { purse, sms, counter, kitchen, _pcs: [desk, oven], _group: group })
    }

    /// Pizzas for a customer who left a number, and the dialog that asks for the money.
    pub async fn order(&self, number: &str, pizzas: usize) -> anyhow::Result<()> {
        let counter = &self.counter;
        for _ in 0..pizzas {
            counter.click("product-reine").await?;
        }
        counter.fill("customer-name", "Mme Lefèvre").await?;
        counter.click("channel-phone").await?;
        counter.type_keys("customer-phone", CUSTOMER).await?;
        counter.click("pay").await?;
        counter.shows("pay-dialog", Sign::Says(number)).await
    }

    /// Asks for the payment of what is due; what PayPal has of it.
    pub async fn ask(&self) -> anyhow::Result<Purchase> {
        self.counter.click("tender-paypal").await?;
        self.counter.click("paypal-ask").await?;
        self.counter.wait_for("paypal-code", Sign::There, SOON).await?;
        self.purse.purchases().pop().context("it was asked for")
    }

    pub async fn shows(&self, id: &str, state: &str) -> anyhow::Result<()> {
        self.counter.wait_for(id, Sign::Has("data-state", state), SOON).await.map(drop)
    }

    /// Waits until PayPal has it so.
    async fn has(&self, order: &str, so: impl Fn(&Purchase) -> bool) -> anyhow::Result<Purchase> {
        let begun = Instant::now();
        loop {
            let all = self.purse.purchases();
            let of = all.into_iter().find(|it| it.id == order).context("PayPal's order")?;
            if so(&of) {
                return Ok(of);
            }
            if begun.elapsed() > SOON {
                bail!("PayPal has it otherwise: {of:?}");
            }
            sleep(Duration::from_millis(200)).await;
        }
    }

    /// Waits until the customer has the link by text message.
    async fn was_sent(&self, order: &str) -> anyhow::Result<()> {
        let begun = Instant::now();
        while !self.sms.sent().iter().any(|it| it.text.contains(order)) {
            ensure!(begun.elapsed() < SOON, "{:?}", self.sms.sent());
            sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    pub async fn are_unharmed(&self) -> anyhow::Result<()> {
        self.counter.is_unharmed().await?;
        self.kitchen.is_unharmed().await
    }
}

/// What a customer's browser does: a request to PayPal's page, and what came.
async fn browse(address: &str, method: &str, path: &str, body: &str) -> anyhow::Result<String> {
    let host = address.strip_prefix("http://").context("an address of this machine")?;
    let mut line = TcpStream::connect(host).await?;
    let (kind, length) = ("application/x-www-form-urlencoded", body.len());
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    line.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).await?;
    Ok(answer)
}

/// The customer opens the link and pays.
pub async fn customer_pays(purse: &Paypal, order: &str, amount: &str) -> anyhow::Result<()> {
    let address = purse.address();
    let page = browse(&address, "GET", &format!("/checkoutnow?token={order}"), "").await?;
    ensure!(page.contains(amount) && page.contains("Payer"), "{page}");
    let paid = browse(&address, "POST", "/checkoutnow/pay", &format!("token={order}")).await?;
    ensure!(paid.contains("Payé"), "{paid}");
    Ok(())
}

#[tokio::test]
async fn a_customer_pays_by_telephone_and_gets_it_back() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let all = Windows::open().await?;
    let (counter, kitchen) = (&all.counter, &all.kitchen);
    all.order("A-001", 1).await?;
    counter.click("tender-paypal").await?;
    counter.shows("paypal-amount", Sign::Has("data-cents", "800")).await?;
    in_both_themes(counter, "paypal-to-ask").await?;
    let asked = all.ask().await?;
    all.shows("paypal-state", "waiting").await?;
    counter.shows("paypal-until", Sign::Says("jusqu’à")).await?;
    in_both_themes(counter, "paypal-waiting").await?;
    counter.click("paypal-sms").await?;
    counter.shows("field-to", Sign::Holds("06\u{a0}12\u{a0}34\u{a0}56\u{a0}78")).await?;
    in_both_themes(counter, "paypal-by-text").await?;
    counter.click("paypal-send").await?;
    counter.shows("paypal-sent", Sign::Says("06 12 34 56 78")).await?;
    picture(counter, "paypal-sent").await?;
    all.was_sent(&asked.id).await?;
    counter.click("paypal-email").await?;
    counter.type_keys("field-to", "lefevre").await?;
    counter.click("paypal-send").await?;
    counter.shows("error-to", Sign::Says("nom@exemple.fr")).await?;
    in_both_themes(counter, "paypal-by-mail-wrong").await?;
    // Another tender is one tap away, and it is said what becomes of this one.
    counter.click("tender-cash").await?;
    counter.shows("paypal-beside", Sign::Says("en attente, 8,00 €")).await?;
    picture(counter, "paypal-beside-cash").await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    all.shows("order-paypal", "waiting").await?;
    picture(counter, "paypal-row-waiting").await?;
    counter.click("dialog-close").await?;
    counter.click("language").await?;
    counter.click("orders-open").await?;
    picture(counter, "paypal-row-english").await?;
    counter.click("settle-A-001").await?;
    counter.shows("paypal-leave", Sign::Says("Give it up")).await?;
    picture(counter, "paypal-waiting-english").await?;
    counter.click("dialog-close").await?;
    counter.click("dialog-close").await?;
    counter.click("language").await?;

    // Opened again, it is followed where it was; the customer pays meanwhile.
    counter.click("orders-open").await?;
    counter.click("settle-A-001").await?;
    counter.shows("paypal-code", Sign::There).await?;
    customer_pays(&all.purse, &asked.id, "8,00 €").await?;
    all.shows("paypal-state", "authorized").await?;
    counter.shows("paypal-said", Sign::Says("encaissé quand la préparation commence")).await?;
    counter.shows("paypal-code", Sign::Gone).await?;
    in_both_themes(counter, "paypal-authorized").await?;
    counter.click("dialog-close").await?;
    all.shows("order-paypal", "authorized").await?;
    counter.shows("settle-A-001", Sign::Live).await?;
    in_both_themes(counter, "paypal-row-authorized").await?;

    // The kitchen begins: the money comes, and whoever looks at the dialog sees it.
    counter.click("settle-A-001").await?;
    kitchen.click("next-pizza").await?;
    counter.wait_for("already-paid", Sign::There, SOON).await?;
    all.shows("paypal-state", "captured").await?;
    in_both_themes(counter, "paypal-captured").await?;
    counter.click("dialog-close").await?;
    all.shows("order-paypal", "captured").await?;
    counter.wait_for("order-due", Sign::Has("data-cents", "0"), SOON).await?;
    counter.shows("settle-A-001", Sign::Gone).await?;
    picture(counter, "paypal-row-captured").await?;
    let of = all.has(&asked.id, |it| it.captured == 800).await?;
    ensure!(of.captures == 1, "{of:?}");
    counter.click("dialog-close").await?;

    // A manager gives the order up, and the customer has it back.
    counter.click("lock").await?;
    counter.sign_in(MANAGER, pin(Role::ShopManager)).await?;
    counter.click("orders-open").await?;
    counter.click("cancel-A-001").await?;
    counter.shows("paypal-given-up", Sign::Says("8,00 € sont remboursés par PayPal")).await?;
    counter.type_keys("cancel-reason", "pizza tombée").await?;
    in_both_themes(counter, "paypal-cancelling").await?;
    counter.click("cancel-confirm").await?;
    counter.shows("refund", Sign::Says("8,00 € sont remboursés par PayPal")).await?;
    picture(counter, "paypal-cancelled").await?;
    counter.click("dialog-close").await?;
    counter.click("orders-ended").await?;
    all.shows("order-paypal", "refunded").await?;
    picture(counter, "paypal-row-refunded").await?;
    let of = all.has(&asked.id, |it| it.refunded == 800).await?;
    ensure!(of.captures == 1, "{of:?}");
    all.are_unharmed().await
}

#[tokio::test]
async fn a_changed_order_is_asked_for_anew_and_given_up_lets_go() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let all = Windows::open().await?;
    let counter = &all.counter;
    all.order("A-001", 1).await?;
    let first = all.ask().await?;
    customer_pays(&all.purse, &first.id, "8,00 €").await?;
    all.shows("paypal-state", "authorized").await?;
    counter.click("dialog-close").await?;

    counter.click("orders-open").await?;
    counter.click("change-A-001").await?;
    counter.shows("changing-paypal", Sign::Says("un nouveau lien peut être proposé")).await?;
    in_both_themes(counter, "paypal-changing").await?;
    counter.click("product-chorizo").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-001")).await?;
    counter.wait_for("paypal-changed", Sign::Says("est annulé"), SOON).await?;
    let voided = all.has(&first.id, |it| it.authorized == Some("VOIDED")).await?;
    ensure!(voided.captures == 0, "{voided:?}");
    counter.wait_for("order-number", Sign::Gone, SOON).await?;
    in_both_themes(counter, "paypal-changed").await?;

    // The new one is asked for what it costs now.
    counter.click("paypal-new-link").await?;
    counter.shows("paypal-amount", Sign::Has("data-cents", "1650")).await?;
    picture(counter, "paypal-asked-again").await?;
    counter.click("paypal-ask").await?;
    counter.wait_for("paypal-code", Sign::There, SOON).await?;
    let second = all.purse.purchases().pop().context("it was asked for")?;
    ensure!(second.id != first.id && second.cents == 1650, "{second:?}");

    // Given up at the dialog, nothing is taken, and it can be asked for once more.
    counter.click("paypal-leave").await?;
    counter.wait_for("paypal-ask", Sign::Says("Redemander"), SOON).await?;
    all.shows("paypal-state", "cancelled").await?;
    in_both_themes(counter, "paypal-left").await?;
    counter.click("paypal-ask").await?;
    counter.wait_for("paypal-code", Sign::There, SOON).await?;
    let third = all.purse.purchases().pop().context("it was asked for")?;
    customer_pays(&all.purse, &third.id, "16,50 €").await?;
    all.shows("paypal-state", "authorized").await?;
    counter.click("dialog-close").await?;

    // The order is given up: what was kept is let go, and it is said so.
    counter.click("orders-open").await?;
    counter.click("cancel-A-001").await?;
    counter.shows("paypal-given-up", Sign::Says("L’autorisation PayPal est annulée")).await?;
    picture(counter, "paypal-cancelling-authorized").await?;
    counter.click("cancel-confirm").await?;
    counter.shows("cancelled", Sign::Says("rien n’est encaissé")).await?;
    picture(counter, "paypal-cancelled-authorized").await?;
    all.has(&third.id, |it| it.authorized == Some("VOIDED")).await?;
    all.are_unharmed().await
}

#[tokio::test]
async fn of_two_who_pay_apart_one_pays_by_telephone() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let all = Windows::open().await?;
    let (counter, kitchen) = (&all.counter, &all.kitchen);
    all.order("A-001", 2).await?;
    // Known a moment later, it moves what stands beside it.
    counter.shows("tender-paypal", Sign::Live).await?;
    counter.click("split").await?;
    counter.click("split-2").await?;
    let asked = all.ask().await?;
    ensure!(asked.cents == 800, "{asked:?}");
    customer_pays(&all.purse, &asked.id, "8,00 €").await?;
    all.shows("paypal-state", "authorized").await?;
    counter.shows("payer-0", Sign::Says("✓")).await?;
    counter.click("payer-1").await?;
    counter.shows("amount-due", Sign::Has("data-cents", "800")).await?;
    counter.shows("paypal-beside", Sign::Says("Le reste se règle comme un acompte")).await?;
    counter.click("cash-10").await?;
    picture(counter, "paypal-apart").await?;
    counter.click("settle").await?;
    counter.shows("settled-change", Sign::Says("2,00 €")).await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    all.shows("order-paypal", "authorized").await?;
    kitchen.click("next-pizza").await?;
    counter.wait_for("order-due", Sign::Has("data-cents", "0"), SOON).await?;
    all.shows("order-paypal", "captured").await?;
    all.has(&asked.id, |it| it.captured == 800).await?;
    all.are_unharmed().await
}

#[tokio::test]
async fn what_paypal_refuses_waits_in_the_bar_for_a_manager() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let all = Windows::open().await?;
    let (counter, kitchen) = (&all.counter, &all.kitchen);
    all.order("A-001", 1).await?;
    let asked = all.ask().await?;
    customer_pays(&all.purse, &asked.id, "8,00 €").await?;
    all.shows("paypal-state", "authorized").await?;
    all.purse.behave(Purse::Refuses(422, "UNPROCESSABLE_ENTITY", "PAYEE_ACCOUNT_RESTRICTED"));
    kitchen.click("next-pizza").await?;
    all.shows("paypal-state", "to_check").await?;
    counter.shows("paypal-said", Sign::Says("PayPal")).await?;
    in_both_themes(counter, "paypal-to-check").await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    all.shows("order-paypal", "to_check").await?;
    picture(counter, "paypal-row-to-check").await?;
    counter.click("dialog-close").await?;
    counter.wait_for("paypal-alert", Sign::Says("A-001"), SOON).await?;
    counter.click("paypal-alert").await?;
    counter.shows("paypal-about", Sign::Says("Appelez un responsable")).await?;
    counter.shows("paypal-look-again", Sign::Gone).await?;
    picture(counter, "paypal-alert-cashier").await?;
    counter.click("dialog-close").await?;

    counter.click("lock").await?;
    counter.sign_in(MANAGER, pin(Role::ShopManager)).await?;
    counter.click("paypal-alert").await?;
    counter.shows("paypal-look-again", Sign::Live).await?;
    in_both_themes(counter, "paypal-alert-manager").await?;
    counter.click("dialog-close").await?;
    counter.click("language").await?;
    counter.click("paypal-alert").await?;
    picture(counter, "paypal-alert-english").await?;
    counter.click("dialog-close").await?;
    counter.click("language").await?;
    counter.click("paypal-alert").await?;
    // Set right at PayPal, it goes on from there.
    all.purse.behave(Purse::Works);
    counter.click("paypal-look-again").await?;
    counter.wait_for("paypal-alert", Sign::Gone, SOON).await?;
    counter.shows("paypal-none", Sign::There).await?;
    picture(counter, "paypal-alert-none").await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    all.shows("order-paypal", "captured").await?;
    counter.wait_for("order-due", Sign::Has("data-cents", "0"), SOON).await?;
    counter.click("dialog-close").await?;

    // Another one is ended by hand, with what was done.
    all.order("A-002", 1).await?;
    let asked = all.ask().await?;
    customer_pays(&all.purse, &asked.id, "8,00 €").await?;
    all.shows("paypal-state", "authorized").await?;
    counter.click("dialog-close").await?;
    all.purse.behave(Purse::Refuses(422, "UNPROCESSABLE_ENTITY", "PAYEE_ACCOUNT_RESTRICTED"));
    kitchen.click("ready-for-oven").await?;
    kitchen.click("next-pizza").await?;
    counter.wait_for("paypal-alert", Sign::Says("A-002"), SOON).await?;
    counter.click("paypal-alert").await?;
    counter.type_keys("field-reason", "Payé en espèces, autorisation annulée").await?;
    counter.click("paypal-end").await?;
    counter.wait_for("paypal-alert", Sign::Gone, SOON).await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    counter.shows("settle-A-002", Sign::Live).await?;
    all.are_unharmed().await
}
