//! Opens what is read whole. What a file is and how large it is are looked at first: a pipe that nobody writes to would
//! hold a run for ever, and a device may have no end.

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Read},
    path::Path,
};

/// A page, a file of facts, a configuration, or anything else that people write has at most so many bytes.
pub const WRITTEN: u64 = 16 << 20;

/// The metadata of a service has at most so many; the largest have a tenth of that.
pub const METADATA: u64 = 64 << 20;

/// What programs write has at most so many: a lock file, a generated file.
pub const MADE: u64 = 256 << 20;

/// A file that was opened, and the most that is read of it.
#[derive(Debug)]
pub struct Input {
    file: File,
    /// The bytes that it has, as far as the system says.
    size: u64,
    limit: u64,
    left: u64,
}

/// Opens a file. Of all that is no file, only what a shell hands over is taken: `/dev/stdin`, or `<(command)`.
///
/// # Errors
///
/// Whatever the system refuses, anything else that is no file, and as [`ErrorKind::FileTooLarge`] a file with more bytes
/// than `limit`.
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

/// The bytes of a file, see [`open`].
///
/// # Errors
///
/// As for [`open`].
pub fn bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut input = open(path, limit)?;
    // A file that tells its size is read at once.
    let size = input.size.min(limit);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    input.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file, see [`open`].
///
/// # Errors
///
/// As for [`open`], and bytes that are no text as [`ErrorKind::InvalidData`].
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

/// The fault of an input with more bytes than are read of its kind.
fn too_large(limit: u64, length: Option<u64>) -> io::Error {
    let message = match length {
        Some(length) => format!("it has {length} bytes, but the maximum is {limit}"),
        None => format!("it has more than {limit} bytes, which is the maximum"),
    };
    io::Error::new(ErrorKind::FileTooLarge, message)
}

/// Whether a path names what this process was given open.
pub fn is_descriptor(path: &Path) -> bool {
    let folders = ["/dev/fd", "/proc/self/fd"];
    let parent = path.parent();
    path == Path::new("/dev/stdin")
        || folders
            .iter()
            .any(|folder| parent == Some(Path::new(folder)))
}

/// Without this, opening a pipe waits until somebody writes to it.
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
    fn at_most_the_limit_is_read_of_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(bytes(&path, 5).unwrap(), b"12345");
        let kind = |path: &Path, limit| bytes(path, limit).unwrap_err().kind();
        assert_eq!(kind(&path, 4), ErrorKind::FileTooLarge);
        assert_eq!(kind(folder.path(), 4), ErrorKind::IsADirectory);
        // The system calls it a file without a size.
        if cfg!(target_os = "linux") {
            assert_eq!(
                kind(Path::new("/proc/self/status"), 9),
                ErrorKind::FileTooLarge
            );
            assert_eq!(kind(Path::new("/dev/zero"), 9), ErrorKind::InvalidInput);
        }
    }
}
