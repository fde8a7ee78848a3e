//! What the screens tell of themselves.

use crate::calls;
use crate::contract::Who;
use serde::{Deserialize, Serialize};

/// A screen met a fault of the program and starts again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportFault {
    /// Where in the program.
    pub place: String,
    /// What happened. It may quote what somebody typed: it is shown, and not kept.
    pub message: String,
}

calls! {
    /// The calls about the screens themselves. They are answered without a server.
    "screens" ScreensCall {
        ReportFault -> (), Who::Anyone, [Counter, Kitchen, Board];
    }
}
