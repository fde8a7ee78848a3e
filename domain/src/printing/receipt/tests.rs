//! Papers that customers are given, word for word.

use super::super::lines::shown;
use super::*;
use crate::money::Totals;
use proptest::prelude::*;

fn shop() -> ShopIdentity {
    ShopIdentity {
        name: "OC Pizza Mozart".to_owned(),
        address: "12 rue Mozart, 75016 Paris".to_owned(),
        siret: "12345678900012".to_owned(),
        naf: "5610C".to_owned(),
        vat_number: "FR12345678900".to_owned(),
    }
}

fn sale() -> ReceiptView {
    let line = |quantity: i64, label: &str, unit: i64, rate: u32| LineView {
        quantity,
        label: label.to_owned(),
        unit_price: Cents(unit),
        discount: Cents::ZERO,
        amount: Cents(unit * quantity),
        rate: VatRate(rate),
    };
    let mut reine = line(2, "Reine 33 cm, sans\u{a0}olives, +\u{a0}œuf", 1200, 1000);
    reine.discount = Cents(100);
    reine.amount = Cents(2300);
    ReceiptView {
        operation: Operation::Sale,
        shop: shop(),
        register: "MOZ1-1".to_owned(),
        number: "000123".to_owned(),
        at: "2026-12-01T18:42:05Z".parse().expect("a time"),
        cashier: "Ana".to_owned(),
        order: Some("A-042".to_owned()),
        mode: Some("À emporter".to_owned()),
        lines: vec![reine, line(1, "Eau 50 cl", 200, 550)],
        rates: vec![
            RateTotal { rate: VatRate(550), net: Cents(190), vat: Cents(10), gross: Cents(200) },
            RateTotal {
                rate: VatRate(1000),
                net: Cents(2091),
                vat: Cents(209),
                gross: Cents(2300),
            },
        ],
        total: Cents(2500),
        paid: Cents::ZERO,
        deducted: Vec::new(),
        tenders: vec![TenderView { label: "Espèces".to_owned(), amount: Cents(2500) }],
        cash: Some(CashView { received: Cents(3000), change: Cents(500) }),
        duplicate: None,
        training: false,
        mark: Some("26ci".to_owned()),
        version: "0.1.0".to_owned(),
        notices: vec!["Merci de votre visite".to_owned()],
    }
}

#[test]
fn a_ticket_word_for_word() {
    let expected = "\
#*   OC Pizza Mozart
        12 rue Mozart, 75016 Paris
     SIRET 12345678900012 - NAF 5610C
            TVA FR12345678900
------------------------------------------
^*             TICKET n° 000123
        01/12/2026 19:42:05 +01:00
Caisse MOZ1-1                          Ana
Commande A-042                  À emporter
------------------------------------------
2 Reine 33 cm, sans olives,      24,00 € B
+ œuf
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
Espèces                            25,00 €
Espèces reçues                     30,00 €
Rendu                               5,00 €
------------------------------------------
          Merci de votre visite
     Signature 26ci - OC Pizza 0.1.0
[cut]
";
    let printed = shown(&sale().document(), 42);
    assert_eq!(printed, expected, "\n{printed}");
}

#[test]
fn each_kind_of_paper_says_what_it_is() {
    let refund = Operation::Refund { of: "du ticket n° 000123".to_owned() };
    let cancelled = Operation::Cancellation { of: "du ticket n° 000123".to_owned() };
    for (operation, title, says, is_silent_of) in [
        (Operation::Sale, "TICKET n° 000123", "Espèces reçues", "MODE ÉCOLE"),
        (Operation::Advance, "ACOMPTE n° 000123", "Espèces", "TICKET"),
        (Operation::Note, "NOTE n° 000123", "Note remise avant paiement.", "Espèces"),
        (refund, "REMBOURSEMENT n° 000123", "du ticket n° 000123", "DUPLICATA"),
        (cancelled, "ANNULATION n° 000123", "du ticket n° 000123", "DUPLICATA"),
    ] {
        let printed = shown(&ReceiptView { operation, ..sale() }.document(), 48);
        assert!(printed.contains(title) && printed.contains(says), "{printed}");
        assert!(!printed.contains(is_silent_of), "{printed}");
        assert!(!printed.contains("[drawer]"), "the drawer is another document");
    }
    let note = ReceiptView { operation: Operation::Note, ..sale() };
    assert!(!shown(&note.document(), 48).contains("TICKET"), "a note is not a ticket");
}

#[test]
fn a_duplicate_and_a_lesson_cannot_be_taken_for_a_ticket() {
    let duplicate = shown(&ReceiptView { duplicate: Some(2), ..sale() }.document(), 32);
    assert!(duplicate.contains("DUPLICATA n° 2"), "{duplicate}");
    let lesson = shown(&ReceiptView { training: true, ..sale() }.document(), 32);
    assert_eq!(lesson.matches("#*   MODE ÉCOLE").count(), 2, "{lesson}");
    assert!(lesson.starts_with("#*   MODE ÉCOLE"), "{lesson}");
}

#[test]
fn an_advance_is_deducted() {
    let deducted = vec![DeductionView { number: "000120".to_owned(), amount: Cents(1000) }];
    let printed = shown(&ReceiptView { deducted, ..sale() }.document(), 32);
    let totals = "\
Total de la commande     35,00 €
Acompte n° 000120       -10,00 €
^*TOTAL TTC                25,00 €
";
    assert!(printed.contains(totals), "{printed}");
}

proptest! {
    /// Whatever is sold, on whatever paper: what is to be read is there, and within the paper.
    #[test]
    fn all_of_a_ticket_is_on_the_paper(
        sold in prop::collection::vec(
            (1i64..100, "[A-Za-zéèœ ]{1,60}", 1i64..100_000, prop::sample::select(vec![550u32, 1000, 2000])),
            1..12,
        ),
        width in 24usize..=80,
    ) {
        let lines: Vec<_> = sold.iter().map(|(quantity, label, unit, rate)| LineView {
            quantity: *quantity,
            label: label.clone(),
            unit_price: Cents(*unit),
            amount: Cents(unit * quantity),
            rate: VatRate(*rate),
            discount: Cents::ZERO,
        }).collect();
        let totals = Totals::of(lines.iter().map(|line| (line.rate, line.amount)));
        let rates = totals.vat.iter().map(|share| RateTotal {
            rate: share.rate, net: share.gross - share.tax, vat: share.tax, gross: share.gross,
        }).collect();
        let view = ReceiptView { lines, rates, total: totals.gross, ..sale() };
        let document = view.document();
        for line in document.lines(width) {
            prop_assert!(line.columns() <= width, "{line:?}");
        }
        let total = totals.gross.show(FR).replace(['\u{a0}', '\u{202f}'], " ");
        prop_assert!(shown(&document, width).contains(&total), "{total}");
        prop_assert!(!shown(&document, width).contains('?'), "each line has a rate");
    }
}
