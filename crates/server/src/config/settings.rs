//! The settings as a table, taken from the structs that hold them.

use schemars::schema_for;
use serde_json::Value;

use super::{Config, ENV_PREFIX, Site};

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name in the file: `listen`, or `site.id` inside a `[[site]]`.
    pub name: String,
    /// What holds if nobody sets it, as in the file.
    pub default: Option<String>,
    /// What it does.
    pub what: String,
}

impl Setting {
    /// Its name in the environment, without the prefix; a site has none.
    pub(super) fn env_name(&self) -> Option<String> {
        (!self.name.starts_with("site")).then(|| self.name.to_uppercase())
    }

    /// Its name in the environment: `CHUYEN_LISTEN`; a site has none.
    pub fn env(&self) -> Option<String> {
        self.env_name().map(|name| format!("{ENV_PREFIX}{name}"))
    }
}

/// Every setting, those of a site last.
pub fn settings() -> Vec<Setting> {
    let config = schema_for!(Config).to_value();
    let site = schema_for!(Site).to_value();
    let mut settings = fields("", &config, &defaults(&Config::default()));
    settings.extend(fields("site.", &site, &defaults(&Site::default())));
    settings
}

fn defaults(of: &impl serde::Serialize) -> Value {
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
