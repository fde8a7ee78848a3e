//! Telephone numbers: as people write them, as they are kept, dialled and shown.
//!
//! A number is kept in one way only, however it was written, since it is what a customer is found by:
//! France's, those of its overseas departments among them, as ten digits (Arcep's numbering plan,
//! decision 2018-0881); all others with their country (ITU-T E.164).

use super::TextRefused;

/// What people write between the digits of a telephone number.
pub const BETWEEN_DIGITS: [char; 11] =
    [' ', '\u{a0}', '\u{2009}', '\u{202f}', '.', '-', '\u{2010}', '\u{2011}', '/', '(', ')'];

/// Marks of writing direction, which come along when a number is pasted from a list of contacts.
const UNSEEN: [char; 5] = ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}', '\u{2068}'];

/// Two numbers to show, which do not break over lines.
pub(super) const FRENCH: &str = "06\u{a0}12\u{a0}34\u{a0}56\u{a0}78";
pub(super) const FOREIGN: &str = "+32\u{a0}470\u{a0}12\u{a0}34\u{a0}56";

/// The overseas departments: from abroad each is a country of its own, at home its numbers begin so.
const OVERSEAS: [(&str, &[&str]); 4] = [
    ("262", &["0262", "0263", "0269", "0639", "0692", "0693"]),
    ("590", &["0590", "0690", "0691"]),
    ("594", &["0594", "0694"]),
    ("596", &["0596", "0696", "0697"]),
];

/// Saint-Pierre-et-Miquelon: `0508` at home, and six digits behind its country.
const SAINT_PIERRE: (&str, &str) = ("508", "0508");

/// A telephone number without what people write between its digits; an empty one is none at all.
/// French numbers come out as `0612345678`, others as `+32470123456` (E.164: 15 digits at most).
///
/// # Errors
/// Nobody can have that number.
pub fn phone(text: Option<&str>, field: &'static str) -> Result<Option<String>, TextRefused> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refused = TextRefused::NotAPhone { field };
    if text.len() > 60 {
        return Err(refused);
    }
    let between = |it: &char| BETWEEN_DIGITS.contains(it) || UNSEEN.contains(it);
    let plain: String = text.chars().filter(|it| !between(it)).collect();
    let international = plain.strip_prefix("00").or_else(|| plain.strip_prefix('+'));
    let digits = international.unwrap_or(&plain);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused);
    }
    match international {
        Some(digits) => with_country(digits, field).map(Some),
        None if digits.starts_with('0') => at_home(digits, field).map(Some),
        // Nine digits: the first one was forgotten, and nobody may guess it.
        None => Err(refused),
    }
}

/// A number as it is dialled within France, beginning with 0.
fn at_home(digits: &str, field: &'static str) -> Result<String, TextRefused> {
    if digits.len() != 10 {
        return Err(TextRefused::PhoneDigits { field, digits: digits.len() });
    }
    match digits.strip_prefix(SAINT_PIERRE.1) {
        Some(own) => Ok(format!("+{}{own}", SAINT_PIERRE.0)),
        None => Ok(digits.to_owned()),
    }
}

/// A number behind its country.
fn with_country(digits: &str, field: &'static str) -> Result<String, TextRefused> {
    let home = |national: &str| {
        let national = national.strip_prefix('0').unwrap_or(national);
        match national.starts_with('0') {
            true => Err(TextRefused::NotAPhone { field }),
            false => at_home(&format!("0{national}"), field),
        }
    };
    if let Some(national) = digits.strip_prefix("33") {
        return home(national);
    }
    for (country, begins) in OVERSEAS {
        let Some(national) = digits.strip_prefix(country) else { continue };
        let number = home(national)?;
        // Others of that country are not told apart from France's at home: they keep theirs.
        return match begins.iter().any(|begin| number.starts_with(begin)) {
            true => Ok(number),
            false => Ok(format!("+{country}{}", &number[1..])),
        };
    }
    let possible = match digits.strip_prefix('1') {
        // North America: ten digits, and no area begins with 0 or 1.
        Some(own) => own.len() == 10 && !own.starts_with(['0', '1']),
        None => !digits.starts_with('0') && (8..=15).contains(&digits.len()),
    };
    possible.then(|| format!("+{digits}")).ok_or(TextRefused::NotAPhone { field })
}

/// A kept number as services dial it: `+33612345678` (E.164).
pub fn phone_dialled(number: &str) -> String {
    let Some(national) = number.strip_prefix('0') else { return number.to_owned() };
    let overseas =
        OVERSEAS.iter().find(|(_, begins)| begins.iter().any(|it| number.starts_with(it)));
    format!("+{}{national}", overseas.map_or("33", |(country, _)| country))
}

/// Whether text messages reach a kept number: France's mobile numbers begin with 06 or 07 (Arcep's numbering
/// plan). Of those of other countries nobody knows here, and they are taken to be.
pub fn gets_texts(number: &str) -> bool {
    ["06", "07", "+"].iter().any(|begin| number.starts_with(begin))
}

