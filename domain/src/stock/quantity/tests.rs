//! What is read, what is refused, and that what is shown is read back.

use super::*;
use crate::failure::Refusal;
use crate::language::Spoken;
use proptest::prelude::*;

const UNITS: [Unit; 3] = [Unit::G, Unit::Ml, Unit::Pc];

#[test]
fn quantities_as_people_type_them() {
    for (typed, unit, read) in [
        ("1,5 kg", Unit::G, 1500),
        ("1.5kg", Unit::G, 1500),
        ("750 g", Unit::G, 750),
        ("750", Unit::G, 750),
        (" 1 250 g ", Unit::G, 1250),
        ("1\u{202f}250\u{a0}g", Unit::G, 1250),
        ("1250 Grammes", Unit::G, 1250),
        ("2 Kilos", Unit::G, 2000),
        (",5 kg", Unit::G, 500),
        ("1, kg", Unit::G, 1000),
        ("0,001 kg", Unit::G, 1),
        ("1,500000 kg", Unit::G, 1500),
        ("0", Unit::G, 0),
        ("000", Unit::Pc, 0),
        ("1000 kg", Unit::G, 1_000_000),
        ("0,25 l", Unit::Ml, 250),
        ("0,25 L", Unit::Ml, 250),
        ("33 cl", Unit::Ml, 330),
        ("2,5 dl.", Unit::Ml, 250),
        ("250", Unit::Ml, 250),
        ("2", Unit::Pc, 2),
        ("2,0", Unit::Pc, 2),
        ("12 pièces", Unit::Pc, 12),
        ("1 pc", Unit::Pc, 1),
        ("10 000", Unit::Pc, 10_000),
    ] {
        assert_eq!(read_quantity(typed, unit), Ok(read), "{typed}");
    }
}

#[test]
fn what_is_no_quantity_of_the_ingredient() {
    use QuantityRefused::*;
    let unknown = |word: &str, unit| UnknownUnit { word: word.to_owned(), unit };
    for (typed, unit, refused) in [
        ("", Unit::G, Empty { unit: Unit::G }),
        ("   ", Unit::Pc, Empty { unit: Unit::Pc }),
        ("kg", Unit::G, NotANumber { unit: Unit::G }),
        (",", Unit::G, NotANumber { unit: Unit::G }),
        ("1,2,3", Unit::G, NotANumber { unit: Unit::G }),
        ("1.250,5 kg", Unit::G, NotANumber { unit: Unit::G }),
        ("1 2 kg", Unit::G, NotANumber { unit: Unit::G }),
        ("1,2 5 kg", Unit::G, NotANumber { unit: Unit::G }),
        ("-", Unit::G, NotANumber { unit: Unit::G }),
        ("--3", Unit::G, NotANumber { unit: Unit::G }),
        ("deux", Unit::Pc, NotANumber { unit: Unit::Pc }),
        ("1 1/2", Unit::Pc, unknown("/2", Unit::Pc)),
        ("2 sacs", Unit::G, unknown("sacs", Unit::G)),
        ("-3", Unit::Pc, Negative),
        ("\u{2212}1,5 kg", Unit::G, Negative),
        ("1,5", Unit::G, NotWhole { unit: Unit::G }),
        ("0,5", Unit::Pc, NotWhole { unit: Unit::Pc }),
        ("0,0005 kg", Unit::G, NotWhole { unit: Unit::G }),
        ("0,0000001 kg", Unit::G, NotWhole { unit: Unit::G }),
        ("2 l", Unit::G, WrongUnit { unit: Unit::G }),
        ("2 kg", Unit::Pc, WrongUnit { unit: Unit::Pc }),
        ("2 pièces", Unit::Ml, WrongUnit { unit: Unit::Ml }),
        ("1001 kg", Unit::G, TooMuch { unit: Unit::G }),
        ("10001", Unit::Pc, TooMuch { unit: Unit::Pc }),
        ("99999999999999999999 kg", Unit::G, TooMuch { unit: Unit::G }),
        ("1111111111111111111111111111111", Unit::G, NotANumber { unit: Unit::G }),
        ("٣", Unit::Pc, NotANumber { unit: Unit::Pc }),
    ] {
        assert_eq!(read_quantity(typed, unit), Err(refused), "{typed}");
    }
}

