//! Changes in the format of Microsoft's changelog for Graph.

use serde_json::{Value, json};

use crate::sandbox::{GRAPHDOC, Ran, Sandbox, Text, page};

const RECORD: [&str; 7] = [
    "ChangeList",
    "Cloud",
    "CreatedDateTime",
    "Id",
    "SubArea",
    "Version",
    "WorkloadArea",
];
const CHANGE: [&str; 6] = [
    "ApiChange",
    "ChangeType",
    "ChangedApiName",
    "Description",
    "Id",
    "Target",
];

/// Two versions of the docs of an area: a type is added, and another one gains a property and changes the type of one.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    let write = |path: &str, name: &str, rows: &str| {
        let text = page(name, rows, "\"more\": \"String\"")
            .replace("doc_type", "ms.prod: \"cloud-communications\"\ndoc_type");
        sandbox.write(&format!("{path}/resources/{name}.md"), text);
    };
    write("old", "thing", "|size|Int32|How large.|");
    write(
        "new/beta",
        "thing",
        "|size|String|How large.|\n|a_b|String|x|",
    );
    write("new/beta", "fern", "|size|String|Its size.|");
    sandbox
}

fn records(log: &str) -> Vec<Value> {
    let log: Value = serde_json::from_str(log).expect("JSON");
    let records = log["changelog"].as_array().expect("records").clone();
    assert_eq!(log.as_object().expect("an object").len(), 1);
    records
}

fn dated(sandbox: &Sandbox, words: &str) -> Ran {
    let mut command = sandbox.command(GRAPHDOC);
    command.env("SOURCE_DATE_EPOCH", "1626434096");
    Ran::of(command, words)
}

fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[test]
fn changelog_follows_the_schema_of_graph_changelogs() {
    let sandbox = sandbox();
    let words = "diff old new --message-format changelog";
    let records = records(&dated(&sandbox, words).code(100).out);
    assert_eq!(records.len(), 2, "one a type");
    for record in &records {
        let keys: Vec<_> = record.as_object().expect("an object").keys().collect();
        assert_eq!(keys, RECORD);
        assert_eq!(record["Cloud"], "prd");
        assert_eq!(record["Version"], "beta");
        assert_eq!(record["CreatedDateTime"], "2021-07-16T11:14:56Z");
        assert_eq!(record["WorkloadArea"], "Cloud communications");
        assert_eq!(record["SubArea"], "");
        assert!(is_guid(record["Id"].as_str().expect("text")));
        for change in record["ChangeList"].as_array().expect("changes") {
            let keys: Vec<_> = change.as_object().expect("an object").keys().collect();
            assert_eq!(keys, CHANGE);
            assert!(is_guid(change["Id"].as_str().expect("text")));
        }
    }
    let told = |record: &Value| -> Vec<Value> {
        let changes = record["ChangeList"].as_array().expect("changes").iter();
        let parts = ["ApiChange", "ChangedApiName", "ChangeType", "Target"];
        changes
            .map(|change| json!(parts.map(|part| &change[part])))
            .collect()
    };
    let added = json!(["Resource", "fern", "Addition", "fern"]);
    assert_eq!(told(&records[0]), [added]);
    let changed = [
        json!(["Property", "size", "Change", "thing"]),
        json!(["Property", "a_b", "Addition", "thing"]),
    ];
    assert_eq!(told(&records[1]), changed);
    let said = records[1]["ChangeList"][0]["Description"].as_str();
    let said = said.expect("text");
    said.has("Edm.Int32");
    said.has("Edm.String");
    assert!(said.ends_with('.'), "{said}");
}

#[test]
fn change_ids_are_the_same_in_every_report_and_run() {
    let sandbox = sandbox();
    let words = "diff old new --output changelog=a.json --message-format json";
    let ran = dated(&sandbox, words).code(100);
    let mut prints = ran.told(["fingerprint"]).concat();
    let first = sandbox.read("a.json");
    let records = records(&first);
    let lists = records.iter().map(|record| record["ChangeList"].as_array());
    let changes = lists.flat_map(|list| list.expect("changes"));
    let ids = changes.map(|change| change["Id"].as_str().expect("text").replace('-', ""));
    let mut ids: Vec<String> = ids.collect();
    prints.sort();
    ids.sort();
    assert_eq!(ids, prints);
    dated(&sandbox, words).code(100);
    assert_eq!(sandbox.read("a.json"), first);
}

#[test]
fn changelog_leaves_out_reworded_descriptions() {
    let sandbox = sandbox();
    let text = sandbox.read("old/resources/thing.md");
    let text = text.replace("How large.", "Its length.");
    sandbox.write("words/resources/thing.md", text);
    let words = "diff old words --message-format";
    let short = sandbox.run(format!("{words} short")).code(0);
    short.out.has("[docs-changed]");
    let log = sandbox.run(format!("{words} changelog")).code(0);
    assert!(records(&log.out).is_empty());
}

#[test]
fn changelog_date_is_the_date_of_the_docs() {
    let sandbox = sandbox();
    let words = "diff old new --message-format changelog";
    let ran = |words: &str| {
        let mut command = sandbox.command(GRAPHDOC);
        command.env_remove("SOURCE_DATE_EPOCH");
        records(&Ran::of(command, words).code(100).out)
    };
    assert_eq!(ran(words)[0].get("CreatedDateTime"), None);
    let git = |words: &str| sandbox.git(words, "2022-02-03T23:30:00-0200");
    git("init --quiet");
    git("add .");
    git("commit --quiet --message all");
    let date = "2022-02-04T01:30:00Z";
    assert_eq!(ran(words)[0]["CreatedDateTime"], date);
    let by_revision = "diff old HEAD --docs new --message-format changelog";
    let records = ran(by_revision);
    assert_eq!(records[0]["CreatedDateTime"], date);
    assert_eq!(records[0]["Version"], "beta");
}

#[test]
fn subcommands_without_changes_have_no_changelog_format() {
    let sandbox = Sandbox::with_docs();
    for words in [
        "lint --docs docs --message-format changelog",
        "lint --docs docs --output changelog=x",
        "--docs docs --out out --message-format changelog",
    ] {
        let ran = sandbox.run(words).code(2);
        ran.err.has("only: diff, update");
    }
}
