//! The steps through a paper, and what is typed of it.

use super::rules::{Unready, arrived, differs, is_more};
use super::*;
use domain::menu::Unit;
use domain::stock::{
    Arrived, Purchase, PurchaseId, PurchaseLine, TransferId, TransferLineShown, TransferState,
};
use domain::{Cents, Failure, Language};

const HAM: IngredientId = IngredientId(7);
const EGG: IngredientId = IngredientId(8);

fn came(ingredient: IngredientId, figures: &str, price: &str) -> Came {
    let entry =
        figures.chars().fold(Entry::about(5000, Unit::G), |it, key| it.touched(key, Unit::G));
    Came { typed: Typed::new(ingredient, entry), price: price.to_owned() }
}

fn order() -> ExpectedPurchase {
    let line = |ingredient, received| PurchaseLine {
        ingredient,
        ordered: 5000,
        received,
        lot: 1000,
        lot_price: None,
    };
    let purchase = Purchase {
        id: PurchaseId(Uuid::nil()),
        supplier: None,
        state: PurchaseState::PartlyReceived,
        lines: vec![line(HAM, 0), line(EGG, 5000)],
        version: 2,
    };
    ExpectedPurchase {
        purchase,
        number: "BC-1".to_owned(),
        supplier: "Laiterie".to_owned(),
        sent_at: Default::default(),
    }
}

fn transfer() -> TransferShown {
    let shop = |code: &str| ShopChoice { code: code.to_owned(), name: code.to_owned() };
    TransferShown {
        id: TransferId(Uuid::nil()),
        from: shop("MOZ2"),
        to: shop("MOZ1"),
        state: TransferState::UnderWay,
        lines: vec![TransferLineShown {
            ingredient: HAM,
            name: "épaule".to_owned(),
            unit: Unit::G,
            sent: 1500,
            received: None,
        }],
        reason: None,
        sent_at: Default::default(),
        sent_by: None,
        ended_at: None,
        ended_by: None,
    }
}

#[test]
fn a_line_is_read_with_its_price_and_its_mistake_stands_at_it() {
    let loose = Paper::loose();
    let read = |figures, price| arrived(&loose, &came(HAM, figures, price), Unit::G, &[]);
    let line = |quantity, price| Arrived { ingredient: HAM, quantity, price };
    assert_eq!(read("2,5", ""), Ok(line(2500, None)));
    assert_eq!(read("2,5", "12,50"), Ok(line(2500, Some(Cents(1250)))));
    for (figures, price) in [("", ""), ("0", ""), ("2", "douze")] {
        let refused = read(figures, price).expect_err("no line");
        assert_eq!(Failure::of(&refused, Language::Fr).field.as_deref(), Some("line-7"));
    }
    let of_order = Paper::of_order(&order(), None);
    let nothing = arrived(&of_order, &came(HAM, "0", ""), Unit::G, &[]);
    assert_eq!(nothing, Ok(line(0, None)), "it may not have come");
    let level = StockLevel { ingredient: HAM, on_hand: 900, reserved: 0, safety: 0 };
    arrived(&Paper::leaving(), &came(HAM, "1", ""), Unit::G, &[level]).expect_err("too much");
}

