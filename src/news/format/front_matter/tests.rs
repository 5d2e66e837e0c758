use super::super::tests::read_sample;
use super::super::{ARTICLE, UNREADABLE};
use super::*;
use crate::news::body::Block;
use crate::news::post::{Kind, Post};

fn read_one(text: &str) -> Post {
    let document = read_sample(text);
    assert_eq!((document.format, &*document.problems), (&FORMAT, &[][..]));
    assert_eq!(document.posts.len(), 1);
    document.posts.into_iter().next().unwrap()
}

#[test]
fn yaml_and_markdown() {
    let post = read_one(include_str!("../../../../tests/samples/post.yaml.md"));
    assert_eq!(&*post.headline, "Delegation arrives");
    assert_eq!(
        (post.uri(), post.url(), post.version()),
        (Some("arrival"), Some("https://desk.example/2"), Some(3))
    );
    assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
    assert_eq!(post.updated().unwrap().instant, "2025-06-02T09:58:00Z".parse().unwrap());
    assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    let by = &post.by[0];
    assert_eq!((&*by.name, by.role.as_deref()), ("Kim Sample", Some("Europe editor")));
    assert_eq!(by.located.as_deref(), Some("Harbourtown"));
    let blocks: Vec<Block> = post.body.blocks().collect();
    assert_eq!(
        blocks,
        [
            Block::Paragraph { text: "A delegation has arrived & waits." },
            Block::Subhead { text: "Later" },
            Block::List {
                ordered: false,
                items: ["First point", "Second point"].into_iter().collect()
            },
            Block::Quote { text: "We came.", cite: "" },
            Block::Image { alt: "Steps", caption: "On the steps", credit: "" },
            Block::Furniture { text: "{{< figure src=\"a.jpg\" >}}" },
            Block::Paragraph { text: "HTML" },
            Block::Image { alt: "", caption: "Men on steps", credit: "Agency" },
        ]
    );
}

#[test]
fn toml_and_json() {
    for text in [
        include_str!("../../../../tests/samples/post.toml.md"),
        include_str!("../../../../tests/samples/post.json.md"),
    ] {
        let post = read_one(text);
        assert_eq!(&*post.headline, "Rain");
        assert_eq!(post.instant(), "2025-06-02T09:50:00Z".parse().ok());
        assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Analysis]);
        assert_eq!(post.by[0].role.as_deref(), Some("Editor"));
        assert_eq!(post.body.texts().collect::<Vec<_>>(), ["It rains."]);
    }
}

#[test]
fn what_is_withheld_is_no_post() {
    for key in [
        "draft: true",
        "Draft: yes",
        "published: false",
        "publish: false",
        "private: true",
        "visibility: Private",
        "date: 2025-06-04 12:00:00 +0000",
        "date: 2099-01-01",
        "status: private",
        "publishDate: 2099-01-01",
    ] {
        let document = read_sample(&format!("---\ntitle: Rain\n{key}\n---\nIt rains.\n"));
        assert_eq!((document.format, document.posts.len()), (&FORMAT, 0), "{key}");
        assert_eq!(document.problems, []);
    }
    for date in ["2025-06-03 10:50", "2025-06-02T12:10:00Z"] {
        read_one(&format!("---\ntitle: Rain\ndate: {date}\n---\nIt rains.\n"));
    }
    let gone = read_one("---\ntitle: Rain\nslug: rain\nstatus: canceled\n---\n");
    assert_eq!(gone.status, Status::Canceled);
}

#[test]
fn what_is_broken_costs_itself_alone() {
    let document =
        read_sample("---\ntitle: Rain\nsummary: a: b: c\nauthor: Kim Sample\n---\nIt rains.\n");
    assert_eq!(document.format, &FORMAT);
    assert_eq!(&*document.posts[0].by[0].name, "Kim Sample");
    let told: Vec<(usize, &str)> =
        document.problems.iter().map(|problem| (problem.line, &*problem.what)).collect();
    assert_eq!(told, [(3, "front matter that cannot be read: `summary: a: b: c`")]);
    let bomb = "---\ntitle: Rain\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n---\nIt rains.\n";
    assert_eq!(&*read_sample(bomb).posts[0].headline, "Rain");
}

#[test]
fn what_nobody_can_tell_to_be_shown_is_held() {
    for key in [
        "draft: \"true",
        "Draft : [true",
        "\"draft\": \"true",
        "published: [false",
        "status: \"private",
        "embargoed: \"2099-01-01",
    ] {
        for title in ["title: Secret\n", ""] {
            let document = read_sample(&format!("---\n{title}{key}\n---\nText\n"));
            assert_eq!((document.format, document.posts.len()), (&FORMAT, 0), "{key}");
            let line = 2 + title.lines().count();
            assert_eq!((document.problems.len(), document.problems[0].line), (1, line), "{key}");
        }
    }
    let toml = read_sample("+++\ntitle = \"Secret\"\ndraft = tru\n+++\nText\n");
    assert_eq!((toml.format, toml.posts.len(), toml.problems.len()), (&FORMAT, 0, 1));
    let prose = read_sample("---\ndrafts: a: b\ntitle: Rain\n---\nIt rains.\n");
    assert_eq!((prose.posts.len(), prose.problems.len()), (1, 1));
}

#[test]
fn what_is_no_front_matter_is_left_to_others() {
    for text in [
        "---\nSome prose.\n---\nMore of it.\n",
        "---\ntitle: Rain\n\nNo end.",
        "+++ 14:26 Rain +++\nIt rains.",
    ] {
        assert_eq!(read_sample(text).format, &ARTICLE, "{text}");
    }
    for text in ["{\"title\": \"a\"}", "{\"title\": \"a\"}\n{\"title\": \"b\"}\n"] {
        assert_eq!(read_sample(text).format, &UNREADABLE, "{text}");
    }
}

#[test]
fn an_item_goes_on_behind_a_blank_line() {
    let post = read_one("---\ntitle: A\ndate: 2025-06-02\n---\n- One\n\n  more of it\n\n- Two\n");
    let items = vec!["One more of it", "Two"];
    assert_eq!(post.body.blocks().collect::<Vec<_>>(), [Block::List { ordered: false, items }]);
}
