//! The whole way from docs to a crate, for command lines and build scripts.

mod before;
mod build_script;
mod error;
mod loss;
mod manifest_file;
mod package;
mod quarantine;
mod refusals;
mod run;
mod second_source;
mod up_to_date;
mod update_crate;
mod without_texts;

use std::{
    borrow::Cow,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

pub use build_script::Summary;
pub use error::Error;
pub use refusals::declared;
pub use run::{Run, Tally};
pub use second_source::read_metadata;

use crate::{
    config::Config,
    emit, input, parallel,
    source::{
        self, SourceError,
        pinned::{Cache, Pin},
    },
    sync::Waits,
};

/// Says what to generate from which docs, in the manner of other generators for build scripts.
///
/// ```no_run
/// graphdoc_codegen::Generator::new("docs/resources")
///     .only(["microsoft.graph.commsOperation"])
///     .generate()?;
/// # Ok::<(), graphdoc_codegen::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Generator {
    config: Option<PathBuf>,
    crate_dir: Option<PathBuf>,
    command: Option<String>,
    docs: Vec<PathBuf>,
    source: Option<Pin>,
    only: Vec<String>,
    default_features: Vec<String>,
    mirror: Option<PathBuf>,
    name: Option<String>,
    license: Option<String>,
    no_texts: bool,
    allowed_loss: Option<usize>,
    jobs: Option<NonZeroUsize>,
    out_dir: Option<PathBuf>,
    file_name: Option<String>,
    features: Vec<String>,
    quiet: bool,
    ignore_lock: bool,
    facts: Vec<PathBuf>,
    revision: Option<String>,
    prune: bool,
    agreed: bool,
    metadata: Option<PathBuf>,
    pinned_metadata: Option<Pin>,
    metadata_revision: Option<String>,
    prefers_docs: bool,
    docs_date: Option<DatedBy>,
    waits: Option<Waits>,
}

/// Finds the date of docs, `YYYY-MM-DD`.
#[doc(hidden)]
pub type DatedBy = fn(&[PathBuf]) -> Option<String>;

impl Generator {
    /// Takes a folder of resource pages, or any folder above one or more.
    pub fn new(docs: impl Into<PathBuf>) -> Generator {
        Generator {
            docs: vec![docs.into()],
            ..Generator::default()
        }
    }

    /// Takes what a configuration says.
    pub fn from_config(config: &Config) -> Generator {
        Generator {
            config: Some(config.file.clone()),
            crate_dir: config.out.clone(),
            docs: config.docs.clone(),
            source: config.source.clone(),
            only: config.only.clone(),
            default_features: config.default_features.clone(),
            mirror: config.mirror.clone(),
            facts: config.facts.clone(),
            metadata: config.metadata.clone(),
            pinned_metadata: config.pinned_metadata.clone(),
            prefers_docs: config.prefers_docs,
            name: config.name.clone(),
            license: config.license.clone(),
            no_texts: config.no_texts,
            ..Generator::default()
        }
    }

    /// Adds a folder of resource pages.
    pub fn docs(mut self, docs: impl Into<PathBuf>) -> Generator {
        self.docs.push(docs.into());
        self
    }

    /// Takes the pages of a pinned revision, where no folder is named. They must be in the cache already, where `graphdoc
    /// fetch` brings them: nothing here asks a network.
    #[doc(hidden)]
    pub fn source(mut self, pin: Pin) -> Generator {
        self.source = Some(pin);
        self
    }

    /// Adds a file of facts written by hand, or a folder of them: what the pages say only in sentences.
    pub fn facts(mut self, facts: impl Into<PathBuf>) -> Generator {
        self.facts.push(facts.into());
        self
    }

    /// Adds what the service says of itself, in the file of its metadata (CSDL): types, properties and enums that either has
    /// become part of the crate. Where both speak, the service decides on types, bases, openness, keys and the members of enums,
    /// and the pages on all else.
    #[cfg(feature = "metadata")]
    pub fn metadata(mut self, file: impl Into<PathBuf>) -> Generator {
        self.metadata = Some(file.into());
        self
    }

    /// Lets the pages decide on types, bases, openness, keys and the members of enums, too.
    #[cfg(feature = "metadata")]
    pub fn prefer_docs(mut self) -> Generator {
        self.prefers_docs = true;
        self
    }

    /// Names the revision of the metadata and, each behind a blank, its date and its repository.
    #[doc(hidden)]
    pub fn metadata_revision(mut self, revision: impl Into<String>) -> Generator {
        self.metadata_revision = Some(revision.into());
        self
    }

