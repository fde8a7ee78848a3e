//! The papers of a day: listed, another day chosen, one of them looked at.

use super::entry::EntryPaper;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_fetched, use_screen};
use crate::ledger::entry_id;
use crate::ledger::{day, use_day_field};
use chrono::NaiveDate;
use domain::ledger::{Chain, EntryLine, EntryRef, ListEntries};
use domain::{Cents, Language};
use yew::prelude::*;

/// What an entry's money is, as a row shows it: nothing moves by a duplicata.
fn money(line: &EntryLine, language: Language) -> String {
    match (line.kind.as_str(), line.total) {
        ("duplicate", Cents::ZERO) => "—".to_owned(),
        (_, total) => total.show(language),
    }
}

/// What an entry is called in a row: its kind, and the order or its own number.
fn called(line: &EntryLine, language: Language) -> String {
    let kind = say(language, &format!("till-kind-{}", line.kind));
    let number = line.entry.number.to_string();
    let number = say_with(language, "till-number", &[("number", number.into())]);
    let called = format!("{kind} {number}");
    match line.entry.chain {
        Chain::Training => say_with(language, "till-of-training", &[("what", called.into())]),
        _ => called,
    }
}

/// What [`EntriesPage`] is given.
#[derive(Properties, PartialEq)]
pub struct EntriesPageProps {
    /// The business day.
    pub today: NaiveDate,
}

/// The papers of a day, and the one that is looked at.
#[component]
pub fn EntriesPage(props: &EntriesPageProps) -> Html {
    let language = use_screen().language;
    let today = props.today;
    let chosen = use_state(|| None::<NaiveDate>);
    let looked_at = use_state(|| None::<EntryRef>);
    let shown = chosen.unwrap_or(today);
    let choose = {
        let (chosen, looked_at) = (chosen.setter(), looked_at.setter());
        Callback::from(move |to: Option<NaiveDate>| {
            if let Some(to) = to.map(|to| to.min(today)) {
                chosen.set(Some(to).filter(|to| *to != today));
                looked_at.set(None);
            }
        })
    };
    let to = |day: Option<NaiveDate>| choose.reform(move |_: MouseEvent| day);
    let field = use_day_field(Some(shown), today, choose.clone());
    let on_look = {
        let set = looked_at.setter();
        Callback::from(move |entry| set.set(Some(entry)))
    };
    html! {
        <div class="till-two entries">
            <section>
                <div class="bar">
                    <button class="button square" data-testid="day-before" aria-label={say(language, "till-day-before")}
                        onclick={to(shown.pred_opt())}>{ "◀" }</button>
                    <input class="till-day" type="text" inputmode="numeric" autocomplete="off" data-testid="entries-day"
                        aria-label={say(language, "till-day-label")} aria-invalid={field.wrong.to_string()}
                        value={field.value} oninput={field.oninput} onblur={field.onblur} />
                    <button class="button square" data-testid="day-after" aria-label={say(language, "till-day-after")}
                        disabled={shown >= today} onclick={to(shown.succ_opt())}>{ "▶" }</button>
                    <button class="button" data-testid="day-today" disabled={shown == today} onclick={to(Some(today))}>
                        { say(language, "till-today") }</button>
                </div>
                if field.wrong {
                    <small class="field-error" role="alert" data-testid="error-day">{ say(language, "till-day-wrong") }</small>
                }
                <DayList key={day(shown)} day={*chosen} looked_at={(*looked_at).clone()} {on_look} />
            </section>
            <section>
                if let Some(entry) = (*looked_at).clone() {
                    <EntryPaper key={entry_id(&entry)} entry={entry.clone()} />
                } else {
                    <p class="empty">{ say(language, "till-entries-choose") }</p>
                }
            </section>
        </div>
    }
}

/// What [`DayList`] is given.
#[derive(Properties, PartialEq)]
struct DayListProps {
    day: Option<NaiveDate>,
    looked_at: Option<EntryRef>,
    on_look: Callback<EntryRef>,
}

