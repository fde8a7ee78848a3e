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

impl Language {
    /// What stands between a number and its decimals.
    pub fn decimal_sign(self) -> char {
        match self {
            Language::Fr => ',',
            Language::En => '.',
        }
    }
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
        Language::Fr => typeset(&fr.into()),
        Language::En => en.into(),
    }
}

/// A French sentence that breaks at no sign: the spaces before `: ; ! ? %` and within `« »` hold.
pub fn typeset(sentence: &str) -> String {
    let signs = [(" :", ':'), (" ;", ';'), (" !", '!'), (" ?", '?'), (" %", '%'), (" »", '»')];
    let spaced = signs.iter().fold(sentence.to_owned(), |text, (from, sign)| {
        text.replace(from, &format!("\u{a0}{sign}"))
    });
    spaced.replace("« ", "«\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_sentence_does_not_break_before_its_signs() {
        let french = "« A » est annulée : 10 % ; sûr ? Oui !";
        let set = "«\u{a0}A\u{a0}» est annulée\u{a0}: 10\u{a0}%\u{a0}; sûr\u{a0}? Oui\u{a0}!";
        assert_eq!(either(Language::Fr, french, ""), set);
        assert_eq!(either(Language::En, "", "10 %"), "10 %");
    }
}
