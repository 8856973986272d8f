export const id = 31;
export const ids = [31];
export const modules = {

/***/ 68031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  copy: () => (/* binding */ copy)
});

// EXTERNAL MODULE: ./build/client/version.js
var version = __webpack_require__(6438);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
;// CONCATENATED MODULE: ./build/copy/copy-progress.js


const COPY_PHASES = [
    'fork',
    'wait',
    'schema',
    'data',
    'indexes',
    'constraints',
    'other',
    'analyze',
    'rows',
];
/** How far a copy has come, as data; the lines of the log are drawn from it. */
class CopyProgress {
    bytes = 0;
    rows = 0;
    /** Of the tables as they are on disk, by which the share is measured. */
    size = { done: 0, total: 0 };
    tables = { done: 0, total: 0 };
    indexes = { done: 0, total: 0 };
    constraints = { done: 0, total: 0 };
    /** What each busy stream is copying now; a table that is cut may be there more than once. */
    copying = new Set();
    building = [];
    #now;
    #started;
    #spans = new Map();
    /** @param now milliseconds of a clock that never goes back */
    constructor(now = () => performance.now()) {
        this.#now = now;
        this.#started = now();
    }
    /** A phase is open from the first begin to the last end of several. */
    async during(phase, work) {
        this.begin(phase);
        try {
            return await work();
        }
        finally {
            this.end(phase);
        }
    }
    begin(phase) {
        const span = this.#spans.get(phase) ?? { start: this.seconds, end: 0, running: 0 };
        span.running += 1;
        this.#spans.set(phase, span);
    }
    end(phase) {
        const span = this.#spans.get(phase);
        if (span === undefined)
            return;
        span.running -= 1;
        span.end = this.seconds;
    }
    /** Follows pg_restore's items. */
    item(what, { kind }) {
        const phase = phaseOf(kind);
        if (what === 'started') {
            this.begin(phase);
            return;
        }
        this.end(phase);
        if (phase === 'indexes')
            this.indexes.done += 1;
        if (phase === 'constraints')
            this.constraints.done += 1;
    }
    get seconds() {
        return (this.#now() - this.#started) / 1000;
    }
    get phases() {
        return COPY_PHASES.flatMap((name) => {
            const span = this.#spans.get(name);
            if (span === undefined)
                return [];
            const end = span.running > 0 ? this.seconds : span.end;
            return [{ name, start: round(span.start), seconds: round(end - span.start) }];
        });
    }
    /** The latest of the phases that are open. */
    get phase() {
        return COPY_PHASES.findLast((name) => (this.#spans.get(name)?.running ?? 0) > 0) ?? 'schema';
    }
}
/** `INDEX ATTACH` takes no time, and belongs with what it attaches. */
function phaseOf(kind) {
    if (/^(INDEX|CONSTRAINT)/.test(kind))
        return 'indexes';
    return /CONSTRAINT$/.test(kind) ? 'constraints' : 'other';
}
/**
 * One line: `copy  34 %, 148 MB, 72.1 MB/s, 3 of 12 tables, 1 of 9 indexes, now public.orders,
 * building public.events_payload_idx (40 %), 12 s`
 *
 * @param live draws a bar too, for a terminal that overwrites its line
 */
function copyLine(progress, live = false) {
    const { phase, seconds, bytes, size, tables, indexes, constraints, copying, building } = progress;
    const labels = new Set([...copying].map(({ label }) => label));
    const isCopying = tables.done < tables.total;
    const share = size.total > 0 ? size.done / size.total : 0;
    const parts = [
        isCopying ? (0,format/* formatPercent */.l9)(share) : '',
        bytes > 0 ? (0,format/* formatBytes */.z3)(bytes) : '',
        isCopying && bytes > 0 ? `${(0,format/* formatBytes */.z3)(bytes / seconds)}/s` : '',
        counted(tables, 'table'),
        counted(indexes, 'index', 'indexes'),
        counted(constraints, 'constraint'),
        copying.size > 0 ? `now ${[...labels].join(' and ')}` : '',
        building.length > 0 ? `building ${building.map(buildText).join(' and ')}` : '',
        (0,format/* formatDuration */.a3)(seconds),
    ];
    const drawn = live && isCopying ? `${(0,format/* bar */.M0)(share, 20)} ` : '';
    return (0,errors/* printable */.g$)(`${phase}  ${drawn}${parts.filter((part) => part !== '').join(', ')}`);
}
function counted({ done, total }, noun, nouns = `${noun}s`) {
    return total === 0 ? '' : `${done} of ${total} ${total === 1 ? noun : nouns}`;
}
function buildText({ name, share }) {
    return share === null ? name : `${name} (${(0,format/* formatPercent */.l9)(share)})`;
}
function round(seconds) {
    return Math.round(seconds * 100) / 100;
}

// EXTERNAL MODULE: ./build/plan/fork.js
var fork = __webpack_require__(62544);
// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: ./build/report/drawn.js + 10 modules
var drawn = __webpack_require__(63750);
// EXTERNAL MODULE: ./build/report/fork-lines.js
var fork_lines = __webpack_require__(21493);
// EXTERNAL MODULE: ./build/report/plan-lines.js
var plan_lines = __webpack_require__(99222);
// EXTERNAL MODULE: ./build/target/user-objects.js
var user_objects = __webpack_require__(17480);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/client/find.js + 11 modules
var find = __webpack_require__(19245);
;// CONCATENATED MODULE: ./build/copy/source-roles.js
/**
 * From pg_shdepend, which does not have the server's first superuser (oid 10): whether that one owns
 * something is looked for among what a database is made of.
 */
async function readSourceRoles(session) {
    const [row] = await session.query(`WITH owned AS (
       SELECT 'pg_class'::regclass AS classid, oid, relowner AS owner FROM pg_class
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_')
       UNION ALL SELECT 'pg_proc'::regclass, oid, proowner FROM pg_proc
       UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner FROM pg_namespace WHERE nspname !~ '^pg_'
     ), needed (role, deptype) AS (
       SELECT refobjid, deptype FROM pg_shdepend
        WHERE refclassid = 'pg_authid'::regclass
          AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       UNION ALL
       SELECT owner, 'o' FROM owned
        WHERE owner = 10 AND oid >= 16384
          AND NOT EXISTS (SELECT FROM pg_depend e
                           WHERE e.classid = owned.classid AND e.objid = owned.oid AND e.deptype = 'e')
     )
     SELECT coalesce(jsonb_agg(DISTINCT rolname) FILTER (WHERE deptype = 'o'), '[]') AS owners,
            coalesce(jsonb_agg(DISTINCT rolname) FILTER (WHERE deptype = 'a'), '[]') AS grantees
       FROM needed JOIN pg_roles ON oid = role`);
    return row ?? { owners: [], grantees: [] };
}

// EXTERNAL MODULE: ./build/plan/backup.js + 4 modules
var backup = __webpack_require__(45602);
// EXTERNAL MODULE: ./build/plan/restore.js
var restore = __webpack_require__(8452);
// EXTERNAL MODULE: ./build/plan/selection.js
var plan_selection = __webpack_require__(60000);
;// CONCATENATED MODULE: ./build/plan/copy.js





/**
 * The tables that will be copied, or why the source cannot be copied.
 *
 * @throws UserError `E_POOLER`, `E_PERMISSION`, `E_EMPTY`
 */
function chooseSource(inputs, facts) {
    const { selection } = inputs;
    (0,backup/* refusePooler */.aW)(facts);
    (0,backup/* refuseUnreadable */.ws)({ selection, pgDumpArgs: [] }, facts);
    const tables = facts.relations.filter((table) => (0,plan_selection/* selects */.k)(selection, table, facts.searchPath));
    if (tables.length > 0)
        return tables;
    throw new errors/* UserError */.yo('E_EMPTY', facts.relations.length === 0
        ? `The source database "${facts.database}" has no tables.`
        : `None of the ${facts.relations.length} tables of "${facts.database}" is selected.`, 'Check that source-url names the right database; the target was not touched.');
}
/** @throws UserError `E_POOLER`, `E_VERSION` */
function planCopy(inputs, source, target, cores, decision) {
    const { capacity } = target;
    // Every stream has an index build beside it.
    const freeConnections = Math.floor(capacity.freeConnections / 2);
    const jobs = (0,restore/* chooseJobs */.I1)(inputs, { freeConnections }, cores);
    const isGentle = decision.kind === 'gentle';
    return {
        clientMajor: chooseClient(inputs, source, target.major),
        jobs,
        streams: isGentle && inputs.jobs === 'auto' ? 1 : jobs,
        lockTimeoutMs: isGentle ? (0,fork/* gentleLockTimeout */.Wz)(inputs.lockTimeoutMs) : inputs.lockTimeoutMs,
        sessionOptions: (0,restore/* sessionOptions */.xl)(target, jobs, source.sizeBytes),
    };
}
function chooseClient({ client }, source, targetMajor) {
    if (client.version === 'auto')
        return Math.max(source.major, targetMajor);
    if (client.version >= source.major)
        return client.version;
    throw new errors/* UserError */.yo('E_VERSION', `client-version: pg_dump ${client.version} cannot read a server of version ${source.version}.`, 'Leave client-version at auto.');
}

// EXTERNAL MODULE: ./build/target/claim.js
var claim = __webpack_require__(2932);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
// EXTERNAL MODULE: ./build/target/obstacles.js + 2 modules
var target_obstacles = __webpack_require__(95240);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/target/transaction.js
var transaction = __webpack_require__(77288);
;// CONCATENATED MODULE: ./build/target/same-database.js


/**
 * Whether source and target are one database, whatever names their host has. Identifiers alone can
 * only say no: a fork made from a physical backup (Heroku, RDS, Neon) has its parent's. So the
 * last word is a lock that two sessions cannot both have in one database, under a key that nobody
 * else can know. A replica has locks of its own: with the same identifier, or one that cannot be
 * read, it is taken for a replica of the target, as to overwrite the source would be worse than to
 * refuse a copy from a replica to a fork.
 */
async function isSameDatabase(source, target) {
    const verdict = compareIdentities(source.facts, target.facts);
    return verdict === 'ask' ? sharesLocks(source.session, target.session) : verdict === 'same';
}
/** What the facts alone say. Pure. */
function compareIdentities(source, target) {
    const isOther = source.database !== target.database || source.databaseOid !== target.databaseOid;
    if (isOther || !shareHistory(source, target))
        return 'different';
    return source.isReplica || target.isReplica ? 'same' : 'ask';
}
/**
 * Whether two servers may be one, or forks of one, so that a database of the one may be what a
 * database of the other was made of.
 */
function shareHistory(one, other) {
    if (one.systemIdentifier === null || other.systemIdentifier === null)
        return true;
    return one.systemIdentifier === other.systemIdentifier;
}
/** Locks of a transaction: a source may be asked through a pooler that gives no whole session. */
async function sharesLocks(one, other) {
    const key = (0,external_node_crypto_.randomBytes)(8).readBigInt64BE().toString();
    return await (0,transaction/* inTransaction */.s)(one, async () => {
        await one.query('SELECT pg_advisory_xact_lock($1)', [key]);
        const sql = 'SELECT pg_try_advisory_xact_lock($1) AS taken';
        const [row] = await other.query(sql, [key]);
        return row?.taken !== true;
    });
}

// EXTERNAL MODULE: ./build/target/target-facts.js
var target_facts = __webpack_require__(6241);
// EXTERNAL MODULE: ./build/operations/target/guard-target.js + 1 modules
var guard_target = __webpack_require__(67252);
;// CONCATENATED MODULE: ./build/operations/copy/check-copy.js












/**
 * Refuses what cannot be copied, or must not be copied into.
 *
 * @param target open until the copy has ended: it holds the claim on the target
 * @throws UserError whatever stands in the way
 */
async function checkCopy(host, inputs, record, source, target) {
    const { facts, decision } = source;
    const { tables, guarded } = await record.phase('check', 'Check source and target', () => check(host, inputs, source, target));
    const plan = planCopy(inputs, facts, guarded.facts, (0,external_node_os_.availableParallelism)(), decision);
    const client = await record.phase('client', 'Find the client', () => check_copy_find(host, inputs, plan));
    return { tables, guarded, plan, client };
}
/**
 * Refuses a target for what it is itself, while nothing of the source is known: a fork of it is
 * about to be paid for. What a killed copy left in it is judged later, by what was to be copied.
 *
 * @throws UserError that names all obstacles at once
 */
async function checkTargetAlone({ mode, confirm = '', noOwner }, target) {
    const facts = await (0,target_facts/* readTargetFacts */.l)(target);
    const anything = {
        ...{ serverVersion: facts.version, encoding: facts.locale.encoding },
        ...{ collation: '', extensions: [] },
    };
    const obstacles = (0,target_obstacles/* obstaclesTo */.qA)(facts, anything, { mode, confirm, noOwner });
    const isLeftover = (await (0,claim/* leftoverOf */.nE)(target)) !== null;
    const lasting = obstacles.filter(({ code }) => !(isLeftover && code === 'E_TARGET_NOT_EMPTY'));
    if (lasting.length > 0)
        throw (0,obstacle/* obstacleError */.qX)(lasting);
}
async function check(host, inputs, source, target) {
    const { facts, session } = source;
    const tables = chooseSource(inputs, facts);
    await refuseSame(host, inputs, source, target);
    const { version, encoding, collation, extensions, database } = facts;
    const id = `a copy of ${database}`;
    const { mode, confirm = '', noOwner } = inputs;
    const roles = await neededRoles(inputs, session);
    const described = { serverVersion: version, encoding, collation, extensions };
    const incoming = { id, tables, ...described, ...roles };
    const wish = { mode, confirm, noOwner };
    const guarded = await (0,guard_target/* guardTarget */.j)(host, inputs.target, target, incoming, wish, 'target-url');
    return { tables, guarded };
}
/** Of a selection only pg_dump knows which roles it needs. */
async function neededRoles({ selection, noAcl }, source) {
    const isEverything = Object.values(selection).every((patterns) => patterns.length === 0);
    if (!isEverything)
        return {};
    const { owners, grantees } = await readSourceRoles(source);
    return { owners, grantees: noAcl ? [] : grantees };
}
/**
 * Refuses the source as the target; and the fork, since what a provider calls one may be anything.
 * The source of a fork is asked as well, hours after the first time, before the target is emptied.
 * A target that has to be empty cannot be it: its fork has tables.
 */
async function refuseSame(host, { mode }, { session, forkOf }, target) {
    const other = { session: target, facts: await (0,target_facts/* readTargetFacts */.l)(target) };
    const refuse = async (one) => {
        const facts = await (0,target_facts/* readTargetFacts */.l)(one);
        if (await isSameDatabase({ session: one, facts }, other))
            throw isSame(facts);
        return facts;
    };
    const facts = await refuse(session);
    if (forkOf === undefined || mode === 'into-empty')
        return;
    if (forkOf.connection === undefined) {
        if (shareHistory(facts, other.facts))
            throw mayBeSame(other.facts);
        return;
    }
    const source = await (0,postgres_session/* connect */.N)(forkOf.connection, host.signal);
    await refuse(source).finally(() => source.end());
}
function isSame({ database }) {
    return new errors/* UserError */.yo('E_INPUT', `source-url and target-url lead to the same database, "${database}".`, 'Give the address of another database in target-url; nothing was touched.');
}
function mayBeSame({ database }) {
    return new errors/* UserError */.yo('E_INPUT', `The source cannot be reached from here, so that the target "${database}" cannot be told from it: their servers have the same history.`, 'Copy into an empty database with mode: into-empty, or run it where the source can be reached.');
}
async function check_copy_find(host, inputs, plan) {
    const client = await (0,find/* findClient */.$)({ ...inputs.client, major: plan.clientMajor }, host);
    host.log.info(`pg_dump and pg_restore ${client.version} (${client.source})`);
    return client;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/postgres/archive-contents.js
var archive_contents = __webpack_require__(40495);
;// CONCATENATED MODULE: ./build/copy/early-entries.js
/**
 * Chooses the entries that need nothing but their table, to be built one by one while others are
 * still being copied. An index that needs a function of the user's waits for the end, because the
 * function may read any table. What is not chosen is left to one pg_restore, which knows every
 * dependency, and which an entry of its own for each small index would only slow down.
 *
 * @param tables the oids of those that are large enough
 */
function earlyEntries(entries, indexes, tables) {
    const kinds = new Map(entries.map(({ dumpId, kind }) => [dumpId, kind]));
    const known = new Map(indexes.map((index) => [`${index.kind} ${index.oid}`, index]));
    const sizes = new Map();
    const comments = entries.filter(({ kind }) => kind === 'COMMENT');
    const commentsOn = Map.groupBy(comments, ({ dependsOn }) => dependsOn[0]);
    const byTable = new Map();
    for (const entry of entries) {
        const index = known.get(`${entry.kind} ${entry.oid}`);
        if (index === undefined || !tables.has(index.tableOid))
            continue;
        if (entry.dependsOn.some((dumpId) => kinds.get(dumpId) !== 'TABLE'))
            continue;
        const group = byTable.get(index.tableOid) ?? { constraints: [], indexes: [], comments: [] };
        group[index.kind === 'CONSTRAINT' ? 'constraints' : 'indexes'].push(entry);
        group.comments.push(...(commentsOn.get(entry.dumpId) ?? []));
        byTable.set(index.tableOid, group);
        sizes.set(entry, index.sizeBytes);
    }
    const largestFirst = (a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0);
    return [...byTable].map(([tableOid, group]) => ({
        tableOid,
        constraints: group.constraints.toSorted(largestFirst),
        indexes: group.indexes.toSorted(largestFirst),
        comments: group.comments,
    }));
}

// EXTERNAL MODULE: ./build/postgres/connect-errors.js
var connect_errors = __webpack_require__(84602);
;// CONCATENATED MODULE: ./build/copy/copy-errors.js


/** What failed, and on which side: the other side's failure is only the consequence. */
class CopyFailure extends Error {
    side;
    constructor(side, cause) {
        super((0,errors/* errorMessage */.gJ)(cause), { cause });
        this.name = 'CopyFailure';
        this.side = side;
    }
}
/** Notes on which side something fails. */
async function at(side, work) {
    try {
        return await work;
    }
    catch (error) {
        throw error instanceof CopyFailure ? error : new CopyFailure(side, error);
    }
}
/** By SQLSTATE (manual, appendix A); what is not here is E_DUMP or E_RESTORE, by the side. */
const EXPLANATIONS = {
    '42501': { code: 'E_PERMISSION', next: 'Grant the right to the role, or leave the object out.' },
    '55P03': {
        code: 'E_LOCK_TIMEOUT',
        next: 'End the session that holds the lock (pg_locks has it), or run at a quieter time.',
    },
    '40001': {
        code: 'E_DUMP',
        next: 'A replica needs max_standby_streaming_delay or hot_standby_feedback; or copy from the primary.',
    },
    '53100': { code: 'E_DISK', next: 'Make room on the server that says so.' },
    '53200': { code: 'E_RESTORE', next: 'Raise max_locks_per_transaction on the server.' },
    '53300': { code: 'E_CONNECT', next: 'Set jobs to fewer connections, or free some.' },
};
/** One line with its code, from what a server or the network said while something was copied. */
function explainCopyFailure(error, what) {
    if (!(error instanceof CopyFailure) || (0,errors/* isAbort */.rV)(error.cause))
        return error;
    const { side, cause } = error;
    if (cause instanceof errors/* UserError */.yo)
        return cause;
    const said = (0,errors/* sentence */.em)((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(cause)));
    const doing = (0,errors/* printable */.g$)(`while copying ${what}`);
    if ((0,connect_errors/* isLostConnection */.Hi)(cause)) {
        return new errors/* UserError */.yo('E_CONNECT', `The connection to the ${side} was lost ${doing}: ${said}`, 'Run it again once that server is well; its log has the cause.', { cause });
    }
    const known = EXPLANATIONS[(0,errors/* errorCode */.CA)(cause) ?? ''];
    const code = known?.code ?? (side === 'source' ? 'E_DUMP' : 'E_RESTORE');
    const message = `The ${side} gave an error ${doing}: ${said}`;
    return new errors/* UserError */.yo(code, message, known?.next ?? '', { cause });
}

;// CONCATENATED MODULE: ./build/copy/copy-data-filter.js
/** Message types of the protocol (manual, 55.7), as their first byte. */
const COPY_DATA = 0x64; // d
const COPY_DONE = 0x63; // c
const COPY_OUT_RESPONSE = 0x48; // H
const HEADER_BYTES = 5;
/**
 * Takes the CopyData messages out of what a server sends during a COPY … TO STDOUT. A CopyData
 * message is the same in both directions of the protocol (manual, 55.7), so each is passed on with
 * its header, as it came, and the rows inside are never looked at. CopyOutResponse and CopyDone
 * are left out; everything else (CommandComplete, an error, a notice) goes to `others`.
 */
class CopyDataFilter {
    #copyData;
    #others;
    /** What is still to come of the message that has begun, and where it goes. */
    #left = 0;
    #sink = null;
    /** A header that the network cut in two. */
    #partialHeader = Buffer.alloc(0);
    constructor(copyData, others) {
        this.#copyData = copyData;
        this.#others = others;
    }
    read(chunk) {
        let bytes = chunk;
        if (this.#partialHeader.length > 0) {
            bytes = Buffer.concat([this.#partialHeader, chunk]);
            this.#partialHeader = Buffer.alloc(0);
        }
        this.#split(bytes);
    }
    /** Neighbouring messages with the same sink are passed on in one piece. */
    #split(bytes) {
        let start = 0;
        let at = Math.min(this.#left, bytes.length);
        this.#left -= at;
        while (bytes.length - at >= HEADER_BYTES) {
            const sink = this.#sinkOf(bytes[at]);
            if (sink !== this.#sink) {
                this.#flush(bytes, start, at);
                start = at;
                this.#sink = sink;
            }
            // The length counts itself and not the type.
            const end = at + 1 + bytes.readUInt32BE(at + 1);
            this.#left = Math.max(0, end - bytes.length);
            at = Math.min(end, bytes.length);
        }
        this.#flush(bytes, start, at);
        if (at < bytes.length)
            this.#partialHeader = bytes.subarray(at);
    }
    #sinkOf(type) {
        if (type === COPY_DATA)
            return this.#copyData;
        return type === COPY_DONE || type === COPY_OUT_RESPONSE ? null : this.#others;
    }
    #flush(bytes, start, end) {
        if (end > start)
            this.#sink?.(bytes.subarray(start, end));
    }
}

;// CONCATENATED MODULE: ./build/copy/copy-protocol.js


/**
 * Moves the rows of one COPY from one server to another. What arrives at one socket is written to
 * the other as it is; a full target stops the reading of the source.
 *
 * Neither session is of any use after a failure: the target may be in the middle of a row.
 *
 * @param onBytes told of every piece that has been passed on
 * @throws CopyFailure with the first cause
 */
async function copyBetween(source, target, statements, onBytes) {
    const sink = new CopyIn(statements.in);
    target.submit(sink);
    const into = await at('target', sink.ready);
    const out = new CopyOut(statements.out, into, onBytes);
    source.submit(out);
    const sent = await Promise.race([
        at('source', out.ended),
        // It cannot end well before it is told that all rows are there.
        at('target', sink.ended.then(endedEarly)),
    ]);
    sink.finish();
    const received = await at('target', sink.ended);
    if (sent !== received) {
        throw new CopyFailure('target', `${sent} rows were sent and ${received} received`);
    }
    return { rows: received, bytes: out.bytes };
}
function endedEarly() {
    throw new Error('the server ended COPY before the last row');
}
/** Type and length; there is nothing in it (manual, 55.7). */
const copy_protocol_COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
/** What node-postgres calls on a query, as far as a COPY has use for it. */
class CopyQuery {
    text;
    ended;
    #resolve;
    #reject;
    #rows = 0;
    constructor(text) {
        this.text = text;
        this.ended = new Promise((resolve, reject) => {
            this.#resolve = resolve;
            this.#reject = reject;
        });
        // Whoever waits for it may be told of another failure first.
        this.ended.catch(() => { });
    }
    /** `COPY 1500` is the server's own count. */
    handleCommandComplete({ text }) {
        this.#rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN);
    }
    handleReadyForQuery() {
        this.#resolve(this.#rows);
    }
    handleError(error) {
        this.#reject(error);
    }
}
class CopyIn extends CopyQuery {
    ready;
    #ready;
    #refuse;
    #socket;
    constructor(text) {
        super(text);
        this.ready = new Promise((resolve, reject) => {
            this.#ready = resolve;
            this.#refuse = reject;
        });
        this.ready.catch(() => { });
    }
    submit(connection) {
        this.#socket = connection.stream;
        connection.query(this.text);
    }
    handleCopyInResponse(connection) {
        this.#ready(connection.stream);
    }
    handleError(error) {
        this.#refuse(error);
        super.handleError(error);
    }
    /** All rows have been written. */
    finish() {
        this.#socket?.write(copy_protocol_COPY_DONE);
    }
}
class CopyOut extends CopyQuery {
    bytes = 0;
    #into;
    #onBytes;
    #giveBack = () => { };
    constructor(text, into, onBytes) {
        super(text);
        this.#into = into;
        this.#onBytes = onBytes;
    }
    /** Reads the socket itself until the COPY is over; node-postgres would make a message of each row. */
    submit(connection) {
        const socket = connection.stream;
        const listeners = socket.listeners('data');
        const filter = new CopyDataFilter((bytes) => this.#pass(bytes, socket), (bytes) => {
            for (const listener of listeners)
                listener.call(socket, bytes);
        });
        const read = (bytes) => filter.read(bytes);
        socket.removeAllListeners('data').on('data', read);
        this.#giveBack = () => {
            socket.removeListener('data', read);
            for (const listener of listeners)
                socket.on('data', listener);
        };
        connection.query(this.text);
    }
    handleReadyForQuery() {
        this.#giveBack();
        super.handleReadyForQuery();
    }
    #pass(bytes, source) {
        this.bytes += bytes.length;
        this.#onBytes(bytes.length);
        if (this.#into.write(bytes) || source.isPaused())
            return;
        source.pause();
        this.#into.once('drain', () => source.resume());
    }
}

;// CONCATENATED MODULE: ./build/copy/large-objects.js


/** Objects of one batch, and the size of the pieces that they are sent in: multiples of a page. */
const BATCH_OBJECTS = 1_000;
const PIECE_BYTES = 2 ** 20;
/** All large objects, in batches that can be copied side by side. */
function readLargeObjectBatches(session) {
    return session.query(`SELECT min(oid) AS "firstOid", max(oid) AS "lastOid", count(*)::int AS count
       FROM (SELECT oid, (row_number() OVER (ORDER BY oid) - 1) / ${BATCH_OBJECTS} AS batch
               FROM pg_largeobject_metadata) numbered
      GROUP BY batch ORDER BY 1`);
}
/** Reading in pieces: an object may be larger than a value can be. The size is where seeking ends. */
const PIECES = (range) => `
SELECT o.oid, piece.at,
       CASE WHEN size.bytes > 0 THEN pg_catalog.lo_get(o.oid, piece.at, ${PIECE_BYTES}) ELSE ''::bytea END
  FROM pg_catalog.pg_largeobject_metadata o
 CROSS JOIN LATERAL (SELECT pg_catalog.lo_open(o.oid, 262144) AS fd) opened
 CROSS JOIN LATERAL (SELECT pg_catalog.lo_lseek64(opened.fd, 0, 2) AS bytes) size
 CROSS JOIN LATERAL pg_catalog.generate_series(0, greatest(size.bytes - 1, 0), ${PIECE_BYTES}) piece (at)
 WHERE ${range}`;
/**
 * Copies a batch with its oids, in a transaction of the target. The pieces go through a temporary
 * table, since COPY can fill nothing else. Sparse objects come out with their holes written. The
 * objects stay open in the source's transaction.
 *
 * @returns the bytes that went over the wire
 */
async function copyLargeObjects(source, target, { firstOid, lastOid }, onBytes) {
    const range = `o.oid BETWEEN ${firstOid} AND ${lastOid}`;
    const onTarget = (sql) => at('target', target.query(sql));
    await onTarget(`
    BEGIN;
    CREATE TEMPORARY TABLE pg_backup_pieces (oid oid, at bigint, bytes bytea) ON COMMIT DROP;
    ALTER TABLE pg_temp.pg_backup_pieces ALTER bytes SET STORAGE EXTERNAL`);
    const copied = await copyBetween(source, target, {
        out: `COPY (${PIECES(range)}) TO STDOUT WITH (FORMAT binary)`,
        in: 'COPY pg_temp.pg_backup_pieces FROM STDIN WITH (FORMAT binary)',
    }, onBytes);
    await onTarget(`
    SELECT count(pg_catalog.lo_create(oid)) FROM (SELECT DISTINCT oid FROM pg_temp.pg_backup_pieces) objects;
    SELECT count(pg_catalog.lo_put(oid, at, bytes)) FROM pg_temp.pg_backup_pieces WHERE length(bytes) > 0;
    COMMIT`);
    return copied.bytes;
}
/** Gives the copied objects their comments and security labels, and owners and rights if asked. */
async function copyLargeObjectProperties(source, target, options) {
    const choices = [!options.noOwner, !options.noAcl];
    const rows = await at('source', source.query(PROPERTIES, choices));
    for (let start = 0; start < rows.length; start += BATCH_OBJECTS) {
        const batch = rows.slice(start, start + BATCH_OBJECTS);
        await at('target', target.query(batch.map(({ statement }) => statement).join(';\n')));
    }
}
/** Comments first: once it belongs to somebody else, an object may be out of reach. */
const PROPERTIES = `
SELECT statement FROM (
  SELECT 1 AS step, objoid AS oid, format('COMMENT ON LARGE OBJECT %s IS %L', objoid, description) AS statement
    FROM pg_catalog.pg_description WHERE classoid = 'pg_catalog.pg_largeobject'::regclass
  UNION ALL
  SELECT 2, objoid, format('SECURITY LABEL FOR %I ON LARGE OBJECT %s IS %L', provider, objoid, label)
    FROM pg_catalog.pg_seclabel WHERE classoid = 'pg_catalog.pg_largeobject'::regclass
  UNION ALL
  SELECT 3, oid, format('ALTER LARGE OBJECT %s OWNER TO %I', oid, pg_catalog.pg_get_userbyid(lomowner))
    FROM pg_catalog.pg_largeobject_metadata WHERE $1
  UNION ALL
  SELECT 4, o.oid, format('GRANT %s ON LARGE OBJECT %s TO %s%s', a.privilege_type, o.oid,
                          CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE format('%I', pg_catalog.pg_get_userbyid(a.grantee)) END,
                          CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_catalog.pg_largeobject_metadata o, pg_catalog.aclexplode(o.lomacl) a
   WHERE $2 AND a.grantee <> o.lomowner
) statements ORDER BY step, oid`;

// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
;// CONCATENATED MODULE: ./build/copy/statements.js

function qualified({ schema, name }) {
    return `${(0,quote_name/* quoteName */.A)(schema)}.${(0,quote_name/* quoteName */.A)(name)}`;
}
/**
 * The statements that copy a table, or a part of it. COPY of a table means its own rows, without
 * those of its children, and takes the values of identity columns as they are.
 */
function copyStatements(chunk, { format, encoding }) {
    const { table, isWhole } = chunk;
    const list = table.columns.map(quote_name/* quoteName */.A).join(', ');
    const columns = list === '' ? '' : ` (${list})`;
    const options = format === 'binary' ? 'FORMAT binary' : `ENCODING '${encoding}'`;
    const freeze = isFrozen(chunk) ? ', FREEZE' : '';
    const rows = isWhole && table.condition === '' ? `${qualified(table)}${columns}` : statements_select(chunk, list);
    return {
        out: `COPY ${rows} TO STDOUT WITH (${options})`,
        in: `COPY ${qualified(table.into ?? table)}${columns} FROM STDIN WITH (${options}${freeze})`,
    };
}
function statements_select(chunk, list) {
    const { table, firstBlock, endBlock } = chunk;
    if (table.condition !== '')
        return `(SELECT ${list} FROM ONLY ${qualified(table)} ${table.condition})`;
    const range = [
        ...(firstBlock > 0 ? [`ctid >= '(${firstBlock},0)'::tid`] : []),
        ...(endBlock === null ? [] : [`ctid < '(${endBlock},0)'::tid`]),
    ];
    return `(SELECT ${list} FROM ONLY ${qualified(table)} WHERE ${range.join(' AND ')})`;
}
/**
 * Rows can be written as visible to everyone at once, which spares the first reader and the first
 * vacuum from writing the table again, if the table was emptied in the same transaction.
 */
function isFrozen({ table, isWhole }) {
    return isWhole && table.into === null && !table.isOfExtension;
}

;// CONCATENATED MODULE: ./build/copy/sequences.js



/** So many in one statement: neither the parser nor the lock table has trouble with them. */
const BATCH = 500;
/**
 * Sequences among the entries of an archive, and those that extensions want to be dumped. A replica
 * cannot read unlogged ones.
 */
function readSequences(session, oids, withExtensions) {
    return session.query(`SELECT c.oid, n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S'
        AND (c.oid = ANY ($1::oid[])
             OR $2 AND c.oid IN (SELECT unnest(extconfig) FROM pg_extension))
        AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())`, [oids, withExtensions]);
}
/**
 * Sets sequences to where they are in the source. A sequence has no snapshot: it may be read ahead
 * of the rows that were copied, never behind them, and pg_dump does the same.
 */
async function copySequences(source, target, sequences) {
    for (let start = 0; start < sequences.length; start += BATCH) {
        const batch = sequences.slice(start, start + BATCH);
        const query = batch.map(stateQuery).join('\nUNION ALL ');
        const states = await at('source', source.query(query));
        await at('target', target.query(states.map(setStatement).join(';\n')));
    }
}
function stateQuery(sequence) {
    const { schema, name } = sequence;
    return `SELECT ${(0,claim/* quoteText */.ol)(schema)} AS schema, ${(0,claim/* quoteText */.ol)(name)} AS name, last_value::text AS value,
                 is_called AS "isCalled" FROM ${qualified(sequence)}`;
}
function setStatement(state) {
    const { value, isCalled } = state;
    return `SELECT pg_catalog.setval(${(0,claim/* quoteText */.ol)(qualified(state))}::regclass, ${value}, ${isCalled})`;
}

;// CONCATENATED MODULE: ./build/copy/snapshot.js




const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY';
/** What pg_dump sets in its own sessions, so that values are written as they are. */
function sourceSettings(lockTimeoutMs) {
    return `SET lock_timeout = ${lockTimeoutMs}; SET row_security = off; SET extra_float_digits = 3;
          SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET synchronize_seqscans = off`;
}
/** The caller ends the session when the copy has ended, however it did. */
async function takeSnapshot(options) {
    const session = await (0,postgres_session/* connect */.N)(options.settings, options.signal);
    try {
        await session.query(sourceSettings(options.lockTimeoutMs));
        await session.query(BEGIN);
        const [row] = await session.query('SELECT pg_catalog.pg_export_snapshot() AS id');
        if (row === undefined)
            throw new Error('The server exported no snapshot.');
        return { session, id: row.id };
    }
    catch (error) {
        await session.end();
        throw error;
    }
}
/** One more session that sees what the snapshot sees. */
async function joinSnapshot({ id }, { settings, lockTimeoutMs, signal }) {
    const session = await (0,postgres_session/* connect */.N)(settings, signal);
    await session.query(sourceSettings(lockTimeoutMs));
    await session.query(BEGIN);
    await session.query(`SET TRANSACTION SNAPSHOT '${id}'`);
    return session;
}
/** So many in one statement, to keep it readable in the server's log. */
const snapshot_BATCH = 200;
/**
 * Keeps tables from being dropped, altered and emptied while they are copied. As in pg_dump, what
 * happens between the snapshot and this is not kept out (source-tables.ts finds some of it).
 *
 * @throws UserError `E_LOCK_TIMEOUT`, `E_PERMISSION`, `E_DUMP` where a table is gone
 */
async function lockTables({ session }, tables) {
    for (let start = 0; start < tables.length; start += snapshot_BATCH) {
        const batch = tables.slice(start, start + snapshot_BATCH);
        const list = batch.map((table) => `ONLY ${qualified(table)}`).join(', ');
        try {
            await at('source', session.query(`LOCK TABLE ${list} IN ACCESS SHARE MODE`));
        }
        catch (error) {
            const names = batch.map(({ schema, name }) => `${schema}.${name}`);
            throw explainCopyFailure(error, (0,errors/* firstOf */.Ku)(names, 3));
        }
    }
}

;// CONCATENATED MODULE: ./build/copy/source-indexes.js
/** Of the given tables. */
async function readIndexes(session, tableOids) {
    const rows = await session.query(`SELECT CASE WHEN k.oid IS NULL THEN 'INDEX' ELSE 'CONSTRAINT' END AS kind,
            coalesce(k.oid, i.indexrelid) AS oid, i.indrelid AS "tableOid",
            pg_relation_size(i.indexrelid) AS "sizeBytes"
       FROM pg_index i
       LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
                                AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ANY ($1::oid[])`, [tableOids]);
    return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
}

;// CONCATENATED MODULE: ./build/copy/source-tables.js
/**
 * Types that are sent in binary alike by 14 to 18, and that hold no oid of the database: an array
 * of a user's type names its element by oid. Money and xml depend on settings of the server.
 */
const BINARY_TYPES = `
  bool bytea "char" int2 int4 int8 float4 float8 numeric oid uuid text varchar bpchar name json jsonb
  date time timetz timestamp timestamptz interval bit varbit inet cidr macaddr macaddr8
  point line lseg box path polygon circle`
    .trim()
    .split(/\s+/)
    .map((name) => `'"${name.replaceAll('"', '')}"'::regtype::oid`);
const BINARY_COLUMNS = `
WITH RECURSIVE bases (oid, base) AS (
  SELECT oid, oid FROM pg_type WHERE typtype <> 'd'
  UNION ALL
  SELECT d.oid, b.base FROM pg_type d JOIN bases b ON d.typbasetype = b.oid WHERE d.typtype = 'd'
), safe AS (
  SELECT b.oid FROM bases b JOIN pg_type t ON t.oid = b.base
   WHERE t.typtype = 'e'
      OR (CASE WHEN t.typlen = -1 AND t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc
               THEN t.typelem ELSE t.oid END) IN (${BINARY_TYPES.join(', ')})
)`;
/**
 * The values of an enum are hashed by their oids, which are others in another database: rows of a
 * table that is hash partitioned by an enum belong into other partitions there (pg_dump.c,
 * forcePartitionRootLoad). They go through the root of the tree.
 */
const PARTITION_ROOTS = `
  SELECT root.nspname AS schema, root.relname AS name
    FROM (SELECT pg_partition_root(c.oid) AS oid
           WHERE c.relispartition AND EXISTS (
             SELECT FROM pg_partition_ancestors(c.oid) a (relid)
               JOIN pg_partitioned_table p ON p.partrelid = a.relid
              WHERE p.partstrat = 'h' AND EXISTS (
                SELECT FROM unnest(p.partclass) k (class)
                  JOIN pg_opclass o ON o.oid = k.class AND o.opcname = 'enum_ops'))) r
    JOIN LATERAL (SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.oid = r.oid) root ON true`;
/** $1: the oids of the tables that the archive creates. $2: whether extensions are copied. */
const TABLES_QUERY = `
${BINARY_COLUMNS}
, wanted AS (
  SELECT unnest($1::oid[]) AS oid, '' AS condition, false AS "isOfExtension", 0::bigint AS rank
  UNION ALL
  SELECT table_oid, coalesce(condition, ''), true, rank
    FROM pg_extension, unnest(extconfig, extcondition) WITH ORDINALITY u (table_oid, condition, rank)
   WHERE $2
)
SELECT c.oid, n.nspname AS schema, c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              ORDER BY a.attnum) AS columns,
       pg_relation_size(c.oid) / current_setting('block_size')::int AS blocks,
       pg_table_size(c.oid) AS "sizeBytes",
       coalesce(m.amname = 'heap', false) AS "isHeap",
       NOT EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                      AND a.atttypid NOT IN (SELECT oid FROM safe)) AS "isBinarySafe",
       (SELECT to_jsonb(r) FROM (${PARTITION_ROOTS}) r) AS into,
       w.condition, w."isOfExtension",
       c.relfilenode IS DISTINCT FROM pg_relation_filenode(c.oid) AS "isRewritten"
  FROM wanted w
  JOIN pg_class c ON c.oid = w.oid AND c.relkind = 'r'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am m ON m.oid = c.relam
 WHERE NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
 ORDER BY w."isOfExtension" DESC, w.rank, pg_total_relation_size(c.oid) DESC, c.oid`;
/**
 * The tables to copy, those of extensions first and in the order in which they were registered,
 * then the largest first; indexes count, since building them takes longest and comes after.
 *
 * @param oids of the tables in the archive; those without rows of their own are left out
 */
async function readTables(session, oids, withExtensions) {
    const rows = await session.query(TABLES_QUERY, [oids, withExtensions]);
    return rows.map((row) => ({
        ...row,
        blocks: Number(row.blocks),
        sizeBytes: Number(row.sizeBytes),
    }));
}

;// CONCATENATED MODULE: ./build/copy/copy-contents.js








/**
 * Finds out what belongs to the schema that pg_dump has chosen: rows, sequence values, large
 * objects, and the indexes that can be built early.
 *
 * @throws UserError `E_DUMP` where a table was rewritten after the snapshot
 */
async function readCopyContents(run, snapshot, entries) {
    const { selection, searchPath } = run;
    const { session } = snapshot;
    const isEverything = selection.schemas.length === 0 && selection.tables.length === 0;
    const isCopied = (object) => (0,plan_selection/* dumpsData */.U)(selection, object, searchPath);
    // By kind as far as the list can say; the catalogs know what is a table and what a sequence.
    const oids = (kind) => entries.filter((entry) => kind.test(entry.kind)).map(({ oid }) => oid);
    const tables = (await readTables(session, oids(/^TABLE/), isEverything)).filter(isCopied);
    await lockTables(snapshot, tables);
    refuseRewritten(tables);
    const large = new Set(tables.filter(({ sizeBytes }) => sizeBytes >= run.sizes.earlyIndexes).map(({ oid }) => oid));
    const indexes = await readIndexes(session, [...large]);
    const early = earlyEntries(entries, indexes, large);
    const isEarly = new Set(early.flatMap((table) => [...table.constraints, ...table.indexes, ...table.comments]));
    const sequences = await readSequences(session, oids(/^SEQUENCE/), isEverything);
    return {
        tables,
        sequences: sequences.filter(isCopied),
        largeObjects: isEverything ? await readLargeObjectBatches(session) : [],
        early,
        rest: entries.filter((entry) => !isEarly.has(entry)),
    };
}
/** TRUNCATE and rewriting ALTER TABLEs are not of any snapshot (manual, 13.6): rows may be missing. */
function refuseRewritten(tables) {
    const rewritten = tables.filter(({ isRewritten }) => isRewritten);
    if (rewritten.length === 0)
        return;
    const names = rewritten.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`);
    throw new errors/* UserError */.yo('E_DUMP', `The tables ${names.join(', ')} were emptied or rewritten while the copy began, so that their rows cannot be seen any more.`, 'Run the copy again when no migration is running.');
}

;// CONCATENATED MODULE: ./build/copy/chunks.js
/**
 * Cuts tables into parts for several streams: what is so large that one stream would be busy with
 * it after all the others have ended. Only a heap has ctids in the order of blocks. A part of a
 * table cannot be written as frozen (statements.ts), so that others stay whole.
 *
 * @param tables in the order in which they are to be copied, which is kept
 */
function cutTables(tables, options) {
    const total = tables.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const share = total / options.jobs;
    return tables.flatMap((table) => cut(table, share, options));
}
function cut(table, share, { jobs, smallestBytes }) {
    const { sizeBytes, blocks, isHeap, isOfExtension } = table;
    const isTooLarge = jobs > 1 && sizeBytes > share && sizeBytes > 2 * smallestBytes;
    // Twice as many as streams, since parts of as many blocks may take unlike times.
    const parts = Math.min(2 * jobs, Math.floor(sizeBytes / smallestBytes), blocks);
    if (!isTooLarge || parts < 2 || !isHeap || isOfExtension) {
        return [{ table, isWhole: true, firstBlock: 0, endBlock: null, sizeBytes }];
    }
    return Array.from({ length: parts }, (_, index) => ({
        table,
        isWhole: false,
        firstBlock: Math.floor((blocks * index) / parts),
        // Rows that came after the size was read are not in the snapshot, but nothing depends on it.
        endBlock: index === parts - 1 ? null : Math.floor((blocks * (index + 1)) / parts),
        sizeBytes: sizeBytes / parts,
    }));
}

;// CONCATENATED MODULE: ./build/copy/load-barrier.js

/**
 * Knows when the last row of a table is in. A table that is filled through the root of its tree
 * is complete only when the whole tree is, because any of its rows may go into any partition.
 * Indexes and constraints of a table wait for this: built sooner they would be wrong or slow.
 */
class LoadBarrier {
    /** The oids of the source's tables, and how many parts are still to come, by where they go. */
    #groups = new Map();
    constructor(chunks) {
        for (const chunk of chunks) {
            const key = keyOf(chunk);
            const group = this.#groups.get(key) ?? { oids: new Set(), left: 0 };
            group.oids.add(chunk.table.oid);
            group.left += 1;
            this.#groups.set(key, group);
        }
    }
    /**
     * Notes that a part is in, for good: its transaction is committed. Resolves to the oids of the
     * tables that are complete with it; mostly none.
     */
    loaded(chunk) {
        const group = this.#groups.get(keyOf(chunk));
        if (group === undefined || group.left === 0)
            throw new Error('A part was loaded twice.');
        group.left -= 1;
        return group.left === 0 ? [...group.oids] : [];
    }
}
function keyOf({ table }) {
    return qualified(table.into ?? table);
}

;// CONCATENATED MODULE: ./build/copy/load-data.js







/** What pg_dump would set for its data to be read as they were written. */
const TARGET_SETTINGS = `
SET synchronous_commit = off; SET row_security = off; SET xmloption = content;
SET datestyle = 'ISO'; SET intervalstyle = 'postgres'`;
/** Copies units until none is left. Throws UserError, or what stopped it. */
async function runStream(load) {
    const stream = await openStream(load);
    try {
        for (let unit = load.units.shift(); unit; unit = load.units.shift()) {
            load.signal.throwIfAborted();
            await copyUnit(load, stream, unit);
        }
    }
    finally {
        await Promise.all([stream.source.end(), stream.target.end()]);
    }
}
/** Copies what the streams could not, by the snapshot's own session, when they have ended. */
async function runHeld(load) {
    const target = await openTarget(load);
    try {
        for (const unit of load.held) {
            load.signal.throwIfAborted();
            await copyUnit(load, { source: load.snapshot.session, target }, unit);
        }
    }
    finally {
        await target.end();
    }
}
async function openStream(load) {
    const { run, snapshot, signal } = load;
    const options = { settings: run.source.settings, lockTimeoutMs: run.lockTimeoutMs, signal };
    try {
        const [source, target] = await Promise.all([
            at('source', joinSnapshot(snapshot, options)),
            at('target', openTarget(load)),
        ]);
        return { source, target };
    }
    catch (error) {
        throw explainCopyFailure(error, 'rows');
    }
}
async function openTarget({ run, signal }) {
    const target = await (0,postgres_session/* connect */.N)(run.target.settings, signal);
    await target.query(`${TARGET_SETTINGS}; SET lock_timeout = ${run.lockTimeoutMs}`);
    return target;
}
async function copyUnit(load, stream, unit) {
    const { progress } = load;
    const onBytes = (bytes) => {
        progress.bytes += bytes;
    };
    const label = 'chunk' in unit ? labelOf(unit.chunk) : 'large objects';
    const current = { label };
    progress.copying.add(current);
    try {
        if ('largeObjects' in unit)
            await copyObjects(stream, unit.largeObjects, onBytes);
        else if (await getsLock(stream.source, unit.chunk)) {
            await copyChunk(load, stream, unit.chunk, onBytes);
        }
        else
            load.held.push(unit);
    }
    catch (error) {
        throw explainCopyFailure(error, label);
    }
    finally {
        progress.copying.delete(current);
    }
}
function labelOf({ table: { schema, name } }) {
    return `${schema}.${name}`;
}
/**
 * Whether a session gets the lock for reading a table, without waiting for it. The snapshot's own
 * session has had it since the beginning. Who must wait now stands behind somebody who waits for
 * that session to end, and we would wait for one another for ever; no server sees such a deadlock.
 */
async function getsLock(source, { table }) {
    const lock = `LOCK TABLE ONLY ${qualified(table)} IN ACCESS SHARE MODE NOWAIT`;
    try {
        await source.query(`SAVEPOINT unlocked; ${lock}; RELEASE SAVEPOINT unlocked`);
        return true;
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) !== '55P03')
            throw new CopyFailure('source', error);
        await at('source', source.query('ROLLBACK TO SAVEPOINT unlocked'));
        return false;
    }
}
async function copyChunk({ run, progress, onLoaded }, { source, target }, chunk, onBytes) {
    const statements = copyStatements(chunk, formatFor(run, chunk));
    const frozen = isFrozen(chunk);
    if (frozen)
        await at('target', target.query(`BEGIN; TRUNCATE ONLY ${qualified(chunk.table)}`));
    const { rows } = await copyBetween(source, target, statements, onBytes);
    if (frozen)
        await at('target', target.query('COMMIT'));
    progress.rows += rows;
    progress.size.done += chunk.sizeBytes;
    onLoaded(chunk, rows);
}
/** Binary text is in the encoding of the session, so that it has to be everyone's. */
function formatFor({ source, target }, { table }) {
    const isUnicode = source.encoding === 'UTF8' && target.encoding === 'UTF8';
    const format = isUnicode && table.isBinarySafe ? 'binary' : 'text';
    return { format, encoding: source.encoding };
}
async function copyObjects({ source, target }, batch, onBytes) {
    // What a batch has opened on the source is closed with its savepoint.
    await at('source', source.query('SAVEPOINT batch'));
    await copyLargeObjects(source, target, batch, onBytes);
    await at('source', source.query('ROLLBACK TO SAVEPOINT batch'));
}

;// CONCATENATED MODULE: ./build/copy/task-group.js
/**
 * Tasks that run side by side and of which none is of use without the others: the first failure
 * stops all of them, and is the one that is reported, not what it led to.
 */
class TaskGroup {
    /** Aborted by the first failure, and with the signal that the group was made with. */
    signal;
    #outer;
    #controller = new AbortController();
    #tasks = new Set();
    #failure = null;
    constructor(signal) {
        this.#outer = signal;
        this.signal = AbortSignal.any([signal, this.#controller.signal]);
    }
    /** A task may start others; nothing starts after a failure. */
    start(task) {
        if (this.#failure !== null)
            return;
        const running = task()
            .catch((error) => this.stop(error))
            .finally(() => this.#tasks.delete(running));
        this.#tasks.add(running);
    }
    stop(error) {
        this.#failure ??= { error };
        this.#controller.abort();
    }
    /** Resolves when all tasks have ended, also those that were started meanwhile. */
    async ended() {
        while (this.#tasks.size > 0)
            await Promise.all(this.#tasks);
        this.#outer.throwIfAborted();
        if (this.#failure !== null)
            throw this.#failure.error;
    }
}
/** Lets so many run at a time, in the order in which they came. */
class Slots {
    #free;
    #waiting = [];
    constructor(count) {
        this.#free = count;
    }
    async run(work) {
        if (this.#free > 0)
            this.#free -= 1;
        else
            await new Promise((resolve) => this.#waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            const next = this.#waiting.shift();
            if (next)
                next();
            else
                this.#free += 1;
        }
    }
}

;// CONCATENATED MODULE: ./build/copy/data-copy.js









const ASK_EVERY_MS = 2_000;
/** Copies rows, sequences and large objects, and builds the indexes that need not wait for all. */
class DataCopy {
    #parts;
    #group;
    #chunks;
    #barrier;
    #rows = new Map();
    constructor(parts) {
        const { run, contents } = parts;
        const { streams, sizes, signal } = run;
        this.#parts = parts;
        this.#group = new TaskGroup(signal);
        this.#chunks = cutTables(contents.tables, { jobs: streams, smallestBytes: sizes.smallestChunk });
        this.#barrier = new LoadBarrier(this.#chunks);
    }
    /** Resolves when all is in and the indexes that were begun are built. */
    async run() {
        this.#group.start(() => this.#read());
        await this.#group.ended();
    }
    /** All that is read from the source. The indexes that are begun meanwhile are not waited for. */
    async #read() {
        const { run, snapshot, contents } = this.#parts;
        const { signal } = this.#group;
        const watching = this.#watchSnapshot();
        try {
            // An extension's tables may refer to one another, and have their foreign keys already.
            await this.#streams(new TaskGroup(signal), this.#units(true), 1);
            const objects = contents.largeObjects.map((batch) => ({ largeObjects: batch }));
            const rest = new TaskGroup(signal);
            rest.start(() => this.#sequences(rest.signal));
            await this.#streams(rest, [...this.#units(false), ...objects], run.streams);
            if (objects.length > 0)
                await this.#largeObjectProperties(signal);
        }
        finally {
            watching.abort();
        }
        await snapshot.session.end();
        await run.onRead();
    }
    get copied() {
        return this.#parts.contents.tables.map(({ oid, schema, name, into, isOfExtension }) => ({
            schema,
            name,
            into: into ?? { schema, name },
            rows: this.#rows.get(oid) ?? 0,
            isShared: isOfExtension,
        }));
    }
    #units(ofExtensions) {
        const chunks = this.#chunks.filter(({ table }) => table.isOfExtension === ofExtensions);
        return chunks.map((chunk) => ({ chunk }));
    }
    async #streams(group, units, most) {
        const { run, snapshot, progress } = this.#parts;
        const { signal } = group;
        const onLoaded = (chunk, rows) => this.#loaded(chunk, rows);
        const load = { run, snapshot, progress, units, held: [], signal, onLoaded };
        const count = Math.min(most, units.length);
        for (let stream = 0; stream < count; stream += 1) {
            group.start(() => progress.during('data', () => runStream(load)));
        }
        await group.ended();
        if (load.held.length > 0)
            await progress.during('data', () => runHeld(load));
    }
    /**
     * A stream that waits for its target does not read from its source, and would not notice for as
     * long that the source is gone. The questions also keep a quiet connection open.
     */
    #watchSnapshot() {
        const stopping = new AbortController();
        const { signal } = stopping;
        const ask = async () => {
            for (;;) {
                await (0,external_node_timers_promises_.setTimeout)(ASK_EVERY_MS, undefined, { signal });
                await this.#parts.snapshot.session.query('SELECT 1').catch((error) => {
                    signal.throwIfAborted(); // all has been read, and the session was ended
                    this.#group.stop(explainCopyFailure(new CopyFailure('source', error), 'its rows'));
                    throw error;
                });
            }
        };
        ask().catch(() => undefined);
        return stopping;
    }
    #loaded(chunk, rows) {
        const { contents, schema, progress } = this.#parts;
        const { oid } = chunk.table;
        this.#rows.set(oid, (this.#rows.get(oid) ?? 0) + rows);
        const complete = this.#barrier.loaded(chunk);
        progress.tables.done += complete.length;
        for (const table of contents.early.filter(({ tableOid }) => complete.includes(tableOid))) {
            this.#group.start(() => schema.build(table, this.#group.signal));
        }
    }
    async #sequences(signal) {
        const { snapshot, contents } = this.#parts;
        await this.#inTarget('the values of sequences', signal, (target) => copySequences(snapshot.session, target, contents.sequences));
    }
    async #largeObjectProperties(signal) {
        const { snapshot, run } = this.#parts;
        await this.#inTarget('large objects', signal, (target) => copyLargeObjectProperties(snapshot.session, target, run));
    }
    async #inTarget(what, signal, work) {
        const target = await (0,postgres_session/* connect */.N)(this.#parts.run.target.settings, signal);
        try {
            await work(target);
        }
        catch (error) {
            // At once: the snapshot's transaction is over with it, and streams fail for want of that.
            this.#group.stop(explainCopyFailure(error, what));
            throw error;
        }
        finally {
            await target.end();
        }
    }
}

// EXTERNAL MODULE: ./build/target/make-schemas.js
var make_schemas = __webpack_require__(79721);
;// CONCATENATED MODULE: ./build/copy/fit-target.js


const NEEDS = `
SELECT ARRAY(SELECT DISTINCT spcname::text FROM pg_tablespace t JOIN pg_class c ON c.reltablespace = t.oid
              WHERE spcname <> 'pg_global') AS tablespaces,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') AS "hasPublic"`;
/** Its database's own tablespace takes no right. */
const UNUSABLE = `
SELECT name FROM unnest($1::text[]) name
 WHERE NOT EXISTS (SELECT FROM pg_tablespace t JOIN pg_database d ON d.datname = current_database()
                    WHERE t.spcname = name
                      AND (t.oid = d.dattablespace OR has_tablespace_privilege(t.oid, 'CREATE')))`;
/**
 * Makes a schema `public` in a target that has none: a dump takes it for granted.
 *
 * @returns the tablespaces of the source that the target has not or may not use
 */
async function fitTarget(source, target, signal) {
    const [needs] = await source.query(NEEDS);
    const session = await (0,postgres_session/* connect */.N)(target, signal);
    try {
        if (needs?.hasPublic)
            await (0,make_schemas/* makeSchemas */.N)(session, ['public']);
        const rows = await session.query(UNUSABLE, [needs?.tablespaces ?? []]);
        return rows.map(({ name }) => name);
    }
    finally {
        await session.end();
    }
}

// EXTERNAL MODULE: ./build/postgres/restore-archive.js + 1 modules
var restore_archive = __webpack_require__(47713);
;// CONCATENATED MODULE: ./build/copy/restore-schema.js





/** Brings the parts of the schema into the target, each when its time has come. */
class SchemaRestore {
    /** What pg_restore could not do and what takes nothing from the rows. */
    leftOut = [];
    /** The tablespaces that the target does not have: all then lies where its database does. */
    withoutTablespaces = [];
    #run;
    #archive;
    #progress;
    #builds;
    constructor(run, archive, progress) {
        this.#run = run;
        this.#archive = archive;
        this.#progress = progress;
        this.#builds = new Slots(run.jobs);
    }
    /** All that rows need: types, functions, tables without indexes. */
    async beforeData(signal) {
        await this.#restore({ section: 'pre-data', jobs: 1, signal });
    }
    /** The indexes of one table, whose last row has to be in. */
    async build(table, signal) {
        const { constraints, indexes, comments } = table;
        const build = (entry) => {
            const own = comments.filter(({ dependsOn }) => dependsOn.includes(entry.dumpId));
            return this.#build(entry, own, signal);
        };
        for (const entry of constraints)
            await build(entry);
        await Promise.all(indexes.map(build));
    }
    /** Everything that is left, by dependency, with all rows in. */
    async afterData(entries, signal) {
        const useList = await this.#list('rest', entries);
        // Without jobs pg_restore does not say what it is doing.
        const jobs = Math.max(2, this.#run.jobs);
        await this.#restore({ section: 'post-data', jobs, useList, signal });
    }
    async #build(entry, comments, signal) {
        await this.#builds.run(async () => {
            signal.throwIfAborted();
            const useList = await this.#list(String(entry.dumpId), [entry, ...comments]);
            this.#progress.item('started', entry);
            await this.#restore({ section: 'post-data', jobs: 1, useList, signal });
            this.#progress.item('finished', entry);
        });
    }
    async #list(name, entries) {
        const file = external_node_path_.join(this.#run.directory, `${name}.list`);
        await (0,promises_.writeFile)(file, (0,archive_contents/* useListText */.VJ)(entries));
        return file;
    }
    async #restore(part) {
        const { client, target, noOwner, noAcl, cleanup } = this.#run;
        const left = await (0,restore_archive/* restoreArchive */.B)({
            client,
            ...target.libpq,
            archive: this.#archive,
            sections: [part.section],
            jobs: part.jobs,
            arguments: [
                ...(noOwner ? ['--no-owner'] : []),
                ...(noAcl ? ['--no-acl'] : []),
                ...(this.withoutTablespaces.length > 0 ? ['--no-tablespaces'] : []),
                ...(part.useList === undefined ? [] : [`--use-list=${part.useList}`]),
            ],
            signal: part.signal,
            cleanup,
            onItem: (what, item) => this.#progress.item(what, item),
        });
        this.leftOut.push(...left);
    }
}

