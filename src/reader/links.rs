//! The links of a post, each with a letter to choose it by.

use super::layout::{Area, Size, inside_box};
use crate::news::plain::fold;
use crate::news::post::Post;
use crate::news::web::{in_text, is_link};

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

    /// The link that a row is of, by its number among all, and where it leads to.
    #[must_use]
    pub fn target(&self, row: &Row) -> Option<(usize, &str)> {
        Some((row.link, self.all.get(row.link)?))
    }

    /// The letter of the link that a row is of.
    #[must_use]
    pub fn letter(&self, row: usize) -> Option<char> {
        LETTERS.chars().nth(self.rows.get(row)?.link)
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
    for link in own.into_iter().chain(texts.flat_map(|text| in_text(text).map(|(_, link)| link))) {
        if links.len() == LETTERS.len() {
            break;
        }
        if !links.iter().any(|known| known == link) {
            links.push(link.to_owned());
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

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
