//! File, environment and command line: the later wins, and a mistake is named.
//!
//! Apart from the other tests, because these change the environment of their process.
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::path::PathBuf;

use figment::Jail;
use server::config::{Config, LogFormat, Moderation, Overrides};

/// Every test changes the environment and the current folder; the jail makes them take turns.
#[allow(clippy::result_large_err, reason = "the jail's own error")]
fn in_jail(test: impl FnOnce(&mut Jail)) {
    Jail::expect_with(|jail| {
        jail.clear_env();
        test(jail);
        Ok(())
    });
}

fn load() -> Config {
    Config::load(&Overrides::default()).unwrap()
}

fn refused() -> String {
    Config::load(&Overrides::default()).unwrap_err().to_string()
}

#[test]
fn without_anything_a_server_is_safe_and_runs() {
    in_jail(|_| {
        let config = load();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.database_url, "sqlite:data/chuyen.db");
        let [site] = &config.sites[..] else {
            panic!("one site");
        };
        assert_eq!(
            (site.id.as_str(), site.moderation),
            ("default", Moderation::Pre)
        );
        assert_eq!(site.articles, Some(PathBuf::from("articles")));
        assert_eq!((site.edit_window_s, site.origins.len()), (900, 0));
    });
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    in_jail(|jail| {
        jail.create_file(
            "chuyen.toml",
            "listen = \"127.0.0.1:1\"\nlog = \"warn\"\nlog_format = \"json\"",
        )
        .unwrap();
        assert_eq!(load().listen.port(), 1);
        jail.set_env("CHUYEN_LISTEN", "127.0.0.1:2");
        jail.set_env("CHUYEN_TRUSTED_PROXIES", "[\"10.0.0.0/8\"]");
        jail.set_env("CHUYEN_WRITES_PER_MINUTE", "7");
        let config = load();
        assert_eq!((config.listen.port(), config.log.as_str()), (2, "warn"));
        assert_eq!(config.trusted_proxies[0].to_string(), "10.0.0.0/8");
        assert_eq!(
            (config.writes_per_minute.get(), config.log_format),
            (7, LogFormat::Json)
        );
        let overrides = Overrides {
            listen: Some("127.0.0.1:3".parse().unwrap()),
            database_url: Some("sqlite:x.db".into()),
            ..Overrides::default()
        };
        let config = Config::load(&overrides).unwrap();
        assert_eq!(
            (config.listen.port(), config.database_url.as_str()),
            (3, "sqlite:x.db")
        );
    });
}

#[test]
fn the_environment_of_others_is_not_ours() {
    in_jail(|jail| {
        jail.set_env("CHUYEN_TEST_POSTGRES", "postgres://x");
        jail.set_env("CHUYEN_SITE", "x");
        assert_eq!(load(), {
            jail.clear_env();
            load()
        });
    });
}

#[test]
fn the_sample_is_a_server_of_two_publishers() {
    let sample = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../chuyen.toml"));
    in_jail(|_| {
        let overrides = Overrides {
            file: Some(sample.clone()),
            ..Overrides::default()
        };
        let config = Config::load(&overrides).unwrap();
        let sites: Vec<_> = config
            .sites
            .iter()
            .map(|s| (s.id.as_str(), s.moderation))
            .collect();
        assert_eq!(
            sites,
            [
                ("bao-dong-khoi", Moderation::Post),
                ("example-weekly", Moderation::Pre)
            ]
        );
        let origins = &config.sites[0].origins;
        assert!(
            origins
                .iter()
                .any(|o| o.as_str() == "http://localhost:8081")
        );
    });
}

