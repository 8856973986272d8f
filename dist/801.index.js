export const id = 801;
export const ids = [801];
export const modules = {

/***/ 82118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ HerokuApi)
});

// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/forks/provider-http.js + 2 modules
var provider_http = __webpack_require__(98124);
// EXTERNAL MODULE: ./build/forks/service-address.js
var service_address = __webpack_require__(61276);
// EXTERNAL MODULE: ./build/forks/heroku/plans.js
var plans = __webpack_require__(65371);
;// CONCATENATED MODULE: ./build/forks/heroku/shapes.js

function readAddon(value) {
    return {
        id: (0,json/* textAt */.$)(value, 'id'),
        name: (0,json/* textAt */.$)(value, 'name'),
        app: readApp((0,json.at)(value, 'app')),
        plan: readPlan((0,json.at)(value, 'plan')),
        state: (0,json/* textAt */.$)(value, 'state'),
        configVars: texts((0,json.at)(value, 'config_vars')),
        createdAt: (0,json/* textAt */.$)(value, 'created_at'),
        provisionMessage: (0,json/* textAt */.$)(value, 'provision_message'),
    };
}
function readAttachment(value) {
    const namespace = (0,json.at)(value, 'namespace');
    return {
        name: (0,json/* textAt */.$)(value, 'name'),
        namespace: typeof namespace === 'string' ? namespace : null,
        app: readApp((0,json.at)(value, 'app')),
        addon: readAddon((0,json.at)(value, 'addon')),
        configVars: texts((0,json.at)(value, 'config_vars')),
    };
}
function readApp(value) {
    return { id: (0,json/* textAt */.$)(value, 'id'), name: (0,json/* textAt */.$)(value, 'name') };
}
/** A plan is an object, or just its name. */
function readPlan(value) {
    return typeof value === 'string' ? value : (0,json/* textAt */.$)(value, 'name');
}
/** `GET /client/v11/databases/{id}` */
function readDatabaseInfo(value) {
    const shown = shownInfo((0,json.at)(value, 'info'));
    const forkFollow = shown.get('Fork/Follow')?.[0];
    const bytes = (0,json.at)(value, 'num_bytes');
    const following = [(0,json.at)(value, 'following'), ...(shown.get('Following') ?? [])];
    return {
        sizeBytes: typeof bytes === 'number' && bytes >= 0 ? bytes : undefined,
        isFollower: following.some((one) => one !== undefined && one !== null && one !== ''),
        notForkable: forkFollow === undefined || /^Available/.test(forkFollow) ? undefined : forkFollow,
        forkedFrom: [...wordsOn((0,json.at)(value, 'forked_from')), ...(shown.get('Forked From') ?? [])],
        region: shown.get('Region')?.[0],
        level: undefined,
    };
}
/** `GET /data/postgres/v1/{id}/info`, of an Advanced database. */
function readAdvancedInfo(value) {
    const canFork = (0,json.at)(value, 'features', 'fork', 'enabled');
    const limits = (0,json/* list */.p)((0,json.at)(value, 'plan_limits'));
    const storage = limits.find((one) => (0,json.at)(one, 'name') === 'storage-limit-in-gb');
    const gigabytes = (0,json.at)(storage, 'current');
    const leader = (0,json/* list */.p)((0,json.at)(value, 'pools')).find((pool) => (0,json.at)(pool, 'name') === 'leader');
    return {
        sizeBytes: typeof gigabytes === 'number' ? gigabytes * 1e9 : undefined,
        isFollower: false,
        notForkable: canFork === false ? 'forking is not enabled' : undefined,
        forkedFrom: wordsOn((0,json.at)(value, 'forked_from')),
        region: (0,json/* textAt */.$)(value, 'region') || undefined,
        level: (0,json/* textAt */.$)(leader, 'expected_level') || undefined,
    };
}
/** `info[]`: what `heroku pg:info` shows, by name; values that say nothing are left out. */
function shownInfo(value) {
    const entries = (0,json/* list */.p)(value).map((entry) => [
        (0,json/* textAt */.$)(entry, 'name'),
        texts((0,json.at)(entry, 'values')).filter((text) => text.trim() !== ''),
    ]);
    return new Map(entries.filter(([, values]) => values.length > 0));
}
/** A text, or an object with names of it. */
function wordsOn(value) {
    if (typeof value === 'string')
        return value === '' ? [] : [value];
    return [(0,json/* textAt */.$)(value, 'name'), (0,json/* textAt */.$)(value, 'id')].filter((text) => text !== '');
}
/** A flat object of texts. */
function readConfigVars(value) {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return new Map(entries.filter((entry) => typeof entry[1] === 'string'));
}
function texts(value) {
    return (0,json/* list */.p)(value).filter((one) => typeof one === 'string');
}

