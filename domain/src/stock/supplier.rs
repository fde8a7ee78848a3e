//! Suppliers: who sells what, and where an order is sent.

use super::cost::PRICE_MAX;
use super::lines::{LINES_MAX, Units};
use super::refused::{LineFault, LineRefused, QuantityRefused};
use super::{Offer, SupplierId, TypedSupplier, check_quantity};
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::text::{self, TextRefused};
use serde::{Deserialize, Serialize};

/// A name is no longer: companies' are longer than people's.
pub const NAME_CHARACTERS_MAX: usize = 120;

/// A supplier of the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// Its key.
    pub id: SupplierId,
    /// Its name; no two have the same.
    pub name: String,
    /// Where purchase orders are sent; none: they are told by telephone.
    pub email: Option<String>,
    /// The number to call.
    pub phone: Option<String>,
    /// What it sells to the group.
    pub offers: Vec<Offer>,
    /// Grows with each change.
    pub version: i64,
}

impl TypedSupplier {
    /// The supplier of that key and version as it is kept: texts trimmed, the number without what people
    /// write in it.
    ///
    /// # Errors
    /// No name, an address or a number that is none, or an offer that does not stand.
    pub fn checked(
        self,
        (id, version): (SupplierId, i64),
        units: &Units,
    ) -> Result<Supplier, SupplierRefused> {
        let name = text::checked(Some(&self.name), "name", NAME_CHARACTERS_MAX)?;
        let name = name.ok_or(SupplierRefused::NoName)?;
        let email = text::email(Some(&self.email), "email")?;
        let phone = text::phone(Some(&self.phone), "phone")?;
        if self.offers.len() > LINES_MAX {
            return Err(SupplierRefused::TooManyOffers);
        }
        for (nth, offer) in self.offers.iter().enumerate() {
            offer.check(&self.offers[..nth], units)?;
        }
        let offers = self.offers.into_iter().map(|it| Offer { supplier: Some(id), ..it }).collect();
        Ok(Supplier { id, name, email, phone, offers, version })
    }
}

impl Offer {
    /// Checks an offer beside those above it.
    fn check(&self, above: &[Offer], units: &Units) -> Result<(), LineRefused> {
        let Offer { ingredient, lot, lot_price, .. } = *self;
        let refused = |fault| LineRefused { ingredient, fault };
        let unit = *units.get(&ingredient).ok_or_else(|| refused(LineFault::Unknown))?;
        if above.iter().any(|it| it.ingredient == ingredient) {
            return Err(refused(LineFault::Twice));
        }
        let lot = check_quantity(lot, unit).and_then(|lot| match lot {
            0 => Err(QuantityRefused::Nothing),
            lot => Ok(lot),
        });
        lot.map_err(|why| refused(LineFault::Quantity(why)))?;
        match lot_price.is_none_or(|it| it >= Cents::ZERO && it <= PRICE_MAX) {
            true => Ok(()),
            false => Err(refused(LineFault::Price)),
        }
    }
}

/// A supplier that cannot be kept so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupplierRefused {
    /// It has no name.
    NoName,
    /// Another one has that name.
    NameTaken {
        /// The name.
        name: String,
    },
    /// A text that cannot be taken.
    Text(TextRefused),
    /// An offer that does not stand.
    Offer(LineRefused),
    /// More than [`LINES_MAX`].
    TooManyOffers,
    /// There is no such supplier.
    Unknown,
    /// Somebody changed it meanwhile.
    ChangedFirst,
}

impl From<LineRefused> for SupplierRefused {
    fn from(refused: LineRefused) -> SupplierRefused {
        SupplierRefused::Offer(refused)
    }
}

impl From<TextRefused> for SupplierRefused {
    fn from(refused: TextRefused) -> SupplierRefused {
        SupplierRefused::Text(refused)
    }
}

