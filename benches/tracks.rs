//! What background data cost: reading a file, summing it up, a picture of it at any zoom, the pointer on it.
//!
//! `cargo bench --bench tracks` prints every result with its budget and as a ratio to a plain search of the
//! same bytes for line ends. All rows are made up. A result over its budget is printed as such and does not
//! fail the run.
//!
//! Times are milliseconds of this thread on a processor, the fastest and the middle of many runs; where
//! several threads work, of time that passed. Not measured: drawing.

use roundtable::model::date::Day;
use roundtable::model::track::TrackFilter;
use roundtable::tracks::{Facets, Options, Pointer, Progress, Pyramid, View, read};
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The program's own allocator, so that the bench pays what the program pays.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Opening a file of 3.5 MB.
const SMALL_FILE_MILLIS: f64 = 100.0;
/// From events in memory to the first picture, 1,000,000 events.
const FIRST_PICTURE_MILLIS: f64 = 100.0;
/// Our part of a frame.
const FRAME_MILLIS: f64 = 1.0;
/// From the pointer to the nearest event.
const HOVER_MILLIS: f64 = 0.1;

/// Width of the screen in pixels.
const N_COLUMNS: usize = 1920;
/// Height of the track in pixels.
const HEIGHT: f32 = 200.0;

/// 2018-01-01.
const FIRST_DAY: i32 = 17_532;
/// Eight years.
const N_DAYS: i32 = 2_922;

/// Rows of a file of 3.5 MB, about.
const N_SMALL: u32 = 5_000;

/// Nothing is run longer than this for one result, however few the runs.
const MAX_TIME: Duration = Duration::from_millis(1500);

fn main() {
    let mut report = Report(std::io::stdout().lock());
    report.line(format_args!(
        "{:<47} {:>9} {:>9} {:>8}  verdict      ratio",
        "milliseconds", "fastest", "median", "budget"
    ));
    report.line("\nUCDP GED, 3.5 MB");
    let file = until(3_500_000, ged);
    load(&mut report, &file, Some(SMALL_FILE_MILLIS));
    report.line("\nGDELT 2.0, 100,000 events");
    load(&mut report, &rows(100_000, gdelt), None);
    for n in [1_000, 10_000, 100_000, 1_000_000] {
        report.line(format_args!("\nACLED, {n} events"));
        acled_file(&mut report, n);
    }
    report.line("\n10,000,000 events in memory");
    let day = |n: u32| FIRST_DAY + i32::try_from(n / 3_423).unwrap_or(0);
    let events =
        (0..10_000_000).map(|n| (day(n), Some(f32::from(u16::try_from(n % 91).unwrap_or(0)))));
    let pyramid = Pyramid::of_events(events);
    pictures(&mut report, &pyramid);
    memory(&mut report, "memory of the pyramid", pyramid.n_bytes());
}

/// Reading of a file on one thread and on two, beside what a plain search costs.
fn load(report: &mut Report<impl Write>, file: &str, budget: Option<f64>) {
    let scan = fastest(|| memchr::memchr_iter(b'\n', file.as_bytes()).count());
    report.result("reference: search for line ends", scan, None, None);
    let library = fastest(|| {
        let mut reader = csv::ReaderBuilder::new().from_reader(file.as_bytes());
        let mut record = csv::ByteRecord::new();
        let mut n_fields = 0;
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            n_fields += record.len();
        }
        n_fields
    });
    report.result("reference: `csv`, fields only", library, None, Some(scan));
    for n_threads in [1, 2] {
        let options = Options {
            n_threads,
            ..Options::default()
        };
        let clock: Clock = if n_threads == 1 {
            cpu_millis
        } else {
            wall_millis
        };
        let loaded = fastest_by(clock, || {
            read(file.as_bytes(), &options, &Progress::default()).ok()
        });
        let what = format!(
            "read to columns, {:.1} MB, threads: {n_threads}",
            file.len() as f64 / 1e6
        );
        report.result(&what, loaded, budget, Some(scan));
    }
}

