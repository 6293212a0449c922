-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shared room in PostgreSQL 15 or newer. `plumbline room init` applies it as the owner of the
-- database; psql -f does the same. A line "-- next" stands between two statements, a line
-- "-- version N" before what makes version N of the one before it.

-- version 1
CREATE SCHEMA plumbline;
-- next
CREATE TABLE plumbline.schema_version (
    version integer PRIMARY KEY,
    applied timestamptz NOT NULL DEFAULT now()
);
-- next
CREATE TABLE plumbline.room (
    name text PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9._-]{1,64}$'),
    last_sequence bigint NOT NULL DEFAULT 0,
    created timestamptz NOT NULL DEFAULT now()
);
-- next
-- A console is of the login that told of it first. Who somebody is, is the login; the rest is said.
CREATE TABLE plumbline.console (
    console uuid PRIMARY KEY,
    room text NOT NULL REFERENCES plumbline.room (name),
    db_user name NOT NULL DEFAULT session_user,
    person text NOT NULL CHECK (octet_length(person) <= 320),
    account text NOT NULL CHECK (octet_length(account) <= 320),
    host text NOT NULL CHECK (octet_length(host) <= 320),
    opened timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_author_sequence bigint NOT NULL DEFAULT 0,
    last_hash text NOT NULL DEFAULT repeat('0', 64)
);
-- next
CREATE TABLE plumbline.entry (
    room text NOT NULL REFERENCES plumbline.room (name),
    sequence bigint NOT NULL,
    uuid uuid NOT NULL UNIQUE,
    console uuid NOT NULL REFERENCES plumbline.console (console),
    author_sequence bigint NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    seen bigint NOT NULL,
    time_ns bigint NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[a-z_]{1,32}$'),
    actor text NOT NULL,
    account text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    payload text NOT NULL,
    db_user name NOT NULL DEFAULT session_user,
    recorded timestamptz NOT NULL DEFAULT clock_timestamp(),
    approves text,
    declines text,
    PRIMARY KEY (room, sequence),
    UNIQUE (console, author_sequence),
    CHECK (octet_length(actor) + octet_length(account) + octet_length(subject) + octet_length(body)
           + octet_length(payload) <= 262144)
);
-- next
CREATE INDEX entry_approves ON plumbline.entry (room, approves) WHERE approves IS NOT NULL;
-- next
CREATE INDEX entry_declines ON plumbline.entry (room, declines) WHERE declines IS NOT NULL;
-- next
CREATE TABLE plumbline.presence (
    console uuid PRIMARY KEY REFERENCES plumbline.console (console),
    room text NOT NULL,
    view text NOT NULL CHECK (octet_length(view) <= 16384),
    seen timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- next
-- A lock that is let go keeps its row, and with it the fence, which only grows.
CREATE TABLE plumbline.lever_lock (
    room text NOT NULL REFERENCES plumbline.room (name),
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1024),
    console uuid REFERENCES plumbline.console (console),
    fence bigint NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (room, name)
);
-- next
CREATE TABLE plumbline.lock_event (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room text NOT NULL,
    name text NOT NULL,
    console uuid NOT NULL,
    fence bigint NOT NULL,
    what text NOT NULL,
    taken_from uuid,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- next
CREATE TABLE plumbline.approval_spent (
    approval uuid PRIMARY KEY REFERENCES plumbline.entry (uuid),
    intent uuid NOT NULL,
    console uuid NOT NULL REFERENCES plumbline.console (console),
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- next
-- Every field behind its length in bytes: no two entries have the same text.
CREATE FUNCTION plumbline.entry_hash(VARIADIC fields text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(string_agg(octet_length(convert_to(f, 'UTF8'))::text || ':' || f, ''
                                               ORDER BY n), 'UTF8')), 'hex')
    FROM unnest(fields) WITH ORDINALITY AS each (f, n)
$$;
-- next
-- Admits an entry: numbers it under the room's lock, so that nobody ever reads 10 before 9, and
-- holds it to its author's login and chain. One that is there already is left alone.
CREATE FUNCTION plumbline.admit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    author plumbline.console%ROWTYPE;
    next bigint;
    there text;
BEGIN
    SELECT last_sequence + 1 INTO next FROM plumbline.room WHERE name = NEW.room FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no room %', NEW.room USING ERRCODE = 'PL001';
    END IF;
    SELECT hash INTO there FROM plumbline.entry WHERE uuid = NEW.uuid;
    IF FOUND THEN
        IF there <> NEW.hash THEN
            RAISE EXCEPTION 'another entry has this uuid' USING ERRCODE = 'PL002';
        END IF;
        RETURN NULL;
    END IF;
    SELECT * INTO author FROM plumbline.console WHERE console = NEW.console FOR UPDATE;
    IF NOT FOUND OR author.db_user <> session_user OR author.room <> NEW.room THEN
        RAISE EXCEPTION 'the console is not of this login' USING ERRCODE = '42501';
    END IF;
    IF NEW.author_sequence <> author.last_author_sequence + 1
       OR NEW.previous_hash <> author.last_hash THEN
        RAISE EXCEPTION 'the entry does not continue the chain of its console at %',
            author.last_author_sequence USING ERRCODE = 'PL002';
    END IF;
    IF NEW.hash <> plumbline.entry_hash(NEW.previous_hash, NEW.uuid::text, NEW.room,
            NEW.console::text, NEW.author_sequence::text, NEW.seen::text, NEW.time_ns::text,
            NEW.kind, NEW.actor, NEW.account, NEW.subject, NEW.body, NEW.payload) THEN
        RAISE EXCEPTION 'the hash is not of this entry' USING ERRCODE = 'PL002';
    END IF;
    NEW.sequence := next;
    NEW.db_user := session_user;
    NEW.recorded := clock_timestamp();
    NEW.approves := NULL;
    NEW.declines := NULL;
    IF NEW.kind = 'approval' THEN
        BEGIN
            NEW.declines := NEW.payload::json ->> 'declines';
            NEW.approves := CASE WHEN NEW.declines IS NULL THEN NEW.payload::json ->> 'approves' END;
        EXCEPTION WHEN others THEN
            NULL; -- what cannot be read approves nothing
        END;
    END IF;
    UPDATE plumbline.room SET last_sequence = next WHERE name = NEW.room;
    UPDATE plumbline.console SET last_author_sequence = NEW.author_sequence, last_hash = NEW.hash
        WHERE console = NEW.console;
    PERFORM pg_notify('plumbline_room', NEW.room);
    RETURN NEW;
END
$$;
-- next
CREATE TRIGGER admit_entry BEFORE INSERT ON plumbline.entry
    FOR EACH ROW EXECUTE FUNCTION plumbline.admit_entry();
-- next
-- The time is the server's: a console with a wrong clock is no more and no less present.
CREATE FUNCTION plumbline.note_presence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM pg_notify('plumbline_room', OLD.room);
        RETURN OLD;
    END IF;
    NEW.seen := clock_timestamp();
    IF TG_OP = 'INSERT' OR NEW.view <> OLD.view THEN
        PERFORM pg_notify('plumbline_room', NEW.room);
    END IF;
    RETURN NEW;
END
$$;
-- next
CREATE TRIGGER note_presence BEFORE INSERT OR UPDATE OR DELETE ON plumbline.presence
    FOR EACH ROW EXECUTE FUNCTION plumbline.note_presence();
-- next
CREATE FUNCTION plumbline.own_console(room_ text, console_ uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM plumbline.console c
                   WHERE c.console = console_ AND c.room = room_ AND c.db_user = session_user)
$$;
-- next
CREATE FUNCTION plumbline.take_lock(room_ text, name_ text, console_ uuid, lease integer)
RETURNS TABLE (is_taken boolean, holder uuid, held_fence bigint, seconds_left double precision,
               taken_from uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held plumbline.lever_lock%ROWTYPE;
    moment timestamptz;
    lapses timestamptz;
    from_whom uuid;
BEGIN
    IF NOT plumbline.own_console(room_, console_) THEN
        RAISE EXCEPTION 'the console is not of this login' USING ERRCODE = '42501';
    END IF;
    PERFORM 1 FROM plumbline.room WHERE name = room_ FOR UPDATE;
    moment := clock_timestamp();
    lapses := moment + make_interval(secs => LEAST(GREATEST(lease, 1), 600));
    SELECT * INTO held FROM plumbline.lever_lock l WHERE l.room = room_ AND l.name = name_;
    IF NOT FOUND THEN
        INSERT INTO plumbline.lever_lock VALUES (room_, name_, console_, 1, lapses);
        held.fence := 1;
    ELSIF held.console IS NOT NULL AND held.until > moment AND held.console <> console_ THEN
        RETURN QUERY SELECT false, held.console, held.fence,
            extract(epoch FROM held.until - moment)::double precision, NULL::uuid;
        RETURN;
    ELSE
        IF held.console IS NOT NULL AND held.console <> console_ THEN
            from_whom := held.console;
        END IF;
        -- Whoever holds it and asks anew keeps the fence; all others get a higher one.
        IF held.console IS DISTINCT FROM console_ OR held.until <= moment THEN
            held.fence := held.fence + 1;
        END IF;
        UPDATE plumbline.lever_lock l SET console = console_, fence = held.fence, until = lapses
            WHERE l.room = room_ AND l.name = name_;
    END IF;
    INSERT INTO plumbline.lock_event (room, name, console, fence, what, taken_from)
        VALUES (room_, name_, console_, held.fence,
                CASE WHEN from_whom IS NULL THEN 'taken' ELSE 'taken over' END, from_whom);
    PERFORM pg_notify('plumbline_room', room_);
    RETURN QUERY SELECT true, console_, held.fence,
        extract(epoch FROM lapses - moment)::double precision, from_whom;
END
$$;
-- next
CREATE FUNCTION plumbline.renew_lock(room_ text, name_ text, console_ uuid, fence_ bigint,
                                     lease integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT plumbline.own_console(room_, console_) THEN
        RAISE EXCEPTION 'the console is not of this login' USING ERRCODE = '42501';
    END IF;
    UPDATE plumbline.lever_lock l
        SET until = clock_timestamp() + make_interval(secs => LEAST(GREATEST(lease, 1), 600))
        WHERE l.room = room_ AND l.name = name_ AND l.console = console_ AND l.fence = fence_
          AND l.until > clock_timestamp();
    RETURN FOUND;
END
$$;
-- next
CREATE FUNCTION plumbline.release_lock(room_ text, name_ text, console_ uuid, fence_ bigint)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT plumbline.own_console(room_, console_) THEN
        RAISE EXCEPTION 'the console is not of this login' USING ERRCODE = '42501';
    END IF;
    UPDATE plumbline.lever_lock l SET console = NULL, until = clock_timestamp()
        WHERE l.room = room_ AND l.name = name_ AND l.console = console_ AND l.fence = fence_;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO plumbline.lock_event (room, name, console, fence, what)
        VALUES (room_, name_, console_, fence_, 'released');
    PERFORM pg_notify('plumbline_room', room_);
    RETURN true;
END
$$;
-- next
-- Takes the approvals of others for one plan, all that count or none, and each only once. A person
-- is a login and an account: who shares one of the two with whoever fires approves nothing. What
-- was said counts by when it was said, also where the room was away then and was told later. The
-- same intent may ask again, and is told the same.
CREATE FUNCTION plumbline.spend_approvals(room_ text, plan_ text, console_ uuid, intent_ uuid,
                                          needed integer)
RETURNS TABLE (spent integer, people text, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own_account text;
    counting uuid[];
    names text[];
    used integer;
BEGIN
    IF NOT plumbline.own_console(room_, console_) THEN
        RAISE EXCEPTION 'the console is not of this login' USING ERRCODE = '42501';
    END IF;
    PERFORM 1 FROM plumbline.room WHERE name = room_ FOR UPDATE;
    SELECT count(*), string_agg(DISTINCT e.db_user::text, ', ') INTO used, people
        FROM plumbline.approval_spent s JOIN plumbline.entry e ON e.uuid = s.approval
        WHERE s.intent = intent_ AND s.console = console_ AND e.approves = plan_;
    IF used > 0 THEN
        RETURN QUERY SELECT used, people, ''::text;
        RETURN;
    END IF;
    SELECT lower(btrim(c.account)) INTO own_account FROM plumbline.console c
        WHERE c.console = console_;
    WITH decided AS (
        SELECT DISTINCT ON (e.db_user) e.uuid, e.db_user, lower(btrim(c.account)) AS account,
               e.approves, e.recorded, e.time_ns
        FROM plumbline.entry e JOIN plumbline.console c USING (console)
        WHERE e.room = room_ AND (e.approves = plan_ OR e.declines = plan_)
        ORDER BY e.db_user, e.time_ns DESC, e.sequence DESC
    ), valid AS (
        SELECT DISTINCT ON (d.account) d.uuid, d.db_user FROM decided d
        WHERE d.approves IS NOT NULL AND d.db_user <> session_user AND d.account <> ''
          AND d.account <> own_account
          AND d.recorded > clock_timestamp() - interval '10 minutes'
          AND d.time_ns > (extract(epoch FROM clock_timestamp()) - 600)::bigint * 1000000000
          AND NOT EXISTS (SELECT 1 FROM plumbline.approval_spent s WHERE s.approval = d.uuid)
        ORDER BY d.account, d.uuid
    )
    SELECT array_agg(v.uuid), array_agg(v.db_user::text ORDER BY v.db_user)
        INTO counting, names FROM valid v;
    IF COALESCE(array_length(counting, 1), 0) < needed THEN
        RETURN QUERY SELECT 0, ''::text,
            format('%s of %s approvals by others are there and unspent',
                   COALESCE(array_length(counting, 1), 0), needed);
        RETURN;
    END IF;
    INSERT INTO plumbline.approval_spent (approval, intent, console)
        SELECT each, intent_, console_ FROM unnest(counting) AS each;
    PERFORM pg_notify('plumbline_room', room_);
    RETURN QUERY SELECT COALESCE(array_length(counting, 1), 0),
                        COALESCE(array_to_string(names, ', '), ''), ''::text;
END
$$;
-- next
ALTER TABLE plumbline.console ENABLE ROW LEVEL SECURITY;
-- next
ALTER TABLE plumbline.entry ENABLE ROW LEVEL SECURITY;
-- next
ALTER TABLE plumbline.presence ENABLE ROW LEVEL SECURITY;
-- next
CREATE POLICY console_read ON plumbline.console FOR SELECT USING (true);
-- next
CREATE POLICY console_own ON plumbline.console FOR INSERT WITH CHECK (db_user = session_user);
-- next
CREATE POLICY entry_read ON plumbline.entry FOR SELECT USING (true);
-- next
CREATE POLICY entry_own ON plumbline.entry FOR INSERT
    WITH CHECK (db_user = session_user AND plumbline.own_console(room, console));
-- next
CREATE POLICY presence_read ON plumbline.presence FOR SELECT USING (true);
-- next
CREATE POLICY presence_insert ON plumbline.presence FOR INSERT
    WITH CHECK (plumbline.own_console(room, console));
-- next
CREATE POLICY presence_update ON plumbline.presence FOR UPDATE
    USING (plumbline.own_console(room, console)) WITH CHECK (plumbline.own_console(room, console));
-- next
CREATE POLICY presence_delete ON plumbline.presence FOR DELETE
    USING (plumbline.own_console(room, console));
-- next
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plumbline FROM PUBLIC;
-- next
INSERT INTO plumbline.schema_version (version) VALUES (1);

-- version 2
-- What the roles of a room let a login do, written by its owner; a room without any lets everybody
-- do both. person: lower case, without blanks; empty: everybody who is not named.
CREATE TABLE plumbline.room_role (
    room text NOT NULL REFERENCES plumbline.room (name),
    person text NOT NULL,
    fires boolean NOT NULL,
    approves boolean NOT NULL,
    PRIMARY KEY (room, person)
);
-- next
CREATE FUNCTION plumbline.role_lets(room_ text, person_ text, firing boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM plumbline.room_role r WHERE r.room = room_)
        OR COALESCE((SELECT CASE WHEN firing THEN r.fires ELSE r.approves END
                     FROM plumbline.room_role r
                     WHERE r.room = room_
                       AND r.person IN (lower(regexp_replace(person_, '\s', '', 'g')), '')
                     ORDER BY r.person DESC LIMIT 1), false)
$$;
-- next
-- As of version 1, held to the roles: who has none that moves levers spends nothing, and whose role
-- does not approve counts for nothing. What was spent for an intent lapses with its approvals.
CREATE OR REPLACE FUNCTION plumbline.spend_approvals(room_ text, plan_ text, console_ uuid, intent_ uuid,
                                          needed integer)
RETURNS TABLE (spent integer, people text, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own_account text;
    counting uuid[];
    names text[];
    used integer;
BEGIN
    IF NOT plumbline.own_console(room_, console_) THEN
        RAISE EXCEPTION 'the console is not of this login' USING ERRCODE = '42501';
    END IF;
    IF NOT plumbline.role_lets(room_, session_user::text, true) THEN
        RETURN QUERY SELECT 0, ''::text, format('%s has no role that moves levers', session_user);
        RETURN;
    END IF;
    PERFORM 1 FROM plumbline.room WHERE name = room_ FOR UPDATE;
    SELECT count(*), string_agg(DISTINCT e.db_user::text, ', ') INTO used, people
        FROM plumbline.approval_spent s JOIN plumbline.entry e ON e.uuid = s.approval
        WHERE s.intent = intent_ AND s.console = console_ AND e.approves = plan_
          AND e.time_ns > (extract(epoch FROM clock_timestamp()) - 600)::bigint * 1000000000;
    IF used > 0 THEN
        RETURN QUERY SELECT used, people, ''::text;
        RETURN;
    END IF;
    SELECT lower(btrim(c.account)) INTO own_account FROM plumbline.console c
        WHERE c.console = console_;
    WITH decided AS (
        SELECT DISTINCT ON (e.db_user) e.uuid, e.db_user, lower(btrim(c.account)) AS account,
               e.approves, e.recorded, e.time_ns
        FROM plumbline.entry e JOIN plumbline.console c USING (console)
        WHERE e.room = room_ AND (e.approves = plan_ OR e.declines = plan_)
        ORDER BY e.db_user, e.time_ns DESC, e.sequence DESC
    ), valid AS (
        SELECT DISTINCT ON (d.account) d.uuid, d.db_user FROM decided d
        WHERE d.approves IS NOT NULL AND d.db_user <> session_user AND d.account <> ''
          AND d.account <> own_account AND plumbline.role_lets(room_, d.db_user::text, false)
          AND d.recorded > clock_timestamp() - interval '10 minutes'
          AND d.time_ns > (extract(epoch FROM clock_timestamp()) - 600)::bigint * 1000000000
          AND NOT EXISTS (SELECT 1 FROM plumbline.approval_spent s WHERE s.approval = d.uuid)
        ORDER BY d.account, d.uuid
    )
    SELECT array_agg(v.uuid), array_agg(v.db_user::text ORDER BY v.db_user)
        INTO counting, names FROM valid v;
    IF COALESCE(array_length(counting, 1), 0) < needed THEN
        RETURN QUERY SELECT 0, ''::text,
            format('%s of %s approvals by others are there and unspent',
                   COALESCE(array_length(counting, 1), 0), needed);
        RETURN;
    END IF;
    INSERT INTO plumbline.approval_spent (approval, intent, console)
        SELECT each, intent_, console_ FROM unnest(counting) AS each;
    PERFORM pg_notify('plumbline_room', room_);
    RETURN QUERY SELECT COALESCE(array_length(counting, 1), 0),
                        COALESCE(array_to_string(names, ', '), ''), ''::text;
END
$$;
-- next
ALTER TABLE plumbline.room_role ENABLE ROW LEVEL SECURITY;
-- next
CREATE POLICY room_role_read ON plumbline.room_role FOR SELECT USING (true);
-- next
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plumbline FROM PUBLIC;
-- next
INSERT INTO plumbline.schema_version (version) VALUES (2);
