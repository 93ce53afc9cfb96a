//! Source files as the rules see them: without comments, strings and what is compiled for tests only.
//!
//! This is no parser: it rests on the layout that rustfmt gives.

use std::path::{Path, PathBuf};

/// A source file.
pub(crate) struct Source {
    /// Path from the top of the repository, with slashes.
    pub(crate) path: String,
    /// As it is on disk.
    pub(crate) text: String,
    /// The same number of lines, without comments and without the contents of strings.
    pub(crate) code: String,
    /// The same again, without what is compiled for tests only.
    pub(crate) shipped: String,
}

impl Source {
    /// The module that the file is, from the crate: `["model", "date", "parse"]`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        path.split('/').filter(|part| *part != "mod").collect()
    }

    /// The layer: the first part of the module.
    pub(crate) fn layer(&self) -> &str {
        self.module().first().copied().unwrap_or_default()
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder, in the order of their paths.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The files below some folders; modules that are declared under `#[cfg(test)]` have nothing shipped.
pub(crate) fn sources(folders: &[&str]) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut for_tests = Vec::new();
    for path in folders.iter().flat_map(|folder| rust_files(folder)) {
        let text = std::fs::read_to_string(&path).expect("a source file is text");
        let code = without_comments_and_strings(&text);
        let (shipped, test_modules) = without_tests(&code);
        let stem = match path.file_stem().and_then(std::ffi::OsStr::to_str) {
            Some("mod" | "lib" | "main") | None => path.parent().map(Path::to_path_buf),
            Some(_) => Some(path.with_extension("")),
        };
        for module in test_modules {
            for_tests.extend(stem.iter().map(|stem| stem.join(&module)));
        }
        let within = path.strip_prefix(root()).expect("it was found there");
        sources.push(Source {
            path: within.to_string_lossy().replace('\\', "/"),
            text,
            code,
            shipped,
        });
    }
    assert!(!sources.is_empty(), "no source files were found");
    for source in &mut sources {
        let path = root().join(&source.path);
        let is_for_tests = |module: &PathBuf| {
            path.with_extension("") == *module || path.ancestors().any(|folder| folder == module)
        };
        if for_tests.iter().any(is_for_tests) {
            source.shipped.clear();
        }
    }
    sources
}

/// Blanks comments and the contents of string and character literals; lines stay where they are.
fn without_comments_and_strings(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |idx: usize| chars.get(idx).copied().unwrap_or('\0');
    let mut code = String::with_capacity(text.len());
    let mut idx = 0;
    while idx < chars.len() {
        let end = match (at(idx), at(idx + 1)) {
            ('/', '/') => (idx..chars.len()).find(|i| at(*i) == '\n'),
            ('/', '*') => Some(end_of_block_comment(&chars, idx)),
            ('"', _) => Some(end_of_string(&chars, idx)),
            ('r', '"' | '#') if !is_word(at(idx.wrapping_sub(1))) => end_of_raw(&chars, idx),
            ('b', 'r') if !is_word(at(idx.wrapping_sub(1))) => end_of_raw(&chars, idx + 1),
            ('\'', '\\') => (idx + 3..chars.len())
                .find(|i| at(*i) == '\'')
                .map(|i| i + 1),
            ('\'', _) if at(idx + 2) == '\'' => Some(idx + 3),
            _ => {
                code.push(at(idx));
                idx += 1;
                continue;
            }
        };
        // A raw identifier (`r#type`) is not a string.
        let end = match (end, at(idx)) {
            (None, 'r' | 'b') => {
                code.push(at(idx));
                idx += 1;
                continue;
            }
            (end, _) => end.unwrap_or(chars.len()),
        };
        code.extend((idx..end).map(|i| if at(i) == '\n' { '\n' } else { ' ' }));
        idx = end;
    }
    code
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut idx = start;
    while let (Some(a), b) = (chars.get(idx), chars.get(idx + 1)) {
        match (a, b) {
            ('/', Some('*')) => (depth, idx) = (depth + 1, idx + 2),
            ('*', Some('/')) => (depth, idx) = (depth.saturating_sub(1), idx + 2),
            _ => idx += 1,
        }
        if depth == 0 {
            break;
        }
    }
    idx
}

