//! From docs to the crates of all shapes.

use std::{collections::BTreeSet, fs};

use graphdoc_codegen::{
    Generator,
    unstable::{
        emit::Names,
        generator,
        model::{Model, QualifiedName},
        pipeline::{self, Input},
        source,
    },
};

use crate::{
    Args, Relationships, Result, bodies, crates, derive,
    names::{self, Path},
    schema,
    shape::{OTHERS, OURS, PLAIN, RELATED},
};

/// Name of the file with bodies in the scratch folder.
pub const BODIES: &str = "bodies.ndjson";

/// Writes the crates, the schemas for other generators, and the bodies.
pub fn write(args: &Args) -> Result<()> {
    let scratch = &args.scratch;
    fs::create_dir_all(scratch)?;
    let model = model(args)?;
    let names = Names::new(&model);
    let one = names::find(&model, &args.ty)
        .ok_or_else(|| format!("no page declares `{}`, or several do", args.ty))?;
    let one = Path::of(&names, one).ok_or("the type has no name in Rust")?;
    let bodies = match &args.bodies {
        Some(file) => bodies::of_examples(file, &model)?,
        None => Vec::new(),
    };
    bodies::save(&bodies, &scratch.join(BODIES))?;
    let types = bodies::types(&bodies);

    ours(args)?;
    let mut shapes = vec![OURS];
    let derived = match args.relationships {
        Relationships::Yes => vec![(RELATED, true)],
        Relationships::No => vec![(PLAIN, false)],
        Relationships::Both => vec![(RELATED, true), (PLAIN, false)],
    };
    for (shape, relationships) in derived {
        let text = derive::source(&model, &names, relationships);
        crates::library(&shape, scratch)?;
        crates::write(&shape.library(scratch), &text)?;
        shapes.push(shape);
    }
    for shape in [OURS, RELATED, PLAIN] {
        if !shapes.contains(&shape) {
            let _ = fs::remove_dir_all(scratch.join(shape.name));
            continue;
        }
        crates::one(&shape, scratch, &one.below("")[2..])?;
        crates::bodies(&shape, scratch, &names, types.iter())?;
    }
    others(args, &model, &names, &one)?;
    report(&model, bodies.len(), &types);
    Ok(())
}

fn model(args: &Args) -> Result<Model> {
    let sources = source::read(&args.docs)?;
    let metadata = args.metadata.as_deref();
    let metadata = metadata.map(|path| generator::read_metadata(path, false));
    let metadata = metadata.transpose()?;
    let input = Input {
        metadata: metadata.as_ref(),
        ..Input::new(&sources.files)
    };
    Ok(pipeline::analyze(input).model)
}

fn ours(args: &Args) -> Result<()> {
    let mut docs = args.docs.iter();
    let generator = Generator::new(docs.next().ok_or("no folder of pages")?);
    let generator = docs.fold(generator, Generator::docs);
    let generator = args.metadata.iter().fold(generator, Generator::metadata);
    generator.plan(&args.scratch.join(OURS.name))?.apply()?;
    Ok(())
}

/// Writes the input for other generators, and the packages that `others.sh` fills.
fn others(args: &Args, model: &Model, names: &Names, one: &Path) -> Result<()> {
    let scratch = &args.scratch;
    let schema = schema::json_schema(model, names);
    crates::write(
        &scratch.join("schema.json"),
        &serde_json::to_string_pretty(&schema)?,
    )?;
    let open_api = schema::open_api(model, names);
    crates::write(
        &scratch.join("openapi.json"),
        &serde_json::to_string_pretty(&open_api)?,
    )?;
    for shape in OTHERS {
        crates::library(shape, scratch)?;
        crates::one(shape, scratch, &one.word())?;
    }
    Ok(())
}

fn report(model: &Model, bodies: usize, types: &BTreeSet<QualifiedName>) {
    eprintln!(
        "{} types and {} named enums; {bodies} bodies of {} types",
        model.types.len(),
        model.enums.len(),
        types.len()
    );
}
