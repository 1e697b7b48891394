//! The address of the database, as it may stand in a log or on a screen.

use url::Url;

/// Without user, password and parameters. Read as the database's driver reads it; of an address that cannot be read
/// nobody knows what is secret in it.
pub(crate) fn shown(address: &str) -> String {
    if address.starts_with("sqlite:") {
        return address.to_owned();
    }
    match Url::parse(address) {
        Ok(url) if !url.cannot_be_a_base() => {
            let port = url
                .port()
                .map_or_else(String::new, |port| format!(":{port}"));
            let (host, path) = (url.host_str().unwrap_or_default(), url.path());
            format!("{}://{host}{port}{path}", url.scheme())
        }
        _ => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_shown() {
        for (address, wanted) in [
            ("sqlite:data/x@y.db?a", "sqlite:data/x@y.db?a"),
            ("postgres://db/chuyen", "postgres://db/chuyen"),
            ("postgres:///chuyen?password=hunter2", "postgres:///chuyen"),
            (
                "postgres://me:hunter2@db:5432/chuyen",
                "postgres://db:5432/chuyen",
            ),
            (
                "postgres://db/x?user=me&password=hunter2",
                "postgres://db/x",
            ),
            (
                "postgres://me:hunter2@db/x?password=hunter2#hunter2",
                "postgres://db/x",
            ),
            (
                "postgres://db/x?user=me&password=hunter2@home",
                "postgres://db/x",
            ),
            (
                "postgres://%2Frun%2Fpostgres/x?password=a",
                "postgres://%2Frun%2Fpostgres/x",
            ),
            ("postgres://me:hunter2", "…"),
            ("postgres://me:hun?ter2@db/x", "…"),
            ("postgres:me:hunter2@db/x", "…"),
        ] {
            assert_eq!(shown(address), wanted);
        }
    }
}
