//! PayPal's answers, as its pages show them, and anything else.

use super::*;
use proptest::prelude::*;

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.as_bytes().to_vec() }
}

fn calls() -> Vec<PaypalCall> {
    let id = PaypalId::of("5O190127TN364715T").expect("a name");
    vec![
        PaypalCall::Step(PaypalStep::Create),
        PaypalCall::Step(PaypalStep::Authorize),
        PaypalCall::Step(PaypalStep::Capture),
        PaypalCall::Step(PaypalStep::Void),
        PaypalCall::Step(PaypalStep::Refund { nth: 1, amount: Cents(100) }),
        PaypalCall::Order(id.clone()),
        PaypalCall::Refund(id),
    ]
}

const ORDER: &str = r#"{
    "id": "5O190127TN364715T", "intent": "AUTHORIZE", "status": "COMPLETED",
    "payment_source": {"paypal": {"name": {"given_name": "Jean"}, "email_address": "jean@exemple.fr"}},
    "purchase_units": [{"reference_id": "MOZ1-2026-000123", "payments": {
        "authorizations": [{"id": "0AW2184448108334S", "status": "PARTIALLY_CAPTURED",
            "amount": {"currency_code": "EUR", "value": "23.50"}}],
        "captures": [{"id": "2GG279541U471931P", "status": "PARTIALLY_REFUNDED", "final_capture": true,
            "amount": {"currency_code": "EUR", "value": "23.50"},
            "seller_receivable_breakdown": {
                "gross_amount": {"currency_code": "EUR", "value": "23.50"},
                "paypal_fee": {"currency_code": "EUR", "value": "1.03"},
                "net_amount": {"currency_code": "EUR", "value": "22.47"}}}],
        "refunds": [{"id": "1JU08902781691411", "status": "COMPLETED", "invoice_id": "MOZ1-2026-000123-1-R1",
            "amount": {"currency_code": "EUR", "value": "5.00"}}]}}],
    "links": [{"href": "https://www.paypal.com/checkoutnow?token=5O190127TN364715T", "rel": "payer-action", "method": "GET"}]
}"#;

fn said(call: &PaypalCall, body: &str) -> Result<PaypalWord, ServiceFault> {
    word(call, &answer(200, body))
}

#[test]
fn an_order_is_read_with_everything_in_it() {
    for call in [&calls()[0], &calls()[1], &calls()[5]] {
        let Ok(PaypalWord::Order(order)) = said(call, ORDER) else { panic!("{call:?}") };
        assert_eq!(
            (order.id.as_str(), order.status),
            ("5O190127TN364715T", OrderStatus::Completed)
        );
        let link = order.link.as_deref();
        assert_eq!(link, Some("https://www.paypal.com/checkoutnow?token=5O190127TN364715T"));
        let (authorization, capture) = (&order.authorizations[0], &order.captures[0]);
        assert_eq!(authorization.status, AuthorizationStatus::PartiallyCaptured);
        assert_eq!(authorization.amount, Some(Cents(2350)));
        assert_eq!((capture.fee, capture.net), (Some(Cents(103)), Some(Cents(2247))));
        assert_eq!(order.refunds[0].amount, Some(Cents(500)));
        assert_eq!(order.refunds[0].invoice_id.as_deref(), Some("MOZ1-2026-000123-1-R1"));
        let written = format!("{order:?}");
        assert!(!written.contains("Jean") && !written.contains('@'), "nothing of who pays is kept");
    }
    let approve = r#"{"id":"5O1","status":"CREATED","links":[{"rel":"self","href":"https://a"},{"rel":"approve","href":"https://b"}]}"#;
    let Ok(PaypalWord::Order(order)) = said(&calls()[0], approve) else { panic!("an order") };
    assert_eq!(order.link.as_deref(), Some("https://b"));
}

