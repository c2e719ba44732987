//! Crates of pages and the service's metadata together.

use std::path::Path;

use graphdoc_codegen::{Config, Generator};

use crate::{
    sandbox::{Ran, Sandbox, page},
    second_source::{self, SERVICE},
};

const WITH: [&str; 2] = ["--metadata", "service.xml"];

fn sandbox() -> Sandbox {
    second_source::sandbox()
}

fn generate(sandbox: &Sandbox, more: &[&str]) -> Ran {
    let words = ["generate", "--docs", "docs", "--out", "out"];
    sandbox.run(&[&words, more].concat())
}

/// The text of a type's file.
fn source(sandbox: &Sandbox, name: &str) -> String {
    let files = sandbox.files("out/src");
    let found = files.iter().find(|(path, _)| path.ends_with(name));
    found.map_or_else(String::new, |(_, text)| {
        String::from_utf8_lossy(text).into_owned()
    })
}

#[test]
fn what_only_the_service_has_becomes_part_of_the_crate() {
    let sandbox = sandbox();
    generate(&sandbox, &WITH).code(0);
    assert!(source(&sandbox, "fern.rs").contains("pub shade: Option<"));
    assert!(source(&sandbox, "fern.rs").contains("pub size: Option<i64>"));
    for name in ["spore.rs", "shade.rs"] {
        let text = source(&sandbox, name);
        assert!(text.contains("No page describes it."), "{name}: {text}");
    }
    assert!(!source(&sandbox, "moss.rs").contains("No page describes it."));
}

#[test]
fn metadata_as_it_was_is_nothing_to_do() {
    let sandbox = sandbox();
    let did = |more: &[&str]| {
        let ran = generate(&sandbox, more).code(0);
        !ran.out.contains("nothing had changed")
    };
    assert!(did(&WITH));
    assert!(!did(&WITH));
    // Other bytes are another document, as they are another page.
    sandbox.write("service.xml", SERVICE.replace("Edm.Int64", "Edm.Double"));
    assert!(did(&WITH) && !did(&WITH));
    assert!(source(&sandbox, "fern.rs").contains("pub size: Option<f64>"));
    generate(&sandbox, &[&WITH[..], &["--check"]].concat()).code(0);
    generate(&sandbox, &["--check"]).code(100);
}

#[test]
fn without_metadata_the_crate_is_what_it_always_was() {
    let sandbox = sandbox();
    generate(&sandbox, &[]).code(0);
    let before = sandbox.files("out");
    generate(&sandbox, &WITH).code(0);
    assert_ne!(sandbox.files("out"), before);
    generate(&sandbox, &["--prune", "--drop-types", "3"]).code(0);
    assert_eq!(sandbox.files("out"), before);
}

#[test]
fn the_metadata_of_the_configuration_is_that_of_all_verbs() {
    let sandbox = sandbox();
    for metadata in [
        "metadata = \"service.xml\"\n",
        "[metadata]\npath = \"service.xml\"\n",
    ] {
        sandbox.write(
            "graphdoc.toml",
            format!("docs = \"docs\"\nout = \"out\"\n{metadata}"),
        );
        sandbox.run(&["generate"]).code(0);
        assert!(source(&sandbox, "spore.rs").contains("pub struct Spore"));
        sandbox.run(&["generate", "--check", "--locked"]).code(0);
        let model = sandbox.run(&["model"]).code(0);
        assert!(model.out.contains("microsoft.graph.spore"));
        let same = sandbox.run(&["diff", "lock:out/graphdoc.lock"]).code(0);
        assert!(same.out.starts_with("no page differs"), "{}", same.out);
        let lint = sandbox.run(&["lint"]);
        assert!(lint.out.contains("pages and service agree"), "{}", lint.out);
        let update = sandbox.run(&["update"]).code(0);
        assert!(update.out.contains("0 files written"), "{}", update.out);
        std::fs::remove_dir_all(sandbox.path().join("out")).expect("a crate");
    }
}

