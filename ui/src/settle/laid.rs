//! What payers lay down, and what a confirmation does with it.

use super::amount::as_typed;
use super::hand::{Hand, Terms};
use domain::Cents;
use domain::orders::SettleOrder;
use domain::payments::{
    CardPaymentId, Given, Payer, PaymentRefused, Taken, TenderKind, take_apart,
};
use std::rc::Rc;
use yew::Reducible;

/// What lies on the counter.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    /// Each payer's; one at least.
    pub hands: Vec<Hand>,
    /// Whose turn it is.
    pub at: usize,
    /// Whether it has to reach; else it is an advance.
    pub in_full: bool,
}

impl Default for Laid {
    fn default() -> Laid {
        Laid { hands: vec![Hand::owing(None)], at: 0, in_full: true }
    }
}

/// What a confirmation does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It is enough: the money is taken.
    Settle(Vec<Payer>),
    /// This payer has paid: that one's turn.
    Next(Option<Given>, usize),
    /// It counts, and something is left to pay.
    Add(Given),
    /// Nothing, as it stands.
    Wait,
}

impl Laid {
    /// What was laid down for a command: its last thing as it was typed.
    pub fn of(sent: &SettleOrder) -> Laid {
        let again = |payer: &Payer| Hand { given: payer.given.clone(), ..Hand::owing(payer.part) };
        let hands: Vec<Hand> = sent.payers.iter().map(again).collect();
        let mut laid = Laid { at: hands.len().saturating_sub(1), hands, in_full: sent.in_full };
        let Some(hand) = laid.hands.last_mut() else { return Laid::default() };
        if let Some(last) = hand.given.pop_if(|last| !last.is_final()) {
            (hand.kind, hand.typed) = (last.kind(), as_typed(last.amount()));
        }
        laid
    }

    /// Whose turn it is.
    pub fn hand(&self) -> &Hand {
        &self.hands[self.at]
    }

    /// Several pay apart.
    pub fn is_split(&self) -> bool {
        self.hands.len() > 1
    }

    /// Nobody has given anything.
    pub fn is_untouched(&self) -> bool {
        self.hands.iter().all(|hand| hand.given.is_empty())
    }

    /// Who pays what, by payer. Of an advance those who give nothing are no payers.
    fn laying(&self, terms: &Terms) -> impl Iterator<Item = (usize, Payer)> {
        let laying = self.hands.iter().enumerate().map(|(at, hand)| {
            let pending = (at == self.at).then(|| hand.pending(terms, self.in_full)).flatten();
            (at, Payer { part: hand.part, given: hand.with(pending), ..Payer::default() })
        });
        laying.filter(|(_, payer)| self.in_full || !payer.given.is_empty())
    }

    /// Who pays what.
    pub fn payers(&self, terms: &Terms) -> Vec<Payer> {
        self.laying(terms).map(|(_, payer)| payer).collect()
    }

    /// Whether it can be taken so.
    pub fn check(&self, terms: &Terms) -> Result<Vec<Vec<Taken>>, PaymentRefused> {
        take_apart(terms.due, &self.payers(terms), &terms.rules, terms.day, self.in_full)
    }

    /// What a confirmation does now.
    pub fn step(&self, terms: &Terms) -> Step {
        if self.check(terms).is_ok() {
            return Step::Settle(self.payers(terms));
        }
        let hand = self.hand();
        let pending = hand.pending(terms, self.in_full);
        let Ok(weighed) = hand.weigh(&hand.with(pending), terms) else { return Step::Wait };
        let owes = |at: &usize| self.hands[*at].stands(terms).left > Cents::ZERO;
        let mut others = (self.at + 1..self.hands.len()).chain(0..self.at);
        match (pending, weighed.left, others.find(owes)) {
            (_, Cents::ZERO, Some(next)) => Step::Next(pending, next),
            (Some(pending), left, _) if left > Cents::ZERO => Step::Add(pending),
            _ => Step::Wait,
        }
    }

