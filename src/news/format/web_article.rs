//! A saved web page without data of live coverage. Its data or its head say that it is an article, and hold it or
//! where it stands; else its text is read as one that somebody saved as text.

use super::json_ld::{Data, Thing};
use super::page::Page;
use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{
    Document, Format, Source, credits, furniture, markers, markup, read_text, stamp, stamps,
};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format = Format {
    name: "web-article",
    words: "saved article",
    known_by: "a page whose JSON-LD or markup says where its reporting stands",
    read,
};

/// Blocks of a page in which a byline may stand.
const HEAD: usize = 6;

/// Words of a title that are compared with those of another.
const TITLE_WORDS: usize = 50;

fn read(source: &Source, context: &Context) -> Option<Document> {
    let page = Page::of(source.text);
    let data: Vec<Data> = page.data.iter().map(Data::of).collect();
    let article = best_article(&data);
    let told = article.as_ref().filter(|(thing, _)| thing.get("articleBody").is_some());
    let is_article = article.is_some() || page.fact(&["og:type"]) == Some("article");
    let text = Source::new(&page.text, &mut Vec::new());
    if told.is_none()
        && let Some(document) = read_text(&text, context, false)
        && !(is_article && stands_apart(&page, context))
    {
        return Some(in_page(document, &page));
    }
    let line = article.as_ref().map_or(1, |(_, line)| *line);
    let record =
        article.as_ref().map(|(thing, _)| thing.record(&Data::people(&data))).unwrap_or_default();
    let mut record = with_facts(record, &page, context);
    if told.is_none() {
        let part = page.reporting.or(is_article.then_some(source.text));
        record.body = part.map(markup::reporting).unwrap_or_default();
    }
    take_heading(&mut record, &page);
    set_furniture_apart(&mut record, &page);
    if record.body.is_empty() {
        return Some(in_page(read_text(&text, context, true)?, &page));
    }
    let mut reading = Reading::new(context);
    reading.add(record, source.text.len(), line);
    Some(reading.finish(&FORMAT))
}

/// Whether the reporting of a page that looks live is a part that is not: then the posts stand beside it.
fn stands_apart(page: &Page, context: &Context) -> bool {
    let Some(part) = page.reporting.filter(|_| page.is_reporting) else { return false };
    let text = Page::of(part).text;
    read_text(&Source::new(&text, &mut Vec::new()), context, false).is_none()
}

/// The article of a page: the first that has its text, or else the first.
fn best_article<'a>(data: &'a [Data]) -> Option<(Thing<'a>, usize)> {
    let mut best: Option<(Thing, usize)> = None;
    for script in data {
        script.things(|thing| {
            let has_text = |thing: &Thing| thing.get("articleBody").is_some();
            let is_better =
                best.as_ref().is_none_or(|(best, _)| has_text(&thing) && !has_text(best));
            if thing.is_article() && is_better {
                let first = thing.get("@type").map_or(1, |raw| script.line_of(raw));
                best = Some((thing, first));
            }
        });
    }
    best
}

/// A document of a page's text: its problems stand on the lines of the page.
fn in_page(mut document: Document, page: &Page) -> Document {
    for problem in &mut document.problems {
        let line = page.lines.get(problem.line.saturating_sub(1));
        problem.line = line.copied().unwrap_or(1);
    }
    document
}

