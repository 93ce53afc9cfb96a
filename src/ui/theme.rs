//! Colours by meaning, text styles and spacing. The only place that makes colours.
//!
//! The colours are data (`assets/theme.ron`); this module turns them into egui styles for light and dark.

use crate::model::codebook::QuadClass;
use crate::model::codes::{CeasefireStatus, RoundOutcome};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, Style,
    TextStyle, Vec2, Visuals,
};
use serde::{Deserialize, Deserializer};
use std::sync::{Arc, LazyLock};

macro_rules! palette {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {
        /// The colours of one theme.
        #[derive(Clone, Debug, Deserialize)]
        pub struct Palette {
            $(#[doc = concat!("Colour of: ", stringify!($name), ".")] #[serde(deserialize_with = "hex")] pub $name: Color32,)*
        }

        impl Palette {
            /// What is shown if the theme's data cannot be read, which a test rules out.
            fn plain(text: Color32, back: Color32) -> Self {
                let mut palette = Self { $($name: text,)* };
                for surface in [&mut palette.window, &mut palette.panel, &mut palette.card, &mut palette.field, &mut palette.plot] {
                    *surface = back;
                }
                palette
            }
        }
    };
}

palette! {
    window, panel, card, hover, selected, field, border, text, text_weak, accent, on_accent, good, middling, bad,
    neutral, error, warning, note, party_a, party_b, third, plot, grid, round, ceasefire, cooperation, conflict,
    curve, today, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, uncoded,
    syntax_comment, syntax_string, syntax_number, syntax_name, syntax_punctuation,
}

#[derive(Deserialize)]
struct Theme {
    light: Palette,
    dark: Palette,
}

static THEME: LazyLock<Theme> = LazyLock::new(|| {
    ron::from_str(include_str!("../../assets/theme.ron")).unwrap_or_else(|_| Theme {
        light: Palette::plain(Color32::BLACK, Color32::WHITE),
        dark: Palette::plain(Color32::WHITE, Color32::BLACK),
    })
});

/// Reads "#rrggbb".
fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = || serde::de::Error::custom(format!("{text} is not a colour like #1f5fae"));
    Color32::from_hex(&text).ok().ok_or_else(wrong)
}

impl Palette {
    /// The palette that fits the style in force.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::for_mode(ui.visuals().dark_mode)
    }

    /// The dark or the light palette.
    pub fn for_mode(dark: bool) -> &'static Self {
        if dark { &THEME.dark } else { &THEME.light }
    }

    /// The colour that stands for an outcome; the word always stands beside it.
    pub fn outcome(&self, outcome: RoundOutcome) -> Color32 {
        match outcome {
            RoundOutcome::CeasefireOrRenewal
            | RoundOutcome::PartialSettlement
            | RoundOutcome::FullSettlement => self.good,
            RoundOutcome::ProcessAgreement => self.middling,
            RoundOutcome::OfferedNotAccepted
            | RoundOutcome::HeldNoAgreement
            | RoundOutcome::BrokenOff => self.bad,
            RoundOutcome::Ongoing
            | RoundOutcome::Adjourned
            | RoundOutcome::Unknown
            | RoundOutcome::Unrecognised => self.neutral,
        }
    }

    /// The colour that stands for the standing of a ceasefire.
    pub fn ceasefire_status(&self, status: CeasefireStatus) -> Color32 {
        match status {
            CeasefireStatus::InForce => self.good,
            CeasefireStatus::Conditional | CeasefireStatus::Contested => self.middling,
            CeasefireStatus::Ended | CeasefireStatus::NoCeasefire => self.bad,
            CeasefireStatus::Unknown | CeasefireStatus::Unrecognised => self.neutral,
        }
    }

    /// The colour of a class of acts; `None` for what has no code.
    pub fn quad_class(&self, class: Option<QuadClass>) -> Color32 {
        match class {
            Some(QuadClass::VerbalCooperation) => self.verbal_cooperation,
            Some(QuadClass::MaterialCooperation) => self.material_cooperation,
            Some(QuadClass::VerbalConflict) => self.verbal_conflict,
            Some(QuadClass::MaterialConflict) => self.material_conflict,
            None => self.uncoded,
        }
    }

    /// A colour as a light wash over a surface: `strength` 0 to 1.
    pub fn wash(&self, colour: Color32, strength: f32) -> Color32 {
        self.card.lerp_to_gamma(colour, strength)
    }

    /// The surface of a chip whose text has that colour.
    pub fn chip(&self, colour: Color32) -> Color32 {
        self.wash(colour, 0.10)
    }
}

/// Name of the font family for headings and emphasis.
pub fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// A text in the heavier weight of the text font.
pub fn strong(text: impl Into<String>, size: f32) -> egui::RichText {
    egui::RichText::new(text).font(FontId::new(size, strong_family()))
}

/// Small text in the weaker colour.
pub fn weak(ui: &egui::Ui, text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).color(Palette::of(ui).text_weak)
}

/// Size of running text in points.
pub const BODY: f32 = 13.5;
/// Size of small text in points.
pub const SMALL: f32 = 11.5;
/// Size of the heading of a section in points.
pub const SECTION: f32 = 15.0;
/// Size of the heading of a page in points.
pub const TITLE: f32 = 21.0;

