use jiff::tz::TimeZone;

use super::*;
use crate::news::format::header::{self, Place};
use crate::news::format::lines;
use crate::news::format::stamps;
use crate::news::format::tests::{context, read_sample};
use crate::news::format::wire;
use crate::news::format::{ARTICLE, parse};
use crate::news::post::{Kind, Post};

mod doubt;
mod mixed;
mod names;

/// A post in one line: when and how that is known, kinds, by, headline, and its shown texts.
fn line(post: &Post) -> String {
    let time = post.time.moment().map_or("-".to_owned(), |moment| {
        let hours = moment.offset.seconds() / 60;
        format!("{} {:+}", moment.civil().strftime("%m-%d %H:%M"), hours)
    });
    let kinds: String = post.kinds.iter().filter_map(|kind| kind.word().chars().next()).collect();
    let by: Vec<&str> = post.by.iter().map(|by| &*by.name).collect();
    let texts: Vec<&str> = post.body.shown_texts().collect();
    format!(
        "{time} {:?}|{kinds}|{}|{}|{}",
        post.time.source(),
        by.join(","),
        post.headline,
        texts.join(" / ")
    )
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) -> Document {
    let document = read_sample(text);
    assert_eq!(document.format, &FORMAT, "{:?}", document.posts);
    let lines: Vec<String> = document.posts.iter().map(line).collect();
    assert_eq!(lines, expected);
    document
}

#[track_caller]
fn stays_an_article(text: &str) {
    let document = read_sample(text);
    assert_eq!(document.format, &ARTICLE, "{:#?}", document.posts);
    assert_eq!(document.posts.len(), 1);
}

fn furniture(post: &Post) -> Vec<&str> {
    let furniture = |block| match block {
        Block::Furniture { text } => Some(text),
        _ => None,
    };
    post.body.blocks().filter_map(furniture).collect()
}

const ONE: &str = "The first boat since Friday has left the north quay.";
const TWO: &str = "Lorries still queue along the sea wall this morning.";
const THREE: &str = "Nobody was hurt when the crane fell on the pier.";

