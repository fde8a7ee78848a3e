//! Signing in, and who may make which call.

use crate::support::database::{Fresh, terminal_at};
use crate::support::people::sign_in;
use crate::support::proxy::Proxy;
use crate::support::separated::Separated;
use domain::contract::every_call;
use domain::customers::CustomersCall;
use domain::delivery::DeliveryCall;
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::{ListStaff, Pin, Role, SignIn, SignOut, StaffId, StaffTile, WhoIsSignedIn};
use domain::terminals::TerminalKind;
use domain::{FailureCode, Language};
use oc_pizza::app::{self, App, Identity};
use oc_pizza::settings::key::GroupKey;
use oc_pizza::settings::{Secrets, make_key};
use sqlx::ConnectOptions;

async fn try_pin(app: &App, staff: StaffId, pin: &str) -> Result<StaffTile, domain::Failure> {
    app.call(WindowKind::Counter, SignIn { staff, pin: Pin(pin.to_owned()) }, Language::Fr).await
}

async fn cashier(app: &App) -> StaffTile {
    let tiles = app.call(WindowKind::Counter, ListStaff {}, Language::Fr).await.expect("tiles");
    tiles.into_iter().find(|tile| tile.role == Role::Cashier).expect("a cashier")
}

#[tokio::test]
async fn the_right_pin_signs_in_and_out() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    let person = cashier(&app).await;
    assert_eq!(try_pin(&app, person.id, "1111").await.expect("signed in"), person);
    let who = || app.call(WindowKind::Counter, WhoIsSignedIn {}, Language::Fr);
    assert_eq!(who().await.expect("an answer"), Some(person));
    app.call(WindowKind::Counter, SignOut {}, Language::Fr).await.expect("signed out");
    assert_eq!(who().await.expect("an answer"), None);
}

#[tokio::test]
async fn wrong_and_unknown_sound_the_same() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    let person = cashier(&app).await;
    let wrong = try_pin(&app, person.id, "0000").await.expect_err("wrong");
    let unknown = try_pin(&app, StaffId(987_654), "1111").await.expect_err("unknown");
    let hostile = try_pin(&app, person.id, "' OR 1=1 --").await.expect_err("no PIN");
    assert_eq!(wrong, unknown);
    assert_eq!(wrong, hostile);
    assert_eq!(wrong.field.as_deref(), Some("pin"));
    assert_eq!(app.signed_in(WindowKind::Counter), None);
}

#[tokio::test]
async fn wrong_pins_make_wait_then_lock_at_this_terminal_alone() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    let person = cashier(&app).await;
    for _ in 0..3 {
        assert_eq!(
            try_pin(&app, person.id, "0000").await.expect_err("wrong").code,
            FailureCode::Refused
        );
    }
    // The fourth try comes too soon, even with the right PIN; it is not counted.
    for _ in 0..3 {
        let wait = try_pin(&app, person.id, "1111").await.expect_err("wait");
        assert_eq!(wait.code, FailureCode::LockedOut);
        assert!(wait.message.contains("Réessayez dans"), "{wait:?}");
    }
    let time_passes = async || {
        sqlx::query("UPDATE sign_in_attempt SET last_at = last_at - interval '10 minutes'")
            .execute(app.database())
            .await
            .expect("time passes");
    };
    for _ in 3..10 {
        time_passes().await;
        assert_eq!(
            try_pin(&app, person.id, "0000").await.expect_err("wrong").code,
            FailureCode::Refused
        );
    }
    time_passes().await;
    let locked = try_pin(&app, person.id, "1111").await.expect_err("locked");
    assert!(locked.message.contains("responsable"), "{locked:?}");

    let elsewhere = fresh.terminal("Caisse 2");
    try_pin(&elsewhere, person.id, "1111").await.expect("not locked there");
}

#[tokio::test]
async fn the_right_pin_forgets_the_wrong_ones() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    let person = cashier(&app).await;
    for _ in 0..5 {
        for _ in 0..2 {
            try_pin(&app, person.id, "0000").await.expect_err("wrong");
        }
        try_pin(&app, person.id, "1111").await.expect("right");
    }
}

