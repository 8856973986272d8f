export const id = 821;
export const ids = [821];
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

/***/ 59742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C_: () => (/* binding */ isStalled),
/* harmony export */   Kc: () => (/* binding */ findArtifact),
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   ew: () => (/* binding */ newArtifactClient),
/* harmony export */   md: () => (/* binding */ unlessSilent)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _abandonable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(91561);
/* harmony import */ var _artifact_read_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61349);
/* harmony import */ var _objects_retry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54749);






/** The library lists no more than so many artifacts of a run, by default a thousand. */
const MOST_ARTIFACTS = '1000000';
/** A download of which nothing comes for so long is given up. */
const SILENCE_MS = 30_000;
/** GitHub's own library, which reads its settings from the environment when it is loaded. */
async function newArtifactClient(signal) {
    process.env['ACTIONS_ARTIFACT_MAX_ARTIFACT_COUNT'] ??= MOST_ARTIFACTS;
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(955), __webpack_require__.e(878), __webpack_require__.e(838), __webpack_require__.e(184), __webpack_require__.e(244), __webpack_require__.e(420), __webpack_require__.e(888)]).then(__webpack_require__.bind(__webpack_require__, 37888));
    signal.throwIfAborted();
    return new DefaultArtifactClient();
}
/**
 * Does something with the library until it succeeds, three times at most. The library itself
 * repeats what the runner's service answered with 5xx or 429, and no request that was cut.
 *
 * @param undo what is to be done when `work` succeeds after the signal was aborted
 */
function persist(work, signal, undo) {
    let attempt = 0;
    const once = () => (0,_abandonable_js__WEBPACK_IMPORTED_MODULE_5__/* .abandonable */ .G)(work(++attempt), signal, undo);
    const patience = { attempts: 3, firstPauseMs: 500 };
    return (0,_objects_retry_js__WEBPACK_IMPORTED_MODULE_4__/* .withRetries */ .L)(patience, signal, once, (error) => isWorthAnother(error) ? 'later' : 'give up');
}
/** A finished artifact of this run by its name; undefined: there is none. */
async function findArtifact(client, name) {
    try {
        return (await client.getArtifact(name)).artifact;
    }
    catch (error) {
        if (error instanceof Error && error.name === 'ArtifactNotFoundError')
            return undefined;
        throw error;
    }
}
/** Most failures of the library can be told apart by their texts only. */
function isWorthAnother(error) {
    const isBusy = error?.statusCode === 429;
    const isCut = /\bE(CONNRESET|CONNREFUSED|PIPE|TIMEDOUT)\b|hang up/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error));
    return isBusy || isCut || (0,_artifact_read_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isPassing */ .WG)(error) || isStalled(error);
}
/** An upload that was given up while its files are still being read. */
function isStalled(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error).startsWith('Upload progress stalled');
}
/** Rejects when a download into a folder has brought nothing for a while: the library waits on. */
async function unlessSilent(download, folder) {
    const { promise: silent, reject } = Promise.withResolvers();
    let before = -1;
    const look = async () => {
        const size = await sizeOf(folder);
        if (size === before)
            reject(new Error('ETIMEDOUT: nothing came for 30 seconds'));
        before = size;
        timer = setTimeout(look, SILENCE_MS);
    };
    let timer = setTimeout(look, SILENCE_MS);
    try {
        return await Promise.race([download, silent]);
    }
    finally {
        clearTimeout(timer);
    }
}
async function sizeOf(folder) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder).catch(() => []);
    const sizes = names.map((name) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).then(({ size }) => size, () => 0));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}


/***/ }),

/***/ 61349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DD: () => (/* binding */ artifactRemovalError),
/* harmony export */   Tm: () => (/* binding */ artifactReadError),
/* harmony export */   WG: () => (/* binding */ isPassing)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const READ_ACTIONS = 'Give the job `permissions: actions: read` (a token for another repository needs it there), and check run-id.';
const WRITE_ACTIONS = 'Give the job `permissions: actions: write`.';
/**
 * Explains what @actions/artifact threw while it read: errors of GitHub's API have a status, all
 * others are told apart by their texts only. The error is not kept as the cause, since it can
 * hold signed addresses and the token.
 *
 * @param doing as in `download the artifact NAME`
 * @param rights what to do about missing rights
 */
