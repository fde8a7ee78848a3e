//! An order's payments on the telephone while its payment dialog is open: read, asked for, followed, given up.

use crate::backend::{call, local_now, new_uuid};
use crate::frame::{Screen, keep, kept, use_fetched, use_screen};
use chrono::{DateTime, TimeDelta, Utc};
use domain::contract::ChangeKind;
use domain::online::{
    AskOnline, LeaveOnline, OnlineCall, OnlineOrder, OnlineStands, ReadOnline, live_amount,
};
use domain::orders::OrderId;
use domain::payments::{PaypalIntentId, PaypalState};
use domain::{Call, Cents, Failure};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often a payment that somebody waits for is read.
const LOOK_EVERY_MS: u32 = 3_000;
/// Under what the window keeps whether the group takes payments so.
const OFFERED: &str = "oc-pizza.paypal";

/// Grows every so often while it is on.
#[hook]
pub fn use_ticks(every_ms: u32, on: bool) -> u32 {
    let ticks = use_state(|| 0_u32);
    {
        let set = ticks.setter();
        use_effect_with((on, *ticks), move |&(on, now)| {
            let next = on.then(|| Timeout::new(every_ms, move || set.set(now.wrapping_add(1))));
            move || drop(next)
        });
    }
    *ticks
}

/// Makes one call at a time; what it changes is read again.
pub fn send<C>(
    screen: &Screen,
    asked: C,
    busy: &UseStateHandle<bool>,
    answered: impl FnOnce(Result<C::Reply, Failure>) + 'static,
) where
    C: Call<Request = OnlineCall>,
{
    if **busy {
        return;
    }
    busy.set(true);
    let (screen, busy) = (screen.clone(), busy.setter());
    spawn_local(async move {
        let answer = call(asked, screen.language).await;
        if let Err(failure) = &answer {
            screen.heed(failure);
        }
        busy.set(false);
        answered(answer);
        screen.refresh.emit(ChangeKind::Order);
    });
}

/// Who pays on the telephone: of several who pay apart, which, and how much that one still owes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payer {
    /// Which, where several pay apart.
    pub at: Option<usize>,
    /// What this one still owes.
    pub owes: Cents,
    /// What is due of the order.
    pub due: Cents,
}

/// What was asked for in this dialog, by whose turn it was.
type Asked = Rc<Vec<(Option<usize>, OnlineStands)>>;

/// An order's payments on the telephone, as a dialog shows them.
#[derive(Clone)]
pub struct Online {
    /// Payments can be asked for, or one is under way.
    pub offered: bool,
    /// The server is there.
    pub is_online: bool,
    /// It is known what was asked for before.
    pub is_read: bool,
    /// Something is asked right now.
    pub busy: bool,
    /// What was refused.
    pub failure: Option<Failure>,
    /// By the server's clock.
    pub now: DateTime<Utc>,
    /// Asks for what that payer owes.
    pub ask: Callback<Payer>,
    /// The order may be held until it is paid; none: it is begun already. Whether it is to be.
    pub holds: Option<bool>,
    /// It is to be held, or not.
    pub hold: Callback<bool>,
    /// Gives that one up.
    pub leave: Callback<PaypalIntentId>,
    payments: Vec<OnlineStands>,
    asked: Asked,
}

/// Those of an order, and what was asked for here and is not among them yet.
fn together(read: Option<&OnlineOrder>, asked: &Asked) -> Vec<OnlineStands> {
    let read = read.map(|it| it.payments.clone()).unwrap_or_default();
    let is_new = |it: &&OnlineStands| read.iter().all(|other| other.intent != it.intent);
    let mut all: Vec<_> = asked.iter().rev().map(|(_, it)| it).filter(is_new).cloned().collect();
    all.extend(read);
    all
}

impl Online {
    /// What may come of them all: whoever settles otherwise is told.
    pub fn live(&self) -> Option<&OnlineStands> {
        self.payments.iter().find(|it| it.is_live())
    }

    /// The latest.
    pub fn last(&self) -> Option<&OnlineStands> {
        self.payments.first()
    }

