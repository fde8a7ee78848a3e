//! Taking the money for an order (UC19, UC20): all that is due or an advance, in one tender or
//! several, of one payer or of several who pay apart.

pub mod amount;
mod card;
mod counting;
mod given_list;
mod hand;
mod laid;
mod lesson;
mod outcome;
mod pane;
mod payers;
mod paying;
mod split;
mod split_lines;
mod telephone;
#[cfg(test)]
mod tests;

use crate::backend::{local_now, new_command};
use crate::catalogue::{say, say_with};
use crate::doubts::{Standing, use_standing_by};
use crate::frame::{Dialog, Screen, focus, use_screen};
use crate::ledger::PrintNoteButton;
use crate::online::{arrived, use_online};
use crate::payments::CardPayment;
use card::{beside, settling, use_settles_itself, use_terminal};
use chrono::TimeDelta;
use counting::{confirm, counting};
use domain::Cents;
use domain::ledger::Note;
use domain::orders::{OrderSummary, ServiceMode, SettleOrder, Settled};
use domain::payments::{Due, Payer};
use domain::shops::ZONE;
use hand::Terms;
use laid::{Act, Laid, Step};
use lesson::{asking, reminder};
use outcome::outcome;
use pane::Pane;
use patternfly_yew::prelude::ModalVariant;
pub use paying::{Lesson, Paying};
use split::Split;
use std::rc::Rc;
use telephone::use_chosen;
use yew::prelude::*;

/// The order as the list has it.
fn listed<'a>(paying: &Paying, orders: Option<&'a [OrderSummary]>) -> Option<&'a OrderSummary> {
    orders.into_iter().flatten().find(|order| order.order == paying.order)
}

/// What is due now: as the list says it, or as it was when the dialog opened.
fn due_now(paying: &Paying, orders: Option<&[OrderSummary]>) -> Due {
    match listed(paying, orders) {
        Some(order) => Due { amount: order.due(), total: order.total },
        None => Due::whole(paying.due),
    }
}

/// What is to be paid: what is due now, or was when the command left.
fn terms(props: &SettleDialogProps, sent: Option<&SettleOrder>, screen: &Screen) -> Terms {
    let listed = due_now(&props.paying, props.orders.as_deref().map(Vec::as_slice));
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    Terms {
        due: sent.map_or(listed, |sent| Due { amount: sent.due, ..listed }),
        rules: screen.terminal.shop.taking.clone(),
        day: now.with_timezone(&ZONE).date_naive(),
    }
}

/// What [`SettleDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct SettleDialogProps {
    /// The order.
    pub paying: Paying,
    /// The orders under way, once read.
    pub orders: Option<Rc<Vec<OrderSummary>>>,
    /// The money was taken.
    #[prop_or_default]
    pub on_settled: Callback<Settled>,
    /// Done, or left for later.
    pub on_close: Callback<()>,
}

impl SettleDialogProps {
    /// The order as the list has it.
    fn listed(&self) -> Option<&OrderSummary> {
        listed(&self.paying, self.orders.as_deref().map(Vec::as_slice))
    }
}

/// The dialog around it.
fn dialog(
    title: String,
    on_close: Callback<()>,
    close_word: Option<String>,
    actions: Html,
    body: Html,
) -> Html {
    html! {
        <Dialog {title} testid="pay-dialog" variant={ModalVariant::Medium} {on_close}
            close_word={close_word.map(AttrValue::from)} {actions}>{ body }</Dialog>
    }
}

/// The note of what is eaten here, which is handed over before it is paid.
fn note(props: &SettleDialogProps, held: bool) -> Html {
    let order = props.paying.order;
    match props.listed().filter(|it| it.mode == ServiceMode::EatIn && !held) {
        Some(it) => {
            html! { <PrintNoteButton {order} due={Note::is_due(it.mode, it.total)} /> }
        }
        None => Html::default(),
    }
}

/// Changes what lies there; what was said of it before is over.
fn acting(
    laid: UseReducerDispatcher<Laid>,
    standing: UseStateHandle<Standing<SettleOrder, Settled>>,
) -> Callback<Act> {
    Callback::from(move |act| {
        laid.dispatch(act);
        if standing.failure.is_some() {
            standing.set(Standing::default());
        }
    })
}

/// What a confirmation does; what comes by card is asked of the terminal, where there is one.
fn confirming(
    settle: Callback<Vec<Payer>>,
    step: Step,
    again: Option<Callback<Option<SettleOrder>>>,
    act: Callback<Act>,
    to_terminal: Option<(Callback<Cents>, Cents)>,
) -> Callback<()> {
    Callback::from(move |()| match (step.clone(), &again, &to_terminal) {
        // What is in doubt goes again, as it was.
        (_, Some(again), _) => again.emit(None),
        (_, None, Some((ask, amount))) => ask.emit(*amount),
        (Step::Settle(payers), ..) => settle.emit(payers),
        (Step::Next(given, next), ..) => act.emit(Act::Next(given, next)),
        (Step::Add(given), ..) => act.emit(Act::Add(given)),
        (Step::Wait, ..) => {}
    })
}

