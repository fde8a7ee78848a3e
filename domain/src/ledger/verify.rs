//! Verification of a register's chains from what is kept of them: everything that can be recomputed
//! is. Hash and signature are checked by a function that is handed in.

use super::books::{Closings, Copies, Sales};
use super::{
    Chain, Closing, Content, Defect, Entry, EntryRef, Flaw, Head, Period, RegisterCode, Sealed,
    from_canonical,
};
use std::collections::BTreeMap;

/// Replays a register's chains, each in its order, one entry after the other.
///
/// ```
/// use domain::ledger::{Chain, RegisterCode, Verification};
///
/// let genuine = |text: &str, signature: &str| text.len() == signature.len();
/// let mut verification = Verification::of(RegisterCode("MOZ1-1".into()), &[], genuine);
/// verification.take(Chain::Sales, "{}", "??");
/// assert_eq!(verification.finish().defects.len(), 1);
/// ```
#[derive(Debug)]
pub struct Verification<F> {
    register: RegisterCode,
    genuine: F,
    kept: Vec<(Chain, Head)>,
    heads: BTreeMap<Chain, Head>,
    sales: Sales,
    closings: Closings,
    copies: Copies,
    defects: Vec<Defect>,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where each chain stands.
    pub heads: BTreeMap<Chain, Head>,
    /// What is wrong, in the order it was found; empty: nothing.
    pub defects: Vec<Defect>,
}

impl<F: Fn(&str, &str) -> bool> Verification<F> {
    /// Begins. `kept` are heads known from elsewhere (keyring, printed Z, other terminals): without
    /// one, entries cut off the end of a chain cannot be missed. `genuine` is whether a signature is
    /// the register's of a text.
    pub fn of(register: RegisterCode, kept: &[(Chain, Head)], genuine: F) -> Verification<F> {
        Verification {
            register,
            genuine,
            kept: kept.to_vec(),
            heads: BTreeMap::new(),
            sales: Sales::default(),
            closings: Closings::default(),
            copies: Copies::default(),
            defects: vec![],
        }
    }

    /// Begins after what was verified before, up to the closing of a year: `heads` are those the
    /// chains had when it was kept. Corrections of earlier tickets are then checked by themselves.
    ///
    /// # Errors
    /// [`Flaw::Original`]: the entry closes no year. [`Flaw::Missing`]: its chain's head is not it.
    pub fn since(
        closing: &Sealed,
        heads: BTreeMap<Chain, Head>,
        kept: &[(Chain, Head)],
        genuine: F,
    ) -> Result<Verification<F>, Flaw> {
        let Content::Closing(year @ Closing { period: Period::Year(_), .. }) =
            &closing.entry.content
        else {
            return Err(Flaw::Original);
        };
        if heads.get(&Chain::Closings) != Some(&closing.head()) {
            return Err(Flaw::Missing);
        }
        let mut begun = Verification::of(closing.entry.register.clone(), kept, genuine);
        begun.sales = Sales::after(year, heads.get(&Chain::Sales).map_or(0, |head| head.number));
        begun.heads = heads;
        if !(begun.genuine)(&closing.text, &closing.signature) {
            begun.found(Chain::Closings, closing.entry.number, Flaw::Signature);
        }
        Ok(begun)
    }

    /// The next entry of a chain: its canonical text and its signature, as they are kept.
    pub fn take(&mut self, chain: Chain, text: &str, signature: &str) {
        let head = self.heads.remove(&chain).unwrap_or_default();
        let parsed = from_canonical(text);
        let number = parsed.as_ref().map_or(head.number + 1, |entry| entry.number);
        if !(self.genuine)(text, signature) {
            self.found(chain, number, Flaw::Signature);
        }
        let is_other = |kept: &Head| kept.number == number && kept.signature != signature;
        if self.kept.iter().any(|(of, kept)| *of == chain && is_other(kept)) {
            self.found(chain, number, Flaw::Replaced);
        }
        let mut next = Head { number, signature: signature.to_owned(), at: head.at };
        match parsed {
            Err(flaw) => self.found(chain, number, flaw),
            Ok(entry) => {
                next.at = next.at.max(Some(entry.at));
                self.follow(chain, &head, &entry);
                self.book(chain, &entry, signature);
            }
        }
        self.heads.insert(chain, next);
    }

    /// Whether an entry follows on a head.
    fn follow(&mut self, chain: Chain, head: &Head, entry: &Entry) {
        if entry.register != self.register || entry.chain != chain {
            self.found(chain, entry.number, Flaw::Chain);
        }
        if entry.number != head.number + 1 {
            self.found(chain, head.number + 1, Flaw::Gap);
        }
        if entry.previous != head.signature {
            self.found(chain, entry.number, Flaw::Previous);
        }
        // A technical event may tell of the very clock that was set back.
        if chain != Chain::Events && head.at.is_some_and(|last| entry.at < last) {
            self.found(chain, entry.number, Flaw::SetBack);
        }
    }

    /// Counts an entry in, if it can be counted at all.
    fn book(&mut self, chain: Chain, entry: &Entry, signature: &str) {
        if let Err(flaw) = entry.check() {
            return self.found(chain, entry.number, flaw);
        }
        let booked = match &entry.content {
            Content::Ticket(ticket) if chain == Chain::Sales => {
                self.sales.add(entry, ticket, signature)
            }
            Content::Closing(closing) => self.closings.add(entry.number, closing),
            Content::Duplicate(duplicate) => self.copies.add(entry, duplicate),
            Content::Ticket(_) | Content::Note(_) | Content::Event(_) => Ok(()),
        };
        if let Err(flaw) = booked {
            self.found(chain, entry.number, flaw);
        }
    }

    /// Ends: chains against each other and against the heads that were kept.
    pub fn finish(mut self) -> Verified {
        for (number, flaw) in self.closings.against(&self.sales) {
            self.found(Chain::Closings, number, flaw);
        }
        for number in self.closings.unclosed(&self.sales) {
            self.found(Chain::Sales, number, Flaw::Unclosed);
        }
        let last = |chain| self.heads.get(&chain).map_or(0, |head| head.number);
        let is_there = |of: &EntryRef| of.register != self.register || of.number <= last(of.chain);
        for (chain, number) in self.copies.of_nothing(is_there) {
            self.found(chain, number, Flaw::Original);
        }
        for (chain, kept) in std::mem::take(&mut self.kept) {
            let number = self.heads.get(&chain).map_or(0, |head| head.number);
            if number < kept.number {
                self.found(chain, number + 1, Flaw::Missing);
            }
        }
        Verified { heads: self.heads, defects: self.defects }
    }

    fn found(&mut self, chain: Chain, number: u64, flaw: Flaw) {
        let register = self.register.clone();
        self.defects.push(Defect::at(EntryRef { register, chain, number }, flaw));
    }
}
