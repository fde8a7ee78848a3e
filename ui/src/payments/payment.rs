//! One card payment: where it stands, and what a person can say of it.

use super::sending::send;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Screen, Tone, use_screen};
use domain::payments::{
    AskedCard, CardGivenBack, CardState, LeaveCard, PaymentsCall, SayCard, Unheard,
};
use domain::{Call, Failure, Language, Spoken};
use yew::prelude::*;

/// What [`CardPayment`] is given.
#[derive(Properties, PartialEq)]
pub struct CardPaymentProps {
    /// The payment.
    pub asked: AskedCard,
}

/// What is said of it: the sentence, and what to do.
fn words(asked: &AskedCard, language: Language) -> (String, Option<String>, String) {
    let amount = asked.card.amount.show(language);
    let values = [("amount", amount.as_str().into())];
    if asked.goes_back {
        return back_words(asked, language);
    }
    match asked.card.state {
        CardState::Asked => (say(language, "card-waits"), None, say(language, "card-waits-about")),
        CardState::Unknown => {
            let about = match asked.card.unheard {
                Some(Unheard::OtherAmount { .. }) => "card-other-about",
                _ => "card-unknown-about",
            };
            let why = asked.card.unheard.map(|why| why.say(language));
            (say(language, "card-unknown"), why, say_with(language, about, &values))
        }
        CardState::Accepted => {
            (say_with(language, "card-debited", &values), None, say(language, "card-debited-about"))
        }
        CardState::Refused => {
            let why = asked.card.no.map(|why| why.say(language));
            (say(language, "card-refused"), why, String::new())
        }
    }
}

/// The same of money that goes back.
fn back_words(asked: &AskedCard, language: Language) -> (String, Option<String>, String) {
    let amount = asked.card.amount.show(language);
    let values = [("amount", amount.as_str().into())];
    match asked.card.state {
        CardState::Asked => {
            (say(language, "card-back-waits"), None, say(language, "card-waits-about"))
        }
        CardState::Unknown => {
            let why = asked.card.unheard.map(|why| why.say(language));
            let about = say_with(language, "card-back-unknown-about", &values);
            (say(language, "card-back-unknown"), why, about)
        }
        CardState::Accepted => (say_with(language, "card-back-done", &values), None, String::new()),
        CardState::Refused => {
            let why = asked.card.no.map(|why| why.say(language));
            (say(language, "card-back-refused"), why, say(language, "card-back-by-hand"))
        }
    }
}

/// The buttons of one payment.
struct Buttons<'a> {
    screen: &'a Screen,
    busy: UseStateHandle<bool>,
    failed: UseStateHandle<Option<Failure>>,
}

impl Buttons<'_> {
    fn button<C>(&self, testid: &'static str, text: String, asked: C) -> Html
    where
        C: Call<Request = PaymentsCall> + Clone,
    {
        let (screen, busy) = (self.screen.clone(), self.busy.clone());
        let failed = self.failed.setter();
        let onclick = move |_: MouseEvent| {
            let failed = failed.clone();
            failed.set(None);
            send(&screen, asked.clone(), busy.clone(), move |answer| failed.set(answer.err()));
        };
        html! {
            <button class="button" data-testid={testid} disabled={*self.busy} {onclick}>{ text }</button>
        }
    }

    fn of(&self, asked: &AskedCard, sure: &UseStateHandle<bool>) -> Html {
        let (payment, language) = (asked.payment, self.screen.language);
        let amount = asked.card.amount.show(language);
        let values = [("amount", amount.as_str().into())];
        let seen = |testid, key, accepted| {
            self.button(testid, say_with(language, key, &values), SayCard { payment, accepted })
        };
        match asked.card.state {
            CardState::Asked => {
                self.button("card-leave", say(language, "card-leave"), LeaveCard { payment })
            }
            CardState::Unknown => match asked.card.unheard {
                _ if asked.goes_back => html! {
                    <>
                        { seen("card-taken", "card-back-seen", true) }
                        { seen("card-not-taken", "card-back-not-seen", false) }
                    </>
                },
                Some(Unheard::OtherAmount { .. }) => {
                    seen("card-not-taken", "card-cancelled", false)
                }
                _ => html! {
                    <>
                        { seen("card-taken", "card-taken", true) }
                        { seen("card-not-taken", "card-not-taken", false) }
                    </>
                },
            },
            CardState::Accepted if asked.goes_back => Html::default(),
            CardState::Accepted if **sure => html! {
                <>
                    { self.button("card-back-sure", say_with(language, "card-back-sure", &values), CardGivenBack { payment }) }
                    <button class="button" data-testid="card-back-not" onclick={toggle(sure)}>{ say(language, "card-back-not") }</button>
                </>
            },
            CardState::Accepted => html! {
                <button class="button" data-testid="card-back" onclick={toggle(sure)}>{ say(language, "card-back") }</button>
            },
            CardState::Refused => Html::default(),
        }
    }
}

