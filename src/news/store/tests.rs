use std::collections::BTreeMap;

use jiff::tz::Offset;
use proptest::prelude::*;

use super::*;
use crate::news::body::Block;
use crate::news::format;
use crate::news::post::{Byline, Kind, Moment, PostTime, Problem, Provenance, TimeSource};

fn post(minute: i64, headline: &str, body: &str) -> Post {
    let instant = jiff::Timestamp::from_second(minute * 60).unwrap();
    let moment = Some(Moment { instant, offset: Offset::UTC });
    Post {
        headline: headline.into(),
        body: [Block::Paragraph { text: body }].into_iter().collect(),
        time: PostTime::new(moment, TimeSource::Printed),
        ..Post::default()
    }
}

/// The same post under a publisher's name.
fn named(post: Post, uri: &str, version: Option<u64>) -> Post {
    let uri = Some(uri.to_owned());
    Post { provenance: Provenance { uri, version, ..Provenance::default() }.kept(), ..post }
}

fn document(posts: Vec<Post>) -> Document {
    Document { format: &format::LIVE_PAGE, posts, problems: vec![] }
}

fn headlines(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.posts().values().map(|entry| &*entry.post.headline).collect()
}

fn id_of(snapshot: &Snapshot, headline: &str) -> PostId {
    snapshot.posts().values().find(|entry| &*entry.post.headline == headline).unwrap().id
}

#[test]
fn newest_first_and_stable_on_document_order() {
    let mut store = Store::new();
    let page = vec![post(9, "c", ""), post(9, "a", ""), post(9, "b", ""), post(12, "new", "")];
    store.apply([("x".into(), Some(document(page)))]);
    store.apply([("w".into(), Some(document(vec![post(9, "w", ""), post(1, "old", "")])))]);
    assert_eq!(headlines(&store.snapshot()), ["new", "w", "c", "a", "b", "old"]);
}

#[test]
fn one_post_in_several_documents_is_shown_once() {
    let mut store = Store::new();
    store.apply([
        ("a".into(), Some(document(vec![post(5, "Ferry ‘sails’", "short")]))),
        ("b".into(), Some(document(vec![post(5, "ferry 'SAILS'", "a longer text")]))),
    ]);
    let snapshot = store.snapshot();
    assert_eq!(headlines(&snapshot), ["ferry 'SAILS'"], "the document that says most");
    let id = snapshot.posts().values().next().unwrap().id;
    store.apply([("b".into(), None)]);
    let snapshot = store.snapshot();
    assert_eq!(headlines(&snapshot), ["Ferry ‘sails’"]);
    assert_eq!(snapshot.posts().values().next().unwrap().id, id, "it is the same post");
    store.apply([("a".into(), None)]);
    assert_eq!(store.snapshot().posts().len(), 0);
}

#[test]
fn the_highest_version_of_a_uri_wins_and_canceled_removes() {
    let version =
        |version: u64, headline: &str| named(post(5, headline, ""), "tag:1", Some(version));
    let mut store = Store::new();
    store.apply([(
        "a".into(),
        Some(document(vec![version(2, "two"), version(1, "one is longer")])),
    )]);
    assert_eq!(headlines(&store.snapshot()), ["two"]);
    let canceled = Post { status: Status::Canceled, ..version(3, "") };
    store.apply([("b".into(), Some(document(vec![canceled])))]);
    assert_eq!(store.snapshot().posts().len(), 0);
    store.apply([("b".into(), None)]);
    assert_eq!(headlines(&store.snapshot()), ["two"]);
}

#[test]
fn a_changed_headline_is_the_same_post() {
    let body = "the ferry left the harbour at noon with forty people";
    let mut store = Store::new();
    store.apply([(
        "a".into(),
        Some(document(vec![post(5, "Ferry leaves", body), post(5, "Other", "")])),
    )]);
    let before = store.snapshot();
    let revised = vec![post(5, "Ferry leaves at noon", body), post(5, "Other", "")];
    store.apply([("a".into(), Some(document(revised)))]);
    let after = store.snapshot();
    assert_eq!(id_of(&before, "Ferry leaves"), id_of(&after, "Ferry leaves at noon"));
    assert_eq!(after.posts().len(), 2);
}

