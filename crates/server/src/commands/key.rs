//! `chuyen key`.

use anyhow::bail;
use jiff::Timestamp;
use server::clock::now_ms;
use server::config::Config;
use server::store::{PublisherKey, Store};
use server::token::{key_hash, new_secret};

use super::known_site;
use crate::cli::Key;

/// Makes a key that has leaked into a file easy to find.
const PREFIX: &str = "chuyen_";

pub async fn run(command: Key, config: &Config, store: &Store) -> anyhow::Result<()> {
    match command {
        Key::Add { site, label } => {
            let key = format!("{PREFIX}{}", new_secret());
            let id = uuid::Uuid::now_v7().simple().to_string();
            let publisher_key = PublisherKey {
                id,
                site: known_site(config, &site)?.to_owned(),
                label,
                created_at_ms: now_ms(),
                revoked_at_ms: None,
            };
            store.add_key(publisher_key, key_hash(&key)).await?;
            tell!("{key}");
            eprintln!(
                "Keep it: it is not shown again. Send it as `Authorization: Bearer {PREFIX}…`."
            );
        }
        Key::List => {
            for key in store.keys().await? {
                let made = day(key.created_at_ms);
                let state = match key.revoked_at_ms {
                    Some(at_ms) => format!("revoked {}", day(at_ms)),
                    None => "valid".to_owned(),
                };
                tell!(
                    "{}\t{}\tmade {made}\t{state}\t{}",
                    key.id,
                    key.site,
                    key.label
                );
            }
        }
        Key::Revoke { ids } => {
            for id in ids {
                if !store.revoke_key(id.clone(), now_ms()).await? {
                    bail!("no valid key {id}; `chuyen key list` shows them");
                }
                tell!("{id} revoked");
            }
        }
    }
    Ok(())
}

fn day(at_ms: i64) -> String {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
    at.strftime("%Y-%m-%d").to_string()
}
