//! The composer: one dish as this customer wants it.

use super::desk::{Act, Desk};
use super::desk_provider::use_desk;
use super::draft;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, on_enter, use_screen};
use crate::menu::drawing::Drawing;
use domain::menu::{CategoryId, Dish, EXTRAS_MAX, Menu};
use domain::orders::{Sale, Sold};
use domain::stock::{Quantities, StockLevel, add_need};
use domain::text::{NOTE_CHARACTERS_MAX, checked};
use domain::{Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// Side of the picture.
const PICTURE_PIXELS: u32 = 168;

/// What is composed.
#[derive(Clone, Debug, PartialEq)]
pub struct Composing {
    /// The line of the basket; none: a new one.
    pub at: Option<usize>,
    /// The dish to begin with.
    pub dish: Dish,
    /// Its note to begin with.
    pub note: String,
}

/// What a part of the composer is given.
#[derive(Clone, Properties, PartialEq)]
pub struct PartProps {
    /// The menu.
    pub menu: Rc<Menu>,
    /// The dish as it stands.
    pub dish: Dish,
    /// The categories that the other half is of; none: any.
    #[prop_or_default]
    pub among: Option<Vec<CategoryId>>,
    /// The language.
    pub language: Language,
    /// The dish is another one now.
    pub on_dish: Callback<Dish>,
}

/// One of several: pressed or not.
fn choice(on: bool, testid: String, text: String, chosen: Callback<MouseEvent>) -> Html {
    html! {
        <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid} onclick={chosen}>
            { text }
        </button>
    }
}

/// The sizes, where there are several.
#[component]
fn Sizes(props: &PartProps) -> Html {
    let Some((product, _)) = props.menu.size(props.dish.size) else { return Html::default() };
    if product.sizes.len() < 2 {
        return Html::default();
    }
    let buttons = product.sizes.iter().map(|size| {
        let next = draft::resized(&props.menu, &props.dish, size.id);
        let name = size.name.clone().unwrap_or_else(|| product.name.clone());
        let text = format!("{name} · {}", size.price.show(props.language));
        let chosen = props.on_dish.reform(move |_| next.clone());
        choice(props.dish.size == size.id, format!("composer-size-{}", size.id.0), text, chosen)
    });
    html! {
        <fieldset class="composer-part">
            <legend>{ say(props.language, "composer-size") }</legend>
            <div class="picks">{ for buttons }</div>
        </fieldset>
    }
}

/// The other half.
#[component]
pub fn Halves(props: &PartProps) -> Html {
    let mut found = draft::halves(&props.menu, &props.dish);
    if let Some(among) = &props.among {
        found.retain(|(product, _)| among.contains(&product.category));
    }
    if found.is_empty() {
        return Html::default();
    }
    let half = |size| {
        let next = draft::halved(&props.menu, &props.dish, size);
        props.on_dish.reform(move |_: MouseEvent| next.clone())
    };
    let none = say(props.language, "composer-no-half");
    let buttons = found.iter().map(|(product, size)| {
        let on = props.dish.half == Some(size.id);
        choice(on, format!("half-{}", product.slug), product.name.clone(), half(Some(size.id)))
    });
    html! {
        <fieldset class="composer-part">
            <legend>{ say(props.language, "composer-half") }</legend>
            <div class="picks">
                { choice(props.dish.half.is_none(), "half-none".to_owned(), none, half(None)) }
                { for buttons }
            </div>
        </fieldset>
    }
}

/// What is left out.
#[component]
pub fn LeftOut(props: &PartProps) -> Html {
    let found = draft::removable(&props.menu, &props.dish);
    if found.is_empty() {
        return Html::default();
    }
    let buttons = found.iter().map(|ingredient| {
        let out = props.dish.without.contains(&ingredient.id);
        let next = draft::toggled(&props.dish, ingredient.id);
        html! {
            <button
                class={classes!("pick", out.then_some("out"))} aria-pressed={out.to_string()}
                data-testid={format!("without-{}", ingredient.id.0)}
                onclick={props.on_dish.reform(move |_| next.clone())}
            >
                <span aria-hidden="true">{ if out { "✕\u{a0}" } else { "" } }</span>
                if out { <s>{ &ingredient.name }</s> } else { { &ingredient.name } }
            </button>
        }
    });
    html! {
        <fieldset class="composer-part">
            <legend>{ say(props.language, "composer-without") }</legend>
            <div class="picks">{ for buttons }</div>
        </fieldset>
    }
}

/// What is added.
#[component]
pub fn Extras(props: &PartProps) -> Html {
    let found = draft::addable(&props.menu, &props.dish);
    if found.is_empty() {
        return Html::default();
    }
    let full = props.dish.extras.len() >= EXTRAS_MAX;
    let rows = found.iter().map(|ingredient| {
        let count = draft::helpings(&props.dish, ingredient.id);
        let more = draft::with_more(&props.dish, ingredient.id);
        let less = draft::with_less(&props.dish, ingredient.id);
        let price = ingredient.extra.map(|extra| extra.price.show(props.language));
        let named = [("name", ingredient.name.as_str().into())];
        html! {
            <div class={classes!("extra", (count > 0).then_some("on"))} data-testid={format!("extra-{}", ingredient.id.0)}
                data-count={count.to_string()}>
                <span class="extra-name">{ &ingredient.name }<small>{ "+\u{a0}" }{ price }</small></span>
                <button
                    class="button square" data-testid={format!("extra-{}-less", ingredient.id.0)} disabled={count == 0}
                    aria-label={say_with(props.language, "composer-less", &named)}
                    onclick={props.on_dish.reform(move |_| less.clone())}
                >{ "\u{2212}" }</button>
                <b class="extra-count">{ count }</b>
                <button
                    class="button square" data-testid={format!("extra-{}-more", ingredient.id.0)} disabled={full}
                    aria-label={say_with(props.language, "composer-more", &named)}
                    onclick={props.on_dish.reform(move |_| more.clone())}
                >{ "+" }</button>
            </div>
        }
    });
    html! {
        <fieldset class="composer-part">
            <legend>{ say(props.language, "composer-extras") }</legend>
            <div class="extras">{ for rows }</div>
        </fieldset>
    }
}

