//! A place on the page, found by what it is to a reader.

use std::fmt;

use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde::Serialize;
use serde_json::{Value, json};

use super::reader::{PATIENCE, Reader};
use super::until;

/// What is looked for.
#[derive(Clone, Default, Serialize)]
pub struct Query {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    css: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nth: Option<usize>,
}

impl Query {
    /// The same, with `text` in it.
    pub fn saying(self, text: &str) -> Self {
        Self {
            text: Some(text.to_owned()),
            ..self
        }
    }

    /// Of those that fit, this one; the first is 0.
    pub fn nth(self, nth: usize) -> Self {
        Self {
            nth: Some(nth),
            ..self
        }
    }
}

/// What has this role.
pub fn role(role: &'static str) -> Query {
    Query {
        role: Some(role),
        ..Query::default()
    }
}

fn named(role: &'static str, name: &str) -> Query {
    Query {
        role: Some(role),
        name: Some(name.to_owned()),
        ..Query::default()
    }
}

/// The button with this name.
pub fn button(name: &str) -> Query {
    named("button", name)
}

/// The link with this name.
pub fn link(name: &str) -> Query {
    named("link", name)
}

/// The field to type in with this name.
pub fn field(name: &str) -> Query {
    named("textbox", name)
}

/// The comment that says `text` itself, not in a reply.
pub fn comment(text: &str) -> Query {
    css(".chuyen-comment").saying(text)
}

/// What matches a selector: for what has no role.
pub fn css(selector: &str) -> Query {
    Query {
        css: Some(selector.to_owned()),
        ..Query::default()
    }
}

/// A place on a reader's page, looked up anew each time.
#[derive(Clone)]
pub struct Spot<'r> {
    reader: &'r Reader,
    path: Vec<Query>,
}

impl fmt::Debug for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = serde_json::to_string(&self.path).map_err(|_| fmt::Error)?;
        f.write_str(&path)
    }
}

impl<'r> Spot<'r> {
    pub(super) fn new(reader: &'r Reader, query: Query) -> Self {
        let path = vec![query];
        Self { reader, path }
    }

    /// What fits `query` inside.
    pub fn the(&self, query: Query) -> Self {
        let mut narrower = self.clone();
        narrower.path.push(query);
        narrower
    }

    /// How many fit now.
    pub async fn count(&self) -> usize {
        self.found().await.len()
    }

    /// Waits until it is there.
    pub async fn appears(&self) -> &Self {
        let waited = format!("{self:?} appears");
        until(PATIENCE, &waited, async || self.count().await > 0).await;
        self
    }

    /// Waits until it is not there, or no more.
    pub async fn is_gone(&self) {
        let waited = format!("{self:?} is gone");
        until(PATIENCE, &waited, async || self.count().await == 0).await;
    }

    /// Waits until `count` fit.
    pub async fn are(&self, count: usize) {
        let waited = format!("{self:?} are {count}");
        until(PATIENCE, &waited, async || self.count().await == count).await;
    }

    /// Clicks it, once it is there and nothing lies above it.
    pub async fn click(&self) {
        let waited = format!("{self:?} is clicked");
        until(PATIENCE, &waited, async || {
            let found = self.found().await;
            match found.as_slice() {
                [one] => self.reader.clicks(one).await,
                _ => false,
            }
        })
        .await;
    }

    /// Clicks into it and types, in place of what stood there.
    pub async fn is_retyped(&self, text: &str) {
        self.click().await;
        self.tells("it.select()").await;
        self.reader.presses(Key::Delete).await;
        self.types(text).await;
    }

    /// Clicks into it and types, one key after the other.
    pub async fn types(&self, text: &str) {
        self.click().await;
        let element = self.element().await;
        element.send_keys(text).await.expect("text is typed");
    }

    /// Its text as shown.
    pub async fn text(&self) -> String {
        self.property("innerText").await
    }

    /// What is typed in it.
    pub async fn value(&self) -> String {
        self.property("value").await
    }

    /// One of its properties as text; empty without.
    pub async fn property(&self, name: &str) -> String {
        let value = self.tells(&format!("it.{name} ?? ''")).await;
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    }

    /// What an expression in `it`, the element, is.
    pub async fn tells(&self, expression: &str) -> Value {
        let script = format!("const it = arguments[0]; return ({expression})");
        loop {
            // It may be drawn anew between the look and the question.
            let answer = self
                .reader
                .tries(&script, vec![self.reference().await])
                .await;
            if let Some(answer) = answer {
                return answer;
            }
        }
    }

    /// The only one that fits, waited for, as scripts take it.
    pub async fn reference(&self) -> Value {
        serde_json::to_value(self.element().await).expect("elements travel")
    }

    /// Waits until its text holds `text`.
    pub async fn says(&self, text: &str) {
        let mut last = self.path.clone();
        if let Some(query) = last.last_mut() {
            query.text = Some(text.to_owned());
        }
        let spot = Self {
            reader: self.reader,
            path: last,
        };
        spot.appears().await;
    }

    /// Waits until an expression in `it` is true.
    pub async fn becomes(&self, expression: &str) {
        let waited = format!("{self:?}: {expression}");
        until(PATIENCE, &waited, async || {
            self.tells(expression).await == Value::Bool(true)
        })
        .await;
    }

    /// The only one that fits, waited for.
    async fn element(&self) -> Element {
        let waited = format!("{self:?} is one thing");
        let mut one = None;
        until(PATIENCE, &waited, async || {
            one = <[Element; 1]>::try_from(self.found().await).ok();
            one.is_some()
        })
        .await;
        let [one] = one.unwrap_or_else(|| panic!("{waited}"));
        one
    }

    async fn found(&self) -> Vec<Element> {
        let steps = serde_json::to_value(&self.path).expect("queries are JSON");
        let (mut told, mut known) = (Vec::new(), Vec::new());
        loop {
            // Elements travel as arguments of their own only.
            let mut asked = vec![steps.clone(), json!(told)];
            asked.extend_from_slice(&known);
            let Some(look) = self.reader.tries(include_str!("find.js"), asked).await else {
                known.clear(); // what was asked about is gone: look again
                told.clear();
                continue;
            };
            if let Some(found) = look["found"].as_array() {
                return found.iter().map(|found| self.element_of(found)).collect();
            }
            for unknown in look["unknown"].as_array().into_iter().flatten() {
                // What is gone meanwhile will not be found again.
                let element = self.element_of(unknown);
                if let Some(role_and_name) = self.reader.role_and_name(&element).await {
                    told.push(role_and_name);
                    known.push(unknown.clone());
                }
            }
        }
    }

    fn element_of(&self, reference: &Value) -> Element {
        let id = reference
            .as_object()
            .and_then(|it| it.values().next()?.as_str());
        let id = id.unwrap_or_else(|| panic!("{reference} is no element"));
        Element::from_element_id(self.reader.client(), ElementRef::from(id.to_owned()))
    }
}
