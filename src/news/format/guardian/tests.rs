use super::*;
use crate::news::format::tests::read_sample;
use crate::news::post::{Kind, Post, Status};

fn texts(post: &Post) -> String {
    post.body.blocks().map(|block| format!("{block:?}")).collect::<Vec<_>>().join("\n")
}

fn names(post: &Post) -> String {
    post.by.iter().map(|by| by.name.to_string()).collect::<Vec<_>>().join(", ")
}

const API: &str = r##"{"response": {"status": "ok", "content": {"id": "world/live/harbour", "type": "liveblog",
 "webTitle": "Harbour talks – live", "webUrl": "https://desk.example/live#top",
 "fields": {"byline": "Ann Other (now) and <a href=\"#\">Kim Sample</a> (earlier)"},
 "blocks": {"main": {"id": "m", "bodyHtml": ""}, "body": [
  {"id": "b3", "bodyHtml": "<p>Two &amp; three.</p>", "bodyTextSummary": "Two & three.",
   "attributes": {"keyEvent": true, "summary": false, "pinned": false, "title": "Ferries &amp; boats"},
   "published": true, "createdDate": "2025-06-02T09:49:00Z", "firstPublishedDate": "2025-06-02T09:50:00Z",
   "publishedDate": "2025-06-02T09:58:00Z", "lastModifiedDate": "2025-06-02T09:58:30Z",
   "contributors": ["profile/kim-sample", "profile/lee-third"], "elements": []},
  {"id": "b2", "title": "Summary", "attributes": {"summary": true}, "published": true,
   "bodyHtml": "<p>In HTML.</p>", "firstPublishedDate": "2025-06-02T09:40:00+01:00", "contributors": [],
   "elements": [
    {"type": "text", "textTypeData": {"html": "<p>In elements.</p>"}},
    {"type": "image", "assets": [], "imageTypeData": {"caption": "On the <em>steps</em>", "alt": "Steps", "credit": "Photograph: Desk", "source": "x"}},
    {"type": "pullquote", "pullquoteTypeData": {"html": "<p>Said so</p>", "attribution": "Kim"}},
    {"type": "video", "videoTypeData": {"title": "A clip"}},
    {"type": "rich-link", "richLinkTypeData": {"linkText": "Related: more"}},
    {"type": "tweet", "tweetTypeData": {"html": "<blockquote><p>Posted</p></blockquote>"}}]},
  {"id": "b1", "published": false, "bodyTextSummary": "Taken back.", "firstPublishedDate": "2025-06-02T08:00:00Z"},
  {"id": "b0", "published": false, "bodyTextSummary": "Not yet said."}
 ]}}}}"##;

#[test]
fn blocks_of_the_api_are_posts() {
    let document = read_sample(API);
    assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]));
    let posts = document.posts;
    assert_eq!(posts.len(), 3, "a draft is not shown");
    assert_eq!(
        (posts[0].uri(), posts[0].url()),
        (Some("b3"), Some("https://desk.example/live#block-b3"))
    );
    assert_eq!(&*posts[0].headline, "Ferries & boats");
    assert_eq!(texts(&posts[0]), "Paragraph { text: \"Two & three.\" }");
    assert_eq!(posts[0].instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(posts[0].updated().map(|it| it.instant), "2025-06-02T09:58:30Z".parse().ok());
    assert_eq!(names(&posts[0]), "Kim Sample, Lee Third");
    assert!(posts[1].kinds.contains(Kind::Summary));
    assert_eq!(names(&posts[1]), "Ann Other, Kim Sample");
    assert_eq!(
        texts(&posts[1]),
        "Paragraph { text: \"In elements.\" }\n\
         Image { alt: \"Steps\", caption: \"On the steps\", credit: \"Photograph: Desk\" }\n\
         Quote { text: \"Said so\", cite: \"Kim\" }\n\
         Video { caption: \"A clip\" }\n\
         Furniture { text: \"Related: more\" }\n\
         Quote { text: \"Posted\", cite: \"\" }"
    );
    assert_eq!(posts[2].status, Status::Withdrawn);
}

