//! When two posts are the same post.

use std::collections::HashSet;

use siphasher::sip128::SipHasher13;

use super::post::{Kind, Post, TimeSource};

/// Characters of the body that help out.
const LEAD: usize = 120;

/// What makes a post that post: its `uri`, or, without one, its minute and its headline (case,
/// spaces and quote style folded).
///
/// Where one of the two is not the post's own, its first words help out: a summary is headed
/// "Summary" on every page, some posts have no headline, and a file's time says when it was
/// copied, which is no part of what an article is.
///
/// Kept as a hash of all that, of 128 bits: two posts do not share one by chance or by craft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(u64, u64);

impl Identity {
    /// It, to be kept.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        (u128::from(self.0) << 64 | u128::from(self.1)).to_be_bytes()
    }

    /// One that was kept.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Identity {
        let all = u128::from_be_bytes(bytes);
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default();
        Identity(half(all >> 64), half(all))
    }

    /// The identity of `post`.
    #[must_use]
    pub fn of(post: &Post) -> Identity {
        let own_headline = !post.headline.is_empty() && !post.kinds.contains(Kind::Summary);
        let copied = post.time.source() == TimeSource::File;
        Identity::new(post, copied || !own_headline, minute(post))
    }

    /// The same with the first words of the body, for a post that needs them to be told apart.
    #[must_use]
    pub fn with_lead(post: &Post) -> Identity {
        Identity::new(post, true, minute(post))
    }

    /// What is the same of a post whenever it is dated: it tells apart the posts of one document that do not say
    /// the same.
    #[must_use]
    pub fn at_any_time(post: &Post) -> Identity {
        Identity::new(post, true, None)
    }

    /// The identities that this very post may go by, in one document or in another.
    #[must_use]
    pub fn twins(post: &Post) -> [Identity; 2] {
        [Identity::of(post), Identity::with_lead(post)]
    }

    fn new(post: &Post, with_lead: bool, minute: Option<i64>) -> Identity {
        // No byte of text is 0xff, so that no two of these run together.
        const END: u8 = 0xff;
        let mut text = Vec::with_capacity(2 * LEAD);
        if let Some(uri) = post.uri() {
            text.push(END);
            text.extend_from_slice(uri.as_bytes());
        } else {
            let mut words = String::with_capacity(2 * LEAD);
            fold_into(&mut words, &post.headline);
            text.extend_from_slice(words.as_bytes());
            text.push(END);
            if with_lead {
                let lead = post.body.shown_texts().next().unwrap_or_default();
                let end = lead.char_indices().nth(LEAD).map_or(lead.len(), |(at, _)| at);
                words.clear();
                fold_into(&mut words, lead.get(..end).unwrap_or_default());
                text.extend_from_slice(words.as_bytes());
                text.push(END);
            }
            if let Some(minute) = minute {
                text.extend_from_slice(&minute.to_le_bytes());
            }
        }
        let hash = SipHasher13::new().hash(&text);
        Identity(hash.h1, hash.h2)
    }
}

/// The minute since 1970 a post was published, unless only its file tells.
#[must_use]
pub fn minute(post: &Post) -> Option<i64> {
    let own = post.time.moment().filter(|_| post.time.source() != TimeSource::File);
    own.map(|moment| moment.instant.as_second().div_euclid(60))
}

/// `text` with case, spaces and quote style folded away.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(&mut out, text);
    out
}

fn fold_into(out: &mut String, text: &str) {
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
                _ if ch.is_ascii() => out.push(ch.to_ascii_lowercase()),
                _ => out.extend(ch.to_lowercase()),
            }
        }
    }
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
    if second.uri().is_some() || second.body.is_empty() || first.body.is_empty() {
        return false;
    }
    first.body != second.body && !is_revision(&words(first), &words(second))
}

/// The words of a post's body, folded.
#[must_use]
pub fn words(post: &Post) -> HashSet<String> {
    let mut words = HashSet::new();
    for text in post.body.shown_texts() {
        words.extend(text.split_whitespace().map(fold));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::body::Block;
    use crate::news::post::{Moment, PostTime};
    use jiff::tz::Offset;

    fn post(headline: &str, body: &str) -> Post {
        Post {
            headline: headline.into(),
            body: [Block::Paragraph { text: body }].into_iter().collect(),
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
            let time = PostTime::new(moment, TimeSource::File);
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
