
/// Like `trip`, but also reads the body strictly: it must be rejected if something does not fit, and give the same value
/// otherwise.
fn strict<T, B>(collection: bool, raw: &str) -> serde_json::Result<Trip>
where
    T: Resource + Clone + PartialEq + Serialize + DeserializeOwned,
    B: Resource,
{
    let mut done = trip::<T, B>(collection, raw)?;
    let mut body = serde_json::Deserializer::from_str(raw);
    let written = if collection {
        msgraph_types::deserialize_strict::<Page<T>, _>(&mut body).and_then(|page| serde_json::to_string(&page))
    } else {
        msgraph_types::deserialize_strict::<T, _>(&mut body).and_then(|item| serde_json::to_string(&item))
    };
    if let Ok(written) = written {
        note(done.mismatches.is_empty(), "strict reading takes what does not fit", &mut done);
        note(written == done.back, "strict reading reads something else", &mut done);
        done.strict = true;
    }
    Ok(done)
}
