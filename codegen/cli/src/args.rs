//! What can be typed.

mod examples;
mod format;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use examples::*;
pub use format::{MessageFormat, ReportFile};
use format::{NO_CHANGES, report_file, report_of_findings};

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
    /// Write a crate of Rust types, or compare one with what would be written [default]
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(GenerateArgs),
    /// Print what the pages were understood to say
    #[command(after_help = MODEL_EXAMPLES)]
    Model(ModelArgs),
    /// Print the facts written by hand: sentence, line of the page, what uses them
    #[command(after_help = FACTS_EXAMPLES)]
    Facts(FactsArgs),
    /// Report what is wrong with the pages
    #[command(after_help = LINT_EXAMPLES)]
    Lint(LintArgs),
    /// List the rules that findings name
    Rules,
    /// Explain a rule
    Explain(ExplainArgs),
    /// Tell what changed from one state of the docs to another, and whom it breaks
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Tell how far a generated crate is behind other docs, by its lock file
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Write a crate for another repository, with a README that says what it was made from
    #[command(after_help = VENDOR_EXAMPLES)]
    Vendor(VendorArgs),
    /// Bring a generated crate to other docs, unless that breaks what nobody agreed to
    #[command(after_help = UPDATE_EXAMPLES)]
    Update(UpdateArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
}

/// Options of `generate`.
#[derive(Clone, Debug, Args)]
pub struct GenerateArgs {
    /// Folder of resource pages, or a folder above one or more; may be repeated
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// File of facts written by hand, or folder of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub facts: Vec<PathBuf>,
    /// Folder of the crate to write
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Only these types and what their properties need
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Drop what the docs have no longer, and begin anew when the lock file is lost
    #[arg(long)]
    pub prune: bool,
    /// Write nothing; exit with 100 when the crate is not what would be written
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `model`.
#[derive(Debug, Args)]
pub struct ModelArgs {
    /// Folder of resource pages, or a folder above one or more; may be repeated
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// File of facts written by hand, or folder of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub facts: Vec<PathBuf>,
    /// Form of the dump
    #[arg(long, value_enum, default_value_t = DumpFormat::Json)]
    pub format: DumpFormat,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `facts`.
#[derive(Debug, Args)]
pub struct FactsArgs {
    /// `suggest`: facts that the pages offer in recognised words, ready to be accepted
    #[arg(value_enum, value_name = "WHAT", default_value_t = FactsWhat::List)]
    pub what: FactsWhat,
    /// Folder of resource pages, or a folder above one or more; may be repeated
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// File of facts written by hand, or folder of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub facts: Vec<PathBuf>,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old docs: a folder, a git revision of the docs, or `lock:FILE`
    pub base: String,
    /// The new docs [default: the docs as they are]
    pub head: Option<String>,
    /// The docs of which BASE and HEAD are revisions; may be repeated
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// What is too much
    #[command(flatten)]
    pub fail: FailArgs,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// What `facts` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsWhat {
    /// Each fact with its sentence, the line of the page and what uses it
    List,
    /// Facts that the pages offer
    Suggest,
}

/// Options of `lint`.
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Report on these pages alone; all are read
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// Folder of resource pages, or a folder above one or more; may be repeated
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// Compare with what the service says of itself: the metadata document that it sends for `/$metadata` [default: the one
    /// that the configuration names]
    #[arg(long, value_name = "FILE")]
    pub metadata: Option<PathBuf>,
    /// Put certain repairs into the pages, and show them
    #[arg(long, conflicts_with = "write_baseline")]
    pub fix: bool,
    /// With `--fix`: show the repairs and write nothing
    #[arg(long, requires = "fix")]
    pub check: bool,
    /// Write a report to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report_of_findings)]
    pub output: Vec<ReportFile>,
    /// Accept everything that is found now: write it to the configuration
    #[arg(long, conflicts_with = "pages")]
    pub write_baseline: bool,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Id of the rule, which stands in brackets in front of a message
    #[arg(value_name = "RULE")]
    pub rule: String,
}

/// Which changes are too much.
#[derive(Clone, Debug, Args)]
pub struct FailArgs {
    /// Exit with 100 when a change is at least as grave
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Breaking)]
    pub fail_on: FailOn,
    /// Fail only for these contracts [default: all]
    #[arg(long, value_enum, value_name = "CONTRACT", value_delimiter = ',')]
    pub contract: Vec<Promise>,
    /// Write a report to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report_file)]
    pub output: Vec<ReportFile>,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The docs to compare the crate with; may be repeated
    #[arg(long, value_name = "DIR", required = true)]
    pub against: Vec<PathBuf>,
    /// The lock file of the crate [default: that of the crate that the configuration describes]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// What is too much
    #[command(flatten)]
    pub fail: FailArgs,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `vendor`.
