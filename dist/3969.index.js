export const id = 3969;
export const ids = [3969];
export const modules = {

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


/***/ })

};
