//! What a post is, and how text becomes posts.
//!
//! Pure: no terminal, no async, no file system, no clock. Text, file times and zones come in as
//! values, so everything here is tested as tables of text → value.

pub mod arrivals;
pub mod body;
pub mod columns;
pub mod dating;
pub mod filter;
pub mod format;
pub mod identity;
pub mod markdown;
pub mod moment;
pub mod name;
pub mod pattern;
pub mod plain;
pub mod post;
pub mod query;
pub mod sanitize;
pub mod store;
pub mod web;
pub mod when;
pub mod wrap;
pub mod zones;
