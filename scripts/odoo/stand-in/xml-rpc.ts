import { Readable } from 'node:stream';
import xmlrpc from 'xmlrpc';
import Deserializer from 'xmlrpc/lib/deserializer.js';
import serializer from 'xmlrpc/lib/serializer.js';
import { type Fault, faultString, pythonError } from './fault.js';
import type { HttpAnswer, Protocol } from './protocol.js';
import { isPythonInteger } from './python-number.js';
import { isFloat, type Reply } from './reply.js';

/** Reads a call. @throws Fault for what is no XML, or no call */
export const decodeCall = async (
  body: Buffer,
): Promise<{ readonly method: string; readonly params: readonly unknown[] }> => {
  const text = asParsed(body);
  return new Promise((resolve, reject) => {
    new Deserializer().deserializeMethodCall(Readable.from([text]), (error, method, params) => {
      if (error) reject(notWellFormed(error.message));
      else resolve({ method, params });
    });
  });
};

/** What XML 1.0 has no place for, and its parsers refuse. */
const FORBIDDEN = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]/u;

/** The text as XML's parsers see it: every end of a line is a line feed. */
const asParsed = (body: Buffer): string => {
  const text = body.toString('utf8');
  if (FORBIDDEN.test(text)) throw notWellFormed('not well-formed (invalid token)');
  for (const [, hex, decimal] of text.matchAll(/&#(?:x([0-9a-f]+)|(\d+));/gi)) {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (code > 0x10ffff || FORBIDDEN.test(String.fromCodePoint(code))) {
      throw notWellFormed('reference to invalid character number');
    }
  }
  for (const [, number = ''] of text.matchAll(/<(?:int|i4|i8)>([^<]*)<\//g)) {
    // The package's own parser takes `1e+300`, which its serializer makes of a large number, for 1.
    if (isPythonInteger(number)) continue;
    throw pythonError('ValueError', `invalid literal for int() with base 10: '${number}'`);
  }
  return text.replace(/\r\n?/g, '\n');
};

const notWellFormed = (message: string): Fault =>
  pythonError('xml.parsers.expat.ExpatError', message);

export const xmlRpc: Protocol = {
  answer: (reply) => xml(serializer.serializeMethodResponse(marshalled(reply))),
  failure: (fault) =>
    xml(
      serializer.serializeFault({
        faultCode: fault.code,
        faultString: withoutControls(faultString(fault)),
      }),
    ),
};

const xml = (body: string): HttpAnswer => ({ status: 200, type: 'text/xml; charset=utf-8', body });

/** As Odoo marshals it: without control characters, floats as doubles. @throws Fault for None, which it can't */
const marshalled = (reply: Reply): unknown => {
  if (reply === null) {
    throw pythonError('TypeError', 'cannot marshal None unless allow_none is enabled');
  }
  if (typeof reply === 'string') return withoutControls(reply);
  if (typeof reply !== 'object') return reply;
  if (Array.isArray(reply)) return reply.map(marshalled);
  if (isFloat(reply)) return double(reply.$float);
  return Object.fromEntries(Object.entries(reply).map(([key, value]) => [key, marshalled(value)]));
};

const withoutControls = (text: string): string => text.replace(/[^\P{Cc}\t\n\r\x7f-\x9f]/gu, '');

/** The package takes a whole number for an integer, however large. */
const double = (value: number): unknown =>
  Object.assign(new xmlrpc.CustomType(String(value)), { tagName: 'double' });
