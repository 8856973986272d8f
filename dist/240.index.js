export const id = 240;
export const ids = [240];
export const modules = {

/***/ 89344:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MK: () => (/* binding */ requireSpace),
/* harmony export */   go: () => (/* binding */ freeBytes),
/* harmony export */   k_: () => (/* binding */ asDiskError),
/* harmony export */   s9: () => (/* binding */ TEMPORARY_FULL)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _report_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92772);



/**
 * How much smaller than the estimate the free space may be before a backup is refused. The
 * estimate is cautious, and a database that compresses well can need far less.
 */
const CLEARLY_TOO_SMALL = 1 / 4;
/** What to do where a destination is full. */
const DESTINATION_FULL = 'Free some space or name another destination.';
/** The same where an archive is brought to, which no input names. */
const TEMPORARY_FULL = 'Free some space there, use a runner with a larger disk, or name another place with TMPDIR.';
/** The bytes that this user may still write to the file system that holds a folder. */
async function freeBytes(folder) {
    const { bavail, bsize } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(folder);
    return bavail * bsize;
}
/**
 * Compares the room on a folder's disk with what a backup is expected to need.
 *
 * @throws UserError `E_DISK` where it is clearly too small; a warning where it may be
 */
async function requireSpace(folder, estimatedBytes, log, next = DESTINATION_FULL) {
    if (estimatedBytes === undefined)
        return;
    const free = await freeBytes(folder);
    if (free >= estimatedBytes)
        return;
    const sizes = `${(0,_report_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(free)} are free on the disk of ${folder}, and the backup may need ${(0,_report_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(estimatedBytes)}`;
    if (free < estimatedBytes * CLEARLY_TOO_SMALL) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('E_DISK', `Only ${sizes}.`, next);
    }
    log.warning(`${sizes}: it could become full.`);
}
/**
 * Says what the file system refused. Errors that are already explained pass through.
 *
 * @param folder where it happened, as the user knows it
 * @param writtenBytes what had been written by then
 * @param next what to do where there is no room
 */
async function asDiskError(error, folder, writtenBytes, next = DESTINATION_FULL) {
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error);
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo || !(error instanceof Error) || code === undefined) {
        return error instanceof Error ? error : new Error((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error));
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') {
        const why = code === 'EDQUOT' ? 'The disk quota was reached in' : 'There is no space left in';
        const free = await freeBytes(folder).catch(() => 0);
        const sizes = `${(0,_report_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(writtenBytes)} had been written and ${(0,_report_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(free)} are free`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('E_DISK', `${why} ${folder} (${sizes}).`, next, { cause: error });
    }
    const message = `The folder ${folder} cannot be used: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)}.`;
    const usable = 'Name a folder that exists or can be made, and that this user may write to.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('E_DISK', message, usable, { cause: error });
}


/***/ }),

/***/ 31409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Wn: () => (/* binding */ altered),
  Ew: () => (/* binding */ archiveSlots),
  WC: () => (/* binding */ emptyAnswer),
  Ag: () => (/* binding */ readObject),
  Dm: () => (/* binding */ smallFileSlots)
});

// UNUSED EXPORTS: PARTS_AT_ONCE

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/destinations/objects/slots.js
/**
 * Bounds how many things are under way at once. Who waits is served in turn.
 *
 * No deadlock as long as each reader takes slots in the order in which it gives them back, and goes
 * on whatever the other readers do: nobody may read from two files by turns.
 */
class Slots {
    count;
    /** How much of a file, in bytes, may be read with one of them. */
    partBytes;
    #free;
    #waiting = [];
    constructor(count, partBytes) {
        this.count = count;
        this.partBytes = partBytes;
        this.#free = count;
    }
    /** Resolves when a slot is the caller's, to be given back by `give`. */
    async take(signal) {
        signal.throwIfAborted();
        if (this.#free > 0) {
            this.#free -= 1;
            return;
        }
        const { promise, resolve, reject } = Promise.withResolvers();
        const onAbort = () => {
            const turn = this.#waiting.indexOf(resolve);
            if (turn < 0)
                return; // it was served just before
            this.#waiting.splice(turn, 1);
            reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        this.#waiting.push(resolve);
        await promise.finally(() => signal.removeEventListener('abort', onAbort));
    }
    give() {
        const next = this.#waiting.shift();
        if (next === undefined)
            this.#free += 1;
        else
            next();
    }
}

;// CONCATENATED MODULE: ./build/destinations/objects/object-reader.js


const MEBIBYTE = 1024 * 1024;
const PARTS_AT_ONCE = 6;
/** What all readers of archives in one store may hold together: 24 MiB. */
const archiveSlots = () => new Slots(PARTS_AT_ONCE, 4 * MEBIBYTE);
/**
 * As much again for small files, each of which is one request: of ten thousand manifests, six at a
 * time would take most of a minute at a store that answers in 25 ms.
 */
const smallFileSlots = () => new Slots(32, MEBIBYTE);
/** What an empty object is: no range of it can be asked for (RFC 9110, 15.5.17). */
const emptyAnswer = {
    contentRange: undefined,
    contentLength: 0,
    version: undefined,
    body: [],
};
/**
 * The bytes of one object in their order. Several parts of it are fetched at once, each with its
 * own retries, and each goes on where a connection broke. Every request after the first names the
 * version that the first was answered with, so that all parts are of one object.
 *
 * @param slots shared by all that read from the store; what is fetched ahead is bounded by them
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INTEGRITY`, `E_DOWNLOAD`
 */
async function* readObject(source, slots, signal) {
    const stop = new AbortController();
    const reader = new ObjectReader(source, slots, AbortSignal.any([signal, stop.signal]));
    const ahead = [reader.fetch(0)];
    let next = slots.partBytes;
    try {
        const { sizeBytes } = await reader.head;
        for (let part = ahead[0]; part !== undefined; part = ahead[0]) {
            for (; ahead.length < slots.count && next < sizeBytes; next += slots.partBytes) {
                ahead.push(reader.fetch(next));
            }
            for (const chunk of await part) {
                // What is here already would otherwise be read to its end after an abort.
                signal.throwIfAborted();
                yield chunk;
            }
            ahead.shift();
            slots.give();
        }
    }
    catch (error) {
        signal.throwIfAborted();
        throw source.explain(error);
    }
    finally {
        stop.abort();
        const left = await Promise.allSettled(ahead);
        for (const { status } of left)
            if (status === 'fulfilled')
                slots.give();
    }
}
class ObjectReader {
    #source;
    #slots;
    #signal;
    #first = Promise.withResolvers();
    #head;
    constructor(source, slots, signal) {
        this.#source = source;
        this.#slots = slots;
        this.#signal = signal;
        this.#first.promise.catch(() => { }); // whoever waits for it is told
    }
    /** Known once the first part begins to arrive. */
    get head() {
        return this.#first.promise;
    }
    /** The part that starts at an offset. When it resolves, one of the slots is the caller's. */
    fetch(start) {
        const part = this.#fetchInSlot(start);
        part.catch((error) => this.#first.reject(error));
        return part;
    }
    async #fetchInSlot(start) {
        await this.#slots.take(this.#signal);
        try {
            return await this.#fetchResuming(start);
        }
        catch (error) {
            this.#slots.give();
            throw error;
        }
    }
    /** What has arrived before a failure is kept: the next attempt asks for the rest only. */
    async #fetchResuming(start) {
        const chunks = [];
        let position = start;
        await this.#source.call(this.#signal, async (open) => {
            if (position === this.#endOf(start))
                return; // the connection broke after the last byte
            const range = { start: position, end: this.#endOf(start) };
            const answer = await open(range, this.#head?.version);
            this.#check(answer, position);
            for await (const chunk of answer.body) {
                chunks.push(chunk);
                position += chunk.length;
                if (position > this.#endOf(start))
                    throw this.#unranged();
            }
            if (position < this.#endOf(start))
                throw endedEarly();
        });
        return chunks;
    }
    #endOf(start) {
        return Math.min(start + this.#slots.partBytes, this.#head?.sizeBytes ?? Number.POSITIVE_INFINITY);
    }
    /** Compares an answer with the first, or keeps it as such. */
    #check(answer, start) {
        const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.contentRange ?? '');
        const sizeBytes = range === null ? (answer.contentLength ?? -1) : Number(range[2]);
        const isUnranged = range === null && sizeBytes > this.#slots.partBytes;
        if (Number(range?.[1] ?? 0) !== start || sizeBytes < 0 || isUnranged)
            throw this.#unranged();
        this.#head ??= { sizeBytes, version: answer.version };
        this.#first.resolve(this.#head);
        if (this.#head.sizeBytes !== sizeBytes || this.#head.version !== answer.version) {
            throw altered(this.#source.doing);
        }
    }
    #unranged() {
        const message = `Could not ${this.#source.doing}: the store does not answer for a part of an object.`;
        return new errors/* UserError */.yo('E_DOWNLOAD', message, 'Copy the backup to a folder and name that.');
    }
}
/** The object of which a part was read is not the one of which the parts before were. */
function altered(doing) {
    const message = `Could not ${doing}: it was altered while it was read.`;
    return new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again when nothing writes to it.');
}
/** A connection that ends between two chunks of an answer without a length looks complete. */
function endedEarly() {
    return Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' });
}


/***/ }),

