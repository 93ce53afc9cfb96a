//! Why a text is no date, and what to write instead.
//!
//! It has no opinion on where the text came from.

use std::error::Error;
use std::fmt;

/// A text that is no EDTF date.
///
/// ```
/// use roundtable::model::date::Edtf;
///
/// let error = Edtf::parse("2025-13").unwrap_err();
/// assert_eq!(error.at, 5);
/// assert_eq!(error.to_string(), "month 13 does not exist (months run from 01 to 12)");
///
/// let error = Edtf::parse("18/10/2025").unwrap_err();
/// assert_eq!(error.hint.as_deref(), Some("write 2025-10-18"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// The byte of the text at which it stops being a date, 0 to the length of the text; always
    /// between two characters.
    pub at: usize,
    /// What is wrong there, without a full stop.
    pub message: String,
    /// What can be done, without a full stop; `None` if there is nothing to add.
    pub hint: Option<String>,
}

impl EdtfError {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for EdtfError {
    /// Writes the message, and the hint in brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl Error for EdtfError {}
