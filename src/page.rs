//! Article, share bar and thread in their order.

use std::rc::Rc;

use model::Article;
use yew::prelude::*;

use crate::article::article;
use crate::backend::BackendHandle;
use crate::comments::{Thread, ThreadEvent};
use crate::share::{Link, ShareBar, Target};
use crate::words::Words;

/// What the host page and its reader bring.
#[derive(Clone, PartialEq)]
pub struct Scene {
    /// The interface's words.
    pub words: &'static Words,
    /// The address that is shared and linked, absolute, as a URL parser writes it.
    pub url: AttrValue,
    /// Share targets in order.
    pub targets: Rc<[&'static Target]>,
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

/// Props of [`Page`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The article.
    pub article: Rc<Article>,
    /// What surrounds it.
    pub scene: Scene,
    /// Something happened.
    #[prop_or_default]
    pub on_event: Callback<Event>,
}

/// An article, its share bar and its thread on a page of their own.
#[component]
pub fn Page(props: &Props) -> Html {
    html! {
        <>
            { article(&props.article, props.scene.words) }
            { below(&props.article, &props.scene, &props.on_event) }
        </>
    }
}

/// What stands under an article: share bar and thread.
pub fn below(article: &Article, scene: &Scene, on_event: &Callback<Event>) -> Html {
    let link = Link::new(&scene.url, &article.headline).map(Rc::new);
    html! {
        <>
            if let Some(link) = link {
                <ShareBar
                    {link}
                    targets={scene.targets.clone()}
                    words={scene.words}
                    on_share={on_event.reform(Event::Shared)}
                />
            }
            if let Some(backend) = &scene.backend {
                <Thread
                    key={article.id.to_string()}
                    backend={backend.clone()}
                    article={article.id.clone()}
                    url={scene.url.clone()}
                    words={scene.words}
                    on_event={on_event.reform(Event::Thread)}
                />
            }
        </>
    }
}
