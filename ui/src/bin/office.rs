//! The screens of an office.

fn main() {
    oc_pizza_ui::office();
}
