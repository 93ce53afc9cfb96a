//! All measures of a dossier for one view and one choice of settings.
//!
//! A pure function of its inputs, so that the window may keep the result for as long as text and
//! settings are the same. The view is put on first; nothing that it hides is measured.
//! It has no opinion on which choice is right, and computes on all three scales whatever the choice,
//! so that a sign that depends on the scale can be told.
//!
//! What is compared before and after is what is coded: from the first to the last event with a code
//! among those that the view leaves. Days beyond are not known, though the curve is drawn over them.
//!
//! Invariants: every number can be traced ([`Measures::trace`]); a view only takes away.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::around::{Comparison, DayValue, SignAgreement, Subject, subjects};
use super::before_after::WINDOWS_DAYS;
use super::dossier::{DisputedRule, act, coded, is_disputed, period};
use super::lens::{Hidden, Shown, View};
use super::ripeness::{Ripeness, ripeness};
use super::scales::ScaleKind;
use super::shift::{Circle, ShiftTest};
use super::trace::{Formula, Part, RecordRef, Traced};
use super::tracks::{StageStep, stages};
use super::violence::{BestRule, TRAILING_DAYS, Toll, Violence, ViolenceSettings, violence};
use super::{
    Act, CodeFilter, Direction, Dyad, Escalation, HalfLife, QuadClass, Settings, escalation,
    quad_class,
};
use crate::model::date::Day;
use crate::model::{ActorId, Dossier};

/// What to measure, and how.
///
/// What is kept between sittings names no record: the view, the side and a party's claims belong to one
/// dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureSettings {
    /// Through what the dossier is seen.
    #[serde(skip)]
    pub view: View,
    /// The scale of the curve.
    pub scale: ScaleKind,
    /// Whose acts.
    pub direction: Direction,
    /// Which codes.
    pub filter: CodeFilter,
    /// How fast the level forgets.
    pub half_life: HalfLife,
    /// How disputed events count.
    pub disputed: DisputedRule,
    /// The dead or the wounded.
    pub toll: Toll,
    /// The side of those harmed; `None` for everybody.
    #[serde(skip)]
    pub side: Option<ActorId>,
    /// Whether only harm between the two parties counts, and not that of other fighting.
    pub harm_on_dyad_only: bool,
    /// Which claim gives the line.
    #[serde(skip)]
    pub best: BestRule,
}

impl MeasureSettings {
    /// The same for another dossier: without what names a record of this one, and without the view.
    #[must_use]
    pub fn for_another_dossier(self) -> Self {
        Self {
            view: View::default(),
            side: None,
            best: BestRule::default(),
            ..self
        }
    }
}

/// What is compared before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// N, net points of all codes.
    Net,
    /// N of deeds only: quad classes 2 and 4.
    NetMaterial,
    /// F, people killed per day by the chosen claims.
    Deaths,
}

/// The measures.
#[derive(Clone, Debug)]
pub struct Measures {
    /// The settings.
    pub settings: MeasureSettings,
    /// The first and last day of everything that is shown; the last is before the first if the view
    /// shows nothing yet.
    pub period: (Day, Day),
    /// The first and last day on which events have codes; `None` if there are none.
    pub coded: Option<(Day, Day)>,
    /// What the view takes away.
    pub hidden: Vec<Hidden>,
    /// The coded events that are left, as acts.
    pub acts: Vec<Act>,
    /// The ids of those of them that are disputed.
    pub disputed: Vec<String>,
    /// The escalation between the first two parties; `None` where there are fewer than two.
    pub escalation: Option<Escalation>,
    /// The same on Goldstein's scale with all codes over the coded days, from which the others follow.
    every_code: Option<Escalation>,
    /// The violence.
    pub violence: Violence,
    /// Before and after each round, then each ceasefire.
    pub around: Vec<Around>,
    /// Conflict over months; `None` without a dyad.
    pub ripeness: Option<Ripeness>,
    /// The stages of the rounds.
    pub stages: Vec<StageStep>,
}

