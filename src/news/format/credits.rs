//! Who filed a post, where a system gives it as one text: `By Kim Sample, Europe editor`. Never an address of mail,
//! nor the name of an account that is nobody's.

use super::byline::{is_full_name, is_name, with_role};
use super::record::ByRecord;
use super::text::Text;

/// What may stand before the names.
const BEFORE: [&str; 8] =
    ["By: ", "By ", "BY ", "by ", "Written by ", "Reported by ", "Von ", "Par "];

/// The bylines that a text gives: one for each name, or for what is no list of names, one of all of it.
#[must_use]
pub fn bylines(text: &str) -> Vec<ByRecord<'static>> {
    let text = without_mail(text);
    let text = BEFORE.iter().find_map(|before| text.strip_prefix(before)).unwrap_or(&text);
    let text = text.trim().trim_end_matches([',', ';', ':']).trim_end();
    let accounts = ["admin", "administrator", "root", "webmaster"];
    if text.is_empty() || accounts.iter().any(|name| name.eq_ignore_ascii_case(text)) {
        return Vec::new();
    }
    let names: Vec<&str> = text
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .map(|name| name.trim().strip_prefix("and ").unwrap_or(name.trim()))
        .filter(|name| !name.is_empty())
        .collect();
    if names.len() > 1 && names.iter().all(|name| is_full_name(name)) {
        return names.into_iter().map(|name| ByRecord::named(name.to_owned())).collect();
    }
    match text.split_once([',', '|']) {
        Some((name, about)) if is_name(name.trim()) => vec![named(name.trim(), about.trim())],
        _ => vec![ByRecord::named(text.to_owned())],
    }
}

/// Somebody, and what is said of them: role, organisation, place.
#[must_use]
pub fn named(name: &str, about: &str) -> ByRecord<'static> {
    let by = with_role(name, about);
    ByRecord {
        name: name.to_owned().into(),
        role: by.role.map(Text::from),
        organisation: by.organisation.map(Text::from),
        located: by.located.map(Text::from),
    }
}

/// A text without addresses of mail: of `kim@desk.example (Kim Sample)`, the name.
fn without_mail(text: &str) -> String {
    if !text.contains('@') {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words = text.split_whitespace().filter(|word| !word.contains('@'));
    let text = words.collect::<Vec<_>>().join(" ");
    match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(name) => name.trim().to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let said = |part: Option<Text>| part.map(|part| format!("/{}", &*part)).unwrap_or_default();
        let shown = |by: ByRecord| {
            format!("{}{}{}{}", &*by.name, said(by.role), said(by.organisation), said(by.located))
        };
        bylines(text).into_iter().map(shown).collect()
    }

    #[test]
    fn names_and_what_is_said_of_them() {
        for (text, bylines) in [
            ("Kim Sample", vec!["Kim Sample"]),
            ("By Kim Sample and Ann Other", vec!["Kim Sample", "Ann Other"]),
            ("Kim Sample, Ann Other & Lee Third", vec!["Kim Sample", "Ann Other", "Lee Third"]),
            (
                "By Kim Sample, Europe editor, reporting from Harbourtown",
                vec!["Kim Sample/Europe editor/Harbourtown"],
            ),
            ("kim@desk.example (Kim Sample)", vec!["Kim Sample"]),
            ("Kim Sample <kim@desk.example>", vec!["Kim Sample"]),
            ("kim@desk.example", vec![]),
            ("Admin", vec![]),
            ("  ", vec![]),
            ("Harbourtown Desk", vec!["Harbourtown Desk"]),
        ] {
            assert_eq!(read(text), bylines, "{text}");
        }
    }
}
