export const id = 44;
export const ids = [44];
export const modules = {

/***/ 96044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ endLoad),
/* harmony export */   Q: () => (/* binding */ loadName),
/* harmony export */   undoRestore: () => (/* binding */ undoRestore)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(60176);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9513);
/* harmony import */ var _target_beside_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9928);
/* harmony import */ var _target_claim_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2932);
/* harmony import */ var _target_claim_record_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(11672);
/* harmony import */ var _target_left_beside_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56710);
/* harmony import */ var _target_obstacle_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(92075);
/* harmony import */ var _target_swap_names_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(49232);
/* harmony import */ var _target_target_facts_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6241);
/* harmony import */ var _target_user_objects_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(17480);
/* harmony import */ var _target_wipe_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(43990);













/** How long a session of a run that is gone may take to notice it, in ms. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 100;
/** The name under which the sessions of one restore in its target are known to the server. */
function loadName(runToken) {
    return `pg-backup restore ${runToken}`;
}
/**
 * Puts a target back as it was before a restore that failed or was killed, as far as that can be.
 * Nothing is touched but what the run of the task has left. The run's own sessions must be gone or
 * about to go.
 *
 * @returns in what state the target is now, a sentence
 * @throws UserError where that cannot be found out, `E_CONNECT` for example
 */
