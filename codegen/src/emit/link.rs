//! Destinations for the links of a page in the documentation of a crate.

use super::module_layout::ItemPath;
use crate::model::{Link, Model, index::file_name};

/// Site where the documentation is published.
const SITE: &str = "https://learn.microsoft.com";

/// Returns the URL at which the page in `file` is published.
pub(super) fn page_url(file: &str) -> String {
    let name = file_name(file);
    let name = strip_extension(name).unwrap_or(name).to_ascii_lowercase();
    format!("{SITE}/graph/api/resources/{}", encode(&name))
}

/// Returns the relative path from the documentation page of one item to that of another.
pub(super) fn in_docs(from: &ItemPath, to: &ItemPath, kind: &str) -> String {
    let shared = from.shared_modules(to);
    let ups = "../".repeat(from.modules.len() - shared);
    let downs: String = to.modules[shared..]
        .iter()
        .map(|module| format!("{module}/"))
        .collect();
    format!("{ups}{downs}{kind}.{}.html", to.ident)
}

/// Resolves the target of a link that was found in `file`.
pub(super) fn resolve<'m>(model: &'m Model, file: &str, target: &str) -> Link<'m> {
    let target = target.trim();
    if target.is_empty() || !target.chars().all(is_url_char) {
        return Link::Nowhere;
    }
    if target.starts_with("https://") || target.starts_with("http://") {
        return Link::Url(close(target));
    }
    if target.starts_with('#') {
        return Link::Url(close(&format!("{}{target}", page_url(file))));
    }
    if target.starts_with("//") || has_scheme(target) {
        return Link::Nowhere;
    }
    let (path, rest) = match target.find(['#', '?']) {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    if path.starts_with('/') {
        let path = strip_extension(path).unwrap_or(path);
        return Link::Url(close(&format!("{SITE}{path}{rest}")));
    }
    relative(model, path, rest)
}

/// Resolves a link to another page of the documentation.
fn relative<'m>(model: &'m Model, path: &str, rest: &str) -> Link<'m> {
    let Some(bare) = strip_extension(path) else {
        return Link::Nowhere;
    };
    let page = file_name(path).to_ascii_lowercase();
    let name = file_name(bare).to_ascii_lowercase();
    let folder = path.rsplit('/').nth(1).unwrap_or(".");
    match folder {
        "." | "resources" => match model.pages.get(&page) {
            Some(declared) => Link::Declared(declared),
            None => Link::Url(close(&format!("{}{rest}", page_url(&page)))),
        },
        "api" => Link::Url(close(&format!("{SITE}/graph/api/{name}{rest}"))),
        "concepts" => Link::Url(close(&format!("{SITE}/graph/{name}{rest}"))),
        _ => Link::Nowhere,
    }
}

/// Whether a character may be part of a URL. Text with any other character is not linked, so nothing needs to be
/// escaped.
fn is_url_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

/// Escapes a URL so that it ends where it should inside `[..](..)` and contains no Markdown.
pub(super) fn close(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' | ')' | '\'' | '*' => out.push_str(&format!("%{:02X}", u32::from(c))),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Returns the URL at the start of `text`, if it can be linked.
pub(super) fn leading_url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c| !is_url_char(c)).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', ')', '\'', '!', '?', '*']))
}

fn has_scheme(target: &str) -> bool {
    target
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'))
}

fn strip_extension(path: &str) -> Option<&str> {
    let (bare, extension) = path.rsplit_once('.')?;
    extension.eq_ignore_ascii_case("md").then_some(bare)
}

fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QualifiedName;

    fn lead(target: &str) -> String {
        let mut model = Model::default();
        let user = QualifiedName::new("microsoft.graph.user");
        model.pages.insert("user.md".to_owned(), user);
        match resolve(&model, "docs/resources/Group.md", target) {
            Link::Declared(name) => name.to_string(),
            Link::Url(url) => url,
            Link::Nowhere => "nowhere".to_owned(),
        }
    }

    #[test]
    fn links_of_pages_become_absolute() {
        for (target, address) in [
            ("../resources/User.md#properties", "microsoft.graph.user"),
            ("user.md", "microsoft.graph.user"),
            (
                "team.md",
                "https://learn.microsoft.com/graph/api/resources/team",
            ),
            (
                "../api/user-get.md#x",
                "https://learn.microsoft.com/graph/api/user-get#x",
            ),
            ("/graph/delta.md", "https://learn.microsoft.com/graph/delta"),
            (
                "#top",
                "https://learn.microsoft.com/graph/api/resources/group#top",
            ),
            ("https://a.b/c_(d)?e=f&g", "https://a.b/c_%28d%29?e=f&amp;g"),
        ] {
            assert_eq!(lead(target), address, "{target}");
        }
    }

    #[test]
    fn invalid_addresses_are_not_linked() {
        for target in [
            "",
            " ",
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,x",
            "mailto:a@b",
            "//x",
            "a b.md",
            "x.md\"",
            "a`b.md",
            "[x].md",
            "<x>",
            "../../../etc/passwd",
            "foo::bar",
        ] {
            assert_eq!(lead(target), "nowhere", "{target:?}");
        }
    }
}
