use super::*;
use crate::news::body::Block;
use crate::news::format::parse;
use crate::news::format::tests::{context, read_sample};
use crate::news::post::{Kind, TimeSource};

const IPTC: &str = "\u{1}dsk002 2 i 12 harbour desk 002\r\n\r\nHarbour-talks/\r\n\
    \u{2}Delegation arrives =\r\n\r\n   Harbourtown (desk) - A delegation has arrived\r\n\
    in the harbour.\r\n   The talks begin at noon.\r\n\r\n\u{3}\r\n";

const ANPA: &str = "\u{16}\u{16}\u{1}A0002\u{1f}__test\r\nf i\u{13}\u{11} BC-Harbour-Talks     06-02 0012\r\n\
    \u{2}^BC-Harbour-Talks,12<\r\n^Delegation arrives<\r\n^By KIM SAMPLE=\r\n^Example Desk=\r\n\
    \t   HARBOURTOWN (Desk) _ A delegation has arrived.\r\n\t   It will stay.\r\n\
    \t   \u{3}Desk-WF-06-02-25 0950GMT<\r\n\u{4}";

fn texts(post: &crate::news::post::Post) -> Vec<String> {
    post.body.texts().map(str::to_owned).collect()
}

#[test]
fn iptc_7901_is_read() {
    let document = read_sample(IPTC);
    assert_eq!((document.format, document.problems.as_slice()), (&IPTC_7901, &[][..]));
    let [post] = document.posts.as_slice() else { panic!("{:?}", document.posts) };
    assert_eq!((&*post.headline, post.uri()), ("Delegation arrives", None));
    assert!(post.kinds.contains(Kind::Breaking));
    assert_eq!(
        texts(post),
        [
            "Harbourtown (desk) - A delegation has arrived in the harbour.",
            "The talks begin at noon."
        ]
    );
    assert_eq!(post.time.source(), TimeSource::File, "it prints no time");
}

#[test]
fn anpa_1312_is_read() {
    let document = read_sample(ANPA);
    assert_eq!((document.format, document.problems.as_slice()), (&ANPA_1312, &[][..]));
    let [post] = document.posts.as_slice() else { panic!("{:?}", document.posts) };
    assert_eq!(
        (&*post.headline, post.uri()),
        ("Delegation arrives", Some("Desk-WF/A0002/2025-06-02"))
    );
    assert!(post.kinds.contains(Kind::Breaking));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(post.time.source(), TimeSource::Printed);
    let by = &post.by[0];
    assert_eq!(&*by.name, "KIM SAMPLE");
    assert_eq!(by.organisation.as_deref(), Some("Example Desk"));
    assert_eq!(by.located.as_deref(), Some("HARBOURTOWN"));
    assert_eq!(texts(post), ["HARBOURTOWN (Desk) _ A delegation has arrived.", "It will stay."]);
}

#[test]
fn a_file_holds_several_messages() {
    let later = ANPA.replace("A0002", "A0003").replace("f i", "r i").replace("0950GMT", "0610EDT");
    let document = read_sample(&format!("{ANPA}{later}\u{1}A0004\u{1f}__test\r\nu i\u{13}"));
    let posts: Vec<_> = document
        .posts
        .iter()
        .map(|post| (post.uri().unwrap_or_default(), post.kinds.contains(Kind::Breaking)))
        .collect();
    assert_eq!(posts, [("Desk-WF/A0002/2025-06-02", true), ("Desk-WF/A0003/2025-06-02", false)]);
    assert_eq!(document.posts[1].instant(), "2025-06-02T10:10:00Z".parse().ok());
    let told = &document.problems[0];
    assert_eq!((told.line, &*told.what), (19, "a header of the wire without a text"));
    // Cut in the middle, what has come is read.
    let cut = IPTC.split_once("The talks").unwrap().0;
    assert_eq!(read_sample(cut).posts.len(), 1);
}

#[test]
fn letters_are_those_of_latin_1() {
    let mut bytes = IPTC.replace("noon", "noon in the caf!").into_bytes();
    bytes.iter_mut().filter(|byte| **byte == b'!').for_each(|byte| *byte = 0xe9);
    let document = parse(&bytes, &"wire".into(), &context());
    assert_eq!(document.format, &IPTC_7901, "{:?}", document.problems);
    assert!(document.posts[0].body.text().contains("café"));
}

