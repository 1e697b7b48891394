//! Words of the share bar.

/// Words of the share bar.
pub struct ShareWords {
    /// Heading of the bar.
    pub heading: &'static str,
    /// Added to the name of a link that leaves the page where it is.
    pub new_window: &'static str,
    /// Sends by e-mail.
    pub email: &'static str,
    /// Copies the link.
    pub copy: &'static str,
    /// The link is in the clipboard.
    pub copied: &'static str,
    /// The clipboard is out of reach: the reader copies the link.
    pub copy_by_hand: &'static str,
    /// Names the field that holds the link.
    pub link: &'static str,
    /// Prints the page.
    pub print: &'static str,
    /// Opens the system's own sheet.
    pub system: &'static str,
}
