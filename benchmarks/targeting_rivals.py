"""The same measure written by hand in DuckDB SQL, Polars and pandas: `python targeting_rivals.py NAME SURVEY WELFARE OUT`.

Each takes typed Parquet registers, repairs citizen numbers (Thai digits, separators, a lost leading zero), checks them,
spreads failures over households and writes persons.parquet and areas.parquet. None checks its input or compares names.
"""

import sys
from pathlib import Path

DIMENSIONS = {
    "health": (1, 4, 5, 7),
    "living": (8, 9, 10, 11),
    "education": (15, 16, 17, 19),
    "income": (20, 21, 22),
    "accessibility": (27, 28),
}
INDICATORS = [f"bmn{number}" for numbers in DIMENSIONS.values() for number in numbers]
LEVELS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6, "village": 8}
KEY = ["area_code", "house_code", "family_no"]
THAI, ARABIC, SEPARATORS = "๐๑๒๓๔๕๖๗๘๙", "0123456789", r"[\s\-_.']"
COUNTS = ["households", "persons", "poor_households", "poor", "poor_and_registered", "target_poor"]
COUNTS += [f"target_poor_{name}" for name in DIMENSIONS]


def by_sql(survey: Path, welfare: Path, out: Path) -> None:
    """Hand-written SQL."""
    import duckdb

    masks = ", ".join(
        f"({' OR '.join(f'coalesce(bmn{n} = 0, false)' for n in numbers)}) AS {name}"
        for name, numbers in DIMENSIONS.items()
    )
    weighed = " + ".join(f"{14 - place} * (n // {10 ** (13 - place)} % 10)" for place in range(1, 13))
    names = list(DIMENSIONS)
    con = duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(out), "preserve_insertion_order": False})
    con.execute(f"""
        CREATE MACRO digits(p) AS CASE
            WHEN regexp_full_match(p, '[0-9]{{13}}') THEN p::BIGINT
            ELSE try_cast(nullif(regexp_extract(
                regexp_replace(translate(p, '{THAI}', '{ARABIC}'), '{SEPARATORS.replace("'", "''")}', '', 'g'),
                '^[0-9]{{12,13}}$'), '') AS BIGINT) END;
        CREATE MACRO valid(n) AS CASE WHEN n < 9000000000000 AND (11 - ({weighed}) % 11) % 10 = n % 10 THEN n END;
        CREATE TEMP TABLE registrant AS
            SELECT pid, bool_or(validated::VARCHAR IN ('1', 'true')) AS validated
            FROM (SELECT valid(digits(pid)) AS pid, validated FROM '{welfare}') WHERE pid IS NOT NULL GROUP BY pid;
        CREATE TEMP TABLE person AS
            SELECT s.*, r.pid IS NOT NULL AS registered, coalesce(r.validated, false) AS validated
            FROM (SELECT survey_row_id, area_code, house_code, family_no, valid(digits(pid)) AS pid, {masks} FROM '{survey}') s
            LEFT JOIN registrant r USING (pid);
        CREATE TEMP TABLE household AS
            SELECT area_code, house_code, family_no, {", ".join(f"bool_or({name}) AS {name}" for name in names)}
            FROM person WHERE house_code IS NOT NULL GROUP BY ALL;
        COPY (
            SELECT *, poor AND validated AS target_poor FROM (
                SELECT survey_row_id, p.area_code,
                    {", ".join(f"coalesce(h.{name}, p.{name}) AS poor_{name}" for name in names)},
                    {" OR ".join(f"poor_{name}" for name in names)} AS poor, registered, validated
                FROM person p LEFT JOIN household h USING (area_code, house_code, family_no))
        ) TO '{out}/persons.parquet';
        CREATE TEMP TABLE village AS
            SELECT * FROM (
                SELECT area_code, count(*) AS persons, count_if(poor) AS poor,
                    count_if(poor AND registered) AS poor_and_registered, count_if(target_poor) AS target_poor,
                    {", ".join(f"count_if(target_poor AND poor_{name}) AS target_poor_{name}" for name in names)}
                FROM '{out}/persons.parquet' GROUP BY area_code)
            JOIN (
                SELECT area_code, count(*) AS households, count_if({" OR ".join(names)}) AS poor_households FROM (
                    SELECT area_code, {", ".join(names)} FROM household UNION ALL
                    SELECT area_code, {", ".join(names)} FROM person WHERE house_code IS NULL) GROUP BY area_code)
            USING (area_code);""")
    levels = " UNION ALL ".join(
        f"SELECT '{level}' AS level, {f'left(area_code, {digits})' if digits else repr('TH')} AS area_code, "
        f"{', '.join(f'sum({name})::BIGINT AS {name}' for name in COUNTS)} FROM village GROUP BY 2"
        for level, digits in LEVELS.items()
    )
    con.execute(f"COPY ({levels}) TO '{out}/areas.parquet'")


