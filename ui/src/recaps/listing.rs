//! In what order the table shows the days.

use domain::ledger::DayLine;

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Latest first, then by shop: as they come.
    Day,
    /// The shop's name.
    Shop,
    /// How many tickets.
    Tickets,
    /// What was taken.
    Total,
    /// What the drawers had too much or too little.
    Difference,
    /// What is to be looked at first: missing, lost, open.
    Registers,
}

impl Column {
    /// From left to right.
    pub const ALL: [Column; 6] = [
        Column::Day,
        Column::Shop,
        Column::Tickets,
        Column::Total,
        Column::Difference,
        Column::Registers,
    ];

    /// The word in tests and texts.
    pub fn word(self) -> &'static str {
        match self {
            Column::Day => "day",
            Column::Shop => "shop",
            Column::Tickets => "tickets",
            Column::Total => "total",
            Column::Difference => "difference",
            Column::Registers => "registers",
        }
    }

    /// Whether it holds numbers, which stand at the right.
    pub fn is_number(self) -> bool {
        matches!(self, Column::Tickets | Column::Total | Column::Difference)
    }
}

/// The order that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The column they are sorted by.
    pub by: Column,
    /// The other way round.
    pub turned: bool,
}

impl Default for Listing {
    fn default() -> Listing {
        Listing { by: Column::Day, turned: false }
    }
}

impl Listing {
    /// Sorted by this column; the other way round if it was already.
    pub fn sorted_by(self, by: Column) -> Listing {
        Listing { by, turned: self.by == by && !self.turned }
    }

    /// The days in that order; largest amounts and what has to be looked at first.
    pub fn of(self, days: &[DayLine]) -> Vec<&DayLine> {
        let mut shown: Vec<_> = days.iter().collect();
        let off = |it: &DayLine| it.cash_difference.map_or(0, |cents| cents.0.abs());
        match self.by {
            Column::Day => {}
            Column::Shop => shown.sort_by_key(|it| it.shop.name.to_lowercase()),
            Column::Tickets => shown.sort_by_key(|it| std::cmp::Reverse(it.tickets)),
            Column::Total => shown.sort_by_key(|it| std::cmp::Reverse(it.total)),
            Column::Difference => shown.sort_by_key(|it| std::cmp::Reverse(off(it))),
            Column::Registers => shown.sort_by_key(|it| {
                std::cmp::Reverse((it.missing.len(), it.lost.len(), it.open.len()))
            }),
        }
        if self.turned {
            shown.reverse();
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::Cents;
    use domain::ledger::RegisterCode;
    use domain::server::ShopChoice;

    fn line(day: u32, name: &str, cents: i64, off: Option<i64>, missing: usize) -> DayLine {
        DayLine {
            shop: ShopChoice { code: name.to_owned(), name: name.to_owned() },
            day: NaiveDate::from_ymd_opt(2026, 11, day).expect("a day"),
            total: Cents(cents),
            tickets: u64::try_from(cents / 10).expect("tickets"),
            cash_difference: off.map(Cents),
            closed: 1,
            open: Vec::new(),
            missing: vec![RegisterCode("X-C1".to_owned()); missing],
            lost: Vec::new(),
        }
    }

    #[test]
    fn days_are_shown_in_the_order_that_was_chosen() {
        let days = [
            line(30, "Plage", 300, Some(-20), 0),
            line(30, "centre", 900, None, 1),
            line(29, "Gare", 500, Some(5), 0),
        ];
        let usual = Listing::default();
        for (listing, names) in [
            (usual, "Plage centre Gare"),
            (usual.sorted_by(Column::Day), "Gare centre Plage"),
            (usual.sorted_by(Column::Shop), "centre Gare Plage"),
            (usual.sorted_by(Column::Total), "centre Gare Plage"),
            (usual.sorted_by(Column::Total).sorted_by(Column::Total), "Plage Gare centre"),
            (usual.sorted_by(Column::Difference), "Plage Gare centre"),
            (usual.sorted_by(Column::Registers), "centre Plage Gare"),
        ] {
            let shown: Vec<_> = listing.of(&days).iter().map(|it| it.shop.name.as_str()).collect();
            assert_eq!(shown.join(" "), names, "{listing:?}");
        }
    }
}
