//! Records of posts → posts, as they come in a document: each is made safe and dated, and what is wrong with it
//! is told with its line.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::PostRecord;
use super::stamps::moment;
use super::{Document, Format, MAX_LINE, SAYS_NOTHING, Source, json, tell};
use crate::news::dating::{self, Context};
use crate::news::post::{Post, PostTime, Problem, Status, TimeSource};

/// Posts read so far, and the times that are still to be found.
pub struct Reading<'a> {
    context: Cow<'a, Context>,
    posts: Vec<Post>,
    undated: Vec<bool>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    /// Nothing yet.
    #[must_use]
    pub fn new(context: &'a Context) -> Reading<'a> {
        Reading {
            context: Cow::Borrowed(context),
            posts: Vec::new(),
            undated: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Times without an offset are of the zone that the document names.
    pub fn set_zone(&mut self, name: Option<&str>) {
        if let Some(zone) = name.and_then(|name| TimeZone::get(name).ok()) {
            self.context.to_mut().zone = zone;
        }
    }

    /// Tells of something that could not be read.
    pub fn tell(&mut self, line: usize, what: impl FnOnce() -> String) {
        tell(&mut self.problems, line, what);
    }

    /// Adds a post as it stands in JSON.
    pub fn add_raw(&mut self, raw: &RawValue, line: usize) {
        self.add_read(raw, line, Some);
    }

    /// Reads what stands behind some paths of a JSON document ([`json::gather`]), each as a `T`, and adds the posts
    /// that `record` makes of them.
    pub fn add_all<'t, T: Deserialize<'t>>(
        &mut self,
        source: &Source<'t>,
        paths: &[&[&str]],
        record: impl FnMut(T) -> Option<PostRecord<'t>>,
    ) {
        self.add_found(source, json::gather(source.text, paths), record);
    }

    /// The same of what was found in it already.
    pub fn add_found<'t, T: Deserialize<'t>>(
        &mut self,
        source: &Source<'t>,
        found: json::Found<'t>,
        mut record: impl FnMut(T) -> Option<PostRecord<'t>>,
    ) {
        self.each(source, found, |reading, _, raw, line| reading.add_read(raw, line, &mut record));
    }

    /// Goes through what was found in a JSON document: which path led there, the value, and its line. What broke it
    /// off is told.
    pub fn each<'t>(
        &mut self,
        source: &Source<'t>,
        (found, broken): json::Found<'t>,
        mut with: impl FnMut(&mut Reading<'a>, usize, &'t RawValue, usize),
    ) {
        let mut lines = Lines::new(source.text);
        for (which, raw) in found {
            with(self, which, raw, lines.of(raw));
        }
        self.problems.extend(broken.map(|error| syntax_problem(&error, 1)));
    }

    /// Reads a value as a `T`, and adds the post that `record` makes of it: none of what is no post, or is withheld.
    pub fn add_read<'t, T: Deserialize<'t>>(
        &mut self,
        raw: &'t RawValue,
        line: usize,
        record: impl FnOnce(T) -> Option<PostRecord<'t>>,
    ) {
        if let Some(record) = self.read(raw, line).and_then(record) {
            self.add(record, raw.get().len(), line);
        }
    }

    /// Reads a value as a `T`; one that does not fit is told.
    pub fn read<'t, T: Deserialize<'t>>(&mut self, raw: &'t RawValue, line: usize) -> Option<T> {
        match serde_json::from_str(raw.get()) {
            Ok(value) => Some(value),
            Err(error) => {
                let line = line + error.line().saturating_sub(1);
                self.tell(line, || format!("a post that does not fit: {}", without_place(&error)));
                None
            }
        }
    }

    /// Adds a post that is written in `size` bytes, or in fewer.
    pub fn add(&mut self, record: PostRecord, size: usize, line: usize) {
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
        let mut post = Post { time: PostTime::new(created, source), ..Post::from(record) };
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
    #[must_use]
    pub fn finish(mut self, format: &'static Format) -> Document {
        let times = dating::fill(self.posts.iter().map(|post| post.time).collect(), &self.context);
        for ((post, time), undated) in self.posts.iter_mut().zip(times).zip(self.undated) {
            if !undated {
                post.time = time;
            }
        }
        Document { format, posts: self.posts, problems: self.problems }
    }
}

/// Counts lines up to places that come in their order.
#[derive(Default)]
pub struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    /// At the first line.
    #[must_use]
    pub fn new(text: &'t str) -> Lines<'t> {
        Lines { text, counted: 0, line: 1 }
    }

    /// The line of a place.
    pub fn at(&mut self, at: usize) -> usize {
        let at = at.max(self.counted).min(self.text.len());
        let between = self.text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.counted = at;
        self.line
    }

    /// The line that a value borrowed from the text begins on.
    pub fn of(&mut self, value: &RawValue) -> usize {
        self.at((value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize))
    }
}

/// Says where JSON is broken and why. `first` is the line on which the JSON begins.
#[must_use]
pub fn syntax_problem(error: &serde_json::Error, first: usize) -> Problem {
    Problem::new(first + error.line().saturating_sub(1), broken(error))
}

pub fn broken(error: &serde_json::Error) -> String {
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
