//! What is thrown away, with its reason; and a manager's corrections of the book.

use super::desk::{Desk, Throwing, Typed};
use super::entry::Entry;
use super::pad::{Keys, Wish, use_pad_keys, use_page_keys};
use super::parts::{
    Words, at_the_figure, capital, confirm_button, ingredient, level, named, new_command,
    no_quantity, shown,
};
use super::picking::Picking;
use super::sending::{StockHandle, use_stock};
use super::weighing::{Weighing, theoretical};
use crate::catalogue::{say, say_with};
use crate::frame::{Screen, use_screen};
use crate::kitchen::parts::{BigButton, done_sign};
use domain::Failure;
use domain::menu::{IngredientId, Unit};
use domain::payments::reason;
use domain::staff::MANAGER_ROLES;
use domain::stock::{ByHand, Cause, MovementRefused, StockLevel, WasteOrCorrect, show_quantity};
use yew::prelude::*;

fn leave(desk: &mut Desk) {
    desk.throwing.done = None;
    desk.show(None);
}

/// What is booked, if it is all said.
///
/// # Errors
/// The quantity or the reason is missing or none.
fn entry(throwing: &Throwing, typed: &Typed, unit: Unit) -> Result<ByHand, MovementRefused> {
    let quantity = typed.entry.read(unit)?;
    let Throwing { cause, adds, .. } = *throwing;
    let quantity = if cause == Cause::Correction && adds { quantity } else { -quantity };
    if quantity == 0 {
        return Err(MovementRefused::Way { cause });
    }
    let reason = reason(&throwing.reason)?;
    Ok(ByHand { ingredient: typed.ingredient, cause, quantity, reason })
}

/// Waste, or a correction.
#[component]
pub fn WastePage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let throwing = &stock.desk.throwing;
    if let Some(level) = throwing.done {
        return html! { <Booked {level} /> };
    }
    if let Some(typed) = &throwing.typed {
        return html! { <HowMuch typed={typed.clone()} /> };
    }
    let on_pick = {
        let (stock, menu) = (stock.clone(), screen.menu.clone());
        Callback::from(move |id: IngredientId| {
            let unit = ingredient(menu.as_deref(), id).map(|it| it.unit);
            // Little is thrown away at once.
            let entry = unit.map(|unit| Entry::about(0, unit)).unwrap_or_default();
            stock.edit(move |desk| {
                desk.throwing.typed = Some(Typed::new(id, entry));
                desk.failed = None;
                desk.search.clear();
            });
        })
    };
    let leaving = stock.clone();
    html! {
        <>
            <Picking question={say(language, "stock-waste-which")} {on_pick}
                on_back={Callback::from(move |()| leaving.edit(leave))} />
            <footer class="kitchen-foot back">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Escape"
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}

/// What [`HowMuch`] is given.
#[derive(Clone, PartialEq, Properties)]
struct HowMuchProps {
    typed: Typed,
}

fn book(stock: &StockHandle, typed: &Typed, screen: &Screen) {
    let Some(it) = ingredient(screen.menu.as_deref(), typed.ingredient) else { return };
    let language = screen.language;
    match entry(&stock.desk.throwing, typed, it.unit) {
        Ok(entry) => stock.send(WasteOrCorrect { command: new_command(), entry }),
        Err(MovementRefused::Quantity(refused)) => {
            stock.edit(move |desk| desk.failed = Some(no_quantity(refused, language)));
        }
        Err(refused) => {
            stock.edit(move |desk| desk.failed = Some(Failure::of(&refused, language)));
        }
    }
}

/// Whether a manager chooses between waste and a correction, which adds or takes off.
fn choice(stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let manages = screen.staff.as_ref().is_some_and(|it| MANAGER_ROLES.contains(&it.role));
    if !manages {
        return Html::default();
    }
    let throwing = &stock.desk.throwing;
    let now = (throwing.cause, throwing.adds);
    let button = |testid: &'static str, label: &'static str, to: (Cause, bool)| {
        let chosen = now.0 == to.0 && (to.0 == Cause::Waste || now.1 == to.1);
        html! {
            <button type="button" class="kitchen-often" data-testid={testid} aria-pressed={chosen.to_string()}
                onclick={stock.on_press(move |desk| {
                    (desk.throwing.cause, desk.throwing.adds) = to;
                    desk.failed = None;
                })}>{ say(language, label) }</button>
        }
    };
    html! {
        <div class="kitchen-oftens" role="group">
            { button("cause-waste", "stock-waste", (Cause::Waste, false)) }
            { button("cause-less", "stock-correct-less", (Cause::Correction, false)) }
            { button("cause-more", "stock-correct-more", (Cause::Correction, true)) }
        </div>
    }
}

