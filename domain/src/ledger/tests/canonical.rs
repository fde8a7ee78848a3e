//! The canonical text is RFC 8785's, and an entry read back is the same to the byte.

use super::*;
use crate::ledger::canonical::{NUMBER_MAX, write};
use serde_json::{Value, json};

fn text_of(value: &Value) -> Result<String, Flaw> {
    let mut text = String::new();
    write(value, &mut text).map(|()| text)
}

fn event(detail: &str) -> Entry {
    let event = Event {
        code: EventCode::Started,
        what: None,
        who: Some("Léa".into()),
        detail: Some(detail.into()),
        office: None,
    };
    let at = "2026-11-30T18:42:05.999Z".parse().expect("an instant");
    let register = RegisterCode("BAS1-1".into());
    Entry::after(&Head::default(), register, at, day("2026-11-30"), Content::Event(event))
        .expect("an entry")
}

#[test]
fn an_entry_reads_as_the_law_finds_it_in_ten_years() {
    let text = canonical(&event("« Reine »\n\u{1f}\u{7f}")).expect("a text");
    let expected = concat!(
        r#"{"at":"2026-11-30T19:42:05+01:00","business_day":"2026-11-30","chain":"events","#,
        r#""content":{"event":{"code":"started","detail":"« Reine »\n\u001f"#,
        "\u{7f}",
        r#"","who":"Léa"}},"number":1,"previous":"","register":"BAS1-1"}"#,
    );
    assert_eq!(text, expected);
}

#[test]
fn the_examples_of_the_rfc() {
    // RFC 8785, 3.2.2 and 3.2.3, without its fractions: no entry has any.
    let example = json!({
        "string": "\u{20ac}$\u{000F}\u{000a}A'\u{0042}\u{0022}\u{005c}\\\"/",
        "literals": [null, true, false],
        "numbers": [333333333, 0, -1],
    });
    let expected = "{\"literals\":[null,true,false],\"numbers\":[333333333,0,-1],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    assert_eq!(text_of(&example).as_deref(), Ok(expected));
    let keys = json!({
        "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
        "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "O With Diaeresis",
    });
    let text = text_of(&keys).expect("a text");
    let places = ["\\r", "\"1\"", "\u{80}", "\u{f6}", "\u{20ac}", "\u{1f600}", "\u{fb33}"]
        .map(|key| text.find(key).expect("the key"));
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_number_that_json_does_not_carry_exactly_is_refused() {
    let max = i64::try_from(NUMBER_MAX).expect("a number");
    for (number, fits) in
        [(json!(max), true), (json!(-max), true), (json!(max + 1), false), (json!(-max - 1), false)]
    {
        assert_eq!(text_of(&number).is_ok(), fits, "{number}");
    }
    for number in [json!(u64::MAX), json!(0.5), json!(1.0)] {
        assert_eq!(text_of(&number), Err(Flaw::Number), "{number}");
    }
}

#[test]
fn another_way_to_write_the_same_is_no_entry() {
    let text = canonical(&event("x")).expect("a text");
    let is_entry = |text: &str| from_canonical(text).is_ok();
    assert!(is_entry(&text));
    for (from, to) in [
        ("\"number\":1", "\"number\": 1"),
        ("\"number\":1", "\"number\":1.0"),
        ("\"number\":1", "\"number\":1,\"more\":1"),
        ("\"number\":1", "\"number\":1,\"number\":1"),
        ("\"x\"", "\"\\u0078\""),
        ("+01:00", "+01:00:00"),
        ("T19:42:05+01:00", "T18:42:05Z"),
        ("T19:42:05+01:00", "T19:42:05.5+01:00"),
        ("T19:42:05", "t19:42:05"),
        ("\"who\":", "\"what\":null,\"who\":"),
    ] {
        let other = text.replacen(from, to, 1);
        assert_ne!(other, text);
        assert_eq!(from_canonical(&other), Err(Flaw::Text), "{to}");
    }
    // A time that is written as it should be but is not France's.
    let winter = from_canonical(&text.replace("T19:42:05+01:00", "T20:42:05+02:00"));
    assert_eq!(winter.map(|entry| entry.check()), Ok(Err(Flaw::Offset)));
}

/// Any JSON without fractions.
fn values() -> impl Strategy<Value = Value> {
    let max = i64::try_from(NUMBER_MAX).expect("a number");
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-max..=max).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::collection::vec(0u8..0x80, 0..20)
            .prop_map(|ascii| Value::from(ascii.into_iter().map(char::from).collect::<String>())),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| fields.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #[test]
    fn the_text_is_the_one_another_implementation_writes(value in values()) {
        let theirs = serde_json_canonicalizer::to_string(&value).expect("a text");
        prop_assert_eq!(text_of(&value).expect("a text"), theirs);
    }

    #[test]
    fn an_entry_read_back_is_the_same(detail in any::<String>()) {
        let entry = event(&detail);
        let text = canonical(&entry).expect("a text");
        prop_assert_eq!(from_canonical(&text), Ok(entry));
    }
}

#[test]
fn a_time_has_the_offset_that_france_had_then() {
    for (at, written) in [
        ("2026-07-14T10:00:00Z", "2026-07-14T12:00:00+02:00"),
        ("2026-12-31T23:30:00.999Z", "2027-01-01T00:30:00+01:00"),
        // The hour that comes twice, in the order it comes.
        ("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
    ] {
        let at = local(at.parse().expect("an instant"));
        let head = Head { number: 1, signature: "x".into(), at: Some(at) };
        let text = serde_json::to_value(&head).expect("a text");
        assert_eq!(text["at"], written);
        assert_eq!(serde_json::from_value::<Head>(text).ok(), Some(head));
    }
}

#[test]
fn each_word_is_read_back_and_each_event_has_its_own() {
    for chain in Chain::ALL {
        assert_eq!(Chain::from_word(chain.word()), Some(chain));
        assert_eq!(json!(chain), json!(chain.word()), "the text's word is the column's");
    }
    for code in EventCode::ALL {
        assert_eq!(EventCode::from_word(code.word()), Some(code));
        assert_eq!(json!(code), json!(code.word()));
        assert_eq!(EventCode::ALL.iter().filter(|other| other.word() == code.word()).count(), 1);
    }
    for operation in
        [Operation::Sale, Operation::Advance, Operation::Refund, Operation::Cancellation]
    {
        assert_eq!(Operation::from_word(operation.word()), Some(operation));
        assert_eq!(json!(operation), json!(operation.word()));
    }
}
