//! Signing in: who is at this window (UC05).

mod pin_pad;
mod sign_in;

pub use sign_in::SignInPage;
