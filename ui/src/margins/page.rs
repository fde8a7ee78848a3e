//! The page: which shop, and its products, a row each.

use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_screen};
use crate::office::{ListPage, Shops, loading, use_list_of_shops, use_shops};
use domain::Language;
use domain::stock::{ProductMargin, ReadMargins};
use yew::prelude::*;

/// What changes a price or a cost is seen so often.
const LOOK_EVERY_MS: u32 = 60_000;

/// `68,4 %`, of hundredths of a percent.
fn percent(basis_points: i64, language: Language) -> String {
    let (sign, tenths) = match (basis_points + basis_points.signum() * 5) / 10 {
        below if below < 0 => ("\u{2212}", -below),
        tenths => ("", tenths),
    };
    match language {
        Language::Fr => format!("{sign}{},{}\u{a0}%", tenths / 10, tenths % 10),
        Language::En => format!("{sign}{}.{}%", tenths / 10, tenths % 10),
    }
}

fn row(product: &ProductMargin, language: Language) -> Html {
    let name = match &product.size {
        Some(size) => format!("{} · {size}", product.product),
        None => product.product.clone(),
    };
    let cells = product.margins.map(|(away, inside)| {
        let share = |it: Option<i64>| it.map_or_else(|| "—".to_owned(), |it| percent(it, language));
        [
            product.recipe.cost.show(language),
            away.margin.show(language),
            share(away.basis_points),
            share(inside.basis_points),
        ]
    });
    let unknown = [("names", product.unknown.join(", ").into())];
    html! {
        <tr key={name.clone()} class="pf-v6-c-table__tr">
            <th class="pf-v6-c-table__th" scope="row"><span class="table-name" title={name.clone()}>{ &name }</span></th>
            <td class="pf-v6-c-table__td number">{ product.price.show(language) }</td>
            if let Some(cells) = cells {
                { for cells.into_iter().map(|cell| html! { <td class="pf-v6-c-table__td number">{ cell }</td> }) }
            } else {
                <td class="pf-v6-c-table__td" colspan="4">
                    <span class="table-name margin-unknown">{ say_with(language, "margin-unknown", &unknown) }</span>
                </td>
            }
        </tr>
    }
}

fn title(head: &str, language: Language) -> String {
    match head {
        "product" => say(language, "margin-product"),
        "price" => say(language, "margin-price"),
        "cost" => say(language, "margin-cost"),
        "left" => say(language, "margin-left"),
        "away" => say(language, "margin-away"),
        _ => say(language, "margin-inside"),
    }
}

#[derive(Properties, PartialEq)]
struct ProductsProps {
    shops: Shops,
}

/// The products of a shop.
#[component]
fn Products(props: &ProductsProps) -> Html {
    let language = use_screen().language;
    let asked = ReadMargins { shop: props.shops.code() };
    let (read, _) = use_list_of_shops(asked, (LOOK_EVERY_MS, 0), &props.shops, |list| &list.shops);
    let Some(list) = read.data.clone() else {
        return match &read.failure {
            Some(failure) => {
                html! { <Notice text={failure.message.clone()} testid="margins-error" /> }
            }
            None => loading(language),
        };
    };
    if list.products.is_empty() {
        return html! { <p class="empty" data-testid="margins-empty">{ say(language, "margins-empty") }</p> };
    }
    let heads = ["product", "price", "cost", "left", "away", "inside"].map(|head| {
        let number = (head != "product").then_some("number");
        html! {
            <th class={classes!("pf-v6-c-table__th", "plain-head", format!("of-{head}"), number)} scope="col">
                { title(head, language) }
            </th>
        }
    });
    html! {
        <div class="table">
            <table class="pf-v6-c-table margins" data-testid="margins">
                <thead class="pf-v6-c-table__thead"><tr class="pf-v6-c-table__tr">{ for heads }</tr></thead>
                <tbody class="pf-v6-c-table__tbody">
                    { list.products.iter().map(|it| row(it, language)).collect::<Html>() }
                </tbody>
            </table>
        </div>
    }
}

/// The page of costs.
#[component]
pub fn MarginsPage() -> Html {
    let screen = use_screen();
    let (language, own) = (screen.language, screen.terminal.shop.code.clone());
    let shops = use_shops();
    let (action, key) = (shops.picker_of_one(own, || ()), format!("{:?}", shops.code()));
    html! {
        <ListPage name="margins" title={say(language, "margins-title")} lead={say(language, "margins-lead")} is_read=true {action}>
            <Products {key} {shops} />
        </ListPage>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_as_they_are_read() {
        for (points, shown) in [
            (6842, "68,4\u{a0}%"),
            (6845, "68,5\u{a0}%"),
            (0, "0,0\u{a0}%"),
            (-1234, "\u{2212}12,3\u{a0}%"),
        ] {
            assert_eq!(percent(points, Language::Fr), shown);
        }
        assert_eq!(percent(10_000, Language::En), "100.0%");
    }
}
