//! The database's functions say what the program's rules say.

use crate::support::database::Fresh;
use domain::messages::{Audience, CustomerMessages, SENDINGS};
use domain::orders::{OrderState, ServiceMode};
use domain::text::{gets_texts, phone, phone_at_home};
use sqlx::types::Json;

#[tokio::test]
async fn the_database_has_the_rules_of_the_program() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    let Json(usual): Json<CustomerMessages> =
        sqlx::query_scalar("SELECT customer_messages()").fetch_one(&pool).await.expect("read");
    assert_eq!(usual, CustomerMessages::default());
    let states = [
        OrderState::Queued,
        OrderState::Preparing,
        OrderState::Ready,
        OrderState::OutForDelivery,
        OrderState::HandedOver,
        OrderState::Closed,
        OrderState::Cancelled,
        OrderState::Returned,
    ];
    let modes = [ServiceMode::TakeAway, ServiceMode::EatIn, ServiceMode::Delivery];
    for sending in SENDINGS {
        let word = sending.kind.word();
        for (mode, state) in modes.iter().flat_map(|mode| states.map(|state| (*mode, state))) {
            let sense: bool = sqlx::query_scalar("SELECT makes_sense($1, $2, $3)")
                .bind(word)
                .bind(mode.word())
                .bind(state.word())
                .fetch_one(&pool)
                .await
                .expect("a rule");
            assert_eq!(sense, sending.kind.makes_sense(mode, state), "{word} {mode:?} {state:?}");
        }
        if sending.to == Audience::Customer {
            let lasts: i64 =
                sqlx::query_scalar("SELECT extract(epoch FROM customer_message_lasts($1))::bigint")
                    .bind(word)
                    .fetch_one(&pool)
                    .await
                    .expect("a rule");
            assert_eq!(lasts, sending.lasts.num_seconds(), "{word}");
        }
    }
    for typed in [
        "0612345678",
        "0712345678",
        "0388123456",
        "0970123456",
        "0800123456",
        "+32470123456",
        "0262123456",
        "0263123456",
        "0269123456",
        "0639123456",
        "0692123456",
        "0693123456",
        "0590123456",
        "0690123456",
        "0691123456",
        "0594123456",
        "0694123456",
        "0596123456",
        "0696123456",
        "0697123456",
        "+262976123456",
        "+594794123456",
        "0508411234",
    ] {
        let number = phone(Some(typed), "phone").ok().flatten().expect("a number");
        let says: (bool, String) = sqlx::query_as("SELECT gets_texts($1), phone_at_home($1)")
            .bind(&number)
            .fetch_one(&pool)
            .await
            .expect("a rule");
        assert_eq!(says, (gets_texts(&number), phone_at_home(&number)), "{number}");
    }
}
