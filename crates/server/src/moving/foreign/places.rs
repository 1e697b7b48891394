//! Which thread there belongs to which article here.

use std::collections::HashMap;

use model::ArticleId;
use thiserror::Error;

use super::source::SourceThread;
use crate::page_name::page_name;
use crate::store::{self, Store};

/// Stands for the host where a link has none and nobody says which.
const NO_HOST: &str = "http://host.invalid";
/// Stands for the id while a template is read.
const MARK: &str = "chuyen0id0";

/// How threads find their articles. What comes first counts: one article for all, the map, an alias or the article's own
/// address, the template, and last the thread's own id.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Everything belongs to this one.
    article: Option<ArticleId>,
    /// Articles by links or ids of threads, and by the names of their pages.
    map: HashMap<String, ArticleId>,
    /// How links spell ids.
    template: Option<Template>,
    /// The address that links without a host start at.
    pub(super) base: Option<String>,
}

/// How links spell the ids of articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    before: String,
    after: String,
}

/// Why a text is no template.
#[derive(Debug, Error)]
#[error(
    "a template is an address with one {{id}} in it, such as https://news.example/{{id}}.html, not {0:?}"
)]
pub struct TemplateError(String);

impl Template {
    /// Reads `https://news.example/{id}.html`; `base` is where one without a host starts.
    ///
    /// # Errors
    /// [`TemplateError`] if it is no address, or has not one `{id}`.
    pub fn parse(template: &str, base: Option<&str>) -> Result<Self, TemplateError> {
        let error = || TemplateError(template.to_owned());
        let marked = template.replacen("{id}", MARK, 1);
        let name = page_name(&absolute(&marked, base)).ok_or_else(error)?;
        let (before, after) = name.split_once(MARK).ok_or_else(error)?;
        match template.matches("{id}").count() {
            1 => Ok(Self {
                before: before.to_owned(),
                after: after.to_owned(),
            }),
            _ => Err(error()),
        }
    }

    fn id(&self, page: &str) -> Option<ArticleId> {
        let rest = page.strip_prefix(&self.before)?;
        rest.strip_suffix(&self.after)?.parse().ok()
    }
}

impl Places {
    /// Without a map.
    pub fn new(
        article: Option<ArticleId>,
        template: Option<Template>,
        base: Option<String>,
    ) -> Self {
        Self {
            article,
            map: HashMap::new(),
            template,
            base,
        }
    }

    /// Lets the thread with this link or id belong to an article.
    pub fn map(&mut self, name: &str, id: ArticleId) {
        if let Some(page) = page_name(&absolute(name, self.base.as_deref())) {
            self.map.insert(page, id.clone());
        }
        self.map.insert(name.to_owned(), id);
    }

    /// The one article that everything belongs to, if it is named and there is none.
    pub(super) async fn missing(&self, store: &Store) -> store::Result<Option<&ArticleId>> {
        let Some(id) = &self.article else {
            return Ok(None);
        };
        Ok(known(store, id).await?.is_none().then_some(id))
    }

    /// The article of a thread, or why there is none.
    pub(super) async fn find(
        &self,
        store: &Store,
        thread: &SourceThread,
    ) -> store::Result<Result<ArticleId, String>> {
        // Without a link it is on no page, least of all on the first of the site.
        let link = match thread.link.as_str() {
            "" => String::new(),
            link => absolute(link, self.base.as_deref()),
        };
        let named = self.article.clone().or_else(|| self.mapped(thread, &link));
        if let Some(id) = named {
            let found = known(store, &id).await?;
            return Ok(found.ok_or_else(|| format!("there is no article {id}")));
        }
        if let Some(id) = store.article_at(&link).await? {
            return Ok(Ok(id));
        }
        let template = self.template.as_ref();
        let spelled = page_name(&link).and_then(|page| template?.id(&page));
        if let Some(id) = &spelled
            && let Some(found) = known(store, id).await?
        {
            return Ok(Ok(found));
        }
        let own: Option<ArticleId> = thread.id.parse().ok();
        if let Some(id) = own
            && let Some(found) = known(store, &id).await?
        {
            return Ok(Ok(found));
        }
        Ok(Err(match spelled {
            Some(id) => format!("there is no article {id}"),
            None => "no article is known there".to_owned(),
        }))
    }

    fn mapped(&self, thread: &SourceThread, link: &str) -> Option<ArticleId> {
        let page = page_name(link).unwrap_or_default();
        let names = [thread.link.as_str(), &thread.id, &page];
        names.iter().find_map(|name| self.map.get(*name)).cloned()
    }
}

/// The article of that id, or to which it leads.
async fn known(store: &Store, id: &ArticleId) -> store::Result<Option<ArticleId>> {
    if let Some(other) = store.aliased(id).await? {
        return Ok(Some(other));
    }
    Ok(store.has_article(id).await?.then(|| id.clone()))
}

/// A link with its host.
pub(super) fn absolute(link: &str, base: Option<&str>) -> String {
    if has_scheme(link) {
        return link.to_owned();
    }
    let base = base.unwrap_or(NO_HOST).trim_end_matches('/');
    if link.starts_with("//") {
        let scheme = base.split_once("://").map_or("https", |(scheme, _)| scheme);
        return format!("{scheme}:{link}");
    }
    format!("{base}/{}", link.trim_start_matches('/'))
}

/// `https://` at the beginning: in a query it is another's.
fn has_scheme(link: &str) -> bool {
    let scheme = link.split_once("://").map_or("", |(scheme, _)| scheme);
    let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_in(template: &str, link: &str) -> Option<String> {
        let template = Template::parse(template, None).ok()?;
        let page = page_name(&absolute(link, None))?;
        template.id(&page).map(String::from)
    }

    #[test]
    fn a_link_has_a_host_of_its_own_or_that_of_the_base() {
        let base = Some("http://a.vn/");
        for (link, whole) in [
            ("https://b.vn/x", "https://b.vn/x"),
            ("//b.vn/x", "http://b.vn/x"),
            ("/g?from=https://b.vn", "http://a.vn/g?from=https://b.vn"),
            ("?u=http://b.vn", "http://a.vn/?u=http://b.vn"),
            ("x/y", "http://a.vn/x/y"),
        ] {
            assert_eq!(absolute(link, base), whole);
        }
        assert_eq!(absolute("//b.vn/x", None), "http://b.vn/x");
    }

    #[test]
    fn a_template_finds_the_id_in_links_however_they_are_written() {
        for (template, link, id) in [
            (
                "https://a.vn/{id}.html",
                "http://A.vn/tin-1.html?utm_x=1#c",
                Some("tin-1"),
            ),
            ("http://a.vn/?p={id}", "https://a.vn/?p=4", Some("4")),
            ("/posts/{id}/", "/posts/0001", Some("0001")),
            ("https://a.vn/{id}", "https://a.vn/2014/tin-1", None),
            ("https://a.vn/{id}", "https://b.vn/tin-1", None),
            ("https://a.vn/{id}", "https://a.vn/", None),
        ] {
            assert_eq!(id_in(template, link).as_deref(), id, "{template} {link}");
        }
        for bad in ["https://a.vn/", "{id}/{id}", "mailto://x@{id}"] {
            assert!(Template::parse(bad, None).is_err(), "{bad}");
        }
    }
}
