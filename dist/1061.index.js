export const id = 1061;
export const ids = [1061];
export const modules = {

/***/ 57187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ backupIdOf),
/* harmony export */   i: () => (/* binding */ isAt)
/* harmony export */ });
/** A backup's id at the start of a file or folder name, and what has to follow it. */
const idShape = /^(.+-\d{8}T\d{6}Z-[0-9A-Za-z]{6})(?=[./])/;
/**
 * The id of the backup that a file belongs to; undefined: of none of ours.
 *
 * @param path relative to the folder of the series
 */
function backupIdOf(path) {
    return idShape.exec(path)?.[1];
}
/** Whether an object lies at a key, or below it if that ends with a slash. */
function isAt(found, key) {
    return key.endsWith('/') ? found.startsWith(key) : found === key;
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

/***/ 22928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ removeLeftover)
/* harmony export */ });
/* harmony import */ var _backup_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57187);

/**
 * Removes what a killed run left of one archive: what it had begun, and what it had already put,
 * unless a manifest beside it makes it a backup. The post step's part of the cleanup task
 * `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
async function removeLeftover(storage, key, signal) {
    // Some stores lead to where the bucket is.
    await storage.find({ mayCreate: false }, signal);
    const folder = key.slice(0, key.replace(/\/$/, '').lastIndexOf('/') + 1);
    const id = (0,_backup_id_js__WEBPACK_IMPORTED_MODULE_0__/* .backupIdOf */ .$)(key.slice(folder.length));
    if (id === undefined)
        throw new Error(`${key} is not named like a backup`);
    try {
        await storage.abortParts(key, signal);
        const manifest = await storage.head(`${folder}${id}.manifest.json`, signal);
        if (manifest === undefined)
            await storage.deleteAll(key, signal);
    }
    catch (error) {
        throw storage.explain(error, `remove what is left at ${storage.place(key)}`);
    }
}


/***/ }),

/***/ 44844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ ObjectDestination)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/destinations/objects/file-upload.js

/**
 * A request to begin an upload in parts is not cut off at once: the upload could come to be after
 * we have looked for what there is to abort, and only the answer holds its id.
 */
