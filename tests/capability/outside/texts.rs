//! Digitaleo: a text message is handed over once, and what is not known is told from what did not go.

use super::{impatient, nobody};
use domain::messages::Outcome;
use domain::settings::{Digitaleo, SecretName, ServiceFault, SmsForm};
use oc_pizza::outside::digitaleo::{DigitaleoAccount, NotSent, Sms, SmsGateway};
use oc_pizza::outside::{Login, Outside};
use simulators::{Account, Post};
use std::time::Duration;

fn entered(simulator: &simulators::Digitaleo, form: SmsForm) -> Digitaleo {
    Digitaleo {
        token_address: simulator.token_address(),
        sms_address: simulator.sms_address(),
        sender: "OCPizza".to_owned(),
        form,
    }
}

fn account<'a>(
    outside: &'a Outside,
    simulator: &simulators::Digitaleo,
    password: &str,
) -> DigitaleoAccount<'a> {
    let secret = |it: &str| it.to_owned().into();
    let login = Login { user: secret(simulators::Digitaleo::LOGIN), password: secret(password) };
    DigitaleoAccount { outside, entered: entered(simulator, SmsForm::Json), login: Some(login) }
}

fn sms() -> Sms {
    let text = "Votre commande A-042 part: 27,00 € & \"merci\" à 20h05\nOC Pizza".to_owned();
    Sms { to: "+33612345678".to_owned(), text }
}

/// The behaviour, what it means, how many messages the service has then, and what is said of it.
const BEHAVIOURS: [(Post, Option<Outcome>, usize, &str); 15] = {
    use Outcome::{Failed, Refused, Unknown};
    [
        (Post::Takes, None, 1, ""),
        (Post::Slow(Duration::from_millis(300)), None, 1, ""),
        (Post::SilentAtDoor, Some(Failed), 0, "Silent"),
        (Post::SilentAfter, Some(Unknown), 1, "Silent"),
        (Post::Slow(Duration::from_secs(5)), Some(Unknown), 1, "Silent"),
        (Post::Malformed, Some(Unknown), 1, "Unreadable"),
        (Post::Gateway(502), Some(Unknown), 0, "Relayed"),
        (Post::Gateway(503), Some(Failed), 0, "Troubled"),
        (Post::Fails, Some(Failed), 0, "Troubled"),
        (Post::TooMuch, Some(Failed), 0, "TooMuch"),
        (Post::NoToken, Some(Failed), 0, "invalid_client"),
        (Post::NoBearer, Some(Failed), 0, "Denied"),
        (Post::Refuses(200, 400, "recipient invalid"), Some(Refused), 0, "recipient invalid"),
        (Post::Refuses(200, 403, "sender not approved"), Some(Failed), 0, "sender not approved"),
        (Post::Refuses(422, 422, "contact unknown"), Some(Refused), 0, "contact unknown"),
    ]
};

#[tokio::test]
async fn what_digitaleo_does_says_what_became_of_a_message() {
    for (behaves, outcome, sent, words) in BEHAVIOURS {
        let simulator = simulators::Digitaleo::on(Account::Json, behaves).await;
        let outside = impatient();
        let tried =
            account(&outside, &simulator, simulators::Digitaleo::PASSWORD).send(&sms()).await;
        assert_eq!(tried.as_ref().err().map(|not| not.outcome), outcome, "{behaves:?} {tried:?}");
        assert_eq!(simulator.sent().len(), sent, "{behaves:?}");
        if let Err(NotSent { fault, .. }) = tried {
            assert!(format!("{fault:?}").contains(words), "{behaves:?} {fault:?}");
        }
        // It was asked no more often than the page allows: once, or twice with a token renewed.
        let asked = simulator.asked();
        let handed = asked.iter().filter(|it| it.path == "/rest/sms").count();
        assert!(handed <= if behaves == Post::NoBearer { 2 } else { 1 }, "{behaves:?} {handed}");
    }
}

