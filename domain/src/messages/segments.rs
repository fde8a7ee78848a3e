//! How a text message is counted: in segments of GSM 7-bit characters (3GPP TS 23.038, 6.2.1) or, as
//! soon as one character is not among them, of UTF-16 units (there, UCS-2).

use serde::{Deserialize, Serialize};

/// The characters of one unit. The spaces and signs of French typesetting are not among them.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
                     ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The characters of two: an escape and another.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// What a text message is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// 160 units in one segment, 153 in each of several.
    Gsm7,
    /// 70 units in one segment, 67 in each of several.
    Ucs2,
}

impl Encoding {
    /// How many units a message of one segment holds, and each segment of a longer one.
    fn units_max(self) -> (usize, usize) {
        match self {
            Encoding::Gsm7 => (160, 153),
            Encoding::Ucs2 => (70, 67),
        }
    }

    /// The units of a character; none where it cannot be said so.
    fn units(self, character: char) -> Option<usize> {
        match self {
            Encoding::Gsm7 if BASIC.contains(character) => Some(1),
            Encoding::Gsm7 => EXTENDED.contains(character).then_some(2),
            Encoding::Ucs2 => Some(character.len_utf16()),
        }
    }
}

/// What a text message comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segments {
    /// What it is sent in.
    pub encoding: Encoding,
    /// How many segments are paid for; none for an empty text.
    pub segments: usize,
    /// How many units fit into the last one.
    pub left: usize,
    /// The characters that make it need [`Encoding::Ucs2`], each once: without them it would be cheaper.
    pub costly: String,
}

/// Counts a text message. A character of two units is not cut by the end of a segment.
pub fn segments(text: &str) -> Segments {
    let mut costly = String::new();
    for character in text.chars().filter(|it| Encoding::Gsm7.units(*it).is_none()) {
        if !costly.contains(character) {
            costly.push(character);
        }
    }
    let encoding = if costly.is_empty() { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let units = || text.chars().filter_map(|it| encoding.units(it));
    let (alone, each) = encoding.units_max();
    let all: usize = units().sum();
    if all <= alone {
        let segments = usize::from(all > 0);
        return Segments { encoding, segments, left: alone - all, costly };
    }
    let (mut segments, mut used) = (1, 0);
    for unit in units() {
        if used + unit > each {
            (segments, used) = (segments + 1, 0);
        }
        used += unit;
    }
    Segments { encoding, segments, left: each - used, costly }
}

/// A text as a telephone gets it: the spaces and signs of typesetting spelt with those that cost one
/// unit. Letters stay as they are, since names are written with them.
pub fn sms_text(text: &str) -> String {
    let text = ["« ", "«\u{a0}", "«\u{202f}"]
        .iter()
        .fold(text.to_owned(), |it, open| it.replace(open, "\""));
    let text =
        [" »", "\u{a0}»", "\u{202f}»"].iter().fold(text, |it, close| it.replace(close, "\""));
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => plain.push(' '),
            '’' | '‘' => plain.push('\''),
            '«' | '»' | '“' | '”' => plain.push('"'),
            '\u{2212}' | '\u{2013}' | '\u{2014}' => plain.push('-'),
            '…' => plain.push_str("..."),
            '½' => plain.push_str("1/2"),
            '×' => plain.push('x'),
            'œ' => plain.push_str("oe"),
            'Œ' => plain.push_str("OE"),
            '\r' => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests;
