//! The marks of the event classes. Their shapes differ, so that colour is never needed to tell them.
//!
//! Filled marks count in the curve, hollow ones do not.

use super::super::theme::Palette;
use crate::model::codebook::QuadClass;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2};

/// The classes in the order of the legend; the last is for events without a code.
pub(super) const CLASSES: [Option<QuadClass>; 5] = [
    Some(QuadClass::VerbalCooperation),
    Some(QuadClass::MaterialCooperation),
    Some(QuadClass::VerbalConflict),
    Some(QuadClass::MaterialConflict),
    None,
];

/// The word for a class.
pub(super) fn class_label(class: Option<QuadClass>) -> &'static str {
    class.map_or("No event code", QuadClass::label)
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// The class of the act, which gives the shape.
    pub class: Option<QuadClass>,
    /// Whether it is filled.
    pub filled: bool,
    /// Its radius in points.
    pub radius: f32,
    /// Its colour.
    pub colour: Color32,
    /// The colour of what lies behind it.
    pub back: Color32,
}

impl Glyph {
    /// The mark of a class in a legend or a text.
    pub(super) fn of(
        palette: &Palette,
        class: Option<QuadClass>,
        filled: bool,
        back: Color32,
    ) -> Self {
        Self {
            class,
            filled,
            radius: 4.5,
            colour: palette.quad_class(class),
            back,
        }
    }

    /// Hatches a mark of which it is disputed that it happened so.
    pub(super) fn hatch(&self, painter: &Painter, middle: Pos2) {
        let colour = if self.filled { self.back } else { self.colour };
        let stroke = Stroke::new(1.0, colour);
        let r = self.radius;
        for shift in [-0.45, 0.45] {
            let along = Vec2::new(shift * r, 0.0);
            let half = Vec2::new(0.5, -0.5) * r;
            painter.line_segment([middle + along - half, middle + along + half], stroke);
        }
    }

    /// Paints the mark around a point.
    pub(super) fn paint(&self, painter: &Painter, middle: Pos2) {
        let r = self.radius;
        let outline = Stroke::new((r * 0.3).clamp(1.0, 1.6), self.colour);
        // A filled mark has a thin edge in the colour behind it, so that it stands off lines and bars.
        let (fill, edge) = if self.filled {
            (self.colour, Stroke::new(0.8, self.back))
        } else {
            (self.back, outline)
        };
        let polygon = |points: &[[f32; 2]]| {
            let points = points
                .iter()
                .map(|[x, y]| middle + Vec2::new(*x, *y) * r)
                .collect();
            Shape::convex_polygon(points, fill, edge)
        };
        painter.add(match self.class {
            Some(QuadClass::VerbalCooperation) => Shape::Circle(egui::epaint::CircleShape {
                center: middle,
                radius: r * 0.95,
                fill,
                stroke: edge,
            }),
            Some(QuadClass::MaterialCooperation) => {
                let rect = Rect::from_center_size(middle, Vec2::splat(r * 1.75));
                Shape::Rect(egui::epaint::RectShape::new(
                    rect,
                    0.5,
                    fill,
                    edge,
                    egui::StrokeKind::Middle,
                ))
            }
            Some(QuadClass::VerbalConflict) => {
                polygon(&[[0.0, -1.05], [1.05, 0.85], [-1.05, 0.85]])
            }
            Some(QuadClass::MaterialConflict) => {
                polygon(&[[0.0, -1.2], [1.2, 0.0], [0.0, 1.2], [-1.2, 0.0]])
            }
            None => {
                let arm = r * 0.75;
                let stroke = Stroke::new(outline.width + 0.3, self.colour);
                Shape::Vec(vec![
                    Shape::line_segment(
                        [middle + Vec2::splat(-arm), middle + Vec2::splat(arm)],
                        stroke,
                    ),
                    Shape::line_segment(
                        [middle + Vec2::new(-arm, arm), middle + Vec2::new(arm, -arm)],
                        stroke,
                    ),
                ])
            }
        });
    }
}

/// A mark as a small widget beside a word.
pub(super) fn glyph_ui(ui: &mut egui::Ui, glyph: &Glyph) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(12.0), egui::Sense::hover());
    glyph.paint(ui.painter(), rect.center());
}
