//! Goods that came without a purchase order (UC14): where from, what, how much of each, and all of it once
//! more before it is saved.

use super::desk::{Came, Desk, Receiving, Step, Typed};
use super::entry::Entry;
use super::pad::{Keys, Wish, use_pad_keys, use_page_keys};
use super::parts::{
    Words, at_the_figure, confirm_button, ingredient, level, named, new_command, no_quantity, shown,
};
use super::picking::Picking;
use super::sending::{StockHandle, use_stock};
use super::weighing::{Weighing, theoretical};
use crate::backend::new_uuid;
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use crate::kitchen::parts::{BigButton, done_sign};
use crate::menu::drawing::IngredientDrawing;
use domain::menu::Unit;
use domain::stock::{
    Arrived, Delivery, LineFault, LineRefused, QuantityRefused, ReceiptId, ReceiptRefused,
    ReceiveGoods, StockLevel,
};
use domain::{Cents, Failure, Language};
use yew::prelude::*;

/// Leaves the page; what is entered stays.
fn leave(desk: &mut Desk) {
    desk.receiving.done = None;
    desk.show(None);
}

/// Forgets what is entered, once that was asked for twice.
fn give_up(desk: &mut Desk) {
    if desk.receiving.giving_up {
        desk.receiving = Receiving::default();
        desk.show(None);
    } else {
        desk.receiving.giving_up = true;
    }
}

/// Goes to another step.
fn go(desk: &mut Desk, step: Step) {
    desk.receiving.step = step;
    desk.receiving.giving_up = false;
    desk.search.clear();
    desk.failed = None;
}

/// The step before the nth line, and the one after it.
fn around(nth: usize, lines: usize) -> (Step, Step) {
    let before = nth.checked_sub(1).map_or(Step::Picking, Step::Line);
    let after = if nth + 1 < lines { Step::Line(nth + 1) } else { Step::Review };
    (before, after)
}

/// What is typed of a line, in the ingredient's unit; at zero nothing came, which is no line.
///
/// # Errors
/// The mistake, at its line.
fn arrived(came: &Came, unit: Unit) -> Result<Arrived, LineRefused> {
    let ingredient = came.typed.ingredient;
    let refused = |fault| LineRefused { ingredient, fault };
    let read = came.typed.entry.read(unit).and_then(|quantity| match quantity {
        0 => Err(QuantityRefused::Nothing),
        some => Ok(some),
    });
    let quantity = read.map_err(|why| refused(LineFault::Quantity(why)))?;
    let price = match came.price.trim() {
        "" => None,
        typed => Some(Cents::typed(typed).ok_or_else(|| refused(LineFault::Price))?),
    };
    Ok(Arrived { ingredient, quantity, price })
}

fn mistake(refused: impl Into<ReceiptRefused>, language: Language) -> Failure {
    Failure::of(&refused.into(), language)
}

/// The receipt.
#[component]
pub fn ReceiptPage() -> Html {
    let stock = use_stock();
    let receiving = &stock.desk.receiving;
    if let Some(levels) = &receiving.done {
        return html! { <Received levels={levels.clone()} /> };
    }
    match receiving.step {
        Step::Line(nth) if nth < receiving.lines.len() => html! { <Line key={nth} {nth} /> },
        Step::Review if !receiving.lines.is_empty() => html! { <Review /> },
        Step::Origin => html! { <Origin /> },
        _ => html! { <What /> },
    }
}

/// Where it came from.
#[component]
fn Origin() -> Html {
    let language = use_screen().language;
    let stock = use_stock();
    let next = {
        let stock = stock.clone();
        Callback::from(move |()| {
            if stock.desk.receiving.comment.trim().is_empty() {
                let failure = mistake(ReceiptRefused::NoComment, language);
                return stock.edit(move |desk| desk.failed = Some(failure));
            }
            stock.edit(|desk| go(desk, Step::Picking));
        })
    };
    {
        let (stock, next) = (stock.clone(), next.clone());
        use_page_keys(Keys {
            covered: stock.covered,
            letters: true,
            wished: Callback::from(move |wish| match wish {
                Wish::Confirm => next.emit(()),
                Wish::Back => stock.edit(leave),
                Wish::Turn(_) | Wish::Rupture => {}
            }),
            ..Keys::default()
        });
    }
    let on_type = {
        let stock = stock.clone();
        Callback::from(move |typed: String| {
            stock.edit(move |desk| (desk.receiving.comment, desk.failed) = (typed, None));
        })
    };
    let often = ["stock-origin-supplier", "stock-origin-shop", "stock-origin-market"];
    let often: Vec<AttrValue> = often.iter().map(|key| say(language, key).into()).collect();
    let wrong = stock.desk.failed.as_ref().filter(|it| it.field.as_deref() == Some("comment"));
    html! {
        <>
            <section class="kitchen-page kitchen-origin" data-testid="receipt-origin">
                <h2>{ say(language, "stock-origin") }</h2>
                <p>{ say(language, "stock-origin-about") }</p>
                <Words label={say(language, "stock-origin-words")} testid="receipt-comment"
                    value={stock.desk.receiving.comment.clone()} {often} {on_type}
                    wrong={wrong.map(|it| AttrValue::from(it.message.clone()))} />
            </section>
            <footer class="kitchen-foot two">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Escape"
                    onclick={stock.on_press(leave)} />
                <BigButton testid="receipt-next" label={say(language, "stock-receipt-what")} key_name="Enter" primary=true
                    onclick={next.reform(|_| ())} />
            </footer>
        </>
    }
}

