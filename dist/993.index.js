export const id = 993;
export const ids = [993];
export const modules = {

/***/ 89596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ openStore)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/destinations/disk-space.js
var disk_space = __webpack_require__(89344);
// EXTERNAL MODULE: ./build/destinations/store-path.js
var store_path = __webpack_require__(63969);
;// CONCATENATED MODULE: ./build/destinations/file-store.js







const CHUNK_BYTES = 256 * 1024;
/** Reads backups from a folder of this machine or of a network file system. */
function openFileStore(url, host) {
    return new FileStore(url.text, (0,external_node_path_.resolve)(url.directory), host.cleanup);
}
class FileStore {
    label;
    #root;
    #cleanup;
    constructor(label, root, cleanup) {
        this.label = label;
        this.#root = root;
        this.#cleanup = cleanup;
    }
    async *list(name, signal) {
        const folder = (0,external_node_path_.join)(this.#root, (0,store_path/* folderInStore */.BN)(name));
        try {
            for await (const entry of await (0,promises_.opendir)(folder)) {
                signal.throwIfAborted();
                if ((0,store_path/* isHidden */.dK)(entry.name))
                    continue;
                if (entry.isFile() || entry.isDirectory())
                    yield entry.name;
            }
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) !== 'ENOENT')
                throw this.#unreadable(error, name);
        }
    }
    async *read(name, path, signal) {
        const inStore = (0,store_path/* pathInStore */.Wr)(name, path);
        try {
            const file = await openInside((0,external_node_path_.join)(this.#root, name), (0,external_node_path_.join)(this.#root, inStore));
            try {
                yield* readWhole(file, inStore, signal);
            }
            finally {
                await file.close();
            }
        }
        catch (error) {
            throw this.#unreadable(error, inStore);
        }
    }
    async put(name, path, content, signal) {
        const target = (0,external_node_path_.join)(this.#root, (0,store_path/* pathInStore */.Wr)(name, path));
        const partial = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_crypto_.randomUUID)()}.partial`);
        const cleanup = this.#cleanup.add({ kind: 'remove-path', path: partial });
        try {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true, mode: 0o700 });
            await writeDurably(partial, content);
            signal.throwIfAborted();
            await (0,promises_.rename)(partial, target);
            await syncFolder((0,external_node_path_.dirname)(target));
        }
        catch (error) {
            throw await (0,disk_space/* asDiskError */.k_)(error, this.label, 0);
        }
        finally {
            await (0,promises_.rm)(partial, { force: true }).then(cleanup.done, () => { });
        }
    }
    #unreadable(error, inStore) {
        const code = (0,errors/* errorCode */.CA)(error);
        if (error instanceof errors/* UserError */.yo || code === undefined)
            return error;
        if (code === 'ENOENT' || code === 'ENOTDIR') {
            const message = `${inStore} is not in ${this.label}.`;
            return new errors/* UserError */.yo('E_NOT_FOUND', message, 'Check source, name and backup.');
        }
        const message = `${inStore} in ${this.label} cannot be read: ${(0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(error))}`;
        return new errors/* UserError */.yo('E_DISK', message, 'See that this user may read it.', { cause: error });
    }
}
/**
 * Opens a regular file that lies in a folder once every link on the way to it was followed. The
 * folder itself may be one. A FIFO would keep the opening waiting for ever, hence O_NONBLOCK.
 */
async function openInside(folder, file) {
    const real = await (0,promises_.realpath)(file);
    const path = (0,external_node_path_.relative)(await (0,promises_.realpath)(folder), real);
    if (path === '..' || path.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(path))
        throw refused(file);
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = external_node_fs_.constants;
    const handle = await (0,promises_.open)(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if ((await handle.stat()).isFile())
        return handle;
    await handle.close();
    throw refused(file);
}
function refused(file) {
    return new errors/* UserError */.yo('E_INTEGRITY', `${file} is not a file in its backup's folder.`, 'A link leads elsewhere; choose another backup.');
}
/** New memory for each chunk: who takes one may keep it. */
async function* readWhole(file, inStore, signal) {
    const before = await file.stat({ bigint: true });
    for (let position = 0;;) {
        signal.throwIfAborted();
        const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
        const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
        if (bytesRead === 0)
            break;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
    }
    if (isSame(before, await file.stat({ bigint: true })))
        return;
    const message = `${inStore} was altered while it was read.`;
    throw new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again when nothing writes to it.');
}
function isSame(before, after) {
    return before.size === after.size && before.mtimeNs === after.mtimeNs;
}
async function writeDurably(path, content) {
    const file = await (0,promises_.open)(path, 'wx', 0o600);
    try {
        await file.writeFile(content);
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** A new name is safe on disk only once its folder is. Not every file system can do that. */
async function syncFolder(folder) {
    const handle = await (0,promises_.open)(folder, 'r').catch(() => undefined);
    await handle?.sync().catch(() => { });
    await handle?.close();
}

;// CONCATENATED MODULE: ./build/destinations/open-store.js

/**
 * Opens a place to read backups from; nothing is asked of it yet. The SDKs are loaded only where
 * they are used.
 *
 * @throws UserError `E_INPUT` where artifacts cannot be read with what was given
 */
async function openStore(url, host, options) {
    switch (url.kind) {
        case 'artifact': {
            const { openArtifactStore } = await __webpack_require__.e(/* import() */ 150).then(__webpack_require__.bind(__webpack_require__, 22150));
            return openArtifactStore(host, options);
        }
        case 's3': {
            const { openS3Store } = await Promise.all(/* import() */[__webpack_require__.e(711), __webpack_require__.e(353), __webpack_require__.e(741)]).then(__webpack_require__.bind(__webpack_require__, 11741));
            return openS3Store(url, host.log);
        }
        case 'file':
            return openFileStore(url, host);
    }
}


/***/ }),

/***/ 63969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BN: () => (/* binding */ folderInStore),
/* harmony export */   Wr: () => (/* binding */ pathInStore),
/* harmony export */   dK: () => (/* binding */ isHidden)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65320);