    /// The payment that a payer is shown: of several who pay apart, the one's own.
    pub fn of(&self, payer: Payer) -> Option<&OnlineStands> {
        let own = payer.at.and_then(|at| self.own(at));
        let all = || self.live().or(self.payments.first());
        match payer.at {
            Some(_) if self.left(payer) > Cents::ZERO => own,
            Some(_) => own.or_else(all),
            None => all(),
        }
    }

    /// Whether one of several who pay apart has paid, or agreed to.
    pub fn has_agreed(&self, at: usize) -> bool {
        let agrees =
            |it: &OnlineStands| matches!(it.state, PaypalState::Authorized | PaypalState::Captured);
        self.own(at).is_some_and(agrees)
    }

    /// The latest that was asked here of one of several.
    fn own(&self, at: usize) -> Option<&OnlineStands> {
        let (_, asked) = self.asked.iter().rev().find(|(of, _)| *of == Some(at))?;
        self.payments.iter().find(|it| it.intent == asked.intent)
    }

    /// How much can still be asked of a payer.
    fn left(&self, payer: Payer) -> Cents {
        payer.owes.min(payer.due - live_amount(&self.payments))
    }

    /// How much is asked of a payer at a tap; none: what is asked already is followed.
    pub fn to_ask(&self, payer: Payer) -> Option<Cents> {
        let followed = self.of(payer).is_some_and(OnlineStands::is_live);
        Some(self.left(payer)).filter(|left| !followed && *left > Cents::ZERO)
    }
}

