//! The way in from the screens: one Tauri command a capability, and nothing in them.
//!
//! `capabilities/` and `permissions/` say which window may send which command; a window that is
//! not permitted does not get here. Which calls are answered, and to whom, is decided in
//! [`App::answer`].

use crate::app::{App, Capability};
use crate::events;
use domain::customers::CustomersCall;
use domain::delivery::DeliveryCall;
use domain::failure::Failure;
use domain::invoices::InvoicesCall;
use domain::journal::JournalCall;
use domain::kitchen::KitchenCall;
use domain::language::Language;
use domain::ledger::LedgerCall;
use domain::menu::MenuCall;
use domain::messages::MessagesCall;
use domain::online::OnlineCall;
use domain::orders::OrdersCall;
use domain::payments::PaymentsCall;
use domain::printing::PrintingCall;
use domain::runs::RunsCall;
use domain::screens::ScreensCall;
use domain::server::ServerCall;
use domain::settings::SettingsCall;
use domain::shops::{ShopsCall, WindowKind};
use domain::staff::{CallRefused, StaffCall};
use domain::stock::StockCall;
use domain::terminals::TerminalsCall;
use serde_json::Value;
use std::sync::Arc;
use tauri::ipc::Invoke;
use tauri::{Manager, State, WebviewWindow};

/// What Tauri keeps for the commands.
type Backend<'a> = State<'a, Arc<App>>;

/// The commands, for the Tauri builder.
pub(crate) fn commands() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        listening, screens, server, shops, staff, menu, stock, orders, ledger, printing, payments,
        invoices, messages, online, customers, delivery, runs, kitchen, journal, terminals,
        settings
    ]
}

/// A window's label is its kind's word; a window of any other label is none of ours.
async fn answer<R: Capability>(
    app: &App,
    window: &WebviewWindow,
    request: R,
    language: Language,
) -> Result<Value, Failure> {
    match WindowKind::from_word(window.label()) {
        Some(kind) => app.answer(kind, request, language).await,
        None => Err(Failure::of(&CallRefused::Window, language)),
    }
}

/// A window hears the news from now on. It is told what the others were told before: a page may be
/// loaded long before its program listens.
#[tauri::command]
fn listening(window: WebviewWindow) {
    events::tell_newcomer(window.app_handle(), window.label());
}

#[tauri::command]
async fn screens(
    app: Backend<'_>,
    window: WebviewWindow,
    request: ScreensCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn server(
    app: Backend<'_>,
    window: WebviewWindow,
    request: ServerCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn shops(
    app: Backend<'_>,
    window: WebviewWindow,
    request: ShopsCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn staff(
    app: Backend<'_>,
    window: WebviewWindow,
    request: StaffCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn menu(
    app: Backend<'_>,
    window: WebviewWindow,
    request: MenuCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn stock(
    app: Backend<'_>,
    window: WebviewWindow,
    request: StockCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn orders(
    app: Backend<'_>,
    window: WebviewWindow,
    request: OrdersCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn ledger(
    app: Backend<'_>,
    window: WebviewWindow,
    request: LedgerCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn printing(
    app: Backend<'_>,
    window: WebviewWindow,
    request: PrintingCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn payments(
    app: Backend<'_>,
    window: WebviewWindow,
    request: PaymentsCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn invoices(
    app: Backend<'_>,
    window: WebviewWindow,
    request: InvoicesCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn messages(
    app: Backend<'_>,
    window: WebviewWindow,
    request: MessagesCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn customers(
    app: Backend<'_>,
    window: WebviewWindow,
    request: CustomersCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn online(
    app: Backend<'_>,
    window: WebviewWindow,
    request: OnlineCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn runs(
    app: Backend<'_>,
    window: WebviewWindow,
    request: RunsCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn delivery(
    app: Backend<'_>,
    window: WebviewWindow,
    request: DeliveryCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn kitchen(
    app: Backend<'_>,
    window: WebviewWindow,
    request: KitchenCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn journal(
    app: Backend<'_>,
    window: WebviewWindow,
    request: JournalCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn terminals(
    app: Backend<'_>,
    window: WebviewWindow,
    request: TerminalsCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}

#[tauri::command]
async fn settings(
    app: Backend<'_>,
    window: WebviewWindow,
    request: SettingsCall,
    language: Language,
) -> Result<Value, Failure> {
    answer(&app, &window, request, language).await
}
