export const id = 597;
export const ids = [597,119];
export const modules = {

/***/ 41597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  restore: () => (/* binding */ restore_restore)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/client/find.js + 11 modules
var find = __webpack_require__(19245);
// EXTERNAL MODULE: ./build/destinations/open-store.js + 2 modules
var open_store = __webpack_require__(15981);
// EXTERNAL MODULE: ./build/plan/choose-entries.js + 1 modules
var choose_entries = __webpack_require__(33941);
// EXTERNAL MODULE: ./build/plan/restore.js
var restore = __webpack_require__(8452);
// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: ./build/report/drawn.js + 10 modules
var drawn = __webpack_require__(63750);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
// EXTERNAL MODULE: ./build/target/obstacles.js + 2 modules
var target_obstacles = __webpack_require__(95240);
// EXTERNAL MODULE: ./build/target/role-obstacles.js
var role_obstacles = __webpack_require__(18301);
// EXTERNAL MODULE: ./build/operations/load/read-definitions.js + 1 modules
var read_definitions = __webpack_require__(56583);
;// CONCATENATED MODULE: ./build/operations/load/check-definitions.js




/**
 * What only the archive knows of what it needs: owners, grantees and tablespaces. A lack of one
 * would end the load half-way, when the target has been emptied.
 *
 * @throws UserError that names all obstacles at once; `E_INTEGRITY`
 */
async function checkDefinitions(host, record, inputs, { client, manifest, archive, plan, facts }) {
    const isPlain = manifest.dump.format === 'plain';
    const definitions = await (0,read_definitions/* readDefinitions */.T)(host, client, manifest, archive, plan.arguments);
    const { roles, tablespaces, tables } = definitions;
    const own = inputs.mode === 'swap' ? (0,target_obstacles/* besideTablespace */.jL)(facts) : facts.tablespace;
    const known = [...facts.tablespaces, own];
    const unknown = tablespaces.filter((name) => !known.includes(name));
    const obstacles = [
        ...roleObstacles(inputs, isPlain, facts, roles),
        ...(isPlain ? tablespaceObstacles(unknown) : []),
    ];
    if (obstacles.length > 0)
        throw (0,obstacle/* obstacleError */.qX)(obstacles);
    const all = [...tables, ...manifest.tables];
    if (isPlain || unknown.length === 0)
        return { plan, tables: all };
    record.warn(`The target has no ${(0,obstacle/* named */.KT)('tablespace', unknown)} that may be used: everything is put where the database lies.`);
    return { plan: { ...plan, arguments: [...plan.arguments, '--no-tablespaces'] }, tables: all };
}
const WITHOUT_ROLES = '`no-owner: true` and `no-acl: true`';
/** From plain SQL nothing can be left out, and of a selection pg_restore says no roles. */
function roleObstacles({ noOwner, noAcl, schemas, tables }, isPlain, facts, roles) {
    if (isPlain)
        return (0,role_obstacles/* missingRoles */.e)(facts, roles, 'Take backups in another format');
    const isEverything = schemas.length === 0 && tables.length === 0;
    if ((noOwner && noAcl) || !isEverything)
        return [];
    const without = noOwner ? '`no-acl: true`' : noAcl ? '`no-owner: true`' : WITHOUT_ROLES;
    return (0,role_obstacles/* missingRoles */.e)(facts, roles, `Set ${without}`);
}
function tablespaceObstacles(missing) {
    if (missing.length === 0)
        return [];
    const message = `The backup is plain SQL and needs ${(0,obstacle/* named */.KT)('tablespace', missing)}, which the target has not or may not use`;
    return [(0,obstacle/* obstacle */.ET)('E_RESTORE', message, 'Make them there, or take backups in another format')];
}

// EXTERNAL MODULE: ./build/operations/load/choose-from-archive.js
var choose_from_archive = __webpack_require__(69315);
// EXTERNAL MODULE: ./build/operations/load/load-and-check.js + 5 modules
var load_and_check = __webpack_require__(4862);
// EXTERNAL MODULE: ./build/operations/records/publish.js
var publish = __webpack_require__(91801);
// EXTERNAL MODULE: ./build/operations/records/record.js
var record = __webpack_require__(54585);
// EXTERNAL MODULE: ./build/operations/records/target-record.js
var target_record = __webpack_require__(63875);
;// CONCATENATED MODULE: ./build/operations/records/restore-record.js


/** Collects what happens in a restore, so that it can be reported however far it came. */
class RestoreRecord extends target_record/* TargetRecord */.x {
    /** As far as it is known: an app's may have to be looked up. */
    database;
    #mode;
    manifest = null;
    tables = [];
    verified = 'none';
    constructor(log, database, mode) {
        super(log);
        this.database = database;
        this.#mode = mode;
    }
    report(failure) {
        return {
            database: this.database,
            mode: this.#mode,
            failure: failure === undefined ? null : (0,record/* reported */.Y6)(failure),
            targetState: this.targetState,
            manifest: this.manifest,
            tables: this.tables,
            verified: this.verified,
            previousDatabase: this.previousDatabase,
            safetyBackup: this.safetyBackup,
            phases: this.phases,
            durationSeconds: this.durationSeconds,
            warnings: this.warnings,
        };
    }
}

// EXTERNAL MODULE: ./build/operations/stored/bring-home.js + 1 modules
var bring_home = __webpack_require__(32417);
// EXTERNAL MODULE: ./build/operations/stored/find-backup.js
var find_backup = __webpack_require__(12899);
// EXTERNAL MODULE: ./build/operations/stored/open-backup.js
var open_backup = __webpack_require__(93870);
// EXTERNAL MODULE: ./build/operations/stored/pg-backup.js + 1 modules
var pg_backup = __webpack_require__(73722);
// EXTERNAL MODULE: ./build/operations/target/guard-target.js + 1 modules
var guard_target = __webpack_require__(67252);
// EXTERNAL MODULE: ./build/operations/target/hand-over.js
var hand_over = __webpack_require__(88603);
// EXTERNAL MODULE: ./build/operations/target/heroku-target.js
var heroku_target = __webpack_require__(62119);
// EXTERNAL MODULE: ./build/operations/target/safety-backup.js
var safety_backup = __webpack_require__(1694);
;// CONCATENATED MODULE: ./build/operations/restore.js




















/**
 * Brings a backup into a database: claims and checks the target, brings the archive home with
 * every byte checked, makes room, loads, compares, and only then calls it done. However it ends,
 * it is reported.
 *
 * @throws UserError whatever the first cause was, and in what state the target is
 */
async function restore_restore(host, request) {
    const { mode, summary } = request;
    const database = request.connection?.database ?? `of ${request.heroku?.app}`;
    const record = new RestoreRecord(host.log, database, mode);
    let failure;
    try {
        await (0,safety_backup/* checkSafetyLock */.qF)(request);
        const connection = request.connection ?? (await lookUp(host, request, record));
        record.database = connection.database;
        const isLookedUp = request.connection === undefined;
        await restoreBackup(host, { ...request, connection, isLookedUp }, record);
    }
    catch (error) {
        failure = (0,hand_over/* withTargetState */.F)(error, record);
        throw failure;
    }
    finally {
        await (0,publish/* publish */.m)(host, (0,drawn/* drawRestore */.z4)(record.report(failure)), summary);
    }
}
async function lookUp(host, { heroku }, record) {
    if (heroku === undefined)
        throw new Error('Neither a connection nor an app was given.');
    return record.phase('lookup', 'Ask Heroku', () => (0,heroku_target.findHerokuTarget)(host, heroku, host.signal));
}
async function restoreBackup(host, inputs, record) {
    const { connection, isLookedUp } = inputs;
    const input = isLookedUp ? 'heroku-app' : 'database-url';
    const session = await record.phase('connect', 'Connect', () => (0,postgres_session/* connect */.N)(connection, host.signal));
    try {
        const { store, manifest: stored } = await record.phase('find', 'Find the backup', () => restore_find(host, inputs, record));
        record.manifest = stored;
        const backup = await (0,open_backup/* openBackup */.T)(stored, inputs.keys);
        const { manifest } = backup;
        host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`);
        record.manifest = manifest;
        const guarded = await record.phase('check', 'Check the target', () => (0,guard_target/* guardTarget */.j)(host, connection, session, incoming(manifest, inputs), wishOf(inputs), input));
        await restoreInto(host, inputs, record, { session, store, backup, guarded });
    }
    finally {
        await session.end();
    }
}
async function restore_find(host, inputs, record) {
    if (inputs.pgBackup !== undefined)
        return (0,pg_backup/* findPgBackup */.p)(host, inputs.pgBackup, record);
    const wanted = (0,restore/* wantedBackup */.gt)(inputs, inputs.connection.database);
    const store = await (0,open_store/* openStore */.C)(inputs.source, host, inputs);
    const warn = (line) => record.warn(line);
    const { manifest } = await (0,find_backup/* findBackup */.SC)(store, wanted, host.signal, warn);
    return { store, manifest };
}
const UNSEALED = 'The safety backup is not encrypted, unlike the backup itself. Set encrypt-to, or encrypt-passphrase, to encrypt it.';
async function restoreInto(host, inputs, record, { session, store, backup, guarded }) {
    const { safetyBackup } = inputs;
    await (0,safety_backup/* checkSafetyPlace */.aG)(host, inputs, safetyBackup);
    const choices = { ...inputs, clientVersion: inputs.client.version };
    const planned = (0,restore/* planLoad */.Oj)(choices, backup.manifest, guarded.facts, (0,external_node_os_.availableParallelism)());
    const client = await record.phase('client', 'Find the client', () => (0,find/* findClient */.$)({ ...inputs.client, major: planned.clientMajor }, host));
    const archive = await record.phase('fetch', 'Fetch and check the archive', () => (0,bring_home/* bringHome */.S)(host, store, backup));
    const manifest = await describe(host, inputs, record, client, backup.manifest, archive);
    const fetched = { client, manifest, archive, plan: planned, facts: guarded.facts };
    const { plan, tables, chosen } = await record.phase('definitions', 'Read what the archive needs', async () => ({
        chosen: await (0,choose_from_archive/* chooseFromArchive */.Q)({ host, ...fetched }, inputs),
        ...(await checkDefinitions(host, record, inputs, fetched)),
    }));
    if (safetyBackup !== undefined) {
        if (backup.unseal && inputs.encryption === undefined)
            record.warn(UNSEALED);
        record.safetyBackup = await (0,safety_backup/* takeSafetyBackup */.Yc)(host, inputs, safetyBackup);
    }
    const target = await record.phase('prepare', 'Prepare the target', () => guarded.prepare(record.savedIn, tables));
    await (0,hand_over/* handOver */.C)(target, record, async () => {
        const connection = { ...target.connection, hosts: [session.host] };
        const compareRows = inputs.verify === 'rows';
        const load = { host, record, client, plan, manifest, archive, chosen, connection };
        const { analyze, verifySql: statements } = inputs;
        const compared = await (0,load_and_check/* loadAndCheck */.w)({ ...load, compareRows, analyze, statements });
        record.tables = chosen.tables;
        record.verified = compared ? 'rows' : 'none';
    });
}
/** What PGBackups do not tell of a backup is read from its archive before anything is changed. */
async function describe(host, { pgBackup }, record, client, manifest, archive) {
    if (pgBackup === undefined)
        return manifest;
    const described = await record.phase('decode', 'Decode the archive', () => (0,pg_backup/* describeFromArchive */._)(host, client, manifest, archive));
    record.manifest = described;
    return described;
}
function incoming(manifest, choice) {
    const { serverVersion, encoding, collation, extensions } = manifest.source;
    return {
        id: manifest.id,
        tables: (0,choose_entries/* chosenTables */.o8)(manifest.tables, choice),
        serverVersion,
        encoding,
        collation,
        extensions,
    };
}
function wishOf({ mode, confirm = '', noOwner, role }) {
    return { mode, confirm, noOwner, role };
}


/***/ }),

/***/ 93870:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ openBackup)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _manifest_details_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51090);
/* harmony import */ var _seal_unseal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57100);



/**
 * Opens the manifest of a backup that was found, with the keys that were given. That they are the
 * wrong ones shows here, or, where the manifest has no sealed details, at the first file.
 *
 * @throws UserError `E_DECRYPT` which says what is needed, `E_INTEGRITY`, `E_INPUT`
 */
async function openBackup(manifest, keys) {
    const { id, encryption } = manifest;
    if (encryption === null) {
        refusePlain(id, keys);
        return { manifest, unseal: undefined };
    }
    requireKey(id, encryption, keys);
    const unseal = (0,_seal_unseal_js__WEBPACK_IMPORTED_MODULE_2__/* .unsealer */ .i6)(keys);
    if (encryption.sealed === null)
        return { manifest, unseal };
    const details = await (0,_seal_unseal_js__WEBPACK_IMPORTED_MODULE_2__/* .unsealText */ ._A)(encryption.sealed.details, keys, `The manifest of ${id}`);
    if (details === undefined)
        throw wrongKey(id, encryption);
    return { manifest: (0,_manifest_details_js__WEBPACK_IMPORTED_MODULE_1__/* .withOpenDetails */ .py)(manifest, details), unseal };
}
/**
 * Whoever gives a key means an encrypted backup. One that is not may have been put in its place by
 * somebody who can write to the store and has no key.
 */
function refusePlain(id, { identities, passphrase }) {
    if (identities.length === 0 && passphrase === undefined)
        return;
    const input = passphrase === undefined ? 'decrypt-identity' : 'decrypt-passphrase';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DECRYPT', `${id} is not encrypted, although ${input} is set: it may have been put in the place of another.`, `Leave ${input} out if it was taken without encryption.`);
}
function requireKey(id, encryption, keys) {
    const needsPassphrase = encryption.recipients.includes('scrypt');
    if (needsPassphrase ? keys.passphrase !== undefined : keys.identities.length > 0)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DECRYPT', `${id} is encrypted ${whom(encryption)}.`, needsPassphrase
        ? 'Set decrypt-passphrase to it.'
        : 'Set decrypt-identity to the AGE-SECRET-KEY-... that belongs to it.');
}
function wrongKey(id, encryption) {
    const input = encryption.recipients.includes('scrypt') ? 'decrypt-passphrase' : 'decrypt-identity';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DECRYPT', `${id} is encrypted ${whom(encryption)}, and ${input} does not open it.`, 'Set it to the one of the time when the backup was taken.');
}
const MOST_SHOWN = 5;
/** A post-quantum recipient has 2,000 characters, of which the first ones tell it from others. */
const SHOWN_LENGTH = 80;
function whom({ recipients }) {
    if (recipients.includes('scrypt'))
        return 'with a passphrase';
    const shown = recipients.map((one) => one.slice(0, SHOWN_LENGTH));
    return `to ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .firstOf */ .Ku)(shown, MOST_SHOWN)}`;
}


/***/ }),

/***/ 73722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ describeFromArchive),
  p: () => (/* binding */ findPgBackup)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/archive/archive-header.js

/** As much as a header has at the most, names of databases being at most 63 bytes. */
const MOST_HEADER_BYTES = 4096;
const ALGORITHMS = ['none', 'gzip', 'lz4', 'zstd'];
const CUSTOM = 1;
/**
 * Reads the header of a custom archive of pg_dump 9.0 and newer (ReadHead in
 * pg_backup_archiver.c), without which nobody knows which pg_restore can read the rest.
 *
 * @param bytes from the beginning of the archive, MOST_HEADER_BYTES or all there are
 * @throws UserError `E_INTEGRITY` where it is not one
 */
function parseArchiveHeader(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
        if (buffer.toString('latin1', 0, 5) !== 'PGDMP')
            throw new RangeError('no archive');
        const [major = 0, minor = 0, , intSize = 0, , format] = buffer.subarray(5, 11);
        const reader = new HeaderReader(buffer, 11, intSize);
        // 1.10 came with PostgreSQL 8.0.
        if (format !== CUSTOM || major !== 1 || minor < 10)
            throw new RangeError('another format');
        const compression = readCompression(reader, minor);
        for (let part = 0; part < 7; part++)
            reader.int(); // the time, in the zone of who wrote it
        const [database = '', serverVersion, clientVersion] = [
            reader.text(),
            reader.text(),
            reader.text(),
        ];
        return {
            database,
            serverVersion: versionOf(serverVersion),
            clientVersion: versionOf(clientVersion),
            compression,
        };
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        throw new errors/* UserError */.yo('E_INTEGRITY', 'The file is not an archive of pg_dump in custom format.', 'Choose another backup.', { cause: error });
    }
}
/** A level before 1.15, which is gzip's or 0; the algorithm since. */
function readCompression(reader, minor) {
    if (minor < 15)
        return reader.int() === 0 ? 'none' : 'gzip';
    const algorithm = ALGORITHMS[reader.byte()];
    if (algorithm === undefined)
        throw new RangeError('another compression');
    return algorithm;
}
/** `16.4 (Ubuntu 16.4-1.pgdg22.04+1)` */
function versionOf(text) {
    const version = /^\d+(\.\d+)*/.exec(text)?.[0];
    if (version === undefined)
        throw new RangeError('no version');
    return version;
}
/** Throws a RangeError at the end of its bytes. */
class HeaderReader {
    #bytes;
    #intSize;
    #offset;
    constructor(bytes, offset, intSize) {
        this.#bytes = bytes;
        this.#offset = offset;
        this.#intSize = intSize;
    }
    byte() {
        const byte = this.#bytes.readUInt8(this.#offset);
        this.#offset += 1;
        return byte;
    }
    /** A byte for the sign, then the bytes from the lowest on (ReadInt). */
    int() {
        const isNegative = this.byte() !== 0;
        const value = this.#bytes.readUIntLE(this.#offset, this.#intSize);
        this.#offset += this.#intSize;
        return isNegative ? -value : value;
    }
    text() {
        const length = Math.max(0, this.int());
        const end = this.#offset + length;
        if (end > this.#bytes.length)
            throw new RangeError('too short');
        const text = this.#bytes.toString('utf8', this.#offset, end);
        this.#offset = end;
        return text;
    }
}

// EXTERNAL MODULE: ./build/forks/clock.js
var clock = __webpack_require__(83196);
// EXTERNAL MODULE: ./build/tool.js
var tool = __webpack_require__(54756);
// EXTERNAL MODULE: ./build/operations/load/read-definitions.js + 1 modules
var read_definitions = __webpack_require__(56583);
// EXTERNAL MODULE: ./build/operations/stored/read-stored.js
var read_stored = __webpack_require__(84823);
;// CONCATENATED MODULE: ./build/operations/stored/pg-backup.js





/**
 * Finds a backup of PGBackups. It has no manifest: what one would say is taken from Heroku's word
 * and from the head of the archive, and the rest from the archive itself, once it is here.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_DOWNLOAD`, `E_INTEGRITY`
 */
async function findPgBackup(host, choice, record) {
    const { openPgBackup } = await Promise.all(/* import() */[__webpack_require__.e(801), __webpack_require__.e(754)]).then(__webpack_require__.bind(__webpack_require__, 83754));
    const { environment, log } = host;
    const context = {
        ...{ environment, log, connection: undefined, clock: clock/* systemClock */.m },
        addSecret: (value) => host.addSecret(value),
    };
    const { backup, file } = await openPgBackup(choice, context, host.signal);
    const header = parseArchiveHeader(file.head);
    const path = `${backup.name}.dump`;
    record.warn(`${backup.name} is of PGBackups, which keeps no manifest: nothing but the archive itself says what should be in it.`);
    if (backup.storedBytes !== 0 && backup.storedBytes !== file.sizeBytes) {
        record.warn(`Heroku says that ${backup.name} has ${backup.storedBytes} bytes, and its file has ${file.sizeBytes}.`);
    }
    const createdAt = backup.createdAt.toISOString().replace(/\.\d+Z$/, 'Z');
    const { database, serverVersion, clientVersion, compression } = header;
    return {
        store: {
            label: `PGBackups of ${choice.app}`,
            read: (_name, _path, signal) => file.read(signal),
        },
        manifest: {
            manifestVersion: 1,
            id: `heroku:${choice.app}::${backup.name}`,
            name: choice.app,
            createdAt,
            tool: tool/* TOOL */.j,
            source: {
                database,
                serverVersion,
                sizeBytes: backup.sourceBytes,
                ...{ encoding: 'UTF8', collation: '', extensions: [], forkOf: null },
            },
            dump: {
                ...{ format: 'custom', compression, clientVersion, jobs: 1, durationSeconds: 0 },
                files: [{ path, sizeBytes: file.sizeBytes, sha256: '' }],
            },
            encryption: null,
            tables: [],
            verification: { level: 'none', at: null },
        },
    };
}
/**
 * What the manifest of such a backup would say, read from the archive: all of it is decoded, which
 * proves that it is whole.
 *
 * @throws UserError `E_INTEGRITY`
 */
async function describeFromArchive(host, client, manifest, archive) {
    const tables = await (0,read_stored/* countRows */.B)({ host, client, manifest }, archive);
    const { extensions } = await (0,read_definitions/* readDefinitions */.T)(host, client, manifest, archive);
    const facts = extensions.map(({ name, schema }) => ({ name, schema, version: '' }));
    return {
        ...manifest,
        tables,
        source: { ...manifest.source, extensions: facts },
        verification: { level: 'archive', at: manifest.createdAt },
    };
}


/***/ }),

