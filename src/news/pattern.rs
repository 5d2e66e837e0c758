//! What a reader looks for in texts: words in a row, or a regular expression between slashes.

use std::ops::Range;

use regex::{Regex, RegexBuilder, escape};

use super::post::{Byline, Post};

/// Bytes of an expression that is compiled: one of so many takes some 20 ms, in which no key is answered.
const LARGEST: usize = 4 << 20;

/// Bytes for each thread to look for it with. With less, an expression that is nearly that large is looked
/// for in a way that takes several hundred times as long.
const ROOM: usize = 8 << 20;

/// A pattern. Without a capital letter in it, case does not matter.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    regex: Regex,
    /// Whether it may stand for what is around a match as well, like the beginning of a line.
    is_plain: bool,
}

/// Two patterns are the same that are written the same.
impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.text == other.text
    }
}

impl Pattern {
    /// Reads a pattern: words, where any space stands for any other, or `/a regular expression/`.
    ///
    /// # Errors
    ///
    /// What is wrong with a regular expression, in a few words.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        let inner = text.strip_prefix('/').filter(|rest| !rest.is_empty());
        let (source, is_plain) = if let Some(inner) = inner {
            (inner.strip_suffix('/').unwrap_or(inner).to_owned(), false)
        } else {
            let words: Vec<String> = text.split_whitespace().map(escape).collect();
            (words.join(r"\s+"), true)
        };
        let has_capital = match inner {
            // Not the letter of a class, like `\W`.
            Some(inner) => {
                inner.replace("\\\\", "").split('\\').enumerate().any(|(at, part)| {
                    part.chars().skip(usize::from(at > 0)).any(char::is_uppercase)
                })
            }
            None => text.chars().any(char::is_uppercase),
        };
        let regex = RegexBuilder::new(&source)
            .case_insensitive(!has_capital)
            .size_limit(LARGEST)
            .dfa_size_limit(ROOM)
            .build()
            .map_err(|error| words(&error))?;
        Ok(Pattern { text: text.to_owned(), regex, is_plain })
    }

    /// Whether it is mere words, which are found fast.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it is found in a text; nowhere where it is found empty.
    pub fn find_in<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'_, 't> {
        self.regex.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// Whether it is found in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find_in(text).next().is_some()
    }

    /// Whether it is found in a post, as it is shown: its headline, its texts and captions, who filed it
    /// and from where.
    #[must_use]
    pub fn is_in_post(&self, post: &Post) -> bool {
        self.is_in_text(post) || self.is_in_bylines(&post.by)
    }

    /// Whether it is found in a post's own text.
    #[must_use]
    pub fn is_in_text(&self, post: &Post) -> bool {
        if self.is_in(&post.headline) {
            return true;
        }
        // One look at all of it: most posts do not have it.
        (!self.is_plain || self.regex.is_match(post.body.text()))
            && post.body.shown_texts().any(|text| self.is_in(text))
    }

    /// Whether it is found in what is printed of those who filed a post.
    #[must_use]
    pub fn is_in_bylines(&self, by: &[Byline]) -> bool {
        by.iter().any(|by| {
            let others = [&by.role, &by.organisation, &by.located];
            self.is_in(&by.name) || others.into_iter().flatten().any(|text| self.is_in(text))
        })
    }
}

/// The last line of what the library says, which names the fault.
fn words(error: &regex::Error) -> String {
    if let regex::Error::CompiledTooBig(_) = error {
        return "it repeats too much of too many characters to be looked for".to_owned();
    }
    let text = error.to_string();
    let last = text.lines().next_back().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::news::body::{Block, Body};

    fn is_in(pattern: &str, text: &str) -> bool {
        Pattern::parse(pattern).unwrap().is_in(text)
    }

    #[test]
    fn case_matters_where_a_capital_is_written() {
        for (pattern, text, found) in [
            ("ferry", "The FERRY sails", true),
            ("Ferry", "The FERRY sails", false),
            ("ferry sails", "the ferry\n  sails", true),
            ("a.c", "abc", false),
            ("über", "ÜBER", true),
            ("/f.rry/", "Ferry", true),
            ("/F.rry/", "ferry", false),
            (r"/\Wsails/", "Ferry sails", true),
            (r"/^ferry", "the ferry", false),
            ("/x*/", "nothing of it", false),
            ("/", "and/or", true),
        ] {
            assert_eq!(is_in(pattern, text), found, "{pattern} in {text}");
        }
        let wrong = Pattern::parse("/(/").unwrap_err();
        assert!(wrong.contains("unclosed"), "{wrong}");
        let large = Pattern::parse(r"/(\w+\W+){400}zz/").unwrap_err();
        assert!(large.starts_with("it repeats too much"), "{large}");
        assert!(Pattern::parse(r"/(\w+\W+){40}zz/").is_ok());
    }

    #[test]
    fn it_is_found_where_a_reader_sees_it() {
        let post = Post {
            headline: "Talks go on".into(),
            body: Body::of(&[
                Block::Paragraph { text: "The end of a" },
                Block::Paragraph { text: "sentence." },
                Block::Image { alt: "A pier", caption: "On Monday", credit: "Agency" },
                Block::Furniture { text: "Share this" },
            ]),
            by: Arc::new([Byline {
                name: "Ann Other".into(),
                located: Some("Istanbul".to_owned()),
                ..Byline::default()
            }]),
            ..Post::default()
        };
        for (pattern, found) in [
            ("talks", true),
            ("monday", true),
            ("istanbul", true),
            ("ann other", true),
            ("share", false),
            ("/^sentence/", true),
            ("asentence", false),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().is_in_post(&post), found, "{pattern}");
        }
    }
}
