//! A field of a form, with what is wrong with it under it.

use domain::Failure;
use yew::prelude::*;

/// What [`Field`] is given.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Its name in the call: what a failure calls it.
    pub name: AttrValue,
    /// Its name for tests, where `field-` and its name would say too little.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Its name for people.
    pub label: AttrValue,
    /// What it holds.
    pub value: AttrValue,
    /// The kind of input.
    #[prop_or("text".into())]
    pub kind: AttrValue,
    /// An example, or what an empty field means.
    #[prop_or_default]
    pub example: Option<AttrValue>,
    /// How much of the width it takes: half, unless it is `wide`, `long` or `short`.
    #[prop_or_default]
    pub width: Classes,
    /// Whether it is only read.
    #[prop_or_default]
    pub disabled: bool,
    /// The form's failure, which may be this field's.
    #[prop_or_default]
    pub failure: Option<Failure>,
    /// Something was typed.
    pub on_type: Callback<String>,
}

/// Whether a failure is that field's.
pub fn is_of(failure: &Failure, name: &str) -> bool {
    failure.field.as_deref() == Some(name)
}

/// The sentence under a field.
pub fn wrong(failure: Option<&Failure>, name: &str) -> Html {
    let Some(failure) = failure.filter(|failure| is_of(failure, name)) else {
        return Html::default();
    };
    html! {
        <small class="field-error" role="alert" data-testid={format!("error-{name}")}>
            { &failure.message }
        </small>
    }
}

/// A labelled input.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let name = &props.name;
    let is_wrong = props.failure.as_ref().is_some_and(|failure| is_of(failure, name));
    let testid = props.testid.clone().unwrap_or_else(|| format!("field-{name}").into());
    let typed = props.on_type.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    html! {
        <label class={classes!("field", props.width.clone())}>
            <span>{ &props.label }</span>
            <input
                type={props.kind.clone()} autocomplete="off" spellcheck="false"
                data-testid={testid} aria-invalid={is_wrong.to_string()}
                placeholder={props.example.clone()} value={props.value.clone()} oninput={typed} disabled={props.disabled}
            />
            { wrong(props.failure.as_ref(), name) }
        </label>
    }
}
