use jiff::tz::TimeZone;

use super::super::parse;
use super::*;
use crate::news::post::Problem;

fn read_page(text: &str) -> Document {
    let context = Context {
        name: "page.txt".into(),
        modified: "2025-06-02T12:00:00Z".parse().ok(),
        zone: TimeZone::UTC,
        year: None,
    };
    parse(text.as_bytes(), &"page.txt".into(), &context)
}

fn paragraph(text: &str) -> Block<'_> {
    Block::Paragraph { text }
}

fn blocks(post: &Post) -> Vec<Block<'_>> {
    post.body.blocks().collect()
}

const PAGE: &str = "\
Summary

  • The ferry sails again

  • Talks go on

  1. Ferry sails againpublished at 10:50 British Summer Time 2 June
    Breaking

    Kim Sample
    Europe editor, reporting from Harbourtown

    The pierImage source, Agency
    Image caption,

    The pier on Monday

    The ferry has left.

    Points so far:

    • One
    • Two
    1. First
    2. Second

    Media caption,

    Watch the ferry leave

    11 May

    It stopped that day.
  2. Analysis

    Why it took so longpublished at 10:24 British Summer Time 2 June

    Nobody knows.
";

#[test]
fn a_page_is_read_whole() {
    let Document { format, posts, problems } = read_page(PAGE);
    assert_eq!((format, problems), (&FORMAT, vec![]));
    let [summary, ferry, why] = posts.as_slice() else { panic!("{posts:?}") };

    assert_eq!(summary.kinds.iter().collect::<Vec<_>>(), [Kind::Summary]);
    assert_eq!(summary.time.moment(), ferry.time.moment(), "the time of the newest post");
    assert_eq!(summary.time.source(), TimeSource::Page);
    let items = vec!["The ferry sails again", "Talks go on"];
    assert_eq!(blocks(summary), [Block::List { ordered: false, items }]);

    assert_eq!(&*ferry.headline, "Ferry sails again");
    assert_eq!(ferry.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    assert_eq!(ferry.by[0].name.as_ref(), "Kim Sample");
    assert_eq!(ferry.time.source(), TimeSource::YearAssumed);
    assert_eq!(ferry.time.moment().unwrap().civil().to_string(), "2025-06-02T10:50:00");
    assert_eq!(
        blocks(ferry),
        [
            Block::Image { alt: "The pier", caption: "The pier on Monday", credit: "Agency" },
            paragraph("The ferry has left."),
            paragraph("Points so far:"),
            Block::List { ordered: false, items: vec!["One", "Two"] },
            Block::List { ordered: true, items: vec!["First", "Second"] },
            Block::Video { caption: "Watch the ferry leave" },
            Block::Subhead { text: "11 May" },
            paragraph("It stopped that day."),
        ]
    );
    assert_eq!(&*why.headline, "Why it took so long");
    assert_eq!(why.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(blocks(why), [paragraph("Nobody knows.")]);
}

#[test]
fn an_empty_summary_makes_no_post() {
    let page = "Summary\n\n  1. Ferrypublished at 10:50 British Summer Time\n\n    It sails.\n";
    assert_eq!(read_page(page).posts.len(), 1);
}

#[test]
fn posts_need_no_blank_lines_and_numbers_no_order() {
    let page = "  7. Apublished at 10:50 GMT\n    One.\n  3. Bpublished at 10:40 GMT\n    Two.\n  \
                3. Analysis\n    Cpublished at 10:30 GMT\n    Three.\n    Dpublished at 10:20 GMT\n    Four.";
    let posts = read_page(page).posts;
    let told: Vec<(&str, Block)> =
        posts.iter().map(|post| (&*post.headline, blocks(post)[0].clone())).collect();
    let expected = [
        ("A", paragraph("One.")),
        ("B", paragraph("Two.")),
        ("C", paragraph("Three.")),
        ("D", paragraph("Four.")),
    ];
    assert_eq!(told, expected);
    assert!(posts[2].kinds.contains(Kind::Analysis));
}

#[test]
fn captions_find_their_pictures() {
    let page = "  1. Apublished at 10:50 GMT\n\n    The pier\n    Image caption,\n\n    The pier in May\n\n    \
                It sails.\n\n    Image caption,\n\n    Another view\n\n    Media caption,\n";
    assert_eq!(
        blocks(&read_page(page).posts[0]),
        [
            Block::Image { alt: "The pier", caption: "The pier in May", credit: "" },
            paragraph("It sails."),
            Block::Image { alt: "", caption: "Another view", credit: "" },
            paragraph("Media caption,"),
        ]
    );
}

#[test]
fn breaking_counts_only_below_the_header() {
    let page = "  1. Apublished at 10:50 GMT\n\n    Breaking\n\n    It sails.";
    let post = &read_page(page).posts[0];
    assert!(post.kinds.is_empty());
    assert_eq!(blocks(post)[0], paragraph("Breaking"));
}

#[test]
fn numbers_that_do_not_follow_are_kept() {
    let page =
        "  1. Apublished at 10:50 GMT\n\n    3. Third place\n    2. Second place\n    1. First";
    let items = vec!["3. Third place", "Second place", "1. First"];
    assert_eq!(blocks(&read_page(page).posts[0]), [Block::List { ordered: true, items }]);
}

#[test]
fn what_stands_above_the_first_post_is_furniture() {
    let page = "Harbour talks: live\n\n  1. Apublished at 10:50 GMT\n\n    It sails.";
    let post = &read_page(page).posts[0];
    assert_eq!(blocks(post)[0], Block::Furniture { text: "Harbour talks: live" });
    assert_eq!(post.body.shown_blocks().count(), 1);
}

#[test]
fn a_time_that_is_none_is_named_and_costs_no_post() {
    let page = "  1. Apublished at 10:50 GMT 2 June\n\n    One.\n\n  2. Bpublished at 25:61 GMT 2 June\n\n    Two.\n";
    let Document { posts, problems, .. } = read_page(page);
    assert_eq!(problems, [Problem::new(5, "`25:61` is no time of day")]);
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[1].time.source(), TimeSource::Page);
    assert_eq!(posts[1].time.moment(), posts[0].time.moment());
}

#[test]
fn a_header_with_nothing_around_it_is_named_and_no_post() {
    let page = "  1. published at 10:50 GMT\n\n  2. Bpublished at 10:30 GMT\n\n    More.\n";
    let Document { posts, problems, .. } = read_page(page);
    assert_eq!(problems, [Problem::new(1, "a post with neither headline nor body")]);
    assert_eq!(posts.iter().map(|post| &*post.headline).collect::<Vec<_>>(), ["B"]);
}

/// Every word of a body is somewhere in the blocks: nothing printed is lost.
#[test]
fn no_word_is_lost() {
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split(|ch: char| !ch.is_alphanumeric()).map(str::to_lowercase).collect();
        words.retain(|word| !word.is_empty());
        words.sort();
        words
    };
    let body = "    Kim Sample went\n    home, and wept.\n\n    • a\n\n    ‣ b\n\n    Image source, X\n\n    \
                9. nine\n    Image caption,\n    cap\n  4. four\n    last";
    let page = format!("  1. Apublished at 10:50 GMT\n{body}");
    let post = &read_page(&page).posts[0];
    let by = post.by.iter().flat_map(|by| [Some(by.name.to_string()), by.role.clone()]).flatten();
    let texts = post.body.texts().map(str::to_owned);
    let kept = by.chain(texts).collect::<Vec<_>>().join(" ");
    let marks = ["image", "source", "image", "caption"];
    let mut printed = words(body);
    for mark in marks {
        let at = printed.iter().position(|word| word == mark).unwrap();
        printed.remove(at);
    }
    let mut kept = words(&kept);
    // A list's own numbers are its order.
    printed.retain(|word| word.parse::<u8>().is_err());
    kept.retain(|word| word.parse::<u8>().is_err());
    assert_eq!(kept, printed);
}