/// Adds what the head of the page says.
fn with_facts(record: PostRecord<'static>, page: &Page, context: &Context) -> PostRecord<'static> {
    let text = |text: &str| Text::from(text.to_owned());
    let headline = || {
        let told = page.fact(&["og:title", "twitter:title"]);
        // Networks are told a short form of what the page prints.
        let told = told.filter(|told| !is_short_of(without_site(told, page), &page.heading));
        let titles = [told, Some(&page.heading), Some(&page.title)];
        let title = titles.into_iter().flatten().find(|title| !title.is_empty())?;
        Some(text(without_site(title, page)))
    };
    let is_stamp = |stamp: &Text| stamps::moment(stamp, context).is_some();
    let stamp = |names: &[&str]| {
        let all = names.iter().flat_map(|name| page.facts_of(name));
        all.map(stamps::of_mail).find(is_stamp)
    };
    let published = || {
        stamp(&[
            "article:published_time",
            "og:published_time",
            "datePublished",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "date",
        ])
    };
    let shown = || page.stamp.as_deref().map(stamps::of_mail).filter(is_stamp);
    let updated =
        || stamp(&["article:modified_time", "og:updated_time", "dateModified", "lastmod"]);
    let mut by = record.by;
    for name in ["author", "article:author", "parsely-author", "dc.creator", "byl"] {
        let names = page.facts_of(name).filter(|name| !name.contains("://"));
        add_names(&mut by, credits::of_lines(names));
    }
    let canonical = page.canonical.as_deref().or(page.fact(&["og:url"])).map(text);
    let url = canonical.or(record.url);
    let mut kinds = record.kinds;
    kinds.push("article".into());
    PostRecord {
        uri: url.clone().filter(|url| url.contains("://")),
        url,
        headline: record.headline.or_else(headline),
        first_created: record.first_created.or_else(published).or_else(shown),
        version_created: record.version_created.or_else(updated),
        kinds,
        by,
        ..record
    }
}

/// A title without the name of the site behind it.
fn without_site<'a>(title: &'a str, page: &Page) -> &'a str {
    let Some(site) = page.fact(&["og:site_name"]) else { return title };
    let bare = title.strip_suffix(site).unwrap_or(title);
    let cut = bare.trim_end().trim_end_matches(['|', '-', '–', '—', '·']).trim_end();
    if bare.len() == title.len() || cut.is_empty() { title } else { cut }
}

/// Whether a title is a shorter form of a longer one: most of its words stand in that, too.
fn is_short_of(title: &str, longer: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(TITLE_WORDS).map(str::to_lowercase).collect()
    };
    let (own, others) = (words(title), words(longer));
    let shared = own.iter().filter(|word| others.contains(word)).count();
    own.len() < others.len() && shared * 2 > own.len()
}

/// Adds who else has filed it, by a source that names all who are known, and more.
fn add_names(by: &mut Vec<ByRecord<'static>>, others: Vec<ByRecord<'static>>) {
    let is_same = |a: &ByRecord, b: &ByRecord| a.name.to_lowercase() == b.name.to_lowercase();
    if others.len() > by.len() && by.iter().all(|by| others.iter().any(|it| is_same(by, it))) {
        let known = std::mem::take(by);
        let mut known: Vec<_> = known.into_iter().map(Some).collect();
        by.extend(others.into_iter().map(|other| {
            let own =
                known.iter_mut().find(|own| own.as_ref().is_some_and(|it| is_same(it, &other)));
            own.and_then(Option::take).unwrap_or(other)
        }));
    }
}

/// Takes the heading that a page prints right above its reporting for the headline, where that is a shorter form of
/// it: then the heading is no part of the text.
fn take_heading(record: &mut PostRecord<'static>, page: &Page) {
    let headline = record.headline.as_deref().unwrap_or_default();
    let above = record.body.iter().take(HEAD).take_while(|block| block.paragraph_text().is_none());
    let mut headings = above.filter(|block| block.is_subhead()).filter_map(BlockRecord::words);
    if is_short_of(headline, &page.heading) && headings.any(|text| text.trim() == page.heading) {
        record.headline = Some(page.heading.clone().into());
    }
}

/// Sets apart what a page prints around its reporting: its headline again, who filed it and when.
fn set_furniture_apart(record: &mut PostRecord<'static>, page: &Page) {
    let headline = record.headline.as_deref().unwrap_or_default().to_owned();
    record.body.retain(|block| block.words().is_none_or(|text| text.trim() != headline));
    let dates = record.body.iter().filter_map(BlockRecord::paragraph_text);
    // Days of a timeline are reporting.
    let is_timeline = dates.filter(|text| markers::is_date_alone(text)).count() > 1;
    let is_shown_stamp = |text: &str| !is_timeline && text.trim() == page.shown_stamp;
    let shown = record.body.iter_mut().filter(|block| !block.is_furniture());
    for (at, block) in shown.enumerate() {
        let Some(text) = block.paragraph_text() else { continue };
        let is_head = at < HEAD;
        let by = if is_head { credits::of_printed(text) } else { Vec::new() };
        let is_stamp = stamp::is_all(text) || (is_head && is_shown_stamp(text));
        if by.is_empty() && !is_stamp && !furniture::is_furniture(text) {
            continue;
        }
        let text = text.to_owned();
        add_names(&mut record.by, by);
        *block = BlockRecord::furniture(text);
    }
}

#[cfg(test)]
mod tests;
