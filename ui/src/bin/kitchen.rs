//! The screens of a kitchen.

fn main() {
    oc_pizza_ui::kitchen();
}
