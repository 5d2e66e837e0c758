//! Pages that print the times of their posts in several ways, or who has filed them beside those times.

use super::*;

#[test]
fn the_newest_posts_of_cnn_tell_how_long_ago_they_were() {
    reads(
        &format!(
            "Boats sail again\ncnn.com\n\nUpdated 2:10 a.m. ET, November 4, 2020\n\n36 min ago\n\nFerry leaves\n\n{ONE}\n\n\
             1 hr 3 min ago\n\nA ship waits\n\n{TWO}\n\n11:58 p.m. ET, November 3, 2020\n\nCrane falls\n\n{THREE}\n\n\
             10:02 p.m. ET, November 3, 2020\n\nStrike begins\n\n{TWO}\n"
        ),
        &[
            &format!("11-04 01:34 -300 Page|||Ferry leaves|{ONE}"),
            &format!("11-04 01:07 -300 Page|||A ship waits|{TWO}"),
            &format!("11-03 23:58 -300 Printed|||Crane falls|{THREE}"),
            &format!("11-03 22:02 -300 Printed|||Strike begins|{TWO}"),
        ],
    );
}

#[test]
fn how_long_ago_it_was_stands_above_the_time_of_the_guardian() {
    let document = reads(
        &format!(
            "Boats sail – live\n\n12m ago\n\n10.25 BST\n\nFerry leaves\n\n{ONE}\n\n57m ago\n09.40 BST\n\nA ship waits\n\n{TWO}\n\n\
             2h ago\n08.20 BST\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 10:25 +60 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-02 09:40 +60 DateAssumed|||A ship waits|{TWO}"),
            &format!("06-02 08:20 +60 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["Boats sail – live"]);
    // A list of key events may tell how long ago they were, too.
    let listed = "Key events\n\n12m ago\n\nFerry leaves\n\n2h ago\n\nCrane falls\n\n";
    let posts = format!(
        "12m ago\n\n10.25 BST\n\nFerry leaves\n\n{ONE}\n\n2h ago\n\n08.20 BST\n\nCrane falls\n\n{THREE}\n"
    );
    let document = read_sample(&format!("Boats sail\n\n{listed}{posts}"));
    assert_eq!(document.posts.len(), 2);
    assert_eq!(document.posts[0].body.shown_texts().collect::<Vec<_>>(), [ONE]);
    // How long ago something in a post was is text.
    let posts =
        posts.replace("12m ago\n\n", "").replace("2h ago\n\n", "A ship: we sail.\n\n2h ago\n\n");
    let again = format!("07.40 BST\n\n{TWO}\n\n07.20 BST\n\n{TWO}\n");
    let document = read_sample(&format!("Boats sail\n\n{posts}\n\n{again}"));
    let first: Vec<&str> = document.posts[0].body.shown_texts().collect();
    assert_eq!((document.posts.len(), first), (4, vec![ONE, "A ship: we sail.", "2h ago"]));
}

#[test]
fn what_tells_how_long_ago_it_was_may_be_of_something_else() {
    let posts =
        format!("10:37 AM\n\nFerry leaves\n\n{ONE}\n\n09:56 AM\n\nCrane falls\n\n{THREE}\n");
    let comments = format!("2 hours ago\n\n{TWO}\n\n3 hours ago\n\n{TWO}\n");
    let document = read_sample(&format!("Boats sail\n\n{posts}\n{comments}"));
    assert_eq!(document.posts.len(), 2, "comments below the oldest post");
    assert_eq!(document.posts[1].body.shown_texts().count(), 5);
    let ages =
        format!("5 min ago\n\nFerry leaves\n\n{ONE}\n\n9 min ago\n\nCrane falls\n\n{THREE}\n");
    let timetable = "11:30\nEastport\n11:00\nHarbourtown\n10:30\nEastport\n";
    let document = read_sample(&format!("Boats sail\n\n{ages}\n{timetable}"));
    assert_eq!(document.posts.len(), 2, "a timetable in the oldest post");
    for head in [
        "Boats sail\n\n2 hours ago\n\n",
        &format!("Boats sail\n\n2 hours ago\n\n{TWO}\n\n"),
        "2 hours ago\n\nCrane sold\n\n3 hours ago\n\nPier closed\n\n",
    ] {
        let document = read_sample(&format!("{head}{posts}"));
        let headlines: Vec<&str> = document.posts.iter().map(|post| &*post.headline).collect();
        assert_eq!(headlines, ["Ferry leaves", "Crane falls"], "{head}");
    }
}

#[test]
fn ages_below_the_heading_of_something_else_open_no_posts() {
    let [ferry, crane] = [
        format!("09:56 AM\n\nFerry leaves\n\n{ONE}\n\n"),
        format!("10:37 AM\n\nCrane falls\n\n{THREE}\n\n"),
    ];
    let is_told = |page: &str| {
        let document = read_sample(page);
        let headlines = document.posts.iter().filter(|post| post.kinds.is_empty());
        let headlines: Vec<&str> = headlines.map(|post| &*post.headline).collect();
        assert!(headlines.len() == 2 && headlines.contains(&"Ferry leaves"), "{headlines:?}");
    };
    let ages = |first: &str| format!("{first}\n\nSeaDog\n\n{TWO}\n\n1 hour ago\n\nAnn\n\n{TWO}\n");
    // The comments of a page that begins with its oldest post.
    is_told(&format!("Boats sail\n\n{ferry}{crane}Comments (2)\n\n{}", ages("2 hours ago")));
    let named = format!("SeaDog\n2 hours ago\n\n{TWO}\n\nAnn\n1 hour ago\n\n{TWO}\n");
    is_told(&format!("Boats sail\n\n{ferry}{crane}Comments\n\n{named}"));
    // Teasers of other pages.
    for heading in ["Most read", "More on this story"] {
        let teasers = ages("5 min ago");
        is_told(&format!("Boats sail\n\n{heading}\n\n{teasers}\n{crane}{ferry}"));
    }
    // Below each post there may be a link to its comments.
    let newest = |age: &str| format!("{age}\n\nA ship waits\n\n{TWO}\n\nComments\n\n");
    let page = format!("{}{}{crane}{ferry}", newest("5 min ago"), newest("9 min ago"));
    assert_eq!(read_sample(&page).posts.len(), 4);
}

#[test]
fn an_article_that_tells_its_age_is_no_newest_post() {
    stays_an_article(&format!(
        "Boats sail\n\nBy Kim Sample\n\n2 hours ago\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nComments\n\nAnn\n\n10:37 am\n\n\
         I have seen it all and more than that.\n\nLee\n\n10:12 am\n\nSo have I, and it was a fine day for it.\n"
    ));
}

#[test]
fn hours_of_one_digit_beside_those_of_two() {
    let page = |times: &[&str]| {
        let posts = times.iter().map(|time| format!("{time}\n\nFerry leaves\n\n{ONE}\n\n"));
        read_sample(&posts.collect::<String>()).posts
    };
    let times = |posts: Vec<Post>| {
        let civil = |post: &Post| post.time.moment().unwrap().civil().strftime("%H:%M").to_string();
        posts.iter().map(civil).collect::<Vec<String>>()
    };
    assert_eq!(
        times(page(&["10:40", "10:05", "9:45", "9:12"])),
        ["10:40", "10:05", "09:45", "09:12"]
    );
    assert_eq!(times(page(&["10:05", "9:45", "9:12"])), ["10:05", "09:45", "09:12"]);
    assert_eq!(times(page(&["9:45", "9:12", "8:40"])), ["09:45", "09:12", "08:40"]);
    // How long clips are.
    assert_eq!(times(page(&["12:26", "2:45", "11:40", "11:10"])).len(), 3);
    let with_clip = page(&["5 min ago", "12:26", "2:45", "11:40", "11:10"]);
    assert_eq!(with_clip.len(), 4, "beside how long ago it was");
    assert_eq!(times(page(&["10:26", "9:45", "09:40", "09:10"])).len(), 3, "hours have two digits");
    let bare = ["9:45", "9:12", "8:40"].map(|time| format!("{time}\n\n{ONE}\n\n")).concat();
    assert_eq!(read_sample(&bare).posts.len(), 1, "no headlines");
    for clips in [["9:12", "9:45", "8:40"], ["4:45", "3:12", "2:40"]] {
        assert_eq!(page(&clips).len(), 1, "{clips:?}");
    }
}

#[test]
fn a_label_beside_the_time() {
    for (label, next) in [("KEY EVENT", "18:05Ann Other"), (" KEY EVENT", "18:05")] {
        let by = next.get(5..).unwrap_or_default();
        reads(
            &format!("20:42{label}\n\nFerry leaves\n\n{ONE}\n\n{next}\n\nCrane falls\n\n{THREE}\n"),
            &[
                &format!("06-01 20:42 +60 DateAssumed|k||Ferry leaves|{ONE}"),
                &format!("06-01 18:05 +60 DateAssumed||{by}|Crane falls|{THREE}"),
            ],
        );
    }
}

#[test]
fn two_ways_to_print_a_clock() {
    for times in [["17:25 AEST", "16:40 AEST", "4:05pm AEST"], ["10:05 am", "9.45am", "9.12am"]] {
        let posts = times.map(|time| format!("{time}\n\nFerry leaves\n\n{ONE}\n\n"));
        assert_eq!(read_sample(&posts.concat()).posts.len(), 3, "{times:?}");
    }
}

#[test]
fn times_tell_more_than_who_has_filed_a_post() {
    // The Washington Post.
    reads(
        &format!(
            "Boats sail\nwashingtonpost.com\n\n2 min ago\n\nFerry leaves\n\nBy Kim Sample\n\n{ONE}\n\n1:05 a.m.\n\nA ship waits\n\n\
             By Ann Other\n\n{TWO}\n\n12:10 a.m.\n\nCrane falls\n\nBy Kim Sample\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 07:58 -240 File||Kim Sample|Ferry leaves|{ONE}"),
            &format!("06-02 01:05 -240 DateAssumed||Ann Other|A ship waits|{TWO}"),
            &format!("06-02 00:10 -240 DateAssumed||Kim Sample|Crane falls|{THREE}"),
        ],
    );
    reads(
        &format!(
            "2:10 p.m.\n\nFerry leaves\n\nBy Kim Sample\n\n{ONE}\n\nNoon\n\nA ship waits\n\nBy Ann Other\n\n{TWO}\n\n\
             11:30 a.m.\n\nCrane falls\n\nBy Kim Sample\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 14:10 +60 DateAssumed||Kim Sample|Ferry leaves|{ONE}"),
            &format!("06-01 12:00 +60 DateAssumed||Ann Other|A ship waits|{TWO}"),
            &format!("06-01 11:30 +60 DateAssumed||Kim Sample|Crane falls|{THREE}"),
        ],
    );
    // A time or two in a page whose posts print none.
    let posts = ["Ferry leaves", "A ship waits", "Crane falls", "Strike begins", "Strike ends"]
        .map(|headline| format!("{headline}\n\nBy Kim Sample\n\n{ONE}\n\n"));
    let document = read_sample(&format!("{}10:30\n\n{TWO}\n\n10:10\n\n{TWO}\n", posts.concat()));
    assert_eq!(document.posts.len(), 5);
}

