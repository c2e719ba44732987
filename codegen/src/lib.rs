//! Reads Microsoft Graph resource pages (Markdown: a table of properties, a JSON representation,
//! annotations in comments) and writes Rust types for them, and keeps the two in step.
//!
//! Most users want the command line (`graphdoc`) or, in a build script, the [`Generator`]. The rest of this page is for those
//! who change the code; `docs/architecture.md` in the repository covers every module, and has the invariants.
//!
//! ```text
//! source -> page -> extract -> facts -> model -> emit -> sync
//! ```
//!
//! | stage | takes | gives | knows nothing of |
//! | --- | --- | --- | --- |
//! | [`source`] | folders | [`SourceFile`](source::SourceFile): path, text, line index | Markdown |
//! | [`page`] | a file | [`Page`](page::Page): front matter, headings, tables, annotations, JSON blocks | types, Rust, other pages |
//! | [`extract`] | a page | [`PageExtract`](extract::PageExtract): names, type phrases, value lists, flags, limits, bases | other pages |
//! | [`facts`] | fact files | facts written by hand, checked against the sentences that they quote | Rust |
//! | [`model`] | what pages and facts say | [`Model`](model::Model): types, properties and enums, every reference resolved | Markdown, tokens |
//! | [`emit`] | the model | Rust source text and the features of its crate | where it is written |
//! | [`sync`] | text | files on disk, or a comparison with them | everything before it |
//!
//! Each stage is a folder, and imports only stages to its left. [`pipeline`] drives the stages up to the model, [`generator`]
//! all of them. [`lint`] looks for contradictions in the pages, [`drift`] compares two models.

pub mod baseline;
pub mod config;
pub mod diagnostic;
pub mod drift;
mod edit_distance;
pub mod emit;
pub mod encode;
pub mod extract;
pub mod facts;
pub mod finding;
mod first;
pub mod generator;
mod hash_map;
pub mod input;
pub mod lint;
pub mod locate;
pub mod model;
pub mod name;
pub mod page_cache;

pub mod page;
pub mod parallel;
pub mod path;
pub mod pipeline;
pub mod primitive;
pub mod prose;
pub mod rules;
pub mod source;
pub mod span;
pub mod sync;

pub use generator::{Error, Generator};

// Compiled here to be tested; used where it is copied to, whose features it names.
#[cfg(test)]
#[allow(unexpected_cfgs)]
pub mod runtime;
#[cfg(test)]
#[path = "runtime/tests/mod.rs"]
mod runtime_tests;
