//! Builds the crate anew when the files it carries for browsers have changed.

fn main() {
    println!("cargo:rerun-if-changed=../../dist");
}
