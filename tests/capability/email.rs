//! A letter handed to a server of mail: what it looks like, and what each behaviour of the server means.

use crate::support::mail::{Post, TestPost};
use crate::support::people::now;
use domain::messages::Outcome;
use domain::settings::{MailSecurity, TypedMail};
use oc_pizza::outside::email::{Attachment, EmailGateway, Letter, Smtp};
use oc_pizza::outside::{Limits, Login};
use std::time::Duration;

fn letter() -> Letter {
    Letter {
        id: "message-7".to_owned(),
        to: "mme.martin@exemple.fr".to_owned(),
        subject: "Votre commande A-042 est prête".to_owned(),
        text: "Bonjour,\n.\nà bientôt".to_owned(),
        attachments: vec![Attachment { name: "bon.pdf".to_owned(), pdf: b"%PDF-1.7".to_vec() }],
        at: now(),
    }
}

fn smtp(typed: &TypedMail) -> Smtp {
    let secret = |it: &str| it.to_owned().into();
    let limits = Limits { connect: Duration::from_millis(700), call: Duration::from_millis(800) };
    let login = Some(Login { user: secret("caisse"), password: secret("s3cret") });
    Smtp { server: typed.check().expect("typed well"), login, limits }
}

#[tokio::test]
async fn what_a_server_of_mail_does_says_what_became_of_a_letter() {
    for security in [MailSecurity::StartTls, MailSecurity::Tls] {
        for (behaves, outcome, got) in [
            (Post::Takes, Outcome::Sent, 1),
            (Post::Closed, Outcome::Failed, 0),
            (Post::Silent, Outcome::Failed, 0),
            (Post::ToPassword("535 no"), Outcome::Failed, 0),
            (Post::ToRecipient("450 later"), Outcome::Failed, 0),
            (Post::ToRecipient("550 nobody here"), Outcome::Refused, 0),
            (Post::ToContent("451 later"), Outcome::Failed, 0),
            (Post::ToContent("554 no"), Outcome::Refused, 0),
            (Post::LeavesBefore, Outcome::Failed, 0),
            (Post::LeavesAfter, Outcome::Unknown, 1),
            (Post::SilentAfterContent, Outcome::Unknown, 1),
        ] {
            let post = TestPost::on(security, behaves).await;
            let tried = smtp(&post.typed()).send(&letter()).await;
            assert_eq!(tried.outcome, outcome, "{security:?} {behaves:?} {tried:?}");
            assert_eq!(post.got().len(), got, "{behaves:?}");
            assert_eq!(tried.fault.is_none(), outcome == Outcome::Sent, "{tried:?}");
        }
    }
}

#[tokio::test]
async fn nothing_goes_in_clear_or_to_who_is_not_vouched_for() {
    let post = TestPost::on(MailSecurity::StartTls, Post::InClear).await;
    assert_eq!(smtp(&post.typed()).send(&letter()).await.outcome, Outcome::Failed);
    post.behave(Post::Takes);
    let strange = TypedMail { ca: String::new(), ..post.typed() };
    assert_eq!(smtp(&strange).send(&letter()).await.outcome, Outcome::Failed);
    let other_name = TypedMail { host: "127.0.0.1".to_owned(), ..post.typed() };
    assert_eq!(smtp(&other_name).send(&letter()).await.outcome, Outcome::Failed);
    let said = post.got();
    assert!(said.iter().all(|it| it == "QUIT"), "{said:?}");
    smtp(&post.typed()).look().await.expect("it would take mail");
    post.behave(Post::ToPassword("535 wrong password"));
    let words = smtp(&post.typed()).look().await.expect_err("not with that password");
    assert!(words.contains("wrong password"), "{words}");
}

#[tokio::test]
async fn a_letter_has_text_html_and_what_goes_with_it() {
    let post = TestPost::on(MailSecurity::Tls, Post::Takes).await;
    assert_eq!(smtp(&post.typed()).send(&letter()).await.outcome, Outcome::Sent);
    let got = post.got().remove(0);
    for words in [
        "Message-ID: <message-7@oc-pizza.example>",
        "To: mme.martin@exemple.fr",
        "caisse@oc-pizza.example",
        "text/plain",
        "text/html",
        "application/pdf",
        "bon.pdf",
    ] {
        assert!(got.contains(words), "{words:?} is not in {got}");
    }
    // A line of one dot is no end.
    assert!(got.contains("bient"), "{got}");
}
