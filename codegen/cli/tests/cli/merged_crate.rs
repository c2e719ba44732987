//! Crates made from pages and metadata together.

use std::path::Path;

use graphdoc_codegen::{Config, Generator};

use crate::{
    sandbox::Text,
    second_source::{SERVICE, sandbox},
};

const WITH: &str = "--metadata service.xml";

#[test]
fn metadata_only_types_and_members_are_generated() {
    let sandbox = sandbox();
    sandbox.generate(WITH).code(0);
    sandbox.source("fern.rs").has("pub shade: Option<");
    sandbox.source("fern.rs").has("pub size: Option<i64>");
    sandbox.source("spore.rs").has("No page describes it.");
    sandbox.source("shade.rs").has("No page describes it.");
    sandbox.source("moss.rs").lacks("No page describes it.");
}

#[test]
fn unchanged_metadata_writes_nothing() {
    let sandbox = sandbox();
    let did = |more: &str| {
        let ran = sandbox.generate(more).code(0);
        !ran.out.contains("nothing had changed")
    };
    assert!(did(WITH));
    assert!(!did(WITH));
    // Other bytes are a different document, as with pages.
    sandbox.write("service.xml", SERVICE.replace("Edm.Int64", "Edm.Double"));
    assert!(did(WITH) && !did(WITH));
    sandbox.source("fern.rs").has("pub size: Option<f64>");
    sandbox.generate(&format!("{WITH} --check")).code(0);
    sandbox.generate("--check").code(100);
}

#[test]
fn crate_without_metadata_does_not_mention_it() {
    let sandbox = sandbox();
    sandbox.generate("").code(0);
    let before = sandbox.files("out");
    sandbox.generate(WITH).code(0);
    assert_ne!(sandbox.files("out"), before);
    sandbox.generate("--prune --drop-types 3").code(0);
    assert_eq!(sandbox.files("out"), before);
}

#[test]
fn configured_metadata_is_used_by_every_subcommand() {
    let sandbox = sandbox();
    for metadata in [
        "metadata = \"service.xml\"\n",
        "[metadata]\npath = \"service.xml\"\n",
    ] {
        sandbox.write(
            "graphdoc.toml",
            format!("docs = \"docs\"\nout = \"out\"\n{metadata}"),
        );
        sandbox.run("generate").code(0);
        sandbox.source("spore.rs").has("pub struct Spore");
        sandbox.run("generate --check --locked").code(0);
        let model = sandbox.run("model").code(0);
        model.out.has("microsoft.graph.spore");
        let same = sandbox.run("diff lock:out/graphdoc.lock").code(0);
        assert!(same.out.starts_with("no page differs"), "{}", same.out);
        let lint = sandbox.run("lint");
        lint.out.has("pages and service agree");
        // It is that of the configured docs.
        let of_others = sandbox.run("lint --docs docs").out;
        of_others.lacks("pages and service agree");
        let update = sandbox.run("update").code(0);
        update.out.has("0 files written");
        sandbox.remove("out");
    }
}

#[test]
fn preferred_pages_keep_their_types() {
    let sandbox = sandbox();
    let config = "docs = \"docs\"\nout = \"out\"\n[metadata]\npath = \"service.xml\"\n";
    sandbox.write("graphdoc.toml", config);
    sandbox.run("generate").code(0);
    sandbox.source("fern.rs").has("pub size: Option<i64>");
    sandbox.write("graphdoc.toml", format!("{config}prefer = \"docs\"\n"));
    let ran = sandbox.run("generate").code(0);
    ran.out.lacks("nothing had changed");
    let fern = sandbox.source("fern.rs");
    fern.has("pub size: Option<i32>");
    assert!(fern.contains("pub shade: Option<"), "both say what exists");
}

#[test]
fn breaking_metadata_update_needs_consent() {
    let sandbox = sandbox();
    sandbox.generate(WITH).code(0);
    let update = "update --docs docs --out out";
    let update = |more: &str| sandbox.run(format!("{update} {WITH} {more}"));
    update("").code(0);
    let before = sandbox.files("out");
    let other = SERVICE.replace("Type=\"graph.grams\"", "Type=\"Edm.String\"");
    sandbox.write("service.xml", other);
    let ran = update("--fail-on dangerous").code(100);
    ran.out.has("`weight` of `microsoft.graph.fern`");
    ran.out.has("service.xml:");
    assert_eq!(sandbox.files("out"), before);
    update("--fail-on never").code(0);
    sandbox.source("fern.rs").has("pub weight: Option<String>");
}

#[test]
fn losing_half_of_the_pages_is_rejected_despite_metadata() {
    let sandbox = sandbox();
    sandbox.generate(WITH).code(0);
    sandbox.remove("docs/resources/fern.md");
    let ran = sandbox.generate(WITH).code(101);
    ran.err.has("lose their page");
}

