//! By the browser's `JSON.parse`: what it made is walked the way each type wants it.
//!
//! Fields and variants are asked for by name here and told to serde by their place in the type, so that
//! the code of a type compares no names. Hence a field may have no second name (`serde(alias)`), and one that
//! may be absent says so (`serde(default)`). What a type does not name is passed over, whatever it is.

use std::fmt;

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, SeqAccess,
    VariantAccess, Visitor, value::U32Deserializer,
};
use wasm_bindgen::{JsCast, JsValue};

use super::Unreadable;

/// Largest whole number that JavaScript tells from its neighbours.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

/// What `json` says.
///
/// # Errors
/// [`Unreadable`] if it is no JSON, or not of a `T`.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Unreadable> {
    T::deserialize(parsed(json)?).map_err(unreadable)
}

fn parsed(json: &str) -> Result<Value, Unreadable> {
    let parsed = JSON::parse(json).map_err(|_| unreadable(Wrong("no JSON")))?;
    Ok(Value(parsed))
}

#[inline(never)]
fn unreadable(Wrong(what): Wrong) -> Unreadable {
    Unreadable(what.to_owned())
}

/// The name of a field that is missing or wrong; empty where that is not known yet.
#[derive(Debug)]
struct Wrong(&'static str);

impl de::Error for Wrong {
    /// What is wrong is not told, as telling it would cost every reader some kilobytes of code.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("")
    }
}

impl std::error::Error for Wrong {}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What the browser made of some JSON.
struct Value(JsValue);

impl Value {
    fn whole(&self) -> Result<i64, Wrong> {
        match self.0.as_f64() {
            Some(number) if number.trunc() == number && number.abs() <= MAX_WHOLE => {
                Ok(number as i64)
            }
            _ => Err(Wrong("")),
        }
    }

    fn text(&self) -> Result<String, Wrong> {
        self.0.as_string().ok_or(Wrong(""))
    }
}

/// Whole numbers all come the same way, and their types check the range.
macro_rules! whole_numbers {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            visitor.visit_i64(self.whole()?)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Value {
    type Error = Wrong;

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    /// Every type that travels says what it is.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Wrong> {
        Err(Wrong(""))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_bool(self.0.as_bool().ok_or(Wrong(""))?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0.is_null() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let array = self.0.dyn_into().map_err(|_| Wrong(""))?;
        visitor.visit_seq(Items { array, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let mut fields = Fields {
            object: self.0.dyn_into().map_err(|_| Wrong(""))?,
            names: fields.iter(),
            last: "",
        };
        let read = visitor.visit_seq(&mut fields);
        read.map_err(|wrong| match wrong {
            Wrong("") => Wrong(fields.last),
            inner => inner,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_enum(self.variant(variants)?)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map identifier ignored_any
    }
}

impl Value {
    /// `"name"` or `{"name": content}`.
    fn variant(self, variants: &[&str]) -> Result<Variant, Wrong> {
        let (name, content) = match self.0.as_string() {
            Some(name) => (name, JsValue::UNDEFINED),
            None => {
                let object: Object = self.0.dyn_into().map_err(|_| Wrong(""))?;
                let name = Object::keys(&object).get(0);
                let content = Reflect::get(&object, &name).unwrap_or_default();
                (name.as_string().unwrap_or_default(), content)
            }
        };
        let place = variants.iter().position(|variant| *variant == name);
        Ok(Variant {
            place: place.unwrap_or(variants.len()),
            content: Self(content),
        })
    }
}

/// What a type may find in place of a name.
fn place(place: usize) -> U32Deserializer<Wrong> {
    (place as u32).into_deserializer()
}

/// The elements of an array.
struct Items {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        if self.next == self.array.length() {
            return Ok(None);
        }
        let item = self.array.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

/// The fields of an object that a type names, in the type's order.
struct Fields {
    object: Object,
    names: std::slice::Iter<'static, &'static str>,
    /// The name of the field read last.
    last: &'static str,
}

impl Fields {
    fn advance(&mut self) -> Option<Value> {
        self.last = self.names.next()?;
        let value = Reflect::get(&self.object, &self.last.into()).unwrap_or_default();
        (!value.is_undefined()).then_some(Value(value))
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Wrong;

    /// An absent field is no element: it has its default, if it has one.
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        match self.advance() {
            Some(value) => seed.deserialize(value).map(Some),
            None => Ok(None),
        }
    }
}

/// One variant of an enum.
struct Variant {
    place: usize,
    content: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Wrong;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Wrong> {
        Ok((seed.deserialize(place(self.place))?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        de::Deserializer::deserialize_seq(self, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        de::Deserializer::deserialize_struct(self, "", fields, visitor)
    }
}
