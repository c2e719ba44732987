//! Text from outside, written so that it stays text: one file a protocol in which some characters are more than
//! themselves. Nothing else in this crate writes text of a page, a path, a lock or a configuration into one of these.

pub mod cargo;
pub mod credentials;
pub mod log;
pub mod markdown;
pub mod terminal;
pub mod toml;

#[cfg(test)]
mod tests;
