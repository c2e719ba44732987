//! Reads Microsoft Graph resource pages (Markdown with a table of properties, a JSON representation and annotations in
//! comments), writes Rust types for them, and keeps the two in step.
//!
//! Most users want the command line (`graphdoc`). In a build script, [`Generator::generate`] writes the types that a
//! crate needs into one file, and [`Generator::update_crate`] keeps a generated crate that lies beside its docs up to
//! date:
//!
//! ```no_run
//! use graphdoc_codegen::{Config, Error, Generator};
//!
//! fn main() -> Result<(), Error> {
//!     Generator::new("docs/resources")
//!         .only(["microsoft.graph.commsOperation"])
//!         .features(["json"])
//!         .generate()?;
//!     Generator::from_config(&Config::read("graphdoc.toml")?).update_crate()
//! }
//! ```
//!
//! If you want to change the code, `docs/architecture.md` in the repository describes every module and the invariants.
//! The stages are in [`unstable`]. Each is a folder that imports only stages to its left:
//!
//! ```text
//! source -> page -> extract -> facts -> model -> emit -> sync
//! ```

mod edit_distance;
mod first;
mod hash_map;
mod partial_set;

/// The stages and their helpers. They are public for the command line and for tests only, and change without notice in
/// every version; nothing else should use them.
#[doc(hidden)]
#[path = "."]
pub mod unstable {
    pub mod baseline;
    pub mod config;
    pub mod diagnostic;
    pub mod drift;
    pub mod emit;
    pub mod encode;
    pub mod extract;
    pub mod facts;
    pub mod finding;
    pub mod generator;
    pub mod input;
    pub mod lint;
    pub mod locate;
    pub mod metadata;
    pub mod model;
    pub mod name;
    pub mod page;
    pub mod page_cache;
    pub mod parallel;
    pub mod path;
    pub mod pipeline;
    pub mod primitive;
    pub mod prose;
    pub mod rules;
    pub mod source;
    pub mod span;
    pub mod sync;
}

pub use config::Config;
pub use generator::{Error, Generator, Summary};
use unstable::*;

// Compiled here only to be tested. It is used in the crates that it is copied to, and names their features.
#[cfg(test)]
#[allow(unexpected_cfgs)]
pub mod runtime;
#[cfg(test)]
#[path = "runtime/tests/mod.rs"]
mod runtime_tests;
