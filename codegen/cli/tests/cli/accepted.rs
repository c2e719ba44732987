//! `[[allow]]`, `[rules]` and the baseline of `lint`, for rules of each subcommand.

use graphdoc_codegen::unstable::rules;
use reference_material::{material, needs_material};

use crate::sandbox::{Sandbox, Text, page};

/// A configuration in which these rules are errors.
fn config(rules: impl Iterator<Item = &'static str>) -> String {
    let levels: String = rules.map(|rule| format!("{rule} = \"deny\"\n")).collect();
    format!("docs = \"docs\"\nout = \"out\"\n\n[rules]\n{levels}")
}

#[test]
fn baseline_keeps_findings_that_need_the_metadata() {
    let sandbox = Sandbox::with_docs();
    sandbox.write(
        "service.xml",
        "<Edmx><Schema Namespace=\"microsoft.graph\">\n<ComplexType Name=\"thing\">\n\
         <Property Name=\"size\" Type=\"Edm.String\"/>\n</ComplexType>\n</Schema></Edmx>\n",
    );
    sandbox.write("graphdoc.toml", config(["allow-unused"].into_iter()));
    let compare: &str = "lint --metadata service.xml";
    let baseline: &str = "--write-baseline";
    sandbox.run(compare).code(100);
    sandbox.run(format!("{compare} {baseline}")).code(0);
    // Without metadata, users do not see these findings and do not lose their entries.
    for words in ["lint", "lint --write-baseline", compare] {
        sandbox.run(words).code(0);
    }
    // Once the service agrees, the entries match nothing.
    sandbox.edit("service.xml", "String", "Int32");
    let ran = sandbox.run(compare).code(100);
    ran.out.has("[allow-unused]");
    sandbox.run(format!("{compare} {baseline}")).code(0);
    sandbox.run(compare).code(0);
}

#[test]
fn findings_about_the_crate_cannot_be_allowed() {
    let sandbox = Sandbox::with_docs();
    for (entry, code) in [
        ("[rules]\nedited-by-hand = \"warn\"\n", 2),
        ("[rules]\nedited-by-hand = \"deny\"\n", 0),
        ("[rules]\nconfiguration = \"allow\"\n", 2),
        ("[[allow]]\nrule = \"file-missing\"\nreason = \"x\"\n", 2),
    ] {
        sandbox.write(
            "graphdoc.toml",
            format!("docs = \"docs\"\nout = \"out\"\n{entry}"),
        );
        let ran = sandbox.run("generate").code(code);
        let said = ran.err.contains("is always an error") || ran.err.contains("cannot be accepted");
        assert_eq!(said, code == 2, "{}", ran.err);
    }
}

#[test]
fn lint_does_not_call_entries_for_generate_unused() {
    let sandbox = Sandbox::with_docs();
    let rows = "|fooBar|Int32|One.|\n|foo_bar|Int32|Two.|";
    let members = "\"fooBar\": 1,\n  \"foo_bar\": 2";
    sandbox.add_page("docs", "twin", rows, members);
    let generate = "generate --check --message-format short";
    let told = |out: &str| out.contains("[field-collision]");
    sandbox.write("graphdoc.toml", config(["allow-unused"].into_iter()));
    assert!(told(&sandbox.run(generate).out));
    let entry = "[[allow]]\nrule = \"field-collision\"\nreason = \"known\"\n";
    sandbox.write(
        "graphdoc.toml",
        config(["allow-unused"].into_iter()) + entry,
    );
    assert!(!told(&sandbox.run(generate).out));
    sandbox.run("lint").code(0);
}

#[test]
fn baseline_covers_findings_of_generate() {
    let sandbox = Sandbox::with_docs();
    let rows = "|fooBar|Int32|One.|\n|foo_bar|Int32|Two.|";
    let members = "\"fooBar\": 1,\n  \"foo_bar\": 2";
    sandbox.add_page("docs", "twin", rows, members);
    sandbox.write("graphdoc.toml", config(rules::all().map(|rule| rule.id)));
    let generate = || sandbox.run("generate -v --message-format json").code(0);
    generate().out.has("field-collision");
    sandbox.run("lint --write-baseline").code(0);
    let once = sandbox.read("graphdoc.toml");
    let mut levels = generate().told(["level"]);
    levels.dedup();
    assert_eq!(levels, [["allow"]]);
    let lint = sandbox.run("lint").code(0);
    lint.out.has(": 0 errors, 0 warnings");
    sandbox.run("lint --write-baseline").code(0);
    assert_eq!(sandbox.read("graphdoc.toml"), once);
    // Once the page is fixed, the entry matches nothing, and lint says so.
    let mended = page("twin", "|fooBar|Int32|One.|", "\"fooBar\": 1");
    sandbox.write("docs/resources/twin.md", mended);
    let ran = sandbox.run("lint").code(100);
    ran.out.has("[allow-unused]");
    sandbox.run("lint --write-baseline").code(0);
    sandbox.read("graphdoc.toml").lacks("microsoft.graph.twin");
}

#[needs_material]
#[test]
fn baseline_of_v1_accepts_all_findings_with_every_rule_denied() {
    let sandbox = Sandbox::empty();
    sandbox.link("docs", material!().join("corpus/graph-v1.0/resources"));
    sandbox.link("service.xml", material!().join("oracle/csdl-v1.0.xml"));
    let every = rules::all().map(|rule| rule.id);
    for (config, more) in [
        (config(std::iter::empty()), ""),
        (config(every), "--metadata service.xml"),
    ] {
        sandbox.write("graphdoc.toml", config);
        let lint = |words: &str| sandbox.run(format!("lint {more} {words}"));
        lint("").code(100);
        lint("--write-baseline").code(0);
        let once = sandbox.read("graphdoc.toml");
        let clean = lint("").code(0);
        clean.out.has(": 0 errors, 0 warnings, ");
        // The baseline includes what only generate reports.
        let ran = sandbox.run(format!("generate -v --message-format json {more}"));
        let ran = ran.code(0);
        let mut levels = ran.told(["level"]);
        levels.dedup();
        assert_eq!(levels, [["allow"]]);
        // Writing it again changes nothing.
        lint("--write-baseline").code(0);
        assert!(sandbox.read("graphdoc.toml") == once);
    }
}

#[test]
#[ignore = "slow: a page of very many findings; .ci/run runs it"]
fn baseline_that_could_not_be_read_back_is_not_written() {
    let sandbox = Sandbox::empty();
    let names: Vec<String> = (0..110_000).map(|at| format!("\"name{at}\"")).collect();
    let optional = format!("\"optionalProperties\": [{}],", names.join(", "));
    let page = page("thing", "", "\"x\": 1");
    let page = page.replace("\"keyProperty\"", &format!("{optional}\n\"keyProperty\""));
    sandbox.write("docs/resources/thing.md", page);
    sandbox.write("graphdoc.toml", "docs = \"docs\"\n");
    let ran = sandbox.run("lint --write-baseline").code(101);
    ran.err.has("but the maximum is");
    assert_eq!(sandbox.read("graphdoc.toml"), "docs = \"docs\"\n");
}
