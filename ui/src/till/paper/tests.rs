//! What papers show: each ticket, refund, note, duplicata and closing whole, with its own sums.

use super::*;
use chrono::NaiveDate;
use domain::ledger::{
    Back, Bill, Chain, Closer, Duplicate, Nature, RegisterCode, Remaining, Running, Till, Unpaid,
};
use domain::menu::VatClass;
use domain::money::VatRate;
use domain::orders::ServiceMode;
use domain::payments::{CashClosed, TenderKind};

const FR: Language = Language::Fr;

fn till(training: bool) -> Till {
    Till {
        cashier: "Inès".into(),
        shop: ShopIdentity {
            name: "OC Pizza Mozzaville-Centre".into(),
            address: "12 rue du Four, 75011 Paris".into(),
            siret: "12345678900012".into(),
            naf: "5610C".into(),
            vat_number: "FR32123456789".into(),
        },
        software_version: "0.1.0".into(),
        training,
    }
}

fn line(label: &str, quantity: i64, unit: i64, discount: i64, rate: u32) -> TicketLine {
    TicketLine {
        label: label.into(),
        quantity,
        unit_price: Cents(unit),
        discount: Cents(discount),
        vat_rate: VatRate(rate),
        vat_class: if rate == 550 { VatClass::Packed } else { VatClass::Prepared },
        nature: Nature::Goods,
        gross: Cents(quantity * unit - discount),
        of_line: None,
    }
}

fn bill() -> Bill {
    let order = OrderName { reference: Some("MOZ1-2026-000123".into()), number: "A-042".into() };
    let lines =
        vec![line("Reine, sans olives", 2, 800, 0, 1000), line("Eau plate 50 cl", 1, 200, 50, 550)];
    Bill { order, mode: ServiceMode::TakeAway, lines }
}

fn entry(chain: Chain, number: u64) -> EntryRef {
    EntryRef { register: RegisterCode("MOZ1-3".into()), chain, number }
}

fn shown(entry: EntryRef, content: Content) -> EntryShown {
    let at = DateTime::parse_from_rfc3339("2026-11-30T19:42:05+01:00").expect("an instant");
    EntryShown { entry, at, content, signature: "aB3x".into(), printed: false, copies: 0 }
}

/// The rows as lines of text, with plain spaces.
fn lines(rows: Vec<Row>) -> Vec<String> {
    let text = |row| match row {
        Row::Title(text) => format!("# {text}"),
        Row::Middle(text) | Row::Words(text) => text,
        Row::Pair(name, amount) => format!("{name}: {amount}"),
        Row::Strong(name, amount) => format!("{name}: {amount} !"),
        Row::Four(four) => four.join(" | "),
        Row::Rule => "--".to_owned(),
    };
    rows.into_iter().map(text).map(|it| it.replace(['\u{a0}', '\u{202f}'], " ")).collect()
}

fn of(content: Content, chain: Chain) -> Vec<String> {
    lines(paper(&shown(entry(chain, 12), content), FR))
}

/// That these stand on a paper, in this order.
fn holds(paper: &[String], expected: &[&str]) {
    let mut left = paper.iter();
    for wanted in expected {
        assert!(
            left.any(|line| line == wanted),
            "{wanted:?} is not there, or not in its place: {paper:#?}"
        );
    }
}

fn sale(training: bool) -> Ticket {
    let tenders = [
        TenderLine::cash(Cents(1000), Cents(2000)),
        TenderLine::exact(TenderKind::Card, Cents(750)),
    ];
    bill().sale(&till(training), &[], &tenders).expect("a sale")
}

#[test]
fn a_ticket_says_everything_the_law_asks() {
    let paper = of(Content::Ticket(sale(false)), Chain::Sales);
    holds(
        &paper,
        &[
            "# OC Pizza Mozzaville-Centre",
            "12 rue du Four, 75011 Paris",
            "SIRET 12345678900012 · NAF 5610C",
            "FR32123456789",
            "# Ticket",
            "Caisse: MOZ1-3 · n° 12",
            "Le: 30/11/2026 19:42:05 (UTC+1)",
            "Par: Inès",
            "Commande: A-042 · MOZ1-2026-000123",
            "2 × Reine, sans olives: 16,00 €",
            "  × 8,00 € · 10 %",
            "1 × Eau plate 50 cl: 1,50 €",
            "  5,5 % · remise 0,50 €",
            "Total TTC: 17,50 € !",
            "Taux | TTC | HT | TVA",
            "5,5 % | 1,50 € | 1,42 € | 0,08 €",
            "10 % | 16,00 € | 14,55 € | 1,45 €",
            "Ensemble | 17,50 € | 15,97 € | 1,53 €",
            "Espèces: 10,00 €",
            "Reçu: 20,00 €",
            "À rendre: 10,00 €",
            "Carte: 7,50 €",
            "Signature aB3x · OC Pizza 0.1.0",
        ],
    );
    assert!(!paper.iter().any(|line| line.contains("ÉCOLE") || line.contains("Corrige")));
}

