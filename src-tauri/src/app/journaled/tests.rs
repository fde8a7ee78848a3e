//! Whatever has commands is known to who applies what waits.

use super::*;
use crate::app::Identity;
use domain::CommandId;
use domain::contract::every_call;
use std::collections::BTreeSet;
use uuid::Uuid;

#[tokio::test]
async fn whatever_has_commands_can_be_applied_later() {
    let identity = Identity { terminal: Uuid::nil(), name: "Poste 1".into(), shop_code: None };
    let nowhere = sqlx::postgres::PgConnectOptions::new_without_pgpass();
    let app = App::new(nowhere, identity);
    let capabilities: BTreeSet<_> =
        every_call().filter(|call| call.is_command).map(|call| call.capability).collect();
    for capability in capabilities.into_iter().chain([UNASKED]) {
        let asking = Asking {
            window: WindowKind::Counter,
            staff: None,
            language: Language::Fr,
            at: app.now(),
            ahead: Default::default(),
            consents: Vec::new(),
            answered: None,
            signed: Vec::new(),
        };
        let taken = Taken {
            command: CommandId(Uuid::nil()),
            asking,
            terminal: Uuid::nil(),
            shop: None,
            database: None,
            capability: capability.to_owned(),
            request: Value::Null,
            answered: None,
            signed: Vec::new(),
            given_up: None,
        };
        let Err(Error::Internal(error)) = app.apply(taken).await else {
            panic!("{capability}: nothing is no command")
        };
        assert!(error.to_string().contains("holds a command"), "{capability}: {error}");
    }
}