impl Spoken for SupplierRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SupplierRefused::NoName => {
                either(language, "Donnez un nom au fournisseur.", "Give the supplier a name.")
            }
            SupplierRefused::NameTaken { name } => either(
                language,
                format!("Il y a déjà un fournisseur « {name} »."),
                format!("There is a supplier “{name}” already."),
            ),
            SupplierRefused::Text(refused) => refused.say(language),
            SupplierRefused::Offer(refused) => refused.say(language),
            SupplierRefused::TooManyOffers => either(
                language,
                format!("Un fournisseur tient {LINES_MAX} articles au plus."),
                format!("A supplier holds {LINES_MAX} articles at most."),
            ),
            SupplierRefused::Unknown => {
                either(language, "Ce fournisseur n’existe plus.", "This supplier is gone.")
            }
            SupplierRefused::ChangedFirst => either(
                language,
                "Ce fournisseur vient d’être modifié ailleurs. Rouvrez-le.",
                "This supplier has just been changed elsewhere. Open it again.",
            ),
        }
    }
}

impl Refusal for SupplierRefused {
    fn code(&self) -> FailureCode {
        match self {
            SupplierRefused::Unknown | SupplierRefused::ChangedFirst => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            SupplierRefused::Text(refused) => refused.field(),
            SupplierRefused::Offer(refused) => refused.field(),
            SupplierRefused::TooManyOffers => Some("offers".to_owned()),
            SupplierRefused::NoName | SupplierRefused::NameTaken { .. } => Some("name".to_owned()),
            SupplierRefused::Unknown | SupplierRefused::ChangedFirst => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::{IngredientId, Unit};

    const CHEESE: IngredientId = IngredientId(1);
    const KEY: (SupplierId, i64) = (SupplierId(1), 3);

    fn units() -> Units {
        Units::from([(CHEESE, Unit::G)])
    }

    fn typed(name: &str, email: &str, phone: &str) -> TypedSupplier {
        let [name, email, phone] = [name, email, phone].map(str::to_owned);
        TypedSupplier { name, email, phone, offers: Vec::new() }
    }

    fn offer(ingredient: IngredientId, lot: i64, cents: i64) -> Offer {
        let lot_price = Some(Cents(cents));
        Offer { ingredient, supplier: None, lot, lot_price, preferred: true }
    }

    #[test]
    fn a_supplier_has_a_name_and_may_have_an_address() {
        let offers = vec![offer(CHEESE, 10_000, 6250)];
        let whole =
            TypedSupplier { offers, ..typed(" Métro ", " ventes@exemple.fr", "01 23 45 67 89") };
        let kept = whole.checked(KEY, &units()).expect("a supplier");
        assert_eq!((kept.name.as_str(), kept.version), ("Métro", 3));
        assert_eq!(kept.email.as_deref(), Some("ventes@exemple.fr"));
        assert_eq!(kept.phone.as_deref(), Some("+33123456789"));
        assert_eq!(kept.offers[0].supplier, Some(SupplierId(1)));
        let bare = typed("Marché", "", " ").checked(KEY, &units()).expect("a supplier");
        assert_eq!((bare.email, bare.phone), (None, None));
    }

    #[test]
    fn what_is_refused_says_where() {
        let with =
            |offers: &[Offer]| TypedSupplier { offers: offers.to_vec(), ..typed("M", "", "") };
        let (good, gone) = (offer(CHEESE, 10_000, 6250), IngredientId(9));
        for (supplier, field) in [
            (typed("  ", "", ""), "name"),
            (typed("Métro", "ventes", ""), "email"),
            (typed("Métro", "", "12"), "phone"),
            (with(&[good, good]), "line-1"),
            (with(&[offer(gone, 1, 1)]), "line-9"),
            (with(&[offer(CHEESE, 0, 1)]), "line-1"),
            (with(&[offer(CHEESE, 1_000_001, 1)]), "line-1"),
            (with(&[offer(CHEESE, 1, -1)]), "line-1"),
            (with(&[offer(CHEESE, 1, 10_000_001)]), "line-1"),
            (with(&vec![good; 201]), "offers"),
        ] {
            let refused = supplier.checked(KEY, &units()).expect_err("it is refused");
            assert_eq!(refused.field().as_deref(), Some(field));
        }
    }
}
