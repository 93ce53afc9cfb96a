//! The committed seeds of the fuzz targets, run through the same functions as the fuzzer runs them.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Verdict, differential, patch, tape};

/// The seeds of a target; the tests of `fuzz/` itself look in the same folder.
fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [top.join("fuzz/seeds"), top.join("seeds")];
    let folder = folders.iter().find(|folder| folder.is_dir());
    let folder = folder
        .expect("the seeds are in the repository")
        .join(target);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("every target has seeds")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a seed can be read");
        (path, bytes)
    };
    files.into_iter().map(read).collect()
}

fn check(target: &str, law: fn(&[u8]) -> Verdict) {
    let seeds = seeds(target);
    assert!(seeds.len() >= 12, "{target} has {} seeds", seeds.len());
    for (path, bytes) in &seeds {
        if let Err(broken) = law(bytes) {
            panic!("{}: {broken}", path.display());
        }
    }
    println!("{target}: {} seeds", seeds.len());
}

/// Any bytes are survived, and the tree covers them.
#[test]
fn seeds_of_tape() {
    check("tape", tape);
}

/// What `ron` reads and what we read is the same.
#[test]
fn seeds_of_differential() {
    check("differential", differential);
}

/// Changes of texts keep the laws.
#[test]
fn seeds_of_patch() {
    check("patch", patch);
}
