//! A reader's initials on a colour of their own. Nothing is fetched, and nobody needs it to understand.

use yew::prelude::*;

use super::letters::{is_alphanumeric, upper};

/// How many colours there are.
const TONES: u32 = 8;

/// The avatar of whoever has this name.
pub fn avatar(name: &str) -> Html {
    html! {
        <span class="chuyen-avatar" data-tone={tone(name).to_string()} aria-hidden="true">
            { initials(name) }
        </span>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| is_alphanumeric(*c)));
    let first = letters.next();
    let last = letters.next_back();
    upper(&first.into_iter().chain(last).collect::<String>())
}

/// The same name has the same colour, everywhere and always.
fn tone(name: &str) -> u32 {
    let hash = name.trim().chars().fold(0_u32, |hash, c| {
        hash.wrapping_mul(31).wrapping_add(u32::from(c))
    });
    hash % TONES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, letters) in [
            ("Trần Thị Bích", "TB"),
            ("Minh Châu", "MC"),
            ("đặng", "Đ"),
            ("  «An»  Nhiên ", "AN"),
            ("🙂", ""),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
