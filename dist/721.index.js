export const id = 721;
export const ids = [721];
export const modules = {

/***/ 54554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ openFileDestination)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/destinations/disk-space.js
var disk_space = __webpack_require__(89344);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build/destinations/batched-file.js
var batched_file = __webpack_require__(89892);
;// CONCATENATED MODULE: ./build/destinations/file-backup.js






const READ_BYTES = 256 * 1024;
/** Where a backup is written until it is complete; its name tells a later run what it is. */
function partialFolder(folder, id) {
    return (0,external_node_path_.join)(folder, `.${id}.partial`);
}
/**
 * A backup that grows in a partial folder. `commit` moves its files to their names, and the
 * manifest last, so that a run killed at any moment leaves nothing that has a manifest.
 */
class FileBackup {
    #id;
    #place;
    #around;
    #partial;
    #files = [];
    /** The first part of each path written, in the order of their opening. */
    #entries = new Set();
    #published = [];
    /** Files that have their names while there is no manifest yet. */
    #unproven = [];
    #state = 'open';
    constructor(id, place, around) {
        this.#id = id;
        this.#place = place;
        this.#around = around;
        this.#partial = partialFolder(place.folder, id);
    }
    async openFile(path) {
        const parts = path.split('/');
        const [entry] = parts;
        const own = entry === this.#id || entry?.startsWith(`${this.#id}.`);
        if (entry === undefined || !own || parts.some((part) => ['', '.', '..'].includes(part))) {
            throw new Error(`${path} is not a path of the backup ${this.#id}.`);
        }
        const file = await this.#explain(() => this.#create(path));
        this.#entries.add(entry);
        return {
            write: (chunk) => this.#explain(() => file.write(chunk)),
            close: () => this.#explain(() => this.#close(path, file)),
        };
    }
    async *read(path) {
        const { signal } = this.#around;
        const file = (0,external_node_fs_.createReadStream)((0,external_node_path_.join)(this.#partial, path), { highWaterMark: READ_BYTES, signal });
        try {
            yield* file;
        }
        catch (error) {
            signal.throwIfAborted();
            throw await (0,disk_space/* asDiskError */.k_)(error, this.#place.label, 0);
        }
    }
    async commit(manifestPath, manifest) {
        if (this.#files.some((file) => !file.closed))
            throw new Error('A file is still open.');
        return this.#explain(async () => {
            const file = await this.#create(manifestPath);
            await file.write(manifest);
            await this.#close(manifestPath, file);
            for (const entry of this.#entries)
                await this.#publishUnproven(entry, manifestPath);
            await this.#sync(this.#place.folder);
            this.#around.signal.throwIfAborted();
            // Whoever cleans up after us must not remove an archive that has its manifest.
            this.#settle();
            await this.#publish(manifestPath);
            await this.#sync(this.#place.folder);
            this.#state = 'committed';
            await this.#removePartial();
            return { location: `${this.#place.location}/${[...this.#entries][0] ?? manifestPath}` };
        });
    }
    async abort() {
        if (this.#state === 'committed')
            return;
        this.#state = 'aborted';
        await Promise.all(this.#files.map((file) => file.discard()));
        // The manifest first: what is left must not pass for a backup.
        for (const path of this.#published.splice(0).reverse())
            await this.#remove(path);
        this.#settle();
        await this.#removePartial();
    }
    async #create(path) {
        const target = (0,external_node_path_.join)(this.#partial, path);
        if ((0,external_node_path_.dirname)(target) !== this.#partial) {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true, mode: 0o700 });
        }
        const file = new batched_file/* BatchedFile */.w(await (0,promises_.open)(target, 'wx', 0o600), this.#place.durable);
        this.#files.push(file);
        if (this.#state === 'aborted')
            await file.discard();
        return file;
    }
    async #close(path, file) {
        const sizeBytes = await file.close();
        if (sizeBytes !== file.takenBytes) {
            const message = `${path} has ${sizeBytes} bytes in ${this.#place.label}, not ${file.takenBytes}.`;
            throw new errors/* UserError */.yo('E_INTEGRITY', message, 'Check that disk, then run the backup again.');
        }
        return { path, sizeBytes };
    }
    /** Until the manifest is there, a run that is killed must not leave what looks like a backup. */
    async #publishUnproven(entry, manifestPath) {
        const path = (0,external_node_path_.join)(this.#place.folder, entry);
        const unless = (0,external_node_path_.join)(this.#place.folder, manifestPath);
        this.#unproven.push(this.#around.cleanup.add({ kind: 'remove-path', path, unless }));
        await this.#publish(entry);
    }
    #settle() {
        for (const handle of this.#unproven.splice(0))
            handle.done();
    }
    /** Gives a finished file or folder its name, which nothing may have yet. */
    async #publish(entry) {
        const from = (0,external_node_path_.join)(this.#partial, entry);
        const to = (0,external_node_path_.join)(this.#place.folder, entry);
        try {
            const isFolder = (await (0,promises_.lstat)(from)).isDirectory();
            if (isFolder)
                await this.#sync(from);
            await (isFolder ? (0,promises_.rename)(from, to) : nameFile(from, to));
        }
        catch (error) {
            if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes((0,errors/* errorCode */.CA)(error) ?? ''))
                throw error;
            const next = 'Run the backup again: it gets a new id.';
            throw new errors/* UserError */.yo('E_UPLOAD', `${to} exists already and is kept.`, next, { cause: error });
        }
        this.#published.push(to);
    }
    /** A name is safe on disk only once its folder is. Some file systems cannot sync a folder. */
    async #sync(folder) {
        if (!this.#place.durable || process.platform === 'win32')
            return;
        const handle = await (0,promises_.open)(folder, 'r');
        try {
            await handle.sync();
        }
        catch (error) {
            if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes((0,errors/* errorCode */.CA)(error) ?? ''))
                throw error;
        }
        finally {
            await handle.close();
        }
    }
    async #removePartial() {
        if (await this.#remove(this.#partial))
            this.#around.partial.done();
    }
    async #remove(path) {
        try {
            await (0,promises_.rm)(path, { recursive: true, force: true, maxRetries: 3 });
            return true;
        }
        catch (error) {
            this.#around.log.warning(`${path} could not be removed: ${(0,errors/* errorMessage */.gJ)(error)}`);
            return false;
        }
    }
    async #explain(step) {
        this.#around.signal.throwIfAborted();
        if (this.#state !== 'open')
            throw new Error(`The backup ${this.#id} has ended.`);
        try {
            return await step();
        }
        catch (error) {
            const written = this.#files.reduce((sum, file) => sum + file.takenBytes, 0);
            throw await (0,disk_space/* asDiskError */.k_)(error, this.#place.label, written);
        }
    }
}
/**
 * Gives a file a second name without replacing anything: rename(2) would silently take the place
 * of another backup. The first name goes with the partial folder. Where a file system knows no
 * hard links (FAT, some network ones) an empty file claims the name.
 */
async function nameFile(from, to) {
    try {
        return await (0,promises_.link)(from, to);
    }
    catch (error) {
        if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((0,errors/* errorCode */.CA)(error) ?? ''))
            throw error;
    }
    await (0,promises_.writeFile)(to, '', { flag: 'wx', mode: 0o600 });
    try {
        await (0,promises_.rename)(from, to);
    }
    catch (error) {
        await (0,promises_.unlink)(to);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/destinations/file.js






/** A dump that has not grown for a day belongs to a run that is gone. */
const LEFTOVER_AGE_MS = 24 * 3_600_000;
/** The partial folder of an id as plan/ makes them: `<name>-<yyyymmddThhmmssZ>-<6 random>`. */
const LEFTOVER = /^\..+-\d{8}T\d{6}Z-[0-9a-z]{6}\.partial$/;
/**
 * A folder of this machine or of a network file system:
 * `<directory>/<name>/<id>.dump` beside `<directory>/<name>/<id>.manifest.json`.
 */
function openFileDestination(url, host, options = { durable: true }) {
    return new FileDestination(url, host, options);
}
class FileDestination {
    kind = 'file';
    label;
    #root;
    #host;
    #durable;
    constructor(url, host, options) {
        this.label = url.text;
        // The post step that may have to clean up runs in a folder of its own.
        this.#root = (0,external_node_path_.resolve)(url.directory);
        this.#host = host;
        this.#durable = options.durable;
    }
    async check(need, signal) {
        const folder = (0,external_node_path_.join)(this.#root, need.name);
        try {
            await proveWritable(folder);
            await sweepLeftovers(folder, this.#host.log, signal);
            await (0,disk_space/* requireSpace */.MK)(folder, need.estimatedBytes, this.#host.log);
        }
        catch (error) {
            throw await (0,disk_space/* asDiskError */.k_)(error, this.label, 0);
        }
    }
    async begin(backup, signal) {
        signal.throwIfAborted();
        const folder = (0,external_node_path_.join)(this.#root, backup.name);
        const partial = partialFolder(folder, backup.id);
        try {
            await makeFolder(folder);
            await refuseSecond(folder, backup.id);
            const { cleanup, log } = this.#host;
            const handle = cleanup.add({ kind: 'remove-path', path: partial });
            await (0,promises_.mkdir)(partial, { mode: 0o700 }).catch((error) => {
                handle.done();
                // Another run of this id was faster by the moment since we looked.
                throw (0,errors/* errorCode */.CA)(error) === 'EEXIST' ? taken(partial, backup.id) : error;
            });
            const location = `${this.label.replace(/\/+$/, '')}/${backup.name}`;
            const place = { folder, location, label: this.label, durable: this.#durable };
            return new FileBackup(backup.id, place, { cleanup, partial: handle, log, signal });
        }
        catch (error) {
            throw await (0,disk_space/* asDiskError */.k_)(error, this.label, 0);
        }
    }
}
/** Node's own recursive mkdir says ENOENT where the truth is a read-only file system. */
async function makeFolder(folder) {
    try {
        await (0,promises_.mkdir)(folder, { mode: 0o700 });
    }
    catch (error) {
        const code = (0,errors/* errorCode */.CA)(error);
        if (code === 'EEXIST' && (await (0,promises_.stat)(folder)).isDirectory())
            return;
        if (code !== 'ENOENT' || (0,external_node_path_.dirname)(folder) === folder)
            throw error;
        await makeFolder((0,external_node_path_.dirname)(folder));
        await makeFolder(folder);
    }
}
/** Making and writing a file tells more than permission bits: a read-only mount, no inodes left. */
async function proveWritable(folder) {
    await makeFolder(folder);
    const probe = (0,external_node_path_.join)(folder, `.probe-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,promises_.writeFile)(probe, 'pg-backup', { flag: 'wx', mode: 0o600 });
    }
    finally {
        await (0,promises_.rm)(probe, { force: true });
    }
}
/** Two runs with one id would mix their files, so the second is turned away before it dumps. */
async function refuseSecond(folder, id) {
    const own = `.${id}.partial`;
    const found = (await (0,promises_.readdir)(folder)).find((entry) => entry === id || entry === own || entry.startsWith(`${id}.`));
    if (found !== undefined)
        throw taken((0,external_node_path_.join)(folder, found), id);
}
function taken(path, id) {
    const message = `${path} exists already, so the backup ${id} is not written.`;
    return new errors/* UserError */.yo('E_UPLOAD', message, 'Run the backup again: it gets a new id.');
}
/** Removes what killed runs left, among it the plain text of a database. */
async function sweepLeftovers(folder, log, signal) {
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        if (!entry.isDirectory() || !LEFTOVER.test(entry.name))
            continue;
        signal.throwIfAborted();
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (Date.now() - (await lastChange(path)) < LEFTOVER_AGE_MS)
            continue;
        await (0,promises_.rm)(path, { recursive: true, force: true });
        log.info(`Removed ${path}, left by a run that did not finish.`);
    }
}
/** When anything in a folder was last written, in milliseconds; a folder alone does not tell. */
async function lastChange(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true });
    const paths = [folder, ...entries.map((entry) => (0,external_node_path_.join)(folder, entry))];
    // What vanishes meanwhile belongs to a run that is alive.
    const times = paths.map((path) => (0,promises_.lstat)(path).then((info) => info.mtimeMs, Date.now));
    return Math.max(...(await Promise.all(times)));
}


/***/ }),

/***/ 4930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
/** Sixteen at a time: a folder can hold thousands, and a cancelled run has seconds. */
async function inParallel(items, work) {
    const queue = items.values();
    const lanes = Array.from({ length: 16 }, async () => {
        for (const item of queue)
            await work(item);
    });
    await Promise.all(lanes);
}


/***/ }),

/***/ 1906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ openDestination)
});

// EXTERNAL MODULE: ./build/destinations/file.js + 1 modules
var file = __webpack_require__(54554);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/destinations/objects/grace.js
/**
 * How long a request that makes something goes on after the run was aborted, in milliseconds. Cut
 * off at once, it could reach the store after we have looked for what there is to remove.
 */
const GRACE_MS = 2000;
/**
 * A signal that is aborted a while after another.
 *
 * @throws the other's reason, if it is aborted already
 */
function withGrace(signal) {
    signal.throwIfAborted();
    const later = new AbortController();
    const onAbort = () => setTimeout(() => later.abort(signal.reason), GRACE_MS).unref();
    signal.addEventListener('abort', onAbort, { once: true });
    return later.signal;
}

// EXTERNAL MODULE: ./build/destinations/objects/object-url.js
var object_url = __webpack_require__(82396);
;// CONCATENATED MODULE: ./build/destinations/objects/read-back.js


/**
 * Compares what a store says it holds under a key with what was sent, and removes it if they
 * differ. That the store took it proves nothing: a proxy may have answered in its place.
 *
 * @throws UserError `E_INTEGRITY`; else what `head` throws
 */
async function readBack(storage, key, sent, signal) {
    const wrong = difference(storage, await storage.head(key, signal), sent);
    if (wrong === undefined)
        return;
    await storage.delete(key, signal).catch(() => { });
    const message = `${(0,object_url/* placeOf */.$t)(storage.url, key)} is not what was written: ${wrong}.`;
    throw new errors/* UserError */.yo('E_INTEGRITY', message, 'It was removed again; run again.');
}
function difference(storage, stored, sent) {
    if (stored === undefined)
        return 'it is not there';
    if (stored.sizeBytes !== sent.sizeBytes) {
        return `${sent.sizeBytes} bytes were sent, ${stored.sizeBytes} are there`;
    }
    if (stored.checksum === undefined)
        return undefined;
    const isOther = storage.contradict(stored.checksum, sent.checksum);
    return isOther ? 'its checksum is another one' : undefined;
}

;// CONCATENATED MODULE: ./build/destinations/objects/file-upload.js




/**
 * One file going to one object. What fits into the first part is put in one request; anything
 * longer goes in parts, several at once where the store takes them so.
 */
class FileUpload {
    key;
    #path;
    #storage;
    #buffers;
    #writer;
    /** Aborted by the run and by the first failure, whose error is then its reason. */
    #signal;
    #failed = new AbortController();
    #sending = new Set();
    #parts;
    #part;
    #partCount = 0;
    #sizeBytes = 0;
    #state = 'writing';
    #closing = Promise.resolve();
    constructor(file, storage, buffers, signal) {
        this.#path = file.path;
        this.key = file.key;
        this.#writer = file.writer;
        this.#storage = storage;
        this.#buffers = buffers;
        this.#signal = AbortSignal.any([signal, this.#failed.signal]);
    }
    /** Resolves when the chunk was copied, so that its memory may be used again. */
    async write(chunk) {
        for (let rest = chunk; rest.length > 0;) {
            this.#signal.throwIfAborted();
            // A full part is sent when more follows: only then is it known not to be the whole file.
            if (this.#part !== undefined && this.#part.room === 0)
                this.#send(this.#part, false);
            this.#part ??= await this.#newPart();
            const taken = rest.subarray(0, this.#part.room);
            this.#part.append(taken);
            this.#sizeBytes += taken.length;
            rest = rest.subarray(taken.length);
        }
    }
    close() {
        const closing = this.#close();
        this.#closing = closing;
        return closing;
    }
    async #close() {
        try {
            this.#signal.throwIfAborted();
            if (this.#parts === undefined)
                await this.#putWhole();
            else
                await this.#completeParts(this.#parts);
            return { path: this.#path, sizeBytes: this.#sizeBytes };
        }
        catch (error) {
            throw this.#fail(error);
        }
        finally {
            this.#returnPart();
        }
    }
    /** Removes the parts and, if it became one and is ours, the object. */
    async abort(signal) {
        this.#failed.abort(new DOMException('The backup was given up.', 'AbortError'));
        // A store may keep a part that arrives after the abort of its upload, and an object that is
        // being made is there only after its grace. Another file's failure waits for neither.
        await Promise.allSettled([...this.#sending, this.#closing]);
        this.#returnPart();
        if (this.#parts !== undefined && this.#state !== 'stored') {
            await this.#abortParts(this.#parts, signal);
        }
        if (await this.#mayExist(signal))
            await this.#storage.delete(this.key, signal);
    }
    async #abortParts(started, signal) {
        const parts = await started.catch(() => undefined);
        // The upload may exist although the answer with its id never came.
        if (parts === undefined)
            await this.#storage.abortParts(this.key, signal);
        else
            await parts.abort(signal);
    }
    async #mayExist(signal) {
        if (this.#state !== 'creating')
            return this.#state === 'stored';
        const present = await this.#storage.head(this.key, signal);
        return present?.writer === this.#writer;
    }
    async #newPart() {
        const number = this.#partCount + 1;
        if (number > this.#storage.maxParts) {
            const message = `${this.#place} would need more than ${this.#storage.maxParts} parts.`;
            throw this.#fail(new errors/* UserError */.yo('E_UPLOAD', message, 'Use the directory format.'));
        }
        const size = this.#storage.partSize(number);
        return new Part(await this.#buffers.take(size, this, this.#signal));
    }
    #send(part, isLast) {
        this.#part = undefined;
        this.#partCount++;
        this.#parts ??= this.#begin();
        const toSend = { number: this.#partCount, body: part.bytes, isLast };
        const sending = this.#parts
            .then((parts) => parts.sendPart(toSend, this.#signal))
            .catch((error) => {
            this.#fail(error);
        })
            .finally(() => {
            this.#buffers.give(part.buffer);
            this.#sending.delete(sending);
        });
        this.#sending.add(sending);
    }
    /** Not cut off at once: only the answer holds the id by which the upload can be aborted. */
    async #begin() {
        return await this.#storage.beginParts(this.key, this.#writer, withGrace(this.#signal));
    }
    async #putWhole() {
        const body = this.#part?.bytes ?? new Uint8Array();
        const contentType = 'application/octet-stream';
        const object = { key: this.key, body, contentType, writer: this.#writer };
        this.#state = 'creating';
        await this.#storage.putNew(object, withGrace(this.#signal));
        await this.#readBack(this.#storage.checksum(body));
    }
    async #completeParts(started) {
        // Some stores make the object as soon as they have the last part.
        this.#state = 'creating';
        if (this.#part !== undefined)
            this.#send(this.#part, true);
        await Promise.all(this.#sending);
        this.#signal.throwIfAborted();
        const parts = await started;
        await parts.complete(withGrace(this.#signal));
        await this.#readBack(parts.checksum);
    }
    /** Only what the store says it holds is stored: until then it may still be in parts. */
    async #readBack(checksum) {
        const sent = { sizeBytes: this.#sizeBytes, checksum };
        await readBack(this.#storage, this.key, sent, this.#signal);
        this.#state = 'stored';
    }
    /** The first failure is the one that counts; the others follow from it. */
    #fail(error) {
        if (!this.#signal.aborted)
            this.#failed.abort(this.#storage.explain(error, `write ${this.#place}`));
        return this.#signal.reason;
    }
    #returnPart() {
        if (this.#part !== undefined)
            this.#buffers.give(this.#part.buffer);
        this.#part = undefined;
    }
    get #place() {
        return (0,object_url/* placeOf */.$t)(this.#storage.url, this.key);
    }
}
/** A part being collected. */
class Part {
    buffer;
    #length = 0;
    constructor(buffer) {
        this.buffer = buffer;
    }
    get room() {
        return this.buffer.length - this.#length;
    }
    get bytes() {
        return this.buffer.subarray(0, this.#length);
    }
    append(chunk) {
        this.buffer.set(chunk, this.#length);
        this.#length += chunk.length;
    }
}

// EXTERNAL MODULE: ./build/destinations/objects/in-parallel.js
var in_parallel = __webpack_require__(4930);
// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js + 1 modules
var object_reader = __webpack_require__(31409);
// EXTERNAL MODULE: ./build/destinations/objects/part-buffers.js
var part_buffers = __webpack_require__(35208);
;// CONCATENATED MODULE: ./build/destinations/objects/backup-writer.js









/** One backup on its way into an object store: its files, then its manifest. */
class ObjectBackupWriter {
    #storage;
    #folder;
    #cleanup;
    #signal;
    /** Marks the objects of this run as ours. */
    #writer = (0,external_node_crypto_.randomUUID)();
    #buffers;
    /** For what is read back. */
    #slots = (0,object_reader/* archiveSlots */.Ew)();
    #files = [];
    #archive;
    #manifestKey;
    #committed = false;
    #aborted;
    /** @param folder the series' folder, without a slash at its end */
    constructor(storage, folder, cleanup, signal) {
        this.#storage = storage;
        this.#buffers = new part_buffers/* PartBuffers */.p(storage.tuning.bufferBytes);
        this.#folder = folder;
        this.#cleanup = cleanup;
        this.#signal = signal;
    }
    async openFile(path) {
        this.#signal.throwIfAborted();
        this.#archive ??= this.#noteArchive(path);
        const key = `${this.#folder}/${path}`;
        const file = { path, key, writer: this.#writer };
        const upload = new FileUpload(file, this.#storage, this.#buffers, this.#signal);
        this.#files.push(upload);
        return upload;
    }
    read(path) {
        return this.#storage.read(`${this.#folder}/${path}`, this.#slots, this.#signal);
    }
    async commit(manifestPath, manifest) {
        const key = `${this.#folder}/${manifestPath}`;
        const object = {
            key,
            body: manifest,
            contentType: 'application/json',
            writer: this.#writer,
        };
        await this.#requireArchive();
        // What the store is about to confirm is waited for: it may be a whole backup already.
        const patient = withGrace(this.#signal);
        this.#manifestKey = key;
        const sent = { sizeBytes: manifest.length, checksum: this.#storage.checksum(manifest) };
        try {
            await this.#storage.putNew(object, patient);
            await readBack(this.#storage, key, sent, patient);
        }
        catch (error) {
            throw this.#storage.explain(error, `write ${(0,object_url/* placeOf */.$t)(this.#storage.url, key)}`);
        }
        this.#committed = true;
        this.#archive?.handle.done();
        return { location: (0,object_url/* placeOf */.$t)(this.#storage.url, this.#archive?.key ?? key) };
    }
    /** What has waited for its manifest for a day is unfinished to whoever removes old backups. */
    async #requireArchive() {
        const [first] = this.#files;
        if (first === undefined)
            return;
        const place = (0,object_url/* placeOf */.$t)(this.#storage.url, first.key);
        const present = await this.#storage.head(first.key, this.#signal).catch((error) => {
            throw this.#storage.explain(error, `look at ${place}`);
        });
        if (present !== undefined)
            return;
        const message = `${place} was removed before its manifest was written.`;
        throw new errors/* UserError */.yo('E_UPLOAD', message, 'See what removes objects there, then run again.');
    }
    /** What was committed is a backup, and stays. */
    abort() {
        if (this.#committed)
            return Promise.resolve();
        this.#aborted ??= this.#abort();
        return this.#aborted;
    }
    async #abort() {
        const signal = AbortSignal.timeout(this.#storage.tuning.abortMs);
        try {
            // The manifest first: without it the rest is no backup, however much of it is removed.
            await this.#removeManifest(signal);
            await (0,in_parallel/* inParallel */.H)(this.#files, (file) => file.abort(signal));
            // It may have arrived meanwhile: a request that was cut off can still reach the store.
            await this.#removeManifest(signal);
            this.#archive?.handle.done();
        }
        catch (error) {
            const place = (0,object_url/* placeOf */.$t)(this.#storage.url, this.#archive?.key ?? this.#folder);
            const { message } = this.#storage.explain(error, 'remove it');
            this.#storage.log.warning(`Parts of the unfinished backup may be left at ${place}: ${(0,errors/* printable */.g$)(message)}`);
        }
    }
    /** A manifest whose answer was lost may be there; one of another run is not ours to remove. */
    async #removeManifest(signal) {
        if (this.#manifestKey === undefined)
            return;
        const present = await this.#storage.head(this.#manifestKey, signal);
        if (present?.writer !== this.#writer)
            return;
        await this.#storage.delete(this.#manifestKey, signal);
    }
    /** Noted before the first request, for the post step of a run that is killed. */
    #noteArchive(path) {
        const [name, ...rest] = path.split('/');
        const key = `${this.#folder}/${name}${rest.length > 0 ? '/' : ''}`;
        const destination = this.#storage.url.text;
        return { key, handle: this.#cleanup.add({ kind: 'remove-unfinished', destination, key }) };
    }
}

;// CONCATENATED MODULE: ./build/destinations/objects/probe.js


/**
 * Writes, reads and removes a small object, so that missing rights, a locked bucket or a key that
 * may not be used cost no dump. Always the same one: credentials that may not delete leave one,
 * not one a night. Where a policy keeps everything that was written the first one stays, and its
 * refusal is an answer to credentials that may write.
 *
 * @param folder the series' folder, without a slash at its end
 * @throws UserError
 */
async function probe(storage, folder, signal) {
    const key = `${folder}/.pg-backup-probe`;
    const place = (0,object_url/* placeOf */.$t)(storage.url, key);
    const body = Buffer.from('Written by pg-backup-action to see whether it may. Can be removed.\n');
    try {
        await storage.put({ key, body, contentType: 'text/plain', writer: 'probe' }, signal);
    }
    catch (error) {
        if (!storage.isHeld(error))
            throw storage.explain(error, `write ${place}`);
    }
    try {
        await storage.head(key, signal);
    }
    catch (error) {
        throw storage.explain(error, `read ${place}`);
    }
    await storage.delete(key, signal).catch((error) => {
        signal.throwIfAborted();
        if (storage.isHeld(error))
            return;
        storage.log.warning((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(storage.explain(error, `remove ${place}`))));
    });
}

;// CONCATENATED MODULE: ./build/destinations/objects/object-destination.js




/** A place in an object store that backups are written to. Sends nothing yet when it is made. */
class ObjectDestination {
    #storage;
    #cleanup;
    #found = false;
    constructor(storage, cleanup) {
        this.#storage = storage;
        this.#cleanup = cleanup;
    }
    get kind() {
        return this.#storage.url.kind;
    }
    get label() {
        return (0,object_url/* labelOf */.Wy)(this.#storage.url);
    }
    get retries() {
        return this.#storage.retries;
    }
    async check(need, signal) {
        await this.#find(signal, need.region);
        const folder = (0,object_url/* keyOf */.TN)(this.#storage.url, need.name);
        await probe(this.#storage, folder, signal);
        await this.#sweep(folder, signal);
    }
    async begin({ name }, signal) {
        if (!this.#found)
            await this.#find(signal);
        return new ObjectBackupWriter(this.#storage, (0,object_url/* keyOf */.TN)(this.#storage.url, name), this.#cleanup, signal);
    }
    async #find(signal, wanted) {
        await this.#storage.find({ mayCreate: true, wanted }, signal);
        this.#found = true;
    }
    async #sweep(folder, signal) {
        const storage = this.#storage;
        try {
            const swept = await storage.sweepParts(folder, signal);
            if (swept > 0)
                storage.log.info(`Removed ${swept} unfinished uploads of killed runs.`);
        }
        catch (error) {
            signal.throwIfAborted();
            const doing = `look for unfinished uploads in ${(0,object_url/* placeOf */.$t)(storage.url, folder)}`;
            storage.log.warning((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(storage.explain(error, doing))));
        }
    }
}

// EXTERNAL MODULE: ./build/destinations/objects/open-storage.js
var open_storage = __webpack_require__(12811);
// EXTERNAL MODULE: ./build/destinations/objects/tuning.js
var objects_tuning = __webpack_require__(53290);
;// CONCATENATED MODULE: ./build/destinations/open-destination.js






/**
 * Opens the place a destination line names; nothing is asked of it yet. What a kind needs is
 * loaded only where it is used, since the SDKs take longer to load than a small backup takes.
 */
async function openDestination(url, host, options) {
    switch (url.kind) {
        case 'artifact': {
            const { openArtifactDestination } = await __webpack_require__.e(/* import() */ 860).then(__webpack_require__.bind(__webpack_require__, 63860));
            return openArtifactDestination(host, options);
        }
        case 'file':
            return (0,file/* openFileDestination */.d)(url, host);
        default: {
            const stores = options.destinations.filter(object_url/* isObjectUrl */.rS).length;
            const tuning = { ...objects_tuning/* defaultTuning */.L, bufferBytes: (0,part_buffers/* bufferBytesFor */.X)(stores) };
            return new ObjectDestination(await (0,open_storage/* openStorage */.G)(url, host, tuning), host.cleanup);
        }
    }
}


/***/ }),

/***/ 5610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ textAt),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   p: () => (/* binding */ list)
/* harmony export */ });
/** What is at a path in a provider's answer, which may have any shape. */
function at(value, ...path) {
    let found = value;
    for (const name of path) {
        if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
            return undefined;
        found = found[name];
    }
    return found;
}
/** The text at a path; empty if there is none. */
function textAt(value, ...path) {
    const found = at(value, ...path);
    return typeof found === 'string' ? found : '';
}
function list(value) {
    return Array.isArray(value) ? value : [];
}


/***/ }),

/***/ 82658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ allPages)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** Nobody has so many of anything: a service that tells of one more each time has lost its way. */
const MOST_PAGES = 1_000;
/**
 * All of a list that is told page by page.
 *
 * @param ask is given nothing for the first page
 * @throws UserError `E_FORK` where the list has no end; what `ask` throws
 */
async function allPages(provider, ask) {
    const all = [];
    let last;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const { items, next } = await ask(last);
        all.push(...items);
        if (next === undefined || next === '' || next === last)
            return all;
        last = next;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_FORK', `${provider} tells a list that has no end.`, 'Run it again later.');
}


/***/ }),

/***/ 98124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* binding */ ApiFailure),
  c: () => (/* binding */ ProviderApi)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/forks/bounded-text.js
/**
 * The body of an answer, as text. What a proxy on the way sends may be of any size, and compressed:
 * it is the bytes that come out that are counted, and reading ends as soon as there are too many.
 *
 * @returns undefined: there was more
 */
async function boundedText({ body }, mostBytes) {
    const chunks = [];
    let size = 0;
    // Leaving the loop closes the connection.
    for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        if (size > mostBytes)
            return undefined;
        chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
}

// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/forks/pages.js
var pages = __webpack_require__(82658);
;// CONCATENATED MODULE: ./build/forks/retry-after.js
const DEFAULT_MS = 60_000;
const LONGEST_MS = 120_000;
/** Seconds from now are fewer than this; seconds since 1970 are more. */
const EPOCH_FROM = 1_000_000_000;
/**
 * How long a `Retry-After` header asks us to wait, in milliseconds. RFC 9110 has seconds and a
 * date; Heroku was seen to send seconds since 1970. What cannot be read, or lies in the past, is a
 * minute; nothing is longer than two, since asking once more is cheap.
 */
function retryAfterMs(header, now) {
    const text = header?.trim() ?? '';
    const wanted = /^\d+$/.test(text) ? ofNumber(Number(text), now) : Date.parse(text) - now.getTime();
    return wanted > 0 ? Math.min(wanted, LONGEST_MS) : DEFAULT_MS;
}
function ofNumber(seconds, now) {
    return seconds < EPOCH_FROM ? seconds * 1000 : seconds * 1000 - now.getTime();
}

;// CONCATENATED MODULE: ./build/forks/provider-http.js





/** An answer of 400 and above, or none at all. */
class ApiFailure extends Error {
    /** Undefined: no answer that can be read. */
    status;
    headers;
    /** The provider's word for the error, as `id` or `code` in its body. */
    id;
    /** The rest of its body, as the provider sent it. */
    body;
    /** Whether what was asked for may have been carried out all the same. */
    mayBeDone;
    constructor(message, details, cause) {
        super(message, { cause });
        this.name = 'ApiFailure';
        this.status = details.status;
        this.headers = details.headers ?? new Headers();
        this.id = details.id ?? '';
        this.body = details.body;
        this.mayBeDone = details.mayBeDone ?? false;
    }
}
const ATTEMPTS = 5;
/** A rate limit is waited for more often: it passes by itself. */
const LIMITED_ATTEMPTS = 10;
const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 60_000;
/** A page of a thousand Neon branches, the largest that is asked for, has 1.5 MB: ten times that. */
const MOST_BYTES = 16_000_000;
/** Of a provider's message in ours, in characters. */
const LONGEST_SAYING = 1000;
/**
 * Speaks JSON with a provider's API by Node's own fetch. Requests that change nothing, or that
 * change nothing more when they are sent twice, are repeated after a lost answer and after a
 * server's error; others only where it is sure that nothing was done. The caller of those looks at
 * `mayBeDone` and asks whether it was.
 */
class ProviderApi {
    #options;
    #aheadMs = 0;
    constructor(options) {
        this.#options = options;
    }
    /** By the provider's clock, as the `Date` of its last answer told it; ours before that. */
    now() {
        return new Date(this.#options.clock.now().getTime() + this.#aheadMs);
    }
    /** @throws ApiFailure after the last attempt; the signal's reason */
    async send(call, signal) {
        const counts = { failures: 0, limits: 0 };
        for (;;) {
            try {
                return await this.#follow(call, signal);
            }
            catch (error) {
                if (!(error instanceof ApiFailure) || !this.#mayRepeat(call, error, counts))
                    throw error;
                await this.#wait(error, counts.failures, signal);
            }
        }
    }
    /**
     * All of a list, page after page: 206 with `Next-Range`, as Heroku has it.
     *
     * @throws ApiFailure; UserError `E_FORK`
     */
    async sendForList(call, signal) {
        return await (0,pages/* allPages */.S)(this.#options.provider, async (range) => {
            const headers = { ...call.headers, ...(range === undefined ? {} : { range }) };
            const answer = await this.send({ ...call, headers }, signal);
            const next = answer.status === 206 ? answer.headers.get('next-range') : null;
            return { items: (0,json/* list */.p)(answer.body), next: next ?? undefined };
        });
    }
    #tellTime(headers) {
        const told = Date.parse(headers.get('date') ?? '');
        if (!Number.isNaN(told))
            this.#aheadMs = told - this.#options.clock.now().getTime();
    }
    #mayRepeat({ method, isRepeatable }, { status, mayBeDone }, counts) {
        if (status === 429)
            return ++counts.limits < LIMITED_ATTEMPTS;
        if (++counts.failures >= ATTEMPTS)
            return false;
        if (status !== undefined && this.#options.harmlessStatuses?.includes(status))
            return true;
        const isPassing = status === undefined || isServerError(status);
        if (!isPassing)
            return false;
        return !mayBeDone || (isRepeatable ?? (method !== 'POST' && method !== 'PATCH'));
    }
    async #wait(failure, failures, signal) {
        const { clock, provider, tell } = this.#options;
        const isLimit = failure.status === 429;
        const asked = failure.headers.get('retry-after');
        const milliseconds = isLimit || asked !== null ? retryAfterMs(asked, clock.now()) : 1000 * 2 ** (failures - 1);
        const seconds = Math.ceil(milliseconds / 1000);
        const why = isLimit ? `${provider} limits our requests` : failure.message;
        tell(`${why}: trying again in ${seconds} s.`);
        await clock.sleep(milliseconds, signal);
    }
    /** Follows redirects within the origin, of requests that only read. */
    async #follow(call, signal) {
        const { provider, baseUrl } = this.#options;
        let url = new URL(`${baseUrl.pathname.replace(/\/$/, '')}${call.path}`, baseUrl);
        for (let redirects = 0;; redirects++) {
            const answer = await this.#once(call, url, signal);
            const location = answer.headers.get('location');
            if (answer.status < 300)
                return answer;
            url = new URL(location ?? url, url);
            if (url.origin !== baseUrl.origin || call.method !== 'GET' || redirects >= MOST_REDIRECTS) {
                // The key goes nowhere else, and what another host says is not the provider's word.
                const message = `${provider} sent us on to ${url.origin}, where we do not follow`;
                throw new ApiFailure(message, { status: answer.status, mayBeDone: true });
            }
        }
    }
    /** One request: an answer below 400, or a failure. */
    async #once(call, url, signal) {
        const { provider, headers, timeoutMs = TIMEOUT_MS, onAnswer } = this.#options;
        signal.throwIfAborted();
        const hasBody = call.body !== undefined;
        const type = hasBody ? { 'content-type': 'application/json' } : {};
        try {
            const response = await fetch(url, {
                method: call.method,
                headers: { ...headers, ...type, ...call.headers },
                ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
                redirect: 'manual',
                signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
            });
            this.#tellTime(response.headers);
            onAnswer?.(response.headers);
            const text = await boundedText(response, MOST_BYTES);
            if (text === undefined)
                throw tooLarge(provider, response);
            return readAnswer(provider, response, text);
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof ApiFailure)
                throw error;
            throw noAnswer(provider, error, timeoutMs);
        }
    }
}
/** With its status, so that a success is not asked for again: it would be as large. */
function tooLarge(provider, { status, headers }) {
    const message = `${provider} answered ${status} with more than ${MOST_BYTES / 1e6} MB`;
    const mayBeDone = status < 400 || isServerError(status);
    return new ApiFailure(`${message}${requestNote(headers)}`, { status, headers, mayBeDone });
}
/** The request may have been carried out by then. */
function isServerError(status) {
    return status >= 500 || status === 408;
}
/** @throws ApiFailure for 400 and above, and for a success that cannot be read */
function readAnswer(provider, response, text) {
    const { status, headers } = response;
    const body = parseJson(text);
    if (status < 400) {
        if (body !== undefined || text.trim() === '' || status >= 300)
            return { status, headers, body };
        const message = `${provider} answered with something that is not JSON`;
        throw new ApiFailure(`${message}${requestNote(headers)}`, { headers, mayBeDone: true });
    }
    const fields = (typeof body === 'object' && body !== null ? body : {});
    const said = [fields.message, fields.error].find((one) => typeof one === 'string' && one !== '');
    const id = [fields.id, fields.code].find((one) => typeof one === 'string');
    const message = `${provider} answered ${status}${id === undefined ? '' : ` (${id})`}`;
    throw new ApiFailure(`${message}${said === undefined ? '' : `: ${said.slice(0, LONGEST_SAYING)}`}${requestNote(headers)}`, { status, headers, body, id: id ?? '', mayBeDone: isServerError(status) });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** The provider's support asks for it. */
function requestNote(headers) {
    const id = headers.get('request-id') ?? headers.get('x-request-id');
    return id === null ? '' : ` [request ${id}]`;
}
/** A connection that was never made has carried nothing. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
function noAnswer(provider, error, timeoutMs) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const why = isTimeout ? `within ${timeoutMs / 1000} s` : `(${(0,errors/* errorMessage */.gJ)(cause)})`;
    const mayBeDone = !NEVER_SENT.includes((0,errors/* errorCode */.CA)(cause) ?? '');
    return new ApiFailure(`${provider} gave no answer ${why}`, { mayBeDone }, error);
}


/***/ }),

/***/ 39721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  backup: () => (/* binding */ backup_backup),
  a: () => (/* binding */ takeBackup)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/client/find.js + 11 modules
var find = __webpack_require__(19245);
// EXTERNAL MODULE: ./build/client/version.js
var version = __webpack_require__(6438);
// EXTERNAL MODULE: ./build/destinations/open-destination.js + 6 modules
var open_destination = __webpack_require__(1906);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/destinations/several.js

/** @throws UserError what the first destination failed with, if none could begin */
async function beginAtSeveral(destinations, backup, signal) {
    const writer = new Several(destinations, signal);
    await writer.begin(backup);
    return writer;
}
/**
 * What the run failed with where only some destinations failed: the first one's code, all their
 * messages, and where a good copy lies. Undefined: all is well.
 */
function partialFailure(results) {
    const failed = results.filter((result) => 'error' in result);
    const [first] = failed;
    if (first === undefined)
        return undefined;
    const copies = results.flatMap((result) => ('stored' in result ? [result.stored.location] : []));
    const message = failed.map(({ destination, error }) => `${destination.label}: ${error.message}`);
    const next = [`A good copy lies at ${copies.join(' and ')}.`, first.error.next];
    const options = { cause: first.error };
    return new errors/* UserError */.yo(first.error.code, message.join(' '), next.join(' ').trim(), options);
}
class Several {
    #targets;
    #signal;
    constructor(destinations, signal) {
        this.#targets = destinations.map((destination) => new Target(destination));
        this.#signal = signal;
    }
    async begin(backup) {
        await this.#each(async (target) => {
            target.writer = await target.destination.begin(backup, this.#signal);
        });
    }
    async openFile(path) {
        const files = new Map();
        await this.#each(async (target) => {
            const file = await target.writer?.openFile(path);
            if (file)
                files.set(target, file);
        });
        return {
            write: (chunk) => this.#each(async (target) => files.get(target)?.write(chunk)),
            close: () => this.#close(files),
        };
    }
    read(path) {
        const writer = this.#targets.find((target) => target.error === undefined)?.writer;
        if (writer === undefined)
            throw new Error('No destination has the file.');
        return writer.read(path);
    }
    async commit(manifestPath, manifest) {
        await this.#each(async (target) => {
            target.stored = await target.writer?.commit(manifestPath, manifest);
        });
        await Promise.all(this.#targets.map((target) => target.ended()));
        return this.#targets.map((target) => target.result());
    }
    async abort() {
        await Promise.all(this.#targets.map((target) => target.abort()));
    }
    async #close(files) {
        const stored = [];
        await this.#each(async (target) => {
            const file = await files.get(target)?.close();
            if (file)
                stored.push(file);
        });
        const [first] = stored;
        if (first === undefined)
            throw new Error('The file was opened at no destination.');
        return first;
    }
    /**
     * Takes a step at every destination that is well, side by side, and waits for the slowest: so
     * no destination runs ahead of another by more than it buffers itself.
     */
    async #each(step) {
        this.#signal.throwIfAborted();
        await Promise.all(this.#targets.map((target) => target.take(step)));
        if (this.#targets.some((target) => target.error === undefined))
            return;
        // A cancelled run fails everywhere at once, which says nothing about the destinations.
        this.#signal.throwIfAborted();
        throw this.#firstError();
    }
    #firstError() {
        const failed = this.#targets.toSorted((one, other) => one.failedAt - other.failedAt);
        return failed[0]?.error;
    }
}
/** One destination, and what has become of it. */
class Target {
    destination;
    writer;
    stored;
    error;
    failedAt = 0;
    #ending;
    constructor(destination) {
        this.destination = destination;
    }
    /** Takes a step unless one has failed before. The others do not wait for what is undone here. */
    async take(step) {
        if (this.error)
            return;
        try {
            await step(this);
        }
        catch (error) {
            // Files of a directory archive are written side by side; the first failure is the cause.
            this.error ??= (0,errors/* asUserError */.Yl)(error);
            this.failedAt ||= performance.now();
            this.#ending ??= this.abort();
        }
    }
    async abort() {
        if (this.stored === undefined)
            await this.writer?.abort();
    }
    /** Resolves once a failed one has been undone. */
    async ended() {
        await this.#ending;
    }
    result() {
        const { destination, stored, error } = this;
        if (stored)
            return { destination, stored };
        return { destination, error: error ?? (0,errors/* asUserError */.Yl)(new Error('The backup was not committed.')) };
    }
}

// EXTERNAL MODULE: ./build/plan/compression.js
var compression = __webpack_require__(38900);
;// CONCATENATED MODULE: ./build/manifest/describe.js

/** The manifest of a backup: who it is, where it came from, what it holds and how it was proven. */
function describeBackup(backup) {
    const { plan, facts, client, archive } = backup;
    return {
        manifestVersion: 1,
        id: plan.id,
        name: plan.name,
        createdAt: seconds(plan.createdAt),
        tool: backup.tool,
        source: {
            database: facts.database,
            serverVersion: facts.version,
            sizeBytes: facts.sizeBytes,
            encoding: facts.encoding,
            collation: facts.collation,
            extensions: facts.extensions,
            forkOf: backup.forkOf,
        },
        dump: {
            format: plan.format,
            compression: (0,compression/* compressionText */.cu)(plan.compression),
            clientVersion: client.version,
            jobs: plan.jobs,
            durationSeconds: Math.round(backup.dumpSeconds * 1000) / 1000,
            files: archive.files,
        },
        encryption: backup.recipients && { kind: 'age', recipients: backup.recipients, sealed: null },
        tables: archive.tables,
        verification: plan.readBack
            ? { level: 'archive', at: seconds(backup.provenAt) }
            : { level: 'none', at: null },
    };
}
/** The manifest as it is stored. */
function manifestText(manifest) {
    return `${JSON.stringify(manifest, null, 2)}\n`;
}
/** RFC 3339 in UTC, to the second, as in the backup's id. */
function seconds(time) {
    return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

// EXTERNAL MODULE: ./build/plan/backup.js + 4 modules
var backup = __webpack_require__(45602);
// EXTERNAL MODULE: ./build/plan/fork.js
var fork = __webpack_require__(62544);
// EXTERNAL MODULE: ./build/postgres/environment.js
var postgres_environment = __webpack_require__(39939);
// EXTERNAL MODULE: ./build/report/drawn.js + 10 modules
var drawn = __webpack_require__(63750);
// EXTERNAL MODULE: ./build/report/fork-lines.js
var fork_lines = __webpack_require__(21493);
// EXTERNAL MODULE: ./build/report/plan-lines.js
var plan_lines = __webpack_require__(99222);
// EXTERNAL MODULE: ./build/seal/seal.js
var seal_seal = __webpack_require__(45383);
// EXTERNAL MODULE: ./build/tool.js
var tool = __webpack_require__(54756);
// EXTERNAL MODULE: ./build/report/shrink-lines.js
var shrink_lines = __webpack_require__(65816);
// EXTERNAL MODULE: ./build/destinations/open-store.js + 2 modules
var open_store = __webpack_require__(15981);
// EXTERNAL MODULE: ./build/manifest/parse.js
var parse = __webpack_require__(29983);
// EXTERNAL MODULE: ./build/manifest/verification.js
var verification = __webpack_require__(12821);
// EXTERNAL MODULE: ./build/plan/backup-name.js
var backup_name = __webpack_require__(65320);
// EXTERNAL MODULE: ./build/plan/retention.js
var retention = __webpack_require__(47132);
;// CONCATENATED MODULE: ./build/plan/shrink.js
/**
 * Compares a backup with the one before it.
 *
 * @param limit the share by which rows and size may fall
 */
function compareExtents(previous, current, limit) {
    const falls = [];
    const compare = (what, from, to) => {
        if (to < from * (1 - limit))
            falls.push({ what, from, to });
    };
    if (previous.rows !== null && current.rows !== null)
        compare('rows', previous.rows, current.rows);
    if (previous.kind === current.kind)
        compare('bytes', previous.sizeBytes, current.sizeBytes);
    const [before, after] = [namesOf(previous), namesOf(current)];
    const isKnown = previous.tables !== null && current.tables !== null;
    return {
        previous: previous.id,
        falls,
        newTables: isKnown ? [...after].filter((name) => !before.has(name)) : [],
        vanishedTables: isKnown ? [...before].filter((name) => !after.has(name)) : [],
    };
}
/** Of a manifest; `rows` as they were counted. */
function extentOf(manifest, rows) {
    const { id, dump, encryption, tables } = manifest;
    const isNamed = rows !== null && !encryption?.sealed;
    return {
        id,
        rows,
        sizeBytes: dump.files.reduce((sum, file) => sum + file.sizeBytes, 0),
        kind: `${dump.format} ${dump.compression} ${encryption?.kind ?? ''}`,
        tables: isNamed ? tables : null,
    };
}
function namesOf({ tables }) {
    return new Set((tables ?? []).map(({ schema, name }) => `${schema}.${name}`));
}

// EXTERNAL MODULE: ./build/report/report.js
var report = __webpack_require__(87177);
// EXTERNAL MODULE: ./build/operations/stored/find-backup.js
var find_backup = __webpack_require__(12899);
;// CONCATENATED MODULE: ./build/operations/dump/compare-previous.js









/** A backup must not wait long for the one before it. */
const PATIENCE_MS = 30_000;
const LARGEST_BYTES = 32 * 1024 * 1024;
/** How many manifests are looked at for one that can be read and had not shrunk. */
const TRIES = 20;
/**
 * Compares a backup with the newest one of its series, at the first destination that can be read
 * and has one. Those that had shrunk themselves are passed over. That it cannot be done is a
 * warning, whatever the reason.
 *
 * @returns undefined where there is nothing to compare with
 */
async function compareWithPrevious(host, inputs, record, manifest) {
    const signal = AbortSignal.any([host.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const problems = [];
    for (const url of inputs.destinations) {
        if (url.kind === 'artifact' && inputs.githubToken === undefined) {
            host.log.info('Not compared with artifacts of other runs: that needs github-token.');
            continue;
        }
        try {
            const previous = await previousAt(host, url, inputs, manifest.name, signal);
            if (previous === undefined)
                continue;
            return compareExtents(extent(previous), extent(manifest), inputs.shrinkLimit);
        }
        catch (error) {
            host.signal.throwIfAborted();
            problems.push(signal.aborted ? `it took more than ${PATIENCE_MS / 1000} s.` : (0,errors/* errorLine */.BP)(error));
        }
    }
    if (problems.length > 0) {
        record.warn(`Not compared with the backup before: ${problems.join(' ')}`);
    }
    return undefined;
}
function extent(manifest) {
    return extentOf(manifest, (0,report/* totalRows */.wh)(manifest));
}
async function previousAt(host, url, { githubToken }, name, signal) {
    const store = await (0,open_store/* openStore */.C)(url, host, { githubToken });
    const paths = await Array.fromAsync(store.list(name, signal));
    const ids = (0,find_backup/* idsIn */.Sd)(paths, name).filter((id) => {
        const createdAt = (0,backup_name/* parseBackupId */.JN)(id)?.createdAt;
        return createdAt !== undefined && !(0,retention/* isFromFuture */.S)({ createdAt }, new Date());
    });
    let newest;
    let tries = 0;
    for (const id of ids) {
        if (newest !== undefined && id > newest)
            continue;
        if (++tries > TRIES)
            break;
        try {
            const manifest = await readManifest(store, name, id, signal);
            if (manifest.shrunkFrom === undefined)
                return manifest;
            // However many runs have failed since, this is what they were all compared with.
            newest = manifest.shrunkFrom;
        }
        catch (error) {
            if (!(0,find_backup/* isOfOneFile */.SR)(error))
                throw error;
            host.log.info(`Not compared with ${id}: ${error.message}`);
        }
    }
    if (ids.length === 0)
        return undefined;
    throw new errors/* UserError */.yo('E_NOT_FOUND', `No earlier backup of ${name} can be compared with.`);
}
async function readManifest(store, name, id, signal) {
    const bytes = await (0,find_backup/* readWhole */.oD)(store, name, `${id}${verification/* MANIFEST_SUFFIX */.OK}`, signal, LARGEST_BYTES);
    return (0,parse/* parseManifest */.Ng)(bytes.toString('utf8'), id);
}

;// CONCATENATED MODULE: ./build/operations/dump/check-extent.js



/**
 * Raises the alarm where a backup holds much less than the one before it. It is as good as any: it
 * is kept, and with `on-shrink: fail` its manifest says so, for retention and for the next run.
 *
 * @returns the manifest to be stored
 */
async function checkExtent({ host, inputs, record }, manifest) {
    if (inputs.shrinkLimit === 1)
        return manifest;
    const comparison = await record.phase('compare', 'Compare with the backup before', () => compareWithPrevious(host, inputs, record, manifest));
    if (comparison === undefined)
        return manifest;
    record.comparison = comparison;
    for (const line of (0,shrink_lines/* comparisonLines */.pf)(comparison))
        host.log.info(line);
    if (comparison.falls.length === 0)
        return manifest;
    if (inputs.onShrink === 'fail')
        return { ...manifest, shrunkFrom: comparison.previous };
    record.warn((0,shrink_lines/* shrinkText */.Fr)(comparison, inputs.shrinkLimit));
    return manifest;
}
/** What a run fails with whose backup has shrunk; undefined: it has not, or that is a warning. */
function shrinkFailure({ onShrink, shrinkLimit }, { comparison, locations }) {
    if (onShrink !== 'fail' || comparison === null || comparison.falls.length === 0)
        return undefined;
    return new errors/* UserError */.yo('E_SHRINK', (0,shrink_lines/* shrinkText */.Fr)(comparison, shrinkLimit), `The backup is kept at ${locations.join(' and ')}, and no other was removed. If it is right so, run once with on-shrink: warn.`);
}

// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
;// CONCATENATED MODULE: ./build/postgres/table-files.js


/**
 * The file that each of these tables lies in, by oid: what rewrites a table gives it another one
 * (manual, "Database File Layout"). A table that is no longer there is left out.
 */
async function tableFiles(session, oids) {
    const rows = await session.query('SELECT oid, relfilenode AS file FROM pg_class WHERE oid = ANY ($1::oid[])', [oids]);
    return new Map(rows.map(({ oid, file }) => [oid, file]));
}
const LOCK_NOT_AVAILABLE = '55P03';
const UNDEFINED_TABLE = '42P01';
/** Whether a table has rows now. One that is locked is taken to have some. */
async function hasRows(session, { schema, name }) {
    try {
        const table = `${(0,quote_name/* quoteName */.A)(schema)}.${(0,quote_name/* quoteName */.A)(name)}`;
        return (await session.query(`SELECT FROM ONLY ${table} LIMIT 1`)).length > 0;
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === UNDEFINED_TABLE)
            return false;
        if ((0,errors/* errorCode */.CA)(error) === LOCK_NOT_AVAILABLE)
            return true;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/operations/dump/check-rewritten.js



/**
 * pg_dump sees all tables as they were when it began, and only then waits for the lock of each. To
 * that view a table which TRUNCATE or a rewriting ALTER TABLE changed in between has no rows at all,
 * neither the old ones nor the new (manual, "Concurrency Control", "Caveats"), and pg_dump says nothing
 * of it. What was rewritten lies in another file than before.
 *
 * @returns pg_dump has to be started after this
 */
async function watchForRewrites({ plan, origin, record }) {
    const oids = plan.tables.map(({ oid }) => oid);
    const askFiles = () => ask(origin, (session) => tableFiles(session, oids));
    const before = await askFiles();
    let locked;
    return {
        copying() {
            locked ??= askFiles();
            locked.catch(() => { }); // seen by the check, if there is one
        },
        async check(counted) {
            try {
                const after = await (locked ?? askFiles());
                const empty = emptyOf(plan.tables, counted);
                const rewritten = empty.filter(({ oid }) => after.get(oid) !== before.get(oid));
                const lost = await ask(origin, (session) => thoseWithRows(session, rewritten));
                if (lost.length > 0)
                    throw rowsLost(lost);
            }
            catch (error) {
                origin.signal.throwIfAborted();
                if (error instanceof errors/* UserError */.yo && error.code === 'E_DUMP')
                    throw error;
                record.warn(`Not known whether empty tables were rewritten at the start: ${(0,errors/* errorLine */.BP)(error)}`);
            }
        },
    };
}
async function thoseWithRows(session, tables) {
    const full = await Promise.all(tables.map((table) => hasRows(session, table)));
    return tables.filter((_, index) => full[index]);
}
function emptyOf(planned, counted) {
    const empty = counted.filter(({ rows }) => rows === 0);
    const names = new Set(empty.map(({ schema, name }) => JSON.stringify([schema, name])));
    return planned.filter(({ countedAs: { schema, name } }) => names.has(JSON.stringify([schema, name])));
}
/** The session beside a dump may be lost, which is no fault of the dump: another one asks then. */
async function ask(origin, question) {
    try {
        return await question(origin.session);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo && error.code === 'E_CONNECT'))
            throw error;
        const here = { ...origin.connection, hosts: [origin.facts.host] };
        const session = await (0,postgres_session/* connect */.N)(here, origin.signal);
        try {
            return await question(session);
        }
        finally {
            await session.end();
        }
    }
}
function rowsLost(tables) {
    const names = (0,errors/* firstOf */.Ku)(tables.map(({ schema, name }) => `${schema}.${name}`));
    return new errors/* UserError */.yo('E_DUMP', `While the dump began, another session rewrote ${names} (ALTER TABLE or TRUNCATE), so none of the rows are in it.`, 'The dump was not kept; run the backup again.');
}

;// CONCATENATED MODULE: ./build/operations/dump/check-tables.js

/**
 * Compares the tables that were read back with those the plan expected.
 *
 * @returns a warning where some are missing: dropped in between, or left out by pg-dump-args
 * @throws UserError `E_EMPTY` where none of them is in the archive
 */
function checkTables(plan, archive) {
    if (!plan.readBack || !plan.expectsTables)
        return [];
    const found = new Set(archive.tables.map(({ schema, name }) => JSON.stringify([schema, name])));
    const missing = plan.tables.filter(({ countedAs: { schema, name } }) => {
        return !found.has(JSON.stringify([schema, name]));
    });
    if (missing.length === 0)
        return [];
    if (found.size === 0) {
        throw new errors/* UserError */.yo('E_EMPTY', `The dump holds none of the ${plan.tables.length} tables it should hold.`, 'Check schemas, tables and pg-dump-args, or set allow-empty: true.');
    }
    const names = (0,errors/* firstOf */.Ku)(missing.map(({ schema, name }) => `${schema}.${name}`));
    return [`Not in the dump although the server lists them: ${names}.`];
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/archive/closed-files.js



const POLL_MS = 50;
/**
 * The files of a directory dump, each as soon as pg_dump has closed it. On Linux /proc tells which
 * are still open; elsewhere all of them wait for pg_dump's end. Nothing follows from a file's being
 * closed but that it will not change: only pg_dump's status says whether the dump is good.
 */
async function* closedFiles(directory, dump) {
    const seen = new Set();
    let ended = false;
    dump.ended.then(() => {
        ended = true;
    });
    while (true) {
        const last = ended; // what is listed after the end is all there will ever be
        // The order matters: what was listed before the look at /proc and is not open there is closed.
        const files = (await filesIn(directory)).filter((file) => !seen.has(file));
        const open = last ? new Set() : await openFiles(dump.pid);
        for (const file of files) {
            if (open === undefined || open.has(external_node_path_.join(directory, file)))
                continue;
            seen.add(file);
            yield file;
        }
        if (last)
            return;
        await Promise.race([dump.ended, (0,external_node_timers_promises_.setTimeout)(POLL_MS)]);
    }
}
async function filesIn(directory) {
    return await (0,promises_.readdir)(directory).catch(() => []);
}
/** The files that a process and its children hold open; undefined where that cannot be known. */
async function openFiles(pid) {
    try {
        const children = await (0,promises_.readFile)(`/proc/${pid}/task/${pid}/children`, 'utf8');
        const pids = [String(pid), ...children.split(' ').filter((child) => child !== '')];
        const open = await Promise.all(pids.map(openFilesOf));
        return new Set(open.flat());
    }
    catch {
        return undefined;
    }
}
async function openFilesOf(pid) {
    const descriptors = await (0,promises_.readdir)(`/proc/${pid}/fd`);
    const links = descriptors.map((fd) => (0,promises_.readlink)(`/proc/${pid}/fd/${fd}`).catch(() => ''));
    return await Promise.all(links);
}

// EXTERNAL MODULE: ./build/archive/decompress.js
var decompress = __webpack_require__(69338);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/archive/back-pressure.js
var back_pressure = __webpack_require__(82800);
// EXTERNAL MODULE: ./build/archive/copy-rows.js + 1 modules
var copy_rows = __webpack_require__(33714);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/archive/outgoing-file.js

/**
 * One file of a backup on its way to the destinations: sealed where it is to be, and then counted
 * and hashed as it is stored. A chunk is taken over without copying it, as by every FileWriter.
 */
class OutgoingFile {
    #path;
    #file;
    #sealed;
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #sizeBytes = 0;
    constructor(path, file, sealed) {
        this.#path = path;
        this.#file = file;
        this.#sealed = sealed;
    }
    /** @param path as it is stored, with the ending of a sealed file if it is one */
    static async open(writer, path, seal) {
        const sealed = await seal?.begin(path);
        const file = new OutgoingFile(path, await writer.openFile(path), sealed);
        if (sealed)
            await file.#store([sealed.start]);
        return file;
    }
    async write(chunk) {
        await this.#store(this.#sealed ? this.#sealed.write(chunk) : [chunk]);
    }
    /** Writes what is left, and leaves the file open: whether it is good others have to say. */
    async end() {
        if (this.#sealed)
            await this.#store(this.#sealed.end());
        return { path: this.#path, sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex') };
    }
    /** @throws UserError as a FileWriter does */
    async close() {
        await this.#file.close();
    }
    async #store(chunks) {
        for (const chunk of chunks) {
            this.#hash.update(chunk);
            this.#sizeBytes += chunk.length;
            await this.#file.write(chunk);
        }
    }
}

;// CONCATENATED MODULE: ./build/archive/directory-archive.js










/** The table of contents: without it the rest means nothing. */
const TOC_FILE = 'toc.dat';
const READ_BYTES = 256 * 1024;
/** Small tables would otherwise wait for one another's round trips to a bucket. */
const FILES_AT_ONCE = 3;
/**
 * Stores the files of a directory archive as they come, several at a time, the table of contents
 * after all others.
 */
async function storeDirectory(files, store) {
    const stored = [];
    const underWay = new Set();
    let contents = false;
    for await (const file of files) {
        if (file === TOC_FILE) {
            contents = true;
            continue;
        }
        if (underWay.size >= FILES_AT_ONCE)
            await Promise.race(underWay);
        const task = storeFile(file, store).then((done) => {
            stored.push(done);
            underWay.delete(task);
        });
        task.catch(() => undefined); // seen by the race or at the end
        underWay.add(task);
    }
    await Promise.all(underWay);
    return contents ? [...stored, await storeFile(TOC_FILE, store)] : stored;
}
async function storeFile(name, store) {
    const local = external_node_path_.join(store.directory, name);
    const archived = `${store.archivePath}/${name}${store.suffix}`;
    const target = await OutgoingFile.open(store.writer, archived, store.seal);
    const rows = rowsReader(name, store.decode);
    for await (const chunk of (0,external_node_fs_.createReadStream)(local, { highWaterMark: READ_BYTES })) {
        await Promise.all([target.write(chunk), rows?.write(chunk)]);
        store.flow.bytes += chunk.length;
    }
    const counted = await rows?.finish();
    const stored = await target.end();
    await target.close();
    if (store.removeStored && name !== TOC_FILE)
        await (0,promises_.rm)(local);
    return { ...stored, rows: counted };
}
/** pg_dump's names: `<dump id>.dat` holds a table; what else is compressed is large objects. */
const TABLE_FILE = /^(\d+)\.dat(?:\.\w+)?$/;
const COMPRESSED_FILE = /\.(?:gz|zst|lz4)$/;
/** The dump id in the name of a table's data file, as `pg_restore --list` shows it. */
function dumpIdOf(archivePath) {
    const id = TABLE_FILE.exec(external_node_path_.posix.basename(archivePath, '.age'))?.[1];
    return id === undefined ? undefined : Number(id);
}
function rowsReader(name, decode) {
    const isTable = TABLE_FILE.test(name);
    if (decode === undefined || !(isTable || COMPRESSED_FILE.test(name)))
        return undefined;
    const counter = new copy_rows/* CopyDataCounter */.q();
    const decoded = (0,decompress/* decompressor */.n)(COMPRESSED_FILE.test(name) ? decode : 'none');
    const sink = new external_node_stream_.Writable({
        write(chunk, _encoding, done) {
            if (isTable && !counter.ended)
                counter.write(chunk);
            done();
        },
    });
    let failure;
    const finished = (0,external_node_stream_promises_.pipeline)(decoded, sink).catch((error) => {
        failure = error;
    });
    return {
        write: (chunk) => (0,back_pressure/* writeTo */.j)(decoded, chunk),
        async finish() {
            decoded.end();
            await finished;
            if (failure !== undefined)
                throw unreadable(name, (0,errors/* errorMessage */.gJ)(failure));
            if (isTable && !counter.ended)
                throw unreadable(name, 'it ends too early');
            return isTable ? counter.rows : undefined;
        },
    };
}
function unreadable(name, reason) {
    return new errors/* UserError */.yo('E_INTEGRITY', `The file ${name} of the dump cannot be read back: ${reason}.`, 'The dump was not kept; run the backup again.');
}

;// CONCATENATED MODULE: ./build/archive/rate-limit.js

/** How far a stream may run ahead after a pause, in seconds of its own rate. */
const BURST_SECONDS = 0.25;
/** @param now milliseconds that never go backwards */
function rateLimit(bytesPerSecond, signal, now = () => performance.now()) {
    let freeAt = now();
    return {
        async take(bytes) {
            freeAt = Math.max(freeAt, now() - BURST_SECONDS * 1000) + (bytes / bytesPerSecond) * 1000;
            const wait = freeAt - now();
            if (wait > 0)
                await (0,external_node_timers_promises_.setTimeout)(wait, undefined, { signal });
        },
    };
}

// EXTERNAL MODULE: ./build/archive/read-back.js
var read_back = __webpack_require__(72129);
// EXTERNAL MODULE: ./build/archive/row-tally.js
var row_tally = __webpack_require__(33894);
;// CONCATENATED MODULE: ./build/archive/stream-archive.js
/**
 * The one pass: the bytes go to the destination and into the read-back at the same time, at the
 * speed of the slowest. The file is left open: whether it is good is known only when every stage
 * has ended.
 *
 * @throws what the destination or the read-back throws
 */
async function streamArchive(source, file, readBack, flow) {
    for await (const chunk of source) {
        flow.bytes += chunk.length;
        await Promise.all([file.write(chunk), readBack?.write(chunk)]);
    }
    return await file.end();
}

// EXTERNAL MODULE: ./build/postgres/archive-contents.js
var archive_contents = __webpack_require__(40495);
// EXTERNAL MODULE: ./build/postgres/dump-errors.js
var dump_errors = __webpack_require__(87116);
// EXTERNAL MODULE: ./build/postgres/program.js
var program = __webpack_require__(73558);
// EXTERNAL MODULE: ./build/target/user-objects.js
var user_objects = __webpack_require__(17480);
;// CONCATENATED MODULE: ./build/operations/dump/dump-archive.js
















/** How long a pg_dump that is failing may take to end. */
const FAILING_MS = 2_000;
/**
 * Runs pg_dump, sends what it writes to the destinations, and reads it back on the way. When this
 * resolves, every file is stored and proven, and only the manifest is missing.
 *
 * @throws UserError the first cause: never the broken pipe it led to
 */
async function dumpArchive(run) {
    const archive = run.plan.format === 'directory' ? await dumpDirectory(run) : await dumpStream(run);
    if (!run.plan.globals)
        return archive;
    return { ...archive, files: [...archive.files, await dumpGlobals(run)] };
}
async function dumpStream(run) {
    const { plan, writer, seal, progress } = run;
    const file = await OutgoingFile.open(writer, plan.archivePath, seal);
    const readBack = startReadingBack(run);
    const dump = startDump(run, []);
    try {
        const archive = await streamArchive(dump.stdout, file, readBack, progress.flow);
        await goodEnd(dump, run);
        const tables = (await readBack?.finish()) ?? [];
        await file.close();
        return { files: [archive], tables };
    }
    finally {
        readBack?.stop();
        dump.stop();
        await dump.ended;
    }
}
function startReadingBack(run) {
    const { plan, progress } = run;
    if (!plan.readBack || plan.format === 'directory')
        return undefined;
    const readBack = (0,read_back/* startReadBack */.K)(plan.format, plan.compression, readBackOptions(run));
    progress.reading(readBack);
    return readBack;
}
/** pg_dump writes a directory itself, so its files go by way of the disk, each as it is closed. */
async function dumpDirectory(run) {
    const { host, plan, client } = run;
    const spool = external_node_path_.join(await host.temporaryDirectory(), 'dump');
    await (0,promises_.mkdir)(spool, { mode: 0o700 });
    const directory = external_node_path_.join(spool, plan.id);
    const decodable = (0,decompress/* canDecompress */.i)(plan.compression.method);
    const dump = startDump(run, ['--file', directory]);
    try {
        const files = await storeDirectory(closedFiles(directory, dump), {
            directory,
            archivePath: plan.archivePath,
            writer: run.writer,
            seal: run.seal,
            suffix: plan.storedSuffix,
            decode: plan.readBack && decodable ? plan.compression.method : undefined,
            removeStored: decodable,
            flow: run.progress.flow,
        }).catch(async (error) => {
            throw await firstCause(error, dump, run);
        });
        await goodEnd(dump, run);
        if (!plan.readBack)
            return { files: files.map(withoutRows), tables: [] };
        const tables = decodable
            ? tablesOf(await (0,archive_contents/* readContents */.r0)(client, run.environment, directory, host.signal), files, plan)
            : await (0,read_back/* readBackDirectory */.Z)(directory, readBackOptions(run));
        return { files: files.map(withoutRows), tables };
    }
    finally {
        dump.stop();
        await dump.ended;
        await (0,promises_.rm)(spool, { recursive: true, force: true });
    }
}
/** A file that pg_dump did not finish, because it failed, is found to be cut before pg_dump ends. */
async function firstCause(error, dump, run) {
    if (!(error instanceof errors/* UserError */.yo && error.code === 'E_INTEGRITY'))
        return error;
    const end = await Promise.race([dump.ended, (0,external_node_timers_promises_.setTimeout)(FAILING_MS, undefined, { ref: false })]);
    return end && !(0,program/* isGoodEnd */.$)(end) ? (0,dump_errors/* explainDumpFailure */.G)(end, run.progress.lockHolders()) : error;
}
/** Puts the rows counted in each data file to the table that the table of contents says it is of. */
function tablesOf(entries, files, plan) {
    const rowsById = new Map(files.map((file) => [dumpIdOf(file.path), file.rows]));
    const known = new Map(plan.tables.map((table) => [table.oid, table]));
    const data = entries.filter(({ kind }) => kind === 'TABLE DATA');
    const tally = new row_tally/* RowTally */.p();
    for (const { dumpId, oid, label } of data) {
        const rows = rowsById.get(dumpId);
        if (rows === undefined)
            throw missingData(label);
        tally.add(known.get(oid)?.countedAs ?? namesIn(label), rows);
    }
    return tally.tables;
}
/** For a table made after the facts were read: right unless one of its names holds a space. */
function namesIn(label) {
    const [schema = '', ...rest] = label.split(' ');
    return { schema, name: rest.slice(0, -1).join(' ') };
}
function missingData(label) {
    return new errors/* UserError */.yo('E_INTEGRITY', `The dump's table of contents names the data of ${label}, but there is none.`, 'The dump was not kept; run the backup again.');
}
async function dumpGlobals(run) {
    const { plan, writer, seal, progress } = run;
    const archivePath = `${plan.id}.globals.sql${plan.storedSuffix}`;
    const file = await OutgoingFile.open(writer, archivePath, seal);
    const dump = start(run, 'pg_dumpall', [
        '--globals-only',
        '--no-role-passwords',
        '--quote-all-identifiers',
    ]);
    try {
        const globals = await streamArchive(dump.stdout, file, undefined, progress.flow);
        await goodEnd(dump, run);
        await file.close();
        return globals;
    }
    finally {
        dump.stop();
        await dump.ended;
    }
}
function startDump(run, output) {
    return start(run, 'pg_dump', [...run.plan.dumpArguments, user_objects/* WITHOUT_CLAIM */.UF, ...output]);
}
function start({ host, client, environment, connectionArguments }, name, programArguments) {
    return (0,program/* startProgram */.X)({
        client,
        name,
        arguments: [...connectionArguments, ...programArguments],
        environment,
        stdin: 'ignore',
        signal: host.signal,
        cleanup: host.cleanup,
    });
}
async function goodEnd(dump, { host, progress }) {
    const end = await dump.ended;
    host.signal.throwIfAborted();
    if (!(0,program/* isGoodEnd */.$)(end))
        throw (0,dump_errors/* explainDumpFailure */.G)(end, progress.lockHolders());
}
function readBackOptions({ host, plan, client, environment }) {
    return {
        client,
        // pg_restore only decodes: it gets no way into the database.
        environment: withoutConnection(environment),
        rate: plan.rateLimit === undefined ? undefined : rateLimit(plan.rateLimit, host.signal),
        signal: host.signal,
        cleanup: host.cleanup,
    };
}
function withoutConnection(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('PG')));
}
function withoutRows({ path: archivePath, sizeBytes, sha256 }) {
    return { path: archivePath, sizeBytes, sha256 };
}

// EXTERNAL MODULE: ./build/operations/stored/bring-home.js + 1 modules
var bring_home = __webpack_require__(32417);
// EXTERNAL MODULE: ./build/operations/trial/find-server.js + 1 modules
var find_server = __webpack_require__(7959);
// EXTERNAL MODULE: ./build/operations/trial/prove-restore.js + 1 modules
var prove_restore = __webpack_require__(17495);
// EXTERNAL MODULE: ./build/operations/trial/scratch-database.js + 2 modules
var scratch_database = __webpack_require__(24028);
;// CONCATENATED MODULE: ./build/operations/dump/prove-backup.js








/**
 * Starts the server that the backup will be restored into, before anything is dumped: a machine
 * that has none, or none with the source's extensions, is no reason to learn it after an hour.
 *
 * @returns undefined where no test restore was asked for
 * @throws UserError `E_CLIENT`, `E_DISK`, `E_VERIFY`
 */
async function prepareTrial(trial) {
    const { host, inputs, facts, client, record } = trial;
    if (inputs.verify !== 'restore')
        return undefined;
    return await record.phase('scratch', 'Start a scratch server', async () => {
        const request = { ...inputs.client, major: facts.major };
        const server = await (0,find_server/* findServer */.F)(host, request, client);
        const scratch = await (0,scratch_database/* openOnOwnServer */.r)(host, server, { ...facts, serverVersion: facts.version });
        try {
            if (dumpsExtensions(inputs))
                await checkExtensions(trial, scratch);
        }
        catch (error) {
            await scratch[Symbol.asyncDispose]();
            throw error;
        }
        return scratch;
    });
}
/** With a selection pg_dump leaves all extensions out (manual, pg_dump, `--extension`). */
function dumpsExtensions({ selection, pgDumpArgs }) {
    const isEverything = selection.schemas.length === 0 && selection.tables.length === 0;
    return isEverything && !pgDumpArgs.some((argument) => /extension|filter/.test(argument));
}
async function checkExtensions({ host, facts }, scratch) {
    const session = await (0,postgres_session/* connect */.N)(scratch.connection, host.signal);
    try {
        await (0,prove_restore/* requireExtensions */.A)(session, scratch.facts, facts.extensions, scratch.label);
    }
    finally {
        await session.end();
    }
}
/** What says that the backup itself is not good, and not only that it could not be tested. */
const REFUTED = ['E_INTEGRITY', 'E_VERIFY'];
/**
 * Restores what the first destination keeps, before its manifest makes it a backup, and compares.
 * What is sealed is opened with the keys of this run's own files: no identity is needed for that.
 * The manifest says no more than what was proven. A backup that is refuted gets none. One that
 * could not be tested, since the server was lost or the disk was full, is as good as the read-back
 * has found it: it is kept as such, and the run fails all the same.
 *
 * @param manifest of the archive as it was read back
 * @throws UserError `E_VERIFY`, `E_INTEGRITY`
 */
async function proveBackup(trial, scratch, writer, manifest) {
    const { host, inputs, client, record, seal } = trial;
    try {
        const store = { read: (_name, file) => writer.read(file) };
        const archive = await record.phase('fetch', 'Fetch the archive back', () => (0,bring_home/* bringHome */.S)(host, store, { manifest, unseal: seal?.reopen() }));
        const statements = inputs.verifySql;
        await (0,prove_restore/* proveByRestore */.w)({ host, record, client, manifest, archive, scratch, statements });
        await (0,promises_.rm)(external_node_path_.dirname(archive), { recursive: true, force: true });
        const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
        return { manifest: { ...manifest, verification: { level: 'restore', at } } };
    }
    catch (error) {
        host.signal.throwIfAborted();
        const failure = (0,errors/* asUserError */.Yl)(error);
        if (REFUTED.includes(failure.code))
            throw notKept(failure);
        return { manifest, failure };
    }
}
function notKept({ code, message, next }) {
    return new errors/* UserError */.yo(code, message, `This backup was not kept. ${next}`.trim());
}
/** The error of a run whose backup was kept without the proof that was asked for. */
function keptUntested({ code, message, next }, locations) {
    const kept = `The backup was read back, but not restored; it is kept at ${locations.join(' and ')}.`;
    return new errors/* UserError */.yo(code, `The test restore could not be made: ${message}`, `${kept} ${next}`.trim());
}

// EXTERNAL MODULE: ./build/manifest/details.js
var details = __webpack_require__(51090);
;// CONCATENATED MODULE: ./build/operations/dump/sealed-manifest.js

/**
 * The manifest as it is kept and shown: its details are encrypted, unless that is not wanted. It is
 * made only once the files are known to be readable, as far as this run can know it.
 */
async function sealedManifest({ inputs, seal }, manifest) {
    await seal?.proven();
    if (seal === undefined || inputs.manifestDetail === 'full')
        return manifest;
    return (0,details/* withSealedDetails */.TZ)(manifest, await seal.text((0,details/* detailsText */.ez)(manifest)));
}

;// CONCATENATED MODULE: ./build/postgres/activity.js
/** Who keeps the sessions of this application name waiting at this moment, for a lock timeout. */
function blockingSessions(session, applicationName) {
    return session.query(`SELECT DISTINCT b.pid, w.pid AS "waitingPid", 
            CASE WHEN c.oid IS NOT NULL THEN format('%I.%I', n.nspname, c.relname) END AS relation,
            a.usename::text AS user, a.state,
            extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS "ageSeconds"
       FROM pg_stat_activity w
      CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b (pid)
       LEFT JOIN pg_stat_activity a ON a.pid = b.pid
       LEFT JOIN pg_locks l ON l.pid = w.pid AND NOT l.granted AND l.locktype = 'relation'
       LEFT JOIN pg_class c ON c.oid = l.relation
       LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE w.application_name = $1 AND w.datname = current_database()
      ORDER BY 1, 2`, [applicationName]);
}
/** What the sessions of this application name copy at this moment (pg_stat_progress_copy). */
async function copyProgress(session, applicationName) {
    const rows = await session.query(`SELECT p.relid AS "relationOid", p.bytes_processed AS bytes, p.tuples_processed AS rows
       FROM pg_stat_progress_copy p
       JOIN pg_stat_activity a ON a.pid = p.pid
      WHERE a.application_name = $1 AND p.datname = current_database()`, [applicationName]);
    return rows.map(({ relationOid, bytes, rows: count }) => ({
        relationOid: Number(relationOid),
        bytes: Number(bytes),
        rows: Number(count),
    }));
}

;// CONCATENATED MODULE: ./build/postgres/dump-progress.js
/** Follows a dump table by table. Pure: it is told what the server and the read-back say. */
class DumpProgressEstimate {
    #tables;
    #totalBytes;
    #started = new Set();
    #done = new Set();
    #copying = [];
    constructor(tables) {
        this.#tables = tables;
        this.#totalBytes = tables.reduce((sum, table) => sum + table.sizeBytes, 0);
    }
    /** What is being copied now; what was copied at the last call and is no longer, is done. */
    copying(copies) {
        const now = new Set(copies.map(({ relationOid }) => relationOid));
        for (const { relationOid } of copies)
            this.#started.add(relationOid);
        for (const relationOid of this.#started)
            if (!now.has(relationOid))
                this.#done.add(relationOid);
        this.#copying = copies;
    }
    /** Tables whose data has been read back to its end. */
    readBack(tables) {
        const names = new Set(tables.map(({ schema, name }) => JSON.stringify([schema, name])));
        for (const { oid, schema, name } of this.#tables) {
            if (names.has(JSON.stringify([schema, name])))
                this.#done.add(oid);
        }
    }
    get state() {
        const byOid = new Map(this.#tables.map((table) => [table.oid, table]));
        let bytes = 0;
        for (const oid of this.#done)
            bytes += byOid.get(oid)?.sizeBytes ?? 0;
        let largest;
        for (const { relationOid, rows } of this.#copying) {
            const table = byOid.get(relationOid);
            if (!table || this.#done.has(relationOid))
                continue;
            bytes += table.sizeBytes * Math.min(1, rows / Math.max(rows, table.estimatedRows, 1));
            if (!largest || table.sizeBytes > largest.sizeBytes)
                largest = table;
        }
        return {
            fraction: this.#totalBytes === 0 ? 0 : Math.min(1, bytes / this.#totalBytes),
            tablesDone: this.#tables.filter(({ oid }) => this.#done.has(oid)).length,
            tablesTotal: this.#tables.length,
            table: largest && `${largest.schema}.${largest.name}`,
        };
    }
}

// EXTERNAL MODULE: ./build/report/progress.js
var report_progress = __webpack_require__(15364);
;// CONCATENATED MODULE: ./build/operations/dump/watch-dump.js



const ASK_EVERY_MS = 1_000;
/**
 * Watches a dump through the session that read the facts: which tables are being copied, and whom
 * the dump waits for. The dump does not depend on it: what cannot be asked is left out.
 *
 * @param onCopying called each time that tables are seen being copied
 */
function watchDump(host, plan, session, applicationName, onCopying) {
    const started = performance.now();
    const flow = { bytes: 0 };
    const estimate = new DumpProgressEstimate(plan.tables);
    let holders = [];
    let readBack;
    const ask = async () => {
        const copies = await copyProgress(session, applicationName);
        estimate.copying(copies);
        if (copies.length > 0)
            onCopying();
        const blocking = copies.length > 0 ? [] : await blockingSessions(session, applicationName);
        if (blocking.length > 0)
            holders = blocking;
    };
    const stopAsking = repeat(ask);
    const line = () => {
        if (readBack)
            estimate.readBack(readBack.counter.tables);
        const elapsedSeconds = (performance.now() - started) / 1000;
        const progress = { phase: 'dump', elapsedSeconds, bytes: flow.bytes, ...estimate.state };
        return (0,report_progress/* progressLine */.o)(progress, host.log.isLive);
    };
    const stopLines = (0,report_progress/* startProgress */.X)(host.log, host.log.isLive, line, host.signal);
    return {
        flow,
        reading: (started) => {
            readBack = started;
        },
        lockHolders: () => holders,
        stop() {
            stopAsking();
            stopLines();
        },
    };
}
/** Asks again and again, one question at a time, until it is told to stop or an answer fails. */
function repeat(ask) {
    let timer;
    let stopped = false;
    const next = () => {
        timer = setTimeout(() => ask().then(() => stopped || next(), stop), ASK_EVERY_MS);
        timer.unref();
    };
    const stop = () => {
        stopped = true;
        clearTimeout(timer);
    };
    next();
    return stop;
}

// EXTERNAL MODULE: ./build/operations/origin/choose-origin.js + 7 modules
var choose_origin = __webpack_require__(53698);
// EXTERNAL MODULE: ./build/operations/random-text.js
var random_text = __webpack_require__(58014);
// EXTERNAL MODULE: ./build/operations/records/publish.js
var publish = __webpack_require__(91801);
// EXTERNAL MODULE: ./build/operations/records/record.js
var records_record = __webpack_require__(54585);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/operations/stored/read-series.js
var read_series = __webpack_require__(97837);
// EXTERNAL MODULE: ./build/operations/stored/remove-backups.js
var remove_backups = __webpack_require__(16725);
;// CONCATENATED MODULE: ./build/operations/stored/apply-keep.js






/**
 * Removes what `keep` does not keep, at every destination that has the new backup. That one is good
 * whatever happens here, so a failure is a warning.
 *
 * @param id of the new backup
 */
async function applyKeep(host, inputs, record, id) {
    const { keep, destinations } = inputs;
    if (keep === undefined || record.locations.length === 0)
        return;
    await record.phase('prune', 'Remove old backups', async () => {
        for (const [index, result] of record.results.entries()) {
            const url = destinations[index];
            if (!('stored' in result) || url === undefined)
                continue;
            const removed = [];
            try {
                await pruneAt(host, { url, keep, githubToken: inputs.githubToken }, record.name, id, removed);
            }
            catch (error) {
                const { label } = result.destination;
                // What a cancelled run says of itself is about unfinished backups, and this one is kept.
                const why = host.signal.aborted
                    ? 'the run was cancelled. The next one tries again.'
                    : (0,errors/* errorLine */.BP)(error);
                record.warn(`Not all old backups could be removed from ${label}: ${why}`);
            }
            record.pruned.push({ location: result.destination.label, removed });
        }
    });
}
async function pruneAt(host, { url, keep, githubToken }, name, id, removed) {
    const store = await (0,open_store/* openStore */.C)(url, host, { githubToken });
    const series = await (0,read_series/* readSeries */.w)(store, name, host.signal);
    // A place that does not show what was just put there does not show all the rest either.
    if (!series.backups.some((backup) => backup.id === id && backup.state === 'complete')) {
        const message = `${store.label} does not list ${id} yet, so nothing was removed.`;
        throw new errors/* UserError */.yo('E_NOT_FOUND', message, 'The next run tries again.');
    }
    const plan = (0,retention/* planRetention */.z)(series.backups, keep, new Date());
    await (0,remove_backups/* removeBackups */.m)(store, series, plan.removed, host.signal, (entry) => {
        removed.push(entry.id);
        host.log.info(`Removed ${entry.id}: ${entry.because}`);
    });
    host.log.info(`${store.label}: ${(0,format/* plural */.LS)(plan.kept.length, 'backup')} of ${name} kept`);
}

// EXTERNAL MODULE: ./build/operations/with-signal.js
var with_signal = __webpack_require__(82564);
;// CONCATENATED MODULE: ./build/operations/backup.js
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
 * Takes a backup: asks the server, plans, checks the destinations, finds a client, dumps and
 * proves, by a restore if asked to, and writes the manifest last. However it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
async function backup_backup(host, inputs) {
    const name = inputs.name ?? inputs.connection?.database ?? 'the database';
    const record = new records_record/* BackupRecord */.WZ(host.log, name, inputs.destinations);
    let failure;
    try {
        await takeBackup(host, inputs, record);
    }
    catch (error) {
        failure = error;
        throw error;
    }
    finally {
        await (0,publish/* publish */.m)(host, (0,drawn/* drawBackup */.NA)(record.report(failure)), inputs.summary);
    }
}
/** The backup itself, for whoever reports it in its own way. */
async function takeBackup(host, inputs, record) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const seal = await (0,seal_seal/* openSeal */.I)(inputs.encryption);
        const cores = (0,external_node_os_.availableParallelism)();
        const circumstances = { now: new Date(), random: (0,random_text/* randomText */.x)(6), cores };
        const chosen = __addDisposableResource(env_1, await (0,choose_origin/* chooseOrigin */.c)(host, inputs, record), true);
        const { facts, decision } = chosen;
        record.relations = facts.relations;
        const plan = await record.phase('plan', 'Plan', async () => {
            const plan = (0,fork/* planDump */.MJ)(inputs, facts, decision, circumstances);
            showPlan({ host, inputs, record }, facts, plan, decision);
            return plan;
        });
        const destinations = await record.phase('destinations', 'Check the destinations', () => checkDestinations(host, inputs, plan));
        const client = await record.phase('client', 'Find the client', () => backup_find(host, inputs, plan));
        record.clientSource = client.source;
        const old = (0,version/* minorFloorWarning */.uW)(client.version);
        if (old !== undefined)
            record.warn(old);
        const scratch = __addDisposableResource(env_1, await prepareTrial({ host, inputs, facts, client, record }), true);
        const origin = __addDisposableResource(env_1, await chosen.open(), true);
        const isFork = origin.forkOf !== null;
        const final = isFork ? (0,backup/* planBackup */.W6)(inputs, origin.facts, circumstances) : plan;
        const run = { host, inputs, seal, facts: origin.facts, plan: final, client, origin, record };
        await store(run, destinations, scratch);
        const shrunk = shrinkFailure(inputs, record);
        if (shrunk === undefined)
            await applyKeep(host, inputs, record, run.plan.id);
        const failed = partialFailure(record.results) ?? shrunk;
        if (failed)
            throw failed;
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
function showPlan({ host, inputs: { fork }, record }, facts, plan, decision) {
    const { sizeBytes } = facts;
    record.name = plan.name;
    const lines = [...(0,plan_lines/* planLines */.H)(plan, facts), ...(0,fork_lines/* forkLines */.Wm)(decision, fork, sizeBytes, 'dumped')];
    for (const line of lines)
        host.log.info(line);
    const warnings = (0,fork_lines/* forkWarnings */.i8)(decision, fork, sizeBytes, (0,fork_lines/* gentleDump */.sK)(plan));
    for (const warning of [...warnings, ...plan.warnings])
        record.warn(warning);
}
/** Dumps to all destinations; what was written is removed wherever no manifest followed. */
async function store(run, destinations, scratch) {
    const { host, plan, origin, record, seal } = run;
    const writer = await beginAtSeveral(destinations, plan, host.signal);
    try {
        const archive = await record.phase('dump', 'Dump', () => dump(run, writer));
        await origin.release();
        for (const warning of checkTables(plan, archive))
            record.warn(warning);
        const readBack = describeBackup({
            ...run,
            forkOf: origin.forkOf,
            recipients: seal?.recipients ?? null,
            archive,
            dumpSeconds: record.secondsOf('dump'),
            provenAt: new Date(),
            tool: tool/* TOOL */.j,
        });
        const { manifest: proven, failure } = scratch
            ? await proveBackup(run, scratch, writer, readBack)
            : { manifest: readBack };
        const manifest = await checkExtent(run, await sealedManifest(run, proven));
        const bytes = Buffer.from(manifestText(manifest));
        record.results = await record.phase('store', 'Store', () => writer.commit(plan.manifestPath, bytes));
        record.manifest = manifest;
        if (failure)
            throw keptUntested(failure, record.locations);
    }
    finally {
        await writer.abort();
    }
}
async function dump(run, writer) {
    const { plan, client, origin, seal } = run;
    const host = (0,with_signal/* withSignal */.l)(run.host, origin.signal);
    const directory = external_node_path_.join(await host.temporaryDirectory(), 'connection');
    await (0,promises_.mkdir)(directory, { mode: 0o700 });
    const libpq = await (0,postgres_environment/* libpqEnvironment */.SQ)(origin.connection, origin.facts.host, directory);
    // A name of its own, by which the server's views tell this dump from all others.
    const applicationName = `pg-backup-action ${plan.id.slice(-6)}`;
    const environment = { ...libpq.environment, PGAPPNAME: applicationName };
    const rewrites = await watchForRewrites(run);
    const progress = watchDump(host, plan, origin.session, applicationName, rewrites.copying);
    try {
        const { connectionArguments } = libpq;
        const archive = await dumpArchive({
            host,
            plan,
            client,
            environment,
            connectionArguments,
            writer,
            seal,
            progress,
        });
        await rewrites.check(archive.tables);
        return archive;
    }
    catch (error) {
        // Past its deadline a fork is given up, and that is why the dump broke off.
        origin.signal.throwIfAborted();
        throw error;
    }
    finally {
        progress.stop();
    }
}
async function checkDestinations(host, inputs, plan) {
    const { region } = inputs;
    const need = { name: plan.name, region, estimatedBytes: plan.estimatedBytes };
    return await Promise.all(plan.destinations.map(async (url) => {
        const destination = await (0,open_destination/* openDestination */.x)(url, host, inputs);
        await destination.check(need, host.signal);
        host.log.info(`${destination.label} is ready.`);
        return destination;
    }));
}
async function backup_find(host, inputs, plan) {
    const client = await (0,find/* findClient */.$)({ ...inputs.client, major: plan.clientMajor }, host);
    host.log.info(`pg_dump ${client.version} (${client.source})`);
    return client;
}


/***/ }),

/***/ 53698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ chooseOrigin)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/forks/clock.js
var clock = __webpack_require__(83196);
// EXTERNAL MODULE: ./build/plan/fork.js
var plan_fork = __webpack_require__(62544);
;// CONCATENATED MODULE: ./build/postgres/facts-queries.js
/**
 * The questions of read-facts.ts. They run with an empty search path on 14 and later; columns that
 * only some versions have are read through `to_jsonb(row)`.
 */
/** Version, size, encoding, collation, extensions: one row. */
const DATABASE_QUERY = `
SELECT current_database() AS database,
       current_user AS "user",
       current_setting('server_version_num')::int AS "versionNumber",
       split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_database_size(d.oid) AS "sizeBytes",
       pg_encoding_to_char(d.encoding) AS encoding,
       CASE WHEN j.fields ->> 'datlocprovider' IN ('i', 'b')
            THEN CASE j.fields ->> 'datlocprovider' WHEN 'i' THEN 'icu:' ELSE 'builtin:' END
                 || coalesce(j.fields ->> 'datlocale', j.fields ->> 'daticulocale', '')
            ELSE d.datcollate::text END AS collation,
       pg_is_in_recovery() AS "isReplica",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('name', e.extname, 'version', e.extversion,
                                                     'schema', n.nspname) ORDER BY e.extname), '[]')
          FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace) AS extensions
  FROM pg_database d, LATERAL (SELECT to_jsonb(d) AS fields) j
 WHERE d.datname = current_database()`;
/**
 * What pg_dump takes of pg_class (pg_dump.c, selectDumpableNamespace and checkExtensionMembership):
 * no system schema, no temporary table, and of an extension only the tables that it registered as
 * configuration. A standby holds no data of unlogged tables.
 */
const DUMPED_CLASSES = `
SELECT c.oid, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.relpages, c.reltuples,
       n.oid AS nspoid, n.nspname, n.nspowner
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.relpersistence <> 't'
   AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
   AND (NOT EXISTS (SELECT FROM pg_depend d
                     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                       AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e')
        OR EXISTS (SELECT FROM pg_extension e WHERE c.oid = ANY (e.extconfig)))`;
/** Tables that somebody alters at this moment, as far as their locks say. */
const LOCKED = `
SELECT relation FROM pg_locks
 WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
const PAGES_SIZE = `greatest(relpages, 0)::bigint * current_setting('block_size')::bigint`;
/** Tables and partitions with data, the largest first. */
/** The operator class by which pg_dump knows hash partitions that another database fills otherwise. */
const HASH_OF_ENUMS = `
SELECT o.oid FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod
 WHERE o.opcname = 'enum_ops' AND o.opcnamespace = 'pg_catalog'::regnamespace AND m.amname = 'hash'`;
const RELATIONS_QUERY = relationsQuery(`
       CASE WHEN oid IN (${LOCKED}) THEN ${PAGES_SIZE} ELSE coalesce(pg_table_size(oid), 0) END`);
const RELATIONS_WITHOUT_LOCKS_QUERY = relationsQuery(PAGES_SIZE);
function relationsQuery(size) {
    return `
SELECT oid, nspname AS schema, relname AS name, ${size} AS "sizeBytes",
       reltuples::float8 AS "estimatedRows",
       (SELECT json_build_object('schema', rn.nspname, 'name', r.relname)
          FROM pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace
         WHERE r.oid = pg_partition_root(dumped.oid) AND r.oid <> dumped.oid) AS "partitionRoot",
       EXISTS (SELECT FROM pg_partition_ancestors(dumped.oid) ancestor
                 JOIN pg_partitioned_table p ON p.partrelid = ancestor.relid
                WHERE (${HASH_OF_ENUMS}) = ANY (p.partclass)) AS "loadsThroughRoot"
  FROM (${DUMPED_CLASSES}) dumped
 WHERE relkind = 'r'
 ORDER BY 4 DESC, 2, 3`;
}
/**
 * Whoever holds, or waits for, a lock that conflicts with the ACCESS SHARE of a dump. A row of
 * pg_stat_activity hides the times of other roles from a role without pg_read_all_stats.
 */
const BLOCKERS_QUERY = `
SELECT coalesce(l.pid, 0) AS pid, format('%I.%I', c.nspname, c.relname) AS relation, l.mode, l.granted,
       extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS "ageSeconds"
  FROM pg_locks l
  JOIN (${DUMPED_CLASSES}) c ON c.oid = l.relation
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'p')
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND l.pid IS DISTINCT FROM pg_backend_pid()
 ORDER BY l.granted DESC, 5 DESC NULLS LAST, 1`;

// EXTERNAL MODULE: ./build/postgres/pooler.js
var postgres_pooler = __webpack_require__(14045);
;// CONCATENATED MODULE: ./build/postgres/readability-query.js

/** More large objects than this are not listed; they are all mended in the same way. */
const LARGE_OBJECT_LIMIT = 100;
/**
 * What pg_dump has to read and this role may not (UnreadableFact): a schema without USAGE that
 * holds something to lock, tables and partitioned tables (LOCK TABLE wants SELECT on the whole
 * table, so grants on columns do not do), sequences, tables with row security that would hide rows
 * (pg_dump turns it off and fails), and large objects. Members of extensions are neither locked nor
 * read (seen with the clients of 14 to 18), except their configuration tables.
 */
const UNREADABLE_QUERY = `
WITH dumped AS (
  SELECT *, format('%I.%I', nspname, relname) AS full_name, format('%I', current_user) AS me
    FROM (${DUMPED_CLASSES}) classes
   WHERE relkind IN ('r', 'p', 'S')
)
SELECT what, schema, name, kind, remedy, "futureRemedy" FROM (
  SELECT DISTINCT 1 AS place, format('schema %I', nspname) AS what, nspname::text AS schema, '' AS name,
         'schema' AS kind, format('GRANT USAGE ON SCHEMA %I TO %s', nspname, me) AS remedy,
         NULL AS "futureRemedy"
    FROM dumped
   WHERE NOT has_schema_privilege(nspoid, 'USAGE')
  UNION ALL
  SELECT CASE relkind WHEN 'S' THEN 3 ELSE 2 END,
         CASE relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || full_name,
         nspname, relname, CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END,
         format('GRANT SELECT ON %s %s TO %s',
                CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, full_name, me),
         format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON %s TO %s',
                pg_get_userbyid(relowner), nspname,
                CASE relkind WHEN 'S' THEN 'SEQUENCES' ELSE 'TABLES' END, me)
    FROM dumped
   WHERE NOT CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'SELECT')
                          ELSE has_table_privilege(oid, 'SELECT') END
  UNION ALL
  SELECT 4, format('table %s (its row security would hide rows)', full_name), nspname, relname,
         'row-security', format('ALTER ROLE %s BYPASSRLS', me), NULL
    FROM dumped
   WHERE relkind = 'r' AND relrowsecurity AND row_security_active(oid)
  UNION ALL
  (SELECT 5, 'large object ' || m.oid, '', m.oid::text, 'large-object',
          format('GRANT SELECT ON LARGE OBJECT %s TO %I', m.oid, current_user), NULL
     FROM pg_largeobject_metadata m
    WHERE current_setting('lo_compat_privileges') = 'off'
      AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      AND NOT CASE WHEN m.lomacl IS NULL THEN pg_has_role(m.lomowner, 'USAGE') ELSE EXISTS (
            SELECT FROM aclexplode(m.lomacl) acl
             WHERE acl.privilege_type = 'SELECT'
               AND (acl.grantee = 0 OR pg_has_role(acl.grantee, 'USAGE'))) END
    ORDER BY m.oid LIMIT ${LARGE_OBJECT_LIMIT})
) found
ORDER BY place, schema, name, what`;

;// CONCATENATED MODULE: ./build/postgres/read-facts.js




/**
 * Asks the server all that a plan is made from, in four short queries (and one more connection
 * where a pooler stands between). Reads catalogs only, waits for no lock, and needs no right beyond
 * connecting, where none of those that every role has were revoked (`E_PERMISSION`). Throws what
 * `Session.query` throws.
 */
async function readFacts(session, settings, signal) {
    try {
        return await askAll(session, settings, signal);
    }
    catch (error) {
        throw (0,errors/* errorCode */.CA)(error) === '42501' ? hardened(error) : error;
    }
}
function hardened(cause) {
    return new errors/* UserError */.yo('E_PERMISSION', `The server does not tell this role what a backup has to know: ${(0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(cause))}`, 'Grant the role what the text names, as every role has it by default.', { cause });
}
async function askAll(session, settings, signal) {
    const pooler = await (0,postgres_pooler/* detectPooler */.B)(session, settings, signal);
    const [database] = await session.query(DATABASE_QUERY);
    if (database === undefined)
        throw new Error('pg_database has no row for the current database.');
    const { versionNumber, sizeBytes, ...rest } = database;
    return {
        host: session.host,
        ...rest,
        versionNumber,
        major: Math.floor(versionNumber / 10_000),
        sizeBytes: Number(sizeBytes),
        pooler,
        searchPath: session.searchPath,
        relations: await readRelations(session),
        unreadable: await session.query(UNREADABLE_QUERY),
        blockers: await session.query(BLOCKERS_QUERY),
    };
}
async function readRelations(session) {
    const rows = await session.query(RELATIONS_QUERY).catch((error) => {
        // pg_table_size waits for whoever alters the table; a lock may be taken while we look.
        if ((0,errors/* errorCode */.CA)(error) !== '55P03')
            throw error;
        return session.query(RELATIONS_WITHOUT_LOCKS_QUERY);
    });
    return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
}

// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: ./build/forks/open-provider.js
var open_provider = __webpack_require__(43664);
// EXTERNAL MODULE: ./build/forks/removal.js
var removal = __webpack_require__(65086);
// EXTERNAL MODULE: ./build/plan/fork-name.js
var fork_name = __webpack_require__(34442);
;// CONCATENATED MODULE: ./build/operations/origin/fork-source.js





/**
 * Finds the way to the source, and who may fork it. What killed runs have left at the provider is
 * destroyed on the way. A provider that is down keeps nobody from a source that can be reached
 * without it, unless a fork is wanted in any case.
 *
 * @throws UserError what `ForkProvider.findSource` throws
 */
async function findSource(host, inputs, record) {
    const { connection, fork } = inputs;
    const isNeeded = connection === undefined || fork.when !== 'never';
    try {
        const offer = isNeeded ? await findOffer(host, inputs, record) : undefined;
        return { connection: connection ?? offer?.source.connection, offer };
    }
    catch (error) {
        const isDown = error instanceof errors/* UserError */.yo && error.code === 'E_FORK';
        if (!isDown || connection === undefined || fork.when !== 'auto')
            throw error;
        host.log.info(`No fork can be made: ${error.message}`);
        return { connection, offer: undefined, refusal: error };
    }
}
async function findOffer(host, { connection, fork }, record) {
    const { provider: inputs } = fork;
    if (inputs === undefined)
        return undefined;
    const { environment, log } = host;
    return await record.phase('provider', `Ask ${inputs.name}`, async () => {
        const provider = await (0,open_provider/* openProvider */.C)(inputs, {
            ...{ environment, log, connection, clock: clock/* systemClock */.m },
            addSecret: (value, publicWords) => host.addSecret(value, publicWords),
        });
        const source = await provider.findSource(host.signal);
        log.info(`The source is ${source.label}.`);
        const offer = { provider, source };
        if (fork.when !== 'never')
            await sweep(host, offer, fork.timeoutMs, record);
        return offer;
    });
}
/** For the provider to accept that one orphan be deleted; how long it then takes is its own matter. */
const SWEEP_MS = 60_000;
/**
 * Forks by our names that are older than each may become, as its name says. Nothing of this stops
 * a run.
 *
 * @param usualMs how old those may become whose names do not say
 */
async function sweep(host, { provider, source }, usualMs, record) {
    const now = provider.now();
    const forks = await orWarned(host, record, () => provider.forksOf(source, host.signal));
    const orphans = forks?.filter((fork) => (0,fork_name/* leftSince */.yP)(fork, usualMs) < now) ?? [];
    for (const orphan of orphans) {
        record.warn(`The fork ${orphan.name} of ${orphan.notedAt} was left by a run that was killed, and is destroyed now.`);
        // One that cannot be destroyed must not keep the others from it.
        await orWarned(host, record, () => destroyOrphan(host, provider, orphan));
    }
}
async function destroyOrphan(host, provider, orphan) {
    const signal = AbortSignal.any([host.signal, clock/* systemClock */.m.timeout(SWEEP_MS)]);
    try {
        await provider.destroy(orphan, signal);
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        throw (0,removal/* forkLeft */.U)(orphan, 'its deletion was not accepted within a minute', error);
    }
}
async function orWarned(host, record, work) {
    try {
        return await work();
    }
    catch (error) {
        host.signal.throwIfAborted();
        record.warn((0,errors/* errorLine */.BP)(error));
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/forks/provider-http.js + 2 modules
var provider_http = __webpack_require__(98124);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/operations/random-text.js
var random_text = __webpack_require__(58014);
// EXTERNAL MODULE: ./build/operations/origin/destroy-fork.js
var destroy_fork = __webpack_require__(48245);
;// CONCATENATED MODULE: ./build/operations/origin/fork-life.js



/** A cancelled step is killed after ten seconds; the post step sees to what is left by then. */
const HURRY_MS = 4_000;
/** RDS takes some minutes to delete an instance. */
const DESTROY_MS = 15 * 60_000;
/**
 * A fork, from the moment it is noted to the moment it is gone. It is destroyed as soon as the run
 * is cancelled, before anything else is cleaned up, and it cannot outlive its deadline.
 */
class ForkLife {
    /** The run's own; and the deadline, as long as it is not ended. */
    signal;
    #host;
    #provider;
    #clock;
    #task;
    #note;
    #ended;
    #hasEnded = false;
    /** Writes down that there will be one, so that whoever comes after a kill finds it. */
    constructor(host, provider, fork, { clock, timeoutMs }) {
        this.#host = host;
        this.#provider = provider;
        this.#clock = clock;
        this.signal = AbortSignal.any([host.signal, this.#deadline(fork, clock, timeoutMs)]);
        this.#task = { kind: 'destroy-fork', isAnswered: false, ...fork };
        this.#note = host.cleanup.add(this.#task);
        host.signal.addEventListener('abort', this.#end);
    }
    /** Whether all has been done for its end. */
    get hasEnded() {
        return this.#hasEnded;
    }
    /** The provider has said yes or no, so nothing can turn up later. */
    answered() {
        const earlier = this.#note;
        this.#task = { ...this.#task, isAnswered: true };
        this.#note = this.#host.cleanup.add(this.#task);
        earlier.done();
    }
    /** Destroys it, once however often this is called. Never throws: what is left stays noted. */
    end() {
        this.#host.signal.removeEventListener('abort', this.#end);
        this.#ended ??= this.#destroy().finally(() => {
            this.#hasEnded = true;
        });
        return this.#ended;
    }
    #end = () => void this.end();
    async #destroy() {
        const { kind, log, signal } = this.#host;
        const { name } = this.#task;
        try {
            const end = await (0,destroy_fork/* destroyNoted */.B)(this.#provider, this.#task, this.#clock, this.#patience());
            if (end === 'going' && signal.aborted && kind === 'github') {
                log.info(`The fork ${name} is being deleted; the post step waits for it.`);
                return;
            }
            this.#note.done();
            log.info(`The fork ${name} is ${end === 'gone' ? 'gone' : 'being deleted by the provider'}.`);
        }
        catch (error) {
            const { code } = (0,errors/* asUserError */.Yl)(error);
            const why = code === 'E_FORK_LEFT' ? `${(0,errors/* errorLine */.BP)(error)} ` : '';
            log.warning(`${why}The fork ${name} could not be destroyed yet; that is tried again.`);
        }
    }
    /** Aborted with a reason that can be shown. What has been read in time is not given up later. */
    #deadline({ name }, clock, timeoutMs) {
        const controller = new AbortController();
        const timeout = clock.timeout(timeoutMs);
        timeout.addEventListener('abort', () => {
            if (this.#ended !== undefined)
                return;
            controller.abort(new errors/* UserError */.yo('E_FORK', `The fork ${name} was not ready and read within ${(0,format/* formatDuration */.a3)(timeoutMs / 1000)}, and was given up.`, 'Raise fork-timeout; on a self-hosted runner it may be longer than five hours.'));
        });
        return controller.signal;
    }
    /** How long the provider is waited for. */
    #patience() {
        const most = this.#clock.timeout(DESTROY_MS);
        if (this.#host.kind !== 'github')
            return most;
        const hurry = new AbortController();
        const begin = () => {
            const soon = this.#clock.timeout(HURRY_MS);
            soon.addEventListener('abort', () => hurry.abort(soon.reason));
        };
        const { signal } = this.#host;
        if (signal.aborted)
            begin();
        else
            signal.addEventListener('abort', begin, { once: true });
        return AbortSignal.any([most, hurry.signal]);
    }
}

;// CONCATENATED MODULE: ./build/operations/origin/open-fork.js









/** A provider's answers and its databases may be dated by clocks that differ by so much. */
const CLOCK_SKEW_MS = 10 * 60_000;
/**
 * Makes a fork, waits until it can be used, and proves that it is one. Whatever goes wrong, it is
 * destroyed; if we are killed, whoever comes after us finds its name.
 *
 * @throws UserError `E_FORK`, and what connecting throws
 */
async function openFork(wish) {
    const { host, offer, clock, timeoutMs, record } = wish;
    const request = requestOf(wish);
    const { name, notedAt, source } = request;
    const { place, id: sourceId } = source;
    const noted = { provider: offer.provider.name, name, place, sourceId, notedAt };
    const life = new ForkLife(host, offer.provider, noted, { clock, timeoutMs });
    try {
        const fork = await record.phase('fork', 'Make a fork', async () => {
            host.log.info(`Asking ${offer.provider.name} for the fork ${name} of ${source.label}.`);
            return await create(wish, request, life);
        });
        record.fork = { name, source: source.label };
        return await record.phase('wait', 'Wait for the fork', () => ready(wish, fork, life));
    }
    catch (error) {
        await life.end();
        life.signal.throwIfAborted();
        throw error;
    }
}
function requestOf({ host, offer, timeoutMs }) {
    const { GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt = '1' } = host.environment;
    const now = offer.provider.now().getTime();
    return {
        source: offer.source,
        name: (0,fork_name/* forkName */.yj)(id === undefined ? undefined : { id, attempt }, timeoutMs, (0,random_text/* randomText */.x)(8)),
        notedAt: new Date(now - CLOCK_SKEW_MS).toISOString(),
        expiresAt: new Date(now + timeoutMs),
    };
}
async function create({ offer }, request, life) {
    life.signal.throwIfAborted();
    try {
        const fork = await offer.provider.create(request, life.signal);
        life.answered();
        return fork;
    }
    catch (error) {
        if (isRefusal(error) && !life.signal.aborted)
            life.answered();
        throw error;
    }
}
/** Not so where the provider could not say whether it has done what was asked of it. */
function isRefusal(error) {
    if (!(error instanceof errors/* UserError */.yo))
        return false;
    return !(error.cause instanceof provider_http/* ApiFailure */.F && error.cause.mayBeDone);
}
async function ready(wish, fork, life) {
    const { offer, sourceFacts, record } = wish;
    const { label } = offer.source;
    const { connection, session } = await reach(wish, fork, life);
    try {
        const own = await readFacts(session, connection, life.signal);
        if (sourceFacts === undefined)
            return originOf(own);
        for (const warning of (0,plan_fork/* checkFork */.Hy)(sourceFacts, own, label))
            record.warn(warning);
        // Heroku gives the database of a fork another name.
        return originOf({ ...own, database: sourceFacts.database });
    }
    catch (error) {
        await session.end();
        throw error;
    }
    function originOf(own) {
        return {
            ...{ connection, session, facts: own, forkOf: label, signal: life.signal },
            async release() {
                await session.end();
                void life.end();
            },
            async [Symbol.asyncDispose]() {
                await session.end();
                if (!life.hasEnded)
                    await record.phase('destroy', 'Destroy the fork', () => life.end());
            },
        };
    }
}
/** How long a fork that is said to be ready may refuse connections. */
const CONNECT_MS = 5 * 60_000;
const CONNECT_TRY_MS = 20_000;
const PAUSE_MS = 5_000;
/**
 * A fork is said to be ready before its name can be looked up everywhere, while its server still
 * recovers, and while its password is set.
 */
async function reach({ host, clock }, fork, { signal }) {
    const tell = teller(host.log, clock);
    let connection = await fork.ready(tell, signal);
    await fork.proveFork(signal);
    const until = clock.now().getTime() + CONNECT_MS;
    for (;;) {
        const result = await tryConnect(connection, signal);
        if (!(result instanceof errors/* UserError */.yo))
            return { connection, session: result };
        if (clock.now().getTime() > until)
            throw result;
        tell(result.message);
        await clock.sleep(PAUSE_MS, signal);
        connection = await fork.ready(tell, signal);
    }
}
/** @returns an error that may pass */
async function tryConnect(connection, signal) {
    try {
        const session = await (0,postgres_session/* connect */.N)(connection, signal, { budgetMs: CONNECT_TRY_MS });
        const [row] = await session.query('SELECT pg_is_in_recovery() AS recovers');
        if (row?.recovers === false)
            return session;
        await session.end();
        return new errors/* UserError */.yo('E_FORK', 'The fork is still being recovered.', 'Run it again later.');
    }
    catch (error) {
        signal.throwIfAborted();
        const mayPass = error instanceof errors/* UserError */.yo && ['E_AUTH', 'E_CONNECT'].includes(error.code);
        if (mayPass)
            return error;
        throw error;
    }
}
const REPEAT_MS = 60_000;
/** Logs what the provider says when it changes, and once a minute. */
function teller(log, clock) {
    const started = clock.now().getTime();
    let last = { line: '', at: 0 };
    return (sentence) => {
        const line = sentence.replace(/\.$/, '');
        const at = clock.now().getTime();
        if (!log.isLive && line === last.line && at - last.at < REPEAT_MS)
            return;
        last = { line, at };
        log.progress(`fork  ${line}, ${(0,format/* formatDuration */.a3)((at - started) / 1000)}`);
    };
}

;// CONCATENATED MODULE: ./build/operations/origin/origin.js
function sourceOrigin(connection, session, facts, signal) {
    const end = () => session.end();
    const forkOf = null;
    return { connection, session, facts, forkOf, signal, release: end, [Symbol.asyncDispose]: end };
}

;// CONCATENATED MODULE: ./build/operations/origin/choose-origin.js








/**
 * Finds the source, asks it, and decides whether a fork is read in its place.
 *
 * @throws UserError whatever keeps the source from being read
 */
async function chooseOrigin(host, inputs, record) {
    const found = await findSource(host, inputs, record);
    const { connection } = found;
    const choice = { host, inputs, record };
    return connection === undefined
        ? await chooseUnseen(choice, found.offer)
        : await chooseSeen(choice, connection, found);
}
async function chooseSeen(choice, connection, { offer, refusal }) {
    const { host, inputs, record } = choice;
    for (const note of connection.notes)
        record.warn(note);
    const session = await record.phase('connect', 'Connect', () => (0,postgres_session/* connect */.N)(connection, host.signal));
    try {
        const facts = await record.phase('facts', 'Ask the server', () => readFacts(session, connection, host.signal));
        const decision = (0,plan_fork/* decideFork */.dE)(inputs.fork, facts.sizeBytes, offer?.source, refusal);
        return {
            ...{ decision, source: connection, facts, session },
            async open() {
                if (decision.kind !== 'fork' || offer === undefined) {
                    return sourceOrigin(connection, session, facts, host.signal);
                }
                // Nobody needs the source any more, and a fork may take hours.
                await session.end();
                return await openFork(wishOf(choice, offer, facts));
            },
            [Symbol.asyncDispose]: () => session.end(),
        };
    }
    catch (error) {
        await session.end();
        throw error;
    }
}
/** The source cannot be reached from here, but a fork of it can: what it is, the fork tells. */
async function chooseUnseen(choice, offer) {
    const sizeBytes = offer?.source.sizeBytes ?? 0;
    const decision = (0,plan_fork/* decideFork */.dE)(choice.inputs.fork, sizeBytes, offer?.source);
    if (decision.kind === 'gentle' && decision.refusal !== undefined)
        throw decision.refusal;
    if (decision.kind !== 'fork' || offer === undefined) {
        throw new errors/* UserError */.yo('E_INPUT', `${offer?.source.label ?? 'The source'} cannot be reached from here without its URL.`, 'Give the URL of the database, or set fork: always.');
    }
    const origin = await openFork(wishOf(choice, offer, undefined));
    const { facts, session } = origin;
    return {
        ...{ decision, source: undefined, facts, session },
        open: async () => origin,
        [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose](),
    };
}
function wishOf({ host, inputs, record }, offer, sourceFacts) {
    const { timeoutMs } = inputs.fork;
    return { host, offer, sourceFacts, timeoutMs, clock: clock/* systemClock */.m, record };
}


/***/ }),

/***/ 58014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ randomText)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** Characters of `[0-9a-z]`, which every store and every provider takes in a name. */
function randomText(length) {
    return Array.from({ length }, () => ALPHABET[(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(ALPHABET.length)]).join('');
}


/***/ }),

/***/ 97837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ readAllSeries),
/* harmony export */   w: () => (/* binding */ readSeries)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29983);
/* harmony import */ var _manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(12821);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65320);
/* harmony import */ var _report_listed_backup_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41537);
/* harmony import */ var _find_backup_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(12899);






/** How many manifests are read at once: as many as an object store lets (objects/object-reader.ts). */
const LANES = 32;
/** A million tables make 100 MB, ten thousand 1 MB: larger ones are read one at a time. */
const SMALL_BYTES = 1024 * 1024;
/** What is larger is not read at all, so that no file can fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;
/**
 * Reads the manifests of the series at a place, all of them before anything is decided.
 *
 * @param name undefined: every series there is
 * @throws UserError what the store answered with; what is wrong with one manifest is noted instead
 */
async function readAllSeries(store, name, signal) {
    if (name !== undefined)
        return [await readSeries(store, name, signal)];
    const all = [];
    for (const each of (await Array.fromAsync(store.series(signal))).sort()) {
        const series = await readSeries(store, each, signal);
        // A folder that somebody keeps other things in is no series.
        if (series.backups.length > 0)
            all.push(series);
    }
    return all;
}
/** @throws UserError as `readAllSeries` */
async function readSeries(store, name, signal) {
    const parts = await listParts(store, name, signal);
    const stop = new AbortController();
    const reader = new SeriesReader(store, name, AbortSignal.any([signal, stop.signal]));
    const backups = [];
    const waiting = parts.entries();
    const lanes = Array.from({ length: LANES }, async () => {
        for (const [id, found] of waiting)
            backups.push(await reader.read(id, found));
    });
    try {
        await Promise.all(lanes);
    }
    finally {
        stop.abort(); // after a failure the other lanes would go on to the end
    }
    return { name, backups, parts };
}
/** What lies in a series' folder, by the backups that it is named like. Nothing else is seen. */
async function listParts(store, name, signal) {
    const parts = new Map();
    for await (const path of store.list(name, signal)) {
        const id = (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .backupOf */ .GH)(path, name);
        if (id === undefined)
            continue;
        const found = parts.get(id);
        if (found === undefined)
            parts.set(id, [path]);
        else
            found.push(path);
    }
    return parts;
}
class SeriesReader {
    #store;
    #name;
    #signal;
    /** The end of the line in which large manifests wait. */
    #large = Promise.resolve();
    constructor(store, name, signal) {
        this.#store = store;
        this.#name = name;
        this.#signal = signal;
    }
    async read(id, parts) {
        const createdAt = (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBackupId */ .JN)(id)?.createdAt ?? new Date(0);
        const known = { id, name: this.#name, createdAt, verified: 'none', isShrunk: false };
        const empty = { ...known, content: null, problem: null };
        if (!parts.includes(`${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK}`))
            return { ...empty, state: 'unfinished' };
        try {
            const found = await this.#manifest(id);
            if (!this.#store.isAtomic)
                requireFiles(found.manifest, parts);
            const verified = await this.#proof(found, parts);
            return {
                ...known,
                state: 'complete',
                verified,
                isShrunk: found.manifest.shrunkFrom !== undefined,
                content: (0,_report_listed_backup_js__WEBPACK_IMPORTED_MODULE_5__/* .contentOf */ .$)(found.manifest),
                problem: null,
            };
        }
        catch (error) {
            this.#signal.throwIfAborted();
            if (!(0,_find_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .isOfOneFile */ .SR)(error))
                throw error;
            return { ...empty, state: 'unreadable', problem: error.message };
        }
    }
    async #manifest(id) {
        const manifestBytes = await this.#file(`${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK}`);
        return { manifest: (0,_manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(manifestBytes.toString('utf8'), id), manifestBytes };
    }
    /** The best that was proven, at the time of the backup or later. */
    async #proof(found, parts) {
        const { id, verification } = found.manifest;
        if (verification.level === 'restore')
            return 'restore';
        if (!parts.includes(`${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .VERIFICATION_SUFFIX */ .yV}`))
            return verification.level;
        const later = await (0,_find_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .readVerification */ .C1)(this.#store, found, this.#signal);
        return later?.level ?? verification.level;
    }
    async #file(path) {
        const read = (most) => (0,_find_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .readWhole */ .oD)(this.#store, this.#name, path, this.#signal, most);
        try {
            return await read(SMALL_BYTES);
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo && error.code === 'E_INTEGRITY'))
                throw error;
            const mine = this.#large.then(() => read(MOST_BYTES));
            this.#large = mine.catch(() => { });
            return await mine;
        }
    }
}
/** A manifest whose archive somebody has removed is no backup that others may be removed for. */
function requireFiles({ id, dump }, parts) {
    const missing = dump.files.find(({ path }) => !parts.includes(path.split('/')[0] ?? ''));
    if (missing === undefined)
        return;
    const message = `Of the backup ${id} there is a manifest, but not ${missing.path}.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_NOT_FOUND', message, 'Choose another backup.');
}


/***/ }),

/***/ 16725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ removeBackups)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _manifest_verification_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(12821);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65320);



/** How many backups are removed at once; each goes part by part. */
const LANES = 4;
/**
 * Removes backups of one series: of each the manifest first, so that whatever happens then it is no
 * backup any more, and what is left is swept as unfinished by a later run. The oldest go first.
 * That one is gone already is no failure.
 *
 * @param onRemoved is told of each that is gone
 * @throws UserError what the store answered with; nothing more is removed then
 */
async function removeBackups(store, { name, backups, parts }, removed, signal, onRemoved) {
    const unfinished = new Set(backups.filter(({ state }) => state === 'unfinished').map(({ id }) => id));
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const waiting = removed.toSorted((one, other) => timeOf(one.id) - timeOf(other.id)).values();
    const lanes = Array.from({ length: LANES }, async () => {
        for (const entry of waiting) {
            const { id } = entry;
            if (unfinished.has(id) && (await isFinished(store, name, id, either)))
                continue;
            for (const path of inOrder(id, parts.get(id) ?? []))
                await store.remove(name, path, either);
            onRemoved(entry);
        }
    });
    try {
        await Promise.all(lanes);
    }
    finally {
        stop.abort();
    }
}
/**
 * Whether a backup has its manifest now. A very long dump may have been finished since all were
 * read, and while others were removed: so each is asked for when its turn comes.
 */
async function isFinished(store, name, id, signal) {
    try {
        for await (const _ of store.read(name, `${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_SUFFIX */ .OK}`, signal, true))
            break;
        return true;
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo && error.code === 'E_NOT_FOUND')
            return false;
        throw error;
    }
}
/** Paths as `remove` takes them: the manifest, the record of its proof, the data. */
function inOrder(id, parts) {
    const rank = (path) => path === `${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_SUFFIX */ .OK}` ? 0 : path === `${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_1__/* .VERIFICATION_SUFFIX */ .yV}` ? 1 : 2;
    return parts
        .toSorted((one, other) => rank(one) - rank(other))
        .map((path) => (path === id ? `${id}/` : path));
}
function timeOf(id) {
    return (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_2__/* .parseBackupId */ .JN)(id)?.createdAt.getTime() ?? 0;
}


/***/ }),

/***/ 45602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W6: () => (/* binding */ planBackup),
  aW: () => (/* binding */ refusePooler),
  ws: () => (/* binding */ refuseUnreadable)
});

// UNUSED EXPORTS: countedAs

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/backup-name.js
var backup_name = __webpack_require__(65320);
// EXTERNAL MODULE: ./build/plan/compression.js
var plan_compression = __webpack_require__(38900);
;// CONCATENATED MODULE: ./build/plan/dump-arguments.js

/**
 * pg_dump's arguments (its manual page), without connection and output: those are the dump's own,
 * and hold no secret either.
 */
function dumpArguments(choices) {
    const { selection } = choices;
    return [
        `--format=${choices.format}`,
        ...(0,plan_compression/* compressionArguments */.dV)(choices.compression, choices.format, choices.clientMajor),
        ...(choices.format === 'directory' ? [`--jobs=${choices.jobs}`, '--no-sync'] : []),
        // 0 would be "fail at once" to pg_dump, so no timeout at all is no flag at all.
        ...(choices.lockTimeoutMs > 0 ? [`--lock-wait-timeout=${choices.lockTimeoutMs}`] : []),
        ...(choices.noOwner ? ['--no-owner'] : []),
        ...(choices.noAcl ? ['--no-acl'] : []),
        ...(choices.quoteAllIdentifiers ? ['--quote-all-identifiers'] : []),
        // A misspelled pattern is refused: what it means would be missing without a word.
        '--strict-names',
        ...each('--schema', selection.schemas),
        ...each('--exclude-schema', selection.excludeSchemas),
        ...each('--table', selection.tables),
        ...each('--exclude-table', selection.excludeTables),
        ...each('--exclude-table-data', selection.excludeTableData),
        ...choices.pgDumpArgs,
    ];
}
function each(flag, patterns) {
    return patterns.map((pattern) => `${flag}=${pattern}`);
}

;// CONCATENATED MODULE: ./build/plan/given-arguments.js
/** What the lines of `pg-dump-args` change about a plan, which is made without following them. */
const NARROWING = /^--(filter|schema-only|section|extension|exclude-extension|.*-and-children|no-data|no-schema|no-large-objects|no-blobs|no-unlogged-table-data|statistics-only)\b/;
/** `-s`, `-B` and `-e`, also behind letters that take no value. */
const NARROWING_LETTER = /^-[abcCORvxX]*[sBe]/;
/** Whether they leave things out of the dump. */
function narrowsUnseen(pgDumpArgs) {
    return pgDumpArgs.some((argument) => NARROWING.test(argument) || NARROWING_LETTER.test(argument));
}
/** Whether pg_dump reads with the rights of another role than the one whose rights are known. */
function readsAsAnother(pgDumpArgs) {
    return pgDumpArgs.some((argument) => argument.startsWith('--role='));
}
/** Whether only those rows are wanted that row security lets the role see. */
function acceptsRowSecurity(pgDumpArgs) {
    return pgDumpArgs.includes('--enable-row-security');
}

// EXTERNAL MODULE: ./build/plan/patterns.js
var plan_patterns = __webpack_require__(39475);
// EXTERNAL MODULE: ./build/plan/selection.js
var plan_selection = __webpack_require__(60000);
;// CONCATENATED MODULE: ./build/plan/partition-warnings.js



/**
 * Where a selection means something else than it seems to: to pg_dump a partitioned table has no
 * rows, its partitions have them, and a pattern that means the one does not mean the others.
 */
function partitionWarnings({ selection, pgDumpArgs }, { relations, searchPath }) {
    if (narrowsUnseen(pgDumpArgs))
        return [];
    return partitionedTables(relations).flatMap(({ root, partitions }) => {
        const { schema, name } = root;
        const isIn = (patterns) => patterns.some((pattern) => (0,plan_patterns/* matchesPattern */.M)(pattern, schema, name, searchPath));
        const dumped = partitions.filter((partition) => (0,plan_selection/* selects */.k)(selection, partition, searchPath));
        const withData = dumped.filter((partition) => (0,plan_selection/* dumpsData */.U)(selection, partition, searchPath));
        const table = `${schema}.${name} is partitioned`;
        if ((0,plan_selection/* selects */.k)(selection, root, searchPath) && dumped.length === 0) {
            return [
                `${table} and selected, but not its partitions, which have the rows: select them too.`,
            ];
        }
        if (isIn(selection.excludeTables) && dumped.length > 0) {
            return [
                `${table} and excluded, but not its partitions, of which ${dumped.length} are dumped.`,
            ];
        }
        if (isIn(selection.excludeTableData) && withData.length > 0) {
            return [`${table}, and its data is left out, but not that of ${withData.length} partitions.`];
        }
        return [];
    });
}
function partitionedTables(relations) {
    const partitions = Map.groupBy(relations, ({ partitionRoot }) => JSON.stringify(partitionRoot));
    partitions.delete('null');
    return [...partitions].map(([root, parts]) => ({ root: JSON.parse(root), partitions: parts }));
}

;// CONCATENATED MODULE: ./build/plan/plan-notes.js

/** From here on a dump is felt by the source; Heroku's own backups end at this size. */
const LARGE_BYTES = 20e9;
/** What a large dump will cost the source (PostgreSQL manual: pg_dump, "Notes"; routine vacuuming). */
function costNotes(inputs, facts, jobs) {
    if (facts.sizeBytes < LARGE_BYTES)
        return [];
    const sessions = jobs === 1 ? 'one session' : `${jobs + 1} sessions`;
    return [
        `The dump holds an ACCESS SHARE lock on every table until it ends, in ${sessions}: schema changes wait for it.`,
        'It is one long transaction: vacuum cannot remove rows that died after it began.',
        `It reads all tables once and competes with queries for I/O and cache${inputs.rateLimit === undefined ? '; rate-limit puts a ceiling on that' : ''}.`,
    ];
}
function dumpWarnings(inputs, facts) {
    const warnings = partitionWarnings(inputs, facts);
    if (inputs.name === undefined && inputs.fork.provider?.name === 'heroku') {
        warnings.push('Heroku gives databases random names, and a new one with each upgrade: set name, or the series begins anew then, and with it keep, the shrink alarm and max-age.');
    }
    if (facts.pooler !== null && facts.pooler.mode !== 'transaction') {
        warnings.push(`The connection goes through a pooler (${facts.pooler.product}); a direct URL is safer for a dump.`);
    }
    if (facts.isReplica) {
        warnings.push('The server is a replica: it may cancel the dump when replay conflicts with it (max_standby_streaming_delay, hot_standby_feedback).');
    }
    for (const blocker of facts.blockers) {
        const most = inputs.lockTimeoutMs > 0 ? `, at most ${inputs.lockTimeoutMs / 1000} s` : '';
        warnings.push(`${blockerText(blocker)}: the dump waits for it${most}.`);
    }
    return warnings;
}
function blockerText({ pid, relation, mode, granted, ageSeconds }) {
    const who = pid === 0 ? 'A prepared transaction' : `Process ${pid}`;
    const how = granted ? 'holds' : 'waits for';
    const age = ageSeconds === null ? '' : ` in a transaction of ${Math.round(ageSeconds)} s`;
    return `${who} ${how} ${mode} on ${relation}${age}`;
}

;// CONCATENATED MODULE: ./build/plan/backup.js








/**
 * Decides the whole run, or says why it cannot be.
 *
 * @throws UserError `E_POOLER`, `E_VERSION`, `E_PERMISSION`, `E_EMPTY`, `E_INPUT`
 */
function planBackup(inputs, facts, { now, random, cores }) {
    refusePooler(facts);
    const clientMajor = chooseClientMajor(inputs, facts);
    const tables = chooseTables(inputs, facts);
    const name = inputs.name ?? (0,backup_name/* seriesNameOf */.O$)(facts.database);
    const id = (0,backup_name/* backupId */.WH)(name, now, random);
    const compression = (0,plan_compression/* chooseCompression */.gS)(inputs.compression, inputs.format, clientMajor);
    const jobs = chooseJobs(inputs, cores);
    const storedSuffix = inputs.encryption === undefined ? '' : '.age';
    return {
        id,
        name,
        createdAt: now,
        format: inputs.format,
        compression,
        jobs,
        clientMajor,
        dumpArguments: dumpArguments({ ...inputs, compression, jobs, clientMajor }),
        tables,
        rateLimit: inputs.rateLimit,
        globals: inputs.globals,
        readBack: inputs.verify !== 'none',
        expectsTables: !inputs.allowEmpty && !narrowsUnseen(inputs.pgDumpArgs),
        estimatedBytes: estimateBytes(tables, compression),
        destinations: inputs.destinations,
        storedSuffix,
        archivePath: `${id}${archiveExtension(inputs.format, compression, storedSuffix)}`,
        manifestPath: `${id}.manifest.json`,
        notes: costNotes(inputs, facts, jobs),
        warnings: dumpWarnings(inputs, facts),
    };
}
/** @throws UserError `E_POOLER` */
function refusePooler({ pooler }) {
    if (pooler?.mode !== 'transaction')
        return;
    throw new errors/* UserError */.yo('E_POOLER', `The connection goes through a pooler (${pooler.product}) in transaction mode, where a dump shares its session with others.`, `Connect to ${pooler.directHint ?? 'the server itself'} instead.`);
}
/** A newer client would write dumps that an older server refuses, so the server's own is taken. */
function chooseClientMajor({ client }, facts) {
    if (client.version === 'auto' || client.version === facts.major)
        return facts.major;
    if (client.version > facts.major)
        return client.version;
    throw new errors/* UserError */.yo('E_VERSION', `client-version: pg_dump ${client.version} cannot dump a server of version ${facts.version}.`, `Leave client-version at auto, or set it to ${facts.major}.`);
}
function chooseTables(inputs, facts) {
    refuseUnreadable(inputs, facts);
    const tables = facts.relations.filter((table) => (0,plan_selection/* selects */.k)(inputs.selection, table, facts.searchPath));
    if (tables.length === 0 && !inputs.allowEmpty) {
        throw new errors/* UserError */.yo('E_EMPTY', facts.relations.length === 0
            ? `The database "${facts.database}" has no tables.`
            : `None of the ${facts.relations.length} tables of "${facts.database}" is selected.`, partitionWarnings(inputs, facts)[0] ??
            'Check that the URL names the right database, or set allow-empty: true.');
    }
    const throughRoots = inputs.pgDumpArgs.includes('--load-via-partition-root');
    return tables
        .filter((table) => (0,plan_selection/* dumpsData */.U)(inputs.selection, table, facts.searchPath))
        .map((table) => ({ ...table, countedAs: countedAs(table, throughRoots) }));
}
function countedAs(table, throughRoots) {
    const root = throughRoots || table.loadsThroughRoot ? table.partitionRoot : null;
    return root ?? { schema: table.schema, name: table.name };
}
/** @throws UserError `E_PERMISSION` that names all that is selected and cannot be read */
function refuseUnreadable({ selection, pgDumpArgs }, facts) {
    if (narrowsUnseen(pgDumpArgs) || readsAsAnother(pgDumpArgs))
        return;
    const missing = facts.unreadable
        .filter((object) => wants(selection, object, facts.searchPath))
        .filter(({ kind }) => kind !== 'row-security' || !acceptsRowSecurity(pgDumpArgs));
    if (missing.length === 0)
        return;
    const names = missing.map(({ what }) => what);
    throw new errors/* UserError */.yo('E_PERMISSION', `The role "${facts.user}" cannot read ${(0,errors/* firstOf */.Ku)(names, MOST_NAMES)}.`, `Run ${remediesFor(missing, facts.user)}; or leave them out with exclude-schemas or exclude-tables.`);
}
/** A database may have thousands of tables, and an error is one line. */
const MOST_NAMES = 20;
const MOST_REMEDIES = 6;
function remediesFor(missing, user) {
    const all = missing.flatMap(({ remedy, futureRemedy }) => [remedy, futureRemedy ?? '']);
    const remedies = [...new Set(all)].filter((remedy) => remedy !== '');
    if (remedies.length <= MOST_REMEDIES)
        return remedies.join('; ');
    // Since PostgreSQL 14; it covers neither large objects nor row security.
    const rest = missing.filter(({ kind }) => kind === 'large-object' || kind === 'row-security');
    const others = [...new Set(rest.map(({ remedy }) => remedy))].slice(0, MOST_REMEDIES);
    return [`GRANT pg_read_all_data TO "${user}"`, ...others].join('; ');
}
function wants(selection, object, searchPath) {
    if (object.kind === 'large-object') {
        return selection.schemas.length === 0 && selection.tables.length === 0;
    }
    return (0,plan_selection/* selects */.k)(selection, object, searchPath);
}
/** More jobs than this gain nothing on the runners there are, and take the source's connections. */
const MOST_JOBS = 8;
function chooseJobs({ jobs, format }, cores) {
    if (format !== 'directory')
        return 1;
    return jobs === 'auto' ? Math.max(1, Math.min(cores, MOST_JOBS)) : jobs;
}
/** Text is about as large as the heap it comes from, and a third of that when compressed. */
function estimateBytes(tables, { method }) {
    const heap = tables.reduce((sum, table) => sum + table.sizeBytes, 0);
    return Math.round(method === 'none' ? heap : heap / 3);
}
function archiveExtension(format, compression, suffix) {
    if (format === 'directory')
        return ''; // each file in it has the suffix
    const plain = `.sql${(0,plan_compression/* plainExtension */.eA)(compression)}`;
    return { custom: '.dump', tar: '.tar', plain }[format] + suffix;
}


/***/ }),

