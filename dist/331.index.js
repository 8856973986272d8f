export const id = 331;
export const ids = [331];
export const modules = {

/***/ 63875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ TargetRecord)
/* harmony export */ });
/* harmony import */ var _report_safety_backup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7092);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54585);


/** What a run that changes a target has to tell of it, however it ended. */
class TargetRecord extends _record_js__WEBPACK_IMPORTED_MODULE_0__/* .RunRecord */ .d3 {
    safetyBackup = null;
    /** How the old database is called now, after a swap. */
    previousDatabase = null;
    /** In what state a failed run left the target, a sentence. */
    targetState = null;
    /** Where the target's contents before are, as people read it; empty: nowhere. */
    get savedIn() {
        return this.safetyBackup === null ? '' : (0,_report_safety_backup_js__WEBPACK_IMPORTED_MODULE_1__/* .whereIs */ .i)(this.safetyBackup);
    }
}


/***/ }),

/***/ 67252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ guardTarget)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/pooler.js
var postgres_pooler = __webpack_require__(14045);
// EXTERNAL MODULE: ./build/target/claim.js
var target_claim = __webpack_require__(2932);
// EXTERNAL MODULE: ./build/target/claim-record.js
var claim_record = __webpack_require__(11672);
// EXTERNAL MODULE: ./build/target/extensions.js
var extensions = __webpack_require__(32720);
// EXTERNAL MODULE: ./build/target/target-facts.js
var target_facts = __webpack_require__(6241);
// EXTERNAL MODULE: ./build/operations/random-text.js
var random_text = __webpack_require__(58014);
// EXTERNAL MODULE: ./build/target/left-beside.js
var left_beside = __webpack_require__(56710);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
// EXTERNAL MODULE: ./build/target/obstacles.js + 2 modules
var target_obstacles = __webpack_require__(95240);
// EXTERNAL MODULE: ./build/target/user-objects.js
var user_objects = __webpack_require__(17480);
// EXTERNAL MODULE: ./build/target/wipe.js + 3 modules
var wipe = __webpack_require__(43990);
// EXTERNAL MODULE: ./build/operations/target/undo-restore.js
var undo_restore = __webpack_require__(96044);
;// CONCATENATED MODULE: ./build/operations/target/check-target.js










/**
 * Checks a target that has been claimed, once what killed restores left in it is gone.
 *
 * @throws UserError that names all obstacles at once
 */
async function checkTarget(host, session, claim, incoming, wish) {
    await removeLeftovers(host, session, claim, incoming, wish);
    const catalogs = await (0,target_facts/* readTargetFacts */.l)(session, wish.role);
    const facts = await (0,extensions/* tryForbiddenExtensions */.p_)(session, catalogs, incoming, wish);
    const obstacles = (0,target_obstacles/* obstaclesTo */.qA)(facts, incoming, wish);
    if (obstacles.length > 0)
        throw (0,obstacle/* obstacleError */.qX)(obstacles);
    for (const note of (0,target_obstacles/* notesOn */.vE)(facts, incoming, wish))
        host.log.info(note);
    return facts;
}
/** What killed restores into this database left, as far as that is sure. */
async function removeLeftovers(host, session, { leftover }, incoming, wish) {
    const { database } = await (0,target_facts/* readTargetFacts */.l)(session);
    const besides = await (0,left_beside/* dropLeftBesides */.S2)(session, database);
    for (const line of besides.dropped)
        host.log.info(line);
    for (const line of besides.left)
        host.log.warning(line);
    if (leftover === null || wish.mode !== 'into-empty')
        return;
    await (0,undo_restore/* endLoad */.A)(session, leftover.runToken);
    const present = await (0,user_objects/* listUserTables */.lT)(session);
    const what = (0,errors/* printable */.g$)(`what a restore of ${leftover.startedAt} left when it was stopped`);
    if (!(0,claim_record/* mayWipeLeftover */.MW)(leftover, incoming.id, present, new Date())) {
        const why = 'it was of something else, or others may have worked in it since';
        if (present.length > 0)
            host.log.warning(`Not removing ${what}: ${why}.`);
        return;
    }
    host.log.info(`Removing ${what}`);
    await (0,wipe/* wipeTarget */.ND)(session, { keep: leftover.before, extensionRows: false });
}

