//! Two frames → the bytes that make a terminal that shows the one show the other, as few as may be.
//!
//! Nothing is kept between frames: each begins with the terminal's own colours and the cursor anywhere, and ends
//! with those colours and in no link. After what is not plain ASCII the cursor may stand elsewhere than it should,
//! as terminals disagree on widths: only what follows at once is written without an absolute move.

use pen::{Pen, is_erased, is_same};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::Style;
use scroll::Scroll;
pub use stream::stream;

use crate::news::columns;
use crate::news::web::Link;
use crate::screen::{Frame, Span};

mod link;
mod pen;
mod scroll;
mod stream;

/// Unchanged cells between two changed ones that may be written again instead of moving over them.
const BRIDGE: usize = 8;

/// Bytes of a frame from which on it may pay to have the terminal move rows.
const LONG: usize = 300;

/// What makes a terminal that shows one frame show another.
#[derive(Debug, Default)]
pub struct Update {
    /// The bytes; none where the frames look the same and have the cursor in the same place.
    pub bytes: Vec<u8>,
    /// Whether they do more than move the cursor.
    pub paints: bool,
}

/// What turns `shown` into `frame`, which is as large.
#[must_use]
pub fn encode_frame(shown: &Frame, frame: &Frame) -> Update {
    let old = Shown { cells: &shown.cells, links: &shown.links };
    let mut encoder = cells(old, Shown { cells: &frame.cells, links: &frame.links });
    let paints = !encoder.bytes.is_empty();
    if paints || shown.cursor != frame.cursor {
        let Position { x, y } = frame.cursor;
        encoder.go(x.into(), y.into());
    }
    Update { bytes: encoder.bytes, paints }
}

/// What turns the cells of `shown` into those of `frame`, which is as large, wherever it leaves the cursor;
/// empty where they look the same.
#[must_use]
pub fn encode(shown: &Buffer, frame: &Buffer) -> Vec<u8> {
    let of = |cells| Shown { cells, links: &[] };
    cells(of(shown), of(frame)).bytes
}

/// What of a frame is painted.
#[derive(Clone, Copy)]
struct Shown<'a> {
    cells: &'a Buffer,
    links: &'a [Span],
}

impl<'a> Shown<'a> {
    fn rows(self) -> impl Iterator<Item = Row<'a>> {
        let mut rest = self.links;
        rows(self.cells).enumerate().map(move |(y, cells)| {
            let here = rest.partition_point(|span| usize::from(span.row) <= y);
            let (links, below) = rest.split_at_checked(here).unwrap_or_default();
            rest = below;
            Row { cells, links }
        })
    }
}

/// A row of it.
#[derive(Clone, Copy)]
struct Row<'a> {
    cells: &'a [Cell],
    links: &'a [Span],
}

impl<'a> Row<'a> {
    /// The link that a column is of.
    fn link(self, x: usize) -> Option<&'a Link> {
        let is_here =
            |span: &&Span| (span.columns.start.into()..span.columns.end.into()).contains(&x);
        self.links.iter().find(is_here).map(|span| &span.link)
    }
}

fn cells<'a>(shown: Shown<'a>, frame: Shown<'a>) -> Encoder<'a> {
    let mut in_place = Encoder::new(frame.cells);
    for (y, (old, new)) in shown.rows().zip(frame.rows()).enumerate() {
        in_place.row(y, old, new);
    }
    let in_place = in_place.finish();
    if in_place.bytes.len() < LONG {
        return in_place;
    }
    let Some(scroll) = Scroll::find(shown.cells, frame.cells) else { return in_place };
    let mut scrolled = Encoder::new(frame.cells);
    scroll.write(&mut scrolled.bytes);
    let blank = vec![Cell::EMPTY; frame.cells.area.width.into()];
    let blank = Row { cells: &blank, links: &[] };
    let before: Vec<Row> = shown.rows().collect();
    for (y, new) in frame.rows().enumerate() {
        let old = scroll.source(y).and_then(|y| before.get(y).copied());
        scrolled.row(y, old.unwrap_or(blank), new);
    }
    let scrolled = scrolled.finish();
    if scrolled.bytes.len() < in_place.bytes.len() { scrolled } else { in_place }
}