/// How much, and why.
#[component]
fn HowMuch(props: &HowMuchProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let typed = &props.typed;
    let it = ingredient(screen.menu.as_deref(), typed.ingredient);
    let unit = it.as_ref().map(|it| it.unit);
    let on_entry = {
        let stock = stock.clone();
        Callback::from(move |entry: Entry| {
            stock.edit(move |desk| {
                if let Some(typed) = &mut desk.throwing.typed {
                    typed.entry = entry;
                }
                desk.failed = None;
            });
        })
    };
    let confirm = {
        let (stock, typed, screen) = (stock.clone(), typed.clone(), screen.clone());
        Callback::from(move |()| book(&stock, &typed, &screen))
    };
    let back = {
        let stock = stock.clone();
        Callback::from(move |()| {
            stock.edit(|desk| (desk.throwing.typed, desk.failed) = (None, None));
        })
    };
    let wished = {
        let (confirm, back) = (confirm.clone(), back.clone());
        Callback::from(move |wish| match wish {
            Wish::Confirm => confirm.emit(()),
            Wish::Back => back.emit(()),
            Wish::Turn(_) | Wish::Rupture => {}
        })
    };
    use_pad_keys(stock.covered || stock.is_held(), (&typed.entry, unit), &on_entry, wished);
    let Some(it) = it else { return Html::default() };
    let there = level(&screen.stock, it.id).map(|it| it.on_hand);
    let on_reason = {
        let stock = stock.clone();
        Callback::from(move |typed: String| {
            stock.edit(move |desk| (desk.throwing.reason, desk.failed) = (typed, None));
        })
    };
    let waste = stock.desk.throwing.cause == Cause::Waste;
    let often: &[&str] = if waste {
        &[
            "stock-reason-dropped",
            "stock-reason-burnt",
            "stock-reason-expired",
            "stock-reason-spoilt",
        ]
    } else {
        &["stock-reason-recount", "stock-reason-mistyped"]
    };
    let often: Vec<AttrValue> = often.iter().map(|key| say(language, key).into()).collect();
    let failed = stock.desk.failed.as_ref();
    let wrong = failed.filter(|it| it.field.as_deref() == Some("reason"));
    let figure = typed.entry.read(it.unit).ok();
    let hint = figure.map(|figure| show_quantity(figure, it.unit, language));
    let label = if waste { "stock-waste-save" } else { "stock-correct-save" };
    html! {
        <>
            <Weighing ingredient={it.clone()} label={say(language, if waste { "stock-wasted" } else { "stock-corrected" })}
                entry={typed.entry.clone()} {on_entry} held={stock.is_held()} wrong={at_the_figure(failed)}
                beside={vec![theoretical(there, it.unit, language)]}>
                { choice(&stock, &screen) }
                <Words label={say(language, "stock-reason")} testid="waste-reason" value={stock.desk.throwing.reason.clone()}
                    {often} held={stock.is_held()} on_type={on_reason}
                    wrong={wrong.map(|it| AttrValue::from(it.message.clone()))} />
            </Weighing>
            <footer class="kitchen-foot two">
                <BigButton testid="back" label={say(language, "stock-back")} key_name="Escape" onclick={back.reform(|_| ())} />
                { confirm_button(&stock, "stock-confirm", (say(language, label), hint), false, confirm.reform(|_| ()), language) }
            </footer>
        </>
    }
}

/// What [`Booked`] is given.
#[derive(Clone, PartialEq, Properties)]
struct BookedProps {
    level: StockLevel,
}

/// It is booked: how the ingredient stands.
#[component]
fn Booked(props: &BookedProps) -> Html {
    let screen = use_screen();
    let (language, menu) = (screen.language, screen.menu.as_deref());
    let stock = use_stock();
    {
        let stock = stock.clone();
        use_page_keys(Keys {
            covered: stock.covered,
            wished: Callback::from(move |wish| {
                if matches!(wish, Wish::Confirm | Wish::Back) {
                    stock.edit(leave);
                }
            }),
            ..Keys::default()
        });
    }
    let level = &props.level;
    let values = [
        ("name", capital(&named(menu, level.ingredient)).into()),
        ("quantity", shown(menu, level.ingredient, level.on_hand, language).into()),
    ];
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="waste-saved" data-on-hand={level.on_hand.to_string()}>
                <h1>{ done_sign() }{ " " }{ say(language, "stock-booked") }</h1>
                <p>{ say_with(language, "stock-booked-now", &values) }</p>
            </section>
            <footer class="kitchen-foot two">
                <BigButton testid="stock-another" label={say(language, "stock-waste-another")}
                    onclick={stock.on_press(|desk| desk.throwing.done = None)} />
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Enter" primary=true
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn waste_leaves_the_shelf_and_a_correction_goes_either_way() {
        let typed = Typed::new(IngredientId(1), Entry::of(300, Unit::G, Language::Fr));
        let throwing = |cause, adds| Throwing {
            cause,
            adds,
            reason: " tombée ".to_owned(),
            ..Throwing::default()
        };
        for (cause, adds, quantity) in [
            (Cause::Waste, false, -300),
            (Cause::Waste, true, -300),
            (Cause::Correction, false, -300),
            (Cause::Correction, true, 300),
        ] {
            let booked = entry(&throwing(cause, adds), &typed, Unit::G).expect("all is said");
            assert_eq!((booked.quantity, booked.reason.as_str()), (quantity, "tombée"));
        }
        let silent = Throwing::default();
        assert!(matches!(entry(&silent, &typed, Unit::G), Err(MovementRefused::Reason(_))));
        let nothing = Typed::new(IngredientId(1), Entry::of(0, Unit::G, Language::Fr));
        let refused = entry(&throwing(Cause::Waste, false), &nothing, Unit::G);
        assert!(matches!(refused, Err(MovementRefused::Way { .. })));
    }
}
