/**
 * A call that failed and was rolled back: the Python exception as Odoo lets it out. Over XML-RPC that is a code and a
 * text, over JSON-2 an HTTP status and a body.
 */
export class Fault extends Error {
  constructor(
    readonly exception: string,
    message: string,
    /** 1 anything unforeseen, 2 told to the user, 3 wrong credentials, 4 no right to do it. */
    readonly code: 1 | 2 | 3 | 4,
    readonly status: number,
  ) {
    super(message);
  }
}

export const userError = (message: string): Fault =>
  new Fault('odoo.exceptions.UserError', message, 2, 422);

export const validationError = (message: string): Fault =>
  new Fault('odoo.exceptions.ValidationError', message, 2, 422);

export const accessDenied = (): Fault =>
  new Fault('odoo.exceptions.AccessDenied', 'Access Denied', 3, 403);

export const accessError = (message: string): Fault =>
  new Fault('odoo.exceptions.AccessError', message, 4, 403);

export const missingError = (model: string, id: number, uid: number): Fault =>
  new Fault(
    'odoo.exceptions.MissingError',
    `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: ${uid})`,
    2,
    404,
  );

/** An exception that Odoo's own code didn't foresee; over XML-RPC it comes out with its traceback. */
export const pythonError = (exception: string, message: string): Fault =>
  new Fault(exception, message, 1, 500);

/** What the real Odoo could do and this stand-in can't: never passed off as an answer. */
export const notStoodIn = (what: string): Fault =>
  pythonError('NotImplementedError', `the stand-in does not know ${what}`);

/** The `faultString` of XML-RPC. */
export const faultString = ({ code, exception, message }: Fault): string =>
  code === 1 ? `${traceback}${exception}: ${message}\n` : message;

const traceback = `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/odoo/addons/base/controllers/rpc.py", line 165, in xmlrpc_2
    response = self._xmlrpc(service)
               ^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3/dist-packages/odoo/service/model.py", line 93, in dispatch
    res = execute_kw(db, uid, *params[3:])
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`;

/** What PostgreSQL refused. Odoo's import makes a message of it, anything else a fault. */
export class DatabaseRefusal extends Error {
  constructor(
    readonly kind: 'serialization' | 'integrity' | 'data',
    /** As `load` tells it. */
    readonly told: { readonly message: string; readonly field?: string },
    /** As every other method does. */
    readonly otherwise: Fault,
  ) {
    super(told.message);
  }
}

const COULD_NOT_SERIALIZE = 'could not serialize access due to concurrent update\n';

/** A concurrent transaction changed the same and committed first. */
export const couldNotSerialize = (): DatabaseRefusal =>
  new DatabaseRefusal(
    'serialization',
    { message: COULD_NOT_SERIALIZE },
    pythonError('psycopg2.errors.SerializationFailure', COULD_NOT_SERIALIZE),
  );

export const outOfRange = (): DatabaseRefusal =>
  new DatabaseRefusal(
    'data',
    { message: 'integer out of range\n' },
    pythonError('psycopg2.errors.NumericValueOutOfRange', 'integer out of range\n'),
  );

/** A constraint of the model's table; in a message of `load` Odoo puts its sentence into quotes. */
export const violates = (sentence: string): DatabaseRefusal =>
  new DatabaseRefusal(
    'integrity',
    { message: `'${sentence}'` },
    validationError(`The operation cannot be completed: ${sentence}`),
  );

/** A many2one to a record that there isn't. */
export const pointsNowhere = (
  { name, title }: { readonly name: string; readonly title: string },
  field: string,
): DatabaseRefusal => {
  const constraint = `${name.replaceAll('.', '_')}_${field}_fkey`;
  return new DatabaseRefusal(
    'integrity',
    { message: `insert or update on table violates foreign key constraint "${constraint}"\n` },
    validationError(
      `The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\nModel: ${title} (${name})\nConstraint: ${constraint}\n`,
    ),
  );
};

export const isMissing = (
  model: { readonly name: string; readonly title: string },
  field: string,
  label: string,
): DatabaseRefusal =>
  new DatabaseRefusal(
    'integrity',
    { message: `Missing required value for the field '${label}' (${field})`, field },
    validationError(
      `The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n- Delete: another model requires the record being deleted. If possible, archive it instead.\n\nModel: ${model.title} (${model.name})\nField: ${label} (${field})\n`,
    ),
  );
