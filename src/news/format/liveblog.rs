//! `liveblog/1`, our own canonical form: one JSON object, or the same object with empty `posts` and
//! then one post a line. What is written here and read again is the same.
//!
//! Field names follow IPTC ninjs 3.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde_json::value::RawValue;

use super::{Document, Format, MAX_LINE, SAYS_NOTHING, find, tell};
use crate::news::dating::{self, Context};
use crate::news::post::{Moment, Post, PostTime, Problem, Status, TimeSource};
use record::{PostRecord, SoundRecord};

pub mod contract;
mod object;
mod record;
mod text;

/// The value of `format` in every document of this form.
pub const FORMAT: &str = "liveblog/1";

/// Whether a text that begins with `{` is of this form, and in which of its two shapes.
#[must_use]
pub fn detect(start: &str) -> Option<Format> {
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    if let Ok(record::Head { format: Some(format) }) = serde_json::from_str(first) {
        let more = !rest.trim().is_empty();
        let shape = if more { Format::LiveblogLines } else { Format::LiveblogJson };
        return (format == FORMAT).then_some(shape);
    }
    let (found, _) = object::read::<&RawValue>(start);
    (found.format? == FORMAT).then_some(Format::LiveblogJson)
}

/// Reads the one object in one go, as most are written: `None` if it is not of this form, or if
/// anything in it is wrong.
#[must_use]
pub fn read_sound_object(text: &str, context: &Context) -> Option<Document> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let (found, None) = object::read::<SoundRecord>(text) else { return None };
    if found.format? != FORMAT {
        return None;
    }
    let mut reading = Reading::new(context);
    reading.set_zone(found.timezone.as_deref());
    found.posts.into_iter().for_each(|post| reading.add(post.0, text.len(), 1));
    reading.problems.is_empty().then(|| reading.finish(Format::LiveblogJson))
}

/// Reads the one object post by post. A broken document gives the posts before the break.
#[must_use]
pub fn read_object(text: &str, context: &Context) -> Document {
    let (found, broken) = object::read(text);
    let mut reading = Reading::new(context);
    reading.set_zone(found.timezone.as_deref());
    let (mut counted, mut line) = (0, 1);
    for post in found.posts {
        let at = offset_in(text, post).max(counted);
        line += text.get(counted..at).unwrap_or_default().matches('\n').count();
        counted = at;
        reading.add_raw(post, line);
    }
    reading.problems.extend(broken.map(|error| syntax_problem(&error, 1)));
    reading.finish(Format::LiveblogJson)
}

/// Reads one post a line, below the line of the document itself.
#[must_use]
pub fn read_lines(text: &str, context: &Context) -> Document {
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
    reading.finish(Format::LiveblogLines)
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

/// Says where JSON is broken and why. `first` is the line on which the JSON begins.
#[must_use]
pub fn syntax_problem(error: &serde_json::Error, first: usize) -> Problem {
    Problem::new(first + error.line().saturating_sub(1), broken(error))
}

fn broken(error: &serde_json::Error) -> String {
    format!("broken JSON: {}, at column {}", without_place(error), error.column())
}

/// What is wrong, without the place, which counts from the beginning of a part.
fn without_place(error: &serde_json::Error) -> String {
    let mut what = error.to_string();
    if let Some(at) = what.rfind(" at line ") {
        what.truncate(at);
    }
    what
}

/// Where a value borrowed from `text` begins, in bytes.
fn offset_in(text: &str, value: &RawValue) -> usize {
    (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Posts read so far, and the times that are still to be found.
struct Reading<'a> {
    context: Cow<'a, Context>,
    posts: Vec<Post>,
    undated: Vec<bool>,
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    fn new(context: &'a Context) -> Reading<'a> {
        Reading {
            context: Cow::Borrowed(context),
            posts: Vec::new(),
            undated: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Times without an offset are of the zone that the document names.
    fn set_zone(&mut self, name: Option<&str>) {
        if let Some(zone) = name.and_then(|name| TimeZone::get(name).ok()) {
            self.context.to_mut().zone = zone;
        }
    }

    fn tell(&mut self, line: usize, what: impl FnOnce() -> String) {
        tell(&mut self.problems, line, what);
    }

    fn add_raw(&mut self, raw: &RawValue, line: usize) {
        match serde_json::from_str(raw.get()) {
            Ok(record) => self.add(record, raw.get().len(), line),
            Err(error) => {
                let line = line + error.line().saturating_sub(1);
                self.tell(line, || format!("a post that does not fit: {}", without_place(&error)));
            }
        }
    }

    /// Adds a post that is written in `size` bytes, or in fewer.
    fn add(&mut self, record: PostRecord, size: usize, line: usize) {
        let mut moment_of = |stamp: Option<&str>, name: &str| {
            let stamp = stamp?;
            let moment = moment(stamp, &self.context);
            if moment.is_none() {
                let shown = |stamp: &str| stamp.chars().take(40).collect::<String>();
                let what = || format!("{name} `{}` is no time", shown(stamp));
                tell(&mut self.problems, line, what);
            }
            moment
        };
        let created = moment_of(record.first_created.as_deref(), "firstCreated");
        let updated = moment_of(record.version_created.as_deref(), "versionCreated");
        let source = record.time_source.unwrap_or(TimeSource::Printed);
        let says_none = record.time_source == Some(TimeSource::None);
        let mut post = Post {
            time: PostTime {
                moment: created,
                source: if created.is_some() { source } else { TimeSource::None },
            },
            ..Post::from(record)
        };
        if updated.is_some() {
            post.provenance.get_or_insert_default().updated = updated;
        }
        let cut = |text: &str| text.len() > MAX_LINE - 4;
        if size > MAX_LINE && post.body.texts().any(cut) {
            self.tell(line, || format!("a text of over {MAX_LINE} bytes: cut there"));
        }
        if post.says_nothing() && post.status == Status::Usable {
            return self.tell(line, || SAYS_NOTHING.to_owned());
        }
        self.posts.push(post);
        self.undated.push(says_none);
    }

    /// Gives posts without a time that of a neighbour, or of the file, but for those that say
    /// themselves that it is not known.
    fn finish(mut self, format: Format) -> Document {
        let times = dating::fill(self.posts.iter().map(|post| post.time).collect(), &self.context);
        for ((post, time), undated) in self.posts.iter_mut().zip(times).zip(self.undated) {
            if !undated {
                post.time = time;
            }
        }
        Document { format, posts: self.posts, problems: self.problems }
    }
}

/// Reads an ISO 8601 stamp; one without an offset is of the context's zone.
fn moment(text: &str, context: &Context) -> Option<Moment> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        let offset = offset_of(text).unwrap_or(Offset::UTC);
        return Some(Moment { instant, offset });
    }
    let civil: DateTime = text.parse().ok()?;
    dating::moment(civil, &context.zone)
}

/// The offset at the end of a stamp that is known to be one: `+01:00`, `+0100`, `Z`.
fn offset_of(text: &str) -> Option<Offset> {
    let at = text.rfind(['+', '-', 'Z', 'z'])?;
    let (_, tail) = text.split_at_checked(at)?;
    let digits: String = tail.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    let seconds = (hours * 60 + minutes) * 60;
    Offset::from_seconds(if tail.starts_with('-') { -seconds } else { seconds }).ok()
}

#[cfg(test)]
mod tests;
