//! A line that the reader types at the bottom of the screen.

use crate::news::sanitize;

/// Bytes of a line.
const LONGEST: usize = 400;

/// Bytes of a pasted text that are looked at: most of it may be nothing that can be typed.
const LOOKED_AT: usize = 16 * LONGEST;

/// What is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A moment to jump to.
    Jump,
    /// What to filter by.
    Query,
    /// What to look for.
    Search,
    /// A part of the names that the sidebar lists.
    Narrow,
    /// The name of a file to write to.
    File,
}

/// The line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed so far.
    pub text: String,
    /// Why it is not understood.
    pub wrong: Option<String>,
}

impl Prompt {
    /// A line that begins with some text.
    #[must_use]
    pub fn new(purpose: Purpose, text: String) -> Prompt {
        Prompt { purpose, text, wrong: None }
    }

    /// Puts a character at the end, unless it could not be seen there: no text that is looked through has
    /// it either.
    pub fn push(&mut self, ch: char) {
        self.wrong = None;
        if self.text.len() < LONGEST {
            self.text.push(ch);
            if !sanitize::is_safe(&self.text) {
                self.text.pop();
            }
        }
    }

    /// Puts a text at the end as one line, without what a terminal would obey.
    pub fn paste(&mut self, text: &str) {
        let text = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
        let text = text.trim_matches(['\r', '\n']).replace("\r\n", "\n");
        sanitize::line(&text).chars().for_each(|ch| self.push(ch));
    }

    /// Takes the last character away, and says whether there was one.
    pub fn pop(&mut self) -> bool {
        self.wrong = None;
        self.text.pop().is_some()
    }

    /// Takes the last word away.
    pub fn pop_word(&mut self) {
        self.wrong = None;
        let kept = self.text.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        self.text.truncate(self.text.floor_char_boundary(kept));
    }

    /// Takes all of it away.
    pub fn clear(&mut self) {
        self.wrong = None;
        self.text.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_one_line_of_text() {
        for (pasted, typed) in [
            ("by:guerin\n", "by:guerin"),
            ("\r\na\r\nb\rc\nd\r\n", "a b c d"),
            ("a\tb\x1b[31mred\x1b]0;owned\x07\u{202e}\u{200b}", "a   bred"),
            ("", ""),
        ] {
            let mut prompt = Prompt::new(Purpose::Query, "x ".to_owned());
            prompt.paste(pasted);
            assert_eq!(prompt.text, format!("x {typed}"));
        }
        let mut prompt = Prompt::new(Purpose::Query, String::new());
        prompt.paste(&"é".repeat(1_000_000));
        assert!(prompt.text.len() <= LONGEST + 1);
    }

    #[test]
    fn a_line_is_typed_and_taken_back() {
        let mut prompt = Prompt::new(Purpose::Query, "by:é ".to_owned());
        prompt.push('x');
        prompt.pop_word();
        assert_eq!(prompt.text, "by:é ");
        prompt.pop_word();
        assert_eq!(prompt.text, "");
        assert!(!prompt.pop());
        "a\u{202e}\u{200b}\x1bb".chars().for_each(|ch| prompt.push(ch));
        assert_eq!(prompt.text, "ab");
        (0..1000).for_each(|_| prompt.push('é'));
        assert!(prompt.text.len() <= LONGEST + 1);
    }
}
