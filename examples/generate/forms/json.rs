//! The forms that are JSON.

use dateline::news::format::liveblog::FORMAT;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};

use super::{Draft, each, html, stamp};

pub fn liveblog(drafts: &[Draft]) -> String {
    let posts: Vec<String> = drafts.iter().map(liveblog_post).collect();
    format!("{{\"format\":\"{FORMAT}\",\"posts\":[\n{}\n]}}\n", posts.join(",\n"))
}

pub fn liveblog_lines(drafts: &[Draft]) -> String {
    let posts = each(drafts, |draft| liveblog_post(draft) + "\n");
    format!("{{\"format\":\"{FORMAT}\",\"posts\":[]}}\n{posts}")
}

fn liveblog_post(draft: &Draft) -> String {
    let kinds = draft.kind.map_or(String::new(), |kind| format!("\"{kind}\""));
    let body: Vec<String> = draft
        .paragraphs
        .iter()
        .map(|paragraph| format!("{{\"type\":\"p\",\"text\":\"{paragraph}\"}}"))
        .collect();
    format!(
        "{{\"uri\":\"tag:desk.example,2025:{}\",\"firstCreated\":\"{}\",\"headline\":\"{}\",\
         \"kinds\":[{kinds}],\"by\":[{{\"name\":\"{}\",\"role\":\"{}\",\"located\":\"{}\"}}],\
         \"body\":[{}]}}",
        draft.number,
        stamp(draft),
        draft.headline,
        draft.by,
        draft.role,
        draft.place,
        body.join(",")
    )
}

/// A list of what each post comes to.
fn list(drafts: &[Draft], write: impl Fn(&Draft) -> Value) -> Value {
    drafts.iter().map(write).collect()
}

/// The same, the oldest first.
fn list_from_oldest(drafts: &[Draft], write: impl Fn(&Draft) -> Value) -> Value {
    drafts.iter().rev().map(write).collect()
}

/// Seconds since 1970.
fn seconds(draft: &Draft) -> i64 {
    Offset::UTC.to_timestamp(draft.time).map_or(0, Timestamp::as_second)
}

/// The HTML of a form that has no headlines but what is bold.
fn html_with_headline(draft: &Draft) -> String {
    format!("<p><strong>{}</strong></p>{}", draft.headline, html(draft))
}

pub fn feed(drafts: &[Draft]) -> String {
    let items = list(drafts, |draft| {
        json!({
            "id": format!("tag:desk.example,2025:{}", draft.number),
            "title": draft.headline,
            "content_html": html(draft),
            "date_published": stamp(draft),
            "authors": [{ "name": draft.by }],
            "tags": draft.kind.as_slice(),
        })
    });
    let version = "https://jsonfeed.org/version/1.1";
    json!({ "version": version, "title": "Live coverage", "items": items }).to_string()
}

/// As its interface answers.
pub fn guardian(drafts: &[Draft]) -> String {
    let blocks = list(drafts, |draft| {
        json!({
            "id": draft.number.to_string(),
            "title": draft.headline,
            "bodyHtml": html(draft),
            "attributes": { "summary": draft.kind == Some("summary") },
            "published": true,
            "firstPublishedDate": stamp(draft),
            "contributors": [format!("profile/{}", draft.by.to_lowercase().replace(' ', "-"))],
        })
    });
    let content = json!({
        "id": "world/live/2025/coverage",
        "type": "liveblog",
        "webTitle": "Live coverage",
        "webUrl": "https://desk.example/world/live/2025/coverage",
        "blocks": { "body": blocks },
    });
    json!({ "response": { "status": "ok", "content": content } }).to_string()
}

/// As its pages are made of.
pub fn guardian_page(drafts: &[Draft]) -> String {
    let kind = "model.dotcomrendering.pageElements.TextBlockElement";
    let blocks = list(drafts, |draft| {
        json!({
            "id": draft.number.to_string(),
            "title": draft.headline,
            "elements": [{ "_type": kind, "html": html(draft) }],
            "attributes": { "summary": draft.kind == Some("summary") },
            "blockFirstPublished": seconds(draft) * 1_000,
            "contributors": [{ "name": draft.by }],
        })
    });
    json!({
        "webTitle": "Live coverage",
        "webURL": "https://desk.example/world/live/2025/coverage",
        "pageId": "world/live/2025/coverage",
        "format": { "design": "LiveBlogDesign" },
        "blocks": blocks,
    })
    .to_string()
}

