//! The command line as a user meets it: what is printed where, and the exit code.

mod action;
mod browser;
mod changelog;
mod check;
mod diff;
mod facts;
mod findings;
mod fingerprints;
mod generate;
mod git;
mod hostile;
mod inputs;
mod kept;
mod lint;
mod locks;
mod model;
mod overwritten;
mod quarantine;
mod repairs;
mod replaced;
mod sandbox;
mod sarif;
mod service;
mod unread;
mod usage;
mod vendor;
