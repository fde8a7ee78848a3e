//! The page: which shop, and its products, a row each.

use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_screen};
use crate::office::{ListPage, ShopPicker, loading};
use domain::Language;
use domain::server::ShopChoice;
use domain::stock::{ProductMargin, ReadMargins};
use yew::prelude::*;

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
    shop: Option<String>,
    on_shops: Callback<Vec<ShopChoice>>,
}

/// The products of a shop.
#[component]
fn Products(props: &ProductsProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let read = use_fetched(ReadMargins { shop: props.shop.clone() }, true, 0, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let shops = read.data.as_ref().map(|list| list.shops.clone());
    let on_shops = props.on_shops.clone();
    use_effect_with(shops, move |shops| shops.iter().for_each(|it| on_shops.emit(it.clone())));
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
    let language = use_screen().language;
    let shops = use_state(Vec::<ShopChoice>::new);
    let shop = use_state(|| None::<String>);
    let on_shops = {
        let shops = shops.setter();
        Callback::from(move |known| shops.set(known))
    };
    let on_pick = {
        let shop = shop.setter();
        Callback::from(move |picked| shop.set(picked))
    };
    let own = use_screen().terminal.shop.code.clone();
    let picked = Some((*shop).clone().unwrap_or(own));
    html! {
        <ListPage name="margins" title={say(language, "margins-title")} lead={say(language, "margins-lead")} is_read=true
            action={html! { <ShopPicker shops={(*shops).clone()} {picked} {on_pick} /> }}>
            <Products key={format!("{:?}", *shop)} shop={(*shop).clone()} {on_shops} />
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
