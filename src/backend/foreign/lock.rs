//! One tab at a time.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Does `work` while no other tab does work of that name; where a browser cannot tell, at once.
pub(super) async fn locked<T>(name: &str, work: impl Future<Output = T>) -> T {
    let release = hold(name).await;
    let done = work.await;
    if let Some(release) = release {
        // It only lets others go on.
        let _ = release.call0(&JsValue::NULL);
    }
    done
}

/// Waits for a lock of the browser's; what it returns lets it go.
async fn hold(name: &str) -> Option<Function> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut lease = None;
    let granted = Promise::new(&mut |resolve, _| {
        let held = held.clone();
        let got = Closure::once_into_js(move |_: JsValue| {
            // It only tells that the wait is over.
            let _ = resolve.call0(&JsValue::NULL);
            held
        });
        lease = request.call2(&locks, &name.into(), &got).ok();
    });
    // Where no lock is given, the request fails at once.
    let lease: Promise = lease?.dyn_into().ok()?;
    JsFuture::from(Promise::race(&Array::of2(&granted, &lease)))
        .await
        .ok()?;
    release
}
