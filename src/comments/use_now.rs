//! What time it is, as long as the page is open.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::words::Clock;

use super::device;

/// How often a reader's "2 minutes ago" is set right, in milliseconds.
const TICK_MS: u32 = 20_000;

/// A moment, by the two clocks that matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// The reader's wall clock, to say how long ago something was.
    pub clock: Clock,
    /// This device's own clock, to measure how long something may still be done.
    pub device_ms: i64,
}

/// The time, set right every now and then; unknown in the first rendering.
#[hook]
pub fn use_now() -> Now {
    let now = use_state_eq(Now::default);
    use_effect_with((), {
        let now = now.setter();
        move |()| {
            now.set(read());
            let ticks = Interval::new(TICK_MS, move || now.set(read()));
            move || drop(ticks)
        }
    });
    *now
}

fn read() -> Now {
    let wall = js_sys::Date::new_0();
    Now {
        clock: Clock {
            now_ms: Some(wall.get_time() as i64),
            utc_offset_min: -(wall.get_timezone_offset() as i32),
        },
        device_ms: device::now_ms(),
    }
}
