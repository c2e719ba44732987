//! What a generated crate needs at run time.
