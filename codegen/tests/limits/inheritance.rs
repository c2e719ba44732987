//! Bases with more inherited properties than are generated.

use super::{Page, analyze, page, support, told};

/// A base with this many properties, and this many types that extend it.
fn wide(name: &str, properties: usize, types: usize) -> Vec<Page> {
    let rows: String = (0..properties)
        .map(|at| format!("|p{at}|String|One.|\n"))
        .collect();
    let below = (0..types).map(|at| page(&format!("{name}{at}"), Some(name), "|own|String|One.|"));
    [page(name, None, &rows)].into_iter().chain(below).collect()
}

#[test]
fn inheritance_of_too_many_properties_is_reported() {
    let mut pages = wide("wide", 1_000, 1_000);
    pages.extend(wide("usual", 10, 10));
    let analysis = analyze(&pages);
    let told = told(&analysis, "inherited-properties");
    assert_eq!(told, ["microsoft.graph.wide"]);
    let base = |short: &str| support::type_named(&analysis.model, short).base.as_ref();
    assert_eq!(base("wide7"), None);
    assert!(base("usual7").is_some());
    let output = support::emit(&analysis.model);
    let written: usize = output.files.iter().map(|file| file.text.len()).sum();
    let read: usize = pages.iter().map(|(_, text)| text.len()).sum();
    assert!(written < read * 20, "{read} bytes made {written}");
}

#[test]
fn inherited_properties_are_bounded_over_all_levels() {
    // None is too wide on its own.
    let pages: Vec<Page> = (0..20)
        .flat_map(|at| wide(&format!("w{at}n"), 100, 99))
        .collect();
    let analysis = analyze(&pages);
    let model = &analysis.model;
    let inherited: usize = model
        .types
        .iter()
        .map(|(name, ty)| model.properties(name).len() - ty.properties.len())
        .sum();
    assert!((90_000..=100_000).contains(&inherited), "{inherited}");
    let told = told(&analysis, "inherited-properties");
    assert_eq!(told.len(), 20 - inherited / 9_900);
}
