//! The counter: the menu on the left, the basket on the right, and the keys.

use super::cart::Cart;
use super::consent::ConsentDialog;
use super::counter_keys::{CounterKeys, use_counter_keys};
use super::desk::Act;
use super::desk_provider::use_desk;
use super::lacking::LackingButton;
use super::menu_pane::{MenuPane, Tab};
use super::number::PlacedNumber;
use super::sheet::{Over, Sheet};
use crate::backend::local_now;
use crate::catalogue::{say, say_with};
use crate::frame::{focus, go_to_deliveries, go_to_till, use_fetched, use_screen};
use domain::Language;
use domain::orders::{ListOpenOrders, OrderState, OrderSummary, ServiceMode};
use yew::prelude::*;

/// What [`Footer`] is given.
#[derive(Properties, PartialEq)]
struct FooterProps {
    orders: Option<usize>,
    ready: usize,
    /// To be brought by a driver, and ready.
    to_deliver: Option<usize>,
    parked: usize,
    language: Language,
    on_open: Callback<Sheet>,
}

/// The bar below the menu.
#[component]
fn Footer(props: &FooterProps) -> Html {
    let language = props.language;
    let open = |sheet: Sheet| props.on_open.reform(move |_: MouseEvent| sheet.clone());
    let window = use_screen().window;
    let till = move |_: MouseEvent| go_to_till(window);
    let deliveries = move |_: MouseEvent| go_to_deliveries(window);
    html! {
        <footer class="counter-foot">
            <button class="button" data-testid="orders-open" onclick={open(Sheet::Orders)}>
                { say(language, "orders-open") }
                if let Some(count) = props.orders { <b>{ "\u{a0}" }{ count }</b> }
                if props.ready > 0 {
                    <span class="chip ok">{ say_with(language, "orders-ready", &[("count", props.ready.into())]) }</span>
                }
            </button>
            <button class="button" data-testid="deliveries-open" onclick={deliveries}>
                { say(language, "deliveries-open") }
                if let Some(count) = props.to_deliver { <b>{ "\u{a0}" }{ count }</b> }
            </button>
            <button class="button" data-testid="parked-baskets" data-count={props.parked.to_string()} onclick={open(Sheet::Parked)}>
                { say(language, "parked-open") }<b>{ "\u{a0}" }{ props.parked }</b>
            </button>
            <button class="button" data-testid="till-open" onclick={till}>{ say(language, "till-open") }</button>
            <span class="space"></span>
            <LackingButton on_open={open(Sheet::Lacking)} />
            <button class="button" data-testid="help-open" onclick={open(Sheet::Help)}>
                { say(language, "help-open") }<kbd>{ "F1" }</kbd>
            </button>
        </footer>
    }
}

/// The counter.
#[component]
pub fn CounterScreen() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let sheet = use_state(|| None::<Sheet>);
    let category = use_state(|| None::<Tab>);
    let search = use_state(String::new);
    let search_field = use_node_ref();
    let name_field = use_node_ref();
    let phone_field = use_node_ref();
    let orders = use_fetched(ListOpenOrders {}, true, screen.orders_pulse, language);

    let park = {
        let handle = handle.clone();
        Callback::from(move |()| handle.act(Act::Park(local_now())))
    };
    let open = {
        let set = sheet.setter();
        use_callback((), move |wanted, ()| set.set(Some(wanted)))
    };
    let on_search = {
        let set = search.setter();
        use_callback((), move |typed, ()| set.set(typed))
    };
    let on_category = {
        let (set, search) = (category.setter(), search.setter());
        use_callback((), move |chosen, ()| {
            set.set(Some(chosen));
            search.set(String::new());
        })
    };

    let compose_line = {
        let (set, desk) = (sheet.setter(), use_mut_ref(|| handle.desk.clone()));
        desk.replace(handle.desk.clone());
        use_callback((), move |at, ()| set.set(Sheet::compose_line(&desk.borrow(), at)))
    };
    // The same ones at each drawing: three hundred tiles would be drawn anew for others.
    let compose = use_callback(open.clone(), |size, open| open.emit(Sheet::compose(size)));
    let formula = use_callback(open.clone(), |formula, open| open.emit(Sheet::formula(formula)));
    let note = use_callback(open.clone(), |at, open| open.emit(Sheet::Note(at)));
    let discount = use_callback(open.clone(), |at, open| open.emit(Sheet::Discount(at)));

    let delivery = use_callback(open.clone(), |(), open| open.emit(Sheet::Delivery));
    let to_phone = {
        let field = phone_field.clone();
        use_callback((), move |(), ()| focus(&field))
    };

    use_counter_keys(CounterKeys {
        sheet: sheet.clone(),
        search: search.clone(),
        search_field: search_field.clone(),
        name_field: name_field.clone(),
        phone_field: phone_field.clone(),
    });

    let ready = |order: &&OrderSummary| order.state == OrderState::Ready;
    let to_deliver = |order: &&OrderSummary| {
        let waits = matches!(order.state, OrderState::Ready | OrderState::Returned);
        order.mode == ServiceMode::Delivery && waits
    };
    html! {
        <main class="counter">
            <div class="counter-menu">
                <MenuPane
                    category={*category}
                    search={(*search).clone()}
                    field={search_field}
                    {on_category}
                    {on_search}
                    on_phone={to_phone}
                    on_delivery={delivery.clone()}
                    on_compose={compose}
                    on_formula={formula}
                />
                <Footer
                    orders={orders.data.as_ref().map(|orders| orders.len())}
                    ready={orders.data.iter().flat_map(|orders| orders.iter()).filter(ready).count()}
                    to_deliver={orders.data.as_ref().map(|orders| orders.iter().filter(to_deliver).count())}
                    parked={handle.desk.parked.len()}
                    {language}
                    on_open={open.clone()}
                />
            </div>
            <Cart
                {name_field} {phone_field} on_note={note} on_compose={compose_line}
                on_discount={discount} on_delivery={delivery} on_park={park}
            />
            <Over sheet={sheet.clone()} orders={orders.clone()} />
            if let Some(how) = handle.desk.asking {
                <ConsentDialog {how} />
            }
            if let (Some(placed), None) = (handle.desk.placed.clone(), &handle.desk.paying) {
                <PlacedNumber {placed} again={handle.desk.placed_again} brought={handle.desk.placed_brought}
                    there={handle.desk.placed_there.clone()} />
            }
        </main>
    }
}
