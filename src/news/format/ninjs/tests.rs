use super::*;
use crate::news::format::tests::read_sample;
use crate::news::post::{Kind, Post};

fn texts(post: &Post) -> String {
    post.body.blocks().map(|block| format!("{block:?}")).collect::<Vec<_>>().join("\n")
}

fn names(post: &Post) -> String {
    let name = |by: &crate::news::post::Byline| {
        let parts = [
            Some(&*by.name),
            by.role.as_deref(),
            by.organisation.as_deref(),
            by.located.as_deref(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    };
    post.by.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn only(text: &str) -> Post {
    let document = read_sample(text);
    assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]), "{text}");
    let [post] = &*document.posts else { panic!("{:?}", document.posts) };
    post.clone()
}

#[test]
fn the_first_version() {
    let post = only(
        r#"{"uri": "urn:desk:2", "type": "text", "version": "2", "firstcreated": "2025-06-02T10:50:00",
         "versioncreated": "2025-06-02T09:58:00+0000", "pubstatus": "usable", "urgency": 5,
         "headline": "Delegation arrives", "byline": "By Kim Sample and Ann Other", "located": "Harbourtown",
         "slugline": "never shown", "ednote": "never shown", "description_text": "An abstract.",
         "genre": [{"name": "Analysis", "scheme": "http://cv.iptc.org/newscodes/genre/", "code": "Analysis"}],
         "person": [{"name": "A Minister", "rel": "about"}],
         "body_text": "One.\n\nTwo.", "associations": {
          "main": {"uri": "urn:p:1", "type": "picture", "headline": "Steps", "byline": "Agency", "description_text": "Men on steps"},
          "editor_0": {"uri": "urn:p:2", "type": "picture", "headline": "Twice"},
          "clip": {"uri": "urn:v:1", "type": "video", "description_text": "A clip"},
          "other": {"uri": "urn:t:1", "type": "text", "headline": "Another item"}}}"#,
    );
    assert_eq!((post.uri(), post.version()), (Some("urn:desk:2"), Some(2)));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok(), "of the zone of the folder");
    assert_eq!(post.updated().map(|it| it.instant), "2025-06-02T09:58:00Z".parse().ok());
    assert_eq!(&*post.headline, "Delegation arrives");
    assert_eq!(names(&post), "Kim Sample/Harbourtown, Ann Other/Harbourtown");
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(
        texts(&post),
        "Paragraph { text: \"One.\" }\nParagraph { text: \"Two.\" }\n\
         Image { alt: \"Steps\", caption: \"Men on steps\", credit: \"Agency\" }\n\
         Video { caption: \"A clip\" }"
    );
}

#[test]
fn the_third_version() {
    let post = only(
        r#"{"uri": "urn:desk:2", "version": 3, "versionCreated": "2025-06-02T10:58:00+01:00", "urgency": 2,
         "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Delegation arrives"}],
         "bodies": [{"role": "text", "contentType": "text/plain", "value": "Plain."},
          {"role": "ttnitf", "contentType": "application/xml", "value": "<NITF>"},
          {"role": "html", "contentType": "text/html", "value": "<html><head><title>No</title></head><body><h1>Delegation arrives</h1><p>One &amp; two.</p></body></html>"}],
         "by": "Von Kim Sample, dpa", "people": [{"name": "Kim Sample", "rel": "author"}, {"name": "A Minister"}],
         "genres": [{"name": "Analyse", "uri": "http://cv.iptc.org/newscodes/genre/Analysis"}],
         "associations": [{"name": "a1", "type": "picture", "by": "Lee Third/Desk",
          "descriptions": [{"value": "Men on steps"}], "headlines": [{"value": "Steps"}]}]}"#,
    );
    assert_eq!(&*post.headline, "Delegation arrives");
    assert_eq!(names(&post), "Kim Sample");
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking, Kind::Analysis]);
    assert_eq!(post.instant(), "2025-06-02T09:58:00Z".parse().ok());
    assert_eq!(
        texts(&post),
        "Paragraph { text: \"One & two.\" }\n\
         Image { alt: \"Steps\", caption: \"Men on steps\", credit: \"Lee Third/Desk\" }"
    );
}

#[test]
fn items_in_lists_of_every_sort() {
    let item = |n: usize| {
        format!(
            r#"{{"guid": "urn:{n}", "headline": "H{n}", "versioncreated": "2025-06-02T10:5{n}:00Z"}}"#
        )
    };
    let two = format!("{},\n{}", item(1), item(2));
    for text in [
        format!("[{two}]"),
        format!("{{\"total\": 2, \"item\": [{two}]}}"),
        format!("{{\"_items\": [{two}], \"_meta\": {{}}}}"),
        format!(
            "{{\"data\": {{\"items\": [{{\"item\": {}}}, {{\"item\": {}}}]}}}}",
            item(1),
            item(2)
        ),
    ] {
        let document = read_sample(&text);
        assert_eq!((document.format, document.posts.len()), (&FORMAT, 2), "{text}");
        assert_eq!(document.posts[1].uri(), Some("urn:2"));
    }
    let document = read_sample(&format!("[{two},\n{{\"uri\": "));
    assert_eq!((document.format, document.posts.len(), document.problems.len()), (&FORMAT, 2, 1));
    assert_eq!(document.problems[0].line, 3);
}

