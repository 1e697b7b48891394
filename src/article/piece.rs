//! An article alone, as a component.

use std::rc::Rc;

use model::Article;
use yew::prelude::*;

use super::article;
use crate::words::Words;

/// Props of [`Piece`].
#[derive(PartialEq, Properties)]
pub struct PieceProps {
    /// The article.
    pub article: Rc<Article>,
    /// The interface's words.
    pub words: &'static Words,
}

/// An article alone.
#[component]
pub fn Piece(props: &PieceProps) -> Html {
    article(&props.article, props.words)
}