#[tokio::test]
async fn tiles_are_those_who_work_at_the_window() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    let roles = async |window| {
        let tiles = app.call(window, ListStaff {}, Language::Fr).await.expect("tiles");
        tiles.into_iter().map(|tile| tile.role).collect::<Vec<_>>()
    };
    let counter = roles(WindowKind::Counter).await;
    assert!(counter.contains(&Role::Cashier) && counter.contains(&Role::GroupManager));
    assert!(!counter.contains(&Role::Pizzaiolo) && !counter.contains(&Role::Driver));
    let kitchen = roles(WindowKind::Kitchen).await;
    assert!(kitchen.contains(&Role::Pizzaiolo) && !kitchen.contains(&Role::Cashier));
}

/// Walks the whole table: each call × each window × each role and nobody. What the table forbids
/// must be refused before anything is looked at, what it admits must not.
#[tokio::test]
async fn each_role_at_each_window_may_make_the_calls_of_the_table_and_no_other() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    app.call(WindowKind::Counter, ReadTerminal {}, Language::Fr).await.expect("the server answers");
    let roles = Role::ALL.into_iter().map(Some).chain([None]);
    let mut walked = 0;
    for (window, role) in
        WindowKind::ALL.into_iter().flat_map(|window| roles.clone().map(move |role| (window, role)))
    {
        for call in every_call() {
            app.sign(window, role.map(|role| StaffTile { id: StaffId(1), name: "X".into(), role }));
            let expected = call.windows.contains(&window) && call.who.admits(role);
            let refused = attempt(&app, window, call.name).await;
            assert_eq!(!refused, expected, "{} by {role:?} at {window:?}", call.name);
            walked += 1;
        }
    }
    assert!(walked >= 300, "{walked}");
}