/// Which ingredients came.
#[component]
fn What() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let chosen: Vec<_> = stock.desk.receiving.lines.iter().map(|it| it.typed.ingredient).collect();
    let on_pick = {
        let (stock, menu, levels) = (stock.clone(), screen.menu.clone(), screen.stock.clone());
        Callback::from(move |id| {
            let unit = ingredient(menu.as_deref(), id).map(|it| it.unit);
            let there = level(&levels, id).map_or(0, |it| it.on_hand);
            let entry = unit.map(|unit| Entry::about(there, unit)).unwrap_or_default();
            stock.edit(move |desk| desk.receiving.toggle(id, entry));
        })
    };
    let next = {
        let (stock, any) = (stock.clone(), !chosen.is_empty());
        Callback::from(move |()| {
            if any {
                stock.edit(|desk| go(desk, Step::Line(0)));
            }
        })
    };
    let back = {
        let stock = stock.clone();
        Callback::from(move |()| stock.edit(|desk| go(desk, Step::Origin)))
    };
    let hint = say_with(language, "stock-chosen", &[("count", chosen.len().into())]);
    html! {
        <>
            <Picking question={say(language, "stock-receipt-which")} chosen={chosen.clone()} {on_pick}
                on_back={back.clone()} on_confirm={next.clone()} />
            <footer class="kitchen-foot two">
                <BigButton testid="back" label={say(language, "stock-back")} key_name="Escape" onclick={back.reform(|_| ())} />
                <BigButton testid="receipt-next" label={say(language, "stock-receipt-how-much")} hint={AttrValue::from(hint)}
                    key_name="Enter" primary=true disabled={chosen.is_empty()} onclick={next.reform(|_| ())} />
            </footer>
        </>
    }
}

/// What [`Line`] is given.
#[derive(Clone, PartialEq, Properties)]
struct LineProps {
    nth: usize,
}

fn edit_line(stock: &StockHandle, nth: usize, change: impl FnOnce(&mut Came) + 'static) {
    stock.edit(move |desk| {
        desk.failed = None;
        if let Some(came) = desk.receiving.lines.get_mut(nth) {
            change(came);
        }
    });
}