// EXTERNAL MODULE: ./build/postgres/dump-errors.js
var dump_errors = __webpack_require__(87116);
// EXTERNAL MODULE: ./build/postgres/program.js
var postgres_program = __webpack_require__(73558);
;// CONCATENATED MODULE: ./build/copy/schema-archive.js




/**
 * Dumps everything but rows, sequence values and large objects, as of the snapshot.
 *
 * @throws UserError as a dump does
 */
async function dumpSchema(dump) {
    const program = (0,postgres_program/* startProgram */.X)({
        client: dump.client,
        name: 'pg_dump',
        arguments: [
            ...dump.connectionArguments,
            ...schemaArguments(dump, dump.client.major),
            user_objects/* WITHOUT_CLAIM */.UF,
            `--snapshot=${dump.snapshotId}`,
            `--file=${dump.file}`,
        ],
        environment: dump.environment,
        stdin: 'ignore',
        signal: dump.signal,
        cleanup: dump.cleanup,
    });
    program.stdout.resume();
    const end = await program.ended;
    dump.signal.throwIfAborted();
    if (!(0,postgres_program/* isGoodEnd */.$)(end))
        throw (0,dump_errors/* explainDumpFailure */.G)(end, []);
}
/** pg_dump's arguments (its manual page). Owners are left out by pg_restore. Pure. */
function schemaArguments({ selection, noAcl, lockTimeoutMs }, clientMajor) {
    return [
        '--format=custom',
        clientMajor >= 16 ? '--compress=none' : '--compress=0',
        '--section=pre-data',
        '--section=post-data',
        // They are made with their contents (large-objects.ts); before 17 the first section had them.
        clientMajor >= 16 ? '--no-large-objects' : '--no-blobs',
        // Never for ever: who keeps it waiting may be waiting for the snapshot's own session.
        `--lock-wait-timeout=${(0,fork/* gentleLockTimeout */.Wz)(lockTimeoutMs)}`,
        ...(noAcl ? ['--no-acl'] : []),
        // A misspelled pattern is refused: what it means would be missing without a word.
        '--strict-names',
        ...each('--schema', selection.schemas),
        ...each('--exclude-schema', selection.excludeSchemas),
        ...each('--table', selection.tables),
        ...each('--exclude-table', selection.excludeTables),
        ...each('--exclude-table-data', selection.excludeTableData),
    ];
}
function each(flag, patterns) {
    return patterns.map((pattern) => `${flag}=${pattern}`);
}

