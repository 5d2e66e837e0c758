//! Filters that are too slow for a frame, and what comes meanwhile.

use std::collections::BTreeSet;

use super::*;
use crate::news::filter::{Counts, Filter, Group};
use crate::news::store::Entry;
use crate::reader::choice::Choice;
use crate::reader::errand::Errand;
use crate::reader::groups::Groups;
use crate::reader::list::List;

/// A post with more text than an expression is tried on at once.
fn large(number: u32, minute: u32, words: &str) -> String {
    page(number, minute, &format!("\n    {words}\n\n    {}", "and so on ".repeat(1_200)))
}

/// A reader of a large post at 10:30 and of those of the page.
pub fn reader() -> Reader {
    let mut reader = Reader::new(120, 40);
    reader.drop_document("large.txt", &large(1, 30, "A ferry at anchor."));
    reader
}

pub fn listed(reader: &Reader) -> Vec<&str> {
    reader.model.feed.listed().map(|entry| &*entry.post.headline).collect()
}

pub fn job(reader: &Reader) -> Job {
    let [_, errand] = reader.model.errands();
    reader.model.job(errand.unwrap()).unwrap()
}

pub const ALL: [&str; 4] = ["Ferry sails again", "Post 1", "Why it took so long", "Talks go on"];

#[test]
fn the_feed_stays_as_it_is_until_a_filter_is_known() {
    let mut reader = reader();
    reader.press("\\/f.rry/⏎");
    assert!(reader.model.pending.is_some());
    assert_eq!(listed(&reader), ALL);
    reader.press("j");
    assert_eq!((reader.selected(), reader.held()), ("Post 1", Some(0)), "keys are answered");
    reader.press("\\");
    assert_eq!(reader.model.prompt.as_ref().unwrap().text, "/f.rry/ ", "as it was asked for");
    reader.press("⎋");
    search(&mut reader);
    assert!(reader.model.pending.is_none());
    assert_eq!((listed(&reader), reader.selected()), (ALL[..2].to_vec(), "Post 1"));
    reader.press("1");
    assert_eq!(listed(&reader), ALL[..1], "what is known is not tested again");
    reader.press("1M");
    assert_eq!(listed(&reader), [""; 0]);
    reader.press("Mu");
    assert!(reader.model.pending.is_none());
    reader.press("uuuu");
    assert_eq!((listed(&reader), reader.held()), (ALL.to_vec(), Some(0)));
    reader.press("\\/f.rry/⏎");
    search(&mut reader);
    reader.press("0Gu");
    assert!(reader.model.pending.is_some(), "undoing takes as long");
    assert_eq!((listed(&reader).len(), reader.selected()), (4, "Talks go on"));
    search(&mut reader);
    assert_eq!((listed(&reader), reader.selected()), (ALL[..2].to_vec(), "Post 1"));
}

#[test]
fn a_filter_is_given_up_or_another_one_takes_its_place() {
    for keys in ["⎋", "u", "0", "\\⎋⎋", "2", "\\by:sample⎋⎋"] {
        let mut reader = reader();
        reader.press("\\/f.rry/⏎");
        let late = job(&reader);
        reader.press(keys);
        let is_facet = keys == "2";
        assert_eq!(reader.model.pending.is_some(), is_facet, "{keys}");
        run(&mut reader, &late);
        // A facet is asked for beside the text.
        let expected = if is_facet { vec![] } else { ALL.to_vec() };
        assert_eq!(listed(&reader), expected, "{keys}");
        assert!(reader.model.pending.is_none(), "{keys}");
    }
    let mut reader = reader();
    reader.press("\\/f.rry/⏎");
    let first = job(&reader);
    reader.press("\\");
    update(&mut reader.model, Message::Key(Key::ctrl('u')));
    reader.press("/t.lk/⏎");
    let second = job(&reader);
    assert_ne!(first.errand, second.errand);
    run(&mut reader, &first);
    assert_eq!(listed(&reader), ALL, "nobody waits for that one");
    run(&mut reader, &second);
    assert_eq!(listed(&reader), ["Talks go on"]);
    assert_eq!(reader.press("q"), Some(Effect::Quit));
}

#[test]
fn a_test_that_has_failed_leaves_the_feed_as_it_was() {
    let mut reader = reader();
    reader.press("\\/f.rry/⏎");
    let errand = job(&reader).errand;
    update(&mut reader.model, Message::Found(errand, None));
    assert_eq!((listed(&reader), reader.model.pending.is_some()), (ALL.to_vec(), false));
    assert!(reader.model.notice.as_ref().unwrap().contains("a fault"));
}