#[test]
fn only_what_is_to_come_is_asked_for_and_more_is_asked_about_once() {
    let paper = Paper::of_order(&order(), None);
    let asked: Vec<_> = paper.lines.iter().map(|it| it.typed.ingredient).collect();
    assert_eq!(asked, [HAM]);
    let mut much = came(HAM, "6", "");
    assert!(!is_more(&paper, &came(HAM, "5", ""), 5000));
    assert!(is_more(&paper, &much, 6000));
    much.typed.meant = Some(6000);
    assert!(!is_more(&paper, &much, 6000));
    assert!(is_more(&paper, &much, 7000), "another figure was meant");
    assert!(!is_more(&paper, &came(EGG, "1", ""), 1000), "it was chosen by hand");
    let menu = crate::menu::drawing::sample::menu();
    let weighed = menu.ingredients.iter().find(|it| it.unit == Unit::G).expect("by weight").id;
    let mut order = order();
    order.purchase.lines[0].ingredient = weighed;
    let mut paper = Paper::of_order(&order, Some(&menu));
    let all = |paper: &Paper| super::rules::lines(paper, &menu, &[], Language::Fr);
    assert!(matches!(all(&paper), Err(Unready::Wrong(_))), "nothing is typed");
    paper.lines = vec![came(weighed, "6", "")];
    assert_eq!(all(&paper), Err(Unready::More(0)));
    paper.lines[0].typed.meant = Some(6000);
    assert_eq!(all(&paper).map(|it| it.len()), Ok(1));
}

#[test]
fn the_steps_lead_from_the_choice_to_the_review_and_back() {
    let mut paper = Paper::loose();
    assert_eq!(paper.before(), Some(Step::Way));
    paper.lines = vec![came(HAM, "", ""), came(EGG, "", "")];
    assert_eq!(paper.before(), None, "what is begun is not left for another");
    for (step, before, after) in [
        (Step::Picking, Some(Step::Origin), Step::Line(0)),
        (Step::Line(0), Some(Step::Picking), Step::Line(1)),
        (Step::Line(1), Some(Step::Line(0)), Step::Review),
    ] {
        paper.step = step;
        assert_eq!((paper.before(), paper.after()), (before, after));
    }
    paper.step = Step::Review;
    assert_eq!(paper.before(), Some(Step::Line(1)));
    // What an order lacks is added from its review, and entered.
    let mut paper = Paper::of_order(&order(), None);
    assert_eq!((paper.before(), paper.after()), (Some(Step::Way), Step::Line(0)));
    paper.lines[0] = came(HAM, "5", "");
    paper.step = Step::Picking;
    assert_eq!((paper.before(), paper.after()), (Some(Step::Review), Step::Review));
    paper.toggle(HAM, 0, None);
    paper.toggle(EGG, 0, None);
    assert_eq!((paper.lines.len(), paper.after()), (2, Step::Line(1)));
    paper.toggle(EGG, 0, None);
    assert_eq!(paper.lines.len(), 1);
}

#[test]
fn without_the_order_what_came_stays() {
    let mut paper = Paper::of_order(&order(), None);
    paper.lines = vec![came(HAM, "5", ""), came(EGG, "0", "")];
    paper.loosen("Laiterie · BC-1".to_owned());
    assert_eq!((&paper.kind, paper.step), (&Kind::Loose, Step::Review));
    assert_eq!(paper.lines, [came(HAM, "5", "")]);
    assert_eq!(paper.comment, "Laiterie · BC-1");
}

#[test]
fn what_differs_of_a_transfer_is_known() {
    let paper = Paper::of_transfer(&transfer(), None);
    let line = |quantity| Arrived { ingredient: HAM, quantity, price: None };
    assert!(!differs(&paper, &[line(1500)]));
    assert!(differs(&paper, &[line(1499)]));
    assert!(!differs(&Paper::of_order(&order(), None), &[line(1)]));
}

#[test]
fn a_paper_is_kept_as_text_and_a_mistake_leads_to_its_step() {
    let mut paper = Paper::of_transfer(&transfer(), None);
    paper.key = Some(Uuid::nil());
    let text = serde_json::to_string(&paper).expect("a text");
    assert_eq!(serde_json::from_str::<Paper>(&text).expect("a paper"), paper);
    let no = |field: &str| Failure {
        field: Some(field.to_owned()),
        ..Failure::unreachable(Language::Fr)
    };
    for (field, step) in
        [("line-7", Step::Line(0)), ("lines", Step::Line(0)), ("number", Step::Origin)]
    {
        paper.show_mistake(&no(field));
        assert_eq!(paper.step, step, "{field}");
    }
}
