//! Shared by the tests of pages: reads made-up pages, the bundled ones and the reference material, and inspects the
//! results.

#![allow(dead_code, unused_imports, reason = "each test binary uses a part")]

pub mod example;
mod notation;
mod rendered;
pub mod reworded;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
};

use graphdoc_codegen::{
    Generator,
    unstable::{
        diagnostic::Level,
        emit::{self, Options, Output},
        facts,
        finding::Finding,
        lint,
        model::{Model, Property, QualifiedName, Type},
        pipeline::{self, Analysis, Input, Outcome},
        prose::{self, Block},
        rules::{self, Group},
        source::{self, SourceFile, Sources},
    },
};

pub use notation::expect;
pub use rendered::rendered;

/// Returns pages given as (path, text) as files.
pub fn files(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Vec<SourceFile> {
    let pages = pages.iter();
    pages
        .map(|(path, text)| SourceFile::new(path.as_ref(), text.as_ref()))
        .collect()
}

/// Reads pages given as (path, text).
pub fn analyze(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Analysis {
    pipeline::analyze(Input::new(&files(pages)))
}

/// Reads pages and prints them, so that a failed test shows the last ones.
pub fn understand(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Analysis {
    for (path, text) in pages {
        println!("--- {}\n{}", path.as_ref(), text.as_ref());
    }
    analyze(pages)
}

/// Asserts how a page is read, in the notation of [`expect`].
#[track_caller]
pub fn shows(page: &str, notation: &str) -> Analysis {
    let analysis = understand(&[("tree.md", page)]);
    expect(&analysis, notation);
    analysis
}

/// Returns lint's findings about files, those at `allow` as well.
pub fn findings(files: &[SourceFile], facts: &[SourceFile]) -> Vec<Finding> {
    let sources = Sources {
        files: files.to_vec(),
        ..Sources::default()
    };
    lint::lint(&sources, facts, None).findings
}

/// Returns lint's findings at `warn` or `deny` about files.
pub fn warnings(files: &[SourceFile]) -> Vec<Finding> {
    let mut findings = findings(files, &[]);
    findings.retain(|found| found.level > Level::Allow);
    findings
}

/// Returns rules and messages of lint's findings above `allow`, for pages given as (path, text).
pub fn lint(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Vec<(&'static str, String)> {
    let told = warnings(&files(pages)).into_iter();
    told.map(|found| (found.rule().id, found.message.to_string()))
        .collect()
}

/// Returns the rules of lint's findings above `allow`.
pub fn told(pages: &[(impl AsRef<str>, impl AsRef<str>)]) -> Vec<&'static str> {
    lint(pages).into_iter().map(|(rule, _)| rule).collect()
}

/// Creates an empty folder for a test, or empties it.
pub fn empty_folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

/// Writes a file, and creates its folder if need be.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
    fs::write(path, text).expect("a writable folder");
}

/// Asserts that generate reports the same about these pages and facts as lint, apart from what only a crate can show.
#[track_caller]
pub fn agree(name: &str, pages: &[SourceFile], facts: &[SourceFile]) {
    let root = empty_folder(name);
    // Pages that declare no type are refused.
    let text = resource("declared", "|size|Int32|How large.|", "{ \"size\": 1 }");
    let declared = SourceFile::new("resources/declared.md", text);
    for file in pages.iter().chain(facts).chain([&declared]) {
        write(&root.join("docs").join(&*file.path), &file.text);
    }
    let facts: Vec<PathBuf> = facts
        .iter()
        .map(|file| root.join("docs").join(&*file.path))
        .collect();
    let generator = Generator::new(root.join("docs/resources"));
    let generator = facts.iter().fold(generator, Generator::facts);
    let planned = generator.plan(&root.join("crate"));
    let sources = source::read(&[root.join("docs/resources")]).expect("pages");
    // Files that cannot be read are refused, and nothing else is reported.
    let (run, facts) = match (planned, facts::load(&facts)) {
        (Ok(run), Ok(facts)) => (run, facts),
        (run, facts) => return assert!(run.is_err() && facts.is_err(), "{name}"),
    };
    let linted = lint::lint(&sources, &facts, None);
    let of_crate = |finding: &Finding| matches!(finding.rule().group, Group::Emit | Group::Sync);
    let told = |mut findings: Vec<Finding>| -> Vec<String> {
        findings.retain(|finding| !of_crate(finding));
        let line = |found: &Finding| format!("{found:?}");
        findings.iter().map(line).collect()
    };
    assert_eq!(told(run.findings()), told(linted.findings), "{name}");
    let _ = fs::remove_dir_all(&root);
}

/// Returns all pages in a folder, sorted by name.
pub fn folder(path: &Path) -> Vec<SourceFile> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    let file = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(path).expect("a page in UTF-8");
        SourceFile::new(format!("resources/{name}"), text)
    };
    paths.iter().map(file).collect()
}

/// Returns the pages that come with the project.
pub fn bundled() -> Vec<SourceFile> {
    folder(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs-input/resources"))
}

/// Returns the rules of all diagnostics.
pub fn codes(analysis: &Analysis) -> BTreeSet<&'static str> {
    let found = analysis.diagnostics.iter();
    found.map(|found| found.rule().id).collect()
}

