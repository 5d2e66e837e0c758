//! A post, wrapped into the rows of a reading pane.
//!
//! Wrapped once and kept: a pane draws a slice of the rows, however long the post is.

use std::ops::Range;

use super::body::Block;
use super::post::{Byline, Post, Presence};
use super::web::{self, Link, Piece};
use super::when::Clock;
use rows::rows;

mod rows;

/// The widest text that reads well, in columns.
const WIDEST: usize = 84;

/// What a row is, so that a theme can tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The kinds, in words.
    Label,
    /// The headline.
    Headline,
    /// Who filed it, and from where.
    Byline,
    /// When it was published.
    Time,
    /// When a post was published that no longer stands.
    Gone,
    /// A paragraph.
    Text,
    /// A heading inside the body.
    Subhead,
    /// An item of a list.
    Item,
    /// What a picture shows, and its caption.
    Caption,
    /// Whose picture it is, and which document and address the post is from.
    Credit,
    /// Somebody's words set apart.
    Quote,
    /// Nothing.
    Blank,
}

/// A row of a wrapped post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub role: Role,
    /// Its text, without trailing spaces.
    pub text: String,
    /// The place in the post that it begins with: which part, and how many bytes into it. Rows
    /// of another width are found by it.
    pub place: Place,
    /// What of it are links, in their order.
    pub links: Vec<Piece>,
}

/// A place in a post's text that does not depend on the width it is wrapped to.
pub type Place = (usize, usize);

/// Wraps a post to `width` columns. With a width of 0 there are no rows. What has become of the post
/// is told where its time stands, so that no other row moves for it.
#[must_use]
pub fn wrap(post: &Post, presence: Presence, width: u16, clock: &Clock) -> Vec<Row> {
    wrap_with(post, presence, width, &time_line(post, clock))
}

/// The same with a time in other words.
#[must_use]
pub fn wrap_with(post: &Post, presence: Presence, width: u16, time: &str) -> Vec<Row> {
    let mut page = Page { rows: Vec::new(), width: usize::from(width).min(WIDEST), part: 0 };
    if page.width == 0 {
        return page.rows;
    }
    let kinds: Vec<String> = post.kinds.iter().map(|kind| kind.word().to_uppercase()).collect();
    page.add(Role::Label, "", &kinds.join(" · "));
    let inferred: Vec<&str> = post.inferred.words().collect();
    if !inferred.is_empty() {
        page.add(Role::Time, "", &format!("~{}", inferred.join(" · ")));
    }
    page.add(Role::Headline, "", &post.headline);
    page.blank();
    for by in post.by.iter() {
        byline(&mut page, by);
    }
    match presence.word() {
        None => page.add(Role::Time, "", time),
        Some(word) => page.add(Role::Gone, "", &format!("{} · {time}", word.to_uppercase())),
    }
    for block in post.body.shown_blocks() {
        page.blank();
        add_block(&mut page, &block);
    }
    page.blank();
    page.add(Role::Credit, "", post.source());
    page.add(Role::Credit, "", post.url().unwrap_or_default());
    page.rows
}

/// Breaks a text into lines of at most so many columns.
#[must_use]
pub fn lines(text: &str, columns: usize) -> Vec<&str> {
    rows(text, columns.max(1)).into_iter().map(|(_, line)| line).collect()
}

/// The row that shows `place`: the last one that begins at or before it.
#[must_use]
pub fn row_of(rows: &[Row], place: Place) -> usize {
    rows.partition_point(|row| row.place <= place).saturating_sub(1)
}

/// `~09:57 BST Mon 2 June · 55 min ago`.
fn time_line(post: &Post, clock: &Clock) -> String {
    let Some(moment) = post.time.moment() else {
        return "time not known".to_owned();
    };
    let mark = if post.time.source().is_assumed() { "~" } else { "" };
    let (time, zone) = (clock.post_time(moment), clock.post_zone(moment));
    let (day, age) = (clock.day_words(clock.day(moment)), clock.age(moment));
    format!("{mark}{time} {zone} {day} · {age}")
}

