export const id = 480;
export const ids = [480];
export const modules = {

/***/ 37699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ seriesWarnings)
/* harmony export */ });
const NAMED = 20;
/**
 * What is wrong at a place that backups were read from: there are none, or some cannot be used.
 *
 * @param name the series that was asked for; undefined: all
 */
function seriesWarnings(all, name, label) {
    const backups = all.flatMap((series) => series.backups);
    if (backups.length === 0) {
        return [`There is no backup${name === undefined ? '' : ` named ${name}`} in ${label}.`];
    }
    const problems = backups.flatMap(({ problem }) => (problem === null ? [] : [problem]));
    const more = problems.length - NAMED;
    return [
        ...problems.slice(0, NAMED),
        ...(more > 0 ? [`${more} more backups cannot be used either.`] : []),
    ];
}


/***/ }),

/***/ 56480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  prune: () => (/* binding */ prune)
});

// EXTERNAL MODULE: ./build/destinations/open-store.js + 2 modules
var open_store = __webpack_require__(15981);
// EXTERNAL MODULE: ./build/plan/retention.js
var retention = __webpack_require__(47132);
// EXTERNAL MODULE: ./build/report/drawn.js + 10 modules
var drawn = __webpack_require__(63750);
// EXTERNAL MODULE: ./build/report/prune-summary.js
var prune_summary = __webpack_require__(35094);
// EXTERNAL MODULE: ./build/operations/dump/series-warnings.js
var series_warnings = __webpack_require__(37699);
// EXTERNAL MODULE: ./build/operations/records/record.js
var record = __webpack_require__(54585);
;// CONCATENATED MODULE: ./build/operations/records/prune-record.js

/** Collects what happens in a run of prune, so that it can be reported however far it came. */
class PruneRecord extends record/* RunRecord */.d3 {
    #inputs;
    series = [];
    constructor(log, inputs) {
        super(log);
        this.#inputs = inputs;
    }
    report(failure) {
        const { source, dryRun } = this.#inputs;
        return {
            label: source.kind === 'artifact' ? 'artifacts' : source.text,
            dryRun,
            failure: failure === undefined ? null : (0,record/* reported */.Y6)(failure),
            series: this.series,
            phases: this.phases,
            durationSeconds: this.durationSeconds,
            warnings: this.warnings,
        };
    }
}

// EXTERNAL MODULE: ./build/operations/records/publish.js
var publish = __webpack_require__(91801);
// EXTERNAL MODULE: ./build/operations/stored/read-series.js
var read_series = __webpack_require__(97837);
// EXTERNAL MODULE: ./build/operations/stored/remove-backups.js
var remove_backups = __webpack_require__(16725);
;// CONCATENATED MODULE: ./build/operations/prune.js









/**
 * Removes the backups that no rule keeps, or shows which they are. Nothing is removed before all
 * of them were read: what cannot be listed may be what the others were to be removed for.
 *
 * @throws UserError whatever the first cause was
 */
async function prune(host, inputs) {
    const record = new PruneRecord(host.log, inputs);
    let failure;
    try {
        await pruneSeries(host, inputs, record);
    }
    catch (error) {
        failure = error;
        throw error;
    }
    finally {
        await (0,publish/* publish */.m)(host, (0,drawn/* drawPrune */.$H)(record.report(failure)), inputs.summary);
    }
}
async function pruneSeries(host, inputs, record) {
    const store = await (0,open_store/* openStore */.C)(inputs.source, host, inputs);
    const all = await record.phase('read', 'Read the backups', () => (0,read_series/* readAllSeries */.F)(store, inputs.name, host.signal));
    for (const warning of (0,series_warnings/* seriesWarnings */.p)(all, inputs.name, store.label))
        record.warn(warning);
    const now = new Date();
    const planned = all.map((series) => ({
        series,
        plan: (0,retention/* planRetention */.z)(series.backups, inputs.keep, now),
    }));
    record.series = planned.map(({ series, plan }) => ({ ...series, ...plan }));
    await record.phase('plan', 'Plan', async () => {
        for (const line of record.series.flatMap(prune_summary/* planLinesOf */.C8))
            host.log.info(line);
    });
    if (inputs.dryRun)
        return;
    await record.phase('remove', 'Remove', () => remove(host, record, store, planned));
}
async function remove({ log, signal }, record, store, planned) {
    const gone = planned.map(() => []);
    record.series = planned.map(({ series, plan }, index) => ({
        ...series,
        ...plan,
        removed: gone[index] ?? [],
    }));
    for (const [index, { series, plan }] of planned.entries()) {
        await (0,remove_backups/* removeBackups */.m)(store, series, plan.removed, signal, (entry) => {
            gone[index]?.push(entry);
            log.info(`Removed ${entry.id}`);
        });
    }
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


/***/ })

};
