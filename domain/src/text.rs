//! Text typed by people: what may be stored and shown.

mod phone;

pub use phone::{BETWEEN_DIGITS, gets_texts, phone, phone_at_home, phone_part, phone_shown};

use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use phone::{FOREIGN, FRENCH};

/// The longest note a cashier can write to the kitchen, in characters.
pub const NOTE_CHARACTERS_MAX: usize = 140;
/// The longest name under which an order is called out, in characters.
pub const NAME_CHARACTERS_MAX: usize = 60;

/// A text that cannot be taken as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextRefused {
    /// Longer than the field holds.
    TooLong {
        /// The field.
        field: &'static str,
        /// Its limit in characters.
        characters_max: usize,
    },
    /// Not a telephone number.
    NotAPhone {
        /// The field.
        field: &'static str,
    },
    /// A French telephone number with too few or too many digits.
    PhoneDigits {
        /// The field.
        field: &'static str,
        /// How many it has, written as in France.
        digits: usize,
    },
    /// Not an e-mail address.
    NotAnEmail {
        /// The field.
        field: &'static str,
    },
    /// Holds a control character (a line break, an escape, a zero byte).
    ControlCharacter {
        /// The field.
        field: &'static str,
    },
}

impl Spoken for TextRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TextRefused::TooLong { characters_max, .. } => either(
                language,
                format!("Ce texte est trop long : {characters_max} caractères au plus."),
                format!("This text is too long: {characters_max} characters at most."),
            ),
            TextRefused::NotAPhone { .. } => either(
                language,
                format!("Ce n’est pas un numéro de téléphone : {FRENCH}, ou {FOREIGN}."),
                format!("That is not a telephone number: {FRENCH}, or {FOREIGN}."),
            ),
            TextRefused::PhoneDigits { digits, .. } => either(
                language,
                format!(
                    "Un numéro français a 10\u{a0}chiffres, celui-ci en a {digits}\u{a0}: {FRENCH}."
                ),
                format!("A French number has 10 digits, this one has {digits}: {FRENCH}."),
            ),
            TextRefused::NotAnEmail { .. } => either(
                language,
                "Ce n’est pas une adresse e-mail : nom@exemple.fr.",
                "That is not an e-mail address: name@example.com.",
            ),
            TextRefused::ControlCharacter { .. } => either(
                language,
                "Ce texte contient un caractère invisible qui ne peut pas être imprimé.",
                "This text holds an invisible character that cannot be printed.",
            ),
        }
    }
}

impl Refusal for TextRefused {
    fn field(&self) -> Option<Field> {
        let (TextRefused::TooLong { field, .. }
        | TextRefused::NotAPhone { field }
        | TextRefused::PhoneDigits { field, .. }
        | TextRefused::NotAnEmail { field }
        | TextRefused::ControlCharacter { field }) = self;
        Some((*field).to_owned())
    }
}

/// Trims a text and checks it; an empty one is none at all. Quotes, accents and emoji are fine.
pub fn checked(
    text: Option<&str>,
    field: &'static str,
    characters_max: usize,
) -> Result<Option<String>, TextRefused> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    // Bytes first: a hundred kilobytes are refused without being counted.
    if text.len() > 4 * characters_max || text.chars().count() > characters_max {
        return Err(TextRefused::TooLong { field, characters_max });
    }
    if text.chars().any(char::is_control) {
        return Err(TextRefused::ControlCharacter { field });
    }
    Ok(Some(text.to_owned()))
}

/// The longest e-mail address, in characters (RFC 5321, 4.5.3.1.3).
pub const EMAIL_CHARACTERS_MAX: usize = 254;

/// An e-mail address as it was typed, without spaces around; an empty one is none at all. Whether
/// anybody reads what is sent there nobody knows before; what cannot be one, or would be several, is
/// refused.
pub fn email(text: Option<&str>, field: &'static str) -> Result<Option<String>, TextRefused> {
    let Some(text) = checked(text, field, EMAIL_CHARACTERS_MAX)? else { return Ok(None) };
    let strange = |it: char| it.is_whitespace() || "()<>[]:;,\\\"".contains(it);
    let is_one = text.split_once('@').is_some_and(|(name, host)| {
        let mut labels = host.split('.');
        !name.is_empty()
            && name.len() <= 64
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !text.contains("..")
            && !text.contains(strange)
            && host.contains('.')
            && labels.all(|it| !it.is_empty() && !it.starts_with('-') && !it.ends_with('-'))
            && !host.contains('@')
    });
    if is_one { Ok(Some(text)) } else { Err(TextRefused::NotAnEmail { field }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_to_which_mail_can_go() {
        for good in
            ["a@b.fr", " luigi.rossi+stock@oc-pizza.fr ", "o'hara@mail.example.com", "é@exemple.fr"]
        {
            assert_eq!(email(Some(good), "email"), Ok(Some(good.trim().to_owned())));
        }
        assert_eq!(email(Some("  "), "email"), Ok(None));
        let long = format!("{}@b.fr", "a".repeat(65));
        for bad in [
            "luigi",
            "@b.fr",
            "a@",
            "a@b",
            "a@b.",
            "a@.fr",
            "a@b..fr",
            "a@-b.fr",
            "a b@c.fr",
            "a@b@c.fr",
            "a@b.fr, c@d.fr",
            "Luigi <a@b.fr>",
            ".a@b.fr",
            "a.@b.fr",
            &long,
        ] {
            let refused = Err(TextRefused::NotAnEmail { field: "email" });
            assert_eq!(email(Some(bad), "email"), refused, "{bad}");
        }
        let injected = email(Some("a@b.fr\r\nBcc: c@d.fr"), "email");
        assert_eq!(injected, Err(TextRefused::ControlCharacter { field: "email" }));
    }

    #[test]
    fn what_may_be_typed() {
        let long = "x".repeat(141);
        let huge = "é".repeat(50_000);
        let too_long = Err(TextRefused::TooLong { field: "note", characters_max: 140 });
        let control = Err(TextRefused::ControlCharacter { field: "note" });
        let table = [
            (None, Ok(None)),
            (Some("   "), Ok(None)),
            (Some("  bien cuite "), Ok(Some("bien cuite".to_owned()))),
            (Some("l'ami \"Bob\"; DROP TABLE"), Ok(Some("l'ami \"Bob\"; DROP TABLE".to_owned()))),
            (Some("🍕 sans ail"), Ok(Some("🍕 sans ail".to_owned()))),
            (Some("a\u{0}b"), control.clone()),
            (Some("a\nb"), control),
            (Some(long.as_str()), too_long.clone()),
            (Some(huge.as_str()), too_long),
        ];
        for (typed, expected) in table {
            assert_eq!(checked(typed, "note", NOTE_CHARACTERS_MAX), expected);
        }
    }
}
