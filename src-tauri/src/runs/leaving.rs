//! A driver leaves: the best round for some orders, and the statement that sends him.

mod store;

use super::when_and_who;
use crate::app::{App, Caller};
use crate::command;
use crate::error::{Error, raised, unreadable};
use crate::ledger::paper;
use crate::outside::directions::Directions;
use crate::settings::outside;
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::Cents;
use domain::delivery::{Position, WayAsked};
use domain::orders::{OrderId, OrderState};
use domain::payments::TenderKind;
use domain::runs::{
    PlanRemark, PlanRun, PlannedRun, Round, RunRefused, RunSent, SendRun, ToVisit, estimated_round,
    planned, round_by,
};
use domain::settings::{SecretName, ServiceFault};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long the service of ways is waited for: a person stands before the screen, and there is the estimate.
const WAYS_MAX: Duration = Duration::from_secs(5);
/// The key by which a driver is on one run.
const ON_ONE_RUN: &str = "run_driver_once";

/// The orders of a run that is thought of, and where the shop is.
#[derive(Deserialize)]
struct Found {
    shop: Option<Position>,
    orders: Vec<FoundOrder>,
}

#[derive(Deserialize)]
struct FoundOrder {
    order: OrderId,
    number: String,
    is_delivery: bool,
    state: OrderState,
    position: Option<Position>,
    out: Option<FoundOut>,
}

/// Who has an order that is out.
#[derive(Deserialize)]
struct FoundOut {
    left_at: DateTime<Utc>,
    driver: String,
}

impl FoundOrder {
    /// Whether it can leave; the statement that sends it refuses the same.
    fn check(&self) -> Result<(), RunRefused> {
        let number = self.number.clone();
        match (&self.out, self.state) {
            _ if !self.is_delivery => Err(RunRefused::NotADelivery { number }),
            (Some(out), _) => {
                let (driver, left_at) = (out.driver.clone(), out.left_at);
                Err(RunRefused::TakenAlready { number, driver, left_at })
            }
            (None, OrderState::Ready) => Ok(()),
            (None, state) => Err(RunRefused::NotReady { number, state }),
        }
    }

    fn to_visit(&self) -> ToVisit {
        ToVisit { order: self.order, number: self.number.clone(), position: self.position }
    }
}

/// The best round, or the times of the order in which a person put them.
pub async fn plan(app: &App, caller: &Caller, call: PlanRun) -> Result<PlannedRun, Error> {
    call.check()?;
    let keys: Vec<_> = call.orders.iter().map(|order| order.0).collect();
    let found = store::found(app.database(), caller, &keys).await?.context("no such shop")?;
    if found.orders.len() < keys.len() {
        return Err(RunRefused::UnknownOrder.into());
    }
    found.orders.iter().try_for_each(FoundOrder::check)?;
    let visits: Vec<_> = found.orders.iter().map(FoundOrder::to_visit).collect();
    let places: Vec<_> = visits.iter().filter_map(|visit| visit.position).collect();
    let mut remarks = Vec::new();
    let round = match found.shop {
        None => {
            remarks.push(PlanRemark::ShopHasNoPosition);
            None
        }
        Some(shop) if places.is_empty() => {
            let nowhere =
                Round { order: vec![], legs: vec![], line: vec![shop], is_estimate: true };
            Some(nowhere)
        }
        Some(shop) => {
            let (round, remark) = round_through(app, (shop, &places), call.as_given).await?;
            remarks.extend(remark);
            Some(round)
        }
    };
    let unknown = visits.iter().filter(|it| it.position.is_none()).map(|it| it.number.clone());
    let numbers: Vec<_> = unknown.collect();
    if !numbers.is_empty() {
        remarks.push(PlanRemark::NoPosition { numbers });
    }
    let planned = planned(&visits, round, call.as_given, app.now());
    Ok(PlannedRun { remarks, ..planned })
}

/// The way from the shop through these places and back: by the service, else by the estimate, with why.
async fn round_through(
    app: &App,
    (shop, places): (Position, &[Position]),
    as_given: bool,
) -> Result<(Round, Option<PlanRemark>), Error> {
    let asked = WayAsked {
        from: shop,
        to: shop,
        stops: places.to_vec(),
        in_any_order: !as_given,
        leaves_at: app.now(),
    };
    let fault = match outside::ways(app).await {
        Ok(None) => None,
        Ok(Some(google)) => match timeout(WAYS_MAX, google.way(&asked)).await {
            Ok(Ok(way)) => return Ok((round_by(way), None)),
            Ok(Err(fault)) => Some(fault),
            Err(_) => Some(ServiceFault::Silent { seconds: WAYS_MAX.as_secs() }),
        },
        // A locked keyring keeps no driver.
        Err(Error::Refused(_)) => Some(ServiceFault::NoSecret { name: SecretName::GoogleKey }),
        Err(error) => return Err(error),
    };
    let rule = outside::travel_rule(app).await?;
    let round = estimated_round(shop, places, rule, as_given);
    Ok((round, Some(PlanRemark::Estimate { fault })))
}

/// A driver leaves with these orders.
pub async fn send(app: &App, caller: &Caller, call: SendRun) -> Result<RunSent, Error> {
    call.check()?;
    let attempt = || store::send(app.database(), caller, &call);
    let mut sent = command::unless_overtaken(attempt).await;
    // Of two dispatchers with one driver the second breaks on the key, and is told why by another try.
    if sent.as_ref().is_err_and(breaks_on_driver) {
        sent = command::unless_overtaken(attempt).await;
    }
    let sent: RunSent = command::once(app.database(), call.command, sent, |error| match error {
        None => RunRefused::UnknownOrder.into(),
        Some(error) => refused(error),
    })
    .await?;
    let float = [(TenderKind::Cash, call.float)];
    paper::open_drawer_for(app, caller, call.command, float).await;
    app.outbox().look();
    Ok(sent)
}

fn breaks_on_driver(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|it| it.constraint() == Some(ON_ONE_RUN))
}

/// What the statement refuses.
fn refused(error: sqlx::Error) -> Error {
    let Some((code, detail)) = raised(&error) else { return error.into() };
    let (number, rest) = detail.split_once(' ').unwrap_or((detail, ""));
    let number = number.to_owned();
    match code {
        "held_up" => RunRefused::HeldUp.into(),
        "unknown_driver" => RunRefused::UnknownDriver.into(),
        "unknown_order" => RunRefused::UnknownOrder.into(),
        "not_a_delivery" => RunRefused::NotADelivery { number }.into(),
        "not_ready" => match OrderState::from_word(rest) {
            Some(state) => RunRefused::NotReady { number, state }.into(),
            None => unreadable("orders", "state", rest).into(),
        },
        "taken" => match when_and_who(rest) {
            Some((left_at, driver)) => RunRefused::TakenAlready { number, driver, left_at }.into(),
            None => RunRefused::NotReady { number, state: OrderState::OutForDelivery }.into(),
        },
        "driver_out" => match when_and_who(detail) {
            Some((left_at, driver)) => RunRefused::DriverOut { driver, left_at }.into(),
            None => error.into(),
        },
        "not_in_drawer" => match detail.parse() {
            Ok(holds) => RunRefused::NotInDrawer { holds: Cents(holds) }.into(),
            Err(_) => error.into(),
        },
        _ => error.into(),
    }
}
