//! The metadata of the service, which a crate may have as a second source beside the pages.

use std::path::{Path, PathBuf};

use crate::{
    generator::{Error, Generator},
    input,
    metadata::{self, Metadata},
    source::{self, SourceError, SourceFile},
    sync::MetadataLock,
};

/// A metadata document that was read and not yet understood: to know that nothing has changed, its bytes are enough.
pub(super) struct SecondSource {
    path: PathBuf,
    prefers_docs: bool,
    file: SourceFile,
    revision: Option<String>,
}

impl SecondSource {
    /// Reads the one that was named, if one was.
    ///
    /// # Errors
    ///
    /// A file that cannot be read whole.
    pub(super) fn open(generator: &Generator) -> Result<Option<SecondSource>, Error> {
        let Some(path) = &generator.metadata else {
            return Ok(None);
        };
        Ok(Some(SecondSource {
            path: path.clone(),
            prefers_docs: generator.prefers_docs,
            file: file(path)?,
            revision: generator.metadata_revision.clone(),
        }))
    }

    /// What the lock file has of it.
    pub(super) fn lock(&self) -> MetadataLock {
        MetadataLock {
            revision: self.revision.clone(),
            ..MetadataLock::new(&self.file, self.prefers_docs)
        }
    }

    /// What it says.
    ///
    /// # Errors
    ///
    /// A text that is no metadata.
    pub(super) fn understand(self) -> Result<Metadata, Error> {
        understand(&self.path, self.file, self.prefers_docs)
    }
}

/// Reads a metadata document.
///
/// # Errors
///
/// A file that cannot be read whole, or is no metadata.
pub fn read_metadata(path: &Path, prefers_docs: bool) -> Result<Metadata, Error> {
    understand(path, file(path)?, prefers_docs)
}

fn file(path: &Path) -> Result<SourceFile, Error> {
    let text = source::read_text(path, input::METADATA).map_err(SourceError::from)?;
    Ok(SourceFile::new(metadata::NAME, text))
}

#[cfg(feature = "metadata")]
fn understand(path: &Path, file: SourceFile, prefers_docs: bool) -> Result<Metadata, Error> {
    metadata::read(file, prefers_docs).map_err(|fault| {
        Error::Input(crate::config::ConfigError {
            file: path.to_owned(),
            text: fault.text,
            span: fault.span,
            message: fault.message,
            help: Some("metadata is what the service sends for `/$metadata`".to_owned()),
        })
    })
}

#[cfg(not(feature = "metadata"))]
fn understand(_: &Path, _: SourceFile, _: bool) -> Result<Metadata, Error> {
    let message =
        "metadata is named, and graphdoc-codegen was built without its feature `metadata`";
    Err(Error::Option(message.to_owned()))
}
