//! Which claims are alternatives to each other, and which are parts of which.
//!
//! Claims about one event, one side and one group are alternatives: a leaf. Any other claim is about a
//! whole; it covers the leaves that it speaks of, and joins them under a node of their own, where it is
//! an alternative to their sum. Wholes come from the narrowest to the widest, so that what is counted
//! is always a forest, and each of its trees is one harm. Where one speaker gives both a whole and a part of
//! it, the whole counts.
//! It has no opinion on days beyond the evenness of each claim over its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::Day;
use crate::model::{ActorId, EventId};

use super::super::lens::Shown;
use super::figure::{Figure, Group, Scope, Spans, joined};
use super::{BestRule, Harm, Toll3, Unused, ViolenceSettings};

/// The claims of a view as a forest.
pub(super) struct Tree<'a> {
    shown: &'a Shown<'a>,
    settings: &'a ViolenceSettings,
    leaves: Vec<Leaf<'a>>,
    nodes: Vec<Node<'a>>,
    roots: Vec<usize>,
}

/// One event, one side, one group; or what a claim about a whole is about where nothing finer is known.
struct Leaf<'a> {
    /// None for a claim about several events or a period.
    event: Option<&'a EventId>,
    side: Option<&'a ActorId>,
    group: Group,
    spans: Spans,
}

struct Node<'a> {
    leaves: BTreeSet<usize>,
    children: Vec<usize>,
    alternatives: Vec<Figure<'a>>,
}

/// What a harm comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Estimate {
    /// Per day within the period.
    pub(super) days: BTreeMap<Day, Toll3>,
    pub(super) first: Day,
    pub(super) last: Day,
    /// What all its days together come to.
    pub(super) total: Toll3,
    events: BTreeSet<String>,
    pub(super) claims: Vec<usize>,
    pub(super) chosen: Vec<usize>,
    is_tied: bool,
    /// Whether the rule finds a figure for every part.
    is_fully_told: bool,
    pub(super) is_uncertain: bool,
}

impl<'a> Tree<'a> {
    pub(super) fn new(shown: &'a Shown<'a>, settings: &'a ViolenceSettings) -> Self {
        Self {
            shown,
            settings,
            leaves: Vec::new(),
            nodes: Vec::new(),
            roots: Vec::new(),
        }
    }

