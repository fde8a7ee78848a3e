//! Money: what it comes as, what may be taken and given back, and the register it lies in.

mod asked;
mod calls;
mod card;
mod cash_count;
mod cash_session;
mod given;
mod holiday;
mod paypal;
mod refund;
mod refused;
mod split;
mod tender;
mod voucher;

pub use asked::{
    AskedCard, CARD_PAYMENT_KEPT, CardEnd, CardPaymentId, CardSaid, asking, carried, check_carried,
    check_going_back, check_none,
};
pub use calls::{
    AskCard, CardGivenBack, Cards, LeaveCard, PaymentsCall, ReadCards, SayCard, SetCardTerminal,
    TerminalFound, TestCardTerminal,
};
pub use card::{
    CARD_STEPS, CardAnswer, CardBy, CardLink, CardNo, CardPayment, CardState, CardStep, CardWord,
    Unheard,
};
pub use cash_count::{CashCount, Denomination, PIECES_MAX};
pub use cash_session::{CashClosed, CashMovement, CashSession};
pub use given::{
    At, CASH_MAX, Due, GIVEN_MAX, Given, PAYERS_MAX, Payer, Taken, TakingRules, take, take_apart,
};
pub use holiday::{easter, holiday};
pub use paypal::{
    AuthorizationSeen, AuthorizationStatus, CaptureSeen, CaptureStatus, DECLINES_MAX, OrderSaid,
    OrderSeen, OrderStatus, PAYPAL_IN_FLIGHT, PAYPAL_ISSUES, PAYPAL_TABLE, PaypalBegun, PaypalCall,
    PaypalDoubt, PaypalId, PaypalIntent, PaypalIntentId, PaypalMeaning, PaypalNext, PaypalNo,
    PaypalPlan, PaypalSeen, PaypalStanding, PaypalState, PaypalStep, PaypalWish, PaypalWord,
    REFUND_KEPT, REQUEST_ID_CHARACTERS_MAX, RefundSeen, RefundStatus, invoice_id, of_paypal_value,
    of_signed_paypal_value, paypal_value, refund_invoice_id,
};
pub use refund::{Back, Paid, REFUND_ALONE_MAX, RefundRules, needs_manager, refund, refundable};
pub use refused::{
    CardRefused, CashRefused, GivenRefused, PaymentRefused, ReasonRefused, RefundRefused,
    SplitRefused,
};
pub use split::{LineShared, by_amount, by_line, by_person};
pub use tender::TenderKind;
pub use voucher::{VOUCHERS_DAY_MAX, VoucherRules};

use crate::money::Cents;
use crate::orders::REASON_CHARACTERS_MAX;
use crate::text;

/// The most that one amount can be: ten thousand euros; more is a slip of the finger.
pub const AMOUNT_MAX: Cents = Cents(1_000_000);

/// Why money moves, as it was typed: trimmed, 1 to [`REASON_CHARACTERS_MAX`] characters.
///
/// # Errors
/// When there is none, or it cannot be printed.
pub fn reason(typed: &str) -> Result<String, ReasonRefused> {
    text::checked(Some(typed), "reason", REASON_CHARACTERS_MAX)?.ok_or(ReasonRefused::None)
}
