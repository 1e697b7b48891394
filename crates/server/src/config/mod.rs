//! How a server is set up: a file, the environment, the command line; the later wins.

mod publisher;
mod secret;
mod settings;
mod sign_in;
mod site;
mod smtp;
mod source;
mod staff;

pub use publisher::Publisher;
pub use secret::Secret;
pub use settings::{Setting, settings};
pub use sign_in::{JwtAlgorithm, Oidc, PartnerJwt};
pub use site::{Frames, Moderation, Origin, Site};
pub use smtp::{Smtp, SmtpTls};
pub use source::Source;
pub use staff::Staff;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::{Actual, Kind};
use figment::providers::{Env, Format, Toml};
use figment::value::{Uncased, UncasedStr};
use ipnet::IpNet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::database_url;

/// Read where the command runs, if no other is named.
pub const DEFAULT_FILE: &str = "chuyen.toml";
/// What the names of settings begin with in the environment.
pub const ENV_PREFIX: &str = "CHUYEN_";
/// What the names of the mail server's settings begin with there, after that.
const SMTP_PREFIX: &str = "SMTP_";
/// Shortest secret accepted, in bytes.
const MIN_SECRET_BYTES: usize = 32;

/// Settings whose value is not shown.
const SECRET: &[&str] = &["secret", "database_url", "password", "client_secret", "key"];

/// Everything that can be set. File names are relative to where the command runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on.
    #[schemars(with = "String")]
    pub listen: SocketAddr,
    /// `sqlite:FILE`, created with its folder if missing, or `postgres://USER:PASSWORD@HOST/DATABASE`.
    pub database_url: String,
    /// Makes the tokens with which authors edit their comments and readers are told apart: at least 32 bytes, the same on every server of one
    /// database. Without it one is made on the first run and kept in the database.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub secret: Option<Secret>,
    /// Where readers reach the server, such as `https://news.example/chuyen/`. Signing in with OpenID Connect needs it;
    /// with it, what is said of articles to search engines and to sites that embed them has whole addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Networks of the reverse proxies in front, such as `["10.0.0.0/8"]`: only they are believed when they say in
    /// `X-Forwarded-For` whose request it is.
    #[schemars(with = "Vec<String>")]
    pub trusted_proxies: Vec<IpNet>,
    /// How many comments, edits and removals one address (IPv6: one /64) may send in a minute, and as many
    /// previews and likes. Many readers of one phone company share an address.
    pub writes_per_minute: NonZeroU32,
    /// How many streams of events one address (IPv6: one /64) may hold open: one for each page with a thread that a
    /// reader looks at. Many readers of one phone company share an address.
    pub streams_per_address: NonZeroU32,
    /// How many streams of events may be open in all; each takes some 15 kB.
    pub streams: NonZeroU32,
    /// After how many seconds without news an open stream is told that it is still alive: less than the proxies in
    /// front wait before they close it.
    pub keep_alive_s: NonZeroU32,
    /// Address and port where Prometheus finds `/metrics`, such as `127.0.0.1:9090`: apart from what readers reach, and
    /// nowhere without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub metrics: Option<SocketAddr>,
    /// What is logged: `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,sqlx=debug`.
    pub log: String,
    /// `text` for people, `json` for programs.
    pub log_format: LogFormat,
    /// The mail server, a `[smtp]`: with it readers of every site may sign in by e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp: Option<Smtp>,
    /// Publishers, each a `[[site]]`. Without any there is one, `default`, whose articles are in the folder `articles`.
    #[serde(rename = "site")]
    pub sites: Vec<Site>,
    /// Where the server itself fetches articles that it is asked for, each a `[[source]]`.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Why a server cannot be set up like this.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A file that was asked for is not there.
    #[error("no configuration file {0}")]
    NoFile(PathBuf),
    /// A setting cannot be read; the message names it, its value and where it stands.
    #[error("{}", without_secrets(_0))]
    Unreadable(Box<figment::Error>),
    /// A setting can be read but makes no sense.
    #[error("{setting} is {value:?}: {rule}")]
    Invalid {
        /// Which setting.
        setting: String,
        /// What it says.
        value: String,
        /// What it must be.
        rule: String,
    },
}

/// What the command line says of settings.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The file to read instead of [`DEFAULT_FILE`].
    pub file: Option<PathBuf>,
    /// [`Config::listen`].
    pub listen: Option<SocketAddr>,
    /// [`Config::database_url`].
    pub database_url: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            database_url: "sqlite:data/chuyen.db".to_owned(),
            secret: None,
            public_url: None,
            trusted_proxies: Vec::new(),
            writes_per_minute: NonZeroU32::new(60).expect("60 is not 0"),
            streams_per_address: NonZeroU32::new(200).expect("200 is not 0"),
            streams: NonZeroU32::new(10_000).expect("10 000 is not 0"),
            keep_alive_s: NonZeroU32::new(15).expect("15 is not 0"),
            metrics: None,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
            smtp: None,
            sites: Vec::new(),
            sources: Vec::new(),
        }
    }
}

