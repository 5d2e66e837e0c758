use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

#[test]
fn an_entry_is_a_post() {
    let document = read_sample(
        r#"<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"
 xmlns:app="http://www.w3.org/2007/app"><a:id>tag:desk.example,2025:live</a:id><a:title>Ferry talks</a:title>
<a:author><a:name>Harbourtown Desk</a:name><a:email>desk@desk.example</a:email></a:author>
<a:entry><a:id>2</a:id><a:title type="html">Delegation &lt;b&gt;arrives&lt;/b&gt; &amp;amp; waits</a:title>
 <a:link rel="edit" href="https://desk.example/edit"/><a:link href="https://desk.example/live#2"/>
 <a:published>2025-06-02T10:50:00+01:00</a:published><a:updated>2025-06-02T09:58:00Z</a:updated>
 <a:author><a:name>Kim Sample</a:name></a:author><a:category term="x1" label="Analysis"/>
 <a:source><a:id>9</a:id><a:title>Other</a:title></a:source>
 <a:content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>A &lt;b <h:i>has</h:i> come.</h:p>
 <h:ul><h:li>One</h:li></h:ul><h:img alt="Steps" src="a"/></h:div></a:content></a:entry>
<a:entry><a:id>1</a:id><a:title>It &lt;rains&gt;</a:title><a:updated>2025-06-02T09:00:00Z</a:updated><a:content/>
 <a:summary>One.
Two.</a:summary></a:entry>
<a:entry><a:id>0</a:id><a:title>Draft</a:title><app:control><app:draft>yes</app:draft></app:control></a:entry>
<at:deleted-entry ref="-1" when="2025-06-02T09:59:00Z"/><at:deleted-entry/></a:feed>"#,
    );
    assert_eq!((document.format, &*document.problems), (&FORMAT, &[][..]));
    let [first, second, gone] = &*document.posts else { panic!("{:?}", document.posts) };
    assert_eq!(&*first.headline, "Delegation arrives & waits");
    assert_eq!((first.uri(), first.url()), (Some("2"), Some("https://desk.example/live#2")));
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
    assert_eq!((gone.uri(), gone.status), (Some("-1"), Status::Canceled));
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
