//! Pages as the documentation site shows them.

/// Renders a page like the documentation site, without front matter and annotations, and with absolute links.
pub fn rendered(text: &str) -> String {
    let text = text.strip_prefix("---\n").map_or(text, |rest| {
        rest.split_once("\n---\n").map_or(rest, |(_, page)| page)
    });
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    let behind = parts.map(|part| part.split_once("-->").map_or("", |(_, behind)| behind));
    absolute_links(&behind.fold(first, |out, behind| out + behind))
}

fn absolute_links(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, link| {
        let end = link.find([')', '\n', ' ']).unwrap_or(link.len());
        let (target, behind) = link.split_at(end);
        out + "](" + &address(target) + behind
    })
}

/// Returns the address on the site for the target of a link such as `[a](b.md)`, and any other target as it is.
fn address(target: &str) -> String {
    let (path, fragment) = target.split_at(target.find('#').unwrap_or(target.len()));
    let file = path.rsplit('/').next().unwrap_or(path);
    let Some(stem) = file.strip_suffix(".md").filter(|_| !path.contains("://")) else {
        return target.to_owned();
    };
    let folder = if path.contains("/api/") {
        ""
    } else {
        "resources/"
    };
    format!(
        "https://learn.microsoft.com/en-us/graph/api/{folder}{stem}?view=graph-rest-1.0{fragment}"
    )
}
