//! From files to disk, or a comparison with disk.
