//! The arguments of the command line.

mod examples;
mod format;

use std::{ffi::OsString, num::NonZeroUsize, path::PathBuf};

use clap::{
    Arg, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    error::ErrorKind, parser::ValueSource,
};

use examples::*;
pub use format::{MessageFormat, ReportFile};
use format::{report_file, report_of_findings};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "graphdoc",
    bin_name = "graphdoc",
    version,
    about = "Rust types from Microsoft Graph resource pages",
    after_help = TOP_EXAMPLES
)]
pub struct Cli {
    /// What to do; `generate` when no verb is given.
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// `graphdoc --docs X --out Y` is `graphdoc generate --docs X --out Y`.
    #[command(flatten)]
    pub generate: GenerateArgs,
    /// Options of every verb.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// A verb with its options.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Write a graphdoc.toml that pins the public docs
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Bring the pinned docs into the cache
    #[command(after_help = FETCH_EXAMPLES)]
    Fetch(FetchArgs),
    /// Write a crate of Rust types, or compare one with what would be written [default]
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(GenerateArgs),
    /// Print the types, properties and enums that were read from the pages
    #[command(after_help = MODEL_EXAMPLES)]
    Model(ModelArgs),
    /// List the facts with the sentences that they quote and the types that use them
    #[command(after_help = FACTS_EXAMPLES)]
    Facts(FactsArgs),
    /// Report mistakes and contradictions in the pages
    #[command(after_help = LINT_EXAMPLES)]
    Lint(LintArgs),
    /// Explain a rule with examples, or list all rules
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Compare two versions of the docs and report what breaks
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Bring a crate to newer docs, unless that contains breaking changes that were not accepted
    #[command(after_help = UPDATE_EXAMPLES)]
    Update(UpdateArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
}

/// Where the pages are, and how many threads read them.
#[derive(Clone, Debug, Default, Args)]
pub struct DocsArgs {
    /// Folder of resource pages, or a parent of such folders; may be repeated [default: those of the configuration]
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// Metadata of the service, as saved from `/$metadata`: a second source beside the pages [default: that of the
    /// configuration]
    #[arg(long, value_name = "FILE")]
    pub metadata: Option<PathBuf>,
    /// Use no network: what is pinned must be in the cache
    #[arg(long)]
    pub offline: bool,
    /// Number of threads [default: as many as processors, fewer for small inputs]
    #[arg(long, short, value_name = "N", display_order = 998)]
    pub jobs: Option<NonZeroUsize>,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Repository of the docs
    #[arg(long, value_name = "URL", default_value = DOCS_URL)]
    pub git: String,
    /// Repository of the service's metadata
    #[arg(long, value_name = "URL", default_value = METADATA_URL)]
    pub metadata_git: String,
    /// Version of the API
    #[arg(long, value_enum, value_name = "VERSION", default_value_t = ApiVersion::V1)]
    pub api: ApiVersion,
    /// Folder of the crate
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Name of the crate
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Use no network: pin no revision
    #[arg(long)]
    pub offline: bool,
}

/// Repository of the public docs.
const DOCS_URL: &str = "https://github.com/microsoftgraph/microsoft-graph-docs-contrib";
/// Repository of the service's metadata.
const METADATA_URL: &str = "https://github.com/microsoftgraph/msgraph-metadata";

/// Version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ApiVersion {
    /// What programs in production use
    #[value(name = "v1.0")]
    V1,
    /// What may still change
    Beta,
}

/// Options of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Use no network: verify that the cache has what is pinned
    #[arg(long)]
    pub offline: bool,
    /// Accepted as by cargo: fetching never moves a revision
    #[arg(long)]
    pub locked: bool,
}