;// CONCATENATED MODULE: ./build/forks/heroku/api.js





const HOSTS = ['heroku.com', 'herokai.com', 'herokuspace.com', 'herokudev.com'];
const SDK = { accept: 'application/vnd.heroku+json; version=3.sdk' };
const WITH_ADDON = { ...SDK, 'accept-inclusion': 'addon:plan,config_vars' };
const WITH_PLAN = { 'accept-expansion': 'addon_service,plan' };
/**
 * Heroku's two APIs, in the words of the heroku command line (11.10): the platform with apps,
 * add-ons and config variables, and the one of its databases. Every call throws an ApiFailure.
 */
class HerokuApi {
    platform;
    data;
    /** What the paths below `/postgres/v0` of the data host take the key by (`pg:credentials:url`). */
    basic;
    /** @throws UserError `E_INPUT` for an address to which the key must not go */
    constructor(apiKey, { environment, clock, log }) {
        const { HEROKU_API_URL, HEROKU_DATA_URL } = environment;
        this.basic = { authorization: `Basic ${Buffer.from(`:${apiKey}`).toString('base64')}` };
        const common = {
            provider: 'Heroku',
            headers: {
                accept: 'application/vnd.heroku+json; version=3',
                authorization: `Bearer ${apiKey}`,
                'user-agent': 'pg-backup-action',
            },
            clock,
            tell: (line) => log.info(line),
            onAnswer: warnOnce((line) => log.warning(line)),
        };
        const api = 'https://api.heroku.com';
        const data = 'https://api.data.heroku.com';
        this.platform = new provider_http/* ProviderApi */.c({
            ...common,
            baseUrl: (0,service_address/* serviceAddress */.A)('HEROKU_API_URL', HEROKU_API_URL, api, HOSTS),
        });
        this.data = new provider_http/* ProviderApi */.c({
            ...common,
            baseUrl: (0,service_address/* serviceAddress */.A)('HEROKU_DATA_URL', HEROKU_DATA_URL, data, HOSTS),
        });
    }
    /** All attachments that a name may mean. It is a POST that only reads. */
    async resolve(app, attachment, signal) {
        const path = '/actions/addon-attachments/resolve';
        const body = { app, addon_attachment: attachment };
        const call = { method: 'POST', path, headers: WITH_ADDON, body, isRepeatable: true };
        const answer = await this.platform.send(call, signal);
        return Array.isArray(answer.body) ? answer.body.map(readAttachment) : [];
    }
    async attachments(app, signal) {
        const path = `/apps/${encodeURIComponent(app)}/addon-attachments`;
        const all = await this.platform.sendForList({ method: 'GET', path, headers: WITH_ADDON }, signal);
        return all.map(readAttachment);
    }
    /** Secrets: whoever reads them hides what it uses. */
    async configVars(app, signal) {
        return readConfigVars(await this.#get(`/apps/${encodeURIComponent(app)}/config-vars`, signal));
    }
    async app(name, signal) {
        const body = await this.#get(`/apps/${encodeURIComponent(name)}`, signal);
        const space = (0,json/* textAt */.$)(body, 'space', 'name') || undefined;
        return { ...readApp(body), region: (0,json/* textAt */.$)(body, 'region', 'name'), space };
    }
    /** By id or by name, which no two add-ons share. */
    async addon(idOrName, signal) {
        const path = `/addons/${encodeURIComponent(idOrName)}`;
        const answer = await this.platform.send({ method: 'GET', path, headers: WITH_PLAN }, signal);
        return readAddon(answer.body);
    }
    async addonsOf(app, signal) {
        const path = `/apps/${encodeURIComponent(app)}/addons`;
        return (await this.platform.sendForList({ method: 'GET', path }, signal)).map(readAddon);
    }
    /** In cents of a dollar; undefined: not told, or not by the month. */
    async monthlyPrice(plan, signal) {
        const price = (0,json.at)(await this.#get(`/plans/${encodeURIComponent(plan)}`, signal), 'price');
        const cents = (0,json.at)(price, 'cents');
        const isMonthly = (0,json/* textAt */.$)(price, 'unit') === 'month';
        return typeof cents === 'number' && cents > 0 && isMonthly ? cents : undefined;
    }
    /** Sent once: whether a lost one was carried out, the name tells. */
    async createAddon(app, wish, signal) {
        const { plan, name, attachment, config } = wish;
        const call = {
            method: 'POST',
            path: `/apps/${encodeURIComponent(app)}/addons`,
            headers: { 'accept-expansion': 'plan', 'x-heroku-legacy-provider-messages': 'true' },
            body: { plan: { name: plan }, name, attachment: { name: attachment }, config },
        };
        return readAddon((await this.platform.send(call, signal)).body);
    }
    /** Takes a whole add-on, so that it has been read, and looked at, before. */
    async deleteAddon({ app, id }, signal) {
        const path = `/apps/${encodeURIComponent(app.id)}/addons/${encodeURIComponent(id)}`;
        const headers = { 'accept-expansion': 'plan' };
        const call = { method: 'DELETE', path, headers, body: { force: false } };
        return readAddon((await this.platform.send(call, signal)).body);
    }
    async database({ id, plan }, signal) {
        const name = encodeURIComponent(id);
        if ((0,plans/* isAdvanced */.f6)(plan)) {
            return readAdvancedInfo(await this.#getData(`/data/postgres/v1/${name}/info`, signal));
        }
        return readDatabaseInfo(await this.#getData(`/client/v11/databases/${name}`, signal));
    }
    async waitStatus({ id, plan }, signal) {
        const start = (0,plans/* isAdvanced */.f6)(plan) ? '/data/postgres/v1' : '/client/v11/databases';
        const body = await this.#getData(`${start}/${encodeURIComponent(id)}/wait_status`, signal);
        return {
            isWaiting: ((0,json.at)(body, 'waiting?') ?? (0,json.at)(body, 'waiting')) === true,
            isFailed: (0,json.at)(body, 'error?') === true,
            message: [(0,json/* textAt */.$)(body, 'message'), (0,json/* textAt */.$)(body, 'step')].filter(Boolean).join(' '),
        };
    }
    async #get(path, signal) {
        return (await this.platform.send({ method: 'GET', path }, signal)).body;
    }
    async #getData(path, signal) {
        return (await this.data.send({ method: 'GET', path }, signal)).body;
    }
}
/** Heroku's own warnings stand in headers of every answer: each is shown once. */
function warnOnce(warn) {
    const shown = new Set();
    return (headers) => {
        for (const name of ['x-heroku-warning', 'warning-message']) {
            const text = headers.get(name);
            if (text === null || text === '' || shown.has(text))
                continue;
            shown.add(text);
            warn(`Heroku says: ${text}`);
        }
    };
}


/***/ }),

