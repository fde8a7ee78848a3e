//! Why one thing that a payer gives is not taken.

use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::TenderKind;

/// One thing given that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenRefused {
    /// An amount of zero or below.
    NotAnAmount,
    /// Nobody gives so much.
    Absurd,
    /// More than is left to pay, by a tender that gives no change; or cash where nothing is left.
    Over {
        /// As what.
        tender: TenderKind,
        /// What is left.
        most: Cents,
    },
    /// Too much to be paid in cash.
    CashMax {
        /// The largest debt that is paid in cash.
        max: Cents,
    },
    /// The shop takes no meal vouchers.
    NoVouchers,
    /// A Sunday or a public holiday.
    VoucherDay {
        /// The holiday's name in French; none: a plain Sunday.
        holiday: Option<&'static str>,
    },
    /// More in vouchers than one payer may.
    VoucherMax {
        /// The most.
        max: Cents,
    },
}

impl Spoken for GivenRefused {
    fn say(&self, language: Language) -> String {
        match self {
            GivenRefused::NotAnAmount => either(
                language,
                "Un montant va d’un centime à ce qui est dû.",
                "An amount goes from one cent to what is due.",
            ),
            GivenRefused::Absurd => either(
                language,
                "Ce montant reçu est trop grand : vérifiez-le.",
                "That amount is too large: check it.",
            ),
            GivenRefused::Over { tender, most } => over(*tender, *most, language),
            GivenRefused::CashMax { max } => either(
                language,
                format!(
                    "La loi interdit de payer en espèces, même en partie, une somme de plus de {}.",
                    max.show(Language::Fr)
                ),
                format!(
                    "The law forbids paying a sum above {} in cash, even in part.",
                    max.show(Language::En)
                ),
            ),
            GivenRefused::NoVouchers => either(
                language,
                "Ce magasin ne prend pas les titres-restaurant.",
                "This shop takes no meal vouchers.",
            ),
            GivenRefused::VoucherDay { holiday: None } => either(
                language,
                "Les titres-restaurant ne sont pas pris le dimanche.",
                "Meal vouchers are not taken on Sundays.",
            ),
            GivenRefused::VoucherDay { holiday: Some(name) } => either(
                language,
                format!("Les titres-restaurant ne sont pas pris les jours fériés ({name})."),
                format!("Meal vouchers are not taken on public holidays ({name})."),
            ),
            GivenRefused::VoucherMax { max } => either(
                language,
                format!("Titres-restaurant : {} au plus par payeur.", max.show(Language::Fr)),
                format!("Meal vouchers: {} a payer at most.", max.show(Language::En)),
            ),
        }
    }
}

/// More than is left to pay.
fn over(tender: TenderKind, most: Cents, language: Language) -> String {
    match (tender, most) {
        (_, Cents::ZERO) => either(
            language,
            format!("{} : il ne reste rien à payer.", tender.say(Language::Fr)),
            format!("{}: nothing is left to pay.", tender.say(Language::En)),
        ),
        (TenderKind::MealVoucher, _) => either(
            language,
            format!(
                "Un titre-restaurant ne se rend pas en monnaie : {} au plus.",
                most.show(Language::Fr)
            ),
            format!("No change is given on a meal voucher: {} at most.", most.show(Language::En)),
        ),
        _ => either(
            language,
            format!(
                "{} : il ne reste que {} à payer.",
                tender.say(Language::Fr),
                most.show(Language::Fr)
            ),
            format!(
                "{}: only {} is left to pay.",
                tender.say(Language::En),
                most.show(Language::En)
            ),
        ),
    }
}
