//! Messages of Caisse-AP (Concert V3): fields one after the other, each a tag of two characters, a
//! length of three digits and a value. Nothing says how long a message is, nor where it ends.

use domain::Cents;
use domain::payments::{CardAnswer, CardNo};

/// What the protocol calls itself, and the first field of each message.
const PROTOCOL: (&str, &str) = ("CZ", "0300");
/// The euro (ISO 4217).
const EURO: &str = "978";
/// No answer is longer: a field has 999 characters at most, a customer's receipt among them.
const BYTES_MAX: usize = 16_384;

/// What a terminal is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Money of the customer's card comes in.
    Debit,
    /// Money goes back to the customer's card.
    Credit,
}

impl Action {
    fn word(self) -> &'static str {
        match self {
            Action::Debit => "0",
            Action::Credit => "1",
        }
    }
}

/// A till, as the terminal is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Till {
    /// What it is registered as at the terminal, twelve characters.
    pub identifier: String,
    /// Which of the shop's it is, two digits.
    pub number: String,
}

impl Default for Till {
    fn default() -> Till {
        Till { identifier: "012345678901".to_owned(), number: "01".to_owned() }
    }
}

/// What is no message of this protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMessage;

/// The request for an amount.
pub fn request(till: &Till, action: Action, amount: Cents) -> String {
    let amount = format!("{:02}", amount.0);
    let fields = [
        PROTOCOL,
        ("CJ", till.identifier.as_str()),
        ("CA", till.number.as_str()),
        ("CE", EURO),
        ("CD", action.word()),
        ("CB", amount.as_str()),
    ];
    written(fields)
}

/// Fields as they are sent.
pub fn written<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    fields.into_iter().map(|(tag, value)| format!("{tag}{:03}{value}", value.len())).collect()
}

/// A tag and its value.
type Field<'a> = (&'a [u8], &'a [u8]);

/// What was heard of a message so far: its fields that are there whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard<'a> {
    fields: Vec<Field<'a>>,
}

impl<'a> Heard<'a> {
    /// Reads as many fields as are there; the rest may still come.
    ///
    /// # Errors
    /// It is no message, whatever comes.
    pub fn of(bytes: &'a [u8]) -> Result<Heard<'a>, NotAMessage> {
        if bytes.len() > BYTES_MAX {
            return Err(NotAMessage);
        }
        let mut heard = Heard::default();
        let mut rest = bytes;
        while let Some(field) = next(&mut rest)? {
            let is_first = heard.fields.is_empty();
            if (is_first && field.0 != PROTOCOL.0.as_bytes()) || heard.value(field.0).is_some() {
                return Err(NotAMessage);
            }
            heard.fields.push(field);
        }
        Ok(heard)
    }

    fn value(&self, tag: &[u8]) -> Option<&'a [u8]> {
        self.fields.iter().find(|(known, _)| *known == tag).map(|(_, value)| *value)
    }

    fn text(&self, tag: &str) -> Option<&'a str> {
        std::str::from_utf8(self.value(tag.as_bytes())?).ok()
    }

    /// What the terminal says to that action; none: it has not said yet.
    ///
    /// # Errors
    /// It says something of which nobody knows what it means.
    pub fn answer(&self, action: Action) -> Result<Option<CardAnswer>, NotAMessage> {
        let is_ours = |tag: &str, value: &str| self.text(tag).is_none_or(|it| it == value);
        if !is_ours("CD", action.word()) || !is_ours("CE", EURO) {
            return Err(NotAMessage);
        }
        match (self.text("AE"), self.value(b"AE"), self.value(b"CB")) {
            (None, None, _) | (Some("10"), _, None) => Ok(None),
            // What it took may be less than was asked.
            (Some("10"), _, Some(amount)) => {
                let amount = cents(amount).ok_or(NotAMessage)?;
                Ok(Some(CardAnswer::Accepted { amount }))
            }
            (Some("01"), ..) => match self.value(b"AF") {
                None => Ok(None),
                Some(why) => Ok(Some(CardAnswer::Refused { why: no(why)? })),
            },
            _ => Err(NotAMessage),
        }
    }

    /// Whether it said that nothing was done, though not why.
    pub fn is_refused(&self) -> bool {
        self.text("AE") == Some("01") && self.value(b"AF").is_none()
    }
}

