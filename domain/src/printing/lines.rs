//! A document laid out for a width of paper, line by line.

use super::document::{Align, Block, Document, Style};
use super::wrap::{columns, plain, wrap};
use serde::{Deserialize, Serialize};

/// The narrowest paper: 58 mm rolls have 32 columns, and some printers of them 24.
pub const COLUMNS_MIN: usize = 24;
/// The widest paper: 80 mm rolls have 42 or 48 columns, 64 in small characters.
pub const COLUMNS_MAX: usize = 80;

/// What a column of texts has at least, where they are longer.
const TEXT_COLUMNS_MIN: usize = 8;

/// A line of paper, or what happens between two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintLine {
    /// Characters from the left edge; spaces before them put them where they belong.
    Text {
        /// They, one column each in their size.
        text: String,
        /// How they look.
        style: Style,
    },
    /// The paper is cut.
    Cut,
    /// The cash drawer opens.
    Drawer,
}

impl PrintLine {
    /// How many columns it takes.
    pub fn columns(&self) -> usize {
        match self {
            PrintLine::Text { text, style } => columns(text) * style.size.columns(),
            PrintLine::Cut | PrintLine::Drawer => 0,
        }
    }

    fn plain(text: String) -> PrintLine {
        PrintLine::Text { text, style: Style::PLAIN }
    }
}

impl Document {
    /// The document on paper of so many columns, [`COLUMNS_MIN`] to [`COLUMNS_MAX`]; a width beyond
    /// is taken for the nearest.
    pub fn lines(&self, width: usize) -> Vec<PrintLine> {
        let width = width.clamp(COLUMNS_MIN, COLUMNS_MAX);
        self.blocks.iter().flat_map(|block| block.lines(width)).collect()
    }
}

impl Block {
    fn lines(&self, width: usize) -> Vec<PrintLine> {
        match self {
            Block::Text { text, align, style, indent } => {
                let width = width / style.size.columns();
                let indent = (*indent).min(width / 2);
                let set = |line: String| {
                    let text = " ".repeat(indent) + &aligned(&line, *align, width - indent);
                    PrintLine::Text { text: text.trim_end().to_owned(), style: *style }
                };
                wrap(text, width - indent).into_iter().map(set).collect()
            }
            Block::Pair { left, right, style } => {
                let lines = pair(left, right, width / style.size.columns());
                lines.into_iter().map(|text| PrintLine::Text { text, style: *style }).collect()
            }
            Block::Table { columns, head, rows } => {
                table(columns, head, rows, width).into_iter().map(PrintLine::plain).collect()
            }
            Block::Rule => vec![PrintLine::plain("-".repeat(width))],
            Block::Blank => vec![PrintLine::plain(String::new())],
            Block::Cut => vec![PrintLine::Cut],
            Block::Drawer => vec![PrintLine::Drawer],
        }
    }
}

/// A text that fits, with spaces around it up to `width` columns.
fn aligned(text: &str, align: Align, width: usize) -> String {
    let free = width.saturating_sub(columns(text));
    let before = match align {
        Align::Left => 0,
        Align::Centre => free / 2,
        Align::Right => free,
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(free - before))
}

/// What belongs to the label stands on the label's first line, or below where it is too long.
fn pair(left: &str, right: &str, width: usize) -> Vec<String> {
    let values = wrap(right, width);
    let value = &values[0];
    let room = width.saturating_sub(columns(value) + 1);
    if values.len() > 1 || room < columns(&plain(left)).min(width / 3).max(1) {
        let labels = wrap(left, width).into_iter().filter(|label| !label.is_empty());
        return labels
            .chain(values.iter().map(|value| aligned(value, Align::Right, width)))
            .collect();
    }
    let labels = wrap(left, room);
    let first = format!("{} {value}", aligned(&labels[0], Align::Left, room));
    std::iter::once(first.trim_end().to_owned()).chain(labels.into_iter().skip(1)).collect()
}

