//! Generates the types of the pages.

fn main() -> Result<(), graphdoc_codegen::Error> {
    graphdoc_codegen::Generator::new("pages").generate()?;
    Ok(())
}