#[test]
fn who_has_filed_a_post_stands_above_its_time() {
    // The Times of Israel: below the headline.
    reads(
        &format!(
            "Boats sail\nThe Times of Israel\n\nFerry leaves\n\nBy TOI Staff\n\nToday, 9:38 pm\n\n{ONE}\n\n\
             Crane falls\n\nBy Kim Sample\n\nToday, 8:10 pm\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 21:38 +180 DateAssumed||TOI Staff|Ferry leaves|{ONE}"),
            &format!("06-01 20:10 +180 DateAssumed||Kim Sample|Crane falls|{THREE}"),
        ],
    );
    // Where the newest has been filed by nobody.
    let document = read_sample(&format!(
        "Boats sail\n\nFerry leaves\n\nToday, 9:38 pm\n\n{ONE}\n\nA ship waits\n\nBy Ann Other\n\nToday, 8:50 pm\n\n{TWO}\n\n\
         Crane falls\n\nBy Kim Sample\n\nToday, 8:10 pm\n\n{THREE}\n"
    ));
    let told = |post: &Post| (post.headline.to_string(), post.by.len());
    let told: Vec<_> = document.posts.iter().map(told).collect();
    let expected = [("Ferry leaves", 0), ("A ship waits", 1), ("Crane falls", 1)];
    assert_eq!(told, expected.map(|(headline, by)| (headline.to_owned(), by)));
    // The Associated Press: above everything.
    reads(
        &format!(
            "Boats sail\n\nBy KIM SAMPLE\n\nJune 1, 2025, 5:25 PM\n\nFerry leaves\n\n{ONE}\n\n\
             By ANN OTHER\n\nJune 1, 2025, 4:10 PM\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 17:25 +60 Printed||KIM SAMPLE|Ferry leaves|{ONE}"),
            &format!("06-01 16:10 +60 Printed||ANN OTHER|Crane falls|{THREE}"),
        ],
    );
    // Such a line may sign the post above it, and is no headline.
    let document = read_sample(&format!(
        "Boats sail\n\nBy Lee Third\n\n10:25\n\nFerry leaves\n\n{ONE}\n\nBy Kim Sample\n\n\
         10:10\n\nCrane falls\n\n{THREE}\n\nBy Ann Other\n"
    ));
    let told = |post: &Post| (post.headline.to_string(), post.by.len());
    assert_eq!(
        document.posts.iter().map(told).collect::<Vec<_>>(),
        [("Ferry leaves".to_owned(), 0), ("Crane falls".to_owned(), 0)]
    );
}

