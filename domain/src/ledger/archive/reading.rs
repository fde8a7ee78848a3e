//! Verification of an archive, line by line, from the archive alone.

use super::{ARCHIVE_FORMAT, ArchiveFlaw, ArchiveHead, ArchivedRegister, Beginning, Line};
use crate::ledger::{
    Chain, Content, Head, RegisterCode, Running, Sealed, Standing, Verification, canonical,
};
use std::collections::BTreeMap;

/// Whether a signature is that of a text, by one key.
pub type Genuine = Box<dyn Fn(&str, &str) -> bool>;

/// Reads an archive, each line in its order. Of a register's public key `keys` makes what checks its
/// signatures.
pub struct ArchiveReading<K> {
    keys: K,
    kept: Vec<(RegisterCode, Chain, Head)>,
    head: Option<ArchiveHead>,
    parts: BTreeMap<RegisterCode, Part>,
    lines: u64,
    entries: u64,
    flaws: Vec<ArchiveFlaw>,
}

/// A register's part, as far as it was read.
struct Part {
    said: ArchivedRegister,
    verification: Verification<Genuine>,
    running: Running,
}

/// What an archive says, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveRead {
    /// What it is; none: no archive.
    pub head: Option<ArchiveHead>,
    /// Its registers.
    pub registers: Vec<ArchivedRegister>,
    /// How many entries were read.
    pub entries: u64,
    /// What is wrong.
    pub flaws: Vec<ArchiveFlaw>,
}

impl<K: Fn(&str) -> Genuine> ArchiveReading<K> {
    /// Begins. `kept` are heads known from elsewhere, other archives among them; those beyond this
    /// archive say nothing of it.
    pub fn new(kept: Vec<(RegisterCode, Chain, Head)>, keys: K) -> ArchiveReading<K> {
        ArchiveReading {
            keys,
            kept,
            head: None,
            parts: BTreeMap::new(),
            lines: 0,
            entries: 0,
            flaws: vec![],
        }
    }

    /// The next line, without its end.
    pub fn take(&mut self, text: &str) {
        self.lines += 1;
        let line = Line::read(text);
        match line {
            Some(Line::Head(head)) if self.lines == 1 => self.begin(*head),
            Some(Line::Register(said)) if self.entries == 0 => self.open(*said),
            Some(Line::Entry(sealed)) => {
                self.entries += 1;
                match self.parts.get_mut(&sealed.entry.register) {
                    Some(part) => part.take(&sealed),
                    None => self.flaws.push(ArchiveFlaw::Line { line: self.lines }),
                }
            }
            Some(Line::Damaged(damaged)) => {
                self.entries += 1;
                match self.parts.get_mut(&damaged.place.register) {
                    Some(part) => {
                        let (chain, text) = (damaged.place.chain, &damaged.text);
                        part.verification.take(chain, text, &damaged.signature);
                    }
                    None => self.flaws.push(ArchiveFlaw::Line { line: self.lines }),
                }
            }
            _ if self.lines == 1 => self.flaws.push(ArchiveFlaw::None),
            _ => self.flaws.push(ArchiveFlaw::Line { line: self.lines }),
        }
    }

    /// A line that is no text.
    pub fn take_unreadable(&mut self) {
        self.lines += 1;
        self.flaws.push(ArchiveFlaw::Line { line: self.lines });
    }

    fn begin(&mut self, head: ArchiveHead) {
        if head.format > ARCHIVE_FORMAT {
            self.flaws.push(ArchiveFlaw::Newer { format: head.format });
        }
        self.head = Some(head);
    }