/***/ 28664:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TV: () => (/* binding */ herokuError),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   fy: () => (/* binding */ inPlainWords)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _provider_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98124);


/**
 * Says in plain words what Heroku refused, and why. Its own message and the request's id are kept,
 * since its support asks for them.
 *
 * @param doing what was tried, `fork shop::DATABASE`
 */
function herokuError(error, doing) {
    if (!(error instanceof _provider_http_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiFailure */ .F))
        return error;
    const { code, what, next } = explain(error);
    const message = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(`Cannot ${doing}: ${what}${what === '' ? '' : ' — '}${error.message}`);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code, message, next, { cause: error });
}
/** Runs a step, and says in plain words what Heroku refused. */
async function inPlainWords(doing, step) {
    try {
        return await step();
    }
    catch (error) {
        throw herokuError(error, doing);
    }
}
/** Whether Heroku knows no such thing; an app's own 404 counts, too. */
function isNotFound(error) {
    return error instanceof _provider_http_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiFailure */ .F && error.status === 404;
}
/** By the status and the id of Platform API reference, "Errors". */
function explain({ status, id }) {
    if (id === 'two_factor')
        return TWO_FACTOR;
    if (id === 'suspended')
        return SUSPENDED;
    return BY_STATUS[status ?? 0] ?? PASSING;
}
const NEW_KEY = 'Make a key with `heroku authorizations:create`, and store it as the secret.';
const TWO_FACTOR = {
    code: 'E_CREDENTIALS',
    what: 'Heroku asks for a second factor, which no workflow can give',
    next: 'Use a key made with `heroku authorizations:create` by a member who may use these apps without it.',
};
const SUSPENDED = {
    code: 'E_FORK',
    what: 'the account, the app or the add-on is suspended',
    next: 'Settle it in the Heroku dashboard, then run again.',
};
const PASSING = {
    code: 'E_FORK',
    what: '',
    next: 'See https://status.heroku.com, and run again.',
};
const BY_STATUS = {
    401: { code: 'E_CREDENTIALS', what: 'Heroku does not accept heroku-api-key', next: NEW_KEY },
    402: {
        code: 'E_FORK',
        what: 'Heroku wants an account to be paid or a card to be added first',
        next: 'Settle it in the Heroku dashboard under Billing, then run again.',
    },
    403: {
        code: 'E_CREDENTIALS',
        what: 'heroku-api-key may not do this',
        next: 'Its user must be a member of the app and of the fork-app with the right to manage add-ons.',
    },
    404: {
        code: 'E_NOT_FOUND',
        what: 'Heroku knows no such thing, or heroku-api-key may not see it',
        next: 'Check heroku-app, heroku-database, fork-app and fork-plan.',
    },
    422: {
        code: 'E_FORK',
        what: 'Heroku refuses it',
        next: 'Check fork-plan and fork-app; a plan must have room for the data.',
    },
    423: {
        code: 'E_FORK',
        what: 'Heroku asks to confirm something, which is never done here since it may overwrite DATABASE_URL',
        next: 'Name a fork-app in the same network as the database, which has no attachment of this name.',
    },
    429: {
        code: 'E_FORK',
        what: "the account's requests are used up",
        next: 'Run again later, or let fewer jobs share the account.',
    },
};


