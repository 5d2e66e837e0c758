use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

#[test]
fn an_entry_is_a_post() {
    let document = read_sample(include_str!("../../../../tests/samples/feed.atom.xml"));
    assert_eq!((document.format, &*document.problems), (&FORMAT, &[][..]));
    let [first, second, gone] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*first.headline, "Delegation arrives & waits");
    assert_eq!(
        (first.uri(), first.url()),
        (Some("tag:desk.example,2025:live#2"), Some("https://desk.example/live#2"))
    );
    assert_eq!(first.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(first.updated().unwrap().instant, "2025-06-02T09:58:00Z".parse().unwrap());
    assert_eq!(first.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
    assert_eq!(&*first.by[0].name, "Kim Sample");
    let blocks: Vec<Block> = first.body.blocks().collect();
    assert_eq!(blocks[0], Block::Paragraph { text: "A <b has come." });
    assert_eq!(blocks[2], Block::Image { alt: "Steps", caption: "", credit: "" });
    assert_eq!(&*second.headline, "It <rains>");
    assert_eq!(&*second.by[0].name, "Harbourtown Desk", "whoever the feed is by");
    assert_eq!(second.instant(), "2025-06-02T09:00:00Z".parse().ok());
    assert_eq!(second.body.texts().collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(
        (gone.uri(), gone.status),
        (Some("tag:desk.example,2025:live#-1"), Status::Canceled)
    );
}

#[test]
fn an_entry_alone_and_the_old_form() {
    let document = read_sample(
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>Rain</title><content type='text/html'>\
         &lt;p>a&lt;/p>&lt;p>b</content></entry>",
    );
    assert_eq!(document.posts[0].body.texts().count(), 2);
    let document = read_sample(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>Rain</title>\
         <issued>2025-06-02T10:50:00+01:00</issued><modified>2025-06-02T10:58:00+01:00</modified></entry></feed>",
    );
    assert_eq!(document.posts[0].instant(), "2025-06-02T09:50:00Z".parse().ok());
}

#[test]
fn what_a_feed_says_once_is_no_longer_in_each_of_its_posts() {
    let names = "<author><name>Kim Sample</name></author>".repeat(2_000);
    let long = format!("<author><name>{}</name></author>", "x".repeat(50_000));
    for authors in [names, long] {
        let entries = "<entry><title>Rain</title></entry>".repeat(50);
        let text = format!("<feed xmlns='http://www.w3.org/2005/Atom'>{authors}{entries}</feed>");
        let posts = read_sample(&text).posts;
        assert_eq!(posts.len(), 50);
        let names =
            |post: &crate::news::post::Post| post.by.iter().map(|by| by.name.len()).sum::<usize>();
        assert!(posts.iter().all(|post| names(post) <= 500), "{}", names(&posts[0]));
    }
}
