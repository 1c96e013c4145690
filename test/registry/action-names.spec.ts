import { describe, expect, it } from 'vitest';
import { spelling } from '../../lib/registry/action-names.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { registryDocument } from '../../lib/registry/document.js';
import { registryOf } from '../../lib/registry/registry.js';
import { instant } from '../../lib/wallet/instant.js';

describe('a name', () => {
  it.each([
    ['askAI', 'ask_ai'],
    ['ask-ai', 'ask_ai'],
    ['Ask AI', 'ask_ai'],
    ['geospatial.ask_ai', 'geospatial_ask_ai'],
    ['Frage 日本', 'frage_日本'],
    ['e\u0301tude', 'étude'],
  ])('%s is spelled %s', (name, spelled) => {
    expect(spelling(name)).toBe(spelled);
  });

  it('in other letters stands for its own action, and for no other', () => {
    const [first, ...others] = defaultCatalog.actions;
    const actions = [{ ...first, aliases: ['日本'] }, ...others];
    const document = registryDocument.parse({ ...defaultCatalog, actions });
    const { actionNamed } = registryOf({
      version: 1,
      document,
      publishedAt: instant('2026-01-01T00:00:00Z'),
      author: 'a test',
    });
    expect(actionNamed('日本')).toBe('ask_ai');
    for (const name of ['中国', '???', ' ', '']) expect(actionNamed(name)).toBeUndefined();
  });
});
