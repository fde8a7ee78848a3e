//! What a supplier sells, as it is typed: a row each, read when it is saved.

use crate::catalogue::say;
use crate::frame::wrong;
use domain::menu::IngredientId;
use domain::stock::{
    IngredientChoice, LineFault, LineRefused, Offer, read_quantity, show_quantity,
};
use domain::{Cents, Failure, Language};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// An offer as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedOffer {
    /// What.
    pub ingredient: IngredientId,
    /// The lot: `10 kg`.
    pub lot: String,
    /// Its price: `62,50`.
    pub price: String,
    /// Whether it is bought there first.
    pub preferred: bool,
}

impl TypedOffer {
    /// An offer that stands.
    pub fn of(offer: &Offer, ingredients: &[IngredientChoice], language: Language) -> TypedOffer {
        let known = ingredients.iter().find(|it| it.id == offer.ingredient);
        let lot = known.map_or_else(
            || offer.lot.to_string(),
            |it| show_quantity(offer.lot, it.unit, language),
        );
        let price = offer.lot_price.map_or_else(String::new, Cents::as_typed);
        TypedOffer { ingredient: offer.ingredient, lot, price, preferred: offer.preferred }
    }

    /// The offer that is meant.
    pub fn read(&self, ingredients: &[IngredientChoice]) -> Result<Offer, LineRefused> {
        let ingredient = self.ingredient;
        let refused = |fault| LineRefused { ingredient, fault };
        let known = ingredients.iter().find(|it| it.id == ingredient);
        let known = known.ok_or_else(|| refused(LineFault::Unknown))?;
        let lot = read_quantity(&self.lot, known.unit)
            .map_err(|why| refused(LineFault::Quantity(why)))?;
        let lot_price = match self.price.trim() {
            "" => None,
            typed => Some(Cents::typed(typed).ok_or_else(|| refused(LineFault::Price))?),
        };
        Ok(Offer { ingredient, supplier: None, lot, lot_price, preferred: self.preferred })
    }
}

/// What [`Offers`] is given.
#[derive(Properties, PartialEq)]
pub struct OffersProps {
    /// The offers, as they are typed.
    pub typed: Vec<TypedOffer>,
    /// All ingredients.
    pub ingredients: std::rc::Rc<Vec<IngredientChoice>>,
    /// Whether they may be changed.
    pub may_change: bool,
    /// What is wrong, maybe with one of them.
    pub failure: Option<Failure>,
    /// They are to be so.
    pub on_change: Callback<Vec<TypedOffer>>,
}

/// The rows, and the choice of another ingredient.
#[component]
pub fn Offers(props: &OffersProps) -> Html {
    let language = crate::frame::use_screen().language;
    let change = |at: usize, change: fn(&mut TypedOffer, String)| {
        let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
        Callback::from(move |event: InputEvent| {
            let mut typed = typed.clone();
            change(&mut typed[at], event.target_unchecked_into::<HtmlInputElement>().value());
            on_change.emit(typed);
        })
    };
    let row = |(at, offer): (usize, &TypedOffer)| {
        let id = offer.ingredient.0;
        let name = props.ingredients.iter().find(|it| it.id == offer.ingredient);
        let name = name.map_or("?", |it| it.name.as_str()).to_owned();
        let without = {
            let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
            move |_: MouseEvent| {
                let mut typed = typed.clone();
                typed.remove(at);
                on_change.emit(typed);
            }
        };
        let prefer = {
            let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
            move |_: MouseEvent| {
                let mut typed = typed.clone();
                typed[at].preferred = !typed[at].preferred;
                on_change.emit(typed);
            }
        };
        let line = format!("line-{id}");
        let is_wrong = props.failure.as_ref().is_some_and(|it| it.field.as_deref() == Some(&line));
        html! {
            <li key={id.to_string()} class="sell-line" data-testid={format!("offer-{id}")}>
                <b class="table-name">{ &name }</b>
                <input type="text" autocomplete="off" value={offer.lot.clone()} disabled={!props.may_change}
                    aria-label={format!("{name} : {}", say(language, "offer-lot"))} aria-invalid={is_wrong.to_string()}
                    data-testid={format!("offer-lot-{id}")} oninput={change(at, |it, text| it.lot = text)} />
                <input type="text" autocomplete="off" value={offer.price.clone()} disabled={!props.may_change}
                    aria-label={format!("{name} : {}", say(language, "offer-price"))} aria-invalid={is_wrong.to_string()}
                    data-testid={format!("offer-price-{id}")} oninput={change(at, |it, text| it.price = text)} />
                <button type="button" class={classes!("pick", offer.preferred.then_some("on"))} disabled={!props.may_change}
                    aria-pressed={offer.preferred.to_string()} data-testid={format!("offer-first-{id}")} onclick={prefer}>
                    { if offer.preferred { "✓\u{a0}" } else { "" } }{ say(language, "offer-first") }
                </button>
                if props.may_change {
                    <button type="button" class="button quiet" aria-label={format!("{} : {name}", say(language, "offer-remove"))}
                        data-testid={format!("offer-remove-{id}")} onclick={without}>{ "✕" }</button>
                }
                { wrong(props.failure.as_ref(), &line) }
            </li>
        }
    };
    let rows: Html = props.typed.iter().enumerate().map(row).collect();
    html! {
        <section class="buy-lines">
            <h3>{ say(language, "offers-title") }</h3>
            if props.typed.is_empty() {
                <p class="empty" data-testid="offers-empty">{ say(language, "offers-empty") }</p>
            } else {
                <div class="sell-line line-head" aria-hidden="true">
                    <span>{ say(language, "offer-ingredient") }</span><span>{ say(language, "offer-lot") }</span>
                    <span>{ say(language, "offer-price") }</span><span></span><span></span>
                </div>
                <ul class="buy-list">{ rows }</ul>
            }
            if props.may_change {
                { another(props, language) }
            }
        </section>
    }
}

/// Adds one of the ingredients that are not there yet.
fn another(props: &OffersProps, language: Language) -> Html {
    let (typed, on_change) = (props.typed.clone(), props.on_change.clone());
    let ingredients = props.ingredients.clone();
    let add = Callback::from(move |event: Event| {
        let select = event.target_unchecked_into::<HtmlSelectElement>();
        let chosen = ingredients.iter().find(|it| it.id.0.to_string() == select.value());
        select.set_value("");
        if let Some(it) = chosen {
            let lot = show_quantity(it.lot, it.unit, language);
            let offer =
                TypedOffer { ingredient: it.id, lot, price: String::new(), preferred: true };
            on_change.emit([&typed[..], &[offer]].concat());
        }
    });
    let left = props
        .ingredients
        .iter()
        .filter(|it| !props.typed.iter().any(|typed| typed.ingredient == it.id));
    html! {
        <label class="field add-line">
            <span>{ say(language, "offer-add") }</span>
            <select data-testid="offer-add" onchange={add}>
                <option value="" selected=true>{ say(language, "choose") }</option>
                { for left.map(|it| html! { <option value={it.id.0.to_string()}>{ &it.name }</option> }) }
            </select>
        </label>
    }
}
