//! What to generate from which docs: the command line, and the configuration for what it leaves open.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use graphdoc_codegen::{
    Error, Generator,
    unstable::{
        baseline::{Looked, apply_config},
        config::{self, Config},
        finding::Finding,
        generator, input,
        metadata::{self, Metadata},
        path,
        source::{self, Found, SourceFile, pinned::Pin},
    },
};

use crate::{
    args::{CommonArgs, DocsArgs},
    calendar,
    failure::Failure,
    files,
    git::{self, How},
    paths, progress,
};

/// The settings that result from the command line and the configuration.
pub struct Settings {
    /// Folders of resource pages.
    pub docs: Vec<PathBuf>,
    /// Folder of the crate, if one is named.
    pub out: Option<PathBuf>,
    /// The types to generate; all when empty.
    pub only: Vec<String>,
    /// Features that are on by default.
    default_features: Vec<String>,
    /// Manifest of another package with the same features.
    pub mirror: Option<PathBuf>,
    /// Fact files, or folders of them.
    pub facts: Vec<PathBuf>,
    /// The service's metadata document, the second source.
    pub metadata: Option<PathBuf>,
    /// The revision of a repository that has the pages.
    pub source: Option<Pin>,
    /// The revision of a repository that has the metadata.
    pub pinned_metadata: Option<Pin>,
    /// Whether the pages win over the metadata where the two disagree.
    prefers_docs: bool,
    /// Name of the crate.
    name: Option<String>,
    /// Licence of the crate.
    license: Option<String>,
    /// Whether the crate is generated without texts of the docs.
    no_texts: bool,
    /// The configuration file, if one was found.
    pub config: Option<Config>,
    /// Whether only errors are printed.
    quiet: bool,
    /// The configuration, when `only` is its own.
    only_from: Option<Config>,
}

impl Settings {
    /// Reads the configuration and lets the command line overrule it.
    ///
    /// A configuration that is merely found upwards describes its own crate. When the command line names
    /// another one with `--out`, only where the docs are is taken from it.
    ///
    /// # Errors
    /// Returns an error if the configuration cannot be used.
    pub fn read(
        common: &CommonArgs,
        docs: &DocsArgs,
        facts: &[PathBuf],
        out: Option<&PathBuf>,
        only: &[String],
    ) -> Result<Settings, Failure> {
        let mut settings = Settings::open(common, docs, facts, out, only)?;
        settings.bring(docs.offline)?;
        Ok(settings)
    }

    /// Like [`Settings::read`], but without fetching what is pinned.
    ///
    /// # Errors
    /// Returns an error if the configuration cannot be used.
    pub fn open(
        common: &CommonArgs,
        docs: &DocsArgs,
        facts: &[PathBuf],
        out: Option<&PathBuf>,
        only: &[String],
    ) -> Result<Settings, Failure> {
        let metadata = docs.metadata.as_ref();
        let docs = docs.docs.as_slice();
        let file = match &common.config {
            Some(file) => Some(file.clone()),
            // The command line says everything, and an unrelated configuration further up must not matter.
            None if !docs.is_empty() && out.is_some() => None,
            None => std::env::current_dir()
                .ok()
                .and_then(|here| config::find(&here)),
        };
        let given = docs
            .iter()
            .chain(facts)
            .chain(metadata)
            .chain(out)
            .chain(&file);
        for path in given {
            path::check(path).map_err(|error| Error::Io(path.clone(), error))?;
        }
        let config = file.map(|file| config_at(&file)).transpose()?;
        let own = out.is_none() || common.config.is_some();
        let found = config.clone();
        let config = config.unwrap_or_default();
        let only_is_ours = !only.is_empty() || !own;
        Ok(Settings {
            docs: if docs.is_empty() {
                config.docs.clone()
            } else {
                docs.to_vec()
            },
            out: out.or(config.out.as_ref()).cloned(),
            only: if only_is_ours {
                only.to_vec()
            } else {
                config.only.clone()
            },
            default_features: if own {
                config.default_features.clone()
            } else {
                Vec::new()
            },
            // Facts are about the pages that they were written for.
            facts: match (facts, docs.is_empty()) {
                ([], true) => config.facts.clone(),
                (given, _) => given.to_vec(),
            },
            metadata: metadata
                .or(config.metadata.as_ref().filter(|_| docs.is_empty()))
                .cloned(),
            source: config.source.clone().filter(|_| docs.is_empty()),
            pinned_metadata: config.pinned_metadata.clone().filter(|_| docs.is_empty()),
            prefers_docs: config.prefers_docs && docs.is_empty(),
            name: config.name.clone().filter(|_| own),
            license: config.license.clone().filter(|_| own),
            no_texts: own && config.no_texts,
            mirror: config.mirror.clone().filter(|_| out.is_none()),
            config: found,
            quiet: common.quiet,
            only_from: (!only_is_ours).then_some(config),
        })
    }

    /// Fetches everything that is pinned into the cache.
    ///
    /// # Errors
    /// Returns an error if a revision cannot be fetched.
    pub fn bring(&mut self, offline: bool) -> Result<(), Failure> {
        self.bring_source(offline)?;
        self.bring_metadata(offline)
    }

    /// Fetches the pinned pages into the cache.
    ///
    /// # Errors
    /// Returns an error if a revision cannot be fetched.
    pub fn bring_source(&mut self, offline: bool) -> Result<(), Failure> {
        if let Some(pin) = self.source.as_ref().filter(|_| self.docs.is_empty()) {
            self.docs = git::fetch(pin, self.how(offline))?.entry.paths(pin);
        }
        Ok(())
    }

