//! The Liveblog plugin of `WordPress`, as its REST interface answers: `entries`, each of which says that a post is
//! new, or another version of one, or gone.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::{Outline, Scalar, gather, list};
use super::reading::Reading;
use super::record::{ByRecord, PostRecord};
use super::{Document, Format, Shape, Source, labels, lead, markup, stamps};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format = Format {
    name: "wordpress-liveblog",
    words: "WordPress Liveblog",
    known_by: "its `entries` have a `type` of new, update or delete",
    read,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Change<'a> {
    #[serde(borrow)]
    headline: Scalar<'a>,
    render: Scalar<'a>,
    html: Scalar<'a>,
    content: Scalar<'a>,
    css_classes: Scalar<'a>,
    timestamp: Scalar<'a>,
    entry_time: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    authors: Vec<Author<'a>>,
    #[serde(deserialize_with = "list")]
    contributors: Vec<Author<'a>>,
    share_link: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
}

/// What an entry says of its post, and when.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Event<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(rename = "type")]
    kind: Scalar<'a>,
    timestamp: Scalar<'a>,
    entry_time: Scalar<'a>,
}

/// A post as the entries before have left it.
struct Standing<'a> {
    raw: &'a RawValue,
    line: usize,
    created: Option<i64>,
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    if source.shape != Shape::List && !source.outline().has("entries") {
        return None;
    }
    let found = gather(source.text, &[&["entries", "[]"], &["[]"]]);
    let is_known = match found.0.first().map(|(_, raw)| Outline::of(raw.get())) {
        Some(keys) => {
            let is_event =
                keys.text("type").is_some_and(|kind| ["new", "update", "delete"].contains(&kind));
            is_event
                && keys.has("id")
                && ["content", "render", "html", "timestamp"].iter().any(|key| keys.has(key))
        }
        None => source.outline().has("latest_timestamp"),
    };
    if !is_known {
        return None;
    }
    let mut reading = Reading::new(context);
    let mut entries = Vec::new();
    reading.each(source, found, |_, _, raw, line| entries.push((raw, line)));
    for standing in applied(entries) {
        let Standing { raw, line, created } = standing;
        reading.add_read(raw, line, |entry: Change| Some(entry.into_record(created)));
    }
    Some(reading.finish(&FORMAT))
}

/// What stands once all entries are applied, in the order in which the posts first came up. Entries count in the
/// order of their times, where each has one: a page of them may begin with the newest.
fn applied(entries: Vec<(&RawValue, usize)>) -> Vec<Standing<'_>> {
    let number =
        |scalar: &Scalar| scalar.0.as_deref().and_then(|text| text.trim().parse::<i64>().ok());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut standing: Vec<Option<Standing>> = Vec::new();
    let mut events: Vec<(Option<i64>, usize, &str, Standing)> = Vec::new();
    for (raw, line) in entries {
        let event: Event = serde_json::from_str(raw.get()).unwrap_or_default();
        let next = standing.len();
        let place = match event.id.said() {
            Some(id) => *places.entry(id.into()).or_insert(next),
            None => next,
        };
        if place == next {
            standing.push(None);
        }
        let kind = match event.kind.0.as_deref() {
            Some("update") => "update",
            Some("delete") => "delete",
            _ => "new",
        };
        let time = number(&event.timestamp);
        let created = number(&event.entry_time).or(time.filter(|_| kind == "new"));
        events.push((time, place, kind, Standing { raw, line, created }));
    }
    if events.iter().all(|(time, ..)| time.is_some()) {
        events.sort_by_key(|(time, ..)| *time);
    }
    for (_, place, kind, mut event) in events {
        let Some(at) = standing.get_mut(place) else { continue };
        if kind == "delete" {
            *at = None;
            continue;
        }
        if let Some(before) = at {
            event.created = before.created.or(event.created);
        }
        *at = Some(event);
    }
    standing.into_iter().flatten().collect()
}

impl<'a> Change<'a> {
    fn into_record(mut self, created: Option<i64>) -> PostRecord<'a> {
        let html = self.render.take_said().or(self.html.take_said());
        let mut typed = Vec::new();
        let html = match html {
            Some(html) => without_commands(&html),
            None => without_slashes(&self.content.take_said().unwrap_or_default(), &mut typed),
        };
        let headline = self.headline.take_said().map(|line| markup::line(&line));
        let (headline, body) = match lead::of_html(&html).filter(|_| headline.is_none()) {
            Some((headline, rest)) => (Some(headline), markup::blocks(rest)),
            None => (headline, markup::blocks(&html)),
        };
        let classes = self.css_classes.0.as_deref().unwrap_or_default();
        let kinds = classes.split_whitespace().filter_map(|class| class.strip_prefix("type-"));
        let kinds = kinds.chain(typed.iter().map(String::as_str));
        let kind = |name| if name == "key" { Some("key".into()) } else { labels::kind(name) };
        let address = self.share_link.take_said();
        let authors = self.authors.into_iter().chain(self.contributors);
        let names = authors.filter_map(|author| author.name.said());
        let stamp = |stamp: Scalar<'a>| stamp.said().map(stamps::of_any);
        let first_created = created.and_then(stamps::of_epoch).or(stamp(self.entry_time));
        let version_created = stamp(self.timestamp);
        let is_edited = version_created.as_deref() != first_created.as_deref();
        PostRecord {
            // A number is that of one site, and folders hold several.
            uri: address.clone(),
            url: address,
            kinds: kinds.filter_map(kind).collect(),
            headline: headline.map(Into::into),
            first_created,
            version_created: version_created.filter(|_| is_edited),
            by: names.map(ByRecord::named).collect(),
            body,
            ..PostRecord::default()
        }
    }
}

