//! Why a value could not be read.
//!
//! No opinion on what happens then. Invariant: a failure learns its place from the innermost
//! reader it passes, and keeps it.

use std::fmt::{self, Display, Write as _};

use serde::de::{Expected, Unexpected};

use super::super::diagnostic::suggest;
use super::super::{Kind, Node, Span};

/// A failure on its way outwards. Boxed, so that the usual result stays small.
#[derive(Debug)]
pub(in crate::format) struct Failure(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    span: Option<Span>,
    hint: Option<String>,
    /// A type's own refusal of a value whose shape is right.
    refusal: bool,
}

#[derive(Debug)]
enum Problem {
    /// All of it is known.
    Message(String),
    /// What was expected; what was found is known where the place is known.
    Expected(String),
    /// A field that has to be there is not.
    Missing(&'static str),
    /// Reported already, or the consequence of something reported.
    Silent,
    /// Reported already, and what has to be left out is poisoned already.
    Handled,
}

impl Failure {
    fn new(problem: Problem) -> Self {
        Self(Box::new(Inner {
            problem,
            span: None,
            hint: None,
            refusal: false,
        }))
    }

    pub(super) fn expected(what: impl Into<String>) -> Self {
        Self::new(Problem::Expected(what.into()))
    }

    pub(super) fn message(message: impl Into<String>) -> Self {
        Self::new(Problem::Message(message.into()))
    }

    pub(super) fn handled() -> Self {
        Self::new(Problem::Handled)
    }

    pub(super) fn silent() -> Self {
        Self::new(Problem::Silent)
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Gives the failure its place, unless it has one.
    pub(super) fn at(self, node: Node<'_>) -> Self {
        self.at_span(node, node.span())
    }

    /// The same with a part of the node as place.
    pub(super) fn at_span(mut self, node: Node<'_>, span: Span) -> Self {
        let inner = &mut *self.0;
        if inner.span.is_none() && !matches!(inner.problem, Problem::Missing(_)) {
            inner.span = Some(span);
            if let Problem::Expected(what) = &inner.problem {
                inner.problem =
                    Problem::Message(format!("expected {what}, found {}", describe(node)));
            }
        }
        self
    }

    /// Whether a type refuses a value whose shape is right.
    pub(super) fn is_refusal(&self) -> bool {
        self.0.refusal
    }

    fn refusal(message: String) -> Self {
        let mut failure = Self::message(message);
        failure.0.refusal = true;
        failure
    }

    pub(super) fn is_handled(&self) -> bool {
        matches!(self.0.problem, Problem::Handled)
    }

    /// The name of the missing field, as long as nobody has said in which record it is missing.
    pub(super) fn missing(&self) -> Option<&'static str> {
        match self.0.problem {
            Problem::Missing(name) => Some(name),
            _ => None,
        }
    }

    /// Place, message and hint to report; `None` if there is nothing to report.
    pub(super) fn into_parts(self) -> Option<(Option<Span>, String, Option<String>)> {
        let inner = *self.0;
        let message = match inner.problem {
            Problem::Message(message) => message,
            Problem::Expected(what) => format!("expected {what}"),
            Problem::Missing(name) => format!("field `{name}` is missing"),
            Problem::Silent | Problem::Handled => return None,
        };
        Some((inner.span, message, inner.hint))
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.problem {
            Problem::Message(message) => f.write_str(message),
            Problem::Expected(what) => write!(f, "expected {what}"),
            Problem::Missing(name) => write!(f, "field `{name}` is missing"),
            Problem::Silent | Problem::Handled => f.write_str("a part of it could not be read"),
        }
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    fn custom<T: Display>(message: T) -> Self {
        Self::refusal(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected.to_string())
    }

    fn invalid_length(len: usize, expected: &dyn Expected) -> Self {
        Self::refusal(format!("expected {expected}, found {len}"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::message(format!("unknown variant `{variant}`")).hint(choice(variant, expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::message(format!("unknown field `{field}`")).hint(choice(field, expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Problem::Missing(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::message(format!("duplicate field `{field}`"))
    }
}

/// What was probably meant, or what there is to choose from.
pub(super) fn choice(found: &str, known: &[&str]) -> String {
    if let Some(name) = suggest(found, known.iter().copied()) {
        return format!("did you mean `{name}`?");
    }
    if known.is_empty() {
        return "nothing is expected here".to_owned();
    }
    let mut hint = String::from("expected one of ");
    // A type may have a name that nobody can write for what it does not know.
    let names = || {
        known
            .iter()
            .filter(|name| super::super::lex::plain_name_end(name, 0).is_some())
    };
    for (at, name) in names().enumerate().take(12) {
        let comma = if at > 0 { ", " } else { "" };
        // Writing to a string cannot fail.
        write!(hint, "{comma}`{name}`").unwrap_or_default();
    }
    if names().count() > 12 {
        hint.push_str(", …");
    }
    hint
}

/// What a person sees in the place of a node.
pub(super) fn describe(node: Node<'_>) -> String {
    match (node.kind(), node.name()) {
        (Kind::List, _) => "a list".to_owned(),
        (Kind::Map, _) => "a map `{…}`".to_owned(),
        (Kind::Ident, _) => format!("`{}`", short(node.text())),
        (Kind::Unit, _) => "`()`".to_owned(),
        (Kind::Struct | Kind::Tuple, Some(name)) => format!("`{}(…)`", short(name)),
        (Kind::Struct, None) => "a record".to_owned(),
        (Kind::Tuple, None) => "`(…)`".to_owned(),
        (Kind::Error, _) => "something unreadable".to_owned(),
        _ => short(node.text()),
    }
}

/// The beginning of a text, on one line.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && line.chars().count() <= 40 {
        return line.to_owned();
    }
    let mut start: String = line.chars().take(37).collect();
    start.push('…');
    start
}
