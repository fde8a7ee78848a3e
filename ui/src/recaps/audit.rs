//! A tax audit: that somebody looks at the ledger is written in it, before anything is handed over.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::ledger::{AuditNoted, NoteTaxAudit};
use domain::server::ShopChoice;
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`AuditDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct AuditDialogProps {
    /// Of which shop; none: of all that are seen.
    pub shop: Option<ShopChoice>,
    /// It is noted, or not.
    pub on_close: Callback<()>,
}

/// In which ledgers it stands, and what can be handed over.
fn noted(noted: &AuditNoted, shop: Option<&ShopChoice>, language: Language) -> Html {
    let names: Vec<_> = noted.shops.iter().map(|shop| shop.name.as_str()).collect();
    let values = [("count", names.len().into()), ("names", names.join(", ").into())];
    let of = shop.map(|shop| format!(" --shop {}", shop.code)).unwrap_or_default();
    html! {
        <div class="audit-noted" data-testid="audit-noted" role="status">
            <p class="page-done">{ "✓\u{a0}" }{ say_with(language, "audit-noted", &values) }</p>
            <p>{ say(language, "audit-counters") }</p>
            <p>{ say(language, "audit-hand-over") }</p>
            <code class="code-line">{ format!("oc-pizza archive make{of} archive.jsonl") }</code>
            <p>{ say(language, "audit-check") }</p>
            <code class="code-line">{ "oc-pizza archive verify archive.jsonl" }</code>
        </div>
    }
}

/// Asks who looks and by which request; what was typed stays until it is noted.
#[component]
pub fn AuditDialog(props: &AuditDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let reason = use_state(String::new);
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let done = use_state(|| None::<AuditNoted>);
    let on_type = {
        let (reason, failure) = (reason.setter(), failure.setter());
        Callback::from(move |typed| {
            reason.set(typed);
            failure.set(None);
        })
    };
    let note = {
        let (busy, failure, done) = (busy.clone(), failure.setter(), done.setter());
        let (reason, screen) = (reason.clone(), screen.clone());
        let shop = props.shop.as_ref().map(|shop| shop.code.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let asked = NoteTaxAudit { shop: shop.clone(), reason: (*reason).clone() };
            let (busy, failure, done) = (busy.setter(), failure.clone(), done.clone());
            let screen = screen.clone();
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(noted) => done.set(Some(noted)),
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let title = match &props.shop {
        Some(shop) => say_with(language, "audit-title", &[("shop", shop.name.as_str().into())]),
        None => say(language, "audit-title-all"),
    };
    if let Some(done) = &*done {
        return html! {
            <Dialog {title} testid="audit-dialog" on_close={props.on_close.clone()}>{ noted(done, props.shop.as_ref(), language) }</Dialog>
        };
    }
    let word = if *busy { say(language, "audit-noting") } else { say(language, "audit-confirm") };
    let actions = html! {
        <button class="button primary" data-testid="audit-confirm" aria-busy={busy.to_string()}
            disabled={*busy} onclick={note}>{ word }</button>
    };
    let elsewhere = failure.as_ref().filter(|it| it.field.as_deref() != Some("reason"));
    html! {
        <Dialog {title} testid="audit-dialog" {actions} close_word={say(language, "audit-keep")} on_close={props.on_close.clone()}>
            // The focus is on what is read: Enter is not to write what was only looked at.
            <ul class="revoke-happens" data-first-focus="true" tabindex="-1">
                <li>{ say(language, "audit-logged") }</li>
                <li>{ say(language, "audit-nothing-else") }</li>
            </ul>
            <Field name="reason" label={say(language, "audit-reason")} value={(*reason).clone()} width={classes!("wide")}
                example={say(language, "audit-reason-example")} failure={(*failure).clone()} {on_type} />
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="audit-error" />
            }
        </Dialog>
    }
}
