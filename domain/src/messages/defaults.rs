//! What messages say until a manager writes something else.
//!
//! The French text messages do without letters that would double their price (`ê`, `ç`, `À`).

use super::{Channel, MessageKind};
use crate::language::Language;

/// The text of a kind, as a template.
pub fn default_text(kind: MessageKind, channel: Channel, language: Language) -> &'static str {
    let long = match channel {
        Channel::Email => by_email(kind, language),
        Channel::Sms => None,
    };
    long.unwrap_or(match language {
        Language::Fr => in_french(kind),
        Language::En => in_english(kind),
    })
}

fn in_french(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::OrderTaken => {
            "{magasin} : commande {commande} enregistrée, prévue à {heure}.[ Reste à payer : {à_payer}.]"
        }
        MessageKind::Leaving => {
            "{magasin} : votre pizza part, arrivée vers {heure}.[ Reste à payer : {à_payer}.]"
        }
        MessageKind::ReadyForPickUp => {
            "{magasin} : votre commande {commande} vous attend au comptoir.[ Reste à payer : {à_payer}.]"
        }
        MessageKind::Delayed => {
            "{magasin} : votre commande {commande} a du retard, nouvelle heure prévue : {heure}. \
             Merci de votre patience."
        }
        MessageKind::OrderCancelled => {
            "{magasin} : votre commande {commande} est annulée. Appelez-nous pour toute question."
        }
        MessageKind::StockShort => {
            "{magasin} : stock bas, {ingrédient}. En stock {en_stock}, projeté {projeté}, sécurité \
             {sécurité}.[ Prévision en fin de service : {prévision}.][ Ailleurs : {ailleurs}.]"
        }
        MessageKind::ProductsSuspended => {
            "{magasin} : plus assez de {ingrédient} (reste {en_stock}). Suspendus : {produits}.\
             [ Signalé par {personne}.]"
        }
        MessageKind::PurchaseDrafted => {
            "{magasin} : commande {bon} à valider[ pour {fournisseur}] : {lignes}."
        }
        MessageKind::DriverRun => {
            "{commande}[ {client}][ {téléphone}]\n{contenu}\n{adresse}[ ({accès})]\n{carte}\
             [\nPaiement : {à_payer}][\nPromis à {heure}]"
        }
        MessageKind::PurchaseOrder => "{magasin} : commande {bon} : {lignes}.",
        MessageKind::FreeText => "{magasin}, commande {commande} :",
        MessageKind::PaymentLink => {
            "{magasin} : réglez votre commande {commande} ({à_payer}) ici : {lien}"
        }
    }
}

fn in_english(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::OrderTaken => {
            "{shop}: order {order} is taken, expected at {time}.[ To pay: {due}.]"
        }
        MessageKind::Leaving => {
            "{shop}: your pizza is on its way, expected around {time}.[ To pay: {due}.]"
        }
        MessageKind::ReadyForPickUp => {
            "{shop}: your order {order} is ready at the counter.[ To pay: {due}.]"
        }
        MessageKind::Delayed => {
            "{shop}: your order {order} is late, now expected at {time}. Thank you for waiting."
        }
        MessageKind::OrderCancelled => {
            "{shop}: your order {order} is cancelled. Please call us with any question."
        }
        MessageKind::StockShort => {
            "{shop}: {ingredient} is short. On hand {on_hand}, projected {projected}, safety \
             {safety}.[ At the end of service: {forecast}.][ Elsewhere: {elsewhere}.]"
        }
        MessageKind::ProductsSuspended => {
            "{shop}: not enough {ingredient} ({on_hand} left). Suspended: {products}.\
             [ Told by {person}.]"
        }
        MessageKind::PurchaseDrafted => {
            "{shop}: purchase order {purchase} to approve[ for {supplier}]: {lines}."
        }
        MessageKind::DriverRun => {
            "{order}[ {customer}][ {phone}]\n{content}\n{address}[ ({access})]\n{map}\
             [\nPayment: {due}][\nPromised at {time}]"
        }
        MessageKind::PurchaseOrder => "{shop}: purchase order {purchase}: {lines}.",
        MessageKind::FreeText => "{shop}, order {order}:",
        MessageKind::PaymentLink => "{shop}: pay for your order {order} ({due}) here: {link}",
    }
}