/***/ 38900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cu: () => (/* binding */ compressionText),
/* harmony export */   dV: () => (/* binding */ compressionArguments),
/* harmony export */   eA: () => (/* binding */ plainExtension),
/* harmony export */   gS: () => (/* binding */ chooseCompression)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** pg_dump takes `--compress=method:level` from this major on; before it knows gzip alone. */
const METHODS_SINCE = 16;
/**
 * Which compression a dump gets. `auto` is zstd:1 where the client has it: on the database of
 * docs/benchmarks.md it is both smaller and five times faster than gzip's default.
 *
 * @throws UserError `E_INPUT` for what this format or client cannot do
 */
function chooseCompression(wanted, format, clientMajor) {
    if (format === 'tar')
        return { method: 'none' }; // pg_dump cannot compress tar
    if (wanted === 'auto') {
        return clientMajor >= METHODS_SINCE
            ? { method: 'zstd', level: 1 }
            : { method: 'gzip', level: 1 };
    }
    if (clientMajor < METHODS_SINCE && (wanted.method === 'zstd' || wanted.method === 'lz4')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `compression: ${wanted.method} needs pg_dump ${METHODS_SINCE} or newer, and this run uses ${clientMajor}.`, 'Use auto, gzip or none.');
    }
    return wanted;
}
/** pg_dump's own word for it: `zstd:1`, `gzip`, `none`. */
function compressionText({ method, level }) {
    return level === undefined ? method : `${method}:${level}`;
}
/** The flag for pg_dump (its manual page, `-Z`); empty where there is nothing to say. */
function compressionArguments(compression, format, clientMajor) {
    if (format === 'tar')
        return [];
    if (clientMajor >= METHODS_SINCE)
        return [`--compress=${compressionText(compression)}`];
    if (compression.method === 'none')
        return ['--compress=0'];
    return [`--compress=${compression.level ?? 6}`]; // zlib's default, which plain would not get
}
/** What follows a plain dump's `.sql`, by what it is compressed with. */
function plainExtension({ method }) {
    return { none: '', gzip: '.gz', zstd: '.zst', lz4: '.lz4' }[method];
}