/// Takes the next field, if all of it is there. Between fields a line may end.
fn next<'a>(rest: &mut &'a [u8]) -> Result<Option<Field<'a>>, NotAMessage> {
    while let Some((b'\r' | b'\n', after)) = rest.split_first() {
        *rest = after;
    }
    let head = &rest[..rest.len().min(5)];
    let is_tag = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let (tag, length) = head.split_at(head.len().min(2));
    if !tag.iter().all(is_tag) || !length.iter().all(u8::is_ascii_digit) {
        return Err(NotAMessage);
    }
    if head.len() < 5 {
        return Ok(None);
    }
    let length = length.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
    if length == 0 {
        return Err(NotAMessage);
    }
    let Some(value) = rest.get(5..5 + length) else { return Ok(None) };
    *rest = &rest[5 + length..];
    Ok(Some((tag, value)))
}

/// An amount: twelve digits at most, in cents.
fn cents(value: &[u8]) -> Option<Cents> {
    let is_amount = (1..=12).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    let text = is_amount.then_some(value)?;
    std::str::from_utf8(text).ok()?.parse().ok().map(Cents)
}

/// Why nothing was done. A card's own words may follow the two digits.
fn no(value: &[u8]) -> Result<CardNo, NotAMessage> {
    match value.get(..2) {
        // Refused, forbidden, or the bank wants to be called.
        Some(b"02" | b"04" | b"05") => Ok(CardNo::Declined),
        // Given up, nobody typed in time, given up by the shop.
        Some(b"06" | b"08" | b"11") => Ok(CardNo::GivenUp),
        // It says in one breath that the payment was authorised and that it was not made.
        Some(b"01" | b"03") | None => Err(NotAMessage),
        Some(_) => Ok(CardNo::TerminalFault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_request_is_as_terminals_want_it() {
        let till = Till { identifier: "247300123456".to_owned(), number: "01".to_owned() };
        for (action, cents, expected) in [
            (Action::Debit, 12_345, "CZ0040300CJ012247300123456CA00201CE003978CD0010CB00512345"),
            (Action::Credit, 6_700, "CZ0040300CJ012247300123456CA00201CE003978CD0011CB0046700"),
            // Two digits at least.
            (Action::Debit, 5, "CZ0040300CJ012247300123456CA00201CE003978CD0010CB00205"),
        ] {
            assert_eq!(request(&till, action, Cents(cents)), expected);
        }
    }

    fn accepted(cents: i64) -> Result<Option<CardAnswer>, NotAMessage> {
        Ok(Some(CardAnswer::Accepted { amount: Cents(cents) }))
    }

    fn refused(why: CardNo) -> Result<Option<CardAnswer>, NotAMessage> {
        Ok(Some(CardAnswer::Refused { why }))
    }

    #[test]
    fn answers_as_terminals_give_them() {
        for (heard, expected) in [
            (
                "CZ0040320CJ012999999999999CA00201CB00512345CC00300BCD0010CE003978AC006184117AE00210",
                accepted(12_345),
            ),
            ("CZ0040300AE00210CA00201CB0042500CC003001CD0010CE003978\r\n", accepted(2_500)),
            // It took less than was asked.
            ("CZ0040300AE00210CB003100", accepted(100)),
            ("CZ0040300AE00210", Ok(None)),
            ("CZ0040300CB003100", Ok(None)),
            ("CZ0040300AE00201", Ok(None)),
            ("CZ0040300AE00201AF00204", refused(CardNo::Declined)),
            ("CZ0040300AE00201AF00206", refused(CardNo::GivenUp)),
            ("CZ0040300AE00201AF00208", refused(CardNo::GivenUp)),
            ("CZ0040300AE00201AF00209CA00201", refused(CardNo::TerminalFault)),
            ("CZ0040300AE00201AF00400  ", refused(CardNo::TerminalFault)),
            // What nobody knows the meaning of is no answer.
            ("CZ0040300AE00201AF00201", Err(NotAMessage)),
            ("CZ0040300AE00201AF0014", Err(NotAMessage)),
            ("CZ0040300AE00211CB003100", Err(NotAMessage)),
            ("CZ0040300AE002\u{e9}CB003100", Err(NotAMessage)),
            ("CZ0040300AE00210CB00310a", Err(NotAMessage)),
            ("CZ0040300AE00210CB0131000000000000", Err(NotAMessage)),
            // Of money that goes the other way, or of other money.
            ("CZ0040300AE00210CB003100CD0011", Err(NotAMessage)),
            ("CZ0040300AE00210CB003100CE003840", Err(NotAMessage)),
        ] {
            let answer = Heard::of(heard.as_bytes()).and_then(|it| it.answer(Action::Debit));
            assert_eq!(answer, expected, "{heard}");
        }
    }

    #[test]
    fn what_is_no_message() {
        let long = format!("CZ0040300ZZ999{}", "x".repeat(BYTES_MAX));
        for (heard, is) in [
            ("", true),
            ("C", true),
            ("CZ00", true),
            ("CZ004030", true),
            ("CZ0040300A", true),
            ("AE00210", false),
            ("HTTP/1.1 200 OK", false),
            ("cz0040300", false),
            ("CZ0a4", false),
            ("CZ000AE00210", false),
            ("CZ0040300AE00210AE00201", false),
            (long.as_str(), false),
        ] {
            assert_eq!(Heard::of(heard.as_bytes()).is_ok(), is, "{heard:.40}");
        }
    }

    fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
        let others = proptest::collection::btree_map("[A-Z][A-Z0-9]", "[ -~]{1,60}", 0..8);
        others.prop_map(|mut others| {
            for ours in ["CZ", "CD", "CE"] {
                others.remove(ours);
            }
            let first = ("CZ".to_owned(), "0300".to_owned());
            std::iter::once(first).chain(others).collect()
        })
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(heard) = Heard::of(&bytes) {
                let _ = heard.answer(Action::Debit);
                let _ = heard.is_refused();
            }
        }

        /// As it comes: in pieces, and cut anywhere.
        #[test]
        fn what_was_heard_never_changes_with_what_follows(fields in fields(), cut in 0usize..600) {
            let text = written(fields.iter().map(|(tag, value)| (tag.as_str(), value.as_str())));
            let whole = Heard::of(text.as_bytes()).expect("a message");
            prop_assert_eq!(whole.fields.len(), fields.len());
            for ((tag, value), (heard_tag, heard_value)) in fields.iter().zip(&whole.fields) {
                prop_assert_eq!((tag.as_bytes(), value.as_bytes()), (*heard_tag, *heard_value));
            }
            let part = Heard::of(&text.as_bytes()[..cut.min(text.len())]).expect("so far a message");
            prop_assert!(whole.fields.starts_with(&part.fields));
            if let Ok(Some(answer)) = part.answer(Action::Debit) {
                prop_assert_eq!(whole.answer(Action::Debit), Ok(Some(answer)));
            }
        }

        /// A byte that was garbled makes no money of a refusal.
        #[test]
        fn a_garbled_refusal_is_never_money(at in 0usize..45, byte in any::<u8>()) {
            let mut heard = b"CZ0040300CA00201CB0042500CD0010AF00204AE00201".to_vec();
            heard[at] = byte;
            if let Ok(Ok(Some(answer))) = Heard::of(&heard).map(|it| it.answer(Action::Debit)) {
                prop_assert!(!matches!(answer, CardAnswer::Accepted { .. }), "{:?}", answer);
            }
        }
    }
}
