//! Temporary files beside the files that they will replace, under a name that says that they are graphdoc's. Their
//! owner holds a lock on them, so that what a killed run has left can be told from what a running one is about to use.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::Path,
};

use tempfile::{Builder, NamedTempFile, TempDir};

/// Follows the name of the file that will be replaced.
const MARK: &str = ".graphdoc-";
/// End of the name.
const END: &str = ".tmp";
/// Number of random letters and digits between the two.
const RANDOM: usize = 12;

/// Most bytes of a file's name that are kept: systems take at most 255, and the parts around it need some.
const NAME: usize = 255 - 1 - MARK.len() - RANDOM - END.len();

/// Creates an empty file that will take the place of `path`.
pub fn file(path: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = make(path, 0o666, |builder, folder| builder.tempfile_in(folder))?;
        hold(file.as_file())?;
        // Another run may have removed it as abandoned just before it was locked.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Creates an empty folder that will take the place of `path`, or whose files will replace others. Also returns the
/// lock on it.
pub fn folder(path: &Path) -> io::Result<(TempDir, Option<File>)> {
    loop {
        let folder = make(path, 0o777, |builder, parent| builder.tempdir_in(parent))?;
        let held = File::open(folder.path()).ok();
        if let Some(held) = &held {
            hold(held)?;
        }
        if folder.path().exists() {
            return Ok((folder, held));
        }
    }
}

fn make<T>(
    path: &Path,
    mode: u32,
    create: impl Fn(&Builder, &Path) -> io::Result<T>,
) -> io::Result<T> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = &name[..name.floor_char_boundary(NAME)];
    let prefix = format!(".{name}{MARK}");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(END).rand_bytes(RANDOM);
    let permissions = permissions(mode);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let folder = parent(path);
    create(&builder, folder).map_err(|error| match fs::metadata(folder) {
        // The error of `tempfile` names the temporary file, which nobody knows.
        Ok(_) => io::Error::from(error.kind()),
        Err(missing) => missing,
    })
}

/// Returns the folder that contains a path.
pub fn parent(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(path);
    match parent.as_os_str().is_empty() {
        true => Path::new("."),
        false => parent,
    }
}

/// The permissions that any new file gets, which the user's umask narrows.
#[cfg(unix)]
fn permissions(mode: u32) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn permissions(_mode: u32) -> Option<fs::Permissions> {
    None
}

/// Locks a file. If the system cannot lock, nothing is locked, and then nothing is ever considered abandoned.
fn hold(file: &File) -> io::Result<()> {
    match file.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(()),
    }
}

/// Removes what killed runs have left in a folder.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_plain = |kind: fs::FileType| kind.is_file() || kind.is_dir();
        if is_ours(&entry.file_name()) && entry.file_type().is_ok_and(is_plain) {
            abandoned(&entry.path());
        }
    }
}

/// Removes a file or folder unless a run holds it.
fn abandoned(path: &Path) {
    let Ok(file) = File::open(path) else { return };
    if file.try_lock().is_err() {
        return;
    }
    // If it cannot be removed, the next run tries again.
    let _ = match path.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    };
}

fn is_ours(name: &OsStr) -> bool {
    let random = |name: &str| {
        let (_, random) = name
            .strip_prefix('.')?
            .strip_suffix(END)?
            .rsplit_once(MARK)?;
        Some(random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    name.to_str().and_then(random).unwrap_or_default()
}