/// Without what the plugin makes of commands: `<span class="liveblog-command type-key">key</span>`.
fn without_commands(html: &str) -> String {
    const COMMAND: &str = "<span class=\"liveblog-command";
    let mut parts = html.split(COMMAND);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once("</span>").map_or(part, |(_, rest)| rest));
    }
    kept
}

/// Without the commands themselves, as they are typed: `/key`. They are `typed`.
fn without_slashes(content: &str, typed: &mut Vec<String>) -> String {
    let is_name = |name: &&str| {
        !name.is_empty() && name.bytes().all(|ch| ch.is_ascii_lowercase() || ch == b'-')
    };
    let mut kept = String::with_capacity(content.len());
    for word in content.split_inclusive(char::is_whitespace) {
        match word.trim_end().strip_prefix('/').filter(is_name) {
            Some(name) => typed.push(name.to_owned()),
            None => kept.push_str(word),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::tests::read_sample;
    use crate::news::post::Kind;

    fn titles(text: &str) -> Vec<String> {
        read_sample(text).posts.iter().map(|post| post.title().to_owned()).collect()
    }

    #[test]
    fn entries_are_applied_in_their_order() {
        let document = read_sample(
            r#"{"entries": [
             {"id": 1, "type": "new", "content": "One", "render": "<p>One</p>", "timestamp": 1748857700, "entry_time": 1748857700},
             {"id": 2, "type": "new", "render": "<p><strong>Delegation arrives</strong></p><p>Two &amp; <span class=\"liveblog-command type-key\">key</span>three</p>",
              "css_classes": "liveblog-entry type-key type-breaking", "timestamp": 1748857800, "entry_time": 1748857800,
              "authors": [{"id": 1, "key": "ksample", "name": "Kim Sample", "avatar": "x"}, {"name": "a@desk.example"}],
              "share_link": "https://desk.example/live#2"},
             {"id": "1", "type": "update", "render": "<p>One again</p>", "timestamp": 1748857900},
             {"id": 3, "type": "new", "content": "Three /key and/or /four", "timestamp": "1748857950"},
             {"id": 4, "type": "new", "content": "Gone", "timestamp": 1748857960},
             {"id": 4, "type": "delete", "content": "", "timestamp": 1748857970},
             {"id": 9, "type": "delete", "content": "", "timestamp": 1748857980}], "latest_timestamp": 1748857980}"#,
        );
        assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]));
        let [one, two, three] = &*document.posts else { panic!("{:?}", document.posts) };
        assert_eq!((one.uri(), one.title()), (None, "One again"));
        assert_eq!(one.instant(), "2025-06-02T09:48:20Z".parse().ok());
        assert_eq!(one.updated().map(|it| it.instant), "2025-06-02T09:51:40Z".parse().ok());
        assert_eq!(&*two.headline, "Delegation arrives");
        assert_eq!((two.uri(), two.url()), (Some("https://desk.example/live#2"), two.uri()));
        assert_eq!(two.body.texts().collect::<Vec<_>>(), ["Two & three"]);
        assert_eq!((two.by.len(), &*two.by[0].name), (1, "Kim Sample"));
        assert!(two.kinds.contains(Kind::Breaking) && two.kinds.contains(Kind::Key));
        assert_eq!(three.title(), "Three and/or");
    }

    #[test]
    fn a_page_may_begin_with_the_newest() {
        let newest_first = r#"{"entries": [
            {"id": 2, "type": "delete", "content": "", "timestamp": 1748857900},
            {"id": 1, "type": "update", "content": "B", "timestamp": 1748857880},
            {"id": 2, "type": "new", "content": "C", "timestamp": 1748857800},
            {"id": 1, "type": "new", "content": "A", "timestamp": 1748857700}]}"#;
        assert_eq!(titles(newest_first), ["B"]);
        let without_times = newest_first.replace("\"timestamp\": 1748857700", "\"x\": 0");
        assert_eq!(titles(&without_times), ["C", "A"]);
        assert_eq!(read_sample(r#"{"entries": [], "latest_timestamp": null}"#).format, &FORMAT);
        assert_ne!(
            read_sample(r#"{"entries": [{"id": 1, "type": "post", "content": "A"}]}"#).format,
            &FORMAT
        );
    }

    #[test]
    fn commands_are_read_where_they_are_typed() {
        let text = r#"{"entries": [{"id": 2, "type": "new", "content": "Rain /key /breaking", "timestamp": 1748857900}]}"#;
        let [post] = &*read_sample(text).posts else { panic!() };
        assert_eq!(post.title(), "Rain");
        assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking, Kind::Key]);
    }

    #[test]
    fn numbers_are_those_of_one_site() {
        let text = r#"{"entries": [{"id": 2, "type": "new", "content": "A", "css_classes": "type-key", "timestamp": 1748857900}]}"#;
        let [post] = &*read_sample(text).posts else { panic!() };
        assert_eq!(post.uri(), None);
        assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Key]);
    }
}