;// CONCATENATED MODULE: ./build/copy/copy-database.js








/**
 * Copies a database into an empty one, all of it as of one moment: the schema without indexes;
 * then rows in parallel streams, straight from server to server, and the indexes of every large
 * table as soon as its last row is in; then all the rest by dependency. The source is needed no
 * longer than its rows are read.
 *
 * @throws UserError the first cause; the target is to be undone then
 */
async function copyDatabase(run, progress) {
    const { settings } = run.source;
    const { lockTimeoutMs, signal } = run;
    const snapshot = await takeSnapshot({ settings, lockTimeoutMs, signal });
    try {
        return await copySnapshot(run, snapshot, progress);
    }
    finally {
        await snapshot.session.end();
    }
}
async function copySnapshot(run, snapshot, progress) {
    const { log, signal } = run;
    const archive = external_node_path_.join(run.directory, 'schema.dump');
    const schema = new SchemaRestore(run, archive, progress);
    const contents = await log.group('Copy the schema', () => progress.during('schema', async () => {
        const contents = await readSchema(run, snapshot, archive);
        schema.withoutTablespaces = await fitTarget(snapshot.session, run.target.settings, signal);
        await schema.beforeData(signal);
        return contents;
    }));
    count(contents, progress);
    const load = new DataCopy({ run, snapshot, contents, schema, progress });
    await log.group('Copy the data', () => load.run());
    await log.group('Build what is left', () => schema.afterData(contents.rest, signal));
    return {
        tables: load.copied,
        bytes: progress.bytes,
        largeObjects: contents.largeObjects.reduce((sum, batch) => sum + batch.count, 0),
        leftOut: [
            ...schema.withoutTablespaces.map((name) => `TABLESPACE ${name}: the target has none of that name that may be used`),
            ...schema.leftOut.map(({ kind, item, message }) => `${kind} ${item}: ${message}`),
        ],
    };
}
/** The schema in a file, and what belongs to it. */
async function readSchema(run, snapshot, file) {
    const { client, source, signal } = run;
    await lockTables(snapshot, run.tables);
    await dumpSchema({ ...run, ...source.libpq, snapshotId: snapshot.id, file });
    // pg_restore only reads here: it gets no way into a database.
    const entries = await (0,archive_contents/* readContents */.r0)(client, { LC_ALL: 'C' }, file, signal);
    return await readCopyContents(run, snapshot, entries);
}
function count({ tables, early, rest }, progress) {
    const number = (pattern) => rest.filter(({ kind }) => pattern.test(kind)).length;
    progress.tables.total = tables.length;
    progress.size.total = tables.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const soon = early.reduce((sum, table) => sum + table.constraints.length + table.indexes.length, 0);
    progress.indexes.total = soon + number(/^(INDEX|CONSTRAINT)/);
    progress.constraints.total = number(/ CONSTRAINT$/);
}

