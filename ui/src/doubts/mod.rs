//! The commands on orders whose outcome is not known: a dialog that is opened again on the same
//! order sends the same command again, and so takes no money twice.

mod standing;
mod taps;

pub use standing::{Standing, use_standing, use_standing_by};
pub use taps::Taps;

use crate::frame::{keep, kept};
use domain::CommandId;
use domain::kitchen::MadeAlready;
use domain::orders::{CancelOrder, OrderId, RefundOrder, SettleOrder};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// A command on an order that may or may not have been applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Doubt {
    /// Its money is taken.
    Settle(SettleOrder),
    /// It is given up.
    Cancel(CancelOrder),
    /// Money of it goes back.
    Refund(RefundOrder),
    /// Its pizzas were made while the server was away.
    MadeAlready(MadeAlready),
}

impl Doubt {
    fn order(&self) -> OrderId {
        match self {
            Doubt::Settle(asked) => asked.order,
            Doubt::Cancel(asked) => asked.order,
            Doubt::Refund(asked) => asked.order,
            Doubt::MadeAlready(asked) => asked.order,
        }
    }

    /// The tap.
    pub fn command(&self) -> CommandId {
        match self {
            Doubt::Settle(asked) => asked.command,
            Doubt::Cancel(asked) => asked.command,
            Doubt::Refund(asked) => asked.command,
            Doubt::MadeAlready(asked) => asked.command,
        }
    }
}

/// A command that is kept while it is in doubt.
pub trait Kept: Sized {
    /// As it is kept.
    fn doubt(self) -> Doubt;
    /// Itself again, if it is one of these.
    fn of(doubt: &Doubt) -> Option<&Self>;
}

impl Kept for SettleOrder {
    fn doubt(self) -> Doubt {
        Doubt::Settle(self)
    }

    fn of(doubt: &Doubt) -> Option<&SettleOrder> {
        match doubt {
            Doubt::Settle(asked) => Some(asked),
            _ => None,
        }
    }
}

impl Kept for CancelOrder {
    fn doubt(self) -> Doubt {
        Doubt::Cancel(self)
    }

    fn of(doubt: &Doubt) -> Option<&CancelOrder> {
        match doubt {
            Doubt::Cancel(asked) => Some(asked),
            _ => None,
        }
    }
}

impl Kept for RefundOrder {
    fn doubt(self) -> Doubt {
        Doubt::Refund(self)
    }

    fn of(doubt: &Doubt) -> Option<&RefundOrder> {
        match doubt {
            Doubt::Refund(asked) => Some(asked),
            _ => None,
        }
    }
}

impl Kept for MadeAlready {
    fn doubt(self) -> Doubt {
        Doubt::MadeAlready(self)
    }

    fn of(doubt: &Doubt) -> Option<&MadeAlready> {
        match doubt {
            Doubt::MadeAlready(asked) => Some(asked),
            _ => None,
        }
    }
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Doubts(Vec<Doubt>);

/// What happens to them.
#[derive(Clone, Debug)]
pub enum Heard {
    /// The command left: nothing is known of it until an answer comes.
    Sent(Doubt),
    /// An answer for sure.
    Answered(CommandId),
}

impl Doubts {
    /// The command of this kind on that order.
    pub fn on<C: Kept + Clone>(&self, order: OrderId) -> Option<C> {
        self.0.iter().filter(|doubt| doubt.order() == order).find_map(C::of).cloned()
    }
}

impl Reducible for Doubts {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let command = match &heard {
            Heard::Sent(doubt) => doubt.command(),
            Heard::Answered(command) => *command,
        };
        let mut doubts: Vec<_> =
            self.0.iter().filter(|doubt| doubt.command() != command).cloned().collect();
        if let Heard::Sent(doubt) = heard {
            doubts.push(doubt);
        }
        Rc::new(Doubts(doubts))
    }
}

const DOUBTS: &str = "oc-pizza.doubts";

/// What [`DoubtsProvider`] is given.
#[derive(Properties, PartialEq)]
pub struct DoubtsProviderProps {
    /// The screens.
    pub children: Html,
}

/// Keeps the commands in doubt above the sign-in, and across a reload.
#[component]
pub fn DoubtsProvider(props: &DoubtsProviderProps) -> Html {
    let doubts = use_reducer(|| kept::<Doubts>(DOUBTS).unwrap_or_default());
    use_effect_with(doubts.clone(), |doubts| keep(DOUBTS, &**doubts));
    html! { <ContextProvider<UseReducerHandle<Doubts>> context={doubts}>{ props.children.clone() }</ContextProvider<UseReducerHandle<Doubts>>> }
}

/// The commands in doubt.
///
/// # Panics
///
/// Outside of [`DoubtsProvider`]: a mistake in the program.
#[hook]
fn use_doubts() -> UseReducerHandle<Doubts> {
    use_context().expect("the screens stand within the DoubtsProvider")
}

#[cfg(test)]
mod tests {
    use super::standing::Standing;
    use super::*;
    use domain::orders::Settled;
    use domain::payments::Given;
    use domain::{Cents, Failure, Language};
    use uuid::Uuid;

    fn settle(command: u128, order: u128) -> SettleOrder {
        SettleOrder::at_once(
            CommandId(Uuid::from_u128(command)),
            OrderId(Uuid::from_u128(order)),
            Cents(800),
            Given::Cash { received: Cents(1000) },
        )
    }

    fn after(doubts: Doubts, heard: Heard) -> Doubts {
        (*Rc::new(doubts).reduce(heard)).clone()
    }

    #[test]
    fn a_dialog_opened_again_sends_the_command_in_doubt_again() {
        let asked = settle(1, 7);
        let mut doubts = after(Doubts::default(), Heard::Sent(asked.clone().doubt()));
        let unreachable = Err(Failure::unreachable(Language::Fr));
        let closed = Standing::<_, Settled>::answered(asked.clone(), unreachable);
        assert!(closed.in_doubt());
        // The window is loaded again meanwhile.
        let text = serde_json::to_string(&doubts).expect("a text");
        doubts = serde_json::from_str(&text).expect("doubts");
        let opened = Standing::<SettleOrder, Settled>::opened(doubts.on(asked.order));
        assert!(opened.in_doubt());
        assert_eq!(opened.to_send(Some(settle(2, 7))), Some(asked.clone()));
        assert_eq!(doubts.on::<CancelOrder>(asked.order), None);
        let other = Standing::<SettleOrder, Settled>::opened(doubts.on(settle(3, 8).order));
        assert_eq!(other.to_send(Some(settle(3, 8))), Some(settle(3, 8)));
    }

    #[test]
    fn an_answer_for_sure_ends_the_doubt_of_its_command_alone() {
        let mut doubts = Doubts::default();
        for asked in [settle(1, 7), settle(1, 7), settle(2, 8)] {
            doubts = after(doubts, Heard::Sent(asked.doubt()));
        }
        doubts = after(doubts, Heard::Answered(settle(1, 7).command));
        assert_eq!(doubts, Doubts(vec![settle(2, 8).doubt()]));
    }
}