/// Each column is as wide as its widest cell, one space between two, and the first takes what is left
/// over. Columns of texts give way where that is too much; figures are not cut: where there is no room
/// for them, rows become blocks.
fn table(aligns: &[Align], head: &[String], rows: &[Vec<String>], width: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    let align = |at: usize| aligns.get(at).copied().unwrap_or_default();
    let mut widths = vec![1; count];
    for cells in rows.iter().map(Vec::as_slice).chain([head]) {
        for (at, cell) in cells.iter().enumerate() {
            widths[at] = widths[at].max(columns(&plain(cell)));
        }
    }
    let least = |at: usize| match align(at) {
        Align::Left => widths[at].min(TEXT_COLUMNS_MIN),
        Align::Centre | Align::Right => widths[at],
    };
    let least: Vec<_> = (0..count).map(least).collect();
    let room = width.saturating_sub(count.saturating_sub(1));
    if count == 0 || least.iter().sum::<usize>() > room {
        return rows.iter().flat_map(|cells| block(head, cells, width)).collect();
    }
    while widths.iter().sum::<usize>() > room {
        let widest = (0..count).max_by_key(|at| widths[*at] - least[*at]).unwrap_or(0);
        widths[widest] -= 1;
    }
    widths[0] += room - widths.iter().sum::<usize>();
    let head = Some(head).filter(|head| !head.is_empty()).into_iter();
    let rows = head.chain(rows.iter().map(Vec::as_slice));
    rows.flat_map(|cells| row(aligns, &widths, cells)).collect()
}

/// A row whose cells stand below one another, each after the head of its column.
fn block(head: &[String], cells: &[String], width: usize) -> Vec<String> {
    let cell = |(at, cell): (usize, &String)| match (at, head.get(at)) {
        (0, name) => wrap(&format!("{} {cell}", name.map_or("", String::as_str)), width),
        (_, name) => pair(name.map_or("", String::as_str), cell, width),
    };
    cells.iter().enumerate().flat_map(cell).collect()
}