#[test]
fn a_page_may_stand_at_any_indent() {
    for by in ["", "  ", "\t", " "] {
        let moved: Vec<String> = PAGE.lines().map(|line| format!("{by}{line}")).collect();
        assert_eq!(read_page(&moved.join("\n")).posts, read_page(PAGE).posts, "{by:?}");
    }
    let stripped: Vec<&str> = PAGE.lines().map(str::trim_start).collect();
    assert_eq!(read_page(&stripped.join("\n")).posts, read_page(PAGE).posts);
}

#[test]
fn headers_in_less_usual_forms() {
    let page = "SUMMARY\n\n  • One\n\n  1. Apublished\u{a0}at\u{a0}10:50 GMT\n\n    One.\n\n  2. Analysis\n\n    \
                B published at 10:40 GMT\n\n    Two.\n\n    1. Listed\n    2. It was published at 10:35 GMT\n\n  \
                Analysis\n\n    Cpublished at 10:30 GMT\n\n    Three.";
    let posts = read_page(page).posts;
    let told: Vec<(&str, bool)> =
        posts.iter().map(|post| (&*post.headline, post.kinds.contains(Kind::Analysis))).collect();
    assert_eq!(told, [("Summary", false), ("A", false), ("B", true), ("C", true)]);
    assert_eq!(blocks(&posts[2]).len(), 2, "a number deep in the body is a list's");
}

