//! The text of a document, as formats look at it: what several of them ask for is found once.

use super::json::Outline;
use super::lines::{self, Line};
use super::reading::syntax_problem;
use super::{MAX_LINE, find};
use crate::news::post::Problem;

/// What a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{`: a JSON object, or one a line.
    Object,
    /// `[`: a list in JSON.
    List,
    /// `<`: HTML or XML.
    Markup,
    /// Anything else.
    Text,
}

/// The text of a document.
#[derive(Debug)]
pub struct Source<'t> {
    /// All of it. Where it is JSON, no half of a character is written in it.
    pub text: &'t str,
    /// The same as the document has it.
    pub as_written: &'t str,
    /// What it begins with.
    pub shape: Shape,
    outline: Outline<'t>,
    lines: Vec<Line<'t>>,
}

impl<'t> Source<'t> {
    /// A text. What is wrong with its lines is a problem.
    #[must_use]
    pub fn new(text: &'t str, problems: &mut Vec<Problem>) -> Source<'t> {
        Source::of(text, text, problems)
    }

    /// A text, and the same with no half of a character in it if it is JSON.
    #[must_use]
    pub fn of(as_written: &'t str, whole: &'t str, problems: &mut Vec<Problem>) -> Source<'t> {
        let shape = shape(as_written.trim_start());
        let is_json = matches!(shape, Shape::Object | Shape::List);
        let text = if is_json { whole } else { as_written };
        Source {
            text,
            as_written,
            shape,
            outline: if is_json { Outline::of(text) } else { Outline::default() },
            lines: match shape {
                Shape::Text => lines::split(text, MAX_LINE, problems),
                _ => Vec::new(),
            },
        }
    }

    /// Its outermost keys, where it is JSON.
    #[must_use]
    pub fn outline(&self) -> &Outline<'t> {
        &self.outline
    }

    /// Its lines, where it is neither JSON nor markup.
    #[must_use]
    pub fn lines(&self) -> &[Line<'t>] {
        &self.lines
    }

    /// Why no format takes it.
    #[must_use]
    pub fn why_unreadable(&self) -> Problem {
        let start = self.text.trim_start();
        if self.shape == Shape::Markup {
            return Problem::new(1, "HTML or XML of no form that is known");
        }
        let before = self.text.len() - start.len();
        let line = 1 + self.text.bytes().take(before).filter(|byte| *byte == b'\n').count();
        match serde_json::from_str::<serde::de::IgnoredAny>(start) {
            Ok(_) => Problem::new(line, "JSON of no form that is known"),
            Err(error) => syntax_problem(&error, line),
        }
    }
}

fn shape(start: &str) -> Shape {
    match start.as_bytes() {
        [b'{', ..] => Shape::Object,
        [b'[', ..] if is_list(start) => Shape::List,
        [b'<', ..] if is_markup(start) => Shape::Markup,
        _ => Shape::Text,
    }
}

/// Whether it is a list of objects, however it goes on, or any other that is sound: prose may begin with a
/// bracket as well.
fn is_list(start: &str) -> bool {
    let first = start.get(1..).unwrap_or_default().trim_start();
    let key = first.strip_prefix('{').map(str::trim_start);
    key.is_some_and(|key| key.starts_with(['"', '}']))
        || serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok()
}

/// Whether a document begins with a tag of a page or of a feed, a declaration or a comment. Text may begin with
/// `<` as well.
fn is_markup(start: &str) -> bool {
    const NAMES: &[&str] = &[
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "base",
        "script",
        "style",
        "main",
        "article",
        "section",
        "header",
        "nav",
        "div",
        "rss",
        "rdf",
        "feed",
        "entry",
        "nitf",
        "newsitem",
        "newsmessage",
        "packageitem",
    ];
    let Some(tag) = start.strip_prefix('<') else { return false };
    let is_in_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, ':' | '-' | '_' | '.');
    let name = tag.split(|ch: char| !is_in_name(ch)).next().unwrap_or_default();
    // A prefix counts for nothing.
    let name = name.rsplit(':').next().unwrap_or_default();
    ["?xml", "!doctype", "!--"].iter().any(|mark| find::begins(tag, mark))
        || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}