/***/ 15981:
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
// EXTERNAL MODULE: ./build/plan/backup-name.js
var backup_name = __webpack_require__(65320);
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
    async remove(name, path, signal) {
        const isFolder = path.endsWith('/');
        const inStore = (0,store_path/* pathInStore */.Wr)(name, isFolder ? path.slice(0, -1) : path);
        const target = (0,external_node_path_.join)(this.#root, inStore);
        signal.throwIfAborted();
        try {
            // What is neither a file nor a folder is none of ours, and a link is never followed.
            const found = await (0,promises_.lstat)(target);
            if (isFolder ? found.isDirectory() : found.isFile()) {
                await (0,promises_.rm)(target, { recursive: isFolder, force: true });
                await syncFolder((0,external_node_path_.dirname)(target));
            }
        }
        catch (error) {
            const code = (0,errors/* errorCode */.CA)(error);
            if (code !== 'ENOENT' && code !== 'ENOTDIR')
                throw await (0,disk_space/* asDiskError */.k_)(error, this.label, 0);
        }
    }
    async *series(signal) {
        try {
            for await (const entry of await (0,promises_.opendir)(this.#root)) {
                signal.throwIfAborted();
                if (entry.isDirectory() && (0,backup_name/* isSeriesName */.P)(entry.name))
                    yield entry.name;
            }
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) !== 'ENOENT')
                throw this.#unreadable(error, 'The folder of all series');
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

// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js + 1 modules
var object_reader = __webpack_require__(31409);
// EXTERNAL MODULE: ./build/destinations/objects/object-url.js
var object_url = __webpack_require__(82396);
;// CONCATENATED MODULE: ./build/destinations/objects/object-store.js





/**
 * Reads backups from an object store. What is read at the same time shares the memory for reading
 * ahead, so each reader has to go on by itself.
 */
class ObjectStore {
    #storage;
    #archives = (0,object_reader/* archiveSlots */.Ew)();
    #smallFiles = (0,object_reader/* smallFileSlots */.Dm)();
    #found = false;
    constructor(storage) {
        this.#storage = storage;
    }
    get label() {
        return (0,object_url/* labelOf */.Wy)(this.#storage.url);
    }
    /** How often a request had to be sent again. */
    get retries() {
        return this.#storage.retries;
    }
    async *list(name, signal) {
        for await (const entry of this.#entries(`${(0,store_path/* folderInStore */.BN)(name)}/`, signal)) {
            const path = entry.replace(/\/$/, '');
            if (path !== '' && !(0,store_path/* isHidden */.dK)(path))
                yield path;
        }
    }
    async *series(signal) {
        for await (const entry of this.#entries('', signal)) {
            const name = entry.replace(/\/$/, '');
            if (name !== entry && (0,backup_name/* isSeriesName */.P)(name))
                yield name;
        }
    }
    async *read(name, path, signal, isSmall = false) {
        const key = (0,object_url/* keyOf */.TN)(this.#storage.url, (0,store_path/* pathInStore */.Wr)(name, path));
        await this.#find(signal);
        yield* this.#storage.read(key, isSmall ? this.#smallFiles : this.#archives, signal);
    }
    async put(name, path, body, signal) {
        const key = (0,object_url/* keyOf */.TN)(this.#storage.url, (0,store_path/* pathInStore */.Wr)(name, path));
        await this.#find(signal);
        const object = { key, body, contentType: 'application/json', writer: 'store' };
        try {
            await this.#storage.put(object, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explain(error, `write ${(0,object_url/* placeOf */.$t)(this.#storage.url, key)}`);
        }
    }
    async remove(name, path, signal) {
        const isFolder = path.endsWith('/');
        const inStore = (0,store_path/* pathInStore */.Wr)(name, isFolder ? path.slice(0, -1) : path);
        const key = (0,object_url/* keyOf */.TN)(this.#storage.url, isFolder ? `${inStore}/` : inStore);
        await this.#find(signal);
        try {
            await (isFolder ? this.#storage.deleteAll(key, signal) : this.#storage.delete(key, signal));
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explainRemoval(error, `remove ${(0,object_url/* placeOf */.$t)(this.#storage.url, key)}`);
        }
    }
    async link(name, path, lifetimeSeconds, signal) {
        const key = (0,object_url/* keyOf */.TN)(this.#storage.url, (0,store_path/* pathInStore */.Wr)(name, path));
        await this.#find(signal);
        try {
            return await this.#storage.link(key, lifetimeSeconds, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explainReading(error, `make a link to ${(0,object_url/* placeOf */.$t)(this.#storage.url, key)}`);
        }
    }
    /** What lies directly in a folder, without the folder's own part; folders end with a slash. */
    async *#entries(path, signal) {
        await this.#find(signal);
        const folder = (0,object_url/* keyOf */.TN)(this.#storage.url, path);
        try {
            let first;
            for await (const key of this.#storage.list(folder, signal)) {
                if (!key.startsWith(folder))
                    continue;
                if (key === first)
                    throw endless((0,object_url/* placeOf */.$t)(this.#storage.url, folder));
                first ??= key;
                yield key.slice(folder.length);
            }
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explainReading(error, `list ${(0,object_url/* placeOf */.$t)(this.#storage.url, folder)}`);
        }
    }
    /** Some stores also lead to where the bucket is. */
    async #find(signal) {
        if (this.#found)
            return;
        try {
            await this.#storage.find({ mayCreate: false }, signal);
        }
        catch (error) {
            throw this.#storage.explainReading(error, `look at ${this.label}`);
        }
        this.#found = true;
    }
}
/** A store that takes no notice of where a page is to begin gives the first one for ever. */
function endless(place) {
    const message = `The list of ${place} begins again and again.`;
    return new errors/* UserError */.yo('E_DOWNLOAD', message, 'Copy the backups to a folder and name that.');
}

// EXTERNAL MODULE: ./build/destinations/objects/open-storage.js
var open_storage = __webpack_require__(12811);
;// CONCATENATED MODULE: ./build/destinations/open-store.js



/**
 * Opens a place to read backups from; nothing is asked of it yet. What a kind needs is loaded only
 * where it is used.
 *
 * @throws UserError `E_INPUT` where artifacts cannot be read with what was given
 */
async function openStore(url, host, options) {
    switch (url.kind) {
        case 'artifact': {
            const { openArtifactStore } = await __webpack_require__.e(/* import() */ 821).then(__webpack_require__.bind(__webpack_require__, 88821));
            return openArtifactStore(host, options);
        }
        case 'file':
            return openFileStore(url, host);
        default:
            return new ObjectStore(await (0,open_storage/* openStorage */.G)(url, host));
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

/***/ 2736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ Field),
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/**
 * The text of a JSON file that may have been written by anyone.
 *
 * @param id of the backup it belongs to
 * @throws UserError `E_INTEGRITY`
 */
function parseJson(text, id) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw damaged(id, 'is not JSON', { cause });
    }
}
/** A value of the manifest, and where it stands in it. What it is not is `E_INTEGRITY`. */
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', `The manifest of ${id} cannot be used: ${what}.`, 'Choose another backup; what lies there may have been altered.', options);
}


/***/ }),

/***/ 29983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gr: () => (/* binding */ MOST_MANIFEST_BYTES),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   eN: () => (/* binding */ readExtension),
/* harmony export */   xz: () => (/* binding */ readTable)
/* harmony export */ });
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65320);
/* harmony import */ var _field_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2736);


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
    const root = new _field_js__WEBPACK_IMPORTED_MODULE_1__/* .Field */ .D((0,_field_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .q)(text, id), 'manifest', id);
    if (root.at('manifestVersion').value !== 1) {
        throw root.at('manifestVersion').wrong('is not 1; a newer version of this tool may read it');
    }
    if (root.at('id').text() !== id)
        throw root.at('id').wrong('is of another backup');
    const name = root.at('name').text();
    if (!(0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isSeriesName */ .P)(name) || (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBackupId */ .JN)(id)?.name !== name)
        throw root.at('name').wrong();
    const tool = root.at('tool');
    const manifest = {
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
        ...readShrunkFrom(root.at('shrunkFrom'), name),
    };
    refuseMixture(manifest, root);
    return manifest;
}
/** All of it is encrypted, or nothing: a plain file among others was put there by somebody else. */
function refuseMixture({ dump, encryption }, root) {
    const plain = dump.files.filter(({ path }) => !path.endsWith('.age'));
    const wrong = encryption === null ? plain.length < dump.files.length : plain.length > 0;
    if (wrong)
        throw root.at('encryption').wrong('does not fit the names of the files');
}
function readSource(source) {
    return {
        database: source.at('database').text(),
        serverVersion: source.at('serverVersion').text(),
        sizeBytes: source.at('sizeBytes').count(),
        encoding: source.at('encoding').text(),
        collation: source.at('collation').text(),
        extensions: source.at('extensions').list(readExtension),
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
        clientVersion: readClientVersion(dump.at('clientVersion')),
        jobs: dump.at('jobs').count(),
        durationSeconds: dump.at('durationSeconds').amount(),
        files,
    };
}
/** It begins with the major version, by which a client to read the archive with is chosen. */
function readClientVersion(version) {
    const text = version.text();
    if (!/^[1-9]\d?(?!\d)/.test(text))
        throw version.wrong();
    return text;
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
        sealed: known.at('sealed').orNull((sealed) => ({
            tables: sealed.at('tables').count(),
            rows: sealed.at('rows').count(),
            details: sealed.at('details').text(),
        })),
    }));
}
function readTable(table) {
    return {
        schema: table.at('schema').text(),
        name: table.at('name').text(),
        rows: table.at('rows').count(),
    };
}
function readExtension(extension) {
    return {
        name: extension.at('name').text(),
        version: extension.at('version').text(),
        schema: extension.at('schema').text(),
    };
}
/** Backups of before there was such a thing have none. */
function readShrunkFrom(shrunkFrom, name) {
    if (shrunkFrom.value === undefined)
        return {};
    const id = shrunkFrom.text();
    if ((0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBackupId */ .JN)(id)?.name !== name)
        throw shrunkFrom.wrong('is not a backup of the series');
    return { shrunkFrom: id };
}
function readVerification(verification) {
    return {
        level: verification.at('level').oneOf(LEVELS),
        at: verification.at('at').orNull((at) => at.time()),
    };
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

/***/ 91801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ publish)
/* harmony export */ });
/** A link that temporary keys of AWS have signed holds their session token. */
const CREDENTIALS = ['links'];
/** Shows a report everywhere a host has a place for it: the log, the outputs, the summary. */
async function publish(host, { lines, outputs, summary }, withSummary) {
    for (const line of lines)
        host.log.info(line);
    for (const [name, value] of Object.entries(outputs)) {
        host.setOutput(name, value, CREDENTIALS.includes(name));
    }
    if (withSummary)
        await host.writeSummary(summary);
}


/***/ }),

/***/ 54585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WZ: () => (/* binding */ BackupRecord),
/* harmony export */   Y6: () => (/* binding */ reported),
/* harmony export */   d3: () => (/* binding */ RunRecord)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** What every run has: phases that take time, and warnings. */
class RunRecord {
    #log;
    #started = performance.now();
    #phases = [];
    #warnings = [];
    constructor(log) {
        this.#log = log;
    }
    /** Runs a phase under its own heading, and notes how long it took. */
    async phase(name, title, work) {
        const started = performance.now();
        try {
            return await this.#log.group(title, work);
        }
        finally {
            this.#phases.push({ name, seconds: secondsSince(started) });
        }
    }
    warn(warning) {
        this.#warnings.push(warning);
        this.#log.warning(warning);
    }
    /** How long a phase took; 0 where it has not ended. */
    secondsOf(name) {
        return this.#phases.find((phase) => phase.name === name)?.seconds ?? 0;
    }
    get phases() {
        return this.#phases;
    }
    get warnings() {
        return this.#warnings;
    }
    get durationSeconds() {
        return secondsSince(this.#started);
    }
}
/** Collects what happens in a backup, so that it can be reported however far it came. */
class BackupRecord extends RunRecord {
    name;
    manifest = null;
    clientSource = null;
    relations = [];
    fork = null;
    results = [];
    /** Null: there was nothing to compare with. */
    comparison = null;
    pruned = [];
    #urls;
    constructor(log, name, urls) {
        super(log);
        this.name = name;
        this.#urls = urls;
    }
    /** Where the backup was stored. */
    get locations() {
        return this.results.flatMap((result) => ('stored' in result ? [result.stored.location] : []));
    }
    report(failure) {
        return {
            name: this.name,
            failure: failure === undefined ? null : reported(failure),
            manifest: this.manifest,
            clientSource: this.clientSource,
            relations: this.relations,
            fork: this.fork,
            comparison: this.comparison,
            pruned: this.pruned,
            destinations: this.#urls.map((url, index) => destinationReport(url, this.results[index])),
            phases: this.phases,
            durationSeconds: this.durationSeconds,
            warnings: this.warnings,
            retries: this.results.reduce((sum, { destination }) => sum + (destination.retries ?? 0), 0),
        };
    }
}
function destinationReport(url, result) {
    const label = result?.destination.label ?? (url.kind === 'artifact' ? 'artifact' : url.text);
    if (!result)
        return { url, label, stored: null, failure: null };
    return 'stored' in result
        ? { url, label, stored: result.stored, failure: null }
        : { url, label, stored: null, failure: reported(result.error) };
}
function reported(failure) {
    const { code, message, next } = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asUserError */ .Yl)(failure);
    return { code, message, next };
}
function secondsSince(started) {
    return (performance.now() - started) / 1000;
}


/***/ }),

/***/ 12899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C1: () => (/* binding */ readVerification),
/* harmony export */   SC: () => (/* binding */ findBackup),
/* harmony export */   SR: () => (/* binding */ isOfOneFile),
/* harmony export */   Sd: () => (/* binding */ idsIn),
/* harmony export */   oD: () => (/* binding */ readWhole)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29983);
/* harmony import */ var _manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(12821);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65320);
/* harmony import */ var _plan_retention_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47132);





/**
 * Finds a backup in a store. What has no manifest is not a backup; the newest is the one whose id
 * says so, since the store's own times are those of the upload.
 *
 * @param warn is told what is passed over
 * @throws UserError `E_NOT_FOUND` which says what is there; `E_INTEGRITY` for a bad manifest
 */
