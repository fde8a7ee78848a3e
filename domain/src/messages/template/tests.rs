//! What templates hold and say; the defaults.

use super::*;
use crate::failure::Refusal;
use crate::language::Spoken;
use crate::messages::{Audience, Encoding, SENDINGS, ShopStock, default_subject, default_text};
use crate::money::Cents;
use proptest::prelude::*;

const LANGUAGES: [Language; 2] = [Language::Fr, Language::En];

fn facts(of: &[(Placeholder, Fact)]) -> Facts {
    of.iter().cloned().collect()
}

fn order(number: &str) -> (Placeholder, Fact) {
    (Placeholder::Order, Fact::Text(number.to_owned()))
}

fn read(text: &str) -> Result<Template, TemplateRefused> {
    Template::read(MessageKind::OrderTaken, text, 60)
}

#[test]
fn names_are_replaced_and_what_is_not_known_is_left_out() {
    let known = facts(&[order("A-042"), (Placeholder::Due, Fact::Amount(Cents(800)))]);
    let paid = facts(&[order("A-042"), (Placeholder::Customer, Fact::Text(String::new()))]);
    for (text, facts, said) in [
        ("Commande {commande}", &known, "Commande A-042"),
        ("{Commande} { order } {COMMANDE}", &known, "A-042 A-042 A-042"),
        ("{commande}[ : {à_payer}].", &known, "A-042 : 8,00 €."),
        ("{commande}[ : {à_payer}].", &paid, "A-042."),
        ("[{client}, ]{commande}", &paid, "A-042"),
        ("{client}{commande}", &paid, "A-042"),
        ("[sans nom]", &paid, "sans nom"),
        ("{{x}} [[y]] {commande}", &paid, "{x} [y] A-042"),
        ("  a\n{commande}  ", &paid, "a\nA-042"),
    ] {
        let template = read(text).expect("a template");
        assert_eq!(template.write(Channel::Sms, facts, Language::Fr), said, "{text}");
    }
}

#[test]
fn a_mail_is_typeset_and_a_text_message_is_plain() {
    let known = facts(&[order("« A »"), (Placeholder::Due, Fact::Amount(Cents(800)))]);
    let template = read("{commande} : {à_payer} !").expect("a template");
    let of = |channel, language| template.write(channel, &known, language);
    assert_eq!(of(Channel::Sms, Language::Fr), "\"A\" : 8,00 € !");
    let mail = "«\u{a0}A\u{a0}»\u{a0}: 8,00\u{a0}€\u{a0}!";
    assert_eq!(of(Channel::Email, Language::Fr), mail);
    assert_eq!(of(Channel::Email, Language::En), "« A » : €8.00 !");
}

#[test]
fn what_is_not_kept() {
    let unknown = |name: &str| TemplateRefused::Unknown {
        name: name.to_owned(),
        known: MessageKind::OrderTaken.sending().names,
    };
    let long = "x".repeat(61);
    for (text, refused) in [
        ("", TemplateRefused::Empty),
        (" \n ", TemplateRefused::Empty),
        (long.as_str(), TemplateRefused::TooLong { characters_max: 60 }),
        ("a\tb", TemplateRefused::ControlCharacter),
        ("a\u{0}b", TemplateRefused::ControlCharacter),
        ("{numéro}", unknown("numéro")),
        ("{}", unknown("")),
        // A name of another kind.
        ("{ingrédient}", unknown("ingrédient")),
        ("{commande", TemplateRefused::Stray { sign: '{' }),
        ("commande}", TemplateRefused::Stray { sign: '}' }),
        ("[{commande}", TemplateRefused::Stray { sign: '[' }),
        ("{commande}]", TemplateRefused::Stray { sign: ']' }),
        ("[a[ b]", TemplateRefused::Stray { sign: '[' }),
    ] {
        assert_eq!(read(text), Err(refused), "{text}");
    }
    let said = unknown("numéro").say(Language::Fr);
    let all = "«\u{a0}{numéro}\u{a0}» n’existe pas ici. Au choix\u{a0}: {magasin}, {commande}, \
               {client}, {heure}, {à_payer}.";
    assert_eq!(said, all);
    assert_eq!(unknown("x").field().as_deref(), Some("text"));
}

