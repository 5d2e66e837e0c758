//! No bytes make the formats panic, lose a neighbour, or pass on what a terminal would obey.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::sync::{Arc, LazyLock};

use dateline::news::dating::Context;
use dateline::news::format::{self, Document, liveblog};
use dateline::news::post::{Post, Presence};
use dateline::news::sanitize;
use dateline::news::when::Clock;
use dateline::news::wrap;
use dateline::runtime::samples::DOCUMENTS;
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn parse(bytes: &[u8]) -> Document {
    let context = Context {
        name: "document".into(),
        modified: "2025-06-02T12:00:00Z".parse().ok(),
        zone: TimeZone::UTC,
        year: None,
    };
    format::parse(bytes, &Arc::from("document"), &context)
}

/// Every text of a post that a screen may show.
fn texts(post: &Post) -> Vec<&str> {
    let by = post.by.iter().flat_map(|by| {
        let parts = [by.role.as_deref(), by.organisation.as_deref(), by.located.as_deref()];
        parts.into_iter().flatten().chain([by.name.as_ref()])
    });
    let body = post.body.texts();
    by.chain(body).chain([&*post.headline]).chain(post.url()).collect()
}

fn holds(document: &Document) {
    let clock = Clock::new("2025-06-02T12:00:00Z".parse().unwrap(), TimeZone::UTC);
    for post in &document.posts {
        for text in texts(post) {
            assert!(!text.chars().any(sanitize::is_hostile), "{text:?}");
        }
        assert!(
            wrap::wrap(post, Presence::Present, 40, &clock)
                .iter()
                .all(|row| !row.text.contains(char::is_control))
        );
    }
    for problem in &document.problems {
        assert!(problem.line > 0 && !problem.what.chars().any(sanitize::is_hostile), "{problem:?}");
    }
}

static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(samples);

/// The sample documents, and the posts they come to in our own form.
fn samples() -> Vec<Vec<u8>> {
    let mut samples: Vec<Vec<u8>> =
        DOCUMENTS.iter().map(|(_, text)| text.as_bytes().to_vec()).collect();
    let posts = DOCUMENTS.iter().flat_map(|(_, text)| parse(text.as_bytes()).posts);
    let posts: Vec<String> = posts.map(|post| liveblog::write_post(&post)).collect();
    samples.push(format!(r#"{{"format":"liveblog/1","posts":[{}]}}"#, posts.join(",\n")).into());
    samples
        .push(format!("{{\"format\":\"liveblog/1\",\"posts\":[]}}\n{}", posts.join("\n")).into());
    samples
}

/// What is put into a document, or stands for all of it.
fn splice() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        prop_oneof![
            Just("\n  3. Xpublished at 25:61 Nowhere Time 31 February 9999\n"),
            Just("published at 10:50 British Summer Time\n"),
            Just("    Image caption,\n"),
            Just("    Image source, \n    Media caption,\n"),
            Just("\u{1b}]52;c;AAAA\u{7}\u{9b}31m\u{202e}\u{200b}"),
            Just("{\"format\":\"liveblog/1\",\"posts\":[{\"headline\":\"\\u001b[2J\"}"),
            Just("\\ud800\",\"firstCreated\":\"0000-00-00\""),
            Just("Thursday, May 15 Monday 31 February 9999 "),
            Just("\r\n\r\n\t\t\u{2028}"),
        ]
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&parse(&bytes));
    }

    #[test]
    fn any_damage_is_survived(
        which in 0..7usize,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0..30usize, splice()), 0..5),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = SAMPLES[which].clone();
        for (at, length, splice) in damage {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, splice);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        holds(&parse(&bytes));
    }

    /// What is written is read again, whatever it was read from.
    #[test]
    fn posts_come_back_as_they_were(which in 0..7usize, at in any::<prop::sample::Index>(), splice in splice()) {
        let mut bytes = SAMPLES[which].clone();
        let at = at.index(bytes.len() + 1);
        bytes.splice(at..at, splice);
        let posts = parse(&bytes).posts;
        let lines: Vec<String> = posts.iter().map(liveblog::write_post).collect();
        let text = format!("{{\"format\":\"liveblog/1\",\"posts\":[]}}\n{}", lines.join("\n"));
        let again = parse(text.as_bytes());
        prop_assert_eq!(again.problems, vec![]);
        prop_assert_eq!(again.posts, posts);
    }
}