async function findBackup(store, wanted, signal, warn = () => { }) {
    const name = 'id' in wanted ? (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBackupId */ .JN)(wanted.id)?.name : wanted.name;
    if (name === undefined)
        throw notFound(store, `${'id' in wanted ? wanted.id : ''} is not an id`);
    const paths = new Set(await collect(store.list(name, signal)));
    const found = idsIn(paths, name);
    const ids = futureLast(found, new Date());
    if ('id' in wanted) {
        if (!ids.includes(wanted.id))
            throw notFound(store, `${wanted.id} is not there`, ids);
        return readBackup(store, name, wanted.id, signal);
    }
    if (found[0] !== ids[0])
        warn(passedOver(found[0]));
    const isAny = wanted.newest === 'latest';
    for (const id of ids) {
        const backup = await readBackup(store, name, id, signal);
        if (isAny || (await isProven(store, backup, paths, signal)))
            return backup;
    }
    if (ids.length > 0)
        throw unverified(store, name, ids);
    const series = await collect(store.series(signal)).catch(() => []);
    throw notFound(store, `there is no backup named ${name}`, [], series);
}
/** The ids that have a manifest, the newest first. */
function idsIn(paths, name) {
    return [...paths]
        .filter((path) => path.endsWith(_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK))
        .map((path) => path.slice(0, -_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK.length))
        .filter((id) => (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBackupId */ .JN)(id)?.name === name)
        .sort((one, other) => timeOf(other) - timeOf(one) || (one < other ? 1 : -1));
}
/** What says that it is from the future would be the newest for ever: the others come first. */
function futureLast(ids, now) {
    const isFuture = (id) => (0,_plan_retention_js__WEBPACK_IMPORTED_MODULE_4__/* .isFromFuture */ .S)({ createdAt: new Date(timeOf(id)) }, now);
    return [...ids.filter((id) => !isFuture(id)), ...ids.filter(isFuture)];
}
function passedOver(id) {
    return `${id} says that it is from the future, so it is not taken for the newest. If it is, name it in the input backup, and set the clock of the machine that is wrong.`;
}
function timeOf(id) {
    return (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBackupId */ .JN)(id)?.createdAt.getTime() ?? 0;
}
async function readBackup(store, name, id, signal) {
    const manifestBytes = await readWhole(store, name, `${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK}`, signal);
    return { manifest: (0,_manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(manifestBytes.toString('utf8'), id), manifestBytes };
}
/** Whether it, or a verification beside it of this very manifest, says that it was restored. */
async function isProven(store, found, paths, signal) {
    if (found.manifest.verification.level === 'restore')
        return true;
    if (!paths.has(`${found.manifest.id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .VERIFICATION_SUFFIX */ .yV}`))
        return false;
    return (await readVerification(store, found, signal))?.level === 'restore';
}
/** A record has half a kilobyte: more of one is not read, since many are read at once. */
const MOST_RECORD_BYTES = 64 * 1024;
/**
 * The later proof beside a manifest; undefined where it proves nothing of this one, and where it
 * is no record or is gone meanwhile.
 */
async function readVerification(store, { manifest, manifestBytes }, signal) {
    const path = `${manifest.id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .VERIFICATION_SUFFIX */ .yV}`;
    try {
        const record = await readWhole(store, manifest.name, path, signal, MOST_RECORD_BYTES);
        return (0,_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .parseVerification */ .Vz)(record, manifestBytes);
    }
    catch (error) {
        if (isOfOneFile(error))
            return undefined;
        throw error;
    }
}
/** Whether something is wrong with one file, and not with the store or with the way to it. */
function isOfOneFile(error) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo && ['E_INTEGRITY', 'E_NOT_FOUND'].includes(error.code);
}
/**
 * A small file of a store, whole.
 *
 * @throws UserError `E_INTEGRITY` where it has more bytes than are wanted
 */
async function readWhole(store, name, path, signal, most = _manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_MANIFEST_BYTES */ .Gr) {
    const chunks = [];
    let size = 0;
    for await (const chunk of store.read(name, path, signal, true)) {
        size += chunk.length;
        if (size > most)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', `${path} is too large to be a manifest.`);
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
function notFound(store, what, ids = [], series = []) {
    const named = series.length > 0 ? ` The names there are: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .firstOf */ .Ku)(series.toSorted())}.` : '';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_NOT_FOUND', `In ${store.label}, ${what}.${newestOf(ids)}${named}`, 'Check source, name and backup.');
}
function unverified(store, name, ids) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_NOT_FOUND', `In ${store.label}, no backup named ${name} was verified by a restore.${newestOf(ids)}`, 'Use backup: latest, or run the verify action with level: restore first.');
}
function newestOf(ids) {
    return ids.length > 0 ? ` The newest there is ${ids[0]}, of ${ids.length}.` : '';
}


/***/ }),

/***/ 65320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GH: () => (/* binding */ backupOf),
/* harmony export */   JN: () => (/* binding */ parseBackupId),
/* harmony export */   O$: () => (/* binding */ seriesNameOf),
/* harmony export */   P: () => (/* binding */ isSeriesName),
/* harmony export */   WH: () => (/* binding */ backupId)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** A series' name is part of every object name, so it is kept to what every store takes as it is. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** `<name>-<yyyymmddThhmmssZ>-<6 random>`: the ids of a series sort by time. */
const ID = /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,99})-(?<time>\d{8}T\d{6}Z)-(?<random>[0-9a-z]{6})$/;
function isSeriesName(name) {
    return NAME.test(name);
}
/**
 * The name of a series that was not given one: the database's, made fit for an object name.
 *
 * @throws UserError `E_INPUT` where nothing usable is left of it
 */
function seriesNameOf(database) {
    const name = database
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, 100);
    if (NAME.test(name))
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `No name for the backups can be made of the database name "${database}".`, 'Set the input name to letters, digits, dots, dashes and underscores.');
}
/** @param random six characters of `[0-9a-z]` */
function backupId(name, createdAt, random) {
    return `${name}-${compactTime(createdAt)}-${random}`;
}
/** The parts of an id, or undefined where the text is not one of ours. */
function parseBackupId(id) {
    const groups = ID.exec(id)?.groups;
    if (!groups?.['name'] || !groups['time'])
        return undefined;
    const iso = groups['time'].replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
    const createdAt = new Date(iso);
    return Number.isNaN(createdAt.getTime()) ? undefined : { name: groups['name'], createdAt };
}
/** What may follow the id in the name of something of a backup: nothing, or extensions. */
const SUFFIX = /^(?:\.[A-Za-z0-9]+){0,4}$/;
/**
 * The backup that something in a series' folder is of, by its name: `<id>.dump`, the folder `<id>`,
 * `<id>.manifest.json`. Undefined: it is none of ours.
 *
 * @param series what the folder is called
 */
function backupOf(entry, series) {
    const [id] = /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?![0-9a-z])/.exec(entry) ?? [];
    if (id === undefined || parseBackupId(id)?.name !== series)
        return undefined;
    return SUFFIX.test(entry.slice(id.length)) ? id : undefined;
}
/** ISO 8601 basic format, in UTC and to the second: `20261124T081500Z`. */
function compactTime(time) {
    return time.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}


/***/ }),

/***/ 47132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ isFromFuture),
/* harmony export */   z: () => (/* binding */ planRetention)
/* harmony export */ });
const DAY_MS = 24 * 3_600_000;
/** How far the clocks of two machines may be apart. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** Whether a backup cannot be as new as it says. */
function isFromFuture({ createdAt }, now) {
    return createdAt.getTime() > now.getTime() + CLOCK_SKEW_MS;
}
/**
 * Decides what is kept of a series and what is removed. Pure, and the same whatever the order.
 *
 * Only complete backups count, and in a day, week, month or year (UTC, ISO 8601 weeks) the best
 * proven one stands for it, of several the newest. Whatever the rules say, these stay: the newest
 * backup, the newest that was read back, the newest that was restored, what says that it is from
 * the future, and what cannot be read. Backups whose runs failed for having shrunk are kept, and
 * count for nothing, until there is a newer one that has not shrunk.
 */
function planRetention(entries, rules, now) {
    const sorted = entries.toSorted(newestFirst);
    const present = sorted.filter((entry) => !isFromFuture(entry, now));
    const complete = present.filter(({ state }) => state === 'complete');
    const shrunk = leading(complete, ({ isShrunk }) => isShrunk);
    const counted = complete.slice(shrunk.length);
    const groups = [
        ...groupsByRules(counted, rules),
        ...lastOnes(counted),
        ['shrunk, and none after it that is not', shrunk],
        ['from the future', sorted.filter((entry) => isFromFuture(entry, now))],
        ['its manifest cannot be read', present.filter(({ state }) => state === 'unreadable')],
        ['unfinished', present.filter((entry) => isSpared(entry, complete.length > 0, now))],
    ];
    const reasons = reasonsOf(groups);
    return {
        kept: sorted.flatMap(({ id }) => {
            const because = reasons.get(id);
            return because === undefined ? [] : [{ id, because }];
        }),
        removed: sorted
            .filter(({ id }) => !reasons.has(id))
            .map(({ id, state }) => ({
            id,
            because: state === 'unfinished' ? 'unfinished for a day' : 'no rule keeps it',
        })),
    };
}
/** @param counted the newest first */
function groupsByRules(counted, rules) {
    return [
        ['last', counted.slice(0, rules.last)],
        ['daily', bestOfEach(counted, dayOf, rules.daily)],
        ['weekly', bestOfEach(counted, weekOf, rules.weekly)],
        ['monthly', bestOfEach(counted, (time) => dayOf(time).slice(0, 7), rules.monthly)],
        ['yearly', bestOfEach(counted, (time) => dayOf(time).slice(0, 4), rules.yearly)],
    ];
}
/** What would leave a hole that no later backup may ever fill. */
function lastOnes(counted) {
    const newestOf = (levels) => {
        const proven = counted.filter(({ verified }) => levels.includes(verified));
        return [...proven.slice(0, 1), ...proven.filter(({ isShrunk }) => !isShrunk).slice(0, 1)];
    };
    return [
        ['newest', counted.slice(0, 1)],
        ['newest read back', newestOf(['archive', 'restore'])],
        ['newest restored', newestOf(['restore'])],
    ];
}
/** The best proven entry of each of the newest periods that have any. */
function bestOfEach(counted, periodOf, periods) {
    const best = new Map();
    for (const entry of counted) {
        const period = periodOf(entry.createdAt);
        const known = best.get(period);
        if (known === undefined && best.size === periods)
            break;
        if (known === undefined || worthOf(entry) > worthOf(known))
            best.set(period, entry);
    }
    return [...best.values()];
}
/** The higher the better. What had shrunk before the others had again what was missing is worst. */
function worthOf({ verified, isShrunk }) {
    return ['none', 'archive', 'restore'].indexOf(verified) + (isShrunk ? 0 : 3);
}
function dayOf(time) {
    return time.toISOString().slice(0, 10);
}
/** The Monday of the week, which tells ISO 8601 weeks apart as well as their numbers do. */
function weekOf(time) {
    const daysSinceMonday = (time.getUTCDay() + 6) % 7;
    return dayOf(new Date(time.getTime() - daysSinceMonday * DAY_MS));
}
/**
 * An unfinished backup may be one that is being made. Where no other backup is complete it is all
 * there is, and somebody may want to look at it.
 */
function isSpared(entry, hasComplete, now) {
    if (entry.state !== 'unfinished')
        return false;
    return !hasComplete || now.getTime() - entry.createdAt.getTime() <= DAY_MS;
}
function reasonsOf(groups) {
    const reasons = new Map();
    for (const [because, entries] of groups) {
        for (const { id } of new Set(entries))
            reasons.set(id, [...(reasons.get(id) ?? []), because]);
    }
    return reasons;
}
function leading(items, test) {
    const end = items.findIndex((item) => !test(item));
    return end < 0 ? items : items.slice(0, end);
}
/** Two of one second are told apart by their ids, so that the order is always the same. */
function newestFirst(one, other) {
    return other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1);
}


/***/ }),

