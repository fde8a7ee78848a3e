//! A shop's recap of a day on paper: its registers' closings together, each register by name.

use super::document::{Document, Style};
use super::receipt::{print_rates, print_shop};
use super::times::{day, to_the_minute, to_the_second};
use crate::language::{Language, Spoken, typeset};
use crate::ledger::{
    Recap, RegisterDay, RegisterState, ShopDay, ShopIdentity, TenderTotal, Unpaid,
};
use crate::money::{Cents, VatRate};
use chrono::{DateTime, Utc};

const FR: Language = Language::Fr;

/// It, laid out; always in French. `at` and `who` say when it is printed, and for whom.
pub fn recap(
    shop_day: &ShopDay,
    papers: &ShopIdentity,
    (at, who): (DateTime<Utc>, &str),
    version: &str,
) -> Document {
    let recap = shop_day.recap();
    let mut paper = Document::default();
    print_shop(&mut paper, papers);
    paper.rule();
    paper.centred("RÉCAPITULATIF DU JOUR", Style::TALL);
    paper.centred(&shop_day.shop.name, Style::BOLD);
    paper.pair("Journée d’exploitation", day(shop_day.day), Style::PLAIN);
    paper.pair("Éditée", to_the_second(at), Style::PLAIN);
    paper.pair("Par", who, Style::PLAIN);
    paper.rule();
    let absent = recap.missing.len() + recap.lost.len();
    print_totals(&mut paper, &recap, absent > 0);
    for register in &shop_day.registers {
        print_register(&mut paper, shop_day, register);
    }
    print_unpaid(&mut paper, &recap);
    paper.pair("Somme des totaux perpétuels", recap.perpetual.show(FR), Style::PLAIN);
    paper.pair("… en valeur absolue", recap.perpetual_absolute.show(FR), Style::PLAIN);
    paper.centred(
        typeset("Document de gestion : les clôtures Z des caisses font foi."),
        Style::PLAIN,
    );
    paper.centred(format!("OC Pizza {version}"), Style::PLAIN);
    paper.cut();
    paper
}

fn print_totals(paper: &mut Document, recap: &Recap, is_partial: bool) {
    let label = if is_partial { "TOTAL TTC des caisses clôturées" } else { "TOTAL TTC" };
    paper.pair(label, recap.figures.total.show(FR), Style::TALL);
    print_rates(paper, &recap.figures.rates, |rate: VatRate| rate.show(FR));
    paper.rule();
    for TenderTotal { tender, amount } in &recap.figures.tenders {
        paper.pair(tender.say(FR), amount.show(FR), Style::PLAIN);
    }
    paper.rule();
    paper.pair("Tickets", recap.figures.tickets.to_string(), Style::PLAIN);
    paper.pair("Acomptes en cours", recap.advances.show(FR), Style::PLAIN);
    if let Some(off) = recap.cash_difference {
        paper.pair("Écart des tiroirs", off.show(FR), Style::BOLD);
    }
    paper.rule();
}

fn print_register(paper: &mut Document, shop_day: &ShopDay, register: &RegisterDay) {
    let known = |paper: &mut Document| {
        let tickets = format!("{} tickets connus du serveur", register.tickets);
        paper.pair(tickets, register.total.show(FR), Style::PLAIN);
    };
    let state = match (shop_day.state(register), &register.closed) {
        (_, Some(z)) => format!("Z n° {:06}", z.entry.number),
        (RegisterState::Lost, _) => "PERDUE, sans Z".to_owned(),
        (RegisterState::Open, _) => "journée en cours".to_owned(),
        (RegisterState::Missing | RegisterState::Closed, _) => "Z MANQUANT".to_owned(),
    };
    paper.pair(format!("Caisse {}", register.register), state, Style::BOLD);
    match &register.closed {
        Some(z) => {
            paper.pair("Clôturée", to_the_minute(z.at), Style::PLAIN);
            let who = z.closing.closed_by.as_deref().unwrap_or("Programme");
            paper.pair("Par", who, Style::PLAIN);
            let tickets = format!("{} tickets", z.closing.figures.tickets);
            paper.pair(tickets, z.closing.figures.total.show(FR), Style::PLAIN);
            if let Some(off) = z.closing.cash_difference {
                paper.pair("Écart du tiroir", off.show(FR), Style::PLAIN);
            }
            z.closing.note.iter().for_each(|note| paper.text(note, Style::PLAIN));
        }
        None => known(paper),
    }
    if let Some(lost) = register.lost_at {
        paper.pair("Déclarée perdue", to_the_minute(lost), Style::PLAIN);
    }
    paper.rule();
}

fn print_unpaid(paper: &mut Document, recap: &Recap) {
    if recap.unpaid.is_empty() {
        return;
    }
    paper.text("Commandes reportées, non payées", Style::BOLD);
    for Unpaid { order, amount } in &recap.unpaid {
        paper.pair(order.show(), amount.show(FR), Style::PLAIN);
    }
    let due: Cents = recap.unpaid.iter().map(|unpaid| unpaid.amount).sum();
    paper.pair("Total reporté", due.show(FR), Style::PLAIN);
    paper.rule();
}
