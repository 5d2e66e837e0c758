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
    let kept = without(&text);
    kept.trim_end_matches(|ch: char| !(ch.is_alphanumeric() || ch == ')' || ch == '.'))
        .to_owned()
        .into()
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
    }
}
