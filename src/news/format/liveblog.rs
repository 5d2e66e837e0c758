//! `liveblog/1`, our own canonical form: one JSON object, or the same object with empty `posts` and
//! then one post a line. What is written here and read again is the same.
//!
//! Field names follow IPTC ninjs 3.

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::reading::{Lines, Reading, broken, syntax_problem};
use super::record::{Head, PostRecord, SoundRecord};
use super::{Document, Format, Source, find};
use crate::news::dating::Context;
use crate::news::post::Post;

pub mod contract;
mod object;

/// The value of `format` in every document of this form.
pub const FORMAT: &str = "liveblog/1";

/// One JSON object.
pub const JSON: Format = Format {
    name: "liveblog-json",
    words: "liveblog/1 (JSON)",
    known_by: "its `format` is liveblog/1",
    read: |source, context| {
        let text = says_so(source).filter(|text| is_one_object(text))?;
        Some(read_object(text, context))
    },
};

/// The same object with empty posts, and then one post a line.
pub const LINES: Format = Format {
    name: "liveblog-lines",
    words: "liveblog/1 (NDJSON)",
    known_by: "the `format` of its first line is liveblog/1",
    read: |source, context| {
        let text = says_so(source).filter(|text| !is_one_object(text) && begins_with_head(text))?;
        Some(read_lines(text, context))
    },
};

/// The text of a document, if its `format` is this one.
fn says_so<'t>(source: &Source<'t>) -> Option<&'t str> {
    let format = source.outline().text("format");
    format.filter(|format| *format == FORMAT).map(|_| source.as_written)
}

/// Whether the first line is an object of this form.
fn begins_with_head(text: &str) -> bool {
    let (first, _) = text.trim_start().split_once('\n').unwrap_or((text, ""));
    let head = serde_json::from_str::<Head>(first).ok();
    head.and_then(|head| head.format).is_some_and(|format| format == FORMAT)
}

/// Whether a text is one object of this form, rather than one a line.
fn is_one_object(text: &str) -> bool {
    let start = text.trim_start();
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    if let Ok(Head { format: Some(format) }) = serde_json::from_str(first) {
        return format == FORMAT && rest.trim().is_empty();
    }
    let (found, _) = object::read::<&RawValue>(start);
    found.format.is_some_and(|format| format == FORMAT)
}

/// Reads the one object in one go, as most are written: `None` if it is not of this form, or if
/// anything in it is wrong.
#[must_use]
pub fn read_sound_object(text: &str, context: &Context) -> Option<Document> {
    let may_be = text.trim_start().starts_with('{')
        && memchr::memmem::find(text.as_bytes(), FORMAT.as_bytes()).is_some();
    if !may_be {
        return None;
    }
    let (found, None) = object::read::<SoundRecord>(text) else { return None };
    if found.format? != FORMAT {
        return None;
    }
    let mut reading = Reading::new(context);
    reading.set_zone(found.timezone.as_deref());
    found.posts.into_iter().for_each(|post| reading.add(post.0, text.len(), 1));
    reading.problems.is_empty().then(|| reading.finish(&JSON))
}

/// Reads the one object post by post. A broken document gives the posts before the break.
fn read_object(text: &str, context: &Context) -> Document {
    let (found, broken) = object::read(text);
    let mut reading = Reading::new(context);
    reading.set_zone(found.timezone.as_deref());
    let mut lines = Lines::new(text);
    for post in found.posts {
        let line = lines.of(post);
        reading.add_raw(post, line);
    }
    reading.problems.extend(broken.map(|error| syntax_problem(&error, 1)));
    reading.finish(&JSON)
}

/// Reads one post a line, below the line of the document itself.
fn read_lines(text: &str, context: &Context) -> Document {
    let mut reading = Reading::new(context);
    let mut head = true;
    for (index, line) in find::lines(text).enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if head {
            head = false;
            let (found, broken) = object::read(line);
            reading.set_zone(found.timezone.as_deref());
            for post in found.posts {
                reading.add_raw(post, index + 1);
            }
            reading.problems.extend(broken.map(|error| syntax_problem(&error, 1)));
            continue;
        }
        let line = line.trim();
        match serde_json::from_str::<PostRecord>(line) {
            Ok(post) => reading.add(post, line.len(), index + 1),
            // Either the JSON is broken, or the post alone.
            Err(_) => match serde_json::from_str::<&RawValue>(line) {
                Ok(post) => reading.add_raw(post, index + 1),
                Err(error) => reading.tell(index + 1, || broken(&error)),
            },
        }
    }
    reading.finish(&LINES)
}

/// One post in this form, as one line of JSON without a line break.
#[must_use]
pub fn write_post(post: &Post) -> String {
    serde_json::to_string(&PostRecord::from(post)).unwrap_or_default()
}

/// The same for a post that was edited `at` that time, which its document may not say itself.
#[must_use]
pub fn write_edited(post: &Post, at: Timestamp) -> String {
    let mut record = PostRecord::from(post);
    record.say_updated(at);
    serde_json::to_string(&record).unwrap_or_default()
}

#[cfg(test)]
mod tests;
