//! The table of settings that people read says what the server reads.

use server::config::settings;

/// The table for people is made from the struct that is read. `CHUYEN_UPDATE=1` writes it.
#[test]
fn the_table_of_settings_is_up_to_date() {
    let mut table = String::from(
        "# Settings\n\n\
         In `chuyen.toml`, or the file that `--config` names; in the environment; for `listen` and `database_url` also \
         on the command line. The later wins.\n\n\
         | Setting | Environment | Default | What it does |\n|---|---|---|---|\n",
    );
    for setting in settings() {
        let code = |text: &str| format!("`{text}`");
        let env = setting.env().map(|env| code(&env)).unwrap_or_default();
        let default = setting
            .default
            .map(|default| code(&default))
            .unwrap_or_default();
        assert!(
            !setting.what.is_empty(),
            "{} says what it does",
            setting.name
        );
        table += &format!(
            "| `{}` | {env} | {default} | {} |\n",
            setting.name, setting.what
        );
    }
    table += "\nWhat begins with `site.` stands in a `[[site]]`, one for each publisher, and `site.oidc.` in a `[site.oidc]` \
              below it; `chuyen.toml` at the top of the repository has two publishers. What begins with `smtp.` stands in a \
              `[smtp]`, and what begins with `source.` in a `[[source]]`, one for each.\n";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/CONFIG.md");
    if std::env::var_os("CHUYEN_UPDATE").is_some() {
        std::fs::write(file, &table).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(written, table, "run the test with CHUYEN_UPDATE=1");
}
