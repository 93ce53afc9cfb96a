//! Which shapes of a frame stand still.
//!
//! The shapes that follow each other with one clip rectangle are a run; a run is the same as in the frame before,
//! or it is not. One that is the same stands still, unless it lies on something that does not.

use egui::epaint::ClippedShape;
use egui::{Rect, Shape};

/// So many shapes that stand still are worth a picture.
const MIN_SHAPES: usize = 200;

/// Most runs that are passed over while the next one that is the same is looked for.
const MAX_PASSED: usize = 64;

/// What is done with the picture between what stands still and what does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Nothing: everything is painted.
    Nothing,
    /// It is taken of what was painted so far.
    Take,
    /// It stands for all that stands still, which is not painted.
    PutBack,
}

/// A frame in the order in which it is painted.
#[derive(Debug)]
pub(super) struct Sorted {
    /// What is painted first.
    pub(super) still: Vec<ClippedShape>,
    pub(super) deed: Deed,
    /// What is painted last.
    pub(super) moving: Vec<ClippedShape>,
}

/// What is known of the frames before.
pub(super) struct Sorting {
    /// What stands still, all of which is in the picture.
    still: Vec<ClippedShape>,
    /// Everything else of the last frame.
    moving: Vec<ClippedShape>,
    /// Which picture shows what stands still.
    number: u64,
    min_shapes: usize,
}

impl Default for Sorting {
    fn default() -> Self {
        Self {
            still: Vec::new(),
            moving: Vec::new(),
            number: 0,
            min_shapes: MIN_SHAPES,
        }
    }
}

impl Sorting {
    /// The number of the picture that shows what stands still.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Begins anew: nothing of the frames before is as it was.
    pub(super) fn forget(&mut self) {
        self.still.clear();
        self.moving.clear();
        self.number += 1;
    }

    /// Sorts the shapes of a frame. `holds` says whether the picture with the present number is there.
    pub(super) fn sort(&mut self, shapes: Vec<ClippedShape>, holds: bool) -> Sorted {
        let all: Vec<&ClippedShape> = shapes.iter().collect();
        let mut is_still = standing(&self.still, &all);
        let is_whole = count(&is_still) == self.still.len();
        let others = all.iter().zip(&is_still).filter(|(_, still)| !**still);
        let others: Vec<&ClippedShape> = others.map(|(shape, _)| *shape).collect();
        // What moved before and does not move any more.
        let has_stopped = standing(&self.moving, &others);
        let grows = count(&has_stopped) >= self.min_shapes;
        if grows {
            let others = is_still.iter_mut().filter(|still| !**still);
            for (is_still, has_stopped) in others.zip(has_stopped) {
                *is_still = has_stopped;
            }
        }
        let is_as_before = is_whole && !grows;
        if !is_as_before {
            self.number += 1;
            if count(&is_still) < self.min_shapes {
                is_still.fill(false);
            }
        }
        let (mut still, mut moving) = (Vec::new(), Vec::new());
        for (shape, is_still) in shapes.into_iter().zip(is_still) {
            if is_still {
                still.push(shape);
            } else {
                moving.push(shape);
            }
        }
        if !is_as_before {
            self.still.clone_from(&still);
        }
        self.moving.clone_from(&moving);
        let deed = if still.is_empty() {
            Deed::Nothing
        } else if is_as_before && holds {
            still.clear();
            Deed::PutBack
        } else {
            Deed::Take
        };
        Sorted {
            still,
            deed,
            moving,
        }
    }
}

/// Which shapes stand still: their runs were there before in the same order, and nothing that moves lies under
/// them. What paints by itself never does.
fn standing(before: &[ClippedShape], shapes: &[&ClippedShape]) -> Vec<bool> {
    let before: Vec<&ClippedShape> = before.iter().collect();
    let before: Vec<_> = runs(&before).collect();
    let mut before = before.as_slice();
    let mut marks = Vec::with_capacity(shapes.len());
    let mut moving: Vec<Moving<'_>> = Vec::new();
    for run in runs(shapes) {
        let found = before
            .iter()
            .take(MAX_PASSED)
            .position(|other| *other == run);
        if let Some(idx) = found {
            before = before.get(idx + 1..).unwrap_or_default();
        }
        let paints_itself = || {
            run.iter()
                .any(|shape| matches!(shape.shape, Shape::Callback(_)))
        };
        let stands = found.is_some() && !paints_itself() && !lies_on(run, &moving);
        if !stands {
            moving.push(Moving {
                bounds: bounds_of(run),
                run,
            });
        }
        marks.extend(run.iter().map(|_| stands));
    }
    marks
}

