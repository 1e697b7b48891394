//! By the browser's `JSON.stringify`.

use std::fmt::Error;

use js_sys::{Array, JSON, Object, Reflect};
use serde::ser::{
    self, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeStructVariant,
};
use wasm_bindgen::JsValue;

/// Says `data` in JSON.
pub fn write(data: &impl Serialize) -> String {
    let value = data.serialize(Writer);
    let value = value.expect("what travels has names as its keys");
    let json = JSON::stringify(&value).expect("a tree has no circle");
    json.into()
}

/// Makes of data what the browser can write.
struct Writer;

/// Whole numbers are all one to JavaScript: exact up to 2⁵³, which no count and no moment reaches.
macro_rules! whole_numbers {
    ($($name:ident $type:ty)*) => {$(
        fn $name(self, number: $type) -> Result<JsValue, Error> {
            Ok((number as f64).into())
        }
    )*};
}

type No = Impossible<JsValue, Error>;

impl ser::Serializer for Writer {
    type Ok = JsValue;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Fields;

    whole_numbers! {
        serialize_i8 i8 serialize_i16 i16 serialize_i32 i32 serialize_i64 i64
        serialize_u8 u8 serialize_u16 u16 serialize_u32 u32 serialize_u64 u64
        serialize_f32 f32 serialize_f64 f64
    }

    fn serialize_bool(self, value: bool) -> Result<JsValue, Error> {
        Ok(value.into())
    }

    fn serialize_char(self, value: char) -> Result<JsValue, Error> {
        Ok(value.to_string().into())
    }

    fn serialize_str(self, value: &str) -> Result<JsValue, Error> {
        Ok(value.into())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<JsValue, Error> {
        Err(Error)
    }

    fn serialize_none(self) -> Result<JsValue, Error> {
        Ok(JsValue::NULL)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<JsValue, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Error> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Error> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<JsValue, Error> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<JsValue, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<JsValue, Error> {
        Ok(named(variant, &value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Error> {
        Ok(Items(Array::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<No, Error> {
        Err(Error)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<No, Error> {
        Err(Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, Error> {
        Err(Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<No, Error> {
        Err(Error)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Error> {
        Ok(Fields {
            variant: None,
            object: Object::new(),
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields, Error> {
        Ok(Fields {
            variant: Some(variant),
            object: Object::new(),
        })
    }
}

/// `{"name": value}`.
fn named(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    set(&object, name, value);
    object.into()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a plain object takes every field");
}

/// An array being filled.
struct Items(Array);

impl SerializeSeq for Items {
    type Ok = JsValue;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(&value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Error> {
        Ok(self.0.into())
    }
}

/// An object being filled, of a struct or of a variant with fields.
struct Fields {
    variant: Option<&'static str>,
    object: Object,
}

impl SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        set(&self.object, name, &value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Error> {
        let object = self.object.into();
        Ok(match self.variant {
            Some(variant) => named(variant, &object),
            None => object,
        })
    }
}

impl SerializeStructVariant for Fields {
    type Ok = JsValue;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        SerializeStruct::serialize_field(self, name, value)
    }

    fn end(self) -> Result<JsValue, Error> {
        SerializeStruct::end(self)
    }
}
