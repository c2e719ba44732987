//! What each page says on its own.
