//! `static:https://site.example/thread.json`: a thread in a file, as our own server tells it; it can be read.

use model::{ArticleId, Order, Thread};

use super::{fetch::Ask, said, whole::Whole};
use crate::backend::{Backend, Capabilities, Page, Place, Reply};

/// A thread in a file.
pub(super) struct FileBackend {
    address: String,
}

impl FileBackend {
    /// The file at a place.
    pub fn new(place: &Place) -> Self {
        Self {
            address: place.address.to_owned(),
        }
    }
}

impl Backend for FileBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Newest, Order::Oldest, Order::Best],
            ..Capabilities::READ
        }
    }

    fn thread<'a>(
        &'a self,
        article: &'a ArticleId,
        order: Order,
        page: &'a Page,
    ) -> Reply<'a, Thread> {
        Box::pin(async move {
            let told = Ask::get(self.address.clone()).tell().await?;
            if !told.is_granted() {
                return Err(said::by_status(&told));
            }
            let file: Thread = told.read()?;
            let mut thread = Whole::of(file.comments).page(article, order, page)?;
            thread.state = file.state;
            Ok(thread)
        })
    }
}
