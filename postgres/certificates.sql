-- What certificates say of each pair and day; the primary key serves the days of a pair, as the calendar of them needs.
-- Columns are those of cassandra/certificates.cql. docs/certificates.md describes certificates.
CREATE TABLE IF NOT EXISTS assets.certificates (
    stream text,
    symbol text,
    interval text,
    day timestamptz,
    state text,
    why text,
    sha256 text,
    rows bigint,
    first_time timestamptz,
    last_time timestamptz,
    entry text,
    root text,
    certificate text,
    key text,
    signature text,
    certified_at timestamptz,
    tool_version text,
    PRIMARY KEY (stream, symbol, interval, day)
);
