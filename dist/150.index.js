export const id = 150;
export const ids = [150];
export const modules = {

/***/ 91561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ abandonable)
/* harmony export */ });
/**
 * Settles when `work` does, or when the signal is aborted: the library cannot be interrupted. If
 * the abandoned work succeeds after all before this process ends, it is undone.
 */
async function abandonable(work, signal, undo = async () => { }) {
    const { promise: aborted, reject } = Promise.withResolvers();
    const onAbort = () => {
        work.then(undo).catch(() => { });
        reject(signal.reason);
    };
    if (signal.aborted)
        onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return await Promise.race([aborted, work]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}


/***/ }),

/***/ 69146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ox: () => (/* binding */ audienceOf),
/* harmony export */   Wk: () => (/* binding */ artifactUrl),
/* harmony export */   X4: () => (/* binding */ artifactError),
/* harmony export */   _x: () => (/* binding */ checkService),
/* harmony export */   e8: () => (/* binding */ retentionOf),
/* harmony export */   f7: () => (/* binding */ checkAudience),
/* harmony export */   nB: () => (/* binding */ enterpriseServer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const ELSEWHERE = 'Name a folder or a bucket as destination instead.';
/**
 * Reads it from the event that started the run (GITHUB_EVENT_PATH). All events carry the
 * repository; `schedule` does so since 2022-09-27, see GitHub's changelog of that day.
 *
 * @param event parsed JSON, of any shape; undefined: could not be read
 */
function audienceOf(event) {
    const repository = event?.repository;
    const { visibility, private: isPrivate } = (repository ?? {});
    if (visibility === 'public' || isPrivate === false)
        return 'public';
    if (visibility === 'private' || visibility === 'internal')
        return 'restricted';
    return isPrivate === true ? 'restricted' : 'unknown';
}
/**
 * An artifact of a public repository can be downloaded by anyone with a GitHub account, and ours
 * is a whole database. So what is not known to be closed counts as open.
 *
 * @returns a warning for the log, where that was accepted
 * @throws UserError `E_PUBLIC_ARTIFACT`
 */
function checkAudience(audience, allowPublic) {
    if (audience === 'restricted')
        return undefined;
    const message = audience === 'public'
        ? 'The repository is public, so anyone with a GitHub account can download the backup.'
        : 'The event that started this run does not say whether the repository is private.';
    if (allowPublic)
        return message;
    const next = 'Set allow-public-artifact to true if anyone may read the data.';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_PUBLIC_ARTIFACT', message, `${ELSEWHERE} ${next}`);
}
/**
 * Whether this process may upload artifacts at all. The runner gives the token to actions only,
 * not to `run:` steps.
 *
 * @throws UserError `E_INPUT` outside of an action, `E_UPLOAD` on GitHub Enterprise Server
 */
function checkService(environment) {
    if (!environment['ACTIONS_RUNTIME_TOKEN'] || !environment['ACTIONS_RESULTS_URL']) {
        const message = 'Artifacts exist only for an action in a GitHub Actions workflow.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', message, ELSEWHERE);
    }
    const host = enterpriseServer(environment);
    if (host === undefined)
        return;
    const message = `GitHub Enterprise Server (${host}) does not take artifacts of this kind.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_UPLOAD', message, ELSEWHERE);
}
/**
 * The host name of a GitHub Enterprise Server, which @actions/artifact refuses to talk to; made
 * before the work instead of after it, this is the same test.
 */
function enterpriseServer(environment) {
    const host = new URL(environment['GITHUB_SERVER_URL'] || 'https://github.com').hostname;
    const isKnown = host === 'github.com' || /\.(ghe\.com|localhost)$/.test(host);
    return isKnown ? undefined : host;
}
/**
 * How many days the artifact will be kept. A repository sets a ceiling, and GitHub applies it
 * without failing, so the real number is worked out here.
 *
 * @param asked undefined: as long as the repository says
 */
function retentionOf(asked, environment) {
    const ceiling = Number.parseInt(environment['GITHUB_RETENTION_DAYS'] ?? '', 10);
    if (asked === undefined || !(asked > ceiling))
        return { days: asked };
    const warning = `The artifact is kept for ${ceiling} days, not ${asked}: the repository allows no more.`;
    return { days: ceiling, warning };
}
/** The page from which a browser downloads the artifact. */
function artifactUrl(id, environment) {
    const server = environment['GITHUB_SERVER_URL'] || 'https://github.com';
    const run = `${environment['GITHUB_REPOSITORY']}/actions/runs/${environment['GITHUB_RUN_ID']}`;
    return `${server}/${run}/artifacts/${id}`;
}
/**
 * Explains what @actions/artifact threw; it tells its failures apart by their texts only. The
 * error itself is not kept as the cause, since it can hold the signed address of the upload.
 */
function artifactError(error, name) {
    const [text = ''] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error).split('\n');
    const reason = `The artifact ${name} could not be uploaded: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(text)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_UPLOAD', reason, nextStep(text));
}
function nextStep(text) {
    if (text.includes('(409)'))
        return 'Run the backup again: it gets a new name.';
    if (/quota|insufficient usage/i.test(text)) {
        return 'Delete artifacts that are no longer needed, raise the storage limit, or use a bucket.';
    }
    if (/\((401|403)\)/.test(text))
        return 'Re-run the job: the token of this one is not valid.';
    return 'Run it again later, and see https://www.githubstatus.com if it stays.';
}