/// Everything for a file of so many events.
fn acled_file(report: &mut Report<impl Write>, n: u32) {
    let file = rows(n, acled);
    load(report, &file, None);
    let Ok(loaded) = read(file.as_bytes(), &Options::default(), &Progress::default()) else {
        report.line("the file could not be read");
        return;
    };
    let table = &loaded.table;
    let filter = TrackFilter {
        countries: vec!["Aland 3".to_owned()],
        ..TrackFilter::default()
    };
    report.result(
        "filter by country",
        fastest(|| table.matching(&filter)),
        None,
        None,
    );
    report.result(
        "choices with counts",
        fastest(|| Facets::of(table, None)),
        None,
        None,
    );
    let first = fastest(|| {
        let pyramid = Pyramid::of(table, None);
        let columns = pyramid.columns(&whole(&pyramid));
        (pyramid, columns)
    });
    let budget = FIRST_PICTURE_MILLIS * f64::from(n) / 1e6;
    report.result("events to first picture", first, Some(budget), None);
    let pyramid = fastest(|| Pyramid::of(table, None));
    report.result("pyramid of all rows", pyramid, None, None);
    let rows = table.matching(&filter).rows;
    let filtered = fastest(|| Pyramid::of(table, Some(&rows)));
    report.result("pyramid of the filtered rows", filtered, None, None);
    let (first, last) = (Day(FIRST_DAY), Day(FIRST_DAY + N_DAYS - 1));
    let deaths = fastest(|| table.deaths_per_day(None, first, last));
    report.result("deaths per day, low, best and high", deaths, None, None);
    let pyramid = Pyramid::of(table, None);
    pictures(report, &pyramid);
    memory(report, "memory of the table", table.n_bytes());
    memory(report, "memory of the pyramid", pyramid.n_bytes());
}

/// The whole period on the screen.
fn whole(pyramid: &Pyramid) -> View {
    let (first, last) = pyramid.period().unwrap_or_default();
    View {
        from_day: f64::from(first),
        days_per_column: f64::from(last - first + 1) / N_COLUMNS as f64,
        n_columns: N_COLUMNS,
    }
}

/// Pictures at three zooms, panning, and the pointer.
fn pictures(report: &mut Report<impl Write>, pyramid: &Pyramid) {
    let zooms = [("whole period", 2_922.0), ("a month", 30.0), ("a day", 1.0)];
    for (name, n_days) in zooms {
        let days_per_column = n_days / N_COLUMNS as f64;
        let mut columns = Vec::new();
        let mut step = 0.0;
        // Every picture begins somewhere else, as while panning.
        let cost = fastest(|| {
            step = (step + 7.3) % f64::from(N_DAYS);
            let from_day = match n_days {
                2_922.0 => f64::from(FIRST_DAY) - step / 100.0,
                _ => f64::from(FIRST_DAY) + step,
            };
            let view = View {
                from_day,
                days_per_column,
                n_columns: N_COLUMNS,
            };
            pyramid.columns_into(&view, &mut columns);
            columns.len()
        });
        report.result(
            &format!("{N_COLUMNS} columns of {name}"),
            cost,
            Some(FRAME_MILLIS),
            None,
        );
        let cost = fastest(|| {
            step = (step + 7.3) % f64::from(N_DAYS);
            let pointer = Pointer {
                day: f64::from(FIRST_DAY) + step,
                #[expect(clippy::cast_possible_truncation, reason = "a value to point at")]
                value: (step * 3.7 % 120.0) as f32,
                points_per_day: 1.0 / days_per_column,
                reach_points: 12.0,
            };
            pyramid.nearest(&pointer, |value| HEIGHT - value.max(0.0).ln_1p() * 40.0)
        });
        report.result(
            &format!("pointer to nearest event, {name}"),
            cost,
            Some(HOVER_MILLIS),
            None,
        );
    }
}

/// What something takes, in milliseconds.
#[derive(Clone, Copy)]
struct Cost {
    fastest: f64,
    median: f64,
}

/// A clock, in milliseconds.
type Clock = fn() -> f64;

