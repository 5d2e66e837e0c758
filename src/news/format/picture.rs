//! The lines of an article that belong to a picture: its alt text, its caption, whose it is.

use super::byline::{is_name, is_person};
use super::{find, markers};
use crate::news::body::Block;

/// Words that begin the credit in the brackets at a caption's end.
const CREDITS: &[&str] = &[
    "ap",
    "afp",
    "reuters",
    "getty",
    "epa",
    "ani",
    "pti",
    "upi",
    "bloomberg",
    "xinhua",
    "anadolu",
    "photo",
    "photos",
    "image",
    "images",
    "picture",
    "pic",
    "credit",
    "file",
    "source",
    "courtesy",
    "representational",
    "via",
    "shutterstock",
    "wikimedia",
];

/// Those of them that say that there is a picture.
const PICTURES: &[&str] =
    &["photo", "photos", "image", "images", "picture", "pic", "representational", "getty"];

/// What begins a credit without brackets at a caption's end.
const OPEN_CREDITS: &[&str] = &[
    "Photograph",
    "Photographs",
    "Photo",
    "Photos",
    "Illustration",
    "Illustrations",
    "Composite",
    "Picture",
    "Pictures",
];

/// Most words of such a credit.
const CREDIT_WORDS: usize = 9;

/// Small words of a credit.
const CREDIT_SMALL: &[&str] =
    &["via", "for", "of", "and", "the", "by", "de", "van", "von", "del", "al"];

/// Words that begin a caption which the dump has glued to the alt text before it.
const CAPTION_STARTS: &[&str] = &[
    "In", "A", "An", "The", "This", "These", "File", "FILE", "From", "People", "Members", "On",
    "At",
];

/// Whether a line is a picture's, known by the credit at its end. A bare agency in brackets
/// (`… he said. (AP)`) signs off a report as well, and tells a picture only above it: `above`.
pub fn is_picture(text: &str, above: bool) -> bool {
    let certain = |credit: &str| {
        let first = credit.split(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default();
        text.ends_with(']') || PICTURES.contains(&first.to_lowercase().as_str())
    };
    markers::image(text).is_some()
        || credit(text).is_some_and(|(_, credit)| above || certain(credit))
        || open_credit(text).is_some()
}

/// Adds a picture's line to the body. A line that the next one repeats is that one's alt text, so
/// the two are one picture.
pub fn add<'a>(body: &mut Vec<Block<'a>>, text: &'a str, follows: bool) {
    let marked = markers::image(text);
    let credited = marked.or_else(|| credit(text)).or_else(|| open_credit(text));
    let (rest, credit) = credited.unwrap_or((text, ""));
    let (alt, caption) =
        if marked.is_some() || credit.is_empty() { (rest, "") } else { split_alt(rest) };
    if let Some(Block::Image { alt: above, caption: slot, credit: credited }) = body.last_mut()
        && follows
        && !above.is_empty()
        && text.starts_with(*above)
        && slot.is_empty()
        && credited.is_empty()
    {
        (*slot, *credited) = (rest, credit);
        return;
    }
    body.push(Block::Image { alt, caption, credit });
}

/// Splits `caption.[Photo: X / Y]` or `caption (AP)`.
fn credit(text: &str) -> Option<(&str, &str)> {
    let (open, close) = if text.ends_with(']') { ('[', ']') } else { ('(', ')') };
    let (caption, credit) = text.strip_suffix(close)?.rsplit_once(open)?;
    let credit = credit.trim();
    let first = credit.split(|ch: char| !ch.is_alphanumeric()).next()?.to_lowercase();
    // "[Kim Sample/AFP]"
    let is_photographers = || {
        let names = credit.split_once('/');
        close == ']' && names.is_some_and(|(who, whose)| is_name(who) && is_name(whose))
    };
    let known = (CREDITS.contains(&first.as_str()) && credit.split_whitespace().count() <= 10)
        || is_photographers();
    (known && !caption.trim().is_empty()).then_some((caption.trim(), credit))
}