    /// Places all figures; gives back those that cannot be placed.
    pub(super) fn grow(&mut self, figures: Vec<Figure<'a>>) -> Vec<(usize, Unused)> {
        let (parts, mut wholes): (Vec<_>, Vec<_>) = figures
            .into_iter()
            .partition(|it| it.scope == Scope::Event && it.group != Group::Anyone);
        let mut left = Vec::new();
        for figure in parts {
            // "58 people" and "5 civilians" from one mouth are no two accounts of the same dead.
            if wholes.iter().any(|whole| is_part_of(&figure, whole)) {
                left.push((figure.claim_idx, Unused::WholeCounted));
                continue;
            }
            let of_leaf = |leaf: &Leaf<'_>| {
                leaf.event == figure.claim.events.first()
                    && leaf.side == figure.claim.side.as_ref()
                    && leaf.group == figure.group
            };
            match self.leaves.iter().position(of_leaf) {
                // Leaves of single events and nodes are made together, so they share their index.
                Some(idx) => {
                    if let Some(node) = self.nodes.get_mut(idx) {
                        node.alternatives.push(figure);
                    }
                }
                None => self.plant(figure),
            }
        }
        // Narrow wholes first; of equal ones those about a side before those about everybody.
        wholes.sort_by(|a, b| {
            let key = |it: &Figure<'_>| (it.scope, it.claim.side.is_none(), it.claim_idx);
            let n_days = a.n_days().total_cmp(&b.n_days());
            (a.scope.cmp(&b.scope))
                .then(n_days)
                .then_with(|| key(a).cmp(&key(b)))
        });
        for figure in wholes {
            let claim_idx = figure.claim_idx;
            if let Err(unused) = self.join(figure) {
                left.push((claim_idx, unused));
            }
        }
        left
    }

    /// A new leaf for a figure.
    fn plant(&mut self, figure: Figure<'a>) {
        let leaf_idx = self.leaves.len();
        self.leaves.push(Leaf {
            event: (figure.scope == Scope::Event)
                .then(|| figure.claim.events.first())
                .flatten(),
            side: figure.claim.side.as_ref(),
            group: figure.group,
            spans: figure.spans.clone(),
        });
        self.roots.push(self.nodes.len());
        self.nodes.push(Node {
            leaves: BTreeSet::from([leaf_idx]),
            children: Vec::new(),
            alternatives: vec![figure],
        });
    }

    /// Makes a figure about a whole the alternative to its parts.
    fn join(&mut self, figure: Figure<'a>) -> Result<(), Unused> {
        let covered: BTreeSet<usize> = self
            .leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| covers(&figure, leaf))
            .map(|(idx, _)| idx)
            .collect();
        if covered.is_empty() {
            self.plant(figure);
            return Ok(());
        }
        let spans = covered
            .iter()
            .filter_map(|&idx| self.leaves.get(idx))
            .flat_map(|leaf| leaf.spans.iter().copied())
            .collect();
        if joined(spans) != figure.spans {
            return Err(Unused::PartsCounted);
        }
        let (inside, outside): (Vec<usize>, Vec<usize>) =
            self.roots.iter().copied().partition(|&root| {
                let leaves = self.nodes.get(root).map(|node| &node.leaves);
                leaves.is_some_and(|leaves| !leaves.is_disjoint(&covered))
            });
        let is_within = |&root: &usize| {
            let leaves = self.nodes.get(root).map(|node| &node.leaves);
            leaves.is_some_and(|leaves| leaves.is_subset(&covered))
        };
        if !inside.iter().all(is_within) {
            return Err(Unused::Crosses);
        }
        if let [only] = inside.as_slice()
            && let Some(node) = self.nodes.get_mut(*only)
        {
            node.alternatives.push(figure);
            return Ok(());
        }
        self.roots = outside;
        self.roots.push(self.nodes.len());
        self.nodes.push(Node {
            leaves: covered,
            children: inside,
            alternatives: vec![figure],
        });
        Ok(())
    }

    /// What each tree comes to, in the order of time.
    pub(super) fn harms(&self) -> Vec<Estimate> {
        let mut harms: Vec<Estimate> = self
            .roots
            .iter()
            .filter_map(|&root| self.nodes.get(root))
            .map(|node| self.estimate(node))
            .collect();
        for harm in &mut harms {
            harm.claims.sort_unstable();
            harm.chosen.sort_unstable();
        }
        harms.sort_by(|a, b| {
            let key = |it: &Estimate| (it.first, it.last, it.claims.first().copied());
            key(a).cmp(&key(b))
        });
        harms
    }

    fn estimate(&self, node: &Node<'a>) -> Estimate {
        let parts: Vec<Estimate> = node
            .children
            .iter()
            .filter_map(|&child| self.nodes.get(child))
            .map(|child| self.estimate(child))
            .collect();
        let is_every_part_told = parts.iter().all(|part| part.is_fully_told);
        let mut sum = (!parts.is_empty()).then(|| added(parts));
        let picked = self.pick(&node.alternatives);
        let whole_wins = match (&sum, picked) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(sum), Some((figure, _))) => {
                let whole = by_rule(&self.settings.best, figure);
                match (&self.settings.best, sum.total.best) {
                    (_, None) => true,
                    (BestRule::Lowest, Some(parts)) => whole < parts,
                    (BestRule::Highest, Some(parts)) => whole > parts,
                    (BestRule::ByRank, Some(_)) => figure.is_preferred(),
                    // Whoever speaks about all the parts is taken at that.
                    (BestRule::Party(_) | BestRule::ThirdParties, Some(_)) => !is_every_part_told,
                }
            }
        };
        let mut estimate = sum.take().unwrap_or_default();
        // What has no parts is told by a figure for the whole or not at all.
        let has_parts = !node.children.is_empty();
        estimate.is_fully_told = whole_wins || (has_parts && is_every_part_told);
        if let Some((figure, is_tied)) = picked.filter(|_| whole_wins) {
            estimate.choose(figure, &self.settings.best, is_tied);
        }
        for (idx, figure) in node.alternatives.iter().enumerate() {
            estimate.widen(figure, self.settings, has_parts || idx > 0);
        }
        if whole_wins && let Some((figure, _)) = picked {
            let best = by_rule(&self.settings.best, figure) / figure.n_days();
            for (day, toll) in &mut estimate.days {
                toll.best = figure
                    .spans
                    .iter()
                    .any(|(first, last)| (*first..=*last).contains(day))
                    .then_some(best);
            }
        }
        // The rule may leave parts out; the band still holds what it draws.
        for toll in estimate.days.values_mut() {
            toll.low = toll.best.map_or(toll.low, |best| toll.low.min(best));
            toll.high = toll.best.map_or(toll.high, |best| toll.high.max(best));
        }
        let total = &mut estimate.total;
        total.low = total.best.map_or(total.low, |best| total.low.min(best));
        estimate
    }

    /// The alternative that the rule chooses, and whether it was one of several.
    fn pick<'f>(&self, alternatives: &'f [Figure<'a>]) -> Option<(&'f Figure<'a>, bool)> {
        let rule = &self.settings.best;
        let mut admitted: Vec<&Figure<'_>> = alternatives
            .iter()
            .filter(|it| rule.admits(self.shown.dossier, it.claim))
            .collect();
        if *rule == BestRule::ByRank && admitted.iter().any(|it| it.is_preferred()) {
            admitted.retain(|it| it.is_preferred());
        }
        let order = |a: &&&Figure<'_>, b: &&&Figure<'_>| {
            by_rule(rule, a)
                .total_cmp(&by_rule(rule, b))
                .then(a.claim_idx.cmp(&b.claim_idx))
        };
        let is_tied = admitted.len() > 1 && !matches!(rule, BestRule::Lowest | BestRule::Highest);
        let chosen = match rule {
            BestRule::Highest => admitted.iter().max_by(order),
            _ => admitted.iter().min_by(order),
        };
        chosen.map(|chosen| (*chosen, is_tied))
    }
}

