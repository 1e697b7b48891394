//! Keeps what is typed in a composer, letter by letter, until it is sent.

use std::{cell::RefCell, rc::Rc};

use model::Problem;
use yew::prelude::*;

use crate::ui::{Store, use_effect_of, use_store};

use super::{
    begin::Writing,
    composing::{Composing, Typing},
    device::now_ms,
    fields::Fields,
    local::Kept,
    outbox::{Entry, Stand},
    purpose::Purpose,
    storage::{KeptDraft, KnownName, ThreadStorage, known_name},
};

/// A draft, and how to keep it.
#[derive(Clone, PartialEq)]
pub struct DraftHandle {
    /// What the composer knows of it.
    pub composing: Store<Composing>,
    fields: Fields,
    purpose: Purpose,
    storage: ThreadStorage,
    /// The text that this composer kept or found last: any other is another tab's.
    own: Rc<RefCell<String>>,
}

/// The draft of the composer with these fields. What was typed before is put back into them.
#[hook]
pub fn use_draft(
    fields: &Fields,
    purpose: &Purpose,
    begin: &Option<Rc<Writing>>,
    storage: &ThreadStorage,
) -> DraftHandle {
    let begin = begin.clone();
    let draft = DraftHandle {
        composing: use_store(move || begin.as_deref().map(Composing::begun).unwrap_or_default()),
        fields: fields.clone(),
        purpose: purpose.clone(),
        storage: storage.clone(),
        own: use_mut_ref(String::new),
    };
    use_effect_of((purpose.place(), storage.clone()), {
        let draft = draft.clone();
        move |_| draft.restore()
    });
    draft
}

impl DraftHandle {
    /// Something was typed. An empty box leaves the text that another tab keeps at the same place.
    pub fn keep(&self) {
        let (text, place) = (self.fields.text(), self.purpose.place());
        let kept = self.storage.draft(&place).filter(|_| text.is_empty());
        let theirs = kept.filter(|kept| kept.text != *self.own.borrow());
        if theirs.is_none() {
            self.own.replace(text.clone());
        }
        self.storage.keep_draft(
            &place,
            &KeptDraft {
                text: theirs.map_or_else(|| text.clone(), |theirs| theirs.text),
                author_name: self.fields.name().name,
                kept_at_ms: now_ms(),
            },
        );
        self.composing.dispatch(Typing::Text(text));
    }

    /// It was sent, and is kept there.
    pub fn sent(&self, kept: Kept) {
        // Only what outlives the page elsewhere may be forgotten here.
        if kept == Kept::Stored {
            self.forget();
        }
        self.own.take();
        self.fields.set_text("");
        self.composing.dispatch(Typing::Sent);
    }

    /// It is not wanted here any more. What another tab keeps at the same place stays.
    pub fn forget(&self) {
        let place = self.purpose.place();
        let typed = self.fields.text();
        if self
            .storage
            .draft(&place)
            .is_some_and(|kept| kept.text == typed)
        {
            self.storage.forget_draft(&place);
        }
    }

    /// Takes back a comment that was refused, if nothing else is being written. Says whether it did.
    pub fn take_back(&self, refused: &Entry) -> bool {
        let Stand::Refused { problem, .. } = &refused.stand else {
            return false;
        };
        if !self.fields.text().is_empty() {
            return false;
        }
        self.fields.set_text(&refused.text);
        self.fields.set_name(&KnownName {
            name: refused.author_name.clone(),
            ..self.fields.name()
        });
        self.keep();
        self.refuse(problem);
        true
    }

    /// It cannot be sent like this.
    pub fn refuse(&self, problem: &Problem) {
        self.composing.dispatch(Typing::Refused(problem.clone()));
    }

    fn restore(&self) {
        let known = known_name();
        let kept = self.storage.draft(&self.purpose.place());
        let kept = kept.filter(|kept| !self.storage.is_on_its_way(&kept.text, now_ms()));
        let (text, name) = match (kept, &self.purpose) {
            (Some(kept), _) => (kept.text, Some(kept.author_name)),
            (None, Purpose::Edit(entry)) => (entry.text.clone(), None),
            (None, _) => (String::new(), None),
        };
        self.own.replace(text.clone());
        let remember = known.as_ref().is_some_and(|known| known.remember);
        let name = name
            .filter(|name| !name.is_empty())
            .or(known.map(|known| known.name));
        if let Some(name) = name {
            self.fields.set_name(&KnownName { name, remember });
        }
        if !text.is_empty() {
            self.fields.set_text(&text);
            self.composing.dispatch(Typing::Text(text));
        }
        if let Purpose::Edit(entry) = &self.purpose
            && let Stand::Refused { problem, .. } = &entry.stand
        {
            self.refuse(problem);
        }
        if !matches!(self.purpose, Purpose::Comment) {
            self.fields.enter();
        }
    }
}
