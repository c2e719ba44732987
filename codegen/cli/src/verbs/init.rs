//! `graphdoc init`: writes a configuration that pins the public docs.

use std::io::Write;

use graphdoc_codegen::unstable::{
    config::{Config, NAME},
    encode::toml,
    source::pinned::check_url,
    sync::replace,
};

use crate::{
    args::{ApiVersion, InitArgs},
    context::Context,
    encode::terminal,
    exit::Exit,
    failure::Failure,
    git, paths, style,
};

/// Branches of the public repositories, used without a network.
const BRANCHES: [&str; 2] = ["main", "master"];

/// Writes `graphdoc.toml`, or the file that `--config` names.
///
/// # Errors
/// Returns an error if the file exists already or cannot be written, or if an address must not be passed to git.
pub fn run(args: &InitArgs, context: &mut Context) -> Result<Exit, Failure> {
    let file = context.common.config.clone().unwrap_or_else(|| NAME.into());
    let shown = paths::shown(&file);
    if file.symlink_metadata().is_ok() {
        let message = format!("`{shown}` exists already");
        let help = "edit it, or name another file with `--config`".to_owned();
        return Err(Failure::Usage(message, Some(help)));
    }
    for url in [&args.git, &args.metadata_git] {
        check_url(url).map_err(|message| Failure::Usage(message, None))?;
    }
    let version = match args.api {
        ApiVersion::V1 => "v1.0",
        ApiVersion::Beta => "beta",
    };
    // Pages of operations show which properties can be sent although pages of types call them read-only.
    let paths = ["resources", "api"].map(|folder| {
        let path = format!("api-reference/{version}/{folder}");
        toml::string(&path)
    });
    let schema = format!("schemas/{version}-Prod.csdl");
    let name = args.name.as_deref().unwrap_or(match args.api {
        ApiVersion::V1 => "msgraph-types",
        ApiVersion::Beta => "msgraph-beta-types",
    });
    let out = match &args.out {
        Some(out) => out
            .to_str()
            .ok_or_else(|| Failure::Usage(format!("`{}` is not UTF-8", out.display()), None))?,
        None => name,
    };
    let [source, metadata] = [
        table(&args.git, BRANCHES[0], args.offline, context)?,
        table(&args.metadata_git, BRANCHES[1], args.offline, context)?,
    ];
    let text = format!(
        "# What `graphdoc` does in this folder and below. Paths start at this file.\n\n\
         # The crate that is written.\nout = {}\nname = {}\n\n\
         # The documentation. `graphdoc update` moves `rev` to the newest commit of the branch.\n\
         [source]\n{source}paths = [{}]\n\n\
         # What the service says of itself.\n[metadata]\n{metadata}path = {}\n",
        toml::string(out),
        toml::string(name),
        paths.join(", "),
        toml::string(&schema),
    );
    Config::parse(&file, &text)?;
    replace(&file, text)?;
    if !context.common.quiet {
        let shown = terminal::line(&shown);
        writeln!(
            context.out,
            "{shown} written; `graphdoc generate` makes the crate `{name}`"
        )?;
    }
    Ok(Exit::Clean)
}

/// The URL, branch and newest commit of a repository. If the repository cannot be asked, a message says so and the
/// commit is left out.
fn table(url: &str, branch: &str, offline: bool, context: &mut Context) -> Result<String, Failure> {
    let head = match offline {
        true => Err("`--offline` was given".to_owned()),
        false => match git::default_branch(url) {
            Ok(head) => Ok(head),
            Err(Failure::Incomplete(message, _)) => Err(message),
            Err(failure) => return Err(failure),
        },
    };
    let git = toml::string(url);
    Ok(match head {
        Ok((branch, rev)) => format!(
            "git = {git}\nrev = {}\nbranch = {}\n",
            toml::string(&rev),
            toml::string(&branch)
        ),
        Err(reason) => {
            context.out.flush()?;
            let (warning, line) = (
                style::WARNING,
                format!("no revision of {url} is pinned: {reason}"),
            );
            let line = terminal::line(&line);
            context.tell(|err| writeln!(err, "{warning}warning{warning:#}: {line}"))?;
            format!(
                "git = {git}\n# `graphdoc update` adds `rev`.\nbranch = {}\n",
                toml::string(branch)
            )
        }
    })
}
