export const id = 725;
export const ids = [725];
export const modules = {

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

/***/ 22725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rdsProvider: () => (/* binding */ rdsProvider)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/fork-name.js
var fork_name = __webpack_require__(34442);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-rds/dist-cjs/index.js
var dist_cjs = __webpack_require__(57202);
// EXTERNAL MODULE: ./build/forks/pages.js
var pages = __webpack_require__(82658);
;// CONCATENATED MODULE: ./build/forks/rds/errors.js

/** The `Code` of an RDS error answer, or the name of what the SDK threw. */
function errorName(error) {
    return error?.name ?? '';
}
const TRANSIENT_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
const TRANSIENT_NAMES = new Set([
    'InternalFailure',
    'RequestLimitExceeded',
    'ServiceUnavailable',
    'Throttling',
    'ThrottlingException',
    'TimeoutError',
]);
const NETWORK_CODES = new Set([
    'EAI_AGAIN',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EPIPE',
    'ETIMEDOUT',
]);
/** Whether the same request may well succeed a little later. */
function isTransient(error) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return false;
    if (TRANSIENT_NAMES.has(errorName(error)))
        return true;
    const { $metadata } = (error ?? {});
    // A signature was dated by a clock that is off, and the SDK has corrected it by the server's.
    if ($metadata?.clockSkewCorrected === true)
        return true;
    const status = $metadata?.httpStatusCode;
    // An answer of 200 that cannot be read was cut off on its way.
    if (status !== undefined)
        return TRANSIENT_STATUSES.has(status) || status < 300;
    return NETWORK_CODES.has((0,errors/* errorCode */.CA)(error) ?? '');
}
const CONFIGURE = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.';
const RENEW = 'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time that fork and dump take.';
const ALLOW = 'Give the role the policy of docs/recipes.md, “A fork of an Amazon RDS instance”: the message names the action that is missing.';
const CREDENTIALS = {
    AccessDenied: ALLOW,
    AccessDeniedException: ALLOW,
    UnauthorizedOperation: ALLOW,
    CredentialsProviderError: CONFIGURE,
    IncompleteSignature: CONFIGURE,
    InvalidClientTokenId: CONFIGURE,
    MissingAuthenticationToken: CONFIGURE,
    SignatureDoesNotMatch: CONFIGURE,
    ExpiredToken: RENEW,
    ExpiredTokenException: RENEW,
    TokenRefreshRequired: RENEW,
};
const NEXT = {
    InstanceQuotaExceededFault: 'Delete instances that are not needed, or ask AWS for a higher quota.',
    StorageQuotaExceededFault: 'Delete instances that are not needed, or ask AWS for a higher quota.',
    InsufficientDBInstanceCapacityFault: 'Run again later, or set `fork-plan` to another class.',
    KMSKeyNotAccessibleFault: 'Allow the role to use the key that the instance is encrypted with.',
    PointInTimeRestoreNotEnabledFault: 'Set the backup retention of the instance to a day or more, or set `fork: never`.',
};
/**
 * What a refusal of RDS means to the user. What we understood already, an abort, and a fault of the
 * program stay as they are. The SDK's own error is not passed on as the cause: it holds the whole
 * answer and request.
 *
 * @param doing what was being done to what, as in `restore shop`
 */
function rdsError(error, doing) {
    const isProgram = error instanceof TypeError || error instanceof ReferenceError;
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error) || isProgram)
        return error;
    const name = errorName(error);
    const detail = errorDetail(error);
    const message = `RDS could not ${doing}: ${detail}`;
    const cause = new Error(detail);
    const credentials = CREDENTIALS[name];
    if (credentials !== undefined)
        return new errors/* UserError */.yo('E_CREDENTIALS', message, credentials, { cause });
    const later = isTransient(error) ? 'It failed several times in a row: run again later.' : '';
    const next = NEXT[name] ?? (later || 'Correct what it names, or set `fork: never`.');
    return new errors/* UserError */.yo('E_FORK', message, next, { cause });
}
/**
 * Runs a step, and says in plain words what RDS refused.
 *
 * @throws UserError; the signal's reason
 */
async function inPlainWords(doing, signal, step) {
    try {
        return await step();
    }
    catch (error) {
        signal.throwIfAborted();
        throw rdsError(error, doing);
    }
}
/** RDS's own words on one line, with the name of the error where they do not hold it. */
function errorDetail(error) {
    const text = (0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error)).slice(0, 400);
    const name = errorName(error);
    const isNamed = name === '' || name === 'Error' || text.includes(name);
    return (0,errors/* sentence */.em)(isNamed ? text : `${name}: ${text}`);
}

