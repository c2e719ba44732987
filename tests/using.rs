//! The tests that `docs/using.md` names exist.

use std::{fs, path::Path};

const PAGE: &str = include_str!("../docs/using.md");

/// The promises of the page, each with the tests that it names as file and function.
fn promises() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let rows = PAGE.lines().filter_map(|line| {
        let (promise, tests) = line.strip_prefix("| ")?.rsplit_once(" | ")?;
        (promise != "---" && promise != "promise").then_some((promise, tests))
    });
    let tests = |tests: &'static str| {
        let spans = tests.split('`').filter_map(|span| span.split_once("::"));
        spans.collect()
    };
    rows.map(|(promise, row)| (promise, tests(row))).collect()
}

/// Whether a file has a function with this name that is a test.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let head = format!("fn {name}()");
    lines.iter().enumerate().any(|(at, line)| {
        let before = lines[..at].iter().rev();
        let attributes: Vec<_> = before.take_while(|line| line.starts_with("#[")).collect();
        line.trim_start_matches("async ").starts_with(&head)
            && attributes
                .iter()
                .any(|line| ["#[test]", "#[tokio::test]"].contains(*line))
    })
}

#[test]
fn each_promise_has_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = promises();
    assert!(promises.len() > 40, "{}", promises.len());
    for (promise, tests) in promises {
        assert!(!tests.is_empty(), "no test: {promise}");
        for (file, name) in tests {
            let source = fs::read_to_string(root.join(file));
            let source = source.unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(has_test(&source, name), "{file} has no test `{name}`");
        }
    }
}

#[test]
fn function_without_the_attribute_is_not_a_test() {
    assert!(has_test("#[test]\n#[ignore]\nfn a() {}", "a"));
    assert!(has_test("    #[tokio::test]\n    async fn a() {}", "a"));
    for source in [
        "fn a() {}",
        "#[test]\nfn ab() {}",
        "#[cfg(test)]\nfn a() {}",
    ] {
        assert!(!has_test(source, "a"), "{source}");
    }
}