/// An order's payments on the telephone; they are `wanted` where one can be made. What nobody has begun `can_be_held`.
#[hook]
pub fn use_online(order: OrderId, wanted: bool, can_be_held: bool) -> Online {
    let screen = use_screen();
    let wanted = wanted && !screen.training;
    let (busy, failure) = (use_state(|| false), use_state(|| None::<Failure>));
    let asked = use_state(Asked::default);
    let follows = use_state(|| false);
    let holds = use_state(|| false);
    let hold = holds.setter();
    // Sent again while nobody knows whether it was asked.
    let doubt = use_mut_ref(|| None::<AskOnline>);
    let ticks = use_ticks(LOOK_EVERY_MS, *follows && screen.online);
    let pulse = screen.orders_pulse.wrapping_add(ticks);
    let call = ReadOnline { order, watched: *follows };
    let read = use_fetched(call, wanted && screen.online, pulse, screen.language);
    let payments = together(read.data.as_deref(), &asked);
    let is_live = payments.iter().any(OnlineStands::is_live);
    {
        let follows = follows.setter();
        use_effect_with(is_live, move |live| follows.set(*live));
    }
    let ask = {
        let (screen, busy, failure) = (screen.clone(), busy.clone(), failure.setter());
        let (asked, payments) = (asked.clone(), payments.clone());
        let hold = *holds && can_be_held;
        Callback::from(move |payer: Payer| {
            let amount = payer.owes.min(payer.due - live_amount(&payments));
            let again =
                doubt.borrow().clone().filter(|it| it.amount == amount && it.due == payer.due);
            let fresh = || AskOnline {
                intent: PaypalIntentId(new_uuid()),
                order,
                due: payer.due,
                amount,
                hold,
            };
            let call = again.unwrap_or_else(fresh);
            let (failure, doubt, asked) = (failure.clone(), doubt.clone(), asked.clone());
            failure.set(None);
            doubt.replace(Some(call.clone()));
            send(&screen, call, &busy, move |answer| {
                if !answer.as_ref().is_err_and(Failure::leaves_outcome_unknown) {
                    doubt.replace(None);
                }
                match answer {
                    Ok(stands) => {
                        let mut all = (**asked).clone();
                        all.push((payer.at, stands));
                        asked.set(Rc::new(all));
                    }
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        })
    };
    let leave = {
        let (screen, busy, failure) = (screen.clone(), busy.clone(), failure.setter());
        Callback::from(move |intent| {
            let failure = failure.clone();
            failure.set(None);
            send(&screen, LeaveOnline { intent }, &busy, move |answer| failure.set(answer.err()));
        })
    };
    let offered = read.data.as_ref().map(|it| it.offered);
    use_effect_with(offered, |offered| offered.iter().for_each(|it| keep(OFFERED, it)));
    // As it was last, until it is read: the tender stands there when the dialog opens.
    let is_offered = screen.online && offered.or_else(|| kept(OFFERED)).unwrap_or_default();
    Online {
        offered: wanted && (is_offered || is_live),
        is_online: screen.online,
        is_read: read.data.is_some(),
        busy: *busy,
        failure: (*failure).clone(),
        now: local_now() + TimeDelta::milliseconds(screen.clock_offset_ms),
        ask,
        holds: can_be_held.then_some(*holds),
        hold: Callback::from(move |on| hold.set(on)),
        leave,
        payments,
        asked: (*asked).clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::told::tests::stands;
    use super::*;
    use domain::payments::PaypalWish;
    use uuid::Uuid;

    fn payment(id: u128, cents: i64, state: PaypalState) -> OnlineStands {
        let intent = PaypalIntentId(Uuid::from_u128(id));
        OnlineStands { intent, amount: Cents(cents), ..stands(state, PaypalWish::Hold) }
    }

    fn online(read: &[OnlineStands], asked: &[(Option<usize>, OnlineStands)]) -> Online {
        let read = OnlineOrder { offered: true, payments: read.to_vec() };
        let asked = Rc::new(asked.to_vec());
        Online {
            offered: true,
            is_online: true,
            is_read: true,
            busy: false,
            failure: None,
            now: DateTime::UNIX_EPOCH,
            ask: Callback::noop(),
            holds: None,
            hold: Callback::noop(),
            leave: Callback::noop(),
            payments: together(Some(&read), &asked),
            asked,
        }
    }

    fn payer(at: Option<usize>, owes: i64) -> Payer {
        Payer { at, owes: Cents(owes), due: Cents(1600) }
    }

    #[test]
    fn what_is_asked_is_followed_and_what_is_over_can_be_asked_again() {
        use PaypalState::{Authorized, Cancelled, ToCheck, Waiting};
        for (read, shown, to_ask) in [
            (vec![], None, Some(1600)),
            (vec![payment(1, 1600, Waiting)], Some(1), None),
            (vec![payment(2, 1600, Cancelled), payment(1, 1600, Authorized)], Some(1), None),
            (vec![payment(2, 1600, Cancelled), payment(1, 1600, Cancelled)], Some(2), Some(1600)),
            (vec![payment(1, 1600, ToCheck)], Some(1), None),
        ] {
            let online = online(&read, &[]);
            let whole = payer(None, 1600);
            let found = online.of(whole).map(|it| it.intent.0.as_u128());
            let asks = online.to_ask(whole).map(|it| it.0);
            assert_eq!((found, asks), (shown, to_ask), "{read:?}");
        }
    }

    #[test]
    fn who_pays_apart_follows_the_own_part() {
        let mine = payment(1, 600, PaypalState::Authorized);
        // Asked for, and not read yet.
        for read in [vec![], vec![mine.clone()]] {
            let online = online(&read, &[(Some(0), mine.clone())]);
            assert_eq!(online.of(payer(Some(0), 600)), Some(&mine));
            assert_eq!(online.to_ask(payer(Some(0), 600)), None);
            assert!(online.has_agreed(0) && !online.has_agreed(1));
            assert_eq!(online.of(payer(Some(1), 1000)), None);
            assert_eq!(online.to_ask(payer(Some(1), 1000)), Some(Cents(1000)));
        }
        // All of it is asked of somebody already.
        let whole = payment(3, 1600, PaypalState::Waiting);
        let online = online(std::slice::from_ref(&whole), &[]);
        assert_eq!(online.of(payer(Some(1), 1000)), Some(&whole));
        assert_eq!(online.to_ask(payer(Some(1), 1000)), None);
    }
}
