//! A manager consents to what the cashier does not sell alone; then it is validated.

use super::desk::{Act, How};
use super::desk_provider::use_desk;
use super::placing::place;
use crate::catalogue::say;
use crate::frame::{Dialog, use_screen};
use crate::staff::Consent;
use domain::staff::ApprovalId;
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What [`ConsentDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct ConsentDialogProps {
    /// The validation that waits.
    pub how: How,
}

/// Asks a manager for consent, then validates.
#[component]
pub fn ConsentDialog(props: &ConsentDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let close = {
        let handle = handle.clone();
        Callback::from(move |()| handle.act(Act::Ask(None)))
    };
    let on_given = {
        let how = props.how;
        Callback::from(move |approval: ApprovalId| {
            handle.act(Act::Ask(None));
            place(&handle, &screen, How { approval: Some(approval), ..how });
        })
    };
    let title = match props.how.despite_stock {
        true => say(language, "consent-stock"),
        false => say(language, "consent-discount"),
    };
    html! {
        <Dialog {title} testid="consent-dialog" variant={ModalVariant::Small} on_close={close}>
            <Consent {on_given} />
        </Dialog>
    }
}
