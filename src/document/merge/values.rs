//! The merge of values: which change is whose, and which are at odds.
//!
//! No opinion on texts. Invariants: where only one side differs from the base its value is taken; where
//! both differ in different ways there is a decision, and a conflict is told of.

use super::lists::{self, Keyed};
use super::{Collision, Conflict, Parsed, Side, dossier_ref, shown};
use crate::document::snapshot::{Focus, RecordRef};
use crate::format::{Path, Seg, Value};
use crate::model::RecordKind;
use crate::model::schema::{self, Content, Field};

/// The three values of one place; `None` where there is none.
pub(super) type Three<'v> = [Option<&'v Value>; 3];

/// What came of it.
pub(super) struct Merged {
    pub(super) value: Value,
    pub(super) conflicts: Vec<Found>,
    pub(super) n_ours: usize,
    pub(super) n_theirs: usize,
}

/// A conflict, with values instead of texts.
pub(super) struct Found {
    record: Option<RecordRef>,
    field: Path,
    collision: Collision,
    values: [Option<Value>; 3],
}

impl Found {
    pub(super) fn into_conflict(self, parts: &[Parsed; 3]) -> Conflict {
        let [base, ours, theirs] = self.values.map(|value| value.as_ref().map(shown));
        Conflict {
            focus: Focus {
                record: self.record.unwrap_or_else(|| dossier_ref(&parts[1])),
                field: self.field.to_string(),
            },
            collision: self.collision,
            base,
            ours,
            theirs,
        }
    }
}

/// Merges the values of three dossiers. Decisions that are not in `choices` are for theirs.
pub(super) fn merge([base, ours, theirs]: [&Value; 3], choices: &[Side]) -> Merged {
    let mut merger = Merger {
        choices,
        record: None,
        field: Vec::new(),
        conflicts: Vec::new(),
        n_ours: 0,
        n_theirs: 0,
    };
    let value = merger.value([Some(base), Some(ours), Some(theirs)]);
    Merged {
        value: value.unwrap_or_else(|| theirs.clone()),
        conflicts: merger.conflicts,
        n_ours: merger.n_ours,
        n_theirs: merger.n_theirs,
    }
}

pub(super) struct Merger<'c> {
    choices: &'c [Side],
    /// The record that is being merged; `None` for the dossier itself.
    record: Option<RecordRef>,
    /// The place within it.
    field: Vec<Seg>,
    conflicts: Vec<Found>,
    n_ours: usize,
    n_theirs: usize,
}

