//! The text of a document → posts and problems. This cannot fail: one malformed document is a
//! line in a list, never an error that stops the reading.

use std::convert::identity;
use std::sync::Arc;

use super::dating::Context;
use super::post::{Post, Problem};
pub use article::FORMAT as ARTICLE;
use decode::decode;
pub use live_page::FORMAT as LIVE_PAGE;
pub use source::{Shape, Source};

mod article;
mod aside;
mod atom;
mod bbc;
mod byline;
mod credits;
mod decode;
mod dump;
pub mod explain;
mod find;
mod front_matter;
mod furniture;
mod guardian;
mod header;
mod json;
mod json_feed;
mod json_ld;
mod kinds;
mod labels;
mod lead;
mod lines;
mod live_page;
pub mod liveblog;
mod liveblog3;
mod mail;
mod markers;
mod markup;
mod mastodon;
mod media;
mod newsml;
mod ninjs;
mod nitf;
mod page;
mod picture;
mod publishers;
mod reading;
mod record;
mod rss;
mod scope;
mod shared;
mod source;
mod stamp;
mod stamps;
mod telegram;
mod text;
mod web_article;
mod web_live;
mod wire;
mod wordpress;
mod words;
mod xml;

/// The longest line of a text document, and the longest text in JSON, in bytes: the rest of it is cut and named. A real
/// paragraph is under 20 KB.
pub(super) const MAX_LINE: usize = 256 * 1024;

/// Problems of one document that are told one by one: whoever mends it starts with the first.
const MOST_PROBLEMS: usize = 100;

/// What is wrong with a post that is left out.
const SAYS_NOTHING: &str = "a post with neither headline nor body";

/// Every format, by what its text begins with: the first that takes a document reads it.
const TABLE: &[(Shape, &Format)] = &[
    (Shape::Object, &liveblog::JSON),
    (Shape::Object, &liveblog::LINES),
    (Shape::Object, &json_feed::FORMAT),
    (Shape::Object, &guardian::FORMAT),
    (Shape::Object, &liveblog3::FORMAT),
    (Shape::List, &liveblog3::FORMAT),
    (Shape::Object, &ninjs::FORMAT),
    (Shape::List, &ninjs::FORMAT),
    (Shape::Object, &wordpress::FORMAT),
    (Shape::List, &wordpress::FORMAT),
    (Shape::Object, &telegram::FORMAT),
    (Shape::Object, &mastodon::FORMAT),
    (Shape::Object, &bbc::FORMAT),
    (Shape::Object, &front_matter::FORMAT),
    (Shape::Markup, &rss::FORMAT),
    (Shape::Markup, &atom::FORMAT),
    (Shape::Markup, &nitf::FORMAT),
    (Shape::Markup, &newsml::FORMAT),
    (Shape::Markup, &web_live::FORMAT),
    (Shape::Markup, &web_article::FORMAT),
    (Shape::Text, &front_matter::FORMAT),
    (Shape::Text, &wire::IPTC_7901),
    (Shape::Text, &wire::ANPA_1312),
    (Shape::Text, &live_page::FORMAT),
    (Shape::Text, &dump::FORMAT),
    (Shape::Text, &article::FORMAT),
];

/// Every format that a document may be taken for. One that documents of two shapes have comes twice.
pub fn all() -> impl Iterator<Item = &'static Format> {
    TABLE.iter().map(|(_, format)| *format)
}

/// A form that documents have.
#[derive(Debug)]
pub struct Format {
    /// What it is called by programs: one word.
    pub name: &'static str,
    /// What it is called on the screen.
    pub words: &'static str,
    /// What a document of it is known by.
    pub known_by: &'static str,
    /// Reads a document; `None` for one that is not of this form.
    read: fn(&Source, &Context) -> Option<Document>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

/// What no format takes: there is a problem that says why.
pub const UNREADABLE: Format = Format {
    name: "unreadable",
    words: "not read",
    known_by: "no format takes it",
    read: |_, _| None,
};

/// What was read of one document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it was taken for.
    pub format: &'static Format,
    /// Its posts, in document order.
    pub posts: Vec<Post>,
    /// What could not be read, in document order.
    pub problems: Vec<Problem>,
}

impl Document {
    /// A document of which nothing could be read.
    #[must_use]
    pub fn unreadable(problem: Problem) -> Document {
        Document { format: &UNREADABLE, posts: Vec::new(), problems: vec![problem] }
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
    // Most of our own are sound, and then one look is enough.
    let sound = liveblog::read_sound_object(&text, context);
    let mut document = sound.unwrap_or_else(|| {
        let whole = json::whole(&text);
        let source = Source::of(&text, &whole, &mut problems);
        let formats = TABLE.iter().filter(|(shape, _)| *shape == source.shape);
        let read = formats.map(|(_, format)| (format.read)(&source, context)).find_map(identity);
        read.unwrap_or_else(|| Document::unreadable(source.why_unreadable()))
    });
    if ![&ARTICLE, &liveblog::JSON, &liveblog::LINES].contains(&document.format) {
        kinds::infer(&mut document.posts);
    }
    document.set_name(name);
    problems.append(&mut document.problems);
    document.problems = in_order(problems);
    document
}

/// Reads a text that stands in a document of another form: as an article only if it may be one.
fn read_text(text: &Source, context: &Context, may_be_article: bool) -> Option<Document> {
    let formats = TABLE.iter().filter(|(shape, format)| {
        *shape == Shape::Text && (may_be_article || **format != article::FORMAT)
    });
    formats.map(|(_, format)| (format.read)(text, context)).find_map(identity)
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

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    /// A context in which nothing is assumed but what the tests say.
    pub fn context() -> Context {
        Context {
            name: "sample".to_owned(),
            modified: "2025-06-02T12:00:00Z".parse().ok(),
            zone: TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC),
            year: None,
        }
    }

    /// Reads a document of a format's tests.
    pub fn read_sample(text: &str) -> Document {
        parse(text.as_bytes(), &"sample".into(), &context())
    }

    #[test]
    fn each_format_has_a_fuzz_target_by_its_name() {
        let manifest = include_str!("../../../tests/fuzz/Cargo.toml");
        for format in all() {
            let target = format!("name = \"{}\"\npath = \"targets/parser.rs\"", format.name);
            assert!(manifest.contains(&target), "{}", format.name);
        }
    }

    #[test]
    fn names_are_those_of_one_format() {
        let mut formats: Vec<(&str, &str)> =
            all().chain([&UNREADABLE]).map(|format| (format.name, format.words)).collect();
        formats.sort_unstable();
        formats.dedup();
        for (at, (name, words)) in formats.iter().enumerate() {
            let others = || formats.iter().skip(at + 1);
            assert!(
                others().all(|(other, said)| other != name && said != words),
                "{name}: {words}"
            );
            assert!(!name.is_empty() && !name.contains(' '), "{name}");
        }
    }
}
