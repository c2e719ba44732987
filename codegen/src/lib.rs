//! Reads Microsoft Graph resource pages (Markdown: a table of properties, a JSON representation,
//! annotations in comments) and writes Rust types for them, and keeps the two in step.
//!
//! Most users want the command line (`graphdoc`) or, in a build script, the `Generator`. This page is
//! for those who change the code.
//!
//! # The pipeline is the folder tree
//!
//! ```text
//! source -> page -> facts -> model -> emit -> sync
//! ```
//!
//! | stage | takes | gives | knows nothing of |
//! | --- | --- | --- | --- |
//! | [`source`] | folders | [`SourceFile`](source::SourceFile): path, text, line index | Markdown |
//! | [`page`] | a file | [`Page`](page::Page): front matter, headings, tables, annotations, JSON blocks | types, Rust, other pages |
//! | [`facts`] | a page | [`PageFacts`](facts::PageFacts): names, type phrases, value lists, flags, limits, bases | other pages |
//! | [`overlay`] | files of facts written by hand | what the pages say only in sentences, each held against its sentence | Rust |
//! | [`model`] | all facts | [`Model`](model::Model): types, properties and enums, every reference resolved | Markdown, tokens |
//! | [`emit`] | the model | Rust source text and the features of its crate | where it is written |
//! | [`sync`] | text | files on disk, or a comparison with them | everything before it |
//!
//! Each stage is a folder with one entry function, and imports point leftwards only. [`pipeline`]
//! is the driver of the first four; in a comparison, [`known`] tells it which pages need no reading.
//! [`runtime`](https://docs.rs/msgraph-types) is no stage: these are plain files that are compiled and tested here and
//! copied into every generated crate.
//!
//! Shared by all stages: [`span`] (where something stands), [`diagnostic`] (what a stage has to say),
//! [`finding`] (what lint and comparisons report),
//! [`path`] (which paths are taken), [`encode`] (how text from outside is written),
//! [`prose`] (running text as a tree), [`name`] and [`primitive`] (the vocabulary of types).
//!
//! # Where to find what
//!
//! - A table that is not seen, a comment that swallows text, a JSON block that cannot be read: [`page`].
//! - A sentence, a type cell or a list of values that is not understood: [`facts`], one file a kind of statement.
//! - A fact written by hand that is stale, ambiguous, unsaid or unused: [`overlay`]; what is emitted from it: `emit::life`
//!   and `emit::content`, on top of `runtime::life`.
//! - Two places that disagree, a link that leads elsewhere, an entity taken for a complex type: [`model`],
//!   whose passes are listed in `model::build`.
//! - The shape of the generated code: [`emit`]; what reads and writes a value: `runtime`.
//!
//! # Invariants
//!
//! **Input is read whole or not at all.** A page, a file of facts or anything else that was named and is not there, is no
//! text or is cut short is an error that names it; nothing is made of the rest.
//!
//! **Parsing never fails.** A stage returns its value and its diagnostics. A page ends as generated, as skipped with
//! a reason, or in error; the three add up to the pages that went in.
//!
//! **Every fact names its place.** When two sources disagree, one wins by a written rule, and a diagnostic shows both
//! places.
//!
//! **Output depends on nothing but the input**: not on the order of files, the number of threads, the clock, the
//! machine or the path.
//!
//! **A page is untrusted.** Its text reaches the output only as a string literal or a doc attribute built by quote, and
//! what cargo, a terminal or TOML reads only through [`encode`].
//! Its names reach the file system only through one function that maps a type's name to a file's.
//!
//! **A rule, never an exception for a page.** No file of this crate names a page.
//!
//! **A comparison that could not be made is an error**, never "clean".

pub mod approve;
pub mod config;
pub mod diagnostic;
pub mod drift;
pub mod emit;
pub mod encode;
pub mod facts;
pub mod finding;
pub mod generator;
pub mod known;
pub mod lint;
pub mod locate;
mod map;
pub mod model;
pub mod name;
mod nearest;
pub mod overlay;
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
