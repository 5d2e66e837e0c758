//! Things of schema.org, and what they say. Anything may be one or a list of it, a text or an object.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::BELOW;
use crate::news::format::json::Things;
use crate::news::format::record::{BlockRecord, ByRecord, PostRecord};
use crate::news::format::text::Text;
use crate::news::format::{credits, labels, markup, stamps};

/// Things in one another that are looked into.
const DEEPEST: usize = 6;

/// Goes through the things at a place and below it.
pub fn things<'a>(raw: &'a RawValue, depth: usize, with: &mut impl FnMut(Thing<'a>)) {
    if depth > DEEPEST {
        return;
    }
    if let Some(list) = list(raw) {
        return list.for_each(|raw| things(raw, depth + 1, with));
    }
    let Some(thing) = Thing::of(raw) else { return };
    for (_, below) in thing.0.0.iter().filter(|(key, _)| BELOW.contains(&&**key)) {
        things(below, depth + 1, with);
    }
    with(thing);
}

fn list(raw: &RawValue) -> Option<impl Iterator<Item = &RawValue>> {
    let things = || Things::of(raw).0.into_iter().map(|(_, thing)| thing);
    raw.get().starts_with('[').then(things)
}

/// An object, with what stands behind each of its keys.
pub struct Thing<'a>(Things<'a>);

impl<'a> Thing<'a> {
    /// The thing that JSON is of, where it is an object.
    #[must_use]
    pub fn of(raw: &'a RawValue) -> Option<Thing<'a>> {
        raw.get().starts_with('{').then(|| Thing(Things::of(raw)))
    }

    /// What stands behind a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a RawValue> {
        let said = |(own, raw): &&(Text, &RawValue)| **own == *key && raw.get() != "null";
        self.0.0.iter().find(said).map(|(_, raw)| *raw)
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
        let line = markup::line_of(self.text(keys)?);
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
    pub fn record(&self, known: &People) -> PostRecord<'static> {
        let headline = self.line(&["headline", "name", "alternativeHeadline"]);
        let stamp = |keys| self.text(keys).map(|stamp| stamps::of_mail(&stamp));
        let labels =
            ["@type", "genre", "articleSection"].into_iter().flat_map(|key| self.texts(key));
        let kinds: Vec<Text> = labels.filter_map(|label| labels::kind(&label)).collect();
        let body_of = |key| {
            let texts = self.texts(key).into_iter();
            texts.flat_map(|text| markup::text_or_html(&text)).collect::<Vec<_>>()
        };
        let bodies = ["articleBody", "text", "description"].into_iter().map(body_of);
        let mut body = bodies.into_iter().find(|body| !body.is_empty()).unwrap_or_default();
        self.add_media(&mut body);
        PostRecord {
            headline: headline.map(Into::into),
            first_created: stamp(&["datePublished", "dateCreated", "uploadDate"]),
            version_created: stamp(&["dateModified"]),
            kinds,
            by: self.by(known),
            body,
            url: self.address().map(Into::into),
            ..PostRecord::default()
        }
    }

