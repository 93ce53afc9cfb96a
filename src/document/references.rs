//! Walks over all records by their schema: what refers to what, and which references, codes and numbers
//! are not what they should be.
//!
//! The walk goes over the text's tree, not the typed dossier, so it sees records that could not be read
//! and knows the place of everything.

use super::snapshot::{Focus, RecordRef, Snapshot};
use crate::format::{Diagnostic, Kind, Node, Path, Repair, Severity};
use crate::model::RecordKind;
use crate::model::codebook::Codebook;
use crate::model::schema::{self, Content, Field};
use std::collections::BTreeMap;

/// Who refers to whom.
#[derive(Clone, Debug, Default)]
pub(super) struct References {
    uses: BTreeMap<String, Vec<Focus>>,
}

impl References {
    pub(super) fn uses_of(&self, id: &str) -> &[Focus] {
        self.uses.get(id).map_or(&[], Vec::as_slice)
    }
}

struct Walk<'a> {
    snapshot: &'a Snapshot,
    record: RecordRef,
    record_path: Path,
    references: References,
    problems: Vec<Diagnostic>,
}

/// Collects references and problems from the whole text.
pub(super) fn walk(snapshot: &Snapshot) -> (References, Vec<Diagnostic>) {
    let mut walk = Walk {
        snapshot,
        record: RecordRef::new(RecordKind::Dossier, &snapshot.dossier().id),
        record_path: Path(Vec::new()),
        references: References::default(),
        problems: Vec::new(),
    };
    if let Some(root) = snapshot.tree().root(snapshot.text()) {
        walk.fields(root, schema::fields(RecordKind::Dossier), "");
        for kind in RecordKind::LISTED {
            let Some(list) = root.field(kind.list_field()) else {
                continue;
            };
            for (idx, record) in list.items().enumerate() {
                let id = record
                    .field("id")
                    .and_then(|id| id.as_str())
                    .unwrap_or_default();
                walk.record = RecordRef::new(kind, id.as_ref());
                walk.record_path = Path(Vec::new()).field(kind.list_field()).index(idx);
                walk.fields(record, schema::fields(kind), "");
            }
        }
    }
    (walk.references, walk.problems)
}

