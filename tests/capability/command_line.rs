//! The verbs, as an administrator types them on a server made by the manual.

use crate::support::database::manual;
use crate::support::group_server::GroupServer;
use simulators::{Account, Book, Ground, Played, Post, Purse, Ways};
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// A verb with the manual's variables, and what is typed at it.
fn oc_pizza(
    server: &GroupServer,
    verb: &str,
    changes: &[(&str, &str)],
    typed: &str,
) -> anyhow::Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
    command.args(verb.split(' ')).env("OC_PIZZA_HOME", server.folder().join("home"));
    command.env("DATABASE_NAME", "erp_oc_pizza_database").env("DATABASE_USER", "db_user");
    command.env("DATABASE_PASSWORD", "db_password").env("DATABASE_HOST", "localhost");
    command.env("DATABASE_PORT", server.port().to_string()).env("LC_ALL", "fr_FR.UTF-8");
    command.envs(changes.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn()?;
    // A verb that refuses at once does not read what is typed at it.
    let _ = running.stdin.take().map(|mut input| input.write_all(typed.as_bytes()));
    Ok(running.wait_with_output()?)
}

#[tokio::test]
async fn verbs_do_their_work_or_say_what_stands_in_the_way() -> anyhow::Result<()> {
    let server = GroupServer::start()?;
    server.type_in(&manual("erp_oc_pizza_database", "db_user", "db_password")).await?;
    for (changes, words) in [
        (&[("DATABASE_PASSWORD", "x")][..], "refuse ce mot de passe pour «\u{a0}db_user\u{a0}»"),
        (&[("DATABASE_PASSWORD", "x"), ("LC_ALL", "C")], "refuses this password for “db_user”"),
        (&[("DATABASE_NAME", "elsewhere")], "n’a pas de base «\u{a0}elsewhere\u{a0}»"),
        (&[("DATABASE_PORT", "1")], "Rien ne répond à localhost, port 1"),
        (&[("DATABASE_HOST", "127.0.0.1"), ("DATABASE_TLS", "verify-full")], "autorité inconnue"),
        (&[("DATABASE_CA_FILE", "/nowhere.pem")], "/nowhere.pem"),
        (&[("DATABASE_NAME", ""), ("DATABASE_USER", ""), ("DATABASE_HOST", "")], "ne sait pas où"),
        (&[("DATABASE_USER", "")], "DATABASE_USER is not set"),
    ] {
        let done = oc_pizza(&server, "migrate", changes, "")?;
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && told.contains(words), "{changes:?}: {told}");
    }
    for (verb, typed, words) in [
        ("migrate", "", "up to date"),
        ("migrate", "", "up to date"),
        ("init-demo", "", "in the database"),
        ("create-administrator", "Ada\n4711\n4711\n", "may sign in"),
    ] {
        let done = oc_pizza(&server, verb, &[], typed)?;
        let told = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && told.contains(words), "{verb}: {done:?}");
    }
    for (typed, words) in [
        ("Ada\n4711\n4711\n", "already"),
        ("Bea\n4711\n4712\n", "not the same"),
        ("Bea\n47\n47\n", "De quatre à huit chiffres"),
        ("\n4711\n4711\n", "has a name"),
    ] {
        let done = oc_pizza(&server, "create-administrator", &[], typed)?;
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && told.contains(words), "{typed:?}: {told}");
    }
    Ok(())
}