const CREATION_GRACE_MS = 2000;
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
    async close() {
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
        // A store may keep a part that arrives after the abort of its upload.
        await Promise.allSettled(this.#sending);
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
        return new Part(await this.#buffers.take(size, this.#signal));
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
    #begin() {
        const patient = after(this.#signal, CREATION_GRACE_MS);
        return this.#storage.beginParts(this.key, this.#writer, patient);
    }
    async #putWhole() {
        const body = this.#part?.bytes ?? new Uint8Array();
        const contentType = 'application/octet-stream';
        const object = { key: this.key, body, contentType, writer: this.#writer };
        this.#state = 'creating';
        await this.#storage.putNew(object, this.#signal);
        this.#state = 'stored';
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
        await parts.complete(this.#signal);
        this.#state = 'stored';
        await this.#readBack(parts.checksum);
    }
    /** Compares what the store says it holds with what was written; removes it if they differ. */
    async #readBack(checksum) {
        const stored = await this.#storage.head(this.key, this.#signal);
        const wrong = this.#difference(stored, checksum);
        if (wrong === undefined)
            return;
        await this.#storage.delete(this.key, this.#signal).catch(() => { });
        const message = `${this.#place} is not what was written: ${wrong}.`;
        throw new errors/* UserError */.yo('E_INTEGRITY', message, 'It was removed again; run again.');
    }
    #difference(stored, checksum) {
        if (stored === undefined)
            return 'it is not there';
        if (stored.sizeBytes !== this.#sizeBytes) {
            return `${this.#sizeBytes} bytes were sent, ${stored.sizeBytes} are there`;
        }
        if (stored.checksum === undefined)
            return undefined;
        const isOther = this.#storage.contradict(stored.checksum, checksum);
        return isOther ? 'its checksum is another one' : undefined;
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
        return this.#storage.place(this.key);
    }
}
/** A signal that is aborted so many milliseconds after another. */
function after(signal, delayMs) {
    const later = new AbortController();
    const onAbort = () => setTimeout(() => later.abort(signal.reason), delayMs).unref();
    signal.addEventListener('abort', onAbort, { once: true });
    return later.signal;
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
// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js
var object_reader = __webpack_require__(93178);
// EXTERNAL MODULE: ./build/destinations/objects/part-buffers.js
var part_buffers = __webpack_require__(35208);
// EXTERNAL MODULE: ./build/destinations/objects/slots.js
var slots = __webpack_require__(13278);
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
    #slots = new slots/* Slots */.W(object_reader/* PARTS_AT_ONCE */.FW);
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
        this.#manifestKey = key;
        try {
            await this.#storage.putNew(object, this.#signal);
        }
        catch (error) {
            throw this.#storage.explain(error, `write ${this.#storage.place(key)}`);
        }
        this.#committed = true;
        this.#archive?.handle.done();
        return { location: this.#storage.place(this.#archive?.key ?? key) };
    }
    /** What has waited for its manifest for a day is unfinished to whoever removes old backups. */
    async #requireArchive() {
        const [first] = this.#files;
        if (first === undefined)
            return;
        const place = this.#storage.place(first.key);
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
            this.#archive?.handle.done();
        }
        catch (error) {
            const place = this.#storage.place(this.#archive?.key ?? this.#folder);
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
        const destination = this.#storage.text;
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
    const place = storage.place(key);
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
        return this.#storage.kind;
    }
    get label() {
        return this.#storage.label;
    }
    get retries() {
        return this.#storage.retries;
    }
    async check(need, signal) {
        await this.#find(signal, need.region);
        const folder = this.#storage.key(need.name);
        await probe(this.#storage, folder, signal);
        await this.#sweep(folder, signal);
    }
    async begin({ name }, signal) {
        if (!this.#found)
            await this.#find(signal);
        return new ObjectBackupWriter(this.#storage, this.#storage.key(name), this.#cleanup, signal);
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
            const doing = `look for unfinished uploads in ${storage.place(folder)}`;
            storage.log.warning((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(storage.explain(error, doing))));
        }
    }
}


/***/ }),