#[test]
fn a_page_that_grows_at_the_top_keeps_its_posts() {
    let mut store = Store::new();
    store.apply([("a".into(), Some(document(vec![post(9, "b", ""), post(9, "a", "")])))]);
    let before = store.snapshot();
    store.apply([(
        "a".into(),
        Some(document(vec![post(9, "c", ""), post(9, "b", ""), post(9, "a", "")])),
    )]);
    let after = store.snapshot();
    assert_eq!(headlines(&after), ["c", "b", "a"]);
    for headline in ["a", "b"] {
        assert_eq!(id_of(&before, headline), id_of(&after, headline));
        let id = id_of(&after, headline);
        assert_eq!(&*after.posts().get(&after.key(id).unwrap()).unwrap().post.headline, headline);
    }
    assert_eq!(after.counts().all, 3);
    assert_eq!(headlines(&before), ["b", "a"], "an old snapshot stays as it was");
}

#[test]
fn a_renamed_document_keeps_its_posts() {
    let mut store = Store::new();
    store.apply([("a".into(), Some(document(vec![post(5, "x", "")])))]);
    let id = id_of(&store.snapshot(), "x");
    store.apply([("a".into(), None), ("b".into(), Some(document(vec![post(5, "x", "")])))]);
    assert_eq!(id_of(&store.snapshot(), "x"), id);
}

#[test]
fn posts_that_come_back_have_their_names() {
    let mut store = Store::new();
    store.apply([("a".into(), Some(document(vec![post(5, "x", "")])))]);
    let id = id_of(&store.snapshot(), "x");
    store.apply([("a".into(), None)]);
    store.apply([("b".into(), Some(document(vec![post(5, "x", ""), post(6, "y", "")])))]);
    let snapshot = store.snapshot();
    assert_eq!(id_of(&snapshot, "x"), id);
    assert_eq!(snapshot.newest_id(), id_of(&snapshot, "y"));
}

#[test]
fn an_unchanged_post_is_not_touched() {
    let mut store = Store::new();
    let page =
        |more: &[Post]| Some(document([&[post(5, "x", "a"), post(4, "y", "b")], more].concat()));
    store.apply([("a".into(), page(&[]))]);
    let before = store.snapshot();
    store.apply([("a".into(), page(&[]))]);
    assert_eq!(store.snapshot().changes_since(&before).count(), 0);
    store.apply([("a".into(), page(&[post(3, "z", "")]))]);
    assert_eq!(store.snapshot().changes_since(&before).count(), 1);
}

#[test]
fn two_posts_of_one_page_may_share_minute_and_headline() {
    let mut store = Store::new();
    let page =
        vec![post(5, "Goal", "Ann scores for the blues"), post(5, "Goal", "Bob hits back at once")];
    store.apply([("a".into(), Some(document(page)))]);
    assert_eq!(headlines(&store.snapshot()), ["Goal", "Goal"]);
}

/// The posts that no longer stand, with what has become of them.
fn departed(snapshot: &Snapshot) -> Vec<(&str, Presence)> {
    let posts = snapshot.posts().values().filter(|entry| !entry.is_present());
    posts.map(|entry| (&*entry.post.headline, entry.presence)).collect()
}

