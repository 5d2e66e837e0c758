use jiff::tz::TimeZone;

use super::super::{UNREADABLE, parse};
use super::*;
use crate::news::body::Block;
use crate::news::post::{Kind, Status, TimeSource};

fn read_text(text: &str) -> Document {
    let context = Context {
        name: "talks.json".into(),
        modified: "2025-06-02T12:00:00Z".parse().ok(),
        zone: TimeZone::UTC,
        year: None,
    };
    parse(text.as_bytes(), &"talks.json".into(), &context)
}

const FULL: &str = r#"{"format":"liveblog/1","uri":"tag:desk.example,2025:talks","unknown":[1],"posts":[
 {"uri":"tag:1","version":2,"firstCreated":"2025-06-02T10:50:00+01:00","versionCreated":"2025-06-02T10:58:00+01:00",
  "timeSource":"year-assumed","headline":"Ferry \u001b[31msails\u202e","kinds":["breaking","opening"],
  "by":[{"name":"Kim Sample","role":"Editor","organisation":"Desk","located":"Harbourtown"}],
  "body":[{"type":"p","text":"One.\nTwo."},{"type":"subhead","text":"S"},{"type":"list","ordered":true,"items":["a"]},
   {"type":"image","alt":"A","caption":"C","credit":"D"},{"type":"video","caption":"V"},
   {"type":"quote","text":"Q","cite":"W"},{"type":"furniture","text":"F"},{"type":"embed","text":"E"}],
  "url":"javascript:alert(1)"}
]}"#;

#[test]
fn every_field_is_read_and_made_safe() {
    let Document { format, posts, problems } = read_text(FULL);
    assert_eq!((format, problems), (&JSON, vec![]));
    let post = &posts[0];
    assert_eq!(&*post.headline, "Ferry sails");
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking, Kind::Opening]);
    assert_eq!(post.url(), None, "only web addresses are links");
    assert_eq!(post.time.source(), TimeSource::YearAssumed);
    assert_eq!(
        post.body.blocks().count(),
        9,
        "a text of two lines is two paragraphs, and nothing is lost"
    );
    assert_eq!(post.body.blocks().last(), Some(Block::Paragraph { text: "E" }));
}

#[test]
fn what_is_written_is_read_again() {
    let first = read_text(FULL).posts;
    let text = format!("{{\"format\":\"liveblog/1\",\"posts\":[{}]}}", write_post(&first[0]));
    let again = read_text(&text);
    assert_eq!(again.posts, first);
    let lines =
        format!("{{\"format\":\"liveblog/1\",\"posts\":[]}}\n{}\n\n", write_post(&first[0]));
    let again = read_text(&lines);
    assert_eq!((again.format, again.posts), (&LINES, first));
}

#[test]
fn a_bad_post_costs_itself_alone() {
    let text = "{\"format\":\"liveblog/1\",\"posts\":[\n\
        {\"headline\":\"A\",\"firstCreated\":\"2025-06-02T10:50:00Z\"},\n\
        42,\n\
        {\"headline\":7},\n\
        {\"firstCreated\":\"2025-06-02T10:50:00Z\"},\n\
        {\"headline\":\"B\",\"firstCreated\":\"25:61\"}\n]}";
    let Document { posts, problems, .. } = read_text(text);
    let headlines: Vec<&str> = posts.iter().map(|post| &*post.headline).collect();
    assert_eq!(headlines, ["A", "B"]);
    assert_eq!(posts[1].time.source(), TimeSource::Page);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
    assert_eq!(problems[3].what, "firstCreated `25:61` is no time");
}

#[test]
fn a_broken_document_keeps_what_stands_before_the_break() {
    let text = "{\"format\":\"liveblog/1\",\"posts\":[\n{\"headline\":\"A\"},\n{\"headline\":\"B\"},\n{\"head";
    let Document { posts, problems, .. } = read_text(text);
    assert_eq!(posts.len(), 2);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].line, 4);
    assert!(problems[0].what.starts_with("broken JSON: EOF"), "{problems:?}");

    let lines = "{\"format\":\"liveblog/1\",\"posts\":[]}\n{\"headline\":\"A\"}\n{\"head\n{\"headline\":\"C\"}\n";
    let Document { posts, problems, .. } = read_text(lines);
    assert_eq!(posts.len(), 2);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3]);
}

#[test]
fn other_json_is_named() {
    for (text, what) in [
        ("{\"a\": 1}", "JSON of no form that is known"),
        ("{\"format\":\"liveblog/2\",\"posts\":[]}", "JSON of no form that is known"),
        ("[1, 2]", "JSON of no form that is known"),
        ("\n\n{\"a\": ", "broken JSON"),
    ] {
        let document = read_text(text);
        assert_eq!(document.format, &UNREADABLE, "{text}");
        assert!(document.problems[0].what.contains(what), "{:?}", document.problems);
    }
    assert_eq!(read_text("\n\n{\"a\": ").problems[0].line, 3);
}

#[test]
fn times_of_every_form() {
    for (stamp, instant, offset) in [
        ("2025-06-02T10:50:00+01:00", "2025-06-02T09:50:00Z", 3600),
        ("2025-06-02T10:50:00Z", "2025-06-02T10:50:00Z", 0),
        ("2025-06-02T10:50:00.123-0430", "2025-06-02T15:20:00.123Z", -16_200),
        ("2025-06-02T10:50:00", "2025-06-02T10:50:00Z", 0),
    ] {
        let text = format!(
            "{{\"format\":\"liveblog/1\",\"posts\":[{{\"headline\":\"A\",\"firstCreated\":\"{stamp}\"}}]}}"
        );
        let moment = read_text(&text).posts[0].time.moment().unwrap();
        assert_eq!(moment.instant.to_string(), instant, "{stamp}");
        assert_eq!(moment.offset.seconds(), offset, "{stamp}");
    }
}

#[test]
fn what_is_taken_away_says_nothing_else() {
    let text = "{\"format\":\"liveblog/1\",\"posts\":[{\"uri\":\"x\",\"pubStatus\":\"canceled\"}]}";
    let Document { posts, problems, .. } = read_text(text);
    assert_eq!(problems, []);
    assert_eq!(posts[0].status, Status::Canceled);
}
