//! The pages compared with what the service itself says of its types.

mod claims;
mod compare;
mod score;
mod type_match;

use std::path::Path;

use graphdoc_codegen::unstable::{config::ConfigError, input, metadata, source::SourceFile};

pub use compare::compare;
pub use graphdoc_codegen::unstable::metadata::{
    BaseChain, Csdl, CsdlProperty, CsdlType, Kind, Metadata, property,
};
pub use score::{Agreement, agreement};
pub use type_match::Join;

use crate::{failure::Failure, files, paths};

/// The base of all entities.
const ENTITY: &str = "microsoft.graph.entity";

/// Reads a metadata document.
///
/// # Errors
/// A file that cannot be read, and what [`metadata::read`] refuses.
pub fn read(path: &Path) -> Result<Metadata, Failure> {
    let text = files::read(path, input::MADE)?;
    let file = SourceFile::new(paths::shown(path), text);
    metadata::read(file).map_err(|fault| {
        Failure::Input(ConfigError {
            file: path.to_owned(),
            text: fault.text,
            span: fault.span,
            message: fault.message,
            help: Some("`--metadata` takes what the service sends for `/$metadata`".to_owned()),
        })
    })
}
