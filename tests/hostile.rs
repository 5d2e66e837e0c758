//! No bytes make the formats panic, lose a neighbour, or pass on what a terminal would obey.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use dateline::news::dating::{Context, DayMonth, PrintedTime};
use dateline::news::format::{self, liveblog};
use dateline::runtime::samples::DOCUMENTS;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use holds::parse;

#[path = "common/holds.rs"]
mod holds;
#[path = "common/tame.rs"]
mod tame;

static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(samples);

/// The sample documents, the posts they come to in our own form, and a sample of each machine's form.
fn samples() -> Vec<Vec<u8>> {
    let mut samples: Vec<Vec<u8>> =
        DOCUMENTS.iter().map(|(_, text)| text.as_bytes().to_vec()).collect();
    let posts = DOCUMENTS.iter().flat_map(|(_, text)| parse(text.as_bytes()).posts);
    let posts: Vec<String> = posts.map(|post| liveblog::write_post(&post)).collect();
    samples.push(format!(r#"{{"format":"liveblog/1","posts":[{}]}}"#, posts.join(",\n")).into());
    samples
        .push(format!("{{\"format\":\"liveblog/1\",\"posts\":[]}}\n{}", posts.join("\n")).into());
    samples.extend(machine_samples());
    samples
}

/// The samples in `tests/samples`, and what each is.
const FORMATS: [(&str, &str); 31] = [
    ("anpa1312.txt", "anpa1312"),
    ("article-data.html", "web-article"),
    ("article.html", "web-article"),
    ("bbc-page.json", "bbc"),
    ("dump-ago.txt", "live-dump"),
    ("dump-bbc-licence.txt", "live-dump"),
    ("dump-cnn.txt", "live-dump"),
    ("dump-days.txt", "live-dump"),
    ("dump-guardian.txt", "live-dump"),
    ("dump-list.txt", "live-dump"),
    ("dump-rediff.txt", "live-dump"),
    ("dump-scribble.txt", "live-dump"),
    ("dump-ticker.txt", "live-dump"),
    ("feed.atom.xml", "atom"),
    ("feed.json", "json-feed"),
    ("feed.rss.xml", "rss"),
    ("guardian-api.json", "guardian"),
    ("guardian-page.json", "guardian"),
    ("iptc7901.txt", "iptc7901"),
    ("live.html", "live-web-page"),
    ("liveblog-3.json", "liveblog3"),
    ("mastodon-outbox.json", "mastodon"),
    ("message.newsml.xml", "newsml-g2"),
    ("ninjs-1.json", "ninjs"),
    ("ninjs-3.json", "ninjs"),
    ("post.json.md", "markdown"),
    ("post.toml.md", "markdown"),
    ("post.yaml.md", "markdown"),
    ("story.nitf.xml", "nitf"),
    ("telegram.json", "telegram"),
    ("wordpress-liveblog.json", "wordpress-liveblog"),
];

fn machine_samples() -> Vec<Vec<u8>> {
    FORMATS.iter().map(|(name, _)| fs::read(folder().join(name)).unwrap()).collect()
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "samples"].iter().collect()
}

#[test]
fn a_sample_of_each_form_is_known_for_what_it_is() {
    for ((name, format), sample) in FORMATS.iter().zip(machine_samples()) {
        let document = parse(&sample);
        assert_eq!(document.format.name, *format, "{name}");
        assert!(!document.posts.is_empty(), "{name}");
    }
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let files: BTreeSet<String> = entries.map(|name| name.into_string().unwrap()).collect();
    let named: BTreeSet<String> = FORMATS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, named);
    let sampled: BTreeSet<&str> = SAMPLES.iter().map(|sample| parse(sample).format.name).collect();
    let all: BTreeSet<&str> = format::all().map(|format| format.name).collect();
    assert_eq!(sampled, all);
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
            Just("[[[[{\"a\":{\"type\":null,\"text\":[\"\\ud800\",-1e999]}}]]]"),
            Just("\"<p><b>&#0;&amp;amp;<ul><li><figure>\","),
            Just("Thursday, May 15 Monday 31 February 9999 "),
            Just("\r\n\r\n\t\t\u{2028}"),
            Just("<script type='application/ld+json'>"),
            Just("</script><article><p>"),
            Just("<![CDATA[<div>"),
            Just("]]>-->"),
            Just("&#27;&#x202e;&amp;lt;&nbsp;"),
            Just("\n---\n"),
            Just("\n\n10:37 AM\n\n17.25 GMT\n\n2h ago\n\n"),
            Just("\n06:58 , Kim Sample\n22:45   Boats\nBoats sail now20:42\n"),
            Just("\u{1}x\u{2}\u{3}06-02-25 0950"),
        ]
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds::of_document(&bytes);
    }

    #[test]
    fn any_damage_is_survived(
        which in any::<prop::sample::Index>(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0..30usize, splice()), 0..5),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = SAMPLES[which.index(SAMPLES.len())].clone();
        for (at, length, splice) in damage {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, splice);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        holds::of_document(&bytes);
    }

    #[test]
    fn any_text_is_cleaned(pieces in proptest::collection::vec(piece(), 0..12)) {
        holds::of_cleaned(&pieces.concat());
    }

    #[test]
    fn any_query_is_written_as_it_is_read(words in proptest::collection::vec(word(), 0..6)) {
        holds::of_query(&words.concat());
    }

    #[test]
    fn any_page_is_dated(
        page in proptest::collection::vec(printed(), 0..12),
        year in proptest::option::of(any::<i16>()),
        second in proptest::option::of(-3_000_000_000..3_000_000_000_i64),
        text in "(Thursday, May 15|[a-z ]{0,9}){0,3}",
    ) {
        let modified = second.and_then(|second| jiff::Timestamp::from_second(second).ok());
        let context = Context { modified, year, ..holds::context() };
        holds::of_dated(&page, &text, &context);
    }
}

