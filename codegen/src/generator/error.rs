//! Reasons why nothing was generated.

use std::{fmt, io, path::PathBuf};

use crate::{
    config::ConfigError,
    emit::manifest::{BEGIN, END},
    encode::log,
    model::select::Unknown,
    source::SourceError,
    sync::{SyncError, shown},
};

/// Reason why nothing was generated. Its text says what to do.
#[non_exhaustive]
pub enum Error {
    /// The docs or facts cannot be read completely.
    #[doc(hidden)]
    Source(SourceError),
    /// The pages declare nothing.
    #[doc(hidden)]
    NoType {
        /// Number of pages.
        pages: usize,
        /// What is wrong with them, one line each.
        faults: Vec<String>,
    },
    /// More types and enums of a crate would be dropped, or lose their page, than may be without consent.
    #[doc(hidden)]
    Loss {
        /// How many would be dropped.
        dropped: usize,
        /// How many would be left with the metadata as their only source.
        undocumented: usize,
        /// How many types and enums the crate has.
        of: usize,
    },
    /// The manifest gives the crate a different name than the options do.
    #[doc(hidden)]
    Name(PathBuf, String, String),
    /// The manifest states a licence that the crate does not have.
    #[doc(hidden)]
    License(PathBuf, String, String),
    /// No page declares these names.
    #[doc(hidden)]
    Unknown(Vec<Unknown>),
    /// Pages that could not be used, with what is wrong, one line each.
    #[doc(hidden)]
    Pages(Vec<String>),
    /// The manifest lacks the two lines that enclose the features.
    #[doc(hidden)]
    Marks(PathBuf),
    /// The manifest is not valid TOML once the features are inserted: the line and what is wrong there.
    #[doc(hidden)]
    Manifest(PathBuf, usize, String),
    /// The crate cannot be compared or written.
    #[doc(hidden)]
    Sync(SyncError),
    /// A file that is not part of a crate cannot be written.
    #[doc(hidden)]
    Io(PathBuf, io::Error),
    /// The folder to write to is unknown because this is not a build script.
    #[doc(hidden)]
    NoOutDir,
    /// The configuration cannot be used.
    #[doc(hidden)]
    Config(ConfigError),
    /// An input is not what it should be, and where.
    #[doc(hidden)]
    Input(ConfigError),
    /// An option cannot be followed.
    #[doc(hidden)]
    Option(String),
    /// The crate is not up to date, and the build cannot or must not update it.
    #[doc(hidden)]
    OutOfDate(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Source(error) => error.fmt(f),
            Error::Sync(error) => error.fmt(f),
            Error::Config(error) | Error::Input(error) => error.fmt(f),
            Error::Option(message) | Error::OutOfDate(message) => f.write_str(message),
            Error::Io(path, error) => write!(f, "`{}`: {error}", shown(path)),
            Error::Manifest(path, line, message) => write!(
                f,
                "`{}`, line {line}: {message}, once the features are in place; nothing was written",
                shown(path)
            ),
            Error::Marks(path) => write!(
                f,
                "`{}` has no place for the features; add the lines `{BEGIN}` and `{END}` where they belong",
                shown(path)
            ),
            Error::Loss { dropped, undocumented, of } => {
                let lost = dropped + undocumented;
                let what = match undocumented {
                    0 => "be dropped",
                    _ => "be dropped or lose their page",
                };
                write!(
                    f,
                    "{lost} of the {of} types and enums of the crate would {what}; nothing was written; if that is meant, \
                     add `--drop-types {lost}`"
                )
            }
            Error::Name(path, known, name) => write!(
                f,
                "`{}`: expected the name `{name}`, which the configuration gives, found `{}`",
                shown(path),
                log::line(known)
            ),
            Error::License(path, known, license) => write!(
                f,
                "`{}`: expected the licence `{license}`, found `{known}`; change it there, or if it is meant, add \
                 `license = \"{known}\"` to the configuration",
                shown(path),
                license = log::line(license),
                known = log::line(known),
            ),
            Error::NoOutDir => f.write_str("`OUT_DIR` is not set; call this from a build script, or name a folder with `out_dir`"),
            Error::NoType { pages, faults } => {
                faults.iter().try_for_each(|line| writeln!(f, "{}", log::line(line)))?;
                write!(f, "the pages ({pages}) declare no type; name a folder of resource pages")
            }
            Error::Pages(lines) => {
                let lines: Vec<_> = lines.iter().map(|line| log::line(line)).collect();
                f.write_str(&lines.join("\n"))
            }
            Error::Unknown(names) => {
                for (at, unknown) in names.iter().enumerate() {
                    let line = if at == 0 { "" } else { "\n" };
                    let name = log::line(&unknown.name);
                    write!(f, "{line}no page declares `{name}`")?;
                    if let Some(nearest) = &unknown.nearest {
                        write!(f, "; did you mean `{}`?", log::line(nearest.as_str()))?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// The same text as for users, because a build script that fails prints its error in this form.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Source(error) => Some(error),
            Error::Sync(error) => Some(error),
            Error::Config(error) | Error::Input(error) => Some(error),
            Error::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

impl From<SourceError> for Error {
    fn from(error: SourceError) -> Error {
        Error::Source(error)
    }
}

impl From<SyncError> for Error {
    fn from(error: SyncError) -> Error {
        Error::Sync(error)
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Error {
        Error::Config(error)
    }
}