async function undoRestore(task, settings, signal) {
    if (task.mode === 'swap')
        return await dropRestored(task, settings, signal);
    const session = await (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_2__/* .connect */ .N)(settings, signal);
    try {
        await endLoad(session, task.runToken);
        const claim = await claimWhenFree(session, task, signal);
        const target = `The target database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_9__/* .quoteName */ .A)(task.database)}`;
        if (claim.leftover?.runToken !== task.runToken) {
            await claim.abandon();
            return task.isEmptied
                ? `${target} was emptied, and the mark of this run is gone from it: see what it holds.`
                : `${target} has nothing of an unfinished restore of ${task.backupId} in it.`;
        }
        if (task.mode === 'clean')
            return `${target} ${await stateOfCleaned(session, claim, task)}`;
        const others = (0,_target_claim_record_js__WEBPACK_IMPORTED_MODULE_10__/* .tablesOfOthers */ .oC)(claim.leftover, await (0,_target_user_objects_js__WEBPACK_IMPORTED_MODULE_11__/* .listUserTables */ .lT)(session));
        if (others.length > 0) {
            await claim.abandon();
            const names = others.map(({ schema, name }) => `${schema}.${name}`);
            return `${target} may hold a part of ${task.backupId} and was left as it is, because somebody has made ${(0,_target_obstacle_js__WEBPACK_IMPORTED_MODULE_6__/* .named */ .KT)('table', names)} in it since.`;
        }
        await (0,_target_wipe_js__WEBPACK_IMPORTED_MODULE_8__/* .wipeTarget */ .ND)(session, { keep: claim.leftover.before, extensionRows: false });
        await claim.release();
        return `${target} is as empty as it was.`;
    }
    finally {
        await session.end();
    }
}
/** Its contents cannot be brought back from here: what is told must be exact. */
async function stateOfCleaned(session, claim, { backupId, isEmptied, objects }) {
    const gone = `was emptied and holds a part of ${backupId}; its own contents are gone from it.`;
    const { count } = isEmptied ? { count: 0 } : (await (0,_target_target_facts_js__WEBPACK_IMPORTED_MODULE_7__/* .readTargetFacts */ .l)(session)).objects;
    if (count === objects && objects > 0) {
        await claim.release();
        return 'still has its own contents; nothing was loaded into it.';
    }
    await claim.abandon();
    if (isEmptied)
        return gone;
    if (count === 0)
        return 'was emptied, and nothing was loaded into it.';
    return `was being emptied: it holds ${count} of the ${objects} objects that it had.`;
}
async function dropRestored({ input, beside, database, runToken }, settings, signal) {
    const open = input === 'scratch-url' ? _postgres_session_js__WEBPACK_IMPORTED_MODULE_2__/* .connect */ .N : _target_beside_js__WEBPACK_IMPORTED_MODULE_3__/* .connectMaintenance */ .kJ;
    const session = await open(settings, signal);
    try {
        // It may be creating the database at this moment, whether its client is still there or not.
        await until(async () => !(await (0,_target_left_beside_js__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._n)(session, runToken)), signal);
        const isGone = await (0,_target_beside_js__WEBPACK_IMPORTED_MODULE_3__/* .dropBeside */ .O3)(session, { name: beside, runToken });
        if (input === 'scratch-url')
            return `The scratch database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_9__/* .quoteName */ .A)(beside)} is gone.`;
        const previous = (0,_target_swap_names_js__WEBPACK_IMPORTED_MODULE_12__/* .oldName */ .B)(database, beside.slice(-6));
        const target = `The target database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_9__/* .quoteName */ .A)(database)}`;
        if (await isDatabase(session, previous)) {
            return `${target} is the restored one; the old one is now ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_9__/* .quoteName */ .A)(previous)}.`;
        }
        const left = isGone ? '' : ` ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_9__/* .quoteName */ .A)(beside)} is not this run's any more, and was left.`;
        return `${target} was not touched.${left}`;
    }
    finally {
        await session.end();
    }
}
async function isDatabase(session, name) {
    const rows = await session.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    return rows.length > 0;
}
/** A server that builds an index, or waits for a lock, does not notice that its client is gone. */
async function endLoad(session, runToken) {
    await session.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()`, [loadName(runToken)]);
}
/** The server gives the claim of a killed run up once it has noticed. */
async function claimWhenFree(session, { backupId, runToken, mode }, signal) {
    const before = { extensions: [], defaultPrivileges: [] };
    const startedAt = new Date().toISOString();
    const record = { backupId, runToken, startedAt, mode, tables: [], before };
    let claim;
    await until(async () => {
        try {
            claim = await (0,_target_claim_js__WEBPACK_IMPORTED_MODULE_4__/* .claimTarget */ .k6)(session, record);
            return true;
        }
        catch (error) {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo && error.code === 'E_RESTORE')
                return false;
            throw error;
        }
    }, signal);
    if (claim)
        return claim;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('E_RESTORE', 'Another restore into this database is under way.', 'When it has ended, see what is in the database.');
}
/** Resolves when the check holds, or when patience is at its end. */
async function until(check, signal) {
    const end = Date.now() + PATIENCE_MS;
    while (!(await check()) && Date.now() < end)
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(PAUSE_MS, undefined, { signal });
}


/***/ }),

/***/ 99618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ keepOpen)
/* harmony export */ });
const ASK_EVERY_MS = 60_000;
/**
 * Keeps a session open that has nothing to say for hours and whose lock is what counts: proxies end
 * quiet ones (HAProxy's `timeout client`), whatever keepalives the sockets have. Ends with it.
 */
function keepOpen(session) {
    const ask = () => session.query('SELECT 1').catch(() => clearInterval(timer));
    const timer = setInterval(ask, ASK_EVERY_MS);
    timer.unref();
}


/***/ }),

/***/ 9928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ay: () => (/* binding */ createStatement),
/* harmony export */   O3: () => (/* binding */ dropBeside),
/* harmony export */   Pi: () => (/* binding */ createBeside),
/* harmony export */   kJ: () => (/* binding */ connectMaintenance)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60176);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9513);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2932);
/* harmony import */ var _claim_record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11672);
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36578);
/* harmony import */ var _swap_names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(49232);







/** Databases that nearly every server has and that nobody works in; DigitalOcean and Aiven: the last. */
const MAINTENANCE_DATABASES = ['postgres', 'template1', 'defaultdb'];
/**
 * A session in another database of the same server, from which one can be created or renamed.
 * Throws `E_PERMISSION` where the server lets this role into no such database.
 */
async function connectMaintenance(settings, signal) {
    const names = MAINTENANCE_DATABASES.filter((name) => name !== settings.database);
    const failures = [];
    for (const database of names) {
        try {
            return await (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_1__/* .connect */ .N)({ ...settings, database }, signal, { budgetMs: 5_000 });
        }
        catch (error) {
            signal.throwIfAborted();
            failures.push((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error));
        }
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_PERMISSION', (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`No other database of the server can be entered: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(failures.join(' '))}`), 'A swap needs one: grant CONNECT on the database "postgres", or use `mode: clean`.');
}
/**
 * Creates an empty database to restore into, and resolves to its name (`besideName`, which a
 * clean-up should know before). Throws `E_PERMISSION` or `E_RESTORE`; there is no database then.
 */
async function createBeside(session, options) {
    const name = (0,_swap_names_js__WEBPACK_IMPORTED_MODULE_4__/* .besideName */ .q)(options.database, options.id);
    try {
        await session.query(createStatement(name, options));
        const comment = (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)((0,_claim_record_js__WEBPACK_IMPORTED_MODULE_5__/* .formatRecord */ .bM)(options.record));
        await session.query(`COMMENT ON DATABASE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)} IS ${comment}`);
        return name;
    }
    catch (error) {
        const code = (0,_server_error_js__WEBPACK_IMPORTED_MODULE_3__/* .sqlState */ .c)(error);
        if (code === undefined)
            throw error;
        // Not somebody else's database of the same name.
        if (code !== '42P04') {
            await session.query(`DROP DATABASE IF EXISTS ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)}`).catch(() => { });
        }
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code === '42501' ? 'E_PERMISSION' : 'E_RESTORE', `The database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(name))} cannot be created: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)))}`, 'Give a role that may create databases. A restore or a copy needs none in `mode: clean`.', { cause: error });
    }
}
/** From 15 on the provider has to be named: the default is that of the template. */
function createStatement(name, { owner, locale, tablespace, major }) {
    const options = [
        'TEMPLATE template0',
        `OWNER ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(owner)}`,
        `ENCODING ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.encoding)}`,
        `LC_COLLATE ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.collate)}`,
        `LC_CTYPE ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.ctype)}`,
    ];
    // Named, it takes a right that the template's own does not.
    if (tablespace && tablespace !== 'pg_default')
        options.push(`TABLESPACE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(tablespace)}`);
    if (major >= 15)
        options.push(`LOCALE_PROVIDER ${locale.provider}`);
    if (locale.provider !== 'libc') {
        const word = locale.provider === 'icu' ? 'ICU_LOCALE' : 'BUILTIN_LOCALE';
        if (locale.locale !== null)
            options.push(`${word} ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.locale)}`);
        if (locale.icuRules !== null)
            options.push(`ICU_RULES ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.icuRules)}`);
    }
    return `CREATE DATABASE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)} ${options.join(' ')}`;
}
/**
 * Removes a database that was created to restore into, with the sessions in it, unless it is no
 * longer ours: then its comment is another. Resolves to whether there is none left.
 */
async function dropBeside(session, { name, runToken }) {
    const [row] = await session.query("SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1", [name]);
    if (row === undefined)
        return true;
    // Killed between CREATE and COMMENT, it has none; its name says whose it is.
    const isOurs = row.comment === null || (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_5__/* .parseRecord */ .Hh)(row.comment)?.runToken === runToken;
    if (!isOurs || !/_restore_[a-z0-9]{6}$/.test(name))
        return false;
    await session.query(`DROP DATABASE IF EXISTS ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)} WITH (FORCE)`);
    return true;
}


/***/ }),

/***/ 11672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   MW: () => (/* binding */ mayWipeLeftover),
/* harmony export */   bM: () => (/* binding */ formatRecord),
/* harmony export */   eY: () => (/* binding */ snapshotOf),
/* harmony export */   oC: () => (/* binding */ tablesOfOthers)
/* harmony export */ });
/** @param replaced the extensions that do not stay */
function snapshotOf(target, replaced = []) {
    const installed = target.extensions.filter(({ name, installedVersion }) => installedVersion !== null && !replaced.includes(name));
    return {
        extensions: installed.map(({ name }) => name),
        defaultPrivileges: target.defaultPrivileges,
    };
}
function formatRecord(record) {
    return JSON.stringify(record);
}
/** Null for anything that no restore of ours wrote: whoever may comment may have written it. */
function parseRecord(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return null;
    }
    return isRecord(value) ? value : null;
}
function isRecord(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { backupId, runToken, startedAt, mode, tables, before } = value;
    if (![backupId, runToken, startedAt].every((text) => typeof text === 'string'))
        return false;
    if (!['into-empty', 'clean', 'swap'].includes(String(mode)))
        return false;
    if (!Array.isArray(tables) || !tables.every(isTableName))
        return false;
    if (typeof before !== 'object' || before === null)
        return false;
    const { extensions, defaultPrivileges } = before;
    return isTextList(extensions) && isTextList(defaultPrivileges);
}
function isTableName(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { schema, name } = value;
    return typeof schema === 'string' && typeof name === 'string';
}
function isTextList(value) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
/** A run may be killed when all rows are in: somebody may have taken the database into use then. */
const REMAINS_MS = 12 * 3_600_000;
/**
 * Whether what is in a target is nothing but the remains of a killed restore, and may be wiped
 * without asking: it began in an empty database and not long ago, was of this backup, and has made
 * every table that is there now.
 */
function mayWipeLeftover(leftover, backupId, present, now) {
    if (leftover.mode !== 'into-empty' || leftover.backupId !== backupId)
        return false;
    // Not so either where the time cannot be read.
    if (!(now.getTime() - Date.parse(leftover.startedAt) < REMAINS_MS))
        return false;
    return tablesOfOthers(leftover, present).length === 0;
}
/** The tables that are there and that the run of a record does not make. */
function tablesOfOthers({ tables }, present) {
    const known = new Set(tables.map(keyOf));
    return present.filter((table) => !known.has(keyOf(table)));
}
/** A table of contents has a space for each line break in a name (`sanitize_line`). */
function keyOf({ schema, name }) {
    return JSON.stringify([schema, name].map((text) => text.replace(/[\r\n]/g, ' ')));
}


/***/ }),

/***/ 2932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k6: () => (/* binding */ claimTarget),
/* harmony export */   nE: () => (/* binding */ leftoverOf),
/* harmony export */   ol: () => (/* binding */ quoteText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_keep_open_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99618);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60176);
/* harmony import */ var _claim_record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11672);
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36578);
/* harmony import */ var _transaction_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(77288);
/* harmony import */ var _user_objects_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17480);







/** The letters of `pgrestor`; advisory locks of one key are apart in every database. */
const LOCK_KEY = '8099005293229239154';
/**
 * Claims the database of this session, which has to stay open for the whole restore and belongs to
 * the claim: nothing else may take long in it. Changes nothing in the target yet.
 *
 * @throws UserError `E_RESTORE` while another restore has it; `E_PERMISSION` (from `mark`,
 * `release`) where this role may not make a schema or remove the mark of another role
 */
async function claimTarget(session, record) {
    const [lock] = await session.query(`SELECT pg_try_advisory_lock(${LOCK_KEY}) AS taken`);
    const leftover = await readMark(session);
    if (lock?.taken !== true)
        throw otherRestore(leftover);
    (0,_postgres_keep_open_js__WEBPACK_IMPORTED_MODULE_2__/* .keepOpen */ .U)(session);
    const giveUp = async () => {
        await session.query(`SELECT pg_advisory_unlock(${LOCK_KEY})`);
    };
    return {
        leftover,
        mark: (current = record) => changeMark(session, current),
        check: async () => {
            await session.query('SELECT 1');
        },
        abandon: giveUp,
        async release() {
            await changeMark(session, null);
            await giveUp();
        },
    };
}
/** The mark in a database that nobody has claimed at this moment: what a killed restore left. */
async function leftoverOf(session) {
    const [lock] = await session.query(`SELECT pg_try_advisory_lock(${LOCK_KEY}) AS taken`);
    if (lock?.taken !== true)
        return null;
    try {
        return await readMark(session);
    }
    finally {
        await session.query(`SELECT pg_advisory_unlock(${LOCK_KEY})`);
    }
}
async function readMark(session) {
    const [mark] = await session.query("SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1", [_user_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .CLAIM_SCHEMA */ .NN]);
    return mark === undefined ? null : (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(mark.comment ?? '');
}
/** Null removes it. In one transaction, so that there is never a mark without a record. */
async function changeMark(session, record) {
    const text = record === null ? '' : (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_4__/* .formatRecord */ .bM)(record);
    try {
        await (0,_transaction_js__WEBPACK_IMPORTED_MODULE_5__/* .inTransaction */ .s)(session, async () => {
            await session.query(`DROP SCHEMA IF EXISTS ${_user_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .CLAIM_SCHEMA */ .NN}`);
            if (record === null)
                return;
            await session.query(`CREATE SCHEMA ${_user_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .CLAIM_SCHEMA */ .NN}`);
            await session.query(`COMMENT ON SCHEMA ${_user_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .CLAIM_SCHEMA */ .NN} IS ${quoteText(text)}`);
        });
    }
    catch (error) {
        if ((0,_server_error_js__WEBPACK_IMPORTED_MODULE_1__/* .sqlState */ .c)(error) !== '42501')
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_PERMISSION', `The target cannot be marked as being restored: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)))}`, `Run as a superuser in the target database: DROP SCHEMA IF EXISTS ${_user_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .CLAIM_SCHEMA */ .NN};`, { cause: error });
    }
}
function otherRestore(record) {
    const of = record === null ? '' : ` of the backup ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(record.backupId)}`;
    const since = record === null ? '' : `, since ${record.startedAt}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_RESTORE', (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`Another restore${of} into this database is under way${since}.`), 'Wait until it has ended, or stop it, and run this one again.');
}
/** A text as an SQL literal that reads the same whatever standard_conforming_strings is. */
function quoteText(text) {
    const quoted = `'${text.replaceAll("'", "''")}'`;
    return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}


