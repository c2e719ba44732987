//! Findings in all formats.

use serde_json::Value;

use crate::sandbox::{self, GRAPHDOC, Ran, Sandbox, Text};

/// A page whose table and sample disagree about one property, on a line of its own.
fn sandbox_with_conflict(description: &str) -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let row = format!("|flag|Boolean|{description}|");
    sandbox.add_page("docs", "odd", &row, "\"flag\": \"String\"");
    sandbox
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
            let place = |parts: [&str; 2]| parts.map(|part| span[part].as_u64().unwrap());
            assert!(
                place(["line", "column"]) <= place(["end_line", "end_column"]),
                "{span}"
            );
            let file = span["file"].as_str().unwrap();
            assert!(file.starts_with("docs/resources/"), "{span}");
        }
    }
    let conflict = findings
        .iter()
        .find(|finding| finding["rule"] == "type-conflict")
        .unwrap();
    assert_eq!(conflict["type"], "microsoft.graph.odd");
    assert_eq!(conflict["member"], "flag");
    assert_eq!(conflict["level"], "deny");
    assert_eq!(conflict["spans"][0]["line"], 17);
    assert_eq!(summary["reason"], "summary");
    let number = |field: &str| summary[field].as_u64().unwrap();
    assert_eq!(number("pages"), 5);
    assert_eq!(
        number("pages"),
        number("generated") + number("skipped") + number("errors")
    );
    let counted = summary["findings"].as_object().unwrap().values();
    let counted: u64 = counted.filter_map(Value::as_u64).sum();
    assert_eq!(counted as usize, findings.len());
}

#[test]
fn second_run_reports_the_same_findings() {
    let sandbox = sandbox_with_conflict("On or off.");
    for format in ["json", "short"] {
        let [first, second] = [(); 2].map(|()| {
            let ran = sandbox.generate(&format!("--message-format {format}"));
            let mut lines: Vec<String> = ran.code(0).out.lines().map(str::to_owned).collect();
            lines.retain(|line| line.contains("type-conflict") && !line.contains("summary"));
            lines
        });
        assert!(!first.is_empty());
        assert_eq!(first, second);
    }
}

#[test]
fn short_format_prints_one_line_per_finding() {
    let sandbox = sandbox_with_conflict("On or off.");
    let ran = sandbox.generate("--message-format short").code(0);
    let mut lines = ran.out.lines();
    let line = lines.find(|line| line.contains("type-conflict")).unwrap();
    let parts: Vec<&str> = line.splitn(4, ':').collect();
    assert_eq!(parts[..2], ["docs/resources/odd.md", "17"], "{line}");
    assert!(parts[2].parse::<usize>().is_ok(), "{line}");
    assert!(parts[3].starts_with(" error[type-conflict]: "), "{line}");
}

#[test]
fn many_findings_are_folded_unless_verbose() {
    let sandbox = Sandbox::with_docs();
    for number in 0..40 {
        let name = format!("odd{number}");
        sandbox.add_page("docs", &name, "|flag|Boolean|x|", "\"flag\": \"String\"");
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
    // Options, variables, and whether there are colours. A pipe gets none.
    for (words, variables, expected) in [
        ("", "", false),
        ("--color always", "", true),
        ("--color always", "NO_COLOR=1", true),
        ("", "CARGO_TERM_COLOR=always", true),
        ("", "CLICOLOR_FORCE=1", true),
        ("", "CLICOLOR_FORCE=1 NO_COLOR=1", false),
        ("", "CLICOLOR_FORCE=1 CARGO_TERM_COLOR=never", false),
        ("--color never", "CARGO_TERM_COLOR=always", false),
    ] {
        let mut command = sandbox.command(GRAPHDOC);
        command.envs(sandbox::words(variables).filter_map(|pair| pair.split_once('=')));
        let ran = Ran::of(command, format!("--docs docs --out out -v {words}"));
        let is_coloured = ran.code(0).out.contains('\u{1b}');
        assert_eq!(is_coloured, expected, "{words} {variables}");
    }
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
    let found = |verb: &str| {
        let ran = sandbox.run(format!("{verb} -v --message-format json"));
        let mut found = ran.findings();
        found.retain(|found| found["rule"] == "type-conflict");
        found
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
        let rows = format!("{rows}|size|Int32|x|");
        sandbox.add_page("docs", name, &rows, &format!("{members}\"size\": 1"));
    }
    let found = |words: &str| {
        let ran = sandbox.run(format!("{words} --docs docs --message-format json"));
        let mut found = ran.findings();
        found.retain(|line| line["level"] != "allow");
        found
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
