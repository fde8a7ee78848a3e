//! The deliveries of a counter's shop.

fn main() {
    oc_pizza_ui::deliveries();
}
