//! Why nothing was generated.

use std::{fmt, io, path::PathBuf};

use crate::{
    config::ConfigError,
    emit::manifest::{BEGIN, END},
    encode::log,
    model::select::Unknown,
    source::SourceError,
    sync::{SyncError, shown},
};

/// Why nothing was generated. Its text says what to do.
#[non_exhaustive]
pub enum Error {
    /// Docs or facts that cannot be read whole.
    #[doc(hidden)]
    Source(SourceError),
    /// Pages that declare nothing.
    #[doc(hidden)]
    NoType {
        /// How many there are.
        pages: usize,
        /// What is wrong with them, one a line.
        faults: Vec<String>,
    },
    /// Types and enums that would go from a crate, or lose their page: more of it than goes without a word.
    #[doc(hidden)]
    Loss {
        /// How many would go.
        dropped: usize,
        /// How many only the metadata would have.
        undocumented: usize,
        /// Of how many.
        of: usize,
    },
    /// A manifest that calls its crate otherwise than the options.
    #[doc(hidden)]
    Name(PathBuf, String, String),
    /// A manifest that states another licence than the crate has.
    #[doc(hidden)]
    License(PathBuf, String, String),
    /// Names that no page declares.
    #[doc(hidden)]
    Unknown(Vec<Unknown>),
    /// Pages that could not be used, with what is wrong, one a line.
    #[doc(hidden)]
    Pages(Vec<String>),
    /// A manifest without the two lines between which the features stand.
    #[doc(hidden)]
    Marks(PathBuf),
    /// A manifest that is not TOML with the features in it: the line and what is wrong there.
    #[doc(hidden)]
    Manifest(PathBuf, usize, String),
    /// The crate cannot be compared or written.
    #[doc(hidden)]
    Sync(SyncError),
    /// A file that is not part of a crate cannot be written.
    #[doc(hidden)]
    Io(PathBuf, io::Error),
    /// The folder to write to is not known: this is no build script.
    #[doc(hidden)]
    NoOutDir,
    /// A configuration that cannot be used.
    #[doc(hidden)]
    Config(ConfigError),
    /// An input that is not what it should be, and where.
    #[doc(hidden)]
    Input(ConfigError),
    /// An option that cannot be followed.
    #[doc(hidden)]
    Option(String),
    /// A crate that is not up to date, and that a build cannot or must not bring up to date.
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

/// As for users: a build script that fails prints its error in this form.
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
