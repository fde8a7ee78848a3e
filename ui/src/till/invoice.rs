//! A company's invoice of a ticket that is looked at: made, or the credit note of one; and printed.

use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Screen, Tone, use_fetched, use_screen};
use domain::invoices::{
    Invoice, InvoiceKind, InvoicePrinted, InvoicesCall, MakeInvoice, PrintInvoice, ReadInvoice,
    TypedCompany, billed,
};
use domain::ledger::EntryShown;
use domain::{Call, Failure, Language};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`InvoiceOf`] is given.
#[derive(Properties, PartialEq)]
pub struct InvoiceOfProps {
    /// The ticket.
    pub shown: Rc<EntryShown>,
}

/// Where a tap stands: the command in doubt is sent again unchanged.
struct Tapping<C: Call> {
    sent: UseStateHandle<Option<C>>,
    busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
    done: Callback<C::Reply>,
}

impl<C> Tapping<C>
where
    C: Call<Request = InvoicesCall> + Clone,
{
    fn send(&self, screen: &Screen, asked: C) {
        if *self.busy {
            return;
        }
        let asked = (*self.sent).clone().unwrap_or(asked);
        self.busy.set(true);
        self.failure.set(None);
        self.sent.set(Some(asked.clone()));
        let (sent, busy, failure) = (self.sent.setter(), self.busy.setter(), self.failure.setter());
        let (done, screen) = (self.done.clone(), screen.clone());
        spawn_local(async move {
            let answer = call(asked, screen.language).await;
            busy.set(false);
            if let Err(failure) = &answer {
                screen.heed(failure);
            }
            if !answer.as_ref().is_err_and(Failure::leaves_outcome_unknown) {
                sent.set(None);
            }
            match answer {
                Ok(reply) => done.emit(reply),
                Err(failed) => failure.set(Some(failed)),
            }
        });
    }
}

#[hook]
fn use_tapping<C>(done: Callback<C::Reply>) -> Tapping<C>
where
    C: Call<Request = InvoicesCall> + Clone,
{
    let (sent, busy) = (use_state(|| None::<C>), use_state(|| false));
    let failure = use_state(|| None::<Failure>);
    Tapping { sent, busy, failure, done }
}

/// The fields of a company: their names, texts, examples, widths, and where they are typed.
type Typed =
    (&'static str, &'static str, &'static str, &'static str, fn(&mut TypedCompany) -> &mut String);
const FIELDS: [Typed; 5] = [
    ("company-name", "invoice-name", "Atelier Gagnant SARL", "wide", |it| &mut it.name),
    ("company-street", "invoice-street", "12 rue des Lilas", "wide", |it| &mut it.street),
    ("company-town", "invoice-town", "75020 Paris", "wide", |it| &mut it.town),
    ("company-siren", "invoice-siren", "552 100 554", "", |it| &mut it.siren),
    ("company-vat", "invoice-vat", "FR 96 552 100 554", "", |it| &mut it.vat_number),
];

/// What is known of an invoice, on one line.
fn known(invoice: &Invoice, language: Language) -> String {
    let number = invoice.number.show();
    let values =
        [("number", number.as_str().into()), ("company", invoice.company.name.as_str().into())];
    let key = match invoice.kind {
        InvoiceKind::Invoice => "invoice-made",
        InvoiceKind::CreditNote => "credit-made",
    };
    say_with(language, key, &values)
}

