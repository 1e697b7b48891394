//! When to try again.

use crate::backend::BackendError;

/// The first wait, in milliseconds; it doubles with every failure.
const FIRST_MS: i64 = 1_000;
/// The longest wait, in milliseconds.
const LONGEST_MS: i64 = 60_000;
/// The longest time that a backend can name: a day. A timer of a browser ends at once if it is set for more than 24.
const LONGEST_NAMED_S: u32 = 24 * 60 * 60;

/// Milliseconds to wait after the `tries`th failure, 1 being the first.
///
/// `chance`, 0 to 1, spreads the wait over its second half. A backend that names a time is obeyed, for
/// a day at most.
pub fn delay_ms(error: &BackendError, tries: u32, chance: f64) -> i64 {
    if let BackendError::RateLimited { retry_after_s } = error {
        return i64::from(LONGEST_NAMED_S.min(*retry_after_s)) * 1_000;
    }
    let doublings = tries.saturating_sub(1).min(6);
    let longest = (FIRST_MS << doublings).min(LONGEST_MS);
    let spread = (longest / 2) as f64 * chance.clamp(0.0, 1.0);
    longest / 2 + spread as i64
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_backend_that_names_a_time_is_obeyed() {
        let error = BackendError::RateLimited { retry_after_s: 90 };
        assert_eq!(delay_ms(&error, 9, 0.5), 90_000);
    }

    #[test]
    fn no_time_a_backend_names_is_longer_than_a_day() {
        for retry_after_s in [86_401, 2_147_484, u32::MAX] {
            let error = BackendError::RateLimited { retry_after_s };
            assert_eq!(delay_ms(&error, 1, 0.5), 24 * 60 * 60 * 1_000);
        }
    }

    proptest! {
        #[test]
        fn waits_grow_but_never_over_a_minute(tries in 1_u32.., chance in 0.0..=1.0) {
            let wait = |tries| delay_ms(&BackendError::Offline, tries, chance);
            prop_assert!((500..=60_000).contains(&wait(tries)));
            prop_assert!(wait(tries) <= wait(tries.saturating_add(1)));
        }
    }
}