/**
 * The path of a file below the root of a store: `name/path`. What names it was found in a store
 * or in a manifest, so nothing in it may lead elsewhere, neither here nor in a store that
 * normalises keys.
 *
 * @throws UserError `E_INTEGRITY`
 */
function pathInStore(name, path) {
    const isPlain = (part) => !['', '.', '..'].includes(part) && !/[\\\0]/.test(part);
    if (path.split('/').every(isPlain))
        return `${folderInStore(name)}/${path}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', `${path} is not the path of a file of a backup.`, 'What names it may have been altered; choose another backup.');
}
/**
 * The folder of a series below the root of a store: its name.
 *
 * @throws UserError `E_INPUT`
 */
function folderInStore(name) {
    if ((0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_1__/* .isSeriesName */ .P)(name))
        return name;
    const message = `"${name}" is not the name of a series of backups.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', message, 'Check the input name.');
}
/** Backups and what is put beside them have no dot at the start; what is being written does. */
function isHidden(entry) {
    return entry.startsWith('.');
}


/***/ }),

/***/ 12821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OK: () => (/* binding */ MANIFEST_SUFFIX),
/* harmony export */   Vz: () => (/* binding */ parseVerification),
/* harmony export */   yV: () => (/* binding */ VERIFICATION_SUFFIX),
/* harmony export */   zM: () => (/* binding */ verificationOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const MANIFEST_SUFFIX = '.manifest.json';
const VERIFICATION_SUFFIX = '.verification.json';
function verificationOf(manifest, manifestBytes, proof) {
    const manifestSha256 = sha256(manifestBytes);
    return { verificationVersion: 1, id: manifest.id, manifestSha256, ...proof };
}
/** Reads a record as hostile input; undefined where it does not prove this very manifest. */
function parseVerification(record, manifestBytes) {
    let value;
    try {
        value = JSON.parse(Buffer.from(record).toString('utf8'));
    }
    catch {
        return undefined;
    }
    const { verificationVersion, level, manifestSha256 } = (value ?? {});
    if (verificationVersion !== 1 || manifestSha256 !== sha256(manifestBytes))
        return undefined;
    return level === 'archive' || level === 'restore' ? { level } : undefined;
}
function sha256(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}


/***/ }),

