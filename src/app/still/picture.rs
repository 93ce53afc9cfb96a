//! The picture of what stands still, in the memory of the renderer.
//!
//! It is kept upside down and in the order of colours of a window, because the renderers in software then copy it
//! as it lies in memory: two megapixels in two milliseconds rather than twenty.

use eframe::egui_glow::Painter;
use eframe::glow::{self, HasContext as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the names of the renderers in software contain.
const IN_SOFTWARE: [&str; 4] = ["llvmpipe", "softpipe", "SwiftShader", "Software"];

/// The picture.
#[derive(Default)]
pub(super) struct Picture(Mutex<Held>);

#[derive(Default)]
struct Held {
    number: Option<u64>,
    store: Option<Store>,
    is_broken: bool,
}

/// Where it is kept.
#[derive(Clone, Copy)]
struct Store {
    framebuffer: glow::Framebuffer,
    texture: glow::Texture,
    size: [i32; 2],
}

impl Picture {
    /// For a window that this renderer paints; `None` where it is no use.
    pub(super) fn new(gl: &glow::Context) -> Option<Self> {
        let version = gl.version();
        let renderer = renderer(gl);
        let is_in_software = IN_SOFTWARE.iter().any(|name| renderer.contains(name));
        (is_in_software && !version.is_embedded && version.major >= 3).then(Self::default)
    }

    /// The number under which it was taken; `None` where it was not.
    pub(super) fn number(&self) -> Option<u64> {
        self.held().number
    }

    /// Whether the renderer has refused to keep a picture.
    pub(super) fn is_broken(&self) -> bool {
        self.held().is_broken
    }

    /// Keeps what was painted so far of a window of this size in pixels.
    pub(super) fn take(&self, painter: &Painter, size: [u32; 2], number: u64) {
        let size = size.map(|pixels| i32::try_from(pixels).unwrap_or(0));
        let mut held = self.held();
        held.number = None;
        if held.store.is_none_or(|store| store.size != size) {
            let old = held.store.take();
            held.store = stored(painter.gl(), size, old);
            held.is_broken = held.store.is_none();
        }
        if let Some(store) = held.store {
            copy(painter, None, Some(store.framebuffer), size);
            held.number = Some(number);
        }
    }

    /// Paints it.
    pub(super) fn put_back(&self, painter: &Painter) {
        if let Some(store) = self.held().store {
            copy(painter, Some(store.framebuffer), None, store.size);
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(unsafe_code, reason = "a function of OpenGL")]
fn renderer(gl: &glow::Context) -> String {
    // SAFETY: the context is the current one while the window is begun.
    unsafe { gl.get_parameter_string(glow::RENDERER) }
}

/// Copies a whole picture upside down; `None` is the window.
#[expect(unsafe_code, reason = "functions of OpenGL")]
fn copy(
    painter: &Painter,
    from: Option<glow::Framebuffer>,
    to: Option<glow::Framebuffer>,
    [width, height]: [i32; 2],
) {
    let gl = painter.gl();
    // SAFETY: called while the painter paints, so that its context is the current one; the framebuffers belong to
    // it, and are not deleted before they are replaced. The painter sets the clip rectangle again afterwards.
    unsafe {
        gl.disable(glow::SCISSOR_TEST);
        gl.bind_framebuffer(glow::READ_FRAMEBUFFER, from);
        gl.bind_framebuffer(glow::DRAW_FRAMEBUFFER, to);
        let (mask, filter) = (glow::COLOR_BUFFER_BIT, glow::NEAREST);
        gl.blit_framebuffer(0, 0, width, height, 0, height, width, 0, mask, filter);
        gl.bind_framebuffer(glow::FRAMEBUFFER, painter.intermediate_fbo());
    }
}

/// Makes room for a picture in the place of an old one; `None` where the renderer refuses.
#[expect(unsafe_code, reason = "functions of OpenGL")]
fn stored(gl: &glow::Context, [width, height]: [i32; 2], old: Option<Store>) -> Option<Store> {
    // SAFETY: as in `copy`; nothing uses the old one any more.
    unsafe {
        if let Some(old) = old {
            gl.delete_framebuffer(old.framebuffer);
            gl.delete_texture(old.texture);
        }
        let texture = gl.create_texture().ok()?;
        gl.bind_texture(glow::TEXTURE_2D, Some(texture));
        // Without a size, so that the order of the colours is taken as it is given.
        let inner = i32::try_from(glow::RGBA).ok()?;
        let (colours, parts) = (glow::BGRA, glow::UNSIGNED_BYTE);
        let nothing = glow::PixelUnpackData::Slice(None);
        gl.tex_image_2d(
            glow::TEXTURE_2D,
            0,
            inner,
            width,
            height,
            0,
            colours,
            parts,
            nothing,
        );
        let nearest = i32::try_from(glow::NEAREST).ok()?;
        gl.tex_parameter_i32(glow::TEXTURE_2D, glow::TEXTURE_MIN_FILTER, nearest);
        gl.bind_texture(glow::TEXTURE_2D, None);
        let framebuffer = gl.create_framebuffer().ok()?;
        let (target, place) = (glow::FRAMEBUFFER, glow::COLOR_ATTACHMENT0);
        gl.bind_framebuffer(target, Some(framebuffer));
        gl.framebuffer_texture_2d(target, place, glow::TEXTURE_2D, Some(texture), 0);
        let is_complete = gl.check_framebuffer_status(target) == glow::FRAMEBUFFER_COMPLETE;
        gl.bind_framebuffer(target, None);
        is_complete.then_some(Store {
            framebuffer,
            texture,
            size: [width, height],
        })
    }
}