;// CONCATENATED MODULE: ./build/forks/rds/api.js




const ATTEMPTS = 5;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;
/**
 * The few calls of the RDS API that forks need, with AWS's own credential chain and its
 * `AWS_ENDPOINT_URL_RDS`. The SDK's retries are off and its waiters are not used: they know no
 * clock but their own, and a waiter takes AccessDenied for a reason to wait on.
 */
class RdsApi {
    #client;
    #context;
    /** @param region undefined: AWS_REGION, or the profile's */
    constructor(region, context) {
        this.#context = context;
        this.#client = new dist_cjs/* RDSClient */.rYe({
            ...(region === undefined ? {} : { region }),
            maxAttempts: 1,
            requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: IDLE_TIMEOUT_MS },
        });
    }
    /** By the clock of AWS: the SDK notices when this machine's is off by minutes. */
    now() {
        const { systemClockOffset } = this.#client.config;
        return new Date(this.#context.clock.now().getTime() + systemClockOffset);
    }
    /** @throws UserError `E_INPUT` */
    async region() {
        try {
            return await this.#client.config.region();
        }
        catch (error) {
            throw new errors/* UserError */.yo('E_INPUT', 'The AWS region of the RDS instance is not known.', 'Set `rds-region`, or AWS_REGION.', { cause: error });
        }
    }
    /** An instance by its identifier or ARN; undefined: there is none. */
    async find(instance, signal) {
        const command = new dist_cjs/* DescribeDBInstancesCommand */.hhJ({ DBInstanceIdentifier: instance });
        try {
            const { DBInstances } = await this.#repeat((o) => this.#client.send(command, o), signal);
            return DBInstances?.[0];
        }
        catch (error) {
            if (errorName(error) === 'DBInstanceNotFoundFault')
                return undefined;
            throw error;
        }
    }
    /** All instances of the account in the region, page after page. */
    async list(signal) {
        return await (0,pages/* allPages */.S)('RDS', async (marker) => {
            const command = new dist_cjs/* DescribeDBInstancesCommand */.hhJ({ Marker: marker });
            const page = await this.#repeat((o) => this.#client.send(command, o), signal);
            return { items: page.DBInstances ?? [], next: page.Marker };
        });
    }
    /** The same with its tags: not in all regions does RDS tell them with the instance. */
    async withTags(instance, signal) {
        const { TagList, DBInstanceArn } = instance;
        if (DBInstanceArn === undefined || (TagList !== undefined && TagList.length > 0))
            return instance;
        const command = new dist_cjs/* ListTagsForResourceCommand */.a_e({ ResourceName: DBInstanceArn });
        const answer = await this.#repeat((o) => this.#client.send(command, o), signal);
        return { ...instance, TagList: answer.TagList };
    }
    /**
     * Asks for a restore, and resolves once it is known that RDS has taken the request, this one or
     * one whose answer was lost: the identifier is ours, and RDS has each of them once.
     */
    async restore(input, signal) {
        const name = input.TargetDBInstanceIdentifier ?? '';
        const command = new dist_cjs/* RestoreDBInstanceToPointInTimeCommand */.i4(input);
        try {
            await this.#repeat(async (options) => {
                try {
                    await this.#client.send(command, options);
                }
                catch (error) {
                    const isTaken = isTransient(error) && (await this.find(name, signal)) !== undefined;
                    if (!isTaken)
                        throw error;
                }
            }, signal);
        }
        catch (error) {
            if (errorName(error) !== 'DBInstanceAlreadyExistsFault')
                throw error;
        }
    }
    /** Asks for an end without a last snapshot and without automated backups. */
    async delete(name, signal) {
        const command = new dist_cjs/* DeleteDBInstanceCommand */.Yvh({
            DBInstanceIdentifier: name,
            SkipFinalSnapshot: true,
            DeleteAutomatedBackups: true,
        });
        await this.#repeat((options) => this.#client.send(command, options), signal);
    }
    /** What is sent here does no harm when it is sent twice. */
    async #repeat(send, signal) {
        const { clock, log } = this.#context;
        for (let failures = 1;; failures++) {
            signal.throwIfAborted();
            try {
                return await send({ abortSignal: signal });
            }
            catch (error) {
                signal.throwIfAborted();
                if (failures === ATTEMPTS || !isTransient(error))
                    throw error;
                const seconds = 2 ** (failures - 1);
                log.info(`RDS: ${errorDetail(error)} Trying again in ${seconds} s.`);
                await clock.sleep(seconds * 1000, signal);
            }
        }
    }
}