/***/ }),

/***/ 22150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openArtifactStore: () => (/* binding */ openArtifactStore)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/manifest/verification.js
var verification = __webpack_require__(12821);
// EXTERNAL MODULE: ./build/plan/backup-name.js
var backup_name = __webpack_require__(65320);
// EXTERNAL MODULE: ./build/destinations/abandonable.js
var abandonable = __webpack_require__(91561);
// EXTERNAL MODULE: ./build/destinations/artifact-rules.js
var artifact_rules = __webpack_require__(69146);
// EXTERNAL MODULE: ./build/destinations/disk-space.js
var disk_space = __webpack_require__(89344);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/destinations/artifact-read-errors.js

const READ_ACTIONS = 'Give the job `permissions: actions: read` (a token for another repository needs it there), and check run-id.';
/**
 * Explains what @actions/artifact threw while it read: errors of GitHub's API have a status, all
 * others are told apart by their texts only. The error is not kept as the cause, since it can
 * hold signed addresses and the token.
 *
 * @param doing as in `download the artifact NAME`
 */
function artifactReadError(error, doing) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return error;
    const [text = ''] = (0,errors/* errorMessage */.gJ)(error).split('\n');
    const [code, why, next] = meaning(statusOf(error, text), text);
    return new errors/* UserError */.yo(code, `Could not ${doing}: ${(0,errors/* sentence */.em)(why)}`, next);
}
/** Whether GitHub's API may well answer the same request a little later. */
function isPassing(error) {
    const status = error?.status;
    return typeof status === 'number' && (status >= 500 || status === 429);
}
function meaning(status, text) {
    if (status === 410 || /\bexpired\b/i.test(text)) {
        return ['E_NOT_FOUND', 'it has expired', 'Choose another backup, or one in a bucket.'];
    }
    if (/no artifacts? found|artifact not found/i.test(text)) {
        return ['E_NOT_FOUND', 'it has expired or was deleted', 'Choose another backup.'];
    }
    if (/rate limit/i.test(text))
        return ['E_DOWNLOAD', text, 'Run it again later.'];
    if (status === 404)
        return ['E_NOT_FOUND', 'GitHub shows it to nobody or not to us', READ_ACTIONS];
    if (status === 401) {
        return ['E_CREDENTIALS', 'GitHub does not accept the token', 'Check github-token.'];
    }
    if (status === 403)
        return ['E_CREDENTIALS', `the token may not: ${text}`, READ_ACTIONS];
    return ['E_DOWNLOAD', text, 'Run it again later, and see https://www.githubstatus.com.'];
}
/** The runner's service has it in the text only: `Failed request: (403) Forbidden`. */
function statusOf(error, text) {
    const { status } = (error ?? {});
    if (typeof status === 'number')
        return status;
    const found = /\((\d{3})\)/.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
}

