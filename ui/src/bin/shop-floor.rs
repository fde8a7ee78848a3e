//! The screens of a shop's floor: counter, kitchen, customers' board.

fn main() {
    oc_pizza_ui::shop_floor();
}