// EXTERNAL MODULE: ./build/forks/removal.js
var removal = __webpack_require__(65086);
;// CONCATENATED MODULE: ./build/forks/rds/restore-request.js
/** Marks an instance as a fork of ours; its value is the source's `DbiResourceId`. */
const SOURCE_TAG = 'pg-backup-fork-of';
/** When the fork was asked for, RFC 3339: an instance that never came up has no other time. */
const TIME_TAG = 'pg-backup-fork-at';
/**
 * The request that restores the newest state of an instance into a new one. RDS puts a restored
 * instance into the default network with the default parameters unless it is told otherwise
 * (API reference, RestoreDBInstanceToPointInTime), so all that decides who may connect, and how, is
 * taken over. The fork has no standby and no backups of its own, and nothing keeps it from being
 * deleted.
 */
function restoreRequest(source, wishes) {
    return {
        SourceDBInstanceIdentifier: source.DBInstanceIdentifier,
        TargetDBInstanceIdentifier: wishes.name,
        UseLatestRestorableTime: true,
        DBInstanceClass: wishes.instanceClass ?? source.DBInstanceClass,
        DBSubnetGroupName: source.DBSubnetGroup?.DBSubnetGroupName,
        VpcSecurityGroupIds: securityGroups(source),
        PubliclyAccessible: source.PubliclyAccessible ?? false,
        NetworkType: source.NetworkType,
        DBParameterGroupName: source.DBParameterGroups?.[0]?.DBParameterGroupName,
        CACertificateIdentifier: source.CACertificateIdentifier,
        EnableIAMDatabaseAuthentication: source.IAMDatabaseAuthenticationEnabled ?? false,
        EngineLifecycleSupport: source.EngineLifecycleSupport,
        ...storage(source),
        MultiAZ: false,
        AutoMinorVersionUpgrade: false,
        BackupRetentionPeriod: 0,
        CopyTagsToSnapshot: false,
        DeletionProtection: false,
        Tags: [
            { Key: SOURCE_TAG, Value: wishes.sourceId },
            { Key: TIME_TAG, Value: wishes.notedAt },
        ],
    };
}
/** Undefined rather than empty: an empty list would be sent as a group without a name. */
function securityGroups({ VpcSecurityGroups }) {
    const ids = (VpcSecurityGroups ?? [])
        .filter(({ Status }) => Status !== 'removing')
        .flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []);
    return ids.length === 0 ? undefined : ids;
}
/** Below this many GiB, gp3 of PostgreSQL has a fixed speed, and naming one is refused. */
const SETTABLE_GP3_FROM = 400;
/**
 * Without a storage type RDS would take gp3, which may read slower than the source's. Its speed is
 * told where it can be set: Amazon RDS user guide, "DB instance storage".
 */
function storage(source) {
    const { StorageType: type, Iops, StorageThroughput, AllocatedStorage = 0 } = source;
    if (type === 'io1' || type === 'io2')
        return { StorageType: type, Iops };
    if (type !== 'gp3' || AllocatedStorage < SETTABLE_GP3_FROM)
        return { StorageType: type };
    return { StorageType: type, Iops, StorageThroughput };
}

;// CONCATENATED MODULE: ./build/forks/rds/status.js
/** An instance answers queries in these, whatever goes on in the background, for hours at times. */
const READY = ['available', 'backing-up', 'storage-initialization', 'storage-optimization'];
const FAILED = [
    'deleted',
    'deleting',
    'failed',
    'inaccessible-encryption-credentials',
    'inaccessible-encryption-credentials-recoverable',
    'insufficient-capacity',
    'restore-error',
    'stopped',
    'stopping',
    'storage-full',
];
/**
 * Whether it is worth to wait on. A status that is not known here is waited on until the deadline.
 *
 * @param status `DBInstanceStatus`, from the table "DB instance status" of the RDS user guide
 */
function instanceState(status) {
    if (status === undefined)
        return 'waiting';
    if (READY.includes(status))
        return 'ready';
    return FAILED.includes(status) || status.startsWith('incompatible-') ? 'failed' : 'waiting';
}

;// CONCATENATED MODULE: ./build/forks/rds/tags.js

