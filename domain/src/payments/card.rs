//! The life of one card payment over a terminal. Nothing is booked by guess: what nobody heard is
//! looked at by a person, and until then the order is settled by nothing else.

use super::AMOUNT_MAX;
use super::refused::CardRefused;
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::orders::words;
use crate::staff::{AT_THE_COUNTER, Role, StaffId};
use serde::{Deserialize, Serialize};

/// How the terminal is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardLink {
    /// Not at all: the cashier types the amount on it and says what it said.
    ByHand,
    /// Over the network: it is asked and answers.
    Network,
}

/// Where a card payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// The terminal has the amount.
    Asked,
    /// The money was taken.
    Accepted,
    /// It was not.
    Refused,
    /// Nobody knows.
    Unknown,
}

words!(CardState {
    Asked = "asked",
    Accepted = "accepted",
    Refused = "refused",
    Unknown = "unknown",
});

impl Spoken for CardState {
    fn say(&self, language: Language) -> String {
        match self {
            CardState::Asked => {
                either(language, "en attente du terminal", "waiting for the terminal")
            }
            CardState::Accepted => either(language, "accepté", "accepted"),
            CardState::Refused => either(language, "refusé", "refused"),
            CardState::Unknown => {
                either(language, "à vérifier sur le terminal", "to be checked on the terminal")
            }
        }
    }
}

/// Who knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardBy {
    /// The terminal, by its answer.
    Terminal,
    /// The program, which waited or was stopped meanwhile.
    Program,
    /// A person who looked at the terminal or its slip.
    Person,
}

/// A step of a card payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardStep {
    /// The state it leaves.
    pub from: CardState,
    /// The state it reaches.
    pub to: CardState,
    /// Who brings it about.
    pub by: CardBy,
    /// The links it happens over.
    pub over: &'static [CardLink],
}

const HAND: &[CardLink] = &[CardLink::ByHand];
const NETWORK: &[CardLink] = &[CardLink::Network];
const BOTH: &[CardLink] = &[CardLink::ByHand, CardLink::Network];

/// The whole table of a card payment's life. Accepted and refused are its ends; a person is one
/// who works at the counter.
pub const CARD_STEPS: &[CardStep] = {
    use CardBy::*;
    use CardState::*;
    &[
        CardStep { from: Asked, to: Accepted, by: Terminal, over: NETWORK },
        CardStep { from: Asked, to: Refused, by: Terminal, over: NETWORK },
        CardStep { from: Asked, to: Accepted, by: Person, over: HAND },
        CardStep { from: Asked, to: Refused, by: Person, over: HAND },
        // It took another amount than was asked.
        CardStep { from: Asked, to: Unknown, by: Terminal, over: NETWORK },
        CardStep { from: Asked, to: Unknown, by: Program, over: BOTH },
        CardStep { from: Unknown, to: Accepted, by: Person, over: BOTH },
        CardStep { from: Unknown, to: Refused, by: Person, over: BOTH },
        // Its answer came late.
        CardStep { from: Unknown, to: Accepted, by: Terminal, over: NETWORK },
        CardStep { from: Unknown, to: Refused, by: Terminal, over: NETWORK },
    ]
};

/// Why a card was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardNo {
    /// By the bank.
    Declined,
    /// Given up at the terminal, by the customer or the cashier, or by the terminal's own clock.
    GivenUp,
    /// The terminal could not: no line to the bank, no paper, busy.
    TerminalFault,
    /// A person looked, and nothing was taken.
    NotTaken,
}

words!(CardNo {
    Declined = "declined",
    GivenUp = "given_up",
    TerminalFault = "terminal_fault",
    NotTaken = "not_taken",
});

impl Spoken for CardNo {
    fn say(&self, language: Language) -> String {
        match self {
            CardNo::Declined => {
                either(language, "Carte refusée par la banque.", "Card declined by the bank.")
            }
            CardNo::GivenUp => either(
                language,
                "Paiement abandonné sur le terminal.",
                "Payment given up at the terminal.",
            ),
            CardNo::TerminalFault => either(
                language,
                "Le terminal de carte n’a pas pu : essayez encore, ou un autre règlement.",
                "The card terminal could not: try again, or another tender.",
            ),
            CardNo::NotTaken => either(
                language,
                "Rien n’a été débité, a-t-on vu sur le terminal.",
                "Nothing was taken, as was seen on the terminal.",
            ),
        }
    }
}

/// Why nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unheard {
    /// No answer in time, or the line broke.
    NoAnswer,
    /// The program was stopped meanwhile.
    Stopped,
    /// The person at the counter did not wait for it any longer.
    NotAwaited,
    /// The terminal took another amount than was asked.
    OtherAmount {
        /// What it took.
        taken: Cents,
    },
}

impl Spoken for Unheard {
    fn say(&self, language: Language) -> String {
        match self {
            Unheard::NoAnswer => {
                either(language, "Le terminal n’a pas répondu.", "The terminal did not answer.")
            }
            Unheard::Stopped => either(
                language,
                "OC Pizza s’est arrêté pendant le paiement.",
                "OC Pizza was stopped during the payment.",
            ),
            Unheard::NotAwaited => either(
                language,
                "La réponse du terminal n’a pas été attendue.",
                "The terminal’s answer was not waited for.",
            ),
            Unheard::OtherAmount { taken } => either(
                language,
                format!("Le terminal a pris un autre montant : {}.", taken.show(Language::Fr)),
                format!("The terminal took another amount: {}.", taken.show(Language::En)),
            ),
        }
    }
}

