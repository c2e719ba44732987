//! The files of a generated crate: its sources and manifest, and beside them a README, the licences with a notice of what
//! they cover, and attributes for git.

use std::{fmt::Write, fs, io, path::Path};

use crate::{
    edit_distance,
    emit::{self, MARKER, Output, manifest},
    encode::{
        log,
        markdown::{cell, code},
    },
    generator::{Error, Generator, manifest_file, up_to_date::Stamp},
    input,
    model::{Model, Source},
    sync::{Lock, MetadataLock, SyncError, Target},
};

/// Licence of the code that is copied into a crate.
const MIT: &str = include_str!("package/LICENSE-MIT");
/// Licence of the documentation, whose texts are copied as well.
const CC_BY: &str = include_str!("package/LICENSE-CC-BY-4.0");
const ATTRIBUTES: &str = include_str!("package/gitattributes");
/// Build output, which someone who builds the crate in its own folder must not commit.
const IGNORED: &str = include_str!("package/gitignore");

/// Returns all files of a crate with this lock, which was made from this model.
pub(super) fn targets(
    generator: &Generator,
    name: &str,
    root: &Path,
    output: &Output,
    lock: &Lock,
    model: &Model,
    before: Option<&Lock>,
) -> Result<Vec<Target>, Error> {
    let sources = output.files.iter().map(|file| Target {
        path: file.path.clone(),
        text: file.text.clone(),
        shared: false,
    });
    let mut targets: Vec<Target> = sources.collect();
    targets.push(manifest_file::target(root, output, generator)?);
    let mut files = vec![
        (".gitattributes", ATTRIBUTES.to_owned()),
        (".gitignore", IGNORED.to_owned()),
        ("LICENSE-MIT", MIT.to_owned()),
        ("NOTICE", notice(generator, lock)),
        ("README.md", readme(name, generator, output, lock, model)),
    ];
    if !generator.config.no_texts {
        files.push(("LICENSE-CC-BY-4.0", CC_BY.to_owned()));
    }
    for (path, text) in files {
        let is_known = before.is_some_and(|lock| lock.files.contains_key(path));
        let whole = root.join(path);
        if !is_known && is_foreign(&whole)? {
            match path {
                "README.md" | "NOTICE" => return Err(SyncError::Foreign(whole).into()),
                // A licence or attributes file that someone has put there is theirs.
                _ => continue,
            }
        }
        // It may be a link that the user made, just as a manifest may.
        let shared = true;
        let path = path.to_owned();
        targets.push(Target { path, text, shared });
    }
    Ok(targets)
}

/// Whether there is a file that graphdoc did not write. Anything that is not a file belongs to someone else, too.
fn is_foreign(path: &Path) -> Result<bool, SyncError> {
    let marker = MARKER.trim_start_matches(['/', ' ']);
    match fs::metadata(path) {
        Ok(file) if !file.is_file() => return Ok(true),
        Ok(_) => {}
        // It may be a link that leads nowhere.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(fs::symlink_metadata(path).is_ok());
        }
        Err(error) => return Err(SyncError::Io(path.to_owned(), error)),
    }
    let text = input::bytes(path, input::WRITTEN);
    let text = text.map_err(|error| SyncError::Io(path.to_owned(), error))?;
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(!String::from_utf8_lossy(first).contains(marker))
}

/// Returns the options of the emitter for this crate.
pub(super) fn emission(
    generator: &Generator,
    root: &Path,
    stamp: &Stamp,
) -> Result<emit::Options, Error> {
    Ok(emit::Options {
        name: name(generator, root)?,
        origin: made_from(stamp.revision.as_deref(), stamp.metadata.as_ref()),
        ..generator.emission()
    })
}

/// Returns the name of the crate. An existing manifest is the user's, and its name and licence must match the options.
fn name(generator: &Generator, root: &Path) -> Result<String, Error> {
    let path = root.join("Cargo.toml");
    let manifest = input::text(&path, input::WRITTEN).ok();
    let manifest = manifest.and_then(|text| text.parse::<toml_edit::DocumentMut>().ok());
    let known = |key| manifest.as_ref()?.get("package")?.get(key)?.as_str();
    let license = generator.crate_license();
    if let Some(known) = known("license").filter(|known| *known != license) {
        return Err(Error::License(path, known.to_owned(), license));
    }
    match (known("name"), &generator.config.name) {
        (Some(known), Some(name)) if known != name => {
            Err(Error::Name(path, known.to_owned(), name.clone()))
        }
        (Some(known), _) => Ok(known.to_owned()),
        (None, _) => Ok(generator.crate_name().to_owned()),
    }
}

