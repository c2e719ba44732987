//! Reads an operation, prints its status and what to expect next, and writes it back.

use graph::{CommsOperation, CommsOperationStatus, operations::Expectation};

mod graph {
    include!(concat!(env!("OUT_DIR"), "/graph.rs"));
}

/// A response with a member that no page documents.
const BODY: &str = r#"{"id":"1","resultInfo":{"code":200},"status":"completed","newer":[1,null]}"#;

fn main() -> Result<(), serde_json::Error> {
    let operation: CommsOperation = serde_json::from_str(BODY)?;
    match &operation.status {
        Some(CommsOperationStatus::Completed) => println!("done"),
        status => println!("{status:?}"),
    }
    if let Some(info) = &operation.result_info {
        println!("code {:?}", info.code);
    }
    println!("{}", serde_json::to_value(&operation)?);
    match CommsOperation::expectation(Some(&operation)) {
        Expectation::Finished => println!("nothing follows"),
        other => println!("{other:?}"),
    }
    Ok(())
}
