//! Draws screens as pictures. `cargo run --example picture` writes `assets/screen.svg`, the one of the README;
//! `cargo run --example picture -- FOLDER PREFIX` draws what is read in FOLDER, at several sizes and in every
//! theme, and writes a picture each: `PREFIX-120x40-dark-feed.svg` and so on.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anstyle::{Ansi256Color, AnsiColor, Color as Painted, Effects, RgbColor, Style};
use dateline::news::store::{Snapshot, Store};
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::{Code, Key};
use dateline::reader::layout::Size;
use dateline::reader::marks::Kept;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::disk::Reach;
use dateline::runtime::folder::{Folder, Scope};
use dateline::runtime::reading::Conventions;
use dateline::runtime::samples;
use dateline::screen;
use dateline::screen::glyphs::Glyphs;
use dateline::screen::theme::{BuiltIn, Depth, Look, Theme};
use jiff::tz::TimeZone;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Where the picture is, from the top of the project.
pub const PATH: &str = "assets/screen.svg";

/// The sizes that are drawn.
const SIZES: [(u16, u16); 5] = [(120, 40), (80, 24), (60, 20), (40, 12), (20, 6)];

/// What is pressed, with `\n` for Enter, and what comes of it.
const KEYS: [(&str, &str); 9] = [
    ("feed", "jjjjjj"),
    ("post", "jjjjjj\n"),
    ("sidebar", "fjj"),
    ("help", "?"),
    ("tempo", "i"),
    ("search", "/talks"),
    ("found", "/talks\n"),
    ("problems", "p"),
    ("catch-up", "c"),
];

/// Writes the picture, or pictures.
#[allow(dead_code, reason = "a test takes this file in to hold the picture against the program")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(folder), Some(prefix)) => draw_all(Path::new(&folder), &prefix),
        _ => Ok(std::fs::write(PATH, draw()?)?),
    }
}

/// The sample coverage at 120×36, some keys after the start.
///
/// # Errors
///
/// Where the sample coverage cannot be dated, for want of time zones.
pub fn draw() -> Result<String, Box<dyn Error>> {
    let mut store = Store::new();
    store.apply(samples::documents());
    let model = reader(store.snapshot(), "seeds/", Size { columns: 120, rows: 36 }, "jjjjjj")?;
    Ok(anstyle_svg::Term::new().render_svg(&ansi(&frame(&model, &Theme::sixteen()))))
}

fn draw_all(folder: &Path, prefix: &str) -> Result<(), Box<dyn Error>> {
    let mut store = Store::new();
    let zone = TimeZone::get("Europe/London")?;
    let conventions = Conventions { zone, year: None, reach: Reach::default() };
    let mut read = Folder::new(folder.to_path_buf(), conventions);
    read.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
        store.apply(batch.changes);
    });
    let on = |base, depth| Look::of(base).on(depth);
    let themes = [
        ("auto", on(BuiltIn::Auto, Depth::Sixteen)),
        ("dark", on(BuiltIn::Dark, Depth::True)),
        ("light", on(BuiltIn::Light, Depth::True)),
        ("dark-16", on(BuiltIn::Dark, Depth::Sixteen)),
        ("light-16", on(BuiltIn::Light, Depth::Sixteen)),
        ("none", on(BuiltIn::Auto, Depth::None)),
        ("ascii", on(BuiltIn::Auto, Depth::Sixteen).with(Glyphs::Ascii)),
    ];
    for (columns, rows) in SIZES {
        for (name, keys) in KEYS {
            let model = reader(store.snapshot(), "coverage/", Size { columns, rows }, keys)?;
            for (theme_name, theme) in &themes {
                let term = anstyle_svg::Term::new();
                // `auto` is looked at on both backgrounds.
                let picture = term.render_svg(&ansi(&frame(&model, theme)));
                let path = format!("{prefix}-{columns}x{rows}-{theme_name}-{name}.svg");
                std::fs::write(path, picture)?;
                if *theme_name == "auto" {
                    let term = anstyle_svg::Term::new()
                        .fg_color(AnsiColor::Black.into())
                        .bg_color(RgbColor(255, 255, 255).into());
                    let picture = term.render_svg(&ansi(&frame(&model, theme)));
                    let path = format!("{prefix}-{columns}x{rows}-auto-on-white-{name}.svg");
                    std::fs::write(path, picture)?;
                }
            }
        }
    }
    Ok(())
}