#[test]
fn what_comes_under_a_slow_filter_is_tested_at_once_where_it_is_little() {
    let mut reader = reader();
    reader.press("\\/f.rry/⏎");
    let early = job(&reader);
    reader.drop_document("new.txt", &page(2, 55, "Another ferry."));
    reader.drop_document("large.txt", &large(1, 30, "No ship at anchor."));
    run(&mut reader, &early);
    assert!(reader.model.pending.is_none(), "it is not begun anew for what comes");
    assert_eq!(listed(&reader), ALL[..2], "and is behind");
    let [_, errand] = reader.model.errands();
    assert!(matches!(errand, Some(Errand::Feed(_))));
    search(&mut reader);
    assert_eq!(listed(&reader), ["Post 2", "Ferry sails again"]);
    reader.drop_document("3.txt", &page(3, 56, "No ship."));
    reader.drop_document("4.txt", &page(4, 57, "A ferry again."));
    assert_eq!(reader.model.errands(), [None, None]);
    assert_eq!(listed(&reader), ["Post 4", "Post 2", "Ferry sails again"]);
    assert_eq!((reader.selected(), reader.held()), ("Post 4", None));
    reader.press("G");
    reader.drop_document("5.txt", &large(5, 58, "One more ferry."));
    reader.drop_document("6.txt", &page(6, 59, "And a ferry."));
    assert_eq!((reader.model.feed.counts().all, reader.held()), (3, Some(0)), "later");
    reader.press("kkmr");
    let before = in_place(&reader);
    assert_eq!(reader.selected(), "Post 4");
    search(&mut reader);
    assert_eq!(reader.model.feed.counts().all, 5);
    assert_eq!(in_place(&reader), before);
}

#[test]
fn what_was_put_off_is_counted_once_it_is_known() {
    let mut reader = reader();
    reader.press("\\/f.rry/⏎");
    search(&mut reader);
    reader.press("j");
    let tally = |reader: &Reader| {
        let tally = reader.model.marks.tally();
        (tally.counts.all, tally.outside, reader.held())
    };
    reader.drop_document("much.txt", &large(2, 56, "No ship."));
    reader.drop_document("3.txt", &page(3, 57, "A ferry."));
    assert_eq!(tally(&reader), (1, 2, Some(0)), "not known yet");
    reader.remove_document("much.txt");
    assert_eq!(tally(&reader), (2, 0, Some(1)), "there is little left to test");
}

#[test]
fn a_search_goes_on_where_much_has_come() {
    let mut reader = reader();
    reader.press("/");
    reader.press("/nowhere⏎");
    search(&mut reader);
    assert_eq!(place(&reader), Some((None, 0)));
    reader.drop_document("more.txt", &large(2, 40, "It is nowhere."));
    assert_eq!(place(&reader), Some((None, 0)), "as far as it is known");
    search(&mut reader);
    assert_eq!(place(&reader), Some((None, 1)));
    assert_eq!((reader.selected(), reader.held()), (ALL[0], None), "nobody is taken there");
}

#[test]
fn a_named_query_is_counted_beside_and_then_at_hand() {
    let mut reader = Reader::new(120, 40);
    let now = reader.model.clock.now.to_zoned(TimeZone::UTC);
    let queries = ["/f.rry/", "kind:analysis"].map(|query| {
        let filter = query::parse(query, now.date(), &now).unwrap();
        NamedQuery::new(query.into(), filter)
    });
    (reader.model.snapshot, reader.store) = (Arc::default(), Store::new());
    let setup = Setup { queries: queries.to_vec(), ..Setup::default() };
    update(&mut reader.model, Message::Configured(Box::new(setup.clone())));
    let posts =
        |reader: &Reader| [0, 1].map(|at| reader.model.queries[at].posts(&reader.model.snapshot));
    reader.drop_document("page.txt", PAGE);
    assert_eq!(posts(&reader), [Some(1), Some(1)]);
    reader.drop_document("large.txt", &large(1, 30, "A ferry at anchor."));
    assert_eq!(posts(&reader), [None, Some(1)]);
    reader.model.folder.reading = Some(Progress::default());
    assert_eq!(reader.model.errands(), [None, None], "the folder is read first");
    reader.model.folder.reading = None;
    let job = job(&reader);
    let turned = setup.queries.iter().rev().cloned().collect();
    let turned = Setup { queries: turned, ..setup.clone() };
    update(&mut reader.model, Message::Configured(Box::new(turned)));
    run(&mut reader, &job);
    assert_eq!(posts(&reader), [Some(1), None], "it was for another one");
    update(&mut reader.model, Message::Configured(Box::new(setup.clone())));
    search(&mut reader);
    assert_eq!(posts(&reader), [Some(2), Some(1)]);
    update(&mut reader.model, Message::Configured(Box::new(setup)));
    assert_eq!(posts(&reader), [Some(2), Some(1)], "not anew");
    reader.press("fgj⏎");
    assert_eq!(listed(&reader), ALL[..2], "it is known already");
    reader.drop_document("large.txt", "Summary\n");
    assert_eq!(posts(&reader), [Some(1), Some(1)]);
}

