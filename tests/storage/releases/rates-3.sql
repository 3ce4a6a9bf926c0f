PRAGMA application_id=1685089390;
PRAGMA user_version=3;
BEGIN TRANSACTION;
CREATE TABLE away (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	first_day TEXT NOT NULL,
	last_day TEXT NOT NULL,
	label TEXT NOT NULL,
	CONSTRAINT first_day_is_a_day CHECK (date(first_day, '+0 days') IS first_day),
	CONSTRAINT last_day_is_a_day CHECK (date(last_day, '+0 days') IS last_day),
	CONSTRAINT ends_after_it_starts CHECK (last_day >= first_day),
	CONSTRAINT label_length CHECK (length(label) BETWEEN 0 AND 100)
)
 STRICT

;
CREATE TABLE client (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	rate_minor INTEGER,
	currency TEXT,
	archived_at INTEGER,
	CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 100)
)
 STRICT

;
INSERT INTO "client" VALUES(1,'tokyo',800000,'JPY',NULL);
INSERT INTO "client" VALUES(2,'kuwait',2550,'KWD',NULL);
INSERT INTO "client" VALUES(3,'acme',1200000,'JPY',NULL);
INSERT INTO "client" VALUES(5,'nagoya',1200000,'JPY',NULL);
CREATE TABLE day (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	date TEXT NOT NULL,
	seeded_at INTEGER,
	worked INTEGER,
	next_number INTEGER NOT NULL,
	closed_at INTEGER,
	note TEXT NOT NULL,
	capacity_s INTEGER,
	UNIQUE (date),
	CONSTRAINT date_is_a_day CHECK (date(date, '+0 days') IS date),
	CONSTRAINT capacity_not_negative CHECK (capacity_s >= 0),
	CONSTRAINT numbers_start_at_one CHECK (next_number >= 1),
	CONSTRAINT worked_flag CHECK (worked IN (0, 1)),
	CONSTRAINT note_length CHECK (length(note) BETWEEN 0 AND 100000)
)
 STRICT

;
INSERT INTO "day" VALUES(1,'2026-11-23',1795420800,1,6,NULL,'',NULL);
CREATE TABLE op (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	step INTEGER NOT NULL,
	at INTEGER NOT NULL,
	label TEXT NOT NULL,
	table_name TEXT NOT NULL,
	row_id INTEGER NOT NULL,
	"before" TEXT,
	"after" TEXT,
	undone_at INTEGER,
	CONSTRAINT changed_something CHECK ("before" IS NOT NULL OR "after" IS NOT NULL)
)
 STRICT

