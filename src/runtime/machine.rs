//! What a session may do on the machine that it runs on, beside drawing on its screen.

use std::ffi::OsString;

use super::export::{self, Folder};
use super::opener;
use crate::news::sanitize;
use crate::news::when::Clock;
use crate::reader::feed::Feed;

/// The machine, as far as a session may use it. Each errand may take long, and answers in words for the
/// reader.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The program that opens links.
    pub opener: OsString,
    /// The folder that is read, where nothing is written.
    pub folder: Option<Folder>,
}

impl Machine {
    /// The one that this process runs on.
    #[must_use]
    pub fn here(folder: Option<Folder>) -> Machine {
        Machine { opener: opener::PROGRAM.into(), folder }
    }

    /// Opens a link, and says nothing where that has gone well: it is seen.
    #[must_use]
    pub fn open(&self, link: &str) -> Option<String> {
        opener::open(&self.opener, link).err()
    }

    /// Writes the posts of a feed to a new file.
    #[must_use]
    pub fn export(&self, name: &str, feed: &Feed, clock: &Clock) -> String {
        let result = export::export(name, feed, clock, self.folder.as_ref());
        let words = result.unwrap_or_else(|error| format!("not written: {error}"));
        sanitize::shown(&words).into_owned()
    }
}
