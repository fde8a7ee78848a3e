//! The pages of a window whose terminal cannot work yet.

fn main() {
    oc_pizza_ui::set_up();
}
