//! The JSON that live pages of the BBC are made of ("tipo"): each text stands at the end of a tree of blocks.

use serde::Deserialize;

use super::json::{Scalar, gather, lenient};
use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Source, labels};
use crate::news::dating::Context;
use crate::news::post::TimeSource;

mod blocks;
use blocks::Tree;

/// The format.
pub const FORMAT: Format = Format {
    name: "bbc",
    words: "BBC page data",
    known_by: "it has the `results` of a text stream, with `dates` and `header`",
    read,
};

/// Where the summary stands, and where posts do: of a page, and of a text stream alone.
const PATHS: [&[&str]; 6] = [
    &["data", "summaryPoints", "content"],
    &["summaryPoints", "content"],
    &["data", "liveTextStream", "content", "data", "results", "[]"],
    &["liveTextStream", "content", "data", "results", "[]"],
    &["data", "results", "[]"],
    &["results", "[]"],
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Post<'a> {
    #[serde(borrow)]
    urn: Scalar<'a>,
    #[serde(rename = "type")]
    kind: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    options: Options<'a>,
    #[serde(deserialize_with = "lenient")]
    dates: Dates<'a>,
    header: Tree<'a>,
    content: Tree<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Options<'a> {
    #[serde(borrow, rename = "isBreakingNews")]
    is_breaking: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Dates<'a> {
    #[serde(borrow, rename = "firstPublished")]
    first_published: Scalar<'a>,
    #[serde(rename = "lastPublished")]
    last_published: Scalar<'a>,
    curated: Scalar<'a>,
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    let outline = source.outline();
    if !["data", "results", "liveTextStream"].iter().any(|key| outline.has(key)) {
        return None;
    }
    let found = gather(source.text, &PATHS);
    let posts = || found.0.iter().filter(|(which, _)| *which > 1);
    let (_, first) = posts().next()?;
    let keys = super::json::Outline::of(first.get());
    if !keys.has("dates") || !(keys.has("header") || keys.has("content")) {
        return None;
    }
    let mut reading = Reading::new(context);
    // The summary carries the time of the newest post of its page.
    let newest = posts().filter_map(|(_, raw)| {
        let post: Dated = serde_json::from_str(raw.get()).ok()?;
        post.dates.first_published.said()
    });
    let newest = newest.max_by_key(|stamp| stamp.parse::<jiff::Timestamp>().ok());
    reading.each(source, found, |reading, which, raw, line| {
        if which > 1 {
            reading.add_read(raw, line, Post::into_record);
        } else {
            reading.add_read(raw, line, |points: Tree| summary(&points, newest.clone()));
        }
    });
    Some(reading.finish(&FORMAT))
}

/// A post of which only the time is asked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Dated<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    dates: Dates<'a>,
}

/// The points above the posts; an empty box makes none.
fn summary<'a>(points: &Tree<'a>, time: Option<Text<'a>>) -> Option<PostRecord<'a>> {
    let body = points.blocks();
    (!body.is_empty()).then(|| PostRecord {
        headline: Some("Summary".into()),
        kinds: vec!["summary".into()],
        first_created: time,
        time_source: Some(TimeSource::Page),
        body,
        ..PostRecord::default()
    })
}

impl<'a> Post<'a> {
    fn into_record(mut self) -> Option<PostRecord<'a>> {
        if self.kind.0.as_deref().is_some_and(|kind| kind != "POST") {
            return None;
        }
        let headline = self.header.line("headline");
        let above = self.header.line("subheadline");
        let mut kinds: Vec<Text> = Vec::new();
        if self.options.is_breaking.is_true() {
            kinds.push("breaking".into());
        }
        let label = labels::kind(&above);
        let by: Vec<ByRecord> = self.header.take_contributors();
        let by = if by.is_empty() { self.content.take_contributors() } else { by };
        let mut body = Vec::new();
        if label.is_none() && !above.is_empty() {
            body.push(BlockRecord::subhead(above));
        }
        kinds.extend(label);
        body.extend(self.content.blocks());
        let Dates { first_published, last_published, curated } = self.dates;
        Some(PostRecord {
            uri: self.urn.said(),
            headline: Text::from(headline).present(),
            first_created: first_published.said().or(curated.said()),
            version_created: last_published.said(),
            kinds,
            by,
            body,
            ..PostRecord::default()
        })
    }
}

#[cfg(test)]
mod tests;
