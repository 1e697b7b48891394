//! What Waline says, in our words.

use super::*;

fn answer(status: u16, text: &str) -> Result<serde_json::Value, BackendError> {
    read(Told {
        status,
        text: text.into(),
        ..Told::default()
    })
}

#[test]
fn a_refusal_with_status_200_is_a_refusal() {
    let fast = answer(200, r#"{"errno":1000,"errmsg":"Comment too fast!"}"#);
    assert_eq!(fast, Err(BackendError::RateLimited { retry_after_s: 60 }));
    let kind = |answer: Result<serde_json::Value, BackendError>| match answer {
        Err(BackendError::Refused(problem)) => problem.kind,
        other => panic!("{other:?}"),
    };
    let twice = answer(200, r#"{"errno":1000,"errmsg":"Duplicate Content"}"#);
    assert_eq!(kind(twice), ProblemKind::Duplicate);
    let sign_in = answer(401, r#"{"errno":401,"errmsg":""}"#);
    assert_eq!(kind(sign_in), ProblemKind::SignInUnavailable);
    let origin = answer(403, r#"{"errno":403,"errmsg":"Forbidden"}"#);
    assert_eq!(kind(origin), ProblemKind::OriginNotAllowed);
    let down = answer(502, "<h1>Bad Gateway</h1>");
    assert_eq!(down, Err(BackendError::Unavailable { status: 502 }));
    // Nobody knows then whether it was taken.
    let failed = answer(200, r#"{"errno":500,"errmsg":"deadlock"}"#);
    assert_eq!(failed, Err(BackendError::Unavailable { status: 500 }));
    assert_eq!(
        answer(200, r#"{"errno":0,"errmsg":"","data":1}"#),
        Ok(1.into())
    );
}

#[test]
fn replies_stand_below_what_they_answer() {
    let backend = WalineBackend::new(&Place::at("https://c.example/#/bai"));
    let root: Entry = serde_json::from_value(json!({
        "objectId": 1, "nick": "Lan &amp; An", "comment": "<p>Một</p>", "time": 1_000, "like": 2,
        "children": [
            { "objectId": 3, "pid": 2, "rid": 1, "nick": "C", "comment": "<p>Ba</p>", "time": 3_000 },
            { "objectId": 2, "pid": 1, "rid": 1, "nick": "B", "comment": "<p>Hai</p>", "time": 2_000 },
        ],
    }))
    .unwrap();
    let comments = backend.tree(root);
    let told = |c: &Comment| (c.id.to_string(), c.parent.as_ref().map(ToString::to_string));
    let told: Vec<_> = comments.iter().map(told).collect();
    let under = |id: &str| Some(id.to_owned());
    assert_eq!(
        told,
        [
            ("1".into(), None),
            ("2".into(), under("1")),
            ("3".into(), under("2"))
        ]
    );
    assert_eq!((comments[0].reply_count, comments[0].likes), (2, 2));
    assert_eq!(comments[0].author.name, "Lan & An");
}
