//! The pad on which quantities are typed, with a finger or the keyboard.

use super::entry::{Entry, words};
use crate::catalogue::say;
use crate::frame::{in_a_field, use_keys, use_screen};
use domain::Language;
use domain::menu::Unit;
use yew::prelude::*;

/// What a key asks for, besides typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Enter: the page's primary button.
    Confirm,
    /// Esc: one step back.
    Back,
    /// An arrow: the screen before (-1) or after.
    Turn(isize),
    /// R: the rupture of what is on the screen.
    Rupture,
}

/// What a key asks for, by its name in the browser.
fn wish(name: &str) -> Option<Wish> {
    match name {
        "Enter" => Some(Wish::Confirm),
        "Escape" => Some(Wish::Back),
        "ArrowLeft" | "PageUp" => Some(Wish::Turn(-1)),
        "ArrowRight" | "PageDown" => Some(Wish::Turn(1)),
        "r" | "R" => Some(Wish::Rupture),
        _ => None,
    }
}

/// What a key types on the pad.
fn typed(name: &str) -> Option<char> {
    match name {
        "Backspace" => Some('⌫'),
        _ => {
            let mut letters = name.chars();
            let first = letters.next().filter(|_| letters.next().is_none())?;
            (first.is_ascii_digit() || first == ',' || first == '.').then_some(first)
        }
    }
}

/// What the keys of a page act on.
#[derive(Clone, Default)]
pub struct Keys {
    /// Something lies over the page.
    pub covered: bool,
    /// Asked for.
    pub wished: Callback<Wish>,
    /// Typed on the pad.
    pub typed: Callback<char>,
    /// `U`: the next unit.
    pub next_unit: Callback<()>,
    /// Whether letters are somebody else's: a search.
    pub letters: bool,
}

/// Hears the keys of a page of stock. A button reached with Tab keeps Enter and Space; a text field keeps
/// all but Esc and Enter.
#[hook]
pub fn use_page_keys(keys: Keys) {
    use_keys(Callback::from(move |event: web_sys::KeyboardEvent| {
        if keys.covered {
            return;
        }
        let (name, in_field) = (event.key(), in_a_field(&event).is_some());
        if in_field {
            if let ("Enter", Some(wish)) | ("Escape", Some(wish)) = (name.as_str(), wish(&name)) {
                event.prevent_default();
                keys.wished.emit(wish);
            }
            return;
        }
        if crate::kitchen::keys::is_taken(&event) {
            return;
        }
        if let Some(wish) = wish(&name).filter(|it| *it != Wish::Rupture || !keys.letters) {
            event.prevent_default();
            keys.wished.emit(wish);
        } else if let Some(key) = typed(&name) {
            event.prevent_default();
            keys.typed.emit(key);
        } else if matches!(name.as_str(), "u" | "U") && !keys.letters {
            event.prevent_default();
            keys.next_unit.emit(());
        }
    }));
}

/// Hears the keys of a page on which one quantity is typed.
#[hook]
pub fn use_pad_keys(
    covered: bool,
    entered: (&Entry, Option<Unit>),
    on_entry: &Callback<Entry>,
    wished: Callback<Wish>,
) {
    let (entry, unit) = entered;
    let (typed, other) = (entry.clone(), entry.clone());
    let (typing, changing) = (on_entry.clone(), on_entry.clone());
    use_page_keys(Keys {
        covered,
        wished,
        typed: Callback::from(move |key| {
            unit.into_iter().for_each(|unit| typing.emit(typed.touched(key, unit)));
        }),
        next_unit: Callback::from(move |()| {
            unit.into_iter().for_each(|unit| changing.emit(other.in_next_unit(unit)));
        }),
        letters: false,
    });
}

/// What [`Pad`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PadProps {
    /// The ingredient's unit.
    pub unit: Unit,
    /// What is typed.
    pub entry: Entry,
    /// Nothing can be typed now.
    #[prop_or_default]
    pub held: bool,
    /// What is typed next.
    pub on_entry: Callback<Entry>,
}

/// The keys in the order of a telephone's.
fn keys(unit: Unit, language: Language) -> Vec<char> {
    let mut keys: Vec<char> = ('1'..='9').collect();
    if unit != Unit::Pc {
        keys.push(if language == Language::Fr { ',' } else { '.' });
    }
    keys.extend(['0', '⌫']);
    keys
}

/// The name of a key for tests.
fn name(key: char) -> String {
    match key {
        '⌫' => "pad-back".to_owned(),
        ',' | '.' => "pad-point".to_owned(),
        figure => format!("pad-{figure}"),
    }
}

/// Figures, the decimal sign, and the units.
#[component]
pub fn Pad(props: &PadProps) -> Html {
    let language = use_screen().language;
    let PadProps { unit, entry, held, on_entry } = props;
    let unit = *unit;
    let key = |key: char| {
        let (entry, on_entry) = (entry.clone(), on_entry.clone());
        let onclick = move |_: MouseEvent| on_entry.emit(entry.touched(key, unit));
        let wide = (unit == Unit::Pc && key == '0').then_some("wide");
        let label = (key == '⌫').then(|| say(language, "stock-pad-back"));
        html! {
            <button type="button" key={key.to_string()} class={classes!("kitchen-key", wide)} data-testid={name(key)}
                disabled={*held} aria-label={label} {onclick}>{ key }</button>
        }
    };
    let chosen = entry.word(unit);
    let choice = |word: &'static str| {
        let (entry, on_entry) = (entry.clone(), on_entry.clone());
        let onclick = move |_: MouseEvent| on_entry.emit(entry.in_unit(word));
        html! {
            <button type="button" key={word} class="kitchen-key unit" data-testid={format!("unit-{word}")}
                disabled={*held} aria-pressed={(chosen == Some(word)).to_string()} {onclick}>{ word }</button>
        }
    };
    let units = words(unit);
    html! {
        <div class="kitchen-pad">
            if !units.is_empty() {
                <div class="kitchen-units" role="group" aria-label={say(language, "stock-units")}>
                    { units.iter().map(|word| choice(word)).collect::<Html>() }
                </div>
            }
            <div class="kitchen-keys">{ keys(unit, language).into_iter().map(key).collect::<Html>() }</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_type_and_ask() {
        for (name, expected) in [
            ("7", Some('7')),
            (",", Some(',')),
            ("Backspace", Some('⌫')),
            ("F2", None),
            ("a", None),
        ] {
            assert_eq!(typed(name), expected, "{name}");
        }
        for (name, expected) in [
            ("Enter", Some(Wish::Confirm)),
            ("ArrowLeft", Some(Wish::Turn(-1))),
            ("r", Some(Wish::Rupture)),
            ("7", None),
        ] {
            assert_eq!(wish(name), expected, "{name}");
        }
        assert_eq!(keys(Unit::Pc, Language::Fr).len(), 11);
        assert_eq!(keys(Unit::G, Language::En)[9], '.');
    }
}