#[test]
fn a_picture_is_a_post() {
    let post = only(
        r#"{"uri": "urn:p:1", "type": "picture", "versioncreated": "2025-06-02T10:58:00Z", "byline": "Kim Sample",
         "headline": "Steps", "description_text": "Men on steps"}"#,
    );
    assert_eq!((&*post.headline, names(&post)), ("Steps", "Kim Sample".to_owned()));
    assert!(texts(&post).contains("Men on steps"));
}

#[test]
fn what_is_not_to_be_shown() {
    let with = |field: &str| {
        read_sample(&format!(
            r#"{{"uri": "urn:1", "versionCreated": "2025-06-02T10:58:00Z", {field}, "headline": "H"}}"#
        ))
    };
    for field in [
        r#""pubStatus": "withheld""#,
        r#""embargoed": "2025-06-02T14:00:00Z""#,
        r#""embargoedUntil": "2025-06-02T12:00:01+00:00""#,
    ] {
        let document = with(field);
        assert_eq!(
            (document.format, document.posts.len(), document.problems.len()),
            (&FORMAT, 0, 0),
            "{field}"
        );
    }
    assert_eq!(with(r#""embargoed": "2025-06-02T12:00:00Z""#).posts.len(), 1);
    assert_eq!(with(r#""pubStatus": "canceled""#).posts[0].status, Status::Canceled);
    let canceled =
        r#"{"uri": "urn:1", "versioncreated": "2025-06-02T10:58:00Z", "pubstatus": "cancelled"}"#;
    assert_eq!(only(canceled).status, Status::Canceled);
}

#[test]
fn addresses_of_people_are_no_bylines() {
    let post = only(
        r#"{"uri": "urn:1", "versionCreated": "2025-06-02T10:58:00Z", "headline": "H", "by": "kim@desk.example",
         "authors": [{"name": "Lee Third", "role": "editor"}, {"name": "a@desk.example", "role": "author"}]}"#,
    );
    assert_eq!(names(&post), "");
}

#[test]
fn other_json_is_not_taken() {
    for other in [
        r#"{"uri": "urn:1", "headline": "H"}"#,
        r#"{"uri": "urn:1", "firstCreated": "2025-06-02T10:58:00Z", "body": []}"#,
        r#"[{"uri": "urn:1"}]"#,
        "[1, 2]",
        r#"{"items": []}"#,
    ] {
        assert_ne!(read_sample(other).format, &FORMAT, "{other}");
    }
}

#[test]
fn both_spellings_of_a_key_cost_no_post() {
    let post = only(
        r#"{"uri": "urn:1", "headline": "H", "versioncreated": "2025-06-02T10:58:00Z", "versionCreated": "2025-06-02T10:58:00Z",
         "firstcreated": "2025-06-02T10:50:00Z", "firstCreated": null, "pubstatus": "usable", "pubStatus": "usable",
         "person": [], "people": [{"name": "Kim Sample", "by": "Kim", "rel": "author", "title": "", "jobTitle": "Editor", "jobtitle": "x"}],
         "genre": [{"name": "Analysis"}], "genres": [], "webUrl": "", "canonicalUrl": "https://desk.example/1",
         "bodies": [{"contentType": "text/plain", "contenttype": "text/plain", "value": "One."}]}"#,
    );
    assert_eq!(names(&post), "Kim Sample/Editor");
    assert_eq!(post.instant(), "2025-06-02T10:50:00Z".parse().ok());
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(post.url(), Some("https://desk.example/1"));
    assert_eq!(texts(&post), "Paragraph { text: \"One.\" }");
}

#[test]
fn what_nobody_can_tell_to_be_shown_is_not() {
    let with = |field: &str| {
        read_sample(&format!(
            r#"{{"uri": "urn:1", "versionCreated": "2025-06-02T10:58:00Z", {field}, "headline": "H"}}"#
        ))
    };
    for (field, posts) in [
        (r#""embargoed": "until further notice""#, 0),
        (r#""embargoed": "", "embargoedUntil": "2025-06-02T14:00:00Z""#, 0),
        (r#""embargoed": "2025-06-02T10:00:00Z", "embargoedUntil": "2025-06-02T14:00:00Z""#, 0),
        (r#""embargoed": "until further notice", "pubStatus": "canceled""#, 1),
        (r#""embargoed": false"#, 1),
        (r#""embargoed": """#, 1),
        (r#""embargoed": "None", "embargoedUntil": 0"#, 1),
        (r#""embargoed": {"date": "2099-06-02T14:00:00Z", "text": "Held until then"}"#, 0),
        (r#""embargoed": {"date": "2025-06-02T10:00:00Z", "text": "Held until then"}"#, 1),
        (r#""embargoed": ["2099-06-02T14:00:00Z"]"#, 0),
        (r#""embargoedUntil": {"text": "Held"}"#, 0),
        (r#""embargoed": {}, "embargoedUntil": [null]"#, 1),
        (r#""pubstatus": "stat:withheld""#, 0),
        (r#""pubStatus": "http://cv.iptc.org/newscodes/pubstatusg2/withheld""#, 0),
        (r#""pubStatus": "stat:usable""#, 1),
    ] {
        assert_eq!(with(field).posts.len(), posts, "{field}");
    }
    let picture = r#""associations": {"a": {"type": "picture", "headline": "A secret", "embargoed": "2025-06-03T14:00:00Z"}}"#;
    assert_eq!(texts(&with(picture).posts[0]), "");
}
