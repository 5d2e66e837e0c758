//! `outbox.json` of a Mastodon account: what it has posted, as activities. What it only passed on is not in there.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::json::{Scalar, gather, list};
use super::reading::{Lines, Reading, syntax_problem};
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Source, labels, markup};
use crate::news::dating::Context;
use crate::news::post::Status;

/// The format.
pub const FORMAT: Format = Format {
    name: "mastodon",
    words: "Mastodon outbox",
    known_by: "its `type` is OrderedCollection, with `orderedItems`",
    read,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Activity<'a> {
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    published: Scalar<'a>,
    actor: Scalar<'a>,
    #[serde(deserialize_with = "objects")]
    object: Vec<Note<'a>>,
    #[serde(deserialize_with = "readers")]
    to: Option<Vec<Scalar<'a>>>,
    #[serde(deserialize_with = "readers")]
    cc: Option<Vec<Scalar<'a>>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Note<'a> {
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    id: Scalar<'a>,
    url: Scalar<'a>,
    name: Scalar<'a>,
    summary: Scalar<'a>,
    content: Scalar<'a>,
    published: Scalar<'a>,
    updated: Scalar<'a>,
    #[serde(rename = "attributedTo")]
    by: Scalar<'a>,
    #[serde(deserialize_with = "readers")]
    to: Option<Vec<Scalar<'a>>>,
    #[serde(deserialize_with = "readers")]
    cc: Option<Vec<Scalar<'a>>>,
    #[serde(deserialize_with = "list")]
    attachment: Vec<Attachment<'a>>,
    #[serde(deserialize_with = "list")]
    tag: Vec<Tag<'a>>,
    #[serde(rename = "oneOf", deserialize_with = "list")]
    one_of: Vec<Tag<'a>>,
    #[serde(rename = "anyOf", deserialize_with = "list")]
    any_of: Vec<Tag<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attachment<'a> {
    #[serde(borrow, rename = "mediaType")]
    media_type: Scalar<'a>,
    name: Scalar<'a>,
    summary: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tag<'a> {
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    name: Scalar<'a>,
}

/// What an activity is about; some only name it.
fn objects<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Note<'de>>, D::Error> {
    let raw = <&RawValue>::deserialize(json)?;
    if raw.get().starts_with('"') {
        let id = Scalar::deserialize(raw).unwrap_or_default();
        return Ok(vec![Note { id, ..Note::default() }]);
    }
    Ok(list(raw).unwrap_or_default())
}

/// Who may read it, where that is said at all.
fn readers<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Vec<Scalar<'de>>>, D::Error> {
    list(json).map(Some)
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    let outline = source.outline();
    outline.text("type").filter(|kind| kind.starts_with("OrderedCollection"))?;
    if !outline.has("orderedItems") {
        return None;
    }
    let (found, broken) = gather(source.text, &[&["orderedItems", "[]"]]);
    let mut reading = Reading::new(context);
    let mut lines = Lines::new(source.text);
    for (_, raw) in found {
        let line = lines.of(raw);
        reading.add_read(raw, line, Activity::into_record);
    }
    reading.problems.extend(broken.map(|error| syntax_problem(&error, 1)));
    Some(reading.finish(&FORMAT))
}

impl<'a> Activity<'a> {
    fn into_record(self) -> Option<PostRecord<'a>> {
        let kind = self.kind.0.as_deref().unwrap_or_default();
        let mut note = self.object.into_iter().next()?;
        if kind == "Delete" {
            return note.gone();
        }
        if !["Create", "Update"].contains(&kind) {
            return None;
        }
        if note.to.is_none() && note.cc.is_none() {
            (note.to, note.cc) = (self.to, self.cc);
        }
        let record = note.into_record(self.actor)?;
        let first_created = record.first_created.or(self.published.said());
        Some(PostRecord { first_created, ..record })
    }
}

impl<'a> Note<'a> {
    /// Whether everybody may read it: a note to a few, or to nobody, is in the outbox as well.
    fn is_public(&self) -> bool {
        let says_nothing = self.to.is_none() && self.cc.is_none();
        let mut readers = self.to.iter().chain(&self.cc).flatten();
        let is_all = |reader: &Scalar| {
            let name = reader.0.as_deref().unwrap_or_default();
            name.ends_with("#Public") || ["as:Public", "Public"].contains(&name)
        };
        says_nothing || readers.any(is_all)
    }