#[test]
fn a_caption_mark_takes_no_mark_for_its_picture() {
    let page =
        "  1. Apublished at 10:50 GMT\n\n    Image caption,\n    Image caption,\n    Words\n";
    let image = Block::Image { alt: "", caption: "Words", credit: "" };
    assert_eq!(blocks(&read_page(page).posts[0]), [paragraph("Image caption,"), image]);
}

#[test]
fn several_names_share_the_line_below_them() {
    let read = |names: &str, about: &str| {
        let page =
            format!("  1. Apublished at 10:50 GMT\n\n    {names}\n    {about}\n\n    It sails.\n");
        let post = read_page(&page).posts.swap_remove(0);
        let told = |part: &Option<String>| part.clone().unwrap_or_default();
        let by: Vec<String> = post
            .by
            .iter()
            .map(|by| format!("{}/{}/{}", by.name, told(&by.role), told(&by.located)))
            .collect();
        (by.join("; "), post.body.blocks().count())
    };
    for (names, about, by) in [
        (
            "Kim Sample and Ann Other",
            "Live reporters",
            "Kim Sample/Live reporters/; Ann Other/Live reporters/",
        ),
        (
            "Kim Sample & Ann Other",
            "Reporting from Harbourtown",
            "Kim Sample//Harbourtown; Ann Other//Harbourtown",
        ),
        (
            "Kim Sample, Ann Other, Jan van der Berg and Lee Third",
            "In Harbourtown",
            "Kim Sample//Harbourtown; Ann Other//Harbourtown; Jan van der Berg//Harbourtown; Lee Third//Harbourtown",
        ),
        ("Kim Sample, MP", "Live reporter", ""),
        ("Kim Sample", "Live reporter", "Kim Sample/Live reporter/"),
    ] {
        let by = if by.is_empty() { format!("{names}/{about}/") } else { by.to_owned() };
        assert_eq!(read(names, about), (by, 1), "{names}");
    }
    for (first, second) in [
        ("Ferries, trains and buses are late", "Live reporters say why"),
        ("North Quay and South Quay", "are closed to all boats"),
    ] {
        assert_eq!(read(first, second), (String::new(), 3), "{first}");
    }
}

#[test]
fn what_is_printed_around_posts_is_furniture() {
    let page = "Live\n\nSummary\n\nJump to comments\n\n  • The ferry sails again\n\nEdited by Kim Sample\n\n  \
                1. Apublished at 10:50 GMT\n\n    Share this post\n    Copy this link\n\n    \
                This video can not be played\n\n    Media caption,\n\n    The ferry\n\n    It sails.\n\n    \
                Skip twitter post by Ann\n\n    Seen it!\n\n    End of twitter post by Ann\n\n    \
                Related Topics\n\n    Two boats\n\n  2. Bpublished at 10:40 GMT\n\n    It rains.\n\n\
                Related Topics\n\nFerries\n\nHarbourtown\n\nRelated internet links\n\nHarbour Desk\n\n\
                Read more about these links.\n";
    let posts = read_page(page).posts;
    let shown: Vec<Vec<&str>> =
        posts.iter().map(|post| post.body.shown_texts().collect()).collect();
    assert_eq!(
        shown,
        [
            vec!["The ferry sails again"],
            vec!["The ferry", "It sails.", "Seen it!", "Two boats"],
            vec!["It rains."]
        ]
    );
    assert!(posts[1].by.is_empty());
    let all: usize = posts.iter().map(|post| post.body.texts().count()).sum();
    assert_eq!(all, 21, "nothing is lost");
    let prose = "  1. Apublished at 10:50 GMT\n\n    Related topics\n\n    It sails today.\n";
    assert_eq!(
        read_page(prose).posts[0].body.shown_texts().collect::<Vec<_>>(),
        ["It sails today."]
    );
}