/// Makes a call with a body that finds nothing; true when it was refused for who asks from where.
async fn attempt(app: &App, window: WindowKind, name: &str) -> bool {
    use domain::invoices::InvoicesCall;
    use domain::journal::JournalCall;
    use domain::kitchen::KitchenCall;
    use domain::ledger::LedgerCall;
    use domain::menu::MenuCall;
    use domain::messages::MessagesCall;
    use domain::online::OnlineCall;
    use domain::orders::OrdersCall;
    use domain::payments::PaymentsCall;
    use domain::printing::PrintingCall;
    use domain::screens::ScreensCall;
    use domain::server::ServerCall;
    use domain::settings::SettingsCall;
    use domain::shops::ShopsCall;
    use domain::staff::StaffCall;
    use domain::stock::StockCall;
    use domain::terminals::TerminalsCall;
    let nothing = "00000000-0000-0000-0000-000000000000";
    let body = match name {
        "PlaceOrder" | "ChangeOrder" | "PlaceElsewhere" => serde_json::json!({
            "command": nothing, "order": nothing, "version": 0, "shop": "",
            "promised_at": "2026-01-01T00:00:00Z", "content": {
                "channel": "counter", "mode": "take_away", "customer_name": null,
                "customer_phone": null, "lines": [], "discount": null, "menu_version": 0,
                "despite_stock": false, "approval": null } }),
        "OpenSession" => serde_json::json!({ "command": uuid(), "float": 0 }),
        "MoveCash" => serde_json::json!({
            "command": uuid(), "movement": { "in": { "amount": 1, "reason": "" } } }),
        "OpenDrawer" => serde_json::json!({ "command": uuid(), "reason": "" }),
        "CloseDay" => serde_json::json!({ "command": uuid(), "count": null }),
        "ListEntries" => serde_json::json!({ "day": null }),
        "ReadEntry" => serde_json::json!({ "entry": no_entry() }),
        "ListRecaps" => serde_json::json!({ "shop": null, "before": null }),
        "ReadRecap" => serde_json::json!({ "shop": "", "day": "2026-01-01" }),
        "ChangePapers" => serde_json::json!({ "shop": "", "version": 0, "typed": {
            "company": "", "name": "", "address": "", "siret": "", "naf": "", "vat_number": "",
            "takes_vouchers": false, "vouchers_on_holidays": false, "refund_alone": "" } }),
        "PrintNotice" => serde_json::json!({ "print": nothing, "shop": "" }),
        "DeclareRegisterLost" => serde_json::json!({ "register": "", "reason": "" }),
        "NoteTaxAudit" => serde_json::json!({ "shop": "", "reason": "" }),
        "PrintRecap" => serde_json::json!({ "print": nothing, "shop": "", "day": "2026-01-01" }),
        "ListMessages" => serde_json::json!({ "state": null }),
        "ReadFacts" => serde_json::json!({ "kind": "delayed" }),
        "SetReach" => serde_json::json!({ "staff": 0, "typed": {
            "preferred": "sms", "phone": "", "email": "", "language": "fr", "shops": [] } }),
        "ListTransfers" => serde_json::json!({ "shop": null }),
        "SendTransfer" => serde_json::json!({
            "command": uuid(), "transfer": nothing, "shop": null, "to": "", "lines": [] }),
        "ReceiveTransfer" | "TakeBackTransfer" => serde_json::json!({
            "command": uuid(), "transfer": nothing, "shop": null, "came": {}, "reason": null }),
        "DraftMessages" => serde_json::json!({ "order": nothing }),
        "WriteToCustomer" => serde_json::json!({
            "once": nothing, "order": nothing, "kind": "free_text", "text": "" }),
        "SaveCustomerMessages" => {
            serde_json::json!({ "version": 0, "told": { "delay_minutes": 0 } })
        }
        "MoveMessage" => serde_json::json!({ "message": 0, "from": "failed", "to": "to_send" }),
        "SaveTemplate" | "ForgetTemplate" => serde_json::json!({
            "kind": "delayed", "channel": "sms", "language": "fr", "version": 0, "subject": null,
            "text": "" }),
        "SetMail" | "TestMail" => serde_json::json!({ "to": "", "typed": {
            "host": "", "port": "", "security": "start_tls", "sender": "", "name": "", "ca": "" } }),
        "SetService" | "TestService" => serde_json::json!({ "to": "", "typed": {
            "service": "addresses", "search_address": "" } }),
        "ReadInvoice" => serde_json::json!({ "entry": no_entry() }),
        "MakeInvoice" => serde_json::json!({
            "command": uuid(), "entry": no_entry(), "company": null }),
        "PrintInvoice" => serde_json::json!({ "command": uuid(), "entry": no_entry() }),
        "PrintEntry" => serde_json::json!({ "command": uuid(), "entry": no_entry() }),
        // This process asks no terminal: nothing is found.
        "AskCard" => serde_json::json!({
            "payment": nothing, "order": nothing, "number": "A-1", "due": 1, "amount": 1 }),
        "LeaveCard" | "CardGivenBack" => serde_json::json!({ "payment": nothing }),
        "SayCard" => serde_json::json!({ "payment": nothing, "accepted": false }),
        "SetCardTerminal" | "TestCardTerminal" => serde_json::json!({ "address": "" }),
        "FindOrders" => serde_json::json!({ "typed": "" }),
        "ReadLevels" => serde_json::json!({ "shop": null }),
        "ReadMovements" => {
            serde_json::json!({ "shop": null, "ingredient": null, "before": null })
        }
        "ReadCourse" => serde_json::json!({ "shop": "MOZ1", "ingredient": 0 }),
        "SetSafety" => {
            serde_json::json!({ "shop": "MOZ1", "ingredient": 0, "known": 0, "safety": 0 })
        }
        "ListInventories" => serde_json::json!({ "shop": "MOZ1", "before": null }),
        "ReadPastInventory" => serde_json::json!({ "shop": "MOZ1", "inventory": nothing }),
        "ListLacking" | "ReadWarnings" => serde_json::json!({}),
        "SuspendProduct" => {
            serde_json::json!({ "command": uuid(), "product": 0, "suspended": true })
        }
        "AcknowledgeWarning" => serde_json::json!({ "warning": 0 }),
        "WasteOrCorrect" => serde_json::json!({ "command": uuid(), "entry": {
            "ingredient": 0, "cause": "waste", "quantity": -1, "reason": "x" } }),
        "DeclareRupture" => {
            serde_json::json!({ "command": uuid(), "ingredient": 0, "seen": 0 })
        }
        "ReceiveGoods" => serde_json::json!({
            "command": uuid(), "receipt": nothing, "delivery": { "purchase": null,
            "number": null, "comment": null, "lines": [], "more_is_meant": false } }),
        "ReadInventory" => serde_json::json!({}),
        "BeginInventory" | "GiveUpInventory" => {
            serde_json::json!({ "command": uuid(), "inventory": nothing })
        }
        "CountIngredient" => serde_json::json!({
            "command": uuid(), "inventory": nothing, "ingredient": 0, "counted": 0 }),
        "SaveInventory" => {
            serde_json::json!({ "command": uuid(), "inventory": nothing, "partly": true })
        }
        "PlanRun" => serde_json::json!({ "orders": [nothing], "as_given": false }),
        "SendRun" => serde_json::json!({ "command": uuid(), "run": uuid(), "driver": 0,
            "stops": [{ "order": nothing, "minutes": 1 }], "minutes": 2, "is_estimate": true, "float": 0 }),
        "FailStop" => serde_json::json!({ "command": uuid(), "run": nothing, "order": nothing,
            "reason": "not_found", "note": null }),
        "SendAgain" => serde_json::json!({ "command": uuid(), "order": nothing }),
        "EndRun" => serde_json::json!({
            "command": uuid(), "run": nothing, "counted": 0, "unpaid_is_meant": false }),
        "SetDriverPresence" => serde_json::json!({ "driver": 0, "present": true }),
        "ReadRuns" => serde_json::json!({ "before": null }),
        "ListRuns" => {
            serde_json::json!({ "shop": null, "day": null, "driver": null, "before": null })
        }
        "ReadOnline" | "AskOnline" | "SendLink" | "LeaveOnline" | "ListOnlineToCheck"
        | "ListOnline" | "LookAgain" | "EndOnline" => serde_json::json!({
            "intent": nothing, "order": nothing, "watched": false, "due": 1, "amount": 1, "by": "sms",
            "to": "", "once": nothing, "shop": null, "reason": "x" }),
        "FindCustomer" => serde_json::json!({ "phone": "+33612345678" }),
        "SearchCustomers" => serde_json::json!({ "typed": "" }),
        "ReadCustomer" | "ExportCustomer" => serde_json::json!({ "customer": nothing }),
        "SaveCustomer" => serde_json::json!({ "command": uuid(), "customer": nothing,
            "version": 1, "details": { "phone": "", "name": "", "email": null, "note": null,
            "advertising": false, "addresses": [] } }),
        "CompleteAddress" => serde_json::json!({ "typed": "" }),
        "FindDeliveringShop" => serde_json::json!({
            "to": { "latitude_e6": 0, "longitude_e6": 0 }, "lines": [] }),
        "SetDeliveryRules" => serde_json::json!({ "version": 0, "typed": { "fee": "",
            "free_from": "", "minimum": "", "minutes_max": "", "minutes_usual": "" } }),
        "SetShopPlace" => serde_json::json!({ "shop": "", "version": 0, "typed": {
            "address": "", "position": "", "delivers": true } }),
        "EraseCustomer" => {
            serde_json::json!({ "command": uuid(), "customer": nothing, "version": 1 })
        }
        "MergeCustomers" => serde_json::json!({ "command": uuid(), "sides": { "kept": nothing,
            "kept_version": 1, "other": nothing, "other_version": 1 } }),
        "ReadToBuy" | "ReadMargins" | "ReadElsewhere" => serde_json::json!({ "shop": "" }),
        "SaveSupplier" => serde_json::json!({ "once": nothing, "supplier": null, "version": 0,
            "typed": { "name": "", "email": "", "phone": "", "offers": [] } }),
        "ListPurchases" | "ListReceipts" => {
            serde_json::json!({ "shop": "", "states": [], "before": null })
        }
        "ReadPurchase" | "SendPurchase" | "CancelPurchase" | "ClosePurchase" | "PrintPurchase"
        | "KeepPurchasePdf" => serde_json::json!({
            "once": nothing, "purchase": nothing, "version": 0, "way": "hand", "print": nothing }),
        "SavePurchase" => serde_json::json!({ "once": nothing, "shop": "", "purchase": nothing,
            "version": 0, "supplier": null, "lines": [] }),
        "GiveUpPrint" => serde_json::json!({ "print": nothing }),
        "RefundOrder" => serde_json::json!({
            "command": uuid(), "order": nothing, "paid": 1, "back": { "amount": 1 },
            "reason": "geste", "approval": null }),
        "SettleOrder" => serde_json::json!({
            "command": uuid(), "order": nothing, "due": 1, "payers": [], "in_full": true }),
        "TrainOrder" | "TrainSale" => serde_json::json!({
            "command": uuid(), "order": nothing, "nth": 1, "due": 1, "payers": [], "in_full": true,
            "promised_at": "2026-01-01T00:00:00Z", "content": {
                "channel": "counter", "mode": "take_away", "customer_name": null,
                "customer_phone": null, "lines": [], "discount": null, "menu_version": 0,
                "despite_stock": false, "approval": null } }),
        "SwitchTraining" => serde_json::json!({ "on": false, "approval": null }),
        "SignIn" | "Approve" => serde_json::json!({ "staff": 0, "pin": "" }),
        "ListShops" => serde_json::json!({}),
        // It is no table: nothing is written.
        "SaveTable" => {
            serde_json::json!({ "name": "", "table": { "heads": [], "rows": [] } })
        }
        "ReportFault" => serde_json::json!({ "place": "", "message": "" }),
        "TryAgain" => serde_json::json!({ "entry": 0, "as_sold": false }),
        "GiveUp" => serde_json::json!({ "entry": 0, "reason": "", "approval": null }),
        "OrdersShown" => serde_json::json!({ "orders": [] }),
        "NoticesRead" => serde_json::json!({ "notices": [] }),
        "TestServer" | "SaveServer" => serde_json::json!({ "shop": null, "typed": {
            "host": "", "port": "", "database": "", "user": "", "password": "", "tls": null,
            "ca_file": "" } }),
        // No terminal is made or put out by this walk.
        "MakeEnrolmentCode" => serde_json::json!({ "shop": null, "kinds": [] }),
        "RevokeTerminal" => serde_json::json!({ "code": "" }),
        // There is no group key: none is set.
        "SetSecret" | "ForgetSecret" => {
            serde_json::json!({ "name": "paypal-secret", "value": "" })
        }
        "OpenFirstShop" => {
            serde_json::json!({ "code": "", "name": "", "manager": "", "pin": "" })
        }
        _ => serde_json::json!({ "command": uuid(), "order": nothing, "item": 0, "tap": nothing }),
    };
    let request = serde_json::json!({ name: body });
    let capability = every_call().find(|call| call.name == name).expect("a call").capability;
    let outcome = match capability {
        "screens" => app.answer::<ScreensCall>(window, parsed(request), Language::Fr).await,
        "server" => app.answer::<ServerCall>(window, parsed(request), Language::Fr).await,
        "shops" => app.answer::<ShopsCall>(window, parsed(request), Language::Fr).await,
        "staff" => app.answer::<StaffCall>(window, parsed(request), Language::Fr).await,
        "menu" => app.answer::<MenuCall>(window, parsed(request), Language::Fr).await,
        "stock" => app.answer::<StockCall>(window, parsed(request), Language::Fr).await,
        "ledger" => app.answer::<LedgerCall>(window, parsed(request), Language::Fr).await,
        "runs" => app.answer::<domain::runs::RunsCall>(window, parsed(request), Language::Fr).await,
        "online" => app.answer::<OnlineCall>(window, parsed(request), Language::Fr).await,
        "customers" => app.answer::<CustomersCall>(window, parsed(request), Language::Fr).await,
        "delivery" => app.answer::<DeliveryCall>(window, parsed(request), Language::Fr).await,
        "messages" => app.answer::<MessagesCall>(window, parsed(request), Language::Fr).await,
        "invoices" => app.answer::<InvoicesCall>(window, parsed(request), Language::Fr).await,
        "payments" => app.answer::<PaymentsCall>(window, parsed(request), Language::Fr).await,
        "printing" => app.answer::<PrintingCall>(window, parsed(request), Language::Fr).await,
        "orders" => app.answer::<OrdersCall>(window, parsed(request), Language::Fr).await,
        "terminals" => app.answer::<TerminalsCall>(window, parsed(request), Language::Fr).await,
        "settings" => app.answer::<SettingsCall>(window, parsed(request), Language::Fr).await,
        "kitchen" => app.answer::<KitchenCall>(window, parsed(request), Language::Fr).await,
        "journal" => app.answer::<JournalCall>(window, parsed(request), Language::Fr).await,
        other => panic!("capability {other} is not walked"),
    };
    outcome.is_err_and(|failure| {
        failure.code == FailureCode::NotSignedIn
            || ["n’a pas ce droit"].iter().any(|words| failure.message.contains(words))
    })
}

