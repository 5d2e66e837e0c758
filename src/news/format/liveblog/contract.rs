//! Where a document departs from the schema of its form. Whoever reads takes more than the schema
//! allows: a kind that is not known, an empty name, a time of another standard. Whoever writes may
//! want to know.
//!
//! The schema itself is read, as far as it is written in the words that are known here: a whole
//! validator would make the program half as large again.

use std::collections::{BTreeMap, HashMap};

use regex::Regex;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{JSON, LINES};
use crate::news::format::reading::Lines;
use crate::news::format::{Format, find};
use crate::news::post::Problem;

/// The schema, in JSON Schema 2020-12.
pub const SCHEMA: &str = include_str!("../../../../assets/liveblog-1.schema.json");

/// Where the schema says what a post is.
const POST: &str = "/$defs/post";

/// Characters of a document that are quoted.
const QUOTED: usize = 40;

/// What is against the schema in the text of a document, with its lines. What is no JSON is left to
/// those who read it.
#[must_use]
pub fn violations(text: &str, format: &Format) -> Vec<Problem> {
    let Ok(schema) = serde_json::from_str::<Value>(SCHEMA) else { return Vec::new() };
    let mut walk = Walk { schema: &schema, patterns: HashMap::new(), found: Vec::new() };
    if *format == JSON {
        if let Ok(document) = serde_json::from_str(text) {
            walk.check(&schema, document, "");
        }
    } else if *format == LINES {
        let lines = find::lines(text).filter(|line| !line.trim().is_empty());
        let post = schema.pointer(POST).unwrap_or_default();
        for (at, line) in lines.enumerate() {
            if let Ok(value) = serde_json::from_str(line) {
                walk.check(if at == 0 { &schema } else { post }, value, "");
            }
        }
    }
    located(text, walk.found)
}

/// A place in a document, and what is wrong there.
type Violation<'t> = (&'t RawValue, String);

fn located(text: &str, mut found: Vec<Violation>) -> Vec<Problem> {
    found.sort_by_key(|(value, _)| value.get().as_ptr());
    let mut lines = Lines::new(text);
    let problem = |(value, what): Violation| {
        Problem::new(lines.of(value), format!("against the schema: {what}"))
    };
    found.into_iter().map(problem).collect()
}

