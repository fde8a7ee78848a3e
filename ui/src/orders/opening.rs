//! Changing an order (UC07): its content comes into the basket.

use super::desk::Act;
use super::desk_provider::DeskHandle;
use super::sheet::Sheet;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::Screen;
use domain::contract::ChangeKind;
use domain::orders::{OrderSummary, ReadOrder};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Reads an order and takes its content into the basket; a refusal is said above the list.
pub fn open_order(
    handle: &DeskHandle,
    screen: &Screen,
    order: &OrderSummary,
    sheet: UseStateSetter<Option<Sheet>>,
    said: UseStateSetter<Option<String>>,
) {
    let language = screen.language;
    if let Some(changing) = &handle.desk.changing {
        let values = [("number", changing.number.as_str().into())];
        said.set(Some(say_with(language, "change-busy", &values)));
        return;
    }
    if handle.desk.frozen() {
        said.set(Some(say(language, "change-sending")));
        return;
    }
    let asked = ReadOrder { order: order.order };
    let (handle, screen) = (handle.clone(), screen.clone());
    spawn_local(async move {
        match (call(asked, language).await, screen.menu.clone()) {
            (Ok(asked), Some(menu)) => {
                handle.act(Act::Open(Box::new(asked), menu));
                sheet.set(None);
            }
            (Ok(_), None) => screen.refresh.emit(ChangeKind::Menu),
            (Err(failure), _) => {
                screen.heed(&failure);
                screen.refresh.emit(ChangeKind::Order);
                said.set(Some(failure.message));
            }
        }
    });
}