/***/ 57349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ boundedJson),
/* harmony export */   u: () => (/* binding */ leftOutLine)
/* harmony export */ });
/**
 * GitHub gives the outputs of a job 1 MB, of text as UTF-16 (GitHub Docs, "Workflow syntax",
 * `jobs.<job_id>.outputs`); 400,000 characters leave room for the others.
 */
const MOST_CHARACTERS = 400_000;
/** A JSON list of as many items as an output can hold, from the first. */
function boundedJson(items) {
    const texts = [];
    let characters = 2;
    for (const item of items) {
        const text = JSON.stringify(item);
        characters += text.length + 1;
        if (characters > MOST_CHARACTERS)
            break;
        texts.push(text);
    }
    return { text: `[${texts.join(',')}]`, leftOut: items.length - texts.length };
}
/** What is said of an output that had to end early; empty where it is whole. */
function leftOutLine(output, { leftOut }) {
    if (leftOut === 0)
        return [];
    return [`The output ${output} is as long as it may be: the last ${leftOut} are not in it.`];
}


/***/ }),

/***/ 63750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NA: () => (/* binding */ drawBackup),
  kE: () => (/* binding */ drawCopy),
  $k: () => (/* binding */ drawList),
  $H: () => (/* binding */ drawPrune),
  z4: () => (/* binding */ drawRestore),
  Q: () => (/* binding */ drawVerify)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/report/fork-lines.js
var fork_lines = __webpack_require__(21493);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/report/markdown.js
var markdown = __webpack_require__(34902);
// EXTERNAL MODULE: ./build/report/safety-backup.js
var safety_backup = __webpack_require__(7092);
// EXTERNAL MODULE: ./build/report/summary-parts.js
var summary_parts = __webpack_require__(96292);
;// CONCATENATED MODULE: ./build/report/copy-summary.js






/** The job summary of a copy, as Markdown. Foreign text in it is inert. */
function renderCopySummary(report) {
    const { failure, source, target } = report;
    const verdict = failure === null ? 'OK' : 'failed';
    const sections = [
        `## Copy of ${(0,markdown/* markdownText */.p7)(source)} into ${(0,markdown/* markdownText */.p7)(target)}: ${verdict}`,
        failure === null ? '' : (0,summary_parts/* failureText */.kY)(failure),
        factTable(report),
        (0,summary_parts/* warningList */.Vb)(report.warnings),
        (0,summary_parts/* phaseChart */.uc)(report),
    ];
    return `${(0,summary_parts/* paragraphs */.qN)(sections)}\n`;
}
function factTable(report) {
    const { mode, fork, copied, previousDatabase, safetyBackup, targetState, failure } = report;
    const rows = [['Mode', (0,markdown/* markdownCode */.D9)(mode)]];
    if (fork !== null)
        rows.push(['Copied from', (0,fork_lines/* forkCell */.Ng)(fork)]);
    if (copied !== null && failure === null)
        rows.push(['Copied', (0,markdown/* markdownText */.p7)(copiedText(report))]);
    if (targetState !== null)
        rows.push(['Target', (0,markdown/* markdownText */.p7)(targetState)]);
    if (previousDatabase !== null)
        rows.push(['Old database', (0,markdown/* markdownCode */.D9)(previousDatabase)]);
    if (safetyBackup !== null)
        rows.push(['Safety backup', (0,markdown/* markdownCode */.D9)((0,safety_backup/* whereIs */.i)(safetyBackup))]);
    rows.push(['Time', (0,format/* formatDuration */.a3)(report.durationSeconds)]);
    return (0,markdown/* markdownTable */.Qj)(['', ''], rows);
}
/** The last lines of the log of a successful copy. */
function copyLines(report) {
    const { source, target, fork, copied, previousDatabase, safetyBackup, durationSeconds } = report;
    if (copied === null || report.failure !== null)
        return [];
    const lines = [
        `Copied "${source}" into "${target}" in ${(0,format/* formatDuration */.a3)(durationSeconds)}`,
        copiedText(report),
    ];
    if (fork !== null)
        lines.push(`Copied from: ${(0,fork_lines/* forkText */.sE)(fork)}`);
    if (previousDatabase !== null) {
        lines.push(`The old database is now "${previousDatabase}"; drop it when it is not needed.`);
    }
    if (safetyBackup !== null)
        lines.push(`What was there before is in ${(0,safety_backup/* whereIs */.i)(safetyBackup)}`);
    return lines.map(errors/* printable */.g$);
}
function copiedText({ copied, verified }) {
    if (copied === null)
        return '';
    const { tables, largeObjects, bytes } = copied;
    const objects = largeObjects > 0 ? ` and ${(0,format/* plural */.LS)(largeObjects, 'large object')}` : '';
    const what = `${(0,format/* plural */.LS)((0,summary_parts/* sumRows */.Pn)(tables), 'row')} in ${(0,format/* plural */.LS)(tables.length, 'table')}${objects}, ${(0,format/* formatBytes */.z3)(bytes)}`;
    return verified === 'rows'
        ? `${what}; each table counted in the target and equal to what the source sent.`
        : `${what}; nothing was counted in the target.`;
}
/** The outputs of a copy, by name. One that failed has only what is needed to go on from it. */
function copyOutputs(report) {
    const { copied, failure } = report;
    const always = {
        'safety-backup-id': report.safetyBackup?.id ?? '',
        ...(0,summary_parts/* durationOutput */.qU)(report),
        phases: JSON.stringify(report.phases),
    };
    if (copied === null || failure !== null)
        return always;
    return {
        rows: String((0,summary_parts/* sumRows */.Pn)(copied.tables)),
        tables: String(copied.tables.length),
        bytes: String(copied.bytes),
        verified: report.verified,
        ...(0,fork_lines/* forkOutputs */.h6)(report.fork),
        'previous-database': report.previousDatabase ?? '',
        ...always,
    };
}

// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(87177);
;// CONCATENATED MODULE: ./build/report/shell-word.js

/** One word of a POSIX shell command, quoted only where it has to be. */
function shellWord(text) {
    if (/^[\w@%+=:,./-]+$/.test(text))
        return text;
    if ((0,errors/* printable */.g$)(text) === text)
        return `'${text.replaceAll("'", "'\\''")}'`;
    return `$'${(0,errors/* printable */.g$)(text.replace(/['\\]/g, '\\$&'))}'`;
}

;// CONCATENATED MODULE: ./build/report/download-steps.js


/** How to bring the files of a stored backup here, with the tool that its place is made for. */
function downloadCommands(manifest, { url, stored }) {
    switch (url.kind) {
        case 'file':
            return [];
        case 'artifact':
            return [artifactDownload(stored?.artifact ?? { name: manifest.id, url: '' })];
        case 's3':
            return s3Download(manifest, url);
        case 'gs':
            return gsDownload(manifest, url);
        case 'az':
            return azDownload(manifest, url);
    }
}
/** How to see the backups of a series that lie at a destination. */
function listCommand(name, { url }) {
    switch (url.kind) {
        case 'artifact':
            return 'gh run list --status success';
        case 'file':
            return `ls -l ${shellWord(joinPath(url.directory, name))}`;
        case 's3': {
            const folder = shellWord(`s3://${keyIn(url.bucket, url.prefix, name)}/`);
            return ['aws s3 ls', ...endpointOption(url.endpoint), folder].join(' ');
        }
        case 'gs':
            return `${gcloud(url)} ls ${shellWord(`gs://${keyIn(url.bucket, url.prefix, name)}/`)}`;
        case 'az': {
            const prefix = shellWord(`${keyIn(url.prefix, name)}/`);
            const names = "--query '[].name' --output tsv";
            return `az storage blob list ${azPlace(url)} --container-name ${url.container} --prefix ${prefix} ${names}`;
        }
    }
}
/** What lies beside the archive and has to come with it. */
function smallFiles(manifest) {
    return [`${manifest.id}.manifest.json`, ...(0,report_report/* otherFiles */.YT)(manifest).map(({ path }) => path)];
}
function s3Download(manifest, url) {
    const copy = ['aws s3 cp', ...endpointOption(url.endpoint)].join(' ');
    const folder = `s3://${keyIn(url.bucket, url.prefix, manifest.name)}`;
    const archive = (0,report_report/* archivePath */.oM)(manifest);
    const recursive = manifest.dump.format === 'directory' ? ' --recursive' : '';
    return [
        `${copy}${recursive} ${shellWord(`${folder}/${archive}`)} ${archive}`,
        ...smallFiles(manifest).map((path) => `${copy} ${shellWord(`${folder}/${path}`)} .`),
    ];
}
/** A folder is copied into the one that is named, under its own name. */
function gsDownload(manifest, url) {
    const folder = `gs://${keyIn(url.bucket, url.prefix, manifest.name)}`;
    const recursive = manifest.dump.format === 'directory' ? ' --recursive' : '';
    const from = (path) => shellWord(`${folder}/${path}`);
    return [
        `${gcloud(url)} cp${recursive} ${from((0,report_report/* archivePath */.oM)(manifest))} .`,
        ...smallFiles(manifest).map((path) => `${gcloud(url)} cp ${from(path)} .`),
    ];
}
/** A batch keeps the whole path of each blob, so what it brings is put where the rest is. */
function azDownload(manifest, url) {
    const folder = keyIn(url.prefix, manifest.name);
    const archive = (0,report_report/* archivePath */.oM)(manifest);
    const place = azPlace(url);
    const one = (path) => `az storage blob download ${place} --container-name ${url.container} --name ${shellWord(`${folder}/${path}`)} --file ${path} --output none`;
    const few = smallFiles(manifest).map(one);
    if (manifest.dump.format !== 'directory')
        return [one(archive), ...few];
    const pattern = shellWord(`${folder}/${archive}/*`);
    return [
        `az storage blob download-batch ${place} --source ${url.container} --pattern ${pattern} --destination . --output none`,
        `mv ${shellWord(`${folder}/${archive}`)} .`,
        ...few,
    ];
}
/** Google's command line takes another address from its own variable only. */
function gcloud({ endpoint }) {
    if (endpoint === undefined)
        return 'gcloud storage';
    const address = shellWord(`${endpoint.replace(/\/+$/, '')}/`);
    return `CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE=${address} gcloud storage`;
}
/** At another address the account is known by its key, in AZURE_STORAGE_KEY. */
function azPlace({ account, endpoint }) {
    if (endpoint === undefined)
        return `--auth-mode login --account-name ${shellWord(account)}`;
    return `--account-name ${shellWord(account)} --blob-endpoint ${shellWord(endpoint)}`;
}
/** `gh run download` needs the run, which is in the artifact's address. */
function artifactDownload({ name, url }) {
    const parts = /^https:\/\/([^/]+)\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)\//.exec(url);
    if (parts === null)
        return `gh run download --name ${shellWord(name)}`;
    const [, host, repository, run] = parts;
    const where = host === 'github.com' ? repository : `${host}/${repository}`;
    return `gh run download ${run} --repo ${shellWord(where ?? '')} --name ${shellWord(name)}`;
}
/** The parts of a path that are not empty. */
function keyIn(...parts) {
    return parts.filter((part) => part !== '').join('/');
}
function endpointOption(endpoint) {
    return endpoint === undefined ? [] : [`--endpoint-url ${shellWord(endpoint)}`];
}
function joinPath(folder, name) {
    return `${folder.replace(/\/+$/, '')}/${name}`;
}

;// CONCATENATED MODULE: ./build/report/restore-steps.js



/**
 * How to restore a stored backup into a new database. Connection settings are left to the PG*
 * variables and ~/.pgpass: a URL on a command line shows its password to everyone on the machine.
 */