fn row(aligns: &[Align], widths: &[usize], cells: &[String]) -> Vec<String> {
    let cells: Vec<_> = cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(1);
    let line = |nth: usize| {
        let parts = cells.iter().enumerate().map(|(at, lines)| {
            let text = lines.get(nth).map_or("", String::as_str);
            aligned(text, aligns.get(at).copied().unwrap_or_default(), widths[at])
        });
        parts.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// The lines of a document as plain text, for the tests of those that lay one out.
#[cfg(test)]
pub fn shown(document: &Document, width: usize) -> String {
    use super::document::Size;
    let show = |line: PrintLine| match line {
        PrintLine::Text { text, style } => {
            let size = match style.size {
                Size::Normal => "",
                Size::Tall => "^",
                Size::Double => "#",
            };
            let bold = if style.bold { "*" } else { "" };
            format!("{size}{bold}{text}\n")
        }
        PrintLine::Cut => "[cut]\n".to_owned(),
        PrintLine::Drawer => "[drawer]\n".to_owned(),
    };
    document.lines(width).into_iter().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::super::document::Size;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn check(lay_out: impl Fn(&mut Document), width: usize, lines: &[&str]) {
        let mut document = Document::default();
        lay_out(&mut document);
        let shown = shown(&document, width);
        assert_eq!(shown.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn texts_stand_where_they_belong() {
        check(|it| it.centred("OC Pizza", Style::PLAIN), 32, &["            OC Pizza"]);
        check(|it| it.centred("A-042", Style::DOUBLE), 32, &["#*     A-042"]);
        check(|it| it.indented(2, "sans olives", Style::BOLD), 32, &["*  sans olives"]);
        check(|it| it.rule(), 24, &["------------------------"]);
        let long = "2 Quatre fromages au lait cru de montagne";
        check(
            |it| it.pair("Reine", "8,00\u{a0}€", Style::PLAIN),
            24,
            &["Reine             8,00 €"],
        );
        check(
            |it| it.pair(long, "24,00\u{a0}€", Style::PLAIN),
            32,
            &["2 Quatre fromages au     24,00 €", "lait cru de montagne"],
        );
        check(
            |it| it.pair("Référence", "une valeur bien trop longue", Style::PLAIN),
            24,
            &["Référence", "    une valeur bien trop", "                  longue"],
        );
        check(
            |it| {
                let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
                let rows = vec![
                    row(["5,5\u{a0}%", "100,00\u{a0}€", "105,50\u{a0}€"]),
                    row(["10\u{a0}%", "8,00\u{a0}€", "8,80\u{a0}€"]),
                ];
                let columns = &[Align::Left, Align::Right, Align::Right];
                it.table(columns, &["Taux", "HT", "TTC"], rows);
            },
            32,
            &[
                "Taux                 HT      TTC",
                "5,5 %          100,00 € 105,50 €",
                "10 %             8,00 €   8,80 €",
            ],
        );
    }

    #[test]
    fn figures_are_not_cut_where_paper_is_narrow() {
        check(
            |it| {
                let row = ["10\u{a0}%", "1\u{202f}122,33\u{a0}€", "1\u{202f}234,56\u{a0}€"];
                let columns = &[Align::Left, Align::Right, Align::Right];
                it.table(columns, &["TVA", "HT", "TTC"], vec![row.map(str::to_owned).to_vec()]);
            },
            24,
            &["TVA 10 %", "HT            1 122,33 €", "TTC           1 234,56 €"],
        );
        check(
            |it| {
                let rows = vec![vec!["Ticket restaurant".to_owned(), "12,00\u{a0}€".to_owned()]];
                it.table(&[Align::Left, Align::Right], &[], rows);
            },
            24,
            &["Ticket           12,00 €", "restaurant"],
        );
    }

    fn any_block() -> impl Strategy<Value = Block> {
        let text = || "[\\PC ]{0,60}";
        let size = prop::sample::select(vec![Size::Normal, Size::Tall, Size::Double]);
        let style = (size, any::<bool>()).prop_map(|(size, bold)| Style { size, bold });
        let align = || prop::sample::select(vec![Align::Left, Align::Centre, Align::Right]);
        let cells = || prop::collection::vec("[\\PC ]{0,30}", 0..18);
        let rows = prop::collection::vec(cells(), 0..5);
        prop_oneof![
            (text(), align(), style.clone(), 0usize..50).prop_map(
                |(text, align, style, indent)| { Block::Text { text, align, style, indent } }
            ),
            (text(), text(), style).prop_map(|(left, right, style)| Block::Pair {
                left,
                right,
                style
            }),
            (prop::collection::vec(align(), 0..5), cells(), rows)
                .prop_map(|(columns, head, rows)| Block::Table { columns, head, rows }),
        ]
    }

    /// The characters that people see, and how often: cells that wrap are printed side by side.
    fn seen<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<char, usize> {
        let mut seen = BTreeMap::new();
        for c in texts.flat_map(|text| plain(text).chars().collect::<Vec<_>>()) {
            if ![' ', '\u{a0}'].contains(&c) {
                *seen.entry(c).or_default() += 1;
            }
        }
        seen
    }

    proptest! {
        #[test]
        fn no_line_exceeds_the_width_and_nothing_is_lost(block in any_block(), width in 0usize..100) {
            let paper = width.clamp(COLUMNS_MIN, COLUMNS_MAX);
            let texts: Vec<String> = match &block {
                Block::Text { text, .. } => vec![text.clone()],
                Block::Pair { left, right, .. } => vec![left.clone(), right.clone()],
                // Heads are said once, or with each cell.
                Block::Table { rows, .. } => rows.concat(),
                _ => Vec::new(),
            };
            let document = Document { blocks: vec![block] };
            let lines = document.lines(width);
            for line in &lines {
                prop_assert!(line.columns() <= paper, "{line:?}");
            }
            let printed = lines.iter().map(|line| match line {
                PrintLine::Text { text, .. } => text.as_str(),
                _ => "",
            });
            let (printed, texts) = (seen(printed), seen(texts.iter().map(String::as_str)));
            let lost = texts.iter().find(|(c, count)| printed.get(c).is_none_or(|it| it < count));
            prop_assert_eq!(lost, None);
            if !matches!(document.blocks[0], Block::Table { .. }) {
                prop_assert_eq!(printed, texts);
            }
        }

        #[test]
        fn amounts_of_pairs_end_at_the_right_edge(label in "\\PC{0,60}", cents in -9_999_999i64..9_999_999) {
            let amount = crate::money::Cents(cents).show(crate::Language::Fr);
            let mut document = Document::default();
            document.pair(label, amount.clone(), Style::PLAIN);
            let lines = document.lines(32);
            let ends = |line: &PrintLine| matches!(line, PrintLine::Text { text, .. }
                if columns(text) == 32 && text.ends_with(&plain(&amount).replace('\u{a0}', " ")));
            prop_assert!(lines.iter().any(ends), "{lines:?}");
        }
    }
}
