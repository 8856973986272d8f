export const id = 392;
export const ids = [392];
export const modules = {

/***/ 5392:
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
;// CONCATENATED MODULE: ./build/destinations/s3/errors.js

/** The `Code` of an S3 error answer, or the name of what the SDK threw. */
function errorName(error) {
    return error?.name ?? '';
}
/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
function errorStatus(error) {
    const { $metadata } = (error ?? {});
    return $metadata?.httpStatusCode;
}
/** A header of the answer that led to an error. */
function errorHeader(error, header) {
    const { $response } = (error ?? {});
    return $response?.headers?.[header];
}
const transientStatus = new Set([408, 429, 500, 502, 503, 504]);
const transientNames = new Set([
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'InternalError',
    'RequestTimeout',
    'TimeoutError',
    'OperationAborted',
    // The SDK has corrected its clock by the server's when it throws this.
    'RequestTimeTooSkewed',
]);
const damagedNames = new Set([
    'BadDigest',
    'InvalidDigest',
    'XAmzContentChecksumMismatch',
    'XAmzContentSHA256Mismatch',
    'IncompleteBody',
]);
const networkCodes = new Set([
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
/** Whether the same request may well succeed a little later. */
function isTransient(error) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return false;
    const name = errorName(error);
    if (transientNames.has(name) || damagedNames.has(name))
        return true;
    const status = errorStatus(error);
    if (status !== undefined)
        return transientStatus.has(status);
    return networkCodes.has((0,errors/* errorCode */.CA)(error) ?? '');
}
function isExpired(error) {
    return ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'].includes(errorName(error));
}
const configure = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.';
const rights = 'Allow s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket and s3:ListBucketMultipartUploads there, and the use of the key if the bucket has one of KMS.';
/**
 * What a store's refusal means to the user. What we understood already, and an abort, stay as
 * they are. The SDK's own error is not passed on as the cause: it holds the whole answer, in
 * which upload ids and request signatures may be.
 *
 * @param doing what was being done to what, as in `write s3://bucket/key`
 */
function storeError(error, doing) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return error;
    const detail = (0,errors/* sentence */.em)(errorDetail(error));
    const options = { cause: new Error(detail) };
    const known = credentialsError(error, doing, detail);
    if (known)
        return new errors/* UserError */.yo('E_CREDENTIALS', known[0], known[1], options);
    const bucket = bucketErrors[errorName(error)];
    if (bucket)
        return new errors/* UserError */.yo('E_BUCKET', `Could not ${doing}: ${detail}`, bucket, options);
    if (damagedNames.has(errorName(error))) {
        const next = 'Run again; if it stays so, something on the way to the store alters the data.';
        return new errors/* UserError */.yo('E_INTEGRITY', `Could not ${doing}: ${detail}`, next, options);
    }
    const next = isTransient(error)
        ? 'The store or the way to it failed several times in a row: run again later.'
        : 'See the store’s documentation for this answer.';
    return new errors/* UserError */.yo('E_UPLOAD', `Could not ${doing}: ${detail}`, next, options);
}
const bucketErrors = {
    NoSuchBucket: 'Check its name, or add `?create=true` to the destination to have it made.',
    InvalidBucketName: 'Use three to 63 lower-case letters, digits, dots and hyphens.',
};
/** The message and the next step, if it is the credentials' fault. */
function credentialsError(error, doing, detail) {
    const name = errorName(error);
    if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
        return [`No AWS credentials could be obtained: ${detail}`, configure];
    }
    if (isExpired(error)) {
        const next = 'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time a backup takes.';
        return [`Could not ${doing}: the AWS credentials have expired.`, next];
    }
    if (rejectedKeys.has(name)) {
        return [`The store does not accept the AWS credentials: ${detail}`, configure];
    }
    if (errorStatus(error) === 403 || errorStatus(error) === 401) {
        return [`The AWS credentials may not ${doing}: ${detail}`, rights];
    }
    return undefined;
}
const rejectedKeys = new Set([
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'InvalidToken',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'AuthorizationHeaderMalformed',
    'InvalidIdentityToken',
]);
/** The store's own words, on one line, without what could be used to get at the upload. */
function errorDetail(error) {
    const text = (0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error))
        .replace(/(upload-?id|x-amz-[a-z-]+)(\\?["']?\s*[=:]\s*)[^\s&,;"']+/gi, '$1$2…')
        .slice(0, 300);
    const name = errorName(error);
    return name === '' || name === 'Error' || text.includes(name) ? text : `${name}: ${text}`;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/destinations/s3/checksum.js

/** The CRC-32 of some bytes as S3 writes it: base64 of its four bytes, big-endian. */
function crc32Base64(bytes) {
    return fourBytes((0,external_node_zlib_.crc32)(bytes)).toString('base64');
}
/**
 * The checksum S3 keeps of a multipart object: the CRC-32 of the parts' CRC-32s, and their number
 * (Amazon S3 User Guide, "Checking object integrity", composite checksums).
 */
function compositeCrc32(parts) {
    const checksums = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
    return `${crc32Base64(checksums)}-${parts.length}`;
}
function fourBytes(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
;// CONCATENATED MODULE: ./build/destinations/s3/objects.js




/** Metadata by which a run knows its own objects again, where an answer was lost on the way. */
const WRITER = 'pg-backup-writer';
/** What the store says it holds under a key; undefined: nothing. */
async function headObject(connection, key, signal) {
    const input = { Bucket: connection.bucket, Key: key, ChecksumMode: 'ENABLED' };
    try {
        return storedObject(await connection.call(signal, (client, options) => client.send(new dist_cjs/* HeadObjectCommand */.l81(input), options)));
    }
    catch (error) {
        if (errorStatus(error) === 404)
            return undefined;
        throw error;
    }
}
function storedObject(answer) {
    return {
        sizeBytes: answer.ContentLength ?? -1,
        crc32: answer.ChecksumCRC32,
        writer: answer.Metadata?.[WRITER],
    };
}
/**
 * Puts an object where none is, in one request.
 *
 * @throws UserError `E_UPLOAD` if there is one already; else what the SDK throws
 */
async function putNewObject(connection, object, signal) {
    await createOnce(connection, object.key, object.writer, signal, (condition) => putObject(connection, object, signal, condition));
}
async function putObject(connection, { key, body, contentType, writer }, signal, condition = {}) {
    const input = {
        Bucket: connection.bucket,
        Key: key,
        Body: body,
        ContentLength: body.length,
        ContentType: contentType,
        Metadata: { [WRITER]: writer },
        ChecksumCRC32: crc32Base64(body),
        ...condition,
    };
    await connection.call(signal, (client, options) => client.send(new dist_cjs/* PutObjectCommand */.wKZ(input), options));
}
/**
 * Makes an object appear under the condition that there is none yet (`If-None-Match: *`, Amazon
 * S3 User Guide, "Conditional writes"). Where the store does not know the condition, it is asked
 * for the object first, which leaves a gap of milliseconds. An object that is there turns out to
 * be ours if the answer to an earlier attempt was lost.
 */
async function createOnce(connection, key, writer, signal, create) {
    if (!connection.conditionalPuts)
        return createAfterLook(connection, key, writer, signal, create);
    try {
        await create({ IfNoneMatch: '*' });
    }
    catch (error) {
        if (isConditionFailure(error))
            return requireOurs(connection, key, writer, signal);
        if (!isConditionUnknown(error))
            throw error;
        connection.conditionalPuts = false;
        connection.log.debug('The store does not know If-None-Match: looking before each put instead.');
        await createAfterLook(connection, key, writer, signal, create);
    }
}
async function createAfterLook(...[connection, key, writer, signal, create]) {
    const present = await headObject(connection, key, signal);
    if (present === undefined)
        return create({});
    if (present.writer !== writer)
        throw alreadyThere(connection, key);
}
async function requireOurs(connection, key, writer, signal) {
    const present = await headObject(connection, key, signal);
    if (present?.writer !== writer)
        throw alreadyThere(connection, key);
}
function alreadyThere(connection, key) {
    const message = `A backup of this id exists already: ${connection.place(key)}.`;
    return new errors/* UserError */.yo('E_UPLOAD', message, 'It was left as it is; start a new run.');
}
/** 412, or 409 where another writer of the same key was under way. */
function isConditionFailure(error) {
    const status = errorStatus(error);
    return status === 412 || (status === 409 && errorName(error) === 'ConditionalRequestConflict');
}
function isConditionUnknown(error) {
    return errorStatus(error) === 501 || errorName(error) === 'NotImplemented';
}
/** Deleting what is not there is a success. */
async function deleteObject(connection, key, signal) {
    try {
        await connection.call(signal, (client, options) => client.send(new dist_cjs/* DeleteObjectCommand */.k4j({ Bucket: connection.bucket, Key: key }), options));
    }
    catch (error) {
        if (errorStatus(error) !== 404)
            throw error;
    }
}

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
        return compositeCrc32(this.#checksums);
    }
    /** Sends one part, again and again if need be; `body` must stay as it is until then. */
    async uploadPart(number, body, signal) {
        const checksum = crc32Base64(body);
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
        await createOnce(this.#connection, this.#key, this.#writer, signal, async (condition) => {
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
        if (!isTransient(error) && errorName(error) !== 'NoSuchUpload')
            return false;
        const present = await headObject(this.#connection, this.#key, signal).catch(() => undefined);
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
        Metadata: { [WRITER]: writer },
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
        if (errorStatus(error) !== 404)
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
        await inParallel(keys, (found) => deleteObject(connection, found, signal));
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
    const manifest = await headObject(connection, `${folder}${id}.manifest.json`, signal);
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

;// CONCATENATED MODULE: ./build/destinations/s3/parts.js
const MiB = 1024 * 1024;
/** The most parts that S3 takes for one object (Amazon S3 User Guide, "Multipart upload limits"). */
const MAX_PARTS = 10_000;
/**
 * What all part buffers of one backup may hold together, in bytes. Measured: 48 MiB keeps the
 * whole process below 200 MB, and more of it makes no upload faster.
 */
const BUFFER_BYTES = 48 * MiB;
/**
 * The size of a part in bytes; parts count from 1.
 *
 * The size of the archive is not known beforehand, and S3 takes 10,000 parts of 5 MiB to 5 GiB
 * each, so the parts grow: 6 MiB, doubled after every 1000. Ten thousand of them hold 5.8 TiB.
 *
 * | archive up to | part    | buffers in BUFFER_BYTES |
 * |---------------|---------|-------------------------|
 * | 5.8 GiB       | 6 MiB   | 8                       |
 * | 17 GiB        | 12 MiB  | 4                       |
 * | 41 GiB        | 24 MiB  | 2                       |
 * | 87 GiB        | 48 MiB  | 1                       |
 * | 181 GiB       | 96 MiB  | 1, larger than the limit |
 * | 369 GiB       | 192 MiB | 1, larger than the limit |
 */
function growingPartSize(partNumber) {
    return 6 * MiB * 2 ** Math.floor((partNumber - 1) / 1000);
}
/** For stores that want all parts but the last to be equal: 10,000 of them hold 234 GiB. */
function equalPartSize() {
    return 24 * MiB;
}
/**
 * The schedule for a store. Cloudflare's R2 refuses to complete an upload whose parts differ
 * (R2 documentation, "Multipart upload": all parts except the last must be of one size).
 */
function partSizesFor(endpoint) {
    if (endpoint === undefined || !URL.canParse(endpoint))
        return growingPartSize;
    const equal = new URL(endpoint).hostname.endsWith('.r2.cloudflarestorage.com');
    return equal ? equalPartSize : growingPartSize;
}

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
            await deleteObject(this.#connection, this.key, signal);
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
        const present = await headObject(this.#connection, this.key, signal);
        return present?.writer === this.#writer;
    }
    async #newPart() {
        const number = this.#partCount + 1;
        if (number > MAX_PARTS) {
            const message = `${this.#place} would need more than ${MAX_PARTS} parts.`;
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
        await putNewObject(this.#connection, object, this.#signal);
        this.#state = 'stored';
        await this.#readBack(crc32Base64(body));
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
        const stored = await headObject(this.#connection, this.key, this.#signal);
        const wrong = this.#difference(stored, checksum);
        if (wrong === undefined)
            return;
        await deleteObject(this.#connection, this.key, this.#signal).catch(() => { });
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
            this.#failed.abort(storeError(error, `write ${this.#place}`));
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

;// CONCATENATED MODULE: ./build/destinations/s3/backup-writer.js








/** One backup on its way into a bucket: its files, then its manifest. */
class S3BackupWriter {
    #connection;
    #folder;
    #cleanup;
    #signal;
    /** Marks the objects of this run as ours. */
    #writer = (0,external_node_crypto_.randomUUID)();
    #buffers = new PartBuffers(BUFFER_BYTES);
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
            await putNewObject(this.#connection, object, this.#signal);
        }
        catch (error) {
            throw storeError(error, `write ${this.#connection.place(key)}`);
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
            const { message } = storeError(error, 'remove it');
            this.#connection.log.warning(`Parts of the unfinished backup may be left at ${place}: ${(0,errors/* printable */.g$)(message)}`);
        }
    }
    /** A manifest whose answer was lost may be there; one of another run is not ours to remove. */
    async #removeManifest(signal) {
        if (this.#manifestKey === undefined)
            return;
        const present = await headObject(this.#connection, this.#manifestKey, signal);
        if (present?.writer !== this.#writer)
            return;
        await deleteObject(this.#connection, this.#manifestKey, signal);
    }
    /** Noted before the first request, for the post step of a run that is killed. */
    #noteArchive(path) {
        const [name, ...rest] = path.split('/');
        const key = `${this.#folder}/${name}${rest.length > 0 ? '/' : ''}`;
        const destination = this.#connection.url.text;
        return { key, handle: this.#cleanup.add({ kind: 'abort-multipart', destination, key }) };
    }
}

;// CONCATENATED MODULE: ./build/destinations/s3/client.js

/** The endpoint that was named explicitly, if any: `?endpoint=`, then the SDK's own variables. */
function explicitEndpoint(url) {
    const { AWS_ENDPOINT_URL_S3: s3, AWS_ENDPOINT_URL: all } = process.env;
    return url.endpoint || s3 || all || undefined;
}
/**
 * A client with the SDK's default credential chain. `region` undefined: the environment's, the
 * profile's, or us-east-1, from where S3 tells the way to any other.
 *
 * The SDK's own retries are off: connection.ts retries, so that each retry is counted and only
 * the part that failed is sent again.
 */
function createClient(url, region, idleTimeoutMs) {
    const endpoint = explicitEndpoint(url);
    const client = new dist_cjs/* S3Client */.YxF({
        ...(region === undefined ? {} : { region }),
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle: url.pathStyle || (endpoint !== undefined && !url.text.includes('pathStyle=')),
        followRegionRedirects: true,
        maxAttempts: 1,
        // S3-compatible stores may refuse checksums where the protocol does not ask for one; those
        // of the data are computed and compared by us.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        // `Expect: 100-continue` costs the SDK a new connection for each part, and six seconds at a
        // store that does not answer it.
        expectContinueHeader: false,
        requestHandler: {
            connectionTimeout: Math.min(10_000, idleTimeoutMs),
            socketTimeout: idleTimeoutMs,
        },
    });
    leavePayloadUnsigned(client);
    return client;
}
/**
 * Over TLS, which protects the payload itself, a signature of the payload would only cost a
 * SHA-256 of every byte; the AWS command line leaves it out as well. The signed checksum header
 * still binds it. Over plain HTTP the payload stays signed.
 */
function leavePayloadUnsigned(client) {
    client.middlewareStack.add((next) => (args) => {
        const request = args.request;
        if (request.protocol === 'https:' && request.headers && request.body) {
            request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
        }
        return next(args);
    }, { step: 'build', name: 'leavePayloadUnsigned' });
}

;// CONCATENATED MODULE: ./build/destinations/s3/bucket.js




/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4;
/**
 * Proves that the bucket exists, and leads the connection to the region it is in.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
async function findBucket({ connection, create, wanted }, signal) {
    const named = `s3://${connection.bucket}`;
    try {
        if (wanted !== undefined)
            connection.useRegion(wanted);
        let found = await lookUp(connection, signal);
        if (!found.exists && create) {
            await createBucket(connection, signal);
            found = await lookUp(connection, signal);
        }
        if (!found.exists)
            throw missing(connection.bucket);
        const region = found.region ?? (wanted && (await bucketLocation(connection, signal)));
        if (wanted !== undefined)
            requireRegion(connection.bucket, region, wanted);
        if (region)
            connection.useRegion(region);
    }
    catch (error) {
        throw storeError(error, `look at ${named}`);
    }
}
function missing(bucket) {
    const next = 'Check its name, or add `?create=true` to the destination to have it made.';
    return new errors/* UserError */.yo('E_BUCKET', `The bucket ${bucket} does not exist.`, next);
}
function requireRegion(bucket, region, wanted) {
    if (region === wanted)
        return;
    if (region) {
        const next = `Name a bucket in ${wanted}, or set \`region\` to ${region} if that is where backups may be.`;
        throw new errors/* UserError */.yo('E_REGION', `The bucket ${bucket} is in ${region}, not in ${wanted}.`, next);
    }
    const message = `The store does not tell in which region the bucket ${bucket} is, so ${wanted} cannot be proven.`;
    throw new errors/* UserError */.yo('E_REGION', message, 'Leave `region` empty for this store.');
}
/**
 * HeadBucket, which S3 answers with the region even where it refuses: 301 and 400 for a request
 * that was signed for another region, 403 for keys without s3:ListBucket (Amazon S3 API
 * Reference, HeadBucket). Its refusals have no body, so what is wrong with the keys is left for
 * the probe to find out.
 */
async function lookUp(connection, signal) {
    try {
        const answer = await connection.call(signal, (client, options) => client.send(new dist_cjs/* HeadBucketCommand */.kuI({ Bucket: connection.bucket }), options), FIRST_CONTACT_ATTEMPTS);
        return { exists: true, region: answer.BucketRegion };
    }
    catch (error) {
        const status = errorStatus(error);
        if (status === 404)
            return { exists: false };
        if (status !== undefined && [301, 400, 403].includes(status)) {
            return { exists: true, region: errorHeader(error, 'x-amz-bucket-region') };
        }
        throw error;
    }
}
/**
 * GetBucketLocation, for stores whose HeadBucket does not tell. Amazon's S3 answers nothing for
 * us-east-1 and EU for the oldest buckets of eu-west-1; nothing from another store means nothing.
 */
async function bucketLocation(connection, signal) {
    const { LocationConstraint: location } = await connection.call(signal, (client, options) => client.send(new dist_cjs/* GetBucketLocationCommand */.r_J({ Bucket: connection.bucket }), options));
    if (location === 'EU')
        return 'eu-west-1';
    if (location)
        return location;
    return explicitEndpoint(connection.url) === undefined ? 'us-east-1' : undefined;
}
async function createBucket(connection, signal) {
    const region = await connection.region();
    const input = {
        Bucket: connection.bucket,
        // us-east-1 is the one region that must not be named (CreateBucket, LocationConstraint).
        ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: bucket_location(region) }),
    };
    try {
        await connection.call(signal, (client, options) => client.send(new dist_cjs/* CreateBucketCommand */.cZX(input), options));
        connection.log.info(`Made the bucket ${connection.bucket}.`);
    }
    catch (error) {
        // Another run was faster, or the answer to our own request was lost.
        if (errorName(error) === 'BucketAlreadyOwnedByYou')
            return;
        if (errorName(error) === 'BucketAlreadyExists') {
            const message = `The bucket name ${connection.bucket} is taken by another account.`;
            throw new errors/* UserError */.yo('E_BUCKET', message, 'Choose another name.');
        }
        throw storeError(error, `make the bucket ${connection.bucket}`);
    }
}
function bucket_location(region) {
    return { LocationConstraint: region };
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/destinations/s3/connection.js




const defaultTuning = {
    idleTimeoutMs: 30_000,
    attempts: 10,
    firstPauseMs: 200,
    abortMs: 5000,
    now: () => new Date(),
};
/** The way to one bucket: requests, their retries, and credentials that outlive an upload. */
class S3Connection {
    url;
    log;
    tuning;
    /** The size in bytes of a part, by its number from 1. */
    partSize;
    /** How often a request had to be sent again. */
    retries = 0;
    /** Cleared at the first answer that says that the store does not know `If-None-Match`. */
    conditionalPuts = true;
    #client;
    #region;
    #renewal;
    constructor(url, log, tuning) {
        this.url = url;
        this.log = log;
        this.tuning = tuning;
        this.partSize = tuning.partSize ?? partSizesFor(explicitEndpoint(url));
        this.#client = createClient(url, undefined, tuning.idleTimeoutMs);
    }
    get bucket() {
        return this.url.bucket;
    }
    /** How an object is named to the user. */
    place(key) {
        return `s3://${this.bucket}/${key}`;
    }
    /** The region requests are signed for and, without an endpoint, sent to. */
    async region() {
        const region = await this.#client.config.region().catch(() => undefined);
        if (region)
            return region;
        this.useRegion('us-east-1');
        return 'us-east-1';
    }
    useRegion(region) {
        if (region === this.#region)
            return;
        this.#region = region;
        this.#client = createClient(this.url, region, this.tuning.idleTimeoutMs);
    }
    /**
     * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
     * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
     */
    async call(signal, send, attempts = this.tuning.attempts) {
        for (let attempt = 1;; attempt++) {
            signal.throwIfAborted();
            const client = this.#client;
            try {
                return await send(client, { abortSignal: signal });
            }
            catch (error) {
                signal.throwIfAborted();
                if (attempt >= attempts)
                    throw error;
                if (isExpired(error) && (await this.#renewCredentials(client)))
                    continue;
                if (!isTransient(error))
                    throw error;
                this.retries++;
                this.log.debug(`S3 request failed (${errorStatus(error) ?? errorName(error)}), once more`);
                await (0,promises_.setTimeout)(this.#pause(attempt), undefined, { signal }).catch(() => { });
            }
        }
    }
    /** Full jitter: parts that failed together must not come back together. */
    #pause(attempt) {
        return Math.random() * Math.min(20_000, this.tuning.firstPauseMs * 2 ** (attempt - 1));
    }
    /**
     * Runs the credential chain from its start, since the store says that what it gave has expired.
     * Resolves to whether that brought other credentials.
     */
    #renewCredentials(used) {
        if (used !== this.#client)
            return Promise.resolve(true);
        this.#renewal ??= this.#replaceClient(used).finally(() => {
            this.#renewal = undefined;
        });
        return this.#renewal;
    }
    async #replaceClient(used) {
        const fresh = createClient(this.url, this.#region, this.tuning.idleTimeoutMs);
        const [before, after] = await Promise.all([
            used.config.credentials(),
            fresh.config.credentials(),
        ]);
        if (before.accessKeyId === after.accessKeyId && before.sessionToken === after.sessionToken) {
            return false;
        }
        this.#client = fresh;
        return true;
    }
}

;// CONCATENATED MODULE: ./build/destinations/s3/s3.js







/** Opens a bucket of Amazon S3 or of a store that speaks its protocol. Sends nothing yet. */
function openS3Destination(url, context, tuning = {}) {
    return new Bucket(url, context, { ...defaultTuning, ...tuning });
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
    const connection = new S3Connection(url, log, { ...defaultTuning, ...tuning });
    await findBucket({ connection, create: false }, signal);
    try {
        await removeLeftover(connection, key, signal);
    }
    catch (error) {
        throw storeError(error, `remove what is left at ${connection.place(key)}`);
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
        this.#connection = new S3Connection(url, log, tuning);
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
        await findBucket({ connection: this.#connection, create, wanted }, signal);
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
            await putObject(connection, { key, body, contentType: 'text/plain', writer: 'probe' }, signal);
        }
        catch (error) {
            throw storeError(error, `write ${place}`);
        }
        try {
            await headObject(connection, key, signal);
        }
        catch (error) {
            throw storeError(error, `read ${place}`);
        }
        await deleteObject(connection, key, signal).catch((error) => {
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
        this.#connection.log.warning((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(storeError(error, doing))));
    }
}


/***/ })

};
