//! The analyst's own marks: flags over the curve, with their words where there is room.
//!
//! They are kept in the dossier. Private ones carry a lock in their words and a hollow flag, so that what
//! leaves the house can be told from what does not.

use super::super::Cx;
use super::paint::{Brush, elided, small};
use super::picture::{Picture, Target};
use super::when::When;
use crate::model::Dossier;
use egui::{Pos2, Rect, Shape, Stroke, pos2, vec2};

/// Height of a flag, in points.
const FLAG: f32 = 9.0;
/// Longest words beside a flag, in points.
const MAX_WORDS: f32 = 170.0;

/// A mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    /// Its id.
    pub id: String,
    /// Its place in the dossier's list.
    pub idx: usize,
    /// The note.
    pub text: String,
    /// Whether it is left out of every export.
    pub private: bool,
    /// When it is.
    pub when: When,
}

/// Reads those that the view leaves, in the order of time.
pub(super) fn notes(dossier: &Dossier, is_shown: &dyn Fn(&str) -> bool) -> Vec<Note> {
    let mut notes: Vec<Note> = dossier
        .annotations
        .iter()
        .enumerate()
        .filter(|(_, annotation)| is_shown(&annotation.id))
        .filter_map(|(idx, annotation)| {
            Some(Note {
                id: annotation.id.clone(),
                idx,
                text: annotation.text.clone(),
                private: annotation.private,
                when: When::of(&annotation.date)?,
            })
        })
        .collect();
    notes.sort_by(|a, b| a.when.first().total_cmp(&b.when.first()));
    notes
}

impl Picture<'_> {
    /// Where the flag of a note stands: at the top of the curve.
    pub(super) fn flag_rect(&self, note: &Note) -> Rect {
        let x = self.scale.x_from_day(note.when.first());
        let y = self.band(self.layout.bands.curve).min - 3.0;
        Rect::from_min_size(pos2(x, y), vec2(FLAG + 1.0, FLAG))
    }

    /// The note whose flag is at a point.
    pub(super) fn note_at(&self, pos: Pos2) -> Option<Target> {
        let hit = |note: &Note| self.flag_rect(note).expand(2.0).contains(pos);
        self.scene.notes.iter().rposition(hit).map(Target::Note)
    }
}

impl Brush<'_> {
    /// The flags, their poles, the days that they span, and their words.
    pub(super) fn notes(&self, cx: &Cx<'_>) {
        let picture = &self.picture;
        let curve = picture.band(picture.layout.bands.curve);
        let mut free_from = f32::NEG_INFINITY;
        for (idx, note) in picture.scene.notes.iter().enumerate() {
            let flag = picture.flag_rect(note);
            let bar = picture.bar(note.when);
            if bar.x.max < picture.plot.left() || flag.left() > picture.plot.right() {
                continue;
            }
            let is_selected = cx.is_selected(crate::model::RecordKind::Annotation, &note.id);
            let is_marked = is_selected || self.marked.hovered == Some(Target::Note(idx));
            let colour = if is_marked {
                self.palette.accent
            } else {
                self.palette.today
            };
            let stroke = Stroke::new(1.0, colour);
            self.painter
                .vline(flag.left(), flag.top()..=curve.max, stroke);
            if bar.x.span() > 2.0 * FLAG {
                self.painter
                    .hline(bar.x, flag.top(), Stroke::new(2.0, colour));
            }
            let corners = vec![
                flag.left_top(),
                pos2(flag.right(), flag.center().y),
                flag.left_bottom(),
            ];
            let fill = if note.private { self.surface } else { colour };
            self.painter
                .add(Shape::convex_polygon(corners, fill, stroke));
            if flag.left() < free_from {
                continue;
            }
            let words = if note.private {
                format!("{} (private)", note.text)
            } else {
                note.text.clone()
            };
            let words = elided(&self.painter, &words, small(), colour, MAX_WORDS);
            let at = pos2(flag.right() + 3.0, flag.center().y - words.size().y / 2.0);
            free_from = at.x + words.size().x + 8.0;
            let back = Rect::from_min_size(at, words.size()).expand2(vec2(2.0, 0.0));
            self.painter.rect_filled(back, 2.0, self.surface);
            self.painter.galley(at, words, colour);
        }
    }
}
