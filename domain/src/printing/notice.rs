//! The notice for where customers pay: that tickets are printed on request alone (code de
//! l'environnement art. L541-15-10 IV and D541-372; décret n° 2022-1565).

use super::document::{Document, Style};
use crate::language::typeset;

/// It, laid out; in French, and below in English for who passes through.
pub fn notice(shop: &str) -> Document {
    let mut paper = Document::default();
    paper.centred(shop, Style::BOLD);
    paper.rule();
    paper.centred("VOTRE TICKET ?", Style::DOUBLE);
    paper.centred("À LA DEMANDE", Style::DOUBLE);
    paper.blank();
    paper.centred(
        "Sauf exception légale, les tickets de caisse et de carte bancaire ne sont imprimés et remis qu’à la demande du client.",
        Style::TALL,
    );
    paper.blank();
    paper.centred(typeset("Demandez-le : nous l’imprimons aussitôt."), Style::BOLD);
    paper.blank();
    paper.centred("Receipts are printed on request. Just ask.", Style::PLAIN);
    paper.rule();
    paper.centred("Code de l’environnement, art. L541-15-10 et D541-370 à D541-372", Style::PLAIN);
    paper.cut();
    paper
}

#[cfg(test)]
mod tests {
    use super::super::lines::{COLUMNS_MAX, COLUMNS_MIN, shown};
    use super::*;

    #[test]
    fn it_says_so_on_any_paper() {
        for width in [COLUMNS_MIN, 32, 42, 48, COLUMNS_MAX] {
            let lines = notice("Mozzaville-Centre").lines(width);
            assert!(lines.iter().all(|line| line.columns() <= width), "{width}");
            let told = shown(&notice("Mozzaville-Centre"), width).replace(['^', '*', '#'], "");
            let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
            let said = "ne sont imprimés et remis qu’à la demande du client.";
            assert!(words.contains(said), "{words}");
        }
    }
}
