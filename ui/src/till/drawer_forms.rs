//! What is done with the drawer: its session opened, cash put in and taken out, opened without a sale.

use crate::backend::new_command;
use crate::catalogue::say;
use crate::frame::{Field, use_screen};
use crate::ledger::counting::{DRAWER, MOVE, SESSION, Typed, meant};
use crate::ledger::{TillHandle, use_till};
use domain::ledger::{MoveCash, OpenDrawer, OpenSession};
use domain::payments::{CashMovement, reason};
use domain::{Cents, Failure, FailureCode, Language};
use yew::prelude::*;

/// A failure that is about the amount, at the field of that name.
fn of_amount(failure: Option<&Failure>, field: &str) -> Option<Failure> {
    let failure = failure.filter(|it| it.field.as_deref() == Some("amount"))?;
    Some(Failure { field: Some(field.to_owned()), ..failure.clone() })
}

/// What is typed is no amount that can be meant.
fn no_amount(typed: &str, field: &str, least: Cents, language: Language) -> Option<Failure> {
    let wrong = !typed.trim().is_empty() && meant(typed, least).is_none();
    wrong.then(|| Failure {
        code: FailureCode::Refused,
        message: say(language, "till-no-amount"),
        field: Some(field.to_owned()),
    })
}

/// A button of a form: its name for tests, its words, and whether what is typed can be sent.
struct Sends {
    form: &'static str,
    testid: &'static str,
    key: &'static str,
    ready: bool,
    /// The form's command in doubt is another button's.
    other: bool,
}

impl Sends {
    fn button(self, till: &TillHandle, language: Language, send: impl Fn() + 'static) -> Html {
        let Sends { form, testid, key, ready, other } = self;
        let held = till.till.is_held(form) && !other;
        let can = !till.till.is_busy() && (held || (ready && !other));
        let word = if other { say(language, key) } else { till.till.word(form, key, language) };
        html! {
            <button class={classes!("button", (form == SESSION).then_some("primary"))} data-testid={testid}
                disabled={!can} onclick={move |_: MouseEvent| send()}>{ word }</button>
        }
    }
}

/// What a field does with what is typed in it.
fn typing(till: &TillHandle, into: fn(&mut Typed, String)) -> Callback<String> {
    let till = till.clone();
    Callback::from(move |next: String| till.type_in(|typed| into(typed, next)))
}

/// Says that a form's command did what it was to do.
fn done(till: &TillHandle, language: Language) -> Html {
    let said = [
        (SESSION, "till-session-opened"),
        (MOVE, "till-move-noted"),
        (DRAWER, "till-drawer-opened"),
    ];
    let said = said.into_iter().find(|(form, _)| till.till.is_done(form));
    html! {
        if let Some((_, key)) = said {
            <p class="orders-said" role="status" data-testid="drawer-said">{ "✓\u{a0}" }{ say(language, key) }</p>
        }
    }
}

/// What opens the session with its float.
#[component]
fn Float() -> Html {
    let (screen, till) = (use_screen(), use_till());
    let language = screen.language;
    let typed = till.till.typed.float.clone();
    let float = meant(&typed, Cents::ZERO);
    let wrong = no_amount(&typed, "float", Cents::ZERO, language);
    let failure = of_amount(till.till.failure(SESSION), "float").or(wrong);
    let on_type = typing(&till, |typed, next| typed.float = next);
    let send = {
        let (till, screen) = (till.clone(), screen.clone());
        move || {
            let asked = float.map(|float| OpenSession { command: new_command(), float });
            till.send(&screen, SESSION, asked, Callback::noop());
        }
    };
    let button = Sends {
        form: SESSION,
        testid: "session-open",
        key: "till-session-open",
        ready: float.is_some(),
        other: false,
    };
    html! {
        <>
            <p class="till-calm">{ say(language, "till-float-about") }</p>
            <fieldset disabled={till.till.is_held(SESSION)}>
                <Field name="float" label={say(language, "till-float")} value={Cents::retyped(&typed, language)}
                    example={Cents::retyped("150,00", language)} {failure} {on_type} />
            </fieldset>
            <div class="bar">{ button.button(&till, language, send) }</div>
            { till.till.trouble(SESSION, &["amount"], language) }
        </>
    }
}

