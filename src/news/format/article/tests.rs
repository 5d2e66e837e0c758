use jiff::tz::TimeZone;

use super::super::parse;
use super::*;
use crate::news::post::TimeSource;

fn read_article(text: &str) -> Post {
    let context = Context {
        name: "article.txt".into(),
        modified: "2025-06-02T12:00:00Z".parse().ok(),
        zone: TimeZone::UTC,
        year: None,
    };
    let document = parse(text.as_bytes(), &"article.txt".into(), &context);
    assert_eq!(document.format, &FORMAT);
    assert_eq!(document.posts.len(), 1);
    document.posts.into_iter().next().unwrap()
}

fn shape(post: &Post) -> Vec<String> {
    let word = |block: Block| match block {
        Block::Paragraph { text } => format!("p {text}"),
        Block::Subhead { text } => format!("h {text}"),
        Block::Furniture { text } => format!("- {text}"),
        Block::Image { alt, caption, credit } => format!("i {alt}|{caption}|{credit}"),
        Block::List { items, .. } => format!("l {}", items.join("|")),
        other => format!("{other:?}"),
    };
    post.body.blocks().map(word).collect()
}

#[test]
fn furniture_is_hidden_and_the_rest_is_told_apart() {
    let post = read_article(
        "Premium\n\nFerry talks end after an hour\n\nThe two sides met again. Nothing was signed.\n\n\
         Harbour talksIn this photo, the delegations sit down. (AP)\n\n\
         By Kim Sample and Ann Other\nUpdated on June 2, 2025 10:31 BST\n2 min read\n\n\
         The talks ended early.\n\nStory continues below this ad\n\nWhat was said\n\n\
         Little was said in public.\n\n• One point\n• Another\n\nThat was all.\n\n\
         Other ferries sail on\n\nRelated Stories\nNo stories found.\nharbourdesk.example",
    );
    assert_eq!(&*post.headline, "Ferry talks end after an hour");
    assert_eq!(
        post.by.iter().map(|by| by.name.as_ref()).collect::<Vec<_>>(),
        ["Kim Sample", "Ann Other"]
    );
    assert_eq!(post.time.source(), TimeSource::Printed);
    assert_eq!(post.time.moment().unwrap().instant.to_string(), "2025-06-02T09:31:00Z");
    assert_eq!(
        shape(&post),
        [
            "- Premium",
            "p The two sides met again. Nothing was signed.",
            "i Harbour talks|In this photo, the delegations sit down.|AP",
            "- By Kim Sample and Ann Other",
            "- Updated on June 2, 2025 10:31 BST",
            "- 2 min read",
            "p The talks ended early.",
            "- Story continues below this ad",
            "h What was said",
            "p Little was said in public.",
            "l One point|Another",
            "p That was all.",
            "p Other ferries sail on",
            "- Related Stories",
            "- No stories found.",
            "- harbourdesk.example",
        ]
    );
}

#[test]
fn a_line_printed_three_times_is_furniture() {
    let post = read_article(
        "Ferry sails\n\nA standfirst without an end\nThe pier at dawn.\nThe pier at dawn.[Photo: K. Sample]\n\n\
         It sails today.\n\nThe pier at dawn.\nAnother story\nThe pier at dawn.\nA third story",
    );
    assert_eq!(
        shape(&post),
        [
            "p A standfirst without an end",
            "i The pier at dawn.|The pier at dawn.|Photo: K. Sample",
            "p It sails today.",
            "- The pier at dawn.",
            "- Another story",
            "- The pier at dawn.",
            "- A third story",
        ]
    );
}

#[test]
fn plain_notes_are_shown_whole() {
    let post = read_article("A headline\nfirst thing\nsecond thing without an end");
    assert_eq!(shape(&post), ["p first thing", "p second thing without an end"]);
    let post = read_article("just one line");
    assert_eq!((&*post.headline, post.body.is_empty()), ("just one line", true));
    assert_eq!(post.time.source(), TimeSource::File);
    let post = read_article("Headline\n\nA sentence.\n\na last line without an end");
    assert_eq!(shape(&post), ["p A sentence.", "p a last line without an end"]);
}

#[test]
fn paragraphs_broken_by_hand_are_joined() {
    let post = read_article(
        "Headline\n\nThe ferry left the harbour at noon with forty people on\n\
         board and came back in the evening, as its master had\nsaid that it would.\n\nNext.",
    );
    assert_eq!(
        shape(&post)[0],
        "p The ferry left the harbour at noon with forty people on board and came back in the \
         evening, as its master had said that it would."
    );
}

#[test]
fn a_very_long_first_line_is_no_headline() {
    let post = read_article(&"word ".repeat(500));
    assert_eq!(&*post.headline, "");
    assert!(post.title().starts_with("word word"));
}

