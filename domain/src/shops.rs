//! Shops, their business day, and what a terminal is.

mod papers;

use crate::calls;
use crate::contract::Who;
use crate::delivery::Position;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::payments::{RefundRules, TakingRules};
use crate::server::ShopChoice;
use crate::staff::{GROUP_MANAGERS, MANAGERS};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
pub use papers::{Papers, PapersRefused, TypedPapers, vat_number};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShopId(pub i64);

/// What a window is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WindowKind {
    /// Order entry.
    Counter,
    /// The pizzaïolo's screen.
    Kitchen,
    /// The customers' screen.
    Board,
    /// The managers' pages.
    Office,
}

impl WindowKind {
    /// Every kind.
    pub const ALL: [WindowKind; 4] =
        [WindowKind::Counter, WindowKind::Kitchen, WindowKind::Board, WindowKind::Office];

    /// The word used on the command line, as the window's label and as its address.
    pub fn word(self) -> &'static str {
        match self {
            WindowKind::Counter => "counter",
            WindowKind::Kitchen => "kitchen",
            WindowKind::Board => "board",
            WindowKind::Office => "office",
        }
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<WindowKind> {
        WindowKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A shop as its screens need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Its key.
    pub id: ShopId,
    /// The short code in references: `MOZ1`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When its business day ends, wall clock of the shop.
    pub day_ends_at: NaiveTime,
    /// How many people make pizzas at once.
    pub stations: u32,
    /// Seconds one person needs to make one pizza ready for the oven.
    pub making_seconds: u32,
    /// How many pizzas the oven holds.
    pub oven_places: u32,
    /// What money it takes.
    #[serde(default)]
    pub taking: TakingRules,
    /// Money given back up to so much is a cashier's own; above, a manager's.
    #[serde(default)]
    pub refunds: RefundRules,
    /// Where its drivers leave from; none: nobody has entered it.
    #[serde(default)]
    pub position: Option<Position>,
    /// Whether it delivers.
    #[serde(default = "delivers")]
    pub delivers: bool,
}

/// A shop that was read before anybody could say that it does not.
fn delivers() -> bool {
    true
}

/// Where this window stands and what time the server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terminal {
    /// The shop.
    pub shop: Shop,
    /// Whether it is an office of the group, which sees every shop; `shop` is then but the first.
    #[serde(default)]
    pub of_the_group: bool,
    /// The terminal's name within the shop: `Poste 1`.
    pub name: String,
    /// The server's clock when it answered.
    pub server_now: DateTime<Utc>,
    /// Version of the program.
    pub version: String,
}

/// Asks where this window stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadTerminal {}

/// The shops that may be seen from an office: those the login sees; to a shop's manager, those in which that
/// person works. By code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListShops {}

/// The papers of the shops that may be seen from an office: those the login looks after; to a shop's
/// manager, those in which that person works.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadPapers {}

/// The papers of shops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersList {
    /// By code.
    pub shops: Vec<ShopPapers>,
    /// Whether this terminal prints.
    pub prints: bool,
}

/// A shop's papers, as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopPapers {
    /// The shop's code.
    pub code: String,
    /// Grows with each change.
    pub version: i64,
    /// What they say.
    pub papers: Papers,
}

/// Changes a shop's papers and rules of payment, for tickets from now on: what is signed stays as it
/// is. Whoever changed them meanwhile is not overwritten: `version` is the one that was read. The same
/// once more is done already. No command: it is done now or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePapers {
    /// The shop's code.
    pub shop: String,
    /// Of what was read.
    pub version: i64,
    /// What was typed.
    pub typed: TypedPapers,
}

/// Prints the notice for where customers pay: that a ticket is printed on request alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintNotice {
    /// Names the print: asked for again, it comes out once.
    pub print: Uuid,
    /// The shop's code.
    pub shop: String,
}

calls! {
    /// The calls about shops and terminals.
    "shops" ShopsCall {
        ReadTerminal -> Terminal, Who::Anyone, [Counter, Kitchen, Board, Office];
        ListShops -> Vec<ShopChoice>, MANAGERS, [Office];
        ReadPapers -> PapersList, MANAGERS, [Office];
        ChangePapers -> ShopPapers, GROUP_MANAGERS, [Office];
        PrintNotice -> (), MANAGERS, [Office];
    }
}

/// A terminal that does not know where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoShop {
    /// The database has no shop yet.
    None,
    /// No shop of that code.
    Unknown {
        /// The code.
        code: String,
    },
}

impl Spoken for NoShop {
    fn say(&self, language: Language) -> String {
        match self {
            NoShop::None => either(
                language,
                "La base ne contient encore aucun magasin. Pour la démonstration : oc-pizza init-demo.",
                "The database holds no shop yet. For the demonstration: oc-pizza init-demo.",
            ),
            NoShop::Unknown { code } => either(
                language,
                format!("Aucun magasin n’a le code {code} : corrigez config.toml ou --shop."),
                format!("No shop has the code {code}: correct config.toml or --shop."),
            ),
        }
    }
}

impl Refusal for NoShop {
    fn code(&self) -> FailureCode {
        FailureCode::SetUp
    }

    fn field(&self) -> Option<Field> {
        Some("shop".to_owned())
    }
}

/// Whether these characters can be a shop's code: `MOZ1`.
pub fn is_shop_code(typed: &str) -> bool {
    let letters = typed.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = &typed[letters..];
    (2..=5).contains(&letters)
        && (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The zone all shops live in.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// The business day an instant belongs to: the civil day in [`ZONE`], until `day_ends_at` of the
/// next morning.
pub fn business_day(at: DateTime<Utc>, day_ends_at: NaiveTime) -> NaiveDate {
    let local = at.with_timezone(&ZONE).naive_local();
    if local.time() < day_ends_at { local.date() - Days::new(1) } else { local.date() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_business_day_ends_in_the_morning() {
        let five = NaiveTime::from_hms_opt(5, 0, 0).expect("a time of day");
        let table = [
            ("2026-01-31T22:30:00Z", "2026-01-31"),
            ("2026-02-01T03:59:59Z", "2026-01-31"),
            ("2026-02-01T04:00:00Z", "2026-02-01"),
            // Summer time: five in Paris is three in London.
            ("2026-07-14T02:59:59Z", "2026-07-13"),
            ("2026-07-14T03:00:00Z", "2026-07-14"),
            // The night the clocks go forward, and the one they go back.
            ("2026-03-29T02:59:00Z", "2026-03-28"),
            ("2026-10-25T03:59:00Z", "2026-10-24"),
        ];
        for (at, day) in table {
            let at: DateTime<Utc> = at.parse().expect("an instant");
            assert_eq!(business_day(at, five).to_string(), day, "{at}");
        }
    }

    #[test]
    fn what_can_be_a_shops_code() {
        for (typed, is) in [
            ("MOZ1", true),
            ("ABCDE99", true),
            ("M1", false),
            ("ABCDEF1", false),
            ("MOZ", false),
            ("MOZ123", false),
            ("moz1", false),
            ("MOÉ1", false),
            ("", false),
        ] {
            assert_eq!(is_shop_code(typed), is, "{typed}");
        }
    }

    #[test]
    fn words_and_kinds_are_the_same_list() {
        for kind in WindowKind::ALL {
            assert_eq!(WindowKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(WindowKind::from_word("cellar"), None);
    }
}
