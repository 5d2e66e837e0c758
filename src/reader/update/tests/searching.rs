//! Searching.

use super::*;

#[test]
fn a_search_goes_to_the_first_match_as_it_is_typed_and_esc_goes_back() {
    let mut reader = Reader::new(120, 40);
    reader.press("/k");
    assert_eq!(reader.selected(), "Why it took so long", "by Kim, who nobody knows");
    reader.press("ey");
    assert_eq!((reader.selected(), place(&reader)), ("Ferry sails again", None), "back, for now");
    search(&mut reader);
    assert_eq!(place(&reader), Some((None, 0)));
    reader.press("⎋");
    assert_eq!((reader.selected(), reader.held()), ("Ferry sails again", None), "live again");
    assert!(reader.model.search.is_none() && reader.model.prompt.is_none());

    reader.press("/(");
    assert!(reader.model.prompt.as_ref().unwrap().wrong.is_none(), "a mere character");
    reader.press("⎋//(");
    let wrong = reader.model.prompt.as_ref().unwrap().wrong.clone();
    assert!(wrong.unwrap().contains("unclosed"));
    reader.press("⎋");
}

#[test]
fn matches_are_walked_and_counted_as_they_come() {
    let mut reader = Reader::new(120, 40);
    reader.press("/t⏎");
    search(&mut reader);
    assert_eq!((reader.selected(), place(&reader)), ("Ferry sails again", Some((Some(1), 3))));
    reader.press("n");
    assert_eq!(place(&reader), Some((Some(2), 3)));
    reader.press("n");
    assert_eq!((reader.selected(), place(&reader)), ("Talks go on", Some((Some(3), 3))));
    reader.press("n");
    assert_eq!(place(&reader), Some((Some(1), 3)), "on from the top");
    assert!(reader.model.notice.as_ref().unwrap().contains("on from the top"));
    reader.press("NN");
    assert_eq!(place(&reader), Some((Some(2), 3)));
    let before = reader.selected().to_owned();
    reader.drop_document("later.txt", LATER);
    assert_eq!((reader.selected(), place(&reader)), (&*before, Some((Some(3), 4))));
    reader.drop_document("1.txt", "  1. Nopublished at 10:57 GMT 2 June 2025\n\n    No.\n");
    assert_eq!(place(&reader), Some((Some(3), 4)));
    reader.press("2");
    assert_eq!(place(&reader), None, "to be searched for within the filter");
    search(&mut reader);
    assert_eq!(place(&reader), Some((Some(1), 1)));
    reader.press("⎋");
    assert!(reader.model.search.is_none());
    reader.press("n");
    assert_eq!(reader.model.notice.as_deref(), Some("nothing is searched for: / searches"));
    reader.model.keys.bind("search", &[]);
    reader.press("n");
    assert_eq!(reader.model.notice.as_deref(), Some("nothing is searched for"));
}

#[test]
fn a_match_is_brought_into_sight_wherever_it_is_in_its_post() {
    let mut reader = Reader::new(120, 40);
    reader.drop_document("long.txt", &long_post("The tug is here.", "The tug is gone."));
    let shows = |reader: &Reader, text: &str| {
        let (top, height) = (reader.model.reading.top(), reader.model.height(Pane::Reading));
        let rows = reader.model.reading.rows().iter().skip(top).take(height);
        rows.filter(|row| row.text.contains(text)).count() == 1
    };
    reader.press("/line 30 of");
    assert!(reader.selected() == "Long one" && shows(&reader, "Line 30 of it."));
    assert_eq!(reader.held(), Some(0), "it is being read");
    reader.press("⎋");
    assert_eq!((reader.model.reading.top(), reader.held()), (0, None));
    reader.press("/is gone⏎");
    assert!(shows(&reader, "The tug is gone."));
    // In the pane, from place to place; then on to other posts.
    reader.press("⏎/the tug⏎");
    assert!(shows(&reader, "The tug is gone."), "one that is in sight already");
    reader.press("N");
    assert!(shows(&reader, "The tug is here."));
    reader.press("n");
    assert!(shows(&reader, "The tug is gone.") && reader.model.notice.is_none());
    reader.press("n");
    assert!(shows(&reader, "The tug is gone."), "there is no other");
    reader.drop_document("page.txt", PAGE);
    reader.press("/k⏎ng");
    assert_ne!(reader.selected(), "Long one");
    // In the feed, from post to post.
    reader.press("⎋/line⏎nn");
    assert_eq!(reader.selected(), "Long one");
}

