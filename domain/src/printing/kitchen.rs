//! The kitchen's ticket: what to make, for when, read from an arm's length with floury hands.

use super::document::{Document, Style};
use super::times::clock;
use crate::language::{Language, Spoken, either};
use crate::menu::Changes;
use crate::orders::{Difference, OrderSummary, PricedOrder, ServiceMode, SoldLine};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why the ticket is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KitchenEvent {
    /// The order came.
    #[default]
    Placed,
    /// It was changed: what is on this ticket holds.
    Changed {
        /// What it holds more and less of.
        differences: Vec<Difference>,
    },
    /// It was given up.
    Cancelled,
}

/// A line of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitchenLine {
    /// How many.
    pub quantity: u32,
    /// The name as sold, size included.
    pub name: String,
    /// What is changed on each of them.
    pub changes: Changes,
    /// The cashier's note.
    pub note: Option<String>,
    /// The formula it is part of.
    pub formula: Option<String>,
}

/// What the kitchen's ticket says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitchenTicket {
    /// What is called out.
    pub number: String,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// The name given, if any.
    pub customer: Option<String>,
    /// Why it is printed.
    pub event: KitchenEvent,
    /// What to make.
    pub lines: Vec<KitchenLine>,
    /// When it was validated.
    pub placed_at: DateTime<Utc>,
    /// When the customer was promised it.
    pub promised_at: DateTime<Utc>,
    /// The kitchen's screens do not hear of it: this ticket is all there is.
    pub instead_of_the_screen: bool,
}

/// What an order holds more and less of after a change, line by line with what was changed on each;
/// what there is less of comes first.
pub fn differences(
    before: &[SoldLine],
    after: &PricedOrder,
    language: Language,
) -> Vec<Difference> {
    let named = |name: &str, changes: &Changes| {
        let changes = changes.show(language);
        std::iter::once(name.to_owned()).chain(changes).collect::<Vec<_>>().join(", ")
    };
    // What is cooked, or handed out: not the delivery.
    let before = before.iter().filter(|it| !it.is_fee);
    let gone = before.map(|it| (named(&it.name, &it.changes), -i64::from(it.quantity)));
    let after = after.lines.iter().filter(|it| it.dish.is_some());
    let come = after.map(|it| (named(&it.name, &it.changes), i64::from(it.quantity)));
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for (name, by) in gone.chain(come) {
        *sums.entry(name).or_default() += by;
    }
    let moved = sums.into_iter().filter(|(_, by)| *by != 0);
    let mut moved: Vec<_> = moved.map(|(name, by)| Difference { name, by }).collect();
    moved.sort_by_key(|difference| difference.by);
    moved
}

impl KitchenTicket {
    /// The ticket of an order as it was taken: what is to be cooked, with the cashier's notes.
    pub fn taken(
        number: &str,
        mode: ServiceMode,
        order: &PricedOrder,
        placed_at: DateTime<Utc>,
        promised_at: DateTime<Utc>,
    ) -> KitchenTicket {
        let cooked = order.lines.iter().filter(|line| line.cooking_minutes.is_some());
        let lines = cooked.map(|line| KitchenLine {
            quantity: line.quantity,
            name: line.name.clone(),
            changes: line.changes.clone(),
            note: line.note.clone(),
            formula: line.formula.clone(),
        });
        KitchenTicket {
            number: number.to_owned(),
            mode,
            customer: order.customer_name.clone(),
            event: KitchenEvent::Placed,
            lines: lines.collect(),
            placed_at,
            promised_at,
            instead_of_the_screen: false,
        }
    }

    /// The ticket of an order as it stands in a list: all of its lines, without notes, which are not
    /// there.
    pub fn of(order: &OrderSummary, event: KitchenEvent) -> KitchenTicket {
        let line = |line: &SoldLine| KitchenLine {
            quantity: line.quantity,
            name: line.name.clone(),
            changes: line.changes.clone(),
            note: None,
            formula: line.formula.clone(),
        };
        KitchenTicket {
            number: order.number.clone(),
            mode: order.mode,
            customer: order.customer_name.clone(),
            event,
            lines: order.content.iter().filter(|it| !it.is_fee).map(line).collect(),
            placed_at: order.placed_at,
            promised_at: order.promised_at,
            instead_of_the_screen: false,
        }
    }