/// The figure of a claim under a rule: its upper end for the highest, else what it states.
pub(super) fn by_rule(rule: &BestRule, figure: &Figure<'_>) -> f64 {
    match rule {
        BestRule::Highest => figure.high(),
        _ => figure.stated(),
    }
}

/// Whether a figure is part of what the same speaker says of everybody harmed in the same event.
fn is_part_of(part: &Figure<'_>, whole: &Figure<'_>) -> bool {
    let (part, scope, whole) = (part.claim, whole.scope, whole.claim);
    let is_same_speaker = match (&part.by, &whole.by) {
        (None, None) => part.claimant == whole.claimant,
        (one, other) => one == other,
    };
    is_same_speaker
        && scope == Scope::Event
        && part.events.first() == whole.events.first()
        && (whole.side.is_none() || part.side == whole.side)
}

/// Whether a figure about a whole speaks of a leaf.
fn covers(figure: &Figure<'_>, leaf: &Leaf<'_>) -> bool {
    let is_same_side = leaf.side == figure.claim.side.as_ref();
    let is_about = match (figure.claim.side.is_none(), figure.group) {
        // Anyone, on any side.
        (true, Group::Anyone) => true,
        (_, Group::Anyone) => is_same_side,
        (_, group) => is_same_side && leaf.group == group,
    };
    let is_named = leaf
        .event
        .is_some_and(|event| figure.claim.events.contains(event));
    let is_during = figure.scope == Scope::Period || leaf.event.is_none();
    let meets = || {
        figure.spans.iter().any(|(first, last)| {
            let overlaps = |(start, end): &(Day, Day)| start <= last && end >= first;
            leaf.spans.iter().any(overlaps)
        })
    };
    is_about && (is_named || (is_during && figure.scope != Scope::Event && meets()))
}

