//! The context of every screen, and the provider that keeps it fresh.

use super::fetch::use_fetched;
use super::revoked::RevokedCover;
use super::theme::use_kept_language;
use crate::backend::use_news;
use chrono::{DateTime, Utc};
use domain::contract::{ChangeKind, News};
use domain::journal::JournalStands;
use domain::menu::{Menu, ReadMenu};
use domain::orders::{Load, ReadLoad};
use domain::shops::{ReadTerminal, Terminal, WindowKind};
use domain::staff::{AT_THE_COUNTER, StaffTile, WhoIsSignedIn};
use domain::stock::{ReadStock, StockLevel};
use domain::{Failure, FailureCode, Language};
use std::rc::Rc;
use yew::prelude::*;

/// What a screen knows of where it stands.
#[derive(Clone, PartialEq)]
pub struct Screen {
    /// What this window is for.
    pub window: WindowKind,
    /// The language shown.
    pub language: Language,
    /// The shop and the terminal.
    pub terminal: Rc<Terminal>,
    /// The server's clock minus this PC's, in milliseconds.
    pub clock_offset_ms: i64,
    /// Whether the server can be reached.
    pub online: bool,
    /// Whether it does not let this terminal in any more.
    pub revoked: bool,
    /// Whether this counter is in training.
    pub training: bool,
    /// How the journal of this terminal stands.
    pub journal: JournalStands,
    /// Grows with every change of that.
    pub journal_pulse: u32,
    /// Grows with every change of how the printers of this terminal stand.
    pub printers_pulse: u32,
    /// Grows with every change of how the card payments of this terminal stand.
    pub cards_pulse: u32,
    /// The number that called last, and which call that was.
    pub calling: Option<(u32, String)>,
    /// Grows with every change told by the backend: effects that depend on it fetch again.
    pub pulse: u32,
    /// Grows with every change of an order.
    pub orders_pulse: u32,
    /// Grows with every message to people and every run that changed.
    pub told_pulse: u32,
    /// What the backend told last.
    pub last_news: Option<News>,
    /// Who is signed in.
    pub staff: Option<StaffTile>,
    /// The menu, once read.
    pub menu: Option<Rc<Menu>>,
    /// When the menu was read, by this PC's clock.
    pub menu_at: Option<DateTime<Utc>>,
    /// Why the menu could not be read again, if so.
    pub menu_failure: Option<Failure>,
    /// The stock, once read.
    pub stock: Rc<Vec<StockLevel>>,
    /// What is ahead in the kitchen; read at the counter only.
    pub load: Option<Rc<Load>>,
    /// Changes the language.
    pub set_language: Callback<Language>,
    /// Says who is signed in now; nobody shows the sign-in.
    pub set_staff: Callback<Option<StaffTile>>,
    /// Fetches this again, as if the backend had told of a change.
    pub refresh: Callback<ChangeKind>,
}

impl Screen {
    /// What a failed call means for the whole window: without a session, the sign-in comes back.
    pub fn heed(&self, failure: &Failure) {
        if failure.code == FailureCode::NotSignedIn {
            self.set_staff.emit(None);
        }
    }
}

/// The context of this screen.
///
/// # Panics
///
/// Outside of [`ScreenProvider`]: a mistake in the program.
#[hook]
pub fn use_screen() -> Screen {
    use_context::<Screen>().expect("every screen stands within the ScreenProvider")
}

/// The backend's news, counted by what they concern.
#[derive(Clone, Default, PartialEq)]
struct Heard {
    lost: bool,
    revoked: bool,
    training: bool,
    journal: JournalStands,
    journal_changes: u32,
    printers: u32,
    cards: u32,
    calling: Option<(u32, String)>,
    all: u32,
    terminal: u32,
    menu: u32,
    stock: u32,
    orders: u32,
    told: u32,
    last: Option<News>,
}

enum Hearing {
    News(News),
    Refresh(ChangeKind),
}

impl Heard {
    fn count(&mut self, kind: ChangeKind) {
        self.all += 1;
        match kind {
            ChangeKind::Order => {
                self.orders += 1;
                self.stock += 1;
            }
            ChangeKind::Shown => self.orders += 1,
            ChangeKind::Stock => self.stock += 1,
            ChangeKind::Menu => {
                self.menu += 1;
                self.stock += 1;
            }
            ChangeKind::Shop => self.terminal += 1,
            ChangeKind::Messages | ChangeKind::Runs => self.told += 1,
            // A file is not pulled away under who changes it.
            ChangeKind::Customers => {}
        }
    }
}

impl Reducible for Heard {
    type Action = Hearing;

    fn reduce(self: Rc<Self>, hearing: Hearing) -> Rc<Self> {
        let mut next = (*self).clone();
        match hearing {
            Hearing::Refresh(kind) => next.count(kind),
            Hearing::News(news) => {
                match &news {
                    News::Changed(change) => next.count(change.kind),
                    News::Offline => next.lost = true,
                    News::Revoked => (next.lost, next.revoked) = (true, true),
                    News::Journal(stands) => {
                        next.journal_changes += 1;
                        next.journal = stands.clone();
                        // What one window takes while the server is away, the others show, too.
                        if stands.as_of.is_some() {
                            next.count(ChangeKind::Order);
                        }
                    }
                    News::Training(on) => next.training = *on,
                    News::Printers => next.printers += 1,
                    News::Cards => next.cards += 1,
                    News::Calling(number) => {
                        let nth = next.calling.as_ref().map_or(0, |(nth, _)| nth + 1);
                        next.calling = Some((nth, number.clone()));
                    }
                    News::Online => {
                        (next.lost, next.revoked) = (false, false);
                        for kind in [
                            ChangeKind::Order,
                            ChangeKind::Menu,
                            ChangeKind::Shop,
                            ChangeKind::Runs,
                            ChangeKind::Messages,
                        ] {
                            next.count(kind);
                        }
                    }
                }
                next.last = Some(news);
            }
        }
        Rc::new(next)
    }
}

