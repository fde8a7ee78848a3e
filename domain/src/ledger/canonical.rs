//! The canonical text of an entry: RFC 8785 (JCS), which is what is signed and kept.
//!
//! No entry holds a fraction, each number is within ±(2^53 − 1), and each key is ASCII. Of RFC 8785
//! that leaves the order of keys, which is made here, and the escapes in strings, which are those of
//! `serde_json` (compared with the RFC's own examples and another implementation below).

use super::{Entry, Flaw};
use serde_json::{Value, to_value};
use std::fmt::Write;

/// The largest number that every reader of JSON takes for what it is (RFC 7493, 2.2).
pub const NUMBER_MAX: u64 = (1 << 53) - 1;

/// The text of an entry.
///
/// # Errors
/// [`Flaw::Number`]: a number in it is beyond what JSON carries exactly.
pub fn canonical(entry: &Entry) -> Result<String, Flaw> {
    let mut text = String::with_capacity(2_048);
    write(&to_value(entry).map_err(|_| Flaw::Text)?, &mut text)?;
    Ok(text)
}

/// The entry of a text.
///
/// # Errors
/// [`Flaw::Text`]: it is no entry, or the entry's text is another one.
pub fn from_canonical(text: &str) -> Result<Entry, Flaw> {
    let entry: Entry = serde_json::from_str(text).map_err(|_| Flaw::Text)?;
    if canonical(&entry)? == text { Ok(entry) } else { Err(Flaw::Text) }
}

pub(super) fn write(value: &Value, to: &mut String) -> Result<(), Flaw> {
    match value {
        Value::Array(items) => {
            to.push('[');
            for (at, item) in items.iter().enumerate() {
                to.push_str(if at == 0 { "" } else { "," });
                write(item, to)?;
            }
            to.push(']');
        }
        Value::Object(fields) => {
            // Sorted here: whether `serde_json` keeps keys sorted hangs on who else uses it.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            to.push('{');
            for (at, (key, value)) in fields.into_iter().enumerate() {
                to.push_str(if at == 0 { "" } else { "," });
                write(&Value::String(key.clone()), to)?;
                to.push(':');
                write(value, to)?;
            }
            to.push('}');
        }
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            if size.is_none_or(|size| size > NUMBER_MAX) {
                return Err(Flaw::Number);
            }
            write!(to, "{number}").map_err(|_| Flaw::Text)?;
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {
            write!(to, "{value}").map_err(|_| Flaw::Text)?;
        }
    }
    Ok(())
}
