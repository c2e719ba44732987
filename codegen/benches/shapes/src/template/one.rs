//! Reads a single type.

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).expect("text");
    let value: Type = serde_json::from_str(&text).expect("a body");
    std::hint::black_box(&value);
}
