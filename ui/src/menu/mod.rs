//! The menu on the screen: what is found by typing, the grid of tiles, and the drawings.

pub mod drawing;
mod grid;

pub use grid::Grid;

use domain::Language;
use domain::menu::{Category, CategoryId, Menu};

/// A text as it is searched: lower case, without accents, so that "ocea" finds "Océane".
pub fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).fold(String::new(), |mut plain, letter| {
        match letter {
            'à' | 'â' | 'ä' | 'á' | 'ã' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' | 'í' => plain.push('i'),
            'ô' | 'ö' | 'ó' | 'õ' => plain.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => plain.push('u'),
            'ç' => plain.push('c'),
            'ñ' => plain.push('n'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            '’' => plain.push('\''),
            other => plain.push(other),
        }
        plain
    })
}

/// The places in `menu.products` of what the grid shows: what is typed, searched in all
/// categories (names that begin with it first); without it, one category.
pub fn shown(menu: &Menu, category: Option<CategoryId>, typed: &str) -> Vec<usize> {
    let wanted = folded(typed.trim());
    let products = menu.products.iter().enumerate();
    if wanted.is_empty() {
        return products
            .filter(|(_, product)| category.is_none_or(|id| product.category == id))
            .map(|(at, _)| at)
            .collect();
    }
    let (mut found, mut within) = (Vec::new(), Vec::new());
    for (at, product) in products {
        let name = folded(&product.name);
        if name.starts_with(&wanted) {
            found.push(at);
        } else if name.contains(&wanted) {
            within.push(at);
        }
    }
    found.extend(within);
    found
}

/// A category's name.
pub fn category_name(category: &Category, language: Language) -> String {
    match (language, &category.name_en) {
        (Language::En, Some(name)) => name.clone(),
        _ => category.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::menu::{Product, ProductId, VatClass};

    fn menu(names: &[(&str, i64)]) -> Menu {
        let product = |(at, &(name, category)): (usize, &(&str, i64))| Product {
            id: ProductId(at as i64),
            slug: folded(name),
            category: CategoryId(category),
            name: name.to_owned(),
            description: String::new(),
            vat_class: VatClass::Prepared,
            cooking_minutes: None,
            suspended: false,
            sizes: vec![],
        };
        Menu { products: names.iter().enumerate().map(product).collect(), ..Menu::default() }
    }

    #[test]
    fn typing_finds_without_accents_in_all_categories() {
        let menu = menu(&[("Reine", 1), ("Océane", 1), ("Eau", 2), ("Forestière", 1)]);
        for (typed, category, found) in [
            ("", Some(1), vec![0, 1, 3]),
            ("", Some(2), vec![2]),
            ("", None, vec![0, 1, 2, 3]),
            ("ocea", Some(2), vec![1]),
            ("OCÉ", Some(2), vec![1]),
            ("rei", None, vec![0]),
            ("re", None, vec![0, 3]),
            ("ea", None, vec![2, 1]),
            ("zzz", None, vec![]),
        ] {
            assert_eq!(shown(&menu, category.map(CategoryId), typed), found, "{typed}");
        }
    }
}