// EXTERNAL MODULE: ./build/operations/target/prepare-target.js + 3 modules
var prepare_target = __webpack_require__(24543);
;// CONCATENATED MODULE: ./build/operations/target/guard-target.js










/**
 * Claims a target and checks it, before anything costly is done for it.
 *
 * @param session open in the target, and open until the target is finished or undone
 * @param input the name of the input with the target's URL, which the post step reads again
 * @throws UserError that names all obstacles at once
 */
async function guardTarget(host, settings, session, incoming, wish, input = 'database-url') {
    const pooler = await findPooler(host, settings, session);
    const record = {
        backupId: incoming.id,
        runToken: (0,random_text/* randomText */.x)(12),
        startedAt: new Date().toISOString(),
        mode: wish.mode,
        tables: [],
        before: (0,claim_record/* snapshotOf */.eY)(await (0,target_facts/* readTargetFacts */.l)(session)),
    };
    const claim = await (0,target_claim/* claimTarget */.k6)(session, record);
    await session.query("SELECT set_config('application_name', $1, false)", [
        (0,undo_restore/* loadName */.Q)(record.runToken),
    ]);
    const facts = await checkTarget(host, session, claim, incoming, wish);
    // What a killed restore left may be gone since.
    const current = {
        ...record,
        before: (0,claim_record/* snapshotOf */.eY)(facts, (0,extensions/* replacedExtensions */.dD)(facts, incoming, wish)),
    };
    const reached = { ...settings, pooler };
    const target = { host, settings: reached, session, claim, record: current, facts, input };
    return {
        facts,
        prepare: (safetyBackup, tables = incoming.tables) => prepare_target/* PREPARE */.IZ[wish.mode]({ ...target, safetyBackup, tables }),
    };
}
/** A claim is a lock of a session, and a pooler in transaction mode gives a session to others. */
async function findPooler(host, settings, session) {
    const pooler = await (0,postgres_pooler/* detectPooler */.B)(session, settings, host.signal);
    if (pooler?.mode !== 'transaction')
        return pooler?.mode;
    throw new errors/* UserError */.yo('E_POOLER', `The target is reached through a pooler (${pooler.product}) in transaction mode.`, `Connect to ${pooler.directHint ?? 'the server itself'} instead.`);
}


/***/ }),

/***/ 88603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ handOver),
/* harmony export */   F: () => (/* binding */ withTargetState)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _prepare_target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24543);


/** Does the work in a prepared target, and hands it over to its user; or puts it back. */
async function handOver(target, record, work) {
    try {
        await work();
        const finished = await record.phase('finish', 'Hand the target over', () => target.finish());
        record.previousDatabase = finished.previous ?? null;
        for (const note of finished.notes)
            record.warn(note);
    }
    catch (error) {
        record.targetState = await target.undo().catch(_prepare_target_js__WEBPACK_IMPORTED_MODULE_1__/* .stateUnknown */ .wv);
        throw error;
    }
}
/** Says what became of the target, where anything was done to it. */
function withTargetState(error, { targetState, savedIn }) {
    return targetState === null ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asUserError */ .Yl)(error) : (0,_prepare_target_js__WEBPACK_IMPORTED_MODULE_1__/* .withState */ .Q2)(error, targetState, savedIn);
}


/***/ }),

/***/ 24543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  IZ: () => (/* binding */ PREPARE),
  wv: () => (/* binding */ stateUnknown),
  Q2: () => (/* binding */ withState)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/report/safety-backup.js