    /// The ticket, laid out, in the language of the kitchen's screens.
    pub fn document(&self, language: Language) -> Document {
        let mut paper = Document::default();
        match &self.event {
            KitchenEvent::Placed => {}
            KitchenEvent::Changed { .. } => {
                paper.centred(either(language, "COMMANDE MODIFIÉE", "ORDER CHANGED"), Style::TALL);
            }
            KitchenEvent::Cancelled => {
                let words = either(language, "ANNULÉE - NE PAS FAIRE", "CANCELLED - DO NOT MAKE");
                paper.centred(words, Style::TALL);
            }
        }
        paper.centred(&self.number, Style::DOUBLE);
        paper.centred(self.mode.say(language).to_uppercase(), Style::TALL);
        if let Some(name) = &self.customer {
            paper.centred(name, Style::PLAIN);
        }
        let promised = either(language, "Promise à", "Promised at");
        paper.pair(promised, clock(self.promised_at), Style::TALL);
        paper.pair(either(language, "Prise à", "Taken at"), clock(self.placed_at), Style::PLAIN);
        paper.rule();
        self.lines.iter().for_each(|line| line.print(&mut paper, language));
        if let KitchenEvent::Changed { differences } = &self.event
            && !differences.is_empty()
        {
            paper.rule();
            paper.text(either(language, "Ce qui change :", "What changes:"), Style::PLAIN);
            for difference in differences {
                paper.indented(1, format!("{:+} {}", difference.by, difference.name), Style::BOLD);
            }
        }
        paper.rule();
        if self.instead_of_the_screen {
            let words = either(
                language,
                "L’écran de la cuisine ne répond pas : ce ticket le remplace.",
                "The kitchen’s screen does not answer: this ticket stands in for it.",
            );
            paper.centred(words, Style::PLAIN);
        }
        paper.cut();
        paper
    }
}

