//! How a view follows a selection that was made elsewhere.

use egui::{Align, Response};

/// Notices that the selection changed, so that a view scrolls to it once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui::views) struct Follow {
    seen: Option<u64>,
    own: bool,
    roomy: bool,
}

/// How far a view goes to show what was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui::views) enum Scroll {
    /// Nothing new was selected.
    Stay,
    /// The view itself selected it: only as far as is needed.
    JustEnough,
    /// It was selected elsewhere: into the middle.
    Centre,
}

impl Follow {
    /// Tells that the next selection is the view's own.
    pub(in crate::ui::views) fn own(&mut self) {
        self.own = true;
    }

    /// Tells how much room there is; where that changes, the rows are others and the place is lost.
    pub(in crate::ui::views) fn room(&mut self, roomy: bool) {
        if self.roomy != roomy {
            *self = Self {
                roomy,
                ..Self::default()
            };
        }
    }

    /// What to do in view of the selection's serial number.
    pub(in crate::ui::views) fn take(&mut self, serial: u64) -> Scroll {
        if self.seen == Some(serial) {
            return Scroll::Stay;
        }
        self.seen = Some(serial);
        if std::mem::take(&mut self.own) {
            Scroll::JustEnough
        } else {
            Scroll::Centre
        }
    }
}

impl Scroll {
    /// Scrolls to a widget.
    pub(in crate::ui::views) fn to(self, response: &Response) {
        match self {
            Self::Stay => {}
            Self::JustEnough => response.scroll_to_me(None),
            Self::Centre => response.scroll_to_me(Some(Align::Center)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A selection is followed once, and the view's own only as far as needed.
    #[test]
    fn selections_are_followed_once() {
        let mut follow = Follow::default();
        assert_eq!(follow.take(0), Scroll::Centre);
        assert_eq!(follow.take(0), Scroll::Stay);
        follow.own();
        assert_eq!(follow.take(1), Scroll::JustEnough);
        assert_eq!(follow.take(2), Scroll::Centre);
        follow.own();
        follow.room(true);
        assert_eq!(
            follow.take(3),
            Scroll::Centre,
            "in another layout it is looked for again"
        );
        follow.room(true);
        assert_eq!(follow.take(3), Scroll::Stay);
    }
}
