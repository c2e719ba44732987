//! The shapes that are compared.

use std::path::{Path, PathBuf};

/// A crate of the model's types, in its own folder below the scratch folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Name of its folder, also used in tables.
    pub name: &'static str,
    /// The package in that folder.
    pub package: &'static str,
    /// Its dependencies, if its manifest is written here.
    pub dependencies: &'static [&'static str],
    /// Cargo options that turn on all of its features.
    pub features: &'static [&'static str],
    /// Whether another generator makes it, through `others.sh`.
    pub is_other: bool,
}

const DERIVED: &[&str] = &[
    r#"serde = { version = "1", features = ["derive"] }"#,
    r#"serde_json = "1""#,
];

const fn derived(name: &'static str) -> Shape {
    Shape {
        name,
        package: name,
        dependencies: DERIVED,
        features: &[],
        is_other: false,
    }
}

const fn other(name: &'static str, dependencies: &'static [&'static str]) -> Shape {
    Shape {
        name,
        package: name,
        dependencies,
        features: &[],
        is_other: true,
    }
}

/// The crate that this project generates.
pub const OURS: Shape = Shape {
    name: "ours",
    package: "msgraph-types",
    dependencies: &[],
    features: &["--features", "msgraph-types/all"],
    is_other: false,
};
/// Derived impls, with fields for relationships.
pub const RELATED: Shape = derived("derive");
/// Derived impls, without relationships.
pub const PLAIN: Shape = derived("derive-plain");
/// Crates made by other generators.
pub const OTHERS: &[Shape] = &[
    other("typify", DERIVED),
    other("typify-plain", DERIVED),
    other("quicktype", DERIVED),
    other(
        "openapi-generator",
        &[
            r#"serde = { version = "1", features = ["derive"] }"#,
            r#"serde_json = "1""#,
            r#"serde_with = { version = "3", default-features = false, features = ["base64", "std", "macros", "json"] }"#,
        ],
    ),
];

impl Shape {
    /// Returns the shapes that exist.
    pub fn present(scratch: &Path) -> Vec<Shape> {
        let all = [OURS, RELATED, PLAIN].into_iter();
        all.chain(OTHERS.iter().copied())
            .filter(|shape| shape.library(scratch).is_file())
            .collect()
    }

    /// Returns the root file of its library.
    pub fn library(&self, scratch: &Path) -> PathBuf {
        scratch.join(self.name).join("src/lib.rs")
    }

    /// Returns the package of a binary that uses it.
    pub fn binary(&self, what: &str) -> String {
        format!("{}-{what}", self.name)
    }

    /// Returns the file that cargo builds from it.
    pub fn rlib(&self) -> String {
        format!("lib{}.rlib", self.package.replace('-', "_"))
    }
}
