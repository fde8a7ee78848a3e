//! The Base Adresse Nationale: addresses by their beginning, and what its behaviours mean.

use super::{impatient, nobody};
use domain::delivery::Position;
use domain::settings::{AddressBook, ServiceFault};
use oc_pizza::outside::Outside;
use oc_pizza::outside::addresses::{Addresses, BaseAdresseNationale};
use simulators::Book;
use std::time::Duration;

fn book<'a>(outside: &'a Outside, simulator: &simulators::Addresses) -> BaseAdresseNationale<'a> {
    let entered = AddressBook { search_address: simulator.search_address() };
    BaseAdresseNationale { outside, entered }
}

#[tokio::test]
async fn what_the_book_does_says_what_is_offered() {
    for (behaves, fault) in [
        (Book::Answers, ""),
        (Book::Slow(Duration::from_millis(300)), ""),
        (Book::Slow(Duration::from_secs(5)), "Silent"),
        (Book::Silent, "Silent"),
        (Book::TooMuch, "TooMuch"),
        (Book::Malformed, "Unreadable"),
        (Book::Strange, "Unreadable"),
        (Book::Gateway(504), "Troubled"),
        (Book::Gateway(404), "Refused"),
    ] {
        let (simulator, outside) = (simulators::Addresses::on(behaves).await, impatient());
        let found = book(&outside, &simulator).find("8 boulevard du p", None).await;
        let said = found.as_ref().err().map(|it| format!("{it:?}")).unwrap_or_default();
        assert!(
            said.starts_with(fault) && said.is_empty() == fault.is_empty(),
            "{behaves:?} {said}"
        );
        assert_eq!(simulator.asked().len(), 1, "{behaves:?}: who types asks again");
    }
}

#[tokio::test]
async fn an_address_comes_with_its_place_the_nearest_first() {
    let (simulator, outside) = (simulators::Addresses::on(Book::Answers).await, impatient());
    let book = book(&outside, &simulator);
    let found = book.find("8 boulevard du port", None).await.expect("found");
    assert_eq!(found[0].label, "8 Boulevard du Port 80000 Amiens");
    assert_eq!(
        (found[0].street.as_str(), found[0].postcode.as_str()),
        ("8 Boulevard du Port", "80000")
    );
    assert_eq!(Some(found[0].position), Position::of_degrees(49.8974, 2.2901));
    let near = Position::of_degrees(49.03, 2.06);
    let found = book.find("8 boulevard du port", near).await.expect("found");
    assert_eq!((found[0].city.as_str(), found.len()), ("Cergy", 2));
    let long = book.find("3 bis chemin de l’église saint-étienne", None).await.expect("found");
    assert_eq!(long[0].city, "Saint-Étienne-du-Grès");
    assert_eq!(book.find("rue de nulle part", None).await, Ok(Vec::new()));
    let asked = simulator.asked();
    assert!(asked[0].query.contains("autocomplete=1&limit=5"), "{}", asked[0].query);
    assert!(asked[1].query.contains("lat=49.03&lon=2.06"), "{}", asked[1].query);
}

#[tokio::test]
async fn what_is_too_short_or_too_long_is_not_asked() {
    let (simulator, outside) = (simulators::Addresses::on(Book::Answers).await, impatient());
    for typed in ["", "  ", "12", " ru ", &"x".repeat(201)] {
        assert_eq!(book(&outside, &simulator).find(typed, None).await, Ok(Vec::new()), "{typed}");
    }
    assert_eq!(simulator.asked(), []);
    let mut book = book(&outside, &simulator);
    book.entered.search_address = nobody().await;
    let away = book.find("12 rue", None).await;
    assert!(matches!(away, Err(ServiceFault::NotReached { .. })), "{away:?}");
}
