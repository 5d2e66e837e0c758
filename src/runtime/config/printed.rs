//! The config that is in effect, as a file: each setting with what it is for.

use std::fmt::Write as _;
use std::path::Path;

use super::{Config, Limits, looks};
use crate::news::sanitize;
use crate::reader::keymap::Keymap;

/// A file with every setting as it is; what is not set stands there as an example, commented out. It says
/// first where its settings come from.
#[must_use]
pub fn print(config: &Config, source: Option<&Path>) -> String {
    let mut out = match source {
        Some(path) => format!("# {}\n", sanitize::name(&path.to_string_lossy())),
        None => "# No config file: these are the settings without one.\n".to_owned(),
    };
    let mut set = |name: &str, what: &str, value: Option<String>, example: &str| {
        let _ = match value {
            Some(value) => writeln!(out, "\n# {what}\n{name} = {value}"),
            None => writeln!(out, "\n# {what}\n# {name} = {example}"),
        };
    };
    let folder = config.folder.as_ref().map(|folder| quoted(&folder.get_ref().to_string_lossy()));
    set("folder", "The folder to open where none is given.", folder, "\"/srv/coverage\"");
    set(
        "zone",
        "The zone of times printed without one, and of times on the screen; else the machine's.",
        config.zone.as_ref().map(|zone| quoted(zone.get_ref())),
        "\"Europe/London\"",
    );
    set(
        "year",
        "The year of dates printed without one; else the latest that is not after the file's time.",
        config.year.as_ref().map(|year| year.get_ref().to_string()),
        "2025",
    );
    let bell = config.bell.unwrap_or(super::BELL);
    set(
        "bell",
        "The shortest time between two rings for breaking news, in seconds; 0 for none.",
        Some(bell.to_string()),
        "",
    );
    let notify = config.notify.unwrap_or_default();
    set(
        "notify",
        "Whether the terminal is given the headlines of breaking news (OSC 9).",
        Some(notify.to_string()),
        "",
    );
    set(
        "mouse",
        "Whether the wheel and clicks do anything from the start; a key turns that on and off.",
        Some(config.mouse.to_string()),
        "",
    );
    set(
        "hyperlinks",
        "When the terminal is given the links of a post (OSC 8): auto, always or never.",
        Some(quoted(config.hyperlinks.word())),
        "",
    );
    set(
        "theme",
        "The theme: auto (the terminal's own colours), dark, light, or one of your own.",
        Some(quoted(config.theme.as_ref().map_or("auto", |theme| theme.get_ref()))),
        "",
    );
    set(
        "ascii",
        "Whether nothing but ASCII is drawn; else as the locale says.",
        config.ascii.map(|ascii| ascii.to_string()),
        "true",
    );
    let Limits { document, marks, versions } = config.limits;
    let _ = writeln!(
        out,
        "\n[limits]\n# The size of the largest document that is read, in MiB.\ndocument = {document}\n\
         # Posts of which it is kept between two runs that they were seen or bookmarked.\n\
         marks = {marks}\n\
         # Versions that are kept of posts that were edited, while the program runs.\n\
         versions = {versions}"
    );
    out.push_str("\n# Queries that stand in the sidebar, by name.\n[queries]\n");
    if config.queries.is_empty() {
        out.push_str("# morning = \"since:06:00 -kind:summary\"\n");
    }
    for (name, query) in &config.queries {
        let _ = writeln!(out, "{} = {}", quoted(name), quoted(query.get_ref()));
    }
    out.push_str(
        "\n# The keys of everything there are keys for: one, or several, or none.\n[keys]\n",
    );
    let keymap = config.keymap();
    for (name, words) in Keymap::names() {
        let keys = keymap.keys_of(name).iter().map(|key| quoted(&format!("{key:#}")));
        let _ = writeln!(out, "# {words}\n{name} = [{}]", keys.collect::<Vec<_>>().join(", "));
    }
    looks::print(&config.themes, &mut out);
    out
}

/// A string of TOML, with nothing in it but ASCII and letters where a terminal would obey or hide something
/// of it.
pub(super) fn quoted(text: &str) -> String {
    if sanitize::is_safe(text) {
        return toml::Value::from(text).to_string();
    }
    let mut out = "\"".to_owned();
    for ch in text.chars() {
        match ch {
            '"' | '\\' => out.extend(['\\', ch]),
            ' '..='~' => out.push(ch),
            ch if ch.is_alphanumeric() && !sanitize::is_hostile(ch) => out.push(ch),
            ch => {
                let _ = write!(out, "\\U{:08X}", u32::from(ch));
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_is_printed_is_the_same_config() {
        let text = "folder = \"/n \\\"ews\"\nzone = \"BST\"\nyear = 2025\nbell = 0\nnotify = true\nmouse = true\nhyperlinks = 'never'\n\
                    theme = 'my own'\nascii = true\n\
                    [limits]\nversions = 7\n[queries]\n\"to day\" = 'by:\"Ann Other\"'\n\"a\u{9b}\u{202e}\" = 'é\"\u{9b}\u{301}\"'\n[keys]\ndown = 'x'\nlast = '\u{200b}'\nup = []\n\
                    [themes.'my own']\nbase = 'dark'\nalert = 'bold red'\n";
        let config = Config::parse(text).unwrap();
        let printed = print(&config, Some(Path::new("/etc/c\x1b.toml")));
        assert!(printed.starts_with("# /etc/c\\u{1b}.toml\n"), "{printed}");
        let again = Config::parse(&printed).unwrap();
        assert_eq!((again.keymap(), again.look()), (config.keymap(), config.look()));
        assert_eq!(again.queries["to day"].get_ref(), "by:\"Ann Other\"");
        assert_eq!(again.queries["a\u{9b}\u{202e}"].get_ref(), "é\"\u{9b}\u{301}\"");
        assert!(!printed.contains(|ch| ch != '\n' && sanitize::is_hostile(ch)), "{printed}");
        let plain = |config: Config| Config {
            queries: BTreeMap::default(),
            keys: BTreeMap::default(),
            theme: None,
            themes: BTreeMap::default(),
            ..config
        };
        assert_eq!(plain(again), plain(config));
    }

    #[test]
    fn what_is_not_set_is_explained() {
        let printed = print(&Config::default(), None);
        let again = Config::parse(&printed).unwrap();
        assert_eq!((again.keymap(), again.folder), (Keymap::default(), None));
        // What stands there as an example is right as well.
        let examples: Vec<&str> = printed
            .lines()
            .map(|line| {
                line.strip_prefix("# ")
                    .filter(|rest| rest.contains(" = ") || rest.starts_with('['))
                    .unwrap_or(line)
            })
            .collect();
        assert!(Config::parse(&examples.join("\n")).unwrap().folder.is_some());
    }
}
