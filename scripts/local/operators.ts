import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (folder: string): string => join(folder, 'operators.txt');

/** Makes a client an operator of the local server on this folder, as CZ_ADMIN_USERS does for a deployment. */
export const addLocalOperator = (folder: string, clientId: string): void => {
  mkdirSync(folder, { recursive: true });
  appendFileSync(fileIn(folder), `${clientId}\n`);
};

/** Read at each question, so that a token printed while the server runs is good at once. */
export const isLocalOperator = (folder: string, clientId: string): boolean => {
  try {
    return readFileSync(fileIn(folder), 'utf8').split('\n').includes(clientId);
  } catch {
    return false; // nobody was made one yet
  }
};
