//! What the accountant gets adds up to what the register has come to.

use super::chains::busy;
use super::register::sealed;
use super::*;

#[test]
fn the_export_is_the_sum_of_the_tickets() {
    let register = busy();
    let (mut export, mut figures) = (VatExport::default(), Figures::default());
    for row in register.rows.iter().map(sealed) {
        if let Content::Ticket(ticket) = &row.entry.content {
            export.add("BAS1", row.entry.business_day, true, ticket);
            figures.add(row.entry.number, ticket);
        }
    }
    assert_eq!(export.rates(), figures.rates);
    assert_eq!(export.tenders(), figures.tenders);
    assert_eq!(export.tickets(), figures.tickets);
}

#[test]
fn goods_and_services_stand_apart_with_their_money() {
    let mut export = VatExport::default();
    let reine = bill(vec![line("Reine", 2, 1_150, 100, 0), line("Chianti", 1, 650, 0, 3)]);
    let here = Bill { mode: ServiceMode::EatIn, ..reine.clone() };
    let sale =
        |bill: &Bill, till: &Till| bill.sale(till, &[], &money(bill.total(), 40)).expect("a sale");
    let (first, second) = (day("2026-11-29"), day("2026-11-30"));
    export.add("BAS1", first, true, &sale(&reine, &till()));
    export.add("BAS1", first, true, &sale(&here, &till()));
    export.add("BAS1", first, false, &sale(&here, &till()));
    export.add("BAS1", first, true, &sale(&here, &Till { training: true, ..till() }));
    let left = Remaining::of(sale_ref(1), &sale(&reine, &till())).expect("a sale");
    let back = left.cancellation(&till(), &money(Cents(-2_850), 0), None).expect("cancelled");
    export.add("BAS1", second, true, &back);
    assert_eq!(
        export.csv(),
        "\u{feff}magasin;date;ligne;categorie;taux;moyen;ttc;ht;tva;tickets;cloture\r\n\
         BAS1;29/11/2026;tva;biens;10,00;;22,00;20,00;2,00;1;oui\r\n\
         BAS1;29/11/2026;tva;biens;20,00;;6,50;5,42;1,08;1;oui\r\n\
         BAS1;29/11/2026;reglement;biens;;Espèces;11,40;;;1;oui\r\n\
         BAS1;29/11/2026;reglement;biens;;Carte;17,10;;;1;oui\r\n\
         BAS1;29/11/2026;tva;services;10,00;;44,00;40,00;4,00;2;non\r\n\
         BAS1;29/11/2026;tva;services;20,00;;13,00;10,84;2,16;2;non\r\n\
         BAS1;29/11/2026;reglement;services;;Espèces;22,80;;;2;non\r\n\
         BAS1;29/11/2026;reglement;services;;Carte;34,20;;;2;non\r\n\
         BAS1;30/11/2026;tva;biens;10,00;;-22,00;-20,00;-2,00;1;oui\r\n\
         BAS1;30/11/2026;tva;biens;20,00;;-6,50;-5,42;-1,08;1;oui\r\n\
         BAS1;30/11/2026;reglement;biens;;Carte;-28,50;;;1;oui\r\n"
    );
}