/// Options of `generate`.
#[derive(Clone, Debug, Args)]
pub struct GenerateArgs {
    /// Where the pages are
    #[command(flatten)]
    pub docs: DocsArgs,
    /// Fact file, or a folder of fact files; may be repeated
    #[arg(long, value_name = "PATH")]
    pub facts: Vec<PathBuf>,
    /// Folder of the crate to write
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Generate only these types and the types that their properties need
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Drop members that the docs no longer have, and start over if the lock file is lost
    #[arg(long)]
    pub prune: bool,
    /// Agree that this number of types and enums goes, where it is more than a tenth
    #[arg(long, value_name = "N")]
    pub drop_types: Option<usize>,
    /// Fail if `graphdoc.lock` would change
    #[arg(long)]
    pub locked: bool,
    /// Write nothing; exit with 100 if the crate is not up to date
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    pub diff: bool,
}

/// Options of `model`.
#[derive(Debug, Args)]
pub struct ModelArgs {
    /// Where the pages are
    #[command(flatten)]
    pub docs: DocsArgs,
    /// Fact file, or a folder of fact files; may be repeated
    #[arg(long, value_name = "PATH")]
    pub facts: Vec<PathBuf>,
    /// Format of the dump
    #[arg(long, value_enum, default_value_t = DumpFormat::Json)]
    pub format: DumpFormat,
}

/// Options of `facts`.
#[derive(Debug, Args)]
pub struct FactsArgs {
    /// `list` the facts, or `suggest` new ones from sentences with recognized wording
    #[arg(value_enum, value_name = "WHAT", default_value_t = FactsWhat::List)]
    pub what: FactsWhat,
    /// Where the pages are
    #[command(flatten)]
    pub docs: DocsArgs,
    /// Fact file, or a folder of fact files; may be repeated
    #[arg(long, value_name = "PATH")]
    pub facts: Vec<PathBuf>,
}

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old docs: a folder, a git revision of the docs, or `lock:FILE`
    pub base: String,
    /// The new docs, in the same forms [default: the docs in the working tree]
    pub head: Option<String>,
    /// Where the pages are
    #[command(flatten)]
    pub docs: DocsArgs,
    /// Metadata of the old side, where it is another one [default: that of both sides]
    #[arg(long, value_name = "FILE", requires = "metadata")]
    pub base_metadata: Option<PathBuf>,
    /// Which changes make it fail
    #[command(flatten)]
    pub fail: FailArgs,
}

/// What `facts` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsWhat {
    /// Each fact with its sentence, the line of the page and the types that use it
    List,
    /// Facts suggested by the pages
    Suggest,
}

/// Options of `lint`.
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Report only findings in these pages; all pages are still read. `-` is standard input, see `--path`
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// With `-`: the page of the docs whose text standard input is, as an editor has it
    #[arg(long, value_name = "PAGE", requires = "pages", conflicts_with_all = ["files_from", "fix", "write_baseline"])]
    pub path: Option<PathBuf>,
    /// Report only findings in the pages that this file names, one a line; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    pub files_from: Option<PathBuf>,
    /// Where the pages are
    #[command(flatten)]
    pub docs: DocsArgs,
    /// Apply repairs that are certain to the pages, and show them as diffs
    #[arg(long, conflicts_with = "write_baseline")]
    pub fix: bool,
    /// With `--fix`: show the repairs and write nothing
    #[arg(long, requires = "fix")]
    pub check: bool,
    /// Write a report to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report_of_findings)]
    pub output: Vec<ReportFile>,
    /// Accept all current findings by writing them to the configuration
    #[arg(long, conflicts_with = "pages")]
    pub write_baseline: bool,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Id of the rule, shown in brackets before each message [default: all are listed]
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// Which changes make it fail.
#[derive(Clone, Debug, Args)]
pub struct FailArgs {
    /// Exit with 100 if a change that was not accepted is at least this severe
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Breaking)]
    pub fail_on: FailOn,
    /// Judge by these contracts alone: a change that breaks none of them counts as `minor` at most [default: all]
    #[arg(long, value_enum, value_name = "CONTRACT", value_delimiter = ',')]
    pub contract: Vec<Promise>,
    /// Write a report to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report_file)]
    pub output: Vec<ReportFile>,
}

