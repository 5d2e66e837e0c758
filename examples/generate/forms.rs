//! How posts are written in each form that Dateline reads: the shortest that a publisher might print. Times are those of
//! GMT, unless the pages of a publisher are of another zone, and no word has anything in it that a form would escape.

use std::ops::RangeInclusive;

use super::Draft;

#[path = "forms/json.rs"]
mod json;
#[path = "forms/markup.rs"]
mod markup;
#[path = "forms/text.rs"]
mod text;

/// A form of documents.
pub struct Form {
    /// What Dateline calls it.
    #[allow(dead_code, reason = "it says what a form is, and a test holds the form to it")]
    pub format: &'static str,
    /// How the names of its documents end.
    pub extension: &'static str,
    /// How many posts a document has.
    pub posts: RangeInclusive<usize>,
    /// Whether it prints when each post was published. Else the name of the document tells it of its newest post.
    pub has_times: bool,
    /// Writes posts, the newest first.
    pub write: fn(&[Draft]) -> String,
}

/// One post in a document.
const ONE: RangeInclusive<usize> = 1..=1;
/// As many as are on a page.
const SOME: RangeInclusive<usize> = 1..=40;
/// A dump is known by lines that are like each other.
const SEVERAL: RangeInclusive<usize> = 3..=40;

/// Every form. The first four are those of [`super::Layout::Files`].
pub static FORMS: [Form; 33] = [
    form("live-page", "txt", SOME, text::live_page),
    form("liveblog-json", "json", SOME, json::liveblog),
    form("liveblog-lines", "ndjson", SOME, json::liveblog_lines),
    Form { has_times: false, ..form("article", "txt", ONE, text::article) },
    form("json-feed", "json", SOME, json::feed),
    form("guardian", "json", SOME, json::guardian),
    form("guardian", "json", SOME, json::guardian_page),
    form("liveblog3", "json", SOME, json::liveblog_3),
    form("ninjs", "json", SOME, json::ninjs_1),
    form("ninjs", "json", SOME, json::ninjs_3),
    form("wordpress-liveblog", "json", SOME, json::wordpress),
    form("telegram", "json", SOME, json::telegram),
    form("mastodon", "json", SOME, json::mastodon),
    form("bbc", "json", SOME, json::bbc),
    form("rss", "xml", SOME, markup::rss),
    form("atom", "xml", SOME, markup::atom),
    form("nitf", "xml", ONE, markup::nitf),
    form("newsml-g2", "xml", SOME, markup::newsml),
    form("live-web-page", "html", SOME, markup::live_page),
    form("web-article", "html", ONE, markup::article),
    form("markdown", "md", ONE, text::yaml),
    form("markdown", "md", ONE, text::toml),
    form("markdown", "md", ONE, text::json),
    Form { has_times: false, ..form("iptc7901", "txt", ONE, text::iptc_7901) },
    form("anpa1312", "txt", SOME, text::anpa_1312),
    form("live-dump", "txt", SEVERAL, text::dotted),
    form("live-dump", "txt", SEVERAL, text::half_days),
    form("live-dump", "txt", SEVERAL, text::scribble),
    form("live-dump", "txt", SEVERAL, text::ticker),
    form("live-dump", "txt", SEVERAL, text::signed),
    form("live-dump", "txt", SEVERAL, text::below_headlines),
    form("live-dump", "txt", SEVERAL, text::beside_headlines),
    Form { has_times: false, ..form("live-dump", "txt", SEVERAL, text::licence) },
];

const fn form(
    format: &'static str,
    extension: &'static str,
    posts: RangeInclusive<usize>,
    write: fn(&[Draft]) -> String,
) -> Form {
    Form { format, extension, posts, has_times: true, write }
}

/// What each post comes to.
fn each(drafts: &[Draft], write: impl Fn(&Draft) -> String) -> String {
    drafts.iter().map(write).collect()
}

/// `2025-06-02T09:50:00Z`
fn stamp(draft: &Draft) -> String {
    draft.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The paragraphs of a post as HTML.
fn html(draft: &Draft) -> String {
    format!("<p>{}</p>", draft.paragraphs.join("</p><p>"))
}
