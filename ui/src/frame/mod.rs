//! What every window shares: the shell with its top bar, the data kept fresh by the backend's
//! news, the clock, language and theme, dialogs and notices.
//!
//! [`Screen`] is the context of all that; the ticking clock is kept out of it ([`use_now`]), so
//! that a second going by draws the few texts that show it and nothing else.

mod address;
mod app;
mod clock;
pub mod context;
mod dialog;
mod fetch;
mod field;
mod keyboard;
mod later;
mod lock;
mod look;
mod notice;
mod panic;
mod revoked;
mod session;
mod sound;
mod starting;
mod theme;
mod top_bar;

pub use address::{go_to_deliveries, go_to_screens, go_to_till, this_window};
pub use app::{show, start};
pub use clock::{hour, minutes_until, use_now};
pub use context::{Screen, use_screen};
pub use dialog::{Dialog, dialog_open, use_tab_inside};
pub use fetch::{Fetched, use_fetched};
pub use field::{Field, wrong};
pub use keyboard::{focus, in_a_field, on_enter, use_keys};
pub use later::use_later;
pub use look::use_look;
pub use notice::{Notice, Tone};
pub use panic::restart_at_panic;
pub use session::{keep, kept};
pub use sound::Chime;
pub use starting::Loading;
pub use theme::{use_kept_language, use_kept_theme};
pub use top_bar::{Clock, LanguageButton, LanguageSwitch, ThemeButton, ThemeSwitch, TopBar};
