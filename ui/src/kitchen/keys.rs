//! The kitchen's keyboard: what each key does, by what is on the screen.

use super::station::Page;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Enter, Space: the primary button of what is shown.
    Primary,
    /// O: the oven.
    Oven,
    /// R: the recapitulation.
    Recap,
    /// Esc: one step back.
    Back,
    /// Arrows: the queue's pages, by -1 or 1.
    Turn(isize),
    /// Z: undo of the last tap.
    Undo,
}

/// What a key asks for, by its name in the browser.
pub fn key(name: &str) -> Option<Key> {
    match name {
        "Enter" | " " => Some(Key::Primary),
        "o" | "O" => Some(Key::Oven),
        "r" | "R" => Some(Key::Recap),
        "Escape" => Some(Key::Back),
        "ArrowLeft" | "PageUp" => Some(Key::Turn(-1)),
        "ArrowRight" | "PageDown" => Some(Key::Turn(1)),
        "z" | "Z" => Some(Key::Undo),
        _ => None,
    }
}

/// What lies in front: only that hears keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// A tap the server did not answer.
    Stuck,
    /// A problem, or a notice to acknowledge.
    Told,
    /// The recipe on the table.
    Recipe,
    /// A page.
    Page(Page),
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sends the stuck tap again.
    Retry,
    /// Puts away what was told.
    PutAway,
    /// Claims the next pizza.
    Next,
    /// The pizza on the table goes into the oven.
    IntoOven,
    /// The pizza on the table goes back to the queue.
    Release,
    /// Opens a page.
    Open(Page),
    /// Turns the queue.
    Turn(isize),
    /// Takes the last tap back.
    Undo,
}

/// What a key does with that in front; nothing where it has no meaning there.
pub fn act(key: Key, front: Front) -> Option<Act> {
    match (front, key) {
        (Front::Stuck, Key::Primary) => Some(Act::Retry),
        (Front::Stuck, _) => None,
        (Front::Told, Key::Primary | Key::Back) => Some(Act::PutAway),
        (_, Key::Undo) => Some(Act::Undo),
        (Front::Told, _) => None,
        (Front::Recipe, Key::Primary) => Some(Act::IntoOven),
        (Front::Recipe, Key::Back) => Some(Act::Release),
        (Front::Page(Page::Work), Key::Primary) => Some(Act::Next),
        (Front::Page(Page::Work), Key::Turn(by)) => Some(Act::Turn(by)),
        (Front::Page(Page::Oven | Page::Recap), Key::Back) => Some(Act::Open(Page::Work)),
        (_, Key::Oven) => Some(Act::Open(Page::Oven)),
        (Front::Page(_), Key::Recap) => Some(Act::Open(Page::Recap)),
        _ => None,
    }
}

/// Whether the key belongs to somebody else: a chord, a key held down, a text field, or a button
/// reached with Tab, which Enter and Space press as everywhere. A button that has the focus only
/// because a finger touched it does not count.
pub fn is_taken(event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() {
        return true;
    }
    let focused: Option<Element> =
        event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()).map(Into::into);
    focused.is_some_and(|element| match element.tag_name().as_str() {
        "INPUT" | "TEXTAREA" | "SELECT" => true,
        "BUTTON" => {
            matches!(event.key().as_str(), "Enter" | " ")
                && element.matches(":focus-visible").unwrap_or(false)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_does_what_is_in_front() {
        let queue = Front::Page(Page::Work);
        let oven = Front::Page(Page::Oven);
        for (name, front, expected) in [
            ("Enter", queue, Some(Act::Next)),
            (" ", Front::Recipe, Some(Act::IntoOven)),
            ("Enter", oven, None),
            ("Enter", Front::Told, Some(Act::PutAway)),
            ("Enter", Front::Stuck, Some(Act::Retry)),
            ("Escape", Front::Recipe, Some(Act::Release)),
            ("Escape", oven, Some(Act::Open(Page::Work))),
            ("Escape", queue, None),
            ("ArrowRight", queue, Some(Act::Turn(1))),
            ("ArrowRight", Front::Recipe, None),
            ("o", queue, Some(Act::Open(Page::Oven))),
            ("o", Front::Recipe, Some(Act::Open(Page::Oven))),
            ("R", queue, Some(Act::Open(Page::Recap))),
            ("r", Front::Recipe, None),
            ("z", Front::Told, Some(Act::Undo)),
            ("z", Front::Stuck, None),
        ] {
            assert_eq!(key(name).and_then(|key| act(key, front)), expected, "{name} {front:?}");
        }
        assert_eq!(key("a"), None);
    }
}