#[test]
fn what_was_made_while_learning_says_so_first() {
    let paper = of(Content::Ticket(sale(true)), Chain::Training);
    assert_eq!(paper.first().map(String::as_str), Some("# MODE ÉCOLE"));
}

#[test]
fn a_refund_names_what_it_corrects_and_why() {
    let remaining = Remaining::of(entry(Chain::Sales, 12), &sale(false)).expect("what remains");
    let back = [TenderLine::back(TenderKind::Cash, Cents(800))];
    let refund = remaining
        .refund(&till(false), &Back::Lines(vec![(1, 1)]), &back, Some("brûlée".into()))
        .expect("a refund");
    let paper = of(Content::Ticket(refund), Chain::Sales);
    holds(
        &paper,
        &[
            "# Remboursement",
            "-1 × Reine, sans olives: −8,00 €",
            "Total TTC: −8,00 € !",
            "Espèces: −8,00 €",
            "Corrige: MOZ1-3 · n° 12",
            "Motif: brûlée",
        ],
    );
    assert!(!paper.iter().any(|line| line.starts_with("Reçu")), "{paper:#?}");
}

#[test]
fn a_note_is_no_ticket_and_a_duplicata_names_its_original() {
    let note = bill().note(&till(false), Cents(500)).expect("a note");
    holds(
        &of(Content::Note(note), Chain::Duplicates),
        &[
            "# Note",
            "Déjà réglé: −5,00 €",
            "Reste à payer: 12,50 € !",
            "Note remise avant paiement",
        ],
    );
    let duplicate = Duplicate {
        of: entry(Chain::Sales, 7),
        copy: 2,
        cashier: "Inès".into(),
        software_version: "0.1.0".into(),
        training: false,
    };
    let paper = of(Content::Duplicate(duplicate), Chain::Duplicates);
    holds(&paper, &["# Duplicata", "Par: Inès", "Duplicata: 2 · MOZ1-3 · n° 7"]);
}

#[test]
fn a_closing_lists_what_is_carried_over_and_the_drawer_as_it_was_found() {
    let ticket = sale(false);
    let mut running = Running::default();
    running.figures.add(12, &ticket);
    running.standing.add(&ticket);
    let order = OrderName { reference: None, number: "A-050".into() };
    let closer = Closer {
        closed_by: Some("Inès".into()),
        unpaid: vec![Unpaid { order, amount: Cents(1250) }],
        cash_difference: Some(Cents(-300)),
        ..Closer::default()
    };
    let day = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
    let content = Content::Closing(Closing::of_day(day, &running, closer));
    holds(
        &of(content, Chain::Closings),
        &[
            "Caisse: MOZ1-3 · n° 12",
            "# Clôture journalière (Z)",
            "la journée du 30/11/2026",
            "Par: Inès",
            "Total TTC: 17,50 € !",
            "1 ticket, n° 12 à 12",
            "Ensemble | 17,50 € | 15,97 € | 1,53 €",
            "Espèces: 10,00 €",
            "Carte: 7,50 €",
            "Acomptes en cours: 0,00 €",
            "Commandes non réglées, reportées",
            "A-050: 12,50 €",
            "Total perpétuel: 17,50 €",
            "Total perpétuel en valeur absolue: 17,50 €",
            "Écart du tiroir: −3,00 €",
        ],
    );
    let found = CashSession {
        float: Cents(15_000),
        put_in: Cents::ZERO,
        taken_out: Cents::ZERO,
        sales: Cents(1000),
        refunds: Cents::ZERO,
        closed: Some(CashClosed { counted: Cents(15_700), difference: Cents(-300) }),
    };
    let rows = lines(session(&found, FR));
    holds(
        &rows,
        &["Fonds de caisse: 150,00 €", "Attendu: 160,00 €", "Compté: 157,00 €", "Écart: −3,00 €"],
    );
}
