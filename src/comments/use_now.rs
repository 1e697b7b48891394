//! What time it is, as long as the page is open.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::ui::{held, use_effect_of, use_store};
use crate::words::{Clock, Zone};

use super::device;

/// How often a reader's "2 minutes ago" is set right, in milliseconds.
const TICK_MS: u32 = 20_000;

/// A moment, by the two clocks that matter.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Now {
    /// The reader's wall clock, to say how long ago something was.
    pub clock: Clock,
    /// This device's own clock, to measure how long something may still be done.
    pub device_ms: i64,
}

/// The time, set right every now and then; unknown in the first rendering, which tells moments as on a
/// wall in `zone`.
#[hook]
pub fn use_now(zone: Zone) -> Now {
    let now = use_store(|| Now {
        clock: Clock { now_ms: None, zone },
        device_ms: 0,
    });
    use_effect_of((), {
        let now = now.clone();
        move |()| {
            now.set_eq(read());
            held(Interval::new(TICK_MS, move || now.set_eq(read())))
        }
    });
    *now
}

/// Where the reader is.
const HERE: Zone = Zone::new(&|at_ms| {
    let at = js_sys::Date::new(&(at_ms as f64).into());
    -(at.get_timezone_offset() as i32)
});

fn read() -> Now {
    Now {
        clock: Clock {
            now_ms: Some(js_sys::Date::now() as i64),
            zone: HERE,
        },
        device_ms: device::now_ms(),
    }
}
