"""Names of columns that stand on two lines and more, and what repeats or precedes them."""

import pytest

from engine.datasets import read_csv

BODY = "".join(f"{n / 2},{2 + n % 5},{'ab'[n % 2]}\n" for n in range(1, 13))
WITH_INDEX = "".join(f"{n},{n / 2},{2 + n % 5},{'ab'[n % 2]}\n" for n in range(1, 13))


def read(text, **options):
    return read_csv(text.splitlines(keepends=True), **options)


@pytest.mark.parametrize(
    "text",
    [
        "speed,,kind\nmean,max,\n" + BODY,
        "speed,speed,kind\nmean,max,\n" + BODY,
        "speed,,kind\nmean,max,\nm/s,m/s,\n" + BODY,
        "Report of May\n\nspeed,,kind\nmean,max,\n" + BODY,
        ",speed,speed,kind\n,mean,max,\n" + WITH_INDEX,
        ",speed,speed,kind\n,mean,max,\nid,,,\n" + WITH_INDEX,
    ],
)
@pytest.mark.parametrize("header", ["auto", "yes"])
def test_a_line_above_the_names_is_kept_in_them(text, header):
    if header == "yes" and text.startswith("Report"):
        return
    data = read(text, header=header)
    assert data.feature_names == ("speed_mean", "speed_max") and data.m == 12
    assert data.reading.labels == ("kind",)
    assert any("names together: speed_mean" in warning for warning in data.reading.warnings)


@pytest.mark.parametrize(
    "text", ["speed,mass,kind\nm/s,kg,-\n" + BODY, "speed,mass,kind\n" + BODY, "a,a,b\n" + BODY]
)
def test_whole_lines_of_names_stay_as_they_are(text):
    data = read(text, missing="drop")
    assert data.m == 12 and not any("together" in warning for warning in data.reading.warnings)


def test_lines_about_a_table_and_names_that_come_again_are_left_out_by_name():
    names = "speed,mass,kind\n"
    data = read("Device:,X12\nDate:,2024-01-05\n\n" + names + BODY + names + BODY + "Source: us\n")
    assert data.m == 24 and data.feature_names == ("speed", "mass")
    lines = {out.line: out.why for out in data.reading.left_out}
    assert list(lines) == [1, 2, 17, 30] and "once more" in lines[17]


def test_a_title_is_told_beside_a_line_of_units():
    data = read(
        "Report\n\nspeed,mass,energy\nm/s,kg,J\n" + BODY.replace("a", "1").replace("b", "2")
    )
    assert [out.line for out in data.reading.left_out] == [1, 4]
