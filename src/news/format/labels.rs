//! Labels that publishers' systems print or carry → kinds: only those words count that are labels of a kind and of
//! nothing else.

use super::text::Text;

/// The kind that a tag, a category, a genre or a class is a label of: its word in `liveblog/1`. A code of IPTC
/// stands behind a prefix or an address: `#BreakingNews`, `News analysis`, `genre:Analysis`.
#[must_use]
pub fn kind(label: &str) -> Option<Text<'static>> {
    let name = label.trim().rsplit([':', '/']).next().unwrap_or_default();
    // No label is longer.
    let name = Some(name).filter(|name| name.len() <= 32)?;
    let letters = name.chars().filter(|ch| ch.is_alphanumeric());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    Some(Text::from(match word.as_str() {
        "breaking" | "breakingnews" => "breaking",
        "analysis" | "newsanalysis" | "analysisnewsarticle" => "analysis",
        "summary" | "newssummary" => "summary",
        _ => return None,
    }))
}

/// The kind that stands before a headline: `Analysis: what comes next`.
#[must_use]
pub fn kind_of_headline(headline: &str) -> Option<Text<'static>> {
    headline.trim_start().split_once(':').and_then(|(label, _)| kind(label))
}

/// The kind that an urgency from 1 to 9 means: the two highest are news that has just come in.
#[must_use]
pub fn kind_of_urgency(urgency: &str) -> Option<Text<'static>> {
    matches!(urgency.trim(), "1" | "2").then(|| "breaking".into())
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
            ("#breakingbad", None),
            ("data analysis", None),
            ("Article", None),
            ("update", None),
            ("", None),
        ] {
            assert_eq!(super::kind(label).as_deref(), kind, "{label}");
        }
        assert_eq!(kind_of_headline("BREAKING: it rains").as_deref(), Some("breaking"));
        assert!(kind_of_headline("Harbour: it rains").is_none());
        assert!(kind_of_headline("Breaking the ice").is_none());
        assert!(kind_of_urgency("2").is_some() && kind_of_urgency("3").is_none());
    }
}
