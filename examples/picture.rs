//! Draws the picture of the README: `cargo run --example picture` writes `assets/screen.svg`.

use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;

use anstyle::{AnsiColor, Effects, Style};
use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::Key;
use dateline::reader::layout::Size;
use dateline::reader::marks::Kept;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::samples;
use dateline::screen;
use dateline::screen::theme::Theme;
use jiff::tz::TimeZone;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Where the picture is, from the top of the project.
pub const PATH: &str = "assets/screen.svg";

/// Writes the picture.
#[allow(dead_code, reason = "a test takes this file in to hold the picture against the program")]
fn main() -> Result<(), Box<dyn Error>> {
    std::fs::write(PATH, draw()?)?;
    Ok(())
}

/// The sample coverage at 120×36, some keys after the start.
///
/// # Errors
///
/// Where the sample coverage cannot be dated, for want of time zones.
pub fn draw() -> Result<String, Box<dyn Error>> {
    let zone = TimeZone::get("Europe/London")?;
    let mut store = Store::new();
    store.apply(samples::documents());
    let clock = Clock::new("2025-06-02T17:10:00Z".parse()?, zone);
    let folder = FolderState::of(Watch::Watching);
    let size = Size { columns: 120, rows: 36 };
    let mut model = Model::new("seeds/".to_owned(), size, clock, folder, Kept::default());
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    for key in "jjjjjj".chars() {
        update(&mut model, Message::Key(Key::char(key)));
    }
    let mut frame = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    let area = frame.area;
    screen::view(&model, &Theme::sixteen(), area, &mut frame);
    Ok(anstyle_svg::Term::new().render_svg(&ansi(&frame)))
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
    let colour = match cell.fg {
        Color::Red => Some(AnsiColor::Red),
        Color::Green => Some(AnsiColor::Green),
        Color::Yellow => Some(AnsiColor::Yellow),
        Color::Blue => Some(AnsiColor::BrightBlue),
        Color::Magenta => Some(AnsiColor::Magenta),
        Color::Cyan => Some(AnsiColor::Cyan),
        _ => None,
    };
    let mut effects = Effects::new();
    for (modifier, effect) in [
        (Modifier::BOLD, Effects::BOLD),
        (Modifier::DIM, Effects::DIMMED),
        (Modifier::ITALIC, Effects::ITALIC),
        (Modifier::UNDERLINED, Effects::UNDERLINE),
        (Modifier::REVERSED, Effects::INVERT),
    ] {
        if cell.modifier.contains(modifier) {
            effects = effects.insert(effect);
        }
    }
    Style::new().fg_color(colour.map(Into::into)).effects(effects)
}
