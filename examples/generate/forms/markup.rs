//! The forms that are XML or HTML.

use serde_json::{Value, json};

use super::{Draft, each, html, stamp};

pub fn rss(drafts: &[Draft]) -> String {
    let items = each(drafts, |draft| {
        format!(
            "<item><guid isPermaLink=\"false\">tag:desk.example,2025:{}</guid><title>{}</title>\
             <pubDate>{}</pubDate><dc:creator>{}</dc:creator>\
             <description><![CDATA[{}]]></description></item>\n",
            draft.number,
            draft.headline,
            draft.time.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            draft.by,
            html(draft)
        )
    });
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <channel><title>Live coverage</title>\n{items}</channel></rss>\n"
    )
}

pub fn atom(drafts: &[Draft]) -> String {
    let entries = each(drafts, |draft| {
        format!(
            "<entry><id>tag:desk.example,2025:{}</id><title>{}</title><updated>{}</updated>\
             <author><name>{}</name></author><content type=\"xhtml\">\
             <div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content></entry>\n",
            draft.number,
            draft.headline,
            stamp(draft),
            draft.by,
            html(draft)
        )
    });
    format!(
        "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\
         <id>tag:desk.example,2025:live</id><title>Live coverage</title>\n{entries}</feed>\n"
    )
}

pub fn nitf(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        format!(
            "<?xml version=\"1.0\"?>\n<nitf><head><docdata><doc-id id-string=\"desk.example-{}\"/>\
             <date.issue norm=\"{}\"/></docdata></head>\n<body><body.head><hedline><hl1>{}</hl1>\
             </hedline><byline>By <person>{}</person><byttl>{}</byttl></byline>\
             <dateline><location>{}</location></dateline></body.head>\n\
             <body.content>{}</body.content></body></nitf>\n",
            draft.number,
            draft.time.strftime("%Y%m%dT%H%M%SZ"),
            draft.headline,
            draft.by,
            draft.role,
            draft.place,
            html(draft)
        )
    })
}

pub fn newsml(drafts: &[Draft]) -> String {
    let items = each(drafts, |draft| {
        format!(
            "<newsItem guid=\"tag:desk.example,2025:{}\" version=\"1\"><itemMeta>\
             <itemClass qcode=\"ninat:text\"/><versionCreated>{}</versionCreated></itemMeta>\
             <contentMeta><headline>{}</headline><by>By {}</by><located><name>{}</name></located>\
             </contentMeta><contentSet><inlineXML><html xmlns=\"http://www.w3.org/1999/xhtml\">\
             <body>{}</body></html></inlineXML></contentSet></newsItem>\n",
            draft.number,
            stamp(draft),
            draft.headline,
            draft.by,
            draft.place,
            html(draft)
        )
    });
    format!(
        "<?xml version=\"1.0\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">\
         <itemSet>\n{items}</itemSet></newsMessage>\n"
    )
}

pub fn live_page(drafts: &[Draft]) -> String {
    let updates = drafts.iter().map(|draft| {
        json!({
            "@type": "BlogPosting",
            "headline": draft.headline,
            "datePublished": stamp(draft),
            "url": format!("https://desk.example/live#{}", draft.number),
            "author": { "@type": "Person", "name": draft.by },
            "articleBody": draft.paragraphs.join("\n\n"),
        })
    });
    let data = json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Live coverage",
        "liveBlogUpdate": updates.collect::<Value>(),
    });
    format!(
        "<!DOCTYPE html>\n<html><head><title>Live coverage</title>\n\
         <script type=\"application/ld+json\">{data}</script></head>\n\
         <body><h1>Live coverage</h1></body></html>\n"
    )
}

pub fn article(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        format!(
            "<!DOCTYPE html>\n<html><head><title>{0}</title><meta property=\"og:type\" content=\"article\">\
             <meta property=\"og:url\" content=\"https://desk.example/{1}\">\
             <meta name=\"author\" content=\"{2}\">\
             <meta property=\"article:published_time\" content=\"{3}\"></head>\n\
             <body><article><h1>{0}</h1>{4}</article></body></html>\n",
            draft.headline,
            draft.number,
            draft.by,
            stamp(draft),
            html(draft)
        )
    })
}
