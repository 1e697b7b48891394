//! Vietnamese.

use super::{CommentWords, Words, time::TimeWords};

/// Vietnamese.
pub static VI: Words = Words {
    lang: "vi",
    time: TimeWords {
        just_now: "vừa xong",
        minutes: ["1 phút trước", "{n} phút trước"],
        hours: ["1 giờ trước", "{n} giờ trước"],
        days: ["1 ngày trước", "{n} ngày trước"],
    },
    comments: CommentWords {
        heading: "Ý kiến bạn đọc",
    },
};
