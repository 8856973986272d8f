export const id = 17;
export const ids = [17,950];
export const modules = {

/***/ 46049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ handOver),
/* harmony export */   F: () => (/* binding */ withTargetState)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

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
        record.targetState = await undo(target);
        throw error;
    }
}
/** A failure here must not hide the one that led to it. */
async function undo(target) {
    try {
        return await target.undo();
    }
    catch (error) {
        return `The target could not be put back as it was: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asUserError */ .Yl)(error).message}`;
    }
}
/** What became of the target matters more than anything else that can be said. */
function withTargetState(error, { targetState, safetyBackup }) {
    const known = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asUserError */ .Yl)(error);
    if (targetState === null)
        return known;
    const back = safetyBackup === null ? '' : `Its contents before are in ${safetyBackup.location}.`;
    // What is said of a cancelled run is said of a backup.
    const advice = known.code === 'E_CANCELLED' ? '' : known.next;
    const next = [targetState, back, advice].filter((part) => part !== '').join(' ');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(known.code, known.message, next, { cause: error });
}


/***/ }),

/***/ 88587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ guardTarget)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/pooler.js
var postgres_pooler = __webpack_require__(14045);
// EXTERNAL MODULE: ./build/target/beside.js
var target_beside = __webpack_require__(9928);
// EXTERNAL MODULE: ./build/target/claim.js
var target_claim = __webpack_require__(2932);
// EXTERNAL MODULE: ./build/target/claim-record.js
var claim_record = __webpack_require__(11672);
// EXTERNAL MODULE: ./build/target/left-beside.js
var left_beside = __webpack_require__(56710);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
// EXTERNAL MODULE: ./build/target/server-error.js
var server_error = __webpack_require__(36578);
// EXTERNAL MODULE: ./build/target/transaction.js
var transaction = __webpack_require__(77288);
;// CONCATENATED MODULE: ./build/target/database-properties.js





/**
 * Gives a database the comment, connection limit, privileges and settings of another; inside a
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
         'connectionLimit', d.datconnlimit,
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
    const { comment, connectionLimit, privileges, settings } = properties;
    const name = (0,quote_name/* quoteName */.A)(to);
    const statements = [
        `COMMENT ON DATABASE ${name} IS ${comment === null ? 'NULL' : (0,target_claim/* quoteText */.ol)(comment)}`,
    ];
    if (connectionLimit >= 0) {
        statements.push(`ALTER DATABASE ${name} CONNECTION LIMIT ${connectionLimit}`);
    }
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
    return `${quoted} TO ${parts.length > 0 ? parts.map(target_claim/* quoteText */.ol).join(', ') : "''"}`;
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

// EXTERNAL MODULE: ./build/target/target-facts.js
var target_facts = __webpack_require__(6241);
// EXTERNAL MODULE: ./build/target/wipe.js + 3 modules
var wipe = __webpack_require__(43990);
// EXTERNAL MODULE: ./build/target/extensions.js
var extensions = __webpack_require__(32720);
// EXTERNAL MODULE: ./build/target/obstacles.js + 2 modules
var target_obstacles = __webpack_require__(49580);
// EXTERNAL MODULE: ./build/target/user-objects.js
var user_objects = __webpack_require__(17480);
// EXTERNAL MODULE: ./build/operations/undo-restore.js
var undo_restore = __webpack_require__(81950);
;// CONCATENATED MODULE: ./build/operations/check-target.js









/**
 * Checks a target that has been claimed, once what killed restores left in it is gone.
 *
 * @throws UserError that names all obstacles at once
 */
async function checkTarget(host, session, claim, incoming, wish) {
    await removeLeftovers(host, session, claim, incoming, wish);
    const catalogs = await (0,target_facts/* readTargetFacts */.l)(session);
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
    if (!(0,claim_record/* mayWipeLeftover */.MW)(leftover, incoming, present))
        return;
    host.log.info(`Removing what a restore of ${leftover.startedAt} left when it was stopped`);
    await (0,wipe/* wipeTarget */.ND)(session, { keep: leftover.before, extensionRows: false });
}

;// CONCATENATED MODULE: ./build/operations/prepare-target.js













/**
 * Claims a target and checks it, before anything costly is done for it.
 *
 * @param session open in the target, and open until the target is finished or undone
 * @param input the name of the input with the target's URL, which the post step reads again
 * @throws UserError that names all obstacles at once
 */
