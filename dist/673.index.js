export const id = 673;
export const ids = [673];
export const modules = {

/***/ 64673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  abortMultipartUploads: () => (/* binding */ abortMultipartUploads),
  openS3Destination: () => (/* binding */ openS3Destination)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/destinations/s3/errors.js
var s3_errors = __webpack_require__(51460);
// EXTERNAL MODULE: ./build/destinations/s3/checksum.js
var s3_checksum = __webpack_require__(89688);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
// EXTERNAL MODULE: ./build/destinations/s3/objects.js
var objects = __webpack_require__(71979);
;// CONCATENATED MODULE: ./build/destinations/s3/multipart.js





/** One multipart upload under way: filled part by part in any order, then completed or aborted. */
class PartUpload {
    #connection;
    #key;
    #writer;
    #id;
    #parts = [];
    #checksums = [];
    constructor(connection, key, writer, id) {
        this.#connection = connection;
        this.#key = key;
        this.#writer = writer;
        this.#id = id;
    }
    /** What S3 calls the checksum of the whole, from our own checksums of the parts. */
    get checksum() {
        return (0,s3_checksum/* compositeCrc32 */.f)(this.#checksums);
    }
    /** Sends one part, again and again if need be; `body` must stay as it is until then. */
    async uploadPart(number, body, signal) {
        const checksum = (0,s3_checksum/* crc32Base64 */.R)(body);
        const input = { ...this.#target, PartNumber: number, Body: body, ContentLength: body.length };
        const answer = await this.#connection.call(signal, (client, options) => client.send(new dist_cjs/* UploadPartCommand */.iVK({ ...input, ChecksumCRC32: checksum }), options));
        if (answer.ChecksumCRC32 && answer.ChecksumCRC32 !== checksum) {
            const message = `The store holds other bytes in part ${number} of ${this.#place} than were sent.`;
            throw new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again.');
        }
        this.#checksums[number - 1] = checksum;
        this.#parts[number - 1] = {
            PartNumber: number,
            ETag: answer.ETag ?? '',
            // Stores that keep no checksums may refuse to be told any here.
            ...(answer.ChecksumCRC32 ? { ChecksumCRC32: checksum } : {}),
        };
    }
    /** Makes the parts one object, unless there is one under the key already. */
    async complete(signal) {
        await (0,objects/* createOnce */.Ur)(this.#connection, this.#key, this.#writer, signal, async (condition) => {
            try {
                await this.#connection.call(signal, (client, options) => client.send(this.#completion(condition), options));
            }
            catch (error) {
                if (!(await this.#isThere(error, signal)))
                    throw error;
            }
        });
    }
    #completion(condition) {
        return new dist_cjs/* CompleteMultipartUploadCommand */.Gym({
            ...this.#target,
            MultipartUpload: { Parts: this.#parts },
            ...condition,
        });
    }
    /**
     * After an answer that was lost, or an error inside a 200, the upload may be complete: asked
     * again the store then says NoSuchUpload, and the object is there and ours.
     */
    async #isThere(error, signal) {
        if (!(0,s3_errors/* isTransient */.dg)(error) && (0,s3_errors/* errorName */.Is)(error) !== 'NoSuchUpload')
            return false;
        const present = await (0,objects/* headObject */.C6)(this.#connection, this.#key, signal).catch(() => undefined);
        return present?.writer === this.#writer;
    }
    async abort(signal) {
        await abortMultipartUpload(this.#connection, this.#key, this.#id, signal);
    }
    get #target() {
        return { Bucket: this.#connection.bucket, Key: this.#key, UploadId: this.#id };
    }
    get #place() {
        return this.#connection.place(this.#key);
    }
}
/** Begins a multipart upload. */
async function beginPartUpload(connection, key, writer, signal) {
    const input = {
        Bucket: connection.bucket,
        Key: key,
        ContentType: 'application/octet-stream',
        Metadata: { [objects/* WRITER */.cI]: writer },
        ChecksumAlgorithm: 'CRC32',
    };
    const { UploadId } = await connection.call(signal, (client, options) => client.send(new dist_cjs/* CreateMultipartUploadCommand */.nG4(input), options));
    if (!UploadId)
        throw new errors/* UserError */.yo('E_UPLOAD', 'The store began an upload without an id.');
    return new PartUpload(connection, key, writer, UploadId);
}
/** Frees all parts of an upload. One that is not there any more is a success. */
async function abortMultipartUpload(connection, key, id, signal) {
    const input = { Bucket: connection.bucket, Key: key, UploadId: id };
    try {
        await connection.call(signal, (client, options) => client.send(new dist_cjs/* AbortMultipartUploadCommand */.tfP(input), options));
    }
    catch (error) {
        if ((0,s3_errors/* errorStatus */.PO)(error) !== 404)
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/destinations/s3/leftovers.js



const DAY_MS = 24 * 60 * 60 * 1000;
/** A backup's id at the start of a file or folder name, and what has to follow it. */
const idShape = /^(.+-\d{8}T\d{6}Z-[0-9A-Za-z]{6})(?=[./])/;
/** All multipart uploads below a prefix that were neither completed nor aborted. */
async function* listUploads(connection, prefix, signal) {
    const first = { Bucket: connection.bucket, Prefix: prefix };
    for (let input = first; input;) {
        const page = await listPage(connection, input, signal);
        for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
            if (Key && UploadId)
                yield { key: Key, id: UploadId, startedAt: Initiated ?? new Date() };
        }
        const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
        input = page.IsTruncated && KeyMarker ? { ...first, KeyMarker, UploadIdMarker } : undefined;
    }
}
function listPage(connection, input, signal) {
    return connection.call(signal, (client, options) => client.send(new dist_cjs/* ListMultipartUploadsCommand */.mo2(input), options));
}
/**
 * Aborts multipart uploads of this series that a run which was killed more than a day ago left.
 * Only what is named like our archives is touched: others may keep things under the prefix too.
 *
 * @param folder the series' folder, without a slash at its end
 * @returns how many there were
 */
async function sweepUploads(connection, folder, signal) {
    const before = connection.tuning.now().getTime() - DAY_MS;
    let swept = 0;
    for await (const upload of listUploads(connection, `${folder}/`, signal)) {
        const path = upload.key.slice(folder.length + 1);
        if (!idShape.test(path) || upload.startedAt.getTime() > before)
            continue;
        await abortMultipartUpload(connection, upload.key, upload.id, signal);
        swept++;
    }
    return swept;
}
/** Aborts every multipart upload at a key, or below it if it ends with a slash. */
async function abortUploads(connection, key, signal) {
    for await (const upload of listUploads(connection, key, signal)) {
        if (!isAt(upload.key, key))
            continue;
        await abortMultipartUpload(connection, upload.key, upload.id, signal);
    }
}
/** Removes the objects at a key, or below it if it ends with a slash. */
async function deleteObjects(connection, key, signal) {
    const input = { Bucket: connection.bucket, Prefix: key };
    for (let more = true; more;) {
        // What was deleted is not listed again, so the first page is always the next one.
        const page = await connection.call(signal, (client, options) => client.send(new dist_cjs/* ListObjectsV2Command */.u6x(input), options));
        const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key && isAt(Key, key) ? [Key] : []));
        await inParallel(keys, (found) => (0,objects/* deleteObject */.XR)(connection, found, signal));
        more = page.IsTruncated === true && keys.length > 0;
    }
}
function isAt(found, key) {
    return key.endsWith('/') ? found.startsWith(key) : found === key;
}
/**
 * Removes what a killed run left of one archive: its multipart uploads, and what it had already
 * put, unless a manifest beside it makes it a backup.
 *
 * @param key of the archive, or of its folder with a slash at the end
 */
async function removeLeftover(connection, key, signal) {
    const folder = key.slice(0, key.replace(/\/$/, '').lastIndexOf('/') + 1);
    const id = idShape.exec(key.slice(folder.length))?.[1];
    if (id === undefined)
        throw new Error(`${key} is not named like a backup`);
    await abortUploads(connection, key, signal);
    const manifest = await (0,objects/* headObject */.C6)(connection, `${folder}${id}.manifest.json`, signal);
    if (manifest === undefined)
        await deleteObjects(connection, key, signal);
}
/** Sixteen at a time: a folder can hold thousands, and a cancelled run has seconds. */
async function inParallel(items, work) {
    const queue = items.values();
    const lanes = Array.from({ length: 16 }, async () => {
        for (const item of queue)
            await work(item);
    });
    await Promise.all(lanes);
}

// EXTERNAL MODULE: ./build/destinations/s3/parts.js
var parts = __webpack_require__(9789);
;// CONCATENATED MODULE: ./build/destinations/s3/file-upload.js







/**
 * A request to begin a multipart upload is not cut off at once: the upload could come to be after
 * we have looked for what there is to abort, and only the answer holds its id.
 */
const CREATION_GRACE_MS = 2000;
/**
 * One file going to one object. What fits into the first part is put in one request; anything
 * longer goes as a multipart upload, several parts at once.
 */
class FileUpload {
    key;
    #path;
    #connection;
    #buffers;
    #writer;
    /** Aborted by the run and by the first failure, whose error is then its reason. */
    #signal;
    #failed = new AbortController();
    #sending = new Set();
    #multipart;
    #part;
    #partCount = 0;
    #sizeBytes = 0;
    #state = 'writing';
    constructor(file, connection, buffers, signal) {
        this.#path = file.path;
        this.key = file.key;
        this.#writer = file.writer;
        this.#connection = connection;
        this.#buffers = buffers;
        this.#signal = AbortSignal.any([signal, this.#failed.signal]);
    }
    /** Resolves when the chunk was copied, so that its memory may be used again. */
    async write(chunk) {
        for (let rest = chunk; rest.length > 0;) {
            this.#signal.throwIfAborted();
            // A full part is sent when more follows: only then is it known not to be the whole file.
            if (this.#part !== undefined && this.#part.room === 0)
                this.#send(this.#part);
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
            if (this.#multipart === undefined)
                await this.#putWhole();
            else
                await this.#completeParts(this.#multipart);
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
        // S3 may keep a part that arrives after the abort of its upload.
        await Promise.allSettled(this.#sending);
        this.#returnPart();
        if (this.#multipart !== undefined && this.#state !== 'stored') {
            await this.#abortParts(this.#multipart, signal);
        }
        if (await this.#mayExist(signal))
            await (0,objects/* deleteObject */.XR)(this.#connection, this.key, signal);
    }
    async #abortParts(started, signal) {
        const multipart = await started.catch(() => undefined);
        // The upload may exist although the answer with its id never came.
        if (multipart === undefined)
            await abortUploads(this.#connection, this.key, signal);
        else
            await multipart.abort(signal);
    }
    async #mayExist(signal) {
        if (this.#state !== 'creating')
            return this.#state === 'stored';
        const present = await (0,objects/* headObject */.C6)(this.#connection, this.key, signal);
        return present?.writer === this.#writer;
    }
    async #newPart() {
        const number = this.#partCount + 1;
        if (number > parts/* MAX_PARTS */.kz) {
            const message = `${this.#place} would need more than ${parts/* MAX_PARTS */.kz} parts.`;
            throw this.#fail(new errors/* UserError */.yo('E_UPLOAD', message, 'Use the directory format.'));
        }
        const size = this.#connection.partSize(number);
        return new Part(await this.#buffers.take(size, this.#signal));
    }
    #send(part) {
        this.#part = undefined;
        this.#partCount++;
        this.#multipart ??= beginPartUpload(this.#connection, this.key, this.#writer, after(this.#signal, CREATION_GRACE_MS));
        const sending = this.#upload(this.#multipart, this.#partCount, part)
            .catch((error) => {
            this.#fail(error);
        })
            .finally(() => {
            this.#buffers.give(part.buffer);
            this.#sending.delete(sending);
        });
        this.#sending.add(sending);
    }
    async #upload(multipart, number, part) {
        const upload = await multipart;
        await upload.uploadPart(number, part.bytes, this.#signal);
    }
    async #putWhole() {
        const body = this.#part?.bytes ?? new Uint8Array();
        const contentType = 'application/octet-stream';
        const object = { key: this.key, body, contentType, writer: this.#writer };
        this.#state = 'creating';
        await (0,objects/* putNewObject */.JF)(this.#connection, object, this.#signal);
        this.#state = 'stored';
        await this.#readBack((0,s3_checksum/* crc32Base64 */.R)(body));
    }
    async #completeParts(started) {
        if (this.#part !== undefined)
            this.#send(this.#part);
        await Promise.all(this.#sending);
        this.#signal.throwIfAborted();
        const multipart = await started;
        this.#state = 'creating';
        await multipart.complete(this.#signal);
        this.#state = 'stored';
        await this.#readBack(multipart.checksum);
    }
    /** Compares what the store says it holds with what was written; removes it if they differ. */
    async #readBack(checksum) {
        const stored = await (0,objects/* headObject */.C6)(this.#connection, this.key, this.#signal);
        const wrong = this.#difference(stored, checksum);
        if (wrong === undefined)
            return;
        await (0,objects/* deleteObject */.XR)(this.#connection, this.key, this.#signal).catch(() => { });
        const message = `${this.#place} is not what was written: ${wrong}.`;
        throw new errors/* UserError */.yo('E_INTEGRITY', message, 'It was removed again; run again.');
    }
    #difference(stored, checksum) {
        if (stored === undefined)
            return 'it is not there';
        if (stored.sizeBytes !== this.#sizeBytes) {
            return `${this.#sizeBytes} bytes were sent, ${stored.sizeBytes} are there`;
        }
        // A checksum of another kind (of the whole, not of its parts) cannot be compared.
        if (stored.crc32?.includes('-') !== checksum.includes('-'))
            return undefined;
        return stored.crc32 === checksum ? undefined : 'its checksum is another one';
    }
    /** The first failure is the one that counts; the others follow from it. */
    #fail(error) {
        if (!this.#signal.aborted)
            this.#failed.abort((0,s3_errors/* storeError */.gl)(error, `write ${this.#place}`));
        return this.#signal.reason;
    }
    #returnPart() {
        if (this.#part !== undefined)
            this.#buffers.give(this.#part.buffer);
        this.#part = undefined;
    }
    get #place() {
        return this.#connection.place(this.key);
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

// EXTERNAL MODULE: ./build/destinations/s3/object-reader.js
var object_reader = __webpack_require__(49778);
;// CONCATENATED MODULE: ./build/destinations/s3/part-buffers.js
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

// EXTERNAL MODULE: ./build/destinations/s3/slots.js
var slots = __webpack_require__(8358);
;// CONCATENATED MODULE: ./build/destinations/s3/backup-writer.js










/** One backup on its way into a bucket: its files, then its manifest. */
class S3BackupWriter {
    #connection;
    #folder;
    #cleanup;
    #signal;
    /** Marks the objects of this run as ours. */
    #writer = (0,external_node_crypto_.randomUUID)();
    #buffers = new PartBuffers(parts/* BUFFER_BYTES */.jw);
    /** For what is read back. */
    #slots = new slots/* Slots */.W(object_reader/* PARTS_AT_ONCE */.F);
    #files = [];
    #archive;
    #manifestKey;
    #committed = false;
    #aborted;
    /** @param folder the series' folder, without a slash at its end */
    constructor(connection, folder, cleanup, signal) {
        this.#connection = connection;
        this.#folder = folder;
        this.#cleanup = cleanup;
        this.#signal = signal;
    }
    async openFile(path) {
        this.#signal.throwIfAborted();
        this.#archive ??= this.#noteArchive(path);
        const key = `${this.#folder}/${path}`;
        const file = { path, key, writer: this.#writer };
        const upload = new FileUpload(file, this.#connection, this.#buffers, this.#signal);
        this.#files.push(upload);
        return upload;
    }
    read(path) {
        const key = `${this.#folder}/${path}`;
        return (0,object_reader/* readObject */.A)(this.#connection, key, this.#slots, this.#signal);
    }
    async commit(manifestPath, manifest) {
        const key = `${this.#folder}/${manifestPath}`;
        const object = {
            key,
            body: manifest,
            contentType: 'application/json',
            writer: this.#writer,
        };
        this.#manifestKey = key;
        try {
            await (0,objects/* putNewObject */.JF)(this.#connection, object, this.#signal);
        }
        catch (error) {
            throw (0,s3_errors/* storeError */.gl)(error, `write ${this.#connection.place(key)}`);
        }
        this.#committed = true;
        this.#archive?.handle.done();
        return { location: this.#connection.place(this.#archive?.key ?? key) };
    }
    /** What was committed is a backup, and stays. */
    abort() {
        if (this.#committed)
            return Promise.resolve();
        this.#aborted ??= this.#abort();
        return this.#aborted;
    }
    async #abort() {
        const signal = AbortSignal.timeout(this.#connection.tuning.abortMs);
        try {
            // The manifest first: without it the rest is no backup, however much of it is removed.
            await this.#removeManifest(signal);
            await inParallel(this.#files, (file) => file.abort(signal));
            this.#archive?.handle.done();
        }
        catch (error) {
            const place = this.#connection.place(this.#archive?.key ?? this.#folder);
            const { message } = (0,s3_errors/* storeError */.gl)(error, 'remove it');
            this.#connection.log.warning(`Parts of the unfinished backup may be left at ${place}: ${(0,errors/* printable */.g$)(message)}`);
        }
    }
    /** A manifest whose answer was lost may be there; one of another run is not ours to remove. */
    async #removeManifest(signal) {
        if (this.#manifestKey === undefined)
            return;
        const present = await (0,objects/* headObject */.C6)(this.#connection, this.#manifestKey, signal);
        if (present?.writer !== this.#writer)
            return;
        await (0,objects/* deleteObject */.XR)(this.#connection, this.#manifestKey, signal);
    }
    /** Noted before the first request, for the post step of a run that is killed. */
    #noteArchive(path) {
        const [name, ...rest] = path.split('/');
        const key = `${this.#folder}/${name}${rest.length > 0 ? '/' : ''}`;
        const destination = this.#connection.url.text;
        return { key, handle: this.#cleanup.add({ kind: 'abort-multipart', destination, key }) };
    }
}

// EXTERNAL MODULE: ./build/destinations/s3/bucket.js
var bucket = __webpack_require__(45225);
// EXTERNAL MODULE: ./build/destinations/s3/connection.js
var s3_connection = __webpack_require__(99287);
;// CONCATENATED MODULE: ./build/destinations/s3/s3.js







/** Opens a bucket of Amazon S3 or of a store that speaks its protocol. Sends nothing yet. */
function openS3Destination(url, context, tuning = {}) {
    return new Bucket(url, context, { ...s3_connection/* defaultTuning */.L, ...tuning });
}
/**
 * Removes what a killed run left of one archive; the post step's part of the cleanup task
 * `abort-multipart`. Multipart uploads at the key are aborted, and what lies there already is
 * removed unless the manifest beside it makes it a backup.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
async function abortMultipartUploads(url, key, log, signal, tuning = {}) {
    const connection = new s3_connection/* S3Connection */.t(url, log, { ...s3_connection/* defaultTuning */.L, ...tuning });
    await (0,bucket/* findBucket */.U)({ connection, create: false }, signal);
    try {
        await removeLeftover(connection, key, signal);
    }
    catch (error) {
        throw (0,s3_errors/* storeError */.gl)(error, `remove what is left at ${connection.place(key)}`);
    }
}
class Bucket {
    kind = 's3';
    label;
    #connection;
    #cleanup;
    #found = false;
    constructor(url, { log, cleanup }, tuning) {
        this.label = ['s3:/', url.bucket, url.prefix].filter(Boolean).join('/');
        this.#connection = new s3_connection/* S3Connection */.t(url, log, tuning);
        this.#cleanup = cleanup;
    }
    get retries() {
        return this.#connection.retries;
    }
    async check(need, signal) {
        await this.#find(signal, need.region);
        const folder = this.#folder(need.name);
        await this.#probe(`${folder}/.pg-backup-probe`, signal);
        await this.#sweep(folder, signal);
    }
    async begin({ name }, signal) {
        if (!this.#found)
            await this.#find(signal);
        return new S3BackupWriter(this.#connection, this.#folder(name), this.#cleanup, signal);
    }
    async #find(signal, wanted) {
        const { create } = this.#connection.url;
        await (0,bucket/* findBucket */.U)({ connection: this.#connection, create, wanted }, signal);
        this.#found = true;
    }
    #folder(name) {
        const { prefix } = this.#connection.url;
        return prefix === '' ? name : `${prefix}/${name}`;
    }
    /**
     * Writes, reads and removes a small object, so that missing rights, a locked bucket or a key of
     * KMS cost no dump. Always the same one: keys that may not delete leave one, not one a night.
     */
    async #probe(key, signal) {
        const connection = this.#connection;
        const place = connection.place(key);
        const body = Buffer.from('Written by pg-backup-action to see whether it may. Can be removed.\n');
        try {
            await (0,objects/* putObject */.$R)(connection, { key, body, contentType: 'text/plain', writer: 'probe' }, signal);
        }
        catch (error) {
            throw (0,s3_errors/* storeError */.gl)(error, `write ${place}`);
        }
        try {
            await (0,objects/* headObject */.C6)(connection, key, signal);
        }
        catch (error) {
            throw (0,s3_errors/* storeError */.gl)(error, `read ${place}`);
        }
        await (0,objects/* deleteObject */.XR)(connection, key, signal).catch((error) => {
            this.#warn(error, `remove ${place}`, signal);
        });
    }
    async #sweep(folder, signal) {
        try {
            const swept = await sweepUploads(this.#connection, folder, signal);
            if (swept > 0)
                this.#connection.log.info(`Removed ${swept} unfinished uploads of killed runs.`);
        }
        catch (error) {
            this.#warn(error, `look for unfinished uploads in ${this.#connection.place(folder)}`, signal);
        }
    }
    #warn(error, doing, signal) {
        signal.throwIfAborted();
        this.#connection.log.warning((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)((0,s3_errors/* storeError */.gl)(error, doing))));
    }
}


/***/ })

};