/// What a terminal, or a person who looked at it, says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardAnswer {
    /// The money was taken.
    Accepted {
        /// How much.
        amount: Cents,
    },
    /// It was not.
    Refused {
        /// Why.
        why: CardNo,
    },
}

impl CardAnswer {
    fn state(self) -> CardState {
        match self {
            CardAnswer::Accepted { .. } => CardState::Accepted,
            CardAnswer::Refused { .. } => CardState::Refused,
        }
    }
}

/// What is heard of a card payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardWord {
    /// The terminal answered.
    Answered(CardAnswer),
    /// It did not, in a way that tells nothing.
    Unheard(Unheard),
    /// A person looked.
    Seen {
        /// What is there.
        answer: CardAnswer,
        /// Who.
        staff: StaffId,
        /// The person's role.
        role: Role,
    },
}

/// A card payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPayment {
    /// What was asked.
    pub amount: Cents,
    /// How the terminal is reached.
    pub link: CardLink,
    /// Where it stands.
    pub state: CardState,
    /// Why it was refused.
    pub no: Option<CardNo>,
    /// Why nobody knew; stays when somebody does.
    pub unheard: Option<Unheard>,
    /// Who looked, where a person did.
    pub seen_by: Option<StaffId>,
}

impl CardPayment {
    /// Asks a terminal for an amount.
    ///
    /// # Errors
    /// When it cannot be meant.
    pub fn ask(amount: Cents, link: CardLink) -> Result<CardPayment, CardRefused> {
        if amount <= Cents::ZERO || amount > AMOUNT_MAX {
            return Err(CardRefused::NotAnAmount);
        }
        let state = CardState::Asked;
        Ok(CardPayment { amount, link, state, no: None, unheard: None, seen_by: None })
    }

    /// Whether the money may be booked.
    pub fn is_accepted(&self) -> bool {
        self.state == CardState::Accepted
    }

    /// Whether the same money must not be taken otherwise meanwhile: the customer might pay twice.
    pub fn holds(&self) -> bool {
        matches!(self.state, CardState::Asked | CardState::Unknown)
    }

    /// The payment after something was heard of it. What says again what is known changes nothing.
    ///
    /// # Errors
    /// When it may not be said so, or contradicts what is known; the payment stands as it did.
    pub fn after(&self, word: CardWord) -> Result<CardPayment, CardRefused> {
        match word {
            CardWord::Unheard(_) if self.state != CardState::Asked => Ok(*self),
            CardWord::Unheard(why) => {
                self.step(CardState::Unknown, CardBy::Program, |it| it.unheard = Some(why))
            }
            CardWord::Answered(CardAnswer::Accepted { amount }) if amount != self.amount => {
                self.took_another(amount)
            }
            CardWord::Answered(answer) => {
                self.step(answer.state(), CardBy::Terminal, |it| it.keep(answer))
            }
            CardWord::Seen { role, .. } if !AT_THE_COUNTER.admits(Some(role)) => {
                Err(CardRefused::Role)
            }
            CardWord::Seen { answer: CardAnswer::Accepted { amount }, .. }
                if amount != self.amount =>
            {
                Err(CardRefused::OtherAmount { asked: self.amount })
            }
            // What it took is not what was asked, whoever looks.
            CardWord::Seen { answer: CardAnswer::Accepted { .. }, .. }
                if matches!(self.unheard, Some(Unheard::OtherAmount { .. })) =>
            {
                Err(CardRefused::OtherAmount { asked: self.amount })
            }
            CardWord::Seen { answer, staff, .. } => {
                self.step(answer.state(), CardBy::Person, |it| {
                    it.keep(answer);
                    it.seen_by = Some(staff);
                })
            }
        }
    }

    fn keep(&mut self, answer: CardAnswer) {
        self.no = match answer {
            CardAnswer::Accepted { .. } => None,
            CardAnswer::Refused { why } => Some(why),
        };
    }

    /// A terminal that took another amount has answered nothing that may be booked.
    fn took_another(&self, taken: Cents) -> Result<CardPayment, CardRefused> {
        let unheard = Some(Unheard::OtherAmount { taken });
        match self.state {
            CardState::Unknown => Ok(CardPayment { unheard, ..*self }),
            _ => self.step(CardState::Unknown, CardBy::Terminal, |it| it.unheard = unheard),
        }
    }

    fn step(
        &self,
        to: CardState,
        by: CardBy,
        keep: impl FnOnce(&mut CardPayment),
    ) -> Result<CardPayment, CardRefused> {
        let is_it = |step: &&CardStep| {
            step.from == self.state
                && step.to == to
                && step.by == by
                && step.over.contains(&self.link)
        };
        if CARD_STEPS.iter().any(|step| is_it(&step)) {
            let mut after = CardPayment { state: to, ..*self };
            keep(&mut after);
            return Ok(after);
        }
        match self.state {
            stands if stands == to => Ok(*self),
            CardState::Asked => Err(CardRefused::TerminalAnswers),
            stands => Err(CardRefused::Contradicts { stands }),
        }
    }
}

#[cfg(test)]
mod tests;
