import { compose } from '../lib/compose.js';
import { migrateDatabase } from './local/migrate-database.js';
import { listen, localCircumstances, localConfig } from './local/server.js';
import { told } from './local/told.js';

/** `npm run dev`: the whole backend on this machine, without any account. SIGTERM and Ctrl-C end it cleanly. */
const start = async (): Promise<void> => {
  const { port, serve } = await listen(Number(process.env['PORT'] || 3000));
  const config = await localConfig(process.env, port);
  const folder = process.env['CZ_DATA_DIR'] || '.data';
  if (config.ledger.kind === 'postgres') await migrateDatabase(config.ledger.directUrl);
  const app = await compose(config, localCircumstances(config, folder));
  const { close, url } = await serve(app);
  const stop = () => {
    close().then(() => process.exit(0), told);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.env['npm_lifecycle_event']) onEndOfParent(stop);
  console.log(`ready ${url}`);
};

/** npm hands a signal on to its shell alone, which ends without a word to us: so its end counts as the signal. */
const onEndOfParent = (stop: () => void): void => {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 100);
  watch.unref();
};

await start().catch(told);
