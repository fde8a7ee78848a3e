//! Which shop brings the basket, how long that takes, and what is said of it.

use super::desk::{Act, Desk};
use super::desk_provider::{DeskHandle, use_desk};
use super::sums::sums;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Screen, use_screen};
use domain::Language;
use domain::Spoken;
use domain::delivery::{Brings, DeliveringShop, FindDeliveringShop, Position, Reference, Travel};
use domain::menu::Menu;
use domain::orders::{DeliveryRules, OrderRefused, PromisedFor, ServiceMode};
use domain::shops::Shop;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Who delivers to a place, as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where to.
    pub to: Position,
    /// Who.
    pub shop: DeliveringShop,
}

impl Desk {
    /// Where the basket is brought, if it is and somebody looked it up.
    fn place(&self) -> Option<Position> {
        let brought = self.basket.mode == ServiceMode::Delivery;
        self.basket.address.position.filter(|_| brought)
    }

    /// Who brings the basket, once it is found.
    pub(super) fn delivering(&self) -> Option<&DeliveringShop> {
        let to = self.place()?;
        self.found.as_ref().filter(|it| it.to == to).map(|it| &it.shop)
    }

    /// How long the basket would be on its way from the shop that makes it; none: it is not brought. Until that is found,
    /// what is usual counts.
    pub(super) fn on_its_way(
        &self,
        rules: &DeliveryRules,
        shop: &Shop,
    ) -> Option<Result<Travel, OrderRefused>> {
        if self.basket.mode != ServiceMode::Delivery {
            return None;
        }
        if let Some(by) = self.elsewhere() {
            return Some(Ok(by.travel));
        }
        let here = self.delivering().and_then(|it| it.here);
        Some(rules.on_its_way(shop.delivers, here))
    }

    /// What of the basket a promise hangs on.
    pub(super) fn promised_for(&self, menu: &Menu) -> PromisedFor {
        let pizzas = u32::try_from(self.basket.cooking(menu).len()).unwrap_or(u32::MAX);
        PromisedFor::of(pizzas, self.basket.content(menu.version).delivery.as_ref())
    }

    /// Why the basket is not brought. An order that was taken is brought where it was to be.
    pub(super) fn not_brought(&self, menu: &Menu, shop: &Shop) -> Option<OrderRefused> {
        let place = |of: PromisedFor| of.brought;
        if let Some(changing) = &self.changing
            && place(changing.promised_for()) == place(self.promised_for(menu))
        {
            return None;
        }
        self.on_its_way(&menu.rules.delivery, shop)?.err()
    }
}

/// Asks who brings the basket, each time it is brought elsewhere or holds something else, and when the
/// server is back.
#[hook]
pub fn use_delivering(handle: &DeskHandle, screen: &Screen) {
    let desk = &handle.desk;
    let asked = desk.place().map(|to| FindDeliveringShop { to, lines: desk.basket.requests() });
    let (acts, language) = (desk.dispatcher(), screen.language);
    let asking = use_mut_ref(|| 0_u32);
    use_effect_with((asked, screen.online), move |(asked, _)| {
        let nth = asking.borrow().wrapping_add(1);
        *asking.borrow_mut() = nth;
        let Some(asked) = asked.clone() else { return };
        spawn_local(async move {
            let to = asked.to;
            // Without an answer what is usual is promised, as an estimate.
            let Ok(shop) = call(asked, language).await else { return };
            if *asking.borrow() == nth {
                acts.dispatch(Act::Found(Rc::new(Found { to, shop })));
            }
        });
    });
}

/// What is said of who brings the basket.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// `ok`, `warn`, `late`, or nothing to look at.
    pub tone: &'static str,
    /// Whether nobody brings it: it can be picked up.
    pub is_outside: bool,
    /// Who else can make it, one tap away.
    pub offer: Option<Offer>,
}

/// Who can make the basket instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// The shop of reference.
    There(Brings),
    /// This one again.
    Here,
}

impl Said {
    fn quiet(text: String) -> Said {
        Said { text, tone: "", is_outside: false, offer: None }
    }