impl Merger<'_> {
    /// The merged value of one place; `None` where there is to be none.
    fn value(&mut self, [base, ours, theirs]: Three<'_>) -> Option<Value> {
        if ours == theirs || base == ours {
            self.n_theirs += usize::from(base != theirs && ours != theirs);
            return theirs.cloned();
        }
        if base == theirs {
            self.n_ours += 1;
            return ours.cloned();
        }
        let inner = [base, ours, theirs].map(|value| value.map(through_some));
        match inner {
            [
                base,
                Some(Value::Struct { name, fields: ours }),
                Some(Value::Struct {
                    name: other,
                    fields: theirs,
                }),
            ] if name == other => {
                let none = Vec::new();
                let base = match base {
                    Some(Value::Struct { fields, .. }) => fields,
                    _ => &none,
                };
                let fields = self.fields(base, ours, theirs);
                Some(Value::Struct {
                    name: name.clone(),
                    fields,
                })
            }
            [base, Some(Value::List(ours)), Some(Value::List(theirs))] => {
                let base = match base {
                    Some(Value::List(items)) => items.as_slice(),
                    _ => &[],
                };
                self.list(base, ours, theirs)
            }
            values => self.decide(Collision::Value, values),
        }
    }

    fn fields(
        &mut self,
        base: &[(String, Value)],
        ours: &[(String, Value)],
        theirs: &[(String, Value)],
    ) -> Vec<(String, Value)> {
        let mut names: Vec<&String> = theirs.iter().map(|(name, _)| name).collect();
        let mut at = 0;
        // A field that only ours has stands behind the one that is before it there.
        for (name, _) in ours {
            if let Some(known) = names.iter().position(|known| *known == name) {
                at = known + 1;
            } else {
                names.insert(at, name);
                at += 1;
            }
        }
        let find = |fields: &'_ [(String, Value)], wanted: &str| {
            let found = fields.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone())
        };
        let mut merged = Vec::new();
        for name in names {
            let values = [base, ours, theirs].map(|fields| find(fields, name));
            self.field.push(Seg::Field(name.clone()));
            let value = self.value(values.each_ref().map(Option::as_ref));
            self.field.pop();
            merged.extend(value.map(|value| (name.clone(), value)));
        }
        merged
    }

    fn list(&mut self, base: &[Value], ours: &[Value], theirs: &[Value]) -> Option<Value> {
        if let Some(kind) = self.kind_of_records()
            && let Some(keyed) = Keyed::new([base, ours, theirs], lists::id_of)
        {
            return Some(Value::List(self.records(kind, &keyed)));
        }
        if self.is_set()
            && let Some(keyed) = Keyed::new([base, ours, theirs], lists::word_of)
        {
            return Some(Value::List(self.set(&keyed)));
        }
        if let Some(items) = lists::merge_items(base, ours, theirs) {
            self.n_ours += 1;
            self.n_theirs += 1;
            return Some(Value::List(items));
        }
        if base.len() == ours.len() && base.len() == theirs.len() {
            let mut items = Vec::new();
            for (idx, ((base, ours), theirs)) in base.iter().zip(ours).zip(theirs).enumerate() {
                self.field.push(Seg::Index(idx));
                items.extend(self.value([Some(base), Some(ours), Some(theirs)]));
                self.field.pop();
            }
            return Some(Value::List(items));
        }
        let list = |items: &[Value]| Value::List(items.to_vec());
        let (base, ours, theirs) = (list(base), list(ours), list(theirs));
        self.decide(Collision::Value, [Some(&base), Some(&ours), Some(&theirs)])
    }

    /// The kind of the records of this list, if it is one of the dossier's lists of records.
    fn kind_of_records(&self) -> Option<RecordKind> {
        let [Seg::Field(name)] = self.field.as_slice() else {
            return None;
        };
        let is_it = |kind: &RecordKind| self.record.is_none() && kind.list_field() == name;
        RecordKind::LISTED.into_iter().find(is_it)
    }

    /// Whether this list is a set of references or codes, in which every one has its own meaning.
    fn is_set(&self) -> bool {
        let kind = self.record.as_ref().map(|record| record.kind);
        let mut fields: &'static [Field] = schema::fields(kind.unwrap_or(RecordKind::Dossier));
        let mut content = None;
        for seg in &self.field {
            let Seg::Field(name) = seg else { continue };
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                return false;
            };
            content = Some(field.content);
            fields = match field.content {
                Content::Group(inner) | Content::Groups(inner, _) => inner,
                _ => &[],
            };
        }
        matches!(
            content,
            Some(Content::Refs(_) | Content::AnyRefs | Content::Codes(_))
        )
    }

    fn records(&mut self, kind: RecordKind, keyed: &Keyed<'_>) -> Vec<Value> {
        let order = self.order(keyed);
        let list = std::mem::take(&mut self.field);
        let mut records = Vec::new();
        for id in keyed.ids() {
            self.record = Some(RecordRef::new(kind, id));
            let record = match keyed.three(id) {
                // The same new id on both sides: two records, of which one must give way.
                [None, Some(ours), Some(theirs)] if ours != theirs => {
                    self.decide(Collision::SameId, [None, Some(ours), Some(theirs)])
                }
                [Some(base), None, Some(theirs)] if base != theirs => {
                    self.decide(Collision::DeletedHere, [Some(base), None, Some(theirs)])
                }
                [Some(base), Some(ours), None] if base != ours => {
                    self.decide(Collision::DeletedThere, [Some(base), Some(ours), None])
                }
                three => self.value(three),
            };
            records.push((id, record));
        }
        self.record = None;
        self.field = list;
        lists::arranged(&order, records)
    }

    fn set(&mut self, keyed: &Keyed<'_>) -> Vec<Value> {
        let order = self.order(keyed);
        let mut words = Vec::new();
        for word in keyed.ids() {
            let value = match keyed.three(word) {
                [Some(_), Some(_), Some(value)] => Some(value),
                [Some(_), ..] => None,
                [None, ours, theirs] => theirs.or(ours),
            };
            words.push((word, value.cloned()));
        }
        self.n_ours += 1;
        self.n_theirs += 1;
        lists::arranged(&order, words)
    }

    /// The order of all that any side has.
    fn order(&mut self, keyed: &Keyed<'_>) -> Vec<String> {
        let leading = keyed.who_reordered().unwrap_or_else(|| {
            let order = |side: usize| {
                let ids = keyed.order_of_common(side);
                Some(Value::List(ids.into_iter().map(Value::str).collect()))
            };
            let values = [order(0), order(1), order(2)];
            self.choose(Collision::Order, values.each_ref().map(Option::as_ref))
        });
        keyed.woven(leading)
    }

    fn decide(&mut self, collision: Collision, values: Three<'_>) -> Option<Value> {
        match self.choose(collision, values) {
            Side::Ours => values[1].cloned(),
            Side::Theirs => values[2].cloned(),
        }
    }

    fn choose(&mut self, collision: Collision, values: Three<'_>) -> Side {
        let choice = self.choices.get(self.conflicts.len()).copied();
        self.conflicts.push(Found {
            record: self.record.clone(),
            field: Path(self.field.clone()),
            collision,
            values: values.map(Option::<&Value>::cloned),
        });
        choice.unwrap_or(Side::Theirs)
    }
}

fn through_some(value: &Value) -> &Value {
    let mut value = value;
    while let Value::Some(inner) = value {
        value = inner;
    }
    value
}
