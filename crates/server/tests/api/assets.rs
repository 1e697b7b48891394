//! The widget's files, out of the binary.

use crate::common::asking::refused;
use crate::common::on_both;
use model::ProblemKind;
use reqwest::Method;

/// The files that were built before this binary was, without their compressed forms.
fn built() -> Vec<String> {
    let names = server::routes::built_in().map(|name| name.into_owned());
    let plain = |name: &String| !name.ends_with(".br") && !name.ends_with(".gz");
    names.filter(plain).collect()
}

#[tokio::test]
async fn every_built_file_is_served_in_every_form() {
    on_both(async |app| {
        for name in built() {
            let ask = |encoding: &str| {
                let ask = app
                    .ask(Method::GET, &name)
                    .header("origin", "https://any.example");
                ask.header("accept-encoding", encoding).send()
            };
            for (accepted, sent) in [
                ("br;q=0, gzip", Some("gzip")),
                ("gzip, deflate, br, zstd", Some("br")),
                ("identity", None),
            ] {
                let answer = ask(accepted).await.unwrap();
                assert_eq!(answer.status(), 200, "{name}");
                let headers = answer.headers();
                let encoding = headers.get("content-encoding").map(|e| e.to_str().unwrap());
                assert_eq!(encoding, sent, "{name}");
                assert_eq!(headers["vary"], "accept-encoding");
                assert_eq!(headers["access-control-allow-origin"], "*");
                assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
                let age = match name.starts_with("assets/") {
                    true => "public, max-age=31536000, immutable",
                    false => "public, max-age=300",
                };
                assert_eq!(headers["cache-control"], age, "{name}");
                if name.ends_with(".wasm") {
                    assert_eq!(headers["content-type"], "application/wasm");
                }
                let tag = headers["etag"].clone();
                let again = app
                    .ask(Method::GET, &name)
                    .header("accept-encoding", accepted);
                let again = again.header("if-none-match", tag).send().await.unwrap();
                assert_eq!(again.status(), 304, "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_loader_names_is_there() {
    on_both(async |app| {
        let built = built();
        let Some(loader) = built.iter().find(|name| *name == "embed.js") else {
            panic!("run `cargo xtask dist` before these tests");
        };
        let mut scripts = vec![loader.clone()];
        let mut named = Vec::new();
        while let Some(script) = scripts.pop() {
            let text = String::from_utf8(app.bytes(&script).await).unwrap();
            let names = text.split('"').filter(|word| word.starts_with("assets/"));
            for name in names.map(str::to_owned) {
                assert!(!app.bytes(&name).await.is_empty(), "{name}");
                if name.starts_with("assets/touch") || name.starts_with("assets/rare") {
                    scripts.push(name.clone());
                }
                named.push(name);
            }
        }
        // Styles, what answers first, what few pages or readers need, and the program that renders here.
        let plain = |name: &String| name.split(['/', '-']).nth(1).map(str::to_owned);
        let mut files: Vec<_> = named.iter().filter_map(plain).collect();
        files.sort_unstable();
        files.dedup();
        let all = [
            "article", "asked", "count", "full", "rare", "rich", "touch", "widget",
        ];
        assert_eq!(files, all, "{named:?}");
    })
    .await;
}

#[tokio::test]
async fn nothing_but_built_files_is_served() {
    on_both(async |app| {
        for name in [
            "assets/",
            "assets/x.js",
            "assets/..%2fembed.js",
            "assets/chuyen.d.ts",
            "embed.js.br",
        ] {
            let answer = app.ask(Method::GET, name).send().await.unwrap();
            refused(answer, ProblemKind::NotFound).await;
        }
    })
    .await;
}
