export const id = 410;
export const ids = [410];
export const modules = {

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

/***/ 51410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S3Storage: () => (/* binding */ S3Storage)
});

// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js + 1 modules
var object_reader = __webpack_require__(31409);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/destinations/s3/client.js

/** The endpoint that was named explicitly, if any: `?endpoint=`, then the SDK's own variables. */
function explicitEndpoint(url) {
    const { AWS_ENDPOINT_URL_S3: s3, AWS_ENDPOINT_URL: all } = process.env;
    return url.endpoint || s3 || all || undefined;
}
/**
 * A client with the credentials of the destination's profile, else of the SDK's default chain.
 * `region` undefined: the environment's, the profile's, or us-east-1, from where S3 tells the way
 * to any other.
 *
 * The SDK's own retries are off: connection.ts retries, so that each retry is counted and only
 * the part that failed is sent again.
 */
function createClient(url, region, idleTimeoutMs) {
    const endpoint = explicitEndpoint(url);
    const client = new dist_cjs/* S3Client */.YxF({
        ...(region === undefined ? {} : { region }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(url.profile === undefined
            ? {}
            : { profile: url.profile, credentials: credentialsOf(url.profile) }),
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
 * The credentials of one profile of AWS's shared files, which are read anew each time. The SDK's
 * chain would go on to other sources where the profile is missing, and so to another account.
 */
function credentialsOf(profile) {
    return async (properties) => {
        const { fromIni } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 75869, 19));
        return fromIni({ profile, ignoreCache: true })(properties);
    };
}
/**
 * Over TLS, which protects the payload itself, a signature of the payload would only cost a
 * SHA-256 of every byte; the AWS command line leaves it out as well. The signed checksum header
 * still binds it. Over plain HTTP the payload stays signed.
 */
function leavePayloadUnsigned(client) {
    client.middlewareStack.add((next) => (args) => {
        const request = args.request;
        if (request.protocol === 'https:' && request.headers && request.body instanceof Uint8Array) {
            request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
        }
        return next(args);
    }, { step: 'build', name: 'leavePayloadUnsigned' });
}

// EXTERNAL MODULE: ./build/destinations/objects/transient.js
var objects_transient = __webpack_require__(72665);
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
const transientNames = new Set([
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'InternalError',
    'RequestTimeout',
    'TimeoutError',
    'OperationAborted',
    // Another request for this key was under way: perhaps our own, whose answer was given up.
    'ConditionalRequestConflict',
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
/** Whether the same request may well succeed a little later. */
function isTransient(error) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return false;
    const name = errorName(error);
    if (transientNames.has(name) || damagedNames.has(name))
        return true;
    const status = errorStatus(error);
    if (status !== undefined)
        return (0,objects_transient/* isTransientStatus */.D)(status);
    return (0,objects_transient/* isConnectionFailure */.$)(error);
}
function isExpired(error) {
    return ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'].includes(errorName(error));
}
/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault of
 * the program stay as they are. The SDK's own error is not passed on as the cause: it holds the
 * whole answer, in which upload ids and request signatures may be.
 *
 * @param doing what was being done to what, as in `write s3://bucket/key`
 */
function storeError(error, doing) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error) || isOurFault(error))
        return error;
    const detail = errorDetail(error);
    const [code, next, message] = meaning(error);
    const text = `${message ?? 'Could not'} ${doing}: ${detail}`;
    return new errors/* UserError */.yo(code, text, next, { cause: new Error(detail) });
}
/** An error of the program itself is not one of the store, and is to be reported as such. */
function isOurFault(error) {
    const isProgram = error instanceof TypeError || error instanceof ReferenceError;
    return isProgram && errorStatus(error) === undefined;
}
/**
 * No credentials, or a refusal where they come from (AWS STS, a credential process).
 *
 * @param profile the one that the destination names
 */
