//! What a window shows under a `data-testid`, and what a test expects of it.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Looks at the elements of a `data-testid`; returns a [`Seen`] for each.
pub const LOOK: &str = "
    const [id] = arguments;
    return Array.from(document.querySelectorAll(`[data-testid='${id}']`), element => ({
        text: element.innerText.trim(),
        value: String(element.value ?? ''),
        attributes: Object.fromEntries(Array.from(element.attributes, it => [it.name, it.value])),
        live: !element.disabled && element.getAttribute('aria-disabled') !== 'true'
            && element.getClientRects().length > 0,
    }));";

/// An element as it stood when it was looked at.
#[derive(Clone, Debug, Deserialize)]
pub struct Seen {
    text: String,
    /// What a field holds.
    value: String,
    attributes: BTreeMap<String, String>,
    /// It is shown, and a tap would do something.
    live: bool,
}

impl Seen {
    /// What it reads, with plain spaces: the catalogue's are of all kinds.
    pub fn text(&self) -> String {
        self.text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    /// What a field holds.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// An attribute; empty where there is none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// What a window is to show under a `data-testid`.
#[derive(Clone, Copy, Debug)]
pub enum Sign<'a> {
    /// The element is there.
    There,
    /// No such element is.
    Gone,
    /// So many are.
    Count(usize),
    /// It contains this text.
    Says(&'a str),
    /// Its attribute has this value.
    Has(&'a str, &'a str),
    /// No element has that attribute at this value.
    HasNot(&'a str, &'a str),
    /// It is a field that holds this.
    Holds(&'a str),
    /// A finger reaches it, and it would act.
    Live,
}

impl Sign<'_> {
    /// Whether what was seen gives it.
    pub fn given(self, seen: &[Seen]) -> bool {
        let some = |is: &dyn Fn(&Seen) -> bool| seen.iter().any(is);
        match self {
            Sign::There => !seen.is_empty(),
            Sign::Gone => seen.is_empty(),
            Sign::Count(count) => seen.len() == count,
            Sign::Says(text) => some(&|it| it.text().contains(text)),
            Sign::Has(name, value) => some(&|it| it.attribute(name) == value),
            Sign::HasNot(name, value) => !some(&|it| it.attribute(name) == value),
            Sign::Holds(text) => some(&|it| it.value == text),
            Sign::Live => some(&|it| it.live),
        }
    }
}