def by_polars(survey: Path, welfare: Path, out: Path) -> None:
    """Polars, lazily, on its streaming engine."""
    import polars as pl

    def valid(column: str) -> pl.Expr:
        text = pl.col(column)
        compact = text.str.replace_many(list(THAI), list(ARABIC)).str.replace_all(SEPARATORS, "")
        digits = pl.when(text.str.contains("^[0-9]{13}$")).then(text).otherwise(compact)
        number = pl.when(digits.str.contains("^[0-9]{12,13}$")).then(digits).cast(pl.Int64, strict=False)
        weighed = sum((14 - place) * (number // 10 ** (13 - place) % 10) for place in range(1, 13))
        return pl.when(((11 - weighed % 11) % 10 == number % 10) & (number < 9 * 10**12)).then(number)

    registrants = (
        pl.scan_parquet(welfare)
        .select(pid=valid("pid"), validated=pl.col("validated").cast(pl.String).is_in(["1", "true"]))
        .drop_nulls("pid").group_by("pid").agg(pl.col("validated").any(), registered=pl.lit(True))
    )  # fmt: skip
    flags = {name: pl.any_horizontal(*(pl.col(f"bmn{n}").eq_missing(0) for n in of)) for name, of in DIMENSIONS.items()}
    people = (
        pl.scan_parquet(survey)
        .select("survey_row_id", *KEY, pid=valid("pid"), **flags)
        .join(registrants, on="pid", how="left")
        .with_columns(pl.col("registered", "validated").fill_null(False))
        .collect(engine="streaming")
    )
    names = list(DIMENSIONS)
    houses = people.filter(pl.col("house_code").is_not_null()).group_by(KEY).agg(pl.col(names).any())
    persons = (
        people.join(houses, on=KEY, how="left", suffix="_of_house")
        .select(
            "survey_row_id", "area_code", "registered", "validated",
            **{f"poor_{name}": pl.coalesce(f"{name}_of_house", name) for name in names},
        )
        .with_columns(poor=pl.any_horizontal(*(f"poor_{name}" for name in names)))
        .with_columns(target_poor=pl.col("poor") & pl.col("validated"))
    )  # fmt: skip
    persons.write_parquet(out / "persons.parquet")
    alone = people.filter(pl.col("house_code").is_null())
    units = pl.concat([houses.select("area_code", *names), alone.select("area_code", *names)])
    households = units.group_by("area_code").agg(households=pl.len(), poor_households=pl.any_horizontal(*names).sum())
    villages = persons.group_by("area_code").agg(
        persons=pl.len(),
        poor=pl.col("poor").sum(),
        poor_and_registered=(pl.col("poor") & pl.col("registered")).sum(),
        target_poor=pl.col("target_poor").sum(),
        **{f"target_poor_{name}": (pl.col("target_poor") & pl.col(f"poor_{name}")).sum() for name in names},
    )
    villages = villages.join(households, on="area_code")
    levels = [
        villages.with_columns(area_code=pl.col("area_code").str.slice(0, digits) if digits else pl.lit("TH"))
        .group_by("area_code").agg(pl.col(COUNTS).sum().cast(pl.Int64)).select(pl.lit(level).alias("level"), pl.all())
        for level, digits in LEVELS.items()
    ]  # fmt: skip
    pl.concat(levels).write_parquet(out / "areas.parquet")


def by_pandas(survey: Path, welfare: Path, out: Path) -> None:
    """pandas with NumPy, reading only the columns it needs."""
    import numpy as np
    import pandas as pd

    def valid(text: pd.Series) -> pd.Series:
        plain = text.str.fullmatch("[0-9]{13}", na=False)
        compact = text[~plain].str.translate(str.maketrans(THAI, ARABIC)).str.replace(SEPARATORS, "", regex=True)
        compact = compact.where(compact.str.fullmatch("[0-9]{12,13}", na=False))
        number = pd.to_numeric(text.where(plain, compact)).fillna(0).astype("int64")
        weighed = sum((14 - place) * (number // 10 ** (13 - place) % 10) for place in range(1, 13))
        return number.where(((11 - weighed % 11) % 10 == number % 10) & (number < 9 * 10**12), 0)

    register = pd.read_parquet(welfare, columns=["pid", "validated"])
    register = register.assign(
        pid=valid(register["pid"]), validated=register["validated"].astype(str).isin(["1", "1.0", "True"])
    )
    validated = register[register["pid"] > 0].groupby("pid")["validated"].any()
    del register
    people = pd.read_parquet(survey, columns=["survey_row_id", "pid", *KEY, *INDICATORS])
    names = list(DIMENSIONS)
    for name, numbers in DIMENSIONS.items():
        people[name] = np.logical_or.reduce([people[f"bmn{n}"] == 0 for n in numbers])
    people = people.drop(columns=INDICATORS)
    pid = valid(people.pop("pid"))
    people["registered"] = pid.isin(validated.index)
    people["validated"] = pid.isin(validated.index[validated])
    codes, firsts = pd.factorize(pd.MultiIndex.from_frame(people[KEY].astype("category")))
    alone = people["house_code"].isna().to_numpy()
    codes[alone] = len(firsts) + np.arange(alone.sum())
    for name in names:
        people[f"poor_{name}"] = np.bincount(codes, people[name])[codes] > 0
    people["poor"] = people[[f"poor_{name}" for name in names]].any(axis=1)
    people["target_poor"] = people["poor"] & people["validated"]
    persons = people[
        ["survey_row_id", "area_code", *(f"poor_{n}" for n in names), "poor", "registered", "validated", "target_poor"]
    ]
    persons.to_parquet(out / "persons.parquet", index=False)
    first = ~pd.Series(codes).duplicated().to_numpy()
    counted = {"households": first, "persons": True, "poor_households": first & people["poor"], "poor": people["poor"]}
    counted |= {"poor_and_registered": people["poor"] & people["registered"], "target_poor": people["target_poor"]}
    counted |= {f"target_poor_{name}": people["target_poor"] & people[f"poor_{name}"] for name in names}
    villages = pd.DataFrame(counted, index=people.index).astype("int64").groupby(people["area_code"]).sum()
    levels = []
    for level, digits in LEVELS.items():
        rows = villages.groupby(villages.index.str[:digits] if digits else np.full(len(villages), "TH")).sum()
        levels.append(rows.rename_axis("area_code").reset_index().assign(level=level))
    pd.concat(levels).to_parquet(out / "areas.parquet", index=False)


RIVALS = {"sql": by_sql, "polars": by_polars, "pandas": by_pandas}

if __name__ == "__main__":
    RIVALS[sys.argv[1]](*map(Path, sys.argv[2:5]))