/// A value of a document, one level of it.
enum Node<'t> {
    Object(BTreeMap<String, &'t RawValue>),
    Array(Vec<&'t RawValue>),
    Text(String),
    /// As it is written.
    Number(&'t str),
    Boolean,
    /// Null, and a text that names no characters.
    Other,
}

impl<'t> Node<'t> {
    fn of(value: &'t RawValue) -> Node<'t> {
        let text = value.get();
        match text.bytes().next() {
            Some(b'{') => serde_json::from_str(text).map_or(Node::Other, Node::Object),
            Some(b'[') => serde_json::from_str(text).map_or(Node::Other, Node::Array),
            Some(b'"') => serde_json::from_str(text).map_or(Node::Other, Node::Text),
            Some(b't' | b'f') => Node::Boolean,
            Some(b'-' | b'0'..=b'9') => Node::Number(text),
            _ => Node::Other,
        }
    }

    fn is_of_type(&self, name: &str) -> bool {
        match self {
            Node::Object(_) => name == "object",
            Node::Array(_) => name == "array",
            Node::Text(_) => name == "string",
            Node::Boolean => name == "boolean",
            Node::Number(number) => {
                let is_whole = |number: f64| number.is_finite() && number.fract() == 0.0;
                name == "number" || (name == "integer" && number.parse().is_ok_and(is_whole))
            }
            Node::Other => false,
        }
    }

    fn is(&self, wanted: &Value) -> bool {
        matches!(self, Node::Text(text) if wanted.as_str() == Some(text))
    }
}

/// A walk through a document along the schema.
struct Walk<'s, 't> {
    schema: &'s Value,
    /// The patterns of the schema that were asked for.
    patterns: HashMap<&'s str, Option<Regex>>,
    found: Vec<Violation<'t>>,
}

impl<'s, 't> Walk<'s, 't> {
    /// Notes what is against `rule` in the value at `path`.
    fn check(&mut self, rule: &'s Value, value: &'t RawValue, path: &str) {
        let node = Node::of(value);
        let list = |keyword: &str| rule.get(keyword).and_then(Value::as_array);
        if let Some(Value::String(place)) = rule.get("$ref") {
            let place = place.trim_start_matches('#');
            self.check(self.schema.pointer(place).unwrap_or_default(), value, path);
        }
        if let Some(Value::String(name)) = rule.get("type")
            && !node.is_of_type(name)
        {
            return self.note(value, path, &format!("is not {}", title(rule, type_words(name))));
        }
        let allowed = rule.get("const").map(std::slice::from_ref);
        if let Some(allowed) = allowed.or(list("enum").map(Vec::as_slice))
            && !allowed.iter().any(|allowed| node.is(allowed))
        {
            let words: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
            let is_not = if words.len() == 1 { "is not" } else { "is none of" };
            self.note(value, path, &format!("{is_not} {}", words.join(", ")));
        }
        for part in list("allOf").into_iter().flatten() {
            self.check(part, value, path);
        }
        if list("anyOf").is_some_and(|parts| !parts.iter().any(|part| self.fits(part, value))) {
            self.note(value, path, "is none of what it may be");
        }
        if let (Some(condition), Some(then)) = (rule.get("if"), rule.get("then"))
            && self.fits(condition, value)
        {
            self.check(then, value, path);
        }
        let least = |keyword: &str| rule.get(keyword).and_then(Value::as_f64).unwrap_or(f64::MIN);
        match &node {
            Node::Object(parts) => {
                for key in list("required").into_iter().flatten().filter_map(Value::as_str) {
                    if !parts.contains_key(key) {
                        self.note(value, path, &format!("has no `{key}`"));
                    }
                }
                let rules = rule.get("properties").and_then(Value::as_object);
                for (key, rule) in rules.into_iter().flatten() {
                    if let Some(part) = parts.get(key) {
                        let dot = if path.is_empty() { "" } else { "." };
                        self.check(rule, part, &format!("{path}{dot}{key}"));
                    }
                }
            }
            Node::Array(items) => {
                if items.is_empty() && least("minItems") > 0.0 {
                    self.note(value, path, "is empty");
                }
                if let Some(rule) = rule.get("items") {
                    for (at, item) in items.iter().enumerate() {
                        self.check(rule, item, &format!("{path}[{at}]"));
                    }
                }
            }
            Node::Text(text) => {
                if text.is_empty() && least("minLength") > 0.0 {
                    self.note(value, path, "is empty");
                }
                if let Some(Value::String(pattern)) = rule.get("pattern")
                    && !self.is_match(pattern, text)
                {
                    let text: String = text.chars().take(QUOTED).collect();
                    let words = title(rule, "of its form");
                    self.note(value, path, &format!("is `{text}`, which is not {words}"));
                }
            }
            Node::Number(number) => {
                if number.parse().is_ok_and(|number: f64| number < least("minimum")) {
                    self.note(value, path, "is too small");
                }
            }
            Node::Boolean | Node::Other => {}
        }
    }

    fn fits(&mut self, rule: &'s Value, value: &'t RawValue) -> bool {
        let found = self.found.len();
        self.check(rule, value, "");
        let fits = self.found.len() == found;
        self.found.truncate(found);
        fits
    }

    fn is_match(&mut self, pattern: &'s str, text: &str) -> bool {
        let known = self.patterns.entry(pattern).or_insert_with(|| Regex::new(pattern).ok());
        known.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }

    fn note(&mut self, value: &'t RawValue, path: &str, what: &str) {
        let what = if path.is_empty() { format!("it {what}") } else { format!("`{path}` {what}") };
        self.found.push((value, what));
    }
}

/// What the schema calls what it asks for.
fn title<'s>(rule: &'s Value, or: &'s str) -> &'s str {
    rule.get("title").and_then(Value::as_str).unwrap_or(or)
}

fn type_words(name: &str) -> &str {
    match name {
        "array" => "a list",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "string" => "a text",
        _ => "an object",
    }
}

#[cfg(test)]
mod tests;
