//! Pictures and clips of feeds (Media RSS): what is said of them.

use super::record::BlockRecord;
use super::xml::{Element, Space};

/// Pictures of one post that are looked at.
const MOST: usize = 100;

/// Adds the pictures and clips of an item of which something is said. One in several sizes is one.
pub fn add(item: &Element, to: &mut Vec<BlockRecord<'static>>) {
    let groups = item.all(Space::Media, "group");
    let mut told = Vec::new();
    let mut all = groups.chain([item]).flat_map(|group| {
        let contents = group.children().filter(|it| it.space == Space::Media);
        contents
            .filter(|it| matches!(it.name.as_str(), "content" | "thumbnail"))
            .map(move |content| (group, content))
    });
    for (group, content) in all.by_ref().take(MOST) {
        let said = |name| {
            let own = content.text_of(Space::Media, name);
            // What is said beside a picture of an item itself is said of the item.
            own.or_else(|| {
                group.text_of(Space::Media, name).filter(|_| group.space == Space::Media)
            })
        };
        let caption = said("description").or_else(|| said("title")).unwrap_or_default();
        let credit = said("credit").unwrap_or_default();
        if caption.is_empty() || told.contains(&caption) {
            continue;
        }
        let of = |name| content.attribute(name).unwrap_or_default();
        let is_clip = of("medium") == "video" || of("type").starts_with("video/");
        to.push(if is_clip {
            BlockRecord::video(caption.clone())
        } else {
            BlockRecord::image(String::new(), caption.clone(), credit)
        });
        told.push(caption);
    }
}
