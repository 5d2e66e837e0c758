//! The text of a document, as formats look at it: what several of them ask for is found once.

use std::cell::OnceCell;

use super::MAX_LINE;
use super::json::Outline;
use super::lines::{self, Line};
use super::reading::syntax_problem;
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
    /// All of it.
    pub text: &'t str,
    /// What it begins with.
    pub shape: Shape,
    outline: OnceCell<Outline<'t>>,
    lines: OnceCell<(Vec<Line<'t>>, Vec<Problem>)>,
}

impl<'t> Source<'t> {
    /// A text.
    #[must_use]
    pub fn new(text: &'t str) -> Source<'t> {
        let shape = shape(text.trim_start());
        Source { text, shape, outline: OnceCell::new(), lines: OnceCell::new() }
    }

    /// Its outermost keys, where it is JSON.
    pub fn outline(&self) -> &Outline<'t> {
        self.outline.get_or_init(|| Outline::of(self.text))
    }

    /// Its lines.
    pub fn lines(&self) -> &[Line<'t>] {
        let split = || {
            let mut problems = Vec::new();
            (lines::split(self.text, MAX_LINE, &mut problems), problems)
        };
        &self.lines.get_or_init(split).0
    }

    /// What was wrong with its lines, where they were looked at.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        self.lines.into_inner().map(|(_, problems)| problems).unwrap_or_default()
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
        [b'[', ..] if serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok() => Shape::List,
        [b'<', ..] if is_markup(start) => Shape::Markup,
        _ => Shape::Text,
    }
}

fn is_markup(start: &str) -> bool {
    const NAMES: [&[u8]; 16] = [
        b"<!doctype",
        b"<!--",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<article",
        b"<div",
        b"<?xml",
        b"<rss",
        b"<feed",
        b"<nitf",
        b"<newsitem",
        b"<newsmessage",
        b"<meta",
        b"<section",
    ];
    let begins = |tag: &&[u8]| {
        start.as_bytes().get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    NAMES.iter().any(begins)
}
