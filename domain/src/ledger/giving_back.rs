//! Money that goes back of an order that stays: of which of its entries, for what, as what.

use super::{
    Account, Back, BillRefused, Booked, EntryRef, Operation, Remaining, TenderLine, Ticket, Till,
};
use crate::money::Cents;
use crate::orders::{GivingBackRefused, Refund};
use crate::payments::{Back as MoneyBack, Paid, RefundRefused, TenderKind, refund};

/// A line of an order, and what of it can still go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineLeft {
    /// Its number on the ticket and in the order, from 1.
    pub number: u32,
    /// As the ticket names it.
    pub label: String,
    /// How many are left.
    pub quantity: u32,
    /// What they cost, VAT included, less what went back already.
    pub gross: Cents,
}

/// What goes back of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoingBack {
    parts: Vec<Part>,
}

/// What goes back of one of its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    of: Remaining,
    back: Back,
    money: Vec<TenderLine>,
}

impl GoingBack {
    fn money(&self) -> impl Iterator<Item = Refund> {
        let lines = self.parts.iter().flat_map(|part| &part.money);
        lines.map(|line| Refund { tender: line.tender, amount: Cents(-line.amount.0) })
    }

    /// How much it is.
    pub fn amount(&self) -> Cents {
        self.money().map(|refund| refund.amount).sum()
    }

    /// What the customer gets back, by tender.
    pub fn refunds(&self) -> Vec<Refund> {
        let mut sums: Vec<Refund> = Vec::new();
        for refund in self.money() {
            match sums.iter_mut().find(|sum| sum.tender == refund.tender) {
                Some(sum) => sum.amount += refund.amount,
                None => sums.push(refund),
            }
        }
        sums
    }

    /// The entries that say so.
    ///
    /// # Errors
    /// An earlier entry does not add up.
    pub fn tickets(&self, till: &Till, reason: &str) -> Result<Vec<Ticket>, BillRefused> {
        let ticket =
            |part: &Part| part.of.refund(till, &part.back, &part.money, Some(reason.to_owned()));
        self.parts.iter().map(ticket).collect()
    }
}

impl Account {
    /// Whether it was given up: what was paid went back whole.
    pub fn is_cancelled(&self) -> bool {
        self.entries.iter().any(|booked| booked.ticket.operation == Operation::Cancellation)
    }

    /// The sales and advances of which something remains. An advance that a sale deducted is in the
    /// sale.
    ///
    /// # Errors
    /// An earlier entry does not add up.
    pub(super) fn open(&self) -> Result<Vec<(EntryRef, Remaining)>, BillRefused> {
        let mut open = self.remaining()?;
        let deducted: Vec<&EntryRef> = self
            .entries
            .iter()
            .filter(|booked| booked.ticket.operation == Operation::Sale)
            .flat_map(|booked| booked.ticket.deducted.iter().map(|deduction| &deduction.entry))
            .collect();
        open.retain(|(entry, left)| left.total() > Cents::ZERO && !deducted.contains(&entry));
        Ok(open)
    }

    /// The lines of which something can go back; none: they are not those that were paid, and an
    /// amount goes back.
    ///
    /// # Errors
    /// An earlier entry does not add up.
    pub fn lines_left(&self) -> Result<Option<Vec<LineLeft>>, BillRefused> {
        let Some((_, remaining)) = self.sale_of_these_lines()? else { return Ok(None) };
        let line = |(label, number): (String, u32)| {
            let (quantity, gross) = remaining.line(number)?;
            let quantity = u32::try_from(quantity).ok()?;
            Some(LineLeft { number, label, quantity, gross })
        };
        let labels = self.lines.iter().map(|line| line.label());
        Ok(labels.zip(1..).map(line).collect())
    }

    /// The sale that has the order's lines as they are, where nothing else was paid.
    fn sale_of_these_lines(&self) -> Result<Option<(EntryRef, Remaining)>, BillRefused> {
        let mut open = self.open()?;
        let Some((entry, remaining)) = open.pop().filter(|_| open.is_empty()) else {
            return Ok(None);
        };
        let sale = self.entries.iter().find(|booked| booked.entry == entry);
        let is_theirs = sale.is_some_and(|Booked { ticket, .. }| {
            ticket.operation == Operation::Sale && ticket.lines == self.bill().lines
        });
        Ok(is_theirs.then_some((entry, remaining)))
    }

