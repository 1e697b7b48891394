//! Article JSON on its way into the store.

use formats::ParseError;
use model::{Address, Article};

/// Reads an article of a site. Relative addresses, which name files in the site's folder, become relative to
/// where the server answers with the article.
///
/// # Errors
/// [`ParseError`] names the field at fault.
pub fn parse(json: &str, site: &str) -> Result<Article, ParseError> {
    Ok(served(formats::parse(json)?, site))
}

/// An article of a site whose relative addresses name files in the site's folder: they become relative to where the
/// server answers with the article.
pub fn served(mut article: Article, site: &str) -> Article {
    article.map_addresses(&mut |address| {
        if let Some(served) = media_address(address.as_str(), site) {
            *address = served;
        }
    });
    article
}

/// An article as it is stored and sent.
pub fn to_json(article: &Article) -> String {
    serde_json::to_string(article).expect("an article has only strings for keys")
}

/// From `/api/v1/articles/{id}` three levels up, wherever a proxy may have put the server.
fn media_address(address: &str, site: &str) -> Option<Address> {
    let file = address.trim_start_matches("./");
    let relative = !address.parse::<Address>().is_ok_and(|a| a.is_absolute());
    if !relative || file.is_empty() || file.starts_with(['/', '.', '?', '#']) {
        return None;
    }
    format!("../../../media/{site}/{file}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(address: &str) -> String {
        media_address(address, "s").map_or_else(|| address.to_owned(), |a| a.to_string())
    }

    #[test]
    fn files_of_the_folder_are_found_through_the_server() {
        assert_eq!(served("images/a.webp"), "../../../media/s/images/a.webp");
        assert_eq!(served("./a.webp"), "../../../media/s/a.webp");
    }

    #[test]
    fn other_addresses_stay() {
        for address in [
            "https://a.vn/x",
            "//a.vn/x",
            "/x",
            "#x",
            "?x",
            "../x",
            "mailto:a@b.vn",
            "../../../media/s/images/a.webp",
        ] {
            assert_eq!(served(address), address);
        }
    }
}
