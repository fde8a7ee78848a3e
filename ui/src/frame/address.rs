//! The window's address: what the window is for, and which program it runs (`ui/boot.js`).

use domain::shops::WindowKind;

/// Added to the address while the terminal is set up.
const SET_UP: &str = "?set-up";
/// Added to the address of a counter while its till is open.
const TILL: &str = "?till";
/// Added to the address of a counter while its deliveries are open.
const DELIVERIES: &str = "?deliveries";

fn location() -> Option<web_sys::Location> {
    Some(web_sys::window()?.location())
}

/// What the address of this window says that it is for; a counter when it says nothing known.
pub fn this_window() -> WindowKind {
    let path = location().and_then(|location| location.pathname().ok());
    window_kind(&path.unwrap_or_default())
}

fn window_kind(path: &str) -> WindowKind {
    WindowKind::from_word(path.trim_matches('/')).unwrap_or(WindowKind::Counter)
}

/// Goes to the program that sets the terminal up. The same window stays: what it keeps is there
/// when it comes back.
pub fn go_to_set_up(window: WindowKind) {
    go(&format!("/{}{SET_UP}", window.word()));
}

/// Goes to the pages of a counter's till. What the counter keeps is there when it comes back.
pub fn go_to_till(window: WindowKind) {
    go(&format!("/{}{TILL}", window.word()));
}

/// Goes to the deliveries of a counter's shop. What the counter keeps is there when it comes back.
pub fn go_to_deliveries(window: WindowKind) {
    go(&format!("/{}{DELIVERIES}", window.word()));
}

/// Goes to the window's own program.
pub fn go_to_screens(window: WindowKind) {
    go(&format!("/{}", window.word()));
}

fn go(address: &str) {
    if let Some(location) = location() {
        // Only an address that is none can be refused. There is no way back to what is left behind.
        let _ = location.replace(address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_a_window_is_for() {
        for kind in WindowKind::ALL {
            assert_eq!(window_kind(&format!("/{}", kind.word())), kind);
        }
        assert_eq!(window_kind("/"), WindowKind::Counter);
    }
}