function tagOf({ TagList }, key) {
    return TagList?.find(({ Key }) => Key === key)?.Value;
}
/** When an instance was made. RDS tells once it is up; until then, our own tag knows. */
function madeAt(instance) {
    const asked = Date.parse(tagOf(instance, TIME_TAG) ?? '');
    return instance.InstanceCreateTime ?? (Number.isNaN(asked) ? undefined : new Date(asked));
}

;// CONCATENATED MODULE: ./build/forks/rds/rds-fork.js





const LONGEST_PAUSE_MS = 5000;
/** RDS may not know for a moment what it has accepted. */
const MOST_ABSENCES = 12;
/** Before the next question, in milliseconds: longer each time, for what has just begun may end soon. */
function pauseMs(questions) {
    return Math.min(1000 * questions, LONGEST_PAUSE_MS);
}
/** An instance that RDS has accepted to restore. */
class RdsFork {
    provider = 'rds';
    name;
    place;
    sourceId;
    notedAt;
    #api;
    #clock;
    #connection;
    constructor(noted, tools) {
        this.name = noted.name;
        this.place = noted.place;
        this.sourceId = noted.sourceId;
        this.notedAt = noted.notedAt;
        this.#api = tools.api;
        this.#clock = tools.clock;
        this.#connection = tools.connection;
    }
    async ready(tell, signal) {
        let absences = 0;
        for (let questions = 1;; questions++) {
            const instance = await this.#find(signal);
            if (instance === undefined && ++absences === MOST_ABSENCES)
                throw this.#fault('is gone');
            const settings = instance && this.#settings(instance);
            if (settings !== undefined)
                return settings;
            tell(`RDS: ${this.name} is ${instance?.DBInstanceStatus ?? 'not there yet'}`);
            await this.#clock.sleep(pauseMs(questions), signal);
        }
    }
    /**
     * RDS keeps no record of where an instance was restored from. Its word is that it has the tag
     * which came with the request for the restore, in which the source was named: a restore has the
     * source's contents, or none of the states that are waited for.
     */
    async proveFork(signal) {
        const found = await this.#find(signal);
        if (found === undefined)
            throw this.#fault('is gone');
        const doing = `read the tags of the fork ${this.name}`;
        const instance = await inPlainWords(doing, signal, () => this.#api.withTags(found, signal));
        if (tagOf(instance, SOURCE_TAG) === this.sourceId && this.#isOther(instance))
            return;
        throw this.#fault('does not bear the mark of a restore of the source');
    }
    #find(signal) {
        const doing = `look up the fork ${this.name}`;
        return inPlainWords(doing, signal, () => this.#api.find(this.name, signal));
    }
    #isOther({ DbiResourceId }) {
        return DbiResourceId !== undefined && DbiResourceId !== this.sourceId;
    }
    /** The source's user, password, database and TLS, at the fork's address. */
    #settings(instance) {
        const { DBInstanceStatus: status, Endpoint } = instance;
        const state = instanceState(status);
        if (state === 'failed')
            throw this.#fault(`has the status ${status}`);
        if (state === 'waiting' || Endpoint?.Address === undefined)
            return undefined;
        if (this.#connection === undefined)
            throw this.#fault('cannot be reached without the URL of its source');
        const address = { host: Endpoint.Address, port: Endpoint.Port ?? 5432 };
        return { ...this.#connection, hosts: [address] };
    }
    #fault(why) {
        return new errors/* UserError */.yo('E_FORK', `The fork ${this.name} ${why}.`, `Its events say more: aws rds describe-events --region ${this.place} --source-type db-instance --source-identifier ${this.name}`);
    }
}

;// CONCATENATED MODULE: ./build/forks/rds/source.js

/**
 * What there is to know of the instance to be forked, and why it cannot be.
 *
 * @throws UserError `E_INPUT`
 */
function describeSource(instance, region, inputs, connection) {
    const label = instance.DBInstanceIdentifier ?? inputs.instance;
    requirePostgres(instance, label);
    if (connection === undefined) {
        throw new errors/* UserError */.yo('E_INPUT', 'RDS does not tell how to get into its databases.', 'Give the URL of the database of the RDS instance.');
    }
    return {
        label,
        id: idOf(instance),
        place: region,
        connection,
        sizeBytes: undefined,
        plan: inputs.forkPlan ?? instance.DBInstanceClass,
        region,
        pricePerHour: undefined,
        refusal: whyNot(instance, label, connection),
        notes: notes(instance, connection),
    };
}
/** What no other instance of any account has. */
function idOf({ DbiResourceId, DBInstanceIdentifier = '' }) {
    return DbiResourceId ?? DBInstanceIdentifier;
}
function requirePostgres({ Engine = '' }, label) {
    if (Engine === 'postgres' || Engine === 'aurora-postgresql')
        return;
    throw new errors/* UserError */.yo('E_INPUT', `The RDS instance ${label} runs ${Engine}, not PostgreSQL.`, 'Correct `rds-instance`.');
}
const NO_FORK = 'or set `fork: never` to read the database itself.';
function whyNot(instance, label, { password }) {
    const { DBClusterIdentifier, BackupRetentionPeriod, LatestRestorableTime } = instance;
    const refuse = (why, next) => new errors/* UserError */.yo('E_FORK', why, next);
    if (DBClusterIdentifier !== undefined) {
        const why = `${label} belongs to the cluster ${DBClusterIdentifier}, and forks of Aurora and Multi-AZ clusters are not supported.`;
        return refuse(why, 'Give the URL of a reader of the cluster and set `fork: never`.');
    }
    if (BackupRetentionPeriod === 0) {
        const why = `${label} has no automated backups that a fork could be restored from.`;
        return refuse(why, `Set its backup retention to a day or more, ${NO_FORK}`);
    }
    if (LatestRestorableTime === undefined) {
        const why = `${label} has no automated backup yet that a fork could be restored from.`;
        return refuse(why, `Wait for its first one, ${NO_FORK}`);
    }
    if (password?.includes('X-Amz-Signature=')) {
        const why = 'The password is an IAM token, which is of use at the address of the source alone.';
        return refuse(why, `Give the URL a role with a password, ${NO_FORK}`);
    }
    return undefined;
}
function notes(instance, { hosts }) {
    const { LatestRestorableTime: time, Endpoint } = instance;
    const told = [];
    if (time !== undefined) {
        told.push(`The fork holds what was committed by ${time.toISOString()}, or a little later.`);
    }
    if (Endpoint?.Address !== undefined && !hosts.some(({ host }) => host === Endpoint.Address)) {
        const url = 'The URL leads to another host than';
        told.push(`${url} ${Endpoint.Address}, where ${instance.DBInstanceIdentifier} is.`);
    }
    return told;
}

;// CONCATENATED MODULE: ./build/forks/rds/end-instance.js








/**
 * Deletes a noted fork, and resolves once RDS does not know it any more. RDS may refuse while
 * something else goes on in the instance: it is asked again until the deadline.
 *
 * @param source the identifier or ARN of the source, as the user gave it
 * @returns `going`: being deleted when the signal was aborted
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
async function endInstance(fork, source, { api, clock }, signal) {
    let isGoing = false;
    try {
        for (let questions = 1;; questions++) {
            const instance = await api.find(fork.name, signal);
            if (instance === undefined) {
                if (questions === 1)
                    await requireSameAccount(fork, source, api, signal);
                return 'gone';
            }
            const reason = whyNotOurs(instance, fork, source);
            if (reason !== undefined)
                throw (0,removal/* forkLeft */.U)(fork, reason);
            isGoing ||= instance.DBInstanceStatus === 'deleting';
            isGoing ||= await requestEnd(fork.name, api, signal);
            await clock.sleep(pauseMs(questions), signal);
        }
    }
    catch (error) {
        if (signal.aborted && isGoing)
            return 'going';
        signal.throwIfAborted();
        throw error instanceof errors/* UserError */.yo ? error : (0,removal/* forkLeft */.U)(fork, errorDetail(error), error);
    }
}
/**
 * In another account there is no such instance either. That of the fork is where its source is: an
 * identifier may be the same in two of them, a resource id is not.
 */
