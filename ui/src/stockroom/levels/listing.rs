//! Which ingredients the table of levels shows, and in what order.

use crate::office::Sorted;
use domain::stock::{Alarm, IngredientStands};

/// How an ingredient has to stand, to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// However.
    Any,
    /// At its safety stock or below.
    Low,
    /// Above it, but not enough for this service.
    RunningOut,
}

impl Standing {
    /// In the order of the buttons.
    pub const ALL: [Standing; 3] = [Standing::Any, Standing::Low, Standing::RunningOut];

    /// The word in tests.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Any => "any",
            Standing::Low => "low",
            Standing::RunningOut => "running-out",
        }
    }

    /// Whether an ingredient stands so.
    pub fn admits(self, row: &IngredientStands) -> bool {
        match self {
            Standing::Any => true,
            Standing::Low => row.alarm() == Alarm::Low,
            Standing::RunningOut => row.alarm() == Alarm::RunningOut,
        }
    }
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name.
    Name,
    /// What is on the shelf.
    OnHand,
    /// What validated orders still need.
    Reserved,
    /// What is left for orders to come.
    Projected,
    /// Where managers are warned.
    Safety,
    /// What will be left at the end of service.
    Forecast,
    /// How long it lasts.
    Days,
    /// The most urgent first: as they come.
    State,
}

impl Column {
    /// From left to right.
    pub const ALL: [Column; 8] = [
        Column::Name,
        Column::OnHand,
        Column::Reserved,
        Column::Projected,
        Column::Safety,
        Column::Forecast,
        Column::Days,
        Column::State,
    ];

    /// The word in tests and styles.
    pub fn word(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::OnHand => "on-hand",
            Column::Reserved => "reserved",
            Column::Projected => "projected",
            Column::Safety => "safety",
            Column::Forecast => "forecast",
            Column::Days => "days",
            Column::State => "state",
        }
    }

    /// Whether it holds numbers, which stand at the right.
    pub fn is_number(self) -> bool {
        !matches!(self, Column::Name | Column::State)
    }
}

/// What is shown, as it was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Which of them.
    pub standing: Standing,
    /// What was typed to find some.
    pub typed: String,
    /// In what order.
    pub sorted: Sorted<Column>,
}

impl Default for Listing {
    fn default() -> Listing {
        let sorted = Sorted::by(Column::State);
        Listing { standing: Standing::Any, typed: String::new(), sorted }
    }
}

impl Listing {
    /// The ingredients to show; they come with the most urgent first, and stay so where nothing else tells.
    /// What cannot be told stands last.
    pub fn of<'a>(&self, rows: &'a [IngredientStands]) -> Vec<&'a IngredientStands> {
        let typed = plain(self.typed.trim());
        let mut shown: Vec<_> = rows
            .iter()
            .filter(|row| self.standing.admits(row) && plain(&row.name).contains(&typed))
            .collect();
        match self.sorted.by {
            Column::State => {}
            Column::Name => shown.sort_by_key(|row| plain(&row.name)),
            Column::OnHand => shown.sort_by_key(|row| row.level.on_hand),
            Column::Reserved => shown.sort_by_key(|row| row.level.reserved),
            Column::Projected => shown.sort_by_key(|row| row.level.projected()),
            Column::Safety => shown.sort_by_key(|row| row.level.safety),
            Column::Forecast => shown.sort_by_key(|row| (row.forecast.is_none(), row.forecast)),
            Column::Days => shown.sort_by_key(|row| (row.days_left.is_none(), row.days_left)),
        }
        if self.sorted.turned {
            shown.reverse();
        }
        shown
    }
}

/// A name as it is looked for: capitals, accents and ligatures make no difference.
pub fn plain(name: &str) -> String {
    let letter = |it: char| match it {
        'à' | 'â' | 'ä' => "a".to_owned(),
        'ç' => "c".to_owned(),
        'é' | 'è' | 'ê' | 'ë' => "e".to_owned(),
        'î' | 'ï' => "i".to_owned(),
        'ô' | 'ö' => "o".to_owned(),
        'ù' | 'û' | 'ü' => "u".to_owned(),
        'œ' => "oe".to_owned(),
        'æ' => "ae".to_owned(),
        other => other.to_string(),
    };
    name.to_lowercase().chars().map(letter).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use domain::menu::{IngredientId, Unit};
    use domain::stock::StockLevel;

    /// An ingredient of which so much is there, at a safety stock of a hundred.
    pub fn row(
        name: &str,
        on_hand: i64,
        forecast: Option<i64>,
        days: Option<u32>,
    ) -> IngredientStands {
        let ingredient = IngredientId(on_hand);
        IngredientStands {
            level: StockLevel { ingredient, on_hand, reserved: on_hand % 7, safety: 100 },
            name: name.to_owned(),
            unit: Unit::G,
            forecast,
            days_left: days,
            expected: 0,
            cost: None,
            offer: None,
        }
    }

    #[test]
    fn ingredients_are_shown_as_they_were_chosen() {
        let rows = [
            row("œuf", 20, Some(10), Some(1)),
            row("Chorizo", 900, Some(-5), Some(0)),
            row("épaule", 700, None, None),
            row("ail", 800, Some(300), Some(9)),
        ];
        let usual = Listing::default;
        let typed = |typed: &str| Listing { typed: typed.to_owned(), ..usual() };
        let by = |column| Listing { sorted: usual().sorted.next(column), ..usual() };
        let turned =
            |column| Listing { sorted: usual().sorted.next(column).next(column), ..usual() };
        for (listing, names) in [
            (usual(), "œuf Chorizo épaule ail"),
            (turned(Column::State), "œuf Chorizo épaule ail"),
            (by(Column::State), "ail épaule Chorizo œuf"),
            (by(Column::Name), "ail Chorizo épaule œuf"),
            (turned(Column::Name), "œuf épaule Chorizo ail"),
            (by(Column::OnHand), "œuf épaule ail Chorizo"),
            (by(Column::Forecast), "Chorizo œuf ail épaule"),
            (by(Column::Days), "Chorizo œuf ail épaule"),
            (Listing { standing: Standing::Low, ..usual() }, "œuf"),
            (Listing { standing: Standing::RunningOut, ..usual() }, "Chorizo"),
            (typed(" OEUF"), "œuf"),
            (typed("epau"), "épaule"),
            (typed("Épau"), "épaule"),
            (typed("nothing"), ""),
        ] {
            let shown: Vec<_> = listing.of(&rows).iter().map(|row| row.name.as_str()).collect();
            assert_eq!(shown.join(" "), names, "{listing:?}");
        }
    }
}
