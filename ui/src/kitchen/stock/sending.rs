//! Stock's commands from this kitchen: one at a time, and one in doubt is sent again, unchanged, until it is
//! answered.

use super::desk::{Answer, Desk, Edit, edit};
use crate::backend::call;
use crate::frame::{Screen, keep, kept, use_fetched};
use domain::stock::{ReadInventory, StockCall};
use domain::{Failure, Language};
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const DESK: &str = "oc-pizza.kitchen-stock";
/// How often a command in doubt is sent again by itself, in milliseconds.
const RETRY_BY_ITSELF_MS: u32 = 4_000;

/// The desk of stock, as the pages reach it.
#[derive(Clone, PartialEq)]
pub struct StockHandle {
    /// What is being done.
    pub desk: UseReducerHandle<Desk>,
    /// Something lies over the page: it hears no keys.
    pub covered: bool,
    /// A command is in the air: set at once, so that two quick touches are one.
    busy: Rc<Cell<bool>>,
    screen: Screen,
}

impl StockHandle {
    /// Does something at the desk.
    pub fn edit(&self, change: impl FnOnce(&mut Desk) + 'static) {
        self.desk.dispatch(edit(change));
    }

    /// Does something at the desk when a button is pressed.
    pub fn on_press(&self, change: impl Fn(&mut Desk) + Clone + 'static) -> Callback<MouseEvent> {
        let desk = self.desk.dispatcher();
        Callback::from(move |_: MouseEvent| desk.dispatch(edit(change.clone())))
    }

    /// Sends a command, unless one is in the air or in doubt.
    pub fn send(&self, asked: impl Into<StockCall>) {
        if self.desk.tap().is_none() {
            self.leave(asked.into());
        }
    }

    /// Sends the command in doubt again.
    pub fn retry(&self) {
        if let Some(kept) = self.desk.kept() {
            self.leave(kept);
        }
    }

    /// Whether a command is in the air or in doubt: nothing else leaves, and what is typed is held.
    pub fn is_held(&self) -> bool {
        self.desk.tap().is_some()
    }

    fn leave(&self, asked: StockCall) {
        if self.busy.replace(true) {
            return;
        }
        let (desk, busy, screen) = (self.desk.dispatcher(), self.busy.clone(), self.screen.clone());
        let sent = asked.clone();
        desk.dispatch(edit(move |desk| desk.sent(&sent)));
        spawn_local(async move {
            let answer = ask(asked, screen.language).await;
            busy.set(false);
            if let Err(failure) = &answer {
                screen.heed(failure);
            }
            desk.dispatch(edit(move |desk| desk.answered(answer)));
        });
    }
}

async fn ask(asked: StockCall, language: Language) -> Result<Answer, Failure> {
    match asked {
        StockCall::DeclareRupture(it) => call(it, language).await.map(Answer::Declared),
        StockCall::BeginInventory(it) => call(it, language).await.map(Answer::Begun),
        StockCall::CountIngredient(it) => call(it, language).await.map(Answer::Counted),
        StockCall::SaveInventory(it) => call(it, language).await.map(Answer::Saved),
        StockCall::GiveUpInventory(it) => call(it, language).await.map(|()| Answer::GivenUp),
        StockCall::ReceiveGoods(it) => call(it, language).await.map(Answer::Received),
        StockCall::ReceiveTransfer(it) => call(it, language).await.map(Answer::Received),
        StockCall::SendTransfer(it) => call(it, language).await.map(Answer::Left),
        StockCall::WasteOrCorrect(it) => call(it, language).await.map(Answer::Booked),
        StockCall::SuspendProduct(it) => call(it, language).await.map(|()| Answer::Suspended),
        // No page here sends what is only read.
        _ => Err(Failure::internal(language)),
    }
}

/// The desk of stock of this kitchen's window.
#[hook]
pub fn use_stock_desk(screen: &Screen, covered: bool) -> StockHandle {
    let desk = use_reducer(|| kept::<Desk>(DESK).unwrap_or_default());
    let busy = use_memo((), |()| Cell::new(false));
    use_effect_with(desk.clone(), move |desk| keep(DESK, &**desk));
    let handle = StockHandle { desk, covered, busy, screen: screen.clone() };
    use_inventory(&handle);
    use_retry(&handle);
    handle
}

/// Keeps the inventory as it is in the shop: another station may go on with it.
#[hook]
fn use_inventory(handle: &StockHandle) {
    let screen = &handle.screen;
    let read = use_fetched(ReadInventory {}, true, screen.pulse, screen.language);
    let desk: UseReducerDispatcher<Desk> = handle.desk.dispatcher();
    let held = handle.is_held();
    use_effect_with((read.data.clone(), held), move |(read, held)| {
        // What a command in the air does may or may not be in the reading.
        if let (Some(read), false) = (read.clone(), *held) {
            let changed: Edit = edit(move |desk| desk.counting.read((*read).clone()));
            desk.dispatch(changed);
        }
    });
}

/// Sends a command in doubt again, now and then.
#[hook]
fn use_retry(handle: &StockHandle) {
    let waits = handle.desk.tap().filter(|tap| !tap.busy).map(|tap| tap.times);
    let handle = handle.clone();
    use_effect_with(waits, move |waits| {
        let timer = waits.map(|_| Timeout::new(RETRY_BY_ITSELF_MS, move || handle.retry()));
        move || drop(timer)
    });
}

/// The desk of stock.
///
/// # Panics
///
/// Outside of the kitchen's screen: a mistake in the program.
#[hook]
pub fn use_stock() -> StockHandle {
    use_context::<StockHandle>().expect("stock's pages stand within the kitchen's screen")
}
