//! The settings as a table, taken from the structs that hold them.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

use super::{Config, ENV_PREFIX, Oidc, PartnerJwt, Publisher, Site, Smtp, Source};

/// Settings that stand in a section of their own, with settings below them.
const SECTIONS: [&str; 3] = ["site", "smtp", "source"];

/// Those that there may be several of: they cannot be set in the environment.
const LISTS: [&str; 2] = ["site.", "source."];

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name in the file: `listen`, or `site.id` inside a `[[site]]`, `smtp.host` inside a `[smtp]`.
    pub name: String,
    /// What holds if nobody sets it, as in the file.
    pub default: Option<String>,
    /// What it does.
    pub what: String,
}

impl Setting {
    /// Its name in the environment, without the prefix; sections and what stands in a list have none.
    pub(super) fn env_name(&self) -> Option<String> {
        let in_list = |list: &&str| self.name.starts_with(*list);
        let has_none = SECTIONS.contains(&self.name.as_str()) || LISTS.iter().any(in_list);
        (!has_none).then(|| self.name.to_uppercase().replace('.', "_"))
    }

    /// Its name in the environment: `CHUYEN_LISTEN`; sections and what stands in a list have none.
    pub fn env(&self) -> Option<String> {
        self.env_name().map(|name| format!("{ENV_PREFIX}{name}"))
    }
}

/// Every setting, those of sites and sources last.
pub fn settings() -> Vec<Setting> {
    [
        section::<Config>(""),
        section::<Smtp>("smtp."),
        section::<Site>("site."),
        section::<Oidc>("site.oidc."),
        section::<PartnerJwt>("site.partner_jwt."),
        section::<Publisher>("site.publisher."),
        section::<Source>("source."),
    ]
    .concat()
}

fn section<T: JsonSchema + Default + Serialize>(prefix: &str) -> Vec<Setting> {
    fields(prefix, &schema_for!(T).to_value(), &defaults(&T::default()))
}

fn defaults(of: &impl Serialize) -> Value {
    serde_json::to_value(of).expect("settings have only strings for keys")
}

fn fields(prefix: &str, schema: &Value, defaults: &Value) -> Vec<Setting> {
    let fields = schema["properties"].as_object().into_iter().flatten();
    fields
        .map(|(name, field)| Setting {
            name: format!("{prefix}{name}"),
            default: defaults.get(name).map(Value::to_string),
            what: field["description"]
                .as_str()
                .unwrap_or_default()
                .replace('\n', " "),
        })
        .collect()
}
