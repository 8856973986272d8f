export const id = 119;
export const ids = [119];
export const modules = {

/***/ 62119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findHerokuTarget: () => (/* binding */ findHerokuTarget)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _forks_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83196);


/**
 * The way to a database of a Heroku app, which is to be written to.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`
 */
async function findHerokuTarget(host, inputs, signal) {
    const { herokuDatabase } = await Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(513), __webpack_require__.e(801), __webpack_require__.e(413)]).then(__webpack_require__.bind(__webpack_require__, 82413));
    const { environment, log } = host;
    const { connection, label, isFollower } = await herokuDatabase(inputs, {
        ...{ environment, log, connection: undefined, clock: _forks_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .systemClock */ .m },
        addSecret: (value, publicWords) => host.addSecret(value, publicWords),
    }, signal);
    if (isFollower) {
        const message = `${label} is a follower, which cannot be written to.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', message, 'Set heroku-database to its leader.');
    }
    log.info(`The target is ${label}.`);
    return connection;
}


/***/ })

};