function credentialsMissing(error, profile) {
    if ((0,errors/* isAbort */.rV)(error))
        return error;
    const detail = errorDetail(error);
    const where = profile === undefined ? '' : ` from the profile ${profile}`;
    const message = `No AWS credentials could be obtained${where}: ${detail}`;
    const next = profile === undefined ? configure : checkProfile;
    return new errors/* UserError */.yo('E_CREDENTIALS', message, next, { cause: new Error(detail) });
}
/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error) {
    const name = errorName(error);
    const known = meanings[name];
    if (known)
        return known;
    if (isExpired(error))
        return ['E_CREDENTIALS', renew, 'The AWS credentials expired; could not'];
    if (damagedNames.has(name))
        return ['E_INTEGRITY', intact];
    if (isTransient(error))
        return ['E_UPLOAD', later];
    if (refusesChecksums(error))
        return ['E_UPLOAD', 'Add `checksums=false` to the destination.'];
    const status = errorStatus(error);
    const forbidden = status === 403 || status === 401;
    if (forbidden)
        return ['E_CREDENTIALS', rights, 'The AWS credentials may not'];
    return ['E_UPLOAD', 'See the store’s documentation for this answer.'];
}
/** As Backblaze's B2 says it: `Unsupported header 'x-amz-checksum-crc32' received`. */
function refusesChecksums(error) {
    return /unsupported header.*x-amz-[a-z-]*checksum/i.test((0,errors/* errorMessage */.gJ)(error));
}
const configure = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.';
const checkProfile = 'Check that profile in ~/.aws/credentials and ~/.aws/config, or in the files that AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE name.';
const checkKeys = 'Check the keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or those of the profile that the destination names.';
const renew = 'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time a backup takes.';
const rights = 'Allow s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts, s3:ListBucket and s3:ListBucketMultipartUploads there, and the use of the key if the bucket has one of KMS.';
const intact = 'Run again; if it stays so, something on the way to the store alters the data.';
const later = 'The store or the way to it failed several times in a row: run again later.';
const rejected = [
    'E_CREDENTIALS',
    checkKeys,
    'The store does not accept the AWS credentials to',
];
const meanings = {
    NoSuchBucket: ['E_BUCKET', 'Add `?create=true` to the destination to have it made.'],
    InvalidBucketName: ['E_BUCKET', 'Use three to 63 lower-case letters, digits, dots and hyphens.'],
    AuthorizationHeaderMalformed: [
        'E_REGION',
        'Set AWS_REGION, or `region=` of the destination, to the region the store names.',
    ],
    InvalidStorageClass: ['E_UPLOAD', 'Check `storageClass=` of the destination.'],
    CredentialsProviderError: ['E_CREDENTIALS', configure, 'No AWS credentials were found to'],
    InvalidAccessKeyId: rejected,
    SignatureDoesNotMatch: rejected,
    InvalidToken: rejected,
    InvalidClientTokenId: rejected,
};
/** The store's own words, on one line, without what could be used to get at the upload. */
function errorDetail(error) {
    const text = (0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error))
        .replace(/(upload-?id|x-amz-[a-z-]+)(["'\\]*\s*[=:]\s*["'\\]*)[^\s&,;"']+/gi, '$1$2…')
        // A command that was to give credentials may have secrets in it, as may what it wrote.
        .replace(/^Command failed: .*/, 'its credential_process failed')
        .slice(0, 300);
    // An answer that is not in the store's own words, or none to HEAD.
    if (text === 'UnknownError')
        return `the answer was HTTP status ${errorStatus(error)}.`;
    const name = errorName(error);
    const named = name === '' || name === 'Error' || text.includes(name);
    return (0,errors/* sentence */.em)(named ? text : `${name}: ${text}`);
}

;// CONCATENATED MODULE: ./build/destinations/s3/bucket.js




/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4;
/**
 * Proves that the bucket exists, and leads the connection to the region it is in.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
async function findBucket(connection, { mayCreate, wanted }, signal) {
    const named = `s3://${connection.bucket}`;
    try {
        connection.useRegion(connection.url.region ?? wanted ?? (await connection.region()));
        await connection.requireCredentials(signal);
        let found = await lookUp(connection, signal);
        if (!found.exists && mayCreate && connection.url.create) {
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
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
/**
 * By what the store sees that bytes were altered on the way: their CRC-32, or the MD5 that every
 * store knows where checksum headers are refused.
 */
