//! Reads Microsoft Graph resource pages and writes Rust types for them.

pub mod diagnostic;
pub mod emit;
pub mod facts;
pub mod model;
pub mod page;
pub mod prose;
pub mod source;
pub mod span;
pub mod sync;

#[cfg(test)]
mod runtime;
