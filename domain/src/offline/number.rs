//! The numbers a register gives by itself.

use serde::{Deserialize, Serialize};

/// Which of its shop's registers this is, from 1: two that are cut off must not call out the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegisterNumber(pub i32);

/// The `nth` number of the day that a register gives while the server is away: `A-012·h`, of the
/// second register `A-012·h2`.
pub fn offline_number(register: RegisterNumber, nth: i64) -> String {
    match register {
        RegisterNumber(1) => format!("A-{nth:03}·h"),
        RegisterNumber(other) => format!("A-{nth:03}·h{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_register_has_numbers_of_its_own() {
        for (register, nth, number) in
            [(1, 12, "A-012·h"), (1, 1_000, "A-1000·h"), (2, 12, "A-012·h2"), (11, 1, "A-001·h11")]
        {
            assert_eq!(offline_number(RegisterNumber(register), nth), number);
        }
    }
}
