use super::super::tests::read_sample;
use super::super::{ARTICLE, LIVE_PAGE};
use super::*;
use crate::news::body::Block;
use crate::news::post::{Kind, Post};

fn read_one(page: &str) -> Post {
    let document = read_sample(page);
    assert_eq!((document.format, &*document.problems), (&FORMAT, &[][..]));
    assert_eq!(document.posts.len(), 1);
    document.posts.into_iter().next().unwrap()
}

#[test]
fn data_that_holds_the_article() {
    let post = read_one(include_str!("../../../../tests/samples/article-data.html"));
    assert_eq!(&*post.headline, "What the talks mean");
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis, Kind::Article]);
    assert_eq!(post.body.texts().collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(post.url(), Some("https://desk.example/talks"));
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(&*post.by[0].name, "Kim Sample");
}

#[test]
fn a_page_whose_markup_tells() {
    let post = read_one(include_str!("../../../../tests/samples/article.html"));
    assert_eq!(&*post.headline, "Ferry talks end");
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Article]);
    assert_eq!((post.uri(), post.url()), (Some("https://desk.example/talks"), post.uri()));
    assert_eq!(&*post.by[0].name, "Kim Sample");
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    let blocks: Vec<Block> = post.body.blocks().collect();
    assert_eq!(
        blocks,
        [
            Block::Furniture { text: "By Kim Sample" },
            Block::Paragraph { text: "The two sides met again." },
            Block::Subhead { text: "Later" },
            Block::Image { alt: "Steps", caption: "On the steps", credit: "" },
            Block::Furniture { text: "Read this, too" },
            Block::Furniture { text: "Newsletter" },
            Block::Paragraph { text: "Nothing was signed." },
            Block::Furniture { text: "2 June 2025 10:50" },
            Block::Furniture { text: "Tags" },
        ]
    );
}

#[test]
fn a_byline_stands_behind_what_is_set_aside() {
    let shares = "<li>Share</li>".repeat(9);
    let page = format!(
        "<html><article><ul class=\"share-buttons\">{shares}</ul><p>By Kim Sample</p><p>It rains.</p></article></html>"
    );
    assert_eq!(&*read_one(&page).by[0].name, "Kim Sample");
}

#[test]
fn names_in_capitals_file_a_saved_article() {
    let page = "<html><article><h1>Ferry sails</h1><p>By KIM SAMPLE and ANN OTHER</p>\
                <p>The first boat since Friday has left.</p></article></html>";
    let names: Vec<String> = read_one(page).by.iter().map(|by| by.name.to_string()).collect();
    assert_eq!(names, ["KIM SAMPLE", "ANN OTHER"]);
}

#[test]
fn no_text_of_an_article_is_lost_by_its_class() {
    let shown = |class: &str| {
        let inside = format!(
            "<div class=\"{class}\"><blockquote><p>We sail.</p></blockquote><p>Two.</p></div>"
        );
        let post = read_one(&format!("<html><article><p>One.</p>{inside}</article></html>"));
        assert_eq!(post.body.texts().count(), 3, "{class}");
        post.body.shown_texts().count() == 3
    };
    for class in
        ["social-embed", "ad-hoc-note", "most-important-part", "share-price", "wide related_figure"]
    {
        assert!(shown(class), "{class}");
    }
    for class in [
        "ad",
        "ad-slot",
        "wide related-links",
        "newsletter_signup",
        "social-share-buttons",
        "related-posts__item",
    ] {
        assert!(!shown(class), "{class}");
    }
    let unclosed = "<html><article><p>One.</p><aside><p>Two.</p></article></html>";
    assert_eq!(read_one(unclosed).body.texts().collect::<Vec<_>>(), ["One.", "Two."]);
}

#[test]
fn data_that_holds_the_article_in_parts() {
    let data = r#"{"@type": "NewsArticle", "headline": "Rain", "articleBody": ["One.", "Two.\n\nThree."]}"#;
    let post =
        read_one(&format!("<html><script type=\"application/ld+json\">{data}</script></html>"));
    assert_eq!(post.body.texts().collect::<Vec<_>>(), ["One.", "Two.", "Three."]);
}

