export const id = 378;
export const ids = [378];
export const modules = {

/***/ 84602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CM: () => (/* binding */ otherWayMayWork),
/* harmony export */   Hi: () => (/* binding */ isLostConnection),
/* harmony export */   qA: () => (/* binding */ explainConnectError)
/* harmony export */ });
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71553);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92992);
/* harmony import */ var _quote_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60176);




/** Makes sense of what node-postgres threw while connecting. Never shows a password or a URL. */
async function explainConnectError(cause, host, settings) {
    if (cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
        return { error: cause, retry: false };
    const code = firstCode(cause);
    const explained = explainServer(code, cause, settings) ?? explainTls(code, cause);
    if (explained === undefined && NETWORK_CODES.has(code)) {
        return (await explainIpv6Only(code, cause, host)) ?? unreachable(code, cause, host);
    }
    const { kind, what, next, retry } = explained ?? describe(cause);
    const message = `${(0,_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .hostText */ .EN)(host)}: ${what}`;
    return { error: new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(kind, (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(message), next, { cause }), retry: retry ?? false };
}
/** Several addresses of one name fail together as an AggregateError. */
function firstCode(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return firstCode(error.errors[0]);
    // What node-postgres says after `connectionTimeoutMillis`.
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error) === 'timeout expired')
        return 'ETIMEDOUT';
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) ?? '';
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
function unreachable(code, cause, host) {
    const what = `No connection to ${(0,_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .hostText */ .EN)(host)}: ${describeNetwork(code)}`;
    const next = 'Check the host and the port, and that its firewall lets this machine in; GitHub-hosted runners have changing addresses.';
    return { error: new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('E_CONNECT', (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(what), next, { cause }), retry: true };
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
async function explainIpv6Only(code, cause, { host }) {
    const suspicious = /^(EADDRNOTAVAIL|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_\w+|ETIMEDOUT)$/;
    if (!suspicious.test(code))
        return undefined;
    const addresses = await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_0__.lookup)(host, { all: true }).catch(() => []);
    if (addresses.length === 0 || addresses.some(({ family }) => family !== 6))
        return undefined;
    const next = host.endsWith('.supabase.co')
        ? 'Use the session pooler of Supabase (port 5432 of …pooler.supabase.com), which has IPv4.'
        : "Use an address or a session-mode pooler with IPv4, or a runner with IPv6; GitHub's have none.";
    const what = `${host} has IPv6 addresses only, and this machine cannot reach them (${code}).`;
    const error = new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('E_CONNECT', what, next, { cause });
    return { error, retry: code === 'ETIMEDOUT' || code === 'EAI_AGAIN' };
}
function describe(cause) {
    const message = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(cause);
    const next = 'Check that the host and the port belong to a PostgreSQL server.';
    const retry = /terminated unexpectedly/.test(message);
    return { kind: 'E_CONNECT', what: message, next, retry };
}
const CHECK_LOGIN = 'Check the user and the password in the connection; it was tried only once.';
const TOO_MANY = 'Free some connections, or raise `max_connections` of the server.';
/** By SQLSTATE (manual, appendix A), and by text where a pooler has no code of its own. */
function explainServer(code, cause, { user, database }) {
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(cause);
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
                next: `Run as its owner: GRANT CONNECT ON DATABASE ${(0,_quote_name_js__WEBPACK_IMPORTED_MODULE_3__/* .quoteName */ .A)(database)} TO ${(0,_quote_name_js__WEBPACK_IMPORTED_MODULE_3__/* .quoteName */ .A)(user)};`,
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
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(cause);
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
        return /pg_hba\.conf/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error));
    return encrypted && explainTls(code, error) !== undefined;
}
/** Whether a query failed because its connection is gone, not because of the query. */
function isLostConnection(error) {
    const code = firstCode(error);
    if (/^(57P0[1-3]|08\w{3})$/.test(code) || NETWORK_CODES.has(code))
        return true;
    return /Connection terminated|not queryable/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error));
}


/***/ }),