#[test]
fn the_key_events_of_the_guardian_are_told_once() {
    let posts = format!(
        "10.40 BST\n\n{TWO}\n\n10.25 BST\n\nFerry leaves\n\n{ONE}\n\n09.02 BST\n\nCrane falls\n\n{THREE}\n"
    );
    let expected = [
        format!("06-02 10:40 +60 DateAssumed||||{TWO}"),
        format!("06-02 10:25 +60 DateAssumed|||Ferry leaves|{ONE}"),
        format!("06-02 09:02 +60 DateAssumed|||Crane falls|{THREE}"),
    ];
    let expected: Vec<&str> = expected.iter().map(|line| &**line).collect();
    let listed = "10.25 BST\n\nFerry leaves\n\n09.02 BST\n\nCrane falls\n\n";
    let of_another_page = "07.30 BST\n\nStrike begins\n\n";
    for head in [
        format!("Key events\n\n{listed}Show key events only\n\n"),
        format!("Key events\n\n{listed}{of_another_page}"),
        listed.to_owned(),
        "Key events\n\n10.25 BST\n\nFerry sets off\n\n09.02 BST\n\nCrane comes down\n\nCrane falls\n\n".to_owned(),
    ] {
        let document = reads(&format!("Boats sail\n\n{head}{posts}"), &expected);
        assert!(furniture(&document.posts[0]).contains(&"Crane falls"));
    }
    // A list may begin with the oldest event.
    let rising = "Key events\n\n09.02 BST\n\nCrane falls\n\n10.25 BST\n\nFerry leaves\n\n";
    reads(&format!("Boats sail\n\n{rising}{posts}"), &expected);
    let newest = posts.split_once("10.25").unwrap().1;
    reads(&format!("Boats sail\n\n{rising}10.25{newest}"), &expected[1..]);
    // A post without a body is one.
    let first = "10.50 BST\n\nFerry returns\n\n";
    assert_eq!(read_sample(&format!("Boats sail\n\n{first}{posts}")).posts.len(), 4);
}