/// Returns the outcome of a page.
pub fn outcome(analysis: &Analysis, path: &str) -> Outcome {
    let found = analysis.outcomes.iter().find(|(file, _)| &**file == path);
    found.unwrap_or_else(|| panic!("no outcome for {path}")).1
}

/// Returns a type by its name without the namespace.
pub fn type_named<'a>(model: &'a Model, short: &str) -> &'a Type {
    let found = model.types.values().find(|ty| ty.name.short() == short);
    found.unwrap_or_else(|| panic!("no type {short}"))
}

/// Returns a property by type and name.
pub fn property<'a>(model: &'a Model, ty: &str, name: &str) -> &'a Property {
    let ty = &model.types[&QualifiedName::new(notation::qualified(ty))];
    let found = ty.properties.iter().find(|property| property.name == name);
    found.unwrap_or_else(|| panic!("{} has no {name}", ty.name))
}

/// Returns the text of a description without markup.
pub fn text(docs: &[Block]) -> String {
    let parts = docs.iter().map(|block| match block {
        Block::Paragraph(inlines) => prose::plain(inlines).into_owned(),
        Block::List(list) => list
            .items
            .iter()
            .map(|item| prose::plain(item))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Quote(blocks) => text(blocks),
        Block::Code(code) => code.clone(),
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// Returns a page of a resource `name` with these property rows and this block; either may be empty.
pub fn resource(name: &str, rows: &str, block: &str) -> String {
    let rows = rows.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let table = match rows.is_empty() {
        true => "None".to_owned(),
        false => format!("|Property|Type|Description|\n|:---|:---|:---|\n{rows}"),
    };
    let block = if block.is_empty() { "{}" } else { block };
    format!(
        "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\n---\n\n# {name} resource type\n\n\
         Namespace: microsoft.graph\n\nWhat a {name} is.\n\n## Properties\n{table}\n\n## JSON representation\n\
         <!-- {{\n  \"blockType\": \"resource\",\n  \"@odata.type\": \"microsoft.graph.{name}\"\n}} -->\n\
         ```json\n{block}\n```\n"
    )
}

/// Adds members to the annotation of a page.
pub fn annotated(page: &str, members: &str) -> String {
    page.replacen("\"blockType\"", &format!("{members}, \"blockType\""), 1)
}

/// Returns a page with a heading and a `## Members` table of one enum.
pub fn enum_page(name: &str, members: &[&str]) -> String {
    let rows: String = members
        .iter()
        .map(|member| format!("|{member}||\n"))
        .collect();
    format!(
        "---\ntitle: \"{name} enum type\"\ndoc_type: enumPageType\n---\n\n# {name} enum type\n\n\
         Namespace: microsoft.graph\n\nWhat a {name} may be.\n\n## Members\n|Member|Description|\n|:---|:---|\n{rows}"
    )
}

/// Returns what is emitted for a model.
pub fn emit(model: &Model) -> Output {
    emit::emit(model, &Options::default()).0
}

/// Returns the text of the file whose path ends so.
pub fn file<'o>(output: &'o Output, ending: &str) -> &'o str {
    let found = output.files.iter().find(|file| file.path.ends_with(ending));
    &found.unwrap_or_else(|| panic!("no file {ending}")).text
}

/// Whether a file of the output is Rust that depends on the pages.
pub fn is_emitted(path: &str) -> bool {
    path.ends_with(".rs") && !path.starts_with("src/runtime/")
}

/// Compiles and documents a crate with all features and warnings denied, and asserts that only our own examples in the
/// root become documentation tests.
#[track_caller]
pub fn compile(name: &str, output: &Output) {
    // For cargo, all these crates are one in the target folder, and documentation tests still read it after cargo has
    // released its lock.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = empty_folder(name);
    let manifest = emit::manifest::template(output, "msgraph-types", "MIT") + "\n[workspace]\n";
    write(&folder.join("Cargo.toml"), &manifest);
    for file in &output.files {
        write(&folder.join(&file.path), &file.text);
    }
    for command in ["check", "doc", "test"] {
        let arguments: &[&str] = match command {
            "check" => &["check", "--quiet", "--all-features"],
            "doc" => &["doc", "--quiet", "--all-features", "--no-deps"],
            _ => &["test", "--all-features", "--doc"],
        };
        let run = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&folder)
            .env(
                "CARGO_TARGET_DIR",
                concat!(env!("CARGO_TARGET_TMPDIR"), "/target"),
            )
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .expect("cargo runs");
        let text = [run.stdout, run.stderr]
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .concat();
        assert!(
            run.status.success(),
            "cargo {command} in {}\n{text}",
            folder.display()
        );
        // The examples in the root are ours; text of pages is never run.
        let mut tests = text.lines().filter(|line| line.starts_with("test "));
        assert!(
            tests.all(|test| test.starts_with("test src/lib.rs ") || test.starts_with("test result")),
            "{text}"
        );
    }
}