function restoreSteps(manifest, destination) {
    const folder = localFolder(manifest, destination);
    const isPlain = manifest.encryption === null;
    return {
        download: downloadCommands(manifest, destination),
        check: checkCommands(manifest, folder),
        decrypt: isPlain ? [] : decryptCommands(manifest, folder),
        restore: restoreCommands(manifest, isPlain ? folder : ''),
    };
}
function checkCommands(manifest, folder) {
    const [file, ...more] = manifest.dump.files;
    if (file !== undefined && more.length === 0) {
        return [`echo ${shellWord(`${file.sha256}  ${folder}${file.path}`)} | sha256sum --check`];
    }
    const list = `jq -r '.dump.files[] | "\\(.sha256)  \\(.path)"' ${manifest.id}.manifest.json`;
    const check = `${list} | sha256sum --check --quiet`;
    return folder === '' ? [check] : [`(cd ${shellWord(folder)} && ${check})`];
}
/** What they write lies beside the user, never in the store. A passphrase is asked for. */
function decryptCommands(manifest, folder) {
    const hasPassphrase = manifest.encryption?.recipients.includes('scrypt');
    const age = `age --decrypt${hasPassphrase ? '' : ' --identity=key.txt'}`;
    const path = (0,report_report/* archivePath */.oM)(manifest);
    const single = [...(manifest.dump.format === 'directory' ? [] : [path]), ...othersOf(manifest)];
    const commands = single.map((file) => `${age} --output=${shellWord(opened(file))} ${shellWord(folder + file)}`);
    if (manifest.dump.format !== 'directory')
        return commands;
    const target = openedArchive(manifest);
    const names = `${target}/"$(basename "$file" .age)"`;
    const each = `for file in ${shellWord(folder + path)}/*.age; do ${age} --output=${names} "$file"; done`;
    return [`mkdir ${target}`, each, ...commands];
}
function othersOf(manifest) {
    return (0,report_report/* otherFiles */.YT)(manifest).map(({ path }) => path);
}
/** What a file is called once it is decrypted. */
function opened(path) {
    return path.replace(/\.age$/, '');
}
function openedArchive(manifest) {
    const path = (0,report_report/* archivePath */.oM)(manifest);
    const isSealedFolder = manifest.encryption !== null && manifest.dump.format === 'directory';
    return isSealedFolder ? `${path}.decrypted` : opened(path);
}
function restoreCommands(manifest, folder) {
    const database = shellWord(`${manifest.name}_restored`);
    const globals = othersOf(manifest).map((file) => `psql --no-psqlrc --dbname=postgres --file=${shellWord(folder + opened(file))}`);
    return [
        ...globals,
        `createdb --template=template0 ${database}`,
        loadCommand(manifest, shellWord(folder + openedArchive(manifest)), database),
    ];
}
function loadCommand(manifest, archive, database) {
    if (manifest.dump.format !== 'plain') {
        const jobs = manifest.dump.format === 'tar' ? '' : ' --jobs=2';
        return `pg_restore --exit-on-error --no-owner${jobs} --dbname=${database} ${archive}`;
    }
    const psql = `psql --no-psqlrc --single-transaction --set=ON_ERROR_STOP=on --dbname=${database}`;
    const reader = readerOf(openedArchive(manifest));
    return reader === null ? `${psql} --file=${archive}` : `${reader} ${archive} | ${psql}`;
}
function readerOf(path) {
    if (path.endsWith('.gz'))
        return 'gzip --decompress --stdout';
    if (path.endsWith('.zst'))
        return 'zstd --decompress --stdout';
    return null;
}
/** Where the files are at hand: beside the user after a download, or where they were stored. */
function localFolder(manifest, { url }) {
    return url.kind === 'file' ? `${joinPath(url.directory, manifest.name)}/` : '';
}

// EXTERNAL MODULE: ./build/report/shrink-lines.js
var shrink_lines = __webpack_require__(65816);
;// CONCATENATED MODULE: ./build/report/summary.js