/// A kept number as people read it: France's in pairs, which do not break over lines.
pub fn phone_shown(number: &str) -> String {
    let french = number.len() == 10 && number.bytes().all(|byte| byte.is_ascii_digit());
    let between = |(at, digit)| {
        (french && at > 0 && at % 2 == 0).then_some('\u{a0}').into_iter().chain([digit])
    };
    number.chars().enumerate().flat_map(between).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(typed: &str) -> Result<Option<String>, TextRefused> {
        phone(Some(typed), "phone")
    }

    #[test]
    fn telephone_numbers_as_people_write_them() {
        for (typed, number) in [
            ("06 12 34 56 78", "0612345678"),
            ("06.12.34.56.78", "0612345678"),
            ("06-12-34-56-78", "0612345678"),
            ("06/12/34/56/78", "0612345678"),
            ("06\u{202f}12\u{a0}34\u{2009}56\u{2011}78", "0612345678"),
            ("\u{202a}+33 6 12 34 56 78\u{202c}", "0612345678"),
            ("+33 (0)6 12 34 56 78", "0612345678"),
            ("0033 (0)6 12-34-56-78", "0612345678"),
            ("+32 470 12 34 56", "+32470123456"),
            ("0032 470 12 34 56", "+32470123456"),
            ("+1 (415) 555-2671", "+14155552671"),
            ("+376 312 345", "+376312345"),
            // Overseas, from home and from abroad.
            ("0692 12 34 56", "0692123456"),
            ("+262 692 12 34 56", "0692123456"),
            ("+262 (0)692 12 34 56", "0692123456"),
            ("00262 692 12 34 56", "0692123456"),
            ("+590 690 00 12 27", "0690001227"),
            ("0690.00.12.27", "0690001227"),
            ("+594 594 30 50 50", "0594305050"),
            ("+596 696 45 18 20", "0696451820"),
            ("+262 976 12 34 56", "+262976123456"),
            ("0508 41 12 34", "+508411234"),
            ("+508 41 12 34", "+508411234"),
            ("+687 75 12 34", "+687751234"),
        ] {
            assert_eq!(kept(typed), Ok(Some(number.to_owned())), "{typed}");
        }
        assert_eq!((kept(""), kept("  ")), (Ok(None), Ok(None)));
    }

    #[test]
    fn numbers_that_nobody_can_have() {
        for typed in [
            "612345678",
            "06 12 34 56 7x",
            "+",
            "00",
            "bonjour",
            "+12345678901234567",
            "+0612345678",
            "+33 0012345678",
            "+1 055 555 2671",
            "+1 415 555 267",
            "+1234567",
            "٠٦١٢٣٤٥٦٧٨",
        ] {
            assert_eq!(kept(typed), Err(TextRefused::NotAPhone { field: "phone" }), "{typed}");
        }
        for (typed, digits) in
            [("06 12 34", 6), ("06 12 34 56 789", 11), ("+33 6 12 34 56 7", 9), ("+262 692 12", 6)]
        {
            assert_eq!(
                kept(typed),
                Err(TextRefused::PhoneDigits { field: "phone", digits }),
                "{typed}"
            );
        }
    }

    #[test]
    fn text_messages_reach_mobile_numbers() {
        for (typed, reached) in [
            ("06 12 34 56 78", true),
            ("+33 7 12 34 56 78", true),
            ("0692 12 34 56", true),
            ("+32 470 12 34 56", true),
            ("03 88 12 34 56", false),
            ("+33 1 42 60 30 30", false),
            ("0590 12 34 56", false),
            ("09 70 12 34 56", false),
            ("0800 12 34 56", false),
        ] {
            let number = kept(typed).expect("a number").expect("one");
            assert_eq!(gets_texts(&number), reached, "{typed}");
        }
    }

    #[test]
    fn a_french_number_is_read_in_pairs() {
        for (kept, shown) in [("0612345678", FRENCH), ("+32470123456", "+32470123456"), ("", "")] {
            assert_eq!(phone_shown(kept), shown);
        }
    }

    #[test]
    fn a_number_is_dialled_with_its_country() {
        for (typed, dialled) in [
            ("06 12 34 56 78", "+33612345678"),
            ("+33 (0)6 12 34 56 78", "+33612345678"),
            ("0692 12 34 56", "+262692123456"),
            ("0590 12 34 56", "+590590123456"),
            ("0508 41 12 34", "+508411234"),
            ("+32 470 12 34 56", "+32470123456"),
        ] {
            let kept = kept(typed).expect("a number").expect("one");
            assert_eq!(phone_dialled(&kept), dialled);
        }
    }

    proptest! {
        #[test]
        fn a_number_has_one_name_however_it_is_written(
            begin in 1u8..=9, rest in "[0-9]{8}", between in "[ .\u{a0}-]", prefix in 0usize..4,
        ) {
            let national = format!("0{begin}{rest}");
            let name = kept(&national).expect("a number").expect("one");
            let pairs: Vec<String> =
                national.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
            let dialled = phone_dialled(&name);
            let written = match prefix {
                0 => pairs.join(&between),
                1 => phone_shown(&name),
                2 => dialled,
                _ => dialled.replacen('+', "00", 1),
            };
            prop_assert_eq!(kept(&written), Ok(Some(name)));
        }

        #[test]
        fn whatever_is_typed_is_refused_or_kept_for_good(typed in "[+0-9 ().-]{0,20}|\\PC{0,20}") {
            if let Ok(Some(name)) = kept(&typed) {
                prop_assert_eq!(kept(&name), Ok(Some(name.clone())));
                let dialled = phone_dialled(&name);
                let digits = dialled.strip_prefix('+').expect("a country");
                prop_assert!((8..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit()));
                prop_assert_eq!(kept(&dialled), Ok(Some(name)));
            }
        }
    }
}