pub fn liveblog_3(drafts: &[Draft]) -> String {
    let items = list(drafts, |draft| {
        let item = json!({ "item_type": "text", "text": html_with_headline(draft) });
        json!({
            "_id": format!("urn:newsml:desk.example:{}", draft.number),
            "published_date": stamp(draft),
            "publisher": { "display_name": draft.by },
            "post_status": "open",
            "groups": [{ "id": "main", "refs": [{ "item": item }] }],
        })
    });
    json!({ "_items": items }).to_string()
}

pub fn ninjs_1(drafts: &[Draft]) -> String {
    let items = list(drafts, |draft| {
        json!({
            "uri": format!("urn:newsml:desk.example:{}", draft.number),
            "type": "text",
            "versioncreated": stamp(draft),
            "pubstatus": "usable",
            "headline": draft.headline,
            "byline": format!("By {}", draft.by),
            "located": draft.place,
            "body_html": html(draft),
        })
    });
    json!({ "item": items }).to_string()
}

pub fn ninjs_3(drafts: &[Draft]) -> String {
    let items = list(drafts, |draft| {
        let body = json!({ "role": "html", "contentType": "text/html", "value": html(draft) });
        json!({
            "uri": format!("urn:newsml:desk.example:{}", draft.number),
            "type": "text",
            "firstCreated": stamp(draft),
            "pubStatus": "usable",
            "headlines": [{ "role": "main", "value": draft.headline }],
            "by": draft.by,
            "located": draft.place,
            "bodies": [body],
        })
    });
    items.to_string()
}

pub fn wordpress(drafts: &[Draft]) -> String {
    let entries = list(drafts, |draft| {
        json!({
            "id": draft.number,
            "type": "new",
            "render": html_with_headline(draft),
            "timestamp": seconds(draft),
            "entry_time": seconds(draft),
            "authors": [{ "name": draft.by }],
            "share_link": format!("https://desk.example/live#{}", draft.number),
        })
    });
    json!({ "entries": entries }).to_string()
}

pub fn telegram(drafts: &[Draft]) -> String {
    let messages = list_from_oldest(drafts, |draft| {
        let headline = json!({ "type": "bold", "text": draft.headline });
        json!({
            "id": draft.number,
            "type": "message",
            "date": draft.time.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            "date_unixtime": seconds(draft).to_string(),
            "from": "Live coverage",
            "author": draft.by,
            "text": [headline, format!("\n\n{}", draft.paragraphs.join("\n\n"))],
        })
    });
    let kind = "public_channel";
    json!({ "name": "Live coverage", "type": kind, "id": 1, "messages": messages }).to_string()
}

/// The account of the desk signs all of them.
pub fn mastodon(drafts: &[Draft]) -> String {
    let desk = "https://social.example/users/desk";
    let items = list_from_oldest(drafts, |draft| {
        let id = format!("{desk}/statuses/{}", draft.number);
        let note = json!({
            "id": id,
            "type": "Note",
            "summary": draft.headline,
            "content": html(draft),
            "published": stamp(draft),
            "attributedTo": desk,
        });
        json!({ "id": format!("{id}/activity"), "type": "Create", "actor": desk, "object": note })
    });
    json!({ "type": "OrderedCollection", "orderedItems": items }).to_string()
}

pub fn bbc(drafts: &[Draft]) -> String {
    let block = |kind: &str, blocks: Value| json!({ "type": kind, "model": { "blocks": blocks } });
    let words = |text: &str| json!({ "type": "paragraph", "model": { "text": text } });
    let text = |kind: &str, said: &str| block(kind, json!([block("text", json!([words(said)]))]));
    let results = list(drafts, |draft| {
        let paragraphs = draft.paragraphs.iter().map(|paragraph| words(paragraph));
        let contributor = json!([text("name", &draft.by), text("role", draft.role)]);
        let header = json!([text("headline", &draft.headline), block("contributor", contributor),]);
        json!({
            "urn": format!("asset:{}", draft.number),
            "type": "POST",
            "options": { "isBreakingNews": draft.kind == Some("breaking") },
            "dates": { "firstPublished": stamp(draft) },
            "header": { "model": { "blocks": header } },
            "content": { "model": { "blocks": paragraphs.collect::<Value>() } },
        })
    });
    let content = json!({ "data": { "results": results } });
    json!({ "data": { "liveTextStream": { "content": content } } }).to_string()
}
