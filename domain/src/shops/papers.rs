//! A shop's papers, which stand at the head of each ticket, and its rules of payment: what an office
//! types, and what is wrong with it.

use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::ledger::ShopIdentity;
use crate::money::Cents;
use crate::payments::AMOUNT_MAX;
use crate::text::{self, TextRefused};
use serde::{Deserialize, Serialize};

/// The longest name of a shop or a company, in characters.
const NAME_MAX: usize = 80;
/// The longest address, in characters.
const ADDRESS_MAX: usize = 160;
const SIRET_DIGITS: usize = 14;
const SIREN_DIGITS: usize = 9;

/// What a shop's form holds, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPapers {
    /// The company that sells.
    pub company: String,
    /// The shop's name among colleagues.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its number in the register of establishments, 14 digits.
    pub siret: String,
    /// What it does, in INSEE's words: `56.10C`.
    pub naf: String,
    /// The company's number for VAT: `FR23902134568`.
    pub vat_number: String,
    /// Whether it takes meal vouchers,
    pub takes_vouchers: bool,
    /// also on Sundays and public holidays (Code du travail R3262-8).
    pub vouchers_on_holidays: bool,
    /// Money given back up to so much is a cashier's own.
    pub refund_alone: String,
}

/// A shop's papers, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The company that sells.
    pub company: String,
    /// The shop's name among colleagues.
    pub name: String,
    /// Its address.
    pub address: String,
    /// 14 digits.
    pub siret: String,
    /// Without its point: `5610C`.
    pub naf: String,
    /// Without spaces.
    pub vat_number: String,
    /// Whether it takes meal vouchers,
    pub takes_vouchers: bool,
    /// also on Sundays and public holidays.
    pub vouchers_on_holidays: bool,
    /// Money given back up to so much is a cashier's own.
    pub refund_alone: Cents,
}

/// What cannot be a shop's papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PapersRefused {
    /// A field is empty, and a ticket has to say it.
    Needed {
        /// The field.
        field: &'static str,
    },
    /// A text is none.
    Text(TextRefused),
    /// No 14 digits.
    SiretDigits {
        /// How many there are.
        digits: usize,
    },
    /// The last digit does not fit the others (Luhn): one is mistyped.
    SiretSum,
    /// Not four digits and a letter.
    NafForm,
    /// Not `FR`, a key and nine digits.
    VatForm,
    /// The key is not that of the company.
    VatKey {
        /// It would be this one.
        expected: String,
    },
    /// Of another company than the SIRET.
    VatOfAnother {
        /// The company's number would be this one.
        expected: String,
    },
    /// No amount.
    Amount,
    /// Somebody else has changed them meanwhile.
    Moved,
}

impl From<TextRefused> for PapersRefused {
    fn from(refused: TextRefused) -> PapersRefused {
        PapersRefused::Text(refused)
    }
}

