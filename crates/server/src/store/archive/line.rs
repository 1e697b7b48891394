//! One row as a line of JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::tables::{Column, Kind, Table};
use crate::store::{Error, Result};

/// How a status is spelled, in the order of its numbers.
const STATUSES: [&str; 3] = ["pending", "published", "removed"];

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub(super) table: &'static Table,
    pub(super) values: Vec<Value>,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A string, or JSON as it is stored.
    Text(String),
    /// A number, a flag or a status.
    Int(i64),
}

impl Line {
    /// Reads a line of a file.
    ///
    /// # Errors
    /// What is wrong with it; it names the field.
    pub fn parse(table: &'static Table, line: &str) -> std::result::Result<Self, String> {
        let mut fields: BTreeMap<Cow<'_, str>, &RawValue> =
            serde_json::from_str(line).map_err(|e| format!("not a JSON object: {e}"))?;
        let mut values = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            let name = column.name;
            let raw = fields.remove(name);
            let raw = raw.ok_or_else(|| format!("`{name}` is missing"))?;
            let value = value(column, raw.get()).map_err(|e| format!("`{name}`: {e}"))?;
            values.push(value);
        }
        if let Some(unknown) = fields.keys().next() {
            return Err(format!("`{unknown}` is not known"));
        }
        let read = Self { table, values };
        match read.to_json() == line {
            true => Ok(read),
            false => Err("not written as an export writes it".to_owned()),
        }
    }

    /// Reads a row of the database.
    pub(super) fn read(table: &'static Table, row: &AnyRow) -> Result<Self> {
        let values = table.columns.iter().map(|column| {
            let name = column.name;
            Ok(match column.kind {
                Kind::Text => text(row.try_get(name)?),
                Kind::Json => match row.try_get::<Option<String>, _>(name)? {
                    Some(json) if json.contains('\n') => Value::Text(in_a_line(&json, row)?),
                    json => text(json),
                },
                _ => match row.try_get::<Option<i64>, _>(name)? {
                    Some(number) => Value::Int(number),
                    None => Value::Null,
                },
            })
        });
        let values = values.collect::<Result<_>>()?;
        Ok(Self { table, values })
    }

    /// The line, without its end.
    pub fn to_json(&self) -> String {
        let mut json = String::from("{");
        for (column, value) in self.table.columns.iter().zip(&self.values) {
            if json.len() > 1 {
                json.push(',');
            }
            json += &format!("\"{}\":{}", column.name, spelled(column.kind, value));
        }
        json + "}"
    }

    /// What stands in a column.
    pub fn get(&self, column: &str) -> &Value {
        let at = self.table.position(column);
        at.map_or(&Value::Null, |at| &self.values[at])
    }

    /// The string in a column; empty if there is none.
    pub fn text(&self, column: &str) -> &str {
        match self.get(column) {
            Value::Text(text) => text,
            _ => "",
        }
    }

    /// The number in a column; 0 if there is none.
    pub fn int(&self, column: &str) -> i64 {
        match self.get(column) {
            Value::Int(number) => *number,
            _ => 0,
        }
    }

    /// What it is sorted by.
    pub fn key(&self) -> Vec<&str> {
        self.table.key.iter().map(|name| self.text(name)).collect()
    }

    /// The same row without what stands in a column.
    pub(super) fn without(&self, column: &str) -> Self {
        let mut line = self.clone();
        if let Some(at) = self.table.position(column) {
            line.values[at] = Value::Null;
        }
        line
    }
}

fn text(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::Text)
}

/// The same JSON on one line. This program writes none with line ends.
fn in_a_line(json: &str, row: &AnyRow) -> Result<String> {
    let compact = serde_json::from_str::<serde_json::Value>(json);
    compact.map(|json| json.to_string()).map_err(|e| {
        let id = row.try_get("id").unwrap_or_default();
        let detail = e.to_string();
        Error::Broken { id, detail }
    })
}

fn value(column: &Column, raw: &str) -> std::result::Result<Value, String> {
    if raw == "null" {
        return match column.nullable {
            true => Ok(Value::Null),
            false => Err("it cannot be null".to_owned()),
        };
    }
    Ok(match column.kind {
        Kind::Text => Value::Text(of(raw)?),
        Kind::Json => Value::Text(raw.to_owned()),
        Kind::Int => Value::Int(of(raw)?),
        Kind::Small => Value::Int(of::<i16>(raw)?.into()),
        Kind::Flag => Value::Int(of::<bool>(raw)?.into()),
        Kind::Status => {
            let name: String = of(raw)?;
            let code = STATUSES.iter().position(|status| *status == name);
            let code = code.ok_or_else(|| format!("{name:?} is none of {STATUSES:?}"))?;
            Value::Int(code as i64)
        }
    })
}

fn of<T: DeserializeOwned>(raw: &str) -> std::result::Result<T, String> {
    serde_json::from_str(raw).map_err(|e| e.to_string())
}

fn spelled(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => "null".to_owned(),
        (Kind::Json, Value::Text(json)) => json.clone(),
        (_, Value::Text(text)) => serde_json::Value::from(text.as_str()).to_string(),
        (Kind::Flag, Value::Int(flag)) => (*flag != 0).to_string(),
        (Kind::Status, Value::Int(code)) => {
            let name = usize::try_from(*code).ok().and_then(|n| STATUSES.get(n));
            format!("\"{}\"", name.unwrap_or(&STATUSES[0]))
        }
        (_, Value::Int(number)) => number.to_string(),
    }
}
