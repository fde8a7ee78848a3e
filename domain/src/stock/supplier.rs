//! Suppliers: who sells what, and where an order is sent.

use super::{Offer, SupplierId};
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::text::{self, TextRefused};
use serde::{Deserialize, Serialize};

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
}

impl Supplier {
    /// The supplier as it is kept: texts trimmed, the number without what people write in it.
    ///
    /// # Errors
    /// No name, or an address or a number that is none.
    pub fn checked(self) -> Result<Supplier, SupplierRefused> {
        let name = text::checked(Some(&self.name), "name", text::NAME_CHARACTERS_MAX)?;
        let name = name.ok_or(SupplierRefused::NoName)?;
        let email = text::email(self.email.as_deref(), "email")?;
        let phone = text::phone(self.phone.as_deref(), "phone")?;
        Ok(Supplier { name, email, phone, ..self })
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
        }
    }
}

impl Refusal for SupplierRefused {
    fn field(&self) -> Option<Field> {
        match self {
            SupplierRefused::Text(refused) => refused.field(),
            _ => Some("name".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplier(name: &str, email: &str, phone: &str) -> Supplier {
        let some = |text: &str| Some(text.to_owned());
        let (email, phone) = (some(email), some(phone));
        Supplier { id: SupplierId(1), name: name.to_owned(), email, phone, offers: vec![] }
    }

    #[test]
    fn a_supplier_has_a_name_and_may_have_an_address() {
        let kept = supplier(" Métro ", " ventes@exemple.fr", "01 23 45 67 89").checked();
        assert_eq!(kept, Ok(supplier("Métro", "ventes@exemple.fr", "0123456789")));
        let bare = supplier("Marché", "", " ").checked().expect("a supplier");
        assert_eq!((bare.email, bare.phone), (None, None));
    }

    #[test]
    fn what_is_refused_says_where() {
        for (supplier, field) in [
            (supplier("  ", "", ""), "name"),
            (supplier("Métro", "ventes", ""), "email"),
            (supplier("Métro", "", "12"), "phone"),
        ] {
            let refused = supplier.checked().expect_err("it is refused");
            assert_eq!(refused.field().as_deref(), Some(field));
        }
    }
}
