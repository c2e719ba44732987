//! The names of a model as far as somebody asks: comparisons look at few of its types.

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

/// What [`Names`](super::Names) says, each type's members on demand.
pub(crate) struct Outline<'m> {
    model: &'m Model,
    layout: OnceCell<Layout<'m>>,
    words: Rc<RefCell<Words>>,
    members: RefCell<HashMap<&'m QualifiedName, Members<'m>>>,
}

impl<'m> Outline<'m> {
    /// Knows nothing yet. Models that have most names in common share the words of these.
    pub fn new(model: &'m Model, words: &Rc<RefCell<Words>>) -> Outline<'m> {
        Outline {
            model,
            layout: OnceCell::new(),
            words: Rc::clone(words),
            members: RefCell::default(),
        }
    }

    /// Whether everything in both models has the same path: what decides about paths is the same.
    pub fn has_same_layout(&self, other: &Outline<'_>) -> bool {
        module_layout::items(self.model).eq(module_layout::items(other.model))
    }

    fn layout(&self) -> &Layout<'m> {
        self.layout.get_or_init(|| {
            let words = &mut self.words.borrow_mut();
            module_layout::assign(self.model, words, &mut Vec::new()).0
        })
    }

    /// As [`Names::item_path`](super::Names::item_path).
    pub fn item_path(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.layout().get(name)
    }

    /// As [`Names::rust_path`](super::Names::rust_path).
    pub fn rust_path(&self, name: &QualifiedName) -> Option<String> {
        self.layout().rust_path(name)
    }

    /// As [`Names::field`](super::Names::field).
    pub fn field(&self, ty: &QualifiedName, property: &str) -> Option<Arc<str>> {
        self.member(ty, property, |member| member.ident.clone())
    }

    /// Whether the values that a page lists for a property make an enum.
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