async function guardTarget(host, settings, session, incoming, wish, input = 'database-url') {
    await refusePooler(host, settings, session);
    const record = {
        backupId: incoming.id,
        runToken: randomToken(12),
        startedAt: new Date().toISOString(),
        mode: wish.mode,
        before: (0,claim_record/* snapshotOf */.eY)(await (0,target_facts/* readTargetFacts */.l)(session)),
    };
    const claim = await (0,target_claim/* claimTarget */.k6)(session, record);
    await session.query("SELECT set_config('application_name', $1, false)", [
        (0,undo_restore/* loadName */.Q)(record.runToken),
    ]);
    const facts = await checkTarget(host, session, claim, incoming, wish);
    // What a killed restore left may be gone since.
    const current = { ...record, before: (0,claim_record/* snapshotOf */.eY)(facts) };
    const target = { host, settings, session, claim, record: current, facts, input };
    return {
        facts,
        prepare: (safetyBackup = '') => PREPARE[wish.mode]({ ...target, safetyBackup }),
    };
}
/** A claim is a lock of a session, and a pooler in transaction mode gives a session to others. */
async function refusePooler(host, settings, session) {
    const pooler = await (0,postgres_pooler/* detectPooler */.B)(session, settings, host.signal);
    if (pooler?.mode !== 'transaction')
        return;
    throw new errors/* UserError */.yo('E_POOLER', `The target is reached through a pooler (${pooler.product}) in transaction mode.`, `Connect to ${pooler.directHint ?? 'the server itself'} instead.`);
}
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
        const state = await undo(target, before).catch(() => ''); // the post step tries again
        throw withState(error, state);
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
    const id = randomToken(6);
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
        await (0,target_beside/* createBeside */.Pi)(maintenance, { database, id, owner, locale, major, record });
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
async function markTarget({ host, claim, record }, task) {
    const left = register(host, task);
    try {
        await claim.mark(record);
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
function withState(error, state) {
    const { code, message, next } = (0,errors/* asUserError */.Yl)(error);
    return new errors/* UserError */.yo(code, message, `${state} ${next}`.trim(), { cause: error });
}
function asLoad(settings, { record }) {
    const name = { application_name: (0,undo_restore/* loadName */.Q)(record.runToken) };
    return { ...settings, parameters: { ...settings.parameters, ...name } };
}
const TOKEN_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
function randomToken(length) {
    return Array.from({ length }, () => TOKEN_LETTERS[(0,external_node_crypto_.randomInt)(TOKEN_LETTERS.length)]).join('');
}


/***/ }),

/***/ 13408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ takeSafetyBackup)
/* harmony export */ });
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65320);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15479);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57270);



/** Backs the target up before it is replaced, with the root action's own operation. */
async function takeSafetyBackup(host, inputs, destination) {
    const name = `${(0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__/* .seriesNameOf */ .O$)(inputs.connection.database)}-safety`.slice(-100);
    const record = new _record_js__WEBPACK_IMPORTED_MODULE_2__/* .BackupRecord */ .WZ(host.log, name, [destination]);
    await (0,_backup_js__WEBPACK_IMPORTED_MODULE_1__/* .takeBackup */ .a)(host, safetyInputs(inputs, name, destination), record);
    const stored = record.results.flatMap((result) => ('stored' in result ? [result.stored] : []));
    return { id: record.manifest?.id ?? '', location: stored[0]?.location ?? '' };
}
/** What the root action does by default; an empty target is no reason to fail. */
function safetyInputs({ connection, client }, name, destination) {
    const all = { schemas: [], excludeSchemas: [], tables: [], excludeTables: [] };
    return {
        connection,
        name,
        format: 'custom',
        compression: 'auto',
        jobs: 'auto',
        selection: { ...all, excludeTableData: [] },
        noOwner: true,
        noAcl: true,
        quoteAllIdentifiers: true,
        globals: false,
        pgDumpArgs: [],
        lockTimeoutMs: 60_000,
        rateLimit: undefined,
        destinations: [destination],
        region: undefined,
        retentionDays: undefined,
        verify: 'archive',
        verifySql: [],
        client: { ...client, version: 'auto' },
        allowEmpty: true,
        allowPublicArtifact: false,
        summary: false,
    };
}


/***/ }),

/***/ 47602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ TargetRecord)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57270);

/** What a run that changes a target has to tell of it, however it ended. */
class TargetRecord extends _record_js__WEBPACK_IMPORTED_MODULE_0__/* .RunRecord */ .d3 {
    safetyBackup = null;
    /** How the old database is called now, after a swap. */
    previousDatabase = null;
    /** In what state a failed run left the target, a sentence. */
    targetState = null;
}


