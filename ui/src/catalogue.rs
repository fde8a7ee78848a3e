//! The message catalogue: every text of the screens, in French and English.
//!
//! Rules of the domain say their refusals themselves ([`domain::Spoken`]); everything else is a
//! key of `locales/*.ftl`, compiled in. Tests hold the two languages to the same keys, and the
//! sources to keys that exist.

use domain::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::cell::Cell;
use unic_langid::{LanguageIdentifier, langid};

/// Some of the texts, in both languages.
pub struct Texts {
    fr: &'static str,
    en: &'static str,
}

macro_rules! texts {
    ($fr:literal, $en:literal) => {
        Texts {
            fr: include_str!(concat!("../locales/", $fr)),
            en: include_str!(concat!("../locales/", $en)),
        }
    };
}

const FRAME: Texts = texts!("frame.fr.ftl", "frame.en.ftl");
const SERVER: Texts = texts!("server.fr.ftl", "server.en.ftl");
const SHOP: Texts = texts!("shop.fr.ftl", "shop.en.ftl");
const SETTLE: Texts = texts!("settle.fr.ftl", "settle.en.ftl");
const COUNTER_PAGES: Texts = texts!("fr.ftl", "en.ftl");
const OFFICE_PAGES: Texts = texts!("office.fr.ftl", "office.en.ftl");
const TILL_PAGES: Texts = texts!("till.fr.ftl", "till.en.ftl");
const DELIVERIES_PAGES: Texts = texts!("deliveries.fr.ftl", "deliveries.en.ftl");
const STOCKROOM: Texts = texts!("stockroom.fr.ftl", "stockroom.en.ftl");
const ONLINE: Texts = texts!("paypal.fr.ftl", "paypal.en.ftl");
const OUTBOX: Texts = texts!("outbox.fr.ftl", "outbox.en.ftl");
const MESSAGES: Texts = texts!("messages.fr.ftl", "messages.en.ftl");
const KITCHEN_PAGES: Texts = texts!("kitchen.fr.ftl", "kitchen.en.ftl");

/// All of them, for tests of any page.
const EVERY: &[Texts] = &[
    FRAME,
    SERVER,
    SHOP,
    SETTLE,
    COUNTER_PAGES,
    TILL_PAGES,
    DELIVERIES_PAGES,
    KITCHEN_PAGES,
    OFFICE_PAGES,
    STOCKROOM,
    OUTBOX,
    ONLINE,
    MESSAGES,
];

/// What is said at the counter.
pub const COUNTER: &[Texts] = &[FRAME, SHOP, SETTLE, ONLINE, OUTBOX, COUNTER_PAGES];
/// What is said at its till.
pub const TILL: &[Texts] = &[FRAME, SHOP, TILL_PAGES];
/// What is said at its deliveries.
pub const DELIVERIES: &[Texts] = &[FRAME, SHOP, SETTLE, ONLINE, DELIVERIES_PAGES];
/// What is said in the kitchen.
pub const KITCHEN: &[Texts] = &[FRAME, SHOP, KITCHEN_PAGES];
/// What is said in the office.
pub const OFFICE: &[Texts] = &[FRAME, OFFICE_PAGES, STOCKROOM, OUTBOX, MESSAGES];
/// What is said while a terminal is set up.
pub const SET_UP: &[Texts] = &[FRAME, SERVER];

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    /// What this program says: a program carries no texts that it never shows.
    static SPOKEN: Cell<&'static [Texts]> =
        const { Cell::new(if cfg!(test) { EVERY } else { &[] }) };
    static FRENCH: Bundle = bundle(langid!("fr"), |texts| texts.fr);
    static ENGLISH: Bundle = bundle(langid!("en"), |texts| texts.en);
}

/// Says which texts this program has, before the first is shown.
pub fn speak(texts: &'static [Texts]) {
    SPOKEN.set(texts);
}

fn bundle(language: LanguageIdentifier, of: fn(&Texts) -> &'static str) -> Bundle {
    let mut bundle = Bundle::new(vec![language]);
    bundle.set_use_isolating(false);
    for texts in SPOKEN.get() {
        // A resource with mistakes still holds its good messages; the tests refuse such a file.
        let resource = FluentResource::try_new(of(texts).to_owned());
        bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _mistakes)| resource));
    }
    bundle
}

