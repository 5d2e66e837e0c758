//! Data of schema.org in a page (JSON-LD): where posts and articles stand in it, and what it says of them.

use std::borrow::Cow;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::json::{Elements, passed_over, whole};
use super::page::Script;
use super::reading::Lines;
use super::text::Text;
pub use thing::{People, Thing};

mod thing;

/// Where things stand in others.
const BELOW: [&str; 6] =
    ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"];

/// The JSON of a script.
pub struct Data<'t> {
    text: Cow<'t, str>,
    line: usize,
    /// Where in the text line breaks stood that JSON writes in another way.
    breaks: Vec<usize>,
}

impl<'t> Data<'t> {
    /// The JSON of a script: what hides it from old browsers taken off, and mended where it is not sound.
    #[must_use]
    pub fn of(script: &Script<'t>) -> Data<'t> {
        let bare = unwrapped(script.text);
        let before = (bare.as_ptr() as usize).saturating_sub(script.text.as_ptr() as usize);
        let before = script.text.as_bytes().get(..before).unwrap_or_default();
        let line = script.line + memchr::memchr_iter(b'\n', before).count();
        if serde_json::from_str::<IgnoredAny>(bare).is_ok() {
            return Data { text: whole(bare), line, breaks: Vec::new() };
        }
        let (text, breaks) = mended(bare);
        Data { text: whole(&text).into_owned().into(), line, breaks }
    }

    /// The updates of the live pages in it, and what broke it off.
    #[must_use]
    pub fn updates(&self) -> (Vec<&RawValue>, Option<serde_json::Error>) {
        let mut found = Vec::new();
        let mut json = serde_json::Deserializer::from_str(&self.text);
        let broken = Updates(&mut found).deserialize(&mut json).err();
        if !found.is_empty() {
            return (found, broken);
        }
        // One that is no list.
        self.things(|thing| found.extend(thing.get("liveBlogUpdate")));
        let broken = broken.filter(|_| found.is_empty());
        (found, broken)
    }

    /// The live page in it: none where there are several.
    #[must_use]
    pub fn page(&self) -> Option<Thing<'_>> {
        let mut pages = Vec::new();
        self.things(|thing| {
            if thing.get("liveBlogUpdate").is_some() {
                pages.push(thing);
            }
        });
        pages.pop().filter(|_| pages.is_empty())
    }

    /// Goes through the things in it that may be articles.
    pub fn things<'a>(&'a self, mut with: impl FnMut(Thing<'a>)) {
        if let Ok(raw) = serde_json::from_str::<&RawValue>(&self.text) {
            thing::things(raw, 0, &mut with);
        }
    }

    /// The people that things in the scripts of a page are, or are by.
    pub fn people(scripts: &[Data]) -> People {
        let mut people = People::default();
        // Most pages name everybody where they have written something.
        let has_ids =
            |script: &&Data| memchr::memmem::find(script.text.as_bytes(), b"\"@id\"").is_some();
        for script in scripts.iter().filter(has_ids) {
            script.things(|thing| people.add(&thing));
        }
        people
    }

    /// Counts the lines of the page up to values of it that come in their order.
    #[must_use]
    pub fn places(&self) -> Places<'_> {
        Places { lines: Lines::new(&self.text), data: self }
    }

    /// The line of the page on which a value of it begins.
    #[must_use]
    pub fn line_of(&self, raw: &RawValue) -> usize {
        self.places().of(raw)
    }

    fn breaks_before(&self, raw: &RawValue) -> usize {
        let at = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.breaks.partition_point(|place| *place <= at)
    }

    /// The line of the page on which it is broken.
    #[must_use]
    pub fn line_of_break(&self, error: &serde_json::Error) -> usize {
        let line = error.line().saturating_sub(1);
        let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
        let start = line.checked_sub(1).and_then(|before| ends.into_iter().nth(before));
        let at = start.map_or(0, |end| end + 1) + error.column();
        self.line + line + self.breaks.partition_point(|place| *place <= at)
    }
}

/// Counts the lines of a page up to values in its data.
pub struct Places<'a> {
    lines: Lines<'a>,
    data: &'a Data<'a>,
}

