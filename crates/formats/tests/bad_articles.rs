//! What is no article says why: the field, what stands there, what is allowed.

use formats::{ParseError, parse};
use model::{MAX_ARTICLE_BYTES, Problem, ProblemKind};
use serde_json::{Value, json};

const SEED: &str = include_str!("../../../articles/bdk-27052023.json");

/// What is said about the seed article after `spoil` had its way with it.
fn told(spoil: impl FnOnce(&mut Value)) -> (String, Problem) {
    let mut article = serde_json::from_str(SEED).expect("the seed is JSON");
    spoil(&mut article);
    let error = parse(&article.to_string()).expect_err("spoiled");
    (error.to_string(), Problem::from(&error))
}

#[test]
fn what_is_not_json_says_where_it_stops_being_json() {
    for (input, place) in [
        ("", "line 1 column 0"),
        ("<!doctype html>", "line 1 column 1"),
        (&SEED[..200], "EOF while parsing"),
        ("{} {}", "missing field"),
    ] {
        let error = parse(input).expect_err(input);
        assert!(error.to_string().contains(place), "{error}");
    }
    let error = parse("[1,").expect_err("cut off");
    assert_eq!(Problem::from(&error).kind, ProblemKind::Invalid);
    let error = parse("nul").expect_err("no JSON");
    assert!(matches!(error, ParseError::NotJson(_)), "{error}");
    assert_eq!(Problem::from(&error).kind, ProblemKind::Malformed);
}

#[test]
fn a_missing_field_is_named() {
    for field in ["id", "url", "lang", "headline", "published_at", "body"] {
        let (error, problem) = told(|article| {
            article.as_object_mut().expect("fields").remove(field);
        });
        assert!(
            error.contains(&format!("missing field `{field}`")),
            "{error}"
        );
        assert_eq!(problem.kind, ProblemKind::Invalid);
        assert_eq!(problem.detail, Some(error));
    }
}

#[test]
fn an_unknown_field_is_named_with_those_there_are() {
    let (error, problem) = told(|article| article["title"] = json!("Hội nghị"));
    assert!(error.contains("unknown field `title`"), "{error}");
    assert!(error.contains("`headline`"), "{error}");
    assert_eq!(problem.field.as_deref(), Some("title"));
}

#[test]
fn an_unknown_block_is_named_with_its_place_and_those_there_are() {
    let (error, problem) = told(|article| article["body"][2] = json!({"poll": []}));
    assert!(error.contains("unknown variant `poll`"), "{error}");
    assert!(error.contains("`paragraph`"), "{error}");
    assert_eq!(problem.field.as_deref(), Some("body[2]"));
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_its_place() {
    let (error, problem) = told(|article| article["body"][1]["paragraph"] = json!("plain words"));
    assert!(error.contains("plain words"), "{error}");
    assert_eq!(problem.field.as_deref(), Some("body[1].paragraph"));

    let (error, _) = told(|article| article["published_at"] = json!("27/05/2023 - 18:21"));
    assert!(error.contains("27/05/2023 - 18:21"), "{error}");
    assert!(error.contains("2023-05-27T18:21:00+07:00"), "{error}");
}

#[test]
fn an_address_that_runs_a_script_is_refused() {
    let link = json!({"link": {"url": "javascript:alert(1)", "text": [{"text": "xem"}]}});
    let (error, problem) = told(|article| article["lead"][0] = link);
    assert!(error.contains("not javascript:"), "{error}");
    assert_eq!(problem.field.as_deref(), Some("lead[0].link.url"));
}

#[test]
fn a_number_out_of_range_is_named_with_its_range() {
    let (error, problem) =
        told(|article| article["body"][0]["figure"]["image"]["width"] = json!(0));
    assert_eq!(
        error,
        "`body[0].figure.image.width` is 0, allowed is 1 to 20000"
    );
    assert_eq!(problem.limit, Some(20_000));
}

#[test]
fn an_empty_headline_is_refused() {
    let (error, problem) = told(|article| article["headline"] = json!(" \n"));
    assert_eq!(error, "`headline` cannot be empty");
    assert_eq!(problem.kind, ProblemKind::Empty);
}

#[test]
fn three_megabytes_are_refused_unread() {
    let error = parse(&" ".repeat(3 * 1024 * 1024)).expect_err("too large");
    assert_eq!(
        error.to_string(),
        format!("the article has 3145728 bytes, allowed are {MAX_ARTICLE_BYTES}")
    );
    let problem = Problem::from(&error);
    assert_eq!(problem.kind, ProblemKind::TooLarge);
    assert_eq!(problem.limit, Some(2 * 1024 * 1024));
}

#[test]
fn too_many_blocks_are_refused() {
    let (error, problem) = told(|article| article["body"] = json!(vec![json!("rule"); 2_001]));
    assert_eq!(error, "`body` has more than 2000 blocks");
    assert_eq!(problem.limit, Some(2_000));
}

#[test]
fn text_nested_too_deep_is_refused_however_deep() {
    for levels in [17, 40, 100, 20_000] {
        let nested = format!(
            "{}{}",
            r#"{"quote":{"body":["#.repeat(levels),
            "]}}".repeat(levels)
        );
        let spoiled = SEED.replacen(r#""body": ["#, &format!(r#""body": [{nested},"#), 1);
        let error = parse(&spoiled).expect_err("deep");
        assert!(
            error.to_string().contains("deeper than"),
            "{levels}: {error}"
        );
        assert_eq!(Problem::from(&error).kind, ProblemKind::Invalid, "{levels}");
    }
}