impl KitchenLine {
    fn print(&self, paper: &mut Document, language: Language) {
        paper.text(format!("{} x {}", self.quantity, self.name), Style::TALL);
        for change in self.changes.show(language) {
            paper.indented(4, change.to_uppercase(), Style::BOLD);
        }
        if let Some(note) = &self.note {
            paper.indented(4, format!("» {note}"), Style::BOLD);
        }
        if let Some(formula) = &self.formula {
            paper.indented(4, format!("({formula})"), Style::PLAIN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::shown;
    use super::*;
    use crate::menu::{Dish, SizeId, VatClass};
    use crate::money::{Cents, Totals, VatRate};
    use crate::orders::PricedLine;
    use crate::stock::Quantities;

    fn ticket() -> KitchenTicket {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        KitchenTicket {
            number: "A-042".to_owned(),
            mode: ServiceMode::Delivery,
            customer: Some("Zoé".to_owned()),
            event: KitchenEvent::Placed,
            lines: vec![
                KitchenLine {
                    quantity: 2,
                    name: "Quatre fromages au lait cru 33 cm".to_owned(),
                    changes: Changes {
                        without: vec!["olives".to_owned()],
                        extras: vec!["œuf".to_owned()],
                    },
                    note: Some("bien cuite".to_owned()),
                    formula: None,
                },
                KitchenLine {
                    quantity: 1,
                    name: "Reine".to_owned(),
                    formula: Some("Menu midi".to_owned()),
                    ..KitchenLine::default()
                },
            ],
            placed_at: at("2026-12-01T18:20:00Z"),
            promised_at: at("2026-12-01T18:45:00Z"),
            instead_of_the_screen: false,
        }
    }

    #[test]
    fn a_ticket_says_what_to_make_and_for_when() {
        let expected = "\
#*     A-042
^*           LIVRAISON
              Zoé
^*Promise à                  19:45
Prise à                    19:20
--------------------------------
^*2 x Quatre fromages au lait cru
^*33 cm
*    SANS OLIVES
*    + ŒUF
*    » bien cuite
^*1 x Reine
    (Menu midi)
--------------------------------
[cut]
";
        assert_eq!(shown(&ticket().document(Language::Fr), 32), expected);
    }

    fn line(name: &str, without: &[&str], quantity: u32, cooked: bool) -> PricedLine {
        let without = without.iter().map(|it| (*it).to_owned()).collect();
        PricedLine {
            line: 0,
            formula: None,
            dish: Some(Dish::plain(SizeId(1))),
            name: name.to_owned(),
            changes: Changes { without, extras: Vec::new() },
            quantity,
            unit_price: Cents(1200),
            discount: Cents::ZERO,
            vat_class: VatClass::Prepared,
            vat_rate: VatRate(1000),
            cooking_minutes: cooked.then_some(7),
            note: cooked.then(|| "bien cuite".to_owned()),
            portions: Vec::new(),
            need: Quantities::new(),
        }
    }

    fn order(lines: Vec<PricedLine>) -> PricedOrder {
        PricedOrder {
            customer_name: Some("Zoé".to_owned()),
            customer_phone: None,
            delivery: None,
            lines,
            discounts: Vec::new(),
            totals: Totals::default(),
            need: Quantities::new(),
            needs_manager: None,
        }
    }

    #[test]
    fn the_kitchen_is_told_what_it_cooks_and_what_was_noted() {
        let lines =
            vec![line("Reine", &["olives"], 3, true), line("Eau 50 cl", &["olives"], 3, false)];
        let at = ticket().placed_at;
        let taken = KitchenTicket::taken("A-007", ServiceMode::EatIn, &order(lines), at, at);
        let printed = shown(&taken.document(Language::Fr), 32);
        let (head, lines) = printed.split_once("---\n").expect("a rule");
        assert!(head.contains("A-007") && head.contains("SUR PLACE") && head.contains("Zoé"));
        let cooked = "^*3 x Reine\n*    SANS OLIVES\n*    » bien cuite\n---";
        assert!(lines.starts_with(cooked), "{printed}");
    }

    #[test]
    fn a_change_is_told_by_what_there_is_more_and_less_of() {
        let sold = |lines: &[(&str, &[&str], u32)]| -> Vec<PricedLine> {
            lines
                .iter()
                .map(|(name, without, quantity)| line(name, without, *quantity, true))
                .collect()
        };
        let known = |lines: Vec<PricedLine>| -> Vec<SoldLine> {
            let known = |line: PricedLine| SoldLine {
                is_fee: line.dish.is_none(),
                gross: line.gross(),
                quantity: line.quantity,
                name: line.name,
                changes: line.changes,
                formula: line.formula,
            };
            lines.into_iter().map(known).collect()
        };
        for (before, after, expected) in [
            (&[("Reine", &[][..], 2)][..], &[("Reine", &[][..], 2)][..], &[][..]),
            // Two lines of the same are one thing.
            (&[("Reine", &[], 2)], &[("Reine", &[], 1), ("Reine", &[], 1)], &[]),
            (&[("Reine", &[], 2)], &[("Reine", &[], 5)], &[(3, "Reine")]),
            (
                &[("Reine", &[], 2), ("Chorizo", &[], 1)],
                &[("Reine", &["olives"], 1), ("Reine", &[], 1)],
                &[(-1, "Chorizo"), (-1, "Reine"), (1, "Reine, sans\u{a0}olives")],
            ),
            (&[("Reine", &[], 1)], &[], &[(-1, "Reine")]),
        ] {
            let found = differences(&known(sold(before)), &order(sold(after)), Language::Fr);
            let found: Vec<_> = found.iter().map(|it| (it.by, it.name.as_str())).collect();
            assert_eq!(found, expected, "{before:?} to {after:?}");
        }
    }

    #[test]
    fn a_change_and_a_cancellation_come_first() {
        let difference = Difference { name: "Reine".to_owned(), by: -1 };
        let changed = KitchenEvent::Changed { differences: vec![difference] };
        for (event, first, holds) in [
            (changed, "ORDER CHANGED", "* -1 Reine\n"),
            (KitchenEvent::Cancelled, "CANCELLED - DO NOT MAKE", "1 x Reine\n"),
        ] {
            let printed = shown(&KitchenTicket { event, ..ticket() }.document(Language::En), 42);
            let top = printed.lines().next().unwrap_or_default();
            assert!(top.contains(first) && printed.contains(holds), "{printed}");
        }
        let alone = KitchenTicket { instead_of_the_screen: true, ..ticket() };
        assert!(shown(&alone.document(Language::En), 80).contains("stands in for it"));
    }
}
