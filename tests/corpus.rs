//! The coverage that `examples/generate` makes up is read as what it was written as, and says what was made up.

#![allow(clippy::panic, clippy::unwrap_used, reason = "what is wrong in a test fails it")]

use std::collections::BTreeSet;
use std::ptr;

use corpus::forms::{FORMS, Form};
use corpus::{Draft, Layout};
use dateline::news::body::Block;
use dateline::news::dating::Context;
use dateline::news::format;
use dateline::news::post::Post;
use jiff::tz::{Offset, TimeZone};

#[allow(dead_code, reason = "what is made up is not written to files here")]
#[path = "../examples/generate/corpus.rs"]
mod corpus;

/// Posts of which documents are made: some 250.
const POSTS: usize = 4_000;

#[test]
fn made_up_coverage_is_read_in_every_form() {
    let mut first = 0;
    let mut made = Vec::new();
    while first < POSTS {
        let (form, posts) = corpus::choose(first, POSTS, Layout::Mixed);
        let drafts = corpus::drafts(first, posts, POSTS, Layout::Mixed);
        let (name, text, count) = corpus::document(first, POSTS, Layout::Mixed);
        assert_eq!(count, posts, "{name}");
        assert_read(form, &drafts, &name, &text);
        made.push(form);
        first += posts;
    }
    assert_eq!(first, POSTS);
    for form in &FORMS {
        let times = made.iter().filter(|made| ptr::eq(**made, form)).count();
        assert!(times > 0, "no {} of {} documents", form.format, made.len());
    }
    let made: BTreeSet<&str> = made.iter().map(|form| form.format).collect();
    let all: BTreeSet<&str> = format::all().map(|format| format.name).collect();
    assert_eq!(made, all);
}

/// A document is read as its form, and each of its drafts is one of its posts.
#[track_caller]
fn assert_read(form: &Form, drafts: &[Draft], name: &str, text: &str) {
    let modified = "2026-01-01T00:00:00Z".parse().ok();
    let context = Context { name: name.to_owned(), modified, zone: TimeZone::UTC, year: None };
    let document = format::parse(text.as_bytes(), &name.into(), &context);
    let problems = &document.problems;
    assert_eq!((document.format.name, problems), (form.format, &vec![]), "{name}:\n{text:.2000}");
    assert_eq!(document.posts.len(), drafts.len(), "{name}:\n{text:.2000}");
    for draft in drafts {
        let Some(post) = document.posts.iter().find(|post| *post.headline == draft.headline) else {
            panic!("{name}: no {}\n{text:.2000}", draft.headline)
        };
        assert_said(form, draft, post, text);
    }
}

/// A post says what its draft does, as far as the form has it.
#[track_caller]
fn assert_said(form: &Form, draft: &Draft, post: &Post, text: &str) {
    let is_text = |block: &Block| !matches!(block, Block::Furniture { .. });
    let body: Vec<Block> = post.body.blocks().filter(is_text).collect();
    let paragraphs: Vec<Block> =
        draft.paragraphs.iter().map(|text| Block::Paragraph { text }).collect();
    assert_eq!(body, paragraphs, "{post:?}\n{text:.2000}");
    let by = match form.format {
        // The account signs, and the name of a profile has no spaces.
        "mastodon" => vec!["desk"],
        "guardian" => vec![&*draft.by],
        _ => text.contains(&draft.by).then_some(&*draft.by).into_iter().collect(),
    };
    let names: Vec<&str> = post.by.iter().map(|by| &*by.name).collect();
    assert_eq!(names, by, "{post:?}\n{text:.2000}");
    if form.has_times || *form.posts.end() == 1 {
        let time = Offset::UTC.to_timestamp(draft.time).unwrap();
        assert_eq!(post.instant(), Some(time), "{post:?}\n{text:.2000}");
    }
}
