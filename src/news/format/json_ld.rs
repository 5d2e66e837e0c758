//! Data of schema.org in a page (JSON-LD): where posts and articles stand in it, and what it says of them. It is
//! written in many ways: anything may be one or a list of it, a text or an object.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::page::Script;
use super::reading::Lines;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{credits, labels, markup, stamps};

/// Things in one another that are looked into.
const DEEPEST: usize = 6;

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
            return Data { text: bare.into(), line, breaks: Vec::new() };
        }
        let (text, breaks) = mended(bare);
        Data { text: text.into(), line, breaks }
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

    /// Goes through the things in it that may be articles.
    pub fn things<'a>(&'a self, mut with: impl FnMut(Thing<'a>)) {
        if let Ok(raw) = serde_json::from_str::<&RawValue>(&self.text) {
            things(raw, 0, &mut with);
        }
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
                "liveBlogUpdate" => map.next_value_seed(Each(&mut *self.0))?,
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

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Takes each thing of a list.
struct Each<'f, 't>(&'f mut Vec<&'t RawValue>);

impl<'de> DeserializeSeed<'de> for Each<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            self.0.push(raw);
        }
        Ok(())
    }
}

/// Goes through the things at a place and below it.
fn things<'a>(raw: &'a RawValue, depth: usize, with: &mut impl FnMut(Thing<'a>)) {
    if depth > DEEPEST {
        return;
    }
    if let Some(list) = list(raw) {
        return list.into_iter().for_each(|raw| things(raw, depth + 1, with));
    }
    let Some(thing) = Thing::of(raw) else { return };
    for (_, below) in thing.0.iter().filter(|(key, _)| BELOW.contains(&&**key)) {
        things(below, depth + 1, with);
    }
    with(thing);
}

fn list(raw: &RawValue) -> Option<Vec<&RawValue>> {
    raw.get().starts_with('[').then(|| serde_json::from_str(raw.get()).ok())?
}

/// An object, with what stands behind each of its keys.
pub struct Thing<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Thing<'a> {
    /// The thing that JSON is of, where it is an object.
    #[must_use]
    pub fn of(raw: &'a RawValue) -> Option<Thing<'a>> {
        raw.get().starts_with('{').then(|| serde_json::from_str(raw.get()).ok())?
    }

    /// What stands behind a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a RawValue> {
        let said = |(own, raw): &&(Cow<str>, &RawValue)| own == key && raw.get() != "null";
        self.0.iter().find(said).map(|(_, raw)| *raw)
    }

    /// The texts behind a key.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.get(key).map(|raw| texts(raw, 0)).unwrap_or_default()
    }

    /// The first text behind the first of some keys that has one.
    #[must_use]
    pub fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.texts(key).into_iter().next())
    }

    /// The same on one line, with its entities read.
    #[must_use]
    pub fn line(&self, keys: &[&str]) -> Option<String> {
        let text = self.text(keys)?;
        let line = if markup::is_html(&text) { markup::line(&text) } else { text };
        (!line.trim().is_empty()).then_some(line)
    }

    /// Whether it is an article of some sort.
    #[must_use]
    pub fn is_article(&self) -> bool {
        let is_article = |name: &String| {
            name.ends_with("Article") || matches!(name.as_str(), "BlogPosting" | "LiveBlogPosting")
        };
        self.texts("@type").iter().any(is_article)
    }

    /// The post that it tells, but for its `uri`.
    #[must_use]
    pub fn record(&self) -> PostRecord<'static> {
        let headline = self.line(&["headline", "name", "alternativeHeadline"]);
        let stamp = |keys| self.text(keys).map(|stamp| stamps::of_mail(&stamp));
        let labels =
            ["@type", "genre", "articleSection"].into_iter().flat_map(|key| self.texts(key));
        let mut kinds: Vec<Text> = labels.filter_map(|label| labels::kind(&label)).collect();
        kinds.extend(headline.as_deref().and_then(labels::kind_of_headline));
        let paragraphs = self.texts("articleBody").into_iter().chain(self.texts("text"));
        let mut body = paragraphs.map(|text| markup::text_or_html(&text)).find(|it| !it.is_empty());
        if body.is_none() {
            body = self.text(&["description"]).map(|text| markup::text_or_html(&text));
        }
        let mut body = body.unwrap_or_default();
        self.add_media(&mut body);
        PostRecord {
            headline: headline.map(Into::into),
            first_created: stamp(&["datePublished", "dateCreated", "uploadDate"]),
            version_created: stamp(&["dateModified"]),
            kinds,
            by: self
                .get("author")
                .or(self.get("creator"))
                .map(|raw| people(raw, 0))
                .unwrap_or_default(),
            body,
            url: self.address().map(Into::into),
            ..PostRecord::default()
        }
    }

    /// Where it can be read.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.text(&["url", "mainEntityOfPage"])
    }

    /// Adds its pictures and clips of which something is said. One in several sizes is one.
    fn add_media(&self, to: &mut Vec<BlockRecord<'static>>) {
        let mut told: Vec<String> = Vec::new();
        for (key, is_clip) in [("image", false), ("video", true)] {
            let Some(raw) = self.get(key) else { continue };
            for raw in list(raw).unwrap_or_else(|| vec![raw]) {
                let Some(thing) = Thing::of(raw) else { continue };
                let is_clip = is_clip || thing.texts("@type").iter().any(|it| it == "VideoObject");
                let keys: &[&str] = if is_clip {
                    &["caption", "name", "description"]
                } else {
                    &["caption", "description"]
                };
                let Some(caption) = thing.line(keys).filter(|it| !told.contains(it)) else {
                    continue;
                };
                let credit = thing.line(&["creditText", "copyrightHolder", "author"]);
                to.push(if is_clip {
                    BlockRecord::video(caption.clone())
                } else {
                    let credit = credit.unwrap_or_default();
                    BlockRecord::image(String::new(), caption.clone(), credit)
                });
                told.push(caption);
                if told.len() >= MOST_PICTURES {
                    return;
                }
            }
        }
    }
}