#[test]
fn pages_that_are_preferred_keep_their_types() {
    let sandbox = sandbox();
    let config = "docs = \"docs\"\nout = \"out\"\n[metadata]\npath = \"service.xml\"\n";
    sandbox.write("graphdoc.toml", config);
    sandbox.run(&["generate"]).code(0);
    assert!(source(&sandbox, "fern.rs").contains("pub size: Option<i64>"));
    sandbox.write("graphdoc.toml", format!("{config}prefer = \"docs\"\n"));
    let ran = sandbox.run(&["generate"]).code(0);
    assert!(!ran.out.contains("nothing had changed"), "{}", ran.out);
    let fern = source(&sandbox, "fern.rs");
    assert!(fern.contains("pub size: Option<i32>"), "{fern}");
    assert!(fern.contains("pub shade: Option<"), "both say what exists");
}

#[test]
fn an_update_to_other_metadata_asks_before_it_breaks() {
    let sandbox = sandbox();
    generate(&sandbox, &WITH).code(0);
    let update = ["update", "--docs", "docs", "--out", "out"];
    let update = |more: &[&str]| sandbox.run(&[&update, &WITH[..], more].concat());
    update(&[]).code(0);
    let before = sandbox.files("out");
    let other = SERVICE.replace("Type=\"graph.grams\"", "Type=\"Edm.String\"");
    sandbox.write("service.xml", other);
    let ran = update(&["--fail-on", "dangerous"]).code(100);
    assert!(
        ran.out.contains("`weight` of `microsoft.graph.fern`"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("service.xml:"), "{}", ran.out);
    assert_eq!(sandbox.files("out"), before);
    update(&["--fail-on", "never"]).code(0);
    assert!(source(&sandbox, "fern.rs").contains("pub weight: Option<String>"));
}

#[test]
fn half_of_the_pages_is_too_few_although_the_service_has_the_types() {
    let sandbox = sandbox();
    generate(&sandbox, &WITH).code(0);
    std::fs::remove_file(sandbox.path().join("docs/resources/fern.md")).expect("a page");
    let ran = generate(&sandbox, &WITH).code(101);
    assert!(ran.err.contains("lose their page"), "{}", ran.err);
}

#[test]
fn a_repair_of_a_crate_with_metadata_names_it() {
    let sandbox = sandbox();
    let ran = generate(&sandbox, &[&WITH[..], &["--check"]].concat()).code(100);
    assert!(ran.out.contains("--metadata service.xml"), "{}", ran.out);
}

#[test]
fn a_build_script_takes_metadata_too() {
    let sandbox = sandbox();
    let at = |name: &str| sandbox.path().join(name);
    let generator = || Generator::new(at("docs")).quiet().out_dir(sandbox.path());
    let types = |generator: Generator| {
        let summary = generator.generate().expect("types");
        (
            summary.types,
            std::fs::read_to_string(summary.file).expect("a file"),
        )
    };
    let (plain, _) = types(generator());
    let (merged, text) = types(generator().metadata(at("service.xml")));
    assert_eq!(plain + 2, merged);
    assert!(text.contains("pub struct Spore") && text.contains("pub size: Option<i64>"));
    let (_, text) = types(generator().metadata(at("service.xml")).prefer_docs());
    assert!(text.contains("pub size: Option<i32>"));
    sandbox.write(
        "graphdoc.toml",
        "docs = \"docs\"\nmetadata = \"service.xml\"\n",
    );
    let config = Config::read(at("graphdoc.toml")).expect("a configuration");
    let configured = Generator::from_config(&config)
        .quiet()
        .out_dir(sandbox.path());
    assert_eq!(types(configured).0, merged);
    sandbox.write("service.xml", "<Edmx/>");
    let error = generator().metadata(at("service.xml")).generate();
    let error = error.expect_err("no schema").to_string();
    assert!(
        error.contains("service.xml:1:1: expected a metadata document"),
        "{error}"
    );
    assert!(Path::new(&at("graph.rs")).exists(), "what was there stays");
}

#[test]
fn a_page_that_comes_for_a_type_of_the_service_is_no_new_type() {
    let sandbox = sandbox();
    generate(&sandbox, &WITH).code(0);
    let spore = page("spore", "|size|Int32|How large it is.|", "\"size\": 1");
    sandbox.write("docs/resources/spore.md", spore);
    let words = ["update", "--docs", "docs", "--out", "out"];
    let ran = sandbox.run(&[&words, &WITH[..]].concat()).code(0);
    assert!(!ran.out.contains("type-added"), "{}", ran.out);
    assert!(!source(&sandbox, "spore.rs").contains("No page describes it."));
}
