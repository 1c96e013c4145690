/** What an answer may be: how long it may take, how many letters it may have. */
type Bounds = { readonly seconds: number; readonly letters: number };

const LATE = Symbol('late');

/**
 * A text that comes in pieces, as a stream of what is there already; undefined where it takes too long, or becomes too much.
 * Half an answer would look like a whole one.
 */
export const collected = async (
  pieces: AsyncGenerator<string, unknown>,
  { letters, seconds }: Bounds,
): Promise<ReadableStream<Uint8Array> | undefined> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), seconds * 1000);
  });
  const all: string[] = [];
  let left = letters;
  try {
    for (;;) {
      const next = await Promise.race([pieces.next(), late]);
      if (next === LATE) return undefined;
      if (next.done) return streamOf(all);
      all.push(next.value);
      left -= next.value.length;
      if (left < 0) return undefined;
    }
  } finally {
    clearTimeout(timer);
    pieces.return(undefined).catch(() => {}); // what is under way ends by itself
  }
};

/** A platform that bounds the body of an answer does not bound a stream. */
const streamOf = (pieces: readonly string[]): ReadableStream<Uint8Array> => {
  const rest = pieces.values();
  return new ReadableStream<string>({
    pull: (controller) => {
      const next = rest.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  }).pipeThrough(new TextEncoderStream());
};
