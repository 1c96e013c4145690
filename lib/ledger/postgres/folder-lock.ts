import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another process has the folder open. Two on one folder would lose each other's rows. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Takes a folder for this process, and answers with how to give it back. The lock is a file with our process id, put
 * there by one atomic step; that of a process which has died is taken over.
 * @throws FolderInUse
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'server.pid');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    if (!linked(mine, lock)) {
      refuseIfAlive(pidIn(lock), folder);
      takeAway(lock, folder);
      if (!linked(mine, lock)) refuse(pidIn(lock), folder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (pidIn(lock) === process.pid) rmSync(lock, { force: true });
  };
};

/** Puts away a dead process's lock. Somebody faster may have put a live one in its place: then that goes back. */
const takeAway = (lock: string, folder: string): void => {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // somebody else took it away
  }
  const pid = pidIn(aside);
  if (isAlive(pid)) {
    linked(aside, lock);
    rmSync(aside, { force: true });
    refuse(pid, folder);
  }
  rmSync(aside, { force: true });
};

const linked = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

const pidIn = (file: string): number => {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
};

/** Our own number on a lock that we did not take is a dead process's: in containers, numbers come again. */
const isAlive = (pid: number): boolean => {
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const refuseIfAlive = (pid: number, folder: string): void => {
  if (isAlive(pid)) refuse(pid, folder);
};

const refuse = (pid: number, folder: string): never => {
  throw new FolderInUse(
    `the data folder ${folder} is in use by process ${pid}: stop that one, or set CZ_DATA_DIR to another folder`,
  );
};
