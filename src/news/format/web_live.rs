//! A saved web page with the data of schema.org for live coverage: an update is a post. The page may show few of
//! the updates that its data has.

use std::collections::{HashMap, HashSet};

use super::json_ld::{Data, People, Thing};
use super::page::Page;
use super::reading::{Reading, broken};
use super::record::{ByRecord, PostRecord};
use super::{Document, Format, Source, scope, shared};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format = Format {
    name: "live-web-page",
    words: "saved live page",
    known_by: "its JSON-LD has updates of a LiveBlogPosting",
    read,
};

fn read(source: &Source, context: &Context) -> Option<Document> {
    memchr::memmem::find(source.text.as_bytes(), b"liveBlogUpdate")?;
    let page = Page::of(source.text);
    let data: Vec<Data> = page.data.iter().map(Data::of).collect();
    let people = Data::people(&data);
    let mut reading = Reading::new(context);
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut pages = Vec::new();
    for script in &data {
        let (updates, error) = script.updates();
        // A page may carry its data twice.
        let new: Vec<_> = updates.into_iter().filter(|raw| seen.insert(raw.get())).collect();
        if new.is_empty() {
            continue;
        }
        let mut places = script.places();
        found.extend(new.into_iter().map(|raw| (raw, places.of(raw), pages.len())));
        pages.push(Shared::of(script, &page, &people));
        if let Some(error) = error {
            reading.tell(script.line_of_break(&error), || broken(&error));
        }
    }
    let things: Vec<_> = found.iter().map(|(raw, ..)| Thing::of(raw)).collect();
    let mut times: HashMap<String, usize> = HashMap::new();
    let all = things.iter().flatten().flat_map(names);
    all.for_each(|name| *times.entry(name).or_default() += 1);
    for (thing, (raw, line, at)) in things.iter().zip(found) {
        match (thing, pages.get(at)) {
            (Some(thing), Some(page)) => {
                reading.add(page.record(thing, &times), raw.get().len(), line);
            }
            _ => reading.tell(line, || "an update that is no object".to_owned()),
        }
    }
    (!things.is_empty()).then(|| reading.finish(&FORMAT))
}

/// What may tell an update from others, the best first.
fn names(thing: &Thing) -> impl Iterator<Item = String> + use<> {
    let (address, id) = (thing.text(&["url"]), thing.text(&["@id"]));
    let id = id.filter(|id| address.as_ref() != Some(id));
    address.into_iter().chain(id)
}

/// What the updates of a page share.
struct Shared<'a> {
    /// Who the page is by.
    by: Vec<ByRecord<'static>>,
    address: Option<String>,
    title: &'a str,
    people: &'a People,
}

impl<'a> Shared<'a> {
    fn of(script: &Data, page: &'a Page, people: &'a People) -> Shared<'a> {
        let data = script.page();
        let mut by = data.as_ref().map(|thing| thing.by(people)).unwrap_or_default();
        shared::bound(&mut by);
        let own = page.canonical.as_deref().or(page.fact(&["og:url"])).map(str::to_owned);
        let address = own.or_else(|| data?.address());
        Shared { by, address, title: &page.title, people }
    }

    /// The post of an update. An address that several have is that of the page, and names none of them.
    fn record(&self, thing: &Thing, times: &HashMap<String, usize>) -> PostRecord<'static> {
        let mut record = thing.record(self.people);
        if record.by.is_empty() {
            record.by.clone_from(&self.by);
        }
        let name = names(thing).find(|name| times.get(name) == Some(&1));
        let scope = [self.address.as_deref(), record.url.as_deref(), Some(self.title)];
        let scope = scope.into_iter().flatten().find(|scope| !scope.is_empty());
        let uri = name.and_then(|name| scope::uri(&name, scope));
        PostRecord { uri: uri.map(Into::into), ..record }
    }
}

#[cfg(test)]
mod tests;
