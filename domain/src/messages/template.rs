//! Templates: texts with names in braces, as managers edit them.
//!
//! `{commande}` is replaced by what the message knows. `[…]` is left out where one of the names in it
//! is not known: `[ Reste à payer : {à_payer}.]`. A brace or a bracket itself is written twice.

use super::{Channel, Fact, Facts, MessageKind, Placeholder, Segments, TemplateRefused};
use super::{example, segments, sms_text};
use crate::language::{Language, typeset};
use serde::{Deserialize, Serialize};

/// The longest subject of an e-mail, in characters.
pub const SUBJECT_CHARACTERS_MAX: usize = 120;

impl Channel {
    /// The longest template, in characters.
    pub fn characters_max(self) -> usize {
        match self {
            Channel::Sms => 480,
            Channel::Email => 5000,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Name(Placeholder),
    /// Left out where a name in it is not known.
    Optional(Vec<Part>),
}

/// A text with names, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

impl Template {
    /// Reads the template of a kind, of so many characters at most.
    ///
    /// # Errors
    /// It is empty or too long, has a name that the kind does not know or a control character, or a
    /// brace or a bracket is not closed.
    pub fn read(
        kind: MessageKind,
        text: &str,
        characters_max: usize,
    ) -> Result<Template, TemplateRefused> {
        if text.trim().is_empty() {
            return Err(TemplateRefused::Empty);
        }
        if text.len() > 4 * characters_max || text.chars().count() > characters_max {
            return Err(TemplateRefused::TooLong { characters_max });
        }
        if text.chars().any(|it| it.is_control() && it != '\n') {
            return Err(TemplateRefused::ControlCharacter);
        }
        let mut reading = Reading { kind, rest: text };
        let parts = reading.parts(false)?;
        Ok(Template { parts })
    }

    /// Reads the subject of an e-mail: one line.
    ///
    /// # Errors
    /// As [`Template::read`].
    pub fn read_subject(kind: MessageKind, text: &str) -> Result<Template, TemplateRefused> {
        match text.contains('\n') {
            true => Err(TemplateRefused::ControlCharacter),
            false => Template::read(kind, text, SUBJECT_CHARACTERS_MAX),
        }
    }

    /// Puts a message into words, as it goes by that channel. A name that is not known, outside of
    /// brackets, says nothing.
    pub fn write(&self, channel: Channel, facts: &Facts, language: Language) -> String {
        let mut text = String::new();
        write_parts(&self.parts, facts, language, &mut text);
        let text = text.trim();
        match (channel, language) {
            (Channel::Sms, _) => sms_text(text),
            (Channel::Email, Language::Fr) => typeset(text),
            (Channel::Email, Language::En) => text.to_owned(),
        }
    }

    /// Puts a subject into words: one line, whatever its facts hold.
    pub fn write_subject(&self, facts: &Facts, language: Language) -> String {
        let text = self.write(Channel::Email, facts, language);
        text.split(char::is_control).collect::<Vec<_>>().join(" ")
    }
}

fn said(name: Placeholder, facts: &Facts, language: Language) -> Option<String> {
    facts.get(&name).map(|fact: &Fact| fact.show(language)).filter(|it| !it.is_empty())
}

fn write_parts(parts: &[Part], facts: &Facts, language: Language, text: &mut String) {
    for part in parts {
        match part {
            Part::Text(plain) => text.push_str(plain),
            Part::Name(name) => text.push_str(&said(*name, facts, language).unwrap_or_default()),
            Part::Optional(inner) => {
                let is_known = |it: &Part| match it {
                    Part::Name(name) => said(*name, facts, language).is_some(),
                    _ => true,
                };
                if inner.iter().all(is_known) {
                    write_parts(inner, facts, language, text);
                }
            }
        }
    }
}

/// What is left of a text being read.
struct Reading<'a> {
    kind: MessageKind,
    rest: &'a str,
}

impl Reading<'_> {
    fn parts(&mut self, is_inside: bool) -> Result<Vec<Part>, TemplateRefused> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        while let Some(sign) = self.take() {
            let is_sign = matches!(sign, '{' | '}' | '[' | ']');
            if !is_sign || self.rest.starts_with(sign) {
                if is_sign {
                    self.take();
                }
                plain.push(sign);
                continue;
            }
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            match sign {
                '{' => parts.push(Part::Name(self.name()?)),
                '[' if !is_inside => parts.push(Part::Optional(self.parts(true)?)),
                ']' if is_inside => return Ok(parts),
                sign => return Err(TemplateRefused::Stray { sign }),
            }
        }
        if is_inside {
            return Err(TemplateRefused::Stray { sign: '[' });
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(parts)
    }

    fn take(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = &self.rest[sign.len_utf8()..];
        Some(sign)
    }

    /// The name up to its closing brace.
    fn name(&mut self) -> Result<Placeholder, TemplateRefused> {
        let stray = TemplateRefused::Stray { sign: '{' };
        let (name, rest) = self.rest.split_once('}').ok_or(stray)?;
        self.rest = rest;
        let known = self.kind.sending().names;
        let found = Placeholder::from_name(name).filter(|it| known.contains(it));
        found.ok_or_else(|| TemplateRefused::Unknown { name: name.to_owned(), known })
    }
}

/// A template as it would go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The subject, where it goes by e-mail.
    pub subject: Option<String>,
    /// What it says.
    pub text: String,
    /// What it comes to, where it goes by text message.
    pub segments: Option<Segments>,
}

/// Examples of all that a kind of message knows.
pub fn examples(kind: MessageKind) -> Facts {
    kind.sending().names.iter().map(|name| (*name, example(*name))).collect()
}

/// Tries a template, and the subject of one that goes by e-mail, with what a message knows.
///
/// # Errors
/// As [`Template::read`] and [`Template::read_subject`].
pub fn preview(
    (kind, channel, language): (MessageKind, Channel, Language),
    subject: Option<&str>,
    text: &str,
    facts: &Facts,
) -> Result<Preview, TemplateRefused> {
    let template = Template::read(kind, text, channel.characters_max())?;
    let subject = match (channel, subject) {
        (Channel::Email, subject) => {
            let read = Template::read_subject(kind, subject.unwrap_or_default());
            let read = read.map_err(|refused| TemplateRefused::Subject(Box::new(refused)))?;
            Some(read.write_subject(facts, language))
        }
        (Channel::Sms, _) => None,
    };
    let text = template.write(channel, facts, language);
    let segments = (channel == Channel::Sms).then(|| segments(&text));
    Ok(Preview { subject, text, segments })
}

#[cfg(test)]
mod tests;
