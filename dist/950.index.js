export const id = 950;
export const ids = [950];
export const modules = {

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