    /// One that has been deleted, for good: nothing that was said of it before counts.
    fn gone(self) -> Option<PostRecord<'a>> {
        let uri = Some(self.id.said()?);
        let status = Some(Status::Canceled);
        let version = Some(u64::from(u32::MAX));
        Some(PostRecord { uri, version, status, ..PostRecord::default() })
    }

    fn into_record(mut self, actor: Scalar<'a>) -> Option<PostRecord<'a>> {
        if self.kind.0.as_deref() == Some("Tombstone") {
            return self.gone();
        }
        if !self.is_public() {
            return None;
        }
        let mut body =
            self.content.take_said().map(|html| markup::blocks(&html)).unwrap_or_default();
        let choices =
            std::mem::take(&mut self.one_of).into_iter().chain(std::mem::take(&mut self.any_of));
        let choices: Vec<Text> = choices.filter_map(|choice| choice.name.said()).collect();
        if !choices.is_empty() {
            body.push(BlockRecord::list(false, choices));
        }
        body.extend(std::mem::take(&mut self.attachment).into_iter().filter_map(Attachment::block));
        let headline = self.summary.take_said().or(self.name.take_said());
        if headline.is_none() && body.is_empty() {
            return None;
        }
        let tags = self.tag.into_iter().filter(|tag| tag.kind.0.as_deref() == Some("Hashtag"));
        let by = self.by.said().or(actor.said());
        Some(PostRecord {
            uri: self.id.said(),
            url: self.url.said(),
            headline,
            first_created: self.published.said(),
            version_created: self.updated.said(),
            kinds: tags.filter_map(|tag| labels::kind(&tag.name.0?)).collect(),
            by: by.and_then(|address| account(&address)).into_iter().collect(),
            body,
            ..PostRecord::default()
        })
    }
}

impl<'a> Attachment<'a> {
    /// By what is said of it: without words there is nothing to show.
    fn block(self) -> Option<BlockRecord<'a>> {
        let said = self.name.said().or(self.summary.said())?;
        let media_type = self.media_type.0.as_deref().unwrap_or_default();
        let is_clip = ["video/", "audio/"].iter().any(|kind| media_type.starts_with(kind));
        let image = |said| BlockRecord::image(said, Text::default(), Text::default());
        Some(if is_clip { BlockRecord::video(said) } else { image(said) })
    }
}

