//! Where a dialog's command stands: not sent, under way, in doubt, refused, or done.

use domain::Failure;

/// Where a command `C`, answered by `R`, stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<C, R> {
    /// The command whose outcome is not known (yet): sent again unchanged.
    pub sent: Option<C>,
    /// It is under way.
    pub busy: bool,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// What it did.
    pub done: Option<R>,
}

impl<C, R> Default for Standing<C, R> {
    fn default() -> Standing<C, R> {
        Standing { sent: None, busy: false, failure: None, done: None }
    }
}

impl<C, R> Standing<C, R> {
    /// It leaves.
    pub fn under_way(asked: C) -> Standing<C, R> {
        Standing { sent: Some(asked), busy: true, ..Standing::default() }
    }

    /// It was answered, or was not.
    pub fn answered(asked: C, answer: Result<R, Failure>) -> Standing<C, R> {
        match answer {
            Ok(done) => Standing { done: Some(done), ..Standing::default() },
            Err(failure) => Standing {
                sent: Some(asked).filter(|_| failure.leaves_outcome_unknown()),
                failure: Some(failure),
                ..Standing::default()
            },
        }
    }
}