#[test]
fn what_was_looked_for_is_looked_for_again() {
    let mut reader = Reader::new(120, 40);
    reader.press("/t⏎");
    search(&mut reader);
    reader.press("/⏎");
    assert_eq!(place(&reader), Some((Some(2), 3)), "the next one of the same");
    reader.press("/⎋/⏎");
    assert!(reader.model.search.is_none(), "it was given up");
    reader.press("//(⏎");
    let prompt = reader.model.prompt.as_ref().unwrap();
    assert!(prompt.text == "/(" && prompt.wrong.is_some(), "what is wrong stays, to be mended");
}

#[test]
fn a_late_match_does_not_take_a_reader_away_who_has_gone_on() {
    let mut reader = Reader::new(120, 40);
    reader.press("j/sails⎋j");
    let selected = reader.selected().to_owned();
    reader.press("/zzz⏎");
    let job = reader.model.job(reader.model.errands()[0].unwrap()).unwrap();
    reader.press("k");
    let moved = reader.selected().to_owned();
    assert_ne!(selected, moved);
    reader.drop_document("z.txt", "  1. Zzzpublished at 09:00 GMT 2 June 2025\n\n    It.\n");
    run(&mut reader, &job);
    assert_eq!((reader.selected(), place(&reader)), (&*moved, Some((None, 1))));
}

proptest! {
    /// What is found, also while posts come and go, is what a look at each post finds.
    #[test]
    fn a_search_finds_what_a_look_at_each_post_finds(
        pattern in "[a-e]{1,2}|/[a-c][a-c]/|B",
        query in prop::sample::select(&["", "kind:breaking", "-b", "by:ann"][..]),
        history in prop::collection::vec(
            (0u32..6, prop::option::of((0u32..60, any::<bool>(), "[a-f ]{1,9}"))), 1..12,
        ),
    ) {
        let mut reader = Reader::new(100, 30);
        reader.press(&format!("\\{query}⏎/{pattern}⏎"));
        for (step, (number, change)) in history.into_iter().enumerate() {
            if step == 2 {
                search(&mut reader);
            }
            match change {
                None => reader.remove_document(&format!("{number}.txt")),
                Some((minute, breaking, words)) => {
                    let text = page(number, minute, if breaking { "Breaking" } else { &words });
                    reader.drop_document(&format!("{number}.txt"), &text);
                }
            }
        }
        search(&mut reader);
        let found = reader.model.search.as_ref().unwrap().found.as_ref().unwrap();
        let pattern = Pattern::parse(&pattern).unwrap();
        let mut naive = Vec::new();
        let mut key = reader.model.feed.first().cloned();
        while let Some(at) = key {
            let entry = reader.model.snapshot.posts().get(&at).unwrap();
            let has = |text: &str| pattern.is_in(text);
            let by = entry.post.by.iter().any(|by| {
                has(&by.name) || [&by.role, &by.organisation, &by.located].into_iter().flatten().any(|text| has(text))
            });
            if has(&entry.post.headline) || entry.post.body.shown_texts().any(has) || by {
                naive.push(at.clone());
            }
            key = reader.model.feed.find(&at, false, |_| true).cloned();
        }
        let mut listed = Vec::new();
        let mut key = found.first().map(|(key, _)| key.clone());
        while let Some(at) = key {
            key = found.after(&at).map(|(key, _)| key.clone());
            listed.push(at);
        }
        prop_assert_eq!(listed, naive);
    }
}
