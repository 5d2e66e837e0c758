//! Addresses of mail: systems put them where a name belongs, and none is shown there.

use super::text::Text;

/// Whether a text holds one.
#[must_use]
pub fn is_in(text: &str) -> bool {
    text.contains('@') && text.split_whitespace().any(is_address)
}

/// A text without addresses of mail and names of accounts: of `kim@desk.example (Kim Sample)`, the name.
#[must_use]
pub fn without(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !word.contains('@'));
    let kept = words.collect::<Vec<_>>().join(" ");
    let bare = kept.strip_prefix('(').and_then(|name| name.strip_suffix(')'));
    match bare.filter(|_| text.contains('@')) {
        Some(name) => name.trim().to_owned(),
        None => kept,
    }
}

/// The same of a text to be shown as the name of somebody: one without an address stays as it is.
#[must_use]
pub fn left_out(text: Text) -> Text {
    if !is_in(&text) {
        return text;
    }
    trimmed(&without(&text)).to_owned().into()
}

/// What a text says before its first address, or all of it.
#[must_use]
pub fn before(text: &str) -> &str {
    let Some(at) = text.find('@').filter(|_| is_in(text)) else { return text };
    let before = text.get(..at).unwrap_or_default();
    let words = before.rfind(char::is_whitespace).and_then(|end| before.get(..end));
    words.map_or("", trimmed)
}

/// Without the signs that stood before an address.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(|ch: char| !(ch.is_alphanumeric() || ch == ')' || ch == '.'))
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known() {
        assert!(is_in("Kim <kim@desk.example>") && !is_in("@kim at the desk"));
    }

    #[test]
    fn names_are_kept() {
        for (text, kept) in [
            ("kim@desk.example", ""),
            ("Kim Sample <kim@desk.example>", "Kim Sample"),
            ("Kim Sample / kim@desk.example", "Kim Sample"),
            ("kim@desk.example (Kim Sample)", "Kim Sample"),
            ("Kim Sample  @kim", "Kim Sample  @kim"),
        ] {
            assert_eq!(&*left_out(text.into()), kept, "{text}");
        }
        assert_eq!(before("Kim Sample / kim@desk.example"), "Kim Sample");
        assert_eq!((before("kim@desk.example (Kim)"), before("Kim  @kim")), ("", "Kim  @kim"));
    }
}