#[test]
fn a_mistake_is_named_with_its_place_and_value() {
    for (toml, words) in [
        ("listen = \"here\"", vec!["listen", "chuyen.toml"]),
        ("listn = \"127.0.0.1:1\"", vec!["listn", "chuyen.toml"]),
        ("writes_per_minute = 0", vec!["writes_per_minute", "0"]),
        ("log_format = \"xml\"", vec!["log_format", "xml"]),
        ("trusted_proxies = [\"10\"]", vec!["trusted_proxies"]),
        ("secret = \"short\"", vec!["secret", "32"]),
        (
            "database_url = \"mysql://x\"",
            vec!["database_url", "mysql://x", "sqlite:"],
        ),
        ("[[site]]\nid = \"A b\"", vec!["site[0].id", "A b"]),
        (
            "[[site]]\nid = \"a\"\n[[site]]\nid = \"a\"",
            vec!["site[1].id", "\"a\""],
        ),
        (
            "[[site]]\nid = \"a\"\nzone = \"Bến Tre\"",
            vec!["site[0].zone", "Bến Tre", "Asia/Ho_Chi_Minh"],
        ),
        ("[smtp]", vec!["smtp.host"]),
        (
            "[smtp]\nhost = \"mx\"\nfrom = \"me\"",
            vec!["smtp.from", "me"],
        ),
        (
            "[smtp]\nhost = \"mx\"\ntls = \"ssl\"",
            vec!["tls", "ssl", "starttls"],
        ),
        ("[smtp]\nhost = \"mx\"\nport = 0", vec!["port", "0"]),
        (
            "[smtp]\nhost = \"mx\"\nfrom = \"a@b.vn\"\nuser = \"me\"",
            vec!["smtp.user", "me", "smtp.password"],
        ),
        (
            "[smtp]\nhost = \"mx\"\nfrom = \"a@b.vn\"\ntls = \"none\"\nuser = \"me\"\npassword = \"x\"",
            vec!["smtp.tls", "none", "this machine"],
        ),
        (
            "public_url = \"http://news.example\"",
            vec!["public_url", "http://news.example", "https"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.partner_jwt]\nkey = \"x\"",
            vec!["site[0].partner_jwt.algorithm", "EdDSA", "HS256"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.partner_jwt]\nalgorithm = \"RS256\"",
            vec!["algorithm", "RS256", "EdDSA", "HS256"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.partner_jwt]\nalgorithm = \"EdDSA\"\nkey = \"-----BEGIN CERTIFICATE-----\"",
            vec!["site[0].partner_jwt.key", "Ed25519", "32"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.partner_jwt]\nalgorithm = \"HS256\"\nkey = \"0123456789abcdef0123456789abcdef\"",
            vec!["site[0].partner_jwt.audience", "aud"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.oidc]\nname = \"A\"\nclient_id = \"c\"\nissuer = \"http://login.example\"",
            vec!["site[0].oidc.issuer", "http://login.example", "https"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.oidc]\nname = \"A\"\nissuer = \"https://login.example\"",
            vec!["site[0].oidc.client_id"],
        ),
        (
            "[[site]]\nid = \"a\"\n[site.oidc]\nname = \"A\"\nclient_id = \"c\"\nissuer = \"https://login.example\"",
            vec!["public_url", "site[0].oidc"],
        ),
        (
            "[[site]]\nid = \"a\"\nmoderation = \"no\"",
            vec!["moderation", "no", "pre"],
        ),
        (
            "[[site]]\nid = \"a\"\norigins = [\"news.example\"]",
            vec!["origins", "news.example", "https://"],
        ),
        (
            "[[site]]\nid = \"a\"\norigins = [\"https://a.vn/\"]",
            vec!["origins", "https://a.vn/"],
        ),
        (
            "[[site]]\nid = \"a\"\norigins = [\"https://*\"]",
            vec!["origins", "https://*"],
        ),
        (
            "[[site]]\nid = \"a\"\nstaff = [{ name = \"Mai\", badge = \"★\" }]",
            vec!["site[0].staff[0].badge", "★", "letters", "40"],
        ),
        (
            "[[site]]\nid = \"a\"\n[[site.staff]]\nname = \"Mai\"",
            vec!["badge"],
        ),
    ] {
        in_jail(|jail| {
            jail.create_file("chuyen.toml", toml).unwrap();
            let error = refused();
            for word in words {
                assert!(error.contains(word), "{word:?} is not in {error:?}");
            }
        });
    }
}