    fn open(&mut self, said: ArchivedRegister) {
        let number = |heads: &BTreeMap<Chain, Head>, chain: Chain| {
            heads.get(&chain).map_or(0, |head| head.number)
        };
        let none = BTreeMap::new();
        let before = said.begins.as_ref().map_or(&none, |begins| &begins.heads);
        let mut kept: Vec<(Chain, Head)> = said.ends.clone().into_iter().collect();
        for (_, chain, head) in self.kept.iter().filter(|(of, ..)| *of == said.register) {
            let (begun, ends) = (number(before, *chain), number(&said.ends, *chain));
            if head.number > begun && head.number <= ends {
                kept.push((*chain, head.clone()));
            } else if before
                .get(chain)
                .is_some_and(|it| it.number == head.number && it.signature != head.signature)
            {
                let (register, number) = (said.register.clone(), head.number);
                self.flaws.push(ArchiveFlaw::Parted { register, chain: *chain, number });
            }
        }
        let is_other = |(chain, end): (&Chain, &Head)| {
            end.number <= number(before, *chain) && before.get(chain) != Some(end)
        };
        let goes_back = said.ends.iter().any(is_other);
        let key = &self.keys;
        let begun = said.begins.as_ref().map(|begins| begins.begin(&said, &kept, key));
        let (verification, standing) = match begun {
            Some(Some(begun)) if !goes_back => begun,
            other => {
                if other.is_some() || goes_back {
                    let register = said.register.clone();
                    self.flaws.push(ArchiveFlaw::Beginning { register });
                }
                let genuine = key(&said.public_key);
                let from_the_first = Verification::of(said.register.clone(), &kept, genuine);
                (from_the_first, Standing::default())
            }
        };
        let running = Running { standing, ..Running::default() };
        let (register, line) = (said.register.clone(), self.lines);
        if self.parts.insert(register, Part { said, verification, running }).is_some() {
            self.flaws.push(ArchiveFlaw::Line { line });
        }
    }

    /// Ends.
    pub fn finish(mut self) -> ArchiveRead {
        let said = self.head.as_ref().map_or((0, 0), |head| (head.registers, head.entries));
        let of_parts =
            self.parts.values().fold(0, |sum: u64, it| sum.saturating_add(it.said.entries));
        let registers = u64::try_from(self.parts.len()).unwrap_or(u64::MAX);
        if said != (registers, self.entries) || self.entries != of_parts {
            self.flaws.push(ArchiveFlaw::Count);
        }
        if self.lines == 0 {
            self.flaws.push(ArchiveFlaw::None);
        }
        let mut registers = Vec::new();
        for (register, Part { said, verification, running }) in self.parts {
            let verified = verification.finish();
            self.flaws.extend(verified.defects.into_iter().map(ArchiveFlaw::Entry));
            for (chain, head) in &verified.heads {
                if said.ends.get(chain).is_none_or(|end| head.number > end.number) {
                    let (register, chain) = (register.clone(), *chain);
                    self.flaws.push(ArchiveFlaw::Further { register, chain });
                }
            }
            if running != said.came_to {
                self.flaws.push(ArchiveFlaw::Totals { register });
            }
            registers.push(said);
        }
        ArchiveRead { head: self.head, registers, entries: self.entries, flaws: self.flaws }
    }
}

impl Part {
    fn take(&mut self, sealed: &Sealed) {
        // What breaks its own rules may not even be added up.
        if sealed.entry.check().is_ok() {
            self.running.add(sealed);
        }
        self.verification.take(sealed.entry.chain, &sealed.text, &sealed.signature);
    }
}

impl Beginning {
    /// Begins after the closing of a year; none: it is not that of this register, or the heads do
    /// not go with it.
    fn begin(
        &self,
        said: &ArchivedRegister,
        kept: &[(Chain, Head)],
        keys: &impl Fn(&str) -> Genuine,
    ) -> Option<(Verification<Genuine>, Standing)> {
        let Content::Closing(closing) = &self.closing.content else { return None };
        let last_sale = self.heads.get(&Chain::Sales).map(|head| &head.signature);
        if closing.last_signature.is_some() && closing.last_signature.as_ref() != last_sale {
            return None;
        }
        let sealed = Sealed {
            text: canonical(&self.closing).ok()?,
            entry: self.closing.clone(),
            signature: self.signature.clone(),
        };
        let standing = closing.standing();
        if sealed.entry.register != said.register {
            return None;
        }
        let genuine = keys(&said.public_key);
        let begun = Verification::since(&sealed, self.heads.clone(), kept, genuine).ok()?;
        Some((begun, standing))
    }
}
