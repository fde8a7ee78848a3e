//! The page: the suppliers, a row each, and the form over it.

use super::form::SupplierForm;
use crate::catalogue::{say, say_with};
use crate::frame::{use_fetched, use_screen};
use crate::office::ListPage;
use domain::Language;
use domain::staff::GROUP_MANAGERS;
use domain::stock::{IngredientChoice, ListIngredients, ListSuppliers, Supplier};
use domain::text::phone_shown;
use std::rc::Rc;
use yew::prelude::*;

/// The first of what one sells, by name; the rest is a number.
const NAMED_MAX: usize = 4;

fn sells(supplier: &Supplier, ingredients: &[IngredientChoice], language: Language) -> String {
    let name = |id| ingredients.iter().find(|it| it.id == id).map(|it| it.name.as_str());
    let names: Vec<_> = supplier.offers.iter().filter_map(|it| name(it.ingredient)).collect();
    let shown = names.iter().take(NAMED_MAX).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED_MAX) {
        0 if shown.is_empty() => say(language, "supplier-sells-nothing"),
        0 => shown,
        more => {
            format!("{shown} {}", say_with(language, "supplier-more", &[("count", more.into())]))
        }
    }
}

fn row(
    supplier: &Supplier,
    ingredients: &[IngredientChoice],
    on_open: &Callback<Supplier>,
    language: Language,
) -> Html {
    let one = supplier.clone();
    let id = supplier.id.0;
    let phone = supplier.phone.as_deref().map_or_else(|| "—".to_owned(), phone_shown);
    let email = supplier.email.clone();
    html! {
        <tr key={id.to_string()} class="pf-v6-c-table__tr" data-testid={format!("supplier-{id}")}>
            <th class="pf-v6-c-table__th" scope="row">
                <span class="table-name" title={supplier.name.clone()}>{ &supplier.name }</span>
            </th>
            <td class="pf-v6-c-table__td">
                if let Some(email) = email {
                    <span class="table-name" title={email.clone()}>{ &email }</span>
                } else {
                    <span class="chip">{ say(language, "supplier-by-phone") }</span>
                }
            </td>
            <td class="pf-v6-c-table__td number">{ phone }</td>
            <td class="pf-v6-c-table__td">
                <span class="table-name">{ sells(supplier, ingredients, language) }</span>
            </td>
            <td class="pf-v6-c-table__td table-action">
                <button class="button" data-testid={format!("open-supplier-{id}")}
                    onclick={on_open.reform(move |_| one.clone())}>{ say(language, "supplier-open") }</button>
            </td>
        </tr>
    }
}

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    /// A new one.
    New,
    /// One of those there are.
    One(Supplier),
}

/// The page of suppliers.
#[component]
pub fn SuppliersPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let may_change = GROUP_MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    // Read when somebody comes, and when something was changed: what is typed is not pulled away by news.
    let readings = use_state(|| 0_u32);
    let read = use_fetched(ListSuppliers {}, true, *readings, language);
    let ingredients = use_fetched(ListIngredients {}, true, 0, language);
    let open = use_state(|| None::<Open>);
    let done = use_state(|| None::<String>);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let known: Rc<Vec<IngredientChoice>> = ingredients.data.clone().unwrap_or_default();
    let on_open = {
        let open = open.setter();
        Callback::from(move |supplier| open.set(Some(Open::One(supplier))))
    };
    let on_new = {
        let open = open.setter();
        move |_: MouseEvent| open.set(Some(Open::New))
    };
    let on_close = {
        let (open, readings) = (open.setter(), readings.clone());
        Callback::from(move |()| {
            open.set(None);
            readings.set(*readings + 1);
        })
    };
    let on_done = {
        let (done, close) = (done.setter(), on_close.clone());
        Callback::from(move |saved: Supplier| {
            done.set(Some(saved.name));
            close.emit(());
        })
    };
    let action = may_change.then(|| {
        html! {
            <button class="button primary" data-testid="supplier-new" disabled={known.is_empty()}
                onclick={on_new}>{ say(language, "supplier-new") }</button>
        }
    });
    let list = read.data.clone();
    let heads = ["name", "email", "phone", "sells"];
    let opened = match &*open {
        None => None,
        Some(Open::New) => Some(None),
        Some(Open::One(supplier)) => Some(Some(supplier.clone())),
    };
    html! {
        <ListPage name="suppliers" title={say(language, "suppliers-title")} lead={say(language, "suppliers-lead")}
            action={action.unwrap_or_default()} failure={read.failure.clone()} is_read={list.is_some()}>
            if let Some(name) = &*done {
                <p class="page-done" role="status" data-testid="supplier-done">
                    { "✓\u{a0}" }{ say_with(language, "supplier-done", &[("name", name.as_str().into())]) }
                </p>
            }
            if let Some(list) = &list {
                if list.is_empty() {
                    <p class="empty" data-testid="suppliers-empty">{ say(language, "suppliers-empty") }</p>
                } else {
                    <div class="table">
                        <table class="pf-v6-c-table suppliers" data-testid="suppliers">
                            <thead class="pf-v6-c-table__thead">
                                <tr class="pf-v6-c-table__tr">
                                    { for heads.map(|head| html! {
                                        <th class={classes!("pf-v6-c-table__th", "plain-head", format!("of-{head}"))} scope="col">{ title(head, language) }</th>
                                    }) }
                                    <th class="pf-v6-c-table__th of-action"></th>
                                </tr>
                            </thead>
                            <tbody class="pf-v6-c-table__tbody">
                                { list.iter().map(|it| row(it, &known, &on_open, language)).collect::<Html>() }
                            </tbody>
                        </table>
                    </div>
                }
            }
            if let Some(supplier) = opened {
                <SupplierForm {supplier} ingredients={known} {may_change} {on_done} {on_close} />
            }
        </ListPage>
    }
}

fn title(head: &str, language: Language) -> String {
    match head {
        "name" => say(language, "supplier-name"),
        "email" => say(language, "supplier-email"),
        "phone" => say(language, "supplier-phone"),
        _ => say(language, "supplier-sells"),
    }
}