#[test]
fn a_page_has_its_facts_behind_its_blocks() {
    let document = read_sample(
        r#"{"version": 3, "headline": "Harbour talks", "keyEvents": [{"id": "p1", "elements": []}],
         "blocks": [
          {"id": "p1", "elements": [
            {"_type": "model.dotcomrendering.pageElements.TextBlockElement", "html": "<p>One.</p>", "elementId": "e"},
            {"_type": "model.dotcomrendering.pageElements.ImageBlockElement", "media": {}, "data": {"alt": "Steps", "caption": "", "credit": "Desk"}},
            {"_type": "model.dotcomrendering.pageElements.YoutubeBlockElement", "mediaTitle": "A clip"},
            {"_type": "model.dotcomrendering.pageElements.DividerBlockElement"}],
           "attributes": {"pinned": false, "keyEvent": true, "summary": false}, "title": "Arrival",
           "blockCreatedOn": 1748857700000, "blockFirstPublished": 1748857800000, "blockLastUpdated": 1748858280000,
           "blockFirstPublishedDisplay": "10.50 BST", "contributors": [{"name": "Kim Sample", "imageUrl": "x"}],
           "primaryDateLine": "Mon 2 Jun 2025 10.58 BST"},
          {"id": "p0", "elements": [], "attributes": {}, "blockCreatedOn": 1748850000000, "contributors": []},
          7],
         "author": {"byline": "Ann Other"}, "webURL": "https://desk.example/live", "pageId": "world/live/harbour",
         "format": {"design": "LiveBlogDesign"}}"#,
    );
    assert_eq!(document.format, &FORMAT);
    let told: Vec<&str> = document.problems.iter().map(|problem| &*problem.what).collect();
    assert_eq!(told.len(), 2, "an empty block, and one that is none: {told:?}");
    let [post] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*post.headline, "Arrival");
    assert_eq!(post.url(), Some("https://desk.example/live#block-p1"));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(post.updated().map(|it| it.instant), "2025-06-02T09:58:00Z".parse().ok());
    assert_eq!(names(post), "Kim Sample");
    assert_eq!(
        texts(post),
        "Paragraph { text: \"One.\" }\n\
         Image { alt: \"Steps\", caption: \"\", credit: \"Desk\" }\n\
         Video { caption: \"A clip\" }"
    );
}

#[test]
fn an_article_is_one_post() {
    let page = |kind: &str| {
        format!(
            r#"{{"response": {{"results": [{{"id": "world/harbour", "type": "{kind}", "webTitle": "The harbour",
             "webPublicationDate": "2025-06-02T09:50:00Z", "webUrl": "https://desk.example/harbour",
             "tags": [{{"id": "tone/analysis", "webTitle": "Analysis"}}],
             "blocks": {{"body": [{{"id": "a", "bodyHtml": "<p>One.</p>"}}, {{"id": "b", "bodyHtml": "<p>Two.</p>"}}]}}}},
             {{"id": "world/quay", "type": "article", "webTitle": "The quay", "webUrl": "https://desk.example/quay",
             "fields": {{"body": "<p>Three.</p>", "byline": "Kim Sample"}}}}]}}}}"#
        )
    };
    let posts = read_sample(&page("article")).posts;
    assert_eq!(posts.len(), 2);
    assert_eq!(
        (&*posts[0].headline, posts[0].url()),
        ("The harbour", Some("https://desk.example/harbour"))
    );
    assert!(posts[0].kinds.contains(Kind::Article) && posts[0].kinds.contains(Kind::Analysis));
    assert_eq!(posts[0].body.texts().collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(posts[1].body.texts().collect::<Vec<_>>(), ["Three."]);
    assert_eq!(names(&posts[1]), "Kim Sample");
    assert_eq!(read_sample(&page("liveblog")).posts.len(), 3);
}

#[test]
fn what_stands_before_a_break_is_read() {
    let cut = API.find("In HTML").unwrap();
    let document = read_sample(API.split_at(cut).0);
    assert_eq!((document.format, document.posts.len(), document.problems.len()), (&FORMAT, 1, 1));
    let posts = read_sample(&API.replace("\"id\": \"b2\"", "\"id\": \"\\ud83d\"")).posts;
    assert_eq!(posts.len(), 3, "half a character costs no post");
}

#[test]
fn other_json_with_blocks_is_not_taken() {
    for other in [
        r#"{"blocks": [{"type": "paragraph", "data": {"text": "a"}}]}"#,
        r#"{"response": {"status": "error", "message": "no"}}"#,
        r#"{"content": "a"}"#,
    ] {
        assert_ne!(read_sample(other).format, &FORMAT, "{other}");
    }
}

#[test]
fn an_element_has_the_data_of_its_sort_beside_others_that_are_empty() {
    let document = read_sample(
        r#"{"blocks": [{"id": "a", "blockFirstPublished": 1748857800000, "elements": [
         {"type": "text", "_type": "x.TextBlockElement", "textTypeData": {"html": "<p>One.</p>"}, "imageTypeData": null},
         {"type": "image", "textTypeData": null, "imageTypeData": {"alt": "Steps"}}]}]}"#,
    );
    let [post] = &*document.posts else { panic!("{document:?}") };
    assert_eq!(post.body.texts().collect::<Vec<_>>(), ["One.", "Steps"]);
}

