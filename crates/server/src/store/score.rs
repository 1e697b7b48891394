//! What "best" sorts by: how well liked a comment is at least, so that one like out of one does not stand above
//! ninety out of a hundred.

use sqlx::{AnyConnection, Row};

use super::live::note_comment;
use super::{Result, Stored, note_change};

/// Quantile of the standard normal distribution for a two-sided confidence of 95 %.
const Z: f64 = 1.96;
/// A score is kept as a whole number of these parts of 1, so that an index and a cursor hold it exactly.
const PARTS: f64 = MAX_SCORE as f64;
/// The highest score, in the same parts.
pub const MAX_SCORE: i64 = 1_000_000_000;

/// Lower bound of the Wilson score interval: with 95 % confidence, at least this share of all readers would judge
/// as the `positive` of those `positive + negative` did who were asked.
///
/// In [0, 1), without a unit; 0 where nobody is positive. It rises with every positive and falls with every negative
/// judgement, and the more there are of both in the same proportion, the nearer it comes to that proportion.
///
/// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
/// Statistical Association 22 (1927), pages 209–212, for sorting after Evan Miller, "How Not To Sort By Average Rating"
/// (2009): (p + z²/2n − z √((p(1 − p) + z²/4n)/n)) / (1 + z²/n), with n judgements, the share p of positive ones, and
/// z = 1.96.
///
/// # Example
/// ```
/// use server::store::wilson_lower_bound;
/// assert_eq!(wilson_lower_bound(0, 5), 0.0);
/// assert!((wilson_lower_bound(1, 0) - 0.2065).abs() < 0.0001);
/// assert!(wilson_lower_bound(90, 10) > wilson_lower_bound(1, 0));
/// ```
pub fn wilson_lower_bound(positive: u32, negative: u32) -> f64 {
    if positive == 0 {
        return 0.0;
    }
    let n = f64::from(positive) + f64::from(negative);
    let p = f64::from(positive) / n;
    let z2 = Z * Z;
    let spread = Z * ((p * (1.0 - p) + z2 / (4.0 * n)) / n).sqrt();
    let bound = (p + z2 / (2.0 * n) - spread) / (1.0 + z2 / n);
    bound.max(0.0)
}

/// The same as a column holds it, 0 to 10⁹.
fn score(likes: u32, reports: u32) -> i64 {
    (wilson_lower_bound(likes, reports) * PARTS).round() as i64
}

/// Of a comment that nobody has reported.
pub(super) fn likes_score(likes: u32) -> i64 {
    score(likes, 0)
}

/// What readers said of a comment just now.
#[derive(Default)]
pub(super) struct Said {
    /// More likes, or fewer.
    pub likes: i64,
    /// More readers who report it, or fewer.
    pub reports: i64,
}

/// Counts what was said of a comment, whose article is locked, and gives it its score; its likes after that.
pub(super) async fn count(
    db: &mut AnyConnection,
    comment: &Stored,
    said: Said,
    now_ms: i64,
) -> Result<u32> {
    const COUNT: &str = "
        update comment set likes = likes + $2, reports = reports + $3
        where id = $1 returning likes, reports";
    const RANK: &str = "update comment set score = $2 where id = $1";
    let id = comment.comment.id.as_str();
    let query = sqlx::query(COUNT).bind(id);
    let query = query.bind(said.likes).bind(said.reports);
    let row = query.fetch_one(&mut *db).await?;
    let at_least_0 = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
    let likes = at_least_0(row.try_get("likes")?);
    let score = score(likes, at_least_0(row.try_get("reports")?));
    if score != comment.score {
        let query = sqlx::query(RANK).bind(id).bind(score);
        query.execute(&mut *db).await?;
    }
    // Nobody sees how often it is reported, only where it stands.
    if said.likes != 0 {
        note_comment(db, id, 0, now_ms).await?;
    } else if score != comment.score {
        note_change(db, &comment.article_id, 0, now_ms).await?;
    }
    Ok(likes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_wilson_s() {
        // Computed with 50 digits from the formula.
        for (positive, negative, bound) in [
            (1, 0, 0.206_543_291_473_892_93),
            (1, 1, 0.094_528_654_800_866_13),
            (10, 0, 0.722_459_831_233_383_4),
            (90, 10, 0.825_632_695_632_334_6),
            (4_000_000_000, 0, 0.999_999_999_039_6),
        ] {
            let got = wilson_lower_bound(positive, negative);
            assert!((got - bound).abs() < 1e-12, "{positive}, {negative}: {got}");
        }
    }

    #[test]
    fn more_likes_raise_it_and_more_reports_lower_it() {
        for likes in 1..200 {
            for reports in 0..50 {
                assert!(score(likes + 1, reports) > score(likes, reports));
                assert!(score(likes, reports + 1) < score(likes, reports));
            }
        }
        for reports in [0, 1, u32::MAX] {
            assert_eq!(score(0, reports), 0);
        }
        assert!(score(u32::MAX, 0) <= 1_000_000_000);
    }
}
