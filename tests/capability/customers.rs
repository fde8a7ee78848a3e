//! Customers: found by their number, made by their orders, changed by two at once, forgotten.

pub mod forgotten;

use crate::invariants;
use crate::offline::cut::{Cut, cash, open};
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{an_order, at_counter, line, order, paid_by_card, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::customers::{
    CustomerDetails, CustomerFile, CustomerId, CustomerRow, CustomerSaved, DeliveryAddress,
    FindCustomer, FoundCustomer, MergeCustomers, ReadCustomer, SaveCustomer, SearchCustomers,
    Sides,
};
use domain::menu::Menu;
use domain::orders::{
    ChangeOrder, HandOver, ListOpenOrders, PlaceOrder, PlacedOrder, ReadAccount, ReadOrder,
    ServiceMode,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Call, Cents, Failure, FailureCode, Language};
use oc_pizza::app::{App, Capability};

/// A door in Mozzaville.
pub fn door(street: &str) -> DeliveryAddress {
    DeliveryAddress {
        street: street.to_owned(),
        postcode: "99120".to_owned(),
        town: "Mozzaville".to_owned(),
        floor: Some("2e".to_owned()),
        ..DeliveryAddress::default()
    }
}

/// An order of that number, brought to a door if there is one.
pub fn by_phone(menu: &Menu, phone: &str, address: Option<DeliveryAddress>) -> PlaceOrder {
    let mut call = an_order(menu, vec![line(menu, "reine", 2), line(menu, "cola", 1)]);
    call.content.channel = domain::orders::Channel::Phone;
    call.content.customer_phone = Some(phone.to_owned());
    call.content.customer_name = Some("Mme Lefèvre".to_owned());
    if address.is_some() {
        call.content.mode = ServiceMode::Delivery;
        call.content.delivery = address;
    }
    call
}

/// The customer of a number, as a counter finds it.
pub async fn found(app: &App, phone: &str) -> Option<FoundCustomer> {
    at_counter(app, FindCustomer { phone: phone.to_owned() }).await.expect("looked for")
}

/// A call from the office, in French.
pub async fn in_office<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

pub async fn ready(fresh: &Fresh) -> App {
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    app
}

fn details(phone: &str, name: &str) -> CustomerDetails {
    CustomerDetails {
        phone: phone.to_owned(),
        name: name.to_owned(),
        addresses: vec![door("12 rue des Lilas")],
        ..CustomerDetails::default()
    }
}

async fn saved(
    app: &App,
    customer: CustomerId,
    version: Option<i64>,
    details: CustomerDetails,
) -> Result<CustomerSaved, Failure> {
    at_counter(app, SaveCustomer { command: tap(), customer, version, details }).await
}

async fn file(app: &App, customer: CustomerId) -> CustomerFile {
    in_office(app, ReadCustomer { customer }).await.expect("a file")
}

async fn search(app: &App, typed: &str) -> Vec<CustomerRow> {
    in_office(app, SearchCustomers { typed: typed.to_owned() }).await.expect("a list")
}

#[tokio::test]
async fn an_order_finds_or_makes_its_customer_however_the_number_is_written() {
    let fresh = Fresh::new().await;
    let counter = ready(&fresh).await;
    let menu = counter.menu().await.expect("the menu");
    assert_eq!(found(&counter, "06 12 34 56 78").await, None);
    let first = by_phone(&menu, "06 12 34 56 78", Some(door("12 rue des Lilas")));
    let placed = at_counter(&counter, first).await.expect("placed");
    // Two Reine at 8, a can at 2.50, and the fee of 1.
    assert_eq!(placed.total, Cents(1950));

    let mut second = by_phone(&menu, "+33 (0)6.12.34.56.78", Some(door("12 RUE des lilas")));
    second.content.customer_name = Some("Zoé".to_owned());
    second.content.delivery.as_mut().expect("a door").code = Some("A1B2".to_owned());
    at_counter(&counter, second).await.expect("placed");
    at_counter(&counter, by_phone(&menu, "0033612345678", None)).await.expect("placed");

    let known = found(&counter, "+33612345678").await.expect("a customer");
    let customer = &known.customer;
    assert_eq!(
        (customer.phone.as_deref(), customer.name.as_deref()),
        (Some("+33612345678"), Some("Mme Lefèvre")),
        "the name of the file stays"
    );
    let doors: Vec<_> =
        customer.addresses.iter().map(|it| (it.street.as_str(), it.code.as_deref())).collect();
    assert_eq!(doors, [("12 RUE des lilas", Some("A1B2"))], "one door, as it was told last");
    assert_eq!(known.orders.len(), 3);
    let oldest = known.orders.last().expect("the first one");
    assert_eq!(
        (oldest.order, &oldest.names[..]),
        (placed.order, &["Reine".to_owned(), "Cola 33 cl".to_owned()][..])
    );
    assert_eq!(oldest.lines.len(), 2);
    assert_eq!(oldest.delivery.as_ref().map(|it| it.street.as_str()), Some("12 rue des Lilas"));
    // Nobody without a number has a file.
    order(&counter, &[("reine", 1)]).await;
    let files: i64 = sqlx::query_scalar("SELECT count(*) FROM customer")
        .fetch_one(counter.database())
        .await
        .expect("counted");
    assert_eq!(files, 1);
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn a_delivery_is_settled_with_its_fee_and_changed_with_its_address() {
    let fresh = Fresh::new().await;
    let counter = ready(&fresh).await;
    let menu = counter.menu().await.expect("the menu");
    let call = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
    let placed = at_counter(&counter, call).await.expect("placed");
    let listed = at_counter(&counter, ListOpenOrders {}).await.expect("the list");
    assert_eq!(
        listed[0].delivery.as_ref().map(|it| it.line()),
        Some("12 rue des Lilas, 99120\u{a0}Mozzaville".to_owned())
    );
    let fee: Vec<_> = listed[0].content.iter().filter(|it| it.is_fee).collect();
    assert_eq!(fee.iter().map(|it| it.gross).sum::<Cents>(), Cents(100));
    assert!(fee.iter().all(|it| it.name == "Livraison"));

    // Another number and another door: another customer, and the order is of that one.
    let asked = at_counter(&counter, ReadOrder { order: placed.order }).await.expect("the order");
    let mut other = by_phone(&menu, "+32 470 12 34 56", Some(door("3 place du Marché"))).content;
    other.lines = asked.lines.clone();
    let change = ChangeOrder {
        command: tap(),
        order: placed.order,
        version: asked.summary.version,
        content: other,
        promised_at: placed.promised_at,
    };
    at_counter(&counter, change).await.expect("changed");
    assert!(found(&counter, "+33612345678").await.expect("a file").orders.is_empty());
    let belgian = found(&counter, "0032470123456").await.expect("a file");
    assert_eq!((belgian.orders.len(), belgian.customer.addresses.len()), (1, 1));
    let notices: i64 = sqlx::query_scalar("SELECT count(*) FROM kitchen_notice")
        .fetch_one(counter.database())
        .await
        .expect("counted");
    assert_eq!(notices, 0, "the kitchen makes the same");

    // Picked up after all: nothing to bring, nothing for bringing it.
    let asked = at_counter(&counter, ReadOrder { order: placed.order }).await.expect("the order");
    let mut here = by_phone(&menu, "+32 470 12 34 56", None).content;
    here.lines = asked.lines.clone();
    let change = ChangeOrder {
        command: tap(),
        order: placed.order,
        version: asked.summary.version,
        content: here,
        promised_at: placed.promised_at,
    };
    let changed = at_counter(&counter, change).await.expect("changed");
    assert_eq!(changed.total, Cents(1850));
    at_counter(&counter, paid_by_card(placed.order, changed.total)).await.expect("settled");
    let account = at_counter(&counter, ReadAccount { order: placed.order }).await.expect("it");
    assert_eq!(account.paid, Cents(1850));
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn what_cannot_be_brought_is_refused_at_its_field() {
    let fresh = Fresh::new().await;
    let counter = ready(&fresh).await;
    let menu = counter.menu().await.expect("the menu");
    let refused = async |change: &dyn Fn(&mut PlaceOrder)| {
        let mut call = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
        change(&mut call);
        let refused = at_counter(&counter, call).await.expect_err("refused");
        assert_eq!(refused.code, FailureCode::Refused);
        refused.field
    };
    let street = |text: &'static str| {
        move |call: &mut PlaceOrder| {
            call.content.delivery.as_mut().expect("a door").street = text.to_owned();
        }
    };
    for (field, got) in [
        ("street", refused(&street("rue des Lilas")).await),
        ("street", refused(&|call| call.content.delivery = None).await),
        ("customer_phone", refused(&|call| call.content.customer_phone = None).await),
        (
            "customer_phone",
            refused(&|call| call.content.customer_phone = Some("06 12".to_owned())).await,
        ),
    ] {
        assert_eq!(got.as_deref(), Some(field));
    }
    let mut said = by_phone(&menu, "+33612345678", Some(door("Lieu-dit Le Moulin")));
    said.content.delivery.as_mut().expect("a door").without_number = true;
    at_counter(&counter, said).await.expect("somebody said that there is none");

    let minimum =
        "UPDATE selling_rule SET delivery_minimum_cents = 2000, delivery_free_from_cents = 2500";
    sqlx::query(minimum).execute(counter.database()).await.expect("set");
    let fresh_menu = |app: App| async move { app.menu().await.expect("the menu") };
    let menu = fresh_menu(fresh.terminal("Caisse 2")).await;
    assert_eq!(menu.rules.delivery.minimum, Some(Cents(2000)));
    let counter = ready(&fresh).await;
    let less = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
    let refused = at_counter(&counter, less).await.expect_err("too little");
    assert_eq!(refused.field.as_deref(), Some("mode"));
    let mut more = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
    more.content.lines[0].quantity = 3;
    assert_eq!(at_counter(&counter, more).await.expect("enough").total, Cents(2650));
}

#[tokio::test]
async fn of_two_counters_that_change_one_customer_the_second_is_told() {
    let fresh = Fresh::new().await;
    let (counter, other) = (ready(&fresh).await, ready(&fresh).await);
    let who = CustomerId(a_uuid());
    let made = saved(&counter, who, None, details("06 12 34 56 78", "Zoé")).await.expect("made");
    assert_eq!((made.customer, made.version), (who, 1));
    let mut first = details("06 12 34 56 78", "Zoé Martin");
    first.advertising = true;
    first.addresses.push(door("3 place du Marché"));
    let second = details("06 12 34 56 78", "Zoé M.");
    assert_eq!(saved(&counter, who, Some(1), first).await.expect("the first").version, 2);
    let refused = saved(&other, who, Some(1), second.clone()).await.expect_err("the second");
    assert_eq!(refused.code, FailureCode::Conflict);
    assert!(refused.message.contains("vient de changer"), "{refused:?}");
    let read = file(&other, who).await.customer;
    assert_eq!((read.name.as_deref(), read.version), (Some("Zoé Martin"), 2));
    assert!(read.consent.holds() && read.addresses.len() == 2);
    assert_eq!(read.addresses[0].street, "12 rue des Lilas");
    saved(&other, who, Some(2), second).await.expect("as it is now");
    let read = file(&other, who).await.customer;
    assert!(!read.consent.holds() && read.consent.given_at.is_some(), "{:?}", read.consent);
    assert_eq!(read.addresses.len(), 1);

    // The same tap again hears its first answer, and a number is one file's.
    let command = tap();
    let again = || SaveCustomer {
        command,
        customer: who,
        version: Some(3),
        details: details("+33612345678", "Zoé"),
    };
    let told = at_counter(&counter, again()).await.expect("saved");
    assert_eq!(at_counter(&counter, again()).await.expect("told again"), told);
    let mine = CustomerId(a_uuid());
    let taken = saved(&counter, mine, None, details("+33612345678", "Ana")).await;
    let taken = taken.expect_err("another's number");
    assert_eq!(taken.field.as_deref(), Some("phone"));
    assert!(taken.message.contains("Zoé"), "{taken:?}");
    saved(&counter, mine, None, details("+32 470 12 34 56", "Ana")).await.expect("her own");
    let taken = saved(&counter, mine, Some(1), details("+33612345678", "Ana")).await;
    assert_eq!(taken.expect_err("another's number").field.as_deref(), Some("phone"));
}

#[tokio::test]
async fn two_files_of_one_person_are_joined() {
    let fresh = Fresh::new().await;
    let counter = ready(&fresh).await;
    let menu = counter.menu().await.expect("the menu");
    for (phone, street) in
        [("+33612345678", "12 rue des Lilas"), ("+33388123456", "3 place du Marché")]
    {
        at_counter(&counter, by_phone(&menu, phone, Some(door(street)))).await.expect("placed");
    }
    let [mobile, home] =
        [found(&counter, "+33612345678").await, found(&counter, "+33388123456").await]
            .map(|it| it.expect("a file").customer);
    let sides = Sides {
        kept: mobile.id,
        kept_version: mobile.version,
        other: home.id,
        other_version: home.version,
    };
    let stale = Sides { other_version: 9, ..sides.clone() };
    let refused = in_office(&counter, MergeCustomers { command: tap(), sides: stale }).await;
    assert_eq!(refused.expect_err("changed meanwhile").code, FailureCode::Conflict);
    let same = Sides { other: mobile.id, ..sides.clone() };
    in_office(&counter, MergeCustomers { command: tap(), sides: same }).await.expect_err("itself");
    let joined = in_office(&counter, MergeCustomers { command: tap(), sides }).await.expect("one");
    let file = file(&counter, mobile.id).await;
    assert_eq!(file.customer.version, joined.version);
    assert_eq!((file.orders.len(), file.customer.addresses.len()), (2, 2));
    assert_eq!(found(&counter, "+33388123456").await, None);
    let gone = in_office(&counter, ReadCustomer { customer: home.id }).await.expect_err("gone");
    assert_eq!(gone.code, FailureCode::Conflict);
}

#[tokio::test]
async fn customers_are_searched_by_what_is_known_of_them() {
    let fresh = Fresh::new().await;
    let counter = ready(&fresh).await;
    assert!(search(&counter, "").await.is_empty());
    for (phone, name) in
        [("+33612345678", "Zoé Lefèvre"), ("+32470123456", "Ana"), ("+262692123456", "Luc")]
    {
        saved(&counter, CustomerId(a_uuid()), None, details(phone, name)).await.expect("made");
    }
    for (typed, names) in [
        ("lefè", vec!["Zoé Lefèvre"]),
        ("06 12", vec!["Zoé Lefèvre"]),
        ("+33 6 12", vec!["Zoé Lefèvre"]),
        ("470", vec!["Ana"]),
        ("'; DROP TABLE customer --", vec![]),
        ("%", vec![]),
        ("nobody", vec![]),
    ] {
        let found: Vec<_> =
            search(&counter, typed).await.into_iter().filter_map(|it| it.name).collect();
        assert_eq!(found, names, "{typed}");
    }
    let all = search(&counter, " ").await;
    assert!(all.len() == 3 && all.iter().all(|it| it.town.as_deref() == Some("Mozzaville")));
}

#[tokio::test]
async fn an_order_by_phone_taken_without_the_server_finds_its_customer_when_it_is_back() {
    let cut = Cut::ready().await;
    let menu = cut.app.menu().await.expect("the menu");
    let before = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
    at_counter(&cut.app, before).await.expect("placed");
    cut.away().await;
    let away = at_counter(&cut.app, FindCustomer { phone: "+33612345678".to_owned() }).await;
    away.expect_err("nothing of a customer is kept on this PC");
    let call = by_phone(&menu, "+33 6 12 34 56 78", Some(door("3 place du Marché")));
    let placed: PlacedOrder = at_counter(&cut.app, call).await.expect("taken");
    assert_eq!((placed.number.as_str(), placed.total), ("A-001·h", Cents(1950)));
    at_counter(&cut.app, by_phone(&menu, "+32470123456", None)).await.expect("taken");
    let listed = open(&cut.app).await;
    let shown = listed.iter().find(|it| it.order == placed.order).expect("listed");
    assert_eq!(shown.delivery.as_ref().map(|it| it.street.as_str()), Some("3 place du Marché"));
    at_counter(&cut.app, cash(&placed)).await.expect("the money");
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    let known = found(&cut.app, "+33612345678").await.expect("a customer");
    assert_eq!((known.orders.len(), known.customer.addresses.len()), (2, 2));
    assert_eq!(known.customer.addresses[0].street, "3 place du Marché");
    assert!(found(&cut.app, "+32470123456").await.is_some());
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn a_kitchen_knows_nobody_and_each_counter_of_the_group_knows_everybody() {
    let fresh = Separated::new().await;
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let other = fresh.enrolled("MOZ2", &[TerminalKind::Counter]).await;
    let (app, there) = (program(&counter, fresh.options()), program(&other, fresh.options()));
    for app in [&app, &there] {
        sign_in(app, WindowKind::Counter, Role::Cashier).await;
    }
    let menu = app.menu().await.expect("the menu");
    let call = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
    let placed = at_counter(&app, call).await.expect("placed");
    let known = found(&there, "+33612345678").await.expect("the group’s customer");
    assert_eq!(known.orders[0].order, placed.order, "of another shop");
    saved(&there, known.customer.id, Some(1), details("+33612345678", "Mme L."))
        .await
        .expect("it may");
    let wrong = HandOver { command: tap(), order: placed.order };
    at_counter(&there, wrong).await.expect_err("the order itself is its shop’s");

    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let kitchen = program(&kitchen, fresh.options());
    for (statement, may) in [
        ("SELECT number, state FROM orders", true),
        ("SELECT customer_phone FROM orders", false),
        ("SELECT customer_name FROM orders", false),
        ("SELECT delivery FROM orders", false),
        ("SELECT asked FROM orders", false),
        ("SELECT name FROM customer", false),
        ("SELECT address FROM customer_address", false),
        ("SELECT customer_orders(customer_id, 9) FROM orders", false),
    ] {
        let read = sqlx::query(statement).fetch_all(kitchen.database()).await;
        assert_eq!(read.is_ok(), may, "{statement}");
    }
    let erase = sqlx::query("SELECT erase_customer($1, 2)").bind(known.customer.id.0);
    erase.execute(app.database()).await.expect_err("an office does that");
}

/// What an earlier program kept is found as what this one keeps.
#[tokio::test]
async fn numbers_that_were_kept_as_ten_digits_get_their_country() {
    let fresh = Fresh::new().await;
    let (app, pool) = (ready(&fresh).await, fresh.pool());
    let menu = app.menu().await.expect("the menu");
    let typed = ["0612345678", "0692123456", "0590123456", "+32470123456"];
    for phone in typed {
        at_counter(&app, by_phone(&menu, phone, None)).await.expect("placed");
    }
    let before = "
        DROP FUNCTION phone_at_home(text);
        DROP FUNCTION tell_leaving(orders, timestamptz);
        ALTER TABLE customer DROP CONSTRAINT customer_phone_form;
        UPDATE customer SET phone = regexp_replace(phone, '^[+](33|262|590)', '0');
        UPDATE orders SET customer_phone = regexp_replace(customer_phone, '^[+](33|262|590)', '0');
        ALTER TABLE customer ADD CONSTRAINT customer_phone_form
            CHECK (phone ~ '^(0[1-9][0-9]{8}|[+][1-9][0-9]{7,14})$');
        UPDATE supplier SET phone = regexp_replace(phone, '^[+]33', '0');";
    sqlx::raw_sql(before).execute(&pool).await.expect("as it was");
    let migration = include_str!("../../migrations/0033_numbers_with_their_country.sql");
    let mut transaction = pool.begin().await.expect("a transaction");
    sqlx::raw_sql(migration).execute(&mut *transaction).await.expect("converted");
    transaction.commit().await.expect("committed");
    for phone in typed {
        let found = found(&app, phone).await.expect("a file");
        assert_eq!(found.orders.len(), 1, "{phone}");
    }
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT customer_phone FROM orders WHERE customer_phone IS NOT NULL ORDER BY placed_at",
    )
    .fetch_all(&pool)
    .await
    .expect("the orders");
    assert_eq!(kept, ["+33612345678", "+262692123456", "+590590123456", "+32470123456"]);
    let suppliers: Vec<String> =
        sqlx::query_scalar("SELECT phone FROM supplier WHERE phone IS NOT NULL")
            .fetch_all(&pool)
            .await
            .expect("the suppliers");
    assert!(!suppliers.is_empty() && suppliers.iter().all(|it| it.starts_with("+33")));
}
