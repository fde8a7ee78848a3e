//! What an enrolment code gives: the password of its login, and the key to what is sealed with it.
//!
//! Both are worked out slowly from the code, so that who has a copy of the whole server, with the
//! verifier of the password and the sealed key, needs as long for each guess as we do:
//! `docs/decisions/0003-the-groups-key.md`.

use crate::settings::seal::Key;
use anyhow::Context;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::terminals::EnrolmentCode;
use zeroize::Zeroizing;

/// 64 MiB, three passes: a tenth of a second here, once a terminal.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// What a code gives.
pub struct CodeKeys {
    /// The login that redeems it.
    pub login: String,
    /// That login's password.
    pub password: Zeroizing<String>,
    /// Seals the group's key on its way.
    pub seal: Key,
}

impl CodeKeys {
    /// Works them out, away from the threads that serve the screens.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub async fn of(code: &EnrolmentCode) -> anyhow::Result<CodeKeys> {
        let (login, secret) = (code.login(), Zeroizing::new(code.secret().to_owned()));
        tokio::task::spawn_blocking(move || CodeKeys::work_out(login, &secret))
            .await
            .context("working out a code's keys")?
    }

    fn work_out(login: String, secret: &str) -> anyhow::Result<CodeKeys> {
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(anyhow::Error::msg)?;
        let slow = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut bytes = Zeroizing::new([0; 64]);
        let salt = format!("oc-pizza enrolment {login}");
        slow.hash_password_into(secret.as_bytes(), salt.as_bytes(), bytes.as_mut_slice())
            .map_err(anyhow::Error::msg)?;
        let (password, seal) = bytes.split_at(32);
        Ok(CodeKeys {
            login,
            password: Zeroizing::new(STANDARD_NO_PAD.encode(password)),
            seal: Key::of(seal).context("half of 64 bytes")?,
        })
    }
}