/// Options of `update`.
#[derive(Debug, Args)]
pub struct UpdateArgs {
    /// Where the pages are
    #[command(flatten)]
    pub docs: DocsArgs,
    /// Move to this commit instead of the newest one of the branch
    #[arg(long, value_name = "REV", conflicts_with = "docs")]
    pub to: Option<String>,
    /// Fail if the pinned revision would move
    #[arg(long)]
    pub locked: bool,
    /// Write nothing; exit with 100 if there are changes to accept
    #[arg(long)]
    pub check: bool,
    /// Which changes must be accepted
    #[command(flatten)]
    pub fail: FailArgs,
    /// Agree that this number of types and enums goes, where it is more than a tenth
    #[arg(long, value_name = "N")]
    pub drop_types: Option<usize>,
    /// Folder of the crate
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Accept the breaking changes with these fingerprints
    #[arg(long, value_name = "FINGERPRINT", num_args = 1.., value_delimiter = ',')]
    pub accept: Vec<String>,
    /// Drop members that the docs no longer have
    #[arg(long)]
    pub prune: bool,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell to generate the script for
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Options that every verb takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct CommonArgs {
    /// Configuration file [default: docs-input/graphdoc.toml or graphdoc.toml, in this folder or a parent]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Format of findings and changes, for the verbs in parentheses
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human, global = true)]
    pub message_format: MessageFormat,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, global = true)]
    pub color: Color,
    /// Show all findings, whole diffs, and why each type was included
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Print nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// From which severity on a comparison fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Programs no longer compile, or values can no longer be read
    Breaking,
    /// Programs compile, but may behave differently
    Dangerous,
    /// Additions
    Minor,
    /// Changes of documentation only
    Patch,
    /// Never fail
    Never,
}

/// What users of the generated crate rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Promise {
    /// Programs that use the crate still compile
    RustSource,
    /// Values that the service sends can be read
    WireRead,
    /// The service accepts the values that programs send
    WireWrite,
}

/// Form of the model dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DumpFormat {
    /// One JSON object
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless CARGO_TERM_COLOR or NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Parses a command line, the name of the program first.
///
/// # Errors
/// Returns an error if the arguments are not valid, each on its own or together.
pub fn parse(words: Vec<OsString>) -> Result<Cli, clap::Error> {
    let matches = Cli::command().try_get_matches_from(words)?;
    let cli = Cli::from_arg_matches(&matches)?;
    let verb = matches.subcommand_name().unwrap_or("generate");
    let unsuitable = || cli.common.message_format.unsuitable(verb);
    match misplaced(&matches)
        .or_else(unsuitable)
        .or_else(|| unnamed(&cli))
    {
        Some(why) => Err(Cli::command().error(ErrorKind::ArgumentConflict, why)),
        None => Ok(cli),
    }
}

/// Checks `-` among the pages: it needs `--path`, and must be the only page.
fn unnamed(cli: &Cli) -> Option<String> {
    let Some(Verb::Lint(args)) = &cli.verb else {
        return None;
    };
    let is_stdin = args.pages.iter().any(|page| page.as_os_str() == "-");
    let message = match (is_stdin, args.pages.len(), &args.path) {
        (true, 1, Some(_)) | (false, _, None) => return None,
        (true, _, _) => "`-` needs `--path PAGE` and no other page",
        (false, ..) => "`--path` is for `-`, standard input",
    };
    Some(message.to_owned())
}

/// Checks that no option of `generate` precedes another subcommand, where it would have no effect.
fn misplaced(matches: &ArgMatches) -> Option<String> {
    matches.subcommand_name()?;
    let generate = GenerateArgs::augment_args(clap::Command::new("generate"));
    let is_given = |option: &&Arg| {
        matches.value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine)
    };
    let option = generate.get_arguments().find(is_given)?.get_long()?;
    Some(format!("`--{option}` must come after the subcommand"))
}
