//! The card payments of this counter, as use cases reach them.

use super::App;
use crate::journal::{Outcome, Taken};
use crate::orders::asked_cards;
use crate::payments::AskedCards;
use domain::orders::OrderId;
use domain::payments::{AskedCard, CardRefused};
use std::sync::Arc;

impl App {
    /// The same with card payments, or with what stands in their way: by hand everything works.
    pub fn with_cards(mut self, cards: Result<AskedCards, CardRefused>) -> App {
        self.cards = Some(cards.map(Arc::new));
        self
    }

    /// The card payments; none: this process asks no terminal.
    ///
    /// # Errors
    /// They cannot be kept.
    pub fn cards(&self) -> Result<Option<&AskedCards>, CardRefused> {
        match &self.cards {
            None => Ok(None),
            Some(Ok(cards)) => Ok(Some(cards.as_ref())),
            Some(Err(refused)) => Err(refused.clone()),
        }
    }

    /// The same where there have to be some.
    ///
    /// # Errors
    /// They cannot be kept, or this process asks no terminal.
    pub fn asked_cards(&self) -> Result<&AskedCards, CardRefused> {
        self.cards()?.ok_or(CardRefused::NoTerminal)
    }

    /// What this counter's terminal was asked for an order. What cannot be kept was not asked either.
    pub fn cards_of(&self, order: OrderId) -> Vec<AskedCard> {
        self.cards().ok().flatten().map(|cards| cards.of(order)).unwrap_or_default()
    }

    /// The outcome of a command is known: so is that of the card payments that it carries.
    pub(crate) async fn cards_settled(&self, taken: &Taken, outcome: &Outcome) {
        let Ok(Some(cards)) = self.cards() else { return };
        let carried = asked_cards(taken);
        if !carried.is_empty() {
            cards.settled(taken.command, &carried, outcome).await;
        }
    }
}