/***/ }),

/***/ 65371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A6: () => (/* binding */ shortPlan),
/* harmony export */   Gw: () => (/* binding */ isPrivate),
/* harmony export */   Jz: () => (/* binding */ pricePerHour),
/* harmony export */   NN: () => (/* binding */ isEssential),
/* harmony export */   Pw: () => (/* binding */ fullPlan),
/* harmony export */   ds: () => (/* binding */ isPostgresPlan),
/* harmony export */   f6: () => (/* binding */ isAdvanced),
/* harmony export */   oW: () => (/* binding */ regionsDiffer)
/* harmony export */ });
/** Pure: what plans and regions of Heroku Postgres are, and what a fork may be made of and where. */
const SERVICE = 'heroku-postgresql';
/** Whether an add-on of this plan is a Heroku Postgres database. */
function isPostgresPlan(plan) {
    return plan.split(':')[0] === SERVICE;
}
/** The full name of a plan that may have been given without the name of its service. */
function fullPlan(plan) {
    return plan.includes(':') ? plan : `${SERVICE}:${plan}`;
}
/** `standard-0` of `heroku-postgresql:standard-0`. */
function shortPlan(plan) {
    return plan.slice(plan.indexOf(':') + 1);
}
/** Advanced databases have an API of their own (`data/pg/*` in the heroku command line). */
function isAdvanced(plan) {
    return /^(advanced|performance)/.test(shortPlan(plan));
}
/** Essential plans, and their forerunners, share a server: they can be neither forked nor a fork. */
function isEssential(plan) {
    return /^(essential|dev|basic|mini|hobby)/.test(shortPlan(plan));
}
/** Reached from within a private space only, unless it has an endpoint for mutual TLS. */
function isPrivate(plan) {
    return /^(private|shield)/.test(shortPlan(plan));
}
/** By what names a region goes, in `pg:info`, in an app's description and at AWS. */
const REGIONS = {
    'us-east-1': /\b(us|united states|virginia|us-east-1)\b/,
    'us-west-2': /\b(oregon|us-west-2)\b/,
    'eu-west-1': /\b(eu|europe|dublin|ireland|eu-west-1)\b/,
    'eu-west-2': /\b(london|eu-west-2)\b/,
    'eu-central-1': /\b(frankfurt|eu-central-1)\b/,
    'ca-central-1': /\b(montreal|ca-central-1)\b/,
    'ap-south-1': /\b(mumbai|ap-south-1)\b/,
    'ap-southeast-1': /\b(singapore|ap-southeast-1)\b/,
    'ap-southeast-2': /\b(sydney|ap-southeast-2)\b/,
    'ap-northeast-1': /\b(tokyo|ap-northeast-1)\b/,
};
/** Whether two texts name different regions; a region that we do not know differs from none. */
function regionsDiffer(one, other) {
    const [first, second] = [regionOf(one), regionOf(other)];
    return first !== undefined && second !== undefined && first !== second;
}
/** Whole words of AWS come first: `eu-central-1` holds `eu`. */
function regionOf(text) {
    const words = text?.toLowerCase() ?? '';
    const exact = Object.keys(REGIONS).find((region) => words.includes(region));
    if (exact !== undefined)
        return exact;
    const city = Object.entries(REGIONS).filter(([, pattern]) => pattern.test(words));
    // "Frankfurt, EU" names a city and a continent, and the city says more.
    return (city.find(([region]) => !/^(us-east-1|eu-west-1)$/.test(region)) ?? city[0])?.[0];
}
/** Add-ons are billed by the second; a month has 720 hours for that. */
function pricePerHour(centsPerMonth) {
    return `$${(centsPerMonth / 100 / 720).toFixed(2)}`;
}