;// CONCATENATED MODULE: ./build/copy/copy-run.js
/**
 * Below these a stream, or a pg_restore, costs more by being started than it gains by running
 * beside the others.
 */
const USUAL_SIZES = {
    smallestChunk: 64 * 2 ** 20,
    earlyIndexes: 16 * 2 ** 20,
};

;// CONCATENATED MODULE: ./build/copy/expected-rows.js

/**
 * How many rows each table of the target has to have; a partitioned one those of its partitions
 * that were copied through it. The tables of an extension may have rows of their own. Pure.
 */
function expectedRows(tables) {
    const expected = new Map();
    for (const { into, rows, isShared } of tables) {
        if (isShared)
            continue;
        const key = qualified(into);
        const before = expected.get(key)?.rows ?? 0;
        expected.set(key, { schema: into.schema, name: into.name, rows: before + rows });
    }
    return [...expected.values()];
}

;// CONCATENATED MODULE: ./build/copy/watch-builds.js
/** The indexes that are built in the session's database at this moment. */
async function indexBuilds(session) {
    return await session.query(`SELECT coalesce(n.nspname || '.' || c.relname, 'an index of ' || p.relid::regclass::text) AS name,
            coalesce(p.blocks_done::float8 / nullif(p.blocks_total, 0),
                     p.tuples_done::float8 / nullif(p.tuples_total, 0))::float8 AS share
       FROM pg_stat_progress_create_index p
       LEFT JOIN pg_class c ON c.oid = p.index_relid
       LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE p.datname = current_database()
      ORDER BY p.pid`);
}

