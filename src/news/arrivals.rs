//! What has come and what was edited, from one snapshot to the next, for who tells of each once.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use siphasher::sip::SipHasher13;

use super::post::{Post, TimeSource};
use super::store::{Change, Entry, PostId, Snapshot};

/// Posts that are remembered after they have gone, so that those that come back are not told of
/// again: as many as the store knows the names of.
const REMEMBERED: usize = 10_000;

/// Tells of posts.
#[derive(Debug, Default)]
pub struct Arrivals {
    told: Snapshot,
    /// What was told of posts that have gone.
    gone: BTreeMap<PostId, u64>,
}

/// What is told of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It has come.
    New,
    /// It was told of before, and says something else now.
    Edited,
}

impl Arrivals {
    /// Hands on what has come and what was edited since the snapshot before, of the posts that are
    /// wanted, the oldest first. A post that stands in another document or at another place, and
    /// says what it said, is no news; nor is one that is gone.
    ///
    /// # Errors
    ///
    /// The first one of `tell`, after which nothing more is told.
    pub fn advance<E>(
        &mut self,
        now: Snapshot,
        wanted: impl Fn(&Entry) -> bool,
        mut tell: impl FnMut(&Entry, News) -> Result<(), E>,
    ) -> Result<(), E> {
        let before = std::mem::replace(&mut self.told, now);
        let mut gone: HashMap<PostId, &Entry> = HashMap::new();
        let mut come = Vec::new();
        for change in self.told.changes_since(&before) {
            match change {
                Change::Added(_, entry) if wanted(entry) => come.push(entry),
                Change::Removed(_, entry) if wanted(entry) => {
                    gone.insert(entry.id, entry);
                }
                _ => {}
            }
        }
        let come = come.into_iter().rev().filter_map(|entry| {
            let before = gone.remove(&entry.id).map(|entry| said(&entry.post));
            let before = before.or_else(|| self.gone.remove(&entry.id));
            match before {
                None => Some((entry, News::New)),
                Some(before) => (before != said(&entry.post)).then_some((entry, News::Edited)),
            }
        });
        let come: Vec<_> = come.collect();
        self.gone.extend(gone.into_iter().map(|(id, entry)| (id, said(&entry.post))));
        while self.gone.len() > REMEMBERED {
            self.gone.pop_first();
        }
        come.into_iter().try_for_each(|(entry, news)| tell(entry, news))
    }
}

/// What a post says, as a hash. Where it stands and how its time came to be known are no part of it:
/// they may change with the name of its document, or with its neighbours.
fn said(post: &Post) -> u64 {
    let Post { headline, kinds, by, body, time, status, .. } = post;
    let is_own = !matches!(time.source(), TimeSource::Page | TimeSource::File | TimeSource::None);
    let instant = post.instant().filter(|_| is_own).map(jiff::Timestamp::as_nanosecond);
    let mut hasher = SipHasher13::new();
    (headline, kinds, by, body, instant, status).hash(&mut hasher);
    // Where a page prints it by the clock alone, it is of the day that the post is.
    let is_stamp = is_own || post.uri().is_some();
    let updated = post.updated().filter(|_| is_stamp).map(|moment| moment.instant.as_nanosecond());
    (post.version(), updated, post.url()).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::fmt::Write as _;
    use std::sync::Arc;

    use crate::news::dating::Context;
    use crate::news::format::{self, Document};
    use crate::news::post::Kind;
    use crate::news::store::Store;
    use jiff::tz::TimeZone;

    fn document(name: &str, posts: &[(&str, &str)]) -> (Arc<str>, Option<Document>) {
        let name: Arc<str> = name.into();
        let context = Context {
            name: name.to_string(),
            modified: None,
            zone: TimeZone::UTC,
            year: Some(2025),
        };
        let mut text = String::from("{\"format\":\"liveblog/1\",\"posts\":[]}\n");
        for (minute, (headline, said)) in posts.iter().enumerate() {
            let _ = writeln!(
                text,
                "{{\"uri\":\"{headline}\",\"headline\":\"{headline}\",\"firstCreated\":\
                 \"2025-06-02T10:{minute:02}Z\",\"body\":[{{\"type\":\"p\",\"text\":\"{said}\"}}]}}"
            );
        }
        let document = format::parse(text.as_bytes(), &name, &context);
        assert_eq!(document.problems, []);
        (name, Some(document))
    }

    struct Told {
        store: Store,
        arrivals: Arrivals,
    }

    impl Told {
        fn apply(&mut self, changes: Vec<(Arc<str>, Option<Document>)>) -> Vec<String> {
            self.store.apply(changes);
            let mut told = Vec::new();
            let wanted =
                |entry: &Entry| entry.is_present() && !entry.facets.kinds.contains(Kind::Summary);
            let tell = |entry: &Entry, news: News| {
                let mark = if news == News::Edited { "edited " } else { "" };
                told.push(format!("{mark}{}", entry.post.headline));
                Ok::<(), ()>(())
            };
            self.arrivals.advance(self.store.snapshot(), wanted, tell).unwrap();
            told
        }
    }

    #[test]
    fn each_is_told_once() {
        let mut told = Told { store: Store::new(), arrivals: Arrivals::default() };
        let none: [String; 0] = [];
        let first = [("A", "one"), ("B", "two")];
        assert_eq!(told.apply(vec![document("x", &first)]), ["A", "B"]);
        assert_eq!(told.apply(vec![document("x", &first)]), none, "written again");
        assert_eq!(told.apply(vec![document("y", &first), ("x".into(), None)]), none, "renamed");
        assert_eq!(told.apply(vec![("y".into(), None)]), none, "gone");
        assert_eq!(told.apply(vec![document("z", &first)]), none, "and back");
        let third = [("A", "one"), ("B", "two"), ("C", "three")];
        assert_eq!(told.apply(vec![document("z", &third)]), ["C"]);
        let edited = [("A", "one"), ("B", "other"), ("C", "three")];
        assert_eq!(told.apply(vec![document("z", &edited)]), ["edited B"]);
        assert_eq!(told.apply(vec![("z".into(), None)]), none);
        let back = [("A", "another"), ("B", "other"), ("C", "three")];
        assert_eq!(told.apply(vec![document("z", &back)]), ["edited A"], "back, and edited");
    }
}