var safety_backup = __webpack_require__(7092);
// EXTERNAL MODULE: ./build/target/beside.js
var target_beside = __webpack_require__(9928);
// EXTERNAL MODULE: ./build/target/left-beside.js
var left_beside = __webpack_require__(56710);
// EXTERNAL MODULE: ./build/target/obstacles.js + 2 modules
var obstacles = __webpack_require__(95240);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
// EXTERNAL MODULE: ./build/target/claim.js
var claim = __webpack_require__(2932);
// EXTERNAL MODULE: ./build/target/server-error.js
var server_error = __webpack_require__(36578);
// EXTERNAL MODULE: ./build/target/transaction.js
var transaction = __webpack_require__(77288);
;// CONCATENATED MODULE: ./build/target/database-properties.js





/**
 * Gives a database the comment, limits, privileges and settings of another; inside a
 * transaction of a session in a third one. Resolves to what this role may not copy (such as
 * settings that a superuser made), each a sentence for the log.
 */
async function copyDatabaseProperties(session, from, to) {
    const [row] = await session.query(PROPERTIES_QUERY, [from]);
    if (row === undefined)
        throw new Error('The database has no row in pg_database.');
    const failed = [];
    for (const sql of propertyStatements(row.properties, to)) {
        await (0,transaction/* inSavepoint */.t)(session, () => session.query(sql)).catch((error) => {
            if ((0,server_error/* sqlState */.c)(error) === undefined)
                throw error;
            failed.push((0,errors/* printable */.g$)(`Not carried over: ${sql} (${(0,errors/* errorMessage */.gJ)(error)}).`));
        });
    }
    return failed;
}
const PROPERTIES_QUERY = `
SELECT jsonb_build_object(
         'comment', shobj_description(d.oid, 'pg_database'),
         'connectionLimit', d.datconnlimit, 'isTemplate', d.datistemplate,
         'privileges', CASE WHEN d.datacl IS NOT NULL THEN
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'grantee', CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee) END,
                     'privilege', privilege_type, 'grantable', is_grantable)), '[]')
              FROM aclexplode(d.datacl)) END,
         'settings',
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'role', CASE WHEN setrole <> 0 THEN pg_get_userbyid(setrole) END,
                     'text', text)), '[]')
              FROM pg_db_role_setting, unnest(setconfig) text
             WHERE setdatabase = d.oid)) AS properties
  FROM pg_database d WHERE d.datname = $1`;
