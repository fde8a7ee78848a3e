//! The form of a draft: who sells, and so many lots of what; what was typed stays until it is saved.

use super::lines::{Lines, TypedLine};
use crate::backend::{call, new_uuid};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, use_fetched, use_screen, wrong};
use crate::office::loading;
use domain::server::ShopChoice;
use domain::stock::{
    IngredientChoice, ListIngredients, ListSuppliers, PurchaseId, PurchaseSheet, ReadToBuy,
    SavePurchase, Supplier, SupplierId, ToBuy,
};
use domain::{Cents, Failure, FailureCode, Language};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`PurchaseForm`] is given.
#[derive(Properties, PartialEq)]
pub struct PurchaseFormProps {
    /// The shop that buys, to begin with.
    pub shop: ShopChoice,
    /// The shops to choose from.
    pub shops: Vec<ShopChoice>,
    /// The draft, as it stands; none: a new one.
    #[prop_or_default]
    pub draft: Option<PurchaseSheet>,
    /// It was saved.
    pub on_saved: Callback<PurchaseSheet>,
    /// It is left as it was.
    pub on_close: Callback<()>,
}

/// The form, once it is known what there is to choose from.
#[component]
pub fn PurchaseForm(props: &PurchaseFormProps) -> Html {
    let language = use_screen().language;
    let ingredients = use_fetched(ListIngredients {}, true, 0, language);
    let suppliers = use_fetched(ListSuppliers {}, true, 0, language);
    let failure = ingredients.failure.as_ref().or(suppliers.failure.as_ref());
    match (&ingredients.data, &suppliers.data) {
        (Some(ingredients), Some(suppliers)) => html! {
            <Form shop={props.shop.clone()} shops={props.shops.clone()} draft={props.draft.clone()}
                ingredients={ingredients.clone()} suppliers={suppliers.clone()}
                on_saved={props.on_saved.clone()} on_close={props.on_close.clone()} />
        },
        _ => html! {
            <Dialog title={say(language, "purchase-one")} testid="draft-waiting" on_close={props.on_close.clone()}>
                if let Some(failure) = failure {
                    <Notice text={failure.message.clone()} testid="draft-read-error" />
                } else {
                    { loading(language) }
                }
            </Dialog>
        },
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    shop: ShopChoice,
    shops: Vec<ShopChoice>,
    draft: Option<PurchaseSheet>,
    ingredients: Rc<Vec<IngredientChoice>>,
    suppliers: Rc<Vec<Supplier>>,
    on_saved: Callback<PurchaseSheet>,
    on_close: Callback<()>,
}

/// What stands in the form.
#[derive(Clone, PartialEq)]
struct Typed {
    shop: String,
    supplier: Option<SupplierId>,
    lines: Vec<TypedLine>,
}

fn choice(
    (testid, label): (&'static str, String),
    options: Vec<(String, String)>,
    picked: String,
    on_pick: Callback<String>,
    under: Html,
) -> Html {
    let pick =
        on_pick.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <label class="field">
            <span>{ label }</span>
            <select data-testid={testid} onchange={pick}>
                { for options.into_iter().map(|(value, name)| {
                    let selected = value == picked;
                    html! { <option {value} {selected}>{ name }</option> }
                }) }
            </select>
            { under }
        </label>
    }
}

/// What is missing of that supplier's, added to what stands there.
fn with_missing(
    typed: &Typed,
    missing: &[ToBuy],
    ingredients: &[IngredientChoice],
    language: Language,
) -> Vec<TypedLine> {
    let of_supplier = missing.iter().find(|it| it.supplier == typed.supplier);
    let mut lines = typed.lines.clone();
    for line in of_supplier.into_iter().flat_map(|it| &it.lines) {
        if !lines.iter().any(|it| it.ingredient == line.ingredient) {
            lines.push(TypedLine::of(line, ingredients, language));
        }
    }
    lines
}

#[component]
fn Form(props: &FormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| Typed {
        shop: props.shop.code.clone(),
        supplier: props.draft.as_ref().and_then(|it| it.purchase.supplier),
        lines: props.draft.as_ref().map_or_else(Vec::new, |draft| {
            let lines = draft.purchase.lines.iter();
            lines.map(|it| TypedLine::of(it, &props.ingredients, language)).collect()
        }),
    });
    let names = use_state(|| (PurchaseId(new_uuid()), new_uuid()));
    let (failure, busy) = (use_state(|| None::<Failure>), use_state(|| false));
    let nothing_missing = use_state(|| false);
    let set = {
        let (typed, failure, nothing) = (typed.clone(), failure.setter(), nothing_missing.setter());
        move |changed: Typed| {
            typed.set(changed);
            failure.set(None);
            nothing.set(false);
        }
    };
    let on_change = {
        let (typed, set) = (typed.clone(), set.clone());
        Callback::from(move |lines| set(Typed { lines, ..(*typed).clone() }))
    };
    let on_supplier = {
        let (typed, set) = (typed.clone(), set.clone());
        Callback::from(move |key: String| {
            let supplier = key.parse().ok().map(SupplierId);
            set(Typed { supplier, ..(*typed).clone() });
        })
    };
    let on_shop = {
        let (typed, set) = (typed.clone(), set.clone());
        Callback::from(move |shop| set(Typed { shop, ..(*typed).clone() }))
    };
    let propose = {
        let (typed, set, busy) = (typed.clone(), set.clone(), busy.clone());
        let (failure, nothing) = (failure.setter(), nothing_missing.setter());
        let (ingredients, screen) = (props.ingredients.clone(), screen.clone());
        move |_: MouseEvent| {
            busy.set(true);
            let asked = ReadToBuy { shop: typed.shop.clone() };
            let (typed, set, busy) = (typed.clone(), set.clone(), busy.setter());
            let (failure, nothing) = (failure.clone(), nothing.clone());
            let (ingredients, screen) = (ingredients.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(missing) => {
                        let lines = with_missing(&typed, &missing, &ingredients, language);
                        let more = lines.len() > typed.lines.len();
                        set(Typed { lines, ..(*typed).clone() });
                        nothing.set(!more);
                    }
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        }
    };
    let save = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.clone());
        let (draft, ingredients) = (props.draft.clone(), props.ingredients.clone());
        let ((new, once), saved, screen) = (*names, props.on_saved.clone(), screen.clone());
        move |_: MouseEvent| {
            let lines = typed.lines.iter().map(|it| it.read(&ingredients)).collect();
            let lines: Vec<_> = match lines {
                Ok(lines) => lines,
                Err(refused) => {
                    let refused: domain::stock::LineRefused = refused;
                    return failure.set(Some(Failure::of(&refused, language)));
                }
            };
            let asked = SavePurchase {
                once,
                shop: typed.shop.clone(),
                purchase: draft.as_ref().map_or(new, |it| it.purchase.id),
                version: draft.as_ref().map_or(0, |it| it.purchase.version),
                supplier: typed.supplier,
                lines,
            };
            busy.set(true);
            let (failure, busy) = (failure.clone(), busy.setter());
            let (saved, screen) = (saved.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(sheet) => saved.emit(sheet),
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        }
    };
    let supplier = props.suppliers.iter().find(|it| Some(it.id) == typed.supplier).cloned();
    let read = typed.lines.iter().map(|it| it.read(&props.ingredients).ok());
    let total: Option<Cents> = read.map(|it| it.and_then(|it| it.price_of(it.ordered))).sum();
    let total = total.filter(|_| !typed.lines.is_empty()).map(|it| it.show(language));
    let word = if *busy { say(language, "supplier-saving") } else { say(language, "draft-save") };
    let actions = html! {
        <button class="button primary" data-testid="draft-save" aria-busy={busy.to_string()}
            disabled={*busy || typed.lines.is_empty()} onclick={save}>{ word }</button>
    };
    let title =
        props.draft.as_ref().map_or_else(|| say(language, "purchase-new"), |it| it.number.clone());
    let mut sellers = vec![(String::new(), say(language, "purchase-no-supplier"))];
    sellers.extend(props.suppliers.iter().map(|it| (it.id.0.to_string(), it.name.clone())));
    let shops = props.shops.iter().map(|it| (it.code.clone(), it.name.clone())).collect();
    let elsewhere = failure.as_ref().filter(|it| {
        it.field.as_deref().is_none_or(|field| field != "supplier" && !field.starts_with("line-"))
    });
    let conflict = elsewhere.is_some_and(|it| it.code == FailureCode::Conflict);
    html! {
        <Dialog {title} testid="draft-dialog" variant={ModalVariant::Large} {actions} on_close={props.on_close.clone()}
            close_word={say(language, "draft-leave")}>
            <div class="supplier-fields">
                { choice(("draft-supplier", say(language, "purchase-supplier")), sellers,
                         typed.supplier.map_or_else(String::new, |it| it.0.to_string()), on_supplier,
                         wrong(failure.as_ref(), "supplier")) }
                if props.draft.is_none() && props.shops.len() > 1 {
                    { choice(("draft-shop", say(language, "purchase-shop")), shops, typed.shop.clone(), on_shop, Html::default()) }
                }
                <div class="draft-propose">
                    <button type="button" class="button" data-testid="draft-propose" disabled={*busy} onclick={propose}>
                        { say(language, "draft-propose") }
                    </button>
                    if *nothing_missing {
                        <small role="status" data-testid="draft-nothing">{ say(language, "draft-nothing") }</small>
                    }
                </div>
            </div>
            <Lines typed={typed.lines.clone()} ingredients={props.ingredients.clone()} {supplier}
                failure={(*failure).clone()} {on_change} />
            if let Some(total) = total {
                <p class="draft-total">{ say_with(language, "draft-total", &[("amount", total.into())]) }</p>
            }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="draft-error"
                    tone={if conflict { Tone::Warning } else { Tone::Failure }} />
            }
        </Dialog>
    }
}
