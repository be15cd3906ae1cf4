-- Who may do what in the log's database. Re-applied whenever this file changes.
REVOKE ALL ON SCHEMA log, desk, facts, register, search, staff, tray, work FROM PUBLIC;
GRANT USAGE ON SCHEMA log TO koe_app, koe_reader, koe_auditor;
GRANT USAGE ON SCHEMA desk, facts, register, tray TO koe_app, koe_reader, koe_auditor;
GRANT USAGE ON SCHEMA search, staff, work TO koe_app, koe_auditor;

-- The program appends and reads; it can change nothing that was recorded.
GRANT SELECT, INSERT ON log.event, log.head, log.stream, log.command, log.subtree, log.enclosure
    TO koe_app;
GRANT SELECT, INSERT, UPDATE ON log.checkpoint TO koe_app;
GRANT SELECT ON log.event_text TO koe_app, koe_reader, koe_auditor;
GRANT SELECT, INSERT, UPDATE ON desk.city, desk.receipt_number TO koe_app;
-- Who opened what can be added to and read, not changed; it goes as desk.dispose_openings has it.
GRANT SELECT, INSERT ON desk.opening TO koe_app;

-- Projections can be made anew from the log, so the program may change them as it likes.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA facts, register, search, tray
    TO koe_app;
GRANT SELECT ON desk.projection TO koe_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON desk.classifier, desk.draft, desk.presence,
    desk.waiting_scan, desk.waiting_page TO koe_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA work TO koe_app;

-- Accounts change and go; what was done about them stays. Auditors see who may do what, not what
-- anybody logs in with.
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.account, staff.session, staff.token,
    staff.recovery_code, staff.throttle TO koe_app;
GRANT SELECT, INSERT, DELETE ON staff.sign_on TO koe_app;
GRANT SELECT, INSERT ON staff.history TO koe_app;
GRANT SELECT ON staff.role_term, staff.item_reader TO koe_app, koe_auditor;
GRANT SELECT ON staff.history TO koe_auditor;
GRANT SELECT (id, login, name, is_one_time, password_set_at, totp_since, disabled_at, created_at)
    ON staff.account TO koe_auditor;
GRANT SELECT (account, stage, began_at, seen_at, browser, address) ON staff.session TO koe_auditor;
GRANT SELECT (id, account, name, role, made_at, ends_at, revoked_at, used_at)
    ON staff.token TO koe_auditor;

GRANT SELECT ON facts.fact, facts.term, register.item, tray.item TO koe_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA facts, register, search, tray, work TO koe_auditor;
REVOKE ALL ON FUNCTION desk.begin_generation(text), desk.go_live(text),
    desk.drop_generation(text), desk.settle_search(integer), desk.dispose_openings(bigint)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk.begin_generation(text), desk.go_live(text),
    desk.drop_generation(text), desk.settle_search(integer), desk.dispose_openings(bigint)
    TO koe_app;

REVOKE ALL ON FUNCTION log.create_partitions(integer), log.take_turn(),
    log.advance_checkpoint(text, bigint, bigint), log.require_versions(text[], integer[]),
    desk.draw_receipt_numbers(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.create_partitions(integer), log.take_turn(),
    log.advance_checkpoint(text, bigint, bigint), log.require_versions(text[], integer[]),
    desk.draw_receipt_numbers(integer, integer) TO koe_app;

-- Figures and backups read; the sealed part is ciphertext without the keyring.
GRANT SELECT ON log.event, log.head, log.checkpoint, log.enclosure, desk.city TO koe_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA log, desk TO koe_auditor;

-- Every role may see which migrations were applied.
GRANT USAGE ON SCHEMA koe TO koe_app, koe_reader, koe_auditor;
GRANT SELECT ON koe.migration, koe.repeatable TO koe_app, koe_reader, koe_auditor;
