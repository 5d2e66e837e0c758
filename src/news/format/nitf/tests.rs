use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

fn document(data: &str) -> String {
    include_str!("../../../../tests/samples/story.nitf.xml")
        .replace("<docdata>", &format!("<docdata{data}>"))
}

#[test]
fn a_document_is_a_post() {
    let document = read_sample(&document(""));
    assert_eq!((document.format, &*document.problems), (&FORMAT, &[][..]));
    let [post] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*post.headline, "Delegation arrives");
    assert_eq!((post.uri(), post.version()), (Some("desk.example-2"), Some(3)));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking, Kind::Analysis]);
    let by = &post.by[0];
    assert_eq!((&*by.name, by.role.as_deref()), ("Kim Sample", Some("Europe editor")));
    assert_eq!(by.located.as_deref(), Some("Harbourtown, Norland"));
    let blocks: Vec<Block> = post.body.blocks().collect();
    assert_eq!(
        blocks,
        [
            Block::Subhead { text: "Talks at noon" },
            Block::Paragraph { text: "In short." },
            Block::Paragraph { text: "A delegation & its luggage." },
            Block::Subhead { text: "Later" },
            Block::Image { alt: "Steps", caption: "Men on steps", credit: "Agency" },
            Block::Quote { text: "We came.", cite: "A minister" },
            Block::List { ordered: false, items: ["One"].into_iter().collect() },
        ]
    );
}

#[test]
fn what_is_withheld_is_no_post() {
    assert!(read_sample(&document(" management-status='withheld'")).posts.is_empty());
    let canceled = read_sample(&document(" management-status='canceled'"));
    assert_eq!(canceled.posts[0].status, Status::Canceled);
    let release = |year| document("><date.release norm='YEAR0602T105000Z'/").replace("YEAR", year);
    assert_eq!(read_sample(&release("2099")).posts.len(), 0);
    assert_eq!(read_sample(&release("2025")).posts.len(), 1);
}

#[test]
fn a_byline_of_text_and_a_dateline_of_text() {
    let document = read_sample(
        "<nitf><body><body.head><hedline><hl1>Rain</hl1></hedline><byline>By Kim Sample and Ann Other</byline>\
         <dateline>HARBOURTOWN, <story.date>June 2</story.date> -</dateline></body.head></body></nitf>",
    );
    let by: Vec<(&str, Option<&str>)> =
        document.posts[0].by.iter().map(|by| (&*by.name, by.located.as_deref())).collect();
    let place = Some("HARBOURTOWN");
    assert_eq!(by, [("Kim Sample", place), ("Ann Other", place)]);
}

#[test]
fn a_place_that_is_none_is_furniture() {
    let people = "<person>Kim Sample</person>".repeat(20);
    let place = "Harbourtown ".repeat(1_000);
    let text = format!(
        "<nitf><body><body.head><byline>{people}</byline><dateline><location>{place}</location></dateline>\
         </body.head><body.content><p>A</p></body.content></body></nitf>"
    );
    let [post] = &*read_sample(&text).posts else { panic!() };
    assert!(post.by.iter().all(|by| by.located.is_none()));
    assert!(matches!(post.body.blocks().next(), Some(Block::Furniture { .. })));
}