function integrityOf(body, checksums) {
    if (checksums)
        return { ChecksumCRC32: crc32Base64(body) };
    return { ContentMD5: (0,external_node_crypto_.createHash)('md5').update(body).digest('base64') };
}
function fourBytes(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: ./build/destinations/objects/retry.js
var retry = __webpack_require__(54749);
;// CONCATENATED MODULE: ./build/destinations/s3/parts.js
const MiB = 1024 * 1024;
/**
 * The size in bytes of each part, by its number from 1.
 *
 * The size of the archive is not known beforehand, and S3 takes 10,000 parts of 5 MiB to 5 GiB
 * each, so the parts grow: 6 MiB, doubled after every tenth of the parts there may be. Ten
 * thousand of them hold 5.8 TiB, a thousand a tenth of that, in parts that are as large sooner.
 *
 * | archive up to | with 1,000 parts | part    | buffers in 48 MiB |
 * |---------------|------------------|---------|-------------------------|
 * | 5.8 GiB       | 0.6 GiB          | 6 MiB   | 8                       |
 * | 17 GiB        | 1.7 GiB          | 12 MiB  | 4                       |
 * | 41 GiB        | 4.1 GiB          | 24 MiB  | 2                       |
 * | 87 GiB        | 8.7 GiB          | 48 MiB  | 1                       |
 * | 181 GiB       | 18 GiB           | 96 MiB  | 1, larger than the limit |
 * | 369 GiB       | 36 GiB           | 192 MiB | 1, larger than the limit |
 *
 * Where all parts but the last have to be equal, as many as there may be hold 234 GiB.
 */
function partSizes({ maxParts, equalParts }) {
    if (equalParts)
        return () => Math.ceil((24 * MiB * 10_000) / maxParts);
    return (partNumber) => 6 * MiB * 2 ** Math.floor((partNumber - 1) / (maxParts / 10));
}

;// CONCATENATED MODULE: ./build/destinations/s3/store-traits.js
/** Amazon S3 User Guide, "Amazon S3 multipart upload limits". */
const amazon = { maxParts: 10_000, equalParts: false, checksums: true };
/** By the end of the host name. */
const known = {
    // R2 documentation, "Multipart upload": all parts except the last must be of one size.
    '.r2.cloudflarestorage.com': { equalParts: true },
    // B2 documentation, "S3-Compatible API", "Unsupported Features": `x-amz-checksum-*` is a 400.
    '.backblazeb2.com': { checksums: false },
    // Scaleway refuses part numbers above 1,000 (github.com/ddebeau/zfs_uploader/issues/61).
    '.scw.cloud': { maxParts: 1000 },
};
/** What is known of a store by its address, unless the destination says otherwise. */
function traitsOf(url, endpoint) {
    const host = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
    const [, traits] = Object.entries(known).find(([end]) => host.endsWith(end)) ?? [];
    const { maxParts = traits?.maxParts, checksums = traits?.checksums } = url;
    return {
        ...amazon,
        ...traits,
        ...(maxParts === undefined ? {} : { maxParts }),
        ...(checksums === undefined ? {} : { checksums }),
    };
}

;// CONCATENATED MODULE: ./build/destinations/s3/connection.js






/** The way to one bucket: requests, their retries, and credentials that outlive an upload. */
class S3Connection {
    url;
    log;
    tuning;
    traits;
    /** The size in bytes of a part, by its number from 1. */
    partSize;
    /** How often a request had to be sent again. */
    retries = 0;
    /** Cleared at the first answer that says that the store does not know `If-None-Match`. */
    conditionalPuts = true;
    #host;
    #client;
    #region;
    #renewal;
    constructor(url, host, tuning) {
        this.url = url;
        this.log = host.log;
        this.#host = host;
        this.tuning = tuning;
        this.traits = traitsOf(url, explicitEndpoint(url));
        this.partSize = tuning.partSize ?? partSizes(this.traits);
        this.#region = url.region;
        this.#client = createClient(url, url.region, tuning.idleTimeoutMs);
    }
    get bucket() {
        return this.url.bucket;
    }
    /** Where requests are signed for and, without an endpoint, sent to; us-east-1 if nothing says. */
    async region() {
        return this.#region ?? (await this.#client.config.region().catch(() => 'us-east-1'));
    }
    /** The time by the clock of the store, in milliseconds, as far as its last answer told. */
    storeTime() {
        return this.tuning.now().getTime() + this.#client.config.systemClockOffset;
    }
    useRegion(region) {
        if (region === this.#region)
            return;
        this.#region = region;
        this.#client = createClient(this.url, region, this.tuning.idleTimeoutMs);
    }
    /**
     * Runs the credential chain, so that its failure is told as such and not as one of the store.
     *
     * @throws UserError `E_CREDENTIALS`
     */
    async requireCredentials(signal) {
        signal.throwIfAborted(); // below, nobody would be told of it
        const found = new AbortController();
        const cancelled = (0,external_node_events_.once)(signal, 'abort', { signal: found.signal });
        try {
            await Promise.race([this.#credentialsOf(this.#client), cancelled]);
            signal.throwIfAborted();
        }
        catch (error) {
            throw credentialsMissing(error, this.url.profile);
        }
        finally {
            found.abort();
        }
    }
    /**
     * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
     * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
     */
    call(signal, send, attempts = this.tuning.attempts) {
        const { firstPauseMs } = this.tuning;
        let client = this.#client;
        const attempt = () => {
            client = this.#client;
            return send(client, { abortSignal: signal });
        };
        return (0,retry/* withRetries */.L)({ attempts, firstPauseMs }, signal, attempt, (error) => this.#judge(error, client));
    }
    async #judge(error, client) {
        if (isExpired(error) && (await this.#renewCredentials(client)))
            return 'at once';
        if (!isTransient(error))
            return 'give up';
        this.retries++;
        this.log.debug(`S3 request failed (${errorStatus(error) ?? errorName(error)}), once more`);
        return 'later';
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
            this.#credentialsOf(used),
            this.#credentialsOf(fresh),
        ]);
        if (before.accessKeyId === after.accessKeyId && before.sessionToken === after.sessionToken) {
            return false;
        }
        this.#client = fresh;
        return true;
    }
    /** What a file or a service gave is as secret as what the environment holds. */
    async #credentialsOf(client) {
        const credentials = await client.config.credentials();
        const { secretAccessKey, sessionToken = '' } = credentials;
        for (const secret of [secretAccessKey, sessionToken])
            if (secret)
                this.#host.addSecret(secret);
        return credentials;
    }
}

// EXTERNAL MODULE: ./build/destinations/objects/backup-id.js
var backup_id = __webpack_require__(57187);
// EXTERNAL MODULE: ./build/destinations/objects/in-parallel.js
var in_parallel = __webpack_require__(4930);
// EXTERNAL MODULE: ./build/destinations/objects/object-url.js
var object_url = __webpack_require__(82396);
;// CONCATENATED MODULE: ./build/destinations/s3/object-settings.js
/** Of archives; what lies beside them is JSON. */
const ARCHIVE_TYPE = 'application/octet-stream';
/**
 * What the destination's URL says that objects are made with. Every object is encrypted and
 * tagged alike, so that a policy of the bucket which demands that, and a rule of its lifecycle,
 * hold for all of a backup. The storage class is the archive's only: a manifest has to be readable
 * at once and has a few kilobytes, for which the colder classes cost more.
 */
function objectSettings(url, contentType) {
    const { sse, kmsKey, tags, storageClass } = url;
    const hasClass = storageClass !== undefined && contentType === ARCHIVE_TYPE;
    return {
        ...(sse === undefined ? {} : { ServerSideEncryption: sse }),
        ...(kmsKey === undefined ? {} : { SSEKMSKeyId: kmsKey }),
        ...(tags === undefined ? {} : { Tagging: new URLSearchParams(tags).toString() }),
        ...(hasClass ? { StorageClass: storageClass } : {}),
    };
}

;// CONCATENATED MODULE: ./build/destinations/s3/objects.js






/** Metadata by which a run knows its own objects again, where an answer was lost on the way. */
const WRITER = 'pg-backup-writer';
/** What the store says it holds under a key; undefined: nothing. */
async function headObject(connection, key, signal) {
    const { bucket: Bucket, traits } = connection;
    const mode = traits.checksums ? { ChecksumMode: 'ENABLED' } : {};
    const input = { Bucket, Key: key, ...mode };
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
        checksum: answer.ChecksumCRC32,
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
        ...integrityOf(body, connection.traits.checksums),
        ...objectSettings(connection.url, contentType),
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
        if (errorStatus(error) === 412)
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
    const message = `A backup of this id exists already: ${(0,object_url/* placeOf */.$t)(connection.url, key)}.`;
    return new errors/* UserError */.yo('E_UPLOAD', message, 'It was left as it is; start a new run.');
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
class MultipartUpload {
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
    async sendPart({ number, body }, signal) {
        const checksum = crc32Base64(body);
        const integrity = integrityOf(body, this.#connection.traits.checksums);
        const sent = { PartNumber: number, Body: body, ContentLength: body.length, ...integrity };
        const answer = await this.#connection.call(signal, (client, options) => client.send(new dist_cjs/* UploadPartCommand */.iVK({ ...this.#target, ...sent }), options));
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
        return (0,object_url/* placeOf */.$t)(this.#connection.url, this.#key);
    }
}
/** Begins a multipart upload. */
async function beginPartUpload(connection, key, writer, signal) {
    const input = {
        Bucket: connection.bucket,
        Key: key,
        ContentType: ARCHIVE_TYPE,
        Metadata: { [WRITER]: writer },
        ...(connection.traits.checksums ? { ChecksumAlgorithm: 'CRC32' } : {}),
        ...objectSettings(connection.url, ARCHIVE_TYPE),
    };
    const { UploadId } = await connection.call(signal, (client, options) => client.send(new dist_cjs/* CreateMultipartUploadCommand */.nG4(input), options));
    if (!UploadId)
        throw new errors/* UserError */.yo('E_UPLOAD', 'The store began an upload without an id.', 'Run again.');
    return new MultipartUpload(connection, key, writer, UploadId);
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
/** When the last part of an upload came, in milliseconds; 0: none did. */
async function lastPartAt(connection, { key: Key, id: UploadId }, signal) {
    let last = 0;
    for (let PartNumberMarker = '0'; PartNumberMarker !== undefined;) {
        const input = { Bucket: connection.bucket, Key, UploadId, PartNumberMarker };
        const page = await connection.call(signal, (client, options) => client.send(new dist_cjs/* ListPartsCommand */.m9c(input), options));
        const times = (page.Parts ?? []).map(({ LastModified }) => LastModified?.getTime() ?? 0);
        last = Math.max(last, ...times);
        PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    }
    return last;
}
/** Whether nothing came since then. One that others have ended by now is theirs to count. */
async function isDead(connection, upload, since, signal) {
    try {
        return (await lastPartAt(connection, upload, signal)) <= since;
    }
    catch (error) {
        if (errorStatus(error) === 404)
            return false;
        throw error;
    }
}
/**
 * Aborts multipart uploads of this series to which nothing has come for a day, by the clock of the
 * store: their runs were killed. One that was only begun so long ago may be of a long dump.
 * Only what is named like our archives is touched: others may keep things under the prefix too.
 *
 * @param folder the series' folder, without a slash at its end
 * @returns how many there were
 */
async function sweepUploads(connection, folder, signal) {
    let swept = 0;
    for await (const upload of listUploads(connection, `${folder}/`, signal)) {
        const path = upload.key.slice(folder.length + 1);
        const before = connection.storeTime() - DAY_MS;
        if ((0,backup_id/* backupIdOf */.$)(path) === undefined || upload.startedAt.getTime() > before)
            continue;
        if (!(await isDead(connection, upload, before, signal)))
            continue;
        await abortMultipartUpload(connection, upload.key, upload.id, signal);
        swept++;
    }
    return swept;
}
/** Aborts every multipart upload at a key, or below it if it ends with a slash. */
async function abortUploads(connection, key, signal) {
    for await (const upload of listUploads(connection, key, signal)) {
        if (!(0,backup_id/* isAt */.i)(upload.key, key))
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
        const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key && (0,backup_id/* isAt */.i)(Key, key) ? [Key] : []));
        await (0,in_parallel/* inParallel */.H)(keys, (found) => deleteObject(connection, found, signal));
        more = page.IsTruncated === true && keys.length > 0;
    }
}

;// CONCATENATED MODULE: ./build/destinations/s3/link.js

/** Made here, without a request; it ends before its time where the credentials do. */
async function makeLink(connection, key, lifetimeSeconds, signal) {
    const { getSignedUrl } = await __webpack_require__.e(/* import() */ 505).then(__webpack_require__.t.bind(__webpack_require__, 18505, 19));
    const command = new dist_cjs/* GetObjectCommand */.jLs({ Bucket: connection.bucket, Key: key });
    return await connection.call(signal, (client) => getSignedUrl(client, command, { expiresIn: lifetimeSeconds }));
}

;// CONCATENATED MODULE: ./build/destinations/s3/list.js



/** The keys that lie directly in a folder, and its folders with a slash at their ends. */
async function* listFolder(connection, folder, signal) {
    // Keys come encoded, since XML 1.0 cannot hold every character that a key can.
    const input = {
        Bucket: connection.bucket,
        Prefix: folder,
        Delimiter: '/',
        EncodingType: 'url',
    };
    for (let token, more = true; more; more = token !== undefined) {
        const page = await connection.call(signal, (client, options) => client.send(new dist_cjs/* ListObjectsV2Command */.u6x({ ...input, ContinuationToken: token }), options));
        yield* keysOf(page);
        token = nextToken(page, (0,object_url/* placeOf */.$t)(connection.url, folder));
    }
}
function nextToken(page, place) {
    if (!page.IsTruncated)
        return undefined;
    if (page.NextContinuationToken)
        return page.NextContinuationToken;
    const message = `The store ended the list of ${place} half-way.`;
    throw new errors/* UserError */.yo('E_DOWNLOAD', message, 'Run again later.');
}
function keysOf(page) {
    const objects = (page.Contents ?? []).map(({ Key }) => Key);
    const folders = (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);
    const keys = [...objects, ...folders].filter((key) => key !== undefined);
    return page.EncodingType === 'url' ? keys.map(decodeKey) : keys;
}
/** As in a form: a space can be a plus sign (Amazon S3 API Reference, ListObjectsV2). */
function decodeKey(key) {
    try {
        return decodeURIComponent(key.replaceAll('+', ' '));
    }
    catch {
        return key;
    }
}

;// CONCATENATED MODULE: ./build/destinations/s3/read-errors.js



/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read s3://bucket/key`
 */
function readError(error, doing) {
    const special = readMeaning(error, doing);
    if (special !== undefined)
        return special;
    const known = storeError(error, doing);
    if (!(known instanceof errors/* UserError */.yo))
        return known;
    const { code, message, next, cause } = known;
    if (code === 'E_UPLOAD')
        return new errors/* UserError */.yo('E_DOWNLOAD', message, next, { cause });
    if (code === 'E_BUCKET')
        return new errors/* UserError */.yo(code, message, 'Check the bucket in source.');
    return errorName(error) === 'AccessDenied' ? new errors/* UserError */.yo(code, message, read_errors_rights) : known;
}
const read_errors_rights = 'Allow s3:ListBucket and s3:GetObject there, and kms:Decrypt if the bucket has a key of KMS.';
/** What a store's refusal means to someone who removes a backup from it. */
function removalError(error, doing) {
    const known = storeError(error, doing);
    if (!(known instanceof errors/* UserError */.yo) || errorName(error) !== 'AccessDenied')
        return known;
    const next = 'Allow s3:DeleteObject there; a lock on the object or its bucket forbids it too.';
    return new errors/* UserError */.yo(known.code, known.message, next, { cause: known.cause });
}
function readMeaning(error, doing) {
    const name = errorName(error);
    const status = errorStatus(error);
    if (status === 404 && name !== 'NoSuchBucket') {
        const message = `Could not ${doing}: it is not there.`;
        return new errors/* UserError */.yo('E_NOT_FOUND', message, 'Check source, name and backup.');
    }
    if (name === 'InvalidObjectState') {
        const message = `Could not ${doing}: it is in an archive storage class.`;
        return new errors/* UserError */.yo('E_NOT_FOUND', message, 'Restore the object to S3 first, then run again.');
    }
    return status === 412 ? (0,object_reader/* altered */.Wn)(doing) : undefined;
}

;// CONCATENATED MODULE: ./build/destinations/s3/object-reader.js





/** An object of a bucket, to be read in ranges. Its version is its ETag. */
function objectSource(connection, key) {
    const doing = `read ${(0,object_url/* placeOf */.$t)(connection.url, key)}`;
    return {
        doing,
        call: (signal, attempt) => connection.call(signal, (client, options) => attempt(openRange(client, options, { Bucket: connection.bucket, Key: key }))),
        explain: (error) => readError(error, doing),
    };
}
function openRange(client, options, object) {
    return async ({ start, end }, version) => {
        const condition = version === undefined ? {} : { IfMatch: version };
        const input = { ...object, Range: `bytes=${start}-${end - 1}`, ...condition };
        try {
            return answerOf(await client.send(new dist_cjs/* GetObjectCommand */.jLs(input), options));
        }
        catch (error) {
            if (errorStatus(error) === 416 && start === 0)
                return object_reader/* emptyAnswer */.WC;
            throw error;
        }
    };
}
function answerOf(answer) {
    return {
        contentRange: answer.ContentRange,
        contentLength: answer.ContentLength,
        version: answer.ETag,
        // In Node the SDK's body is a stream of buffers.
        body: answer.Body ?? [],
    };
}

;// CONCATENATED MODULE: ./build/destinations/s3/storage.js












/** A bucket as what all object stores have in common. */
class S3Storage {
    #connection;
    constructor(url, host, tuning) {
        this.#connection = new S3Connection(url, host, tuning);
    }
    get maxParts() {
        return this.#connection.traits.maxParts;
    }
    get log() {
        return this.#connection.log;
    }
    get tuning() {
        return this.#connection.tuning;
    }
    get url() {
        return this.#connection.url;
    }
    get retries() {
        return this.#connection.retries;
    }
    find(search, signal) {
        return findBucket(this.#connection, search, signal);
    }
    explain(error, doing) {
        return storeError(error, doing);
    }
    explainReading(error, doing) {
        return readError(error, doing);
    }
    explainRemoval(error, doing) {
        return removalError(error, doing);
    }
    /** Object Lock holds versions: what is written or removed over one does not touch it. */
    isHeld() {
        return false;
    }
    head(key, signal) {
        return headObject(this.#connection, key, signal);
    }
    put(object, signal) {
        return putObject(this.#connection, object, signal);
    }
    putNew(object, signal) {
        return putNewObject(this.#connection, object, signal);
    }
    delete(key, signal) {
        return deleteObject(this.#connection, key, signal);
    }
    list(folder, signal) {
        return listFolder(this.#connection, folder, signal);
    }
    async deleteAll(key, signal) {
        await deleteObjects(this.#connection, key, signal);
        // The mark of a folder that some stores go on to list when it is empty.
        if (key.endsWith('/'))
            await deleteObject(this.#connection, key, signal);
    }
    partSize(number) {
        return this.#connection.partSize(number);
    }
    beginParts(key, writer, signal) {
        return beginPartUpload(this.#connection, key, writer, signal);
    }
    abortParts(key, signal) {
        return abortUploads(this.#connection, key, signal);
    }
    sweepParts(folder, signal) {
        return sweepUploads(this.#connection, folder, signal);
    }
    checksum(bytes) {
        return crc32Base64(bytes);
    }
    /** A checksum of the whole cannot be compared with one of its parts. */
    contradict(stored, sent) {
        return stored.includes('-') === sent.includes('-') && stored !== sent;
    }
    read(key, slots, signal) {
        return (0,object_reader/* readObject */.Ag)(objectSource(this.#connection, key), slots, signal);
    }
    link(key, lifetimeSeconds, signal) {
        return makeLink(this.#connection, key, lifetimeSeconds, signal);
    }
}


/***/ })

};
