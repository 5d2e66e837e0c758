//! The lines of a text document, safe to show and without their indent.

use std::borrow::Cow;

use super::find;
use crate::news::post::Problem;
use crate::news::sanitize;

/// One line of a text document.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Columns of white space before its text.
    pub indent: usize,
    /// Its text without white space around it; empty for a blank line.
    pub text: Cow<'a, str>,
}

impl Line<'_> {
    /// Whether there is nothing on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// Splits `text`, cutting lines of more than `longest` bytes, each named in `problems`.
pub fn split<'a>(text: &'a str, longest: usize, problems: &mut Vec<Problem>) -> Vec<Line<'a>> {
    let mut lines = Vec::with_capacity(1 + memchr::memchr_iter(b'\n', text.as_bytes()).count());
    for (index, raw) in find::lines(text).enumerate() {
        let number = index + 1;
        let kept = cut(raw, longest);
        if kept.len() < raw.len() {
            let what = format!("a line of {} bytes: cut at {}", raw.len(), kept.len());
            problems.push(Problem::new(number, what));
        }
        let safe = sanitize::line(kept);
        let indent = safe.chars().take_while(|ch| ch.is_whitespace()).count();
        let text = match safe {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        // The mark of a header is looked for with plain spaces.
        let has_other_spaces = !text.is_ascii() && text.contains(['\u{a0}', '\u{202f}']);
        let text = if has_other_spaces && text.contains("published") {
            Cow::Owned(text.replace(['\u{a0}', '\u{202f}'], " "))
        } else {
            text
        };
        lines.push(Line { number, indent, text });
    }
    lines
}

/// The longest beginning of `text` of at most `longest` bytes that ends between characters.
pub fn cut(text: &str, longest: usize) -> &str {
    text.get(..text.floor_char_boundary(longest)).unwrap_or(text)
}
