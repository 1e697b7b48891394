//! An article as search engines read it: `NewsArticle` of schema.org, in JSON-LD.
//!
//! <https://schema.org/NewsArticle>; what is made of it:
//! <https://developers.google.com/search/docs/appearance/structured-data/article>.

use chuyen::text::plain;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{
    Article, Block, Comment, CommentStatus, Contributor, Correction, Figure, RichText, Thread,
};
use serde_json::{Map, Value, json};

use super::text;
use crate::config::Publisher;

/// What is said of an article besides what it says itself.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// Whose it is.
    pub publisher: Option<&'a Publisher>,
    /// What readers say of it, and where their clock hangs.
    pub thread: Option<(&'a Thread, &'a TimeZone)>,
    /// With the text itself, for who has not got it.
    pub whole: bool,
}

/// An article as JSON-LD. Addresses are as they stand in it: in a page, relative ones count from the page.
pub fn news_article(article: &Article, beside: Beside) -> Value {
    let url = article.url.as_str();
    let dek = article.dek.clone();
    let description = dek.unwrap_or_else(|| plain(&article.lead));
    let mut about = Map::new();
    let mut say = |name: &str, value: Value| {
        if !is_nothing(&value) {
            about.insert(name.to_owned(), value);
        }
    };
    say("@context", json!("https://schema.org"));
    say("@type", json!("NewsArticle"));
    // Marked as ours, so that it is the same where it is read again.
    say("identifier", json!(format!("chuyen:{}", article.id)));
    say("url", json!(url));
    say("mainEntityOfPage", json!(url));
    say("headline", json!(article.headline));
    say("alternativeHeadline", json!(article.kicker));
    say("description", json!(description));
    say("inLanguage", json!(article.lang));
    say("datePublished", json!(article.published_at));
    say(
        "dateModified",
        json!(article.updated_at.as_ref().unwrap_or(&article.published_at)),
    );
    say("dateline", json!(article.dateline));
    say("author", article.byline.iter().map(person).collect());
    say("publisher", beside.publisher.map_or(Value::Null, publisher));
    say("image", figures(article).map(image).collect());
    say(
        "articleSection",
        json!(article.section.as_ref().map(|section| &section.name)),
    );
    say("keywords", json!(article.tags));
    say("copyrightNotice", json!(article.rights));
    say(
        "correction",
        article.corrections.iter().map(correction).collect(),
    );
    if beside.whole {
        say("articleBody", json!(body(article)));
    }
    if let Some((thread, zone)) = beside.thread {
        let published = |comment: &&Comment| comment.status == CommentStatus::Published;
        let shown = thread.comments.iter().filter(published);
        say("commentCount", json!(thread.total));
        say(
            "comment",
            shown.map(|shown| comment(shown, url, zone)).collect(),
        );
    }
    Value::Object(about)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn person(contributor: &Contributor) -> Value {
    let mut person = json!({ "@type": "Person", "name": contributor.name });
    if let Some(url) = &contributor.url {
        person["url"] = json!(url);
    }
    person
}

fn correction(correction: &Correction) -> Value {
    json!({
        "@type": "CorrectionComment", "text": plain(&correction.text), "datePublished": correction.at,
    })
}

fn publisher(publisher: &Publisher) -> Value {
    let mut about = json!({ "@type": "NewsMediaOrganization", "name": publisher.name });
    if let Some(url) = &publisher.url {
        about["url"] = json!(url);
    }
    if let Some(logo) = &publisher.logo {
        about["logo"] = json!({ "@type": "ImageObject", "url": logo });
    }
    about
}

/// The picture above the text first, then those in it.
pub(crate) fn figures(article: &Article) -> impl Iterator<Item = &Figure> {
    let in_text = article.body.0.iter().flat_map(|block| match block {
        Block::Figure(figure) => std::slice::from_ref(figure),
        Block::Gallery(gallery) => &gallery.figures,
        _ => &[],
    });
    article.lead_figure.iter().chain(in_text)
}

fn image(figure: &Figure) -> Value {
    let (picture, caption) = (&figure.image, plain(&figure.caption));
    let mut image = json!({
        "@type": "ImageObject", "url": picture.url, "width": picture.width, "height": picture.height,
    });
    if !caption.is_empty() {
        image["caption"] = json!(caption);
    }
    if let Some(credit) = &figure.credit {
        image["creditText"] = json!(credit);
    }
    image
}

/// The text from its first paragraph to the line that closes it; what stands under pictures is told with these.
fn body(article: &Article) -> String {
    let told = article.body.0.iter().filter_map(|block| match block {
        Block::Figure(_) => None,
        Block::Gallery(gallery) => Some(Block::Paragraph(gallery.caption.clone())),
        other => Some(other.clone()),
    });
    let lines = [
        plain(&article.lead),
        text(&RichText(told.collect())),
        article.sign_off.clone().unwrap_or_default(),
    ];
    lines.join("\n").trim().to_owned()
}

fn comment(comment: &Comment, url: &str, zone: &TimeZone) -> Value {
    let place = |id| format!("{url}#chuyen-c-{id}");
    let mut said = json!({
        "@type": "Comment",
        "@id": place(&comment.id),
        "author": { "@type": "Person", "name": comment.author.name },
        "dateCreated": moment(comment.posted_at_ms, zone),
        "text": text(&comment.body),
    });
    if let Some(edited_at_ms) = comment.edited_at_ms {
        said["dateModified"] = json!(moment(edited_at_ms, zone));
    }
    if comment.likes > 0 {
        said["upvoteCount"] = json!(comment.likes);
    }
    if let Some(parent) = &comment.parent {
        said["parentItem"] = json!({ "@type": "Comment", "@id": place(parent) });
    }
    said
}

/// As a clock in this place shows it, with how far that is from UTC.
fn moment(at_ms: i64, zone: &TimeZone) -> String {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
    let local = at.to_zoned_datetime(zone.clone());
    local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_with_its_zone() {
        let at = |zone, at_ms| moment(at_ms, &TimeZone::get(zone).unwrap());
        let vietnam = at("Asia/Ho_Chi_Minh", 1_685_186_460_000);
        assert_eq!(vietnam, "2023-05-27T18:21:00+07:00");
        let newfoundland = at("America/St_Johns", 0);
        assert_eq!(newfoundland, "1969-12-31T20:30:00-03:30");
    }

    #[test]
    fn the_seed_says_what_a_search_engine_asks_for() {
        let article = include_str!("../../../../articles/bdk-27052023.json");
        let mut article: Article = serde_json::from_str(article).unwrap();
        article.corrections.push(Correction {
            at: article.published_at.clone(),
            text: vec![model::Inline::Text("Đã sửa tên.".into())],
        });
        let publisher = Publisher {
            name: "Báo Đồng Khởi".into(),
            ..Publisher::default()
        };
        let beside = Beside {
            publisher: Some(&publisher),
            whole: true,
            ..Beside::default()
        };
        let json = news_article(&article, beside);
        assert_eq!(json["@type"], "NewsArticle");
        assert_eq!(json["datePublished"], "2023-05-27T18:21:00+07:00");
        assert_eq!(
            json["author"],
            json!([{ "@type": "Person", "name": "Hữu Hiệp" }])
        );
        assert_eq!(json["articleSection"], "Thời sự – Chính trị");
        assert_eq!(json["publisher"]["name"], "Báo Đồng Khởi");
        assert_eq!(
            json["correction"],
            json!([{ "@type": "CorrectionComment", "text": "Đã sửa tên.", "datePublished": "2023-05-27T18:21:00+07:00" }])
        );
        assert_eq!(json["image"].as_array().unwrap().len(), 5);
        assert_eq!(json["image"][0]["caption"], "Chủ trì điều hành hội nghị.");
        let body = json["articleBody"].as_str().unwrap();
        assert!(body.starts_with("Chiều 27-5-2023"));
        assert!(body.ends_with("\nTin, ảnh:\u{a0}Hữu Hiệp"));
        assert!(!body.contains("Chủ trì điều hành"), "told with its picture");
        assert!(
            json.get("keywords").is_none(),
            "nothing is said of what is not there"
        );
    }
}