/// What is known while the screens cannot be shown yet.
#[derive(Clone, PartialEq)]
pub struct Waiting {
    /// The language shown.
    pub language: Language,
    /// Why not, once it is known.
    pub failure: Option<Failure>,
    /// Changes the language.
    pub set_language: Callback<Language>,
    /// Asks everything again: what stood in the way is gone.
    pub ask_again: Callback<()>,
}

/// What [`ScreenProvider`] is given.
#[derive(Properties, PartialEq)]
pub struct ScreenProviderProps {
    /// What this window is for.
    pub window: WindowKind,
    /// Shown until the terminal and the session are known.
    pub waiting: Callback<Waiting, Html>,
    /// The screens.
    pub children: Html,
}

/// Provides [`Screen`] to everything below and keeps it fresh.
#[component]
pub fn ScreenProvider(props: &ScreenProviderProps) -> Html {
    let window = props.window;
    let (language, set_language) = use_kept_language();
    let heard = use_reducer(Heard::default);
    // The outer option: not asked yet.
    let session = use_state(|| None::<Option<StaffTile>>);
    let staff = session.as_ref().cloned().flatten();
    let sells = matches!(window, WindowKind::Counter | WindowKind::Kitchen);
    let at_the_counter = window == WindowKind::Counter
        && AT_THE_COUNTER.admits(staff.as_ref().map(|person| person.role));

    let terminal = use_fetched(ReadTerminal {}, true, heard.terminal, language);
    let who = use_fetched(WhoIsSignedIn {}, true, heard.terminal, language);
    let menu = use_fetched(ReadMenu {}, sells, heard.menu, language);
    let stock = use_fetched(ReadStock {}, sells, heard.stock, language);
    let load = use_fetched(ReadLoad {}, at_the_counter, heard.orders, language);

    {
        let heard = heard.dispatcher();
        use_news(Callback::from(move |news| heard.dispatch(Hearing::News(news))));
    }
    {
        let session = session.setter();
        use_effect_with(who.data.clone(), move |who| {
            if let Some(who) = who {
                session.set(Some((**who).clone()));
            }
        });
    }
    let set_staff = {
        let session = session.setter();
        use_callback((), move |person, ()| session.set(Some(person)))
    };
    let refresh = {
        let heard = heard.dispatcher();
        use_callback((), move |kind, ()| heard.dispatch(Hearing::Refresh(kind)))
    };
    let ask_again = {
        let heard = heard.dispatcher();
        use_callback((), move |(), ()| {
            for kind in [ChangeKind::Order, ChangeKind::Menu, ChangeKind::Shop] {
                heard.dispatch(Hearing::Refresh(kind));
            }
        })
    };
    {
        let set_staff = set_staff.clone();
        let lost = load.failure.as_ref().is_some_and(|it| it.code == FailureCode::NotSignedIn);
        use_effect_with(lost, move |&lost| {
            if lost {
                set_staff.emit(None);
            }
        });
    }

    let failures = [&terminal.failure, &menu.failure, &stock.failure, &load.failure];
    let fails = |code| failures.into_iter().flatten().any(|failure| failure.code == code);
    let unreachable = fails(FailureCode::Unreachable);
    let revoked = heard.revoked || fails(FailureCode::Revoked);
    let (Some(place), Some(_)) = (&terminal.data, &*session) else {
        let failure = terminal.failure.clone().or_else(|| who.failure.clone());
        return props.waiting.emit(Waiting { language, failure, set_language, ask_again });
    };
    let cover = revoked.then(|| {
        html! {
            <RevokedCover {language} waits={heard.journal.waits}
                set_language={set_language.clone()} on_let_in={ask_again} />
        }
    });
    let offset = terminal.at.map_or(0, |at| (place.server_now - at).num_milliseconds());
    let screen = Screen {
        window,
        language,
        terminal: place.clone(),
        clock_offset_ms: offset,
        online: !heard.lost && !unreachable && !revoked,
        revoked,
        training: heard.training && window == WindowKind::Counter,
        journal: heard.journal.clone(),
        journal_pulse: heard.journal_changes,
        printers_pulse: heard.printers,
        cards_pulse: heard.cards,
        calling: heard.calling.clone(),
        pulse: heard.all,
        orders_pulse: heard.orders,
        told_pulse: heard.told,
        last_news: heard.last.clone(),
        staff,
        menu: menu.data.clone(),
        menu_at: menu.at,
        menu_failure: menu.failure.clone(),
        stock: stock.data.clone().unwrap_or_default(),
        load: load.data.clone(),
        set_language,
        set_staff,
        refresh,
    };
    html! {
        <ContextProvider<Screen> context={screen}>
            { cover }
            { props.children.clone() }
        </ContextProvider<Screen>>
    }
}
