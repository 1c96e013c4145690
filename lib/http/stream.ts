/**
 * Text as it comes, for an answer. The first piece is waited for: what fails before it can still be told as an error. What
 * fails later breaks the answer off, so that nobody takes a part for the whole.
 */
export const streamed = async (
  pieces: AsyncIterator<string, void>,
): Promise<ReadableStream<Uint8Array>> => {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string, void>> | undefined = Promise.resolve(
    await pieces.next(),
  );
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await (next ?? pieces.next());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
};
