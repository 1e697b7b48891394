//! A site's folder of article files: read at the start and again when a file changes.
//!
//! One bad file is one line in the log; the others are served. A file that is gone withdraws its article, whose
//! thread is kept; a folder that is gone withdraws nothing, because somebody may be about to mount it.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use model::{ArticleId, Commenting, MAX_ARTICLE_BYTES};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::config::Site;
use crate::store::{self, Filed, NewArticle, Put, Refusal, Store};
use crate::{articles, clock};

/// The folder of one site.
pub struct Folder {
    site: String,
    path: PathBuf,
    files: HashMap<String, Seen>,
    /// What was last said of files that are tried again each time.
    complaints: HashMap<String, String>,
    readable: bool,
}

/// A file that was looked at.
struct Seen {
    stamp: String,
    /// What was read from it; none if it could not be.
    id: Option<ArticleId>,
}

/// Why a file is no article of this site, or none that is stored.
#[derive(Debug, Error)]
enum FileError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("{0} bytes, allowed are {MAX_ARTICLE_BYTES}")]
    TooLarge(u64),
    #[error(transparent)]
    Parse(#[from] formats::ParseError),
    #[error("`id`: {id:?} is already in {other}")]
    Twice { id: ArticleId, other: String },
    #[error("`id`: {0}")]
    Store(#[from] store::Error),
}

impl FileError {
    /// Could the same file be taken over another time?
    fn may_pass(&self) -> bool {
        match self {
            Self::Io(_) | Self::Twice { .. } => true,
            Self::TooLarge(_) | Self::Parse(_) => false,
            Self::Store(cause) => !matches!(cause, store::Error::Refused(_)),
        }
    }

    /// What it means for a file that is not tried again.
    fn means(&self) -> &'static str {
        match self {
            Self::Store(_) => "its article is not stored",
            _ => "this file is no article",
        }
    }
}

impl Folder {
    /// The folder of a site, if it has one, as it was when a server last looked at it.
    ///
    /// # Errors
    /// [`enum@store::Error`] if the database fails.
    pub async fn open(site: &Site, store: &Store) -> store::Result<Option<Self>> {
        let Some(path) = &site.articles else {
            return Ok(None);
        };
        let filed = store.filed(&site.id).await?.into_iter();
        let seen = filed.map(|(id, Filed { file, stamp, .. })| {
            let id = Some(id);
            (file, Seen { stamp, id })
        });
        Ok(Some(Self {
            site: site.id.clone(),
            path: path.clone(),
            files: seen.collect(),
            complaints: HashMap::new(),
            readable: true,
        }))
    }

    /// Takes over what has changed since it was last looked at.
    pub async fn scan(&mut self, store: &Store) {
        let path = self.path.clone();
        let listed = tokio::task::spawn_blocking(move || list(&path)).await;
        let listed = match listed.map_err(io::Error::other).flatten() {
            Ok(listed) => listed,
            Err(cause) => {
                if self.readable {
                    tracing::warn!(site = self.site, folder = %self.path.display(), %cause,
                        "no articles are read: the folder cannot be");
                }
                self.readable = false;
                return;
            }
        };
        self.readable = true;
        for (file, stamp) in &listed {
            if self.files.get(file).is_none_or(|seen| seen.stamp != *stamp) {
                self.take(file, stamp, &listed, store).await;
            }
        }
        self.drop_missing(&listed, store).await;
        self.complaints
            .retain(|file, _| listed.contains_key(file) || self.files.contains_key(file));
    }

    /// Stores what a file says. A file that has become unreadable leaves the article as it was.
    async fn take(
        &mut self,
        file: &str,
        stamp: &str,
        listed: &HashMap<String, String>,
        store: &Store,
    ) {
        let id = match self.read(file, stamp, listed, store).await {
            Ok((id, put)) => {
                if put != Put::Unchanged {
                    tracing::info!(site = self.site, file, article = %id, ?put, "read an article");
                }
                let before = self.files.get(file).and_then(|seen| seen.id.clone());
                if let Some(before) = before.filter(|before| *before != id)
                    && !self.let_go(file, before, store).await
                {
                    return;
                }
                Some(id)
            }
            Err(cause) if cause.may_pass() => {
                self.complain(file, "this file is not read yet", &cause);
                return;
            }
            Err(cause) => {
                self.complain(file, cause.means(), &cause);
                self.files.get(file).and_then(|seen| seen.id.clone())
            }
        };
        let stamp = stamp.to_owned();
        self.files.insert(file.to_owned(), Seen { stamp, id });
        self.complaints.remove(file);
    }