/// What [`Picture`] is given.
#[derive(Properties, PartialEq)]
struct PictureProps {
    menu: Rc<Menu>,
    dish: Dish,
    language: Language,
    short: Vec<String>,
}

/// The drawing, the name, the changes and the price as they stand.
#[component]
fn Picture(props: &PictureProps) -> Html {
    let language = props.language;
    let sold = Sold::Dish(props.dish.clone());
    let words = match Sale::of(&sold, &props.menu) {
        Ok(sale) => html! {
            <>
                <b class="composer-name" data-testid="composer-name">{ &sale.name }</b>
                <small data-testid="composer-changes">{ sale.changes().show(language).join(", ") }</small>
                <b class="composer-price" data-testid="composer-price" data-cents={sale.price().0.to_string()}>
                    { sale.price().show(language) }
                </b>
            </>
        },
        Err(refused) => {
            html! { <Notice text={refused.say(language)} testid="composer-error" /> }
        }
    };
    let short = (!props.short.is_empty())
        .then(|| say_with(language, "composer-short", &[("names", props.short.join(", ").into())]));
    html! {
        <div class="composer-picture">
            <Drawing menu={props.menu.clone()} dish={props.dish.clone()} pixels={PICTURE_PIXELS} />
            { words }
            if let Some(short) = short {
                <Notice text={short} tone={Tone::Warning} testid="composer-short" />
            }
        </div>
    }
}

/// What [`ComposerDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct ComposerDialogProps {
    /// What is composed.
    pub composing: Composing,
    /// The menu.
    pub menu: Rc<Menu>,
    /// Done, or given up.
    pub on_close: Callback<()>,
}

/// What the stock lacks for all of the line that is composed, besides the rest of the basket.
fn lacking(
    desk: &Desk,
    menu: &Menu,
    stock: &[StockLevel],
    at: Option<usize>,
    sale: &Sale<'_>,
) -> Vec<String> {
    let mut rest = desk.basket.clone();
    let line = at.and_then(|at| rest.lines.get(at)).map_or(1, |line| line.quantity);
    if let Some(at) = at {
        rest.remove(at);
    }
    let mut need = Quantities::new();
    add_need(&mut need, &sale.need(), line);
    draft::lacking(menu, stock, &rest.need(menu), &need)
}

/// Composes one dish.
#[component]
pub fn ComposerDialog(props: &ComposerDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let dish = use_state(|| props.composing.dish.clone());
    let note = use_state(|| props.composing.note.clone());
    let (menu, at) = (props.menu.clone(), props.composing.at);
    let sold = Sold::Dish((*dish).clone());
    let wrong = checked(Some(&note), "note", NOTE_CHARACTERS_MAX).err();
    let sale = Sale::of(&sold, &menu);
    let short = match &sale {
        Ok(sale) => lacking(&handle.desk, &menu, &screen.stock, at, sale),
        Err(_) => vec![],
    };
    let can = sale.is_ok_and(|sale| sale.suspended().is_none()) && wrong.is_none();
    let save = {
        let (menu, note, close) = (menu.clone(), note.clone(), props.on_close.clone());
        let sold = sold.clone();
        move || {
            if let (true, Ok(note)) = (can, checked(Some(&note), "note", NOTE_CHARACTERS_MAX)) {
                handle.act(Act::Compose { at, menu: menu.clone(), sold: sold.clone(), note });
                close.emit(());
            }
        }
    };
    let typed = {
        let note = note.clone();
        Callback::from(move |event: InputEvent| {
            note.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let entered = on_enter(save.clone());
    let on_dish = {
        let set = dish.setter();
        use_callback((), move |next, ()| set.set(next))
    };
    let save_word =
        if at.is_some() { say(language, "note-save") } else { say(language, "composer-add") };
    let actions = html! {
        <button class="button primary" data-testid="composer-save" disabled={!can} onclick={move |_| save()}>
            { save_word }
        </button>
    };
    let part =
        PartProps { menu: menu.clone(), dish: (*dish).clone(), among: None, language, on_dish };
    html! {
        <Dialog title={say(language, "composer-title")} testid="composer" variant={ModalVariant::Large}
            on_close={props.on_close.clone()} {actions}>
            <div class="composer">
                <Picture {menu} dish={(*dish).clone()} {language} {short} />
                <div class="composer-parts">
                    <Sizes ..part.clone() />
                    <Halves ..part.clone() />
                    <LeftOut ..part.clone() />
                    <Extras ..part />
                    <label class="note-field">
                        <span>{ say_with(language, "note-label", &[("max", NOTE_CHARACTERS_MAX.into())]) }</span>
                        <input
                            type="text" autocomplete="off" data-testid="composer-note" placeholder={say(language, "note-hint")}
                            aria-invalid={wrong.is_some().to_string()} value={(*note).clone()} oninput={typed} onkeydown={entered}
                        />
                    </label>
                    if let Some(wrong) = wrong {
                        <Notice text={wrong.say(language)} testid="note-error" />
                    }
                </div>
            </div>
        </Dialog>
    }
}