// EXTERNAL MODULE: ./build/postgres/analyze.js
var analyze = __webpack_require__(58686);
// EXTERNAL MODULE: ./build/postgres/environment.js
var environment = __webpack_require__(39939);
// EXTERNAL MODULE: ./build/report/progress.js
var report_progress = __webpack_require__(15364);
// EXTERNAL MODULE: ./build/verify/row-counts.js
var row_counts = __webpack_require__(6757);
// EXTERNAL MODULE: ./build/operations/load/load-sessions.js
var load_sessions = __webpack_require__(24582);
;// CONCATENATED MODULE: ./build/operations/copy/copy-and-check.js
















/**
 * Copies everything, gives the target its statistics and counts its rows.
 *
 * @throws UserError the first cause, or `E_VERIFY`
 */
async function copyAndCheck(copy) {
    const { host, record, progress, into } = copy;
    const session = await (0,postgres_session/* connect */.N)(into.connection, host.signal);
    const stop = watch(host, progress, session);
    try {
        const result = await run(copy);
        const { tables, bytes, largeObjects } = result;
        record.copied = { tables, bytes, largeObjects };
        for (const line of result.leftOut)
            record.warn(`Left out, which takes no rows away: ${line}`);
        await copy_and_check_check(copy, result);
    }
    finally {
        stop();
        await session.end();
    }
}
async function run(copy) {
    const { host, inputs, origin, plan, client, into } = copy;
    const { facts, signal } = origin;
    const { selection, noOwner, noAcl } = inputs;
    const { jobs, streams, lockTimeoutMs } = plan;
    const directory = await (0,promises_.mkdtemp)(external_node_path_.join(await host.temporaryDirectory(), 'copy-'));
    const from = { ...origin.connection, hosts: [facts.host], pooler: facts.pooler?.mode };
    const choices = { selection, noOwner, noAcl, lockTimeoutMs, jobs, streams, client };
    try {
        return await copyDatabase({
            ...choices,
            source: await endOf(from, facts.encoding, '', directory),
            target: await endOf(into.connection, into.encoding, plan.sessionOptions, directory),
            tables: copy.tables,
            searchPath: facts.searchPath,
            directory,
            sizes: USUAL_SIZES,
            log: host.log,
            signal,
            onRead: () => origin.release(),
            cleanup: host.cleanup,
        }, copy.progress);
    }
    catch (error) {
        // Past its deadline a fork is given up, and that is why the copy broke off.
        signal.throwIfAborted();
        throw error;
    }
    finally {
        await origin.release();
    }
}
async function endOf(settings, encoding, options, parent) {
    const [host] = settings.hosts;
    if (host === undefined)
        throw new Error('A connection has at least one host.');
    const directory = await (0,promises_.mkdtemp)(external_node_path_.join(parent, 'connection-'));
    const libpq = await (0,environment/* libpqEnvironment */.SQ)(settings, host, directory);
    return { settings, encoding, libpq: (0,environment/* withSessionOptions */.Hs)(libpq, settings, options) };
}
/** Statistics and counts at once: one reads a sample of each table, the other all of it. */
async function copy_and_check_check(copy, { tables }) {
    const { host, inputs, record, progress, plan, into } = copy;
    const group = new TaskGroup(host.signal);
    const start = (phase, work) => group.start(() => progress.during(phase, () => (0,load_sessions/* withSessions */.s)(into.connection, plan.jobs, group.signal, work)));
    await host.log.group('Analyze and compare', async () => {
        start('analyze', async (sessions) => {
            for (const line of await (0,analyze/* analyzeAll */.m)(sessions))
                record.warn(line);
        });
        if (inputs.verify === 'rows') {
            start('rows', async (sessions) => {
                const wrong = await new row_counts/* RowCounts */.p(expectedRows(tables), rowDifference).countRest(sessions);
                if (wrong.length > 0)
                    throw differs(wrong);
            });
        }
        await group.ended();
    });
    record.verified = inputs.verify;
}
function rowDifference({ schema, name, rows }, found) {
    return `${schema}.${name} has ${found ?? 'no'} rows and ${rows} were copied`;
}
function differs(wrong) {
    const more = wrong.length > 10 ? `; and ${wrong.length - 10} more` : '';
    return new errors/* UserError */.yo('E_VERIFY', `The target differs from the source: ${wrong.slice(0, 10).join('; ')}${more}.`, 'Do not use it; look at who else writes into the target.');
}
const copy_and_check_ASK_EVERY_MS = 1_000;
/** Shows how far the copy is, with the indexes that are being built, which take longest at the end. */
function watch(host, progress, session) {
    const stopping = new AbortController();
    const { signal } = stopping;
    const ask = async () => {
        while (!signal.aborted) {
            progress.building = await indexBuilds(session);
            await (0,external_node_timers_promises_.setTimeout)(copy_and_check_ASK_EVERY_MS, undefined, { signal, ref: false });
        }
    };
    ask().catch(() => undefined); // the copy does not depend on what can be seen of it
    const { isLive } = host.log;
    const stop = (0,report_progress/* startProgress */.X)(host.log, isLive, () => copyLine(progress, isLive), host.signal);
    return () => {
        stopping.abort();
        stop();
    };
}