function artifactReadError(error, doing, rights = READ_ACTIONS) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAbort */ .rV)(error))
        return error;
    const [text = ''] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error).split('\n');
    const [code, why, next] = meaning(statusOf(error, text), text, rights);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code, `Could not ${doing}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(why)}`, next);
}
/** The same of what it threw while it removed something. */
function artifactRemovalError(error, doing) {
    return artifactReadError(error, doing, WRITE_ACTIONS);
}
/** Whether GitHub's API may well answer the same request a little later. */
function isPassing(error) {
    const status = error?.status;
    return typeof status === 'number' && (status >= 500 || status === 429);
}
function meaning(status, text, rights) {
    if (status === 410 || /\bexpired\b/i.test(text)) {
        return ['E_NOT_FOUND', 'it has expired', 'Choose another backup, or one in a bucket.'];
    }
    if (/no artifacts? found|artifact not found/i.test(text)) {
        return ['E_NOT_FOUND', 'it has expired or was deleted', 'Choose another backup.'];
    }
    if (/rate limit/i.test(text))
        return ['E_DOWNLOAD', text, 'Run it again later.'];
    if (status === 404)
        return ['E_NOT_FOUND', 'GitHub shows it to nobody or not to us', rights];
    if (status === 401) {
        return ['E_CREDENTIALS', 'GitHub does not accept the token', 'Check github-token.'];
    }
    if (status === 403)
        return ['E_CREDENTIALS', `the token may not: ${text}`, rights];
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


/***/ }),

/***/ 69146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gb: () => (/* binding */ furtherName),
/* harmony export */   Ox: () => (/* binding */ audienceOf),
/* harmony export */   Wk: () => (/* binding */ artifactUrl),
/* harmony export */   X4: () => (/* binding */ artifactError),
/* harmony export */   _x: () => (/* binding */ checkService),
/* harmony export */   e8: () => (/* binding */ retentionOf),
/* harmony export */   f7: () => (/* binding */ checkAudience),
/* harmony export */   nB: () => (/* binding */ enterpriseServer),
/* harmony export */   u$: () => (/* binding */ firstName)
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
    const next = 'Or encrypt it with encrypt-to. Set allow-public-artifact to true if anyone may read the data.';
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
/**
 * What an artifact is called whose first upload was cut: GitHub shows no artifact then, and takes
 * no other of that name in the run (github.com/dotnet/orleans/issues/10961).
 */