impl Walk<'_> {
    /// Goes over what is in the text, not over the schema: most fields of most records are absent.
    fn fields(&mut self, node: Node<'_>, fields: &[Field], prefix: &str) {
        for entry in node.fields() {
            let Some(field) = fields.iter().find(|field| field.name == entry.name) else {
                continue;
            };
            if !has_rules(field.content) {
                continue;
            }
            let Some(value) = entry.value.inner() else {
                continue;
            };
            let path = if prefix.is_empty() {
                field.name.to_owned()
            } else {
                format!("{prefix}.{}", field.name)
            };
            self.value(value, field.content, &path);
        }
    }

    fn value(&mut self, node: Node<'_>, content: Content, path: &str) {
        match content {
            Content::Ref(kind) => self.reference(node, Some(kind), path),
            Content::Refs(kind) => self.references(node, Some(kind), path),
            Content::AnyRefs => self.references(node, None, path),
            Content::Cameo => self.cameo(node, path),
            Content::Decimal(low, high) => {
                if let Some(number) = node.as_f64()
                    && !(low..=high).contains(&number)
                {
                    let message = format!("{number} is outside {low} to {high}");
                    self.problem("out-of-range", node, path, Severity::Error, message);
                }
            }
            Content::Address => {
                if let Some(address) = node.as_str()
                    && !address.is_empty()
                    && !is_web_address(&address)
                {
                    let hint = "an address begins with http:// or https://";
                    let message = "this is not a web address".to_owned();
                    let whole = format!("https://{address}");
                    let is_bare = !address.contains(':')
                        && address.contains('.')
                        && !address.starts_with(['.', '/'])
                        && is_web_address(&whole);
                    let repair = is_bare.then(|| {
                        Repair::replace(node.span(), quoted(&whole)).called("Begin with https://")
                    });
                    let problem =
                        self.problem("not-an-address", node, path, Severity::Warning, message);
                    problem.hint = Some(hint.to_owned());
                    problem.repair = repair.map(Box::new);
                }
            }
            Content::Group(fields) => self.fields(node, fields, path),
            Content::Groups(fields, _) => {
                for (idx, item) in node.items().enumerate() {
                    self.fields(item, fields, &format!("{path}[{idx}]"));
                }
            }
            _ => {}
        }
    }

    fn references(&mut self, list: Node<'_>, kind: Option<RecordKind>, path: &str) {
        if list.kind() != Kind::List {
            return;
        }
        let mut seen = Vec::new();
        for (idx, item) in list.items().enumerate() {
            let path = format!("{path}[{idx}]");
            let Some(id) = item.as_str() else { continue };
            if seen.contains(&id) {
                let message = format!("\"{id}\" stands twice in this list");
                self.problem(
                    "duplicate-reference",
                    item,
                    &path,
                    Severity::Warning,
                    message,
                );
            }
            self.reference(item, kind, &path);
            seen.push(id);
        }
    }

    fn reference(&mut self, node: Node<'_>, kind: Option<RecordKind>, path: &str) {
        let Some(id) = node.as_str() else { return };
        let found = self.snapshot.kind_of(&id);
        let word = kind.map_or("record", RecordKind::word);
        match (found, kind) {
            (None, _) => {
                let near = self.snapshot.similar_id(&id, kind);
                let message = format!("there is no {word} \"{id}\"");
                let problem =
                    self.problem("unknown-reference", node, path, Severity::Error, message);
                problem.hint = near.map(|near| format!("did you mean \"{near}\"?"));
                problem.repair = near
                    .map(|near| Repair::replace(node.span(), quoted(near)))
                    .map(Box::new);
            }
            (Some(found), Some(kind)) if found != kind => {
                let message = format!("\"{id}\" is a {}, but a {word} belongs here", found.word());
                self.problem("wrong-reference", node, path, Severity::Error, message);
            }
            (Some(_), _) => {
                let focus = Focus {
                    record: self.record.clone(),
                    field: path.to_owned(),
                };
                self.references
                    .uses
                    .entry(id.into_owned())
                    .or_default()
                    .push(focus);
            }
        }
    }

    fn cameo(&mut self, node: Node<'_>, path: &str) {
        let Some(code) = node.as_str() else { return };
        let codebook = Codebook::built_in();
        if codebook.action(&code).is_some() {
            return;
        }
        match codebook.score(&code) {
            Some(score) if score.inherited => {
                let message = format!(
                    "CAMEO code {code} has no value of its own; it takes that of {}",
                    score.from
                );
                self.problem("inherited-code", node, path, Severity::Note, message);
            }
            _ => {
                let hint =
                    "codes have two to four digits and are kept as text, for example \"046\"";
                let message = format!("\"{code}\" is not a CAMEO code");
                let problem = self.problem("unknown-code", node, path, Severity::Error, message);
                problem.hint = Some(hint.to_owned());
            }
        }
    }

    /// Notes a problem; hint and repair can be added to it.
    fn problem(
        &mut self,
        code: &'static str,
        node: Node<'_>,
        field: &str,
        severity: Severity,
        message: String,
    ) -> &mut Diagnostic {
        let path = super::snapshot::join(&self.record_path, field);
        let idx = self.problems.len();
        self.problems.push(Diagnostic {
            severity,
            ..Diagnostic::error(node.span(), message)
                .with_code(code)
                .at_path(path)
        });
        &mut self.problems[idx]
    }
}

/// A text in quotes, as it stands in the file.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}

/// Whether there is anything to check or to note about such a field.
fn has_rules(content: Content) -> bool {
    match content {
        Content::Ref(_)
        | Content::Refs(_)
        | Content::AnyRefs
        | Content::Cameo
        | Content::Decimal(..)
        | Content::Address
        | Content::Group(_)
        | Content::Groups(..) => true,
        Content::Id
        | Content::Line
        | Content::Text
        | Content::Texts
        | Content::Date
        | Content::Whole
        | Content::Switch
        | Content::Code(_)
        | Content::Codes(_) => false,
    }
}

/// Whether an address may be handed to the browser: http and https only.
pub fn is_web_address(address: &str) -> bool {
    let is_page = |scheme: &&str| {
        address
            .split_at_checked(scheme.len())
            .is_some_and(|(start, rest)| {
                start.eq_ignore_ascii_case(scheme) && !rest.is_empty() && !rest.starts_with('/')
            })
    };
    ["http://", "https://"].iter().any(is_page)
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    /// Only http and https pages are web addresses; a file or a script is not.
    #[test]
    fn web_addresses() {
        for address in [
            "https://example.org/a?b=c",
            "http://example.org",
            "HTTPS://EXAMPLE.ORG",
        ] {
            assert!(is_web_address(address), "{address}");
        }
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "example.org",
            "https://a b",
            "http:///x",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }
}