/// Time that this thread has spent on a processor; the time that passed where the system does not tell.
fn cpu_millis() -> f64 {
    // The kernel brings the figure up to date when a thread offers its processor to others.
    std::thread::yield_now();
    let nanos = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|stat| stat.split_ascii_whitespace().next()?.parse::<u64>().ok());
    nanos.map_or_else(wall_millis, |nanos| {
        Duration::from_nanos(nanos).as_secs_f64() * 1e3
    })
}

/// Time that passed since it was first asked for.
fn wall_millis() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

/// Runs something many times on this thread.
fn fastest<R>(run: impl FnMut() -> R) -> Cost {
    fastest_by(cpu_millis, run)
}

/// Runs something many times. What is short is run several times in a row.
fn fastest_by<R>(clock: Clock, mut run: impl FnMut() -> R) -> Cost {
    let mut times = Vec::new();
    let begin = Instant::now();
    black_box(run());
    let once = begin.elapsed().as_secs_f64() * 1e3;
    let in_a_row: u32 = if once < 1.0 { 1000 } else { 1 };
    while times.len() < 5 || (begin.elapsed() < MAX_TIME && times.len() < 100) {
        let start = clock();
        for _ in 0..in_a_row {
            black_box(run());
        }
        times.push((clock() - start) / f64::from(in_a_row));
    }
    times.sort_by(f64::total_cmp);
    Cost {
        fastest: times.first().copied().unwrap_or_default(),
        median: times.get(times.len() / 2).copied().unwrap_or_default(),
    }
}

/// The results, one a line, as they come.
struct Report<W: Write>(W);

impl<W: Write> Report<W> {
    /// A line of text. That nobody reads it any more is no reason to stop.
    fn line(&mut self, line: impl std::fmt::Display) {
        writeln!(self.0, "{line}").ok();
    }

    fn result(&mut self, what: &str, cost: Cost, budget: Option<f64>, scan: Option<Cost>) {
        let Cost { fastest, median } = cost;
        let (budget, verdict) = match budget {
            None => ("–".to_owned(), String::new()),
            Some(budget) => {
                let verdict = if fastest <= budget {
                    "ok"
                } else {
                    "OVER BUDGET"
                };
                (
                    format!("{budget:.2}"),
                    format!("{verdict} ({:.3})", fastest / budget),
                )
            }
        };
        let ratio = scan.map_or_else(String::new, |scan| {
            format!("{:.1} × search", fastest / scan.fastest)
        });
        let line =
            format!("{what:<47} {fastest:>9.4} {median:>9.4} {budget:>8}  {verdict:<11}  {ratio}");
        self.line(line.trim_end());
    }
}

fn memory(report: &mut Report<impl Write>, what: &str, n_bytes: usize) {
    report.line(format_args!("{what:<47} {:>6.1} MB", n_bytes as f64 / 1e6));
}

/// A file of so many rows, under its header where it has one.
fn rows(n: u32, row: impl Fn(&mut String, u32, u32)) -> String {
    let mut file = String::new();
    row(&mut file, u32::MAX, n);
    for number in 0..n {
        row(&mut file, number, n);
    }
    file
}

/// A file of about so many bytes.
fn until(n_bytes: usize, row: impl Fn(&mut String, u32, u32)) -> String {
    let mut file = String::new();
    row(&mut file, u32::MAX, N_SMALL);
    let mut number = 0;
    while file.len() < n_bytes {
        row(&mut file, number, N_SMALL);
        number += 1;
    }
    file
}

/// A number below `n` that looks like chance and is the same in every run.
fn pick(number: u32, salt: u32, n: u32) -> u32 {
    let mut mixed = number ^ salt.wrapping_mul(0x9e37_79b9);
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7feb_352d);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x846c_a68b);
    (mixed ^ (mixed >> 16)) % n
}

