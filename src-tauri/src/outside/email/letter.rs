//! A letter, and how it looks to a server of mail: text, the same as HTML, and what goes with it.

use chrono::{DateTime, Utc};
use domain::settings::MailServer;
use lettre::message::header::ContentType;
use lettre::message::{Attachment as Attached, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The same at each try, so that whoever gets it twice can tell.
    pub id: String,
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// What goes with it.
    pub attachments: Vec<Attachment>,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// A PDF that goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name, with its ending.
    pub name: String,
    /// What is in it.
    pub pdf: Vec<u8>,
}

impl Letter {
    /// As it goes over the line.
    ///
    /// # Errors
    /// What cannot be written so.
    pub(super) fn formatted(
        &self,
        server: &MailServer,
        (from, to): (Address, Address),
    ) -> Result<Vec<u8>, String> {
        let domain = from.domain().to_owned();
        let text = MultiPart::alternative_plain_html(self.text.clone(), as_html(&self.text));
        let mut body = MultiPart::mixed().multipart(text);
        for Attachment { name, pdf } in &self.attachments {
            body = body.singlepart(attached(name, pdf)?);
        }
        let message = Message::builder()
            .from(Mailbox::new(Some(server.name.clone()), from))
            .to(Mailbox::new(None, to))
            .subject(self.subject.clone())
            .date(self.at.into())
            .message_id(Some(format!("<{}@{domain}>", self.id)))
            .multipart(body)
            .map_err(|error| error.to_string())?;
        Ok(message.formatted())
    }
}

fn attached(name: &str, pdf: &[u8]) -> Result<SinglePart, String> {
    let pdf_type = ContentType::parse("application/pdf").map_err(|error| error.to_string())?;
    Ok(Attached::new(name.to_owned()).body(pdf.to_vec(), pdf_type))
}

/// The text with its paragraphs and lines, and nothing else: what customers and managers typed is text.
fn as_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    let paragraphs: String = escaped
        .split("\n\n")
        .map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>")))
        .collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>{paragraphs}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_text() {
        let html = as_html("a < b & \"c\"\n<script>\n\nfin");
        let body = "<p>a &lt; b &amp; &quot;c&quot;<br>&lt;script&gt;</p><p>fin</p>";
        assert!(html.contains(body) && !html.contains("<script>"), "{html}");
    }
}
