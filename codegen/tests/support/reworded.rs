//! Lint with each text of the model replaced by the id of its rule.

use graphdoc_codegen::unstable::{
    diagnostic::Diagnostic, finding::Finding, lint, rules::Message, source::Sources,
};

/// Replaces each text by the id of its rule.
fn by_id(found: &mut Diagnostic) {
    let id = found.rule().id.to_owned();
    for label in &mut found.labels {
        label.text.clone_from(&id);
    }
    found.message = Message::plain(found.rule(), id.as_str());
    found.help = found.help.is_some().then_some(id);
}

/// Returns findings without their texts.
fn without_texts(findings: Vec<Finding>) -> Vec<Finding> {
    let bare = |mut finding: Finding| {
        finding.message = Message::plain(finding.rule(), "");
        finding.help = None;
        finding.spans.iter_mut().for_each(|span| span.text.clear());
        finding
    };
    findings.into_iter().map(bare).collect()
}

/// Checks that lint finds the same whatever the texts are.
#[track_caller]
pub fn assert_same_whatever_is_said(sources: &Sources, what: &str) {
    let said = lint::lint(sources, &[], None).findings;
    let reworded = lint::lint_reworded(sources, &[], None, by_id).findings;
    assert!(!said.is_empty(), "{what}: nothing to compare");
    assert_eq!(without_texts(said), without_texts(reworded), "{what}");
}
