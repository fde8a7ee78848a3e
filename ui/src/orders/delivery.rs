//! Where an order is brought: the addresses that are known, the one that is typed, completed as far as it is
//! known, and who brings it there. Typing all of it by hand stays a way of its own.

use super::delivering::Delivering;
use super::desk::Act;
use super::desk_provider::{DeskHandle, use_desk};
use crate::addresses::{OfferedList, moved, use_completion};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, use_screen};
use domain::customers::DeliveryAddress;
use domain::delivery::FoundAddress;
use domain::{Failure, Language};
use yew::prelude::*;

/// What [`DeliveryDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DeliveryDialogProps {
    /// It was typed, or is left as it was.
    pub on_close: Callback<()>,
}

/// A field of the address: its name in a refusal, what it holds, and how wide it is.
type Part =
    (&'static str, fn(&DeliveryAddress) -> &str, fn(&mut DeliveryAddress, String), &'static str);

fn text(of: &Option<String>) -> &str {
    of.as_deref().unwrap_or_default()
}

fn some(typed: String) -> Option<String> {
    Some(typed).filter(|typed| !typed.is_empty())
}

const PARTS: [Part; 6] = [
    ("street", |it| &it.street, |it, typed| it.street = typed, "wide"),
    ("postcode", |it| &it.postcode, |it, typed| it.postcode = typed, "short"),
    ("town", |it| &it.town, |it, typed| it.town = typed, "long"),
    ("floor", |it| text(&it.floor), |it, typed| it.floor = some(typed), ""),
    ("code", |it| text(&it.code), |it, typed| it.code = some(typed), ""),
    ("address_note", |it| text(&it.note), |it, typed| it.note = some(typed), "wide"),
];

/// So many of them say where it is; the others, how to get in.
const PLACE_PARTS: usize = 3;

fn label(name: &str, language: Language) -> String {
    match name {
        "street" => say(language, "delivery-street"),
        "postcode" => say(language, "delivery-postcode"),
        "town" => say(language, "delivery-town"),
        "floor" => say(language, "delivery-floor"),
        "code" => say(language, "delivery-code"),
        _ => say(language, "delivery-note"),
    }
}

/// What bringing it costs, and from which amount it is brought.
fn rules(language: Language, rules: domain::orders::DeliveryRules) -> Html {
    let cents = |amount: domain::Cents| amount.show(language);
    html! {
        <p class="delivery-rules" data-testid="delivery-rules">
            { say_with(language, "delivery-fee", &[("fee", cents(rules.fee).into())]) }
            if let Some(from) = rules.free_from {
                { " " }{ say_with(language, "delivery-free", &[("from", cents(from).into())]) }
            }
            if let Some(minimum) = rules.minimum {
                { " " }{ say_with(language, "delivery-minimum", &[("minimum", cents(minimum).into())]) }
            }
        </p>
    }
}

/// What completion is asked for: what is typed of the street and the town. Of an address that has its place,
/// nothing more.
fn wanted(address: &DeliveryAddress) -> String {
    if address.position.is_some() || address.street.trim().is_empty() {
        return String::new();
    }
    let parts = [&address.street, &address.postcode, &address.town].map(|it| it.trim());
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same door, found: what is noted of it stays.
fn taken(address: &DeliveryAddress, found: &FoundAddress) -> DeliveryAddress {
    DeliveryAddress {
        street: found.street.clone(),
        postcode: found.postcode.clone(),
        town: found.city.clone(),
        position: Some(found.position),
        ..address.clone()
    }
}

/// The addresses of who calls.
fn known(handle: &DeskHandle, done: &Callback<()>) -> Html {
    let address = &handle.desk.basket.address;
    let known = handle.desk.known.iter().flat_map(|known| known.customer.addresses.iter());
    let known = known.enumerate().map(|(nth, at)| {
        let (handle, close, at) = (handle.clone(), done.clone(), at.clone());
        let on = at.is_at(address);
        let text = at.line();
        let take = move |_: MouseEvent| {
            handle.act(Act::Address(Box::new(at.clone())));
            close.emit(());
        };
        html! {
            <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("address-{nth}")} onclick={take}>{ text }</button>
        }
    });
    let known: Vec<Html> = known.collect();
    match known.is_empty() {
        true => Html::default(),
        false => html! { <div class="picks known-addresses">{ for known }</div> },
    }
}

/// One field of the address.
fn field(
    (name, of, set, width): Part,
    address: &DeliveryAddress,
    change: &Callback<DeliveryAddress>,
    (failure, language): (Option<&Failure>, Language),
) -> Html {
    let (change, at) = (change.clone(), address.clone());
    let on_type = Callback::from(move |typed: String| {
        let mut next = at.clone();
        set(&mut next, typed);
        // What was looked up stood for what was typed then.
        if ["street", "postcode", "town"].contains(&name) {
            next.position = None;
        }
        change.emit(next);
    });
    html! {
        <Field {name} label={label(name, language)} value={of(address).to_owned()} width={classes!(width)}
            failure={failure.cloned()} {on_type} />
    }
}

