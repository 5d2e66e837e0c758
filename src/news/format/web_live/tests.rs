use super::super::tests::read_sample;
use super::*;
use crate::news::body::Block;
use crate::news::post::Kind;

/// A page with JSON-LD in several scripts, as careless systems write it.
const PAGE: &str = r##"<!DOCTYPE html>
<html><head><title>Ferry talks</title>
<script>var updates = {"liveBlogUpdate": []}</script>
<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [{"item": {"name": "Home"}}]}</script>
<script type='application/ld+json'>
//<![CDATA[
{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, null, {"@type": ["NewsArticle", "LiveBlogPosting"],
"headline": "Ferry talks &#8211; live", "author": [{"name": "Page Author"}], "liveBlogUpdate": [
{"@type": "BlogPosting", "headline": "Delegation &quot;arrives&quot;", "datePublished": "2025-06-02T10:50:00.921+01:00",
 "dateModified": "2025-06-02T09:58:00Z", "url": "https://desk.example/live#2", "author": "Kim Sample",
 "articleBody": "A delegation <a href=\"#\">has arrived</a>.

More &amp; more\'s to come.", "image": [{"@type": "ImageObject", "caption": "Men on steps", "creditText": "Agency", "width": "80"},
 {"@type": "ImageObject", "caption": "Men on steps"}], "video": {"name": "The arrival"}},
{"@type": ["BlogPosting", "AnalysisNewsArticle"], "headline": "What it means", "datePublished": "2025-06-02T10:40:00+0100",
 "@id": "#1", "url": "https://desk.example/live", "author": [{"@type": "Person", "name": "Ann Other", "jobTitle": "Editor"}],
 "articleBody": "<p>One.</p><ul><li>a</li></ul>"},
{"@type": "BlogPosting", "headline": "BREAKING: it rains", "datePublished": "2025-06-02T10:30:00+01:00",
 "url": "https://desk.example/live", "articleBody": "", "author": null, "image": "https://desk.example/a.jpg",},
{"@type": "BlogPosting", "headline": "", "articleBody": ""},
"no update"
]}]}
//]]>
</script></head><body><p>visible text</p></body></html>"##;

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
