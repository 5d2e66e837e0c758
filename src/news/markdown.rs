//! A post as Markdown (CommonMark): for mail, notes and web pages.
//!
//! What a document says stays text: no character of it becomes syntax, neither of Markdown nor of
//! HTML, nor of the tables, footnotes and formulas that many programs add to it.

use super::body::Block;
use super::plain;
use super::post::{Byline, Post, Presence};
use super::when::Clock;
use super::wrap::has_own_number;

/// Writes a post: its parts are set apart by blank lines, and the last line ends with a line break.
/// `word` says what it is beside a post: that it was edited.
#[must_use]
pub fn write(post: &Post, presence: Presence, word: Option<&str>, clock: &Clock) -> String {
    let headline = if post.headline.is_empty() { "(no headline)" } else { &post.headline };
    let mut parts = vec![format!("## {}", text(headline))];
    let kinds: Vec<String> = post.kinds.iter().map(|kind| kind.word().to_uppercase()).collect();
    if !kinds.is_empty() {
        parts.push(format!("**{}**", kinds.join(" · ")));
    }
    parts.extend(post.by.iter().map(byline));
    let mut facts: Vec<String> = [word, presence.word()]
        .into_iter()
        .flatten()
        .map(|word| format!("**{}**", word.to_uppercase()))
        .collect();
    facts.extend([text(&plain::time(post, clock)), text(post.source())]);
    facts.retain(|fact| !fact.is_empty());
    parts.push(facts.join(" · "));
    parts.extend(post.body.shown_blocks().map(|block| block_text(&block)));
    parts.extend(post.url().map(address));
    parts.retain(|part| !part.is_empty());
    let mut out = parts.join("\n\n");
    out.push('\n');
    out
}

fn byline(by: &Byline) -> String {
    let place = by.located.as_ref().map(|place| format!("reporting from {place}"));
    let parts = [Some(&*by.name), by.role.as_deref(), by.organisation.as_deref(), place.as_deref()];
    text(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

fn block_text(block: &Block) -> String {
    match block {
        Block::Paragraph { text: said } => text(said),
        Block::Subhead { text: said } => marked("### ", said, ""),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Image { alt, caption, credit } => {
            // A caption that says what the alt text says is said once.
            let alt = if alt == caption { "" } else { alt };
            let lines = [marked("*Picture: ", alt, "*"), marked("*", caption, "*"), text(credit)];
            joined(&lines, "\\\n")
        }
        Block::Video { caption } => marked("*Video: ", caption, "*"),
        Block::Quote { text: said, cite } => {
            joined(&[marked("> ", said, ""), marked("> — ", cite, "")], "\n>\n")
        }
        Block::Furniture { .. } => String::new(),
    }
}

fn list(ordered: bool, items: &[&str]) -> String {
    let mut lines = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.is_empty()) {
        // One that carries its own number keeps it: Markdown would count anew.
        let mark =
            if ordered && !has_own_number(item) { format!("{}. ", at + 1) } else { "- ".into() };
        lines.push(marked(&mark, item, ""));
    }
    lines.join("\n")
}

fn joined(parts: &[String], between: &str) -> String {
    let present: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    present.join(between)
}

/// A text between marks; nothing for an empty one.
fn marked(before: &str, said: &str, after: &str) -> String {
    let said = text(said);
    if said.is_empty() { said } else { format!("{before}{said}{after}") }
}

/// A web address as a link to it, where it holds nothing that would end the link.
fn address(url: &str) -> String {
    let is_plain = url.chars().all(|ch| ch.is_ascii_graphic() && !matches!(ch, '<' | '>' | '\\'));
    if is_plain { format!("<{url}>") } else { text(url) }
}

/// A text of one line, with a backslash before whatever could be syntax, within a line or at its
/// beginning.
fn text(said: &str) -> String {
    let said = said.trim();
    let number = said.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::with_capacity(said.len() + 8);
    let mut before = "";
    for (at, ch) in said.char_indices() {
        let rest = said.get(at..).unwrap_or_default();
        let is_syntax = match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|' | '$' | '@'
            | '^' | '{' | '}' | '=' => true,
            // Addresses become links without any marks in some programs.
            ':' => at == 0 || rest.starts_with("://"),
            '.' => at == number || is_www(before),
            ')' => at == number,
            _ => at == 0 && ch.is_ascii_punctuation(),
        };
        if is_syntax {
            out.push('\\');
        }
        out.push(ch);
        before = said.get(..at + ch.len_utf8()).unwrap_or_default();
    }
    out
}

