//! Addresses, files, consents, and how long they are kept.

use super::*;
use crate::contract::CommandId;
use crate::delivery::Position;
use crate::failure::Refusal;
use crate::language::{Language, Spoken};
use crate::menu::{Dish, Menu, Product, ProductId, Size, SizeId, VatClass};
use crate::money::Cents;
use crate::orders::{LineRequest, OrderId, OrderState, ServiceMode, Sold};
use crate::text::TextRefused;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn address() -> DeliveryAddress {
    DeliveryAddress {
        street: " 12 bis rue des Lilas ".to_owned(),
        postcode: "67 000".to_owned(),
        town: "Mozzaville".to_owned(),
        floor: Some("3e gauche".to_owned()),
        code: Some("  ".to_owned()),
        ..DeliveryAddress::default()
    }
}

#[test]
fn an_address_is_trimmed_and_read_on_one_line() {
    let checked = address().checked().expect("an address");
    assert_eq!(checked.line(), "12 bis rue des Lilas, 67000\u{a0}Mozzaville");
    assert_eq!((checked.code.as_deref(), checked.floor.as_deref()), (None, Some("3e gauche")));
    assert_eq!(checked.checked(), Ok(checked.clone()));
    assert!(
        checked
            .is_at(&DeliveryAddress { street: "12 BIS rue des lilas".into(), ..checked.clone() })
    );
    assert!(!checked.is_at(&DeliveryAddress { postcode: "67100".into(), ..checked.clone() }));
    assert!(!checked.is_empty() && DeliveryAddress::default().is_empty());
}

#[test]
fn what_is_no_address_is_refused_at_its_field() {
    let with = |change: &dyn Fn(&mut DeliveryAddress)| {
        let mut typed = address();
        change(&mut typed);
        typed.checked()
    };
    let street = |street: &str| with(&|it| it.street = street.to_owned());
    for good in
        ["12, rue des Lilas", "bât. B, 12 rue des Lilas", "1 place d’Armes", "3 r. du 8 mai 1945"]
    {
        assert!(street(good).is_ok(), "{good}");
    }
    for bad in ["rue des Lilas", "rue du 8 mai 1945", "Lieu-dit Le Moulin"] {
        assert_eq!(street(bad), Err(AddressRefused::NoNumber), "{bad}");
        let said = with(&|it| (it.street, it.without_number) = (bad.to_owned(), true));
        assert!(said.is_ok(), "{bad}");
    }
    for bad in ["", "  ", "12", "12 bis,".trim_end_matches(" bis,")] {
        assert_eq!(street(bad), Err(AddressRefused::NoStreet), "{bad}");
    }
    for bad in ["", "6700", "670000", "00100", "6700O", "६७०००"] {
        assert_eq!(
            with(&|it| it.postcode = bad.to_owned()),
            Err(AddressRefused::Postcode),
            "{bad}"
        );
    }
    for good in ["01000", "2 0 0 0 0", "97400", "98000"] {
        assert!(with(&|it| it.postcode = good.to_owned()).is_ok(), "{good}");
    }
    assert_eq!(with(&|it| it.town = " 12 ".to_owned()), Err(AddressRefused::NoTown));
    let far = Position { latitude_e6: 90_000_001, longitude_e6: 0 };
    assert_eq!(with(&|it| it.position = Some(far)), Err(AddressRefused::Position));
    let escape = with(&|it| it.code = Some("\u{1b}[2J".to_owned()));
    assert_eq!(escape, Err(TextRefused::ControlCharacter { field: "code" }.into()));
    for (refused, field) in [
        (AddressRefused::NoStreet, "street"),
        (AddressRefused::NoNumber, "street"),
        (AddressRefused::Postcode, "postcode"),
        (AddressRefused::NoTown, "town"),
        (AddressRefused::Position, "street"),
    ] {
        assert_eq!(refused.field().as_deref(), Some(field));
        assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
    }
}

