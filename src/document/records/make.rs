//! New records with sensible defaults: what is near is taken over, what is not known is left out.

use super::super::edit::{Edit, List};
use super::super::snapshot::{RecordRef, Snapshot};
use super::ids::{Ids, type_name};
use super::{Near, TO_BE_WRITTEN, index_of};
use crate::format::Value;
use crate::model::date::Edtf;
use crate::model::{ActorId, Dossier, Event, EventId, RecordKind, Round};

/// The fields of a record that is being made.
type Fields = Vec<(&'static str, Value)>;

/// Makes records, and those that they need, as one edit.
pub(super) struct Maker<'a> {
    snapshot: &'a Snapshot,
    near: Near<'a>,
    ids: Ids<'a>,
    inserts: Vec<(RecordKind, usize, Value)>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, near: Near<'a>) -> Self {
        Self {
            snapshot,
            near,
            ids: Ids::new(snapshot),
            inserts: Vec::new(),
        }
    }

    fn dossier(&self) -> &'a Dossier {
        self.snapshot.dossier()
    }

    /// Everything that was made, as one step; `None` where nothing was.
    pub(super) fn into_edit(self, label: &str) -> Option<Edit> {
        self.inserts
            .into_iter()
            .map(|(kind, idx, value)| Edit::insert(label, List::Records(kind), idx, value))
            .reduce(Edit::and)
    }

    /// Makes a record and returns its id.
    pub(super) fn record(&mut self, kind: RecordKind, name: &str, of_person: bool) -> String {
        let like = self.selected(kind).map(str::to_owned);
        let idx = self.place_for(kind);
        // The pattern is that of the record in front of the new one.
        let before = idx
            .checked_sub(1)
            .and_then(|at| self.dossier().ids(kind).get(at).copied());
        let id = if self.ids.are_words(kind) {
            let name = if name.is_empty() { "new actor" } else { name };
            self.ids.named(kind, name, of_person)
        } else {
            self.ids.fresh(kind, like.as_deref().or(before))
        };
        let mut fields: Fields = vec![("id", Value::str(id.clone()))];
        self.fill(kind, name, of_person, &mut fields);
        let value = Value::Struct {
            name: self.struct_name(kind).map(str::to_owned),
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        };
        self.inserts.push((kind, idx, value));
        id
    }

    /// The name of the type, for the first record of a list in a file that writes such names.
    fn struct_name(&self, kind: RecordKind) -> Option<&'static str> {
        let is_first = self.dossier().ids(kind).is_empty()
            && !self.inserts.iter().any(|(other, ..)| *other == kind);
        (is_first && names_structs(self.snapshot)).then_some(type_name(kind))
    }

    /// The selected record, if it is of this kind.
    fn selected(&self, kind: RecordKind) -> Option<&'a str> {
        self.near
            .selected
            .filter(|record| record.kind == kind && index_of(self.snapshot, record).is_some())
            .map(|record| record.id.as_str())
    }

    /// Behind the selected record of the kind; events and statements else in the order of time; else last.
    fn place_for(&self, kind: RecordKind) -> usize {
        let last = super::n_listed(self.snapshot, kind);
        if kind == RecordKind::Round {
            return last;
        }
        if let Some(id) = self.selected(kind)
            && let Some(idx) = index_of(self.snapshot, &RecordRef::new(kind, id))
        {
            return idx + 1;
        }
        let dates: Vec<&Edtf> = match kind {
            RecordKind::Event => self.dossier().events.iter().map(|r| &r.date).collect(),
            RecordKind::Statement => self.dossier().statements.iter().map(|r| &r.date).collect(),
            _ => return last,
        };
        let day = Edtf::parse(&self.date())
            .ok()
            .and_then(|date| date.earliest());
        if dates.len() != last {
            return last;
        }
        dates
            .iter()
            .rposition(|date| date.earliest() <= day)
            .map_or(last, |idx| idx + 1)
    }

    fn fill(&mut self, kind: RecordKind, name: &str, of_person: bool, fields: &mut Fields) {
        let text = |usual: &str| Value::str(if name.is_empty() { usual } else { name });
        match kind {
            RecordKind::Dossier => {}
            RecordKind::Actor => {
                fields.push(("name", text("New actor")));
                let kind = if of_person { "Person" } else { "Other" };
                fields.push(("kind", code(kind)));
            }
            RecordKind::Issue => fields.push(("title", text("New issue"))),
            RecordKind::Round => self.round(text, fields),
            RecordKind::Position => self.position(text(TO_BE_WRITTEN), fields),
            RecordKind::ThirdParty => {
                let actor = self.third_party();
                fields.push(("actor", Value::Str(actor)));
                fields.push(("role", text(TO_BE_WRITTEN)));
            }
            RecordKind::Ceasefire => {
                fields.push(("name", text("New ceasefire")));
                fields.push(("dates", Value::Str(self.date())));
            }
            RecordKind::Event => self.event(text("New event"), fields),
            RecordKind::Claim => {
                if let Some(event) = self.event_nearby() {
                    fields.push(("events", list([event.id.as_str()])));
                }
                fields.push(("claimant", text(TO_BE_WRITTEN)));
                fields.push(("harmed", Value::str(TO_BE_WRITTEN)));
            }
            RecordKind::Statement => self.statement(text(TO_BE_WRITTEN), fields),
            RecordKind::Dispute => {
                fields.push(("question", text("New question")));
                self.about("about", fields);
                let versions = self
                    .dossier()
                    .parties
                    .iter()
                    .map(|party| self.version(party));
                fields.push(("versions", Value::List(versions.collect())));
            }
            RecordKind::Commitment => {
                let round = self.round_nearby().map(|round| round.id.as_str());
                fields.extend(round.map(|id| ("round", Value::str(id))));
                fields.push(("text", text(TO_BE_WRITTEN)));
            }
            RecordKind::Extract => {
                let source = self.selected(RecordKind::Source).map(str::to_owned);
                let source = self.need(RecordKind::Source, source);
                fields.push(("source", Value::Str(source)));
                fields.push(("text", text(TO_BE_WRITTEN)));
                self.about("used_in", fields);
            }
            RecordKind::Gap => {
                fields.push(("text", text(TO_BE_WRITTEN)));
                self.about("about", fields);
            }
            RecordKind::Annotation => {
                fields.push(("date", Value::Str(self.date())));
                fields.push(("text", text(TO_BE_WRITTEN)));
                self.about("about", fields);
            }
            RecordKind::Assessment => {
                fields.push(("scale", code("Glasl")));
                fields.push(("level", Value::Int(1)));
                fields.push(("date", Value::Str(self.date())));
                fields.push(("judged_by", text(TO_BE_WRITTEN)));
            }
            RecordKind::Track => {
                fields.push(("path", text("data.csv")));
                fields.push(("kind", code("Mapped")));
                let today = Value::str(self.near.today.to_string());
                fields.push(("accessed", Value::Some(Box::new(today))));
            }
            RecordKind::Source => {
                fields.push(("publisher", Value::str(TO_BE_WRITTEN)));
                let is_address = super::super::is_web_address(name);
                let title = if is_address {
                    Value::str(TO_BE_WRITTEN)
                } else {
                    text("New source")
                };
                fields.push(("title", title));
                if is_address {
                    fields.push(("url", Value::str(name)));
                }
            }
        }
    }

    /// A round follows the last one, with its parties and its third parties, whose people are not known.
    fn round(&mut self, text: impl Fn(&str) -> Value, fields: &mut Fields) {
        let last = self.dossier().rounds.last();
        let highest = self
            .dossier()
            .rounds
            .iter()
            .map(|round| round.ordinal)
            .max();
        let ordinal = highest.unwrap_or(0).saturating_add(1);
        fields.push(("ordinal", Value::Int(i64::from(ordinal))));
        fields.push(("name", text(&format!("Round {ordinal}"))));
        let dates = match last.and_then(|round| round.when.dates.latest()) {
            // One day, not known which, from the end of the last round on.
            Some(end) if end < self.near.today => format!("[{end}..]"),
            _ => self.near.today.to_string(),
        };
        fields.push(("when", Value::record([("dates", Value::Str(dates))])));
        let named = names_structs(self.snapshot);
        let group = |name: &str, fields: Vec<(String, Value)>| Value::Struct {
            name: named.then(|| name.to_owned()),
            fields,
        };
        let field = |name: &str, value: Value| (name.to_owned(), value);
        let third_parties: Vec<Value> = last
            .into_iter()
            .flat_map(|round| &round.third_parties)
            .map(|involved| {
                let roles = involved
                    .roles
                    .iter()
                    .map(|role| code(role.code()))
                    .collect();
                let actor = field("actor", Value::str(involved.actor.as_str()));
                group(
                    "Involvement",
                    vec![actor, field("roles", Value::List(roles))],
                )
            })
            .collect();
        if !third_parties.is_empty() {
            fields.push(("third_parties", Value::List(third_parties)));
        }
        let parties: Vec<&ActorId> = match last {
            Some(round) if !round.delegations.is_empty() => round
                .delegations
                .iter()
                .map(|delegation| &delegation.party)
                .collect(),
            _ => self.dossier().parties.iter().collect(),
        };
        let delegations: Vec<Value> = parties
            .into_iter()
            .map(|party| {
                group(
                    "Delegation",
                    vec![field("party", Value::str(party.as_str()))],
                )
            })
            .collect();
        if !delegations.is_empty() {
            fields.push(("delegations", Value::List(delegations)));
        }
        fields.push(("outcome", Value::record([("kind", code("Unknown"))])));
    }

    fn position(&mut self, text: Value, fields: &mut Fields) {
        let dossier = self.dossier();
        let selected = self.selected(RecordKind::Position);
        let like = dossier
            .positions
            .iter()
            .find(|position| Some(position.id.as_str()) == selected);
        let round = like
            .map(|position| position.round.0.clone())
            .or_else(|| self.round_nearby().map(|round| round.id.0.clone()));
        let round = self.need(RecordKind::Round, round);
        let issue = self
            .selected(RecordKind::Issue)
            .or(like.map(|position| position.issue.as_str()));
        let party = self.selected(RecordKind::Actor);
        let fits = |wanted: Option<&str>, id: &str| wanted.is_none_or(|wanted| wanted == id);
        let taken = |issue: &str, party: &str| {
            dossier.positions.iter().any(|p| {
                p.round.as_str() == round && p.issue.as_str() == issue && p.party.as_str() == party
            })
        };
        // The first issue and party of the round on which nothing is entered yet.
        let open = dossier
            .issues
            .iter()
            .filter(|i| fits(issue, i.id.as_str()))
            .flat_map(|i| {
                dossier
                    .parties
                    .iter()
                    .map(move |p| (i.id.as_str(), p.as_str()))
            })
            .find(|(i, p)| fits(party, p) && !taken(i, p));
        let party = party.filter(|id| dossier.parties.iter().any(|party| party.as_str() == *id));
        let (issue, party) = match open {
            Some((issue, party)) => (Some(issue), Some(party)),
            None => (
                issue,
                party.or(dossier.parties.first().map(ActorId::as_str)),
            ),
        };
        let issue = self.need(RecordKind::Issue, issue.map(str::to_owned));
        let party = self.need(RecordKind::Actor, party.map(str::to_owned));
        fields.push(("issue", Value::Str(issue)));
        fields.push(("round", Value::Str(round)));
        fields.push(("party", Value::Str(party)));
        fields.push(("text", text));
    }

    fn event(&mut self, title: Value, fields: &mut Fields) {
        fields.push(("date", Value::Str(self.date())));
        fields.push(("title", title));
        if let Some((a, b)) = self.dossier().dyad() {
            fields.push(("dyad", list([a.as_str(), b.as_str()])));
        }
        fields.push(("priority", code("Core")));
        let round = self
            .selected(RecordKind::Round)
            .map(str::to_owned)
            .or_else(|| {
                let event = self.event_nearby()?;
                Some(event.round.as_ref()?.0.clone())
            });
        fields.extend(round.map(|id| ("round", Value::Str(id))));
    }

    fn statement(&mut self, words: Value, fields: &mut Fields) {
        let selected = self.selected(RecordKind::Statement);
        let like = self
            .dossier()
            .statements
            .iter()
            .find(|s| Some(s.id.as_str()) == selected);
        let speaker = self
            .selected(RecordKind::Actor)
            .map(str::to_owned)
            .or_else(|| like.map(|statement| statement.speaker.0.clone()));
        let date = Value::Str(self.date());
        let speaker = self.need(RecordKind::Actor, speaker);
        fields.push(("date", date));
        fields.push(("speaker", Value::Str(speaker)));
        fields.push(("words", Value::List(vec![words])));
        let round = match like {
            Some(statement) => statement.round.as_ref().map(|id| id.0.clone()),
            None => self.round_nearby().map(|round| round.id.0.clone()),
        };
        fields.extend(round.map(|id| ("round", Value::Str(id))));
        let event = self.selected(RecordKind::Event);
        fields.extend(event.map(|id| ("events", list([id]))));
    }

    fn version(&self, party: &ActorId) -> Value {
        Value::Struct {
            name: names_structs(self.snapshot).then(|| "Version".to_owned()),
            fields: vec![
                (
                    "held_by".to_owned(),
                    Value::str(self.dossier().actor_name(party)),
                ),
                ("actors".to_owned(), list([party.as_str()])),
                ("text".to_owned(), Value::str(TO_BE_WRITTEN)),
            ],
        }
    }

    /// The selected record, where a record may be about any other.
    fn about(&self, field: &'static str, fields: &mut Fields) {
        let about = self.near.selected.filter(|record| {
            !matches!(record.kind, RecordKind::Dossier | RecordKind::Source)
                && index_of(self.snapshot, record).is_some()
        });
        fields.extend(about.map(|record| (field, list([record.id.as_str()]))));
    }

    /// The id given, else that of the first record of the kind, else that of a new one.
    pub(super) fn need(&mut self, kind: RecordKind, id: Option<String>) -> String {
        let first = || self.dossier().ids(kind).first().map(|id| (*id).to_owned());
        match id.or_else(first) {
            Some(id) => id,
            None => self.record(kind, "", false),
        }
    }

    /// The first third party of the rounds that has no record of its own, else the first that is no party.
    fn third_party(&mut self) -> String {
        let dossier = self.dossier();
        let has_record = |id: &ActorId| dossier.third_parties.iter().any(|m| m.actor == *id);
        let in_rounds = dossier
            .rounds
            .iter()
            .flat_map(|round| &round.third_parties)
            .map(|involved| &involved.actor);
        let others = dossier.actors.iter().map(|actor| &actor.id);
        let selected = self.selected(RecordKind::Actor).map(str::to_owned);
        let found = in_rounds
            .chain(others)
            .find(|id| !has_record(id) && !dossier.parties.contains(id))
            .map(|id| id.0.clone());
        self.need(RecordKind::Actor, selected.or(found))
    }

    /// The round that is selected or shown, else the last one.
    fn round_nearby(&self) -> Option<&'a Round> {
        let rounds = &self.dossier().rounds;
        let with = |id: &str| rounds.iter().find(|round| round.id.as_str() == id);
        self.selected(RecordKind::Round)
            .and_then(with)
            .or_else(|| self.near.round.and_then(|id| with(id.as_str())))
            .or_else(|| rounds.last())
    }

    /// The selected event, or the first one that the selected claim or statement is about.
    fn event_nearby(&self) -> Option<&'a Event> {
        let dossier = self.dossier();
        let claim = self.selected(RecordKind::Claim);
        let statement = self.selected(RecordKind::Statement);
        let of_claim = || {
            let claim = dossier
                .claims
                .iter()
                .find(|c| Some(c.id.as_str()) == claim)?;
            claim.events.first().map(EventId::as_str)
        };
        let of_statement = || {
            let said = dossier
                .statements
                .iter()
                .find(|s| Some(s.id.as_str()) == statement)?;
            said.events.first().map(EventId::as_str)
        };
        let id = self
            .selected(RecordKind::Event)
            .or_else(of_claim)
            .or_else(of_statement)?;
        dossier.events.iter().find(|event| event.id.as_str() == id)
    }

    /// The date of what is selected, else of the round that is shown, else today.
    pub(super) fn date(&self) -> String {
        if let Some((first, last)) = self.near.days {
            return if first == last {
                first.to_string()
            } else {
                format!("{first}/{last}")
            };
        }
        let dossier = self.dossier();
        let selected = self.near.selected.and_then(|record| match record.kind {
            RecordKind::Statement => dossier
                .statements
                .iter()
                .find(|s| s.id.as_str() == record.id)
                .map(|s| &s.date),
            RecordKind::Annotation => dossier
                .annotations
                .iter()
                .find(|a| a.id == record.id)
                .map(|a| &a.date),
            _ => None,
        });
        selected
            .or_else(|| self.event_nearby().map(|event| &event.date))
            .or_else(|| self.round_nearby().map(|round| &round.when.dates))
            .map_or_else(
                || self.near.today.to_string(),
                |date| date.as_str().to_owned(),
            )
    }
}

fn code(name: &str) -> Value {
    Value::Ident(name.to_owned())
}

fn list<'a>(ids: impl IntoIterator<Item = &'a str>) -> Value {
    Value::List(ids.into_iter().map(Value::str).collect())
}

/// Whether the file writes the names of its types: `Dossier(…)`, not `(…)`.
pub(super) fn names_structs(snapshot: &Snapshot) -> bool {
    let root = snapshot.tree().root(snapshot.text());
    root.is_some_and(|root| root.name().is_some())
}