/// What a look at each post finds.
fn naive(reader: &Reader, filter: &Filter) -> (Vec<PostId>, Counts) {
    let mut counts = Counts::default();
    let is_in = |entry: &&Entry| {
        let admits = filter.admits(&entry.post);
        if admits && entry.is_present() {
            counts.add(&entry.facets, filter);
        }
        admits && filter.matches(&entry.facets)
    };
    let ids = reader.model.snapshot.posts().values().filter(is_in).map(|entry| entry.id).collect();
    (ids, counts)
}

#[test]
fn much_that_comes_or_goes_at_once_is_listed_as_little_is() {
    let mut reader = reader();
    for (query, posts) in [("kind:breaking", 61), ("/th(is|ey)/", 31)] {
        reader.press(&format!("0\\{query}⏎"));
        search(&mut reader);
        let few = listed(&reader).len();
        let post = |number: u32| {
            let label = if number.is_multiple_of(2) { "Breaking" } else { "" };
            let text = if number.is_multiple_of(4) { "They go." } else { "It goes." };
            page(number, number % 60, label).replace("Words.", text)
        };
        reader.drop_document("many.txt", &(0..120).map(post).collect::<String>());
        let check = |reader: &Reader| {
            let (ids, counts) = naive(reader, reader.model.feed.filter());
            let listed: Vec<PostId> = reader.model.feed.listed().map(|entry| entry.id).collect();
            assert_eq!((&listed, reader.model.feed.counts()), (&ids, &counts), "{query}");
            listed.len()
        };
        assert_eq!(check(&reader), posts);
        reader.remove_document("many.txt");
        assert_eq!(check(&reader), few);
    }
}

proptest! {
    /// However much comes and goes while posts are tested beside the session, in the end it lists and counts
    /// what the filter lets through, and on the way nothing moves under a reader who holds.
    #[test]
    fn what_is_found_beside_is_what_the_filter_lets_through(
        query in prop::sample::select(&["/[ab]c?/", "-/b/ kind:breaking", "/a/ b", "/x+/ -by:kim"][..]),
        facets in prop::sample::select(&["", "1", "2", "M", "U"][..]),
        hold in any::<bool>(),
        history in prop::collection::vec(
            (
                0u32..6,
                prop::option::of((0u32..60, any::<bool>(), any::<bool>(), "[a-d ]{1,9}")),
                0usize..4,
            ),
            1..16,
        ),
    ) {
        let mut reader = reader();
        let now = reader.model.clock.now.to_zoned(TimeZone::UTC);
        let named = NamedQuery::new("q".into(), query::parse(query, now.date(), &now).unwrap());
        reader.model.queries = vec![named];
        reader.press("fG⏎⎋");
        reader.press(&format!("\\{query}⏎{facets}{}", if hold { "jm" } else { "" }));
        let mut late = None;
        for (step, (number, change, look)) in history.into_iter().enumerate() {
            let name = format!("{number}.txt");
            match change {
                None => reader.remove_document(&name),
                Some((minute, breaking, is_large, words)) => {
                    let by = "    Kim Sample\n    Editor, reporting from Eastport\n";
                    let label = if breaking { format!("Breaking\n\n{by}\n    {words}") } else { words };
                    let text = if is_large { large(number, minute, &label) } else { page(number, minute, &label) };
                    reader.drop_document(&name, &text);
                }
            }
            match look {
                0 => late = reader.model.errands()[1].and_then(|errand| reader.model.job(errand)),
                1 => if let Some(job) = late.take() { run(&mut reader, &job) },
                2 => search(&mut reader),
                _ if step == 5 => { reader.press("⎋"); }
                _ => {}
            }
        }
        search(&mut reader);
        let feed = &reader.model.feed;
        let filter = feed.filter();
        let (ids, counts) = naive(&reader, &Filter { is: BTreeSet::new(), ..filter.clone() });
        if filter.is.is_empty() {
            let listed: Vec<PostId> = feed.listed().map(|entry| entry.id).collect();
            prop_assert_eq!(&listed, &ids);
            prop_assert_eq!(feed.counts(), &counts);
        }
        let choice = Choice::new(filter.clone(), feed.choice().only().cloned());
        let mut anew = reader.model.marks.clone();
        let list = List::of(&choice, &reader.model.snapshot);
        anew.set_choice(list.choice());
        let places = Groups::of(Group::Place, list.choice(), &reader.model.snapshot);
        prop_assert_eq!(places.posts("Eastport"), reader.model.groups[0].posts("Eastport"));
        prop_assert_eq!(anew.tally(), reader.model.marks.tally());
        let (_, counts) = naive(&reader, reader.model.queries[0].filter());
        prop_assert_eq!(reader.model.queries[0].posts(&reader.model.snapshot), Some(counts.all));
        if let Follow::Held(arrived) = reader.model.follow {
            prop_assert_eq!(arrived, feed.arrived_since(arrived.since, &reader.model.snapshot));
        }
    }
}
