//! What can be typed.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

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
    /// Write nothing; exit with 100 when the crate is not what would be written
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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
    /// Number of threads [default: one a processor]
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

/// Form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Drawn on the line of the page
    Human,
    /// One line a finding
    Short,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
    /// JUnit's XML
    Junit,
    /// A comment or job summary
    Markdown,
    /// One page for a browser
    Html,
    /// The JSON of Microsoft's changelog for Graph; for changes
    Changelog,
}

impl MessageFormat {
    /// Whether lines for people may stand around the findings.
    pub fn is_for_people(self) -> bool {
        matches!(
            self,
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github
        )
    }
}

/// Reads a form of findings, of which all are known but that of changes.
fn report_of_findings(text: &str) -> Result<ReportFile, String> {
    let file = report_file(text)?;
    match file.format {
        MessageFormat::Changelog => Err(NO_CHANGES.to_owned()),
        _ => Ok(file),
    }
}

/// Why findings cannot be a changelog.
const NO_CHANGES: &str = "a changelog tells changes: it is a form of `diff`, `check` and `update`";

/// A form of changes that is asked of a verb which tells none.
fn unsuitable(cli: &Cli) -> Option<clap::Error> {
    let tells = matches!(
        cli.verb,
        Some(Verb::Diff(_) | Verb::Check(_) | Verb::Update(_))
    );
    let wrong = cli.common.message_format == MessageFormat::Changelog && !tells;
    wrong.then(|| Cli::command().error(clap::error::ErrorKind::ArgumentConflict, NO_CHANGES))
}

/// A report that goes to a file.
#[derive(Clone, Debug)]
pub struct ReportFile {
    /// Its form.
    pub format: MessageFormat,
    /// The file.
    pub path: PathBuf,
}

/// Reads `FORMAT=PATH`.
fn report_file(text: &str) -> Result<ReportFile, String> {
    let (format, path) = text
        .split_once('=')
        .ok_or("expected FORMAT=PATH, as in `sarif=lint.sarif`")?;
    if path.is_empty() {
        return Err("no file is named behind `=`".to_owned());
    }
    Ok(ReportFile {
        format: MessageFormat::from_str(format, true)?,
        path: path.into(),
    })
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

const TOP_EXAMPLES: &str = "\
Examples:
  graphdoc                                          the crate that the configuration describes
  graphdoc --docs api-reference/v1.0 --out my-graph
  graphdoc generate --check                         fails when the crate is stale or edited
  graphdoc model --docs resources > model.json
  graphdoc generate --help                          more examples; every verb has some

Exit codes: 0 clean, 100 differences or pages in error, 101 could not complete, 2 usage.";

const GENERATE_EXAMPLES: &str = "\
Examples:
  graphdoc generate --docs resources --out my-graph
  graphdoc generate --docs resources --out my-graph --only microsoft.graph.user -v
  graphdoc generate --check --diff                  what CI runs: fails and shows why
  graphdoc generate --diff                          what would be written, without writing it
  graphdoc generate --message-format json | jq 'select(.level == \"warn\")'

Exit codes: 0 a crate was written (whatever was warned of) or, with --check, is up to date; 100 differences or pages
in error; 101 nothing could be written; 2 usage.";

const MODEL_EXAMPLES: &str = "\
Examples:
  graphdoc model --docs resources > model.json
  graphdoc model | jq '.types[] | select(.kind == \"entity\") | .name'";

const FACTS_EXAMPLES: &str = "\
Examples:
  graphdoc facts                                    what the crate rests on, sentence by sentence
  graphdoc facts suggest >> docs-input/facts/limits.toml
  graphdoc facts --docs resources --facts my-facts.toml --message-format json

Exit codes: 0 all facts hold, 100 a fact is not as the pages are, 101 could not complete, 2 usage.";

const LINT_EXAMPLES: &str = "\
Examples:
  graphdoc lint --docs api-reference/v1.0
  graphdoc lint --docs resources resources/user.md      that page alone, knowing all
  graphdoc lint --message-format short
  graphdoc lint --message-format github --output sarif=lint.sarif --output markdown=summary.md
  graphdoc lint --write-baseline                        accept what is there, fail on what comes
  graphdoc explain collection-conflict                  what a rule means

Exit codes: 0 nothing that is denied, 100 findings of rules at `deny`, 101 could not complete, 2 usage.";

const DIFF_EXAMPLES: &str = "\
Examples:
  graphdoc diff old/resources new/resources
  graphdoc diff HEAD~1 --docs microsoft-graph-docs/api-reference/v1.0
  graphdoc diff v1 v2 --message-format short        revisions of the docs that the configuration names
  graphdoc diff old new --output markdown=comment.md --output changelog=changes.json
  graphdoc diff old new --fail-on dangerous --contract wire-read,wire-write

Exit codes: 0 nothing as grave as --fail-on, 100 something is, 101 a side could not be read, 2 usage.";

const CHECK_EXAMPLES: &str = "\
Examples:
  graphdoc check --against microsoft-graph-docs/api-reference/v1.0
  graphdoc check --lock vendor/graph/graphdoc.lock --against resources --fail-on dangerous

Exit codes: 0 up to date or nothing as grave as --fail-on, 100 something is, 101 could not compare, 2 usage.";

const VENDOR_EXAMPLES: &str = "\
Examples:
  graphdoc vendor vendor/msgraph-types --docs microsoft-graph-docs/api-reference/v1.0
  graphdoc vendor vendor/msgraph-types --docs resources --only microsoft.graph.user

Exit codes: 0 written, 100 written without pages in error, 101 nothing could be written, 2 usage.";

const UPDATE_EXAMPLES: &str = "\
Examples:
  graphdoc update --to microsoft-graph-docs/api-reference/v1.0 --out vendor/graph
  graphdoc update --accept 0f3a9c51d2e84b7760f1c2a9b8d7e6f5
  graphdoc update --prune                           drops what was lost from the docs
  graphdoc update --to resources --metadata v1.0.xml   drops of that what the service has no longer

Exit codes: 0 up to date, 100 a breaking change was not agreed to and nothing was written, 101 could not complete, 2 usage.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  graphdoc completions bash > ~/.local/share/bash-completion/completions/graphdoc
  graphdoc completions zsh > ~/.zfunc/_graphdoc
  graphdoc completions fish > ~/.config/fish/completions/graphdoc.fish";

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
        check,
        diff,
        jobs,
    } = &cli.generate;
    let given = [
        ("--docs", !docs.is_empty()),
        ("--facts", !facts.is_empty()),
        ("--out", out.is_some()),
        ("--only", !only.is_empty()),
        ("--check", *check),
        ("--diff", *diff),
        ("--jobs", jobs.is_some()),
    ];
    let (option, _) = given.into_iter().find(|(_, given)| *given)?;
    let message = format!("`{option}` belongs behind the verb");
    Some(Cli::command().error(clap::error::ErrorKind::ArgumentConflict, message))
}
