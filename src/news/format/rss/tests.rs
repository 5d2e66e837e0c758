use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::{Kind, TimeSource};

const FEED: &str = include_str!("../../../../tests/samples/feed.rss.xml");

#[test]
fn an_item_is_a_post() {
    let document = read_sample(FEED);
    assert_eq!(document.format, &FORMAT);
    let [first, second] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*first.headline, "Delegation arrives & waits");
    assert_eq!(
        (first.uri(), first.url()),
        (Some("https://desk.example/live#desk-2"), Some("https://desk.example/live#2"))
    );
    assert_eq!(first.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(first.updated().unwrap().instant, "2025-06-02T09:58:00Z".parse().unwrap());
    assert_eq!(first.time.source(), TimeSource::Printed);
    assert_eq!(first.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    assert_eq!(
        first.by.iter().map(|by| &*by.name).collect::<Vec<_>>(),
        ["Kim Sample", "Ann Other"]
    );
    let blocks: Vec<Block> = first.body.blocks().collect();
    assert_eq!(blocks[0], Block::Paragraph { text: "A delegation & its luggage." });
    assert_eq!(blocks[1], Block::List { ordered: false, items: ["One"].into_iter().collect() });
    assert!(matches!(blocks[2], Block::Furniture { .. }));
    assert_eq!(blocks[3], Block::Image { alt: "", caption: "Men on steps", credit: "Agency" });
    assert_eq!(blocks[4..], [Block::Video { caption: "The arrival" }]);
    assert_eq!(&*second.headline, "");
    assert_eq!(second.url(), Some("https://desk.example/live/1"), "a guid that is an address");
    assert_eq!(second.body.texts().collect::<Vec<_>>(), ["Short news.", "It rains."]);
    assert_eq!(&*second.by[0].name, "Lee Third");
    let told: Vec<usize> = document.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(told, [18, 19], "{:?}", document.problems);
}

#[test]
fn numbers_are_those_of_one_feed() {
    let of = |channel: &str, link: &str| {
        let guid = "<guid isPermaLink='false'>1234</guid>";
        let item = format!("<item><title>Ferry sails</title>{guid}{link}</item>");
        let text = format!("<rss version='2.0'><channel>{channel}{item}</channel></rss>");
        read_sample(&text).posts[0].uri().map(str::to_owned)
    };
    let uri = |channel| of(channel, "");
    let picture = "<image><title>Quay</title><link>https://quay.example/</link></image>";
    let titled = format!("{picture}<title>Ferry talks</title>");
    assert_eq!(uri(&titled).as_deref(), Some("Ferry talks#1234"));
    let linked = format!("{titled}<link>https://desk.example/live</link>");
    assert_eq!(uri(&linked).as_deref(), Some("https://desk.example/live#1234"));
    assert_eq!(uri(picture), None);
    let own = of(&titled, "<link>https://desk.example/live/1</link>");
    assert_eq!(own.as_deref(), Some("https://desk.example#1234"));
}

#[test]
fn an_author_is_named_once() {
    let document = read_sample(
        "<rss version='2.0'><channel><item><title>Rain</title><author>kim@desk.example (Kim Sample)</author>\
         <dc:creator>Kim Sample</dc:creator><dc:creator>LEE THIRD and ANN OTHER</dc:creator></item></channel></rss>",
    );
    let names: Vec<&str> = document.posts[0].by.iter().map(|by| &*by.name).collect();
    assert_eq!(names, ["Kim Sample", "LEE THIRD", "ANN OTHER"]);
}

#[test]
fn rss_1_and_0_9() {
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="a"><title>T</title></channel>
        <item rdf:about="https://desk.example/1"><title>Rain</title><link>https://desk.example/1</link>
        <dc:date>2025-06-02T10:50+01:00</dc:date><dc:creator>Kim Sample</dc:creator></item></rdf:RDF>"#;
    let document = read_sample(rdf);
    assert_eq!((document.format, document.problems.len()), (&FORMAT, 0));
    let post = &document.posts[0];
    assert_eq!((&*post.headline, post.uri()), ("Rain", Some("https://desk.example/1")));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    let old = "<rss version='0.91' xmlns='http://backend.example/rss2'><channel><item><title>Rain</title>\
               <dc:creator>Kim Sample</dc:creator></item></channel></rss>";
    let document = read_sample(old);
    assert_eq!(&*document.posts[0].headline, "Rain");
    assert_eq!(&*document.posts[0].by[0].name, "Kim Sample", "a prefix that is bound to nothing");
}

#[test]
fn titles_may_be_of_html() {
    let titled = |title: &str| {
        let text = format!(
            "<rss version=\"2.0\"><channel><item><title>{title}</title><link>https://desk.example/1</link></item></channel></rss>"
        );
        read_sample(&text).posts[0].headline.to_string()
    };
    assert_eq!(
        titled("<![CDATA[Crane <b>falls</b> &amp; boat sinks]]>"),
        "Crane falls & boat sinks"
    );
    assert_eq!(titled("Crane falls &mdash; boat sinks"), "Crane falls — boat sinks");
    assert_eq!(titled("R&amp;D at &lt;3 kn"), "R&D at <3 kn");
}