/// `https://m.example/users/desk`: the account, and the server it is of.
fn account(address: &str) -> Option<ByRecord<'static>> {
    let (_, place) = address.split_once("://")?;
    let (server, path) = place.split_once('/')?;
    let name = path.trim_end_matches('/').rsplit('/').next()?.trim_start_matches('@');
    let organisation = Some(server.to_owned().into());
    (!name.is_empty()).then(|| ByRecord { organisation, ..ByRecord::named(name.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::tests::read_sample;
    use crate::news::post::Kind;
    use crate::news::store::Store;

    const SAMPLE: &str = r##"{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "orderedItems": [
     {"id": "https://m.example/2/activity", "type": "Create", "actor": "https://m.example/users/desk", "published": "2025-06-02T09:50:00Z",
      "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": {
       "id": "https://m.example/2", "type": "Note", "summary": "Of the harbour", "published": "2025-06-02T09:50:00Z", "updated": "2025-06-02T09:58:00Z",
       "url": "https://m.example/@desk/2", "attributedTo": "https://m.example/users/desk", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
       "content": "<p>One &amp; two.<br>Three <a href=\"#\">#<span>breaking</span></a></p>",
       "attachment": [{"type": "Document", "mediaType": "image/jpeg", "name": "Men on steps"}, {"mediaType": "video/mp4", "name": "A clip"}, {"mediaType": "image/png", "name": null}],
       "tag": [{"type": "Hashtag", "name": "#breaking"}, {"type": "Mention", "name": "@summary"}]}},
     {"type": "Announce", "object": "https://other.example/1"},
     {"type": "Create", "object": {"id": "https://m.example/3", "type": "Note", "to": ["https://m.example/users/kim"], "cc": [], "content": "<p>To Kim alone</p>"}},
     {"type": "Create", "published": "2025-06-02T09:40:00Z", "object": {"id": "https://m.example/4", "type": "Question", "content": "<p>Who?</p>", "oneOf": [{"type": "Note", "name": "A"}, {"type": "Note", "name": "B"}]}},
     {"type": "Delete", "object": {"id": "https://m.example/2", "type": "Tombstone"}}]}"##;

    #[test]
    fn what_an_account_posted() {
        let document = read_sample(SAMPLE);
        assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]));
        let [note, question, gone] = &*document.posts else { panic!("{:?}", document.posts) };
        assert_eq!((gone.uri(), gone.status), (note.uri(), Status::Canceled));
        assert_eq!(
            (&*note.headline, note.uri(), note.url()),
            ("Of the harbour", Some("https://m.example/2"), Some("https://m.example/@desk/2"))
        );
        assert_eq!(
            note.body.texts().collect::<Vec<_>>(),
            ["One & two.", "Three #breaking", "Men on steps", "A clip"]
        );
        assert_eq!(note.instant(), "2025-06-02T09:50:00Z".parse().ok());
        assert_eq!(note.updated().map(|it| it.instant), "2025-06-02T09:58:00Z".parse().ok());
        assert_eq!(
            (&*note.by[0].name, note.by[0].organisation.as_deref()),
            ("desk", Some("m.example"))
        );
        assert_eq!(note.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
        assert_eq!(question.body.texts().collect::<Vec<_>>(), ["Who?", "A", "B"]);
        assert_eq!(question.instant(), "2025-06-02T09:40:00Z".parse().ok());
    }

    #[test]
    fn what_not_all_may_read_is_left_out() {
        let shown = |activity: &str, note: &str| {
            let note =
                format!(r#"{{"id": "https://m.example/5", "content": "<p>Rain</p>"{note}}}"#);
            let create = format!(r#"{{"type": "Create", "object": {note}{activity}}}"#);
            let outbox = format!(r#"{{"type": "OrderedCollection", "orderedItems": [{create}]}}"#);
            read_sample(&outbox).posts.len() == 1
        };
        assert!(shown("", ""));
        for nobody in [r#", "to": [], "cc": []"#, r#", "to": []"#, r#", "cc": null"#] {
            assert!(!shown("", nobody) && !shown(nobody, ""), "{nobody}");
        }
        let all = r#", "to": [], "cc": "as:Public""#;
        assert!(shown("", all) && shown(all, "") && shown(r#", "to": []"#, all));
    }

    #[test]
    fn what_is_deleted_is_gone() {
        for object in [
            "\"https://m.example/2\"",
            r#"{"id": "https://m.example/2", "type": "Tombstone", "deleted": "2025-06-02T10:00:00Z"}"#,
        ] {
            let delete = format!(r#"{{"type": "Delete", "object": {object}}}"#);
            let document = read_sample(&format!(
                r#"{{"type": "OrderedCollection", "orderedItems": [{delete}]}}"#
            ));
            assert_eq!((document.posts.len(), document.problems.len()), (1, 0), "{object}");
            assert_eq!(
                (document.posts[0].uri(), document.posts[0].status),
                (Some("https://m.example/2"), Status::Canceled)
            );
        }
        let mut store = Store::new();
        store.apply([("outbox.json".into(), Some(read_sample(SAMPLE)))]);
        assert_eq!(store.snapshot().posts().len(), 1, "the question");
        let nobody = r#"{"type": "OrderedCollection", "orderedItems": [{"type": "Delete"}]}"#;
        assert!(read_sample(nobody).posts.is_empty());
    }

    #[test]
    fn what_stands_before_a_break_is_read() {
        let document = read_sample(SAMPLE.split_at(SAMPLE.find("Announce").unwrap()).0);
        assert_eq!((document.posts.len(), document.problems.len()), (1, 1));
    }
}
