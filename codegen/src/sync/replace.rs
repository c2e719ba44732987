//! Replaces files of a user. A file changes in one step and keeps its mode, its owner and its links. Anything that is
//! not a regular file, such as a device or a pipe, is written to instead.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::sync::{SyncError, temporary};

/// Most links that are followed in a row; systems give up at 40.
const LINKS: usize = 40;

/// Replaces a file, or leaves it as it was.
///
/// # Errors
///
/// Returns an error if the system refuses.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> Result<(), SyncError> {
    replace_all(&[(path.to_owned(), text)])
}

/// Replaces files once all of the new ones are on disk.
///
/// # Errors
///
/// Returns an error if the system refuses.
pub fn replace_all(files: &[(PathBuf, impl AsRef<[u8]>)]) -> Result<(), SyncError> {
    let new = files.iter().map(|(path, text)| {
        let checked = crate::path::check(path);
        let new = checked.and_then(|()| New::prepare(path, text.as_ref()));
        new.map_err(SyncError::io(path))
    });
    let new = new.collect::<Result<Vec<New>, SyncError>>()?;
    let mut folders: Vec<PathBuf> = new.iter().filter_map(New::folder).collect();
    for ((path, _), new) in files.iter().zip(new) {
        new.put().map_err(SyncError::io(path))?;
    }
    folders.sort();
    folders.dedup();
    for folder in folders {
        flush_folder(&folder).map_err(SyncError::io(&folder))?;
        temporary::sweep(&folder);
    }
    Ok(())
}

/// A text that is ready to be put in place.
enum New<'a> {
    /// A temporary file beside the file that it will replace.
    Beside(NamedTempFile, PathBuf, &'a [u8]),
    /// Can only be written into the existing file.
    Into(PathBuf, &'a [u8]),
    /// Goes to an output stream of this process.
    Print(Stream, &'a [u8]),
}

#[derive(Clone, Copy)]
enum Stream {
    Out,
    Err,
}

impl<'a> New<'a> {
    fn prepare(path: &Path, text: &'a [u8]) -> io::Result<New<'a>> {
        let path = match followed(path)? {
            Place::Print(stream) => return Ok(New::Print(stream, text)),
            Place::Open(path) => return Ok(New::Into(path, text)),
            Place::File(path) => path,
        };
        let old = match fs::metadata(&path) {
            Ok(old) if old.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            // If the file has another name (a hard link), both names must go on to show the same content.
            Ok(old) if !old.is_file() || has_other_names(&old) => {
                return Ok(New::Into(path, text));
            }
            Ok(old) => Some(old),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match waiting(&path, text, old.as_ref()) {
            Ok(file) => Ok(New::Beside(file, path, text)),
            // The folder takes no new files, or the file belongs to someone else and is writable.
            Err(error) if old.is_some() && is_refused(&error) => Ok(New::Into(path, text)),
            Err(error) => Err(error),
        }
    }

    /// Returns the folder in which a name will change.
    fn folder(&self) -> Option<PathBuf> {
        match self {
            New::Beside(_, path, _) => Some(temporary::parent(path).to_owned()),
            New::Into(..) | New::Print(..) => None,
        }
    }

    fn put(self) -> io::Result<()> {
        match self {
            New::Print(Stream::Out, text) => print(&mut io::stdout(), text),
            New::Print(Stream::Err, text) => print(&mut io::stderr(), text),
            New::Into(path, text) => write_into(&path, text),
            New::Beside(file, path, text) => match file.persist(&path) {
                Ok(_) => Ok(()),
                // A file that is a mount point cannot be replaced.
                Err(error) if error.error.kind() == ErrorKind::ResourceBusy => {
                    write_into(&path, text)
                }
                Err(error) => Err(error.error),
            },
        }
    }
}

/// Prints the text. It is not an error if the reader has left.
fn print(stream: &mut impl Write, text: &[u8]) -> io::Result<()> {
    match stream.write_all(text).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// The destination of a path.
enum Place {
    File(PathBuf),
    /// A file that another program has opened for this process.
    Open(PathBuf),
    Print(Stream),
}

/// Follows links to the name of a file, which need not exist yet.
fn followed(path: &Path) -> io::Result<Place> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        if is_in_descriptors(&path) {
            return Ok(match path.file_name().and_then(|name| name.to_str()) {
                Some("1") => Place::Print(Stream::Out),
                Some("2") => Place::Print(Stream::Err),
                _ => Place::Open(path),
            });
        }
        match fs::read_link(&path) {
            Ok(to) => path = temporary::parent(&path).join(to),
            Err(_) => return Ok(Place::File(path)),
        }
    }
    Err(io::Error::other("too many links"))
}

/// Whether the path is in the folder where the system lists the open files of this process, as `/dev/stdout` is.
fn is_in_descriptors(path: &Path) -> bool {
    let folder = temporary::parent(path).canonicalize();
    let own = Path::new("/proc/self/fd").canonicalize();
    folder.is_ok_and(|folder| folder == Path::new("/dev/fd") || own.is_ok_and(|own| own == folder))
}

/// Writes the new text to disk beside the old file, with the old mode and owner.
fn waiting(path: &Path, text: &[u8], old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut file = temporary::file(path)?;
    file.write_all(text)?;
    if let Some(old) = old {
        keep_owner(file.as_file(), old)?;
        // After the owner, because a change of owner clears special modes.
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// Overwrites an existing file. It is truncated last, so that a run that is killed loses as little as possible.
fn write_into(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(text)?;
    if file.metadata()?.is_file() {
        file.set_len(text.len() as u64)?;
        file.sync_all()?;
    }
    Ok(())
}

fn is_refused(error: &io::Error) -> bool {
    let kinds = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
    kinds.contains(&error.kind())
}

#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_file: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn keep_owner(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is = new.metadata()?;
    if (is.uid(), is.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_new: &File, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes the names in a folder survive a power failure, on systems that can open folders.
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}
