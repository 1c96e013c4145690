import type { Plugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';

/**
 * The renderer's parts in our order: the guide, who is asking, the operations, the schemas. Its own layout brings a second
 * `main`, and asks which of one server is meant.
 */
export const layout: Plugin = ({ React: { createElement } }) => ({
  components: {
    Reference: ({ getComponent }) => {
      const part = (name: string) => createElement(getComponent(name, true), { key: name });
      return createElement('div', { className: 'swagger-ui' }, [
        part('InfoContainer'),
        createElement('div', { className: 'asking', key: 'asking' }, [
          createElement(
            'p',
            { key: 'how' },
            'Operations can be tried out here, against this very server.',
          ),
          part('AuthorizeBtnContainer'),
        ]),
        part('operations'),
        part('Models'),
      ]);
    },
  },
});
