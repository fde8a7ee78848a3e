//! What a service lets the group in by: asked for once, kept until shortly before it is over, and renewed when it
//! turns out not to be good.

use super::http::Answer;
use domain::settings::ServiceFault;
use serde::Deserialize;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// So long before its end a token is not used any more.
const BEFORE_END: Duration = Duration::from_secs(60);
/// How long one is taken to be good of which nothing is said.
const USUAL: Duration = Duration::from_secs(300);

struct Token {
    bearer: Zeroizing<String>,
    until: Instant,
    /// The address and the login that it was given for.
    whose: (String, String),
}

/// The token that a service gave last.
#[derive(Default)]
pub(super) struct KnownToken(Mutex<Option<Token>>);

impl KnownToken {
    /// A token that is good, and not that one, which turned out not to be; asked for where none is known.
    pub(super) async fn good(
        &self,
        whose: (String, String),
        but: Option<&Zeroizing<String>>,
        asked: impl Future<Output = Result<Given, ServiceFault>>,
    ) -> Result<Zeroizing<String>, ServiceFault> {
        // Whoever else needs one meanwhile waits for this one.
        let mut kept = self.0.lock().await;
        let is_good =
            |it: &&Token| it.whose == whose && it.until > Instant::now() && Some(&it.bearer) != but;
        if let Some(token) = kept.as_ref().filter(is_good) {
            return Ok(token.bearer.clone());
        }
        *kept = None;
        let since = Instant::now();
        let Given { bearer, lasts } = asked.await?;
        // One that is said to last for ever is asked for again all the same.
        let until = since + lasts.min(LONGEST).saturating_sub(BEFORE_END);
        *kept = Some(Token { bearer: bearer.clone(), until, whose });
        Ok(bearer)
    }
}

/// The longest that a token is used.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// A token that was given.
pub(super) struct Given {
    bearer: Zeroizing<String>,
    lasts: Duration,
}

#[derive(Deserialize)]
struct GivenToken {
    access_token: String,
    #[serde(default)]
    expires_in: serde_json::Value,
}

/// The token in an answer that gives one.
pub(super) fn given(answer: &Answer) -> Result<Given, ServiceFault> {
    let GivenToken { access_token, expires_in } = answer.json()?;
    let access_token = Zeroizing::new(access_token);
    let seconds = match &expires_in {
        serde_json::Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    };
    // What goes into a header is a word of ASCII.
    let is_word = !access_token.is_empty() && access_token.bytes().all(|it| it.is_ascii_graphic());
    if !is_word {
        return Err(ServiceFault::Unreadable);
    }
    Ok(Given { bearer: access_token, lasts: seconds.map_or(USUAL, Duration::from_secs) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Answer {
        Answer { status: 200, body: body.as_bytes().to_vec() }
    }

    #[tokio::test]
    async fn a_token_is_kept_for_whom_it_was_given_until_shortly_before_its_end() {
        let known = KnownToken::default();
        let whose = |user: &str| ("https://a".to_owned(), user.to_owned());
        let give = async |word: &str, seconds: u64| {
            given(&answer(&format!(r#"{{"access_token":"{word}","expires_in":{seconds}}}"#)))
        };
        let had = known.good(whose("a"), None, give("one", 3600)).await.expect("given");
        assert_eq!(had.as_str(), "one");
        let had = known.good(whose("a"), None, give("two", 3600)).await.expect("kept");
        assert_eq!(had.as_str(), "one");
        let had = known.good(whose("a"), Some(&had), give("three", 3600)).await.expect("renewed");
        assert_eq!(had.as_str(), "three");
        let had = known.good(whose("b"), None, give("four", 30)).await.expect("another's");
        assert_eq!(had.as_str(), "four");
        let had = known.good(whose("b"), None, give("five", u64::MAX)).await.expect("over");
        assert_eq!(had.as_str(), "five");
        let refused = async { Err(ServiceFault::CutOff) };
        let refused = known.good(whose("a"), None, refused).await;
        assert_eq!(refused.expect_err("not given"), ServiceFault::CutOff);
    }

    #[test]
    fn what_is_no_token_is_not_used() {
        for (body, good) in [
            (r#"{"access_token":"a","expires_in":"60"}"#, true),
            (r#"{"access_token":"a"}"#, true),
            (r#"{"access_token":"a","expires_in":null}"#, true),
            (r#"{"access_token":""}"#, false),
            (r#"{"access_token":"a b"}"#, false),
            (r#"{"access_token":"a\n"}"#, false),
            (r#"{"access_token":7}"#, false),
            (r#"{}"#, false),
            ("", false),
        ] {
            assert_eq!(given(&answer(body)).is_ok(), good, "{body}");
        }
    }
}
