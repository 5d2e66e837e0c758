//! When two posts are the same post.

use std::collections::HashSet;

use super::post::{Block, Kind, Post, TimeSource};

/// Characters of the body that help out.
const LEAD: usize = 120;

/// What makes a post that post: its `uri`, or, without one, its minute and its headline (case,
/// spaces and quote style folded).
///
/// Where one of the two is not the post's own, its first words help out: a summary is headed
/// "Summary" on every page, some posts have no headline, and a file's time says when it was
/// copied, which is no part of what an article is.
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
        let minute = minute(post);
        let own_headline = !post.headline.is_empty() && !post.kinds.contains(Kind::Summary);
        let words = fold(&post.headline);
        let copied = post.time.source == TimeSource::File;
        if copied || !own_headline {
            return Identity::Printed(minute, words).with_lead(post);
        }
        Identity::Printed(minute, words)
    }

    /// The identities that this very post may go by, in one document or in another.
    #[must_use]
    pub fn twins(post: &Post) -> [Identity; 2] {
        let own = Identity::of(post);
        let with_lead = own.clone().with_lead(post);
        [own, with_lead]
    }

    /// The same with the first words of the body, for a post that needs them to be told apart.
    #[must_use]
    pub fn with_lead(self, post: &Post) -> Identity {
        let Identity::Printed(minute, mut words) = self else { return self };
        let lead = post.shown_blocks().flat_map(Block::texts).next().unwrap_or_default();
        words.push('\n');
        words.push_str(&fold(&lead.chars().take(LEAD).collect::<String>()));
        Identity::Printed(minute, words)
    }
}

/// The minute since 1970 a post was published, unless only its file tells.
#[must_use]
pub fn minute(post: &Post) -> Option<i64> {
    let own = post.time.moment.filter(|_| post.time.source != TimeSource::File);
    own.map(|moment| moment.instant.as_second().div_euclid(60))
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

/// Whether two posts of one page and one minute, known by the words of their bodies, are much the
/// same text under another headline: a revision. Half of the words must be shared.
#[must_use]
pub fn is_revision<S: std::hash::BuildHasher>(
    old: &HashSet<String, S>,
    new: &HashSet<String, S>,
) -> bool {
    let shared = old.intersection(new).count();
    shared > 0 && shared * 2 >= old.len() + new.len() - shared
}

/// Whether two posts of one page that share minute and headline are two posts all the same: their
/// bodies share less than half of their words.
#[must_use]
pub fn is_another(first: &Post, second: &Post) -> bool {
    if second.uri.is_some() || second.body.is_empty() || first.body.is_empty() {
        return false;
    }
    first.body != second.body && !is_revision(&words(first), &words(second))
}

/// The words of a post's body, folded.
#[must_use]
pub fn words(post: &Post) -> HashSet<String> {
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
    use crate::news::post::{Moment, PostTime};
    use jiff::tz::Offset;

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
    fn what_is_not_the_posts_own_does_not_tell_it() {
        let summary =
            |body| Post { kinds: [Kind::Summary].into_iter().collect(), ..post("Summary", body) };
        assert_ne!(Identity::of(&summary("One page")), Identity::of(&summary("Another page")));

        let copied = |second| {
            let instant = jiff::Timestamp::from_second(second).unwrap();
            let moment = Some(Moment { instant, offset: Offset::UTC });
            let time = PostTime { moment, source: TimeSource::File };
            Post { time, ..post("Ferry sails", "It left.") }
        };
        assert_eq!(Identity::of(&copied(0)), Identity::of(&copied(86_400)), "copied a day later");
    }

    #[test]
    fn a_revision_shares_half_its_words() {
        let is_revision = |old: &Post, new: &Post| is_revision(&words(old), &words(new));
        let body = "the ferry left the harbour at noon with forty people";
        assert!(is_revision(&post("Ferry leaves", body), &post("Ferry leaves at noon", body)));
        let other = post("Ferry leaves", "ministers will meet on Friday to talk");
        assert!(!is_revision(&post("Ferry leaves", body), &other));
        assert!(is_another(
            &post("Goal", "Ann scores for the blues"),
            &post("Goal", "Bob hits back")
        ));
        assert!(!is_another(&post("Goal", body), &post("Goal", body)));
    }
}
