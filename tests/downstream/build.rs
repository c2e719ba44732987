//! Generates three types and those that their properties need into `OUT_DIR`, with what the facts say about them.

fn main() -> Result<(), graphdoc_codegen::Error> {
    graphdoc_codegen::Generator::new("../../docs-input/resources")
        .facts("../../docs-input/facts")
        .only([
            "microsoft.graph.commsNotification",
            "microsoft.graph.commsOperation",
            "microsoft.graph.participant",
        ])
        .generate()?;
    Ok(())
}
