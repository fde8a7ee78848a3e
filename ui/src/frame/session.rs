//! What a window keeps for itself: a reload finds it again, the end of the window ends it.

use serde::Serialize;
use serde::de::DeserializeOwned;

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What this window's session store holds under a name.
pub fn kept<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&store()?.get_item(key).ok()??).ok()
}

/// Puts something into this window's session store.
pub fn keep(key: &str, what: &impl Serialize) {
    if let (Some(store), Ok(text)) = (store(), serde_json::to_string(what)) {
        // A full store only means that a reload would lose it.
        let _ = store.set_item(key, &text);
    }
}