#[test]
fn posts_that_their_page_drops_are_told_apart() {
    let mut store = Store::new();
    let page = |posts: &[(i64, &str)]| {
        Some(document(posts.iter().map(|(minute, headline)| post(*minute, headline, "")).collect()))
    };
    store
        .apply([("a".into(), page(&[(9, "e"), (8, "d"), (7, "c"), (6, "b"), (6, "a"), (5, "z")]))]);
    let before = store.snapshot();
    store.apply([("a".into(), page(&[(10, "f"), (9, "e"), (7, "c"), (6, "b")]))]);
    let after = store.snapshot();
    assert_eq!(headlines(&after), ["f", "e", "d", "c", "b", "a", "z"], "each in its place");
    let gone = [("d", Presence::Withdrawn), ("a", Presence::RolledOff), ("z", Presence::RolledOff)];
    assert_eq!(departed(&after), gone);
    assert_eq!(after.counts().all, 4);
    assert_eq!(id_of(&after, "d"), id_of(&before, "d"));
    let d = id_of(&after, "d");
    assert_eq!(&*after.posts().get(&after.key(d).unwrap()).unwrap().post.headline, "d");

    store.apply([("a".into(), page(&[(10, "f"), (9, "e"), (8, "d"), (7, "c")]))]);
    let back = store.snapshot();
    assert_eq!(headlines(&back), ["f", "e", "d", "c", "b", "a", "z"]);
    assert_eq!(id_of(&back, "d"), d, "it is back");
    assert_eq!(back.counts().all, 4);

    store.apply([("b".into(), page(&[(6, "b")]))]);
    assert_eq!(departed(&store.snapshot()), [("a", gone[1].1), ("z", gone[2].1)]);
    store.apply([("a".into(), None)]);
    assert_eq!(headlines(&store.snapshot()), ["b"], "it goes with its document");
}

#[test]
fn what_has_gone_follows_its_document_to_another_name() {
    let mut store = Store::new();
    let page = |headlines: &[&str]| {
        Some(document(headlines.iter().map(|headline| post(5, headline, "")).collect()))
    };
    store.apply([("a".into(), page(&["x", "y", "z"]))]);
    store.apply([("a".into(), page(&["x", "z"]))]);
    store.apply([("b".into(), page(&["x", "z"])), ("a".into(), None)]);
    assert_eq!(departed(&store.snapshot()), [("y", Presence::Withdrawn)]);
    store.settle();
    store.apply([("c".into(), page(&["x", "z"]))]);
    store.apply([("b".into(), None)]);
    assert_eq!(departed(&store.snapshot()), [("y", Presence::Withdrawn)], "told one by one");
    store.settle();
    store.apply([("d".into(), page(&["x"]))]);
    store.settle();
    store.apply([("c".into(), None)]);
    assert_eq!(departed(&store.snapshot()), [], "it did not go on as one that was there already");
    store.apply([("d".into(), None)]);
    assert!(store.snapshot().posts().is_empty());
}

#[test]
fn what_stands_in_another_document_is_not_shown_as_gone_whatever_tells_it_there() {
    let page =
        |bodies: &[&str]| Some(document(bodies.iter().map(|body| post(5, "Goal", body)).collect()));
    let both = ["Ann scores for the blues", "Bob hits back at once"];
    for order in [["a", "b"], ["b", "a"]] {
        let mut store = Store::new();
        store.apply([("a".into(), page(&both))]);
        for name in order {
            let bodies = if name == "a" { &both[..1] } else { &both[1..] };
            store.apply([(name.into(), page(bodies))]);
        }
        assert_eq!(departed(&store.snapshot()), [], "{order:?}");
    }
}

