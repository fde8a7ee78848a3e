//! What a document is made of, before anybody knows how wide the paper is.

use serde::{Deserialize, Serialize};

/// Where a text stands on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// How large characters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// The paper's columns are counted in these.
    #[default]
    Normal,
    /// Twice as high.
    Tall,
    /// Twice as high and twice as wide.
    Double,
}

impl Size {
    /// How many columns a character takes.
    pub fn columns(self) -> usize {
        match self {
            Size::Normal | Size::Tall => 1,
            Size::Double => 2,
        }
    }

    /// How many lines' height it takes.
    pub fn height(self) -> usize {
        match self {
            Size::Normal => 1,
            Size::Tall | Size::Double => 2,
        }
    }
}

/// How characters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// How large.
    pub size: Size,
    /// Printed in bold.
    pub bold: bool,
}

impl Style {
    /// As everything else.
    pub const PLAIN: Style = Style { size: Size::Normal, bold: false };
    /// In bold.
    pub const BOLD: Style = Style { size: Size::Normal, bold: true };
    /// Twice as high, in bold.
    pub const TALL: Style = Style { size: Size::Tall, bold: true };
    /// Twice as large, in bold.
    pub const DOUBLE: Style = Style { size: Size::Double, bold: true };
}

/// A part of a document, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A text that wraps.
    Text {
        /// It.
        text: String,
        /// Where.
        align: Align,
        /// How.
        style: Style,
        /// Columns left free before it, on each of its lines.
        indent: usize,
    },
    /// A label and, at the right edge, what belongs to it; both wrap.
    Pair {
        /// The label.
        left: String,
        /// What belongs to it.
        right: String,
        /// How both look.
        style: Style,
    },
    /// Rows whose cells stand under one another; cells wrap.
    Table {
        /// Where the cells of each column stand; those beyond stand left.
        columns: Vec<Align>,
        /// What the columns are called, where that has to be said.
        head: Vec<String>,
        /// The rows, from the top.
        rows: Vec<Vec<String>>,
    },
    /// A line across.
    Rule,
    /// An empty line.
    Blank,
    /// The paper is cut.
    Cut,
    /// The cash drawer opens.
    Drawer,
}

/// A ticket, a report, whatever goes on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Adds a text at the left edge.
    pub fn text(&mut self, text: impl Into<String>, style: Style) {
        self.indented(0, text, style);
    }

    /// Adds a text so many columns from the left edge.
    pub fn indented(&mut self, indent: usize, text: impl Into<String>, style: Style) {
        self.blocks.push(Block::Text { text: text.into(), align: Align::Left, style, indent });
    }

    /// Adds a text in the middle.
    pub fn centred(&mut self, text: impl Into<String>, style: Style) {
        let align = Align::Centre;
        self.blocks.push(Block::Text { text: text.into(), align, style, indent: 0 });
    }

    /// Adds a label with what belongs to it.
    pub fn pair(&mut self, left: impl Into<String>, right: impl Into<String>, style: Style) {
        self.blocks.push(Block::Pair { left: left.into(), right: right.into(), style });
    }

    /// Adds rows.
    pub fn table(&mut self, columns: &[Align], head: &[&str], rows: Vec<Vec<String>>) {
        let head = head.iter().map(|name| (*name).to_owned()).collect();
        self.blocks.push(Block::Table { columns: columns.to_vec(), head, rows });
    }

    /// Adds a line across.
    pub fn rule(&mut self) {
        self.blocks.push(Block::Rule);
    }

    /// Adds an empty line.
    pub fn blank(&mut self) {
        self.blocks.push(Block::Blank);
    }

    /// Cuts the paper here.
    pub fn cut(&mut self) {
        self.blocks.push(Block::Cut);
    }

    /// A document that only opens the drawer.
    pub fn drawer() -> Document {
        Document { blocks: vec![Block::Drawer] }
    }

    /// What it is called: its first text of that size. None: it has none.
    pub fn called(&self, size: Size) -> Option<&str> {
        self.blocks.iter().find_map(|block| match block {
            Block::Text { text, style, .. } if style.size == size => Some(text.as_str()),
            _ => None,
        })
    }

    /// The same without opening the drawer: what is printed late must not open it, since nobody
    /// may be there.
    #[must_use]
    pub fn without_drawer(mut self) -> Document {
        self.blocks.retain(|block| *block != Block::Drawer);
        self
    }

    /// The same under a line that says something of this print.
    #[must_use]
    pub fn marked(mut self, mark: &str) -> Document {
        let (text, align, style) = (mark.to_owned(), Align::Centre, Style::BOLD);
        self.blocks.insert(0, Block::Text { text, align, style, indent: 0 });
        self
    }

    /// The same with each of its texts replaced: by what a printer's characters can say.
    #[must_use]
    pub fn spelled(mut self, spell: impl Fn(&str) -> String) -> Document {
        for block in &mut self.blocks {
            match block {
                Block::Text { text, .. } => *text = spell(text),
                Block::Pair { left, right, .. } => {
                    *left = spell(left);
                    *right = spell(right);
                }
                Block::Table { head, rows, .. } => {
                    head.iter_mut()
                        .chain(rows.iter_mut().flatten())
                        .for_each(|cell| *cell = spell(cell));
                }
                Block::Rule | Block::Blank | Block::Cut | Block::Drawer => {}
            }
        }
        self
    }
}
