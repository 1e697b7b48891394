//! Through which server mail goes out.

use std::num::{NonZeroU16, NonZeroU32};

use lettre::message::Mailbox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret, is_loopback, required};

/// A mail server, and as whom to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Smtp {
    /// Name or address of the mail server.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub host: String,
    /// Its port.
    pub port: NonZeroU16,
    /// How the connection is protected. `starttls`: from the first command on, or nothing is sent; `wrapper`: from the
    /// first byte on, as on port 465; `none`: not at all.
    pub tls: SmtpTls,
    /// As whom to log in there; nobody logs in without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The password for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub password: Option<Secret>,
    /// Whom the mail comes from, such as `Báo Đồng Khởi <noreply@news.example>`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// How many codes one address of the network (IPv6: one /64) may ask for in an hour; for one e-mail address it is 5.
    /// Many readers of one phone company share an address.
    pub codes_per_hour: NonZeroU32,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SmtpTls {
    /// Not at all.
    None,
    /// By a command, before anything is said.
    Starttls,
    /// From the first byte on.
    Wrapper,
}

impl Default for Smtp {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: NonZeroU16::new(587).expect("587 is not 0"),
            tls: SmtpTls::Starttls,
            user: None,
            password: None,
            from: String::new(),
            codes_per_hour: NonZeroU32::new(60).expect("60 is not 0"),
        }
    }
}

impl Smtp {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        required("smtp.host", &self.host, "it names the mail server")?;
        let invalid = |setting: &str, value: &str, rule: &str| ConfigError::Invalid {
            setting: setting.to_owned(),
            value: value.to_owned(),
            rule: rule.to_owned(),
        };
        if self.from.parse::<Mailbox>().is_err() {
            let rule = "it is written like Name <name@news.example>";
            return Err(invalid("smtp.from", &self.from, rule));
        }
        let user = self.user.as_deref().unwrap_or_default();
        if self.user.is_some() != self.password.is_some() {
            return Err(invalid(
                "smtp.user",
                user,
                "it needs smtp.password, and that needs it",
            ));
        }
        if self.tls == SmtpTls::None && self.user.is_some() && !is_loopback(&self.host) {
            let rule = "a password goes unprotected only to this machine";
            return Err(invalid("smtp.tls", "none", rule));
        }
        Ok(())
    }
}