/***/ 93178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ readObject),
/* harmony export */   FW: () => (/* binding */ PARTS_AT_ONCE),
/* harmony export */   WC: () => (/* binding */ emptyAnswer),
/* harmony export */   Wn: () => (/* binding */ altered)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** What all readers of one store may hold together is PARTS_AT_ONCE of these: 32 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 4;
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
    let next = PART_BYTES;
    try {
        const { sizeBytes } = await reader.head;
        for (let part = ahead[0]; part !== undefined; part = ahead[0]) {
            for (; ahead.length < PARTS_AT_ONCE && next < sizeBytes; next += PART_BYTES) {
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
        return Math.min(start + PART_BYTES, this.#head?.sizeBytes ?? Number.POSITIVE_INFINITY);
    }
    /** Compares an answer with the first, or keeps it as such. */
    #check(answer, start) {
        const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.contentRange ?? '');
        const sizeBytes = range === null ? (answer.contentLength ?? -1) : Number(range[2]);
        const isUnranged = range === null && sizeBytes > PART_BYTES;
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
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DOWNLOAD', message, 'Copy the backup to a folder and name that.');
    }
}
/** The object of which a part was read is not the one of which the parts before were. */
function altered(doing) {
    const message = `Could not ${doing}: it was altered while it was read.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', message, 'Run again when nothing writes to it.');
}
/** A connection that ends between two chunks of an answer without a length looks complete. */
function endedEarly() {
    return Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' });
}


/***/ }),

/***/ 81332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ ObjectStore)
/* harmony export */ });
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65320);
/* harmony import */ var _store_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63969);
/* harmony import */ var _object_reader_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93178);
/* harmony import */ var _slots_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13278);




/**
 * Reads backups from an object store. What is read at the same time shares the memory for reading
 * ahead, so each reader has to go on by itself.
 */
class ObjectStore {
    #storage;
    #slots = new _slots_js__WEBPACK_IMPORTED_MODULE_3__/* .Slots */ .W(_object_reader_js__WEBPACK_IMPORTED_MODULE_2__/* .PARTS_AT_ONCE */ .FW);
    #found = false;
    constructor(storage) {
        this.#storage = storage;
    }
    get label() {
        return this.#storage.label;
    }
    /** How often a request had to be sent again. */
    get retries() {
        return this.#storage.retries;
    }
    async *list(name, signal) {
        for await (const entry of this.#entries(`${(0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .folderInStore */ .BN)(name)}/`, signal)) {
            const path = entry.replace(/\/$/, '');
            if (path !== '' && !(0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .isHidden */ .dK)(path))
                yield path;
        }
    }
    async *series(signal) {
        for await (const entry of this.#entries('', signal)) {
            const name = entry.replace(/\/$/, '');
            if (name !== entry && (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isSeriesName */ .P)(name))
                yield name;
        }
    }
    async *read(name, path, signal) {
        const key = this.#storage.key((0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .pathInStore */ .Wr)(name, path));
        await this.#find(signal);
        yield* this.#storage.read(key, this.#slots, signal);
    }
    async put(name, path, body, signal) {
        const key = this.#storage.key((0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .pathInStore */ .Wr)(name, path));
        await this.#find(signal);
        const object = { key, body, contentType: 'application/json', writer: 'store' };
        try {
            await this.#storage.put(object, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explain(error, `write ${this.#storage.place(key)}`);
        }
    }
    async remove(name, path, signal) {
        const isFolder = path.endsWith('/');
        const inStore = (0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .pathInStore */ .Wr)(name, isFolder ? path.slice(0, -1) : path);
        const key = this.#storage.key(isFolder ? `${inStore}/` : inStore);
        await this.#find(signal);
        try {
            await (isFolder ? this.#storage.deleteAll(key, signal) : this.#storage.delete(key, signal));
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explainRemoval(error, `remove ${this.#storage.place(key)}`);
        }
    }
    async link(name, path, lifetimeSeconds, signal) {
        const key = this.#storage.key((0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .pathInStore */ .Wr)(name, path));
        await this.#find(signal);
        try {
            return await this.#storage.link(key, lifetimeSeconds, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explainReading(error, `make a link to ${this.#storage.place(key)}`);
        }
    }
    /** What lies directly in a folder, without the folder's own part; folders end with a slash. */
    async *#entries(path, signal) {
        await this.#find(signal);
        const folder = this.#storage.key(path);
        try {
            for await (const key of this.#storage.list(folder, signal)) {
                if (key.startsWith(folder))
                    yield key.slice(folder.length);
            }
        }
        catch (error) {
            signal.throwIfAborted();
            throw this.#storage.explainReading(error, `list ${this.#storage.place(folder)}`);
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


/***/ }),

/***/ 35208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ BUFFER_BYTES),
/* harmony export */   p: () => (/* binding */ PartBuffers)
/* harmony export */ });
/**
 * What all part buffers of one backup may hold together, in bytes. Measured: 48 MiB keeps the
 * whole process below 200 MB, and more of it makes no upload faster.
 */
const BUFFER_BYTES = 48 * 1024 * 1024;
/**
 * Lends out the memory that parts are collected in. All files of one backup share it, so its limit
 * bounds what the backup holds however many files are written at once. A part larger than the
 * limit gets its buffer when nothing else is lent.
 *
 * No deadlock: who holds a buffer can fill, send and return it without asking for another. That
 * needs each file's writer to go on whatever the other files do.
 */