    /// Who wrote it, of whom it may give no more than their id.
    #[must_use]
    pub fn by(&self, known: &People) -> Vec<ByRecord<'static>> {
        let authors = self.authors().map(|raw| people(raw, known, 0));
        authors.unwrap_or_default()
    }

    fn authors(&self) -> Option<&'a RawValue> {
        self.get("author").or(self.get("creator"))
    }

    /// What tells it from others.
    fn id(&self) -> Option<String> {
        self.get("@id").and_then(|raw| serde_json::from_str(raw.get()).ok())
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
            let one = raw.get().starts_with('{').then_some(raw);
            for raw in list(raw).into_iter().flatten().chain(one) {
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

/// The texts of a value: of a list all, of an object its name.
fn texts(raw: &RawValue, depth: usize) -> Vec<String> {
    let json = raw.get();
    if depth > DEEPEST {
        return Vec::new();
    }
    if let Some(list) = list(raw) {
        return list.flat_map(|raw| texts(raw, depth + 1)).collect();
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

/// So many people of a page are known by their ids.
const MOST_PEOPLE: usize = 1000;

/// No more is known of one of them, in bytes.
const LONGEST_PERSON: usize = 400;

/// The people of a page by their ids: elsewhere it may name them by those alone.
#[derive(Default)]
pub struct People(HashMap<String, Vec<ByRecord<'static>>>);

impl People {
    /// Adds those that a thing of a page is, or is by.
    pub fn add(&mut self, thing: &Thing) {
        self.add_one(thing);
        let Some(raw) = thing.authors() else { return };
        let one = raw.get().starts_with('{').then_some(raw);
        let each = list(raw).into_iter().flatten().chain(one);
        each.filter_map(Thing::of).for_each(|author| self.add_one(&author));
    }

    fn add_one(&mut self, thing: &Thing) {
        let is_author = |kind: &String| kind == "Person" || kind.ends_with("Organization");
        if self.0.len() >= MOST_PEOPLE || !thing.texts("@type").iter().any(is_author) {
            return;
        }
        let Some(id) = thing.id() else { return };
        let by = person(thing, &People::default(), 0);
        // Each of many posts may name them.
        let size: usize = by.iter().map(ByRecord::size).sum();
        if (1..=LONGEST_PERSON).contains(&size) {
            self.0.entry(id).or_insert(by);
        }
    }
}

/// Who a value names: a text, an object, or a list of them.
fn people(raw: &RawValue, known: &People, depth: usize) -> Vec<ByRecord<'static>> {
    if depth > DEEPEST {
        return Vec::new();
    }
    if let Some(list) = list(raw) {
        return list.flat_map(|raw| people(raw, known, depth + 1)).collect();
    }
    let Some(thing) = Thing::of(raw) else {
        let names = texts(raw, 0).into_iter().filter(|name| !is_address(name));
        return credits::of_lines(names.map(markup::line_of));
    };
    let by = person(&thing, known, depth);
    if by.is_empty()
        && let Some(known) = thing.id().and_then(|id| known.0.get(&id))
    {
        return known.clone();
    }
    by
}

fn person(thing: &Thing, known: &People, depth: usize) -> Vec<ByRecord<'static>> {
    let named = |raw| people(raw, known, depth + 1);
    let mut by =
        thing.get("name").filter(|raw| !raw.get().starts_with('{')).map_or(Vec::new(), named);
    if let [one] = &mut *by {
        let said = |keys: &[&str]| thing.line(keys).filter(|text| !is_id(text)).map(Text::from);
        one.role = said(&["jobTitle"]).or(one.role.take());
        one.organisation = said(&["affiliation", "worksFor"]).or(one.organisation.take());
        one.located = said(&["workLocation"]).or(one.located.take());
    }
    by
}

/// An id that a page gives a thing of its own.
fn is_id(text: &str) -> bool {
    is_address(text) || text.starts_with(['#', '/'])
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_up_to_a_bound() {
        let json = format!("[{}0]", "0,".repeat(30_000));
        let raw: &RawValue = serde_json::from_str(&json).unwrap();
        assert_eq!(texts(raw, 0).len(), 10_000);
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
            let by = people(raw, &People::default(), 0);
            assert_eq!(by.iter().map(|by| &*by.name).collect::<Vec<_>>(), names, "{json}");
        }
        let json =
            r#"{"name": "Kim Sample", "jobTitle": "Europe editor", "worksFor": {"name": "Desk"}}"#;
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        let by = &people(raw, &People::default(), 0)[0];
        assert_eq!(
            (by.role.as_deref(), by.organisation.as_deref()),
            (Some("Europe editor"), Some("Desk"))
        );
    }

    #[test]
    fn people_are_known_by_their_ids() {
        let article = r##"{"author": [{"@id": "#kim"}, {"@id": "#none"}, {"@id": "#ann"}, {"@id": "#page"}]}"##;
        let mut known = People::default();
        for json in [
            r##"{"@type": "Person", "@id": "#kim", "name": "Kim Sample", "worksFor": {"@id": "#desk"}}"##,
            r##"{"@type": "WebPage", "@id": "#page", "name": "A page"}"##,
            r##"{"author": {"@type": ["Person"], "@id": "#ann", "name": "Ann Other"}}"##,
            r##"{"@type": "Person", "@id": "#loop", "name": [{"@id": "#loop"}]}"##,
        ] {
            known.add(&Thing::of(serde_json::from_str(json).unwrap()).unwrap());
        }
        let raw: &RawValue = serde_json::from_str(article).unwrap();
        let by = Thing::of(raw).unwrap().by(&known);
        let names: Vec<&str> = by.iter().map(|by| &*by.name).collect();
        assert_eq!(names, ["Kim Sample", "Ann Other"]);
        assert_eq!(by[0].organisation.as_deref(), None);
    }
}