/// Splits `Caption. Photograph: Kim Sample/Agency`; the credit may stand alone.
fn open_credit(text: &str) -> Option<(&str, &str)> {
    let (before, credit) = find::split_at_last(text, ": ")?;
    let start = OPEN_CREDITS.iter().filter_map(|word| before.strip_suffix(word));
    // The longest word is the one that ends there.
    let caption = start.min_by_key(|caption| caption.len())?;
    let is_apart = caption.is_empty() || caption.ends_with(char::is_whitespace);
    let belongs =
        |word: &str| !word.starts_with(char::is_lowercase) || CREDIT_SMALL.contains(&word);
    let is_credit = !credit.trim().is_empty()
        && !credit.ends_with(['.', '?', '!', ':', '”', '"'])
        && credit.split_whitespace().count() <= CREDIT_WORDS
        && credit.split_whitespace().all(belongs);
    // "Illustration: How Boats Sail" is a heading.
    let names_agency = |credit: &str| {
        credit.split(|ch: char| !ch.is_alphanumeric()).any(|word| find::is_one_of(word, CREDITS))
    };
    let is_whose = !caption.is_empty()
        || credit.contains('/')
        || names_agency(credit)
        || (text.starts_with("Photo") && is_person(credit));
    (is_apart && is_credit && is_whose)
        .then(|| (caption.trim(), text.get(caption.len()..).unwrap_or(credit)))
}

/// Splits alt text from the caption glued to it: `Harbour talksIn this photo, …`. Only before a
/// word that begins captions; names like `McGregor` stay whole.
fn split_alt(text: &str) -> (&str, &str) {
    let mut before = ' ';
    for (at, ch) in text.char_indices() {
        if before.is_lowercase() && ch.is_uppercase() {
            let (alt, caption) = text.split_at_checked(at).unwrap_or((text, ""));
            let begins = |word: &&str| {
                let rest = caption.strip_prefix(*word);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            if CAPTION_STARTS.iter().any(begins) {
                return (alt, caption);
            }
        }
        before = ch;
    }
    ("", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added<'a>(lines: &[&'a str]) -> Vec<(&'a str, &'a str, &'a str)> {
        let mut body = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            add(&mut body, line, at > 0);
        }
        body.into_iter()
            .map(|block| match block {
                Block::Image { alt, caption, credit } => (alt, caption, credit),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn alt_caption_and_credit() {
        for (lines, alt, caption, credit) in [
            (
                &["The pier.", "The pier.[Photo: K. Sample / Commons]"][..],
                "The pier.",
                "The pier.",
                "Photo: K. Sample / Commons",
            ),
            (
                &["Harbour WarIn this photo, men talk. (AP)"],
                "Harbour War",
                "In this photo, men talk.",
                "AP",
            ),
            (&["Ewan McGregor on the pier (Reuters)"], "", "Ewan McGregor on the pier", "Reuters"),
            (&["A shipImage source, Agency"], "A ship", "", "Agency"),
            (
                &["Boats at Hale. Photograph: Kim Sample/Getty Images"],
                "",
                "Boats at Hale.",
                "Photograph: Kim Sample/Getty Images",
            ),
            (&["Photo: Kim Sample via AP"], "", "", "Photo: Kim Sample via AP"),
            (&["Boats wait [Kim Sample/AFP]"], "", "Boats wait", "Kim Sample/AFP"),
            (
                &["Boats wait.[Kim van der Berg/Al Jazeera]"],
                "",
                "Boats wait.",
                "Kim van der Berg/Al Jazeera",
            ),
        ] {
            assert_eq!(added(lines), [(alt, caption, credit)], "{lines:?}");
        }
    }

    #[test]
    fn no_credit_is_lost() {
        let lines = ["Image source, Getty Images", "The pier at dawn (AP)"];
        assert_eq!(added(&lines), [("", "", "Getty Images"), ("", "The pier at dawn", "AP")]);
    }

    #[test]
    fn brackets_of_prose_are_no_credit() {
        assert!(!is_picture("They spoke to the Security Service (SBU)", true));
        assert!(!is_picture("It cost $2bn (about £1.5bn)", true));
        assert!(!is_picture("“It was clear [he/she] knew” the end [of/in Hale]", true));
        assert!(!is_picture("She sent a photo: It showed Hale", true));
        assert!(!is_picture("He put it on Photo: a boat at sea", true));
        assert!(!is_picture("What is in the Photo: Kim Sample was there.", true));
        assert!(!is_picture("Illustration: How Boats Sail", true));
        assert!(is_picture("Photograph: Kim Sample", true));
        assert!(!is_picture("Hale Telephoto: Kim Sample", true));
        assert!(is_picture("The pier on Monday (Photo: Kim Sample)", false));
        assert!(is_picture("The pier on Monday (AP)", true));
        assert!(!is_picture("They will meet again, he said. (ANI)", false));
    }
}
