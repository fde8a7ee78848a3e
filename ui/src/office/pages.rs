//! Lists that are read page by page, the latest first: which page is shown, and the way to earlier and later ones; and
//! of which shop.

use super::words::ShopPicker;
use crate::catalogue::say;
use crate::frame::{Fetched, use_fetched, use_look, use_screen};
use domain::server::ShopChoice;
use domain::{Call, Language};
use std::fmt::Debug;
use yew::prelude::*;

/// Which page is shown: the last row of each page that was left towards earlier ones.
#[derive(Clone, PartialEq)]
pub struct Pages<Row: PartialEq + 'static>(UseStateHandle<Vec<Row>>);

/// The pages of a list, beginning with the latest.
#[hook]
pub fn use_pages<Row: PartialEq + 'static>() -> Pages<Row> {
    Pages(use_state(Vec::new))
}

/// The way from a page.
pub struct Way<Row> {
    /// The list's name for tests.
    pub name: &'static str,
    /// How it is laid out, where that is not as usual.
    pub class: Classes,
    /// The last row, where there are earlier ones.
    pub earlier: Option<Row>,
    /// What stands between the buttons.
    pub between: Html,
    /// What stands behind them.
    pub behind: Html,
}

impl<Row> Way<Row> {
    /// With nothing else in it.
    pub fn from(name: &'static str, earlier: Option<Row>) -> Way<Row> {
        let (between, behind) = (Html::default(), Html::default());
        Way { name, class: Classes::new(), earlier, between, behind }
    }
}

impl<Row: Clone + PartialEq + Debug + 'static> Pages<Row> {
    /// The row that the page begins after; none: it is the first.
    pub fn before(&self) -> Option<Row> {
        self.0.last().cloned()
    }

    /// Whether the latest rows are shown.
    pub fn is_first(&self) -> bool {
        self.0.is_empty()
    }

    /// Another list is shown, from its beginning.
    pub fn begin(&self) {
        self.0.set(Vec::new());
    }

    /// The page's key: another page is another component, which shows nothing of the one before.
    pub fn key(&self, of: impl Debug) -> String {
        format!("{of:?}-{:?}", self.before())
    }

    /// The buttons to earlier and later pages.
    pub fn way(&self, way: Way<Row>, language: Language) -> Html {
        let Way { name, class, earlier, between, behind } = way;
        let none_earlier = earlier.is_none();
        let go_earlier = {
            let left = self.0.clone();
            move |_: MouseEvent| {
                let last = earlier.iter().cloned();
                left.set(left.iter().cloned().chain(last).collect());
            }
        };
        let go_later = {
            let left = self.0.clone();
            move |_: MouseEvent| left.set(left[..left.len().saturating_sub(1)].to_vec())
        };
        html! {
            <nav class={classes!("pages-way", class)} aria-label={say(language, "pages-way")}>
                <button class="button" data-testid={format!("{name}-earlier")} disabled={none_earlier}
                    onclick={go_earlier}>{ "←\u{a0}" }{ say(language, "pages-earlier") }</button>
                { between }
                <button class="button" data-testid={format!("{name}-later")} disabled={self.is_first()}
                    onclick={go_later}>{ say(language, "pages-later") }{ "\u{a0}→" }</button>
                { behind }
            </nav>
        }
    }
}

/// Which shop a page looks at, and which ones there are: its list says so.
#[derive(Clone, PartialEq)]
pub struct Shops {
    known: UseStateHandle<Vec<ShopChoice>>,
    picked: UseStateHandle<Option<String>>,
}

/// Of all shops, until one is picked.
#[hook]
pub fn use_shops() -> Shops {
    Shops { known: use_state(Vec::new), picked: use_state(|| None) }
}

impl Shops {
    /// The code of the one that is picked; none: all.
    pub fn code(&self) -> Option<String> {
        (*self.picked).clone()
    }

    /// The one that is picked, once it is known.
    pub fn picked(&self) -> Option<ShopChoice> {
        self.known.iter().find(|it| Some(&it.code) == self.picked.as_ref()).cloned()
    }

    /// Those there are, once a list said so.
    pub fn known(&self) -> Vec<ShopChoice> {
        (*self.known).clone()
    }

    /// The choice between them and all of them.
    pub fn picker(&self, then: impl Fn() + 'static) -> Html {
        self.choice(self.code(), true, then)
    }

    /// The choice between them, where it is always of one: of `own`, until another is picked.
    pub fn picker_of_one(&self, own: String, then: impl Fn() + 'static) -> Html {
        self.choice(Some(self.code().unwrap_or(own)), false, then)
    }

    fn choice(&self, picked: Option<String>, all: bool, then: impl Fn() + 'static) -> Html {
        let set = self.picked.setter();
        let on_pick = Callback::from(move |code| {
            set.set(code);
            then();
        });
        html! { <ShopPicker shops={self.known()} {picked} {all} {on_pick} /> }
    }
}

/// Reads a list that says which shops there are, again so often by itself: news of all that moves would have it read
/// without end. The second of `pulse` grows where it is to be read at once.
#[hook]
pub fn use_list_of_shops<C: Call + Clone>(
    asked: C,
    pulse: (u32, u32),
    shops: &Shops,
    said: fn(&C::Reply) -> &Vec<ShopChoice>,
) -> (UseReducerHandle<Fetched<C::Reply>>, Callback<()>) {
    let screen = use_screen();
    let (every_ms, asks) = pulse;
    let (looks, look) = use_look(every_ms);
    let read = use_fetched(asked, true, looks + asks * 1000, screen.language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let known = shops.known.setter();
    use_effect_with(read.data.as_ref().map(|list| said(list).clone()), move |shops| {
        shops.iter().for_each(|shops| known.set(shops.clone()));
    });
    (read, look)
}
