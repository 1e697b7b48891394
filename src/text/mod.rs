//! Rich text as the nodes of a page, for articles and comments alike.
