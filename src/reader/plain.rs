//! A post as plain text on the whole screen, to be selected with the mouse. It stays as it was when it was
//! opened: what changes under a selection undoes it.

use unicode_segmentation::UnicodeSegmentation;

use super::layout::Size;
use crate::news::plain;

/// The view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    lines: Vec<String>,
    rows: Vec<Row>,
    top: usize,
    size: Size,
}

/// A row of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its text; it fills the row where the next one goes on with it.
    pub text: String,
    /// Whether the next row goes on with the same line, and all terminals agree where it begins.
    pub goes_on: bool,
    /// Which line it is of, and how many bytes into it.
    place: (usize, usize),
}

impl Plain {
    /// The view of some lines, from the first one on.
    #[must_use]
    pub fn new(lines: Vec<String>, size: Size) -> Plain {
        let mut view = Plain { lines, ..Plain::default() };
        view.resize(size);
        view
    }

    /// Folds the lines for another screen. What stands in its first row stays in it.
    pub fn resize(&mut self, size: Size) {
        let place = self.rows.get(self.top).map(|row| row.place).unwrap_or_default();
        let columns = usize::from(size.columns).max(1);
        self.size = size;
        self.rows.clear();
        for (line, text) in self.lines.iter().enumerate() {
            let mut from = 0;
            for text in plain::fold(text, columns) {
                let row = Row { text: text.to_owned(), goes_on: false, place: (line, from) };
                if let Some(before) = self.rows.last_mut().filter(|_| from > 0) {
                    before.goes_on = is_sure(&before.text);
                }
                from += text.len();
                self.rows.push(row);
            }
        }
        let top = self.rows.partition_point(|row| row.place <= place).saturating_sub(1);
        self.top = top;
        self.scroll(0);
    }

    /// Rows of the screen.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.size.rows).max(1)
    }

    /// Scrolls by rows, as far as there are any.
    pub fn scroll(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(self.height());
        self.top = self.top.saturating_add_signed(rows).min(last);
    }

    /// The rows in sight.
    #[must_use]
    pub fn in_sight(&self) -> &[Row] {
        let end = self.rows.len().min(self.top + self.height());
        self.rows.get(self.top..end).unwrap_or_default()
    }
}

/// Whether all terminals take the same columns for a text: they do not for characters that are made of
/// several.
fn is_sure(text: &str) -> bool {
    text.is_ascii() || text.graphemes(true).all(|cluster| cluster.chars().nth(1).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(view: &Plain) -> Vec<(&str, bool)> {
        view.in_sight().iter().map(|row| (row.text.as_str(), row.goes_on)).collect()
    }

    #[test]
    fn a_line_goes_on_from_row_to_row_and_keeps_its_place() {
        let lines = vec!["abcdefgh".to_owned(), String::new(), "e\u{301}xyzw".to_owned()];
        let mut view = Plain::new(lines, Size { columns: 3, rows: 4 });
        assert_eq!(rows(&view), [("abc", true), ("def", true), ("gh", false), ("", false)]);
        view.scroll(1);
        assert_eq!(rows(&view)[3], ("e\u{301}xy", false), "nobody knows where that ends");
        view.scroll(isize::MAX);
        assert_eq!(rows(&view)[0], ("gh", false));
        view.resize(Size { columns: 4, rows: 3 });
        assert_eq!(rows(&view), [("efgh", false), ("", false), ("e\u{301}xyz", false)]);
        view.scroll(isize::MIN);
        view.resize(Size { columns: 80, rows: 24 });
        assert_eq!(rows(&view), [("abcdefgh", false), ("", false), ("e\u{301}xyzw", false)]);
    }
}