#[test]
fn the_last_words_of_an_article_are_shown() {
    for last in
        ["But will the truce hold?", "“We will not stop”", "They meet in June, he said. (ANI)"]
    {
        let text = format!("Ferry talks end\n\nThey ended early.\n\n{last}\n\nAdvertisement");
        let post = read_article(&text);
        assert_eq!(shape(&post)[1..], [format!("p {last}"), "- Advertisement".into()], "{last}");
    }
    let post = read_article(
        "Ferry talks end\n\nThe demands are:\n\n1. A ceasefire\n2. Talks\n\nAdvertisement",
    );
    assert_eq!(shape(&post)[1], "l A ceasefire|Talks");
}

#[test]
fn dates_and_bylines_above_the_text() {
    for (lines, time, by) in [
        ("Updated on\nJune 2, 2025 10:31 BST", "2025-06-02T09:31:00Z Printed", ""),
        ("Mon 2 Jun 2025 10.31 BST", "2025-06-02T09:31:00Z Printed", ""),
        (
            "By Kim Sample | Updated: June 2, 2025 10:31 GMT",
            "2025-06-02T10:31:00Z Printed",
            "Kim Sample",
        ),
        ("By Jan van der Berg, Political editor", "2025-06-02T12:00:00Z File", "Jan van der Berg"),
        ("Mumbai | June 2, 2025 10:31 IST", "2025-06-02T05:01:00Z Printed", ""),
        ("Navi Mumbai | Updated: June 2, 2025 10:31 IST", "2025-06-02T05:01:00Z Printed", ""),
        ("London | Updated: June 2, 2025 10:31 BST", "2025-06-02T09:31:00Z Printed", ""),
        ("Posted on 1 June 2025", "2025-06-01T00:00:00Z DateAssumed", ""),
        (
            "Published 1 June 2025 10:00 GMT\nUpdated 2 June 2025 11:00 GMT",
            "2025-06-01T10:00:00Z Printed",
            "",
        ),
    ] {
        let post = read_article(&format!(
            "Ferry talks end\n{lines}\n\nThey ended early.\n\nNobody knows."
        ));
        let instant = post.time.moment().unwrap().instant;
        assert_eq!(format!("{instant} {:?}", post.time.source()), time, "{lines}");
        assert_eq!(post.by.first().map_or("", |by| by.name.as_ref()), by, "{lines}");
        assert!(
            shape(&post).iter().filter(|block| !block.starts_with('-')).count() == 2,
            "{lines}"
        );
    }
}

/// When an article was published, as far as it prints so, and changed.
fn times(post: &Post) -> String {
    let moment = |moment: Option<crate::news::post::Moment>| {
        moment.map(|moment| moment.instant.to_string()).unwrap_or_default()
    };
    let source = post.time.source();
    format!("{} {source:?} {}", moment(post.time.moment()), moment(post.updated()))
}

#[test]
fn what_ist_is_the_page_says() {
    let stamp = "Updated: June 2, 2025 10:31 IST";
    for (head, foot, time) in [
        (stamp, "© The Indian Express Pvt Ltd", "05:01"),
        (stamp, "indianexpress.com", "05:01"),
        (stamp, "The Hindu", "05:01"),
        (stamp, "timesofisrael.com", "07:31"),
        (stamp, "rte.ie", "09:31"),
        (stamp, "Advertisement", "10:31"),
        (stamp, "© Harbour Desk", "10:31"),
        ("New Delhi | Updated: June 2, 2025 10:31 IST", "Advertisement", "05:01"),
        ("New Delhi | Updated: June 2, 2025 10:31 IST", "BBC", "05:01"),
        ("New Delhi | Updated: June 2, 2025 10:31 BST", "The Hindu", "09:31"),
    ] {
        let post = read_article(&format!(
            "Ferry talks end\n\n{head}\n\nThey ended early.\n\nNobody knows.\n\n{foot}"
        ));
        assert_eq!(times(&post), format!("2025-06-02T{time}:00Z Printed "), "{head} {foot}");
    }
}

