//! Vietnamese.

use super::{ArticleWords, CommentWords, ShareWords, TimeWords, Words};

/// Vietnamese.
pub static VI: Words = Words {
    lang: "vi",
    thousands: '.',
    time: TimeWords {
        just_now: "vừa xong",
        minutes: ["1 phút trước", "{n} phút trước"],
        hours: ["1 giờ trước", "{n} giờ trước"],
        days: ["1 ngày trước", "{n} ngày trước"],
        moment: "{day}/{month}/{year} - {clock}",
        months: [""; 12],
    },
    article: ArticleWords {
        photo: "Ảnh:",
        picture_failed: "Không tải được ảnh",
        updated: "Cập nhật",
        table: "Bảng số liệu",
        code: "Mã nguồn",
        corrections: "Đính chính",
        tags: "Chủ đề",
        related: "Đọc thêm",
        embed_load: "Mở nội dung từ {provider}",
        embed_notice: "Chỉ khi bạn bấm, trình duyệt mới kết nối tới {provider}.",
        embed_blocked: "Trang này không cho hiển thị nội dung từ {provider}. Bạn có thể mở bằng liên kết bên dưới.",
        loading: "Đang tải bài viết…",
        unreachable: "Không tải được bài viết. Hãy kiểm tra kết nối mạng rồi thử lại.",
        unavailable: "Máy chủ đang bận, chưa gửi được bài viết. Vui lòng thử lại sau ít phút.",
        unknown: "Không tìm thấy bài viết này. Có thể bài đã được gỡ hoặc đổi địa chỉ.",
        unreadable: "Bài viết này hiện chưa hiển thị được.",
        retry: "Thử lại",
        original: "Đọc tại trang gốc",
    },
    share: ShareWords {
        heading: "Chia sẻ bài viết",
        new_window: "mở trong cửa sổ mới",
        email: "E-mail",
        copy: "Sao chép liên kết",
        copied: "Đã sao chép",
        copy_by_hand: "Trình duyệt không cho sao chép tự động. Hãy chép liên kết này:",
        link: "Liên kết của bài viết",
        print: "In bài",
        system: "Chia sẻ khác",
    },
    comments: CommentWords {
        heading: "Ý kiến bạn đọc",
    },
};
