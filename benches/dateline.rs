//! What matters while the story moves: reading a document, applying one to a store of any size,
//! catching up with a snapshot, a frame.

#![allow(missing_docs, reason = "criterion's macros make the items")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::news::dating::{Context, PrintedTime, date_page};
use dateline::news::filter::{Filter, Term, Test};
use dateline::news::format::{self, Document};
use dateline::news::pattern::Pattern;
use dateline::news::post::Presence;
use dateline::news::sanitize;
use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::news::wrap;
use dateline::reader::choice::Choice;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::Key;
use dateline::reader::layout::Size;
use dateline::reader::list::List;
use dateline::reader::marks::Kept;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::disk::Reach;
use dateline::runtime::encoder::encode;
use dateline::runtime::folder::{Folder, Scope};
use dateline::runtime::reading::Conventions;
use dateline::runtime::samples::DOCUMENTS;
use dateline::screen::{self, theme::Theme};
use jiff::civil::{Time, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;

use corpus::Layout;

#[path = "../examples/generate/corpus.rs"]
mod corpus;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let clock = Clock::new(now, TimeZone::UTC);
    let folder = FolderState::of(Watch::Watching);
    let mut model = Model::new(
        "bench/".into(),
        Size { columns: 120, rows: 40 },
        clock,
        folder,
        Kept::default(),
    );
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
        ("tags in one another", "<div>".repeat(size)),
        ("parts of a page that never end", "<article><p>a".repeat(size)),
        ("attributes", format!("<div {}>", lines(&|n| format!("a{n}=b ")))),
        (
            "prefixes that are bound anew",
            format!("<rss><item>{}", lines(&|n| format!("<a:b xmlns:a='{n}'>"))),
        ),
        (
            "authors of all entries",
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'>{}{}</feed>",
                "<author><name>Kim</name></author>".repeat(size),
                "<entry><title>a</title></entry>".repeat(size)
            ),
        ),
        ("items that are empty", format!("<rss>{}</rss>", "<item/>".repeat(size))),
        (
            "scripts of data",
            format!("<html>{}", "<script type=ld+json>{\"liveBlogUpdate\":[".repeat(size)),
        ),
        (
            "lists in one another",
            format!("<html><script type=ld+json>{{\"liveBlogUpdate\":{}", "[".repeat(size)),
        ),
        ("quotes in one another", format!("---\ntitle: a\n---\n{}a", "> ".repeat(size))),
        ("links that never end", format!("---\ntitle: a\n---\n{}", "[a](b".repeat(size))),
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

/// A search through 100,000 posts on one core: criterion tells the bytes a second.
fn search(bench: &mut Criterion) {
    let mut store = Store::new();
    let (mut first, mut bytes) = (0, 0);
    while first < 100_000 {
        let (name, text, posts) = corpus::document(first, 100_000, Layout::Pages);
        first += posts;
        bytes += text.len();
        let source = Arc::from(name.as_str());
        let document = format::parse(text.as_bytes(), &source, &context(&name));
        store.apply([(source, Some(document))]);
    }
    let snapshot = Arc::new(store.snapshot());
    let mut group = bench.benchmark_group("search 100,000 posts");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    for words in ["nowhere", "harbour", "/harb.{2}r p/"] {
        let Ok(pattern) = Pattern::parse(words) else { continue };
        let test = Test::Text(pattern);
        let term = Term { negated: false, test, written: words.to_owned() };
        let filter = Filter { terms: vec![term], ..Filter::default() };
        group.bench_function(words, |bench| {
            bench.iter(|| List::of(&Choice::new(filter.clone(), None), &snapshot));
        });
    }
}

