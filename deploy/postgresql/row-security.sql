-- The second line behind the application: PostgreSQL itself shows a transaction only the rows of its regions.
--
--   psql -v ON_ERROR_STOP=1 -d varmsu -f deploy/postgresql/row-security.sql
--
-- Run by a superuser, once, before the first load or after it; running it again changes nothing. `varmsu_owner` owns the tables
-- and rebuilds them; the pages sign in as `varmsu_web`, which owns nothing. A transaction says whose it is in
-- `varmsu.regions`: codes with commas, '*' for everything. One that says nothing sees no rows.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'varmsu_owner') THEN CREATE ROLE varmsu_owner LOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'varmsu_web') THEN CREATE ROLE varmsu_web LOGIN; END IF;
    -- a rebuild makes the new tables in a schema of their own, and nobody waits for it
    EXECUTE format('GRANT CREATE ON DATABASE %I TO varmsu_owner', current_database());
END $$;

GRANT USAGE, CREATE ON SCHEMA public TO varmsu_owner;
GRANT USAGE ON SCHEMA public TO varmsu_web;

-- The regions of this transaction; none when it does not say.
CREATE OR REPLACE FUNCTION varmsu_regions() RETURNS text[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(nullif(current_setting('varmsu.regions', true), ''), ',') $$;

CREATE OR REPLACE FUNCTION varmsu_sees_all() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(varmsu_regions() = '{*}', false) $$;

-- Whether a load was made by clerks of these regions: as in etl/warehouse/access/scope.py. It reads the journal as its owner.
CREATE OR REPLACE FUNCTION varmsu_own_load(load integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM journal
        WHERE id = load AND kind = 'load' AND json_typeof(details -> 'regions') = 'array'
            AND json_array_length(details -> 'regions') > 0
            AND ARRAY(SELECT json_array_elements_text(details -> 'regions')) <@ varmsu_regions()
    );
END $$;

-- Gives every table its owner, its rights and its policy; a rebuild of the warehouse calls it for the new tables.
CREATE OR REPLACE FUNCTION varmsu_secure() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
    shown text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        IF current_user <> 'varmsu_owner' THEN
            EXECUTE format('ALTER TABLE %I OWNER TO varmsu_owner', name);
        END IF;
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO varmsu_web', name);
        shown := CASE
            WHEN name ~ '^(fact|change)_' THEN 'region = ANY (varmsu_regions()) OR varmsu_own_load(load_id)'
            WHEN name IN ('quarantine', 'part', 'current_source') THEN 'varmsu_own_load(load_id)'
            WHEN name = 'journal' THEN 'varmsu_own_load(id) OR varmsu_own_load((details ->> ''load'')::integer)'
            WHEN name = 'source_file' THEN 'sha256 IN (SELECT file_sha256 FROM journal)'
        END;
        CONTINUE WHEN shown IS NULL;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('DROP POLICY IF EXISTS own_regions ON %I', name);
        EXECUTE format('CREATE POLICY own_regions ON %I TO varmsu_web USING (varmsu_sees_all() OR %s)', name, shown);
    END LOOP;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO varmsu_web;
END $$;

SELECT varmsu_secure();
ALTER FUNCTION varmsu_regions() OWNER TO varmsu_owner;
ALTER FUNCTION varmsu_sees_all() OWNER TO varmsu_owner;
ALTER FUNCTION varmsu_own_load(integer) OWNER TO varmsu_owner;
ALTER FUNCTION varmsu_secure() OWNER TO varmsu_owner;
