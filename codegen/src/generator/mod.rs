//! The whole way from docs to a crate, for the command line and for build scripts.

mod build_script;
mod contents;
mod error;
mod inputs;
mod loss;
mod manifest_file;
mod package;
mod previous;
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

/// Builder that says what to generate and from which docs, in the manner of other generators for build scripts.
///
/// ```no_run
/// graphdoc_codegen::Generator::new("docs/resources")
///     .only(["microsoft.graph.commsOperation"])
///     .generate()?;
/// # Ok::<(), graphdoc_codegen::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Generator {
    config: Config,
    command: Option<String>,
    allowed_loss: Option<usize>,
    jobs: Option<NonZeroUsize>,
    out_dir: Option<PathBuf>,
    file_name: Option<String>,
    features: Vec<String>,
    quiet: bool,
    ignore_lock: bool,
    revision: Option<String>,
    prune: bool,
    agreed: bool,
    metadata_revision: Option<String>,
    docs_date: Option<DatedBy>,
    waits: Option<Waits>,
}

/// A function that finds the date of the docs, as `YYYY-MM-DD`.
#[doc(hidden)]
pub type DatedBy = fn(&[PathBuf]) -> Option<String>;

impl Generator {
    /// Starts with a folder of resource pages, or any folder above one or more of them.
    pub fn new(docs: impl Into<PathBuf>) -> Generator {
        Generator::default().docs(docs)
    }

    /// Takes over the settings of a configuration.
    pub fn from_config(config: &Config) -> Generator {
        Generator {
            config: config.clone(),
            ..Generator::default()
        }
    }

    /// Adds a folder of resource pages.
    pub fn docs(mut self, docs: impl Into<PathBuf>) -> Generator {
        self.config.docs.push(docs.into());
        self
    }

    /// Uses the pages of a pinned revision if no folder is named. They must be in the cache already, where
    /// `graphdoc fetch` puts them; nothing here uses the network.
    #[doc(hidden)]
    pub fn source(mut self, pin: Pin) -> Generator {
        self.config.source = Some(pin);
        self
    }

    /// Adds a fact file, or a folder of them. Facts say what the pages say only in prose.
    pub fn facts(mut self, facts: impl Into<PathBuf>) -> Generator {
        self.config.facts.push(facts.into());
        self
    }

    /// Adds the metadata of the service (CSDL) from a file. Types, properties and enums of either source become part of
    /// the crate. Where both have a say, the metadata decides on types, bases, openness, keys and the members of enums,
    /// and the pages on everything else.
    #[cfg(feature = "metadata")]
    pub fn metadata(mut self, file: impl Into<PathBuf>) -> Generator {
        self.config.metadata = Some(file.into());
        self
    }

    /// Lets the pages decide on types, bases, openness, keys and the members of enums as well.
    #[cfg(feature = "metadata")]
    pub fn prefer_docs(mut self) -> Generator {
        self.config.prefers_docs = true;
        self
    }

    /// Sets the revision of the metadata, followed by its date and its repository, separated by spaces.
    #[doc(hidden)]
    pub fn metadata_revision(mut self, revision: impl Into<String>) -> Generator {
        self.metadata_revision = Some(revision.into());
        self
    }

