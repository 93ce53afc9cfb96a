//! The seeds of the fuzz targets, run through the same functions.
