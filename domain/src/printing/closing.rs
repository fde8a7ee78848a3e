//! What a register's session, day, month or year came to: the X and the Z.

use super::document::{Document, Style};
use super::receipt::{print_rates, print_shop, print_training};
use super::times::{day, to_the_minute, to_the_second};
use crate::language::{Language, Spoken};
use crate::ledger::{RateTotal, ShopIdentity, TenderTotal, Unpaid};
use crate::money::{Cents, VatRate};
use crate::payments::CashSession;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

const FR: Language = Language::Fr;

/// What is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingKind {
    /// Nothing: how it stands.
    X,
    /// A register's business day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A closing as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    /// What is closed.
    pub kind: ClosingKind,
    /// Who sells.
    pub shop: ShopIdentity,
    /// The register.
    pub register: String,
    /// Its number in the chain of closings; an X has none.
    pub number: Option<String>,
    /// The first business day of it.
    pub first_day: NaiveDate,
    /// The last.
    pub last_day: NaiveDate,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Since when the session was open.
    pub since: Option<DateTime<Utc>>,
    /// Who made it.
    pub cashier: String,
    /// With VAT.
    pub total: Cents,
    /// By rate, lowest first.
    pub rates: Vec<RateTotal>,
    /// By tender.
    pub tenders: Vec<TenderTotal>,
    /// How many tickets: sales, advances, refunds, cancellations and reversals.
    pub tickets: u64,
    /// The numbers of the first and the last of them.
    pub from_to: Option<(String, String)>,
    /// Money taken before, not deducted by a ticket yet.
    pub advances: Cents,
    /// Orders that are carried over.
    pub unpaid: Vec<Unpaid>,
    /// The perpetual total: every entry moves it, also down.
    pub perpetual: Cents,
    /// The perpetual total in absolute value: it never falls.
    pub perpetual_absolute: Cents,
    /// The drawer, where its session is known.
    pub cash: Option<CashSession>,
    /// Cash counted less cash that should be there, where nothing else of the drawer is known.
    pub cash_difference: Option<Cents>,
    /// Which duplicate this print is; none: the original.
    pub duplicate: Option<u32>,
    /// What has to be known of it: closed late, a register missing.
    pub notes: Vec<String>,
    /// Made for training.
    pub training: bool,
    /// The four characters of its signature; an X has none.
    pub mark: Option<String>,
    /// Version of the program.
    pub version: String,
}

impl ClosingView {
    /// It, laid out; always in French.
    pub fn document(&self) -> Document {
        let mut paper = Document::default();
        print_shop(&mut paper, &self.shop);
        self.print_title(&mut paper);
        self.print_totals(&mut paper);
        self.print_counts(&mut paper);
        self.print_cash(&mut paper);
        self.print_unpaid(&mut paper);
        self.print_perpetual(&mut paper);
        paper.cut();
        paper
    }

    fn print_title(&self, paper: &mut Document) {
        let title = match self.kind {
            ClosingKind::X => "LECTURE X",
            ClosingKind::Day => "CLÔTURE Z",
            ClosingKind::Month => "CLÔTURE MENSUELLE",
            ClosingKind::Year => "CLÔTURE ANNUELLE",
        };
        paper.rule();
        print_training(paper, self.training);
        match &self.number {
            Some(number) => paper.centred(format!("{title} n° {number}"), Style::TALL),
            None => paper.centred(title, Style::TALL),
        }
        if self.kind == ClosingKind::X {
            paper.centred("X — non clôturé", Style::BOLD);
        }
        if let Some(nth) = self.duplicate {
            paper.centred(format!("DUPLICATA n° {nth}"), Style::TALL);
        }
        let days = match self.first_day == self.last_day {
            true => day(self.first_day),
            false => format!("{} - {}", day(self.first_day), day(self.last_day)),
        };
        paper.pair("Journée d’exploitation", days, Style::PLAIN);
        if let Some(since) = self.since {
            paper.pair("Ouverte", to_the_minute(since), Style::PLAIN);
        }
        paper.pair("Éditée", to_the_second(self.at), Style::PLAIN);
        paper.pair(format!("Caisse {}", self.register), &self.cashier, Style::PLAIN);
        self.notes.iter().for_each(|note| paper.text(note, Style::BOLD));
        paper.rule();
    }

    fn print_totals(&self, paper: &mut Document) {
        paper.pair("TOTAL TTC", self.total.show(FR), Style::TALL);
        print_rates(paper, &self.rates, |rate: VatRate| rate.show(FR));
        paper.rule();
        for TenderTotal { tender, amount } in &self.tenders {
            paper.pair(tender.say(FR), amount.show(FR), Style::PLAIN);
        }
        paper.rule();
    }

    fn print_counts(&self, paper: &mut Document) {
        paper.pair("Tickets", self.tickets.to_string(), Style::PLAIN);
        if let Some((first, last)) = &self.from_to {
            paper.pair("Premier ticket", first, Style::PLAIN);
            paper.pair("Dernier ticket", last, Style::PLAIN);
        }
        paper.pair("Acomptes en cours", self.advances.show(FR), Style::PLAIN);
        paper.rule();
    }

    fn print_cash(&self, paper: &mut Document) {
        let difference = |paper: &mut Document, off: Cents| {
            paper.pair("Écart du tiroir", off.show(FR), Style::BOLD);
            paper.rule();
        };
        let Some(cash) = &self.cash else {
            self.cash_difference.into_iter().for_each(|off| difference(paper, off));
            return;
        };
        for (label, amount) in [
            ("Fond de caisse", cash.float),
            ("Ventes en espèces", cash.sales),
            ("Remboursements", Cents::ZERO - cash.refunds),
            ("Entrées", cash.put_in),
            ("Sorties", Cents::ZERO - cash.taken_out),
            ("Espèces attendues", cash.expected()),
        ] {
            paper.pair(label, amount.show(FR), Style::PLAIN);
        }
        match cash.closed {
            Some(closed) => {
                paper.pair("Espèces comptées", closed.counted.show(FR), Style::PLAIN);
                difference(paper, closed.difference);
            }
            None => paper.rule(),
        }
    }

