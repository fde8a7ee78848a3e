//! What payers give, and what is taken of it: several tenders, several payers, change.

use super::refused::{GivenRefused, PaymentRefused};
use super::voucher::VoucherRules;
use super::{AMOUNT_MAX, CardPaymentId, TenderKind};
use crate::money::Cents;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A debt above this is not paid in cash, not even a part of it, by a consumer who lives in France
/// (code monétaire et financier, art. L112-6 and D112-3: "le paiement d'une dette supérieure à").
pub const CASH_MAX: Cents = Cents(100_000);
/// The most payers of one payment.
pub const PAYERS_MAX: usize = 20;
/// The most things one payer gives.
pub const GIVEN_MAX: usize = 20;
/// The largest note there is: nobody lays down so much that it comes back as change.
const LARGEST_NOTE: Cents = Cents(50_000);

/// One thing a payer gives. (PayPal is not given by hand.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// Notes and coins; what is above the amount due is given back.
    Cash {
        /// What was put on the counter.
        received: Cents,
    },
    /// A card, for an amount that the terminal beside the till accepted, as a person says.
    Card {
        /// The amount.
        amount: Cents,
    },
    /// A card, for an amount that this counter's terminal was asked for and took.
    AskedCard {
        /// Which payment.
        payment: CardPaymentId,
        /// The amount.
        amount: Cents,
    },
    /// A cheque.
    Cheque {
        /// The amount written on it.
        amount: Cents,
    },
    /// One meal voucher at its face value. Three vouchers are given three times, since each can
    /// only be given back whole.
    MealVoucher {
        /// The value printed on it.
        amount: Cents,
    },
}

impl Given {
    /// What it comes as.
    pub fn kind(self) -> TenderKind {
        match self {
            Given::Cash { .. } => TenderKind::Cash,
            Given::Card { .. } | Given::AskedCard { .. } => TenderKind::Card,
            Given::Cheque { .. } => TenderKind::Cheque,
            Given::MealVoucher { .. } => TenderKind::MealVoucher,
        }
    }

    /// Whether it cannot be taken back from the counter: its money has been taken.
    pub fn is_final(self) -> bool {
        matches!(self, Given::AskedCard { .. })
    }

    /// What was handed over.
    pub fn amount(self) -> Cents {
        match self {
            Given::Cash { received: amount }
            | Given::Card { amount }
            | Given::AskedCard { amount, .. }
            | Given::Cheque { amount }
            | Given::MealVoucher { amount } => amount,
        }
    }
}

/// One who pays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The part that this payer owes where several pay apart; none: whatever is still due.
    pub part: Option<Cents>,
    /// What this payer paid with meal vouchers on this ticket before, as the payments made say.
    #[serde(default)]
    pub vouchers_before: Cents,
    /// What this payer gives.
    pub given: Vec<Given>,
}

/// Which thing of which payer, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The payer.
    pub payer: usize,
    /// The thing given.
    pub given: usize,
}

/// What is to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// What is still due; below zero as nothing.
    pub amount: Cents,
    /// What the whole order costs.
    pub total: Cents,
}

impl Due {
    /// An order of which nothing is paid yet.
    pub fn whole(total: Cents) -> Due {
        Due { amount: total, total }
    }
}

/// A shop's rules for what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakingRules {
    /// Meal vouchers.
    pub vouchers: VoucherRules,
    /// The largest debt that is paid in cash.
    pub cash_max: Cents,
}

impl Default for TakingRules {
    fn default() -> TakingRules {
        TakingRules { vouchers: VoucherRules::default(), cash_max: CASH_MAX }
    }
}

/// Money taken; `received` is `amount` and `change`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// As what.
    pub tender: TenderKind,
    /// What counts towards the amount due; above zero.
    pub amount: Cents,
    /// What was handed over.
    pub received: Cents,
    /// What goes back over the counter; of cash only.
    pub change: Cents,
    /// Which of several payers gave it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<u32>,
}

/// Takes what one payer gives: cash last, change from cash alone. One [`Taken`] for each thing but
/// the cash, in the order given, then one for all the cash. They add up to what is due, or to less
/// where `in_full` is false: then it is an advance. `day` is the calendar's, in the shop.
///
/// # Errors
/// What is wrong with which of the things; nothing is taken then.
pub fn take(
    due: Due,
    given: &[Given],
    rules: &TakingRules,
    day: NaiveDate,
    in_full: bool,
) -> Result<Vec<Taken>, PaymentRefused> {
    let payer = Payer { given: given.to_vec(), ..Payer::default() };
    Ok(take_apart(due, &[payer], rules, day, in_full)?.concat())
}

