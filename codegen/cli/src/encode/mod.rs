//! Text from outside, written so that it stays text: one file a protocol in which some characters are more than
//! themselves, as in `graphdoc_codegen::encode`.

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