const TABLES_SHOWN = 10;
const PRUNED_SHOWN = 10;
/** The job summary, as Markdown. Foreign text in it is inert; secrets were never in the report. */
function renderSummary(report) {
    const sections = [
        `## Backup of ${(0,markdown/* markdownText */.p7)(report.name)}: ${report.failure === null ? 'OK' : 'failed'}`,
        report.failure === null ? '' : (0,summary_parts/* failureText */.kY)(report.failure),
        report.manifest === null ? '' : backupTable(report, report.manifest),
        report.failure === null ? '' : goodCopies(report),
        (0,summary_parts/* warningList */.Vb)(report.warnings),
        (0,shrink_lines/* comparisonSection */.vU)(report.comparison),
        prunedSection(report),
        (0,summary_parts/* phaseChart */.uc)(report),
        report.manifest === null ? '' : largestTables(report, report.manifest),
        report.manifest === null ? '' : restoreSection(report.manifest, report.destinations),
    ];
    return `${(0,summary_parts/* paragraphs */.qN)(sections)}\n`;
}
/** How it was proven, in a sentence: what a reader may rely on, and what not. */
function verificationSentence(manifest) {
    if (manifest.verification.level === 'none') {
        return 'Not verified: verify is none, so nothing has read this backup back and no rows were counted.';
    }
    const counted = `${(0,format/* plural */.LS)((0,report_report/* totalRows */.wh)(manifest) ?? 0, 'row')} in ${(0,format/* plural */.LS)((0,report_report/* tableCount */.Gd)(manifest), 'table')} counted.`;
    if (manifest.verification.level === 'restore') {
        return `Restored into a scratch server; ${counted}`;
    }
    return `${READ_BACK[manifest.dump.format]}; ${counted}`;
}
const READ_BACK = {
    custom: 'pg_restore decoded the whole archive while it was written',
    tar: 'pg_restore decoded the whole archive while it was written',
    directory: 'All files of the archive were decoded',
    plain: 'The script was read to its end while it was written',
};
function backupTable(report, manifest) {
    const { source, dump } = manifest;
    const bytes = (0,report_report/* totalBytes */.ob)(manifest);
    const share = source.sizeBytes > 0 ? ` (${(0,format/* formatPercent */.l9)(bytes / source.sizeBytes)} of it)` : '';
    const [file, ...more] = (0,report_report/* archiveFiles */.a)(manifest);
    const rows = [
        ['Backup', (0,markdown/* markdownCode */.D9)(manifest.id)],
        ['Database', `${(0,markdown/* markdownCode */.D9)(source.database)}, ${(0,format/* formatBytes */.z3)(source.sizeBytes)}`],
        ...forkRow(report),
        ['Server', `PostgreSQL ${(0,markdown/* markdownText */.p7)(source.serverVersion)}`],
        ['Archive', `${(0,format/* formatBytes */.z3)(bytes)}${share}, ${dump.format}, ${(0,markdown/* markdownText */.p7)(dump.compression)}`],
        ...encryptionRow(manifest),
        ['Client', `pg_dump ${(0,markdown/* markdownText */.p7)(dump.clientVersion)}${clientSource(report)}`],
        ...report.destinations.map((one) => ['Stored', storedCell(one)]),
        ['Verified', (0,markdown/* markdownText */.p7)(verificationSentence(manifest))],
    ];
    if (file !== undefined && more.length === 0)
        rows.push(['SHA-256', (0,markdown/* markdownCode */.D9)(file.sha256)]);
    if (report.retries > 0)
        rows.push(['Retries', (0,format/* formatCount */.B4)(report.retries)]);
    rows.push(['Time', (0,format/* formatDuration */.a3)(report.durationSeconds)]);
    return (0,markdown/* markdownTable */.Qj)(['', ''], rows);
}
function forkRow({ fork }) {
    if (fork === null)
        return [];
    return [['Dumped from', (0,fork_lines/* forkCell */.Ng)(fork)]];
}
function encryptionRow({ encryption }) {
    if (encryption === null)
        return [];
    const names = encryption.sealed === null ? '' : '; table names and their rows are sealed too';
    return [['Encrypted', (0,markdown/* markdownText */.p7)(`age, ${(0,summary_parts/* lockText */.li)(encryption.recipients)}${names}`)]];
}
function clientSource({ clientSource: source }) {
    return source === null ? '' : ` (${source})`;
}
function storedCell({ label, stored, failure }) {
    if (stored?.artifact !== undefined && /^https:\/\/[\w.:/-]+$/.test(stored.artifact.url)) {
        return `[${(0,markdown/* markdownText */.p7)(label)}](${stored.artifact.url})`;
    }
    if (stored !== null)
        return (0,markdown/* markdownCode */.D9)(stored.location);
    return `no: ${(0,markdown/* markdownCode */.D9)(label)}${failure === null ? '' : ` ${(0,markdown/* markdownCode */.D9)(failure.code)}`}`;
}
function prunedSection({ pruned }) {
    const lines = pruned
        .filter(({ removed }) => removed.length > 0)
        .map(({ location, removed }) => {
        const shown = removed.slice(0, PRUNED_SHOWN).map(markdown/* markdownCode */.D9).join(', ');
        const more = removed.length - PRUNED_SHOWN;
        return `- ${(0,markdown/* markdownCode */.D9)(location)}: ${shown}${more > 0 ? ` and ${(0,format/* formatCount */.B4)(more)} more` : ''}`;
    });
    return lines.length === 0 ? '' : ['### Removed by keep', lines.join('\n')].join('\n\n');
}
/** A failed run's reader wants to know one thing first: is there any backup to fall back on? */
function goodCopies(report) {
    const stored = report.destinations.filter((one) => one.stored !== null);
    const reasons = report.destinations.flatMap(({ label, failure }) => failure === null || report.failure?.message.includes(failure.message)
        ? []
        : [`- ${(0,markdown/* markdownCode */.D9)(label)}: ${(0,summary_parts/* failureText */.kY)(failure)}`]);
    const copies = stored.map((one) => `- ${storedCell(one)}`);
    const earlier = [...new Set(report.destinations.map((one) => listCommand(report.name, one)))];
    return (0,summary_parts/* paragraphs */.qN)([
        '### Where a good copy lies',
        copies.length === 0
            ? 'This run kept no backup. Earlier ones are untouched.'
            : ['This run kept a complete backup here:', ...copies].join('\n'),
        earlier.length === 0 ? '' : (0,markdown/* shellBlock */.OV)(earlier),
        reasons.length === 0 ? '' : ['It could not be kept here either:', ...reasons].join('\n'),
    ]);
}
function largestTables(report, manifest) {
    const sizes = new Map(report.relations.map((one) => [tableKey(one), one.sizeBytes]));
    const tables = manifest.tables
        .map((table) => ({ ...table, sizeBytes: sizes.get(tableKey(table)) ?? 0 }))
        .sort((a, b) => b.sizeBytes - a.sizeBytes || b.rows - a.rows)
        .slice(0, TABLES_SHOWN);
    if (tables.length === 0)
        return '';
    const rows = tables.map((table) => [
        (0,markdown/* markdownCode */.D9)(`${table.schema}.${table.name}`),
        (0,format/* formatCount */.B4)(table.rows),
        sizes.has(tableKey(table)) ? (0,format/* formatBytes */.z3)(table.sizeBytes) : '',
    ]);
    const more = manifest.tables.length - tables.length;
    return (0,summary_parts/* paragraphs */.qN)([
        '### Largest tables',
        (0,markdown/* markdownTable */.Qj)(['Table', 'Rows in the backup', 'Size in the database'], rows, [
            'left',
            'right',
            'right',
        ]),
        more === 0 ? '' : `and ${(0,format/* formatCount */.B4)(more)} more, all listed in the manifest.`,
    ]);
}
function tableKey({ schema, name }) {
    return JSON.stringify([schema, name]);
}
function restoreSection(manifest, destinations) {
    const stored = destinations.find((one) => one.stored !== null);
    if (stored === undefined)
        return '';
    const { download, check, decrypt, restore } = restoreSteps(manifest, stored);
    const major = manifest.dump.clientVersion.split('.')[0] ?? '';
    return [
        '### How to restore it',
        `Stock tools are enough, of PostgreSQL ${(0,markdown/* markdownText */.p7)(major)} or later. Set ${'`PGHOST`'}, ${'`PGUSER`'} and ${'`PGPASSWORD`'} for the server to restore to.`,
        (0,markdown/* shellBlock */.OV)([...download, ...check, ...decrypt, ...restore]),
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./build/report/lines.js






/**
 * The last lines of a successful run's log: what was kept, where, how it was proven and how to
 * bring it back. A failed run's last line is its error, which is not drawn here.
 */
function reportLines(report) {
    const { manifest } = report;
    const stored = report.destinations.filter((one) => one.stored !== null);
    const [first] = stored;
    if (manifest === null || first === undefined)
        return [];
    const size = `${(0,format/* formatBytes */.z3)(manifest.source.sizeBytes)} to ${(0,format/* formatBytes */.z3)((0,report_report/* totalBytes */.ob)(manifest))}`;
    const { download, check, decrypt, restore } = restoreSteps(manifest, first);
    return [
        `Backup ${manifest.id}: ${size} in ${(0,format/* formatDuration */.a3)(report.durationSeconds)}`,
        ...(report.fork === null ? [] : [`Dumped from: ${(0,fork_lines/* forkText */.sE)(report.fork)}`]),
        ...stored.map((one) => `Stored: ${one.stored?.location ?? one.label}`),
        `Verified: ${verificationSentence(manifest)}`,
        'To restore it:',
        ...[...download, ...check, ...decrypt, ...restore].map((command) => `  ${command}`),
    ].map(errors/* printable */.g$);
}

// EXTERNAL MODULE: ./build/plan/retention.js
var retention = __webpack_require__(47132);
// EXTERNAL MODULE: ./build/report/bounded-json.js
var bounded_json = __webpack_require__(57349);
;// CONCATENATED MODULE: ./build/report/list-summary.js






/** A summary has 1 MiB; whoever wants to see more has the log. */
const ROWS_SHOWN = 200;
/** The job summary of a list, as Markdown. Foreign text in it is inert, and no link is in it. */
function renderListSummary(report) {
    const { failure, label } = report;
    const sections = [
        `## Backups in ${(0,markdown/* markdownText */.p7)(label)}${failure === null ? '' : ': failed'}`,
        failure === null ? '' : (0,summary_parts/* failureText */.kY)(failure),
        ...statements(report).map((line) => `- ${(0,markdown/* markdownText */.p7)(line)}`),
        (0,summary_parts/* warningList */.Vb)(report.warnings),
        list_summary_backupTable(report),
    ];
    return `${(0,summary_parts/* paragraphs */.qN)(sections)}\n`;
}
/** The table, and what is to be said of it, for the log. */
function listLines(report) {
    const width = Math.max(0, ...report.backups.map(({ id }) => id.length));
    const rows = report.backups.map((backup) => [backup.id.padEnd(width), ...cellsOf(backup, report.now)].join('  ').trimEnd());
    return [...rows, ...statements(report), ...(0,bounded_json/* leftOutLine */.u)('backups', jsonOf(report))].map(errors/* printable */.g$);
}
/** The outputs of a list, by name. What there is none of is an empty text. */
function listOutputs(report) {
    const { now } = report;
    const good = goodBackups(report);
    const [latest] = present(good, now);
    const verified = latestVerified(good, now);
    const age = (backup) => backup === undefined ? '' : String(Math.floor(ageOf(backup, now)));
    return {
        backups: jsonOf(report).text,
        latest: latest?.id ?? '',
        'latest-verified': verified?.id ?? '',
        count: String(good.length),
        'total-size-bytes': String(totalOf(good)),
        'latest-age-seconds': age(latest),
        'latest-verified-age-seconds': age(verified),
        links: Object.keys(report.links).length === 0 ? '' : JSON.stringify(report.links),
        ...(0,summary_parts/* durationOutput */.qU)(report),
    };
}
function goodBackups({ backups }) {
    return backups.filter((backup) => backup.content !== null);
}
/** Without those that say they are from the future: they would be the newest for ever. */
function present(backups, now) {
    return backups.filter((backup) => !(0,retention/* isFromFuture */.S)(backup, now));
}
function latestVerified(good, now) {
    return present(good, now).find(({ verified }) => verified === 'restore');
}
/** In seconds, not below 0. */
function ageOf({ createdAt }, now) {
    return Math.max(0, (now.getTime() - createdAt.getTime()) / 1000);
}
function totalOf(good) {
    return good.reduce((sum, { content }) => sum + content.sizeBytes, 0);
}
/** Each backup as a matrix takes it: names with simple values. */
function jsonOf(report) {
    return (0,bounded_json/* boundedJson */.Q)(goodBackups(report).map(({ id, name, createdAt, verified, isShrunk, content }) => ({
        id,
        name,
        createdAt: createdAt.toISOString().replace('.000Z', 'Z'),
        verified,
        sizeBytes: content.sizeBytes,
        rows: content.rows,
        tables: content.tables,
        database: content.database,
        serverVersion: content.serverVersion,
        format: content.format,
        encrypted: content.isEncrypted,
        shrunk: isShrunk,
    })));
}
function statements(report) {
    const { now, backups } = report;
    const good = goodBackups(report);
    const oldest = good.at(-1);
    if (oldest === undefined)
        return [];
    const [newest] = present(good, now);
    const verified = latestVerified(good, now);
    const bad = backups.length - good.length;
    return [
        `${(0,format/* plural */.LS)(good.length, 'good backup')}, ${(0,format/* formatBytes */.z3)(totalOf(good))} in all`,
        ...(newest === undefined
            ? ['All of them say that they are from the future.']
            : [
                `Newest: ${newest.id}, ${(0,format/* formatAge */.nV)(ageOf(newest, now))} old`,
                `Oldest: ${oldest.id}, ${(0,format/* formatAge */.nV)(ageOf(oldest, now))} old`,
            ]),
        verified === undefined
            ? 'None was proven by restoring it.'
            : `Newest that was restored: ${verified.id}, ${(0,format/* formatAge */.nV)(ageOf(verified, now))} old`,
        ...(bad === 0 ? [] : [`${(0,format/* formatCount */.B4)(bad)} more cannot be used: unfinished or unreadable`]),
    ];
}
function list_summary_backupTable(report) {
    if (report.backups.length === 0)
        return '';
    const rows = report.backups
        .slice(0, ROWS_SHOWN)
        .map((backup) => [
        (0,markdown/* markdownCode */.D9)(backup.id),
        ...cellsOf(backup, report.now).map((cell) => (0,markdown/* markdownText */.p7)(cell)),
    ]);
    const head = ['Backup', 'Age', 'Size', 'Rows', 'Proof'];
    const table = (0,markdown/* markdownTable */.Qj)(head, rows, ['left', 'right', 'right', 'right']);
    const more = report.backups.length - rows.length;
    return more > 0 ? `${table}\n\nand ${(0,format/* formatCount */.B4)(more)} more, in the log.` : table;
}
/** Age, size, rows and proof. */
function cellsOf(backup, now) {
    const { state, content, verified, isShrunk } = backup;
    const age = (0,retention/* isFromFuture */.S)(backup, now) ? 'future' : (0,format/* formatAge */.nV)(ageOf(backup, now));
    const rows = content === null || content.rows === null ? '' : (0,format/* formatCount */.B4)(content.rows);
    const size = content === null ? '' : (0,format/* formatBytes */.z3)(content.sizeBytes);
    const proof = content === null ? state : isShrunk ? `${verified}, shrunk` : verified;
    return [age.padStart(8), size.padStart(8), rows.padStart(13), proof];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/report/outputs.js




/**
 * The outputs of a run, by name, as text. A run that kept no backup has only the time it took, so
 * that a later job cannot take it for one. What is not known is an empty text: `rows` without a
 * read-back, `artifact-id` without an artifact.
 */
function reportOutputs(report) {
    const duration = (0,summary_parts/* durationOutput */.qU)(report);
    const { manifest } = report;
    const stored = report.destinations.flatMap((one) => (one.stored === null ? [] : [one.stored]));
    const [first] = stored;
    if (manifest === null || first === undefined)
        return duration;
    const artifact = stored.find((one) => one.artifact !== undefined)?.artifact;
    const rows = (0,report_report/* totalRows */.wh)(manifest);
    return {
        'backup-id': manifest.id,
        location: first.location,
        locations: JSON.stringify(stored.map((one) => one.location)),
        manifest: JSON.stringify(manifest),
        'size-bytes': String((0,report_report/* totalBytes */.ob)(manifest)),
        'database-size-bytes': String(manifest.source.sizeBytes),
        sha256: archiveDigest((0,report_report/* archiveFiles */.a)(manifest)),
        ...duration,
        'server-version': manifest.source.serverVersion,
        'client-version': manifest.dump.clientVersion,
        tables: rows === null ? '' : String((0,report_report/* tableCount */.Gd)(manifest)),
        rows: rows === null ? '' : String(rows),
        verified: manifest.verification.level,
        ...(0,fork_lines/* forkOutputs */.h6)(report.fork),
        'artifact-id': artifact === undefined ? '' : String(artifact.id),
        'artifact-url': artifact?.url ?? '',
        pruned: JSON.stringify(report.pruned),
    };
}
/**
 * One hash for an archive: the file's own; for a folder, the SHA-256 of what `sha256sum` prints of
 * its files in the order of their paths, so that anyone can compute it again.
 */
function archiveDigest(files) {
    const [file, ...more] = files;
    if (file !== undefined && more.length === 0)
        return file.sha256;
    const lines = files.map(({ sha256, path }) => ({ sha256, path }));
    lines.sort((a, b) => (a.path < b.path ? -1 : 1));
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const { sha256, path } of lines)
        hash.update(`${sha256}  ${path}\n`);
    return hash.digest('hex');
}

// EXTERNAL MODULE: ./build/report/prune-summary.js
var prune_summary = __webpack_require__(35094);
;// CONCATENATED MODULE: ./build/report/restore-summary.js






/** The job summary of a restore, as Markdown. Foreign text in it is inert. */
function renderRestoreSummary(report) {
    const { failure, database } = report;
    const sections = [
        `## Restore into ${(0,markdown/* markdownText */.p7)(database)}: ${failure === null ? 'OK' : 'failed'}`,
        failure === null ? '' : (0,summary_parts/* failureText */.kY)(failure),
        restore_summary_factTable(report),
        (0,summary_parts/* warningList */.Vb)(report.warnings),
        (0,summary_parts/* phaseChart */.uc)(report),
    ];
    return `${(0,summary_parts/* paragraphs */.qN)(sections)}\n`;
}
function restore_summary_factTable(report) {
    const { manifest, mode, previousDatabase, safetyBackup, targetState } = report;
    const rows = [['Mode', (0,markdown/* markdownCode */.D9)(mode)]];
    if (manifest !== null) {
        const size = (0,format/* formatBytes */.z3)((0,report_report/* totalBytes */.ob)(manifest));
        rows.unshift(['Backup', `${(0,markdown/* markdownCode */.D9)(manifest.id)}, ${size}`]);
    }
    if (report.failure === null)
        rows.push(['Restored', (0,markdown/* markdownText */.p7)(restoredSentence(report))]);
    if (targetState !== null)
        rows.push(['Target', (0,markdown/* markdownText */.p7)(targetState)]);
    if (previousDatabase !== null)
        rows.push(['Old database', (0,markdown/* markdownCode */.D9)(previousDatabase)]);
    if (safetyBackup !== null)
        rows.push(['Safety backup', (0,markdown/* markdownCode */.D9)((0,safety_backup/* whereIs */.i)(safetyBackup))]);
    rows.push(['Time', (0,format/* formatDuration */.a3)(report.durationSeconds)]);
    return (0,markdown/* markdownTable */.Qj)(['', ''], rows);
}
/** The last lines of the log of a successful restore. */
function restoreLines(report) {
    const { manifest, database, previousDatabase, safetyBackup } = report;
    if (manifest === null || report.failure !== null)
        return [];
    const lines = [
        `Restored ${manifest.id} into "${database}" in ${(0,format/* formatDuration */.a3)(report.durationSeconds)}`,
        restoredSentence(report),
    ];
    if (previousDatabase !== null) {
        lines.push(`The old database is now "${previousDatabase}"; drop it when it is not needed.`);
    }
    if (safetyBackup !== null)
        lines.push(`What was there before is in ${(0,safety_backup/* whereIs */.i)(safetyBackup)}`);
    return lines.map(errors/* printable */.g$);
}
function restoredSentence(report) {
    const counts = `${(0,format/* plural */.LS)((0,summary_parts/* sumRows */.Pn)(report.tables), 'row')} in ${(0,format/* plural */.LS)(report.tables.length, 'table')}`;
    return report.verified === 'rows'
        ? `${counts}, each table counted and equal to the backup.`
        : `${counts} by the backup; nothing was counted in the target.`;
}
/** The outputs of a restore, by name. One that failed has only what is needed to go on from it. */
function restoreOutputs(report) {
    const always = {
        'safety-backup-id': report.safetyBackup?.id ?? '',
        ...(0,summary_parts/* durationOutput */.qU)(report),
    };
    if (report.manifest === null || report.failure !== null)
        return always;
    return {
        'backup-id': report.manifest.id,
        rows: String((0,summary_parts/* sumRows */.Pn)(report.tables)),
        tables: String(report.tables.length),
        verified: report.verified,
        'previous-database': report.previousDatabase ?? '',
        ...always,
    };
}

;// CONCATENATED MODULE: ./build/report/verify-summary.js





/** The job summary of a verification, as Markdown. Foreign text in it is inert. */
function renderVerifySummary(report) {
    const { failure, manifest, wanted } = report;
    const sections = [
        `## Verification of ${(0,markdown/* markdownText */.p7)(manifest?.id ?? wanted)}: ${failure === null ? 'OK' : 'failed'}`,
        failure === null ? '' : (0,summary_parts/* failureText */.kY)(failure),
        verify_summary_factTable(report),
        (0,summary_parts/* warningList */.Vb)(report.warnings),
        (0,summary_parts/* phaseChart */.uc)(report),
    ];
    return `${(0,summary_parts/* paragraphs */.qN)(sections)}\n`;
}
function verify_summary_factTable(report) {
    const { manifest, scratch } = report;
    const rows = [];
    if (manifest !== null) {
        const { source, createdAt } = manifest;
        const size = (0,format/* formatBytes */.z3)((0,report_report/* totalBytes */.ob)(manifest));
        rows.push(['Backup', `${(0,markdown/* markdownCode */.D9)(manifest.id)}, ${size}`]);
        rows.push(['Taken', `${createdAt}, of ${(0,markdown/* markdownCode */.D9)(source.database)}`]);
    }
    if (scratch !== null)
        rows.push(['Restored into', (0,markdown/* markdownText */.p7)(scratch)]);
    if (report.failure === null)
        rows.push(['Verified', (0,markdown/* markdownText */.p7)(verifiedSentence(report))]);
    rows.push(['Time', (0,format/* formatDuration */.a3)(report.durationSeconds)]);
    return (0,markdown/* markdownTable */.Qj)(['', ''], rows);
}
/** The last lines of the log of a successful verification. */
function verifyLines(report) {
    const { manifest } = report;
    if (manifest === null || report.failure !== null)
        return [];
    const time = (0,format/* formatDuration */.a3)(report.durationSeconds);
    return [`Verified ${manifest.id} in ${time}`, verifiedSentence(report)].map(errors/* printable */.g$);
}
/** What a reader may rely on, and what not. */
function verifiedSentence({ level, tables, manifest }) {
    const counts = `${(0,format/* plural */.LS)((0,summary_parts/* sumRows */.Pn)(tables), 'row')} in ${(0,format/* plural */.LS)(tables.length, 'table')}`;
    if (level === 'restore') {
        return `Restored whole; ${counts} counted there, and the objects and sequences compared.`;
    }
    const compared = manifest?.verification.level === 'none' ? '' : ', equal to the manifest';
    return `Every byte read again and decoded; ${counts} counted${compared}.`;
}
/** The outputs of a verification, by name. One that failed proved nothing. */
function verifyOutputs(report) {
    const { manifest, failure, level, tables } = report;
    const duration = (0,summary_parts/* durationOutput */.qU)(report);
    if (manifest === null || failure !== null)
        return duration;
    return { 'backup-id': manifest.id, verified: level, rows: String((0,summary_parts/* sumRows */.Pn)(tables)), ...duration };
}

;// CONCATENATED MODULE: ./build/report/drawn.js








function drawBackup(report) {
    const summary = renderSummary(report);
    return { lines: reportLines(report), outputs: reportOutputs(report), summary };
}
function drawRestore(report) {
    const summary = renderRestoreSummary(report);
    return { lines: restoreLines(report), outputs: restoreOutputs(report), summary };
}
function drawVerify(report) {
    const summary = renderVerifySummary(report);
    return { lines: verifyLines(report), outputs: verifyOutputs(report), summary };
}
function drawCopy(report) {
    const summary = renderCopySummary(report);
    return { lines: copyLines(report), outputs: copyOutputs(report), summary };
}
function drawPrune(report) {
    const summary = (0,prune_summary/* renderPruneSummary */.L5)(report);
    return { lines: (0,prune_summary/* pruneLines */.O1)(report), outputs: (0,prune_summary/* pruneOutputs */.lb)(report), summary };
}
function drawList(report) {
    const summary = renderListSummary(report);
    return { lines: listLines(report), outputs: listOutputs(report), summary };
}


/***/ }),