/// Before and after one round or ceasefire.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// The round or the ceasefire.
    pub subject: Subject,
    /// For each quantity, then each window.
    pub compared: Vec<Compared>,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What is compared.
    pub quantity: Quantity,
    /// The comparison, on the chosen scale.
    pub comparison: Comparison,
    /// The difference on each scale; empty for deaths, which have none.
    pub by_scale: Vec<(ScaleKind, Option<f64>)>,
    /// Whether the scales agree; `None` for deaths.
    pub signs: Option<SignAgreement>,
    /// How often a difference as large comes about by moving the date; `None` if there is too little.
    pub shift: Option<ShiftTest>,
}

impl Measures {
    /// Measures a dossier.
    pub fn new(dossier: &Dossier, settings: &MeasureSettings) -> Self {
        let shown = Shown::new(dossier, &settings.view);
        let (first, last) = period(dossier);
        let last = settings.view.known_on.map_or(last, |day| day.min(last));
        let acts: Vec<Act> = shown
            .events
            .iter()
            .filter_map(|event| act(dossier, event, settings.disputed))
            .collect();
        let dyad = dossier
            .dyad()
            .map(|(a, b)| Dyad::new(a.as_str(), b.as_str()));
        let index = |scale: ScaleKind, filter, (first, last)| {
            let settings = Settings {
                dyad: dyad.clone()?,
                direction: settings.direction,
                filter,
                half_life: settings.half_life,
                first,
                last,
            };
            Some(escalation(&acts, scale.scale(), &settings))
        };
        let escalation = index(settings.scale, settings.filter, (first, last));
        let harm = |toll| {
            let settings = ViolenceSettings {
                toll,
                side: settings.side.clone(),
                dyad: dyad.clone().filter(|_| settings.harm_on_dyad_only),
                best: settings.best.clone(),
                first,
                last,
            };
            violence(&shown, &settings)
        };
        let violence = harm(settings.toll);
        let coded = coded(&acts, (first, last));
        let every_code =
            coded.and_then(|coded| index(ScaleKind::Goldstein, CodeFilter::All, coded));
        let nets = |filter| {
            ScaleKind::ALL.map(|scale| {
                let index = every_code.as_ref();
                let samples = index.map(|index| net_on(index, &acts, scale, filter));
                (scale, samples.unwrap_or_default())
            })
        };
        // What is compared are deaths, also where the curve shows the wounded.
        let deaths = match settings.toll {
            Toll::Killed => harm_samples(&violence),
            Toll::Wounded => harm_samples(&harm(Toll::Killed)),
        };
        let (net, material) = (nets(CodeFilter::All), nets(CodeFilter::MaterialOnly));
        let series = Series::new(settings.scale, net, material, deaths);
        let id_of = |act_idx: usize| acts.get(act_idx).map(|act| act.id.as_str());
        Self {
            period: (first, last),
            coded,
            disputed: shown
                .events
                .iter()
                .filter(|event| event.cameo.is_some() && is_disputed(event))
                .map(|event| event.id.as_str().to_owned())
                .collect(),
            around: subjects(&shown)
                .into_iter()
                .map(|subject| series.around(subject))
                .collect(),
            ripeness: escalation
                .as_ref()
                .zip(coded)
                .map(|(index, coded)| ripeness(within(index, coded), id_of)),
            stages: stages(shown.rounds.iter().copied(), &shown.view),
            hidden: shown.hidden,
            every_code,
            escalation,
            violence,
            settings: settings.clone(),
            acts,
        }
    }