#[test]
fn what_is_secret_is_not_shown_of_settings_that_are_looked_at() {
    in_jail(|jail| {
        let toml = "secret = \"hunter2-hunter2-hunter2-hunter2-hunter2\"\npublic_url = \"https://news.example\"\n\
                    [smtp]\nhost = \"mx\"\nfrom = \"a@b.vn\"\nuser = \"me\"\n\
                    [[site]]\n[site.oidc]\nname = \"A\"\nclient_id = \"c\"\nclient_secret = \"hunter2\"\n\
                    issuer = \"https://login.example\"\n[site.partner_jwt]\nalgorithm = \"HS256\"\naudience = \"a\"\n\
                    key = \"hunter2-hunter2-hunter2-hunter2-hunter2\"";
        jail.create_file("chuyen.toml", toml).unwrap();
        jail.set_env("CHUYEN_SMTP_PASSWORD", "hunter2");
        jail.set_env("CHUYEN_SMTP_PORT", "2525");
        let config = load();
        let smtp = config.smtp.as_ref().unwrap();
        assert_eq!(smtp.password.as_ref().unwrap().reveal(), "hunter2");
        assert_eq!((smtp.host.as_str(), smtp.port.get()), ("mx", 2525));
        let shown = format!("{config:?}");
        assert!(
            !shown.contains("hunter2") && shown.contains("client_secret"),
            "{shown}"
        );
    });
}

#[test]
fn what_is_secret_is_not_shown_when_it_is_refused() {
    for (name, value) in [
        ("SECRET", "hunter2"),
        ("SECRET", "[\"hunter2\"]"),
        ("DATABASE_URL", "mysql://me:hunter2@db/x"),
        ("DATABASE_URL", "mysql://db/x?user=me&password=hunter2"),
        ("DATABASE_URL", "postgre://me:hunter2@db/x"),
        ("DATABASE_URL", "me:hunter2@db/x"),
        ("DATABASE_URL", "hunter2"),
        ("SMTP_PASSWORD", "[\"hunter2\"]"),
    ] {
        in_jail(|jail| {
            jail.set_env(format!("CHUYEN_{name}"), value);
            let error = refused();
            let told = error.to_uppercase().replace('.', "_");
            assert!(told.contains(name), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        });
    }
}

#[test]
fn what_is_secret_is_not_shown_of_a_file_that_cannot_be_read() {
    for toml in [
        "secret = hunter2",
        "secret = \"hunter2",
        "secret = [\"hunter2\"]",
        "  database_url = postgres://me:hunter2@db/x",
        "database_url = [\"hunter2\"]",
        "secret = 20230527182100",
        "secret = 2023052718210020230527182100",
        "log = \"info\"\nlog = 1\nsecret = \"hunter2\"",
        "[smtp]\npassword = hunter2",
        "[smtp]\npassword = [\"hunter2\"]",
        "[[site]]\n[site.oidc]\nclient_secret = [\"hunter2\"]",
        "[[site]]\n[site.partner_jwt]\nkey = [\"hunter2\"]",
    ] {
        in_jail(|jail| {
            jail.create_file("chuyen.toml", toml).unwrap();
            let error = refused();
            assert!(error.contains("chuyen.toml"), "{error}");
            assert!(
                !error.contains("hunter2") && !error.contains("20230527"),
                "{error}"
            );
        });
    }
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    in_jail(|_| {
        let overrides = Overrides {
            file: Some("nowhere.toml".into()),
            ..Overrides::default()
        };
        let error = Config::load(&overrides).unwrap_err().to_string();
        assert!(error.contains("nowhere.toml"), "{error}");
    });
}
