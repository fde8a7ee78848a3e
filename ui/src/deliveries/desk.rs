//! What a dispatcher is doing: the orders that are picked, in their order, the round through them, who drives
//! with which float, and the run whose driver is back.

use crate::doubts::Taps;
use domain::Failure;
use domain::orders::OrderId;
use domain::runs::{Deliveries, FailReason, PlannedRun, RunEnded, RunId, RunSent};
use domain::staff::StaffId;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// An order that is to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
}

/// A run whose driver is back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The run.
    pub run: RunId,
    /// What he brings, as it is typed.
    pub counted: String,
}

/// An order that could not be handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// Its run.
    pub run: RunId,
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// Why.
    pub reason: Option<FailReason>,
    /// In the driver's words.
    pub note: String,
}

/// What was done last, until the next thing is.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A run left.
    Sent(RunSent),
    /// A run is over: whose.
    Ended(String, RunEnded),
    /// These are not to be brought any more, or by somebody else.
    Gone(Vec<String>),
}

/// What a dispatcher is doing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// What is to go, in the order in which it is brought.
    pub picked: Vec<Picked>,
    /// The round through them.
    pub planned: Option<PlannedRun>,
    /// Who drives.
    pub driver: Option<StaffId>,
    /// What he carries, as it is typed; none: as it is proposed.
    pub float: Option<String>,
    /// The run that is settled.
    pub back: Option<Back>,
    /// The order that could not be handed over.
    pub failing: Option<Failing>,
    /// The commands under way.
    pub taps: Taps,
    /// The round is being worked out.
    #[serde(skip)]
    pub planning: bool,
    /// Why it could not be.
    #[serde(skip)]
    pub plan_failure: Option<Failure>,
    /// What was done last.
    #[serde(skip)]
    pub said: Option<Said>,
}

/// What happens to it.
#[derive(Clone, Debug)]
pub enum Act {
    /// An order is picked, or is not any more.
    Pick(Picked),
    /// None is picked any more.
    PickNone,
    /// The order at that place goes one place up.
    Earlier(usize),
    /// A round is asked for.
    Planning,
    /// The round through these, or why there is none.
    Planned(Vec<OrderId>, Result<PlannedRun, Failure>),
    /// That one drives; twice: nobody yet.
    Drive(StaffId),
    /// A float is typed.
    Float(String),
    /// A driver is back, or is not yet.
    Back(Option<RunId>),
    /// What he brings is typed.
    Counted(String),
    /// An order could not be handed over; none: it could.
    Fail(Option<Failing>),
    /// A form's command leaves.
    Sent(String, String),
    /// It was answered, or was not.
    Answered(String, Result<Option<Said>, Failure>),
    /// What is shown was read again.
    Read(Rc<Deliveries>),
}

/// The form that sends a run.
pub const SEND: &str = "send";
/// The form that ends one.
pub const END: &str = "end";
/// The form of an order that comes back.
pub const FAIL: &str = "fail";

impl Desk {
    /// Which place an order has on the run that is made, from 1.
    pub fn place(&self, order: OrderId) -> Option<usize> {
        self.picked.iter().position(|it| it.order == order).map(|at| at + 1)
    }

    /// The orders that are picked, in their order.
    pub fn orders(&self) -> Vec<OrderId> {
        self.picked.iter().map(|it| it.order).collect()
    }

    /// A run is on its way to the server, or may be: what it is made of does not change.
    pub fn is_held(&self) -> bool {
        self.taps.is_held(SEND)
    }

    fn picks(&mut self, change: impl FnOnce(&mut Vec<Picked>)) {
        if !self.is_held() {
            change(&mut self.picked);
            self.unplan();
        }
    }

    fn unplan(&mut self) {
        (self.planned, self.planning, self.plan_failure) = (None, false, None);
    }

    fn planned(&mut self, asked: &[OrderId], answer: Result<PlannedRun, Failure>) {
        // Others were picked meanwhile: what is asked for next is waited for.
        if asked != self.orders() || self.is_held() {
            return;
        }
        self.planning = false;
        match answer {
            Ok(plan) => {
                let picked = |stop: &domain::runs::PlannedStop| Picked {
                    order: stop.order,
                    number: stop.number.clone(),
                };
                self.picked = plan.stops.iter().map(picked).collect();
                (self.planned, self.plan_failure) = (Some(plan), None);
            }
            Err(failure) => self.plan_failure = Some(failure),
        }
    }

    fn answered(&mut self, form: &str, answer: Result<Option<Said>, Failure>) {
        match answer {
            Ok(said) => {
                self.taps.answered(form, None);
                match form {
                    SEND => {
                        (self.picked, self.driver, self.float) = (Vec::new(), None, None);
                        self.unplan();
                    }
                    END => self.back = None,
                    FAIL => self.failing = None,
                    _ => {}
                }
                self.said = said;
            }
            Err(failure) => self.taps.answered(form, Some(failure)),
        }
    }

    /// What is not to be brought any more goes from what is picked, and what is over from what is settled.
    fn read(&mut self, read: &Deliveries) {
        if self.is_held() {
            return;
        }
        let is_there = |order: OrderId| read.ready.iter().any(|it| it.order == order);
        let gone: Vec<String> = self
            .picked
            .iter()
            .filter(|it| !is_there(it.order))
            .map(|it| it.number.clone())
            .collect();
        if !gone.is_empty() {
            self.picked.retain(|it| is_there(it.order));
            self.unplan();
            self.said = Some(Said::Gone(gone));
        }
        let is_under_way = |run: RunId| read.runs.iter().any(|it| it.run == run);
        if !self.taps.is_held(END) && self.back.as_ref().is_some_and(|it| !is_under_way(it.run)) {
            self.back = None;
        }
        if !self.taps.is_held(FAIL) && self.failing.as_ref().is_some_and(|it| !is_under_way(it.run))
        {
            self.failing = None;
        }
    }

    fn act(&mut self, act: Act) {
        let is_a_persons = !matches!(
            act,
            Act::Planned(..) | Act::Planning | Act::Answered(..) | Act::Sent(..) | Act::Read(_)
        );
        if is_a_persons {
            self.said = None;
            self.taps.forget_failure();
        }
        match act {
            Act::Pick(one) => self.picks(|picked| {
                let before = picked.len();
                picked.retain(|it| it.order != one.order);
                if picked.len() == before {
                    picked.push(one);
                }
            }),
            Act::PickNone => self.picks(Vec::clear),
            Act::Earlier(at) => self.picks(|picked| {
                if at > 0 && at < picked.len() {
                    picked.swap(at, at - 1);
                }
            }),
            Act::Planning => (self.planning, self.plan_failure) = (true, None),
            Act::Planned(asked, answer) => self.planned(&asked, answer),
            Act::Drive(driver) if !self.is_held() => {
                self.float = None;
                self.driver = Some(driver).filter(|it| self.driver != Some(*it));
            }
            Act::Drive(_) => {}
            Act::Float(typed) => self.float = Some(typed),
            Act::Back(run) => {
                self.back = run.map(|run| Back { run, counted: String::new() });
            }
            Act::Counted(typed) => {
                if let Some(back) = &mut self.back {
                    back.counted = typed;
                }
            }
            Act::Fail(failing) => self.failing = failing,
            Act::Sent(form, text) => {
                self.said = None;
                self.taps.sent(&form, text);
            }
            Act::Answered(form, answer) => self.answered(&form, answer),
            Act::Read(read) => self.read(&read),
        }
    }
}

impl Reducible for Desk {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        next.act(act);
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests;