#[test]
fn a_subject_is_one_line_whatever_is_known() {
    let kind = MessageKind::OrderTaken;
    let broken = Template::read_subject(kind, "a\nb");
    assert_eq!(broken, Err(TemplateRefused::ControlCharacter));
    let subject = Template::read_subject(kind, "Commande {commande}").expect("a subject");
    let known = facts(&[order("A\r\nBcc: x@y.fr")]);
    assert_eq!(subject.write_subject(&known, Language::Fr), "Commande A  Bcc: x@y.fr");
}

/// The program's own words, with examples.
fn by_default(of: (MessageKind, Channel, Language)) -> Preview {
    let (kind, channel, language) = of;
    let subject = default_subject(kind, language);
    let text = default_text(kind, channel, language);
    preview(of, Some(subject), text, &examples(kind)).expect(text)
}

#[test]
fn a_faulty_subject_is_told_at_its_field() {
    let of = (MessageKind::Delayed, Channel::Email, Language::Fr);
    let faulty = preview(of, Some("a\nb"), "Bonjour", &Facts::new()).expect_err("two lines");
    assert_eq!(faulty.field().as_deref(), Some("subject"));
    let sms = (MessageKind::Delayed, Channel::Sms, Language::Fr);
    assert!(preview(sms, Some("a\nb"), "Bonjour", &Facts::new()).is_ok(), "it has none");
}

#[test]
fn what_other_shops_forecast_is_said_where_it_is_known() {
    let outlook =
        crate::stock::Outlook { on_hand: 2400, projected: 2000, safety: 1000, forecast: Some(800) };
    let shop = ShopStock { shop: "Gare".to_owned(), unit: crate::menu::Unit::G, outlook };
    let said = Fact::Shops(vec![shop]).show(Language::Fr);
    assert!(said.contains("sécurité 1\u{a0}kg, fin de service 800\u{a0}g)"), "{said}");
}

#[test]
fn every_default_can_be_kept_and_leaves_no_name_unsaid() {
    for sending in SENDINGS {
        for language in LANGUAGES {
            for channel in sending.channels {
                let shown = by_default((sending.kind, *channel, language));
                assert!(!shown.text.contains(['{', '}', '[', ']']), "{}", shown.text);
                assert_eq!(shown.subject.is_some(), *channel == Channel::Email);
            }
        }
    }
}

#[test]
fn no_default_pays_for_letters_and_a_customers_is_one_segment() {
    for sending in SENDINGS.iter().filter(|it| it.channels.contains(&Channel::Sms)) {
        for language in LANGUAGES {
            let shown = by_default((sending.kind, Channel::Sms, language));
            let counted = shown.segments.expect("a count");
            assert_eq!(counted.costly, "", "{}", shown.text);
            assert!(sending.to != Audience::Customer || counted.segments == 1, "{}", shown.text);
        }
    }
}

#[test]
fn a_shortage_says_all_that_the_manager_needs() {
    let shown = by_default((MessageKind::StockShort, Channel::Sms, Language::Fr));
    assert_eq!(
        shown.text,
        "OC Pizza Centre : stock bas, chorizo. En stock 900 g, projeté 250 g, sécurité 1 kg. \
         Prévision en fin de service : -400 g. Ailleurs : Gare 2,4 kg (projeté 2 kg, sécurité 1 kg)."
    );
    let counted = shown.segments.expect("a count");
    assert_eq!((counted.encoding, counted.segments), (Encoding::Gsm7, 2));
}

