//! Whom a shop's warnings go to, and who says how.

use super::{named, terminal};
use super::{near, take};
use crate::support::database::Fresh;
use crate::support::people::sign_in;
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::messages::{Channel, ListReach, PersonReached, SetReach, TypedReach};
use domain::shops::WindowKind;
use domain::staff::{Role, StaffId};
use domain::terminals::TerminalKind;
use domain::{Call, Failure, Language};
use oc_pizza::app::{App, Capability};
use sqlx::PgPool;

async fn at_office<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

fn typed(phone: &str, email: &str, shops: &[&str]) -> TypedReach {
    TypedReach {
        preferred: if email.is_empty() { Channel::Sms } else { Channel::Email },
        phone: phone.to_owned(),
        email: email.to_owned(),
        language: Language::En,
        shops: shops.iter().map(|code| (*code).to_owned()).collect(),
    }
}

async fn people(app: &App) -> Vec<PersonReached> {
    at_office(app, ListReach {}).await.expect("listed")
}

/// The address that each message went to, or the number.
async fn to(pool: &PgPool) -> Vec<String> {
    let to = "SELECT coalesce(email, phone) FROM message WHERE kind = 'stock_short' ORDER BY 1";
    sqlx::query_scalar(to).fetch_all(pool).await.expect("the messages")
}

#[tokio::test]
async fn who_runs_the_group_says_how_each_is_reached_and_of_which_shops() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Bureau");
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    let listed = people(&app).await;
    let of = |role| listed.iter().filter(move |it| it.role == role);
    assert!(of(Role::ShopManager).count() > 0 && of(Role::GroupManager).count() > 0);
    assert!(listed.iter().all(|it| it.told.is_empty()));
    assert!(listed.iter().all(|it| it.reach.is_none() || it.role == Role::Driver));
    let manager = of(Role::ShopManager).find(|it| it.works == ["MOZ1"]).expect("one").id;
    let group = of(Role::GroupManager).next().expect("one").id;
    let set = async |staff, typed| at_office(&app, SetReach { staff, typed }).await;
    set(manager, typed("06 12 34 56 78", "ann@exemple.fr", &["MOZ1", "MOZ2"])).await.expect("kept");
    set(manager, typed("06 12 34 56 78", "ann@exemple.fr", &["MOZ1", "MOZ2"]))
        .await
        .expect("again");
    let kept = people(&app).await.into_iter().find(|it| it.id == manager).expect("there");
    let reach = kept.reach.expect("reached");
    assert_eq!(reach.phone.as_deref(), Some("+33612345678"));
    assert_eq!((reach.preferred, kept.language), (Channel::Email, Language::En));
    assert_eq!(kept.told, ["MOZ1"], "he does not work in the other");
    set(group, typed("", "gus@exemple.fr", &["MOZ2", "MOZ3"])).await.expect("kept");
    set(group, typed("", "gus@exemple.fr", &["MOZ3"])).await.expect("kept");
    let kept = people(&app).await.into_iter().find(|it| it.id == group).expect("there");
    assert_eq!(kept.told, ["MOZ3"]);
    for (staff, wrong, field) in [
        (manager, typed("12", "", &[]), Some("phone")),
        (manager, typed("", "ann@", &[]), Some("email")),
        (StaffId(987_654), typed("+33612345678", "", &[]), None),
    ] {
        let refused = set(staff, wrong).await.expect_err("refused");
        assert_eq!(refused.field.as_deref(), field, "{refused:?}");
    }
    set(manager, typed("", "", &["MOZ1"])).await.expect("not any more");
    let kept = people(&app).await.into_iter().find(|it| it.id == manager).expect("there");
    assert!(kept.reach.is_none() && kept.told.is_empty());
}

#[tokio::test]
async fn a_shops_manager_keeps_his_own_and_his_drivers_and_sees_no_other() {
    let fresh = Separated::new().await;
    let office = fresh.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let office = program(&office, fresh.options());
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    let own = office.signed_in(WindowKind::Office).expect("somebody").id;
    let seen = people(&office).await;
    let (drivers, managers): (Vec<_>, Vec<_>) = seen.iter().partition(|it| it.role == Role::Driver);
    assert_eq!(managers.iter().map(|it| it.id).collect::<Vec<_>>(), [own]);
    assert!(drivers.len() == 1 && drivers[0].works == ["MOZ1"]);
    // A driver has a number, and is told of no stock.
    let driver = drivers[0].id;
    let his = SetReach { staff: driver, typed: typed("+33699999999", "", &["MOZ1"]) };
    at_office(&office, his).await.expect("kept");
    let kept = people(&office).await.into_iter().find(|it| it.id == driver).expect("there");
    let phone = kept.reach.and_then(|it| it.phone);
    assert_eq!((phone.as_deref(), kept.told.len()), (Some("+33699999999"), 0));
    let mine = SetReach { staff: own, typed: typed("+33612345678", "", &["MOZ1"]) };
    at_office(&office, mine).await.expect("kept");
    sign_in(&office, WindowKind::Office, Role::GroupManager).await;
    let group = office.signed_in(WindowKind::Office).expect("somebody").id;
    assert!(people(&office).await.len() > 1);
    // Of another shop, this office says nothing.
    let call = SetReach { staff: group, typed: typed("", "g@exemple.fr", &["MOZ1", "MOZ2"]) };
    at_office(&office, call).await.expect("kept");
    let kept = people(&office).await.into_iter().find(|it| it.id == group).expect("there");
    assert_eq!((kept.told, kept.works), (vec!["MOZ1".to_owned()], vec!["MOZ1".to_owned()]));
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    let call = SetReach { staff: group, typed: typed("", "x@exemple.fr", &[]) };
    let refused = at_office(&office, call).await.expect_err("another's");
    assert!(refused.message.contains("vos propres"), "{refused:?}");
}

#[tokio::test]
async fn who_asked_is_told_else_the_shops_manager_else_the_groups() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
    let listed = people(&app).await;
    let id = |role| {
        let is = |it: &&PersonReached| it.role == role && it.works.contains(&"MOZ1".to_owned());
        listed.iter().find(is).expect("one").id
    };
    let (manager, group) = (id(Role::ShopManager), id(Role::GroupManager));
    let cross = async || {
        near(&app, cheese, 1).await;
        take(&app, "some is thrown away", cheese).await;
        let went = to(&pool).await;
        sqlx::query("DELETE FROM message").execute(&pool).await.expect("read");
        went
    };
    let set = async |staff, typed| at_office(&app, SetReach { staff, typed }).await.expect("kept");
    assert_eq!(cross().await, [""; 0], "nobody can be reached");
    set(group, typed("", "group@exemple.fr", &[])).await;
    assert_eq!(cross().await, ["group@exemple.fr"]);
    set(manager, typed("", "shop@exemple.fr", &[])).await;
    assert_eq!(cross().await, ["shop@exemple.fr"]);
    set(group, typed("", "group@exemple.fr", &["MOZ1"])).await;
    assert_eq!(cross().await, ["group@exemple.fr"], "who asked");
    set(manager, typed("", "shop@exemple.fr", &["MOZ1"])).await;
    assert_eq!(cross().await, ["group@exemple.fr", "shop@exemple.fr"]);
}
