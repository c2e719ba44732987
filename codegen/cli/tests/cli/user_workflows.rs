//! The commands in the README and the workflows, on a repository made here.

use std::fs;

use reference_material::{material, needs_material};

use crate::{
    pinned_repository::{Daemon, OPERATIONS, PAGES, Pinned},
    sandbox::{DAY, GRAPHDOC, Ran, Text},
};

/// Returns the blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let fence = format!("```{language}\n");
    let blocks = readme.split(&fence).skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// Runs the commands of the README. The public addresses lead to a mirror, as users may configure it too.
fn follow_the_readme(pinned: &Pinned, url: &str) {
    let blocks = blocks("console");
    let lines: Vec<&str> = blocks.iter().flat_map(|block| block.lines()).collect();
    assert!(lines.len() >= 6, "{lines:?}");
    let mirror = format!(
        "[url \"{url}\"]\n\tinsteadOf = https://github.com/microsoftgraph/microsoft-graph-docs-contrib\n\
         \tinsteadOf = https://github.com/microsoftgraph/msgraph-metadata\n"
    );
    pinned.write("gitconfig", mirror);
    for line in lines {
        let words = line.strip_prefix("$ graphdoc ").expect("a command");
        let mut command = pinned.graphdoc();
        command.env("GIT_CONFIG_GLOBAL", pinned.path().join("gitconfig"));
        Ran::of(command, words).code(0);
    }
    let manifest = pinned.read("msgraph-types/Cargo.toml");
    manifest.has("MIT AND CC-BY-4.0");
}

#[test]
fn readme_commands_build_a_crate_from_public_docs() {
    let pinned = Pinned::new();
    follow_the_readme(&pinned, &pinned.url());
    let pinned = Pinned::new();
    let daemon = Daemon::start(&pinned);
    follow_the_readme(&pinned, &daemon.1);
}

#[needs_material("slow: compiles the crate of v1.0; .ci/run runs it")]
#[test]
fn readme_commands_generate_the_types_in_the_readme() {
    let pinned = Pinned::new();
    let daemon = Daemon::start(&pinned);
    let corpus = material!().join("corpus/graph-v1.0");
    for (folder, from) in [(PAGES, "resources"), (OPERATIONS, "api")] {
        let folder = pinned.path().join(folder);
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
        for page in fs::read_dir(corpus.join(from)).unwrap() {
            let page = page.unwrap();
            fs::copy(page.path(), folder.join(page.file_name())).unwrap();
        }
    }
    let metadata = pinned.path().join("repo/schemas/v1.0-Prod.csdl");
    fs::copy(material!().join("oracle/csdl-v1.0.xml"), metadata).unwrap();
    pinned.commit();
    follow_the_readme(&pinned, &daemon.1);
    let rust = blocks("rust").into_iter();
    let rust = rust.filter(|block| !block.contains("fn main"));
    let rust: String = rust.map(|block| format!("{{\n{block}}}\n")).collect();
    // As the README says about metadata.
    let rust = rust.replace("CommsOperationStatus", "OperationStatus");
    let main =
        format!("fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{rust}Ok(())\n}}\n");
    pinned.write("service/src/main.rs", main);
    pinned.write(
        "service/Cargo.toml",
        "[package]\nname = \"service\"\nedition = \"2021\"\n[dependencies]\nserde_json = \"1\"\n\
         msgraph-types = { path = \"../msgraph-types\", features = [\"all\", \"json\"] }\n",
    );
    let run = |more: &str| {
        let mut cargo = pinned.command(env!("CARGO"));
        cargo.args(["run", "--quiet", "--manifest-path", "service/Cargo.toml"]);
        cargo.env("CARGO_TARGET_DIR", pinned.path().join("target"));
        Ran::of(cargo, more)
    };
    // From the registry, or else with what was fetched before.
    let ran = Some(run("")).filter(|ran| ran.code == 0);
    let ran = ran.unwrap_or_else(|| run("--offline")).code(0);
    ran.out.has("still running");
}

/// Returns the commands of a workflow, except for the one that installs the program.
fn commands(workflow: &str) -> String {
    let (_, steps) = workflow.split_once("    steps:\n").unwrap();
    let mut script = "set -e\n".to_owned();
    let mut is_block = false;
    for line in steps.lines() {
        let run = line.trim_start_matches([' ', '-']).strip_prefix("run: ");
        match run {
            Some("|") => is_block = true,
            Some(command) if command.starts_with("cargo install") => {}
            Some(command) => script += &format!("{command}\n"),
            None if is_block && line.starts_with("          ") => script += &format!("{line}\n"),
            None => is_block = false,
        }
    }
    script
}

