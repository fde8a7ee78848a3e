//! What a register's session, day, month or year came to: the X and the Z.

use super::document::{Align, Document, Style};
use super::receipt::{RateView, ShopIdentity, print_rates, print_training};
use super::times::{day, to_the_minute, to_the_second};
use crate::language::Language;
use crate::money::{Cents, VatRate};
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

/// What one tender came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTotal {
    /// Which: `Espèces`.
    pub label: String,
    /// How often.
    pub count: u32,
    /// How much.
    pub amount: Cents,
}

/// How many of each thing there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Tickets.
    pub tickets: u32,
    /// Refunds.
    pub refunds: u32,
    /// Tickets undone.
    pub cancellations: u32,
    /// Duplicates.
    pub duplicates: u32,
    /// The drawer was opened without a sale.
    pub drawer_openings: u32,
}

/// Cash that came in or went out without a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Why.
    pub reason: String,
    /// How much came in; below zero: went out.
    pub amount: Cents,
}

/// The drawer, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashCountView {
    /// What was in it at the beginning.
    pub float: Cents,
    /// What came and went since, without a sale.
    pub movements: Vec<Movement>,
    /// What should be in it.
    pub expected: Cents,
    /// What is.
    pub counted: Cents,
    /// What there is more; below zero: less.
    pub difference: Cents,
}

/// An order that is carried over, not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpaidView {
    /// Its number and reference.
    pub order: String,
    /// What is due.
    pub due: Cents,
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
    pub rates: Vec<RateView>,
    /// By tender.
    pub tenders: Vec<TenderTotal>,
    /// How many of what.
    pub counts: Counts,
    /// The numbers of the first and the last ticket.
    pub tickets: Option<(String, String)>,
    /// Money taken before, not deducted by a ticket yet.
    pub advances: Cents,
    /// Orders that are carried over.
    pub unpaid: Vec<UnpaidView>,
    /// The perpetual total: every entry moves it, also down.
    pub perpetual: Cents,
    /// The perpetual total in absolute value: it never falls.
    pub perpetual_absolute: Cents,
    /// The drawer, where it was counted.
    pub cash: Option<CashCountView>,
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
        self.shop.print(&mut paper);
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
            paper.centred("sans clôture", Style::BOLD);
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
        let row = |tender: &TenderTotal| {
            vec![tender.label.clone(), tender.count.to_string(), tender.amount.show(FR)]
        };
        let columns = [Align::Left, Align::Right, Align::Right];
        let head = ["Règlement", "Nombre", "Montant"];
        paper.table(&columns, &head, self.tenders.iter().map(row).collect());
        paper.rule();
    }

    fn print_counts(&self, paper: &mut Document) {
        let counts = self.counts;
        for (label, count) in [
            ("Tickets", counts.tickets),
            ("Remboursements", counts.refunds),
            ("Annulations", counts.cancellations),
            ("Duplicatas", counts.duplicates),
            ("Tiroir ouvert sans vente", counts.drawer_openings),
        ] {
            paper.pair(label, count.to_string(), Style::PLAIN);
        }
        if let Some((first, last)) = &self.tickets {
            paper.pair("Premier ticket", first, Style::PLAIN);
            paper.pair("Dernier ticket", last, Style::PLAIN);
        }
        paper.pair("Acomptes en cours", self.advances.show(FR), Style::PLAIN);
        paper.rule();
    }

    fn print_cash(&self, paper: &mut Document) {
        let Some(cash) = &self.cash else { return };
        paper.pair("Fond de caisse", cash.float.show(FR), Style::PLAIN);
        for movement in &cash.movements {
            let label = if movement.amount < Cents::ZERO { "Sortie" } else { "Entrée" };
            let label = format!("{label} ({})", movement.reason);
            paper.pair(label, movement.amount.show(FR), Style::PLAIN);
        }
        paper.pair("Espèces attendues", cash.expected.show(FR), Style::PLAIN);
        paper.pair("Espèces comptées", cash.counted.show(FR), Style::PLAIN);
        paper.pair("Écart", cash.difference.show(FR), Style::BOLD);
        paper.rule();
    }

    fn print_unpaid(&self, paper: &mut Document) {
        if self.unpaid.is_empty() {
            return;
        }
        paper.text("Commandes reportées, non payées", Style::BOLD);
        for unpaid in &self.unpaid {
            paper.pair(&unpaid.order, unpaid.due.show(FR), Style::PLAIN);
        }
        let due: Cents = self.unpaid.iter().map(|unpaid| unpaid.due).sum();
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

    fn closing() -> ClosingView {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
        ClosingView {
            kind: ClosingKind::Day,
            shop: ShopIdentity { name: "OC Pizza".to_owned(), ..ShopIdentity::default() },
            register: "MOZ1-1".to_owned(),
            number: Some("000031".to_owned()),
            first_day: date,
            last_day: date,
            at: "2026-12-01T22:30:00Z".parse().expect("a time"),
            since: Some("2026-12-01T09:30:00Z".parse().expect("a time")),
            cashier: "Ana".to_owned(),
            total: Cents(123_456),
            rates: vec![RateView {
                rate: VatRate(1000),
                net: Cents(112_233),
                vat: Cents(11_223),
                gross: Cents(123_456),
            }],
            tenders: vec![
                TenderTotal { label: "Espèces".to_owned(), count: 31, amount: Cents(23_456) },
                TenderTotal { label: "Carte".to_owned(), count: 70, amount: Cents(100_000) },
            ],
            counts: Counts { tickets: 101, duplicates: 2, ..Counts::default() },
            tickets: Some(("000001".to_owned(), "000101".to_owned())),
            advances: Cents(0),
            unpaid: vec![UnpaidView {
                order: "A-042 MOZ1-2026-000123".to_owned(),
                due: Cents(2350),
            }],
            perpetual: Cents(9_876_543),
            perpetual_absolute: Cents(9_900_000),
            cash: Some(CashCountView {
                float: Cents(10_000),
                movements: vec![Movement { reason: "pourboires".to_owned(), amount: Cents(-500) }],
                expected: Cents(32_956),
                counted: Cents(32_906),
                difference: Cents(-50),
            }),
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
          SIRET - NAF
              TVA
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
Règlement      Nombre    Montant
Espèces            31   234,56 €
Carte              70 1 000,00 €
--------------------------------
Tickets                      101
Remboursements                 0
Annulations                    0
Duplicatas                     2
Tiroir ouvert sans vente       0
Premier ticket            000001
Dernier ticket            000101
Acomptes en cours         0,00 €
--------------------------------
Fond de caisse          100,00 €
Sortie (pourboires)      -5,00 €
Espèces attendues       329,56 €
Espèces comptées        329,06 €
*Écart                    -0,50 €
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
        assert!(printed.contains("LECTURE X") && printed.contains("sans clôture"), "{printed}");
        assert!(!printed.contains("Signature") && !printed.contains("CLÔTURE"), "{printed}");
    }
}
