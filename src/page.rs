//! Article, share bar and thread in their order.

use std::rc::Rc;

#[cfg(feature = "article")]
use model::Article;
use model::ArticleId;
use yew::prelude::*;

use crate::backend::BackendHandle;
use crate::comments::{Begin, Thread, ThreadEvent};
use crate::share::{Link, ShareBar, Target};
use crate::words::Words;

#[cfg(feature = "article")]
pub use crate::article::{Piece, PieceProps};

/// What the host page and its reader bring.
#[derive(Clone, PartialEq)]
pub struct Scene {
    /// The interface's words.
    pub words: &'static Words,
    /// The address that is shared and linked, absolute, as a URL parser writes it.
    pub url: AttrValue,
    /// Share targets in order.
    pub targets: Rc<[&'static Target]>,
    /// Share targets that stand ready behind them, hidden.
    pub spare_targets: Rc<[&'static Target]>,
    /// Where comments live; none where there is no thread.
    pub backend: Option<BackendHandle>,
}

/// What a host page is told.
#[derive(Clone)]
pub enum Event {
    /// The reader shared the article to this target.
    Shared(&'static Target),
    /// Something happened in the thread.
    Thread(ThreadEvent),
}

/// What needs to be known of an article under it.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The article's id, on which the thread hangs.
    pub id: ArticleId,
    /// Its headline.
    pub headline: AttrValue,
}

impl About {
    /// What needs to be known of `article`.
    #[cfg(feature = "article")]
    pub fn of(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            headline: article.headline.clone().into(),
        }
    }
}

/// Props of [`Below`].
#[derive(PartialEq, Properties)]
pub struct BelowProps {
    /// What it stands under.
    pub about: About,
    /// What surrounds it.
    pub scene: Scene,
    /// How the thread begins.
    #[prop_or_default]
    pub begin: Begin,
    /// Something happened.
    #[prop_or_default]
    pub on_event: Callback<Event>,
}

/// What stands under an article: share bar and thread.
#[component]
pub fn Below(props: &BelowProps) -> Html {
    let BelowProps {
        about,
        scene,
        begin,
        on_event,
    } = props;
    let link = Link::new(&scene.url, &about.headline).map(Rc::new);
    html! {
        <div class="chuyen-below" lang={scene.words.lang}>
            if let Some(link) = link {
                <ShareBar
                    {link}
                    targets={scene.targets.clone()}
                    spare_targets={scene.spare_targets.clone()}
                    words={scene.words}
                    on_share={on_event.reform(Event::Shared)}
                />
            }
            if let Some(backend) = &scene.backend {
                <Thread
                    key={about.id.to_string()}
                    backend={backend.clone()}
                    article={about.id.clone()}
                    url={scene.url.clone()}
                    words={scene.words}
                    begin={begin.clone()}
                    on_event={on_event.reform(Event::Thread)}
                />
            }
        </div>
    }
}