/***/ 39939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ libpqEnvironment),
/* harmony export */   Z: () => (/* binding */ CONNECT_TIMEOUT_SECONDS)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _connection_keywords_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42537);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20623);




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
        const variable = (0,_connection_keywords_js__WEBPACK_IMPORTED_MODULE_2__/* .variableOf */ .Qn)(name);
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
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name.slice(2).toLowerCase());
        const text = contents[name];
        if (text !== undefined)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, text, { mode: 0o600, flag: 'wx' });
        return [name, path];
    });
    return Object.fromEntries(await Promise.all(written));
}
function rootText(root) {
    return root === 'system' ? (0,_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .trustedAuthorities */ .D)().join('\n') : root?.pem;
}
/** One password for every host: the file holds nothing else (manual, 34.16). */
function passwordLine(password) {
    return `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`;
}
function quoteValue(value) {
    return /^\w+$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`;
}


/***/ }),

/***/ 60176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ quoteName)
/* harmony export */ });
/** A name as an SQL identifier. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}


/***/ }),

/***/ 33622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IR: () => (/* binding */ settingsQuery),
/* harmony export */   KV: () => (/* binding */ greet),
/* harmony export */   Yu: () => (/* binding */ isWanted)
/* harmony export */ });
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
    // A database without an encoding may have names that are not UTF-8, which it then refuses to send.
    values.push(`('client_encoding', CASE pg_catalog.current_setting('server_encoding')
                                   WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)`);
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


/***/ }),

/***/ 9513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/connect-errors.js
var connect_errors = __webpack_require__(84602);
// EXTERNAL MODULE: ./build/postgres/connection.js
var connection = __webpack_require__(92992);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./build/postgres/environment.js
var environment = __webpack_require__(39939);
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
    const seconds = Number(parameters.connect_timeout ?? environment/* CONNECT_TIMEOUT_SECONDS */.Z);
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

// EXTERNAL MODULE: ./build/postgres/session-settings.js
var session_settings = __webpack_require__(33622);
// EXTERNAL MODULE: ./build/postgres/tls.js
var tls = __webpack_require__(20623);
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
        await (0,promises_.setTimeout)(pause, undefined, { signal });
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
        const greeting = await (0,session_settings/* greet */.KV)(open);
        if ((0,session_settings/* isWanted */.Yu)(role, greeting))
            return sessionOf(open, host, greeting, signal);
        await endClient(open);
        const message = `${(0,connection/* hostText */.EN)(host)} is not what target_session_attrs=${role} asks for.`;
        return { error: new errors/* UserError */.yo('E_CONNECT', message, 'Check the list of hosts.'), retry: true };
    }
    catch (error) {
        signal.throwIfAborted();
        return (0,connect_errors/* explainConnectError */.qA)(error, host, settings);
    }
}
async function openInSomeWay(settings, host, signal) {
    const [first = false, second] = (0,tls/* tlsAttempts */.e)(settings, host);
    try {
        return await openClient(settings, host, first, signal);
    }
    catch (error) {
        if (second === undefined || !(0,connect_errors/* otherWayMayWork */.CM)(error, first !== false))
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
                if ((0,connect_errors/* isLostConnection */.Hi)(error))
                    throw lost(host, error);
                throw error;
            }
        },
        submit: (query) => void open.client.query(query),
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


/***/ }),

/***/ 20623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ trustedAuthorities),
/* harmony export */   e: () => (/* binding */ tlsAttempts)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41692);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92992);


/**
 * How to try one host, in order, as libpq does it (manual, table 34.1): false is an unencrypted
 * connection. `prefer` and `allow` have a second way, for which see `otherWayMayWork` of connect-errors.ts.
 */
function tlsAttempts(settings, host) {
    if (settings.sslMode === 'disable' || (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .isSocketFolder */ .GC)(host.host))
        return [false];
    const options = tlsOptions(settings, host);
    if (settings.sslMode === 'prefer')
        return [options, false];
    return settings.sslMode === 'allow' ? [false, options] : [options];
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
    return node_tls__WEBPACK_IMPORTED_MODULE_0__.checkServerIdentity(host, certificate);
}
/**
 * The PEM texts of the authorities for `sslrootcert=system`. libpq is given the same ones in a
 * file, since it knows the word only from 16 on, and a client that was built elsewhere looks for
 * the system's store where it was on the machine that built it.
 */
function trustedAuthorities() {
    // The function came with Node 22.15; before it, only the authorities that Node brings along.
    if (node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates === undefined)
        return node_tls__WEBPACK_IMPORTED_MODULE_0__.rootCertificates;
    return [...new Set([...node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates('bundled'), ...node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates('system')])];
}


/***/ }),

/***/ 9928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ay: () => (/* binding */ createStatement),
/* harmony export */   O3: () => (/* binding */ dropBeside),
/* harmony export */   Pi: () => (/* binding */ createBeside),
/* harmony export */   kJ: () => (/* binding */ connectMaintenance)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60176);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9513);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2932);
/* harmony import */ var _claim_record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11672);
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36578);
/* harmony import */ var _swap_names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(49232);







/** Databases that nearly every server has and that nobody works in; DigitalOcean and Aiven: the last. */
const MAINTENANCE_DATABASES = ['postgres', 'template1', 'defaultdb'];
/**
 * A session in another database of the same server, from which one can be created or renamed.
 * Throws `E_PERMISSION` where the server lets this role into no such database.
 */
async function connectMaintenance(settings, signal) {
    const names = MAINTENANCE_DATABASES.filter((name) => name !== settings.database);
    const failures = [];
    for (const database of names) {
        try {
            return await (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_1__/* .connect */ .N)({ ...settings, database }, signal, { budgetMs: 5_000 });
        }
        catch (error) {
            signal.throwIfAborted();
            failures.push((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error));
        }
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_PERMISSION', (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`No other database of the server can be entered: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(failures.join(' '))}`), 'A swap needs one: grant CONNECT on the database "postgres", or use `mode: clean`.');
}
/**
 * Creates an empty database to restore into, and resolves to its name (`besideName`, which a
 * clean-up should know before). Throws `E_PERMISSION` or `E_RESTORE`; there is no database then.
 */
async function createBeside(session, options) {
    const name = (0,_swap_names_js__WEBPACK_IMPORTED_MODULE_4__/* .besideName */ .q)(options.database, options.id);
    try {
        await session.query(createStatement(name, options));
        const comment = (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)((0,_claim_record_js__WEBPACK_IMPORTED_MODULE_5__/* .formatRecord */ .bM)(options.record));
        await session.query(`COMMENT ON DATABASE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)} IS ${comment}`);
        return name;
    }
    catch (error) {
        const code = (0,_server_error_js__WEBPACK_IMPORTED_MODULE_3__/* .sqlState */ .c)(error);
        if (code === undefined)
            throw error;
        // Not somebody else's database of the same name.
        if (code !== '42P04') {
            await session.query(`DROP DATABASE IF EXISTS ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)}`).catch(() => { });
        }
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code === '42501' ? 'E_PERMISSION' : 'E_RESTORE', `The database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(name))} cannot be created: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)))}`, 'Use `mode: clean`, or give a role that may create databases.', { cause: error });
    }
}
/** From 15 on the provider has to be named: the default is that of the template. */
function createStatement(name, { owner, locale, major }) {
    const options = [
        'TEMPLATE template0',
        `OWNER ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(owner)}`,
        `ENCODING ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.encoding)}`,
        `LC_COLLATE ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.collate)}`,
        `LC_CTYPE ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.ctype)}`,
    ];
    if (major >= 15)
        options.push(`LOCALE_PROVIDER ${locale.provider}`);
    if (locale.provider !== 'libc') {
        const word = locale.provider === 'icu' ? 'ICU_LOCALE' : 'BUILTIN_LOCALE';
        if (locale.locale !== null)
            options.push(`${word} ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.locale)}`);
        if (locale.icuRules !== null)
            options.push(`ICU_RULES ${(0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteText */ .ol)(locale.icuRules)}`);
    }
    return `CREATE DATABASE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)} ${options.join(' ')}`;
}
/**
 * Removes a database that was created to restore into, with the sessions in it, unless it is no
 * longer ours: then its comment is another. Resolves to whether there is none left.
 */
async function dropBeside(session, { name, runToken }) {
    const [row] = await session.query("SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1", [name]);
    if (row === undefined)
        return true;
    // Killed between CREATE and COMMENT, it has none; its name says whose it is.
    const isOurs = row.comment === null || (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_5__/* .parseRecord */ .Hh)(row.comment)?.runToken === runToken;
    if (!isOurs || !/_restore_[a-z0-9]{6}$/.test(name))
        return false;
    await session.query(`DROP DATABASE IF EXISTS ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_6__/* .quoteName */ .A)(name)} WITH (FORCE)`);
    return true;
}


/***/ }),

/***/ 11672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   MW: () => (/* binding */ mayWipeLeftover),
/* harmony export */   bM: () => (/* binding */ formatRecord),
/* harmony export */   eY: () => (/* binding */ snapshotOf)
/* harmony export */ });
function snapshotOf(target) {
    const installed = target.extensions.filter(({ installedVersion }) => installedVersion !== null);
    return {
        extensions: installed.map(({ name }) => name),
        defaultPrivileges: target.defaultPrivileges,
    };
}
function formatRecord(record) {
    return JSON.stringify(record);
}
/** Null for anything that no restore of ours wrote: whoever may comment may have written it. */
function parseRecord(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return null;
    }
    return isRecord(value) ? value : null;
}
function isRecord(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { backupId, runToken, startedAt, mode, before } = value;
    if (![backupId, runToken, startedAt].every((text) => typeof text === 'string'))
        return false;
    if (!['into-empty', 'clean', 'swap'].includes(String(mode)))
        return false;
    if (typeof before !== 'object' || before === null)
        return false;
    const { extensions, defaultPrivileges } = before;
    return isTextList(extensions) && isTextList(defaultPrivileges);
}
function isTextList(value) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
/**
 * Whether what is in a target is nothing but the remains of a killed restore, and may be wiped
 * without asking: it began in an empty database, was of this backup, and every table that is there
 * now is one of the backup's.
 */
function mayWipeLeftover(leftover, backup, present) {
    if (leftover.mode !== 'into-empty' || leftover.backupId !== backup.id)
        return false;
    const key = ({ schema, name }) => JSON.stringify([schema, name]);
    const known = new Set(backup.tables.map(key));
    return present.every((table) => known.has(key(table)));
}


/***/ }),

/***/ 2932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k6: () => (/* binding */ claimTarget),
/* harmony export */   ol: () => (/* binding */ quoteText)
/* harmony export */ });
/* unused harmony export leftoverOf */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(60176);
/* harmony import */ var _claim_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11672);
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36578);
/* harmony import */ var _transaction_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77288);
/* harmony import */ var _user_objects_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17480);






/** The letters of `pgrestor`; advisory locks of one key are apart in every database. */
const LOCK_KEY = '8099005293229239154';
/**
 * Claims the database of this session, which has to stay open for the whole restore and belongs to
 * the claim: nothing else may take long in it. Changes nothing in the target yet.
 *
 * @throws UserError `E_RESTORE` while another restore has it; `E_PERMISSION` (from `mark`,
 * `release`) where this role may not make a schema or remove the mark of another role
 */
async function claimTarget(session, record) {
    const [lock] = await session.query(`SELECT pg_try_advisory_lock(${LOCK_KEY}) AS taken`);
    const leftover = await readMark(session);
    if (lock?.taken !== true)
        throw otherRestore(leftover);
    const giveUp = async () => {
        await session.query(`SELECT pg_advisory_unlock(${LOCK_KEY})`);
    };
    return {
        leftover,
        mark: (current = record) => changeMark(session, current),
        check: async () => {
            await session.query('SELECT 1');
        },
        abandon: giveUp,
        async release() {
            await changeMark(session, null);
            await giveUp();
        },
    };
}
/** The mark in a database that nobody has claimed at this moment: what a killed restore left. */
async function leftoverOf(session) {
    const [lock] = await session.query(`SELECT pg_try_advisory_lock(${LOCK_KEY}) AS taken`);
    if (lock?.taken !== true)
        return null;
    try {
        return await readMark(session);
    }
    finally {
        await session.query(`SELECT pg_advisory_unlock(${LOCK_KEY})`);
    }
}
async function readMark(session) {
    const [mark] = await session.query("SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1", [_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .CLAIM_SCHEMA */ .NN]);
    return mark === undefined ? null : (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRecord */ .Hh)(mark.comment ?? '');
}
/** Null removes it. In one transaction, so that there is never a mark without a record. */
async function changeMark(session, record) {
    const text = record === null ? '' : (0,_claim_record_js__WEBPACK_IMPORTED_MODULE_3__/* .formatRecord */ .bM)(record);
    try {
        await (0,_transaction_js__WEBPACK_IMPORTED_MODULE_4__/* .inTransaction */ .s)(session, async () => {
            await session.query(`DROP SCHEMA IF EXISTS ${_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .CLAIM_SCHEMA */ .NN}`);
            if (record === null)
                return;
            await session.query(`CREATE SCHEMA ${_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .CLAIM_SCHEMA */ .NN}`);
            await session.query(`COMMENT ON SCHEMA ${_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .CLAIM_SCHEMA */ .NN} IS ${quoteText(text)}`);
        });
    }
    catch (error) {
        if ((0,_server_error_js__WEBPACK_IMPORTED_MODULE_1__/* .sqlState */ .c)(error) !== '42501')
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_PERMISSION', `The target cannot be marked as being restored: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)))}`, `Run as a superuser in the target database: DROP SCHEMA IF EXISTS ${_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .CLAIM_SCHEMA */ .NN};`, { cause: error });
    }
}
function otherRestore(record) {
    const of = record === null ? '' : ` of the backup ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_5__/* .quoteName */ .A)(record.backupId)}`;
    const since = record === null ? '' : `, since ${record.startedAt}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_RESTORE', (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`Another restore${of} into this database is under way${since}.`), 'Wait until it has ended, or stop it, and run this one again.');
}
/** A text as an SQL literal that reads the same whatever standard_conforming_strings is. */
function quoteText(text) {
    const quoted = `'${text.replaceAll("'", "''")}'`;
    return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}


