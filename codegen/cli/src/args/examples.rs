//! The text below the help of each subcommand: examples to copy, and the exit codes.

/// Of the program.
pub const TOP_EXAMPLES: &str = "\
Examples:
  graphdoc                                          generate the crate described in the configuration
  graphdoc --docs api-reference/v1.0 --out my-graph
  graphdoc generate --check                         fail if the crate is stale or was edited
  graphdoc model --docs resources > model.json
  graphdoc generate --help                          more examples, as for every subcommand

Exit codes: 0 clean, 100 differences or pages in error, 101 could not complete, 2 usage.";

/// Of `generate`.
pub const GENERATE_EXAMPLES: &str = "\
Examples:
  graphdoc generate --docs resources --out my-graph
  graphdoc generate --docs resources --out my-graph --only microsoft.graph.user -v
  graphdoc generate --check --diff                  for CI: fail and show the differences
  graphdoc generate --diff                          show what would change, without writing it
  graphdoc generate --message-format json | jq 'select(.level == \"warn\")'

Exit codes: 0 the crate was written (possibly with warnings) or, with --check, is up to date; 100 differences or
pages in error; 101 nothing could be written; 2 usage.";

/// Of `model`.
pub const MODEL_EXAMPLES: &str = "\
Examples:
  graphdoc model --docs resources > model.json
  graphdoc model | jq '.types[] | select(.kind == \"entity\") | .name'";

/// Of `facts`.
pub const FACTS_EXAMPLES: &str = "\
Examples:
  graphdoc facts                                    list the facts with their sentences
  graphdoc facts suggest >> docs-input/facts/limits.toml
  graphdoc facts --docs resources --facts my-facts.toml --message-format json

Exit codes: 0 all facts hold, 100 a fact does not match the pages, 101 could not complete, 2 usage.";

/// Of `lint`.
pub const LINT_EXAMPLES: &str = "\
Examples:
  graphdoc lint --docs api-reference/v1.0
  graphdoc lint --docs resources resources/user.md      only findings in this page
  graphdoc lint --message-format short
  graphdoc lint --message-format github --output sarif=lint.sarif --output markdown=summary.md
  graphdoc lint --write-baseline                        accept current findings, fail on new ones
  graphdoc explain collection-conflict                  explain a rule

Exit codes: 0 no findings at level `deny`, 100 findings at level `deny`, 101 could not complete, 2 usage.";

/// Of `diff`.
pub const DIFF_EXAMPLES: &str = "\
Examples:
  graphdoc diff old/resources new/resources
  graphdoc diff HEAD~1 --docs microsoft-graph-docs/api-reference/v1.0
  graphdoc diff v1 v2 --message-format short        two revisions of the configured docs
  graphdoc diff old new --output markdown=comment.md --output changelog=changes.json
  graphdoc diff old new --fail-on dangerous --contract wire-read,wire-write

Exit codes: 0 no change as severe as --fail-on, 100 such a change, 101 one side could not be read, 2 usage.";

/// Of `update`.
pub const UPDATE_EXAMPLES: &str = "\
Examples:
  graphdoc update                                   to the newest commit of the pinned branch
  graphdoc update --check --output markdown=changes.md
  graphdoc update --to 3f1c0e2b9a8d7c6b5a4938271605f4e3d2c1b0a9
  graphdoc update --docs microsoft-graph-docs/api-reference/v1.0 --out vendor/graph
  graphdoc update --accept 0f3a9c51d2e84b7760f1c2a9b8d7e6f5
  graphdoc update --fail-on never                   accept whatever changed
  graphdoc update --prune                           also drop members that the docs no longer have
  graphdoc update --metadata v1.0.xml               drop those that the service lacks too

Exit codes: 0 done or up to date, 100 a change was not accepted and nothing was written, 101 could not complete, 2 usage.";

/// Of `init`.
pub const INIT_EXAMPLES: &str = "\
Examples:
  graphdoc init                                     graphdoc.toml with the public repositories
  graphdoc init --api beta --name msgraph-beta-types --out crates/msgraph-beta-types
  graphdoc init --git https://mirror.example/docs   from a mirror

Exit codes: 0 written, 101 could not complete, 2 usage.";

/// Of `fetch`.
pub const FETCH_EXAMPLES: &str = "\
Examples:
  graphdoc fetch                                    what graphdoc.toml pins
  graphdoc fetch --offline                          only verify what was fetched

The environment variable GRAPHDOC_CACHE names the folder of the cache.

Exit codes: 0 the cache has it, 101 could not complete, 2 usage.";

/// Of `explain`.
pub const EXPLAIN_EXAMPLES: &str = "\
Examples:
  graphdoc explain                                  list all rules
  graphdoc explain collection-conflict";

/// Of `completions`.
pub const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  graphdoc completions bash > ~/.local/share/bash-completion/completions/graphdoc
  graphdoc completions zsh > ~/.zfunc/_graphdoc
  graphdoc completions fish > ~/.config/fish/completions/graphdoc.fish";
