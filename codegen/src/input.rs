//! Opens input files. Their kind and size are checked first: a pipe that nobody writes to would block forever, and a
//! device may have no end.

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Read},
    path::Path,
};

/// Maximum number of bytes of a file that people write: a page, a fact file, a configuration.
pub const WRITTEN: u64 = 16 << 20;

/// Maximum number of bytes of a metadata document; the largest have a tenth of that.
pub const METADATA: u64 = 64 << 20;

/// Maximum number of bytes of a file that programs write: a lock file, a generated file.
pub const MADE: u64 = 256 << 20;

/// An open file with a limit on how much is read from it.
#[derive(Debug)]
pub struct Input {
    file: File,
    /// Size in bytes, as far as the system knows it.
    size: u64,
    limit: u64,
    left: u64,
}

/// Opens a file. Of everything that is not a regular file, only descriptors from a shell are accepted: `/dev/stdin`, or
/// `<(command)`.
///
/// # Errors
///
/// Returns an error if the system refuses or if the path is anything else than a file, and an
/// [`ErrorKind::FileTooLarge`] error if the file has more than `limit` bytes.
pub fn open(path: &Path, limit: u64) -> io::Result<Input> {
    let handed_over = is_descriptor(path);
    let mut options = OpenOptions::new();
    options.read(true);
    if !handed_over {
        never_wait(&mut options);
    }
    let file = options.open(path)?;
    let is = file.metadata()?;
    if is.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !is.is_file() && !handed_over {
        let message = "expected a file, found a pipe, a socket or a device";
        return Err(io::Error::new(ErrorKind::InvalidInput, message));
    }
    if is.is_file() && is.len() > limit {
        return Err(too_large(limit, Some(is.len())));
    }
    Ok(Input {
        file,
        size: is.len(),
        limit,
        left: limit,
    })
}

/// Reads the bytes of a file; see [`open`].
///
/// # Errors
///
/// Returns an error for the same reasons as [`open`].
pub fn bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut input = open(path, limit)?;
    // If the size is known, the file is read at once.
    let size = input.size.min(limit);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    input.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the text of a file; see [`open`].
///
/// # Errors
///
/// Returns an error for the same reasons as [`open`], and an [`ErrorKind::InvalidData`] error if the file is not valid
/// UTF-8.
pub fn text(path: &Path, limit: u64) -> io::Result<String> {
    let bytes = bytes(path, limit)?;
    String::from_utf8(bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(too_large(self.limit, None)),
        }
        Ok(read)
    }
}

/// Returns the error for an input with more bytes than the limit.
fn too_large(limit: u64, length: Option<u64>) -> io::Error {
    let message = match length {
        Some(length) => format!("it has {length} bytes, but the maximum is {limit}"),
        None => format!("it has more than {limit} bytes, which is the maximum"),
    };
    io::Error::new(ErrorKind::FileTooLarge, message)
}

/// Whether a path names an open descriptor of this process.
pub fn is_descriptor(path: &Path) -> bool {
    let folders = ["/dev/fd", "/proc/self/fd"];
    let parent = path.parent();
    path == Path::new("/dev/stdin")
        || folders
            .iter()
            .any(|folder| parent == Some(Path::new(folder)))
}

/// Opens without blocking. Otherwise, opening a pipe would wait until someone writes to it.
#[cfg(unix)]
fn never_wait(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed());
}

#[cfg(not(unix))]
fn never_wait(_options: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_stop_at_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(bytes(&path, 5).unwrap(), b"12345");
        let kind = |path: &Path, limit| bytes(path, limit).unwrap_err().kind();
        assert_eq!(kind(&path, 4), ErrorKind::FileTooLarge);
        assert_eq!(kind(folder.path(), 4), ErrorKind::IsADirectory);
        // The system reports a regular file of size 0.
        if cfg!(target_os = "linux") {
            assert_eq!(
                kind(Path::new("/proc/self/status"), 9),
                ErrorKind::FileTooLarge
            );
            assert_eq!(kind(Path::new("/dev/zero"), 9), ErrorKind::InvalidInput);
        }
    }
}
