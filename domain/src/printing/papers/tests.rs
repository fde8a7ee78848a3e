//! What is printed of each entry, from the entry itself.

use super::super::lines::shown as on_paper;
use super::*;
use crate::ledger::{
    Back, Bill, Chain, Closer, Drawer, Duplicate, Nature, OrderName, Remaining, Running, Standing,
    Till, Unpaid,
};
use crate::menu::VatClass;
use crate::money::VatRate;
use crate::orders::ServiceMode;
use crate::payments::CashClosed;
use chrono::NaiveDate;

fn shop() -> ShopIdentity {
    ShopIdentity {
        name: "OC Pizza Mozart".into(),
        address: "12 rue Mozart, 75016 Paris".into(),
        siret: "12345678900012".into(),
        naf: "5610C".into(),
        vat_number: "FR12345678900".into(),
    }
}

fn till(training: bool) -> Till {
    let (cashier, software_version) = ("Ana".into(), "0.1.0".into());
    Till { cashier, shop: shop(), software_version, training }
}

fn bill(mode: ServiceMode) -> Bill {
    let line = |label: &str, quantity: i64, unit: i64, discount: i64, rate, vat_class| TicketLine {
        label: label.into(),
        quantity,
        unit_price: Cents(unit),
        discount: Cents(discount),
        vat_rate: VatRate(rate),
        vat_class,
        nature: Nature::of(mode),
        gross: Cents(quantity * unit - discount),
        of_line: None,
    };
    let lines = vec![
        line("Reine, sans olives", 2, 1200, 100, 1000, VatClass::Prepared),
        line("Eau 50 cl", 1, 200, 0, 550, VatClass::Packed),
    ];
    let order = OrderName { reference: Some("MOZ1-2026-000123".into()), number: "A-042".into() };
    Bill { order, mode, lines }
}

fn entry(register: &str, chain: Chain, number: u64) -> EntryRef {
    EntryRef { register: RegisterCode(register.into()), chain, number }
}

fn sale(tenders: &[TenderLine]) -> Ticket {
    bill(ServiceMode::TakeAway).sale(&till(false), &[], tenders).expect("a sale")
}

fn shown(content: Content, copies: u32) -> EntryShown {
    let at = DateTime::parse_from_rfc3339("2026-12-01T19:42:05+01:00").expect("an instant");
    let entry = entry("MOZ1-C1", content.chain(), 123);
    EntryShown { entry, at, content, signature: "26ci".into(), printed: copies > 0, copies }
}

/// That each of these stands on the paper, in this order, and none of those.
fn check(content: Content, copies: u32, there: &[&str], absent: &[&str]) {
    let paper = document(&shown(content, copies), &shop()).expect("a paper");
    holds(&on_paper(&paper, 42), there, absent);
}

fn holds(printed: &str, there: &[&str], absent: &[&str]) {
    let mut rest = printed;
    for words in there {
        let at = rest.find(words);
        let at = at.unwrap_or_else(|| panic!("{words:?} is not there, or not then: {printed}"));
        rest = &rest[at + words.len()..];
    }
    for words in absent {
        assert!(!printed.contains(words), "{words:?} is there: {printed}");
    }
}

#[test]
fn a_sale_word_for_word() {
    let given = [
        TenderLine::exact(TenderKind::Card, Cents(500)),
        TenderLine::cash(Cents(2000), Cents(5000)),
    ];
    let paper = document(&shown(Content::Ticket(sale(&given)), 0), &shop()).expect("a ticket");
    let expected = "\
#*   OC Pizza Mozart
        12 rue Mozart, 75016 Paris
     SIRET 12345678900012 - NAF 5610C
            TVA FR12345678900
------------------------------------------
^*             TICKET n° 000123
        01/12/2026 19:42:05 +01:00
Caisse MOZ1-C1                         Ana
Commande A-042 MOZ1-2026-000123 À emporter
------------------------------------------
2 Reine, sans olives             24,00 € B
   l’unité : 12,00 €
   Remise                        -1,00 € B
1 Eau 50 cl                       2,00 € A
------------------------------------------
^*TOTAL TTC                          25,00 €
Total HT                           22,81 €
Nombre de lignes                         2

TVA                      HT   Taxe     TTC
A 5,5 %              1,90 € 0,10 €  2,00 €
B 10 %              20,91 € 2,09 € 23,00 €
------------------------------------------
Carte                               5,00 €
Espèces                            20,00 €
Espèces reçues                     50,00 €
Rendu                              30,00 €
------------------------------------------
     Signature 26ci - OC Pizza 0.1.0
[cut]
";
    let printed = on_paper(&paper, 42);
    assert_eq!(printed, expected, "\n{printed}");
}