#[test]
fn suggested_command_names_the_metadata() {
    let sandbox = sandbox();
    let ran = sandbox.generate(&format!("{WITH} --check")).code(100);
    ran.out.has("--metadata service.xml");
}

#[test]
fn build_script_accepts_metadata() {
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
    text.has("pub struct Spore");
    text.has("pub size: Option<i64>");
    let (_, text) = types(generator().metadata(at("service.xml")).prefer_docs());
    text.has("pub size: Option<i32>");
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
    error.has("service.xml:1:1: expected a metadata document");
    assert!(Path::new(&at("graph.rs")).exists(), "what was there stays");
}

#[test]
fn page_for_a_metadata_type_adds_no_type() {
    let sandbox = sandbox();
    sandbox.generate(WITH).code(0);
    let row = "|size|Int32|How large it is.|";
    sandbox.add_page("docs", "spore", row, "\"size\": 1");
    let words = "update --docs docs --out out";
    let ran = sandbox.run(format!("{words} {WITH}")).code(0);
    ran.out.lacks("type-added");
    sandbox.source("spore.rs").lacks("No page describes it.");
}

#[test]
fn annotations_apply_where_no_page_speaks() {
    let sandbox = sandbox();
    sandbox.generate(WITH).code(0);
    let fern = sandbox.source("fern.rs");
    fern.has("How dark it is.");
    fern.has("Read-only. From the metadata of the service; no page describes it.");
    fern.has("#[deprecated = \"Since 2024-04-10. To be removed on 2026-04-10.\"]");
    // A page mentions this property.
    fern.has("How large it is. Read-only.");
    let shade = sandbox.source("shade.rs");
    shade.has("`dark`");
    shade.has("no page describes it");
    // The dates are reported, even though a word in the reason would not be read as written.
    let odd = SERVICE.replace(
        "<PropertyValue Property=\"Date\"",
        "<PropertyValue Property=\"Description\" String=\"Use [a_b] *now*.\"/><PropertyValue Property=\"Date\"",
    );
    sandbox.write("service.xml", odd);
    sandbox.generate(WITH).code(0);
    let fern = sandbox.source("fern.rs");
    let dates = "#[deprecated = \"Since 2024-04-10. To be removed on 2026-04-10.\"]";
    fern.has(dates);
    fern.has("**Deprecated.** Use ");
    let restricted = SERVICE.replace(
        "<ComplexType Name=\"spore\"/>",
        "<ComplexType Name=\"spore\"><Property Name=\"age\" Type=\"Edm.Int32\">\
         <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"Its age.\"/>\
         <Annotation Term=\"Org.OData.Capabilities.V1.FilterRestrictions\"><Record>\
         <PropertyValue Property=\"Filterable\" Bool=\"false\"/></Record></Annotation></Property></ComplexType>",
    );
    sandbox.write("service.xml", restricted);
    sandbox.generate(WITH).code(0);
    let spore = sandbox.source("spore.rs");
    spore.has("Its age.");
    spore.has("It does not support $filter.");
}

#[test]
fn service_restrictions_apply_where_the_page_is_silent() {
    let sandbox = sandbox();
    let refuse = |target: &str, term: &str, value: &str| {
        format!(
            "<Annotations Target=\"graph.{target}\"><Annotation Term=\"Org.OData.Capabilities.V1.{term}Restrictions\"><Record>\
             {value}</Record></Annotation></Annotations>"
        )
    };
    let list = "<PropertyValue Property=\"NonExpandableProperties\"><Collection>\
                <NavigationPropertyPath>shade</NavigationPropertyPath></Collection></PropertyValue>";
    let never = "<PropertyValue Property=\"Filterable\" Bool=\"false\"/>";
    let set = "<EntityContainer Name=\"all\"><EntitySet Name=\"ferns\" EntityType=\"graph.fern\"/></EntityContainer>";
    let restrictions = [
        set,
        &refuse("all/ferns", "Expand", list),
        &refuse("fern/size", "Filter", never),
        "</Schema></Edmx>",
    ];
    sandbox.write(
        "service.xml",
        SERVICE.replace("</Schema></Edmx>", &restrictions.concat()),
    );
    sandbox.generate(WITH).code(0);
    let fern = sandbox.source("fern.rs");
    fern.has("/// It does not support $expand in /ferns.");
    fern.has("/// According to the metadata of the service, it does not support $filter.");
    let page = "docs/resources/fern.md";
    sandbox.edit(page, "large it is.", "large it is. Supports `$filter`.");
    sandbox.generate(WITH).code(0);
    sandbox.source("fern.rs").lacks("not support $filter");
}

