//! Clocks on other walls, as the browser knows them.

use formats::{FixedOffset, LocalTime, Zone};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Where times without a zone are read from, unless the tag says where.
pub const DEFAULT_ZONE: &str = "Asia/Ho_Chi_Minh";

/// A zone by its name, such as `Europe/Berlin`, or always so far from UTC, such as `+07:00`.
pub enum Intl {
    /// Named; the function writes a date as its clock shows it.
    Named(Function),
    /// Always the same.
    Fixed(FixedOffset),
}

impl Intl {
    /// The zone of this name; nothing if the browser knows none.
    pub fn named(name: &str) -> Option<Self> {
        match name.parse() {
            Ok(fixed) => Some(Self::Fixed(fixed)),
            Err(_) => writer(name).map(Self::Named),
        }
    }

    /// The zone of this name, else the usual one, else UTC.
    pub fn or_default(name: Option<&str>) -> Self {
        let named = name.and_then(Self::named);
        named
            .or_else(|| Self::named(DEFAULT_ZONE))
            .unwrap_or(Self::Fixed(FixedOffset::UTC))
    }
}

impl Zone for Intl {
    fn offset_min(&self, local: &LocalTime) -> i32 {
        let write = match self {
            Self::Fixed(fixed) => return fixed.offset_min(local),
            Self::Named(write) => write,
        };
        let as_utc = local.utc_ms();
        // Where its clock stands when UTC shows the same, and then when it shows that itself.
        let guess = offset_ms(write, as_utc).unwrap_or(0);
        let offset = offset_ms(write, as_utc - guess).unwrap_or(guess);
        i32::try_from(offset / 60_000).unwrap_or(0)
    }
}

/// `new Intl.DateTimeFormat(…).format`: throws, and so is nothing, where no zone has this name.
fn writer(zone: &str) -> Option<Function> {
    let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let format = field(&field(&js_sys::global(), "Intl")?, "DateTimeFormat")?;
    let options = Object::new();
    // Swedish, for it writes `2023-05-27 18:21:00`.
    for (name, value) in [
        ("timeZone", zone),
        ("year", "numeric"),
        ("hourCycle", "h23"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    for name in ["month", "day", "hour", "minute", "second"] {
        Reflect::set(&options, &name.into(), &"2-digit".into()).ok()?;
    }
    let arguments = Array::of2(&"sv-SE".into(), &options);
    let made = Reflect::construct(format.dyn_ref::<Function>()?, &arguments).ok()?;
    field(&made, "format")?.dyn_into().ok()
}

/// How far the clock is ahead of UTC at a moment, in milliseconds.
fn offset_ms(write: &Function, utc_ms: i64) -> Option<i64> {
    let date = Date::new(&(utc_ms as f64).into());
    let written = write.call1(&JsValue::NULL, &date).ok()?.as_string()?;
    let digits = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    let numbers: Vec<u16> = digits.filter_map(|digits| digits.parse().ok()).collect();
    let [year, rest @ ..] = numbers.as_slice() else {
        return None;
    };
    let small: Vec<u8> = rest.iter().filter_map(|n| (*n).try_into().ok()).collect();
    let [month, day, hour, minute, second] = small.try_into().ok()?;
    let shown = LocalTime {
        year: (*year).into(),
        month,
        day,
        hour,
        minute,
        second,
    };
    Some(shown.utc_ms() - utc_ms)
}