/// Whether the last digit fits the others (Luhn).
fn sums_up(digits: &str) -> bool {
    let each = digits.bytes().rev().map(|digit| u32::from(digit - b'0')).enumerate();
    let sum: u32 = each
        .map(|(at, digit)| match (at % 2 == 1, digit) {
            (true, 5..) => 2 * digit - 9,
            (true, _) => 2 * digit,
            (false, _) => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The French VAT number of a company: `FR`, a key, its SIREN (CGI art. 286 ter; the key is 12 plus
/// three times the SIREN, modulo 97).
pub fn vat_number(siren: &str) -> Option<String> {
    let number: u64 = siren.parse().ok().filter(|_| siren.len() == SIREN_DIGITS)?;
    Some(format!("FR{:02}{siren}", (12 + 3 * (number % 97)) % 97))
}

fn bare(typed: &str) -> String {
    let between = |it: char| it.is_whitespace() || ".-".contains(it);
    typed.chars().filter(|it| !between(*it)).collect::<String>().to_uppercase()
}

fn needed(typed: &str, field: &'static str, max: usize) -> Result<String, PapersRefused> {
    text::checked(Some(typed), field, max)?.ok_or(PapersRefused::Needed { field })
}

fn siret(typed: &str) -> Result<String, PapersRefused> {
    let siret = bare(&needed(typed, "siret", NAME_MAX)?);
    let digits = siret.bytes().filter(u8::is_ascii_digit).count();
    match digits == SIRET_DIGITS && siret.len() == SIRET_DIGITS {
        false => Err(PapersRefused::SiretDigits { digits }),
        true if sums_up(&siret) && sums_up(&siret[..SIREN_DIGITS]) => Ok(siret),
        true => Err(PapersRefused::SiretSum),
    }
}

fn naf(typed: &str) -> Result<String, PapersRefused> {
    let naf = bare(&needed(typed, "naf", NAME_MAX)?);
    let is_one = naf.len() == 5
        && naf[..4].bytes().all(|it| it.is_ascii_digit())
        && naf[4..].bytes().all(|it| it.is_ascii_uppercase());
    is_one.then_some(naf).ok_or(PapersRefused::NafForm)
}

fn vat(typed: &str, siret: &str) -> Result<String, PapersRefused> {
    let number = bare(&needed(typed, "vat_number", NAME_MAX)?);
    let digits = number.strip_prefix("FR").unwrap_or_default();
    if digits.len() != 2 + SIREN_DIGITS || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Err(PapersRefused::VatForm);
    }
    let of = |siren: &str| vat_number(siren).unwrap_or_default();
    let (own, expected) = (of(&digits[2..]), of(&siret[..SIREN_DIGITS]));
    match (number == own, number == expected) {
        (_, true) => Ok(number),
        (false, _) => Err(PapersRefused::VatKey { expected: own }),
        (true, false) => Err(PapersRefused::VatOfAnother { expected }),
    }
}

impl TypedPapers {
    /// What can be kept of it.
    ///
    /// # Errors
    /// The first field with something wrong, from the top of the form.
    pub fn checked(&self) -> Result<Papers, PapersRefused> {
        let (company, address) = (
            needed(&self.company, "company", NAME_MAX)?,
            needed(&self.address, "address", ADDRESS_MAX)?,
        );
        let siret = siret(&self.siret)?;
        let refund = Cents::typed(&self.refund_alone).filter(|amount| *amount <= AMOUNT_MAX);
        Ok(Papers {
            company,
            address,
            naf: naf(&self.naf)?,
            vat_number: vat(&self.vat_number, &siret)?,
            siret,
            name: needed(&self.name, "name", NAME_MAX)?,
            takes_vouchers: self.takes_vouchers,
            // Said for nothing where none are taken.
            vouchers_on_holidays: self.vouchers_on_holidays && self.takes_vouchers,
            refund_alone: refund.ok_or(PapersRefused::Amount)?,
        })
    }
}

impl Papers {
    /// As a form shows them.
    pub fn typed(&self) -> TypedPapers {
        let naf = match self.naf.split_at_checked(2) {
            Some((division, class)) => format!("{division}.{class}"),
            None => self.naf.clone(),
        };
        TypedPapers {
            company: self.company.clone(),
            name: self.name.clone(),
            address: self.address.clone(),
            siret: self.siret.clone(),
            naf,
            vat_number: self.vat_number.clone(),
            takes_vouchers: self.takes_vouchers,
            vouchers_on_holidays: self.vouchers_on_holidays,
            refund_alone: self.refund_alone.as_typed(),
        }
    }

    /// As a ticket names the shop.
    pub fn identity(&self) -> ShopIdentity {
        let Papers { company, address, siret, naf, vat_number, .. } = self.clone();
        ShopIdentity { name: company, address, siret, naf, vat_number }
    }
}

impl Spoken for PapersRefused {
    fn say(&self, language: Language) -> String {
        match self {
            PapersRefused::Needed { .. } => either(
                language,
                "À remplir : chaque ticket doit le dire.",
                "To be filled in: each ticket has to say it.",
            ),
            PapersRefused::Text(refused) => refused.say(language),
            PapersRefused::SiretDigits { digits } => either(
                language,
                format!("Un SIRET a 14 chiffres ; il y en a {digits}."),
                format!("A SIRET has 14 digits; there are {digits}."),
            ),
            PapersRefused::SiretSum => either(
                language,
                "Ce n’est pas un SIRET : un chiffre est faux, ou deux sont inversés.",
                "That is no SIRET: a digit is wrong, or two are swapped.",
            ),
            PapersRefused::NafForm => either(
                language,
                "Un code NAF a quatre chiffres et une lettre : « 56.10C ».",
                "A NAF code has four digits and a letter: “56.10C”.",
            ),
            PapersRefused::VatForm => either(
                language,
                "Un numéro de TVA français a « FR », une clé de deux chiffres et les neuf chiffres du SIREN.",
                "A French VAT number has “FR”, a key of two digits and the nine digits of the SIREN.",
            ),
            PapersRefused::VatKey { expected } => either(
                language,
                format!("La clé ne va pas avec ce SIREN : le numéro serait {expected}."),
                format!("The key does not fit this SIREN: the number would be {expected}."),
            ),
            PapersRefused::VatOfAnother { expected } => either(
                language,
                format!(
                    "Ce numéro est celui d’une autre société que le SIRET : {expected} irait avec lui."
                ),
                format!(
                    "This number is another company’s than the SIRET: {expected} would go with it."
                ),
            ),
            PapersRefused::Amount => either(
                language,
                "Tapez un montant, de 0 à 10 000 € : « 20,00 ».",
                "Type an amount, from 0 to €10,000: “20.00”.",
            ),
            PapersRefused::Moved => either(
                language,
                "Quelqu’un d’autre a changé ces papiers entre-temps : rien n’a été enregistré. Relisez-les, puis recommencez.",
                "Somebody else has changed these papers meanwhile: nothing was saved. Read them again, then start over.",
            ),
        }
    }
}

impl Refusal for PapersRefused {
    fn code(&self) -> FailureCode {
        match self {
            PapersRefused::Moved => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        let field = match self {
            PapersRefused::Needed { field } => field,
            PapersRefused::Text(refused) => return refused.field(),
            PapersRefused::SiretDigits { .. } | PapersRefused::SiretSum => "siret",
            PapersRefused::NafForm => "naf",
            PapersRefused::VatForm
            | PapersRefused::VatKey { .. }
            | PapersRefused::VatOfAnother { .. } => "vat_number",
            PapersRefused::Amount => "refund_alone",
            PapersRefused::Moved => return None,
        };
        Some(field.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedPapers {
        TypedPapers {
            company: " OC Pizza SAS ".to_owned(),
            name: "Mozzaville-Centre".to_owned(),
            address: "4 place de la Fontaine, 99120 Mozzaville".to_owned(),
            siret: "902 134 568 00010".to_owned(),
            naf: "56.10c".to_owned(),
            vat_number: "FR 23 902134568".to_owned(),
            takes_vouchers: true,
            vouchers_on_holidays: false,
            refund_alone: "20".to_owned(),
        }
    }

    #[test]
    fn what_is_typed_is_kept_bare_and_shown_as_it_is_written() {
        let papers = typed().checked().expect("papers");
        assert_eq!(
            (papers.company.as_str(), papers.siret.as_str()),
            ("OC Pizza SAS", "90213456800010")
        );
        assert_eq!((papers.naf.as_str(), papers.vat_number.as_str()), ("5610C", "FR23902134568"));
        assert_eq!(papers.refund_alone, Cents(2000));
        let shown = papers.typed();
        assert_eq!((shown.naf.as_str(), shown.refund_alone.as_str()), ("56.10C", "20,00"));
        assert_eq!(shown.checked(), Ok(papers));
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        type Change = fn(&mut TypedPapers);
        let table: &[(Change, &str, &str)] = &[
            (|it| it.company = "  ".into(), "company", "À remplir"),
            (|it| it.name = String::new(), "name", "À remplir"),
            (|it| it.address = "x".repeat(161), "address", "160 caractères"),
            (|it| it.address = "a\nb".into(), "address", "invisible"),
            (|it| it.siret = String::new(), "siret", "À remplir"),
            (|it| it.siret = "9021345680001".into(), "siret", "il y en a 13"),
            (|it| it.siret = "9021345680001O".into(), "siret", "il y en a 13"),
            (|it| it.siret = "90213456800011".into(), "siret", "un chiffre est faux"),
            (|it| it.siret = "90213465800010".into(), "siret", "un chiffre est faux"),
            (|it| it.naf = "5610".into(), "naf", "56.10C"),
            (|it| it.naf = "561CC".into(), "naf", "56.10C"),
            (|it| it.naf = "é610C".into(), "naf", "56.10C"),
            (|it| it.vat_number = "BE0123456789".into(), "vat_number", "« FR »"),
            (|it| it.vat_number = "FR2390213456".into(), "vat_number", "« FR »"),
            (|it| it.vat_number = "FR24902134568".into(), "vat_number", "FR23902134568"),
            (|it| it.vat_number = "FR40303265045".into(), "vat_number", "une autre société"),
            (|it| it.refund_alone = "beaucoup".into(), "refund_alone", "montant"),
            (|it| it.refund_alone = "10000,01".into(), "refund_alone", "montant"),
            (|it| it.refund_alone = "-1".into(), "refund_alone", "montant"),
        ];
        for (change, field, words) in table {
            let mut papers = typed();
            change(&mut papers);
            let refused = papers.checked().expect_err(words);
            assert_eq!(refused.field().as_deref(), Some(*field), "{papers:?}");
            let said = refused.say(Language::Fr).replace('\u{a0}', " ");
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn the_key_of_a_company() {
        for (siren, number) in [
            ("303265045", "FR40303265045"),
            ("404833048", "FR83404833048"),
            ("732829320", "FR44732829320"),
            ("902134568", "FR23902134568"),
        ] {
            assert_eq!(vat_number(siren).as_deref(), Some(number));
            assert!(sums_up(siren), "{siren}");
        }
        assert_eq!(vat_number("12345"), None);
    }
}
