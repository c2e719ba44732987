//! Any text as a page, from its bytes to the model.
//!
//! A form feed splits the input into several pages, so that pages can refer to each other.

#![no_main]

use graphdoc_codegen::unstable::{
    model::Place,
    pipeline::{self, Input},
    source::SourceFile,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let files: Vec<SourceFile> = text
        .split('\u{c}')
        .enumerate()
        .map(|(at, page)| SourceFile::new(format!("resources/page{at}.md"), page))
        .collect();
    let analysis = pipeline::analyze(Input::new(&files));
    assert_eq!(analysis.outcomes.len(), files.len());
    let length = |path: &str| {
        let file = files.iter().find(|file| &*file.path == path);
        file.expect("a place in a file that went in").text.len()
    };
    for label in analysis.diagnostics.iter().flat_map(|found| &found.labels) {
        assert!(label.span.start <= label.span.end && label.span.end <= length(&label.file));
    }
    let check = |place: &Place| {
        assert!(place.span.start <= place.span.end && place.span.end <= length(&place.file))
    };
    for ty in analysis.model.types.values() {
        check(&ty.place);
        ty.properties
            .iter()
            .for_each(|property| check(&property.place));
    }
    analysis
        .model
        .enums
        .values()
        .for_each(|found| check(&found.place));
});