    fn outside(text: String) -> Said {
        Said { text, tone: "late", is_outside: true, offer: None }
    }

    /// Colour alone tells nothing.
    fn sign(&self) -> &'static str {
        match self.tone {
            "ok" => "✓\u{a0}",
            "warn" => "⚠\u{a0}",
            "late" => "✕\u{a0}",
            _ => "",
        }
    }
}

fn brought(by: &Brings, fee: &str, language: Language) -> String {
    let travel = by.travel.say(language);
    let values =
        [("shop", by.shop.name.as_str().into()), ("travel", travel.into()), ("fee", fee.into())];
    match by.is_here {
        true => say_with(language, "delivering-here", &values),
        false => say_with(language, "delivering-there", &values),
    }
}

/// The basket is for another shop: what it brings, once it is known what it asks.
fn passed_on(desk: &Desk, by: &Brings, fee: &str, language: Language) -> Said {
    let (text, tone) = match (desk.there(), &desk.there_failure) {
        (Some(_), _) => (brought(by, fee, language), "ok"),
        (None, Some(failure)) => (failure.clone(), "late"),
        (None, None) => {
            let values = [("shop", by.shop.name.as_str().into())];
            (say_with(language, "delivering-there-asked", &values), "")
        }
    };
    Said { text, tone, is_outside: false, offer: Some(Offer::Here) }
}

/// Another shop is nearer, or alone near enough: one tap passes the basket on to it, unless it is an order that
/// is changed or learnt with.
fn elsewhere(
    by: &Brings,
    (here, most): (Option<Travel>, u32),
    may_pass: bool,
    language: Language,
) -> Said {
    let values =
        [("shop", by.shop.name.as_str().into()), ("travel", by.travel.say(language).into())];
    let mut text = match may_pass {
        true => say_with(language, "delivering-nearest", &values),
        false => say_with(language, "delivering-elsewhere", &values),
    };
    let from_here = here.filter(|it| it.minutes <= most);
    if let Some(here) = from_here {
        text.push(' ');
        let values = [("travel", here.say(language).into())];
        text += &say_with(language, "delivering-from-here", &values);
    }
    let offer = may_pass.then(|| Offer::There(by.clone()));
    Said { text, tone: "warn", is_outside: from_here.is_none(), offer }
}

/// What is to be said of who brings the basket; nothing while there is no address.
pub fn said(
    desk: &Desk,
    (menu, shop): (&Menu, &Shop),
    training: bool,
    language: Language,
) -> Option<Said> {
    if desk.basket.mode != ServiceMode::Delivery || desk.basket.address.is_empty() {
        return None;
    }
    let rules = &menu.rules.delivery;
    if desk.place().is_none() {
        return Some(match rules.on_its_way(shop.delivers, None) {
            Err(refused) => Said::outside(refused.say(language)),
            // Half an address is nowhere yet.
            Ok(_) if desk.basket.address.checked().is_err() => return None,
            Ok(travel) => {
                let values = [("minutes", travel.minutes.into())];
                Said::quiet(say_with(language, "delivering-by-hand", &values))
            }
        });
    }
    let fee = sums(&desk.basket, menu).fee.unwrap_or(rules.fee);
    let fee = match fee.0 {
        0 => say(language, "cart-fee-free"),
        _ => fee.show(language),
    };
    if let Some(by) = desk.elsewhere() {
        return Some(passed_on(desk, by, &fee, language));
    }
    let Some(found) = desk.delivering() else {
        return Some(Said::quiet(say(language, "delivering-asked")));
    };
    let may_pass = desk.changing.is_none() && !training;
    Some(match &found.reference {
        Reference::Brought(by) if by.is_here => {
            let text = brought(by, &fee, language);
            Said { text, tone: "ok", is_outside: false, offer: None }
        }
        Reference::Brought(by) => {
            elsewhere(by, (found.here, rules.minutes_max), may_pass, language)
        }
        Reference::TooFar { nearest, most } => {
            let (minutes, shop) = (nearest.travel.minutes, nearest.shop.name.as_str());
            let values =
                [("minutes", minutes.into()), ("most", (*most).into()), ("shop", shop.into())];
            Said::outside(say_with(language, "delivering-too-far", &values))
        }
        Reference::Nobody => Said::outside(say(language, "delivering-nobody")),
    })
}

