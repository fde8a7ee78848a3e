//! The Base Adresse Nationale, France's book of addresses, which is open to all: where it is.

use super::{ServiceRefused, address};
use serde::{Deserialize, Serialize};

/// What is entered of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressBook {
    /// Where addresses are looked for.
    pub search_address: String,
}

impl Default for AddressBook {
    fn default() -> AddressBook {
        AddressBook { search_address: "https://data.geopf.fr/geocodage/search".to_owned() }
    }
}

impl AddressBook {
    /// As it stands in its form.
    pub fn typed(&self) -> TypedAddressBook {
        TypedAddressBook { search_address: self.search_address.clone() }
    }
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAddressBook {
    /// Where addresses are looked for.
    pub search_address: String,
}

impl TypedAddressBook {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<AddressBook, ServiceRefused> {
        Ok(AddressBook { search_address: address(&self.search_address, "addresses-search")? })
    }
}
