//! Telephone numbers: as people write them, as they are kept and shown.
//!
//! A number is kept in one way only, however it was written, since it is what a customer is found by: as
//! services dial it, with its country (ITU-T E.164). Those of France and of its overseas departments are read
//! and searched for as they are dialled at home, ten digits that begin with 0 (Arcep's numbering plan, decision
//! 2018-0881).

use super::TextRefused;

/// What people write between the digits of a telephone number.
pub const BETWEEN_DIGITS: [char; 11] =
    [' ', '\u{a0}', '\u{2009}', '\u{202f}', '.', '-', '\u{2010}', '\u{2011}', '/', '(', ')'];

/// Marks of writing direction, which come along when a number is pasted from a list of contacts.
const UNSEEN: [char; 5] = ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}', '\u{2068}'];

/// Two numbers to show, which do not break over lines.
pub(super) const FRENCH: &str = "06\u{a0}12\u{a0}34\u{a0}56\u{a0}78";
pub(super) const FOREIGN: &str = "+32\u{a0}470\u{a0}12\u{a0}34\u{a0}56";

/// France's country.
const FRANCE: &str = "33";

/// The overseas departments: from abroad each is a country of its own, at home its numbers begin so.
const OVERSEAS: [(&str, &[&str]); 4] = [
    ("262", &["0262", "0263", "0269", "0639", "0692", "0693"]),
    ("590", &["0590", "0690", "0691"]),
    ("594", &["0594", "0694"]),
    ("596", &["0596", "0696", "0697"]),
];

/// Saint-Pierre-et-Miquelon: `0508` at home, and six digits behind its country.
const SAINT_PIERRE: (&str, &str) = ("508", "0508");

/// A telephone number as it is kept, without what people write between its digits: `+33612345678`,
/// `+32470123456` (E.164: 15 digits at most). An empty one is none at all.
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
        None if digits.starts_with('0') => from_home(digits, field).map(Some),
        // Nine digits: the first one was forgotten, and nobody may guess it.
        None => Err(refused),
    }
}

/// The kept form of a number as it is dialled within France, beginning with 0.
fn from_home(digits: &str, field: &'static str) -> Result<String, TextRefused> {
    if digits.len() != 10 {
        return Err(TextRefused::PhoneDigits { field, digits: digits.len() });
    }
    if let Some(own) = digits.strip_prefix(SAINT_PIERRE.1) {
        return Ok(format!("+{}{own}", SAINT_PIERRE.0));
    }
    let overseas =
        OVERSEAS.iter().find(|(_, begins)| begins.iter().any(|it| digits.starts_with(it)));
    Ok(format!("+{}{}", overseas.map_or(FRANCE, |(country, _)| country), &digits[1..]))
}

/// A number behind its country.
fn with_country(digits: &str, field: &'static str) -> Result<String, TextRefused> {
    let home = [FRANCE].into_iter().chain(OVERSEAS.iter().map(|(country, _)| *country));
    for country in home {
        let Some(national) = digits.strip_prefix(country) else { continue };
        // (0): what is dialled at home, and often written behind the country.
        let national = national.strip_prefix('0').unwrap_or(national);
        if national.starts_with('0') {
            return Err(TextRefused::NotAPhone { field });
        }
        if national.len() != 9 {
            return Err(TextRefused::PhoneDigits { field, digits: national.len() + 1 });
        }
        return Ok(match country {
            // +33 692 … is dialled, and is a number of La Réunion all the same.
            FRANCE => from_home(&format!("0{national}"), field)?,
            _ => format!("+{country}{national}"),
        });
    }
    let possible = match digits.strip_prefix('1') {
        // North America: ten digits, and no area begins with 0 or 1.
        Some(own) => own.len() == 10 && !own.starts_with(['0', '1']),
        None => !digits.starts_with('0') && (8..=15).contains(&digits.len()),
    };
    possible.then(|| format!("+{digits}")).ok_or(TextRefused::NotAPhone { field })
}

/// A kept number as it is dialled at home where that is France: `0612345678`; with its country elsewhere. It is
/// what people type a part of. The database's function of this name says the same.
pub fn phone_at_home(number: &str) -> String {
    let Some(digits) = number.strip_prefix('+') else { return number.to_owned() };
    if let Some(national) = digits.strip_prefix(FRANCE) {
        return format!("0{national}");
    }
    let overseas = OVERSEAS.iter().find_map(|(country, begins)| {
        let national = format!("0{}", digits.strip_prefix(country)?);
        // Others of that country are not told apart from France's own at home.
        begins.iter().any(|it| national.starts_with(it)).then_some(national)
    });
    overseas.unwrap_or_else(|| number.to_owned())
}