#[test]
fn the_bbc_with_a_licence() {
    let document = reads(
        &format!(
            "Got a TV Licence?\n\nYou need one to watch live TV on any channel.\n\nFind out more\n\n\
             Live Reporting\n\nBy Kim Sample and Ann Other\n\nAll times stated are UK\n\nGet involved\n\n  \
             1. Ferry sails again\n\n    Kim Sample\n    Europe editor, in Harbourtown\n\n    {ONE}\n\n    \
             A ship at the quay\n    Copyright:  Agency\n\n    1. One\n    2. Two\n\n  \
             2. BreakingBreaking NewsCrane falls on the pier\n\n    {THREE}\n\n    \
             Quote Message: We are lucky.\" from Ann Other Harbour master\n    Ann Other\n\n  \
             4. 'Why it took so long'\n\n    View more on twitter\n\n    {TWO}\n"
        ),
        &[
            &format!(
                "06-02 13:00 +60 File||Kim Sample|Ferry sails again|{ONE} / A ship at the quay / Agency / One / Two"
            ),
            &format!(
                "06-02 13:00 +60 File|b||Crane falls on the pier|{THREE} / We are lucky.\" / Ann Other Harbour master / Ann Other"
            ),
            &format!("06-02 13:00 +60 File|||'Why it took so long'|{TWO}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]).len(), 7);
    assert_eq!(furniture(&document.posts[2]), ["View more on twitter"]);
    let flat = format!(
        "All times stated are UK\n1. Ferry sails\n{ONE}\n2. Crane falls\n1. a\n2. b\n{TWO}\n3. End\n{ONE}"
    );
    assert_eq!(read_sample(&flat).posts.len(), 3, "no indents are left");
    stays_an_article(&format!(
        "Five ways to sail\n\n  1. Boats\n\n    {ONE}\n\n  2. Ships\n\n    {TWO}\n"
    ));
}

#[test]
fn commentary_of_the_bbc() {
    reads(
        "Harbourtown v Eastport as it happened\n\n  \
         1. 19:44: Harbourtown come out in green tonight.\n\n  \
         2. 1949: GOAL! Harbourtown 1-0 Eastport\n\n    Kim Sample heads it in from the corner.\n\n  \
         3. 19:51: That is against the run of play, one must say.\n",
        &[
            "06-01 19:44 +60 DateAssumed||||Harbourtown come out in green tonight.",
            "06-01 19:49 +60 DateAssumed|||GOAL! Harbourtown 1-0 Eastport|Kim Sample heads it in from the corner.",
            "06-01 19:51 +60 DateAssumed||||That is against the run of play, one must say.",
        ],
    );
    stays_an_article(
        "A short history of the harbour\n\n1914: The old pier is built by the town.\n\n\
         1938: The new pier is built beside it at last.\n\n1949: Both of them fall in a storm.\n",
    );
}

const GUARDIAN: &str = "\
Ferry talks: boats sail again after five days – as it happened
Harbour office says that the strike is over
Kim Sample (now) and Ann Other (earlier)
Fri 19 Feb 2021 19.41\u{a0}GMT
First published on Fri 19 Feb 2021 07.20 GMT
Key events
17.25
Ferry sails

19.30\u{a0}GMT
Closing summary

The first boat since Friday has left the north quay.

Updated at 19.41 GMT

17.25\u{a0}GMT
Kim Sample

Lorries still queue along the sea wall this morning.

Facebook
Twitter

7.59am GMT07:59
Kim Sample

Analysis: Why it took so long

Nobody was hurt when the crane fell on the pier.

Updated at 14.51 EDT
";

#[test]
fn the_guardian() {
    let document = reads(
        &GUARDIAN.replace("7.59am GMT07:59", "07.59 GMT"),
        &[
            &format!("02-19 19:30 +0 Page|s||Closing summary|{ONE}"),
            &format!("02-19 17:25 +0 Page||Kim Sample||{TWO}"),
            &format!("02-19 07:59 +0 Page||Kim Sample|Analysis: Why it took so long|{THREE}")
                .replace("||Kim", "|a|Kim"),
        ],
    );
    assert_eq!(furniture(&document.posts[1]), ["Facebook", "Twitter"]);
    assert_eq!(furniture(&document.posts[2]), ["Updated at 14.51 EDT"]);
    assert!(furniture(&document.posts[0]).contains(&"Updated at 19.41 GMT"));
    assert_eq!(document.posts[0].time.moment().unwrap().civil().year(), 2021);
    let updated = |post: &Post| post.updated().map(|it| it.instant.to_string());
    assert_eq!(
        document.posts.iter().map(updated).collect::<Vec<_>>(),
        [Some("2021-02-19T19:41:00Z".to_owned()), None, Some("2021-02-19T18:51:00Z".to_owned())]
    );
    // Twelve hours, and the same time once more.
    reads(
        &format!("1.59am BST01:59\n\n{ONE}\n\n11.40pm BST23:40\n\n{TWO}\n"),
        &[
            &format!("06-02 01:59 +60 DateAssumed||||{ONE}"),
            &format!("06-01 23:40 +60 DateAssumed||||{TWO}"),
        ],
    );
    reads(
        &format!("2h ago10.25 BST\n\nFerry sails\n\n{ONE}\n\n3h ago09.15 BST\n\n{TWO}\n"),
        &[
            &format!("06-02 10:25 +60 DateAssumed|||Ferry sails|{ONE}"),
            &format!("06-02 09:15 +60 DateAssumed||||{TWO}"),
        ],
    );
}

#[test]
fn a_post_is_updated_soon_after_it_is_published() {
    for (published, told, expected) in [
        ("23.50 BST", "Updated at 00.10 BST", Some("2025-06-01T23:10:00Z")),
        ("09.50 BST", "Updated at 09.50 BST", Some("2025-06-02T08:50:00Z")),
        ("09.50 BST", "Updated at 10.02", Some("2025-06-02T09:02:00Z")),
        ("09.50 BST", "Updated at 09.49 BST", None),
        ("09.50 BST", "Updated at 10.02 on 4 June", None),
    ] {
        let page = format!("{published}\n\n{ONE}\n\n{told}\n\n08.10 BST\n\n{TWO}\n");
        let page = page.replace("08.10", if published < "2" { "08.10" } else { "22.10" });
        let document = read_sample(&page);
        assert_eq!(document.posts.len(), 2, "{page}");
        let updated = document.posts[0].updated().map(|it| it.instant.to_string());
        assert_eq!(updated.as_deref(), expected, "{told}");
        assert!(document.posts[1].updated().is_none() && furniture(&document.posts[0]) == [told]);
    }
}

#[test]
fn cnn() {
    let page = format!(
        "Boats sail again: live updates\n\nBy Kim Sample, Ann Other and Lee Third, CNN\n\n\
         Updated 2:10 a.m. ET, November 4, 2020\n\nWhat we covered here\n\n  • The strike is over\n\n  \
         • Boats sail again\n\n3 min ago\n\nFerry leaves the north quay\n\nFrom CNN's Kim Sample and Ann Other\n\n\
         {ONE}\n\n1 hr 3 min ago\n\nA ship waits\n\n{TWO}\n\n4 hr ago\n\nCrane falls\n\n{THREE}\n"
    );
    let document = reads(
        &page,
        &[
            "11-04 02:07 -300 Page|s||What we covered here|The strike is over / Boats sail again",
            &format!(
                "11-04 02:07 -300 Page||Kim Sample,Ann Other|Ferry leaves the north quay|{ONE}"
            ),
            &format!("11-04 01:07 -300 Page|||A ship waits|{TWO}"),
            &format!("11-03 22:10 -300 Page|||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(document.posts[1].by[0].organisation.as_deref(), Some("CNN"));
    // Without a time of its own, the page is as old as its file.
    reads(
        &format!("36 min ago\n\nFerry leaves\n\n{ONE}\n\n21 days ago\n\nCrane falls\n\n{THREE}\n"),
        &[
            &format!("06-02 12:24 +60 File|||Ferry leaves|{ONE}"),
            &format!("05-12 00:00 +60 File|||Crane falls|{THREE}"),
        ],
    );
    let untimed = format!(
        "Link Copied!\nFerry leaves\nFrom CNN’s Kim Sample\n{ONE}\nLink Copied!\nCrane falls\n{THREE}\n"
    );
    let document = read_sample(&untimed);
    assert_eq!(document.posts.len(), 2);
    assert_eq!(&*document.posts[1].headline, "Crane falls");
}

#[test]
fn times_above_the_headline() {
    // The Telegraph, Business Standard.
    reads(
        &format!(
            "Boats sail again\n\n10:37 AM\n\nFerry leaves\n\n{ONE}\n\n05:56 AM\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 10:37 +60 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-02 05:56 +60 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
    reads(
        &format!(
            "Boats sail again\nbusiness-standard.com\n\n04:13 PM IST\nFerry leaves\n{ONE}\n03:56 PM IST\nCrane falls\n{THREE}\n"
        ),
        &[
            &format!("06-02 16:13 +330 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-02 15:56 +330 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
    // Sky News.
    reads(
        &format!("14:26:01\n\nFerry leaves\n\n{ONE}\n\n13:40:20\n\nCrane falls\n\n{THREE}\n"),
        &[
            &format!("06-01 14:26 +60 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-01 13:40 +60 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
    // IOL: minutes only where there are some, and the date on the oldest post.
    reads(
        &format!(
            "iol.co.za\n\n5:36pm\n\nFerry leaves\n\n{ONE}\n\n11am\n\nA ship waits\n\n{TWO}\n\nNovember 23, 10am\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("11-23 17:36 +120 Page|||Ferry leaves|{ONE}"),
            &format!("11-23 11:00 +120 Page|||A ship waits|{TWO}"),
            &format!("11-23 10:00 +120 YearAssumed|||Crane falls|{THREE}"),
        ],
    );
    // TimesLive, with a line of history in a body.
    reads(
        &format!(
            "May 19 - 07:41\n\nFerry leaves\n\n{ONE}\n\nApril 21, 1926 - The harbour is opened\n\nMay 19 - 06:10\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!(
                "05-19 07:41 +60 YearAssumed|||Ferry leaves|{ONE} / April 21, 1926 - The harbour is opened"
            ),
            &format!("05-19 06:10 +60 YearAssumed|||Crane falls|{THREE}"),
        ],
    );
    // Middle East Eye: midnight with a date is real.
    reads(
        &format!(
            "31 December 2023 00:00 GMT\n\nFerry leaves\n\n{ONE}\n\n30 December 2023 22:10 GMT\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("12-31 00:00 +0 Printed|||Ferry leaves|{ONE}"),
            &format!("12-30 22:10 +0 Printed|||Crane falls|{THREE}"),
        ],
    );
    // The Mirror: the name glued to the time.
    reads(
        &format!(
            "20:42Kim Sample\n\nFerry leaves\n\n{ONE}\n\n19:30Ann Other\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 20:42 +60 DateAssumed||Kim Sample|Ferry leaves|{ONE}"),
            &format!("06-01 19:30 +60 DateAssumed||Ann Other|Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn the_independent() {
    reads(
        &format!(
            "Boats sail – live\n\nThe strike is over.\n\nFerry leaves the quay\n\n06:58 , Kim Sample\n\n{ONE}\n\n{TWO}\n\nCrane falls\n\n05:10 , Ann Other\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 06:58 +60 DateAssumed||Kim Sample|Ferry leaves the quay|{ONE} / {TWO}"),
            &format!("06-02 05:10 +60 DateAssumed||Ann Other|Crane falls|{THREE}"),
        ],
    );
    // A day before the clock.
    let days = [
        ("Monday 2 June 2025 00:10 , Kim Sample", "Printed"),
        ("Monday 00:10 , Kim Sample", "Page"),
        ("Monday, 2 June 2025, 00:10 , Kim Sample", "Printed"),
        ("2 June 2025 00:10 , Kim Sample", "Printed"),
    ];
    for (day, source) in days {
        reads(
            &format!(
                "Boats sail – live\n\n2 June 2025\n\nFerry leaves\n\n06:58 , Kim Sample\n\n{ONE}\n\nA ship waits\n\n{day}\n\n{TWO}\n\nCrane falls\n\n23:10 , Ann Other\n\n{THREE}\n"
            ),
            &[
                &format!("06-02 06:58 +60 Page||Kim Sample|Ferry leaves|{ONE}"),
                &format!("06-02 00:10 +60 {source}||Kim Sample|A ship waits|{TWO}"),
                &format!("06-01 23:10 +60 Page||Ann Other|Crane falls|{THREE}"),
            ],
        );
    }
    // A bare time below the headline.
    reads(
        &format!(
            "Ferry leaves the quay\n\n31 December 2023 10:00 GMT\n\n{ONE}\n\nCrane falls\n\n31 December 2023 09:00 GMT\n\n{THREE}\n"
        ),
        &[
            &format!("12-31 10:00 +0 Printed|||Ferry leaves the quay|{ONE}"),
            &format!("12-31 09:00 +0 Printed|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn scribble_live() {
    reads(
        &format!("{ONE}\n5/21/2022 9:38:14 AM\n\n{TWO}\n\n{THREE}5/21/2022 9:30:00 AM\n"),
        &[
            &format!("05-21 09:38 +0 Printed||||{ONE}"),
            &format!("05-21 09:30 +0 Printed||||{TWO} / {THREE}"),
        ],
    );
    reads(
        &format!(
            "Boats sail\n\n  • 2/24/2022 2:46:46 PM   Kim Sample\n    {ONE}\n  • 2/24/2022 2:56:19 PM   Ann Other\n    {TWO}\n"
        ),
        &[
            &format!("02-24 14:46 +0 Printed||Kim Sample||{ONE}"),
            &format!("02-24 14:56 +0 Printed||Ann Other||{TWO}"),
        ],
    );
}

#[test]
fn scribble_live_with_a_head() {
    let document = reads(
        &format!(
            "Boats sail again\n\n{ONE}\nKim Sample 5/21/2022 9:38:14 AM\n\n{TWO}\nby Ann Other 5/21/2022 9:30:00 AM\n"
        ),
        &[
            &format!("05-21 09:38 +0 Printed||Kim Sample||{ONE}"),
            &format!("05-21 09:30 +0 Printed||Ann Other||{TWO}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["Boats sail again"]);
}

#[test]
fn names_with_roles() {
    let post = |name: &str, text: &str| {
        format!("    {name}\n    Europe editor, in Harbourtown\n\n    {text}\n\n")
    };
    let page = format!(
        "All times stated are UK\n\n  1. Ferry leaves\n\n{}  2. Crane falls\n\n{}",
        post("Kim Sample", ONE),
        post("Kim Sample", THREE)
    );
    let document = read_sample(&page);
    let by = &document.posts[1].by[0];
    assert_eq!(
        (by.role.as_deref(), by.located.as_deref()),
        (Some("Europe editor"), Some("Harbourtown"))
    );
}

#[test]
fn a_relative_time_counts_from_the_day_of_its_page() {
    reads(
        &format!(
            "date 2020-11-03 Live TV\n3 min ago\n\nFerry leaves\n\n{ONE}\n\n6 min ago\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("11-03 00:00 +0 Page|||Ferry leaves|{ONE}"),
            &format!("11-03 00:00 +0 Page|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn the_ticker_of_n_tv() {
    let document = reads(
        "Hafen im Liveticker+++ 01:26 Fähre legt wieder ab +++\n\nDas erste Schiff seit Freitag verlässt den Nordkai.\n\n\
         +++ 23:05 Kran stürzt auf die Mole +++\nVerletzt wird niemand, sagt das Hafenamt am Abend.\n\n\
         +++ Alle Entwicklungen im Überblick +++\n",
        &[
            "06-02 01:26 +120 DateAssumed|||Fähre legt wieder ab|Das erste Schiff seit Freitag verlässt den Nordkai.",
            "06-01 23:05 +120 DateAssumed|||Kran stürzt auf die Mole|Verletzt wird niemand, sagt das Hafenamt am Abend. / +++ Alle Entwicklungen im Überblick +++",
        ],
    );
    assert_eq!(furniture(&document.posts[0]), ["Hafen im Liveticker"]);
    for stamp in ["14.05.2025, 18:12 Uhr", "14.05.2025"] {
        let document = reads(
            &format!(
                "Hafen im Liveticker\n\n{stamp}\n\nDie Boote fahren wieder.\n\n+++ 01:26 Fähre legt ab +++\n\n{ONE}\n\n+++ 23:05 Kran stürzt +++\n\n{THREE}\n"
            ),
            &[
                &format!("05-14 01:26 +120 Page|||Fähre legt ab|{ONE}"),
                &format!("05-13 23:05 +120 Page|||Kran stürzt|{THREE}"),
            ],
        );
        assert!(furniture(&document.posts[0]).contains(&stamp));
    }
}

#[test]
fn rediff() {
    let document = reads(
        &format!(
            "LIVE\nTue, 22 October 2024\n\nTimeline  Refresh\n\nimage\n22:45   Ferry leaves the north quay\n{ONE}\nimage\n22:10  \nA ship waits\n{TWO}\n21:05   Crane falls on the pier\n{THREE}\n"
        ),
        &[
            &format!("10-22 22:45 +330 Page|||Ferry leaves the north quay|{ONE}"),
            &format!("10-22 22:10 +330 Page|||A ship waits|{TWO}"),
            &format!("10-22 21:05 +330 Page|||Crane falls on the pier|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]).last(), Some(&"image"));
    stays_an_article(&format!(
        "Boats of the day\n\n{ONE}\n\n10:30   Eastport\n11:00   Harbourtown\n11:30   Eastport\n"
    ));
}

#[test]
fn the_new_york_times() {
    let clocks = |kyiv: &str, washington: &str| {
        format!(
            "Kyiv Feb. 26, {kyiv} a.m.\nMoscow Feb. 26, 3:59 a.m.\nWashington Feb. 25, {washington} p.m.\n"
        )
    };
    let (one, two) = (clocks("2:59", "7:59"), clocks("1:30", "6:30"));
    reads(
        &format!("{one}\nFerry leaves\n\n{ONE}\n\n{two}\nCrane falls\n\n{THREE}\n"),
        &[
            &format!("02-26 02:59 +120 YearAssumed|||Ferry leaves|{ONE}"),
            &format!("02-26 01:30 +120 YearAssumed|||Crane falls|{THREE}"),
        ],
    );
    stays_an_article(&format!("Boats sail\n\n{one}\n{ONE}\n\n{TWO}\n"));
    // What time it is, above posts that print times of their own.
    for clocks in [one.clone(), one.replace('\n', "\n\n")] {
        let document = reads(
            &format!(
                "Boats sail\n\nCurrent time in:\n{clocks}\nFeb. 25, 2025, 7:40 p.m. ET\n\nFerry leaves\n\n{ONE}\n\nFeb. 25, 2025, 7:10 p.m. ET\n\nA ship waits\n\n{TWO}\n\nFeb. 25, 2025, 6:30 p.m. ET\n\nCrane falls\n\n{THREE}\n"
            ),
            &[
                &format!("02-25 19:40 -300 Printed|||Ferry leaves|{ONE}"),
                &format!("02-25 19:10 -300 Printed|||A ship waits|{TWO}"),
                &format!("02-25 18:30 -300 Printed|||Crane falls|{THREE}"),
            ],
        );
        assert_eq!(document.problems.len(), 0);
        assert_eq!(furniture(&document.posts[0]).len(), 5);
    }
}

#[test]
fn the_times_of_israel() {
    reads(
        &format!("Ferry leaves\n\nBy Kim Sample\n\n{ONE}\n\nA ship waits\n\nBy TOI staff\n\n{TWO}\n\nCrane falls\n\nBy Ann Other and AFP\n\n{THREE}\n").replace("TOI staff", "TOI Staff"),
        &[
            &format!("06-02 15:00 +180 File||Kim Sample|Ferry leaves|{ONE}"),
            &format!("06-02 15:00 +180 File||TOI Staff|A ship waits|{TWO}"),
            &format!("06-02 15:00 +180 File||Ann Other,AFP|Crane falls|{THREE}"),
        ],
    );
    stays_an_article(&format!("Ferry leaves\n\nBy Kim Sample\n\n{ONE}\n\n{TWO}\n"));
    // Its first line names it.
    reads(
        &format!(
            "The Times of Israel is liveblogging Monday's events as they happen.\n\nFerry leaves\n\nToday, 1:14 pm\n\n{ONE}\n\nCrane falls\n\nToday, 9:38 am\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 13:14 +180 DateAssumed|||Ferry leaves|{ONE}"),
            &format!("06-02 09:38 +180 DateAssumed|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn the_key_events_of_the_mirror() {
    reads(
        "Key events\n\n• Ferry leaves the north quay20:42\n\n• Crane falls on 'the old pier'19:30\n",
        &[
            "06-01 20:42 +60 DateAssumed|||Ferry leaves the north quay|",
            "06-01 19:30 +60 DateAssumed|||Crane falls on 'the old pier'|",
        ],
    );
    reads(
        &format!(
            "Key events\n\n• Ferry leaves the quay20:42\n• Crane falls on the pier19:30\n\nFerry leaves the quay\n\n{ONE}\n\nCrane falls on the pier\n\n{THREE}\n"
        ),
        &[
            &format!("06-01 20:42 +60 DateAssumed|||Ferry leaves the quay|{ONE}"),
            &format!("06-01 19:30 +60 DateAssumed|||Crane falls on the pier|{THREE}"),
        ],
    );
    stays_an_article(&format!(
        "Boats sail\n\n• Ferry leaves the quay20:42\n• Crane falls on the pier19:30\n\n{ONE}\n\n{THREE}\n"
    ));
}

#[test]
fn dates_between_posts_count_for_those_below() {
    let document = reads(
        &format!(
            "Boats sail\n\nMonday 2 June 2025\n\n09:10 BST\n\nFerry leaves\n\n{ONE}\n\nSunday 1 June 2025\n\n22:40 BST\n\nA ship waits\n\n{TWO}\n\n07:00 BST\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("06-02 09:10 +60 Page|||Ferry leaves|{ONE}"),
            &format!("06-01 22:40 +60 Page|||A ship waits|{TWO}"),
            &format!("06-01 07:00 +60 Page|||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[1]), ["Sunday 1 June 2025"]);
}

#[test]
fn posts_up_to_the_last_change_of_a_page_are_of_its_day() {
    let stamp = "11:48, Thu, Jul 18, 2024 | UPDATED: 13:50, Thu, Jul 18, 2024";
    reads(
        &format!(
            "Boats sail\n\n{stamp}\n\n13:20\n\nFerry leaves\n\n{ONE}\n\n12:30\n\nA ship waits\n\n{TWO}\n\n11:48\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("07-18 13:20 +60 Page|||Ferry leaves|{ONE}"),
            &format!("07-18 12:30 +60 Page|||A ship waits|{TWO}"),
            &format!("07-18 11:48 +60 Page|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn the_instant_in_brackets_behind_the_time_of_al_jazeera() {
    for (first, second) in [
        ("2 Jun 2025 - 12:00(09:00 GMT)", "2 Jun 2025 - 01:00(22:00 GMT)"),
        ("2 Jun 2025 - 12:00 (09:00 GMT)", "2 Jun 2025 - 01:00 (22:00 GMT)"),
        ("2 Jun 2025 - 12:00\n(09:00 GMT)", "2 Jun 2025 - 01:00\n(22:00 GMT)"),
    ] {
        reads(
            &format!(
                "Boats sail\n\n{first}\n\nFerry leaves\n\n{ONE}\n\n{TWO}\n\n{second}\n\nCrane falls\n\n{THREE}\n"
            ),
            &[
                &format!("06-02 09:00 +0 Printed|||Ferry leaves|{ONE} / {TWO}"),
                &format!("06-01 22:00 +0 Printed|||Crane falls|{THREE}"),
            ],
        );
    }
}

#[test]
fn dates_glued_to_the_clocks_of_the_guardian() {
    reads(
        &format!(
            "Boats sail\n\n3 May 202410.45 BST\n\nFerry leaves\n\n{ONE}\n\n3 May 20249.20 BST\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("05-03 10:45 +60 Printed|||Ferry leaves|{ONE}"),
            &format!("05-03 09:20 +60 Printed|||Crane falls|{THREE}"),
        ],
    );
}

#[test]
fn the_date_behind_the_names_of_the_telegraph() {
    let document = reads(
        &format!(
            "Boats sail\n\nBy Kim Sample, Political Correspondent 4 March 2025 • 6:15pm\n\n6:10pm\n\nFerry leaves\n\n{ONE}\n\n5:36pm\n\nCrane falls\n\n{THREE}\n"
        ),
        &[
            &format!("03-04 18:10 +0 Page|||Ferry leaves|{ONE}"),
            &format!("03-04 17:36 +0 Page|||Crane falls|{THREE}"),
        ],
    );
    assert_eq!(furniture(&document.posts[0]).len(), 2);
}

#[test]
fn midnight_in_a_row_stands_for_no_time() {
    let post = |time: &str, headline: &str| format!("{time}\n\n{headline}\n\n{ONE}\n\n");
    let page = ["A", "B", "C"].map(|name| post("00:00", name)).concat();
    let document = read_sample(&page);
    assert_eq!(document.posts.len(), 3);
    assert!(document.posts.iter().all(|post| post.time.source() == TimeSource::File));
}

#[test]
fn deutsche_welle_stays_an_article_with_its_time() {
    let text = format!(
        "Boats sail\n\n{ONE}\n\nCrane falls\n\n{THREE}\n\nThis article was last updated at 23:32 UTC/GMT.\n"
    );
    let document = read_sample(&text);
    assert_eq!(document.format, &ARTICLE);
    assert_eq!(
        line(&document.posts[0]),
        format!("06-01 23:32 +0 DateAssumed|a||Boats sail|{ONE} / Crane falls / {THREE}")
    );
    assert_eq!(furniture(&document.posts[0]).len(), 1);
}

#[test]
fn an_article_stays_whole() {
    let prose = [ONE, TWO, THREE].join("\n\n");
    for text in [
        // Times in prose.
        format!(
            "Boats sail\n\n08:30 local time (06:30 BST)\n\n{ONE}\n\n12:15 EST (17:15 GMT)\n\n{TWO}\n"
        ),
        format!(
            "Boats sail\n\n10:30 on Monday was the time that they had set.\n\n{ONE}\n\n11:30 it was.\n\n{TWO}\n"
        ),
        // One time.
        format!("Boats sail\n\n10:37 AM\n\n{prose}\n"),
        // A stamp above and below a whole article.
        format!("10:30\n\nBoats sail\n\n{prose}\n\n{prose}\n\n{prose}\n\n{prose}\n\n11:00\n"),
        // A long article with two times somewhere.
        format!("Boats sail\n\n{prose}\n\n{prose}\n\n10:30\n\nOne\n\n11:00\n\nTwo\n\n{prose}\n"),
        // Comments below an article.
        format!(
            "Boats sail\n\n{prose}\n\n{prose}\n\n2 hours ago\n\nI have seen it all and more than that.\n\n3 hours ago\n\nSo have I, and it was a fine day for it.\n"
        ),
        // A timetable.
        "Boats of the day\n\n10:30\nEastport\n11:00\nHarbourtown\n11:30\nEastport\n".to_owned(),
        // Times that run nowhere.
        format!(
            "Boats sail\n\n10:30\n\n{ONE}\n\n02:10\n\n{TWO}\n\n10:05\n\n{ONE}\n\n03:40\n\n{TWO}\n\n09:00\n\n{THREE}\n\n14:00\n\n{THREE}\n"
        ),
        // How far a recording is.
        format!("Our talk\n\n00:00\n\n{ONE}\n\n00:32\n\n{TWO}\n\n01:10\n\n{THREE}\n"),
        // Texts that machines have spun.
        format!("12: 00\n\n{ONE}\n\n11: 30\n\n{TWO}\n"),
        format!("five:00 p.M.\n\n{ONE}\n\n10:fifty nine p.M.\n\n{TWO}\n"),
        // Lists and scores.
        format!("Five boats\n\n1. One\n\n{ONE}\n\n2. Two\n\n{TWO}\n"),
        format!("Results\n\n3.10\n\n{ONE}\n\n2.45\n\n{TWO}\n"),
        format!("Clips\n\n2:45\n\n{ONE}\n\n3:10\n\n{TWO}\n"),
        format!("+++ Boats sail +++\n\n{ONE}\n\n+++ Crane falls +++\n\n{TWO}\n"),
    ] {
        stays_an_article(&text);
    }
}

#[test]
fn nothing_printed_is_lost() {
    let document = read_sample(GUARDIAN);
    let texts = |post: &Post| [&post.headline, post.body.text()].join(" ");
    let kept = document.posts.iter().map(texts).collect::<Vec<_>>().join("\n");
    for line in GUARDIAN.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let is_header = times::read(line).is_some_and(|told| told.clock.is_some());
        let is_by = line == "Kim Sample";
        assert!(kept.contains(line) || is_header || is_by, "{line}");
    }
}

#[test]
fn the_zone_of_a_publisher_counts_where_none_is_printed() {
    let page = |name: &str| {
        format!(
            "{name}\n\n10:37 AM\n\nFerry leaves\n\n{ONE}\n\n09:56 AM\n\nCrane falls\n\n{THREE}\n"
        )
    };
    let context = Context { zone: TimeZone::UTC, ..context() };
    for (name, minutes) in [
        ("www.telegraph.co.uk", 60),
        ("https://www.cnn.com/live/boats", -240),
        ("Harbour Desk", 0),
        ("The Guardian\nSky News\nCNN", 0),
    ] {
        let document = parse(page(name).as_bytes(), &"page".into(), &context);
        let offset = document.posts[0].time.moment().unwrap().offset.seconds() / 60;
        assert_eq!(offset, minutes, "{name}");
    }
}

/// What a printed time is read as, wherever in a document it stands: as a header, around the posts, or as a stamp in data.
fn any_time(text: &str) -> String {
    let told = |told: &Told| {
        let day = told.day.map(|day| {
            let year = day.year.map_or(String::new(), |year| format!("{year}-"));
            format!("{year}{:02}-{:02}", day.month, day.day)
        });
        let clock = told.clock.map(|clock| clock.time.strftime("%H:%M").to_string());
        let ago = told.ago.map(|ago| format!("{ago} minutes ago"));
        let zone = match &told.zone {
            Some(Zone::Named(zone)) => {
                let noon = jiff::civil::date(2020, 11, 4).at(12, 0, 0, 0).to_zoned(zone.clone());
                noon.ok().map(|noon| format!("{:+}", noon.offset().seconds() / 60))
            }
            Some(Zone::Ist) => Some("IST".to_owned()),
            None => None,
        };
        [day, clock, zone, ago].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let numbered = markers::numbered(text).is_some();
    let place = if numbered { Place::Numbered } else { Place::Anywhere };
    if let Some(header) = header::read(text, place) {
        let PrintedTime { clock, zone, day } = header.time;
        let clock = clock.map(|time| times::Clock { time, mark: Some(':'), is_half: false });
        let zone = zone.map(Zone::Named);
        return format!("post {}", told(&Told { clock, zone, day, ago: None }));
    }
    if let Some((_, header)) = styles::fit(text) {
        return format!("post {}", told(&header.told));
    }
    let read = lines::split(text, 1000, &mut Vec::new());
    let page = page_date::of_lines(read.iter(), [].iter(), None, &TimeZone::UTC);
    if let Some(date) = page.date() {
        let at = page.moment().map_or(date.to_string(), |moment| moment.instant.to_string());
        return format!("page {at}");
    }
    let number = text.trim_matches('"').parse().ok().and_then(stamps::of_epoch);
    let stamp = number.unwrap_or_else(|| stamps::of_mail(text));
    if let Some(moment) = stamps::moment(&stamp, &context()) {
        return format!("data {}", moment.instant);
    }
    wire::sent(text).map_or("none".to_owned(), |sent| format!("data {sent}"))
}

#[test]
fn the_times_that_publishers_print() {
    for (text, read) in [
        ("Boats sailpublished at 10:50 British Summer Time 2 June", "post 06-02 10:50 +60"),
        ("Boats sailpublished at 09:31 British Summer Time", "post 09:31 +60"),
        (
            "Boats sailpublished at 08:48 British Summer Time 19 September 2022",
            "post 2022-09-19 08:48 +60",
        ),
        (
            "Boats sailpublished at 16:48 Greenwich Mean Time 6 November 2023",
            "post 2023-11-06 16:48 +0",
        ),
        ("1. 1949: Kick-off", "post 19:49"),
        ("1. 19:44: Kick-off", "post 19:44"),
        ("17.25\u{a0}GMT", "post 17:25 +0"),
        ("1.59am BST", "post 01:59 +60"),
        ("Updated at 01.51 EDT", "none"),
        ("Fri 19 Feb 2021 19.41 GMT", "post 2021-02-19 19:41 +0"),
        ("First published on Fri 19 Feb 2021 17.20 GMT", "page 2021-02-19"),
        ("1 hr 3 min ago", "post 63 minutes ago"),
        ("36 min ago", "post 36 minutes ago"),
        ("2h ago", "post 120 minutes ago"),
        ("1 month ago", "post 43200 minutes ago"),
        ("21 days ago", "post 30240 minutes ago"),
        ("1 day ago 18", "post 1440 minutes ago"),
        ("Updated 2:10 a.m. ET, November 4, 2020", "page 2020-11-04T07:10:00Z"),
        ("10:37 AM", "post 10:37"),
        ("05:56 PM", "post 17:56"),
        ("06:58 , Kim Sample", "post 06:58"),
        ("5:36pm", "post 17:36"),
        ("11am", "post 11:00"),
        ("November 23, 10am", "post 11-23 10:00"),
        ("September 19 - 07:41", "post 09-19 07:41"),
        ("+++ 14:26 Fähre legt ab +++", "post 14:26"),
        ("22:45   Boats sail", "post 22:45"),
        ("23:52", "post 23:52"),
        ("31 December 2023 00:00 GMT", "post 2023-12-31 00:00 +0"),
        ("5/21/2022 9:38:14 AM", "post 2022-05-21 09:38 +0"),
        ("Kyiv Feb. 26, 2:59 a.m.", "post 02-26 02:59 +120"),
        ("Washington Feb. 25, 7:59 p.m.", "post 02-25 19:59 -300"),
        // Without its date it tells the page nothing.
        ("This article was last updated at 23:32 UTC/GMT.", "none"),
        ("Two boats are 'throwing ropes'20:42", "post 20:42"),
        (
            "11:48, Thu, Jul 18, 2024 | UPDATED: 11:50, Thu, Jul 18, 2024",
            "page 2024-07-18T11:50:00Z",
        ),
        ("Updated21:22, 6 OCT 2020", "page 2020-10-06T21:22:00Z"),
        ("12: 00", "none"),
        ("five:00 p.M.", "none"),
        ("10:fifty nine p.M.", "none"),
        ("2024-08-05T21:00:18.921+01:00", "data 2024-08-05T20:00:18.921Z"),
        ("2024-08-05T20:00:18.921Z", "data 2024-08-05T20:00:18.921Z"),
        ("2024-08-05T20:00:18+0000", "data 2024-08-05T20:00:18Z"),
        ("2018-05-28T16:40:08", "data 2018-05-28T15:40:08Z"),
        ("Mon, 02 Jun 2025 10:50:00 +0100", "data 2025-06-02T09:50:00Z"),
        ("Mon, 02 Jun 2025 10:50:00 EST", "post 2025-06-02 10:50 -300"),
        ("1613763003000", "data 2021-02-19T19:30:03Z"),
        ("1748857800", "data 2025-06-02T09:50:00Z"),
        ("\"1748857800\"", "data 2025-06-02T09:50:00Z"),
        ("Desk-WF-06-02-25 0950GMT<", "data 2025-06-02T09:50:00+00:00"),
        // A day without a year, and how many words the message has.
        ("11-13 1049", "none"),
        // In prose.
        ("08:30 local time (06:30 BST)", "none"),
        ("12:15 EST (17:15 GMT)", "none"),
        ("7 am local time (0500 GMT)", "none"),
        ("4am in Qatar", "none"),
    ] {
        assert_eq!(any_time(text), read, "{text}");
    }
}
