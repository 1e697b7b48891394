//! The reader's clock.

use gloo_timers::callback::Interval;
use js_sys::Date;
use yew::prelude::*;

use crate::words::Clock;

/// How often "two minutes ago" is looked at again, in milliseconds.
const TICK_MS: u32 = 60_000;

/// The reader's clock, once a minute.
#[hook]
pub(super) fn use_clock() -> Clock {
    let clock = use_state(now);
    {
        let clock = clock.clone();
        use_effect_with((), move |()| {
            let ticking = Interval::new(TICK_MS, move || clock.set(now()));
            move || drop(ticking)
        });
    }
    *clock
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a date in whole milliseconds, an offset in whole minutes"
)]
fn now() -> Clock {
    let date = Date::new_0();
    Clock {
        now_ms: Some(date.get_time() as i64),
        utc_offset_min: -date.get_timezone_offset() as i32,
    }
}