/// Whether a text ends with `www`.
fn is_www(text: &str) -> bool {
    text.as_bytes().last_chunk::<3>().is_some_and(|end| end.eq_ignore_ascii_case(b"www"))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::news::post::{Kind, Moment, PostTime, TimeSource};
    use jiff::tz::{Offset, TimeZone};
    use proptest::prelude::*;
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

    #[test]
    fn a_post_as_markdown() {
        let instant = "2025-06-02T08:57:00Z".parse().unwrap();
        let post = Post {
            headline: "The *deal* is off".into(),
            kinds: [Kind::Analysis].into_iter().collect(),
            by: [Byline {
                name: "Kim Sample".into(),
                role: Some("Europe editor".into()),
                organisation: None,
                located: Some("Harbourtown".into()),
            }]
            .into(),
            time: PostTime::new(
                Some(Moment { instant, offset: Offset::constant(1) }),
                TimeSource::YearAssumed,
            ),
            body: [
                Block::Paragraph { text: "1. The two sides talk <b>again</b>." },
                Block::Subhead { text: "11 May" },
                Block::List { ordered: true, items: vec!["One thing", "4. Two", ""] },
                Block::List { ordered: false, items: vec!["- Three"] },
                Block::Image { alt: "A pier", caption: "The pier on Monday", credit: "Agency" },
                Block::Video { caption: "Watch: boats" },
                Block::Quote { text: "> We sail", cite: "A pilot" },
                Block::Furniture { text: "Advertisement" },
            ]
            .into_iter()
            .collect(),
            document: "talks.txt".into(),
            ..Post::default()
        };
        let zone = TimeZone::get("Europe/London").unwrap();
        let clock = Clock::new("2025-06-02T09:52:00Z".parse().unwrap(), zone);
        assert_eq!(
            write(&post, Presence::Present, Some("edited"), &clock),
            "\
## The \\*deal\\* is off

**ANALYSIS**

Kim Sample · Europe editor · reporting from Harbourtown

**EDITED** · \\~09:57 BST Mon 2 June 2025 · talks.txt

1\\. The two sides talk \\<b\\>again\\</b\\>.

### 11 May

1. One thing
- 4\\. Two

- \\- Three

*Picture: A pier*\\
*The pier on Monday*\\
Agency

*Video: Watch: boats*

> \\> We sail
>
> — A pilot
"
        );
    }

    #[test]
    fn what_could_be_syntax_is_escaped() {
        for (said, written) in [
            (
                "Boats, queues (and lorries) - at 10:50. Well!",
                "Boats, queues (and lorries) - at 10:50. Well!",
            ),
            ("# no heading #", r"\# no heading \#"),
            ("- no item", r"\- no item"),
            ("+ no item", r"\+ no item"),
            ("12) no item", r"12\) no item"),
            ("2025. no item", r"2025\. no item"),
            ("---", r"\---"),
            ("===", r"\=\=\="),
            ("    no code", "no code"),
            ("```no fence", r"\`\`\`no fence"),
            ("~~~no fence", r"\~\~\~no fence"),
            ("![no picture](http://a.example/b)", r"\!\[no picture\](http\://a.example/b)"),
            ("<script>&lt;", r"\<script\>\&lt;"),
            ("www.a.example and WWW.b.example", r"www\.a.example and WWW\.b.example"),
            ("a@b.example", r"a\@b.example"),
            ("a | b", r"a \| b"),
            (": no definition", r"\: no definition"),
            ("no break\\", r"no break\\"),
            ("snake_case **bold** $x$", r"snake\_case \*\*bold\*\* \$x\$"),
        ] {
            assert_eq!(text(said), written);
        }
    }

    /// What a reader of Markdown, with all that such readers know, takes for text; none where there
    /// is anything but text, and what is expected around it.
    fn read(markdown: &str, around: &[Tag]) -> Option<String> {
        let (mut said, mut open) = (String::new(), Vec::new());
        // Curled quotes are the same text.
        let all = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
        for event in Parser::new_ext(markdown, all) {
            match event {
                Event::Start(tag) => open.push(tag),
                Event::End(_) => {}
                Event::Text(text) => said += &text,
                _ => return None,
            }
        }
        (open == around).then_some(said)
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_read_as_text(
            said in "([-\\\\`*_{}\\[\\]<>#&~|$@^=:.!+()\"'/%;,0-9 ]|a|www|http|https://|&amp;|\u{e9}|—|\u{a0}|<b>|</a>|<!--){1,16}",
        ) {
            let said = said.trim();
            prop_assume!(!said.is_empty());
            let heading =
                Tag::Heading { level: HeadingLevel::H2, id: None, classes: vec![], attrs: vec![] };
            let written = text(said);
            for (markdown, around) in [
                (written.clone(), vec![Tag::Paragraph]),
                (format!("## {written}"), vec![heading]),
                (format!("- {written}"), vec![Tag::List(None), Tag::Item]),
                (format!("3. {written}"), vec![Tag::List(Some(3)), Tag::Item]),
                (format!("> {written}"), vec![Tag::BlockQuote(None), Tag::Paragraph]),
                (format!("*Video: {written}*"), vec![Tag::Paragraph, Tag::Emphasis]),
            ] {
                let prefix = if markdown.starts_with("*V") { "Video: " } else { "" };
                let read = read(&markdown, &around);
                prop_assert_eq!(read, Some(format!("{prefix}{said}")), "{}", markdown);
            }
        }
    }

    #[test]
    fn an_address_links_only_to_itself() {
        assert_eq!(address("https://a.example/?b=c_d"), "<https://a.example/?b=c_d>");
        assert_eq!(address("https://a.example/> <b>"), r"https\://a.example/\> \<b\>");
    }
}