/***/ }),

/***/ 5610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ textAt),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   p: () => (/* binding */ list)
/* harmony export */ });
/** What is at a path in a provider's answer, which may have any shape. */
function at(value, ...path) {
    let found = value;
    for (const name of path) {
        if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
            return undefined;
        found = found[name];
    }
    return found;
}
/** The text at a path; empty if there is none. */
function textAt(value, ...path) {
    const found = at(value, ...path);
    return typeof found === 'string' ? found : '';
}
function list(value) {
    return Array.isArray(value) ? value : [];
}


/***/ }),

/***/ 82658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ allPages)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** Nobody has so many of anything: a service that tells of one more each time has lost its way. */
const MOST_PAGES = 1_000;
/**
 * All of a list that is told page by page.
 *
 * @param ask is given nothing for the first page
 * @throws UserError `E_FORK` where the list has no end; what `ask` throws
 */
async function allPages(provider, ask) {
    const all = [];
    let last;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const { items, next } = await ask(last);
        all.push(...items);
        if (next === undefined || next === '' || next === last)
            return all;
        last = next;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_FORK', `${provider} tells a list that has no end.`, 'Run it again later.');
}


/***/ }),

/***/ 98124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* binding */ ApiFailure),
  c: () => (/* binding */ ProviderApi)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/forks/bounded-text.js
/**
 * The body of an answer, as text. What a proxy on the way sends may be of any size, and compressed:
 * it is the bytes that come out that are counted, and reading ends as soon as there are too many.
 *
 * @returns undefined: there was more
 */
async function boundedText({ body }, mostBytes) {
    const chunks = [];
    let size = 0;
    // Leaving the loop closes the connection.
    for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        if (size > mostBytes)
            return undefined;
        chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
}

// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/forks/pages.js
var pages = __webpack_require__(82658);
;// CONCATENATED MODULE: ./build/forks/retry-after.js
const DEFAULT_MS = 60_000;
const LONGEST_MS = 120_000;
/** Seconds from now are fewer than this; seconds since 1970 are more. */
const EPOCH_FROM = 1_000_000_000;
/**
 * How long a `Retry-After` header asks us to wait, in milliseconds. RFC 9110 has seconds and a
 * date; Heroku was seen to send seconds since 1970. What cannot be read, or lies in the past, is a
 * minute; nothing is longer than two, since asking once more is cheap.
 */
function retryAfterMs(header, now) {
    const text = header?.trim() ?? '';
    const wanted = /^\d+$/.test(text) ? ofNumber(Number(text), now) : Date.parse(text) - now.getTime();
    return wanted > 0 ? Math.min(wanted, LONGEST_MS) : DEFAULT_MS;
}
function ofNumber(seconds, now) {
    return seconds < EPOCH_FROM ? seconds * 1000 : seconds * 1000 - now.getTime();
}

;// CONCATENATED MODULE: ./build/forks/provider-http.js





