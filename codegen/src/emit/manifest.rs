//! The manifest of a generated crate.

use super::Output;
use crate::encode::toml;

/// The line before the generated section of a manifest.
pub const BEGIN: &str = "# graphdoc: begin features";
/// The line after it.
pub const END: &str = "# graphdoc: end features";

/// Default name of the crate.
pub const DEFAULT_NAME: &str = "msgraph-types";

/// Rust version that the emitted code and the runtime need.
const RUST_VERSION: &str = "1.82";

/// Crates that the runtime converts from and to, or decrypts with, each with a feature of the same name: name, version,
/// features, and what the feature adds.
const OPTIONAL: &[(&str, &str, &[&str], &str)] = &[
    (
        "aws-lc-rs",
        "1",
        &["alloc", "aws-lc-sys"],
        "decryption of the content of change notifications",
    ),
    (
        "base64",
        "0.22",
        &["std"],
        "conversions of binary data to and from bytes",
    ),
    (
        "chrono",
        "0.4",
        &["std"],
        "conversions of dates, times and durations",
    ),
    (
        "jiff",
        "0.2",
        &["std"],
        "conversions of dates, times and durations",
    ),
    (
        "rust_decimal",
        "1",
        &["std"],
        "conversions of decimal numbers",
    ),
    (
        "time",
        "0.3",
        &["formatting", "parsing", "std"],
        "conversions of dates, times and durations",
    ),
    ("uuid", "1", &["std"], "conversions of identifiers"),
];

/// Returns the features that need another crate.
pub fn optional_features() -> impl Iterator<Item = &'static str> {
    let crates = OPTIONAL.iter().map(|(name, ..)| *name);
    std::iter::once("json").chain(crates)
}

/// Returns the generated section of the manifest, including its two marker lines.
pub fn section(output: &Output) -> String {
    let mut text = format!("{BEGIN}\n[features]\n");
    line("default", &output.default, &mut text);
    line("all", &output.features, &mut text);
    text.push_str("json = [\"dep:serde_json\", \"serde_json/raw_value\"]\n");
    for feature in &output.features {
        line(feature, &[], &mut text);
    }
    for (name, ..) in OPTIONAL {
        let mut needs = vec![format!("dep:{name}")];
        // Decrypted content arrives as base64.
        needs.extend((*name == "aws-lc-rs").then(|| "base64".to_owned()));
        line(name, &needs, &mut text);
    }
    for (name, version, features, _) in OPTIONAL {
        text.push_str(&format!(
            "\n[dependencies.{name}]\nversion = \"{version}\"\noptional = true\n\
             default-features = false\nfeatures = {features:?}\n"
        ));
    }
    text.push_str(END);
    text.push('\n');
    text
}

/// Returns the optional crates of the runtime, each of which is also the name of a feature, and what the feature adds.
pub fn purposes() -> impl Iterator<Item = (&'static str, &'static str)> {
    OPTIONAL.iter().map(|(name, .., purpose)| (*name, *purpose))
}

/// Returns the licence of a crate: that of the code and, if it copies texts of the documentation, theirs as well.
pub fn license(chosen: Option<&str>, no_texts: bool) -> String {
    let own = if no_texts { "MIT" } else { "MIT AND CC-BY-4.0" };
    chosen.unwrap_or(own).to_owned()
}

/// Returns a whole manifest for a crate that has none yet.
pub fn template(output: &Output, name: &str, license: &str) -> String {
    let (name, license) = (toml::string(name), toml::string(license));
    format!(
        r#"[package]
name = {name}
version = "0.1.0"
edition = "2021"
rust-version = "{RUST_VERSION}"
license = {license}
description = "Types of Microsoft Graph, generated from its documentation"
keywords = ["microsoft-graph", "odata", "types"]
categories = ["api-bindings"]
readme = "README.md"
# What only reviewers read.
exclude = [".gitattributes", ".gitignore", "API.md", "graphdoc.lock"]

[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[dependencies]
serde = {{ version = "1", default-features = false, features = ["std"] }}
serde_json = {{ version = "1", optional = true }}

{}"#,
        section(output)
    )
}

/// Returns `manifest` with its marked section replaced; `None` if a marker line is missing.
pub fn replace_section(manifest: &str, section: &str) -> Option<String> {
    let begin = manifest.find(BEGIN)?;
    let end = begin + manifest[begin..].find(END)? + END.len();
    let rest = manifest[end..]
        .strip_prefix('\r')
        .unwrap_or(&manifest[end..]);
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    Some(format!("{}{section}{rest}", &manifest[..begin]))
}

/// Returns the current marked section of a manifest, including its two marker lines.
pub fn current_section(manifest: &str) -> Option<&str> {
    let begin = manifest.find(BEGIN)?;
    let end = begin + manifest[begin..].find(END)? + END.len();
    manifest.get(begin..=end)
}

fn line(name: &str, needs: &[String], text: &mut String) {
    let name = toml::key(name);
    let needs: Vec<String> = needs.iter().map(|need| toml::string(need)).collect();
    let one = format!("{name} = [{}]\n", needs.join(", "));
    if one.len() <= 100 {
        text.push_str(&one);
        return;
    }
    text.push_str(&format!("{name} = [\n"));
    for need in needs {
        text.push_str(&format!("    {need},\n"));
    }
    text.push_str("]\n");
}
