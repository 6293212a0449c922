-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a console may do, and nothing else. To be run after schema.sql by somebody who may make
-- roles; again without harm. Every engineer gets a login of their own, which is who they are:
--     CREATE ROLE ada LOGIN IN ROLE plumbline_console;   \password ada
-- Statements stand apart by a line "-- next", as in schema.sql.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'plumbline_console') THEN
        CREATE ROLE plumbline_console NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
    END IF;
END
$$;
-- next
REVOKE ALL ON SCHEMA plumbline FROM PUBLIC;
-- next
REVOKE ALL ON ALL TABLES IN SCHEMA plumbline FROM PUBLIC, plumbline_console;
-- next
GRANT USAGE ON SCHEMA plumbline TO plumbline_console;
-- next
GRANT SELECT ON ALL TABLES IN SCHEMA plumbline TO plumbline_console;
-- next
GRANT INSERT (console, room, person, account, host) ON plumbline.console TO plumbline_console;
-- next
GRANT INSERT (room, uuid, console, author_sequence, previous_hash, hash, seen, time_ns, kind, actor,
              account, subject, body, payload) ON plumbline.entry TO plumbline_console;
-- next
GRANT INSERT (console, room, view), UPDATE (view), DELETE ON plumbline.presence TO plumbline_console;
-- next
GRANT EXECUTE ON FUNCTION plumbline.own_console(text, uuid),
    plumbline.take_lock(text, text, uuid, integer),
    plumbline.renew_lock(text, text, uuid, bigint, integer),
    plumbline.release_lock(text, text, uuid, bigint),
    plumbline.spend_approvals(text, text, uuid, uuid, integer) TO plumbline_console;