;// CONCATENATED MODULE: ./build/destinations/run-artifacts.js






const ATTEMPTS = 4;
/** The artifacts of one workflow run: by the runner's own service, or by GitHub's public API. */
class RunArtifacts {
    #other;
    /** @param other undefined: this run */
    constructor(other) {
        this.#other = other;
    }
    /** How the run is named in logs and errors. */
    get label() {
        if (this.#other === undefined)
            return 'the artifacts of this run';
        const { repositoryOwner, repositoryName, workflowRunId } = this.#other;
        return `the artifacts of run ${workflowRunId} of ${repositoryOwner}/${repositoryName}`;
    }
    /**
     * All of them, also expired ones of another run, since the library does not tell them apart.
     *
     * @throws UserError `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
     */
    async list(signal) {
        const client = await newClient(signal);
        const options = { latest: false, ...this.#findBy };
        try {
            return (await (0,abandonable/* abandonable */.G)(client.listArtifacts(options), signal)).artifacts;
        }
        catch (error) {
            signal.throwIfAborted();
            throw artifactReadError(error, `list ${this.label}`);
        }
    }
    /**
     * Downloads the zip archive of an artifact as it is stored, and compares its digest.
     *
     * @param folder where it goes; made here, private
     * @returns the path of the zip archive
     * @throws UserError `E_INTEGRITY`, `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
     */
    async download(artifact, folder, signal) {
        await (0,promises_.mkdir)(folder, { mode: 0o700, recursive: true });
        for (let attempt = 1;; attempt++) {
            try {
                const { digestMismatch } = await this.#fetch(artifact, folder, signal);
                if (digestMismatch)
                    throw altered(artifact);
                break;
            }
            catch (error) {
                signal.throwIfAborted();
                if (attempt >= ATTEMPTS || !isPassing(error)) {
                    throw artifactReadError(error, `download the artifact ${artifact.name}`);
                }
                await (0,external_node_timers_promises_.setTimeout)(Math.random() * 1000 * 2 ** attempt, undefined, { signal });
            }
        }
        const [file, ...others] = await (0,promises_.readdir)(folder);
        if (file === undefined || others.length > 0)
            throw altered(artifact);
        return (0,external_node_path_.join)(folder, file);
    }
    async #fetch(artifact, folder, signal) {
        const client = await newClient(signal);
        const options = {
            path: folder,
            // The library unpacks a stream, and has to guess where a stored file ends.
            skipDecompress: true,
            ...(artifact.digest === undefined ? {} : { expectedHash: artifact.digest }),
            ...this.#findBy,
        };
        return (0,abandonable/* abandonable */.G)(client.downloadArtifact(artifact.id, options), signal);
    }
    get #findBy() {
        return this.#other === undefined ? {} : { findBy: this.#other };
    }
}
async function newClient(signal) {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(110), __webpack_require__.e(458)]).then(__webpack_require__.bind(__webpack_require__, 67458));
    signal.throwIfAborted();
    return new DefaultArtifactClient();
}
function altered({ name }) {
    const message = `The artifact ${name} is not what was uploaded: its digest is another one.`;
    return new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again; if it stays so, choose another backup.');
}

