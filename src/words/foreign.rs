//! Words about comment servers of another kind.

/// Words about comment servers of another kind.
pub struct ForeignWords {
    /// Somebody who gave no name.
    pub nameless: &'static str,
    /// The reader, whose name the server knows and the page does not.
    pub you: &'static str,
    /// Names the field for the e-mail address.
    pub email: &'static str,
    /// The server wants an e-mail address.
    pub no_email: &'static str,
    /// Fewer than `{limit}` characters.
    pub too_short: &'static str,
    /// It takes no more comments on the article from the same reader, only replies.
    pub too_many: &'static str,
    /// The server takes comments of those alone who are signed in there.
    pub sign_in: &'static str,
    /// The server wants a riddle solved, which is not shown here.
    pub captcha: &'static str,
    /// Opens the thread where it is.
    pub open_there: &'static str,
    /// Names the field for the reader's own server.
    pub home: &'static str,
    /// Answers from there.
    pub reply_there: &'static str,
}

/// Vietnamese.
pub static VI: ForeignWords = ForeignWords {
    nameless: "Ẩn danh",
    you: "Bạn",
    email: "E-mail của bạn (không hiển thị)",
    no_email: "Hãy cho biết địa chỉ e-mail của bạn.",
    too_short: "Cần ít nhất {limit} ký tự.",
    too_many: "Bạn đã gửi đủ số bình luận cho bài này; bạn vẫn có thể trả lời người khác.",
    sign_in: "Máy chủ bình luận chỉ nhận bình luận của người đã đăng nhập.",
    captcha: "Máy chủ bình luận đòi xác minh mà trang này chưa hiển thị được.",
    open_there: "Xem cuộc trò chuyện trên Mastodon",
    home: "Máy chủ Mastodon của bạn",
    reply_there: "Trả lời từ máy chủ này",
};

/// English.
pub static EN: ForeignWords = ForeignWords {
    nameless: "Anonymous",
    you: "You",
    email: "Your e-mail address (not shown)",
    no_email: "Please give your e-mail address.",
    too_short: "It needs at least {limit} characters.",
    too_many: "You have posted as many comments on this article as it takes; you can still reply to others.",
    sign_in: "The comment server takes comments only from those who are signed in.",
    captcha: "The comment server asks for a check that this page cannot show.",
    open_there: "See the conversation on Mastodon",
    home: "Your Mastodon server",
    reply_there: "Reply from there",
};
