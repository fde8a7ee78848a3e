//! Texts cut into lines: at spaces, and within a word only where it is longer than a line.

/// The text with one column a character: a space for each that people do not see as anything else,
/// nothing for those that have no width.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
        .map(|c| match c {
            // Spaces that hold: French sets them before signs and within amounts.
            '\u{a0}' | '\u{2007}' | '\u{202f}' => '\u{a0}',
            c if c.is_whitespace() || c.is_control() => ' ',
            // The minus of an amount has no place in the printers' sets of characters.
            '\u{2212}' => '-',
            c => c,
        })
        .collect()
}

/// How many columns a plain text takes.
pub fn columns(text: &str) -> usize {
    text.chars().count()
}

/// The lines of a text, none longer than `width`, which is 1 at least; at least one line. Spaces
/// that hold are plain ones by then.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let text = plain(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for part in parts(word, width) {
            let free = width.saturating_sub(columns(&line) + 1);
            if line.is_empty() {
                line = part;
            } else if columns(&part) <= free {
                line.push(' ');
                line.push_str(&part);
            } else {
                lines.push(std::mem::replace(&mut line, part));
            }
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.replace('\u{a0}', " ").trim_end().to_owned()).collect()
}

/// A word in parts that fit on a line: cut behind the last space that holds, else anywhere.
fn parts(word: &str, width: usize) -> Vec<String> {
    let mut left: Vec<char> = word.chars().collect();
    let mut parts = Vec::new();
    while left.len() > width {
        // The space itself may hang over the edge: nobody sees it.
        let space = left[..=width].iter().rposition(|c| *c == '\u{a0}').filter(|at| *at > 0);
        let rest = left.split_off(space.unwrap_or(width));
        parts.push(std::mem::replace(&mut left, rest).into_iter().collect());
        if space.is_some() {
            left.remove(0);
        }
    }
    if !left.is_empty() {
        parts.push(left.into_iter().collect());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_where_people_would_break_them() {
        for (text, width, lines) in [
            ("", 10, vec![""]),
            ("Reine", 10, vec!["Reine"]),
            ("Quatre fromages au lait cru", 12, vec!["Quatre", "fromages au", "lait cru"]),
            ("Anticonstitutionnellement", 10, vec!["Anticonsti", "tutionnell", "ement"]),
            ("un anticonstitution", 10, vec!["un", "anticonsti", "tution"]),
            ("total 1\u{202f}234,50\u{a0}€", 12, vec!["total", "1 234,50 €"]),
            ("1\u{202f}234,50\u{a0}€", 8, vec!["1 234,50", "€"]),
            ("a\nb\tc\u{7}d", 10, vec!["a b c d"]),
            ("co\u{ad}ve\u{200b}r \u{2212}1", 10, vec!["cover -1"]),
        ] {
            assert_eq!(wrap(text, width), lines, "{text:?} in {width}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_nothing_is_lost(text in "\\PC{0,80}", width in 1usize..60) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| columns(line) <= width), "{lines:?}");
            let seen = |text: &str| plain(text).replace([' ', '\u{a0}'], "");
            prop_assert_eq!(lines.concat().replace(' ', ""), seen(&text));
        }
    }
}
