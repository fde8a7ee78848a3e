//! The office's page of runs that are over: what was brought, what failed, of which day and driver, page by page.

use crate::database::{Fresh, a_uuid};
use crate::deliveries::{COLLEAGUE, second_driver, thirty_ready};
use crate::messages::choose;
use crate::office::in_both_themes;
use crate::people::{at_counter, tap};
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use anyhow::Context;
use domain::Cents;
use domain::orders::{HandOver, SettleOrder};
use domain::payments::Given;
use domain::runs::{
    EndRun, FailReason, FailStop, ReadDeliveries, ReadyDelivery, RunId, SendRun, StopAsked,
};
use domain::shops::WindowKind;
use domain::staff::{Role, StaffId};
use oc_pizza::app::App;
use oc_pizza::demo;
use sqlx::AssertSqlSafe;

/// A run with these orders: the first comes back, the others are paid in cash; so many cents more are brought than owed.
async fn driven(
    app: &App,
    driver: StaffId,
    orders: &[ReadyDelivery],
    more: i64,
) -> anyhow::Result<RunId> {
    let run = RunId(a_uuid());
    let stops = (1..).zip(orders).map(|(nth, it)| StopAsked { order: it.order, minutes: 6 * nth });
    let (minutes, float) = (6 * orders.len() as u32 + 5, Cents::ZERO);
    let call = SendRun {
        command: tap(),
        run,
        driver,
        minutes,
        stops: stops.collect(),
        is_estimate: true,
        float,
    };
    at_counter(app, call).await.expect("sent");
    let (failed, brought) = orders.split_first().context("an order")?;
    let note = Some("personne à l’interphone, rappelé deux fois".to_owned());
    let (order, reason) = (failed.order, FailReason::NotFound);
    at_counter(app, FailStop { command: tap(), run, order, reason, note }).await.expect("back");
    let mut owed = Cents::ZERO;
    for it in brought {
        at_counter(app, HandOver { command: tap(), order: it.order }).await.expect("handed over");
        let given = Given::Cash { received: it.due };
        let paid = SettleOrder::at_once(tap(), it.order, it.due, given);
        at_counter(app, paid).await.expect("paid");
        owed += it.due;
    }
    let counted = owed + Cents(more);
    let end = EndRun { command: tap(), run, counted, unpaid_is_meant: false };
    at_counter(app, end).await.expect("counted");
    Ok(run)
}

/// What the clock does: a run was on another day, and many more on that one.
async fn on_another_day(fresh: &Fresh, run: RunId) -> anyhow::Result<()> {
    let (pool, run) = (fresh.pool(), run.0);
    for statement in [
        "ALTER TABLE oc_pizza.run DISABLE TRIGGER run_is_over".to_owned(),
        format!(
            "UPDATE oc_pizza.run SET left_at = '2026-01-20 19:12 Europe/Paris', ended_at = '2026-01-20 20:03 Europe/Paris'
             WHERE run_id = '{run}'"
        ),
        format!(
            "WITH more AS (
                 INSERT INTO oc_pizza.run (run_id, shop_id, driver_id, sent_by, terminal_id, left_at, expected_minutes,
                                           is_estimate, float_cents, ended_at, ended_by, taken_cents, counted_cents)
                 SELECT md5(nth::text)::uuid, shop_id, driver_id, sent_by, terminal_id, left_at - nth * interval '1 hour',
                        expected_minutes, is_estimate, float_cents, ended_at - nth * interval '1 hour', ended_by, taken_cents,
                        taken_cents
                 FROM oc_pizza.run, generate_series(1, 45) AS nth WHERE run_id = '{run}'
                 RETURNING run_id)
             INSERT INTO oc_pizza.run_stop (run_id, shop_id, order_id, position, minutes, state, done_at, done_by, reason)
             SELECT more.run_id, shop_id, order_id, position, minutes, state, done_at, done_by, reason
             FROM oc_pizza.run_stop, more WHERE run_stop.run_id = '{run}'"
        ),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(&pool).await?;
    }
    Ok(())
}