/** An answer of 400 and above, or none at all. */
class ApiFailure extends Error {
    /** Undefined: no answer that can be read. */
    status;
    headers;
    /** The provider's word for the error, as `id` or `code` in its body. */
    id;
    /** The rest of its body, as the provider sent it. */
    body;
    /** Whether what was asked for may have been carried out all the same. */
    mayBeDone;
    constructor(message, details, cause) {
        super(message, { cause });
        this.name = 'ApiFailure';
        this.status = details.status;
        this.headers = details.headers ?? new Headers();
        this.id = details.id ?? '';
        this.body = details.body;
        this.mayBeDone = details.mayBeDone ?? false;
    }
}
const ATTEMPTS = 5;
/** A rate limit is waited for more often: it passes by itself. */
const LIMITED_ATTEMPTS = 10;
const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 60_000;
/** A page of a thousand Neon branches, the largest that is asked for, has 1.5 MB: ten times that. */
const MOST_BYTES = 16_000_000;
/** Of a provider's message in ours, in characters. */
const LONGEST_SAYING = 1000;
/**
 * Speaks JSON with a provider's API by Node's own fetch. Requests that change nothing, or that
 * change nothing more when they are sent twice, are repeated after a lost answer and after a
 * server's error; others only where it is sure that nothing was done. The caller of those looks at
 * `mayBeDone` and asks whether it was.
 */
