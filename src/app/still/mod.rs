//! What stands still is painted once.
//!
//! Without a graphics card the pixels of a frame cost several times what leads to them, and while one pans or
//! points at the timeline most of the window is as it was. So what is in two frames running is put first, and its
//! picture is kept; as long as all of it is there again, the picture is put back in its place.
//! Only for renderers in software: a graphics card paints the whole window in less time than that saves.
//! No opinion on which panel a shape belongs to.
//!
//! Invariant: every frame looks as if all its shapes had been painted in their order.

mod picture;
mod sorting;

use eframe::egui_glow::{CallbackFn, Painter};
use egui::epaint::{ClippedShape, PaintCallback, TextureId};
use egui::{Context, FullOutput, Rect, Shape, Theme};
use picture::Picture;
use sorting::{Deed, Sorting};
use std::sync::Arc;

/// Paints what stands still once.
pub(super) struct Still {
    picture: Arc<Picture>,
    sorting: Sorting,
    /// The window in points, the pixels of one, and the colours: where they change, every pixel does.
    screen: (Rect, f32, Theme),
}

impl Still {
    /// For the window that is begun; `None` where there is a graphics card, or no such window.
    pub(super) fn new(creation: &eframe::CreationContext<'_>) -> Option<Self> {
        let picture = Picture::new(creation.gl.as_deref()?)?;
        Some(Self {
            picture: Arc::new(picture),
            sorting: Sorting::default(),
            screen: (Rect::NOTHING, 1.0, Theme::Dark),
        })
    }

    /// Something that is done with the picture between two shapes.
    fn callback(
        &self,
        deed: impl Fn(&Picture, &Painter, [u32; 2]) + Send + Sync + 'static,
    ) -> ClippedShape {
        let picture = Arc::clone(&self.picture);
        let paint =
            CallbackFn::new(move |info, painter| deed(&picture, painter, info.screen_size_px));
        ClippedShape {
            clip_rect: self.screen.0,
            shape: Shape::Callback(PaintCallback {
                rect: self.screen.0,
                callback: Arc::new(paint),
            }),
            transform_after_tessellation: egui::emath::TSTransform::IDENTITY,
        }
    }
}

impl egui::Plugin for Still {
    fn debug_name(&self) -> &'static str {
        "what stands still"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let screen = (ctx.viewport_rect(), output.pixels_per_point, ctx.theme());
        // The first one holds the letters, and its old parts stay as they are.
        let is_image = |id: TextureId| id != TextureId::default();
        let has_new_image = output
            .textures_delta
            .set
            .iter()
            .any(|(id, _)| is_image(*id));
        if screen != self.screen || has_new_image {
            self.screen = screen;
            self.sorting.forget();
        }
        if self.picture.is_broken() {
            return;
        }
        let holds = self.picture.number() == Some(self.sorting.number());
        let sorted = self.sorting.sort(std::mem::take(&mut output.shapes), holds);
        output.shapes = sorted.still;
        let number = self.sorting.number();
        match sorted.deed {
            Deed::Nothing => {}
            Deed::Take => output
                .shapes
                .push(self.callback(move |picture, painter, size| {
                    picture.take(painter, size, number);
                })),
            Deed::PutBack => output
                .shapes
                .push(self.callback(|picture, painter, _| picture.put_back(painter))),
        }
        output.shapes.extend(sorted.moving);
    }
}