/// The day of one of `n` rows: files are nearly, but not quite, in the order of days, and fill the period.
fn day(number: u32, n: u32) -> (i32, u8, u8) {
    let n_days = N_DAYS.unsigned_abs();
    let share = u64::from(number) * u64::from(n_days) / u64::from(n.max(1));
    let day = (u32::try_from(share).unwrap_or(0) + pick(number, 1, 20)) % n_days;
    Day(FIRST_DAY + i32::try_from(day).unwrap_or(0)).ymd()
}

fn acled(file: &mut String, number: u32, n: u32) {
    if number == u32::MAX {
        file.push_str("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n");
        return;
    }
    let (year, month, day) = day(number, n);
    let country = pick(number, 2, 12);
    let place = pick(number, 3, 900);
    writeln!(
        file,
        "ALN{number},{year}-{month:02}-{day:02},{year},1,Political violence,Battles,Armed clash,Military Forces of Aland {country},,State forces,Armed Group {},,Rebel group,State forces-Rebel group,,{country},Southern Region,Aland {country},Province {},District {},,Town {place},3{}.{:04},7{}.{:04},1,Made Up Times; Other Made Up Paper,National,\"On that day, forces of Aland clashed with an armed group near Town {place}; casualties were reported by local sources, no further details.\",{},,17{number:08}",
        pick(number, 4, 300),
        pick(number, 5, 40),
        pick(number, 6, 300),
        place % 10,
        place * 11,
        place % 7,
        place * 7,
        pick(number, 7, 30) * pick(number, 8, 30) / 25,
    )
    .ok();
}

fn ged(file: &mut String, number: u32, n: u32) {
    if number == u32::MAX {
        file.push_str("id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob\r\n");
        return;
    }
    let (year, month, day) = day(number, n);
    let place = pick(number, 3, 900);
    let best = pick(number, 7, 40);
    write!(
        file,
        "{number},ALN-{year}-1-{number},{year},1,Clear,1,333,333,Aland: Government,724,724,Government of Aland - Armed Group {0},130,130,Government of Aland,303,303,Armed Group {0},2,\"\"\"Made Up Agency,{year}-{month:02}-{day:02},Clashes near Town {place}\"\";\"\"Made Up Times,{year}-{month:02}-{day:02},Fighting, again\"\"\",Made Up Agency;Made Up Times,{year}-{month:02}-{day:02},Clashes near Town {place};Fighting again,\"local officials, residents\",2,Town {place},\"Town {place} district, in the north\",Province {1},District {2},3{3}.{place:04},7{3}.{place:04},POINT (7{3}.{place:04} 3{3}.{place:04}),178{3}63,Aland,700,Asia,1,1,{year}-{month:02}-{day:02} 00:00:00.000,{year}-{month:02}-{day:02} 00:00:00.000,0,{best},0,0,{best},{4},{5},700,\r\n",
        pick(number, 4, 300),
        pick(number, 5, 40),
        pick(number, 6, 300),
        place % 7,
        best + 2,
        best / 2,
    )
    .ok();
}

fn gdelt(file: &mut String, number: u32, n: u32) {
    if number == u32::MAX {
        return;
    }
    let (year, month, day) = day(number, n);
    let quad = pick(number, 2, 4) + 1;
    writeln!(
        file,
        "{number}\t{year}{month:02}{day:02}\t{year}{month:02}\t{year}\t{year}.5\tALN{0}\tALAND\tALN\t\t\t\t\t\t\t\tBLN{1}\tBELAND\tBLN\t\t\t\t\t\t\t\t1\t190\t190\t19\t{quad}\t-10.0\t4\t1\t4\t-3.25\t4\tTown {2}, Aland\tAL\tAL01\t123\t33.{2}\t70.{2}\t-17{2}\t4\tTown {2}, Aland\tAL\tAL01\t123\t33.{2}\t70.{2}\t-17{2}\t4\tTown {2}, Aland\tAL\tAL01\t123\t33.{2}\t70.{2}\t-17{2}\t{year}{month:02}{day:02}120000\thttps://news.example.org/made-up/article-{number}.html",
        pick(number, 3, 30),
        pick(number, 4, 30),
        pick(number, 5, 900),
    )
    .ok();
}
