export const id = 807;
export const ids = [807];
export const modules = {

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

/***/ 8807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verify: () => (/* binding */ verify)
});

// EXTERNAL MODULE: ./build/client/find.js + 11 modules
var find = __webpack_require__(19245);
// EXTERNAL MODULE: ./build/destinations/open-store.js + 2 modules
var open_store = __webpack_require__(15981);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/restore.js
var restore = __webpack_require__(8452);
// EXTERNAL MODULE: ./build/report/drawn.js + 10 modules
var drawn = __webpack_require__(63750);
;// CONCATENATED MODULE: ./build/verify/compare-tables.js
/** What differs between the rows in an archive and those its manifest names, a sentence each. */
function differingTables(found, expected) {
    const rows = new Map(found.map((table) => [keyOf(table), table.rows]));
    const wrong = expected.flatMap((table) => {
        const there = rows.get(keyOf(table));
        rows.delete(keyOf(table));
        const { schema, name } = table;
        if (there === undefined)
            return [`${schema}.${name} is missing`];
        return there === table.rows ? [] : [`${schema}.${name} has ${there} rows and not ${table.rows}`];
    });
    const unknown = found.filter((table) => rows.has(keyOf(table)));
    return [...wrong, ...unknown.map(({ schema, name }) => `${schema}.${name} is not named there`)];
}
function keyOf({ schema, name }) {
    return JSON.stringify([schema, name]);
}

// EXTERNAL MODULE: ./build/operations/records/publish.js
var publish = __webpack_require__(91801);
// EXTERNAL MODULE: ./build/operations/records/record.js
var record = __webpack_require__(54585);
;// CONCATENATED MODULE: ./build/operations/records/verify-record.js