/// What is worth more room in an e-mail.
fn by_email(kind: MessageKind, language: Language) -> Option<&'static str> {
    Some(match (kind, language) {
        (MessageKind::StockShort, Language::Fr) => {
            "{magasin} : le stock de {ingrédient} est bas.\n\nEn stock : {en_stock}\nProjeté : \
             {projeté}\nSécurité : {sécurité}[\nPrévision en fin de service : {prévision}]\
             [\n\nAutres magasins : {ailleurs}]"
        }
        (MessageKind::StockShort, Language::En) => {
            "{shop}: {ingredient} is short.\n\nOn hand: {on_hand}\nProjected: {projected}\nSafety: \
             {safety}[\nAt the end of service: {forecast}][\n\nOther shops: {elsewhere}]"
        }
        (MessageKind::PurchaseDrafted, Language::Fr) => {
            "{magasin} : l’inventaire propose la commande {bon}[ pour {fournisseur}].\n\n{lignes}\
             \n\nElle part quand un responsable l’envoie, dans le bureau, page Stock."
        }
        (MessageKind::PurchaseDrafted, Language::En) => {
            "{shop}: the inventory proposes purchase order {purchase}[ for {supplier}].\n\n{lines}\
             \n\nIt goes when a manager sends it, in the office, page Stock."
        }
        (MessageKind::PurchaseOrder, Language::Fr) => {
            "Bonjour,\n\nVoici notre commande {bon} pour {magasin}, aussi en pièce jointe :\n\
             {lignes}\n\nMerci de nous confirmer sa livraison."
        }
        (MessageKind::PurchaseOrder, Language::En) => {
            "Hello,\n\nThis is our purchase order {purchase} for {shop}, also attached:\n{lines}\
             \n\nPlease confirm its delivery."
        }
        (MessageKind::PaymentLink, Language::Fr) => {
            "Bonjour[ {client}],\n\nRéglez ici votre commande {commande} chez {magasin}, {à_payer}, par \
             PayPal :\n{lien}\n\nÀ tout de suite."
        }
        (MessageKind::PaymentLink, Language::En) => {
            "Hello[ {customer}],\n\nPlease pay here for your order {order} at {shop}, {due}, by PayPal:\n\
             {link}\n\nSee you soon."
        }
        _ => return None,
    })
}

/// The subject of a kind's e-mail, as a template.
pub fn default_subject(kind: MessageKind, language: Language) -> &'static str {
    match (kind, language) {
        (MessageKind::OrderTaken, Language::Fr) => "Votre commande {commande}",
        (MessageKind::OrderTaken, Language::En) => "Your order {order}",
        (MessageKind::Leaving, Language::Fr) => "Votre commande {commande} est en route",
        (MessageKind::Leaving, Language::En) => "Your order {order} is on its way",
        (MessageKind::ReadyForPickUp, Language::Fr) => "Votre commande {commande} est prête",
        (MessageKind::ReadyForPickUp, Language::En) => "Your order {order} is ready",
        (MessageKind::Delayed, Language::Fr) => "Votre commande {commande} a du retard",
        (MessageKind::Delayed, Language::En) => "Your order {order} is late",
        (MessageKind::OrderCancelled, Language::Fr) => "Votre commande {commande} est annulée",
        (MessageKind::OrderCancelled, Language::En) => "Your order {order} is cancelled",
        (MessageKind::StockShort, Language::Fr) => "{magasin} : stock bas, {ingrédient}",
        (MessageKind::StockShort, Language::En) => "{shop}: {ingredient} is short",
        (MessageKind::ProductsSuspended, Language::Fr) => "{magasin} : produits suspendus",
        (MessageKind::ProductsSuspended, Language::En) => "{shop}: products suspended",
        (MessageKind::PurchaseDrafted, Language::Fr) => "{magasin} : commande {bon} à valider",
        (MessageKind::PurchaseDrafted, Language::En) => "{shop}: order {purchase} to approve",
        (MessageKind::DriverRun, Language::Fr) => "Course {commande}",
        (MessageKind::DriverRun, Language::En) => "Delivery {order}",
        (MessageKind::PurchaseOrder, Language::Fr) => "OC Pizza : commande {bon}",
        (MessageKind::PurchaseOrder, Language::En) => "OC Pizza: purchase order {purchase}",
        (MessageKind::FreeText, Language::Fr) => "Votre commande {commande}",
        (MessageKind::FreeText, Language::En) => "Your order {order}",
        (MessageKind::PaymentLink, Language::Fr) => "Réglez votre commande {commande}",
        (MessageKind::PaymentLink, Language::En) => "Pay for your order {order}",
    }
}
