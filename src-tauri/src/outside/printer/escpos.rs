//! Lines of paper in the language of receipt printers.
//!
//! The commands are few, and those of Epson's reference that its imitators keep. The crate `escpos`
//! was looked at (0.20): its drawer command lacks two bytes, so that the printer takes the next two of
//! the text for them.

use deunicode::deunicode_char;
use domain::printing::{Document, PrintLine, Size, plain};
use encoding_rs::WINDOWS_1252;
use unicode_normalization::UnicodeNormalization;

/// ESC @: as after switching on; whatever the last print left is forgotten.
const BEGIN: &[u8] = b"\x1b@";
/// GS a 0: it speaks when it is asked, and not by itself.
const SPEAK_WHEN_ASKED: &[u8] = b"\x1da\x00";
/// ESC t 16: Windows-1252, which has é, œ, Ÿ and €.
const CHARACTERS: &[u8] = b"\x1bt\x10";
/// ESC E n: bold.
const BOLD: &[u8] = b"\x1bE";
/// GS ! n: the width in the upper half, the height in the lower, one less each.
const SIZE: &[u8] = b"\x1d!";
/// GS V 65 0: on to the knife, and cut, leaving a point.
const CUT: &[u8] = b"\x1dVA\x00";
/// ESC p 0 25 250: 50 ms on pin 2, then 500 ms of rest, in steps of 2 ms.
const DRAWER: &[u8] = b"\x1bp\x00\x19\xfa";

/// What the printer is sent for these lines.
pub fn encode(lines: &[PrintLine]) -> Vec<u8> {
    let mut bytes = [BEGIN, SPEAK_WHEN_ASKED, CHARACTERS].concat();
    for line in lines {
        match line {
            PrintLine::Text { text, style } => {
                let size = match style.size {
                    Size::Normal => 0x00,
                    Size::Tall => 0x01,
                    Size::Double => 0x11,
                };
                bytes.extend([BOLD, &[style.bold.into()], SIZE, &[size]].concat());
                bytes.extend(text.chars().map(byte));
                bytes.push(b'\n');
            }
            PrintLine::Cut => bytes.extend(CUT),
            PrintLine::Drawer => bytes.extend(DRAWER),
        }
    }
    bytes
}

/// The document in characters that a printer has: others become what they sound like or mean, and
/// what has neither a question mark.
pub fn spelled(document: Document) -> Document {
    document.spelled(|text| {
        let spell = |c: char| match (is_known(c), deunicode_char(c)) {
            (true, _) => c.to_string(),
            (false, Some(spelled)) => spelled.trim().to_owned(),
            (false, None) => "?".to_owned(),
        };
        plain(&text.nfc().collect::<String>()).chars().map(spell).collect()
    })
}

fn is_known(c: char) -> bool {
    encoded(c).is_some()
}

fn byte(c: char) -> u8 {
    encoded(c).unwrap_or(b'?')
}

/// The byte of a character that prints.
fn encoded(c: char) -> Option<u8> {
    let mut utf_8 = [0; 4];
    let (bytes, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut utf_8));
    (!unknown && !c.is_control()).then(|| bytes[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::printing::Style;

    #[test]
    fn text_is_encoded_as_printers_read_it() {
        for (text, bytes) in [
            ("Crème brûlée", &b"Cr\xe8me br\xfbl\xe9e"[..]),
            ("ŒUF 8,00 €", b"\x8cUF 8,00 \x80"),
            ("L’été - 5", b"L\x92\xe9t\xe9 - 5"),
            // By what prints, not by what steers the printer.
            ("\u{1b}@\u{81}", b"?@?"),
            ("Łódź", b"?\xf3d?"),
        ] {
            let line = PrintLine::Text { text: text.to_owned(), style: Style::PLAIN };
            let head = [BEGIN, SPEAK_WHEN_ASKED, CHARACTERS, b"\x1bE\0\x1d!\0"].concat();
            assert_eq!(encode(&[line]), [&head[..], bytes, b"\n"].concat(), "{text}");
        }
    }

    #[test]
    fn what_printers_do_not_know_is_spelled() {
        for (text, on_paper) in [
            ("Crème brûlée 8,00\u{202f}€", "Crème brûlée 8,00 €"),
            ("Łódź, Şahin, Dvořák", "Lódz, Sahin, Dvorák"),
            ("Νίκος", "Nikos"),
            ("e\u{301}te\u{301}", "été"),
            ("🍕", "pizza"),
            ("\u{e000}", "?"),
            ("\u{1b}@", "@"),
        ] {
            let mut document = Document::default();
            document.text(text, Style::PLAIN);
            let line = PrintLine::Text { text: on_paper.to_owned(), style: Style::PLAIN };
            assert_eq!(spelled(document).lines(42), [line], "{text}");
        }
    }

    #[test]
    fn commands_are_those_of_the_reference() {
        let style = Style::DOUBLE;
        let lines =
            [PrintLine::Drawer, PrintLine::Text { text: "A-1".to_owned(), style }, PrintLine::Cut];
        let head = [BEGIN, SPEAK_WHEN_ASKED, CHARACTERS].concat();
        let rest = b"\x1bp\0\x19\xfa\x1bE\x01\x1d!\x11A-1\n\x1dVA\0";
        assert_eq!(encode(&lines), [&head[..], rest].concat());
    }
}
