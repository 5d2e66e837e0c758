//! Liveblog 3 (Sourcefabric), as its API answers: `_items`, each of which is a post made of items of its own. What
//! it tells of the accounts of a desk stays there.

use serde::Deserialize;

use super::json::{Outline, Scalar, gather, lenient, list};
use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Shape, Source, lead, mail, markup, stamps};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format =
    Format { name: "liveblog3", words: "Liveblog 3", known_by: "its `_items` have `groups`", read };

/// Words of the system below for what is not, or no longer, to be seen.
const STOPPED: [&str; 7] =
    ["spiked", "killed", "recalled", "unpublished", "withheld", "canceled", "cancelled"];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry<'a> {
    #[serde(borrow, rename = "_id")]
    id: Scalar<'a>,
    guid: Scalar<'a>,
    #[serde(rename = "_current_version")]
    current_version: Scalar<'a>,
    version: Scalar<'a>,
    #[serde(rename = "_version")]
    stored_version: Scalar<'a>,
    headline: Scalar<'a>,
    published_date: Scalar<'a>,
    unpublished_date: Scalar<'a>,
    content_updated_date: Scalar<'a>,
    #[serde(rename = "_created")]
    created: Scalar<'a>,
    firstcreated: Scalar<'a>,
    byline: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    publisher: Account<'a>,
    post_status: Scalar<'a>,
    state: Scalar<'a>,
    pubstatus: Scalar<'a>,
    lb_highlight: Scalar<'a>,
    deleted: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    groups: Vec<Group<'a>>,
}

/// An account of the desk: nothing else of it is read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Account<'a> {
    #[serde(borrow)]
    display_name: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Group<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    refs: Vec<Reference<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Reference<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    item: Part<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Part<'a> {
    #[serde(borrow)]
    item_type: Scalar<'a>,
    #[serde(rename = "type")]
    kind: Scalar<'a>,
    text: Scalar<'a>,
    deleted: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    meta: Meta<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Meta<'a> {
    #[serde(borrow)]
    caption: Scalar<'a>,
    credit: Scalar<'a>,
    alt: Scalar<'a>,
    quote: Scalar<'a>,
    title: Scalar<'a>,
    description: Scalar<'a>,
    html: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    data: Score<'a>,
}

/// A result, of a game between two.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Score<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    home: Side<'a>,
    #[serde(deserialize_with = "lenient")]
    away: Side<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Side<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    score: Scalar<'a>,
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    if source.shape != Shape::List && !source.outline().has("_items") {
        return None;
    }
    let found = gather(source.text, &[&["_items", "[]"], &["[]"]]);
    let keys = found.0.first().map(|(_, raw)| Outline::of(raw.get()))?;
    if !keys.has("groups")
        || !["_id", "guid", "post_status", "blog"].iter().any(|key| keys.has(key))
    {
        return None;
    }
    let mut reading = Reading::new(context);
    reading.add_found(source, found, |entry: Entry| entry.into_record(context));
    Some(reading.finish(&FORMAT))
}

impl<'a> Entry<'a> {
    /// Whether readers are to see it. What was taken back keeps both its dates.
    fn is_open(&self, context: &Context) -> bool {
        let status = self.post_status.0.as_deref().unwrap_or("open");
        let instant = |stamp: &Scalar| Some(stamps::moment(stamp.0.as_deref()?, context)?.instant);
        let taken_back = self.unpublished_date.0.as_deref().is_some_and(|it| !it.trim().is_empty());
        let is_back = match (instant(&self.published_date), instant(&self.unpublished_date)) {
            (Some(published), Some(taken_back)) => published >= taken_back,
            _ => false,
        };
        let is_published = !taken_back || is_back;
        let is_stopped = [&self.state, &self.pubstatus].into_iter().any(|word| {
            let word = word.0.as_deref().unwrap_or_default();
            STOPPED.iter().any(|stopped| stopped.eq_ignore_ascii_case(word))
        });
        let is_open = status.is_empty() || status.eq_ignore_ascii_case("open");
        is_open && is_published && !is_stopped && !self.deleted.is_true()
    }

