//! What can be entered of a service, and how its faults are said.

use super::*;
use crate::Refusal;
use crate::delivery::{Travel, TravelRefused};
use crate::language::{Language, Spoken};
use crate::settings::SecretName;
use chrono::TimeDelta;

#[test]
fn a_service_is_reached_over_a_protected_line_or_on_this_machine() {
    for good in [
        "https://oauth.messengeo.net/token",
        " https://routes.googleapis.com/directions/v2:computeRoutes ",
        "https://sms.example.fr:8443",
        "http://127.0.0.1:4010/rest/sms",
        "http://localhost:4010",
    ] {
        assert_eq!(address(good, "it").as_deref(), Ok(good.trim()));
    }
    for bad in [
        "",
        "oauth.messengeo.net/token",
        "http://sms.messengeo.net/rest/sms",
        "http://127.0.0.1.example.fr/",
        "https://",
        "https://user:secret@sms.example.fr/",
        "https://sms.example.fr/?key=secret",
        "https://sms.example.fr/#x",
        "https://sms.example.fr:0/",
        "https://sms.example.fr:x/",
        "https://sms.example.fr/a b",
        "https://sms.example.fr\\@evil.example/",
        "ftp://sms.example.fr/",
    ] {
        let refused = address(bad, "it").expect_err(bad);
        assert_eq!(refused.field().as_deref(), Some("it"), "{bad}");
    }
    assert!(address(&format!("https://a.fr/{}", "x".repeat(300)), "it").is_err());
}

#[test]
fn what_is_usual_can_be_kept_as_it_stands() {
    let entered: Vec<_> = Service::ALL.into_iter().filter_map(EnteredService::usual).collect();
    assert_eq!(entered.len(), 5);
    for usual in entered {
        assert_eq!(EnteredService::usual(usual.service()), Some(usual.clone()));
        assert_eq!(usual.typed().check(), Ok(usual.clone()));
        let sent = serde_json::to_string(&usual).expect("JSON");
        assert_eq!(serde_json::from_str::<EnteredService>(&sent).ok(), Some(usual));
    }
}

#[test]
fn each_fault_of_a_form_is_told_at_its_field() {
    let digitaleo = |change: fn(&mut TypedDigitaleo)| {
        let mut typed = Digitaleo::default().typed();
        change(&mut typed);
        TypedService::Digitaleo(typed)
    };
    let google = |change: fn(&mut TypedGoogle)| {
        let mut typed = Google::default().typed();
        change(&mut typed);
        TypedService::Google(typed)
    };
    let paypal = |change: fn(&mut TypedPaypal)| {
        let mut typed = Paypal::default().typed();
        change(&mut typed);
        TypedService::Paypal(typed)
    };
    for (typed, field) in [
        (paypal(|it| it.sandbox_address.clear()), "paypal-sandbox"),
        (paypal(|it| it.live_address = "http://api-m.paypal.com".to_owned()), "paypal-live"),
        (paypal(|it| it.return_address = "oc-pizza".to_owned()), "paypal-return"),
        (paypal(|it| it.link_minutes.clear()), "paypal-link"),
        (paypal(|it| it.link_minutes = "9".to_owned()), "paypal-link"),
        (paypal(|it| it.link_minutes = "181".to_owned()), "paypal-link"),
        (paypal(|it| it.link_minutes = "1,5".to_owned()), "paypal-link"),
        (digitaleo(|it| it.token_address.clear()), "digitaleo-token"),
        (digitaleo(|it| it.sms_address = "sms".to_owned()), "digitaleo-sms"),
        (digitaleo(|it| it.sender.clear()), "digitaleo-sender"),
        (digitaleo(|it| it.sender = "OC Pizza".to_owned()), "digitaleo-sender"),
        (digitaleo(|it| it.sender = "PizzaÀEmport".to_owned()), "digitaleo-sender"),
        (digitaleo(|it| it.sender = "OCPizza12345".to_owned()), "digitaleo-sender"),
        (google(|it| it.directions_address.clear()), "google-directions"),
        (google(|it| it.routes_address.clear()), "google-routes"),
        (google(|it| it.estimate.factor.clear()), "travel-factor"),
        (google(|it| it.estimate.speed.clear()), "travel-speed"),
        (
            TypedService::Addresses(TypedAddressBook { search_address: String::new() }),
            "addresses-search",
        ),
    ] {
        let refused = typed.check().expect_err("refused");
        assert_eq!(refused.field().as_deref(), Some(field), "{refused:?}");
    }
    let ok = paypal(|it| it.link_minutes = " 45 ".to_owned());
    let Ok(EnteredService::Paypal(ok)) = ok.check() else { panic!("a number is taken") };
    assert_eq!(
        (ok.link_lasts(), ok.address()),
        (TimeDelta::minutes(45), ok.sandbox_address.as_str())
    );
    let live = Paypal { site: PaypalSite::Live, ..ok };
    assert_eq!(live.address(), "https://api-m.paypal.com");
    let ok = digitaleo(|it| it.sender = " OCPizza1234 ".to_owned());
    let Ok(EnteredService::Digitaleo(ok)) = ok.check() else { panic!("eleven are taken") };
    assert_eq!(ok.sender, "OCPizza1234");
}

