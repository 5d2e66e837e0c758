//! The sample coverage that the program carries: what it opens where no folder is given.

use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::disk;
use super::reading::{self, Conventions};
use crate::news::format::Document;

macro_rules! sample {
    ($name:literal) => {
        ($name, include_str!(concat!("../../seeds/", $name)))
    };
}

/// The sample documents, by name.
pub const DOCUMENTS: [(&str, &str); 5] = [
    sample!("2025-05-15-istanbul-waiting-live.txt"),
    sample!("2025-05-16-istanbul-first-round-live.txt"),
    sample!("2025-06-02-1030-before-the-talks-report.txt"),
    sample!("2025-06-02-1745-after-the-talks-report.txt"),
    sample!("2025-06-02-istanbul-second-round-live.txt"),
];

/// The sample documents, read. Their times are London's unless they say otherwise.
pub fn documents() -> impl Iterator<Item = (Arc<str>, Option<Document>)> {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let conventions = Conventions { zone, year: None, reach: disk::Reach::default() };
    DOCUMENTS.into_iter().map(move |(name, text)| {
        let source = Arc::from(name);
        let document =
            reading::parse(text.as_bytes(), Path::new(name), &source, None, &conventions);
        (source, Some(document))
    })
}
