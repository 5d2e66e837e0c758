use ratatui::style::{Color, Modifier};

use super::*;

#[path = "../../../tests/common/contrast.rs"]
mod contrast;

use contrast::contrast;

/// The colours of a terminal as they come on its disk, where those of an index are not everybody's own.
fn mixed(colour: Color) -> [u8; 3] {
    let anstyle::RgbColor(r, g, b) = match colour {
        Color::Rgb(r, g, b) => anstyle::RgbColor(r, g, b),
        Color::Indexed(index) => {
            assert!(index > 15, "{index} is the user's own");
            let palette = anstyle_lossy::palette::VGA;
            anstyle_lossy::xterm_to_rgb(anstyle::Ansi256Color(index), palette)
        }
        other => panic!("{other:?} is the user's own"),
    };
    [r, g, b]
}

#[test]
fn contrast_is_that_of_the_formula() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x77; 3], [255; 3]) - 4.478).abs() < 1e-3);
}

#[test]
fn every_style_of_the_built_in_themes_can_be_read() {
    for base in [BuiltIn::Dark, BuiltIn::Light] {
        for depth in [Depth::Many, Depth::True] {
            let mut theme = Look::of(base).on(depth);
            for (name, style) in Look::names().zip(theme.styles()) {
                let (fg, bg) = (mixed(style.fg.unwrap()), mixed(style.bg.unwrap()));
                let wanted = match name {
                    "plain" | "strong" | "headline" | "subhead" | "quote" | "bar" => 7.0,
                    _ => 4.5,
                };
                let contrast = contrast(fg, bg);
                let base = base.name();
                assert!(contrast >= wanted, "{base} {name} on {depth:?}: {contrast:.2}");
                // A terminal makes its own colours of these.
                let mixing = Modifier::DIM | Modifier::REVERSED | Modifier::HIDDEN;
                assert!(!style.add_modifier.intersects(mixing), "{base} {name}");
            }
        }
    }
}

#[test]
fn with_sixteen_colours_the_built_in_themes_have_names_for_theirs() {
    let on = |name: Color| {
        let sixteen = Look::of(BuiltIn::Dark).on(Depth::Sixteen).styles().map(|style| *style);
        sixteen.into_iter().any(|style| style.fg == Some(name) || style.bg == Some(name))
    };
    assert!(on(Color::Black) && on(Color::White));
    for base in [BuiltIn::Dark, BuiltIn::Light] {
        for (name, style) in Look::names().zip(Look::of(base).on(Depth::Sixteen).styles()) {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                let named = !matches!(colour, Color::Rgb(..) | Color::Indexed(_) | Color::Reset);
                assert!(named, "{name}: {colour:?}");
            }
            assert_ne!(style.fg, style.bg, "{name}");
        }
        let words = |name| Look::words(base, name).unwrap();
        for name in Look::names() {
            let mixed = words(name).split(' ').filter(|word| word.starts_with('#'));
            mixed.for_each(|word| assert!(word.contains('/'), "{name}: {word} is left to chance"));
        }
    }
}

#[test]
fn the_built_in_styles_are_understood() {
    for (name, words) in STYLES {
        for words in words {
            assert!(Ink::parse(words).is_ok(), "{name}: {words}");
        }
        assert!(!Ink::parse(words[0]).unwrap().is_coloured(), "{name} without colours");
        let auto = Look::of(BuiltIn::Auto).on(Depth::True);
        assert_eq!(auto, Look::of(BuiltIn::Auto).on(Depth::Sixteen), "the terminal's own alone");
    }
}

/// Each style has its own place: one that is given is found there, and nowhere else.
#[test]
fn names_and_styles_belong_together() {
    let plain = Look::default().on(Depth::True);
    let debug = |theme: &Theme| -> Vec<String> {
        format!("{theme:#?}").split("\n    ").map(str::to_owned).collect()
    };
    for name in Look::names().skip(1) {
        let mut look = Look::default();
        assert!(look.set(name, Ink::parse("#123456").unwrap()));
        let theme = look.on(Depth::True);
        let colour = "18, 52, 86";
        let field = format!("{theme:?}");
        let before = field.split(colour).next().unwrap();
        let at = before.rfind(&format!(" {name}: ")).unwrap_or_else(|| panic!("{name}"));
        let (_, between) = before.split_at(at);
        assert_eq!(between.matches(": Style").count(), 1, "{name} has the style of another");
        assert_ne!(debug(&theme), debug(&plain));
    }
    assert!(!Look::default().set("alertt", Ink::default()));
}

#[test]
fn without_colours_a_theme_keeps_what_needs_none() {
    let mut look = Look::of(BuiltIn::Dark);
    look.set("cursor", Ink::parse("black on cyan").unwrap());
    look.set("byline", Ink::parse("italic").unwrap());
    let theme = look.on(Depth::None);
    assert_eq!(theme.cursor, Theme::monochrome().cursor);
    assert_eq!(theme.byline, Style::new().add_modifier(Modifier::ITALIC));
    assert!(theme.plain.fg.is_none() && theme.plain.bg.is_none());
}