#[test]
fn what_a_page_says_once_is_no_longer_in_each_of_its_posts() {
    let block = |n: usize| format!(r#"{{"id": "{n}", "bodyHtml": "<p>a</p>"}}"#);
    let blocks = (0..50).map(block).collect::<Vec<_>>().join(",");
    for byline in ["x".repeat(50_000), "Kim Sample, Ann Other, ".repeat(2_000)] {
        let text = format!(
            r#"{{"content": {{"id": "a", "webUrl": "https://desk.example/a", "type": "liveblog",
             "byline": "{byline}", "blocks": {{"body": [{blocks}]}}}}}}"#
        );
        let posts = read_sample(&text).posts;
        assert_eq!(posts.len(), 50);
        let names = |post: &Post| post.by.iter().map(|by| by.name.len()).sum::<usize>();
        assert!(posts.iter().all(|post| names(post) <= 500), "{}", names(&posts[0]));
    }
}

#[test]
fn key_events_are_told() {
    let posts = read_sample(API).posts;
    assert!(posts[0].kinds.contains(Kind::Key));
    assert!(!posts[1].kinds.contains(Kind::Key));
}

#[test]
fn blocks_of_an_article_that_are_not_shown_or_not_read() {
    let document = read_sample(
        r#"{"content": {"id": "a", "type": "article", "webTitle": "The quay", "webUrl": "https://desk.example/a", "blocks": {"body": [
         {"id": "1", "bodyHtml": "<p>One.</p>"}, {"id": "2", "published": false, "bodyHtml": "<p>A secret.</p>"},
         7, {"id": "3", "bodyHtml": "<p>Three.</p>"}]}}}"#,
    );
    let [post] = &*document.posts else { panic!("{document:?}") };
    assert_eq!(post.body.texts().collect::<Vec<_>>(), ["One.", "Three."]);
    let told: Vec<usize> = document.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(told, [3]);
}

#[test]
fn pages_are_told_apart_in_any_order_of_their_keys() {
    let page = |name: &str| {
        format!(
            r#"{{"webTitle": "{name}", "blocks": {{"body": [{{"id": "{name}1", "bodyHtml": "<p>{name}</p>"}}]}},
             "webUrl": "https://desk.example/{name}", "type": "liveblog", "id": "{name}"}}"#
        )
    };
    let text = format!(r#"{{"response": {{"results": [{}, {}]}}}}"#, page("a"), page("b"));
    let posts = read_sample(&text).posts;
    assert_eq!(
        posts.iter().map(|post| post.url().unwrap_or_default()).collect::<Vec<_>>(),
        ["https://desk.example/a#block-a1", "https://desk.example/b#block-b1"]
    );
}

#[test]
fn what_no_element_tells_is_read_of_the_html() {
    let block = |element: &str, html: &str| {
        let text = r#"{"type": "text", "textTypeData": {"html": "<p>One.</p>"}}"#;
        let document = read_sample(&format!(
            r#"{{"blocks": [{{"id": "a", "blockFirstPublished": 1748857800000, "elements": [{text}, {element}]{html}}}]}}"#
        ));
        document.posts[0].body.texts().map(str::to_owned).collect::<Vec<_>>()
    };
    let html = r#", "bodyHtml": "<p>One.</p><h2>First</h2><p>Two.</p>""#;
    let list = r#"{"type": "list", "listTypeData": {"items": [{"title": "First", "elements": [
        {"type": "text", "textTypeData": {"html": "<p>Two.</p>"}}]}]}}"#;
    assert_eq!(block(list, html), ["One.", "First", "Two."]);
    let takeaways =
        r#"{"_type": "x.KeyTakeawaysBlockElement", "keyTakeaways": [{"title": "First"}]}"#;
    assert_eq!(block(takeaways, html), ["One.", "First", "Two."]);
    for element in
        [list, takeaways.replace("}]", r#", "body": [{"html": "<p>Two.</p>"}]}]"#).as_str()]
    {
        assert_eq!(block(element, ""), ["One.", "First", "Two."], "a page has no such HTML");
    }
    let embed = r#"{"type": "embed", "assets": [], "embedTypeData": {"html": "<p>Three.</p>"}}"#;
    assert_eq!(block(embed, html), ["One.", "Three."]);
}

#[test]
fn links_set_apart_in_html_are_furniture() {
    let link =
        "<aside class='element element-rich-link'><p><span>Related: </span><a>More</a></p></aside>";
    let html = format!("<p>Two &amp; three.</p>{link}");
    let document = read_sample(&API.replace("<p>Two &amp; three.</p>", &html));
    assert_eq!(
        texts(&document.posts[0]),
        "Paragraph { text: \"Two & three.\" }\nFurniture { text: \"Related: More\" }"
    );
}