fn details() -> CustomerDetails {
    CustomerDetails {
        phone: "+33 6 12 34 56 78".to_owned(),
        name: " Mme Lefèvre ".to_owned(),
        addresses: vec![address(), address()],
        ..CustomerDetails::default()
    }
}

#[test]
fn a_file_has_a_number_a_name_and_each_address_once() {
    let checked = details().checked().expect("a file");
    assert_eq!((checked.phone.as_str(), checked.name.as_str()), ("+33612345678", "Mme Lefèvre"));
    assert_eq!(checked.addresses.len(), 1);
    let with = |change: &dyn Fn(&mut CustomerDetails)| {
        let mut typed = details();
        change(&mut typed);
        typed.checked().expect_err("refused")
    };
    let numbered = |nth: usize| DeliveryAddress { street: format!("{nth} rue X"), ..address() };
    for (refused, field) in [
        (with(&|it| it.phone.clear()), Some("phone")),
        (with(&|it| it.phone = "12".to_owned()), Some("phone")),
        (with(&|it| it.name = "  ".to_owned()), Some("name")),
        (with(&|it| it.email = Some("nobody".to_owned())), Some("email")),
        (with(&|it| it.note = Some("x".repeat(281))), Some("note")),
        (with(&|it| it.addresses[1].town.clear()), Some("addresses.1.town")),
        (with(&|it| it.addresses = (1..12).map(numbered).collect()), None),
    ] {
        assert_eq!(refused.field().as_deref(), field, "{refused:?}");
        assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
    }
}

#[test]
fn a_consent_is_dated_and_can_be_withdrawn() {
    let (monday, tuesday, friday) =
        (at("2026-11-23T10:00:00Z"), at("2026-11-24T10:00:00Z"), at("2026-11-27T10:00:00Z"));
    let never = Consent::default();
    assert!(!never.holds());
    assert_eq!(never.noted(false, monday), never);
    let given = never.noted(true, monday);
    assert!(given.holds());
    assert_eq!(given.noted(true, tuesday), given);
    let withdrawn = given.noted(false, tuesday);
    assert_eq!(withdrawn, Consent { given_at: Some(monday), withdrawn_at: Some(tuesday) });
    assert!(!withdrawn.holds());
    assert_eq!(withdrawn.noted(false, friday), withdrawn);
    assert_eq!(
        withdrawn.noted(true, friday),
        Consent { given_at: Some(friday), withdrawn_at: None }
    );
}

#[test]
fn a_file_is_kept_three_years_after_the_last_order() {
    let made = at("2020-02-29T12:00:00Z");
    for (last, now, forgotten) in [
        (None, "2023-02-28T11:59:59Z", false),
        (None, "2023-02-28T12:00:00Z", true),
        (Some("2021-05-01T12:00:00Z"), "2024-05-01T11:59:59Z", false),
        (Some("2021-05-01T12:00:00Z"), "2024-05-01T12:00:00Z", true),
        // The order that was taken offline, before the file was made of it.
        (Some("2019-05-01T12:00:00Z"), "2022-06-01T12:00:00Z", false),
    ] {
        assert_eq!(is_to_be_forgotten(made, last.map(at), at(now)), forgotten, "{last:?} {now}");
    }
}

fn menu() -> Menu {
    let product = |id: i64, name: &str, price, suspended| Product {
        id: ProductId(id),
        slug: name.to_lowercase(),
        category: crate::menu::CategoryId(1),
        name: name.to_owned(),
        description: String::new(),
        vat_class: VatClass::Prepared,
        cooking_minutes: None,
        suspended,
        sizes: vec![Size {
            id: SizeId(id),
            name: None,
            price: Cents(price),
            recipe: vec![],
            steps: vec![],
        }],
    };
    Menu {
        products: vec![product(1, "Reine", 850, false), product(2, "Océane", 900, true)],
        ..Menu::default()
    }
}

