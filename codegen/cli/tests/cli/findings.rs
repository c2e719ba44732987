//! Findings in all formats.

use serde_json::Value;

use crate::sandbox::{GRAPHDOC, Ran, Sandbox, Text, page};

/// A page whose table and sample disagree about one property, on a line of its own.
fn sandbox_with_conflict(description: &str) -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let row = format!("|flag|Boolean|{description}|");
    sandbox.write(
        "docs/resources/odd.md",
        page("odd", &row, "\"flag\": \"String\""),
    );
    sandbox
}

#[test]
fn conflict_is_shown_on_both_lines() {
    let sandbox = sandbox_with_conflict("On or off.");
    let ran = sandbox.generate("").code(0);
    ran.out.has("error[type-conflict]");
    ran.out.has("--> docs/resources/odd.md:17:");
    ran.out.has("17 | |flag|Boolean|On or off.|");
    ran.out.has("\"flag\": \"String\"");
    ran.out.has("^^^");
}

#[test]
fn long_rows_are_cut_and_control_characters_escaped() {
    let sandbox =
        sandbox_with_conflict(&format!("\u{202e}off\u{1b}[31m {}", "and on ".repeat(500)));
    let ran = sandbox.generate("").code(0);
    ran.out.has("type-conflict");
    ran.out.has(r"\u{202e}off\u{1b}[31m");
    assert!(!ran.out.contains(['\u{202e}', '\u{1b}']), "{}", ran.out);
    assert!(
        ran.out.lines().all(|line| line.chars().count() < 200),
        "{}",
        ran.out
    );
}

#[test]
fn json_output_ends_with_a_correct_summary() {
    let sandbox = sandbox_with_conflict("On or off.");
    sandbox.link("docs/resources/broken.md", "nowhere.md");
    sandbox.write("docs/resources/overview.md", "# Things\n");
    let lines = sandbox.generate("--message-format json").code(100).json();
    let (summary, findings) = lines.split_last().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        assert_eq!(finding["reason"], "finding");
        let object = finding.as_object().unwrap();
        for field in [
            "rule",
            "level",
            "severity",
            "type",
            "member",
            "message",
            "before",
            "after",
            "spans",
            "contracts",
            "bump",
            "help",
            "fingerprint",
        ] {
            assert!(object.contains_key(field), "{field} is not in {finding}");
        }
        for span in finding["spans"].as_array().unwrap() {
            let number = |field: &str| span[field].as_u64().unwrap();
            assert!(
                (number("line"), number("column")) <= (number("end_line"), number("end_column")),
                "{span}"
            );
            assert!(
                span["file"]
                    .as_str()
                    .unwrap()
                    .starts_with("docs/resources/"),
                "{span}"
            );
        }
    }
    let conflict = findings
        .iter()
        .find(|finding| finding["rule"] == "type-conflict")
        .unwrap();
    assert_eq!(
        (&conflict["type"], &conflict["member"]),
        (&"microsoft.graph.odd".into(), &"flag".into())
    );
    assert_eq!(conflict["level"], "deny");
    assert_eq!(conflict["spans"][0]["line"], 17);
    assert_eq!(summary["reason"], "summary");
    let number = |field: &str| summary[field].as_u64().unwrap();
    assert_eq!(number("pages"), 5);
    assert_eq!(
        number("pages"),
        number("generated") + number("skipped") + number("errors")
    );
    let counted: u64 = summary["findings"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64)
        .sum();
    assert_eq!(counted as usize, findings.len());
}

#[test]
fn json_output_does_not_depend_on_the_cache() {
    let sandbox = sandbox_with_conflict("On or off.");
    for format in ["json", "short"] {
        let findings = |ran: Ran| -> Vec<String> {
            ran.out
                .lines()
                .filter(|line| line.contains("type-conflict") && !line.contains("summary"))
                .map(str::to_owned)
                .collect()
        };
        let words = format!("--message-format {format}");
        let first = findings(sandbox.generate(&words).code(0));
        let second = findings(sandbox.generate(&words).code(0));
        assert!(!first.is_empty());
        assert_eq!(first, second);
    }
}

#[test]
fn short_format_prints_one_line_per_finding() {
    let sandbox = sandbox_with_conflict("On or off.");
    let ran = sandbox.generate("--message-format short").code(0);
    let line = ran
        .out
        .lines()
        .find(|line| line.contains("type-conflict"))
        .unwrap();
    let mut parts = line.splitn(4, ':');
    assert!(
        sandbox.path().join(parts.next().unwrap()).is_file(),
        "{line}"
    );
    assert_eq!(parts.next(), Some("17"));
    assert!(parts.next().unwrap().parse::<usize>().is_ok(), "{line}");
    assert!(
        parts.next().unwrap().starts_with(" error[type-conflict]: "),
        "{line}"
    );
}