/// How much of one ingredient came, and what it cost.
#[component]
fn Line(props: &LineProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let nth = props.nth;
    let receiving = &stock.desk.receiving;
    let came = receiving.lines.get(nth).cloned();
    let it =
        came.as_ref().and_then(|came| ingredient(screen.menu.as_deref(), came.typed.ingredient));
    let unit = it.as_ref().map(|it| it.unit);
    let entry = came.as_ref().map(|came| came.typed.entry.clone()).unwrap_or_default();
    let (before, after) = around(nth, receiving.lines.len());
    let on_entry = {
        let stock = stock.clone();
        Callback::from(move |entry: Entry| {
            edit_line(&stock, nth, move |came| came.typed.entry = entry)
        })
    };
    let confirm = {
        let (stock, came) = (stock.clone(), came.clone());
        Callback::from(move |()| {
            let Some((came, unit)) = came.as_ref().zip(unit) else { return };
            match arrived(came, unit) {
                Ok(_) => stock.edit(move |desk| go(desk, after)),
                Err(refused) => {
                    let failure = mistake(refused, language);
                    stock.edit(move |desk| desk.failed = Some(failure));
                }
            }
        })
    };
    let back = {
        let stock = stock.clone();
        Callback::from(move |()| stock.edit(move |desk| go(desk, before)))
    };
    let wished = {
        let (confirm, back) = (confirm.clone(), back.clone());
        Callback::from(move |wish| match wish {
            Wish::Confirm | Wish::Turn(1) => confirm.emit(()),
            Wish::Back | Wish::Turn(_) => back.emit(()),
            Wish::Rupture => {}
        })
    };
    use_pad_keys(stock.covered, (&entry, unit), &on_entry, wished);
    let (Some(it), Some(came)) = (it, came) else { return Html::default() };
    let on_price = {
        let stock = stock.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            edit_line(&stock, nth, move |came| came.price = typed);
        })
    };
    let there = level(&screen.stock, it.id).map(|it| it.on_hand);
    let values = [("place", (nth + 1).into()), ("all", receiving.lines.len().into())];
    let label = match around(nth, receiving.lines.len()).1 {
        Step::Review => say(language, "stock-receipt-review"),
        _ => say(language, "stock-inventory-next"),
    };
    html! {
        <>
            <nav class="kitchen-progress">
                <span data-testid="line-place">{ say_with(language, "stock-place", &values) }</span>
                <progress max={receiving.lines.len().to_string()} value={(nth + 1).to_string()}></progress>
            </nav>
            <Weighing ingredient={it.clone()} label={say(language, "stock-came")} entry={entry.clone()} {on_entry}
                wrong={at_the_figure(stock.desk.failed.as_ref())} beside={vec![theoretical(there, it.unit, language)]}>
                <label class="kitchen-price">
                    <span>{ say(language, "stock-price") }</span>
                    <input type="text" inputmode="decimal" class="kitchen-search" data-testid="line-price" autocomplete="off"
                        placeholder={say(language, "stock-price-unknown")} value={came.price.clone()} oninput={on_price} />
                </label>
            </Weighing>
            <footer class="kitchen-foot two">
                <BigButton testid="back" label={say(language, "stock-back")} key_name="Escape" onclick={back.reform(|_| ())} />
                <BigButton testid="stock-confirm" {label} key_name="Enter" primary=true onclick={confirm.reform(|_| ())} />
            </footer>
        </>
    }
}

/// Saves all of it, or shows the line at which something is wrong.
fn save(stock: &StockHandle, screen: &crate::frame::Screen) {
    let (receiving, language) = (&stock.desk.receiving, screen.language);
    let unit =
        |came: &Came| ingredient(screen.menu.as_deref(), came.typed.ingredient).map(|it| it.unit);
    let mut lines = Vec::new();
    for (nth, came) in receiving.lines.iter().enumerate() {
        let read = unit(came).map(|unit| arrived(came, unit));
        match read {
            Some(Ok(line)) => lines.push(line),
            Some(Err(refused)) => {
                let failure = mistake(refused, language);
                return stock.edit(move |desk| {
                    go(desk, Step::Line(nth));
                    desk.failed = Some(failure);
                });
            }
            None => {
                let failure = no_quantity(QuantityRefused::Nothing, language);
                return stock.edit(move |desk| desk.failed = Some(failure));
            }
        }
    }
    let receipt = receiving.receipt.unwrap_or_else(|| ReceiptId(new_uuid()));
    stock.edit(move |desk| desk.receiving.receipt = Some(receipt));
    let (purchase, number, more_is_meant) = (None, None, false);
    let comment = Some(receiving.comment.clone());
    let delivery = Delivery { purchase, number, comment, lines, more_is_meant };
    stock.send(ReceiveGoods { command: new_command(), receipt, delivery });
}

