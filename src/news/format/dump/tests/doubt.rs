//! Documents that look like live pages in part: a wrong split is worse than none, and nothing that is printed is lost.

use super::*;

fn paragraphs(count: usize) -> String {
    [ONE, TWO, THREE].into_iter().cycle().take(count).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn an_article_that_ends_in_a_list_of_headlines() {
    let list = "Storm hits the north coast14:05\nCrane falls on the pier13:50\n";
    for count in [3, 10] {
        stays_an_article(&format!("Boats sail\n\n{}\n\n{list}", paragraphs(count)));
    }
    // The headlines stand there once more, above what they lead to.
    let teasers = format!(
        "Storm hits the north coast\n\n{ONE}\n\nCrane falls on the pier\n\n{}\n",
        paragraphs(5)
    );
    stays_an_article(&format!("Boats sail\n\n{list}\n{teasers}"));
}

#[test]
fn what_stands_below_a_list_of_headlines_is_kept() {
    let document = read_sample(
        "Key events\n\n• Ferry leaves the north quay20:42\n• Crane falls on the pier19:30\n\nHarbour Desk\n\nPart of the town\n",
    );
    assert_eq!(document.posts.len(), 2);
    assert_eq!(furniture(&document.posts[1]), ["Harbour Desk", "Part of the town"]);
}

#[test]
fn a_short_article_with_times() {
    let item = "10:37\nThe first ferry since Friday leaves the north quay\n\n";
    let article = paragraphs(8);
    // A ticker of headlines above it.
    stays_an_article(&format!("{}Boats sail\n\n{article}\n", item.repeat(3)));
    // A timeline in it.
    let timeline =
        "08:15: The first boat leaves the north quay.\n\n09:30: A crane falls on the old pier.";
    stays_an_article(&format!("Boats sail\n\n{}\n\n{timeline}\n\n{article}\n", paragraphs(3)));
    // Two stamps of comments below it.
    let stamped = |text: &str| format!("{text}\n5/21/2022 9:38:14 AM\n\n");
    stays_an_article(&format!("Boats sail\n\n{article}\n\n{}{}", stamped(ONE), stamped(TWO)));
}

#[test]
fn the_oldest_post_may_be_longer_than_others() {
    let post =
        |time: &str, count: usize| format!("{time}\n\nFerry leaves\n\n{}\n\n", paragraphs(count));
    for (last, posts) in [(5, 3), (6, 1)] {
        let page = [post("10:37 AM", 1), post("09:56 AM", 1), post("09:10 AM", last)].concat();
        assert_eq!(read_sample(&page).posts.len(), posts, "{last}");
    }
}

#[test]
fn the_oldest_post_of_a_known_publisher_may_tell_what_has_led_to_it() {
    let post =
        |time: &str, count: usize| format!("{time}\n\nFerry leaves\n\n{}\n\n", paragraphs(count));
    let page = |head: &str, times: [&str; 2], last: usize| {
        read_sample(&format!("Boats sail\n{head}\n{}{}", post(times[0], 1), post(times[1], last)))
    };
    let falling = ["10:12AM", "8:02AM"];
    assert_eq!(page("telegraph.co.uk\n", falling, 8).posts.len(), 2);
    assert_eq!(page("telegraph.co.uk\n", falling, 12).posts.len(), 1);
    assert_eq!(page("", falling, 8).posts.len(), 1);
    assert_eq!(page("telegraph.co.uk\n", ["8:02AM", "10:12AM"], 8).posts.len(), 1);
}

#[test]
fn headlines_on_their_lines_need_no_prose_below() {
    let lines = ["22:45", "22:10", "21:30", "21:05"]
        .map(|time| format!("{time}   Boats sail from the north quay\n"));
    let page = format!("Boats sail\n\n{}\n{}\n", lines.concat(), paragraphs(2));
    assert_eq!(read_sample(&page).posts.len(), 4);
    stays_an_article(&format!("{page}\n{}\n", paragraphs(2)));
}

#[test]
fn what_stands_below_the_last_stamp_of_scribble_live() {
    const END: &str = "Thank you for having read our page of the harbour today.";
    let posts = [
        format!("05-21 09:38 +0 Printed||||{ONE}"),
        format!("05-21 09:30 +0 Printed||||{TWO} / {THREE}"),
    ];
    let expected = [&*posts[0], &*posts[1]];
    for text in [
        // Glued, stamps stand where posts end; so they do right below their text.
        format!("{ONE}\n\n5/21/2022 9:38:14 AM\n\n{TWO}\n\n{THREE}5/21/2022 9:30:00 AM\n\n{END}\n"),
        format!("{ONE}\n5/21/2022 9:38:14 AM\n\n{TWO}\n\n{THREE}\n5/21/2022 9:30:00 AM\n\n{END}\n"),
        format!("{ONE}\n5/21/2022 9:38:14 AM\n\n{TWO}\n\n{THREE}5/21/2022 9:30:00 AM\n\nThe end\n"),
    ] {
        let document = reads(&text, &expected);
        let end = text.lines().last();
        assert_eq!(furniture(&document.posts[1]).last().copied(), end);
    }
    // Here nothing tells.
    stays_an_article(&format!(
        "{ONE}\n\n5/21/2022 9:38:14 AM\n\n{TWO}\n\n5/21/2022 9:30:00 AM\n\n{END}\n"
    ));
    // Right above its text a stamp begins a post.
    reads(
        &format!("{END}\n\n5/21/2022 9:38:14 AM\n{ONE}\n\n5/21/2022 9:30:00 AM\n{TWO}\n"),
        &[&format!("05-21 09:38 +0 Printed||||{ONE}"), &format!("05-21 09:30 +0 Printed||||{TWO}")],
    );
}

#[test]
fn a_stamp_glued_to_a_long_paragraph() {
    let long = format!("SAMPLE AMBER said at 9 PM: {}", [ONE; 10].join(" "));
    reads(
        &format!("{ONE}\n5/21/2022 9:38:14 AM\n\n{long}5/21/2022 9:30:00 AM\n"),
        &[
            &format!("05-21 09:38 +0 Printed||||{ONE}"),
            &format!("05-21 09:30 +0 Printed||||{long}"),
        ],
    );
}

#[test]
fn a_time_told_by_days_is_a_date() {
    reads(
        &format!(
            "23 hr ago\n\nFerry leaves\n\n{ONE}\n\n1 day ago\n\nA ship waits\n\n{TWO}\n\n3 months ago\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 14:00 +60 File|||Ferry leaves|{ONE}"),
            &format!("06-01 00:00 +60 File|||A ship waits|{TWO}"),
            &format!("- None|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn an_article_that_tells_the_times_of_a_day() {
    for text in [
        // A timeline in it.
        format!(
            "How the ferry sank\n\n{ONE}\n\n{TWO}\n\n10:12 am\n\nThe ferry leaves the north quay with two hundred people.\n\n\
             10:37 am\n\nThe captain calls the coast guard and asks for help.\n\n10:58 am\n\n\
             The ferry sinks within a minute off the sea wall.\n\n{THREE}\n\n{ONE}\n"
        ),
        // Times as its subheads.
        format!(
            "A day on the quay\n\n{TWO}\n\n06:00\n\n{ONE}\n\n09:30\n\n{TWO}\n\n{THREE}\n\n12:15\n\n{ONE}\n\n18:40\n\n{THREE}\n"
        ),
        format!("How it went\n\n{ONE}\n\n{TWO}\n\n7.30am BST\n\n{TWO}\n\n9.15am BST\n\n{THREE}\n"),
        format!("How the day unfolded\n\n{ONE}\n\n7.30am\n\n{TWO}\n\n9.15am\n\n{THREE}\n"),
        // The minutes of a match, and clocks before it.
        "Harbourtown 2-1 Eastport\n\n90+3 min: Full time at the harbour, and the home team has won.\n\n\
         45 min: Half time, and nobody has scored so far in this game.\n\n\
         19:44: Kick-off at the harbour, and the crowd still comes in.\n\n\
         19:30: Good evening and welcome to the game of the season.\n"
            .to_owned(),
    ] {
        stays_an_article(&text);
    }
    // Below headlines, times may run so on a live page as well.
    let page = format!(
        "Boats sail\n\n{TWO}\n\n06:00\n\nFerry leaves\n\n{ONE}\n\n09:30\n\nCrane falls\n\n{THREE}\n"
    );
    assert_eq!(read_sample(&page).posts.len(), 2);
}

#[test]
fn a_live_page_that_begins_with_its_oldest_post() {
    let bare = format!("{TWO}\n\n06:00\n\n{ONE}\n\n09:30\n\n{THREE}\n\n12:15\n\n{ONE}\n");
    for title in [
        "Ferry strike LIVE",
        "Ferry strike LIVE: boats sail",
        "Live: boats sail",
        "Boats sail – live",
        "Boats sail – as it happened",
        "Boats sail: live updates",
    ] {
        assert_eq!(read_sample(&format!("{title}\n\n{bare}")).posts.len(), 3, "{title}");
    }
    for title in ["Where Sailors Live", "How people live on the quay", "Live music returns", "Live"]
    {
        stays_an_article(&format!("{title}\n\n{bare}"));
    }
    let posts = format!("9:40 AM\n\nFerry leaves\n\n{ONE}\n\n4:15 PM\n\nCrane falls\n\n{THREE}\n");
    let page = |head: &str| format!("Boats sail\n{head}\n{TWO}\n\n{THREE}\n\n{posts}");
    assert_eq!(read_sample(&page("business-standard.com\n")).posts.len(), 3, "with a summary");
    stays_an_article(&page(""));
}

#[test]
fn an_article_whose_title_says_that_it_lists_times() {
    let item = |time: &str| format!("{time}\n\nFerry leaves\n\n{ONE}\n\n");
    let list = |times: &[&str]| times.iter().map(|time| item(time)).collect::<String>();
    let falling = list(&["12:15", "09:30", "08:10"]);
    for title in [
        "Timeline: how the ferry sank",
        "Timeline of the strike (latest first)",
        "Harbour Desk\n\nTranscript of the calls",
        "Agenda: the harbour fair",
        "What’s on TV tonight",
        "Listen to our podcast\n\nIn this episode",
    ] {
        stays_an_article(&format!("{title}\n\n{falling}"));
    }
    for title in ["Timeline shows why the ferry sank", "Agenda: the harbour fair – live"] {
        assert_eq!(read_sample(&format!("{title}\n\n{falling}")).posts.len(), 3, "{title}");
    }
}

#[test]
fn comments_below_an_article() {
    let comment = |name: &str, age: &str| format!("{name}\n{age}\n{TWO}\n\n");
    let comments = [comment("SeaDog", "2 hours ago"), comment("Mary B", "3 hours ago")].concat();
    stays_an_article(&format!("Boats sail\n\n{ONE}\n\n{THREE}\n\nComments\n\n{comments}"));
    // A link to the comments of a live page stands beside others.
    let posts =
        format!("10:37 AM\n\nFerry leaves\n\n{ONE}\n\n09:56 AM\n\nCrane falls\n\n{THREE}\n");
    for head in [format!("{ONE}\n\n{THREE}\n\nShare\n\nComments"), format!("{TWO}\n\nComments")] {
        let document = read_sample(&format!("Boats sail\n\n{head}\n\n{posts}"));
        assert_eq!(document.format, &FORMAT, "{head}");
    }
}

#[test]
fn reporting_above_all_posts_is_shown() {
    let posts =
        format!("10:37 AM\n\nFerry leaves\n\n{ONE}\n\n09:56 AM\n\nCrane falls\n\n{THREE}\n");
    let [first, second] = [
        format!("06-02 10:37 +60 DateAssumed|||Ferry leaves|{ONE}"),
        format!("06-02 09:56 +60 DateAssumed|||Crane falls|{THREE}"),
    ];
    let document = reads(
        &format!("Boats sail\n\nBy Kim Sample\n\n{TWO}\n\n{THREE}\n\n{posts}"),
        &[&format!("06-02 10:37 +60 Page|s||Boats sail|{TWO} / {THREE}"), &first, &second],
    );
    assert_eq!(furniture(&document.posts[1]), ["Boats sail", "By Kim Sample"]);
    let long = format!("{ONE} {TWO} {THREE} {ONE}");
    let points = "Key points\n\n• The strike is over\n\n";
    reads(
        &format!("Boats sail\n\n{long}\n\n{points}{posts}"),
        &[
            &format!("06-02 10:37 +60 Page|s||Key points|{long} / The strike is over"),
            &first,
            &second,
        ],
    );
    // A standfirst is not.
    let document = reads(&format!("Boats sail\n\n{TWO}\n\n{posts}"), &[&first, &second]);
    assert_eq!(furniture(&document.posts[0]), ["Boats sail", TWO]);
}

#[test]
fn what_is_above_the_posts_for_readers_or_of_other_pages_is_no_summary() {
    let page = |head: &str| {
        read_sample(&format!(
            "Boats sail\n\n{head}\n\n10:37 AM\n\nFerry leaves\n\n{ONE}\n\n09:56 AM\n\nCrane falls\n\n{THREE}\n"
        ))
    };
    for head in [
        "We use cookies and other tracking to improve your browsing on our site.\n\nBy choosing this, you consent to our use of what we have named above.",
        "Sign up to the Harbour newsletter: Your guide to all that sails, to your inbox seven days a week, for nothing but your name and address.",
        "This article contains affiliate links, which means that we may receive a commission on any sale.\n\nOur privacy policy says what we keep of all that you do here.",
        &format!("Most read\n\nStorm nears\n\n{TWO}\n\nCrane sold\n\n{THREE}"),
        &format!("Related\n\n{TWO}\n\n{THREE}"),
    ] {
        let document = page(head);
        assert_eq!(document.posts.len(), 2, "{head}");
        let lines = head.split("\n\n").count();
        assert_eq!(furniture(&document.posts[0]).len(), 1 + lines, "{head}");
    }
    // Reporting is shown as before, and so are points below what leads to other pages.
    for head in [
        format!("{TWO}\n\nThe minister has told the port to sell its newsletter."),
        format!("{TWO}\n\n{ONE}\n\nMost read\n\nStorm nears"),
        "Related\n\nStorm nears\n\nKey points\n\n• A boat sails\n• A crane falls".to_owned(),
    ] {
        let document = page(&head);
        assert_eq!(document.posts.len(), 3, "{head}");
        assert!(document.posts[0].kinds.contains(Kind::Summary), "{head}");
    }
}

#[test]
fn subheads_and_listings_that_read_like_times() {
    stays_an_article(&format!("Boats sail\n\nNoon\n\n{ONE}\n\nMidnight\n\n{TWO}\n\n{THREE}\n"));
    stays_an_article(&format!(
        "At the pictures\n\nThe Long Sea\n\n2 June / 18:30\n\n{ONE}\n\nFerry Farm\n\n2 June / 20:30\n\n{TWO}\n"
    ));
    stays_an_article(&format!(
        "On stage\n\n18:30 Ferry Farm\n\n{ONE}\n\n19:30 Kim Sample\n\n{TWO}\n\n20:30 Harbour Lights\n\n{THREE}\n"
    ));
}

#[test]
fn stamps_of_messages_that_an_article_quotes() {
    for (one, two) in [
        ("10:42 AM · Jun 2, 2025", "10:58 AM · Jun 2, 2025"),
        ("10:42 AM - 2 Jun 2025", "10:58 AM - 2 Jun 2025"),
    ] {
        stays_an_article(&format!(
            "Boats sail\n\n{TWO}\n\nHarbour Union @harbour\n{one}\n\n{ONE}\n\nKim Sample @kim\n{two}\n\n{THREE}\n"
        ));
    }
}

#[test]
fn short_posts_below_falling_times_with_dates_and_zones() {
    let texts = ["The first boat has left.", "Lorries still queue along it.", "Nobody was hurt."];
    let headlines = ["Ferry leaves the quay", "A ship waits outside", "Crane falls on pier"];
    let page = |times: &[&str]| {
        let posts = times.iter().zip(headlines).zip(texts);
        let posts =
            posts.map(|((time, headline), text)| format!("{time}\n\n{headline}\n\n{text}\n\n"));
        format!("Boats sail\n\n{}", posts.collect::<String>())
    };
    let [newest, second, oldest] =
        ["31 December 2023 22:15 GMT", "31 December 2023 20:40 GMT", "30 December 2023 21:05 GMT"];
    reads(
        &page(&[newest, second, oldest]),
        &[
            &format!("12-31 22:15 +0 Printed|||{}|{}", headlines[0], texts[0]),
            &format!("12-31 20:40 +0 Printed|||{}|{}", headlines[1], texts[1]),
            &format!("12-30 21:05 +0 Printed|||{}|{}", headlines[2], texts[2]),
        ],
    );
    // The oldest one may say more.
    let document = read_sample(&format!("{}{ONE}\n\n{TWO}\n", page(&[newest, second, oldest])));
    assert_eq!(document.posts.len(), 3);
    // Two of them, a rising list, and one that says nothing.
    stays_an_article(&page(&[newest, second]));
    stays_an_article(&page(&[oldest, second, newest]));
    let listed = texts.iter().fold(page(&[newest, second, oldest]), |page, text| {
        page.replace(text, "Harbourtown 2 Eastport 1")
    });
    stays_an_article(&listed);
    // With no zone, or no year.
    let bare = |what: &str| [newest, second, oldest].map(|time| time.replace(what, ""));
    for what in [" GMT", " 2023"] {
        let times = bare(what);
        stays_an_article(&page(&times.each_ref().map(|time| &**time)));
    }
    // Below an article.
    let above = [ONE, TWO, THREE, ONE].join("\n\n");
    stays_an_article(&format!("{above}\n\n{}", page(&[newest, second, oldest])));
}
