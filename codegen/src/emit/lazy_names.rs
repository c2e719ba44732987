//! The names of a model, computed on demand, because comparisons need few of them.

use std::{
    cell::{OnceCell, RefCell, RefMut},
    rc::Rc,
    sync::Arc,
};

use super::{
    ident::Words,
    module_layout::{self, ItemPath, Layout},
    names::{Member, Members, values_of},
};
use crate::{
    hash_map::HashMap,
    model::{Model, QualifiedName},
};

/// Like [`Names`](super::Names), but computes the members of each type when they are first needed.
pub(crate) struct Outline<'m> {
    model: &'m Model,
    layout: OnceCell<Layout<'m>>,
    words: Rc<RefCell<Words>>,
    members: RefCell<HashMap<&'m QualifiedName, Members<'m>>>,
}

impl<'m> Outline<'m> {
    /// Creates an empty outline. Models with mostly the same names should share `words`.
    pub fn new(model: &'m Model, words: &Rc<RefCell<Words>>) -> Outline<'m> {
        Outline {
            model,
            layout: OnceCell::new(),
            words: Rc::clone(words),
            members: RefCell::default(),
        }
    }

    /// Whether all items have the same paths in both models. Compares what determines the paths.
    pub fn has_same_layout(&self, other: &Outline<'_>) -> bool {
        module_layout::items(self.model).eq(module_layout::items(other.model))
    }

    fn layout(&self) -> &Layout<'m> {
        self.layout.get_or_init(|| {
            let words = &mut self.words.borrow_mut();
            module_layout::assign(self.model, words, &mut Vec::new()).0
        })
    }

    /// See [`Names::item_path`](super::Names::item_path).
    pub fn item_path(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.layout().get(name)
    }

    /// See [`Names::rust_path`](super::Names::rust_path).
    pub fn rust_path(&self, name: &QualifiedName) -> Option<String> {
        self.layout().rust_path(name)
    }

    /// See [`Names::field`](super::Names::field).
    pub fn field(&self, ty: &QualifiedName, property: &str) -> Option<Arc<str>> {
        self.member(ty, property, |member| member.ident.clone())
    }

    /// Whether the value list of a property becomes an enum.
    pub fn lists_values(&self, ty: &QualifiedName, property: &str) -> bool {
        let listed =
            |member: &Member| !member.property.relationship && values_of(member.property).is_some();
        self.member(ty, property, listed).unwrap_or(false)
    }

    fn member<T>(
        &self,
        ty: &QualifiedName,
        property: &str,
        look: impl Fn(&Member<'m>) -> T,
    ) -> Option<T> {
        let (name, ty) = self.model.types.get_key_value(ty)?;
        let of = || {
            Members::of(
                self.model,
                ty,
                &mut self.words.borrow_mut(),
                &mut Vec::new(),
            )
        };
        let members = RefMut::map(self.members.borrow_mut(), |known| {
            known.entry(name).or_insert_with(of)
        });
        members.named(property).map(look)
    }
}
