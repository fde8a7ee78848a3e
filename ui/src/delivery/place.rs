//! The form of a shop's place: its address with the completion of the counter, its position, and whether it
//! delivers.

use super::page::Done;
use super::rules::elsewhere;
use crate::addresses::{OfferedList, moved, use_completion};
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, in_a_field, use_screen};
use domain::Failure;
use domain::delivery::{DeliverySettings, FoundAddress, SetShopPlace, ShopPlace, TypedPlace};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`PlaceForm`] is given.
#[derive(Properties, PartialEq)]
pub struct PlaceFormProps {
    /// The shop, as it stands.
    pub shop: ShopPlace,
    /// Whether who looks may change it.
    pub may_change: bool,
    /// Something is typed, or a refusal said: what was done before is over.
    pub on_stir: Callback<()>,
    /// It was changed.
    pub on_done: Callback<(DeliverySettings, Done)>,
    /// It is to be read again: what was typed is given up.
    pub on_read_again: Callback<()>,
}

/// What no field of the form says.
const FIELDS: [&str; 2] = ["shop_address", "shop_position"];

/// The form of one shop.
#[component]
pub fn PlaceForm(props: &PlaceFormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| props.shop.typed());
    // Nothing is offered before somebody types.
    let sought = use_state(String::new);
    let mark = use_state(|| None::<usize>);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let offered = use_completion((*sought).clone(), language);
    {
        let mark = mark.setter();
        use_effect_with(offered.clone(), move |_| mark.set(None));
    }
    let change = {
        let (typed, failure, stir) = (typed.clone(), failure.setter(), props.on_stir.clone());
        Callback::from(move |next: TypedPlace| {
            typed.set(next);
            failure.set(None);
            stir.emit(());
        })
    };
    let on_address = {
        let (typed, change, sought) = (typed.clone(), change.clone(), sought.setter());
        Callback::from(move |address: String| {
            sought.set(address.clone());
            // The position was that of another address.
            change.emit(TypedPlace { address, position: String::new(), ..(*typed).clone() });
        })
    };
    let on_position = {
        let (typed, change) = (typed.clone(), change.clone());
        Callback::from(move |position| change.emit(TypedPlace { position, ..(*typed).clone() }))
    };
    let pick = {
        let (typed, change, sought) = (typed.clone(), change.clone(), sought.setter());
        Callback::from(move |found: FoundAddress| {
            sought.set(String::new());
            let position = found.position.written().replace(',', ", ");
            change.emit(TypedPlace { address: found.label, position, ..(*typed).clone() });
        })
    };
    let toggle = {
        let (typed, change) = (typed.clone(), change.clone());
        move |_: MouseEvent| {
            change.emit(TypedPlace { delivers: !typed.delivers, ..(*typed).clone() });
        }
    };
    let on_key = {
        let (offered, mark, pick) = (offered.clone(), mark.clone(), pick.clone());
        Callback::from(move |event: KeyboardEvent| {
            if in_a_field(&event).as_deref() != Some("field-shop_address") {
                return;
            }
            let marked = mark.and_then(|at| offered.found.get(at));
            match (moved(*mark, &event.key(), offered.found.len()), marked) {
                (Some(next), _) => mark.set(next),
                (None, Some(found)) if event.key() == "Enter" => pick.emit(found.clone()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let save = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.clone());
        let (shop, screen) = (props.shop.clone(), screen.clone());
        let (done, stir) = (props.on_done.clone(), props.on_stir.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = typed.checked() {
                failure.set(Some(Failure::of(&refused, language)));
                return stir.emit(());
            }
            busy.set(true);
            let ShopPlace { code, name, version, .. } = shop.clone();
            let asked = SetShopPlace { shop: code, version, typed: (*typed).clone() };
            let (failure, busy, screen) = (failure.clone(), busy.setter(), screen.clone());
            let (done, stir) = (done.clone(), stir.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(settings) => done.emit((settings, Done::Place(name))),
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                        stir.emit(());
                    }
                }
            });
        })
    };
    let is_changed = *typed != props.shop.typed();
    let on = typed.delivers;
    let title = [("shop", props.shop.name.as_str().into())];
    let lacks_place = typed.position.trim().is_empty();
    html! {
        <fieldset class="papers-part" onkeydown={on_key}>
            <legend>{ say_with(language, "deliveries-shop", &title) }</legend>
            <div class="field wide" role="group" aria-label={say(language, "deliveries-delivers")}>
                <div class="picks">
                    <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                        disabled={!props.may_change} data-testid="shop-delivers" onclick={toggle}>
                        { if on { "✓\u{a0}" } else { "" } }{ say(language, "deliveries-delivers") }
                    </button>
                </div>
            </div>
            <Field name="shop_address" label={say(language, "deliveries-address")} value={typed.address.clone()} width={classes!("wide")}
                disabled={!props.may_change} failure={(*failure).clone()} on_type={on_address} />
            <div class="field wide offered-addresses"><OfferedList {offered} mark={*mark} on_pick={pick} /></div>
            <Field name="shop_position" label={say(language, "deliveries-position")} value={typed.position.clone()} width={classes!("wide")}
                example={Some(AttrValue::from("43.402500, 3.693000"))} disabled={!props.may_change}
                failure={(*failure).clone()} on_type={on_position} />
            if lacks_place {
                <p class="page-note field wide" data-testid="shop-no-place">{ say(language, "deliveries-no-place") }</p>
            }
            if props.may_change {
                <div class="field wide">
                    { elsewhere(failure.as_ref(), &FIELDS, &props.on_read_again, ("place-error", language)) }
                    <div class="papers-save">
                        <button class="button primary" data-testid="place-save" aria-busy={busy.to_string()}
                            disabled={*busy || !is_changed} onclick={save}>{ say(language, "papers-save") }</button>
                        <small class="code-hint">{ say(language, "deliveries-from-now") }</small>
                    </div>
                </div>
            }
        </fieldset>
    }
}
