//! From the model to Rust source text. Knows nothing of where it will be written.
