//! Kinds of posts by what they say: labels that stand in their headlines, which are certain, and what a safe rule
//! gives, which is told apart and never mixed with them.

use memchr::memmem::Finder;

use super::labels;
use crate::news::body::Block;
use crate::news::post::{Kind, Kinds, Post, Status};

/// What an editor says at the end of a page.
const CLOSING: [&str; 12] = [
    "we're pausing our live coverage",
    "we are pausing our live coverage",
    "we're ending our live coverage",
    "we are ending our live coverage",
    "we're bringing our live coverage to a close",
    "we are bringing our live coverage to a close",
    "we're closing our live coverage",
    "we are closing our live coverage",
    "our live coverage has moved",
    "this live page is now closed",
    "this live blog is now closed",
    "that's all for today",
];

/// And at its beginning.
const OPENING: [&str; 5] =
    ["stay with us", "welcome to", "good morning", "good afternoon", "good evening"];

/// How a headline begins that announces what is explained.
const EXPLAINING: [&str; 4] = ["why ", "what ", "who ", "how "];

/// And what stands in one.
const EXPLAINED: [&str; 2] = ["key players", "how we got here"];

/// How a headline begins that announces a clip.
const WATCHING: [&str; 3] = ["watch: ", "watch live: ", "video: "];

/// Gives the posts of a page their kinds, as far as they have none.
pub fn infer(posts: &mut [Post]) {
    let instants = posts.iter().enumerate().filter_map(|(at, post)| Some((post.instant()?, at)));
    let oldest = instants.min().map(|(_, at)| at).or(posts.len().checked_sub(1));
    // Most posts say nothing of the kind, and there are many.
    let parts = [" live ", "all for today"].map(Finder::new);
    let may_close = |text: &str| parts.iter().any(|part| part.find(text.as_bytes()).is_some());
    for (at, post) in posts.iter_mut().enumerate() {
        if let Some(label) = labels::of_headline(&post.headline) {
            post.kinds.insert(label);
        }
        if post.kinds.is_empty() && post.status == Status::Usable {
            post.inferred = guess(post, Some(at) == oldest, may_close).into_iter().collect();
        }
    }
}

/// What a post most likely is. The first rule that fits counts: measured on the posts of real pages, in this
/// order none was wrong. `may_close` tells at once of most texts that they have no words of [`CLOSING`].
fn guess(post: &Post, is_oldest: bool, may_close: impl Fn(&str) -> bool) -> Option<Kind> {
    let headline = plain(&post.headline);
    let says = |phrases: &[&str]| {
        let said = |text: &str| {
            let text = plain(text);
            phrases.iter().any(|phrase| text.contains(phrase))
        };
        said(&headline) || post.body.shown_texts().any(said)
    };
    let is_short = post.body.text().len() < 2000;
    let is_live = |role: &Option<String>| {
        role.as_ref().is_some_and(|role| role.to_lowercase().starts_with("live "))
    };
    if is_short && (may_close(&headline) || may_close(post.body.text())) && says(&CLOSING) {
        Some(Kind::Closing)
    } else if is_oldest && post.by.iter().any(|by| is_live(&by.role)) && says(&OPENING) {
        Some(Kind::Opening)
    } else if WATCHING.iter().any(|beginning| headline.starts_with(beginning)) {
        Some(Kind::Video)
    } else if explains(&headline) {
        Some(Kind::Explainer)
    } else if is_picture(post) {
        Some(Kind::Picture)
    } else {
        None
    }
}

fn explains(headline: &str) -> bool {
    let asks = headline.ends_with('?');
    let begins = EXPLAINING.iter().any(|beginning| headline.starts_with(beginning));
    asks || begins || EXPLAINED.iter().any(|words| headline.contains(words))
}

/// Whether a post shows pictures, and says one sentence at most beside.
fn is_picture(post: &Post) -> bool {
    let mut has_picture = false;
    let mut paragraph = None;
    for block in post.body.shown_blocks() {
        match block {
            Block::Image { .. } => has_picture = true,
            Block::Paragraph { text } if paragraph.is_none() => paragraph = Some(text),
            _ => return false,
        }
    }
    has_picture && paragraph.is_none_or(|text| !text.contains(". "))
}

/// In small letters, and with plain apostrophes.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.contains('’') { lower.replace('’', "'") } else { lower }
}

impl Kinds {
    /// Their words, as `liveblog/1` has them.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(Kind::word)
    }
}

#[cfg(test)]
mod tests {
    use crate::news::format::tests::read_sample;

    fn kinds(text: &str) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
        let posts = read_sample(text).posts;
        posts
            .iter()
            .map(|post| (post.kinds.words().collect(), post.inferred.words().collect()))
            .collect()
    }

    fn page(posts: &[(&str, &str)]) -> String {
        let post = |(at, (headline, body)): (usize, &(&str, &str))| {
            let minute = 59 - at;
            format!("  1. {headline}published at 10:{minute} GMT 2 June 2025\n\n{body}\n\n")
        };
        posts.iter().enumerate().map(post).collect()
    }

    #[test]
    fn what_is_inferred_is_told_apart() {
        let editor = "    Kim Sample\n    Live editor\n\n    Good morning. Stay with us.";
        let text = page(&[
            ("The harbour is calm", "    We’re pausing our live coverage now."),
            ("Watch: ferry leaves", "    Media caption,\n\n    It leaves."),
            ("Who is at the talks?", "    Two men."),
            ("BREAKING: ferry sinks", "    It sank."),
            ("Correction: the ferry", "    It did not."),
            ("A boat", "    It sails. It comes back."),
            ("Welcome", editor),
        ]);
        assert_eq!(
            kinds(&text),
            [
                (vec![], vec!["closing"]),
                (vec![], vec!["video"]),
                (vec![], vec!["explainer"]),
                (vec!["breaking"], vec![]),
                (vec!["correction"], vec![]),
                (vec![], vec![]),
                (vec![], vec!["opening"]),
            ]
        );
    }

    #[test]
    fn an_opening_is_the_oldest_post_and_an_editors() {
        let text = page(&[
            ("Boats", "    Kim Sample\n    Live editor\n\n    Stay with us."),
            ("Talks", "    Kim Sample\n    Europe editor\n\n    Stay with us."),
        ]);
        assert_eq!(kinds(&text), [(vec![], vec![]), (vec![], vec![])]);
    }

    #[test]
    fn our_own_form_says_itself_what_is_inferred() {
        let text = r#"{"format":"liveblog/1","posts":[{"headline":"Who is it?"},
            {"headline":"Who?","kinds":["key"],"kindsInferred":["explainer","other"]}]}"#;
        assert_eq!(kinds(text), [(vec![], vec![]), (vec!["key"], vec!["explainer"])]);
    }
}
