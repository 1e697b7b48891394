//! Words as lines of text: so a language reaches a program that was built without it.

/// Words that can be gone through, one after another, in the order in which they are declared.
pub(super) trait Lines {
    /// Shows `visit` each of them.
    fn each(&mut self, visit: &mut dyn FnMut(&mut &'static str));
}

impl Lines for &'static str {
    fn each(&mut self, visit: &mut dyn FnMut(&mut &'static str)) {
        visit(self);
    }
}

impl<const N: usize> Lines for [&'static str; N] {
    fn each(&mut self, visit: &mut dyn FnMut(&mut &'static str)) {
        self.iter_mut().for_each(visit);
    }
}

/// Declares a group of words that are [`Lines`].
macro_rules! words {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $($(#[$what:meta])* pub $field:ident: $kind:ty,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub struct $name {
            $($(#[$what])* pub $field: $kind,)*
        }

        impl $crate::words::lines::Lines for $name {
            fn each(&mut self, visit: &mut dyn FnMut(&mut &'static str)) {
                $($crate::words::lines::Lines::each(&mut self.$field, visit);)*
            }
        }
    };
}
pub(super) use words;