/***/ }),

/***/ 92075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ET: () => (/* binding */ obstacle),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   qX: () => (/* binding */ obstacleError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60176);


function obstacle(code, message, remedy) {
    return { code, message: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(message)), remedy: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(remedy)) };
}
/** A noun and quoted names: `roles "a", "b"`; more than ten are counted. */
function named(noun, names) {
    const shown = names.slice(0, 10).map(_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A).join(', ');
    const rest = names.length > 10 ? ` and ${names.length - 10} more` : '';
    return `${noun}${names.length === 1 ? '' : 's'} ${shown}${rest}`;
}
/** What a user has to settle first comes first; its code is the code of the whole. */
const PRECEDENCE = [
    'E_CONFIRM',
    'E_TARGET_NOT_EMPTY',
    'E_VERSION',
    'E_PERMISSION',
    'E_RESTORE',
];
/** One error that names every obstacle, the weightiest first. */
function obstacleError(obstacles) {
    const sorted = [...obstacles].sort((a, b) => PRECEDENCE.indexOf(a.code) - PRECEDENCE.indexOf(b.code));
    const [first] = sorted;
    if (first === undefined)
        throw new Error('There is no error without an obstacle.');
    if (sorted.length === 1)
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(first.code, first.message, first.remedy);
    const numbered = sorted.map(({ message, remedy }, index) => `(${index + 1}) ${message} ${remedy}`);
    const count = `${sorted.length} things stand in the way of the restore.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(first.code, `${count} ${numbered.join(' ')}`);
}


/***/ }),

/***/ 36578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ sqlState)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

/** The SQLSTATE of an error that the server gave; undefined for all others, an abort among them. */
function sqlState(error) {
    return error instanceof pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].DatabaseError */ .Ay.DatabaseError ? error.code : undefined;
}


/***/ }),

/***/ 49232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ oldName),
/* harmony export */   q: () => (/* binding */ besideName)
/* harmony export */ });
/** A name of PostgreSQL holds 63 bytes (NAMEDATALEN - 1); more is cut off silently. */
const NAME_BYTES = 63;
/** The database that is restored into: `app_restore_k3x9qz`. */
function besideName(database, id) {
    return suffixed(database, `_restore_${id}`);
}
/** What the old database is called after the swap: `app_old_k3x9qz`. */
function oldName(database, id) {
    return suffixed(database, `_old_${id}`);
}
/** Shortens the name, never the suffix, and never in the middle of a character. */
function suffixed(name, suffix) {
    const room = NAME_BYTES - Buffer.byteLength(suffix);
    let short = '';
    for (const character of name) {
        if (Buffer.byteLength(short + character) > room)
            break;
        short += character;
    }
    return short + suffix;
}


/***/ }),

/***/ 6241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ readTargetFacts)
/* harmony export */ });
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36578);
/* harmony import */ var _target_queries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50834);
/* harmony import */ var _user_objects_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17480);



/**
 * Asks the target all that the checks before a restore need, in three queries. Reads catalogs only
 * and needs no right beyond connecting. Throws what `Session.query` throws.
 */
async function readTargetFacts(session) {
    const [row] = await session.query(_target_queries_js__WEBPACK_IMPORTED_MODULE_1__/* .TARGET_QUERY */ .rS);
    const [objects] = await session.query(OBJECTS_QUERY);
    if (row === undefined || objects === undefined)
        throw new Error('The server gave no facts.');
    const { facts } = row;
    const major = Math.floor(facts.versionNumber / 10_000);
    return { ...facts, major, objects, systemIdentifier: await readIdentifier(session) };
}
const OBJECTS_QUERY = `${_user_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .USER_OBJECTS */ .lw},
described AS (
  SELECT classid, objid FROM objects
  UNION ALL
  SELECT 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata
)
SELECT (SELECT count(*) FROM described)::int AS count,
       ARRAY(SELECT name.type || ' ' || name.identity
               FROM (SELECT * FROM described ORDER BY classid, objid LIMIT 10) first,
                    LATERAL pg_identify_object(classid, objid, 0) name) AS names`;
/** Everyone may ask by default, but a provider may have revoked it. */
async function readIdentifier(session) {
    try {
        const [row] = await session.query('SELECT system_identifier::text AS identifier FROM pg_control_system()');
        return row?.identifier ?? null;
    }
    catch (error) {
        if ((0,_server_error_js__WEBPACK_IMPORTED_MODULE_0__/* .sqlState */ .c)(error) !== '42501')
            throw error;
        return null;
    }
}


/***/ }),

/***/ 50834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ MAY_END),
/* harmony export */   mj: () => (/* binding */ DEFAULT_PRIVILEGE_KEY),
/* harmony export */   rS: () => (/* binding */ TARGET_QUERY)
/* harmony export */ });
/**
 * The questions of target-facts.ts. They run with an empty search path on 14 and later; columns
 * that only some versions have are read through `to_jsonb(row)`.
 */
/** Objects that cannot be seen from outside as ours: names only. */
const names = (column, from) => `(SELECT coalesce(jsonb_agg(${column} ORDER BY ${column}), '[]') FROM ${from})`;
/** A default privilege by whom it is for, where, and on what kind of object. */
const DEFAULT_PRIVILEGE_KEY = "concat_ws('|', defaclrole, defaclnamespace, defaclobjtype)";
/**
 * Whether this role may end a session (manual, pg_terminate_backend). Times and states of others
 * are hidden from it, role and database are not.
 */
const MAY_END = `
(me.rolsuper OR pg_has_role(a.usesysid, 'USAGE')
 OR (pg_has_role('pg_signal_backend', 'USAGE')
     AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = a.usesysid)))`;
const EXTENSIONS = `
(SELECT coalesce(jsonb_agg(jsonb_build_object(
          'name', v.name, 'versions', v.versions, 'defaultVersion', d.default_version,
          'trusted', v.trusted, 'installedVersion', e.extversion, 'installedSchema', n.nspname,
          'creatable', me.rolsuper OR NOT v.superuser
                       OR (v.trusted AND has_database_privilege(db.oid, 'CREATE')))
        ORDER BY v.name), '[]')
   FROM (SELECT name, jsonb_agg(version) AS versions, bool_or(trusted) AS trusted,
                bool_and(superuser) AS superuser
           FROM pg_available_extension_versions() GROUP BY name) v
   LEFT JOIN pg_available_extensions() d ON d.name = v.name
   LEFT JOIN pg_extension e ON e.extname = v.name
   LEFT JOIN pg_namespace n ON n.oid = e.extnamespace)`;
const CAPACITY = `
jsonb_build_object(
  'freeConnections', current_setting('max_connections')::int
                     - current_setting('superuser_reserved_connections')::int
                     - coalesce(current_setting('reserved_connections', true)::int, 0)
                     - (SELECT count(*) FROM pg_stat_get_activity(NULL) WHERE usesysid IS NOT NULL),
  'workerProcesses', current_setting('max_worker_processes')::int,
  'parallelMaintenanceWorkers', current_setting('max_parallel_maintenance_workers')::int,
  'sharedBuffers', pg_size_bytes(current_setting('shared_buffers')),
  'maintenanceWorkMem', pg_size_bytes(current_setting('maintenance_work_mem')))`;
const LOCALE = `
jsonb_build_object(
  'encoding', pg_encoding_to_char(db.encoding),
  'provider', CASE row ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
  'collate', db.datcollate, 'ctype', db.datctype,
  'locale', coalesce(row ->> 'datlocale', row ->> 'daticulocale'),
  'icuRules', row ->> 'daticurules')`;
const SESSIONS = `
pg_stat_activity a WHERE a.datid = db.oid AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()`;
/** One row with one JSON object. A superuser may SET ROLE to all; that right is apart since 16. */
const TARGET_QUERY = `
SELECT jsonb_build_object(
  'database', db.datname, 'databaseOid', db.oid::bigint,
  'versionNumber', version.number,
  'version', split_part(current_setting('server_version'), ' ', 1),
  'isReplica', pg_is_in_recovery(),
  'isReadOnly', current_setting('transaction_read_only') = 'on',
  'user', current_user, 'isSuperuser', me.rolsuper,
  'owner', pg_get_userbyid(db.datdba), 'ownsDatabase', pg_has_role(db.datdba, 'USAGE'),
  'mayCreate', has_database_privilege(db.oid, 'CREATE'),
  'mayCreateDatabases', me.rolsuper OR me.rolcreatedb,
  'roles', ${names('rolname', 'pg_roles')},
  'settableRoles', ${names('rolname', "pg_roles r WHERE pg_has_role(r.oid, CASE WHEN version.number >= 160000 THEN 'SET' ELSE 'MEMBER' END)")},
  'schemas', ${names('nspname', "pg_namespace WHERE nspname !~ '^pg_'")},
  'eventTriggers', ${names('evtname', 'pg_event_trigger')},
  'publications', ${names('pubname', 'pg_publication')},
  'subscriptions', ${names('subname', 'pg_subscription WHERE subdbid = db.oid')},
  'slots', ${names('slot_name', 'pg_replication_slots WHERE database = db.datname')},
  'defaultPrivileges', ${names(DEFAULT_PRIVILEGE_KEY, 'pg_default_acl')},
  'preparedTransactions', (SELECT count(*) FROM pg_prepared_xacts WHERE database = db.datname),
  'sessions', (SELECT count(*) FROM ${SESSIONS}),
  'protectedSessions', ${names('usename', `(SELECT DISTINCT a.usename FROM ${SESSIONS} AND NOT ${MAY_END}) s`)},
  'locale', ${LOCALE},
  'extensions', ${EXTENSIONS},
  'capacity', ${CAPACITY}) AS facts
  FROM pg_database db, pg_roles me, LATERAL (SELECT to_jsonb(db) AS row) j,
       LATERAL (SELECT current_setting('server_version_num')::int AS number) version
 WHERE db.datname = current_database() AND me.rolname = current_user`;


/***/ }),

/***/ 77288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ inTransaction),
/* harmony export */   t: () => (/* binding */ inSavepoint)
/* harmony export */ });
/** Runs `work` in a transaction of this session. If it throws, nothing has happened. */
async function inTransaction(session, work) {
    await session.query('BEGIN');
    try {
        const result = await work();
        await session.query('COMMIT');
        return result;
    }
    catch (error) {
        // A connection that is gone has rolled back by itself.
        await session.query('ROLLBACK').catch(() => { });
        throw error;
    }
}
/** Runs `work` so that only its own changes are undone if it throws; inside a transaction. */
async function inSavepoint(session, work) {
    await session.query('SAVEPOINT attempt');
    try {
        const result = await work();
        await session.query('RELEASE SAVEPOINT attempt');
        return result;
    }
    catch (error) {
        await session.query('ROLLBACK TO SAVEPOINT attempt').catch(() => { });
        throw error;
    }
}


/***/ }),

/***/ 17480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NN: () => (/* binding */ CLAIM_SCHEMA),
/* harmony export */   Ui: () => (/* binding */ listUserObjects),
/* harmony export */   lT: () => (/* binding */ listUserTables),
/* harmony export */   lw: () => (/* binding */ USER_OBJECTS)
/* harmony export */ });
/**
 * The schema that marks a database as being restored into (claim.ts). Names that begin with `pg_`
 * are reserved for the system.
 */
const CLAIM_SCHEMA = '_pg_backup_restore';
/** The first oid that is not given out by initdb (access/transam.h). */
const FIRST_USER_OID = 16_384;
/**
 * It belongs to an extension, to another object that it goes with, or (a sequence) to a column.
 * What a table's columns depend on says nothing of the table: a partitioned one is internal to its
 * own key columns.
 */
const BELONGS_TO_ANOTHER = `
EXISTS (SELECT FROM pg_depend owner
         WHERE owner.classid = found.classid AND owner.objid = found.objid AND owner.objsubid = 0
           AND (owner.deptype IN ('e', 'i')
                OR (owner.deptype = 'a' AND owner.classid = 'pg_class'::regclass
                    AND owner.refclassid = 'pg_class'::regclass AND owner.refobjsubid > 0)))`;
/** Objects that are in no schema: class, its column of owners (null: none, for a superuser alone). */
const DATABASE_LEVEL = [
    ['pg_event_trigger', 'evtowner'],
    ['pg_publication', 'pubowner'],
    ['pg_foreign_server', 'srvowner'],
    ['pg_foreign_data_wrapper', 'fdwowner'],
    ['pg_language', 'lanowner'],
    ['pg_cast', null],
    ['pg_transform', null],
    ['pg_am', null],
];
/**
 * Everything that a restore could collide with, and what a wipe removes: what lies in schemas that
 * are not the system's (every such object depends on its schema), schemas, and what lies in none.
 * Not counted: members of extensions, schema `public`, schemas that hold extensions, what belongs
 * to another object (indexes, sequences of columns), our own mark, schemas that this role
 * may neither use nor create in, and its provider's objects that lie in no schema and belong to a
 * role that it may not act as: no dump holds these, and no restore comes near them.
 * `droppable`: this role owns the object, or its schema (manual, DROP TABLE).
 */
const USER_OBJECTS = `
WITH extension_schemas AS (
  SELECT extnamespace AS oid FROM pg_extension
  UNION
  SELECT d.refobjid FROM pg_depend d JOIN pg_depend e ON e.classid = d.classid AND e.objid = d.objid
   WHERE d.refclassid = 'pg_namespace'::regclass AND e.deptype = 'e'
), schemas AS (
  SELECT 'pg_namespace'::regclass::oid AS classid, n.oid AS objid, n.nspname,
         pg_has_role(n.nspowner, 'USAGE') AS owned
    FROM pg_namespace n
   WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${CLAIM_SCHEMA}')
     AND (has_schema_privilege(n.oid, 'USAGE') OR has_schema_privilege(n.oid, 'CREATE')
          OR pg_has_role(n.nspowner, 'USAGE'))
), contained AS (
  SELECT found.classid, found.objid, found.refobjid AS schema,
         schemas.owned OR pg_has_role(coalesce(o.refobjid, 10), 'USAGE') AS droppable
    FROM schemas
    JOIN pg_depend found ON found.refclassid = 'pg_namespace'::regclass
                        AND found.refobjid = schemas.objid AND found.deptype = 'n'
    LEFT JOIN pg_shdepend o ON o.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                               AND o.classid = found.classid AND o.objid = found.objid
                               AND o.objsubid = 0 AND o.deptype = 'o'
   WHERE found.classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass)
     AND NOT ${BELONGS_TO_ANOTHER}
), objects AS (
  SELECT classid, objid, schema, droppable FROM contained
  UNION ALL
  SELECT classid, objid, 0, true FROM schemas found
   WHERE owned AND nspname <> 'public' AND NOT ${BELONGS_TO_ANOTHER}
     AND objid NOT IN (SELECT oid FROM extension_schemas)
${DATABASE_LEVEL.map(databaseLevel).join('')})
`;
function databaseLevel([name, owner]) {
    const mine = owner === null
        ? '(SELECT rolsuper FROM pg_roles WHERE rolname = current_user)'
        : `pg_has_role(${owner}, 'USAGE')`;
    return `  UNION ALL
  SELECT classid, objid, 0, true
    FROM (SELECT '${name}'::regclass::oid AS classid, oid AS objid
            FROM ${name} WHERE oid >= ${FIRST_USER_OID} AND ${mine}) found
   WHERE NOT ${BELONGS_TO_ANOTHER}
`;
}
/** All of them, the newest first, which others depend on least. */
async function listUserObjects(session) {
    return session.query(`${USER_OBJECTS}
    SELECT name.type AS kind, name.identity, objects.schema, objid AS oid, droppable
      FROM objects, LATERAL pg_identify_object(classid, objid, 0) name
     ORDER BY objid DESC`);
}
/** The tables that hold rows, other than members of extensions. */
async function listUserTables(session) {
    return session.query(`${USER_OBJECTS}
    SELECT n.nspname AS schema, c.relname AS name
      FROM objects JOIN pg_class c ON c.oid = objid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE classid = 'pg_class'::regclass AND c.relkind = 'r'
     ORDER BY 1, 2`);
}


/***/ })

};
