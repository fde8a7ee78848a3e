//! The page that a customer opens by the link: what is to be paid to whom, and two buttons.

use super::books::Books;
use crate::stage::{answer, value};
use axum::response::Response;

/// What is to be paid.
pub fn shown(books: &Books, query: &[(String, String)]) -> Response {
    let token = value(query, "token").unwrap_or_default();
    let Some(due) = books.due(token) else {
        return page(404, "Ce lien n’est plus valable.", "");
    };
    let button = |choice: &str, words: &str| {
        format!(
            "<form method=\"post\" action=\"/checkoutnow/{choice}\">\
             <input type=\"hidden\" name=\"token\" value=\"{token}\">\
             <button data-testid=\"paypal-{choice}\">{words}</button></form>"
        )
    };
    let (pay, refuse) = (button("pay", "Payer"), button("refuse", "Refuser"));
    let due = format!("{} : {},{:02} €", plain(&due.brand), due.cents / 100, due.cents % 100);
    page(200, &due, &format!("{pay}{refuse}"))
}

/// What the customer chose.
pub fn answered(books: &mut Books, choice: &str, form: &[(String, String)]) -> Response {
    let token = value(form, "token").unwrap_or_default();
    match choice {
        "pay" if books.pay(token) => page(200, "Payé. Vous pouvez fermer cette page.", ""),
        "refuse" if books.due(token).is_some() => {
            page(200, "Rien n’est payé. Le lien reste valable.", "")
        }
        _ => page(404, "Ce lien n’est plus valable.", ""),
    }
}

/// Letters that a page does not take for its own.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn page(status: u16, words: &str, rest: &str) -> Response {
    let body = format!(
        "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>PayPal (simulé)</title>\
         <style>body{{font:20px sans-serif;max-width:22em;margin:3em auto;text-align:center}}\
         button{{font:inherit;width:100%;padding:.8em;margin:.4em 0}}</style>\
         <p>PayPal (simulé)</p><h1 data-testid=\"paypal-words\">{words}</h1>{rest}</html>"
    );
    answer(status, "text/html; charset=utf-8", body)
}