async function requireSameAccount(fork, source, api, signal) {
    const instance = await api.find(source, signal);
    if (instance !== undefined && idOf(instance) === fork.sourceId)
        return;
    const where = `in the AWS account of these credentials ${source} is not its source`;
    throw (0,removal/* forkLeft */.U)(fork, `${where}, so that its not being there says nothing`);
}
/** Both answers are looked into by the next question: is it there, and what is its status? */
const LOOK_AGAIN = ['DBInstanceNotFoundFault', 'InvalidDBInstanceStateFault'];
/** Resolves to whether RDS has accepted. */
async function requestEnd(name, api, signal) {
    try {
        await api.delete(name, signal);
        return true;
    }
    catch (error) {
        if (LOOK_AGAIN.includes(errorName(error)))
            return false;
        throw error;
    }
}
/**
 * Why an instance is none that may be deleted; undefined: it is our fork. A half-made one has no
 * tags and no time yet, and must go as well.
 */
function whyNotOurs(instance, { name, sourceId, notedAt }, source) {
    const { DBInstanceIdentifier, DBInstanceArn, DbiResourceId } = instance;
    const isSource = [DBInstanceIdentifier, DBInstanceArn].includes(source);
    if (isSource || DbiResourceId === sourceId)
        return 'that name is the source’s';
    if (DBInstanceIdentifier !== name || !(0,fork_name/* isForkName */.cY)(name))
        return 'that name is none of ours';
    const made = madeAt(instance);
    // A noted time that is unreadable compares as false, and is then no proof.
    const isNewer = made === undefined || made >= new Date(notedAt);
    if (!isNewer)
        return 'it was made before we asked for it';
    const markedAs = tagOf(instance, SOURCE_TAG);
    const isOfOther = markedAs !== undefined && markedAs !== sourceId;
    return isOfOther ? 'its tag says that it is a fork of another source' : undefined;
}