async fn go_there_anew(office: &Terminal) -> anyhow::Result<()> {
    office.click("go-services").await?;
    office.click("go-runs").await
}

#[tokio::test]
async fn a_manager_reads_what_drivers_brought_and_what_failed() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-runs").await?;
    office.shows("past-runs-empty", Sign::Says("dès que le comptoir l’a soldée")).await?;
    in_both_themes(&office, "office-runs-empty").await?;

    second_driver(&fresh).await?;
    thirty_ready(&fresh, |nth| Some((0.001 * nth as f64, 0.002))).await?;
    let app = other_counter(&fresh).await;
    let board = at_counter(&app, ReadDeliveries {}).await.expect("the board");
    let ready = &board.ready;
    let named = |name: &str| board.drivers.iter().find(|it| it.name == name).map(|it| it.driver);
    let (driver, other) = (board.drivers.iter().find(|it| it.name != COLLEAGUE), named(COLLEAGUE));
    let (driver, other) = (driver.context("a driver")?.driver, other.context("another")?);
    let earlier = driven(&app, driver, &ready[..2], 0).await?;
    on_another_day(&fresh, earlier).await?;
    let short = driven(&app, driver, &ready[2..9], -250).await?;
    let right = driven(&app, other, &ready[9..12], 0).await?;
    go_there_anew(&office).await?;
    let row = |run: RunId| format!("past-run-{}", run.0);
    office.shows(&row(right), Sign::Says(COLLEAGUE)).await?;
    office.shows(&row(right), Sign::Says("estimé")).await?;
    let difference = |run: RunId| format!("difference-{}", run.0);
    office.shows(&difference(short), Sign::Says("\u{2212}2,50")).await?;
    office.shows(&difference(right), Sign::Says("0,00")).await?;
    let failed = format!("failed-{}", ready[2].number);
    office.shows(&failed, Sign::Says("client introuvable (personne à l’interphone")).await?;
    in_both_themes(&office, "office-runs").await?;

    choose(&office, "filter-driver", &other.0.to_string()).await?;
    office.shows(&row(short), Sign::Gone).await?;
    office.shows(&row(right), Sign::There).await?;
    choose(&office, "filter-driver", "").await?;
    office.shows(&row(short), Sign::There).await?;
    office.fill("runs-day", "20/01/2026").await?;
    office.shows(&row(earlier), Sign::Says("19:12 → 20:03")).await?;
    office.shows(&row(earlier), Sign::Says("51")).await?;
    office.shows(&row(short), Sign::Gone).await?;
    picture(&office, "office-runs-of-a-day").await?;
    office.click("runs-day-after").await?;
    office.shows("past-runs-empty", Sign::Says("Choisissez un autre jour")).await?;
    in_both_themes(&office, "office-runs-none-found").await?;
    office.fill("runs-day", "hier").await?;
    office.shows("error-day", Sign::Says("30/11/2026")).await?;
    picture(&office, "office-runs-no-day").await?;
    office.click("runs-every-day").await?;
    office.shows("error-day", Sign::Gone).await?;
    office.shows(&row(short), Sign::There).await?;

    office.click("past-runs-earlier").await?;
    office.shows(&row(short), Sign::Gone).await?;
    office.shows("past-runs-later", Sign::Live).await?;
    picture(&office, "office-runs-earlier").await?;
    office.click("save-runs").await?;
    office.shows("save-runs-done", Sign::Says("courses")).await?;
    office.click("past-runs-later").await?;
    office.shows(&row(short), Sign::There).await?;
    choose(&office, "shop-picker", "MOZ2").await?;
    office.shows("past-runs-empty", Sign::There).await?;
    choose(&office, "shop-picker", "MOZ1").await?;
    office.shows(&row(short), Sign::There).await?;
    picture(&office, "office-runs-of-a-shop").await?;
    office.click("language").await?;
    office.shows("page-runs", Sign::Says("What each driver left with")).await?;
    picture(&office, "office-runs-english").await?;
    office.is_unharmed().await
}
