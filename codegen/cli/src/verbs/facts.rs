//! `graphdoc facts`: which types rest on which sentences.

use std::io::Write;

use graphdoc_codegen::unstable::{
    diagnostic::Diagnostic,
    emit::{LIBRARY, Names},
    facts::{self, Assertion, Fact},
    model::FactUse,
    rules::Group,
};
use serde::Serialize;

use crate::{
    args::{FactsArgs, FactsWhat, MessageFormat},
    context::Context,
    docs::Docs,
    encode::{json, terminal},
    exit::Exit,
    failure::Failure,
    settings::Settings,
    summary::counted,
};

/// Lists the facts, or suggests new ones. Errors in facts are printed on standard error.
///
/// # Errors
/// Returns an error if docs or facts cannot be read.
pub fn run(args: &FactsArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::read(&context.common, &args.docs, &args.facts, None, &[])?;
    let mut docs = Docs::read(&settings, context)?;
    let analysis = &docs.analysis;
    let names = Names::new(&analysis.model);

    match (args.what, context.common.message_format) {
        (FactsWhat::List, MessageFormat::Json) => {
            for fact in &analysis.facts {
                json::line(&mut context.out, &shown(fact, &analysis.uses, &names))?;
            }
        }
        (FactsWhat::List, _) => list(&analysis.facts, &analysis.uses, &names, context)?,
        (FactsWhat::Suggest, _) => {
            let found = facts::suggest(&docs.pages, &analysis.extracts, &analysis.facts);
            for (at, suggestion) in found.iter().enumerate() {
                let gap = if at == 0 { "" } else { "\n" };
                let place = &suggestion.place;
                let at = format!("{}:{}", place.file, place.line);
                let at = terminal::line(&at);
                write!(context.out, "{gap}# {at}\n{}", suggestion.text)?;
            }
        }
    }
    context.out.flush()?;

    let own = |found: &Diagnostic| found.rule().unusable && found.rule().group == Group::Facts;
    let mut wrong = std::mem::take(&mut docs.unread);
    let found = std::mem::take(&mut docs.analysis.diagnostics);
    wrong.extend(found.into_iter().filter(own));
    let format = match context.common.message_format {
        MessageFormat::Json => MessageFormat::Short,
        format => format,
    };
    docs.tell(&wrong, format, context)?;
    Ok(if wrong.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

fn list(
    facts: &[Fact],
    uses: &[FactUse],
    names: &Names,
    context: &mut Context,
) -> Result<(), Failure> {
    for fact in facts {
        let line = shown(fact, uses, names);
        writeln!(context.out, "{} ({})", terminal::line(line.fact), line.kind)?;
        match (line.sentence, line.because) {
            (Some(sentence), _) => writeln!(context.out, "    \"{}\"", terminal::line(sentence))?,
            (None, Some(why)) => writeln!(context.out, "    no sentence: {}", terminal::line(why))?,
            (None, None) => {}
        }
        if let (Some(link), Some(why)) = (line.link, line.because) {
            writeln!(context.out, "    corrected: {}", terminal::line(why))?;
            writeln!(context.out, "    reported at {}", terminal::line(link))?;
        }
        let place = match line.line {
            Some(number) => format!("{}:{number}", line.page),
            None => format!("{}, not found", line.page),
        };
        writeln!(context.out, "    says {}", terminal::line(&place))?;
        if let Some(about) = &line.about {
            writeln!(context.out, "    of {}", terminal::line(about))?;
        }
        for item in &line.used_by {
            writeln!(context.out, "    used by {}", terminal::line(item))?;
        }
    }
    let unquoted = facts.iter().filter(|fact| fact.quote.is_none()).count();
    let total = counted(facts.len(), "fact");
    writeln!(context.out, "{total}, {unquoted} without a sentence")?;
    Ok(())
}

/// A fact in machine-readable form.
#[derive(Serialize)]
struct Line<'a> {
    fact: &'a str,
    kind: &'static str,
    sentence: Option<&'a str>,
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    page: &'a str,
    line: Option<usize>,
    written: String,
    about: Option<String>,
    used_by: Vec<String>,
}

fn shown<'a>(fact: &'a Fact, uses: &'a [FactUse], names: &Names) -> Line<'a> {
    let used = uses.iter().find(|found| found.fact == fact.id);
    let about = used.map(|used| match &used.property {
        Some(property) => format!("{}.{property}", used.owner),
        None => used.owner.to_string(),
    });
    Line {
        fact: &fact.id,
        kind: fact.assertion.kind(),
        sentence: fact.quote.as_ref().map(|quote| quote.text.as_str()),
        because: fact.because.as_deref(),
        link: match &fact.assertion {
            Assertion::Correction(correction) => Some(&correction.link),
            _ => None,
        },
        page: fact.place.as_ref().map_or(&fact.page, |place| &place.file),
        line: fact.place.as_ref().map(|place| place.line),
        written: format!("{}:{}", fact.file, fact.line),
        about,
        used_by: used.map_or_else(Vec::new, |used| users(fact, used, names)),
    }
}

/// The generated items that a fact contributes to.
fn users(fact: &Fact, used: &FactUse, names: &Names) -> Vec<String> {
    let own = |item: &str| Some(format!("{}{item}", names.rust_path(&used.owner)?));
    let property = used.property.as_deref().unwrap_or_default();
    let found = match &fact.assertion {
        Assertion::Lifecycle { .. } => {
            let values = names.enum_of(&used.owner, property);
            vec![
                values.map(|values| format!("{values}::phase")),
                own("::expectation"),
                own("::is_terminal"),
            ]
        }
        Assertion::Limit { .. } => vec![own("::validate")],
        Assertion::Base(_) | Assertion::Enum { .. } => vec![own("")],
        Assertion::Correction(_) => vec![names.rust_path(&used.owner)],
        Assertion::Content { .. } => vec![own(&format!("::{}", names.accessor(property)))],
        Assertion::Results { .. } => vec![own("::result_class")],
        Assertion::Address { .. } | Assertion::Removal { .. } | Assertion::Context(_) => {
            vec![Some(format!("{LIBRARY}::operations::Tracker"))]
        }
    };
    found.into_iter().flatten().collect()
}
