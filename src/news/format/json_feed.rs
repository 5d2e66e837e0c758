//! JSON Feed 1.0 and 1.1 (jsonfeed.org): an item is a post.

use serde::Deserialize;

use super::json::{Scalar, gather, lenient, list};
use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Source, credits, find, labels, markup, scope, shared};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format = Format {
    name: "json-feed",
    words: "JSON Feed",
    known_by: "its `version` is one of jsonfeed.org",
    read,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    url: Scalar<'a>,
    title: Scalar<'a>,
    summary: Scalar<'a>,
    content_html: Scalar<'a>,
    content_text: Scalar<'a>,
    date_published: Scalar<'a>,
    date_modified: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    author: Option<Author<'a>>,
    #[serde(deserialize_with = "lenient")]
    authors: Vec<Author<'a>>,
    #[serde(deserialize_with = "lenient")]
    tags: Vec<Scalar<'a>>,
    #[serde(deserialize_with = "list")]
    attachments: Vec<Attachment<'a>>,
}

/// What comes with an item: a picture or a clip of which something is said.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Attachment<'a> {
    #[serde(borrow)]
    title: Scalar<'a>,
    mime_type: Scalar<'a>,
}

/// So many are taken with an item.
const MOST_ATTACHMENTS: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    let outline = source.outline();
    outline.text("version").filter(|version| version.contains("jsonfeed.org/version"))?;
    let feed = Feed {
        address: outline.text("home_page_url").or(outline.text("feed_url")),
        title: outline.text("title"),
    };
    let is_by = outline.has("authors") || outline.has("author");
    let authors = if is_by { authors(source) } else { Vec::new() };
    let mut reading = Reading::new(context);
    reading
        .add_all(source, &[&["items", "[]"]], |item: Item| Some(item.into_record(&feed, &authors)));
    Some(reading.finish(&FORMAT))
}

/// What tells a feed from others.
struct Feed<'a> {
    address: Option<&'a str>,
    title: Option<&'a str>,
}

/// Who a feed is by: so is each item that names nobody.
fn authors(source: &Source) -> Vec<ByRecord<'static>> {
    let (found, _) = gather(source.text, &[&["authors", "[]"], &["author"]]);
    let named = found.iter().filter_map(|(_, raw)| serde_json::from_str(raw.get()).ok());
    let mut by = by(named);
    shared::bound(&mut by);
    by
}

fn by<'a>(authors: impl Iterator<Item = Author<'a>>) -> Vec<ByRecord<'static>> {
    credits::of_lines(authors.filter_map(|author| author.name.said()))
}

impl<'a> Attachment<'a> {
    fn into_block(self) -> Option<BlockRecord<'a>> {
        let title = self.title.said()?;
        let mime_type = self.mime_type.said()?;
        if find::begins(&mime_type, "image/") {
            return Some(BlockRecord::image(Text::default(), title, Text::default()));
        }
        let is_clip = ["video/", "audio/"].iter().any(|start| find::begins(&mime_type, start));
        is_clip.then(|| BlockRecord::video(title))
    }
}

