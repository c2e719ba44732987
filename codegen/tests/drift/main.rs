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
    pipeline::{self, Input},
    source::SourceFile,
};

/// Returns one line per change: rule, type, member, before and after.
fn lines(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let member = change
            .member
            .clone()
            .map_or_else(String::new, |member| format!(".{member}"));
        let short = change.type_name.short();
        format!(
            "{} {short}{member} {} > {}",
            change.rule().id,
            said(&change.before),
            said(&change.after)
        )
    };
    let mut lines: Vec<String> = changes.iter().map(line).collect();
    lines.sort();
    lines
}

fn model(pages: &[(String, String)]) -> Model {
    let files: Vec<SourceFile> = pages
        .iter()
        .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
        .collect();
    pipeline::analyze(Input::new(&files)).model
}

fn compare(base: &[(String, String)], head: &[(String, String)]) -> Vec<Change> {
    drift::compare(&model(base), &model(head))
}
