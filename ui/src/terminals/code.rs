//! Letting a PC in: for which shop and what, then the code, for as long as it is good.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, use_now, use_screen};
use domain::server::ShopChoice;
use domain::terminals::{CODE_MINUTES, MadeCode, MakeEnrolmentCode, TerminalKind, enrol_line};
use domain::{Failure, Language, Spoken};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`CodeDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct CodeDialogProps {
    /// The shops it can be for.
    pub shops: Rc<Vec<ShopChoice>>,
    /// Whether it can be for the group.
    pub whole_group: bool,
    /// The terminals there are, which a new one joins.
    pub known: Rc<Vec<String>>,
    /// Done.
    pub on_close: Callback<()>,
}

/// What a new terminal is to be.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    /// None: the group's.
    shop: Option<String>,
    kinds: Vec<TerminalKind>,
}

impl Wanted {
    /// The group's can be offices alone.
    fn kinds(&self) -> Vec<TerminalKind> {
        match self.shop {
            None => vec![TerminalKind::Office],
            Some(_) => self.kinds.clone(),
        }
    }

    fn with(&self, kind: TerminalKind) -> Wanted {
        let mut kinds = self.kinds.clone();
        match kinds.iter().position(|known| *known == kind) {
            Some(place) => drop(kinds.remove(place)),
            None => kinds.push(kind),
        }
        kinds.sort_unstable();
        Wanted { kinds, ..self.clone() }
    }
}

fn shop_choice(
    props: &CodeDialogProps,
    wanted: &UseStateHandle<Wanted>,
    language: Language,
) -> Html {
    let choose = {
        let wanted = wanted.clone();
        Callback::from(move |event: Event| {
            let code = event.target_unchecked_into::<HtmlSelectElement>().value();
            wanted
                .set(Wanted { shop: Some(code).filter(|it| !it.is_empty()), ..(*wanted).clone() });
        })
    };
    let shops = props.shops.iter().map(|shop| {
        html! {
            <option value={shop.code.clone()} selected={wanted.shop.as_ref() == Some(&shop.code)}>
                { format!("{} · {}", shop.code, shop.name) }
            </option>
        }
    });
    html! {
        <label class="field">
            <span>{ say(language, "code-shop") }</span>
            <select data-testid="code-shop" data-first-focus="true" onchange={choose}>
                { for shops }
                if props.whole_group {
                    <option value="" selected={wanted.shop.is_none()}>{ say(language, "code-shop-group") }</option>
                }
            </select>
        </label>
    }
}

fn kinds_choice(wanted: &UseStateHandle<Wanted>, language: Language) -> Html {
    let chosen = wanted.kinds();
    let each = TerminalKind::ALL.map(|kind| {
        let on = chosen.contains(&kind);
        let toggle = {
            let wanted = wanted.clone();
            move |_| wanted.set(wanted.with(kind))
        };
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                disabled={wanted.shop.is_none()} data-testid={format!("code-kind-{}", kind.word())} onclick={toggle}>
                if on { { "✓\u{a0}" } }{ kind.say(language) }
            </button>
        }
    });
    let hint = match (wanted.shop.is_none(), chosen.is_empty()) {
        (true, _) => say(language, "code-kinds-group"),
        (false, true) => say(language, "code-kinds-none"),
        (false, false) => say(language, "code-kinds-hint"),
    };
    html! {
        <div class="field" role="group" aria-label={say(language, "code-kinds")}>
            <span>{ say(language, "code-kinds") }</span>
            <div class="picks">{ for each }</div>
            <small class="code-hint" data-testid="code-kinds-hint">{ hint }</small>
        </div>
    }
}

/// What [`Made`] is given.
#[derive(Properties, PartialEq)]
struct MadeProps {
    made: MadeCode,
    joined: Option<String>,
    language: Language,
}

/// The code, what to do with it, and how long.
#[component]
fn Made(props: &MadeProps) -> Html {
    let language = props.language;
    let left = (props.made.expires_at - use_now()).num_seconds();
    let line = enrol_line(&props.made.code, &props.made.server, &say(language, "code-elsewhere"));
    let is_far = props.made.server.host.far().is_some();
    if let Some(code) = &props.joined {
        return html! {
            <p class="code-joined" role="status" data-testid="code-joined">
                { "✓\u{a0}" }{ say_with(language, "code-joined", &[("code", code.as_str().into())]) }
            </p>
        };
    }
    if left <= 0 {
        return html! { <Notice text={say(language, "code-over")} tone={Tone::Warning} testid="code-over" /> };
    }
    let left = format!("{}:{:02}", left / 60, left % 60);
    html! {
        <>
            <p class="code-shown" data-testid="code-shown">{ &props.made.code }</p>
            <p class="code-left">
                { say(language, "code-left") }{ " " }<b data-testid="code-left">{ left }</b>
            </p>
            <ol class="code-steps">
                <li>{ say(language, "code-step-install") }</li>
                <li>
                    { say(language, "code-step-type") }
                    <code class="code-line" data-testid="enrol-line">{ line }</code>
                    if !is_far {
                        <small>{ say(language, "code-step-address") }</small>
                    }
                </li>
                <li>{ say(language, "code-step-open") }</li>
            </ol>
            <p class="code-once">{ say_with(language, "code-once", &[("minutes", CODE_MINUTES.into())]) }</p>
        </>
    }
}

/// Makes a code and shows it.
#[component]
pub fn CodeDialog(props: &CodeDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let here = props.shops.iter().find(|shop| shop.code == screen.terminal.shop.code);
    let first = here.or(props.shops.first()).map(|shop| shop.code.clone());
    let wanted = use_state(|| Wanted { shop: first, kinds: vec![TerminalKind::Counter] });
    let before = use_state(|| props.known.clone());
    let made = use_state(|| None::<MadeCode>);
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let make = {
        let (wanted, before, known) = (wanted.clone(), before.setter(), props.known.clone());
        let (made, busy, failure) = (made.setter(), busy.clone(), failure.setter());
        let screen = screen.clone();
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            before.set(known.clone());
            let asked = MakeEnrolmentCode { shop: wanted.shop.clone(), kinds: wanted.kinds() };
            let (made, busy, failure) = (made.clone(), busy.setter(), failure.clone());
            let screen = screen.clone();
            spawn_local(async move {
                let answer = call(asked, screen.language).await;
                busy.set(false);
                match answer {
                    Ok(code) => {
                        failure.set(None);
                        made.set(Some(code));
                    }
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let joined =
        made.as_ref().and_then(|_| props.known.iter().find(|code| !before.contains(code)).cloned());
    let word = match (*busy, made.is_some()) {
        (true, _) => say(language, "code-making"),
        (false, false) => say(language, "code-make"),
        (false, true) => say(language, "code-again"),
    };
    let grave = if made.is_some() { "" } else { "primary" };
    let actions = html! {
        <button class={classes!("button", grave)} data-testid="code-make" aria-busy={busy.to_string()}
            disabled={*busy || wanted.kinds().is_empty()} onclick={make}>{ word }</button>
    };
    html! {
        <Dialog title={say(language, "code-title")} testid="code-dialog" {actions} on_close={props.on_close.clone()}>
            if let Some(made) = &*made {
                <Made made={made.clone()} {joined} {language} />
            } else {
                { shop_choice(props, &wanted, language) }
                { kinds_choice(&wanted, language) }
            }
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="code-error" />
            }
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TerminalKind::{Counter, Kitchen, Office};

    #[test]
    fn a_kind_is_added_and_taken_back_and_the_group_has_offices() {
        let shops = Wanted { shop: Some("MOZ1".to_owned()), kinds: vec![Kitchen] };
        assert_eq!(shops.with(Counter).kinds(), [Counter, Kitchen]);
        assert_eq!(shops.with(Counter).with(Kitchen).kinds(), [Counter]);
        assert_eq!(shops.with(Kitchen).kinds(), []);
        assert_eq!(Wanted { shop: None, ..shops }.kinds(), [Office]);
    }
}
