//! What a counter asks of its card terminal, and says of it. All of it is answered without a server but
//! the asking, which first looks at whether the money could be booked.

use super::{AskedCard, CardPaymentId};
use crate::calls;
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::orders::OrderId;
use crate::staff::{AT_THE_COUNTER, MANAGERS};
use serde::{Deserialize, Serialize};

/// The terminal of this counter, and the card payments that somebody has to know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCards {}

/// The card payments of a counter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cards {
    /// Where its terminal is, as people write it; none: amounts are typed on it by hand.
    pub terminal: Option<String>,
    /// Those that are not over, and those that were refused a moment ago; in the order asked.
    pub payments: Vec<AskedCard>,
}

impl Cards {
    /// Those of an order.
    pub fn of(&self, order: OrderId) -> impl Iterator<Item = &AskedCard> {
        self.payments.iter().filter(move |it| it.order == order)
    }
}

/// Asks the terminal for an amount. It is noted on this PC's disk before, asked once, and answers when
/// it does: [`ReadCards`] tells. Sent again, it asks for nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskCard {
    /// Names the payment.
    pub payment: CardPaymentId,
    /// The order it is for.
    pub order: OrderId,
    /// What is called out of it.
    pub number: String,
    /// What was due when it was asked.
    pub due: Cents,
    /// How much.
    pub amount: Cents,
    /// It goes back to the card; its refund is booked already.
    #[serde(default)]
    pub goes_back: bool,
}

/// The terminal is not waited for any longer: somebody looks at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveCard {
    /// Which payment.
    pub payment: CardPaymentId,
}

/// Somebody looked at the terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayCard {
    /// Which payment.
    pub payment: CardPaymentId,
    /// The money was taken; else it was not.
    pub accepted: bool,
}

/// The money of a card payment that could not be booked went back to the card, by hand at the terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardGivenBack {
    /// Which payment.
    pub payment: CardPaymentId,
}

/// Says where the terminal of this counter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetCardTerminal {
    /// As it is typed; nothing: there is none.
    pub address: String,
}

/// Looks whether a terminal is there. It is asked for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestCardTerminal {
    /// As it is typed.
    pub address: String,
}

/// What a look at a terminal's address came to. The protocol has no question that takes no money, so
/// that somebody listens there is all that can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalFound {
    /// Somebody takes calls there.
    There,
    /// Something is there and takes no calls on that port.
    Closed,
    /// Nobody answers, or there is no such name.
    Nobody,
}

impl Spoken for TerminalFound {
    fn say(&self, language: Language) -> String {
        match self {
            TerminalFound::There => either(
                language,
                "Le terminal répond à cette adresse.",
                "The terminal answers at this address.",
            ),
            TerminalFound::Closed => either(
                language,
                "Un appareil est à cette adresse, mais ne prend pas d’appels sur ce port : activez la liaison caisse du terminal (Caisse‑AP sur IP), vérifiez le port.",
                "A device is at this address, and takes no calls on this port: switch on the terminal’s till link (Caisse‑AP over IP), check the port.",
            ),
            TerminalFound::Nobody => either(
                language,
                "Personne ne répond à cette adresse : terminal allumé ? sur le réseau du magasin ?",
                "Nobody answers at this address: is the terminal on, and on the shop’s network?",
            ),
        }
    }
}

calls! {
    /// The calls about the card terminal of a counter.
    "payments" PaymentsCall {
        ReadCards -> Cards, AT_THE_COUNTER, [Counter];
        AskCard -> AskedCard, AT_THE_COUNTER, [Counter];
        LeaveCard -> AskedCard, AT_THE_COUNTER, [Counter];
        SayCard -> AskedCard, AT_THE_COUNTER, [Counter];
        CardGivenBack -> AskedCard, AT_THE_COUNTER, [Counter];
        SetCardTerminal -> Cards, MANAGERS, [Counter];
        TestCardTerminal -> TerminalFound, AT_THE_COUNTER, [Counter];
    }
}