/***/ 21493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ forkCell),
/* harmony export */   Wm: () => (/* binding */ forkLines),
/* harmony export */   fN: () => (/* binding */ gentleCopy),
/* harmony export */   h6: () => (/* binding */ forkOutputs),
/* harmony export */   i8: () => (/* binding */ forkWarnings),
/* harmony export */   sE: () => (/* binding */ forkText),
/* harmony export */   sK: () => (/* binding */ gentleDump)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92772);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34902);



/** What was decided about a fork, for the lines of the plan; empty where nobody asked. */
function forkLines(decision, { thresholdBytes, timeoutMs, provider }, sizeBytes, done) {
    const sizes = `${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(sizeBytes)} is more than fork-threshold (${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(thresholdBytes)})`;
    if (decision.kind === 'fork') {
        const { label, plan, region, pricePerHour, notes } = decision.source;
        const parts = [
            plan === undefined ? '' : `plan ${plan}`,
            region === undefined ? '' : `in ${region}`,
            pricePerHour === undefined ? '' : `${pricePerHour} an hour`,
        ].filter((part) => part !== '');
        const what = [`Fork: of ${label}`, ...parts].join(', ');
        const why = decision.why === 'always' ? 'fork is always' : sizes;
        return [
            `${what}; ${why}`,
            `The fork is destroyed once it has been ${done}, and lives ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(timeoutMs / 1000)} at most`,
            ...notes,
        ].map(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$);
    }
    if (decision.kind !== 'source' || provider === undefined)
        return [];
    return decision.why === 'never'
        ? ['Fork: none, since fork is never']
        : [
            `Fork: none, since ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(sizeBytes)} is not more than fork-threshold (${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(thresholdBytes)})`,
        ];
}
/** The outputs of every run that may fork. */
function forkOutputs(fork) {
    return { forked: String(fork !== null), 'fork-name': fork?.name ?? '' };
}
/** For the last lines of the log, and in Markdown for the table of facts. */
const forkText = ({ source, name }) => `a fork of ${source} (${name})`;
const forkCell = ({ source, name }) => `a fork of ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownCode */ .D9)(source)}, ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownCode */ .D9)(name)}`;
function gentleDump({ jobs, format }) {
    const slower = 'rate-limit, 20MB/s for example, makes it gentler still; ';
    const advice = format === 'directory' ? '' : slower;
    return { done: 'dumped', by: (0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(jobs, 'job'), advice };
}
function gentleCopy(jobs) {
    const advice = jobs === 'auto' ? 'jobs, 4 for example, makes it faster; ' : '';
    return { done: 'copied', by: (0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(jobs === 'auto' ? 1 : jobs, 'stream'), advice };
}
/** Why a large database is read itself, and what may be done about it. */
function forkWarnings(decision, { thresholdBytes }, sizeBytes, { done, by, advice }) {
    if (decision.kind !== 'gentle')
        return [];
    const large = `The database is larger (${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(sizeBytes)}) than fork-threshold (${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(thresholdBytes)})`;
    const gently = `so it is ${done} itself, gently: with ${by} and a lock timeout`;
    const choices = `${advice}fork: never silences this.`;
    if (decision.refusal === undefined) {
        return [
            `${large}, and no provider can be asked for a fork, ${gently}. Give the inputs of a provider, if it has one; ${choices}`,
        ];
    }
    return [`${large}, and cannot be forked, ${gently}. ${decision.refusal.message} ${choices}`];
}


/***/ }),

/***/ 92772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   M0: () => (/* binding */ bar),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   l9: () => (/* binding */ formatPercent),
/* harmony export */   nV: () => (/* binding */ formatAge),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** A size in SI units with three digits: `12 B`, `1.55 GB`, `437 MB`. */
function formatBytes(bytes) {
    let value = Math.max(0, bytes);
    let unit = 0;
    while (Number(value.toPrecision(3)) >= 1000 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${unit === 0 ? Math.round(value) : threeDigits(value)} ${UNITS[unit]}`;
}
/** A time in the two units that matter: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`. */
function formatDuration(seconds) {
    const known = Math.max(0, seconds);
    if (known < 9.95)
        return `${known.toFixed(1)} s`;
    const whole = Math.round(known);
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return twoUnits(whole, 60, 'min', 's');
    return twoUnits(Math.round(known / 60), 60, 'h', 'min');
}
/** An age as people say it: `3 min 5 s`, `7 h 40 min`, from two days on `12 d`. */
function formatAge(seconds) {
    const days = Math.floor(seconds / 86_400);
    return days < 2 ? formatDuration(seconds) : `${formatCount(days)} d`;
}
/** A whole number with its thousands set apart: `1,234,567`. */
function formatCount(count) {
    return count.toLocaleString('en-US');
}
/** `1 table`, `2 tables`. */
function plural(count, noun) {
    return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
/** A share of 1 as whole percent. 100 % is said of nothing that is not complete. */
function formatPercent(fraction) {
    const percent = Math.round(fraction * 100);
    return `${fraction < 1 ? Math.min(99, percent) : percent} %`;
}
/** A bar of `width` cells, for a log and a summary alike. */
function bar(fraction, width) {
    const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
    return '█'.repeat(filled) + '░'.repeat(width - filled);
}
function threeDigits(value) {
    return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}
function twoUnits(total, base, large, small) {
    const rest = total % base;
    const head = `${Math.floor(total / base)} ${large}`;
    return rest === 0 ? head : `${head} ${rest} ${small}`;
}


/***/ }),

/***/ 34902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   OV: () => (/* binding */ shellBlock),
/* harmony export */   Qj: () => (/* binding */ markdownTable),
/* harmony export */   p7: () => (/* binding */ markdownText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/**
 * Foreign text (a table's name, a server's message) as Markdown that shows exactly this text.
 * Every character that could mean something to Markdown or HTML becomes a numeric reference, which
 * CommonMark never reads as structure (spec 0.31, 6.2 "Entity and numeric character references").
 * So does the stop of `www.`, which GitHub would make a link of.
 */
function markdownText(text) {
    return visible(text)
        .replace(/[^\p{L}\p{N} .,;'"?%/=-]/gu, reference)
        .replace(/www\./gi, (address) => `${address.slice(0, -1)}${reference('.')}`);
}
/** Foreign text as code. A plain code span where nothing in it could end one. */
function markdownCode(text) {
    if (/^[\w.:/@+=,-]+$/.test(text))
        return `\`${text}\``;
    return `<code>${visible(text).replace(/[^\p{L}\p{N} ]/gu, reference)}</code>`;
}
/** Rows of finished Markdown cells. */
function markdownTable(head, rows, align = []) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    const rule = head.map((_, column) => (align[column] === 'right' ? '---:' : '---'));
    return [line(head), line(rule), ...rows.map(line)].join('\n');
}
/** A block of shell commands, fenced by more backticks than any run of them inside it. */
function shellBlock(commands) {
    const text = commands.join('\n');
    const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}sh\n${text}\n${fence}`;
}
/** Control characters, and marks that turn the direction of writing, as escapes one can see. */
function visible(text) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text).replace(/\p{Cf}/gu, (mark) => `\\u${mark.codePointAt(0)?.toString(16)}`);
}
function reference(character) {
    return `&#${character.codePointAt(0)};`;
}


/***/ }),

