//! Product area of a type, which becomes a feature of the generated crate.

use crate::extract::PageExtract;

/// Returns the area in kebab case, so that it can be the name of a feature: that of the page, else that of the
/// namespace, else `core`.
pub(super) fn area(page: &PageExtract) -> String {
    let stated = page
        .area
        .as_deref()
        .map(kebab)
        .filter(|area| !area.is_empty());
    stated.unwrap_or_else(|| area_of(page.default_namespace()))
}

/// Returns the area of a namespace.
pub(super) fn area_of(namespace: &str) -> String {
    let rest = namespace
        .strip_prefix("microsoft.graph")
        .unwrap_or(namespace);
    let area = kebab(rest);
    match area.is_empty() {
        true => "core".to_owned(),
        false => area,
    }
}

fn kebab(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