#[test]
fn other_money_is_none_and_what_is_not_read_is_not_believed() {
    let capture = |amount: &str, more: &str| {
        format!(r#"{{"id":"2GG","status":"COMPLETED","amount":{amount}{more}}}"#)
    };
    let call = PaypalCall::Step(PaypalStep::Capture);
    let amount = |amount: &str| match said(&call, &capture(amount, "")) {
        Ok(PaypalWord::Captured(it)) => Ok(it.amount),
        Ok(other) => panic!("{other:?}"),
        Err(fault) => Err(fault),
    };
    for (body, expected) in [
        (r#"{"currency_code":"EUR","value":"0.01"}"#, Ok(Some(Cents(1)))),
        (r#"{"currency_code":"EUR","value":"1234.56"}"#, Ok(Some(Cents(123_456)))),
        (r#"{"currency_code":"USD","value":"23.50"}"#, Ok(None)),
        (r#"{"currency_code":"EUR","value":"23.5"}"#, Ok(None)),
        (r#"{"currency_code":"EUR","value":23.50}"#, Err(ServiceFault::Unreadable)),
        (r#"null"#, Err(ServiceFault::Unreadable)),
    ] {
        assert_eq!(amount(body), expected, "{body}");
    }
    let cent = r#"{"currency_code":"EUR","value":"0.01"}"#;
    let fee = r#","seller_receivable_breakdown":{"paypal_fee":{"currency_code":"EUR","value":"0.35"},"net_amount":{"currency_code":"EUR","value":"-0.34"}}"#;
    let Ok(PaypalWord::Captured(it)) = said(&call, &capture(cent, fee)) else {
        panic!("a capture")
    };
    assert_eq!((it.fee, it.net), (Some(Cents(35)), Some(Cents(-34))));
    for body in [
        r#"{"id":"2gg","status":"COMPLETED","amount":{"currency_code":"EUR","value":"0.01"}}"#,
        r#"{"id":"2GG","status":"LOST","amount":{"currency_code":"EUR","value":"0.01"}}"#,
        r#"{"id":"2GG","amount":{"currency_code":"EUR","value":"0.01"}}"#,
        r#"{"id":"2GG","status":"COMP"#,
        "<html>",
        "",
    ] {
        assert_eq!(said(&call, body), Err(ServiceFault::Unreadable), "{body}");
    }
}

#[test]
fn what_was_let_go_is_said_by_silence_or_by_its_status() {
    let call = PaypalCall::Step(PaypalStep::Void);
    for (status, body, expected) in [
        (204, "", Ok(PaypalWord::Voided)),
        (200, r#"{"id":"0AW","status":"VOIDED"}"#, Ok(PaypalWord::Voided)),
        (200, r#"{"id":"0AW","status":"CAPTURED"}"#, Err(ServiceFault::Unreadable)),
        (200, "<html>", Err(ServiceFault::Unreadable)),
    ] {
        assert_eq!(word(&call, &answer(status, body)), expected, "{status} {body}");
    }
}

#[test]
fn a_refusal_is_read_by_its_issue_then_by_its_name_then_by_its_status() {
    use PaypalMeaning::{Again, AskCustomer, Done, Final, Gone, NotAllowed, Unclear};
    let refused = |name: &str, issue: &str| {
        format!(
            r#"{{"name":"{name}","message":"x","debug_id":"a1b2","details":[{{"issue":"{issue}","description":"Jean"}}],"links":[]}}"#
        )
    };
    let of =
        |name: &str| format!(r#"{{"name":"{name}","message":"x","debug_id":"a1b2","links":[]}}"#);
    for (status, body, meaning) in [
        (422, refused("UNPROCESSABLE_ENTITY", "ORDER_ALREADY_AUTHORIZED"), Done),
        (422, refused("UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED"), AskCustomer),
        (422, refused("UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED"), Final),
        (422, refused("UNPROCESSABLE_ENTITY", "NEVER_HEARD_OF"), Unclear),
        (409, refused("RESOURCE_CONFLICT", "PREVIOUS_REQUEST_IN_PROGRESS"), Again),
        (404, refused("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"), Gone),
        (400, refused("INVALID_REQUEST", "INVALID_PARAMETER_VALUE"), Unclear),
        (403, refused("NOT_AUTHORIZED", "PERMISSION_DENIED"), NotAllowed),
        (401, of("AUTHENTICATION_FAILURE"), NotAllowed),
        (401, r#"{"error":"invalid_token","error_description":"Token signature verification failed"}"#.to_owned(), NotAllowed),
        (429, of("RATE_LIMIT_REACHED"), Again),
        (500, of("INTERNAL_SERVER_ERROR"), Again),
        (503, of("SERVICE_UNAVAILABLE"), Again),
        (502, "<html>".to_owned(), Again),
        (429, String::new(), Again),
    ] {
        let Ok(PaypalWord::No(no)) = word(&calls()[2], &answer(status, &body)) else {
            panic!("{status} {body}")
        };
        assert_eq!(no.meaning, meaning, "{status} {body}");
        assert!(!format!("{no:?}").contains("Jean"));
    }
    // What another says in PayPal's place says nothing of a payment.
    for (status, body) in [(404, "<html>"), (403, ""), (400, "{}"), (422, "[]")] {
        let said = word(&calls()[5], &answer(status, body));
        assert_eq!(said, Err(ServiceFault::Relayed { status }));
    }
    assert_eq!(word(&calls()[5], &answer(302, "")), Err(ServiceFault::Unreadable));
    let two = r#"{"name":"UNPROCESSABLE_ENTITY","debug_id":"a1\n<b>","details":[{"issue":"X"},{"issue":"PREVIOUSLY_VOIDED"}]}"#;
    let Ok(PaypalWord::No(no)) = word(&calls()[3], &answer(422, two)) else { panic!("a refusal") };
    assert_eq!((no.meaning, no.issue.as_str()), (Done, "PREVIOUSLY_VOIDED"));
    let odd = refused("UNPROCESSABLE_ENTITY", "jean@exemple.fr est refusé");
    let Ok(PaypalWord::No(no)) = word(&calls()[3], &answer(422, &odd)) else { panic!("a refusal") };
    assert_eq!(no.issue, "jeanexemplefrestrefus");
}

proptest! {
    /// Whatever comes, nothing breaks, and nothing is done but what is said in PayPal's shape.
    #[test]
    fn no_answer_breaks_it(
        status in 100_u16..600,
        body in prop::collection::vec(any::<u8>(), 0..200),
        at in 0..7_usize,
    ) {
        let heard = word(&calls()[at], &Answer { status, body: body.clone() });
        match heard {
            Ok(PaypalWord::Voided) => prop_assert!((200..300).contains(&status) && at == 3),
            Ok(PaypalWord::No(_)) => prop_assert!(!(200..400).contains(&status)),
            Ok(other) => prop_assert!(false, "{other:?} of {body:?}"),
            Err(_) => {}
        }
    }

    #[test]
    fn no_order_that_is_changed_breaks_it(at in 0..ORDER.len(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut body = ORDER.as_bytes().to_vec();
        if cut { body.truncate(at) } else { body[at] = byte }
        let heard = word(&calls()[5], &Answer { status: 200, body });
        prop_assert!(matches!(heard, Ok(PaypalWord::Order(_)) | Err(ServiceFault::Unreadable)));
    }
}