/// Takes an address, typed or known.
#[component]
pub fn DeliveryDialog(props: &DeliveryDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let failure = use_state(|| handle.desk.failure.clone());
    let mark = use_state(|| None::<usize>);
    let address = handle.desk.basket.address.clone();
    let offered = use_completion(wanted(&address), language);
    {
        let mark = mark.setter();
        use_effect_with(offered.clone(), move |_| mark.set(None));
    }
    // Each letter is at the desk: a lock or a reload loses none.
    let change = {
        let (handle, failure) = (handle.clone(), failure.setter());
        Callback::from(move |next: DeliveryAddress| {
            failure.set(None);
            handle.act(Act::Address(Box::new(next)));
        })
    };
    let pick = {
        let (change, address) = (change.clone(), address.clone());
        Callback::from(move |found: FoundAddress| change.emit(taken(&address, &found)))
    };
    let said = (*failure).clone();
    let fields = |parts: &[Part]| {
        let each =
            parts.iter().map(|part| field(*part, &address, &change, (said.as_ref(), language)));
        each.collect::<Html>()
    };
    let without = address.without_number;
    let toggle = {
        let (change, at) = (change.clone(), address.clone());
        move |_: MouseEvent| change.emit(DeliveryAddress { without_number: !without, ..at.clone() })
    };
    let take = {
        let (close, failure, address) = (props.on_close.clone(), failure.setter(), address.clone());
        Callback::from(move |()| match address.checked() {
            Ok(_) => close.emit(()),
            Err(refused) => failure.set(Some(Failure::of(&refused, language))),
        })
    };
    let actions = html! {
        <button class="button primary" data-testid="delivery-save" onclick={take.reform(|_: MouseEvent| ())}>
            { say(language, "delivery-save") }
        </button>
    };
    let on_key = {
        let (offered, mark, pick) = (offered.clone(), mark.clone(), pick.clone());
        Callback::from(move |event: KeyboardEvent| {
            if crate::frame::in_a_field(&event).is_none() {
                return;
            }
            let marked = mark.and_then(|at| offered.found.get(at));
            match (event.key().as_str(), moved(*mark, &event.key(), offered.found.len())) {
                (_, Some(next)) => mark.set(next),
                ("Enter", None) => match marked {
                    Some(found) => pick.emit(found.clone()),
                    None => take.emit(()),
                },
                _ => return,
            }
            event.prevent_default();
        })
    };
    let parts = PARTS;
    let (of_place, of_door) = parts.split_at(PLACE_PARTS);
    html! {
        <Dialog title={say(language, "delivery-title")} testid="delivery-dialog" {actions} on_close={props.on_close.clone()}>
            <div onkeydown={on_key}>
                { known(&handle, &props.on_close) }
                <div class="papers-part delivery-form">
                    { fields(&of_place[..1]) }
                    <div class="offered-addresses"><OfferedList {offered} mark={*mark} on_pick={pick} /></div>
                    { fields(&of_place[1..]) }
                    { fields(of_door) }
                    <button type="button" class={classes!("pick", "wide", without.then_some("on"))} aria-pressed={without.to_string()}
                        data-testid="delivery-without-number" onclick={toggle}>
                        { if without { "✓\u{a0}" } else { "" } }{ say(language, "delivery-without-number") }
                    </button>
                </div>
                <Delivering name="delivery-shop" on_take_away={props.on_close.clone()} />
                if let Some(menu) = &screen.menu { { rules(language, menu.rules.delivery) } }
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::delivery::Position;

    fn door() -> DeliveryAddress {
        DeliveryAddress {
            street: " 12 rue des Li".to_owned(),
            floor: Some("3e".to_owned()),
            note: Some("chien".to_owned()),
            ..DeliveryAddress::default()
        }
    }

    #[test]
    fn an_address_is_completed_until_it_has_its_place() {
        assert_eq!(wanted(&door()), "12 rue des Li");
        assert_eq!(
            wanted(&DeliveryAddress { town: "Lyon".to_owned(), ..door() }),
            "12 rue des Li Lyon"
        );
        assert_eq!(wanted(&DeliveryAddress { street: " ".to_owned(), ..door() }), "");
        let position = Position { latitude_e6: 43_400_000, longitude_e6: 3_690_000 };
        let found = FoundAddress {
            label: "12 Rue des Lilas 99120 Mozzaville".to_owned(),
            street: "12 Rue des Lilas".to_owned(),
            postcode: "99120".to_owned(),
            city: "Mozzaville".to_owned(),
            position,
        };
        let taken = taken(&door(), &found);
        assert_eq!(wanted(&taken), "");
        assert_eq!((taken.street.as_str(), taken.position), ("12 Rue des Lilas", Some(position)));
        assert_eq!((&taken.floor, &taken.note), (&door().floor, &door().note));
    }
}
