//! Facts written by hand: valid ones are listed, others are reported with fact, page and line.

use std::{fs, path::Path};

use crate::sandbox::{Ran, Sandbox, Text, columns};

const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs-input");
const SEED: &str = "docs/resources/commsoperation.md";
const FACTS: &str = "facts/comms.toml";

/// Copies the bundled pages and facts.
fn bundled() -> Sandbox {
    let sandbox = Sandbox::empty();
    for (from, to) in [("resources", "docs/resources"), ("facts", "facts")] {
        for entry in fs::read_dir(Path::new(BUNDLED).join(from)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            sandbox.write(&format!("{to}/{name}"), fs::read(&path).unwrap());
        }
    }
    sandbox
}

fn generate(sandbox: &Sandbox, more: &str) -> Ran {
    sandbox.generate(&format!("--facts facts {more}"))
}

/// Returns rule, message and level of each finding, without those that only show tolerance.
fn findings(ran: &Ran) -> Vec<[String; 3]> {
    let mut found = ran.told(["rule", "message", "level"]);
    found.retain(|[.., level]| level == "warn" || level == "deny");
    found.sort();
    found
}

#[test]
fn facts_are_listed_with_sentence_line_and_use() {
    let sandbox = bundled();
    let ran = sandbox.run("facts --docs docs --facts facts").code(0);
    let seed = sandbox.read(SEED);
    let place = seed.find("\nIf a `null`").unwrap();
    let line = 2 + seed[..place].matches('\n').count();
    let expected = format!(
        "comms.pending (lifecycle)\n    \"If a `null` operation, or an operation with a status of `notStarted` or `running` is returned, \
         subsequent updates will come via the notification channel.\"\n    says resources/commsoperation.md:{line}\n    \
         of microsoft.graph.commsOperation.status\n    used by msgraph_types::CommsOperationStatus::phase\n"
    );
    ran.out.has(&expected);
    assert!(ran.out.ends_with("0 without a sentence\n"), "{}", ran.out);
    let json = sandbox.run("facts --docs docs --facts facts --message-format json");
    let facts = json.code(0).json();
    let pending = facts.iter().find(|fact| fact["fact"] == "comms.pending");
    assert_eq!(pending.unwrap()["line"], line);
}

#[test]
fn editing_page_or_fact_alone_fails_with_fact_page_and_line() {
    for row in [
        // A value in a fact.
        "fact | succeeded = [\"completed\"] | succeeded = [\"complete\"] | comms.terminal | fact-unsaid",
        "fact | max-length = 256 | max-length = 255 | comms.client-context-limit | fact-unsaid",
        "fact | [\"notStarted\", \"running\"] | [\"notStarted\"] | comms.terminal | fact-coverage",
        // A sentence, by one word, on either side.
        "fact | updates will come via | updates may come via | comms.pending | fact-stale",
        "page | updates will come via | updates may come via | comms.pending | fact-stale",
        "page | Max limit is 256 chars | Max limit is 128 chars | comms.client-context-limit | fact-stale",
        // A documented value.
        "page | `completed`, `failed`. Read | `completed`, `failed`, `paused`. Read | comms.terminal | fact-coverage",
    ] {
        let [side, old, new, fact, code] = columns(row);
        let path = if side == "fact" { FACTS } else { SEED };
        let sandbox = bundled();
        sandbox.edit(path, old, new);
        for _ in 0..2 {
            let ran = generate(&sandbox, "").code(100);
            let head = format!("error[{code}]");
            let mut parts = ran.out.split("\n\n");
            let found = parts.find(|part| part.contains(&head) && part.contains(fact));
            let found = found.unwrap_or_else(|| panic!("{new}: {}", ran.out));
            let says_where =
                found.contains("resources/commsoperation.md:") || found.contains("line ");
            assert!(says_where && found.contains("comms.toml:"), "{found}");
        }
    }
}

#[test]
fn stale_fact_shows_a_word_diff_to_the_nearest_sentence() {
    let sandbox = bundled();
    sandbox.edit(SEED, "will come via", "may arrive via");
    let ran = generate(&sandbox, "").code(100);
    ran.out
        .has("subsequent updates [-will come-] {+may arrive+} via the notification channel.");
}

#[test]
fn repeated_sentence_is_ambiguous() {
    let sandbox = bundled();
    let seed = sandbox.read(SEED);
    let mut lines = seed.lines();
    let sentence = lines.find(|line| line.starts_with("If a `null`")).unwrap();
    sandbox.edit(SEED, sentence, &format!("{sentence}\n\n{sentence}"));
    let ran = generate(&sandbox, "").code(100);
    ran.out.has("error[fact-ambiguous]");
    ran.out.has("stands 2 times");
}