/// What [`DrawerForms`] is given.
#[derive(Properties, PartialEq)]
pub struct DrawerFormsProps {
    /// The session is open.
    pub open: bool,
}

/// The forms of the drawer.
#[component]
pub fn DrawerForms(props: &DrawerFormsProps) -> Html {
    let (screen, till) = (use_screen(), use_till());
    let language = screen.language;
    let typed = till.till.typed.clone();
    let amount = meant(&typed.amount, Cents(1));
    let why = reason(&typed.reason).ok();
    let doubt = till.till.in_doubt::<MoveCash>(MOVE).map(|it| it.movement);
    let doubt = doubt.map(|it| matches!(it, CashMovement::In { .. }));
    let held = till.till.is_held(MOVE) || till.till.is_held(DRAWER);
    let moves = |testid: &'static str, key: &'static str, inward: bool| {
        let asked = amount.zip(why.clone()).map(|(amount, reason)| match inward {
            true => CashMovement::In { amount, reason },
            false => CashMovement::Out { amount, reason },
        });
        let other = doubt.is_some_and(|it| it != inward);
        let ready = asked.is_some() && !till.till.is_held(DRAWER);
        let (to, screen) = (till.clone(), screen.clone());
        Sends { form: MOVE, testid, key, ready, other }.button(&till, language, move || {
            let movement = asked.clone();
            let asked = movement.map(|movement| MoveCash { command: new_command(), movement });
            to.send(&screen, MOVE, asked, Callback::noop());
        })
    };
    let opens = {
        let ready = why.is_some() && !till.till.is_held(MOVE);
        let (to, screen, why) = (till.clone(), screen.clone(), why.clone());
        let sends = Sends {
            form: DRAWER,
            testid: "drawer-open",
            key: "till-drawer-open",
            ready,
            other: false,
        };
        sends.button(&till, language, move || {
            let reason = why.clone();
            let asked = reason.map(|reason| OpenDrawer { command: new_command(), reason });
            to.send(&screen, DRAWER, asked, Callback::noop());
        })
    };
    let on_amount = typing(&till, |typed, next| typed.amount = next);
    let on_reason = typing(&till, |typed, next| typed.reason = next);
    let wrong = no_amount(&typed.amount, "amount", Cents(1), language);
    let failed = till.till.failure(MOVE).or(till.till.failure(DRAWER)).cloned();
    html! {
        <section class="till-forms">
            { done(&till, language) }
            if !props.open { <Float /> }
            <fieldset disabled={held}>
                if props.open {
                    <Field name="amount" label={say(language, "till-amount")} value={Cents::retyped(&typed.amount, language)}
                        example={Cents::retyped("20,00", language)} failure={of_amount(failed.as_ref(), "amount").or(wrong)} on_type={on_amount} />
                }
                <Field name="reason" label={say(language, "till-reason")} value={typed.reason.clone()}
                    example={say(language, "till-reason-example")} failure={failed} on_type={on_reason} />
            </fieldset>
            <div class="bar">
                if props.open {
                    { moves("cash-in", "till-cash-in", true) }
                    { moves("cash-out", "till-cash-out", false) }
                }
                { opens }
            </div>
            <p class="till-calm">{ say(language, "till-drawer-about") }</p>
            { till.till.trouble(MOVE, &["amount", "reason"], language) }
            { till.till.trouble(DRAWER, &["reason"], language) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_amount_is_said_at_its_field_once_something_is_typed() {
        for (typed, least, wrong) in
            [("", 1, false), ("0", 0, false), ("0", 1, true), ("dix", 0, true), ("20,5", 1, false)]
        {
            let said = no_amount(typed, "amount", Cents(least), Language::Fr);
            assert_eq!(said.is_some(), wrong, "{typed}");
            assert!(said.is_none_or(|it| it.field.as_deref() == Some("amount")));
        }
    }

    #[test]
    fn a_refused_amount_is_said_at_the_float_too() {
        let failure = |field: Option<&str>| Failure {
            code: FailureCode::Refused,
            message: "no".to_owned(),
            field: field.map(str::to_owned),
        };
        let at = |field| of_amount(Some(&failure(field)), "float").and_then(|it| it.field);
        assert_eq!(at(Some("amount")).as_deref(), Some("float"));
        assert_eq!((at(Some("reason")), at(None), of_amount(None, "float")), (None, None, None));
    }
}
