//! What a counter asks of its printers, answered without a server.

use crate::app::{App, Asking, Capability, reply};
use crate::error::Error;
use domain::contract::CallFacts;
use domain::printing::PrintingCall;

impl Capability for PrintingCall {
    fn facts(&self) -> CallFacts {
        PrintingCall::facts(self)
    }

    async fn answer(self, app: &App, _asking: Asking) -> Result<serde_json::Value, Error> {
        match self {
            PrintingCall::ReadPrinters(call) => reply(call, async |_| Ok(app.printers()?)).await,
            PrintingCall::GiveUpPrint(call) => {
                reply(call, async |call| app.give_up_print(call.print).await).await
            }
        }
    }
}
