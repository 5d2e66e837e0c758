use super::*;
use crate::news::post::{Byline, Kind};

fn facets(number: u32, kinds: &[Kind], by: &[&str]) -> Facets {
    let byline = |name: &&str| Byline { name: Arc::from(*name), ..Byline::default() };
    let by = by.iter().map(byline).collect();
    Facets { kinds: kinds.iter().copied().collect(), people: Arc::new(People::new(number, &by)) }
}

#[test]
fn rows_are_or_and_facets_are_and() {
    let posts = [
        facets(0, &[Kind::Analysis], &["Ann"]),
        facets(1, &[Kind::Breaking], &["Ann", "Ann"]),
        facets(7, &[Kind::Breaking, Kind::Analysis], &["Bob"]),
        facets(7, &[], &["Bob"]),
        facets(3, &[], &[]),
    ];
    let mut filter = Filter::default();
    filter.kinds.insert(Kind::Analysis);
    filter.kinds.insert(Kind::Breaking);
    let ann: Arc<str> = Arc::from("Ann");
    let spellings = vec![Arc::clone(&ann)];
    filter.toggle_correspondent(&Person { name: ann, spellings, posts: 2 });
    let matching: Vec<bool> = posts.iter().map(|post| filter.matches(post)).collect();
    assert_eq!(matching, [true, true, false, false, false]);

    let mut counts = Counts::default();
    for post in &posts {
        counts.add(post, &filter);
    }
    let mut sieve = Sieve::new(&filter);
    let passed: Vec<bool> = posts.iter().map(|post| sieve.passes(post, true)).collect();
    assert_eq!(passed, matching);
    assert_eq!(counts, sieve.counts());
    assert_eq!(counts.all, 2);
    assert_eq!(counts.of_kind(Kind::Breaking), 1, "within Ann's");
    assert_eq!(counts.of_correspondent("Bob"), 1, "within the kinds");
    assert_eq!(counts.of_correspondent("Ann"), 2);
    for post in &posts {
        counts.remove(post, &filter);
    }
    assert_eq!(counts, Counts::default());
}
