// Words of what a reader asks for with a press.

/** @import { Reply } from "./post.js" */

export const said = {
  vi: {
    cancel: "Huỷ",
    close: "Đóng",
    /** @param {string} name */
    report: (name) => `Báo cáo bình luận của ${name}`,
    reason: "Bình luận này có vấn đề gì?",
    reasons: {
      spam: "Quảng cáo, thư rác",
      abuse: "Xúc phạm hoặc đe doạ",
      off_topic: "Lạc đề",
      illegal: "Vi phạm pháp luật",
      other: "Lý do khác",
    },
    noReason: "Hãy chọn một lý do.",
    note: "Lời nhắn cho người kiểm duyệt (không bắt buộc)",
    sendReport: "Gửi báo cáo",
    thanks: "Cảm ơn bạn",
    reported: "Người kiểm duyệt sẽ xem lại bình luận này.",
    preview: "Xem trước",
    oldPreview: "Xem trước · bạn đã sửa sau đó",
    code: "Mã nguồn",
    empty: "Bạn chưa viết gì.",
    offline: "Chưa gửi được. Hãy kiểm tra kết nối mạng rồi thử lại.",
    busy: "Máy chủ đang bận. Vui lòng thử lại sau ít phút.",
    refused: "Máy chủ không nhận yêu cầu này.",
    kinds: /** @type {Record<string, string>} */ ({
      "not-found": "Bình luận này không còn nữa.",
      "too-long": "Dài quá {n} ký tự.",
      "bad-character": "Có ký tự không dùng được.",
      "origin-not-allowed": "Trang này không được phép gửi.",
      "rate-limited": "Bạn gửi hơi nhanh. Hãy thử lại sau {n} giây.",
    }),
  },
  en: {
    cancel: "Cancel",
    close: "Close",
    /** @param {string} name */
    report: (name) => `Report the comment by ${name}`,
    reason: "What is wrong with it?",
    reasons: {
      spam: "Advertising, spam",
      abuse: "Insult or threat",
      off_topic: "Off topic",
      illegal: "Against the law",
      other: "Another reason",
    },
    noReason: "Please choose a reason.",
    note: "Note to the moderators (optional)",
    sendReport: "Send report",
    thanks: "Thank you",
    reported: "A moderator will look at this comment.",
    preview: "Preview",
    oldPreview: "Preview · you changed the text since",
    code: "Code",
    empty: "You have not written anything yet.",
    offline: "Not sent. Check your connection and try again.",
    busy: "The server is busy. Please try again in a few minutes.",
    refused: "The server does not accept this.",
    kinds: /** @type {Record<string, string>} */ ({
      "not-found": "This comment is no longer there.",
      "too-long": "It is longer than {n} characters.",
      "bad-character": "It contains a character that cannot be used.",
      "origin-not-allowed": "Nothing can be sent from this page.",
      "rate-limited": "A little too fast. Please try again in {n} seconds.",
    }),
  },
};

/** @typedef {typeof said.vi} Words */

/** Why something was not done, in a sentence. @param {Words} words @param {Reply} reply */
export const why = (words, { status, said: { type = "", limit, retry_after_s } }) => {
  const kind = words.kinds[type.split(":").at(-1)], n = retry_after_s ?? limit ?? 60;
  return kind?.replace("{n}", n.toLocaleString(words === said.en ? "en" : "vi")) ?? (status ? status < 500 ? words.refused : words.busy : words.offline);
};
