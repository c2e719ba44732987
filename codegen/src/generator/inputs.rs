//! Everything that a crate is made from.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{
    facts,
    generator::{Error, Generator, refusals, second_source::SecondSource, up_to_date::Stamp},
    lint,
    metadata::Metadata,
    pipeline::{Analysis, Input},
    source::{self, Raw, SourceFile, Sources},
};

/// Pages, facts and metadata, read but not parsed. To tell that nothing has changed, this is enough.
pub(super) struct Inputs {
    pub pages: Vec<Raw>,
    pub facts: Vec<SourceFile>,
    pub metadata: Option<SecondSource>,
}

/// What the inputs say.
pub(super) struct Analyzed {
    /// All files that could be read, to show findings in them.
    pub files: Vec<SourceFile>,
    /// Where the pages are on disk, by name.
    pub paths: BTreeMap<String, PathBuf>,
    pub metadata: Option<Metadata>,
    pub analysis: Analysis,
}

impl Inputs {
    pub(super) fn read(generator: &Generator) -> Result<Inputs, Error> {
        Ok(Inputs {
            pages: source::bytes(&generator.config.docs)?,
            facts: facts::load(&generator.config.facts)?,
            metadata: SecondSource::open(generator)?,
        })
    }

    /// Returns the checksums of all of it.
    pub(super) fn stamp(&self, generator: &Generator) -> Stamp {
        Stamp::new(generator, &self.pages, &self.facts, self.metadata.as_ref())
    }

    /// Parses and analyzes all of it. Refuses pages that declare nothing.
    pub(super) fn analyze(self, generator: &Generator) -> Result<Analyzed, Error> {
        let Sources {
            mut files,
            diagnostics: unread,
        } = Sources::new(&self.pages)?;
        let pages = self.pages.into_iter().map(|page| page.found);
        let paths = pages.map(|found| (found.name, found.path)).collect();
        let metadata = self.metadata.map(SecondSource::understand).transpose()?;
        let mut analysis = lint::analyze(Input {
            facts: &self.facts,
            metadata: metadata.as_ref(),
            jobs: generator.jobs,
            ..Input::new(&files)
        });
        refusals::declared(&analysis, &files)?;
        analysis.diagnostics.splice(..0, unread);
        files.extend(self.facts);
        files.extend(metadata.iter().map(|metadata| metadata.file.clone()));
        Ok(Analyzed {
            files,
            paths,
            metadata,
            analysis,
        })
    }
}
