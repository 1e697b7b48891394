//! The document and the server agree, both ways.

use std::collections::BTreeSet;

use crate::common::on_both;
use reqwest::{Method, StatusCode};
use serde_json::Value;

fn document() -> Value {
    serde_json::from_str(server::routes::document()).unwrap()
}

/// Method and path of everything the document promises.
fn operations(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(move |method| (method.to_uppercase(), path.clone()))
        })
        .collect()
}

#[tokio::test]
async fn everything_documented_is_served_and_nothing_else_is() {
    on_both(async |app| {
        let documented = operations(&document());
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        let paths: BTreeSet<_> = documented.iter().map(|(_, path)| path).collect();
        for path in paths {
            let concrete = path
                .replace("{id}", "x")
                .replace("{file}", "x.js")
                .replace("{challenge}", "x")
                .replace("{user_part}", "x")
                .replace("{site}", "news")
                .replace("{*path}", "x.webp");
            for method in methods {
                let ask = app.ask(
                    Method::from_bytes(method.as_bytes()).unwrap(),
                    &concrete[1..],
                );
                let status = ask.send().await.unwrap().status();
                let served = status != StatusCode::METHOD_NOT_ALLOWED;
                let promised = documented.contains(&(method.to_owned(), path.clone()));
                assert_eq!(served, promised, "{method} {path}: {status}");
            }
        }
    })
    .await;
}

/// Routes are registered together with their documentation; this finds one that goes around it.
#[test]
fn no_route_is_added_behind_the_document_s_back() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut folders = vec![std::path::PathBuf::from(sources)];
    let mut documented = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            documented += text.matches("#[utoipa::path(").count();
            for around in [
                ".route(",
                ".nest(",
                ".route_service(",
                ".nest_service(",
                ".fallback_service(",
            ] {
                assert!(!text.contains(around), "{} in {}", around, path.display());
            }
        }
    }
    assert_eq!(documented, operations(&document()).len());
}

#[tokio::test]
async fn the_routes_are_those_the_clients_know() {
    let known: BTreeSet<_> = [
        ("GET", "/api/v1/articles/{id}"),
        ("PUT", "/api/v1/articles/{id}"),
        ("GET", "/api/v1/articles/{id}/thread"),
        ("POST", "/api/v1/articles/{id}/comments"),
        ("GET", "/api/v1/comments/{id}"),
        ("PATCH", "/api/v1/comments/{id}"),
        ("DELETE", "/api/v1/comments/{id}"),
        ("GET", "/api/v1/comments/{id}/replies"),
        ("POST", "/api/v1/reader"),
        ("PUT", "/api/v1/comments/{id}/like"),
        ("DELETE", "/api/v1/comments/{id}/like"),
        ("POST", "/api/v1/comments/{id}/report"),
        ("POST", "/api/v1/preview"),
        ("GET", "/api/v1/counts"),
        ("GET", "/api/v1/events"),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/api/v1/sign-in"),
        ("POST", "/api/v1/sign-in/email"),
        ("POST", "/api/v1/sign-in/email/{challenge}"),
        ("POST", "/api/v1/sign-in/partner"),
        ("POST", "/api/v1/sign-in/oidc"),
        ("POST", "/api/v1/sign-in/poll"),
        ("GET", "/sign-in/{user_part}"),
        ("GET", "/sign-in/callback"),
        ("POST", "/sign-in/callback"),
        ("GET", "/media/{site}/{*path}"),
        ("GET", "/articles/{id}"),
        ("GET", "/embed/v1/articles/{id}"),
        ("GET", "/embed/v1/articles/{id}/thread"),
        ("GET", "/embed/{file}"),
        ("GET", "/oembed"),
        ("GET", "/embed.js"),
        ("GET", "/chuyen.d.ts"),
        ("GET", "/assets/{file}"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
    ]
    .into_iter()
    .map(|(method, path)| (method.to_owned(), path.to_owned()))
    .collect();
    assert_eq!(operations(&document()), known);
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let document = document();
    let mut parts = vec![&document];
    let mut lost = BTreeSet::new();
    while let Some(part) = parts.pop() {
        match part {
            Value::Array(items) => parts.extend(items),
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    let pointer = reference.strip_prefix('#').unwrap();
                    if document.pointer(pointer).is_none() {
                        lost.insert(reference);
                    }
                }
                parts.extend(fields.values());
            }
            _ => {}
        }
    }
    assert_eq!(lost, BTreeSet::new());
}

#[tokio::test]
async fn the_document_and_the_health_of_the_server_can_be_asked_for() {
    on_both(async |app| {
        assert_eq!(app.get::<Value>("api/v1/openapi.json").await, document());
        for path in ["healthz", "readyz"] {
            assert_eq!(app.bytes(path).await, b"ok\n");
        }
    })
    .await;
}
