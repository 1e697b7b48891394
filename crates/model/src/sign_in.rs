//! How readers say who they are, and what they get for it.

use serde::{Deserialize, Serialize};

/// What a site offers to readers who want to sign in; nothing, if the list is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct SignInMethods {
    /// In the order in which they are offered.
    pub methods: Vec<SignInMethod>,
}

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct SignInMethod {
    /// Which.
    pub kind: SignInKind,
    /// What readers know it as; only with `oidc`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Ways to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInKind {
    /// A code sent by e-mail.
    Email,
    /// A token that the embedding page hands over: its reader has signed in there.
    Partner,
    /// A provider of OpenID Connect, on pages of its own.
    Oidc,
}

/// A reader is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct SignedIn {
    /// Comes with what the reader writes: as the form field `session`, or as `Authorization: Bearer`. Good for pages
    /// of this origin only.
    pub session: String,
    /// The name that their comments carry.
    pub name: String,
    /// Seconds in which the session is good.
    pub expires_in_s: u32,
}

/// A code is on its way by e-mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct EmailChallenge {
    /// Names the sign-in when the code is sent back.
    pub challenge: String,
    /// Seconds in which the code is good.
    pub expires_in_s: u32,
}

/// A sign-in begun at a provider of OpenID Connect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct OidcChallenge {
    /// Asks how the sign-in stands; for nobody else.
    pub challenge: String,
    /// A page for the reader to open.
    pub url: String,
    /// Shown beside the link and again on the page that asks the reader to confirm: a reader who sees another one there
    /// is being deceived.
    pub user_code: String,
    /// Seconds to wait between two questions how it stands.
    pub interval_s: u32,
    /// Seconds in which the reader may sign in.
    pub expires_in_s: u32,
}

/// The reader has not signed in yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct SignInWaits {
    /// Seconds to wait before the next question.
    pub interval_s: u32,
    /// Seconds in which the reader may still sign in.
    pub expires_in_s: u32,
}
