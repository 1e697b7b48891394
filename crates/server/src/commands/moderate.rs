//! `chuyen moderate`.

use anyhow::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use server::clock::now_ms;
use server::config::{Config, Site};
use server::store::{Decision, Store, Stored};

use super::reports;
use crate::cli::Moderate;

pub async fn run(command: Moderate, config: &Config, store: &Store) -> anyhow::Result<()> {
    match command {
        Moderate::List { site } => list(site.as_deref(), config, store).await,
        Moderate::Reports { site } => reports::list(site.as_deref(), config, store).await,
        Moderate::Dismiss { ids } => {
            for id in ids {
                let done = store.dismiss_reports(id.clone(), now_ms()).await;
                say(id.as_str(), "stands", "has no reports", done)?;
            }
            Ok(())
        }
        Moderate::Approve { ids } => {
            for id in ids {
                let done = store.approve(id.clone(), now_ms()).await;
                say(id.as_str(), "approved", "was public already", done)?;
            }
            Ok(())
        }
        Moderate::Remove { ids, edit_only } => {
            for id in ids {
                let done = match edit_only {
                    true => store.refuse_edit(id.clone(), now_ms()).await,
                    false => store.remove(id.clone(), now_ms()).await,
                };
                let unchanged = match edit_only {
                    true => "has no edit that waits",
                    false => "was removed already",
                };
                say(id.as_str(), "removed", unchanged, done)?;
            }
            Ok(())
        }
    }
}

fn say(
    id: &str,
    done: &str,
    unchanged: &str,
    result: server::store::Result<Decision>,
) -> anyhow::Result<()> {
    match result.with_context(|| format!("comment {id}"))? {
        Decision::Done => tell!("{id} {done}"),
        Decision::Unchanged => tell!("{id} {unchanged}"),
    }
    Ok(())
}

async fn list(site: Option<&str>, config: &Config, store: &Store) -> anyhow::Result<()> {
    let waiting = store.waiting(site).await?;
    for comment in &waiting {
        print(
            comment,
            config.sites.iter().find(|site| site.id == comment.site),
        )?;
    }
    match waiting.len() {
        0 => tell!("nothing waits"),
        1 => tell!("1 waits"),
        n => tell!("{n} wait"),
    }
    Ok(())
}

fn print(stored: &Stored, site: Option<&Site>) -> anyhow::Result<()> {
    let comment = &stored.comment;
    let (what, at_ms, text) = match &stored.edit {
        Some(edit) => ("edit", edit.at_ms, &edit.source),
        None => ("comment", comment.posted_at_ms, &stored.source),
    };
    tell!("{}  {what} by {}", comment.id, safe(&comment.author.name));
    tell!(
        "    {}, site {}, article {}",
        local(at_ms, site),
        stored.site,
        stored.article_id
    );
    for line in text.lines() {
        tell!("    | {}", safe(line));
    }
    tell!("");
    Ok(())
}

/// A moment as the clocks of a site show it.
pub(super) fn local(at_ms: i64, site: Option<&Site>) -> String {
    let zone = site.map_or(TimeZone::UTC, Site::time_zone);
    let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
    let at = at.to_zoned_datetime(zone);
    at.strftime("%Y-%m-%d %H:%M %Z").to_string()
}

/// Without what a terminal would take for commands or for a change of direction.
pub(super) fn safe(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = text.chars().map(|c| match c {
        c if c.is_control() || turns(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    });
    shown.collect()
}
