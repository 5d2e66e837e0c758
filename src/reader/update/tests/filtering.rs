//! Filtering by key, by sidebar and by query.

use super::*;
use crate::reader::sidebar::Item;

#[test]
fn the_unseen_alone_stay_listed_until_they_are_asked_for_again() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    for number in [1, 2] {
        reader.drop_document(&format!("{number}.txt"), &page(number, 50 + number, ""));
    }
    reader.press("U");
    assert_eq!(reader.model.feed.counts().all, 2);
    reader.press("gr");
    assert_eq!(reader.model.marks.tally().counts.all, 1);
    assert_eq!(reader.model.feed.counts().all, 2, "it stays");
    reader.drop_document("3.txt", &page(3, 40, ""));
    assert_eq!(reader.model.feed.counts().all, 3, "what comes is unseen");
    reader.press("\\⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "asked for again, by the same query");
    reader.press("uUU");
    assert_eq!(reader.model.feed.counts().all, 2, "asked for again");
    reader.press("uu");
    assert_eq!(reader.model.feed.counts().all, 3, "both undone");
    reader.press("0");
    assert_eq!(reader.model.feed.counts().all, 6);
}

#[test]
fn filters_by_key_and_by_sidebar() {
    let mut reader = Reader::new(120, 40);
    reader.press("2");
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Why it took so long"));
    reader.press("1");
    assert_eq!(reader.model.feed.counts().all, 2, "several of one facet are OR");
    reader.press("0");
    assert_eq!(reader.model.feed.counts().all, 3);
    // All, four kinds, Ann Other, Kim Sample.
    reader.press("fjjjjj ");
    assert_eq!(reader.model.focus, Pane::Sidebar);
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Talks go on"));
    reader.press("2");
    assert_eq!(reader.model.feed.counts().all, 0, "facets are AND");
    reader.press("j ");
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Why it took so long"));
    reader.press("g⏎");
    assert!(reader.model.feed.filter().is_empty(), "all clears");
    reader.press("f");
    assert_eq!(reader.model.focus, Pane::Feed);
}

#[test]
fn undoing_a_filter_brings_the_post_back_and_stays_held() {
    let mut reader = Reader::new(120, 40);
    reader.press("jj2");
    assert_eq!((reader.selected(), reader.held()), ("Why it took so long", Some(0)));
    reader.press("0u");
    assert_eq!((reader.selected(), reader.held()), ("Why it took so long", Some(0)));
    reader.press("u");
    assert_eq!((reader.selected(), reader.held()), ("Talks go on", Some(0)));
}

#[test]
fn the_sidebar_is_narrowed_and_sorted_and_has_queries() {
    let mut reader = Reader::new(120, 40);
    let now = reader.model.clock.now.to_zoned(TimeZone::UTC);
    let filter = query::parse("talks", now.date(), &now).unwrap();
    let named = NamedQuery::new("about talks".into(), filter);
    (reader.model.snapshot, reader.store) = (Arc::default(), Store::new());
    let setup = Setup { queries: vec![named], ..Setup::default() };
    update(&mut reader.model, Message::Configured(Box::new(setup)));
    reader.drop_document("page.txt", PAGE);
    reader.drop_document(
        "more.txt",
        &PAGE.replace("Ann Other", "ANN OTHER").replace("10:10", "10:11"),
    );
    let people = |reader: &Reader| -> Vec<(String, usize)> {
        let items = reader.model.sidebar.items().iter();
        items
            .filter_map(|item| match item {
                Item::Correspondent(person) => Some((person.name.to_string(), person.posts)),
                _ => None,
            })
            .collect()
    };
    assert_eq!(people(&reader), [("ANN OTHER".to_owned(), 2), ("Kim Sample".to_owned(), 1)]);
    assert_eq!(reader.model.queries[0].posts(&reader.model.snapshot), Some(2));
    reader.press("f/kim");
    assert_eq!(people(&reader), [("Kim Sample".to_owned(), 1)]);
    reader.press("⏎ ");
    assert_eq!(reader.model.feed.counts().all, 1);
    reader.press(" ⎋");
    assert_eq!((people(&reader).len(), reader.model.focus), (2, Pane::Sidebar));
    reader.press("/other⏎⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "however the name is written");
    reader.press("⏎⎋s");
    assert!(reader.model.sidebar.is_by_name());
    reader.press("gj⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "the query");
    reader.press("⏎");
    assert_eq!(reader.model.feed.counts().all, 4);
}

#[test]
fn who_is_chosen_stays_so_under_another_spelling() {
    let mut reader = Reader::new(120, 40);
    reader.press("f/kim⏎⏎");
    assert_eq!(reader.model.feed.counts().all, 1);
    reader
        .drop_document("k.txt", &PAGE.replace("Kim Sample", "K. Sample").replace("10:24", "10:25"));
    assert_eq!(reader.model.feed.counts().all, 2);
    reader.press("⏎");
    assert!(reader.model.feed.lists_all(), "and is left as one");
}

#[test]
fn organisations_and_places_are_folded_until_they_are_asked_for() {
    let mut reader = Reader::new(120, 40);
    let from = |place: &str| {
        PAGE.replace("Europe editor", &format!("Europe editor, reporting from {place}"))
    };
    reader.drop_document("page.txt", &from("Harbourtown"));
    reader.drop_document("more.txt", &from("Eastport").replace("10:24", "10:25"));
    let values = |reader: &Reader| -> Vec<String> {
        let items = reader.model.sidebar.items().iter();
        items
            .filter_map(|item| match item {
                Item::Value(_, value) => Some(value.to_string()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(values(&reader), [""; 0]);
    reader.press("fG⏎");
    assert_eq!(values(&reader), ["Eastport", "Harbourtown"]);
    reader.press("j⏎");
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Why it took so long"));
    assert_eq!(reader.model.groups[0].posts("Harbourtown"), 1, "within all else but itself");
    reader.drop_document("third.txt", &from("Eastport").replace("10:24", "10:26"));
    assert_eq!(reader.model.groups[0].posts("Eastport"), 2);
    assert_eq!(reader.model.feed.counts().all, 2, "it is from there as well");
    reader.press("k⏎");
    assert_eq!((values(&reader), reader.model.groups.len()), (Vec::<String>::new(), 0));
    reader.press("\\ -in:eastport⏎");
    assert!(reader.model.prompt.is_none());
}

#[test]
fn a_query_filters_and_a_wrong_one_changes_nothing() {
    let mut reader = Reader::new(120, 40);
    reader.press("\\by:sample⏎");
    assert_eq!((reader.selected(), reader.model.feed.counts().all), ("Why it took so long", 1));
    assert!(reader.model.feed.filter().chooses("Kim Sample"));
    reader.press("\\");
    assert_eq!(reader.model.prompt.as_ref().unwrap().text, "by:sample ", "two views of one filter");
    reader.press("kind:war⏎");
    let prompt = reader.model.prompt.as_ref().unwrap();
    assert!(prompt.wrong.as_ref().unwrap().contains("column 11"), "{prompt:?}");
    assert_eq!(reader.model.feed.counts().all, 1);
    reader.press("⎋u");
    assert_eq!(reader.model.feed.counts().all, 3);
    reader.press("\\-talks since:10:20⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "of the day that is read");
    reader.press("0\\is:unseen⏎");
    assert_eq!(reader.model.feed.counts().all, 0);
    reader.drop_document("later.txt", LATER);
    assert_eq!(reader.model.feed.counts().all, 1);
    reader.press("U");
    assert_eq!(reader.model.feed.counts().all, 4, "the key is the same as the words");
}