/// Refuses default features that the crate does not have: cargo would reject the whole crate.
pub(super) fn check_default(output: &Output) -> Result<(), Error> {
    let areas = output.features.iter().map(String::as_str);
    let mut known: Vec<&str> = ["all"].into_iter().chain(areas).collect();
    for feature in manifest::optional_features() {
        known.push(feature);
    }
    let mut named = output.default.iter();
    let Some(unknown) = named.find(|name| !known.contains(&name.as_str())) else {
        return Ok(());
    };
    let help = match edit_distance::closest(unknown, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the crate has `{}`", known.join("`, `")),
    };
    let unknown = log::line(unknown);
    Err(Error::Option(format!(
        "unknown feature `{unknown}` in `default-features`; {help}"
    )))
}

/// Returns revision, date and repository, as far as they are known, of a revision as the lock file writes it.
fn parts(revision: Option<&str>) -> [&str; 3] {
    let mut words = revision.unwrap_or_default().splitn(3, ' ');
    [(); 3].map(|()| {
        words
            .next()
            .filter(|word| !word.is_empty())
            .unwrap_or("unknown")
    })
}

/// Describes the revision of `what` in words.
fn words(revision: &str, what: &str) -> String {
    match parts(Some(revision)) {
        [revision, date, "unknown"] => format!("revision {revision} of {what}, of {date}"),
        [revision, date, url] => format!("revision {revision} of <{url}>, of {date}"),
    }
}

/// Returns a sentence for the crate's documentation that says what it was made from, or nothing if the revision of the
/// pages is unknown and there is no second source.
fn made_from(docs: Option<&str>, metadata: Option<&MetadataLock>) -> Option<String> {
    let known = |metadata: &MetadataLock| match metadata.revision.as_deref() {
        Some(revision) => words(revision, "the metadata of the service"),
        None => "the metadata of the service".to_owned(),
    };
    let docs = docs.map(|docs| words(docs, "the documentation"));
    match (docs, metadata) {
        (None, None) => None,
        (Some(docs), None) => Some(format!("Made from {docs}.")),
        (docs, Some(metadata)) => {
            let docs = docs.unwrap_or_else(|| "the documentation".to_owned());
            Some(format!("Made from {docs}, and {}.", known(metadata)))
        }
    }
}

/// Returns the notice that says whose the texts are and that they were adapted.
fn notice(generator: &Generator, lock: &Lock) -> String {
    let marker = MARKER.trim_start_matches(['/', ' ']);
    let mut text = format!(
        "{marker}\n\nThe code of this crate was generated by graphdoc and is under the MIT licence, see LICENSE-MIT.\n\n"
    );
    text += match generator.config.no_texts {
        true => {
            "Names and types are those of the documentation of Microsoft Graph; none of its texts are part of this crate.\n"
        }
        false => {
            "Its documentation contains texts from the documentation of Microsoft Graph, (c) Microsoft Corporation, under the\nCreative Commons Attribution 4.0 International licence, see LICENSE-CC-BY-4.0. The texts were adapted: they were\nselected, shortened, and converted to rustdoc. Microsoft does not endorse this crate.\n"
        }
    };
    if let (false, Some(_)) = (generator.config.no_texts, &lock.metadata) {
        text += "Where no page describes something, its texts are those of the metadata of Microsoft Graph, (c) Microsoft Corporation,\nunder the MIT licence.\n";
    }
    text.push('\n');
    for (what, value) in origins(lock) {
        let _ = writeln!(text, "{what}: {value}");
    }
    text
}

/// Returns where the pages come from, and the second source if there is one.
fn origins(lock: &Lock) -> Vec<(String, &str)> {
    let rows = |prefix: &str, revision| {
        let [revision, date, repository] = parts(revision);
        let rows = [
            ("repository", repository),
            ("revision", revision),
            ("date", date),
        ];
        rows.map(|(what, value)| (format!("{prefix}{what}"), value))
    };
    let mut all = rows("", lock.revision.as_deref()).to_vec();
    if let Some(metadata) = &lock.metadata {
        all.extend(rows("metadata ", metadata.revision.as_deref()));
    }
    all
}

