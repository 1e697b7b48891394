//! The `chuyen` binary.
fn main() {}