/***/ }),

/***/ 62544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Be: () => (/* binding */ factsOfFork),
/* harmony export */   Hy: () => (/* binding */ checkFork),
/* harmony export */   MJ: () => (/* binding */ planDump),
/* harmony export */   Wz: () => (/* binding */ gentleLockTimeout),
/* harmony export */   dE: () => (/* binding */ decideFork)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45602);


/**
 * @param source what the provider knows of the database; undefined: it was not asked
 * @param unasked why it could not be asked; undefined: there is no provider
 * @throws UserError what keeps a fork from being made that is wanted in any case, or that wrong
 *   inputs keep from being made
 */
function decideFork({ when, thresholdBytes }, sizeBytes, source, unasked) {
    if (when === 'never')
        return { kind: 'source', why: 'never' };
    if (when === 'auto' && sizeBytes <= thresholdBytes)
        return { kind: 'source', why: 'small' };
    if (source === undefined)
        return { kind: 'gentle', refusal: unasked };
    const { refusal } = source;
    if (refusal === undefined) {
        return { kind: 'fork', why: when === 'always' ? 'always' : 'large', source };
    }
    if (when === 'always' || refusal.code !== 'E_FORK')
        throw refusal;
    return { kind: 'gentle', refusal };
}
/** The inputs of a dump that the source must hardly feel. */
function gentleInputs(inputs) {
    const { jobs, lockTimeoutMs } = inputs;
    return {
        ...inputs,
        jobs: jobs === 'auto' ? 1 : jobs,
        lockTimeoutMs: gentleLockTimeout(lockTimeoutMs),
    };
}
/** 0 would wait for a lock, and make all others wait behind it, for ever. In milliseconds. */
function gentleLockTimeout(lockTimeoutMs) {
    return lockTimeoutMs === 0 ? 60_000 : lockTimeoutMs;
}
/** What the source's facts say of its fork, before there is one: nobody else is on it. */
function factsOfFork(source) {
    return { ...source, pooler: null, isReplica: false, unreadable: [], blockers: [] };
}
/**
 * Compares the tables of a fork with those of its source.
 *
 * @returns a warning where some are missing; they may have been made or dropped in between
 * @throws UserError `E_FORK` where it has none of them, or is of another version
 */