/// Who can make it instead, one tap away.
fn offered(said: &Said, handle: &DeskHandle, name: &str, language: Language) -> Html {
    let Some(offer) = &said.offer else { return Html::default() };
    let (next, testid, text) = match offer {
        Offer::There(by) => {
            let values = [("shop", by.shop.name.as_str().into())];
            let text = say_with(language, "delivering-pass-on", &values);
            (Some(by.clone()), format!("{name}-elsewhere"), text)
        }
        Offer::Here => (None, format!("{name}-back"), say(language, "delivering-keep-here")),
    };
    let desk = handle.clone();
    let take = move |_: MouseEvent| desk.act(Act::Elsewhere(next.clone()));
    html! {
        <button type="button" class="button" data-testid={testid}
            disabled={handle.desk.frozen()} onclick={take}>{ text }</button>
    }
}

/// What [`Delivering`] is given.
#[derive(Properties, PartialEq)]
pub struct DeliveringProps {
    /// Its name for tests.
    pub name: &'static str,
    /// It is picked up after all.
    pub on_take_away: Callback<()>,
}

/// Who brings the basket, and picking it up one tap away where nobody does.
#[component]
pub fn Delivering(props: &DeliveringProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let shop = &screen.terminal.shop;
    let said = screen
        .menu
        .as_ref()
        .and_then(|menu| said(&handle.desk, (menu, shop), screen.training, language));
    let take_away = {
        let (handle, done) = (handle.clone(), props.on_take_away.clone());
        Callback::from(move |_: MouseEvent| {
            handle.act(Act::Mode(ServiceMode::TakeAway));
            done.emit(());
        })
    };
    // It always has its place: what is drawn before a neighbour that goes at the same moment breaks the screen.
    html! {
        <div class="delivering-place">
            if let Some(said) = said {
                <div class={classes!("delivering", said.tone)} role="status">
                    <span data-testid={props.name}>{ said.sign() }{ said.text.clone() }</span>
                    { offered(&said, &handle, props.name, language) }
                    if said.is_outside {
                        <button type="button" class="button" data-testid={format!("{}-take-away", props.name)}
                            disabled={handle.desk.frozen()} onclick={take_away}>{ say(language, "delivering-take-away") }</button>
                    }
                </div>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;
    use domain::customers::DeliveryAddress;
    use domain::server::ShopChoice;
    use yew::Reducible;

    fn shop() -> Shop {
        let stands = serde_json::json!({ "id": 1, "code": "MOZ1", "name": "Centre",
            "day_ends_at": "05:00:00", "stations": 1, "making_seconds": 120, "oven_places": 6 });
        serde_json::from_value(stands).expect("a shop")
    }

    fn place(latitude: f64) -> Option<Position> {
        Position::of_degrees(latitude, 3.69)
    }

    fn at(position: Option<Position>) -> Act {
        Act::Address(Box::new(DeliveryAddress {
            street: "12 rue des Lilas".to_owned(),
            postcode: "99120".to_owned(),
            town: "Mozzaville".to_owned(),
            position,
            ..DeliveryAddress::default()
        }))
    }

    fn by(name: &str, is_here: bool, minutes: u32) -> Brings {
        let shop = ShopChoice { code: name.to_owned(), name: name.to_owned() };
        Brings { shop, is_here, travel: Travel { minutes, is_estimate: false } }
    }

    fn found(reference: Reference, here: Option<u32>) -> Act {
        let here = here.map(|minutes| Travel { minutes, is_estimate: false });
        let shop = DeliveringShop { reference, here };
        Act::Found(Rc::new(Found { to: place(43.4).expect("on earth"), shop }))
    }

    fn done(acts: Vec<Act>) -> Rc<Desk> {
        acts.into_iter().fold(Rc::new(Desk::default()), Reducible::reduce)
    }

    fn brought(position: Option<Position>, more: Vec<Act>) -> Rc<Desk> {
        let acts = vec![Act::Mode(ServiceMode::Delivery), at(position)];
        done(acts.into_iter().chain(more).collect())
    }

    #[test]
    fn who_brings_it_is_said_and_whom_to_pass_it_on_to() {
        let here = Reference::Brought(by("Centre", true, 8));
        let gare = || Reference::Brought(by("Gare", false, 6));
        let far = Reference::TooFar { nearest: by("Gare", false, 47), most: 30 };
        for (acts, tone, words, outside) in [
            (vec![found(here, Some(8))], "ok", "Centre · 8\u{a0}min", false),
            (vec![found(gare(), Some(22))], "warn", "D’ici", false),
            (vec![found(gare(), Some(31))], "warn", "Gare", true),
            (vec![found(far, Some(60))], "late", "47", true),
            (vec![found(Reference::Nobody, None)], "late", "livre", true),
            (vec![], "", "…", false),
        ] {
            let desk = brought(place(43.4), acts);
            let said = super::said(&desk, (&menu(), &shop()), false, Language::Fr);
            let said = said.expect("something");
            assert_eq!((said.tone, said.is_outside), (tone, outside), "{said:?}");
            assert!(said.text.contains(words), "{said:?}");
        }
        let by_hand = brought(None, vec![]);
        let said = super::said(&by_hand, (&menu(), &shop()), false, Language::Fr);
        let said = said.expect("something");
        assert!(said.text.contains("15"), "{said:?}");
        assert_eq!(super::said(&done(vec![]), (&menu(), &shop()), false, Language::Fr), None);
    }

    #[test]
    fn another_shops_is_passed_on_in_one_tap_and_taken_back_in_one() {
        let gare = by("Gare", false, 6);
        let nearest = || found(Reference::Brought(by("Gare", false, 6)), Some(22));
        let offered = |desk: &Desk, training| {
            super::said(desk, (&menu(), &shop()), training, Language::Fr).and_then(|it| it.offer)
        };
        let desk = brought(place(43.4), vec![nearest()]);
        assert_eq!(offered(&desk, false), Some(Offer::There(gare.clone())));
        assert_eq!(offered(&desk, true), None, "a lesson is nobody's order");
        let rules = menu().rules.delivery;
        let on_its_way =
            |desk: &Desk| desk.on_its_way(&rules, &shop()).map(|it| it.map(|it| it.minutes));
        assert_eq!(on_its_way(&desk), Some(Ok(22)));
        let passed = brought(place(43.4), vec![nearest(), Act::Elsewhere(Some(gare))]);
        assert_eq!(offered(&passed, false), Some(Offer::Here));
        assert_eq!(on_its_way(&passed), Some(Ok(6)), "it leaves from there");
        assert_eq!(passed.not_brought(&menu(), &shop()), None);
    }

    #[test]
    fn what_was_found_for_another_place_counts_for_nothing() {
        let answer = || found(Reference::Brought(by("Centre", true, 8)), Some(8));
        let rules = menu().rules.delivery;
        let minutes = |desk: &Desk| {
            desk.on_its_way(&rules, &shop()).map(|it| it.map(|it| (it.minutes, it.is_estimate)))
        };
        assert_eq!(minutes(&brought(place(43.4), vec![answer()])), Some(Ok((8, false))));
        assert_eq!(minutes(&brought(place(43.5), vec![answer()])), Some(Ok((15, true))));
        assert_eq!(minutes(&brought(None, vec![answer()])), Some(Ok((15, true))));
        assert_eq!(minutes(&done(vec![at(place(43.4)), answer()])), None);
        let far = Reference::TooFar { nearest: by("Centre", true, 47), most: 30 };
        let desk = brought(place(43.4), vec![found(far, Some(47))]);
        let refused = OrderRefused::TooFar { minutes: 47, most: 30 };
        assert_eq!(desk.not_brought(&menu(), &shop()), Some(refused));
    }
}
