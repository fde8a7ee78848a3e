//! Every sentence of the till, in both languages.

use super::*;
use crate::failure::FailureCode;
use crate::ledger::BillRefused;
use crate::money::Cents;
use crate::orders::GivingBackRefused;
use crate::payments::{At, CardState, Denomination, TenderKind};

const AT: At = At { payer: 0, given: 1 };

fn payment(why: GivenRefused) -> Box<dyn Refusal> {
    Box::new(PaymentRefused::Given { at: AT, why })
}

/// Each refusal, its code and its field.
fn every_one() -> Vec<(Box<dyn Refusal>, FailureCode, Option<&'static str>)> {
    use FailureCode::{Conflict, NeedsManager, Refused};
    let five = Cents(500);
    let given = |why| (payment(why), Refused, Some("payers.0.given.1"));
    let taken =
        |it: PaymentRefused, field| (Box::new(it) as Box<dyn Refusal>, Refused, Some(field));
    let split = |it: SplitRefused, field| (Box::new(it) as Box<dyn Refusal>, Refused, Some(field));
    let back =
        |it: RefundRefused, code, field| (Box::new(it) as Box<dyn Refusal>, code, Some(field));
    let of_order =
        |it: GivingBackRefused, code, field| (Box::new(it) as Box<dyn Refusal>, code, field);
    let number = || "A-042".to_owned();
    let cash = |it: CashRefused, code, field| (Box::new(it) as Box<dyn Refusal>, code, field);
    let card = |it: CardRefused, code, field| (Box::new(it) as Box<dyn Refusal>, code, field);
    let text = TextRefused::TooLong { field: "reason", characters_max: 80 };
    vec![
        given(GivenRefused::NotAnAmount),
        given(GivenRefused::Absurd),
        given(GivenRefused::Over { tender: TenderKind::Card, most: five }),
        given(GivenRefused::Over { tender: TenderKind::MealVoucher, most: five }),
        given(GivenRefused::Over { tender: TenderKind::Cash, most: Cents::ZERO }),
        given(GivenRefused::CashMax { max: Cents(100_000) }),
        given(GivenRefused::NoVouchers),
        given(GivenRefused::VoucherDay { holiday: None }),
        given(GivenRefused::VoucherDay { holiday: Some("Noël") }),
        given(GivenRefused::VoucherMax { max: Cents(2500) }),
        taken(PaymentRefused::TooMany, "payers"),
        taken(PaymentRefused::NothingGiven { payer: 1 }, "payers.1.given"),
        taken(PaymentRefused::Short { missing: five }, "payers"),
        taken(PaymentRefused::ShortOfPart { payer: 1, missing: five }, "payers.1.given"),
        taken(PaymentRefused::Part { payer: 1, left: five }, "payers.1.part"),
        taken(PaymentRefused::Part { payer: 1, left: Cents::ZERO }, "payers.1.part"),
        split(SplitRefused::NotAnAmount, "due"),
        split(SplitRefused::Payers, "payers"),
        split(SplitRefused::TooSmall { people: 3 }, "payers"),
        split(SplitRefused::Part { payer: 2, left: five }, "parts.2"),
        split(SplitRefused::Line { line: 4 }, "lines.4"),
        back(RefundRefused::NotAnAmount, Refused, "amount"),
        back(RefundRefused::Over { most: five }, Refused, "amount"),
        back(RefundRefused::Over { most: Cents::ZERO }, Refused, "amount"),
        back(RefundRefused::VoucherWhole { below: None, above: five }, Refused, "amount"),
        back(RefundRefused::VoucherWhole { below: Some(Cents(1)), above: five }, Refused, "amount"),
        back(RefundRefused::NeedsManager { alone: five }, NeedsManager, "amount"),
        back(RefundRefused::Reason(ReasonRefused::None), Refused, "reason"),
        back(RefundRefused::Reason(text.into()), Refused, "reason"),
        of_order(GivingBackRefused::Unknown, Conflict, None),
        of_order(GivingBackRefused::Cancelled { number: number() }, Conflict, None),
        of_order(GivingBackRefused::NotPaid { number: number(), due: five }, Conflict, None),
        of_order(GivingBackRefused::Meanwhile { number: number(), paid: five }, Conflict, None),
        of_order(GivingBackRefused::Meanwhile { number: number(), paid: Cents(0) }, Conflict, None),
        of_order(GivingBackRefused::Changed { number: number() }, Refused, Some("lines")),
        of_order(BillRefused::Line.into(), Refused, Some("lines")),
        of_order(BillRefused::Nothing.into(), Refused, Some("amount")),
        of_order(BillRefused::TooMuch { left: five }.into(), Refused, Some("amount")),
        of_order(RefundRefused::NeedsManager { alone: five }.into(), NeedsManager, Some("amount")),
        cash(CashRefused::AlreadyOpen, Conflict, None),
        cash(CashRefused::NotOpen, Conflict, None),
        cash(CashRefused::NotAnAmount, Refused, Some("amount")),
        cash(CashRefused::NotInDrawer { expected: five }, Refused, Some("amount")),
        cash(CashRefused::Pieces { of: Denomination::ALL[4] }, Refused, Some("counted.2000")),
        cash(CashRefused::NotCounted, Refused, Some("counted")),
        cash(CashRefused::Reason(ReasonRefused::None), Refused, Some("reason")),
        card(CardRefused::NotAnAmount, Refused, Some("amount")),
        card(CardRefused::NoTerminal, Refused, None),
        card(CardRefused::NotAnAddress, Refused, Some("card-address")),
        card(CardRefused::Busy { number: number() }, Conflict, None),
        card(CardRefused::Over, Conflict, None),
        card(CardRefused::Held { amount: five, stands: CardState::Unknown }, Conflict, None),
        card(CardRefused::LeftOut { amount: five }, Conflict, None),
        card(CardRefused::NotTaken, Conflict, None),
        card(CardRefused::NotKept, Refused, None),
        card(CardRefused::NotRefunded { left: five }, Refused, None),
        card(CardRefused::TerminalAnswers, Conflict, None),
        card(CardRefused::Role, Refused, None),
        card(CardRefused::OtherAmount { asked: five }, Refused, Some("amount")),
        card(CardRefused::Contradicts { stands: CardState::Refused }, Conflict, None),
    ]
}

