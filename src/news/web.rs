//! Addresses on the web: the only links there are.

use std::ops::Range;
use std::sync::Arc;

use super::sanitize;
use super::wrap::Place;

/// Bytes of the longest address that is handed on: some browsers take no longer one.
const LONGEST: usize = 2082;

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads to.
    pub target: Arc<str>,
    /// Where it begins: what tells its pieces from those of another link to the same address.
    pub place: Place,
}

/// A part of a row that is a link, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the row's text.
    pub bytes: Range<usize>,
    /// The link.
    pub link: Link,
}

/// Whether all of a text is the address of something on the web.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let host =
        scheme(text).and_then(|length| text.get(length..)).and_then(|rest| rest.chars().next());
    host.is_some_and(|ch| ch.is_alphanumeric() || ch == '[') && text.chars().all(may_stand)
}

/// Bytes of `http://` or `https://` at the beginning of a text, in any case.
fn scheme(text: &str) -> Option<usize> {
    let begins = |scheme: &&str| {
        text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://"].iter().find(|scheme| begins(scheme)).map(|scheme| scheme.len())
}

/// Whether a character may stand in a link: what RFC 3986 lets through, and letters of any script.
fn may_stand(ch: char) -> bool {
    (ch.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(ch)) && !sanitize::is_hostile(ch)
}

/// The links in a text, in their order, each with the byte that it begins at.
pub fn in_text(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(done..)?;
            let before = rest.get(..rest.find("://")?)?;
            let name = before.trim_end_matches(|ch: char| ch.is_alphanumeric());
            let link = rest.get(name.len()..)?;
            let end = link.find(|ch| !may_stand(ch)).unwrap_or(link.len());
            let link = without_punctuation(link.get(..end).unwrap_or_default());
            let begins = done + name.len();
            // What stands in a link is a part of it.
            done += (name.len() + link.len()).max(before.len() + "://".len());
            if is_link(link) {
                return Some((begins, link));
            }
        }
    })
}

/// A link without the end of the sentence or the bracket that it stands in.
fn without_punctuation(mut link: &str) -> &str {
    let count = |bracket: char| link.matches(bracket).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    while let Some(last) = link.chars().next_back() {
        let surplus = match last {
            ')' => &mut round,
            ']' => &mut square,
            _ if ".,;:!?'*".contains(last) => &mut 1,
            _ => break,
        };
        if *surplus == 0 {
            break;
        }
        *surplus -= 1;
        link = link.strip_suffix(last).unwrap_or_default();
    }
    link
}

/// An address as it may stand in a sequence of a terminal: ASCII that is seen, all else percent-encoded (RFC
/// 3986). None for what is no link, or too long.
#[must_use]
pub fn encoded(link: &str) -> Option<String> {
    if link.len() > LONGEST || !is_link(link) {
        return None;
    }
    let mut uri = String::with_capacity(link.len());
    for byte in link.bytes() {
        if byte.is_ascii_graphic() {
            uri.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
            let digits =
                [digit(byte >> 4), digit(byte & 15)].map(|digit| digit.to_ascii_uppercase());
            uri.push('%');
            uri.extend(digits);
        }
        if uri.len() > LONGEST {
            return None;
        }
    }
    Some(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_text() {
        for (text, links) in [
            ("none", &[][..]),
            ("See https://desk.example/a?b=c#d.", &["https://desk.example/a?b=c#d"]),
            (
                "(http://a.example/x_(y)), “HTTPS://B.example”",
                &["http://a.example/x_(y)", "HTTPS://B.example"],
            ),
            ("http://a.example,http://b.example", &["http://a.example,http://b.example"]),
            ("https://a.example/http://b.example", &["https://a.example/http://b.example"]),
            ("https://a.example/çırağan – x", &["https://a.example/çırağan"]),
            ("http://[::1]:80/ http:// https://. ://x http://-", &["http://[::1]:80/"]),
            ("javascript://a.example file:///etc ftp://a.example xhttp://a.example", &[]),
            (
                "http://a.example\"><b> `http://b.example`",
                &["http://a.example", "http://b.example"],
            ),
        ] {
            let found: Vec<&str> = in_text(text).map(|(_, link)| link).collect();
            assert_eq!(found, links, "{text}");
            assert!(in_text(text).all(|(at, link)| text.get(at..at + link.len()) == Some(link)));
        }
        assert!(!is_link("http://a.example/ -x") && !is_link("-http://a.example") && !is_link(""));
        assert!(!is_link("http://a.example/\u{202e}") && !is_link("http://a.example/\n"));
    }

    #[test]
    fn an_address_is_encoded_to_what_can_be_seen() {
        let long = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
        for (link, uri) in [
            ("https://a.example/?b=c;d&e=%20#f", Some("https://a.example/?b=c;d&e=%20#f")),
            ("HTTP://Çırağan.example/ü", Some("HTTP://%C3%87%C4%B1ra%C4%9Fan.example/%C3%BC")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("https://a.example/\x1b\\", None),
            ("https://a.example/\u{202e}", None),
            ("https://a.example/ b", None),
            ("", None),
        ] {
            assert_eq!(encoded(link).as_deref(), uri, "{link:?}");
        }
        assert_eq!(encoded(&long(2082)), Some(long(2082)));
        assert_eq!(encoded(&long(2083)), None);
    }
}