#[test]
fn an_article_says_when_it_was_changed() {
    for (head, foot, time) in [
        (
            "New Delhi | Updated: June 2, 2025 10:31 IST",
            "First published on: 31-05-2025 at 18:02 IST",
            "2025-05-31T12:32:00Z Printed 2025-06-02T05:01:00Z",
        ),
        (
            "June 2, 2025 10:14 AM UTC Updated 2 hours ago",
            "Advertisement",
            "2025-06-02T10:14:00Z Printed ",
        ),
        (
            "June 2, 2025 10:14 AM GMT+3 Updated 2 hours ago",
            "Advertisement",
            "2025-06-02T07:14:00Z Printed ",
        ),
        (
            "Published on:\n31 May 2025, 6:02 pm\nUpdated on:\n1 Jun 2025, 9:15 am",
            "Advertisement",
            "2025-05-31T18:02:00Z Printed 2025-06-01T09:15:00Z",
        ),
        (
            "Kim Sample\nBBC News",
            "Published on:\n31 May 2025, 6:02 pm\nUpdated on:\n1 Jun 2025, 9:15 am\n\nThey meet again.",
            "2025-05-31T18:02:00Z Printed 2025-06-01T09:15:00Z",
        ),
        (
            "11:48, Sun, Jun 1, 2025 | UPDATED: 11:50, Sun, Jun 1, 2025",
            "Advertisement",
            "2025-06-01T11:48:00Z Printed 2025-06-01T11:50:00Z",
        ),
    ] {
        let post = read_article(&format!(
            "Ferry talks end\n\n{head}\n\nThey ended early.\n\nNobody knows.\n\n{foot}"
        ));
        assert_eq!(times(&post), time, "{head}");
        let shown = shape(&post).into_iter().filter(|block| !block.starts_with('-'));
        assert_eq!(shown.filter(|block| !block.contains("again")).count(), 2, "{head}");
    }
}

#[test]
fn authors_are_named_without_by() {
    let stamp = "Mon 2 Jun 2025 06.12 BST";
    for (head, foot, by) in [
        ("Kim Sample\nMon 2 Jun 2025 06.12 BST", "", "Kim Sample"),
        ("The standfirst ends here.\n\nKim Sample\nMon 2 Jun 2025 06.12 BST", "", "Kim Sample"),
        ("Mon 2 Jun 2025 06.12 BST\nShare\nKim Sample and Ann Other", "", "Kim Sample; Ann Other"),
        ("Kim Sample in Hale and Bo Lee in London", "", "Kim Sample//Hale; Bo Lee//London"),
        ("Kim Sample\nBBC News, reporting from Hale", "", "Kim Sample/BBC News/Hale"),
        (
            "8 hours ago\nShare\nSave\nKim Sample\nSea correspondent\nReporting from Hale",
            "",
            "Kim Sample/Sea correspondent/Hale",
        ),
        (
            "8 hours ago\n\nShare\n\nSave\n\nKim Sample\n\nSea correspondent\n\nReporting from Hale",
            "",
            "Kim Sample/Sea correspondent/Hale",
        ),
        ("By Kim Sample\nSea correspondent", "", "Kim Sample/Sea correspondent/"),
        (
            stamp,
            "Reporting by Kim Sample in Hale and Bo Lee in London; Editing by Cy Ho",
            "Kim Sample//Hale; Bo Lee//London",
        ),
        ("By Ann Other", "Reporting by Kim Sample in Hale; Editing by Cy Ho", "Ann Other"),
    ] {
        let post = read_article(&format!(
            "Ferry talks end\n\n{head}\n\nThey ended early.\n\nNobody knows.\n\n{foot}"
        ));
        let one = |by: &Byline| {
            let of = |part: &Option<String>| part.clone().unwrap_or_default();
            let what = of(&by.role) + &of(&by.organisation);
            let place = of(&by.located);
            let about = if what.is_empty() && place.is_empty() {
                String::new()
            } else {
                format!("/{what}/{place}")
            };
            format!("{}{about}", by.name)
        };
        assert_eq!(post.by.iter().map(one).collect::<Vec<_>>().join("; "), by, "{head}");
        let shown = shape(&post);
        let shown =
            shown.iter().filter(|block| !block.starts_with('-') && !block.contains("stand"));
        assert_eq!(shown.count(), 2, "{head} {:?}", shape(&post));
    }
}

#[test]
fn what_may_be_no_name_is_shown() {
    for head in [
        "Gaza City\n\nKim Sample",
        "Middle East\nMon 2 Jun 2025 06.12 BST",
        "Kim Sample in Moscow\n\nA ferry sails",
        "Kim Sample\nThe sea is rough",
        "Hale Pier\n\nA new chief",
    ] {
        let post =
            read_article(&format!("Ferry talks end\n\n{head}\n\nThey ended.\n\nNobody knows."));
        assert_eq!(post.by.len(), 0, "{head}");
        let first = head.lines().next().unwrap();
        assert!(
            shape(&post).iter().any(|block| !block.starts_with('-') && block.contains(first)),
            "{head}"
        );
    }
}

/// The lines that an article shows, between two paragraphs of text.
fn shown_between(lines: &str) -> Vec<String> {
    let post = read_article(&format!("Ferry talks end\n\nThey ended.\n\n{lines}\n\nIt sails."));
    let blocks = shape(&post);
    assert!(blocks.contains(&"p It sails.".to_owned()), "{lines}: {blocks:?}");
    blocks.into_iter().filter(|block| !block.starts_with('-') && !block.ends_with('.')).collect()
}

