//! Signing in: who is at this window (UC05); and a manager's consent.

mod consent;
mod pin_entry;
mod pin_pad;
mod sign_in;

pub use consent::Consent;
pub use sign_in::SignInPage;
