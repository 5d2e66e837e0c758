use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::{Kind, Post};

/// A page with JSON-LD in several scripts, as careless systems write it.
const PAGE: &str = include_str!("../../../../tests/samples/live.html");

fn names(post: &Post) -> Vec<&str> {
    post.by.iter().map(|by| &*by.name).collect()
}

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
    assert_eq!(
        (second.uri(), second.url()),
        (Some("https://desk.example/live#1"), Some("https://desk.example/live"))
    );
    assert_eq!(second.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(second.by[0].role.as_deref(), Some("Editor"));
    assert_eq!(second.body.blocks().count(), 2);
    assert_eq!(third.uri(), None);
    assert_eq!(names(third), ["Page Author"]);
    assert_eq!(third.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    let told: Vec<(usize, &str)> =
        document.problems.iter().map(|problem| (problem.line, &*problem.what)).collect();
    assert_eq!(
        told,
        [(20, "a post with neither headline nor body"), (21, "an update that is no object")]
    );
}

#[test]
fn ids_are_those_of_one_page() {
    let of = |head: &str, address: &str| {
        let update = r##"{"@id": "#1", "headline": "Ferry sails"}"##;
        let data =
            format!(r#"{{"@type": "LiveBlogPosting"{address}, "liveBlogUpdate": [{update}]}}"#);
        let page = format!("<html>{head}<script type='application/ld+json'>{data}</script></html>");
        read_sample(&page).posts[0].uri().map(str::to_owned)
    };
    let uri = |head| of(head, "");
    let own = of("<title>Ferry talks</title>", r#", "url": "https://desk.example/live""#);
    assert_eq!(own.as_deref(), Some("https://desk.example/live#1"));
    let address = "<link rel=canonical href='https://desk.example/live'>";
    assert_eq!(uri(address).as_deref(), Some("https://desk.example/live#1"));
    assert_eq!(uri("<title>Ferry talks</title>").as_deref(), Some("Ferry talks#1"));
    assert_eq!(uri(""), None);
}

#[test]
fn who_a_page_is_by_holds_for_its_updates() {
    let page =
        |blogs: &str| format!("<html><script type='application/ld+json'>[{blogs}]</script></html>");
    let blog = |name: &str| {
        format!(
            r#"{{"@type": "LiveBlogPosting", "author": [{{"name": "{name}"}}], "liveBlogUpdate": [
             {{"headline": "{name} sails"}}, {{"headline": "Rain", "author": "LEE THIRD and PAT FOURTH"}}]}}"#
        )
    };
    let document = read_sample(&page(&blog("Kim Sample")));
    assert_eq!(names(&document.posts[0]), ["Kim Sample"]);
    assert_eq!(names(&document.posts[1]), ["LEE THIRD", "PAT FOURTH"]);
    let two = [blog("Kim Sample"), blog("Ann Other")].join(",");
    assert_eq!(names(&read_sample(&page(&two)).posts[0]), [""; 0], "nobody knows whose it is");
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
