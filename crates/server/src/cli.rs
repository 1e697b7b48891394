//! What can be typed.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::tz::TimeZone;
use model::{Address, ArticleId, CommentId};
use server::config::{Overrides, settings};

/// Chuyện: articles and the comments on them, for any web page.
#[derive(Parser)]
#[command(name = "chuyen", disable_version_flag = true, after_long_help = setting_help())]
pub struct Cli {
    #[command(flatten)]
    setup: Setup,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args)]
struct Setup {
    /// Configuration file [default: chuyen.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Database, instead of the configured one: sqlite:FILE or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the server
    #[command(after_long_help = setting_help())]
    Serve {
        /// Address and port to listen on, instead of the configured ones
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<SocketAddr>,
    },
    /// Look at what waits for a moderator or was reported, publish it, remove it or let it stand; also while the server runs
    #[command(subcommand)]
    Moderate(Moderate),
    /// Add, list or withdraw articles; also while the server runs
    #[command(subcommand)]
    Article(Article),
    /// Make, list or revoke keys with which publishers send articles
    #[command(subcommand)]
    Key(Key),
    /// Write everything that belongs to the newsroom into a new folder; also while the server runs
    Export {
        /// New or empty
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Check an export: that it is whole, unchanged, and fits together
    Verify {
        /// As `export` wrote it
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Bring in an export, or comments from another system; run again, it goes on or changes nothing
    #[command(subcommand)]
    Import(Import),
    /// Let ids, pages and hosts that were lead to articles, and move threads; also while the server runs
    #[command(subcommand)]
    Alias(Alias),
    /// Print an article as HTML, to be pasted inside <chuyen-article>
    Render(Render),
    /// Print the HTTP interface as OpenAPI
    Openapi,
    /// Print the version
    Version,
}

#[derive(Subcommand)]
pub enum Moderate {
    /// What waits, oldest first: comments not yet published, and edits of published ones
    List {
        /// Only on articles of this site
        #[arg(long)]
        site: Option<String>,
    },
    /// What readers have reported, with most reports first
    Reports {
        /// Only on articles of this site
        #[arg(long)]
        site: Option<String>,
    },
    /// Let comments stand: their reports count no more
    Dismiss {
        /// As `moderate reports` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<CommentId>,
    },
    /// Publish comments, or the edits of published ones
    Approve {
        /// As `moderate list` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<CommentId>,
    },
    /// Remove comments for good; their places stay while they have replies
    Remove {
        /// As `moderate list` or a permalink shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<CommentId>,
        /// Drop only the edit that waits; the published text stays
        #[arg(long)]
        edit_only: bool,
    },
}

#[derive(Subcommand)]
pub enum Article {
    /// Store articles from JSON files
    Add {
        /// Article JSON
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Whose they are
        #[arg(long)]
        site: String,
    },
    /// Read an article in another program's format, and print it in ours or in one that search engines, feed readers or
    /// browsers read
    Convert(Convert),
    /// Store an article from a newspaper's page that was copied as plain text
    Import(ImportPage),
    /// All articles, with the number of their comments
    List {
        /// Only of this site
        #[arg(long)]
        site: Option<String>,
    },
    /// Withdraw articles and their threads; adding one again, or a change of its file, brings both back
    Remove {
        /// As `article list` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<ArticleId>,
    },
    /// Bring articles of a source back that were withdrawn here: they are stored again when they are next asked for
    Publish {
        /// As `article list` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<ArticleId>,
    },
}

#[derive(Subcommand)]
pub enum Import {
    /// An export of Chuyện
    Chuyen {
        /// As `export` wrote it
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// The XML that Disqus exports
    Disqus(Foreign),
    /// The XML that WordPress exports
    Wxr(Foreign),
    /// The database of Isso, which is only read, or JSON in the form that Isso imports
    Isso(Foreign),
}

/// Threads find their articles by --article, else by --map, else by an alias or an article's own address, else by
/// --url-template, else by their own id.
#[derive(Args)]
pub struct Foreign {
    /// What is to be read
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The article that everything in the file belongs to
    #[arg(long, value_name = "ID")]
    pub article: Option<ArticleId>,
    /// A file of lines with a thread's link or id, a space or a tab, and an article's id; `#` begins a remark
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// How links spell ids of articles, such as https://news.example/{id}.html
    #[arg(long, value_name = "URL")]
    pub url_template: Option<String>,
    /// The address that links without a host start at
    #[arg(long, value_name = "URL")]
    pub base: Option<String>,
    /// What those are called who gave no name
    #[arg(long, value_name = "NAME", default_value = "Khách")]
    pub anonymous: String,
    /// Change nothing, tell what would happen
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Subcommand)]
pub enum Alias {
    /// Let an id or the address of a page lead to an article
    Add {
        /// An id that was, or https://…
        #[arg(value_name = "ID|URL")]
        name: String,
        /// As `article list` shows it
        #[arg(value_name = "ARTICLE")]
        article: ArticleId,
    },
    /// Let every page of a host that was lead to where the host moved
    Host {
        /// Where the pages were
        #[arg(value_name = "OLD HOST")]
        from: String,
        /// Where they are
        #[arg(value_name = "NEW HOST")]
        to: String,
    },
    /// All aliases
    List,
    /// Drop aliases
    Remove {
        /// As `alias list` shows them, or https://…
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Move a thread into that of another article; the first article is withdrawn, and its id leads to the other
    Move {
        /// Whose thread moves: an id, or the address of its page
        #[arg(value_name = "FROM")]
        from: String,
        /// Whose it will be
        #[arg(value_name = "TO")]
        to: String,
    },
}

#[derive(Args)]
pub struct Convert {
    /// JSON, or a page with JSON-LD in it; `-` for what is piped in
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What to print
    #[arg(long, value_name = "FORMAT")]
    pub to: To,
    /// What it is [default: found out]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(formats::FORMATS.iter().map(|format| format.name)))]
    pub from: Option<String>,
    /// Local time of times that name no zone
    #[arg(long, default_value = "Asia/Ho_Chi_Minh", value_parser = zone)]
    pub zone: TimeZone,
    /// Its plain text has captions of pictures among its paragraphs: set them apart
    #[arg(long)]
    pub flat_captions: bool,
    /// Where it was fetched from: relative addresses in it count from there
    #[arg(long, value_name = "URL", value_parser = whole_address)]
    pub address: Option<String>,
}

/// What an article is printed as.
#[derive(Clone, Copy, ValueEnum)]
pub enum To {
    /// Our own article JSON
    Json,
    /// `NewsArticle` of schema.org, for search engines
    Jsonld,
    /// A JSON Feed of one item
    Jsonfeed,
    /// HTML, as `chuyen render` prints it
    Html,
}

fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| "it is a name like Asia/Ho_Chi_Minh".to_owned())
}

fn whole_address(address: &str) -> Result<String, String> {
    let parsed = address.parse::<Address>().map_err(|e| e.to_string())?;
    match parsed.is_web() {
        true => Ok(address.to_owned()),
        false => Err("it is a whole address that starts with http: or https:".to_owned()),
    }
}

#[derive(Args)]
pub struct ImportPage {
    /// The text: headline, date, paragraphs, who wrote it; `-` for what is piped in
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Whose it is; may be left out where only one site is configured
    #[arg(long)]
    pub site: Option<String>,
    /// Its name on the server [default: made of headline and date]
    #[arg(long)]
    pub id: Option<ArticleId>,
    /// Its page [default: made of headline and date, below the front page of the site's publisher or its first origin]
    #[arg(long, value_name = "URL")]
    pub address: Option<Address>,
    /// The desk it belongs to
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// Whose rights it is under
    #[arg(long, value_name = "TEXT")]
    pub rights: Option<String>,
    /// Its pictures in the order of their captions: JSON, a list of images as in an article's figures
    #[arg(long, value_name = "FILE")]
    pub pictures: Option<PathBuf>,
    /// Print the article's JSON, and store nothing
    #[arg(long)]
    pub print: bool,
}

#[derive(Args)]
pub struct Render {
    /// Article JSON
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where relative addresses in it lead: the server's, or that of the folder its pictures are served from
    #[arg(long, value_name = "URL")]
    pub base: Option<String>,
    /// Whose it is: then its pictures are those that the server at `--base` serves of this site
    #[arg(long, requires = "base")]
    pub site: Option<String>,
}

#[derive(Subcommand)]
pub enum Key {
    /// Make a key and print it; it is not shown again
    Add {
        /// Whose articles it may write
        #[arg(long)]
        site: String,
        /// Who holds it, for your own memory
        #[arg(long, default_value = "")]
        label: String,
    },
    /// All keys, without the keys themselves
    List,
    /// End keys
    Revoke {
        /// As `key list` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
}

impl Cli {
    /// What is typed of settings.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            file: self.setup.config.clone(),
            database_url: self.setup.database_url.clone(),
            listen: match self.command {
                Command::Serve { listen } => listen,
                _ => None,
            },
        }
    }
}

fn setting_help() -> String {
    let mut help = "Settings, in the configuration file or the environment:\n".to_owned();
    for setting in settings() {
        let env = setting
            .env()
            .map(|env| format!(", {env}"))
            .unwrap_or_default();
        let default = setting.default.map(|d| format!(" [default: {d}]"));
        let default = default.unwrap_or_default();
        help += &format!(
            "\n  {}{env}\n          {}{default}\n",
            setting.name, setting.what
        );
    }
    help
}
