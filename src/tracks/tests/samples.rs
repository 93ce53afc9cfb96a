//! Files in every format, made up.

use super::super::kinds;

/// A row of UCDP GED with these days and deaths; the article has commas, quotation marks and a line end.
pub(super) fn ged_row(
    id: u32,
    precision: u8,
    start: &str,
    end: &str,
    [low, best, high]: [u32; 3],
) -> String {
    let mut fields: Vec<String> = kinds::GED.iter().map(|name| format!("x_{name}")).collect();
    let values = [
        (0, id.to_string()),
        (5, "1".to_owned()),
        (14, "Government of Aland".to_owned()),
        (17, "Beland Front".to_owned()),
        (
            19,
            "\"\"\"The Daily, Aland\"\",2025-10-16,\n\"\"Clashes, again\"\"\"".to_owned(),
        ),
        (24, "2".to_owned()),
        (25, "Cetown".to_owned()),
        (26, "near \"\"the bridge\"\"".to_owned()),
        (29, "33.5".to_owned()),
        (30, "-70.25".to_owned()),
        (33, "Aland".to_owned()),
        (37, precision.to_string()),
        (38, start.to_owned()),
        (39, end.to_owned()),
        (44, best.to_string()),
        (45, high.to_string()),
        (46, low.to_string()),
    ];
    for (idx, value) in values {
        fields[idx] = value;
    }
    fields[26] = format!("\"{}\"", fields[26]);
    fields.join(",")
}

/// Three rows: a day, a range of days, a day with a plain date.
pub(super) fn ged_rows() -> Vec<String> {
    vec![
        ged_row(
            7001,
            1,
            "2025-10-15 00:00:00.000",
            "2025-10-15 00:00:00.000",
            [2, 3, 5],
        ),
        ged_row(
            7002,
            3,
            "2025-10-12 00:00:00.000",
            "2025-10-18 00:00:00.000",
            [0, 10, 40],
        ),
        ged_row(7003, 1, "2025-10-11", "2025-10-11", [1, 1, 1]),
    ]
}

pub(super) fn ged() -> String {
    let mut lines = vec![kinds::GED.join(",")];
    lines.extend(ged_rows());
    lines.join("\r\n") + "\r\n"
}

/// The same as a country file of the Humanitarian Data Exchange: one column more, and a row of tags.
pub(super) fn ged_hdx() -> String {
    let with = |row: &str, iso3: &str| {
        // None of the fields before the country has a comma but those in quotation marks.
        let (before, after) = row.split_once(",x_country_id").unwrap();
        format!("{before},{iso3},x_country_id{after}")
    };
    let header = kinds::GED
        .join(",")
        .replace(",country_id", ",iso3,country_id");
    let tags: Vec<&str> = (0..50)
        .map(|idx| if idx == 0 { "#event+id" } else { "" })
        .collect();
    let mut lines = vec![header, tags.join(",")];
    lines.extend(ged_rows().iter().map(|row| with(row, "ALN")));
    lines.join("\n")
}

pub(super) const ACLED: &str = "\u{feff}event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
ALN1,2025-10-12,2025,1,Political violence,Battles,Armed clash,Military of Aland,,State forces,Beland Front,,Rebel group,State forces-Rebel group,,900,Region,Aland,North,,,Cetown,33.5,70.25,1,Made Up Times; Other Paper,National,\"A clash, near the river.\",4,,1760000000
ALN2,16 October 2025,2025,2,Political violence; Strategic developments,Violence against civilians,Attack,Beland Front,,Rebel group,Civilians (Aland),,Civilians,Rebel group-Civilians,Civilians targeted,900,Region,Aland,North,,,Detown,33.25,70.5,2,Made Up Times,National,An attack.,0,,1760000001
ALN3,01 November 2025,2025,3,Strategic developments,Strategic developments,Agreement,Military of Aland,,State forces,Beland Front,,Rebel group,State forces-Rebel group,,900,Region,Aland,North,,,Detown,33.25,70.5,3,Made Up Times,National,Talks.,0,,1760000002
";

/// The columns before 2023: others, and in another order.
pub(super) const ACLED_OLD: &str = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3
901,900,ALN11,11,16 May 2021,2021,1,Battles,Armed clash,Military of Aland,,1,Beland Front,,2,12,Region,Aland,North,,,Cetown,33.5,70.25,1,Made Up Times,National,A clash.,2,1620000000,ALN
";

/// A row of GDELT with so many columns.
pub(super) fn gdelt_row(n_fields: usize, id: u64, day: &str, who: [&str; 2], code: &str) -> String {
    let names = kinds::gdelt(n_fields);
    let field = |name: &String| match name.as_str() {
        "GLOBALEVENTID" => id.to_string(),
        "SQLDATE" => day.to_owned(),
        "Actor1Code" => who[0].to_owned(),
        "Actor2Code" => who[1].to_owned(),
        "Actor1Name" => format!("{} NAME", who[0]),
        "EventCode" => code.to_owned(),
        "GoldsteinScale" => "-9.5".to_owned(),
        "QuadClass" | "ActionGeo_Type" => "4".to_owned(),
        "ActionGeo_FullName" => "Cetown, North, Aland".to_owned(),
        "ActionGeo_CountryCode" => "AL".to_owned(),
        "ActionGeo_Lat" => "33.5".to_owned(),
        "ActionGeo_Long" => "70.25".to_owned(),
        "SOURCEURL" => "https://example.org/\"a".to_owned(),
        _ => String::new(),
    };
    names.iter().map(field).collect::<Vec<_>>().join("\t")
}

pub(super) const ICEWS: &str = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude
31\t2018-03-04\tAland\tNA\tAland\tExpress intent to meet or negotiate\t036\t4.0\tBeland\tNA\tBeland\t1\t2\tMade Up Agency\tNA\tNA\tNorth\tAland\t33.5\t70.25
32\t2018-03-05\tBeland\tNA\tBeland\tUse conventional military force\t190\t-10.0\tAland\tNA\tAland\t1\t3\tMade Up Agency\tCetown\tNA\tNorth\tAland\tNA\tNA
";

pub(super) const PAX: &str = "Con,Contp,PP,PPName,Reg,AgtId,Ver,Agt,Dat,Status,Lgt,N_characters,Agtp,Stage,StageSub,Part,ThrdPart,Interim
Aland/Beland,Inter,7,Aland-Beland process,Asia,9001,1,\"Joint statement, Cetown\",2025-10-19,Multiparty signed/agreed,1,900,Inter,Cea,Ceas,\"For Aland:
A. Person, Minister;
For Beland:
B. Person\",Celand;,NA
Aland,Intra,8,Aland process,Asia,9002,1,Framework,2024-02-29,Unilateral,2,100,Intra,NA,,NA,NA,NA
";

/// The copy of PA-X for a viewer: byte order mark, day first, ids as decimals.
pub(super) const PAX_COPY: &str = "\u{feff}Con,PPName,AgtId,Agt,Dat,Stage,StageSub,Part,description
Aland,Aland process,9003.0,Agreement,29/02/2024,Cea,Ceas,Aland,x
Aland,Aland process,9004.0,Agreement two,01/03/2024,Imp,,Aland,x
";
