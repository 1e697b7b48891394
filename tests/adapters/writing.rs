//! Writing: what every adapter does that takes comments.

use chuyen::backend::{Authorship, BackendError};
use model::{CommentStatus, Posted};

use crate::stage;
use crate::subject::{Outcome, PASSED, Subject, draft};

fn own(posted: &Posted) -> Authorship {
    Authorship {
        id: posted.comment.id.clone(),
        edit_token: posted.edit_token.clone(),
        edited_at_ms: posted.comment.edited_at_ms.unwrap_or_default(),
    }
}

/// What is posted stands as it was posted.
pub async fn post(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("post", |can| can.post) {
        return excuse;
    }
    let visit = subject.visits(6);
    let text = "Bài viết **rất hay**, cảm ơn tác giả!";
    let posted = visit.says(text, None).await.comment;
    assert_eq!(posted.status, CommentStatus::Published);
    assert_eq!(posted.parent, None);
    let said = format!("{:?}", posted.body);
    assert!(
        said.contains("hay") && !posted.author.name.is_empty(),
        "{posted:?}"
    );
    if subject.is_real {
        let thread = visit.first().await;
        let shown = thread
            .comments
            .iter()
            .find(|comment| comment.id == posted.id)
            .unwrap();
        assert_eq!((&shown.body, &shown.author), (&posted.body, &posted.author));
        // Some keep whole seconds.
        assert!((shown.posted_at_ms - posted.posted_at_ms).abs() < 1_000);
    }
    PASSED
}

/// A reply stands below what it answers.
pub async fn reply(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("reply", |can| can.post && can.reply_depth > 0) {
        return excuse;
    }
    let visit = subject.visits(7);
    let root = match subject.is_real {
        true => visit.says("Ai biết không?", None).await.comment.id,
        false => {
            let comments = visit.first().await.comments;
            let answered = comments.iter().find(|comment| comment.reply_count > 0);
            answered.unwrap_or(&comments[0]).id.clone()
        }
    };
    let posted = visit.says("Đồng ý với bạn.", Some(&root)).await.comment;
    assert_eq!(posted.parent.as_ref(), Some(&root));
    PASSED
}

/// What waits for a moderator says so, to nobody but its author.
pub async fn pending(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("pending", |can| can.moderated) {
        return excuse;
    }
    let visit = subject.visits_moderated(10);
    let posted = visit.says("Chờ duyệt nhé", None).await;
    assert_eq!(posted.comment.status, CommentStatus::Pending);
    let thread = visit.first().await;
    assert!(
        thread
            .comments
            .iter()
            .all(|comment| comment.id != posted.comment.id)
    );
    let own = own(&posted);
    match visit.backend.own(&own).await {
        Ok(comment) => assert_eq!(comment.status, CommentStatus::Pending),
        // Nobody is told of it, not even its author.
        Err(error) => assert_eq!(error, BackendError::Offline),
    }
    if subject.is_real && !subject.can().repeats {
        let door = subject.moderated.unwrap_or(subject.door);
        stage::tell(door, "approve").await;
        let comment = visit.backend.own(&own).await.unwrap();
        assert_eq!(comment.id, posted.comment.id);
        assert_eq!(comment.status, CommentStatus::Published);
    }
    PASSED
}

/// A refusal names its reason, and nothing stands.
pub async fn refuse(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("refuse", |can| can.post) {
        return excuse;
    }
    let (text, thread, kind) = subject.refuses;
    let visit = subject.visits(thread);
    let before = visit.first().await.comments.len();
    let mut answer = visit.posts(&draft(text, None)).await;
    let is_repeat = kind == model::ProblemKind::Duplicate;
    if is_repeat {
        answer = visit.posts(&draft(text, None)).await;
    }
    match answer {
        Err(BackendError::Refused(problem)) => assert_eq!(problem.kind, kind),
        other => panic!("{other:?}"),
    }
    let stands = before + usize::from(is_repeat);
    assert_eq!(visit.first().await.comments.len(), stands);
    PASSED
}

/// Authors change what they wrote.
pub async fn edit(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("edit", |can| can.edit) {
        return excuse;
    }
    let visit = subject.visits(11);
    let posted = visit.says("Chữ cũ", None).await;
    let edited = visit.backend.edit(&own(&posted), "Chữ mới").await.unwrap();
    assert_eq!(edited.comment.id, posted.comment.id);
    let thread = visit.first().await;
    assert!(format!("{:?}", thread.comments).contains("Chữ mới"));
    PASSED
}

/// Authors take back what they wrote.
pub async fn delete(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("delete", |can| can.edit) {
        return excuse;
    }
    let visit = subject.visits(12);
    let posted = visit.says("Sẽ gỡ", None).await;
    visit.backend.remove(&own(&posted)).await.unwrap();
    assert!(visit.first().await.comments.is_empty());
    PASSED
}

/// A like counts, is remembered, and where that can be, is taken back.
pub async fn vote(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("vote", |can| can.like) {
        return excuse;
    }
    let visit = subject.visits(13);
    let id = visit.says("Thích không?", None).await.comment.id;
    let (backend, article) = (&visit.backend, &visit.article);
    let likes = backend.like(article, &id, true).await.unwrap();
    assert_eq!(likes.unwrap_or(1), 1);
    assert_eq!(visit.first().await.comments[0].likes, 1);
    assert!(backend.liked(article).contains(&id));
    if subject.can().unlike {
        backend.like(article, &id, false).await.unwrap();
        assert_eq!(visit.first().await.comments[0].likes, 0);
        assert!(!backend.liked(article).contains(&id));
    } else {
        assert!(backend.like(article, &id, false).await.is_err());
    }
    PASSED
}