// EXTERNAL MODULE: ./build/operations/origin/choose-origin.js + 7 modules
var choose_origin = __webpack_require__(53698);
// EXTERNAL MODULE: ./build/operations/records/record.js
var record = __webpack_require__(54585);
// EXTERNAL MODULE: ./build/operations/records/target-record.js
var target_record = __webpack_require__(63875);
;// CONCATENATED MODULE: ./build/operations/records/copy-record.js



/** Collects what happens in a copy, so that it can be reported however far it came. */
class CopyRecord extends target_record/* TargetRecord */.x {
    source;
    #inputs;
    #progress;
    copied = null;
    verified = 'none';
    fork = null;
    constructor(log, inputs, progress) {
        super(log);
        this.#inputs = inputs;
        this.#progress = progress;
        this.source = inputs.source?.database ?? 'the source';
    }
    /** What a fork takes is a phase of the copy as well. */
    phase(name, title, work) {
        const phase = COPY_PHASES.find((one) => one === name);
        const timed = phase === undefined ? work : () => this.#progress.during(phase, work);
        return super.phase(name, title, timed);
    }
    report(failure) {
        const { target, mode } = this.#inputs;
        return {
            source: this.source,
            fork: this.fork,
            target: target.database,
            mode,
            failure: failure === undefined ? null : (0,record/* reported */.Y6)(failure),
            targetState: this.targetState,
            copied: this.copied,
            verified: this.verified,
            previousDatabase: this.previousDatabase,
            safetyBackup: this.safetyBackup,
            phases: this.#progress.phases,
            durationSeconds: this.durationSeconds,
            warnings: this.warnings,
        };
    }
}

