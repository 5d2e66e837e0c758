//! Ids of posts. Many systems count theirs from 1, and folders hold the documents of several: such an id names a post
//! only together with what it counts in.

/// An id of so many characters is nobody else's, unless it is a number.
const LONG: usize = 20;

/// The `uri` of a post by its id, within what an address or a name tells from others: none where the id alone names
/// nothing.
#[must_use]
pub fn uri(id: &str, scope: Option<&str>) -> Option<String> {
    let id = id.trim();
    if id.is_empty() || is_global(id) {
        return (!id.is_empty()).then(|| id.to_owned());
    }
    let scope = scope.map(str::trim).filter(|scope| !scope.is_empty())?;
    let scope = scope.split('#').next().unwrap_or(scope);
    Some(format!("{scope}#{}", id.trim_start_matches('#')))
}

/// The site of an address: `https://desk.example`.
#[must_use]
pub fn site(address: &str) -> Option<&str> {
    let host = address.strip_prefix("https://").or(address.strip_prefix("http://"))?;
    let host = host.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    let end = address.len() - address.split_once("://")?.1.len() + host.len();
    address.get(..end)
}

/// Whether an id is an address, a `tag:` or `urn:`, or so long that it was not counted.
fn is_global(id: &str) -> bool {
    let is_relative = id.starts_with(['#', '/', '?', '.']);
    let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
    !is_relative && (id.contains(':') || (id.len() >= LONG && !is_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_system_count_with_it() {
        let feed = Some("https://desk.example/live#top");
        for (id, named) in [
            ("1234", "https://desk.example/live#1234"),
            ("#1", "https://desk.example/live#1"),
            ("1748857800123456789012", "https://desk.example/live#1748857800123456789012"),
            ("https://desk.example/live/1", "https://desk.example/live/1"),
            ("tag:desk.example,2025:1", "tag:desk.example,2025:1"),
            ("11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555"),
        ] {
            assert_eq!(uri(id, feed).as_deref(), Some(named), "{id}");
        }
        for (address, own) in [
            ("https://desk.example/live?a#b", Some("https://desk.example")),
            ("http://desk.example", Some("http://desk.example")),
            ("https:///live", None),
            ("/live", None),
        ] {
            assert_eq!(site(address), own);
        }
        assert_eq!(uri("1234", Some("Ferry talks")).as_deref(), Some("Ferry talks#1234"));
        assert_eq!((uri("1234", None), uri("1234", Some(" ")), uri(" ", feed)), (None, None, None));
    }
}
