//! Small drawings beside words. Each is lines on a field of 24 by 24, in the colour of the text.

use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A bubble with the letter Z.
    Zalo,
    /// The letter f.
    Facebook,
    /// The letter X.
    X,
    /// A paper plane.
    Telegram,
    /// A bubble with a receiver.
    WhatsApp,
    /// The letters in.
    LinkedIn,
    /// An envelope.
    Envelope,
    /// Two links of a chain.
    Chain,
    /// A tick.
    Tick,
    /// A printer.
    Printer,
    /// An arrow out of a box.
    Share,
    /// A triangle that points onward.
    Play,
}

/// A drawing; whoever shows it says what it means.
pub fn icon(icon: Icon) -> Html {
    html! {
        <svg
            class="chuyen-icon"
            width="20"
            height="20"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            aria-hidden="true"
        >
            <path d={lines(icon)} />
        </svg>
    }
}

fn lines(icon: Icon) -> &'static str {
    match icon {
        Icon::Zalo => "M4 4h16v13H10l-5 4v-4H4zM9 8h6l-6 5h6",
        Icon::Facebook => {
            "M9 21v-8H6.5v-3.5H9V7a4 4 0 0 1 4-4h3v3.5h-2a1.5 1.5 0 0 0-1.5 1.5v1.5H16L15.5 13h-3v8z"
        }
        Icon::X => "M4 4l12.5 16H20L7.5 4zM4.5 20l6.5-7M19.5 4l-6 6.5",
        Icon::Telegram => "M21 4L3 11l5.5 2.5L11 20l3-4 4.5 3zM8.5 13.5L16 8.5l-5 6",
        Icon::WhatsApp => {
            "M3.5 20.5l1.3-4.4a8.5 8.5 0 1 1 3.2 3.1zM9 8.5c-.5 3.5 3 7 6.5 6.5l.7-1.8-2.4-1.2-1 1a5 5 0 0 1-2-2l1-1L10.7 7.7z"
        }
        Icon::LinkedIn => {
            "M4 4h16v16H4zM8 10.5v6M8 7.5v.1M12 16.5v-6M12 13a2.5 2.5 0 0 1 4.5 0v3.5"
        }
        Icon::Envelope => "M3 5.5h18v13H3zM3.5 6l8.5 7 8.5-7",
        Icon::Chain => {
            "M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5"
        }
        Icon::Tick => "M5 12.5l4.5 4.5L19 7.5",
        Icon::Printer => "M7 9V3.5h10V9M7 17.5H3.5V9h17v8.5H17M7 14h10v6.5H7z",
        Icon::Share => "M12 15V3.5M8 7l4-3.5L16 7M7 11H5v9.5h14V11h-2",
        Icon::Play => "M8 5l11 7-11 7z",
    }
}