/// A text in a style, for where there are no frames: it begins and ends with the terminal's own.
#[must_use]
pub fn styled(text: &str, style: Style) -> Vec<u8> {
    let (plain, pen) = (Pen::default(), Pen::of_style(style));
    let mut bytes = Vec::with_capacity(text.len() + 8);
    plain.turn_into(pen, &mut bytes);
    bytes.extend_from_slice(text.as_bytes());
    pen.turn_into(plain, &mut bytes);
    bytes
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks_exact(usize::from(buffer.area.width).max(1))
}

/// What has been written, and how the terminal stands then.
struct Encoder<'a> {
    bytes: Vec<u8>,
    state: State<'a>,
    /// How many columns the screen has.
    width: usize,
    /// The columns of a row's changed cells.
    changes: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct State<'a> {
    pen: Pen,
    /// What is written is of this link.
    link: Option<&'a Link>,
    /// The cursor's row, where it is known.
    row: Option<usize>,
    /// The cursor's column, where what is written next can follow at once.
    column: Option<usize>,
    /// Whether all since the last absolute move was plain, so that the cursor is where it should be.
    sure: bool,
}

impl<'a> Encoder<'a> {
    fn new(frame: &Buffer) -> Encoder<'a> {
        let (bytes, changes) = (Vec::new(), Vec::new());
        Encoder { bytes, state: State::default(), width: frame.area.width.into(), changes }
    }

    fn finish(mut self) -> Encoder<'a> {
        self.turn(Pen::default());
        self.turn_link(None);
        self
    }

    /// Writes the changed cells of a row.
    fn row(&mut self, y: usize, old: Row, new: Row<'a>) {
        let mut changes = std::mem::take(&mut self.changes);
        note_changes(old, new, &mut changes);
        let mut rest = changes.as_slice();
        while let Some(&x) = rest.first() {
            let done = self.erase(x, y, new, rest).unwrap_or_else(|| {
                self.write(x, y, new);
                1
            });
            rest = rest.get(done..).unwrap_or_default();
        }
        self.changes = changes;
    }

    /// Erases the blank cells from column `x` on, where that is shorter than to write them, and
    /// answers how many of the row's changes, of which `x` is the first, are done by it.
    fn erase(&mut self, x: usize, y: usize, row: Row, changes: &[usize]) -> Option<usize> {
        let is_blank = |(x, cell): &(usize, &Cell)| is_erased(cell) && row.link(*x).is_none();
        let row = row.cells;
        let blank = row.iter().enumerate().skip(x).take_while(is_blank).count();
        let within = changes.partition_point(|change| *change < x + blank);
        let count = changes.get(within.checked_sub(1)?)? + 1 - x;
        // Where more follows, the cursor has to be moved behind them.
        let shortest = if within == changes.len() { 6 } else { 10 };
        let to_end = x + blank == row.len() && count > 3;
        if !to_end && count < shortest {
            return None;
        }
        self.go(x, y);
        self.turn(self.state.pen.for_cell(row.get(x)?));
        self.turn_link(None);
        if to_end {
            // EL, erase in line (ECMA-48).
            csi(&mut self.bytes, &[], b'K');
        } else {
            // ECH, erase character (ECMA-48).
            csi(&mut self.bytes, &[count], b'X');
        }
        Some(within)
    }

    /// Writes the cell of column `x`, and those between the cursor and it where that is shorter than
    /// to move.
    fn write(&mut self, x: usize, y: usize, row: Row<'a>) {
        let Some(cell) = row.cells.get(x) else { return };
        let (start, before) = (self.bytes.len(), self.state);
        self.go(x, y);
        self.put(x, y, cell, row.link(x));
        let column = before.column.filter(|column| before.row == Some(y) && column + BRIDGE >= x);
        let Some(between) = column.and_then(|column| row.cells.get(column..x)) else { return };
        if between.is_empty() || !between.iter().all(is_plain) {
            return;
        }
        let (middle, moved) = (self.bytes.len(), std::mem::replace(&mut self.state, before));
        for (x, cell) in (x - between.len()..).zip(between.iter().chain([cell])) {
            self.put(x, y, cell, row.link(x));
        }
        if self.bytes.len() - middle <= middle - start {
            self.bytes.drain(start..middle);
        } else {
            self.bytes.truncate(middle);
            self.state = moved;
        }
    }

    /// Moves the cursor.
    fn go(&mut self, x: usize, y: usize) {
        let State { row, column, sure, .. } = self.state;
        if (row, column) == (Some(y), Some(x)) {
            return;
        }
        if row != Some(y) {
            self.turn_link(None);
        }
        let ahead = column.filter(|column| sure && *column < x).map(|column| x - column);
        match (row.filter(|row| *row <= y).map(|row| y - row), ahead) {
            // CUF, cursor forward (ECMA-48).
            (Some(0), Some(ahead)) if digits(ahead) < digits(x + 1) => {
                csi(&mut self.bytes, &[ahead], b'C');
            }
            // CHA, cursor character absolute (ECMA-48).
            (Some(0), _) => csi(&mut self.bytes, &[x + 1], b'G'),
            // A terminal may return to the first column at a line feed.
            (Some(1), _) if sure => {
                self.bytes.extend_from_slice(if x == 0 { b"\r\n" } else { b"\n" });
                if x > 0 {
                    csi(&mut self.bytes, &[x + 1], b'G');
                }
            }
            _ => {
                // CUP, cursor position (ECMA-48).
                csi(&mut self.bytes, &[y + 1, x + 1], b'H');
                self.state.sure = true;
            }
        }
        (self.state.row, self.state.column) = (Some(y), Some(x));
    }

    /// Writes a cell where the cursor is.
    fn put(&mut self, x: usize, y: usize, cell: &Cell, link: Option<&'a Link>) {
        self.turn(self.state.pen.for_cell(cell));
        self.turn_link(link);
        let columns = columns(cell);
        if columns > 1 && cell.symbol().contains('\u{fe0f}') {
            // Some terminals draw it in one cell, and what was in the other would stay.
            self.bytes.extend_from_slice(b"  ");
            self.state.row = None;
            self.go(x, y);
        }
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        self.state.column = (columns == 1).then_some(x + 1);
        self.state.sure &= is_plain(cell);
        if x + columns >= self.width {
            // Some terminals are in the next row by now, others are not.
            self.state.row = None;
        }
    }

    fn turn(&mut self, pen: Pen) {
        self.state.pen.turn_into(pen, &mut self.bytes);
        self.state.pen = pen;
    }

    fn turn_link(&mut self, link: Option<&'a Link>) {
        if self.state.link != link {
            link::turn_into(link, &mut self.bytes);
            self.state.link = link;
        }
    }
}

