//! The examples of the catalogue as pages.

use std::cell::RefCell;

use graphdoc_codegen::unstable::source::SourceFile;

/// Returns the pages of an example: a complete page, in which the given parts replace the usual ones, and the pages that
/// are given whole as `NAME.md`.
#[track_caller]
pub fn pages(parts: &[(&str, &str)]) -> Vec<SourceFile> {
    let known = RefCell::new(vec!["facts"]);
    let part = |name: &'static str, usual: &str| {
        known.borrow_mut().push(name);
        let part = parts.iter().find(|(given, _)| *given == name);
        let part = part.map_or(usual, |(_, text)| text.trim_end_matches('\n'));
        part.to_owned()
    };
    let rows = part("rows", "|size|Int32|How large it is.|");
    let table = part(
        "table",
        &format!("|Property|Type|Description|\n|:---|:---|:---|\n{rows}"),
    );
    let heading = part("properties-heading", "## Properties");
    let properties = part("properties", &format!("{heading}\n\n{table}"));
    let block = part("block", "\"size\": 1024");
    let fence = part("fence", &format!("```json\n{{\n  {block}\n}}\n```"));
    let annotation = part(
        "annotation",
        "<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing\" } -->",
    );
    let heading = part("json-heading", "## JSON representation");
    let json = part("json", &format!("{heading}\n\n{annotation}\n{fence}"));
    let text = format!(
        "---\n{}\n---\n\n{}\n\n{}\n\n{}\n\n{properties}\n\n{}\n\n{json}\n\n{}\n",
        part(
            "front",
            "title: \"thing resource type\"\nms.prod: \"files\"\ndoc_type: resourcePageType"
        ),
        part("heading", "# thing resource type"),
        part("namespace", "Namespace: microsoft.graph"),
        part("intro", "What a thing is."),
        part("relationships", "## Relationships\n\nNone."),
        part("tail", ""),
    );
    let (others, own): (Vec<_>, Vec<_>) = parts
        .iter()
        .copied()
        .partition(|(name, _)| name.ends_with(".md"));
    for (name, _) in own {
        assert!(
            known.borrow().contains(&name),
            "unknown part `{name}` of an example; expected `NAME.md` or one of {known:?}"
        );
    }
    let mut files: Vec<SourceFile> = others
        .into_iter()
        .map(|(name, text)| SourceFile::new(format!("resources/{name}"), text))
        .collect();
    files.push(SourceFile::new("resources/thing.md", text));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
