//! How a person is reached.

use super::Channel;
use serde::{Deserialize, Serialize};

/// How a manager is reached, and likes to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// What the person prefers.
    pub preferred: Channel,
    /// The number for text messages.
    pub phone: Option<String>,
    /// The address for e-mails.
    pub email: Option<String>,
}

impl Reach {
    /// The number or the address of a channel.
    pub fn by(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Sms => self.phone.as_deref(),
            Channel::Email => self.email.as_deref(),
        }
    }

    /// How a message goes first, of the channels it can go by: as the person prefers, else by the other
    /// one; none where the person cannot be reached so.
    pub fn first(&self, channels: &[Channel]) -> Option<Channel> {
        let by_liking = [self.preferred, self.preferred.other()];
        by_liking.into_iter().find(|it| channels.contains(it) && self.by(*it).is_some())
    }

    /// Whether the other channel than that is there, too.
    pub fn has_other(&self, than: Channel, channels: &[Channel]) -> bool {
        channels.contains(&than.other()) && self.by(than.other()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Channel::{Email, Sms};

    #[test]
    fn a_person_is_reached_as_preferred_or_as_possible() {
        let (phone, email) = (Some("0612345678"), Some("a@b.fr"));
        for (preferred, phone, email, channels, first, has_other) in [
            (Sms, phone, email, &[Sms, Email][..], Some(Sms), true),
            (Email, phone, email, &[Sms, Email], Some(Email), true),
            (Email, phone, None, &[Sms, Email], Some(Sms), false),
            (Sms, None, email, &[Sms, Email], Some(Email), false),
            (Sms, phone, email, &[Email], Some(Email), false),
            (Sms, phone, None, &[Email], None, false),
            (Sms, None, None, &[Sms, Email], None, false),
        ] {
            let of = |it: Option<&str>| it.map(str::to_owned);
            let reach = Reach { preferred, phone: of(phone), email: of(email) };
            assert_eq!(reach.first(channels), first);
            assert_eq!(first.is_some_and(|it| reach.has_other(it, channels)), has_other);
        }
    }
}