/// The page in the style of 2024: a row in different case, both sentences reworded, and a base in the annotation.
#[test]
fn revised_seed_page_does_not_change_the_crate() {
    let sandbox = bundled();
    generate(&sandbox, "").code(0);
    let before = sources(&sandbox);
    let known = findings(&generate(&sandbox, "--message-format json"));
    for (old, new) in [
        ("| id      ", "| ID      "),
        (
            "If, for example, an operation with status of `completed` or `failed` is returned,  there will not be any",
            "For example, when an operation with a status of `completed` or `failed` is returned, there is no",
        ),
        (
            "If a `null` operation, or an operation with a status of `notStarted` or `running` is returned",
            "When an operation with a status of `null`, `notStarted` or `running` is returned",
        ),
        (
            "  \"@odata.type\": \"microsoft.graph.commsOperation\"\n",
            "  \"baseType\": \"microsoft.graph.entity\",\n  \"@odata.type\": \"microsoft.graph.commsOperation\"\n",
        ),
    ] {
        sandbox.edit(SEED, old, new);
    }
    let ran = generate(&sandbox, "--message-format json").code(100);
    let mut found = findings(&ran);
    found.retain(|found| !known.contains(found));
    let rules: Vec<&str> = found.iter().map(|[rule, ..]| rule.as_str()).collect();
    let expected = ["fact-stale", "fact-stale", "name-case"];
    assert_eq!(rules, expected, "{found:?}");
    assert_eq!(sources(&sandbox), before);
    sandbox
        .read("out/src/cloud_communications/comms_operation.rs")
        .has("\"id\"");
}

/// Returns the sources of the crate without documentation.
fn sources(sandbox: &Sandbox) -> String {
    let sources = sandbox.sources();
    let is_code = |line: &&str| !line.trim_start().starts_with("///");
    sources
        .lines()
        .filter(is_code)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A page and one fact about it. Returns what is reported when it is generated.
fn with_fact(fact: &str) -> (i32, String) {
    let sandbox = Sandbox::empty();
    let row = "|name|String|Its name. Max limit is 20 chars.|";
    sandbox.add_page("docs", "thing", row, "\"name\": \"String\"");
    sandbox.write("facts/own.toml", fact);
    let ran = generate(&sandbox, "-v");
    (ran.code, ran.said())
}

#[test]
fn meaningless_facts_are_errors() {
    let head = "[[fact]]\nid = \"a\"\npage = \"resources/thing.md\"\n";
    for row in [
        "nonsense = 1; because = \"x\" | fact-unknown-key",
        "limit = { property = \"name\", max-lenght = 20 }; because = \"x\" | fact-unknown-key",
        "limit = { property = \"nome\", max-length = 20 }; because = \"x\" | fact-unused",
        "base = \"plant\"; because = \"x\" | fact-unused",
        "context = \"name\" | fact-syntax",
        "because = \"x\" | fact-syntax",
        "context = \"name\"; because = 1 | fact-syntax",
    ] {
        let [rest, code] = columns(row);
        let rest = rest.replace("; ", "\n");
        let (exit, out) = with_fact(&format!("{head}{rest}\n"));
        // What cannot be read is not a fact about the pages.
        let expected = if code == "fact-unused" { 100 } else { 101 };
        assert_eq!(exit, expected, "{rest}: {out}");
        let is_told = out.contains(&format!("[{code}]")) && out.contains("own.toml:");
        assert!(is_told, "{rest}: {out}");
    }
    let gone = "[[fact]]\nid = \"a\"\npage = \"gone.md\"\nbecause = \"x\"\ncontext = \"name\"\n";
    let (exit, out) = with_fact(gone);
    out.has("`gone.md`, which does not exist");
    assert!(exit == 100, "{out}");
    let (exit, out) = with_fact("[[fact]\n");
    assert!(exit == 101 && out.contains("[fact-syntax]"), "{out}");
}

#[test]
fn fact_without_a_quote_needs_a_reason() {
    let (exit, out) = with_fact(
        "[[fact]]\nid = \"a\"\npage = \"thing.md\"\ncontext = \"name\"\nbecause = \"the service told us\"\n",
    );
    assert_eq!(exit, 0, "{out}");
    out.has("rests on no sentence: the service told us");
}

#[test]
fn suggested_facts_are_valid() {
    let sandbox = Sandbox::empty();
    let row = "|name|String|Its \"name\". Max limit is 20 chars.|";
    sandbox.add_page("docs", "thing", row, "\"name\": \"String\"");
    let suggested = sandbox.run("facts suggest --docs docs").code(0).out;
    suggested.has("limit = { property = \"name\", max-length = 20 }");
    sandbox.write("facts/own.toml", &suggested);
    let words = "facts suggest --docs docs --facts facts";
    assert_eq!(sandbox.run(words).code(0).out, "");
    generate(&sandbox, "").code(0);
}