// EXTERNAL MODULE: ./build/destinations/store-path.js
var store_path = __webpack_require__(63969);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/destinations/zip-directory.js
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const LARGEST_COMMENT = 0xffff;
/** How much of an archive's end has to be read to find its directory. */
const TAIL_BYTES = LOCATOR_BYTES + END_BYTES + LARGEST_COMMENT;
/** The number that stands for one that needs 64 bits and is in another record. */
const ELSEWHERE = 0xffffffff;
/**
 * Finds the directory from the last bytes of an archive (PKWARE's APPNOTE.TXT, 4.3.16).
 *
 * @returns where it is, or where the record of 64-bit numbers is that says so (4.3.14)
 * @throws Error
 */
function findDirectory(tail) {
    for (let at = tail.length - END_BYTES; at >= 0; at--) {
        if (tail.readUInt32LE(at) !== 0x06054b50)
            continue;
        if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length)
            continue;
        const locator = at - LOCATOR_BYTES;
        if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
            return { end64Offset: wide(tail, locator + 8) };
        }
        return { sizeBytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
    }
    throw new Error('it has no end');
}
/** Reads the record that `findDirectory` led to. */
function readEnd64(record) {
    if (record.readUInt32LE(0) !== 0x06064b50)
        throw new Error('its end is damaged');
    return { sizeBytes: wide(record, 40), offset: wide(record, 48) };
}
/**
 * Reads the directory (4.3.12). Names are taken as they are, to be compared and never used as
 * paths.
 *
 * @throws Error, RangeError
 */
function readMembers(directory) {
    const members = [];
    for (let at = 0; at < directory.length;) {
        if (directory.readUInt32LE(at) !== 0x02014b50)
            throw new Error('its directory is damaged');
        const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
        const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
        const [sizeBytes = 0, storedBytes = 0, headerOffset = 0] = wideFields([24, 20, 42].map((field) => directory.readUInt32LE(at + field)), directory.subarray(nameEnd, extraEnd));
        members.push({
            name: directory.toString('utf8', at + 46, nameEnd),
            method: methodOf(directory.readUInt16LE(at + 8), directory.readUInt16LE(at + 10)),
            crc32: directory.readUInt32LE(at + 16),
            storedBytes,
            sizeBytes,
            headerOffset,
        });
        at = extraEnd + directory.readUInt16LE(at + 32);
    }
    return members;
}
function methodOf(flags, method) {
    const isEncrypted = (flags & 1) !== 0;
    if (isEncrypted || (method !== 0 && method !== 8))
        throw new Error('it is packed in another way');
    return method === 0 ? 'stored' : 'deflated';
}
/** Takes what did not fit into 32 bits from the extra field, in the same order (4.5.3). */
function wideFields(fields, extra) {
    for (let at = 0; at + 4 <= extra.length;) {
        let value = at + 4;
        const isWide = extra.readUInt16LE(at) === 1;
        at = value + extra.readUInt16LE(at + 2);
        if (!isWide)
            continue;
        return fields.map((field) => {
            if (field !== ELSEWHERE)
                return field;
            value += 8;
            return wide(extra, value - 8);
        });
    }
    return [...fields];
}
function wide(buffer, at) {
    const value = Number(buffer.readBigUInt64LE(at));
    if (!Number.isSafeInteger(value))
        throw new Error('it is larger than can be');
    return value;
}

;// CONCATENATED MODULE: ./build/destinations/zip-file.js





const CHUNK_BYTES = 256 * 1024;
const LOCAL_HEADER_BYTES = 30;
/** A directory has about a hundred bytes a file. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024;
/**
 * A zip archive that members are read from where they lie: nothing is unpacked, so no name in it
 * can lead anywhere. It is read by its directory, which unlike a stream of it says where a stored
 * member ends.
 */