/***/ }),

/***/ 56710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S2: () => (/* binding */ dropLeftBesides),
/* harmony export */   Z8: () => (/* binding */ keepAlive),
/* harmony export */   _n: () => (/* binding */ isAlive)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _postgres_keep_open_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99618);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(60176);
/* harmony import */ var _beside_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9928);
/* harmony import */ var _claim_record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11672);
/* harmony import */ var _swap_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(49232);






/**
 * Tells others that the run of this token lives, for as long as this session does. Taken before
 * the database beside the target is made: one without this lock is what a killed run left.
 */
async function keepAlive(session, runToken) {
    await session.query('SELECT pg_advisory_lock($1)', [lockKey(runToken)]);
    (0,_postgres_keep_open_js__WEBPACK_IMPORTED_MODULE_2__/* .keepOpen */ .U)(session);
}
/** Whether any session of this server, in whatever database, says so. */
async function isAlive(session, runToken) {
    const [row] = await session.query(`SELECT EXISTS (SELECT FROM pg_locks
                     WHERE locktype = 'advisory' AND objsubid = 1 AND granted
                       AND (classid::bigint << 32 | objid::bigint) = $1::bigint) AS alive`, [lockKey(runToken)]);
    return row?.alive === true;
}
/** A key that no other run has: 64 bits of the token's hash, as advisory locks take them. */
function lockKey(runToken) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(runToken).digest().readBigInt64BE().toString();
}
/**
 * Removes the databases that killed swaps of one database left beside it. What may be another's,
 * or belongs to a run that lives, stays.
 *
 * @param session in the database they were to replace, which this restore has claimed
 * @returns a sentence for each database of such a name
 */
