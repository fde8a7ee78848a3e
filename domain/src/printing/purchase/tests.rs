//! A purchase order, word for word.

use super::super::lines::shown;
use super::*;

fn line(name: &str, quantity: i64, unit: Unit, lot: i64, price: Option<i64>) -> PurchaseLineView {
    PurchaseLineView { name: name.to_owned(), quantity, unit, lot, price: price.map(Cents) }
}

fn order(lines: Vec<PurchaseLineView>, total: Option<i64>) -> PurchaseView {
    PurchaseView {
        shop: ShopIdentity {
            name: "OC Pizza Mozart".to_owned(),
            address: "12 rue Mozart, 75016 Paris".to_owned(),
            siret: "12345678900012".to_owned(),
            naf: "5610C".to_owned(),
            vat_number: "FR12345678900".to_owned(),
        },
        supplier: "Primeurs du Midi".to_owned(),
        reference: "BC-MOZ1-2026-0012".to_owned(),
        day: NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day"),
        by: "Ana".to_owned(),
        lines,
        total: total.map(Cents),
    }
}

#[test]
fn a_supplier_reads_what_is_ordered() {
    let cheese = line("fromage", 20_000, Unit::G, 10_000, Some(12_500));
    let base = line("pâte à pizza", 200, Unit::Pc, 100, Some(3600));
    let printed = shown(&order(vec![cheese, base], Some(16_100)).document(), 48);
    let expected = "\
#*    OC Pizza Mozart
           12 rue Mozart, 75016 Paris
        SIRET 12345678900012 - NAF 5610C
               TVA FR12345678900
------------------------------------------------
^*       BON DE COMMANDE BC-MOZ1-2026-0012
Fournisseur                     Primeurs du Midi
Date                                  01/12/2026
Commandé par                                 Ana
------------------------------------------------
Article                 Lots   Quantité  Prix HT
fromage            2 × 10 kg      20 kg 125,00 €
pâte à pizza  2 × 100 pièces 200 pièces  36,00 €
------------------------------------------------
*Total HT                                161,00 €

Rappelez la référence BC-MOZ1-2026-0012 sur le
bon de livraison.
[cut]
";
    assert_eq!(printed, expected);
}

#[test]
fn without_prices_there_is_no_column_of_them_and_no_total() {
    let egg = line("œuf", 60, Unit::Pc, 1, None);
    let oil = line("huile d’olive", 5000, Unit::Ml, 5000, None);
    let printed = shown(&order(vec![egg, oil], None).document(), 48);
    assert!(!printed.contains("HT"), "{printed}");
    let egg = printed.lines().find(|line| line.starts_with("œuf")).expect("the egg's line");
    // Pieces have no lots.
    assert!(egg.ends_with("60 pièces") && !egg.contains('×'), "{printed}");
    assert!(printed.contains("1 × 5 l"), "{printed}");
}

#[test]
fn a_price_that_is_not_known_leaves_its_place_free() {
    let cheese = line("fromage", 20_000, Unit::G, 10_000, Some(12_500));
    let egg = line("œuf", 60, Unit::Pc, 1, None);
    let printed = shown(&order(vec![cheese, egg], None).document(), 48);
    assert!(printed.contains("125,00 €") && !printed.contains("Total"), "{printed}");
}
