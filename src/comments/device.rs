//! The device the page is open on: its clock, its dice.

/// Milliseconds by this device's clock. It never goes back while the page is open, and goes on
/// from one visit to the next; it is compared with itself only, never with a server's.
pub fn now_ms() -> i64 {
    match web_sys::window().and_then(|window| window.performance()) {
        Some(performance) => (performance.time_origin() + performance.now()) as i64,
        None => js_sys::Date::now() as i64,
    }
}

/// A random number from 0 to 1.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// A key nobody else has: 128 random bits, in hexadecimal digits.
pub fn new_key() -> String {
    let mut bytes = [0_u8; 16];
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .expect("every browser that runs WASM has crypto.getRandomValues");
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