fn parsed<R: serde::de::DeserializeOwned>(request: serde_json::Value) -> R {
    serde_json::from_value(request).expect("the contract's JSON")
}

fn no_entry() -> serde_json::Value {
    serde_json::json!({ "register": "X", "chain": "sales", "number": 1 })
}

fn uuid() -> String {
    crate::support::database::a_uuid().to_string()
}

#[tokio::test]
async fn nobody_is_signed_in_at_the_other_window() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
    assert_eq!(app.signed_in(WindowKind::Kitchen), None);
}

/// The hash of a person's PIN, as it is stored.
async fn stored(app: &App, staff: StaffId) -> String {
    sqlx::query_scalar("SELECT pin_hash FROM staff WHERE staff_id = $1")
        .bind(staff.0)
        .fetch_one(app.database())
        .await
        .expect("a hash")
}

#[tokio::test]
async fn a_pin_gets_its_pepper_when_it_is_next_right_and_needs_the_groups_key_from_then_on() {
    let fresh = Fresh::new().await;
    let before = fresh.terminal("Caisse 0");
    let [first, second] = {
        let tiles = before.call(WindowKind::Counter, ListStaff {}, Language::Fr).await;
        let cashiers = tiles.expect("tiles").into_iter().filter(|it| it.role == Role::Cashier);
        let ids: Vec<StaffId> = cashiers.map(|it| it.id).collect();
        [ids[0], ids[1]]
    };
    try_pin(&before, first, "1111").await.expect("no key, no pepper");
    assert!(!stored(&before, first).await.contains("keyid="));

    let key = {
        let mut server = fresh.options().connect().await.expect("in");
        make_key(&mut server, &Secrets::default()).await.expect("made")
    };
    let proxy = Proxy::before(fresh.socket_folder());
    let app = terminal_at(app::pool(proxy.options(fresh.options())), "Caisse 1", "MOZ1")
        .with_secrets(Secrets::with_key(key));
    app.call(WindowKind::Counter, ReadTerminal {}, Language::Fr).await.expect("it works");
    app.primary().open_connections().await.expect("three connections");
    try_pin(&app, first, "0000").await.expect_err("wrong");
    assert!(!stored(&app, first).await.contains("keyid="), "only a right one is replaced");
    let mut fewest = u64::MAX;
    for round in 0..6 {
        let (before, trips) = (stored(&app, first).await, proxy.round_trips());
        try_pin(&app, first, "1111").await.expect("right");
        // Once on each connection the two statements are prepared.
        fewest = fewest.min(proxy.round_trips() - trips);
        let after = stored(&app, first).await;
        assert!(after.contains("keyid="), "{after}");
        assert_eq!(before != after, round == 0);
    }
    assert_eq!(fewest, 2, "to count the try, and to forget it");
    try_pin(&app, first, "0000").await.expect_err("wrong");

    // Without the key it is not looked at, and not counted; who has no pepper yet may work.
    let without = fresh.terminal("Caisse 2");
    for _ in 0..5 {
        let refused = try_pin(&without, first, "1111").await.expect_err("not verified");
        assert_eq!(refused.code, FailureCode::Refused);
        assert!(refused.message.contains("oc-pizza key enter"), "{refused:?}");
    }
    try_pin(&without, second, "1111").await.expect("as before");
    assert!(!stored(&without, second).await.contains("keyid="));
    let elsewhere = fresh.terminal("Caisse 3").with_secrets(Secrets::with_key(GroupKey::random()));
    try_pin(&elsewhere, first, "1111").await.expect_err("another group's key");
}

