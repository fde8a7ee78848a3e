//! Which terminals the table shows, and in what order.

use chrono::{DateTime, Utc};
use domain::terminals::{Presence, TerminalEntry};
use domain::{Language, Spoken};

/// What a terminal has to be, to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Being {
    /// Let in.
    Enrolled,
    /// Let in, and not heard of.
    Silent,
    /// Put out.
    Revoked,
}

impl Being {
    /// In the order of the buttons.
    pub const ALL: [Being; 3] = [Being::Enrolled, Being::Silent, Being::Revoked];

    /// The word in tests and texts.
    pub fn word(self) -> &'static str {
        match self {
            Being::Enrolled => "enrolled",
            Being::Silent => "silent",
            Being::Revoked => "revoked",
        }
    }

    /// Whether a terminal is so.
    pub fn admits(self, presence: Presence) -> bool {
        match self {
            Being::Enrolled => presence != Presence::Revoked,
            Being::Silent => matches!(presence, Presence::Silent | Presence::NeverSeen),
            Being::Revoked => presence == Presence::Revoked,
        }
    }
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Shop, then number: as they come.
    Code,
    /// The name.
    Name,
    /// The shop's name.
    Shop,
    /// What it serves.
    Kinds,
    /// How it is, then when it was seen.
    Presence,
    /// The program.
    Version,
}

impl Column {
    /// From left to right.
    pub const ALL: [Column; 6] = [
        Column::Code,
        Column::Name,
        Column::Shop,
        Column::Kinds,
        Column::Presence,
        Column::Version,
    ];

    /// The word in tests and texts.
    pub fn word(self) -> &'static str {
        match self {
            Column::Code => "code",
            Column::Name => "name",
            Column::Shop => "shop",
            Column::Kinds => "kinds",
            Column::Presence => "presence",
            Column::Version => "version",
        }
    }
}

/// What is shown, as it was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Which of them.
    pub being: Being,
    /// What was typed to find some.
    pub typed: String,
    /// The column they are sorted by.
    pub by: Column,
    /// The last first.
    pub falling: bool,
}

impl Default for Listing {
    fn default() -> Listing {
        Listing { being: Being::Enrolled, typed: String::new(), by: Column::Code, falling: false }
    }
}

impl Listing {
    /// Sorted by this column; the other way round if it was already.
    pub fn sorted_by(&self, by: Column) -> Listing {
        Listing { by, falling: self.by == by && !self.falling, ..self.clone() }
    }

    /// The terminals to show; they come by shop and number, and stay so where nothing else tells.
    pub fn of<'a>(
        &self,
        terminals: &'a [TerminalEntry],
        now: DateTime<Utc>,
        language: Language,
    ) -> Vec<&'a TerminalEntry> {
        let typed = self.typed.trim().to_lowercase();
        let mut shown: Vec<_> = terminals
            .iter()
            .filter(|terminal| self.being.admits(terminal.presence(now)))
            .filter(|terminal| found(terminal, &typed, language))
            .collect();
        match self.by {
            Column::Code => {}
            Column::Name => shown.sort_by_key(|it| it.name.to_lowercase()),
            Column::Shop => shown.sort_by_key(|it| it.shop.as_ref().map(|shop| shop.name.clone())),
            Column::Kinds => shown.sort_by_key(|it| it.kinds.clone()),
            Column::Presence => shown.sort_by_key(|it| {
                (it.presence(now), std::cmp::Reverse(it.revoked_at.or(it.last_seen_at)))
            }),
            Column::Version => shown.sort_by_key(|it| it.version.clone()),
        }
        if self.falling {
            shown.reverse();
        }
        shown
    }
}

/// Whether somebody who typed that would mean this terminal.
fn found(terminal: &TerminalEntry, typed: &str, language: Language) -> bool {
    let shop = terminal.shop.iter().map(|shop| &shop.name);
    let kinds = terminal.kinds.iter().map(|kind| kind.say(language));
    let mut texts = [&terminal.code, &terminal.name].into_iter().chain(shop).cloned().chain(kinds);
    texts.any(|text| text.to_lowercase().contains(typed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use domain::server::ShopChoice;
    use domain::terminals::TerminalKind;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(10)
    }

    fn terminal(code: &str, name: &str, minutes: Option<i64>, revoked: bool) -> TerminalEntry {
        let shop = code.split('-').next().filter(|shop| *shop != "GROUPE");
        TerminalEntry {
            code: code.to_owned(),
            name: name.to_owned(),
            shop: shop
                .map(|code| ShopChoice { code: code.to_owned(), name: format!("Shop {code}") }),
            kinds: vec![if shop.is_some() { TerminalKind::Counter } else { TerminalKind::Office }],
            enrolled_at: now(),
            last_seen_at: minutes.map(|minutes| now() - TimeDelta::minutes(minutes)),
            version: None,
            revoked_at: revoked.then(now),
            here: false,
        }
    }

    #[test]
    fn some_are_shown_in_some_order() {
        let all = [
            terminal("MOZ1-1", "caisse", Some(1), false),
            terminal("MOZ1-2", "Four", Some(60), false),
            terminal("MOZ2-1", "Accueil", None, false),
            terminal("MOZ2-2", "vieux", Some(99), true),
            terminal("GROUPE-1", "Siège", Some(2), false),
        ];
        let usual = Listing::default;
        let typed = |typed: &str| Listing { typed: typed.to_owned(), ..usual() };
        for (listing, codes) in [
            (usual(), "MOZ1-1 MOZ1-2 MOZ2-1 GROUPE-1"),
            (usual().sorted_by(Column::Code), "GROUPE-1 MOZ2-1 MOZ1-2 MOZ1-1"),
            (usual().sorted_by(Column::Name), "MOZ2-1 MOZ1-1 MOZ1-2 GROUPE-1"),
            (usual().sorted_by(Column::Presence), "MOZ1-1 GROUPE-1 MOZ1-2 MOZ2-1"),
            (Listing { being: Being::Silent, ..usual() }, "MOZ1-2 MOZ2-1"),
            (Listing { being: Being::Revoked, ..usual() }, "MOZ2-2"),
            (typed(" moz2 "), "MOZ2-1"),
            (typed("SIÈGE"), "GROUPE-1"),
            (typed("comptoir"), "MOZ1-1 MOZ1-2 MOZ2-1"),
            (typed("nothing"), ""),
        ] {
            let shown = listing.of(&all, now(), Language::Fr);
            let shown: Vec<_> = shown.iter().map(|terminal| terminal.code.as_str()).collect();
            assert_eq!(shown.join(" "), codes, "{listing:?}");
        }
    }
}
