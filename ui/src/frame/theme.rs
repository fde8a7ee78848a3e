//! Light and dark, French and English: chosen per window, remembered on this PC. What is remembered
//! is also what a page shows before its program is there (`ui/kept.js`).

use domain::Language;
use domain::shops::WindowKind;
use yew::prelude::*;

/// PatternFly's class for dark.
const PATTERNFLY_DARK: &str = "pf-v6-theme-dark";
const LANGUAGE: &str = "oc-pizza.language";

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on warm paper.
    Light,
    /// For the kitchen, and by choice.
    Dark,
}

impl Theme {
    /// The word in the page and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The other one.
    pub fn other(self) -> Theme {
        match self {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        }
    }

    /// What a window starts with until somebody chooses.
    fn usual(window: WindowKind) -> Theme {
        if window == WindowKind::Kitchen { Theme::Dark } else { Theme::Light }
    }
}

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn kept(key: &str) -> Option<String> {
    store()?.get_item(key).ok()?
}

fn keep(key: &str, value: &str) {
    if let Some(store) = store() {
        // A full or forbidden store only means that the choice is not remembered.
        let _ = store.set_item(key, value);
    }
}

fn page() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

/// The theme of a window as it was chosen last.
pub fn kept_theme(window: WindowKind) -> Theme {
    match kept(&format!("oc-pizza.theme.{}", window.word())).as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => Theme::usual(window),
    }
}

/// Remembers a window's theme.
pub fn keep_theme(window: WindowKind, theme: Theme) {
    keep(&format!("oc-pizza.theme.{}", window.word()), theme.word());
}

/// Puts the page into a theme, ours and PatternFly's.
pub fn show_theme(theme: Theme) {
    if let Some(page) = page() {
        // Neither attribute nor class can be refused on an element that exists.
        let _ = page.set_attribute("data-theme", theme.word());
        let _ = page.class_list().toggle_with_force(PATTERNFLY_DARK, theme == Theme::Dark);
    }
}

/// Shows a window in the theme it was shown in last.
#[hook]
pub fn use_kept_theme(window: WindowKind) {
    use_effect_with((), move |()| {
        let theme = kept_theme(window);
        // The usual one too: the next page of this window begins with it.
        keep_theme(window, theme);
        show_theme(theme);
    });
}

/// The language of this window, and what changes it: shown by the page, and remembered.
#[hook]
pub fn use_kept_language() -> (Language, Callback<Language>) {
    let language = use_state(kept_language);
    let set = {
        let language = language.setter();
        use_callback((), move |chosen, ()| {
            keep_language(chosen);
            language.set(chosen);
        })
    };
    use_effect_with(*language, |&language| show_language(language));
    (*language, set)
}

/// The language chosen last on this PC.
fn kept_language() -> Language {
    match kept(LANGUAGE).as_deref() {
        Some("en") => Language::En,
        _ => Language::Fr,
    }
}

/// Remembers the language.
fn keep_language(language: Language) {
    keep(LANGUAGE, tag(language));
}

/// Tells the page its language: for hyphens, quotes and screen readers.
fn show_language(language: Language) {
    if let Some(page) = page() {
        let _ = page.set_attribute("lang", tag(language));
    }
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr",
        Language::En => "en",
    }
}