/***/ 35094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C8: () => (/* binding */ planLinesOf),
/* harmony export */   L5: () => (/* binding */ renderPruneSummary),
/* harmony export */   O1: () => (/* binding */ pruneLines),
/* harmony export */   lb: () => (/* binding */ pruneOutputs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _bounded_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57349);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92772);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34902);
/* harmony import */ var _summary_parts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96292);





/** A summary has 1 MiB; whoever wants to see more has the log. */
const ROWS_SHOWN = 200;
/** The job summary of a run of prune, as Markdown. Foreign text in it is inert. */
function renderPruneSummary(report) {
    const { failure, dryRun, label } = report;
    const how = failure !== null ? 'failed' : dryRun ? 'dry run' : 'OK';
    const sections = [
        `## Pruning of ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(label)}: ${how}`,
        failure === null ? '' : (0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .failureText */ .kY)(failure),
        report.series.length === 0 ? '' : (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(sentenceOf(report)),
        (0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .warningList */ .Vb)(report.warnings),
        ...report.series.map(seriesTable),
        (0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseChart */ .uc)(report),
    ];
    return `${(0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .paragraphs */ .qN)(sections)}\n`;
}
/** What happens to each backup of a series, for the log: before anything is removed. */
function planLinesOf({ name, kept, removed }) {
    return [
        `${name}: ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(kept.length, 'backup')} kept, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatCount */ .B4)(removed.length)} to be removed`,
        ...kept.map(({ id, because }) => `  keep    ${id}  ${because.join(', ')}`),
        ...removed.map(({ id, because }) => `  remove  ${id}  ${because}`),
    ].map(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$);
}
/** The last lines of the log of a successful run. */
function pruneLines(report) {
    if (report.failure !== null)
        return [];
    const { kept, removed } = jsonOf(report);
    const lines = [
        sentenceOf(report),
        ...(0,_bounded_json_js__WEBPACK_IMPORTED_MODULE_4__/* .leftOutLine */ .u)('kept', kept),
        ...(0,_bounded_json_js__WEBPACK_IMPORTED_MODULE_4__/* .leftOutLine */ .u)('removed', removed),
    ];
    return lines.map(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$);
}
/** The outputs of a run of prune, by name. What was removed before a failure is told too. */
function pruneOutputs(report) {
    const { kept, removed } = jsonOf(report);
    return { kept: kept.text, removed: removed.text, ...(0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .durationOutput */ .qU)(report) };
}
function jsonOf({ series }) {
    return {
        kept: (0,_bounded_json_js__WEBPACK_IMPORTED_MODULE_4__/* .boundedJson */ .Q)(series.flatMap(({ kept }) => kept)),
        removed: (0,_bounded_json_js__WEBPACK_IMPORTED_MODULE_4__/* .boundedJson */ .Q)(series.flatMap(({ removed }) => removed)),
    };
}
function sentenceOf({ series, dryRun }) {
    const count = (part) => series.reduce((sum, one) => sum + one[part].length, 0);
    const removed = `${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(count('removed'), 'backup')} ${dryRun ? 'would be' : 'were'} removed`;
    const freed = (0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(series.reduce((sum, one) => sum + removedBytes(one), 0));
    const next = dryRun && count('removed') > 0 ? ' Set dry-run to false to remove them.' : '';
    return `${removed} (${freed}), ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatCount */ .B4)(count('kept'))} kept.${next}`;
}
function removedBytes({ backups, removed }) {
    const gone = new Set(removed.map(({ id }) => id));
    return backups.reduce((sum, { id, content }) => sum + (gone.has(id) ? (content?.sizeBytes ?? 0) : 0), 0);
}
function seriesTable({ name, backups, kept, removed }) {
    const sizes = new Map(backups.map(({ id, content }) => [id, content?.sizeBytes]));
    const size = (id) => {
        const bytes = sizes.get(id);
        return bytes === undefined ? '' : (0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes);
    };
    const rows = [
        ...removed.map(({ id, because }) => [id, 'removed', because]),
        ...kept.map(({ id, because }) => [id, 'kept', because.join(', ')]),
    ].map(([id = '', what = '', because = '']) => [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownCode */ .D9)(id), size(id), what, because]);
    const more = rows.length - ROWS_SHOWN;
    return (0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .paragraphs */ .qN)([
        `### ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(name)}`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownTable */ .Qj)(['Backup', 'Size', '', 'Why'], rows.slice(0, ROWS_SHOWN), ['left', 'right']),
        more > 0 ? `and ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatCount */ .B4)(more)} more, in the log.` : '',
    ]);
}


/***/ }),

/***/ 87177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gd: () => (/* binding */ tableCount),
/* harmony export */   YT: () => (/* binding */ otherFiles),
/* harmony export */   a: () => (/* binding */ archiveFiles),
/* harmony export */   oM: () => (/* binding */ archivePath),
/* harmony export */   ob: () => (/* binding */ totalBytes),
/* harmony export */   wh: () => (/* binding */ totalRows)
/* harmony export */ });
/**
 * Where the archive itself lies beside its manifest: one file, or the folder of a directory-format
 * dump. Other files of the backup (globals) are not it.
 */
function archivePath(manifest) {
    if (manifest.dump.format === 'directory')
        return manifest.id;
    const pattern = /^\.(dump|tar|sql)(\.\w+){0,2}$/;
    const isArchive = (file) => file.path.startsWith(manifest.id) && pattern.test(file.path.slice(manifest.id.length));
    return manifest.dump.files.find(isArchive)?.path ?? manifest.id;
}
/** The files of the archive, without what else is in the backup. */
function archiveFiles(manifest) {
    const path = archivePath(manifest);
    return manifest.dump.files.filter((file) => file.path === path || file.path.startsWith(`${path}/`));
}
/** What is in the backup besides the archive: the globals, if they were asked for. */
function otherFiles(manifest) {
    const archive = new Set(archiveFiles(manifest));
    return manifest.dump.files.filter((file) => !archive.has(file));
}
/** All bytes of the backup, without its manifest. */
function totalBytes(manifest) {
    return manifest.dump.files.reduce((sum, file) => sum + file.sizeBytes, 0);
}
/** All rows that were counted in the archive; null where it was not read back. */
function totalRows(manifest) {
    if (manifest.verification.level === 'none')
        return null;
    const sealed = manifest.encryption?.sealed;
    return sealed ? sealed.rows : manifest.tables.reduce((sum, table) => sum + table.rows, 0);
}
/** How many tables have rows in the archive; 0 where it was not read back. */
function tableCount({ encryption, tables }) {
    return encryption?.sealed ? encryption.sealed.tables : tables.length;
}


/***/ }),

/***/ 65816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fr: () => (/* binding */ shrinkText),
/* harmony export */   pf: () => (/* binding */ comparisonLines),
/* harmony export */   vU: () => (/* binding */ comparisonSection)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92772);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34902);



const NAMED = 10;
/** What fell since the backup before, in one sentence. */
function shrinkText({ falls, previous }, limit) {
    const what = falls.map(fallText).join(', and ');
    return `${what.charAt(0).toUpperCase()}${what.slice(1)} since ${previous}, which is more than shrink-limit allows (${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPercent */ .l9)(limit)}).`;
}
function fallText({ what, from, to }) {
    const show = what === 'rows' ? _format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4 : _format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3;
    const name = what === 'rows' ? 'the rows' : 'the archive';
    return `${name} fell by ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPercent */ .l9)((from - to) / from)}, from ${show(from)} to ${show(to)}`;
}
/** Which tables came and went, for the log. */
function comparisonLines(comparison) {
    return parts(comparison).map(([title, names]) => {
        const { shown, more } = named(names);
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`${title}: ${shown.join(', ')}${more}`);
    });
}
/** A section of the summary: which tables came and went. Empty where none did. */
function comparisonSection(comparison) {
    if (comparison === null)
        return '';
    const lines = parts(comparison).map(([title, names]) => {
        const { shown, more } = named(names);
        return `- ${title}: ${shown.map(_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownCode */ .D9).join(', ')}${more}`;
    });
    if (lines.length === 0)
        return '';
    return [`### Since ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(comparison.previous)}`, lines.join('\n')].join('\n\n');
}
function parts({ newTables, vanishedTables }) {
    const all = [
        ['New tables', newTables],
        ['Tables that are gone', vanishedTables],
    ];
    return all.filter(([, names]) => names.length > 0);
}
function named(names) {
    const more = names.length - NAMED;
    return { shown: names.slice(0, NAMED), more: more > 0 ? ` and ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(more)} more` : '' };
}


/***/ }),

/***/ 96292:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pn: () => (/* binding */ sumRows),
/* harmony export */   Vb: () => (/* binding */ warningList),
/* harmony export */   kY: () => (/* binding */ failureText),
/* harmony export */   li: () => (/* binding */ lockText),
/* harmony export */   qN: () => (/* binding */ paragraphs),
/* harmony export */   qU: () => (/* binding */ durationOutput),
/* harmony export */   uc: () => (/* binding */ phaseChart)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92772);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34902);


const BAR_CELLS = 24;
const WARNINGS_SHOWN = 20;
/** GitHub refuses a summary of more than 1 MiB, and one error can name ten thousand tables. */
const LONGEST_TEXT = 4000;
/** Parts of a summary, of which those that have nothing to say are empty. */
function paragraphs(parts) {
    return parts.filter((part) => part !== '').join('\n\n');
}
function failureText({ code, message, next }) {
    const text = [shortened(message), shortened(next)].filter(Boolean).join(' ');
    return `**${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownCode */ .D9)(code)}** ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(text)}`;
}
function shortened(text) {
    if (text.length <= LONGEST_TEXT)
        return text;
    return `${text.slice(0, LONGEST_TEXT)} ... (the log has all of it)`;
}
/** To whom something is encrypted, as the manifest has it. A post-quantum recipient is very long. */
function lockText(recipients) {
    if (recipients.includes('scrypt'))
        return 'with a passphrase';
    return `to ${recipients.map((one) => (one.length > 80 ? `${one.slice(0, 24)}...` : one)).join(', ')}`;
}
function warningList(warnings) {
    if (warnings.length === 0)
        return '';
    const shown = warnings
        .slice(0, WARNINGS_SHOWN)
        .map((line) => `- ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(shortened(line))}`);
    const more = warnings.length - shown.length;
    if (more > 0)
        shown.push(`- and ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(more)} more, in the log`);
    return ['### Warnings', '', ...shown].join('\n');
}
function phaseChart({ phases, failure, }) {
    if (phases.length === 0)
        return '';
    const longest = Math.max(...phases.map((phase) => phase.seconds), Number.EPSILON);
    const rows = phases.map((phase, index) => [
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(phase.name) + (failure !== null && index === phases.length - 1 ? ' (failed)' : ''),
        (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(phase.seconds),
        (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .bar */ .M0)(phase.seconds / longest, BAR_CELLS),
    ]);
    const table = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownTable */ .Qj)(['Phase', 'Time', ''], rows, ['left', 'right', 'left']);
    return `### Where the time went\n\n${table}`;
}
function sumRows(tables) {
    return tables.reduce((sum, { rows }) => sum + rows, 0);
}
/** The one output that a failed run has too. */
function durationOutput({ durationSeconds }) {
    return { 'duration-seconds': String(Math.round(durationSeconds * 1000) / 1000) };
}


/***/ })

};