#[test]
fn each_entry_is_printed_as_what_it_is() {
    let card = [TenderLine::exact(TenderKind::Card, Cents(2500))];
    let ticket = sale(&card);
    let at_c2 = entry("MOZ1-C2", Chain::Sales, 7);
    let remaining = Remaining::of(at_c2, &ticket).expect("what remains");
    let back = |amount| [TenderLine::back(TenderKind::Cash, Cents(amount))];
    let refund = remaining
        .refund(&till(false), &Back::Lines(vec![(2, 1)]), &back(200), Some("périmée".into()))
        .expect("a refund");
    let part = [TenderLine::exact(TenderKind::Cash, Cents(1000))];
    let advance =
        bill(ServiceMode::TakeAway).advance(&till(false), &[], &part).expect("an advance");
    let here = entry("MOZ1-C1", Chain::Sales, 120);
    let undone = Remaining::of(here.clone(), &advance)
        .map(|left| left.cancellation(&till(false), &back(1000), None))
        .expect("what remains")
        .expect("a cancellation");
    let advances =
        vec![Remaining::of(here, &advance).expect("left").deduction().expect("to deduct")];
    let rest = [TenderLine::exact(TenderKind::Card, Cents(1500))];
    let settled = bill(ServiceMode::TakeAway).sale(&till(false), &advances, &rest).expect("rest");
    let lesson = bill(ServiceMode::TakeAway).sale(&till(true), &[], &card).expect("a lesson");
    let note = bill(ServiceMode::EatIn).note(&till(false), Cents(500)).expect("a note");
    for (content, copies, there, absent) in [
        (
            Content::Ticket(ticket),
            2,
            &["TICKET n° 000123", "DUPLICATA n° 2", "Carte ", "Signature 26ci"][..],
            &["Espèces", "MODE ÉCOLE", "Acompte"][..],
        ),
        (
            Content::Ticket(refund),
            0,
            &[
                "REMBOURSEMENT n° 000123",
                "du ticket n° MOZ1-C2 000007",
                "-1 Eau 50 cl",
                "TOTAL TTC rendu",
                "-2,00 €",
                "Espèces",
                "-2,00 €",
                "Motif : périmée",
            ],
            &["DUPLICATA", "Rendu"],
        ),
        (
            Content::Ticket(undone),
            0,
            &["ANNULATION n° 000123", "de l’acompte n° 000120", "TOTAL TTC rendu", "-10,00 €"],
            &["Motif"],
        ),
        (Content::Ticket(advance), 0, &["ACOMPTE n° 000123", "TOTAL TTC", "10,00 €"], &["TICKET"]),
        (
            Content::Ticket(settled),
            0,
            &[
                "TICKET",
                "Total de la commande",
                "25,00 €",
                "Acompte n° 000120",
                "-10,00 €",
                "TOTAL TTC",
                "15,00 €",
                "Carte",
                "15,00 €",
            ],
            &["DUPLICATA"],
        ),
        (Content::Ticket(lesson), 0, &["MODE ÉCOLE", "TICKET n°", "MODE ÉCOLE"], &["DUPLICATA"]),
        (
            Content::Note(note.clone()),
            0,
            &["NOTE n° 000123", "TOTAL TTC", "Déjà réglé", "RESTE À PAYER", "Note remise"],
            &["TICKET", "Carte", "DUPLICATA"],
        ),
        (Content::Note(note), 1, &["NOTE n° 000123", "DUPLICATA n° 1"], &["TICKET"]),
    ] {
        check(content, copies, there, absent);
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day")
}

fn running() -> Running {
    let ticket = sale(&[TenderLine::cash(Cents(2500), Cents(3000))]);
    let mut running = Running::default();
    running.figures.add(41, &ticket);
    running.figures.add(42, &ticket);
    running.standing = Standing { perpetual: Cents(90_000), ..Standing::default() };
    running
}

fn unpaid() -> Vec<Unpaid> {
    let order = OrderName { reference: None, number: "A-050".into() };
    vec![Unpaid { order, amount: Cents(1250) }]
}

fn session(closed: Option<CashClosed>) -> CashSession {
    CashSession {
        float: Cents(15_000),
        put_in: Cents(1000),
        taken_out: Cents(450),
        sales: Cents(5000),
        refunds: Cents(0),
        closed,
    }
}

#[test]
fn a_closing_is_printed_with_its_drawer_and_again_with_what_was_signed() {
    let closer = Closer {
        closed_by: Some("Ana".into()),
        software_version: "0.1.0".into(),
        unpaid: unpaid(),
        cash_difference: Some(Cents(-50)),
        note: Some("fermée le lendemain".into()),
    };
    let z = Closing::of_day(day(), &running(), closer);
    let both = [
        "CLÔTURE Z n° 000123",
        "01/12/2026",
        "Caisse MOZ1-C1",
        "Ana",
        "fermée le lendemain",
        "TOTAL TTC",
        "50,00 €",
        "TVA",
        "Espèces",
        "50,00 €",
        "Tickets",
        "2",
        "000041",
        "000042",
    ];
    let entry = shown(Content::Closing(z.clone()), 0);
    let counted = session(Some(CashClosed { counted: Cents(20_500), difference: Cents(-50) }));
    let original = closing(&z, &entry, &shop(), Some(counted)).document();
    let drawer = [
        "Fond de caisse",
        "150,00 €",
        "Ventes en espèces",
        "Entrées",
        "10,00 €",
        "Sorties",
        "-4,50 €",
        "Espèces attendues",
        "205,50 €",
        "Espèces comptées",
        "205,00 €",
        "Écart du tiroir",
        "-0,50 €",
        "A-050",
        "12,50 €",
        "Total perpétuel",
        "900,00 €",
        "Signature 26ci",
    ];
    holds(&on_paper(&original, 42), &[&both[..], &drawer].concat(), &["DUPLICATA", "non clôturé"]);
    let again = ["DUPLICATA n° 3", "Écart du tiroir", "-0,50 €", "A-050", "Signature 26ci"];
    check(Content::Closing(z), 3, &again, &["Fond de caisse"]);

    let month = Closing {
        period: Period::month_of(day()),
        ..Closing::of_day(day(), &running(), Closer::default())
    };
    let there = ["CLÔTURE MENSUELLE", "01/12/2026 - 31/12/2026", "Programme"];
    check(Content::Closing(month), 0, &there, &["Écart"]);
}

#[test]
fn an_x_closes_nothing() {
    let running = running();
    let drawer = Drawer {
        opened_at: "2026-12-01T09:30:00Z".parse().expect("an instant"),
        opened_by: "Ana".into(),
        session: session(None),
        moved: Vec::new(),
    };
    let stands = TillStands {
        defects: Vec::new(),
        register: RegisterCode("MOZ1-C1".into()),
        day: day(),
        closed: false,
        figures: running.figures,
        standing: running.standing,
        due: Vec::new(),
        unpaid: unpaid(),
        drawer: Some(drawer),
    };
    let at = "2026-12-01T18:42:05Z".parse().expect("an instant");
    let paper = x(&stands, &shop(), (at, "Zoé"), "0.1.0").document();
    let there = [
        "LECTURE X",
        "X — non clôturé",
        "Ouverte",
        "10:30",
        "19:42:05",
        "Zoé",
        "TOTAL TTC",
        "50,00 €",
        "Espèces attendues",
        "205,50 €",
        "A-050",
        "900,00 €",
        "OC Pizza 0.1.0",
    ];
    holds(&on_paper(&paper, 42), &there, &["CLÔTURE", "Signature", "comptées", "Écart"]);
}

#[test]
fn nothing_is_printed_of_a_duplicata_itself() {
    let duplicate = Duplicate {
        of: entry("MOZ1-C1", Chain::Sales, 1),
        copy: 1,
        cashier: "Ana".into(),
        software_version: "0.1.0".into(),
        training: false,
    };
    assert_eq!(document(&shown(Content::Duplicate(duplicate), 0), &shop()), None);
}