class ZipFile {
    #path;
    #label;
    #members;
    constructor(path, label, members) {
        this.#path = path;
        this.#label = label;
        this.#members = new Map(members.map((member) => [member.name, member]));
        if (this.#members.size < members.length)
            throw damaged(label, 'it has a name twice');
    }
    /**
     * @param label how the archive is named in errors
     * @throws UserError `E_INTEGRITY`
     */
    static async open(path, label) {
        const file = await (0,promises_.open)(path, 'r');
        try {
            const directory = await locate(file);
            if (directory.sizeBytes > LARGEST_DIRECTORY)
                throw new Error('its directory is too large');
            const members = readMembers(await readExactly(file, directory.offset, directory.sizeBytes));
            return new ZipFile(path, label, members);
        }
        catch (error) {
            throw damaged(label, (0,errors/* errorMessage */.gJ)(error));
        }
        finally {
            await file.close();
        }
    }
    has(name) {
        return this.#members.has(name);
    }
    /**
     * The bytes of a member; it ends with an error if they are not what the directory says.
     *
     * @throws UserError `E_INTEGRITY`
     */
    async *read(name, signal) {
        const member = this.#members.get(name);
        if (member === undefined)
            throw new Error(`${name} is not in ${this.#label}.`);
        let sizeBytes = 0;
        let sum = 0;
        try {
            for await (const chunk of await this.#content(member)) {
                signal.throwIfAborted();
                sizeBytes += chunk.length;
                if (sizeBytes > member.sizeBytes)
                    break;
                sum = (0,external_node_zlib_.crc32)(chunk, sum);
                yield chunk;
            }
        }
        catch (error) {
            signal.throwIfAborted();
            throw damaged(this.#label, (0,errors/* errorMessage */.gJ)(error));
        }
        if (sizeBytes !== member.sizeBytes || sum !== member.crc32) {
            throw damaged(this.#label, `${name} is damaged`);
        }
    }
    async #content(member) {
        const file = await (0,promises_.open)(this.#path, 'r');
        const stored = external_node_stream_.Readable.from(readStored(file, member));
        if (member.method === 'stored')
            return stored;
        // The reader of what comes out is told of errors; here there is nothing more to do.
        return (0,external_node_stream_.pipeline)(stored, (0,external_node_zlib_.createInflateRaw)({ chunkSize: CHUNK_BYTES }), () => { });
    }
}
async function locate(file) {
    const { size } = await file.stat();
    const tailBytes = Math.min(size, TAIL_BYTES);
    const found = findDirectory(await readExactly(file, size - tailBytes, tailBytes));
    if (!('end64Offset' in found))
        return found;
    return readEnd64(await readExactly(file, found.end64Offset, END64_BYTES));
}
/** The bytes of a member as they are stored. The local header may have another extra field. */
async function* readStored(file, member) {
    try {
        const header = await readExactly(file, member.headerOffset, LOCAL_HEADER_BYTES);
        if (header.readUInt32LE(0) !== 0x04034b50)
            throw new Error('a header in it is damaged');
        const names = header.readUInt16LE(26) + header.readUInt16LE(28);
        let position = member.headerOffset + LOCAL_HEADER_BYTES + names;
        const end = position + member.storedBytes;
        for (; position < end; position += CHUNK_BYTES) {
            yield await readExactly(file, position, Math.min(CHUNK_BYTES, end - position));
        }
    }
    finally {
        await file.close();
    }
}
async function readExactly(file, position, length) {
    const buffer = Buffer.allocUnsafeSlow(length);
    for (let filled = 0; filled < length;) {
        const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
        if (bytesRead === 0)
            throw new Error('it is cut off');
        filled += bytesRead;
    }
    return buffer;
}
function damaged(label, how) {
    const message = `${label} is not a zip archive that can be read: ${how}.`;
    return new errors/* UserError */.yo('E_INTEGRITY', message, 'Choose another backup.');
}

;// CONCATENATED MODULE: ./build/destinations/artifact-store.js











/** The end of the name of the artifact that holds nothing but a later verification. */
const RECORD = '.verification';
/**
 * Reads backups from the artifacts of a workflow run: each is one artifact, named by its id. It
 * comes whole, once, and is read where it lies. What is put later cannot go into it, and becomes
 * an artifact of its own, `<id>.verification`, of this run.
 *
 * @throws UserError `E_INPUT`
 */
async function openArtifactStore(host, options) {
    const other = otherRun(host.environment, options);
    const server = (0,artifact_rules/* enterpriseServer */.nB)(host.environment);
    if (server !== undefined) {
        const message = `The artifacts of GitHub Enterprise Server (${server}) cannot be read.`;
        throw new errors/* UserError */.yo('E_INPUT', message, 'Name a folder or a bucket as source instead.');
    }
    if (other === undefined)
        requireService(host.environment);
    const folder = (0,external_node_path_.join)(await host.temporaryDirectory(), 'artifacts');
    return new ArtifactStore(other, folder, host.environment);
}
function otherRun(environment, { runId, githubToken: token }) {
    if (runId === undefined)
        return undefined;
    if (!token) {
        const next = 'Set github-token too, of a job with `permissions: actions: read`.';
        throw new errors/* UserError */.yo('E_INPUT', 'The artifacts of another run need a token.', next);
    }
    const repository = /^([^/\s]+)\/([^/\s]+)$/.exec(environment['GITHUB_REPOSITORY'] ?? '');
    const [, repositoryOwner, repositoryName] = repository ?? [];
    if (repositoryOwner === undefined || repositoryName === undefined) {
        const message = 'GITHUB_REPOSITORY does not say which repository the run belongs to.';
        throw new errors/* UserError */.yo('E_INPUT', message, 'Set it to OWNER/NAME.');
    }
    return { token, workflowRunId: runId, repositoryOwner, repositoryName };
}
function requireService(environment) {
    try {
        (0,artifact_rules/* checkService */._x)(environment);
    }
    catch {
        const message = 'Only an action in a GitHub Actions workflow has artifacts of its own.';
        const next = 'Set run-id and github-token, or name a folder or a bucket as source.';
        throw new errors/* UserError */.yo('E_INPUT', message, next);
    }
}
class ArtifactStore {
    label;
    #runs;
    /** Where records are put; they may be about a backup of another run. */
    #ownRun;
    #folder;
    #environment;
    /** By artifact names; undefined: to be asked for. */
    #known;
    #downloads = new Map();
    constructor(other, folder, environment) {
        this.#runs = new RunArtifacts(other);
        this.label = this.#runs.label;
        const hasOwn = other !== undefined && Boolean(environment['ACTIONS_RUNTIME_TOKEN']);
        this.#ownRun = hasOwn ? new RunArtifacts(undefined) : undefined;
        this.#folder = folder;
        this.#environment = environment;
    }
    async *list(name, signal) {
        (0,store_path/* folderInStore */.BN)(name);
        this.#known = undefined;
        for (const artifact of (await this.#listed(signal)).keys()) {
            const id = artifact.endsWith(RECORD) ? artifact.slice(0, -RECORD.length) : artifact;
            if ((0,backup_name/* parseBackupId */.JN)(id)?.name !== name)
                continue;
            yield `${id}${id === artifact ? verification/* MANIFEST_SUFFIX */.OK : verification/* VERIFICATION_SUFFIX */.yV}`;
        }
    }
    async *read(name, path, signal) {
        (0,store_path/* pathInStore */.Wr)(name, path);
        const listed = await this.#listed(signal);
        const found = listed.get(artifactOf(path));
        if (found === undefined)
            throw this.#missing(path);
        const zip = await this.#download(found, signal);
        if (!zip.has(path))
            throw this.#missing(path);
        yield* zip.read(path, signal);
    }
    async put(name, path, content, signal) {
        (0,store_path/* pathInStore */.Wr)(name, path);
        const artifact = artifactOf(path);
        if (!artifact.endsWith(RECORD)) {
            const message = `${path} cannot be added: an artifact cannot be changed.`;
            throw new errors/* UserError */.yo('E_UPLOAD', message, 'Keep the backups in a folder or a bucket.');
        }
        (0,artifact_rules/* checkService */._x)(this.#environment);
        const folder = (0,external_node_path_.join)(this.#folder, artifact);
        try {
            await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
            await (0,promises_.writeFile)((0,external_node_path_.join)(folder, path), content, { mode: 0o600 });
            await replaceArtifact(artifact, (0,external_node_path_.join)(folder, path), folder, signal);
        }
        finally {
            this.#known = undefined;
            await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
        }
    }
    async #listed(signal) {
        if (this.#known !== undefined)
            return this.#known;
        const [backups, records = []] = await Promise.all([
            this.#runs.list(signal),
            this.#ownRun?.list(signal),
        ]);
        const all = [
            ...backups.map((artifact) => ({ artifact, run: this.#runs })),
            ...records
                .filter((artifact) => artifact.name.endsWith(RECORD))
                .map((artifact) => ({ artifact, run: this.#ownRun ?? this.#runs })),
        ];
        // Of one name, the newest counts: a job that runs again uploads again.
        all.sort((one, other) => one.artifact.id - other.artifact.id);
        this.#known = new Map(all.map((listed) => [listed.artifact.name, listed]));
        return this.#known;
    }
    /** Once for all who read from it. */
    #download({ artifact, run }, signal) {
        const started = this.#downloads.get(artifact.id);
        if (started !== undefined)
            return started;
        const folder = (0,external_node_path_.join)(this.#folder, String(artifact.id));
        const download = fetchZip(artifact, run, folder, signal).catch(async (error) => {
            this.#downloads.delete(artifact.id);
            await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
            throw error;
        });
        this.#downloads.set(artifact.id, download);
        return download;
    }
    #missing(path) {
        const message = `${path} is not in ${this.label}.`;
        return new errors/* UserError */.yo('E_NOT_FOUND', message, 'It may have expired; check run-id and backup.');
    }
}
/** The name of the artifact that holds a path: `<id>.dump`, `<id>/toc.dat` or a record. */
function artifactOf(path) {
    if (path.endsWith(verification/* VERIFICATION_SUFFIX */.yV)) {
        return `${path.slice(0, -verification/* VERIFICATION_SUFFIX */.yV.length)}${RECORD}`;
    }
    return /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?=[./])/.exec(path)?.[0] ?? path;
}
async function fetchZip(artifact, run, folder, signal) {
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const free = await (0,disk_space/* freeBytes */.go)(folder);
    if (free < artifact.size) {
        const sizes = `${(0,disk_space/* sizeText */.lP)(free)} are free and it has ${(0,disk_space/* sizeText */.lP)(artifact.size)}`;
        const message = `There is no space for the artifact ${artifact.name}: ${sizes}.`;
        throw new errors/* UserError */.yo('E_DISK', message, 'Free some space on the disk of the runner.');
    }
    const path = await run.download(artifact, folder, signal);
    return ZipFile.open(path, `The artifact ${artifact.name}`);
}
/** Uploads a file as an artifact of this run, in place of an older one of the same name. */
async function replaceArtifact(name, file, folder, signal) {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(110), __webpack_require__.e(458)]).then(__webpack_require__.bind(__webpack_require__, 67458));
    const client = new DefaultArtifactClient();
    try {
        const { artifacts } = await (0,abandonable/* abandonable */.G)(client.listArtifacts(), signal);
        if (artifacts.some((artifact) => artifact.name === name))
            await client.deleteArtifact(name);
        await (0,abandonable/* abandonable */.G)(client.uploadArtifact(name, [file], folder), signal);
    }
    catch (error) {
        signal.throwIfAborted();
        throw (0,artifact_rules/* artifactError */.X4)(error, name);
    }
}


/***/ })

};
