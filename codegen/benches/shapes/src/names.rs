//! Names of the model's types in every shape.

use graphdoc_codegen::unstable::{
    emit::{LIBRARY, Names},
    model::{Model, Property, QualifiedName},
};

/// The modules that lead from the root to a type, and its name.
pub struct Path {
    pub modules: Vec<String>,
    pub ident: String,
}

impl Path {
    /// Returns the path of a type or an enum of the model.
    pub fn of(names: &Names, name: &QualifiedName) -> Option<Path> {
        Path::parse(&names.rust_path(name)?)
    }

    /// Returns the path of the enum for the values of a property.
    pub fn of_values(names: &Names, ty: &QualifiedName, property: &Property) -> Option<Path> {
        Path::parse(&names.values_path(ty, &property.name)?)
    }

    fn parse(path: &str) -> Option<Path> {
        let below = path.strip_prefix(LIBRARY)?.strip_prefix("::")?;
        let mut modules: Vec<String> = below.split("::").map(str::to_owned).collect();
        let ident = modules.pop()?;
        Some(Path { modules, ident })
    }

    /// Returns `root::module::Type`.
    pub fn below(&self, root: &str) -> String {
        let parts = [root].into_iter().chain(self.modules.iter().map(|m| &**m));
        let parts: Vec<&str> = parts.chain([&*self.ident]).collect();
        parts.join("::")
    }

    /// Returns a single word, such as `ModuleType`, for generators without modules.
    pub fn word(&self) -> String {
        let words = self.modules.iter().flat_map(|module| module.split('_'));
        words.map(capital).chain([self.ident.clone()]).collect()
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// Returns the type with this name. The namespace may be omitted if only one type has the name.
pub fn find<'m>(model: &'m Model, name: &str) -> Option<&'m QualifiedName> {
    if let Some((found, _)) = model.types.get_key_value(&QualifiedName::new(name)) {
        return Some(found);
    }
    let mut short = model
        .types
        .keys()
        .filter(|known| known.short().eq_ignore_ascii_case(name));
    short.next().filter(|_| short.next().is_none())
}