function checkFork(source, fork, label) {
    if (fork.major !== source.major) {
        throw notAFork(label, `it runs PostgreSQL ${fork.version}, the database ${source.version}`);
    }
    const key = ({ schema, name }) => JSON.stringify([schema, name]);
    const there = new Set(fork.relations.map(key));
    const missing = source.relations.filter((table) => !there.has(key(table)));
    if (missing.length === 0)
        return [];
    if (missing.length === source.relations.length) {
        throw notAFork(label, `it has none of the ${missing.length} tables of the database`);
    }
    const names = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .firstOf */ .Ku)(missing.map(({ schema, name }) => `${schema}.${name}`));
    return [`Not in the fork although the source lists them: ${names}.`];
}
function notAFork(label, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_FORK', `What was made as a fork of ${label} is none: ${why}.`, 'Check that the URL leads to the database that is forked, and run it again.');
}
/**
 * The plan of a dump, as far as it is known before there is a fork.
 *
 * @throws UserError what `planBackup` throws
 */
function planDump(inputs, facts, decision, circumstances) {
    if (decision.kind === 'gentle')
        return (0,_backup_js__WEBPACK_IMPORTED_MODULE_1__/* .planBackup */ .W6)(gentleInputs(inputs), facts, circumstances);
    if (decision.kind === 'source')
        return (0,_backup_js__WEBPACK_IMPORTED_MODULE_1__/* .planBackup */ .W6)(inputs, facts, circumstances);
    // What a dump costs the source is not felt by anyone here.
    return { ...(0,_backup_js__WEBPACK_IMPORTED_MODULE_1__/* .planBackup */ .W6)(inputs, factsOfFork(facts), circumstances), notes: [] };
}


