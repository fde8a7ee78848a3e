//! An invoice or a credit note on paper: the company, and the ticket's figures with prices without tax
//! (CGI annexe II, art. 242 nonies A, I). Paid where it was sold, it says how.

use super::document::{Document, Style};
use super::papers::ticket;
use super::receipt::{ReceiptView, print_rates, print_shop};
use super::times::to_the_second;
use crate::invoices::{Company, Invoice, InvoiceKind};
use crate::language::{Language, typeset};
use crate::ledger::{EntryShown, Nature, Ticket, TicketLine};
use crate::money::Cents;

/// What invoices are in.
const FR: Language = Language::Fr;

/// An invoice of a ticket; `copy`: which duplicata, 0 the original.
pub fn invoice(invoice: &Invoice, of: &EntryShown, bill: &Ticket, copy: u32) -> Document {
    let mut paper = Document::default();
    print_shop(&mut paper, &bill.shop);
    print_title(&mut paper, invoice, copy);
    print_company(&mut paper, &invoice.company);
    print_about(&mut paper, of, bill);
    bill.lines.iter().for_each(|line| print_line(&mut paper, line));
    paper.rule();
    print_totals(&mut paper, &ticket(bill, of), invoice.kind);
    paper.cut();
    paper
}

fn print_title(paper: &mut Document, invoice: &Invoice, copy: u32) {
    paper.rule();
    let title = match invoice.kind {
        InvoiceKind::Invoice => "FACTURE",
        InvoiceKind::CreditNote => "AVOIR",
    };
    paper.centred(format!("{title} n° {}", invoice.number.show()), Style::TALL);
    if copy > 0 {
        paper.centred(format!("DUPLICATA n° {copy}"), Style::TALL);
    }
    if let Some(corrected) = &invoice.corrects {
        paper.centred(format!("sur la facture n° {}", corrected.show()), Style::PLAIN);
    }
    paper.centred(format!("Émise le {}", to_the_second(invoice.at)), Style::PLAIN);
    paper.rule();
}

fn print_company(paper: &mut Document, company: &Company) {
    paper.text(&company.name, Style::BOLD);
    paper.text(&company.street, Style::PLAIN);
    paper.text(&company.town, Style::PLAIN);
    if let Some(siren) = &company.siren {
        paper.text(format!("SIREN {siren}"), Style::PLAIN);
    }
    if let Some(number) = &company.vat_number {
        paper.text(format!("TVA {number}"), Style::PLAIN);
    }
    paper.rule();
}

/// The ticket, and the day of the sale, which may be another than that of the invoice.
fn print_about(paper: &mut Document, of: &EntryShown, bill: &Ticket) {
    let number = format!("{:06}", of.entry.number);
    paper.pair(
        format!("Ticket n° {number}"),
        format!("Caisse {}", of.entry.register),
        Style::PLAIN,
    );
    let day = of.at.format("%d/%m/%Y").to_string();
    paper.pair("Date de l’opération", day, Style::PLAIN);
    paper.pair("Commande", bill.order.show(), Style::PLAIN);
    let has = |nature| bill.lines.iter().any(|line| line.nature == nature);
    let nature = match (has(Nature::Goods), has(Nature::Service)) {
        (true, true) => "biens et services",
        (_, true) => "prestation de services",
        _ => "livraison de biens",
    };
    paper.pair("Nature", nature, Style::PLAIN);
    paper.rule();
}

fn print_line(paper: &mut Document, line: &TicketLine) {
    let net = |gross: Cents| gross - line.vat_rate.tax_within(gross);
    paper.pair(
        format!("{} {}", line.quantity, line.label),
        net(line.gross + line.discount).show(FR),
        Style::PLAIN,
    );
    let (each, rate) = (net(line.unit_price).show(FR), line.vat_rate.show(FR));
    paper.indented(3, typeset(&format!("l’unité HT : {each}, TVA {rate}")), Style::PLAIN);
    if line.discount != Cents::ZERO {
        let off = net(line.gross + line.discount) - net(line.gross);
        paper.pair("\u{a0}\u{a0}\u{a0}Remise HT", (Cents::ZERO - off).show(FR), Style::PLAIN);
    }
}

fn print_totals(paper: &mut Document, receipt: &ReceiptView, kind: InvoiceKind) {
    let deducted: Cents = receipt.deducted.iter().map(|it| it.amount).sum();
    if deducted != Cents::ZERO {
        let whole = (receipt.total + deducted).show(FR);
        paper.pair("Total TTC de la commande", whole, Style::PLAIN);
    }
    for advance in &receipt.deducted {
        let label = format!("Acompte n° {}", advance.number);
        paper.pair(label, (Cents::ZERO - advance.amount).show(FR), Style::PLAIN);
    }
    let net: Cents = receipt.rates.iter().map(|rate| rate.net).sum();
    paper.pair("Total HT", net.show(FR), Style::PLAIN);
    print_rates(paper, &receipt.rates, |rate| rate.show(FR));
    let label = match kind {
        InvoiceKind::Invoice => "TOTAL TTC",
        InvoiceKind::CreditNote => "TOTAL TTC rendu",
    };
    paper.pair(label, receipt.total.show(FR), Style::TALL);
    paper.rule();
    let paid = match kind {
        InvoiceKind::Invoice => "Payée le",
        InvoiceKind::CreditNote => "Remboursée le",
    };
    paper.pair(paid, to_the_second(receipt.at), Style::PLAIN);
    for tender in &receipt.tenders {
        paper.pair(&tender.label, tender.amount.show(FR), Style::PLAIN);
    }
    receipt.notices.iter().for_each(|notice| paper.centred(notice, Style::PLAIN));
    let mark = receipt.mark.clone().unwrap_or_default();
    paper.centred(format!("Ticket signé {mark} - OC Pizza {}", receipt.version), Style::PLAIN);
}
