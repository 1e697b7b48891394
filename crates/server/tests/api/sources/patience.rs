//! How long anybody waits for where articles live.

use std::pin::pin;

use futures_util::future::{Either, join_all, select};
use server::config::Config;

use super::cms::{Answer, Cms};
use super::{ID, for_each_cms, of, status, until, with_cms};

#[tokio::test]
async fn a_page_waits_once_however_often_its_article_is_read_for_it() {
    const OTHER: &str = "cms:13";
    with_cms(async |cms, app| {
        cms.says(&of("Bản cũ"));
        assert_eq!(status(app, OTHER).await, 200);
        assert_eq!(status(app, ID).await, 200);
        cms.answers(Answer::Never);
        let asked = cms.asked().len();
        until(app, |_, _| cms.asked().len() > asked).await;
        // Somebody has waited for the one; the other is asked for now, by who reads it once.
        let page = pin!(status(app, ID));
        let other = format!("api/v1/articles/{OTHER}");
        let other = pin!(async { app.bytes(&other).await });
        let first = select(page, other).await;
        assert!(matches!(first, Either::Left((200, _))));
    })
    .await;
}

#[tokio::test]
async fn waiting_for_a_turn_counts_too() {
    let two = |cms: &Cms, config: &mut Config| {
        cms.setup(config);
        let mut other = config.sources[0].clone();
        other.name = "other".into();
        config.sources.push(other);
    };
    for_each_cms(two, async |cms, app| {
        cms.answers(Answer::Never);
        let many: Vec<_> = (0..9).map(|n| format!("cms:{n}")).collect();
        let many = pin!(join_all(many.iter().map(|id| status(app, id))));
        // As long as two answers may take.
        let two = pin!(async {
            for id in ["other:1", "other:2"] {
                assert_eq!(status(app, id).await, 503);
            }
        });
        match select(many, two).await {
            Either::Left((all, _)) => assert_eq!(all, [503; 9]),
            Either::Right(_) => panic!("who waits for a turn waits longer than an answer may take"),
        }
    })
    .await;
}
