//! Generation inside a build script: one file in `OUT_DIR`.

use std::{
    env,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    diagnostic::{Diagnostic, Level},
    emit,
    encode::{cargo, log},
    facts,
    generator::{
        Error, Generator,
        contents::{counts, selection},
        refusals::{declared, warning_line},
        run::in_error as in_error_of_facts,
        second_source::SecondSource,
    },
    hash_map::HashSet,
    input, lint, metadata,
    model::Model,
    path,
    pipeline::{Input, Outcome},
    source::{self, Found, shown},
    sync,
};

/// Name of the file, unless another one is given.
const NAME: &str = "graph.rs";

/// Findings beyond this number are only counted, so that a build's own messages stay in sight.
const WARNINGS: usize = 20;

/// What was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The file, for use with `include!(concat!(env!("OUT_DIR"), "/graph.rs"))`.
    pub file: PathBuf,
    /// Number of pages that were read.
    pub pages: usize,
    /// Number of types in the file.
    pub types: usize,
    /// Number of enums in the file, including those made from value lists.
    pub enums: usize,
}

pub(super) fn generate(generator: &Generator) -> Result<Summary, Error> {
    let file = file(generator)?;
    let features = features(generator)?;
    let found = watch(generator)?;
    let sources = source::read(&generator.config.docs)?;
    let facts = facts::load(&generator.config.facts)?;
    let metadata = SecondSource::open(generator)?.map(SecondSource::understand);
    let metadata = metadata.transpose()?;
    let analysis = lint::analyze_for_build(Input {
        facts: &facts,
        metadata: metadata.as_ref(),
        jobs: generator.jobs,
        ..Input::new(&sources.files)
    });
    declared(&analysis, &sources.files)?;
    let (model, _) = selection(&analysis.model, &generator.config.only)?;
    let (output, emitted) = emit::emit(&model, &generator.emission());

    let all = sources
        .diagnostics
        .iter()
        .chain(&analysis.diagnostics)
        .chain(&emitted);
    let (denied, warned): (Vec<_>, Vec<_>) = all
        .filter(|found| found.rule().level > Level::Allow)
        .partition(|found| found.rule().unusable);
    let mut files = [sources.files.as_slice(), facts.as_slice()].concat();
    files.extend(metadata.map(|metadata| metadata.file));
    let line =
        |diagnostic: &&Diagnostic| opened(warning_line(diagnostic, &files), diagnostic, &found);
    let in_error = analysis
        .outcomes
        .iter()
        .any(|(_, outcome)| *outcome == Outcome::Error);
    let facts_in_error = in_error_of_facts(&analysis.diagnostics) > 0;
    if in_error || facts_in_error || !sources.diagnostics.is_empty() {
        return Err(Error::Pages(denied.iter().map(line).collect()));
    }
    if !generator.quiet {
        let other = other_pages(&analysis.model, &model);
        let is_asked = |found: &&&Diagnostic| {
            let mut files = found.labels.first().into_iter().map(|label| &label.file);
            files.all(|file| !other.contains(file))
        };
        warn(denied.iter().chain(&warned).filter(is_asked).map(line));
    }

    let text = emit::embed(&output, &features);
    // An unchanged file keeps its modification time, so that cargo does not compile it again.
    if input::text(&file, input::MADE).ok().as_deref() != Some(text.as_str()) {
        sync::replace(&file, text)?;
    }
    let (types, enums) = counts(&model);
    Ok(Summary {
        file,
        pages: analysis.outcomes.len(),
        types,
        enums,
    })
}

/// Returns the path of the file to write.
fn file(generator: &Generator) -> Result<PathBuf, Error> {
    let out_dir = generator
        .out_dir
        .clone()
        .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
    let name = generator.file_name.as_deref().unwrap_or(NAME);
    if Path::new(name).file_name() != Some(name.as_ref()) {
        return Err(Error::Option(format!(
            "`{}` is not a file name",
            log::line(name)
        )));
    }
    let file = out_dir.ok_or(Error::NoOutDir)?.join(name);
    path::check(&file).map_err(|error| Error::Io(file.clone(), error))?;
    Ok(file)
}

/// Returns the features that were asked for and those that they need.
fn features(generator: &Generator) -> Result<Vec<String>, Error> {
    let known: Vec<&str> = emit::manifest::optional_features().collect();
    let mut features = generator.features.clone();
    if let Some(unknown) = features.iter().find(|name| !known.contains(&name.as_str())) {
        let (unknown, known) = (log::line(unknown), known.join("`, `"));
        return Err(Error::Option(format!(
            "unknown feature `{unknown}`; known features are `{known}`"
        )));
    }
    // Decrypted content arrives as base64.
    if features.iter().any(|name| name == "aws-lc-rs") {
        features.push("base64".to_owned());
    }
    Ok(features)
}

/// Returns the pages of types and enums that were not asked for.
fn other_pages<'m>(whole: &'m Model, selected: &Model) -> HashSet<&'m Arc<str>> {
    let types = whole
        .types
        .iter()
        .map(|(name, ty)| (&ty.place.file, selected.types.contains_key(name)));
    let enums = whole
        .enums
        .iter()
        .map(|(name, ty)| (&ty.place.file, selected.enums.contains_key(name)));
    let (asked, other): (Vec<_>, Vec<_>) = types.chain(enums).partition(|(_, is_asked)| *is_asked);
    let asked: HashSet<&Arc<str>> = asked.into_iter().map(|(file, _)| file).collect();
    let other = other.into_iter().map(|(file, _)| file);
    other.filter(|file| !asked.contains(file)).collect()
}

/// Returns the line of a diagnostic with its file name replaced by a path that works from the build script's folder.
fn opened(line: String, diagnostic: &Diagnostic, found: &[Found]) -> String {
    let file = diagnostic.labels.first().map(|label| &*label.file);
    let path = file.and_then(|file| Some((file, found.iter().find(|found| found.name == file)?)));
    match path.and_then(|(file, found)| Some((line.strip_prefix(file)?, found))) {
        Some((rest, found)) => {
            let here = env::current_dir().ok();
            let near = here.and_then(|here| found.path.strip_prefix(here).ok());
            format!("{}{rest}", shown(near.unwrap_or(&found.path)))
        }
        None => line,
    }
}

/// Prints the first lines as warnings of cargo, and counts the others.
fn warn(lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    let (shown, more) = lines.split_at(lines.len().min(WARNINGS));
    for line in shown {
        println!("{}", cargo::warning(line));
    }
    if !more.is_empty() {
        let more = format!("and {} more findings on the pages", more.len());
        println!("{}", cargo::warning(&more));
    }
}

/// Tells cargo to run again when a page, a fact file or the metadata is added, changed or removed. Returns these files.
pub(super) fn watch(generator: &Generator) -> Result<Vec<Found>, Error> {
    let facts = source::list_facts(&generator.config.facts)?;
    let pages = source::list(&generator.config.docs)?;
    let metadata = generator.config.metadata.iter();
    let metadata = metadata.map(|path| Found::new(metadata::NAME, path));
    let found = [facts, pages, metadata.collect()].concat();
    let folders = generator.config.docs.iter().chain(&generator.config.facts);
    let files = found.iter().map(|found| &found.path);
    folders.chain(files).try_for_each(|path| watch_path(path))?;
    Ok(found)
}

/// Tells cargo to run again when a file, or a file in a folder, changes.
pub(super) fn watch_path(path: &Path) -> Result<(), Error> {
    let line = cargo::rerun_if_changed(path);
    println!(
        "{}",
        line.map_err(|error| Error::Io(path.to_owned(), error))?
    );
    Ok(())
}