/***/ }),

/***/ 81950:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ endLoad),
/* harmony export */   Q: () => (/* binding */ loadName),
/* harmony export */   undoRestore: () => (/* binding */ undoRestore)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(60176);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9513);
/* harmony import */ var _target_beside_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9928);
/* harmony import */ var _target_claim_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2932);
/* harmony import */ var _target_left_beside_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56710);
/* harmony import */ var _target_swap_names_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(49232);
/* harmony import */ var _target_target_facts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6241);
/* harmony import */ var _target_wipe_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(43990);










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
        const target = `The target database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_8__/* .quoteName */ .A)(task.database)}`;
        if (claim.leftover?.runToken !== task.runToken) {
            await claim.abandon();
            return `${target} has nothing of an unfinished restore of ${task.backupId} in it.`;
        }
        if (task.mode === 'clean')
            return `${target} ${await stateOfCleaned(session, claim, task)}`;
        await (0,_target_wipe_js__WEBPACK_IMPORTED_MODULE_7__/* .wipeTarget */ .ND)(session, { keep: claim.leftover.before, extensionRows: false });
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
    const { count } = isEmptied ? { count: 0 } : (await (0,_target_target_facts_js__WEBPACK_IMPORTED_MODULE_6__/* .readTargetFacts */ .l)(session)).objects;
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
async function dropRestored({ beside, database, runToken }, settings, signal) {
    const session = await (0,_target_beside_js__WEBPACK_IMPORTED_MODULE_3__/* .connectMaintenance */ .kJ)(settings, signal);
    try {
        // It may be creating the database at this moment, whether its client is still there or not.
        await until(async () => !(await (0,_target_left_beside_js__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._n)(session, runToken)), signal);
        const isGone = await (0,_target_beside_js__WEBPACK_IMPORTED_MODULE_3__/* .dropBeside */ .O3)(session, { name: beside, runToken });
        const previous = (0,_target_swap_names_js__WEBPACK_IMPORTED_MODULE_9__/* .oldName */ .B)(database, beside.slice(-6));
        const target = `The target database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_8__/* .quoteName */ .A)(database)}`;
        if (await isDatabase(session, previous)) {
            return `${target} is the restored one; the old one is now ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_8__/* .quoteName */ .A)(previous)}.`;
        }
        const left = isGone ? '' : ` ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_8__/* .quoteName */ .A)(beside)} is not this run's any more, and was left.`;
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
    const record = { backupId, runToken, startedAt, mode, before };
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

/***/ 56710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S2: () => (/* binding */ dropLeftBesides),
/* harmony export */   Z8: () => (/* binding */ keepAlive),
/* harmony export */   _n: () => (/* binding */ isAlive)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60176);
/* harmony import */ var _beside_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9928);
/* harmony import */ var _claim_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11672);
/* harmony import */ var _swap_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49232);





/**
 * Tells others that the run of this token lives, for as long as this session does. Taken before
 * the database beside the target is made: one without this lock is what a killed run left.
 */
async function keepAlive(session, runToken) {
    await session.query('SELECT pg_advisory_lock($1)', [lockKey(runToken)]);
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
        if ((0,_swap_names_js__WEBPACK_IMPORTED_MODULE_2__/* .besideName */ .q)(database, name.slice(-6)) !== name)
            continue;
        const record = (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRecord */ .Hh)(comment ?? '');
        const isLeft = record !== null && !(await isAlive(session, record.runToken));
        const { runToken } = record ?? { runToken: '' };
        const isGone = isLeft && (await (0,_beside_js__WEBPACK_IMPORTED_MODULE_1__/* .dropBeside */ .O3)(session, { name, runToken }).catch(() => false));
        if (isGone)
            dropped.push(`Removed ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_4__/* .quoteName */ .A)(name)}, which a restore left when it was stopped.`);
        else
            left.push(`${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_4__/* .quoteName */ .A)(name)} looks like what a restore left: drop it if it is not needed.`);
    }
    return { dropped, left };
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
 * restore into either.
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
    const shown = objects.slice(0, 10).map(({ kind, identity }) => `${kind} ${identity}`);
    const rest = objects.length > 10 ? ` and ${objects.length - 10} more` : '';
    return (0,errors/* printable */.g$)(shown.join(', ') + rest);
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
