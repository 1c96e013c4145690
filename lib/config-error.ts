/** The environment is not one that this can run with. The message names each variable and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
