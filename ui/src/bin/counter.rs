//! The screens of a counter, and the customers' board.

fn main() {
    oc_pizza_ui::counter();
}