#[test]
fn other_ways_to_print_a_time() {
    // NBC.
    reads(
        &format!(
            "NBC News\n\n1h ago / 5:25 AM EDT\n\nFerry leaves\n\n{ONE}\n\n2h ago / 4:10 AM EDT\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 05:25 -240 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-02 04:10 -240 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
    // Der Spiegel.
    reads(
        "spiegel.de\n\n11.25 Uhr: Das erste Schiff seit Freitag verlässt den Nordkai.\n\n9.02 Uhr: Verletzt wird niemand, sagt das Hafenamt.\n",
        &[
            "06-02 11:25 +120 DateAssumed||||Das erste Schiff seit Freitag verlässt den Nordkai.",
            "06-02 09:02 +120 DateAssumed||||Verletzt wird niemand, sagt das Hafenamt.",
        ],
    );
    reads(
        "Alles zum Streik\nspiegel.de\nEinigung im Hafen\n11.25 Uhr: Das erste Schiff seit Freitag verlässt den Nordkai.\n\n\
         Kran stürzt um\n\n9.02 Uhr: Verletzt wird niemand, sagt das Hafenamt.\n\nAuch das Hafenamt ist erleichtert.\n",
        &[
            "06-02 11:25 +120 DateAssumed|||Einigung im Hafen|Das erste Schiff seit Freitag verlässt den Nordkai.",
            "06-02 09:02 +120 DateAssumed|||Kran stürzt um|Verletzt wird niemand, sagt das Hafenamt. / Auch das Hafenamt ist erleichtert.",
        ],
    );
    // What the page is called is no headline of its first post.
    let document = read_sample(
        "Alles zum Streik\n\n11.25 Uhr: Das erste Schiff seit Freitag verlässt den Nordkai.\n\n\
         Kran stürzt um\n\n9.02 Uhr: Verletzt wird niemand, sagt das Hafenamt.\n",
    );
    assert!(document.posts.iter().all(|post| post.headline.is_empty()));
    // CNN.
    let document = read_sample(&format!(
        "Ferry leaves\n\n12:31 PM EDT, June 1, 2025\nFrom CNN's Kim Sample\n{ONE}\n\n\
         Crane falls\n\n10:12 AM EDT, June 1, 2025\nFrom CNN staff\n{THREE}\n"
    ));
    let headlines: Vec<&str> = document.posts.iter().map(|post| &*post.headline).collect();
    assert_eq!(headlines, ["Ferry leaves", "Crane falls"]);
    // The Indian Express.
    reads(
        &format!(
            "indianexpress.com\n\n17:25 (IST)1 Jun 2025\n\nFerry leaves\n\n{ONE}\n\n16:40 (IST)1 Jun 2025\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 17:25 +330 Printed|||Ferry leaves|{ONE}"),
            &format!("06-01 16:40 +330 Printed|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn the_age_of_a_post_with_its_time_in_brackets() {
    reads(
        &format!(
            "4m ago(12:36 GMT)\nFerry leaves\n{ONE}\n\n28m ago(12:12 GMT)\nCrane falls\n{THREE}\n"
        ),
        &[
            &format!("06-01 12:36 +0 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-01 12:12 +0 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn names_behind_times_beside_labels() {
    reads(
        &format!(
            "Boats sail\n\n18:31 KEY EVENT\n\nFerry leaves\n\n{ONE}\n\n16:12 Ann Other\n\nA ship waits\n\n{TWO}\n\n\
             15:40 Kim Sample\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 18:31 +60 DateAssumed|k||Ferry leaves|{ONE}"),
            &format!("06-01 16:12 +60 DateAssumed||Ann Other|A ship waits|{TWO}"),
            &format!("06-01 15:40 +60 DateAssumed||Kim Sample|Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn noon_beside_other_times() {
    let document = read_sample(&format!(
        "Boats sail\n\n2.30pm\n\nFerry leaves\n\n{ONE}\n\nNoon\n\nA ship waits\n\n{TWO}\n\n11.15am\n\nCrane falls\n\n{THREE}\n"
    ));
    assert_eq!(document.posts.len(), 3);
}
