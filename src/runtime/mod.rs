//! Everything that touches the world: the folder, the clock, the terminal, files.

pub mod check;
pub mod config;
pub mod deafness;
pub mod demo;
pub mod disk;
pub mod encoder;
pub mod fingerprint;
pub mod folder;
pub mod frame_clock;
pub mod hints;
pub mod ingest;
pub mod keyboard;
pub mod local;
pub mod logging;
pub mod parcels;
pub mod print;
pub mod reading;
pub mod samples;
pub mod schedule;
mod searcher;
pub mod session;
pub mod settling;
pub mod state;
pub mod surface;
pub mod walk;
pub mod watcher;
pub mod watches;