#[test]
fn what_is_for_editors_alone_is_left_out() {
    let notes = "   The quay is open.\r\n\r\n# # #\r\n## Note to editors\r\n\
        The following is not for publication\r\nCall Kim on 555 0100\r\n\u{3}";
    let document = read_sample(&IPTC.replace('\u{3}', notes));
    assert_eq!(document.posts[0].body.texts().last(), Some("The quay is open."));
    let flat = IPTC.replace(
        "   The talks begin at noon.",
        "It has three members.\r\nThe following is not for publication:\r\nCall Kim on 555 0100",
    );
    let said = texts(&read_sample(&flat).posts[0]).join(" ");
    assert!(said.ends_with("It has three members."), "{said}");
    let eds = ANPA.replace("^By KIM", "^Eds: UPDATES with time.<\r\n^By KIM");
    let document = read_sample(&eds);
    assert!(!document.posts[0].body.text().contains("UPDATES"));
    assert_eq!(&*document.posts[0].headline, "Delegation arrives");
    let held = ANPA.replace("^By KIM", "^EMBARGOED until noon<\r\n^By KIM");
    let document = read_sample(&held);
    assert!(document.posts.is_empty() && document.problems.is_empty());
}

#[test]
fn a_long_paragraph_is_looked_at_once() {
    let long = format!("   {}a\r\n{}   The talks", "-".repeat(100_000), "b\r\n".repeat(60_000));
    let said = texts(&read_sample(&IPTC.replace("   The talks", &long)).posts[0]);
    assert_eq!((said.len(), said[1].len()), (3, 220_001));
}

#[test]
fn an_embargo_may_be_what_is_reported() {
    let with =
        |text: &str| IPTC.replace("   The talks begin", &format!("{text}\r\n   The talks begin"));
    for text in [
        "   The EU has imposed an oil\r\nembargo on Harbourtown.",
        "   Embargo talks go on in the town.",
        "   Kim Sample has called a letter\r\nnot for publication in the town.",
        "   Kim Sample said it was not for publication.",
        "   The EU's arms embargo until Tuesday\r\nholds, ministers said.",
        "   A letter that was\r\nembargoed until Monday has leaked.",
        "   A letter is\r\nNOT FOR RELEASE BEFORE THE TALKS END, it says.",
        "   Not for release before the talks end, it says.",
        "   EMBARGO BIS MONTAG GEFORDERT",
    ] {
        let document = read_sample(&with(text));
        let said = texts(&document.posts[0]);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((said.get(1), said.len()), (Some(&words), 3), "{said:?}");
    }
    for headline in [
        "Embargo on oil to end",
        "Embargoes of 2025: what comes next",
        "Embargo for Harbourtown",
        "Embargo: 3 things to know",
        "Embargo 60 years on",
        "Embargo ends on Monday",
        "Embargo lifts hopes of 3000 farmers",
        "Embargoed oil was sold on Monday",
        "Embargoed for 1,000 days, Harbourtown waits",
        "Under embargo since 1962, Harbourtown waits",
        "Embargo ends at 6pm, says EU",
        "Embargo until Monday for fish",
        "Hold for release of prisoners widens",
    ] {
        let text = IPTC.replace("Delegation arrives", headline);
        assert_eq!(&*read_sample(&text).posts[0].headline, headline);
    }
    for text in [
        "   EMBARGOED until noon",
        "   EMBARGOED",
        "   *** EMBARGO: 6 p.m. Monday ***",
        "   EMBARGOED UNTIL 2 JUNE",
        "   Embargo: 6pm",
        "   Embargo: not before Monday",
        "   Embargo: 1200 GMT",
        "   Sperrfrist 12.00 Uhr",
        "   Embargoed for release at 6 p.m. EDT Monday",
        "   STRICTLY EMBARGOED UNTIL 0001 GMT TUESDAY",
        "   A line\r\nSTRICTLY EMBARGOED UNTIL 0001 GMT TUESDAY",
        "   Sperrfrist: Montag, 18 Uhr",
        "   Achtung: Sperrfrist Montag",
        "   Embargo lifts at 1800 GMT",
        "   Under embargo until Tuesday",
        "   Embargoed to 0001 Tuesday June 3",
        "   Embargoed until 0001 GMT Tuesday. The first boat since Friday has left the north quay, and lorries still\r\nqueue.",
        "   HOLD FOR RELEASE",
        "   Not for release before noon",
    ] {
        let document = read_sample(&with(text));
        assert!(document.posts.is_empty() && document.problems.is_empty(), "{text}");
    }
}

