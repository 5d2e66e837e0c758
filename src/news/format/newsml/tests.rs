use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

fn item(guid: &str, meta: &str, content: &str, contents: &str) -> String {
    format!(
        r#"<newsItem guid="{guid}" version="2" xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2025-06-02T09:58:00Z</versionCreated>
<firstCreated>2025-06-02T10:50:00+01:00</firstCreated>{meta}<edNote>call the desk</edNote></itemMeta>
<contentMeta>{content}</contentMeta><contentSet>{contents}</contentSet></newsItem>"#
    )
}

#[test]
fn an_item_is_a_post() {
    let nitf = r#"<inlineXML contenttype="application/nitf+xml"><n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/">
        <n:body><n:body.head><n:hedline><n:hl1>Other</n:hl1></n:hedline></n:body.head><n:body.content><n:p>A &lt; b.</n:p>
        </n:body.content></n:body></n:nitf></inlineXML>"#;
    let html = r#"<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>One</p>
        <p>Two</p></body></html></inlineXML>"#;
    let message = format!(
        "<?xml version='1.0'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>x</sent></header>\
         <itemSet><packageItem guid='p'><groupSet><group><itemRef residref='tag:2'/></group></groupSet></packageItem>\
         {}{}{}{}{}{}{}</itemSet></newsMessage>",
        item(
            "tag:2",
            "<pubStatus qcode='stat:usable'/><link rel='x' href='https://desk.example/2'/>",
            "<urgency>2</urgency><genre qcode='genre:Analysis'/><headline>Delegation <em>arrives</em></headline>\
             <by>By Kim Sample, Europe editor</by><creator qcode='x:1'><name>Desk</name></creator>\
             <located qcode='c:1'><name>Harbourtown</name></located>",
            nitf
        ),
        item(
            "tag:1",
            "<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/usable'/>",
            "<headline>Rain</headline>\
             <creator literal='Ann Other'/>",
            html
        ),
        item("tag:0", "<pubStatus qcode='stat:withheld'/>", "<headline>Held</headline>", ""),
        item("tag:c", "<pubStatus qcode='stat:canceled'/>", "", ""),
        item(
            "tag:e",
            "<embargoed>2099-06-02T10:00:00Z</embargoed>",
            "<headline>Held</headline>",
            ""
        ),
        item("tag:f", "<embargoed/>", "<headline>Held</headline>", ""),
        item(
            "tag:g",
            "<embargoed>2025-06-02T09:00:00Z</embargoed>",
            "<headline>Free</headline>",
            "<inlineData contenttype='text/plain'>One.\nTwo.</inlineData>"
        ),
    );
    let document = read_sample(&message);
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
    let picture = item(
        "tag:p",
        "",
        "<headline>Steps</headline><description>Men on steps</description><creditline>Agency</creditline>",
        "<remoteContent href='https://desk.example/a.jpg'/>",
    );
    let document = read_sample(&picture.replace("ninat:text", "ninat:picture"));
    let blocks: Vec<Block> = document.posts[0].body.blocks().collect();
    assert_eq!(blocks, [Block::Image { alt: "", caption: "Men on steps", credit: "Agency" }]);
}
