//! `chuyen moderate reports`.

use model::ReportReason;
use server::config::{Config, Site};
use server::store::{Reported, Store, StoredReport};

use super::moderate::{local, safe};

/// Most notes shown of one comment.
const MOST_NOTES: usize = 10;

pub async fn list(site: Option<&str>, config: &Config, store: &Store) -> anyhow::Result<()> {
    let reported = store.reported(site).await?;
    for comment in &reported {
        let mut sites = config.sites.iter();
        print(comment, sites.find(|site| site.id == comment.stored.site))?;
    }
    match reported.len() {
        0 => tell!("nothing is reported"),
        1 => tell!("1 comment is reported"),
        n => tell!("{n} comments are reported"),
    }
    Ok(())
}

fn print(reported: &Reported, site: Option<&Site>) -> anyhow::Result<()> {
    let (stored, comment) = (&reported.stored, &reported.stored.comment);
    tell!("{}  {}", comment.id, counted(&reported.reports));
    tell!(
        "    by {}, {}, site {}, article {}",
        safe(&comment.author.name),
        local(comment.posted_at_ms, site),
        stored.site,
        stored.article_id
    );
    for line in stored.source.lines() {
        tell!("    | {}", safe(line));
    }
    let noted = |report: &&StoredReport| !report.note.is_empty();
    let notes: Vec<_> = reported.reports.iter().filter(noted).collect();
    for report in notes.iter().take(MOST_NOTES) {
        let at = local(report.at_ms, site);
        // One line, however it was typed: it must not pass for anything else on the screen.
        tell!(
            "    {} at {at}: {}",
            report.reason.name(),
            safe(&report.note)
        );
    }
    if notes.len() > MOST_NOTES {
        tell!("    and {} older notes", notes.len() - MOST_NOTES);
    }
    tell!("");
    Ok(())
}

/// `3 reports: 2 spam, 1 abuse; 1 without a reader token`.
fn counted(reports: &[StoredReport]) -> String {
    let of = |reason: ReportReason| reports.iter().filter(|r| r.reason == reason).count();
    let reasons = ReportReason::ALL
        .into_iter()
        .filter(|reason| of(*reason) > 0);
    let reasons = reasons.map(|reason| format!("{} {}", of(reason), reason.name()));
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    let plural = if reports.len() == 1 { "" } else { "s" };
    let unknown = reports.iter().filter(|r| !r.by_known_reader).count();
    let unknown = match unknown {
        0 => String::new(),
        n => format!("; {n} without a reader token"),
    };
    format!("{} report{plural}: {reasons}{unknown}", reports.len())
}
