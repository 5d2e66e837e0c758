//! Made-up coverage of any size, the same each time: what the benchmarks and the measured run read.

use std::fs;
use std::io;
use std::path::Path;

use forms::{FORMS, Form};
use jiff::civil::{DateTime, date};
use jiff::{ToSpan, Unit};

// Who includes this file does so from other directories.
#[path = "forms.rs"]
pub mod forms;

/// How posts are put into documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Live pages of 200 posts of 600 bytes.
    Pages,
    /// A document of 2 KB for each post.
    Files,
    /// Every form that Dateline reads, in documents of one to 40 posts.
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
    /// Numbers for one of many that follow each other. Of themselves, their first numbers would follow each other as well.
    fn of(number: usize) -> Chance {
        // The end of SplitMix64.
        let mixed = (number as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Chance(mixed ^ (mixed >> 31))
    }

    fn below(&mut self, bound: usize) -> usize {
        // Knuth's linear congruence; its high bits are the better ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// One post to be written in some form.
pub struct Draft {
    pub number: usize,
    pub headline: String,
    pub by: String,
    pub role: &'static str,
    pub place: &'static str,
    pub kind: Option<&'static str>,
    pub time: DateTime,
    pub paragraphs: Vec<String>,
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

/// The posts from `first` on, as many as are asked for, the newest first.
pub fn drafts(first: usize, posts: usize, of: usize, layout: Layout) -> Vec<Draft> {
    let bytes = if layout == Layout::Files { 1_600 } else { 300 };
    (first..first + posts).rev().map(|number| draft(number + 1, of, bytes)).collect()
}

/// The form of the document of the posts from `first` on, and how many of them it has.
pub fn choose(first: usize, of: usize, layout: Layout) -> (&'static Form, usize) {
    let left = of - first;
    let mut chance = Chance::of(first);
    let form = match layout {
        Layout::Pages => 0,
        Layout::Files => Chance(first as u64).below(4),
        Layout::Mixed => chance.below(FORMS.len()),
    };
    // What is too little for a form is a live page.
    let fits = |form: &&Form| *form.posts.start() <= left;
    let form = FORMS.get(form).filter(fits).unwrap_or(&FORMS[0]);
    let (least, most) = (*form.posts.start(), *form.posts.end());
    let posts = match layout {
        Layout::Pages => PAGE,
        Layout::Files => 1,
        Layout::Mixed => least + chance.below(most - least + 1),
    };
    (form, posts.min(left))
}

/// A document of the posts from `first` on: its name, its text, and how many posts it has.
pub fn document(first: usize, of: usize, layout: Layout) -> (String, String, usize) {
    let (form, posts) = choose(first, of, layout);
    let drafts = drafts(first, posts, of, layout);
    let name = match drafts.first() {
        Some(newest) if !form.has_times => {
            format!("{}-{}", newest.time.strftime("%Y-%m-%d-%H%M"), newest.number)
        }
        _ => format!("{first:07}"),
    };
    (format!("{name}.{}", form.extension), (form.write)(&drafts), posts)
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