    /// What goes back, and as what: as it came. An amount goes back of what was paid last first.
    ///
    /// # Errors
    /// The order is not paid, not so much remains, or it cannot go back as it came.
    pub fn going_back(&self, back: &Back) -> Result<GoingBack, GivingBackRefused> {
        let number = || self.name.number.clone();
        if self.is_cancelled() {
            return Err(GivingBackRefused::Cancelled { number: number() });
        }
        if self.due() > Cents::ZERO {
            return Err(GivingBackRefused::NotPaid { number: number(), due: self.due() });
        }
        let open = self.open()?;
        let most: Cents = open.iter().map(|(_, left)| left.total()).sum();
        match back {
            Back::Amount(amount) if *amount <= Cents::ZERO => {
                Err(RefundRefused::NotAnAmount.into())
            }
            Back::Amount(amount) if *amount > most => Err(RefundRefused::Over { most }.into()),
            Back::Amount(amount) => self.amount_back(open, *amount),
            Back::Lines(_) if most == Cents::ZERO => Err(RefundRefused::Over { most }.into()),
            Back::Lines(_) => match self.sale_of_these_lines()? {
                Some((entry, left)) => {
                    let part = self.part(&entry, left, back.clone(), Cents::ZERO)?;
                    Ok(GoingBack { parts: vec![part] })
                }
                None => Err(GivingBackRefused::Changed { number: number() }),
            },
        }
    }

    fn amount_back(
        &self,
        open: Vec<(EntryRef, Remaining)>,
        amount: Cents,
    ) -> Result<GoingBack, GivingBackRefused> {
        let (mut parts, mut given) = (Vec::new(), Cents::ZERO);
        for (entry, left) in open.into_iter().rev() {
            let part = left.total().min(amount - given);
            if part > Cents::ZERO {
                parts.push(self.part(&entry, left, Back::Amount(part), amount - part)?);
                given += part;
            }
        }
        Ok(GoingBack { parts })
    }

    /// What goes back of an entry, `besides` what goes back of others.
    fn part(
        &self,
        entry: &EntryRef,
        of: Remaining,
        back: Back,
        besides: Cents,
    ) -> Result<Part, GivingBackRefused> {
        let backs = refund(&self.payments_of(entry), of.cost(&back)?)
            .map_err(|refused| beside(refused, besides))?;
        Ok(Part { of, back, money: money(&backs) })
    }

    /// What was paid for an entry, oldest first: its own money and that of the advances it deducted.
    fn payments_of(&self, entry: &EntryRef) -> Vec<Paid> {
        let mut paid: Vec<Paid> = Vec::new();
        for Booked { ticket, .. } in self.behind(entry) {
            for line in &ticket.tenders {
                match line.amount {
                    Cents(..0) => take_off(&mut paid, line.tender, Cents(-line.amount.0)),
                    amount => {
                        paid.push(Paid { tender: line.tender, amount, refunded: Cents::ZERO });
                    }
                }
            }
        }
        paid
    }
}

/// Of a refusal by vouchers: what goes back besides.
fn beside(refused: RefundRefused, besides: Cents) -> RefundRefused {
    match refused {
        RefundRefused::VoucherWhole { below, above } => RefundRefused::VoucherWhole {
            // No voucher at all is something, too, where other money goes back.
            below: match below.unwrap_or_default() + besides {
                Cents::ZERO => None,
                below => Some(below),
            },
            above: above + besides,
        },
        refused => refused,
    }
}

/// Money as a ticket says it: one line a tender, but each voucher by itself, since it went back whole.
fn money(backs: &[MoneyBack]) -> Vec<TenderLine> {
    let mut lines: Vec<TenderLine> = Vec::new();
    for back in backs {
        let alike = lines.iter_mut().find(|line| line.tender == back.tender);
        match alike.filter(|_| back.tender != TenderKind::MealVoucher) {
            Some(line) => {
                line.amount = line.amount - back.amount;
                line.received = line.amount;
            }
            None => lines.push(TenderLine::back(back.tender, back.amount)),
        }
    }
    lines
}

/// What went back before, taken off as it was given: of a voucher the whole, of anything else the
/// last that came.
fn take_off(paid: &mut [Paid], tender: TenderKind, amount: Cents) {
    let left = |it: &Paid| it.amount - it.refunded;
    if tender == TenderKind::MealVoucher {
        let whole = paid.iter_mut().find(|it| it.tender == tender && left(it) == amount);
        if let Some(voucher) = whole {
            voucher.refunded = voucher.amount;
        }
        return;
    }
    let mut rest = amount;
    for it in paid.iter_mut().rev().filter(|it| it.tender == tender) {
        let part = rest.min(left(it));
        it.refunded += part;
        rest = rest - part;
    }
}
