//! Dividing what is due by what each payer had: a payer is chosen, and what is his is touched.

use crate::catalogue::{say, say_with};
use domain::money::share;
use domain::orders::SoldLine;
use domain::payments::{LineShared, PAYERS_MAX, by_line};
use domain::{Cents, Language};
use yew::prelude::*;

/// One thing of an order, and who pays it.
#[derive(Clone, Debug, PartialEq)]
struct Thing {
    name: String,
    shared: LineShared,
}

/// Who had what.
#[derive(Clone, Debug, PartialEq)]
pub struct ByLine {
    things: Vec<Thing>,
    payers: usize,
    at: usize,
}

impl ByLine {
    /// Nobody had anything yet. Of two of a line each may be another's.
    pub fn of(content: &[SoldLine], language: Language) -> ByLine {
        let each = |line: &SoldLine| {
            let changes = line.changes.show(language);
            let name = std::iter::once(line.name.clone()).chain(changes).collect::<Vec<_>>();
            let name = name.join(", ");
            let many = usize::try_from(line.quantity).unwrap_or_default();
            let grosses = share(line.gross, &vec![Cents(1); many]);
            grosses.into_iter().map(move |gross| {
                let shared = LineShared { gross, payers: vec![] };
                Thing { name: name.clone(), shared }
            })
        };
        ByLine { things: content.iter().flat_map(each).collect(), payers: 2, at: 0 }
    }

    /// Whether it can be divided so: there are two things that cost something.
    pub fn is_possible(&self) -> bool {
        self.things.iter().filter(|thing| thing.shared.gross > Cents::ZERO).count() > 1
    }

    /// It is another payer's turn; the next one comes along where there is none such yet.
    fn turn(&self, at: usize) -> ByLine {
        let at = at.min(PAYERS_MAX - 1);
        ByLine { at, payers: self.payers.max(at + 1), ..self.clone() }
    }

    /// What is touched is this payer's, too, or is not any more.
    fn touch(&self, thing: usize) -> ByLine {
        let mut next = self.clone();
        if let Some(Thing { shared, .. }) = next.things.get_mut(thing) {
            match shared.payers.iter().position(|payer| *payer == self.at) {
                Some(place) => drop(shared.payers.remove(place)),
                None => shared.payers.push(self.at),
            }
            shared.payers.sort_unstable();
        }
        next
    }

    /// How many things nobody pays yet.
    fn left(&self) -> usize {
        self.things.iter().filter(|thing| thing.shared.payers.is_empty()).count()
    }

    /// What each payer had so far, at the menu's price.
    fn so_far(&self) -> Vec<Cents> {
        let had: Vec<LineShared> = self
            .things
            .iter()
            .filter(|thing| !thing.shared.payers.is_empty())
            .map(|thing| thing.shared.clone())
            .collect();
        let all = had.iter().map(|line| line.gross).sum();
        by_line(all, &had, self.payers).unwrap_or_else(|_| vec![Cents::ZERO; self.payers])
    }

    /// The parts, once everything is somebody's; who has nothing is no payer.
    fn parts(&self, due: Cents) -> Option<Vec<Cents>> {
        let lines: Vec<LineShared> = self.things.iter().map(|it| it.shared.clone()).collect();
        let mut parts = by_line(due, &lines, self.payers).ok()?;
        parts.retain(|part| *part > Cents::ZERO);
        (parts.len() > 1).then_some(parts)
    }
}

/// What [`SplitLines`] is given.
#[derive(Properties, PartialEq)]
pub struct SplitLinesProps {
    /// What is divided.
    pub due: Cents,
    /// What was sold.
    pub content: Vec<SoldLine>,
    /// The language shown.
    pub language: Language,
    /// The parts.
    pub on_split: Callback<Vec<Cents>>,
}

/// Those who pay, each with what he had so far, and one more.
fn payers(had: &UseStateHandle<ByLine>, language: Language) -> Html {
    let tabs = had.so_far().into_iter().enumerate().map(|(at, part)| {
        let on = at == had.at;
        let had = had.clone();
        let onclick = move |_: MouseEvent| had.set(had.turn(at));
        html! {
            <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("split-line-payer-{at}")} data-cents={part.0.to_string()} {onclick}>
                { say_with(language, "payer", &[("payer", (at + 1).into())]) }{ " " }<b>{ part.show(language) }</b>
            </button>
        }
    });
    let more = {
        let had = had.clone();
        move |_: MouseEvent| had.set(had.turn(had.payers))
    };
    html! {
        <div class="picks payers" role="group" aria-label={say(language, "payers-label")}>
            { for tabs }
            <button class="pick" data-testid="split-line-payer-add" aria-label={say(language, "split-payer-add")}
                disabled={had.payers >= PAYERS_MAX} onclick={more}>{ "+" }</button>
        </div>
    }
}