/***/ 84823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ countRows),
/* harmony export */   C: () => (/* binding */ readStored)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _archive_read_back_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72129);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _manifest_manifest_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4055);
/* harmony import */ var _report_report_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(87177);
/* harmony import */ var _dump_watch_flow_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82302);
/* harmony import */ var _load_read_definitions_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56583);
/* harmony import */ var _bring_home_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32417);
/* harmony import */ var _fetch_archive_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(90172);









/**
 * Reads what a store keeps of a backup, all of it: once to compare every byte with the manifest,
 * and again to decode it, so that pg_restore sees nothing that was not checked (CVE-2026-116314).
 * What is one file never touches the disk here; a directory has to be on it to be decoded.
 *
 * @returns the rows of every table, counted in the archive
 * @throws UserError `E_INTEGRITY`, `E_DECRYPT`, `E_NOT_FOUND`
 */
async function readStored(stored) {
    const { host, record, store, manifest } = stored;
    if (manifest.dump.format === 'directory') {
        const directory = await record.phase('fetch', 'Fetch and check the archive', () => (0,_bring_home_js__WEBPACK_IMPORTED_MODULE_5__/* .bringHome */ .S)(host, store, stored));
        return await record.phase('decode', 'Decode the archive', () => countRows(stored, directory));
    }
    await record.phase('bytes', 'Compare every byte', () => (0,_dump_watch_flow_js__WEBPACK_IMPORTED_MODULE_3__/* .withFlow */ .P)(host, 'read', (0,_report_report_js__WEBPACK_IMPORTED_MODULE_7__/* .totalBytes */ .ob)(manifest), (flow) => checkBytes(stored, flow)));
    const file = archiveFile(manifest);
    return await record.phase('decode', 'Decode the archive', () => (0,_dump_watch_flow_js__WEBPACK_IMPORTED_MODULE_3__/* .withFlow */ .P)(host, 'decode', file.sizeBytes, (flow) => decode(stored, (options) => decodeBytes(manifest, (0,_fetch_archive_js__WEBPACK_IMPORTED_MODULE_6__/* .readOpened */ .ay)(store, stored, file, flow, host.signal), options))));
}
/** The rows of every table in an archive on this machine, its bytes checked and decrypted. */
async function countRows(run, archive) {
    return await decode(run, (options) => run.manifest.dump.format === 'directory'
        ? (0,_archive_read_back_js__WEBPACK_IMPORTED_MODULE_1__/* .readBackDirectory */ .Z)(archive, options)
        : decodeBytes(run.manifest, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(archive), options));
}
async function checkBytes({ host, store, manifest }, flow) {
    for (const file of manifest.dump.files) {
        const { signal } = host;
        for await (const _ of (0,_fetch_archive_js__WEBPACK_IMPORTED_MODULE_6__/* .readChecked */ .Yi)(store, manifest.name, file, flow, signal))
            ;
    }
}
function archiveFile(manifest) {
    const [file] = (0,_report_report_js__WEBPACK_IMPORTED_MODULE_7__/* .archiveFiles */ .a)(manifest);
    if (file === undefined)
        throw new Error('A manifest names at least one file.');
    return file;
}
async function decode({ host, client }, read) {
    const { signal, cleanup } = host;
    try {
        return await read({ client, environment: _load_read_definitions_js__WEBPACK_IMPORTED_MODULE_4__/* .DECODING_ONLY */ .h, signal, cleanup });
    }
    catch (error) {
        throw asOfTheStore(error);
    }
}
async function decodeBytes(manifest, bytes, options) {
    const { format } = manifest.dump;
    if (format === 'directory')
        throw new Error('A directory is no file.');
    const readBack = (0,_archive_read_back_js__WEBPACK_IMPORTED_MODULE_1__/* .startReadBack */ .K)(format, { method: (0,_manifest_manifest_js__WEBPACK_IMPORTED_MODULE_8__/* .compressionMethod */ .c)(manifest) }, options);
    try {
        for await (const chunk of bytes)
            await readBack.write(chunk);
        return await readBack.finish();
    }
    finally {
        readBack.stop();
    }
}
/** The same words as in a backup, but what to do next is something else. */
function asOfTheStore(error) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo && error.code === 'E_INTEGRITY'))
        return error;
    const next = 'Choose another backup, and take a new one.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(error.code, error.message, next, { cause: error });
}


/***/ }),

/***/ 62119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findHerokuTarget: () => (/* binding */ findHerokuTarget)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _forks_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83196);


/**
 * The way to a database of a Heroku app, which is to be written to.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`
 */
async function findHerokuTarget(host, inputs, signal) {
    const { herokuDatabase } = await Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(513), __webpack_require__.e(801), __webpack_require__.e(413)]).then(__webpack_require__.bind(__webpack_require__, 82413));
    const { environment, log } = host;
    const { connection, label, isFollower } = await herokuDatabase(inputs, {
        ...{ environment, log, connection: undefined, clock: _forks_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .systemClock */ .m },
        addSecret: (value, publicWords) => host.addSecret(value, publicWords),
    }, signal);
    if (isFollower) {
        const message = `${label} is a follower, which cannot be written to.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', message, 'Set heroku-database to its leader.');
    }
    log.info(`The target is ${label}.`);
    return connection;
}


/***/ })

};
