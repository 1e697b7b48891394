//! A run that is broken off leaves whole batches, and the next goes on.

use std::process::Stdio;
use std::time::Duration;

use super::wxr::{comment, export, post};
use super::{exported, files, place};
use crate::common::binary::write;
use crate::common::{OPEN, TestApp, on_both};
use server::moving::archive::verify;
use server::moving::foreign::BATCH;

const MANY: u32 = 8 * BATCH as u32 + 7;

async fn total(app: &TestApp) -> u32 {
    let id = OPEN.parse().unwrap();
    app.store().counts(&[id]).await.unwrap().into_values().sum()
}

#[tokio::test]
async fn a_run_that_is_killed_between_two_batches_goes_on_where_it_was() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let comments: String = (1..=MANY)
            .map(|id| comment(id, id / 2, &id.to_string(), ""))
            .collect();
        write(
            &place.folder,
            "a.xml",
            &export(&post("https://news.example/tin-1", &comments)),
        );
        let run = ["import", "wxr", "a.xml"];
        let mut command = place.command(&run);
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        while total(app).await == 0 {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it ended before anything was there"
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let left = total(app).await;
        assert!(left < MANY, "it was over too soon to be broken off");
        assert_eq!(
            left as usize % BATCH,
            0,
            "a batch is there whole or not at all"
        );
        assert_eq!(
            verify(exported(app.store()).await.path()).unwrap().faults,
            []
        );

        let said = place.say(&run);
        let expected = format!("{} new, {left} here already", MANY - left);
        assert!(said.contains(&expected), "{expected} in {said}");
        assert_eq!(total(app).await, MANY);
        let whole = exported(app.store()).await;
        assert_eq!(verify(whole.path()).unwrap().faults, []);
        place.say(&run);
        assert_eq!(
            files(exported(app.store()).await.path()),
            files(whole.path())
        );
    })
    .await;
}
