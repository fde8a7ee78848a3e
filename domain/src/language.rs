//! The two languages of the program, and how a rule's refusal is said in them.

use serde::{Deserialize, Serialize};

/// A language the screens can be shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, the language of the shops.
    #[default]
    Fr,
    /// English.
    En,
}

/// Something that can be told to the person at the screen.
///
/// Implementations match on `(language, self)` exhaustively, so that a sentence missing in one
/// language does not compile.
pub trait Spoken {
    /// The sentence, in the user's words, without jargon.
    fn say(&self, language: Language) -> String;
}

/// Picks one of two ready sentences.
pub fn either(language: Language, fr: impl Into<String>, en: impl Into<String>) -> String {
    match language {
        Language::Fr => fr.into(),
        Language::En => en.into(),
    }
}
