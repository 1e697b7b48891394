//! What each element of HTML means to a text.

/// What to do with an element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tag {
    /// Nothing in it is text.
    Drop,
    /// The same, and worth telling.
    Skip,
    /// The same, and worth telling where it draws something.
    Script,
    /// Begins a new line of thought; what is in it counts.
    Boundary,
    Heading(u8),
    List {
        numbered: bool,
    },
    Item,
    /// The term of a definition list.
    Term,
    Quote,
    Cite,
    /// Somebody's words in a line.
    Quotation,
    Mark(Style),
    Link,
    Code,
    Pre,
    Break,
    Rule,
    Picture,
    Figure,
    Caption,
    Table,
    Frame,
    /// Sound or film.
    Player,
    Noscript,
    /// Says nothing by itself.
    Through,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Strong,
    Emphasis,
    Strike,
    Sub,
    Sup,
}

/// What an element of this name means; what nobody knows says nothing by itself, its text counts.
pub(super) fn tag(name: &str) -> Tag {
    match name {
        "script" => Tag::Script,
        "style" | "template" | "title" | "meta" | "link" | "base" | "head" | "map" | "svg"
        | "source" | "track" | "param" | "datalist" | "colgroup" | "col" | "amp-analytics"
        | "amp-ad" => Tag::Drop,
        "button" | "canvas" | "dialog" | "form" | "input" | "nav" | "select" | "textarea"
        | "frameset" | "applet" => Tag::Skip,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details"
        | "div" | "dl" | "fieldset" | "footer" | "header" | "hgroup" | "html" | "legend"
        | "main" | "p" | "search" | "section" | "summary" | "tbody" | "td" | "tfoot" | "th"
        | "thead" | "tr" => Tag::Boundary,
        "h1" | "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" | "h5" | "h6" => Tag::Heading(4),
        "ul" | "menu" | "dir" => Tag::List { numbered: false },
        "ol" => Tag::List { numbered: true },
        "li" => Tag::Item,
        "dt" => Tag::Term,
        "blockquote" => Tag::Quote,
        "cite" => Tag::Cite,
        "q" => Tag::Quotation,
        "b" | "strong" => Tag::Mark(Style::Strong),
        "i" | "em" | "dfn" | "var" => Tag::Mark(Style::Emphasis),
        "s" | "strike" | "del" => Tag::Mark(Style::Strike),
        "sub" => Tag::Mark(Style::Sub),
        "sup" => Tag::Mark(Style::Sup),
        "a" => Tag::Link,
        "code" | "kbd" | "samp" | "tt" => Tag::Code,
        "pre" | "listing" | "xmp" | "plaintext" => Tag::Pre,
        "br" => Tag::Break,
        "hr" => Tag::Rule,
        "img" | "amp-img" | "amp-anim" | "image" => Tag::Picture,
        "figure" => Tag::Figure,
        "figcaption" => Tag::Caption,
        "table" => Tag::Table,
        "iframe" | "embed" | "object" | "amp-iframe" | "amp-youtube" | "amp-vimeo"
        | "amp-twitter" | "amp-instagram" | "amp-facebook" => Tag::Frame,
        "video" | "audio" | "amp-video" | "amp-audio" => Tag::Player,
        "noscript" => Tag::Noscript,
        _ => Tag::Through,
    }
}