#[test]
fn a_text_in_capitals_may_report_of_an_embargo() {
    let loud = IPTC.to_uppercase();
    for line in ["EMBARGO UNTIL JUNE 30.", "EMBARGOED UNTIL MONDAY, A SPOKESMAN SAID."] {
        let text = format!("THE OIL OF THE HARBOUR IS UNDER THE\r\n{line}\r\n   THE TALKS BEGIN");
        let document = read_sample(&loud.replace("THE TALKS BEGIN", &text));
        assert_eq!(document.posts.len(), 1, "{line}");
    }
    let held = loud.replace("   THE TALKS BEGIN", "   EMBARGO UNTIL JUNE 30\r\n   THE TALKS BEGIN");
    assert!(read_sample(&held).posts.is_empty());
}

#[test]
fn an_embargo_on_the_first_line_holds_the_message() {
    for line in ["Under embargo until Tuesday", "Embargoed to 0001 Tuesday June 3"] {
        let text = IPTC.replace("Delegation arrives =\r\n\r\n   ", &format!("{line}\r\n"));
        assert!(read_sample(&text).posts.is_empty(), "{line}");
    }
}

#[test]
fn notes_end_where_their_paragraph_does() {
    let note = "   Eds: The time below is that of the\r\nharbour office. Call Kim on 555 0100\r\n";
    for end in ["   The talks", "\r\n   The talks", "\r\nThe talks"] {
        let text = IPTC.replace("   The talks", &format!("{note}{end}"));
        let said = texts(&read_sample(&text).posts[0]);
        assert_eq!(said.get(1).map(String::as_str), Some("The talks begin at noon."), "{said:?}");
    }
    let ended = ANPA.replace("^By KIM", "^Eds: UPDATES with\r\ntime and place.<\r\n^By KIM");
    let post = &read_sample(&ended).posts[0];
    assert_eq!((&*post.by[0].name, texts(post).len()), ("KIM SAMPLE", 2));
}

#[test]
fn the_head_of_a_message_is_kept() {
    let head = "Delegation arrives =\r\nTalks begin at noon =\r\nBy Kim Sample, Ann Other and Lee Third =\r\n";
    let post = &read_sample(&IPTC.replace("Delegation arrives =\r\n", head)).posts[0];
    assert_eq!(&*post.headline, "Delegation arrives");
    assert_eq!(post.body.blocks().next(), Some(Block::Subhead { text: "Talks begin at noon" }),);
    let names: Vec<&str> = post.by.iter().map(|by| &*by.name).collect();
    assert_eq!(names, ["Kim Sample", "Ann Other", "Lee Third"]);
    assert!(post.by.iter().all(|by| by.located.as_deref() == Some("Harbourtown")));
}

#[test]
fn names_in_capitals_are_bylines() {
    let head = "Delegation arrives =\r\nBy KIM SAMPLE and ANN OTHER =\r\n";
    let post = &read_sample(&IPTC.replace("Delegation arrives =\r\n", head)).posts[0];
    let names: Vec<&str> = post.by.iter().map(|by| &*by.name).collect();
    assert_eq!((names, texts(post).len()), (vec!["KIM SAMPLE", "ANN OTHER"], 2));
}

#[test]
fn a_text_whose_paragraphs_end_with_a_sign_is_no_head() {
    let signed = |by: &str, first: &str| {
        let text = ANPA.replace("^By KIM SAMPLE=\r\n^Example Desk=\r\n", by);
        let text = text.replace("\t   HARBOURTOWN (Desk) _ A delegation has arrived.", first);
        read_sample(&text.replace("\t   It will stay.", "^It will stay<")).posts.swap_remove(0)
    };
    for first in [
        "^   HARBOURTOWN (Desk) _ A delegation has arrived<",
        "^HARBOURTOWN, June 2 (Desk) _ A delegation has arrived<",
        "^A delegation has arrived.<",
        "^\tA delegation has arrived<",
        "   A delegation has arrived<",
    ] {
        for by in ["", "^By KIM SAMPLE=\r\n"] {
            let post = signed(by, first);
            let are_text = post.body.blocks().all(|it| matches!(it, Block::Paragraph { .. }));
            assert_eq!((are_text, texts(&post).len()), (true, 2), "{first}: {post:?}");
            assert!(post.by.iter().all(|by| by.organisation.is_none()), "{first}");
        }
    }
    let post =
        signed("^By KIM SAMPLE=\r\n", "^HARBOURTOWN, June 2 (Desk) _ A delegation has arrived<");
    assert_eq!(post.by[0].located.as_deref(), Some("HARBOURTOWN"));
}