// EXTERNAL MODULE: ./build/operations/records/publish.js
var publish = __webpack_require__(91801);
// EXTERNAL MODULE: ./build/operations/target/hand-over.js
var hand_over = __webpack_require__(88603);
// EXTERNAL MODULE: ./build/operations/target/safety-backup.js
var safety_backup = __webpack_require__(1694);
// EXTERNAL MODULE: ./build/operations/with-signal.js
var with_signal = __webpack_require__(82564);
;// CONCATENATED MODULE: ./build/operations/copy.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});

















/**
 * Copies a database into another: asks both servers, refuses what cannot be, makes room in the
 * target, moves everything as of one moment, compares, and only then calls it done. However it
 * ends, it is reported.
 *
 * @throws UserError whatever the first cause was, and in what state the target is
 */
async function copy(host, inputs) {
    const progress = new CopyProgress();
    const record = new CopyRecord(host.log, inputs, progress);
    let failure;
    try {
        await (0,safety_backup/* checkSafetyLock */.qF)(inputs);
        await copyChosen({ host, inputs, record, progress });
    }
    catch (error) {
        failure = (0,hand_over/* withTargetState */.F)(error, record);
        throw failure;
    }
    finally {
        await (0,publish/* publish */.m)(host, (0,drawn/* drawCopy */.kE)(record.report(failure)), inputs.summary);
    }
}
/** The target is looked at before a fork is paid for, and anew when that is there, hours later. */
async function copyChosen(run) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { host, inputs, record } = run;
        const wanted = { connection: inputs.source, fork: inputs.fork };
        const checkPlace = () => (0,safety_backup/* checkSafetyPlace */.aG)(host, { ...inputs, connection: inputs.target }, inputs.safetyBackup);
        // Where the source is unknown, choosing it may already make a fork.
        if (wanted.connection === undefined) {
            await withTarget(run, (target) => checkTargetAlone(inputs, target));
            await checkPlace();
        }
        const chosen = __addDisposableResource(env_1, await (0,choose_origin/* chooseOrigin */.c)(host, wanted, record), true);
        const { facts, session, decision } = chosen;
        record.source = facts.database;
        await record.phase('plan', 'Plan', async () => showPlan(run, facts, decision));
        if (decision.kind === 'fork') {
            const forkOf = chosen.source === undefined ? { connection: undefined } : undefined;
            const source = { session, facts: (0,fork/* factsOfFork */.Be)(facts), decision, forkOf };
            await withTarget(run, (target) => checkCopy(host, inputs, record, source, target));
            await checkPlace();
        }
        const origin = __addDisposableResource(env_1, await chosen.open(), true);
        await withTarget(run, (target) => copyInto(run, chosen, origin, target));
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
function showPlan({ host, inputs: { fork, jobs }, record }, facts, decision) {
    const { sizeBytes, relations } = facts;
    const lines = [
        (0,plan_lines/* sourceLine */._)(facts, relations.length),
        ...(0,fork_lines/* forkLines */.Wm)(decision, fork, sizeBytes, 'copied'),
    ];
    for (const line of lines)
        host.log.info(line);
    for (const warning of (0,fork_lines/* forkWarnings */.i8)(decision, fork, sizeBytes, (0,fork_lines/* gentleCopy */.fN)(jobs))) {
        record.warn(warning);
    }
}
/** @param work is given a session that holds the claim on the target */
async function withTarget({ host, inputs }, work) {
    const target = await (0,postgres_session/* connect */.N)(inputs.target, host.signal).catch((error) => {
        host.signal.throwIfAborted();
        throw ofTarget(error);
    });
    try {
        return await work(target);
    }
    finally {
        await target.end();
    }
}
/** Source and target may have the same host. */
function ofTarget(error) {
    if (!(error instanceof errors/* UserError */.yo))
        return error;
    const { code, message, next } = error;
    return new errors/* UserError */.yo(code, `The target: ${message}`, next, { cause: error });
}
async function copyInto(run, chosen, origin, target) {
    const { host, inputs, record } = run;
    const forkOf = origin.forkOf === null ? undefined : { connection: chosen.source };
    const { session, facts } = origin;
    const source = { session, facts, decision: chosen.decision, forkOf };
    const { guarded, ...checked } = await checkCopy(host, inputs, record, source, target);
    const old = (0,version/* minorFloorWarning */.uW)(checked.client.version);
    if (old !== undefined)
        record.warn(old);
    if (inputs.safetyBackup !== undefined) {
        const own = (0,with_signal/* withSignal */.l)(host, origin.signal);
        const settings = { ...inputs, connection: inputs.target };
        record.safetyBackup = await (0,safety_backup/* takeSafetyBackup */.Yc)(own, settings, inputs.safetyBackup);
    }
    // A fork whose time is over must not cost the target its contents.
    origin.signal.throwIfAborted();
    const prepared = await record.phase('prepare', 'Prepare the target', async () => 
    // Also those that are copied without rows, as unlogged ones of a replica are.
    guarded.prepare(record.savedIn, await (0,user_objects/* listUserTables */.lT)(session)));
    await (0,hand_over/* handOver */.C)(prepared, record, async () => {
        const connection = { ...prepared.connection, hosts: [target.host] };
        const into = { connection, encoding: prepared.facts.locale.encoding };
        await copyAndCheck({ ...run, ...checked, origin, into });
    });
}


/***/ })

};
