-- The schema, how its tables are cut into partitions, and which batches they hold. Apply this file first, as the owner of the
-- database, then one file a table, then roles.sql. Each may be applied again.
CREATE SCHEMA IF NOT EXISTS assets;

-- Each table in partitions by time.
-- period: day or month, in UTC. fill: the fillfactor of its partitions, below 100 where rows are rewritten, so that an update finds
-- room on its page (HOT). keep: partitions older than this are dropped and their rows no longer taken; null keeps all.
CREATE TABLE IF NOT EXISTS assets.partitioning (
    table_name text PRIMARY KEY,
    period text NOT NULL CHECK (period IN ('day', 'month')),
    fill int NOT NULL CHECK (fill BETWEEN 10 AND 100),
    keep interval
);

-- What tasks have written: a batch that comes again finds itself here and writes nothing.
-- rows_hash: of the keys and versions of the task's rows. The newest batches of each query are kept.
CREATE TABLE IF NOT EXISTS assets.batches (
    query uuid,
    batch bigint,
    table_name text,
    rows_hash text,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (query, batch, table_name, rows_hash)
);

-- Makes the partition of a table in which a time lies, if it is missing. The writer calls it with the owner's rights, for it may
-- make no table itself. A table that is attached locks nobody out, as CREATE TABLE ... PARTITION OF would.
-- range_from, range_to: what the partition holds. kept: false for what is older than the table keeps; then nothing is made.
-- One that was detached and has its name still is a failure: a new one would need that name.
CREATE OR REPLACE FUNCTION assets.make_partition(
    of_table text, at timestamptz, OUT range_from timestamptz, OUT range_to timestamptz, OUT kept boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    rule assets.partitioning;
    part text;
    parent oid;
BEGIN
    SELECT * INTO rule FROM assets.partitioning p WHERE p.table_name = of_table;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'table % is not in assets.partitioning', of_table USING ERRCODE = 'undefined_table';
    END IF;
    range_from := date_trunc(rule.period, at);
    range_to := range_from + ('1 ' || rule.period)::interval;
    kept := rule.keep IS NULL OR range_to > now() - rule.keep;
    part := of_table || '_' || to_char(range_from, CASE rule.period WHEN 'day' THEN 'YYYYMMDD' ELSE 'YYYYMM' END);
    IF NOT kept OR EXISTS (SELECT FROM pg_inherits i
        WHERE i.inhrelid = to_regclass(format('assets.%I', part)) AND i.inhparent = to_regclass(format('assets.%I', of_table))) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('assets.' || of_table));
    -- Read from the catalogue: to_regclass may remember, from before the wait, that there was none.
    SELECT i.inhparent INTO parent FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
        WHERE c.relnamespace = 'assets'::regnamespace AND c.relname = part;
    IF NOT FOUND THEN
        EXECUTE format('CREATE TABLE assets.%I (LIKE assets.%I INCLUDING ALL) WITH (fillfactor = %s)', part, of_table, rule.fill);
        EXECUTE format('ALTER TABLE assets.%I ATTACH PARTITION assets.%I FOR VALUES FROM (%L) TO (%L)',
            of_table, part, range_from, range_to);
    ELSIF parent IS DISTINCT FROM to_regclass(format('assets.%I', of_table)) THEN
        RAISE EXCEPTION 'partition assets.% is detached: attach it, or rename it', part USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END $$;

-- What the consumer's driver calls at its start and every few minutes: makes the partitions of now and of the next two periods, drops
-- those that are older than their table keeps, and forgets old batches.
CREATE OR REPLACE FUNCTION assets.tend() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    rule assets.partitioning;
    part record;
BEGIN
    FOR rule IN SELECT * FROM assets.partitioning LOOP
        IF to_regclass(format('assets.%I', rule.table_name)) IS NULL THEN
            CONTINUE;
        END IF;
        FOR ahead IN 0..2 LOOP
            PERFORM assets.make_partition(rule.table_name, now() + ahead * ('1 ' || rule.period)::interval);
        END LOOP;
        FOR part IN
            SELECT c.oid::regclass AS name,
                to_timestamp(substring(c.relname FROM '_(\d+)$'), 'YYYYMMDD') + ('1 ' || rule.period)::interval AS range_to
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass(format('assets.%I', rule.table_name)) AND c.relname ~ '_\d{6,8}$'
        LOOP
            IF part.range_to <= now() - rule.keep THEN
                BEGIN
                    EXECUTE format('DROP TABLE %s', part.name);
                EXCEPTION WHEN lock_not_available THEN
                    RAISE LOG 'partition % is in use and is dropped later', part.name;
                END;
            END IF;
        END LOOP;
    END LOOP;
    DELETE FROM assets.batches b
    USING (SELECT query, max(batch) AS newest FROM assets.batches GROUP BY query) q
    WHERE b.query = q.query AND (b.batch < q.newest - 100 OR b.written_at < now() - interval '90 days');
END $$;

REVOKE ALL ON FUNCTION assets.make_partition(text, timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION assets.tend() FROM PUBLIC;