/// Takes what several payers give, one after the other; each gets his own change. One who owes a
/// part pays it whole; one who owes none in particular gives what he likes of what is left.
///
/// # Errors
/// As [`take`].
pub fn take_apart(
    due: Due,
    payers: &[Payer],
    rules: &TakingRules,
    day: NaiveDate,
    in_full: bool,
) -> Result<Vec<Vec<Taken>>, PaymentRefused> {
    if payers.len() > PAYERS_MAX || payers.iter().any(|payer| payer.given.len() > GIVEN_MAX) {
        return Err(PaymentRefused::TooMany);
    }
    let mut left = due.amount.max(Cents::ZERO);
    let mut all = Vec::with_capacity(payers.len());
    for (index, payer) in payers.iter().enumerate() {
        let owed = owed_by(index, payer, left)?;
        let debt = payer.part.unwrap_or(due.total);
        let mut taken = Hand { payer, owed, debt }.take(rules, day).map_err(|(given, why)| {
            PaymentRefused::Given { at: At { payer: index, given }, why }
        })?;
        if payers.len() > 1 {
            taken.iter_mut().for_each(|taken| taken.payer = u32::try_from(index + 1).ok());
        }
        let sum: Cents = taken.iter().map(|taken| taken.amount).sum();
        if payer.part.is_some() && sum < owed {
            return Err(PaymentRefused::ShortOfPart { payer: index, missing: owed - sum });
        }
        left = left - sum;
        all.push(taken);
    }
    if in_full && left > Cents::ZERO {
        return Err(PaymentRefused::Short { missing: left });
    }
    let empty = payers.iter().position(|payer| payer.given.is_empty());
    match empty.or(payers.is_empty().then_some(0)) {
        Some(payer) if due.amount > Cents::ZERO => Err(PaymentRefused::NothingGiven { payer }),
        _ => Ok(all),
    }
}

/// What a payer owes of what is left.
fn owed_by(index: usize, payer: &Payer, left: Cents) -> Result<Cents, PaymentRefused> {
    match payer.part {
        None => Ok(left),
        Some(part) if part > Cents::ZERO && part <= left => Ok(part),
        Some(_) => Err(PaymentRefused::Part { payer: index, left }),
    }
}

/// What one payer lays down.
struct Hand<'a> {
    payer: &'a Payer,
    /// What it can count towards.
    owed: Cents,
    /// What this payer owes in all, for the law about cash.
    debt: Cents,
}

/// What is wrong with which of a payer's things.
type Wrong = (usize, GivenRefused);

impl Hand<'_> {
    fn take(&self, rules: &TakingRules, day: NaiveDate) -> Result<Vec<Taken>, Wrong> {
        self.check_amounts()?;
        self.check_vouchers(&rules.vouchers, day)?;
        let mut left = self.owed;
        let mut taken = Vec::with_capacity(self.payer.given.len());
        for (given, it) in self.payer.given.iter().enumerate() {
            let (tender, amount) = (it.kind(), it.amount());
            if tender == TenderKind::Cash {
                continue;
            }
            if amount > left {
                return Err((given, GivenRefused::Over { tender, most: left }));
            }
            left = left - amount;
            let change = Cents::ZERO;
            taken.push(Taken { tender, amount, received: amount, change, payer: None });
        }
        taken.extend(self.take_cash(left, rules.cash_max)?);
        Ok(taken)
    }

    /// Amounts above zero that a person can mean: after this no sum of them overflows.
    fn check_amounts(&self) -> Result<(), Wrong> {
        let wrong = |(given, it): (usize, &Given)| match it.amount() {
            amount if amount <= Cents::ZERO => Some((given, GivenRefused::NotAnAmount)),
            amount if amount > AMOUNT_MAX => Some((given, GivenRefused::Absurd)),
            _ => None,
        };
        self.payer.given.iter().enumerate().find_map(wrong).map_or(Ok(()), Err)
    }

    fn check_vouchers(&self, rules: &VoucherRules, day: NaiveDate) -> Result<(), Wrong> {
        let mut sum = self.payer.vouchers_before.clamp(Cents::ZERO, AMOUNT_MAX);
        for (given, it) in self.payer.given.iter().enumerate() {
            let Given::MealVoucher { amount } = it else { continue };
            rules.check_day(day).map_err(|why| (given, why))?;
            sum += *amount;
            if sum > rules.day_max {
                return Err((given, GivenRefused::VoucherMax { max: rules.day_max }));
            }
        }
        Ok(())
    }

    /// All the cash as one, for what the other things leave.
    fn take_cash(&self, left: Cents, cash_max: Cents) -> Result<Option<Taken>, Wrong> {
        let tender = TenderKind::Cash;
        let is_cash = |it: &&Given| it.kind() == tender;
        let Some(first) = self.payer.given.iter().position(|it| is_cash(&it)) else {
            return Ok(None);
        };
        let received: Cents = self.payer.given.iter().filter(is_cash).map(|it| it.amount()).sum();
        if left <= Cents::ZERO {
            return Err((first, GivenRefused::Over { tender, most: Cents::ZERO }));
        }
        if self.debt > cash_max {
            return Err((first, GivenRefused::CashMax { max: cash_max }));
        }
        let amount = received.min(left);
        let change = received - amount;
        if change >= LARGEST_NOTE {
            return Err((first, GivenRefused::Absurd));
        }
        Ok(Some(Taken { tender, amount, received, change, payer: None }))
    }
}

#[cfg(test)]
mod tests;