/// Installs fonts and both styles.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(
        egui::Theme::Light,
        style(Palette::for_mode(false), Visuals::light()),
    );
    ctx.set_style_of(
        egui::Theme::Dark,
        style(Palette::for_mode(true), Visuals::dark()),
    );
}

/// Inter for Latin, Greek and Cyrillic; it has no Arabic letters, so that Arabic, Persian, Urdu and Pashto
/// words are shaped whole by the fallback font.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let files: [(&str, &'static [u8]); 3] = [
        (
            "inter",
            include_bytes!("../../assets/fonts/Inter-Regular.otf"),
        ),
        (
            "inter-semibold",
            include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "noto-arabic",
            include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf"),
        ),
    ];
    for (name, bytes) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallback = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let family = |first: &str| -> Vec<String> {
        let mut names = vec![first.to_owned(), "noto-arabic".to_owned()];
        names.extend(fallback.iter().cloned());
        names
    };
    fonts
        .families
        .insert(FontFamily::Proportional, family("inter"));
    fonts
        .families
        .insert(strong_family(), family("inter-semibold"));
    if let Some(monospace) = fonts.families.get_mut(&FontFamily::Monospace) {
        monospace.push("inter".to_owned());
        monospace.push("noto-arabic".to_owned());
    }
    fonts
}

fn style(palette: &Palette, mut visuals: Visuals) -> Style {
    // Rounder ones have twice the triangles.
    let corner = CornerRadius::same(4);
    visuals.override_text_color = Some(palette.text);
    visuals.weak_text_color = Some(palette.text_weak);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.window;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.code_bg_color = palette.hover;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.window_fill = palette.card;
    visuals.panel_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.border);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.selection.bg_fill = palette.selected;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.striped = false;
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.corner_radius = corner;
        widget.expansion = 0.0;
        widget.fg_stroke.color = palette.text;
    }
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.border);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, palette.text);
    widgets.inactive.bg_fill = palette.hover;
    widgets.inactive.weak_bg_fill = palette.hover;
    widgets.inactive.bg_stroke = Stroke::new(1.0, palette.border);
    widgets.hovered.bg_fill = palette.selected;
    widgets.hovered.weak_bg_fill = palette.selected;
    widgets.hovered.bg_stroke = Stroke::new(1.0, palette.accent);
    widgets.active.bg_fill = palette.selected;
    widgets.active.weak_bg_fill = palette.selected;
    widgets.active.bg_stroke = Stroke::new(1.5, palette.accent);
    widgets.open.bg_fill = palette.hover;
    widgets.open.weak_bg_fill = palette.hover;
    widgets.open.bg_stroke = Stroke::new(1.0, palette.border);

    let mut style = Style {
        visuals,
        ..Style::default()
    };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Heading, FontId::new(SECTION, strong_family())),
        (TextStyle::Monospace, FontId::monospace(12.5)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 5.0);
    spacing.button_padding = Vec2::new(9.0, 4.0);
    spacing.interact_size = Vec2::new(36.0, 24.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(14);
    spacing.combo_height = 320.0;
    spacing.scroll = egui::style::ScrollStyle::solid();
    spacing.scroll.bar_width = 8.0;
    style.interaction.tooltip_delay = 0.35;
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio of WCAG 2.1, 1 to 21.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let [r, g, b, _] = egui::Rgba::from(colour).to_array();
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The data of the theme can be read.
    #[test]
    fn theme_reads() {
        let theme = ron::from_str::<Theme>(include_str!("../../assets/theme.ron"));
        assert!(theme.is_ok(), "{:?}", theme.err());
    }

    /// Text can be read on every surface on which it stands (WCAG AA asks for 4.5).
    #[test]
    fn text_has_contrast() {
        for dark in [false, true] {
            let palette = Palette::for_mode(dark);
            for surface in [
                palette.window,
                palette.panel,
                palette.card,
                palette.hover,
                palette.selected,
                palette.field,
            ] {
                assert!(contrast(palette.text, surface) >= 4.5, "text, dark: {dark}");
                assert!(
                    contrast(palette.text_weak, surface) >= 4.5,
                    "weak text on {surface:?}, dark: {dark}"
                );
            }
            let on_chips = [
                palette.good,
                palette.middling,
                palette.bad,
                palette.neutral,
                palette.error,
                palette.warning,
                palette.note,
                palette.accent,
                palette.party_a,
                palette.party_b,
                palette.third,
                palette.text_weak,
            ];
            let on_cards = [
                palette.syntax_comment,
                palette.syntax_string,
                palette.syntax_number,
                palette.syntax_name,
            ];
            let chips = on_chips.map(|colour| (colour, palette.chip(colour)));
            let cards = on_chips.into_iter().chain(on_cards);
            for (colour, surface) in cards.map(|colour| (colour, palette.card)).chain(chips) {
                assert!(
                    contrast(colour, surface) >= 4.5,
                    "{colour:?} on {surface:?}, dark: {dark}"
                );
            }
            assert!(
                contrast(palette.on_accent, palette.accent) >= 4.5,
                "dark: {dark}"
            );
        }
    }

    /// The text font must not have Arabic letters, or mixed lines come out reversed.
    #[test]
    fn first_font_has_no_arabic() {
        assert_eq!(fonts().families[&FontFamily::Proportional][0], "inter");
    }
}
