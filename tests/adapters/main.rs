//! Every adapter beside real servers and recorded ones, in a browser: `cargo xtask test --only adapters`.
//!
//! One suite for all, in `kit`. A new adapter is one more line at the end; what it cannot do, its capabilities say.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "../common/mod.rs"]
mod common;

mod attacks;
mod harmless;
mod kit;
mod lost;
mod notes;
mod signed;
mod stage;
mod subject;
mod writing;

use subject::Subject;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Each behaviour as a test of its own.
macro_rules! adapter {
    ($module:ident, $subject:expr) => {
        mod $module {
            use super::*;

            adapter!(@each $subject,
                kit: controls, list, order, page, nest;
                writing: post, reply, pending, refuse, edit, delete, vote;
                lost: offline, dropped, withdrawn;
                attacks: attacks;
            );
        }
    };
    (@each $subject:expr, $($part:ident: $($behaviour:ident),*;)*) => {$($(
        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn $behaviour() {
            let subject: Subject = $subject;
            subject.reports(stringify!($behaviour), "FAILED").await;
            let outcome = $part::$behaviour(&subject).await;
            subject.reports(stringify!($behaviour), outcome.0).await;
        }
    )*)*};
}

adapter!(own_real, subject::own());
adapter!(isso_real, subject::isso());
adapter!(isso_recorded, subject::isso_recorded());
adapter!(wordpress_real, subject::wordpress());
adapter!(wordpress_recorded, subject::wordpress_recorded());
adapter!(waline_real, subject::waline());
adapter!(remark42_recorded, subject::remark42_recorded());
adapter!(mastodon_recorded, subject::mastodon_recorded());
adapter!(static_recorded, subject::static_recorded());