#[tokio::test]
async fn a_terminal_replaces_no_hash_but_one_without_pepper_that_it_knows() {
    let fresh = Separated::new().await;
    let terminal = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let key = {
        let mut server = fresh.options().connect().await.expect("in");
        make_key(&mut server, &Secrets::default()).await.expect("made")
    };
    let identity =
        Identity { terminal: terminal.terminal, name: "Cuisine".to_owned(), shop_code: None };
    let login = fresh.options().username(&terminal.known.settings.user);
    let app = App::new(login, identity).with_secrets(Secrets::with_key(key));
    let tiles = app.call(WindowKind::Kitchen, ListStaff {}, Language::Fr).await.expect("tiles");
    let cook = tiles.iter().find(|tile| tile.role == Role::Pizzaiolo).expect("a cook").id;
    let signing_in = SignIn { staff: cook, pin: Pin("2222".to_owned()) };
    app.call(WindowKind::Kitchen, signing_in.clone(), Language::Fr).await.expect("in");
    let peppered = stored(&app, cook).await;
    assert!(peppered.contains("keyid="), "{peppered}");
    app.call(WindowKind::Kitchen, signing_in, Language::Fr).await.expect("again");

    let other = tiles.iter().find(|tile| tile.id != cook).expect("somebody").id;
    let plain = stored(&app, other).await;
    let elsewhere: (i64, String) = sqlx::query_as(
        "SELECT staff_id, pin_hash FROM oc_pizza.staff WHERE role = 'cashier' AND staff_id NOT IN (
             SELECT staff_id FROM oc_pizza.staff_shop JOIN oc_pizza.shop USING (shop_id) WHERE code = 'MOZ1')",
    )
    .fetch_one(&fresh.pool())
    .await
    .expect("somebody of another shop");
    for (staff, before, after) in [
        (cook.0, peppered.clone(), peppered.replace("keyid=", "keyid=x")),
        (other.0, plain.clone(), plain.clone()),
        (other.0, plain.clone(), "free for all keyid=".to_owned()),
        (other.0, "guessed".to_owned(), peppered.clone()),
        (elsewhere.0, elsewhere.1.clone(), peppered.clone()),
    ] {
        sqlx::query("SELECT pepper_pin($1, $2, $3)")
            .bind(staff)
            .bind(before)
            .bind(after)
            .execute(app.database())
            .await
            .expect("an answer");
    }
    assert_eq!(stored(&app, cook).await, peppered);
    assert_eq!(stored(&app, other).await, plain);
    let after: String = sqlx::query_scalar("SELECT pin_hash FROM staff WHERE staff_id = $1")
        .bind(elsewhere.0)
        .fetch_one(&fresh.pool())
        .await
        .expect("a hash");
    assert_eq!(after, elsewhere.1);
}
