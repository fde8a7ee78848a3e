//! What a counter asks of its card terminal and says of it, answered on this PC.

use crate::app::{App, Asking, Capability, reply};
use crate::error::Error;
use crate::ledger::{accounts, events};
use crate::orders;
use crate::outside::card_terminal::Address;
use domain::contract::CallFacts;
use domain::ledger::{Event, EventCode};
use domain::offline::NotWithoutServer;
use domain::orders::{OrderId, OrdersCall, SettleOrder, SettleRefused};
use domain::payments::{
    AskCard, AskedCard, CardAnswer, CardLink, CardNo, CardPayment, CardPaymentId, CardRefused,
    CardSaid, CardWord, Cards, Payer, PaymentsCall, SayCard, SetCardTerminal, TenderKind, asking,
    check_going_back,
};
use domain::staff::{CallRefused, StaffTile};
use domain::text::{self, NAME_CHARACTERS_MAX};
use domain::{Cents, CommandId, Language};

impl Capability for PaymentsCall {
    fn facts(&self) -> CallFacts {
        PaymentsCall::facts(self)
    }

    async fn answer(self, app: &App, asking: Asking) -> Result<serde_json::Value, Error> {
        let from = &asking;
        match self {
            PaymentsCall::ReadCards(call) => {
                reply(call, async |_| Ok(app.cards()?.map(|it| it.stand()).unwrap_or_default()))
                    .await
            }
            PaymentsCall::AskCard(call) => reply(call, |call| ask(app, from, call)).await,
            PaymentsCall::LeaveCard(call) => {
                reply(call, async |call| Ok(app.asked_cards()?.leave(call.payment).await?)).await
            }
            PaymentsCall::SayCard(call) => reply(call, |call| say(app, from, call)).await,
            PaymentsCall::CardGivenBack(call) => {
                reply(call, async |call| {
                    let who = &person(from)?.name;
                    let back = app.asked_cards()?.given_back(call.payment, who).await?;
                    note(app, &back, who, ("remboursé sur la carte", "given back to the card"));
                    Ok(back)
                })
                .await
            }
            PaymentsCall::SetCardTerminal(call) => {
                reply(call, async |call| set(app, from, &call)).await
            }
            PaymentsCall::TestCardTerminal(call) => {
                reply(call, async |call| {
                    Ok(app.asked_cards()?.look(address(&call.address)?).await?)
                })
                .await
            }
        }
    }
}

fn person(from: &Asking) -> Result<&StaffTile, Error> {
    from.staff.as_ref().ok_or_else(|| CallRefused::NotSignedIn.into())
}

fn address(typed: &str) -> Result<Address, CardRefused> {
    typed.trim().parse().map_err(|_| CardRefused::NotAnAddress)
}

/// Asks the terminal, where what it takes would be booked as things stand.
async fn ask(app: &App, from: &Asking, call: AskCard) -> Result<AskedCard, Error> {
    let cards = app.asked_cards()?;
    let AskCard { payment, order, number, due, amount, goes_back } = call;
    let number = text::checked(Some(&number), "number", NAME_CHARACTERS_MAX)?.unwrap_or_default();
    let card = CardPayment::ask(amount, CardLink::Network)?;
    if let Some(known) = cards.known(payment).await? {
        return Ok(known);
    }
    // No command, and yet it takes money.
    app.training().admits(false)?;
    match goes_back {
        true => check_back(app, from, order, amount).await?,
        false => check_due(app, from, payment, (order, due, amount)).await?,
    }
    let asked = CardSaid { who: person(from)?.name.clone(), at: app.now() };
    let asked = AskedCard {
        payment,
        order,
        number,
        goes_back,
        asked,
        card,
        seen: None,
        settled_by: None,
        end: None,
        ended_at: None,
        back_by: None,
    };
    Ok(cards.ask(asked).await?)
}

/// Checks that a refund of the order says that so much went back by card, and has not yet. That a refund
/// was booked by another counter is no matter: this one's terminal is asked.
async fn check_back(app: &App, from: &Asking, order: OrderId, amount: Cents) -> Result<(), Error> {
    if app.is_away() {
        return Err(NotWithoutServer.into());
    }
    let caller = app.caller(from.clone()).await?;
    let account = app.carry(accounts::read(app, &caller, order)).await?;
    let account = account.ok_or(SettleRefused::Unknown)?;
    let tenders = account.entries.iter().flat_map(|booked| &booked.ticket.tenders);
    let back = tenders.filter(|it| it.tender == TenderKind::Card && it.amount < Cents::ZERO);
    let refunded: Cents = back.map(|it| Cents(-it.amount.0)).sum();
    Ok(check_going_back(&app.asked_cards()?.ever(order).await?, refunded, amount)?)
}

/// Checks that what is taken would be booked as things stand.
async fn check_due(
    app: &App,
    from: &Asking,
    payment: CardPaymentId,
    (order, due, amount): (OrderId, Cents, Cents),
) -> Result<(), Error> {
    let known = app.cards_of(order);
    let payer = Payer { given: asking(&known, amount), ..Payer::default() };
    let (command, payers) = (CommandId(payment.0), vec![payer]);
    let settling = SettleOrder { command, order, due, payers, in_full: false };
    // As it is at the server now: another counter may have settled it, or given it up.
    orders::check_stands(app, order).await?;
    accounts::forget(app, order);
    app.would_book(&OrdersCall::from(settling), command, from).await
}

/// A person says what is on the terminal.
async fn say(app: &App, from: &Asking, call: SayCard) -> Result<AskedCard, Error> {
    let (cards, person) = (app.asked_cards()?, person(from)?);
    let asked = cards.stand().payments.into_iter().find(|it| it.payment == call.payment);
    let amount = asked.ok_or(CardRefused::Over)?.card.amount;
    let answer = match call.accepted {
        true => CardAnswer::Accepted { amount },
        false => CardAnswer::Refused { why: CardNo::NotTaken },
    };
    let word = CardWord::Seen { answer, staff: person.id, role: person.role };
    let after = cards.seen(call.payment, word, &person.name).await?;
    let words = match call.accepted {
        true if after.goes_back => {
            ("remboursé, vu sur le terminal", "given back, as seen on the terminal")
        }
        true => ("accepté, vu sur le terminal", "accepted, as seen on the terminal"),
        false => ("refusé, vu sur le terminal", "refused, as seen on the terminal"),
    };
    note(app, &after, &person.name, words);
    Ok(after)
}

/// What a person said is in the register's chain, in the language of its papers.
fn note(app: &App, asked: &AskedCard, who: &str, (words, logged): (&str, &str)) {
    let amount = asked.card.amount.show(Language::Fr);
    tracing::warn!(order = asked.number, who, payment = %asked.payment.0, "card payment {logged}");
    events::note_with(
        app,
        Event {
            code: EventCode::CardChecked,
            what: Some(asked.number.clone()),
            who: Some(who.to_owned()),
            detail: Some(format!("{amount} : {words}")),
            office: None,
        },
    );
}

fn set(app: &App, from: &Asking, call: &SetCardTerminal) -> Result<Cards, Error> {
    let (cards, who) = (app.asked_cards()?, person(from)?.name.clone());
    let typed = Some(call.address.trim()).filter(|it| !it.is_empty());
    cards.set_terminal(typed.map(address).transpose()?)?;
    let stand = cards.stand();
    let (what, who) = (Some("card_terminal".to_owned()), Some(who));
    let detail = Some(stand.terminal.clone().unwrap_or_default());
    events::note_with(
        app,
        Event { code: EventCode::SettingsChanged, what, who, detail, office: None },
    );
    Ok(stand)
}