    /// Generates only these types and what their properties and bases need. Relationships do not pull in other types.
    pub fn only(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Generator {
        self.config.only.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds features of the generated crate that are on by default.
    pub fn default_features(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Generator {
        let names = names.into_iter().map(Into::into);
        self.config.default_features.extend(names);
        self
    }

    /// Sets the number of threads; by default one per processor if there is enough to do. The output does not depend on
    /// it.
    pub fn jobs(mut self, jobs: NonZeroUsize) -> Generator {
        self.jobs = Some(jobs);
        self
    }

    /// Reads every page and compares every file, whatever the lock file says about them. This is for checks, which must
    /// not trust a file that they check.
    #[doc(hidden)]
    pub fn ignore_lock(mut self) -> Generator {
        self.ignore_lock = true;
        self
    }

    /// Sets the revision of the docs, followed by its date and its repository, separated by spaces. It is written to
    /// the lock file and dates what the docs lose.
    pub fn revision(mut self, revision: impl Into<String>) -> Generator {
        self.revision = Some(revision.into());
        self
    }

    /// Drops what the docs no longer have instead of keeping it in quarantine. This also works if the lock file that
    /// listed it is lost.
    pub fn prune(mut self) -> Generator {
        self.prune = true;
        self
    }

    /// Lets types go whose pages exist but no longer declare anything, because someone has been told about it. Without
    /// this, such pages are an error.
    #[doc(hidden)]
    pub fn agreed(mut self) -> Generator {
        self.agreed = true;
        self
    }

    /// Sets the function that finds the date of the docs. It is called only if they lose something and no revision is
    /// set.
    #[doc(hidden)]
    pub fn docs_date(mut self, date: DatedBy) -> Generator {
        self.docs_date = Some(date);
        self
    }

    /// Sets the name of the crate; `msgraph-types` by default.
    pub fn name(mut self, name: impl Into<String>) -> Generator {
        self.config.name = Some(name.into());
        self
    }

    /// Sets the licence of the crate; by default it combines the licences of its code and of the documentation.
    pub fn license(mut self, license: impl Into<String>) -> Generator {
        self.config.license = Some(license.into());
        self
    }

    /// Leaves all texts of the documentation out of the crate.
    pub fn no_texts(mut self) -> Generator {
        self.config.no_texts = true;
        self
    }

    /// Agrees to the loss of exactly this number of types and enums. Without this, losing more than a tenth of them is
    /// an error.
    pub fn drop_types(mut self, count: usize) -> Generator {
        self.allowed_loss = Some(count);
        self
    }

    /// Sets the function to call if another run is at work in the folder, which this run then waits for.
    #[doc(hidden)]
    pub fn waits(mut self, waits: Waits) -> Generator {
        self.waits = Some(waits);
        self
    }

    /// Enables features of the generated code that need another crate, for [`Generator::generate`]: `json`, `time`,
    /// `jiff`, `chrono`, `uuid`, `base64`, `rust_decimal`, `aws-lc-rs`. The crate that is being built must depend on
    /// these crates; `json` needs `serde_json` with its feature `raw_value`.
    pub fn features(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Generator {
        self.features.extend(names.into_iter().map(Into::into));
        self
    }

    /// Sets the name of the file for [`Generator::generate`], so that one build script can write several; `graph.rs` by
    /// default.
    pub fn file_name(mut self, name: impl Into<String>) -> Generator {
        self.file_name = Some(name.into());
        self
    }

    /// Does not turn findings on the pages into warnings of the build. Errors stay errors.
    pub fn quiet(mut self) -> Generator {
        self.quiet = true;
        self
    }

    /// Sets how this project runs the command line, for the messages of [`Generator::update_crate`]; `graphdoc` by
    /// default.
    pub fn command(mut self, command: impl Into<String>) -> Generator {
        self.command = Some(command.into());
        self
    }

    /// Writes to this folder instead of `OUT_DIR`, for [`Generator::generate`].
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Generator {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates one file in `OUT_DIR`, to be used with `include!` in any module of the crate that is being built, and
    /// tells cargo when to run again. Findings on the pages of the types that were asked for become warnings of the
    /// build.
    ///
    /// # Errors
    ///
    /// Returns an error if docs or facts cannot be read completely, if the pages declare no types, if no page declares
    /// one of the names, if a page could not be used, or if the file cannot be written.
    pub fn generate(&self) -> Result<Summary, Error> {
        build_script::generate(&*self.with_source()?)
    }

    /// Brings the crate that the configuration names up to date before cargo compiles it, and tells cargo when to run
    /// again. The environment variable `GRAPHDOC` is `write` (the default), `check`, which makes any difference an
    /// error, or `off`.
    ///
    /// # Errors
    ///
    /// Returns an error for the same reasons as [`Generator::generate`], if the configuration has no `out`, or if
    /// `check` finds a difference.
    pub fn update_crate(&self) -> Result<(), Error> {
        update_crate::update(self)
    }

    /// Works out what to write so that `root` holds the generated crate. Nothing is written yet: [`Run::apply`] does
    /// that, and a caller that only compares looks at [`Run::differences`].
    ///
    /// # Errors
    ///
    /// Returns an error if docs or facts cannot be read completely, if the pages declare no types, if no page declares
    /// one of the names, or if the crate cannot be read.
    #[doc(hidden)]
    pub fn plan(&self, root: &Path) -> Result<Run, Error> {
        run::plan(&*self.with_source()?, root)
    }

    /// Returns the same generator with pinned sources replaced by their paths in the cache.
    fn with_source(&self) -> Result<Cow<'_, Generator>, Error> {
        let mut all = Cow::Borrowed(self);
        let entry = |pin: &Pin| {
            let entry = Cache::find().and_then(|cache| cache.require(pin));
            entry.map_err(SourceError::from)
        };
        if let Some(pin) = self
            .config
            .source
            .as_ref()
            .filter(|_| self.config.docs.is_empty())
        {
            let (entry, all) = (entry(pin)?, all.to_mut());
            all.config.docs = entry.paths(pin);
            all.revision = Some(entry.revision());
        }
        let pin = self.config.pinned_metadata.as_ref();
        if let Some(pin) = pin.filter(|_| self.config.metadata.is_none()) {
            let (entry, all) = (entry(pin)?, all.to_mut());
            all.config.metadata = entry.paths(pin).pop();
            all.metadata_revision = Some(entry.revision());
        }
        Ok(all)
    }

    /// Returns the name of a new crate.
    fn crate_name(&self) -> &str {
        let name = self.config.name.as_deref();
        name.unwrap_or(emit::manifest::DEFAULT_NAME)
    }

    /// Returns the licence of the crate.
    fn crate_license(&self) -> String {
        let Config {
            license, no_texts, ..
        } = &self.config;
        emit::manifest::license(license.as_deref(), *no_texts)
    }

    fn emission(&self) -> emit::Options {
        emit::Options {
            jobs: parallel::threads(self.jobs),
            default: self.config.default_features.clone(),
            name: self.crate_name().to_owned(),
            origin: None,
        }
    }
}

impl Config {
    /// Reads the file. Paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, is not valid TOML, has an unknown key, or has a value of the wrong
    /// kind.
    pub fn read(file: impl AsRef<Path>) -> Result<Config, Error> {
        let file = file.as_ref();
        let text = source::read_text(file, input::WRITTEN).map_err(SourceError::from)?;
        Ok(Config::parse(file, &text)?)
    }
}
