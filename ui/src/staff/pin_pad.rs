//! The PIN pad: ten digits, clear, and in.

use crate::catalogue::say;
use domain::Language;
use yew::prelude::*;

/// The most digits a PIN has.
pub const DIGITS_MAX: usize = 8;
/// The fewest.
pub const DIGITS_MIN: usize = 4;

/// A touch of the pad, by finger or by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PadKey {
    /// One more digit.
    Digit(char),
    /// Takes the last digit back.
    Erase,
    /// Takes all digits back.
    Clear,
    /// Done.
    Submit,
}

/// What a key of the keyboard is on the pad.
pub fn pad_key(key: &str) -> Option<PadKey> {
    let mut letters = key.chars();
    match (key, letters.next(), letters.next()) {
        ("Enter", ..) => Some(PadKey::Submit),
        ("Backspace", ..) => Some(PadKey::Erase),
        ("Delete", ..) => Some(PadKey::Clear),
        (_, Some(digit @ '0'..='9'), None) => Some(PadKey::Digit(digit)),
        _ => None,
    }
}

/// The digits after a touch.
pub fn typed(mut pin: String, touch: PadKey) -> String {
    match touch {
        PadKey::Digit(digit) if pin.len() < DIGITS_MAX => pin.push(digit),
        PadKey::Erase => drop(pin.pop()),
        PadKey::Clear => pin.clear(),
        PadKey::Digit(_) | PadKey::Submit => {}
    }
    pin
}

/// What [`PinPad`] is given.
#[derive(Properties, PartialEq)]
pub struct PinPadProps {
    /// How many digits are typed; which ones is shown to nobody.
    pub digits: usize,
    /// The backend is looking at them.
    pub busy: bool,
    /// The language.
    pub language: Language,
    /// A key was touched.
    pub on_touch: Callback<PadKey>,
}

/// The pad with its dots.
#[component]
pub fn PinPad(props: &PinPadProps) -> Html {
    let touch = |touched: PadKey| props.on_touch.reform(move |_: MouseEvent| touched);
    let digit = |digit: char| {
        html! {
            <button class="button pin-key" data-testid={format!("pin-{digit}")} onclick={touch(PadKey::Digit(digit))}>
                { digit }
            </button>
        }
    };
    let dots = (0..props.digits.max(DIGITS_MIN)).map(|at| {
        html! { <i class={classes!("pin-dot", (at < props.digits).then_some("full"))}></i> }
    });
    html! {
        <div class="pin-pad">
            <div
                class="pin-dots"
                role="img"
                aria-label={say(props.language, "pin-label")}
                data-testid="pin-dots"
                data-digits={props.digits.to_string()}
            >
                { for dots }
            </div>
            <div class="pin-keys">
                { for ('1'..='9').map(digit) }
                <button
                    class="button pin-key pin-word"
                    data-testid="pin-clear"
                    disabled={props.digits == 0}
                    onclick={touch(PadKey::Clear)}
                >
                    { say(props.language, "pin-clear") }
                </button>
                { digit('0') }
                <button
                    class="button primary pin-key pin-word"
                    data-testid="pin-submit"
                    disabled={props.busy || props.digits < DIGITS_MIN}
                    onclick={touch(PadKey::Submit)}
                >
                    { say(props.language, "pin-submit") }
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_keyboard_are_keys_of_the_pad() {
        for (key, touch) in [
            ("7", Some(PadKey::Digit('7'))),
            ("Enter", Some(PadKey::Submit)),
            ("Backspace", Some(PadKey::Erase)),
            ("F7", None),
            ("a", None),
            ("٣", None),
        ] {
            assert_eq!(pad_key(key), touch, "{key}");
        }
    }

    #[test]
    fn a_pin_has_eight_digits_at_most() {
        let all = "123456789".chars().map(PadKey::Digit);
        let pin = all.fold(String::new(), typed);
        assert_eq!(pin, "12345678");
        assert_eq!(typed(pin.clone(), PadKey::Erase), "1234567");
        assert_eq!(typed(pin, PadKey::Clear), "");
    }
}
