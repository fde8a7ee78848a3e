//! Sending: to which shop, and what.

use super::done::Done;
use super::lines::{Typed, field, read};
use crate::backend::{call, new_command, new_uuid};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_fetched, use_screen, wrong};
use domain::stock::{
    IngredientStands, ListEveryShop, ReadLevels, SendTransfer, TransferId, show_quantity,
};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`SendDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct SendDialogProps {
    /// The code of the shop that sends.
    pub shop: String,
    /// It is sent.
    pub on_done: Callback<Done>,
    /// Nothing is sent.
    pub on_close: Callback<()>,
}

fn value(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}

/// What is not in the transfer yet, by name.
fn left<'a>(levels: &'a [IngredientStands], lines: &[Typed]) -> Vec<&'a IngredientStands> {
    let is_in =
        |it: &IngredientStands| lines.iter().any(|line| line.ingredient == it.level.ingredient);
    let mut left: Vec<_> = levels.iter().filter(|it| !is_in(it)).collect();
    left.sort_by_key(|it| it.name.to_lowercase());
    left
}

fn picker(
    levels: &[IngredientStands],
    lines: &UseStateHandle<Vec<Typed>>,
    language: Language,
) -> Html {
    let left = left(levels, lines);
    let options = left.iter().map(|it| {
        let there = show_quantity(it.level.on_hand, it.unit, language);
        html! { <option value={it.level.ingredient.0.to_string()}>{ format!("{} · {there}", it.name) }</option> }
    });
    let add = {
        let lines = lines.clone();
        let all: Vec<IngredientStands> = levels.to_vec();
        move |event: Event| {
            let key = value(&event);
            let found = all.iter().find(|it| it.level.ingredient.0.to_string() == key);
            if let Some(it) = found {
                let line = Typed {
                    ingredient: it.level.ingredient,
                    name: it.name.clone(),
                    unit: it.unit,
                    quantity: String::new(),
                };
                lines.set([&lines[..], &[line]].concat());
            }
        }
    };
    html! {
        // Drawn anew after each pick, so that it shows its word again.
        <select key={lines.len()} data-testid="transfer-add" aria-label={say(language, "transfer-add")} onchange={add}>
            <option value="" selected=true>{ say(language, "transfer-add") }</option>
            { for options }
        </select>
    }
}

/// The dialog; what was typed stays until it is sent.
#[component]
pub fn SendDialog(props: &SendDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let shops = use_fetched(ListEveryShop {}, true, 0, language);
    let levels = use_fetched(ReadLevels { shop: Some(props.shop.clone()) }, true, 0, language);
    // Sent again, it is the same transfer.
    let named = use_memo((), |()| (new_command(), TransferId(new_uuid())));
    let to = use_state(String::new);
    let lines = use_state(Vec::<Typed>::new);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let on_to = {
        let (to, failure) = (to.setter(), failure.setter());
        move |event: Event| {
            to.set(value(&event));
            failure.set(None);
        }
    };
    let send = {
        let (to, lines, busy, failure) =
            (to.clone(), lines.clone(), busy.clone(), failure.setter());
        let (shop, done, screen, named) =
            (props.shop.clone(), props.on_done.clone(), screen.clone(), named.clone());
        let names = shops.data.clone();
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            let read = match read(&lines, language) {
                Ok(read) => read,
                Err(refused) => return failure.set(Some(refused)),
            };
            busy.set(true);
            let (command, transfer) = *named;
            let asked = SendTransfer {
                command,
                transfer,
                shop: Some(shop.clone()),
                to: (*to).clone(),
                lines: read,
            };
            let (busy, failure) = (busy.setter(), failure.clone());
            let (done, screen, names) = (done.clone(), screen.clone(), names.clone());
            spawn_local(async move {
                let code = asked.to.clone();
                match call(asked, language).await {
                    Ok(_) => {
                        let found =
                            names.iter().flat_map(|all| all.iter()).find(|it| it.code == code);
                        let name = found.map_or(code, |it| it.name.clone());
                        done.emit(Done::Sent(name));
                    }
                    Err(refused) => {
                        screen.heed(&refused);
                        busy.set(false);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let each = lines.iter().enumerate().map(|(nth, line)| {
        let on_type = {
            let (lines, failure) = (lines.clone(), failure.setter());
            Callback::from(move |quantity: String| {
                let mut next = lines.to_vec();
                next[nth].quantity = quantity;
                lines.set(next);
                failure.set(None);
            })
        };
        let remove = {
            let lines = lines.clone();
            move |_: MouseEvent| {
                let mut next = lines.to_vec();
                next.remove(nth);
                lines.set(next);
            }
        };
        let name = line.name.clone();
        html! {
            <div key={line.ingredient.0} class="transfer-typed">
                <Field name={field(line.ingredient)} label={name.clone()} value={line.quantity.clone()}
                    example={show_quantity(0, line.unit, language)} failure={(*failure).clone()} {on_type} />
                <button type="button" class="button square" data-testid={format!("transfer-remove-{}", line.ingredient.0)}
                    aria-label={say_with(language, "transfer-remove", &[("name", name.into())])} onclick={remove}>{ "✕" }</button>
            </div>
        }
    });
    let word = if *busy { say(language, "transfer-sending") } else { say(language, "transfer-go") };
    let actions = html! {
        <button class="button primary" data-testid="transfer-go" aria-busy={busy.to_string()}
            disabled={*busy || to.is_empty() || lines.is_empty()} onclick={send}>{ word }</button>
    };
    let is_at_field = |it: &&Failure| {
        it.field.as_deref().is_some_and(|field| field == "to" || field.starts_with("line-"))
    };
    let elsewhere = failure
        .as_ref()
        .filter(|it| !is_at_field(it))
        .or(levels.failure.as_ref())
        .or(shops.failure.as_ref());
    let others = shops.data.iter().flat_map(|all| all.iter()).filter(|it| it.code != props.shop);
    let options = others.map(|it| {
        html! { <option value={it.code.clone()} selected={*to == it.code}>{ format!("{} · {}", it.code, it.name) }</option> }
    });
    html! {
        <Dialog title={say(language, "transfer-send-title")} testid="transfer-dialog" {actions}
            close_word={say(language, "transfer-cancel")} on_close={props.on_close.clone()}>
            <label class="field">
                <span>{ say(language, "transfer-to") }</span>
                <select data-testid="transfer-to" onchange={on_to}>
                    <option value="" selected={to.is_empty()}>{ say(language, "transfer-choose") }</option>
                    { for options }
                </select>
                { wrong(failure.as_ref(), "to") }
            </label>
            { for each }
            if let Some(levels) = &levels.data {
                { picker(levels, &lines, language) }
            }
            <p class="page-note">{ say(language, "transfer-send-note") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="transfer-refused" />
            }
        </Dialog>
    }
}