    /// A number of one day of the curve with what went into it; `None` outside the period, without a
    /// dyad, or for a formula that is not about a day of the curve.
    ///
    /// The parts of a level are what is left of each act on that day.
    pub fn trace(&self, day: Day, formula: Formula) -> Option<Traced<f64>> {
        let index = self.escalation.as_ref()?;
        let score = index.at(day)?;
        let sign = match formula {
            Formula::Cooperation | Formula::Net | Formula::Level => 1.0,
            Formula::Conflict | Formula::Escalation => -1.0,
            _ => return None,
        };
        let is_level = matches!(formula, Formula::Level | Formula::Escalation);
        let r = self.settings.half_life.retention();
        let mut amounts: BTreeMap<usize, f64> = BTreeMap::new();
        let mut n_days = 0;
        for earlier in index.days.iter().take_while(|it| it.day <= day) {
            if earlier.day < day && !is_level {
                continue;
            }
            n_days += 1;
            let left = r.powi(day - earlier.day);
            for part in &earlier.contributions {
                let is_meant = match formula {
                    Formula::Cooperation => part.points > 0.0,
                    Formula::Conflict => part.points < 0.0,
                    _ => part.share > 0.0,
                };
                if is_meant {
                    *amounts.entry(part.act_idx).or_default() += sign * left * part.points;
                }
            }
        }
        let parts = amounts.into_iter().filter_map(|(act_idx, amount)| {
            let act = self.acts.get(act_idx)?;
            let record = RecordRef::event(&act.id);
            Some(Part { record, amount })
        });
        Some(Traced {
            value: match formula {
                Formula::Cooperation => score.cooperation,
                Formula::Conflict => score.conflict,
                Formula::Net => score.net,
                Formula::Level => score.level,
                _ => score.escalation,
            },
            formula,
            parts: parts.collect(),
            n_days,
        })
    }

    /// The chosen dead or wounded of one day, or of the week that ends with it, with the claims behind them
    /// and what each gives; `dossier` is the one that was measured. `None` where nobody says anything, or
    /// for a formula that is not about them.
    pub fn trace_harm(&self, dossier: &Dossier, day: Day, formula: Formula) -> Option<Traced<f64>> {
        let shown = Shown::new(dossier, &self.settings.view);
        if formula == Formula::DeathsPerDay {
            return self.violence.trace(day, &shown);
        }
        if formula != Formula::TrailingDeaths {
            return None;
        }
        let value = self.violence.at(day)?.trailing?.toll.best?;
        let mut amounts: BTreeMap<RecordRef, f64> = BTreeMap::new();
        let mut n_days = 0;
        for earlier in (0..TRAILING_DAYS).filter_map(|n| i32::try_from(n).ok()) {
            if let Some(traced) = self.violence.trace(day - earlier, &shown) {
                n_days += 1;
                for part in traced.parts {
                    *amounts.entry(part.record).or_default() += part.amount;
                }
            }
        }
        let parts = amounts
            .into_iter()
            .map(|(record, amount)| Part { record, amount });
        Some(Traced {
            value,
            formula,
            parts: parts.collect(),
            n_days,
        })
    }

    /// The net of each coded day as the settings say, with the events behind it: for laying rounds over
    /// each other and for the statistics of a range.
    pub fn net_samples(&self) -> Vec<DayValue> {
        self.net_samples_on(self.settings.scale, self.settings.filter)
    }

    /// The same on any scale and with any codes.
    pub fn net_samples_on(&self, scale: ScaleKind, filter: CodeFilter) -> Vec<DayValue> {
        let index = self.every_code.as_ref();
        index.map_or_else(Vec::new, |index| net_on(index, &self.acts, scale, filter))
    }

    /// The escalation of each day, the same way.
    pub fn escalation_samples(&self) -> Vec<DayValue> {
        let mut samples = self.net_samples();
        for sample in &mut samples {
            let score = self.escalation.as_ref().and_then(|it| it.at(sample.day));
            sample.value = score.map_or(f64::NAN, |score| score.escalation);
        }
        samples
    }

    /// The chosen dead or wounded of each day with the claims behind them; gaps are left out.
    pub fn harm_samples(&self) -> Vec<DayValue> {
        harm_samples(&self.violence)
    }
}

/// The series that are compared.
struct Series {
    scale: ScaleKind,
    net: OnScales,
    net_circle: Option<Circle>,
    material: OnScales,
    material_circle: Option<Circle>,
    deaths: Vec<DayValue>,
}

type OnScales = [(ScaleKind, Vec<DayValue>); 3];

impl Series {
    fn new(scale: ScaleKind, net: OnScales, material: OnScales, deaths: Vec<DayValue>) -> Self {
        let mut series = Self {
            scale,
            net,
            net_circle: None,
            material,
            material_circle: None,
            deaths,
        };
        series.net_circle = Circle::new(series.chosen(&series.net));
        series.material_circle = Circle::new(series.chosen(&series.material));
        series
    }

