-- Who may do what: the consumer writes and makes no table, notebooks and dashboards read; the exporter of metrics sees the server's statistics
-- and no row, and is there only with a password. Other logins may connect where somebody grants it. Replace the ${...} before applying;
-- the sandbox does so itself. Apply it again after a new table.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'candlestream_writer') THEN
        CREATE ROLE candlestream_writer LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'candlestream_reader') THEN
        CREATE ROLE candlestream_reader LOGIN;
    END IF;
    -- What every new database lets everyone do, and PostgreSQL 13 and 14 in its schema public too.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    IF to_regnamespace('public') IS NOT NULL THEN
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    END IF;
    IF '${MONITOR_PASSWORD}' <> '' THEN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'candlestream_monitor') THEN
            CREATE ROLE candlestream_monitor LOGIN;
        END IF;
        ALTER ROLE candlestream_monitor PASSWORD '${MONITOR_PASSWORD}';
        GRANT pg_monitor TO candlestream_monitor;
        -- For table_sizes(), which reads no row.
        GRANT USAGE ON SCHEMA assets TO candlestream_monitor;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO candlestream_monitor', current_database());
    END IF;
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO candlestream_writer', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO candlestream_reader', current_database());
END $$;
ALTER ROLE candlestream_writer PASSWORD '${WRITER_PASSWORD}';
ALTER ROLE candlestream_reader PASSWORD '${READER_PASSWORD}';
GRANT USAGE ON SCHEMA assets TO candlestream_writer, candlestream_reader;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA assets TO candlestream_writer;
REVOKE INSERT, UPDATE ON assets.partitioning FROM candlestream_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA assets TO candlestream_reader;
GRANT EXECUTE ON FUNCTION assets.make_partition(text, timestamptz), assets.tend() TO candlestream_writer;