fn toggle(sure: &UseStateHandle<bool>) -> Callback<MouseEvent> {
    let (to, sure) = (!**sure, sure.setter());
    Callback::from(move |_| sure.set(to))
}

/// How a state is called for tests and styles.
fn tone(asked: &AskedCard) -> &'static str {
    match asked.card.state {
        CardState::Accepted if asked.goes_back => "done",
        CardState::Asked => "waits",
        CardState::Unknown | CardState::Accepted => "look",
        CardState::Refused => "no",
    }
}

/// One card payment.
#[component]
pub fn CardPayment(props: &CardPaymentProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (busy, failed) = (use_state(|| false), use_state(|| None::<Failure>));
    let sure = use_state(|| false);
    let asked = &props.asked;
    let (title, why, about) = words(asked, language);
    let buttons = Buttons { screen: &screen, busy, failed: failed.clone() }.of(asked, &sure);
    let state = asked.card.state;
    html! {
        <section class={classes!("card-payment", tone(asked))} data-testid="card-payment" data-state={state.word()}
            role="status" aria-live="polite">
            <div class="amount-due">
                if state == CardState::Asked { <i class="card-spinner" aria-hidden="true"></i> }
                <b data-testid="card-amount" data-cents={asked.card.amount.0.to_string()}>{ asked.card.amount.show(language) }</b>
            </div>
            <h3>{ title }</h3>
            if let Some(why) = why { <p data-testid="card-why">{ why }</p> }
            if !about.is_empty() { <p class="card-about">{ about }</p> }
            <div class="bar">{ buttons }</div>
            if let Some(failure) = &*failed {
                <Notice text={failure.message.clone()} tone={Tone::Failure} testid="card-error" />
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::OrderId;
    use domain::payments::{
        CardAnswer, CardLink, CardNo, CardPayment, CardPaymentId, CardSaid, CardWord,
    };
    use domain::{Cents, Language};
    use uuid::Uuid;

    fn heard(words: &[CardWord]) -> AskedCard {
        let at = chrono::DateTime::UNIX_EPOCH;
        let asked = AskedCard {
            payment: CardPaymentId(Uuid::from_u128(1)),
            order: OrderId(Uuid::from_u128(2)),
            number: "A-042".to_owned(),
            goes_back: false,
            asked: CardSaid { who: "Inès".to_owned(), at },
            card: CardPayment::ask(Cents(1250), CardLink::Network).expect("asked"),
            seen: None,
            settled_by: None,
            end: None,
            ended_at: None,
            back_by: None,
        };
        words.iter().fold(asked, |it, word| it.after(*word, None, at).expect("heard"))
    }

    #[test]
    fn each_state_says_what_is_known_and_what_to_do() {
        let answered = |answer| CardWord::Answered(answer);
        let other = CardAnswer::Accepted { amount: Cents(1000) };
        for (words_heard, title, why, about) in [
            (vec![], "Suivez le terminal", None, "touche rouge"),
            (
                vec![CardWord::Unheard(Unheard::Stopped)],
                "On ne sait pas",
                Some("s’est arrêté"),
                "12,50",
            ),
            (vec![answered(other)], "On ne sait pas", Some("10,00"), "annulez"),
            (
                vec![answered(CardAnswer::Refused { why: CardNo::Declined })],
                "refusé",
                Some("banque"),
                "",
            ),
            (
                vec![answered(CardAnswer::Accepted { amount: Cents(1250) })],
                "débitée de 12,50",
                None,
                "remboursez",
            ),
        ] {
            let said = words(&heard(&words_heard), Language::Fr);
            assert!(said.0.contains(title), "{said:?}");
            assert_eq!(said.1.is_some(), why.is_some(), "{said:?}");
            assert!(said.1.clone().unwrap_or_default().contains(why.unwrap_or_default()));
            assert!(said.2.contains(about), "{said:?}");
        }
    }
}