/// The sum of different harms.
fn added(parts: Vec<Estimate>) -> Estimate {
    let mut sum = Estimate {
        first: Day::MAX,
        last: Day::MIN,
        ..Estimate::default()
    };
    for part in parts {
        for (day, toll) in part.days {
            let entry = sum.days.entry(day).or_insert(NOTHING);
            *entry = plus(*entry, toll);
        }
        sum.first = sum.first.min(part.first);
        sum.last = sum.last.max(part.last);
        sum.total = plus(sum.total, part.total);
        sum.events.extend(part.events);
        sum.claims.extend(part.claims);
        sum.chosen.extend(part.chosen);
        sum.is_tied |= part.is_tied;
        sum.is_uncertain |= part.is_uncertain;
    }
    sum
}

/// Nobody harmed, and nothing said about it: where sums start.
pub(super) const NOTHING: Toll3 = Toll3 {
    low: 0.0,
    best: None,
    high: 0.0,
    is_open: false,
};

/// The sum of two tolls; a best that is missing is left out.
pub(super) fn plus(a: Toll3, b: Toll3) -> Toll3 {
    Toll3 {
        low: a.low + b.low,
        best: some_sum(a.best, b.best),
        high: a.high + b.high,
        is_open: a.is_open || b.is_open,
    }
}

fn some_sum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    }
}

impl Estimate {
    /// Takes the best from this figure alone.
    fn choose(&mut self, figure: &Figure<'_>, rule: &BestRule, is_tied: bool) {
        self.chosen = vec![figure.claim_idx];
        self.is_tied = is_tied;
        self.total.best = Some(by_rule(rule, figure));
    }

    /// Makes the band hold this figure as well; if nothing is `in_it` yet, it is the band.
    fn widen(&mut self, figure: &Figure<'_>, settings: &ViolenceSettings, in_it: bool) {
        let n_days = figure.n_days();
        let (low, high) = (figure.low(), figure.high());
        for &(first, last) in &figure.spans {
            let mut day = first.max(settings.first);
            while day <= last.min(settings.last) {
                let toll = self.days.entry(day).or_insert(Toll3 {
                    low: low / n_days,
                    high: high / n_days,
                    ..NOTHING
                });
                toll.low = toll.low.min(low / n_days);
                toll.high = toll.high.max(high / n_days);
                toll.is_open |= figure.is_open();
                if day == Day::MAX {
                    break;
                }
                day = day + 1;
            }
        }
        let (start, end) = figure
            .spans
            .first()
            .zip(figure.spans.last())
            .map_or((settings.first, settings.first), |(start, end)| {
                (start.0, end.1)
            });
        if in_it {
            self.first = self.first.min(start);
            self.last = self.last.max(end);
            self.total.low = self.total.low.min(low);
            self.total.high = self.total.high.max(high);
        } else {
            (self.first, self.last) = (start, end);
            (self.total.low, self.total.high) = (low, high);
        }
        self.total.is_open |= figure.is_open();
        self.is_uncertain |= figure.is_uncertain;
        self.claims.push(figure.claim_idx);
        let events = figure.claim.events.iter();
        self.events.extend(events.map(|id| id.as_str().to_owned()));
    }

    /// The harm as it is shown.
    pub(super) fn into_harm(self, shown: &Shown<'_>) -> Harm {
        let ids = |claims: &[usize]| {
            let claim = |&idx: &usize| shown.claims.get(idx).map(|claim| claim.id.clone());
            claims.iter().filter_map(claim).collect()
        };
        Harm {
            events: self.events.into_iter().collect(),
            first: self.first,
            last: self.last,
            toll: self.total,
            claims: ids(&self.claims),
            chosen: ids(&self.chosen),
            is_tied: self.is_tied,
        }
    }
}
