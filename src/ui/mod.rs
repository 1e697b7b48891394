//! Parts that know nothing of news.
