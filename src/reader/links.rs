//! The links of a post, each with a letter to choose it by.

use super::layout::{Area, Size, inside_box};
use crate::news::plain::fold;
use crate::news::post::Post;
use crate::news::sanitize;

/// The letters, in their order: all but those that scroll or close.
const LETTERS: &str = "abcdefhilmnoprstuvwxyzABCDEFHIJKLMNOPQRSTUVWXYZ";

/// Columns of a letter, and of the space between it and its link.
pub const MARGIN: u16 = 3;

/// The links, in a box over the panes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    all: Vec<String>,
    rows: Vec<Row>,
    top: usize,
    size: Size,
}

/// A row of the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The letter, in the first row of a link.
    pub letter: Option<char>,
    /// A link, or a piece of one.
    pub text: String,
    link: usize,
    /// Whether it has been in sight.
    seen: bool,
}

/// What came of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This link.
    Link(String),
    /// One of which a part had not been in sight; now it is, or more of it.
    More,
    /// None: no link has that letter.
    None,
}

impl Links {
    /// Some links; there are no more than letters.
    #[must_use]
    pub fn new(mut links: Vec<String>, size: Size) -> Links {
        links.truncate(LETTERS.len());
        let mut view = Links { all: links, ..Links::default() };
        view.resize(size);
        view
    }

    /// Lays them out anew, for another screen.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        let columns = inside_box(size, u16::MAX, 0).columns.saturating_sub(MARGIN);
        self.rows.clear();
        for (link, (text, letter)) in self.all.iter().zip(LETTERS.chars()).enumerate() {
            for (at, text) in fold(text, usize::from(columns).max(1)).into_iter().enumerate() {
                let letter = (at == 0).then_some(letter);
                self.rows.push(Row { letter, text: text.to_owned(), link, seen: false });
            }
        }
        self.top = 0;
        self.scroll(0);
    }

    /// The cells inside the box.
    #[must_use]
    pub fn inside(&self) -> Area {
        inside_box(self.size, u16::MAX, self.rows.len())
    }

    /// The first row in sight.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Scrolls by rows, as far as there are any.
    pub fn scroll(&mut self, rows: isize) {
        self.show(self.top.saturating_add_signed(rows));
    }

    fn show(&mut self, top: usize) {
        let height = usize::from(self.inside().rows);
        self.top = top.min(self.rows.len().saturating_sub(height));
        for row in self.rows.iter_mut().skip(self.top).take(height) {
            row.seen = true;
        }
    }

    /// Chooses by a letter. A link is chosen when all of it has been in sight, so that nobody goes where
    /// they have not read that it leads.
    pub fn choose(&mut self, letter: char) -> Chosen {
        let Some(link) = LETTERS.chars().position(|own| own == letter) else { return Chosen::None };
        let Some(text) = self.all.get(link) else { return Chosen::None };
        let hidden = self.rows.iter().position(|row| row.link == link && !row.seen);
        let Some(hidden) = hidden else { return Chosen::Link(text.clone()) };
        self.show(hidden);
        Chosen::More
    }
}

/// The links of a post, each once, as many as there are letters: its own address, and those in its text.
#[must_use]
pub fn of(post: &Post) -> Vec<String> {
    let own = post.url().filter(|url| is_link(url));
    let texts = [&*post.headline].into_iter().chain(post.body.shown_texts());
    let mut links: Vec<String> = Vec::new();
    for link in own.into_iter().chain(texts.flat_map(in_text)) {
        if links.len() == LETTERS.len() {
            break;
        }
        if !links.iter().any(|known| known == link) {
            links.push(link.to_owned());
        }
    }
    links
}

/// Whether all of a text is the address of something on the web.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let host =
        scheme(text).and_then(|length| text.get(length..)).and_then(|rest| rest.chars().next());
    host.is_some_and(|ch| ch.is_alphanumeric() || ch == '[') && text.chars().all(may_stand)
}