    /// Fetches the pinned metadata into the cache.
    ///
    /// # Errors
    /// Returns an error if a revision cannot be fetched.
    pub fn bring_metadata(&mut self, offline: bool) -> Result<(), Failure> {
        let how = self.how(offline);
        if let Some(pin) = self
            .pinned_metadata
            .as_ref()
            .filter(|_| self.metadata.is_none())
        {
            self.metadata = git::fetch(pin, how)?.entry.paths(pin).pop();
        }
        Ok(())
    }

    /// Returns how revisions are fetched.
    pub fn how(&self, offline: bool) -> How {
        How {
            offline,
            quiet: self.quiet,
        }
    }

    /// Whether the pages come from a pinned revision.
    pub fn is_pinned(&self) -> bool {
        self.source.is_some()
    }

    /// Returns the folders of pages.
    ///
    /// # Errors
    /// Returns an error if neither the command line nor a configuration names one.
    pub fn docs(&self) -> Result<&[PathBuf], Failure> {
        if self.docs.is_empty() {
            let message =
                "no docs folder given, and no graphdoc.toml in this folder or above names one";
            return Err(Failure::Usage(
                message.to_owned(),
                Some("name a folder of resource pages with `--docs DIR`, or pin the public ones with `graphdoc init`".to_owned()),
            ));
        }
        Ok(&self.docs)
    }

    /// Reads the second source, if there is one.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read whole or is not metadata.
    pub fn metadata(&self) -> Result<Option<Metadata>, Failure> {
        self.metadata_at(self.metadata.as_deref())
    }

    /// Reads a metadata document to be used as the second source.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read whole or is not metadata.
    pub fn metadata_at(&self, path: Option<&Path>) -> Result<Option<Metadata>, Failure> {
        let read = path.map(|path| generator::read_metadata(path, self.prefers_docs));
        Ok(read.transpose()?)
    }

    /// Returns the files that are read in addition to the pages: facts and the second source.
    ///
    /// # Errors
    /// Returns an error if the fact files cannot be listed.
    pub fn beside_pages(&self) -> Result<Vec<Found>, Failure> {
        let mut found = source::list_facts(&self.facts)?;
        let metadata = self.metadata.iter();
        found.extend(metadata.map(|path| Found::new(metadata::NAME, path)));
        Ok(found)
    }

    /// Applies the levels and the accepted findings of the configuration; gives it as a file that findings can point
    /// into. Entries that match nothing of what was looked at are findings as well.
    pub fn apply_config(&self, findings: &mut Vec<Finding>, looked: Looked) -> Option<SourceFile> {
        let config = self.config.as_ref()?;
        let text = input::text(&config.file, input::WRITTEN).unwrap_or_default();
        let file = SourceFile::new(paths::shown(&config.file), text);
        apply_config(findings, config, &file.path, &calendar::today(), looked);
        Some(file)
    }

    /// Returns the folder of the crate.
    ///
    /// # Errors
    /// Returns an error if neither the command line nor a configuration names one.
    pub fn out(&self) -> Result<PathBuf, Failure> {
        self.out.clone().ok_or_else(|| {
            let message = "no folder for the crate given".to_owned();
            Failure::Usage(message, Some("name one with `--out DIR`".to_owned()))
        })
    }

    /// Returns a generator with these settings.
    pub fn generator(&self, jobs: Option<NonZeroUsize>) -> Generator {
        let config = Config {
            docs: self.docs.clone(),
            only: self.only.clone(),
            default_features: self.default_features.clone(),
            mirror: self.mirror.clone(),
            facts: self.facts.clone(),
            metadata: self.metadata.clone(),
            prefers_docs: self.prefers_docs,
            name: self.name.clone(),
            license: self.license.clone(),
            no_texts: self.no_texts,
            ..Config::default()
        };
        let mut generator = Generator::from_config(&config);
        if !self.quiet {
            generator = generator.waits(progress::waiting);
        }
        match jobs {
            Some(jobs) => generator.jobs(jobs),
            None => generator,
        }
    }

    /// Returns the revisions of the docs and of the metadata, as far as git knows them.
    ///
    /// # Errors
    /// Returns an error if there are no docs.
    pub fn with_revisions(
        &self,
        mut generator: Generator,
        root: &Path,
    ) -> Result<Generator, Failure> {
        if let Some(revision) = git::revision(self.docs()?, root) {
            generator = generator.revision(revision);
        }
        let metadata = self.metadata.as_ref();
        if let Some(revision) = metadata.and_then(|file| git::revision_of_file(file, root)) {
            generator = generator.metadata_revision(revision);
        }
        Ok(generator)
    }

    /// Turns an error of the library into a failure. Names that match nothing are shown where they were written.
    pub fn failure(&self, error: Error) -> Failure {
        let Error::Unknown(names) = &error else {
            return error.into();
        };
        match (names.first(), &self.only_from) {
            (Some(first), Some(config)) => {
                let help = first
                    .nearest
                    .as_ref()
                    .map(|nearest| format!("did you mean `{nearest}`?"));
                Failure::Config(config.error_at(
                    &first.name,
                    format!("no page declares `{}`", first.name),
                    help,
                ))
            }
            _ => Failure::Usage(error.to_string(), None),
        }
    }
}

/// Reads a configuration. A missing file is a usage error.
fn config_at(file: &Path) -> Result<Config, Failure> {
    if file.symlink_metadata().is_err() {
        let message = format!("the configuration `{}` does not exist", paths::shown(file));
        return Err(Failure::Usage(message, None));
    }
    Ok(Config::parse(file, &files::read(file, input::WRITTEN)?)?)
}
