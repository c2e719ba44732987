//! The catalogue of rules: each rule fires on its own example, and not on the corrected one.

mod support;

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    diagnostic::Level,
    finding::Finding,
    rules::{self, Rule},
    source::SourceFile,
};

/// Rules whose example would need bytes, a crate or a translation, or would be found by another rule first.
const WITHOUT_EXAMPLE: &[&str] = &[
    "allow-expired",
    "allow-unused",
    "base-depth",
    "byte-order-mark",
    "carriage-return",
    "configuration",
    "edited-by-hand",
    "embedding-depth",
    "field-collision",
    "file-left-over",
    "file-missing",
    "front-matter",
    "front-matter-unclosed",
    "inherited-properties",
    "invalid-utf8",
    "link-not-followed",
    "metadata-base",
    "metadata-collection",
    "metadata-declared-twice",
    "metadata-enum-case",
    "metadata-enum-members",
    "metadata-key",
    "metadata-kind",
    "metadata-name-case",
    "metadata-open",
    "metadata-property-type",
    "metadata-property-type-wider",
    "metadata-property-undocumented",
    "metadata-property-unknown",
    "metadata-type-undocumented",
    "metadata-type-unknown",
    "metadata-unread",
    "nesting",
    "page-too-large",
    "stale-docs-changed",
    "stale-generator-changed",
    "stale-options-changed",
    "translated-name",
    "type-collision",
    "unreadable-annotation",
    "unreadable-block",
    "unreadable-file",
    "unsearched-text",
    "untranslatable-name",
    "variant-collision",
];

/// Returns the pages and facts of an example.
fn files(parts: &[(&str, &str)]) -> (Vec<SourceFile>, Vec<SourceFile>) {
    let facts = parts.iter().filter(|(part, _)| *part == "facts");
    let facts = facts.map(|(_, text)| SourceFile::new("facts.toml", *text));
    (support::example::pages(parts), facts.collect())
}

fn findings(parts: &[(&str, &str)]) -> Vec<Finding> {
    let (pages, facts) = files(parts);
    support::findings(&pages, &facts)
}

fn told(findings: &[Finding]) -> Vec<String> {
    let is_told = |finding: &&Finding| finding.level > Level::Allow;
    let told = findings.iter().filter(is_told);
    told.map(|finding| format!("{}: {}", finding.rule().id, finding.message))
        .collect()
}

#[test]
fn each_rule_fires_only_on_its_own_example() {
    let mut wrong = Vec::new();
    for rule in rules::all().filter(|rule| !rule.is_change() && has_example(rule)) {
        let (bad, good) = (findings(rule.bad), findings(rule.good));
        let mut report = |what: &str, found: &[String]| {
            wrong.push(format!("{}.toml: {what}: {found:#?}", rule.id));
        };
        let fires = |findings: &[Finding]| findings.iter().any(|found| found.rule().id == rule.id);
        if !fires(&bad) {
            let what = "the rule does not fire on `bad`, on which lint reports";
            report(what, &told(&bad));
        }
        let mut others = bad;
        others.retain(|found| found.rule().id != rule.id);
        if !told(&others).is_empty() {
            let what = "change `bad` so that only this rule fires, not";
            report(what, &told(&others));
        }
        if fires(&good) || !told(&good).is_empty() {
            report("change `good` so that no rule fires", &told(&good));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn generate_and_lint_report_the_same_about_each_example() {
    let with_examples = rules::all().filter(|rule| !rule.is_change() && has_example(rule));
    for (rule, parts) in with_examples.flat_map(|rule| [(rule, rule.bad), (rule, rule.good)]) {
        let (pages, facts) = files(parts);
        support::agree(&format!("example-{}", rule.id), &pages, &facts);
    }
}

fn has_example(rule: &Rule) -> bool {
    !rule.bad.is_empty() && !rule.good.is_empty()
}

#[test]
fn rules_without_an_example_are_listed() {
    let without: Vec<&str> = rules::all()
        .filter(|rule| !rule.is_change() && !has_example(rule))
        .map(|rule| rule.id)
        .collect();
    assert_eq!(
        without, WITHOUT_EXAMPLE,
        "give the rule `[bad]` and `[good]`, or add it to the list above if no page can show it"
    );
}

#[test]
fn each_rule_has_one_meaning_and_can_be_found() {
    assert!(rules::ALL.is_sorted_by_key(|rule| rule.id));
    for rule in rules::all() {
        assert_eq!(rules::find(rule.id), Some(rule));
        let (id, reason, meaning) = (rule.id, rule.reason, rule.meaning);
        assert!(
            reason.ends_with('.') && reason != meaning,
            "{id}.toml: `reason` must be sentences other than `meaning`"
        );
        assert!(
            !meaning.ends_with('.') && !meaning.contains('\n'),
            "{id}.toml: `meaning` must be one line without a full stop"
        );
    }
    let meanings: BTreeSet<&str> = rules::all().map(|rule| rule.meaning).collect();
    assert_eq!(
        meanings.len(),
        rules::ALL.len(),
        "two rules have one meaning"
    );
}