#[test]
fn many_findings_are_folded_unless_verbose() {
    let sandbox = Sandbox::with_docs();
    for number in 0..40 {
        let name = format!("odd{number}");
        let text = page(&name, "|flag|Boolean|x|", "\"flag\": \"String\"");
        sandbox.write(&format!("docs/resources/{name}.md"), text);
    }
    let folded = sandbox.generate("").code(0).out;
    assert!(folded.matches("\nerror[").count() < 10, "{folded}");
    assert!(folded.lines().count() < 100, "{folded}");
    folded.has("40 errors");
    folded.has("`-v`");
    folded.has("40 type-conflict");
    let unfolded = sandbox.generate("-v").code(0).out;
    assert_eq!(unfolded.matches("error[type-conflict]").count(), 40);
}

#[test]
fn colours_follow_the_option_then_cargo_then_the_terminal() {
    let sandbox = sandbox_with_conflict("On or off.");
    let coloured = |words: &str, variables: &[(&str, &str)]| {
        let mut command = sandbox.command(GRAPHDOC);
        command.envs(variables.iter().copied());
        let ran = Ran::of(command, format!("--docs docs --out out -v {words}"));
        ran.code(0).out.contains('\u{1b}')
    };
    assert!(!coloured("", &[]), "a pipe gets none");
    assert!(coloured("--color always", &[]));
    assert!(coloured("--color always", &[("NO_COLOR", "1")]));
    assert!(coloured("", &[("CARGO_TERM_COLOR", "always")]));
    assert!(coloured("", &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured("", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    let never = ("CARGO_TERM_COLOR", "never");
    assert!(!coloured("", &[("CLICOLOR_FORCE", "1"), never]));
    let always = ("CARGO_TERM_COLOR", "always");
    assert!(!coloured("--color never", &[always]));
}

#[test]
fn closed_pipe_is_not_an_error() {
    let sandbox = sandbox_with_conflict("On or off.");
    for words in [
        "--docs docs --out out -v",
        "model --docs docs",
        "completions zsh",
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = sandbox.command(GRAPHDOC);
        command.stdout(writer);
        let ran = Ran::of(command, words).code(0);
        assert!(ran.err.is_empty(), "{}", ran.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn unwritable_output_is_an_error() {
    let sandbox = Sandbox::with_docs();
    let full = std::fs::File::create("/dev/full").unwrap();
    let mut command = sandbox.command(GRAPHDOC);
    command.stdout(full);
    let ran = Ran::of(command, "model --docs docs").code(101);
    ran.err.has("standard output");
}

#[test]
fn generate_and_lint_report_the_same_findings() {
    let sandbox = sandbox_with_conflict("On or off.");
    let found = |verb: &str| -> Vec<Value> {
        let ran = sandbox.run(format!("{verb} -v --message-format json"));
        let lines = ran
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        lines
            .filter(|found: &Value| found["rule"] == "type-conflict")
            .collect()
    };
    let generated = found("generate --docs docs --out out");
    assert_eq!(generated.len(), 1);
    assert_eq!(generated, found("lint --docs docs"));
    assert_eq!(generated[0]["type"], "microsoft.graph.odd");
    assert_eq!(generated[0]["member"], "flag");
    assert_eq!(generated[0]["level"], "deny");
    // Both use the levels of the configuration.
    sandbox.write("graphdoc.toml", "[rules]\ntype-conflict = \"allow\"\n");
    let config = "--config graphdoc.toml";
    let generated = found(&format!("generate --docs docs --out out {config}"));
    assert_eq!(generated[0]["level"], "allow");
    assert_eq!(generated, found(&format!("lint --docs docs {config}")));
}

#[test]
fn missing_pages_of_a_partial_set_are_one_line() {
    let sandbox = Sandbox::empty();
    for (name, links) in [("attic", ["hatch", "ladder"]), ("house", ["attic", "hall"])] {
        let row = |to: &&str| format!("|{to}|[{to}]({to}.md)|Where it leads.|\n");
        let member =
            |to: &&str| format!("\"{to}\": {{\"@odata.type\": \"microsoft.graph.{to}\"}}, ");
        let rows: String = links.iter().map(row).collect();
        let members: String = links.iter().map(member).collect();
        let text = page(
            name,
            &format!("{rows}|size|Int32|x|"),
            &format!("{members}\"size\": 1"),
        );
        sandbox.write(&format!("docs/resources/{name}.md"), text);
    }
    let found = |words: &str| -> Vec<Value> {
        let ran = sandbox.run(format!("{words} --docs docs --message-format json"));
        let lines = ran.json();
        let is_told = |line: &Value| line["reason"] == "finding" && line["level"] != "allow";
        lines.into_iter().filter(is_told).collect()
    };
    let linted = found("lint");
    let rules: Vec<&Value> = linted.iter().map(|found| &found["rule"]).collect();
    assert_eq!(rules, ["partial-set"]);
    assert_eq!(found("generate --out out"), linted);
    // Regardless of the pages that were named.
    for name in ["attic", "house"] {
        assert_eq!(found(&format!("lint docs/resources/{name}.md")), linted);
    }
}
