//! One reader's session as a state machine: a message in, the whole model out, and perhaps an
//! effect for the world. Pure: it knows neither terminal nor clock nor files.

pub mod chart;
pub mod choice;
pub mod edits;
pub mod errand;
pub mod feed;
pub mod folder_state;
pub mod groups;
pub mod help;
pub mod input;
pub mod keymap;
pub mod layout;
pub mod links;
pub mod list;
pub mod listed;
pub mod marks;
pub mod message;
pub mod model;
pub mod only;
pub mod pending;
pub mod plain;
pub mod problems;
pub mod prompt;
pub mod queries;
pub mod reading;
pub mod recall;
pub mod search;
pub mod sidebar;
pub mod tempo;
pub mod undo;
pub mod update;
