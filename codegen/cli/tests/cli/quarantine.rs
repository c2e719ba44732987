//! What the docs lose stays in the crate, with the date if it is known, until the service lacks it as well.

use crate::sandbox::{Sandbox, Text};

/// Docs in which the thing has a size, a colour and a weight, and docs in which it only has a size.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    let write = |folder: &str, more: &str| {
        let rows = format!("|size|Int32|How large.|{more}");
        sandbox.add_page(folder, "thing", &rows, "\"size\": 1");
    };
    write("old", "\n|colour|String|Of it.|\n|weight|Int32|Of it.|");
    write("less", "");
    // The service still has a colour, with another spelling and from a base.
    sandbox.write(
        "service.xml",
        "<Edmx><Schema Namespace=\"microsoft.graph\" Alias=\"graph\">\n\
         <EntityType Name=\"Thing\" BaseType=\"graph.body\"><Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType>\n\
         <EntityType Name=\"body\"><Property Name=\"Colour\" Type=\"Edm.String\"/></EntityType>\n\
         </Schema></Edmx>\n",
    );
    sandbox
}

fn generate(sandbox: &Sandbox, docs: &str, more: &str) {
    let words = format!("generate --docs {docs} --out out {more}");
    sandbox.run(words).code(0);
}

/// Returns the members that are in quarantine according to the lock file, with the date.
fn gone(sandbox: &Sandbox) -> Vec<(String, String)> {
    let lock = sandbox.read("out/graphdoc.lock");
    let lines = lock.lines().filter_map(|line| line.strip_prefix("gone "));
    let entries = lines.map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        assert_eq!(words[1], "microsoft.graph.thing");
        (words[2].to_owned(), words[0].to_owned())
    });
    entries.collect()
}

fn entry(member: &str, date: &str) -> (String, String) {
    (member.to_owned(), date.to_owned())
}

#[test]
fn members_absent_from_docs_and_service_are_dropped() {
    let sandbox = sandbox();
    generate(&sandbox, "old", "");
    generate(&sandbox, "less", "");
    assert_eq!(gone(&sandbox), [entry("colour", "-"), entry("weight", "-")]);
    let update = "update --docs less --out out --metadata service.xml";
    let ran = sandbox.run(update).code(0);
    let dropped = "`weight` of `microsoft.graph.thing` is dropped";
    ran.out.has(dropped);
    ran.out.lacks("`colour`");
    assert_eq!(gone(&sandbox), [], "the service still has the other one");
    sandbox.sources().has("pub colour: ");
    sandbox.sources().lacks("pub weight: ");
    generate(&sandbox, "less", "--check --metadata service.xml");
    let files = sandbox.files("out");
    sandbox.run(update).code(0);
    assert_eq!(sandbox.files("out"), files, "twice is once");
}

#[test]
fn members_lost_by_both_sources_are_not_quarantined() {
    let sandbox = sandbox();
    generate(&sandbox, "old", "");
    let update = "update --docs less --out out --metadata service.xml";
    // A field is removed, which requires consent.
    let ran = sandbox.run(update).code(100);
    ran.out.has("so the field goes");
    let agreed = "--fail-on never";
    sandbox.run(format!("{update} {agreed}")).code(0);
    assert_eq!(gone(&sandbox), []);
    sandbox.sources().has("pub colour: ");
    sandbox.sources().lacks("pub weight: ");
}

#[test]
fn types_unknown_to_the_service_keep_their_members() {
    let sandbox = sandbox();
    generate(&sandbox, "old", "");
    sandbox.edit("service.xml", "\"Thing\"", "\"other\"");
    let update = "update --docs less --out out --metadata service.xml";
    sandbox.run(update).code(0);
    assert_eq!(gone(&sandbox).len(), 2);
}

#[test]
fn quarantine_dates_come_from_git() {
    let sandbox = sandbox();
    let git = |words: &str, day: &str| sandbox.git(words, &format!("{day}T23:30:00-0200"));
    let day = "2022-02-03";
    git("init --quiet", day);
    git("add less", day);
    git("commit --quiet --message all", day);
    generate(&sandbox, "old", "");
    generate(&sandbox, "less", "");
    let date = "2022-02-04";
    let both = ["colour", "weight"].map(|member| entry(member, date));
    assert_eq!(gone(&sandbox), both);
    sandbox.sources().has(format!("since {date}"));
    // The date is that of the day on which it was lost; later ones change nothing.
    sandbox.write("less/resources/more.md", "# More\n");
    git("add less", "2023-01-01");
    git("commit --quiet --message more", "2023-01-01");
    generate(&sandbox, "less", "");
    assert_eq!(gone(&sandbox)[0].1, date);
    generate(&sandbox, "less", "--check");
}