;
INSERT INTO "op" VALUES(1,1,1795420860,'Add client ''tokyo''','client',1,NULL,'{"id":1,"name":"tokyo","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(2,2,1795420860,'Set the rate of ''tokyo''','client',1,'{"rate_minor":null,"currency":null}','{"rate_minor":800000,"currency":"JPY"}',NULL);
INSERT INTO "op" VALUES(3,3,1795420860,'Add project ''tokyo/site''','project',1,NULL,'{"id":1,"client_id":1,"name":"site","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(4,4,1795420860,'Set the rate of ''tokyo/site''','project',1,'{"rate_minor":null}','{"rate_minor":950050}',NULL);
INSERT INTO "op" VALUES(5,5,1795420920,'Add client ''kuwait''','client',2,NULL,'{"id":2,"name":"kuwait","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(6,6,1795420920,'Set the rate of ''kuwait''','client',2,'{"rate_minor":null,"currency":null}','{"rate_minor":2550,"currency":"KWD"}',NULL);
INSERT INTO "op" VALUES(7,7,1795420920,'Add project ''kuwait/app''','project',2,NULL,'{"id":2,"client_id":2,"name":"app","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(8,8,1795420920,'Set the rate of ''kuwait/app''','project',2,'{"rate_minor":null}','{"rate_minor":3000}',NULL);
INSERT INTO "op" VALUES(9,9,1795420980,'Add client ''acme''','client',3,NULL,'{"id":3,"name":"acme","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(10,10,1795420980,'Set the rate of ''acme''','client',3,'{"rate_minor":null,"currency":null}','{"rate_minor":8000,"currency":"EUR"}',NULL);
INSERT INTO "op" VALUES(11,11,1795421040,'Add client ''osaka''','client',4,NULL,'{"id":4,"name":"osaka","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(12,12,1795421040,'Set the rate of ''osaka''','client',4,'{"rate_minor":null,"currency":null}','{"rate_minor":9000,"currency":"USD"}',NULL);
INSERT INTO "op" VALUES(13,13,1795421040,'Set the rate of ''osaka''','client',4,'{"rate_minor":9000,"currency":"USD"}','{"rate_minor":700000,"currency":"JPY"}',NULL);
INSERT INTO "op" VALUES(14,14,1795421100,'Add project ''osaka/film''','project',3,NULL,'{"id":3,"client_id":4,"name":"film","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(15,15,1795421100,'Set the rate of ''osaka/film''','project',3,'{"rate_minor":null}','{"rate_minor":750000}',NULL);
INSERT INTO "op" VALUES(16,16,1795421100,'Merge ''osaka'' into ''tokyo''','project',3,'{"client_id":4}','{"client_id":1}',NULL);
INSERT INTO "op" VALUES(17,16,1795421100,'Merge ''osaka'' into ''tokyo''','client',4,'{"id":4,"name":"osaka","rate_minor":700000,"currency":"JPY","archived_at":null}',NULL,NULL);
INSERT INTO "op" VALUES(18,17,1795421100,'Add client ''nagoya''','client',5,NULL,'{"id":5,"name":"nagoya","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(19,18,1795421100,'Set the rate of ''nagoya''','client',5,'{"rate_minor":null,"currency":null}','{"rate_minor":9000,"currency":"EUR"}',NULL);
INSERT INTO "op" VALUES(20,19,1795421100,'Add project ''nagoya/port''','project',4,NULL,'{"id":4,"client_id":5,"name":"port","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(21,20,1795421100,'Set the rate of ''nagoya/port''','project',4,'{"rate_minor":null}','{"rate_minor":11000}',NULL);
INSERT INTO "op" VALUES(22,21,1795421100,'Set the rate of ''nagoya''','client',5,'{"rate_minor":9000,"currency":"EUR"}','{"rate_minor":1200000,"currency":"JPY"}',NULL);
INSERT INTO "op" VALUES(23,22,1795421100,'Add client ''seoul''','client',6,NULL,'{"id":6,"name":"seoul","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(24,23,1795421100,'Set the rate of ''seoul''','client',6,'{"rate_minor":null,"currency":null}','{"rate_minor":10000,"currency":"USD"}',NULL);
INSERT INTO "op" VALUES(25,24,1795421100,'Add project ''seoul/lab''','project',5,NULL,'{"id":5,"client_id":6,"name":"lab","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(26,25,1795421100,'Set the rate of ''seoul/lab''','project',5,'{"rate_minor":null}','{"rate_minor":12000}',NULL);
INSERT INTO "op" VALUES(27,26,1795421100,'Merge ''seoul'' into ''tokyo''','project',5,'{"client_id":6}','{"client_id":1}',NULL);
INSERT INTO "op" VALUES(28,26,1795421100,'Merge ''seoul'' into ''tokyo''','client',6,'{"id":6,"name":"seoul","rate_minor":10000,"currency":"USD","archived_at":null}',NULL,NULL);
INSERT INTO "op" VALUES(29,27,1795421160,'Add project ''/own''','project',6,NULL,'{"id":6,"client_id":null,"name":"own","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(30,28,1795421160,'Set the rate of ''/own''','project',6,'{"rate_minor":null}','{"rate_minor":7000}',NULL);
INSERT INTO "op" VALUES(31,29,1795421220,'Set the rate of ''acme''','client',3,'{"rate_minor":8000,"currency":"EUR"}','{"rate_minor":10000,"currency":null}',NULL);
INSERT INTO "op" VALUES(32,30,1795421280,'Set the rate of ''acme''','client',3,'{"rate_minor":10000,"currency":null}','{"rate_minor":1200000,"currency":"JPY"}',NULL);
INSERT INTO "op" VALUES(33,31,1795421280,'Add project ''acme/site''','project',7,NULL,'{"id":7,"client_id":3,"name":"site","rate_minor":null,"billable":1,"colour":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(37,32,1795421400,'Set the rate of ''acme''','client',3,'{"rate_minor":1200000,"currency":"JPY"}','{"rate_minor":8500,"currency":"CLF"}',1795421460);
INSERT INTO "op" VALUES(38,33,1795421400,'Set the rate of ''acme''','client',3,'{"rate_minor":8500,"currency":"CLF"}','{"rate_minor":9550,"currency":"EUR"}',1795421460);
CREATE TABLE project (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	client_id INTEGER,
	name TEXT NOT NULL,
	rate_minor INTEGER,
	billable INTEGER NOT NULL,
	colour TEXT,
	archived_at INTEGER,
	CONSTRAINT name_length CHECK (length(name) BETWEEN 0 AND 100),
	CONSTRAINT named_or_of_a_client CHECK (name <> '' OR client_id IS NOT NULL),
	CONSTRAINT billable_flag CHECK (billable IN (0, 1)),
	FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT

;
INSERT INTO "project" VALUES(1,1,'site',950050,1,NULL,NULL);
INSERT INTO "project" VALUES(2,2,'app',3000,1,NULL,NULL);
INSERT INTO "project" VALUES(3,1,'film',750000,1,NULL,NULL);
INSERT INTO "project" VALUES(4,5,'port',11000,1,NULL,NULL);
INSERT INTO "project" VALUES(5,1,'lab',12000,1,NULL,NULL);
INSERT INTO "project" VALUES(6,NULL,'own',7000,1,NULL,NULL);
INSERT INTO "project" VALUES(7,3,'site',NULL,1,NULL,NULL);
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	UNIQUE ("key")
)
 STRICT

