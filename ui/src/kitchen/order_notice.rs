//! An order was changed or cancelled after it had come: what, over the whole screen.

use super::cover::Cover;
use super::notice_book::Lost;
use crate::backend::local_now;
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use chrono::TimeDelta;
use domain::Language;
use domain::kitchen::{Notice, NoticeId};
use domain::orders::Difference;
use yew::prelude::*;

/// A touch sooner than this after a notice appeared was meant for the one before it.
const TOO_SOON: TimeDelta = TimeDelta::milliseconds(400);

/// What [`OrderNotice`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct OrderNoticeProps {
    /// The notice.
    pub notice: Notice,
    /// Notices that wait behind it.
    pub behind: usize,
    /// The pizza that was on this table, where it was one of this order.
    pub lost: Option<Lost>,
    /// Somebody has read it.
    pub read: Callback<NoticeId>,
}

/// `+1`, `−2`: so many more or fewer.
fn by(difference: &Difference) -> String {
    let sign = if difference.by < 0 { '\u{2212}' } else { '+' };
    format!("{sign}{}", difference.by.unsigned_abs())
}

fn title(notice: &Notice, language: Language) -> String {
    if notice.cancelled {
        say(language, "kitchen-notice-cancelled")
    } else {
        say(language, "kitchen-notice-changed")
    }
}

fn differences(differences: &[Difference]) -> Html {
    let rows = differences.iter().filter(|it| it.by != 0).map(|it| {
        html! {
            <li class={if it.by < 0 { "fewer" } else { "more" }} data-testid="order-difference"
                data-name={it.name.clone()} data-by={it.by.to_string()}>
                <b>{ by(it) }</b>{ "\u{a0}" }<span>{ &it.name }</span>
            </li>
        }
    });
    html! { <ul class="kitchen-differences">{ for rows }</ul> }
}

/// What happened to an order. Made anew for each notice.
#[component]
pub fn OrderNotice(props: &OrderNoticeProps) -> Html {
    let language = use_screen().language;
    let appeared = use_mut_ref(local_now);
    let OrderNoticeProps { notice, behind, lost, read } = props;
    let onclick = {
        let (read, id) = (read.clone(), notice.id);
        Callback::from(move |_: MouseEvent| {
            if local_now() - *appeared.borrow() >= TOO_SOON {
                read.emit(id);
            }
        })
    };
    let nothing_differs = notice.differences.iter().all(|it| it.by == 0);
    let text = match lost {
        Some(lost) => {
            say_with(language, "kitchen-notice-lost", &[("name", lost.name.clone().into())])
        }
        None if nothing_differs && !notice.cancelled => say(language, "kitchen-notice-same"),
        None => String::new(),
    };
    let hint = (*behind > 0).then(|| {
        let count = [("count", (*behind).into())];
        AttrValue::from(say_with(language, "kitchen-notice-behind", &count))
    });
    html! {
        <Cover tone={if notice.cancelled { "late cancelled" } else { "near" }}
            above={AttrValue::from(title(notice, language))}
            title={notice.number.clone()} number={AttrValue::from(notice.number.clone())} {text}
            testid="order-notice" button="order-notice-read"
            label={say(language, "kitchen-acknowledge")} {hint} {onclick}>
            if !nothing_differs {
                { differences(&notice.differences) }
            }
        </Cover>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_and_fewer_have_their_signs() {
        for (count, shown) in [(1, "+1"), (12, "+12"), (-1, "−1"), (-3, "−3")] {
            let difference = Difference { name: "Reine".to_owned(), by: count };
            assert_eq!(by(&difference), shown);
        }
    }

    #[test]
    fn a_notice_says_what_happened() {
        let notice = |cancelled| Notice {
            id: NoticeId(1),
            order: domain::orders::OrderId(Default::default()),
            number: "A-042".to_owned(),
            at: Default::default(),
            cancelled,
            differences: vec![],
        };
        for (cancelled, language, said) in [
            (false, Language::Fr, "Commande modifiée"),
            (true, Language::Fr, "Commande annulée"),
            (false, Language::En, "Order changed"),
            (true, Language::En, "Order cancelled"),
        ] {
            assert_eq!(title(&notice(cancelled), language), said);
        }
    }
}