/// A run that does not stand still, and where it is seen.
struct Moving<'a> {
    bounds: Rect,
    run: &'a [&'a ClippedShape],
}

/// Whether a shape of the run lies on one that moves.
fn lies_on(run: &[&ClippedShape], moving: &[Moving<'_>]) -> bool {
    let whole = bounds_of(run);
    moving
        .iter()
        .filter(|under| overlap(whole, under.bounds))
        .flat_map(|under| under.run)
        .map(|shape| bounds(shape))
        .any(|under| overlap(whole, under) && run.iter().any(|it| overlap(bounds(it), under)))
}

/// The shapes that follow each other with one clip rectangle.
fn runs<'a, 'b>(shapes: &'a [&'b ClippedShape]) -> impl Iterator<Item = &'a [&'b ClippedShape]> {
    shapes.chunk_by(|a, b| a.clip_rect == b.clip_rect)
}

fn bounds_of(run: &[&ClippedShape]) -> Rect {
    let all = run.iter().map(|shape| bounds(shape));
    all.fold(Rect::NOTHING, Rect::union)
}

/// Where a shape is seen.
fn bounds(shape: &ClippedShape) -> Rect {
    let whole = shape.transform_after_tessellation * shape.shape.visual_bounding_rect();
    whole.intersect(shape.clip_rect)
}

/// Whether two rectangles have more in common than a border, whose soft edge is a pixel wide.
fn overlap(a: Rect, b: Rect) -> bool {
    let common = a.intersect(b);
    common.width() > 0.5 && common.height() > 0.5
}