/// The invoice of a ticket.
#[component]
pub fn InvoiceOf(props: &InvoiceOfProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let shown = &props.shown;
    let kind = billed(shown).ok().map(|(_, kind)| kind);
    let entry = shown.entry.clone();
    let pulse = use_state(|| 0);
    let open = use_state(|| false);
    let typed = use_state(TypedCompany::default);
    let printed = use_state(|| None::<InvoicePrinted>);
    let read = use_fetched(ReadInvoice { entry: entry.clone() }, kind.is_some(), *pulse, language);
    let again = {
        let (next, set) = (*pulse + 1, pulse.setter());
        move || set.set(next)
    };
    let making = {
        let (again, open) = (again.clone(), open.setter());
        use_tapping::<MakeInvoice>(Callback::from(move |_| {
            open.set(false);
            again();
        }))
    };
    let printing = {
        let set = printed.setter();
        use_tapping::<PrintInvoice>(Callback::from(move |it| {
            set.set(Some(it));
            again();
        }))
    };
    let (Some(kind), Some(stands)) = (kind, read.data.as_deref()) else { return Html::default() };
    if let Some(invoice) = &stands.invoice {
        let print = {
            let entry = entry.clone();
            let key = if invoice.prints > 0 { "invoice-reprint" } else { "invoice-print" };
            let busy = *printing.busy;
            let failure = (*printing.failure).clone();
            let screen = screen.clone();
            let onclick = move |_: MouseEvent| {
                printing
                    .send(&screen, PrintInvoice { command: new_command(), entry: entry.clone() });
            };
            html! {
                <>
                    <button class="button" data-testid="invoice-print" disabled={busy} {onclick}>{ say(language, key) }</button>
                    if let Some(printed) = &*printed { { crate::ledger::sent(printed.copy, language) } }
                    if let Some(failure) = failure {
                        <Notice text={failure.message} testid="invoice-print-error" />
                    }
                </>
            }
        };
        return html! {
            <div class="invoice-of" data-testid="invoice" data-number={invoice.number.show()}>
                <p><b>{ known(invoice, language) }</b></p>
                <div class="bar">{ print }</div>
            </div>
        };
    }
    let make = {
        let (screen, entry) = (screen.clone(), entry.clone());
        let company = (kind == InvoiceKind::Invoice).then(|| (*typed).clone());
        let (busy, failure) = (*making.busy, (*making.failure).clone());
        let doubt = making.sent.is_some() && !busy;
        let onclick = move |_: MouseEvent| {
            let (entry, company) = (entry.clone(), company.clone());
            making.send(&screen, MakeInvoice { command: new_command(), entry, company });
        };
        (busy, failure, doubt, onclick)
    };
    let (busy, failure, doubt, onclick) = make;
    let elsewhere = failure.clone().filter(|it| it.field.is_none());
    let trouble = html! {
        if let Some(failure) = elsewhere {
            <Notice text={failure.message} testid="invoice-error"
                tone={if doubt { Tone::Warning } else { Tone::Failure }} />
        }
    };
    let toggle = {
        let (to, open) = (!*open, open.setter());
        move |_: MouseEvent| open.set(to)
    };
    match kind {
        InvoiceKind::CreditNote if stands.of_corrected.is_none() => Html::default(),
        InvoiceKind::CreditNote => html! {
            <div class="invoice-of">
                <div class="bar">
                    <button class="button" data-testid="credit-make" disabled={busy} {onclick}>{ say(language, "credit-make") }</button>
                </div>
                { trouble }
            </div>
        },
        InvoiceKind::Invoice if !*open => html! {
            <div class="bar">
                <button class="button" data-testid="invoice-open" onclick={toggle}>{ say(language, "invoice-open") }</button>
            </div>
        },
        InvoiceKind::Invoice => {
            let fields = FIELDS.map(|(name, key, example, width, of)| {
                let mut now = (*typed).clone();
                let value = of(&mut now).clone();
                let typed = typed.clone();
                let on_type = Callback::from(move |next| {
                    let mut now = (*typed).clone();
                    *of(&mut now) = next;
                    typed.set(now);
                });
                html! {
                    <Field {name} label={say(language, key)} {value} {example} width={classes!(width)} failure={failure.clone()} {on_type} />
                }
            });
            html! {
                <div class="invoice-of" data-testid="invoice-form">
                    <fieldset disabled={busy || doubt}>{ for fields }</fieldset>
                    <div class="bar">
                        <button class="button primary" data-testid="invoice-make" disabled={busy} {onclick}>
                            { say(language, if doubt { "retry" } else { "invoice-make" }) }
                        </button>
                        <button class="button" data-testid="invoice-not" disabled={busy} onclick={toggle}>{ say(language, "invoice-not") }</button>
                    </div>
                    { trouble }
                </div>
            }
        }
    }
}
