//! Paying on the telephone (UC04): what a counter asks for and watches, and what an office looks over. The rules of
//! a payment are [`crate::payments::PaypalIntent`]'s; what is done about it, terminals do by themselves.

mod calls;
mod refused;
mod stands;

pub use calls::{
    AskOnline, EndOnline, EndedByHand, LeaveOnline, LinkSent, ListOnline, ListOnlineToCheck,
    LookAgain, ONLINE_PAGE, OnlineCall, OnlinePage, OnlineRow, ReadOnline, SendLink, StartHeld,
};
pub use refused::OnlineRefused;
pub use stands::{LinkCode, OnlineOrder, OnlineStands, live_amount};
