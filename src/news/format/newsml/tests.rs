use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

#[test]
fn an_item_is_a_post() {
    let message = include_str!("../../../../tests/samples/message.newsml.xml");
    let document = read_sample(message);
    assert_eq!((document.format, &*document.problems), (&FORMAT, &[][..]));
    let [first, second, canceled, free] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*first.headline, "Delegation arrives");
    assert_eq!((first.uri(), first.version()), (Some("tag:2"), Some(2)));
    assert_eq!(first.url(), Some("https://desk.example/2"));
    assert_eq!(first.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(first.updated().unwrap().instant, "2025-06-02T09:58:00Z".parse().unwrap());
    assert_eq!(first.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking, Kind::Analysis]);
    let by = &first.by[0];
    assert_eq!((&*by.name, by.role.as_deref()), ("Kim Sample", Some("Europe editor")));
    assert_eq!(by.located.as_deref(), Some("Harbourtown"));
    assert_eq!(first.body.texts().collect::<Vec<_>>(), ["A < b."]);
    assert_eq!(second.body.texts().collect::<Vec<_>>(), ["One", "Two"]);
    assert_eq!(&*second.by[0].name, "Ann Other");
    assert_eq!((canceled.uri(), canceled.status), (Some("tag:c"), Status::Canceled));
    assert_eq!(free.body.texts().count(), 2);
}

#[test]
fn a_picture_says_what_it_shows() {
    let document = read_sample(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='tag:p'><itemMeta><itemClass qcode='ninat:picture'/>\
         </itemMeta><contentMeta><headline>Steps</headline><description>Men on steps</description>\
         <creditline>Agency</creditline></contentMeta><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>",
    );
    let blocks: Vec<Block> = document.posts[0].body.blocks().collect();
    assert_eq!(blocks, [Block::Image { alt: "", caption: "Men on steps", credit: "Agency" }]);
}