/// Takes the money.
#[component]
pub fn SettleDialog(props: &SettleDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (standing, send) = use_standing_by(props.paying.order, asking(&props.paying));
    let sent = standing.sent.as_ref();
    {
        let on_settled = props.on_settled.clone();
        use_effect_with(standing.done.clone(), move |done| {
            done.iter().for_each(|settled| on_settled.emit(settled.clone()));
        });
    }
    let laid = use_reducer(|| sent.map(Laid::of).unwrap_or_default());
    let splitting = use_state(|| false);
    let field = use_node_ref();
    let terms = terms(props, sent, &screen);
    // Who gave what, for the change of each: of what is typed nothing is due any more by then.
    let payers = use_mut_ref(Vec::new);
    if let Some(sent) = sent {
        payers.borrow_mut().clone_from(&sent.payers);
    }
    let failure = standing.failure.as_ref();
    let place = failure.and_then(|it| laid.place(it.field.as_deref()?, &terms));
    {
        let field = field.clone();
        use_effect_with(((*laid).clone(), *splitting), move |_| focus(&field));
        let laid = laid.dispatcher();
        use_effect_with(failure.cloned(), move |_| {
            place.into_iter().for_each(|(at, _)| laid.dispatch(Act::Turn(at)));
        });
    }
    let (order, due, in_full) = (props.paying.order, terms.due.amount, laid.in_full);
    let ask = move |payers| SettleOrder { command: new_command(), order, due, payers, in_full };
    let settle = settling(ask, send.clone());
    let terminal = use_terminal(&props.paying, due, &laid, sent.is_some());
    use_settles_itself(&terminal, &laid, &terms, settle.clone());
    let orders = props.orders.as_deref().map(Vec::as_slice);
    // One that was just placed is not in the list yet: nobody has begun it.
    let untouched = listed(&props.paying, orders).is_none_or(|it| it.is_untouched() && !it.held);
    let online = use_online(order, props.paying.lesson.is_none(), untouched);
    use_chosen(&online, &props.paying, &laid, due);
    let close = props.on_close.clone();
    if let Some(settled) = &standing.done {
        let body = outcome(settled, &payers.borrow(), props.paying.lesson.is_some(), language);
        return dialog(settled.number.clone(), close, None, Html::default(), body);
    }
    let number = [("number", props.paying.number.as_str().into())];
    let title = say_with(language, "settle-title", &number);
    if let Some(asked) = terminal.held.clone().filter(|_| sent.is_none()) {
        let word = Some(say(language, "card-close"));
        return dialog(title, close, word, Html::default(), html! { <CardPayment {asked} /> });
    }
    if terms.due.amount <= Cents::ZERO && sent.is_none() {
        let body = html! {
            <>
                <p class="settled" data-testid="already-paid">{ say(language, "settle-paid-already") }</p>
                { arrived(&online, language) }
                { beside(&terminal, true, language) }
            </>
        };
        return dialog(title, close, None, Html::default(), body);
    }
    let act = acting(laid.dispatcher(), standing.clone());
    let set_splitting = splitting.setter();
    if *splitting {
        let back = Callback::from(move |()| set_splitting.set(false));
        let (act, done) = (act, back.clone());
        let on_split = Callback::from(move |parts| {
            act.emit(Act::Split(parts));
            done.emit(());
        });
        let content = props.listed().map(|order| order.content.clone()).unwrap_or_default();
        let body = html! { <Split due={terms.due.amount} {content} {language} {on_split} /> };
        return dialog(title, back, Some(say(language, "split-back")), Html::default(), body);
    }
    let on_split = Callback::from(move |()| set_splitting.set(true));
    let step = laid.step(&terms);
    let asked = pane::asked(&laid, &terms, terminal.asks, &step);
    let to_terminal = asked.map(|amount| (terminal.ask.clone(), amount));
    let again = sent.is_some().then_some(send);
    let enter = confirming(settle, step.clone(), again, act.clone(), to_terminal);
    let here = place.filter(|(at, _)| *at == laid.at && sent.is_none());
    let said = here.and_then(|(_, thing)| Some((thing?, failure?.message.clone())));
    let pane = Pane {
        laid: &laid,
        terms: &terms,
        language,
        act: &act,
        enter: &enter,
        field: &field,
        asks: terminal.asks,
        said,
        online: &online,
        phone: props.listed().and_then(|it| it.customer_phone.as_deref()),
    };
    let actions = confirm(&standing, &step, &pane, language);
    let note = note(props, standing.sent.is_some());
    let is_refused = failure.is_some() && sent.is_none();
    let beside = beside(&terminal, is_refused, language);
    let reminder = reminder(&props.paying, language);
    let body =
        html! { <>{ note }{ reminder }{ beside }{ counting(&pane, &on_split, &standing) }</> };
    dialog(title, close, None, actions, body)
}
