PRAGMA application_id=1685089390;
PRAGMA user_version=4;
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
INSERT INTO "away" VALUES(1,'2026-12-24','2027-01-01','Christmas');
INSERT INTO "away" VALUES(2,'2026-11-27','2026-11-27','Day off');
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
INSERT INTO "client" VALUES(1,'Blümchen & Söhne',8000,'EUR',NULL);
INSERT INTO "client" VALUES(2,'Acme Ltd',NULL,NULL,NULL);
INSERT INTO "client" VALUES(3,'blue-door',NULL,NULL,NULL);
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
INSERT INTO "day" VALUES(1,'2026-11-23',1795420800,1,8,NULL,'',14400);
INSERT INTO "day" VALUES(2,'2026-11-24',1795505400,1,8,NULL,'',NULL);
INSERT INTO "day" VALUES(3,'2026-11-30',NULL,NULL,2,NULL,'',NULL);
INSERT INTO "day" VALUES(4,'2026-11-25',1795563600,1,10,NULL,'',NULL);
INSERT INTO "day" VALUES(5,'2026-11-26',1795680000,1,10,NULL,'',NULL);
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
INSERT INTO "op" VALUES(1,1,1795420800,'Add client ''Blümchen & Söhne''','client',1,NULL,'{"id":1,"name":"Blümchen & Söhne","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(2,2,1795420860,'Set the rate of ''Blümchen & Söhne''','client',1,'{"rate_minor":null,"currency":null}','{"rate_minor":8000,"currency":"EUR"}',NULL);
INSERT INTO "op" VALUES(3,3,1795420860,'Add project ''acme/site''','client',2,NULL,'{"id":2,"name":"acme","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(4,3,1795420860,'Add project ''acme/site''','project',1,NULL,'{"id":1,"client_id":2,"name":"site","rate_minor":null,"billable":1,"colour":null,"archived_at":null,"currency":null}',NULL);
INSERT INTO "op" VALUES(5,4,1795420860,'Colour ''acme/site''','project',1,'{"colour":null}','{"colour":"#3a7ca5"}',NULL);
INSERT INTO "op" VALUES(6,5,1795420860,'Make ''acme/site'' not billable','project',1,'{"billable":1}','{"billable":0}',NULL);
INSERT INTO "op" VALUES(7,6,1795420920,'Add template ''Newsletter''','template',5,NULL,'{"id":5,"title":"Newsletter","notes":"","schedule":"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU","starts_on":"2026-11-24","ends_on":null,"estimate_s":5400,"project_id":2,"rank":5120,"missed":"keep_one","on_away":"skip","paused_until":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(8,6,1795420920,'Add template ''Newsletter''','project',2,NULL,'{"id":2,"client_id":2,"name":"","rate_minor":null,"billable":1,"colour":null,"archived_at":null,"currency":null}',NULL);
INSERT INTO "op" VALUES(9,7,1795420920,'Add template ''Water the plants''','template',6,NULL,'{"id":6,"title":"Water the plants","notes":"","schedule":"AFTER=3","starts_on":"2026-11-23","ends_on":null,"estimate_s":null,"project_id":null,"rank":6144,"missed":"keep_one","on_away":"skip","paused_until":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(10,7,1795420920,'Add template ''Water the plants''','task',5,NULL,'{"id":5,"day":"2026-11-23","number":5,"title":"Water the plants","notes":"","status":"open","reason":"seeded","rank":5120,"estimate_s":null,"template_id":6,"occurrence":"2026-11-23","project_id":null,"first_day":"2026-11-23","edited":0,"done_at":null,"created_at":1795420920}',NULL);
INSERT INTO "op" VALUES(11,8,1795420980,'Add ''Draft landing page''','task',6,NULL,'{"id":6,"day":"2026-11-23","number":6,"title":"Draft landing page","notes":"","status":"open","reason":"added","rank":6144,"estimate_s":2700,"template_id":null,"occurrence":null,"project_id":1,"first_day":"2026-11-23","edited":0,"done_at":null,"created_at":1795420980}',NULL);
INSERT INTO "op" VALUES(12,8,1795420980,'Add ''Draft landing page''','task_tag',1,NULL,'{"id":1,"task_id":6,"tag":"writing"}',NULL);
INSERT INTO "op" VALUES(13,8,1795420980,'Add ''Draft landing page''','task_tag',2,NULL,'{"id":2,"task_id":6,"tag":"draft"}',NULL);
INSERT INTO "op" VALUES(14,9,1795420980,'Edit ''Water the plants''','task',5,'{"notes":""}','{"notes":"First the headline.\nThen “the rest”: 100% & more"}',NULL);
INSERT INTO "op" VALUES(15,10,1795421100,'Start ''Answer email''','time_entry',1,NULL,'{"id":1,"task_id":1,"started_at":1795421100,"ended_at":null,"zone":"Europe/Berlin","day":"2026-11-23","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795421100,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(16,11,1795423200,'Done ''Answer email''','time_entry',1,'{"ended_at":null}','{"ended_at":1795423200}',NULL);
INSERT INTO "op" VALUES(17,11,1795423200,'Done ''Answer email''','task',1,'{"status":"open","done_at":null}','{"status":"done","done_at":1795423200}',NULL);
INSERT INTO "op" VALUES(18,12,1795423200,'Start ''Water the plants''','time_entry',2,NULL,'{"id":2,"task_id":5,"started_at":1795423200,"ended_at":null,"zone":"Europe/Berlin","day":"2026-11-23","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795423200,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(19,13,1795428600,'Stop ''Water the plants''','time_entry',2,'{"ended_at":null}','{"ended_at":1795428600}',NULL);
INSERT INTO "op" VALUES(20,14,1795428900,'Add time on ''Write proposals''','time_entry',3,NULL,'{"id":3,"task_id":2,"started_at":1795417200,"ended_at":1795419900,"zone":"Europe/Berlin","day":"2026-11-23","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":null,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(21,15,1795428960,'Split a time entry','time_entry',2,'{"ended_at":1795428600}','{"ended_at":1795425300}',NULL);
INSERT INTO "op" VALUES(22,15,1795428960,'Split a time entry','time_entry',4,NULL,'{"id":4,"task_id":5,"started_at":1795425300,"ended_at":1795428600,"zone":"Europe/Berlin","day":"2026-11-23","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":null,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(23,16,1795429020,'Edit time on ''Water the plants''','time_entry',2,'{"note":""}','{"note":"called Ana: 日本語, עברית"}',NULL);
INSERT INTO "op" VALUES(24,17,1795429200,'Add ''The café owner needs a writer''','client',3,NULL,'{"id":3,"name":"blue-door","rate_minor":null,"currency":null,"archived_at":null}',NULL);
INSERT INTO "op" VALUES(25,17,1795429200,'Add ''The café owner needs a writer''','project',3,NULL,'{"id":3,"client_id":3,"name":"","rate_minor":null,"billable":1,"colour":null,"archived_at":null,"currency":null}',NULL);
INSERT INTO "op" VALUES(26,17,1795429200,'Add ''The café owner needs a writer''','task',7,NULL,'{"id":7,"day":null,"number":null,"title":"The café owner needs a writer","notes":"","status":"open","reason":"added","rank":1024,"estimate_s":null,"template_id":null,"occurrence":null,"project_id":3,"first_day":null,"edited":0,"done_at":null,"created_at":1795429200}',NULL);
INSERT INTO "op" VALUES(27,18,1795429260,'Set the capacity of 2026-11-23 to 4h','day',1,'{"capacity_s":null}','{"capacity_s":14400}',NULL);
INSERT INTO "op" VALUES(29,19,1795449600,'Skip ''Send invoices''','task',4,'{"status":"open"}','{"status":"skipped"}',NULL);
INSERT INTO "op" VALUES(30,20,1795505460,'Set clock to 12','setting',1,NULL,'{"id":1,"key":"clock","value":"12"}',NULL);
INSERT INTO "op" VALUES(31,21,1795505460,'Set workdays to mon-thu','setting',2,NULL,'{"id":2,"key":"workdays","value":"mon-thu"}',NULL);
INSERT INTO "op" VALUES(32,22,1795505520,'Add away days 2026-12-24 to 2027-01-01 (Christmas)','away',1,NULL,'{"id":1,"first_day":"2026-12-24","last_day":"2027-01-01","label":"Christmas"}',NULL);
INSERT INTO "op" VALUES(33,23,1795505520,'Add away days 2026-11-27 (Day off)','away',2,NULL,'{"id":2,"first_day":"2026-11-27","last_day":"2026-11-27","label":"Day off"}',NULL);
INSERT INTO "op" VALUES(34,24,1795505700,'Start ''Project work''','time_entry',5,NULL,'{"id":5,"task_id":11,"started_at":1795505700,"ended_at":null,"zone":"Europe/Berlin","day":"2026-11-24","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795505700,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(35,25,1795510800,'Start ''Answer email''','time_entry',5,'{"ended_at":null}','{"ended_at":1795510800}',NULL);
INSERT INTO "op" VALUES(36,25,1795510800,'Start ''Answer email''','time_entry',6,NULL,'{"id":6,"task_id":9,"started_at":1795510800,"ended_at":null,"zone":"Europe/Berlin","day":"2026-11-24","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795510800,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(37,26,1795512000,'Done ''Answer email''','time_entry',6,'{"ended_at":null}','{"ended_at":1795512000}',NULL);
INSERT INTO "op" VALUES(38,26,1795512000,'Done ''Answer email''','task',9,'{"status":"open","done_at":null}','{"status":"done","done_at":1795512000}',NULL);
INSERT INTO "op" VALUES(39,27,1795512060,'Add ''One for later''','task',14,NULL,'{"id":14,"day":"2026-11-30","number":1,"title":"One for later","notes":"","status":"open","reason":"added","rank":1024,"estimate_s":null,"template_id":null,"occurrence":null,"project_id":null,"first_day":"2026-11-30","edited":0,"done_at":null,"created_at":1795512060}',NULL);
INSERT INTO "op" VALUES(40,28,1795512120,'Move ''The café owner needs a writer'' to 2026-11-25','task_move',3,NULL,'{"id":3,"task_id":7,"from_day":null,"to_day":"2026-11-25","at":1795512120,"by":"hand"}',NULL);
INSERT INTO "op" VALUES(41,28,1795512120,'Move ''The café owner needs a writer'' to 2026-11-25','task',7,'{"day":null,"number":null,"first_day":null}','{"day":"2026-11-25","number":1,"first_day":"2026-11-25"}',NULL);
INSERT INTO "op" VALUES(42,29,1795512180,'Drop ''Send invoices''','task',12,'{"status":"open"}','{"status":"dropped"}',NULL);
INSERT INTO "op" VALUES(43,30,1795559400,'Start ''Draft landing page''','time_entry',7,NULL,'{"id":7,"task_id":6,"started_at":1795559400,"ended_at":null,"zone":"Europe/Berlin","day":"2026-11-24","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795559400,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(44,31,1795563600,'Stop ''Draft landing page''','time_entry',7,'{"ended_at":null}','{"ended_at":1795563600}',NULL);
INSERT INTO "op" VALUES(45,32,1795593900,'Pause template ''Newsletter''','template',5,'{"paused_until":null}','{"paused_until":"2027-01-07"}',NULL);
INSERT INTO "op" VALUES(46,33,1795593960,'Rename ''acme'' to ''Acme Ltd''','client',2,'{"name":"acme"}','{"name":"Acme Ltd"}',NULL);
INSERT INTO "op" VALUES(47,34,1795594200,'Move ''Water the plants'' to 2026-11-26','task_move',7,NULL,'{"id":7,"task_id":5,"from_day":"2026-11-25","to_day":"2026-11-26","at":1795594200,"by":"hand"}',NULL);
INSERT INTO "op" VALUES(48,34,1795594200,'Move ''Water the plants'' to 2026-11-26','task',5,'{"day":"2026-11-25","number":2,"rank":-2048}','{"day":"2026-11-26","number":1,"rank":1024}',NULL);
INSERT INTO "op" VALUES(49,35,1795594260,'Add ''Wrong''','task',19,NULL,'{"id":19,"day":"2026-11-25","number":9,"title":"Wrong","notes":"","status":"open","reason":"added","rank":6144,"estimate_s":null,"template_id":null,"occurrence":null,"project_id":null,"first_day":"2026-11-25","edited":0,"done_at":null,"created_at":1795594260}',NULL);
INSERT INTO "op" VALUES(50,36,1795594260,'Delete ''Wrong''','task',19,'{"id":19,"day":"2026-11-25","number":9,"title":"Wrong","notes":"","status":"open","reason":"added","rank":6144,"estimate_s":null,"template_id":null,"occurrence":null,"project_id":null,"first_day":"2026-11-25","edited":0,"done_at":null,"created_at":1795594260}',NULL,NULL);
INSERT INTO "op" VALUES(51,37,1795594320,'Delete a time entry','time_entry',1,'{"id":1,"task_id":1,"started_at":1795421100,"ended_at":1795423200,"zone":"Europe/Berlin","day":"2026-11-23","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795421100,"seen_up_s":null,"seen_awake_s":null}',NULL,NULL);
INSERT INTO "op" VALUES(52,38,1795681800,'Start ''Water the plants''','time_entry',8,NULL,'{"id":8,"task_id":5,"started_at":1795681800,"ended_at":null,"zone":"Europe/Berlin","day":"2026-11-26","day_start_s":0,"note":"","billable":null,"state":"kept","seen_at":1795681800,"seen_up_s":null,"seen_awake_s":null}',NULL);
INSERT INTO "op" VALUES(53,39,1795681860,'Add ''Not after all''','client',4,NULL,'{"id":4,"name":"Blümchen","rate_minor":null,"currency":null,"archived_at":null}',1795681860);
INSERT INTO "op" VALUES(54,39,1795681860,'Add ''Not after all''','project',4,NULL,'{"id":4,"client_id":4,"name":"","rate_minor":null,"billable":1,"colour":null,"archived_at":null,"currency":null}',1795681860);
INSERT INTO "op" VALUES(55,39,1795681860,'Add ''Not after all''','task',24,NULL,'{"id":24,"day":"2026-11-26","number":9,"title":"Not after all","notes":"","status":"open","reason":"added","rank":6144,"estimate_s":1200,"template_id":null,"occurrence":null,"project_id":4,"first_day":"2026-11-26","edited":0,"done_at":null,"created_at":1795681860}',1795681860);
CREATE TABLE project (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	client_id INTEGER,
	name TEXT NOT NULL,
	rate_minor INTEGER,
	billable INTEGER NOT NULL,
	colour TEXT,
	archived_at INTEGER,
	currency TEXT,
	CONSTRAINT name_length CHECK (length(name) BETWEEN 0 AND 100),
	CONSTRAINT named_or_of_a_client CHECK (name <> '' OR client_id IS NOT NULL),
	CONSTRAINT billable_flag CHECK (billable IN (0, 1)),
	FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT

;
INSERT INTO "project" VALUES(1,2,'site',NULL,0,'#3a7ca5',NULL,NULL);
INSERT INTO "project" VALUES(2,2,'',NULL,1,NULL,NULL,NULL);
INSERT INTO "project" VALUES(3,3,'',NULL,1,NULL,NULL,NULL);
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	UNIQUE ("key")
)
 STRICT

;
INSERT INTO "setting" VALUES(1,'clock','12');
INSERT INTO "setting" VALUES(2,'workdays','mon-thu');
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
INSERT INTO "task" VALUES(1,'2026-11-23',1,'Answer email','','done','first_start',1024,1800,1,'2026-11-23',NULL,'2026-11-23',0,1795423200,1795420800);
INSERT INTO "task" VALUES(2,'2026-11-23',2,'Write proposals','','missed','replaced',2048,3600,2,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
INSERT INTO "task" VALUES(3,'2026-11-23',3,'Project work','','missed','replaced',3072,14400,3,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
INSERT INTO "task" VALUES(4,'2026-11-23',4,'Send invoices','','skipped','first_start',4096,1800,4,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420800);
INSERT INTO "task" VALUES(5,'2026-11-26',1,'Water the plants','First the headline.
Then “the rest”: 100% & more','open','seeded',1024,NULL,6,'2026-11-23',NULL,'2026-11-23',0,NULL,1795420920);
INSERT INTO "task" VALUES(6,'2026-11-26',2,'Draft landing page','','open','added',-2048,2700,NULL,NULL,1,'2026-11-23',0,NULL,1795420980);
INSERT INTO "task" VALUES(7,'2026-11-26',4,'The café owner needs a writer','','open','added',0,NULL,NULL,NULL,3,'2026-11-25',0,NULL,1795429200);
INSERT INTO "task" VALUES(9,'2026-11-24',3,'Answer email','','done','seeded',1024,1800,1,'2026-11-24',NULL,'2026-11-24',0,1795512000,1795505400);
INSERT INTO "task" VALUES(10,'2026-11-24',4,'Write proposals','','missed','replaced',2048,3600,2,'2026-11-24',NULL,'2026-11-24',0,NULL,1795505400);
INSERT INTO "task" VALUES(11,'2026-11-24',5,'Project work','','missed','replaced',3072,14400,3,'2026-11-24',NULL,'2026-11-24',0,NULL,1795505400);
INSERT INTO "task" VALUES(12,'2026-11-24',6,'Send invoices','','dropped','seeded',4096,1800,4,'2026-11-24',NULL,'2026-11-24',0,NULL,1795505400);
INSERT INTO "task" VALUES(13,'2026-11-26',3,'Newsletter','','open','seeded',-1024,5400,5,'2026-11-24',2,'2026-11-24',0,NULL,1795505400);
INSERT INTO "task" VALUES(14,'2026-11-30',1,'One for later','','open','added',1024,NULL,NULL,NULL,NULL,'2026-11-30',0,NULL,1795512060);
INSERT INTO "task" VALUES(15,'2026-11-25',5,'Answer email','','missed','replaced',2048,1800,1,'2026-11-25',NULL,'2026-11-25',0,NULL,1795563600);
INSERT INTO "task" VALUES(16,'2026-11-25',6,'Write proposals','','missed','replaced',3072,3600,2,'2026-11-25',NULL,'2026-11-25',0,NULL,1795563600);
INSERT INTO "task" VALUES(17,'2026-11-25',7,'Project work','','missed','replaced',4096,14400,3,'2026-11-25',NULL,'2026-11-25',0,NULL,1795563600);
INSERT INTO "task" VALUES(18,'2026-11-25',8,'Send invoices','','missed','replaced',5120,1800,4,'2026-11-25',NULL,'2026-11-25',0,NULL,1795563600);
INSERT INTO "task" VALUES(20,'2026-11-26',5,'Answer email','','open','seeded',2048,1800,1,'2026-11-26',NULL,'2026-11-26',0,NULL,1795680000);
INSERT INTO "task" VALUES(21,'2026-11-26',6,'Write proposals','','open','seeded',3072,3600,2,'2026-11-26',NULL,'2026-11-26',0,NULL,1795680000);
INSERT INTO "task" VALUES(22,'2026-11-26',7,'Project work','','open','seeded',4096,14400,3,'2026-11-26',NULL,'2026-11-26',0,NULL,1795680000);
INSERT INTO "task" VALUES(23,'2026-11-26',8,'Send invoices','','open','seeded',5120,1800,4,'2026-11-26',NULL,'2026-11-26',0,NULL,1795680000);
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
INSERT INTO "task_move" VALUES(1,5,'2026-11-23','2026-11-24',1795505400,'carried');
INSERT INTO "task_move" VALUES(2,6,'2026-11-23','2026-11-24',1795505400,'carried');
INSERT INTO "task_move" VALUES(3,7,NULL,'2026-11-25',1795512120,'hand');
INSERT INTO "task_move" VALUES(4,5,'2026-11-24','2026-11-25',1795563600,'carried');
INSERT INTO "task_move" VALUES(5,6,'2026-11-24','2026-11-25',1795563600,'carried');
INSERT INTO "task_move" VALUES(6,13,'2026-11-24','2026-11-25',1795563600,'carried');
INSERT INTO "task_move" VALUES(7,5,'2026-11-25','2026-11-26',1795594200,'hand');
INSERT INTO "task_move" VALUES(8,6,'2026-11-25','2026-11-26',1795680000,'carried');
INSERT INTO "task_move" VALUES(9,13,'2026-11-25','2026-11-26',1795680000,'carried');
INSERT INTO "task_move" VALUES(10,7,'2026-11-25','2026-11-26',1795680000,'carried');
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
INSERT INTO "task_tag" VALUES(1,6,'writing');
INSERT INTO "task_tag" VALUES(2,6,'draft');
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
INSERT INTO "template" VALUES(5,'Newsletter','','FREQ=WEEKLY;INTERVAL=2;BYDAY=TU','2026-11-24',NULL,5400,2,5120,'keep_one','skip','2027-01-07',NULL);
INSERT INTO "template" VALUES(6,'Water the plants','','AFTER=3','2026-11-23',NULL,NULL,NULL,6144,'keep_one','skip',NULL,NULL);
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
INSERT INTO "time_entry" VALUES(2,5,1795423200,1795425300,'Europe/Berlin','2026-11-23',0,'called Ana: 日本語, עברית',NULL,'kept',1795423200,NULL,NULL);
INSERT INTO "time_entry" VALUES(3,2,1795417200,1795419900,'Europe/Berlin','2026-11-23',0,'',NULL,'kept',NULL,NULL,NULL);
INSERT INTO "time_entry" VALUES(4,5,1795425300,1795428600,'Europe/Berlin','2026-11-23',0,'',NULL,'kept',NULL,NULL,NULL);
INSERT INTO "time_entry" VALUES(5,11,1795505700,1795510800,'Europe/Berlin','2026-11-24',0,'',NULL,'kept',1795505700,NULL,NULL);
INSERT INTO "time_entry" VALUES(6,9,1795510800,1795512000,'Europe/Berlin','2026-11-24',0,'',NULL,'kept',1795510800,NULL,NULL);
INSERT INTO "time_entry" VALUES(7,6,1795559400,1795563600,'Europe/Berlin','2026-11-24',0,'',NULL,'kept',1795559400,NULL,NULL);
INSERT INTO "time_entry" VALUES(8,5,1795681800,NULL,'Europe/Berlin','2026-11-26',0,'',NULL,'kept',1795681800,NULL,NULL);
CREATE UNIQUE INDEX client_name ON client (name COLLATE NOCASE);
CREATE INDEX op_undone ON op (undone_at) WHERE undone_at IS NOT NULL;
CREATE INDEX op_of_step ON op (step);
CREATE UNIQUE INDEX project_of_nobody ON project (name COLLATE NOCASE) WHERE client_id IS NULL;
CREATE UNIQUE INDEX project_of_client ON project (client_id, name COLLATE NOCASE);
CREATE INDEX task_open ON task (day) WHERE status = 'open';
CREATE INDEX move_of_task ON task_move (task_id);
CREATE INDEX move_from_day ON task_move (from_day);
CREATE INDEX entry_on_day ON time_entry (day);
CREATE INDEX entry_started ON time_entry (started_at);
CREATE UNIQUE INDEX one_running ON time_entry ((1)) WHERE ended_at IS NULL;
CREATE INDEX entry_ended ON time_entry (ended_at);
CREATE INDEX entry_undecided ON time_entry (started_at) WHERE state = 'unresolved';
CREATE INDEX entry_of_task ON time_entry (task_id);
CREATE VIEW made_by AS SELECT '0.1.0' AS dayplan;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('template',6);
INSERT INTO "sqlite_sequence" VALUES('day',5);
INSERT INTO "sqlite_sequence" VALUES('task',24);
INSERT INTO "sqlite_sequence" VALUES('client',4);
INSERT INTO "sqlite_sequence" VALUES('op',55);
INSERT INTO "sqlite_sequence" VALUES('project',4);
INSERT INTO "sqlite_sequence" VALUES('task_tag',2);
INSERT INTO "sqlite_sequence" VALUES('time_entry',8);
INSERT INTO "sqlite_sequence" VALUES('task_move',10);
INSERT INTO "sqlite_sequence" VALUES('setting',2);
INSERT INTO "sqlite_sequence" VALUES('away',2);
COMMIT;