fn row(line: &EntryLine, on: bool, on_look: &Callback<EntryRef>, language: Language) -> Html {
    let (entry, id) = (line.entry.clone(), entry_id(&line.entry));
    let training = line.entry.chain == Chain::Training;
    let who = [line.number.clone(), line.who.clone()];
    let who: Vec<String> = who.into_iter().flatten().collect();
    html! {
        <li key={id.clone()}>
            <button class={classes!("till-entry", on.then_some("on"), training.then_some("training"))} aria-pressed={on.to_string()}
                data-testid={format!("entry-{id}")} data-kind={line.kind.clone()}
                onclick={on_look.reform(move |_: MouseEvent| entry.clone())}>
                <span>{ hour(line.at) }</span>
                <span class="row-words"><b><span>{ called(line, language) }</span></b><small>{ who.join(" · ") }</small></span>
                <b>{ money(line, language) }</b>
            </button>
        </li>
    }
}

/// The papers of a day, latest first.
#[component]
fn DayList(props: &DayListProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let listed = use_fetched(ListEntries { day: props.day }, true, screen.orders_pulse, language);
    let lines = listed.data.as_ref().map(|lines| lines.as_slice());
    let empty = match lines {
        Some([]) => Some("till-entries-none"),
        None if listed.failure.is_none() => Some("till-loading"),
        _ => None,
    };
    let rows: Html = lines
        .unwrap_or_default()
        .iter()
        .map(|line| {
            row(line, props.looked_at.as_ref() == Some(&line.entry), &props.on_look, language)
        })
        .collect();
    html! {
        <>
            if let Some(failure) = &listed.failure {
                <Notice text={failure.message.clone()} tone={Tone::Warning} testid="entries-error" />
            }
            if let Some(key) = empty {
                <p class="empty" data-testid="entries-empty">{ say(language, key) }</p>
            }
            <ul class="till-entries">{ rows }</ul>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use domain::ledger::RegisterCode;

    fn line(chain: Chain, kind: &str, total: i64) -> EntryLine {
        let register = RegisterCode("MOZ1-3".to_owned());
        EntryLine {
            entry: EntryRef { register, chain, number: 12 },
            at: DateTime::UNIX_EPOCH,
            kind: kind.to_owned(),
            number: None,
            total: Cents(total),
            who: None,
        }
    }

    #[test]
    fn rows_name_what_they_are_and_their_money() {
        for (chain, kind, total, id, called_fr, money_fr) in [
            (Chain::Sales, "sale", 800, "sales-12", "Ticket n°\u{a0}12", "8,00\u{a0}€"),
            (
                Chain::Sales,
                "refund",
                -150,
                "sales-12",
                "Remboursement n°\u{a0}12",
                "\u{2212}1,50\u{a0}€",
            ),
            (
                Chain::Training,
                "sale",
                800,
                "training-12",
                "⚠\u{a0}École\u{a0}: Ticket n°\u{a0}12",
                "8,00\u{a0}€",
            ),
            (Chain::Duplicates, "duplicate", 0, "duplicates-12", "Duplicata n°\u{a0}12", "—"),
            (
                Chain::Closings,
                "day",
                0,
                "closings-12",
                "Clôture journalière (Z) n°\u{a0}12",
                "0,00\u{a0}€",
            ),
        ] {
            let line = line(chain, kind, total);
            assert_eq!(entry_id(&line.entry), id);
            assert_eq!(called(&line, Language::Fr), called_fr);
            assert_eq!(money(&line, Language::Fr), money_fr);
        }
    }

    #[test]
    fn every_kind_has_a_word_in_both_languages() {
        let kinds = [
            "sale",
            "advance",
            "refund",
            "cancellation",
            "reversal",
            "note",
            "duplicate",
            "day",
            "month",
            "year",
        ];
        for kind in kinds {
            for language in [Language::Fr, Language::En] {
                let word = called(&line(Chain::Sales, kind, 1), language);
                assert!(!word.contains("till-kind"), "{word}");
            }
        }
    }
}