class ProviderApi {
    #options;
    #aheadMs = 0;
    constructor(options) {
        this.#options = options;
    }
    /** By the provider's clock, as the `Date` of its last answer told it; ours before that. */
    now() {
        return new Date(this.#options.clock.now().getTime() + this.#aheadMs);
    }
    /** @throws ApiFailure after the last attempt; the signal's reason */
    async send(call, signal) {
        const counts = { failures: 0, limits: 0 };
        for (;;) {
            try {
                return await this.#follow(call, signal);
            }
            catch (error) {
                if (!(error instanceof ApiFailure) || !this.#mayRepeat(call, error, counts))
                    throw error;
                await this.#wait(error, counts.failures, signal);
            }
        }
    }
    /**
     * All of a list, page after page: 206 with `Next-Range`, as Heroku has it.
     *
     * @throws ApiFailure; UserError `E_FORK`
     */
    async sendForList(call, signal) {
        return await (0,pages/* allPages */.S)(this.#options.provider, async (range) => {
            const headers = { ...call.headers, ...(range === undefined ? {} : { range }) };
            const answer = await this.send({ ...call, headers }, signal);
            const next = answer.status === 206 ? answer.headers.get('next-range') : null;
            return { items: (0,json/* list */.p)(answer.body), next: next ?? undefined };
        });
    }
    #tellTime(headers) {
        const told = Date.parse(headers.get('date') ?? '');
        if (!Number.isNaN(told))
            this.#aheadMs = told - this.#options.clock.now().getTime();
    }
    #mayRepeat({ method, isRepeatable }, { status, mayBeDone }, counts) {
        if (status === 429)
            return ++counts.limits < LIMITED_ATTEMPTS;
        if (++counts.failures >= ATTEMPTS)
            return false;
        if (status !== undefined && this.#options.harmlessStatuses?.includes(status))
            return true;
        const isPassing = status === undefined || isServerError(status);
        if (!isPassing)
            return false;
        return !mayBeDone || (isRepeatable ?? (method !== 'POST' && method !== 'PATCH'));
    }
    async #wait(failure, failures, signal) {
        const { clock, provider, tell } = this.#options;
        const isLimit = failure.status === 429;
        const asked = failure.headers.get('retry-after');
        const milliseconds = isLimit || asked !== null ? retryAfterMs(asked, clock.now()) : 1000 * 2 ** (failures - 1);
        const seconds = Math.ceil(milliseconds / 1000);
        const why = isLimit ? `${provider} limits our requests` : failure.message;
        tell(`${why}: trying again in ${seconds} s.`);
        await clock.sleep(milliseconds, signal);
    }
    /** Follows redirects within the origin, of requests that only read. */
    async #follow(call, signal) {
        const { provider, baseUrl } = this.#options;
        let url = new URL(`${baseUrl.pathname.replace(/\/$/, '')}${call.path}`, baseUrl);
        for (let redirects = 0;; redirects++) {
            const answer = await this.#once(call, url, signal);
            const location = answer.headers.get('location');
            if (answer.status < 300)
                return answer;
            url = new URL(location ?? url, url);
            if (url.origin !== baseUrl.origin || call.method !== 'GET' || redirects >= MOST_REDIRECTS) {
                // The key goes nowhere else, and what another host says is not the provider's word.
                const message = `${provider} sent us on to ${url.origin}, where we do not follow`;
                throw new ApiFailure(message, { status: answer.status, mayBeDone: true });
            }
        }
    }
    /** One request: an answer below 400, or a failure. */
    async #once(call, url, signal) {
        const { provider, headers, timeoutMs = TIMEOUT_MS, onAnswer } = this.#options;
        signal.throwIfAborted();
        const hasBody = call.body !== undefined;
        const type = hasBody ? { 'content-type': 'application/json' } : {};
        try {
            const response = await fetch(url, {
                method: call.method,
                headers: { ...headers, ...type, ...call.headers },
                ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
                redirect: 'manual',
                signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
            });
            this.#tellTime(response.headers);
            onAnswer?.(response.headers);
            const text = await boundedText(response, MOST_BYTES);
            if (text === undefined)
                throw tooLarge(provider, response);
            return readAnswer(provider, response, text);
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof ApiFailure)
                throw error;
            throw noAnswer(provider, error, timeoutMs);
        }
    }
}
/** With its status, so that a success is not asked for again: it would be as large. */
function tooLarge(provider, { status, headers }) {
    const message = `${provider} answered ${status} with more than ${MOST_BYTES / 1e6} MB`;
    const mayBeDone = status < 400 || isServerError(status);
    return new ApiFailure(`${message}${requestNote(headers)}`, { status, headers, mayBeDone });
}
/** The request may have been carried out by then. */
function isServerError(status) {
    return status >= 500 || status === 408;
}
/** @throws ApiFailure for 400 and above, and for a success that cannot be read */
function readAnswer(provider, response, text) {
    const { status, headers } = response;
    const body = parseJson(text);
    if (status < 400) {
        if (body !== undefined || text.trim() === '' || status >= 300)
            return { status, headers, body };
        const message = `${provider} answered with something that is not JSON`;
        throw new ApiFailure(`${message}${requestNote(headers)}`, { headers, mayBeDone: true });
    }
    const fields = (typeof body === 'object' && body !== null ? body : {});
    const said = [fields.message, fields.error].find((one) => typeof one === 'string' && one !== '');
    const id = [fields.id, fields.code].find((one) => typeof one === 'string');
    const message = `${provider} answered ${status}${id === undefined ? '' : ` (${id})`}`;
    throw new ApiFailure(`${message}${said === undefined ? '' : `: ${said.slice(0, LONGEST_SAYING)}`}${requestNote(headers)}`, { status, headers, body, id: id ?? '', mayBeDone: isServerError(status) });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** The provider's support asks for it. */
function requestNote(headers) {
    const id = headers.get('request-id') ?? headers.get('x-request-id');
    return id === null ? '' : ` [request ${id}]`;
}
/** A connection that was never made has carried nothing. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
function noAnswer(provider, error, timeoutMs) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const why = isTimeout ? `within ${timeoutMs / 1000} s` : `(${(0,errors/* errorMessage */.gJ)(cause)})`;
    const mayBeDone = !NEVER_SENT.includes((0,errors/* errorCode */.CA)(cause) ?? '');
    return new ApiFailure(`${provider} gave no answer ${why}`, { mayBeDone }, error);
}


/***/ }),

/***/ 61276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ serviceAddress)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/**
 * The address of a service from its variable, or its usual one. The key is sent to the provider's
 * own hosts and to this machine only, whatever the variable says, and never unencrypted.
 *
 * @param hosts of the provider; all names below them are its own, too
 * @throws UserError `E_INPUT`
 */
function serviceAddress(variable, text, usual, hosts) {
    const url = URL.canParse(text || usual) ? new URL(text || usual) : undefined;
    const isLoopback = url !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
    const isOwn = hosts.some((host) => url?.hostname === host || url?.hostname.endsWith(`.${host}`));
    const isSafe = isLoopback || (isOwn && url?.protocol === 'https:');
    if (url !== undefined && isSafe && /^https?:$/.test(url.protocol))
        return url;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `${variable} is not an https address of ${hosts.join(' or ')}, and the key is sent to no other.`, `Unset ${variable}, or correct it.`);
}


/***/ })

};