#[test]
fn an_article_beside_a_ticker_is_not_split() {
    let standfirst = "<p>The first boat since Friday has left the north quay.</p>";
    let prose = standfirst.repeat(3);
    let item = |time: &str| {
        format!(
            "<p>{time}</p><p>Ferry leaves</p><p>Lorries still queue along the sea wall today.</p>"
        )
    };
    let ticker = format!("<div>{}{}</div>", item("10:37 AM"), item("09:15 AM"));
    let page = |kind: &str, inside: &str, outside: &str| {
        format!(
            "<html><head><meta property=\"og:type\" content=\"{kind}\"><title>Boats sail</title></head>\
             <body><main>{inside}</main>{outside}</body></html>"
        )
    };
    let post = read_one(&page("article", &prose, &ticker));
    assert_eq!(post.body.texts().count(), 3);
    // What says that it is an article may be live all the same.
    for page in [page("article", &ticker, ""), page("website", standfirst, &ticker)] {
        assert_eq!(read_sample(&page).posts.len(), 2, "{page}");
    }
    assert_eq!(read_sample(&page("website", &prose, &ticker)).posts.len(), 1, "nothing is hidden");
    // Of posts that are parts of the page each, none is all of it.
    let each = |time: &str| format!("<article>{}</article>", item(time));
    let parts = [each("10:37 AM"), each("09:15 AM"), each("08:15 AM")].concat();
    let parts = page("article", "", &parts).replace("<main></main>", "");
    assert_eq!(read_sample(&parts).posts.len(), 3);
}

#[test]
fn text_of_a_page_without_data() {
    let live = read_sample(
        "<html><body><script>x</script><h3>Delegation arrives<span>published at 10:50 British Summer Time \
         2 June</span></h3><p>A delegation has arrived.</p>\n<h3>Rain<span>published at 25:61 GMT 2 June</span></h3>",
    );
    assert_eq!(live.format, &LIVE_PAGE);
    assert_eq!(&*live.posts[0].headline, "Delegation arrives");
    assert!(live.problems.iter().all(|problem| problem.line == 2), "{:?}", live.problems);
    let prose = read_sample(
        "<div>Ferry talks end</div><div>The two sides met again, and nothing was signed.</div>",
    );
    assert_eq!(prose.format, &ARTICLE);
    assert_eq!(&*prose.posts[0].headline, "Ferry talks end");
    assert!(read_sample("<html><body></body></html>").posts.is_empty());
}

fn names(post: &Post) -> Vec<&str> {
    post.by.iter().map(|by| &*by.name).collect()
}

#[test]
fn the_fuller_source_names_the_authors() {
    let page = |printed: &str| {
        format!(
            "<html><head><meta name=author content='Kim Sample'></head><article><h1>Ferry sails</h1>\
             <p class=byline>By {printed}</p><p>The first boat since Friday has left.</p></article></html>"
        )
    };
    let both = read_one(&page("<a rel=author>Kim Sample</a> and <a rel=author>Ann Other</a>"));
    assert_eq!(names(&both), ["Kim Sample", "Ann Other"]);
    assert_eq!(names(&read_one(&page("Lee Third and Ann Other"))), ["Kim Sample"]);
}

#[test]
fn the_heading_of_a_page_is_its_headline() {
    let page = |told: &str| {
        format!(
            "<html><head><meta property='og:title' content='{told}'></head><article>\
             <h1>Ferry sails again after three days of storm</h1><p>The first boat has left.</p></article></html>"
        )
    };
    let post = read_one(&page("Ferry sails again"));
    assert_eq!(&*post.headline, "Ferry sails again after three days of storm");
    assert_eq!(post.body.texts().collect::<Vec<_>>(), ["The first boat has left."]);
    let post = read_one(&page("What the harbour says"));
    assert_eq!(&*post.headline, "What the harbour says");
    assert_eq!(post.body.texts().count(), 2);
}

#[test]
fn the_stamp_of_a_page_is_furniture() {
    let page = |below: &str| {
        format!(
            "<html><article><h1>Ferry sails</h1><time datetime='2025-03-01T10:00:00Z'>1 March</time>\
             <p>The first boat has left.</p>{below}</article></html>"
        )
    };
    let post = read_one(&page(""));
    assert_eq!(
        post.body.blocks().collect::<Vec<_>>(),
        [
            Block::Furniture { text: "1 March" },
            Block::Paragraph { text: "The first boat has left." },
        ]
    );
    let post = read_one(&page("<p>2 March</p><p>It is back.</p>"));
    assert_eq!(post.body.shown_texts().count(), 4, "a timeline");
}

#[test]
fn data_that_names_people_by_their_ids() {
    let data = r##"{"@graph": [
        {"@type": "NewsArticle", "headline": "Rain", "articleBody": "One.", "author": {"@id": "#kim"}},
        {"@type": "Person", "@id": "#kim", "name": "Kim Sample", "jobTitle": "Europe editor"}]}"##;
    let post =
        read_one(&format!("<html><script type='application/ld+json'>{data}</script></html>"));
    assert_eq!(names(&post), ["Kim Sample"]);
    assert_eq!(post.by[0].role.as_deref(), Some("Europe editor"));
}