/***/ }),

/***/ 60000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ dumpsData),
/* harmony export */   k: () => (/* binding */ selects)
/* harmony export */ });
/* harmony import */ var _patterns_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39475);

/**
 * Whether pg_dump's selection switches take a table (its manual page: `-n`, `-N`, `-t`, `-T`).
 * With `-t`, the schema switches have no effect on the tables it names.
 *
 * @param searchPath where a pattern without a schema looks for tables
 */
function selects(selection, { schema, name }, searchPath) {
    const { schemas, excludeSchemas, tables, excludeTables } = selection;
    const named = (pattern) => (0,_patterns_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesPattern */ .M)(pattern, schema, name, searchPath);
    const within = (pattern) => (0,_patterns_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesSchema */ .L)(pattern, schema);
    if (excludeTables.some(named))
        return false;
    if (tables.length > 0)
        return tables.some(named);
    return !excludeSchemas.some(within) && (schemas.length === 0 || schemas.some(within));
}
/** Whether the rows of a selected table are dumped as well. */
function dumpsData({ excludeTableData }, { schema, name }, searchPath) {
    return !excludeTableData.some((pattern) => (0,_patterns_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesPattern */ .M)(pattern, schema, name, searchPath));
}


/***/ }),

/***/ 87116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ explainDumpFailure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _stderr_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79708);