;
CREATE TABLE task (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	day TEXT,
	number INTEGER,
	title TEXT NOT NULL,
	notes TEXT NOT NULL,
	status TEXT NOT NULL,
	reason TEXT NOT NULL,
	rank INTEGER NOT NULL,
	estimate_s INTEGER,
	template_id INTEGER,
	occurrence TEXT,
	project_id INTEGER,
	first_day TEXT,
	edited INTEGER NOT NULL,
	done_at INTEGER,
	created_at INTEGER NOT NULL,
	UNIQUE (template_id, occurrence),
	UNIQUE (day, number),
	CONSTRAINT title_length CHECK (length(title) BETWEEN 1 AND 500),
	CONSTRAINT notes_length CHECK (length(notes) BETWEEN 0 AND 100000),
	CONSTRAINT status_known CHECK ("status" IN ('open', 'done', 'skipped', 'missed', 'dropped')),
	CONSTRAINT edited_flag CHECK (edited IN (0, 1)),
	CONSTRAINT day_is_a_day CHECK (date(day, '+0 days') IS day),
	CONSTRAINT occurrence_is_a_day CHECK (date(occurrence, '+0 days') IS occurrence),
	CONSTRAINT first_day_is_a_day CHECK (date(first_day, '+0 days') IS first_day),
	CONSTRAINT estimate_not_negative CHECK (estimate_s >= 0),
	CONSTRAINT occurrence_of_a_template CHECK ((template_id IS NULL) = (occurrence IS NULL)),
	FOREIGN KEY(template_id) REFERENCES template (id),
	FOREIGN KEY(project_id) REFERENCES project (id)
)
 STRICT

