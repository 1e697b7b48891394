//! An article in the making: what a format gave, and what every article needs.

use model::{
    Address, Article, ArticleId, Block, Commenting, Contributor, Correction, Figure, Inline,
    Related, RichText, Section, ZonedTime,
};

use crate::desk::Desk;
use crate::inline::{flattened, plain};
use crate::media::is_same;
use crate::{ParseError, article_id, credit};

/// How much of a summary has to be the same as the text to be no summary, in characters.
const SAME_CHARS: usize = 60;
/// Most topics taken over.
const MAX_TAGS: usize = 40;

/// What a format gave of an article.
#[derive(Default)]
pub(crate) struct Draft {
    pub id: Option<ArticleId>,
    pub url: Option<Address>,
    pub lang: Option<String>,
    pub section: Option<Section>,
    pub kicker: Option<String>,
    pub headline: Option<String>,
    pub dek: Option<String>,
    pub byline: Vec<Contributor>,
    pub published_at: Option<ZonedTime>,
    pub updated_at: Option<ZonedTime>,
    pub lead_figure: Option<Figure>,
    pub dateline: Option<String>,
    pub body: Vec<Block>,
    pub corrections: Vec<Correction>,
    pub tags: Vec<String>,
    pub related: Vec<Related>,
    pub rights: Option<String>,
    pub commenting: Commenting,
}

impl Draft {
    /// Makes it an article.
    pub(crate) fn finish(
        mut self,
        format: &'static str,
        desk: &mut Desk,
    ) -> Result<Article, ParseError> {
        let missing = |field| ParseError::Missing { format, field };
        let headline = self.headline.take().ok_or(missing("headline"))?;
        let url = self
            .url
            .take()
            .or_else(|| desk.source().address.parse().ok())
            .ok_or(missing("url"))?;
        let id = self
            .id
            .take()
            .or_else(|| article_id::of(url.as_str()))
            .ok_or(missing("id"))?;
        let published_at = self.published(desk).ok_or(missing("published_at"))?;
        self.drop_headline(&headline, desk);
        self.drop_lead_figure();
        self.drop_dek(desk);
        let sign_off = self.sign_off();
        let lead = self.lead();
        let mut tags = Vec::<String>::new();
        for tag in self.tags {
            if tags.len() < MAX_TAGS && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let article = Article {
            id,
            url,
            // BCP 47 for a language nobody named.
            lang: self
                .lang
                .filter(|lang| !lang.is_empty())
                .unwrap_or_else(|| "und".to_owned()),
            section: self.section,
            kicker: self.kicker.filter(|kicker| !kicker.is_empty()),
            headline,
            dek: self.dek,
            byline: self.byline,
            updated_at: self.updated_at.filter(|at| *at != published_at),
            published_at,
            lead_figure: self.lead_figure,
            dateline: self.dateline,
            lead,
            body: RichText(self.body),
            sign_off,
            corrections: self.corrections,
            tags,
            related: self.related,
            rights: self.rights,
            commenting: self.commenting,
        };
        Ok(article.checked()?)
    }

    /// When it was published; as far as it is not told when it was changed, else when it was read.
    fn published(&mut self, desk: &mut Desk) -> Option<ZonedTime> {
        if let Some(at) = self.published_at.take().or_else(|| self.updated_at.clone()) {
            return Some(at);
        }
        desk.skip(match desk.has_unreadable_date() {
            true => "date: none can be read, the moment of reading stands there",
            false => "date: none is told, the moment of reading stands there",
        });
        desk.time_of(desk.source().now_ms)
    }

    /// A text that begins with its own headline says it twice.
    fn drop_headline(&mut self, headline: &str, desk: &Desk) {
        let is_headline = |block: &Block| match block {
            Block::Heading { text, .. } => desk.is_same(&plain(text), headline),
            Block::Paragraph(text) => {
                matches!(text.as_slice(), [Inline::Strong(words)] if desk.is_same(&plain(words), headline))
            }
            _ => false,
        };
        // A picture may stand before it.
        if let Some(at) = self.body.iter().take(2).position(is_headline) {
            self.body.remove(at);
        }
    }

    /// A picture above the text that also stands in it is shown once, there.
    fn drop_lead_figure(&mut self) {
        let Some(lead) = &self.lead_figure else {
            return;
        };
        if shows(&self.body, lead) {
            self.lead_figure = None;
        }
    }

    /// A summary that is the beginning of the text is none.
    fn drop_dek(&mut self, desk: &Desk) {
        // What plays elsewhere is named there, and in no summary.
        let said = self
            .body
            .iter()
            .filter(|block| !matches!(block, Block::Embed(_)));
        let first = plain(&flattened(said.take(3).cloned().collect()));
        let start = |text: &str| -> String {
            let folded = desk.folded(text);
            folded
                .chars()
                .take(SAME_CHARS)
                .collect::<String>()
                .trim_end_matches(['.', '…', ' '])
                .to_owned()
        };
        let Some(dek) = &self.dek else {
            return;
        };
        let (dek, first) = (start(dek), start(&first));
        if dek.is_empty()
            || first.starts_with(&dek)
            || dek.starts_with(&first) && first.chars().count() > SAME_CHARS / 2
        {
            self.dek = None;
        }
    }

    /// The line that closes the text, if one does; it names the author where nothing else does.
    fn sign_off(&mut self) -> Option<String> {
        let Some(Block::Paragraph(text)) = self.body.last() else {
            return None;
        };
        let words = plain(text);
        let name = credit::sign_off(&words)?;
        self.body.pop();
        if self.byline.is_empty() && !credit::is_of_picture(&words) {
            self.byline.push(Contributor {
                name,
                role: None,
                url: None,
            });
        }
        Some(words.trim().to_owned())
    }

    /// The first paragraph, if the text begins with one.
    fn lead(&mut self) -> Vec<Inline> {
        match self.body.first() {
            Some(Block::Paragraph(_)) => match self.body.remove(0) {
                Block::Paragraph(text) => text,
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

/// Does this picture stand among blocks?
fn shows(body: &[Block], picture: &Figure) -> bool {
    body.iter().any(|block| match block {
        Block::Figure(figure) => is_same(picture, figure),
        Block::Gallery(gallery) => gallery.figures.iter().any(|one| is_same(picture, one)),
        _ => false,
    })
}

/// Somebody by name.
pub(crate) fn contributor(name: String, url: Option<Address>) -> Contributor {
    Contributor {
        name,
        role: None,
        url,
    }
}
