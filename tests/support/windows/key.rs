//! Keys that type no character.

/// A key without a character.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Does what has the focus, or adds what was searched.
    Enter,
    /// Back.
    Escape,
    /// Validates.
    F9,
    /// The address of a delivery.
    F6,
    /// The same as last time.
    F7,
    /// Takes a character back.
    Backspace,
    /// To what comes next.
    Tab,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

impl Key {
    /// Its code in the WebDriver protocol.
    pub fn code(self) -> &'static str {
        match self {
            Key::Enter => "\u{e007}",
            Key::Escape => "\u{e00c}",
            Key::F9 => "\u{e039}",
            Key::F6 => "\u{e036}",
            Key::F7 => "\u{e037}",
            Key::Backspace => "\u{e003}",
            Key::Tab => "\u{e004}",
            Key::Left => "\u{e012}",
            Key::Right => "\u{e014}",
        }
    }
}