;
INSERT INTO "task" VALUES(1,'2026-11-23',1,'Answer email','','open','first_start',1024,1800,1,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
INSERT INTO "task" VALUES(2,'2026-11-23',2,'Write proposals','','open','first_start',2048,3600,2,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
INSERT INTO "task" VALUES(3,'2026-11-23',3,'Project work','','open','first_start',3072,14400,3,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
INSERT INTO "task" VALUES(4,'2026-11-23',4,'Send invoices','','open','first_start',4096,1800,4,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
CREATE TABLE task_move (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	task_id INTEGER NOT NULL,
	from_day TEXT,
	to_day TEXT,
	at INTEGER NOT NULL,
	"by" TEXT NOT NULL,
	CONSTRAINT by_known CHECK ("by" IN ('carried', 'hand')),
	CONSTRAINT from_day_is_a_day CHECK (date(from_day, '+0 days') IS from_day),
	CONSTRAINT to_day_is_a_day CHECK (date(to_day, '+0 days') IS to_day),
	FOREIGN KEY(task_id) REFERENCES task (id)
)
 STRICT

;
CREATE TABLE task_tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	task_id INTEGER NOT NULL,
	tag TEXT NOT NULL,
	CONSTRAINT tag_length CHECK (length(tag) BETWEEN 1 AND 100),
	UNIQUE (task_id, tag),
	FOREIGN KEY(task_id) REFERENCES task (id)
)
 STRICT

;
CREATE TABLE template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	title TEXT NOT NULL,
	notes TEXT NOT NULL,
	schedule TEXT NOT NULL,
	starts_on TEXT NOT NULL,
	ends_on TEXT,
	estimate_s INTEGER,
	project_id INTEGER,
	rank INTEGER NOT NULL,
	missed TEXT NOT NULL,
	on_away TEXT NOT NULL,
	paused_until TEXT,
	archived_at INTEGER,
	CONSTRAINT title_length CHECK (length(title) BETWEEN 1 AND 500),
	CONSTRAINT notes_length CHECK (length(notes) BETWEEN 0 AND 100000),
	CONSTRAINT missed_known CHECK ("missed" IN ('replace', 'keep_one', 'accumulate')),
	CONSTRAINT on_away_known CHECK ("on_away" IN ('skip', 'before', 'after', 'ignore')),
	CONSTRAINT starts_on_is_a_day CHECK (date(starts_on, '+0 days') IS starts_on),
	CONSTRAINT ends_on_is_a_day CHECK (date(ends_on, '+0 days') IS ends_on),
	CONSTRAINT paused_until_is_a_day CHECK (date(paused_until, '+0 days') IS paused_until),
	CONSTRAINT estimate_not_negative CHECK (estimate_s >= 0),
	FOREIGN KEY(project_id) REFERENCES project (id)
)
 STRICT

;
INSERT INTO "template" VALUES(1,'Answer email','','FREQ=WEEKLY;BYDAY=WORKDAY','2026-11-23',NULL,1800,NULL,1024,'replace','skip',NULL,NULL);
INSERT INTO "template" VALUES(2,'Write proposals','','FREQ=WEEKLY;BYDAY=WORKDAY','2026-11-23',NULL,3600,NULL,2048,'replace','skip',NULL,NULL);
INSERT INTO "template" VALUES(3,'Project work','','FREQ=WEEKLY;BYDAY=WORKDAY','2026-11-23',NULL,14400,NULL,3072,'replace','skip',NULL,NULL);
INSERT INTO "template" VALUES(4,'Send invoices','','FREQ=WEEKLY;BYDAY=WORKDAY','2026-11-23',NULL,1800,NULL,4096,'replace','skip',NULL,NULL);
CREATE TABLE template_tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	template_id INTEGER NOT NULL,
	tag TEXT NOT NULL,
	CONSTRAINT tag_length CHECK (length(tag) BETWEEN 1 AND 100),
	UNIQUE (template_id, tag),
	FOREIGN KEY(template_id) REFERENCES template (id)
)
 STRICT

;
CREATE TABLE time_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	task_id INTEGER NOT NULL,
	started_at INTEGER NOT NULL,
	ended_at INTEGER,
	zone TEXT NOT NULL,
	day TEXT NOT NULL,
	day_start_s INTEGER NOT NULL,
	note TEXT NOT NULL,
	billable INTEGER,
	state TEXT NOT NULL,
	seen_at INTEGER,
	seen_up_s INTEGER,
	seen_awake_s INTEGER,
	CONSTRAINT ends_after_it_starts CHECK (ended_at >= started_at),
	CONSTRAINT day_start_within_a_day CHECK (day_start_s BETWEEN 0 AND 86399),
	CONSTRAINT state_known CHECK ("state" IN ('kept', 'unresolved')),
	CONSTRAINT billable_flag CHECK (billable IN (0, 1)),
	CONSTRAINT day_is_a_day CHECK (date(day, '+0 days') IS day),
	CONSTRAINT note_length CHECK (length(note) BETWEEN 0 AND 100000),
	FOREIGN KEY(task_id) REFERENCES task (id)
)
 STRICT

;
CREATE UNIQUE INDEX client_name ON client (name COLLATE NOCASE);
CREATE INDEX op_undone ON op (undone_at) WHERE undone_at IS NOT NULL;
CREATE INDEX op_of_step ON op (step);
CREATE UNIQUE INDEX project_of_nobody ON project (name COLLATE NOCASE) WHERE client_id IS NULL;
CREATE UNIQUE INDEX project_of_client ON project (client_id, name COLLATE NOCASE);
CREATE INDEX task_open ON task (day) WHERE status = 'open';
CREATE INDEX move_from_day ON task_move (from_day);
CREATE INDEX move_of_task ON task_move (task_id);
CREATE INDEX entry_started ON time_entry (started_at);
CREATE INDEX entry_on_day ON time_entry (day);
CREATE UNIQUE INDEX one_running ON time_entry ((1)) WHERE ended_at IS NULL;
CREATE INDEX entry_ended ON time_entry (ended_at);
CREATE INDEX entry_undecided ON time_entry (started_at) WHERE state = 'unresolved';
CREATE INDEX entry_of_task ON time_entry (task_id);
CREATE VIEW made_by AS SELECT '0.1.0' AS dayplan;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('template',4);
INSERT INTO "sqlite_sequence" VALUES('day',1);
INSERT INTO "sqlite_sequence" VALUES('task',5);
INSERT INTO "sqlite_sequence" VALUES('client',6);
INSERT INTO "sqlite_sequence" VALUES('op',38);
INSERT INTO "sqlite_sequence" VALUES('project',7);
COMMIT;