fn count(marks: &[bool]) -> usize {
    marks.iter().filter(|mark| **mark).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, pos2};
    use proptest::prelude::*;

    /// A window of so many cells each way, in which shapes cover whole cells.
    const N: usize = 8;

    /// The colours of the cells.
    type Cells = [[Color32; N]; N];

    fn square([left, top, right, bottom]: [u8; 4]) -> Rect {
        Rect::from_min_max(
            pos2(f32::from(left), f32::from(top)),
            pos2(f32::from(right), f32::from(bottom)),
        )
    }

    fn shape(clip: [u8; 4], rect: [u8; 4], colour: u8) -> ClippedShape {
        ClippedShape {
            clip_rect: square(clip),
            shape: Shape::rect_filled(square(rect), 0.0, Color32::from_gray(colour)),
            transform_after_tessellation: egui::emath::TSTransform::IDENTITY,
        }
    }

    fn paint(cells: &mut Cells, shapes: &[ClippedShape]) {
        for shape in shapes {
            let Shape::Rect(rect) = &shape.shape else {
                continue;
            };
            let seen = rect.rect.intersect(shape.clip_rect);
            for (y, row) in cells.iter_mut().enumerate() {
                for (x, cell) in row.iter_mut().enumerate() {
                    if seen.contains(pos2(x as f32 + 0.5, y as f32 + 0.5)) {
                        *cell = rect.fill;
                    }
                }
            }
        }
    }

    /// Plays frames as a window would. `is_seen` says whether a frame is painted at all. Returns what was done.
    fn play(sorting: &mut Sorting, frames: &[(Vec<ClippedShape>, bool)]) -> Vec<Deed> {
        let mut picture: Option<(u64, Cells)> = None;
        let mut deeds = Vec::new();
        for (frame, is_seen) in frames {
            let holds = picture.is_some_and(|(number, _)| number == sorting.number());
            let sorted = sorting.sort(frame.clone(), holds);
            deeds.push(sorted.deed);
            if !is_seen {
                continue;
            }
            let mut expected = Cells::default();
            paint(&mut expected, frame);
            let mut cells = Cells::default();
            paint(&mut cells, &sorted.still);
            match sorted.deed {
                Deed::Nothing => {}
                Deed::Take => picture = Some((sorting.number(), cells)),
                Deed::PutBack => cells = picture.unwrap().1,
            }
            paint(&mut cells, &sorted.moving);
            assert_eq!(cells, expected, "{:?}", sorted.deed);
        }
        deeds
    }

    fn sorting() -> Sorting {
        Sorting {
            min_shapes: 2,
            ..Sorting::default()
        }
    }

    /// A side panel, a timeline and a middle, of which the timeline moves; then a tip lies on everything, and goes.
    #[test]
    fn panels_stand_while_one_moves() {
        let frame = |moved: u8, tip: Option<u8>| {
            let mut shapes = vec![
                shape([0, 0, 3, 5], [0, 0, 2, 1], 1),
                shape([0, 0, 3, 5], [0, 2, 2, 3], 2),
                shape([0, 5, 8, 8], [moved, 5, moved + 1, 8], 3),
                shape([3, 0, 8, 5], [3, 0, 9, 2], 4),
                shape([3, 0, 8, 5], [3, 3, 9, 4], 5),
            ];
            shapes.extend(tip.map(|colour| shape([0, 0, 8, 8], [1, 1, 5, 7], colour)));
            (shapes, true)
        };
        let mut sorting = sorting();
        let moving = [0, 1, 2, 3].map(|moved| frame(moved, None));
        let deeds = play(&mut sorting, &moving);
        let put_back = Deed::PutBack;
        assert_eq!(deeds, [Deed::Nothing, Deed::Take, put_back, put_back]);
        let mut sorting = self::sorting();
        let mut tipped = moving.to_vec();
        tipped.extend([6, 7].map(|tip| frame(3, Some(tip))));
        tipped.push(frame(4, None));
        let deeds = play(&mut sorting, &tipped);
        assert_eq!(deeds.get(4..), Some([put_back; 3].as_slice()));
    }

    /// What stands still but lies on what moves is painted after it.
    #[test]
    fn what_lies_on_moving_things_moves() {
        let frame = |moved: u8| {
            let shapes = vec![
                shape([0, 0, 8, 4], [0, 0, 8, 1], 1),
                shape([0, 0, 8, 4], [0, 2, 8, 3], 2),
                shape([0, 0, 8, 8], [moved, 0, moved + 2, 8], 3),
                shape([0, 0, 4, 4], [0, 0, 4, 4], 4),
                shape([0, 0, 8, 2], [6, 0, 8, 1], 5),
            ];
            (shapes, true)
        };
        let mut sorting = sorting();
        play(&mut sorting, &[0, 1, 2, 3, 4].map(frame));
        let colours: Vec<_> = sorting.still.iter().map(|it| it.shape.clone()).collect();
        assert_eq!(colours.len(), 3, "the first two and the last: {colours:?}");
    }

    /// A picture that was to be taken in a frame that nobody saw is taken in the next one.
    #[test]
    fn frames_that_are_not_painted_leave_no_picture() {
        let frame = |moved: u8, is_seen| {
            let shapes = vec![
                shape([0, 0, 8, 1], [0, 0, 8, 1], 1),
                shape([0, 2, 8, 3], [0, 2, 8, 3], 2),
                shape([0, 5, 8, 8], [moved, 5, moved + 1, 8], 3),
            ];
            (shapes, is_seen)
        };
        let mut sorting = sorting();
        let frames = [
            frame(0, true),
            frame(1, false),
            frame(2, true),
            frame(3, true),
        ];
        let deeds = play(&mut sorting, &frames);
        assert_eq!(
            deeds,
            [Deed::Nothing, Deed::Take, Deed::Take, Deed::PutBack]
        );
    }

    fn any_shape() -> impl Strategy<Value = ClippedShape> {
        let clips =
            prop::sample::select(vec![[0, 0, 8, 8], [0, 0, 4, 8], [4, 0, 8, 8], [0, 4, 8, 8]]);
        let rect = (0..8_u8, 0..8_u8, 1..5_u8, 1..5_u8);
        (clips, rect, 1..9_u8)
            .prop_map(|(clip, (x, y, w, h), colour)| shape(clip, [x, y, x + w, y + h], colour))
    }

    proptest! {
        /// Whatever comes, goes, changes or is not painted, each frame looks as if all its shapes had been painted
        /// in their order.
        #[test]
        fn frames_look_the_same(
            start in prop::collection::vec(any_shape(), 0..14),
            changes in prop::collection::vec(
                (any::<prop::sample::Index>(), 0..4_u8, any_shape(), 0..8_u8), 0..24),
        ) {
            let mut shapes = start;
            let mut frames = vec![(shapes.clone(), true)];
            for (place, what, new, luck) in changes {
                if !shapes.is_empty() {
                    let idx = place.index(shapes.len());
                    match what {
                        0 => { shapes.remove(idx); }
                        1 => shapes.insert(idx, new),
                        2 => shapes[idx] = new,
                        _ => {}
                    }
                }
                frames.push((shapes.clone(), luck != 0));
            }
            play(&mut sorting(), &frames);
        }
    }
}