fn faults() -> Vec<ServiceFault> {
    let words = || "quota \u{e9}puis\u{e9}".to_owned();
    vec![
        ServiceFault::NotEntered,
        ServiceFault::NoSecret { name: SecretName::GoogleKey },
        ServiceFault::NotReached { words: words() },
        ServiceFault::Silent { seconds: 10 },
        ServiceFault::CutOff,
        ServiceFault::Unreadable,
        ServiceFault::Relayed { status: 502 },
        ServiceFault::Denied { words: words() },
        ServiceFault::TooMuch { words: words() },
        ServiceFault::Troubled { words: words() },
        ServiceFault::Refused { words: words() },
        ServiceFault::NoWay,
    ]
}

#[test]
fn what_may_have_been_done_is_what_was_asked_and_not_answered() {
    let may: Vec<_> = faults().into_iter().filter(ServiceFault::may_be_done).collect();
    let silent = ServiceFault::Silent { seconds: 10 };
    let relayed = ServiceFault::Relayed { status: 502 };
    assert_eq!(may, [silent, ServiceFault::CutOff, ServiceFault::Unreadable, relayed]);
}

#[test]
fn a_fault_is_said_in_both_languages_with_the_services_own_words() {
    for fault in faults() {
        let (fr, en) = (fault.say(Language::Fr), fault.say(Language::En));
        assert_ne!(fr, en);
        let quotes = matches!(
            fault,
            ServiceFault::Denied { .. }
                | ServiceFault::TooMuch { .. }
                | ServiceFault::Troubled { .. }
                | ServiceFault::Refused { .. }
                | ServiceFault::NotReached { .. }
        );
        assert_eq!(fr.contains("quota épuisé") && en.contains("quota épuisé"), quotes, "{fr}");
    }
    let denied = ServiceFault::Denied { words: " ".to_owned() };
    assert!(!denied.say(Language::Fr).contains('«'), "nothing is quoted where nothing was said");
    for refused in [
        ServiceRefused::LinkTime,
        ServiceRefused::Recipient,
        ServiceRefused::Query,
        ServiceRefused::TileAddress,
        ServiceRefused::TileKey,
        ServiceRefused::Mention,
        ServiceRefused::Trial(ServiceFault::NoWay),
        ServiceRefused::Travel(TravelRefused::Speed),
    ] {
        assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
    }
}

#[test]
fn a_trial_says_what_the_service_did() {
    let way = |is_estimate| ServiceTried::Way { travel: Travel { minutes: 14, is_estimate } };
    for (tried, fr, en) in [
        (ServiceTried::Taken { to: "0612345678".to_owned() }, "06\u{a0}12", "trial message"),
        (way(false), "Google répond. Du Louvre à la tour Eiffel\u{a0}: 14\u{a0}min.", "14 min"),
        (way(true), "pas interrogé", "(estimate)"),
        (ServiceTried::Known { site: PaypalSite::Sandbox }, "bac à sable", "sandbox"),
        (ServiceTried::Known { site: PaypalSite::Live }, "pour de vrai", "really pay"),
        (
            ServiceTried::Found { address: Some("8 Bd du Port 80000 Amiens".to_owned()) },
            "trouvée\u{a0}: 8 Bd",
            "found: 8 Bd",
        ),
        (ServiceTried::Found { address: None }, "ne connaît pas", "does not know"),
    ] {
        let (said_fr, said_en) = (tried.say(Language::Fr), tried.say(Language::En));
        assert!(said_fr.contains(fr), "{said_fr}");
        assert!(said_en.contains(en), "{said_en}");
    }
}
