//! Brings `generated/` up to date with `docs-input/` before the library is compiled from it, so that a single
//! `cargo build` is enough after an edit of the docs. `GRAPHDOC` is `write` (the default), `check` or `off`.

use graphdoc_codegen::{Config, Error, Generator};

fn main() -> Result<(), Error> {
    let config = Config::read("docs-input/graphdoc.toml")?;
    let generator = Generator::from_config(&config).command("cargo run -p graphdoc");
    generator.update_crate()
}
