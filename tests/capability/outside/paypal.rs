//! PayPal: each step of a payment, each of its refusals and faults, and what they lead to. Whatever happens to the
//! lines, what PayPal has afterwards is what the order wanted.

mod faults;
mod ways;

use super::impatient;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Cents;
use domain::orders::OrderId;
use domain::payments::{
    PaypalCall, PaypalIntent, PaypalIntentId, PaypalNext, PaypalSeen, PaypalStanding, PaypalStep,
    PaypalWish, PaypalWord,
};
use domain::settings::{Paypal, ServiceFault};
use oc_pizza::outside::paypal::{OnlinePayments, PaypalAccount};
use oc_pizza::outside::{Login, Outside};
use simulators::{Asked, Purchase, Purse};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn intent(cents: i64) -> PaypalIntent {
    PaypalIntent {
        intent: PaypalIntentId(Uuid::from_u128(7)),
        order: OrderId(Uuid::from_u128(9)),
        reference: "MOZ1-2026-000123".to_owned(),
        attempt: 1,
        amount: Cents(cents),
        link_until: at(10_800),
        wish: PaypalWish::Hold,
        give_back: Cents::ZERO,
        seen: PaypalSeen::default(),
        begun: None,
        declines: 0,
        refunds_begun: 0,
        no: None,
        doubt: None,
    }
}

/// A counter with one payment, and PayPal.
struct Counter {
    outside: Outside,
    simulator: simulators::Paypal,
    secret: &'static str,
    intent: PaypalIntent,
    now: DateTime<Utc>,
}

impl Counter {
    async fn with(cents: i64) -> Counter {
        Counter {
            outside: impatient(),
            simulator: simulators::Paypal::on(Purse::Works).await,
            secret: simulators::Paypal::SECRET,
            intent: intent(cents),
            now: at(0),
        }
    }

    fn account(&self) -> PaypalAccount<'_> {
        let secret = |it: &str| it.to_owned().into();
        let user = secret(simulators::Paypal::CLIENT_ID);
        let login = Some(Login { user, password: secret(self.secret) });
        let return_address = "https://oc-pizza.example/merci".to_owned();
        let sandbox_address = self.simulator.address();
        let entered = Paypal { sandbox_address, return_address, ..Paypal::default() };
        PaypalAccount { outside: &self.outside, entered, login }
    }

    async fn call(&mut self, call: PaypalCall) -> Result<PaypalWord, ServiceFault> {
        if let PaypalCall::Step(step) = call {
            self.intent = self.intent.beginning(step, self.now);
        }
        let heard = self.account().call(&call, &self.intent).await;
        let word = heard.clone().unwrap_or(PaypalWord::Unheard);
        self.intent = self.intent.after(&call, &word, self.now);
        self.now += TimeDelta::seconds(3);
        heard
    }

    async fn step(&mut self, step: PaypalStep) -> Result<PaypalWord, ServiceFault> {
        self.call(PaypalCall::Step(step)).await
    }

    /// Does what is to be done, until somebody else has to do something.
    async fn goes_on(&mut self) -> PaypalNext {
        for _ in 0..6 {
            let next = self.intent.next(self.now);
            match next {
                PaypalNext::Call(PaypalCall::Order(_)) if self.waits() => return next,
                PaypalNext::Call(call) => drop(self.call(call).await),
                PaypalNext::Renumber => {
                    self.intent = self.intent.renumbered(self.intent.attempt + 1);
                }
                PaypalNext::Lapse => self.intent = self.intent.wishing(PaypalWish::Leave),
                other => return other,
            }
        }
        self.intent.next(self.now)
    }

    /// Whether it is the customer's turn, as far as PayPal says now.
    fn waits(&self) -> bool {
        let is_open = self.intent.standing() == PaypalStanding::Open;
        is_open && self.purchase().status == "PAYER_ACTION_REQUIRED"
    }

    fn wants(&mut self, wish: PaypalWish) {
        self.intent = self.intent.wishing(wish);
    }

    /// What PayPal has of it.
    fn purchase(&self) -> Purchase {
        self.simulator.purchases().pop().expect("an order")
    }

    fn pay(&self) {
        assert!(self.simulator.pay(&self.purchase().id), "there is something to pay");
    }

    /// The link is open, and the customer has paid.
    async fn paid(cents: i64) -> Counter {
        let mut counter = Counter::with(cents).await;
        counter.goes_on().await;
        counter.pay();
        counter
    }

    /// The amount is kept for the group.
    async fn authorized(cents: i64) -> Counter {
        let mut counter = Counter::paid(cents).await;
        assert_eq!(counter.goes_on().await, PaypalNext::Wait);
        counter
    }

    /// The money is here.
    async fn captured(cents: i64) -> Counter {
        let mut counter = Counter::authorized(cents).await;
        counter.wants(PaypalWish::Take);
        assert_eq!(counter.goes_on().await, PaypalNext::Over);
        counter
    }

    /// The requests to a place, as they came.
    fn asked(&self, end: &str) -> Vec<Asked> {
        self.simulator.asked().into_iter().filter(|it| it.path.ends_with(end)).collect()
    }
}

/// What a browser does: a request to a page of this machine, and what came.
async fn browse(address: &str, method: &str, body: &str) -> String {
    let (host, path) =
        address.strip_prefix("http://").and_then(|it| it.split_once('/')).expect("a page");
    let mut line = tokio::net::TcpStream::connect(host).await.expect("there");
    let (kind, length) = ("application/x-www-form-urlencoded", body.len());
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    line.write_all(request.as_bytes()).await.expect("asked");
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.expect("answered");
    answer
}
