//! The screen of a terminal, read back from the bytes that were sent to it.

use vt100::{Callbacks, Color, MouseProtocolMode, Parser, Screen};

/// The emulator.
pub struct Emulator {
    parser: Parser<Heard>,
    raw: Vec<u8>,
}

/// What was asked of the terminal beyond drawing.
#[derive(Default)]
struct Heard {
    updating: bool,
    /// The shape of the cursor, as DECSCUSR numbers them.
    shape: u16,
    is_linking: bool,
    /// Where its links lead to, each time that one is painted.
    links: Vec<String>,
    unasked: Vec<String>,
}

impl Default for Emulator {
    fn default() -> Emulator {
        Emulator::new(80, 24)
    }
}

impl Emulator {
    pub fn new(columns: u16, rows: u16) -> Emulator {
        let parser = Parser::new_with_callbacks(rows, columns, 0, Heard::default());
        Emulator { parser, raw: Vec::new() }
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// Another size, and an empty screen: what was drawn for the old one does not count as drawn
    /// for the new one.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, columns);
        self.parser.process(b"\x1b[2J");
    }

    /// Every byte so far.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Whether a synchronized update has begun and not ended.
    pub fn is_updating(&self) -> bool {
        self.parser.callbacks().updating
    }

    /// Whether what is done with the mouse is told, and not more than that.
    pub fn has_mouse(&self) -> bool {
        self.parser.screen().mouse_protocol_mode() == MouseProtocolMode::PressRelease
    }

    /// Where links lead to, each time that one was painted.
    pub fn links(&self) -> &[String] {
        &self.parser.callbacks().links
    }

    pub fn unasked(&self) -> &[String] {
        &self.parser.callbacks().unasked
    }

    /// The rows of the screen, without trailing spaces.
    pub fn text(&self) -> String {
        let screen = self.parser.screen();
        let rows = screen.rows(0, screen.size().1);
        rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The lines of the screen, as they are selected: a row that the terminal has wrapped goes on in the next.
    pub fn lines(&self) -> String {
        self.parser.screen().contents()
    }

    /// Whether the cursor is in the last row.
    pub fn is_in_last_row(&self) -> bool {
        let screen = self.parser.screen();
        screen.cursor_position().0 + 1 == screen.size().0
    }

    /// What stands from the cursor on in its row, if it can be seen and does not blink.
    pub fn behind_cursor(&self) -> Option<String> {
        let screen = self.parser.screen();
        let is_steady = self.parser.callbacks().shape == 2;
        let (row, column) =
            (is_steady && !screen.hide_cursor()).then(|| screen.cursor_position())?;
        let columns = screen.size().1.saturating_sub(column);
        Some(screen.contents_between(row, column, row, column + columns))
    }

    /// What a program has changed that a shell would not want to find.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let screen = self.parser.screen();
        let colours = [screen.fgcolor(), screen.bgcolor()] != [Color::Default; 2];
        let attributes = screen.bold() || screen.dim() || screen.italic() || screen.inverse();
        let all = [
            (self.is_updating(), "an update that has not ended"),
            (screen.alternate_screen(), "the alternate screen"),
            (screen.hide_cursor(), "a hidden cursor"),
            (self.parser.callbacks().shape != 0, "a shape of the cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (screen.application_cursor(), "application cursor keys"),
            (screen.application_keypad(), "the application keypad"),
            (screen.mouse_protocol_mode() != MouseProtocolMode::None, "mouse reports"),
            (self.parser.callbacks().is_linking, "a link"),
            (colours, "a colour"),
            (attributes || screen.underline(), "an attribute"),
        ];
        all.into_iter().filter(|(left, _)| *left).map(|(_, what)| what).collect()
    }
}

impl Heard {
    fn note(&mut self, what: String) {
        self.unasked.push(what);
    }
}

impl Callbacks for Heard {
    fn audible_bell(&mut self, _: &mut Screen) {
        self.note("a bell".to_owned());
    }

    fn visual_bell(&mut self, _: &mut Screen) {
        self.note("a visual bell".to_owned());
    }

    fn resize(&mut self, _: &mut Screen, size: (u16, u16)) {
        self.note(format!("a window of {size:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.note(format!("an icon called {}", name.escape_ascii()));
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.note(format!("a window called {}", title.escape_ascii()));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.note(format!("a copy of {}", data.escape_ascii()));
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.note("the clipboard".to_owned());
    }

    fn unhandled_char(&mut self, _: &mut Screen, ch: char) {
        // What could not be read of a document is shown so.
        if ch != char::REPLACEMENT_CHARACTER {
            self.note(format!("the character {}", ch.escape_unicode()));
        }
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.note(format!("the control character {byte:#04x}"));
    }

    fn unhandled_escape(&mut self, _: &mut Screen, _: Option<u8>, _: Option<u8>, byte: u8) {
        // ST, the string terminator, ends what was told of already.
        if byte != b'\\' {
            self.note(format!("ESC {}", byte.escape_ascii()));
        }
    }

    fn unhandled_csi(
        &mut self,
        _: &mut Screen,
        first: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        match (first, params, last) {
            (Some(b'?'), [[2026]], 'h') => self.updating = true,
            (Some(b'?'), [[2026]], 'l') => self.updating = false,
            (Some(b' '), [[shape]], 'q') => self.shape = *shape,
            // The colour of underlines, which this emulator does not draw.
            (None, [[59]], 'm') => {}
            _ => self.note(format!("CSI {first:?} {params:?} {last}")),
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        let params: Vec<_> = params.iter().map(|part| String::from_utf8_lossy(part)).collect();
        match &params[..] {
            [code, name, target @ ..] if code == "8" && name.starts_with("id=") => {
                self.is_linking = true;
                self.links.push(target.join(";"));
            }
            [code, name, target] if code == "8" && name.is_empty() && target.is_empty() => {
                self.is_linking = false;
            }
            _ => self.note(format!("OSC {}", params.join(";").escape_debug())),
        }
    }
}
