//! The rules of the runtime, shown with types as they are emitted.

mod sample;
