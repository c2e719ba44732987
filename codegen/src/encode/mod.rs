//! Escapes text from outside so that it stays text, with one file for each format in which some characters have a
//! meaning. All text of pages, paths, locks and configurations that this crate writes in one of these formats goes
//! through here.

pub mod cargo;
pub mod credentials;
pub mod log;
pub mod markdown;
pub mod terminal;
pub mod toml;

#[cfg(test)]
mod tests;
