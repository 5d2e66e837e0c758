//! Made-up coverage of any size, the same each time: what the benchmarks and the measured run read.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use dateline::news::format::liveblog;
use jiff::civil::{DateTime, date};
use jiff::{ToSpan, Unit};

/// How posts are put into documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Live pages of 200 posts of 600 bytes.
    Pages,
    /// A document of 2 KB for each post.
    Files,
    /// Live pages, articles and `liveblog/1` in both of its forms, in documents of one to 40 posts.
    Mixed,
}

/// Documents in a directory of the corpus: file systems and people dislike more.
const IN_DIRECTORY: usize = 1_000;

/// Posts of a page in [`Layout::Pages`].
const PAGE: usize = 200;

const WORDS: &str = "harbour ferry minister talks border deal council morning crowd letter station \
    river bridge market signal budget vote winter engine witness officer garden railway paper \
    window school answer question summer island captain doctor lawyer union mayor storm light \
    road village city region leader speech plan hope fear peace trade price grain power water \
    train plane guard fire rescue search report source claim denial visit return meeting";

const KINDS: [&str; 4] = ["breaking", "analysis", "summary", "article"];

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        // Knuth's linear congruence; its high bits are the better ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// One post to be written in some form.
struct Draft {
    number: usize,
    headline: String,
    by: String,
    role: &'static str,
    place: &'static str,
    kind: Option<&'static str>,
    time: DateTime,
    paragraphs: Vec<String>,
}

fn draft(number: usize, of: usize, bytes: usize) -> Draft {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut chance = Chance(number as u64 ^ 0x5eed);
    let mut sentence = |length: usize| {
        let mut text = String::new();
        for at in 0..length {
            let word = words.get(chance.below(words.len())).copied().unwrap_or("harbour");
            let mut letters = word.chars();
            match letters.next() {
                Some(first) if at == 0 => text.extend(first.to_uppercase().chain(letters)),
                _ => text.push_str(word),
            }
            text.push(' ');
        }
        text.truncate(text.trim_end().len());
        text
    };
    let headline = format!("{} {number}", sentence(7));
    let mut paragraphs = Vec::new();
    let mut written = 0;
    while written < bytes {
        let paragraph = format!("{}. {}.", sentence(14), sentence(18));
        written += paragraph.len();
        paragraphs.push(paragraph);
    }
    // A post every five minutes, the newest last.
    let newest = date(2025, 11, 20).at(18, 0, 0, 0);
    let minutes = i64::try_from((of - number) * 5).unwrap_or(0);
    let who = chance.below(40);
    Draft {
        number,
        headline,
        by: format!(
            "{} {}",
            ["Kim", "Alex", "Sam", "Robin"].get(who % 4).unwrap_or(&"Kim"),
            surname(who)
        ),
        role: ["Europe editor", "Business correspondent", "Live reporter"]
            .get(who % 3)
            .unwrap_or(&"Live reporter"),
        place: ["Harbourtown", "Eastport", "Northbridge"].get(who % 3).unwrap_or(&"Eastport"),
        kind: KINDS.get(chance.below(16)).copied(),
        time: newest.saturating_sub(minutes.minutes()).round(Unit::Minute).unwrap_or(newest),
        paragraphs,
    }
}

fn surname(who: usize) -> String {
    let ends = ["man", "son", "ley", "ford", "well", "ham", "ton", "by", "worth", "field"];
    let starts = ["Sample", "Water", "Hill", "Brook"];
    let start = starts.get(who / 10).unwrap_or(&"Sample");
    format!("{start}{}", ends.get(who % 10).unwrap_or(&"man"))
}

fn live_post(out: &mut String, place: usize, draft: &Draft) {
    let stamp = draft.time.strftime("%H:%M Greenwich Mean Time %-d %B %Y");
    if draft.kind == Some("analysis") {
        let _ = write!(out, "  {place}. Analysis\n\n    {}published at {stamp}\n", draft.headline);
    } else {
        let _ = writeln!(out, "  {place}. {}published at {stamp}", draft.headline);
    }
    if draft.kind == Some("breaking") {
        out.push_str("    Breaking\n");
    }
    let _ = write!(out, "\n    {}\n    {}, reporting from {}\n", draft.by, draft.role, draft.place);
    for paragraph in &draft.paragraphs {
        let _ = write!(out, "\n    {paragraph}\n");
    }
    out.push('\n');
}

