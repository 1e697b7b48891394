//! What a backend can do.

use model::Order;

/// What a backend can do; the thread shows nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// The orders to choose from; the first is the one a thread opens with. At least one.
    pub orders: &'static [Order],
    /// Readers may comment here.
    pub post: bool,
    /// How deep a reply may stand below a comment on the article; 0 where there are none, at most
    /// [`model::MAX_REPLY_DEPTH`].
    pub reply_depth: u8,
    /// What is posted may wait for a moderator before others see it.
    pub moderated: bool,
    /// A repeat of a post is known by its key. Where it is not, the adapter looks before it repeats.
    pub repeats: bool,
    /// Who comments says their name; where not, the server knows it.
    pub names: bool,
    /// Who comments gives an e-mail address too.
    pub email: bool,
    /// Authors may edit and remove what they wrote.
    pub edit: bool,
    /// Readers may like comments.
    pub like: bool,
    /// Readers may like a comment no longer.
    pub unlike: bool,
    /// Readers may report comments to moderators; the page does it.
    pub report: bool,
    /// Readers may see how a text will look; the page shows it.
    pub preview: bool,
    /// Threads come in pages.
    pub paged: bool,
    /// What others do is told at once.
    pub live: bool,
}

impl Capabilities {
    /// Of what can be read and no more.
    pub const READ: Self = Self {
        orders: &[Order::Newest, Order::Oldest],
        post: false,
        reply_depth: 0,
        moderated: false,
        repeats: false,
        names: true,
        email: false,
        edit: false,
        like: false,
        unlike: false,
        report: false,
        preview: false,
        paged: false,
        live: false,
    };
}
