//! When two posts are the same post.

use std::collections::HashSet;

use super::post::Post;

/// Characters of the body that stand in for a missing headline.
const LEAD: usize = 120;

/// What makes a post that post: its `uri`, or, without one, its minute and its headline (case,
/// spaces and quote style folded).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Identity {
    /// The publisher's own name for it.
    Uri(String),
    /// The minute since 1970 it was published, and its folded headline.
    Printed(Option<i64>, String),
}

impl Identity {
    /// The identity of `post`.
    #[must_use]
    pub fn of(post: &Post) -> Identity {
        if let Some(uri) = &post.uri {
            return Identity::Uri(uri.clone());
        }
        let headline = fold(&post.title().chars().take(LEAD).collect::<String>());
        Identity::Printed(minute(post), headline)
    }
}

/// The minute since 1970 a post was published.
#[must_use]
pub fn minute(post: &Post) -> Option<i64> {
    post.time.moment.map(|moment| moment.instant.as_second().div_euclid(60))
}

/// `text` with case, spaces and quote style folded away.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for ch in word.chars() {
            match ch {
                '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '"' | '`' | '«' | '»' =>
                {
                    out.push('\'');
                }
                '–' | '—' | '‒' | '‐' | '‑' => out.push('-'),
                _ => out.extend(ch.to_lowercase()),
            }
        }
    }
    out
}

/// Whether two posts of one page are much the same text under another headline: a revision. Half
/// of the words of the two bodies must be shared.
#[must_use]
pub fn is_revision(old: &Post, new: &Post) -> bool {
    if old.uri.is_some() || new.uri.is_some() || minute(old) != minute(new) {
        return false;
    }
    let (old, new) = (words(old), words(new));
    let shared = old.intersection(&new).count();
    shared > 0 && shared * 2 >= old.union(&new).count()
}

fn words(post: &Post) -> HashSet<String> {
    let mut words = HashSet::new();
    for block in post.shown_blocks() {
        for text in block.texts() {
            words.extend(text.split_whitespace().map(fold));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::post::Block;

    fn post(headline: &str, body: &str) -> Post {
        Post {
            headline: headline.into(),
            body: vec![Block::Paragraph { text: body.into() }],
            ..Post::default()
        }
    }

    #[test]
    fn quotes_case_and_spaces_do_not_count() {
        let same = [post("Talks ‘end’  today", ""), post("talks 'End' today ", "other")];
        assert_eq!(Identity::of(&same[0]), Identity::of(&same[1]));
        assert_ne!(Identity::of(&post("a", "")), Identity::of(&post("b", "")));
        assert_ne!(
            Identity::of(&post("", "One text")),
            Identity::of(&post("", "Another text")),
            "untitled posts of one minute are told apart by their text"
        );
    }

    #[test]
    fn a_revision_shares_half_its_words() {
        let body = "the ferry left the harbour at noon with forty people";
        assert!(is_revision(&post("Ferry leaves", body), &post("Ferry leaves at noon", body)));
        let other = post("Ferry leaves", "ministers will meet on Friday to talk");
        assert!(!is_revision(&post("Ferry leaves", body), &other));
    }
}
