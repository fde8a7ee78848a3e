//! What stands on the map: the shop, what is ready, what is picked with its place on the run, what is under way.

use super::desk::Desk;
use super::map::Mark;
use crate::catalogue::say_with;
use crate::frame::hour;
use chrono::{DateTime, Utc};
use domain::delivery::Position;
use domain::orders::OrderState;
use domain::runs::{Deliveries, ReadyDelivery, Run, Stop, StopState};
use domain::{Language, Spoken};

/// The words of a mark: what is called out, whose it is, and where it stands.
fn words(number: &str, name: Option<&String>, standing: &str) -> String {
    let name = name.map(|it| format!(", {it}")).unwrap_or_default();
    format!("{number}{name}\u{a0}: {standing}")
}

fn ready(it: &ReadyDelivery, desk: &Desk, now: DateTime<Utc>, language: Language) -> Option<Mark> {
    let at = it.address.as_ref()?.position?;
    let place = desk.place(it.order);
    let (sign, tone) = match (place, it.state) {
        (Some(place), _) => (place.to_string(), "picked"),
        (None, OrderState::Returned) => ("✕".to_owned(), "returned"),
        (None, _) if it.is_late(now) => ("⚠".to_owned(), "late"),
        (None, _) => ("●".to_owned(), "ready"),
    };
    let promised = [("hour", hour(it.promised_at).into())];
    let standing = match it.is_late(now) {
        true => say_with(language, "mark-late", &promised),
        false => say_with(language, "mark-promised", &promised),
    };
    let standing = format!("{}, {standing}", it.state.say(language));
    Some(Mark {
        at,
        order: Some(it.order),
        sign,
        label: it.number.clone(),
        tone,
        words: words(&it.number, it.customer_name.as_ref(), &standing),
        is_tapped: it.state == OrderState::Ready,
    })
}

fn under_way(run: &Run, stop: &Stop, language: Language) -> Option<Mark> {
    let at = stop.address.as_ref()?.position?;
    let values =
        [("driver", run.driver_name.as_str().into()), ("hour", hour(stop.expected_at).into())];
    Some(Mark {
        at,
        order: Some(stop.order),
        sign: "➜".to_owned(),
        label: stop.number.clone(),
        tone: "out",
        words: words(
            &stop.number,
            stop.customer_name.as_ref(),
            &say_with(language, "mark-out", &values),
        ),
        is_tapped: false,
    })
}

/// All of them.
pub fn marks(read: &Deliveries, desk: &Desk, now: DateTime<Utc>, language: Language) -> Vec<Mark> {
    let shop = read.shop.position.map(|at| Mark {
        at,
        order: None,
        sign: "⌂".to_owned(),
        label: String::new(),
        tone: "shop",
        words: read.shop.name.clone(),
        is_tapped: false,
    });
    let out = read.runs.iter().flat_map(|run| {
        let out = run.stops.iter().filter(|stop| stop.state == StopState::Out);
        out.filter_map(move |stop| under_way(run, stop, language))
    });
    let ready = read.ready.iter().filter_map(|it| ready(it, desk, now, language));
    shop.into_iter().chain(out).chain(ready).collect()
}

/// The way that is drawn: of the run that is made, if it is worked out, else of the one that is settled.
pub fn line(read: &Deliveries, desk: &Desk) -> Vec<Position> {
    if let Some(plan) = &desk.planned {
        return plan.line.clone();
    }
    let back = desk.back.as_ref();
    let run = back.and_then(|back| read.runs.iter().find(|run| run.run == back.run));
    let (Some(run), Some(shop)) = (run, read.shop.position) else { return Vec::new() };
    let stops = run.stops.iter().filter_map(|stop| stop.address.as_ref()?.position);
    [shop].into_iter().chain(stops).chain([shop]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::ready::tests::ready as a_delivery;
    use super::*;
    use domain::runs::ShopPlace;

    #[test]
    fn a_mark_says_by_sign_and_word_where_its_order_stands() {
        let shop = ShopPlace {
            name: "Mozzaville".to_owned(),
            position: Position::of_degrees(48.85, 2.35),
        };
        let mut all: Vec<_> = (1..=4).map(a_delivery).collect();
        all[2].state = OrderState::Returned;
        all[3].address = None;
        let now = all[1].promised_at;
        all[0].promised_at = now - chrono::TimeDelta::minutes(1);
        let read = Deliveries { shop, ready: all.clone(), runs: Vec::new(), drivers: Vec::new() };
        let mut desk = Desk::default();
        let signs = |desk: &Desk| -> Vec<String> {
            marks(&read, desk, now, Language::Fr).into_iter().map(|it| it.sign).collect()
        };
        assert_eq!(
            signs(&desk),
            ["⌂", "⚠", "●", "✕"],
            "where nobody knows the place there is none"
        );
        desk.picked =
            vec![super::super::desk::Picked { order: all[1].order, number: all[1].number.clone() }];
        assert_eq!(signs(&desk), ["⌂", "⚠", "1", "✕"]);
        let said = marks(&read, &desk, now, Language::Fr);
        assert!(
            said[1].words.contains("A-001") && said[1].words.contains("retard"),
            "{}",
            said[1].words
        );
        assert_eq!(line(&read, &desk), [], "nothing is worked out yet");
    }
}