/** The failures of pg_dump that have a known mend; the first that matches is taken. */
const EXPLANATIONS = [
    {
        pattern: /row-level security/,
        code: 'E_PERMISSION',
        next: 'Dump as the owner or as a role with BYPASSRLS; rows would be missing otherwise.',
    },
    {
        pattern: /permission denied|must be owner|must be superuser|lack SELECT privilege/,
        code: 'E_PERMISSION',
        next: 'Grant SELECT (and USAGE on the schema) to the role, or exclude the object.',
    },
    {
        pattern: /server version mismatch|aborting because of server version/,
        code: 'E_VERSION',
        next: 'Leave client-version at auto.',
    },
    {
        pattern: /password authentication failed|no pg_hba\.conf entry/,
        code: 'E_AUTH',
        next: 'Check user and password of the database URL.',
    },
    {
        pattern: /no matching (tables|schemas|extensions) were found/,
        code: 'E_INPUT',
        next: 'Check the patterns in schemas and tables: each has to match something.',
    },
    {
        pattern: /cross-database references|improper qualified name/,
        code: 'E_INPUT',
        next: 'Check the patterns: schema.table for a table, and for a schema no dot outside double quotes.',
    },
    {
        pattern: /not built with|does not support compression|unrecognized compression|compression algorithm/,
        code: 'E_INPUT',
        next: 'Choose another compression, or another client-source.',
    },
    {
        pattern: /(unrecognized|invalid|unknown) option|Try "pg_dump --help"|cannot be used together/,
        code: 'E_INPUT',
        next: 'Check pg-dump-args.',
    },
    {
        pattern: /No space left on device|Disk quota exceeded/,
        code: 'E_DISK',
        next: 'Free space, or use the custom format with a bucket, which needs none.',
    },
    {
        // The definitions are read after the snapshot is taken, and many of them without a lock.
        pattern: /ERROR: +((relation|schema|type|function|column) .* does not exist|could not open relation with OID|cache lookup failed)/,
        code: 'E_DUMP',
        next: 'Another session changed the schema while the dump began: run the backup again.',
    },
    {
        // A parallel dump's workers lock each table once more, and do not wait.
        pattern: /could not obtain lock on relation/,
        code: 'E_LOCK_TIMEOUT',
        next: 'Another session wants the table for itself: run at a quieter time, or with jobs: 1.',
    },
    {
        pattern: /max_locks_per_transaction|out of shared memory/,
        code: 'E_DUMP',
        next: 'Raise max_locks_per_transaction on the server, set jobs: 1, or dump schema by schema.',
    },
    {
        pattern: /invalid memory alloc request size/,
        code: 'E_DUMP',
        next: 'A row of it takes more than 1 GB as text (a bytea twice its size), or is damaged: leave its data out with exclude-table-data.',
    },
    {
        pattern: /too many (clients|connections)|remaining connection slots/,
        code: 'E_CONNECT',
        next: 'Set jobs to fewer connections, or free some.',
    },
    {
        pattern: /conflict with recovery/,
        code: 'E_DUMP',
        next: 'The replica needs max_standby_streaming_delay or hot_standby_feedback; or dump the primary.',
    },
    {
        pattern: /terminating connection|server closed the connection|connection to server|could not connect|connection not open|SSL SYSCALL|Connection (reset|refused|timed out)|PQgetCopyData|no connection to the server/,
        code: 'E_CONNECT',
        next: 'Nothing was kept; run the backup again, and look at the server log for the cause.',
    },
];
/** `--lock-wait-timeout` sets statement_timeout for as long as pg_dump locks its tables. */
const LOCK_TIMEOUT = /lock timeout|statement timeout[\s\S]*LOCK TABLE/;
/** Turns the end of a failed pg_dump into one line with its code. */
function explainDumpFailure(end, holders) {
    if (LOCK_TIMEOUT.test(end.stderr))
        return lockTimeout(end.stderr, holders);
    if (end.signal !== null) {
        const memory = end.signal === 'SIGKILL' ? ', probably for lack of memory' : '';
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DUMP', `pg_dump was ended by ${end.signal}${memory}.`, 'Nothing was kept; run the backup again.');
    }
    const message = (0,_stderr_js__WEBPACK_IMPORTED_MODULE_1__/* .failureMessage */ .o)(end);
    const known = EXPLANATIONS.find(({ pattern }) => pattern.test(end.stderr));
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(known?.code ?? 'E_DUMP', `pg_dump failed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(message)}`, known?.next ?? 'Nothing was kept; the log of the server may tell more.');
}
function lockTimeout(stderr, holders) {
    const who = [...new Set(holders.map(holderText))];
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_LOCK_TIMEOUT', `The dump waited longer than lock-timeout for ${lockedTable(stderr, holders)}${who.length > 0 ? `: ${who.join('; ')}` : ''}.`, 'End that session (select pg_terminate_backend(pid)), run at a quieter time, or raise lock-timeout.');
}
/** Newer clients lock all tables in one statement, and only the server knows which one it was. */
function lockedTable(stderr, holders) {
    const waitedFor = holders.flatMap(({ relation }) => relation ?? []);
    if (waitedFor.length > 0)
        return [...new Set(waitedFor)].join(', ');
    const asked = /LOCK TABLE (?:ONLY )?(.+?) IN ACCESS SHARE MODE/.exec(stderr)?.[1];
    return asked === undefined || asked.includes(', ') ? 'a table' : asked;
}
function holderText({ pid, user, state, ageSeconds }) {
    if (pid === 0)
        return 'a prepared transaction holds it (see pg_prepared_xacts)';
    const open = ageSeconds === null ? '' : `, transaction open for ${Math.round(ageSeconds)} s`;
    return `process ${pid} holds it (${user ?? 'another role'}, ${state ?? 'state unknown'}${open})`;
}


