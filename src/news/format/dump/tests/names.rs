//! Who has filed the posts of a page.

use super::*;

/// The first of two posts that begins with a line, by name, place and kinds, and its headline.
#[track_caller]
fn filed(line: &str) -> (String, String) {
    let document = read_sample(&format!(
        "Boats sail\n\n8:10 a.m. ET, June 1, 2025\n\nFerry leaves\n\n{line}\n\n{ONE}\n\n7:30 a.m. ET, June 1, 2025\n\nCrane falls\n\n{THREE}\n"
    ));
    let post = &document.posts[0];
    let by = post.by.iter().map(|by| {
        let of = |part: &Option<String>| {
            part.as_deref().map(|part| format!("/{part}")).unwrap_or_default()
        };
        format!("{}{}{}", by.name, of(&by.organisation), of(&by.located))
    });
    let kinds = post.kinds.iter().filter_map(|kind| kind.word().chars().next()).collect();
    (by.collect::<Vec<_>>().join("; "), kinds)
}

#[test]
fn names_with_places_and_kinds() {
    for (line, by, kinds) in [
        ("From CNN's Kim Sample in Harbourtown", "Kim Sample/CNN/Harbourtown", ""),
        (
            "From CNN’s Kim Sample and Ann Other in Harbourtown and Lee Third in London",
            "Kim Sample/CNN; Ann Other/CNN/Harbourtown; Lee Third/CNN/London",
            "",
        ),
        ("Analysis from CNN's Lee Third", "Lee Third/CNN", "a"),
        ("Analysis from CNN's Lee Third in London", "Lee Third/CNN/London", "a"),
        ("Analysis by Lee Third", "Lee Third", "a"),
        ("By Kim Sample in Harbourtown", "Kim Sample/Harbourtown", ""),
        ("By Kim Sample in the dark", "", ""),
        ("By Monday in Harbourtown", "", ""),
        ("By Tuesday, talks had ended", "", ""),
    ] {
        assert_eq!(filed(line), (by.to_owned(), kinds.to_owned()), "{line}");
    }
}

/// Names and headlines of the posts that stand below times.
fn posts(head: &str, posts: &[&str]) -> Vec<String> {
    let times = ["10.40 BST", "10.25 BST", "09.40 BST", "09.02 BST"].iter();
    let posts = times.zip(posts).map(|(time, post)| format!("{time}\n\n{post}\n\n{ONE}\n\n"));
    let document = read_sample(&format!("{head}\n\n{}", posts.collect::<String>()));
    let told = |post: &Post| {
        let by: Vec<&str> = post.by.iter().map(|by| &*by.name).collect();
        format!("{}|{}", by.join(","), post.headline)
    };
    document.posts.iter().map(told).collect()
}

#[test]
fn a_name_that_stands_alone_once() {
    // Others begin with names.
    assert_eq!(
        posts(
            "Boats sail",
            &["Ferry leaves", "Lee Third", "Kim Sample\n\nCrane falls", "Kim Sample"]
        ),
        ["|Ferry leaves", "Lee Third|", "Kim Sample|Crane falls", "Kim Sample|"]
    );
    // A headline follows it.
    assert_eq!(
        posts("Boats sail", &["Kim Sample\nCrane falls", "Ann Other"]),
        ["Kim Sample|Crane falls", "Ann Other|"]
    );
    // The head of the page names it.
    assert_eq!(
        posts(
            "Boats sail\n\nKim Sample (now) and Ann Other (earlier)",
            &["Ferry leaves", "Kim Sample"]
        ),
        ["|Ferry leaves", "Kim Sample|"]
    );
    // Below the headline, several of them.
    assert_eq!(
        posts(
            "Boats sail",
            &[
                "Ferry leaves\nKim Sample",
                "Crane falls\nAnn Other and Kim Sample",
                "A ship waits\nKim Sample",
                "Strike ends\nLee Third"
            ]
        ),
        [
            "Kim Sample|Ferry leaves",
            "Ann Other,Kim Sample|Crane falls",
            "Kim Sample|A ship waits",
            "Lee Third|Strike ends"
        ]
    );
    // Headlines that look like names.
    assert_eq!(
        posts("Boats Sail", &["Ferry Leaves", "Crane Falls", "Strike Ends"]),
        ["|Ferry Leaves", "|Crane Falls", "|Strike Ends"]
    );
    assert_eq!(
        posts("Boats Sail", &["Ferry Leaves", "Crane Falls", "Kim Sample", "Kim Sample"]),
        ["|Ferry Leaves", "|Crane Falls", "Kim Sample|", "Kim Sample|"]
    );
    assert_eq!(
        posts("Boats Sail", &["Ferry Leaves\n\nKim Sample", "Crane Falls\n\nKim Sample"]),
        ["Kim Sample|Ferry Leaves", "Kim Sample|Crane Falls"]
    );
}

#[test]
fn a_headline_below_a_name_is_no_role() {
    assert_eq!(
        posts(
            "Boats sail",
            &["Kim Sample\nCrane falls", "Kim Sample\nEurope editor, in Harbourtown"]
        ),
        ["Kim Sample|Crane falls", "Kim Sample|"]
    );
}

#[test]
fn headlines_of_scribble_live() {
    let document = reads(
        &format!(
            "Harbour live blog\n\nABC News\n\nFerry leaves\n\n{ONE}\n5/21/2022 9:38:14 AM\n\nCrane falls\n\n{THREE}\n5/21/2022 9:30:00 AM\n"
        ),
        &[
            &format!("05-21 09:38 +0 Printed|||Ferry leaves|{ONE}"),
            &format!("05-21 09:30 +0 Printed|||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["Harbour live blog", "ABC News"]);
}