impl Config {
    /// Reads file, environment and command line.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting at fault, its value and what is allowed.
    pub fn load(overrides: &Overrides) -> Result<Self, ConfigError> {
        let mut figment = Figment::new();
        match &overrides.file {
            Some(file) if !file.is_file() => return Err(ConfigError::NoFile(file.clone())),
            Some(file) => figment = figment.merge(Toml::file_exact(file)),
            None if Path::new(DEFAULT_FILE).is_file() => {
                figment = figment.merge(Toml::file_exact(DEFAULT_FILE));
            }
            None => {}
        }
        let names: Vec<String> = settings()
            .into_iter()
            .filter_map(|s| s.env_name())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        figment = figment.merge(Env::prefixed(ENV_PREFIX).only(&names).map(nested));
        if let Some(listen) = overrides.listen {
            figment = figment.merge(("listen", listen));
        }
        if let Some(url) = &overrides.database_url {
            figment = figment.merge(("database_url", url));
        }
        let config: Self = figment
            .extract()
            .map_err(|e| ConfigError::Unreadable(Box::new(e)))?;
        config.checked()
    }

    fn checked(mut self) -> Result<Self, ConfigError> {
        if let Some(secret) = &self.secret
            && secret.reveal().len() < MIN_SECRET_BYTES
        {
            return Err(ConfigError::Invalid {
                setting: "secret".to_owned(),
                value: "…".to_owned(),
                rule: format!(
                    "it needs at least {MIN_SECRET_BYTES} bytes, not {}",
                    secret.reveal().len()
                ),
            });
        }
        if !["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|scheme| self.database_url.starts_with(scheme))
        {
            return Err(ConfigError::Invalid {
                setting: "database_url".to_owned(),
                value: database_url::shown(&self.database_url),
                rule: "it begins with sqlite: or postgres:".to_owned(),
            });
        }
        if self.sites.is_empty() {
            self.sites.push(Site::only());
        }
        for (n, site) in self.sites.iter().enumerate() {
            site.check(n)?;
            if self.sites[..n].iter().any(|other| other.id == site.id) {
                return Err(ConfigError::Invalid {
                    setting: format!("site[{n}].id"),
                    value: site.id.clone(),
                    rule: "another site has that id".to_owned(),
                });
            }
        }
        self.check_sources()?;
        self.check_sign_in()?;
        Ok(self)
    }
}

impl Config {
    fn check_sources(&self) -> Result<(), ConfigError> {
        for (n, source) in self.sources.iter().enumerate() {
            source.check(n, &self.sites)?;
            if self.sources[..n]
                .iter()
                .any(|other| other.name == source.name)
            {
                return Err(ConfigError::Invalid {
                    setting: format!("source[{n}].name"),
                    value: source.name.clone(),
                    rule: "another source has that name".to_owned(),
                });
            }
        }
        Ok(())
    }

    fn check_sign_in(&self) -> Result<(), ConfigError> {
        if let Some(smtp) = &self.smtp {
            smtp.check()?;
        }
        if let Some(url) = &self.public_url {
            sign_in::check_address("public_url", url)?;
        }
        let oidc = self.sites.iter().position(|site| site.oidc.is_some());
        match (oidc, &self.public_url) {
            (Some(n), None) => {
                let rule = format!("site[{n}].oidc needs it: providers send readers back there");
                required("public_url", "", &rule)
            }
            _ => Ok(()),
        }
    }
}

/// A setting that has no default.
fn required(setting: &str, value: &str, rule: &str) -> Result<(), ConfigError> {
    match value.trim() {
        "" => Err(ConfigError::Invalid {
            setting: setting.to_owned(),
            value: value.to_owned(),
            rule: rule.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Is it this machine's own name or address?
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// A name of the environment, as a path into the settings.
fn nested(name: &UncasedStr) -> Uncased<'_> {
    match name.as_str().split_at_checked(SMTP_PREFIX.len()) {
        Some((section, name)) if section.eq_ignore_ascii_case(SMTP_PREFIX) => {
            format!("smtp.{name}").into()
        }
        _ => name.into(),
    }
}

/// Without what may be secret: the line of the file where it cannot be read, whose place is told besides, and what
/// stands there instead of a text.
fn without_secrets(error: &figment::Error) -> String {
    let mut error = error.clone();
    let is_secret = error
        .path
        .iter()
        .any(|name| SECRET.contains(&name.as_str()));
    if let (true, Kind::InvalidType(found, _)) = (is_secret, &mut error.kind) {
        *found = Actual::Other("…".to_owned());
    }
    let told = error.to_string();
    let is_excerpt = |line: &&str| {
        let margin = |c: char| c == ' ' || c.is_ascii_digit();
        line.trim_start_matches(margin).starts_with('|')
    };
    let told: Vec<_> = told.lines().filter(|line| !is_excerpt(line)).collect();
    told.join(" ")
}
