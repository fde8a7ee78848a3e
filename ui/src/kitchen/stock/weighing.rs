//! One ingredient on the screen: its picture, what the book has, and the pad.

use super::entry::Entry;
use super::pad::Pad;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::menu::drawing::IngredientDrawing;
use domain::Language;
use domain::menu::{Ingredient, Unit};
use domain::stock::{show_change, show_quantity};
use yew::prelude::*;

/// What [`Weighing`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WeighingProps {
    /// The ingredient.
    pub ingredient: Ingredient,
    /// What the figure that is typed is called.
    pub label: AttrValue,
    /// What is typed.
    pub entry: Entry,
    /// What is typed next.
    pub on_entry: Callback<Entry>,
    /// A command is in the air: nothing can be typed.
    #[prop_or_default]
    pub held: bool,
    /// Why it was not taken; it stands at the figure.
    #[prop_or_default]
    pub wrong: Option<AttrValue>,
    /// Figures beside the typed one, with what each is.
    #[prop_or_default]
    pub beside: Vec<(AttrValue, AttrValue)>,
    /// What more is to be said or entered of it.
    #[prop_or_default]
    pub children: Html,
}

/// The difference to the book, as a figure beside.
pub fn difference(
    counted: Option<i64>,
    theoretical: Option<i64>,
    unit: Unit,
    language: Language,
) -> (AttrValue, AttrValue) {
    let shown = match (counted, theoretical) {
        (Some(counted), Some(theoretical)) if counted == theoretical => say(language, "stock-even"),
        (Some(counted), Some(theoretical)) => show_change(counted - theoretical, unit, language),
        _ => "–".to_owned(),
    };
    (say(language, "stock-difference").into(), shown.into())
}

/// What the book has, as a figure beside.
pub fn theoretical(
    quantity: Option<i64>,
    unit: Unit,
    language: Language,
) -> (AttrValue, AttrValue) {
    let shown = quantity.map_or("–".to_owned(), |it| show_quantity(it, unit, language));
    (say(language, "stock-theoretical").into(), shown.into())
}

/// One ingredient, and what is typed of it.
#[component]
pub fn Weighing(props: &WeighingProps) -> Html {
    let language = use_screen().language;
    let WeighingProps { ingredient, entry, .. } = props;
    let unit = ingredient.unit;
    let unread = entry.read(unit).err().filter(|_| !entry.is_empty());
    let wrong = props
        .wrong
        .clone()
        .or_else(|| unread.map(|why| AttrValue::from(domain::Spoken::say(&why, language))));
    let beside = props.beside.iter().map(|(name, figure)| {
        html! { <div key={name.to_string()}><dt>{ name }</dt><dd>{ figure }</dd></div> }
    });
    html! {
        <section class="kitchen-weighing" data-testid="weighing" data-ingredient={ingredient.id.0.to_string()}>
            <div class="kitchen-weighed">
                <IngredientDrawing look={ingredient.look.clone()} pixels={220} />
                <h1>{ &ingredient.name }</h1>
                <dl data-testid="beside">{ beside.collect::<Html>() }</dl>
            </div>
            <div class="kitchen-typed">
                <p class="kitchen-figure-name">{ &props.label }</p>
                <output class={classes!("kitchen-entry", wrong.is_some().then_some("wrong"))} data-testid="entry"
                    aria-live="polite">{ entry.show(unit, language) }</output>
                if let Some(wrong) = wrong {
                    <p class="kitchen-wrong" role="alert" data-testid="entry-error">{ wrong }</p>
                }
                { props.children.clone() }
            </div>
            <Pad {unit} entry={entry.clone()} held={props.held} on_entry={props.on_entry.clone()} />
        </section>
    }
}
