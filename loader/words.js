// The few words that are needed before any program is there. They are the program's own; a test compares them.

export const words = {
  vi: {
    blocked: "Không hiển thị được bài viết ở đây.",
    unreachable: "Không tải được bài viết. Hãy kiểm tra kết nối mạng rồi thử lại.",
    retry: "Thử lại",
    copyByHand: "Trình duyệt không cho sao chép tự động. Hãy chép liên kết này:",
    link: "Liên kết của bài viết",
  },
  en: {
    blocked: "The article could not be shown here.",
    unreachable: "The article could not be loaded. Check your connection and try again.",
    retry: "Try again",
    copyByHand: "The browser does not allow copying. Please copy this link:",
    link: "Link to the article",
  },
};