    fn chosen<'a>(&self, scales: &'a OnScales) -> &'a [DayValue] {
        let is_it = |(scale, _): &&(ScaleKind, Vec<DayValue>)| *scale == self.scale;
        scales
            .iter()
            .find(is_it)
            .map_or(&[], |(_, samples)| samples)
    }

    fn around(&self, subject: Subject) -> Around {
        let mut compared = Vec::new();
        for (quantity, scales, circle) in [
            (Quantity::Net, &self.net, &self.net_circle),
            (Quantity::NetMaterial, &self.material, &self.material_circle),
        ] {
            let chosen = self.chosen(scales);
            for window_days in WINDOWS_DAYS {
                let comparison = Comparison::new(chosen, &subject, window_days);
                let by_scale: Vec<(ScaleKind, Option<f64>)> = scales
                    .iter()
                    .map(|(scale, samples)| {
                        (*scale, Comparison::delta_of(samples, &subject, window_days))
                    })
                    .collect();
                compared.push(Compared {
                    quantity,
                    signs: Some(SignAgreement::of(by_scale.iter().map(|(_, delta)| *delta))),
                    shift: circle.as_ref().and_then(|it| it.shift(&comparison)),
                    comparison,
                    by_scale,
                });
            }
        }
        for window_days in WINDOWS_DAYS {
            compared.push(Compared {
                quantity: Quantity::Deaths,
                comparison: Comparison::new(&self.deaths, &subject, window_days),
                by_scale: Vec::new(),
                signs: None,
                shift: None,
            });
        }
        Around { subject, compared }
    }
}

impl Quantity {
    /// All quantities, for a picker.
    pub const ALL: [Self; 3] = [Self::Net, Self::NetMaterial, Self::Deaths];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Net => "Net points a day, all codes",
            Self::NetMaterial => "Net points a day, deeds only",
            Self::Deaths => "Deaths a day",
        }
    }
}

fn within(index: &Escalation, (first, last): (Day, Day)) -> &[super::DayScore] {
    let days = &index.days;
    let from = days.partition_point(|score| score.day < first);
    let until = days.partition_point(|score| score.day <= last);
    days.get(from..until).unwrap_or_default()
}

/// The net of each day on a scale, from an index with all codes.
///
/// Which acts count on a day, and how much of them, depends on their code but not on its value, so that
/// one run of the index does for all scales. Goldstein's has a value for every code.
fn net_on(index: &Escalation, acts: &[Act], scale: ScaleKind, filter: CodeFilter) -> Vec<DayValue> {
    let is_meant = |code: &str| {
        filter == CodeFilter::All || quad_class(code).is_some_and(QuadClass::is_material)
    };
    let points: Vec<Option<f64>> = acts
        .iter()
        .map(|act| {
            let found = scale.scale().lookup(&act.code)?;
            let [_, best, _] = act.weight.in_order();
            is_meant(&act.code).then_some(found.value * best)
        })
        .collect();
    let of = |act_idx: usize| points.get(act_idx).copied().flatten();
    index
        .days
        .iter()
        .map(|score| {
            // What only the band counts is no event behind the line.
            let parts = || score.contributions.iter().filter(|part| part.share > 0.0);
            DayValue {
                day: score.day,
                value: parts()
                    .filter_map(|part| Some(of(part.act_idx)? * part.share))
                    .sum(),
                records: parts()
                    .filter(|part| of(part.act_idx).is_some())
                    .filter_map(|part| acts.get(part.act_idx))
                    .map(|act| RecordRef::event(&act.id))
                    .collect(),
            }
        })
        .collect()
}

fn harm_samples(violence: &Violence) -> Vec<DayValue> {
    violence
        .days
        .iter()
        .filter_map(|entry| {
            let chosen = entry
                .harms
                .iter()
                .filter_map(|&idx| violence.harms.get(idx))
                .flat_map(|harm| &harm.chosen);
            Some(DayValue {
                day: entry.day,
                value: entry.toll?.best?,
                records: chosen.map(|id| RecordRef::claim(id)).collect(),
            })
        })
        .collect()
}