    fn print_unpaid(&self, paper: &mut Document) {
        if self.unpaid.is_empty() {
            return;
        }
        paper.text("Commandes reportées, non payées", Style::BOLD);
        for Unpaid { order, amount } in &self.unpaid {
            paper.pair(order.show(), amount.show(FR), Style::PLAIN);
        }
        let due: Cents = self.unpaid.iter().map(|unpaid| unpaid.amount).sum();
        paper.pair("Total reporté", due.show(FR), Style::PLAIN);
        paper.rule();
    }

    fn print_perpetual(&self, paper: &mut Document) {
        paper.pair("Total perpétuel", self.perpetual.show(FR), Style::PLAIN);
        let absolute = self.perpetual_absolute.show(FR);
        paper.pair("Total perpétuel absolu", absolute, Style::PLAIN);
        let signed = self.mark.as_ref().map(|mark| format!("Signature {mark} - "));
        let signed = signed.unwrap_or_default();
        paper.centred(format!("{signed}OC Pizza {}", self.version), Style::PLAIN);
        print_training(paper, self.training);
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::shown;
    use super::*;
    use crate::ledger::OrderName;
    use crate::payments::{CashClosed, TenderKind};

    fn closing() -> ClosingView {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
        ClosingView {
            kind: ClosingKind::Day,
            shop: ShopIdentity {
                name: "OC Pizza".to_owned(),
                address: "12 rue Mozart, 75016 Paris".to_owned(),
                siret: "12345678900012".to_owned(),
                naf: "5610C".to_owned(),
                vat_number: "FR12345678900".to_owned(),
            },
            register: "MOZ1-1".to_owned(),
            number: Some("000031".to_owned()),
            first_day: date,
            last_day: date,
            at: "2026-12-01T22:30:00Z".parse().expect("a time"),
            since: Some("2026-12-01T09:30:00Z".parse().expect("a time")),
            cashier: "Ana".to_owned(),
            total: Cents(123_456),
            rates: vec![RateTotal::new(VatRate(1000), Cents(123_456), Cents(11_223))],
            tenders: vec![
                TenderTotal { tender: TenderKind::Cash, amount: Cents(23_456) },
                TenderTotal { tender: TenderKind::Card, amount: Cents(100_000) },
            ],
            tickets: 101,
            from_to: Some(("000001".to_owned(), "000101".to_owned())),
            advances: Cents(0),
            unpaid: vec![Unpaid {
                order: OrderName {
                    reference: Some("MOZ1-2026-000123".to_owned()),
                    number: "A-042".to_owned(),
                },
                amount: Cents(2350),
            }],
            perpetual: Cents(9_876_543),
            perpetual_absolute: Cents(9_900_000),
            cash: Some(CashSession {
                float: Cents(10_000),
                put_in: Cents::ZERO,
                taken_out: Cents(500),
                sales: Cents(24_456),
                refunds: Cents(1000),
                closed: Some(CashClosed { counted: Cents(32_906), difference: Cents(-50) }),
            }),
            cash_difference: Some(Cents(-50)),
            duplicate: None,
            notes: Vec::new(),
            training: false,
            mark: Some("26ci".to_owned()),
            version: "0.1.0".to_owned(),
        }
    }

    #[test]
    fn a_z_word_for_word() {
        let expected = "\
#*    OC Pizza
   12 rue Mozart, 75016 Paris
SIRET 12345678900012 - NAF 5610C
       TVA FR12345678900
--------------------------------
^*      CLÔTURE Z n° 000031
Journée               01/12/2026
d’exploitation
Ouverte         01/12/2026 10:30
Éditée
      01/12/2026 23:30:00 +01:00
Caisse MOZ1-1                Ana
--------------------------------
^*TOTAL TTC             1 234,56 €
TVA 10 %
HT                    1 122,33 €
Taxe                    112,23 €
TTC                   1 234,56 €
--------------------------------
Espèces                 234,56 €
Carte                 1 000,00 €
--------------------------------
Tickets                      101
Premier ticket            000001
Dernier ticket            000101
Acomptes en cours         0,00 €
--------------------------------
Fond de caisse          100,00 €
Ventes en espèces       244,56 €
Remboursements          -10,00 €
Entrées                   0,00 €
Sorties                  -5,00 €
Espèces attendues       329,56 €
Espèces comptées        329,06 €
*Écart du tiroir          -0,50 €
--------------------------------
*Commandes reportées, non payées
A-042 MOZ1-2026-000123   23,50 €
Total reporté            23,50 €
--------------------------------
Total perpétuel      98 765,43 €
Total perpétuel      99 000,00 €
absolu
Signature 26ci - OC Pizza 0.1.0
[cut]
";
        let printed = shown(&closing().document(), 32);
        assert_eq!(printed, expected, "\n{printed}");
    }

    #[test]
    fn an_x_is_no_closing() {
        let x = ClosingView { kind: ClosingKind::X, number: None, mark: None, ..closing() };
        let printed = shown(&x.document(), 42);
        assert!(printed.contains("LECTURE X") && printed.contains("X — non clôturé"), "{printed}");
        assert!(!printed.contains("Signature") && !printed.contains("CLÔTURE"), "{printed}");
    }
}
