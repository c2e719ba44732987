//! The command line as a user meets it: what is printed where, and the exit code.

mod check;
mod diff;
mod facts;
mod findings;
mod generate;
mod model;
mod sandbox;
mod usage;
