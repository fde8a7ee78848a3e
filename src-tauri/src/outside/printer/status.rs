//! How a printer stands, asked of itself: `DLE EOT n`, which it answers at once even when it cannot
//! print, and `GS r 1`, which it answers when everything sent before is printed.

use super::Limits;
use super::way::Line;
use domain::printing::PrinterTrouble;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A question that is answered at once, with one byte `0xx1xx10`.
#[derive(Clone, Copy, Debug)]
enum Question {
    /// Whether it is on line.
    Printer = 1,
    /// What makes it be off line.
    Cause = 2,
    /// Whether there is paper.
    Paper = 4,
}

/// What the first questions came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It says that it can print.
    Well,
    /// It does not answer such questions.
    Silent,
}

/// GS r 1: how the paper is, answered in line with what is printed.
const PRINTED: &[u8] = b"\x1dr\x01";

/// Asks whether it can print.
///
/// # Errors
/// What it says is in the way, or the line broke.
pub async fn ask(line: &mut Line, limit: Duration) -> Result<Asked, PrinterTrouble> {
    if !line.can_answer() {
        return Ok(Asked::Silent);
    }
    // First what explains most: that it is off line is the least that can be said.
    for question in [Question::Cause, Question::Paper, Question::Printer] {
        match answer(line, question, limit).await? {
            Some(byte) => match trouble(question, byte) {
                Some(trouble) => return Err(trouble),
                None => continue,
            },
            None => return Ok(Asked::Silent),
        }
    }
    Ok(Asked::Well)
}

/// Waits until it says that it has printed.
///
/// # Errors
/// What it says is in the way, or it has gone silent.
pub async fn acknowledged(line: &mut Line, limits: Limits) -> Result<(), PrinterTrouble> {
    written(line, PRINTED, limits.take).await?;
    for _ in 0..limits.well {
        if read(line, limits.answer, |byte| byte & 0x90 == 0).await?.is_some() {
            return Ok(());
        }
        for question in [Question::Cause, Question::Paper] {
            let byte = answer(line, question, limits.answer).await?;
            let byte = byte.ok_or(PrinterTrouble::Silent)?;
            if let Some(trouble) = trouble(question, byte) {
                return Err(trouble);
            }
        }
    }
    // It knows no such question, and was well all the time.
    Ok(())
}

/// What an answer says is in the way (Epson's reference of DLE EOT).
fn trouble(question: Question, byte: u8) -> Option<PrinterTrouble> {
    let is_set = |bits: u8| byte & bits != 0;
    match question {
        Question::Cause if is_set(0x04) => Some(PrinterTrouble::CoverOpen),
        Question::Cause if is_set(0x20) => Some(PrinterTrouble::PaperOut),
        Question::Cause if is_set(0x40) => Some(PrinterTrouble::Fault),
        Question::Paper if is_set(0x60) => Some(PrinterTrouble::PaperOut),
        Question::Printer if is_set(0x08) => Some(PrinterTrouble::OffLine),
        _ => None,
    }
}

/// The answer to a question; none: it does not answer.
async fn answer(
    line: &mut Line,
    question: Question,
    limit: Duration,
) -> Result<Option<u8>, PrinterTrouble> {
    written(line, &[0x10, 0x04, question as u8], limit).await?;
    read(line, limit, |byte| byte & 0x93 == 0x12).await
}

async fn written(line: &mut Line, bytes: &[u8], limit: Duration) -> Result<(), PrinterTrouble> {
    line.write(bytes, limit).await.map_err(|failed| failed.trouble)
}

/// The first byte of that form within the time; others are the printer's own business.
async fn read(
    line: &mut Line,
    limit: Duration,
    is_answer: impl Fn(u8) -> bool,
) -> Result<Option<u8>, PrinterTrouble> {
    let until = Instant::now() + limit;
    loop {
        match timeout_at(until, line.read()).await {
            Err(_) => return Ok(None),
            Ok(byte) => match byte? {
                byte if is_answer(byte) => return Ok(Some(byte)),
                _ => continue,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_say_what_is_in_the_way() {
        for (question, byte, found) in [
            (Question::Cause, 0x12, None),
            (Question::Cause, 0x16, Some(PrinterTrouble::CoverOpen)),
            (Question::Cause, 0x32, Some(PrinterTrouble::PaperOut)),
            (Question::Cause, 0x52, Some(PrinterTrouble::Fault)),
            (Question::Paper, 0x12, None),
            // Near its end, it still prints.
            (Question::Paper, 0x1e, None),
            (Question::Paper, 0x7e, Some(PrinterTrouble::PaperOut)),
            (Question::Printer, 0x16, None),
            (Question::Printer, 0x1a, Some(PrinterTrouble::OffLine)),
        ] {
            assert_eq!(trouble(question, byte), found, "{question:?} {byte:#x}");
        }
    }
}