/// All that came, before it is saved.
#[component]
fn Review() -> Html {
    let screen = use_screen();
    let (language, menu) = (screen.language, screen.menu.clone());
    let stock = use_stock();
    let receiving = &stock.desk.receiving;
    let last = receiving.lines.len().saturating_sub(1);
    {
        let (stock, screen) = (stock.clone(), screen.clone());
        use_page_keys(Keys {
            covered: stock.covered || stock.is_held(),
            wished: Callback::from(move |wish| match wish {
                Wish::Confirm => save(&stock, &screen),
                Wish::Back | Wish::Turn(-1) => stock.edit(move |desk| go(desk, Step::Line(last))),
                Wish::Turn(_) | Wish::Rupture => {}
            }),
            ..Keys::default()
        });
    }
    let menu = menu.as_deref();
    let rows = receiving.lines.iter().enumerate().map(|(nth, came)| {
        let Typed { ingredient: id, entry, .. } = &came.typed;
        let it = ingredient(menu, *id);
        let quantity = it.as_ref().and_then(|it| entry.read(it.unit).ok());
        let price = Cents::typed(&came.price).map(|price| price.show(language));
        html! {
            <li key={id.0}>
                <button type="button" class="kitchen-counted differs" data-testid={format!("line-{}", id.0)}
                    disabled={stock.is_held()} onclick={stock.on_press(move |desk| go(desk, Step::Line(nth)))}>
                    if let Some(it) = it { <IngredientDrawing look={it.look} pixels={44} /> }
                    <b>{ named(menu, *id) }</b>
                    <span>{ price.unwrap_or_else(|| say(language, "stock-no-price")) }</span>
                    <em>{ quantity.map_or("–".to_owned(), |it| shown(menu, *id, it, language)) }</em>
                </button>
            </li>
        }
    });
    let failed = stock.desk.failed.as_ref().filter(|it| it.field.as_deref() == Some("lines"));
    let saving = {
        let (stock, screen) = (stock.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| save(&stock, &screen))
    };
    let hint = say_with(language, "stock-chosen", &[("count", receiving.lines.len().into())]);
    let give_up_word = if receiving.giving_up { "stock-give-up-yes" } else { "stock-give-up" };
    let label = (say(language, "stock-receipt-save"), Some(hint));
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="receipt-review">
                <h2>{ say_with(language, "stock-receipt-of", &[("comment", receiving.comment.trim().into())]) }</h2>
                if let Some(failure) = failed {
                    <p class="kitchen-wrong" role="alert" data-testid="lines-error">{ &failure.message }</p>
                }
                <ul class="kitchen-counts">{ rows.collect::<Html>() }</ul>
            </section>
            <footer class="kitchen-foot three">
                <BigButton testid="back" label={say(language, "stock-back")} key_name="Escape"
                    onclick={stock.on_press(move |desk| go(desk, Step::Line(last)))} />
                <BigButton testid="receipt-give-up" label={say(language, give_up_word)} disabled={stock.is_held()}
                    onclick={stock.on_press(give_up)} />
                { confirm_button(&stock, "receipt-save", label, false, saving, language) }
            </footer>
        </>
    }
}

/// What [`Received`] is given.
#[derive(Clone, PartialEq, Properties)]
struct ReceivedProps {
    levels: Vec<StockLevel>,
}

/// How what came stands now.
#[component]
fn Received(props: &ReceivedProps) -> Html {
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
    let rows = props.levels.iter().map(|it| {
        let id = it.ingredient;
        html! {
            <li key={id.0} class="kitchen-counted differs" data-testid={format!("received-{}", id.0)}
                data-on-hand={it.on_hand.to_string()}>
                if let Some(it) = ingredient(menu, id) { <IngredientDrawing look={it.look} pixels={44} /> }
                <b>{ named(menu, id) }</b><em>{ shown(menu, id, it.on_hand, language) }</em>
            </li>
        }
    });
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="receipt-saved">
                <h1>{ done_sign() }{ " " }{ say(language, "stock-received") }</h1>
                <p>{ say(language, "stock-received-now") }</p>
                <ul class="kitchen-counts">{ rows.collect::<Html>() }</ul>
            </section>
            <footer class="kitchen-foot back">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Enter" primary=true
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::menu::IngredientId;

    fn came(figures: &str, price: &str) -> Came {
        let entry =
            figures.chars().fold(Entry::about(5000, Unit::G), |it, key| it.touched(key, Unit::G));
        Came { typed: Typed::new(IngredientId(7), entry), price: price.to_owned() }
    }

    #[test]
    fn a_line_is_read_with_its_price_and_its_mistake_stands_at_it() {
        let read = |figures, price| arrived(&came(figures, price), Unit::G);
        let line = |quantity, price| Arrived { ingredient: IngredientId(7), quantity, price };
        assert_eq!(read("2,5", ""), Ok(line(2500, None)));
        assert_eq!(read("2,5", "12,50"), Ok(line(2500, Some(Cents(1250)))));
        for (figures, price) in [("", ""), ("0", ""), ("2", "douze")] {
            let refused = read(figures, price).expect_err("no line");
            assert_eq!(mistake(refused, Language::Fr).field.as_deref(), Some("line-7"));
        }
    }

    #[test]
    fn the_steps_lead_from_the_choice_to_the_review() {
        assert_eq!(around(0, 2), (Step::Picking, Step::Line(1)));
        assert_eq!(around(1, 2), (Step::Line(0), Step::Review));
    }
}