/** Pure. */
function propertyStatements(properties, to) {
    const { comment, connectionLimit, isTemplate, privileges, settings } = properties;
    const name = (0,quote_name/* quoteName */.A)(to);
    const statements = [
        `COMMENT ON DATABASE ${name} IS ${comment === null ? 'NULL' : (0,claim/* quoteText */.ol)(comment)}`,
    ];
    if (connectionLimit >= 0) {
        statements.push(`ALTER DATABASE ${name} CONNECTION LIMIT ${connectionLimit}`);
    }
    if (isTemplate)
        statements.push(`ALTER DATABASE ${name} IS_TEMPLATE true`);
    if (privileges !== null) {
        statements.push(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
        for (const { grantee, privilege, grantable } of privileges) {
            const who = grantee === null ? 'PUBLIC' : (0,quote_name/* quoteName */.A)(grantee);
            const option = grantable ? ' WITH GRANT OPTION' : '';
            statements.push(`GRANT ${privilege} ON DATABASE ${name} TO ${who}${option}`);
        }
    }
    for (const { role, text } of settings) {
        const whose = role === null ? `ALTER DATABASE ${name}` : `ALTER ROLE ${(0,quote_name/* quoteName */.A)(role)} IN DATABASE ${name}`;
        statements.push(`${whose} SET ${settingText(text)}`);
    }
    return statements;
}
/**
 * Settings that are lists of names, and are stored as such (GUC_LIST_QUOTE): one literal would be
 * one name. pg_dump has the same list (dumputils.c, variable_is_guc_list_quote).
 */
const NAME_LISTS = new Set([
    'local_preload_libraries',
    'search_path',
    'session_preload_libraries',
    'shared_preload_libraries',
    'temp_tablespaces',
    'unix_socket_directories',
]);
function settingText(text) {
    const at = text.indexOf('=');
    const name = text.slice(0, at);
    const value = text.slice(at + 1);
    const parts = NAME_LISTS.has(name.toLowerCase()) ? splitNames(value) : [value];
    // A setting of an extension has a dot, and each part is a name.
    const quoted = name.split('.').map(quote_name/* quoteName */.A).join('.');
    return `${quoted} TO ${parts.length > 0 ? parts.map(claim/* quoteText */.ol).join(', ') : "''"}`;
}
/** `"$user", public` → `$user`, `public`. */
function splitNames(list) {
    return [...list.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
// EXTERNAL MODULE: ./build/target/target-queries.js
var target_queries = __webpack_require__(50834);
;// CONCATENATED MODULE: ./build/target/end-sessions.js




/** How often to look for sessions that are still there, in ms. */
const PAUSE_MS = 50;
/**
 * Ends all sessions in some databases, again and again while `action` waits for that; resolves or
 * rejects as `action` does. Sessions of roles that this one may not end are reported at once, with
 * `E_PERMISSION`, but only after the action has given up.
 */
async function endSessions(session, databases, action) {
    let isDone = false;
    let protectedRoles = [];
    const running = action().finally(() => {
        isDone = true;
    });
    // Handled below; this keeps a failure during the loop from counting as unhandled.
    running.catch(() => { });
    while (!isDone) {
        protectedRoles = await endOnce(session, databases);
        await Promise.race([running.catch(() => { }), (0,promises_.setTimeout)(PAUSE_MS)]);
    }
    return running.catch((error) => {
        throw protectedRoles.length === 0 ? error : mayNotEnd(protectedRoles, error);
    });
}
/** Resolves to the roles whose sessions stay. Background workers of the server end by themselves. */
async function endOnce(session, databases) {
    const rows = await session.query(`SELECT a.usename AS role, ${target_queries/* MAY_END */.A1} AS allowed,
            CASE WHEN ${target_queries/* MAY_END */.A1} THEN pg_terminate_backend(a.pid) END AS ended
       FROM pg_stat_activity a, pg_roles me
      WHERE me.rolname = current_user AND a.datname = ANY ($1) AND a.usesysid IS NOT NULL`, [databases]);
    return [...new Set(rows.filter(({ allowed }) => !allowed).map(({ role }) => role))];
}
function mayNotEnd(roles, cause) {
    return new errors/* UserError */.yo('E_PERMISSION', `The database was left as it is: the sessions of ${(0,obstacle/* named */.KT)('role', roles)} are not ours to end.`, 'End them first, grant pg_signal_backend, or use `mode: clean`.', { cause });
}

// EXTERNAL MODULE: ./build/target/swap-names.js
var swap_names = __webpack_require__(49232);
;// CONCATENATED MODULE: ./build/target/swap.js







/** How long the server itself waits for the last session to go (CountOtherDBBackends), in ms. */
const SERVER_WAITS_MS = 5_000;
/**
 * Puts the new database in the place of the old one, in one transaction: at every moment there is
 * a database of that name, and if anything fails, or we are killed, all is as before. A rename
 * keeps new sessions waiting while it waits for the old ones to go, so that a client which
 * connects again at once cannot hold it up; and the second session ends those that are in.
 * Both sessions are in another database (`connectMaintenance`). Our own sessions in the two
 * databases end as well.
 *
 * @throws UserError `E_PERMISSION` where sessions may not be ended, `E_RESTORE`
 */
async function swapIn(renamer, ender, options) {
    const previous = (0,swap_names/* oldName */.B)(options.database, options.id);
    const deadline = Date.now() + (options.budgetMs ?? 30_000);
    for (;;) {
        try {
            const notes = await attempt(renamer, ender, options, previous);
            return { previous, notes };
        }
        catch (error) {
            if (await isSwapped(ender, options, previous))
                return { previous, notes: [] };
            if ((0,server_error/* sqlState */.c)(error) !== '55006' || Date.now() + SERVER_WAITS_MS > deadline) {
                throw explain(error, options);
            }
        }
    }
}
function attempt(renamer, ender, { database, databaseOid, beside }, previous) {
    return (0,transaction/* inTransaction */.s)(renamer, async () => {
        await renamer.query("SET LOCAL lock_timeout = '10s'");
        const notes = await copyDatabaseProperties(renamer, database, beside);
        const rename = (from, to) => endSessions(ender, [database, beside], () => renamer.query(`ALTER DATABASE ${(0,quote_name/* quoteName */.A)(from)} RENAME TO ${(0,quote_name/* quoteName */.A)(to)}`));
        await rename(database, previous);
        await requireOid(renamer, previous, databaseOid);
        await rename(beside, database);
        return notes;
    });
}
async function requireOid(session, name, oid) {
    if ((await oidOf(session, name)) === oid)
        return;
    throw new errors/* UserError */.yo('E_RESTORE', 'Another run has replaced the target database during the restore, so it was left alone.', 'See whether it has the right contents; run this restore again if not.');
}
async function oidOf(session, name) {
    const [row] = await session.query('SELECT oid FROM pg_database WHERE datname = $1', [name]);
    return row?.oid;
}
/** A connection that breaks during COMMIT says nothing of what became of it. */
async function isSwapped(session, { databaseOid }, previous) {
    return (await oidOf(session, previous).catch(() => undefined)) === databaseOid;
}
function explain(error, { database, beside }) {
    if ((0,server_error/* sqlState */.c)(error) === undefined)
        return error;
    const text = (0,errors/* sentence */.em)((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error)));
    const isRight = (0,server_error/* sqlState */.c)(error) === '42501';
    return new errors/* UserError */.yo(isRight ? 'E_PERMISSION' : 'E_RESTORE', (0,errors/* printable */.g$)(`The database ${(0,quote_name/* quoteName */.A)(database)} could not be replaced and is as it was: ${text}`), (0,errors/* printable */.g$)(`The restored one was ${(0,quote_name/* quoteName */.A)(beside)}; stop what uses the target, or use \`mode: clean\`.`), { cause: error });
}

// EXTERNAL MODULE: ./build/target/wipe.js + 3 modules
var wipe = __webpack_require__(43990);
// EXTERNAL MODULE: ./build/operations/random-text.js
var random_text = __webpack_require__(58014);
// EXTERNAL MODULE: ./build/operations/target/undo-restore.js
var undo_restore = __webpack_require__(96044);
;// CONCATENATED MODULE: ./build/operations/target/prepare-target.js










async function prepareEmpty(target) {
    const left = await markTarget(target, taskOf(target));
    return preparedInPlace(target, left);
}
async function prepareClean(target) {
    const { host, session, record, facts } = target;
    const before = await markTarget(target, taskOf(target));
    host.log.info(`Removing everything in "${facts.database}"`);
    try {
        await (0,wipe/* wipeTarget */.ND)(session, { keep: record.before, extensionRows: true });
    }
    catch (error) {
        const state = await undo(target, before).catch(stateUnknown); // the post step tries again
        throw withState(error, state, target.safetyBackup);
    }
    const left = register(host, { ...before.task, isEmptied: true });
    before.handle.done();
    return preparedInPlace(target, left);
}
/** The database that the user named is itself loaded into. */
function preparedInPlace(target, left) {
    const { claim, facts, settings } = target;
    return {
        facts,
        connection: asLoad(settings, target),
        async finish() {
            await claim.release();
            left.handle.done();
            return { notes: [] };
        },
        undo: () => undo(target, left),
    };
}
async function prepareBeside(target) {
    const { host, settings, session, record, facts, claim } = target;
    const { database, databaseOid, locale, owner, major } = facts;
    const id = (0,random_text/* randomText */.x)(6);
    const beside = (0,swap_names/* besideName */.q)(database, id);
    const maintenance = await (0,target_beside/* connectMaintenance */.kJ)(settings, host.signal);
    const left = register(host, { ...taskOf(target), beside });
    // It keeps the run alive for others, see left-beside.ts.
    const undoBeside = async () => {
        await maintenance.end();
        return await undo(target, left);
    };
    try {
        await (0,left_beside/* keepAlive */.Z8)(maintenance, record.runToken);
        const tablespace = (0,obstacles/* besideTablespace */.jL)(facts);
        await (0,target_beside/* createBeside */.Pi)(maintenance, { database, id, owner, locale, tablespace, major, record });
    }
    catch (error) {
        await undoBeside().catch(() => undefined); // the post step tries again
        throw error;
    }
    return {
        facts,
        connection: asLoad({ ...settings, hosts: [session.host], database: beside }, target),
        async finish() {
            const ender = await (0,target_beside/* connectMaintenance */.kJ)(settings, host.signal);
            try {
                const swapped = await swapIn(maintenance, ender, { database, databaseOid, beside, id });
                left.handle.done();
                await maintenance.end();
                await claim.abandon().catch(() => undefined); // its session ended with the old database
                return swapped;
            }
            finally {
                await ender.end();
            }
        },
        undo: undoBeside,
    };
}
/** Makes room as the mode says; from then on the target has to be finished or undone. */
const PREPARE = {
    'into-empty': prepareEmpty,
    clean: prepareClean,
    swap: prepareBeside,
};
function register(host, task) {
    return { task, handle: host.cleanup.add(task) };
}
function taskOf({ facts, record, input, safetyBackup }) {
    const { mode, backupId, runToken } = record;
    const { database, objects } = facts;
    return {
        kind: 'undo-restore',
        input,
        mode,
        database,
        backupId,
        runToken,
        beside: '',
        isEmptied: false,
        objects: objects.count,
        safetyBackup,
    };
}
async function markTarget({ host, claim, record, tables }, task) {
    const left = register(host, task);
    try {
        await claim.mark({ ...record, tables });
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo && error.code === 'E_PERMISSION')
            left.handle.done();
        throw error;
    }
    return left;
}
/** How long a cancelled run may take to put its target back; the post step has more time. */
const UNDO_MS = 60_000;
/** A cancelled run has cut its sessions, so that this takes one of its own. */
async function undo({ claim, settings, session }, left) {
    await claim.abandon().catch(() => undefined);
    const own = { ...settings, hosts: [session.host] };
    const state = await (0,undo_restore.undoRestore)(left.task, own, AbortSignal.timeout(UNDO_MS));
    left.handle.done();
    return state;
}
/** A failure to put a target back must not hide the one that led to it. */
function stateUnknown(error) {
    return `The target could not be put back as it was: ${(0,errors/* asUserError */.Yl)(error).message}`;
}
/**
 * What became of the target matters more than anything else that can be said.
 *
 * @param safetyBackup where the target was backed up to, as people read it; empty: nowhere
 */
function withState(error, state, safetyBackup) {
    const { code, message, next } = (0,errors/* asUserError */.Yl)(error);
    // What is said of a cancelled run is said of a backup.
    const advice = code === 'E_CANCELLED' ? '' : next;
    const parts = [state, (0,safety_backup/* wayBack */.l)(safetyBackup), advice].filter((part) => part !== '');
    return new errors/* UserError */.yo(code, message, parts.join(' '), { cause: error });
}
function asLoad(settings, { record }) {
    const name = { application_name: (0,undo_restore/* loadName */.Q)(record.runToken) };
    return { ...settings, parameters: { ...settings.parameters, ...name } };
}


/***/ }),

