//! Writes untrusted text so that it stays text: one module for each format in which some characters have a special
//! meaning, as in `graphdoc_codegen::encode`.

pub mod github;
pub mod html;
pub mod json;
pub mod log;
pub mod shell;
pub mod uri;
pub mod xml;

#[cfg(test)]
mod tests;

pub use graphdoc_codegen::unstable::encode::{markdown, terminal};