    fn into_record(mut self, context: &Context) -> Option<PostRecord<'a>> {
        if !self.is_open(context) {
            return None;
        }
        let by = [self.publisher.display_name.take_said(), self.byline.take_said()];
        let by = by.into_iter().flatten().find(|name| !mail::is_in(name));
        let mut headline = self.headline.take_said().map(String::from);
        let mut body = Vec::new();
        let mut is_advert = false;
        let main = |group: &Group| group.id.0.as_deref().is_none_or(|id| id == "main");
        for group in std::mem::take(&mut self.groups).into_iter().filter(main) {
            for Reference { item } in group.refs {
                is_advert |= item.is_advert();
                if item.is_shown() {
                    item.add_to(&mut body, &mut headline);
                }
            }
        }
        // An advert alone is no post.
        if is_advert && body.is_empty() {
            return None;
        }
        let version = self.current_version.said().or(self.version.said());
        let version = version.or(self.stored_version.said());
        let created = self.created.said().or(self.firstcreated.said());
        Some(PostRecord {
            uri: self.id.said().or(self.guid.said()),
            version: version.and_then(|version| version.parse().ok()),
            headline: headline.map(Text::from),
            first_created: self.published_date.said().or(created),
            version_created: self.content_updated_date.said(),
            kinds: self.lb_highlight.is_true().then(|| "key".into()).into_iter().collect(),
            by: by.map(ByRecord::named).into_iter().collect(),
            body,
            ..PostRecord::default()
        })
    }
}

impl<'a> Part<'a> {
    fn kind(&self) -> &str {
        self.item_type.0.as_deref().or(self.kind.0.as_deref()).unwrap_or_default()
    }

    fn is_advert(&self) -> bool {
        self.kind().to_ascii_lowercase().contains("advert")
    }

    fn is_shown(&self) -> bool {
        !self.is_advert() && !self.deleted.is_true()
    }

