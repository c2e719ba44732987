//! Compares the pages with what the service says about its types.

mod claims;
mod compare;
mod score;
mod type_match;

pub use compare::compare;
pub use graphdoc_codegen::unstable::metadata::{
    BaseChain, Csdl, CsdlProperty, CsdlType, Kind, property,
};
pub use score::{Agreement, agreement};
pub use type_match::Join;