async function dropLeftBesides(session, database) {
    const rows = await session.query(`SELECT datname AS name, shobj_description(oid, 'pg_database') AS comment
       FROM pg_database WHERE datname ~ '_restore_[a-z0-9]{6}$' ORDER BY 1`);
    const dropped = [];
    const left = [];
    for (const { name, comment } of rows) {
        if ((0,_swap_names_js__WEBPACK_IMPORTED_MODULE_3__/* .besideName */ .q)(database, name.slice(-6)) !== name)
            continue;
        const record = (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(comment ?? '');
        const isLeft = record !== null && !(await isAlive(session, record.runToken));
        const { runToken } = record ?? { runToken: '' };
        const isGone = isLeft && (await (0,_beside_js__WEBPACK_IMPORTED_MODULE_1__/* .dropBeside */ .O3)(session, { name, runToken }).catch(() => false));
        if (isGone)
            dropped.push(`Removed ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_5__/* .quoteName */ .A)(name)}, which a restore left when it was stopped.`);
        else
            left.push(`${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_5__/* .quoteName */ .A)(name)} looks like what a restore left: drop it if it is not needed.`);
    }
    return { dropped, left };
}


/***/ }),

/***/ 92075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ET: () => (/* binding */ obstacle),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   qX: () => (/* binding */ obstacleError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60176);