/// Counts the named types and enums by source.
fn sources_of(model: &Model) -> [(&'static str, usize); 3] {
    let names = model.types.keys().chain(model.enums.keys());
    let sources: Vec<Source> = names.map(|name| model.source(name)).collect();
    let count = |source| sources.iter().filter(|own| **own == source).count();
    [
        ("docs and metadata", count(Source::Both)),
        ("the docs alone", count(Source::Docs)),
        ("the metadata alone", count(Source::Metadata)),
    ]
}

/// Returns the README of the crate. It names no path of this machine.
fn readme(
    name: &str,
    generator: &Generator,
    output: &Output,
    lock: &Lock,
    model: &Model,
) -> String {
    let marker = MARKER.trim_start_matches(['/', ' ']);
    let area = output.features.first().map_or("all", String::as_str);
    let sources = match lock.metadata {
        Some(_) => "its documentation and the metadata of the service",
        None => "its documentation",
    };
    let mut text = format!(
        "<!-- {marker} -->\n\n# {name}\n\nTypes of Microsoft Graph, generated by graphdoc from {sources}. Types only, no client: bring \
         your own\nHTTP client. Reading a body and writing it back loses nothing.\n\n```sh\ncargo add {name} --features {area}\n```\n\n"
    );
    text += "| feature | what it adds |\n| --- | --- |\n";
    text += "| `all` | the types of every area |\n| `json` | reads JSON without loss, to the last digit; see the documentation of the crate |\n";
    for feature in &output.features {
        let is_default = output.default.contains(feature);
        let default = if is_default { ", on by default" } else { "" };
        let _ = writeln!(
            text,
            "| {} | the types of this area{default} |",
            cell(&code(feature))
        );
    }
    for (optional, purpose) in manifest::purposes() {
        let _ = writeln!(text, "| `{optional}` | {purpose} |");
    }
    let (types, enums) = lock.counts;
    text += "\n## What it was made from\n\n| | |\n| --- | --- |\n";
    let mut row = |what: &str, value: &str| {
        let _ = writeln!(text, "| {what} | {} |", cell(value));
    };
    for (what, value) in origins(lock) {
        row(&what, value);
    }
    row("pages", &lock.pages.len().to_string());
    row("types and enums", &format!("{types} and {enums}"));
    if lock.metadata.is_some() {
        for (source, count) in sources_of(model) {
            row(&format!("of these, from {source}"), &count.to_string());
        }
    }
    row(
        "generator",
        &format!("graphdoc {}", env!("CARGO_PKG_VERSION")),
    );
    if !lock.facts.is_empty() {
        text +=
            "\nFacts written by hand that it is based on, each about a sentence of the docs:\n\n";
        lock.facts
            .keys()
            .for_each(|fact| text += &format!("- {}\n", code(fact)));
    }
    if !lock.gone.is_empty() {
        text += "\nMembers that are no longer in the docs and are kept until they are pruned:\n\n";
        for (owner, member) in lock.gone.keys() {
            let _ = writeln!(text, "- {} of {}", code(member), code(owner));
        }
    }
    let _ = write!(
        text,
        "\n## License\n\n{}. See `NOTICE` for what each licence covers.\n",
        code(&generator.crate_license())
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_states_what_the_crate_was_made_from() {
        let lock = Lock {
            revision: Some("abc123 2021-07-16 https://host/docs".into()),
            facts: [("life".into(), "00".into())].into(),
            ..Lock::default()
        };
        let generator = Generator::new("/home/me/docs");
        let readme = |lock: &Lock| {
            let (output, model) = (Output::default(), Model::default());
            readme("my-types", &generator, &output, lock, &model)
        };
        let text = readme(&lock);
        for part in [
            "abc123",
            "2021-07-16",
            "https://host/docs",
            "- `life`",
            "cargo add my-types",
            "MIT AND CC-BY-4.0",
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("/home"), "{text}");
        let unknown = readme(&Lock::default());
        assert!(unknown.contains("| revision | unknown |"), "{unknown}");
        assert!(!unknown.contains("metadata"), "{unknown}");
    }

    #[test]
    fn readme_names_both_sources() {
        let metadata = |revision: Option<&str>| MetadataLock {
            revision: revision.map(str::to_owned),
            ..MetadataLock::default()
        };
        let named = metadata(Some("def456 2026-08-01 https://host/csdl"));
        assert_eq!(
            made_from(Some("abc 2021-07-16"), Some(&named)).as_deref(),
            Some(
                "Made from revision abc of the documentation, of 2021-07-16, and revision def456 of <https://host/csdl>, \
                 of 2026-08-01."
            )
        );
        assert_eq!(
            made_from(None, Some(&metadata(None))).as_deref(),
            Some("Made from the documentation, and the metadata of the service.")
        );
        let lock = Lock {
            metadata: Some(named),
            model: vec![
                "type a.b\tentity service".into(),
                "enum a.c\tone metadata".into(),
                "enum a.d\tone".into(),
            ],
            ..Lock::default()
        };
        let generator = Generator::default();
        let model = lock.decode().unwrap();
        let text = readme("my-types", &generator, &Output::default(), &lock, &model);
        for part in [
            "and the metadata of the service. Types only",
            "| metadata revision | def456 |",
            "| of these, from docs and metadata | 1 |",
            "| of these, from the docs alone | 1 |",
            "| of these, from the metadata alone | 1 |",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let text = notice(&generator, &lock);
        for part in [
            "metadata repository: https://host/csdl",
            "those of the metadata of Microsoft Graph",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
