//! What was done last, in words.

use crate::catalogue::say_with;
use domain::Language;

/// What was done, with the name of the other shop.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// Something was sent there.
    Sent(String),
    /// Something came from there.
    Received(String),
    /// What was sent there is back.
    TakenBack(String),
}

impl Done {
    /// In words.
    pub fn say(&self, language: Language) -> String {
        match self {
            Done::Sent(to) => say_with(language, "transfer-done", &[("to", to.as_str().into())]),
            Done::Received(from) => {
                say_with(language, "transfer-received", &[("from", from.as_str().into())])
            }
            Done::TakenBack(to) => {
                say_with(language, "transfer-taken-back", &[("to", to.as_str().into())])
            }
        }
    }
}