    /// What is wrong with all of it rather than with one thing: the order has changed meanwhile.
    pub fn fails_to_add_up(&self, terms: &Terms) -> Option<PaymentRefused> {
        let refused = self.check(terms).err()?;
        match refused {
            PaymentRefused::Part { .. } | PaymentRefused::TooMany => Some(refused),
            PaymentRefused::Short { .. } if self.is_split() => Some(refused),
            _ => None,
        }
    }

    /// Whose, and which thing of his, a failure's field means: `payers.2.given.1`.
    pub fn place(&self, field: &str, terms: &Terms) -> Option<(usize, Option<usize>)> {
        let mut words = field.strip_prefix("payers.")?.split('.');
        let payer: usize = words.next()?.parse().ok()?;
        let thing = words.nth(1).and_then(|word| word.parse().ok());
        self.laying(terms).nth(payer).map(|(at, _)| (at, thing))
    }
}

/// What happens to it.
#[derive(Clone, Debug)]
pub enum Act {
    /// The next comes as that.
    Kind(TenderKind),
    /// So much of it is typed.
    Type(String),
    /// Something is given.
    Add(Given),
    /// It is taken back.
    Remove(usize),
    /// It has to reach, or is an advance.
    InFull(bool),
    /// Payers pay these parts; one or none: they do not.
    Split(Vec<Cents>),
    /// That payer's turn.
    Turn(usize),
    /// The same, after this one gave that.
    Next(Option<Given>, usize),
    /// The terminal took these for the order, and nothing else.
    Cards(Vec<Given>),
}

impl Laid {
    fn act(&mut self, act: Act) {
        let at = self.at;
        let hand = &mut self.hands[at];
        match act {
            Act::Kind(kind) => (hand.kind, hand.typed) = (kind, String::new()),
            Act::Type(typed) => hand.typed = typed,
            Act::Add(given) => {
                hand.given.push(given);
                hand.typed.clear();
                // Vouchers come one by one. A card would go for the rest, at a second touch.
                if hand.kind != TenderKind::MealVoucher {
                    hand.kind = TenderKind::Cash;
                }
            }
            Act::Remove(thing) if hand.given.get(thing).is_some_and(|it| !it.is_final()) => {
                hand.given.remove(thing);
            }
            Act::Remove(_) => {}
            Act::InFull(in_full) => self.in_full = in_full,
            Act::Split(parts) if parts.len() > 1 => {
                let hands = parts.into_iter().map(|part| Hand::owing(Some(part))).collect();
                *self = Laid { hands, ..Laid::default() };
            }
            Act::Split(_) => *self = Laid::default(),
            Act::Cards(taken) => self.lay_cards(&taken),
            Act::Turn(next) => self.at = next.min(self.hands.len() - 1),
            Act::Next(given, next) => {
                if let Some(given) = given {
                    self.act(Act::Add(given));
                }
                self.hands[at].kind = TenderKind::Cash;
                self.act(Act::Turn(next));
            }
        }
    }
}

impl Laid {
    /// What the terminal took lies there, and cannot be taken away: whose turn it is gave it.
    fn lay_cards(&mut self, taken: &[Given]) {
        for hand in &mut self.hands {
            hand.given.retain(|it| !it.is_final() || taken.contains(it));
        }
        let lies = |it: &&Given| !self.hands.iter().any(|hand| hand.given.contains(it));
        let more: Vec<Given> = taken.iter().filter(lies).copied().collect();
        let hand = &mut self.hands[self.at];
        if !more.is_empty() {
            (hand.kind, hand.typed) = (TenderKind::Cash, String::new());
        }
        hand.given.extend(more);
    }

    /// Whether the terminal's payment lies there.
    pub fn has_card(&self, payment: CardPaymentId) -> bool {
        let is_it =
            |it: &Given| matches!(it, Given::AskedCard { payment: of, .. } if *of == payment);
        self.hands.iter().any(|hand| hand.given.iter().any(is_it))
    }
}

impl Reducible for Laid {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        next.act(act);
        Rc::new(next)
    }
}
