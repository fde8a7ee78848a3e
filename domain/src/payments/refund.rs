//! Giving back what was paid, by the same tenders.

use super::TenderKind;
use super::refused::RefundRefused;
use crate::money::Cents;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a cashier gives back of one order without a manager, where nothing else is set.
pub const REFUND_ALONE_MAX: Cents = Cents(2000);

/// A shop's rules for giving back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefundRules {
    /// What a cashier gives back of one order without a manager.
    pub alone_max: Cents,
}

impl Default for RefundRules {
    fn default() -> RefundRules {
        RefundRules { alone_max: REFUND_ALONE_MAX }
    }
}

impl RefundRules {
    /// Whether so much may go back, with a manager's consent or without.
    ///
    /// # Errors
    /// When a manager must consent and has not.
    pub fn check_consent(&self, given_back: Cents, consented: bool) -> Result<(), RefundRefused> {
        if needs_manager(given_back, self.alone_max) && !consented {
            return Err(RefundRefused::NeedsManager { alone: self.alone_max });
        }
        Ok(())
    }
}

/// Money that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// As what.
    pub tender: TenderKind,
    /// How much; what counted, without change.
    pub amount: Cents,
    /// How much of it was given back.
    pub refunded: Cents,
}

impl Paid {
    /// What of it can still be given back. Of a voucher that is all or nothing.
    fn left(self) -> Cents {
        let left = self.amount - self.refunded;
        let is_cut = self.tender == TenderKind::MealVoucher && self.refunded != Cents::ZERO;
        if is_cut { Cents::ZERO } else { left.max(Cents::ZERO) }
    }
}

/// Money that goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// Of which payment, from 0, in the order of the list asked about.
    pub of: usize,
    /// As what: as it came.
    pub tender: TenderKind,
    /// How much; above zero.
    pub amount: Cents,
}

/// Whether a refund needs a manager's consent. `given_back` is what goes back of the order in all,
/// this refund and those before it: a large one is not cut into small ones.
pub fn needs_manager(given_back: Cents, alone_max: Cents) -> bool {
    given_back > alone_max
}

/// What can still be given back in all.
pub fn refundable(paid: &[Paid]) -> Cents {
    paid.iter().map(|paid| paid.left()).sum()
}

/// By which tenders an amount goes back, given what was taken, oldest first.
///
/// What was taken last goes back first, and none of a payment beyond what it brought. Meal vouchers
/// come last of all and whole: the paper itself goes back, never its value in coins, which would
/// turn a voucher into money (code du travail, art. L3262-1: it pays for a meal). Of several ways
/// the one is taken that gives back the least in vouchers. A whole cheque goes back as the paper, a
/// part of one as the shop's own cheque.
///
/// # Errors
/// When it is nothing, more than is left of what was paid, or cannot be reached by whole vouchers.
pub fn refund(paid: &[Paid], amount: Cents) -> Result<Vec<Back>, RefundRefused> {
    if amount <= Cents::ZERO {
        return Err(RefundRefused::NotAnAmount);
    }
    let most = refundable(paid);
    if amount > most {
        return Err(RefundRefused::Over { most });
    }
    let (vouchers, others): (Vec<usize>, Vec<usize>) = (0..paid.len())
        .rev()
        .filter(|at| paid[*at].left() > Cents::ZERO)
        .partition(|at| paid[*at].tender == TenderKind::MealVoucher);
    let others_left: Cents = others.iter().map(|at| paid[*at].left()).sum();
    let sums = sums_of(paid, &vouchers);
    let Some((whole, _)) = sums.range(amount - others_left..=amount).next() else {
        return Err(between(&sums, amount, others_left));
    };
    let mut rest = amount - *whole;
    let mut backs = Vec::new();
    for of in others {
        let amount = rest.min(paid[of].left());
        if amount > Cents::ZERO {
            rest = rest - amount;
            backs.push(Back { of, tender: paid[of].tender, amount });
        }
    }
    backs.extend(made_of(paid, &sums, *whole));
    Ok(backs)
}

/// Each amount that whole vouchers can make, with the last voucher it takes; nothing takes none.
type Sums = BTreeMap<Cents, Option<usize>>;

fn sums_of(paid: &[Paid], vouchers: &[usize]) -> Sums {
    let mut sums = Sums::from([(Cents::ZERO, None)]);
    for at in vouchers {
        let before: Vec<Cents> = sums.keys().copied().collect();
        for sum in before {
            // What earlier vouchers make already stays made of them: no voucher is taken twice.
            sums.entry(sum + paid[*at].left()).or_insert(Some(*at));
        }
    }
    sums
}

/// The vouchers that make a sum.
fn made_of(paid: &[Paid], sums: &Sums, whole: Cents) -> Vec<Back> {
    let mut backs = Vec::new();
    let mut sum = whole;
    while let Some(Some(of)) = sums.get(&sum) {
        let Paid { tender, .. } = paid[*of];
        let amount = paid[*of].left();
        backs.push(Back { of: *of, tender, amount });
        sum = sum - amount;
    }
    backs.reverse();
    backs
}

/// The next amounts that can be given back, where one falls between whole vouchers.
fn between(sums: &Sums, amount: Cents, others_left: Cents) -> RefundRefused {
    let below = sums.range(..amount).next_back().map(|(sum, _)| *sum + others_left);
    let above = sums.range(amount..).next().map_or(amount, |(sum, _)| *sum);
    RefundRefused::VoucherWhole { below: below.filter(|it| *it > Cents::ZERO), above }
}

#[cfg(test)]
mod tests;