/// The text of a key.
pub fn say(language: Language, key: &str) -> String {
    say_with(language, key, &[])
}

/// The text of a key with its variables filled in.
pub fn say_with(language: Language, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        arguments.set(*name, value.clone());
    }
    let format = |bundle: &Bundle| {
        let pattern = bundle.get_message(key)?.value()?;
        let mut mistakes = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&arguments), &mut mistakes).into_owned())
    };
    let text = match language {
        Language::Fr => FRENCH.with(format),
        Language::En => ENGLISH.with(format),
    };
    // Never in a released program: the tests look every key up.
    text.unwrap_or_else(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn keys(source: &str) -> BTreeSet<String> {
        let resource = FluentResource::try_new(source.to_owned()).expect("a sound catalogue");
        drop(resource);
        source
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key.trim().to_owned())
            .collect()
    }

    /// The literal keys handed to `say(` and `say_with(` in these files and folders of the sources.
    fn used(places: &[&str]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for place in places {
            look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(place), &mut found);
        }
        found
    }

    fn look(path: &Path, found: &mut BTreeSet<String>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).expect("the sources") {
                look(&entry.expect("an entry").path(), found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(path).expect("a source file");
            for call in source.split("say(").chain(source.split("say_with(")).skip(1) {
                let arguments = call.split(')').next().unwrap_or_default();
                let Some((_, rest)) = arguments.split_once(',') else { continue };
                if let Some(key) = rest.trim_start().strip_prefix('"') {
                    found.extend(key.split('"').next().map(str::to_owned));
                }
            }
        }
    }

    /// What every program shows.
    const EVERYWHERE: &[&str] = &["frame", "staff"];

    #[test]
    fn both_languages_have_the_same_keys() {
        for texts in EVERY {
            assert_eq!(keys(texts.fr), keys(texts.en));
        }
    }

    #[test]
    fn every_key_used_exists_in_the_program_that_uses_it() {
        let everywhere = used(EVERYWHERE);
        for (texts, places) in [
            (&[FRAME][..], EVERYWHERE),
            (
                COUNTER,
                &[
                    "addresses",
                    "journal",
                    "ledger",
                    "menu",
                    "online",
                    "orders",
                    "outbox",
                    "payments",
                    "printing",
                    "settle",
                ],
            ),
            (TILL, &["journal", "ledger", "payments", "printing", "till"]),
            (
                DELIVERIES,
                &[
                    "deliveries",
                    "journal",
                    "ledger",
                    "online",
                    "payments",
                    "printing",
                    "runs",
                    "settle",
                ],
            ),
            (KITCHEN, &["journal", "kitchen", "runs"]),
            (
                OFFICE,
                &[
                    "addresses",
                    "customers",
                    "delivery",
                    "margins",
                    "messages",
                    "office",
                    "online_office",
                    "outbox",
                    "papers",
                    "past_runs",
                    "purchases",
                    "recaps",
                    "receipts",
                    "settings",
                    "stockroom",
                    "suppliers",
                    "terminals",
                    "transfers",
                ],
            ),
            (SET_UP, &["server"]),
        ] {
            let found = used(places);
            let known: BTreeSet<_> = texts.iter().flat_map(|texts| keys(texts.fr)).collect();
            let missing: Vec<_> =
                found.union(&everywhere).filter(|key| !known.contains(*key)).collect();
            assert!(missing.is_empty(), "not said by the program of {places:?}: {missing:?}");
            assert!(found.len() > 5, "the search found too little in {places:?} to be right");
        }
    }

    #[test]
    fn numbers_decide_the_plural_and_nothing_invisible_is_added() {
        let pizzas =
            |language, count: i64| say_with(language, "pizzas-count", &[("count", count.into())]);
        assert_eq!(pizzas(Language::Fr, 0), "0\u{a0}pizza");
        assert_eq!(pizzas(Language::Fr, 2), "2\u{a0}pizzas");
        assert_eq!(pizzas(Language::En, 0), "0\u{a0}pizzas");
        assert_eq!(pizzas(Language::En, 1), "1\u{a0}pizza");
    }
}
