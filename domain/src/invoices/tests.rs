//! Whom an invoice is for, and of what one is made.

use super::*;
use crate::text::TextRefused;

fn typed() -> TypedCompany {
    TypedCompany {
        name: " Atelier Gagnant SARL ".to_owned(),
        street: "12 rue des Lilas".to_owned(),
        town: "75020 Paris".to_owned(),
        ..TypedCompany::default()
    }
}

fn made(number: u64) -> Invoice {
    Invoice {
        number: InvoiceNumber { shop: "MOZ1".to_owned(), number },
        kind: InvoiceKind::Invoice,
        company: typed().checked().expect("a company"),
        at: DateTime::UNIX_EPOCH,
        corrects: None,
        prints: 0,
    }
}

#[test]
fn a_company_is_taken_as_people_type_it() {
    let company = TypedCompany {
        siren: "552 100 554".to_owned(),
        vat_number: "fr 96 552.100.554".to_owned(),
        ..typed()
    };
    let company = company.checked().expect("a company");
    assert_eq!(company.name, "Atelier Gagnant SARL");
    assert_eq!(company.siren.as_deref(), Some("552100554"));
    assert_eq!(company.vat_number.as_deref(), Some("FR96552100554"));
    assert_eq!(typed().checked().map(|it| (it.siren, it.vat_number)), Ok((None, None)));
}

#[test]
fn what_is_no_company_is_said_at_its_field() {
    let missing = |field| Err(InvoiceRefused::Missing { field });
    let with = |change: fn(&mut TypedCompany)| {
        let mut company = typed();
        change(&mut company);
        company.checked().map(|_| ())
    };
    let long = TextRefused::TooLong { field: "company-name", characters_max: 100 };
    for (found, expected) in [
        (with(|it| it.name.clear()), missing("company-name")),
        (with(|it| it.street = "  ".to_owned()), missing("company-street")),
        (with(|it| it.town.clear()), missing("company-town")),
        (with(|it| it.name = "x".repeat(101)), Err(InvoiceRefused::Text(long))),
        (with(|it| it.siren = "552 100 555".to_owned()), Err(InvoiceRefused::Siren)),
        (with(|it| it.siren = "55210055".to_owned()), Err(InvoiceRefused::Siren)),
        (with(|it| it.siren = "é52100554".to_owned()), Err(InvoiceRefused::Siren)),
        (with(|it| it.vat_number = "FR".to_owned()), Err(InvoiceRefused::VatNumber)),
        (with(|it| it.vat_number = "FR97552100554".to_owned()), Err(InvoiceRefused::VatNumber)),
        (with(|it| it.vat_number = "FRXX552100554".to_owned()), Ok(())),
        (with(|it| it.vat_number = "é".to_owned()), Err(InvoiceRefused::VatNumber)),
        (with(|it| it.vat_number = "BE0123456789".to_owned()), Ok(())),
        // Another company's.
        (
            with(|it| {
                it.siren = "732 829 320".to_owned();
                it.vat_number = "FR96552100554".to_owned();
            }),
            Err(InvoiceRefused::VatNumber),
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn a_ticket_has_one_invoice_and_what_went_back_of_it_one_credit_note() {
    use InvoiceKind::{CreditNote, Invoice};
    let stands = |invoice: Option<u64>, of_corrected: Option<u64>| InvoiceStands {
        invoice: invoice.map(made),
        of_corrected: of_corrected.map(made),
    };
    let typed = typed();
    let made = || Err(InvoiceRefused::Made { number: "F-MOZ1-000003".to_owned() });
    for (kind, by, stands, expected) in [
        (Invoice, Some(&typed), stands(None, None), Ok(())),
        (Invoice, None, stands(None, None), Err(InvoiceRefused::NoCompany)),
        (Invoice, Some(&typed), stands(Some(3), None), made()),
        (CreditNote, None, stands(None, Some(2)), Ok(())),
        (CreditNote, Some(&typed), stands(None, None), Err(InvoiceRefused::NothingToCorrect)),
        (CreditNote, None, stands(Some(3), Some(2)), made()),
    ] {
        assert_eq!(company(kind, by, &stands).map(|_| ()), expected, "{kind:?} {stands:?}");
    }
}

#[test]
fn refusals_speak_both_languages() {
    use crate::failure::Refusal;
    use crate::language::{Language, Spoken};
    for refused in [
        InvoiceRefused::NoTicket,
        InvoiceRefused::Training,
        InvoiceRefused::Made { number: "F-MOZ1-000003".to_owned() },
        InvoiceRefused::NoCompany,
        InvoiceRefused::Missing { field: "company-name" },
        InvoiceRefused::Siren,
        InvoiceRefused::VatNumber,
        InvoiceRefused::NothingToCorrect,
        InvoiceRefused::None,
        InvoiceRefused::Overtaken,
    ] {
        assert_ne!(refused.say(Language::Fr), refused.say(Language::En), "{refused:?}");
        assert_eq!(refused.is_overtaken(), refused == InvoiceRefused::Overtaken);
    }
}

#[test]
fn every_command_has_words_for_who_decides_about_it() {
    let entry = || EntryRef {
        register: crate::ledger::RegisterCode("MOZ1-C1".to_owned()),
        chain: crate::ledger::Chain::Sales,
        number: 12,
    };
    let command = CommandId(uuid::Uuid::nil());
    let make = |company| MakeInvoice { command, entry: entry(), company };
    let commands: [(InvoicesCall, &str, &str); 3] = [
        (
            make(Some(typed())).into(),
            "Facture\u{a0}: ticket n°\u{a0}12 (MOZ1-C1)",
            "Invoice: ticket no.\u{a0}12 (MOZ1-C1)",
        ),
        (
            make(None).into(),
            "Avoir\u{a0}: ticket n°\u{a0}12 (MOZ1-C1)",
            "Credit note: ticket no.\u{a0}12 (MOZ1-C1)",
        ),
        (
            PrintInvoice { command, entry: entry() }.into(),
            "Impression de la facture\u{a0}: ticket n°\u{a0}12 (MOZ1-C1)",
            "Print of the invoice: ticket no.\u{a0}12 (MOZ1-C1)",
        ),
    ];
    for (call, fr, en) in &commands {
        assert!(call.facts().is_command);
        assert_eq!(call.told(Language::Fr).as_deref(), Some(*fr));
        assert_eq!(call.told(Language::En).as_deref(), Some(*en));
    }
    let told: std::collections::BTreeSet<_> = commands.iter().map(|it| it.0.facts().name).collect();
    let there = InvoicesCall::ALL.iter().filter(|facts| facts.is_command).count();
    assert_eq!(told.len(), there, "one has no words");
    assert_eq!(InvoicesCall::from(ReadInvoice { entry: entry() }).told(Language::Fr), None);
}
