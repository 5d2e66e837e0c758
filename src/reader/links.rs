//! The links of a post, each with a letter to choose it by.

use super::layout::{Area, Size, inside_box};
use crate::news::plain::fold;
use crate::news::post::Post;
use crate::news::web::{in_text, is_link};

/// Columns of a letter, and of the space between it and its link.
pub const MARGIN: u16 = 3;

/// The links, in a box over the panes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    all: Vec<String>,
    letters: Vec<char>,
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

impl Links {
    /// Some links, as many as there are letters for.
    #[must_use]
    pub fn new(mut links: Vec<String>, letters: Vec<char>, size: Size) -> Links {
        links.truncate(letters.len());
        let mut view = Links { all: links, letters, ..Links::default() };
        view.resize(size);
        view
    }

    /// Lays them out anew, for another screen.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        let columns = inside_box(size, u16::MAX, 0).columns.saturating_sub(MARGIN);
        self.rows.clear();
        for (link, (text, letter)) in self.all.iter().zip(&self.letters).enumerate() {
            for (at, text) in fold(text, usize::from(columns).max(1)).into_iter().enumerate() {
                let letter = (at == 0).then_some(*letter);
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
        self.letters.get(self.rows.get(row)?.link).copied()
    }

    /// Whether a link has a letter.
    #[must_use]
    pub fn has(&self, letter: char) -> bool {
        self.letters.iter().take(self.all.len()).any(|own| *own == letter)
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

    /// The link of a letter, if all of it has been in sight, so that nobody goes where they have not read that
    /// it leads; else more of it is now.
    pub fn choose(&mut self, letter: char) -> Option<String> {
        let link = self.letters.iter().position(|own| *own == letter)?;
        let text = self.all.get(link)?.clone();
        let Some(hidden) = self.rows.iter().position(|row| row.link == link && !row.seen) else {
            return Some(text);
        };
        self.show(hidden);
        None
    }
}

/// The first links of a post, each once: its own address, and those in its text.
#[must_use]
pub fn of(post: &Post, most: usize) -> Vec<String> {
    let own = post.url().filter(|url| is_link(url));
    let texts = [&*post.headline].into_iter().chain(post.body.shown_texts());
    let mut links: Vec<String> = Vec::new();
    for link in own.into_iter().chain(texts.flat_map(|text| in_text(text).map(|(_, link)| link))) {
        if links.len() == most {
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
        let links = [&*long, "https://b.example", "https://c.example"].map(str::to_owned).to_vec();
        // Inside the box there are 15 columns for links, and two rows.
        let mut view = Links::new(links, vec!['a', 'b'], Size { columns: 20, rows: 6 });
        let rows: Vec<Option<char>> = view.rows().iter().map(|row| row.letter).collect();
        assert_eq!(rows, [Some('a'), None, None, None, Some('b'), None]);
        assert!(view.has('a') && view.has('b') && !view.has('c'));
        assert_eq!((view.choose('c'), view.top()), (None, 0));
        assert_eq!((view.choose('a'), view.top()), (None, 2));
        assert_eq!(view.choose('a'), Some(long));
        view.scroll(isize::MAX);
        assert_eq!(view.choose('b'), Some("https://b.example".to_owned()));
        view.resize(Size { columns: 20, rows: 7 });
        assert_eq!((view.choose('b'), view.top()), (None, 3));
    }
}