#[test]
fn corrections_carry_a_sign() {
    for (typed, unit, read) in [
        ("-2 kg", Unit::G, Ok(-2000)),
        ("\u{2212}2", Unit::Pc, Ok(-2)),
        ("+ 500 g", Unit::G, Ok(500)),
        ("500 g", Unit::G, Ok(500)),
        ("-2000 kg", Unit::G, Err(QuantityRefused::TooMuch { unit: Unit::G })),
    ] {
        assert_eq!(read_change(typed, unit), read, "{typed}");
    }
}

#[test]
fn quantities_as_people_read_them() {
    for (quantity, unit, fr, en) in [
        (0, Unit::G, "0\u{a0}g", "0\u{a0}g"),
        (750, Unit::G, "750\u{a0}g", "750\u{a0}g"),
        (1000, Unit::G, "1\u{a0}kg", "1\u{a0}kg"),
        (1500, Unit::G, "1,5\u{a0}kg", "1.5\u{a0}kg"),
        (1005, Unit::G, "1,005\u{a0}kg", "1.005\u{a0}kg"),
        (1_234_500, Unit::G, "1\u{202f}234,5\u{a0}kg", "1\u{202f}234.5\u{a0}kg"),
        (-250, Unit::Ml, "\u{2212}250\u{a0}ml", "\u{2212}250\u{a0}ml"),
        (-1250, Unit::Ml, "\u{2212}1,25\u{a0}l", "\u{2212}1.25\u{a0}l"),
        (0, Unit::Pc, "0\u{a0}pièce", "0\u{a0}pieces"),
        (1, Unit::Pc, "1\u{a0}pièce", "1\u{a0}piece"),
        (1234, Unit::Pc, "1\u{202f}234\u{a0}pièces", "1\u{202f}234\u{a0}pieces"),
    ] {
        assert_eq!(show_quantity(quantity, unit, Language::Fr), fr);
        assert_eq!(show_quantity(quantity, unit, Language::En), en);
    }
    assert_eq!(show_change(1500, Unit::G, Language::Fr), "+1,5\u{a0}kg");
    assert_eq!(show_change(-2, Unit::Pc, Language::Fr), "\u{2212}2\u{a0}pièces");
    assert_eq!(show_change(0, Unit::G, Language::Fr), "0\u{a0}g");
}

#[test]
fn a_refusal_shows_how_it_is_typed_at_its_field() {
    let refused = QuantityRefused::WrongUnit { unit: Unit::G };
    assert_eq!(refused.say(Language::Fr), "Cet ingrédient se pèse (g, kg).");
    assert_eq!(refused.field().as_deref(), Some("quantity"));
    let much = QuantityRefused::TooMuch { unit: Unit::G }.say(Language::Fr);
    assert_eq!(much, "C’est plus que 1\u{202f}000\u{a0}kg\u{a0}: vérifiez la quantité.");
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(
        quantity in -10_000i64..=10_000, unit in prop::sample::select(UNITS.to_vec()),
    ) {
        for language in [Language::Fr, Language::En] {
            let shown = show_quantity(quantity, unit, language);
            prop_assert_eq!(read_change(&shown, unit), Ok(quantity), "{}", shown);
            prop_assert_eq!(read_change(&show_change(quantity, unit, language), unit), Ok(quantity));
        }
    }

    #[test]
    fn whatever_is_typed_is_read_within_bounds_or_refused(typed in "\\PC{0,40}") {
        for unit in UNITS {
            if let Ok(quantity) = read_quantity(&typed, unit) {
                prop_assert_eq!(check_quantity(quantity, unit), Ok(quantity));
            }
        }
    }

    #[test]
    fn numbers_of_any_shape_are_read_within_bounds_or_refused(
        typed in "[-+]?[0-9 ,.]{0,25} ?(kg|g|l|cl|pc|)",
    ) {
        for unit in UNITS {
            if let Ok(quantity) = read_change(&typed, unit) {
                prop_assert!(quantity.abs() <= unit.most());
            }
        }
    }
}