fn liveblog_post(out: &mut String, draft: &Draft) {
    let kinds = draft.kind.map_or(String::new(), |kind| format!("\"{kind}\""));
    let body: Vec<String> = draft
        .paragraphs
        .iter()
        .map(|paragraph| format!("{{\"type\":\"p\",\"text\":\"{paragraph}\"}}"))
        .collect();
    let _ = write!(
        out,
        "{{\"uri\":\"tag:desk.example,2025:{}\",\"firstCreated\":\"{}Z\",\"headline\":\"{}\",\
         \"kinds\":[{kinds}],\"by\":[{{\"name\":\"{}\",\"role\":\"{}\",\"located\":\"{}\"}}],\
         \"body\":[{}]}}",
        draft.number,
        draft.time.strftime("%Y-%m-%dT%H:%M:%S"),
        draft.headline,
        draft.by,
        draft.role,
        draft.place,
        body.join(",")
    );
}

fn article(draft: &Draft) -> (String, String) {
    let name = draft.time.strftime("%Y-%m-%d-%H%M").to_string();
    let text =
        format!("{}\n\nBy {}\n\n{}\n", draft.headline, draft.by, draft.paragraphs.join("\n\n"));
    (format!("{name}-{}.txt", draft.number), text)
}

/// A document of the posts from `first` on: its name, its text, and how many posts it has.
pub fn document(first: usize, of: usize, layout: Layout) -> (String, String, usize) {
    let bytes = if layout == Layout::Files { 1_600 } else { 300 };
    let mut chance = Chance(first as u64);
    let (form, posts) = match layout {
        Layout::Pages => (0, PAGE),
        Layout::Files => (chance.below(4), 1),
        Layout::Mixed => match chance.below(4) {
            3 => (3, 1),
            form => (form, 1 + chance.below(40)),
        },
    };
    let posts = posts.min(of - first);
    let drafts = || (first..first + posts).rev().map(|number| draft(number + 1, of, bytes));
    let mut text = String::new();
    let head = format!("{{\"format\":\"{}\",\"posts\":[", liveblog::FORMAT);
    let extension = match form {
        0 => {
            drafts().enumerate().for_each(|(place, draft)| live_post(&mut text, place + 1, &draft));
            "txt"
        }
        1 => {
            let posts: Vec<String> = drafts()
                .map(|draft| {
                    let mut post = String::new();
                    liveblog_post(&mut post, &draft);
                    post
                })
                .collect();
            let _ = write!(text, "{head}\n{}\n]}}\n", posts.join(",\n"));
            "json"
        }
        2 => {
            let _ = writeln!(text, "{head}]}}");
            drafts().for_each(|draft| {
                liveblog_post(&mut text, &draft);
                text.push('\n');
            });
            "ndjson"
        }
        _ => {
            let (name, text) = article(&draft(first + 1, of, bytes));
            return (name, text, 1);
        }
    };
    (format!("{first:07}.{extension}"), text, posts)
}

/// Writes `posts` posts into documents below `folder`, and tells how many documents and bytes there are.
pub fn write(posts: usize, folder: &Path, layout: Layout) -> io::Result<(usize, usize)> {
    let (mut first, mut documents, mut bytes) = (0, 0, 0);
    while first < posts {
        let (name, text, count) = document(first, posts, layout);
        let directory = folder.join(format!("{:04}", documents / IN_DIRECTORY));
        if documents % IN_DIRECTORY == 0 {
            fs::create_dir_all(&directory)?;
        }
        fs::write(directory.join(name), &text)?;
        (first, documents, bytes) = (first + count, documents + 1, bytes + text.len());
    }
    Ok((documents, bytes))
}