/// A piece of a text that is no plain one, or a plain one.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-c ]{0,4}",
        2 => any::<String>(),
        1 => "\\x1b[\\[\\]PX^_k(\\\\]?[0-9;?]{0,4}[a-z\\x07\\x9c]?",
        1 => "[\u{80}-\u{9f}]",
        1 => "[\u{300}\u{20e3}\u{e31}\u{fe0f}\u{fe00}]{1,7}",
        1 => "[❤👍🏽👩\u{200d}🇺🇦1\u{e0067}\u{202e}\u{2028}]{1,4}",
        1 => "[\t\r\n\\\\]{1,2}",
    ]
}

/// A piece of a query.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(" "),
        Just("-"),
        Just("\""),
        Just("\\"),
        Just("/"),
        Just("by:"),
        Just("kind:analysis "),
        Just("in:"),
        Just("is:unseen "),
        Just("since:10:00 "),
        Just("before:yesterday"),
        Just("doc:"),
        Just("org:\""),
        Just("talks"),
        Just("é."),
        Just("(x|"),
        Just("\u{3000}"),
        Just("http://x"),
    ]
    .prop_map(str::to_owned)
}

/// A printed time; now and then one that there is not.
fn printed() -> impl Strategy<Value = PrintedTime> {
    let zone = prop_oneof![Just(None), Just(Some("Europe/London")), Just(Some("Pacific/Apia"))];
    let day = (1..=31_i8, 1..=12_i8, proptest::option::weighted(0.2, 1900..2100_i16));
    let day = day.prop_map(|(day, month, year)| DayMonth { day, month, year });
    (0..=24_i8, 0..=60_i8, zone, proptest::option::of(day)).prop_map(|(hour, minute, zone, day)| {
        let zone = zone.and_then(|zone| TimeZone::get(zone).ok());
        PrintedTime { clock: Time::new(hour, minute, 0, 0).ok(), zone, day }
    })
}
