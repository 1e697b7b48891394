//! What time it is, as long as the page is open.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::ui::{held, use_effect_of, use_store};
use crate::words::Zone;

use super::device;

/// How often a reader's "2 minutes ago" is set right, in milliseconds.
const TICK_MS: u32 = 20_000;

/// A moment, by the two clocks that matter.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Now {
    /// The reader's wall clock, in milliseconds since 1970, to say how long ago something was; none where a page is made for
    /// later readers, who then see moments instead of "two hours ago".
    pub wall_ms: Option<i64>,
    /// Where the wall is.
    pub zone: Zone,
    /// This device's own clock, to measure how long something may still be done.
    pub device_ms: i64,
}

/// The time, set right every now and then; on a server unknown, and moments are told as on a wall in `zone`.
#[hook]
pub fn use_now(zone: Zone) -> Now {
    let now = use_store(|| first(zone));
    use_effect_of((), {
        let now = now.clone();
        move |()| held(Interval::new(TICK_MS, move || now.set_eq(read())))
    });
    *now
}

#[cfg(target_arch = "wasm32")]
fn first(_: Zone) -> Now {
    read()
}

#[cfg(not(target_arch = "wasm32"))]
fn first(zone: Zone) -> Now {
    Now {
        zone,
        ..Now::default()
    }
}

/// Where the reader is.
const HERE: Zone = Zone::new(&|at_ms| {
    let at = js_sys::Date::new(&(at_ms as f64).into());
    -(at.get_timezone_offset() as i32)
});

fn read() -> Now {
    Now {
        wall_ms: Some(js_sys::Date::now() as i64),
        zone: HERE,
        device_ms: device::now_ms(),
    }
}
