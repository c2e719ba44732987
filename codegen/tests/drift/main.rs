//! Comparisons of two versions of the docs: real edits, made-up ones and random ones.

mod against_lock;
mod compile_witness;
mod each_rule;
mod invariants;
mod one_edit;
mod random_edits;
mod real_edits;
mod rust_paths;
mod semver;
#[path = "../support/mod.rs"]
mod support;

use graphdoc_codegen::unstable::{
    drift::{self, Change},
    model::Model,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
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

/// Runs a test on this many random inputs. `PROPTEST_RNG_SEED` chooses them.
#[track_caller]
fn for_random<S: Strategy>(inputs: &S, cases: u32, test: impl Fn(S::Value)) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let run = TestRunner::new(config).run(inputs, |input| {
        test(input);
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}