function obstacle(code, message, remedy) {
    return { code, message: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(message)), remedy: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(remedy)) };
}
/** A noun and quoted names: `roles "a", "b"`; more than ten are counted. */
function named(noun, names) {
    return `${noun}${names.length === 1 ? '' : 's'} ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .firstOf */ .Ku)(names.map(_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A))}`;
}
/** What a user has to settle first comes first; its code is the code of the whole. */
const PRECEDENCE = [
    'E_CONFIRM',
    'E_TARGET_NOT_EMPTY',
    'E_VERSION',
    'E_PERMISSION',
    'E_RESTORE',
];
/** One error that names every obstacle, the weightiest first. */
function obstacleError(obstacles) {
    const sorted = [...obstacles].sort((a, b) => PRECEDENCE.indexOf(a.code) - PRECEDENCE.indexOf(b.code));
    const [first] = sorted;
    if (first === undefined)
        throw new Error('There is no error without an obstacle.');
    if (sorted.length === 1)
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(first.code, first.message, first.remedy);
    const numbered = sorted.map(({ message, remedy }, index) => `(${index + 1}) ${message} ${remedy}`);
    const count = `${sorted.length} things stand in the way of the restore.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(first.code, `${count} ${numbered.join(' ')}`);
}


/***/ }),

/***/ 36578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ sqlState)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

/** The SQLSTATE of an error that the server gave; undefined for all others, an abort among them. */
function sqlState(error) {
    return error instanceof pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].DatabaseError */ .Ay.DatabaseError ? error.code : undefined;
}


/***/ }),

/***/ 49232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ oldName),
/* harmony export */   q: () => (/* binding */ besideName)
/* harmony export */ });
/** A name of PostgreSQL holds 63 bytes (NAMEDATALEN - 1); more is cut off silently. */
const NAME_BYTES = 63;
/** The database that is restored into: `app_restore_k3x9qz`. */
function besideName(database, id) {
    return suffixed(database, `_restore_${id}`);
}
/** What the old database is called after the swap: `app_old_k3x9qz`. */
function oldName(database, id) {
    return suffixed(database, `_old_${id}`);
}
/** Shortens the name, never the suffix, and never in the middle of a character. */
function suffixed(name, suffix) {
    const room = NAME_BYTES - Buffer.byteLength(suffix);
    let short = '';
    for (const character of name) {
        if (Buffer.byteLength(short + character) > room)
            break;
        short += character;
    }
    return short + suffix;
}


/***/ }),

/***/ 6241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ readTargetFacts)
/* harmony export */ });
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36578);
/* harmony import */ var _target_queries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50834);
/* harmony import */ var _user_objects_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17480);



/**
 * Asks the target all that the checks before a restore need, in three queries. Reads catalogs only
 * and needs no right beyond connecting. Throws what `Session.query` throws.
 *
 * @param maker the role that is to make everything, if not the session's own
 */
async function readTargetFacts(session, maker) {
    const [row] = await session.query(_target_queries_js__WEBPACK_IMPORTED_MODULE_1__/* .TARGET_QUERY */ .rS, [maker ?? null]);
    const [objects] = await session.query(OBJECTS_QUERY);
    if (row === undefined || objects === undefined)
        throw new Error('The server gave no facts.');
    const { facts } = row;
    const major = Math.floor(facts.versionNumber / 10_000);
    return { ...facts, major, objects, systemIdentifier: await readIdentifier(session) };
}
const OBJECTS_QUERY = `${_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .USER_OBJECTS */ .lw},
described AS (
  SELECT classid, objid FROM objects
  UNION ALL
  SELECT 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata
)
SELECT (SELECT count(*) FROM described)::int AS count,
       ARRAY(SELECT name.type || ' ' || name.identity
               FROM (SELECT * FROM described
                      ORDER BY classid <> 'pg_class'::regclass, classid, objid LIMIT 10) first,
                    LATERAL pg_identify_object(classid, objid, 0) name) AS names`;
/** Everyone may ask by default, but a provider may have revoked it. */
async function readIdentifier(session) {
    try {
        const [row] = await session.query('SELECT system_identifier::text AS identifier FROM pg_control_system()');
        return row?.identifier ?? null;
    }
    catch (error) {
        if ((0,_server_error_js__WEBPACK_IMPORTED_MODULE_0__/* .sqlState */ .c)(error) !== '42501')
            throw error;
        return null;
    }
}


/***/ }),

/***/ 50834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ MAY_END),
/* harmony export */   mj: () => (/* binding */ DEFAULT_PRIVILEGE_KEY),
/* harmony export */   rS: () => (/* binding */ TARGET_QUERY)
/* harmony export */ });
/**
 * The questions of target-facts.ts. They run with an empty search path on 14 and later; columns
 * that only some versions have are read through `to_jsonb(row)`.
 */
/** Objects that cannot be seen from outside as ours: names only. */
const names = (column, from) => `(SELECT coalesce(jsonb_agg(${column} ORDER BY ${column}), '[]') FROM ${from})`;
/** A default privilege by whom it is for, where, and on what kind of object. */
const DEFAULT_PRIVILEGE_KEY = "concat_ws('|', defaclrole, defaclnamespace, defaclobjtype)";
/**
 * Whether this role may end a session (manual, pg_terminate_backend). Times and states of others
 * are hidden from it, role and database are not.
 */
const MAY_END = `
(me.rolsuper OR pg_has_role(a.usesysid, 'USAGE')
 OR (pg_has_role('pg_signal_backend', 'USAGE')
     AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = a.usesysid)))`;
const EXTENSIONS = `
(SELECT coalesce(jsonb_agg(jsonb_build_object(
          'name', v.name, 'versions', v.versions, 'defaultVersion', d.default_version,
          'trusted', v.trusted, 'installedVersion', e.extversion, 'installedSchema', n.nspname,
          'droppable', coalesce(pg_has_role(e.extowner, 'USAGE'), false) AND NOT EXISTS (
             SELECT FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND refobjid = e.oid
                                     AND classid = 'pg_extension'::regclass),
          'creatable', maker.rolsuper OR NOT v.superuser
                       OR (v.trusted AND has_database_privilege(maker.oid, db.oid, 'CREATE')))
        ORDER BY v.name), '[]')
   FROM (SELECT name, jsonb_agg(version) AS versions, bool_or(trusted) AS trusted,
                bool_and(superuser) AS superuser
           FROM pg_available_extension_versions() GROUP BY name) v
   LEFT JOIN pg_available_extensions() d ON d.name = v.name
   LEFT JOIN pg_extension e ON e.extname = v.name
   LEFT JOIN pg_namespace n ON n.oid = e.extnamespace)`;
/**
 * Limits of a database and of a role do not hold for superusers; -1: there is none. What serves no
 * client takes no connection, as far as this role is told that it does not.
 */
const FREE_CONNECTIONS = `
(SELECT least(
    current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0) - count(*),
    CASE WHEN db.datconnlimit >= 0 AND NOT login.rolsuper
         THEN db.datconnlimit - count(*) FILTER (WHERE a.datid = db.oid) END,
    CASE WHEN login.rolconnlimit >= 0 AND NOT login.rolsuper
         THEN login.rolconnlimit - count(*) FILTER (WHERE a.usesysid = login.oid) END)
   FROM pg_stat_get_activity(NULL) a, pg_roles login
  WHERE a.usesysid IS NOT NULL AND a.datid IS NOT NULL
    AND coalesce(a.backend_type, 'client backend') = 'client backend'
    AND login.rolname = session_user
  GROUP BY login.rolsuper, login.rolconnlimit, login.oid)`;
const CAPACITY = `
jsonb_build_object(
  'freeConnections', ${FREE_CONNECTIONS},
  'workerProcesses', current_setting('max_worker_processes')::int,
  'parallelMaintenanceWorkers', current_setting('max_parallel_maintenance_workers')::int,
  'sharedBuffers', pg_size_bytes(current_setting('shared_buffers')),
  'maintenanceWorkMem', pg_size_bytes(current_setting('maintenance_work_mem')))`;
const LOCALE = `
jsonb_build_object(
  'encoding', pg_encoding_to_char(db.encoding),
  'provider', CASE row ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
  'collate', db.datcollate, 'ctype', db.datctype,
  'locale', coalesce(row ->> 'datlocale', row ->> 'daticulocale'),
  'icuRules', row ->> 'daticurules')`;
const SESSIONS = `
pg_stat_activity a WHERE a.datid = db.oid AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()`;
/**
 * One row with one JSON object. A superuser may SET ROLE to all; that right is apart since 16.
 * `maker`: the role of parameter 1, which is to make everything; where there is none, our own. The
 * database that a swap makes has the same owner, but none of the rights that others were given.
 */
const TARGET_QUERY = `
SELECT jsonb_build_object(
  'database', db.datname, 'databaseOid', db.oid::bigint,
  'versionNumber', version.number,
  'version', split_part(current_setting('server_version'), ' ', 1),
  'isReplica', pg_is_in_recovery(),
  'isReadOnly', current_setting('transaction_read_only') = 'on',
  'user', current_user, 'isSuperuser', me.rolsuper,
  'owner', pg_get_userbyid(db.datdba), 'ownsDatabase', pg_has_role(db.datdba, 'USAGE'),
  'maker', maker.rolname,
  'mayCreate', has_database_privilege(maker.oid, db.oid, 'CREATE'),
  'mayMark', has_database_privilege(db.oid, 'CREATE'),
  'mayCreateInPublic', coalesce(
     (SELECT has_schema_privilege(maker.oid, oid, 'CREATE') FROM pg_namespace WHERE nspname = 'public'),
     maker.oid = me.oid),
  'makerOwnsDatabase', pg_has_role(maker.oid, db.datdba, 'USAGE'),
  'tablespaces', ${names('spcname', "pg_tablespace t WHERE has_tablespace_privilege(maker.oid, t.oid, 'CREATE')")},
  'mayUseTablespace', has_tablespace_privilege(db.dattablespace, 'CREATE'),
  'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = db.dattablespace),
  'mayCreateDatabases', me.rolsuper OR me.rolcreatedb,
  'roles', ${names('rolname', 'pg_roles')},
  'settableRoles', ${names('rolname', "pg_roles r WHERE pg_has_role(r.oid, CASE WHEN version.number >= 160000 THEN 'SET' ELSE 'MEMBER' END)")},
  'schemas', ${names('nspname', "pg_namespace WHERE nspname !~ '^pg_'")},
  'eventTriggers', ${names('evtname', 'pg_event_trigger')},
  'publications', ${names('pubname', 'pg_publication')},
  'subscriptions', ${names('subname', 'pg_subscription WHERE subdbid = db.oid')},
  'slots', ${names('slot_name', 'pg_replication_slots WHERE database = db.datname')},
  'defaultPrivileges', ${names(DEFAULT_PRIVILEGE_KEY, 'pg_default_acl')},
  'preparedTransactions', (SELECT count(*) FROM pg_prepared_xacts WHERE database = db.datname),
  'sessions', (SELECT count(*) FROM ${SESSIONS}),
  'protectedSessions', ${names('usename', `(SELECT DISTINCT a.usename FROM ${SESSIONS} AND NOT ${MAY_END}) s`)},
  'locale', ${LOCALE},
  'extensions', ${EXTENSIONS},
  'capacity', ${CAPACITY}) AS facts
  FROM pg_database db, pg_roles me, pg_roles maker, LATERAL (SELECT to_jsonb(db) AS row) j,
       LATERAL (SELECT current_setting('server_version_num')::int AS number) version
 WHERE db.datname = current_database() AND me.rolname = current_user
   AND maker.rolname = coalesce((SELECT rolname FROM pg_roles WHERE rolname = $1), current_user)`;


/***/ }),

/***/ 77288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ inTransaction),
/* harmony export */   t: () => (/* binding */ inSavepoint)
/* harmony export */ });
/** Runs `work` in a transaction of this session. If it throws, nothing has happened. */
async function inTransaction(session, work) {
    await session.query('BEGIN');
    try {
        const result = await work();
        await session.query('COMMIT');
        return result;
    }
    catch (error) {
        // A connection that is gone has rolled back by itself.
        await session.query('ROLLBACK').catch(() => { });
        throw error;
    }
}
/** Runs `work` so that only its own changes are undone if it throws; inside a transaction. */
async function inSavepoint(session, work) {
    await session.query('SAVEPOINT attempt');
    try {
        const result = await work();
        await session.query('RELEASE SAVEPOINT attempt');
        return result;
    }
    catch (error) {
        await session.query('ROLLBACK TO SAVEPOINT attempt').catch(() => { });
        throw error;
    }
}


/***/ }),

/***/ 17480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NN: () => (/* binding */ CLAIM_SCHEMA),
/* harmony export */   UF: () => (/* binding */ WITHOUT_CLAIM),
/* harmony export */   Ui: () => (/* binding */ listUserObjects),
/* harmony export */   lT: () => (/* binding */ listUserTables),
/* harmony export */   lw: () => (/* binding */ USER_OBJECTS)
/* harmony export */ });
/**
 * The schema that marks a database as being restored into (claim.ts). Names that begin with `pg_`
 * are reserved for the system.
 */
const CLAIM_SCHEMA = '_pg_backup_restore';
/**
 * For every pg_dump: the mark says what has become of one database, and of no copy of it. Restored,
 * it would take the place of the mark that the restore itself has left.
 */
const WITHOUT_CLAIM = `--exclude-schema=${CLAIM_SCHEMA}`;
/** The first oid that is not given out by initdb (access/transam.h). */
const FIRST_USER_OID = 16_384;
/**
 * It belongs to an extension, to another object that it goes with, or (a sequence) to a column.
 * What a table's columns depend on says nothing of the table: a partitioned one is internal to its
 * own key columns.
 */
const BELONGS_TO_ANOTHER = `
EXISTS (SELECT FROM pg_depend owner
         WHERE owner.classid = found.classid AND owner.objid = found.objid AND owner.objsubid = 0
           AND (owner.deptype IN ('e', 'i')
                OR (owner.deptype = 'a' AND owner.classid = 'pg_class'::regclass
                    AND owner.refclassid = 'pg_class'::regclass AND owner.refobjsubid > 0)))`;
/** Objects that are in no schema: class, its column of owners (null: none, for a superuser alone). */
const DATABASE_LEVEL = [
    ['pg_event_trigger', 'evtowner'],
    ['pg_publication', 'pubowner'],
    ['pg_foreign_server', 'srvowner'],
    ['pg_foreign_data_wrapper', 'fdwowner'],
    ['pg_language', 'lanowner'],
    ['pg_cast', null],
    ['pg_transform', null],
    ['pg_am', null],
];
/**
 * Everything that a restore could collide with, and what a wipe removes: what lies in schemas that
 * are not the system's (every such object depends on its schema), schemas, and what lies in none.
 * Not counted: members of extensions, schema `public`, schemas that hold extensions, what belongs
 * to another object (indexes, sequences of columns), our own mark, schemas that this role
 * may neither use nor create in, and its provider's objects that lie in no schema and belong to a
 * role that it may not act as: no dump holds these, and no restore comes near them.
 * `droppable`: this role owns the object, or its schema (manual, DROP TABLE).
 */
const USER_OBJECTS = `
WITH extension_schemas AS (
  SELECT extnamespace AS oid FROM pg_extension
  UNION
  SELECT d.refobjid FROM pg_depend d JOIN pg_depend e ON e.classid = d.classid AND e.objid = d.objid
   WHERE d.refclassid = 'pg_namespace'::regclass AND e.deptype = 'e'
), schemas AS (
  SELECT 'pg_namespace'::regclass::oid AS classid, n.oid AS objid, n.nspname,
         pg_has_role(n.nspowner, 'USAGE') AS owned
    FROM pg_namespace n
   WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${CLAIM_SCHEMA}')
     AND (has_schema_privilege(n.oid, 'USAGE') OR has_schema_privilege(n.oid, 'CREATE')
          OR pg_has_role(n.nspowner, 'USAGE'))
), contained AS (
  SELECT found.classid, found.objid, found.refobjid AS schema,
         schemas.owned OR pg_has_role(coalesce(o.refobjid, 10), 'USAGE') AS droppable
    FROM schemas
    JOIN pg_depend found ON found.refclassid = 'pg_namespace'::regclass
                        AND found.refobjid = schemas.objid AND found.deptype = 'n'
    LEFT JOIN pg_shdepend o ON o.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                               AND o.classid = found.classid AND o.objid = found.objid
                               AND o.objsubid = 0 AND o.deptype = 'o'
   WHERE found.classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass)
     AND NOT ${BELONGS_TO_ANOTHER}
), objects AS (
  SELECT classid, objid, schema, droppable FROM contained
  UNION ALL
  SELECT classid, objid, 0, true FROM schemas found
   WHERE owned AND nspname <> 'public' AND NOT ${BELONGS_TO_ANOTHER}
     AND objid NOT IN (SELECT oid FROM extension_schemas)
${DATABASE_LEVEL.map(databaseLevel).join('')})
`;
function databaseLevel([name, owner]) {
    const mine = owner === null
        ? '(SELECT rolsuper FROM pg_roles WHERE rolname = current_user)'
        : `pg_has_role(${owner}, 'USAGE')`;
    return `  UNION ALL
  SELECT classid, objid, 0, true
    FROM (SELECT '${name}'::regclass::oid AS classid, oid AS objid
            FROM ${name} WHERE oid >= ${FIRST_USER_OID} AND ${mine}) found
   WHERE NOT ${BELONGS_TO_ANOTHER}
