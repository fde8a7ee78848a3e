//! A coming shortage (UC10) covers the screen until somebody here has read it.

use super::desk::Desk;
use super::parts::capital;
use super::rupture;
use super::sending::{StockHandle, use_stock};
use crate::backend::{call, local_now};
use crate::catalogue::{say, say_with};
use crate::frame::{Chime, Screen, use_fetched, use_screen};
use crate::kitchen::cover::Cover;
use crate::kitchen::stock::entry::Entry;
use chrono::TimeDelta;
use domain::Language;
use domain::stock::{
    AcknowledgeWarning, Alarm, ReadWarnings, StockWarning, WarningId, show_quantity,
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A touch sooner than this after a warning appeared was meant for what was there before.
const TOO_SOON: TimeDelta = TimeDelta::milliseconds(400);

/// The warnings that nobody here has read.
#[derive(Clone, PartialEq)]
pub struct Warnings {
    unread: Rc<Vec<StockWarning>>,
    read: UseStateHandle<Vec<WarningId>>,
    screen: Screen,
}

impl Warnings {
    /// The one to be read next.
    pub fn next(&self) -> Option<&StockWarning> {
        self.left().next()
    }

    fn left(&self) -> impl Iterator<Item = &StockWarning> {
        self.unread.iter().filter(|it| !self.read.contains(&it.id))
    }

    /// All that is shown was read.
    pub fn acknowledge_all(&self) {
        self.acknowledge(self.left().map(|it| it.id).collect());
    }

    /// These were read: they are put away at once, and told.
    pub fn acknowledge(&self, warnings: Vec<WarningId>) {
        self.read.set([self.read.as_slice(), &warnings].concat());
        let screen = self.screen.clone();
        spawn_local(async move {
            for warning in warnings {
                // One that was not heard covers the next screen that is opened, no more.
                if let Err(failure) = call(AcknowledgeWarning { warning }, screen.language).await {
                    screen.heed(&failure);
                }
            }
        });
    }
}

/// The warnings of this kitchen; a new one sounds.
#[hook]
pub fn use_warnings(screen: &Screen) -> Warnings {
    let fetched = use_fetched(ReadWarnings {}, true, screen.pulse, screen.language);
    let unread = fetched.data.clone().unwrap_or_default();
    let read = use_state(Vec::new);
    let newest = unread.iter().map(|it| it.id).max();
    use_effect_with(newest, |newest| {
        if newest.is_some() {
            Chime::CHANGED.play();
        }
    });
    Warnings { unread, read, screen: screen.clone() }
}

/// What was entered here needs no warning here: it is put away unread.
#[hook]
pub fn use_what_is_known(warnings: &Warnings, desk: &Desk) {
    let known = desk.just_entered();
    let here = warnings.left().filter(|it| known.contains(&it.ingredient)).map(|it| it.id);
    let here: Vec<WarningId> = here.collect();
    let warnings = warnings.clone();
    use_effect_with(here, move |here| {
        if !here.is_empty() {
            warnings.acknowledge(here.clone());
        }
    });
}

/// What the figures say, a line each.
fn figures(warning: &StockWarning, language: Language) -> Vec<(String, String)> {
    let outlook = &warning.outlook;
    let show = |quantity| show_quantity(quantity, warning.unit, language);
    let mut rows = vec![
        (say(language, "stock-theoretical"), show(outlook.on_hand)),
        (say(language, "stock-projected"), show(outlook.projected)),
        (say(language, "stock-safety"), show(outlook.safety)),
    ];
    rows.extend(outlook.forecast.map(|left| (say(language, "stock-forecast"), show(left))));
    rows
}

/// What [`WarningCover`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WarningCoverProps {
    /// The warnings.
    pub warnings: Warnings,
}

/// The warnings that are to be read, over everything: the first with its figures, the others by name. In a
/// rush several ingredients come to their line at once, and one touch is enough.
#[component]
pub fn WarningCover(props: &WarningCoverProps) -> Html {
    let stock = use_stock();
    let newest = props.warnings.left().map(|it| it.id.0).max().unwrap_or_default();
    match props.warnings.next() {
        Some(warning) => html! {
            <Shown key={newest} warning={warning.clone()} warnings={props.warnings.clone()} {stock} />
        },
        None => Html::default(),
    }
}

/// What [`Shown`] is given.
#[derive(Clone, PartialEq, Properties)]
struct ShownProps {
    warning: StockWarning,
    warnings: Warnings,
    stock: StockHandle,
}

/// What is shown. Made anew when another one comes: what has not been seen is not put away.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let language = use_screen().language;
    let appeared = use_mut_ref(local_now);
    let ShownProps { warning, warnings, stock } = props;
    let ingredient = warning.ingredient;
    let shown: Vec<WarningId> = warnings.left().map(|it| it.id).collect();
    let (unit, on_hand) = (warning.unit, warning.outlook.on_hand);
    let put_away = {
        let (warnings, appeared) = (warnings.clone(), appeared.clone());
        move || {
            let meant = local_now() - *appeared.borrow() >= TOO_SOON;
            if meant {
                warnings.acknowledge(shown.clone());
            }
            meant
        }
    };
    let run_out = {
        let (put_away, stock) = (put_away.clone(), stock.clone());
        move |_: MouseEvent| {
            if put_away() {
                stock.edit(move |desk| {
                    rupture::open_for(desk, ingredient, Entry::about(on_hand, unit), false);
                });
            }
        }
    };
    let key = if warning.alarm == Alarm::Low { "stock-warning-low" } else { "stock-warning-out" };
    let others: Vec<&str> = warnings.left().skip(1).map(|it| it.name.as_str()).collect();
    let names = others.join(", ");
    let rows = figures(warning, language).into_iter().map(|(name, figure)| {
        html! { <div key={name.clone()}><dt>{ name }</dt><dd>{ figure }</dd></div> }
    });
    html! {
        <Cover tone="near" above={AttrValue::from(say(language, key))} title={capital(&warning.name)}
            testid="stock-warning" button="stock-warning-read" label={say(language, "kitchen-acknowledge")}
            onclick={move |_| { put_away(); }}>
            <dl class="kitchen-outlook">{ rows.collect::<Html>() }</dl>
            if !others.is_empty() {
                <p class="kitchen-also" data-testid="stock-warning-also" data-count={others.len().to_string()}>
                    { say_with(language, "stock-warning-also", &[("names", names.into())]) }
                </p>
            }
            <button type="button" class="kitchen-button" data-testid="stock-warning-rupture" onclick={run_out}>
                <span>{ say(language, "stock-warning-rupture") }</span>
            </button>
        </Cover>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::menu::{IngredientId, Unit};
    use domain::stock::Outlook;

    #[test]
    fn the_forecast_is_said_where_there_is_one() {
        let warning = |forecast| StockWarning {
            id: WarningId(1),
            ingredient: IngredientId(1),
            name: "chorizo".to_owned(),
            unit: Unit::G,
            alarm: Alarm::Low,
            outlook: Outlook { on_hand: 900, projected: 400, safety: 500, forecast },
            at: Default::default(),
        };
        let rows = figures(&warning(Some(-2000)), Language::Fr);
        let shown: Vec<_> = rows.iter().map(|row| row.1.as_str()).collect();
        assert_eq!(shown, ["900\u{a0}g", "400\u{a0}g", "500\u{a0}g", "−2\u{a0}kg"]);
        assert_eq!(figures(&warning(None), Language::En).len(), 3);
    }
}
