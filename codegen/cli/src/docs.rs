//! The documentation, read and analyzed.

use graphdoc_codegen::unstable::{
    diagnostic::Diagnostic,
    facts, generator,
    metadata::Metadata,
    pipeline::{self, Analysis, Input},
    source::{self, Found, SourceFile},
};

use crate::{
    args::MessageFormat,
    context::Context,
    failure::Failure,
    progress::Progress,
    report::{Report, Sources},
    settings::Settings,
};

/// Pages, the files beside them, and the analysis of it all.
pub struct Docs {
    found: Vec<Found>,
    /// The pages that could be read.
    pub pages: Vec<SourceFile>,
    /// Problems that kept pages from being read.
    pub unread: Vec<Diagnostic>,
    facts: Vec<SourceFile>,
    metadata: Option<Metadata>,
    /// The analysis.
    pub analysis: Analysis,
}

impl Docs {
    /// Reads what the settings name.
    ///
    /// # Errors
    /// Returns an error if something cannot be read, or if the docs declare no type.
    pub fn read(settings: &Settings, context: &Context) -> Result<Docs, Failure> {
        let docs = settings.docs()?;
        let _progress = Progress::start("reading pages", context.common.quiet);
        let mut found = source::list(docs)?;
        let sources = source::Sources::load(&found, &[])?;
        let facts = facts::load(&settings.used.facts)?;
        let metadata = settings.metadata()?;
        let analysis = pipeline::analyze(Input {
            facts: &facts,
            metadata: metadata.as_ref(),
            jobs: settings.jobs,
            ..Input::new(&sources.files)
        });
        generator::declared(&analysis, &sources.files)?;
        found.extend(settings.beside_pages()?);
        Ok(Docs {
            found,
            pages: sources.files,
            unread: sources.diagnostics,
            facts,
            metadata,
            analysis,
        })
    }

    /// Whether some pages could not be read.
    pub fn is_short(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Prints problems on standard error, because standard output is for the requested result.
    pub fn tell(
        self,
        wrong: &[Diagnostic],
        format: MessageFormat,
        context: &Context,
    ) -> Result<(), Failure> {
        let mut files = self.pages;
        files.extend(self.facts);
        files.extend(self.metadata.map(|metadata| metadata.file));
        let report = Report {
            sources: Sources::new(&files, &self.found),
            format,
            verbose: context.common.verbose,
        };
        Ok(context.tell(|err| report.findings(err, wrong))?)
    }
}