#[tokio::test]
async fn check_says_what_is_weak_and_terminals_come_and_go() -> anyhow::Result<()> {
    let server = GroupServer::start()?;
    let no_bus = ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    let run = |verb: &str, changes: &[(&str, &str)]| {
        let done = oc_pizza(&server, verb, &[changes, &[no_bus]].concat(), "")?;
        let told = [&done.stdout[..], &done.stderr[..]].concat();
        anyhow::Ok((done.status.code(), String::from_utf8(told)?.replace('\u{a0}', " ")))
    };
    let says = |verb: &str, changes: &[(&str, &str)], code: i32, words: &[&str]| {
        let (ended, told) = run(verb, changes)?;
        assert_eq!(ended, Some(code), "{verb}: {told}");
        for words in words {
            assert!(told.contains(words), "{verb}: {words} is not in {told}");
        }
        anyhow::Ok(told)
    };
    says("check", &[], 1, &["défaut     Serveur : ", "1 défaut(s)"])?;
    server.type_in(&manual("erp_oc_pizza_database", "db_user", "db_password")).await?;
    says("check", &[], 1, &["ok         Serveur : PostgreSQL", "défaut     Tables : "])?;
    says("init-demo", &[], 0, &[])?;
    says(
        "check",
        &[],
        0,
        &[
            "ok         Tables",
            "attention  Postes : pas séparés",
            "ALTER ROLE db_user CREATEROLE;",
            "attention  Clé du groupe : il n’y en a pas",
            "ok         Stock : la somme des mouvements fait le stock, dans 5 boutique(s).",
        ],
    )?;
    says(
        "check",
        &[("LC_ALL", "C")],
        0,
        &["warning    Terminals: not separated", "warning    Keyring"],
    )?;
    let level = |by: i64| {
        format!("UPDATE oc_pizza.stock_level SET on_hand = on_hand + {by} WHERE shop_id = 2")
    };
    server.type_into("erp_oc_pizza_database", &[level(1)]).await?;
    says("check", &[], 1, &["défaut     Stock : à Mozzaville-Gare, "])?;
    server.type_into("erp_oc_pizza_database", &[level(-1)]).await?;
    let order = |by: &str| format!("SET search_path = oc_pizza; {by}");
    let planted = "INSERT INTO purchase (purchase_id, shop_id, number)
                   VALUES ('00000000-0000-0000-0000-000000000001', 2, 'x');
                   INSERT INTO purchase_line (purchase_id, shop_id, ingredient_id, ordered, received, lot)
                   VALUES ('00000000-0000-0000-0000-000000000001', 2, 1, 1, 1, 1)";
    server.type_into("erp_oc_pizza_database", &[order(planted)]).await?;
    says("check", &[], 1, &["défaut     Achats : à Mozzaville-Gare, 1 commande(s)"])?;
    let gone =
        "DELETE FROM purchase_line WHERE purchase_id = '00000000-0000-0000-0000-000000000001';
                DELETE FROM purchase WHERE purchase_id = '00000000-0000-0000-0000-000000000001'";
    server.type_into("erp_oc_pizza_database", &[order(gone)]).await?;
    says("terminals", &[], 1, &["ALTER ROLE db_user CREATEROLE;"])?;
    server.type_in(&[domain::terminals::mends("db_user")]).await?;
    says("check", &[("DATABASE_TLS", "require")], 0, &["aucun n’est inscrit", "dans ce poste"])?;

    let told =
        says("terminals --new-code --shop moz1 --kinds counter,kitchen", &[], 0, &["dans les 10"])?;
    assert!(told.contains("oc-pizza key make"), "without a keyring there is no key: {told}");
    for verb in ["key make", "secret set smtp-user"] {
        says(verb, &[], 1, &["pas de trousseau"])?;
    }
    says("key show", &[], 1, &["pas encore de clé"])?;
    says("secret set smtp", &[], 1, &["smtp-user, smtp-password"])?;
    says("secret list", &[], 0, &["smtp-user", "Courriel, utilisateur"])?;
    let code = told.lines().next().expect("a code").to_owned();
    for (code, words) in [
        ("K7QD-2M9X", "seize signes"),
        // Without a keyring a code is not used up.
        (code.as_str(), "trousseau"),
    ] {
        says(&format!("enrol {code}"), &[], 1, &[words])?;
    }
    says("terminals", &[], 0, &["Aucun poste n’est inscrit"])?;
    says("terminals --revoke MOZ1-9", &[], 1, &["MOZ1-9"])?;
    says("terminals --new-code --kinds counter", &[], 1, &["--shop MOZ1"])?;
    Ok(())
}