fn end_of_string(chars: &[char], start: usize) -> usize {
    let mut idx = start + 1;
    while let Some(c) = chars.get(idx) {
        match c {
            '\\' => idx += 2,
            '"' => return idx + 1,
            _ => idx += 1,
        }
    }
    chars.len()
}

/// The end of a raw string whose `r` stands at `start`; `None` if none begins there.
fn end_of_raw(chars: &[char], start: usize) -> Option<usize> {
    let n_hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let first = start + 1 + n_hashes;
    if chars.get(first) != Some(&'"') {
        return None;
    }
    let closes = |idx: &usize| {
        let hashes = chars[idx + 1..].iter().take(n_hashes);
        chars[*idx] == '"' && hashes.filter(|c| **c == '#').count() == n_hashes
    };
    (first + 1..chars.len())
        .find(closes)
        .map(|idx| idx + 1 + n_hashes)
}

/// Blanks the items under `#[cfg(test)]`, and names the modules that are declared so.
fn without_tests(code: &str) -> (String, Vec<String>) {
    let mut shipped = String::with_capacity(code.len());
    let mut modules = Vec::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            shipped.push_str(line);
            shipped.push('\n');
            continue;
        }
        let close = format!("{}}}", line.split('#').next().unwrap_or_default());
        shipped.push('\n');
        let mut is_first_line = true;
        for item in lines.by_ref() {
            shipped.push('\n');
            let words = item.trim();
            let module = words
                .strip_prefix("mod ")
                .map(|rest| rest.strip_suffix(';'));
            modules.extend(module.flatten().map(str::to_owned));
            // rustfmt puts the end of an item on a line of its own, below its beginning.
            if item.starts_with(&close) || is_first_line && words.ends_with([';', '}']) {
                break;
            }
            is_first_line &= words.is_empty() || words.starts_with('#');
        }
    }
    (shipped, modules)
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names in a text, each with its line from 1.
pub(crate) fn names(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(idx, line)| {
        line.split(|c| !is_word(c))
            .filter(|name| !name.is_empty())
            .map(move |name| (idx + 1, name))
    })
}

/// The line of a byte, from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// The first names after every `crate::`, also in a group.
pub(crate) fn used_modules(code: &str) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        if code[..start].ends_with(is_word) {
            continue;
        }
        let line = line_of(code, start);
        let rest = &code[start + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            used.push((line, rest.chars().take_while(|c| is_word(*c)).collect()));
            continue;
        };
        let (mut depth, mut name, mut is_first) = (0_usize, String::new(), true);
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    used.push((line, std::mem::take(&mut name)));
                    is_first = true;
                }
                c if is_word(c) && depth == 0 && is_first => name.push(c),
                c if c.is_whitespace() => {}
                _ => is_first = false,
            }
        }
        used.push((line, name));
    }
    used.retain(|(_, name)| !name.is_empty());
    used
}

/// The reading that the rules rest on: prose and strings are not code, tests are not shipped.
#[test]
fn reading_of_sources() {
    let text = "a(\"fs \\\" // no\"); // fs\nlet c = '\"'; b /* fs /* fs */ fs */;\nlet r = r#\"fs \" fs\"#; r#type; x::<'a>('\\'')\n";
    let code = without_comments_and_strings(text);
    assert_eq!(code.lines().count(), text.lines().count());
    assert_eq!(
        names(&code).map(|(_, name)| name).collect::<Vec<_>>(),
        ["a", "let", "c", "b", "let", "r", "r", "type", "x", "a"]
    );
    let (shipped, modules) = without_tests(
        "#[cfg(test)]\nmod laws;\nfn a() {}\n#[cfg(test)]\nmod tests {\n    fs;\n}\nfn b() {}\n",
    );
    assert_eq!(modules, ["laws"]);
    assert_eq!(
        names(&shipped).map(|(_, name)| name).collect::<Vec<_>>(),
        ["fn", "a", "fn", "b"]
    );
    let used = used_modules("use crate::a::b;\nuse crate::{c::{d, e}, f};\nmycrate::g");
    let used: Vec<(usize, &str)> = used.iter().map(|(l, name)| (*l, name.as_str())).collect();
    assert_eq!(used, [(1, "a"), (2, "c"), (2, "f")]);
}
