//! The text of a document → posts and problems. This cannot fail: one malformed document is a
//! line in a list, never an error that stops the reading.

use std::sync::Arc;

use super::dating::Context;
use super::post::{Post, Problem};
use decode::decode;

mod article;
mod byline;
mod decode;
mod find;
mod furniture;
mod header;
mod lines;
mod live_page;
pub mod liveblog;
mod markers;
mod picture;
mod stamp;
mod words;

/// The longest line of a text document, and the longest text in JSON, in bytes: the rest of it is cut and named. A real
/// paragraph is under 20 KB.
pub(super) const MAX_LINE: usize = 256 * 1024;

/// Problems of one document that are told one by one: whoever mends it starts with the first.
const MOST_PROBLEMS: usize = 100;

/// What is wrong with a post that is left out.
const SAYS_NOTHING: &str = "a post with neither headline nor body";

/// What a document was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Our own canonical form, as one JSON object.
    LiveblogJson,
    /// The same, one post a line.
    LiveblogLines,
    /// A live page dumped to text.
    LivePage,
    /// Other prose.
    Article,
    /// Nothing that can be read: there is a problem that says why.
    Unreadable,
}

impl Format {
    /// The words for it on the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Format::LiveblogJson => "liveblog/1 (JSON)",
            Format::LiveblogLines => "liveblog/1 (NDJSON)",
            Format::LivePage => "live page",
            Format::Article => "article",
            Format::Unreadable => "not read",
        }
    }
}

/// What was read of one document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it was taken for.
    pub format: Format,
    /// Its posts, in document order.
    pub posts: Vec<Post>,
    /// What could not be read, in document order.
    pub problems: Vec<Problem>,
}

impl Document {
    /// A document of which nothing could be read.
    #[must_use]
    pub fn unreadable(problem: Problem) -> Document {
        Document { format: Format::Unreadable, posts: Vec::new(), problems: vec![problem] }
    }

    /// Tells its posts where they stand.
    pub fn set_name(&mut self, name: &Arc<str>) {
        for (place, post) in self.posts.iter_mut().enumerate() {
            post.document = Arc::clone(name);
            post.place = u32::try_from(place).unwrap_or(u32::MAX);
            let provenance = post.provenance.as_deref_mut();
            if let Some(provenance) = provenance.filter(|it| it.source.as_deref() == Some(name)) {
                provenance.source = None;
                post.provenance = std::mem::take(provenance).kept();
            }
        }
    }
}

/// Reads the document of a name.
#[must_use]
pub fn parse(bytes: &[u8], name: &Arc<str>, context: &Context) -> Document {
    let (text, mut problems) = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(problem) => return Document::unreadable(problem),
    };
    let sound = liveblog::read_sound_object(&text, context);
    let mut document = sound.unwrap_or_else(|| match detect(&text) {
        Format::LiveblogJson => liveblog::read_object(&text, context),
        Format::LiveblogLines => liveblog::read_lines(&text, context),
        Format::Unreadable => Document::unreadable(why_unreadable(&text)),
        Format::LivePage | Format::Article => {
            let lines = lines::split(&text, MAX_LINE, &mut problems);
            live_page::read(&lines, &text, context)
                .unwrap_or_else(|| article::read(&lines, &text, context))
        }
    });
    document.set_name(name);
    problems.append(&mut document.problems);
    document.problems = in_order(problems);
    document
}

/// Reads the document of a name as [`parse`] does, and names as well what is read, and is against the
/// schema of its form.
#[must_use]
pub fn parse_strictly(bytes: &[u8], name: &Arc<str>, context: &Context) -> Document {
    let mut document = parse(bytes, name, context);
    let (problems, format) = (&mut document.problems, document.format);
    // The rest of them is left out.
    if problems.len() <= MOST_PROBLEMS
        && let Ok((text, _)) = decode(bytes)
    {
        let is_told = |line| problems.iter().any(|problem| problem.line == line);
        let mut found = liveblog::contract::violations(&text, format);
        found.retain(|violation| !is_told(violation.line));
        problems.append(&mut found);
        *problems = in_order(std::mem::take(problems));
    }
    document
}

/// Notes a problem, behind those of the lines above. Of those that will only be counted, nobody needs the
/// words: a document may have millions.
fn tell(problems: &mut Vec<Problem>, line: usize, what: impl FnOnce() -> String) {
    let is_told = problems.len() < MOST_PROBLEMS;
    problems.push(Problem::new(line, if is_told { what() } else { String::new() }));
}

/// Problems by their lines, as many as are told.
fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.line);
    if let Some(first) = problems.get(MOST_PROBLEMS).map(|problem| problem.line) {
        let more = problems.len() - MOST_PROBLEMS;
        problems.truncate(MOST_PROBLEMS);
        problems.push(Problem::new(first, format!("and {more} more problems from here on")));
    }
    problems
}

/// What a text is, by its content: first match wins. Live pages are told from other prose by their
/// lines, later.
fn detect(text: &str) -> Format {
    let start = text.trim_start();
    if start.starts_with('{') {
        return liveblog::detect(start).unwrap_or(Format::Unreadable);
    }
    if start.starts_with('[') && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok() {
        return Format::Unreadable;
    }
    if is_markup(start) {
        return Format::Unreadable;
    }
    Format::Article
}

fn is_markup(start: &str) -> bool {
    let begins = |tag: &&[u8]| {
        start.as_bytes().get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    [&b"<!doctype"[..], b"<html", b"<?xml", b"<rss", b"<feed"].iter().any(begins)
}

fn why_unreadable(text: &str) -> Problem {
    let start = text.trim_start();
    if is_markup(start) {
        return Problem::new(1, "HTML or XML, which is not read yet");
    }
    let before = text.len() - start.len();
    let line = 1 + text.bytes().take(before).filter(|byte| *byte == b'\n').count();
    match serde_json::from_str::<serde::de::IgnoredAny>(start) {
        Ok(_) => Problem::new(line, "JSON, but its `format` is not liveblog/1"),
        Err(error) => liveblog::syntax_problem(&error, line),
    }
}
