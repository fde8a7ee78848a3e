//! The message catalogue: every text of the screens, in French and English.
//!
//! Rules of the domain say their refusals themselves ([`domain::Spoken`]); everything else is a
//! key of `locales/*.ftl`, compiled in. Tests hold the two languages to the same keys, and the
//! sources to keys that exist.

use domain::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

const FR: &str = concat!(
    include_str!("../locales/fr.ftl"),
    "\n",
    include_str!("../locales/kitchen.fr.ftl"),
    "\n",
    include_str!("../locales/server.fr.ftl")
);
const EN: &str = concat!(
    include_str!("../locales/en.ftl"),
    "\n",
    include_str!("../locales/kitchen.en.ftl"),
    "\n",
    include_str!("../locales/server.en.ftl")
);

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static FRENCH: Bundle = bundle(langid!("fr"), FR);
    static ENGLISH: Bundle = bundle(langid!("en"), EN);
}

fn bundle(language: LanguageIdentifier, source: &str) -> Bundle {
    // A resource with mistakes still holds its good messages; the tests refuse such a file.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _mistakes)| resource);
    let mut bundle = Bundle::new(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
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

    /// The literal keys handed to `say(` and `say_with(` below a folder.
    fn used(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                used(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).expect("a source file");
                for call in source.split("say(").chain(source.split("say_with(")).skip(1) {
                    let arguments = call.split(')').next().unwrap_or_default();
                    let Some((_, rest)) = arguments.split_once(',') else { continue };
                    if let Some(key) = rest.trim_start().strip_prefix('"') {
                        found.extend(key.split('"').next().map(str::to_owned));
                    }
                }
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_eq!(keys(FR), keys(EN));
    }

    #[test]
    fn every_key_used_exists() {
        let mut found = BTreeSet::new();
        used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        let known = keys(FR);
        let missing: Vec<_> = found.difference(&known).collect();
        assert!(found.len() > 20, "the search found too little to be right");
        assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
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
