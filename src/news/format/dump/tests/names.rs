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
        ("By Kim Sample, Example News", "Kim Sample/Example News", ""),
        ("By Kim Sample and Ann Other", "Kim Sample; Ann Other", ""),
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

#[test]
fn the_title_above_the_first_post_of_scribble_live() {
    let stamps = ["5/21/2022 9:38:14 AM", "5/21/2022 9:30:00 AM", "5/21/2022 9:12:00 AM"];
    // A post that begins with a short line.
    let document = reads(
        &format!(
            "Harbour live blog\n\n{ONE}\nBy Kim Sample\n{}\n\nA ship at the quay\n\n{TWO}\nBy Ann Other and Lee Third\n{}\n\n{THREE}\n\n{}\n",
            stamps[0], stamps[1], stamps[2]
        ),
        &[
            &format!("05-21 09:38 +0 Printed||Kim Sample||{ONE}"),
            &format!("05-21 09:30 +0 Printed||Ann Other,Lee Third|A ship at the quay|{TWO}"),
            &format!("05-21 09:12 +0 Printed||||{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["Harbour live blog"]);
    // Headlines touch their texts, and the title does not.
    let document = reads(
        &format!(
            "Harbour live blog\n\n{ONE}\n{}\n\nA ship waits\n{TWO}\n{}\n\nCrane falls\n{THREE}\n{}\n",
            stamps[0], stamps[1], stamps[2]
        ),
        &[
            &format!("05-21 09:38 +0 Printed||||{ONE}"),
            &format!("05-21 09:30 +0 Printed|||A ship waits|{TWO}"),
            &format!("05-21 09:12 +0 Printed|||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["Harbour live blog"]);
    // A title alone, and no title.
    for (title, title_of_first) in [("Harbour live blog\n", ""), ("Ferry leaves", "Ferry leaves")] {
        reads(
            &format!(
                "{title}\n{ONE}\n{}\n\nA ship waits\n{}{TWO}\n{}\n",
                stamps[0],
                if title_of_first.is_empty() { "\n" } else { "" },
                stamps[1]
            ),
            &[
                &format!("05-21 09:38 +0 Printed|||{title_of_first}|{ONE}"),
                &format!("05-21 09:30 +0 Printed|||A ship waits|{TWO}"),
            ],
        );
    }
}

#[test]
fn headlines_that_the_head_of_a_page_says_as_well_are_no_names() {
    let headlines = ["Ferry Leaves", "Crane falls", "Kim Sample", "A ship waits"];
    let shown = ["|Ferry Leaves", "|Crane falls", "|Kim Sample", "|A ship waits"];
    for head in [
        "Boats Sail: Ferry Leaves\n\nKim Sample trial: live",
        "Kim Sample and Ferry Leaves",
        "Boats sail\n\nThe trial of Kim Sample goes on, and Ferry Leaves",
    ] {
        assert_eq!(posts(head, &headlines), shown, "{head}");
    }
    for head in [
        "Boats sail\n\nBy Kim Sample",
        "Boats sail – live with Kim Sample",
        "Boats sail\n\nwith Ann Other and Kim Sample",
        "Boats sail\n\nKim Sample, Ann Other and Lee Third",
    ] {
        assert_eq!(posts(head, &headlines)[2], "Kim Sample|", "{head}");
    }
}

#[test]
fn a_line_below_a_headline_of_a_few_words() {
    assert_eq!(
        posts(
            "Boats Sail",
            &[
                "Boat Leaves Quay\nThe first since Friday",
                "First Boat\nA photo of the quay",
                "Quay Opens\nMembers will vote"
            ]
        ),
        ["|Boat Leaves Quay", "|First Boat", "|Quay Opens"]
    );
    // Where others begin with names.
    assert_eq!(
        posts("Boats Sail", &["Kim Sample", "First Boat", "Kim Sample", "Lee Third"]),
        ["Kim Sample|", "|First Boat", "Kim Sample|", "Lee Third|"]
    );
}

#[test]
fn greetings_and_summaries_are_no_names() {
    let greeted = ["Crane falls", "Good Morning", "Evening Summary", "Good Morning"];
    assert_eq!(
        posts("Boats sail", &greeted),
        ["|Crane falls", "|Good Morning", "|Evening Summary", "|Good Morning"]
    );
}

#[test]
fn the_place_below_a_name() {
    let document = read_sample(&format!(
        "Boats sail\n\n10.40 BST\n\nKim Sample\nReporting from Harbourtown, Islands\n{ONE}\n\n10.25 BST\n\nCrane falls\n\n{THREE}\n"
    ));
    let by = &document.posts[0].by[0];
    assert_eq!((&*by.name, by.located.as_deref()), ("Kim Sample", Some("Harbourtown, Islands")));
    assert_eq!(line(&document.posts[0]).split('|').nth(3), Some(""));
    assert_eq!(authors::place("Reporting from Harbourtown was hard."), None);
    assert_eq!(authors::place("Reporting from the north quay"), None);
}

#[test]
fn a_role_behind_a_name_is_no_name() {
    for line in ["By Kim Sample, Industry Editor", "By Kim Sample, industry editor"] {
        let document = read_sample(&format!(
            "Boats sail\n\n10.40 BST\n\nFerry leaves\n\n{line}\n\n{ONE}\n\n10.25 BST\n\nCrane falls\n\n{THREE}\n"
        ));
        let by = &document.posts[0].by;
        assert_eq!((by.len(), &*by[0].name), (1, "Kim Sample"), "{line}");
        let role = by[0].role.as_deref().unwrap_or_default();
        assert!(role.eq_ignore_ascii_case("industry editor"), "{line}");
    }
    assert_eq!(filed("By Kim Sample, talks have ended").0, "");
}

#[test]
fn a_time_that_is_printed_once_more_is_no_text() {
    let document = reads(
        &format!(
            "10.12pm GMT\n22:12\nFerry leaves\n{ONE}\n\n9.40pm GMT\n21:40\nKey event\nCrane falls\n{THREE}\n"
        ),
        &[
            &format!("06-01 22:12 +0 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-01 21:40 +0 DateAssumed|k||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["22:12"]);
    // Another time is text.
    let document = read_sample(&format!(
        "10.12pm GMT\n22:11\nFerry leaves\n{ONE}\n\n9.40pm GMT\n21:41\nCrane falls\n{THREE}\n"
    ));
    assert_eq!(furniture(&document.posts[0]), [""; 0]);
}

#[test]
fn names_with_places_or_roles_and_no_headlines() {
    let times = ["7:40", "7:10", "6:30", "6:05"];
    let page = |posts: &[&str]| {
        let posts = times
            .iter()
            .zip(posts)
            .map(|(time, post)| format!("June 2, 2025, {time} p.m. ET\n\n{post}\n\n{ONE}\n\n"));
        format!("Boats sail\n\n{}", posts.collect::<String>())
    };
    let told = |posts: &[&str]| {
        let told = |post: &Post| {
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            let by = post
                .by
                .iter()
                .map(|by| format!("{}/{}/{}", by.name, part(&by.role), part(&by.located)));
            format!("{}|{}", by.collect::<Vec<_>>().join(","), post.headline)
        };
        read_sample(&page(posts)).posts.iter().map(told).collect::<Vec<_>>()
    };
    let placed = "Kim Sample and Lee Third\nReporting from Harbourtown and London";
    let role = "Ann Other\nForeign affairs correspondent";
    let who = "Kim Sample//Harbourtown and London,Lee Third//Harbourtown and London|";
    let other = "Ann Other/Foreign affairs correspondent/|";
    assert_eq!(told(&[placed, role, "Jo Last"]), [who, other, "Jo Last//|"]);
    // A page with headlines.
    assert_eq!(
        told(&[placed, "Ferry leaves", role, "Crane Falls"]),
        [who, "|Ferry leaves", other, "|Crane Falls"]
    );
    // A page of a publisher that prints names.
    let page = page(&["Kim Sample", "Lee Third", "Ann Other"]);
    for (mark, are_names) in [("nytimes.com", true), ("Harbour Desk", false)] {
        let document = read_sample(&format!("{mark}\n\n{page}"));
        let by: usize = document.posts.iter().map(|post| post.by.len()).sum();
        assert_eq!(by, if are_names { 3 } else { 0 }, "{mark}");
    }
    // No role.
    let headline = "Kim Sample\nPaper sacks its editor";
    assert_eq!(
        told(&[headline, "Kim Sample"]),
        ["Kim Sample//|Paper sacks its editor", "Kim Sample//|"]
    );
}
