import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from candlestream.place import PROJECT
from candlestream.spark import CONNECTOR, jars


def test_the_connector_is_the_consumers() -> None:
    needed = ElementTree.parse(PROJECT / "ivy.xml").findall(".//dependency")  # noqa: S314

    assert CONNECTOR in [f"{one.get('org')}:{one.get('name')}:{one.get('rev')}" for one in needed]


def test_jars_are_taken_from_the_build_only_if_all_are_there(tmp_path: Path) -> None:
    names = ["spark-cassandra-connector_2.12-3.jar", "java-driver-core-shaded-4.jar", "native-protocol-1.jar"]
    names += ["HdrHistogram-2.jar", "reactive-streams-1.jar", "config-1.jar"]
    for name in [*names[1:], "spark-sql_2.12-3.5.7.jar"]:
        (tmp_path / name).touch()

    assert jars(tmp_path) == []
    (tmp_path / names[0]).touch()
    assert [jar.name for jar in jars(tmp_path)] == names


def test_the_build_has_them_all() -> None:
    lib = PROJECT / "binance-consumer" / "target" / "lib"
    if not lib.is_dir():
        pytest.skip("the consumer was not built (./candlestream build)")

    assert len(jars(lib)) == 10
