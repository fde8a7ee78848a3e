//! The lines of a draft as they are typed: so many lots of each ingredient.

use crate::catalogue::{say, say_with};
use crate::frame::wrong;
use domain::menu::IngredientId;
use domain::stock::{
    IngredientChoice, LineFault, LineRefused, Offer, PurchaseLine, QuantityRefused, Supplier,
    read_quantity, show_quantity,
};
use domain::{Cents, Failure, Language};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The most lots of one line; more is a slip of the finger.
const LOTS_MAX: i64 = 10_000;

/// A line as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedLine {
    /// What.
    pub ingredient: IngredientId,
    /// How many lots.
    pub lots: String,
    /// The lot: `10 kg`.
    pub lot: String,
    /// The price of one: `62,50`.
    pub price: String,
}

impl TypedLine {
    /// A line that stands, or is proposed.
    pub fn of(
        line: &PurchaseLine,
        ingredients: &[IngredientChoice],
        language: Language,
    ) -> TypedLine {
        let known = ingredients.iter().find(|it| it.id == line.ingredient);
        let lot = known
            .map_or_else(|| line.lot.to_string(), |it| show_quantity(line.lot, it.unit, language));
        TypedLine {
            ingredient: line.ingredient,
            lots: (line.ordered / line.lot.max(1)).to_string(),
            lot,
            price: line.lot_price.map_or_else(String::new, Cents::as_typed),
        }
    }

    /// One lot of what is offered so.
    pub fn one(offer: &Offer, ingredients: &[IngredientChoice], language: Language) -> TypedLine {
        let Offer { ingredient, lot, lot_price, .. } = *offer;
        let line = PurchaseLine { ingredient, ordered: lot, received: 0, lot, lot_price };
        TypedLine::of(&line, ingredients, language)
    }

    /// The line that is meant.
    pub fn read(&self, ingredients: &[IngredientChoice]) -> Result<PurchaseLine, LineRefused> {
        let ingredient = self.ingredient;
        let refused = |fault| LineRefused { ingredient, fault };
        let known = ingredients.iter().find(|it| it.id == ingredient);
        let unit = known.ok_or_else(|| refused(LineFault::Unknown))?.unit;
        let quantity = |why| refused(LineFault::Quantity(why));
        let lot = read_quantity(&self.lot, unit).map_err(quantity)?;
        if lot == 0 {
            return Err(quantity(QuantityRefused::Nothing));
        }
        let lots = self.lots.trim().parse::<i64>();
        let lots = lots.map_err(|_| quantity(QuantityRefused::NotANumber { unit }))?;
        if lots > LOTS_MAX {
            return Err(quantity(QuantityRefused::TooMuch { unit }));
        }
        let lot_price = match self.price.trim() {
            "" => None,
            typed => Some(Cents::typed(typed).ok_or_else(|| refused(LineFault::Price))?),
        };
        Ok(PurchaseLine { ingredient, ordered: lots * lot, received: 0, lot, lot_price })
    }
}

/// What [`Lines`] is given.
#[derive(Properties, PartialEq)]
pub struct LinesProps {
    /// The lines, as they are typed.
    pub typed: Vec<TypedLine>,
    /// All ingredients.
    pub ingredients: Rc<Vec<IngredientChoice>>,
    /// Who sells, if that is chosen.
    pub supplier: Option<Supplier>,
    /// What is wrong, maybe with one of them.
    pub failure: Option<Failure>,
    /// They are to be so.
    pub on_change: Callback<Vec<TypedLine>>,
}

impl LinesProps {
    fn changed(&self, at: usize, change: impl Fn(&mut TypedLine) + 'static) -> Callback<()> {
        let (typed, on_change) = (self.typed.clone(), self.on_change.clone());
        Callback::from(move |()| {
            let mut typed = typed.clone();
            change(&mut typed[at]);
            on_change.emit(typed);
        })
    }
}

fn row(props: &LinesProps, at: usize, line: &TypedLine, language: Language) -> Html {
    let id = line.ingredient.0;
    let known = props.ingredients.iter().find(|it| it.id == line.ingredient);
    let name = known.map_or("?", |it| it.name.as_str()).to_owned();
    let read = line.read(&props.ingredients).ok();
    let quantity = read.zip(known).map(|(line, it)| show_quantity(line.ordered, it.unit, language));
    let total = read.and_then(|it| it.price_of(it.ordered)).map(|it| it.show(language));
    let lots = line.lots.trim().parse::<i64>().unwrap_or(0);
    let step = |by: i64| {
        let next = (lots + by).clamp(1, LOTS_MAX);
        props.changed(at, move |it| it.lots = next.to_string()).reform(|_: MouseEvent| ())
    };
    let typed = |change: fn(&mut TypedLine, String)| {
        let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
        Callback::from(move |event: InputEvent| {
            let mut typed = typed.clone();
            change(&mut typed[at], event.target_unchecked_into::<HtmlInputElement>().value());
            on_change.emit(typed);
        })
    };
    let without = {
        let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
        move |_: MouseEvent| {
            let mut typed = typed.clone();
            typed.remove(at);
            on_change.emit(typed);
        }
    };
    let field = format!("line-{id}");
    let is_wrong = props.failure.as_ref().is_some_and(|it| it.field.as_deref() == Some(&field));
    let label = |key: &str| format!("{name} : {}", say(language, key));
    html! {
        <li key={id.to_string()} class="draft-line" data-testid={format!("draft-{id}")}>
            <b class="table-name">{ &name }</b>
            <span class="lots">
                <button type="button" class="button" aria-label={label("line-fewer")} disabled={lots <= 1}
                    data-testid={format!("fewer-{id}")} onclick={step(-1)}>{ "−" }</button>
                <input type="text" inputmode="numeric" autocomplete="off" value={line.lots.clone()}
                    aria-label={label("line-lots")} aria-invalid={is_wrong.to_string()}
                    data-testid={format!("lots-{id}")} oninput={typed(|it, text| it.lots = text)} />
                <button type="button" class="button" aria-label={label("line-more")}
                    data-testid={format!("more-{id}")} onclick={step(1)}>{ "+" }</button>
            </span>
            <span class="of-lot">
                <span aria-hidden="true">{ "×" }</span>
                <input type="text" autocomplete="off" value={line.lot.clone()} aria-label={label("offer-lot")}
                    aria-invalid={is_wrong.to_string()} data-testid={format!("lot-{id}")}
                    oninput={typed(|it, text| it.lot = text)} />
            </span>
            <input type="text" autocomplete="off" value={line.price.clone()} aria-label={label("offer-price")}
                aria-invalid={is_wrong.to_string()} data-testid={format!("price-{id}")}
                oninput={typed(|it, text| it.price = text)} />
            <span class="number draft-sum">
                <b data-testid={format!("quantity-{id}")}>{ quantity.unwrap_or_else(|| "—".to_owned()) }</b>
                <small>{ total.unwrap_or_else(|| "—".to_owned()) }</small>
            </span>
            <button type="button" class="button quiet" aria-label={label("offer-remove")}
                data-testid={format!("remove-{id}")} onclick={without}>{ "✕" }</button>
            { wrong(props.failure.as_ref(), &field) }
        </li>
    }
}

