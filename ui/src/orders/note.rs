//! The note of a line to the kitchen.

use super::desk::Act;
use super::desk_provider::use_desk;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, on_enter, use_screen};
use domain::Spoken;
use domain::text::{NOTE_CHARACTERS_MAX, checked};
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What [`NoteDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct NoteDialogProps {
    /// The line's place in the basket.
    pub at: usize,
    /// Done, or given up.
    pub on_close: Callback<()>,
}

/// Writes a line's note.
#[component]
pub fn NoteDialog(props: &NoteDialogProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let line = handle.desk.basket.lines.get(props.at).cloned();
    let text = use_state(|| line.as_ref().and_then(|line| line.note.clone()).unwrap_or_default());
    let wrong = checked(Some(&text), "note", NOTE_CHARACTERS_MAX).err();
    let typed = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            text.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let save = {
        let (handle, text, at) = (handle.clone(), text.clone(), props.at);
        let close = props.on_close.clone();
        move || {
            if let Ok(note) = checked(Some(&text), "note", NOTE_CHARACTERS_MAX) {
                handle.act(Act::Note(at, note));
                close.emit(());
            }
        }
    };
    let entered = on_enter(save.clone());
    let actions = html! {
        <button class="button primary" data-testid="note-save" disabled={wrong.is_some()} onclick={move |_| save()}>
            { say(language, "note-save") }<kbd>{ say(language, "key-enter") }</kbd>
        </button>
    };
    let name = line.map(|line| line.name).unwrap_or_default();
    let left = NOTE_CHARACTERS_MAX as i64 - text.trim().chars().count() as i64;
    html! {
        <Dialog
            title={say_with(language, "note-title", &[("name", name.into())])}
            testid="note-dialog"
            variant={ModalVariant::Small}
            on_close={props.on_close.clone()}
            {actions}
        >
            <label class="note-field">
                <span>{ say_with(language, "note-label", &[("max", NOTE_CHARACTERS_MAX.into())]) }</span>
                <input
                    type="text" autocomplete="off" data-testid="note-field" data-first-focus="true"
                    placeholder={say(language, "note-hint")} aria-invalid={wrong.is_some().to_string()}
                    value={(*text).clone()} oninput={typed} onkeydown={entered}
                />
                <small data-testid="note-left">{ say_with(language, "note-left", &[("count", left.max(0).into())]) }</small>
            </label>
            if let Some(wrong) = wrong {
                <Notice text={wrong.say(language)} testid="note-error" />
            }
        </Dialog>
    }
}
