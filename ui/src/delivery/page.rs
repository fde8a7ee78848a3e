//! The page: the rules of the group, and the place of the shop that is picked.

use super::place::PlaceForm;
use super::rules::RulesForm;
use crate::catalogue::{say, say_with};
use crate::frame::{use_fetched, use_screen};
use crate::office::{ListPage, ShopPicker};
use domain::delivery::{DeliverySettings, ReadDeliverySettings, ShopPlace};
use domain::server::ShopChoice;
use domain::staff::GROUP_MANAGERS;
use std::rc::Rc;
use yew::prelude::*;

/// What was set last.
#[derive(Clone, PartialEq)]
pub enum Done {
    /// The rules.
    Rules,
    /// The place of the shop of that name.
    Place(String),
}

/// The page of deliveries.
#[component]
pub fn DeliveryPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let may_change = GROUP_MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    // Read when somebody comes, and when somebody asks: what is typed is not pulled away by news.
    let readings = use_state(|| 0_u32);
    let read = use_fetched(ReadDeliverySettings {}, true, *readings, language);
    let (picked, done) = (use_state(|| None::<String>), use_state(|| None::<Done>));
    let answered = use_state(|| None::<Rc<DeliverySettings>>);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    {
        // What a change answered is older than what is read after it.
        let answered = answered.setter();
        use_effect_with(read.data.clone(), move |_| answered.set(None));
    }
    let settings = (*answered).clone().or_else(|| read.data.clone());
    let shops: Vec<ShopChoice> = settings.iter().flat_map(|it| &it.shops).map(choice).collect();
    let here = picked.as_deref().unwrap_or(&screen.terminal.shop.code);
    let shop = settings.as_ref().and_then(|it| {
        let found = it.shops.iter().find(|shop| shop.code == here);
        found.or(it.shops.first()).cloned()
    });
    let on_pick = {
        let (picked, done) = (picked.setter(), done.setter());
        Callback::from(move |code| {
            picked.set(code);
            done.set(None);
        })
    };
    let on_read_again = {
        let (readings, done) = (readings.clone(), done.setter());
        Callback::from(move |()| {
            readings.set(*readings + 1);
            done.set(None);
        })
    };
    let on_done = {
        let (answered, done) = (answered.setter(), done.setter());
        Callback::from(move |(settings, what): (DeliverySettings, Done)| {
            answered.set(Some(Rc::new(settings)));
            done.set(Some(what));
        })
    };
    let on_stir = {
        let done = done.setter();
        Callback::from(move |()| done.set(None))
    };
    let said = done.as_ref().map(|done| match done {
        Done::Rules => say(language, "deliveries-rules-done"),
        Done::Place(shop) => {
            say_with(language, "deliveries-place-done", &[("shop", shop.as_str().into())])
        }
    });
    let code = shop.as_ref().map(|shop| shop.code.clone());
    let action = html! { <ShopPicker {shops} picked={code} {on_pick} /> };
    let again = *readings;
    html! {
        <ListPage name="deliveries" title={say(language, "deliveries-title")} lead={say(language, "deliveries-lead")} {action}
            failure={read.failure.clone()} is_read={settings.is_some()}>
            if let Some(said) = said {
                <p class="page-done" role="status" data-testid="deliveries-done">{ "✓\u{a0}" }{ said }</p>
            }
            if let Some(settings) = &settings {
                <div class="deliveries-forms">
                    <RulesForm key={format!("rules-{}-{again}", settings.version)} rules={settings.rules} version={settings.version}
                        {may_change} on_done={on_done.clone()} on_stir={on_stir.clone()} on_read_again={on_read_again.clone()} />
                    if let Some(shop) = &shop {
                        <PlaceForm key={format!("{}-{}-{again}", shop.code, shop.version)} shop={shop.clone()} {may_change} {on_done} {on_stir} {on_read_again} />
                    } else {
                        <p class="empty" data-testid="deliveries-empty">{ say(language, "papers-empty") }</p>
                    }
                    if !may_change {
                        <p class="page-note" data-testid="deliveries-only-seen">{ say(language, "deliveries-only-seen") }</p>
                    }
                </div>
            }
        </ListPage>
    }
}

fn choice(shop: &ShopPlace) -> ShopChoice {
    ShopChoice { code: shop.code.clone(), name: shop.name.clone() }
}
