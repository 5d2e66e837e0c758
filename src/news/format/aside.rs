//! What pages put into the part that holds their reporting: navigation, what stands aside, and what is known by its
//! class to lead elsewhere.

use html5gum::{StartTag, Token};

use super::markup::{attribute, is_block};

/// What stands aside on a page, and is open.
#[derive(Default)]
pub struct Aside {
    /// The name of its tag, and how many of that name are open in it.
    open: Option<(Vec<u8>, usize)>,
    quotes: usize,
    /// Whether nothing but links that are set apart does.
    is_of_links: bool,
}

impl Aside {
    /// Of links to other pages that are set apart in a text, and of nothing else.
    pub fn of_links() -> Aside {
        Aside { is_of_links: true, ..Aside::default() }
    }

    /// Whether a tag, or the text between two, stands aside.
    pub fn takes(&mut self, token: &Token) -> bool {
        match (token, &mut self.open) {
            (Token::StartTag(tag), Some((name, count))) if *name == **tag.name => {
                *count += usize::from(!tag.self_closing);
            }
            (Token::EndTag(tag), Some((name, count))) if *name == **tag.name => {
                *count -= 1;
                if *count == 0 {
                    self.open = None;
                }
                return true;
            }
            (Token::StartTag(tag), None) => {
                self.quotes += usize::from(&**tag.name == b"blockquote");
                // A quotation ends in a footer, too.
                let is_cite = self.quotes > 0 && &**tag.name == b"footer";
                let is_aside = if self.is_of_links { is_link } else { stands_aside };
                if !tag.self_closing && !is_cite && is_aside(tag) {
                    self.open = Some((tag.name.to_vec(), 1));
                }
            }
            (Token::EndTag(tag), None) if &**tag.name == b"blockquote" => {
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => {}
        }
        self.is_open()
    }

    /// Whether something that stands aside has not ended.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Words of a class for what leads elsewhere, or sells.
const ELSEWHERE: [&str; 17] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "newsletter",
    "promo",
    "recommended",
    "related",
    "share",
    "sharing",
    "social",
    "subscribe",
    "tags",
    "trending",
];

/// Words that stand beside those, and tell no more than how it is laid out.
const LAID_OUT: [&str; 53] = [
    "area",
    "articles",
    "banner",
    "bar",
    "block",
    "bottom",
    "box",
    "button",
    "buttons",
    "card",
    "cards",
    "carousel",
    "container",
    "content",
    "desktop",
    "footer",
    "form",
    "grid",
    "group",
    "header",
    "heading",
    "icon",
    "icons",
    "inline",
    "inner",
    "item",
    "items",
    "label",
    "link",
    "links",
    "list",
    "mobile",
    "module",
    "more",
    "nav",
    "news",
    "placeholder",
    "posts",
    "row",
    "section",
    "sidebar",
    "sign",
    "signup",
    "slot",
    "stories",
    "title",
    "tools",
    "top",
    "unit",
    "up",
    "widget",
    "wrap",
    "wrapper",
];

fn stands_aside(tag: &StartTag<()>) -> bool {
    let name = &**tag.name;
    if matches!(name, b"nav" | b"aside" | b"footer") {
        return true;
    }
    if !is_block(name) || matches!(name, b"article" | b"main" | b"blockquote") {
        return false;
    }
    let role = attribute(tag, "role").unwrap_or_default();
    let class = attribute(tag, "class").unwrap_or_default().to_ascii_lowercase();
    matches!(&*role, "navigation" | "complementary")
        || class.split_ascii_whitespace().any(leads_elsewhere)
}

/// Whether a block is a link that is set apart: `element element-rich-link`.
fn is_link(tag: &StartTag<()>) -> bool {
    is_block(&tag.name)
        && attribute(tag, "class").is_some_and(|class| {
            class
                .split_ascii_whitespace()
                .any(|it| it.trim_start_matches("element-") == "rich-link")
        })
}

/// Whether each word of a class says so: `related-links`, but no `social-embed`.
fn leads_elsewhere(class: &str) -> bool {
    let words = || class.split(['-', '_']).filter(|word| !word.is_empty());
    words().any(|word| ELSEWHERE.contains(&word))
        && words().all(|word| ELSEWHERE.contains(&word) || LAID_OUT.contains(&word))
}