/***/ }),

/***/ 14045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ detectPooler)
/* harmony export */ });
/* unused harmony export poolerByName */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9513);
/* harmony import */ var _session_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(33622);




/** How long the second session of the test may take, in ms; a pool may be used up by others. */
const TEST_LIMIT_MS = 5_000;
/**
 * Whether a pooler stands between us and the server, and whether it is safe to dump through. Names
 * and ports of known providers are believed; else a pooler gives itself away by a greeting with a
 * process id that is not the backend's, and its mode is tried out with a second session.
 */
async function detectPooler(session, settings, signal) {
    const known = poolerByName(session.host, settings.user);
    const direct = (await backendOf(session)) === session.processId;
    if (known !== null && known.mode !== 'unknown')
        return known;
    if (direct)
        return null;
    const mode = await findMode(session, settings, signal);
    // Now that the backend is known to stay ours, the session can have its settings after all.
    if (mode === 'session')
        await session.query((0,_session_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .settingsQuery */ .IR)('true'));
    return { product: 'unknown', ...known, mode };
}
/**
 * What a provider's documentation says of a host name and port.
 * Neon: https://neon.com/docs/connect/connection-pooling; Supabase:
 * https://supabase.com/docs/guides/database/connecting-to-postgres; PgBouncer's default port.
 */