/// Pictures of a post, at most.
const MOST_PICTURES: usize = 50;

impl<'de: 'a, 'a> Deserialize<'de> for Thing<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Thing<'a>, D::Error> {
        json.deserialize_map(ThingVisitor)
    }
}

struct ThingVisitor;

impl<'de> Visitor<'de> for ThingVisitor {
    type Value = Thing<'de>;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Thing<'de>, A::Error> {
        let mut keys = Vec::new();
        while let Some(Text(key)) = map.next_key::<Text>()? {
            keys.push((key, map.next_value()?));
        }
        Ok(Thing(keys))
    }
}

/// The texts of a value: of a list all, of an object its name.
fn texts(raw: &RawValue, depth: usize) -> Vec<String> {
    let json = raw.get();
    if depth > DEEPEST {
        return Vec::new();
    }
    if let Some(list) = list(raw) {
        return list.into_iter().flat_map(|raw| texts(raw, depth + 1)).collect();
    }
    if let Some(thing) = Thing::of(raw) {
        let keys = ["@value", "name", "text", "@id", "url"];
        return keys
            .iter()
            .find_map(|key| Some(texts(thing.get(key)?, depth + 1)))
            .unwrap_or_default();
    }
    match json.as_bytes() {
        [b'"', ..] => serde_json::from_str(json)
            .ok()
            .filter(|it: &String| !it.trim().is_empty())
            .into_iter()
            .collect(),
        [b'0'..=b'9' | b'-', ..] => vec![json.to_owned()],
        _ => Vec::new(),
    }
}

/// Who a value names: a text, an object, or a list of them.
fn people(raw: &RawValue, depth: usize) -> Vec<ByRecord<'static>> {
    if depth > DEEPEST {
        return Vec::new();
    }
    if let Some(list) = list(raw) {
        return list.into_iter().flat_map(|raw| people(raw, depth + 1)).collect();
    }
    let Some(person) = Thing::of(raw) else {
        let plain = |name: String| if markup::is_html(&name) { markup::line(&name) } else { name };
        let names = texts(raw, 0).into_iter().filter(|name| !is_address(name)).map(plain);
        return names.flat_map(|name| credits::bylines(&name)).collect();
    };
    let named = |raw| people(raw, depth + 1);
    let mut by =
        person.get("name").filter(|raw| !raw.get().starts_with('{')).map_or(Vec::new(), named);
    if let [one] = &mut *by {
        let said =
            |keys: &[&str]| person.line(keys).filter(|text| !is_address(text)).map(Text::from);
        one.role = said(&["jobTitle"]).or(one.role.take());
        one.organisation = said(&["affiliation", "worksFor"]).or(one.organisation.take());
        one.located = said(&["workLocation"]).or(one.located.take());
    }
    by
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
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
        let broken = Data::of(&Script { text: "{\"a\": \"one\ntwo\",\n?", line: 1 });
        let (_, error) = broken.updates();
        assert_eq!(broken.line_of_break(&error.unwrap()), 3);
    }

    #[test]
    fn people_in_every_form() {
        for (json, names) in [
            (r#""Kim Sample""#, vec!["Kim Sample"]),
            (r#"{"name": "Kim Sample"}"#, vec!["Kim Sample"]),
            (
                r#"[{"name": ["Kim Sample", "Ann Other"]}, "By Lee Third"]"#,
                vec!["Kim Sample", "Ann Other", "Lee Third"],
            ),
            (
                r#"["https://desk.example/kim", {"@id": "x"}, null, 7, {"name": {"a": 1}}]"#,
                vec!["7"],
            ),
        ] {
            let raw: &RawValue = serde_json::from_str(json).unwrap();
            let by = people(raw, 0);
            assert_eq!(by.iter().map(|by| &*by.name).collect::<Vec<_>>(), names, "{json}");
        }
        let json =
            r#"{"name": "Kim Sample", "jobTitle": "Europe editor", "worksFor": {"name": "Desk"}}"#;
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        let by = &people(raw, 0)[0];
        assert_eq!(
            (by.role.as_deref(), by.organisation.as_deref()),
            (Some("Europe editor"), Some("Desk"))
        );
    }
}