#[test]
fn what_goes_on_as_something_else_is_not_left_behind() {
    let mut store = Store::new();
    let body = "the ferry left the harbour at noon with forty people";
    let summary = |minute, text: &str| {
        let mut post = post(minute, "Summary", text);
        post.kinds.insert(Kind::Summary);
        post.time = PostTime::new(post.time.moment(), TimeSource::Page);
        post
    };
    let mut page = |posts| {
        store.apply([("a".into(), Some(document(posts)))]);
        store.snapshot()
    };
    let first = page(vec![summary(5, "One thing"), post(5, "Ferry leaves", body)]);
    let second = page(vec![summary(9, "Quite another"), post(6, "Ferry leaves", body)]);
    assert_eq!(departed(&second), [], "the summary was rewritten, the time corrected");
    for headline in ["Summary", "Ferry leaves"] {
        assert_eq!(id_of(&first, headline), id_of(&second, headline));
    }
    let named = named(post(6, "Ferry left", body), "tag:1", None);
    let third = page(vec![named]);
    assert_eq!(id_of(&first, "Ferry leaves"), id_of(&third, "Ferry left"));
    assert_eq!(departed(&third), [("Summary", Presence::Withdrawn)]);

    let mut store = Store::new();
    let article =
        Document { format: &format::ARTICLE, ..document(vec![post(5, "1. Ferry le", "")]) };
    store.apply([("a".into(), Some(article))]);
    store.apply([("a".into(), Some(document(vec![post(5, "Ferry leaves", body)])))]);
    assert_eq!(headlines(&store.snapshot()), ["Ferry leaves"], "it was half a page");
    let broken = Document::unreadable(Problem::new(1, "broken"));
    store.apply([("a".into(), Some(broken))]);
    assert_eq!(departed(&store.snapshot()), [("Ferry leaves", Presence::Withdrawn)]);
}

#[test]
fn a_withdrawn_post_is_shown_as_such_and_a_canceled_one_is_not() {
    let with = |status, headline: &str| Post { status, ..post(5, headline, "") };
    let mut store = Store::new();
    let page = vec![with(Status::Withdrawn, "w"), with(Status::Canceled, "c"), post(5, "u", "")];
    store.apply([("a".into(), Some(document(page)))]);
    let snapshot = store.snapshot();
    assert_eq!(headlines(&snapshot), ["w", "u"]);
    assert_eq!(departed(&snapshot), [("w", Presence::Withdrawn)]);
    assert_eq!(snapshot.counts().all, 1);
    store.apply([("a".into(), Some(document(vec![post(9, "u", "")])))]);
    assert!(departed(&store.snapshot()).contains(&("w", Presence::Withdrawn)), "and stays so");
}

#[test]
fn what_has_gone_is_bounded() {
    let mut store = Store::new();
    for round in 0..3 {
        let page = (0..6_000).map(|at| post(round * 6_000 + at, "x", "")).collect();
        store.apply([("a".into(), Some(document(page)))]);
    }
    let snapshot = store.snapshot();
    assert_eq!(snapshot.counts().all, 6_000);
    assert_eq!(departed(&snapshot).len(), gone::REMEMBERED);
}

#[test]
fn problems_are_told_the_latest_first() {
    let mut store = Store::new();
    let broken = |line| Some(Document::unreadable(Problem::new(line, "broken")));
    store.apply([("a".into(), broken(1)), ("b".into(), broken(1)), ("c".into(), broken(1))]);
    store.apply([("b".into(), broken(1))]);
    store.apply([("a".into(), broken(2))]);
    let snapshot = store.snapshot();
    let told: Vec<(&str, usize)> =
        snapshot.problems().map(|(name, problems)| (name.as_ref(), problems[0].line)).collect();
    assert_eq!(told, [("a", 2), ("c", 1), ("b", 1)]);
    store.apply([("c".into(), None), ("b".into(), Some(document(vec![])))]);
    assert_eq!((store.snapshot().problems().count(), store.snapshot().problem_count()), (1, 1));
}

#[test]
fn what_is_canceled_without_a_version_goes() {
    let uri = |post: Post| named(post, "tag:1", None);
    let canceled = Post { status: Status::Canceled, ..uri(post(5, "", "")) };
    let mut store = Store::new();
    store.apply([("a".into(), Some(document(vec![uri(post(5, "x", "text")), canceled])))]);
    assert!(store.snapshot().posts().is_empty());
}

#[test]
fn problems_are_counted_and_go_when_mended() {
    let mut store = Store::new();
    let broken = Document::unreadable(Problem::new(3, "broken"));
    store.apply([("a".into(), Some(broken.clone())), ("b".into(), Some(broken))]);
    assert_eq!((store.snapshot().problem_count(), store.snapshot().documents()), (2, 2));
    store.apply([("a".into(), Some(document(vec![]))), ("b".into(), None)]);
    assert_eq!((store.snapshot().problem_count(), store.snapshot().documents()), (0, 1));
}