#[derive(Debug, Args)]
pub struct VendorArgs {
    /// Folder of the crate
    pub dir: PathBuf,
    /// Folder of resource pages, or a folder above one or more; may be repeated
    #[arg(long, value_name = "DIR")]
    pub docs: Vec<PathBuf>,
    /// Only these types and what their properties need
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Drop what the docs have no longer, and begin anew when the lock file is lost
    #[arg(long)]
    pub prune: bool,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `update`.
#[derive(Debug, Args)]
pub struct UpdateArgs {
    /// The docs to bring the crate to; may be repeated [default: those that the configuration names]
    #[arg(long, value_name = "DIR")]
    pub to: Vec<PathBuf>,
    /// Folder of the crate
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Agree to the breaking change with this fingerprint
    #[arg(long, value_name = "FINGERPRINT", num_args = 1.., value_delimiter = ',')]
    pub accept: Vec<String>,
    /// Drop what the docs have no longer
    #[arg(long)]
    pub prune: bool,
    /// Drop what neither the docs have nor the service: the metadata document that it sends for `/$metadata` [default: the one
    /// that the configuration names]
    #[arg(long, value_name = "FILE")]
    pub metadata: Option<PathBuf>,
    /// Number of threads [default: one a processor that has enough to do]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell to complete for
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Options that every verb takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct CommonArgs {
    /// Configuration [default: docs-input/graphdoc.toml or graphdoc.toml, found upwards from here]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Form of what is found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human, global = true)]
    pub message_format: MessageFormat,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, global = true)]
    pub color: Color,
    /// Show everything: tolerances used, every finding, whole diffs, why a type was pulled in
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Print nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// From which severity on a comparison fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Programs stop to compile or values stop to be read
    Breaking,
    /// It compiles and may behave otherwise
    Dangerous,
    /// Something new
    Minor,
    /// Documentation only
    Patch,
    /// Always succeed
    Never,
}

/// What users of the generated crate rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Promise {
    /// Programs that use the crate compile
    RustSource,
    /// What the service sends is read
    WireRead,
    /// What is sent is understood by the service
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
    /// On a terminal, unless CARGO_TERM_COLOR or NO_COLOR say otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A form of changes that is asked of a verb which tells none.
fn unsuitable(cli: &Cli) -> Option<clap::Error> {
    let tells = matches!(
        cli.verb,
        Some(Verb::Diff(_) | Verb::Check(_) | Verb::Update(_))
    );
    let wrong = cli.common.message_format == MessageFormat::Changelog && !tells;
    wrong.then(|| Cli::command().error(clap::error::ErrorKind::ArgumentConflict, NO_CHANGES))
}

/// What is wrong with words of which each alone is right.
pub fn wrong(cli: &Cli) -> Option<clap::Error> {
    misplaced(cli).or_else(|| unsuitable(cli))
}

/// Options of `generate` that stand in front of another verb, where they would be lost.
fn misplaced(cli: &Cli) -> Option<clap::Error> {
    cli.verb.as_ref()?;
    let GenerateArgs {
        docs,
        facts,
        out,
        only,
        prune,
        check,
        diff,
        jobs,
    } = &cli.generate;
    let given = [
        ("--docs", !docs.is_empty()),
        ("--facts", !facts.is_empty()),
        ("--out", out.is_some()),
        ("--only", !only.is_empty()),
        ("--prune", *prune),
        ("--check", *check),
        ("--diff", *diff),
        ("--jobs", jobs.is_some()),
    ];
    let (option, _) = given.into_iter().find(|(_, given)| *given)?;
    let message = format!("`{option}` belongs behind the verb");
    Some(Cli::command().error(clap::error::ErrorKind::ArgumentConflict, message))
}
