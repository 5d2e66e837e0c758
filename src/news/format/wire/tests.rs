use super::*;
use crate::news::format::parse;
use crate::news::format::tests::{context, read_sample};
use crate::news::post::{Kind, TimeSource};

const IPTC: &str = "\u{1}dsk002 2 i 12 harbour desk 002\r\n\r\nHarbour-talks/\r\n\
    \u{2}Delegation arrives =\r\n\r\n   Harbourtown (desk) - A delegation has arrived\r\n\
    in the harbour.\r\n   The talks begin at noon.\r\n\r\n\u{3}\r\n";

const ANPA: &str = "\u{16}\u{16}\u{1}A0002\u{1f}__test\r\nf i\u{13}\u{11} BC-Harbour-Talks     06-02 0012\r\n\
    \u{2}^BC-Harbour-Talks,12<\r\n^Delegation arrives<\r\n^By KIM SAMPLE=\r\n^Example Desk=\r\n\
    \t   HARBOURTOWN (Desk) _ A delegation has arrived.\r\n\t   It will stay.\r\n\
    \t   \u{3}Desk-WF-06-02-25 0950GMT<\r\n\u{4}";

fn texts(post: &crate::news::post::Post) -> Vec<String> {
    post.body.texts().map(str::to_owned).collect()
}

#[test]
fn iptc_7901_is_read() {
    let document = read_sample(IPTC);
    assert_eq!((document.format, document.problems.as_slice()), (&IPTC_7901, &[][..]));
    let [post] = document.posts.as_slice() else { panic!("{:?}", document.posts) };
    assert_eq!((&*post.headline, post.uri()), ("Delegation arrives", Some("dsk002")));
    assert!(post.kinds.contains(Kind::Breaking));
    assert_eq!(
        texts(post),
        [
            "Harbourtown (desk) - A delegation has arrived in the harbour.",
            "The talks begin at noon."
        ]
    );
    assert_eq!(post.time.source, TimeSource::File, "it prints no time");
}

#[test]
fn anpa_1312_is_read() {
    let document = read_sample(ANPA);
    assert_eq!((document.format, document.problems.as_slice()), (&ANPA_1312, &[][..]));
    let [post] = document.posts.as_slice() else { panic!("{:?}", document.posts) };
    assert_eq!((&*post.headline, post.uri()), ("Delegation arrives", Some("A0002/2025-06-02")));
    assert!(post.kinds.contains(Kind::Breaking));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(post.time.source, TimeSource::Printed);
    let by = &post.by[0];
    assert_eq!(&*by.name, "KIM SAMPLE");
    assert_eq!(by.organisation.as_deref(), Some("Example Desk"));
    assert_eq!(by.located.as_deref(), Some("HARBOURTOWN"));
    assert_eq!(texts(post), ["HARBOURTOWN (Desk) _ A delegation has arrived.", "It will stay."]);
}

#[test]
fn a_file_holds_several_messages() {
    let later = ANPA.replace("A0002", "A0003").replace("f i", "r i").replace("0950GMT", "0610EDT");
    let document = read_sample(&format!("{ANPA}{later}\u{1}A0004\u{1f}__test\r\nu i\u{13}"));
    let posts: Vec<_> = document
        .posts
        .iter()
        .map(|post| (post.uri().unwrap_or_default(), post.kinds.contains(Kind::Breaking)))
        .collect();
    assert_eq!(posts, [("A0002/2025-06-02", true), ("A0003/2025-06-02", false)]);
    assert_eq!(document.posts[1].instant(), "2025-06-02T10:10:00Z".parse().ok());
    let told = &document.problems[0];
    assert_eq!((told.line, &*told.what), (19, "a header of the wire without a text"));
    // Cut in the middle, what has come is read.
    let cut = IPTC.split_once("The talks").unwrap().0;
    assert_eq!(read_sample(cut).posts.len(), 1);
}

#[test]
fn letters_are_those_of_latin_1() {
    let mut bytes = IPTC.replace("noon", "noon in the caf!").into_bytes();
    bytes.iter_mut().filter(|byte| **byte == b'!').for_each(|byte| *byte = 0xe9);
    let document = parse(&bytes, &"wire".into(), &context());
    assert_eq!(document.format, &IPTC_7901, "{:?}", document.problems);
    assert!(document.posts[0].body.text().contains("café"));
}

#[test]
fn what_is_for_editors_alone_is_left_out() {
    let notes = "   The quay is open.\r\n\r\n# # #\r\n## Note to editors\r\n\
        The following is not for publication\r\nCall Kim on 555 0100\r\n\u{3}";
    let document = read_sample(&IPTC.replace('\u{3}', notes));
    assert_eq!(document.posts[0].body.texts().last(), Some("The quay is open."));
    let eds = ANPA.replace("^By KIM", "^Eds: UPDATES with time.<\r\n^By KIM");
    let document = read_sample(&eds);
    assert!(!document.posts[0].body.text().contains("UPDATES"));
    assert_eq!(&*document.posts[0].headline, "Delegation arrives");
    let held = ANPA.replace("^By KIM", "^EMBARGOED until noon<\r\n^By KIM");
    let document = read_sample(&held);
    assert!(document.posts.is_empty() && document.problems.is_empty());
}

#[test]
fn other_texts_are_no_wire() {
    for text in ["A report.\n\u{1}\n\u{2}It goes on.", "\u{1} alone.\n\nNothing follows it."] {
        let format = read_sample(text).format;
        assert!(format != &IPTC_7901 && format != &ANPA_1312, "{text:?}");
    }
}