    /// Generates only these types and what their properties and bases need. Relationships pull in nothing.
    pub fn only(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Generator {
        self.only.extend(names.into_iter().map(Into::into));
        self
    }

    /// Features of the generated crate that are on unless a user turns them off.
    pub fn default_features(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Generator {
        self.default_features
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Threads to use, by default one a processor where there is enough to do. The output does not depend on it.
    pub fn jobs(mut self, jobs: NonZeroUsize) -> Generator {
        self.jobs = Some(jobs);
        self
    }

    /// Reads every page and compares every file, whatever the lock file says of them: for checks, which must
    /// not take the word of a file that they check.
    #[doc(hidden)]
    pub fn ignore_lock(mut self) -> Generator {
        self.ignore_lock = true;
        self
    }

    /// Names the revision of the docs and, each behind a blank, its date and its repository, for the lock file and for what the docs lose.
    pub fn revision(mut self, revision: impl Into<String>) -> Generator {
        self.revision = Some(revision.into());
        self
    }

    /// Drops what the docs have no longer, instead of keeping it in quarantine; also where the lock file that knew of it
    /// is lost.
    pub fn prune(mut self) -> Generator {
        self.prune = true;
        self
    }

    /// Lets types go whose pages are there and declare nothing any more, because somebody has been told of it. Without this
    /// such pages are an error.
    #[doc(hidden)]
    pub fn agreed(mut self) -> Generator {
        self.agreed = true;
        self
    }

    /// Says who knows the date of the docs. It is asked only when they lose something and no revision is named.
    #[doc(hidden)]
    pub fn docs_date(mut self, date: DatedBy) -> Generator {
        self.docs_date = Some(date);
        self
    }

    /// Names the crate; `msgraph-types` if nobody does.
    pub fn name(mut self, name: impl Into<String>) -> Generator {
        self.name = Some(name.into());
        self
    }

    /// The licence of the crate, instead of that of its code and of the documentation.
    pub fn license(mut self, license: impl Into<String>) -> Generator {
        self.license = Some(license.into());
        self
    }

    /// Leaves all texts of the documentation out of the crate.
    pub fn no_texts(mut self) -> Generator {
        self.no_texts = true;
        self
    }

    /// Agrees that so many types and enums of the crate go. Without this, more than a tenth of them is an error.
    pub fn drop_types(mut self, count: usize) -> Generator {
        self.allowed_loss = Some(count);
        self
    }

    /// Says whom to tell when another run is at work in the folder, which this one then waits for.
    #[doc(hidden)]
    pub fn waits(mut self, waits: Waits) -> Generator {
        self.waits = Some(waits);
        self
    }

    /// Features of the generated code that need another crate, for [`Generator::generate`]: `json`, `time`, `jiff`, `chrono`,
    /// `uuid`, `base64`, `rust_decimal`, `aws-lc-rs`. The crate that is being built must depend on these crates; `json` is
    /// `serde_json` with its feature `raw_value`.
    pub fn features(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Generator {
        self.features.extend(names.into_iter().map(Into::into));
        self
    }

    /// Name of the file for [`Generator::generate`], `graph.rs` by default, so that one build script can write several.
    pub fn file_name(mut self, name: impl Into<String>) -> Generator {
        self.file_name = Some(name.into());
        self
    }

    /// Lets findings on the pages be no warnings of the build. Errors stay errors.
    pub fn quiet(mut self) -> Generator {
        self.quiet = true;
        self
    }

    /// How this project runs the command line, for messages of [`Generator::update_crate`]; `graphdoc` by default.
    pub fn command(mut self, command: impl Into<String>) -> Generator {
        self.command = Some(command.into());
        self
    }

    /// Writes to this folder instead of `OUT_DIR`; for [`Generator::generate`].
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Generator {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates one file in `OUT_DIR`, for `include!` inside any module of the crate that is being built, and tells cargo
    /// when to do it again. Findings on the pages of the types that were asked for become warnings of the build.
    ///
    /// # Errors
    ///
    /// Docs or facts that cannot be read whole, pages without types, names that no page declares, pages that could not
    /// be used, a file that cannot be written.
    pub fn generate(&self) -> Result<Summary, Error> {
        build_script::generate(&*self.with_source()?)
    }

    /// Brings the crate that the configuration names up to date before cargo compiles it, and tells cargo when to do it
    /// again. The environment variable `GRAPHDOC` is `write` (the default), `check`, which makes any difference an error, or
    /// `off`.
    ///
    /// # Errors
    ///
    /// As for [`Generator::generate`], a configuration without `out`, and what `check` finds.
    pub fn update_crate(&self) -> Result<(), Error> {
        update_crate::update(self)
    }

    /// Finds out what to write so that `root` holds the generated crate. Nothing is written yet: [`Run::apply`]
    /// does that, and a caller that only compares looks at [`Run::differences`].
    ///
    /// # Errors
    ///
    /// Docs or facts that cannot be read whole, pages without types, names that no page declares, a crate that cannot
    /// be read.
    #[doc(hidden)]
    pub fn plan(&self, root: &Path) -> Result<Run, Error> {
        run::plan(&*self.with_source()?, root)
    }

    /// The same with what is pinned.
    fn with_source(&self) -> Result<Cow<'_, Generator>, Error> {
        let mut all = Cow::Borrowed(self);
        let entry = |pin: &Pin| {
            let entry = Cache::find().and_then(|cache| cache.require(pin));
            entry.map_err(SourceError::from)
        };
        if let Some(pin) = self.source.as_ref().filter(|_| self.docs.is_empty()) {
            let (entry, all) = (entry(pin)?, all.to_mut());
            all.docs = entry.paths(pin);
            all.revision = Some(entry.revision());
        }
        let pin = self.pinned_metadata.as_ref();
        if let Some(pin) = pin.filter(|_| self.metadata.is_none()) {
            let (entry, all) = (entry(pin)?, all.to_mut());
            all.metadata = entry.paths(pin).pop();
            all.metadata_revision = Some(entry.revision());
        }
        Ok(all)
    }

    fn emission(&self) -> emit::Options {
        emit::Options {
            jobs: parallel::threads(self.jobs),
            default: self.default_features.clone(),
            name: self
                .name
                .clone()
                .unwrap_or_else(|| emit::manifest::DEFAULT_NAME.to_owned()),
            origin: None,
        }
    }
}

impl Config {
    /// Reads the file; paths in it are taken from its folder.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, a text that is not TOML, a key that is not known, a value of the wrong kind.
    pub fn read(file: impl AsRef<Path>) -> Result<Config, Error> {
        let file = file.as_ref();
        let text = source::read_text(file, input::WRITTEN).map_err(SourceError::from)?;
        Ok(Config::parse(file, &text)?)
    }
}
