//! Several answers at once.

use std::{future::poll_fn, task::Poll};

use crate::backend::{BackendError, Reply};

/// What all of these answer, in their order; the first failure ends it.
pub(super) async fn all<T>(replies: Vec<Reply<'_, T>>) -> Result<Vec<T>, BackendError> {
    let mut replies: Vec<_> = replies.into_iter().map(|reply| (reply, None)).collect();
    poll_fn(|context| {
        let mut waits = false;
        for (reply, answer) in &mut replies {
            if answer.is_some() {
                continue;
            }
            match reply.as_mut().poll(context) {
                Poll::Ready(Ok(done)) => *answer = Some(done),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => waits = true,
            }
        }
        match waits {
            true => Poll::Pending,
            false => Poll::Ready(Ok(())),
        }
    })
    .await?;
    Ok(replies
        .into_iter()
        .filter_map(|(_, answer)| answer)
        .collect())
}
