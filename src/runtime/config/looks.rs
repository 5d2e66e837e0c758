//! The themes that the config makes, and which one it chooses.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::Spanned;

use super::printed::quoted;
use super::wrong::instead;
use crate::screen::theme::{BuiltIn, Ink, Look};

/// The styles of each theme, by name, and `base`, the built-in theme that has the others.
pub type Themes = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>;

/// The key that is no style.
const BASE: &str = "base";

/// The look that is chosen, or at which byte of the file what is wrong. All themes are looked at, the chosen
/// one and the others.
pub fn look(chosen: Option<&Spanned<String>>, themes: &Themes) -> Result<Look, (usize, String)> {
    let mut own = Vec::new();
    for (name, styles) in themes {
        if BuiltIn::named(name.get_ref()).is_some() {
            let what = format!("`{}` is a built-in theme: give yours another name", name.get_ref());
            return Err((name.span().start, what));
        }
        own.push((name.get_ref().as_str(), made(styles)?));
    }
    let Some(chosen) = chosen else { return Ok(Look::default()) };
    let name = chosen.get_ref();
    let found = own.iter().find(|(own, _)| own == name).map(|(_, look)| look.clone());
    found.or_else(|| BuiltIn::named(name).map(Look::of)).ok_or_else(|| {
        let mut names = BuiltIn::ALL.map(BuiltIn::name).to_vec();
        names.extend(own.iter().map(|(name, _)| *name));
        (chosen.span().start, format!("`{name}` is no theme: {}", instead(name, &names)))
    })
}

fn made(styles: &BTreeMap<Spanned<String>, Spanned<String>>) -> Result<Look, (usize, String)> {
    let base = styles.iter().find(|(name, _)| name.get_ref() == BASE).map(|(_, base)| base);
    let built_in = BuiltIn::ALL.map(BuiltIn::name);
    let mut look = match base {
        None => Look::default(),
        Some(base) => BuiltIn::named(base.get_ref()).map(Look::of).ok_or_else(|| {
            let what = instead(base.get_ref(), &built_in);
            (base.span().start, format!("`{}` is no built-in theme: {what}", base.get_ref()))
        })?,
    };
    for (name, words) in styles.iter().filter(|(name, _)| name.get_ref() != BASE) {
        let ink = Ink::parse(words.get_ref()).map_err(|what| (words.span().start, what))?;
        if !look.set(name.get_ref(), ink) {
            let names: Vec<&str> = Look::names().chain([BASE]).collect();
            let what = instead(name.get_ref(), &names);
            return Err((name.span().start, format!("`{}` is no style: {what}", name.get_ref())));
        }
    }
    Ok(look)
}

/// Writes the themes as they are given, or an example of one with all that it may say.
pub fn print(themes: &Themes, out: &mut String) {
    if themes.is_empty() {
        out.push_str(
            "\n# A theme of your own: each style as in `base`, or as you say.\n# [themes.mine]\n",
        );
        let _ = writeln!(out, "# {BASE} = \"dark\"");
        for name in Look::names() {
            let words = Look::words(BuiltIn::Dark, name).unwrap_or_default();
            let _ = writeln!(out, "# {name} = \"{words}\"");
        }
    }
    for (name, styles) in themes {
        let _ = writeln!(out, "\n[themes.{}]", quoted(name.get_ref()));
        for (name, words) in styles {
            let _ = writeln!(out, "{} = {}", quoted(name.get_ref()), quoted(words.get_ref()));
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use crate::runtime::config::Config;
    use crate::screen::theme::Depth;

    #[test]
    fn a_theme_is_a_built_in_one_with_styles_of_its_own() {
        let config = Config::parse(
            "theme = 'mine'\n[themes.mine]\nbase = 'dark'\nalert = 'bold #ff5f5f on #1c1c1c'\nquote = 'none'\n",
        );
        let theme = config.unwrap().look().on(Depth::True);
        let ground = Color::Rgb(0x1c, 0x1c, 0x1c);
        let alert = Style::new().fg(Color::Rgb(0xff, 0x5f, 0x5f)).bg(ground);
        assert_eq!(theme.alert, alert.add_modifier(Modifier::BOLD));
        assert_eq!(theme.role(crate::news::wrap::Role::Quote), theme.plain);
        assert_eq!(theme.plain.bg, Some(ground));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (text, line, column, what) in [
            ("theme = 'drak'", 1, 9, "`drak` is no theme: is it `dark`?"),
            ("theme = 'mine'", 1, 9, "`mine` is no theme: they are auto, dark, light"),
            ("[themes.dark]", 1, 9, "`dark` is a built-in theme"),
            (
                "[themes.a]\nbase = 'a'",
                2,
                8,
                "`a` is no built-in theme: they are auto, dark, light",
            ),
            ("[themes.a]\nalertt = 'red'", 2, 1, "`alertt` is no style: is it `alert`?"),
            ("[themes.a]\nalert = 'redd'", 2, 9, "`redd` is no colour and no attribute"),
            ("[themes.a]\nalert = 3", 2, 9, "invalid type: integer `3`, expected a string"),
        ] {
            let wrong = Config::parse(text).unwrap_err();
            assert!(wrong.what.starts_with(what), "{text}: {}", wrong.what);
            assert_eq!((wrong.line, wrong.column), (line, column), "{text}: {}", wrong.what);
        }
    }
}
