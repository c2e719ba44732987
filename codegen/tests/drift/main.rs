//! Comparisons of two versions of the docs: real edits, made-up ones and random ones.

mod compile_witness;
mod each_rule;
mod invariants;
mod one_edit;
mod random_edits;
mod real_edits;
mod semver;
#[path = "../support/mod.rs"]
mod support;

use graphdoc_codegen::unstable::{
    drift::{self, Change},
    model::Model,
    sync::lock::model_codec::{self, Encoded},
};

/// Pages: path and text.
type Pages = Vec<(String, String)>;

/// Returns one line per change: rule, type, member, before and after.
fn lines(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let member = change.member.as_ref().map(|member| format!(".{member}"));
        let subject = change.type_name.short().to_owned() + &member.unwrap_or_default();
        let (rule, before, after) = (change.rule().id, said(&change.before), said(&change.after));
        format!("{rule} {subject} {before} > {after}")
    };
    let mut lines: Vec<String> = changes.iter().map(line).collect();
    lines.sort();
    lines
}

fn model(pages: &[(String, String)]) -> Model {
    support::analyze(pages).model
}

fn compare(base: &[(String, String)], head: &[(String, String)]) -> Vec<Change> {
    drift::compare(&model(base), &model(head))
}

/// Compares two models. A lock file of the old one must tell the same, except about descriptions, which it only tells
/// to have changed.
fn compare_by_lock_too(base: &Model, head: &Model) -> Vec<Change> {
    let changes = drift::compare(base, head);
    let (old, new) = (model_codec::encode(base), model_codec::encode(head));
    let known = model_codec::model(old.lines.iter().map(String::as_str)).expect("a model");
    let texts = |encoded: Encoded| {
        let pages = encoded.pages.into_iter();
        pages.map(|(page, (_, text))| (page, text)).collect()
    };
    let told = drift::compare(&known, head);
    let told = drift::by_page(told, &texts(old), &texts(new), head);
    let is_description = |line: &String| !changes.is_empty() && line.starts_with("docs-changed");
    let without_descriptions = |changes: &[Change]| -> Vec<String> {
        lines(changes)
            .into_iter()
            .filter(|line| !is_description(line))
            .collect()
    };
    assert_eq!(without_descriptions(&told), without_descriptions(&changes));
    changes
}
