//! How a person is reached.

use super::{Channel, ReachRefused};
use crate::language::Language;
use crate::settings::is_address;
use crate::staff::{Role, StaffId};
use crate::text::{TextRefused, phone, phone_shown};
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

    /// The same as people read it: a French number in pairs.
    pub fn shown(&self, channel: Channel) -> Option<String> {
        let to = self.by(channel)?;
        Some(match channel {
            Channel::Sms => phone_shown(to),
            Channel::Email => to.to_owned(),
        })
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

/// How a person is to be reached, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedReach {
    /// What the person prefers.
    pub preferred: Channel,
    /// The number; empty: none.
    pub phone: String,
    /// The address; empty: none.
    pub email: String,
    /// The language that the person is written in.
    pub language: Language,
    /// The codes of the shops of which the person is told.
    pub shops: Vec<String>,
}

impl TypedReach {
    /// Reads it; none: the person is not to be reached at all.
    ///
    /// # Errors
    /// No number, no address, or none of what is preferred.
    pub fn check(&self) -> Result<Option<Reach>, ReachRefused> {
        let phone = phone(Some(&self.phone), "phone")?;
        let email = Some(self.email.trim().to_owned()).filter(|it| !it.is_empty());
        if email.as_deref().is_some_and(|email| !is_address(email)) {
            return Err(TextRefused::NotAnEmail { field: "email" }.into());
        }
        if phone.is_none() && email.is_none() {
            return Ok(None);
        }
        let reach = Reach { preferred: self.preferred, phone, email };
        match reach.by(self.preferred) {
            Some(_) => Ok(Some(reach)),
            None => Err(ReachRefused::Preferred { channel: self.preferred }),
        }
    }
}

/// A manager, and how that person is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonReached {
    /// The person.
    pub id: StaffId,
    /// First name, as colleagues say it.
    pub name: String,
    /// The person's role.
    pub role: Role,
    /// How; none: not at all.
    pub reach: Option<Reach>,
    /// The language that the person is written in.
    pub language: Language,
    /// The codes of the shops that the person answers for.
    pub works: Vec<String>,
    /// The codes of those of which the person is told.
    pub told: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use Channel::{Email, Sms};

    fn typed(preferred: Channel, phone: &str, email: &str) -> TypedReach {
        TypedReach {
            preferred,
            phone: phone.to_owned(),
            email: email.to_owned(),
            language: Language::Fr,
            shops: Vec::new(),
        }
    }

    #[test]
    fn what_is_typed_is_kept_as_services_take_it() {
        for (preferred, phone, email, kept) in [
            (Sms, "06 12 34 56 78", "", Some((Some("+33612345678"), None))),
            (Email, "", " ann@exemple.fr ", Some((None, Some("ann@exemple.fr")))),
            (Sms, "0032 470 12 34 56", "a@b.fr", Some((Some("+32470123456"), Some("a@b.fr")))),
            (Sms, " ", "", None),
        ] {
            let reach = typed(preferred, phone, email).check().expect("it stands");
            let shown = reach.as_ref().and_then(|it| it.shown(Sms));
            assert!(shown.is_none_or(|it| it.starts_with("06\u{a0}12") || it.starts_with("+32")));
            let found = reach.as_ref().map(|it| (it.phone.as_deref(), it.email.as_deref()));
            assert_eq!(found, kept, "{phone} {email}");
        }
    }

    #[test]
    fn what_does_not_stand_is_told_at_its_field() {
        use crate::failure::Refusal;
        for (typed, field) in [
            (typed(Sms, "06 12", ""), "phone"),
            (typed(Sms, "bonjour", "a@b.fr"), "phone"),
            (typed(Email, "", "a@b"), "email"),
            (typed(Email, "", "a@b.fr, c@d.fr"), "email"),
            (typed(Email, "+33612345678", ""), "email"),
            (typed(Sms, "", "a@b.fr"), "phone"),
        ] {
            let refused = typed.check().expect_err("refused");
            assert_eq!(refused.field().as_deref(), Some(field), "{typed:?}");
        }
    }

    #[test]
    fn a_person_is_reached_as_preferred_or_as_possible() {
        let (phone, email) = (Some("+33612345678"), Some("a@b.fr"));
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