;// CONCATENATED MODULE: ./build/forks/rds/rds.js









/** Forks of an RDS instance: point-in-time restores into a new instance. */
function rdsProvider(inputs, context) {
    return new RdsProvider(inputs, context);
}
class RdsProvider {
    name = 'rds';
    #inputs;
    #context;
    #api;
    constructor(inputs, context) {
        this.#inputs = inputs;
        this.#context = context;
    }
    now() {
        return this.#open(this.#inputs.region).now();
    }
    async findSource(signal) {
        const api = this.#open(this.#inputs.region);
        const region = await api.region();
        const instance = await this.#requireSource(api, region, signal);
        return describeSource(instance, region, this.#inputs, this.#context.connection);
    }
    async create(request, signal) {
        const { source, name, notedAt } = request;
        const api = this.#open(source.place);
        const instance = await this.#requireSource(api, source.place, signal);
        const { place, id: sourceId } = source;
        const wishes = { name, sourceId, notedAt, instanceClass: this.#inputs.forkPlan };
        const doing = `restore ${source.label} into ${name}`;
        await inPlainWords(doing, signal, () => api.restore(restoreRequest(instance, wishes), signal));
        const noted = { provider: 'rds', name, place, sourceId, notedAt };
        return new RdsFork(noted, { api, clock: this.#context.clock, connection: source.connection });
    }
    async destroy(fork, signal) {
        const tools = { api: this.#open(fork.place), clock: this.#context.clock };
        return endInstance(fork, this.#inputs.instance, tools, signal);
    }
    async forksOf(source, signal) {
        const api = this.#open(source.place);
        return inPlainWords('list the forks', signal, async () => {
            const instances = (await api.list(signal)).filter(hasForkName);
            const tagged = await Promise.all(instances.map((each) => api.withTags(each, signal)));
            return tagged.flatMap((instance) => forkOf(instance, source) ?? []);
        });
    }
    /** A post step knows the region from what was noted, whatever the inputs say. */
    #open(region) {
        this.#api ??= new RdsApi(region, this.#context);
        return this.#api;
    }
    async #requireSource(api, region, signal) {
        const { instance } = this.#inputs;
        const doing = `look up the instance ${instance}`;
        const found = await inPlainWords(doing, signal, () => api.find(instance, signal));
        if (found !== undefined)
            return found;
        throw new errors/* UserError */.yo('E_NOT_FOUND', `RDS has no instance ${instance} in ${region}.`, 'Correct `rds-instance` or `rds-region`.');
    }
}
function hasForkName({ DBInstanceIdentifier }) {
    return (0,fork_name/* isForkName */.cY)(DBInstanceIdentifier ?? '');
}
/** Only forks of the same source: nothing else may be destroyed in its name. */
function forkOf(instance, { id, place }) {
    const { DBInstanceIdentifier: name = '', DBInstanceStatus } = instance;
    if (tagOf(instance, SOURCE_TAG) !== id || DBInstanceStatus === 'deleting')
        return undefined;
    const notedAt = madeAt(instance)?.toISOString() ?? '';
    return { provider: 'rds', name, place, sourceId: id, notedAt };
}


/***/ })

};
