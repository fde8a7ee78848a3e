//! The fields of each service's form.

use crate::catalogue::say;
use crate::frame::Field;
use domain::settings::{
    PaypalSite, SENDER_CHARACTERS_MAX, SmsForm, TypedAddressBook, TypedDigitaleo, TypedGoogle,
    TypedPaypal, TypedService, TypedTileServer, WaysBy,
};
use domain::{Failure, Language};
use yew::prelude::*;

/// What is typed, and what becomes of it.
#[derive(Clone, PartialEq)]
pub struct Hand {
    /// All of it.
    pub typed: TypedService,
    /// What is wrong with it.
    pub failure: Option<Failure>,
    /// The language.
    pub language: Language,
    /// It is changed.
    pub change: Callback<TypedService>,
}

impl Hand {
    /// A field whose text makes another form of it.
    fn field(
        &self,
        (name, label, width): (&'static str, &'static str, &'static str),
        value: &str,
        with: impl Fn(String) -> TypedService + 'static,
    ) -> Html {
        let change = self.change.clone();
        let on_type = Callback::from(move |text: String| change.emit(with(text)));
        html! {
            <Field {name} label={say(self.language, label)} value={value.to_owned()} width={classes!(width)}
                failure={self.failure.clone()} {on_type} />
        }
    }

    /// A choice among a few.
    fn choice(
        &self,
        label: &'static str,
        each: Vec<(&'static str, String, bool, TypedService)>,
    ) -> Html {
        let pick = |(testid, words, on, with): (&'static str, String, bool, TypedService)| {
            let change = self.change.clone();
            let choose = move |_: MouseEvent| change.emit(with.clone());
            html! {
                <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                    data-testid={testid} onclick={choose}>
                    { if on { "✓\u{a0}" } else { "" } }{ words }
                </button>
            }
        };
        html! {
            <div class="field wide" role="group" aria-label={say(self.language, label)}>
                <span>{ say(self.language, label) }</span>
                <div class="picks">{ for each.into_iter().map(pick) }</div>
            </div>
        }
    }
}

/// What [`Fields`] is given.
#[derive(Properties, PartialEq)]
pub struct FieldsProps {
    /// What is typed.
    pub hand: Hand,
}

/// The fields of a service.
#[component]
pub fn Fields(props: &FieldsProps) -> Html {
    let hand = &props.hand;
    match &hand.typed {
        TypedService::Paypal(typed) => paypal(hand, typed),
        TypedService::Digitaleo(typed) => digitaleo(hand, typed),
        TypedService::Google(typed) => google(hand, typed),
        TypedService::Addresses(typed) => addresses(hand, typed),
        TypedService::Tiles(typed) => tiles(hand, typed),
    }
}

fn paypal(hand: &Hand, typed: &TypedPaypal) -> Html {
    let language = hand.language;
    let with = |change: fn(&mut TypedPaypal, String)| {
        let typed = typed.clone();
        move |text: String| {
            let mut typed = typed.clone();
            change(&mut typed, text);
            TypedService::Paypal(typed)
        }
    };
    let on = |testid, words: &str, site: PaypalSite| {
        let chosen = TypedService::Paypal(TypedPaypal { site, ..typed.clone() });
        (testid, say(language, words), typed.site == site, chosen)
    };
    let each = vec![
        on("site-sandbox", "paypal-sandbox", PaypalSite::Sandbox),
        on("site-live", "paypal-live", PaypalSite::Live),
    ];
    let address = match typed.site {
        PaypalSite::Sandbox => hand.field(
            ("paypal-sandbox", "service-address", "wide"),
            &typed.sandbox_address,
            with(|it, text| it.sandbox_address = text),
        ),
        PaypalSite::Live => hand.field(
            ("paypal-live", "service-address", "wide"),
            &typed.live_address,
            with(|it, text| it.live_address = text),
        ),
    };
    html! {
        <>
            { hand.choice("paypal-site", each) }
            <p class="page-note wide">{ say(language, "paypal-site-note") }</p>
            { address }
            { hand.field(("paypal-return", "paypal-return", "wide"), &typed.return_address, with(|it, text| it.return_address = text)) }
            { hand.field(("paypal-link", "paypal-link", ""), &typed.link_minutes, with(|it, text| it.link_minutes = text)) }
            <p class="page-note set-up-aside">{ say(language, "paypal-link-note") }</p>
        </>
    }
}

fn digitaleo(hand: &Hand, typed: &TypedDigitaleo) -> Html {
    let language = hand.language;
    let with = |change: fn(&mut TypedDigitaleo, String)| {
        let typed = typed.clone();
        move |text: String| {
            let mut typed = typed.clone();
            change(&mut typed, text);
            TypedService::Digitaleo(typed)
        }
    };
    let form = |testid, words: &str, form: SmsForm| {
        let chosen = TypedService::Digitaleo(TypedDigitaleo { form, ..typed.clone() });
        (testid, say(language, words), typed.form == form, chosen)
    };
    let each = vec![
        form("form-json", "digitaleo-json", SmsForm::Json),
        form("form-form", "digitaleo-form", SmsForm::Form),
    ];
    html! {
        <>
            { hand.field(("digitaleo-sender", "digitaleo-sender", ""), &typed.sender, with(|it, text| it.sender = text)) }
            <p class="page-note set-up-aside">
                { say(language, "digitaleo-sender-note") }{ format!("\u{a0}{}/{SENDER_CHARACTERS_MAX}", typed.sender.trim().chars().count()) }
            </p>
            { hand.choice("digitaleo-forms", each) }
            { hand.field(("digitaleo-sms", "digitaleo-sms", "wide"), &typed.sms_address, with(|it, text| it.sms_address = text)) }
            { hand.field(("digitaleo-token", "digitaleo-token", "wide"), &typed.token_address, with(|it, text| it.token_address = text)) }
        </>
    }
}

fn google(hand: &Hand, typed: &TypedGoogle) -> Html {
    let language = hand.language;
    let with = |change: fn(&mut TypedGoogle, String)| {
        let typed = typed.clone();
        move |text: String| {
            let mut typed = typed.clone();
            change(&mut typed, text);
            TypedService::Google(typed)
        }
    };
    let by = |testid, words: &str, ways_by: WaysBy| {
        let chosen = TypedService::Google(TypedGoogle { ways_by, ..typed.clone() });
        (testid, say(language, words), typed.ways_by == ways_by, chosen)
    };
    let each = vec![
        by("ways-directions", "ways-directions", WaysBy::Directions),
        by("ways-routes", "ways-routes", WaysBy::Routes),
        by("ways-nobody", "ways-nobody", WaysBy::Nobody),
    ];
    let address = match typed.ways_by {
        WaysBy::Directions => hand.field(
            ("google-directions", "service-address", "wide"),
            &typed.directions_address,
            with(|it, text| it.directions_address = text),
        ),
        WaysBy::Routes => hand.field(
            ("google-routes", "service-address", "wide"),
            &typed.routes_address,
            with(|it, text| it.routes_address = text),
        ),
        WaysBy::Nobody => Html::default(),
    };
    html! {
        <>
            { hand.choice("ways-by", each) }
            { address }
            <p class="page-note wide">{ say(language, "travel-note") }</p>
            { hand.field(("travel-factor", "travel-factor", ""), &typed.estimate.factor, with(|it, text| it.estimate.factor = text)) }
            { hand.field(("travel-speed", "travel-speed", ""), &typed.estimate.speed, with(|it, text| it.estimate.speed = text)) }
        </>
    }
}

fn addresses(hand: &Hand, typed: &TypedAddressBook) -> Html {
    let with = |text: String| TypedService::Addresses(TypedAddressBook { search_address: text });
    hand.field(("addresses-search", "service-address", "wide"), &typed.search_address, with)
}

fn tiles(hand: &Hand, typed: &TypedTileServer) -> Html {
    let (address, mention) = (typed.clone(), typed.clone());
    let address = move |tile_address: String| {
        TypedService::Tiles(TypedTileServer { tile_address, ..address.clone() })
    };
    let mention = move |mention_typed: String| {
        TypedService::Tiles(TypedTileServer { mention: mention_typed, ..mention.clone() })
    };
    html! {
        <>
            <p class="page-note wide">{ say(hand.language, "tiles-note") }</p>
            { hand.field(("tiles-address", "tiles-address", "wide"), &typed.tile_address, address) }
            { hand.field(("tiles-mention", "tiles-mention", ""), &typed.mention, mention) }
        </>
    }
}