#[tokio::test]
async fn the_ledger_is_verified_exported_and_archived() -> anyhow::Result<()> {
    let server = GroupServer::start()?;
    server.type_in(&manual("erp_oc_pizza_database", "db_user", "db_password")).await?;
    let run = |verb: &str| {
        let no_bus = [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")];
        let done = oc_pizza(&server, verb, &no_bus, "")?;
        let told = String::from_utf8([&done.stdout[..], &done.stderr[..]].concat())?;
        anyhow::Ok((done.status.code(), told.replace('\u{a0}', " ")))
    };
    let (code, told) = run("init-demo")?;
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = run("ledger verify --shop MOZ1")?;
    assert!(code == Some(0) && told.contains("Everything is as it was written."), "{told}");
    let file = server.folder().join("tva.csv");
    let export =
        format!("export vat --from 2020-01-01 --to 2120-01-01 --shop MOZ1 {}", file.display());
    let (code, told) = run(&export)?;
    assert!(code == Some(0) && told.contains("n’est pas une caisse"), "{told}");
    let csv = std::fs::read_to_string(&file)?;
    assert!(csv.lines().count() > 10 && csv.contains(";oui\r\n"), "{csv}");
    let (code, told) = run(&export)?;
    assert!(code == Some(1) && told.contains("rien n’est écrasé"), "{told}");
    assert_eq!(std::fs::read_to_string(&file)?, csv);
    // Nothing could sign it.
    let archive = server.folder().join("archive");
    let (code, told) = run(&format!("archive make {}", archive.display()))?;
    assert!(code == Some(1) && told.contains("trousseau"), "{told}");
    assert!(!archive.exists());
    for (verb, words) in [
        ("archive make --from 2026-13-01 x", "--from"),
        ("archive verify", "<FILES>"),
        ("export vat --from 2026-01-01 x", "--to"),
    ] {
        let (code, told) = run(verb)?;
        assert!(code == Some(2) && told.contains(words), "{verb}: {told}");
    }
    Ok(())
}

/// What is entered of services goes from one group to another as lines, and what does not stand changes nothing.
#[tokio::test]
async fn services_are_listed_and_entered_as_lines() -> anyhow::Result<()> {
    let server = GroupServer::start()?;
    server.type_in(&manual("erp_oc_pizza_database", "db_user", "db_password")).await?;
    assert!(oc_pizza(&server, "init-demo", &[], "")?.status.success());
    let listed = || -> anyhow::Result<Vec<String>> {
        let done = oc_pizza(&server, "service list", &[], "")?;
        assert!(done.status.success(), "{done:?}");
        Ok(String::from_utf8(done.stdout)?.lines().map(str::to_owned).collect())
    };
    let usual = listed()?;
    assert!(usual.iter().any(|it| it.contains("https://sms.messengeo.net/rest/sms")), "{usual:?}");

    let sms = simulators::Digitaleo::on(Account::Json, Post::Takes).await;
    let map = simulators::Google::on(Ways::Answers).await;
    let book = simulators::Addresses::on(Book::Answers).await;
    let ground = simulators::Tiles::on(Ground::Draws).await;
    let purse = simulators::Paypal::on(Purse::Works).await;
    let played = Played { sms, map, book, ground, purse }.services().map(|it| it.to_string());
    for (typed, words) in [
        ("", "nothing was typed"),
        ("digitaleo", "lines of JSON"),
        ("{\"service\":\"fax\"}", "fax"),
        ("{\"service\":\"addresses\"}", "search_address"),
        (
            "{\"service\":\"addresses\",\"search_address\":\"http://exemple.fr\"}",
            "addresses-search: Saisissez l’adresse entière",
        ),
    ] {
        // What stands before it is not kept either.
        let typed =
            if typed.is_empty() { String::new() } else { format!("{}\n{typed}", played[0]) };
        let done = oc_pizza(&server, "service set", &[], &typed)?;
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && told.contains(words), "{typed}: {told}");
    }
    assert_eq!(listed()?, usual, "nothing is changed");
    let done = oc_pizza(&server, "service set", &[], &played.join("\n"))?;
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && told.contains("Enregistré\u{a0}: Digitaleo"), "{done:?}");
    let as_values = |lines: &[String]| -> Result<Vec<serde_json::Value>, _> {
        lines.iter().map(|it| serde_json::from_str(it)).collect()
    };
    let mut entered = as_values(&listed()?)?;
    let mut wanted = as_values(&played)?;
    let by_name = |it: &serde_json::Value| it["service"].to_string();
    entered.retain(|it| wanted.iter().any(|of| of["service"] == it["service"]));
    entered.sort_by_key(by_name);
    wanted.sort_by_key(by_name);
    assert_eq!(entered, wanted);
    Ok(())
}
