//! What a message knows when it is written, and the names under which a template uses it.

use crate::customers::DeliveryAddress;
use crate::language::{Language, either};
use crate::menu::Unit;
use crate::money::Cents;
use crate::printing::PurchaseView;
use crate::shops::ZONE;
use crate::stock::{Outlook, show_quantity};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A name that a template can use, between braces: `{commande}`. Templates are read with the names of
/// both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placeholder {
    /// The shop's name.
    Shop,
    /// What is called out: `A-042`.
    Order,
    /// The customer's name.
    Customer,
    /// The customer's number.
    Phone,
    /// When: promised, or expected.
    Time,
    /// What is still to be paid, or that all is; missing where nobody has to be told.
    Due,
    /// What is in the order.
    Content,
    /// Where it goes.
    Address,
    /// Floor, code, what else helps to find the door.
    Access,
    /// The address as a link to a map.
    Map,
    /// The ingredient's name.
    Ingredient,
    /// What is on the shelf.
    OnHand,
    /// What is left for orders to come.
    Projected,
    /// The level at or below which a manager is warned.
    Safety,
    /// What will be left at the end of service, by the forecast.
    Forecast,
    /// What the other shops have.
    Elsewhere,
    /// The products concerned.
    Products,
    /// Who did it.
    Person,
    /// The purchase order's reference.
    Purchase,
    /// The supplier's name.
    Supplier,
    /// What is ordered.
    Lines,
    /// Where the customer pays.
    Link,
}

impl Placeholder {
    /// Every one.
    pub const ALL: [Placeholder; 22] = {
        use Placeholder::*;
        [
            Shop, Order, Customer, Phone, Time, Due, Content, Address, Access, Map, Ingredient,
            OnHand, Projected, Safety, Forecast, Elsewhere, Products, Person, Purchase, Supplier,
            Lines, Link,
        ]
    };

    /// Its name in a template.
    pub fn name(self, language: Language) -> &'static str {
        let (fr, en) = match self {
            Placeholder::Shop => ("magasin", "shop"),
            Placeholder::Order => ("commande", "order"),
            Placeholder::Customer => ("client", "customer"),
            Placeholder::Phone => ("téléphone", "phone"),
            Placeholder::Time => ("heure", "time"),
            Placeholder::Due => ("à_payer", "due"),
            Placeholder::Content => ("contenu", "content"),
            Placeholder::Address => ("adresse", "address"),
            Placeholder::Access => ("accès", "access"),
            Placeholder::Map => ("carte", "map"),
            Placeholder::Ingredient => ("ingrédient", "ingredient"),
            Placeholder::OnHand => ("en_stock", "on_hand"),
            Placeholder::Projected => ("projeté", "projected"),
            Placeholder::Safety => ("sécurité", "safety"),
            Placeholder::Forecast => ("prévision", "forecast"),
            Placeholder::Elsewhere => ("ailleurs", "elsewhere"),
            Placeholder::Products => ("produits", "products"),
            Placeholder::Person => ("personne", "person"),
            Placeholder::Purchase => ("bon", "purchase"),
            Placeholder::Supplier => ("fournisseur", "supplier"),
            Placeholder::Lines => ("lignes", "lines"),
            Placeholder::Link => ("lien", "link"),
        };
        match language {
            Language::Fr => fr,
            Language::En => en,
        }
    }

    /// The placeholder of a name, in either language and whatever the case.
    pub fn from_name(name: &str) -> Option<Placeholder> {
        let name = name.trim().to_lowercase();
        let is = |it: &Placeholder| name == it.name(Language::Fr) || name == it.name(Language::En);
        Placeholder::ALL.into_iter().find(is)
    }
}

/// What another shop has of an ingredient; quantities in its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopStock {
    /// The shop's name.
    pub shop: String,
    /// The ingredient's unit.
    pub unit: Unit,
    /// Its figures.
    pub outlook: Outlook,
}

/// One thing that a message knows. It is kept as it is, and put into words when the message goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A name, a number, an address.
    Text(String),
    /// A quantity of an ingredient.
    Quantity {
        /// How much, in the unit.
        quantity: i64,
        /// The unit.
        unit: Unit,
    },
    /// Money.
    Amount(Cents),
    /// Nothing is to be paid any more.
    Paid,
    /// A time of day.
    Time(DateTime<Utc>),
    /// Several texts.
    List(Vec<String>),
    /// Where an order is brought, on one line.
    Address(Box<DeliveryAddress>),
    /// What else helps to find its door: floor, code, note.
    Access(Box<DeliveryAddress>),
    /// What a driver opens to be led there.
    Map(Box<DeliveryAddress>),
    /// The stock of other shops.
    Shops(Vec<ShopStock>),
    /// Ingredients, each with its quantity.
    Quantities(Vec<NamedQuantity>),
    /// A purchase order, which goes with the message, too.
    Purchase(Box<PurchaseView>),
}