#[test]
fn each_has_its_sentence_its_code_and_its_field() {
    for (refused, code, field) in every_one() {
        let (fr, en) = (refused.say(Language::Fr), refused.say(Language::En));
        assert_ne!(fr, en, "{refused:?}");
        for said in [&fr, &en] {
            assert!(said.ends_with('.') && !said.contains(['{', '}']), "{said}");
        }
        for sign in [" :", " ;", " !", " ?", " €"] {
            assert!(!fr.contains(sign), "{fr} breaks before {sign}");
        }
        assert!(!en.contains(" :") && !en.contains(",00\u{a0}€"), "{en}");
        assert_eq!(refused.code(), code, "{refused:?}");
        assert_eq!(refused.field().as_deref(), field, "{refused:?}");
    }
}

#[test]
fn people_are_told_which_amounts_there_are() {
    for (refused, fr, en) in [
        (
            payment(GivenRefused::Over { tender: TenderKind::MealVoucher, most: Cents(850) }),
            "Un titre-restaurant ne se rend pas en monnaie\u{a0}: 8,50\u{a0}€ au plus.",
            "No change is given on a meal voucher: €8.50 at most.",
        ),
        (
            payment(GivenRefused::Over { tender: TenderKind::Cheque, most: Cents(850) }),
            "Chèque\u{a0}: il ne reste que 8,50\u{a0}€ à payer.",
            "Cheque: only €8.50 is left to pay.",
        ),
        (
            payment(GivenRefused::CashMax { max: Cents(100_000) }),
            "La loi interdit de payer en espèces, même en partie, une somme de plus de 1\u{202f}000,00\u{a0}€.",
            "The law forbids paying a sum above €1,000.00 in cash, even in part.",
        ),
        (
            Box::new(RefundRefused::VoucherWhole { below: Some(Cents(900)), above: Cents(1400) }),
            "Un titre-restaurant se rend entier\u{a0}: remboursez 9,00\u{a0}€ ou 14,00\u{a0}€.",
            "A meal voucher is given back whole: refund €9.00 or €14.00.",
        ),
    ] {
        assert_eq!((refused.say(Language::Fr), refused.say(Language::En)), (fr.into(), en.into()));
    }
}

#[test]
fn a_reason_is_trimmed_and_never_empty() {
    use crate::payments::reason;
    let long = TextRefused::TooLong { field: "reason", characters_max: 80 };
    let control = TextRefused::ControlCharacter { field: "reason" };
    for (typed, expected) in [
        (" brûlée ", Ok("brûlée".to_owned())),
        ("", Err(ReasonRefused::None)),
        (" \t\n", Err(ReasonRefused::None)),
        (&"é".repeat(80), Ok("é".repeat(80))),
        (&"é".repeat(81), Err(ReasonRefused::Text(long))),
        ("a\u{7}b", Err(ReasonRefused::Text(control))),
    ] {
        assert_eq!(reason(typed), expected, "{typed:?}");
    }
}