#[test]
fn facts_travel_as_they_are() {
    for name in Placeholder::ALL {
        let known = facts(&[(name, example(name))]);
        let text = serde_json::to_string(&known).expect("JSON");
        assert_eq!(serde_json::from_str::<Facts>(&text).expect("facts"), known);
        for language in LANGUAGES {
            assert_eq!(Placeholder::from_name(name.name(language)), Some(name));
        }
    }
    let written = facts(&[(Placeholder::OnHand, example(Placeholder::OnHand))]);
    let text = r#"{"on_hand":{"quantity":{"quantity":900,"unit":"g"}}}"#;
    assert_eq!(serde_json::to_string(&written).expect("JSON"), text);
    assert_eq!(example(Placeholder::Time).show(Language::Fr), "20\u{a0}h\u{a0}05");
    assert_eq!(Fact::Paid.show(Language::Fr), "payée");
}

/// The facts as the statement that sends a run writes them, with what is not known left out.
#[test]
fn a_driver_is_told_what_where_how_to_get_in_and_what_is_due() {
    let known: Facts = serde_json::from_str(
        r#"{"order":{"text":"A-012"},"phone":{"text":"+33612345678"},"due":{"amount":1950},
            "content":{"list":["2× Reine, − oignon","1× Coca"]},"time":{"time":"2026-07-09T18:05:00+00:00"},
            "address":{"address":{"street":"12 rue des Lilas","postcode":"99120","town":"Mozzaville","code":"4B12"}},
            "access":{"access":{"street":"12 rue des Lilas","postcode":"99120","town":"Mozzaville","code":"4B12"}},
            "map":{"map":{"street":"12 rue des Lilas","postcode":"99120","town":"Mozzaville","floor":null,
                "position":{"latitude_e6":43402500,"longitude_e6":3693000}}}}"#,
    )
    .expect("facts");
    let text = default_text(MessageKind::DriverRun, Channel::Sms, Language::Fr);
    let template = Template::read(MessageKind::DriverRun, text, Channel::Sms.characters_max());
    let said = template.expect("a template").write(Channel::Sms, &known, Language::Fr);
    for words in [
        "A-012",
        "+33612345678",
        "2x Reine",
        "12 rue des Lilas, 99120 Mozzaville (code 4B12)",
        "destination=43.402500,3.693000",
        "Paiement : 19,50",
        "Promis à 20 h 05",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Nothing is said of a door about which nothing is known.
    let mut bare = known;
    let door = bare.get(&Placeholder::Access).cloned();
    let Some(Fact::Access(mut door)) = door else { panic!("an access") };
    door.code = None;
    bare.insert(Placeholder::Access, Fact::Access(door));
    bare.insert(Placeholder::Due, Fact::Paid);
    let said = Template::read(MessageKind::DriverRun, text, Channel::Sms.characters_max());
    let said = said.expect("a template").write(Channel::Sms, &bare, Language::Fr);
    assert!(said.contains("99120 Mozzaville\n") && said.contains("Paiement : payée"), "{said}");
}

proptest! {
    #[test]
    fn whatever_is_typed_is_kept_or_refused(text in "[a-z{}\\[\\] \n:é]{0,60}|\\PC{0,80}") {
        if let Ok(template) = read(&text) {
            let said = template.write(Channel::Sms, &Facts::new(), Language::Fr);
            prop_assert!(said.chars().all(|it| !it.is_control() || it == '\n'));
        }
    }

    /// What is known is said, and never read as a template again.
    #[test]
    fn facts_are_no_templates(name in "[a-zA-Z{}\\[\\]]{1,20}") {
        let template = read("<{commande}>").expect("a template");
        let said = template.write(Channel::Email, &facts(&[order(&name)]), Language::En);
        prop_assert_eq!(said, format!("<{name}>"));
    }

    #[test]
    fn plain_text_with_its_signs_doubled_says_itself(text in "[a-z{}\\[\\]]{1,20}") {
        let doubled: String = text.chars().flat_map(|it| {
            std::iter::repeat_n(it, if "{}[]".contains(it) { 2 } else { 1 })
        }).collect();
        let said = read(&doubled).expect("a template").write(Channel::Email, &Facts::new(), Language::En);
        prop_assert_eq!(said, text);
    }
}
