//! Generates one type and what its properties need into `OUT_DIR`.

fn main() -> Result<(), graphdoc_codegen::Error> {
    graphdoc_codegen::Generator::new("../../docs-input/resources")
        .only(["microsoft.graph.commsOperation"])
        .generate()?;
    Ok(())
}
