import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The modules that other projects import, by the name that they have when they are built. */
const MODULES = {
  'cz-credits': 'web/components/index.ts',
  'cz-credits-client': 'web/client/index.ts',
};

/** Their types, each in one file that needs no package: `cz-credits-client.d.ts` stands beside `cz-credits-client.js`. */
export const declarations = async (): Promise<ReadonlyMap<string, string>> => {
  const built = await Promise.all(
    Object.entries(MODULES).map(async ([name, source]) => {
      const bundle = await rollup({
        input: join(ROOT, source),
        plugins: [dts({ tsconfig: join(ROOT, 'web/tsconfig.json') })],
      });
      const { output } = await bundle.generate({ format: 'es' });
      await bundle.close();
      return [`${name}.d.ts`, output[0].code] as const;
    }),
  );
  return new Map(built);
};
