//! The small marks that text dumps put around a post's parts.

use super::{find, mail};
use crate::news::dating::month;

/// Directly below a picture's line: the next line is its caption.
pub const IMAGE_CAPTION: &str = "Image caption,";
/// The next line is a clip's caption.
pub const MEDIA_CAPTION: &str = "Media caption,";
const IMAGE_SOURCE: &str = "Image source,";

/// A picture's line: its alt text, glued to the last `Image source, ` of the line, and its credit
/// without an address of mail.
pub fn image(text: &str) -> Option<(&str, &str)> {
    let (alt, credit) = find::split_at_last(text, IMAGE_SOURCE)?;
    Some((alt.trim(), mail::before(credit.trim())))
}

/// The caption behind a mark on its own line, and whether a clip's: `Media caption, Watch: boats sail`.
pub fn caption(text: &str) -> Option<(bool, &str)> {
    let behind =
        |mark: &str| text.strip_prefix(mark).map(str::trim).filter(|said| !said.is_empty());
    let clip = behind(MEDIA_CAPTION).map(|said| (true, said));
    clip.or_else(|| behind(IMAGE_CAPTION).map(|said| (false, said)))
}

/// What follows a bullet.
pub fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['•', '·', '◦', '‣', '▪', '●', '*'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// A number of at most four digits and a full stop, and what follows.
pub fn numbered(text: &str) -> Option<(u16, &str)> {
    // Most lines are told by their first character.
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let (digits, rest) = text.split_once('.')?;
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    ends.then(|| digits.parse().ok().map(|number| (number, rest.trim_start())))?
}

/// A date that stands alone as a heading: `11 May`, `11 May 2025`, `May 11`.
pub fn is_date_alone(text: &str) -> bool {
    let text = text.trim();
    // The day, which stands at one end, tells most lines.
    let starts = text.starts_with(|ch: char| ch.is_ascii_digit() || ch == '+');
    if !starts && !text.ends_with(|ch: char| ch.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    let day = |word: &str| word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok();
    match words.as_slice() {
        [a, b] => (day(a) && month(b).is_some()) || (month(a).is_some() && day(b)),
        [a, b, c] => day(a) && month(b).is_some() && year(c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        assert_eq!(image("A shipImage source, Harbour Photos"), Some(("A ship", "Harbour Photos")));
        assert_eq!(image("Image source, A, BImage source, C"), Some(("Image source, A, B", "C")));
        assert_eq!(image("A shipImage source,Agency"), Some(("A ship", "Agency")));
        assert_eq!(image("Image source, Kim Sample, kim@desk.example"), Some(("", "Kim Sample")));
        assert_eq!(image("Image sources, two"), None);
        assert_eq!(caption("Media caption, Watch: boats sail"), Some((true, "Watch: boats sail")));
        assert_eq!(caption("Image caption, The pier."), Some((false, "The pier.")));
        assert_eq!(caption("Media caption,"), None);
        assert_eq!(bullet("• one"), Some("one"));
        assert_eq!(bullet("•one"), None);
        assert_eq!(numbered("12. twelve"), Some((12, "twelve")));
        assert_eq!(numbered("3.5 metres"), None);
        assert_eq!(numbered("12345. no"), None);
        assert!(is_date_alone("11 May") && is_date_alone("11 May 2025") && is_date_alone("May 11"));
        assert!(!is_date_alone("May 2025 was dry") && !is_date_alone("41 May"));
    }
}