#[test]
fn deprecations_of_the_metadata_become_attributes() {
    let sandbox = sandbox();
    let revision = |target: &str, words: &str| {
        format!(
            "<Annotations Target=\"graph.{target}\"><Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection><Record>\
             <PropertyValue Property=\"Date\" Date=\"2025-01-02\"/><PropertyValue Property=\"Kind\" \
             EnumMember=\"Org.OData.Core.V1.RevisionKind/Deprecated\"/><PropertyValue Property=\"Description\" \
             String=\"{words}\"/></Record></Collection></Annotation></Annotations></Schema></Edmx>"
        )
    };
    let mut service = SERVICE.to_owned();
    for (target, words) in [
        ("fern", "Use moss."),
        ("shade", "Use colour."),
        ("shade/pale", "Use dark."),
        ("moss", "Nobody has it."),
    ] {
        service = service.replace("</Schema></Edmx>", &revision(target, words));
    }
    sandbox.write("service.xml", service);
    // If a page says so too, its words are used, with the dates of the metadata.
    let title = "# fern resource type";
    let deprecated = format!("{title} (deprecated)");
    sandbox.edit("docs/resources/fern.md", title, &deprecated);
    sandbox.generate(WITH).code(0);
    for (file, words, item) in [
        ("fern.rs", "Use moss.", "pub struct Fern"),
        ("shade.rs", "Use colour.", "pub enum Shade"),
        ("shade.rs", "Use dark.", "Pale,"),
    ] {
        let text = sandbox.source(file);
        let mark = format!("#[deprecated = \"{words} Since 2025-01-02.\"]");
        let (_, behind) = text.split_once(&mark).expect(&mark);
        let mut lines = behind.lines().map(str::trim_start);
        assert!(
            lines
                .find(|line| !line.is_empty() && !line.starts_with("#["))
                .is_some_and(|line| line.starts_with(item)),
            "{text}"
        );
    }
    // The service does not have this one.
    sandbox.source("moss.rs").lacks("#[deprecated");
}

#[test]
fn types_used_only_by_parameters_are_generated() {
    let sandbox = sandbox();
    let action = "<Action Name=\"sow\" IsBound=\"true\"><Parameter Name=\"bindingParameter\" Type=\"graph.fern\"/>\
                  <Parameter Name=\"where\" Type=\"Collection(garden.bed)\"/><ReturnType Type=\"garden.crop\"/></Action>";
    let garden = "<Schema Namespace=\"microsoft.graph.garden\" Alias=\"garden\">\
                  <ComplexType Name=\"bed\"><Property Name=\"depth\" Type=\"graph.grams\"/></ComplexType>\
                  <EnumType Name=\"crop\"><Member Name=\"hay\"/></EnumType></Schema></Edmx>";
    let service = SERVICE.replace("<ComplexType Name=\"spore\"/>", action);
    sandbox.write("service.xml", service.replace("</Edmx>", garden));
    sandbox.generate(WITH).code(0);
    sandbox
        .source("garden/bed.rs")
        .has("pub depth: Option<i32>");
    sandbox.source("garden/crop.rs").has("Hay");
}

#[test]
fn lock_file_records_the_source_of_everything() {
    let sandbox = sandbox();
    sandbox.generate(WITH).code(0);
    let lock = sandbox.read("out/graphdoc.lock");
    let line = |start: &str| {
        let mut lines = lock.lines();
        lines
            .find(|line| line.starts_with(start))
            .expect(start)
            .to_owned()
    };
    let fern = line("type microsoft.graph.fern\tentity service ");
    fern.has("\tshade enum:microsoft.graph.shade metadata");
    fern.has("\tsize Edm.Int64 service ro");
    let moss = line("type microsoft.graph.moss\t");
    moss.lacks("service");
    moss.lacks(" metadata");
    line("enum microsoft.graph.shade\t").has("flags metadata");
    assert!(line("metadata ").ends_with(" metadata"));
    let readme = sandbox.read("out/README.md");
    readme.has("| of these, from docs and metadata | 1 |");
    readme.has("| of these, from the docs alone | 1 |");
    readme.has("| of these, from the metadata alone | 3 |");
}

#[test]
fn source_conflicts_are_reported_once_by_lint_rules() {
    let sandbox = sandbox();
    let told = |words: &str| {
        let json = "--docs docs --message-format json";
        let ran = sandbox.run(format!("{words} {json} {WITH}"));
        let mut told = ran.told(["rule", "fingerprint"]);
        told.retain(|[rule, _]| rule.starts_with("metadata-"));
        told
    };
    let by_lint = told("lint");
    assert!(!by_lint.is_empty());
    assert_eq!(told("generate --out out"), by_lint);
    // A run that has nothing to do says the same.
    assert_eq!(told("generate --out out"), by_lint);
    let ran = sandbox.generate(&format!("{WITH} -v"));
    ran.out.has("Edm.Int64 in the metadata");
    ran.out.has("service.xml:5:3");
}
