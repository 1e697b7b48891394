//! English.

use super::{ArticleWords, CommentWords, ShareWords, TimeWords, Words};

/// English.
pub static EN: Words = Words {
    lang: "en",
    thousands: ',',
    time: TimeWords {
        just_now: "just now",
        minutes: ["1 minute ago", "{n} minutes ago"],
        hours: ["1 hour ago", "{n} hours ago"],
        days: ["1 day ago", "{n} days ago"],
        moment: "{day} {name} {year}, {clock}",
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    },
    article: ArticleWords {
        photo: "Photo:",
        picture_failed: "The picture could not be loaded",
        updated: "Updated",
        table: "Table",
        code: "Code",
        corrections: "Corrections",
        tags: "Topics",
        related: "Read on",
        embed_load: "Open content from {provider}",
        embed_notice: "Your browser contacts {provider} only after you press this.",
        embed_blocked: "This page does not allow content from {provider}. The link below opens it.",
        loading: "Loading the article…",
        unreachable: "The article could not be loaded. Check your connection and try again.",
        unavailable: "The server is busy and could not send the article. Please try again in a few minutes.",
        unknown: "This article was not found. It may have been taken down or moved.",
        unreadable: "This article cannot be shown right now.",
        retry: "Try again",
        original: "Read it on its own page",
    },
    share: ShareWords {
        heading: "Share this article",
        new_window: "opens in a new window",
        email: "E-mail",
        copy: "Copy link",
        copied: "Copied",
        copy_by_hand: "The browser does not allow copying. Please copy this link:",
        link: "Link to the article",
        print: "Print",
        system: "More ways to share",
    },
    comments: CommentWords {
        heading: "Comments",
    },
};
