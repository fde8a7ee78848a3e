//! The pages of a till.

fn main() {
    oc_pizza_ui::till();
}