fn reader(
    snapshot: Snapshot,
    title: &str,
    size: Size,
    keys: &str,
) -> Result<Model, Box<dyn Error>> {
    let zone = TimeZone::get("Europe/London")?;
    let clock = Clock::new("2025-06-02T17:10:00Z".parse()?, zone);
    let folder = FolderState::of(Watch::Watching);
    let mut model = Model::new(title.to_owned(), size, clock, folder, Kept::default());
    update(&mut model, Message::Published(Arc::new(snapshot), folder));
    for key in keys.chars() {
        let key = if key == '\n' { Key::plain(Code::Enter) } else { Key::char(key) };
        update(&mut model, Message::Key(key));
    }
    Ok(model)
}

fn frame(model: &Model, theme: &Theme) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, model.size.columns, model.size.rows));
    let area = frame.area;
    screen::view(model, theme, area, &mut frame);
    frame
}

fn ansi(frame: &Buffer) -> String {
    let mut out = String::new();
    for row in frame.content.chunks(usize::from(frame.area.width)) {
        for cells in row.chunk_by(|a, b| style(a) == style(b)) {
            let Some(first) = cells.first() else { continue };
            let style = style(first);
            let text: String = cells.iter().map(Cell::symbol).collect();
            let _ = write!(out, "{style}{text}{style:#}");
        }
        out.push('\n');
    }
    out
}

fn style(cell: &Cell) -> Style {
    let mut effects = Effects::new();
    for (modifier, effect) in [
        (Modifier::BOLD, Effects::BOLD),
        (Modifier::DIM, Effects::DIMMED),
        (Modifier::ITALIC, Effects::ITALIC),
        (Modifier::UNDERLINED, Effects::UNDERLINE),
        (Modifier::REVERSED, Effects::INVERT),
        (Modifier::CROSSED_OUT, Effects::STRIKETHROUGH),
    ] {
        if cell.modifier.contains(modifier) {
            effects = effects.insert(effect);
        }
    }
    Style::new().fg_color(colour(cell.fg)).bg_color(colour(cell.bg)).effects(effects)
}

fn colour(colour: Color) -> Option<Painted> {
    Some(match colour {
        Color::Reset => return None,
        Color::Black => AnsiColor::Black.into(),
        Color::Red => AnsiColor::Red.into(),
        Color::Green => AnsiColor::Green.into(),
        Color::Yellow => AnsiColor::Yellow.into(),
        Color::Blue => AnsiColor::Blue.into(),
        Color::Magenta => AnsiColor::Magenta.into(),
        Color::Cyan => AnsiColor::Cyan.into(),
        Color::Gray => AnsiColor::White.into(),
        Color::DarkGray => AnsiColor::BrightBlack.into(),
        Color::LightRed => AnsiColor::BrightRed.into(),
        Color::LightGreen => AnsiColor::BrightGreen.into(),
        Color::LightYellow => AnsiColor::BrightYellow.into(),
        Color::LightBlue => AnsiColor::BrightBlue.into(),
        Color::LightMagenta => AnsiColor::BrightMagenta.into(),
        Color::LightCyan => AnsiColor::BrightCyan.into(),
        Color::White => AnsiColor::BrightWhite.into(),
        Color::Indexed(index) => Ansi256Color(index).into(),
        Color::Rgb(r, g, b) => RgbColor(r, g, b).into(),
    })
}
