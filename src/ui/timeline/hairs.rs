//! Straight lines along the axes, one point wide: one shape for all of them, on whole pixels and without soft edges.
//!
//! A line of its own takes ten triangles rather than two, and triangles are what a frame without a graphics card
//! costs. It looks the same, because a line along an axis is put on whole pixels in either case.

use egui::epaint::Mesh;
use egui::{Color32, Painter, Rangef, Rect, Shape};

/// Lines that are painted together.
pub(super) struct Hairs {
    mesh: Mesh,
    pixels_per_point: f32,
}

impl Hairs {
    /// None yet.
    pub(super) fn new(painter: &Painter) -> Self {
        Self {
            mesh: Mesh::default(),
            pixels_per_point: painter.pixels_per_point(),
        }
    }

    /// Adds a line from top to bottom.
    pub(super) fn vertical(&mut self, x: f32, y: Rangef, colour: Color32) {
        let rect = Rect::from_x_y_ranges(self.across(x), self.along(y));
        self.mesh.add_colored_rect(rect, colour);
    }

    /// Adds a line from left to right.
    pub(super) fn horizontal(&mut self, x: Rangef, y: f32, colour: Color32) {
        let rect = Rect::from_x_y_ranges(self.along(x), self.across(y));
        self.mesh.add_colored_rect(rect, colour);
    }

    /// Paints them in the order in which they were added.
    pub(super) fn paint(self, painter: &Painter) {
        if !self.mesh.is_empty() {
            painter.add(Shape::mesh(self.mesh));
        }
    }

    /// The whole pixels of a line with this middle.
    fn across(&self, middle: f32) -> Rangef {
        let width = self.pixels_per_point.round().max(1.0);
        let first = (middle * self.pixels_per_point - width / 2.0).round();
        Rangef::new(first, first + width) / self.pixels_per_point
    }

    /// The whole pixels from end to end.
    fn along(&self, ends: Rangef) -> Rangef {
        let pixel = |end: f32| (end * self.pixels_per_point).round() / self.pixels_per_point;
        Rangef::new(pixel(ends.min), pixel(ends.max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line covers the pixels that egui gives a line of its own, whatever the pixels of a point.
    #[test]
    fn lines_lie_on_whole_pixels() {
        let check = |pixels_per_point: f32, middle: f32, pixels: [f32; 2]| {
            let hairs = Hairs {
                mesh: Mesh::default(),
                pixels_per_point,
            };
            let across = hairs.across(middle);
            let found = [across.min, across.max].map(|end| end * pixels_per_point);
            let off = found.iter().zip(pixels).map(|(a, b)| (a - b).abs());
            assert!(off.fold(0.0, f32::max) < 1e-4, "{middle}: {found:?}");
        };
        check(1.0, 10.0, [10.0, 11.0]);
        check(1.0, 10.4, [10.0, 11.0]);
        check(1.0, 10.9, [10.0, 11.0]);
        check(1.0, 11.1, [11.0, 12.0]);
        check(2.0, 10.0, [19.0, 21.0]);
        check(2.0, 10.4, [20.0, 22.0]);
        check(1.25, 10.0, [12.0, 13.0]);
    }
}