/***/ 1694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yc: () => (/* binding */ takeSafetyBackup),
/* harmony export */   aG: () => (/* binding */ checkSafetyPlace),
/* harmony export */   qF: () => (/* binding */ checkSafetyLock)
/* harmony export */ });
/* harmony import */ var _destinations_open_destination_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1906);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65320);
/* harmony import */ var _seal_seal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45383);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39721);
/* harmony import */ var _records_record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(54585);






/**
 * Tells of a recipient that is none before anything is fetched or asked.
 *
 * @throws UserError `E_INPUT`
 */
async function checkSafetyLock({ encryption }) {
    await (0,_seal_seal_js__WEBPACK_IMPORTED_MODULE_3__/* .openSeal */ .I)(encryption);
}
/**
 * Tells of a place that takes no backup before a fork is paid for, or an archive fetched for hours.
 *
 * @throws UserError as `Destination.check` does
 */
async function checkSafetyPlace(host, inputs, destination) {
    if (destination === undefined)
        return;
    const name = nameOf(inputs);
    await inOwnWords(inputs, async () => {
        const place = await (0,_destinations_open_destination_js__WEBPACK_IMPORTED_MODULE_0__/* .openDestination */ .x)(destination, host, safetyInputs(inputs, name, destination));
        await place.check({ name }, host.signal);
    });
}
/**
 * Backs the target up before it is replaced, with the root action's own operation.
 *
 * @throws UserError as a backup does
 */