fn byline(page: &mut Page, by: &Byline) {
    let parts = [Some(by.name.as_ref()), by.role.as_deref(), by.organisation.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    page.add(Role::Byline, "", &parts.join(" · "));
    if let Some(place) = &by.located {
        page.add(Role::Byline, "", &format!("reporting from {place}"));
    }
}

fn add_block(page: &mut Page, block: &Block) {
    match block {
        Block::Paragraph { text } => page.add(Role::Text, "", text),
        Block::Subhead { text } => page.add(Role::Subhead, "", text),
        Block::List { ordered, items } => {
            for (at, item) in items.iter().enumerate() {
                let mark = item_mark(*ordered, at, item);
                page.add(Role::Item, &mark, item);
            }
        }
        Block::Image { alt, caption, credit } => {
            // A caption that says what the alt text says is said once.
            if alt != caption {
                page.add(Role::Caption, "│ ", &labelled("Picture: ", alt));
            }
            page.add(Role::Caption, "│ ", caption);
            page.add(Role::Credit, "│ ", credit);
        }
        Block::Video { caption } => page.add(Role::Caption, "│ ", &labelled("Video: ", caption)),
        Block::Quote { text, cite } => {
            page.add(Role::Quote, "┃ ", text);
            page.add(Role::Credit, "┃ ", &labelled("— ", cite));
        }
        Block::Furniture { .. } => {}
    }
}

/// Whether an item of a list carries the number that was printed with it.
#[must_use]
pub fn has_own_number(item: &str) -> bool {
    item.split_once(". ").is_some_and(|(number, _)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// What stands before an item of a list: nothing where a numbered one carries its own number.
#[must_use]
pub fn item_mark(ordered: bool, at: usize, item: &str) -> String {
    match (ordered, has_own_number(item)) {
        (true, true) => String::new(),
        (true, false) => format!("{}. ", at + 1),
        (false, _) => "• ".to_owned(),
    }
}

fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{label}{text}") }
}

struct Page {
    rows: Vec<Row>,
    width: usize,
    part: usize,
}

impl Page {
    /// Adds a part that begins with `mark`; nothing for an empty text. Bars go down the side of
    /// every row, other marks hang on the first.
    fn add(&mut self, role: Role, mark: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.part += 1;
        let hang = " ".repeat(mark.chars().count());
        let bar = mark.starts_with(['│', '┃']);
        let width = self.width.saturating_sub(hang.len()).max(1);
        let links = links(self.part, text);
        for (at, (begins, line)) in rows(text, width).into_iter().enumerate() {
            let mark = if at == 0 || bar { mark } else { hang.as_str() };
            let place = (self.part, begins);
            let links = pieces(&links, begins..begins + line.len(), mark.len());
            self.rows.push(Row { role, text: format!("{mark}{line}"), place, links });
        }
    }

    /// A blank row, unless there is nothing above it or a blank row already.
    fn blank(&mut self) {
        if self.rows.last().is_some_and(|row| row.role != Role::Blank) {
            let place = (self.part, usize::MAX);
            let (text, links) = (String::new(), Vec::new());
            self.rows.push(Row { role: Role::Blank, text, place, links });
        }
    }
}

/// The links in the text of a part, each with its bytes.
fn links(part: usize, text: &str) -> Vec<Piece> {
    let link = |(begins, target): (usize, &str)| {
        let link = Link { target: target.into(), place: (part, begins) };
        Piece { bytes: begins..begins + target.len(), link }
    };
    web::in_text(text).map(link).collect()
}

/// What of some links stands in a row of these bytes, behind a mark of so many.
fn pieces(links: &[Piece], row: Range<usize>, mark: usize) -> Vec<Piece> {
    let piece = |Piece { bytes, link }: &Piece| {
        let (from, to) = (bytes.start.max(row.start), bytes.end.min(row.end));
        let bytes = mark + from.checked_sub(row.start)?..mark + to.checked_sub(row.start)?;
        (from < to).then(|| Piece { bytes, link: link.clone() })
    };
    links.iter().filter_map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::news::post::{Kind, Moment, PostTime, TimeSource};
    use jiff::tz::{Offset, TimeZone};

    fn sample() -> (Post, Clock) {
        let instant = "2025-06-02T08:57:00Z".parse().unwrap();
        let post = Post {
            headline: "The harbour deal is further off than it looks".into(),
            kinds: [Kind::Analysis].into_iter().collect(),
            by: Arc::new([Byline {
                name: "Kim Sample".into(),
                role: Some("Europe editor".into()),
                organisation: None,
                located: Some("Harbourtown".into()),
            }]),
            time: PostTime::new(
                Some(Moment { instant, offset: Offset::constant(1) }),
                TimeSource::YearAssumed,
            ),
            body: [
                Block::Paragraph { text: "The two sides talk about a ferry again." },
                Block::List { ordered: true, items: vec!["One thing", "Two"] },
                Block::Image {
                    alt: "A pier",
                    caption: "The pier on a Monday morning",
                    credit: "Agency",
                },
                Block::Furniture { text: "Advertisement" },
            ]
            .into_iter()
            .collect(),
            document: "talks.txt".into(),
            ..Post::default()
        };
        let zone = TimeZone::get("Europe/London").unwrap();
        (post, Clock::new("2025-06-02T09:52:00Z".parse().unwrap(), zone))
    }

    #[test]
    fn a_post_is_wrapped_with_its_parts_set_apart() {
        let (post, clock) = sample();
        let rows: Vec<String> =
            wrap(&post, Presence::Present, 24, &clock).into_iter().map(|row| row.text).collect();
        assert_eq!(
            rows,
            [
                "ANALYSIS",
                "The harbour deal is",
                "further off than it",
                "looks",
                "",
                "Kim Sample · Europe",
                "editor",
                "reporting from",
                "Harbourtown",
                "~09:57 BST Mon 2 June ·",
                "55 min ago",
                "",
                "The two sides talk about",
                "a ferry again.",
                "",
                "1. One thing",
                "2. Two",
                "",
                "│ Picture: A pier",
                "│ The pier on a Monday",
                "│ morning",
                "│ Agency",
                "",
                "talks.txt",
            ]
        );
    }

    #[test]
    fn a_place_is_found_at_any_width() {
        let (post, clock) = sample();
        let narrow = wrap(&post, Presence::Present, 24, &clock);
        let ferry = narrow.iter().find(|row| row.text == "a ferry again.").unwrap();
        let wide = wrap(&post, Presence::Present, 80, &clock);
        let row = &wide[row_of(&wide, ferry.place)];
        assert_eq!(row.text, "The two sides talk about a ferry again.");
    }

    #[test]
    fn a_link_goes_on_from_row_to_row() {
        let (mut post, clock) = sample();
        post.body = [
            Block::Quote {
                text: "See https://desk.example/live-pages/7, or http://a.example",
                cite: "",
            },
            Block::Paragraph { text: "No link: ftp://a.example" },
        ]
        .into_iter()
        .collect();
        let rows = wrap(&post, Presence::Present, 24, &clock);
        let links: Vec<(&str, &str)> = rows
            .iter()
            .flat_map(|row| {
                row.links.iter().map(|piece| (row.text.get(piece.bytes.clone()).unwrap(), piece))
            })
            .map(|(text, piece)| (text, &*piece.link.target))
            .collect();
        let target = "https://desk.example/live-pages/7";
        assert_eq!(
            links,
            [
                ("https://desk.example/l", target),
                ("ive-pages/7", target),
                ("http://a.example", "http://a.example")
            ]
        );
        let places: Vec<Place> =
            rows.iter().flat_map(|row| &row.links).map(|piece| piece.link.place).collect();
        assert!(places[0] == places[1] && places[1] != places[2], "{places:?}");
    }

    #[test]
    fn any_width_and_any_word() {
        let (mut post, clock) = sample();
        post.headline = "x".repeat(500).into();
        for width in [0, 1, 2, 3, 500] {
            let rows = wrap(&post, Presence::Present, width, &clock);
            assert_eq!(rows.is_empty(), width == 0);
        }
    }
}
