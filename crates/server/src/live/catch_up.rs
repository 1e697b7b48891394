//! What a reader has missed since the versions they know.

use super::COMMENTS;
use super::change::{Change, changes};
use super::stream::Stream;
use crate::store::{Result, Store};

/// Most bytes that they may take: as long as a reader does not read, they stay in memory.
const BYTES: usize = 512 * 1024;

/// Has a stream that is open already begin after these versions, one for each article. What happens meanwhile waits in
/// its queue, so nothing is lost; what is in both is told once.
///
/// # Errors
/// [`enum@crate::store::Error`] if the database fails.
pub async fn catch_up(stream: &mut Stream, store: &Store, after: &[i64]) -> Result<()> {
    let known = stream.versions().to_vec();
    stream.versions().copy_from_slice(after);
    stream.greet();
    let (mut comments, mut bytes) = (COMMENTS, BYTES);
    for (place, subject) in stream.articles().iter().enumerate() {
        let (id, after, known) = (&subject.id, after[place], known[place]);
        let is_other = subject.alias.is_some();
        if after == known && !is_other {
            continue;
        }
        // Who is ahead knows a state that is lost, after a backup was restored; what is known of an article that has
        // moved says nothing of the one it moved to.
        if after > known || is_other {
            stream.versions()[place] = 0;
            stream.tell(place, &Change::reset(id, known));
            continue;
        }
        let Some(newer) = store.newer_than(id, after, comments).await? else {
            continue;
        };
        let (version, is_too_many, count) = (newer.version, newer.more, newer.comments.len());
        let (changes, to) = changes(id, after, newer);
        let size = changes.iter().map(Change::len).sum::<usize>();
        if is_too_many || size > bytes {
            stream.tell(place, &Change::reset(id, version));
            continue;
        }
        for change in &changes {
            stream.tell(place, change);
        }
        stream.versions()[place] = to;
        comments -= count;
        bytes -= size;
    }
    Ok(())
}
