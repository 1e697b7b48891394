//! The widget: a news article, its share bar and its comment thread.
