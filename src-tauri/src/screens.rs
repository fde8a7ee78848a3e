//! What the screens tell of themselves: their faults, for the terminal's log.

use crate::app::{App, Asking, Capability, reply};
use crate::error::Error;
use crate::log;
use domain::contract::CallFacts;
use domain::screens::{ReportFault, ScreensCall};

/// What is longer than so many characters is no use to who looks for a fault.
const CHARACTERS_MAX: usize = 4_000;

impl Capability for ScreensCall {
    fn facts(&self) -> CallFacts {
        ScreensCall::facts(self)
    }

    async fn answer(self, _app: &App, asking: Asking) -> Result<serde_json::Value, Error> {
        match self {
            ScreensCall::ReportFault(call) => {
                reply(call, async |ReportFault { place, message }| {
                    log::screen_broke(asking.window, cut(&place), cut(&message));
                    Ok(())
                })
                .await
            }
        }
    }
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(CHARACTERS_MAX).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
