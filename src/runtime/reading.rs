//! A file on the disk → a document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::disk::{self, Contents, Reach, Unread};
use super::fingerprint::Fingerprint;
use crate::news::dating::Context;
use crate::news::format::{self, Document};
use crate::news::post::Problem;

/// What documents leave open: how times without a zone and dates without a year are read; and
/// which files are read at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Conventions {
    /// The zone of times printed without one.
    pub zone: TimeZone,
    /// The year of dates printed without one.
    pub year: Option<i16>,
    /// Which files are read.
    pub reach: Reach,
}

/// A document as it was read.
#[derive(Debug)]
pub struct Reading {
    /// What was read.
    pub document: Document,
    /// What its file did meanwhile.
    pub file: FileState,
}

/// What a file did while it was read.
#[derive(Debug)]
pub enum FileState {
    /// It stood still.
    Still {
        /// It looked like this.
        fingerprint: Fingerprint,
        /// It was so new that it may have changed without looking another way.
        fresh: bool,
    },
    /// It changed: what was read may be of two versions.
    Moved,
    /// It is not read until it changes; the document says why.
    Refused,
    /// It could not be read this time; the document says why.
    Failed,
    /// It was not there any more.
    Gone,
}

/// What reads a document of a name from its bytes: [`format::parse`], or something stricter.
pub type Parse = fn(&[u8], &Arc<str>, &Context) -> Document;

/// Reads the document at `path`, whose posts go by `source`. Whatever is wrong with it is a problem
/// of the document.
#[must_use]
pub fn read_document(
    path: &Path,
    source: &Arc<str>,
    conventions: &Conventions,
    parse: Parse,
) -> Reading {
    match disk::read(path, conventions.reach) {
        Ok(Contents { bytes, fingerprint, whole, fresh }) => {
            let modified = fingerprint.modified();
            let document = parse_with(parse, &bytes, path, source, modified, conventions);
            let file =
                if whole { FileState::Still { fingerprint, fresh } } else { FileState::Moved };
            Reading { document, file }
        }
        Err(unread) => {
            let (reason, file) = match unread {
                Unread::Gone => ("not there".to_owned(), FileState::Gone),
                Unread::Refused(reason) => (reason, FileState::Refused),
                Unread::Failed(reason) => (reason, FileState::Failed),
            };
            Reading { document: Document::unreadable(Problem::new(1, reason)), file }
        }
    }
}

/// Reads a document from memory.
#[must_use]
pub fn parse(
    bytes: &[u8],
    path: &Path,
    source: &Arc<str>,
    modified: Option<jiff::Timestamp>,
    conventions: &Conventions,
) -> Document {
    parse_with(format::parse, bytes, path, source, modified, conventions)
}

fn parse_with(
    parse: Parse,
    bytes: &[u8],
    path: &Path,
    source: &Arc<str>,
    modified: Option<jiff::Timestamp>,
    conventions: &Conventions,
) -> Document {
    let context = Context {
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        modified,
        zone: conventions.zone.clone(),
        year: conventions.year,
    };
    // No bytes are known to make the formats panic. Should some be found, it costs the document
    // they stand in, and not the session.
    catch_unwind(AssertUnwindSafe(|| parse(bytes, source, &context))).unwrap_or_else(|_| {
        tracing::error!(%source, "a panic while reading");
        Document::unreadable(Problem::new(
            1,
            "not read, for a fault of this program: please report it",
        ))
    })
}