impl Places<'_> {
    /// The line that a value begins on.
    pub fn of(&mut self, raw: &RawValue) -> usize {
        let mended = self.data.breaks_before(raw);
        self.data.line + mended + self.lines.of(raw) - 1
    }
}

/// A script without comments and the like around its JSON.
fn unwrapped(script: &str) -> &str {
    let before = ["<![CDATA[", "<!--", "//", "/*", "*/"];
    let after = ["]]>", "-->", "//", "/*", "*/", ";"];
    let mut text = script.trim();
    while let Some(rest) = before.iter().find_map(|mark| text.strip_prefix(mark)) {
        text = rest.trim_start();
    }
    while let Some(rest) = after.iter().find_map(|mark| text.strip_suffix(mark)) {
        text = rest.trim_end();
    }
    text
}

/// JSON with its line breaks and tabs written as they must be, without backslashes that mean nothing and commas
/// that nothing follows; and where the line breaks stood.
fn mended(json: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(json.len() + json.len() / 32);
    let (mut breaks, mut copied, mut is_text, mut at) = (Vec::new(), 0, false, 0);
    let bytes = json.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        let (instead, length) = match (byte, is_text) {
            (b'"', _) => {
                is_text = !is_text;
                (None, 1)
            }
            (b'\\', true) if next.is_some_and(|next| b"\"\\/bfnrtu".contains(next)) => (None, 2),
            (b'\n', true) => (Some("\\n"), 1),
            (b'\t', true) => (Some("\\t"), 1),
            (b'\\' | 0..b' ', true) => (Some(""), 1),
            (b',', false) => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                let behind = rest.iter().find(|byte| !byte.is_ascii_whitespace());
                (matches!(behind, Some(b']' | b'}')).then_some(""), 1)
            }
            _ => (None, 1),
        };
        if let Some(instead) = instead {
            out.push_str(json.get(copied..at).unwrap_or_default());
            out.push_str(instead);
            copied = at + length;
            if *byte == b'\n' {
                breaks.push(out.len());
            }
        }
        at += length;
    }
    out.push_str(json.get(copied..).unwrap_or_default());
    (out, breaks)
}

/// Looks for the updates of live pages, wherever they stand.
struct Updates<'f, 't>(&'f mut Vec<&'t RawValue>);

impl<'de> DeserializeSeed<'de> for Updates<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Updates<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a thing of schema.org")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key::<Text>()? {
            match &*key {
                "liveBlogUpdate" => {
                    map.next_value_seed(Elements(&mut *self.0))?;
                }
                key if BELOW.contains(&key) => map.next_value_seed(Updates(&mut *self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Updates(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    passed_over!((), ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_json_is_taken_off() {
        for script in ["//<![CDATA[\n{}\n//]]>", "<!-- {} -->", "/*<![CDATA[*/{}/*]]>*/", " {};"] {
            assert_eq!(unwrapped(script), "{}", "{script}");
        }
    }

    #[test]
    fn json_is_mended() {
        let script = "\n{\"a\": \"one\n\ntwo\\'s \\\"x\\\"\t\",\n\"b\": [1, 2,],\n}";
        let data = Data::of(&Script { text: script, line: 3 });
        let json: serde_json::Value = serde_json::from_str(&data.text).unwrap();
        assert_eq!(json["a"], "one\n\ntwo's \"x\"\t");
        assert_eq!(json["b"][1], 2);
        let mut lines = Vec::new();
        data.things(|thing| lines.push(data.line_of(thing.get("b").unwrap())));
        assert_eq!(lines, [7]);
        let halves = r#"{"\ud83d": 1, "articleBody": "One \ud83d two"}"#;
        let data = Data::of(&Script { text: halves, line: 1 });
        let mut texts = Vec::new();
        data.things(|thing| texts.extend(thing.text(&["articleBody"])));
        assert_eq!(texts, ["One \u{fffd} two"], "half a character costs itself alone");
        let broken = Data::of(&Script { text: "{\"a\": \"one\ntwo\",\n?", line: 1 });
        let (_, error) = broken.updates();
        assert_eq!(broken.line_of_break(&error.unwrap()), 3);
    }
}
