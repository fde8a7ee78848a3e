//! The program `oc-pizza`; everything is in the library, where tests reach it.

fn main() -> std::process::ExitCode {
    oc_pizza::run()
}