/// The columns of the cells that have to be written to make a row another one.
fn note_changes(before: Row, after: Row, changes: &mut Vec<usize>) {
    changes.clear();
    let (old, new) = (before.cells, after.cells);
    let (mut x, mut covered) = (0, 0);
    while let (Some(was), Some(cell)) = (old.get(x), new.get(x)) {
        let end = x + columns(cell);
        // What stood here may be half of a wide character of which the other half is gone: nobody
        // knows what the terminal has left.
        if x >= covered && is_same(was, cell) && before.link(x) == after.link(x) {
            covered = end;
        } else {
            changes.push(x);
            for (x, was) in old.iter().enumerate().take(end).skip(x) {
                if x >= covered {
                    covered = x + columns(was);
                }
            }
        }
        x = end;
    }
}

/// How many columns a cell takes.
fn columns(cell: &Cell) -> usize {
    columns::width(cell.symbol()).max(1)
}

/// Whether every terminal takes one column for a cell.
fn is_plain(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [0x20..=0x7e])
}

/// CSI, the control sequence introducer, with numbers behind it; the last ones are left out where
/// they are 1, as all sequences written here take them so.
fn csi(bytes: &mut Vec<u8>, mut numbers: &[usize], last: u8) {
    bytes.extend_from_slice(b"\x1b[");
    while let [before @ .., 1] = numbers {
        numbers = before;
    }
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            bytes.push(b';');
        }
        decimal(*number, bytes);
    }
    bytes.push(last);
}

fn decimal(number: usize, bytes: &mut Vec<u8>) {
    if number > 9 {
        decimal(number / 10, bytes);
    }
    bytes.extend(u8::try_from(number % 10).map(|digit| b'0' + digit));
}

/// How many digits a number above zero has.
fn digits(number: usize) -> u32 {
    number.checked_ilog10().unwrap_or_default() + 1
}
