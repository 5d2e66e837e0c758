//! Styles in words: `bold #ff5f5f/bright-red on #1c1c1c`.

use ratatui::style::{Color, Modifier, Style};

use super::depth::{self, Depth};

/// The sixteen colours in the order of their numbers, by their names in ECMA-48.
const SIXTEEN: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const ATTRIBUTES: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// A style for any terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ink {
    fg: Option<Paint>,
    bg: Option<Paint>,
    attributes: Modifier,
}

/// A colour, and the one of the sixteen to take where there are no others.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Paint {
    colour: Color,
    sixteen: Option<Color>,
}

impl Ink {
    /// Understands attributes, a colour, and `on` with a colour, in this order or not; `none` is the style
    /// without any.
    ///
    /// # Errors
    ///
    /// The first word that is not understood, in words.
    pub fn parse(text: &str) -> Result<Ink, String> {
        let mut ink = Ink::default();
        let mut words = text.split_whitespace();
        if text.trim().is_empty() {
            return Err("a style is wanted, like `bold red on black`, or `none`".to_owned());
        }
        while let Some(word) = words.next() {
            if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(name, _)| *name == word) {
                ink.attributes |= *attribute;
                continue;
            }
            let place = match word {
                "none" if text.trim() == "none" => break,
                "on" => &mut ink.bg,
                _ => &mut ink.fg,
            };
            if place.is_some() {
                return Err(format!("`{word}` is one colour too many"));
            }
            let word = if word == "on" { words.next().unwrap_or_default() } else { word };
            *place = Some(Paint::parse(word)?);
        }
        Ok(ink)
    }

    /// Whether it names a colour.
    #[must_use]
    pub fn is_coloured(&self) -> bool {
        self.fg.is_some() || self.bg.is_some()
    }

    /// The style on a terminal of so many colours.
    #[must_use]
    pub fn style(&self, depth: Depth) -> Style {
        let on = |paint: Option<Paint>| paint.and_then(|paint| paint.on(depth));
        let style = Style { fg: on(self.fg), bg: on(self.bg), ..Style::new() };
        style.add_modifier(self.attributes)
    }
}

impl Paint {
    fn parse(word: &str) -> Result<Paint, String> {
        let (colour, sixteen) = match word.split_once('/') {
            Some((colour, name)) => {
                let named = named(name);
                (colour, Some(named.ok_or_else(|| format!("`{name}` is none of {}", names()))?))
            }
            None => (word, None),
        };
        let colour = named(colour).or_else(|| numbered(colour)).or_else(|| mixed(colour));
        let colour = colour.ok_or_else(|| {
            format!(
                "`{word}` is no colour and no attribute: colours are {}, color0 to color255 and \
                 #rrggbb; attributes are {}",
                names(),
                ATTRIBUTES.map(|(name, _)| name).join(", ")
            )
        })?;
        Ok(Paint { colour, sixteen })
    }

    fn on(self, depth: Depth) -> Option<Color> {
        match (depth, self.sixteen) {
            (Depth::None, _) => None,
            (Depth::Sixteen, Some(named)) => Some(named),
            _ => Some(depth::nearest(self.colour, depth)),
        }
    }
}

fn named(word: &str) -> Option<Color> {
    SIXTEEN.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour)
}

fn numbered(word: &str) -> Option<Color> {
    let number: u8 = word.strip_prefix("color")?.parse().ok()?;
    // The first sixteen are those that have names.
    Some(SIXTEEN.get(usize::from(number)).map_or(Color::Indexed(number), |(_, colour)| *colour))
}

fn mixed(word: &str) -> Option<Color> {
    let digits = word.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all_digits.then_some(Color::Rgb(part(0)?, part(2)?, part(4)?))
}

fn names() -> String {
    format!("{}, bright-black to bright-white", SIXTEEN.map(|(name, _)| name)[..8].join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_understood() {
        let style = |text: &str, depth| Ink::parse(text).unwrap().style(depth);
        let red = Style::new().fg(Color::LightRed);
        for (text, wanted) in [
            ("none", Style::new()),
            ("bold", Style::new().add_modifier(Modifier::BOLD)),
            ("bright-red", red),
            ("on blue bright-red", red.bg(Color::Blue)),
            ("color9  on color123", red.bg(Color::Indexed(123))),
            (
                "#FF5f5f on #1c1c1c",
                Style::new().fg(Color::Rgb(255, 95, 95)).bg(Color::Rgb(28, 28, 28)),
            ),
            (
                "dim italic underlined reversed crossed-out white",
                Style::new().fg(Color::Gray).add_modifier(
                    Modifier::DIM
                        | Modifier::ITALIC
                        | Modifier::UNDERLINED
                        | Modifier::REVERSED
                        | Modifier::CROSSED_OUT,
                ),
            ),
        ] {
            assert_eq!(style(text, Depth::True), wanted, "{text}");
        }
        let text = "bold #ff5f5f/red on color234/black";
        let bold = Style::new().add_modifier(Modifier::BOLD);
        assert_eq!(style(text, Depth::Many), bold.fg(Color::Indexed(203)).bg(Color::Indexed(234)));
        assert_eq!(style(text, Depth::Sixteen), bold.fg(Color::Red).bg(Color::Black));
        assert_eq!(style(text, Depth::None), bold);
        assert_eq!(
            style("#ff5f5f", Depth::Sixteen),
            Style::new().fg(Color::LightRed),
            "the nearest"
        );
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, what) in [
            ("", "a style is wanted"),
            ("bold redd", "`redd` is no colour"),
            ("none bold", "`none` is no colour"),
            ("red blue", "`blue` is one colour too many"),
            ("red on", "`` is no colour"),
            ("on red on blue", "`on` is one colour too many"),
            ("color256", "`color256` is no colour"),
            ("#ff5f5", "`#ff5f5` is no colour"),
            ("#+f5f5f", "`#+f5f5f` is no colour"),
            ("#éé5", "`#éé5` is no colour"),
            ("#ff5f5f/#ff0000", "`#ff0000` is none of black, red"),
        ] {
            let wrong = Ink::parse(text).unwrap_err();
            assert!(wrong.starts_with(what), "{text}: {wrong}");
        }
    }
}