/// Bytes of `http://` or `https://` at the beginning of a text, in any case.
fn scheme(text: &str) -> Option<usize> {
    let begins = |scheme: &&str| {
        text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://"].iter().find(|scheme| begins(scheme)).map(|scheme| scheme.len())
}

/// Whether a character may stand in a link: what RFC 3986 lets through, and letters of any script.
fn may_stand(ch: char) -> bool {
    (ch.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(ch)) && !sanitize::is_hostile(ch)
}

/// The links in a text, in their order.
fn in_text(text: &str) -> Vec<&str> {
    let (mut links, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find("://") {
        let before = rest.get(..at).unwrap_or_default();
        let name = before.trim_end_matches(|ch: char| ch.is_alphanumeric());
        let (_, link) = rest.split_at_checked(name.len()).unwrap_or_default();
        let end = link.find(|ch| !may_stand(ch)).unwrap_or(link.len());
        let link = without_punctuation(link.get(..end).unwrap_or_default());
        if is_link(link) {
            links.push(link);
        }
        // What stands in a link is a part of it.
        let used = (name.len() + link.len()).max(before.len() + "://".len());
        rest = rest.get(used..).unwrap_or_default();
    }
    links
}

/// A link without the end of the sentence or the bracket that it stands in.
fn without_punctuation(mut link: &str) -> &str {
    let count = |bracket: char| link.matches(bracket).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    while let Some(last) = link.chars().next_back() {
        let surplus = match last {
            ')' => &mut round,
            ']' => &mut square,
            _ if ".,;:!?'*".contains(last) => &mut 1,
            _ => break,
        };
        if *surplus == 0 {
            break;
        }
        *surplus -= 1;
        link = link.strip_suffix(last).unwrap_or_default();
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_text() {
        for (text, links) in [
            ("none", &[][..]),
            ("See https://desk.example/a?b=c#d.", &["https://desk.example/a?b=c#d"]),
            (
                "(http://a.example/x_(y)), “HTTPS://B.example”",
                &["http://a.example/x_(y)", "HTTPS://B.example"],
            ),
            ("http://a.example,http://b.example", &["http://a.example,http://b.example"]),
            ("https://a.example/http://b.example", &["https://a.example/http://b.example"]),
            ("https://a.example/çırağan – x", &["https://a.example/çırağan"]),
            ("http://[::1]:80/ http:// https://. ://x http://-", &["http://[::1]:80/"]),
            ("javascript://a.example file:///etc ftp://a.example xhttp://a.example", &[]),
            (
                "http://a.example\"><b> `http://b.example`",
                &["http://a.example", "http://b.example"],
            ),
        ] {
            assert_eq!(in_text(text), links, "{text}");
        }
        assert!(!is_link("http://a.example/ -x") && !is_link("-http://a.example") && !is_link(""));
        assert!(!is_link("http://a.example/\u{202e}") && !is_link("http://a.example/\n"));
    }

    #[test]
    fn what_has_not_been_read_to_its_end_is_not_chosen() {
        let long = format!("https://a.example/{}", "x".repeat(40));
        let links = vec![long.clone(), "https://b.example".to_owned()];
        // Inside the box there are 15 columns for links, and two rows.
        let mut view = Links::new(links, Size { columns: 20, rows: 6 });
        let rows: Vec<Option<char>> = view.rows().iter().map(|row| row.letter).collect();
        assert_eq!(rows, [Some('a'), None, None, None, Some('b'), None]);
        assert_eq!((view.choose('c'), view.choose('j')), (Chosen::None, Chosen::None));
        assert_eq!((view.choose('a'), view.top()), (Chosen::More, 2));
        assert_eq!(view.choose('a'), Chosen::Link(long));
        view.scroll(isize::MAX);
        assert_eq!(view.choose('b'), Chosen::Link("https://b.example".to_owned()));
        view.resize(Size { columns: 20, rows: 7 });
        assert_eq!((view.choose('b'), view.top()), (Chosen::More, 3));
    }
}