/// A few headlines and minutes, so that documents share posts.
fn any_post() -> impl Strategy<Value = Post> {
    let text = (0..4usize, 0..3i64, 0..3usize, 0..3usize, proptest::option::of((0..3u8, 0..3u64)));
    text.prop_map(|(headline, minute, body, by, uri)| Post {
        provenance: uri.and_then(|(uri, version)| {
            named(Post::default(), &format!("tag:{uri}"), Some(version)).provenance
        }),
        kinds: (headline == 0).then_some(Kind::Breaking).into_iter().collect(),
        by: (0..by)
            .map(|who| Byline { name: format!("P {who}").into(), ..Byline::default() })
            .collect(),
        ..post(minute, ["a", "b", "c", "d"][headline], ["", "x y z", "x y z and more"][body])
    })
}

proptest! {
    /// Whatever order documents came in, and whatever they said before, the store holds what a
    /// fresh start would.
    #[test]
    fn history_does_not_matter(
        history in proptest::collection::vec(
            (
                (0..4usize, any::<bool>()),
                proptest::option::of(proptest::collection::vec(any_post(), 0..5)),
            ),
            0..12,
        )
    ) {
        let names = ["a", "b", "c", "d"];
        let mut store = Store::new();
        let mut last: BTreeMap<&str, Vec<Post>> = BTreeMap::new();
        for ((name, is_settled), posts) in history {
            if is_settled {
                store.settle();
            }
            let before = store.snapshot();
            let posts = posts.map(|posts: Vec<Post>| {
                let mut document = document(posts);
                document.set_name(&names[name].into());
                document.posts
            });
            match &posts {
                Some(posts) => last.insert(names[name], posts.clone()),
                None => last.remove(names[name]),
            };
            store.apply([(names[name].into(), posts.map(document))]);
            let after = store.snapshot();

            // What changed between the two turns the one into the other.
            let mut patched: BTreeMap<&FeedKey, &Entry> = before.posts().iter().collect();
            let changes: Vec<Change> = after.changes_since(&before).collect();
            for change in &changes {
                if let Change::Removed(key, _) = change {
                    patched.remove(key);
                }
            }
            for change in &changes {
                if let Change::Added(key, entry) = change {
                    patched.insert(key, entry);
                }
            }
            prop_assert!(patched.into_iter().eq(after.posts().iter()));
        }
        let mut fresh = Store::new();
        let last_names: HashSet<&str> = last.keys().copied().collect();
        for (name, posts) in last {
            fresh.apply([(name.into(), Some(document(posts)))]);
        }
        let (live, fresh) = (store.snapshot(), fresh.snapshot());
        // What has gone is remembered by the one, and was never seen by the other.
        let told = |snapshot: &Snapshot| -> Vec<(FeedKey, Post)> {
            let posts = snapshot.posts().iter().filter(|(key, _)| !key.has_departed());
            posts.map(|(key, entry)| (key.clone(), entry.post.as_ref().clone())).collect()
        };
        prop_assert_eq!(told(&live), told(&fresh));
        prop_assert_eq!(live.counts(), fresh.counts());
        prop_assert_eq!(fresh.counts().all, fresh.posts().len());
        let departed: Vec<(&FeedKey, &Entry)> =
            live.posts().iter().filter(|(_, entry)| !entry.is_present()).collect();
        prop_assert_eq!(live.counts().all + departed.len(), live.posts().len());
        let ids: HashSet<PostId> = live.posts().values().map(|entry| entry.id).collect();
        prop_assert_eq!(ids.len(), live.posts().len(), "no post is shown twice");
        for (key, entry) in departed {
            prop_assert!(last_names.contains(key.document()), "{:?} is a ghost", entry);
        }
        for (key, entry) in live.posts().iter() {
            let found = live.key(entry.id);
            prop_assert_eq!(found.as_ref(), Some(key));
        }
        prop_assert_eq!(live.documents(), fresh.documents());
    }
}
