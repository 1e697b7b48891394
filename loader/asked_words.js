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
    signIn: "Đăng nhập",
    loading: "Đang tải…",
    retry: "Thử lại",
    back: "Quay lại",
    partner: "Dùng tài khoản của trang này",
    /** @param {string} name */
    provider: (name) => `Tiếp tục với ${name}`,
    email: "E-mail (không hiển thị với ai)",
    name: "Tên của bạn",
    sendCode: "Gửi mã cho tôi",
    /** @param {Node} address */
    codeSent: (address) => ["Đã gửi một mã gồm 6 chữ số tới ", address, ". Mã dùng được trong 10 phút."],
    code6: "Mã trong e-mail",
    codeGone: "Mã này không còn dùng được. Hãy quay lại và lấy mã khác.",
    compare: "Trang mở ra phải hiện đúng mã này: ",
    waiting: "Đang chờ bạn đăng nhập…",
    tooLate: "Đã quá giờ đăng nhập. Hãy thử lại.",
    notVouched: "Trang này chưa cho biết bạn là ai. Hãy thử lại.",
    noWay: "Bài viết này không có cách đăng nhập nào dùng được ở đây.",
    /** @param {Node} name @returns {(Node | string)[]} */
    writingAs: (name) => ["Viết với tên ", name],
    signOut: "Đăng xuất",
    /** @param {Node} name @returns {(Node | string)[]} */
    sessionOver: (name) => ["Phiên đăng nhập của ", name, " đã hết hạn."],
    signInAgain: "Đăng nhập lại",
    asAnother: "Viết với tên khác",
    offline: "Chưa gửi được. Hãy kiểm tra kết nối mạng rồi thử lại.",
    busy: "Máy chủ đang bận. Vui lòng thử lại sau ít phút.",
    refused: "Máy chủ không nhận yêu cầu này.",
    kinds: /** @type {Record<string, string>} */ ({
      "not-found": "Bình luận này không còn nữa.",
      "too-long": "Dài quá {n} ký tự.",
      "bad-character": "Có ký tự không dùng được.",
      "origin-not-allowed": "Trang này không được phép gửi.",
      empty: "Hãy cho biết tên của bạn.",
      invalid: "Địa chỉ e-mail chưa đúng.",
      "name-reserved": "Tên này được giữ cho toà soạn.",
      "wrong-code": "Mã chưa đúng. Còn thử được {n} lần.",
      "wrong-token": "Máy chủ không công nhận lời xác nhận của trang này.",
      "sign-in-unavailable": "Không còn đăng nhập được bằng cách này.",
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
    signIn: "Sign in",
    loading: "Loading…",
    retry: "Try again",
    back: "Back",
    partner: "Use my account on this site",
    /** @param {string} name */
    provider: (name) => `Continue with ${name}`,
    email: "E-mail (shown to nobody)",
    name: "Your name",
    sendCode: "Send me a code",
    /** @param {Node} address */
    codeSent: (address) => ["A code of 6 digits was sent to ", address, ". It is good for 10 minutes."],
    code6: "Code in the e-mail",
    codeGone: "This code is no longer good. Please go back and get another.",
    compare: "The page that opens must show this very code: ",
    waiting: "Waiting for you to sign in…",
    tooLate: "The time to sign in is over. Please try again.",
    notVouched: "This site did not tell who you are. Please try again.",
    noWay: "There is no way to sign in here.",
    /** @param {Node} name @returns {(Node | string)[]} */
    writingAs: (name) => ["Writing as ", name],
    signOut: "Sign out",
    /** @param {Node} name @returns {(Node | string)[]} */
    sessionOver: (name) => ["", name, " is no longer signed in."],
    signInAgain: "Sign in again",
    asAnother: "Write under another name",
    offline: "Not sent. Check your connection and try again.",
    busy: "The server is busy. Please try again in a few minutes.",
    refused: "The server does not accept this.",
    kinds: /** @type {Record<string, string>} */ ({
      "not-found": "This comment is no longer there.",
      "too-long": "It is longer than {n} characters.",
      "bad-character": "It contains a character that cannot be used.",
      "origin-not-allowed": "Nothing can be sent from this page.",
      empty: "Please give your name.",
      invalid: "This is no e-mail address.",
      "name-reserved": "This name is kept for the newsroom.",
      "wrong-code": "Not the right code. You can try {n} more times.",
      "wrong-token": "The server does not accept what this site says of you.",
      "sign-in-unavailable": "This way to sign in is not offered any more.",
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