#[test]
fn links_and_what_sells_are_hidden() {
    for lines in [
        "Share full article\n122",
        "Share full article\n\n1,204",
        "Sign up to First Edition\n\nFree daily newsletter\n\nOur email tells the day!\n\nEnter your email\n\n\
         Sign up\n\nPrivacy Notice: Newsletters may contain ads.\n\nafter newsletter promotion",
        "MUST READ\nBoats are kept in the harbour",
        "MUST READ\n\nBoats are kept in the harbour",
        "RELATED STORIES\nBoats sail\nFerries are late\nWhat is known of the harbour?",
        "Recommended Stories\n\nlist of 3 items\n\nlist 1 of 3\n\nBoats sail\n\nlist 2 of 3\n\nFerries are late\n\n\
         list 3 of 3\n\nWhy does it rain?\n\nend of list",
        "___",
        "Related Topics\nBoats\nHale\n\nRelated internet links\nHale council\n\n\
         The BBC is not responsible for the content of external sites.",
        "Share this post\nCopy this link\nRead more about these links.\nArticle share tools\nView more share options",
    ] {
        assert_eq!(shown_between(lines), Vec::<String>::new(), "{lines}");
    }
    let post = read_article(
        "Ferry talks end\n\nThey ended.\n\nExplore more on these topics\n\nBoats\n\nHale\n\nnews",
    );
    assert_eq!(
        shape(&post)[1..],
        ["- Explore more on these topics", "- Boats", "- Hale", "- news"]
    );
}

#[test]
fn what_is_below_links_is_shown() {
    for (lines, shown) in [
        ("Related stories\n\nWhat was said", &["h What was said"][..]),
        ("Related stories\n\nBoats sail\n\nWhat was said", &["h What was said"]),
        ("Related stories\nBoats sail\nFerries are late\n\nWhat was said", &["h What was said"]),
        ("Read more\n\nWhat was said", &["h What was said"]),
        ("Must read\n\nBoats of Hale", &["h Boats of Hale"]),
        ("Advertisement\n122", &["p 122"]),
        ("View image in fullscreen\n\nWhat was said", &["h What was said"]),
        ("list of 3 items\n\nWhat was said", &["h What was said"]),
        ("Sign up to First Edition\n\nWhat was said", &["h What was said"]),
    ] {
        assert_eq!(shown_between(lines), shown, "{lines}");
    }
    let shown = shape(&read_article("Notes\n\nFirst thing.\n\n---\n\n• boats\n• ferries"));
    assert_eq!(shown, ["p First thing.", "- ---", "l boats|ferries"]);
}

#[test]
fn those_whom_an_article_is_about_have_not_written_it() {
    let post = read_article(
        "Who is who\n\nKim Sample\nHead of the delegation\n\nShe has come.\n\nAnn Other\nEditor, Hale\n\nHe has left.",
    );
    assert_eq!(post.by.len(), 0);
    assert!(shape(&post).iter().all(|block| !block.starts_with('-')));
}

#[test]
fn captions_of_live_pages_are_known_in_articles() {
    let post = read_article(
        "Ferry sails\n\nIt sails.\n\nThe pierImage source, Agency\nImage caption,\n\nThe pier on Monday\n\n\
         Media caption,\n\nWatch it\n\nIt left.",
    );
    let captions = ["i The pier|The pier on Monday|Agency", "Video { caption: \"Watch it\" }"];
    assert_eq!(shape(&post)[1..3], captions);
}

#[test]
fn captions_are_known_by_their_credit_or_mark() {
    for (line, block) in [
        (
            "Boats at Hale. Photograph: Kim Sample/Getty Images",
            "i |Boats at Hale.|Photograph: Kim Sample/Getty Images",
        ),
        ("Boats wait at the quay [Kim Sample/AFP]", "i |Boats wait at the quay|Kim Sample/AFP"),
        ("Media caption, Watch: boats sail.", "Video { caption: \"Watch: boats sail.\" }"),
        ("Image caption, Boats sail.", "i |Boats sail.|"),
    ] {
        for text in [
            format!("Ferry sails\n\n{line}\n\nIt sails.\n\nIt left."),
            format!("Ferry sails\n\nIt sails.\n\nIt left.\n\n{line}\n\nIt came."),
        ] {
            let shown = shape(&read_article(&text));
            assert!(shown.iter().any(|own| own == block), "{line}: {shown:?}");
        }
    }
}

#[test]
fn of_what_a_terminal_would_obey_alone_nothing_is_left() {
    for text in ["\u{2}", "\u{1b}]0;owned\u{7}\n\u{202e}\n"] {
        let context = Context { name: "x".into(), modified: None, zone: TimeZone::UTC, year: None };
        let document = parse(text.as_bytes(), &"x".into(), &context);
        assert_eq!(document.posts, []);
        assert_eq!(document.problems, [Problem::new(1, "empty: nothing in it is text")]);
    }
}