class PartBuffers {
    #limit;
    #waiting = [];
    #free = [];
    #lentBytes = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    /** A buffer of exactly `size` bytes with arbitrary content; waits, in turn, until it fits. */
    async take(size, signal) {
        signal.throwIfAborted();
        if (this.#waiting.length > 0 || !this.#fits(size))
            await this.#turn(size, signal);
        else
            this.#lentBytes += size;
        return this.#allocate(size);
    }
    give(buffer) {
        this.#lentBytes -= buffer.length;
        this.#free.push(buffer);
        this.#wake();
    }
    #turn(size, signal) {
        return new Promise((resolve, reject) => {
            const waiting = {
                size,
                resolve: () => {
                    signal.removeEventListener('abort', onAbort);
                    resolve();
                },
            };
            const onAbort = () => {
                this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
                reject(signal.reason);
                this.#wake();
            };
            signal.addEventListener('abort', onAbort, { once: true });
            this.#waiting.push(waiting);
        });
    }
    #wake() {
        for (let next = this.#waiting[0]; next && this.#fits(next.size); next = this.#waiting[0]) {
            this.#waiting.shift();
            // Lent before the waiter runs: another taker must not get in between.
            this.#lentBytes += next.size;
            next.resolve();
        }
    }
    #fits(size) {
        return this.#lentBytes === 0 || this.#lentBytes + size <= this.#limit;
    }
    /** Buffers are used again: fresh ones of megabytes each would wait for the garbage collector. */
    #allocate(size) {
        const index = this.#free.findIndex((buffer) => buffer.length === size);
        const [buffer] = index < 0 ? [] : this.#free.splice(index, 1);
        if (buffer !== undefined)
            return buffer;
        this.#free = [];
        return Buffer.allocUnsafeSlow(size);
    }
}


/***/ }),

/***/ 54749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ withRetries)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/**
 * Makes an attempt until it succeeds, its failure is final, or it was made `attempts` times.
 * Throws what the last attempt threw, or the signal's reason.
 *
 * @param judge is asked after each failure but that of the last attempt
 */
async function withRetries(tuning, signal, attempt, judge) {
    for (let count = 1;; count++) {
        signal.throwIfAborted();
        try {
            return await attempt();
        }
        catch (error) {
            signal.throwIfAborted();
            const verdict = count >= tuning.attempts ? 'give up' : await judge(error);
            if (verdict === 'give up')
                throw error;
            if (verdict === 'later')
                await pause(tuning.firstPauseMs, count, signal);
        }
    }
}
/** Full jitter: parts that failed together must not come back together. */
async function pause(firstPauseMs, count, signal) {
    const longest = Math.min(20_000, firstPauseMs * 2 ** (count - 1));
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.random() * longest, undefined, { signal }).catch(() => { });
}


/***/ }),

/***/ 13278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ Slots)
/* harmony export */ });
/**
 * Bounds how many things are under way at once. Who waits is served in turn.
 *
 * No deadlock as long as each reader takes slots in the order in which it gives them back, and goes
 * on whatever the other readers do: nobody may read from two files by turns.
 */
class Slots {
    #free;
    #waiting = [];
    constructor(count) {
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


/***/ }),

/***/ 72665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isConnectionFailure),
/* harmony export */   D: () => (/* binding */ isTransientStatus)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const statuses = new Set([408, 429, 500, 502, 503, 504]);
const codes = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
]);
/** Whether the same request may well be answered otherwise a little later. */
function isTransientStatus(status) {
    return statuses.has(status);
}
/** Whether a connection failed, or could not be made, which the next one may not. */
function isConnectionFailure(error) {
    return codes.has((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) ?? '');
}


/***/ }),

/***/ 53290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ defaultTuning)
/* harmony export */ });
/* harmony import */ var _part_buffers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(35208);

const defaultTuning = {
    bufferBytes: _part_buffers_js__WEBPACK_IMPORTED_MODULE_0__/* .BUFFER_BYTES */ .j,
    idleTimeoutMs: 30_000,
    attempts: 10,
    firstPauseMs: 200,
    abortMs: 5000,
    now: () => new Date(),
};


/***/ })

};