impl<'a> Item<'a> {
    fn into_record(self, feed: &Feed, authors: &[ByRecord<'static>]) -> PostRecord<'a> {
        let html = self.content_html.said();
        let mut body = html.map(|html| markup::blocks(&html)).unwrap_or_default();
        if body.is_empty() {
            let text = self.content_text.said().or(self.summary.said());
            body.extend(text.into_iter().flat_map(|text| markup::plain(&text)));
        }
        let attachments = self.attachments.into_iter().take(MOST_ATTACHMENTS);
        body.extend(attachments.filter_map(Attachment::into_block));
        let mut by = by(self.authors.into_iter().chain(self.author));
        if by.is_empty() {
            by = authors.to_vec();
        }
        let url = self.url.said();
        let scope = feed.address.or(url.as_deref().and_then(scope::site)).or(feed.title);
        PostRecord {
            uri: self.id.said().and_then(|id| scope::uri(&id, scope)).map(Into::into),
            url,
            headline: self.title.said(),
            first_created: self.date_published.said(),
            version_created: self.date_modified.said(),
            by,
            kinds: self.tags.iter().filter_map(|tag| labels::kind(tag.0.as_deref()?)).collect(),
            body,
            ..PostRecord::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::body::Block;
    use crate::news::format::tests::read_sample;
    use crate::news::post::Post;

    #[test]
    fn items_are_posts() {
        let document = read_sample(
            r#"{"version": "https://jsonfeed.org/version/1", "title": "Harbour talks", "items": [
             {"id": 2, "url": "https://desk.example/live#2", "title": "Delegation &amp; arrives",
              "content_html": "<p>One.</p><p>Two &amp; three.</p>", "tags": ["Breaking", 7],
              "date_published": "2025-06-02T10:50:00+01:00", "date_modified": "2025-06-02T09:58:00Z",
              "author": {"name": "Kim Sample"}},
             {"id": "desk-1", "content_text": "One.\nTwo.", "authors": [{"name": "Ann Other"}, {}]},
             {"id": "desk-0"}, 7, {"id": "#,
        );
        assert_eq!(document.format, &FORMAT);
        let posts = document.posts;
        assert_eq!(posts.len(), 2);
        assert_eq!(&*posts[0].headline, "Delegation &amp; arrives", "a title is no HTML");
        assert_eq!(
            (posts[0].uri(), posts[0].url()),
            (Some("https://desk.example#2"), Some("https://desk.example/live#2"))
        );
        assert_eq!(posts[0].body.texts().collect::<Vec<_>>(), ["One.", "Two & three."]);
        assert_eq!(posts[0].instant(), "2025-06-02T09:50:00Z".parse().ok());
        assert_eq!(&*posts[0].by[0].name, "Kim Sample");
        assert_eq!(posts[1].body.texts().collect::<Vec<_>>(), ["One.", "Two."]);
        assert_eq!(posts[1].by.len(), 1);
        let told: Vec<(usize, &str)> =
            document.problems.iter().map(|problem| (problem.line, &*problem.what)).collect();
        assert_eq!(told[0], (7, "a post with neither headline nor body"));
        assert!(told[1].1.starts_with("a post that does not fit"), "{told:?}");
        assert!(told[2].1.starts_with("broken JSON"), "{told:?}");
    }

    #[test]
    fn what_a_feed_says_holds_for_its_items() {
        let document = read_sample(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour talks", "items": [
             {"id": 1, "content_text": "One."}, {"id": "tag:desk.example,2025:2", "content_text": "Two.", "author": {"name": "Lee Third"}}],
             "feed_url": "https://desk.example/feed", "authors": [{"name": "Kim Sample"}, {"name": "ANN OTHER"}]}"#,
        );
        let [first, second] = &*document.posts else { panic!("{document:?}") };
        let names = |post: &Post| post.by.iter().map(|by| by.name.to_string()).collect::<Vec<_>>();
        assert_eq!(
            first.uri(),
            Some("https://desk.example/feed#1"),
            "a number is that of one feed"
        );
        assert_eq!(names(first), ["Kim Sample", "ANN OTHER"]);
        assert_eq!(second.uri(), Some("tag:desk.example,2025:2"));
        assert_eq!(names(second), ["Lee Third"]);
        for (title, uri) in [("", None), (r#""title": "Harbour talks","#, Some("Harbour talks#1"))]
        {
            let items = r#""items": [{"id": 1, "content_text": "One."}]"#;
            let text =
                format!(r#"{{"version": "https://jsonfeed.org/version/1.1", {title} {items}}}"#);
            assert_eq!(read_sample(&text).posts[0].uri(), uri);
        }
    }

    #[test]
    fn what_says_nothing_hides_nothing() {
        let document = read_sample(
            r#"{"version": "https://jsonfeed.org/version/1.1", "items": [
             {"id": "a", "content_html": "", "content_text": "One.", "summary": "Two.", "title": "",
              "authors": [{"name": "kim@desk.example"}, {"name": "Kim Sample, Europe editor"}],
              "tags": ["News analysis", "Article"]},
             {"id": "b", "content_html": "<p> </p>", "content_text": " ", "summary": "Three."}]}"#,
        );
        assert_eq!(document.problems, []);
        let [first, second] = &*document.posts else { panic!("{document:?}") };
        assert_eq!(first.body.texts().collect::<Vec<_>>(), ["One."]);
        assert_eq!((first.by.len(), first.by[0].role.as_deref()), (1, Some("Europe editor")));
        assert_eq!(first.kinds.words().collect::<Vec<_>>(), ["analysis"]);
        assert_eq!(second.body.texts().collect::<Vec<_>>(), ["Three."]);
    }

    #[test]
    fn lines_with_bullets_are_a_list() {
        let document = read_sample(
            r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "content_text": "One.\n- a\n- b"}]}"#,
        );
        let list = Block::List { ordered: false, items: vec!["a", "b"] };
        let blocks: Vec<Block> = document.posts[0].body.blocks().collect();
        assert_eq!(blocks, [Block::Paragraph { text: "One." }, list]);
    }

    #[test]
    fn what_comes_with_an_item_is_shown() {
        let document = read_sample(
            r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "content_text": "One.",
             "attachments": [{"url": "a.mp4", "mime_type": "video/mp4", "title": "The ferry"}, 7,
              {"url": "a.mp3", "mime_type": "audio/mpeg", "title": "The horn"}, {"mime_type": "audio/mpeg"},
              {"url": "a.jpg", "mime_type": "image/jpeg", "title": "The pier"},
              {"url": "a.pdf", "mime_type": "application/pdf", "title": "The plan"}]}]}"#,
        );
        assert_eq!(document.problems, []);
        assert_eq!(
            document.posts[0].body.blocks().collect::<Vec<_>>(),
            [
                Block::Paragraph { text: "One." },
                Block::Video { caption: "The ferry" },
                Block::Video { caption: "The horn" },
                Block::Image { alt: "", caption: "The pier", credit: "" },
            ]
        );
    }
}