#[tokio::test]
async fn a_message_is_what_the_account_takes_to_the_letter() {
    for (takes, form) in [(Account::Json, SmsForm::Json), (Account::Form, SmsForm::Form)] {
        let simulator = simulators::Digitaleo::on(takes, Post::Takes).await;
        let outside = impatient();
        let mut account = account(&outside, &simulator, simulators::Digitaleo::PASSWORD);
        account.entered = entered(&simulator, form);
        account.send(&sms()).await.expect("sent");
        let sent = simulator.sent();
        assert_eq!((sent[0].to.as_str(), sent[0].sender.as_str()), ("+33612345678", "OCPizza"));
        assert_eq!(sent[0].text, sms().text);
        // The other form is not what the account takes, and is no fault of the number's.
        account.entered.form = if form == SmsForm::Json { SmsForm::Form } else { SmsForm::Json };
        let not = account.send(&sms()).await.expect_err("not in this form");
        assert_eq!(not.outcome, Outcome::Failed, "{not:?}");
    }
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_once_when_it_is_over() {
    let simulator = simulators::Digitaleo::on(Account::Json, Post::Takes).await;
    let outside = impatient();
    let account = account(&outside, &simulator, simulators::Digitaleo::PASSWORD);
    for _ in 0..3 {
        account.send(&sms()).await.expect("sent");
    }
    assert_eq!((simulator.tokens_given(), simulator.sent().len()), (1, 3));
    simulator.end_token();
    account.send(&sms()).await.expect("sent with another");
    assert_eq!((simulator.tokens_given(), simulator.sent().len()), (2, 4));
    // One that is never taken is renewed once, and that is all.
    simulator.behave(Post::NoBearer);
    let not = account.send(&sms()).await.expect_err("not known");
    assert!(matches!(not.fault, ServiceFault::Denied { .. }), "{not:?}");
    assert_eq!((simulator.tokens_given(), simulator.sent().len()), (3, 4));
    // Of many at once one asks for a token.
    simulator.behave(Post::Takes);
    simulator.end_token();
    let message = sms();
    let both = tokio::join!(account.send(&message), account.send(&message));
    assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
    assert!(simulator.tokens_given() <= 5, "{}", simulator.tokens_given());
}

#[tokio::test]
async fn nothing_is_sent_without_a_login_or_to_who_is_not_there() {
    let simulator = simulators::Digitaleo::on(Account::Json, Post::Takes).await;
    let outside = impatient();
    let mut account = account(&outside, &simulator, "wrong");
    let not = account.send(&sms()).await.expect_err("a wrong password");
    assert!(matches!(not.fault, ServiceFault::Denied { .. }), "{not:?}");
    assert_eq!(not.outcome, Outcome::Failed);
    account.look().await.expect_err("nor would it take one");
    account.login = None;
    let not = account.send(&sms()).await.expect_err("no login");
    assert_eq!(not.fault, ServiceFault::NoSecret { name: SecretName::DigitaleoLogin });
    assert_eq!(simulator.sent(), []);

    let (outside, there) =
        (impatient(), simulators::Digitaleo::on(Account::Json, Post::Takes).await);
    let mut account = super::texts::account(&outside, &there, simulators::Digitaleo::PASSWORD);
    account.entered.sms_address = nobody().await;
    let not = account.send(&sms()).await.expect_err("nobody is there");
    assert!(matches!(not.fault, ServiceFault::NotReached { .. }), "{not:?}");
    assert_eq!(not.outcome, Outcome::Failed);
    account.look().await.expect("the door is open");
    assert_eq!(there.sent(), []);
}

#[tokio::test]
async fn no_line_is_trusted_that_nobody_vouches_for() {
    use crate::support::mail::{Post as Mail, TestPost};
    use domain::settings::MailSecurity;
    // Any server with a certificate of its own will do: it is left before anything is said.
    let post = TestPost::on(MailSecurity::Tls, Mail::Takes).await;
    let simulator = simulators::Digitaleo::on(Account::Json, Post::Takes).await;
    let outside = impatient();
    let mut account = account(&outside, &simulator, simulators::Digitaleo::PASSWORD);
    account.entered.sms_address = format!("https://localhost:{}/rest/sms", post.typed().port);
    let not = account.send(&sms()).await.expect_err("not trusted");
    let ServiceFault::NotReached { words } = &not.fault else { panic!("{not:?}") };
    assert!(words.contains("certificate"), "{words}");
    assert_eq!((not.outcome, post.got().len()), (Outcome::Failed, 0));
}