/// Live pages, articles and our own forms, as made-up documents: criterion tells the bytes a second.
fn forms(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("read a form");
    group.sample_size(20);
    let mut left = vec![
        &format::LIVE_PAGE,
        &format::ARTICLE,
        &format::liveblog::JSON,
        &format::liveblog::LINES,
    ];
    let mut first = 0;
    while first < 4_000 && !left.is_empty() {
        let (name, text, posts) = corpus::document(first, 4_000, Layout::Mixed);
        first += posts;
        let source = Arc::from(name.as_str());
        let document = format::parse(text.as_bytes(), &source, &context(&name));
        let format = document.format;
        // Of a few posts, what is read once for each document would count for more than they do.
        let is_large = format == &format::ARTICLE || document.posts.len() > 10;
        if !is_large || !left.contains(&format) {
            continue;
        }
        left.retain(|other| *other != format);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format.words, |bench| {
            bench.iter(|| format::parse(black_box(text.as_bytes()), &source, &context(&name)));
        });
    }
    assert!(left.is_empty(), "made up in no form of {left:?}");
}

/// The machines' forms: a sample of each with its things again and again, and with paragraphs as long as they are
/// in the news.
fn machine_forms(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("read a machine's form");
    group.sample_size(20);
    for (sample, things) in [
        (include_str!("../tests/samples/guardian-api.json"), "/response/content/blocks/body"),
        (include_str!("../tests/samples/guardian-page.json"), "/blocks"),
        (include_str!("../tests/samples/ninjs-1.json"), "/item"),
        (include_str!("../tests/samples/ninjs-3.json"), ""),
        (include_str!("../tests/samples/liveblog-3.json"), "/_items"),
        (include_str!("../tests/samples/wordpress-liveblog.json"), "/entries"),
        (include_str!("../tests/samples/telegram.json"), "/messages"),
        (include_str!("../tests/samples/mastodon-outbox.json"), "/orderedItems"),
        (
            include_str!("../tests/samples/bbc-page.json"),
            "/data/liveTextStream/content/data/results",
        ),
    ] {
        let (source, context) = (Arc::from("document"), context("document"));
        let sentence = "A delegation has arrived.";
        let long =
            format!("{sentence} {}", "It will talk of boats and of the quay. ".repeat(20).trim());
        let (text, times) = again_and_again(&sample.replace(sentence, &long), things);
        let one = format::parse(sample.as_bytes(), &source, &context);
        let all = format::parse(text.as_bytes(), &source, &context);
        assert_eq!((all.format, all.problems.first()), (one.format, None));
        assert!(times > 0 && all.posts.len() >= times, "{} posts", all.posts.len());
        let row = BenchmarkId::new(all.format.words, things);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(row, |bench| {
            bench.iter(|| format::parse(black_box(text.as_bytes()), &source, &context));
        });
    }
}

/// JSON in which a list stands again and again, about a thousand things in all, with other numbers each time; and
/// how many times.
fn again_and_again(json: &str, list: &str) -> (String, usize) {
    let mut value: Value = serde_json::from_str(json).unwrap_or_default();
    let Some(list) = value.pointer_mut(list).and_then(Value::as_array_mut) else {
        return (String::new(), 0);
    };
    let times = 1_000 / list.len().max(1);
    let numbered = |time: usize, thing: &Value| {
        let mut thing = thing.clone();
        if let Some(id) = thing.get_mut("id") {
            *id = format!("{}-{time}", id.as_str().unwrap_or(&id.to_string())).into();
        }
        thing
    };
    *list = (0..times).flat_map(|time| list.iter().map(move |it| numbered(time, it))).collect();
    (value.to_string(), times)
}

/// Live pages of other publishers, 200 posts each, and a wire: each header is of another style.
fn dumps(bench: &mut Criterion) {
    type Header = fn(usize, usize) -> String;
    // As long as they are in the news.
    let paragraph = "The harbour office says that the first boat since Friday has left the north quay. Lorries \
                     still queue along the sea wall, and the mayor said that nobody had been asked about the toll \
                     before it was raised twice in a month. The talks go on.";
    let layouts: [(&str, Header); 5] = [
        ("17.25 GMT", |hour, minute| format!("{hour}.{minute:02} GMT\n\nBoats sail again\n\n")),
        ("10:37 AM", |hour, minute| format!("{:02}:{minute:02} AM\n\nBoats sail\n\n", hour.max(1))),
        ("22:45   Headline", |hour, minute| format!("{hour:02}:{minute:02}   Boats sail again\n")),
        ("+++ 14:26 Headline +++", |hour, minute| {
            format!("+++ {hour:02}:{minute:02} Boote fahren wieder +++\n\n")
        }),
        ("a wire", |hour, minute| {
            format!("\u{1}dsk{hour:02}{minute:02} 2 i 12 harbour desk\n\n\u{2}Boats sail =\n\n")
        }),
    ];
    let mut group = bench.benchmark_group("read a dump");
    group.sample_size(20);
    for (what, header) in layouts {
        let post = |at: usize| {
            let header = header(9 - at / 30, 59 - at * 2 % 60);
            let end = if what == "a wire" { "\u{3}\n" } else { "\n" };
            format!("{header}   {paragraph}\n\n   {paragraph}\n\n   {paragraph}\n{end}")
        };
        let text: String = (0..200).map(post).collect();
        let (source, context) = (Arc::from(what), context(what));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(what, |bench| {
            bench.iter(|| format::parse(black_box(text.as_bytes()), &source, &context));
        });
    }
}

