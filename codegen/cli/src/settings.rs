//! What to generate from which docs: the command line, and the configuration for what it leaves open.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use graphdoc_codegen::{
    Error, Generator,
    unstable::{
        baseline::{Accepted, Looked, apply_config},
        config::{self, Config},
        finding::Finding,
        generator, input,
        metadata::{self, Metadata},
        path,
        source::{self, Found, SourceFile},
    },
};

use crate::{
    args::{CommonArgs, DocsArgs},
    calendar,
    failure::Failure,
    git::{self, How},
    paths, progress,
};

/// The settings that result from the command line and the configuration.
pub struct Settings {
    /// The configuration as the command line overrules it.
    pub used: Config,
    /// The configuration as it is in its file, if one was found.
    pub config: Option<Config>,
    /// The number of threads, if one was asked for.
    pub jobs: Option<NonZeroUsize>,
    /// Whether only errors are printed.
    quiet: bool,
    /// Whether the types to generate are those of the configuration.
    has_configured_types: bool,
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
        let (metadata, jobs) = (docs.metadata.as_ref(), docs.jobs);
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
        let mut used = config.clone().unwrap_or_default();
        if !docs.is_empty() {
            // All this is about the pages that it was written for.
            used = Config {
                docs: docs.to_vec(),
                facts: Vec::new(),
                metadata: None,
                source: None,
                pinned_metadata: None,
                prefers_docs: false,
                ..used
            };
        }
        if !own {
            used = Config {
                default_features: Vec::new(),
                name: None,
                license: None,
                no_texts: false,
                ..used
            };
        }
        let has_configured_types = only.is_empty() && own;
        if !has_configured_types {
            used.only = only.to_vec();
        }
        if !facts.is_empty() {
            used.facts = facts.to_vec();
        }
        if out.is_some() {
            used.out = out.cloned();
            used.mirror = None;
        }
        used.metadata = metadata.cloned().or(used.metadata);
        Ok(Settings {
            used,
            config,
            jobs,
            quiet: common.quiet,
            has_configured_types,
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
        if let Some(pin) = self
            .used
            .source
            .as_ref()
            .filter(|_| self.used.docs.is_empty())
        {
            self.used.docs = git::fetch(pin, self.how(offline))?.entry.paths(pin);
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
            .used
            .pinned_metadata
            .as_ref()
            .filter(|_| self.used.metadata.is_none())
        {
            self.used.metadata = git::fetch(pin, how)?.entry.paths(pin).pop();
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
        self.used.source.is_some()
    }

    /// Returns the folders of pages.
    ///
    /// # Errors
    /// Returns an error if neither the command line nor a configuration names one.
    pub fn docs(&self) -> Result<&[PathBuf], Failure> {
        if self.used.docs.is_empty() {
            let message =
                "no docs folder given, and no graphdoc.toml in this folder or above names one";
            return Err(Failure::Usage(
                message.to_owned(),
                Some("name a folder of resource pages with `--docs DIR`, or pin the public ones with `graphdoc init`".to_owned()),
            ));
        }
        Ok(&self.used.docs)
    }

    /// Reads the second source, if there is one.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read whole or is not metadata.
    pub fn metadata(&self) -> Result<Option<Metadata>, Failure> {
        self.metadata_at(self.used.metadata.as_deref())
    }

    /// Reads a metadata document to be used as the second source.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read whole or is not metadata.
    pub fn metadata_at(&self, path: Option<&Path>) -> Result<Option<Metadata>, Failure> {
        let read = path.map(|path| generator::read_metadata(path, self.used.prefers_docs));
        Ok(read.transpose()?)
    }

    /// Returns all files that are read: the pages, and those in addition to them.
    ///
    /// # Errors
    /// Returns an error if the files cannot be listed.
    pub fn files(&self) -> Result<Vec<Found>, Failure> {
        let mut found = source::list(self.docs()?)?;
        found.extend(self.beside_pages()?);
        Ok(found)
    }

    /// Returns the files that are read in addition to the pages: facts and the second source.
    ///
    /// # Errors
    /// Returns an error if the fact files cannot be listed.
    pub fn beside_pages(&self) -> Result<Vec<Found>, Failure> {
        let mut found = source::list_facts(&self.used.facts)?;
        let metadata = self.used.metadata.iter();
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

    /// Returns the changes that the configuration accepts today.
    pub fn accepted(&self) -> Accepted {
        let config = self.config.as_ref();
        config.map_or_else(Accepted::default, |config| {
            Accepted::new(config, &calendar::today())
        })
    }

    /// Returns the folder of the crate.
    ///
    /// # Errors
    /// Returns an error if neither the command line nor a configuration names one.
    pub fn out(&self) -> Result<PathBuf, Failure> {
        self.used.out.clone().ok_or_else(|| {
            let message = "no folder for the crate given".to_owned();
            Failure::Usage(message, Some("name one with `--out DIR`".to_owned()))
        })
    }

    /// Returns a generator with these settings that knows nothing about a crate.
    pub fn plain_generator(&self) -> Generator {
        let generator = Generator::from_config(&Config {
            // What is pinned has been fetched into folders.
            source: None,
            pinned_metadata: None,
            ..self.used.clone()
        });
        match self.jobs {
            Some(jobs) => generator.jobs(jobs),
            None => generator,
        }
    }

    /// Returns a generator with these settings for the crate in `root`. It knows the revisions of the docs and of the
    /// metadata, as far as git does.
    ///
    /// # Errors
    /// Returns an error if there are no docs.
    pub fn generator(
        &self,
        root: &Path,
        drop_types: Option<usize>,
        prune: bool,
    ) -> Result<Generator, Failure> {
        let mut generator = self.plain_generator();
        if !self.quiet {
            generator = generator.waits(progress::waiting);
        }
        if let Some(count) = drop_types {
            generator = generator.drop_types(count);
        }
        if prune {
            generator = generator.prune();
        }
        if let Some(revision) = git::revision(self.docs()?, root) {
            generator = generator.revision(revision);
        }
        let metadata = self.used.metadata.as_ref();
        if let Some(revision) = metadata.and_then(|file| git::revision_of_file(file, root)) {
            generator = generator.metadata_revision(revision);
        }
        Ok(generator.docs_date(git::day))
    }

    /// Turns an error of the library into a failure. Names that match nothing are shown where they were written.
    pub fn failure(&self, error: Error) -> Failure {
        let Error::Unknown(names) = &error else {
            return error.into();
        };
        let config = self.config.as_ref().filter(|_| self.has_configured_types);
        match (names.first(), config) {
            (Some(first), Some(config)) => {
                let help = first
                    .nearest
                    .as_ref()
                    .map(|nearest| format!("did you mean `{nearest}`?"));
                Failure::Config(config.only_error(
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
    Ok(Config::parse(
        file,
        &source::read_text(file, input::WRITTEN)?,
    )?)
}