/** Collects what happens in a verification, so that it can be reported however far it came. */
class VerifyRecord extends record/* RunRecord */.d3 {
    #inputs;
    manifest = null;
    tables = [];
    scratch = null;
    constructor(log, inputs) {
        super(log);
        this.#inputs = inputs;
    }
    report(failure) {
        return {
            wanted: this.#inputs.backup,
            level: this.#inputs.level,
            failure: failure === undefined ? null : (0,record/* reported */.Y6)(failure),
            manifest: this.manifest,
            tables: this.tables,
            scratch: this.scratch,
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
// EXTERNAL MODULE: ./build/operations/stored/read-stored.js
var read_stored = __webpack_require__(84823);
// EXTERNAL MODULE: ./build/operations/trial/find-server.js + 1 modules
var find_server = __webpack_require__(7959);
// EXTERNAL MODULE: ./build/operations/trial/prove-restore.js + 1 modules
var prove_restore = __webpack_require__(17495);
// EXTERNAL MODULE: ./build/manifest/verification.js
var manifest_verification = __webpack_require__(12821);
// EXTERNAL MODULE: ./build/tool.js
var tool = __webpack_require__(54756);
;// CONCATENATED MODULE: ./build/operations/trial/record-verification.js




/**
 * Keeps what was proven beside the manifest, for `latest-verified`, lists and pruning. What was
 * proven by a restore before stays so. Whoever may read a store may not always write to it: that
 * takes nothing from the proof, and is a warning.
 */
async function recordVerification(host, record, store, found, level) {
    const { manifest, manifestBytes } = found;
    const path = `${manifest.id}${manifest_verification/* VERIFICATION_SUFFIX */.yV}`;
    try {
        if (level === 'archive' && (await isRestored(store, found, host.signal)))
            return;
        const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
        const verification = (0,manifest_verification/* verificationOf */.zM)(manifest, manifestBytes, { level, at, tool: tool/* TOOL */.j });
        const content = Buffer.from(`${JSON.stringify(verification, null, 2)}\n`);
        await store.put(manifest.name, path, content, host.signal);
        host.log.info(`Written: ${path}, beside the manifest`);
    }
    catch (error) {
        host.signal.throwIfAborted();
        record.warn(`That it was verified could not be written down: ${(0,errors/* errorLine */.BP)(error)}`);
    }
}
async function isRestored(store, found, signal) {
    if (found.manifest.verification.level === 'restore')
        return true;
    return (await (0,find_backup/* readVerification */.C1)(store, found, signal))?.level === 'restore';
}

// EXTERNAL MODULE: ./build/operations/trial/scratch-database.js + 2 modules
var scratch_database = __webpack_require__(24028);
// EXTERNAL MODULE: ./build/operations/with-signal.js
var with_signal = __webpack_require__(82564);
;// CONCATENATED MODULE: ./build/operations/verify.js
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
 * Proves a backup that is kept somewhere: reads all of it again, or restores it whole into a
 * database that is thrown away. Only then a record of it is written beside its manifest. However
 * it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
async function verify(host, inputs) {
    const record = new VerifyRecord(host.log, inputs);
    let failure;
    try {
        await verifyBackup(host, inputs, record);
    }
    catch (error) {
        failure = error;
        throw error;
    }
    finally {
        await (0,publish/* publish */.m)(host, (0,drawn/* drawVerify */.Q)(record.report(failure)), inputs.summary);
    }
}
async function verifyBackup(host, inputs, record) {
    if (inputs.pgBackup !== undefined)
        return verifyPgBackup(host, inputs, inputs.pgBackup, record);
    const store = await (0,open_store/* openStore */.C)(inputs.source, host, inputs);
    const found = await record.phase('find', 'Find the backup', () => (0,find_backup/* findBackup */.SC)(store, (0,restore/* wantedBackup */.gt)(inputs, inputs.name ?? ''), host.signal, (line) => record.warn(line)));
    const { manifest } = found;
    host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`);
    record.manifest = manifest;
    const run = { host, inputs, record, store, ...(await (0,open_backup/* openBackup */.T)(manifest, inputs.keys)) };
    record.tables = await (inputs.level === 'restore' ? verifyByRestore(run) : verifyArchive(run));
    await recordVerification(host, record, store, found, inputs.level);
}
/** There is no manifest to compare with, and no place beside it to write the proof to. */
async function verifyPgBackup(host, inputs, choice, record) {
    const { store, manifest } = await record.phase('find', 'Find the backup', () => (0,pg_backup/* findPgBackup */.p)(host, choice, record));
    host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`);
    record.manifest = manifest;
    const run = { host, inputs, record, store, ...(await (0,open_backup/* openBackup */.T)(manifest, inputs.keys)) };
    record.tables = await (inputs.level === 'restore' ? verifyByRestore(run) : decodeAtHome(run));
}
async function decodeAtHome(run) {
    const client = await verify_find(run, 0);
    const archive = await run.record.phase('fetch', 'Fetch the archive', () => (0,bring_home/* bringHome */.S)(run.host, run.store, run));
    return await run.record.phase('decode', 'Decode the archive', () => (0,read_stored/* countRows */.B)({ ...run, client }, archive));
}
async function verifyArchive(run) {
    const { manifest } = run;
    const client = await verify_find(run, 0);
    const tables = await (0,read_stored/* readStored */.C)({ ...run, client });
    if (manifest.verification.level === 'none')
        return tables;
    const wrong = differingTables(tables, manifest.tables);
    if (wrong.length === 0)
        return tables;
    throw new errors/* UserError */.yo('E_VERIFY', `The archive ${manifest.id} is not what its manifest says: ${wrong.slice(0, 10).join('; ')}.`, 'Choose another backup, and take a new one.');
}
async function verifyByRestore(run) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { host, inputs, record } = run;
        const start = await findScratch(run);
        const prepared = await record.phase('fetch', 'Fetch the archive, and make room for it', () => fetchBeside(run, start));
        const { archive } = prepared;
        const scratch = __addDisposableResource(env_1, prepared.scratch, true);
        record.scratch = scratch.label;
        const client = await verify_find(run, scratch.facts.major);
        const manifest = await withTables({ ...run, client }, archive);
        const statements = inputs.verifySql;
        await (0,prove_restore/* proveByRestore */.w)({ host, record, client, manifest, archive, scratch, statements });
        return manifest.tables;
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
/** Where the scratch database will be; it is not made yet. */
async function findScratch({ host, inputs, record, manifest }) {
    const { source } = manifest;
    const { scratch } = inputs;
    if (scratch !== undefined)
        return (stoppable) => (0,scratch_database/* openOnGivenServer */.G)(stoppable, scratch, source);
    const major = Number.parseInt(source.serverVersion, 10);
    const server = await record.phase('server', 'Find the server', () => (0,find_server/* findServer */.F)(host, { ...inputs.client, major }));
    return (stoppable) => (0,scratch_database/* openOnOwnServer */.r)(stoppable, server, source);
}
/** Starts the scratch server while the archive comes: if one fails, the other is stopped. */
async function fetchBeside(run, start) {
    const failed = new AbortController();
    const host = (0,with_signal/* withSignal */.l)(run.host, AbortSignal.any([run.host.signal, failed.signal]));
    let cause;
    const noting = (work) => work.catch((error) => {
        cause ??= error;
        failed.abort(error);
    });
    const [scratch, archive] = await Promise.all([
        noting(start(host)),
        noting((0,bring_home/* bringHome */.S)(host, run.store, run)),
    ]);
    if (scratch !== undefined && archive !== undefined)
        return { scratch, archive };
    await scratch?.[Symbol.asyncDispose]();
    throw cause;
}
/** @param targetMajor of the server that it loads into; 0: none */
async function verify_find({ host, inputs, record, manifest }, targetMajor) {
    const choices = { clientVersion: inputs.client.version };
    const major = (0,restore/* chooseClientMajor */.SC)(choices, manifest, targetMajor);
    return await record.phase('client', 'Find the client', () => (0,find/* findClient */.$)({ ...inputs.client, major }, host));
}
/** A backup that was never read back names no rows: they are counted in its archive first. */
async function withTables(run, archive) {
    const { host, client, manifest, record, inputs } = run;
    if (inputs.pgBackup !== undefined) {
        return await record.phase('decode', 'Decode the archive', () => (0,pg_backup/* describeFromArchive */._)(host, client, manifest, archive));
    }
    if (manifest.verification.level !== 'none')
        return manifest;
    const tables = await record.phase('decode', 'Decode the archive', () => (0,read_stored/* countRows */.B)(run, archive));
    const level = 'archive';
    return { ...manifest, tables, verification: { level, at: manifest.createdAt } };
}


/***/ })

};
