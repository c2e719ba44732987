//! The metadata of the service, an optional second source beside the pages.

use std::path::{Path, PathBuf};

use crate::{
    generator::{Error, Generator},
    input,
    metadata::{self, Metadata},
    source::{self, SourceError, SourceFile},
    sync::MetadataLock,
};

/// A metadata document that was read but not yet parsed. To tell that nothing has changed, its bytes are enough.
pub(super) struct SecondSource {
    path: PathBuf,
    prefers_docs: bool,
    file: SourceFile,
    revision: Option<String>,
}

impl SecondSource {
    /// Reads the metadata document, if one was named.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read completely.
    pub(super) fn open(generator: &Generator) -> Result<Option<SecondSource>, Error> {
        let Some(path) = &generator.config.metadata else {
            return Ok(None);
        };
        Ok(Some(SecondSource {
            path: path.clone(),
            prefers_docs: generator.config.prefers_docs,
            file: file(path)?,
            revision: generator.metadata_revision.clone(),
        }))
    }

    /// Returns its entry in the lock file.
    pub(super) fn lock(&self) -> MetadataLock {
        MetadataLock {
            revision: self.revision.clone(),
            ..MetadataLock::new(&self.file, self.prefers_docs)
        }
    }

    /// Parses the document.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not metadata.
    pub(super) fn understand(self) -> Result<Metadata, Error> {
        understand(&self.path, self.file, self.prefers_docs)
    }
}

/// Reads a metadata document.
///
/// # Errors
///
/// Returns an error if the file cannot be read completely or is not metadata.
pub fn read_metadata(path: &Path, prefers_docs: bool) -> Result<Metadata, Error> {
    understand(path, file(path)?, prefers_docs)
}

fn file(path: &Path) -> Result<SourceFile, Error> {
    let text = source::read_xml(path, input::METADATA).map_err(SourceError::from)?;
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