/***/ 42101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SC: () => (/* binding */ findBackup),
  C1: () => (/* binding */ find_backup_readVerification)
});

// UNUSED EXPORTS: idsIn

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/backup-name.js
var backup_name = __webpack_require__(65320);
;// CONCATENATED MODULE: ./build/manifest/parse.js


/** A manifest lists tables and files; a million tables make 100 MB. More is not a manifest. */
const MOST_MANIFEST_BYTES = 256 * 1024 * 1024;
/**
 * Reads a manifest as what it is: a file that anyone who can write to the bucket may have written.
 * Only what is known is taken over, and only if it has the shape it should have.
 *
 * @param id the backup it was found under, which it has to be of
 * @throws UserError `E_INTEGRITY` that names the first field that is wrong
 */
function parseManifest(text, id) {
    const root = new Field(parseJson(text, id), 'manifest', id);
    if (root.at('manifestVersion').value !== 1) {
        throw root.at('manifestVersion').wrong('is not 1; a newer version of this tool may read it');
    }
    if (root.at('id').text() !== id)
        throw root.at('id').wrong('is of another backup');
    const name = root.at('name').text();
    if (!(0,backup_name/* isSeriesName */.P)(name) || (0,backup_name/* parseBackupId */.JN)(id)?.name !== name)
        throw root.at('name').wrong();
    const tool = root.at('tool');
    return {
        manifestVersion: 1,
        id,
        name,
        createdAt: root.at('createdAt').time(),
        tool: { name: tool.at('name').text(), version: tool.at('version').text() },
        source: readSource(root.at('source')),
        dump: readDump(root.at('dump'), id),
        encryption: readEncryption(root.at('encryption')),
        tables: root.at('tables').list(readTable),
        verification: readVerification(root.at('verification')),
    };
}
function readSource(source) {
    return {
        database: source.at('database').text(),
        serverVersion: source.at('serverVersion').text(),
        sizeBytes: source.at('sizeBytes').count(),
        encoding: source.at('encoding').text(),
        collation: source.at('collation').text(),
        extensions: source.at('extensions').list((extension) => ({
            name: extension.at('name').text(),
            version: extension.at('version').text(),
            schema: extension.at('schema').text(),
        })),
        forkOf: source.at('forkOf').orNull((forkOf) => forkOf.text()),
    };
}
const FORMATS = ['custom', 'directory', 'tar', 'plain'];
const LEVELS = ['none', 'archive', 'restore'];
function readDump(dump, id) {
    const files = dump.at('files').list((file) => readFile(file, id));
    if (files.length === 0)
        throw dump.at('files').wrong('is empty');
    if (new Set(files.map(({ path }) => path)).size < files.length) {
        throw dump.at('files').wrong('names a file twice');
    }
    return {
        format: dump.at('format').oneOf(FORMATS),
        compression: readCompression(dump.at('compression')),
        clientVersion: dump.at('clientVersion').text(),
        jobs: dump.at('jobs').count(),
        durationSeconds: dump.at('durationSeconds').amount(),
        files,
    };
}
function readCompression(compression) {
    const text = compression.text();
    if (!/^(none|gzip|lz4|zstd)(:\d{1,2})?$/.test(text))
        throw compression.wrong();
    return text;
}
/** What a file may be called: the id, then an extension, or a name of pg_dump's in a folder. */
const FILE_SUFFIX = /^(?:(?:\.[A-Za-z0-9]+){1,4}|\/[A-Za-z0-9_]+(?:\.[A-Za-z0-9]+){0,3})$/;
function readFile(file, id) {
    const path = file.at('path').text();
    if (!path.startsWith(id) || !FILE_SUFFIX.test(path.slice(id.length))) {
        throw file.at('path').wrong('is not a file of this backup');
    }
    const sha256 = file.at('sha256').text();
    if (!/^[0-9a-f]{64}$/.test(sha256))
        throw file.at('sha256').wrong();
    return { path, sizeBytes: file.at('sizeBytes').count(), sha256 };
}
function readEncryption(encryption) {
    return encryption.orNull((known) => ({
        kind: known.at('kind').oneOf(['age']),
        recipients: known.at('recipients').list((recipient) => recipient.text()),
    }));
}
function readTable(table) {
    return {
        schema: table.at('schema').text(),
        name: table.at('name').text(),
        rows: table.at('rows').count(),
    };
}
function readVerification(verification) {
    return {
        level: verification.at('level').oneOf(LEVELS),
        at: verification.at('at').orNull((at) => at.time()),
    };
}
function parseJson(text, id) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw damaged(id, 'is not JSON', { cause });
    }
}
/** A value of the manifest, and where it stands in it. */
class Field {
    value;
    #path;
    #id;
    constructor(value, path, id) {
        this.value = value;
        this.#path = path;
        this.#id = id;
    }
    at(name) {
        const { value } = this;
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            throw this.wrong();
        const own = Object.hasOwn(value, name) ? value[name] : undefined;
        return new Field(own, `${this.#path}.${name}`, this.#id);
    }
    list(read) {
        if (!Array.isArray(this.value))
            throw this.wrong();
        return this.value.map((item, index) => read(new Field(item, `${this.#path}[${index}]`, this.#id)));
    }
    orNull(read) {
        return this.value === null ? null : read(this);
    }
    text() {
        const { value } = this;
        if (typeof value !== 'string' || value === '' || value.includes('\0'))
            throw this.wrong();
        return value;
    }
    oneOf(known) {
        const found = known.find((one) => one === this.value);
        if (found === undefined)
            throw this.wrong(`is none of ${known.join(', ')}`);
        return found;
    }
    /** A whole number of things or bytes. */
    count() {
        const { value } = this;
        if (!Number.isSafeInteger(value) || value < 0)
            throw this.wrong();
        return value;
    }
    amount() {
        const { value } = this;
        if (typeof value !== 'number' || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
            throw this.wrong();
        }
        return value;
    }
    time() {
        const text = this.text();
        const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text);
        if (!isTime || Number.isNaN(Date.parse(text)))
            throw this.wrong();
        return text;
    }
    wrong(how = 'is missing or not what it should be') {
        return damaged(this.#id, `${this.#path} ${how}`);
    }
}
function damaged(id, what, options = {}) {
    return new errors/* UserError */.yo('E_INTEGRITY', `The manifest of ${id} cannot be used: ${what}.`, 'Choose another backup; what lies there may have been altered.', options);
}

// EXTERNAL MODULE: ./build/manifest/verification.js
var verification = __webpack_require__(12821);
;// CONCATENATED MODULE: ./build/operations/find-backup.js




/**
 * Finds a backup in a store. What has no manifest is not a backup; the newest is the one whose id
 * says so, since the store's own times are those of the upload.
 *
 * @throws UserError `E_NOT_FOUND` which says what is there; `E_INTEGRITY` for a bad manifest
 */
async function findBackup(store, wanted, signal) {
    const name = 'id' in wanted ? (0,backup_name/* parseBackupId */.JN)(wanted.id)?.name : wanted.name;
    if (name === undefined)
        throw notFound(store, `${'id' in wanted ? wanted.id : ''} is not an id`);
    const paths = new Set(await collect(store.list(name, signal)));
    const ids = idsIn(paths, name);
    if ('id' in wanted) {
        if (!ids.includes(wanted.id))
            throw notFound(store, `${wanted.id} is not there`, ids);
        return readBackup(store, name, wanted.id, signal);
    }
    if (wanted.newest === 'latest') {
        const [newest] = ids;
        if (newest === undefined)
            throw notFound(store, `there is no backup named ${name}`);
        return readBackup(store, name, newest, signal);
    }
    for (const id of ids) {
        const found = await readBackup(store, name, id, signal);
        if (found.manifest.verification.level === 'restore')
            return found;
        if (await isProven(store, found, paths, signal))
            return found;
    }
    throw notFound(store, `no backup named ${name} was verified by a restore`, ids);
}
/** The ids that have a manifest, the newest first. */
function idsIn(paths, name) {
    return [...paths]
        .filter((path) => path.endsWith(verification/* MANIFEST_SUFFIX */.OK))
        .map((path) => path.slice(0, -verification/* MANIFEST_SUFFIX */.OK.length))
        .filter((id) => (0,backup_name/* parseBackupId */.JN)(id)?.name === name)
        .sort((one, other) => timeOf(other) - timeOf(one) || (one < other ? 1 : -1));
}
function timeOf(id) {
    return (0,backup_name/* parseBackupId */.JN)(id)?.createdAt.getTime() ?? 0;
}
async function readBackup(store, name, id, signal) {
    const manifestBytes = await readWhole(store, name, `${id}${verification/* MANIFEST_SUFFIX */.OK}`, signal);
    return { manifest: parseManifest(manifestBytes.toString('utf8'), id), manifestBytes };
}
/** Whether a verification beside it, of this very manifest, says that it was restored. */
async function isProven(store, found, paths, signal) {
    if (!paths.has(`${found.manifest.id}${verification/* VERIFICATION_SUFFIX */.yV}`))
        return false;
    return (await find_backup_readVerification(store, found, signal))?.level === 'restore';
}
/** The later proof beside a manifest; undefined where it proves nothing of this one. */
async function find_backup_readVerification(store, { manifest, manifestBytes }, signal) {
    const path = `${manifest.id}${verification/* VERIFICATION_SUFFIX */.yV}`;
    const record = await readWhole(store, manifest.name, path, signal);
    return (0,verification/* parseVerification */.Vz)(record, manifestBytes);
}
async function readWhole(store, name, path, signal) {
    const chunks = [];
    let size = 0;
    for await (const chunk of store.read(name, path, signal)) {
        size += chunk.length;
        if (size > MOST_MANIFEST_BYTES) {
            throw new errors/* UserError */.yo('E_INTEGRITY', `${path} is too large to be a manifest.`);
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function collect(items) {
    const all = [];
    for await (const item of items)
        all.push(item);
    return all;
}
function notFound(store, what, ids = []) {
    const there = ids.length > 0 ? ` The newest there is ${ids[0]}, of ${ids.length}.` : '';
    return new errors/* UserError */.yo('E_NOT_FOUND', `In ${store.label}, ${what}.${there}`, 'Check source, name and backup.');
}


/***/ }),

/***/ 65993:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verify: () => (/* binding */ verify)
});

// EXTERNAL MODULE: ./build/client/find.js + 11 modules
var find = __webpack_require__(19245);
// EXTERNAL MODULE: ./build/destinations/open-store.js + 1 modules
var open_store = __webpack_require__(89596);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/restore.js
var restore = __webpack_require__(8452);
// EXTERNAL MODULE: ./build/report/drawn.js + 9 modules
var drawn = __webpack_require__(54606);
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

// EXTERNAL MODULE: ./build/operations/bring-home.js
var bring_home = __webpack_require__(56999);
// EXTERNAL MODULE: ./build/operations/find-backup.js + 1 modules
var find_backup = __webpack_require__(42101);
// EXTERNAL MODULE: ./build/operations/find-server.js + 1 modules
var find_server = __webpack_require__(40574);
// EXTERNAL MODULE: ./build/operations/prove-restore.js + 1 modules
var prove_restore = __webpack_require__(56690);
// EXTERNAL MODULE: ./build/operations/publish.js
var publish = __webpack_require__(72912);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build/archive/read-back.js
var read_back = __webpack_require__(72129);
// EXTERNAL MODULE: ./build/manifest/manifest.js
var manifest_manifest = __webpack_require__(4055);
// EXTERNAL MODULE: ./build/report/report.js
var report = __webpack_require__(87177);
// EXTERNAL MODULE: ./build/operations/fetch-archive.js
var fetch_archive = __webpack_require__(28060);
// EXTERNAL MODULE: ./build/operations/read-definitions.js + 1 modules
var read_definitions = __webpack_require__(76983);
// EXTERNAL MODULE: ./build/operations/watch-flow.js
var watch_flow = __webpack_require__(26697);
;// CONCATENATED MODULE: ./build/operations/read-stored.js









/**
 * Reads what a store keeps of a backup, all of it: once to compare every byte with the manifest,
 * and again to decode it, so that pg_restore sees nothing that was not checked (CVE-2026-116314).
 * What is one file never touches the disk here; a directory has to be on it to be decoded.
 *
 * @returns the rows of every table, counted in the archive
 * @throws UserError `E_INTEGRITY`, `E_NOT_FOUND`
 */
async function readStored(stored) {
    const { host, record, store, manifest } = stored;
    if (manifest.dump.format === 'directory') {
        const directory = await record.phase('fetch', 'Fetch and check the archive', () => (0,bring_home/* bringHome */.S)(host, store, manifest));
        return await record.phase('decode', 'Decode the archive', () => decode(stored, directory));
    }
    await record.phase('bytes', 'Compare every byte', () => (0,watch_flow/* withFlow */.P)(host, 'read', (0,report/* totalBytes */.ob)(manifest), (flow) => checkBytes(stored, flow)));
    return await record.phase('decode', 'Decode the archive', () => decode(stored));
}
/** The rows of every table in an archive on this machine, its bytes checked. */
async function countRows(stored, archive) {
    const store = { read: () => (0,external_node_fs_.createReadStream)(archive) };
    return await decode({ ...stored, store }, archive);
}
async function checkBytes({ host, store, manifest }, flow) {
    for (const file of manifest.dump.files) {
        const { signal } = host;
        for await (const _ of (0,fetch_archive/* readChecked */.Y)(store, manifest.name, file, flow, signal))
            ;
    }
}
/** @param directory where it is one */
async function decode(stored, directory) {
    const { host, client, manifest } = stored;
    const { signal, cleanup } = host;
    const options = { client, environment: read_definitions/* DECODING_ONLY */.h, signal, cleanup };
    try {
        if (directory !== undefined && manifest.dump.format === 'directory') {
            return await (0,read_back/* readBackDirectory */.Z)(directory, options);
        }
        const [file] = (0,report/* archiveFiles */.a)(manifest);
        if (file === undefined)
            throw new Error('A manifest names at least one file.');
        return await (0,watch_flow/* withFlow */.P)(host, 'decode', file.sizeBytes, (flow) => decodeFile(stored, file, options, flow));
    }
    catch (error) {
        throw asOfTheStore(error);
    }
}
async function decodeFile({ store, manifest }, file, options, flow) {
    const { name, dump } = manifest;
    if (dump.format === 'directory')
        throw new Error('A directory is no file.');
    const readBack = (0,read_back/* startReadBack */.K)(dump.format, { method: (0,manifest_manifest/* compressionMethod */.c)(manifest) }, options);
    try {
        for await (const chunk of (0,fetch_archive/* readChecked */.Y)(store, name, file, flow, options.signal)) {
            await readBack.write(chunk);
        }
        return await readBack.finish();
    }
    finally {
        readBack.stop();
    }
}
/** The same words as in a backup, but what to do next is something else. */
function asOfTheStore(error) {
    if (!(error instanceof errors/* UserError */.yo && error.code === 'E_INTEGRITY'))
        return error;
    const next = 'Choose another backup, and take a new one.';
    return new errors/* UserError */.yo(error.code, error.message, next, { cause: error });
}

// EXTERNAL MODULE: ./build/manifest/verification.js
var manifest_verification = __webpack_require__(12821);
// EXTERNAL MODULE: ./build/tool.js
var tool = __webpack_require__(54756);
;// CONCATENATED MODULE: ./build/operations/record-verification.js




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
    try {
        return (await (0,find_backup/* readVerification */.C1)(store, found, signal))?.level === 'restore';
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'E_NOT_FOUND')
            return false;
        throw error;
    }
}

// EXTERNAL MODULE: ./build/operations/scratch-database.js + 2 modules
var scratch_database = __webpack_require__(11357);
// EXTERNAL MODULE: ./build/operations/record.js
var record = __webpack_require__(57270);
;// CONCATENATED MODULE: ./build/operations/verify-record.js

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
    const store = await (0,open_store/* openStore */.C)(inputs.source, host, inputs);
    const found = await record.phase('find', 'Find the backup', () => (0,find_backup/* findBackup */.SC)(store, (0,restore/* wantedBackup */.gt)(inputs, inputs.name ?? ''), host.signal));
    const { manifest } = found;
    host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`);
    record.manifest = manifest;
    const run = { host, inputs, record, store, found };
    record.tables = await (inputs.level === 'restore' ? verifyByRestore(run) : verifyArchive(run));
    await recordVerification(host, record, store, found, inputs.level);
}
async function verifyArchive(run) {
    const { manifest } = run.found;
    const client = await verify_find(run, 0);
    const tables = await readStored({ ...run, client, manifest });
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
        const { host, inputs, record, store } = run;
        const scratch = __addDisposableResource(env_1, await openScratch(run), true);
        record.scratch = scratch.label;
        const client = await verify_find(run, scratch.facts.major);
        const { manifest: stored } = run.found;
        const archive = await record.phase('fetch', 'Fetch and check the archive', () => (0,bring_home/* bringHome */.S)(host, store, stored));
        const manifest = await withTables({ ...run, client, manifest: stored }, archive);
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
async function openScratch({ host, inputs, record, found }) {
    const { source } = found.manifest;
    const { scratch } = inputs;
    if (scratch !== undefined) {
        return await record.phase('scratch', 'Make a scratch database', () => (0,scratch_database/* openOnGivenServer */.G)(host, scratch, source));
    }
    const major = Number.parseInt(source.serverVersion, 10);
    const server = await record.phase('server', 'Find the server', () => (0,find_server/* findServer */.F)(host, { ...inputs.client, major }));
    return await record.phase('scratch', 'Start a scratch server', () => (0,scratch_database/* openOnOwnServer */.r)(host, server, source));
}
/** @param targetMajor of the server that it loads into; 0: none */
async function verify_find({ host, inputs, record, found }, targetMajor) {
    const choices = { clientVersion: inputs.client.version };
    const major = (0,restore/* chooseClientMajor */.SC)(choices, found.manifest, targetMajor);
    return await record.phase('client', 'Find the client', () => (0,find/* findClient */.$)({ ...inputs.client, major }, host));
}
/** A backup that was never read back names no rows: they are counted in its archive first. */
async function withTables(run, archive) {
    const { manifest, record } = run;
    if (manifest.verification.level !== 'none')
        return manifest;
    const tables = await record.phase('decode', 'Decode the archive', () => countRows(run, archive));
    return { ...manifest, tables, verification: { level: 'archive', at: manifest.createdAt } };
}


/***/ })

};
