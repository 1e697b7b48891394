//! By `serde_json`.

use serde::{Serialize, de::DeserializeOwned};

use super::Unreadable;

/// What `json` says.
///
/// # Errors
/// [`Unreadable`] if it is no JSON, or not of a `T`.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Unreadable> {
    serde_json::from_str(json).map_err(|error| Unreadable(error.to_string()))
}

/// Says `data` in JSON.
pub fn write(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("what travels has names as its keys")
}