#[test]
fn what_names_share_is_short() {
    let desk = "Example ".repeat(1000);
    let post = &read_sample(&ANPA.replace("Example Desk", desk.trim())).posts[0];
    assert_eq!((&*post.headline, post.by[0].organisation.as_deref()), ("Delegation arrives", None));
    assert_eq!(texts(post)[0], desk.trim());
    let many = vec!["KIM SAMPLE"; 1000].join(" and ");
    let post = &read_sample(&ANPA.replace("KIM SAMPLE", &many)).posts[0];
    assert!(post.by.len() <= 1, "{}", post.by.len());
    assert!(post.body.text().contains(&many) || *post.by[0].name == *many);
}

#[test]
fn a_number_alone_is_no_name() {
    for end in ["", "06-02-25 0950GMT<", "-06-02-25 0950GMT<"] {
        let other = ANPA.replace("Desk-WF-06-02-25 0950GMT<", end);
        assert_eq!(read_sample(&other).posts[0].uri(), None, "{end}");
    }
    let other = ANPA.replace("Desk-WF-", "Quay-WF-");
    assert_ne!(read_sample(&other).posts[0].uri(), read_sample(ANPA).posts[0].uri());
}

#[test]
fn other_texts_are_no_wire() {
    for text in ["A report.\n\u{1}\n\u{2}It goes on.", "\u{1} alone.\n\nNothing follows it."] {
        let format = read_sample(text).format;
        assert!(format != &IPTC_7901 && format != &ANPA_1312, "{text:?}");
    }
}

#[test]
fn a_headline_may_be_wrapped() {
    let with = |head: &str| {
        let text = IPTC.replace("Delegation arrives =\r\n", head);
        read_sample(&text).posts.swap_remove(0)
    };
    let post = with("\r\nDelegation arrives in the harbour -\r\nTalks begin =\r\n");
    assert_eq!(
        (&*post.headline, texts(&post).len()),
        ("Delegation arrives in the harbour - Talks begin", 2)
    );
    let post = with("Delegation\r\narrives =\r\nUtl.: Talks\r\nbegin =\r\n");
    assert_eq!(&*post.headline, "Delegation arrives");
    assert_eq!(post.body.blocks().next(), Some(Block::Paragraph { text: "Utl.: Talks begin" }));
    let post = with("A delegation has come.\r\nTalks begin =\r\n");
    assert_eq!((&*post.headline, texts(&post).len()), ("", 3));
}

#[test]
fn a_byline_needs_no_sign_where_it_stands_alone() {
    let with = |line: &str| {
        let text = IPTC
            .replace("Delegation arrives =\r\n\r\n", &format!("Delegation arrives =\r\n{line}"));
        read_sample(&text).posts.swap_remove(0)
    };
    for line in [
        "Von Kim Sample, dpa\r\n",
        "\r\nPar Kim Sample, afp\r\n\r\n",
        "Por Kim Sample, efe\r\n",
        "   By Kim Sample, ap\r\n",
    ] {
        let post = with(line);
        assert_eq!((post.by.len(), texts(&post).len()), (1, 2), "{line}");
        assert_eq!(&*post.by[0].name, "Kim Sample");
        let organisation = post.by[0].organisation.as_deref();
        assert!(organisation.is_some_and(|agency| line.contains(agency)), "{line}");
        assert_eq!(post.by[0].located.as_deref(), Some("Harbourtown"));
    }
    for line in ["Von Kim Sample\r\nfehlt jede Spur.\r\n", "Von Harbourtown\r\n"] {
        let post = with(line);
        assert_eq!((post.by.len(), texts(&post).len()), (0, 3), "{line}");
    }
}

#[test]
fn lines_for_editors_around_a_headline_are_furniture() {
    let routine = ANPA.replace("f i", "r i");
    let with = |lines: &str| {
        let text = routine.replace("^Delegation arrives<", lines);
        read_sample(&text).posts.swap_remove(0)
    };
    let post = with("^URGENT<\r\n^Delegation arrives<\r\n^AP Photo NY101<");
    assert_eq!(&*post.headline, "Delegation arrives");
    assert!(post.kinds.contains(Kind::Breaking));
    assert_eq!(post.body.shown_texts().count(), 2);
    let post = with("^AP Photos NY101-103, NY105<\r\n^Delegation arrives<");
    assert_eq!((&*post.headline, post.body.shown_texts().count()), ("Delegation arrives", 2));
    assert!(!post.kinds.contains(Kind::Breaking));
    for headline in ["Photo wins prize of 2025", "URGENT", "PHOTO 51 SOLD", "With Video 2 ends it"]
    {
        let post = with(&format!("^{headline}<"));
        assert_eq!((&*post.headline, post.body.shown_texts().count()), (headline, 2));
    }
}