/// The samples of the markup formats, with what is repeated in them a thousand times.
fn markup(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("read a page or a feed");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    let text =
        "The ferry <b>left</b> the harbour at noon &amp; came back in the evening. ".repeat(6);
    let repeated = |before: &str, each: &str, after: &str| {
        let each = each.replace("TEXT", &text);
        let posts = (0..1_000).map(|n| each.replace("NUMBER", &n.to_string()));
        format!("{before}{}{after}", posts.collect::<String>())
    };
    let json = text.replace('"', "\\\"");
    let documents = [
        (
            "saved live page",
            repeated(
                "<html><script type='application/ld+json'>{\"liveBlogUpdate\":[{\"name\":\"a\"}",
                &format!(
                    ",{{\"@type\":\"BlogPosting\",\"headline\":\"Ferry NUMBER\",\"url\":\"https://desk.example/NUMBER\",\
                     \"datePublished\":\"2025-06-02T10:50:00+01:00\",\"articleBody\":\"{json}\\n\\n{json}\"}}"
                ),
                "]}</script></html>",
            ),
        ),
        (
            "saved article",
            repeated(
                "<html><article>",
                "<p class='text'>TEXT</p>\n<h2>NUMBER</h2>",
                "</article></html>",
            ),
        ),
        (
            "RSS",
            repeated(
                "<rss><channel>",
                "<item><guid>NUMBER</guid><title>Ferry</title><pubDate>Mon, 02 Jun 2025 10:50:00 +0100</pubDate>\
                 <dc:creator>Kim Sample</dc:creator><description><![CDATA[<p>TEXT</p><p>TEXT</p>]]></description></item>",
                "</channel></rss>",
            ),
        ),
        (
            "Atom",
            repeated(
                "<feed xmlns='http://www.w3.org/2005/Atom'>",
                "<entry><id>NUMBER</id><title>Ferry</title><updated>2025-06-02T10:50:00+01:00</updated>\
                 <content type='xhtml'><div><p>TEXT</p><p>TEXT</p></div></content></entry>",
                "</feed>",
            ),
        ),
        (
            "NewsML-G2",
            repeated(
                "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>",
                "<newsItem guid='NUMBER'><itemMeta><versionCreated>2025-06-02T10:50:00Z</versionCreated></itemMeta>\
                 <contentMeta><headline>Ferry</headline></contentMeta><contentSet><inlineXML><nitf><body>\
                 <body.content><p>TEXT</p><p>TEXT</p></body.content></body></nitf></inlineXML></contentSet></newsItem>",
                "</newsMessage>",
            ),
        ),
        ("Markdown", repeated("---\ntitle: Ferry\n---\n", "TEXT\n\n## NUMBER\n\n", "")),
        ("1 MB of nested div", "<div>".repeat(200_000)),
    ];
    for (what, text) in documents {
        let (source, context) = (Arc::from(what), context(what));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(what, |bench| {
            bench.iter(|| format::parse(black_box(text.as_bytes()), &source, &context));
        });
    }
}

