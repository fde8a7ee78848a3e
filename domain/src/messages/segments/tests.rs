//! Counts at the edges, and what is spelt plainly.

use super::*;
use proptest::prelude::*;

#[test]
fn the_table_has_each_character_of_the_alphabet_once() {
    // 128 places less the escape to the extension table.
    assert_eq!(BASIC.chars().count(), 127);
    let all: std::collections::BTreeSet<char> = BASIC.chars().chain(EXTENDED.chars()).collect();
    assert_eq!(all.len(), 127 + 10);
}

#[test]
fn segments_are_counted_to_their_edges() {
    let text = |character: &str, times: usize| character.repeat(times);
    for (text, encoding, segments_there, left) in [
        (String::new(), Encoding::Gsm7, 0, 160),
        (text("a", 1), Encoding::Gsm7, 1, 159),
        (text("é", 160), Encoding::Gsm7, 1, 0),
        (text("a", 161), Encoding::Gsm7, 2, 145),
        (text("a", 306), Encoding::Gsm7, 2, 0),
        (text("a", 307), Encoding::Gsm7, 3, 152),
        // A euro sign is two units, and is not cut: 76 of them leave one unit over in each segment.
        (text("€", 80), Encoding::Gsm7, 1, 0),
        (text("€", 81), Encoding::Gsm7, 2, 143),
        (text("€", 153), Encoding::Gsm7, 3, 151),
        (text("ê", 70), Encoding::Ucs2, 1, 0),
        (text("ê", 71), Encoding::Ucs2, 2, 63),
        (text("ê", 134), Encoding::Ucs2, 2, 0),
        // A pizza is two units of UTF-16.
        (text("🍕", 35), Encoding::Ucs2, 1, 0),
        (text("🍕", 36), Encoding::Ucs2, 2, 61),
    ] {
        let counted = segments(&text);
        assert_eq!(counted.encoding, encoding, "{text}");
        assert_eq!((counted.segments, counted.left), (segments_there, left), "{text}");
    }
}

#[test]
fn the_characters_that_cost_are_named() {
    let counted = segments("Votre commande est prête, ça sent bon, prêt !");
    assert_eq!((counted.encoding, counted.costly.as_str()), (Encoding::Ucs2, "êç"));
}

#[test]
fn a_telephone_gets_plain_signs_and_the_letters_of_names() {
    for (text, sent) in [
        ("Reste\u{a0}: 1,5\u{202f}kg", "Reste : 1,5 kg"),
        ("L’œuf de «\u{a0}Luigi\u{a0}»…", "L'oeuf de \"Luigi\"..."),
        ("« A » et «B»", "\"A\" et \"B\""),
        ("\u{2212}2\u{a0}pièces", "-2 pièces"),
        ("½\u{a0}Chorizo ½\u{a0}Royale", "1/2 Chorizo 1/2 Royale"),
        ("2× Reine", "2x Reine"),
        ("Mme Benoît", "Mme Benoît"),
        ("a\r\nb", "a\nb"),
    ] {
        assert_eq!(sms_text(text), sent);
    }
}

proptest! {
    #[test]
    fn more_text_never_takes_fewer_segments(text in "[a-z€ê🍕 ]{0,200}", more in "[a-z€ê🍕]{1,40}") {
        let (before, after) = (segments(&text), segments(&format!("{text}{more}")));
        prop_assert!(after.segments >= before.segments);
    }

    #[test]
    fn segments_hold_what_is_counted(text in "[a-zé€^ê🍕 ]{1,400}") {
        let counted = segments(&text);
        let (alone, each) = counted.encoding.units_max();
        let units: usize = text.chars().filter_map(|it| counted.encoding.units(it)).sum();
        let room = if counted.segments == 1 { alone } else { counted.segments * each };
        prop_assert!(units + counted.left <= room);
        // One unit a segment at most is lost to a character that is not cut.
        prop_assert!(units + counted.left + counted.segments > room);
    }

    #[test]
    fn plain_text_stays_plain(text in "\\PC{0,80}") {
        let once = sms_text(&text);
        prop_assert_eq!(sms_text(&once), once);
    }
}