/// What was sold, and whose it is; a touch makes it the chosen payer's.
fn things(had: &UseStateHandle<ByLine>, language: Language) -> Html {
    let rows = had.things.iter().enumerate().map(|(at, thing)| {
        let mine = thing.shared.payers.contains(&had.at);
        let whose: Vec<String> =
            thing.shared.payers.iter().map(|payer| (payer + 1).to_string()).collect();
        let had = had.clone();
        let onclick = move |_: MouseEvent| had.set(had.touch(at));
        html! {
            <button class={classes!("pick", mine.then_some("on"))} aria-pressed={mine.to_string()}
                data-testid={format!("split-line-{at}")} data-payers={whose.join(",")} {onclick}>
                { &thing.name }{ " " }<b>{ thing.shared.gross.show(language) }</b>
                if !whose.is_empty() { <small>{ "→\u{a0}" }{ whose.join(" + ") }</small> }
            </button>
        }
    });
    html! { <div class="picks split-things">{ for rows }</div> }
}

/// Asks who had what.
#[component]
pub fn SplitLines(props: &SplitLinesProps) -> Html {
    let language = props.language;
    let had = use_state(|| ByLine::of(&props.content, language));
    if !had.is_possible() {
        return Html::default();
    }
    let parts = had.parts(props.due);
    let left = had.left();
    let hint = match (left, &parts) {
        (0, None) => say(language, "split-lines-alone"),
        (0, Some(_)) => String::new(),
        (left, _) => say_with(language, "split-lines-left", &[("left", left.into())]),
    };
    let can = parts.is_some();
    let split = props.on_split.clone();
    let divide = move |_: MouseEvent| parts.iter().for_each(|it| split.emit(it.clone()));
    html! {
        <section data-testid="split-lines">
            <h3>{ say(language, "split-lines") }</h3>
            { payers(&had, language) }
            { things(&had, language) }
            <p data-testid="split-lines-left" data-left={left.to_string()} aria-live="polite">{ hint }</p>
            <button class="button primary" data-testid="split-lines-do" disabled={!can} onclick={divide}>{ say(language, "split") }</button>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::menu::Changes;

    fn sold(name: &str, quantity: u32, gross: i64) -> SoldLine {
        let (changes, gross) = (Changes::default(), Cents(gross));
        SoldLine { quantity, name: name.to_owned(), changes, formula: None, gross, is_fee: false }
    }

    /// Two Reine and a bottle, and who touched what.
    fn touched(by: &[(usize, usize)]) -> ByLine {
        let none = ByLine::of(&[sold("Reine", 2, 1601), sold("Eau", 1, 300)], Language::Fr);
        by.iter().fold(none, |had, (payer, thing)| had.turn(*payer).touch(*thing))
    }

    #[test]
    fn each_pays_what_he_had() {
        let cents = |of: &[i64]| of.iter().copied().map(Cents).collect::<Vec<_>>();
        for (by, due, left, so_far, parts) in [
            (&[][..], 1901, 3, &[0, 0][..], None),
            (&[(0, 0), (1, 1)], 1901, 1, &[801, 800], None),
            // The bottle is both's.
            (&[(0, 0), (1, 1), (0, 2), (1, 2)], 1901, 0, &[951, 950], Some(&[951, 950][..])),
            // A third comes along, and takes the bottle.
            (&[(0, 0), (1, 1), (2, 2)], 1901, 0, &[801, 800, 300], Some(&[801, 800, 300])),
            // Half of it is paid already.
            (&[(0, 0), (1, 1), (1, 2)], 950, 0, &[801, 1100], Some(&[400, 550])),
            // Touched twice is not his any more.
            (&[(0, 0), (0, 0)], 1901, 3, &[0, 0], None),
            // All of it is one's, which is no sharing; a third who had nothing does not pay.
            (&[(0, 0), (0, 1), (0, 2)], 1901, 0, &[1901, 0], None),
            (&[(0, 0), (0, 1), (2, 2)], 1901, 0, &[1601, 0, 300], Some(&[1601, 300])),
        ] {
            let had = touched(by);
            assert_eq!(had.left(), left, "{by:?}");
            assert_eq!(had.so_far(), cents(so_far), "{by:?}");
            assert_eq!(had.parts(Cents(due)), parts.map(cents), "{by:?}");
        }
        assert_eq!(touched(&[]).turn(99).payers, PAYERS_MAX);
    }

    #[test]
    fn one_thing_is_not_divided_by_who_had_it() {
        for (content, possible) in [
            (vec![], false),
            (vec![sold("Reine", 1, 800)], false),
            (vec![sold("Reine", 2, 1600)], true),
            (vec![sold("Reine", 1, 800), sold("Café offert", 1, 0)], false),
        ] {
            assert_eq!(ByLine::of(&content, Language::Fr).is_possible(), possible, "{content:?}");
        }
    }
}