/// What is done to text: made safe, dated, wrapped.
fn text(bench: &mut Criterion) {
    let (name, page, _) = corpus::document(0, 200, Layout::Pages);
    let mut group = bench.benchmark_group("text");
    group.throughput(Throughput::Bytes(page.len() as u64));
    for (what, text) in [
        ("sanitise plain text", page.clone()),
        ("sanitise text with accents", page.replace('e', "é")),
        ("sanitise text with escape sequences", page.replace('e', "e\u{1b}[31m")),
    ] {
        group.bench_function(what, |bench| {
            bench.iter(|| {
                text.lines().map(|line| sanitize::line(black_box(line)).len()).sum::<usize>()
            });
        });
    }
    let document = format::parse(page.as_bytes(), &Arc::from("a"), &context(&name));
    let now: Timestamp = "2025-06-02T12:00:00Z".parse().unwrap_or_default();
    let clock = Clock::new(now, TimeZone::UTC);
    group.bench_function("wrap 200 posts", |bench| {
        bench.iter(|| {
            let rows = document
                .posts
                .iter()
                .map(|post| wrap::wrap(post, Presence::Present, 46, &clock).len());
            rows.sum::<usize>()
        });
    });
    group.finish();
    // Newest first, a post every five minutes: it crosses midnight.
    let clock = |post: i16| {
        let minutes = (720 - post * 5).rem_euclid(1440);
        Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()
    };
    let printed: Vec<PrintedTime> =
        (0..200).map(|post| PrintedTime { clock: clock(post), zone: None, day: None }).collect();
    bench.bench_function("date a page that prints times alone", |bench| {
        bench.iter(|| date_page(black_box(&printed), "", &context("2025-06-02-talks.txt")));
    });
}

/// The bytes of a frame in which a post was selected in place, and of one that scrolled by a row.
fn encoding(bench: &mut Criterion) {
    let mut model = model(&store(10_000));
    let theme = Theme::sixteen();
    let mut group = bench.benchmark_group("encode");
    for (columns, rows) in [(120, 40), (300, 100)] {
        update(&mut model, Message::Resize(Size { columns, rows }));
        let area = Rect::new(0, 0, columns, rows);
        let mut frame = |key| {
            update(&mut model, Message::Key(Key::char(key)));
            let mut frame = Buffer::empty(area);
            screen::view(&model, &theme, area, &mut frame);
            frame
        };
        let in_place = (frame('g'), frame('j'));
        (0..rows).for_each(|_| drop(frame('j')));
        let scrolled = (frame('j'), frame('j'));
        for (what, (shown, next)) in [("in place", in_place), ("scrolled", scrolled)] {
            let size = format!("{columns}×{rows}");
            group.throughput(Throughput::Bytes(encode(&shown, &next).len() as u64));
            group.bench_function(BenchmarkId::new(what, size), |bench| {
                bench.iter(|| encode(black_box(&shown), &next));
            });
        }
    }
}

/// A frame on screens of two sizes, and a whole cold start: read a folder, and draw what is in it.
fn frames(bench: &mut Criterion) {
    let mut model = model(&store(10_000));
    let theme = Theme::sixteen();
    for (columns, rows) in [(120, 40), (300, 100)] {
        update(&mut model, Message::Resize(Size { columns, rows }));
        let area = Rect::new(0, 0, columns, rows);
        bench.bench_function(format!("a frame of {columns}×{rows}").as_str(), |bench| {
            bench.iter(|| {
                let mut frame = Buffer::empty(area);
                screen::view(&model, &theme, area, &mut frame);
                frame
            });
        });
    }
    let Ok(temporary) = tempfile::tempdir() else { return };
    let Ok((_, bytes)) = corpus::write(10_000, temporary.path(), Layout::Mixed) else { return };
    let mut group = bench.benchmark_group("cold start");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("10,000 posts in documents of every form", |bench| {
        bench.iter(|| {
            let mut store = Store::new();
            let conventions =
                Conventions { zone: TimeZone::UTC, year: None, reach: Reach::default() };
            let mut folder = Folder::new(temporary.path().to_path_buf(), conventions);
            folder.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| store.apply(batch.changes));
            self::model(&store)
        });
    });
}

criterion_group!(
    benches,
    reading,
    forms,
    machine_forms,
    dumps,
    markup,
    text,
    hostile,
    changing,
    keys,
    search,
    frames,
    encoding
);
criterion_main!(benches);