/// Runs them like a CI service, with a mirror for the public addresses and a program `gh` that prints its arguments.
fn job(pinned: &Pinned, workflow: &str, cargo: &str) -> Ran {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/");
    let script = commands(&fs::read_to_string(format!("{folder}{workflow}")).unwrap());
    let program = |name: &str, text: &str| {
        pinned.write(&format!("bin/{name}"), format!("#!/bin/sh\n{text}\n"));
        let path = pinned.path().join("bin").join(name);
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    };
    program("gh", "echo gh \"$@\"");
    program("cargo", cargo);
    let own = std::path::Path::new(GRAPHDOC).parent().unwrap();
    let (bin, own) = (pinned.path().join("bin"), own.display());
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{own}:{path}", bin.display());
    let mut command = pinned.command("bash");
    command
        .current_dir(pinned.path().join("project"))
        .args(["-eo", "pipefail", "-c", &script])
        .env("GRAPHDOC_CACHE", pinned.path().join("cache"))
        .env("PATH", path)
        .env("CRATE", "msgraph-types");
    Ran::from(command.output().unwrap())
}

#[test]
fn documented_workflows_run() {
    let pinned = Pinned::new();
    workflows(&pinned, &pinned.url());
}

#[test]
fn documented_workflows_run_against_a_server() {
    let pinned = Pinned::new();
    let daemon = Daemon::start(&pinned);
    workflows(&pinned, &daemon.1);
}

/// A project that pins a repository, checks its crate, and updates it in a job.
fn workflows(pinned: &Pinned, url: &str) {
    let project = |words: &str| {
        let mut command = pinned.graphdoc();
        command.current_dir(pinned.path().join("project"));
        Ran::of(command, words).code(0)
    };
    pinned.write("project/README.md", "# ours\n");
    project(&format!("init --git {url} --metadata-git {url}"));
    project("generate");
    let git = |words: &str| pinned.git(&format!("-C project {words}"), DAY);
    git("init --quiet --initial-branch=main");
    git("add --all");
    git("commit --quiet --message ours");
    pinned.git("init --quiet --bare origin", DAY);
    git("remote add origin ../origin");
    job(pinned, "check-workflow.yml", "true").code(0);

    // Cargo leaves files in the folder of a crate that must not be committed.
    let cargo =
        "mkdir -p msgraph-types/target && touch msgraph-types/target/x msgraph-types/Cargo.lock";
    let idle = job(pinned, "weekly-workflow.yml", cargo).code(0);
    idle.out.lacks("gh pr");
    pinned.page("thing", "size|Int32|How much.|\n|weight");
    let new = pinned.commit();
    let moved = job(pinned, "weekly-workflow.yml", cargo).code(0);
    moved.out.has("gh pr create --head graph-types");
    let list = "-C origin ls-tree -r --name-only graph-types";
    let listed = Ran::of(pinned.command("git"), list).code(0).out;
    listed.has("msgraph-types/src/lib.rs\n");
    listed.lacks("target");
    listed.lacks("Cargo.lock");
    pinned.read("project/changes.md").has("weight");
    pinned.read("project/graphdoc.toml").has(&new);
    job(pinned, "check-workflow.yml", "true").code(0);
}

#[test]
fn findings_in_pinned_pages_are_counted() {
    let pinned = Pinned::new();
    pinned.page("thing", "size|Boolean|How much.|\n|weight");
    pinned.commit();
    pinned.init(&pinned.url()).code(0);
    let ran = pinned.run("generate").code(0);
    let counted = "not-json: the JSON representation";
    ran.out.lacks("[not-json]");
    ran.out.has(counted);
    let ran = pinned.run("generate --check -v").code(0);
    ran.out.has("[not-json]");
    ran.out.has(counted);
}

#[test]
fn docs_pinned_by_init_include_request_examples() {
    let pinned = Pinned::new();
    pinned.page("thing", "size|Int32|How much. Read-only.|\n|weight");
    let example = "---\ntitle: \"Update thing\"\ndoc_type: apiPageType\n---\n\n# Update thing\n\n## Request body\n\n\
        Supply a JSON representation of a [thing](../resources/thing.md).\n\n### Request\n\n\
        <!-- { \"blockType\": \"request\" } -->\n```http\nPATCH https://graph.example/v1.0/things/1\n\n{ \"size\": 1 }\n```\n";
    let page = format!("{OPERATIONS}/thing-update.md");
    pinned.write(&page, example);
    pinned.commit();
    pinned.init(&pinned.url()).code(0);
    let constant = |of: &str| {
        pinned.run("generate").code(0);
        let text = pinned.read("crate/src/core_/thing.rs");
        text.contains(&format!("Property::{of}(\"size\")"))
    };
    assert!(constant("new"));
    pinned.edit("graphdoc.toml", ", \"api-reference/v1.0/api\"", "");
    assert!(constant("read_only"));
}