async function takeSafetyBackup(host, inputs, destination) {
    const name = nameOf(inputs);
    const record = new _records_record_js__WEBPACK_IMPORTED_MODULE_5__/* .BackupRecord */ .WZ(host.log, name, [destination]);
    await inOwnWords(inputs, () => (0,_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .takeBackup */ .a)(host, safetyInputs(inputs, name, destination), record));
    const stored = record.results.flatMap((result) => ('stored' in result ? [result.stored] : []));
    const location = stored[0]?.location ?? '';
    return { id: record.manifest?.id ?? '', location, key: keyOf(inputs.encryption) };
}
function nameOf({ connection }) {
    return `${(0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_2__/* .seriesNameOf */ .O$)(connection.database)}-safety`.slice(-100);
}
function keyOf(encryption) {
    if (encryption === undefined)
        return null;
    return 'recipients' in encryption ? 'decrypt-identity' : 'decrypt-passphrase';
}
/**
 * Whoever reads it wants to know first what became of the target. The advice of a backup may name
 * inputs that a restore does not have, or that mean the source of a copy.
 */
async function inOwnWords({ connection }, work) {
    try {
        await work();
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo) || error.code === 'E_CANCELLED')
            throw error;
        const what = `"${connection.database}" was not touched, since its safety backup failed`;
        const next = ADVICE[error.code] ?? error.next;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(error.code, `${what}: ${error.message}`, next, { cause: error });
    }
}
const ADVICE = {
    E_PUBLIC_ARTIFACT: 'Name a folder or a bucket as safety-backup instead, or encrypt it with encrypt-to.',
    E_PERMISSION: 'Give the role the right to read all of it, or connect as one that has it: what cannot be read would be lost.',
    E_LOCK_TIMEOUT: 'End the session that holds the lock (pg_locks has it), or run at a quieter time.',
};
/** As the root action does by default, but all of it; an empty target is no reason to fail. */
function safetyInputs({ connection, client, encryption }, name, destination) {
    const all = { schemas: [], excludeSchemas: [], tables: [], excludeTables: [] };
    return {
        connection,
        fork: { when: 'never', thresholdBytes: 0, provider: undefined, timeoutMs: 0 },
        name,
        format: 'custom',
        compression: 'auto',
        jobs: 'auto',
        selection: { ...all, excludeTableData: [] },
        noOwner: true,
        noAcl: false,
        quoteAllIdentifiers: true,
        globals: false,
        pgDumpArgs: [],
        lockTimeoutMs: 60_000,
        rateLimit: undefined,
        destinations: [destination],
        region: undefined,
        retentionDays: undefined,
        encryption,
        manifestDetail: encryption === undefined ? 'full' : 'sealed',
        keep: undefined,
        githubToken: undefined,
        shrinkLimit: 1,
        onShrink: 'warn',
        verify: 'archive',
        verifySql: [],
        client: { ...client, version: 'auto' },
        allowEmpty: true,
        allowPublicArtifact: false,
        summary: false,
    };
}


/***/ })

};