function furtherName(id, attempt) {
    return `${id}.${attempt}`;
}
/** What an artifact would have been called in its first upload. */
function firstName(name) {
    return name.replace(/\.[1-9]$/, '');
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

/***/ 88821:
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
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/destinations/abandonable.js
var abandonable = __webpack_require__(91561);
// EXTERNAL MODULE: ./build/destinations/artifact-client.js
var artifact_client = __webpack_require__(59742);
// EXTERNAL MODULE: ./build/destinations/artifact-rules.js
var artifact_rules = __webpack_require__(69146);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/destinations/artifact-read-errors.js
var artifact_read_errors = __webpack_require__(61349);
;// CONCATENATED MODULE: ./build/destinations/artifact-api.js


const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
const PAGE = 100;
/** An answer that is no success, as artifact-read-errors.ts explains it. */
class ApiError extends Error {
    status;
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}
/** What of GitHub's REST API ("Actions artifacts", version 2022-11-28) the library has not. */
class ArtifactApi {
    #access;
    constructor(access) {
        this.#access = access;
    }
    get repository() {
        return `${this.#access.repositoryOwner}/${this.#access.repositoryName}`;
    }
    /**
     * All artifacts of the repository, the newest first, as the API describes them. One that is made
     * meanwhile can push another onto two pages. One that is removed can pull another past the next
     * page, so all pages are then asked for again, and most artifacts are told twice.
     *
     * @throws UserError `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
     */
    async *list(signal) {
        for (let page = 1, before = 0;; page++) {
            const path = `artifacts?per_page=${PAGE}&page=${page}`;
            const doing = `list the artifacts of ${this.repository}`;
            const { artifacts, total } = await this.#send('GET', path, signal, doing, readPage);
            yield* artifacts;
            if (total < before)
                page = 0;
            else if (artifacts.length < PAGE)
                return;
            before = total;
        }
    }
    /**
     * The address that an artifact's zip archive can be fetched from for a minute, without the token.
     *
     * @throws UserError `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
     */
    async address(id, name, signal) {
        const doing = `download the artifact ${name}`;
        return await this.#send('GET', `artifacts/${id}/zip`, signal, doing, readLocation);
    }
    /** Removes an artifact; one that is gone is removed. */
    async remove(id, name, signal) {
        const doing = `remove the artifact ${name}`;
        await this.#send('DELETE', `artifacts/${id}`, signal, doing, async () => { });
    }
    async #send(method, path, signal, doing, read) {
        for (let attempt = 1;; attempt++) {
            try {
                return await read(await this.#once(method, path, signal));
            }
            catch (error) {
                signal.throwIfAborted();
                // What is no answer is an answer that was lost.
                const isFinal = error instanceof ApiError && !(0,artifact_read_errors/* isPassing */.WG)(error);
                if (attempt >= ATTEMPTS || isFinal) {
                    throw method === 'GET'
                        ? (0,artifact_read_errors/* artifactReadError */.Tm)(error, doing)
                        : (0,artifact_read_errors/* artifactRemovalError */.DD)(error, doing);
                }
                await (0,external_node_timers_promises_.setTimeout)(Math.random() * 1000 * 2 ** attempt, undefined, { signal });
            }
        }
    }
    async #once(method, path, signal) {
        const { token, apiUrl } = this.#access;
        const response = await fetch(`${apiUrl}/repos/${this.repository}/actions/${path}`, {
            method,
            headers: {
                accept: 'application/vnd.github+json',
                authorization: `token ${token}`,
                'user-agent': 'pg-backup-action',
                'x-github-api-version': '2022-11-28',
            },
            // Where a zip archive lies is another host, which must not get the token.
            redirect: 'manual',
            signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        // A repository that was renamed or moved sends on whatever is asked; an archive's is 302.
        if (response.ok || (method === 'GET' && response.status === 302))
            return response;
        const text = await response.text();
        if (method === 'DELETE' && response.status === 404)
            return response;
        throw new ApiError(response.status, messageOf(text) || `GitHub answered ${response.status}`);
    }
}
/** A list that is not there must not pass for one that has nothing in it. */
async function readPage(response) {
    const { artifacts, total_count: total } = (await response.json());
    if (Array.isArray(artifacts))
        return { artifacts, total: Number(total) };
    throw new Error('the answer has no list in it');
}
async function readLocation(response) {
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location !== null)
        return location;
    throw new Error('GitHub did not say where it is');
}
function messageOf(text) {
    try {
        const { message } = JSON.parse(text);
        return typeof message === 'string' ? message : '';
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./build/destinations/remote-bytes.js


const remote_bytes_ATTEMPTS = 4;
const remote_bytes_TIMEOUT_MS = 60_000;
/** The end of a zip archive has its directory, and in ours mostly the manifest. */
const TAIL_BYTES = 128 * 1024;
/** Whoever wants more than a few small files downloads the whole. */
const MOST_AT_ONCE = 64 * 1024 * 1024;
/**
 * A file of another machine, of which only the wanted parts are fetched (RFC 9110, 14.2: Range).
 * Not a stream: what is read together is held in memory.
 */
class RemoteBytes {
    #address;
    #sizeBytes;
    #label;
    #opened;
    /**
     * @param address where it can be fetched for now, without further headers
     * @param label how it is named in errors
     */
    constructor(address, sizeBytes, label) {
        this.#address = address;
        this.#sizeBytes = sizeBytes;
        this.#label = label;
    }
    /** The same for all who read at the same time, as what is kept of it is small. */
    async open(signal) {
        this.#opened ??= this.#open(signal);
        try {
            return await this.#opened;
        }
        catch (error) {
            this.#opened = undefined;
            throw error;
        }
    }
    async #open(signal) {
        const address = await this.#address(signal);
        const sizeBytes = this.#sizeBytes;
        const start = Math.max(0, sizeBytes - TAIL_BYTES);
        const tail = await this.#range(address, start, sizeBytes - start, signal);
        return {
            sizeBytes,
            read: async (position, length) => {
                if (position >= start && position + length <= sizeBytes) {
                    return tail.subarray(position - start, position - start + length);
                }
                return await this.#range(address, position, length, signal);
            },
            close: async () => { },
        };
    }
    async #range(address, position, length, signal) {
        if (length === 0)
            return Buffer.of();
        if (length > MOST_AT_ONCE || position + length > this.#sizeBytes) {
            throw new Error('it is cut off, or tells of more than can be');
        }
        for (let attempt = 1;; attempt++) {
            try {
                return await fetchRange(address, position, length, signal);
            }
            catch (error) {
                signal.throwIfAborted();
                if (attempt >= remote_bytes_ATTEMPTS)
                    throw this.#unreachable(error);
                await (0,external_node_timers_promises_.setTimeout)(Math.random() * 500 * 2 ** attempt, undefined, { signal });
            }
        }
    }
    /** The address is signed, and stays out of it. */
    #unreachable(error) {
        const [text = ''] = (0,errors/* errorMessage */.gJ)(error).split('\n');
        const why = /https?:/.test(text) ? 'the connection failed' : text;
        const message = `Could not read ${this.#label}: ${why}.`;
        return new errors/* UserError */.yo('E_DOWNLOAD', message, 'Run it again later.');
    }
}
async function fetchRange(address, position, length, signal) {
    const response = await fetch(address, {
        headers: { range: `bytes=${position}-${position + length - 1}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(remote_bytes_TIMEOUT_MS)]),
    });
    if (response.status !== 206) {
        await response.body?.cancel();
        throw new Error(`the store answered ${response.status} for a part of it`);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length !== length)
        throw new Error('the store sent another part of it');
    return bytes;
}

;// CONCATENATED MODULE: ./build/destinations/run-artifacts.js






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
        const client = await (0,artifact_client/* newArtifactClient */.ew)(signal);
        const options = { latest: false, ...this.#findBy };
        try {
            return (await (0,artifact_client/* persist */.Zr)(() => client.listArtifacts(options), signal)).artifacts;
        }
        catch (error) {
            signal.throwIfAborted();
            throw (0,artifact_read_errors/* artifactReadError */.Tm)(error, `list ${this.label}`);
        }
    }
    /**
     * Removes an artifact of this run; one that is gone is removed.
     *
     * @throws UserError `E_CREDENTIALS`, `E_DOWNLOAD`
     */
    async remove(name, signal) {
        const client = await (0,artifact_client/* newArtifactClient */.ew)(signal);
        try {
            await (0,abandonable/* abandonable */.G)(client.deleteArtifact(name, this.#findBy), signal);
        }
        catch (error) {
            signal.throwIfAborted();
            const known = (0,artifact_read_errors/* artifactRemovalError */.DD)(error, `remove the artifact ${name}`);
            if ((0,errors/* errorCode */.CA)(known) !== 'E_NOT_FOUND')
                throw known;
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
        try {
            const fetch = () => (0,artifact_client/* unlessSilent */.md)(this.#fetch(artifact, folder, signal), folder);
            const { digestMismatch } = await (0,artifact_client/* persist */.Zr)(fetch, signal);
            if (digestMismatch)
                throw altered(artifact);
        }
        catch (error) {
            signal.throwIfAborted();
            throw (0,artifact_read_errors/* artifactReadError */.Tm)(error, `download the artifact ${artifact.name}`);
        }
        const [file, ...others] = await (0,promises_.readdir)(folder);
        if (file === undefined || others.length > 0)
            throw altered(artifact);
        return (0,external_node_path_.join)(folder, file);
    }
    async #fetch(artifact, folder, signal) {
        const client = await (0,artifact_client/* newArtifactClient */.ew)(signal);
        const options = {
            path: folder,
            // The library unpacks a stream, and has to guess where a stored file ends.
            skipDecompress: true,
            ...(artifact.digest === undefined ? {} : { expectedHash: artifact.digest }),
            ...this.#findBy,
        };
        return client.downloadArtifact(artifact.id, options);
    }
    get #findBy() {
        return this.#other === undefined ? {} : { findBy: this.#other };
    }
}
function altered({ name }) {
    const message = `The artifact ${name} is not what was uploaded: its digest is another one.`;
    return new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again; if it stays so, choose another backup.');
}

;// CONCATENATED MODULE: ./build/destinations/artifact-scope.js





/** An artifact, and the ways to it. */
class Listed {
    artifact;
    #run;
    #api;
    constructor(artifact, run, api) {
        this.artifact = artifact;
        this.#run = run;
        this.#api = api;
    }
    /** Fetches the whole zip archive, and gives its path. */
    async download(folder, signal) {
        return await this.#run.download(this.artifact, folder, signal);
    }
    /** The zip archive where it lies, for small parts of it; undefined: it comes whole only. */
    get bytes() {
        const { id, name, size } = this.artifact;
        const api = this.#api;
        if (api === undefined)
            return undefined;
        return new RemoteBytes((signal) => api.address(id, name, signal), size, `the artifact ${name}`);
    }
    async remove(signal) {
        const { id, name } = this.artifact;
        await (this.#api === undefined
            ? this.#run.remove(name, signal)
            : this.#api.remove(id, name, signal));
    }
}
/**
 * The artifacts of one other run, of all runs of the repository, or of this run: as much as was
 * asked for or allowed.
 *
 * @param isRecord tells by its name whether an artifact is a record that this run may have put
 *   about a backup of another
 * @throws UserError `E_INPUT`
 */
function artifactScope(environment, { runId, githubToken: token }, isRecord) {
    if (runId === undefined && !token) {
        requireService(environment);
        return scopeOf(new RunArtifacts(undefined), undefined);
    }
    if (!token) {
        const next = 'Set github-token too, of a job with `permissions: actions: read`.';
        throw new errors/* UserError */.yo('E_INPUT', 'The artifacts of another run need a token.', next);
    }
    const repository = { token, ...repositoryOf(environment) };
    const apiUrl = environment['GITHUB_API_URL'] || 'https://api.github.com';
    const api = new ArtifactApi({ ...repository, apiUrl });
    if (runId === undefined)
        return repositoryScope(api, repository);
    const other = scopeOf(new RunArtifacts({ ...repository, workflowRunId: runId }), api);
    if (!environment['ACTIONS_RUNTIME_TOKEN'])
        return other;
    return withRecords(other, scopeOf(new RunArtifacts(undefined), undefined), isRecord);
}
function scopeOf(run, api) {
    const list = async (signal) => (await run.list(signal)).map((artifact) => new Listed(artifact, run, api));
    return { label: run.label, list };
}
function withRecords(other, own, isRecord) {
    const list = async (signal) => {
        const [backups, records] = await Promise.all([other.list(signal), own.list(signal)]);
        return [...backups, ...records.filter(({ artifact }) => isRecord(artifact.name))];
    };
    return { label: other.label, list };
}
function repositoryScope(api, repository) {
    // The library downloads by the id alone; the run is only named in its log.
    const run = new RunArtifacts({ ...repository, workflowRunId: 0 });
    const list = async (signal) => {
        const found = new Map();
        for await (const item of api.list(signal)) {
            const artifact = readArtifact(item);
            if (artifact !== undefined)
                found.set(artifact.id, artifact);
        }
        return [...found.values()].map((artifact) => new Listed(artifact, run, api));
    };
    return { label: `the artifacts of ${api.repository}`, list };
}
/**
 * What the API says of an artifact; undefined for one that has expired, and for one of a run of
 * another repository's code: whoever opens a pull request from a fork can upload what is named
 * like our backups.
 */
function readArtifact(item) {
    const { id, name, size_in_bytes: size, expired, digest, workflow_run: run } = fieldsOf(item);
    const { repository_id: here, head_repository_id: head } = fieldsOf(run);
    if (expired !== false || typeof here !== 'number' || here !== head)
        return undefined;
    if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number')
        return undefined;
    return { id, name, size, ...(typeof digest === 'string' ? { digest } : {}) };
}
function fieldsOf(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
function repositoryOf(environment) {
    const repository = /^([^/\s]+)\/([^/\s]+)$/.exec(environment['GITHUB_REPOSITORY'] ?? '');
    const [, repositoryOwner, repositoryName] = repository ?? [];
    if (repositoryOwner !== undefined && repositoryName !== undefined) {
        return { repositoryOwner, repositoryName };
    }
    const message = 'GITHUB_REPOSITORY does not say which repository the artifacts belong to.';
    throw new errors/* UserError */.yo('E_INPUT', message, 'Set it to OWNER/NAME.');
}
function requireService(environment) {
    try {
        (0,artifact_rules/* checkService */._x)(environment);
    }
    catch {
        const message = 'Only an action in a GitHub Actions workflow has artifacts of its own.';
        const next = 'Set github-token, or name a folder or a bucket as source.';
        throw new errors/* UserError */.yo('E_INPUT', message, next);
    }
}

// EXTERNAL MODULE: ./build/destinations/disk-space.js
var disk_space = __webpack_require__(89344);
// EXTERNAL MODULE: ./build/destinations/store-path.js
var store_path = __webpack_require__(63969);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/destinations/byte-source.js

/** A file of this machine. */
class LocalBytes {
    #path;
    constructor(path) {
        this.#path = path;
    }
    async open() {
        const file = await (0,promises_.open)(this.#path, 'r');
        try {
            const { size } = await file.stat();
            return {
                sizeBytes: size,
                read: (position, length) => readExactly(file, position, length),
                close: () => file.close(),
            };
        }
        catch (error) {
            await file.close();
            throw error;
        }
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

;// CONCATENATED MODULE: ./build/destinations/zip-directory.js
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const LARGEST_COMMENT = 0xffff;
/** How much of an archive's end has to be read to find its directory. */
const zip_directory_TAIL_BYTES = LOCATOR_BYTES + END_BYTES + LARGEST_COMMENT;
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
    #source;
    #label;
    #members;
    constructor(source, label, members) {
        this.#source = source;
        this.#label = label;
        this.#members = new Map(members.map((member) => [member.name, member]));
        if (this.#members.size < members.length)
            throw damaged(label, 'it has a name twice');
    }
    /**
     * @param source a path, or where else its bytes are
     * @param label how the archive is named in errors
     * @throws UserError `E_INTEGRITY`
     */
    static async open(source, label, signal = new AbortController().signal) {
        const bytes = typeof source === 'string' ? new LocalBytes(source) : source;
        const file = await bytes.open(signal);
        try {
            const directory = await locate(file);
            if (directory.sizeBytes > LARGEST_DIRECTORY)
                throw new Error('its directory is too large');
            const members = readMembers(await file.read(directory.offset, directory.sizeBytes));
            return new ZipFile(bytes, label, members);
        }
        catch (error) {
            signal.throwIfAborted();
            throw damaged(label, error);
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
            for await (const chunk of await this.#content(member, signal)) {
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
            throw damaged(this.#label, error);
        }
        if (sizeBytes !== member.sizeBytes || sum !== member.crc32) {
            throw damaged(this.#label, new Error(`${name} is damaged`));
        }
    }
    async #content(member, signal) {
        const file = await this.#source.open(signal);
        const stored = external_node_stream_.Readable.from(readStored(file, member));
        if (member.method === 'stored')
            return stored;
        // The reader of what comes out is told of errors; here there is nothing more to do.
        return (0,external_node_stream_.pipeline)(stored, (0,external_node_zlib_.createInflateRaw)({ chunkSize: CHUNK_BYTES }), () => { });
    }
}
async function locate(file) {
    const { sizeBytes } = file;
    const tailBytes = Math.min(sizeBytes, zip_directory_TAIL_BYTES);
    const found = findDirectory(await file.read(sizeBytes - tailBytes, tailBytes));
    if (!('end64Offset' in found))
        return found;
    return readEnd64(await file.read(found.end64Offset, END64_BYTES));
}
/** The bytes of a member as they are stored. The local header may have another extra field. */
async function* readStored(file, member) {
    try {
        const header = await file.read(member.headerOffset, LOCAL_HEADER_BYTES);
        if (header.readUInt32LE(0) !== 0x04034b50)
            throw new Error('a header in it is damaged');
        const names = header.readUInt16LE(26) + header.readUInt16LE(28);
        let position = member.headerOffset + LOCAL_HEADER_BYTES + names;
        const end = position + member.storedBytes;
        for (; position < end; position += CHUNK_BYTES) {
            yield await file.read(position, Math.min(CHUNK_BYTES, end - position));
        }
    }
    finally {
        await file.close();
    }
}
/** What the source itself has said is not about the archive. */
function damaged(label, cause) {
    if (cause instanceof errors/* UserError */.yo)
        return cause;
    const message = `${label} is not a zip archive that can be read: ${(0,errors/* errorMessage */.gJ)(cause)}.`;
    return new errors/* UserError */.yo('E_INTEGRITY', message, 'Choose another backup.');
}

;// CONCATENATED MODULE: ./build/destinations/artifact-store.js













/** The end of the name of the artifact that holds nothing but a later verification. */
const RECORD = '.verification';
/**
 * Reads backups from the artifacts of workflow runs: each is one artifact, named by its id. An
 * archive comes whole, once, and is read where it lies; a manifest is read out of the archive at
 * GitHub where the API allows it. What is put later cannot go into an artifact, and becomes one of
 * its own, `<id>.verification`, of this run.
 *
 * @throws UserError `E_INPUT`
 */
async function openArtifactStore(host, options) {
    const { environment } = host;
    const scope = artifactScope(environment, options, (name) => name.endsWith(RECORD));
    const server = (0,artifact_rules/* enterpriseServer */.nB)(environment);
    if (server !== undefined) {
        const message = `The artifacts of GitHub Enterprise Server (${server}) cannot be read.`;
        throw new errors/* UserError */.yo('E_INPUT', message, 'Name a folder or a bucket as source instead.');
    }
    const folder = (0,external_node_path_.join)(await host.temporaryDirectory(), 'artifacts');
    return new ArtifactStore(scope, folder, environment);
}
class ArtifactStore {
    isAtomic = true;
    label;
    #scope;
    #folder;
    #environment;
    /** By the names of first uploads, the newest last; undefined: to be asked for. */
    #known;
    #downloads = new Map();
    constructor(scope, folder, environment) {
        this.label = scope.label;
        this.#scope = scope;
        this.#folder = folder;
        this.#environment = environment;
    }
    async *list(name, signal) {
        (0,store_path/* folderInStore */.BN)(name);
        this.#known = undefined;
        for (const artifact of (await this.#listed(signal)).keys()) {
            const id = backupOf(artifact);
            if ((0,backup_name/* parseBackupId */.JN)(id)?.name !== name)
                continue;
            yield `${id}${id === artifact ? verification/* MANIFEST_SUFFIX */.OK : verification/* VERIFICATION_SUFFIX */.yV}`;
        }
    }
    async *series(signal) {
        this.#known = undefined;
        const artifacts = [...(await this.#listed(signal)).keys()];
        const names = artifacts.map((artifact) => (0,backup_name/* parseBackupId */.JN)(backupOf(artifact))?.name);
        yield* new Set(names.filter((name) => name !== undefined));
    }
    async *read(name, path, signal) {
        (0,store_path/* pathInStore */.Wr)(name, path);
        const listed = await this.#listed(signal);
        // Of one name, the newest counts: a job that runs again uploads again.
        const found = listed.get(artifactOf(path))?.at(-1);
        if (found === undefined)
            throw this.#missing(path);
        const zip = await this.#open(found, path, signal);
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
    /** Removes the whole artifact that holds a path: there is no other way. */
    async remove(name, path, signal) {
        (0,store_path/* pathInStore */.Wr)(name, path.replace(/\/$/, ''));
        const listed = await this.#listed(signal);
        for (const found of listed.get(artifactOf(path)) ?? [])
            await found.remove(signal);
    }
    /** Asked once for all who want to know. */
    async #listed(signal) {
        this.#known ??= this.#scope.list(signal).then(byName);
        try {
            return await this.#known;
        }
        catch (error) {
            this.#known = undefined;
            throw error;
        }
    }
    /** A small file is read at GitHub, unless the archive is here already. */
    async #open(found, path, signal) {
        const { artifact, bytes } = found;
        const isSmall = path.endsWith(verification/* MANIFEST_SUFFIX */.OK) || path.endsWith(verification/* VERIFICATION_SUFFIX */.yV);
        if (bytes === undefined || !isSmall || this.#downloads.has(artifact.id)) {
            return await this.#download(found, signal);
        }
        return await ZipFile.open(bytes, `The artifact ${artifact.name}`, signal);
    }
    /** Once for all who read from it. */
    #download(found, signal) {
        const { id } = found.artifact;
        const started = this.#downloads.get(id);
        if (started !== undefined)
            return started;
        const folder = (0,external_node_path_.join)(this.#folder, String(id));
        const download = fetchZip(found, folder, signal).catch(async (error) => {
            this.#downloads.delete(id);
            await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
            throw error;
        });
        this.#downloads.set(id, download);
        return download;
    }
    #missing(path) {
        const message = `${path} is not in ${this.label}.`;
        return new errors/* UserError */.yo('E_NOT_FOUND', message, 'It may have expired; check run-id and backup.');
    }
}
function byName(all) {
    const oldestFirst = all.toSorted((one, other) => one.artifact.id - other.artifact.id);
    return Map.groupBy(oldestFirst, ({ artifact }) => (0,artifact_rules/* firstName */.u$)(artifact.name));
}
/** The id of the backup that an artifact is, or that it proves. */
function backupOf(artifact) {
    return artifact.endsWith(RECORD) ? artifact.slice(0, -RECORD.length) : artifact;
}
/** The name of the artifact that holds a path: `<id>.dump`, `<id>/toc.dat` or a record. */
function artifactOf(path) {
    if (path.endsWith(verification/* VERIFICATION_SUFFIX */.yV)) {
        return `${path.slice(0, -verification/* VERIFICATION_SUFFIX */.yV.length)}${RECORD}`;
    }
    return /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?=[./])/.exec(path)?.[0] ?? path;
}
async function fetchZip(found, folder, signal) {
    const { name, size } = found.artifact;
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const free = await (0,disk_space/* freeBytes */.go)(folder);
    if (free < size) {
        const sizes = `${(0,format/* formatBytes */.z3)(free)} are free and it has ${(0,format/* formatBytes */.z3)(size)}`;
        const message = `There is no space for the artifact ${name}: ${sizes}.`;
        throw new errors/* UserError */.yo('E_DISK', message, 'Free some space on the disk of the runner.');
    }
    const path = await found.download(folder, signal);
    return ZipFile.open(path, `The artifact ${name}`);
}
/** Uploads a file as an artifact of this run, in place of an older one of the same name. */
async function replaceArtifact(name, file, folder, signal) {
    const client = await (0,artifact_client/* newArtifactClient */.ew)(signal);
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


/***/ })

};
