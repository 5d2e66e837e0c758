use super::*;
use crate::news::format::tests::read_sample;
use crate::news::post::Kind;

/// A block of a type around others.
fn around(kind: &str, blocks: &str) -> String {
    format!(r#"{{"id": "x", "type": "{kind}", "model": {{"blocks": [{blocks}]}}}}"#)
}

fn paragraph(text: &str) -> String {
    let fragment =
        format!(r#"{{"type": "fragment", "model": {{"text": "{text}", "attributes": []}}}}"#);
    format!(r#"{{"type": "paragraph", "model": {{"text": "{text}", "blocks": [{fragment}]}}}}"#)
}

fn text(words: &str) -> String {
    around("text", &paragraph(words))
}

fn post(urn: &str, header: &str, content: &str, minute: u32) -> String {
    format!(
        r#"{{"urn": "{urn}", "type": "POST", "link": null, "options": {{"isBreakingNews": {}}},
         "dates": {{"firstPublished": "2025-06-02T09:{minute}:00+00:00", "lastPublished": "2025-06-02T09:58:00+00:00", "time": null}},
         "header": {{"model": {{"blocks": [{header}]}}}}, "content": {{"model": {{"blocks": [{content}]}}}}}}"#,
        urn == "asset:2"
    )
}

fn page() -> String {
    let items = |kind: &str, texts: &[&str]| {
        let items: Vec<String> =
            texts.iter().map(|one| around("listItem", &paragraph(one))).collect();
        around(kind, &items.join(","))
    };
    let raw = r#"{"type": "rawImage", "model": {"width": 7, "copyrightHolder": "Agency"}}"#;
    let image = [
        raw.to_owned(),
        around("altText", &text("Steps")),
        around("caption", &text("Men on steps")),
    ];
    let link = around(
        "listItem",
        r#"{"type": "fragment", "model": {"text": "This is "}}, {"type": "urlLink", "model": {"text": "a link", "blocks": [{"type": "fragment", "model": {"text": "a link"}}]}}, {"type": "fragment", "model": {"text": " so."}}"#,
    );
    let content = [
        paragraph("One."),
        r#"{"type": "fragment", "model": {"text": " "}}"#.to_owned(),
        items("unorderedList", &["First", "Second"]),
        around("orderedList", &link),
        around("image", &image.join(",")),
        around("video", &around("caption", &text("A clip"))),
    ];
    let person = [
        around("name", &text("Kim Sample")),
        around("role", &text("Europe editor, reporting from Harbourtown")),
    ];
    let second = [around("contributor", &person.join(",")), paragraph("Two.")];
    let header = [around("headline", &text("Delegation arrives")), around("subheadline", "")];
    let labelled =
        [around("headline", &text("What it means")), around("subheadline", &text("Analysis"))];
    let with_more = [around("headline", &text("More")), around("subheadline", &text("And more"))];
    let posts = [
        post("asset:2", &header.join(","), &content.join(","), 50),
        post("asset:1", &labelled.join(","), &second.join(","), 40),
        post("asset:0", &with_more.join(","), &paragraph("Three."), 30),
    ];
    let points = around("text", &items("unorderedList", &["Two have arrived", "They talk"]));
    format!(
        r#"{{"data": {{"title": "Harbour talks", "summaryPoints": {{"content": {{"model": {{"blocks": [{points}]}}}}}},
         "liveTextStream": {{"contributors": "Edited by Ann Other", "content": {{"data": {{"results": [{}]}}}}}}}}}}"#,
        posts.join(",\n")
    )
}

#[test]
fn a_page_is_read() {
    let document = read_sample(&page());
    assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]));
    let [summary, first, second, third] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(summary.body.texts().collect::<Vec<_>>(), ["Two have arrived", "They talk"]);
    assert!(summary.kinds.contains(Kind::Summary));
    assert_eq!((summary.time.source(), summary.instant()), (TimeSource::Page, first.instant()));
    assert_eq!((first.uri(), &*first.headline), (Some("asset:2"), "Delegation arrives"));
    assert_eq!(first.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(first.updated().map(|it| it.instant), "2025-06-02T09:58:00Z".parse().ok());
    assert_eq!(first.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    let blocks: Vec<String> = first.body.blocks().map(|block| format!("{block:?}")).collect();
    assert_eq!(
        blocks,
        [
            "Paragraph { text: \"One.\" }",
            "List { ordered: false, items: [\"First\", \"Second\"] }",
            "List { ordered: true, items: [\"This is a link so.\"] }",
            "Image { alt: \"Steps\", caption: \"Men on steps\", credit: \"Agency\" }",
            "Video { caption: \"A clip\" }",
        ]
    );
    assert_eq!(second.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(
        (&*second.by[0].name, second.by[0].role.as_deref()),
        ("Kim Sample", Some("Europe editor"))
    );
    assert_eq!(second.by[0].located.as_deref(), Some("Harbourtown"));
    assert_eq!(second.body.texts().collect::<Vec<_>>(), ["Two."]);
    assert_eq!(third.body.texts().collect::<Vec<_>>(), ["And more", "Three."]);
}

#[test]
fn a_text_stream_alone_is_read() {
    let one = post("asset:1", &around("headline", &text("H")), &paragraph("One."), 10);
    for text in
        [format!(r#"{{"data": {{"results": [{one}]}}}}"#), format!(r#"{{"results": [{one}]}}"#)]
    {
        assert_eq!(read_sample(&text).posts.len(), 1, "{text}");
    }
    assert_ne!(read_sample(r#"{"results": [{"a": 1}]}"#).format, &FORMAT);
}

#[test]
fn what_stands_before_a_break_is_read() {
    let page = page();
    let document = read_sample(page.split_at(page.find("What it means").unwrap()).0);
    assert_eq!((document.posts.len(), document.problems.len()), (2, 1));
    let deep = around("a", &"[".repeat(200_000));
    let document = read_sample(&page.replace("\"Men on steps\"", &deep));
    assert!(!document.problems.is_empty());
}