#[test]
fn the_same_once_more_is_what_there_is_today_at_todays_price() {
    let line = |size, quantity| LineRequest {
        sold: Sold::Dish(Dish::plain(SizeId(size))),
        quantity,
        unit_price: Cents(800),
        note: Some("bien cuite".to_owned()),
        discount: Some(crate::orders::Discount {
            off: crate::orders::Off::Percent(10),
            reason: "geste".to_owned(),
        }),
    };
    let past = PastOrder {
        order: OrderId(uuid::Uuid::from_u128(1)),
        reference: "MOZ1-2026-000001".to_owned(),
        shop: "Mozzaville-Centre".to_owned(),
        placed_at: at("2026-11-23T10:00:00Z"),
        mode: ServiceMode::Delivery,
        state: OrderState::Closed,
        total: Cents(4200),
        delivery: None,
        lines: vec![line(1, 2), line(2, 1), line(3, 1)],
        names: ["Reine", "Océane", "Calzone"].map(str::to_owned).to_vec(),
    };
    assert_eq!(past.summary(), "2\u{a0}×\u{a0}Reine, Océane, Calzone");
    let again = past.again(&menu());
    assert_eq!(again.gone, ["Océane", "Calzone"]);
    let [kept] = &again.lines[..] else { panic!("one line") };
    assert_eq!((kept.quantity, kept.unit_price, &kept.discount), (2, Cents(850), &None));
    assert_eq!(kept.note.as_deref(), Some("bien cuite"));
}

#[test]
fn every_refusal_speaks_both_languages() {
    for refused in [
        CustomerRefused::PhoneTaken { name: Some("Zoé".into()) },
        CustomerRefused::PhoneTaken { name: None },
        CustomerRefused::Unknown,
        CustomerRefused::ChangedFirst,
        CustomerRefused::OrderUnderWay { reference: "MOZ1-2026-000001".into() },
        CustomerRefused::Same,
        CustomerRefused::Address { at: 0, refused: AddressRefused::NoTown },
    ] {
        assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
    }
}

#[test]
fn what_the_office_does_with_a_file_is_a_managers() {
    use crate::staff::Role;
    for facts in CustomersCall::ALL {
        let everybody = ["FindCustomer", "SaveCustomer"].contains(&facts.name);
        assert_eq!(facts.who.admits(Some(Role::Cashier)), everybody, "{}", facts.name);
        assert!(!facts.who.admits(Some(Role::Pizzaiolo)) && !facts.who.admits(None));
    }
    let command = CommandId(uuid::Uuid::from_u128(7));
    let erase =
        EraseCustomer { command, customer: CustomerId(uuid::Uuid::from_u128(8)), version: 1 };
    assert_eq!(CustomersCall::from(erase).command(), Some(command));
}

proptest! {
    /// What was taken once is taken again as it is, whatever was typed.
    #[test]
    fn a_checked_address_stays_as_it_is(
        street in "[0-9]{0,3} ?\\PC{0,20}", postcode in "[0-9 ]{4,7}", town in "\\PC{0,12}", bare in any::<bool>(),
    ) {
        let typed = DeliveryAddress { street, postcode, town, without_number: bare, ..DeliveryAddress::default() };
        if let Ok(checked) = typed.checked() {
            prop_assert_eq!(checked.checked(), Ok(checked.clone()));
            prop_assert!(checked.is_at(&typed) || typed.postcode.contains(' '));
            prop_assert!(checked.line().contains(&checked.town));
        }
    }

    /// A consent that was noted holds as it was noted, and a withdrawal never lies before it was given.
    #[test]
    fn a_consent_says_what_was_noted_last(noted in prop::collection::vec((any::<bool>(), 1i64..100), 1..12)) {
        let (mut consent, mut now) = (Consent::default(), DateTime::UNIX_EPOCH);
        for (wanted, later) in &noted {
            now += TimeDelta::hours(*later);
            consent = consent.noted(*wanted, now);
        }
        prop_assert_eq!(consent.holds(), noted.last().is_some_and(|(wanted, _)| *wanted));
        if let (Some(given), Some(withdrawn)) = (consent.given_at, consent.withdrawn_at) {
            prop_assert!(given <= withdrawn);
        }
    }
}