    /// Says once, however often it is tried again, what is wrong with a file.
    fn complain(&mut self, file: &str, what: &str, cause: &dyn std::error::Error) {
        let complaint = format!("{what}: {cause}");
        if self.complaints.get(file) == Some(&complaint) {
            return;
        }
        let path = self.path.join(file);
        tracing::error!(site = self.site, file = %path.display(), %cause, "{what}");
        self.complaints.insert(file.to_owned(), complaint);
    }

    async fn read(
        &self,
        file: &str,
        stamp: &str,
        listed: &HashMap<String, String>,
        store: &Store,
    ) -> Result<(ArticleId, Put), FileError> {
        let path = self.path.join(file);
        match tokio::fs::metadata(&path).await?.len() {
            bytes if bytes > MAX_ARTICLE_BYTES as u64 => return Err(FileError::TooLarge(bytes)),
            _ => {}
        }
        let json = tokio::fs::read_to_string(&path).await?;
        let article = articles::parse(&json, &self.site)?;
        let id = article.id.clone();
        let twin = |(name, seen): &(&String, &Seen)| {
            *name != file && listed.contains_key(*name) && seen.id.as_ref() == Some(&id)
        };
        if let Some((other, _)) = self.files.iter().find(twin) {
            let other = other.clone();
            return Err(FileError::Twice { id, other });
        }
        let put = store.put_article(NewArticle {
            id: id.clone(),
            site: self.site.clone(),
            json: articles::to_json(&article),
            closed: article.commenting == Commenting::Closed,
            file: Some(Filed {
                file: file.to_owned(),
                stamp: stamp.to_owned(),
                hash: hex::encode(Sha256::digest(&json)),
            }),
            now_ms: clock::now_ms(),
        });
        Ok((id, put.await?))
    }

    async fn drop_missing(&mut self, listed: &HashMap<String, String>, store: &Store) {
        let gone = self.files.keys().filter(|file| !listed.contains_key(*file));
        for file in gone.cloned().collect::<Vec<_>>() {
            let id = self.files.get(&file).and_then(|seen| seen.id.clone());
            let done = match id {
                Some(id) => self.let_go(&file, id, store).await,
                None => true,
            };
            if done {
                self.files.remove(&file);
            }
        }
    }

    /// Withdraws an article that `file` said and says no more, unless another file says it; false if it must be
    /// tried again.
    async fn let_go(&mut self, file: &str, id: ArticleId, store: &Store) -> bool {
        let mut others = self.files.iter().filter(|(other, _)| *other != file);
        if others.any(|(_, seen)| seen.id.as_ref() == Some(&id)) {
            return true;
        }
        match store.unfile_article(id.clone(), clock::now_ms()).await {
            Ok(()) | Err(store::Error::Refused(Refusal::UnknownArticle)) => {
                tracing::info!(site = self.site, file, article = %id, "its file is gone: withdrawn");
                true
            }
            Err(cause) => {
                self.complain(file, "its article is not withdrawn yet", &cause);
                false
            }
        }
    }
}

/// Article files and what they look like now.
fn list(folder: &Path) -> io::Result<HashMap<String, String>> {
    let mut files = HashMap::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Of a link, what it leads to; a file that has just gone is not there.
        let Ok(file) = std::fs::metadata(entry.path()) else {
            continue;
        };
        if file.is_file() && name.ends_with(".json") && !name.starts_with('.') {
            let changed = file.modified()?.duration_since(UNIX_EPOCH);
            let changed = changed.map_or(0, |since| since.as_nanos());
            // Another version of this program may read it differently.
            let stamp = format!("{} {} {changed}", env!("CARGO_PKG_VERSION"), file.len());
            files.insert(name, stamp);
        }
    }
    Ok(files)
}
