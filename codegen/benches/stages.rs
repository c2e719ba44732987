//! Measures the cost of each stage, on a made-up set of 200 pages and, with `GRAPHDOC_SHARED`, on the v1.0 set. For
//! comparison it also measures the floor: the same pages walked only by the Markdown library.
//!
//! ```text
//! cargo bench -p graphdoc-codegen --bench stages
//! ```

use std::{
    fmt::Write,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use divan::{Bencher, black_box};
use graphdoc_codegen::unstable::{
    drift, emit, extract, lint, model,
    page::{self, Page},
    pipeline::{self, Input},
    source::{SourceFile, Sources},
};
use pulldown_cmark::{Options, Parser};

fn main() {
    divan::main();
}

/// The sets of pages on which every stage is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    MadeUp,
    V1,
}

impl std::fmt::Display for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Set::MadeUp => "made up",
            Set::V1 => "v1.0",
        })
    }
}

fn sets() -> Vec<Set> {
    let shared = std::env::var_os("GRAPHDOC_SHARED").map(|_| Set::V1);
    [Set::MadeUp].into_iter().chain(shared).collect()
}

fn files(set: Set) -> &'static [SourceFile] {
    static MADE_UP: OnceLock<Vec<SourceFile>> = OnceLock::new();
    static V1: OnceLock<Vec<SourceFile>> = OnceLock::new();
    match set {
        Set::MadeUp => MADE_UP.get_or_init(|| (0..200).map(made_up).collect()),
        Set::V1 => V1.get_or_init(v1),
    }
}

fn v1() -> Vec<SourceFile> {
    let shared = PathBuf::from(std::env::var_os("GRAPHDOC_SHARED").unwrap_or_default());
    let folder = shared.join("corpus/graph-v1.0/resources");
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter_map(|path| {
            Some(SourceFile::new(
                path.file_name()?.to_str()?,
                std::fs::read_to_string(&path).ok()?,
            ))
        })
        .collect()
}

/// Returns the page of type `thing<at>`, with a base, ten properties (two of which lead to its neighbours) and a value
/// list.
fn made_up(at: usize) -> SourceFile {
    let next = (at + 1) % 200;
    // Every fourth thing is the base of the three after it.
    let base = match at % 4 {
        0 => String::new(),
        behind => format!("Inherits from [thing{0}](thing{0}.md).\n\n", at - behind),
    };
    let mut rows = String::new();
    let mut block = String::new();
    for (name, ty, marker) in [
        ("id", "String", "\"String (identifier)\""),
        ("count", "Int32", "1024"),
        ("ratio", "Double", "1.5"),
        ("created", "DateTimeOffset", "\"String (timestamp)\""),
        ("enabled", "Boolean", "true"),
        ("labels", "String collection", "[\"String\"]"),
        ("data", "Binary", "\"String (binary)\""),
    ] {
        let _ = writeln!(
            rows,
            "|{name}{at}|{ty}|The {name} of thing {at}, see [the next](thing{next}.md). Read-only.|"
        );
        let _ = writeln!(block, "  \"{name}{at}\": {marker},");
    }
    let text = format!(
        "---\ntitle: \"thing{at} resource type\"\nms.subservice: \"area-{area}\"\ndoc_type: resourcePageType\n---\n\n\
         # thing{at} resource type\n\nNamespace: microsoft.graph\n\nOne of two hundred things, with `code` and **weight**.\n\n\
         {base}## Methods\n|Method|Return Type|Description|\n|:--|:--|:--|\n\
         |[Get](../api/thing-get.md)|[thing{at}](thing{at}.md)|Gets it.|\n\n## Properties\n|Property|Type|Description|\n|:--|:--|:--|\n\
         {rows}|state{at}|String|Its state. Possible values are: `new`, `running`, `done`.|\n\
         |next{at}|[thing{next}](thing{next}.md)|The next thing.|\n\n## Relationships\n|Relationship|Type|Description|\n|:--|:--|:--|\n\
         |all{at}|[thing{next}](thing{next}.md) collection|All of them.|\n\n## JSON representation\n<!-- {{\n  \"blockType\": \"resource\",\n\
           \"keyProperty\": \"id{at}\",\n  \"@odata.type\": \"microsoft.graph.thing{at}\"\n}} -->\n```json\n{{\n{block}  \"state{at}\": \"new | running | done\",\n\
           \"next{at}\": {{ \"@odata.type\": \"microsoft.graph.thing{next}\" }}\n}}\n```\n",
        area = at % 8,
    );
    SourceFile::new(format!("resources/thing{at}.md"), text)
}

fn pages(files: &[SourceFile]) -> Vec<Page> {
    files.iter().map(|file| page::parse(file).0).collect()
}

#[divan::bench(args = sets())]
fn floor(bencher: Bencher, set: Set) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    bencher.bench(|| {
        let events = |file: &SourceFile| {
            Parser::new_ext(&file.text, options)
                .into_offset_iter()
                .map(black_box)
                .count()
        };
        files(set).iter().map(events).sum::<usize>()
    });
}

#[divan::bench(args = sets())]
fn page(bencher: Bencher, set: Set) {
    bencher.bench(|| pages(files(set)));
}

#[divan::bench(args = sets())]
fn facts(bencher: Bencher, set: Set) {
    let pages = pages(files(set));
    bencher.bench(|| {
        let read = files(set)
            .iter()
            .zip(&pages)
            .map(|(file, page)| extract::read(page, file).0);
        read.collect::<Vec<_>>()
    });
}

#[divan::bench(args = sets())]
fn model(bencher: Bencher, set: Set) {
    let facts: Vec<_> = files(set)
        .iter()
        .map(|file| Arc::new(extract::read(&page::parse(file).0, file).0))
        .collect();
    bencher.bench(|| model::build(&facts, &[], None));
}

#[divan::bench(args = sets())]
fn page_to_model(bencher: Bencher, set: Set) {
    bencher.bench(|| pipeline::analyze(Input::new(files(set))));
}

#[divan::bench(args = sets())]
fn lint(bencher: Bencher, set: Set) {
    let sources = Sources {
        files: files(set).to_vec(),
        ..Sources::default()
    };
    bencher.bench(|| lint::lint(&sources, &[], None));
}

/// Compares a set with itself, read twice: the cost of finding out that nothing changed.
#[divan::bench(args = sets())]
fn diff(bencher: Bencher, set: Set) {
    let model = || pipeline::analyze(Input::new(files(set))).model;
    let (base, head) = (model(), model());
    bencher.bench(|| drift::compare(&base, &head));
}

#[divan::bench(args = sets())]
fn emit(bencher: Bencher, set: Set) {
    let model = pipeline::analyze(Input::new(files(set))).model;
    bencher.bench(|| emit::emit(&model, &emit::Options::default()));
}
