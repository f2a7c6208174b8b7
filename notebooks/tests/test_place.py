import os
from pathlib import Path

import pytest

from candlestream import CandlestreamError, Place, place


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without settings, and a project of which no demo runs."""
    for variable in [name for name in os.environ if name.startswith(("ASSET_", "CANDLESTREAM_"))]:
        monkeypatch.delenv(variable)
    monkeypatch.setattr(place, "PROJECT", tmp_path)
    return tmp_path


def demo(project: Path, process: int) -> None:
    folder = project / ".sandbox" / "demos" / str(process)
    folder.mkdir(parents=True)
    lines = [
        "#how the tools find this demo",
        "#Fri Nov 20",
        "ASSET_CASSANDRA_HOST=127.0.0.1",
        "ASSET_CASSANDRA_PORT=41234",
    ]
    lines += [r"REDPANDA_BROKERS=127.0.0.1\:9092", "ASSET_CASSANDRA_USERNAME=candlestream_reader"]
    (folder / "environment.properties").write_text("\n".join([*lines, r"ASSET_CASSANDRA_PASSWORD=a\=b\#c\\d"]))


@pytest.mark.usefixtures("nothing_set")
def test_without_settings_and_demo_it_is_this_machine() -> None:
    assert str(Place.find()) == "localhost:9042"
    assert Place.find().tls is None


def test_a_demo_that_runs_is_found_with_its_login(nothing_set: Path) -> None:
    demo(nothing_set, os.getpid())

    found = Place.find()

    assert str(found) == "127.0.0.1:41234"
    assert (found.username, found.password) == ("candlestream_reader", r"a=b#c\d")


def test_a_demo_that_has_died_is_not_found(nothing_set: Path) -> None:
    demo(nothing_set, 2**22 + 1)  # above the kernel's largest process id

    assert str(Place.find()) == "localhost:9042"


def test_the_environment_beats_a_demo(nothing_set: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo(nothing_set, os.getpid())
    monkeypatch.setenv("ASSET_CASSANDRA_HOST", "cassandra.example")

    assert str(Place.find()) == "cassandra.example:9042"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ASSET_CASSANDRA_PORT", "cql"),
        ("ASSET_CASSANDRA_PORT", "70000"),
        ("CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW", "1"),
        ("ASSET_CASSANDRA_TLS", "perhaps"),
        ("ASSET_CASSANDRA_TABLE", "assets; DROP"),
        ("ASSET_CASSANDRA_TRUSTSTORE", "/no/such/file.p12"),
    ],
)
def test_a_value_that_is_none_is_refused_by_its_variable(variable: str, value: str) -> None:
    with pytest.raises(CandlestreamError, match=f"Cannot use {variable}={value}"):
        Place.of({variable: value})


def test_the_password_is_not_printed() -> None:
    assert "hunter2" not in repr(Place.of({"ASSET_CASSANDRA_USERNAME": "me", "ASSET_CASSANDRA_PASSWORD": "hunter2"}))