    /// Adds its blocks. The first text of a post may begin with a headline.
    fn add_to(self, body: &mut Vec<BlockRecord<'a>>, headline: &mut Option<String>) {
        let kind = self.kind().to_ascii_lowercase();
        let Part { text, meta, .. } = self;
        let html = text.said();
        let line = |part: Scalar<'a>| part.said().map(markup::line_of).unwrap_or_default();
        match kind.as_str() {
            "image" | "picture" => {
                let [alt, caption, credit] = [meta.alt, meta.caption, meta.credit].map(line);
                if [&alt, &caption, &credit].iter().any(|part| !part.is_empty()) {
                    body.push(BlockRecord::image(alt, caption, credit));
                } else {
                    body.extend(html.iter().flat_map(|html| markup::blocks(html)));
                }
            }
            "quote" => {
                let said = meta.quote.said().map(markup::line_of);
                match said {
                    Some(said) => body.push(BlockRecord::quote(said, line(meta.credit))),
                    None => body.extend(html.iter().flat_map(|html| markup::blocks(html))),
                }
            }
            "video" | "audio" => {
                let caption = meta.caption.said().or(meta.title.said()).map(markup::line_of);
                body.extend(caption.map(BlockRecord::video));
            }
            "scorecard" => {
                let Score { home, away } = meta.data;
                let parts = [home.name, home.score, away.score, away.name].map(line);
                if let [home, goals, against, away] = &parts
                    && !home.is_empty()
                {
                    let line = format!("{} {}:{} {}", &**home, &**goals, &**against, &**away);
                    body.push(BlockRecord::paragraph(line));
                } else {
                    body.extend(html.iter().flat_map(|html| markup::blocks(html)));
                }
            }
            "embed" => {
                let html = html.or(meta.html.said());
                let mut blocks = html.map(|html| markup::blocks(&html)).unwrap_or_default();
                if blocks.is_empty() {
                    let parts = [meta.title, meta.description]
                        .map(Scalar::said)
                        .map(|part| part.map(markup::line_of));
                    blocks.extend(parts.into_iter().flatten().map(BlockRecord::paragraph));
                }
                body.extend(blocks);
            }
            _ => {
                let Some(html) = html else { return };
                let split =
                    if headline.is_none() && body.is_empty() { lead::of_html(&html) } else { None };
                match split {
                    Some((line, rest)) => {
                        *headline = Some(line);
                        body.extend(markup::blocks(rest));
                    }
                    None => body.extend(markup::blocks(&html)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::body::Block;
    use crate::news::format::tests::read_sample;
    use crate::news::post::{Kind, Post};

    const SAMPLE: &str = r#"{"_items": [
     {"_id": "urn:2", "guid": "urn:2", "published_date": "2025-06-02T09:50:00+00:00", "_created": "2025-06-02T09:40:00+00:00",
      "content_updated_date": "2025-06-02T09:58:00+00:00", "byline": "Kim", "lb_highlight": true, "post_status": "open",
      "publisher": {"display_name": "Kim Sample", "email": "kim@desk.example", "username": "ksample", "privileges": {"blogs": 1}},
      "original_creator": {"email": "kim@desk.example", "username": "ksample"}, "deleted": false, "groups": [
       {"id": "root", "refs": [{"idRef": "main"}]},
       {"id": "main", "refs": [
        {"residRef": "urn:i1", "item": {"item_type": "text", "text": "<p><b>Delegation arrives</b></p><p>One &amp; two.</p>"}},
        {"item": {"item_type": "image", "text": "<figure><img alt='x'></figure>", "meta": {"caption": "Men on steps", "credit": "Agency", "media": {}}}},
        {"item": {"item_type": "quote", "text": "<blockquote>x</blockquote>", "meta": {"quote": "Said so", "credit": "A Minister"}}},
        {"item": {"item_type": "embed", "text": "", "meta": {"title": "A post elsewhere", "html": ""}}},
        {"item": {"item_type": "scorecard", "meta": {"data": {"home": {"name": "Harbour", "score": 2}, "away": {"name": "Quay", "score": "1"}}}}},
        {"item": {"item_type": "Advertisement Local", "text": "<p>Buy</p>"}},
        {"item": {"item_type": "text", "text": "<p>Gone</p>", "deleted": true}}]}]},
     {"_id": "urn:1", "deleted": true, "groups": [{"id": "main", "refs": [{"item": {"item_type": "text", "text": "Deleted"}}]}]},
     {"_id": "urn:0", "post_status": "draft", "groups": []},
     {"_id": "urn:a", "post_status": "submitted", "groups": []},
     {"_id": "urn:b", "post_status": "comment", "groups": []},
     {"_id": "urn:c", "published_date": "2025-06-02T09:00:00+00:00", "unpublished_date": "2025-06-02T09:10:00+00:00", "groups": []},
     {"_id": "urn:d", "groups": [{"id": "main", "refs": [{"item": {"item_type": "Advertisement"}}]}]},
     {"_id": "urn:e", "byline": "desk@desk.example", "published_date": "2025-06-02T08:00:00+00:00", "groups": [{"id": "main", "refs": [{"item": {"item_type": "text", "text": "Plain <b>words</b>."}}]}]}
    ], "_meta": {"page": 1, "max_results": 25, "total": 34}}"#;

    #[test]
    fn open_posts_are_read() {
        let document = read_sample(SAMPLE);
        assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]));
        let [first, last] = &*document.posts else { panic!("{:?}", document.posts) };
        assert_eq!((first.uri(), &*first.headline), (Some("urn:2"), "Delegation arrives"));
        assert_eq!(first.instant(), "2025-06-02T09:50:00Z".parse().ok());
        assert_eq!(first.updated().map(|it| it.instant), "2025-06-02T09:58:00Z".parse().ok());
        assert_eq!(&*first.by[0].name, "Kim Sample");
        let blocks: Vec<String> = first.body.blocks().map(|block| format!("{block:?}")).collect();
        assert_eq!(
            blocks,
            [
                "Paragraph { text: \"One & two.\" }",
                "Image { alt: \"\", caption: \"Men on steps\", credit: \"Agency\" }",
                "Quote { text: \"Said so\", cite: \"A Minister\" }",
                "Paragraph { text: \"A post elsewhere\" }",
                "Paragraph { text: \"Harbour 2:1 Quay\" }",
            ]
        );
        assert_eq!(last.title(), "Plain words.");
        assert!(last.by.is_empty());
        assert!(!format!("{document:?}").contains("desk.example"), "no address of the desk");
    }

