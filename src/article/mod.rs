//! The piece itself: header, lead, body and what stands under it.