function poolerByName({ host, port }, user) {
    if (/-pooler\.[\w.-]*neon\.tech$/.test(host)) {
        const directHint = `the host ${host.replace('-pooler.', '.')}`;
        return { product: 'Neon', mode: 'transaction', directHint };
    }
    if (host.endsWith('.pooler.supabase.com')) {
        if (port !== 6543)
            return { product: 'Supavisor', mode: 'session' };
        const project = /^[^.]+\.(\w+)$/.exec(user)?.[1];
        const direct = project === undefined ? '' : `, or the host db.${project}.supabase.co (IPv6 only)`;
        return { product: 'Supavisor', mode: 'transaction', directHint: `port 5432${direct}` };
    }
    if (/^db\.\w+\.supabase\.co$/.test(host) && port === 6543) {
        return { product: 'PgBouncer', mode: 'transaction', directHint: 'port 5432' };
    }
    return port === 6432 ? { product: 'PgBouncer', mode: 'unknown', directHint: 'port 5432' } : null;
}
/**
 * In transaction mode, a session that has gone quiet gives its backend to the next one that asks.
 * If the next one is given another backend and keeps it in a transaction, a few rounds show whether
 * ours ever changes.
 */
async function findMode(session, settings, signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TEST_LIMIT_MS)]);
    try {
        const other = await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .connect */ .N)({ ...settings, hosts: [session.host] }, limit, { budgetMs: 0 });
        try {
            return (await sharesBackend(session, other)) ? 'transaction' : 'session';
        }
        finally {
            await other.end();
        }
    }
    catch (error) {
        signal.throwIfAborted();
        // PgBouncer in statement mode allows no transaction at all.
        return /statement pooling mode/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)) ? 'transaction' : 'unknown';
    }
}
async function sharesBackend(session, other) {
    for (let round = 0; round < 3; round++) {
        const before = await backendOf(session);
        await other.query('BEGIN');
        const taken = await backendOf(other);
        const after = await backendOf(session);
        await other.query('ROLLBACK');
        if (taken === before || after !== before)
            return true;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(20);
    }
    return false;
}
async function backendOf(session) {
    const [row] = await session.query('SELECT pg_catalog.pg_backend_pid() AS pid');
    return row?.pid;
}


/***/ }),

/***/ 41537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ contentOf),
/* harmony export */   Y: () => (/* binding */ MOST_LINKS)
/* harmony export */ });
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87177);

/** How many links one list makes at most. */
const MOST_LINKS = 50;
function contentOf(manifest) {
    const { source, dump } = manifest;
    const rows = (0,_report_js__WEBPACK_IMPORTED_MODULE_0__/* .totalRows */ .wh)(manifest);
    return {
        database: source.database,
        serverVersion: source.serverVersion,
        format: dump.format,
        isEncrypted: manifest.encryption !== null,
        sizeBytes: (0,_report_js__WEBPACK_IMPORTED_MODULE_0__/* .totalBytes */ .ob)(manifest),
        rows,
        tables: rows === null ? null : (0,_report_js__WEBPACK_IMPORTED_MODULE_0__/* .tableCount */ .Gd)(manifest),
        files: dump.files.length > MOST_LINKS ? [] : dump.files.map(({ path }) => path),
    };
}


/***/ }),

/***/ 99222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ planLines),
/* harmony export */   _: () => (/* binding */ sourceLine)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _plan_compression_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38900);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92772);



/** What is going to happen, before it happens. */
function planLines(plan, facts) {
    const jobs = plan.jobs === 1 ? '' : `, ${plan.jobs} jobs`;
    const places = plan.destinations.map((url) => (url.kind === 'artifact' ? 'artifact' : url.text));
    const proof = plan.readBack ? 'is read back while it is written' : 'is not read back';
    return [
        sourceLine(facts, plan.tables.length),
        `Backup: ${plan.id}`,
        `Dump: format ${plan.format}, compression ${(0,_plan_compression_js__WEBPACK_IMPORTED_MODULE_1__/* .compressionText */ .cu)(plan.compression)}${jobs}, client ${plan.clientMajor}; the archive ${proof}`,
        `To: ${places.join(', ')}${plan.storedSuffix === '' ? '' : ', encrypted'}`,
        ...plan.notes,
    ].map(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$);
}
function sourceLine(facts, tables) {
    const { database, version, isReplica, sizeBytes } = facts;
    const server = `PostgreSQL ${version} (${isReplica ? 'replica' : 'primary'})`;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`Source: database "${database}" on ${server}, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(sizeBytes)}, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(tables, 'table')}`);
}


/***/ }),

/***/ 45383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ openSeal)
/* harmony export */ });
/* unused harmony export Seal */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _header_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61478);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90974);
/* harmony import */ var _unseal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57100);




/**
 * What encrypts a backup, its recipients known to be what they look like.
 *
 * @returns undefined without a lock
 * @throws UserError `E_INPUT`
 */
async function openSeal(lock) {
    if (lock === undefined)
        return undefined;
    await (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .encrypterFor */ .Kc)(lock);
    return new Seal(lock);
}
/** Seals the files of one backup, as age files of their own that stock `age` opens. */
class Seal {
    /** As the manifest names them; a passphrase is called `scrypt`, as in age's own headers. */
    recipients;
    #lock;
    /** Of the files of this run, by path: with them it can read back what it has no identity for. */
    #fileKeys = new Map();
    #proofs = [];
    constructor(lock) {
        this.#lock = lock;
        this.recipients = 'passphrase' in lock ? ['scrypt'] : lock.recipients;
    }
    /** @param path by which it is read back: as in the manifest */
    async begin(path) {
        const { fileKey, header } = await (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .newFile */ .Jd)(this.#lock);
        this.#fileKeys.set(path, fileKey);
        this.#prove(header, fileKey);
        const nonce = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .NONCE_BYTES */ .qI);
        const payload = new _payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PayloadSealer */ .hT(fileKey, nonce);
        return {
            start: Buffer.concat([header, nonce]),
            write: (bytes) => payload.write(bytes),
            end: () => payload.end(),
        };
    }
    /**
     * Resolves when the header of every file was opened again, as far as this run has what opens it:
     * that is a passphrase, and never an identity.
     */
    async proven() {
        await Promise.all(this.#proofs);
    }
    /** Beside whatever else goes on, since it takes a second. */
    #prove(header, fileKey) {
        if (!('passphrase' in this.#lock))
            return;
        const proof = (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .fileKeyOf */ .zS)(header, { identities: [], ...this.#lock }).then((found) => {
            if (found && Buffer.from(found).equals(fileKey))
                return;
            throw new Error('What was encrypted cannot be opened with its passphrase');
        });
        proof.catch(() => undefined); // seen by `proven`
        this.#proofs.push(proof);
    }
    /** A short text, as age's armor: ASCII, and a file of its own for `age --decrypt`. */
    async text(plain) {
        const { armor } = await __webpack_require__.e(/* import() */ 539).then(__webpack_require__.bind(__webpack_require__, 81539));
        const encrypter = await (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .encrypterFor */ .Kc)(this.#lock);
        return armor.encode(await encrypter.encrypt(plain));
    }
    /** Opens what this run has sealed itself, for a test restore by a job that has no identity. */
    reopen() {
        return (0,_unseal_js__WEBPACK_IMPORTED_MODULE_3__/* .unsealWith */ .Nz)(async (_header, path) => {
            const fileKey = this.#fileKeys.get(path);
            if (fileKey === undefined)
                throw new Error(`${path} was not sealed by this run.`);
            return fileKey;
        });
    }
}


/***/ })

};
