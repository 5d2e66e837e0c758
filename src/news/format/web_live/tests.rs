use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

/// A page with JSON-LD in several scripts, as careless systems write it.
const PAGE: &str = include_str!("../../../../tests/samples/live.html");

#[test]
fn an_update_is_a_post() {
    let document = read_sample(PAGE);
    assert_eq!(document.format, &FORMAT);
    let [first, second, third] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*first.headline, "Delegation \"arrives\"");
    assert_eq!((first.uri(), first.url()), (Some("https://desk.example/live#2"), first.uri()));
    assert_eq!(first.instant(), "2025-06-02T09:50:00.921Z".parse().ok());
    assert_eq!(first.updated().unwrap().instant, "2025-06-02T09:58:00Z".parse().unwrap());
    assert_eq!(&*first.by[0].name, "Kim Sample");
    let blocks: Vec<Block> = first.body.blocks().collect();
    assert_eq!(
        blocks,
        [
            Block::Paragraph { text: "A delegation has arrived." },
            Block::Paragraph { text: "More & more's to come." },
            Block::Image { alt: "", caption: "Men on steps", credit: "Agency" },
            Block::Video { caption: "The arrival" },
        ]
    );
    assert_eq!((second.uri(), second.url()), (Some("#1"), Some("https://desk.example/live")));
    assert_eq!(second.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(second.by[0].role.as_deref(), Some("Editor"));
    assert_eq!(second.body.blocks().count(), 2);
    assert_eq!((third.uri(), third.by.len()), (None, 0), "the page's author wrote not all of it");
    assert_eq!(third.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    let told: Vec<(usize, &str)> =
        document.problems.iter().map(|problem| (problem.line, &*problem.what)).collect();
    assert_eq!(
        told,
        [(20, "a post with neither headline nor body"), (21, "an update that is no object")]
    );
}

#[test]
fn what_stands_before_a_break_is_read() {
    let page = "<html><script type='application/ld+json'>\n[{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[\
                {\"headline\":\"One\"},\n{\"headline\":\"Two\",";
    let document = read_sample(page);
    assert_eq!(document.posts.len(), 1);
    assert_eq!(document.problems.iter().map(|it| it.line).collect::<Vec<_>>(), [3]);
}

#[test]
fn data_that_stands_twice_and_one_update_alone() {
    let script = "<script type=\"application/ld+json\"><!--{\"liveBlogUpdate\":[{\"headline\":\"One\",\
                  \"url\":\"https://desk.example/1\"}]}--></script>";
    let document = read_sample(&format!("<html>{script}{script}"));
    assert_eq!(
        (document.posts.len(), document.posts[0].uri()),
        (1, Some("https://desk.example/1"))
    );
    let one = "<html><script type='APPLICATION/LD&#43;JSON'>{\"mainEntity\":{\"liveBlogUpdate\":{\"name\":\"One\"}}}</script>";
    let document = read_sample(one);
    assert_eq!(document.posts.len(), 1);
    assert_eq!(document.problems, []);
}
