//! What matters while the story moves: reading a document, applying one to a store of any size,
//! catching up with a snapshot, a frame.

#![allow(missing_docs, reason = "criterion's macros make the items")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::news::dating::Context;
use dateline::news::format::{self, Document};
use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::Key;
use dateline::reader::layout::Size;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::samples::DOCUMENTS;
use dateline::screen::{self, theme::Theme};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Posts of one document, as live pages show them.
const PAGE: usize = 20;

fn context(name: &str) -> Context {
    let modified = "2025-06-02T12:00:00Z".parse().ok();
    Context { name: name.into(), modified, zone: TimeZone::UTC, year: None }
}

/// A live page of 20 posts; `edition` changes one of them.
fn page(number: usize, edition: usize) -> Document {
    let mut text = String::new();
    let day = date(2025, 1, 1).saturating_add(i64::try_from(number % 360).unwrap_or(0).days());
    for post in 0..PAGE {
        let at = (number * 7 + post * 3) % 1440;
        let (hour, minute, day) = (at / 60, at % 60, day.strftime("%-d %B %Y"));
        let (edition, person) = (if post == 0 { edition } else { 0 }, number % 40);
        let _ = write!(
            text,
            "  {post}. Headline {post} of page {number}, {edition}published at {hour:02}:{minute:02} \
             Greenwich Mean Time {day}\n\n    Kim Sample{person}\n    Europe editor\n\n    \
             A paragraph of the post.\n\n",
        );
    }
    format::parse(text.as_bytes(), &Arc::from("page.txt"), &context("page.txt"))
}

fn store(posts: usize) -> Store {
    let mut store = Store::new();
    store.apply((0..posts / PAGE).map(|n| (format!("{n:06}.txt").into(), Some(page(n, 0)))));
    store
}

fn model(store: &Store) -> Model {
    let now: Timestamp = "2025-06-02T12:00:00Z".parse().unwrap_or_default();
    let clock = Clock { now, zone: TimeZone::UTC };
    let folder = FolderState::of(Watch::Watching);
    let mut model = Model::new("bench/".into(), Size { columns: 120, rows: 40 }, clock, folder);
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    model
}

fn reading(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("read");
    for (name, text) in DOCUMENTS {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let (source, context) = (Arc::from(name), context(name));
        group.bench_function(name, |bench| {
            bench.iter(|| format::parse(black_box(text.as_bytes()), &source, &context));
        });
    }
}

/// Documents of a size, each made so that some step might look at all of it once for each part.
fn large(size: usize) -> Vec<(&'static str, String)> {
    let json = "{\"format\":\"liveblog/1\",\"posts\":[]}\n";
    let lines = |line: &dyn Fn(usize) -> String| (0..size).map(line).collect::<String>();
    vec![
        (
            "posts without a time",
            format!("{json}{}", lines(&|n| format!("{{\"headline\":\"h{n}\"}}\n"))),
        ),
        ("broken lines", format!("{json}{}", "x\n".repeat(size))),
        ("a glued caption", format!("Headline\n\n{} (AP)\n\nText.", "aA".repeat(size))),
        (
            "years here and there",
            lines(&|n| {
                let year = if n % 2 == 0 { " 2023" } else { "" };
                format!("  1. H{n}published at 10:50 GMT 2 June{year}\n\n    Text.\n")
            }),
        ),
        ("dates in the text", format!("H\n\n{}", "on Monday 2 June, ".repeat(size))),
        (
            "marks",
            "  1. Apublished at 10:50 GMT\n".to_owned() + &"    Image caption,\n".repeat(size),
        ),
        (
            "one paragraph in many lines",
            format!("H\n\n{}", "word ".repeat(12).trim().to_owned() + "\n").repeat(size / 10),
        ),
    ]
}

/// Documents that somebody made to be slow: ten times the size should take ten times as long.
fn hostile(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("read a hostile document");
    group.sample_size(10).measurement_time(Duration::from_secs(2));
    for size in [1_000, 10_000] {
        for (what, text) in large(size) {
            let (source, context) = (Arc::from(what), context(what));
            group.bench_function(BenchmarkId::new(what, size), |bench| {
                bench.iter(|| format::parse(black_box(text.as_bytes()), &source, &context));
            });
        }
    }
}

/// One changed document, and what it costs a reader to catch up: at any size much the same.
fn changing(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("one changed document");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    for size in SIZES {
        let mut store = store(size);
        let number = size / PAGE / 2;
        let name: Arc<str> = format!("{number:06}.txt").into();
        let mut edition = 0;
        group.bench_function(BenchmarkId::new("apply", size), |bench| {
            bench.iter_batched(
                || {
                    edition += 1;
                    page(number, edition)
                },
                |document| {
                    store.apply([(Arc::clone(&name), Some(document))]);
                    store.snapshot()
                },
                BatchSize::SmallInput,
            );
        });
        let mut held = model(&store);
        for key in ["j", "2"] {
            key.chars().for_each(|ch| {
                update(&mut held, Message::Key(Key::char(ch)));
            });
        }
        group.bench_function(BenchmarkId::new("catch up, held and filtered", size), |bench| {
            bench.iter_batched(
                || {
                    edition += 1;
                    store.apply([(Arc::clone(&name), Some(page(number, edition)))]);
                    Arc::new(store.snapshot())
                },
                |snapshot| {
                    let folder = held.folder;
                    update(&mut held, Message::Published(snapshot, folder))
                },
                BatchSize::SmallInput,
            );
        });
    }
}

fn keys(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("a key and its frame");
    for size in SIZES {
        let mut model = model(&store(size));
        let theme = Theme::sixteen();
        let area = Rect::new(0, 0, 120, 40);
        group.bench_function(BenchmarkId::new("2, a filter", size), |bench| {
            bench.iter(|| update(&mut model, Message::Key(Key::char('2'))));
        });
        group.bench_function(BenchmarkId::new("j", size), |bench| {
            bench.iter(|| {
                update(&mut model, Message::Key(Key::char('j')));
                let mut frame = Buffer::empty(area);
                screen::view(&model, &theme, area, &mut frame);
                frame
            });
        });
    }
}

criterion_group!(benches, reading, hostile, changing, keys);
criterion_main!(benches);