    #[test]
    fn what_stands_before_a_break_is_read() {
        let cut = SAMPLE.find("\"urn:1\"").unwrap();
        let document = read_sample(SAMPLE.split_at(cut).0);
        assert_eq!((document.posts.len(), document.problems.len()), (1, 1));
        assert_ne!(read_sample(r#"{"_items": [{"_id": 1}]}"#).format, &FORMAT);
    }

    #[test]
    fn items_have_keys_of_the_systems_below() {
        let more = r#""version": "1", "_version": 3, "_current_version": 4, "firstcreated": "2025-06-02T09:39:00+00:00""#;
        let document = read_sample(&SAMPLE.replace(r#""byline": "Kim""#, more));
        assert_eq!((document.posts.len(), &document.problems), (2, &vec![]));
        assert_eq!(document.posts[0].version(), Some(4));
        let is_key = |post: &Post| post.kinds.contains(Kind::Key);
        assert_eq!(document.posts.iter().map(is_key).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn what_is_stopped_is_left_out() {
        for (key, is_shown) in [
            (r#""deleted": "True""#, false),
            (r#""deleted": "yes""#, false),
            (r#""state": "spiked""#, false),
            (r#""pubstatus": "canceled""#, false),
            (r#""pubstatus": "Withheld""#, false),
            (r#""deleted": "False", "state": "published", "pubstatus": "usable""#, true),
        ] {
            let text = SAMPLE.replace(r#""deleted": false"#, key);
            assert_eq!(read_sample(&text).posts.len(), 1 + usize::from(is_shown), "{key}");
        }
    }

    #[test]
    fn no_address_of_mail_is_a_credit() {
        let text = SAMPLE.replace("\"Agency\"", "\"kim@desk.example\"");
        let text = text.replace("\"A Minister\"", "\"A Minister <kim@desk.example>\"");
        let document = read_sample(&text);
        assert!(!format!("{document:?}").contains("kim@"));
        let cite = |block: Block| matches!(block, Block::Quote { cite: "A Minister", .. });
        assert!(document.posts[0].body.blocks().any(cite));
    }

    #[test]
    fn what_was_taken_back_is_known_by_the_instant() {
        let shown = |dates: &str| {
            let item = r#"[{"item": {"item_type": "text", "text": "One."}}]"#;
            let groups = format!(r#"[{{"id": "main", "refs": {item}}}]"#);
            let text =
                format!(r#"{{"_items": [{{"_id": "urn:1", {dates}, "groups": {groups}}}]}}"#);
            read_sample(&text).posts.len() == 1
        };
        let published = r#""published_date": "2025-06-02T10:00:00+01:00""#;
        assert!(shown(&format!(r#"{published}, "unpublished_date": null"#)));
        assert!(shown(&format!(r#"{published}, "unpublished_date": "2025-06-02T08:59:00Z""#)));
        assert!(!shown(&format!(r#"{published}, "unpublished_date": "2025-06-02T09:01:00Z""#)));
        assert!(!shown(&format!(r#"{published}, "unpublished_date": "x""#)));
        assert!(!shown(r#""unpublished_date": "2025-06-02T09:01:00Z""#));
    }
}