/// The lines, and the choice of another ingredient.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let language = crate::frame::use_screen().language;
    let rows: Html =
        props.typed.iter().enumerate().map(|(at, line)| row(props, at, line, language)).collect();
    html! {
        <section class="buy-lines">
            if props.typed.is_empty() {
                <p class="empty" data-testid="draft-empty">{ say(language, "draft-empty") }</p>
            } else {
                <div class="draft-line line-head" aria-hidden="true">
                    <span>{ say(language, "offer-ingredient") }</span><span>{ say(language, "line-lots") }</span>
                    <span>{ say(language, "offer-lot") }</span><span>{ say(language, "offer-price") }</span>
                    <span class="number">{ say(language, "line-ordered") }</span><span></span>
                </div>
                <ul class="buy-list">{ rows }</ul>
            }
            { another(props, language) }
        </section>
    }
}

/// Adds an ingredient: those of the supplier first.
fn another(props: &LinesProps, language: Language) -> Html {
    let offers = props.supplier.as_ref().map_or(&[][..], |it| &it.offers).to_vec();
    let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
    let (ingredients, known) = (props.ingredients.clone(), offers.clone());
    let add = Callback::from(move |event: Event| {
        let select = event.target_unchecked_into::<HtmlSelectElement>();
        let chosen = ingredients.iter().find(|it| it.id.0.to_string() == select.value());
        select.set_value("");
        let Some(it) = chosen else { return };
        let offer = known.iter().find(|offer| offer.ingredient == it.id).copied();
        let (ingredient, lot) = (it.id, it.lot);
        let offer = offer.unwrap_or(Offer {
            ingredient,
            supplier: None,
            lot,
            lot_price: None,
            preferred: false,
        });
        on_change.emit([&typed[..], &[TypedLine::one(&offer, &ingredients, language)]].concat());
    });
    let left = |sold: bool| -> Vec<Html> {
        let is_sold = |id| offers.iter().any(|offer| offer.ingredient == id);
        let is_there = |id| props.typed.iter().any(|line| line.ingredient == id);
        let free = props.ingredients.iter().filter(|it| is_sold(it.id) == sold && !is_there(it.id));
        free.map(|it| html! { <option value={it.id.0.to_string()}>{ &it.name }</option> }).collect()
    };
    let (sold, others) = (left(true), left(false));
    let name = props.supplier.as_ref().map(|it| it.name.clone()).unwrap_or_default();
    html! {
        <label class="field add-line">
            <span>{ say(language, "offer-add") }</span>
            <select data-testid="draft-add" onchange={add}>
                <option value="" selected=true>{ say(language, "choose") }</option>
                if !sold.is_empty() {
                    <optgroup label={say_with(language, "line-sold-by", &[("name", name.into())])}>{ for sold }</optgroup>
                }
                if !others.is_empty() {
                    <optgroup label={say(language, "line-others")}>{ for others }</optgroup>
                }
            </select>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::menu::Unit;

    #[test]
    fn a_line_is_read_as_it_is_typed_or_says_what_is_wrong() {
        let ingredient = IngredientId(1);
        let ingredients = [IngredientChoice {
            id: ingredient,
            name: "fromage".to_owned(),
            unit: Unit::G,
            lot: 1,
        }];
        let line = |lots: &str, lot: &str, price: &str| {
            let [lots, lot, price] = [lots, lot, price].map(str::to_owned);
            TypedLine { ingredient, lots, lot, price }.read(&ingredients)
        };
        let read = line(" 2 ", "10 kg", "62,50").expect("a line");
        assert_eq!((read.ordered, read.lot, read.lot_price), (20_000, 10_000, Some(Cents(6250))));
        assert_eq!(TypedLine::of(&read, &ingredients, Language::Fr).read(&ingredients), Ok(read));
        assert_eq!(line("1", "500", "").expect("a line").lot_price, None);
        for wrong in [
            line("deux", "10 kg", ""),
            line("1", "0", ""),
            line("1", "1 l", ""),
            line("1", "1", "x"),
        ] {
            assert_eq!(wrong.expect_err("refused").ingredient, ingredient);
        }
        assert!(line("99999", "1", "").is_err());
    }
}
