//! A terminal reader for live news coverage.
//!
//! Documents dropped into a folder become posts on the screen: a feed sorted by time, a reading
//! pane, and a sidebar that filters by correspondent and by kind.
//!
//! # The map
//!
//! A module imports only what stands above it:
//!
//! - [`news`]: what a post is. Text of a document → posts and problems ([`news::format`]), printed
//!   times → instants ([`news::dating`]), all posts now known ([`news::store`]), filters, wrapping.
//!   Pure: no terminal, no async, no file system, no clock.
//! - [`reader`]: one reader's session as a state machine. A message in, the whole model out, and
//!   perhaps an effect for the world ([`reader::update`]). One table drives keys, hints and help
//!   ([`reader::keymap`]).
//! - [`screen`]: a model → cells. The only place that knows widgets, and it never changes a model.
//! - [`cli`]: the definitions of the command line, and no more.
//! - [`runtime`]: everything that touches the world: the folder, the clock, the terminal, files.
//!   `main.rs` passes the arguments to it.
//!
//! # A dropped file becomes a painted cell
//!
//! notify's thread → [`runtime::watcher`] (where to look) → [`runtime::ingest`] (when to, by
//! [`runtime::schedule`]) → [`runtime::folder`], which reconciles what is known with the disk, off the
//! session's task → [`news::store::Store::apply`] → a `watch` channel of [`runtime::ingest::Published`]
//! → [`runtime::session`] → [`reader::update`] → [`runtime::frame_clock`] → [`screen::view`] →
//! [`runtime::surface`], which sends what differs from the last frame in one synchronized update.
//!
//! For the folder, [`runtime::walk`] lists what stands there, [`runtime::watches`] watches each
//! directory right before it is listed, and [`runtime::settling`] holds back what is being written.
//!
//! # A key becomes a painted cell
//!
//! terminal → [`reader::input::Key`] → [`reader::keymap`] → [`reader::update`] → the same way out.
//!
//! The last step never waits: [`runtime::line`] holds what the terminal does not take yet, and while it does,
//! no other frame is drawn. [`runtime::life`] tells the session what ends, stops and wakes it, and
//! [`runtime::guard`] makes the terminal as it was, however it ends.
//!
//! What a key asks of the world beside (a link, a file) goes out as a [`reader::message::Effect`];
//! [`runtime::machine`] does it off the session's task, and what came of it comes back as a message.
//!
//! What takes longer than a frame, like a look into the texts of all posts, is a [`reader::errand`], done on all
//! cores beside the session and given up when another key makes it obsolete; its list comes back as a message.
//!
//! # A dropped file becomes a printed post
//!
//! `print --follow` listens to the same channel: [`news::arrivals`] tells what is news between two
//! snapshots, and [`runtime::print`] writes it.
//!
//! # What a reader has seen is kept
//!
//! [`reader::marks`] notes it as keys are pressed → [`runtime::session`] hands the notes on →
//! [`runtime::state`], a thread with a small database, writes them within a second.
//!
//! # What never may be
//!
//! Each is a test, in `tests/architecture.rs`:
//!
//! - `news` and `reader` never import ratatui, crossterm, tokio, notify, `std::fs` or a clock.
//! - Only `screen` imports ratatui's widgets; only `runtime` does input or output.
//! - No process-wide mutable state: many sessions may live in one process.
//! - No queue without a bound, and beside each bound the reason for its size.

pub mod cli;
pub mod news;
pub mod reader;
pub mod runtime;
pub mod screen;