`;
}
/** All of them, the newest first, which others depend on least. */
async function listUserObjects(session) {
    return session.query(`${USER_OBJECTS}
    SELECT name.type AS kind, name.identity, objects.schema, objid AS oid, droppable
      FROM objects, LATERAL pg_identify_object(classid, objid, 0) name
     ORDER BY objid DESC`);
}
/** The tables that hold rows, other than members of extensions. */
async function listUserTables(session) {
    return session.query(`${USER_OBJECTS}
    SELECT n.nspname AS schema, c.relname AS name
      FROM objects JOIN pg_class c ON c.oid = objid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE classid = 'pg_class'::regclass AND c.relkind = 'r'
     ORDER BY 1, 2`);
}


/***/ }),

/***/ 43990:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ND: () => (/* binding */ wipeTarget)
});

// UNUSED EXPORTS: dropStatement, outermost

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
// EXTERNAL MODULE: ./build/target/target-queries.js
var target_queries = __webpack_require__(50834);
;// CONCATENATED MODULE: ./build/target/default-privileges.js


/** By `defaclobjtype`: the word of ALTER DEFAULT PRIVILEGES, and what PUBLIC has by default. */
const KINDS = {
    r: ['TABLES', null],
    S: ['SEQUENCES', null],
    f: ['FUNCTIONS', 'EXECUTE'],
    T: ['TYPES', 'USAGE'],
    n: ['SCHEMAS', null],
    L: ['LARGE OBJECTS', null],
};
/** Takes back default privileges of roles that this one may act as, other than those to be kept. */
async function resetDefaultPrivileges(session, keep) {
    const rows = await session.query(`SELECT ${target_queries/* DEFAULT_PRIVILEGE_KEY */.mj} AS key, pg_get_userbyid(defaclrole) AS role,
            n.nspname AS schema, defaclobjtype AS kind,
            ARRAY(SELECT DISTINCT CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee)::text END
                    FROM aclexplode(defaclacl)) AS grantees
       FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
      WHERE pg_has_role(defaclrole, 'USAGE')`);
    const statements = rows.filter(({ key }) => !keep.includes(key)).flatMap(resetStatements);
    if (statements.length > 0)
        await session.query(statements.join(';\n'));
}
/**
 * With privileges back at the built-in ones the entry is gone. In a schema nothing is built in;
 * for all schemas it is all for the owner, and something for PUBLIC (manual, GRANT).
 */
function resetStatements(row) {
    const { role, schema, kind, grantees } = row;
    const [word, publicHas] = KINDS[kind];
    const where = schema === null ? '' : ` IN SCHEMA ${(0,quote_name/* quoteName */.A)(schema)}`;
    const alter = `ALTER DEFAULT PRIVILEGES FOR ROLE ${(0,quote_name/* quoteName */.A)(role)}${where}`;
    const statements = grantees.map((name) => `${alter} REVOKE ALL ON ${word} FROM ${name === null ? 'PUBLIC' : (0,quote_name/* quoteName */.A)(name)}`);
    if (schema !== null)
        return statements;
    statements.push(`${alter} GRANT ALL ON ${word} TO ${(0,quote_name/* quoteName */.A)(role)}`);
    if (publicHas !== null)
        statements.push(`${alter} GRANT ${publicHas} ON ${word} TO PUBLIC`);
    return statements;
}

// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
;// CONCATENATED MODULE: ./build/target/kept-extensions.js



async function installed(session) {
    const rows = await session.query('SELECT extname AS name FROM pg_extension');
    return rows.map(({ name }) => name);
}
/** Drops the extensions that are not to be kept, with all that uses them. */
async function dropExtensions(session, keep) {
    const names = (await installed(session)).filter((name) => !keep.includes(name));
    if (names.length === 0)
        return;
    await session.query(`DROP EXTENSION IF EXISTS ${names.map(quote_name/* quoteName */.A).join(', ')} CASCADE`);
}
/** A CASCADE from a user's object may reach an extension that was altered to depend on it. */
async function refuseLostExtensions(session, keep) {
    const present = await installed(session);
    const lost = keep.filter((name) => !present.includes(name));
    if (lost.length === 0)
        return;
    throw new errors/* UserError */.yo('E_RESTORE', `The target was left as it is: ${(0,obstacle/* named */.KT)('extension', lost)} would go with what it depends on.`, 'Drop the extension by hand if the backup brings it back, or use `mode: swap`.');
}
/**
 * Deletes the rows of extensions' own tables that pg_dump takes (pg_extension_config_dump), because
 * a restore brings its own. Tables that this role may not delete from are left: they are not its to
 * restore into either. Inside a transaction.
 */
async function clearExtensionRows(session) {
    const statements = await session.query(`SELECT format('DELETE FROM %I.%I %s', n.nspname, c.relname, own.condition) AS sql
       FROM pg_extension e,
            unnest(e.extconfig, e.extcondition) WITH ORDINALITY own (relation, condition, place)
       JOIN pg_class c ON c.oid = own.relation
       JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND has_table_privilege(c.oid, 'DELETE')
        AND has_schema_privilege(n.oid, 'USAGE')
      ORDER BY e.oid, own.place DESC`);
    // Row security leaves those of others, such as pg_cron's jobs, which is no reason to refuse.
    if (statements.length > 0)
        await session.query('SET LOCAL row_security = on');
    for (const { sql } of statements)
        await session.query(sql);
}

;// CONCATENATED MODULE: ./build/target/large-objects.js
/** Each takes a lock until its transaction ends; vacuumlo removes as many at a time. */
const BATCH = 1_000;
/** Some of the large objects that this role may not remove, for an error. */
async function foreignLargeObjects(session) {
    const rows = await session.query(`SELECT 'large object ' || oid AS name FROM pg_largeobject_metadata
      WHERE NOT pg_has_role(lomowner, 'USAGE') ORDER BY oid LIMIT 10`);
    return rows.map(({ name }) => name);
}
/** Removes all of them, a transaction for each batch. */
async function unlinkLargeObjects(session) {
    for (;;) {
        const [row] = await session.query(`SELECT count(lo_unlink(oid))::int AS count
         FROM (SELECT oid FROM pg_largeobject_metadata ORDER BY oid LIMIT ${BATCH}) batch`);
        if ((row?.count ?? 0) < BATCH)
            return;
    }
}

// EXTERNAL MODULE: ./build/target/server-error.js
var server_error = __webpack_require__(36578);
// EXTERNAL MODULE: ./build/target/transaction.js
var transaction = __webpack_require__(77288);
// EXTERNAL MODULE: ./build/target/user-objects.js
var user_objects = __webpack_require__(17480);
;// CONCATENATED MODULE: ./build/target/wipe.js







/** How many are dropped in one transaction where the server's lock table cannot hold them all. */
const wipe_BATCH = 100;
/**
 * Removes everything that USER_OBJECTS lists, all large objects, and the extensions and default
 * privileges that are not to be kept. Keeps schema `public`, other extensions with their members,
 * and the mark of a claim. All but large objects in one transaction; where the server's lock table
 * is too small for that, in several.
 *
 * @throws UserError `E_PERMISSION`, before anything is removed, naming what this role may not drop;
 * `E_LOCK_TIMEOUT` where others hold on to a table; `E_RESTORE`
 */
async function wipeTarget(session, options) {
    try {
        await (0,transaction/* inTransaction */.s)(session, () => wipe(session, options)).catch(async (error) => {
            if (!isLockTableFull(error))
                throw error;
            await dropInBatches(session, options);
            await (0,transaction/* inTransaction */.s)(session, () => wipe(session, options));
        });
        await unlinkLargeObjects(session);
    }
    catch (error) {
        throw explain(error);
    }
}
async function wipe(session, options) {
    const { keep, extensionRows } = options;
    await session.query(localSettings(options));
    // These would run at every drop, and may refuse it.
    await drop(session, (await (0,user_objects/* listUserObjects */.Ui)(session)).filter(isEventTrigger));
    await dropExtensions(session, keep.extensions);
    const objects = await (0,user_objects/* listUserObjects */.Ui)(session);
    refuseForeign(objects, await foreignLargeObjects(session));
    await drop(session, outermost(objects));
    if (extensionRows)
        await clearExtensionRows(session);
    await resetDefaultPrivileges(session, keep.defaultPrivileges);
    await refuseLostExtensions(session, keep.extensions);
    const left = await (0,user_objects/* listUserObjects */.Ui)(session);
    if (left.length > 0)
        throw notWiped(`it still has ${describe(left)}, which others may be making`);
}
/** The newest first, so that few others go with one by CASCADE; schemas are left for last. */
async function dropInBatches(session, options) {
    const objects = (await (0,user_objects/* listUserObjects */.Ui)(session)).filter(({ kind }) => kind !== 'schema');
    objects.sort((a, b) => Number(isEventTrigger(b)) - Number(isEventTrigger(a)));
    const dropTogether = (some) => (0,transaction/* inTransaction */.s)(session, async () => {
        await session.query(localSettings(options));
        await drop(session, some);
    });
    for (let start = 0; start < objects.length; start += wipe_BATCH) {
        const batch = objects.slice(start, start + wipe_BATCH);
        await dropTogether(batch).catch(async (error) => {
            if (!isLockTableFull(error))
                throw error;
            for (const object of batch)
                await dropTogether([object]);
        });
    }
}
async function drop(session, objects) {
    if (objects.length > 0)
        await session.query(objects.map(dropStatement).join(';\n'));
}
function localSettings({ lockTimeoutMs = 60_000 }) {
    // Every CASCADE would list what it drops.
    return `SET LOCAL lock_timeout = ${lockTimeoutMs}; SET LOCAL client_min_messages = warning`;
}
/** What does not go with its schema. */
function outermost(objects) {
    const schemas = new Set(objects.filter(({ kind }) => kind === 'schema').map(({ oid }) => oid));
    return objects.filter(({ schema }) => !schemas.has(schema));
}
function isEventTrigger({ kind }) {
    return kind === 'event trigger';
}
/** What `pg_identify_object` calls by another name than DROP does. */
const DROP_WORDS = {
    aggregate: 'ROUTINE',
    function: 'ROUTINE',
    procedure: 'ROUTINE',
    'foreign-data wrapper': 'FOREIGN DATA WRAPPER',
    'statistics object': 'STATISTICS',
};
function dropStatement({ kind, identity }) {
    // CASCADE of one may have taken another.
    return `DROP ${DROP_WORDS[kind] ?? kind.toUpperCase()} IF EXISTS ${identity} CASCADE`;
}
function refuseForeign(objects, largeObjects) {
    const foreign = objects.filter(({ droppable }) => !droppable);
    if (foreign.length + largeObjects.length === 0)
        return;
    const what = [...(foreign.length > 0 ? [describe(foreign)] : []), ...largeObjects].join(', ');
    throw new errors/* UserError */.yo('E_PERMISSION', (0,errors/* printable */.g$)(`The target was left as it is: this role may not remove ${what}.`), 'Connect as the owner of all of them or as a superuser, or drop them first.');
}
function describe(objects) {
    return (0,errors/* printable */.g$)((0,errors/* firstOf */.Ku)(objects.map(({ kind, identity }) => `${kind} ${identity}`)));
}
/** `out of shared memory`; the server's hint is to raise max_locks_per_transaction. */
function isLockTableFull(error) {
    return (0,server_error/* sqlState */.c)(error) === '53200';
}
function explain(error) {
    if (error instanceof errors/* UserError */.yo)
        return error;
    const text = (0,errors/* sentence */.em)((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error)));
    switch ((0,server_error/* sqlState */.c)(error)) {
        case '42501':
            return new errors/* UserError */.yo('E_PERMISSION', `The target could not be wiped: ${text}`, 'Connect as the owner of the database or as a superuser.', { cause: error });
        case '40P01':
        case '55P03':
            return new errors/* UserError */.yo('E_LOCK_TIMEOUT', `The target could not be wiped, because others are using it: ${text}`, 'End their sessions (pg_stat_activity lists them), or use `mode: swap`.', { cause: error });
        default:
            return (0,server_error/* sqlState */.c)(error) === undefined ? error : notWiped(text, error);
    }
}
function notWiped(what, cause) {
    const next = 'Stop what else works in it, or use `mode: swap`.';
    return new errors/* UserError */.yo('E_RESTORE', (0,errors/* sentence */.em)(`The target could not be wiped: ${what}`), next, {
        cause,
    });
}


/***/ })

};
