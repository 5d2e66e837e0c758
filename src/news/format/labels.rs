//! Labels that publishers' systems print or carry → kinds: only those words count that are labels of a kind and of
//! nothing else.

use super::text::Text;
use crate::news::post::Kind;

/// Labels, by their letters.
const LABELS: [(&str, Kind); 12] = [
    ("breaking", Kind::Breaking),
    ("breakingnews", Kind::Breaking),
    // Two systems have labelled it.
    ("breakingbreakingnews", Kind::Breaking),
    ("analysis", Kind::Analysis),
    ("newsanalysis", Kind::Analysis),
    ("analysisnewsarticle", Kind::Analysis),
    ("summary", Kind::Summary),
    ("newssummary", Kind::Summary),
    ("correction", Kind::Correction),
    ("clarification", Kind::Correction),
    ("keyevent", Kind::Key),
    ("keypost", Kind::Key),
];

/// No label is longer, in bytes.
const LONGEST: usize = 32;

/// The kind that all of a text is a label of: `#BreakingNews`, `News analysis`.
#[must_use]
pub fn of(text: &str) -> Option<Kind> {
    let text = Some(text.trim()).filter(|text| text.len() <= LONGEST)?;
    let is_it = |label: &str| {
        let mut rest = label.chars();
        let mut letters = text.chars().filter(|ch| ch.is_alphanumeric());
        letters.all(|ch| rest.next() == Some(ch.to_ascii_lowercase())) && rest.next().is_none()
    };
    LABELS.iter().find(|(label, _)| is_it(label)).map(|(_, kind)| *kind)
}

/// The kind that a tag, a category, a genre or a class is a label of: its word in `liveblog/1`. A code of IPTC
/// stands behind a prefix or an address: `genre:Analysis`.
#[must_use]
pub fn kind(label: &str) -> Option<Text<'static>> {
    let name = label.trim().rsplit([':', '/']).next().unwrap_or_default();
    of(name).map(|kind| kind.word().into())
}

/// The kind that stands before a headline: `Analysis: what comes next`.
#[must_use]
pub fn of_headline(headline: &str) -> Option<Kind> {
    let (label, rest) = headline.split_once(':')?;
    of(label).filter(|_| !rest.trim().is_empty())
}

/// The kind that an urgency from 1 to 9 means: the two highest are flashes and bulletins, of news that has just come in.
#[must_use]
pub fn kind_of_urgency(urgency: &str) -> Option<Text<'static>> {
    // Some write it as a number with a fraction.
    let urgency: f64 = urgency.trim().parse().ok()?;
    (1.0..3.0).contains(&urgency).then(|| "breaking".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_labels_count() {
        for (label, kind) in [
            (" Breaking", Some("breaking")),
            ("#BreakingNews", Some("breaking")),
            (" News analysis ", Some("analysis")),
            ("genre:Analysis", Some("analysis")),
            ("http://cv.iptc.org/newscodes/genre/Summary", Some("summary")),
            ("Correction", Some("correction")),
            ("Key event", Some("key")),
            ("#breakingbad", None),
            ("data analysis", None),
            ("Article", None),
            ("update", None),
            ("", None),
        ] {
            assert_eq!(super::kind(label).as_deref(), kind, "{label}");
        }
        assert_eq!(of_headline(" BREAKING: it rains"), Some(Kind::Breaking));
        for headline in ["Harbour: it rains", "Breaking the ice", "Breaking:", "genre/Analysis: it"]
        {
            assert!(of_headline(headline).is_none(), "{headline}");
        }
        assert!(kind_of_urgency("1.0").is_some() && kind_of_urgency("0").is_none());
        assert!(kind_of_urgency("2").is_some() && kind_of_urgency("3").is_none());
    }
}