/// So much of an ingredient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedQuantity {
    /// The ingredient's name.
    pub name: String,
    /// How much, in the unit.
    pub quantity: i64,
    /// The unit.
    pub unit: Unit,
}

impl NamedQuantity {
    fn show(&self, language: Language) -> String {
        format!("{} {}", self.name, show_quantity(self.quantity, self.unit, language))
    }
}

impl Fact {
    /// As a message says it; empty where there is nothing to say.
    pub fn show(&self, language: Language) -> String {
        match self {
            Fact::Text(text) => text.clone(),
            Fact::Quantity { quantity, unit } => show_quantity(*quantity, *unit, language),
            Fact::Amount(amount) => amount.show(language),
            Fact::Paid => either(language, "payée", "paid"),
            Fact::Time(at) => {
                let local = at.with_timezone(&ZONE);
                either(
                    language,
                    local.format("%-H\u{a0}h\u{a0}%M").to_string(),
                    local.format("%-H:%M").to_string(),
                )
            }
            Fact::List(texts) => texts.join(", "),
            Fact::Address(address) => address.line(),
            Fact::Access(address) => address.access(),
            Fact::Map(address) => address.map_link(),
            Fact::Shops(shops) => {
                let shown: Vec<_> = shops.iter().map(|it| it.show(language)).collect();
                shown.join(&either(language, " ; ", "; "))
            }
            Fact::Quantities(all) => {
                all.iter().map(|it| it.show(language)).collect::<Vec<_>>().join(", ")
            }
            // A line each, as its reader picks them.
            Fact::Purchase(view) => {
                let shown = view.lines.iter().map(|it| {
                    let quantity = show_quantity(it.quantity, it.unit, language);
                    either(
                        language,
                        format!("– {} : {quantity}", it.name),
                        format!("– {}: {quantity}", it.name),
                    )
                });
                shown.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

impl ShopStock {
    fn show(&self, language: Language) -> String {
        let quantity = |it| show_quantity(it, self.unit, language);
        let Outlook { on_hand, projected, safety, forecast } = self.outlook;
        let (on_hand, projected, safety) =
            (quantity(on_hand), quantity(projected), quantity(safety));
        let forecast = forecast.map(quantity);
        let forecast = |words: &str| {
            forecast.as_ref().map_or(String::new(), |left| format!(", {words} {left}"))
        };
        either(
            language,
            format!(
                "{} {on_hand} (projeté {projected}, sécurité {safety}{})",
                self.shop,
                forecast("fin de service")
            ),
            format!(
                "{} {on_hand} (projected {projected}, safety {safety}{})",
                self.shop,
                forecast("end of service")
            ),
        )
    }
}

/// What a message knows.
pub type Facts = BTreeMap<Placeholder, Fact>;

/// What a template is tried with before it is kept.
pub fn example(name: Placeholder) -> Fact {
    let text = |it: &str| Fact::Text(it.to_owned());
    let grams = |quantity| Fact::Quantity { quantity, unit: Unit::G };
    match name {
        Placeholder::Shop => text("OC Pizza Centre"),
        Placeholder::Order => text("A-042"),
        Placeholder::Customer => text("Mme Martin"),
        Placeholder::Phone => text("06\u{a0}12\u{a0}34\u{a0}56\u{a0}78"),
        // 20:05 in the shops' zone.
        Placeholder::Time => {
            Fact::Time(DateTime::from_timestamp(1_783_620_300, 0).unwrap_or_default())
        }
        Placeholder::Due => Fact::Amount(Cents(2700)),
        Placeholder::Content => Fact::List(vec!["2× Reine".to_owned(), "1× Royale".to_owned()]),
        Placeholder::Address => text("12 rue des Lilas, 31000 Toulouse"),
        Placeholder::Access => text("code 4B12, 3e étage"),
        Placeholder::Map => text("https://www.google.com/maps/dir/?api=1&destination=43.60,1.44"),
        Placeholder::Ingredient => text("chorizo"),
        Placeholder::OnHand => grams(900),
        Placeholder::Projected => grams(250),
        Placeholder::Safety => grams(1000),
        Placeholder::Forecast => grams(-400),
        Placeholder::Elsewhere => {
            let outlook = Outlook { on_hand: 2400, projected: 2000, safety: 1000, forecast: None };
            let shop = "Gare".to_owned();
            Fact::Shops(vec![ShopStock { shop, unit: Unit::G, outlook }])
        }
        Placeholder::Products => Fact::List(vec!["Chorizo".to_owned(), "Royale".to_owned()]),
        Placeholder::Person => text("Luigi"),
        Placeholder::Purchase => text("BC-MOZ1-2026-0012"),
        Placeholder::Supplier => text("Primeurs du Midi"),
        Placeholder::Lines => Fact::List(vec!["fromage 20\u{a0}kg".to_owned()]),
        Placeholder::Link => text("https://www.paypal.com/checkoutnow?token=5O190127TN364715T"),
    }
}