/// What was typed of a telephone number, as [`phone_at_home`] would hold it: without what people write between
/// the digits, and France's own without +33; none where it is no part of one.
pub fn phone_part(typed: &str) -> Option<String> {
    let plain: String = typed.trim().chars().filter(|it| !BETWEEN_DIGITS.contains(it)).collect();
    let part = phone_at_home(&plain.strip_prefix("00").map(|it| format!("+{it}")).unwrap_or(plain));
    // (0) behind the country.
    let part = part.strip_prefix("00").map(|it| format!("0{it}")).unwrap_or(part);
    let digits = part.strip_prefix('+').unwrap_or(&part);
    (!part.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())).then_some(part)
}

/// Whether text messages reach a kept number: France's mobile numbers begin with 06 or 07 (Arcep's numbering
/// plan). Of those of other countries nobody knows here, and they are taken to be.
pub fn gets_texts(number: &str) -> bool {
    let number = phone_at_home(number);
    ["06", "07", "+"].iter().any(|begin| number.starts_with(begin))
}

/// A kept number as people read it: France's in pairs, which do not break over lines.
pub fn phone_shown(number: &str) -> String {
    let number = phone_at_home(number);
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
            ("06 12 34 56 78", "+33612345678"),
            ("06.12.34.56.78", "+33612345678"),
            ("06-12-34-56-78", "+33612345678"),
            ("06/12/34/56/78", "+33612345678"),
            ("06\u{202f}12\u{a0}34\u{2009}56\u{2011}78", "+33612345678"),
            ("\u{202a}+33 6 12 34 56 78\u{202c}", "+33612345678"),
            ("+33 (0)6 12 34 56 78", "+33612345678"),
            ("0033 (0)6 12-34-56-78", "+33612345678"),
            ("+32 470 12 34 56", "+32470123456"),
            ("0032 470 12 34 56", "+32470123456"),
            ("+1 (415) 555-2671", "+14155552671"),
            ("+376 312 345", "+376312345"),
            // Overseas, from home and from abroad.
            ("0692 12 34 56", "+262692123456"),
            ("+262 692 12 34 56", "+262692123456"),
            ("+262 (0)692 12 34 56", "+262692123456"),
            ("00262 692 12 34 56", "+262692123456"),
            ("+590 690 00 12 27", "+590690001227"),
            ("0690.00.12.27", "+590690001227"),
            ("+594 594 30 50 50", "+594594305050"),
            ("+596 696 45 18 20", "+596696451820"),
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
        for (kept, shown) in [
            ("+33612345678", FRENCH),
            ("+262692123456", "06\u{a0}92\u{a0}12\u{a0}34\u{a0}56"),
            ("+262976123456", "+262976123456"),
            ("+508411234", "+508411234"),
            ("+32470123456", "+32470123456"),
            ("", ""),
        ] {
            assert_eq!(phone_shown(kept), shown);
        }
    }

    #[test]
    fn a_part_of_a_number_is_typed_in_any_way() {
        for (typed, part) in [
            ("06 12 34", Some("061234")),
            ("06/12", Some("0612")),
            ("5678", Some("5678")),
            ("+33 6 12", Some("0612")),
            ("0033 (0)6 12", Some("0612")),
            ("+32 47", Some("+3247")),
            ("0032 47", Some("+3247")),
            ("", None),
            ("zoé", None),
            ("6+12", None),
        ] {
            assert_eq!(phone_part(typed).as_deref(), part, "{typed}");
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
            let written = match prefix {
                0 => pairs.join(&between),
                1 => phone_shown(&name),
                2 => phone_at_home(&name),
                _ => name.replacen('+', "00", 1),
            };
            prop_assert_eq!(kept(&written), Ok(Some(name)));
        }

        #[test]
        fn whatever_is_typed_is_refused_or_kept_for_good(typed in "[+0-9 ().-]{0,20}|\\PC{0,20}") {
            if let Ok(Some(name)) = kept(&typed) {
                prop_assert_eq!(kept(&name), Ok(Some(name.clone())));
                let digits = name.strip_prefix('+').expect("a country");
                prop_assert!((8..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit()));
                prop_assert_eq!(kept(&phone_at_home(&name)), Ok(Some(name.clone())));
                prop_assert_eq!(phone_part(&name), Some(phone_at_home(&name)));
            }
        }
    }
}
